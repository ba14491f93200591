"""Totals, counts, means and extremes of ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from xl_kpis.errors import DIV0, VALUE, ExcelError, fail
from xl_kpis.formula.functions.declare import (
    ArrayRange,
    Context,
    Numbers,
    NumbersA,
    Range,
    Whole,
    ex,
    function,
)
from xl_kpis.formula.functions.support import loop, totals
from xl_kpis.formula.functions.support.call import read_filled
from xl_kpis.formula.functions.support.ranges import added
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.values.kinds import NUMBER
from xl_kpis.formula.values.repeated import Repeated, blank_beyond, each
from xl_kpis.formula.values.summation import mean, total
from xl_kpis.formula.values.text_to_number import number_from_text
from xl_kpis.formula.values.value import as_array

if TYPE_CHECKING:
    from xl_kpis.formula.functions.support.windows import MovingRange


def joined(parts: tuple[np.ndarray, ...]) -> np.ndarray:
    """The numbers of several arguments as one vector."""
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


@function(
    examples=[
        ex("=SUM(A1:A3,10)", 13, A1=[[1], ["2"], [2]]),
        ex('=SUM("3",TRUE)', 4),
        ex("=SUM(A1:A2)", DIV0, A1=[[1], [DIV0]]),
        ex('=SUM("x")', VALUE),
    ],
    total=totals.SUMS,
    loop=loop.SUM,
    ignores=["zero"],
    repeats="adds",
)
def SUM(*number: Numbers) -> float:
    """Adds numbers; text and booleans in ranges are left out."""
    return total(joined(number))


@function(examples=[ex("=PRODUCT(2,3,A1)", 6), ex("=PRODUCT(A1:A2)", 0)])
def PRODUCT(*number: Numbers) -> float:
    """Multiplies numbers; text and booleans in ranges are left out."""
    numbers = joined(number)
    return float(np.prod(numbers)) if len(numbers) else 0.0


@function(
    examples=[ex("=SUMSQ(3,4)", 25), ex("=SUMSQ(A1:A2)", 4, A1=[[2], ["x"]])], ignores=["zero"]
)
def SUMSQ(*number: Numbers) -> float:
    """The sum of the squares of numbers."""
    numbers = joined(number)
    return total(numbers * numbers)


def _count(value: Any, ctx: Context) -> int:
    if isinstance(value, Reference):
        return sum(_count_cells(Reference(area), ctx) for area in value)
    if isinstance(value, Repeated):
        return sum(_count(piece, ctx) * times for piece, times in value.pieces())
    if isinstance(value, np.ndarray):
        if value.dtype != object:
            return value.size if value.dtype == np.float64 else 0
        return list(map(type, value.ravel().tolist())).count(float)
    if isinstance(value, str):
        return int(number_from_text(value) is not None)
    return int(value is None or isinstance(value, (float, bool)))


def _count_cells(ref: Reference, ctx: Context) -> int:
    cells = ctx.kinds(ref)
    if cells is None:
        return _count(as_array(ctx.filled(ref)), ctx)
    return int(np.count_nonzero(cells.kinds == NUMBER))


@function(
    examples=[
        ex("=COUNT(A1:A4)", 1, A1=[[1], ["2"], [True], [DIV0]]),
        ex('=COUNT(1,"2",TRUE,"x",#N/A)', 3),
    ],
    total=totals.COUNTS,
    ignores=["blank", "text", "logical", "error"],
    asks=[],
    see=("COUNTIF",),
)
def COUNT(*value: Whole, ctx: Context) -> float:
    """Counts numbers; given directly, booleans and text that reads as a number count too."""
    return float(sum(_count(each, ctx) for each in value))


def _count_filled(ref: Reference, ctx: Context) -> int:
    cells = ctx.kinds(ref)
    if cells is not None:
        return int(np.count_nonzero(cells.kinds))
    array = read_filled(ref, ctx)
    if array.dtype == object:
        return array.size - list(map(type, array.ravel().tolist())).count(type(None))
    return array.size


def _count_all(value: Any, ctx: Context) -> int:
    """What is not blank in cells, and all that an array holds: a blank in it is an item, too."""
    if isinstance(value, Repeated):
        return value.shape[0] * value.shape[1]
    if isinstance(value, Reference):
        return sum(_count_filled(Reference(area), ctx) for area in value)
    return value.size if isinstance(value, np.ndarray) else 1


@function(
    examples=[
        ex("=COUNTA(A1:A4)", 3, A1=[[1], [""], [None], [DIV0]]),
        ex("=COUNTA(1,,TRUE)", 3),
        ex("=COUNTA(UNIQUE(A1:A4))", 3, A1=[[1], [None], [None], [2]]),
    ],
    total=totals.COUNTS_FILLED,
    asks=[],
)
def COUNTA(*value: Whole, ctx: Context) -> float:
    """Counts what is not blank, errors and empty texts included."""
    return float(sum(_count_all(each, ctx) for each in value))


def _blank(array: np.ndarray) -> np.ndarray:
    """Which items are blank, or empty texts."""
    if array.dtype != object:
        return np.zeros(array.shape, bool)
    flags = [item is None or item == "" for item in array.ravel().tolist()]
    return np.array(flags, bool).reshape(array.shape)


def _blank_windows(moving: MovingRange) -> tuple[np.ndarray, np.ndarray]:
    """COUNTBLANK of each cell of a run, from the blank cells up to each row."""
    first, last = moving.first, int(moving.bottoms.max())
    area = Area(moving.sheet, first, moving.left, last, moving.right)
    used = as_array(moving.ctx.used(Reference(area)))
    width = moving.right - moving.left + 1
    of_rows = _blank(used).sum(axis=1) + width - used.shape[1]
    until = np.append(0, np.cumsum(of_rows))
    low, high = (
        np.minimum(rows - first, len(of_rows)) for rows in (moving.tops, moving.bottoms + 1)
    )
    beyond = (moving.heights - (high - low)) * width
    return (until[high] - until[low] + beyond).astype(float), np.zeros(len(low), bool)


@function(
    examples=[
        ex("=COUNTBLANK(A1:A4)", 2, A1=[[1], [""], [None], ["x"]]),
        ex("=COUNTBLANK(B1:C2)", 4),
    ],
    windows=_blank_windows,
)
def COUNTBLANK(range: Range) -> float | ExcelError:
    """Counts blank cells and empty texts in a range."""
    if range.ref is None:
        return VALUE
    array = range.array
    beyond = range.shape[0] * range.shape[1] - array.size
    return float(beyond + np.count_nonzero(_blank(array)))


@function(
    examples=[
        ex("=AVERAGE(A1:A3)", 1.5, A1=[[1], ["x"], [2]]),
        ex("=AVERAGE(A1:A3)", DIV0),
        ex("=AVERAGE(1,,5)", 2),
    ],
    total=totals.MEANS,
    see=("TRIMMEAN",),
)
def AVERAGE(*number: Numbers) -> float | ExcelError:
    """The mean of numbers; text, booleans and blanks in ranges are left out."""
    numbers = joined(number)
    return mean(numbers) if len(numbers) else DIV0


@function(
    examples=[
        ex("=AVERAGEA(A1:A3)", 1, A1=[[2], ["x"], [True]]),
        ex("=AVERAGEA(A1:A3)", DIV0),
    ],
)
def AVERAGEA(*value: NumbersA) -> float | ExcelError:
    """The mean of values, where text counts as 0 and TRUE as 1."""
    numbers = joined(value)
    return mean(numbers) if len(numbers) else DIV0


@function(
    examples=[ex("=MIN(A1:A3)", 2, A1=[[5], [2], [True]]), ex("=MIN(A1:A3)", 0)],
    total=totals.LEAST,
    loop=loop.LEAST,
    repeats="once",
    see=("SMALL",),
)
def MIN(*number: Numbers) -> float:
    """The smallest number, 0 if there is none."""
    numbers = joined(number)
    return float(numbers.min()) if len(numbers) else 0.0


@function(
    examples=[
        ex("=MAX(A1:A3)", 5, A1=[[5], [2], ["9"]]),
        ex("=MAX(A1:A3)", 0),
        ex('=MAX("7",3)', 7),
    ],
    total=totals.GREATEST,
    loop=loop.GREATEST,
    repeats="once",
    see=("LARGE",),
)
def MAX(*number: Numbers) -> float:
    """The largest number, 0 if there is none."""
    numbers = joined(number)
    return float(numbers.max()) if len(numbers) else 0.0


@function(examples=[ex("=MINA(A1:A3)", 0, A1=[[5], ["x"], [2]]), ex("=MINA(3,TRUE)", 1)])
def MINA(*value: NumbersA) -> float:
    """The smallest value, where text counts as 0 and TRUE as 1."""
    numbers = joined(value)
    return float(numbers.min()) if len(numbers) else 0.0


@function(examples=[ex("=MAXA(A1:A3)", 1, A1=[[-5], [True], [0.5]]), ex("=MAXA(A1:A2)", 0)])
def MAXA(*value: NumbersA) -> float:
    """The largest value, where text counts as 0 and TRUE as 1."""
    numbers = joined(value)
    return float(numbers.max()) if len(numbers) else 0.0


@function(
    examples=[
        ex("=SUMPRODUCT(A1:A2,B1:B2)", 11, A1=[[1, 3], [2, 4]]),
        ex('=SUMPRODUCT({1,2},{3,"x"})', 3),
        ex("=SUMPRODUCT((A1:A3>1)*A1:A3)", 5, A1=[[1], [2], [3]]),
        ex("=SUMPRODUCT({1,2},{1;2})", VALUE),
    ],
    multiplies=True,
    see=("SUMIFS",),
)
def SUMPRODUCT(*array: ArrayRange) -> float | ExcelError:
    """Multiplies arrays item by item and adds the products; what is no number counts as 0."""
    if any(item.shape != array[0].shape for item in array):
        return VALUE
    if any(item.repeated is not None for item in array):
        return _repeated_product(array)
    product = _factors(array[0].array)
    for item in array[1:]:
        factors = _factors(item.array)
        rows, cols = min(len(product), len(factors)), min(product.shape[1], factors.shape[1])
        product = product[:rows, :cols] * factors[:rows, :cols]
    return total(product.ravel())


def _repeated_product(arrays: tuple[Any, ...]) -> float:
    """SUMPRODUCT of arrays that go on with something other than blanks, some of them."""
    for item in arrays:  # the first error is that of the first array that has any
        for piece, _ in [] if item.repeated is None else item.repeated.pieces():
            _factors(piece)
    first, *others = (item.repeated or blank_beyond(item.array, item.shape) for item in arrays)
    product = each(_factors, first)
    for other in others:
        product = each(lambda a, b: a * _factors(b), product, other)
    if isinstance(product, Repeated):
        core = product.without(("zero",))
        product = added(product) if core is None else core
    return total(product.ravel())


def _factors(array: np.ndarray) -> np.ndarray:
    if array.dtype == np.float64:
        return array
    if array.dtype == bool:
        return np.zeros(array.shape)
    items = array.ravel().tolist()
    out = np.zeros(len(items))
    for i, item in enumerate(items):
        if type(item) is float:
            out[i] = item
        elif isinstance(item, ExcelError):
            fail(item)
    return out.reshape(array.shape)
