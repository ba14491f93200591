"""The sheets of a workbook of any kind as rows of values, with what has no value said as such.

A cell that shows an error, and one that stands for several, is an :class:`~.model.Unclear`, so that
it is asked about where its value is needed and never taken for an empty one. A formula without a
value, as programs that only write workbooks leave it, is calculated. What a cell shows as a share
is one: ``100%``, not 1.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import struct
import zipfile
from collections.abc import Iterable
from typing import Any

from lxml import etree

from xl_kpis.errors import ExcelError
from xl_kpis.formula.book import Book
from xl_kpis.formula.reference import parse_area
from xl_kpis.workbook.figures import struck_cells
from xl_kpis.workbook.figures.model import Hidden, Marked, Row, Table, Unclear, said
from xl_kpis.workbook.figures.numbers import currency_of_format, is_share_format, share
from xl_kpis.workbook.figures.periods import parse_span
from xl_kpis.workbook.figures.xlsb_cells import shown_in

Range = tuple[tuple[int, int], tuple[int, int]]
"""First and last row and column of merged cells, from 0."""
Sheets = dict[str, tuple[list[Row], list[Range], Hidden]]
"""Rows, merged ranges and what is not shown, by the name of a sheet, in order."""


def tables_of(kind: str, raw: bytes, file: str, book: Book | None) -> list[Table]:
    """The tables of a workbook's sheets; ``book`` is the same workbook in our engine, if it is one
    the engine reads. Raises what the readers of the kinds do."""
    if book is not None:
        sheets = _of_engine(book)
    else:
        sheets = {"xls": _of_xls, "ods": _of_ods, "xlsb": _of_xlsb}[kind](raw)
    found = []
    for name, (rows, merged, hidden) in sheets.items():
        for cells in merged:
            _spread(rows, cells)
        found.append(Table(f"{file}: {name}", rows, name, hidden=hidden))
    return found


def _spread(rows: list[Row], cells: Range) -> None:
    """Give merged cells what they show: a text or a day is that of each row, a period that of each
    column; a number, which may be a sum or the same for each, is unclear in all of them."""
    (top, left), (bottom, right) = cells
    if top >= len(rows) or left >= len(rows[top]) or not said(value := rows[top][left]):
        return
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    is_period = parse_span(value) is not None if is_number or left else False
    if is_number and not is_period:
        value = rows[top][left] = Unclear("cell_merged", _shown(value))
    last = right if is_period or isinstance(value, Unclear) else left
    for row in range(top, min(bottom, len(rows) - 1) + 1):
        line = rows[row] = list(rows[row])
        line += [None] * (last + 1 - len(line))
        line[left : last + 1] = [value] * (last + 1 - left)


def _shown(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _laid_out(cells: Iterable[tuple[int, int, Any]]) -> list[Row]:
    """Rows of what stands at rows and columns from 0; those without anything are one and the same
    list, as there may be a million of them."""
    found: dict[int, Row] = {}
    for row, column, value in cells:
        line = found.setdefault(row, [])
        line += [None] * (column + 1 - len(line))
        line[column] = value
    nothing: Row = []
    return [found.get(row, nothing) for row in range(max(found, default=-1) + 1)]


# ---- .xlsx, in our own engine -----------------------------------------------------------------


def _of_engine(book: Book) -> Sheets:
    from xl_kpis.formula.face.values_out import as_shown

    sheets: Sheets = {}
    unseen = _hidden_sheets(book)
    for index, sheet in enumerate(book.model.sheets):
        if sheet.is_external or not sheet.part:
            continue
        columns = sheet.cells.by_index
        places = [(int(row), at) for at in columns for row in columns[at].all_rows()]
        saved = sheet.saved(places) if sheet.saved else [sheet.cells.get(*at) for at in places]
        formats = book.formats(index)
        cells = []
        for (row, column), value in zip(places, saved, strict=True):
            if value is None and book.formula_in(index, row, column) is not None:
                book.settle()
                value = sheet.cells.get(row, column)
            if value is None or value == "":
                continue
            code = formats.get((row, column), "")
            if isinstance(value, ExcelError):
                value = Unclear("cell_error", value.code)
            elif code:
                value = _formatted(value, code)
            cells.append((row, column, as_shown(value, code, book.model.date1904)))
        merged = _merged_in_excel(book, sheet.part)
        rows = frozenset(int(row) + 1 for row in sheet.hidden_rows)
        columns_ = _hidden_columns(book, sheet.part)
        struck = struck_cells.in_excel(book.package, sheet.part)
        hidden = Hidden(rows, columns_, sheet.name in unseen, struck)
        sheets[sheet.name] = _laid_out(cells), merged, hidden
    return sheets


_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_ATTRIBUTE = re.compile(rb"""\s([a-zA-Z]+)=["']([^"']*)["']""")


def _hidden_sheets(book: Book) -> set[str]:
    """The names of the sheets of an .xlsx that are not shown."""
    package = book.package
    if package is None or b"idden" not in (content := package.text(package.workbook)):
        return set()
    nodes = etree.fromstring(content).iter("{*}sheet")
    return {node.get("name", "") for node in nodes if node.get("state", "visible") != "visible"}


def _hidden_columns(book: Book, part: str) -> frozenset[int]:
    """The columns of a sheet of an .xlsx that are not shown, from 1."""
    package = book.package
    if package is None:
        return frozenset()
    head = package.text(part).partition(b"sheetData")[0]
    found: set[int] = set()
    for node in _COLUMN.findall(head):
        said_of = dict(_ATTRIBUTE.findall(node))
        if said_of.get(b"hidden") in (b"1", b"true"):
            last = min(int(said_of[b"max"]), 1000)
            found.update(range(int(said_of[b"min"]), last + 1))
    return frozenset(found)


_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z0-9:$]+)"')


def _merged_in_excel(book: Book, part: str) -> list[Range]:
    """The merged cells of a sheet of an .xlsx."""
    package = book.package
    if package is None or b"mergeCell" not in (content := package.text(part)):
        return []
    areas = (parse_area(ref.decode("ascii")) for ref in _MERGED.findall(content))
    return [((a.top, a.left), (a.bottom, a.right)) for a in areas]


# ---- .xlsb, .ods and .xls -----------------------------------------------------------------------


def _of_calamine(raw: bytes) -> Sheets:
    """Values and merged cells, as a reader of many kinds has them; errors are blank to it."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    sheets: Sheets = {}
    for meta in book.sheets_metadata:
        if "worksheet" in str(meta.typ).casefold():
            sheet = book.get_sheet_by_name(meta.name)
            rows = [[None if v == "" else v for v in row] for row in sheet.to_python(False)]
            hidden = Hidden(sheet=str(meta.visible).rpartition(".")[2] != "Visible")
            sheets[meta.name] = rows, list(sheet.merged_cell_ranges or ()), hidden
    return sheets


