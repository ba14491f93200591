"""How clients spread, in SVG: how many are where, over the tiers where there are some."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from html import escape

from xl_kpis.kpi import kpi as find
from xl_kpis.kpi.words import format_value
from xl_kpis.workbook.portfolio.standing import Row
from xl_kpis.workbook.texts import words

BINS = 20
TALL = 56


def spread(rows: Sequence[Row], language: str) -> str:
    """Bars for how many clients have such a score (such a value, where there is no score), and a
    stroke for the median; below it the worst, the median and the best value."""
    values = [row["value"] for row in rows if row["value"] is not None]
    if not values:
        return ""
    scores = [row["score"] for row in rows if row["score"] is not None]
    scored = len(scores) == len(values)
    at = [score / 100 for score in scores] if scored else _between(values)
    counts = bins(at)
    highest = max(counts)
    wide = 400 / BINS
    bars = "".join(
        f'<rect class="bar" x="{i * wide + 2:g}" y="{TALL - height:.1f}" '
        f'width="{wide - 4:g}" height="{height:.1f}"/>'
        for i, count in enumerate(counts)
        if count
        for height in [max(3.0, count / highest * (TALL - 4))]
    )
    bands = "".join(
        f'<rect class="b{i if scored else 3}" x="{100 * i}" y="0" width="100" height="{TALL}"/>'
        for i in range(4)
    )
    middle = f"{400 * statistics.median(at):.1f}"
    said = words(
        f"portfolio.spread.{'scores' if scored else 'values'}",
        language,
        count=len(values),
        counts=", ".join(map(str, counts)),
    )
    return (
        f'<svg class="spread" viewBox="0 0 400 {TALL}" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(said)}">{bands}{bars}'
        f'<line class="middle" x1="{middle}" x2="{middle}" y1="0" y2="{TALL}"/></svg>'
        f"{_ends(rows[0], values, language)}"
    )


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


def _ends(row: Row, values: Sequence[float], language: str) -> str:
    kpi = find(row["kpi"])
    worst, best = min(values), max(values)
    if kpi.better == "lower":
        worst, best = best, worst
    parts = "".join(
        f"<span>{escape(words(f'portfolio.spread.{id}', language))} "
        f"<b>{escape(format_value(value, kpi.unit, language, row['currency'] or 'USD'))}</b></span>"
        for id, value in (("worst", worst), ("median", statistics.median(values)), ("best", best))
    )
    return f'<p class="three">{parts}</p>'
