"""Rounding to decimals, to multiples, to even and odd numbers."""

from __future__ import annotations

import math
from typing import Any

from xl_kpis.decimals import (
    round_down,
    round_half_away,
    round_up,
    whole_below,
    whole_below_many,
)
from xl_kpis.errors import DIV0, NUM, VALUE, ExcelError
from xl_kpis.formula.functions.declare import Integer, Number, StrictNumber, ex, function
from xl_kpis.formula.functions.support.meanings import (
    AWAY,
    NO_SIGNS,
    SIGNS,
    SIGNS_OF_FLOOR,
    TOWARDS,
)


@function(
    examples=[
        ex("=ROUND(2.675,2)", 2.68),
        ex("=ROUND(1.005,2)", 1.01),
        ex("=ROUND(-2.5,0)", -3),
        ex("=ROUND(1250,-2)", 1300),
        ex('=ROUND("x",1)', VALUE),
    ],
    vector=True,
    see=(
        "MROUND",
        "INT",
    ),
)
def ROUND(number: Number, num_digits: Integer) -> Any:
    """Rounds a number to some decimals; halves go away from zero."""
    return round_half_away(number, num_digits)


@function(
    examples=[ex("=ROUNDUP(3.2,0)", 4), ex("=ROUNDUP(1.1,1)", 1.1), ex("=ROUNDUP(-31,-1)", -40)],
    vector=True,
)
def ROUNDUP(number: Number, num_digits: Integer) -> Any:
    """Rounds a number to some decimals, away from zero."""
    return round_up(number, num_digits)


@function(
    examples=[
        ex("=ROUNDDOWN(3.99,0)", 3),
        ex("=ROUNDDOWN(2.3,2)", 2.3),
        ex("=ROUNDDOWN(-39,-1)", -30),
    ],
    vector=True,
)
def ROUNDDOWN(number: Number, num_digits: Integer) -> Any:
    """Rounds a number to some decimals, towards zero."""
    return round_down(number, num_digits)


@function(
    examples=[ex("=TRUNC(8.9)", 8), ex("=TRUNC(-8.96,1)", -8.9), ex("=TRUNC(1234,-2)", 1200)],
    vector=True,
)
def TRUNC(number: Number, num_digits: Integer = 0) -> Any:
    """Cuts a number after some decimals."""
    return round_down(number, num_digits)


@function(
    examples=[
        ex("=INT(8.9)", 8),
        ex("=INT(-8.1)", -9),
        ex("=INT(0.29*100)", 29),
        ex("=INT(A1)", 0),
    ],
    vector=True,
)
def INT(number: Number) -> Any:
    """Rounds a number down to a whole number."""
    if type(number) is float:
        return whole_below(number)
    return whole_below_many(number)


@function(examples=[ex("=EVEN(1.5)", 2), ex("=EVEN(-3)", -4), ex("=EVEN(0)", 0)])
def EVEN(number: Number) -> float:
    """Rounds a number away from zero to an even number."""
    return math.copysign(2.0 * math.ceil(abs(number) / 2), number) + 0.0


@function(examples=[ex("=ODD(1.5)", 3), ex("=ODD(-2)", -3), ex("=ODD(0)", 1)])
def ODD(number: Number) -> float:
    """Rounds a number away from zero to an odd number."""
    return math.copysign(2.0 * math.ceil((abs(number) - 1) / 2) + 1, number or 1.0)


@function(
    examples=[
        ex("=MROUND(10,3)", 9),
        ex("=MROUND(-7,-2)", -8),
        ex("=MROUND(5,0)", 0),
        ex("=MROUND(6.05,0.1)", 6),
        ex("=MROUND(5,-2)", NUM),
    ],
)
def MROUND(number: StrictNumber, multiple: StrictNumber) -> float | ExcelError:
    """Rounds a number to the nearest multiple of another."""
    if number == 0 or multiple == 0:
        return 0.0
    if (number < 0) != (multiple < 0):
        return NUM
    quotient = number / multiple
    below = math.floor(quotient)
    return (below + (quotient - below >= 0.5)) * multiple


