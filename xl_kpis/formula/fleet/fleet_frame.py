"""A formula's place in many workbooks at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

import numpy as np

from xl_kpis.errors import VALUE
from xl_kpis.formula.calculate.cell_results import cell_result
from xl_kpis.formula.compile.frame import Frame, Surroundings
from xl_kpis.formula.fleet.stack import Stack
from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.functions.support.stacked import Stacked
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area, Reference
from xl_kpis.formula.sheets.columns import Pending
from xl_kpis.formula.sheets.model import Model, Run
from xl_kpis.formula.values.kinds import Kinds, kinds_in
from xl_kpis.formula.values.value import Array, Scalar, Value, as_array


class Workbooks(Protocol):
    """What a frame asks of the workbooks it belongs to."""

    model: Model
    memo: dict[Any, Any]
    books: int
    stacks: list[Stack]
    extent: tuple[int, int]

    def state_of(self, number: int) -> Surroundings: ...
    def count_call(self) -> None: ...


class FleetFrame(Frame):
    """Lanes that are the cells of a run in the first workbook, below them those in the second, …

    What must know one workbook from another (a range taken as a whole, the model, other cells'
    formulas) raises :class:`OneByOne`, unless the function that asks can have it as a
    :class:`Stacked`; then the call is made for each workbook on its own.
    """

    __slots__ = ("books", "fleet", "height", "whole", "width")

    def __init__(self, fleet: Workbooks, sheet: int, part: Run) -> None:
        height, width = part.bottom - part.top + 1, part.right - part.left + 1
        lanes = fleet.books * height, width
        super().__init__(fleet, sheet, part.top, part.left, lanes)  # type: ignore[arg-type]
        self.fleet = fleet
        self.books = fleet.books
        self.height, self.width = height, width
        self.whole = False

    @property
    def rows(self) -> int:
        return self.height

    @property
    def columns(self) -> int:
        return self.width

    def row_numbers(self) -> np.ndarray:
        self._not_whole()
        return np.tile(super().row_numbers(), self.books)

    def _not_whole(self) -> None:
        if self.whole:  # lanes would be mistaken for a range
            raise OneByOne

    # ---- calls ------------------------------------------------------------------------------

    def taken_whole(self, part: Callable[[Any], Value]) -> Value:
        outside, self.whole = self.whole, True
        try:
            return part(self)
        finally:
            self.whole = outside

    def together(self, lanes: Callable[[Any], Value], alone: Callable[[Any], Value]) -> Value:
        self._not_whole()
        try:
            return lanes(self)
        except OneByOne:
            return self._each(alone)

    def _each(self, closure: Callable[[Any], Value]) -> Array:
        """A closure's values in each workbook on its own."""
        parts = []
        size = self.height, self.width
        lanes = None if size == (1, 1) else size
        for book in range(self.books):
            value = closure(Frame(self.fleet.state_of(book), self.sheet, self.row, self.col, lanes))
            if isinstance(value, Reference):
                raise OneByOne
            array = as_array(value)
            if any(n not in (1, m) for n, m in zip(array.shape, size, strict=True)):
                raise OneByOne
            parts.append(np.broadcast_to(array, size))
        return _below_each_other(parts)

    def given(self, values: list[Value]) -> list[Value]:
        """Arguments of a call; one that is the same in all workbooks in lanes, if ranges that are
        not the same make the result another in each."""
        if any(isinstance(value, Reference) for value in values):
            for i, value in enumerate(values):
                if isinstance(value, (float, str, bool)):
                    array = np.full((self.books * self.height, 1), value, object)
                    values[i] = array.astype(float) if type(value) is float else array
                    break
                if isinstance(value, np.ndarray):
                    break
        return values

    # ---- reading ----------------------------------------------------------------------------

    def extent(self, sheet: int) -> tuple[int, int]:
        return self.fleet.stacks[sheet].extent

    def blocks(self, area: Area) -> Array:
        self._not_whole()
        found = self.fleet.stacks[area.sheet].read(*area[1:])
        if found is None:
            raise Pending(area)
        return found

    def kinds_in_blocks(self, area: Area) -> Kinds:
        return kinds_in(self.blocks(area))

    def lane_at(self, sheet: int, row: int, col: int, moves_down: bool, moves_right: bool) -> Value:
        height = self.height if moves_down else 1
        width = self.width if moves_right else 1
        if row + height > MAX_ROWS or col + width > MAX_COLS:
            raise OneByOne
        values = self.blocks(Area(sheet, row, col, row + height - 1, col + width - 1))
        values = values.reshape(-1, width)
        return values if height == self.height else np.repeat(values, self.height, axis=0)

    def stacked(self, ref: Reference) -> Stacked:
        """A range in all workbooks, cut to what they use, for functions that can do with it."""
        self._not_whole()
        if len(ref.areas) != 1:
            raise OneByOne
        area = ref.area
        found: Stacked | None = self.fleet.memo.get(area)
        if found is None:
            rows, cols = self.fleet.extent
            bottom = max(area.top, min(area.bottom, rows - 1))
            right = max(area.left, min(area.right, cols - 1))
            used = Area(area.sheet, area.top, area.left, bottom, right)
            found = Stacked(self.blocks(used), used == area, self.date1904, self.region)
            self.fleet.memo[area] = found
        return found

    def value_at(self, sheet: int, row: int, col: int) -> Scalar:
        raise OneByOne

    def read(self, ref: Reference) -> Value:
        raise OneByOne

    def read_item(self, ref: Reference) -> Value:
        raise OneByOne

    def used(self, ref: Reference) -> Value:
        raise OneByOne

    def once(self, ref: Reference) -> Value:
        raise OneByOne

    def filled(self, ref: Reference) -> Value:
        raise OneByOne

    def kinds(self, ref: Reference) -> Kinds | None:
        return None

    def intersect(self, ref: Reference) -> Value:
        if self.height > 1 or self.width > 1 or len(ref.areas) != 1:
            raise OneByOne
        sheet, top, left, bottom, right = ref.area
        if top <= self.row <= bottom or top == bottom:
            row = top if top == bottom else self.row
            if left == right or left <= self.col <= right:
                return self.lane_at(sheet, row, left if left == right else self.col, False, False)
        return VALUE

    # ---- what only one workbook can tell ----------------------------------------------------

    @property
    def memo(self) -> dict[Any, Any]:  # type: ignore[override]
        return self.fleet.memo

    def now(self) -> float:
        raise OneByOne

    @property
    def random(self) -> np.random.Generator:
        raise OneByOne

    def model(self) -> Any:
        raise OneByOne

    def reference(self, text: str, *, a1: bool = True) -> Reference:
        raise OneByOne

    def formula_text(self, sheet: int, row: int, col: int) -> str | None:
        raise OneByOne

    def formula_cells(self, area: Area) -> Array:
        raise OneByOne

    def subtotal_rows(self, sheet: int, col: int) -> np.ndarray:
        raise OneByOne

    def filled_down(self, sheet: int, row: int, col: int, rows: int) -> Value:
        raise OneByOne

    def inside(self, local: dict[str, Any]) -> Frame:
        raise OneByOne

    def apply(self, function: Any, *args: Value) -> Value:
        raise OneByOne


def _below_each_other(parts: list[Array]) -> Array:
    kinds = {part.dtype for part in parts}
    dtype = kinds.pop() if len(kinds) == 1 else np.dtype(object)
    return np.concatenate([part.astype(dtype, copy=False) for part in parts])


def lane_results(value: Value, frame: FleetFrame) -> Array | None:
    """A formula's value as its cells hold it, by workbook, row and column; None if it is no value
    per lane."""
    array = as_array(value if isinstance(value, np.ndarray) else cell_result(value))
    shape = frame.books * frame.height, frame.width
    if any(n not in (1, m) for n, m in zip(array.shape, shape, strict=True)):
        return None
    return np.broadcast_to(array, shape).reshape(frame.books, frame.height, frame.width)
