"""Arithmetic: signs, powers, roots, logarithms, division with remainder."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from xl_kpis.errors import DIV0, NA, NUM, VALUE, ExcelError, fail
from xl_kpis.formula.functions.declare import (
    Array,
    Cells,
    Number,
    StrictNumber,
    ex,
    function,
)
from xl_kpis.formula.functions.support.bounds import above
from xl_kpis.formula.functions.support.numeric import with_errors
from xl_kpis.formula.functions.support.operators import power, power_arrays
from xl_kpis.formula.values.coercion import to_number
from xl_kpis.formula.values.powers import exponential
from xl_kpis.formula.values.value import as_array


@function(
    examples=[ex("=ABS(-2.5)", 2.5), ex('=ABS("-3")', 3), ex('=ABS("x")', VALUE)],
    vector=True,
)
def ABS(number: Number) -> Any:
    """The size of a number, without its sign."""
    return abs(number)


@function(examples=[ex("=SIGN(-0.1)", -1), ex("=SIGN(A1)", 0)], vector=True)
def SIGN(number: Number) -> Any:
    """The sign of a number: 1, 0 or -1."""
    return np.sign(number)


@function(examples=[ex("=SQRT(16)", 4), ex("=SQRT(-1)", NUM)], vector=True)
def SQRT(number: Number) -> Any:
    """The square root of a number."""
    if type(number) is float:
        return math.sqrt(number) if number >= 0 else NUM
    return np.sqrt(number)


@function(examples=[ex("=SQRTPI(1)", 1.772453850905516), ex("=SQRTPI(-1)", NUM)])
def SQRTPI(number: StrictNumber) -> float | ExcelError:
    """The square root of a number multiplied by pi."""
    return math.sqrt(number * math.pi) if number >= 0 else NUM


@function(examples=[ex("=EXP(1)", math.e), ex("=EXP(710)", NUM), ex("=EXP(-745)", 0)], vector=True)
def EXP(number: Number) -> Any:
    """The number e raised to a power."""
    return exponential(number)


@function(examples=[ex("=LN(86)", 4.454347296253507), ex("=LN(0)", NUM)], vector=True)
def LN(number: Number) -> Any:
    """The natural logarithm of a number."""
    return np.log(number)


@function(examples=[ex("=LOG10(1000)", 3), ex("=LOG10(-1)", NUM)], vector=True)
def LOG10(number: Number) -> Any:
    """The logarithm of a number to the base 10."""
    return np.log10(number)


@function(
    examples=[ex("=LOG(8,2)", 3), ex("=LOG(100)", 2), ex("=LOG(5,1)", DIV0), ex("=LOG(0)", NUM)],
    bounds={"number": above(0), "base": above(0)},
)
def LOG(number: Number, base: Number = 10.0) -> float | ExcelError:
    """The logarithm of a number to a base, which is 10 if left out."""
    if base == 1:
        return DIV0
    if base == 10:
        return math.log10(number)
    if base == 2:
        return math.log2(number)
    return math.log(number) / math.log(base)


@function(
    examples=[
        ex("=POWER(5,2)", 25),
        ex("=POWER(4,-0.5)", 0.5),
        ex("=POWER(0,0)", NUM),
        ex("=POWER(0,-1)", DIV0),
        ex("=POWER(-8,1/2)", NUM),
    ],
    vector=True,
)
def POWER(number: Number, power_: Number) -> Any:
    """A number raised to a power."""
    if type(number) is float and type(power_) is float:
        return power(number, power_)
    return power_arrays(number, power_)


@function(
    examples=[
        ex("=MOD(7,3)", 1),
        ex("=MOD(-7,3)", 2),
        ex("=MOD(7,-3)", -2),
        ex("=MOD(5,1E-10)", 9.999981783901343e-11),
        ex("=MOD(7,0)", DIV0),
        ex("=MOD(1E+16,3)", NUM),
    ],
    vector=True,
)
def MOD(number: Number, divisor: Number) -> Any:
    """The remainder of a division; it has the sign of the divisor.

    It is the exact one of the two numbers as they are kept: 0.1 is a little more than a tenth,
    so that ``MOD(1,0.1)`` is not 0.
    """
    if type(number) is float and type(divisor) is float:
        if divisor == 0:
            return DIV0
        return NUM if abs(number / divisor) >= _MOD_LIMIT else number % divisor
    quotient = np.divide(number, divisor)
    rest = np.remainder(number, divisor)
    return with_errors(
        rest,
        (np.equal(divisor, 0), DIV0),
        (abs(quotient) >= _MOD_LIMIT, NUM),
    )


_MOD_LIMIT = 1_125_900_000_000.0


@function(examples=[ex("=QUOTIENT(7,2)", 3), ex("=QUOTIENT(-7,2)", -3), ex("=QUOTIENT(1,0)", DIV0)])
def QUOTIENT(numerator: StrictNumber, denominator: StrictNumber) -> float | ExcelError:
    """The whole part of a division."""
    if denominator == 0:
        return DIV0
    return float(math.trunc(numerator / denominator))


@function(examples=[ex("=PI()", math.pi), ex("=ROUND(PI()*2^2,2)", 12.57)])
def PI() -> float:
    """The number pi."""
    return math.pi


def _whole(args: tuple[Any, ...]) -> list[int]:
    """Whole numbers of scalars and ranges. A blank cell of its own is left out, one within a
    range is 0; text must read as a number."""
    found = []
    for arg in args:
        if arg is None:
            fail(NA)
        array = as_array(arg)
        for item in array.ravel().tolist():
            if item is None and array.size == 1:
                continue
            number = VALUE if type(item) is bool else to_number(item)
            if isinstance(number, ExcelError):
                fail(number)
            if not 0 <= number < 2.0**53:
                fail(NUM)
            found.append(int(number))
    return found or fail(VALUE)


@function(
    examples=[
        ex("=GCD(24,36)", 12),
        ex("=GCD(7.9,0)", 7),
        ex("=GCD(-1,2)", NUM),
        ex("=GCD(A1)", VALUE),
    ],
)
def GCD(*number: Cells) -> float:
    """The greatest whole number that divides all the numbers."""
    return float(math.gcd(*_whole(number)))


@function(
    examples=[
        ex("=LCM(4,6)", 12),
        ex("=LCM(5,0)", 0),
        ex("=LCM(4,A1)", 4),
        ex("=LCM(4,A1:A2)", 0, A2=5),
        ex("=LCM(-1,2)", NUM),
    ],
)
def LCM(*number: Cells) -> float | ExcelError:
    """The least whole number that all the numbers divide."""
    result = math.lcm(*_whole(number))
    return float(result) if result < 2**53 else NUM


@function(
    examples=[
        ex("=SERIESSUM(2,0,1,{1,1,1})", 7),
        ex("=SERIESSUM(3,1,2,A1:A2)", 33, A1=[[2], [1]]),
        ex("=SERIESSUM(0,0,1,{1,2})", NUM),
        ex('=SERIESSUM(1,0,1,{1,"x"})', VALUE),
    ],
)
def SERIESSUM(x: StrictNumber, n: StrictNumber, m: StrictNumber, coefficients: Array) -> float:
    """A power series: the coefficients times x to the powers n, n+m, n+2m and so on."""
    total = 0.0
    for i, item in enumerate(coefficients.ravel().tolist()):
        coefficient = to_number(item)
        if isinstance(coefficient, ExcelError):
            fail(coefficient)
        term = power(x, n + i * m)
        if isinstance(term, ExcelError):
            fail(term)
        total += coefficient * term
    return total
