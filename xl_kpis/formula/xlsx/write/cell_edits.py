"""What changes in a sheet beside the values of its formulas: what array formulas fill around their
own cell, and inputs that were set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from xl_kpis.formula import thresholds
from xl_kpis.formula.distinct import distinct
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import MAX_COLS, Area, cell_name
from xl_kpis.formula.sheets.model import Run, Sheet
from xl_kpis.formula.values.value import Scalar
from xl_kpis.formula.xlsx.package.xml_text import escape
from xl_kpis.formula.xlsx.read.scan_result import Layout, SheetScan
from xl_kpis.formula.xlsx.write.cell_places import CellIndex, merged
from xl_kpis.formula.xlsx.write.quote_prefix import QuotePrefix
from xl_kpis.formula.xlsx.write.splice import Edit, all_stored, stored

REF = pattern(rb"""\sref\s*=\s*["']([^"']*)["']""")
"""Where a formula says how far it reaches."""


def cell_edits(
    scan: SheetScan,
    sheet: Sheet,
    spills: Mapping[tuple[int, int], Area],
    inputs: Mapping[tuple[int, int], Scalar],
    prefix: QuotePrefix,
) -> list[Edit]:
    """Edits for what array formulas fill beside their own cell and for inputs, in order.

    ``spills`` has where dynamic arrays reach now, by their first cell.
    """
    wide = list(_wide(sheet.runs, spills))
    if not wide and not inputs:
        return []
    edits: list[Edit] = []
    filled: list[np.ndarray] = []
    stale: list[np.ndarray] = []
    for run in wide:
        old = (run.bottom, run.right)
        area = spills.get((run.top, run.left)) if run.kind == "dynamic" else None
        bottom, right = (area.bottom, area.right) if area else old
        filled.append(_rectangle(run.top, run.left, bottom, right))
        stale.append(_rectangle(run.top, run.left, *old))
        if (bottom, right) != old:
            edits += _ref_edit(scan, run, bottom, right)
    now = _joined(filled)
    values = dict.fromkeys(
        _cells(np.setdiff1d(_joined(stale), now, assume_unique=True)), (b"", b"")
    )
    values |= stored_inputs(inputs, scan.layout)
    values |= all_stored(sheet.cells, _cells(now), scan.layout.prefix)
    index = CellIndex(scan.layout, many=len(values) >= thresholds.CELLS_LOOKED_FOR)
    if len(scan.formulas):  # the values of formula cells are put in with all others
        rows = index.rows
        values = {
            cell: new
            for cell, new in values.items()
            if cell[0] not in rows or not index.has_formula(*cell)
        }
    return merged(edits + index.put(values, prefix.for_texts(inputs)))


def _wide(runs: Iterable[Run], spills: Mapping[tuple[int, int], Area]) -> Iterator[Run]:
    """The array formulas that filled more than their own cell, or do so now: the others are written
    as any formula is."""
    spilled = {place for place, area in spills.items() if not area.is_cell}
    for run in runs:
        if not run.is_filled and (not run.is_cell or run[:2] in spilled):
            yield run
            spilled.discard(run[:2])
    for row, col in sorted(spilled):  # of formulas filled over cells each of which had one value
        yield Run(row, col, row, col, "", "dynamic")


def stored_inputs(
    inputs: Mapping[tuple[int, int], Scalar], layout: Layout
) -> dict[tuple[int, int], tuple[bytes, bytes]]:
    """The ``t`` attribute and the content of cells that are given these values. Texts stand in
    their cells, so that only the sheet's part changes."""
    return {
        cell: (b' t="inlineStr"', _inline(value, layout.prefix))
        if isinstance(value, str)
        else stored(value, layout.prefix)
        for cell, value in inputs.items()
    }


def _inline(text: str, prefix: bytes) -> bytes:
    space = b' xml:space="preserve"' if text != text.strip() or "\n" in text else b""
    return b"<%sis><%st%s>%s</%st></%sis>" % (
        prefix, prefix, space, escape(text).encode("utf-8"), prefix, prefix,
    )  # fmt: skip


def _rectangle(top: int, left: int, bottom: int, right: int) -> np.ndarray:
    """The cells of a rectangle as numbers in reading order."""
    rows = np.arange(top, bottom + 1, dtype=np.int64)[:, None] * MAX_COLS
    return (rows + np.arange(left, right + 1)).ravel()


def _joined(parts: list[np.ndarray]) -> np.ndarray:
    return distinct(np.concatenate(parts)) if parts else np.empty(0, np.int64)


def _cells(numbers: np.ndarray) -> list[tuple[int, int]]:
    """Rows and columns of numbered cells."""
    rows, cols = np.divmod(numbers, MAX_COLS)
    return list(zip(rows.tolist(), cols.tolist(), strict=True))


def _ref_edit(scan: SheetScan, run: Run, bottom: int, right: int) -> list[Edit]:
    """Say in the formula's ``ref`` how far it spills now."""
    found = scan.formulas
    here = (scan.row[found.cell] == run.top) & (scan.col[found.cell] == run.left)
    for index in np.flatnonzero(here).tolist():
        match = REF.search(scan.data, int(found.tag_end[index]), int(found.text[index]))
        if match is None:
            return []
        ref = cell_name(run.top, run.left)
        if (bottom, right) != (run.top, run.left):
            ref += ":" + cell_name(bottom, right)
        return [Edit(*match.span(1), ref.encode())]
    return []
