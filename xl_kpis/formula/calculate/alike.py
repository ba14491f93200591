"""Formulas of one shape, wherever they stand, evaluated at once.

Each cell is a lane whose operands are gathered from all over the workbook. Those on one level are
tried together; of them only runs whose operands are all there take part. What they need first is
left to the order in which formulas are evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

import numpy as np

from xl_kpis.errors import Failure, is_foreign
from xl_kpis.formula import thresholds
from xl_kpis.formula.calculate.cell_results import cell_result, cell_results
from xl_kpis.formula.calculate.gathered_cells import Gathered, GatheredFrame
from xl_kpis.formula.calculate.levels import Read, levels
from xl_kpis.formula.calculate.state import State
from xl_kpis.formula.compile.compiled import Compiled
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.compile.operands_in_texts import DOWN, LAST, RIGHT
from xl_kpis.formula.compile.shapes import Shaped
from xl_kpis.formula.distinct import counted_on
from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area
from xl_kpis.formula.sheets.columns import Pending
from xl_kpis.formula.values.value import as_array

_LOOK, _LOOK_AT_LANE = 300.0, 0.1
"""What it takes to look for formulas to be evaluated together, and for each of their cells;"""
_ALONE_CELL, _ALONE_RUN = 15.0, 100.0
"""and to evaluate a formula of one cell by itself, or one filled over several. Only the proportions
matter (they are microseconds of an ordinary machine)."""
_LOSS = 0.03
"""What part of the time they take by themselves may be lost by looking in vain."""
_RUN = 6
"""As how many formulas one counts that is filled over several cells."""
_OTHERS_PER_ALIKE, _OTHERS_ALWAYS = 4, 500
"""How many formulas of no shape may be looked at for their level: so many for each that is of one,
and some more."""
_CELLS_PER_LANE, _CELLS_ALWAYS = 400, 20_000
"""Cells of the columns read up to which reading them all is worth it."""


_ASKED_OF_CELLS = {"hidden rows"}
"""What functions may ask besides their arguments, since it is asked of cells and not of a run."""


class Alike:
    """The formulas of one shape. Each cell of each run is a lane, those of a run one after another
    in reading order."""

    def __init__(
        self,
        compiled: Compiled,
        groups: list[Group],
        operands: list[np.ndarray],
        moves: list[np.ndarray],
        places: np.ndarray,
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
        self.in_runs = len(self.of) > len(groups)
        self.worth = np.where(sizes > 1, _ALONE_RUN, _ALONE_CELL)
        """What is saved by evaluating each together with others."""
        self.cells = places[:, :3]
        """Where they stand: sheet, row and column."""
        self.operands = operands
        """Per slot the numbers or texts, or the places (a row for each), of all lanes."""
        if not self.in_runs:
            return
        at = counted_on(np.zeros_like(sizes), sizes)
        steps = divmod(at, width[self.of])
        self.cells = self.cells[self.of]
        self.cells[:, 1] += steps[0]
        self.cells[:, 2] += steps[1]
        for i, slot in enumerate(self.operands):
            values = self.operands[i] = slot[self.of]
            if values.ndim == 2:
                _move(values, moves[i][self.of], *steps)
                self.apart = self.apart or _beyond(values)

    def on_levels(self, level: np.ndarray) -> Iterator[OnOneLevel]:
        """Those worth being evaluated together, by the levels of the formulas."""
        of_lanes = level[self.of] if self.in_runs else level
        look = _LOOK + _LOOK_AT_LANE * np.bincount(of_lanes)
        for each in np.flatnonzero(np.bincount(level, self.worth) > look).tolist():
            yield OnOneLevel(self, np.flatnonzero(of_lanes == each))

    def runs_of(self, lanes: np.ndarray) -> np.ndarray:
        """The runs that lanes in their order are of."""
        of = self.of[lanes]
        return of[_first_of_each(of)] if self.in_runs else of

    def worth_of(self, lanes: np.ndarray) -> float:
        """What is saved by evaluating lanes together."""
        return float(self.worth[self.runs_of(lanes)].sum())

    def ready(self, state: State, lanes: np.ndarray) -> tuple[Gathered, np.ndarray]:
        """Those of the lanes that have no value yet and all they need; of runs all lanes or none.
        ``OneByOne`` if it would take too long to find out."""
        cells, places = self.cells[lanes], [place[lanes] for place in self.places()]
        store = Gathered(state, [cells, *places], _CELLS_PER_LANE * len(lanes) + _CELLS_ALWAYS)
        ready = store.ready(cells, places)
        if self.in_runs:
            first = _first_of_each(self.of[lanes])
            whole = np.logical_and.reduceat(ready, first)
            ready = np.repeat(whole, np.diff(np.append(first, len(lanes))))
        return store, lanes[ready]

    def places(self) -> Iterator[np.ndarray]:
        """Where the operands are that are cells or ranges."""
        return (slot for slot in self.operands if slot.ndim == 2)

    def evaluate(self, state: State, store: Gathered, lanes: np.ndarray) -> np.ndarray:
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

    def _at_once(self, state: State, store: Gathered, lanes: np.ndarray) -> bool:
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


class OnOneLevel:
    """Formulas of one shape and on one level, to be evaluated at once."""

    __slots__ = ("_left", "_look", "_passed", "_passing", "alike", "lanes")

    def __init__(self, alike: Alike, lanes: np.ndarray) -> None:
        self.alike = alike
        self.lanes = lanes
        """Those of the lanes of all of the shape."""
        self._look = _LOOK + _LOOK_AT_LANE * len(lanes)
        self._left = self._look + _LOSS * alike.worth_of(lanes)
        """What may still be lost by looking; others of the shape are not given up with these."""
        self._passed, self._passing = 0, 1
        """Of them evaluated by themselves before they are looked at again, and how many that will
        be after the next time in vain."""

    def groups(self) -> list[Group]:
        """Whose formulas they are."""
        groups = self.alike.groups
        return [groups[i] for i in self.alike.runs_of(self.lanes).tolist()]

    def evaluate(self, state: State) -> Sequence[Group]:
        """Evaluate those that have no values yet and all they need; the groups for which that
        could be done."""
        alike = self.alike
        if alike.apart or self._left < 0:
            return ()
        if self._passed:
            self._passed -= 1
            return ()
        try:
            store, lanes = alike.ready(state, self.lanes)
        except OneByOne:
            alike.apart = True
            return ()
        self._left -= self._look
        if len(lanes) < thresholds.LANES_FROM:  # the level was guessed wrongly
            self._passed, self._passing = self._passing, 4 * self._passing
            return ()
        self._left += alike.worth_of(lanes)
        done = alike.evaluate(state, store, lanes)
        alike.apart = len(done) < len(lanes)
        return [alike.groups[i] for i in dict.fromkeys(alike.of[done].tolist())]


def _first_of_each(of: np.ndarray) -> np.ndarray:
    """Where in numbers that come together another one begins."""
    return np.flatnonzero(np.append(True, of[1:] != of[:-1])[: len(of)])


def _columns(shaped: list[Shaped]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Per slot what formulas of a shape have there, and which of its edges move."""
    slots: list[list[np.ndarray]] = []
    for _, some in groupby(shaped, _COLUMNS):
        mine = list(some)
        columns, rows = mine[0].columns, [each.index for each in mine]
        slots.append([values[rows] for values in (*columns.slots, *columns.moves)])
    joined = [np.concatenate(parts) for parts in zip(*slots, strict=True)]
    half = len(joined) // 2
    return joined[:half], joined[half:]


