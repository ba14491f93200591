"""Groups and clients, each a row across the KPIs of its line of business."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from xl_kpis.kpi.model import TIERS
from xl_kpis.kpi.packs import kpis_of
from xl_kpis.kpi.words import format_value
from xl_kpis.workbook import layout
from xl_kpis.workbook.portfolio.groups import MEDIAN, GroupFigure
from xl_kpis.workbook.portfolio.page.first_look import client_id
from xl_kpis.workbook.portfolio.phrases import (
    NONE,
    figure_words,
    group_name,
    groups_of,
    length_words,
    packs,
    tier_counts,
)
from xl_kpis.workbook.portfolio.reading import ClientEntry
from xl_kpis.workbook.portfolio.standing import Row
from xl_kpis.workbook.render import points
from xl_kpis.workbook.texts import words

if TYPE_CHECKING:
    from xl_kpis.workbook.portfolio.result import Portfolio

MOST = 400
"""How many clients are shown side by side: those who need a look first are among them."""


def groups(made: Portfolio, by: str, language: str) -> str:
    """The groups of a kind, for each line of business a table."""
    name = group_name(by, language)
    title = words("portfolio.by", language, group=name)
    about = escape(words("portfolio.by.about", language))
    tables = "".join(_groups_of(made, by, pack, name, language) for pack in packs(made))
    part = f"by-{made.by.index(by) + 1}"
    head = f'<h2 class="part" id="{part}">{escape(title)}</h2>'
    return f'{head}<p class="about">{about}</p>{tables}'


def _groups_of(made: Portfolio, by: str, pack: str, name: str, language: str) -> str:
    kpis = [kpi.id for kpi in kpis_of(pack)]
    body = [
        _group_row(called, own, kpis, language)
        for called, own in groups_of(made, by, pack, language)
    ]
    heads = [name, words("portfolio.count.clients", language)]
    heads += [words(f"{kpi}.short", language) for kpi in kpis]
    return _table(made, pack, f"by-{made.by.index(by) + 1}", name, heads, body)


def _group_row(
    name: str, own: dict[str, list[GroupFigure]], kpis: Sequence[str], language: str
) -> str:
    clients = max(sum(one.clients for one in figures) for figures in own.values())
    cells = "".join(
        "<td>"
        + ("".join(_figure(one, own[kpi], language) for one in own.get(kpi, ())) or NONE)
        + "</td>"
        for kpi in kpis
    )
    last = ' class="total"' if name == words("portfolio.all", language) else ""
    return f'<tr{last}><th scope="row">{escape(name)}</th><td>{clients}</td>{cells}</tr>'


def _figure(one: GroupFigure, beside: Sequence[GroupFigure], language: str) -> str:
    value, how = figure_words(one, language)
    css = "median" if one.how == MEDIAN else "whole"
    if len({other.among.months for other in beside}) > 1:
        value = f"{value} ({length_words(one.among.months, language)})"
    tiers = f"<small>{escape(tier_counts(one.tiers))}</small>" if any(one.tiers) else ""
    small = f"<small>{escape(how)}</small>" if how else ""
    return f'<p class="{css}"><b>{escape(value)}</b>{small}{tiers}</p>'


def side_by_side(made: Portfolio, language: str) -> str:
    """The clients, for each line of business a table."""
    title = escape(words("portfolio.side", language))
    rows: dict[str, dict[str, Row]] = defaultdict(dict)
    for row in made.rows:
        rows[row["file"]][row["kpi"]] = row
    chosen = made.chosen(MOST)
    said = ""
    if len(chosen) < len(made.clients):
        left = words("portfolio.side.left", language, count=len(made.clients) - len(chosen))
        said = f'<p class="about">{escape(left)}</p>'
    tables = "".join(_clients_of(made, pack, chosen, rows, language) for pack in packs(made))
    return f'<h2 class="part" id="side">{title}</h2>{said}{tables}'


def _clients_of(
    made: Portfolio,
    pack: str,
    chosen: Sequence[ClientEntry],
    rows: dict[str, dict[str, Row]],
    language: str,
) -> str:
    kpis = [kpi.id for kpi in kpis_of(pack)]
    at = {entry.file: i for i, entry in enumerate(made.clients)}
    own = [entry for entry in chosen if entry.pack == pack]
    differ = len({entry.period for entry in made.clients}) > 1
    heads = [words("portfolio.head.client", language)]
    heads += [group_name(by, language) for by in made.by]
    heads += [words("head.period", language)] if differ else []
    heads += [words("scorecard.index", language)]
    heads += [words(f"{kpi}.short", language) for kpi in kpis]
    body = []
    for entry in own:
        cells = [entry.groups.get(by, "") for by in made.by]
        cells += [entry.said(language)] if differ else []
        cells.append(points(entry.index))
        inside = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        inside += "".join(_value(rows[entry.file].get(kpi), language) for kpi in kpis)
        body.append(
            f'<tr id="{client_id(at[entry.file])}">'
            f'<th scope="row">{escape(entry.client)}</th>{inside}</tr>'
        )
    return _table(made, pack, "side", words("portfolio.side", language), heads, body)


def _value(row: Row | None, language: str) -> str:
    if row is None or row["value"] is None:
        return f'<td class="none">{NONE}</td>'
    value = escape(format_value(row["value"], row["unit"], language, row["currency"] or "USD"))
    if row["tier"] is None:
        return f"<td>{value}</td>"
    rank = TIERS.index(row["tier"])
    word = escape(words(f"tier.{row['tier']}", language))
    return (
        f'<td><span class="chip t{rank}"><span aria-hidden="true">{layout.TIER_SYMBOLS[rank]}'
        f'</span><span class="hidden">{word}</span> {value}</span></td>'
    )


def _table(
    made: Portfolio, pack: str, part: str, name: str, heads: Sequence[str], body: Sequence[str]
) -> str:
    """A table in a frame that scrolls; it is called after the line of business where there are
    several, and shows it then."""
    several = len(packs(made)) > 1
    said = words(f"pack.{pack}", made.language) if several else name
    css = "" if several else ' class="hidden"'
    id = f"{part}-{packs(made).index(pack) + 1}"
    titles = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    return (
        f'<div class="wide" tabindex="0" role="region" aria-labelledby="{part} {id}">'
        f'<table class="figures side"><caption id="{id}"{css}>{escape(said)}</caption>'
        f"<thead><tr>{titles}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )
