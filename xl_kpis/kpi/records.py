"""The same KPIs from raw records: one row per client, session, rating or consultation.

Days are Excel serial numbers or dates. Text in a column of days is ``#VALUE!``; an empty cell
(or an empty text) means "not yet".
"""

from __future__ import annotations

from typing import Any

from xl_kpis.errors import DIV0, NA, NUM
from xl_kpis.kpi.expr import (
    among,
    count,
    count_rows,
    count_words,
    is_no_number,
    is_number,
    is_word,
    negate,
    total_weight,
)
from xl_kpis.kpi.means import RATING_MAX, RATING_MIN, scale_rules
from xl_kpis.kpi.model import Argument, Example, Function, Kind, Rule

DAYS_PER_MONTH = 365.25 / 12


def _at_start(join: Any, leave: Any, first: Any) -> Any:
    """Clients who joined before the period and had not left when it began."""
    return count_rows(
        lambda j, e: is_number(j) & (j < first) & (is_no_number(e) | (e >= first)), join, leave
    )


def _at_start_and_end(join: Any, leave: Any, first: Any, last: Any) -> Any:
    return count_rows(
        lambda j, e: is_number(j) & (j < first) & (is_no_number(e) | (e > last)), join, leave
    )


def _both_days(start: Any, end: Any) -> Any:
    return count_rows(lambda a, b: is_number(a) & is_number(b), start, end)


def _backwards(start: Any, end: Any) -> Any:
    """Whether a day in ``end`` comes before its partner in ``start``."""
    return count_rows(lambda a, b: is_number(a) & is_number(b) & (b < a), start, end) > 0


def _sessions(status: Any, ignore: Any = None) -> Any:
    """How many sessions there are, the ignored ones left out."""
    if ignore is None:
        return count_words(is_word, status)
    return count_words(lambda s: is_word(s) & negate(among(s, ignore)), status)


def _completion(status: Any, done: Any, ignore: Any = None) -> Any:
    if ignore is None:
        held = count_words(lambda s: is_word(s) & among(s, done), status)
    else:
        held = count_words(lambda s: is_word(s) & among(s, done) & negate(among(s, ignore)), status)
    return held / _sessions(status, ignore)


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
    formula=lambda join, leave, first, last: (
        _at_start_and_end(join, leave, first, last) / _at_start(join, leave, first)
    ),
    own_rules=(
        Rule(
            "nobody_at_start",
            DIV0,
            ("join_dates", "leave_dates", "from_date"),
            lambda join, leave, first: _at_start(join, leave, first) == 0,
        ),
        Rule("backwards", NUM, ("from_date", "to_date"), lambda first, last: last < first),
        Rule("backwards", NUM, ("join_dates", "leave_dates"), _backwards),
    ),
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
    formula=_completion,
    own_rules=(
        Rule("blank", NA, ("done",), lambda done: count_words(is_word, done) == 0),
        Rule("no_session", DIV0, ("status",), lambda status: _sessions(status) == 0),
        Rule("no_session", DIV0, ("status", "ignore"), lambda s, skip: _sessions(s, skip) == 0),
    ),
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
    formula=lambda ratings, threshold: (
        count_rows(lambda rating: is_number(rating) & (rating >= threshold), ratings)
        / count(ratings)
    ),
    own_rules=(
        Rule("no_number", DIV0, ("ratings",), lambda ratings: count(ratings) == 0),
        *scale_rules("ratings", RATING_MIN, RATING_MAX),
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
    # The days of all arrivals less the days of their starts; who is still open has no partner.
    formula=lambda start, achieved: (
        (total_weight(start, achieved) - total_weight(achieved, start))
        / _both_days(start, achieved)
        / DAYS_PER_MONTH
    ),
    own_rules=(
        Rule(
            "no_milestone",
            DIV0,
            ("start_dates", "achieved_dates"),
            lambda start, achieved: _both_days(start, achieved) == 0,
        ),
        Rule("backwards", NUM, ("start_dates", "achieved_dates"), _backwards),
    ),
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
    formula=lambda consulted, paid: _both_days(consulted, paid) / count(consulted),
    own_rules=(
        Rule("no_number", DIV0, ("consulted_dates",), lambda consulted: count(consulted) == 0),
        Rule("backwards", NUM, ("consulted_dates", "paid_dates"), _backwards),
    ),
    examples=(
        Example(([[45000], [45001], [45002], [45003]], [[45010], [None], [None], [45003]]), 0.5),
    ),
)
