"""Circular references: as the file shows them, or iterated where the workbook says so.

Excel does not calculate what goes round in a circle: the cells keep what they show. So do ours,
where the file has a value for all of a circle and no input that leads into it was changed; what
depends on the circle is calculated from it. Where there is no such value, the cells of the circle
and all that depend on them are 0, as Excel gives for circles newly entered. Iterations begin with
the same values.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from xl_kpis.formula.calculate.dependents import DependencyIndex, index_of
from xl_kpis.formula.calculate.state import Cell, State
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.reference import Area
from xl_kpis.formula.sheets.columns import Pending
from xl_kpis.formula.values.value import Scalar

_Parts = Mapping[Group, list[Area]]
"""Groups with rectangles of their cells."""
_Values = dict[Cell, Scalar]


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


def keep_values(state: State) -> bool:
    """Let cells on circles, and those that depend on them, keep what the file shows; whether there
    were any that do not yet.

    Where a changed input leads into a circle, or to one of the others, that is not kept; nor are
    others that may change by themselves.
    """
    if state.model.iteration.enabled:
        return False
    index = index_of(state)
    reached = index.dependents([Area(s, r, c, r, c) for s, r, c in sorted(state.circular)])
    circles = _on_circles(state, reached)
    changed = _changed(state, index)
    restless = index.dependents([], index.anything)
    found: _Values = {}
    for group in dict.fromkeys([*circles, *reached]):
        on_it = circles.get(group, [])
        found |= _saved(state, group, on_it, changed)
        if group.run.kind == "normal":
            own = {(group.sheet, *cell) for area in reached.get(group, ()) for cell in _in(area)}
            beside = sorted(own.difference(on_it))
            found |= _saved(state, group, beside, changed, restless)
    new = found.keys() - state.kept.keys()
    state.kept |= found
    owners = {state.owner(*cell) for cell in new}
    state.keepers.update(group for group in owners if group is not None)
    return bool(new)


def _has(area: Area, cell: Cell) -> bool:
    return area.intersect(Area(*cell, *cell[1:])) is not None


def _in(area: Area) -> Iterator[tuple[int, int]]:
    rows, cols = range(area.top, area.bottom + 1), range(area.left, area.right + 1)
    return ((row, col) for row in rows for col in cols)


def _changed(state: State, index: DependencyIndex) -> _Parts:
    """What depends on inputs that were changed."""
    return index.dependents([Area(s, r, c, r, c) for s, r, c in sorted(state.touched)])


def _on_circles(state: State, reached: _Parts) -> dict[Group, list[Cell]]:
    """The cells on the circles met, and those that lead from a circle back into one."""
    behind = _Cells(reached)
    found: dict[Group, list[Cell]] = {}
    seen: set[Cell] = set()
    todo = sorted(state.circular)
    while todo:
        cell = todo.pop()
        group = state.owner(*cell)
        if group is None or cell in seen:
            continue
        cells, run = [cell], group.run
        if run.kind == "normal":
            run = run._replace(top=cell[1], left=cell[2], bottom=cell[1], right=cell[2])
        else:
            cells = [(group.sheet, *own) for own in group.cells()]
        seen.update(cells)
        found.setdefault(group, []).extend(cells)
        for precedent in group.precedents:
            todo += behind.taken(precedent.over(run))
    return found


class _Cells:
    """Cells of some groups, from which those of an area are taken."""

    def __init__(self, groups: _Parts) -> None:
        rows: dict[tuple[int, int], set[int]] = {}
        for group, areas in groups.items():
            for _, top, left, bottom, right in areas:
                for col in range(left, right + 1):
                    rows.setdefault((group.sheet, col), set()).update(range(top, bottom + 1))
        self._rows = {place: sorted(some) for place, some in rows.items()}

    def taken(self, area: Area) -> Iterator[Cell]:
        """The cells in an area; each is given once."""
        cols: Iterable[int] = range(area.left, area.right + 1)
        if area.right - area.left > len(self._rows):
            cols = [col for sheet, col in self._rows if area.left <= col <= area.right]
        for col in cols:
            rows = self._rows.get((area.sheet, col))
            if rows:
                start, stop = bisect_left(rows, area.top), bisect_right(rows, area.bottom)
                yield from [(area.sheet, row, col) for row in rows[start:stop]]
                del rows[start:stop]


def _saved(state: State, group: Group, cells: Sequence[Cell], *unless: _Parts) -> _Values:
    """What the file shows of a group's cells, save those that are among some parts of groups; of an
    array all cells or none."""
    saved = state.model.sheets[group.sheet].saved
    if saved is None or not cells:
        return {}
    others = [area for parts in unless for area in parts.get(group, ())]
    if any(area.intersect(group.area) == group.area for area in others):
        return {}
    values = dict(zip(cells, saved([cell[1:] for cell in cells]), strict=True))
    if group.run.kind != "normal":
        return values if not others and values[cells[0]] is not None else {}
    return {
        cell: value
        for cell, value in values.items()
        if value is not None and not any(_has(area, cell) for area in others)
    }


def finish(state: State) -> list[Group]:
    """Cells in circular references and all that depend on them: iterate, or leave them at 0
    as Excel does with formulas it cannot calculate. What is left to evaluate after them."""
    index = index_of(state)
    circular = [Area(s, r, c, r, c) for s, r, c in sorted(state.circular)]
    stuck = sorted(_stuck(state, index))
    for sheet, row, col in stuck:
        state.model.sheets[sheet].cells.set(row, col, 0.0)
    if state.model.iteration.enabled:
        _begin_as_saved(state, index, stuck)
    # Arrays, and formulas that may read anything, have read what the cells were on the way.
    members = {*stuck, *state.circular}
    affected = index.affected(circular)
    inside = {group for group in affected if not members.isdisjoint(_own(group))}
    late = [group for group in affected if group.run.kind != "normal" or group not in inside]
    # A formula that might spill is one cell on its circle. Of a filled array's items only some may
    # go round: the others have values.
    once = {group for group in inside if group.run.kind == "dynamic"}
    for group in late:
        if group in once or (state.model.iteration.enabled and group.run.kind != "normal"):
            _empty(state, group)
    if state.model.iteration.enabled:
        _iterate(state, stuck)
        return late
    return [group for group in late if group not in once]


def _own(group: Group) -> Iterator[Cell]:
    """The cells of a group's formulas."""
    return ((group.sheet, *cell) for cell in group.cells())


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
        new = {cell for cell in new - stuck - state.kept.keys() if _is_normal(state, cell)}
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


def _begin_as_saved(state: State, index: DependencyIndex, members: Sequence[Cell]) -> None:
    """Give cells that are to be iterated the values the file shows."""
    changed = _changed(state, index)
    groups: dict[Group, list[Cell]] = {}
    for cell in members:
        group = state.owner(*cell)
        assert group is not None
        groups.setdefault(group, []).append(cell)
    for group, cells in groups.items():
        for (sheet, row, col), value in _saved(state, group, cells, changed).items():
            state.model.sheets[sheet].cells.set(row, col, value)


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
