"""LET, LAMBDA and the functions that call a function for each item, row or column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from xl_kpis.errors import CALC, VALUE, ExcelError, fail
from xl_kpis.formula.functions.declare import (
    Any_,
    Array,
    Callable,
    Context,
    Integer,
    Raw,
    ex,
    function,
)
from xl_kpis.formula.functions.support.bounds import between
from xl_kpis.formula.functions.support.call import CONVERTERS
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area, Reference
from xl_kpis.formula.values.formula_limits import check_calls, counted
from xl_kpis.formula.values.value import as_array, tighten


def _one(value: Any, ctx: Context) -> Any:
    """A single value, as each call must give one; an array is #CALC!."""
    if isinstance(value, Reference):
        value = ctx.read(value)
    if isinstance(value, np.ndarray):
        return value.item() if value.size == 1 else CALC
    return 0.0 if value is None else value


def _object(made: Iterable[Any], shape: tuple[int, int]) -> np.ndarray:
    items = counted(made)
    out = np.empty(len(items), object)
    for i, item in enumerate(items):
        out[i] = item
    return tighten(out.reshape(shape))


@function(
    examples=[ex("=LET(x,2,y,x+1,x*y)", 6), ex("=LET(r,A1:A2,SUM(r))", 3, A1=[[1], [2]])],
    special=True,
    binds=True,
)
def LET(name: Raw, value: Raw, *more: Raw) -> Any:
    """Gives names to values and uses them in a last expression."""
    return fail(VALUE)


@function(
    examples=[
        ex("=LAMBDA(x,y,x*y)(3,4)", 12),
        ex("=LAMBDA(x,x)(1,2)", VALUE),
        ex("=LET(square,LAMBDA(x,x^2),square(5))", 25),
    ],
    special=True,
    binds=True,
    see=("LET",),
)
def LAMBDA(parameter_or_calculation: Raw, *more: Raw) -> Any:
    """A function of your own, called with its arguments in brackets after it or by a name."""
    return fail(VALUE)


@function(
    examples=[
        ex("=LAMBDA(x,[y],IF(ISOMITTED(y),x,x+y))(1)", 1),
        ex("=LAMBDA(x,[y],IF(ISOMITTED(y),x,x+y))(1,2)", 3),
    ],
    special=True,
)
def ISOMITTED(argument: Raw) -> Any:
    """TRUE if an optional LAMBDA argument was left out."""
    return fail(VALUE)


@function(
    examples=[
        ex("=MAP({1,2,3},LAMBDA(x,x^2))", [[1, 4, 9]]),
        ex("=MAP({1,2},{10,20},LAMBDA(a,b,a+b))", [[11, 22]]),
        ex("=MAP({1,2},3)", VALUE),
    ],
    asks=["place", "calls"],
    least=2,
    each="cell",
)
def MAP(array: Any_, *more: Any_, ctx: Context) -> Any:
    """Calls a function for each item of one or more arrays."""
    *arrays, function_ = (array, *more)
    if not arrays:
        fail(VALUE)
    function_ = CONVERTERS["callable"](function_, ctx)
    cells = [_cells(a, ctx) for a in arrays]
    shape = (max(len(c) for c in cells), max(len(c[0]) for c in cells))
    check_calls(shape[0] * shape[1])

    def called(i: int, j: int) -> Any:
        items = [c[i][j] if i < len(c) and j < len(c[0]) else _NA for c in cells]
        return _one(ctx.apply(function_, *items), ctx)

    return _object((called(i, j) for i in range(shape[0]) for j in range(shape[1])), shape)


def _cells(value: Any, ctx: Context) -> list[list[Any]]:
    """The items of an array; of a reference, references to its cells, as LAMBDA receives them."""
    if isinstance(value, ExcelError):
        fail(value)
    if isinstance(value, Reference):
        sheet, top, left, _, _ = value.area
        rows, cols = value.area.shape
        check_calls(rows * cols)
        return [
            [Reference(Area(sheet, r, c, r, c)) for c in range(left, left + cols)]
            for r in range(top, top + rows)
        ]
    return as_array(value).astype(object).tolist()


