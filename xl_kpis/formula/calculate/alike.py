"""Formulas of one shape, wherever they stand, evaluated at once.

Each cell is a lane whose operands are gathered from all over the workbook. Only runs whose operands
are all there take part; what they need first is left to the order in which formulas are evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby, pairwise
from typing import Any

import numpy as np

from xl_kpis.errors import Failure, is_foreign
from xl_kpis.formula import thresholds
from xl_kpis.formula.calculate.cell_results import cell_result, cell_results
from xl_kpis.formula.calculate.state import State
from xl_kpis.formula.compile.compiled import Compiled
from xl_kpis.formula.compile.frame import Frame, WindowsOfLanes
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.compile.operands_in_texts import DOWN, LAST, RIGHT
from xl_kpis.formula.compile.shapes import Shaped
from xl_kpis.formula.distinct import by_size, distinct
from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area, Reference
from xl_kpis.formula.sheets.columns import Pending, encode
from xl_kpis.formula.values.kinds import BLANK, BOOL, NUMBER, PENDING, TEXT
from xl_kpis.formula.values.value import Array, Value, as_array

_LOOK, _LOOK_AT_LANE = 300.0, 0.1
"""What it takes to look for formulas to be evaluated together, and for each of their cells;"""
_ALONE_CELL, _ALONE_RUN = 15.0, 100.0
"""and to evaluate a formula of one cell by itself, or one filled over several. Only the proportions
matter (they are microseconds of an ordinary machine)."""
_LOSS = 0.03
"""What part of the time they take by themselves may be lost by looking in vain."""
_ASKED = 8
"""Formulas that are asked, before all are looked at, whether they have what they need: of those
without a value at least half."""
_RUN = 6
"""As how many formulas one counts that is filled over several cells."""
_CELLS_PER_LANE, _CELLS_ALWAYS = 400, 20_000
"""Cells of the columns read up to which reading them all is worth it."""


class Alike:
    """The formulas of one shape. Each cell of each run is a lane, those of a run one after another
    in reading order."""

    def __init__(
        self, compiled: Compiled, groups: list[Group], shaped: list[Shaped], places: np.ndarray
    ) -> None:
        self.compiled = compiled
        self.groups = groups
        self.apart = False
        """Whether they have to be evaluated one by one."""
        top, left, bottom, right = places[:, 1:].T
        width = right - left + 1
        sizes = (bottom - top + 1) * width
        self.of = np.repeat(np.arange(len(groups)), sizes)
        """Which of the runs a lane is of."""
        self.first = np.cumsum(sizes) - sizes
        """The first lane of each run."""
        self.in_runs = len(self.of) > len(groups)
        self.worth = np.where(sizes > 1, _ALONE_RUN, _ALONE_CELL)
        """What is saved by evaluating each together with others."""
        self.look = _LOOK + _LOOK_AT_LANE * len(self.of)
        self.left = self.look + _LOSS * float(self.worth.sum())
        """What may still be lost by looking."""
        self.passed, self.passing = 0, 1
        """Formulas evaluated by themselves before others are asked again, and how many they are
        after the next time in vain."""
        self.cells = places[:, :3]
        """Where they stand: sheet, row and column."""
        self.operands, moves = _columns(shaped)
        """Per slot the numbers or texts, or the places (a row for each), of all lanes."""
        if not self.in_runs:
            return
        at = np.arange(len(self.of)) - self.first[self.of]
        steps = divmod(at, width[self.of])
        self.cells = self.cells[self.of]
        self.cells[:, 1] += steps[0]
        self.cells[:, 2] += steps[1]
        for i, slot in enumerate(self.operands):
            values = self.operands[i] = slot[self.of]
            if values.ndim == 2:
                _move(values, moves[i][self.of], *steps)
                self.apart = self.apart or _beyond(values)

    def evaluate(self, state: State, group: Group) -> Sequence[Group]:
        """Evaluate those of the formulas that have no values yet and all they need; the groups
        for which that could be done. The one given may not be among them."""
        if self.passed:
            self.passed -= 1
            return ()
        if not (_has_all(state, group) and self._most_have_all(state)):
            self.passed, self.passing = self.passing, 2 * self.passing
            return ()
        self.passing = 1
        try:
            most = _CELLS_PER_LANE * len(self.of) + _CELLS_ALWAYS
            store = _Store(state, [self.cells, *self.places()], most)
        except OneByOne:
            self.apart = True
            return ()
        ready = store.ready(self)
        if self.in_runs:
            ready = np.logical_and.reduceat(ready, self.first)
        enough = np.count_nonzero(ready) >= thresholds.LANES_FROM
        self.left += (float(self.worth[ready].sum()) if enough else 0.0) - self.look
        self.apart = self.left < 0
        if not enough:
            return ()
        todo = np.flatnonzero(ready[self.of])
        done = self._evaluate(state, store, todo)
        self.apart = self.apart or len(done) < len(todo)
        groups = dict.fromkeys(self.of[done].tolist())
        return [self.groups[i] for i in groups]

    def _most_have_all(self, state: State) -> bool:
        """Whether most of those without a value seem to have what they need, by a few of them."""
        some = self.groups[:: max(1, len(self.groups) // _ASKED)]
        waiting = [g for g in some if state.is_pending((g.sheet, g.run.top, g.run.left))]
        return 2 * sum(_has_all(state, group) for group in waiting) >= len(waiting)

    def places(self) -> Iterator[np.ndarray]:
        """Where the operands are that are cells or ranges."""
        return (slot for slot in self.operands if slot.ndim == 2)

    def _evaluate(self, state: State, store: _Store, lanes: np.ndarray) -> np.ndarray:
        """Evaluate some lanes, all together or those with the same ranges; which could be."""
        if self._at_once(state, store, lanes):
            return lanes
        ranges = [slot[lanes] for slot in self.places() if slot.shape[1] == len(Area._fields)]
        if not ranges or self.in_runs:  # of a run either all lanes have values, or none
            return lanes[:0]
        _, which = np.unique(np.concatenate(ranges, axis=1), axis=0, return_inverse=True)
        parts = [lanes[which.ravel() == i] for i in range(which.max() + 1)]
        if len(parts) == 1 or len(parts) * thresholds.LANES_FROM > len(lanes):
            return lanes[:0]
        done = [part for part in parts if self._at_once(state, store, part)]
        return np.concatenate(done) if done else lanes[:0]

    def _at_once(self, state: State, store: _Store, lanes: np.ndarray) -> bool:
        try:
            value = self.compiled.run(GatheredFrame(state, self, store, lanes))
        except (Pending, OneByOne, Failure):  # SUMIF may read more than it names
            return False
        except Exception as wrong:  # one by one it will show where and why
            if is_foreign(wrong):
                raise
            return False
        array = as_array(cell_result(value) if not isinstance(value, np.ndarray) else value)
        if array.dtype == object:
            array = cell_results(array)
        store.put(state, self.cells[lanes], np.broadcast_to(array, (len(lanes), 1))[:, 0])
        return True


def _table(rows: Sequence[tuple[int, ...]]) -> np.ndarray:
    width = len(rows[0])
    items = chain.from_iterable(rows)
    return np.fromiter(items, np.int64, len(rows) * width).reshape(-1, width)


def _columns(shaped: list[Shaped]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Per slot what formulas of a shape have there, and which of its edges move."""
    slots: list[list[np.ndarray]] = []
    for _, some in groupby(shaped, lambda each: id(each.columns)):
        mine = list(some)
        columns, rows = mine[0].columns, [each.index for each in mine]
        slots.append([values[rows] for values in (*columns.slots, *columns.moves)])
    joined = [np.concatenate(parts) for parts in zip(*slots, strict=True)]
    half = len(joined) // 2
    return joined[:half], joined[half:]


