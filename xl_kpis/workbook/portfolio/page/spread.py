"""How clients spread, in SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from xl_kpis.workbook.portfolio.spreading import BINS, spread_of
from xl_kpis.workbook.portfolio.standing import Row

TALL = 56
LONG = 11
"""Characters in a row up to which three values stand side by side on the narrowest screen."""


def spread(rows: Sequence[Row], language: str) -> str:
    """Bars for how many clients have such a score (such a value, where there is no score), and a
    stroke for the median; below it the worst, the median and the best value, each in a line of its
    own where they are long."""
    found = spread_of(rows, language)
    if found is None:
        return ""
    highest = max(found.counts)
    wide = 400 / BINS
    bars = "".join(
        f'<rect class="bar" x="{i * wide + 2:g}" y="{TALL - height:.1f}" '
        f'width="{wide - 4:g}" height="{height:.1f}"/>'
        for i, count in enumerate(found.counts)
        if count
        for height in [max(3.0, count / highest * (TALL - 4))]
    )
    bands = "".join(
        f'<rect class="b{i if found.scored else 3}" x="{100 * i}" y="0" width="100" '
        f'height="{TALL}"/>'
        for i in range(4)
    )
    middle = f"{400 * found.middle:.1f}"
    longest = max(len(part) for _, value in found.ends for part in value.split(" "))
    css = "three long" if longest > LONG else "three"
    ends = "".join(
        f"<span>{escape(name)} <b>{escape(value)}</b></span>" for name, value in found.ends
    )
    return (
        f'<svg class="spread" viewBox="0 0 400 {TALL}" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(found.said)}">{bands}{bars}'
        f'<line class="middle" x1="{middle}" x2="{middle}" y1="0" y2="{TALL}"/></svg>'
        f'<p class="{css}">{ends}</p>'
    )
