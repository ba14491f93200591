"""Evaluating a workbook: every formula after those it reads.

There is no dependency graph to build first. A formula is evaluated; when it reads a cell that has
no value yet, that cell's formula is put on top of a stack and evaluated before it, and so on. The
order in which formulas end is a right order, and is kept, so that the next calculation of the same
formulas meets nothing unfinished. A run of one formula filled over many cells is evaluated at once
as arrays (*lanes*); where its cells read each other, they are taken one by one.
"""

from __future__ import annotations

import datetime
import sys
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

import numpy as np

from xl_kpis.errors import CALC, NUM, VALUE, Failure
from xl_kpis.formula.calculate import circular_references, loops, spills
from xl_kpis.formula.calculate.cell_results import cell_result, cell_results
from xl_kpis.formula.calculate.data_tables import DataTable, data_tables_of, fill_data_tables
from xl_kpis.formula.calculate.dependents import DependencyIndex
from xl_kpis.formula.calculate.random_numbers import Chance
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.frame import Frame, TooManyCalls
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.compile.plan import Plan, plan_for
from xl_kpis.formula.grammar import (
    FormulaSyntaxError,
    as_typed,
    nodes,
    one_cell,
    parse,
    parse_r1c1,
    translate,
)
from xl_kpis.formula.reference import Area, Reference, cell_name
from xl_kpis.formula.sheets.columns import PENDING, Column, Pending
from xl_kpis.formula.sheets.model import Model, Run
from xl_kpis.formula.values.formula_limits import LIMITS
from xl_kpis.formula.values.number_format import as_displayed
from xl_kpis.formula.values.serials import from_python
from xl_kpis.formula.values.value import Array, Value, as_array
from xl_kpis.formula.warning import FormulaWarning

LANES_FROM = 6
"""From how many cells on a run is worth evaluating as arrays."""

Cell = tuple[int, int, int]