def _move(places: np.ndarray, moves: np.ndarray, down: np.ndarray, right: np.ndarray) -> None:
    """Move the places from those of the first cells of runs to those of all cells."""
    places[:, 1] += down * (moves & DOWN > 0)
    places[:, 2] += right * (moves & RIGHT > 0)
    if places.shape[1] == len(Area._fields):
        places[:, 3] += down * (moves & DOWN * LAST > 0)
        places[:, 4] += right * (moves & RIGHT * LAST > 0)
        for low, high in ((1, 3), (2, 4)):  # what moves may have passed what does not
            ends = places[:, [low, high]]
            ends.sort(axis=1)
            places[:, [low, high]] = ends


def _beyond(places: np.ndarray) -> bool:
    """Whether some are beyond the sheet, where they go on from its beginning."""
    most = places.max(axis=0)
    rows, columns = most[1::2], most[2::2]
    return bool((rows >= MAX_ROWS).any() or (columns >= MAX_COLS).any())


def alike(groups: list[Group]) -> dict[Group, Alike]:
    """The formulas among groups that are of one shape and may be lanes, by each of their groups."""
    found: dict[int, tuple[Compiled, list[Group], list[Shaped]]] = {}
    for group in groups:
        shaped = group.planned
        if isinstance(shaped, Shaped):
            shared = shaped.shared
            known = found.get(id(shared))
            if known is None:
                known = found[id(shared)] = shared, [], []
            known[1].append(group)
            known[2].append(shaped)
    out: dict[Group, Alike] = {}
    for shared, mine, shapes in found.values():
        if len(mine) * _RUN < thresholds.GATHERED_FROM or not _lanes(shared):
            continue
        places = _table([(group.sheet, *group.run[:4]) for group in mine])
        several = np.count_nonzero((places[:, 1:3] != places[:, 3:5]).any(axis=1))
        if len(mine) + (_RUN - 1) * several >= thresholds.GATHERED_FROM:
            out.update(dict.fromkeys(mine, Alike(shared, mine, shapes, places)))
    return out


