"""Cells gathered from all over a workbook: what formulas of one shape read, each a lane."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from xl_kpis.formula import thresholds
from xl_kpis.formula.calculate.state import State
from xl_kpis.formula.compile.frame import Frame, WindowsOfLanes
from xl_kpis.formula.distinct import by_size, counted_on, distinct
from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.functions.support.totals import Places, Without
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area, Reference
from xl_kpis.formula.sheets.columns import encode
from xl_kpis.formula.values.kinds import BLANK, BOOL, NUMBER, PENDING, TEXT, Kinds
from xl_kpis.formula.values.value import Array, Value

if TYPE_CHECKING:
    from xl_kpis.formula.calculate.alike import Alike


class Gathered:
    """The columns that lanes read and are in, one behind the other; a blank cell comes first."""

    def __init__(self, state: State, places: list[np.ndarray], most: int) -> None:
        wanted = [place[:, 0] * MAX_COLS + place[:, 2] for place in places]
        for place in places:
            if place.shape[1] == len(Area._fields):
                sheet, _, left, _, right = place[place[:, 4] > place[:, 2]].T
                spans = distinct((sheet * MAX_COLS + left) * MAX_COLS + right - left)
                first, more = np.divmod(spans, MAX_COLS)
                wanted.append(counted_on(first, more + 1))
        self.keys = distinct(np.concatenate(wanted))
        kinds, numbers = [np.zeros(1, np.uint8)], [np.zeros(1)]
        objects: list[tuple[int, np.ndarray]] = []
        parts: list[tuple[int, int, int]] = []
        sparse: list[tuple[int, np.ndarray]] = []
        at = 1
        for k, key in enumerate(self.keys.tolist()):
            column = state.columns[key // MAX_COLS].get(key % MAX_COLS)
            if column is None:
                parts.append((0, 0, 0))
                continue
            size = len(column.kind)
            if at + size > most:
                raise OneByOne
            if column.rows is not None:
                sparse.append((k, column.rows))
            kinds.append(column.kind)
            numbers.append(column.num)
            if column.obj is not None:
                objects.append((at, column.obj))
            parts.append((at, column.first, size))
            at += size
        layout = np.array(parts, np.int64).reshape(-1, 3)
        self.base, self.first, self.size = layout[:, 0], layout[:, 1], layout[:, 2]
        self.kind, self.num = np.concatenate(kinds), np.concatenate(numbers)
        self.obj = np.empty(at if objects else 0, object)
        for start, some in objects:
            self.obj[start : start + len(some)] = some

        self._note_sparse(sparse)

    def _note_sparse(self, columns: list[tuple[int, np.ndarray]]) -> None:
        """Columns that lack rows, by their places among all, and the rows they have."""
        self._rows = np.empty(0, np.int64)
        """These rows, told apart by their columns, ascending;"""
        self._begins = np.full(len(self.keys), -1)
        """and where those of a column begin, -1 where it lacks none."""
        if columns:
            sizes = np.array([len(rows) for _, rows in columns])
            which = np.array([k for k, _ in columns])
            self._begins[which] = np.cumsum(sizes) - sizes
            rows = np.concatenate([rows for _, rows in columns])
            self._rows = np.repeat(which, sizes) * MAX_ROWS + rows

    def at(self, sheet: Any, row: Any, col: Any) -> np.ndarray:
        """Where cells are, 0 for those beyond the columns."""
        i = np.searchsorted(self.keys, sheet * MAX_COLS + col)
        shift = row - self.first[i]
        there = (shift >= 0) & (shift < self.size[i])
        found = np.where(there, self.base[i] + shift, 0)
        if len(self._rows):
            i, row = np.broadcast_to(i, found.shape), np.broadcast_to(row, found.shape)
            mine = self._begins[i] >= 0
            at = i[mine]
            wanted = at * MAX_ROWS + row[mine]
            near = np.minimum(self._rows.searchsorted(wanted), len(self._rows) - 1)
            place = self.base[at] - self._begins[at] + near
            found[mine] = np.where(self._rows[near] == wanted, place, 0)
        return found

    def _edges(self, sheet: Any, row: Any, col: Any) -> np.ndarray:
        """Where cells are, or the next ones of their columns below them."""
        i = np.searchsorted(self.keys, sheet * MAX_COLS + col)
        found = np.clip(row - self.first[i], 0, self.size[i]) + self.base[i]
        if len(self._rows):
            mine = self._begins[i] >= 0
            at = i[mine]
            next_one = self._rows.searchsorted(at * MAX_ROWS + row[mine])
            found[mine] = self.base[at] - self._begins[at] + next_one
        return found

    def kinds(self, at: np.ndarray) -> Kinds:
        """The kinds and numbers of cells."""
        return Kinds(self.kind[at], self.num[at], lambda: self.values(at))

    def values(self, at: np.ndarray) -> Array:
        """The values of cells."""
        kind = self.kind[at]
        if (kind == NUMBER).all():
            return self.num[at]
        out = self.num[at].astype(object)
        out[kind == BLANK] = None
        flags = kind == BOOL
        out[flags] = self.num[at][flags].astype(bool)
        if len(self.obj):
            others = kind >= TEXT
            out[others] = self.obj[at[others]]
        return out

    def ready(self, cells: np.ndarray, places: list[np.ndarray]) -> np.ndarray:
        """Which lanes have no value and all that they read."""
        ready = self.kind[self.at(*cells.T)] == PENDING
        waits = self.kind == PENDING
        before = np.append(0, np.cumsum(waits))
        for place in places:
            if place.shape[1] == len(Area._fields):
                sheet, top, left, bottom, right = place.T
                for j in range(int((right - left).max()) + 1):
                    inside = left + j <= right
                    col = np.where(inside, left + j, left)
                    low, high = (self._edges(sheet, row, col) for row in (top, bottom + 1))
                    ready &= before[low] == before[high]
            else:
                ready &= ~waits[self.at(*place.T)]
        return ready

    def put(self, state: State, cells: np.ndarray, values: np.ndarray) -> None:
        """Give cells their values."""
        order = np.lexsort((cells[:, 1], cells[:, 2], cells[:, 0]))
        cells, values = cells[order], values[order]
        turns = (np.diff(cells[:, 0]) != 0) | (np.diff(cells[:, 2]) != 0)
        edges = [0, *(np.flatnonzero(turns) + 1).tolist(), len(cells)]
        if values.dtype == np.float64:
            kinds, numbers, objects = np.full(len(values), NUMBER, np.uint8), values, None
        else:
            kinds, numbers, objects = encode(values.tolist())
        numbers = numbers + 0.0  # no minus zero
        for start, stop in pairwise(edges):
            sheet, _, col = cells[start].tolist()
            column = state.columns[sheet][col]
            rows = cells[start:stop, 1]
            at = rows - column.first if column.rows is None else column.rows.searchsorted(rows)
            column.kind[at] = kinds[start:stop]
            column.num[at] = numbers[start:stop]
            if objects is not None:
                if column.obj is None:
                    column.obj = np.full(len(column.kind), None, object)
                column.obj[at] = objects[start:stop]


class GatheredFrame(Frame):
    """The surroundings of formulas of one shape, each a lane."""

    __slots__ = ("alike", "some", "store")
    gathered = True

    def __init__(self, state: State, alike: Alike, store: Gathered, some: np.ndarray) -> None:
        sheet, row, col = alike.cells[some[0]].tolist()
        super().__init__(state, sheet, row, col, (len(some), 1))
        self.alike = alike
        self.store = store
        self.some = some
        """Which of the formulas are the lanes."""
        self.operands = _Operands(alike.operands, some)  # type: ignore[assignment]

    def row_numbers(self) -> np.ndarray:
        return self.alike.cells[self.some, 1]

    def column_numbers(self) -> np.ndarray:
        return self.alike.cells[self.some, 2:]

    def operand_value(self, index: int) -> Value:
        place = self.alike.operands[index][self.some]
        return self.store.values(self.store.at(*place.T)).reshape(-1, 1)

    def operand_cell(self, index: int) -> Reference:
        raise OneByOne

    def operand_windows(
        self, index: int, once: bool, without: Without | None = None
    ) -> WindowsOfLanes:
        place = self.alike.operands[index][self.some]
        if place.shape[1] != len(Area._fields):
            lanes = np.arange(len(place))
            sheet, row, col = place[:, :, None].transpose(1, 0, 2)
            return lanes, iter([(lanes, self._cells((sheet, row, col), without))])
        which = np.arange(len(place))
        if once and self.alike.in_runs:  # the ranges of lanes of a run are often the same one
            others = (place[1:] != place[:-1]).any(axis=1)
            which = np.cumsum(np.append(False, others))
            place = place[np.append(0, np.flatnonzero(others) + 1)]
        return which, self._windows(place, without)

    def _windows(
        self, place: np.ndarray, without: Without | None
    ) -> Iterator[tuple[np.ndarray, Kinds]]:
        sheet, top, left, bottom, right = place.T
        heights, widths = bottom - top + 1, right - left + 1
        kinds = list(by_size(heights, widths))
        cells = int((heights * widths).sum())
        if cells > _CELLS or not self._is_worth(len(kinds), cells):
            raise OneByOne
        for (height, width), lanes in kinds:
            rows = top[lanes, None] + np.repeat(np.arange(height), width)
            cols = left[lanes, None] + np.tile(np.arange(width), height)
            yield lanes, self._cells((sheet[lanes, None], rows, cols), without)

    def _cells(self, places: Places, without: Without | None) -> Kinds:
        """Cells from anywhere, blank where they do not count."""
        cells = self.store.kinds(self.store.at(*places))
        return cells if without is None else without.counted(cells, without.cells(self, places))

    def _is_worth(self, kinds: int, cells: int) -> bool:
        """Whether windows of so many sizes, with so many cells, are sooner read than the formulas
        are evaluated by themselves."""
        if not self.alike.in_runs:
            return kinds * thresholds.LANES_FROM <= len(self.some)
        runs = 1 + np.count_nonzero(np.diff(self.alike.of[self.some]))
        return bool(kinds <= runs and cells <= runs * _CELLS_PER_RUN)


_CELLS = 5_000_000
"""Cells that the ranges of all lanes may have together."""
_CELLS_PER_RUN = 4_000
"""Cells that are read from anywhere in the time a short run takes by itself."""


class _Operands:
    """What the slots of a formula hold in all lanes."""

    def __init__(self, operands: Sequence[np.ndarray], some: np.ndarray) -> None:
        self.operands, self.some = operands, some

    def __getitem__(self, index: int) -> Value:
        given = self.operands[index][self.some]
        same = bool((given == given[0]).all())
        if given.ndim == 2:  # a range
            if not same:
                raise OneByOne
            return Reference(Area(*given[0].tolist()))
        return given.item(0) if same else given.reshape(-1, 1)
