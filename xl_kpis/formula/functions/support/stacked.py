"""Ranges of many workbooks at once, for criteria and lookups.

A :class:`Stacked` has a range's values in each workbook; lanes ask about it, as many for each
workbook. All lanes are answered together by comparing each with all cells of its own workbook,
which is quickest while ranges are short. Where it is not, or where a question is unusual,
:class:`OneByOne` says that each workbook is to answer for itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from xl_kpis.errors import DIV0, NA
from xl_kpis.formula import thresholds
from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.functions.support.criteria import Criterion, Key, parse
from xl_kpis.formula.functions.support.matching import COMPARE, Block
from xl_kpis.formula.functions.support.ranges import Range
from xl_kpis.formula.functions.support.searching import identities
from xl_kpis.formula.reference import Area
from xl_kpis.formula.values.region import Region
from xl_kpis.formula.values.summation import totals
from xl_kpis.formula.values.value import Array
from xl_kpis.formula.values.wildcards import has_wildcards


class Stacked:
    """A range's values in each workbook: an array of three dimensions, the first of workbooks."""

    def __init__(self, values: Array, is_whole: bool, date1904: bool, region: Region) -> None:
        self.values = values
        self.is_whole = is_whole
        """Whether nothing was cut off that no workbook uses."""
        self.date1904 = date1904
        self.region = region
        self._block: Block | None = None
        self._lines: dict[tuple[int, bool], StackedLine] = {}

    @property
    def books(self) -> int:
        return len(self.values)

    @property
    def size(self) -> int:
        """Cells per workbook."""
        return self.values.shape[1] * self.values.shape[2]

    @property
    def block(self) -> Block:
        """All cells of all workbooks below each other, for criteria."""
        if self._block is None:
            self._block = Block(Area(0, 0, 0, 0, 0), self.date1904, self.region)
            self._block.add(self.values.reshape(-1, 1))
        return self._block

    def line(self, index: int, row: bool) -> StackedLine:
        """One column (or row) of the range in each workbook."""
        found = self._lines.get((index, row))
        if found is None:
            if index >= self.values.shape[1 if row else 2]:
                raise OneByOne
            items = self.values[:, index, :] if row else self.values[:, :, index]
            found = self._lines[index, row] = StackedLine(items)
        return found

    def items(self, found: np.ndarray, index: np.ndarray | int, across: bool) -> Array:
        """Per lane the value at the position found (-1: #N/A) in a column (or row)."""
        values = self.values.swapaxes(1, 2) if across else self.values
        lanes = _lanes(found, self.books)
        book = np.repeat(np.arange(self.books), lanes).reshape(found.shape)
        if np.max(index, initial=0) >= values.shape[2]:
            raise OneByOne
        here = found >= 0
        if here.all() and found.size and int(found.max()) < values.shape[1]:
            return values[book, found, index]
        out = np.full(found.shape, NA, object)
        out[here] = None
        here &= found < values.shape[1]
        column = index[here] if isinstance(index, np.ndarray) else index
        out[here] = values[book[here], found[here], column]
        return out

    # ---- criteria ---------------------------------------------------------------------------

    def meets(self, criterion: Any) -> np.ndarray:
        """Which cells meet a criterion, or the criterion of each lane: by workbook, lane (only one
        where all have the same) and cell."""
        if not isinstance(criterion, np.ndarray):
            return self._meets_one(parse(criterion, self.date1904, self.region))
        items = criterion.ravel().tolist()
        if len(set(map(type, items))) == 1 and all(item == items[0] for item in items):
            return self._meets_one(parse(items[0], self.date1904, self.region))
        lanes = _lanes(criterion, self.books)
        if lanes * self.size > thresholds.COMPARISONS:
            raise OneByOne
        op, keys = self._alike(items)
        numeric, block = set(map(type, keys)) == {float}, self.block
        if numeric and (op in COMPARE or (op == "=" and self.values.dtype == np.float64)):
            wanted = np.array(keys).reshape(self.books, lanes, 1)
            compare = COMPARE.get(op, np.equal)
            return np.asarray(compare(block.numbers.reshape(self.books, 1, -1), wanted))
        if op != "=":
            raise OneByOne
        codes = block.coded().reshape(self.books, 1, -1)
        found = [block.equal_codes(key) for key in keys]
        if any(len(several) > 1 for several in found):
            raise OneByOne
        one = np.array([several[0] if several else -1 for several in found], np.int32)
        return np.asarray(codes == one.reshape(self.books, lanes, 1))

    def _alike(self, items: list[Any]) -> tuple[str, list[Key]]:
        """The one operator of some criteria, and the key of each."""
        if set(map(type, items)) == {float}:
            return "=", items
        parsed = [parse(item, self.date1904, self.region) for item in items]
        ops = {c.op for c in parsed}
        if len(ops) > 1 or any(c.pattern is not None for c in parsed):
            raise OneByOne
        if not self.is_whole and any(c.takes_blank for c in parsed):
            raise OneByOne
        return ops.pop(), [c.key for c in parsed]

    def _meets_one(self, criterion: Criterion) -> np.ndarray:
        if criterion.takes_blank and not self.is_whole:
            raise OneByOne
        block = self.block
        if self.values.dtype == np.float64 and type(criterion.key) is float:
            found = COMPARE.get(criterion.op, np.equal)(block.numbers, criterion.key)
        else:
            found = block.select(criterion, slice(None))
        return found.reshape(self.books, 1, -1)


