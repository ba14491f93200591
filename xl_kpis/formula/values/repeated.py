"""Arrays that go on and on: those over whole columns and rows, of which a sheet uses a part.

What lies beyond the used part of a sheet is blank, so that an expression gives one and the same
item there, row after row: it is worked out once, and kept once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

import numpy as np

from xl_kpis.errors import NA, ExcelError
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS
from xl_kpis.formula.values.formula_limits import check_size
from xl_kpis.formula.values.value import Array, Value


class Repeated:
    """An array of a shape: its core, then one row (``below``) and one column (``right``) over and
    over, and in the corner between them one item. What there is none of is None.

    >>> Repeated((4, 1), np.array([[1.0]]), np.array([[0.0]])).full().ravel().tolist()
    [1.0, 0.0, 0.0, 0.0]
    """

    __slots__ = ("below", "core", "corner", "right", "shape")

    def __init__(
        self,
        shape: tuple[int, int],
        core: Array,
        below: Array | None = None,
        right: Array | None = None,
        corner: Array | None = None,
    ) -> None:
        self.shape = shape
        self.core = core
        self.below = below
        self.right = right
        self.corner = corner

    def full(self) -> Array:
        """All of it; one too large for memory fails with #NUM!."""
        check_size(*self.shape)
        return self._rows(self.shape, False)

    def once(self) -> Array:
        """Its core and what follows, once."""
        rows, cols = self.core.shape
        return self._rows((rows + (self.below is not None), cols + (self.right is not None)), False)

    def shown(self) -> Array:
        """What of it is put into cells: all, but of rows and columns that go on to the end of the
        sheet only the core."""
        ends = zip(self.shape, self.core.shape, (MAX_ROWS, MAX_COLS), strict=True)
        rows, cols = (core if whole == most else whole for whole, core, most in ends)
        return self.part(False, False, (rows, cols))

    def pieces(self) -> list[tuple[Array, int]]:
        """Arrays and how often they stand in the whole of it."""
        down, across = self.shape[0] - len(self.core), self.shape[1] - self.core.shape[1]
        found = (
            (self.core, 1),
            (self.below, down),
            (self.right, across),
            (self.corner, down * across),
        )
        return [(piece, times) for piece, times in found if piece is not None]

    def beyond(self) -> list[Any]:
        """The items that follow the core."""
        return [item for piece, _ in self.pieces()[1:] for item in piece.ravel().tolist()]

    @property
    def T(self) -> Repeated:
        """Its rows as columns."""
        parts = (None if part is None else part.T for part in (self.right, self.below, self.corner))
        return Repeated(self.shape[::-1], self.core.T, *parts)

    def lines(self, at: Sequence[int] | np.ndarray) -> Array | Repeated:
        """The rows at these positions, in this order; columns to the right of them go on."""
        at, width = np.asarray(at, np.intp), self.core.shape[1]
        check_size(len(at), width + 1)
        rows = self.once()[np.minimum(at, len(self.core))]
        if self.right is None:
            return rows
        return Repeated((len(at), self.shape[1]), rows[:, :width], None, rows[:, width:])

    def in_order(self, order: np.ndarray) -> Repeated:
        """The same, but for the order of its first rows."""
        longer = self.part(False, False, (len(order), self.core.shape[1]))
        right = None if self.right is None else self.part(False, True, (len(order), 0))
        shorter = len(order) < self.shape[0]
        return Repeated(
            self.shape,
            longer[order],
            self.below if shorter else None,
            None if right is None else right[order],
            self.corner if shorter else None,
        )

    def without(self, ignored: Collection[str]) -> Array | None:
        """Its core, if all that follows is of kinds that make no difference (see
        :func:`kind_of`)."""
        return self.core if all(kind_of(item) in ignored for item in self.beyond()) else None

    def part(self, down: bool, across: bool, size: tuple[int, int]) -> Array:
        """What stands in the first rows and columns, as many as are asked for, or with ``down``
        below and with ``across`` to the right of them."""
        own = min(self.shape[0], size[0]), min(self.shape[1], size[1])
        check_size(*own)
        return self._rows(own, across) if not down else self._row(own[1], across)

    def _rows(self, size: tuple[int, int], across: bool) -> Array:
        right = None if self.right is None else self.right[: size[0]]
        rows = _wide(self.core[: size[0]], right, size[1], across)
        if len(rows) == size[0] or self.below is None:
            return rows
        row = self._row(size[1], across)
        return _joined(rows, np.repeat(row, size[0] - len(rows), axis=0), 0)

    def _row(self, width: int, across: bool) -> Array:
        if self.below is None:
            return _wide(self.core, self.right, width, across)
        return _wide(self.below, self.corner, width, across)


