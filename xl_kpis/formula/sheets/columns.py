"""A sheet's cells, kept as columns of typed values.

A column knows the rows it has (dense from a first row, or a sorted list), a kind per cell, and the
numbers; text and errors live in an object array beside them. Reading a rectangle gives float64
where all cells are numbers, so arithmetic over a column never touches Python objects.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from xl_kpis.errors import CALC, ExcelError
from xl_kpis.formula import thresholds
from xl_kpis.formula.distinct import distinct
from xl_kpis.formula.reference import Area
from xl_kpis.formula.sheets.beside import MOST, ROOM, TIMES, Beside
from xl_kpis.formula.values.formula_limits import check_size
from xl_kpis.formula.values.kinds import (
    BLANK,
    BOOL,
    ERROR,
    NUMBER,
    PENDING,
    TEXT,
    Kinds,
    kinds_of,
    numbers_among,
)
from xl_kpis.formula.values.value import Array, Scalar, tighten


class Pending(Exception):
    """Somebody read formula cells that have no value yet; carries the rectangle read."""

    def __init__(self, area: Area) -> None:
        self.area = area


class Column:
    """One column. ``rows`` is None where the column is dense from ``first``."""

    __slots__ = ("first", "kind", "num", "obj", "rows")

    def __init__(
        self,
        first: int,
        kind: np.ndarray,
        num: np.ndarray,
        obj: np.ndarray | None = None,
        rows: np.ndarray | None = None,
    ) -> None:
        self.first = first
        self.kind = kind
        self.num = num
        self.obj = obj
        self.rows = rows
        if rows is not None:
            room = thresholds.GAPS_PER_CELL * len(rows) + thresholds.GAPS_ALWAYS
            if int(rows[-1]) - first < room:
                self._fill_gaps()

    def _fill_gaps(self) -> None:
        """Make it dense: finding a row is then a subtraction."""
        assert self.rows is not None
        at = self.rows - self.first
        n = int(at[-1]) + 1
        kind, num = np.zeros(n, np.uint8), np.zeros(n)
        kind[at], num[at] = self.kind, self.num
        if self.obj is not None:
            obj = np.full(n, None, object)
            obj[at] = self.obj
            self.obj = obj
        self.kind, self.num, self.rows = kind, num, None

    @classmethod
    def of(cls, rows: Iterable[int], values: Iterable[Scalar]) -> Column:
        """A column from row numbers (ascending, from 0) and scalars."""
        row_list, value_list = list(rows), list(values)
        n = len(row_list)
        kind, num, obj = encode(value_list)
        if row_list[-1] - row_list[0] + 1 == n:
            return cls(row_list[0], kind, num, obj)
        return cls(row_list[0], kind, num, obj, np.asarray(row_list, np.int32))

    @classmethod
    def blank(cls, first: int, count: int) -> Column:
        """A column of blank cells."""
        return cls(first, np.zeros(count, np.uint8), np.zeros(count))

    def __len__(self) -> int:
        return len(self.kind)

    @property
    def last(self) -> int:
        """The last row it has."""
        if self.rows is not None:
            return int(self.rows[-1])
        return self.first + len(self.kind) - 1

    def index(self, row: int) -> int:
        """Where a row is in the arrays, or -1."""
        if self.rows is None:
            i = row - self.first
            return i if 0 <= i < len(self.kind) else -1
        i = int(self.rows.searchsorted(row))
        return i if i < len(self.rows) and self.rows[i] == row else -1

    def span(self, top: int, bottom: int) -> tuple[int, int]:
        """The slice of the arrays that holds rows top..bottom."""
        if self.rows is None:
            n = len(self.kind)
            return min(max(top - self.first, 0), n), min(max(bottom + 1 - self.first, 0), n)
        search = self.rows.searchsorted
        return int(search(top)), int(search(bottom + 1))

    def get(self, row: int) -> Scalar | Any:
        """The scalar in a row; None if blank. PENDING cells give the kind's own marker."""
        i = self.index(row)
        if i < 0:
            return None
        kind = self.kind.item(i)
        if kind == NUMBER:
            return self.num.item(i)
        if kind == BLANK:
            return None
        if kind == BOOL:
            return bool(self.num.item(i))
        if kind == PENDING:
            return PENDING_MARK
        assert self.obj is not None
        return self.obj[i]

    def is_pending(self, row: int) -> bool:
        """Whether a row has a formula without a value."""
        i = self.index(row)
        return i >= 0 and self.kind.item(i) == PENDING

    def set(self, row: int, value: Scalar) -> None:
        """Put one scalar into a row, which is added if the column lacks it; minus zero is 0."""
        i = self.index(row)
        if i < 0:
            self.add_rows(np.array([row], np.int64))
            i = self.index(row)
        if type(value) is float:
            self.kind[i] = NUMBER
            self.num[i] = value + 0.0
            return
        kind, number = classify(value)
        self.kind[i] = kind
        self.num[i] = number
        if kind in (TEXT, ERROR):
            if self.obj is None:
                self.obj = np.full(len(self.kind), None, object)
            self.obj[i] = value if kind == TEXT or isinstance(value, ExcelError) else CALC

    def put(self, top: int, values: np.ndarray) -> None:
        """Put a vector (float64, bool or object) into rows top, top+1, …, added where missing.

        Minus zero becomes 0, as in Excel.
        """
        n = len(values)
        start, stop = self.span(top, top + n - 1)
        if stop - start != n:
            self.add_rows(np.arange(top, top + n))
            start, stop = self.span(top, top + n - 1)
        if values.dtype == object:
            kind, num, obj = encode(values.tolist())
            self.kind[start:stop] = kind
            np.add(num, 0.0, out=self.num[start:stop])
            if obj is not None:
                if self.obj is None:
                    self.obj = np.full(len(self.kind), None, object)
                self.obj[start:stop] = obj
        else:
            self.kind[start:stop] = BOOL if values.dtype == bool else NUMBER
            np.add(values, 0.0, out=self.num[start:stop])

    def add_rows(self, rows: np.ndarray) -> None:
        """Make room for rows (sorted); those it has keep their values."""
        have = self.all_rows()
        merged = distinct(np.concatenate([have, rows]))
        at = np.searchsorted(merged, have)
        kind = np.zeros(len(merged), np.uint8)
        num = np.zeros(len(merged))
        kind[at], num[at] = self.kind, self.num
        if self.obj is not None:
            obj = np.full(len(merged), None, object)
            obj[at] = self.obj
            self.obj = obj
        self.__init__(int(merged[0]), kind, num, self.obj, merged.astype(np.int32))  # type: ignore[misc]

    def all_rows(self) -> np.ndarray:
        """The row numbers it has, ascending."""
        if self.rows is not None:
            return self.rows
        return np.arange(self.first, self.first + len(self.kind))

    def has(self, top: int, bottom: int) -> bool:
        """Whether it has all rows top..bottom."""
        start, stop = self.span(top, bottom)
        return stop - start == bottom - top + 1

    def mark_pending(self, top: int, bottom: int) -> None:
        """Forget the values of rows top..bottom (all must be rows it has)."""
        start = self.index(top)
        self.kind[start : start + bottom - top + 1] = PENDING

    def mark_rows(self, rows: np.ndarray) -> None:
        """Forget the values of rows (ascending), which are added where missing."""
        count, first, last = len(rows), int(rows[0]), int(rows[-1])
        start, stop = self.span(first, last)
        if last - first + 1 == count == stop - start:
            self.kind[start:stop] = PENDING
            return
        if self.rows is None and first >= self.first and last < self.first + len(self.kind):
            self.kind[rows - self.first] = PENDING
            return
        have = self.all_rows()
        at = np.searchsorted(have, rows)
        if at[-1] == len(have) or (have[at] != rows).any():
            self.add_rows(rows)
            at = np.searchsorted(self.all_rows(), rows)
        self.kind[at] = PENDING

    def values(self, start: int, stop: int) -> np.ndarray:
        """A vector of the scalars in a slice of the arrays: float64, bool or object."""
        kind = self.kind[start:stop]
        if not len(kind):
            return np.empty(0, object)
        low, high = int(kind.min()), int(kind.max())
        if low == high == NUMBER:
            return self.num[start:stop]
        if low == high == BOOL:
            return self.num[start:stop].astype(bool)
        out = self.num[start:stop].astype(object)
        if low == BLANK:
            out[kind == BLANK] = None
        if (kind == BOOL).any():
            flags = kind == BOOL
            out[flags] = self.num[start:stop][flags].astype(bool)
        if high >= TEXT:
            others = (kind == TEXT) | (kind == ERROR)
            if others.any():
                assert self.obj is not None
                out[others] = self.obj[start:stop][others]
        return out