class Calculation:
    """The formulas of a model, and the means to evaluate them."""

    def __init__(
        self,
        model: Model,
        *,
        now: datetime.datetime | None = None,
        seed: int | None = None,
        plan: Plan | None = None,
    ) -> None:
        self.model_ = model
        self.columns: list[dict[int, Column]] = [s.cells.by_index for s in model.sheets]
        self.memo: dict[Any, Any] = {}
        self.calls = 0
        """How often the formula being evaluated has called LAMBDAs."""
        self.chance = Chance(seed)
        self.fixed_now = now
        self._now: float | None = None
        self.groups: list[Group] = []
        self.dynamic: list[Group] = []
        """Those whose arrays spill."""
        self.data_tables: list[DataTable] = []
        self.order: list[Group] = []
        self.cycles: list[list[Cell]] = []
        """Circular references met, each the cells it goes through."""
        self.warnings: dict[str, FormulaWarning] = {}
        self._owners: list[dict[int, tuple[list[int], list[int], list[Group]]]] = []
        self.extents: dict[int, tuple[int, int]] = {}
        self.active: dict[Any, None] = {}
        """Groups and cells being evaluated: the stack, without those that only wait on it."""
        self.circular: set[Cell] = set()
        self.spilled: list[Area] = []
        """Where arrays have spilled since readers of those cells were last evaluated."""
        self.told: dict[Group, Area] = {}
        """Where arrays have spilled that their readers know of."""
        with evaluating():
            self._set_up(plan)

    # ---- setting up -------------------------------------------------------------------------

    def _set_up(self, plan: Plan | None) -> None:
        """Groups from a plan, which may come from another workbook like this one."""
        self.plan = plan or plan_for(self.model_)
        self.groups = [Group(*planned) for planned in self.plan.runs]
        self.dynamic = [group for group in self.groups if group.run.kind == "dynamic"]
        self.order = [self.groups[i] for i in self.plan.order]
        self.data_tables = data_tables_of(self.model_)
        self._index()

    def _index(self) -> None:
        """Who owns which cells: per sheet and column, runs by their first row."""
        found: list[dict[int, list[tuple[int, int, Group]]]] = [{} for _ in self.model_.sheets]
        for group in self.groups:
            for col in range(group.run.left, group.run.right + 1):
                found[group.sheet].setdefault(col, []).append(
                    (group.run.top, group.run.bottom, group)
                )
        self._owners = []
        for columns in found:
            owners = {}
            for col, spans in columns.items():
                spans.sort(key=lambda span: span[0])
                owners[col] = (
                    [s[0] for s in spans],
                    [s[1] for s in spans],
                    [s[2] for s in spans],
                )
            self._owners.append(owners)

    def owner(self, sheet: int, row: int, col: int) -> Group | None:
        """The group whose run covers a cell."""
        spans = self._owners[sheet].get(col)
        if spans is None:
            return None
        i = bisect_right(spans[0], row) - 1
        return spans[2][i] if i >= 0 and row <= spans[1][i] else None

    def owners_in(self, area: Area) -> Iterator[Group]:
        """The groups whose runs have cells in an area (one may come several times)."""
        columns = self._owners[area.sheet]
        cols: Iterable[int] = range(area.left, area.right + 1)
        if area.right - area.left > len(columns):
            cols = [col for col in columns if area.left <= col <= area.right]
        for col in cols:
            if col in columns:
                tops, bottoms, groups = columns[col]
                i = max(bisect_right(tops, area.top) - 1, 0)
                while i < len(tops) and tops[i] <= area.bottom:
                    if bottoms[i] >= area.top:
                        yield groups[i]
                    i += 1

    # ---- reading ----------------------------------------------------------------------------

    def extent(self, sheet: int) -> tuple[int, int]:
        """Rows and columns of the used part of a sheet."""
        extent = self.extents.get(sheet)
        if extent is None:
            extent = self.extents[sheet] = self.model_.sheets[sheet].cells.extent()
        return extent

    def read_area(self, sheet: int, top: int, left: int, bottom: int, right: int) -> Array:
        """The values of a rectangle; a very large one is cut to what any sheet uses."""
        if (bottom - top + 1) * (right - left + 1) > WHOLE_UP_TO:
            extents = [self.extent(i) for i in range(len(self.columns))]
            bottom = max(top, min(bottom, max(rows for rows, _ in extents) - 1))
            right = max(left, min(right, max(cols for _, cols in extents) - 1))
        return self.model_.sheets[sheet].cells.read(sheet, top, left, bottom, right)

    def read_used(self, sheet: int, top: int, left: int, bottom: int, right: int) -> Array:
        """The values of a rectangle, cut to the used part of the sheet (at least one cell)."""
        rows, cols = self.extent(sheet)
        bottom, right = max(top, min(bottom, rows - 1)), max(left, min(right, cols - 1))
        return self.model_.sheets[sheet].cells.read(sheet, top, left, bottom, right)

    def now(self) -> float:
        """The serial of the moment this calculation began."""
        if self._now is None:
            moment = self.fixed_now or datetime.datetime.now()
            self._now = from_python(moment, self.model_.date1904) or 0.0
        return self._now

    def spill_area(self, sheet: int, row: int, col: int) -> Area | None:
        """Where the dynamic array anchored in a cell has spilled."""
        group = self.owner(sheet, row, col)
        if group is None or group.run.kind != "dynamic" or group.spill is None:
            return None
        return Area(sheet, *group.spill) if group.spill[:2] == (row, col) else None

    def reference_from_text(self, text: str, frame: Frame, *, a1: bool) -> Reference | None:
        """The reference a text spells, seen from a frame; None if it spells none."""
        cell = one_cell(text) if a1 else None
        if cell is not None:
            name, row, col = cell
            sheet = frame.sheet if name is None else self.model_.sheet_index(name)
            return None if sheet is None else Reference(Area(sheet, row, col, row, col))
        try:
            node = parse(text) if a1 else parse_r1c1(text, frame.row, frame.col)
        except (FormulaSyntaxError, ValueError):
            return None
        if isinstance(node, nodes.Ref) and a1:  # relative corners mean what they say
            node = _pinned(node)
        if not isinstance(
            node, (nodes.Ref, nodes.Name, nodes.Structured, nodes.Binary, nodes.Unary)
        ):
            return None
        compiler = Compiler(self.model_, frame.sheet, frame.row, frame.col)
        value = compiler.compile(node, "array", True, frozenset())(frame)
        return value if isinstance(value, Reference) else None

    def formula_text(self, sheet: int, row: int, col: int) -> str | None:
        """The formula of a cell, with ``=``."""
        group = self.owner(sheet, row, col)
        if group is None:
            return None
        run = group.run
        if run.kind == "dynamic" and (row, col) != (run.top, run.left):
            return None
        text = run.text
        if run.kind == "normal":
            text = translate(text, run.top, run.left, row, col)
        return "=" + as_typed(text)

    def filled_down(self, sheet: int, row: int, col: int, rows: int) -> Value:
        """What a cell's formula would give some rows further down."""
        group = self.owner(sheet, row, col)
        if group is None:
            return Frame(self, sheet, row, col).value_at(sheet, row, col)
        return group.compiled.run(Frame(self, sheet, row + rows, col))

    def is_subtotal(self, sheet: int, row: int, col: int) -> bool:
        group = self.owner(sheet, row, col)
        return group is not None and bool(
            group.compiled.traits.functions & {"SUBTOTAL", "AGGREGATE"}
        )

    # ---- evaluating -------------------------------------------------------------------------

    def run(self) -> None:
        """Evaluate every group, and whatever it needs first."""
        todo = list(self.order or self.groups)
        self.memo.clear()
        self.extents.clear()
        self.cycles.clear()
        self.warnings.clear()
        self.circular.clear()
        self.told.clear()
        self._now = None
        self.mark(todo)
        order: list[Group] = []
        self.settle_all(todo, order)
        spills.settle(self, order)
        self.order = list(dict.fromkeys([*order, *self.groups]))
        for rank, group in enumerate(self.order):
            group.rank = rank
        if not self.plan.order:
            position = {group: i for i, group in enumerate(self.groups)}
            self.plan.order = [position[group] for group in self.order]
        if self.circular:
            circular_references.finish(self)
        fill_data_tables(self, None)

    def run_changed(self, changed: list[Area], index: DependencyIndex) -> None:
        """Evaluate what depends on changed cells again."""
        if not self.cycles:
            self._now = None
            # What was in the way of an array that has not spilled may have gone.
            blocked = {group: [group.area] for group in self.dynamic if group.spill is None}
            changed = [*changed, *(group.area for group in blocked)]
            self.run_parts(blocked | index.affected(changed), index)
            fill_data_tables(self, index)
        if self.cycles:  # what goes round, and how often, shows only with all formulas together
            self.run()

    def settle(self, group: Group) -> None:
        """Evaluate a group where it has no values yet, and whatever it needs first."""
        self.settle_all([group], [])

    def run_parts(self, affected: dict[Group, list[Area]], index: DependencyIndex) -> None:
        """Evaluate parts of groups again, after inputs changed."""
        self.memo.clear()
        self.extents.clear()
        self.told.clear()
        groups = sorted(affected, key=attrgetter("rank"))
        self.mark([group for group in groups if group.area in affected[group]])
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
        self.settle_all(units, order)
        for group, one_by_one in before:
            group.one_by_one = one_by_one
        spills.settle(self, order, index)

    def mark(self, groups: list[Group]) -> None:
        """Forget the values of these groups' cells."""
        for group in groups:
            run = group.run
            cells = self.model_.sheets[group.sheet].cells
            for col in range(run.left, run.right + 1):
                column = cells.by_index.get(col)
                n = run.bottom - run.top + 1
                if column is None:
                    column = cells.by_index[col] = Column.blank(run.top, n)
                start, stop = column.span(run.top, run.bottom)
                if stop - start != n:
                    column.add_rows(np.arange(run.top, run.bottom + 1))
                    start, stop = column.span(run.top, run.bottom)
                column.kind[start:stop] = PENDING
            if group.spill is not None:
                spills.clear(self, group)

    def _mark_areas(self, group: Group, areas: list[Area]) -> list[Any]:
        """Forget the values of some of a group's cells; what to evaluate then: the group, or the
        cells where they are so few that to look for them in a long run would take longer."""
        cells: list[Any] = []
        few = True
        for sheet, top, left, bottom, right in areas:
            few = few and bottom - top + 1 < LANES_FROM
            for col in range(left, right + 1):
                self.columns[sheet][col].mark_pending(top, bottom)
                if few:
                    cells += [(group, sheet, row, col) for row in range(top, bottom + 1)]
        return cells if few else [group]

    def settle_all(self, units: Iterable[Any], order: list[Group]) -> None:
        """Evaluate groups, or single cells of them (group, sheet, row, column)."""
        with evaluating():
            self._settle_deep(units, order)

    def _settle_deep(self, units: Iterable[Any], order: list[Group]) -> None:
        for first in units:
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
                        self._evaluate(unit)
                        order.append(unit)
                    else:
                        if not self._is_pending(unit[1:]):
                            stack.pop()
                            self.active.pop(unit, None)
                            continue
                        self.active[unit] = None
                        self.evaluate_cell(unit[0], unit[2], unit[3])
                    stack.pop()
                    self.active.pop(unit, None)
                except Pending as pending:
                    self._push_owners(pending.area, stack)

    def _is_pending(self, cell: Cell) -> bool:
        column = self.columns[cell[0]][cell[2]]
        return bool(column.kind[column.index(cell[1])] == PENDING)

    def _is_done(self, group: Group) -> bool:
        run = group.run
        if not group.one_by_one:
            return not self._is_pending((group.sheet, run.top, run.left))
        return next(self._pending_cells(group), None) is None

    def _pending_cells(self, group: Group) -> Iterator[tuple[int, int]]:
        run, columns = group.run, self.columns[group.sheet]
        if run.left == run.right:
            column = columns[run.left]
            start, stop = column.span(run.top, run.bottom)
            at = np.flatnonzero(column.kind[start:stop] == PENDING)
            return ((run.top + i, run.left) for i in at.tolist())
        return (
            (row, col) for row, col in group.cells() if self._is_pending((group.sheet, row, col))
        )

    def _push_owners(self, area: Area, stack: list[Any]) -> None:
        """Put the formulas of the unfinished cells in an area on the stack."""
        needed: list[Any] = []
        for row, col in self._pending_in(area):
            group = self.owner(area.sheet, row, col)
            assert group is not None
            unit: Any = group
            if group.in_pieces and (group.one_by_one or group in self.active):
                group.tangled = True
                if not group.one_by_one and group.lanes[0] >= loops.SCAN_FROM:
                    group.one_by_one = True
                    self._drop(stack, stack.index(group) + 1)  # once more, as a loop
                    return
                group.one_by_one = True
                unit = (group, area.sheet, row, col)
            if unit in self.active:
                if not self._untangle(unit, stack):
                    circular_references.break_at(self, unit, stack)
                return
            if not needed or needed[-1] is not unit:
                needed.append(unit)
        stack += needed

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
        found: list[tuple[int, int]] = []
        for col in range(area.right, area.left - 1, -1):
            column = self.columns[area.sheet].get(col)
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
            picked = []
            for row in rows:
                if row <= skip_above:
                    continue
                picked.append((row, col))
                group = self.owner(area.sheet, row, col)
                if group is not None and not group.one_by_one and group not in self.active:
                    skip_above = group.run.bottom
            found += reversed(picked)
        return found

    def _evaluate(self, group: Group) -> None:
        run = group.run
        if run.kind != "normal":
            spills.evaluate(self, group)
            return
        if run.top == run.bottom and run.left == run.right:
            self.evaluate_cell(group, run.top, run.left)
            return
        if not group.one_by_one and not self._evaluate_lanes(group, run):
            group.one_by_one = True
        if group.one_by_one:
            self._evaluate_pieces(group)

    def _evaluate_lanes(self, group: Group, part: Run) -> bool:
        """Evaluate a part of a run at once; whether that could be done."""
        traits = group.compiled.traits
        height, width = part.bottom - part.top + 1, part.right - part.left + 1
        laneable = (traits.down or height == 1) and (traits.right or width == 1)
        if not laneable or height * width < LANES_FROM:
            return False
        if traits.one_way and height > 1 and width > 1:
            strips = rows(part) if width > height else columns(part)
            return all(self._evaluate_lanes(group, strip) for strip in strips)
        try:
            value = group.compiled.run(
                Frame(self, group.sheet, part.top, part.left, (height, width))
            )
            self.store(group.sheet, part.top, part.left, height, width, value)
        except Pending as pending:
            own = Area(group.sheet, *part[:4])
            if pending.area.intersect(own) is None:
                raise
            group.tangled = True
            return False
        except MemoryError:
            raise
        except Exception:  # lanes failed; one by one it will show where and why
            return False
        return True

    def _evaluate_pieces(self, group: Group) -> None:
        """Evaluate those cells of a run that have no value: as loops, in pieces or one by one."""
        if group.lanes[0] >= loops.SCAN_FROM and group.tangled:
            loops.evaluate(self, group)
        elif not group.tangled and group.compiled.traits.down:
            for part in self._pending_parts(group):
                if not self._evaluate_lanes(group, part):
                    break
        for row, col in self._pending_cells(group):
            self.evaluate_cell(group, row, col)

    def _pending_parts(self, group: Group) -> list[Run]:
        """Stretches of a run that have no value, column by column."""
        parts, run = [], group.run
        for col in range(run.left, run.right + 1):
            column = self.columns[group.sheet][col]
            start, stop = column.span(run.top, run.bottom)
            flags = np.zeros(stop - start + 2, bool)
            flags[1:-1] = column.kind[start:stop] == PENDING
            edges = np.flatnonzero(flags[1:] != flags[:-1]).tolist()
            for top, end in zip(edges[::2], edges[1::2], strict=True):
                if end - top >= LANES_FROM:
                    place = run.top + top, col, run.top + end - 1, col
                    parts.append(Run(*place, run.text))
        return parts

    def evaluate_cell(self, group: Group, row: int, col: int) -> None:
        frame = Frame(self, group.sheet, row, col)
        value = self.run_formula(group, frame)
        if isinstance(value, Reference):
            value = frame.intersect(value)
        if isinstance(value, np.ndarray):
            value = value.item(0) if value.size else CALC
        result = cell_result(value)
        if self.model_.precision_as_displayed and type(result) is float:
            code = self.model_.sheets[group.sheet].formats.get((row, col))
            result = as_displayed(result, code) if code else result
        self.model_.sheets[group.sheet].cells.set(row, col, result)

    def count_call(self) -> None:
        """Count a call of a LAMBDA or a name; too many end the formula with #NUM!."""
        self.calls += 1
        if self.calls > LIMITS.calls:
            raise TooManyCalls

    def run_formula(self, group: Group, frame: Frame) -> Value:
        """The formula's value; a function that fails in a way nobody foresaw gives #VALUE!, is
        named in the report, and does not stop the workbook."""
        self.calls = 0
        try:
            return group.compiled.run(frame)
        except Pending:
            raise
        except Failure as failure:
            return failure.error
        except (RecursionError, MemoryError):
            return NUM
        except Exception as wrong:
            where = f"{self.model_.sheets[frame.sheet].name}!{cell_name(frame.row, frame.col)}"
            self.warnings[where] = FormulaWarning.of("formula", where, wrong)
            return VALUE

    def store(self, sheet: int, top: int, left: int, height: int, width: int, value: Value) -> None:
        """Write the lanes' result into the run's cells."""
        array = as_array(cell_result(value) if not isinstance(value, np.ndarray) else value)
        if array.dtype == object:
            array = cell_results(array)
        if array.shape != (height, width):
            array = np.broadcast_to(array, (height, width))
        self.model_.sheets[sheet].cells.put(top, left, array)


def rows(run: Run) -> Iterator[Run]:
    """A run cut into its rows."""
    return (run._replace(top=row, bottom=row) for row in range(run.top, run.bottom + 1))


def columns(run: Run) -> Iterator[Run]:
    """A run cut into its columns."""
    return (run._replace(left=col, right=col) for col in range(run.left, run.right + 1))


WHOLE_UP_TO = 500_000
"""Cells up to which a rectangle is read with the blanks beyond the used part of its sheet."""

DEEPEST = 150_000
"""Python frames: a sum of thousands of terms is a tree as deep. They are on the heap, not on the
C stack, so that depth costs memory only."""


@contextmanager
def evaluating() -> Iterator[None]:
    """Room for formulas that are deep trees; numbers too large are #NUM!, not warnings."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, DEEPEST))
    try:
        with np.errstate(all="ignore"):
            yield
    finally:
        sys.setrecursionlimit(before)


def _pinned(node: nodes.Ref) -> nodes.Ref:
    def pin(corner: nodes.Corner | None) -> nodes.Corner | None:
        return None if corner is None else nodes.Corner(corner.row, corner.col, True, True)

    first = pin(node.first)
    assert first is not None
    return nodes.Ref(first, pin(node.last), node.sheet, node.sheet_to, node.book)
