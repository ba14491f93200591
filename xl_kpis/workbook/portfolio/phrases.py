"""What a page and a workbook both say of a portfolio."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from xl_kpis.kpi import kpi as find
from xl_kpis.kpi.packs import kpis_of
from xl_kpis.kpi.words import format_number, format_value
from xl_kpis.workbook import layout
from xl_kpis.workbook.day_words import period_words
from xl_kpis.workbook.name_order import name_order
from xl_kpis.workbook.portfolio.groups import GroupFigure
from xl_kpis.workbook.portfolio.reading import FOLDER
from xl_kpis.workbook.portfolio.standing import Population, Row
from xl_kpis.workbook.texts import disclaimers, words

if TYPE_CHECKING:
    from xl_kpis.workbook.portfolio.result import Portfolio

NAMED = 8
"""How many clients or files are named where there may be thousands."""
NONE = "–"


def group_name(by: str, language: str) -> str:
    """What a kind of group is called: as Settings say it, if they have a place for it; folder in
    the language, others as they are."""
    if by in layout.GROUPS:
        return words(f"settings.{by}", language)
    return words("portfolio.folder", language) if by == FOLDER else by[:1].upper() + by[1:]


def packs(made: Portfolio) -> list[str]:
    """The lines of business there are."""
    return list(dict.fromkeys(entry.pack for entry in made.clients))


def counts(made: Portfolio) -> dict[str, int]:
    """What is counted over all clients: the text ``portfolio.count.<id>`` says what."""
    changes = [row["change"] for row in made.rows if row["change"] is not None]
    return {
        "clients": len(made.clients),
        "look": len(made.attention),
        "lowest": sum(row["tier"] == "below" for row in made.rows),
        "better": sum(change > 0 for change in changes),
        "worse": sum(change < 0 for change in changes),
        "lacking": sum(row["value"] is None for row in made.rows),
    }


def groups_of(
    made: Portfolio, by: str, pack: str, language: str
) -> list[tuple[str, dict[str, list[GroupFigure]]]]:
    """The groups of a kind in a line of business, all clients last: what each is called, and its
    figures by KPI."""
    found: dict[tuple[str, str], dict[str, list[GroupFigure]]] = {}
    for figure in made.figures:
        if figure.by in (by, "") and find(figure.among.kpi).pack == pack:
            row = found.setdefault((figure.by, figure.group), {})
            row.setdefault(figure.among.kpi, []).append(figure)
    order = sorted(found, key=lambda key: key[0] == "")
    return [(_called(key, language), found[key]) for key in order]


def _called(key: tuple[str, str], language: str) -> str:
    by, group = key
    if not by:
        return words("portfolio.all", language)
    return group or words("portfolio.unnamed", language)


def rankings(made: Portfolio) -> dict[Population, list[Row]]:
    """The rows of each population, the best first; packs and KPIs in their order."""
    found: dict[Population, list[Row]] = {}
    for row in made.rows:
        currency = (row["currency"] or "").strip().upper()
        found.setdefault(Population(row["kpi"], currency, row["months"]), []).append(row)
    packs = list(dict.fromkeys(row["pack"] for row in made.rows))
    order = {kpi.id: (i, j) for i, p in enumerate(packs) for j, kpi in enumerate(kpis_of(p))}
    for rows in found.values():
        rows.sort(
            key=lambda row: (row["place"] is None, row["place"] or 0, name_order(row["client"]))
        )
    return dict(sorted(found.items(), key=lambda item: (order[item[0].kpi], item[0][1:])))


def population_name(
    among: Population, all_: Iterable[Population], language: str, text: str = "name"
) -> str:
    """The KPI by a text of it, and what tells its population from others of the same KPI."""
    name = words(f"{among.kpi}.{text}", language)
    beside = {one for one in all_ if one.kpi == among.kpi}
    parts = []
    if len({one.currency for one in beside}) > 1:
        parts.append(among.currency or NONE)
    if len({one.months for one in beside}) > 1:
        parts.append(length_words(among.months, language))
    return f"{name} ({', '.join(parts)})" if parts else name


def length_words(months: int, language: str) -> str:
    """How long periods are: "quarters"."""
    known = {1: "months", 3: "quarters", 12: "years"}.get(months, "other")
    return words(f"portfolio.length.{known}", language, count=months)


def figure_words(figure: GroupFigure, language: str) -> tuple[str, str]:
    """The value of a group, and how it came about, from how many."""
    if figure.value is None:
        return words("portfolio.no_value", language), ""
    unit = find(figure.among.kpi).unit
    value = format_value(figure.value, unit, language, figure.among.currency or "USD")
    if figure.n == 1:
        return value, words("portfolio.how.one", language)
    return value, words(f"portfolio.how.{figure.how}", language, count=figure.n)


def tier_counts(counts: Sequence[int]) -> str:
    """How many are in each tier: "▼ 2 ● 3 ▲ 4 ★ 1"."""
    both = zip(layout.TIER_SYMBOLS, counts, strict=True)
    return "\u2002".join(f"{symbol}\u00a0{count}" for symbol, count in both)


def moves(figure: GroupFigure, language: str) -> str:
    """How many clients are better than the period before, and how many worse."""
    if not figure.better + figure.worse + figure.same:
        return NONE
    counts = {"better": figure.better, "worse": figure.worse, "same": figure.same}
    return words("portfolio.moves", language, **counts)


def moved_words(moved: int | None) -> str:
    """Places won or lost.

    >>> moved_words(2), moved_words(-1), moved_words(0), moved_words(None)
    ('▲\\xa02', '▼\\xa01', '=', '')
    """
    if not moved:
        return "" if moved is None else "="
    return f"{'▲' if moved > 0 else '▼'}\u00a0{abs(moved)}"


def percentile_words(row: Row, language: str) -> str:
    """The percentile, or nothing where there are too few."""
    if row["percentile"] is None:
        return NONE
    number = format_number(100 * row["percentile"], 0, language)
    return words("portfolio.percent", language, value=number)


def span_words(made: Portfolio, language: str) -> str:
    """The period of all clients, or the time that theirs are of."""
    periods = {(entry.period, entry.period_end) for entry in made.clients if entry.period}
    if not periods:
        return NONE
    first, last = min(a for a, _ in periods), max(b for _, b in periods)
    years = {entry.year_month for entry in made.clients}
    said = period_words(first, last, language, years.pop() if len(years) == 1 else 1)
    return said if len(periods) == 1 else words("portfolio.periods", language, span=said)


def named(names: Sequence[str], language: str) -> str:
    """Some names, and how many more there are."""
    said = ", ".join(names[:NAMED])
    left = len(names) - NAMED
    return words("portfolio.and_more", language, names=said, count=left) if left > 0 else said


def lacking(made: Portfolio, language: str) -> list[tuple[str, str, str]]:
    """What was not computed: KPI, why, and of whom; what concerns most clients first."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in made.rows:
        if row["value"] is None:
            found.setdefault((row["name"], row["reason"] or NONE), []).append(row["client"])
    most = sorted(found.items(), key=lambda item: (-len(item[1]), *map(name_order, item[0])))
    return [(kpi, why, named(clients, language)) for (kpi, why), clients in most]


def reading(made: Portfolio, language: str) -> list[str]:
    """How to read it all."""
    said = ["points", "place", "groups", "compared"]
    notes = [words(f"portfolio.reading.{id}", language) for id in said]
    packs = dict.fromkeys(entry.pack for entry in made.clients)
    return [*notes, *dict.fromkeys(note for pack in packs for note in disclaimers(pack, language))]
