"""Tests of hypotheses: t, F, z and chi-squared."""

from __future__ import annotations

from functools import partial
from math import sqrt

import numpy as np

from xl_kpis.errors import DIV0, NA, NUM, fail
from xl_kpis.formula.functions.continuous import chi_tail, f_tail, student_tail
from xl_kpis.formula.functions.declare import (
    Array,
    ArrayNumbers,
    ArrayRange,
    Number,
    Numbers,
    ex,
    function,
)
from xl_kpis.formula.functions.normal import normal_cdf
from xl_kpis.formula.functions.regression import read_pairs
from xl_kpis.formula.functions.support.meanings import SAMPLES, TAILS
from xl_kpis.formula.functions.support.ranges import first_error, numbers_in
from xl_kpis.formula.values.summation import mean

statistical = partial(function, category="statistical")

_POLL: dict[str, list[list[float]]] = {
    "A1": [[58, 35], [11, 25], [10, 23]],
    "D1": [[45.35, 47.65], [17.56, 18.44], [16.09, 16.91]],
}


def _variance(values: np.ndarray) -> float:
    """The variance of a sample; #DIV/0! of fewer than two."""
    return float(values.var(ddof=1)) if len(values) > 1 else fail(DIV0)


def _share(score: float, error: float, degrees: float, tails: int) -> float:
    if error == 0.0:
        fail(DIV0)
    return tails * student_tail(abs(score / error), degrees)


@statistical(
    aliases=("TTEST",),
    examples=[
        ex("=T.TEST({3,4,5,8,9,1,2,4,5},{6,19,3,2,14,4,5,17,1},2,1)", 0.196015785122112),
        ex("=T.TEST({1,2},{3,4,5},2,1)", NA),
        ex("=T.TEST({1,2},{3,4},3,1)", NUM),
    ],
    codes={"type": SAMPLES, "tails": TAILS},
)
def T_TEST(array1: ArrayRange, array2: ArrayRange, tails: Number, type_: Number) -> float:
    """Probability of Student's test on two samples."""
    sides, kind = int(tails), int(type_)
    if sides not in (1, 2) or kind not in (1, 2, 3):
        fail(NUM)
    if kind == 1:
        first, second = read_pairs(array1, array2)
        differences = first - second
        error = sqrt(_variance(differences) / len(differences))
        return _share(mean(differences), error, len(differences) - 1.0, sides)
    a, b = numbers_in(array1.array), numbers_in(array2.array)
    n1, n2 = len(a), len(b)
    v1, v2 = _variance(a), _variance(b)
    if kind == 2:
        degrees = n1 + n2 - 2.0
        squared = ((n1 - 1) * v1 + (n2 - 1) * v2) / degrees * (1.0 / n1 + 1.0 / n2)
    else:
        e1, e2 = v1 / n1, v2 / n2
        squared = e1 + e2
        if squared == 0.0:
            fail(DIV0)
        degrees = squared**2 / (e1**2 / (n1 - 1) + e2**2 / (n2 - 1))
    return _share(mean(a) - mean(b), sqrt(squared), degrees, sides)


@statistical(
    aliases=("FTEST",),
    examples=[
        ex("=F.TEST({6,7,9,15,21},{20,28,31,38,40})", 0.648317846786175),
        ex("=F.TEST({1},{1,2})", DIV0),
    ],
)
def F_TEST(array1: ArrayNumbers, array2: ArrayNumbers) -> float:
    """Probability, on both sides, that two samples have the same variance."""
    v1, v2 = _variance(array1), _variance(array2)
    if v1 == 0.0 or v2 == 0.0:
        fail(DIV0)
    share = f_tail(v1 / v2, len(array1) - 1.0, len(array2) - 1.0)
    return 2.0 * min(share, 1.0 - share)


@statistical(
    aliases=("ZTEST",),
    examples=[
        ex("=Z.TEST({3,6,7,8,6,5,4,2,1,9},4)", 0.090574196851361),
        ex("=Z.TEST({3,6,7,8,6,5,4,2,1,9},4,0)", NUM),
        ex("=Z.TEST({3},4)", DIV0),
    ],
    empty="default",
)
def Z_TEST(array: Numbers, x: Number, sigma: Number = None) -> float:  # type: ignore[assignment]
    """Probability that a sample's mean would be larger than the one observed."""
    if not len(array):
        fail(NA)
    if sigma is not None and sigma <= 0.0:
        fail(NUM)
    spread = sqrt(_variance(array)) if sigma is None else sigma
    if spread == 0.0:
        fail(DIV0)
    return normal_cdf((x - mean(array)) / (spread / sqrt(len(array))))


@statistical(
    aliases=("CHITEST",),
    examples=[
        ex(
            "=CHISQ.TEST({58,35;11,25;10,23},{45.35,47.65;17.56,18.44;16.09,16.91})",
            0.000308192017008,
        ),
        ex("=CHISQ.TEST({1},{1})", NA),
        ex("=CHISQ.TEST({4,5,6},{1;2;3})", 0.000261258557302),
        ex("=CHISQ.TEST({1,2},{0,2})", DIV0),
    ],
)
def CHISQ_TEST(actual_range: Array, expected_range: Array) -> float:
    """Probability of the chi-squared test of observed against expected counts.

    Both are read row by row, whatever their shapes; the degrees of freedom are those of the
    observed ones.
    """
    rows, cols = actual_range.shape
    if actual_range.size != expected_range.size or rows * cols == 1:
        fail(NA)
    found, expected = actual_range.ravel().tolist(), expected_range.ravel().tolist()
    error = first_error(found + expected)
    if error is not None:
        fail(error)
    total = 0.0
    for a, e in zip(found, expected, strict=True):
        if type(a) is float and type(e) is float:
            if e == 0.0:
                fail(DIV0)
            if e < 0.0:
                fail(NUM)
            total += (a - e) ** 2 / e
    degrees = (rows - 1) * (cols - 1) if rows > 1 and cols > 1 else rows * cols - 1
    return chi_tail(total, float(degrees))
