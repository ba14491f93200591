"""The scorecard as a page: self-contained, drawn in SVG, printed on one sheet."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib.resources import files

from xl_kpis.kpi.model import TIERS
from xl_kpis.kpi.words import format_number, format_value
from xl_kpis.languages.conventions import conventions
from xl_kpis.workbook import layout
from xl_kpis.workbook.check import Findings
from xl_kpis.workbook.render import (
    asterisk_notes,
    change_words,
    gap_words,
    target_words,
    value_words,
)
from xl_kpis.workbook.scorecard import Overview, Record
from xl_kpis.workbook.texts import words


@dataclass(frozen=True)
class Card:
    """One workbook's scorecard: records of all its periods, and what stands beside them."""

    records: Sequence[Record]
    overview: Overview
    findings: Findings | None = None
    title: str = ""
    """Shown above the scorecard, such as the name of the file."""
    now: Sequence[Record] = field(init=False)

    def __post_init__(self) -> None:
        number = self.overview.number
        now = [record for record in self.records if record["period_number"] == number]
        object.__setattr__(self, "now", now)


def to_html(cards: Sequence[Card], language: str) -> str:
    """A page with a scorecard per workbook, each on a printed page of its own."""
    pack = cards[0].now[0]["pack"]
    title = words("document.title", language, pack=words(f"pack.{pack}", language))
    body = "\n".join(_card(card, language, i) for i, card in enumerate(cards))
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_css()}</style>\n</head>\n<body>\n"
        f"{body}\n</body>\n</html>\n"
    )


@cache
def _css() -> str:
    return files("xl_kpis.workbook").joinpath("scorecard.css").read_text("utf-8")


def _card(card: Card, language: str, number: int) -> str:
    overview = card.overview
    pack = words(f"pack.{card.now[0]['pack']}", language)
    heads = "".join(
        f'<th scope="col" class="{css}">{escape(words(id, language))}</th>'
        for id, css in (
            ("head.kpi", "name"),
            ("head.value", "value"),
            ("head.tier", "tier"),
            ("head.band", "bullet"),
            ("head.gap", "gap"),
            ("head.change", "change"),
        )
    )
    rows = "\n".join(_row(card, record, language) for record in card.now)
    label = card.title or words("sheet.scorecard", language)
    return f"""<article aria-labelledby="title{number}">
<header>
<div><p class="over">{escape(label)}</p>
<h1 id="title{number}">{escape(pack)}</h1>
<p class="period">{escape(_period(overview.period, overview.period_end, language))}</p></div>
{_summary(card, language)}
</header>
<table>
<caption class="hidden">{escape(words("about.scorecard", language))}</caption>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
{_key(language)}
<footer>
{_findings(card, language)}
{_notes(card, language)}
</footer>
</article>"""


def _period(first: str, last: str, language: str) -> str:
    """A period in words: "October 2025", "October – December 2025"."""
    if not first or not last:
        return "–"
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    names = conventions(language).months
    begins, ends = names[start.month - 1], f"{names[end.month - 1]} {end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return ends
    return f"{begins} – {ends}" if start.year == end.year else f"{begins} {start.year} – {ends}"


def _summary(card: Card, language: str) -> str:
    overview = card.overview
    index = "–" if overview.index is None else _points(overview.index)
    items = [
        (words("scorecard.index", language), index, "/ 100"),
        (
            words("scorecard.coverage", language),
            str(overview.coverage),
            f"/ {len(card.now)}",
        ),
    ]
    for id, value in (
        ("calc.response", overview.response),
        ("calc.yearly", overview.yearly_retention),
    ):
        if value is not None:
            items.append((words(id, language), format_value(value, "ratio", language), ""))
    if overview.open_milestones is not None:
        count = format_number(overview.open_milestones, 0, language)
        items.append((words("scorecard.open", language), count, ""))
    cells = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}"
        + (f"<small>{escape(unit)}</small>" if unit else "")
        + "</dd></div>"
        for label, value, unit in items
    )
    return f'<dl class="summary">{cells}</dl>'


