"""Values this workbook keeps of other workbooks it links to."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from lxml import etree

from xl_kpis.formula.reference import parse_cell
from xl_kpis.formula.sheets.columns import Column
from xl_kpis.formula.sheets.model import Model, Sheet
from xl_kpis.formula.xlsx.package.package import Package, Relationship, local, relation_id
from xl_kpis.formula.xlsx.package.xml_text import SPACE
from xl_kpis.formula.xlsx.read.tolerant_scan import SheetSource, decode_value


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
    known: dict[str, Sheet] = {}
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
                sheet = Sheet(f"[{number}]{entry.get('val', '')}", is_external=True)
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
                    _read_cache(known[at], data, source)


def _read_cache(sheet: Sheet, data: etree._Element, source: SheetSource) -> None:
    """The cached cells of one linked sheet."""
    columns: dict[int, dict[int, object]] = defaultdict(dict)
    namespace = data.tag.removesuffix(local(data))
    value_tag = namespace + "v"
    for cell in data.iter(namespace + "cell"):
        try:
            row, col = parse_cell(cell.get("r", ""))
        except ValueError:
            raise source.bad_address(cell.get("r", "")) from None
        found = next((v for v in cell if v.tag == value_tag), None)
        raw = "" if found is None else found.text or ""
        keep = found is not None and found.get(SPACE) == "preserve"
        kind = cell.get("t", "").encode()
        value = decode_value(source, row, col, kind, _escaped(raw), keep)
        if value is not None:
            columns[col][row] = value
    for col, values in sorted(columns.items()):
        rows = sorted(values)
        sheet.cells.by_index[col] = Column.of(rows, [values[row] for row in rows])


def _escaped(text: str) -> bytes:
    """Text parsed already, as :func:`decode_value` takes it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").encode("utf-8", "surrogatepass")
