"""Values in words, in any language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from xl_kpis.kpi import tiers
from xl_kpis.kpi.benchmarks import CURRENCY, DOLLARS, in_dollars
from xl_kpis.kpi.evaluate import find_problem
from xl_kpis.kpi.model import TIERS, Function, Kpi, Source
from xl_kpis.kpi.texts import text
from xl_kpis.languages.conventions import conventions

_DECIMALS = {"ratio": 1, "score": 1, "months": 1, "days": 1, "money": 2, "number": 1}
WHOLE: list[Callable[[str], bool]] = []
"""What knows whether a currency has no parts: put here where CLDR is at hand, as it is not in a
browser."""


def money_decimals(currency: str) -> int:
    """How many decimals amounts of a currency have: none of yen."""
    return 0 if any(is_whole(currency) for is_whole in WHOLE) else 2


def format_number(value: float, decimals: int, language: str) -> str:
    """A number with the language's separators.

    >>> format_number(1234.5, 1, "en"), format_number(1234.5, 1, "fr")
    ('1,234.5', '1\\xa0234,5')
    """
    return conventions(language).number(value, decimals)


def format_value(value: float, unit: str, language: str, currency: str = "USD") -> str:
    """A value with its unit, for people.

    >>> format_value(0.85, "ratio", "en"), format_value(10, "months", "fr")
    ('85.0%', '10,0\\xa0mois')
    """
    decimals = money_decimals(currency) if unit == "money" else _DECIMALS[unit]
    number = format_number(100 * value if unit == "ratio" else value, decimals, language)
    return text(f"format.{unit}", language, value=number, currency=currency)


def periods_words(kpi: Kpi, language: str) -> str:
    """How several periods of a KPI combine; the roster is named where its figures are counted in
    one.

    >>> from xl_kpis.kpi.lookup import kpi
    >>> periods_words(kpi("mentoring.retention"), "en")
    'Multiply the rates, or compute exactly from the roster; never average them.'
    """
    own = f"combine.{kpi.combine}"
    logs = {measure.counted.log for measure in kpi.measures if measure.counted is not None}
    said = (text.get(f"{own}.{log}", language) for log in sorted(logs))
    return next(filter(None, said), None) or text(own, language)


def domain_words(kpi: Kpi, language: str, currency: str = "") -> str:
    """What a KPI can be at all: "from 0.0 to 100.0%".

    >>> from xl_kpis.kpi.lookup import kpi
    >>> domain_words(kpi("mentoring.retention"), "en"), domain_words(kpi("remote.arpu"), "en")
    ('from 0.0 to 100.0%', 'any number')
    """
    low, high = kpi.domain

    def shown(value: float) -> str:
        return format_value(value, kpi.unit, language, currency).strip()

    if low is not None and high is not None:
        scale = 100 if kpi.unit == "ratio" else 1
        first = format_number(scale * low, _DECIMALS[kpi.unit], language)
        return text("domain.between", language, low=first, high=shown(high))
    if low is not None:
        return text("op.>=", language, floor=shown(low))
    return (
        text("domain.any", language) if high is None else text("op.<=", language, floor=shown(high))
    )


def explain(value: float, kpi: Kpi, language: str, currency: str = "USD") -> str:
    """What a value means: its tier, the next one, and a note where the source was unclear.

    An amount in another currency than the benchmarks is in no tier: nothing is converted.
    """
    name = text(f"{kpi.id}.name", language)
    shown = format_value(value, kpi.unit, language, currency)
    if not kpi.tiers:
        return text("explain.plain", language, name=name, value=shown)
    if in_dollars(kpi) and currency.strip().upper() not in DOLLARS:
        note = text("note.currency", language, **foreign(kpi, language))
        return text("explain.foreign", language, name=name, value=shown, note=note)
    rank = tiers.rank(value, kpi)
    parts = [
        text(
            "explain.value",
            language,
            name=text(f"{kpi.id}.name", language),
            value=shown,
            tier=text(f"tier.{TIERS[rank]}", language).lower(),
        )
    ]
    if rank == 3:
        parts.append(text("explain.best", language))
    else:
        following = kpi.tiers[rank]
        floor = format_value(following.floor, kpi.unit, language, currency)
        parts.append(
            text(
                "explain.next",
                language,
                tier=text(f"tier.{following.id}", language).lower(),
                bound=text(f"op.{following.op}", language, floor=floor),
            )
        )
    if rank and kpi.tiers[rank - 1].asterisk:
        note = text(f"note.{kpi.tiers[rank - 1].note}", language)
        parts.append(text("explain.note", language, note=note))
    return " ".join(parts)


def sources(kpi: Kpi, language: str) -> list[str]:
    """What the figures of a KPI's tiers were read in, each with its day, where anybody says so.

    >>> from xl_kpis.kpi.lookup import kpi
    >>> sources(kpi("mentoring.career_advancement"), "en")
    ['“What Are the Top 7 KPIs Metrics of a Career Mentoring Business?”, 27 September 2024']
    """
    read = dict.fromkeys(tier.source for tier in kpi.tiers if tier.source is not None)
    return list(dict.fromkeys(_source(kpi, one, language) for one in read))


def _source(kpi: Kpi, source: Source, language: str) -> str:
    title = text(f"source.{kpi.pack}.{source.name}", language)
    if not source.date:
        return text("source.title", language, title=title)
    day = conventions(language).day(dt.date.fromisoformat(source.date))
    return text("source.dated", language, title=title, date=day)


def foreign(kpi: Kpi, language: str) -> dict[str, str]:
    """The benchmarks' own currency and their floors, as the text ``note.currency`` has them."""
    floors = [format_value(tier.floor, kpi.unit, language, CURRENCY) for tier in kpi.tiers]
    return {"benchmarks": CURRENCY, "floors": ", ".join(floors)}


