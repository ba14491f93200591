"""Circular and hyperbolic functions; angles are in radians."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from xl_kpis.errors import DIV0, NUM, VALUE
from xl_kpis.formula.functions.declare import Number, ex, function
from xl_kpis.formula.functions.support.numeric import with_errors
from xl_kpis.formula.values.powers import hyperbolic_cosine, hyperbolic_sine

_LARGEST_ANGLE = 2.0**27
_SMALL, _LARGE = 0.01, 1e150
"""Outside of these the inverse hyperbolic functions go without logarithms, to lose no digits."""


def _angle(ufunc: Any, number: Any) -> Any:
    """A circular function; angles of 2^27 and more are #NUM!."""
    if type(number) is float:
        return float(ufunc(number)) if abs(number) < _LARGEST_ANGLE else NUM
    return np.where(np.abs(number) < _LARGEST_ANGLE, ufunc(number), np.nan)


def _inverse(divisor: Any) -> Any:
    """One divided by a number; #DIV/0! for 0."""
    if type(divisor) is float:
        return 1 / divisor if divisor else DIV0
    if isinstance(divisor, np.ndarray):
        return with_errors(np.divide(1.0, divisor), (divisor == 0, DIV0))
    return divisor


@function(examples=[ex("=SIN(PI()/6)", 0.5), ex("=SIN(134217728)", NUM)], vector=True)
def SIN(number: Number) -> Any:
    """The sine of an angle."""
    return _angle(np.sin, number)


@function(examples=[ex("=COS(0)", 1), ex("=COS(PI()/3)", 0.5), ex("=COS(1E+9)", NUM)], vector=True)
def COS(number: Number) -> Any:
    """The cosine of an angle."""
    return _angle(np.cos, number)


@function(examples=[ex("=TAN(PI()/4)", 1), ex('=TAN("x")', VALUE)], vector=True)
def TAN(number: Number) -> Any:
    """The tangent of an angle."""
    return _angle(np.tan, number)


@function(examples=[ex("=COT(PI()/4)", 1), ex("=COT(0)", DIV0)], vector=True)
def COT(number: Number) -> Any:
    """The cotangent of an angle."""
    return _inverse(_angle(np.tan, number))


@function(examples=[ex("=SEC(0)", 1), ex("=SEC(PI()/3)", 2)], vector=True)
def SEC(number: Number) -> Any:
    """The secant of an angle."""
    return _inverse(_angle(np.cos, number))


@function(examples=[ex("=CSC(PI()/6)", 2), ex("=CSC(0)", DIV0)], vector=True)
def CSC(number: Number) -> Any:
    """The cosecant of an angle."""
    return _inverse(_angle(np.sin, number))


@function(examples=[ex("=ASIN(1)", math.pi / 2), ex("=ASIN(2)", NUM)], vector=True)
def ASIN(number: Number) -> Any:
    """The angle between -pi/2 and pi/2 with this sine."""
    return np.arcsin(number)


@function(examples=[ex("=ACOS(-1)", math.pi), ex("=ACOS(2)", NUM)], vector=True)
def ACOS(number: Number) -> Any:
    """The angle between 0 and pi with this cosine."""
    return np.arccos(number)


@function(examples=[ex("=ATAN(1)", math.pi / 4), ex("=ATAN(A1)", 0)], vector=True)
def ATAN(number: Number) -> Any:
    """The angle between -pi/2 and pi/2 with this tangent."""
    return np.arctan(number)


@function(
    examples=[
        ex("=ATAN2(1,1)", math.pi / 4),
        ex("=ATAN2(-1,0)", math.pi),
        ex("=ATAN2(0,0)", DIV0),
    ],
    vector=True,
)
def ATAN2(x_num: Number, y_num: Number) -> Any:
    """The angle of the point with these coordinates, between -pi (excluded) and pi."""
    if type(x_num) is float and type(y_num) is float:
        return math.atan2(y_num, x_num) if x_num or y_num else DIV0
    origin = np.equal(x_num, 0) & np.equal(y_num, 0)
    return with_errors(np.arctan2(y_num, x_num), (origin, DIV0))


def _acot(number: float) -> float:
    inverse = float(np.arctan(1.0 / number))
    return inverse + math.pi if number < 0 else inverse


