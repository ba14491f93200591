"""Array formulas: values for the cells they fill, or spill into."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xl_kpis.errors import CALC, SPILL
from xl_kpis.formula.calculate.cell_results import cell_results, filled
from xl_kpis.formula.calculate.dependents import DependencyIndex
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area, Reference
from xl_kpis.formula.values.value import Array, as_array

if TYPE_CHECKING:
    from xl_kpis.formula.calculate.calculation import Calculation
    from xl_kpis.formula.compile.group import Group


SPILL_ROUNDS = 20
"""How often readers of newly spilled cells are calculated again before we stop."""


def evaluate(calc: Calculation, group: Group) -> None:
    """Evaluate an array formula, and put the result into its cells."""
    run = group.run
    frame = Frame(calc, group.sheet, run.top, run.left)
    value = calc.run_formula(group, frame)
    if isinstance(value, Reference):
        value = frame.read(value)
    array = as_array(value)
    if run.kind == "array":
        height, width = group.lanes
        calc.store(group.sheet, run.top, run.left, height, width, filled(array, height, width))
        return
    _spill(calc, group, array)


def _spill(calc: Calculation, group: Group, array: Array) -> None:
    run, cells = group.run, calc.model_.sheets[group.sheet].cells
    height, width = array.shape
    bottom, right = run.top + height - 1, run.left + width - 1
    group.spill = None
    blank = np.full((run.bottom - run.top + 1, run.right - run.left + 1), None, object)
    if array.size == 0:
        cells.put(run.top, run.left, blank)
        cells.set(run.top, run.left, CALC)
        return
    blocked = bottom >= MAX_ROWS or right >= MAX_COLS or _is_blocked(calc, group, bottom, right)
    cells.put(run.top, run.left, blank)
    if blocked:
        cells.set(run.top, run.left, SPILL)
        return
    if array.dtype == object:
        array = cell_results(array)
    cells.put(run.top, run.left, array)
    group.spill = (run.top, run.left, bottom, right)
    calc.extents.pop(group.sheet, None)
    area = Area(group.sheet, *group.spill)
    if calc.told.get(group) != area and (bottom > run.bottom or right > run.right):
        calc.told[group] = area
        calc.spilled.append(area)


def _is_blocked(calc: Calculation, group: Group, bottom: int, right: int) -> bool:
    """Whether a cell the array would spill into holds something else."""
    run, columns = group.run, calc.columns[group.sheet]
    for col in range(run.left, right + 1):
        column = columns.get(col)
        if column is None:
            continue
        start, stop = column.span(run.top, bottom)
        for i in np.flatnonzero(column.kind[start:stop]) + start:
            row = int(column.first + i if column.rows is None else column.rows[i])
            if row <= run.bottom and col <= run.right:
                continue  # its own cells when saved
            return True
    return False


def clear(calc: Calculation, group: Group) -> None:
    """Empty the cells a dynamic array spilled into beyond those it had when saved."""
    assert group.spill is not None
    top, left, bottom, right = group.spill
    run, cells = group.run, calc.model_.sheets[group.sheet].cells
    for row in range(top, bottom + 1):
        for col in range(left, right + 1):
            if row > run.bottom or col > run.right:
                cells.set(row, col, None)
    group.spill = None


def settle(calc: Calculation, order: list[Group], index: DependencyIndex | None = None) -> None:
    """Evaluate again what depends on cells that an array has newly spilled into."""
    for _ in range(SPILL_ROUNDS):
        if not calc.spilled:
            return
        areas, calc.spilled = calc.spilled, []
        index = index or DependencyIndex(calc)
        readers = list(index.affected(areas))
        calc.memo.clear()
        calc.mark(readers)
        calc.settle_all(readers, order)


def undo(calc: Calculation, sheet: int, row: int, col: int) -> Area | None:
    """Take back the array that has spilled into a cell; where it was."""
    for group in calc.dynamic:
        if group.spill is not None and group.sheet == sheet:
            area = Area(sheet, *group.spill)
            if area.intersect(Area(sheet, row, col, row, col)):
                clear(calc, group)
                return area
    return None