class _PendingMark:
    __slots__ = ()

    def __repr__(self) -> str:
        return "PENDING"


PENDING_MARK = _PendingMark()


def classify(value: Scalar) -> tuple[int, float]:
    """The kind of a scalar and the number kept for it."""
    if value is None:
        return BLANK, 0.0
    if isinstance(value, bool):
        return BOOL, float(value)
    if isinstance(value, (int, float)):
        return NUMBER, float(value)
    if isinstance(value, str):
        return TEXT, 0.0
    return ERROR, 0.0


def encode(values: list[Scalar]) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
    """Kinds, numbers, and objects (None where all are numbers, booleans or blanks)."""
    n = len(values)
    kind = kinds_of(values)
    if n and (kind == NUMBER).all():
        return kind, np.array(values, np.float64), None
    items = np.empty(n, object)
    items[:] = values
    num = numbers_among(items, kind)
    if not (kind >= TEXT).any():
        return kind, num, None
    items[kind < TEXT] = None
    errors = np.flatnonzero(kind == ERROR)
    for at, value in zip(errors.tolist(), items[errors].tolist(), strict=True):
        if not isinstance(value, ExcelError):
            items[at] = CALC  # a function value has no place in a cell
    return kind, num, items


class Columns:
    """The cells of one sheet."""

    __slots__ = ("_beside", "_times", "by_index")

    def __init__(self) -> None:
        self.by_index: dict[int, Column] = {}
        self._beside: Beside | None = None
        self._times = 0

    def get(self, row: int, col: int) -> Scalar | Any:
        """The scalar in a cell; None if blank; ``PENDING_MARK`` if not evaluated."""
        column = self.by_index.get(col)
        return None if column is None else column.get(row)

    def set(self, row: int, col: int, value: Scalar) -> None:
        column = self.by_index.get(col)
        if column is None:
            self.by_index[col] = Column.of([row], [value])
        else:
            column.set(row, value)

    def put(self, top: int, left: int, values: Array) -> None:
        """Put a two-dimensional array at a corner."""
        if len(values) == 1:
            self._put_row(top, left, values[0])
            return
        for j in range(values.shape[1]):
            column = self.by_index.get(left + j)
            if column is None:
                column = self.by_index[left + j] = Column.blank(top, len(values))
            column.put(top, values[:, j])

    def _put_row(self, row: int, left: int, values: np.ndarray) -> None:
        """Put a vector into a row; numbers without a call for each, as a row may be long."""
        numbers = values.dtype == np.float64
        there = self._part_of_row(row, left, left + len(values) - 1) if numbers else None
        if there is not None and (there[0] != BLANK).all():  # rows that all columns have
            there[0][:] = NUMBER
            np.add(values, 0.0, out=there[1])
            return
        for col, value in enumerate(values.tolist(), left):
            column = self.by_index.get(col)
            if numbers and column is not None and column.rows is None:
                at = row - column.first
                if 0 <= at < len(column.kind):
                    column.kind[at] = NUMBER
                    column.num[at] = value + 0.0
                    continue
            self.set(row, col, value)

    def pending_in_row(self, row: int, left: int, right: int) -> list[int]:
        """The columns whose cells in a row, which all are formulas', have no value yet."""
        there = self._part_of_row(row, left, right)
        if there is None:
            cols = range(left, right + 1)
            return [col for col in cols if self.by_index[col].is_pending(row)]
        return (np.flatnonzero(there[0] == PENDING) + left).tolist()

    def numbers_at(
        self, rows: np.ndarray, cols: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray] | None:
        """The kinds and numbers of many cells; None where there are texts or errors among them, or
        their columns are not beside each other."""
        beside = self._beside
        if beside is None:
            return None
        left, right = int(cols.min()), int(cols.max())
        columns = map(self.by_index.get, range(left, right + 1))
        if not all(c is not None and beside.has(c) for c in columns):
            return None
        at = rows - beside.first
        if at.min() < 0 or at.max() >= beside.kind.shape[1]:
            return None
        kind = beside.kind[cols - beside.left, at]
        others = (kind == TEXT) | (kind == ERROR)
        return None if others.any() else (kind, beside.num[cols - beside.left, at])

    def _part_of_row(self, row: int, left: int, right: int) -> tuple[np.ndarray, np.ndarray] | None:
        """The kinds and numbers of a part of a row as arrays, into which others may be put; None
        where the columns are few, or not such that they can be put beside each other."""
        if right + 1 - left < thresholds.COLUMNS_BESIDE:
            return None
        get = self.by_index.get
        columns = [get(col) for col in range(left, right + 1)]
        beside = self._beside
        if beside is None or not all(c is not None and beside.has(c) for c in columns):
            beside = self._put_beside(left, right)
        return None if beside is None else beside.row(row, left, right)

    def _put_beside(self, left: int, right: int) -> Beside | None:
        """Put columns beside each other, and those beside them."""
        if self._times >= TIMES:
            return None
        first, last = left, left
        while self._may_be_beside(first - 1):
            first -= 1
        while self._may_be_beside(last):
            last += 1
        columns = [self.by_index[col] for col in range(first, last)]
        if last <= right:
            return None
        cells = sum(map(len, columns))
        height = max(c.last for c in columns) + 1 - min(c.first for c in columns)
        if height * len(columns) > min(ROOM * cells, MOST):
            return None
        self._times += 1
        self._beside = Beside(first, columns)
        return self._beside

    def _may_be_beside(self, col: int) -> bool:
        """Whether a column has all its rows, and shares them with nobody."""
        column = self.by_index.get(col)
        if column is None or column.rows is not None or not len(column):
            return False
        own = column.kind.base is None and column.num.base is None
        return own or (self._beside is not None and self._beside.has(column))

    def extent(self) -> tuple[int, int]:
        """The number of rows and columns down to and right to the last cell."""
        if not self.by_index:
            return 0, 0
        return max(c.last for c in self.by_index.values()) + 1, max(self.by_index) + 1

    def read(self, sheet: int, top: int, left: int, bottom: int, right: int) -> Array:
        """The rectangle as an array; raises :class:`Pending` at a cell not evaluated yet,
        and fails with #NUM! where it is larger than any array may be."""
        height, width = bottom - top + 1, right - left + 1
        check_size(height, width)
        if height == 1:
            return self._row(sheet, top, left, right)
        parts: list[np.ndarray | None] = []
        kinds = set()
        for col in range(left, right + 1):
            column = self.by_index.get(col)
            if column is None:
                parts.append(None)
                kinds.add("blank")
                continue
            start, stop = column.span(top, bottom)
            kind = column.kind[start:stop]
            if stop > start and kind.max() == PENDING:
                raise Pending(Area(sheet, top, left, bottom, right))
            vector = column.values(start, stop)
            if len(vector) < height:
                full = np.full(height, None, object)
                if column.rows is None:
                    offset = max(column.first - top, 0)
                    full[offset : offset + len(vector)] = vector
                else:
                    full[column.rows[start:stop] - top] = vector
                vector = full
            parts.append(vector)
            kinds.add(vector.dtype.kind)
        if width == 1 and parts[0] is not None:
            return parts[0].reshape(-1, 1)
        dtype = {"f": np.float64, "b": bool}.get(next(iter(kinds))) if len(kinds) == 1 else None
        out = np.empty((height, width), dtype or object)
        for j, part in enumerate(parts):
            out[:, j] = part
        return out

    def kinds(self, sheet: int, top: int, left: int, bottom: int, right: int) -> Kinds:
        """The rectangle's kinds and numbers, with the values for who asks; as :meth:`read`, raises
        :class:`Pending`."""
        height, width = bottom - top + 1, right - left + 1
        check_size(height, width)
        area = Area(sheet, top, left, bottom, right)
        there = self._part_of_row(top, left, right) if height == 1 else None
        if there is not None:
            kinds, numbers = (each.reshape(1, -1) for each in there)
        else:
            kinds, numbers = self._kinds(area)
        if kinds.max() == PENDING:
            raise Pending(area)
        return Kinds(kinds, numbers, lambda: self.read(*area))

    def _kinds(self, area: Area) -> tuple[np.ndarray, np.ndarray]:
        _, top, left, bottom, right = area
        shape = bottom - top + 1, right - left + 1
        if shape[1] == 1 and (column := self.by_index.get(left)) is not None:
            start, stop = column.span(top, bottom)
            if stop - start == shape[0]:
                return column.kind[start:stop, None], column.num[start:stop, None]
        kinds, numbers = np.zeros(shape, np.uint8), np.zeros(shape)
        for j in range(shape[1]):
            column = self.by_index.get(left + j)
            if column is None:
                continue
            start, stop = column.span(top, bottom)
            if column.rows is None:
                first = max(column.first - top, 0)
                at: slice | np.ndarray = slice(first, first + stop - start)
            else:
                at = column.rows[start:stop] - top
            kinds[at, j], numbers[at, j] = column.kind[start:stop], column.num[start:stop]
        return kinds, numbers

    def filled(self, sheet: int, top: int, left: int, bottom: int, right: int) -> Array:
        """The rectangle, or what is not blank in it as one column if most of it is; in reading
        order either way."""
        columns = [self.by_index[col] for col in sorted(self.by_index) if left <= col <= right]
        spans = [column.span(top, bottom) for column in columns]
        if 2 * sum(stop - start for start, stop in spans) > (bottom - top + 1) * (right - left + 1):
            return self.read(sheet, top, left, bottom, right)
        places: list[np.ndarray] = []
        parts: list[np.ndarray] = []
        for column, (start, stop) in zip(columns, spans, strict=True):
            kind = column.kind[start:stop]
            if stop > start and kind.max() == PENDING:
                raise Pending(Area(sheet, top, left, bottom, right))
            there = np.flatnonzero(kind != BLANK)
            places.append(column.all_rows()[start:stop][there])
            parts.append(column.values(start, stop)[there])
        count = sum(map(len, parts))
        check_size(count, 1)
        if not count:
            return np.full((1, 1), None, object)
        kinds = {part.dtype for part in parts if len(part)}
        dtype = kinds.pop() if len(kinds) == 1 else np.dtype(object)
        values = np.concatenate([part.astype(dtype) for part in parts if len(part)])
        order = np.argsort(np.concatenate(places), kind="stable")
        return tighten(values[order]).reshape(-1, 1)

    def _row(self, sheet: int, row: int, left: int, right: int) -> Array:
        """A part of one row, as :meth:`read` gives it."""
        there = self._part_of_row(row, left, right)
        if there is not None:
            kinds_there, numbers = there
            if kinds_there.max() == PENDING:
                raise Pending(Area(sheet, row, left, row, right))
            if (kinds_there == NUMBER).all():
                return numbers.copy().reshape(1, -1)
        get = self.by_index.get
        columns = [get(col) for col in range(left, right + 1)]
        items: list[Any] = []
        for column in columns:  # a row may be long: numbers without a call for each
            at = -1 if column is None or column.rows is not None else row - column.first
            if column is not None and 0 <= at < len(column.kind) and column.kind.item(at) == NUMBER:
                items.append(column.num.item(at))
            else:
                items.append(None if column is None else column.get(row))
        kinds = set(map(type, items))
        if kinds == {float}:
            return np.array([items])
        if kinds == {bool}:
            return np.array([items], bool)
        if _PendingMark in kinds:
            raise Pending(Area(sheet, row, left, row, right))
        out = np.empty((1, len(items)), object)
        out[0] = items
        return out
