"""What a value is: the IS functions, N, NA, TYPE, ERROR.TYPE."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from xl_kpis.errors import DIV0, NA, VALUE, ExcelError
from xl_kpis.formula.functions.declare import Any_, Context, Raw, StrictNumber, ex, function
from xl_kpis.formula.functions.support import loop
from xl_kpis.formula.functions.support.meanings import ERRORS, TYPES
from xl_kpis.formula.reference import Reference
from xl_kpis.formula.values.value import Array, Scalar

MIXED = [[1], ["text"], [True], [DIV0], [None]]


def _each(test: Callable[[Any], bool]) -> Callable[[Array], Array]:
    """A test over a whole array, by its type where all items are alike."""

    def tested(value: Array) -> Array:
        if value.dtype == np.float64:
            return np.full(value.shape, test(1.0))
        if value.dtype == bool:
            return np.full(value.shape, test(True))
        flat = np.fromiter(map(test, value.ravel().tolist()), bool, value.size)
        return flat.reshape(value.shape)

    return tested


def _is_blank(value: Scalar) -> bool:
    return value is None


def _is_error(value: Scalar) -> bool:
    return isinstance(value, ExcelError)


def _is_err(value: Scalar) -> bool:
    return isinstance(value, ExcelError) and value is not NA


def _is_na(value: Scalar) -> bool:
    return value is NA


def _is_number(value: Scalar) -> bool:
    return type(value) is float


def _is_text(value: Scalar) -> bool:
    return type(value) is str


def _is_no_text(value: Scalar) -> bool:
    return type(value) is not str


def _is_logical(value: Scalar) -> bool:
    return type(value) is bool


@function(
    examples=[ex("=ISBLANK(A5)", True, A1=MIXED), ex('=ISBLANK("")', False)],
    lifted=_each(_is_blank),
    see=("COUNTBLANK",),
)
def ISBLANK(value: Raw) -> bool:
    """TRUE for an empty cell (a formula that gives an empty text is not one)."""
    return value is None


@function(
    examples=[
        ex("=ISERROR(A4)", True, A1=MIXED),
        ex("=ISERROR(NA())", True),
        ex("=ISERROR(1)", False),
    ],
    lifted=_each(_is_error),
)
def ISERROR(value: Raw) -> bool:
    """TRUE for any error value."""
    return isinstance(value, ExcelError)


@function(examples=[ex("=ISERR(1/0)", True), ex("=ISERR(NA())", False)], lifted=_each(_is_err))
def ISERR(value: Raw) -> bool:
    """TRUE for any error value other than #N/A."""
    return _is_err(value)


@function(examples=[ex("=ISNA(NA())", True), ex("=ISNA(1/0)", False)], lifted=_each(_is_na))
def ISNA(value: Raw) -> bool:
    """TRUE for the error value #N/A."""
    return value is NA


@function(
    examples=[
        ex("=ISNUMBER(A1)", True, A1=MIXED),
        ex('=ISNUMBER("1")', False),
        ex("=ISNUMBER({1,TRUE})", [[True, False]]),
    ],
    lifted=_each(_is_number),
)
def ISNUMBER(value: Raw) -> bool:
    """TRUE for a number; a text that looks like one is not."""
    return type(value) is float


@function(
    examples=[ex('=ISTEXT("")', True), ex("=ISTEXT(A5)", False, A1=MIXED)],
    lifted=_each(_is_text),
)
def ISTEXT(value: Raw) -> bool:
    """TRUE for a text, the empty text included."""
    return type(value) is str


@function(
    examples=[ex("=ISNONTEXT(A5)", True, A1=MIXED), ex('=ISNONTEXT("1")', False)],
    lifted=_each(_is_no_text),
)
def ISNONTEXT(value: Raw) -> bool:
    """TRUE for anything but a text, an empty cell included."""
    return type(value) is not str


@function(
    examples=[ex("=ISLOGICAL(FALSE)", True), ex('=ISLOGICAL("TRUE")', False)],
    lifted=_each(_is_logical),
)
def ISLOGICAL(value: Raw) -> bool:
    """TRUE for TRUE and FALSE."""
    return type(value) is bool


@function(examples=[ex("=ISEVEN(2.9)", True), ex("=ISEVEN(-1)", False), ex("=ISEVEN(TRUE)", VALUE)])
def ISEVEN(number: StrictNumber) -> bool:
    """TRUE for an even number; decimals are cut off."""
    return int(number) % 2 == 0


@function(examples=[ex("=ISODD(3.9)", True), ex("=ISODD(A1)", False), ex('=ISODD("x")', VALUE)])
def ISODD(number: StrictNumber) -> bool:
    """TRUE for an odd number; decimals are cut off."""
    return int(number) % 2 == 1


@function(examples=[ex("=NA()", NA), ex("=IFERROR(NA(),0)", 0)])
def NA_() -> ExcelError:
    """The error value #N/A: no value is available."""
    return NA


def _n(value: Scalar) -> Scalar:
    if type(value) is float or isinstance(value, ExcelError):
        return value
    return float(value) if type(value) is bool else 0.0


@function(
    examples=[
        ex("=N(A1)", 1, A1=MIXED),
        ex("=N(TRUE)", 1),
        ex('=N("7")', 0),
        ex("=N(A2:A3)", 0, A1=MIXED),
        ex("=N(1/0)", DIV0),
    ],
    by_item=True,
    asks=[],
    loop=loop.AS_IT_IS,
)
def N(value: Any_, *, ctx: Context) -> Scalar:
    """The number a value is: dates and TRUE count, text is 0."""
    if isinstance(value, Reference):
        value = ctx.read(value.corner)
    if isinstance(value, np.ndarray):
        if value.dtype != object:
            return value.astype(np.float64)
        out = np.empty(value.shape, object)
        out.reshape(-1)[:] = [_n(item) for item in value.ravel().tolist()]
        return out
    return _n(value)


@function(
    examples=[
        ex("=TYPE(A5)", 1, A1=MIXED),
        ex('=TYPE("x")', 2),
        ex("=TYPE(1/0)", 16),
        ex("=TYPE({1,2;3,4})", 64),
    ],
    asks=[],
    codes={"result": TYPES},
)
def TYPE(value: Any_, *, ctx: Context) -> float:
    """The type of a value: 1 number, 2 text, 4 logical, 16 error, 64 array, 128 function."""
    if isinstance(value, Reference):
        if not value.is_cell:
            return 64.0
        value = ctx.read(value)
    if isinstance(value, np.ndarray):
        if value.shape != (1, 1):
            return 64.0
        value = value.item()
    if value is None:
        return 1.0
    if isinstance(value, ExcelError):
        return 16.0
    return {float: 1.0, str: 2.0, bool: 4.0}.get(type(value), 128.0)


@function(
    name="ERROR.TYPE",
    examples=[ex("=ERROR.TYPE(1/0)", 2), ex("=ERROR.TYPE(NA())", 7), ex("=ERROR.TYPE(1)", NA)],
    codes={"result": ERRORS},
)
def ERROR_TYPE(error_val: Raw) -> Scalar:
    """The number of an error value (1 #NULL!, 2 #DIV/0!, 3 #VALUE!, 4 #REF!, 5 #NAME?, 6 #NUM!, 7
    #N/A …); #N/A for anything else.
    """
    return float(error_val.number) if isinstance(error_val, ExcelError) else NA
