"""The portfolio on paper: a PDF, vector, tagged, with bookmarks."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from xl_kpis.kpi import kpi as find
from xl_kpis.kpi.model import TIERS
from xl_kpis.kpi.packs import kpis_of
from xl_kpis.kpi.words import format_value
from xl_kpis.workbook import layout
from xl_kpis.workbook.portfolio.attention import Attention
from xl_kpis.workbook.portfolio.groups import MEDIAN, GroupFigure
from xl_kpis.workbook.portfolio.phrases import (
    NONE,
    counts,
    figure_words,
    group_name,
    groups_of,
    lacking,
    moves,
    named,
    packs,
    population_name,
    rankings,
    reading,
    span_words,
    tier_counts,
)
from xl_kpis.workbook.portfolio.spreading import spread_of
from xl_kpis.workbook.portfolio.standing import Row
from xl_kpis.workbook.render import points, sentence
from xl_kpis.workbook.texts import words
from xl_kpis.workbook.typeset import paper_of, pdf

if TYPE_CHECKING:
    from xl_kpis.workbook.portfolio.result import Portfolio

MOST = 40
"""How many of those who need a look are listed, and how many reasons …"""
MOST_CLIENTS = 400
"""… and how many clients stand side by side."""
TRENDS = {"fell": "down", "below": "down", "below_fell": "down"}


def to_pdf(made: Portfolio) -> bytes:
    """The portfolio as a PDF in its language: who needs a look first, KPI by KPI, groups, the
    clients side by side, what could not be computed."""
    source = files("xl_kpis.workbook.portfolio").joinpath("folio.typ").read_text("utf-8")
    return pdf(source, content(made))


def content(made: Portfolio) -> dict[str, Any]:
    """All that the paper says, in words, and the places of what is drawn."""
    language = made.language
    several = len(packs(made)) > 1
    return {
        "language": language,
        "title": words("portfolio.title", language),
        "subject": words("portfolio.subject", language),
        "paper": paper_of({entry.currency for entry in made.clients}),
        "over": ", ".join(words(f"pack.{pack}", language) for pack in packs(made)),
        "period": sentence(span_words(made, language)),
        "summary": [
            {"label": words(f"portfolio.count.{id}", language), "value": str(count)}
            for id, count in counts(made).items()
        ],
        "tiers": [words(f"tier.{tier}", language) for tier in TIERS],
        "look": _look(made, language),
        "kpis": _kpis(made, language),
        "groups": [
            {
                "title": words("portfolio.by", language, group=group_name(by, language)),
                "about": words("portfolio.by.about", language),
                "tables": [
                    _table(pack, _group_heads(by, pack, language), rows, several, language)
                    for pack in packs(made)
                    for rows in [_groups(made, by, pack, language)]
                ],
            }
            for by in made.by
        ],
        "side": {
            "title": words("portfolio.side", language),
            "about": _left(made, language),
            "tables": [
                _table(pack, _side_heads(made, pack, language), rows, several, language)
                for pack in packs(made)
                for rows in [_side(made, pack, language)]
            ],
        },
        "lacking": _lacking(made, language),
        "reading": {
            "title": words("scorecard.reading", language),
            "notes": reading(made, language),
        },
    }


def _look(made: Portfolio, language: str) -> dict[str, Any]:
    """Who needs a look first, with the reasons."""
    said = {entry.file: entry for entry in made.clients}

    def item(one: Attention) -> dict[str, Any]:
        groups = said[one.file].groups if one.file in said else {}
        own = [groups[by] for by in made.by if groups.get(by)]
        return {
            "client": one.client,
            "groups": ", ".join(own),
            "points": words("portfolio.points", language, count=points(one.points)),
            "reasons": [
                {"said": why.text, "trend": TRENDS.get(why.kind, "same")} for why in one.reasons
            ],
        }

    left = [one.client for one in made.attention[MOST:]]
    more = ""
    if left:
        names = named(left, language)
        more = words("portfolio.look.more", language, count=len(left), names=names)
    return {
        "title": words("portfolio.look", language),
        "about": words(
            "portfolio.look.about" if made.attention else "portfolio.look.none", language
        ),
        "items": [item(one) for one in made.attention[:MOST]],
        "more": more,
    }


def _kpis(made: Portfolio, language: str) -> dict[str, Any]:
    """All clients together, KPI by KPI, and how they spread."""
    ranked = rankings(made)
    figures = {figure.among: figure for figure in made.figures if not figure.by}
    rows = []
    for among, own in ranked.items():
        kpi = find(among.kpi)
        value, how = figure_words(figures[among], language)
        spread = spread_of(own, language)
        rows.append(
            {
                "name": population_name(among, ranked, language),
                "hint": words("scorecard.better_lower", language) if kpi.better == "lower" else "",
                "value": value,
                "how": how,
                "spread": None
                if spread is None
                else {
                    "counts": spread.counts,
                    "middle": spread.middle,
                    "scored": spread.scored,
                    "said": spread.said,
                    "ends": ["\u00a0".join(end).replace(" ", "\u00a0") for end in spread.ends],
                },
                "tiers": tier_counts(figures[among].tiers) if kpi.tiers else NONE,
                "moves": moves(figures[among], language),
            }
        )
    heads = ("head.kpi", "portfolio.head.together", "portfolio.head.spread")
    return {
        "title": words("portfolio.kpis", language),
        "heads": [words(id, language) for id in (*heads, "portfolio.head.tiers", "head.change")],
        "rows": rows,
        "key": words("portfolio.spread.key", language),
    }


Cell = dict[str, Any]


def _table(
    pack: str, heads: list[str], rows: list[list[Cell]], several: bool, language: str
) -> dict[str, Any]:
    """A table of a line of business, which it names where there are several."""
    name = words(f"pack.{pack}", language) if several else ""
    return {"name": name, "heads": heads, "rows": rows}


def _group_heads(by: str, pack: str, language: str) -> list[str]:
    names = [words(f"{kpi.id}.short", language) for kpi in kpis_of(pack)]
    return [group_name(by, language), words("portfolio.count.clients", language), *names]


def _groups(made: Portfolio, by: str, pack: str, language: str) -> list[list[Cell]]:
    """A row for each group, and one for all."""
    rows = []
    for name, own in groups_of(made, by, pack, language):
        clients = max(sum(one.clients for one in figures) for figures in own.values())
        cells = [_said(name), _said(str(clients))]
        for kpi in kpis_of(pack):
            cells.append(_figures(own.get(kpi.id, []), language))
        rows.append(cells)
    return rows


def _figures(own: Sequence[GroupFigure], language: str) -> Cell:
    """A KPI of a group: the value, in italics where it is a median, and its tiers below."""
    said = [figure_words(one, language)[0] for one in own]
    below = [tier_counts(one.tiers) for one in own if any(one.tiers)]
    median = any(one.how == MEDIAN for one in own)
    return {"said": "; ".join(said) or NONE, "below": " ".join(below), "median": median}


def _said(text: str) -> Cell:
    return {"said": text, "below": "", "median": False}


def _side_heads(made: Portfolio, pack: str, language: str) -> list[str]:
    heads = [words("portfolio.head.client", language)]
    heads += [group_name(by, language) for by in made.by]
    heads += [words("scorecard.index", language)]
    return heads + [words(f"{kpi.id}.short", language) for kpi in kpis_of(pack)]


def _side(made: Portfolio, pack: str, language: str) -> list[list[Cell]]:
    """A row for each client, by name."""
    rows: dict[str, dict[str, Row]] = {}
    for row in made.rows:
        rows.setdefault(row["file"], {})[row["kpi"]] = row
    found = []
    for entry in made.chosen(MOST_CLIENTS):
        if entry.pack != pack:
            continue
        own = [_said(entry.groups.get(by, "")) for by in made.by]
        cells = [_said(entry.client), *own, _said(points(entry.index))]
        cells += [_value(rows[entry.file].get(kpi.id), language) for kpi in kpis_of(pack)]
        found.append(cells)
    return found


def _value(row: Row | None, language: str) -> Cell:
    if row is None or row["value"] is None:
        return _said(NONE)
    value = format_value(row["value"], row["unit"], language, row["currency"] or "USD")
    if row["tier"] is None:
        return _said(value)
    rank = TIERS.index(row["tier"])
    said = f"{layout.TIER_SYMBOLS[rank]} {value}".replace(" ", "\u00a0")
    return {**_said(said), "rank": rank}


def _left(made: Portfolio, language: str) -> str:
    left = len(made.clients) - MOST_CLIENTS
    return words("portfolio.side.left", language, count=left) if left > 0 else ""


def _lacking(made: Portfolio, language: str) -> dict[str, Any]:
    """What was not computed and why, and which files gave nothing."""
    missing = lacking(made, language)
    more = len(missing) + len(made.failed) - 2 * MOST
    failed = list(made.failed.items())[:MOST]
    notes = [words("pair", language, first=file, second=why) for file, why in failed]
    if more > 0:
        notes.append(words("portfolio.more", language, count=more))
    if made.left:
        notes.append(words("portfolio.left", language, names=named(list(made.left), language)))
    if not missing and not notes:
        notes = [words("portfolio.lacking.none", language)]
    ids = ("head.kpi", "portfolio.head.why", "portfolio.head.whose")
    return {
        "title": words("portfolio.lacking", language),
        "heads": [words(id, language) for id in ids],
        "rows": [[_said(text) for text in line] for line in missing[:MOST]],
        "notes": notes,
    }
