"""SUBTOTAL and AGGREGATE: totals that skip hidden rows, other subtotals, or errors."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from xl_kpis.errors import DIV0, NUM, VALUE, ExcelError, fail
from xl_kpis.formula.functions.declare import (
    FUNCTIONS,
    Any_,
    AnyOfEach,
    Context,
    Integer,
    ex,
    function,
)
from xl_kpis.formula.functions.ranking import (
    kth_largest,
    kth_smallest,
    most_frequent,
    percentile_exc,
    percentile_inc,
)
from xl_kpis.formula.functions.support.bounds import between
from xl_kpis.formula.functions.support.ranges import numbers_in
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.values.coercion import to_number
from xl_kpis.formula.values.summation import mean, total
from xl_kpis.formula.values.value import as_array


def _mean(numbers: np.ndarray) -> float | ExcelError:
    return mean(numbers) if len(numbers) else DIV0


def _variance(numbers: np.ndarray, less: int) -> float | ExcelError:
    """From running sums, as Excel does here (and not in VAR.S): the last digits show it."""
    n, plain = len(numbers), total(numbers)
    if n <= less:
        return DIV0
    squared = total(numbers * numbers)
    if less:
        return max(squared - plain * plain / n, 0.0) / (n - less)
    return max(n * squared - plain * plain, 0.0) / (n * n)


def _root(value: float | ExcelError) -> float | ExcelError:
    return value if isinstance(value, ExcelError) else math.sqrt(value)


def _mode(numbers: np.ndarray) -> float | ExcelError:
    found = most_frequent(numbers)
    return found if isinstance(found, ExcelError) else float(found[0])


_OF_NUMBERS: dict[int, Callable[[np.ndarray], float | ExcelError]] = {
    1: _mean,
    4: lambda numbers: float(numbers.max()) if len(numbers) else 0.0,
    5: lambda numbers: float(numbers.min()) if len(numbers) else 0.0,
    6: lambda numbers: float(np.prod(numbers)) if len(numbers) else 0.0,
    7: lambda numbers: _root(_variance(numbers, 1)),
    8: lambda numbers: _root(_variance(numbers, 0)),
    9: total,
    10: lambda numbers: _variance(numbers, 1),
    11: lambda numbers: _variance(numbers, 0),
    12: lambda numbers: float(np.median(numbers)) if len(numbers) else NUM,
    13: _mode,
}
_WITH_K: dict[int, Callable[[np.ndarray, float], float | ExcelError]] = {
    14: kth_largest,
    15: kth_smallest,
    16: percentile_inc,
    17: lambda numbers, k: percentile_inc(numbers, int(k) / 4),
    18: percentile_exc,
    19: lambda numbers, k: percentile_exc(numbers, int(k) / 4),
}
_COUNT, _COUNT_ALL = 2, 3


def _summary(kind: int, parts: list[np.ndarray]) -> float | ExcelError:
    if kind == _COUNT:
        return float(sum(sum(type(i) is float for i in part.tolist()) for part in parts))
    if kind == _COUNT_ALL:
        return float(sum(sum(i is not None for i in part.tolist()) for part in parts))
    numbers = [numbers_in(part) for part in parts]
    return _OF_NUMBERS[kind](np.concatenate(numbers))


def _nested(area: Area, ctx: Context) -> Iterator[tuple[int, int]]:
    """The cells of an area that are subtotals themselves (rows and columns of the sheet)."""
    key = ("subtotals", area.sheet)
    if key not in ctx.memo:
        runs = ctx.model().sheets[area.sheet].runs
        names = [re.escape(name) for name, found in FUNCTIONS.items() if found.subtotal]
        nesting = re.compile(rf"\b(?:{'|'.join(names)})\(", re.IGNORECASE)
        ctx.memo[key] = [run for run in runs if nesting.search(run.text)]
    for run in ctx.memo[key]:
        common = area.intersect(Area(area.sheet, run.top, run.left, run.bottom, run.right))
        if common is not None:
            for row in range(common.top, common.bottom + 1):
                for col in range(common.left, common.right + 1):
                    if ctx.is_subtotal(area.sheet, row, col):
                        yield row, col


def _visible(
    ref: Reference, ctx: Context, *, hidden: bool, filtered: bool, nested: bool
) -> list[np.ndarray]:
    """The scalars of each area, as vectors, without those of rows and cells to be skipped."""
    parts = []
    for area in ref:
        array = as_array(ctx.used(Reference(area)))
        sheet = ctx.model().sheets[area.sheet]
        keep = np.ones(array.shape, bool)
        if hidden or filtered:
            rows = np.asarray(sheet.hidden_rows if hidden else sheet.filtered_rows) - area.top
            keep[rows[(rows >= 0) & (rows < len(array))]] = False
        if nested:
            for row, col in _nested(area, ctx):
                if row - area.top < array.shape[0] and col - area.left < array.shape[1]:
                    keep[row - area.top, col - area.left] = False
        parts.append(array.ravel() if keep.all() else array[keep])
    return parts


_CELLS = [[10], [20], [DIV0], [30]]


@function(
    examples=[
        ex("=SUBTOTAL(9,OFFSET(A1,0,0,{1,2}))", [[10, 30]], A1=_CELLS),
        ex("=SUBTOTAL(9,A1:A2)", 30, A1=_CELLS),
        ex("=SUBTOTAL(101,A1:A2,A4)", 20, A1=_CELLS),
        ex("=SUBTOTAL(9,A1:A4)", DIV0, A1=_CELLS),
        ex("=SUBTOTAL(12,A1:A2)", VALUE, A1=_CELLS),
    ],
    asks=["hidden rows"],
    subtotal=True,
    least=2,
)
def SUBTOTAL(function_num: Integer, *ref: Any_, ctx: Context) -> float | ExcelError:
    """A total, mean, count … of a list; filtered rows and other subtotals are left out, and with a
    number above 100 all hidden rows.
    """
    kind = function_num - 100 if function_num > 100 else function_num
    if not 1 <= kind <= 11:
        return VALUE
    parts: list[np.ndarray] = []
    for item in ref:
        if not isinstance(item, Reference):
            return item if isinstance(item, ExcelError) else VALUE
        parts += _visible(item, ctx, hidden=function_num > 100, filtered=True, nested=True)
    return _summary(kind, parts)


def _without_errors(parts: list[np.ndarray]) -> list[np.ndarray]:
    kept = []
    for part in parts:
        if part.dtype == object:
            right = [not isinstance(item, ExcelError) for item in part.tolist()]
            part = part[np.array(right, bool)]
        kept.append(part)
    return kept


@function(
    examples=[
        ex("=AGGREGATE(9,6,A1:A4)", 60, A1=_CELLS),
        ex("=AGGREGATE(14,6,A1:A4,1)", 30, A1=_CELLS),
        ex("=AGGREGATE(9,4,A1:A4)", DIV0, A1=_CELLS),
        ex("=AGGREGATE(14,6,A1:A4)", VALUE, A1=_CELLS),
        ex("=AGGREGATE(20,6,A1:A4)", VALUE, A1=_CELLS),
    ],
    asks=["hidden rows"],
    subtotal=True,
    bounds={"function_num": between(1, 19, VALUE), "options": between(0, 7, VALUE)},
    least=3,
)
def AGGREGATE(
    function_num: Integer, options: Integer, *ref: AnyOfEach, ctx: Context
) -> float | ExcelError:
    """A statistic of a list that can leave out hidden rows, errors and other subtotals."""
    if not ref:
        return VALUE
    nested, hidden, lenient = options < 4, options % 4 in (1, 3), options % 4 in (2, 3)
    if function_num < 14:
        lists, k = ref, 0.0
    elif len(ref) == 2:
        lists, k = ref[:1], _scalar_number(ref[1], ctx)
    else:
        return VALUE
    parts: list[np.ndarray] = []
    for item in lists:
        if isinstance(item, Reference):
            parts += _visible(item, ctx, hidden=hidden, filtered=hidden, nested=nested)
        elif function_num >= 14:
            parts.append(as_array(item).ravel())
        else:
            return item if isinstance(item, ExcelError) else VALUE
    if lenient:
        parts = _without_errors(parts)
    if function_num < 14:
        return _summary(function_num, parts)
    numbers = np.sort(np.concatenate([numbers_in(part) for part in parts]))
    return _WITH_K[function_num](numbers, k)


def _scalar_number(value: Any, ctx: Context) -> float:
    if isinstance(value, Reference):
        value = ctx.read(value)
    if isinstance(value, np.ndarray):
        value = value.item(0)
    number = to_number(value, ctx.date1904)
    if isinstance(number, ExcelError):
        fail(number)
    return number
