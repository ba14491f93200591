"""The state of a calculation: formulas and who owns which cells, what they read, what they gave.

Nothing here knows an order. A formula that meets a cell without a value raises
:class:`~xl_kpis.formula.sheets.columns.Pending`, and whoever asked decides what comes first.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import numpy as np

from xl_kpis.errors import CALC, NUM, VALUE, Failure, is_foreign
from xl_kpis.formula import thresholds
from xl_kpis.formula.calculate.cell_results import cell_result, cell_results
from xl_kpis.formula.calculate.owners import Owners
from xl_kpis.formula.calculate.random_numbers import Chance
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.frame import Frame, TooManyCalls
from xl_kpis.formula.compile.group import Group, Unit
from xl_kpis.formula.compile.plan import Plan, Planned, plan_for
from xl_kpis.formula.compile.stack_room import with_room
from xl_kpis.formula.distinct import distinct
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.declare import Asked
from xl_kpis.formula.grammar import (
    FormulaSyntaxError,
    as_typed,
    nodes,
    one_area,
    parse,
    parse_r1c1,
    translate,
    walk,
)
from xl_kpis.formula.grammar.rewrite import pinned
from xl_kpis.formula.reference import Area, Reference, cell_name
from xl_kpis.formula.sheets.columns import Column, Pending
from xl_kpis.formula.sheets.model import Model, Run
from xl_kpis.formula.values.formula_limits import LIMITS
from xl_kpis.formula.values.kinds import Kinds
from xl_kpis.formula.values.repeated import Repeated, blank_beyond
from xl_kpis.formula.values.serials import from_python
from xl_kpis.formula.values.value import Array, Scalar, Value, as_array
from xl_kpis.formula.warning import FormulaWarning

if TYPE_CHECKING:
    from xl_kpis.formula.calculate.dependents import DependencyIndex

Cell = tuple[int, int, int]
"""Sheet, row and column."""
Rounds = dict[Group, list[Group]]
"""Runs, each with those that need it and that it needs, itself with them; none where it does not
even need itself."""


class _Cells(dict[int, dict[int, Column]]):
    """The columns of each sheet, by its number; those of other workbooks are not read before
    somebody asks for one."""

    def __init__(self, model: Model) -> None:
        self.sheets = model.sheets

    def __missing__(self, sheet: int) -> dict[int, Column]:
        columns = self[sheet] = self.sheets[sheet].cells.by_index
        return columns


class State:
    """The formulas of a model, and one of them evaluated."""

    def __init__(
        self,
        model: Model,
        *,
        now: datetime.datetime | None = None,
        seed: int | None = None,
        plan: Plan | None = None,
    ) -> None:
        self.model = model
        self.columns = _Cells(model)
        self.memo: dict[Any, Any] = {}
        """What functions remember for as long as no cell changes."""
        self.calls = 0
        """How often the formula being evaluated has called LAMBDAs."""
        self.chance = Chance(seed)
        self.fixed_now = now
        self._now: float | None = None
        self.warnings: dict[str, FormulaWarning] = {}
        self.extents: dict[int, tuple[int, int]] = {}
        self.spilled: list[Area] = []
        """Where arrays have spilled since readers of those cells were last evaluated."""
        self.told: dict[Group, Area] = {}
        """Where arrays have spilled that their readers know of."""
        self.cycles: list[list[Cell]] = []
        """Circular references met, each the cells it goes through."""
        self.circular: set[Cell] = set()
        """All cells on them."""
        self.kept: dict[Cell, Scalar] = {}
        """Cells on circles that keep the value the file shows."""
        self.keepers: set[Group] = set()
        """The groups they are of."""
        self.touched: dict[Cell, Scalar] = {}
        """Inputs that hold another value than in the file, with the value they had."""
        self.plan = plan or evaluating(plan_for, model)
        self.rounds: tuple[Rounds, Rounds] = {}, {}
        """What runs looked at go round with down the sheet, and across it."""
        self.circles: dict[tuple[Group, bool], list[list[Unit]]] = {}
        """The columns that a run looked at can be evaluated by as loops, or (True) the rows; none
        if it cannot."""
        self.loops: dict[Group, dict[Any, Any]] = {}
        """Loops written for one column, or row, of a run that serve others, too."""
        self.groups = [Group(*planned, model) for planned in self.plan.runs]
        self.dynamic = [group for group in self.groups if group.run.kind == "dynamic"]
        """Those whose arrays spill."""
        self.dependency_index: DependencyIndex | None = None
        """Who reads what, once somebody asked."""
        self.owners = Owners(len(model.sheets), self.groups)
        """Who owns which cells,"""
        self.owner, self.owners_in = self.owners.of, self.owners.within
        self._subtotals: dict[tuple[int, int], np.ndarray] | None = None
        """By sheet and column the rows that hold subtotals, once somebody asked."""

    def begin(self) -> None:
        """Forget what an earlier calculation has found, save the values of cells."""
        self.cells_change()
        self.cycles.clear()
        self.warnings.clear()
        self.circular.clear()
        self.kept.clear()
        self.keepers.clear()
        self.begin_moment()

    def cells_change(self) -> None:
        """Forget what holds only while no cell changes."""
        self.memo.clear()
        self.extents.clear()
        self.told.clear()

    def begin_moment(self) -> None:
        """NOW is asked for anew."""
        self._now = None

    def exchange(self, gone: Iterable[Group], come: Sequence[Planned]) -> list[Group]:
        """Give up some groups for others, whose cells may have no values yet; the new ones."""
        others = [Group(*planned, self.model) for planned in come]
        at = [self.groups.index(group) for group in gone]
        self.plan = self.plan.with_others(at, come)
        index = self.dependency_index
        for each in sorted(at, reverse=True):
            group = self.groups.pop(each)
            self.owners.remove(group)
            if index is not None:
                index.remove(group)
        for group in others:
            self.groups.append(group)
            self.owners.add(group)
            if index is not None:
                index.add(group)
        self.rounds = {}, {}  # others may go round with them now
        self.circles.clear()
        self.loops.clear()
        self._subtotals = None
        return others

    # ---- reading ----------------------------------------------------------------------------

    def extent(self, sheet: int) -> tuple[int, int]:
        """Rows and columns of the used part of a sheet."""
        extent = self.extents.get(sheet)
        if extent is None:
            extent = self.extents[sheet] = self.model.sheets[sheet].cells.extent()
        return extent

    def read_area(self, sheet: int, top: int, left: int, bottom: int, right: int) -> Array:
        """The values of a rectangle."""
        return self.model.sheets[sheet].cells.read(sheet, top, left, bottom, right)

    def read_once(
        self, sheet: int, top: int, left: int, bottom: int, right: int
    ) -> Array | Repeated:
        """The values of a rectangle, the blanks beyond the used part of the sheet only once."""
        shape = bottom - top + 1, right - left + 1
        if shape[0] * shape[1] <= thresholds.WHOLE_UP_TO:
            return self.read_area(sheet, top, left, bottom, right)
        return blank_beyond(self.read_used(sheet, top, left, bottom, right), shape)

    def read_filled(self, sheet: int, top: int, left: int, bottom: int, right: int) -> Array:
        """The values of a rectangle, in reading order; where they are few, as a column without
        the blanks between them."""
        rows, cols = self.extent(sheet)
        bottom, right = max(top, min(bottom, rows - 1)), max(left, min(right, cols - 1))
        cells = self.model.sheets[sheet].cells
        if (bottom - top + 1) * (right - left + 1) <= thresholds.WHOLE_UP_TO or left == right:
            return cells.read(sheet, top, left, bottom, right)
        return cells.filled(sheet, top, left, bottom, right)

    def read_kinds(self, sheet: int, top: int, left: int, bottom: int, right: int) -> Kinds | None:
        """The kinds and numbers of a rectangle, cut to the used part of the sheet; None of a large
        one that may be nearly empty."""
        rows, cols = self.extent(sheet)
        bottom, right = max(top, min(bottom, rows - 1)), max(left, min(right, cols - 1))
        if (bottom - top + 1) * (right - left + 1) > thresholds.WHOLE_UP_TO and left != right:
            return None
        return self.model.sheets[sheet].cells.kinds(sheet, top, left, bottom, right)

    def read_used(self, sheet: int, top: int, left: int, bottom: int, right: int) -> Array:
        """The values of a rectangle, cut to the used part of the sheet (at least one cell)."""
        rows, cols = self.extent(sheet)
        bottom, right = max(top, min(bottom, rows - 1)), max(left, min(right, cols - 1))
        return self.model.sheets[sheet].cells.read(sheet, top, left, bottom, right)

    @property
    def random(self) -> np.random.Generator:
        """Where RAND and its like come from."""
        return self.chance.generator

    def now(self) -> float:
        """The serial of the moment this calculation began."""
        if self._now is None:
            moment = self.fixed_now or datetime.datetime.now()
            self._now = from_python(moment, self.model.date1904) or 0.0
        return self._now

    def spill_area(self, sheet: int, row: int, col: int) -> Area | None:
        """Where the array anchored in a cell is: spilled, entered over an area, or one value."""
        group = self.owner(sheet, row, col)
        if group is None:
            return None
        if group.run.kind == "normal":
            return Area(sheet, row, col, row, col)
        if group.run.kind == "array" and group.run[:2] == (row, col):
            return Area(sheet, *group.run[:4])
        if group.run.kind != "dynamic" or group.spill is None:
            return None
        return Area(sheet, *group.spill) if group.spill[:2] == (row, col) else None

    def reference_from_text(self, text: str, frame: Frame, *, a1: bool) -> Reference | None:
        """The reference a text spells, seen from a frame; None if it spells none."""
        area = one_area(text) if a1 else None
        if area is None:
            return self._reference_parsed(text, frame, a1=a1)
        name, *corners = area
        sheet = frame.sheet if name is None else self.model.sheet_index(name)
        return None if sheet is None else Reference(Area(sheet, *corners))

    def _reference_parsed(self, text: str, frame: Frame, *, a1: bool) -> Reference | None:
        if text.lstrip().startswith("!"):  # "of this sheet", which only names say
            return None
        try:
            node = parse(text) if a1 else parse_r1c1(text, frame.row, frame.col)
        except (FormulaSyntaxError, ValueError):
            return None
        if isinstance(node, nodes.Ref) and a1:  # relative corners mean what they say
            node = pinned(node)
        if not isinstance(
            node, (nodes.Ref, nodes.Name, nodes.Structured, nodes.Binary, nodes.Unary)
        ):
            return None
        compiler = Compiler(self.model, frame.sheet, frame.row, frame.col)
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

    def formula_cells(self, area: Area) -> Array:
        """Which cells of an area hold a formula."""
        _, top, left, bottom, right = area
        found = np.zeros((bottom - top + 1, right - left + 1), bool)
        for run in dict.fromkeys(group.run for group in self.owners_in(area)):
            last = run[:2] if run.kind == "dynamic" else (run.bottom, run.right)
            rows = slice(max(run.top - top, 0), max(last[0] + 1 - top, 0))
            found[rows, max(run.left - left, 0) : max(last[1] + 1 - left, 0)] = True
        return found

    def filled_down(self, sheet: int, row: int, col: int, rows: int, frame: Frame) -> Value:
        """What a cell's formula would give some rows further down, for one that a frame is of."""
        group = self.owner(sheet, row, col)
        if group is None:
            return frame.value_at(sheet, row, col)
        value: Value = group.filled.run(frame.moved(sheet, row + rows, col))
        return value

    def subtotal_rows(self, sheet: int, col: int) -> np.ndarray:
        """The rows of a column that hold subtotals, ascending."""
        if self._subtotals is None:
            found: dict[tuple[int, int], list[np.ndarray]] = {}
            calls: dict[int, bool] = {}
            for group in self.groups:
                shared = group.shared
                if not shared.traits.subtotal:
                    continue
                if id(shared) not in calls:
                    calls[id(shared)] = calls_subtotal(shared.node)
                if calls[id(shared)]:
                    rows = np.arange(group.run.top, group.run.bottom + 1)
                    for column in range(group.run.left, group.run.right + 1):
                        found.setdefault((group.sheet, column), []).append(rows)
            self._subtotals = {at: np.sort(np.concatenate(rows)) for at, rows in found.items()}
        return self._subtotals.get((sheet, col), _NO_ROWS)

    @property
    def asks(self) -> set[Asked]:
        """What functions of any formula need beyond their arguments."""
        return {asked for compiled in self.plan.compiled for asked in compiled.traits.asks}

    # ---- evaluating -------------------------------------------------------------------------

    def mark_all(self) -> None:
        """Forget the values of all formulas' cells."""
        for group in self.dynamic:
            if group.spill is not None:
                self.clear_spill(group)
        for sheet, col, tops, bottoms in self.owners.rows():
            self._mark_rows(sheet, col, col, tops, bottoms)

    def mark(self, groups: list[Group]) -> None:
        """Forget the values of these groups' cells."""
        beside: dict[tuple[int, int, int], list[Run]] = {}
        """Runs by their sheet and columns: all of a column at once."""
        for group in groups:
            run = group.run
            beside.setdefault((group.sheet, run.left, run.right), []).append(run)
            if group.spill is not None:
                self.clear_spill(group)
        for (sheet, left, right), runs in beside.items():
            tops, bottoms = [run.top for run in runs], [run.bottom for run in runs]
            self._mark_rows(sheet, left, right, tops, bottoms)

    def _mark_rows(
        self, sheet: int, left: int, right: int, tops: list[int], bottoms: list[int]
    ) -> None:
        """Forget the values of some columns' cells in runs of rows, from their first to their last
        row."""
        rows: np.ndarray | None = None
        for col in range(left, right + 1):
            column = self.columns[sheet].get(col)
            if len(tops) == 1 and column is not None and column.has(tops[0], bottoms[0]):
                column.mark_pending(tops[0], bottoms[0])
                continue
            if rows is None:
                rows = _rows_of(tops, bottoms)
            if column is None:
                column = self.columns[sheet][col] = Column.blank(int(rows[0]), 1)
            column.mark_rows(rows)

    def clear_spill(self, group: Group) -> None:
        """Empty the cells a dynamic array spilled into beyond those it had when saved."""
        assert group.spill is not None
        top, left, bottom, right = group.spill
        run, cells = group.run, self.model.sheets[group.sheet].cells
        for row in range(top, bottom + 1):
            for col in range(left, right + 1):
                if row > run.bottom or col > run.right:
                    cells.set(row, col, None)
        group.spill = None

    def is_pending(self, cell: Cell) -> bool:
        """Whether a formula's cell has no value yet."""
        sheet, row, col = cell
        return self.columns[sheet][col].is_pending(row)

    def evaluate_cell(self, group: Group, row: int, col: int) -> None:
        if self.kept and (group.sheet, row, col) in self.kept:
            kept = self.kept[group.sheet, row, col]
            self.model.sheets[group.sheet].cells.set(row, col, kept)
            return
        frame = Frame(self, group.sheet, row, col)
        value = self.run_formula(group, frame)
        if isinstance(value, Reference):
            value = frame.intersect(value)
        if isinstance(value, np.ndarray):
            value = value.item(0) if value.size else CALC
        result = cell_result(value)
        if self.model.precision_as_displayed and type(result) is float:
            # A setting of few workbooks: the others start without the number formats.
            from xl_kpis.formula.values.number_format import as_displayed

            code = self.model.sheets[group.sheet].formats.get((row, col))
            result = as_displayed(result, code) if code else result
        self.model.sheets[group.sheet].cells.set(row, col, result)

    def put_input(self, sheet: int, row: int, col: int, value: Scalar) -> None:
        """Give a cell that holds no formula another value, or the one it had at first."""
        cell, cells = (sheet, row, col), self.model.sheets[sheet].cells
        first = self.touched.pop(cell) if cell in self.touched else cells.get(row, col)
        cells.set(row, col, value)
        if type(first) is not type(value) or first != value:
            self.touched[cell] = first

    def count_call(self) -> None:
        """Count a call of a LAMBDA or a name; too many end the formula with #NUM!."""
        self.calls += 1
        if self.calls > LIMITS.calls:
            raise TooManyCalls

    def run_formula(self, group: Group, frame: Frame) -> Value:
        """The formula's value; a function that fails in a way nobody foresaw gives #VALUE!, is
        named in the report, and does not stop the workbook. What comes from outside does."""
        self.calls = 0
        try:
            return group.compiled.run(frame)
        except Pending:
            raise
        except Failure as failure:
            return failure.error
        except RecursionError:
            return NUM
        except Exception as wrong:
            if isinstance(wrong, TimeoutError) or is_foreign(wrong):
                raise
            where = f"{self.model.sheets[frame.sheet].name}!{cell_name(frame.row, frame.col)}"
            self.warnings[where] = FormulaWarning.of("formula", where, wrong)
            return VALUE

    def store(self, sheet: int, top: int, left: int, height: int, width: int, value: Value) -> None:
        """Write the lanes' result into the run's cells."""
        array = as_array(cell_result(value) if not isinstance(value, np.ndarray) else value)
        if array.dtype == object:
            array = cell_results(array)
        if array.shape != (height, width):
            array = np.broadcast_to(array, (height, width))
        self.model.sheets[sheet].cells.put(top, left, array)


_NO_ROWS = np.empty(0, np.int64)


P = ParamSpec("P")
R = TypeVar("R")


def _rows_of(tops: list[int], bottoms: list[int]) -> np.ndarray:
    """The rows of runs, ascending."""
    rows = np.array(tops)
    if tops != bottoms:
        spans = zip(tops, bottoms, strict=True)
        rows = np.concatenate([np.arange(top, bottom + 1) for top, bottom in spans])
    return distinct(rows) if len(tops) > 1 else rows


def evaluating(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """``function(*args)`` with room for deep formulas; numbers too large are #NUM!, no warnings."""
    with np.errstate(all="ignore"):
        return with_room(function, *args, **kwargs)


def calls_subtotal(node: nodes.Node) -> bool:
    """Whether a formula calls one of the functions whose cells subtotals leave out, in its own text
    rather than by a name."""
    calls = (part.name for part in walk(node) if isinstance(part, nodes.Call))
    return any(function is not None and function.subtotal for function in map(find, calls))
