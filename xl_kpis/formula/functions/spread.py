"""How numbers scatter: variances, deviations, shape, and other means."""

from __future__ import annotations

import math

import numpy as np

from xl_kpis.errors import DIV0, NUM, ExcelError
from xl_kpis.formula.functions.aggregates import joined
from xl_kpis.formula.functions.declare import Number, Numbers, NumbersA, ex, function
from xl_kpis.formula.functions.support.bounds import Bounds
from xl_kpis.formula.values.summation import mean, total


def squares(numbers: np.ndarray) -> float:
    """The sum of squared deviations from the mean."""
    off = numbers - mean(numbers)
    return total(off * off)


_CANCELLED = 0.01


def variance(numbers: np.ndarray, less: int) -> float | ExcelError:
    """The variance with divisor n - less; #DIV/0! where that is not positive.

    From the sums of the numbers and of their squares where that keeps its digits, as Excel does:
    where the deviations are not below a hundredth of the squares. Else from the deviations.
    """
    n = len(numbers)
    if n <= less:
        return DIV0
    added, squared = total(numbers), total(numbers * numbers)
    off = squared - added * added / n
    if not off >= _CANCELLED * squared:
        return squares(numbers) / (n - less)
    return off / (n - less) if less else (n * squared - added * added) / n / n


def deviation(numbers: np.ndarray, less: int) -> float | ExcelError:
    """The square root of :func:`variance`."""
    found = variance(numbers, less)
    return found if isinstance(found, ExcelError) else math.sqrt(found)


@function(
    examples=[
        ex("=STDEV.S(2,4,4,4,5,5,7,9)", 2.138089935299395),
        ex("=STDEV.S(A1:A2)", DIV0, A1=[[1], ["x"]]),
    ],
    aliases=("STDEV",),
    see=("CONFIDENCE.T",),
)
def STDEV_S(*number: Numbers) -> float | ExcelError:
    """The standard deviation estimated from a sample."""
    return deviation(joined(number), 1)


@function(
    examples=[ex("=STDEV.P(2,4,4,4,5,5,7,9)", 2), ex("=STDEV.P(A1:A2)", DIV0)],
    aliases=("STDEVP",),
)
def STDEV_P(*number: Numbers) -> float | ExcelError:
    """The standard deviation of a whole population."""
    return deviation(joined(number), 0)


@function(
    examples=[
        ex("=STDEVA(A1:A2)", math.sqrt(2), A1=[[2], ["x"]]),
        ex("=STDEVA(5)", DIV0),
    ],
)
def STDEVA(*value: NumbersA) -> float | ExcelError:
    """The standard deviation of a sample, where text counts as 0 and TRUE as 1."""
    return deviation(joined(value), 1)


@function(examples=[ex("=STDEVPA(A1:A2)", 1, A1=[[2], ["x"]]), ex("=STDEVPA(5)", 0)])
def STDEVPA(*value: NumbersA) -> float | ExcelError:
    """The standard deviation of a population, where text counts as 0 and TRUE as 1."""
    return deviation(joined(value), 0)


@function(examples=[ex("=VAR.S(1,2,3,4)", 5 / 3), ex("=VAR.S(1)", DIV0)], aliases=("VAR",))
def VAR_S(*number: Numbers) -> float | ExcelError:
    """The variance estimated from a sample."""
    return variance(joined(number), 1)


@function(examples=[ex("=VAR.P(1,2,3,4)", 1.25), ex("=VAR.P(A1)", DIV0)], aliases=("VARP",))
def VAR_P(*number: Numbers) -> float | ExcelError:
    """The variance of a whole population."""
    return variance(joined(number), 0)


@function(examples=[ex("=VARA(A1:A2)", 2, A1=[[2], ["x"]]), ex("=VARA(TRUE)", DIV0)])
def VARA(*value: NumbersA) -> float | ExcelError:
    """The variance of a sample, where text counts as 0 and TRUE as 1."""
    return variance(joined(value), 1)


@function(examples=[ex("=VARPA(A1:A2)", 1, A1=[[2], ["x"]]), ex("=VARPA(A1)", DIV0)])
def VARPA(*value: NumbersA) -> float | ExcelError:
    """The variance of a population, where text counts as 0 and TRUE as 1."""
    return variance(joined(value), 0)


