"""The same KPIs from raw records: one row per client, session, rating or consultation.

Days are Excel serial numbers or dates. Text in a column of days is ``#VALUE!``; an empty cell
(or an empty text) means "not yet".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xl_kpis.errors import DIV0, NUM
from xl_kpis.kpi.expr import Cells, count, count_from, largest, smallest
from xl_kpis.kpi.functions import RATING_MAX, RATING_MIN
from xl_kpis.kpi.model import Argument, Example, Function, Kind, Rule

DAYS_PER_MONTH = 365.25 / 12


def _pairs(first: Cells, second: Cells) -> Iterator[tuple[float | None, float | None]]:
    """Partners in two columns, anything but a day as None."""
    for a, b in zip(first, second, strict=True):
        yield a if type(a) is float else None, b if type(b) is float else None


def _retention(join: Cells, leave: Cells, first: float, last: float) -> Any:
    if last < first:
        return NUM
    at_start = kept = 0
    for joined, left in _pairs(join, leave):
        if joined is None:
            continue
        if left is not None and left < joined:
            return NUM
        if joined < first and (left is None or left >= first):
            at_start += 1
            kept += left is None or left > last
    return kept / at_start if at_start else DIV0


def _completion(status: Cells, done: Cells, ignore: Cells | None) -> Any:
    wanted, skipped = _words(done), _words(ignore) if ignore else set()
    held = [word for word in map(_word, status) if word and word not in skipped]
    return sum(word in wanted for word in held) / len(held) if held else DIV0


def _word(item: Any) -> str:
    return item.strip().casefold() if isinstance(item, str) else ""


def _words(cells: Cells) -> set[str]:
    return {word for word in map(_word, cells) if word}


def _milestone(start: Cells, achieved: Cells) -> Any:
    spans = [b - a for a, b in _pairs(start, achieved) if a is not None and b is not None]
    if not spans:
        return DIV0
    return NUM if min(spans) < 0 else sum(spans) / len(spans) / DAYS_PER_MONTH


def _conversion(consulted: Cells, paid: Cells) -> Any:
    consultations = converted = 0
    for first, then in _pairs(consulted, paid):
        if first is None:
            continue
        if then is not None and then < first:
            return NUM
        consultations += 1
        converted += then is not None
    return converted / consultations if consultations else DIV0


def _days(name: str, paired_with: str = "") -> Argument:
    return Argument(name, Kind.DATES, paired_with=paired_with)


KPI_RETENTION_ROSTER = Function(
    "KPI_RETENTION_ROSTER",
    "records",
    (
        _days("join_dates"),
        _days("leave_dates", "join_dates"),
        Argument("from_date", Kind.DATE),
        Argument("to_date", Kind.DATE),
    ),
    "ratio",
    compute=_retention,
    examples=(
        Example(
            (
                [[44927], [44930], [45000], [45300]],
                [[None], [45310], [None], [45320]],
                45292,
                45382,
            ),
            2 / 3,
            "three at the start, one of them left; who joined later does not count",
        ),
    ),
)

KPI_COMPLETION_LOG = Function(
    "KPI_COMPLETION_LOG",
    "records",
    (
        Argument("status", Kind.WORDS),
        Argument("done", Kind.WORDS),
        Argument("ignore", Kind.WORDS, optional=True),
    ),
    "ratio",
    compute=_completion,
    examples=(
        Example(([["done"], ["Done"], ["no-show"], [None]], "done"), 2 / 3),
        Example(([["done"], ["moved"], ["no-show"]], "done", "moved"), 0.5),
    ),
)

KPI_SATISFIED_RATE_RATINGS = Function(
    "KPI_SATISFIED_RATE_RATINGS",
    "records",
    (Argument("ratings", Kind.NUMBERS), Argument("threshold", Kind.AMOUNT)),
    "ratio",
    formula=lambda ratings, threshold: count_from(ratings, threshold) / count(ratings),
    own_rules=(
        Rule("no_number", DIV0, ("ratings",), lambda ratings: count(ratings) == 0),
        Rule("off_scale", NUM, ("ratings",), lambda ratings: smallest(ratings) < RATING_MIN),
        Rule("off_scale", NUM, ("ratings",), lambda ratings: largest(ratings) > RATING_MAX),
        Rule("off_scale", NUM, ("threshold",), lambda threshold: threshold < RATING_MIN),
        Rule("off_scale", NUM, ("threshold",), lambda threshold: threshold > RATING_MAX),
    ),
    examples=(Example(([[9], [8], [7], [10]], 8), 0.75),),
)

KPI_TIME_TO_MILESTONE_DATES = Function(
    "KPI_TIME_TO_MILESTONE_DATES",
    "records",
    (_days("start_dates"), _days("achieved_dates", "start_dates")),
    "months",
    compute=_milestone,
    examples=(
        Example(
            ([[45000], [45000], [45100]], [[45365.25], [45182.625], [None]]),
            9.0,
            "a year and half a year; the third is still open",
        ),
    ),
)

KPI_CONVERSION_LOG = Function(
    "KPI_CONVERSION_LOG",
    "records",
    (_days("consulted_dates"), _days("paid_dates", "consulted_dates")),
    "ratio",
    compute=_conversion,
    examples=(
        Example(([[45000], [45001], [45002], [45003]], [[45010], [None], [None], [45003]]), 0.5),
    ),
)

RECORD_FUNCTIONS: tuple[Function, ...] = (
    KPI_RETENTION_ROSTER,
    KPI_COMPLETION_LOG,
    KPI_SATISFIED_RATE_RATINGS,
    KPI_TIME_TO_MILESTONE_DATES,
    KPI_CONVERSION_LOG,
)