def _meeting(ranges: list[Range], criteria: list[Any]) -> np.ndarray:
    """Which cells meet all criteria, by workbook, lane and position."""
    found: np.ndarray | None = None
    for range_, criterion in zip(ranges, criteria, strict=True):
        if range_.ref is None or range_.shape != ranges[0].shape:
            raise OneByOne
        stacked = range_.ctx.stacked(range_.ref)
        if found is not None and found.shape[2] != stacked.size:
            raise OneByOne
        hits = stacked.meets(criterion)
        found = hits if found is None else found & hits
    assert found is not None
    return found


def _lanes(array: Array, books: int) -> int:
    """How many lanes of an array are each workbook's."""
    if len(array) % books:
        raise OneByOne  # the same for all workbooks
    return array.size // books


def _per_lane(result: Array, shape: tuple[int, int]) -> Array:
    """Results by workbook and lane as lanes."""
    return np.repeat(result, shape[0] * shape[1] // result.size, axis=1).reshape(shape)


def counted(ranges: list[Range], criteria: list[Any], shape: tuple[int, int]) -> Array:
    """COUNTIFS in lanes."""
    return _per_lane(_meeting(ranges, criteria).sum(axis=2, dtype=float), shape)


def computed(
    how: Callable[[np.ndarray], Any],
    values: Range,
    ranges: list[Range],
    criteria: list[Any],
    shape: tuple[int, int],
) -> Array:
    """SUMIFS and its kin in lanes; ``how`` is what they do with the numbers of one lane."""
    if values.ref is None or values.shape != ranges[0].shape:
        raise OneByOne
    found = _meeting(ranges, criteria)
    stacked = values.ctx.stacked(values.ref)
    block = stacked.block
    if block.errors or stacked.size != found.shape[2]:
        raise OneByOne
    numbers = block.numbers.reshape(stacked.books, 1, -1)
    if stacked.values.dtype != np.float64:
        found = found & ~np.isnan(numbers)
    return _per_lane(HOW[how.__name__](found, numbers), shape)


def _sum(found: np.ndarray, numbers: np.ndarray) -> Array:
    books, lanes, size = found.shape
    times = found.sum(axis=1)
    if lanes > 1 and times.max(initial=0) <= 1:  # no cell is in two sums
        sums = found.argmax(axis=1) + np.arange(books)[:, None] * lanes
        here = times > 0
        cells = np.broadcast_to(numbers, (books, 1, size))[:, 0]
        return np.bincount(sums[here], cells[here], books * lanes).reshape(books, lanes)
    # one after another, as Excel adds; the zeros between change nothing
    return totals(np.where(found, numbers, 0.0))


def _average(found: np.ndarray, numbers: np.ndarray) -> Array:
    counts = found.sum(axis=2, dtype=float)
    empty = counts == 0.0
    means = _sum(found, numbers) / np.where(empty, 1.0, counts)
    if not empty.any():
        return means
    out = means.astype(object)
    out[empty] = DIV0
    return out


def _extreme(found: np.ndarray, numbers: np.ndarray, how: np.ufunc, none: float) -> Array:
    best = how.reduce(np.where(found, numbers, none), axis=2)
    return np.where(best == none, 0.0, best)


HOW: dict[str, Callable[[np.ndarray, np.ndarray], Array]] = {
    "_sum": _sum,
    "_average": _average,
    "_max": lambda found, numbers: _extreme(found, numbers, np.maximum, -np.inf),
    "_min": lambda found, numbers: _extreme(found, numbers, np.minimum, np.inf),
}


# ---- lookups ------------------------------------------------------------------------------------


class StackedLine:
    """One row or column of values in each workbook, to be searched by lanes."""

    def __init__(self, items: Array) -> None:
        self.items = items
        self._codes: np.ndarray | None = None
        self._code_of: dict[Any, int] = {}
        self._ascends: bool | None = None

    def _compared(self, keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Cells and keys as numbers that are equal where those are; by workbook, lane, cell."""
        books, size = self.items.shape
        lanes = _lanes(keys, books)
        if lanes * size > thresholds.COMPARISONS:
            raise OneByOne
        if self.items.dtype == keys.dtype == np.float64:
            return self.items[:, None, :], keys.reshape(books, lanes, 1)
        if self._codes is None:
            code_of = self._code_of
            values = identities(self.items.ravel().tolist())
            codes = [code_of.setdefault(value, len(code_of)) for value in values]
            self._codes = np.array(codes, np.int64).reshape(books, 1, size)
        get = self._code_of.get
        wanted = [get(value, -1) for value in identities(keys.ravel().tolist())]
        return self._codes, np.array(wanted, np.int64).reshape(books, lanes, 1)

    def exact_many(self, keys: np.ndarray, last: bool = False) -> np.ndarray:
        """Per lane the first (or last) position that equals its key, or -1."""
        if keys.dtype == object and None in keys.ravel().tolist():
            raise OneByOne  # a blank may be found beyond what is used
        cells, wanted = self._compared(keys)
        if not cells.size:
            return np.full(keys.shape, -1, np.intp)
        hits = cells == wanted
        at = hits.shape[2] - 1 - hits[:, :, ::-1].argmax(axis=2) if last else hits.argmax(axis=2)
        return np.where(hits.any(axis=2), at, -1).reshape(keys.shape)

    def match_many(self, keys: np.ndarray) -> np.ndarray:
        """As MATCH finds values exactly."""
        if keys.dtype == object:
            items = keys.ravel().tolist()
            if None in items or any(type(item) is str and has_wildcards(item) for item in items):
                raise OneByOne
        return self.exact_many(keys)

    def ascending_many(self, keys: np.ndarray) -> np.ndarray:
        """As MATCH finds the last number not above a key, where all are numbers that rise."""
        items = self.items
        if not items.dtype == keys.dtype == np.float64 or not items.size:
            raise OneByOne
        if self._ascends is None:
            self._ascends = bool((items[:, 1:] >= items[:, :-1]).all())
        if not self._ascends:
            raise OneByOne
        cells, wanted = self._compared(keys)
        return (cells <= wanted).sum(axis=2).reshape(keys.shape) - 1

    def alone(self, *args: Any) -> Any:
        """Other ways to search are each workbook's own."""
        raise OneByOne

    exact = match = ascending = descending = nearest = binary = pattern = many = blank = alone
