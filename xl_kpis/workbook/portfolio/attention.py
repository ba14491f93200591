"""Who needs a look first, and why: in points that can be counted by hand, and in words.

The points are those of the scores, which run from 0 to 100: a KPI in the lowest tier counts
:data:`LOWEST` and what it lacks to the next tier; one that fell since the period before, what it
fell; one that had a value and has none, or whose figures cannot be right, :data:`LOWEST`, and so do
errors that the checks found and figures that end a period before those of others. A file that gives
nothing counts :data:`NOTHING`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from xl_kpis.errors import NA
from xl_kpis.kpi import kpi as find
from xl_kpis.kpi.words import format_value
from xl_kpis.workbook.name_order import name_order
from xl_kpis.workbook.portfolio.reading import ClientEntry, KpiLine, months_of
from xl_kpis.workbook.texts import words

LOWEST, NOTHING = 25.0, 100.0
FELL = 5.0
"""Points from which a fall is one."""


@dataclass(frozen=True)
class Why:
    """One reason to look at a client."""

    kind: str
    """``below``, ``fell``, ``below_fell``, ``missing``, ``wrong``, ``checks``, ``behind`` or
    ``unread``."""
    points: float
    text: str
    """In words of the language asked for."""
    kpi: str = ""
    """The id of the KPI it is about."""


@dataclass(frozen=True)
class Attention:
    """A client that needs a look."""

    client: str
    file: str
    points: float
    """How urgent it is: the sum of the reasons' points."""
    reasons: tuple[Why, ...]
    """The heaviest first."""


def attention(
    entries: Sequence[ClientEntry], failed: Mapping[str, str], language: str
) -> tuple[Attention, ...]:
    """The clients that need a look, the most urgent first. ``failed`` are the files that gave
    nothing, with a sentence each."""
    latest: dict[int, str] = {}
    for entry in entries:
        latest[entry.months] = max(latest.get(entry.months, ""), entry.period_end)
    found = [
        _weighed(entry.client, entry.file, _reasons(entry, latest[entry.months], language))
        for entry in entries
    ]
    for file, sentence in failed.items():
        text = words("portfolio.why.unread", language, reason=sentence)
        found.append(_weighed(Path(file).stem, file, [Why("unread", NOTHING, text)]))
    urgent = (one for one in found if one.reasons)
    return tuple(sorted(urgent, key=lambda one: (-one.points, name_order(one.client), one.file)))


def _weighed(client: str, file: str, reasons: Iterable[Why]) -> Attention:
    heaviest = tuple(sorted(reasons, key=lambda reason: -reason.points))
    return Attention(client, file, sum(reason.points for reason in heaviest), heaviest)


def _reasons(entry: ClientEntry, latest: str, language: str) -> Iterator[Why]:
    currency = entry.currency or "USD"
    of_kpis = [why for line in entry.lines if (why := _of_kpi(line, currency, language))]
    yield from of_kpis
    # What keeps a KPI from being computed is what the checks find, too, and counts once.
    if entry.errors and not any(why.kind == "wrong" for why in of_kpis):
        which = "checks.one" if entry.errors == 1 else "checks"
        text = words(f"portfolio.why.{which}", language, count=entry.errors)
        yield Why("checks", LOWEST, text)
    if entry.months and _months_behind(entry.period_end, latest) >= entry.months:
        own = entry.said(language)
        yield Why("behind", LOWEST, words("portfolio.why.behind", language, period=own))


def _months_behind(end: str, latest: str) -> int:
    return months_of(end, latest) if end < latest else 0


def _of_kpi(line: KpiLine, currency: str, language: str) -> Why | None:
    kpi = find(line.kpi)

    def said(kind: str, points: float, which: str = "", **values: str) -> Why:
        name = words(f"{line.kpi}.short", language)
        text = words(f"portfolio.why.{which or kind}", language, kpi=name, **values)
        return Why(kind, points, text, line.kpi)

    def shown(value: float) -> str:
        return format_value(value, kpi.unit, language, currency)

    if line.value is None:
        if line.error and line.error != NA.code:
            return said("wrong", LOWEST, reason=line.reason)
        return None if line.last is None else said("missing", LOWEST, last=shown(line.last))
    lowest = 2 * LOWEST - line.score if line.rank == 0 and line.score is not None else 0.0
    fall = 0.0
    if line.score is not None and line.score_before is not None:
        fall = max(0.0, line.score_before - line.score)
    if fall >= FELL and line.before is not None:
        kind = "below_fell" if lowest else "fell"
        now, before = shown(line.value), shown(line.before)
        which = kind if kpi.better == "higher" else f"{kind}.lower"
        return said(kind, lowest + fall, which, value=now, before=before)
    return said("below", lowest, value=shown(line.value)) if lowest else None
