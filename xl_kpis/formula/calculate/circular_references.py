"""Circular references: 0, as Excel gives, or iterated where the workbook says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xl_kpis.formula.calculate import spills
from xl_kpis.formula.calculate.dependents import DependencyIndex
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.reference import Area
from xl_kpis.formula.sheets.columns import Pending

if TYPE_CHECKING:
    from xl_kpis.formula.calculate.calculation import Calculation, Cell


def break_at(calc: Calculation, unit: Any, stack: list[Any]) -> None:
    """A formula needs itself: Excel gives 0 and warns."""
    at = next((i for i, other in enumerate(stack) if other == unit), 0)
    path: list[Cell] = []
    for other in stack[at:]:
        if other not in calc.active:  # waiting beside the cycle, not on it
            continue
        if isinstance(other, Group):
            cell = (other.sheet, other.run.top, other.run.left)
        else:
            cell = other[1:]
        path.append(cell)
    path = list(dict.fromkeys(path))
    calc.cycles.append(path)
    calc.circular.update(path)
    last = path[0]
    if isinstance(unit, Group):
        height, width = unit.lanes
        calc.store(unit.sheet, unit.run.top, unit.run.left, height, width, 0.0)
    else:
        calc.model_.sheets[last[0]].cells.set(unit[2], unit[3], 0.0)


def finish(calc: Calculation) -> None:
    """Cells in circular references and all that depend on them: iterate, or leave them at 0
    as Excel does with formulas it cannot calculate."""
    index = DependencyIndex(calc)
    circular = [Area(s, r, c, r, c) for s, r, c in sorted(calc.circular)]
    stuck = sorted(_stuck(calc, index))
    for sheet, row, col in stuck:
        calc.model_.sheets[sheet].cells.set(row, col, 0.0)
    # Arrays, and formulas that may read anything, have read what the cells were on the way.
    members = {*stuck, *calc.circular}
    late = [
        group
        for group in index.affected(circular)
        if group.run.kind != "normal"
        or not any((group.sheet, *cell) in members for cell in group.cells())
    ]
    if calc.model_.iteration.enabled:
        for group in late:
            if group.run.kind != "normal":
                _empty(calc, group)
        _iterate(calc, stuck)
    found = list(calc.cycles)
    calc.memo.clear()
    calc.mark(late)
    calc.settle_all(late, [])
    calc.spilled.clear()
    calc.cycles = found


def _stuck(calc: Calculation, index: DependencyIndex) -> set[Cell]:
    """Cells in circular references, and those that depend on them, wherever the circles were
    entered. Which formulas that may read anything are among them shows when they are evaluated."""
    stuck: set[Cell] = set()
    new = set(calc.circular)
    while new:
        areas = [Area(s, r, c, r, c) for s, r, c in sorted(new)]
        for group, parts in index.dependents(areas).items():
            if group.run.kind == "normal":
                for _, top, left, bottom, right in parts:
                    rows, cols = range(top, bottom + 1), range(left, right + 1)
                    new |= {(group.sheet, row, col) for row in rows for col in cols}
        new = {cell for cell in new - stuck if _is_normal(calc, cell)}
        if not new:
            break
        for sheet, row, col in new:
            calc.columns[sheet][col].mark_pending(row, row)
        stuck |= new
        calc.memo.clear()
        new = {
            (group.sheet, *cell)
            for group in index.anything
            if group.run.kind == "normal"
            for cell in group.cells()
            if (group.sheet, *cell) not in stuck and _needs_pending(calc, group, cell)
        }
    return stuck


def _needs_pending(calc: Calculation, group: Group, cell: tuple[int, int]) -> bool:
    """Whether a formula, evaluated once more, reads a cell that has no value."""
    try:
        calc.evaluate_cell(group, *cell)
    except Pending:
        return True
    return False


def _is_normal(calc: Calculation, cell: Cell) -> bool:
    group = calc.owner(*cell)
    return group is not None and group.run.kind == "normal"


def _empty(calc: Calculation, group: Group) -> None:
    """Make an array 0, which is calculated when the iteration has ended."""
    if group.spill is not None:
        spills.clear(calc, group)
    calc.store(group.sheet, group.run.top, group.run.left, *group.lanes, 0.0)


def _iterate(calc: Calculation, members: list[Cell]) -> None:
    """Iterative calculation: these cells again and again, in sheet order."""
    settings = calc.model_.iteration
    for _ in range(settings.count):
        calc.memo.clear()
        change = 0.0
        for sheet, row, col in members:
            group = calc.owner(sheet, row, col)
            assert group is not None
            cells = calc.model_.sheets[sheet].cells
            before = cells.get(row, col)
            calc.evaluate_cell(group, row, col)
            after = cells.get(row, col)
            if isinstance(before, float) and isinstance(after, float):
                change = max(change, abs(after - before))
            elif before != after:
                change = max(change, 1.0)
        if change < settings.delta:
            break