def _of_xlsb(raw: bytes) -> Sheets:
    """Values as :func:`_of_calamine` has them; errors, formats and what is hidden as the file
    says."""
    sheets = _of_calamine(raw)
    for name, shown in shown_in(raw).items():
        if name not in sheets:
            continue
        rows, merged, hidden = sheets[name]
        for (row, column), code in shown.errors.items():
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = Unclear("cell_error", code)
        for (row, column), code in shown.formats.items():
            if row < len(rows) and column < len(rows[row]):
                rows[row][column] = _formatted(rows[row][column], code)
        unseen, columns = ({at + 1 for at in found} for found in (shown.rows, shown.columns))
        struck = frozenset((row + 1, column + 1) for row, column in shown.struck)
        sheets[name] = (
            rows,
            merged,
            Hidden(frozenset(unseen), frozenset(columns), hidden.sheet, struck),
        )
    return sheets


def _formatted(value: Any, code: str) -> Any:
    """A number as a share, or as one marked with a currency, where its cell shows it so."""
    if type(value) not in (int, float):
        return value
    if is_share_format(code):
        return share(value)
    currency = currency_of_format(code)
    return Marked.of(value, currency) if currency else value


_URN = "urn:oasis:names:tc:opendocument:xmlns"
_TABLE, _OFFICE, _TEXT = (f"{{{_URN}:{part}:1.0}}" for part in ("table", "office", "text"))
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_FAILED = re.compile(r"#[A-Z/0-9?!]+|Err:\d+")


