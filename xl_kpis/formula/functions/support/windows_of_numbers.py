"""What functions of a few numbers give for ranges that move down a run, for all its cells at once:
``CORREL(A1:A20,B1:B20)``, ``IRR(A1:F1)`` filled down.

The ranges of many cells are put below each other, a row for each, in which numbers are brought
together in the order in which they would be for one cell. All cells have to be numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from xl_kpis.errors import Failure
from xl_kpis.formula import thresholds
from xl_kpis.formula.distinct import by_size, distinct
from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.values.value import Array, as_array, tighten

if TYPE_CHECKING:
    from xl_kpis.formula.functions.support.windows import MovingRange

_AT_ONCE = 200_000
"""Numbers of as many cells as are looked at together."""
_MOST = 50_000_000
"""Numbers of all cells, beyond which each goes its own way."""
_Rows = tuple[np.ndarray, list[np.ndarray]]


def rows_of(*ranges: MovingRange) -> Iterator[_Rows]:
    """Some cells of a run at a time, by their numbers, and of each range what they read: a row for
    each of them. The ranges of one cell are of one size."""
    own = ranges[0]
    width = own.right - own.left + 1
    for other in ranges[1:]:
        if other.right - other.left + 1 != width or not np.array_equal(other.heights, own.heights):
            raise OneByOne
    kinds = len(distinct(own.heights))
    if own.heights.sum() * width > _MOST or kinds * thresholds.LANES_FROM > len(own.heights):
        raise OneByOne
    blocks = [_numbers(each) for each in ranges]
    for (height, _), cells in by_size(own.heights, np.ones(len(own.heights), np.int64)):
        step = max(1, _AT_ONCE // (height * width))
        for start in range(0, len(cells), step):
            some = cells[start : start + step]
            yield (
                some,
                [
                    block[(each.tops[some] - each.first)[:, None] + np.arange(height)].reshape(
                        len(some), -1
                    )
                    for block, each in zip(blocks, ranges, strict=True)
                ],
            )


def _numbers(moving: MovingRange) -> Array:
    last = int(moving.bottoms.max())
    area = Area(moving.sheet, moving.first, moving.left, last, moving.right)
    block = as_array(moving.ctx.read(Reference(area)))
    if block.dtype != np.float64:
        raise OneByOne
    return block


def each_of(finish: Callable[..., Any], parts: Iterator[tuple[np.ndarray, list[Any]]]) -> Any:
    """What a function makes of what each cell has, given for some of them at a time, as ``windows``
    of a function give it; what it fails with is the cell's value."""
    results: dict[int, Any] = {}
    for cells, told in parts:
        for cell, each in zip(cells.tolist(), told, strict=True):
            try:
                results[cell] = finish(each)
            except Failure as failure:
                results[cell] = failure.error
    out = np.empty(len(results), object)
    out[:] = [results[cell] for cell in range(len(results))]
    return tighten(out), np.zeros(len(out), bool)


def for_each(value: Any, lanes: int) -> np.ndarray:
    """An argument that is a number in each cell, or the same one in all."""
    array = as_array(value)
    if array.dtype != np.float64 or array.size not in (1, lanes):
        raise OneByOne
    return np.broadcast_to(array.ravel(), lanes)
