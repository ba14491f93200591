"""A portfolio as a workbook, in the looks of the template: who needs a look, who stands where, a
sheet for each kind of group, and all of it as a table."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from copy import copy
from io import BytesIO
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.formatting.rule import ColorScaleRule, DataBarRule, Rule
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from xl_kpis.kpi import kpi as find
from xl_kpis.kpi.model import TIERS
from xl_kpis.kpi.packs import kpis_of
from xl_kpis.languages.conventions import conventions
from xl_kpis.workbook import layout
from xl_kpis.workbook.build import style
from xl_kpis.workbook.build.context import dress, off_paper, on_paper, unit_format
from xl_kpis.workbook.build.package import finish
from xl_kpis.workbook.build.scorecard import change_format
from xl_kpis.workbook.build.style import signed
from xl_kpis.workbook.portfolio.groups import MEDIAN, GroupFigure
from xl_kpis.workbook.portfolio.phrases import (
    figure_words,
    group_name,
    lacking,
    population_name,
    rankings,
    reading,
    span_words,
)
from xl_kpis.workbook.portfolio.standing import Row
from xl_kpis.workbook.template import MADE
from xl_kpis.workbook.texts import words

if TYPE_CHECKING:
    from xl_kpis.workbook.portfolio.result import Portfolio

HEAD = 4
LINE = 15
"""Points a line of text takes."""
LONGEST = 32000
"""Characters a cell is given, which holds some more."""


def to_workbook(made: Portfolio) -> bytes:
    """The portfolio as an ``.xlsx`` file in its language."""
    book = Workbook()
    del book["Sheet"]
    style.prepare(book)
    out = _Out(book, made)
    _look(out)
    _ranking(out)
    for by in made.by:
        _groups(out, by)
    _data(out)
    properties = book.properties
    properties.title, properties.creator = words("portfolio.title", made.language), "xl-kpis"
    properties.language = made.language
    buffer = BytesIO()
    book.save(buffer)
    return finish(buffer.getvalue(), MADE)


class _Out:
    """A workbook in the making, and the looks of cells that thousands share."""

    def __init__(self, book: Workbook, made: Portfolio) -> None:
        self.book, self.made, self.language = book, made, made.language
        self._looks: dict[tuple[str, str, bool], Any] = {}

    def words(self, id: str, **values: Any) -> str:
        return words(id, self.language, **values)

    def sheet(
        self, name: str, about: str, widths: Sequence[float], tab: str, title: str = ""
    ) -> Worksheet:
        """A sheet with a title and a line about it; the first column is narrow."""
        taken = {sheet.title.casefold() for sheet in self.book.worksheets}
        bare = re.sub(r"[\[\]:*?/\\]", " ", name).strip(" '")[:31] or "–"
        number = 1
        while bare.casefold() in taken:
            number += 1
            bare = f"{bare[:27]} {number}"
        sheet = self.book.create_sheet(bare)
        dress(sheet, {get_column_letter(i): width for i, width in enumerate(widths, 2)}, tab)
        on_paper(sheet, self.words("portfolio.title"), self.words("print.page"))
        self.put(sheet, 1, 2, title or name, "title")
        self.put(sheet, 2, 2, about, "subtitle")
        return sheet

    def put(
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        value: Any,
        named: str = "label",
        number_format: str = "",
        wrapped: bool = False,
    ) -> Any:
        """Write a cell; a text is a text whatever it begins with."""
        cell: Any = sheet.cell(row, column)
        key = named, number_format, wrapped
        if key not in self._looks:
            cell.style = f"KPI {named}"
            if number_format:
                cell.number_format = signed(number_format)
            if wrapped or named == "label":
                cell.alignment = _placed(number_format, wrapped)
            self._looks[key] = cell._style
        cell._style = copy(self._looks[key])  # or what is changed in one cell is in all
        if isinstance(value, str):
            value = ILLEGAL_CHARACTERS_RE.sub("", value)[:LONGEST]
            cell.value = value
            if value.startswith("="):
                cell.data_type = "s"
                cell.quotePrefix = True
        else:
            cell.value = value
        return cell

    def heads(self, sheet: Worksheet, row: int, heads: Iterable[str]) -> int:
        """Headings from the second column on; the last column of them."""
        column = 1
        for column, head in enumerate(heads, 2):
            cell = self.put(sheet, row, column, head, "header")
            cell.alignment = style.INDENTED
        sheet.row_dimensions[row].height = 32
        return column


def _placed(number_format: str, wrapped: bool) -> Alignment:
    """Numbers at the right, texts a little apart from what is at their left."""
    vertical = "top" if wrapped else "center"
    if number_format:
        return Alignment("right", vertical)
    return Alignment("left", vertical, wrap_text=wrapped, indent=1)


def _look(out: _Out) -> None:
    made = out.made
    groups = [group_name(by, out.language) for by in made.by]
    widths = [6, 28, *[16.0] * len(groups), 12, 90, 40]
    about = f"{span_words(made, out.language)}. {out.words('portfolio.look.about')}"
    name = out.words("portfolio.sheet.look")
    sheet = out.sheet(name, about, widths, "output", out.words("portfolio.look"))
    heads = ["", out.words("portfolio.head.client"), *groups]
    heads += [out.words(f"portfolio.head.{id}") for id in ("points", "why", "file")]
    last = out.heads(sheet, HEAD, heads)
    entries = {entry.file: entry for entry in made.clients}
    row = HEAD
    for row, one in enumerate(made.attention, HEAD + 1):
        entry = entries.get(one.file)
        own = [entry.groups.get(by, "") if entry else "" for by in made.by]
        out.put(sheet, row, 2, row - HEAD, "label", "0", wrapped=True)
        for column, text in enumerate([one.client, *own], 3):
            out.put(sheet, row, column, text, wrapped=True)
        at = 4 + len(own)
        out.put(sheet, row, at, one.points, "label", "0", wrapped=True)
        lines = "\n".join(reason.text for reason in one.reasons)
        out.put(sheet, row, at + 1, lines, wrapped=True)
        out.put(sheet, row, at + 2, one.file, "label", wrapped=True)
        folded = sum(1 + len(reason.text) // 88 for reason in one.reasons)
        sheet.row_dimensions[row].height = LINE * max(folded, 1 + len(one.file) // 38) + 4
    if row > HEAD:
        _bars(sheet, get_column_letter(4 + len(groups)), HEAD + 1, row, None)
        sheet.auto_filter.ref = f"B{HEAD}:{get_column_letter(last)}{row}"
    else:
        row += 1
        out.put(sheet, row, 2, out.words("portfolio.look.none"), "text").alignment = style.MIDDLE
    _frozen(sheet, "D", HEAD)
    _below(out, sheet, row + 2, last)


def _below(out: _Out, sheet: Worksheet, row: int, last: int) -> None:
    """What was not computed and why, and how to read it."""
    sections = [
        (
            out.words("portfolio.lacking"),
            [f"{kpi}: {why} – {who}" for kpi, why, who in lacking(out.made, out.language)],
        ),
        (out.words("portfolio.failed"), list(map(" – ".join, out.made.failed.items()))),
        (out.words("scorecard.reading"), reading(out.made, out.language)),
    ]
    if not sections[0][1]:
        sections[0] = sections[0][0], [out.words("portfolio.lacking.none")]
    for title, lines in sections:
        if not lines:
            continue
        for column in range(2, last + 1):
            out.put(sheet, row, column, None, "section")
        out.put(sheet, row, 2, title, "section")
        for line in lines:
            row += 1
            sheet.merge_cells(start_row=row, end_row=row, start_column=2, end_column=last)
            out.put(sheet, row, 2, line, "text", wrapped=True)
            sheet.row_dimensions[row].height = LINE * (1 + len(line) // 170) + 3
        row += 2


def _ranking(out: _Out) -> None:
    made = out.made
    groups = [group_name(by, out.language) for by in made.by]
    widths = [48, 8, 28, *[16.0] * len(groups), 16, 26, 14, 26, 12, 12, 9]
    name = out.words("portfolio.sheet.ranking")
    about = out.words("portfolio.reading.compared")
    sheet = out.sheet(name, about, widths, "output", out.words("portfolio.rankings"))
    heads = [out.words("head.kpi"), out.words("portfolio.head.place")]
    heads += [out.words("portfolio.head.client"), *groups]
    heads += [out.words(f"head.{id}") for id in ("value", "tier", "score", "change")]
    heads += [out.words(f"portfolio.head.{id}") for id in ("moved", "percentile", "among")]
    last = out.heads(sheet, HEAD, heads)
    share = unit_format("ratio", out.language).replace("0.0", "0")
    ranked = rankings(made)
    row = HEAD
    for among, rows in ranked.items():
        kpi = find(among.kpi)
        name = population_name(among, ranked, out.language)
        value_format = _value_format(kpi.unit, among.currency, out.language)
        change = change_format(kpi, out.language, style.money_format(among.currency))
        for own in rows:
            if own["value"] is None:
                continue
            row += 1
            out.put(sheet, row, 2, name)
            out.put(sheet, row, 3, own["place"], "label", "0")
            out.put(sheet, row, 4, own["client"])
            for column, by in enumerate(made.by, 5):
                out.put(sheet, row, column, own[by])
            at = 5 + len(groups)
            out.put(sheet, row, at, own["value"], "calc", value_format)
            out.put(sheet, row, at + 1, _tier(own, out.language))
            out.put(sheet, row, at + 2, own["score"], "calc", "0")
            changed = own["change"]
            if changed is not None and kpi.unit == "ratio":
                changed *= 100
            out.put(sheet, row, at + 3, changed, "label", change)
            out.put(sheet, row, at + 4, own["moved"], "calc", '"▲ "0;"▼ "0;"="')
            out.put(sheet, row, at + 5, own["percentile"], "calc", share)
            out.put(sheet, row, at + 6, own["n"], "calc", "0")
    first = HEAD + 1
    if row >= first:
        at = 5 + len(groups)
        _tiers(sheet, get_column_letter(at + 1), first, row)
        _bars(sheet, get_column_letter(at + 2), first, row, 100)
        sheet.auto_filter.ref = f"B{HEAD}:{get_column_letter(last)}{row}"
    _frozen(sheet, "E", HEAD)


def _value_format(unit: str, currency: str, language: str) -> str:
    """How values are shown, amounts with their currency."""
    plain = style.money_format(currency) if unit == "money" else unit_format(unit, language)
    code = "".join(c for c in currency if c.isalpha())
    return f'{plain}"\u00a0{code}"' if unit == "money" and code else plain


def _tier(row: Row, language: str) -> str:
    if row["tier"] is None:
        return ""
    symbol = layout.TIER_SYMBOLS[TIERS.index(row["tier"])]
    word = words(f"tier.{row['tier']}", language)
    return f"{symbol} {word}"


def _groups(out: _Out, by: str) -> None:
    """The groups across the KPIs, coloured from worse to better, and below where each figure comes
    from."""
    made, language = out.made, out.language
    name = group_name(by, language)
    packs = list(dict.fromkeys(entry.pack for entry in made.clients))
    across = max(len(kpis_of(pack)) for pack in packs)
    widths = [30, 10, 30, 19, 30, *[19.0] * max(across - 3, 6)]
    title = out.words("portfolio.sheet.by", group=name[:1].lower() + name[1:])
    about = out.words("portfolio.sheet.by.about")
    sheet = out.sheet(title, about, widths, "work")
    row = HEAD
    own = [figure for figure in made.figures if figure.by in (by, "")]
    for pack in packs:
        if len(packs) > 1:
            out.put(sheet, row, 2, out.words(f"pack.{pack}"), "section")
            row += 1
        row = _across(out, sheet, row, name, pack, own) + 2
    heads = [name, out.words("portfolio.head.clients"), out.words("head.kpi")]
    heads += [out.words("head.value"), out.words("portfolio.head.how")]
    symbols = zip(layout.TIER_SYMBOLS, TIERS, strict=True)
    heads += [f"{symbol} {out.words(f'tier.{tier}')}" for symbol, tier in symbols]
    heads += [out.words(f"portfolio.count.{id}") for id in ("better", "worse")]
    out.heads(sheet, row, heads)
    populations = {figure.among for figure in own}
    for figure in sorted(own, key=lambda figure: figure.by == ""):
        row += 1
        kpi = find(figure.among.kpi)
        cells: list[tuple[Any, str, str]] = [
            (_called(figure, language), "label", ""),
            (figure.clients, "calc", "0"),
            (population_name(figure.among, populations, language, "short"), "label", ""),
        ]
        shown = _value_format(kpi.unit, figure.among.currency, language)
        cells.append((figure.value, "calc", shown))
        cells.append((figure_words(figure, language)[1], "label", ""))
        counts: Iterable[int] = figure.tiers if kpi.tiers else ()
        cells += [(count, "calc", "0") for count in counts] or [(None, "calc", "")] * len(TIERS)
        cells += [(figure.better, "calc", "0"), (figure.worse, "calc", "0")]
        for column, (value, named, number_format) in enumerate(cells, 2):
            out.put(sheet, row, column, value, named, number_format)
    _frozen(sheet, "C", HEAD - 1)


def _across(
    out: _Out, sheet: Worksheet, row: int, name: str, pack: str, own: Sequence[GroupFigure]
) -> int:
    """A row for each group, a column for each KPI; the last row of it. What is compared with
    itself alone (another currency, another length of periods) has a row of its own."""
    language = out.language
    kpis = kpis_of(pack)
    heads = [name, out.words("portfolio.head.clients")]
    heads += [out.words(f"{kpi.id}.short") for kpi in kpis]
    out.heads(sheet, row, heads)
    rows: dict[tuple[bool, str, int, int], dict[str, GroupFigure]] = {}
    for figure in own:
        if find(figure.among.kpi).pack == pack:
            called = _called(figure, language)
            for turn in range(len(own)):
                key = figure.by == "", called, figure.among.months, turn
                if figure.among.kpi not in rows.setdefault(key, {}):
                    rows[key][figure.among.kpi] = figure
                    break
    first = row + 1
    order = {called: i for i, called in enumerate(dict.fromkeys(key[1] for key in rows))}
    for key in sorted(rows, key=lambda key: (key[0], order[key[1]], key[2], key[3])):
        row += 1
        figures = rows[key]
        out.put(sheet, row, 2, key[1])
        out.put(sheet, row, 3, max(figure.clients for figure in figures.values()), "calc", "0")
        for column, kpi in enumerate(kpis, 4):
            found = figures.get(kpi.id)
            shown = _value_format(kpi.unit, found.among.currency if found else "", language)
            cell = out.put(sheet, row, column, found and found.value, "calc", shown)
            if found and found.how == MEDIAN:
                cell.font = style.font(italic=True)
        if key[0]:
            for column in range(2, 4 + len(kpis)):
                cell = sheet.cell(row, column)
                cell.font = style.font(bold=True, italic=cell.font.italic)
    for column, kpi in enumerate(kpis, 4):
        letter = get_column_letter(column)
        colors = [style.PALE_ORANGE, style.WHITE, style.TIER_FILLS[2]]
        if kpi.better == "lower":
            colors.reverse()
        if row - 1 > first:
            scale = ColorScaleRule(
                "min", None, colors[0], "percentile", 50, colors[1], "max", None, colors[2]
            )
            sheet.conditional_formatting.add(f"{letter}{first}:{letter}{row - 1}", scale)
    return row


def _called(figure: GroupFigure, language: str) -> str:
    if not figure.by:
        return words("portfolio.all", language)
    return figure.group or words("portfolio.unnamed", language)


DATES = ("period", "period_end")


def _data(out: _Out) -> None:
    """All rows as an Excel table."""
    made, language = out.made, out.language
    heads = _data_heads(out)
    widths = [max(12.0, min(34.0, len(head) + 4)) for head in heads.values()]
    wide = {"client": 28, "file": 40, "name": 36, "kpi": 34, "reason": 40, "pack": 14}
    widths = [float(wide.get(key, width)) for key, width in zip(heads, widths, strict=True)]
    name = out.words("portfolio.sheet.data")
    sheet = out.sheet(name, out.words("portfolio.sheet.data.about"), widths, "about")
    last = out.heads(sheet, HEAD, heads.values())
    formats = dict.fromkeys(DATES, conventions(language).date_format)
    row = HEAD
    for row, own in enumerate(made.rows, HEAD + 1):
        for column, key in enumerate(heads, 2):
            value = own[key]
            if value is None or value == "":
                continue
            if key == "tier":
                value = words(f"tier.{value}", language)
            elif key in DATES:
                value = dt.date.fromisoformat(value)
            number = isinstance(value, int | float)
            out.put(sheet, row, column, value, "label", formats.get(key, "General" * number))
    area = f"B{HEAD}:{get_column_letter(last)}{max(row, HEAD + 1)}"
    table = Table(displayName="Portfolio", ref=area)
    table.tableStyleInfo = TableStyleInfo("TableStyleLight1", showRowStripes=True)
    sheet.add_table(table)
    _frozen(sheet, "C", HEAD)
    off_paper(sheet)


def _data_heads(out: _Out) -> dict[str, str]:
    """The columns of the table, each with a heading that no other has."""
    ids = {
        **{id: f"portfolio.head.{id}" for id in ("client", "file", "pack", "currency", "before")},
        **{id: f"portfolio.head.{id}" for id in ("place", "moved", "percentile", "reason")},
        **{id: f"head.{id}" for id in ("value", "unit", "tier", "score", "gap", "change")},
        "n": "portfolio.head.among",
        "name": "head.kpi",
        "period": "head.from",
        "period_end": "head.to",
        "months": "settings.months",
        "kpi": "portfolio.head.id",
        "needed": "calc.needed",
    }
    order = list(out.made.rows[0])
    heads: dict[str, str] = {}
    for key in order:
        plain = key in out.made.by
        said = group_name(key, out.language) if plain else out.words(ids[key])
        said = ILLEGAL_CHARACTERS_RE.sub("", said).strip() or key
        while said.casefold() in {head.casefold() for head in heads.values()}:
            said += " *"
        heads[key] = said
    return heads


def _bars(sheet: Worksheet, column: str, first: int, last: int, most: float | None) -> None:
    """Bars in the cells of a column, as long as their numbers."""
    end = ("num", most) if most is not None else ("max", None)
    rule = DataBarRule("num", 0, *end, color=style.BAR, showValue=True)
    sheet.conditional_formatting.add(f"{column}{first}:{column}{last}", rule)


def _tiers(sheet: Worksheet, column: str, first: int, last: int) -> None:
    """The colours of the tiers, by the symbol their words begin with."""
    area = f"{column}{first}:{column}{last}"
    for i, symbol in enumerate(layout.TIER_SYMBOLS):
        rule = Rule(
            type="beginsWith",
            operator="beginsWith",
            text=symbol,
            formula=[f'LEFT({column}{first},1)="{symbol}"'],
            dxf=style.look(style.TIER_INKS[i], style.TIER_FILLS[i], bold=True),
        )
        sheet.conditional_formatting.add(area, rule)


def _frozen(sheet: Worksheet, column: str, row: int) -> None:
    sheet.freeze_panes = f"{column}{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
