"""Where a formula is evaluated: its cell, its lanes, its variables.

A compiled formula is a function of a frame. One frame serves a single cell or, with ``lanes``, a
whole run at once: then a reference to one cell reads the rectangle of that cell over the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from typing import Any, Protocol

import numpy as np

from xl_kpis.errors import REF, VALUE, ExcelError, Failure
from xl_kpis.formula.compile.stack_room import CALLS, with_room
from xl_kpis.formula.functions.declare import Context, OneByOne
from xl_kpis.formula.functions.support.totals import Without
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area, Reference
from xl_kpis.formula.sheets.columns import PENDING_MARK, Column, Pending
from xl_kpis.formula.sheets.model import Model
from xl_kpis.formula.values.formula_limits import LIMITS
from xl_kpis.formula.values.kinds import Kinds
from xl_kpis.formula.values.region import Region
from xl_kpis.formula.values.repeated import Repeated
from xl_kpis.formula.values.value import Array, Scalar, Value

WindowsOfLanes = tuple[np.ndarray, Iterable[tuple[np.ndarray, Kinds]]]
"""For each lane the number of its window; for some windows at a time their numbers and the cells of
each, a row for each."""


class Surroundings(Protocol):
    """What a frame asks of the calculation it belongs to."""

    model: Model

    @property
    def columns(self) -> Mapping[int, dict[int, Column]]: ...

    memo: dict[Any, Any]
    calls: int

    @property
    def circular(self) -> Set[Any]: ...
    @property
    def random(self) -> np.random.Generator: ...
    def now(self) -> float: ...
    def extent(self, sheet: int) -> tuple[int, int]: ...
    def read_area(self, sheet: int, top: int, left: int, bottom: int, right: int) -> Array: ...
    def read_used(self, sheet: int, top: int, left: int, bottom: int, right: int) -> Array: ...
    def read_once(
        self, sheet: int, top: int, left: int, bottom: int, right: int
    ) -> Array | Repeated: ...
    def read_filled(self, sheet: int, top: int, left: int, bottom: int, right: int) -> Array: ...
    def read_kinds(
        self, sheet: int, top: int, left: int, bottom: int, right: int
    ) -> Kinds | None: ...
    def reference_from_text(self, text: str, frame: Frame, *, a1: bool) -> Reference | None: ...
    def formula_text(self, sheet: int, row: int, col: int) -> str | None: ...
    def formula_cells(self, area: Area) -> Array: ...
    def filled_down(self, sheet: int, row: int, col: int, rows: int, frame: Frame) -> Value: ...
    def subtotal_rows(self, sheet: int, col: int) -> np.ndarray: ...
    def spill_area(self, sheet: int, row: int, col: int) -> Area | None: ...
    def count_call(self) -> None: ...


class Frame(Context):
    """A formula's surroundings; also what its functions get as their ``Context``."""

    __slots__ = (
        "col",
        "date1904",
        "depth",
        "lanes",
        "local",
        "operands",
        "row",
        "sheet",
        "state",
    )
    window: Any = None
    """Reads a window of cells for each lane, where lanes are no cells of a run."""
    calls = 0
    """Python calls that the LAMBDAs around this one take at most, since it was last made sure that
    there is room."""
    gathered = False
    """Whether the lanes are formulas of one shape from anywhere."""
    books = 0
    """How many workbooks the lanes are of, where they are of several."""

    def __init__(
        self,
        state: Surroundings,
        sheet: int,
        row: int,
        col: int,
        lanes: tuple[int, int] | None = None,
        local: dict[str, Any] | None = None,
        depth: int = 0,
    ) -> None:
        self.state = state
        self.date1904 = state.model.date1904
        self.sheet = sheet
        self.row = row
        self.col = col
        self.lanes = lanes
        self.local = local
        self.depth = depth
        self.operands: tuple[Any, ...] = ()
        """What the formula reads here, where others of its shape read something else."""

    @property
    def rows(self) -> int:
        """How many rows of the sheet the lanes cover."""
        return 1 if self.lanes is None else self.lanes[0]

    @property
    def columns(self) -> int:
        """How many columns they cover."""
        return 1 if self.lanes is None else self.lanes[1]

    def row_numbers(self) -> np.ndarray:
        """The row each lane going down is in."""
        return self.row + np.arange(self.rows)

    def column_numbers(self) -> np.ndarray:
        """The columns that lanes are in, in a row; below each other where each lane has its own."""
        return (self.col + np.arange(self.columns)).reshape(1, -1)

    def extent(self, sheet: int) -> tuple[int, int]:
        """Rows and columns of the used part of a sheet."""
        return self.state.extent(sheet)

    def blocks(self, area: Area) -> Array:
        """A rectangle's values, in a block of its own for each workbook."""
        sheet, top, left, bottom, right = area
        cells = self.state.model.sheets[sheet].cells
        return cells.read(sheet, top, left, bottom, right)[None]

    def kinds_in_blocks(self, area: Area) -> Kinds:
        """As :meth:`blocks`, the kinds and numbers of the cells."""
        return self.state.model.sheets[area.sheet].cells.kinds(*area).in_one_book

    def given(self, values: list[Value]) -> list[Value]:
        """The arguments of a call as it gets them."""
        return values

    def together(self, lanes: Callable[[Any], Value], alone: Callable[[Any], Value]) -> Value:
        """A value for several workbooks at once, or else with ``alone`` for each of them."""
        raise NotImplementedError

    def taken_whole(self, part: Callable[[Any], Value]) -> Value:
        """The value of an argument in which lanes would be mistaken for a range."""
        return part(self)

    # ---- reading ----------------------------------------------------------------------------

    def value_at(self, sheet: int, row: int, col: int) -> Scalar:
        """One cell's scalar."""
        column = self.state.columns[sheet].get(col)
        if column is None:
            return None
        value = column.get(row)
        if value is PENDING_MARK:
            raise Pending(Area(sheet, row, col, row, col))
        return value

    def lane_at(self, sheet: int, row: int, col: int, moves_down: bool, moves_right: bool) -> Value:
        """What the lanes of this frame read through a reference to one cell."""
        assert self.lanes is not None
        height = self.lanes[0] if moves_down else 1
        width = self.lanes[1] if moves_right else 1
        if height == width == 1:
            return self.value_at(sheet, row, col)
        if row + height > MAX_ROWS or col + width > MAX_COLS:
            raise OneByOne
        return self.state.model.sheets[sheet].cells.read(
            sheet, row, col, row + height - 1, col + width - 1
        )

    def operand_value(self, index: int) -> Value:
        """The value of a cell that is an operand."""
        sheet, row, col = self.operands[index]
        if self.lanes is None:
            return self.value_at(sheet, row, col)
        return self.lane_at(sheet, row, col, True, True)

    def operand_windows(
        self, index: int, once: bool, without: Without | None = None
    ) -> WindowsOfLanes:
        """Where the lanes are formulas of one shape from anywhere, the cells of an operand, blank
        where they do not count; with ``once`` cells that several lanes have in common need not come
        for each of them."""
        raise NotImplementedError

    def operand_cell(self, index: int) -> Reference:
        """The cell itself."""
        sheet, row, col = self.operands[index]
        return Reference(Area(sheet, row, col, row, col))

    def read(self, ref: Reference) -> Value:
        """A cell's scalar or a rectangle's array; one area only."""
        if len(ref.areas) != 1:
            return ref.unread()
        sheet, top, left, bottom, right = ref.area
        if top == bottom and left == right:
            return self.value_at(sheet, top, left)
        return self.state.read_area(sheet, top, left, bottom, right)

    def read_item(self, ref: Reference) -> Value:
        if self.lanes is not None and not (len(ref.areas) == 1 and ref.area.is_cell):
            raise OneByOne  # which of its cells is meant depends on the lane
        return self.read(ref)

    def used(self, ref: Reference) -> Value:
        """As :meth:`read`, cut to the used part of the sheet."""
        if len(ref.areas) != 1:
            return ref.unread()
        sheet, top, left, bottom, right = ref.area
        if top == bottom and left == right:
            return self.value_at(sheet, top, left)
        return self.state.read_used(sheet, top, left, bottom, right)

    def once(self, ref: Reference) -> Value:
        """As :meth:`read`, the blanks beyond the used part of the sheet only once."""
        if len(ref.areas) != 1:
            return ref.unread()
        sheet, top, left, bottom, right = ref.area
        if top == bottom and left == right:
            return self.value_at(sheet, top, left)
        return self.state.read_once(sheet, top, left, bottom, right)

    def filled(self, ref: Reference) -> Value:
        """As :meth:`used`, or without any blanks."""
        if len(ref.areas) != 1:
            return ref.unread()
        sheet, top, left, bottom, right = ref.area
        if top == bottom and left == right:
            return self.value_at(sheet, top, left)
        return self.state.read_filled(sheet, top, left, bottom, right)

    def kinds(self, ref: Reference) -> Kinds | None:
        """The kinds and numbers of cells, cut to the used part of the sheet; None where their
        values say more easily which of them there are."""
        return self.state.read_kinds(*ref.area) if len(ref.areas) == 1 else None

    def intersect(self, ref: Reference) -> Value:
        """Implicit intersection: the cell of a range in this formula's own row or column."""
        if len(ref.areas) != 1:
            return ref.unread()
        sheet, top, left, bottom, right = ref.area
        if top == bottom and left == right:
            return self.value_at(sheet, top, left)
        if self.rows > 1 or self.columns > 1:  # each lane meets the range in another cell
            raise OneByOne
        if left == right:
            if top <= self.row <= bottom:
                return self.value_at(sheet, self.row, left)
        elif top == bottom:
            if left <= self.col <= right:
                return self.value_at(sheet, top, self.col)
        elif top <= self.row <= bottom and left <= self.col <= right:
            return self.value_at(sheet, self.row, self.col)
        return VALUE

    # ---- what functions ask for -------------------------------------------------------------

    @property
    def cell(self) -> tuple[int, int, int]:  # type: ignore[override]
        return self.sheet, self.row, self.col

    @property
    def memo(self) -> dict[Any, Any]:  # type: ignore[override]
        return self.state.memo

    @property
    def region(self) -> Region:  # type: ignore[override]
        return self.state.model.region

    def now(self) -> float:
        return self.state.now()

    @property
    def random(self) -> np.random.Generator:
        return self.state.random

    def model(self) -> Model:
        return self.state.model

    def reference(self, text: str, *, a1: bool = True) -> Reference:
        found = self.state.reference_from_text(text, self, a1=a1)
        if found is None:
            raise Failure(REF)
        return found

    def formula_text(self, sheet: int, row: int, col: int) -> str | None:
        return self.state.formula_text(sheet, row, col)

    def formula_cells(self, area: Area) -> Array:
        return self.state.formula_cells(area)

    def subtotal_rows(self, sheet: int, col: int) -> np.ndarray:
        return self.state.subtotal_rows(sheet, col)

    def filled_down(self, sheet: int, row: int, col: int, rows: int) -> Value:
        return self.state.filled_down(sheet, row, col, rows, self)

    def moved(self, sheet: int, row: int, col: int) -> Frame:
        """Another cell's surroundings, in the same workbook."""
        return Frame(self.state, sheet, row, col)

    def apply(self, function: Any, *args: Value) -> Value:
        if isinstance(function, Lambda):
            return function.invoke(self, list(args))
        if isinstance(function, ExcelError):
            return function
        return VALUE

    def inside(self, local: dict[str, Any]) -> Frame:
        """The same place with other variables."""
        return Inner(self, self.lanes, local, self.depth, self.calls)

    def called(self, local: dict[str, Any], calls: int) -> Frame:
        """The same place inside a LAMBDA called here."""
        return Inner(self, self.lanes, local, self.depth + 1, calls)


