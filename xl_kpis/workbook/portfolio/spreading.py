"""How clients spread in a KPI: how many are where."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from xl_kpis.kpi import kpi as find
from xl_kpis.kpi.words import format_value
from xl_kpis.workbook.portfolio.standing import Row
from xl_kpis.workbook.texts import words

BINS = 20


@dataclass(frozen=True)
class Spread:
    """How many clients are where, over the tiers where there are some."""

    counts: tuple[int, ...]
    """How many are in each twentieth."""
    middle: float
    """Where the median is, from 0 to 1."""
    scored: bool
    """Whether it is of scores, over which tiers lie; else of values."""
    said: str
    """All of it in words."""
    ends: tuple[tuple[str, str], ...]
    """The worst, the median and the best value, each with what it is called."""


def spread_of(rows: Sequence[Row], language: str) -> Spread | None:
    """How the clients of some rows spread; None where there is no value."""
    values = [row["value"] for row in rows if row["value"] is not None]
    if not values:
        return None
    scores = [row["score"] for row in rows if row["score"] is not None]
    scored = len(scores) == len(values)
    at = [score / 100 for score in scores] if scored else _between(values)
    counts = bins(at)
    said = words(
        f"portfolio.spread.{'scores' if scored else 'values'}",
        language,
        count=len(values),
        counts=", ".join(map(str, counts)),
    )
    ends = tuple(_ends(rows[0], values, language))
    return Spread(tuple(counts), statistics.median(at), scored, said, ends)


def bins(shares: Sequence[float]) -> list[int]:
    """How many of some shares are in each twentieth, from 0 to 1.

    >>> [i for i, count in enumerate(bins([0, 0.04, 0.5, 1])) for _ in range(count)]
    [0, 0, 10, 19]
    """
    counts = [0] * BINS
    for share in shares:
        counts[min(BINS - 1, max(0, int(share * BINS)))] += 1
    return counts


def _between(values: Sequence[float]) -> list[float]:
    """Where values are between the least and the greatest of them."""
    low, high = min(values), max(values)
    return [(value - low) / (high - low) if high > low else 0.5 for value in values]


def _ends(row: Row, values: Sequence[float], language: str) -> list[tuple[str, str]]:
    kpi = find(row["kpi"])
    worst, best = min(values), max(values)
    if kpi.better == "lower":
        worst, best = best, worst
    return [
        (
            words(f"portfolio.spread.{id}", language),
            format_value(value, kpi.unit, language, row["currency"] or "USD"),
        )
        for id, value in (("worst", worst), ("median", statistics.median(values)), ("best", best))
    ]
