"""The scorecard of a workbook at each of its periods, of which one is shown."""

from __future__ import annotations

from html import escape

from xl_kpis.kpi.model import TIERS
from xl_kpis.kpi.words import format_value
from xl_kpis.workbook import layout
from xl_kpis.workbook.html.card import Card
from xl_kpis.workbook.html.details import detail_id, details
from xl_kpis.workbook.html.drawings import bullet, spark, value_spark
from xl_kpis.workbook.html.plan import plan
from xl_kpis.workbook.html.shell import breakable
from xl_kpis.workbook.html.year_table import year_table
from xl_kpis.workbook.logo import Logo
from xl_kpis.workbook.render import (
    asterisk_notes,
    change_words,
    gap_words,
    summary_items,
    target_words,
    value_words,
)
from xl_kpis.workbook.scorecard import Overview, Record
from xl_kpis.workbook.texts import disclaimers, words

PRINTED_FINDINGS = 3
"""How many findings a printed page has room for."""


LONG = 14
"""Characters of a value from which on it is written smaller."""


def article(
    card: Card,
    language: str,
    number: int,
    *,
    named: bool,
    most: int,
    logo: Logo | None = None,
) -> str:
    """A card: its heading, the periods one can choose, and what is behind the KPIs.

    ``named`` puts its title first; ``most`` is how many periods it may have, the shown one
    among them.
    """
    periods = sorted(card.others, key=lambda o: o.number)[::-1][: most - 1]
    periods = sorted([card.overview, *periods], key=lambda o: -o.number)
    sections = "\n".join(_section(card, period, language, number) for period in periods)
    pack = words(f"pack.{card.now[0]['pack']}", language)
    over, title = words("sheet.scorecard", language), pack
    if named or card.overview.business:
        over, title = pack, card.title or pack
    return f"""<article class="card" id="c{number}" aria-labelledby="title{number}">
<header>{_picture(logo, title)}<div><p class="over">{escape(over)}</p>
<h1 id="title{number}">{escape(title)}</h1></div>
{_picker(periods, language, number)}</header>
{sections}
<footer>
{_findings(card, language)}
</footer>
{details(card, language, number)}
</article>"""


def _picture(logo: Logo | None, title: str) -> str:
    """The logo; the heading beside it says in words whose it is."""
    return f'<img class="logo" src="{logo.address}" alt="{escape(title)}">' if logo else ""


def _picker(periods: list[Overview], language: str, number: int) -> str:
    """Links to the periods, folded away."""
    if len(periods) < 2:
        return ""
    links = "".join(
        f'<li><a href="#c{number}-p{o.number}">{escape(o.said(language))}</a></li>' for o in periods
    )
    name = escape(words("page.periods", language))
    return f'<details class="picker"><summary>{name}</summary><ul>{links}</ul></details>'


def _section(card: Card, overview: Overview, language: str, number: int) -> str:
    now = card.at(overview.number)
    heads = "".join(
        f'<th scope="col" role="columnheader" class="{css}">{escape(words(id, language))}</th>'
        for id, css in (
            ("head.kpi", "name"),
            ("head.value", "value"),
            ("head.tier", "tier"),
            ("head.band", "bullet"),
            ("head.gap", "gap"),
            ("head.change", "change"),
        )
    )
    rows = "\n".join(_row(card, record, language, number) for record in now)
    shown = " shown" if overview is card.overview else ""
    name = f"c{number}-p{overview.number}"
    period = overview.said(language)
    return f"""<section class="period{shown}" id="{name}" \
aria-labelledby="title{number} {name}-title">
<div class="top"><h2 id="{name}-title">{escape(period)}</h2>
{_summary(overview, len(now), language)}</div>
<table class="kpis" role="table">
<caption class="hidden">{escape(words("about.scorecard", language))}</caption>
<thead role="rowgroup"><tr role="row">{heads}</tr></thead>
<tbody role="rowgroup">
{rows}
</tbody>
</table>
{_key(language)}
{year_table(now, language, overview.currency or "USD")}
{plan(now, language, overview.currency or "USD")}
{_notes(now, language)}
</section>"""


def _summary(overview: Overview, kpis: int, language: str) -> str:
    cells = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}"
        + (f"<small>{escape(unit)}</small>" if unit else "")
        + "</dd></div>"
        for label, value, unit in summary_items(overview, kpis, language)
    )
    return f'<dl class="summary">{cells}</dl>'