@function(
    examples=[
        ex("=REDUCE(0,{1,2,3},LAMBDA(a,x,a+x))", 6),
        ex("=REDUCE(,{1,2,3},LAMBDA(a,x,a*x))", 6),
    ],
    asks=["place", "calls"],
    carries="last",
)
def REDUCE(initial_value: Any_, array: Array, function_: Callable, ctx: Context) -> Any:
    """Carries a value through an array, item by item, and gives the last one."""
    items = array.ravel().tolist()
    state = initial_value
    if state is None:
        state, items = items[0], items[1:]
    for item in items:
        state = ctx.apply(function_, state, item)
    return ctx.read(state) if isinstance(state, Reference) else state


@function(
    examples=[
        ex("=SCAN(0,{1,2,3},LAMBDA(a,x,a+x))", [[1, 3, 6]]),
        ex('=SCAN(5,{1,2,"x"},LAMBDA(a,x,IF(x=2,0,a+1)))', [[6, 0, 1]]),
    ],
    asks=["place", "calls"],
    carries="every",
)
def SCAN(initial_value: Any_, array: Array, function_: Callable, ctx: Context) -> Any:
    """Carries a value through an array, item by item, and gives every step."""
    items = array.ravel().tolist()

    def steps() -> Iterator[Any]:
        state = initial_value
        for i, item in enumerate(items):
            if i == 0 and state is None:
                state = item
            else:
                state = _one(ctx.apply(function_, state, item), ctx)
            yield state

    return _object(steps(), array.shape)


@function(
    examples=[
        ex("=BYROW({1,2;3,4},LAMBDA(r,SUM(r)))", [[3], [7]]),
        ex("=BYROW({1;2},SUM)", [[1], [2]]),
    ],
    asks=["place", "calls"],
    each="row",
)
def BYROW(array: Any_, function_: Callable, ctx: Context) -> Any:
    """Calls a function for each row of an array; a column of results."""
    parts = _slices(array, ctx, by_row=True)
    return _object((_one(ctx.apply(function_, p), ctx) for p in parts), (len(parts), 1))


@function(examples=[ex("=BYCOL({1,2;3,4},LAMBDA(c,MAX(c)))", [[3, 4]])], asks=["place", "calls"])
def BYCOL(array: Any_, function_: Callable, ctx: Context) -> Any:
    """Calls a function for each column of an array; a row of results."""
    parts = _slices(array, ctx, by_row=False)
    return _object((_one(ctx.apply(function_, p), ctx) for p in parts), (1, len(parts)))


def _slices(value: Any, ctx: Context, *, by_row: bool) -> list[Any]:
    if isinstance(value, ExcelError):
        fail(value)
    if isinstance(value, Reference):
        sheet, top, left, bottom, right = value.area
        rows, cols = value.area.shape
        if by_row:
            return [Reference(Area(sheet, r, left, r, right)) for r in range(top, top + rows)]
        return [Reference(Area(sheet, top, c, bottom, c)) for c in range(left, left + cols)]
    array = as_array(value)
    if by_row:
        return [array[i : i + 1] for i in range(array.shape[0])]
    return [array[:, j : j + 1] for j in range(array.shape[1])]


@function(
    examples=[
        ex("=MAKEARRAY(2,2,LAMBDA(r,c,r*10+c))", [[11, 12], [21, 22]]),
        ex("=MAKEARRAY(0,2,LAMBDA(r,c,1))", VALUE),
        ex("=MAKEARRAY(1048577,1,LAMBDA(r,c,1))", VALUE),
    ],
    asks=["place", "calls"],
    bounds={"rows": between(1, MAX_ROWS, VALUE), "columns": between(1, MAX_COLS, VALUE)},
)
def MAKEARRAY(rows: Integer, columns: Integer, function_: Callable, ctx: Context) -> Any:
    """An array made by calling a function with each row and column number."""
    check_calls(rows * columns)
    items = (
        _one(ctx.apply(function_, float(r), float(c)), ctx)
        for r in range(1, rows + 1)
        for c in range(1, columns + 1)
    )
    return _object(items, (rows, columns))


_NA = ExcelError.of("#N/A")
