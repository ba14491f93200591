"""A shipped pack written as a file, for somebody to begin with.

What a file cannot say yet is left out: KPIs of ratings with their counts, optional arguments,
measures that are only shown beside a KPI, logs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from xl_kpis.errors import DIV0
from xl_kpis.kpi.expr import Symbol, number_text, wrap
from xl_kpis.kpi.kpis import PACKS
from xl_kpis.kpi.model import Argument, Kpi, Measure, Rule, Tier
from xl_kpis.kpi.pack_kpis import UNITS
from xl_kpis.kpi.texts import text
from xl_kpis.languages import available

UNIT_WORDS = {unit: word for word, unit in UNITS.items()}


def can_be_written(kpi: Kpi) -> bool:
    """Whether a file can say all that a KPI computes: single numbers in, by one formula."""
    return kpi.function.vectorised


def written(base: str, id: str) -> str:
    """A pack that is shipped as the file of another one; ``KeyError`` if there is none such.

    >>> print(written("remote", "mine").splitlines()[1])
    id = "mine"
    """
    lines = ["[pack]", f'id = "{id}"', f"name = {_said(f'pack.{base}')}"]
    lines += [f"help = {_said(f'pack.{base}.help')}", 'currency = "USD"', "months = 3"]
    lines.append(f"benchmarks = {_said('benchmark.disclaimer')}")
    for kpi in filter(can_be_written, PACKS[base]):
        lines += ["", *_kpi(kpi)]
    return "\n".join(lines) + "\n"


def _kpi(kpi: Kpi) -> Iterator[str]:
    function = kpi.function
    fed = {m.argument: m for m in kpi.measures if m.argument}
    arguments = [a for a in function.arguments if a.name in fed]
    names = {a.name: fed[a.name].id for a in arguments}
    yield "[[kpi]]"
    yield f'id = "{kpi.id.partition(".")[2]}"'
    yield f'acronym = "{kpi.acronym}"'
    yield f"name = {_said(f'{kpi.id}.name')}"
    yield f"short = {_said(f'{kpi.id}.short')}"
    for part in ("help", "reads", "limits"):
        yield f"{part} = {_said(f'{function.name}.{part}')}"
    tips = [[text(f"{function.name}.tip.{n}", code) for n in (1, 2, 3)] for code in available()]
    yield f"tips = {_by_language(tips)}"
    yield f'unit = "{UNIT_WORDS[kpi.unit]}"'
    yield f'better = "{kpi.better}"'
    yield f"domain = [{', '.join(map(_end, kpi.domain))}]"
    yield f"scale = [{', '.join(map(_end, kpi.anchors))}]"
    yield f'combine = "{kpi.combine}"'
    yield f"formula = {_quoted(f'= {_excel(function.formula, names)}')}"
    for argument in arguments:
        yield from _input(argument, fed[argument.name])
    for rule in function.own_rules:
        # What cannot be divided by is read off the formula.
        if rule.error is not DIV0 and all(name in names for name in rule.needs):
            yield from _rule(rule, names, {a.name: fed[a.name] for a in arguments})
    yield from _tiers(kpi)
    yield from ("", "[kpi.example]")
    for name, given in zip(names.values(), kpi.example.arguments, strict=False):
        yield f"{name} = {number_text(given)}"
    yield f"value = {number_text(kpi.example.result)}"
    yield f'tier = "{kpi.example_tier}"'


def _input(argument: Argument, measure: Measure) -> Iterator[str]:
    yield from ("", f"[kpi.inputs.{measure.id}]")
    for part in ("label", "help", "unit"):
        yield f"{part} = {_said(f'measure.{measure.text_id}.{part}')}"
    yield f'kind = "{argument.kind.value}"'


def _rule(rule: Rule, names: Mapping[str, str], fed: Mapping[str, Measure]) -> Iterator[str]:
    yield from ("", "[[kpi.rules]]")
    symbols = {name: names[name] for name in rule.needs}
    yield f"when = {_quoted(_excel(rule.condition, symbols))}"
    said = []
    for code in available():
        labels = [text(f"measure.{fed[name].text_id}.label", code) for name in rule.needs]
        said.append(text(f"check.{rule.id}", code, argument=labels[0], other=labels[-1]))
    yield f"says = {_by_language(said)}"


def _tiers(kpi: Kpi) -> Iterator[str]:
    yield from ("", "[kpi.tiers]")
    for tier in kpi.tiers:
        yield f'{tier.id} = "{tier.op} {_floor(tier, kpi)}"'
    noted = [tier for tier in kpi.tiers if tier.note]
    if noted:
        yield from ("", "[kpi.tiers.notes]")
    for tier in noted:
        yield f"{tier.id} = {_said(f'note.{tier.note}')}"


def _floor(tier: Tier, kpi: Kpi) -> str:
    return f"{100 * tier.floor:.10g}%" if kpi.unit == "ratio" else number_text(tier.floor)


def _excel(formula: Callable[..., Any] | None, names: Mapping[str, str]) -> str:
    assert formula is not None
    return wrap(formula(*map(Symbol, names.values()))).excel()


def _end(value: float | None) -> str:
    return '""' if value is None else number_text(value)


def _said(id: str) -> str:
    return _by_language([text(id, code) for code in available()])


def _by_language(said: list[Any]) -> str:
    pairs = zip(available(), said, strict=True)
    return "{ " + ", ".join(f"{code} = {_quoted(one)}" for code, one in pairs) + " }"


def _quoted(said: Any) -> str:
    return json.dumps(said, ensure_ascii=False)
