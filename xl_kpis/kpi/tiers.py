"""From a value to its tier, score, gap and target: the arithmetic of benchmarks.

Values computed in floating point may miss a boundary by a rounding error, so comparisons allow
what Excel allows, the fifteenth digit. All functions here also work on numpy arrays.
"""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any

from xl_kpis.kpi.model import Kpi, Tier

_SLACK = 5e-15


def reaches(value: Any, tier: Tier) -> Any:
    """Whether a value is in this tier or a better one.

    >>> from xl_kpis.kpi.benchmarks import BENCHMARKS
    >>> typical, above, exceptional = BENCHMARKS["mentoring.workshop_growth"]
    >>> reaches(65 / 50 - 1, exceptional), reaches(0.2, above)
    (True, False)
    """
    slack = abs(tier.floor) * _SLACK
    if tier.op == ">=":
        return value >= tier.floor - slack
    if tier.op == ">":
        return value > tier.floor + slack
    if tier.op == "<=":
        return value <= tier.floor + slack
    return value < tier.floor - slack


def rank(value: Any, kpi: Kpi) -> Any:
    """0 below, 1 typical, 2 above average, 3 exceptional."""
    return sum(reaches(value, tier) * 1 for tier in kpi.tiers)


def score(value: float, kpi: Kpi) -> float:
    """0 to 100: straight lines through the floors at 25, 50 and 75, between the anchors."""
    sign = 1.0 if kpi.better == "higher" else -1.0
    points = [(sign * kpi.anchors[0], 0.0)]
    points += [(sign * tier.floor, 25.0 * tier.rank) for tier in kpi.tiers]
    points.append((sign * kpi.anchors[1], 100.0))
    at = sign * value
    # A floor of one's own may lie beyond an anchor: then the anchor is what has no meaning left.
    if at >= max(points[3][0], points[4][0]):
        return 100.0
    result = 0.0
    for (x0, y0), (x1, y1) in pairwise(points):
        if x0 <= at < x1:
            result = y0 + (y1 - y0) * (at - x0) / (x1 - x0)
        elif at >= x1:
            result = y1
    return result


def gap(value: float, tier: Tier) -> float:
    """How far the value still has to go to reach the floor; negative when it is beyond it."""
    return tier.floor - value if tier.op.startswith(">") else value - tier.floor


def next_tier(value: float, kpi: Kpi) -> Tier:
    """The next better tier, the best one for a value that is already there."""
    return kpi.tiers[min(rank(value, kpi), 2)]


def numerator_needed(kpi: Kpi, denominator: float, tier: Tier) -> float:
    """The numerator with which ``denominator`` reaches the tier: 86 of 100 for "over 85 %".

    Whole where people, sessions or rating points are counted; the limit itself for amounts such
    as revenue or months.
    """
    make = kpi.function.numerator_for
    exact = make(tier.floor, denominator) if make else tier.floor * denominator
    if kpi.unit in ("money", "months"):
        return exact
    whole = round(exact)
    if abs(exact - whole) <= 1e-9 * max(1.0, abs(exact)):
        return float(whole + (tier.op == ">"))
    return float(math.ceil(exact))
