"""An openpyxl workbook in memory, as the engine's model: for tests and for generated workbooks."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from xl_kpis.errors import UNKNOWN, ExcelError
from xl_kpis.formula.reference import column_index, parse_area
from xl_kpis.formula.sheets.columns import BLANK, BOOL, ERROR, NUMBER, TEXT
from xl_kpis.formula.sheets.model import DefinedName, Iteration, Model, Sheet, Table
from xl_kpis.formula.xlsx.read.formula_runs import runs_of
from xl_kpis.formula.xlsx.read.iso_dates import iso_serial
from xl_kpis.formula.xlsx.read.scan_result import NO_TYPE, Formulas, SheetScan
from xl_kpis.formula.xlsx.read.worksheet import filter_area, filtered, make_rows

if TYPE_CHECKING:
    from openpyxl import Workbook


def from_openpyxl(workbook: Workbook) -> Model:
    """The model of an openpyxl workbook; the workbook is only read.

    >>> import openpyxl
    >>> book = openpyxl.Workbook()
    >>> for row in ([1, "=A1*2"], [3, "=A2*2"]):
    ...     book.active.append(row)
    >>> [tuple(run) for run in from_openpyxl(book).sheets[0].runs]
    [(0, 1, 1, 1, 'A1*2', 'normal')]
    """
    model = Model(file_name="workbook")
    settings = workbook.calculation
    model.date1904 = workbook.epoch.year == 1904
    if settings is not None:
        model.precision_as_displayed = settings.fullPrecision is False
        model.iteration = Iteration(
            bool(settings.iterate), settings.iterateCount or 100, settings.iterateDelta or 0.001
        )
    for worksheet in getattr(workbook, "_sheets"):  # noqa: B009 - chart sheets have their place too
        index = len(model.sheets)
        model.sheets.append(Sheet(worksheet.title))
        if hasattr(worksheet, "iter_rows"):
            _read_sheet(model, index, worksheet)
    for name, defined in workbook.defined_names.items():
        text = defined.attr_text or ""
        model.names.append(DefinedName(name, text, None, bool(defined.hidden)))
    return model


def _read_sheet(model: Model, index: int, worksheet: Any) -> None:
    sheet = model.sheets[index]
    reader = _Cells(model.date1904)
    for line in worksheet.iter_rows():
        for cell in line:
            if cell.value is not None:
                reader.add(cell.row - 1, cell.column - 1, cell.value, cell.data_type)
                number_format = getattr(cell, "number_format", "General")
                if number_format != "General":
                    sheet.formats[cell.row - 1, cell.column - 1] = number_format
    scan = reader.scan()
    sheet.cells = scan.columns()
    sheet.runs = runs_of(scan, set())
    for run in sheet.runs:
        if run.kind != "normal":
            make_rows(sheet, run)
    for table in getattr(worksheet, "tables", {}).values():
        headers = 1 if table.headerRowCount is None else table.headerRowCount
        names = [column.name for column in table.tableColumns]
        area = parse_area(table.ref)
        if not names and headers:  # openpyxl names the columns only when it saves
            names = [str(worksheet.cell(area.top + 1, c + 1).value) for c in
                     range(area.left, area.right + 1)]  # fmt: skip
        model.tables.append(
            Table(table.displayName, index, *area[1:], names, headers, table.totalsRowCount or 0)
        )
    for name, defined in getattr(worksheet, "defined_names", {}).items():
        text = defined.attr_text or ""
        model.names.append(DefinedName(name, text, index, bool(defined.hidden)))
    _read_dimensions(sheet, worksheet)


def _read_dimensions(sheet: Sheet, worksheet: Any) -> None:
    """Hidden rows, filtered rows, widths of columns."""
    hidden = [r - 1 for r, d in getattr(worksheet, "row_dimensions", {}).items() if d.hidden]
    sheet.hidden_rows = np.array(sorted(hidden), np.int32)
    chosen = getattr(worksheet, "auto_filter", None)
    if hidden and chosen is not None and chosen.ref and chosen.filterColumn:
        area = filter_area(chosen.ref)
        if area is not None:
            sheet.filtered_rows = filtered(sheet.hidden_rows, [area])
    for letters, dimension in getattr(worksheet, "column_dimensions", {}).items():
        first = (dimension.min or column_index(letters) + 1) - 1
        last = max(dimension.max or 0, first + 1) - 1
        if dimension.customWidth:
            sheet.column_widths.append((first, last, float(dimension.width)))


class _Cells:
    """Cells gathered into the same arrays a scan of a file gives."""

    def __init__(self, date1904: bool) -> None:
        self.date1904 = date1904
        self.rows: list[int] = []
        self.cols: list[int] = []
        self.kinds: list[int] = []
        self.nums: list[float] = []
        self.texts: dict[int, object] = {}
        self.formulas: list[int] = []
        self.spans: list[tuple[int, int]] = []
        self.special: dict[int, dict[str, str]] = {}
        self.raw: list[bytes] = []
        self.size = 0

    def add(self, row: int, col: int, value: Any, data_type: str) -> None:
        """Add a cell that is not blank."""
        index = len(self.rows)
        self.rows.append(row)
        self.cols.append(col)
        kind, number = BLANK, 0.0
        if data_type == "f":
            self._formula(index, value)
        elif isinstance(value, bool):
            kind, number = BOOL, float(value)
        elif isinstance(value, (int, float)):
            kind, number = NUMBER, float(value)
        elif isinstance(value, (datetime.date, datetime.time, datetime.timedelta)):
            kind, number = NUMBER, self._serial(value)
        elif data_type == "e":
            known = str(value) in ExcelError.codes()
            kind, self.texts[index] = ERROR, ExcelError.of(str(value)) if known else UNKNOWN
        else:
            kind, self.texts[index] = TEXT, str(value)
        self.kinds.append(kind)
        self.nums.append(number)

    def _serial(self, value: Any) -> float:
        if isinstance(value, datetime.timedelta):
            return value / datetime.timedelta(days=1)
        return iso_serial(value.isoformat(), self.date1904) or 0.0

    def _formula(self, index: int, value: Any) -> None:
        text = value if isinstance(value, str) else getattr(value, "text", None) or ""
        if not isinstance(value, str):
            said = {key: str(getattr(value, key)) for key in ("t", "ref", "r1", "r2", "dt2D",
                    "dtr", "del1", "del2") if getattr(value, key, None) is not None}  # fmt: skip
            for key in ("dt2D", "dtr", "del1", "del2"):
                if key in said:
                    said[key] = "1" if said[key] in ("1", "True", "true") else "0"
            self.special[len(self.formulas)] = said
        raw = text.removeprefix("=").replace("&", "&amp;").replace("<", "&lt;").encode()
        self.formulas.append(index)
        self.spans.append((self.size, self.size + len(raw)))
        self.raw.append(raw)
        self.size += len(raw)

    def scan(self) -> SheetScan:
        """The gathered cells. There is no file, so no places for a writer."""
        n = len(self.formulas)
        spans = np.array(self.spans, np.int64).reshape(-1, 2)
        nowhere = np.zeros(n, np.int32)
        texts = np.empty(len(self.texts), object)
        texts[:] = list(self.texts.values())
        return SheetScan(
            data=b"".join(self.raw) + bytes(8),
            row=np.array(self.rows, np.int32),
            col=np.array(self.cols, np.int32),
            kind=np.array(self.kinds, np.uint8),
            num=np.array(self.nums, np.float64),
            text_at=np.array(list(self.texts), np.int64),
            texts=texts,
            at=np.zeros(len(self.rows), np.int32),
            formulas=Formulas(
                cell=np.array(self.formulas, np.int32),
                tag_end=nowhere,
                text=spans[:, 0].astype(np.int32),
                text_end=spans[:, 1].astype(np.int32),
                value=nowhere,
                value_end=nowhere,
                type=np.full(n, NO_TYPE, np.uint8),
                shared=np.full(n, -1, np.int32),
                special=self.special,
            ),
        )
