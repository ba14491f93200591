"""Cells of many workbooks side by side: a sheet's column in each of them, one under the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from xl_kpis.formula.columns import BOOL, ERROR, NUMBER, PENDING, TEXT, Column, encode
from xl_kpis.formula.model import Run
from xl_kpis.formula.values import Array


class Stack:
    """One column of one sheet in many workbooks: arrays with a row per workbook.

    All have the same rows from ``first`` on; what a workbook lacks is blank.
    """

    __slots__ = ("first", "kind", "num", "obj")

    def __init__(self, books: int, first: int, last: int) -> None:
        self.first = first
        shape = books, last - first + 1
        self.kind = np.zeros(shape, np.uint8)
        self.num = np.zeros(shape)
        self.obj: np.ndarray | None = None

    @classmethod
    def of(cls, column: Column, books: int) -> Stack:
        """A column that is the same in all workbooks; not to be written to."""
        stack = cls(0, column.first, column.last)
        for name in ("kind", "num", "obj"):
            array = getattr(column, name)
            if array is not None and column.rows is not None:
                whole = np.zeros(column.last - column.first + 1, array.dtype)
                whole[column.rows - column.first] = array
                array = whole
            if array is not None:
                setattr(stack, name, np.broadcast_to(array, (books, len(array))))
        return stack

    @property
    def last(self) -> int:
        """The last row."""
        return self.first + self.kind.shape[1] - 1

    def objects(self) -> np.ndarray:
        """The array of texts and errors."""
        if self.obj is None:
            self.obj = np.full(self.kind.shape, None, object)
        return self.obj

    def fill(self, book: np.ndarray, row: np.ndarray, kind: np.ndarray, num: np.ndarray) -> Any:
        """Put cells in; where they went."""
        at = book * self.kind.shape[1] + (row - self.first)
        self.kind.reshape(-1)[at] = kind
        self.num.reshape(-1)[at] = num
        return at

    def span(self, top: int, bottom: int) -> tuple[int, int]:
        """The slice that holds rows top..bottom."""
        n = self.kind.shape[1]
        return min(max(top - self.first, 0), n), min(max(bottom + 1 - self.first, 0), n)

    def is_pending(self, top: int, bottom: int) -> bool:
        """Whether some of these rows is not evaluated yet in some workbook."""
        start, stop = self.span(top, bottom)
        return bool((self.kind[:, start:stop] == PENDING).any())

    def read(self, top: int, bottom: int) -> Array:
        """The values of rows top..bottom, a row per workbook: float64, bool or object."""
        start, stop = self.span(top, bottom)
        kind = self.kind[:, start:stop]
        books, n = len(kind), bottom - top + 1
        if kind.shape[1] == n and n:
            low, high = int(kind.min()), int(kind.max())
            if low == high == NUMBER:
                return self.num[:, start:stop]
            if low == high == BOOL:
                return self.num[:, start:stop].astype(bool)
        out = np.full((books, n), None, object)
        part = out[:, max(self.first - top, 0) :][:, : stop - start]
        part[kind == NUMBER] = self.num[:, start:stop][kind == NUMBER]
        flags = kind == BOOL
        if flags.any():
            part[flags] = self.num[:, start:stop][flags].astype(bool)
        others = (kind == TEXT) | (kind == ERROR)
        if others.any():
            assert self.obj is not None
            part[others] = self.obj[:, start:stop][others]
        return out

    def put(self, top: int, values: Array) -> None:
        """Put values (a row per workbook) into rows top, top+1, …, which must be there."""
        start = top - self.first
        place = np.s_[:, start : start + values.shape[1]]
        if values.dtype != object:
            self.kind[place] = BOOL if values.dtype == bool else NUMBER
            self.num[place] = values
            return
        kind, num, obj = encode(values.ravel().tolist())
        self.kind[place] = kind.reshape(values.shape)
        self.num[place] = num.reshape(values.shape)
        if obj is not None:
            self.objects()[place] = obj.reshape(values.shape)

    def mark_pending(self, top: int, bottom: int) -> None:
        """Forget the values of rows top..bottom."""
        start, stop = self.span(top, bottom)
        self.kind[:, start:stop] = PENDING

    def of_book(self, book: int) -> Column:
        """The column of one workbook; it shares its memory with this one."""
        return Column(self.first, self.kind[book], self.num[book], self.objects()[book])


def blank(books: int, rows: int) -> Array:
    """The values of cells that no workbook has."""
    return np.full((books, rows), None, object)


def gathered(
    stacks: Mapping[int, Stack], row: np.ndarray, col: np.ndarray, books: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Kind, number and object of some cells, a row per workbook; every cell is in some stack."""
    kind = np.zeros((books, len(row)), np.uint8)
    num = np.zeros(kind.shape)
    obj = np.full(kind.shape, None, object)
    for stack, at, mine in parts(stacks, row, col):
        kind[:, mine] = stack.kind[:, at]
        num[:, mine] = stack.num[:, at]
        if stack.obj is not None:
            obj[:, mine] = stack.obj[:, at]
    return kind, num, obj


def parts(
    stacks: Mapping[int, Stack], row: np.ndarray, col: np.ndarray
) -> Iterator[tuple[Stack, np.ndarray, np.ndarray]]:
    """Cells by column: its stack, where in it they are, and which of them."""
    for number in np.unique(col).tolist():
        mine = (col == number).nonzero()[0]
        stack = stacks[number]
        yield stack, row[mine] - stack.first, mine


def spans_of(runs: Iterable[Run]) -> dict[int, tuple[int, int]]:
    """By column the first and last row of runs."""
    spans: dict[int, tuple[int, int]] = {}
    for run in runs:
        for col in range(run.left, run.right + 1):
            first, last = spans.get(col, (run.top, run.bottom))
            spans[col] = min(first, run.top), max(last, run.bottom)
    return spans
