"""Arrays that depend on their values: FILTER, SORT, SORTBY, UNIQUE."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

import numpy as np

from xl_kpis.errors import CALC, DIV0, NA, VALUE, ExcelError, fail
from xl_kpis.formula.functions.declare import (
    Any_,
    Kind,
    Logical,
    LongArray,
    Number,
    ex,
    function,
)
from xl_kpis.formula.functions.lookup import ArrayRange
from xl_kpis.formula.functions.support.meanings import BY_COLUMN, ONCE, ORDERS
from xl_kpis.formula.functions.support.ordering import order_of
from xl_kpis.formula.functions.support.searching import identity
from xl_kpis.formula.values.coercion import to_logical
from xl_kpis.formula.values.repeated import Repeated, lines_of
from xl_kpis.formula.values.value import MISSING, as_array, tighten

MaybeNumbers = Annotated[np.ndarray | None, Kind("numbers", "array")]
"""As ArrayNumbers, None where the argument is not there."""

Long: TypeAlias = np.ndarray | Repeated

SALES = [["Ann", "north", 5], ["Bob", "south", 3], ["Cid", "north", 8]]


def one_or_all(array: Long) -> Any:
    """An array's only item, or the array; an empty one is #CALC!."""
    if isinstance(array, Repeated):
        return array
    if array.size == 0:
        return CALC
    return array.item() if array.shape == (1, 1) else tighten(array)


# ---- FILTER -------------------------------------------------------------------------------------


def keep_flags(include: np.ndarray) -> np.ndarray:
    """Which items to keep; the first error ends the call."""
    flat = include.ravel()
    if flat.dtype == bool:
        return flat
    if flat.dtype == np.float64:
        return flat != 0.0
    out = np.empty(len(flat), bool)
    for i, item in enumerate(flat.tolist()):
        flag = to_logical(item) if type(item) is not str else VALUE
        if isinstance(flag, ExcelError):
            fail(flag)
        out[i] = flag
    return out


def _kept(array: np.ndarray, rows: np.ndarray) -> Any:
    """Rows of an array."""
    return one_or_all(array[rows])


@function(
    examples=[
        ex('=FILTER(A1:C3,B1:B3="north")', [["Ann", "north", 5], ["Cid", "north", 8]], A1=SALES),
        ex("=FILTER({1,2,3,4},{1,0,0,1})", [[1, 4]]),
        ex('=FILTER(A1:A3,C1:C3>10,"none")', "none", A1=SALES),
        ex("=FILTER(A1:A3,C1:C3>10)", CALC, A1=SALES),
        ex("=FILTER(A1:A3,{TRUE;FALSE})", VALUE, A1=SALES),
    ],
    empty="default",
    see=("SUMIFS",),
    selects=_kept,
)
def FILTER(array: ArrayRange, include: LongArray, if_empty: Any_ = MISSING) -> Any:
    """The rows (or columns) of an array for which a condition holds."""
    shape = as_array(include).shape if not isinstance(include, Repeated) else include.shape
    if isinstance(include, Repeated):
        flags = keep_flags(include.once())
        goes_on = bool(keep_flags(np.array([include.beyond()], object)).any())
        flags = keep_flags(include.full()) if goes_on else keep_flags(include.core)
    else:
        flags = keep_flags(as_array(include))
    if shape == (array.shape[0], 1):
        kept = lines_of(array.long, np.flatnonzero(flags))
    elif shape == (1, array.shape[1]):
        kept = lines_of(array.long.T, np.flatnonzero(flags)).T
    else:
        return VALUE
    if not flags.any():
        return CALC if if_empty is MISSING else if_empty
    return one_or_all(kept)


# ---- SORT, SORTBY -------------------------------------------------------------------------------


def _ordered(values: Long, keys: list[tuple[Long, bool]]) -> Long:
    """The rows of an array in the order of columns as high as it. Blanks are always last: rows
    where all of these are blank, beyond all that is used, stay there."""
    rows = len(values.core) if isinstance(values, Repeated) else len(values)
    for column, _ in keys:
        used = column.without(("blank",)) if isinstance(column, Repeated) else column
        rows = max(rows, column.shape[0] if used is None else len(used))
    columns = [
        (c.part(False, False, (rows, 1)) if isinstance(c, Repeated) else c, falling)
        for c, falling in keys
    ]
    order = order_of([(column.ravel(), falling) for column, falling in columns])
    return values.in_order(order) if isinstance(values, Repeated) else values[order]


def _falling(order: float) -> bool:
    if int(order) not in (1, -1):
        fail(VALUE)
    return order < 0