@function(examples=[ex("=ACOT(1)", math.pi / 4), ex("=ACOT(0)", math.pi / 2)], vector=True)
def ACOT(number: Number) -> Any:
    """The angle between 0 and pi with this cotangent."""
    if type(number) is float:
        return _acot(number) if number else math.pi / 2
    with np.errstate(divide="ignore"):
        inverse = np.arctan(np.divide(1.0, number))
    return np.where(np.asarray(number) < 0, inverse + math.pi, np.abs(inverse))


@function(examples=[ex("=DEGREES(PI())", 180), ex('=DEGREES("x")', VALUE)], vector=True)
def DEGREES(angle: Number) -> Any:
    """Turns radians into degrees."""
    return angle * (180 / math.pi)


@function(examples=[ex("=RADIANS(180)", math.pi), ex("=RADIANS(-90)", -math.pi / 2)], vector=True)
def RADIANS(angle: Number) -> Any:
    """Turns degrees into radians."""
    return angle * (math.pi / 180)


@function(examples=[ex("=SINH(1)", 1.1752011936438014), ex("=SINH(1000)", NUM)], vector=True)
def SINH(number: Number) -> Any:
    """The hyperbolic sine of a number."""
    return hyperbolic_sine(number)


@function(examples=[ex("=COSH(0)", 1), ex("=COSH(1000)", NUM)], vector=True)
def COSH(number: Number) -> Any:
    """The hyperbolic cosine of a number."""
    return hyperbolic_cosine(number)


@function(examples=[ex("=TANH(0)", 0), ex("=TANH(1000)", 1)], vector=True)
def TANH(number: Number) -> Any:
    """The hyperbolic tangent of a number."""
    near = np.clip(number, -20.0, 20.0)  # beyond it is 1 or -1 in all its digits
    return hyperbolic_sine(near) / hyperbolic_cosine(near)


@function(examples=[ex("=COTH(2)", 1.0373147207275480), ex("=COTH(0)", DIV0)], vector=True)
def COTH(number: Number) -> Any:
    """The hyperbolic cotangent of a number."""
    return _inverse(_plain(np.tanh(number)))


@function(examples=[ex("=SECH(0)", 1), ex("=SECH(1000)", 0)], vector=True)
def SECH(number: Number) -> Any:
    """The hyperbolic secant of a number."""
    return _inverse(_plain(np.cosh(number)))


@function(examples=[ex("=CSCH(1)", 0.8509181282393216), ex("=CSCH(0)", DIV0)], vector=True)
def CSCH(number: Number) -> Any:
    """The hyperbolic cosecant of a number."""
    return _inverse(_plain(np.sinh(number)))


def _plain(value: Any) -> Any:
    return value if isinstance(value, np.ndarray) else float(value)


@function(examples=[ex("=ASINH(0)", 0), ex("=ASINH(10)", 2.99822295029797)], vector=True)
def ASINH(number: Number) -> Any:
    """The number with this hyperbolic sine."""
    size = np.abs(number)
    by_logarithm = np.copysign(np.log(size + np.sqrt(size * size + 1.0)), number)
    return np.where((size > _SMALL) & (size < _LARGE), by_logarithm, np.arcsinh(number))


@function(examples=[ex("=ACOSH(1)", 0), ex("=ACOSH(0.5)", NUM)], vector=True)
def ACOSH(number: Number) -> Any:
    """The positive number with this hyperbolic cosine."""
    by_logarithm = np.log(number + np.sqrt(number * number - 1.0))
    return np.where(np.asarray(number) < _LARGE, by_logarithm, np.arccosh(number))


@function(examples=[ex("=ATANH(0.5)", 0.5493061443340549), ex("=ATANH(1)", NUM)], vector=True)
def ATANH(number: Number) -> Any:
    """The number with this hyperbolic tangent."""
    by_logarithm = 0.5 * np.log(np.divide(1.0 + number, 1.0 - number))
    return np.where(np.abs(number) > _SMALL, by_logarithm, np.arctanh(number))


@function(
    examples=[ex("=ACOTH(2)", 0.5493061443340549), ex("=ACOTH(0.5)", NUM), ex("=ACOTH(1)", NUM)],
    vector=True,
)
def ACOTH(number: Number) -> Any:
    """The number with this hyperbolic cotangent."""
    by_logarithm = 0.5 * np.log(np.divide(number + 1.0, number - 1.0))
    return np.where(np.abs(number) < 1.0 / _SMALL, by_logarithm, np.arctanh(np.divide(1.0, number)))
