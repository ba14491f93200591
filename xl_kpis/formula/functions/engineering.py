"""Comparisons to a value and error functions."""

from __future__ import annotations

from math import erf, erfc

from xl_kpis.errors import DIV0, VALUE
from xl_kpis.formula.functions.declare import StrictNumber, StrictNumberOr0, ex, function


@function(examples=[ex("=DELTA(5,4)", 0), ex("=DELTA(0)", 1), ex("=DELTA(TRUE,1)", VALUE)])
def DELTA(number1: StrictNumberOr0, number2: StrictNumber = 0.0) -> float:
    """1 if two numbers are equal, else 0."""
    return 1.0 if number1 == number2 else 0.0


@function(examples=[ex("=GESTEP(5,4)", 1), ex("=GESTEP(-1)", 0), ex("=GESTEP(TRUE)", VALUE)])
def GESTEP(number: StrictNumber, step: StrictNumber = 0.0) -> float:
    """1 if a number reaches a threshold, else 0."""
    return 1.0 if number >= step else 0.0


@function(
    examples=[
        ex("=ERF(0.745)", 0.707928920095737),
        ex("=ERF(1)", 0.842700792949715),
        ex("=ERF(1,0)", -0.842700792949715),
        ex('=ERF("x")', VALUE),
    ],
)
def ERF(lower_limit: StrictNumber, upper_limit: StrictNumber = None) -> float:  # type: ignore[assignment]
    """Error function between two limits, or from 0 to one."""
    return erf(lower_limit) if upper_limit is None else erf(upper_limit) - erf(lower_limit)


@function(examples=[ex("=ERF.PRECISE(1)", 0.842700792949715), ex("=ERF.PRECISE(0)", 0)])
def ERF_PRECISE(x: StrictNumber) -> float:
    """Error function from 0 to a limit."""
    return erf(x)


@function(
    aliases=("ERFC.PRECISE",),
    examples=[
        ex("=ERFC(1)", 0.157299207050285),
        ex("=ERFC.PRECISE(-5)", 1.9999999999984626),
        ex("=ERFC(10/0)", DIV0),
    ],
)
def ERFC(x: StrictNumber) -> float:
    """1 less the error function of a number."""
    return erfc(x)