def _lanes(compiled: Compiled) -> bool:
    traits = compiled.traits
    return traits.down and not (traits.volatile or traits.dynamic or traits.asks)


def _has_all(state: State, group: Group) -> bool:
    """Whether the cells, and the last cells of ranges, that a formula reads have values."""
    shaped = group.planned
    assert isinstance(shaped, Shaped)
    for operand in shaped.operands:
        if type(operand) is Reference:
            sheet, _, _, row, col = operand.areas[0]
        elif type(operand) is tuple:
            sheet, row, col = operand
        else:
            continue
        column = state.columns[sheet].get(col)
        if column is not None and column.is_pending(row):
            return False
    return True


class _Store:
    """The columns that lanes read and are in, one behind the other; a blank cell comes first."""

    def __init__(self, state: State, places: list[np.ndarray], most: int) -> None:
        wanted = [place[:, 0] * MAX_COLS + place[:, 2] for place in places]
        for place in places:
            if place.shape[1] == len(Area._fields):
                sheet, _, left, _, right = place[place[:, 4] > place[:, 2]].T
                spans = distinct((sheet * MAX_COLS + left) * MAX_COLS + right - left)
                first, more = np.divmod(spans, MAX_COLS)
                ends = np.cumsum(more + 1)
                wanted.append(
                    np.repeat(first + more + 1 - ends, more + 1) + np.arange(ends[-1:].sum())
                )
        self.keys = distinct(np.concatenate(wanted))
        kinds, numbers = [np.zeros(1, np.uint8)], [np.zeros(1)]
        objects: list[tuple[int, np.ndarray]] = []
        parts: list[tuple[int, int, int]] = []
        self.sparse: list[tuple[int, np.ndarray]] = []
        """Columns that lack rows, by their places among all, and the rows they have."""
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
                self.sparse.append((k, column.rows))
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

    def at(self, sheet: Any, row: Any, col: Any) -> np.ndarray:
        """Where cells are, 0 for those beyond the columns."""
        i = np.searchsorted(self.keys, sheet * MAX_COLS + col)
        shift = row - self.first[i]
        there = (shift >= 0) & (shift < self.size[i])
        found = np.where(there, self.base[i] + shift, 0)
        for k, rows in self.sparse:
            mine = i == k
            if mine.any():
                wanted = np.broadcast_to(row, found.shape)[mine]
                near = np.minimum(rows.searchsorted(wanted), len(rows) - 1)
                found[mine] = np.where(rows[near] == wanted, self.base[k] + near, 0)
        return found

    def _edges(self, sheet: Any, row: Any, col: Any) -> np.ndarray:
        """Where cells are, or the next ones of their columns below them."""
        i = np.searchsorted(self.keys, sheet * MAX_COLS + col)
        found = np.clip(row - self.first[i], 0, self.size[i]) + self.base[i]
        for k, rows in self.sparse:
            mine = i == k
            if mine.any():
                found[mine] = self.base[k] + rows.searchsorted(row[mine])
        return found

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

    def ready(self, alike: Alike) -> np.ndarray:
        """Which lanes have no value and all that they read."""
        ready = self.kind[self.at(*alike.cells.T)] == PENDING
        waits = self.kind == PENDING
        before = np.append(0, np.cumsum(waits))
        for place in alike.places():
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

    def __init__(self, state: State, alike: Alike, store: _Store, some: np.ndarray) -> None:
        sheet, row, col = alike.cells[some[0]].tolist()
        super().__init__(state, sheet, row, col, (len(some), 1))
        self.alike = alike
        self.store = store
        self.some = some
        """Which of the formulas are the lanes."""
        self.operands = _Operands(self)  # type: ignore[assignment]

    def row_numbers(self) -> np.ndarray:
        raise OneByOne

    def operand_value(self, index: int) -> Value:
        place = self.alike.operands[index][self.some]
        return self.store.values(self.store.at(*place.T)).reshape(-1, 1)

    def operand_cell(self, index: int) -> Reference:
        raise OneByOne

    def operand_windows(self, index: int, once: bool) -> WindowsOfLanes:
        place = self.alike.operands[index][self.some]
        if place.shape[1] != len(Area._fields):
            lanes = np.arange(len(place))
            return lanes, iter([(lanes, self.operand_value(index))])
        which = np.arange(len(place))
        if once and self.alike.in_runs:  # the ranges of lanes of a run are often the same one
            others = (place[1:] != place[:-1]).any(axis=1)
            which = np.cumsum(np.append(False, others))
            place = place[np.append(0, np.flatnonzero(others) + 1)]
        return which, self._windows(place)

    def _windows(self, place: np.ndarray) -> Iterator[tuple[np.ndarray, Array]]:
        sheet, top, left, bottom, right = place.T
        heights, widths = bottom - top + 1, right - left + 1
        kinds = list(by_size(heights, widths))
        cells = int((heights * widths).sum())
        if cells > _CELLS or not self._is_worth(len(kinds), cells):
            raise OneByOne
        for (height, width), lanes in kinds:
            rows = top[lanes, None] + np.repeat(np.arange(height), width)
            cols = left[lanes, None] + np.tile(np.arange(width), height)
            yield lanes, self.store.values(self.store.at(sheet[lanes, None], rows, cols))

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

    def __init__(self, frame: GatheredFrame) -> None:
        self.frame = frame

    def __getitem__(self, index: int) -> Value:
        given = self.frame.alike.operands[index][self.frame.some]
        same = bool((given == given[0]).all())
        if given.ndim == 2:  # a range
            if not same:
                raise OneByOne
            return Reference(Area(*given[0].tolist()))
        return given.item(0) if same else given.reshape(-1, 1)