class Inner(Frame):
    """A formula's surroundings inside a LAMBDA or LET: the same place, with variables."""

    __slots__ = ("calls",)

    def __init__(
        self,
        around: Frame,
        lanes: tuple[int, int] | None,
        local: dict[str, Any],
        depth: int,
        calls: int,
    ) -> None:
        self.state = around.state
        self.date1904 = around.date1904
        self.sheet = around.sheet
        self.row = around.row
        self.col = around.col
        self.lanes = lanes
        self.local = local
        self.depth = depth
        self.calls = calls
        self.operands = around.operands


class TooManyCalls(RecursionError):
    """LAMBDAs that call each other without end: the whole formula is #NUM!."""


class Lambda:
    """A function value: what LAMBDA gives."""

    __slots__ = ("body", "calls", "frame", "optional", "parameters")

    def __init__(
        self,
        parameters: tuple[str, ...],
        optional: int,
        body: Any,
        frame: Frame | None,
        calls: int,
    ) -> None:
        self.parameters = parameters
        self.optional = optional
        """How many of the last parameters may be omitted."""
        self.body = body
        self.frame = frame
        self.calls = calls
        """How many Python calls the body takes, at most."""

    def invoke(self, caller: Frame, args: list[Value]) -> Value:
        """The value for arguments; too many or too few are #VALUE!."""
        n = len(self.parameters)
        if not n - self.optional <= len(args) <= n:
            return VALUE
        home = self.frame or caller
        local = dict(home.local or ())
        for name, value in zip(self.parameters, args, strict=False):
            local[name] = value
        for name in self.parameters[len(args) :]:
            local[name] = OMITTED
        if caller.depth >= LIMITS.depth:
            raise TooManyCalls
        caller.state.count_call()
        calls = caller.calls + self.calls
        if calls > CALLS:
            return with_room(self.body, caller.called(local, self.calls))
        result: Value = self.body(caller.called(local, calls))
        return result

    def __repr__(self) -> str:
        return f"LAMBDA({','.join(self.parameters)})"


class _Omitted:
    """The value of an optional LAMBDA parameter that got no argument."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "OMITTED"


OMITTED = _Omitted()
