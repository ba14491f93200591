"""Every formula after those it reads.

There is no dependency graph to build first. A formula is evaluated; when it reads a cell that has
no value yet, that cell's formula is put on top of a stack and evaluated before it, and so on. The
order in which formulas end is a right order, and is kept, so that the next calculation of the same
formulas meets nothing unfinished. A run of one formula filled over many cells is evaluated at once
as arrays (*lanes*); where its cells read each other, they are taken one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from types import ModuleType
from typing import Any

import numpy as np

from xl_kpis.errors import Failure, is_foreign
from xl_kpis.formula import thresholds
from xl_kpis.formula.calculate import spills
from xl_kpis.formula.calculate.alike import OnOneLevel, alike
from xl_kpis.formula.calculate.dependents import index_of
from xl_kpis.formula.calculate.state import Cell, State, evaluating
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.reference import Area
from xl_kpis.formula.sheets.columns import Pending
from xl_kpis.formula.sheets.model import Run
from xl_kpis.formula.values.kinds import PENDING

SPILL_ROUNDS = 20
"""How often readers of newly spilled cells are calculated again before we stop."""

_AT_ONCE = 256
"""Cells of a run that are listed at once of those that have no value."""


class Solver:
    """Values for the formulas of a state, whatever they need first."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.order = [state.groups[i] for i in state.plan.order]
        """Groups in the order in which they were last evaluated."""
        self.active: dict[Any, None] = {}
        """Groups and cells being evaluated: the stack, without those that only wait on it."""
        self.alike: dict[Group, OnOneLevel] = {}
        """Formulas of one shape, until all are calculated;"""
        self.by_level = state.groups
        """and all of them in an order in which those can be evaluated together."""

    def solve_all(self) -> None:
        """Evaluate every group, and whatever it needs first."""
        state = self.state
        self.begin()
        order = self._solve_anew()
        if state.circular:
            by_place = sorted(state.groups, key=attrgetter("area"))
            if (self.order or state.groups) != by_place:
                self.order = by_place  # who came first makes no difference to where it is cut
                self.begin()
                order = self._solve_anew()
        while state.circular and _circles().keep_values(state):
            # Once more, with what the file shows of the circles; others may be behind them.
            state.cells_change()
            state.circular.clear()
            self._mark_all()
            order = self._solve_anew()
        self.order = list(dict.fromkeys([*order, *state.groups]))
        for rank, group in enumerate(self.order):
            group.rank = rank
        if not state.plan.order:
            position = {group: i for i, group in enumerate(state.groups)}
            state.plan.order = [position[group] for group in self.order]
        if state.circular:
            found = list(state.cycles)
            late: list[Group] = evaluating(_circles().finish, state)
            state.memo.clear()
            state.mark(late)
            self.settle_all(late, [])
            state.spilled.clear()
            state.cycles = found
        state.cycles = list({frozenset(path): path for path in reversed(state.cycles)}.values())

    def begin(self) -> None:
        """Forget all values; formulas are evaluated from now on as they are asked for."""
        self.state.begin()
        self._mark_all()

    def _mark_all(self) -> None:
        state = self.state
        state.mark_all()
        plain = not (state.keepers or state.model.precision_as_displayed)
        self.alike, self.by_level = alike(state.groups) if plain else ({}, state.groups)

    def _solve_anew(self) -> list[Group]:
        """Evaluate every group; in which order they ended."""
        order: list[Group] = []
        self.settle_all(list(self.order or self.by_level), order)
        self.alike = {}
        self.settle_spills(order)
        return order

    def settle(self, group: Group) -> None:
        """Evaluate a group where it has no values yet, and whatever it needs first."""
        self.settle_all([group], [])

    def solve_parts(self, affected: dict[Group, list[Area]]) -> None:
        """Evaluate parts of groups again, after inputs changed."""
        self._solve_parts(affected, None)

    def solve_for(
        self, cell: Cell, affected: dict[Group, list[Area]], first: Sequence[Group] = ()
    ) -> list[Group]:
        """Of parts of groups evaluate again only what a cell needs; the others have no values
        then. In which order they ended: to be given next time for the same cell."""
        group = self.state.owner(*cell)
        if group is None:
            return []
        unit = (group, *cell) if group.run.kind == "normal" else group
        return self._solve_parts(affected, [*first, unit])

    def _solve_parts(
        self, affected: dict[Group, list[Area]], wanted: list[Any] | None
    ) -> list[Group]:
        self.state.cells_change()
        groups = sorted(affected, key=attrgetter("rank"))
        self.state.mark([group for group in groups if group.area in affected[group]])
        units: list[Any] = []
        before: list[tuple[Group, bool]] = []
        for group in groups:
            areas = affected[group]
            if group.area in areas:
                units.append(group)
                continue
            before.append((group, group.one_by_one))
            group.one_by_one = True
            units += self._mark_areas(group, areas)
        order: list[Group] = []
        try:
            self.settle_all(units if wanted is None else wanted, order)
        finally:
            for group, one_by_one in before:
                group.one_by_one = one_by_one
        self.settle_spills(order)
        return order

    def _mark_areas(self, group: Group, areas: list[Area]) -> list[Any]:
        """Forget the values of some of a group's cells; what to evaluate then: the group, or the
        cells where they are so few that to look for them in a long run would take longer."""
        cells: list[Any] = []
        few = True
        for sheet, top, left, bottom, right in areas:
            few = few and bottom - top + 1 < thresholds.LANES_FROM
            for col in range(left, right + 1):
                self.state.columns[sheet][col].mark_pending(top, bottom)
                if few:
                    cells += [(group, sheet, row, col) for row in range(top, bottom + 1)]
        return cells if few else [group]

    def settle_all(self, units: Iterable[Any], order: list[Group]) -> None:
        """Evaluate groups, or single cells of them (group, sheet, row, column)."""
        try:
            evaluating(self._settle_deep, units, order)
        except BaseException:  # stopped from outside
            self.active.clear()
            raise

    def settle_spills(self, order: list[Group]) -> None:
        """Evaluate again what depends on cells that an array has newly spilled into."""
        state = self.state
        for _ in range(SPILL_ROUNDS):
            if not state.spilled:
                return
            areas, state.spilled = state.spilled, []
            readers = list(index_of(state).affected(areas))
            state.memo.clear()
            state.mark(readers)
            self.settle_all(readers, order)

    # ---- the stack --------------------------------------------------------------------------

    def _settle_deep(self, units: Iterable[Any], order: list[Group]) -> None:
        together: set[Any] = set()
        """Those evaluated with others, before it was their turn."""
        for first in units:
            if first in together:
                continue
            stack: list[Any] = [first]
            while stack:
                unit = stack[-1]
                try:
                    if isinstance(unit, Group):
                        if self._is_done(unit):
                            stack.pop()
                            self.active.pop(unit, None)
                            continue
                        self.active[unit] = None
                        ended = self._evaluate(unit)
                        order += ended
                        if len(ended) > 1:
                            together.update(ended)
                    else:
                        if not self.state.is_pending(unit[1:]):
                            stack.pop()
                            self.active.pop(unit, None)
                            continue
                        self.active[unit] = None
                        self.state.evaluate_cell(unit[0], unit[2], unit[3])
                    stack.pop()
                    self.active.pop(unit, None)
                except Pending as pending:
                    self._push_owners(pending.area, stack)

    def _is_done(self, group: Group) -> bool:
        run = group.run
        if not group.one_by_one:
            # of a run evaluated in strips, some may have got values before another had to wait
            last = (run.bottom, run.right) if run.kind == "normal" else (run.top, run.left)
            return not self.state.is_pending((group.sheet, *last))
        return next(self._pending_cells(group), None) is None

    def _pending_cells(self, group: Group) -> Iterator[tuple[int, int]]:
        """The cells of a run that have no value."""
        run, columns = group.run, self.state.columns[group.sheet]
        if run.left == run.right:
            column = columns[run.left]
            start, stop = column.span(run.top, run.bottom)
            waits = column.kind[start:stop] == PENDING
            # a run is often looked through again only for its next cell: another had to come first
            for low in range(int(waits.argmax()), len(waits), _AT_ONCE):
                for i in np.flatnonzero(waits[low : low + _AT_ONCE]).tolist():
                    yield run.top + low + i, run.left
            return
        cells = self.state.model.sheets[group.sheet].cells
        for row in range(run.top, run.bottom + 1):
            for col in cells.pending_in_row(row, run.left, run.right):
                yield row, col

    def _push_owners(self, area: Area, stack: list[Any]) -> None:
        """Put the formulas of the unfinished cells in an area on the stack."""
        needed: list[Any] = []
        for row, col in self._pending_in(area):
            group = self.state.owner(area.sheet, row, col)
            assert group is not None
            unit: Any = group
            if group.in_pieces and (group.one_by_one or group in self.active):
                group.tangled = True
                if not group.one_by_one and max(group.lanes) >= thresholds.SCAN_FROM:
                    group.one_by_one = True
                    self._drop(stack, stack.index(group) + 1)  # once more, as a loop
                    return
                group.one_by_one = True
                unit = (group, area.sheet, row, col)
            if unit in self.active:
                if not self._untangle(unit, stack):
                    self._break_circle(unit, stack)
                return
            if not needed or needed[-1] is not unit:
                needed.append(unit)
        stack += reversed(dict.fromkeys(reversed(needed)))  # the last of several is met first

    def _break_circle(self, unit: Any, stack: list[Any]) -> None:
        """A formula needs itself: what is on the way back to it is a circle."""
        at = next((i for i, other in enumerate(stack) if other == unit), 0)
        on_it = [other for other in stack[at:] if other in self.active]  # others wait beside it
        _circles().break_at(self.state, unit, on_it)

    def _untangle(self, unit: Any, stack: list[Any]) -> bool:
        """Whether a run on the way only seemed to need the unit, as some of its cells do.

        Such runs are taken off the stack; from now on their cells are asked for one by one.
        """
        start = stack.index(unit) + 1
        runs = [u for u in stack[start:] if isinstance(u, Group) and u.in_pieces]
        if not runs:
            return False
        for run in runs:
            run.one_by_one = run.tangled = True
        self._drop(stack, stack.index(runs[0], start))
        return True

    def _drop(self, stack: list[Any], start: int) -> None:
        """Take units off the stack; they will be asked for again."""
        for dropped in stack[start:]:
            self.active.pop(dropped, None)
        del stack[start:]

    def _pending_in(self, area: Area) -> list[tuple[int, int]]:
        """Unfinished cells of an area, last first; one per lane group is enough."""
        if area.top == area.bottom:
            return self._pending_in_row(area)
        found: list[tuple[int, int]] = []
        runs: dict[int, Run] = {}
        """Those met in columns before, by the row they were met in."""
        for col in range(area.left, area.right + 1):
            column = self.state.columns[area.sheet].get(col)
            if column is None:
                continue
            start, stop = column.span(area.top, area.bottom)
            if start == stop:
                continue
            at = np.flatnonzero(column.kind[start:stop] == PENDING) + start
            if not len(at):
                continue
            rows = (at + column.first if column.rows is None else column.rows[at]).tolist()
            skip_above = -1
            for row in rows:
                if row <= skip_above:
                    continue
                run = runs.get(row)
                if run is not None and run.left <= col <= run.right:
                    skip_above = run.bottom
                    continue
                found.append((row, col))
                group = self.state.owner(area.sheet, row, col)
                if group is not None and not group.one_by_one and group not in self.active:
                    skip_above = group.run.bottom
                    runs[row] = group.run
        found.reverse()
        return found

    def _pending_in_row(self, area: Area) -> list[tuple[int, int]]:
        """As :meth:`_pending_in`, in a part of a row."""
        found: list[tuple[int, int]] = []
        sheet, row, left, _, col = area
        columns = self.state.columns[sheet]
        while col >= left:
            column = columns.get(col)
            if column is not None and column.is_pending(row):
                found.append((row, col))
                group = self.state.owner(sheet, row, col)
                if group is not None and not group.one_by_one and group not in self.active:
                    col = group.run.left
            col -= 1
        return found

    # ---- lanes ------------------------------------------------------------------------------

    def _evaluate(self, group: Group) -> Sequence[Group]:
        """Evaluate a group; the groups that were evaluated."""
        run = group.run
        if group in self.state.keepers:
            self._evaluate_kept(group)
        elif run.kind != "normal":
            spills.evaluate(self.state, group)
        else:
            together: Sequence[Group] = ()
            several = self.alike.get(group)
            if several is not None and not group.one_by_one:
                together = several.evaluate(self.state)
                if together and not self.state.is_pending((group.sheet, run.top, run.left)):
                    return together
            if run.top == run.bottom and run.left == run.right:
                self.state.evaluate_cell(group, run.top, run.left)
            else:
                self._evaluate_run(group)
            return (*together, group)
        return (group,)

    def _evaluate_run(self, group: Group) -> None:
        """Evaluate a run by itself: at once, or what of it has no value."""
        if not group.one_by_one and not self._evaluate_lanes(group, group.run):
            group.one_by_one = True
        if group.one_by_one:
            self._evaluate_pieces(group)

    def _evaluate_kept(self, group: Group) -> None:
        """Evaluate a run some cells of which keep their values."""
        if group.in_pieces:
            group.one_by_one = True
        for row, col in self._pending_cells(group):
            self.state.evaluate_cell(group, row, col)
        if group.run.kind == "dynamic":
            group.spill = group.run[:4]

    def _evaluate_lanes(self, group: Group, part: Run) -> bool:
        """Evaluate a part of a run at once; whether that could be done."""
        traits = group.compiled.traits
        strips = traits.strips(part)
        if len(strips) > 1:
            return all(self._evaluate_lanes(group, strip) for strip in strips)
        height, width = part.bottom - part.top + 1, part.right - part.left + 1
        laneable = (traits.down or height == 1) and (traits.right or width == 1)
        if not laneable or height * width < thresholds.LANES_FROM:
            return False
        try:
            value = group.compiled.run(
                Frame(self.state, group.sheet, part.top, part.left, (height, width))
            )
            self.state.store(group.sheet, part.top, part.left, height, width, value)
        except Pending as pending:
            own = Area(group.sheet, *part[:4])
            if pending.area.intersect(own) is None:
                raise
            group.tangled = True
            return False
        except (OneByOne, Failure):
            return False
        except Exception as wrong:  # lanes failed; one by one it will show where and why
            if is_foreign(wrong):
                raise
            return False
        return True

    def _evaluate_pieces(self, group: Group) -> None:
        """Evaluate those cells of a run that have no value: as loops, in pieces or one by one."""
        if max(group.lanes) >= thresholds.SCAN_FROM and group.tangled and not self.state.kept:
            from xl_kpis.formula.calculate import loops  # few workbooks have any

            loops.evaluate(self.state, group)
        elif not group.tangled and group.compiled.traits.down:
            for part in self._pending_parts(group):
                if not self._evaluate_lanes(group, part):
                    break
        for row, col in self._pending_cells(group):
            self.state.evaluate_cell(group, row, col)

    def _pending_parts(self, group: Group) -> list[Run]:
        """Stretches of a run that have no value, column by column."""
        parts, run = [], group.run
        for col in range(run.left, run.right + 1):
            column = self.state.columns[group.sheet][col]
            start, stop = column.span(run.top, run.bottom)
            flags = np.zeros(stop - start + 2, bool)
            flags[1:-1] = column.kind[start:stop] == PENDING
            edges = np.flatnonzero(flags[1:] != flags[:-1]).tolist()
            for top, end in zip(edges[::2], edges[1::2], strict=True):
                if end - top >= thresholds.LANES_FROM:
                    place = run.top + top, col, run.top + end - 1, col
                    parts.append(Run(*place, run.text))
        return parts


def _circles() -> ModuleType:
    """What circles need, which few workbooks have."""
    from xl_kpis.formula.calculate import circular_references

    return circular_references
