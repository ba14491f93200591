"""What a range-taking function receives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from xl_kpis.errors import VALUE, ExcelError, Failure
from xl_kpis.formula.functions.declare import Context
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Reference
from xl_kpis.formula.values.formula_limits import check_size
from xl_kpis.formula.values.repeated import Repeated, blank_beyond
from xl_kpis.formula.values.summation import is_exact
from xl_kpis.formula.values.value import Array, as_array, tighten

T = TypeVar("T")


class Range:
    """A reference that is read when asked for, or an array.

    ``shape`` is the full shape (whole columns have 1,048,576 rows); ``array`` is cut to the used
    part of the sheet, the rest being blank; ``block`` has the blanks too, unless the range goes on
    to the end of the sheet. Reading a reference of several areas is #VALUE!; ``shape`` is then
    that of the first.
    """

    __slots__ = ("_array", "ctx", "is_single", "ref", "repeated", "shape")

    def __init__(self, value: Any, ctx: Context) -> None:
        self.ctx = ctx
        self.is_single = not isinstance(value, (Reference, np.ndarray, Repeated))
        """Whether a single value was given in place of a range."""
        self.ref: Reference | None = None
        self._array: Array | None = None
        self.repeated: Repeated | None = None
        """An array that goes on with something other than blanks."""
        if isinstance(value, Reference):
            self.ref = value
            self.shape = value.area.shape
        elif isinstance(value, Repeated):
            self.shape = value.shape
            self._array = value.without(("blank",))
            self.repeated = value if self._array is None else None
        else:
            self._array = as_array(value)
            self.shape = self._array.shape

    def holds(self, array: Array) -> None:
        """Note what is known to be in the cells of a reference, all of them."""
        self._array = tighten(array)

    def line(self, index: int, *, row: bool) -> Array | None:
        """A column, or row, of the values, where they were read already."""
        array = self._array
        if array is None or index >= array.shape[not row]:
            return None
        return tighten(array[index] if row else array[:, index])

    @property
    def array(self) -> Array:
        """The values, 2-D: float64, bool or object (blank None, errors left in)."""
        if self._array is None and self.repeated is not None:
            self._array = self.repeated.full()
        if self._array is None:
            assert self.ref is not None
            if len(self.ref.areas) != 1:
                raise Failure(VALUE)
            self._array = as_array(self.ctx.used(self.ref))
        return self._array

    @property
    def block(self) -> Array:
        """The values in their full shape, blanks after the used part of the sheet included."""
        array = self.array
        if array.shape == self.shape:
            return array
        rows = len(array) if self.shape[0] == MAX_ROWS else self.shape[0]
        cols = array.shape[1] if self.shape[1] == MAX_COLS else self.shape[1]
        if array.shape == (rows, cols):
            return array
        return with_blanks(array, (rows, cols))

    @property
    def full(self) -> Array:
        """The values in their full shape, all blanks included."""
        array = self.array
        return array if array.shape == self.shape else whole(blank_beyond(array, self.shape))

    @property
    def long(self) -> Array | Repeated:
        """The values in their full shape, what follows over and over only once."""
        return self.repeated or blank_beyond(self.array, self.shape)

    def cut(self, row: int, col: int, height: int, width: int) -> Array:
        """A block of the values, blanks after the used part of the sheet included."""
        block = self.array[row : row + height, col : col + width]
        return block if block.shape == (height, width) else with_blanks(block, (height, width))

    @property
    def once(self) -> Range:
        """The range, but what follows in an array over and over only once: to look for the first
        of something."""
        return self if self.repeated is None else Range(self.repeated.once(), self.ctx)

    def ignoring(self, *kinds: str) -> Range:
        """The range, but without what follows over and over if it is of kinds that make no
        difference."""
        core = None if self.repeated is None else self.repeated.without(kinds)
        return self if core is None else Range(core, self.ctx)

    def memo(self, name: str, build: Callable[[], T]) -> T:
        """Something computed from this range once for all formulas that use the same range
        (an index, a sorted copy). Arrays are not remembered."""
        if self.ref is None:
            return build()
        key = (name, self.ref)
        memo = self.ctx.memo
        if key not in memo:
            memo[key] = build()
        found: T = memo[key]
        return found


def with_blanks(array: Array, shape: tuple[int, int]) -> Array:
    """An array with blanks below and to the right of it; one too large fails with #NUM!."""
    check_size(*shape)
    out = np.full(shape, None, object)
    out[: array.shape[0], : array.shape[1]] = array
    return out


def whole(value: Any) -> Any:
    """A value, a Repeated as the array it stands for."""
    return value.full() if type(value) is Repeated else value


def added(array: Repeated) -> Array:
    """Numbers whose sum is that of an array, few of them if the order makes no difference."""
    if not is_exact(numbers_in(array.once())):  # fails with the first error
        return array.full()
    parts = [(numbers_in(piece), times) for piece, times in array.pieces()]
    if sum(float(np.abs(numbers).sum()) * times for numbers, times in parts) > 2.0**53:
        return array.full()
    return np.concatenate([numbers * times for numbers, times in parts]).reshape(-1, 1)


def first_error(items: list[Any]) -> ExcelError | None:
    """The first error among scalars."""
    return next((item for item in items if isinstance(item, ExcelError)), None)


def numbers_in(array: Array, *, text_as: float | None = None) -> np.ndarray:
    """The numbers of an array, in reading order, 1-D float64; its first error ends the call.

    Text, booleans and blanks are ignored; with ``text_as`` text counts as that number and
    booleans as 1 and 0 (as AVERAGEA takes them).
    """
    if array.dtype == np.float64:
        return array.ravel()
    if array.dtype == bool:
        return array.ravel().astype(np.float64) if text_as is not None else np.empty(0)
    items = array.ravel().tolist()
    out = []
    for item in items:
        kind = type(item)
        if kind is float:
            out.append(item)
        elif item is None:
            continue
        elif kind is ExcelError:
            raise Failure(item)
        elif text_as is not None:
            out.append(float(item) if kind is bool else text_as)
    return np.array(out, np.float64)
