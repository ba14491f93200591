"""Each KPI: all clients together, how they spread, who stands where."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from xl_kpis.kpi import kpi as find
from xl_kpis.kpi.model import TIERS
from xl_kpis.kpi.words import format_value
from xl_kpis.workbook import layout
from xl_kpis.workbook.portfolio.page.first_look import client_id
from xl_kpis.workbook.portfolio.page.spread import spread
from xl_kpis.workbook.portfolio.phrases import (
    NONE,
    figure_words,
    group_name,
    moved_words,
    moves,
    percentile_words,
    population_name,
    rankings,
    tier_counts,
)
from xl_kpis.workbook.portfolio.standing import Row
from xl_kpis.workbook.render import change_words, points
from xl_kpis.workbook.texts import words

if TYPE_CHECKING:
    from xl_kpis.workbook.portfolio.result import Portfolio

MOST = 100
"""How many of the best and how many of the others a ranking has where there are more."""


def kpi_parts(made: Portfolio, language: str) -> str:
    """A row for each KPI, and its ranking folded below."""
    ranked = rankings(made)
    figures = {figure.among: figure for figure in made.figures if not figure.by}
    heads = "".join(
        f'<th scope="col" role="columnheader" class="{css}">{escape(words(id, language))}</th>'
        for id, css in (
            ("head.kpi", "name"),
            ("portfolio.head.together", "value"),
            ("portfolio.head.spread", "bullet"),
            ("portfolio.head.tiers", "tier"),
            ("head.change", "change"),
        )
    )
    names = {among: population_name(among, ranked, language) for among in ranked}
    rows = []
    for number, (among, own) in enumerate(ranked.items()):
        value, how = figure_words(figures[among], language)
        link = f'<a href="#{_anchor(number)}">{escape(names[among])}</a>'
        if find(among.kpi).better == "lower":
            link += f" <small>{escape(words('scorecard.better_lower', language))}</small>"
        small = f"<small>{escape(how)}</small>" if how else ""
        tiers = tier_counts(figures[among].tiers) if find(among.kpi).tiers else NONE
        moved = escape(moves(figures[among], language))
        label = escape(words("head.change", language))
        rows.append(
            f'<tr role="row"><th scope="row" role="rowheader" class="name">{link}</th>'
            f'<td role="cell" class="value">{escape(value)}{small}</td>'
            f'<td role="cell" class="bullet">{spread(own, language)}</td>'
            f'<td role="cell" class="tier">{escape(tiers)}</td>'
            f'<td role="cell" class="change" data-label="{label}">{moved}</td></tr>'
        )
    details = "".join(
        _ranking(made, number, names[among], own, language)
        for number, (among, own) in enumerate(ranked.items())
    )
    title = escape(words("portfolio.kpis", language))
    below = escape(words("portfolio.rankings", language))
    return (
        f'<h2 class="part">{title}</h2><table class="kpis spreads" role="table">'
        f'<caption class="hidden">{title}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead>'
        f'<tbody role="rowgroup">{"".join(rows)}</tbody></table>{_key(language)}'
        f'<section class="details"><h2>{below}</h2>{details}</section>'
    )


def _anchor(number: int) -> str:
    return f"kpi-{number + 1}"


def _key(language: str) -> str:
    """What the bands and the stroke mean."""
    items = "".join(
        f'<li><span class="swatch b{i}"></span>{symbol}\u00a0'
        f"{escape(words(f'tier.{tier}', language))}</li>"
        for i, (tier, symbol) in enumerate(zip(TIERS, layout.TIER_SYMBOLS, strict=True))
    )
    said = escape(words("portfolio.spread.key", language))
    return f'<div class="key"><ul>{items}</ul><p>{said}</p></div>'


def _ranking(made: Portfolio, number: int, name: str, rows: Sequence[Row], language: str) -> str:
    known = [row for row in rows if row["value"] is not None]
    at = {entry.file: i for i, entry in enumerate(made.clients)}
    heads = [words("portfolio.head.place", language), words("portfolio.head.client", language)]
    heads += [group_name(by, language) for by in made.by]
    heads += [words(f"head.{id}", language) for id in ("value", "tier", "score", "change")]
    heads += [words(f"portfolio.head.{id}", language) for id in ("moved", "percentile")]
    shown = [_row(made, row, at[row["file"]], language) for row in _some(known)]
    if len(shown) < len(known):
        left = words("portfolio.between", language, count=len(known) - len(shown))
        shown.insert(MOST, f'<tr><td colspan="{len(heads)}">{escape(left)}</td></tr>')
    titles = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    anchor = _anchor(number)
    count = escape(words("portfolio.of_clients", language, count=len(known), of=len(rows)))
    return (
        f'<details class="kpi"><summary id="{anchor}-name">{escape(name)} '
        f'<small>{count}</small></summary><div class="inside" id="{anchor}">'
        f'<div class="wide" tabindex="0" role="region" aria-labelledby="{anchor}-name">'
        f'<table class="figures"><thead><tr>{titles}</tr></thead>'
        f"<tbody>{''.join(shown)}</tbody></table></div></div></details>"
    )


def _some(known: Sequence[Row]) -> Sequence[Row]:
    """The best and the others at the end, where there are too many."""
    return known if len(known) <= 2 * MOST else [*known[:MOST], *known[-MOST:]]


def _row(made: Portfolio, row: Row, number: int, language: str) -> str:
    unit, currency = row["unit"], row["currency"] or "USD"
    cells = [row[by] for by in made.by]
    cells.append(format_value(row["value"], unit, language, currency))
    cells += ["", points(row["score"]) if row["score"] is not None else NONE]
    cells += [change_words(row, language, currency) or NONE, moved_words(row["moved"]) or NONE]
    cells.append(percentile_words(row, language))
    inside = [f"<td>{escape(cell)}</td>" for cell in cells]
    inside[len(made.by) + 1] = f"<td>{chip(row, language)}</td>"
    link = f'<a href="#{client_id(number)}">{escape(row["client"])}</a>'
    return f'<tr><td>{row["place"]}</td><th scope="row">{link}</th>{"".join(inside)}</tr>'


def chip(row: Row, language: str) -> str:
    """The tier of a value as symbol and word."""
    if row["tier"] is None:
        return NONE
    rank = TIERS.index(row["tier"])
    word = escape(words(f"tier.{row['tier']}", language))
    symbol = layout.TIER_SYMBOLS[rank]
    return f'<span class="chip t{rank}"><span aria-hidden="true">{symbol}</span> {word}</span>'