def lines_of(array: Array | Repeated, at: Sequence[int] | np.ndarray) -> Array | Repeated:
    """The rows of an array at some positions, in this order."""
    if isinstance(array, Repeated):
        return array.lines(at)
    return array[np.asarray(at, np.intp)]


def _wide(array: Array, right: Array | None, width: int, across: bool) -> Array:
    """Rows of this width, or what follows to the right of them."""
    if across:
        return array if right is None else right
    missing = width - array.shape[1]
    if missing <= 0 or right is None:
        return array[:, :width]
    return _joined(array, np.repeat(right, missing, axis=1), 1)


def _joined(one: Array, other: Array, axis: int) -> Array:
    if one.dtype != other.dtype:
        one, other = one.astype(object), other.astype(object)
    return np.concatenate([one, other], axis=axis)


def blank_beyond(used: Array, shape: tuple[int, int]) -> Array | Repeated:
    """What a sheet holds in a rectangle of which it uses a part, at its corner."""
    rows, cols = used.shape
    if used.shape == shape:
        return used
    down, across = rows < shape[0], cols < shape[1]
    return Repeated(
        shape,
        used,
        np.full((1, cols), None, object) if down else None,
        np.full((rows, 1), None, object) if across else None,
        np.full((1, 1), None, object) if down and across else None,
    )


def kind_of(item: Any) -> str:
    """What kind of item an array holds.

    >>> [kind_of(item) for item in (None, 0.0, 2.0, "", True)]
    ['blank', 'zero', 'number', 'text', 'logical']
    """
    if item is None:
        return "blank"
    if type(item) is float:
        return "number" if item else "zero"
    if type(item) is str:
        return "text"
    if type(item) is bool:
        return "logical"
    return "error" if type(item) is ExcelError else "function"


def each(operate: Callable[..., Value], *values: Value) -> Value:
    """What an operation gives that works item by item, where values are Repeated.

    It is asked for the core, in which the cores of all values lie, and then for what follows.
    """
    arrays = [value for value in values if isinstance(value, (np.ndarray, Repeated))]
    shape = max(a.shape[0] for a in arrays), max(a.shape[1] for a in arrays)
    rows, cols = _length(arrays, 0, shape[0]), _length(arrays, 1, shape[1])

    def at(down: bool, across: bool) -> Value:
        return operate(*(_part(value, down, across, (rows, cols), shape) for value in values))

    core = at(False, False)
    if (rows, cols) == shape:
        return core
    down, across = rows < shape[0], cols < shape[1]
    return Repeated(
        shape,
        _spread(core, (rows, cols)),
        _spread(at(True, False), (1, cols)) if down else None,
        _spread(at(False, True), (rows, 1)) if across else None,
        at(True, True) if down and across else None,
    )


def _spread(array: Array, shape: tuple[int, int]) -> Array:
    return array if array.shape == shape else np.broadcast_to(array, shape)


def _length(arrays: list[Any], axis: int, whole: int) -> int:
    """How long the common core is: until all that changes from item to item is over."""
    length = 1
    for array in arrays:
        own = array.shape[axis]
        if own in (1, whole) and isinstance(array, Repeated):
            own = array.core.shape[axis]
        length = max(length, own)
    return length


def _part(
    value: Value, down: bool, across: bool, size: tuple[int, int], shape: tuple[int, int]
) -> Value:
    """What a value brings to the core or to what follows."""
    if not isinstance(value, (np.ndarray, Repeated)):
        return value
    ends = [own not in (1, whole) for own, whole in zip(value.shape, shape, strict=True)]
    if (down and ends[0]) or (across and ends[1]):  # too short: #N/A
        height = 1 if down else min(value.shape[0], size[0])
        width = 1 if across else min(value.shape[1], size[1])
        return np.full((height, width), NA, object)
    if isinstance(value, Repeated):
        return value.part(down, across, size)
    return value
