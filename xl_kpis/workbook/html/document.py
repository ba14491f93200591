"""The page of one or several cards, with an overview where there are several."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from xl_kpis.kpi.model import TIERS
from xl_kpis.workbook import layout
from xl_kpis.workbook.html.article import article
from xl_kpis.workbook.html.card import Card
from xl_kpis.workbook.html.shell import shell
from xl_kpis.workbook.logo import Logo
from xl_kpis.workbook.render import points
from xl_kpis.workbook.texts import words

MOST_PERIODS = 240
"""How many scorecards a page has at most, all cards and periods together: some 15 KB each."""


def to_html(cards: Sequence[Card], language: str, logo: Logo | None = None) -> str:
    """A page with a scorecard per workbook, each on a printed page of its own; a ``logo`` stands in
    the heading of each, or else that of the workbook."""
    packs = dict.fromkeys(words(f"pack.{card.now[0]['pack']}", language) for card in cards)
    title = words("document.title", language, pack=", ".join(packs))
    several = len(cards) > 1
    if not several and cards[0].overview.business:
        title = words("pair", language, first=cards[0].overview.business, second=title)
    body = "\n".join(
        article(
            *(card, language, i),
            named=several,
            most=max(1, MOST_PERIODS // len(cards)),
            logo=logo or card.logo,
        )
        for i, card in enumerate(cards, 1)
    )
    pictures = any(logo or card.logo for card in cards)
    start = _overview(cards, language) if several else ""
    return shell(title, language, start + body, pictures=pictures)


def _overview(cards: Sequence[Card], language: str) -> str:
    """A row per card, with the way to it."""
    heads = ("sheet.scorecard", "head.period", "scorecard.index", *(f"tier.{t}" for t in TIERS))
    titles = "".join(
        f'<th scope="col"{_rank_class(i - 2)}>{escape(words(id, language))}</th>'
        for i, id in enumerate(heads)
    )
    several = len({card.now[0]["pack"] for card in cards}) > 1
    rows = "".join(_line(card, language, i, several) for i, card in enumerate(cards, 1))
    name = escape(words("page.all", language))
    return (
        f'<section class="card all"><h1 id="all">{name}</h1>'
        f'<div class="wide" tabindex="0" role="region" aria-labelledby="all"><table>'
        f"<thead><tr>{titles}</tr></thead><tbody>{rows}</tbody></table></div></section>\n"
    )


def _rank_class(rank: int) -> str:
    return ' class="count"' if rank >= 0 else ""


def _line(card: Card, language: str, number: int, several: bool) -> str:
    """A card in the overview, with its line of business where there are several."""
    shown = card.overview
    period = shown.said(language)
    ranks = [record["tier_rank"] for record in card.now]
    counts = "".join(
        f'<td class="count">{layout.TIER_SYMBOLS[rank] + " " + str(n) if n else "–"}</td>'
        for rank in range(len(TIERS))
        for n in [ranks.count(rank)]
    )
    pack = words(f"pack.{card.now[0]['pack']}", language)
    of = f"<small>{escape(pack)}</small>" if several and pack != card.title else ""
    return (
        f'<tr><th scope="row"><a href="#c{number}">{escape(card.title)}</a>{of}</th>'
        f'<td class="when">{escape(period)}</td>'
        f'<td class="value">{points(shown.index)}</td>{counts}</tr>'
    )
