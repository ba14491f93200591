"""One worksheet: its XML scanned, its columns, runs and hidden rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from functools import partial

import numpy as np

from xl_kpis.formula import thresholds
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import MAX_COLS, Area, parse_area
from xl_kpis.formula.sheets.columns import Column
from xl_kpis.formula.sheets.model import Run, Sheet
from xl_kpis.formula.xlsx.package.package import (
    Package,
    UnknownEncoding,
    after_prolog,
    to_utf8,
)
from xl_kpis.formula.xlsx.package.refusal import WorkbookError
from xl_kpis.formula.xlsx.read.fast_scan import scan_block
from xl_kpis.formula.xlsx.read.formula_runs import runs_of
from xl_kpis.formula.xlsx.read.rich_errors import put_errors
from xl_kpis.formula.xlsx.read.scan_result import Layout, SheetScan, concatenated
from xl_kpis.formula.xlsx.read.tolerant_scan import SheetSource, Walker, attributes
from xl_kpis.formula.xlsx.read.usual_form import in_usual_form

_ROOT = pattern(rb"<(?![!?])(?:([\w.\-]+):)?(\w+)")
_SHEET_DATA = rb"<%ssheetData(?:\s[^>]*?)?(/?)>"
_COL = rb"<%scol\s([^>]*?)/?>"
_USUAL_COL = pattern(rb'min="([0-9]{1,5})" max="([0-9]{1,5})" width="([0-9]{1,4}(?:\.[0-9]+)?)"')
_ROW_NUMBER = pattern(rb'<row r="([0-9]{1,7})"')
_FILTER_MODE = pattern(rb"""\sfilterMode=["'](?:1|true)""")
_FILTER = rb"<%sautoFilter\s([^>]*?)(/?)>"


def lay_out(package: Package, part: str) -> Layout:
    """Find the rows in a worksheet's XML."""
    data = package.read(part)
    text, _ = package.in_utf8(data, part)
    package.refuse_doctype(text, part)
    layout = lay_out_rows(data)
    if layout is None:
        root = _ROOT.match(text, after_prolog(text))
        sound = root is not None and root[2] == b"worksheet"
        reason = "cut short" if sound else "no worksheet"
        raise WorkbookError("xml", file=package.file, part=part, reason=reason)
    return layout


def lay_out_rows(raw: bytes) -> Layout | None:
    """Where the rows are in a worksheet's bytes; None if they are not all of a worksheet."""
    try:
        data, encoding = to_utf8(raw)
    except UnknownEncoding:
        return None
    root = _ROOT.match(data, after_prolog(data))
    if root is None or root[2] != b"worksheet":
        return None
    prefix = root[1] + b":" if root[1] else b""
    if not data[-64:].rstrip().endswith(b"</%sworksheet>" % prefix):
        return None
    opening = re.compile(_SHEET_DATA % re.escape(prefix)).search(data, root.end())
    start = stop = root.end()
    if opening is not None:
        start = stop = opening.end()
        if not opening[1]:
            stop = data.rfind(b"</%ssheetData" % prefix, start)
            if stop < 0:
                return None
    return Layout(data, encoding, (start, stop), prefix)


def scan_rows(layout: Layout, source: SheetSource, scanned: SheetScan | None = None) -> SheetScan:
    """Scan the rows of a worksheet, unless they were ``scanned`` with those of others."""
    blocks: list[SheetScan] = []
    cells = formulas = 0
    for block in _scan_blocks(layout, source) if scanned is None else (scanned,):
        blocks.append(block)
        cells += len(block.row)
        formulas += len(block.formulas)
        for count, most, code in (
            (cells, source.max_cells, "too many cells"),
            (formulas, source.max_formulas, "too many formulas"),
        ):
            if count > most:
                where = {"file": source.file, "part": source.part}
                raise WorkbookError(code, count=count, limit=most, **where)
    scan = concatenated(blocks).without_repeats()
    scan.layout = layout
    if scan.rich and source.errors:
        put_errors(scan, source.errors)
    return scan


