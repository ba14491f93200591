"""Order among numbers: medians, percentiles, ranks, frequencies."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from xl_kpis.decimals import round_down
from xl_kpis.errors import NA, NUM, VALUE, ExcelError, fail
from xl_kpis.formula.functions.aggregates import joined
from xl_kpis.formula.functions.declare import (
    ArrayCells,
    Ascending,
    Integer,
    Number,
    Numbers,
    OneByOne,
    RangeArray,
    ex,
    function,
)
from xl_kpis.formula.functions.support.bounds import at_least
from xl_kpis.formula.functions.support.meanings import INNER_QUARTILES, QUARTILES, RANKS
from xl_kpis.formula.functions.support.ordered_windows import (
    OrderedWindows,
    at_places,
    numbers_for,
)
from xl_kpis.formula.functions.support.ranges import numbers_in
from xl_kpis.formula.functions.support.windows import MovingRange
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


def median(numbers: np.ndarray) -> float | ExcelError:
    """The number in the middle, or the mean of the middle two; numpy's takes longer for a few."""
    ordered = np.sort(numbers)
    half = len(ordered) // 2
    if len(ordered) % 2:
        return float(ordered[half])
    return (float(ordered[half - 1]) + float(ordered[half])) / 2.0 if half else NUM


def kth_largest(numbers: np.ndarray, k: float) -> float | ExcelError:
    """LARGE of ascending numbers."""
    place = math.ceil(k)
    return float(numbers[-place]) if k >= 1.0 and place <= len(numbers) else NUM


def kth_smallest(numbers: np.ndarray, k: float) -> float | ExcelError:
    """SMALL of ascending numbers."""
    place = math.floor(k)
    return float(numbers[place - 1]) if 1 <= place <= len(numbers) else NUM


# The same for ranges that move or grow as a formula is filled: places from 0 for numbers k and how
# many there are, and where there is none.


