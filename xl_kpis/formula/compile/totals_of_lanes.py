"""Windows of cells, one for each lane, and the totals of what is in them.

A window is what a reference covers as it moves or grows from lane to lane, or any other cells in
each; sums go in reading order, to the last bit as those of one cell's formula.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from xl_kpis.formula import thresholds
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.precedents import Edge, Precedent
from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.functions.support.totals import Total, Without
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area
from xl_kpis.formula.values.kinds import ERROR, Kinds
from xl_kpis.formula.values.summation import is_exact
from xl_kpis.formula.values.value import Array, present


@dataclass(eq=False, repr=False)
class Part:
    """What one argument contributes to each lane."""

    total: np.ndarray
    count: np.ndarray
    error: np.ndarray | None = None
    """Object array: the first error in each lane's window, None where there is none."""

    def for_lanes(self, which: np.ndarray) -> Part:
        """Lanes that have some of these windows: which."""
        error = None if self.error is None else self.error[which]
        return Part(self.total[which], self.count[which], error)


class Window:
    """The cells a moving reference covers, with what each lane takes of them.

    They are in blocks of the same shape, one per workbook; each block has the same lanes. A lane
    takes whole rows of its block, or with ``across`` whole columns.
    """

    def __init__(self, precedent: Precedent, frame: Frame) -> None:
        self.across = frame.columns > 1
        if self.across and frame.rows > 1:
            raise OneByOne
        top, bottom = _ends(precedent.top, precedent.bottom, frame.row, frame.rows)
        left, right = _ends(precedent.left, precedent.right, frame.col, frame.columns)
        if (top > bottom).any() or (left > right).any() or top.min() < 0 or left.min() < 0:
            raise OneByOne
        if bottom.max() >= MAX_ROWS or right.max() >= MAX_COLS:  # on from the sheet's beginning
            raise OneByOne
        # What lies beyond the used part of the sheet is blank, and counts for nothing.
        rows, columns = frame.extent(precedent.sheet)
        bottom = np.minimum(bottom, np.maximum(top, rows - 1))
        right = np.minimum(right, np.maximum(left, columns - 1))
        ends = int(top.min()), int(left.min()), int(bottom.max()), int(right.max())
        self.area: Area | None = Area(precedent.sheet, *ends)
        self.cells = frame.kinds_in_blocks(self.area)
        first, last = (left, right) if self.across else (top, bottom)
        self.start, self.stop = first - first.min(), last - first.min()

    @classmethod
    def of_lanes(cls, cells: Kinds) -> Window:
        """A window for each lane that is a row of cells of its own."""
        window = cls.__new__(cls)
        window.area = None
        window.cells = cells.in_one_book
        window.across = False
        window.start = window.stop = np.arange(len(cells.kinds))
        return window

    def leave_out(self, without: Without, frame: Frame) -> None:
        """Blank the cells that do not count."""
        if self.area is None or len(self.cells.kinds) != 1:
            raise OneByOne  # which do not is told of the sheet's cells, in one workbook
        left_out = without.area(frame, self.area, self.cells.kinds.shape[1:])
        self.cells = without.counted(self.cells, None if left_out is None else left_out[None])

    @property
    def sizes(self) -> np.ndarray:
        """How many cells each lane's window has."""
        blocks, rows, columns = self.cells.kinds.shape
        return np.tile((self.stop - self.start + 1.0) * (rows if self.across else columns), blocks)

    def along(
        self, cells: np.ndarray, how: np.ufunc, before: np.ndarray | None = None
    ) -> np.ndarray:
        """The cells of each lane's window brought together, sums in reading order.

        ``before`` has what comes before them, a value per lane.
        """
        start, stop = self.start, self.stop
        grows, shrinks = stop[0] != stop[-1], start[0] != start[-1]
        blocks, rows, columns = cells.shape
        if not grows and not shrinks and before is None:  # the same cells for every lane
            totals = how.accumulate(cells.reshape(blocks, -1), axis=1)[:, -1]
            return np.repeat(totals, len(start))
        if before is not None:
            return self._slid(cells, how, before)
        if grows and shrinks:
            sums = how is np.add and is_exact(cells)
            return self._differences(cells) if sums else self._slid(cells, how, None)
        if self.across:
            if rows > 1 and how is np.add and not is_exact(cells):
                raise OneByOne  # their order is another in each lane
            cells, columns = how.reduce(cells, axis=1)[:, :, None], 1
        if grows:
            totals = how.accumulate(cells.reshape(blocks, -1), axis=1)
            return np.asarray(totals[:, (stop + 1) * columns - 1]).ravel()
        if how is np.add and not is_exact(cells):
            return self._shrinking(cells)
        per_row = how.reduce(cells, axis=2)
        totals = how.accumulate(per_row[:, ::-1], axis=1)[:, ::-1]
        return np.asarray(totals[:, start]).ravel()

    def _differences(self, cells: np.ndarray) -> np.ndarray:
        """Sums without rounding: what there is to the end of each window, less what came before."""
        per_row = cells.sum(axis=1 if self.across else 2)
        totals = np.zeros((len(per_row), per_row.shape[1] + 1))
        np.add.accumulate(per_row, axis=1, out=totals[:, 1:])
        return np.asarray(totals[:, self.stop + 1] - totals[:, self.start]).ravel()

    def _shrinking(self, cells: np.ndarray) -> np.ndarray:
        """The sums of windows that end together, each a row further down than the one before: a
        row is added to those that have begun."""
        lanes, columns = len(self.start), cells.shape[2]
        totals, step = np.zeros((len(cells), lanes)), thresholds.LANES_AT_ONCE
        for block, sums in zip(cells.reshape(len(cells), -1), totals, strict=True):
            for low in range(0, lanes, step):
                some = sums[low : low + step]
                for i, number in enumerate(block[low * columns :].tolist()):
                    begun = some[: i // columns + 1]
                    np.add(begun, number, begun)
        return totals.ravel()

    def _slid(self, cells: np.ndarray, how: np.ufunc, before: np.ndarray | None) -> np.ndarray:
        """As :meth:`along`, for windows of one size: their first cells, their second ones, …"""
        blocks, rows, columns = cells.shape
        lengths = self.stop - self.start + 1
        length, lanes = int(lengths[0]), len(self.start)
        if (lengths != length).any():
            raise OneByOne
        out = np.empty((blocks, lanes))
        if before is not None:
            out[:] = before.reshape(blocks, -1)
        moves = int(self.start[0] != self.start[-1])
        height, width = (rows, length) if self.across else (length, columns)
        step = thresholds.LANES_AT_ONCE
        for low in range(0, lanes, step):
            some = out[:, low : low + step]
            first = int(self.start[0]) + low * moves
            until = first + some.shape[1] if moves else first + 1
            empty = before is None
            for i in range(height):
                for j in range(width):
                    if self.across:
                        cell = cells[:, i, first + j : until + j]
                    else:
                        cell = cells[:, first + i : until + i, j]
                    if empty:
                        some[:], empty = cell, False
                    else:
                        how(some, cell, out=some)
        return out.ravel()

    def errors(self) -> np.ndarray | None:
        """Per lane the first error in its window."""
        flags = self.cells.kinds == ERROR
        if not flags.any():
            return None
        array = self.cells.values()
        if not self.across:
            return self._first(flags, array).ravel()
        # row by row, in each of them the first one along it
        out = np.full((len(array), len(self.start)), None, object)
        for i in range(array.shape[1]):
            row = self._first(flags[:, i, :, None], array[:, i, :, None])
            free = ~present(out)
            out[free] = row[free]
        return out.ravel()

    def _first(self, flags: np.ndarray, array: Array) -> Array:
        """Per block and lane the first flagged item in a window of rows."""
        height = array.shape[1]
        by_row = flags.any(axis=2)
        # For each row the next row (itself included) that has an error.
        following = np.where(by_row, np.arange(height), height)
        following = np.minimum.accumulate(following[:, ::-1], axis=1)[:, ::-1]
        at = following[:, self.start]
        out = np.full(at.shape, None, object)
        for block, lane in zip(*(i.tolist() for i in np.nonzero(at <= self.stop)), strict=True):
            row = int(at[block, lane])
            out[block, lane] = array[block, row, int(np.argmax(flags[block, row]))]
        return out


def _ends(first: Edge, last: Edge, origin: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Per lane along an axis where a reference begins and ends."""
    numbers = origin + np.arange(count)
    zeros = np.zeros_like(numbers)
    low = (numbers if first.moves else zeros) + first.position
    high = (numbers if last.moves else zeros) + last.position
    return low, high


def of_window(total: Total, window: Window, before: np.ndarray | None) -> Part:
    """What a window gives; with what comes before it, if order matters."""
    numbers, mask = total.values(window.cells)
    filled = np.where(mask, numbers, total.nothing)
    brought = window.along(filled, total.how, before)
    errors = window.errors() if total.passes_errors else None
    if mask.all():
        return Part(brought, window.sizes, errors)
    count = window.along(mask.astype(float), np.add)
    return Part(brought, count, errors)


Windows = Iterable[tuple[np.ndarray, Kinds]]
"""For some lanes at a time which they are, and the cells of each, a row for each."""


def of_windows(total: Total, windows: Windows, lanes: int, before: np.ndarray | None) -> Part:
    """What an argument contributes that is any other cells in each lane."""
    brought, count = np.empty(lanes), np.empty(lanes)
    error: np.ndarray | None = None
    for some, cells in windows:
        earlier = None if before is None else before[some]
        part = of_window(total, Window.of_lanes(cells), earlier)
        brought[some], count[some] = part.total, part.count
        if part.error is not None:
            if error is None:
                error = np.full(lanes, None, object)
            error[some] = part.error
    return Part(brought, count, error)


def total_of_windows(total: Total, windows: Windows, frame: Frame) -> Array:
    """The total in each lane of nothing but any other cells in each."""
    assert frame.lanes is not None
    part = of_windows(total, windows, frame.lanes[0] * frame.lanes[1], None)
    return finished(total, part.total, part.count, [part]).reshape(frame.lanes)


def finished(total: Total, brought: Any, count: Any, parts: list[Part]) -> Array:
    """The results of lanes, the first error of each in its place."""
    out = total.finish(np.asarray(brought, float), np.asarray(count, float))
    for part in reversed(parts):
        if part.error is not None:
            out = out.astype(object)
            at = present(part.error)
            out[at] = part.error[at]
    return out