@function(examples=[ex("=DEVSQ(4,5,8,7,11,4,3)", 48), ex("=DEVSQ(A1)", NUM)])
def DEVSQ(*number: Numbers) -> float | ExcelError:
    """The sum of the squared deviations from the mean."""
    numbers = joined(number)
    return squares(numbers) if len(numbers) else NUM


@function(examples=[ex("=AVEDEV(4,5,6,7,5,4,3)", 1.020408163265306), ex("=AVEDEV(A1)", NUM)])
def AVEDEV(*number: Numbers) -> float | ExcelError:
    """The mean distance of numbers from their mean."""
    numbers = joined(number)
    if not len(numbers):
        return NUM
    return total(np.abs(numbers - mean(numbers))) / len(numbers)


@function(examples=[ex("=GEOMEAN(2,8)", 4), ex("=GEOMEAN(1,0)", NUM)])
def GEOMEAN(*number: Numbers) -> float | ExcelError:
    """The geometric mean of positive numbers."""
    numbers = joined(number)
    if not len(numbers) or numbers.min() <= 0:
        return NUM
    return math.exp(total(np.log(numbers)) / len(numbers))


@function(examples=[ex("=HARMEAN(2,6)", 3), ex("=HARMEAN(1,-1)", NUM)])
def HARMEAN(*number: Numbers) -> float | ExcelError:
    """The harmonic mean of positive numbers."""
    numbers = joined(number)
    if not len(numbers) or numbers.min() <= 0:
        return NUM
    return len(numbers) / total(1.0 / numbers)


@function(
    examples=[
        ex("=TRIMMEAN({1,2,3,4,100},0.4)", 3),
        ex("=TRIMMEAN({1,2,3},1)", NUM),
    ],
    bounds={"percent": Bounds(0, 1, without_greatest=True)},
)
def TRIMMEAN(array: Numbers, percent: Number) -> float | ExcelError:
    """The mean without a part of the smallest and largest numbers."""
    if not len(array):
        return NUM
    cut = int(len(array) * percent / 2 + 1e-12)
    kept = np.sort(array)[cut : len(array) - cut]
    return mean(kept)


def _standardized(numbers: np.ndarray, less: int) -> np.ndarray | None:
    spread = math.sqrt(squares(numbers) / (len(numbers) - less))
    if spread == 0:
        return None
    return (numbers - mean(numbers)) / spread


@function(examples=[ex("=SKEW(3,4,5,2,3,4,5,6,4,7)", 0.3595430714067974), ex("=SKEW(1,2)", DIV0)])
def SKEW(*number: Numbers) -> float | ExcelError:
    """The skewness estimated from a sample: how lopsided the numbers lie."""
    numbers = joined(number)
    n = len(numbers)
    scores = _standardized(numbers, 1) if n > 2 else None
    return DIV0 if scores is None else total(scores**3) * n / ((n - 1) * (n - 2))


@function(
    examples=[ex("=SKEW.P(3,4,5,2,3,4,5,6,4,7)", 0.303193339354144), ex("=SKEW.P(1,1,1)", DIV0)],
)
def SKEW_P(*number: Numbers) -> float | ExcelError:
    """The skewness of a whole population."""
    numbers = joined(number)
    scores = _standardized(numbers, 0) if len(numbers) > 2 else None
    return DIV0 if scores is None else total(scores**3) / len(numbers)


@function(
    examples=[ex("=KURT(3,4,5,2,3,4,5,6,4,7)", -0.1517996372084121), ex("=KURT(1,2,3)", DIV0)],
)
def KURT(*number: Numbers) -> float | ExcelError:
    """The excess kurtosis estimated from a sample: how peaked the numbers lie."""
    numbers = joined(number)
    n = len(numbers)
    scores = _standardized(numbers, 1) if n > 3 else None
    if scores is None:
        return DIV0
    weight = n * (n + 1) / ((n - 1) * (n - 2) * (n - 3))
    return total(scores**4) * weight - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3))
