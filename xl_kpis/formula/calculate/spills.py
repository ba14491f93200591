"""Array formulas: values for the cells they fill, or spill into."""

from __future__ import annotations

import numpy as np

from xl_kpis.errors import CALC, SPILL
from xl_kpis.formula.calculate.cell_results import cell_result, cell_results, filled
from xl_kpis.formula.calculate.state import State
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area, Reference
from xl_kpis.formula.values.repeated import Repeated
from xl_kpis.formula.values.value import Array, Scalar, as_array


def evaluate(state: State, group: Group) -> None:
    """Evaluate an array formula, and put the result into its cells."""
    run = group.run
    frame = Frame(state, group.sheet, run.top, run.left)
    value = state.run_formula(group, frame)
    if isinstance(value, Reference):
        value = frame.once(value)
    if isinstance(value, np.ndarray) and value.size == 1:
        value = value.item()
    if run.is_cell and not isinstance(value, (np.ndarray, Repeated)):
        _put_one(state, group, cell_result(value))
        return
    if run.kind == "array" and isinstance(value, Repeated):
        value = value.part(False, False, group.lanes)
    whole = value.shape if isinstance(value, Repeated) else (1, 1)
    array = as_array(value.shown() if isinstance(value, Repeated) else value)
    if does_not_fit(whole, run.top, run.left):
        array = as_array(SPILL)
    if run.kind != "array" and leaves_sheet(group.compiled.node, run.top, run.left):
        array = as_array(SPILL)
    if run.kind == "array":
        height, width = group.lanes
        state.store(group.sheet, run.top, run.left, height, width, filled(array, height, width))
        return
    _spill(state, group, array)


def _put_one(state: State, group: Group, value: Scalar) -> None:
    """Put a value into the one cell of an array formula: nothing else is in its way there."""
    run = group.run
    state.model.sheets[group.sheet].cells.set(run.top, run.left, value)
    if run.kind != "array":
        group.spill = (run.top, run.left, run.top, run.left)
        used = state.extents.get(group.sheet, (0, 0))
        if run.top >= used[0] or run.left >= used[1]:
            state.extents.pop(group.sheet, None)


def does_not_fit(shape: tuple[int, int], row: int, col: int) -> bool:
    """Whether an array of a shape goes beyond the sheet below or to the right of a cell."""
    return row + shape[0] > MAX_ROWS or col + shape[1] > MAX_COLS


def leaves_sheet(node: nodes.Node, row: int, col: int) -> bool:
    """Whether a formula is whole columns or rows that do not fit below or beside its cell; what is
    read of them is only what is used."""
    if not isinstance(node, nodes.Ref) or node.last is None:
        return False
    return bool((node.first.row is None and row) or (node.first.col is None and col))


def _spill(state: State, group: Group, array: Array) -> None:
    run, cells = group.run, state.model.sheets[group.sheet].cells
    height, width = array.shape
    bottom, right = run.top + height - 1, run.left + width - 1
    group.spill = None
    blank = np.full((run.bottom - run.top + 1, run.right - run.left + 1), None, object)
    if array.size == 0:
        cells.put(run.top, run.left, blank)
        cells.set(run.top, run.left, CALC)
        return
    blocked = bottom >= MAX_ROWS or right >= MAX_COLS or _is_blocked(state, group, bottom, right)
    cells.put(run.top, run.left, blank)
    if blocked:
        cells.set(run.top, run.left, SPILL)
        return
    if array.dtype == object:
        array = cell_results(array)
    cells.put(run.top, run.left, array)
    group.spill = (run.top, run.left, bottom, right)
    state.extents.pop(group.sheet, None)
    area = Area(group.sheet, *group.spill)
    if state.told.get(group) != area and (bottom > run.bottom or right > run.right):
        state.told[group] = area
        state.spilled.append(area)


def _is_blocked(state: State, group: Group, bottom: int, right: int) -> bool:
    """Whether a cell the array would spill into holds something else."""
    run, columns = group.run, state.columns[group.sheet]
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


def undo(state: State, sheet: int, row: int, col: int) -> Area | None:
    """Take back the array that has spilled into a cell; where it was."""
    for group in state.dynamic:
        if group.spill is not None and group.sheet == sheet:
            area = Area(sheet, *group.spill)
            if area.intersect(Area(sheet, row, col, row, col)):
                state.clear_spill(group)
                return area
    return None
