"""Circular references: 0, as Excel gives, or iterated where the workbook says so."""

from __future__ import annotations

from typing import Any

from xl_kpis.formula.calculate.dependents import DependencyIndex
from xl_kpis.formula.calculate.state import Cell, State
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.reference import Area
from xl_kpis.formula.sheets.columns import Pending


def break_at(state: State, unit: Any, circle: list[Any]) -> None:
    """A formula needs itself, by way of the groups and cells of a circle: Excel gives 0 and
    warns."""
    path: list[Cell] = []
    for other in circle:
        if isinstance(other, Group):
            cell = (other.sheet, other.run.top, other.run.left)
        else:
            cell = other[1:]
        path.append(cell)
    path = list(dict.fromkeys(path))
    state.cycles.append(path)
    state.circular.update(path)
    last = path[0]
    if isinstance(unit, Group):
        height, width = unit.lanes
        state.store(unit.sheet, unit.run.top, unit.run.left, height, width, 0.0)
    else:
        state.model.sheets[last[0]].cells.set(unit[2], unit[3], 0.0)


def finish(state: State) -> list[Group]:
    """Cells in circular references and all that depend on them: iterate, or leave them at 0
    as Excel does with formulas it cannot calculate. What is left to evaluate after them."""
    index = DependencyIndex(state)
    circular = [Area(s, r, c, r, c) for s, r, c in sorted(state.circular)]
    stuck = sorted(_stuck(state, index))
    for sheet, row, col in stuck:
        state.model.sheets[sheet].cells.set(row, col, 0.0)
    # Arrays, and formulas that may read anything, have read what the cells were on the way.
    members = {*stuck, *state.circular}
    late = [
        group
        for group in index.affected(circular)
        if group.run.kind != "normal"
        or not any((group.sheet, *cell) in members for cell in group.cells())
    ]
    if state.model.iteration.enabled:
        for group in late:
            if group.run.kind != "normal":
                _empty(state, group)
        _iterate(state, stuck)
    return late


def _stuck(state: State, index: DependencyIndex) -> set[Cell]:
    """Cells in circular references, and those that depend on them, wherever the circles were
    entered. Which formulas that may read anything are among them shows when they are evaluated."""
    stuck: set[Cell] = set()
    new = set(state.circular)
    while new:
        areas = [Area(s, r, c, r, c) for s, r, c in sorted(new)]
        for group, parts in index.dependents(areas).items():
            if group.run.kind == "normal":
                for _, top, left, bottom, right in parts:
                    rows, cols = range(top, bottom + 1), range(left, right + 1)
                    new |= {(group.sheet, row, col) for row in rows for col in cols}
        new = {cell for cell in new - stuck if _is_normal(state, cell)}
        if not new:
            break
        for sheet, row, col in new:
            state.columns[sheet][col].mark_pending(row, row)
        stuck |= new
        state.memo.clear()
        new = {
            (group.sheet, *cell)
            for group in index.anything
            if group.run.kind == "normal"
            for cell in group.cells()
            if (group.sheet, *cell) not in stuck and _needs_pending(state, group, cell)
        }
    return stuck


def _needs_pending(state: State, group: Group, cell: tuple[int, int]) -> bool:
    """Whether a formula, evaluated once more, reads a cell that has no value."""
    try:
        state.evaluate_cell(group, *cell)
    except Pending:
        return True
    return False


def _is_normal(state: State, cell: Cell) -> bool:
    group = state.owner(*cell)
    return group is not None and group.run.kind == "normal"


def _empty(state: State, group: Group) -> None:
    """Make an array 0, which is calculated when the iteration has ended."""
    if group.spill is not None:
        state.clear_spill(group)
    state.store(group.sheet, group.run.top, group.run.left, *group.lanes, 0.0)


def _iterate(state: State, members: list[Cell]) -> None:
    """Iterative calculation: these cells again and again, in sheet order."""
    settings = state.model.iteration
    for _ in range(settings.count):
        state.memo.clear()
        change = 0.0
        for sheet, row, col in members:
            group = state.owner(sheet, row, col)
            assert group is not None
            cells = state.model.sheets[sheet].cells
            before = cells.get(row, col)
            state.evaluate_cell(group, row, col)
            after = cells.get(row, col)
            if isinstance(before, float) and isinstance(after, float):
                change = max(change, abs(after - before))
            elif before != after:
                change = max(change, 1.0)
        if change < settings.delta:
            break
