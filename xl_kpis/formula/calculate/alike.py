"""Formulas of one shape, wherever they stand, evaluated at once.

Each is a lane whose operands are gathered from all over the workbook. Only those whose operands are
all there take part; what they need first is left to the order in which formulas are evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Any

import numpy as np

from xl_kpis.errors import Failure, is_foreign
from xl_kpis.formula import thresholds
from xl_kpis.formula.calculate.cell_results import cell_result, cell_results
from xl_kpis.formula.calculate.state import State
from xl_kpis.formula.compile.compiled import Compiled
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.distinct import distinct
from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.reference import MAX_COLS, Area, Reference
from xl_kpis.formula.sheets.columns import BLANK, BOOL, NUMBER, PENDING, TEXT, Pending
from xl_kpis.formula.values.value import Array, Value, as_array

_PATIENCE = 4
"""How often all lanes may be looked at in vain."""
_WORTH = 100
"""Looks at a lane that take as long as evaluating one formula by itself."""
_CELLS_PER_LANE, _CELLS_ALWAYS = 400, 20_000
"""Cells of the columns read up to which reading them all is worth it."""


class Alike:
    """The formulas of one shape."""

    def __init__(self, compiled: Compiled, groups: list[Group]) -> None:
        self.compiled = compiled
        self.groups = groups
        self.apart = False
        """Whether they have to be evaluated one by one."""
        self.looked = 0
        """Lanes looked at so far, less what those evaluated were worth."""
        self.cells = _table([(g.sheet, g.run.top, g.run.left) for g in groups])
        """Where they stand: sheet, row and column."""
        columns = list(zip(*(g.compiled.operands for g in groups), strict=True))
        self.operands: list[Any] = []
        """Per slot the numbers or texts, or an array of the places, of all lanes."""
        for slot in columns:
            if type(slot[0]) is tuple:
                self.operands.append(_table(slot))
            elif type(slot[0]) is Reference:
                self.operands.append(_table([ref.area for ref in slot]))
            else:
                self.operands.append(slot)

    def evaluate(self, state: State, group: Group) -> Sequence[Group]:
        """Evaluate those of the formulas that have no values yet and all they need; the groups
        for which that could be done. The one given may not be among them."""
        if not all(_is_there(state, operand) for operand in group.compiled.operands):
            return ()
        try:
            most = _CELLS_PER_LANE * len(self.groups) + _CELLS_ALWAYS
            store = _Store(state, [self.cells, *self.places()], most)
        except OneByOne:
            self.apart = True
            return ()
        todo = np.flatnonzero(store.ready(self))
        self.looked += len(self.groups) - _WORTH * len(todo)
        self.apart = self.looked > _PATIENCE * len(self.groups)
        if len(todo) < thresholds.LANES_FROM:
            return ()
        done = self._evaluate(state, store, todo)
        self.apart = self.apart or len(done) < len(todo)
        return [self.groups[i] for i in done.tolist()]

    def places(self) -> Iterator[np.ndarray]:
        """Where the operands are that are cells or ranges."""
        return (slot for slot in self.operands if isinstance(slot, np.ndarray))

    def _evaluate(self, state: State, store: _Store, lanes: np.ndarray) -> np.ndarray:
        """Evaluate some lanes, all together or those with the same ranges; which could be."""
        if self._at_once(state, store, lanes):
            return lanes
        ranges = [slot[lanes] for slot in self.places() if slot.shape[1] == len(Area._fields)]
        if not ranges:
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


def alike(groups: list[Group]) -> dict[Group, Alike]:
    """The formulas among groups that are of one shape and may be lanes, by each of their groups."""
    found: dict[int, list[Group]] = {}
    for group in groups:
        if group.compiled.shared is not None:
            found.setdefault(id(group.compiled.shared), []).append(group)
    out: dict[Group, Alike] = {}
    for several in found.values():
        shared = several[0].compiled.shared
        if len(several) >= thresholds.LANES_FROM and shared is not None and _lanes(shared):
            out.update(dict.fromkeys(several, Alike(shared, several)))
    return out


def _lanes(compiled: Compiled) -> bool:
    traits = compiled.traits
    return traits.down and not (traits.volatile or traits.dynamic or traits.asks)


def _is_there(state: State, operand: Any) -> bool:
    return (
        type(operand) is not tuple
        or state.columns[operand[0]].get(operand[2]) is None
        or (not state.is_pending(operand))
    )


class _Store:
    """The columns that lanes read and are in, one behind the other; a blank cell comes first."""

    def __init__(self, state: State, places: list[np.ndarray], most: int) -> None:
        wanted = [place[:, 0] * MAX_COLS + place[:, 2] for place in places]
        for place in places:
            if place.shape[1] == len(Area._fields):
                wide = place[place[:, 4] > place[:, 2]]
                wanted += [
                    sheet * MAX_COLS + np.arange(left, right + 1)
                    for sheet, left, right in set(map(tuple, wide[:, [0, 2, 4]].tolist()))
                ]
        self.keys = distinct(np.concatenate(wanted))
        kinds, numbers = [np.zeros(1, np.uint8)], [np.zeros(1)]
        self.objects: list[tuple[int, np.ndarray]] = []
        count = len(self.keys)
        self.base, self.first, self.size = (np.zeros(count, np.int64) for _ in range(3))
        at = 1
        for i, key in enumerate(self.keys.tolist()):
            column = state.columns[key // MAX_COLS].get(key % MAX_COLS)
            if column is None:
                continue
            if column.rows is not None or at + len(column.kind) > most:
                raise OneByOne
            kinds.append(column.kind)
            numbers.append(column.num)
            if column.obj is not None:
                self.objects.append((at, column.obj))
            self.base[i], self.first[i], self.size[i] = at, column.first, len(column.kind)
            at += len(column.kind)
        self.kind, self.num = np.concatenate(kinds), np.concatenate(numbers)

    def at(self, sheet: Any, row: Any, col: Any) -> np.ndarray:
        """Where cells are, 0 for those beyond the columns."""
        i = np.searchsorted(self.keys, sheet * MAX_COLS + col)
        shift = row - self.first[i]
        there = (shift >= 0) & (shift < self.size[i])
        return np.where(there, self.base[i] + shift, 0)

    def values(self, at: np.ndarray) -> Array:
        """The values of cells."""
        kind = self.kind[at]
        if (kind == NUMBER).all():
            return self.num[at]
        out = self.num[at].astype(object)
        out[kind == BLANK] = None
        flags = kind == BOOL
        out[flags] = self.num[at][flags].astype(bool)
        for start, objects in self.objects:
            mine = (kind >= TEXT) & (at >= start) & (at < start + len(objects))
            out[mine] = objects[at[mine] - start]
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
                    i = np.searchsorted(self.keys, sheet * MAX_COLS + col)
                    low = np.clip(top - self.first[i], 0, self.size[i]) + self.base[i]
                    high = np.clip(bottom + 1 - self.first[i], 0, self.size[i]) + self.base[i]
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
        for start, stop in pairwise(edges):
            sheet, _, col = cells[start].tolist()
            column, rows = state.columns[sheet][col], cells[start:stop, 1]
            if values.dtype == np.float64:
                at = rows - column.first
                column.kind[at] = NUMBER
                column.num[at] = values[start:stop] + 0.0
                continue
            for row, value in zip(rows.tolist(), values[start:stop].tolist(), strict=True):
                column.set(row, value)


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

    def operand_windows(self, index: int) -> Iterator[tuple[np.ndarray, Array]]:
        """The cells of a range in reading order, a row for each lane; for lanes whose ranges are of
        one size together: which lanes, and their cells."""
        place = self.alike.operands[index][self.some]
        if place.shape[1] != len(Area._fields):
            yield np.arange(len(place)), self.operand_value(index)
            return
        sheet, top, left, bottom, right = place.T
        sizes = np.stack([bottom - top + 1, right - left + 1], axis=1)
        kinds, which = np.unique(sizes, axis=0, return_inverse=True)
        if len(kinds) * thresholds.LANES_FROM > len(place) or (sizes.prod(axis=1)).sum() > _CELLS:
            raise OneByOne
        for i, (height, width) in enumerate(kinds.tolist()):
            lanes = np.flatnonzero(which.ravel() == i)
            rows = top[lanes, None] + np.repeat(np.arange(height), width)
            cols = left[lanes, None] + np.tile(np.arange(width), height)
            yield lanes, self.store.values(self.store.at(sheet[lanes, None], rows, cols))


_CELLS = 5_000_000
"""Cells that the ranges of all lanes may have together."""


class _Operands:
    """What the slots of a formula hold in all lanes."""

    def __init__(self, frame: GatheredFrame) -> None:
        self.frame = frame

    def __getitem__(self, index: int) -> Value:
        slot, some = self.frame.alike.operands[index], self.frame.some
        if isinstance(slot, np.ndarray):  # a range
            places = slot[some]
            if (places != places[0]).any():
                raise OneByOne
            return Reference(Area(*places[0].tolist()))
        values = [slot[i] for i in some.tolist()]
        if values.count(values[0]) == len(values):
            return values[0]
        if type(values[0]) is float:
            return np.array(values).reshape(-1, 1)
        out = np.empty((len(values), 1), object)
        out[:, 0] = values
        return out