def _row(card: Card, record: Record, language: str) -> str:
    currency = card.overview.currency or "USD"
    rank = record["tier_rank"]
    lower = record["better"] == "lower"
    hint = f" <small>{escape(words('scorecard.better_lower', language))}</small>" if lower else ""
    value = escape(value_words(record, language, currency))
    name = f'<th scope="row" class="name">{escape(record["name"])}{hint}</th>'
    if rank is None:
        return f'<tr class="empty">{name}<td class="value none" colspan="5">{value}</td></tr>'
    mark = f'<sup title="{escape(record["note"])}">*</sup>' if record["asterisk"] else ""
    chip = (
        f'<span class="chip t{rank}"><span aria-hidden="true">{layout.TIER_SYMBOLS[rank]}</span> '
        f"{escape(record['tier'])}</span>{mark}"
    )
    gap = f"<strong>{escape(gap_words(record, language, currency))}</strong>"
    if rank < 3:
        target = target_words(record, language, currency)
        goal = words("pair", language, first=record["target_tier"], second=target)
        gap += f"<small>{escape(goal)}</small>"
    change = change_words(record, language)
    trend = "" if record["change"] is None else ("down" if record["change"] < 0 else "up")
    return (
        f'<tr>{name}<td class="value">{value}</td><td class="tier">{chip}</td>'
        f'<td class="bullet">{_bullet(card, record, language)}</td>'
        f'<td class="gap">{gap}</td>'
        f'<td class="change {trend}"><span>{escape(change)}</span>'
        f"{_spark(card, record, language)}</td></tr>"
    )


def _points(score: float) -> str:
    """A score as the workbook shows it: halves round up."""
    return str(math.floor(score + 0.5))


def _before(card: Card, record: Record) -> float | None:
    """The score of the period before."""
    for other in card.records:
        if other["kpi"] == record["kpi"] and other["period_number"] == record["period_number"] - 1:
            score: float | None = other["score"]
            return score
    return None


def _bullet(card: Card, record: Record, language: str) -> str:
    """Four bands, a bar for the score, a stroke for the period before."""
    score, before = record["score"] or 0.0, _before(card, record)
    said = f"{words('head.score', language)} {_points(score)} / 100"
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
        f'<span class="score" aria-hidden="true">{_points(score)}</span>'
    )


def _spark(card: Card, record: Record, language: str) -> str:
    """The scores of up to twelve periods as a small line, broken where there was no data."""
    last = record["period_number"]
    own = {r["period_number"]: r["score"] for r in card.records if r["kpi"] == record["kpi"]}
    window = [own.get(n) for n in range(last - layout.WINDOW + 1, last + 1)]
    if sum(score is not None for score in window) < 2:
        return ""
    known = [score for score in window if score is not None]
    low = min(*known, max(known) - 25)
    unit = 20 / (max(known) - low)
    lines: list[list[str]] = [[]]
    for i, score in enumerate(window):
        if score is None:
            lines.append([])
        else:
            lines[-1].append(
                f"{2 + i * 96 / (layout.WINDOW - 1):.1f},{22 - (score - low) * unit:.1f}"
            )
    drawn = "".join(f'<polyline points="{" ".join(line)}"/>' for line in lines if len(line) > 1)
    dots = "".join(
        '<circle cx="{}" cy="{}" r="2.4"/>'.format(*line[-1].split(","))
        for line in lines[-1:]
        if line
    )
    said = words("trends.alt", language, name=record["name"])
    return (
        f'<svg class="spark" viewBox="0 0 100 24" role="img" aria-label="{escape(said)}">'
        f"{drawn}{dots}</svg>"
    )


def _key(language: str) -> str:
    """What the bands and the stroke mean."""
    items = "".join(
        f'<li><span class="swatch b{i}"></span>{escape(words(f"tier.{tier}", language))}</li>'
        for i, tier in enumerate(TIERS)
    )
    reading = escape(words("scorecard.reading.1", language))
    return f'<div class="key"><ul>{items}</ul><p>{reading}</p></div>'


def _findings(card: Card, language: str) -> str:
    findings = card.findings
    if findings is None:
        return ""
    if not findings.found:
        return f'<p class="state fine">{escape(words("flag.ok", language))}</p>'
    lines = "".join(
        f'<li class="{found.severity}"><b>{escape(found.subject)}</b> {escape(found.message)} '
        f"<span>({found.count} × {escape(words(f'severity.{found.severity}', language))}, "
        f"{escape(', '.join(filter(None, [found.where, found.found])))})</span>"
        + (f"<br>{escape(found.remedy)}" if found.remedy else "")
        + "</li>"
        for found in findings.found
    )
    title = escape(words("sheet.checks", language))
    return f'<section class="state"><h2>{title}</h2><ul>{lines}</ul></section>'


def _notes(card: Card, language: str) -> str:
    notes = [f"* {note}" for note in asterisk_notes(card.now, language)]
    notes.append(words("benchmark.disclaimer", language))
    return '<div class="notes">' + "".join(f"<p>{escape(note)}</p>" for note in notes) + "</div>"