def _place_inc(k: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return k * (n - 1), (n == 0) | (k < 0) | (k > 1)


def _place_exc(k: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    place = k * (n + 1) - 1
    return place, (k <= 0) | (k >= 1) | (place < 0) | (place > n - 1)


def _of_quarts(
    place: Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]],
) -> Callable[[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    return lambda quart, n: place(np.trunc(quart) / 4, n)


def _place_largest(k: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    place = np.ceil(k)
    return n - place, (k < 1) | (place > n)


def _place_smallest(k: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    place = np.floor(k)
    return place - 1, (place < 1) | (place > n)


def _median_windows(*number: Any) -> tuple[np.ndarray, np.ndarray]:
    if len(number) > 1 or not isinstance(number[0], MovingRange):
        raise OneByOne
    ordered = OrderedWindows(number[0])
    n = ordered.counts
    one, other = ordered.kth((n - 1) // 2), ordered.kth(n // 2)
    with np.errstate(over="ignore"):
        middle = np.where(n % 2 == 1, one, (one + other) / 2)
    return ordered.finished(middle, (n == 0, NUM)), np.zeros(len(n), bool)


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
    windows=_median_windows,
    see=("QUARTILE.INC",),
)
def MEDIAN(*number: Numbers) -> float | ExcelError:
    """The number in the middle, or the mean of the middle two."""
    return median(joined(number))


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


@function(
    examples=[ex("=LARGE({3,5,1},2)", 3), ex("=LARGE({3,5,1},0.5)", NUM)],
    windows=at_places(_place_largest),
)
def LARGE(array: Ascending, k: Number) -> float | ExcelError:
    """The k-th largest number."""
    return kth_largest(array, k)


@function(
    examples=[ex("=SMALL({3,5,1},2)", 3), ex("=SMALL({3,5,1},0)", NUM)],
    windows=at_places(_place_smallest),
)
def SMALL(array: Ascending, k: Number) -> float | ExcelError:
    """The k-th smallest number."""
    return kth_smallest(array, k)


@function(
    examples=[
        ex("=PERCENTILE.INC({1,2,3,4},0.3)", 1.9),
        ex("=PERCENTILE.INC({1,2},1.5)", NUM),
    ],
    aliases=("PERCENTILE",),
    windows=at_places(_place_inc),
)
def PERCENTILE_INC(array: Ascending, k: Number) -> float | ExcelError:
    """The value below which a fraction of the numbers lies, ends included."""
    return percentile_inc(array, k)


@function(
    examples=[
        ex("=PERCENTILE.EXC({6,7,15,36,39,40,41,42,43,47,49},0.25)", 15),
        ex("=PERCENTILE.EXC({1,2},0.01)", NUM),
    ],
    windows=at_places(_place_exc),
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
    windows=at_places(_of_quarts(_place_inc)),
    codes={"quart": QUARTILES},
)
def QUARTILE_INC(array: Ascending, quart: Integer) -> float | ExcelError:
    """A quartile, from 0 (the smallest number) to 4 (the largest)."""
    return percentile_inc(array, quart / 4)


@function(
    examples=[
        ex("=QUARTILE.EXC({6,7,15,36,39,40,41,42,43,47,49},3)", 43),
        ex("=QUARTILE.EXC({1,2,3},4)", NUM),
    ],
    windows=at_places(_of_quarts(_place_exc)),
    codes={"quart": INNER_QUARTILES},
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


def _percentrank_windows(
    share: Callable[[np.ndarray, np.ndarray], np.ndarray], one: float | None = None
) -> Callable[..., Any]:
    """By the share that a place and a count of numbers come to; ``one`` is that of a number in a
    list of its own."""

    def windows(array: Any, x: Any, significance: Any = 3.0) -> tuple[np.ndarray, np.ndarray]:
        ordered = OrderedWindows(array)
        n = ordered.counts
        number, alone = numbers_for(x, len(n))
        digits, other = numbers_for(significance, len(n))
        at = ordered.below(number)
        here, before = ordered.kth(at), ordered.kth(at - 1)
        beyond = (at == n) | (at == 0) & (here != number)
        with np.errstate(all="ignore"):
            between = at - 1 + (number - before) / (here - before)
            shares = share(np.where(here == number, at, between), n)
        if one is not None:
            shares[n == 1] = one
        alone |= other | (np.trunc(digits) < 1)
        fine = ~(alone | beyond)
        if one is not None:
            fine &= n != 1
        shares[fine] = round_down(shares[fine], np.trunc(digits[fine]))
        shares[beyond] = 0.0
        return ordered.finished(shares, (beyond, NA), (n == 0, NUM)), alone

    return windows


@function(
    examples=[
        ex("=PERCENTRANK.INC({13,12,11,8,4,3,2,1,1,1},2)", 0.333),
        ex("=PERCENTRANK.INC({13,12,11,8,4,3,2,1,1,1},5)", 0.583),
        ex("=PERCENTRANK.INC({1,2},3)", NA),
    ],
    aliases=("PERCENTRANK",),
    bounds={"significance": at_least(1)},
    windows=_percentrank_windows(lambda place, n: place / (n - 1), one=1.0),
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
    windows=_percentrank_windows(lambda place, n: (place + 1) / (n + 1)),
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


def _eq(before: Any, equal: Any) -> Any:
    return before + 1.0


def _avg(before: Any, equal: Any) -> Any:
    return before + (equal + 1) / 2


def _ranks(rank: Callable[[Any, Any], Any]) -> Callable[..., np.ndarray]:
    """Ranks of many numbers in one list."""

    def many(number: Any, ref: np.ndarray, order: Any = 0.0) -> np.ndarray:
        first, last = np.searchsorted(ref, number), np.searchsorted(ref, number, "right")
        return _or_missing(rank(np.where(order, first, len(ref) - last), last - first), first, last)

    return many


def _or_missing(ranks: Any, first: Any, last: Any) -> np.ndarray:
    found = np.asarray(ranks, np.float64)
    missing = np.broadcast_to(first == last, found.shape)
    if not missing.any():
        return found
    out = found.astype(object)
    out[missing] = NA
    return out


def _rank_windows(rank: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    def windows(number: Any, ref: Any, order: Any = 0.0) -> tuple[np.ndarray, np.ndarray]:
        ordered = OrderedWindows(ref)
        n = ordered.counts
        x, alone = numbers_for(number, len(n))
        by, other = numbers_for(order, len(n))
        first, last = ordered.below(x), ordered.below(x, equal=True)
        ranks = rank(np.where(by != 0.0, first, n - last), last - first)
        return ordered.finished(ranks, (first == last, NA)), alone | other

    return windows


@function(
    examples=[
        ex("=RANK.EQ(3,A1:A4)", 2, A1=[[7], [3], [3], [1]]),
        ex("=RANK.EQ(7,A1:A4,1)", 4, A1=[[7], [3], [3], [1]]),
        ex("=RANK.EQ(5,A1:A4)", NA, A1=[[7], [3], [3], [1]]),
    ],
    aliases=("RANK",),
    lifted=_ranks(_eq),
    windows=_rank_windows(_eq),
    codes={"order": RANKS},
)
def RANK_EQ(number: Number, ref: Ascending, order: Number = 0.0) -> float:
    """The rank of a number in a list; equals share the best rank."""
    return float(_eq(*_rank(number, ref, order)))


@function(
    examples=[
        ex("=RANK.AVG(3,A1:A4)", 2.5, A1=[[7], [3], [3], [1]]),
        ex("=RANK.AVG(2,A1:A4)", NA, A1=[[7], [3], [3], [1]]),
    ],
    lifted=_ranks(_avg),
    windows=_rank_windows(_avg),
    codes={"order": RANKS},
)
def RANK_AVG(number: Number, ref: Ascending, order: Number = 0.0) -> float:
    """The rank of a number in a list; equals get the mean of their ranks."""
    before, equal = _rank(number, ref, order)
    return float(_avg(before, equal))


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
