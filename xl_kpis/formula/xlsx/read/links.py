"""Values this workbook keeps of other workbooks it links to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from lxml import etree

from xl_kpis.formula.sheets.columns import Columns
from xl_kpis.formula.sheets.model import Model, Sheet
from xl_kpis.formula.xlsx.package.package import Package, Relationship, local, relation_id
from xl_kpis.formula.xlsx.read.tolerant_scan import SheetSource
from xl_kpis.formula.xlsx.read.worksheet import lay_out_rows, scan_rows


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
    books = [node for node in package.xml(part) if local(node) == "externalBook"]
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
                    known[at].kept = partial(_read_cache, data, source)


def _read_cache(data: etree._Element, source: SheetSource) -> Columns:
    """The cached cells of one linked sheet: rows as those of a worksheet, but for the name of a
    cell."""
    rows = etree.tostring(data, encoding="utf-8", xml_declaration=False, with_tail=False)
    prefix = b"%s:" % data.prefix.encode() if data.prefix else b""
    for begin in b"<" + prefix, b"</" + prefix:
        rows = rows.replace(begin + b"cell", begin + b"c")
    sheet = prefix + b"worksheet"
    layout = lay_out_rows(b"<%s>%s</%s>" % (sheet, rows, sheet))
    return Columns() if layout is None else scan_rows(layout, source).columns()
