"""Input cells of a workbook filled in, nothing else touched: how templates are filled."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO

import numpy as np

from xl_kpis.formula.reference import Area, parse_area, parse_cell
from xl_kpis.formula.values.serials import from_python
from xl_kpis.formula.values.value import Scalar
from xl_kpis.formula.xlsx.package.package import Package, from_utf8
from xl_kpis.formula.xlsx.package.refusal import WorkbookError
from xl_kpis.formula.xlsx.read.scan_result import Layout
from xl_kpis.formula.xlsx.read.tolerant_scan import attributes
from xl_kpis.formula.xlsx.read.workbook import uses_1904, worksheet_parts
from xl_kpis.formula.xlsx.read.worksheet import lay_out
from xl_kpis.formula.xlsx.write.cell_edits import REF, stored_inputs
from xl_kpis.formula.xlsx.write.cell_places import CellIndex, merged
from xl_kpis.formula.xlsx.write.quote_prefix import QuotePrefix
from xl_kpis.formula.xlsx.write.splice import Edits

Input = float | int | str | bool | datetime.date | None
"""What a cell can be given; ``datetime.datetime`` is a ``datetime.date``."""


def edit_cells(package: Package, values: Mapping[tuple[str, str], Input]) -> bytes:
    """The package with constants in some cells, as bytes; the package itself stays as it is.

    ``values`` maps (sheet, cell), such as ``("Inputs", "C5")``, to a number, text, boolean, date
    (stored as its serial number) or None, which empties the cell. Cells keep their style; missing
    ones are added. Texts are stored in the cell, so that only the sheet's part changes (and the
    styles, where a text begins as a formula does and has to say that it is none). Formulas
    keep the values they had: recalculate afterwards. Raises :class:`WorkbookError` for unknown
    sheets, cells that hold formulas or lie under an array formula, and values of other types.
    """
    parts = worksheet_parts(package)
    folded = {name.casefold(): part for name, part in parts.items()}
    is_1904 = uses_1904(package)
    wanted: dict[str, dict[tuple[int, int], tuple[bytes, Scalar]]] = {}
    for (sheet, cell), value in values.items():
        part = folded.get(sheet.casefold())
        if part is None:
            raise WorkbookError(
                "unknown sheet", file=package.file, name=sheet, known=", ".join(parts)
            )
        try:
            place = parse_cell(cell)
        except ValueError:
            raise WorkbookError("cell address", file=package.file, part=part, cell=cell) from None
        name = f"{sheet}!{cell}"
        wanted.setdefault(part, {})[place] = name.encode(), _plain(package, name, value, is_1904)
    prefix = QuotePrefix(package)
    changed = {}
    for part, cells in wanted.items():
        layout = lay_out(package, part)
        member = package.find(part)
        assert member is not None
        changed[member] = [_edited(package, layout, cells, prefix)]
    changed.update(prefix.changed())
    out = BytesIO()
    package.archive.rewrite(changed, out)
    return out.getvalue()


def _plain(package: Package, name: str, value: Input, is_1904: bool) -> Scalar:
    """A value as the file keeps it; dates become numbers."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, datetime.date):
        day = from_python(value, is_1904)
        if day is not None:
            return day
    elif value is None or isinstance(value, (bool, str)):
        return value
    elif isinstance(value, (int, float)) and abs(value) < 1e308:
        return float(value)
    raise WorkbookError("edit value", file=package.file, value=repr(value), cell=name)


def _edited(
    package: Package,
    layout: Layout,
    cells: dict[tuple[int, int], tuple[bytes, Scalar]],
    prefix: QuotePrefix,
) -> bytes:
    index = CellIndex(layout)
    areas = array_areas(layout).values()
    for (row, col), (name, _) in cells.items():
        covered = any(a.top <= row <= a.bottom and a.left <= col <= a.right for a in areas)
        if covered or index.has_formula(row, col):
            raise WorkbookError("formula cell", file=package.file, cell=name.decode())
    values = {cell: value for cell, (_, value) in cells.items()}
    edits = merged(index.put(stored_inputs(values, layout), prefix.for_texts(values)))
    if not edits:
        return from_utf8(layout.data, layout.encoding)
    done = Edits.of(edits).applied(layout.data, 0)
    return from_utf8(done + layout.data[edits[-1].end :], layout.encoding)


def array_areas(layout: Layout) -> dict[tuple[int, int], Area]:
    """Areas under array formulas and data tables, by where in the XML their ``ref`` is said."""
    out: dict[tuple[int, int], Area] = {}
    pattern = re.compile(rb"<%sf\s([^>]*?)/?>" % re.escape(layout.prefix))
    if b"array" in layout.data or b"dataTable" in layout.data:
        for match in pattern.finditer(layout.data, *layout.body):
            if attributes(match[1]).get("t") not in ("array", "dataTable"):
                continue
            ref = REF.search(layout.data, match.start(1) - 1, match.end(1))
            if ref is not None:
                with suppress(ValueError):
                    out[ref.span(1)] = parse_area(ref[1].decode())
    return out
