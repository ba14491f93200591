"""The mean of ratings or scores, weighted or not, and where there is none."""

from __future__ import annotations

from typing import Any

from xl_kpis.errors import DIV0, NUM
from xl_kpis.kpi.expr import count, largest, smallest, total, total_weight, weighted_total
from xl_kpis.kpi.model import Rule

RATING_MIN, RATING_MAX = 1, 10
"""The scale of the ratings of the packs that are shipped, and of their logs."""


def mean_of(values: Any, weights: Any = None) -> Any:
    """The mean of the numbers in a range, weighted by their partners in another."""
    if weights is None:
        return total(values) / count(values)
    return weighted_total(values, weights) / total_weight(values, weights)


def mean_rules(values: str, weights: str) -> tuple[Rule, ...]:
    """What :func:`mean_of` cannot divide by, and weights below zero."""
    return (
        Rule("no_number", DIV0, (values,), lambda values: count(values) == 0),
        Rule("no_weight", DIV0, (values, weights), lambda v, w: total_weight(v, w) == 0),
        Rule("negative", NUM, (weights,), lambda weights: smallest(weights) < 0),
    )


def scale_rules(
    ratings: str, lowest: float, highest: float, id: str = "off_scale"
) -> tuple[Rule, ...]:
    """Ratings that the scale does not have."""
    return (
        Rule(id, NUM, (ratings,), lambda ratings: smallest(ratings) < lowest),
        Rule(id, NUM, (ratings,), lambda ratings: largest(ratings) > highest),
    )
