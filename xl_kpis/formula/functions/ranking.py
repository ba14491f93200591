"""Order among numbers: medians, percentiles, ranks, frequencies."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from xl_kpis.errors import NA, NUM, VALUE, ExcelError, fail
from xl_kpis.formula.functions.aggregates import joined
from xl_kpis.formula.functions.declare import (
    ArrayCells,
    Ascending,
    Integer,
    Number,
    Numbers,
    RangeArray,
    ex,
    function,
)
from xl_kpis.formula.functions.support.bounds import at_least
from xl_kpis.formula.functions.support.ranges import numbers_in
from xl_kpis.formula.values.decimals import round_down
from xl_kpis.formula.values.value import as_array


def at_fraction(numbers: np.ndarray, place: float) -> float:
    """The value at a place from 0 among ascending numbers, between two where it is no whole."""
    low = int(place)
    part = place - low
    first = float(numbers[low])
    if part == 0 or low + 1 >= len(numbers):
        return first
    return first + part * (float(numbers[low + 1]) - first)


def percentile_inc(numbers: np.ndarray, k: float) -> float | ExcelError:
    """PERCENTILE.INC of ascending numbers."""
    if not len(numbers) or not 0 <= k <= 1:
        return NUM
    return at_fraction(numbers, k * (len(numbers) - 1))


def percentile_exc(numbers: np.ndarray, k: float) -> float | ExcelError:
    """PERCENTILE.EXC of ascending numbers."""
    place = k * (len(numbers) + 1) - 1
    if not 0 < k < 1 or not 0 <= place <= len(numbers) - 1:
        return NUM
    return at_fraction(numbers, place)


def kth_largest(numbers: np.ndarray, k: float) -> float | ExcelError:
    """LARGE of ascending numbers."""
    place = math.ceil(k)
    return float(numbers[-place]) if k >= 1.0 and place <= len(numbers) else NUM


def kth_smallest(numbers: np.ndarray, k: float) -> float | ExcelError:
    """SMALL of ascending numbers."""
    place = math.floor(k)
    return float(numbers[place - 1]) if 1 <= place <= len(numbers) else NUM


def most_frequent(numbers: np.ndarray) -> np.ndarray | ExcelError:
    """The numbers that occur most often, in order of appearance; #N/A if none occurs twice."""
    if not len(numbers):
        return NA
    values, first, counts = np.unique(numbers, return_index=True, return_counts=True)
    if counts.max() < 2:
        return NA
    top = counts == counts.max()
    found: np.ndarray = values[top][np.argsort(first[top])]
    return found


def _untyped(args: tuple[Any, ...]) -> np.ndarray:
    """The numbers of arguments; text and booleans given directly count no more than in ranges."""
    return joined(tuple(numbers_in(as_array(arg)) for arg in args))


def _typed(args: tuple[Any, ...]) -> np.ndarray:
    """The numbers of arguments, of which text and booleans given directly are #VALUE!."""
    for arg in args:
        if isinstance(arg, (str, bool)):
            fail(VALUE)
    return _untyped(args)


def _most_frequent_one(numbers: np.ndarray) -> float | ExcelError:
    found = most_frequent(numbers)
    return found if isinstance(found, ExcelError) else float(found[0])


@function(
    examples=[ex("=MEDIAN(5,1,3)", 3), ex("=MEDIAN(1,2,3,4)", 2.5), ex("=MEDIAN(A1:A2)", NUM)],
)
def MEDIAN(*number: Numbers) -> float | ExcelError:
    """The number in the middle, or the mean of the middle two."""
    numbers = joined(number)
    return float(np.median(numbers)) if len(numbers) else NUM


@function(
    examples=[
        ex("=MODE.SNGL(5,6,4,4,3,2,4)", 4),
        ex("=MODE.SNGL(1,2,3)", NA),
        ex('=MODE.SNGL(TRUE,"2",2,2)', 2),
    ],
    ignores=["blank", "text", "logical"],
)
def MODE_SNGL(*number: ArrayCells) -> float | ExcelError:
    """The number that occurs most often; the first one met among equals."""
    return _most_frequent_one(_untyped(number))


@function(
    examples=[
        ex("=MODE(5,6,4,4,3,2,4)", 4),
        ex('=MODE(1,1,"1")', VALUE),
        ex("=MODE(A1:A3)", 1, A1=[[1], ["x"], [1]]),
    ],
    ignores=["blank", "text", "logical"],
)
def MODE(*number: ArrayCells) -> float | ExcelError:
    """The number that occurs most often, with no text or truth value among the arguments."""
    return _most_frequent_one(_typed(number))


@function(
    examples=[ex("=MODE.MULT({1,3,2,3,1})", [[1], [3]]), ex("=MODE.MULT(1,2)", NA)],
    ignores=["blank", "text", "logical"],
)
def MODE_MULT(*number: ArrayCells) -> np.ndarray | ExcelError:
    """All the numbers that occur most often, as a column."""
    return most_frequent(_untyped(number))


@function(examples=[ex("=LARGE({3,5,1},2)", 3), ex("=LARGE({3,5,1},0.5)", NUM)])
def LARGE(array: Ascending, k: Number) -> float | ExcelError:
    """The k-th largest number."""
    return kth_largest(array, k)


@function(examples=[ex("=SMALL({3,5,1},2)", 3), ex("=SMALL({3,5,1},0)", NUM)])
def SMALL(array: Ascending, k: Number) -> float | ExcelError:
    """The k-th smallest number."""
    return kth_smallest(array, k)


@function(
    examples=[
        ex("=PERCENTILE.INC({1,2,3,4},0.3)", 1.9),
        ex("=PERCENTILE.INC({1,2},1.5)", NUM),
    ],
    aliases=("PERCENTILE",),
)
def PERCENTILE_INC(array: Ascending, k: Number) -> float | ExcelError:
    """The value below which a fraction of the numbers lies, ends included."""
    return percentile_inc(array, k)


