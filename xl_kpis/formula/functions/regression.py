"""How two series go together: correlation, covariance and the straight line between them."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np

from xl_kpis.errors import DIV0, NA, fail
from xl_kpis.formula.functions.declare import ArrayRange, Number, ex, function
from xl_kpis.formula.functions.support.ranges import Range, first_error
from xl_kpis.formula.values.summation import mean, product_sum

statistical = partial(function, category="statistical")


def _is_number(array: np.ndarray) -> np.ndarray:
    items = array.ravel().tolist()
    return np.fromiter((type(item) is float for item in items), bool, len(items))


def read_pairs(first: Range, second: Range) -> tuple[np.ndarray, np.ndarray]:
    """The numbers of two series, pair by pair; pairs with text, a boolean or a blank are left out.

    Series of different lengths are #N/A; an error in either ends the call.
    """
    if first.shape[0] * first.shape[1] != second.shape[0] * second.shape[1]:
        fail(NA)
    a, b = first.array, second.array
    if a.shape != b.shape and (a.size != first.shape[0] * first.shape[1] or a.size != b.size):
        rows, cols = min(a.shape[0], b.shape[0]), min(a.shape[1], b.shape[1])
        a, b = a[:rows, :cols], b[:rows, :cols]  # the rest of whole columns is blank
    if a.dtype == b.dtype == np.float64:
        return a.ravel(), b.ravel()
    error = first_error(a.ravel().tolist()) or first_error(b.ravel().tolist())
    if error is not None:
        fail(error)
    good = _is_number(a) & _is_number(b)
    return a.ravel()[good].astype(np.float64), b.ravel()[good].astype(np.float64)


class Moments(NamedTuple):
    """What two series have in common: count, means, and sums of products of deviations."""

    pairs: int
    mean_x: float
    mean_y: float
    xx: float
    yy: float
    xy: float


def moments(x: np.ndarray, y: np.ndarray) -> Moments:
    """Means and sums of products; #DIV/0! without any pair."""
    if not len(x):
        fail(DIV0)
    mean_x, mean_y = mean(x), mean(y)
    dx, dy = x - mean_x, y - mean_y
    xx, yy, xy = product_sum(dx, dx), product_sum(dy, dy), product_sum(dx, dy)
    return Moments(len(x), mean_x, mean_y, xx, yy, xy)


def _line(known_ys: Range, known_xs: Range) -> tuple[float, float]:
    """Slope and intercept."""
    y, x = read_pairs(known_ys, known_xs)
    m = moments(x, y)
    slope = m.xy / m.xx if m.xx else fail(DIV0)
    return slope, m.mean_y - slope * m.mean_x


@statistical(
    aliases=("PEARSON",),
    examples=[
        ex("=CORREL({3,2,4,5,6},{9,7,12,15,17})", 0.997054485501581),
        ex("=CORREL({1,2},{3,3})", DIV0),
        ex("=CORREL({1,2},{3,4,5})", NA),
        ex("=CORREL(A1:A3,B1:B3)", 1, A1=[[1, 1], ["x", 5], [3, 3]]),
    ],
)
def CORREL(array1: ArrayRange, array2: ArrayRange) -> float:
    """Correlation coefficient of two series: their covariance by both standard deviations."""
    m = moments(*read_pairs(array1, array2))
    spread = (m.xx / m.pairs) ** 0.5 * (m.yy / m.pairs) ** 0.5
    if spread == 0.0:
        fail(DIV0)
    return max(-1.0, min(1.0, m.xy / m.pairs / spread))


@statistical(
    examples=[
        ex("=RSQ({2,3,9,1,8,7,5},{6,5,11,7,5,4,4})", 0.0579501915708812),
        ex("=RSQ({1},{1})", DIV0),
    ],
)
def RSQ(known_ys: ArrayRange, known_xs: ArrayRange) -> float:
    """Square of the correlation of two series."""
    return CORREL(known_ys, known_xs) ** 2


@statistical(
    aliases=("COVAR",),
    examples=[
        ex("=COVARIANCE.P({3,2,4,5,6},{9,7,12,15,17})", 5.2),
        ex('=COVARIANCE.P({"a","b"},{1,2})', DIV0),
        ex("=COVARIANCE.P({1,2,3},{1,2})", NA),
    ],
)
def COVARIANCE_P(array1: ArrayRange, array2: ArrayRange) -> float:
    """Covariance of two whole populations."""
    m = moments(*read_pairs(array1, array2))
    return m.xy / m.pairs


@statistical(
    examples=[
        ex("=COVARIANCE.S({2,4,8},{5,11,12})", 9.66666666666667),
        ex("=COVARIANCE.S({5},{10})", DIV0),
    ],
)
def COVARIANCE_S(array1: ArrayRange, array2: ArrayRange) -> float:
    """Covariance of two samples."""
    m = moments(*read_pairs(array1, array2))
    return m.xy / (m.pairs - 1) if m.pairs > 1 else fail(DIV0)


@statistical(
    examples=[
        ex("=SLOPE({2,3,9,1,8,7,5},{6,5,11,7,5,4,4})", 0.305555555555556),
        ex("=SLOPE({1,2},{3,3})", DIV0),
    ],
    see=("LINEST",),
)
def SLOPE(known_ys: ArrayRange, known_xs: ArrayRange) -> float:
    """Slope of the regression line."""
    return _line(known_ys, known_xs)[0]


@statistical(
    examples=[
        ex("=INTERCEPT({2,3,9,1,8},{6,5,11,7,5})", 0.0483870967741935),
        ex("=INTERCEPT({1,2},{3,4,5})", NA),
    ],
)
def INTERCEPT(known_ys: ArrayRange, known_xs: ArrayRange) -> float:
    """Where the regression line crosses the vertical axis."""
    return _line(known_ys, known_xs)[1]


@statistical(
    examples=[
        ex("=STEYX({2,3,9,1,8,7,5},{6,5,11,7,5,4,4})", 3.30571895021331),
        ex("=STEYX({1,2},{3,4})", DIV0),
    ],
)
def STEYX(known_ys: ArrayRange, known_xs: ArrayRange) -> float:
    """Standard error of the values a regression line predicts."""
    y, x = read_pairs(known_ys, known_xs)
    m = moments(x, y)
    if m.pairs < 3 or m.xx == 0.0:
        fail(DIV0)
    return float(max((m.yy - m.xy * m.xy / m.xx) / (m.pairs - 2), 0.0) ** 0.5)


@statistical(
    aliases=("FORECAST.LINEAR",),
    examples=[
        ex("=FORECAST(30,{6,7,9,15,21},{20,28,31,38,40})", 10.6072530864198),
        ex("=FORECAST(30,{6,7},{20,20})", DIV0),
    ],
    see=(
        "TREND",
        "FORECAST.ETS",
    ),
)
def FORECAST(x: Number, known_ys: ArrayRange, known_xs: ArrayRange) -> float:
    """Value of the regression line at x."""
    slope, intercept = _line(known_ys, known_xs)
    return intercept + slope * x
