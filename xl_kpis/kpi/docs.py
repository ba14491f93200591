"""The documentation of all KPIs and functions, written from their definitions.

``python -m xl_kpis.kpi.docs`` writes ``docs/kpis.<language>.md``; a test keeps them fresh.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from xl_kpis.errors import DIV0, NA, NUM, VALUE, ExcelError
from xl_kpis.kpi import FUNCTIONS, PACKS
from xl_kpis.kpi.formulas import call_text, formula_words
from xl_kpis.kpi.model import Example, Function, Kpi
from xl_kpis.kpi.texts import text
from xl_kpis.kpi.words import format_number, format_value, periods_words, sources
from xl_kpis.languages import available

FOLDER = Path(__file__).parents[2] / "docs"


def path(language: str) -> Path:
    return FOLDER / f"kpis.{language}.md"


def document(language: str) -> str:
    """The whole page in one language."""
    return "\n".join(_lines(language)) + "\n"


def _lines(language: str) -> Iterator[str]:
    yield f"# {text('doc.title', language)}"
    yield ""
    yield text("doc.generated", language)
    yield ""
    yield text("benchmark.disclaimer", language)
    for pack, kpis in PACKS.items():
        yield ""
        yield f"## {text(f'pack.{pack}', language)}"
        yield ""
        yield text(f"pack.{pack}.help", language)
        for kpi in kpis:
            yield from _kpi(kpi, language)
    for group in ("helper", "records"):
        yield ""
        yield f"## {text('doc.helpers' if group == 'helper' else 'doc.records', language)}"
        for function in FUNCTIONS.values():
            if function.group == group:
                yield from _function(function, language)
    yield from _errors(language)


def _kpi(kpi: Kpi, language: str) -> Iterator[str]:
    function = kpi.function
    yield ""
    yield f"### {text(f'{kpi.id}.name', language)}"
    yield ""
    yield f"`{kpi.id}` · {kpi.acronym} · {text(f'better.{kpi.better}', language)}"
    yield ""
    yield from _item("meaning", text(f"{function.name}.help", language), language)
    formula = formula_words(function, language)
    if formula:
        yield from _item("formula", formula, language)
    value = format_value(kpi.example.result, kpi.unit, language)
    tier = text(f"tier.{kpi.example_tier}", language).lower()
    call = f"`={call_text(function, kpi.example.arguments, language)}` → {value} ({tier})"
    yield from _item("example", call, language)
    yield from _item("reading", text(f"{function.name}.reads", language), language)
    yield from _item("limits", text(f"{function.name}.limits", language), language)
    yield from _item("periods", periods_words(kpi, language), language)
    tips = " ".join(text(f"{function.name}.tip.{number}", language) for number in (1, 2, 3))
    yield from _item("tips", tips, language)
    if kpi.errata:
        errata = " ".join(text(kpi.erratum(number), language) for number in kpi.errata)
        yield from _item("errata", errata, language)
    if read := sources(kpi, language):
        yield from _item("source", "; ".join(read), language)
    yield ""
    yield from _arguments(function, language)
    yield ""
    yield from _benchmarks(kpi, language)


def _item(id: str, body: str, language: str) -> Iterator[str]:
    yield f"- **{text(f'doc.{id}', language)}** – {body}"


def _benchmarks(kpi: Kpi, language: str) -> Iterator[str]:
    headings = ("benchmarks", "bound", "provenance")
    yield from _table_head([text(f"doc.{id}", language) for id in headings])
    for tier in kpi.tiers:
        floor = format_value(tier.floor, kpi.unit, language)
        bound = text(f"op.{tier.op}", language, floor=floor)
        said = text(f"provenance.{tier.provenance}", language) + ("*" if tier.asterisk else "")
        if tier.note:
            said += f". {text(f'note.{tier.note}', language)}"
        yield f"| {text(f'tier.{tier.id}', language)} | {bound} | {said} |"


def _arguments(function: Function, language: str) -> Iterator[str]:
    yield from _table_head([f"`{_signature(function)}`", text("doc.meaning", language)])
    for argument in function.arguments:
        optional = f" ({text('doc.optional', language)})" if argument.optional else ""
        said = text(f"argument.{argument.name}.help", language)
        yield f"| `{argument.name}`{optional} | {said} |"


def _signature(function: Function) -> str:
    inside = ", ".join(f"[{a.name}]" if a.optional else a.name for a in function.arguments)
    return f"{function.name}({inside})"


def _table_head(headings: list[str]) -> Iterator[str]:
    yield f"| {' | '.join(headings)} |"
    yield f"|{'---|' * len(headings)}"


def _function(function: Function, language: str) -> Iterator[str]:
    yield ""
    yield f"### {function.name}"
    yield ""
    yield text(f"{function.name}.help", language)
    yield ""
    yield from _arguments(function, language)
    calls = [example for example in function.examples if _can_be_typed(example)]
    if calls:
        yield ""
    for example in calls:
        call = call_text(function, example.arguments, language)
        yield f"- `={call}` → {_result(example.result, language)}"


def _can_be_typed(example: Example) -> bool:
    """An array constant has no blanks."""
    ranges = [value for value in example.arguments if isinstance(value, list)]
    return all(item is not None for rows in ranges for row in rows for item in row)


def _result(value: Any, language: str) -> str:
    if isinstance(value, (ExcelError, str)):
        return str(value)
    decimals = len(f"{value:.6g}".partition(".")[2])
    return format_number(value, decimals, language)


def _errors(language: str) -> Iterator[str]:
    yield ""
    yield f"## {text('doc.errors', language)}"
    yield ""
    yield text("doc.errors.help", language)
    yield ""
    yield from _table_head([text(f"doc.{id}", language) for id in ("situation", "result")])
    first = text("doc.errors.1.result", language)
    results = (first, *(f"`{error}`" for error in (NA, VALUE, DIV0, NUM)))
    for number, result in enumerate(results, 1):
        yield f"| {text(f'doc.errors.{number}', language)} | {result} |"


if __name__ == "__main__":
    for code in available():
        path(code).write_text(document(code), encoding="utf-8")
