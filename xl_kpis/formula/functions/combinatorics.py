"""Factorials, combinations and permutations."""

from __future__ import annotations

import math

from xl_kpis.errors import NUM, VALUE, ExcelError, fail
from xl_kpis.formula.functions.aggregates import joined
from xl_kpis.formula.functions.declare import (
    Integer,
    Number,
    StrictNumber,
    StrictNumbers,
    ex,
    function,
)
from xl_kpis.formula.functions.support.bounds import Bounds, at_least, between


@function(
    examples=[
        ex("=FACT(5)", 120),
        ex("=FACT(1.9)", 1),
        ex("=FACT(-1)", NUM),
        ex("=FACT(171)", NUM),
    ],
    bounds={"number": Bounds(0, 171, without_greatest=True)},
)
def FACT(number: Number) -> float | ExcelError:
    """The factorial of a whole number."""
    return float(math.factorial(int(number)))


@function(
    examples=[ex("=FACTDOUBLE(6)", 48), ex("=FACTDOUBLE(7)", 105), ex("=FACTDOUBLE(-2)", NUM)],
    bounds={"number": between(-1, 300)},
)
def FACTDOUBLE(number: StrictNumber) -> float | ExcelError:
    """The double factorial of a whole number: every second factor."""
    return float(math.prod(range(int(number), 0, -2)))


@function(
    examples=[ex("=COMBIN(8,2)", 28), ex("=COMBIN(3.9,0)", 1), ex("=COMBIN(2,3)", NUM)],
    bounds={"number_chosen": at_least(0)},
)
def COMBIN(number: Integer, number_chosen: Integer) -> float | ExcelError:
    """How many ways there are to choose items without regard to order."""
    if number < number_chosen or number >= 2**31:
        return NUM
    return _comb(number, number_chosen)


@function(
    examples=[ex("=COMBINA(4,3)", 20), ex("=COMBINA(0,0)", 1), ex("=COMBINA(0,2)", NUM)],
    bounds={"number": at_least(0), "number_chosen": at_least(0)},
)
def COMBINA(number: Integer, number_chosen: Integer) -> float | ExcelError:
    """How many ways there are to choose items that may repeat, without regard to order."""
    if number + number_chosen >= 2**31:
        return NUM
    if number_chosen == 0:
        return 1.0
    return NUM if number == 0 else _comb(number + number_chosen - 1, number_chosen)


def _comb(n: int, k: int) -> float:
    k = min(k, n - k)
    if k > 20_000:  # far beyond 1E+308
        fail(NUM)
    return float(math.comb(n, k))


@function(
    examples=[ex("=PERMUT(100,3)", 970200), ex("=PERMUT(3,2)", 6), ex("=PERMUT(2,3)", NUM)],
    bounds={"number_chosen": at_least(0)},
)
def PERMUT(number: Integer, number_chosen: Integer) -> float | ExcelError:
    """How many ordered selections of items there are."""
    if number < number_chosen or number >= 2**31:
        return NUM
    if number_chosen > 20_000:
        return NUM
    return float(math.perm(number, number_chosen))


@function(
    examples=[
        ex("=PERMUTATIONA(3,2)", 9),
        ex("=PERMUTATIONA(0,0)", 1),
        ex("=PERMUTATIONA(-1,2)", NUM),
    ],
    bounds={"number": at_least(0), "number_chosen": at_least(0)},
)
def PERMUTATIONA(number: Integer, number_chosen: Integer) -> float | ExcelError:
    """How many ordered selections of items there are when items may repeat."""
    return float(number) ** number_chosen


@function(
    examples=[
        ex("=MULTINOMIAL(TRUE,1,2)", VALUE),
        ex("=MULTINOMIAL(2,3,4)", 1260),
        ex("=MULTINOMIAL(3,-1)", NUM),
    ]
)
def MULTINOMIAL(*number: StrictNumbers) -> float | ExcelError:
    """The factorial of a sum over the product of the factorials."""
    result, total = 1, 0
    for item in joined(number).tolist():
        if item < 0:
            return NUM
        total += int(item)
        if total > 100_000:
            return NUM
        result *= math.comb(total, int(item))
    return float(result)
