"""What is behind each KPI: its trend drawn large, its words and benchmarks, its own figures."""

from __future__ import annotations

from html import escape
from typing import Any

from xl_kpis.kpi.days import day_of
from xl_kpis.kpi.formulas import formula_words
from xl_kpis.kpi.lookup import kpi as find
from xl_kpis.kpi.model import Kpi, Measure
from xl_kpis.kpi.words import format_number, format_value, periods_words, sources
from xl_kpis.kpi.words import tips as tips_of
from xl_kpis.languages.conventions import conventions
from xl_kpis.workbook import layout
from xl_kpis.workbook.day_words import period_words
from xl_kpis.workbook.html.card import Card
from xl_kpis.workbook.html.drawings import trend
from xl_kpis.workbook.outlook import forecast_words
from xl_kpis.workbook.render import points, tier_words, value_words
from xl_kpis.workbook.scorecard import Record
from xl_kpis.workbook.texts import measure_words, words


def detail_id(number: int, kpi: str) -> str:
    """The anchor of a KPI's details on the card of this number."""
    return f"c{number}-{kpi.partition('.')[2]}"


def details(card: Card, language: str, number: int) -> str:
    """A folded part per KPI."""
    parts = "\n".join(_kpi(card, find(r["kpi"]), language, number) for r in card.now)
    title = escape(words("page.details", language))
    return f'<section class="details"><h2>{title}</h2>\n{parts}\n</section>'


def _kpi(card: Card, kpi: Kpi, language: str, number: int) -> str:
    records = [record for record in card.records if record["kpi"] == kpi.id]
    name = escape(words(f"{kpi.id}.name", language))
    scores = [record["score"] for record in records]
    known = [score for score in scores if score is not None]
    drawn = trend(
        scores,
        _period(card, records[0], language),
        _period(card, records[-1], language),
        language,
    )
    anchor = detail_id(number, kpi.id)
    return f"""<details class="kpi"><summary id="{anchor}-name">{name}</summary>
<div class="inside" id="{anchor}">
<div class="drawn">{drawn if len(known) > 1 else ""}
{_ahead(card, kpi, language)}
{_benchmarks(card, kpi, language)}</div>
<div class="said">{_said(kpi, language)}</div>
{_figures(card, kpi, records, language, number)}
</div></details>"""


def _ahead(card: Card, kpi: Kpi, language: str) -> str:
    """Where the line through the last periods leads, where there are enough."""
    record = next(record for record in card.now if record["kpi"] == kpi.id)
    said = forecast_words(record, language, card.overview.currency or "USD")
    return f'<p class="ahead">{escape(said)}</p>' if said else ""


def _period(card: Card, record: Record, language: str) -> str:
    year = card.overview.year_month
    return period_words(record["period"], record["period_end"], language, year)


def _said(kpi: Kpi, language: str) -> str:
    """Definition, formula, reading, limits and tips."""
    function = kpi.function
    tips = "".join(f"<li>{escape(said)}</li>" for said in tips_of(kpi, language))
    items = (
        ("meaning", escape(words(f"{function.name}.help", language))),
        ("formula", escape(formula_words(function, language))),
        ("reading", escape(words(f"{function.name}.reads", language))),
        ("limits", escape(words(f"{function.name}.limits", language))),
        ("periods", escape(periods_words(kpi, language))),
        ("tips", tips and f"<ul>{tips}</ul>"),
    )
    return "".join(
        f"<h3>{escape(words(f'doc.{id}', language))}</h3><div>{said}</div>"
        for id, said in items
        if said
    )


def _benchmarks(card: Card, kpi: Kpi, language: str) -> str:
    """Where each tier begins, who says so, and what was read into it."""
    if not kpi.tiers:
        return ""
    record = next(record for record in card.now if record["kpi"] == kpi.id)
    currency = card.overview.currency or "USD"
    rows = []
    for tier, floor, own in zip(kpi.tiers, record["floors"], record["own"], strict=True):
        if floor is None:
            continue
        of = currency if own else record["floors_currency"] or currency
        value = format_value(floor, kpi.unit, language, of)
        bound = words(f"op.{tier.op}", language, floor=value)
        said = [words(f"provenance.{'user' if own else tier.provenance}", language)]
        if not own:
            said[0] += "*" if tier.asterisk else ""
            if tier.note:
                said.append(words(f"note.{tier.note}", language))
        name = f"{layout.TIER_SYMBOLS[tier.rank]} {words(f'tier.{tier.id}', language)}"
        rows.append(
            f'<tr><th scope="row">{escape(name)}</th><td>{escape(bound)}</td>'
            f"<td>{escape('. '.join(said))}</td></tr>"
        )
    heads = "".join(
        f'<th scope="col">{escape(words(f"doc.{id}", language))}</th>'
        for id in ("benchmarks", "bound", "provenance")
    )
    return (
        f'<table class="floors"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>{_sources(kpi, language)}"
    )


def _sources(kpi: Kpi, language: str) -> str:
    """What the benchmarks were read in."""
    read = "; ".join(sources(kpi, language))
    said = escape(words("source.read", language, sources=read))
    return f'<p class="source">{said}</p>' if read else ""


def _figures(card: Card, kpi: Kpi, records: list[Record], language: str, number: int) -> str:
    """The figures a value was made of, newest period first."""
    currency = card.overview.currency or "USD"
    anchor = detail_id(number, kpi.id)
    kept = [m for m in kpi.measures if any(map(_is_number, card.figures.get(m.id, ())))]
    judged = ("tier", "score") if kpi.tiers else ()
    heads = [
        words("head.period", language),
        *(measure_words(measure, "label", language) for measure in kept),
        *(words(f"head.{id}", language) for id in ("value", *judged)),
    ]
    tier = len(kept) + 1 if kpi.tiers else -1  # the cell of words among those of numbers
    rows = []
    for record in reversed(records):
        at = record["period_number"] - 1
        cells = [_figure(measure, card.figures[measure.id][at], language) for measure in kept]
        cells.append(value_words(record, language, currency))
        if kpi.tiers:
            cells += [tier_words(record), points(record["score"])]
        inside = _cells("td", cells, tier)
        rows.append(
            f'<tr><th scope="row">{escape(_period(card, record, language))}</th>{inside}</tr>'
        )
    titles = _cells('th scope="col"', heads, tier + 1 if kpi.tiers else -1)
    name = escape(words("page.figures", language))
    return (
        f'<div class="wide" tabindex="0" role="region" '
        f'aria-labelledby="title{number} {anchor}-name {anchor}-figures">'
        f'<table class="figures numbers"><caption id="{anchor}-figures">{name}</caption>'
        f"<thead><tr>{titles}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _cells(tag: str, said: list[str], words_at: int) -> str:
    """Cells of a row, that of words marked as one."""
    end, word = tag.partition(" ")[0], f'{tag} class="word"'
    return "".join(
        f"<{word if n == words_at else tag}>{escape(one)}</{end}>" for n, one in enumerate(said)
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value


def _figure(measure: Measure, value: Any, language: str) -> str:
    """A figure as it was typed: with decimals where it has some; a day in words."""
    if not _is_number(value):
        return "–"
    if measure.is_day:
        return conventions(language).day(day_of(value))
    return format_number(value, 0 if value == int(value) else 2, language)
