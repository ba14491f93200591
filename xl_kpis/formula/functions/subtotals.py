"""SUBTOTAL and AGGREGATE: totals that skip hidden rows, other subtotals, or errors."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from xl_kpis.errors import DIV0, VALUE, ExcelError, fail
from xl_kpis.formula.distinct import among, distinct
from xl_kpis.formula.functions.declare import (
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
    median,
    most_frequent,
    percentile_exc,
    percentile_inc,
)
from xl_kpis.formula.functions.support import totals
from xl_kpis.formula.functions.support.bounds import between
from xl_kpis.formula.functions.support.meanings import AGGREGATES, LEFT_OUT, SUBTOTALS
from xl_kpis.formula.functions.support.ranges import numbers_in
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area, Reference
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
    12: median,
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
    return _OF_NUMBERS[kind](numbers[0] if len(numbers) == 1 else np.concatenate(numbers))


class _Skipped(NamedTuple):
    """What does not count in a total."""

    hidden: bool = False
    filtered: bool = False
    nested: bool = False
    errors: bool = False


def _left_out_of(
    area: Area, shape: tuple[int, ...], ctx: Context, skipped: _Skipped
) -> np.ndarray | None:
    """Which cells of an area, as far as it is used, are to be skipped, or in such a row; None where
    none is."""
    places: list[tuple[Any, Any]] = []
    if skipped.hidden or skipped.filtered:
        sheet = ctx.model().sheets[area.sheet]
        rows = _within(sheet.hidden_rows if skipped.hidden else sheet.filtered_rows, area, shape)
        if len(rows):
            places.append((rows, slice(None)))
    if skipped.nested:
        for j in range(shape[1]):
            rows = _within(ctx.subtotal_rows(area.sheet, area.left + j), area, shape)
            if len(rows):
                places.append((rows, j))
    if not places:
        return None
    out = np.zeros(shape, bool)
    for place in places:
        out[place] = True
    return out


def _within(rows: np.ndarray, area: Area, shape: tuple[int, ...]) -> np.ndarray:
    """Those of some rows, ascending, that are in an area, counted from its top."""
    if not len(rows):
        return rows
    start, stop = rows.searchsorted((area.top, area.top + shape[0])).tolist()
    return rows[start:stop] - area.top if start < stop else _NO_ROWS


_NO_ROWS = np.empty(0, np.int64)


def _left_out_among(places: totals.Places, ctx: Context, skipped: _Skipped) -> np.ndarray | None:
    """As :func:`_left_out_of`, of cells from anywhere."""
    sheet, row, col = places
    lines: list[tuple[np.ndarray, list[tuple[int, np.ndarray]]]] = []
    if skipped.hidden or skipped.filtered:
        sheets = ctx.model().sheets
        found = [(i, sheets[i]) for i in distinct(sheet.ravel()).tolist()]
        rows = [(i, s.hidden_rows if skipped.hidden else s.filtered_rows) for i, s in found]
        lines.append((sheet, rows))
    if skipped.nested:
        column = sheet * MAX_COLS + col
        keys = distinct(column.ravel()).tolist()
        lines.append((column, [(i, ctx.subtotal_rows(*divmod(i, MAX_COLS))) for i in keys]))
    out: np.ndarray | None = None
    for line, rows in lines:
        keys = [i * MAX_ROWS + some for i, some in rows if len(some)]
        if keys:
            mine = among(line * MAX_ROWS + row, np.concatenate(keys))
            out = mine if out is None else out | mine
    return out


def _visible(ref: Reference, ctx: Context, skipped: _Skipped) -> list[np.ndarray]:
    """The scalars of each area that count, as vectors."""
    parts = []
    for area in ref:
        array = as_array(ctx.used(Reference(area)))
        left_out = _left_out_of(area, array.shape, ctx, skipped)
        part = array.ravel() if left_out is None else array[~left_out]
        if skipped.errors:
            part = part[_no_errors(part)]
        parts.append(part)
    return parts


def _no_errors(items: np.ndarray) -> np.ndarray:
    if items.dtype != object:
        return np.ones(items.shape, bool)
    flags = [not isinstance(item, ExcelError) for item in items.ravel().tolist()]
    return np.array(flags, bool).reshape(items.shape)


_TOTALS = {
    1: totals.MEANS,
    2: totals.COUNTS,
    3: totals.COUNTS_FILLED,
    4: totals.GREATEST,
    5: totals.LEAST,
    9: totals.SUMS,
}
"""The statistics that are totals of what is not skipped, over ranges that move or grow."""


def _without(skipped: _Skipped) -> totals.Without:
    return totals.Without(
        lambda ctx, area, shape: _left_out_of(area, shape, ctx, skipped),
        lambda ctx, places: _left_out_among(places, ctx, skipped),
        skipped.errors,
    )


def _subtotal(number: float) -> tuple[int, _Skipped]:
    """Which statistic a number of SUBTOTAL means, and of what."""
    kind = int(number)
    return kind - 100 if kind > 100 else kind, _Skipped(kind > 100, filtered=True, nested=True)


def _aggregate(number: float, options: float) -> tuple[int, _Skipped]:
    """Which statistic two numbers of AGGREGATE mean, and of what."""
    option = int(options)
    hidden = option % 4 in (1, 3)
    return int(number), _Skipped(hidden, hidden, option < 4, option % 4 in (2, 3))


def _growing(meaning: Callable[..., tuple[int, _Skipped]]) -> Callable[..., Any]:
    def choose(*numbers: float) -> tuple[totals.Total, totals.Without] | None:
        if len(numbers) == 2 and not 0 <= numbers[1] < 8:  # no options AGGREGATE has
            return None
        kind, skipped = meaning(*numbers)
        return (_TOTALS[kind], _without(skipped)) if kind in _TOTALS else None

    return choose


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
    total=totals.ChosenTotal(1, _growing(_subtotal)),
    least=2,
    codes={"function_num": SUBTOTALS},
    see=("SUM",),
)
def SUBTOTAL(function_num: Integer, *ref: Any_, ctx: Context) -> float | ExcelError:
    """A total, mean, count … of a list; filtered rows and other subtotals are left out, and with a
    number above 100 all hidden rows.
    """
    kind, skipped = _subtotal(function_num)
    if not 1 <= kind <= 11:
        return VALUE
    parts: list[np.ndarray] = []
    for item in ref:
        if not isinstance(item, Reference):
            return item if isinstance(item, ExcelError) else VALUE
        parts += _visible(item, ctx, skipped)
    return _summary(kind, parts)


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
    total=totals.ChosenTotal(2, _growing(_aggregate)),
    bounds={"function_num": between(1, 19, VALUE), "options": between(0, 7, VALUE)},
    least=3,
    codes={"function_num": AGGREGATES, "options": LEFT_OUT},
    skips_errors=("options", (2, 3, 6, 7)),
)
def AGGREGATE(
    function_num: Integer, options: Integer, *ref: AnyOfEach, ctx: Context
) -> float | ExcelError:
    """A statistic of a list that can leave out hidden rows, errors and other subtotals."""
    if not ref:
        return VALUE
    _, skipped = _aggregate(function_num, options)
    if function_num < 14:
        lists, k = ref, 0.0
    elif len(ref) == 2:
        lists, k = ref[:1], _scalar_number(ref[1], ctx)
    else:
        return VALUE
    parts: list[np.ndarray] = []
    for item in lists:
        if isinstance(item, Reference):
            parts += _visible(item, ctx, skipped)
        elif function_num >= 14:
            part = as_array(item).ravel()
            parts.append(part[_no_errors(part)] if skipped.errors else part)
        else:
            return item if isinstance(item, ExcelError) else VALUE
    if function_num < 14:
        return _summary(function_num, parts)
    numbers = np.sort(np.concatenate([numbers_in(part) for part in parts]))
    return _WITH_K[function_num](numbers, k)


def _scalar_number(value: Any, ctx: Context) -> float:
    if isinstance(value, Reference):
        value = ctx.read(value)
    if isinstance(value, np.ndarray):
        value = value.item(0)
    number = to_number(value, ctx.date1904, ctx.region)
    if isinstance(number, ExcelError):
        fail(number)
    return number
