"""Forecasts by triple exponential smoothing (additive error, trend and season).

The method is the one Excel names (AAA); how Excel chooses its smoothing parameters is not
published, so forecasts agree with Excel's closely, not to the last digit.
"""

from __future__ import annotations

from functools import lru_cache, partial
from math import sqrt
from typing import NamedTuple

import numpy as np

from xl_kpis.errors import NA, NUM, VALUE, fail
from xl_kpis.formula.functions.declare import Array, Number, ex, function
from xl_kpis.formula.functions.normal import normal_quantile
from xl_kpis.formula.functions.support.bounds import Bounds
from xl_kpis.formula.functions.support.meanings import AGGREGATION, GAPS, SEASONS, SMOOTHING
from xl_kpis.formula.functions.support.ranges import first_error
from xl_kpis.formula.values.serials import ymd
from xl_kpis.formula.values.summation import mean, total

statistical = partial(function, category="statistical")

MAX_SEASON = 8760
MAX_MISSING = 0.3
_AGGREGATES = (mean, len, len, np.max, np.median, np.min, total)


class _Series(NamedTuple):
    """Values at equal steps from a first position; ``monthly`` where steps are months."""

    start: float
    step: float
    values: np.ndarray
    monthly: bool

    def position(self, date: float) -> float:
        """Where a date is, in steps from the last value."""
        place = _month(date) if self.monthly else date
        return (place - self.start) / self.step - (len(self.values) - 1)


def _month(date: float) -> float:
    """A date as a number of months, its day a fraction of 31."""
    parts = ymd(date) or fail(NUM)
    return parts[0] * 12 + parts[1] - 1 + (parts[2] - 1) / 31


def _is_monthly(times: np.ndarray) -> bool:
    """Whether all times are dates on the same day of different months."""
    if len(times) < 2 or times.min() < 1.0 or np.diff(times).min() < 28.0:
        return False
    return len({(ymd(float(t)) or (0, 0, 0))[2] for t in times}) == 1


def _numbers(array: np.ndarray) -> np.ndarray:
    items = array.ravel().tolist()
    error = first_error(items)
    if error is not None:
        fail(error)
    if any(type(item) is not float for item in items):
        fail(VALUE)
    return np.array(items)


def _read(
    values: np.ndarray, timeline: np.ndarray, completion: float, aggregation: float
) -> _Series:
    amounts, times = _numbers(values), _numbers(timeline)
    if len(amounts) != len(times):
        fail(NA)
    if completion not in (0.0, 1.0) or not 1.0 <= aggregation < 8.0:
        fail(NUM)
    if len(times) < 2:
        fail(NUM)
    aggregate = _AGGREGATES[int(aggregation) - 1]
    unique, groups = np.unique(times, return_inverse=True)
    ends = np.cumsum(np.bincount(groups))[:-1]
    by_time = np.split(amounts[np.argsort(groups, kind="stable")], ends)
    amounts = np.array([float(aggregate(of_one_time)) for of_one_time in by_time])
    monthly = _is_monthly(unique)
    places = np.array([_month(float(t)) for t in unique]) if monthly else unique
    if len(places) < 2:
        fail(NUM)
    step = float(np.diff(places).min())
    slots = (places - places[0]) / step
    if np.abs(slots - np.round(slots)).max() > 1e-6:
        fail(NUM)
    slots = np.round(slots).astype(int)
    count = int(slots[-1]) + 1
    if count - len(slots) > MAX_MISSING * count:
        fail(NUM)
    if completion:
        full = np.interp(np.arange(count), slots, amounts)
    else:
        full = np.zeros(count)
        full[slots] = amounts
    return _Series(float(places[0]), step, full, monthly)


