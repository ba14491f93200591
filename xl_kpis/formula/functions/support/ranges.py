"""What a range-taking function receives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np

from xl_kpis.errors import VALUE, ExcelError, Failure
from xl_kpis.formula.functions.declare import Context
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Reference
from xl_kpis.formula.values.value import Array, as_array

T = TypeVar("T")


class Range:
    """A reference that is read when asked for, or an array.

    ``shape`` is the full shape (whole columns have 1,048,576 rows); ``array`` is cut to the used
    part of the sheet, the rest being blank; ``block`` has the blanks too, unless the range goes on
    to the end of the sheet. Reading a reference of several areas is #VALUE!; ``shape`` is then
    that of the first.
    """

    __slots__ = ("_array", "ctx", "is_single", "ref", "shape")

    def __init__(self, value: Any, ctx: Context) -> None:
        self.ctx = ctx
        self.is_single = not isinstance(value, (Reference, np.ndarray))
        """Whether a single value was given in place of a range."""
        self.ref: Reference | None = None
        self._array: Array | None = None
        if isinstance(value, Reference):
            self.ref = value
            self.shape = value.area.shape
        else:
            self._array = as_array(value)
            self.shape = self._array.shape

    @property
    def array(self) -> Array:
        """The values, 2-D: float64, bool or object (blank None, errors left in)."""
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
        out = np.full((rows, cols), None, object)
        out[: array.shape[0], : array.shape[1]] = array
        return out

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
