"""From a value to its tier, score, gap and target: the arithmetic of benchmarks.

Written like the KPI formulas, so each of these works on numbers and, through
:func:`xl_kpis.kpi.helpers.bind`, as an Excel formula; the floors may be cells. Values computed in
floating point may miss a boundary by a rounding error, so comparisons of numbers allow what
Excel's own comparison allows, the fifteenth digit.
"""

from __future__ import annotations

from typing import Any

from xl_kpis.kpi.expr import (
    Expr,
    at_least,
    at_most,
    choose,
    count,
    count_rows,
    is_number,
    rounded,
    when,
    whole_above,
    whole_below,
)
from xl_kpis.kpi.model import Kpi, Tier

_SLACK = 5e-15
_CONTINUOUS = frozenset({"money", "months", "days"})


def reaches(value: Any, tier: Tier) -> Any:
    """Whether a value (or each of an array) is in this tier or a better one.

    >>> from xl_kpis.kpi import kpi
    >>> typical, above, exceptional = kpi("mentoring.workshop_growth").tiers
    >>> reaches(65 / 50 - 1, exceptional), reaches(0.2, above)
    (True, False)
    """
    if isinstance(tier.op, Expr):  # looked up: 1 where the floor itself belongs to the tier
        return (value > tier.floor) | ((value == tier.floor) & tier.op)
    slack = 0.0 if isinstance(value, Expr) else abs(tier.floor) * _SLACK
    if tier.op == ">=":
        return value >= (tier.floor - slack if slack else tier.floor)
    if tier.op == ">":
        return value > (tier.floor + slack if slack else tier.floor)
    if tier.op == "<=":
        return value <= (tier.floor + slack if slack else tier.floor)
    return value < (tier.floor - slack if slack else tier.floor)


def rank(value: Any, kpi: Kpi) -> Any:
    """0 below, 1 typical, 2 above average, 3 exceptional; arrays give arrays."""
    typical, above, exceptional = (reaches(value, tier) for tier in kpi.tiers)
    return typical * 1 + above * 1 + exceptional * 1


def score(value: Any, kpi: Kpi) -> Any:
    """0 to 100: straight lines through the floors at 25, 50 and 75, between the anchors."""
    typical, above, exceptional = (tier.floor for tier in kpi.tiers)
    worst, best = kpi.anchors

    def beyond(point: Any) -> Any:
        return value >= point if kpi.better == "higher" else value <= point

    def line(base: float, start: Any, end: Any) -> Any:
        span = end - start
        return base + 25 * (value - start) / (span if isinstance(span, Expr) else rounded(span))

    # With floors of one's own beyond an anchor, the anchor loses its meaning: 100 needs both.
    return rounded(
        when(
            beyond(best) & beyond(exceptional),
            lambda: 100.0,
            lambda: when(
                beyond(exceptional),
                lambda: line(75, exceptional, best),
                lambda: when(
                    beyond(above),
                    lambda: line(50, above, exceptional),
                    lambda: when(
                        beyond(typical),
                        lambda: line(25, typical, above),
                        lambda: when(beyond(worst), lambda: line(0, worst, typical), lambda: 0.0),
                    ),
                ),
            ),
        )
    )


def gap(value: Any, kpi: Kpi, tier: Tier | None = None) -> Any:
    """How far a value still has to go to a tier's floor; negative once it is beyond.

    Without a tier: the next better one, the best one for a value that is in it.
    """
    if tier is None:
        return choose(at_most(rank(value, kpi), 2), [gap(value, kpi, t) for t in kpi.tiers])
    return rounded(tier.floor - value if kpi.better == "higher" else value - tier.floor)


def change(value: Any, previous: Any, kpi: Kpi) -> Any:
    """Change from a previous value; positive is better."""
    return rounded(value - previous if kpi.better == "higher" else previous - value)


def needed(kpi: Kpi, denominator: Any, tier: Tier, numerator: Any = None) -> Any:
    """The numerator with which a denominator reaches a tier: 86 of 100 for "over 85 %".

    With the present numerator: how many more (fewer, as a negative number, where less is better).
    Whole where people, sessions or rating points are counted; the limit itself for amounts such
    as revenue or months.
    """
    make = kpi.function.numerator_for
    exact = make(tier.floor, denominator) if make else tier.floor * denominator
    whole = whole_above if kpi.better == "higher" else whole_below
    target = exact if kpi.unit in _CONTINUOUS else whole(exact, tier.op in "<>")
    if numerator is None:
        return target
    limit = at_least if kpi.better == "higher" else at_most
    return limit(rounded(target - numerator), 0)


def percentile(value: Any, population: Any, kpi: Kpi) -> Any:
    """The share of a population that is worse, equals counted half."""
    worse = count_rows(
        lambda peer: is_number(peer) & (peer < value if kpi.better == "higher" else peer > value),
        population,
    )
    equal = count_rows(lambda peer: is_number(peer) & (peer == value), population)
    return (worse + equal / 2) / count(population)