_COLUMNS = attrgetter("columns")


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


def _over(places: np.ndarray, moves: np.ndarray, down: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The rectangles that runs read of a place which some of them move."""
    width = len(Area._fields)
    first = places if places.shape[1] == width else places[:, [0, 1, 2, 1, 2]]
    if places.shape[1] != width:
        moves = moves * (1 + LAST)
    last = first.copy()
    _move(last, moves, down, right)
    return np.concatenate(
        [first[:, :1], np.minimum(first, last)[:, 1:3], np.maximum(first, last)[:, 3:]], axis=1
    )


def _beyond(places: np.ndarray) -> bool:
    """Whether some are beyond the sheet, where they go on from its beginning."""
    most = places.max(axis=0)
    rows, columns = most[1::2], most[2::2]
    return bool((rows >= MAX_ROWS).any() or (columns >= MAX_COLS).any())


def alike(groups: list[Group]) -> tuple[dict[Group, OnOneLevel], list[Group]]:
    """The formulas among groups that are of one shape and may be lanes, by each of their groups;
    and all groups in an order in which those evaluated together come one after another."""
    found: dict[int, tuple[Compiled, list[int], list[Shaped]]] = {}
    others: list[int] = []
    for i, group in enumerate(groups):
        shaped = group.planned
        if isinstance(shaped, Shaped):
            shared = shaped.shared
            known = found.get(id(shared))
            if known is None:
                known = found[id(shared)] = shared, [], []
            known[1].append(i)
            known[2].append(shaped)
        else:
            others.append(i)
    if not found or len(others) > _OTHERS_PER_ALIKE * (len(groups) - len(others)) + _OTHERS_ALWAYS:
        return {}, groups
    runs = _places(groups)
    sizes = runs[:, 3:] - runs[:, 1:3]
    classes: list[tuple[np.ndarray, Alike]] = []
    by, areas = [np.empty(0, np.int64)], [np.empty((0, len(Area._fields)), np.int64)]
    for shared, which, shapes in found.values():
        at = np.array(which)
        operands, moves = _columns(shapes)
        for slot, move in zip(operands, moves, strict=True):
            if slot.ndim == 2:
                by.append(at)
                areas.append(_over(slot, move, *sizes[at].T))
        filled = int(np.count_nonzero(sizes[at].any(axis=1)))
        if len(at) + (_RUN - 1) * filled >= thresholds.GATHERED_FROM and _lanes(shared):
            mine = [groups[i] for i in which]
            classes.append((at, Alike(shared, mine, operands, moves, runs[at])))
    if not classes:
        return {}, groups
    reads = [(i, each.over(groups[i].run)) for i in others for each in groups[i].precedents]
    if reads:
        by.append(np.array([i for i, _ in reads]))
        areas.append(np.array([area for _, area in reads]))
    level = levels(runs, Read(np.concatenate(by), np.concatenate(areas)))
    out: dict[Group, OnOneLevel] = {}
    for at, some in classes:
        for together in some.on_levels(level[at]):
            out.update(dict.fromkeys(together.groups(), together))
    return out, [groups[i] for i in np.argsort(level, kind="stable").tolist()]


def _places(groups: list[Group]) -> np.ndarray:
    """The sheets, tops, lefts, bottoms and rights of the groups' runs."""
    corners = list(zip(*[group.run for group in groups], strict=True))[:4]
    return np.array([[group.sheet for group in groups], *corners], np.int64).T


def _lanes(compiled: Compiled) -> bool:
    traits = compiled.traits
    return traits.down and not (traits.volatile or traits.dynamic or traits.asks - _ASKED_OF_CELLS)
