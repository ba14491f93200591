"""Values this workbook keeps of other workbooks it links to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from lxml import etree

from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.sheets.columns import Columns
from xl_kpis.formula.sheets.model import Model, Sheet
from xl_kpis.formula.xlsx.package.package import Package, Relationship, local, relation_id
from xl_kpis.formula.xlsx.read.tolerant_scan import SheetSource
from xl_kpis.formula.xlsx.read.worksheet import lay_out_rows, scan_rows

_SHEET_DATA = pattern(rb"<((?:[\w.-]+:)?)sheetData(?=[\s/>])[^>]*?(/?)>")
"""Where the cells of a sheet begin, if it has any."""


class LinkedSheet(Sheet):
    """A sheet of another workbook. What is kept of its cells is much where a large table is looked
    up in, and most of it nobody asks for: it is read when somebody does."""

    kept: Callable[[], Columns] | None = None

    @property
    def cells(self) -> Columns:
        kept = self.kept
        if kept is not None:
            self._cells = kept()
            self.kept = None  # last, for another thread may ask meanwhile
        return self._cells

    @cells.setter
    def cells(self, cells: Columns) -> None:
        self._cells = cells


def read_links(
    package: Package, model: Model, root: etree._Element, links: dict[str, Relationship]
) -> None:
    """Add linked books to the model: their targets, cached sheets and names."""
    for outer in root:
        if local(outer) != "externalReferences":
            continue
        for node in outer:
            link = links.get(relation_id(node))
            number = len(model.external_books) + 1
            model.external_books.append("")
            if link is not None and package.find(link.target) is not None:
                _read_book(package, model, link.target, number)


def _read_book(package: Package, model: Model, part: str, number: int) -> None:
    root, kept = _without_cells(package, part)
    books = [node for node in root if local(node) == "externalBook"]
    if not books:  # a DDE or OLE link
        return
    book = books[0]
    target = package.relationships(part).get(relation_id(book))
    model.external_books[number - 1] = target.target if target else ""
    known: dict[str, LinkedSheet] = {}
    broken = {
        data.get("sheetId", "")
        for node in book
        if local(node) == "sheetDataSet"
        for data in node
        if data.get("refreshError") in ("1", "true")
    }
    """Sheets the other workbook has no longer: references to them are #REF!, as to any missing."""
    source = SheetSource(
        package.file,
        part,
        np.empty(0, object),
        model.date1904,
        package.limits.cells,
        package.limits.formulas,
    )
    for node in book:
        name = local(node)
        if name == "sheetNames":
            for at, entry in enumerate(node):
                sheet = LinkedSheet(f"[{number}]{entry.get('val', '')}", is_external=True)
                if str(at) not in broken:
                    known[str(at)] = sheet
                    model.sheets.append(sheet)
        elif name == "definedNames":
            for entry in node:
                text = entry.get("refersTo", "").removeprefix("=")
                model.external_names[number, entry.get("name", "").lower()] = text
        elif name == "sheetDataSet":
            for data in node:
                at = data.get("sheetId", "")
                if at in known:
                    rows = kept.get(data, b"")
                    known[at].kept = partial(_read_cache, rows, data.prefix, source)


def _without_cells(
    package: Package, part: str
) -> tuple[etree._Element, dict[etree._Element, bytes]]:
    """The root of a linked book without the cells kept of its sheets, and these by their sheets:
    often they are nearly all of a file, and few of them are asked for."""
    data = package.text(part)
    if b"<!" in data:  # a comment or CDATA may say anything
        data = etree.tostring(package.parsed(data, part), encoding="utf-8", xml_declaration=False)
    head: list[bytes] = []
    kept: list[bytes] = []
    at = 0
    while tag := _SHEET_DATA.search(data, at):
        head.append(data[at : tag.end()])
        at = tag.end() if tag[2] else data.find(b"</%bsheetData" % tag[1], tag.end())
        if at < 0:  # damaged: let the parser say where
            return package.parsed(data, part), {}
        kept.append(data[tag.end() : at])
    root = package.parsed(b"".join([*head, data[at:]]), part)
    return root, dict(zip(root.iter("{*}sheetData"), kept, strict=False))


def _read_cache(rows: bytes, prefix: str | None, source: SheetSource) -> Columns:
    """The cached cells of one linked sheet: rows as those of a worksheet, but for the name of a
    cell."""
    before = b"%s:" % prefix.encode() if prefix else b""
    for begin in b"<" + before, b"</" + before:
        rows = rows.replace(begin + b"cell", begin + b"c")
    sheet, data = before + b"worksheet", before + b"sheetData"
    whole = b"<%s><%s>%s</%s></%s>" % (sheet, data, rows, data, sheet)
    layout = lay_out_rows(whole)
    return Columns() if layout is None else scan_rows(layout, source).columns()
