"""What criteria find in ranges that are of one shape in all cells of a run, though some of them
move with it and others stand: ``SUMIF(C$3:N$3,"Q1",C5:N5)`` filled down adds up a quarter of each
row.

The cells of a lane's range are a row of an array, one row for all lanes where a range stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from xl_kpis.formula import thresholds
from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.functions.support.criteria import Criterion, parse
from xl_kpis.formula.functions.support.matching import COMPARE
from xl_kpis.formula.functions.support.windows import NOTHING, MovingRange, parsed
from xl_kpis.formula.values.value import Array

_LARGEST = 2_000
"""Cells of a range up to which all of them are looked at for each lane."""
_JUDGED = 20_000_000
"""Answers of criteria about cells that are worth having."""


def counted(windows: Sequence[MovingRange], criteria: Sequence[Any]) -> tuple[Array, Array]:
    """How many places meet the criteria in each lane, and which lanes are better evaluated by
    themselves."""
    found = _InShape(windows, criteria)
    out = np.empty(found.lanes)
    for some in found.parts():
        out[some] = found.met(some).sum(axis=1)
    return out, found.alone


def computed(
    how: np.ufunc,
    finish: Callable[[np.ndarray, np.ndarray], Array],
    values: MovingRange,
    windows: Sequence[MovingRange],
    criteria: Sequence[Any],
) -> tuple[Array, Array]:
    """What the numbers beside them come to, which ``finish`` gives from what they are brought
    together to and how many they are."""
    found = _InShape(windows, criteria)
    own = _Cells(values)
    if own.shape != found.shape:
        raise OneByOne
    numbers = np.append(own.block.numbers[: own.size], np.nan)
    wrong = np.zeros(own.size + 1, bool)
    wrong[[at for at in own.block.errors if at < own.size]] = True
    totals, counts = np.empty(found.lanes), np.empty(found.lanes)
    alone = found.alone
    for some in found.parts():
        at, met = own.places(some), found.met(some)
        if wrong.any():
            alone[some] |= (wrong[at] & met).any(axis=1)
        beside = numbers[at]
        met = met & ~np.isnan(beside)
        filled = np.where(met, beside, NOTHING[how])
        totals[some] = how.accumulate(filled, axis=1)[:, -1] + 0.0
        counts[some] = met.sum(axis=1)
    if how is np.add:
        alone |= np.isinf(totals)
    return finish(totals, counts), alone


class _Cells:
    """The cells of a range in each lane, as places in a block; what is after the last is blank."""

    def __init__(self, window: MovingRange) -> None:
        height = int(window.heights[0])
        self.shape = height, window.right - window.left + 1
        if (window.heights != height).any() or height * self.shape[1] > _LARGEST:
            raise OneByOne
        self.block = window.block()
        self.size = self.block.rows * self.block.width
        self.tops = window.tops - window.first
        self.stands = not self.tops.any()

    def places(self, some: slice) -> np.ndarray:
        """Those of some lanes: a row for each, or one for all."""
        height, width = self.shape
        rows = (self.tops[:1] if self.stands else self.tops[some])[:, None] + np.arange(height)
        at = rows[:, :, None] * self.block.width + np.arange(width)
        at[rows >= self.block.rows] = self.size
        at[:, :, self.block.width :] = self.size
        return at.reshape(len(rows), -1)


class _InShape:
    """The places that meet criteria in each lane."""

    def __init__(self, windows: Sequence[MovingRange], criteria: Sequence[Any]) -> None:
        own = windows[0]
        self.lanes = len(own.tops)
        self.alone = np.zeros(self.lanes, bool)
        cells = [_Cells(window) for window in windows]
        self.shape = cells[0].shape
        if any(each.shape != self.shape for each in cells):
            raise OneByOne
        ctx = own.ctx
        self.tests: list[_Test] = []
        for owner, criterion in zip(cells, criteria, strict=True):
            if not isinstance(criterion, np.ndarray):
                self.tests.append(_Test(owner, [parse(criterion, ctx.date1904, ctx.region)]))
                continue
            each = parsed(criterion, ctx, self.alone)
            self.tests.append(_Test(owner, each))

    def parts(self) -> Iterator[slice]:
        """So many lanes that their places stay near the processor."""
        step = max(1, thresholds.CELLS_OF_TABLES // (self.shape[0] * self.shape[1]))
        for low in range(0, self.lanes, step):
            yield slice(low, min(low + step, self.lanes))

    def met(self, some: slice) -> np.ndarray:
        """Which places of some lanes meet all criteria, a row for each."""
        met: Any = True
        for test in self.tests:
            met = met & test.met(some)
        return np.broadcast_to(met, (some.stop - some.start, met.shape[1]))


class _Test:
    """A criterion in each lane, or one for all, asked of the cells of a range."""

    def __init__(self, cells: _Cells, criteria: list[Criterion]) -> None:
        self.cells = cells
        self.criteria = criteria
        kinds = {_kind(criterion) for criterion in criteria}
        self.flags: np.ndarray | None = None
        self.keys: np.ndarray | None = None
        if len(criteria) > 1 and len(kinds) == 1:
            (kind,) = kinds
            block = cells.block
            if kind == "=":
                classes, class_of = block.classes()
                self.values = np.append(classes[block.coded()[: cells.size]], classes[0])
                self.keys = np.array([class_of(criterion.key) for criterion in criteria])
                self.compare: Any = np.equal
            elif kind is not None:
                self.values = np.append(block.numbers[: cells.size], np.nan)
                self.keys = np.array([criterion.key for criterion in criteria])
                self.compare = COMPARE[kind]
        if self.keys is None:
            self._judge()

    def _judge(self) -> None:
        """Ask each criterion that differs of all cells."""
        number = {criterion: i for i, criterion in enumerate(dict.fromkeys(self.criteria))}
        cells = self.cells
        if len(number) * (cells.size + 1) > _JUDGED:
            raise OneByOne
        self.flags = np.empty((len(number), cells.size + 1), bool)
        for criterion, i in number.items():
            self.flags[i, :-1] = cells.block.select(criterion, slice(0, cells.size))
            self.flags[i, -1] = criterion.takes_blank
        self.which = np.array([number[criterion] for criterion in self.criteria])

    def met(self, some: slice) -> np.ndarray:
        at = self.cells.places(some)
        if self.keys is not None:
            found: np.ndarray = self.compare(self.values[at], self.keys[some, None])
            return found
        assert self.flags is not None
        if len(self.flags) == 1:
            return self.flags[0][at]
        return self.flags[self.which[some, None], at]


def _kind(criterion: Criterion) -> str | None:
    """The operator of a criterion that is asked of cells together, whatever it compares with."""
    if criterion.op == "=" and criterion.pattern is None:
        return "="
    return criterion.op if type(criterion.key) is float and criterion.op in COMPARE else None