def _detect_season(values: np.ndarray) -> int:
    """The lag at which the series without its trend repeats itself best; 1 if it does not."""
    n = len(values)
    times = np.arange(float(n))
    rest = values - np.polyval(np.polyfit(times, values, 1), times)
    total = float(rest @ rest)
    if total <= 1e-12 * float(values @ values):
        return 1
    best, season = 1.645 / sqrt(n), 1
    for lag in range(2, n // 2 + 1):
        score = float(rest[lag:] @ rest[:-lag]) / total * n / (n - lag)
        if score > best * (1.0 + 1e-9) and score > 0.3:
            best, season = score, lag
    return season


def _season_length(seasonality: float, values: np.ndarray) -> int:
    if seasonality < 0.0 or seasonality > MAX_SEASON:
        fail(NUM)
    length = int(seasonality)
    if length == 1:
        length = _detect_season(values)
    return length if 2 <= length <= len(values) // 2 else 1


class _Model(NamedTuple):
    alpha: float
    beta: float
    gamma: float
    level: float
    trend: float
    seasons: np.ndarray
    """The last cycle, in the order in which it comes next."""
    errors: np.ndarray

    def forecast(self, steps: int) -> float:
        season = self.seasons[(steps - 1) % len(self.seasons)]
        return float(self.level + steps * self.trend + season)


def _start(values: np.ndarray, season: int) -> tuple[float, float, np.ndarray]:
    """Level and trend before the first value, and the first cycle's seasons."""
    cycles = len(values) // season
    means = values[: cycles * season].reshape(cycles, season).mean(axis=1)
    middles = np.arange(cycles) * season + (season + 1) / 2.0
    trend, level = np.polyfit(middles, means, 1)
    if season == 1:
        return float(level), float(trend), np.zeros(1)
    rest = values - (level + trend * np.arange(1.0, len(values) + 1.0))
    seasons = np.array([rest[i::season].mean() for i in range(season)])
    return float(level), float(trend), seasons


def _smooth(values: np.ndarray, season: int, alpha: float, beta: float, gamma: float) -> _Model:
    level, trend, start = _start(values, season)
    seasons = start.tolist()
    errors = np.empty(len(values))
    for i, value in enumerate(values.tolist()):
        at = i % season
        error = value - (level + trend + seasons[at])
        errors[i] = error
        level, trend = level + trend + alpha * error, trend + alpha * beta * error
        if season > 1:
            seasons[at] += gamma * (1.0 - alpha) * error
    turn = len(values) % season
    return _Model(
        alpha, beta, gamma, level, trend, np.array(seasons[turn:] + seasons[:turn]), errors
    )


def _fit(values: np.ndarray, season: int) -> _Model:
    """The model whose one-step errors are least squares; sought once for a forecast filled down."""
    return _fitted(values.tobytes(), season)


@lru_cache(16)
def _fitted(numbers: bytes, season: int) -> _Model:
    from scipy.optimize import minimize

    values = np.frombuffer(numbers)

    size = 3 if season > 1 else 2

    def cost(parameters: np.ndarray) -> float:
        alpha, beta, gamma = (*parameters.tolist(), 0.0)[:3]
        errors = _smooth(values, season, alpha, beta, gamma).errors
        return float(errors @ errors)

    starts = [
        np.full(size, 0.1),
        np.array([0.5, 0.1, 0.1][:size]),
        np.array([0.9, 0.01, 0.01][:size]),
    ]
    bounds = [(0.001, 0.999)] * size
    found = min(
        (minimize(cost, start, bounds=bounds, method="L-BFGS-B") for start in starts),
        key=lambda result: float(result.fun),
    )
    alpha, beta, gamma = (*found.x.tolist(), 0.0)[:3]
    return _smooth(values, season, alpha, beta, gamma)


def _horizon(series: _Series, target: float) -> float:
    """Steps from the last value to the target, which must not lie before it."""
    steps = series.position(target)
    return steps if steps >= -1e-9 else fail(NUM)


def _at(model: _Model, values: np.ndarray, steps: float) -> float:
    """The forecast some steps ahead, between whole steps in proportion."""
    whole = int(steps + 1e-9)
    part = max(steps - whole, 0.0)
    here = model.forecast(whole) if whole else float(values[-1])
    return here if part < 1e-9 else here + part * (model.forecast(whole + 1) - here)


@statistical(
    name="FORECAST.ETS",
    examples=[
        ex("=ROUND(FORECAST.ETS(7,{10,12,14,16,18,20},{1,2,3,4,5,6}),6)", 22),
        ex("=FORECAST.ETS(7,{10,12},{1,2,3})", NA),
        ex("=FORECAST.ETS(1,{10,12,14},{1,2,3})", NUM),
    ],
    empty="default",
    codes={"seasonality": SEASONS, "data_completion": GAPS, "aggregation": AGGREGATION},
)
def FORECAST_ETS(
    target_date: Number,
    values: Array,
    timeline: Array,
    seasonality: Number = 1.0,
    data_completion: Number = 1.0,
    aggregation: Number = 1.0,
) -> float:
    """Forecast by exponential smoothing with trend and season."""
    series = _read(values, timeline, data_completion, aggregation)
    steps = _horizon(series, target_date)
    model = _fit(series.values, _season_length(seasonality, series.values))
    return _at(model, series.values, steps)


@statistical(
    name="FORECAST.ETS.CONFINT",
    examples=[
        ex("=ROUND(FORECAST.ETS.CONFINT(7,{10,12,14,16,18,20},{1,2,3,4,5,6}),6)", 0),
        ex("=FORECAST.ETS.CONFINT(7,{10,12,14},{1,2,3},1)", NUM),
    ],
    empty="default",
    bounds={"confidence_level": Bounds(0, 1, without_least=True, without_greatest=True)},
    codes={"seasonality": SEASONS, "data_completion": GAPS, "aggregation": AGGREGATION},
)
def FORECAST_ETS_CONFINT(
    target_date: Number,
    values: Array,
    timeline: Array,
    confidence_level: Number = 0.95,
    seasonality: Number = 1.0,
    data_completion: Number = 1.0,
    aggregation: Number = 1.0,
) -> float:
    """Half the width of a smoothed forecast's confidence interval."""
    series = _read(values, timeline, data_completion, aggregation)
    steps = max(int(_horizon(series, target_date) + 0.5), 1)
    season = _season_length(seasonality, series.values)
    model = _fit(series.values, season)
    spread = 1.0
    for j in range(1, steps):
        weight = model.alpha * (1.0 + j * model.beta)
        if season > 1 and j % season == 0:
            weight += model.gamma * (1.0 - model.alpha)
        spread += weight * weight
    deviation = sqrt(float(model.errors @ model.errors) / len(model.errors))
    return normal_quantile(0.5 + confidence_level / 2.0) * deviation * sqrt(spread)


@statistical(
    name="FORECAST.ETS.SEASONALITY",
    examples=[
        ex("=FORECAST.ETS.SEASONALITY({1,5,2,8,1,5,2,8,1,5,2,8},{1,2,3,4,5,6,7,8,9,10,11,12})", 4),
        ex("=FORECAST.ETS.SEASONALITY({1,2,3,4},{1,2,3,4})", 1),
        ex('=FORECAST.ETS.SEASONALITY({1,"x"},{1,2})', VALUE),
    ],
    empty="default",
    codes={"data_completion": GAPS, "aggregation": AGGREGATION},
)
def FORECAST_ETS_SEASONALITY(
    values: Array,
    timeline: Array,
    data_completion: Number = 1.0,
    aggregation: Number = 1.0,
) -> float:
    """Length of the season found in a series; 1 if there is none."""
    return float(_detect_season(_read(values, timeline, data_completion, aggregation).values))


@statistical(
    name="FORECAST.ETS.STAT",
    examples=[
        ex("=FORECAST.ETS.STAT({10,12,14,16},{2,4,6,8},8)", 2),
        ex("=FORECAST.ETS.STAT({10,12,14,16},{2,4,6,8},9)", NUM),
    ],
    empty="default",
    codes={
        "seasonality": SEASONS,
        "data_completion": GAPS,
        "aggregation": AGGREGATION,
        "statistic_type": SMOOTHING,
    },
)
def FORECAST_ETS_STAT(
    values: Array,
    timeline: Array,
    statistic_type: Number,
    seasonality: Number = 1.0,
    data_completion: Number = 1.0,
    aggregation: Number = 1.0,
) -> float:
    """A statistic of exponential smoothing: parameters, errors or the step of the timeline."""
    kind = int(statistic_type)
    if not 1 <= kind <= 8:
        fail(NUM)
    series = _read(values, timeline, data_completion, aggregation)
    if kind == 8:
        return series.step
    y = series.values
    season = _season_length(seasonality, y)
    model = _fit(y, season)
    if kind <= 3:
        return (model.alpha, model.beta, model.gamma)[kind - 1]
    size = np.abs(model.errors)
    if kind == 4:
        naive = float(np.abs(y[season:] - y[:-season]).mean())
        return float(size.mean()) / naive
    if kind == 5:
        return float((2.0 * size / (np.abs(y) + np.abs(y - model.errors))).mean())
    return float(size.mean()) if kind == 6 else sqrt(float((size**2).mean()))