def _scan_blocks(layout: Layout, source: SheetSource) -> Iterator[SheetScan]:
    """Scan the rows block by block: in arrays where the block is large enough, in the form it has
    or in the usual one, and tag by tag where neither can be done."""
    data, (start, stop) = layout.data, layout.body
    at_once = thresholds.SCANNED_AT_ONCE
    row = -1
    while True:
        end = stop
        if stop - start > 2 * at_once:
            end = data.rfind(b"<%brow" % layout.prefix, start + 1, start + at_once)
            end = end if end > start else stop
        large, block, form = end - start > thresholds.WALKED_BELOW, None, None
        if large and not layout.prefix:
            block = scan_block(data, start, end, source)
        if block is None:
            plain = layout.is_plain(start, end)
            if not plain:  # the block may end within a comment
                end = stop
            if large:
                form = in_usual_form(data[start:end], layout.prefix, row)
                block = form and scan_block(data, start, end, source, form=form)
        if block is None:
            walker = Walker(source, data, layout.prefix[:-1], row=row)
            walker.walk(start, end, plain)
            block, row = walker.result(), walker.row
        else:
            rows, first, after = (
                (data, start, end) if form is None else (form.rows, 0, len(form.rows))
            )
            last = _ROW_NUMBER.match(rows, rows.rfind(b"<row ", first, after))
            row = int(last[1]) - 1 if last else row
        yield block
        if end == stop:
            return
        start = end


def read_sheet(
    package: Package,
    name: str,
    layout: Layout,
    source: SheetSource,
    dynamic: Set[int],
    scanned: SheetScan | None,
) -> tuple[Sheet, bool]:
    """A worksheet as columns and runs, and whether a filter is on; ``scanned`` if its rows were.

    Its bytes are kept for the writer if it has formulas.
    """
    part = source.part
    scan = scan_rows(layout, source, scanned)
    sheet = Sheet(name, part=part)
    sheet.cells = scan.columns()
    sheet.runs = runs_of(scan, dynamic)
    _make_room(sheet, package, part)
    if scan.hidden_rows:
        sheet.hidden_rows = np.array(sorted(set(scan.hidden_rows)), np.int32)
        areas = _own_filters(layout)
        sheet.filtered_rows = filtered(sheet.hidden_rows, areas)
    head = layout.data[: layout.body[0]]
    sheet.column_widths = partial(_column_widths, head, layout.prefix)
    if sheet.runs:
        package.scans[part] = scan
        sheet.saved = scan.values_at
    is_filtered = _FILTER_MODE.search(layout.data, 0, layout.body[0]) is not None
    return sheet, is_filtered


def _make_room(sheet: Sheet, package: Package, part: str) -> None:
    """Array formulas may fill cells the file does not have: the columns get those rows."""
    wide = [run for run in sheet.runs if not run.is_filled]
    count = sum((r.bottom - r.top + 1) * (r.right - r.left + 1) for r in wide)
    if count > package.limits.cells:
        raise WorkbookError(
            "too many cells",
            file=package.file,
            part=part,
            count=count,
            limit=package.limits.cells,
        )
    for run in wide:
        make_rows(sheet, run)


def make_rows(sheet: Sheet, run: Run) -> None:
    """Give the columns under a run all its rows."""
    for col in range(run.left, run.right + 1):
        column = sheet.cells.by_index.get(col)
        rows = range(run.top, run.bottom + 1)
        if column is None:
            sheet.cells.by_index[col] = Column.of(rows, [None] * len(rows))
            continue
        start, stop = column.span(run.top, run.bottom)
        if stop - start != len(rows):
            column.add_rows(np.arange(run.top, run.bottom + 1))


def _own_filters(layout: Layout) -> list[Area]:
    """Areas of the sheet's filter that has criteria (its tail only, where filters are)."""
    tail = layout.data[layout.body[1] :]
    out = []
    for match in re.finditer(_FILTER % re.escape(layout.prefix), tail):
        area = filter_area(attributes(match[1]).get("ref", ""))
        active = not match[2] and b"filterColumn" in tail[match.end() : match.end() + 400]
        if area is not None and active:
            out.append(area)
    return out


def filter_area(ref: str) -> Area | None:
    """The rows below the header of a filter's range."""
    try:
        return parse_area(ref.replace("$", ""))
    except ValueError:
        return None


def filtered(hidden: np.ndarray, areas: list[Area]) -> np.ndarray:
    """Hidden rows that lie in a filter's area, below its header."""
    keep = np.zeros(len(hidden), bool)
    for area in areas:
        keep |= (hidden > area.top) & (hidden <= area.bottom)
    return hidden[keep]


def _column_widths(head: bytes, prefix: bytes) -> list[tuple[int, int, float]]:
    """First column, last column and width, as what stands before the rows tells them."""
    found = []
    for match in re.finditer(_COL % re.escape(prefix), head):
        usual = _USUAL_COL.match(match[1])
        if usual:
            first, last, width = int(usual[1]) - 1, int(usual[2]) - 1, float(usual[3])
        else:
            said = attributes(match[1])
            try:
                first, last = int(said["min"]) - 1, int(said["max"]) - 1
                width = float(said["width"])
            except (KeyError, ValueError):
                continue
        found.append((max(first, 0), min(last, MAX_COLS - 1), width))
    return found
