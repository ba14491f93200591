"""Circular references: 0, as Excel gives, or iterated where the workbook says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xl_kpis.formula.group import Group
from xl_kpis.formula.precedents import DependencyIndex
from xl_kpis.formula.reference import Area

if TYPE_CHECKING:
    from xl_kpis.formula.calculation import Calculation, Cell


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
    anything, index.anything = index.anything, []
    circular = [Area(s, r, c, r, c) for s, r, c in calc.circular]
    affected = {
        (group.sheet, row, col)
        for group, parts in index.affected(circular).items()
        if group.run.kind == "normal"
        for part in parts
        for row in range(part.top, part.bottom + 1)
        for col in range(part.left, part.right + 1)
    }
    # Formulas that may read anything are on a circle only where it was seen.
    seen = {cell for cell in calc.circular if _is_normal(calc, cell)}
    cells = sorted(affected | seen)
    for sheet, row, col in cells:
        calc.model_.sheets[sheet].cells.set(row, col, 0.0)
    if calc.model_.iteration.enabled:
        _iterate(calc, cells)
    # Arrays, and formulas that may read anything, have read what the cells were on the way.
    index.anything = anything
    members = {*cells, *calc.circular}
    late = [
        group
        for group in index.affected(circular)
        if group.run.kind != "normal"
        or not any((group.sheet, *cell) in members for cell in group.cells())
    ]
    found = list(calc.cycles)
    calc.memo.clear()
    calc.mark(late)
    calc.settle_all(late, [])
    calc.spilled.clear()
    calc.cycles = found


def _is_normal(calc: Calculation, cell: Cell) -> bool:
    group = calc.owner(*cell)
    return group is not None and group.run.kind == "normal"


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
