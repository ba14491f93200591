"""How two series go together: correlation, covariance and the straight line between them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from xl_kpis.errors import DIV0, NA, fail
from xl_kpis.formula.functions.declare import ArrayRange, Number, ex, function
from xl_kpis.formula.functions.support.ranges import Range, first_error, with_blanks
from xl_kpis.formula.functions.support.windows_of_numbers import each_of, for_each, rows_of
from xl_kpis.formula.values.summation import mean, product_sum, totals

if TYPE_CHECKING:
    from xl_kpis.formula.functions.support.windows import MovingRange

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
    if first.shape == second.shape:
        a, b = first.array, second.array
        if a.shape != b.shape:  # what follows in both is blank
            shape = max(len(a), len(b)), max(a.shape[1], b.shape[1])
            a, b = with_blanks(a, shape), with_blanks(b, shape)
    else:
        a, b = first.full, second.full
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


def _moments_of_rows(x: np.ndarray, y: np.ndarray) -> list[Moments]:
    """:func:`moments` of two series in each row."""
    pairs = x.shape[1]
    mean_x, mean_y = totals(x) / pairs, totals(y) / pairs
    dx, dy = x - mean_x[:, None], y - mean_y[:, None]
    parts = mean_x, mean_y, totals(dx * dx), totals(dy * dy), totals(dx * dy)
    rows = zip(*(part.tolist() for part in parts), strict=True)
    return [Moments(pairs, *row) for row in rows]


def _windows(finish: Callable[[Moments], float]) -> Callable[..., Any]:
    """A function of what two series have in common, for all cells of a run."""

    def of_pairs(known_ys: MovingRange, known_xs: MovingRange) -> Any:
        rows = rows_of(known_ys, known_xs)
        return each_of(finish, ((cells, _moments_of_rows(x, y)) for cells, (y, x) in rows))

    return of_pairs


def _slope(m: Moments) -> float:
    return m.xy / m.xx if m.xx else fail(DIV0)


def _intercept(m: Moments) -> float:
    return m.mean_y - _slope(m) * m.mean_x


def _correlation(m: Moments) -> float:
    spread = (m.xx / m.pairs) ** 0.5 * (m.yy / m.pairs) ** 0.5
    if spread == 0.0:
        fail(DIV0)
    return max(-1.0, min(1.0, m.xy / m.pairs / spread))


def _covariance_p(m: Moments) -> float:
    return m.xy / m.pairs


def _covariance_s(m: Moments) -> float:
    return m.xy / (m.pairs - 1) if m.pairs > 1 else fail(DIV0)


def _error_of_line(m: Moments) -> float:
    if m.pairs < 3 or m.xx == 0.0:
        fail(DIV0)
    return float(max((m.yy - m.xy * m.xy / m.xx) / (m.pairs - 2), 0.0) ** 0.5)


def _at(m: Moments, x: float) -> float:
    slope = _slope(m)
    return m.mean_y - slope * m.mean_x + slope * x


def _forecast_windows(x: Any, known_ys: MovingRange, known_xs: MovingRange) -> Any:
    """FORECAST of all cells of a run."""
    wanted = for_each(x, len(known_ys.tops))
    rows = rows_of(known_ys, known_xs)
    told = (
        (cells, list(zip(_moments_of_rows(xs, ys), wanted[cells].tolist(), strict=True)))
        for cells, (ys, xs) in rows
    )
    return each_of(lambda each: _at(*each), told)


def _of(known_ys: Range, known_xs: Range) -> Moments:
    y, x = read_pairs(known_ys, known_xs)
    return moments(x, y)


@statistical(
    aliases=("PEARSON",),
    examples=[
        ex("=CORREL({3,2,4,5,6},{9,7,12,15,17})", 0.997054485501581),
        ex("=CORREL({1,2},{3,3})", DIV0),
        ex("=CORREL({1,2},{3,4,5})", NA),
        ex("=CORREL(A1:A3,B1:B3)", 1, A1=[[1, 1], ["x", 5], [3, 3]]),
    ],
    windows=_windows(_correlation),
)
def CORREL(array1: ArrayRange, array2: ArrayRange) -> float:
    """Correlation coefficient of two series: their covariance by both standard deviations."""
    return _correlation(_of(array1, array2))


@statistical(
    examples=[
        ex("=RSQ({2,3,9,1,8,7,5},{6,5,11,7,5,4,4})", 0.0579501915708812),
        ex("=RSQ({1},{1})", DIV0),
    ],
    windows=_windows(lambda m: _correlation(m) ** 2),
)
def RSQ(known_ys: ArrayRange, known_xs: ArrayRange) -> float:
    """Square of the correlation of two series."""
    return _correlation(_of(known_ys, known_xs)) ** 2


@statistical(
    aliases=("COVAR",),
    examples=[
        ex("=COVARIANCE.P({3,2,4,5,6},{9,7,12,15,17})", 5.2),
        ex('=COVARIANCE.P({"a","b"},{1,2})', DIV0),
        ex("=COVARIANCE.P({1,2,3},{1,2})", NA),
    ],
    windows=_windows(_covariance_p),
)
def COVARIANCE_P(array1: ArrayRange, array2: ArrayRange) -> float:
    """Covariance of two whole populations."""
    return _covariance_p(_of(array1, array2))


@statistical(
    examples=[
        ex("=COVARIANCE.S({2,4,8},{5,11,12})", 9.66666666666667),
        ex("=COVARIANCE.S({5},{10})", DIV0),
    ],
    windows=_windows(_covariance_s),
)
def COVARIANCE_S(array1: ArrayRange, array2: ArrayRange) -> float:
    """Covariance of two samples."""
    return _covariance_s(_of(array1, array2))


@statistical(
    examples=[
        ex("=SLOPE({2,3,9,1,8,7,5},{6,5,11,7,5,4,4})", 0.305555555555556),
        ex("=SLOPE({1,2},{3,3})", DIV0),
    ],
    windows=_windows(_slope),
    see=("LINEST",),
)
def SLOPE(known_ys: ArrayRange, known_xs: ArrayRange) -> float:
    """Slope of the regression line."""
    return _slope(_of(known_ys, known_xs))


@statistical(
    examples=[
        ex("=INTERCEPT({2,3,9,1,8},{6,5,11,7,5})", 0.0483870967741935),
        ex("=INTERCEPT({1,2},{3,4,5})", NA),
    ],
    windows=_windows(_intercept),
)
def INTERCEPT(known_ys: ArrayRange, known_xs: ArrayRange) -> float:
    """Where the regression line crosses the vertical axis."""
    return _intercept(_of(known_ys, known_xs))


@statistical(
    examples=[
        ex("=STEYX({2,3,9,1,8,7,5},{6,5,11,7,5,4,4})", 3.30571895021331),
        ex("=STEYX({1,2},{3,4})", DIV0),
    ],
    windows=_windows(_error_of_line),
)
def STEYX(known_ys: ArrayRange, known_xs: ArrayRange) -> float:
    """Standard error of the values a regression line predicts."""
    return _error_of_line(_of(known_ys, known_xs))


@statistical(
    aliases=("FORECAST.LINEAR",),
    examples=[
        ex("=FORECAST(30,{6,7,9,15,21},{20,28,31,38,40})", 10.6072530864198),
        ex("=FORECAST(30,{6,7},{20,20})", DIV0),
    ],
    windows=_forecast_windows,
    see=(
        "TREND",
        "FORECAST.ETS",
    ),
)
def FORECAST(x: Number, known_ys: ArrayRange, known_xs: ArrayRange) -> float:
    """Value of the regression line at x."""
    return _at(_of(known_ys, known_xs), x)
