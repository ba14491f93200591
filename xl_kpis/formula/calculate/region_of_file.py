"""The region that a workbook was last calculated in, told by the values Excel left in it, and
where those fit several by what else the file says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np

from xl_kpis.formula.calculate.cell_results import cell_result
from xl_kpis.formula.calculate.state import Cell, State, evaluating
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import Reference
from xl_kpis.formula.values.region import EN_US, Region, RegionSource
from xl_kpis.formula.values.regions import KNOWN, region
from xl_kpis.formula.values.value import Scalar

_MAY_TELL: Final = pattern(
    r"&|\b(?:TEXT|FIXED|DOLLAR|VALUE|DATEVALUE|TIMEVALUE|NUMBERVALUE|CONCAT|CONCATENATE|TEXTJOIN"
    r"|UPPER|LOWER|PROPER|ARRAYTOTEXT|VALUETOTEXT|LEN|LEFT|MID|RIGHT|FIND|SEARCH|SUBSTITUTE)\("
    r"|\b(?:SUM|COUNT|AVERAGE|MAX|MIN)IFS?\(.*\""
)
"""Formulas whose values may be others in another region."""
_PER_RUN = 8
"""Cells of a run that are looked at."""
_CELLS = 4000
"""Cells that are looked at altogether."""


class Told(NamedTuple):
    """A region, and what told it."""

    region: Region
    by: RegionSource


def region_of_file(state: State, hint: str | None = None) -> Told:
    """The region that gives back most of the values that formulas had in the file.

    ``state`` is calculated as in en-US. Of several that do equally well it is that of the ``hint``,
    or else en-US, or else the first of :data:`KNOWN`.
    """
    hinted = region(hint) if hint is not None and hint in KNOWN else None
    model = state.model
    before = model.region
    asked = list(_telling(state))
    wrong = [(c, g, saved) for c, g, saved in asked if not _same(_value(state, g, c), saved)]
    unlike = {cell for cell, _, _ in wrong}
    right = [item for item in asked if item[0] not in unlike]
    best, most = EN_US, len(right)
    by: RegionSource = "nothing"
    others = KNOWN[1:] if wrong else ()
    try:
        for tag in (*others, hinted.tag) if hinted else others:
            model.region = region(tag)
            state.cells_change()
            found = sum(_same(_value(state, g, c), saved) for c, g, saved in wrong)
            if found or not wrong:
                found += sum(_same(_value(state, g, c), saved) for c, g, saved in right)
            if found > most:
                best, by, most = model.region, "values", found
            elif found == most and model.region is hinted:
                best, by = hinted, by if by == "values" else "hints"
    finally:
        model.region = before
        state.cells_change()
    return Told(best, by)


def _telling(state: State) -> Iterator[tuple[Cell, Group, Scalar]]:
    """Cells whose formulas may tell the region, with the values they had in the file."""
    count = 0
    for group in state.groups:
        run = group.run
        saved = state.model.sheets[group.sheet].saved
        if (
            saved is None
            or run.kind != "normal"
            or group.planned.traits.volatile
            or not _MAY_TELL.search(run.text)
        ):
            continue
        rows, cols = group.lanes
        step = max(1, rows * cols // _PER_RUN)
        cells = [(run.top + i // cols, run.left + i % cols) for i in range(0, rows * cols, step)]
        for (row, col), value in zip(cells, saved(cells), strict=True):
            if value is not None:
                yield (group.sheet, row, col), group, value
        count += len(cells)
        if count > _CELLS:
            return


def _value(state: State, group: Group, cell: Cell) -> Scalar:
    """What a cell's formula gives with the values other cells have now."""
    frame = Frame(state, *cell)
    value = evaluating(state.run_formula, group, frame)
    if isinstance(value, Reference):
        value = frame.intersect(value)
    if isinstance(value, np.ndarray) and not value.size:
        return None
    return cell_result(value)


def _same(value: Scalar, saved: Scalar) -> bool:
    if type(value) is float and type(saved) is float:
        return abs(value - saved) <= max(1e-9, 1e-9 * abs(saved))
    return type(value) is type(saved) and bool(value == saved)