@function(
    examples=[
        ex("=SORT({2;#N/A;1;#DIV/0!},1,-1)", [[NA], [DIV0], [2], [1]]),
        ex("=SORT({3;1;2})", [[1], [2], [3]]),
        ex("=SORT(A1:C3,3,-1)", [SALES[2], SALES[0], SALES[1]], A1=SALES),
        ex("=SORT(A1:C3,{2,3},{-1,1})", [SALES[1], SALES[0], SALES[2]], A1=SALES),
        ex('=SORT({"b",TRUE,2,"A",FALSE,-1},,,TRUE)', [[-1, 2, "A", "b", False, True]]),
        ex("=SORT(A1:C3,4)", VALUE, A1=SALES),
    ],
    empty="default",
    codes={"sort_order": ORDERS, "by_col": BY_COLUMN},
    see=(
        "LARGE",
        "RANK.EQ",
    ),
)
def SORT(
    array: ArrayRange,
    sort_index: MaybeNumbers = None,
    sort_order: MaybeNumbers = None,
    by_col: Logical = False,
) -> Any:
    """The rows (or columns) of an array in the order of one or more of its columns."""
    values = array.long.T if by_col else array.long
    indexes = [1.0] if sort_index is None else sort_index.tolist()
    orders = [1.0] if sort_order is None else sort_order.tolist()
    if len(orders) == 1:
        orders *= len(indexes)
    if len(orders) != len(indexes) or not indexes:
        return VALUE
    keys = []
    for index, order in zip(indexes, orders, strict=True):
        if not 1 <= int(index) <= values.shape[1]:
            return VALUE
        keys.append((lines_of(values.T, [int(index) - 1]).T, _falling(order)))
    ordered = _ordered(values, keys)
    return one_or_all(ordered.T if by_col else ordered)


@function(
    examples=[
        ex("=SORTBY(A1:A3,C1:C3)", [["Bob"], ["Ann"], ["Cid"]], A1=SALES),
        ex("=SORTBY(A1:A3,B1:B3,1,C1:C3,-1)", [["Cid"], ["Ann"], ["Bob"]], A1=SALES),
        ex("=SORTBY(A1:A3,C1:C2)", VALUE, A1=SALES),
    ],
    group=2,
    empty="default",
    codes={"sort_order": ORDERS},
)
def SORTBY(array: ArrayRange, by_array: ArrayRange, sort_order: Number = 1.0, *more: Any_) -> Any:
    """The rows (or columns) of an array in the order of other ranges."""
    values, across = array.long, None
    given: list[Any] = [by_array, sort_order, *more]
    if len(given) % 2:
        given.append(1.0)
    keys = []
    for by, order in zip(given[::2], given[1::2], strict=True):
        if by.shape == (values.shape[0], 1) and across is not True:
            across = False
        elif by.shape == (1, values.shape[1]) and across is not False:
            across = True
        else:
            return VALUE
        keys.append((by.long.T if across else by.long, _falling(order)))
    return one_or_all(_ordered(values.T, keys).T if across else _ordered(values, keys))


# ---- UNIQUE -------------------------------------------------------------------------------------


def distinct(values: np.ndarray) -> tuple[list[int], list[int]]:
    """The first position of each different row, and how often it occurs."""
    if values.shape[1] == 1:
        keys: list[Any] = [identity(v) for v in values[:, 0].tolist()]
    else:
        keys = [tuple(identity(v) for v in row) for row in values.tolist()]
    first: dict[Any, int] = {}
    counts: list[int] = []
    positions: list[int] = []
    for i, key in enumerate(keys):
        at = first.setdefault(key, len(positions))
        if at == len(positions):
            positions.append(i)
            counts.append(1)
        else:
            counts[at] += 1
    return positions, counts


@function(
    examples=[
        ex('=UNIQUE({"a";"B";"A";"b";"c"})', [["a"], ["B"], ["c"]]),
        ex("=UNIQUE({1,2,2,3},TRUE)", [[1, 2, 3]]),
        ex("=UNIQUE({1;2;2;3},FALSE,TRUE)", [[1], [3]]),
        ex("=UNIQUE({1;1},FALSE,TRUE)", CALC),
        ex("=UNIQUE(A:A,FALSE,TRUE)", 5, A1=[[5]]),
    ],
    empty="default",
    codes={"by_col": BY_COLUMN, "exactly_once": ONCE},
    see=("COUNTIF",),
)
def UNIQUE(array: ArrayRange, by_col: Logical = False, exactly_once: Logical = False) -> Any:
    """The different rows (or columns) of an array, or those that occur exactly once."""
    values = array.long.T if by_col else array.long
    positions, counts = distinct(values.once() if isinstance(values, Repeated) else values)
    if exactly_once:
        follows = len(values.core) if isinstance(values, Repeated) else -1
        several = follows >= 0 and values.shape[0] > follows + 1
        positions = [
            p
            for p, count in zip(positions, counts, strict=True)
            if count == 1 and not (several and p == follows)
        ]
    kept = lines_of(values, positions)
    return one_or_all(kept.T if by_col else kept)