def tip(rank: int, kpi: Kpi, language: str) -> str:
    """A suggestion for values of this tier; empty where a pack has none."""
    if rank == 3:
        return text("tip.hold", language)
    return text.get(f"{kpi.function.name}.tip.{rank + 1}", language) or ""


def tips(kpi: Kpi, language: str) -> list[str]:
    """All suggestions there are for a KPI."""
    found = [text.get(f"{kpi.function.name}.tip.{number}", language) for number in (1, 2, 3)]
    return [said for said in found if said]


def problem(function: Function, arguments: Sequence[Any], language: str) -> str:
    """What is wrong with the arguments, in words, or "OK"."""
    found = find_problem(function, arguments)
    if found is None:
        return text("check.ok", language)
    ids = {argument.name: argument.text_id for argument in function.arguments}
    names = [*found.arguments, *[""] * 2][:2]
    labels = [text(f"argument.{ids[name]}.label", language) if name else "" for name in names]
    return text(
        f"check.{found.check}",
        language,
        argument=labels[0],
        other=labels[1],
        error=error_words(found.error.code, language),
    )


def error_words(code: str, language: str) -> str:
    """An error code for people: ``#N/A`` is "no data"."""
    return text.get(f"error.{code}", language) or text("error.other", language)


def describe(function: Function, language: str) -> str:
    """A function for people at a console: what it does, its arguments, an example. What has no
    text yet, while a function is being written, is left out; tests name it."""
    said = text.get(f"{function.name}.help", language)
    lines = [said or function.name, "", f"{function!r}", ""]
    for argument in function.arguments:
        said = text.get(f"argument.{argument.text_id}.help", language)
        lines.append(f"    {argument.name}: {said or ''}".rstrip())
    lines.append("")
    for example in function.examples[:2]:
        call = ", ".join(map(repr, example.arguments))
        lines += [f"    >>> {function.name}({call})", f"    {example.result!r}"]
    return "\n".join(lines)