def _of_ods(raw: bytes) -> Sheets:
    """Values as :func:`_of_calamine` has them; errors, shares and merged cells as the file says."""
    sheets = _of_calamine(raw)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        content = etree.fromstring(
            archive.read("content.xml"), etree.XMLParser(resolve_entities=False, huge_tree=True)
        )
    crossed = struck_cells.styles_of_ods(content)
    for table in content.iter(f"{_TABLE}table"):
        name = table.get(f"{_TABLE}name", "")
        rows, merged, hidden = sheets.get(name, ([], [], Hidden()))
        unseen: set[int] = set()
        struck: set[tuple[int, int]] = set()
        top = 0
        for line in table.iter(f"{_TABLE}table-row"):
            left = 0
            for cell in line:
                count = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
                down = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
                across = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
                if down > 1 or across > 1:
                    merged.append(((top, left), (top + down - 1, left + across - 1)))
                if (value := _unlike(cell)) is not None:
                    for at in range(left, left + count):
                        if top < len(rows) and at < len(rows[top]):
                            rows[top][at] = value
                if cell.get(f"{_TABLE}style-name") in crossed and top < len(rows):
                    struck.update((top + 1, at + 1) for at in range(left, left + min(count, 1000)))
                left += count
            down = int(line.get(f"{_TABLE}number-rows-repeated", "1"))
            if line.get(f"{_TABLE}visibility", "visible") != "visible" and top < len(rows):
                unseen.update(range(top + 1, min(top + down, len(rows)) + 1))
            top += down
        if name in sheets:
            columns = _hidden_in_ods(table)
            sheets[name] = (
                rows,
                merged,
                Hidden(frozenset(unseen), columns, hidden.sheet, frozenset(struck)),
            )
    return sheets


def _hidden_in_ods(table: etree._Element) -> frozenset[int]:
    found: set[int] = set()
    left = 1
    for column in table.iter(f"{_TABLE}table-column"):
        count = int(column.get(f"{_TABLE}number-columns-repeated", "1"))
        if column.get(f"{_TABLE}visibility", "visible") != "visible":
            found.update(range(left, left + min(count, 1000)))
        left += count
    return frozenset(found)


def _unlike(cell: etree._Element) -> Any:
    """What a cell of an .ods holds that other readers take for something else."""
    text = "".join("".join(map(str, p.itertext())) for p in cell.iter(f"{_TEXT}p"))
    is_formula = cell.get(f"{_TABLE}formula") is not None
    if cell.get(f"{_CALC}value-type") == "error" or (is_formula and _FAILED.fullmatch(text)):
        return Unclear("cell_error", text)
    if cell.get(f"{_OFFICE}value-type") == "percentage":
        return share(float(cell.get(f"{_OFFICE}value", "0")))
    return None


def _of_xls(raw: bytes) -> Sheets:
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=raw, formatting_info=True, logfile=io.StringIO())
        sheets: Sheets = {}
        for sheet in book.sheets():
            rows = [
                [_of_xls_cell(book, cell) for cell in sheet.row(at)] for at in range(sheet.nrows)
            ]
            merged = [((a, c), (b - 1, d - 1)) for a, b, c, d in sheet.merged_cells]
            unseen = frozenset(at + 1 for at, row in sheet.rowinfo_map.items() if row.hidden)
            columns = frozenset(at + 1 for at, col in sheet.colinfo_map.items() if col.hidden)
            struck = struck_cells.in_xls(book, sheet)
            hidden = Hidden(unseen, columns, bool(sheet.visibility), struck)
            sheets[sheet.name] = rows, merged, hidden
    except (xlrd.XLRDError, struct.error, AssertionError, IndexError) as error:
        raise ValueError(str(error)) from None
    return sheets


def _of_xls_cell(book: Any, cell: Any) -> Any:
    import xlrd

    kind, value = cell.ctype, cell.value
    if kind == xlrd.XL_CELL_ERROR:
        return Unclear("cell_error", xlrd.error_text_from_code.get(value, "#"))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_DATE:
        if 0 <= value < 1:
            return dt.time(*xlrd.xldate_as_tuple(value, book.datemode)[3:])
        return xlrd.xldate.xldate_as_datetime(value, book.datemode)
    if kind == xlrd.XL_CELL_NUMBER:
        code = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
        return _formatted(value, code)
    return value or None
