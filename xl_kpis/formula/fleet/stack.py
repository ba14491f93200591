"""A sheet's cells in many workbooks: arrays with the workbooks one behind the other."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from xl_kpis.formula import thresholds
from xl_kpis.formula.sheets.columns import Column, Columns, encode
from xl_kpis.formula.sheets.model import Run
from xl_kpis.formula.values.kinds import BOOL, ERROR, NUMBER, PENDING, TEXT
from xl_kpis.formula.values.value import Array


class Box:
    """The rectangle that cells and runs take up."""

    def __init__(self, runs: Iterable[Run] = ()) -> None:
        self.top, self.left, self.bottom, self.right = 1 << 30, 1 << 30, -1, -1
        self.cells = 0
        for run in runs:
            height, width = run.bottom - run.top + 1, run.right - run.left + 1
            self._reach(run.top, run.left, run.bottom, run.right, height * width)

    def _reach(self, top: int, left: int, bottom: int, right: int, cells: int) -> None:
        self.top, self.left = min(self.top, top), min(self.left, left)
        self.bottom, self.right = max(self.bottom, bottom), max(self.right, right)
        self.cells += cells

    def add(self, row: np.ndarray, col: np.ndarray, books: int = 1) -> None:
        """Take in some cells, each in so many workbooks."""
        if len(row):
            ends = int(row.min()), int(col.min()), int(row.max()), int(col.max())
            self._reach(*ends, len(row) // books)

    @property
    def shape(self) -> tuple[int, int]:
        return max(self.bottom - self.top + 1, 0), max(self.right - self.left + 1, 0)

    @property
    def is_loose(self) -> bool:
        """Whether the rectangle is much larger than what is in it."""
        height, width = self.shape
        return height * width > thresholds.ROOM_PER_CELL * self.cells + thresholds.ROOM_ALWAYS


class Stack:
    """The cells of one sheet in many workbooks, which all have the same rectangle of it; what a
    workbook lacks is blank. The first axis is of workbooks."""

    __slots__ = ("kind", "left", "num", "obj", "top")

    def __init__(self, books: int, box: Box) -> None:
        self.top, self.left = box.top, box.left
        self.kind = np.zeros((books, *box.shape), np.uint8)
        self.num = np.zeros(self.kind.shape)
        self.obj: np.ndarray | None = None

    @classmethod
    def of(cls, columns: Columns, books: int) -> Stack:
        """Cells that are the same in all workbooks."""
        box = Box()
        for col, column in columns.by_index.items():
            rows = column.all_rows()
            box.add(rows, np.full(len(rows), col))
        stack = cls(books, box)
        for col, column in columns.by_index.items():
            at = column.all_rows() - stack.top, np.full(len(column), col - stack.left)
            stack.kind[:, *at], stack.num[:, *at] = column.kind, column.num
            if column.obj is not None:
                stack.objects()[:, *at] = column.obj
        return stack

    @property
    def extent(self) -> tuple[int, int]:
        """Rows and columns down to and right to the last cell."""
        if not self.kind.size:
            return 0, 0
        return self.top + self.kind.shape[1], self.left + self.kind.shape[2]

    def objects(self) -> np.ndarray:
        """The array of texts and errors."""
        if self.obj is None:
            self.obj = np.full(self.kind.shape, None, object)
        return self.obj

    def set(
        self,
        row: np.ndarray,
        col: np.ndarray,
        kind: np.ndarray | int,
        num: np.ndarray | None = None,
        obj: np.ndarray | None = None,
        book: np.ndarray | slice = slice(None),
    ) -> None:
        """Put cells in: of all workbooks (arrays with a row for each), or each of some ``book``."""
        at = row - self.top, col - self.left
        self.kind[book, *at] = kind
        if num is not None:
            self.num[book, *at] = num
        if obj is not None and len(row):
            self.objects()[book, *at] = obj

    def get(self, row: np.ndarray, col: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Kind, number and object of some cells, a row per workbook; all must be there."""
        at = row - self.top, col - self.left
        kind = self.kind[:, *at]
        obj = np.full(kind.shape, None, object) if self.obj is None else self.obj[:, *at]
        return kind, self.num[:, *at], obj

    def read(self, top: int, left: int, bottom: int, right: int) -> Array | None:
        """The values of a rectangle: float64, bool or object; None where one is not evaluated."""
        books, rows, cols = self.kind.shape
        inner = np.s_[
            :,
            max(top - self.top, 0) : max(min(bottom + 1 - self.top, rows), 0),
            max(left - self.left, 0) : max(min(right + 1 - self.left, cols), 0),
        ]
        kind = self.kind[inner]
        shape = books, bottom - top + 1, right - left + 1
        low, high = (int(kind.min()), int(kind.max())) if kind.size else (0, 0)
        if high == PENDING:
            return None
        if kind.shape == shape:
            if low == high == NUMBER:
                return self.num[inner]
            if low == high == BOOL:
                return self.num[inner].astype(bool)
        out = np.full(shape, None, object)
        if not high:
            return out
        down, across = max(self.top - top, 0), max(self.left - left, 0)
        part = out[:, down : down + kind.shape[1], across : across + kind.shape[2]]
        numbers = kind == NUMBER
        part[numbers] = self.num[inner][numbers]
        flags = kind == BOOL
        if flags.any():
            part[flags] = self.num[inner][flags].astype(bool)
        others = (kind == TEXT) | (kind == ERROR)
        if others.any():
            part[others] = self.objects()[inner][others]
        return out

    def read_book(self, book: int, top: int, left: int, bottom: int, right: int) -> Array:
        """The values of a rectangle in one workbook; all must be there."""
        one = Stack.__new__(Stack)
        one.top, one.left = self.top, self.left
        one.kind, one.num = self.kind[book : book + 1], self.num[book : book + 1]
        one.obj = None if self.obj is None else self.obj[book : book + 1]
        found = one.read(top, left, bottom, right)
        assert found is not None
        return found[0]

    def put(self, top: int, left: int, values: Array) -> None:
        """Put a rectangle of values in, which must lie in this one's; minus zero is 0."""
        down, across = top - self.top, left - self.left
        place = np.s_[:, down : down + values.shape[1], across : across + values.shape[2]]
        if values.dtype != object:
            self.kind[place] = BOOL if values.dtype == bool else NUMBER
            np.add(values, 0.0, out=self.num[place])
            return
        kind, num, obj = encode(values.ravel().tolist())
        self.kind[place] = kind.reshape(values.shape)
        np.add(num.reshape(values.shape), 0.0, out=self.num[place])
        if obj is not None:
            self.objects()[place] = obj.reshape(values.shape)

    def mark_pending(self, run: Run) -> None:
        """Forget the values of a run."""
        self.part(self.kind, run)[:] = PENDING

    def part(self, array: np.ndarray, run: Run) -> np.ndarray:
        """What an array has for the cells of a run."""
        top, left = run.top - self.top, run.left - self.left
        return array[:, top : run.bottom + 1 - self.top, left : run.right + 1 - self.left]

    def of_book(self, book: int) -> Columns:
        """The cells of one workbook; they share their memory with this."""
        columns, objects = Columns(), self.objects()
        for i in range(self.kind.shape[2]):
            columns.by_index[self.left + i] = Column(
                self.top, self.kind[book, :, i], self.num[book, :, i], objects[book, :, i]
            )
        return columns
