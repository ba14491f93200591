"""Logical functions.

Those that choose what to evaluate are compiled by :mod:`xl_kpis.formula.compile.special_forms`;
what stands here declares them and serves where a function is used as a value, as in
``MAP(A1:A3,NOT)``.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from xl_kpis.errors import DIV0, NA, VALUE, ExcelError, fail
from xl_kpis.formula.functions.declare import (
    Any_,
    Context,
    Integer,
    Logical,
    Raw,
    ex,
    function,
)
from xl_kpis.formula.functions.support import loop, totals
from xl_kpis.formula.functions.support.call import read_filled
from xl_kpis.formula.reference import Reference
from xl_kpis.formula.values.coercion import to_logical
from xl_kpis.formula.values.text_to_number import number_from_text


def _logicals(values: tuple[Any, ...], ctx: Context) -> list[bool]:
    """The logical values of arguments. Text and blanks of a range are ignored, and so is text given
    directly that is neither TRUE nor FALSE, unless it is a number; if nothing is left that is
    #VALUE!."""
    found: list[bool] = []
    for value in values:
        if isinstance(value, (Reference, np.ndarray)):
            for item in read_filled(value, ctx).ravel().tolist():
                if isinstance(item, ExcelError):
                    fail(item)
                if type(item) in (bool, float):
                    found.append(bool(item))
            continue
        logical = to_logical(value, ctx.region)
        if isinstance(value, ExcelError):
            fail(value)
        if type(logical) is bool:
            found.append(logical)
        elif not isinstance(value, str) or number_from_text(value) is not None:
            fail(VALUE)
    return found or fail(VALUE)


@function(
    examples=[
        ex("=AND(1<2,2<3)", True),
        ex("=AND(A1:A3)", False, A1=[[1], ["text"], [0]]),
        ex('=AND("text",TRUE)', True),
        ex('=AND("text","FALSE")', False),
        ex('=AND("text")', VALUE),
        ex('=AND("1",TRUE)', VALUE),
    ],
    asks=[],
    total=totals.ALL_TRUE,
    loop=loop.ALL_TRUE,
    ignores=["blank", "text"],
    repeats="once",
)
def AND(*logical: Any_, ctx: Context) -> bool:
    """TRUE if all conditions are true."""
    return all(_logicals(logical, ctx))


@function(
    examples=[ex("=OR(1>2,2<3)", True), ex("=OR(A1:A2)", VALUE, A1=[["a"], ["b"]])],
    asks=[],
    total=totals.SOME_TRUE,
    loop=loop.SOME_TRUE,
    ignores=["blank", "text"],
    repeats="once",
)
def OR(*logical: Any_, ctx: Context) -> bool:
    """TRUE if at least one condition is true."""
    return any(_logicals(logical, ctx))


@function(examples=[ex("=XOR(TRUE,TRUE,TRUE)", True), ex("=XOR(TRUE,TRUE)", False)], asks=[])
def XOR(*logical: Any_, ctx: Context) -> bool:
    """TRUE if an odd number of conditions is true."""
    return sum(_logicals(logical, ctx)) % 2 == 1


@function(examples=[ex("=NOT(TRUE)", False), ex("=NOT(0)", True), ex('=NOT("x")', VALUE)])
def NOT(logical: Logical) -> bool:
    """Turns TRUE into FALSE and FALSE into TRUE."""
    return not logical


@function(examples=[ex("=TRUE()", True)])
def TRUE() -> bool:
    """The logical value TRUE."""
    return True


@function(examples=[ex("=FALSE()", False)])
def FALSE() -> bool:
    """The logical value FALSE."""
    return False


@function(
    examples=[
        ex("=IF({TRUE,FALSE},{1,2,3},{10,11,12})", [[1, 11, NA]]),
        ex('=IF(A1>=0.8,"good","low")', "good", A1=0.85),
        ex("=IF(FALSE,1)", False),
        ex("=IF(TRUE,,1)", 0),
        ex("=IF(TRUE,1,1/0)", 1),
        ex('=IF("maybe",1,2)', VALUE),
        ex('=IF({TRUE,FALSE},1,"no")', [[1, "no"]]),
    ],
    special=True,
    loop=loop.CHOICE,
)
def IF(logical_test: Logical, value_if_true: Raw, value_if_false: Raw = False) -> Any:
    """One value if a condition is true, another if it is false."""
    return value_if_true if logical_test else value_if_false


@function(
    examples=[
        ex('=IFS(A1>8,"high",A1>5,"middle",TRUE,"low")', "middle", A1=6),
        ex("=IFS(FALSE,1)", NA),
    ],
    special=True,
    group=2,
    asks=[],
    see=("CHOOSE",),
)
def IFS(logical_test: Logical, value_if_true: Raw, *more: Raw, ctx: Context) -> Any:
    """The value of the first condition that is true; #N/A if none is."""
    pairs = [logical_test, value_if_true, *more]
    for test, value in zip(pairs[::2], pairs[1::2], strict=False):
        if to_logical(test, ctx.region) is True:
            return value
    return NA


@function(
    examples=[
        ex("=IFERROR({1,#DIV/0!},{10,20,30})", [[1, 20, 30]]),
        ex("=IFERROR(1/0,0)", 0),
        ex('=IFERROR(5,"none")', 5),
    ],
    special=True,
    loop=loop.UNLESS_IT_FAILS,
    see=(
        "ISERROR",
        "ISNA",
    ),
)
def IFERROR(value: Raw, value_if_error: Raw) -> Any:
    """A value, or another one where it is an error."""
    return value_if_error if isinstance(value, ExcelError) else value


@function(
    examples=[ex('=IFNA(NA(),"not found")', "not found"), ex("=IFNA(1/0,0)", DIV0)],
    special=True,
    loop=loop.UNLESS_IT_FAILS,
)
def IFNA(value: Raw, value_if_na: Raw) -> Any:
    """A value, or another one where it is #N/A."""
    return value_if_na if value is NA else value


@function(
    examples=[
        ex('=CHOOSE(2,"a","b","c")', "b"),
        ex('=CHOOSE(4,"a","b")', VALUE),
        ex("=SUM(CHOOSE(2,A1:A2,B1:B2))", 7, A1=[[1, 3], [2, 4]]),
    ],
    special=True,
)
def CHOOSE(index_num: Integer, *value: Raw) -> Any:
    """The value at a position in the list of arguments."""
    return value[index_num - 1] if 1 <= index_num <= len(value) else VALUE


@function(
    examples=[
        ex("=SWITCH({1;2},1,{5,6,7},{8,9})", [[5, 6, 7], [8, 9, NA]]),
        ex('=SWITCH(2,1,"one",2,"two","other")', "two"),
        ex('=SWITCH(9,1,"one",2,"two","other")', "other"),
        ex('=SWITCH(9,1,"one")', NA),
    ],
    special=True,
)
def SWITCH(expression: Raw, value1: Raw, result1: Raw, *more: Raw) -> Any:
    """The result beside the first value equal to an expression, or a default."""
    rest = [value1, result1, *more]
    for case, result in zip(rest[::2], rest[1::2], strict=False):
        if case == expression:
            return result
    return rest[-1] if len(rest) % 2 else NA