def _times(whole: float, significance: float) -> float:
    return whole * significance + 0.0


def _down(quotient: float) -> float:
    """The whole number below what 15 digits show: 3 for 0.3 / 0.1 = 2.9999999999999996."""
    return whole_below(quotient)


def _up(quotient: float) -> float:
    return -_down(-quotient)


@function(
    examples=[
        ex("=CEILING(2.5,1)", 3),
        ex("=CEILING(-2.5,-2)", -4),
        ex("=CEILING(-2.5,2)", -2),
        ex("=CEILING(2.5,-2)", NUM),
        ex("=CEILING(3,0)", 0),
    ],
    codes={"significance": SIGNS},
)
def CEILING(number: Number, significance: Number) -> float | ExcelError:
    """Rounds a number up to a multiple of significance."""
    if significance == 0 or number == 0:
        return 0.0
    if significance < 0 < number:
        return NUM
    return _times(_up(number / significance), significance)


@function(
    examples=[
        ex("=FLOOR(3.7,2)", 2),
        ex("=FLOOR(0.3,0.1)", 0.3),
        ex("=FLOOR(-2.5,-2)", -2),
        ex("=FLOOR(2.5,-2)", NUM),
        ex("=FLOOR(3,0)", DIV0),
    ],
    codes={"significance": SIGNS_OF_FLOOR},
)
def FLOOR(number: Number, significance: Number) -> float | ExcelError:
    """Rounds a number down to a multiple of significance."""
    if number == 0:
        return 0.0
    if significance == 0:
        return DIV0
    if significance < 0 < number:
        return NUM
    return _times(_down(number / significance), significance)


@function(
    examples=[
        ex("=CEILING.MATH(24.3,5)", 25),
        ex("=CEILING.MATH(6.7)", 7),
        ex("=CEILING.MATH(-8.1,2)", -8),
        ex("=CEILING.MATH(-5.5,2,-1)", -6),
    ],
    codes={"significance": NO_SIGNS, "mode": AWAY},
)
def CEILING_MATH(number: Number, significance: Number = 1.0, mode: Number = 0.0) -> float:
    """Rounds up to a multiple; mode other than 0 sends negative numbers away from zero."""
    if significance == 0:
        return 0.0
    step = abs(significance)
    quotient = number / step
    return _times(_down(quotient) if mode and number < 0 else _up(quotient), step)


@function(
    examples=[
        ex("=FLOOR.MATH(24.3,5)", 20),
        ex("=FLOOR.MATH(6.7)", 6),
        ex("=FLOOR.MATH(-8.1,2)", -10),
        ex("=FLOOR.MATH(-5.5,2,-1)", -4),
    ],
    codes={"significance": NO_SIGNS, "mode": TOWARDS},
)
def FLOOR_MATH(number: Number, significance: Number = 1.0, mode: Number = 0.0) -> float:
    """Rounds down to a multiple; mode other than 0 sends negative numbers towards zero."""
    if significance == 0:
        return 0.0
    step = abs(significance)
    quotient = number / step
    return _times(_up(quotient) if mode and number < 0 else _down(quotient), step)


@function(
    examples=[ex("=CEILING.PRECISE(4.3)", 5), ex("=CEILING.PRECISE(-4.3,-2)", -4)],
    aliases=("ISO.CEILING", "ECMA.CEILING"),
    codes={"significance": NO_SIGNS},
)
def CEILING_PRECISE(number: Number, significance: Number = 1.0) -> float:
    """Rounds up to a multiple, whatever the signs."""
    step = abs(significance)
    return _times(_up(number / step), step) if step else 0.0


@function(
    examples=[ex("=FLOOR.PRECISE(4.7)", 4), ex("=FLOOR.PRECISE(-3.2,-1)", -4)],
    codes={"significance": NO_SIGNS},
)
def FLOOR_PRECISE(number: Number, significance: Number = 1.0) -> float:
    """Rounds down to a multiple, whatever the signs."""
    step = abs(significance)
    return _times(_down(number / step), step) if step else 0.0
