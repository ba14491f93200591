"""Database functions: a list with headings, a field, and a range of criteria.

Each row of criteria is a set of conditions that must all hold; a record counts if it meets any row.
Text without an operator stands for everything that begins with it. A criterion under a heading that
the list does not have is a formula about the first record; it is worked out for each record as if
filled down beside the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from xl_kpis.errors import DIV0, NUM, VALUE, ExcelError, fail
from xl_kpis.formula.functions.declare import Any_, Context, Records, Scalar, ex, function
from xl_kpis.formula.functions.declare import Range as RangeKind
from xl_kpis.formula.functions.spread import deviation, variance
from xl_kpis.formula.functions.support.criteria import Criterion, key_of, parse, predicate
from xl_kpis.formula.functions.support.ranges import Range, numbers_in
from xl_kpis.formula.reference import Reference
from xl_kpis.formula.values.coercion import to_logical, to_number, to_text
from xl_kpis.formula.values.summation import total

Condition = Callable[[np.ndarray], np.ndarray]
"""Which of the records meet a criterion."""


def _heading(value: Any, ctx: Context) -> str:
    text = to_text(value, ctx.region)
    return "" if isinstance(text, ExcelError) else text.casefold()


def _field(value: Any, headings: list[str], ctx: Context) -> int | None:
    """The column of a field given by heading or number; None if the argument is empty."""
    if isinstance(value, Reference):
        value = ctx.read(value) if value.is_cell else VALUE
    if value is None:
        return None
    if isinstance(value, ExcelError):
        fail(value)
    if isinstance(value, str):
        folded = value.casefold()
        return headings.index(folded) if folded in headings else fail(VALUE)
    number = to_number(value) if isinstance(value, (float, bool)) else VALUE
    if isinstance(number, ExcelError) or not 1 <= number < len(headings) + 1:
        fail(VALUE)
    return int(number) - 1


def _criterion(value: Any, ctx: Context) -> Criterion:
    found = parse(value, ctx.date1904, ctx.region)
    if isinstance(value, str) and value[0] not in "=<>" and found.op == "=":
        text = found.pattern or found.key
        if isinstance(text, str):
            return Criterion("=", None, text + "*")
    return found


def _condition(
    value: Any, column: int | None, cell: tuple[int, int, int] | None, ctx: Context
) -> Condition:
    if column is not None:
        test = predicate(_criterion(value, ctx), ctx.date1904, ctx.region)
        return lambda records: _flags(test(key_of(item)) for item in records[:, column].tolist())

    def computed(records: np.ndarray) -> np.ndarray:
        found = [value] * len(records)
        if cell is not None:
            found[1:] = [ctx.filled_down(*cell, number) for number in range(1, len(records))]
        return _flags(to_logical(each, ctx.region) is True for each in found)

    return computed


def _flags(found: Iterable[bool]) -> np.ndarray:
    return np.fromiter(found, bool)


def _rows(criteria: Range, headings: list[str], ctx: Context) -> list[list[Condition]]:
    """The conditions of each row of criteria; blank cells set none."""
    array = criteria.array
    if criteria.shape[0] < 2:
        fail(VALUE)
    columns = [
        headings.index(h) if (h := _heading(v, ctx)) and h in headings else None for v in array[0]
    ]
    rows = []
    for i in range(1, len(array)):
        conditions = []
        for j, value in enumerate(array[i].tolist()):
            if value is None or value == "":
                continue
            cell = None
            if criteria.ref is not None:
                area = criteria.ref.area
                cell = (area.sheet, area.top + i, area.left + j)
            conditions.append(_condition(value, columns[j], cell, ctx))
        rows.append(conditions)
    if len(array) < criteria.shape[0]:
        rows.append([])  # rows below the used part of the sheet are blank
    return rows


def select(
    database: np.ndarray, field: Any, criteria: Range, ctx: Context, *, optional: bool = False
) -> np.ndarray | int:
    """The field's values in the records that meet the criteria, as a vector; their number where
    the field is left empty and may be."""
    if len(database) < 2:
        fail(VALUE)
    headings = [_heading(item, ctx) for item in database[0].tolist()]
    column = _field(field, headings, ctx)
    if column is None and not optional:
        fail(VALUE)
    rows = _rows(criteria, headings, ctx)
    records = database[1:]
    chosen = np.zeros(len(records), bool)
    for conditions in rows:
        met = np.ones(len(records), bool)
        for condition in conditions:
            met &= condition(records)
        chosen |= met
    if column is None:
        return int(np.count_nonzero(chosen))
    found: np.ndarray = records[chosen, column]
    return found


def _numbers(database: np.ndarray, field: Any, criteria: Range, ctx: Context) -> np.ndarray:
    values = select(database, field, criteria, ctx)
    assert isinstance(values, np.ndarray)
    return numbers_in(values)


_TREES = [
    ["Tree", "Age", "Yield"],
    ["Apple", 20, 14],
    ["Pear", 12, 10],
    ["Apple", 14, 10.5],
    ["Cherry", 13, None],
    ["Pear", 9, 8],
]
_OLD_APPLES = [["Tree", "Age"], ["Apple", ">15"]]
_APPLES_OR_PEARS = [["Tree"], ["Apple"], ['="=Pear"']]


@function(
    examples=[
        ex('=DSUM(A1:C6,"Yield",E1:E3)', 42.5, A1=_TREES, E1=_APPLES_OR_PEARS),
        ex("=DSUM(A1:C6,3,E1:F2)", 14, A1=_TREES, E1=_OLD_APPLES),
        ex('=DSUM(A1:C6,"Height",E1:F2)', VALUE, A1=_TREES, E1=_OLD_APPLES),
    ],
    asks=["place", "cells"],
    see=("SUMIFS",),
)
def DSUM(database: Records, field: Any_, criteria: RangeKind, ctx: Context) -> float:
    """Adds a field of the records that meet criteria."""
    return total(_numbers(database, field, criteria, ctx))


@function(
    examples=[
        ex("=DPRODUCT(A1:C6,3,E1:E2)", 147, A1=_TREES, E1=[["Tree"], ["Apple"]]),
        ex("=DPRODUCT(A1:C6,3,E1:E2)", 0, A1=_TREES, E1=[["Tree"], ["Plum"]]),
    ],
    asks=["place", "cells"],
)
def DPRODUCT(database: Records, field: Any_, criteria: RangeKind, ctx: Context) -> float:
    """The product of a field of the records that meet criteria."""
    numbers = _numbers(database, field, criteria, ctx)
    return float(np.prod(numbers)) if len(numbers) else 0.0


@function(
    examples=[
        ex("=DAVERAGE(A1:C6,3,E1:E2)", 12.25, A1=_TREES, E1=[["Tree"], ["Apple"]]),
        ex("=DAVERAGE(A1:C6,3,E1:E2)", DIV0, A1=_TREES, E1=[["Tree"], ["Plum"]]),
    ],
    asks=["place", "cells"],
)
def DAVERAGE(
    database: Records, field: Any_, criteria: RangeKind, ctx: Context
) -> float | ExcelError:
    """The mean of a field of the records that meet criteria."""
    numbers = _numbers(database, field, criteria, ctx)
    return total(numbers) / len(numbers) if len(numbers) else DIV0


@function(
    examples=[
        ex('=DCOUNT(A1:C6,"Yield",E1:E2)', 4, A1=_TREES, E1=[["Age"], [">0"]]),
        ex("=DCOUNT(A1:C6,,E1:E2)", 5, A1=_TREES, E1=[["Age"], [">0"]]),
    ],
    asks=["place", "cells"],
)
def DCOUNT(database: Records, field: Any_, criteria: RangeKind, ctx: Context) -> float:
    """Counts the numbers in a field of the records that meet criteria."""
    values = select(database, field, criteria, ctx, optional=True)
    if isinstance(values, int):
        return float(values)
    return float(sum(type(item) is float for item in values.tolist()))


@function(
    examples=[
        ex('=DCOUNTA(A1:C6,"Tree",E1:E2)', 5, A1=_TREES, E1=[["Age"], [">0"]]),
        ex('=DCOUNTA(A1:C6,"Yield",E1:E2)', 0, A1=_TREES, E1=[["Tree"], ["Ch*y"]]),
    ],
    asks=["place", "cells"],
)
def DCOUNTA(database: Records, field: Any_, criteria: RangeKind, ctx: Context) -> float:
    """Counts what is not blank in a field of the records that meet criteria."""
    values = select(database, field, criteria, ctx, optional=True)
    if isinstance(values, int):
        return float(values)
    return float(sum(item is not None for item in values.tolist()))


@function(
    examples=[
        ex("=DGET(A1:C6,3,E1:F2)", 14, A1=_TREES, E1=_OLD_APPLES),
        ex("=DGET(A1:C6,3,E1:E2)", NUM, A1=_TREES, E1=[["Tree"], ["Apple"]]),
        ex("=DGET(A1:C6,3,E1:E2)", VALUE, A1=_TREES, E1=[["Tree"], ["Plum"]]),
    ],
    asks=["place", "cells"],
)
def DGET(database: Records, field: Any_, criteria: RangeKind, ctx: Context) -> Scalar:
    """The field of the one record that meets criteria."""
    values = select(database, field, criteria, ctx)
    assert isinstance(values, np.ndarray)
    found = values.tolist()
    return VALUE if not found else found[0] if len(found) == 1 else NUM


@function(
    examples=[
        ex("=DMAX(A1:C6,3,E1:E3)", 14, A1=_TREES, E1=_APPLES_OR_PEARS),
        ex("=DMAX(A1:C6,3,E1:E2)", 0, A1=_TREES, E1=[["Tree"], ["Plum"]]),
    ],
    asks=["place", "cells"],
)
def DMAX(database: Records, field: Any_, criteria: RangeKind, ctx: Context) -> float:
    """The largest number in a field of the records that meet criteria."""
    numbers = _numbers(database, field, criteria, ctx)
    return float(numbers.max()) if len(numbers) else 0.0


@function(
    examples=[
        ex("=DMIN(A1:C6,3,E1:E3)", 8, A1=_TREES, E1=_APPLES_OR_PEARS),
        ex("=DMIN(A1:C6,3,E1:E2)", 0, A1=_TREES, E1=[["Tree"], ["Plum"]]),
    ],
    asks=["place", "cells"],
)
def DMIN(database: Records, field: Any_, criteria: RangeKind, ctx: Context) -> float:
    """The smallest number in a field of the records that meet criteria."""
    numbers = _numbers(database, field, criteria, ctx)
    return float(numbers.min()) if len(numbers) else 0.0


@function(
    examples=[
        ex("=DSTDEV(A1:C6,3,E1:E2)", 6.125**0.5, A1=_TREES, E1=[["Tree"], ["Apple"]]),
        ex("=DSTDEV(A1:C6,3,E1:F2)", DIV0, A1=_TREES, E1=_OLD_APPLES),
    ],
    asks=["place", "cells"],
)
def DSTDEV(database: Records, field: Any_, criteria: RangeKind, ctx: Context) -> float | ExcelError:
    """The standard deviation, as of a sample, of a field of the records that meet criteria."""
    return deviation(_numbers(database, field, criteria, ctx), 1)


@function(
    examples=[
        ex("=DSTDEVP(A1:C6,3,E1:E2)", 1.75, A1=_TREES, E1=[["Tree"], ["Apple"]]),
        ex("=DSTDEVP(A1:C6,3,E1:F2)", 0, A1=_TREES, E1=_OLD_APPLES),
    ],
    asks=["place", "cells"],
)
def DSTDEVP(
    database: Records, field: Any_, criteria: RangeKind, ctx: Context
) -> float | ExcelError:
    """The standard deviation, as of a population, of a field of the records that meet criteria."""
    return deviation(_numbers(database, field, criteria, ctx), 0)


@function(
    examples=[
        ex("=DVAR(A1:C6,3,E1:E2)", 6.125, A1=_TREES, E1=[["Tree"], ["Apple"]]),
        ex("=DVAR(A1:C6,3,E1:F2)", DIV0, A1=_TREES, E1=_OLD_APPLES),
    ],
    asks=["place", "cells"],
)
def DVAR(database: Records, field: Any_, criteria: RangeKind, ctx: Context) -> float | ExcelError:
    """The variance, as of a sample, of a field of the records that meet criteria."""
    return variance(_numbers(database, field, criteria, ctx), 1)


@function(
    examples=[
        ex("=DVARP(A1:C6,3,E1:E2)", 3.0625, A1=_TREES, E1=[["Tree"], ["Apple"]]),
        ex("=DVARP(A1:C6,3,E1:F2)", 0, A1=_TREES, E1=_OLD_APPLES),
    ],
    asks=["place", "cells"],
)
def DVARP(database: Records, field: Any_, criteria: RangeKind, ctx: Context) -> float | ExcelError:
    """The variance, as of a population, of a field of the records that meet criteria."""
    return variance(_numbers(database, field, criteria, ctx), 0)
