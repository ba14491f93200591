"""What criteria find in ranges that are other cells in each lane, wherever they stand.

The cells of a lane's range are a row of an array.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from xl_kpis.formula.functions.declare import Context, OneByOne
from xl_kpis.formula.functions.support.criteria import Criterion, parse
from xl_kpis.formula.functions.support.matching import COMPARE, Block
from xl_kpis.formula.functions.support.windows import NOTHING
from xl_kpis.formula.reference import Area
from xl_kpis.formula.values.value import Array


def counted(ctx: Context, *args: Any) -> Array:
    """How many cells of each lane meet its criteria; ranges and criteria (a list for the lanes) in
    turn."""
    return _met(ctx, args[::2], args[1::2]).sum(axis=1).astype(float)


def computed(
    how: np.ufunc,
    finish: Callable[[np.ndarray, np.ndarray], Array],
    ctx: Context,
    values: Array,
    *args: Any,
) -> Array:
    """What the numbers beside them come to, which ``finish`` gives from what they are brought
    together to and how many they are."""
    if values.shape != args[0].shape:
        raise OneByOne
    block = _block(ctx, values)
    if block.errors:
        raise OneByOne
    numbers = block.numbers.reshape(values.shape)
    found = _met(ctx, args[::2], args[1::2]) & ~np.isnan(numbers)
    totals = how.accumulate(np.where(found, numbers, NOTHING[how]), axis=1)[:, -1]
    if np.isinf(totals).any() and how is np.add:
        raise OneByOne
    return finish(totals, found.sum(axis=1).astype(float))


def _met(ctx: Context, ranges: Sequence[Array], criteria: Sequence[list[Any]]) -> np.ndarray:
    """Which cells meet the criteria of their lane, a row for each."""
    met = np.ones(ranges[0].shape, bool)
    for cells, asked in zip(ranges, criteria, strict=True):
        if cells.shape != met.shape:
            raise OneByOne
        met &= _meeting(ctx, cells, [parse(item, ctx.date1904, ctx.region) for item in asked])
    return met


def _meeting(ctx: Context, cells: Array, criteria: list[Criterion]) -> np.ndarray:
    block, shape = _block(ctx, cells), cells.shape
    out = np.zeros(shape, bool)
    lanes: dict[tuple[Any, ...], list[int]] = {}
    for lane, criterion in enumerate(criteria):
        by_number = type(criterion.key) is float and criterion.op in COMPARE
        lanes.setdefault((criterion.op, None) if by_number else criterion, []).append(lane)
    numbers = block.numbers.reshape(shape)
    places = np.arange(cells.size).reshape(shape)
    for of, some in lanes.items():
        if isinstance(of, Criterion):
            among = places[some].ravel()
            out[some] = block.select(of, among).reshape(len(some), -1)
        else:
            keys = np.array([criteria[lane].key for lane in some])[:, None]
            out[some] = COMPARE[of[0]](numbers[some], keys)
    return out


def _block(ctx: Context, cells: Array) -> Block:
    block = Block(Area(0, 0, 0, 0, cells.shape[1] - 1), ctx.date1904, ctx.region)
    block.add(cells)
    return block
