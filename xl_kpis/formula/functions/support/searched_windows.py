"""One column of ranges that move or grow down, searched for a value of each cell of a run.

What is found in ``A$1:A7`` by the formula beside A7 is found for all cells at once: the rows are
sorted by what is equal once, and each cell looks where its value's rows meet its own range.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from xl_kpis.errors import NA, ExcelError
from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.functions.support.searching import identities, too_long
from xl_kpis.formula.functions.support.windows import MovingRange
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.values.value import Array, as_array
from xl_kpis.formula.values.wildcards import has_wildcards


def column(window: MovingRange, at: int = 0) -> Array:
    """The values of one column of all windows, as far as the sheet is used."""
    left = window.left + at
    area = Area(window.sheet, window.first, left, int(window.bottoms.max()), left)
    return as_array(window.ctx.used(Reference(area))).ravel()


class SearchedWindows:
    """A column in which each cell's window is searched for that cell's value. Positions count from
    0 in the window; -1 is: not found."""

    def __init__(self, window: MovingRange, keys: Any, *, legacy: bool, patterns: bool) -> None:
        self.lanes = len(window.tops)
        items = as_array(keys).ravel()
        if len(items) not in (1, self.lanes):
            raise OneByOne
        self.keys: Array = np.broadcast_to(items, (self.lanes,))
        self.values = column(window)
        self.low = np.minimum(window.tops - window.first, len(self.values))
        self.high = np.minimum(window.bottoms - window.first + 1, len(self.values))
        self.alone = np.zeros(self.lanes, bool)
        """Cells better evaluated by themselves: errors, patterns, blanks that mean blanks."""
        if items.dtype == object:
            for i, key in enumerate(self.keys.tolist()):
                kind = type(key)
                self.alone[i] = (
                    kind is ExcelError
                    or (kind is str and patterns and has_wildcards(key))
                    or (key is None and not legacy)
                )
            if legacy:
                self.alone[too_long(self.keys)] = True
                self.keys = self.keys.copy()
                self.keys[[i for i, key in enumerate(self.keys.tolist()) if key is None]] = 0.0

    def equal(self, *, last: bool = False) -> np.ndarray:
        """Where the first (or last) value is that equals each key."""
        values, wanted = self.values.tolist(), self.keys.tolist()
        if self.values.dtype != np.float64:
            values = identities(values)
        if self.keys.dtype != np.float64:
            wanted = identities(wanted)
        number: dict[Any, int] = {}
        codes = np.array([number.setdefault(value, len(number)) for value in values], np.int64)
        asked = np.fromiter((number.get(key, -1) for key in wanted), np.int64, self.lanes)
        order = np.argsort(codes, kind="stable")
        size = len(values) + 1
        places, begin = codes[order] * size + order, asked * size
        if last:
            at = np.searchsorted(places, begin + self.high) - 1
        else:
            at = np.searchsorted(places, begin + self.low)
        inside = (at >= 0) & (at < len(places)) & (asked >= 0)
        found = np.where(inside, at, 0)
        if not len(places):
            return np.full(self.lanes, -1)
        inside &= (places[found] >= begin + self.low) & (places[found] < begin + self.high)
        return np.where(inside, order[found] - self.low, -1)

    def not_above(self) -> np.ndarray:
        """Where Excel's binary search ends in each window, as
        :meth:`~xl_kpis.formula.functions.support.searching.Line.ascending` does, in numbers."""
        values = self.values
        if values.dtype != np.float64 or self.keys.dtype != np.float64 or not len(values):
            raise OneByOne
        ends = np.append(np.flatnonzero(values[1:] != values[:-1]), len(values) - 1)
        low, high = self.low.copy(), self.high - 1
        found = np.full(self.lanes, -1)
        active = np.flatnonzero(low <= high)
        while len(active):
            begin = self.low[active]
            middle = begin + (low[active] + high[active] - 2 * begin) // 2
            here, keys = values[middle], self.keys[active]
            same, below = here == keys, here < keys
            run = ends[np.searchsorted(ends, middle)]
            found[active] = np.where(same, np.minimum(run, self.high[active] - 1), found[active])
            found[active[below]] = middle[below]
            low[active] = np.where(below, middle + 1, low[active])
            high[active] = np.where(below, high[active], middle - 1)
            low[active[same]] = high[active[same]] + 1
            active = active[low[active] <= high[active]]
        return np.where(found < 0, -1, found - self.low)


def picked(window: MovingRange, rows: np.ndarray, index: int = 0, missing: Any = NA) -> Array:
    """The values in the rows found of each window, in one of its columns."""
    values = column(window, index)
    at = np.where(rows < 0, len(values), window.tops - window.first + rows)
    here = at < len(values)
    if here.all():
        return values[at]
    out = np.full(len(rows), None, object)  # what lies beyond the used part of the sheet is blank
    out[here] = values[at[here]]
    out[rows < 0] = missing
    return out