@function(
    examples=[
        ex("=PERCENTILE.EXC({6,7,15,36,39,40,41,42,43,47,49},0.25)", 15),
        ex("=PERCENTILE.EXC({1,2},0.01)", NUM),
    ],
)
def PERCENTILE_EXC(array: Ascending, k: Number) -> float | ExcelError:
    """The value below which a fraction of the numbers lies, ends excluded."""
    return percentile_exc(array, k)


@function(
    examples=[
        ex("=QUARTILE.INC({1,2,4,7,8,9,10,12},1)", 3.5),
        ex("=QUARTILE.INC({1,2},5)", NUM),
    ],
    aliases=("QUARTILE",),
)
def QUARTILE_INC(array: Ascending, quart: Integer) -> float | ExcelError:
    """A quartile, from 0 (the smallest number) to 4 (the largest)."""
    return percentile_inc(array, quart / 4)


@function(
    examples=[
        ex("=QUARTILE.EXC({6,7,15,36,39,40,41,42,43,47,49},3)", 43),
        ex("=QUARTILE.EXC({1,2,3},4)", NUM),
    ],
)
def QUARTILE_EXC(array: Ascending, quart: Integer) -> float | ExcelError:
    """A quartile, from 1 to 3, ends excluded."""
    return percentile_exc(array, quart / 4)


def _place(numbers: np.ndarray, x: float) -> float:
    """Where a number stands among ascending ones, from 0; between two by interpolation."""
    if not len(numbers):
        fail(NUM)
    at = int(np.searchsorted(numbers, x))
    if at == len(numbers) or (at == 0 and numbers[0] != x):
        fail(NA)
    if numbers[at] == x:
        return float(at)
    return at - 1 + (x - numbers[at - 1]) / (numbers[at] - numbers[at - 1])


@function(
    examples=[
        ex("=PERCENTRANK.INC({13,12,11,8,4,3,2,1,1,1},2)", 0.333),
        ex("=PERCENTRANK.INC({13,12,11,8,4,3,2,1,1,1},5)", 0.583),
        ex("=PERCENTRANK.INC({1,2},3)", NA),
    ],
    aliases=("PERCENTRANK",),
    bounds={"significance": at_least(1)},
)
def PERCENTRANK_INC(array: Ascending, x: Number, significance: Integer = 3) -> float | ExcelError:
    """The share of numbers below a number, from 0 to 1, cut after some digits."""
    place = _place(array, x)
    return round_down(place / (len(array) - 1), significance) if len(array) > 1 else 1.0


@function(
    examples=[
        ex("=PERCENTRANK.EXC({1,2,3,6,6,6,7,8,9},7)", 0.7),
        ex("=PERCENTRANK.EXC({1,2,3,6,6,6,7,8,9},5.43)", 0.381),
        ex("=PERCENTRANK.EXC({1,2},0)", NA),
    ],
    bounds={"significance": at_least(1)},
)
def PERCENTRANK_EXC(array: Ascending, x: Number, significance: Integer = 3) -> float | ExcelError:
    """The share of numbers below a number, ends excluded, cut after some digits."""
    place = (_place(array, x) + 1) / (len(array) + 1)
    return round_down(place, significance)


def _rank(number: float, numbers: np.ndarray, order: float) -> tuple[int, int]:
    """How many of ascending numbers come before a number, and how many equal it."""
    first, last = np.searchsorted(numbers, number), np.searchsorted(numbers, number, "right")
    if first == last:
        fail(NA)
    return int(first if order else len(numbers) - last), int(last - first)


@function(
    examples=[
        ex("=RANK.EQ(3,A1:A4)", 2, A1=[[7], [3], [3], [1]]),
        ex("=RANK.EQ(7,A1:A4,1)", 4, A1=[[7], [3], [3], [1]]),
        ex("=RANK.EQ(5,A1:A4)", NA, A1=[[7], [3], [3], [1]]),
    ],
    aliases=("RANK",),
)
def RANK_EQ(number: Number, ref: Ascending, order: Number = 0.0) -> float:
    """The rank of a number in a list; equals share the best rank."""
    return _rank(number, ref, order)[0] + 1.0


@function(
    examples=[
        ex("=RANK.AVG(3,A1:A4)", 2.5, A1=[[7], [3], [3], [1]]),
        ex("=RANK.AVG(2,A1:A4)", NA, A1=[[7], [3], [3], [1]]),
    ],
)
def RANK_AVG(number: Number, ref: Ascending, order: Number = 0.0) -> float:
    """The rank of a number in a list; equals get the mean of their ranks."""
    before, equal = _rank(number, ref, order)
    return before + (equal + 1) / 2


@function(
    examples=[
        ex("=FREQUENCY({79,85,78,85,50,81,95,88,97},{70,79,89})", [[1], [2], [4], [2]]),
        ex("=FREQUENCY({1,2,3},{2,2})", [[2], [0], [1]]),
    ],
)
def FREQUENCY(data_array: RangeArray, bins_array: RangeArray) -> np.ndarray:
    """How many numbers fall up to each bound and above the last, as a column."""
    numbers, bounds = np.sort(numbers_in(data_array)), numbers_in(bins_array)
    order = np.argsort(bounds, kind="stable")
    up_to = np.searchsorted(numbers, bounds[order], "right")
    counts = np.empty(len(bounds) + 1)
    counts[:-1][order] = np.diff(up_to, prepend=0)
    counts[-1] = len(numbers) - (up_to[-1] if len(up_to) else 0)
    return counts.reshape(-1, 1)
