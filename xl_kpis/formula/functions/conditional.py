"""Counts, totals and extremes of the cells that meet criteria."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple

import numpy as np

from xl_kpis.errors import DIV0, NA, REF, VALUE, ExcelError, Failure
from xl_kpis.formula.functions.declare import Any_, Context, OneByOne, Raw, ex, function
from xl_kpis.formula.functions.declare import RangeOfEach as RangeKind
from xl_kpis.formula.functions.support import windows_of_one_shape
from xl_kpis.formula.functions.support.criteria import Criterion, key_of, parse, predicate
from xl_kpis.formula.functions.support.matching import (
    Block,
    Groups,
    Selector,
    met_at_once,
    numbers_only,
    selector,
    values_of,
)
from xl_kpis.formula.functions.support.meanings import CRITERIA
from xl_kpis.formula.functions.support.ranges import Range
from xl_kpis.formula.functions.support.scattered import computed, counted
from xl_kpis.formula.functions.support.stacked import computed as computed_in_lanes
from xl_kpis.formula.functions.support.stacked import counted as counted_in_lanes
from xl_kpis.formula.functions.support.windows import (
    InWindows,
    MovingRange,
    extreme_of,
    mean_of,
    total_of,
)
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area, Reference
from xl_kpis.formula.values.summation import mean, total
from xl_kpis.formula.values.value import Array, tighten

# What is computed of the numbers found: from a vector, and per group of positions.


def _sum(numbers: np.ndarray) -> float:
    return total(numbers)


def _average(numbers: np.ndarray) -> float | ExcelError:
    return mean(numbers) if len(numbers) else DIV0


def _max(numbers: np.ndarray) -> float:
    return float(numbers.max()) if len(numbers) else 0.0


def _min(numbers: np.ndarray) -> float:
    return float(numbers.min()) if len(numbers) else 0.0


def _sums(groups: Groups, numbers: np.ndarray) -> list[float]:
    present = ~np.isnan(numbers)
    ids = groups.ids[present]
    found: list[float] = np.bincount(ids, numbers[present], groups.count).tolist()
    return found


def _averages(groups: Groups, numbers: np.ndarray) -> list[float | ExcelError]:
    counts = np.bincount(groups.ids[~np.isnan(numbers)], minlength=groups.count).tolist()
    sums = _sums(groups, numbers)
    return [s / n if n else DIV0 for s, n in zip(sums, counts, strict=True)]


def _extremes(groups: Groups, numbers: np.ndarray, ufunc: np.ufunc, none: float) -> list[float]:
    found = np.full(groups.count, none)
    present = ~np.isnan(numbers)
    ufunc.at(found, groups.ids[present], numbers[present])
    found[found == none] = 0.0
    listed: list[float] = found.tolist()
    return listed


def _maxima(groups: Groups, numbers: np.ndarray) -> list[float]:
    return _extremes(groups, numbers, np.maximum, -np.inf)


def _minima(groups: Groups, numbers: np.ndarray) -> list[float]:
    return _extremes(groups, numbers, np.minimum, np.inf)


_PER_GROUP: dict[Callable[[np.ndarray], Any], Callable[[Groups, np.ndarray], list[Any]]] = {
    _sum: _sums,
    _average: _averages,
    _max: _maxima,
    _min: _minima,
}


def _count(found: Selector, criteria: Sequence[Criterion]) -> float:
    beyond = found.beyond if found.beyond and all(c.takes_blank for c in criteria) else 0
    group = found.group(criteria)
    if group is not None:
        groups, at = group
        return float((groups.counts[at] if at >= 0 else 0) + beyond)
    return float(found.count(criteria) + beyond)


def _of(
    how: Callable[[np.ndarray], Any],
    values: Block,
    found: Selector,
    criteria: Sequence[Criterion],
) -> Any:
    if not values.errors:
        group = found.group(criteria)
        if group is not None:
            groups, at = group
            if at < 0:
                return how(np.empty(0))
            totals = groups.totals.get((how, values))
            if totals is None:
                totals = _PER_GROUP[how](groups, values.numbers[: found.size])
                groups.totals[how, values] = totals
            return totals[at]
    positions = found.positions(criteria)
    if values.errors:
        for position in positions.tolist():
            if position in values.errors:
                return values.errors[position]
    numbers = values.numbers[positions]
    return how(numbers[~np.isnan(numbers)])


def _split(args: tuple[Any, ...]) -> tuple[list[Range], list[Any]]:
    if len(args) % 2:
        raise Failure(VALUE)
    return list(args[::2]), list(args[1::2])


def _counted(args: tuple[Any, ...]) -> float:
    ranges, criteria = _split(args)
    ctx = ranges[0].ctx
    parsed = [parse(c, ctx.date1904, ctx.region) for c in criteria]
    if all(r.ref is not None and r.shape == (1, 1) for r in ranges):  # a row of a table, often
        keys = [key_of(range_.array.item()) for range_ in ranges]
        tests = [predicate(criterion, ctx.date1904, ctx.region) for criterion in parsed]
        return float(all(test(key) for test, key in zip(tests, keys, strict=True)))
    met = met_at_once(ranges, parsed)
    if met is not None:
        return float(np.count_nonzero(met))
    return _count(selector(ranges), parsed)


def _computed(how: Callable[[np.ndarray], Any], values: Range, args: tuple[Any, ...]) -> Any:
    ranges, criteria = _split(args)
    ctx = ranges[0].ctx
    parsed = [parse(c, ctx.date1904, ctx.region) for c in criteria]
    met = met_at_once(ranges, parsed)
    numbers = None if met is None else numbers_only(values, ranges[0].shape)
    if numbers is not None:
        return how(numbers[met])
    return _Brought(how, values, ranges).of(parsed)


class _Brought:
    """What the values beside cells come to, where these meet criteria."""

    def __init__(
        self, how: Callable[[np.ndarray], Any], values: Range, ranges: list[Range], times: int = 1
    ) -> None:
        if values.ref is None or values.shape != ranges[0].shape:
            raise Failure(VALUE)
        self.how = how
        self.values = values
        self.ranges = ranges
        self.times = times
        self._found: dict[bool, tuple[Selector, Block]] = {}

    def of(self, criteria: Sequence[Criterion]) -> Any:
        """What they come to for some criteria. Cells that nobody used may meet them, beside values
        on a sheet that is used further down."""
        further = all(criterion.takes_blank for criterion in criteria)
        found = self._found.get(further)
        if found is None:
            own = selector(self.ranges, self.values if further else None)
            own.uses += self.times - 1
            found = self._found[further] = own, values_of(self.values, own.size, own.width)
        return _of(self.how, found[1], found[0], criteria)


def _each(
    result: Callable[[Sequence[Criterion]], Any], criteria: list[Any], ctx: Context
) -> np.ndarray:
    """The result for each element of the arrays among criteria, those that repeat found once."""
    columns = [
        _told_apart(c.ravel().tolist()) if isinstance(c, np.ndarray) else repeat(c)
        for c in criteria
    ]
    rows = list(zip(*columns, strict=False))
    known = {row: result([_parsed(item, ctx) for item in row]) for row in dict.fromkeys(rows)}
    out = np.empty(len(rows), object)
    out[:] = [known[row] for row in rows]
    return tighten(out.reshape(_shape(criteria)))


class _Flag(NamedTuple):
    """A truth value among what is looked up, where it would be taken for the number 1 or 0."""

    value: bool


def _told_apart(items: list[Any]) -> list[Any]:
    if bool not in set(map(type, items)):
        return items
    return [_Flag(item) if type(item) is bool else item for item in items]


def _parsed(item: Any, ctx: Context) -> Criterion:
    value = item.value if type(item) is _Flag else item
    return parse(value, ctx.date1904, ctx.region)


def _shape(criteria: list[Any]) -> tuple[int, int]:
    """The shape of the lanes; some criterion is in lanes."""
    shape: tuple[int, int] = next(c.shape for c in criteria if isinstance(c, np.ndarray))
    return shape


def _counted_many(*args: Any) -> np.ndarray:
    ranges, criteria = _split(args)
    if ranges[0].ctx.books:
        return counted_in_lanes(ranges, criteria, _shape(criteria))
    found = selector(ranges)
    found.uses += math.prod(_shape(criteria))
    return _each(partial(_count, found), criteria, ranges[0].ctx)


def _computed_many(
    how: Callable[[np.ndarray], Any], values: Range, args: tuple[Any, ...]
) -> np.ndarray:
    ranges, criteria = _split(args)
    if values.ctx.books:
        return computed_in_lanes(how, values, ranges, criteria, _shape(criteria))
    brought = _Brought(how, values, ranges, 1 + math.prod(_shape(criteria)))
    return _each(brought.of, criteria, ranges[0].ctx)


_IN_WINDOWS: dict[Callable[[np.ndarray], Any], tuple[np.ufunc, Callable[..., Any]]] = {
    _sum: (np.add, total_of),
    _average: (np.add, mean_of),
    _max: (np.maximum, extreme_of),
    _min: (np.minimum, extreme_of),
}


def _counted_windows(*args: Any) -> tuple[np.ndarray, np.ndarray]:
    ranges, criteria = args[::2], args[1::2]
    with suppress(OneByOne):
        found = InWindows(ranges, criteria)
        return found.counts(), found.alone
    return windows_of_one_shape.counted(ranges, criteria)


def _computed_windows(
    how: Callable[[np.ndarray], Any], values: MovingRange, *args: Any
) -> tuple[np.ndarray, np.ndarray]:
    if values.bottoms.max() >= MAX_ROWS or values.right >= MAX_COLS:
        raise OneByOne
    ranges, criteria, brought = args[::2], args[1::2], _IN_WINDOWS[how]
    if values.alike(ranges[0]):
        with suppress(OneByOne):
            found = InWindows(ranges, criteria)
            return found.computed(values.block(), *brought), found.alone
    return windows_of_one_shape.computed(*brought, values, ranges, criteria)


def _stretched_windows(
    how: Callable[[np.ndarray], Any],
    range: MovingRange,
    criteria: Any,
    values: MovingRange | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    values = range if values is None else values.shaped(range)
    return _computed_windows(how, values, range, criteria)


def _stretched(values: Range | None, range_: Range) -> Range:
    """The values of SUMIF and AVERAGEIF: from their top left cell, the shape of the range."""
    if values is None or values.ref is None:
        return range_
    if values.shape == range_.shape:
        return values
    area, (height, width) = values.ref.area, range_.shape
    bottom = min(area.top + height, MAX_ROWS) - 1
    right = min(area.left + width, MAX_COLS) - 1
    return Range(Reference(Area(area.sheet, area.top, area.left, bottom, right)), values.ctx)


def _scattered_beside(
    how: Callable[[np.ndarray], Any],
    ctx: Context,
    range: Array,
    criteria: list[Any],
    values: Array | None = None,
) -> Array:
    values = range if values is None else values
    return computed(*_IN_WINDOWS[how], ctx, values, range, criteria)


_SALES = [["Ann", 5, "x"], ["Bob", 7, "y"], ["ann", 2, "y"], ["Anna", 1, None]]


@function(
    examples=[
        ex('=SUMPRODUCT(COUNTIF(OFFSET(A1,0,0,{1,2,3}),"x"))', 4, A1=[["x"], ["y"], ["x"]]),
        ex('=COUNTIF(A1:A4,"ann")', 2, A1=_SALES),
        ex('=COUNTIF(A1:A4,"an*")', 3, A1=_SALES),
        ex('=COUNTIF(B1:B4,">=5")', 2, A1=_SALES),
        ex('=COUNTIF(C1:C4,"")', 1, A1=_SALES),
        ex('=COUNTIF(A1:A3,"5")', 2, A1=[[5], ["5"], ["5x"]]),
        ex('=COUNTIF(A1:A3,"<>5")', 2, A1=[[5], ["5"], ["5x"]]),
        ex('=COUNTIF(A1:A3,">")', 0, A1=[[5], ["5"], ["5x"]]),
        ex("=COUNTIF(A1:A3,#N/A)", 1, A1=[[NA], [1], [None]]),
    ],
    lifted=_counted_many,
    windows=_counted_windows,
    scattered=counted,
    codes={"criteria": CRITERIA},
)
def COUNTIF(range: RangeKind, criteria: Raw) -> float:
    """Counts the cells that meet a criterion."""
    return _counted((range, criteria))


@function(
    examples=[
        ex('=COUNTIFS(A1:A4,"ann",B1:B4,">2")', 1, A1=_SALES),
        ex('=COUNTIFS(A1:A4,"<>Bob",C1:C4,"<>")', 2, A1=_SALES),
        ex('=COUNTIFS(A1:A4,"ann",B1:B3,1)', VALUE, A1=_SALES),
    ],
    group=2,
    lifted=_counted_many,
    windows=_counted_windows,
    scattered=counted,
    codes={"criteria": CRITERIA},
)
def COUNTIFS(criteria_range: RangeKind, criteria: Raw, *more: Any_) -> float:
    """Counts the rows in which each range meets its criterion."""
    return _counted((criteria_range, criteria, *more))


def _sumif_many(range: Range, criteria: Any, sum_range: Any = None) -> Any:
    return _computed_many(_sum, _stretched(sum_range, range), (range, criteria))


@function(
    examples=[
        ex('=SUMIF(#REF!,">0")', REF),
        ex('=SUM(SUMIF(INDIRECT({"A1:A2","B1:B2"}),">1"))', 7, A1=[[1, 3], [2, 2]]),
        ex('=SUMIF(A1:A4,"ann",B1:B4)', 7, A1=_SALES),
        ex('=SUMIF(B1:B4,">2")', 12, A1=_SALES),
        ex('=SUMIF(A1:A4,"<>ann",B1)', 8, A1=_SALES),
    ],
    lifted=_sumif_many,
    windows=partial(_stretched_windows, _sum),
    scattered=partial(_scattered_beside, _sum),
    stretched={"sum_range": "range"},
    codes={"criteria": CRITERIA},
)
def SUMIF(range: RangeKind, criteria: Raw, sum_range: RangeKind = None) -> float | ExcelError:
    """Adds the cells whose counterparts meet a criterion."""
    return _computed(_sum, _stretched(sum_range, range), (range, criteria))


def _averageif_many(range: Range, criteria: Any, average_range: Any = None) -> Any:
    return _computed_many(_average, _stretched(average_range, range), (range, criteria))


@function(
    examples=[
        ex('=AVERAGEIF(A1:A4,"ann",B1:B4)', 3.5, A1=_SALES),
        ex('=AVERAGEIF(B1:B4,">99")', DIV0, A1=_SALES),
    ],
    lifted=_averageif_many,
    windows=partial(_stretched_windows, _average),
    scattered=partial(_scattered_beside, _average),
    stretched={"average_range": "range"},
    codes={"criteria": CRITERIA},
)
def AVERAGEIF(
    range: RangeKind, criteria: Raw, average_range: RangeKind = None
) -> float | ExcelError:
    """The mean of the cells whose counterparts meet a criterion."""
    return _computed(_average, _stretched(average_range, range), (range, criteria))


def _sumifs_many(sum_range: Range, *args: Any) -> np.ndarray:
    return _computed_many(_sum, sum_range, args)


@function(
    examples=[
        ex('=SUMIFS(B1:B4,A1:A4,"ann",C1:C4,"y")', 2, A1=_SALES),
        ex('=SUMIFS(B1:B4,B1:B4,">1",B1:B4,"<7")', 7, A1=_SALES),
        ex('=SUMIFS(B1:B3,A1:A4,"ann")', VALUE, A1=_SALES),
    ],
    group=2,
    lifted=_sumifs_many,
    windows=partial(_computed_windows, _sum),
    scattered=partial(computed, *_IN_WINDOWS[_sum]),
    codes={"criteria": CRITERIA},
)
def SUMIFS(
    sum_range: RangeKind, criteria_range: RangeKind, criteria: Raw, *more: Any_
) -> float | ExcelError:
    """Adds the cells of the rows in which each range meets its criterion."""
    return _computed(_sum, sum_range, (criteria_range, criteria, *more))


def _averageifs_many(average_range: Range, *args: Any) -> np.ndarray:
    return _computed_many(_average, average_range, args)


@function(
    examples=[
        ex('=AVERAGEIFS(B1:B4,C1:C4,"y")', 4.5, A1=_SALES),
        ex('=AVERAGEIFS(B1:B4,C1:C4,"z")', DIV0, A1=_SALES),
    ],
    group=2,
    lifted=_averageifs_many,
    windows=partial(_computed_windows, _average),
    scattered=partial(computed, *_IN_WINDOWS[_average]),
    codes={"criteria": CRITERIA},
)
def AVERAGEIFS(
    average_range: RangeKind, criteria_range: RangeKind, criteria: Raw, *more: Any_
) -> float | ExcelError:
    """The mean of the cells of the rows in which each range meets its criterion."""
    return _computed(_average, average_range, (criteria_range, criteria, *more))


def _maxifs_many(max_range: Range, *args: Any) -> np.ndarray:
    return _computed_many(_max, max_range, args)


@function(
    examples=[
        ex('=MAXIFS(B1:B4,A1:A4,"ann")', 5, A1=_SALES),
        ex('=MAXIFS(B1:B4,A1:A4,"zoe")', 0, A1=_SALES),
    ],
    group=2,
    lifted=_maxifs_many,
    windows=partial(_computed_windows, _max),
    scattered=partial(computed, *_IN_WINDOWS[_max]),
    codes={"criteria": CRITERIA},
)
def MAXIFS(
    max_range: RangeKind, criteria_range: RangeKind, criteria: Raw, *more: Any_
) -> float | ExcelError:
    """The largest number of the rows in which each range meets its criterion."""
    return _computed(_max, max_range, (criteria_range, criteria, *more))


def _minifs_many(min_range: Range, *args: Any) -> np.ndarray:
    return _computed_many(_min, min_range, args)


@function(
    examples=[
        ex('=MINIFS(B1:B4,A1:A4,"ann")', 2, A1=_SALES),
        ex('=MINIFS(B1:B4,A1:A4,"zoe")', 0, A1=_SALES),
    ],
    group=2,
    lifted=_minifs_many,
    windows=partial(_computed_windows, _min),
    scattered=partial(computed, *_IN_WINDOWS[_min]),
    codes={"criteria": CRITERIA},
)
def MINIFS(
    min_range: RangeKind, criteria_range: RangeKind, criteria: Raw, *more: Any_
) -> float | ExcelError:
    """The smallest number of the rows in which each range meets its criterion."""
    return _computed(_min, min_range, (criteria_range, criteria, *more))
