"""Bars, small lines and large ones, in SVG. Each is said in words, too.

Shapes stretch with the page and strokes do not; text is never inside, so that it keeps its size.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from xl_kpis.languages.conventions import conventions
from xl_kpis.workbook.render import points
from xl_kpis.workbook.texts import words

Scores = Sequence[float | None]


def bullet(score: float, before: float | None, language: str) -> str:
    """Four bands, a bar for the score, a stroke for the period before."""
    said = f"{words('head.score', language)} {points(score)} / 100"
    bands = "".join(
        f'<rect class="b{i}" x="{100 * i}" y="4" width="100" height="28"/>' for i in range(4)
    )
    stroke = ""
    if before is not None:
        at = f"{4 * before:.1f}"
        stroke = f'<line class="before" x1="{at}" x2="{at}" y1="7" y2="29"/>'
    return (
        f'<svg viewBox="0 0 400 36" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(said)}">{bands}'
        f'<rect class="bar" x="0" y="13" width="{4 * score:.1f}" height="10"/>{stroke}</svg>'
        f'<span class="score" aria-hidden="true">{points(score)}</span>'
    )


def spark(scores: Scores, language: str) -> str:
    """The scores of the last periods as a small line; nothing where there is no line to draw."""
    known = [points(score) for score in scores if score is not None]
    said = words("page.spark", language, scores=", ".join(known))
    return _small(scores, said, 25)


def value_spark(values: Scores, said: Sequence[str], language: str) -> str:
    """The values of the last periods as a small line, where there are no scores; ``said`` are those
    known in words."""
    apart = conventions(language).semicolon  # values hold commas of their own
    return _small(values, words("page.spark.values", language, values=apart.join(said)), 0)


def _small(values: Scores, said: str, least: float) -> str:
    """A small line through values, as high as they are apart, and as ``least`` at least."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    low = min(*known, max(known) - least)
    unit = 20 / (max(known) - low) if max(known) > low else 0.0
    at = [
        None if s is None else (2 + i * 96 / (len(values) - 1), 22 - (s - low) * unit)
        for i, s in enumerate(values)
    ]
    return (
        f'<svg class="spark" viewBox="0 0 100 24" role="img" aria-label="{escape(said)}">'
        f"{_lines(at)}{_dots(at[-1:])}</svg>"
    )


def trend(scores: Scores, first: str, last: str, language: str) -> str:
    """The scores of all periods as a large line over the four bands, with their ends named."""
    step = 1000 / max(len(scores) - 1, 1)
    at = [None if s is None else (i * step, 400 - 4 * s) for i, s in enumerate(scores)]
    bands = "".join(
        f'<rect class="b{i}" x="0" y="{300 - 100 * i}" width="1000" height="100"/>'
        for i in range(4)
    )
    said = words(
        "page.trend", language, first=first, last=last, scores=", ".join(map(points, scores))
    )
    return (
        '<div class="trend"><svg viewBox="0 0 1000 400" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(said)}">{bands}{_lines(at)}{_dots(at)}</svg>'
        '<p class="scale" aria-hidden="true"><span>100</span><span>75</span><span>50</span>'
        "<span>25</span><span>0</span></p>"
        f'<p class="ends" aria-hidden="true"><span>{escape(first)}</span>'
        f"<span>{escape(last)}</span></p></div>"
    )


Points = Sequence[tuple[float, float] | None]


def _lines(at: Points) -> str:
    """A line through what is known, broken where nothing is."""
    lines: list[list[str]] = [[]]
    for point in at:
        if point is None:
            lines.append([])
        else:
            lines[-1].append(f"{point[0]:.1f},{point[1]:.1f}")
    return "".join(f'<polyline points="{" ".join(line)}"/>' for line in lines if len(line) > 1)


def _dots(at: Points) -> str:
    """Dots that stay round however the picture is stretched."""
    return "".join(
        f'<path class="dot" d="M{point[0]:.1f} {point[1]:.1f}h0"/>' for point in at if point
    )
