"""The numbers of ranges that move or grow down, in order: ranks and percentiles for all cells of a
run at once.

The numbers of all rows are ranked once. How many in a cell's window are below a limit, and which is
the k-th of them, is then found by halving the ranks bit after bit, for all windows together: a run
of n cells takes n log n steps.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from xl_kpis.errors import NUM, ExcelError
from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.functions.support.call import numeric_result
from xl_kpis.formula.functions.support.windows import MovingRange, count_below
from xl_kpis.formula.values.value import Array, present


class OrderedWindows:
    """The numbers of each cell's window, as they would be if sorted."""

    def __init__(self, window: MovingRange) -> None:
        block = window.block()
        numbers = block.numbers
        there = ~np.isnan(numbers)
        self.values = numbers[there]
        if np.signbit(self.values[self.values == 0.0]).any():
            raise OneByOne  # equal to 0 and yet shown otherwise: which comes first is left open
        ends = np.array([window.tops - window.first, window.bottoms - window.first + 1])
        ends = np.minimum(ends * block.width, len(numbers))
        before = np.concatenate(([0], np.cumsum(there)))
        self.first, self.last = before[ends[0]], before[ends[1]]
        self.counts = self.last - self.first
        self.ascending = np.sort(self.values)
        self.ranks = np.searchsorted(self.ascending, self.values)
        self.errors: Array | None = None
        """The first error in each window, None where there is none."""
        if block.errors:
            self.errors = np.full(len(self.first), None, object)
            places = np.array([*sorted(block.errors), len(numbers)])
            at = places[np.searchsorted(places, ends[0])]
            for lane in np.flatnonzero(at < ends[1]).tolist():
                self.errors[lane] = block.errors[int(at[lane])]

    def kth(self, places: np.ndarray) -> np.ndarray:
        """The number at a place (from 0) in each window; anything where there is no such place."""
        if not len(self.values):
            return np.zeros(len(places))
        places = np.clip(places, 0, np.maximum(self.counts - 1, 0)).astype(np.int64)
        found = self.ascending[kth_ranks(self.ranks, self.first, self.last, places)]
        return np.where(self.counts > 0, found, 0.0)

    def below(self, numbers: np.ndarray, *, equal: bool = False) -> np.ndarray:
        """How many numbers of each window are below one number each, or up to it."""
        limits = np.searchsorted(self.ascending, numbers, "right" if equal else "left")
        return count_below(self.ranks, self.first, self.last, limits)

    def finished(self, values: Array, *wrong: tuple[np.ndarray, ExcelError]) -> Array:
        """Values with errors where they are wrong, and the windows' own before those."""
        out = numeric_result(values)
        for flags, error in wrong:
            if flags.any():
                out = out.astype(object)
                out[flags] = error
        if self.errors is not None:
            out = out.astype(object)
            at = present(self.errors)
            out[at] = self.errors[at]
        return out


def kth_ranks(
    ranks: np.ndarray, first: np.ndarray, last: np.ndarray, places: np.ndarray
) -> np.ndarray:
    """Which rank is at a place from 0 among those from a first up to before a last one, sorted; for
    each of many questions.

    >>> ranks = np.array([3, 0, 2, 1])
    >>> kth_ranks(ranks, np.array([0, 1]), np.array([4, 3]), np.array([3, 1])).tolist()
    [3, 2]
    """
    found = np.zeros(len(places), np.int64)
    for bit in range(len(ranks).bit_length() - 1, -1, -1):
        high = (ranks >> bit) & 1 == 1
        lows = np.concatenate(([0], np.cumsum(~high)))
        first_low, last_low = lows[first], lows[last]
        smaller = last_low - first_low
        up = places >= smaller
        found |= np.where(up, 1 << bit, 0)
        places = np.where(up, places - smaller, places)
        first = np.where(up, lows[-1] + first - first_low, first_low)
        last = np.where(up, lows[-1] + last - last_low, last_low)
        ranks = np.concatenate((ranks[~high], ranks[high]))
    return np.minimum(found, len(ranks) - 1)


def numbers_for(given: Any, lanes: int) -> tuple[np.ndarray, np.ndarray]:
    """An argument that is a number, one for each cell; and which cells have something else."""
    if isinstance(given, np.ndarray):
        items = given.ravel()
        if len(items) not in (1, lanes):
            raise OneByOne
        if items.dtype == np.float64:
            return np.broadcast_to(items, (lanes,)), np.zeros(lanes, bool)
        numbers = [item if type(item) is float else np.nan for item in items.tolist()]
        found = np.broadcast_to(np.array(numbers, float), (lanes,))
        return np.where(np.isnan(found), 1.0, found), np.isnan(found)
    if type(given) is not float:
        raise OneByOne
    return np.full(lanes, given), np.zeros(lanes, bool)


def at_places(
    place: Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]],
) -> Callable[[MovingRange, Any], tuple[Array, np.ndarray]]:
    """An implementation for windows of what gives the number at a place among sorted ones: between
    two of them where the place is no whole number. ``place`` gives it for numbers and how many
    there are in each window, and where there is none: #NUM!."""

    def windows(window: MovingRange, given: Any) -> tuple[Array, np.ndarray]:
        ordered = OrderedWindows(window)
        k, alone = numbers_for(given, len(ordered.counts))
        with np.errstate(invalid="ignore"):
            places, wrong = place(k, ordered.counts)
        places = np.where(wrong, 0.0, places)
        low = np.trunc(places)
        first, part = ordered.kth(low), places - low
        between = (part != 0) & (low + 1 < ordered.counts)
        if between.any():
            following = ordered.kth(low + 1)
            with np.errstate(invalid="ignore", over="ignore"):
                first = np.where(between, first + part * (following - first), first)
        return ordered.finished(first, (wrong, NUM)), alone

    return windows