def _row(card: Card, record: Record, language: str, number: int) -> str:
    currency = card.overview.currency or "USD"
    rank = record["tier_rank"]
    lower = record["better"] == "lower"
    hint = f" <small>{escape(words('scorecard.better_lower', language))}</small>" if lower else ""
    value = breakable(escape(value_words(record, language, currency)))
    link = f'<a href="#{detail_id(number, record["kpi"])}">{escape(record["name"])}</a>'
    name = f'<th scope="row" role="rowheader" class="name">{link}{hint}</th>'
    if rank is None and record["asterisk"]:
        return (
            f'<tr role="row">{name}<td role="cell" class="value">{value}</td>'
            f'<td role="cell" class="none" colspan="4">{escape(record["note"])}</td></tr>'
        )
    if record["value"] is None:
        return (
            f'<tr role="row" class="empty">{name}'
            f'<td role="cell" class="value none" colspan="5">{value}</td></tr>'
        )
    change = change_words(record, language, currency)
    css = "value long" if len(value_words(record, language, currency)) > LONG else "value"
    change_is = record["change"] or 0
    trend = "" if not change_is else "down" if change_is < 0 else "up"

    def cell(css: str, inside: str, label: str = "") -> str:
        said = f' data-label="{escape(words(label, language))}"' if label else ""
        return f'<td role="cell" class="{css}"{said}>{inside}</td>'

    changed = f"<span>{escape(change)}</span>"
    at = record["period_number"]
    window = card.window(at)
    if rank is None:
        values = card.values(record["kpi"])
        past = [values.get(n) for n in window]
        told = [format_value(v, record["unit"], language, currency) for v in past if v is not None]
        changed += value_spark(past, told, language)
        none = f"<small>{escape(words('scorecard.no_benchmark', language))}</small>"
        return (
            f'<tr role="row">{name}{cell(css, value)}<td role="cell" colspan="3">{none}</td>'
            f"{cell(f'change {trend}', changed, 'head.change')}</tr>"
        )
    mark = "<sup>*</sup>" if record["asterisk"] else ""
    chip = (
        f'<span class="chip t{rank}"><span aria-hidden="true">{layout.TIER_SYMBOLS[rank]}</span> '
        f"{escape(record['tier'])}</span>{mark}"
    )
    gap = f"<strong>{escape(gap_words(record, language, currency))}</strong>"
    target = target_words(record, language, currency)
    if target:
        goal = words("pair", language, first=record["target_tier"], second=target)
        gap += f"<small>{escape(goal)}</small>"
    scores = card.scores(record["kpi"])
    past = [scores.get(n) for n in window]
    drawn = bullet(record["score"] or 0.0, past[-2], language)
    return (
        f'<tr role="row">{name}{cell(css, value)}{cell("tier", chip)}{cell("bullet", drawn)}'
        + cell("gap", gap, "head.gap")
        + cell(
            f"change {trend}",
            changed + spark(past, language),
            "head.change",
        )
        + "</tr>"
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
        css = "state" if findings.empty else "state fine"
        return f'<p class="{css}">{escape(words(findings.fine, language))}</p>'
    lines = "".join(
        f'<li class="{found.severity}"><b>{escape(found.subject)}</b> {escape(found.message)} '
        f"<span>({found.count} × {escape(words(f'severity.{found.severity}', language))}, "
        f"{escape(', '.join(filter(None, [found.where, found.found])))})</span>"
        + (f"<br>{escape(found.remedy)}" if found.remedy else "")
        + "</li>"
        for found in findings.found
    )
    title = escape(words("sheet.checks", language))
    left = len(findings.found) - PRINTED_FINDINGS
    more = escape(words("page.more", language, count=left)) if left > 0 else ""
    more = f'<p class="printed">{more}</p>' if more else ""
    return f'<section class="state"><h2>{title}</h2><ul>{lines}</ul>{more}</section>'


def _notes(records: list[Record], language: str) -> str:
    notes = [f"* {note}" for note in asterisk_notes(records, language)]
    notes += disclaimers(records[0]["pack"], language)
    return '<div class="notes">' + "".join(f"<p>{escape(note)}</p>" for note in notes) + "</div>"
