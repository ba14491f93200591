"""Values and rates of return of series of payments."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from xl_kpis.errors import DIV0, NA, NUM, VALUE, fail
from xl_kpis.formula import thresholds
from xl_kpis.formula.functions.annuities import power
from xl_kpis.formula.functions.declare import (
    Context,
    NeededArray,
    NeededNumbers,
    Number,
    Numbers,
    OneByOne,
    StrictNumber,
    ex,
    function,
)
from xl_kpis.formula.functions.support.bounds import above
from xl_kpis.formula.functions.support.ranges import first_error
from xl_kpis.formula.functions.support.roots import find_rate, find_rates
from xl_kpis.formula.functions.support.windows_of_numbers import for_each, rows_of
from xl_kpis.formula.values.coercion import to_number
from xl_kpis.formula.values.powers import raised, raised_arrays
from xl_kpis.formula.values.serials import MAX_SERIAL
from xl_kpis.formula.values.summation import total, totals

if TYPE_CHECKING:
    from xl_kpis.formula.functions.support.windows import MovingRange

financial = partial(function, category="financial")


def present_value(rate: float, values: np.ndarray) -> float:
    """The worth one period before the first of payments one period apart: what they are worth
    with the first, period after period growing by the rate, and all of it a period earlier."""
    if rate == -1.0:
        fail(DIV0)
    return _first_worth(rate, values) / (1.0 + rate)


def _first_worth(rate: float, values: np.ndarray) -> float:
    """The worth with the first of payments one period apart."""
    if len(values) < thresholds.DISCOUNTED_IN_ARRAYS_FROM:
        worth = _worth_of_few(1.0 + rate, values.tolist())
        if worth is not None:
            return worth
    return float(_first_worths(np.array([rate]), values[None])[0])


def _first_worths(rates: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The worth of the payments in each row, at a rate of its own."""
    growth = np.repeat(1.0 + rates[:, None], values.shape[1], axis=1)
    growth[:, 0] = 1.0
    factors = np.multiply.accumulate(growth, axis=1)
    return totals(np.divide(values, factors, out=np.zeros(values.shape), where=values != 0.0))


def _worth_of_few(growth: float, values: list[float]) -> float | None:
    """:func:`_first_worth` without arrays; none where a payment is divided by nothing."""
    factor, worth = 1.0, 0.0
    for value in values:
        if value != 0.0:
            if factor == 0.0:
                return None
            worth += value / factor
        factor *= growth
    return worth


@financial(
    examples=[
        ex("=NPV(0.1,-10000,3000,4200,6800)", 1188.44341233522),
        ex("=NPV(0.1,A1:A3)", 17.355371900826446, A1=[[10], ["x"], [10]]),
        ex("=NPV(-1,10)", DIV0),
    ],
    see=("PV",),
)
def NPV(rate: Number, value: Numbers, *more: Numbers) -> float:
    """Net present value of payments at the ends of equal periods."""
    return present_value(rate, np.concatenate((value, *more)) if more else value)


def _irr_windows(values: MovingRange, guess: Any = 0.1) -> tuple[np.ndarray, np.ndarray]:
    """IRR of all cells of a run; those for which Newton's method finds none go their own way."""
    guesses = for_each(guess, len(values.tops))
    if (guesses <= -1.0).any():
        raise OneByOne
    found = np.full(len(guesses), np.nan)
    for cells, (payments,) in rows_of(values):
        both = (payments > 0.0).any(axis=1) & (payments < 0.0).any(axis=1)
        found[cells[both]] = _rates(payments[both], guesses[cells[both]])
    return found, np.isnan(found)


def _rates(payments: np.ndarray, guesses: np.ndarray) -> np.ndarray:
    """The rates of payments one period apart, a row for each."""

    def worth(rate: np.ndarray, which: np.ndarray) -> np.ndarray:
        return _first_worths(rate, payments[which]) / (1.0 + rate)

    return find_rates(worth, guesses)


@financial(
    examples=[
        ex("=IRR({-70000,12000,15000,18000,21000,26000})", 0.0866309480365316),
        ex("=IRR({-70000,12000,15000},-0.1)", -0.443506941334741),
        ex("=IRR({10,20})", NUM),
        ex("=IRR({-10,20},-1)", VALUE),
    ],
    bounds={"guess": above(-1, VALUE)},
    windows=_irr_windows,
    see=("RATE",),
)
def IRR(values: Numbers, guess: Number = 0.1) -> float:
    """Rate of return at which payments one period apart are worth nothing."""
    if not (values > 0.0).any() or not (values < 0.0).any():
        fail(NUM)
    found = find_rate(lambda rate: present_value(rate, values), guess)
    return fail(NUM) if found is None else found


@financial(
    examples=[
        ex("=MIRR({-120000,39000,30000,21000,37000,46000},0.1,0.12)", 0.126094130365905),
        ex("=MIRR({10,20},0.1,0.12)", DIV0),
        ex("=MIRR({-10,-20},0.1,0.12)", -1),
        ex("=MIRR({-5,4},-1,0.2)", -0.2),
        ex("=MIRR({-5,4},0.1,-1)", DIV0),
    ],
)
def MIRR(values: Numbers, finance_rate: Number, reinvest_rate: Number) -> float:
    """Rate of return with its own rates for what is borrowed and what is reinvested."""
    count = len(values)
    if reinvest_rate == -1.0:
        fail(DIV0)
    spent = _first_worth(finance_rate, np.minimum(values, 0.0))
    earned = _first_worth(reinvest_rate, np.maximum(values, 0.0))
    if count < 2 or spent == 0.0:
        fail(DIV0)
    ratio = -earned * power(1.0 + reinvest_rate, count - 1.0) / spent
    return fail(NUM) if ratio < 0.0 else raised(ratio, 1.0 / (count - 1.0)) - 1.0


def _dated_value(rate: float, values: np.ndarray, days: np.ndarray) -> float:
    return total(values / raised_arrays(1.0 + rate, (days - days[0]) / 365.0))


def _check_days(values: np.ndarray, days: np.ndarray) -> np.ndarray:
    """The days, cut to whole ones; #NUM! if they do not go with the values."""
    days = np.floor(days)
    if len(values) != len(days) or not len(days):
        fail(NUM)
    if days.min() < 0 or days.max() > MAX_SERIAL or days.min() < days[0]:
        fail(NUM)
    return days


@financial(
    examples=[
        ex(
            "=XNPV(0.09,{-10000,2750,4250,3250,2750},{39448,39508,39751,39859,39904})",
            2086.64760203153,
        ),
        ex("=XNPV(-0.1,{-100,110},{39448,39508})", NUM),
        ex("=XNPV(0.1,{-100,110},{39448,39000})", NUM),
    ],
)
def XNPV(rate: StrictNumber, values: NeededNumbers, dates: NeededNumbers) -> float:
    """Net present value of payments on given days."""
    days = _check_days(values, dates)
    return fail(NUM) if rate < 0.0 else _dated_value(rate, values, days)


def _payments(array: np.ndarray) -> np.ndarray:
    """Numbers of an array with blanks as 0; text and booleans are #VALUE!."""
    items = array.ravel().tolist()
    error = first_error(items)
    if error is not None:
        fail(error)
    if any(type(item) is not float and item is not None for item in items):
        fail(VALUE)
    return np.array([item or 0.0 for item in items])


def _dates(array: np.ndarray, ctx: Context) -> np.ndarray:
    """:func:`_payments` of days, which may be texts that stand for dates."""
    items = [
        to_number(v, ctx.date1904, ctx.region) if type(v) is str else v
        for v in array.ravel().tolist()
    ]
    dates = np.empty(len(items), object)
    dates[:] = items
    return _payments(dates)


def _present_pairs(values: np.ndarray, dates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Payments and their days without the pairs of which both are blank."""
    if values.size != dates.size:
        return values, dates
    values, dates = values.ravel(), dates.ravel()
    kept = [v is not None or d is not None for v, d in zip(values, dates, strict=True)]
    return values[kept], dates[kept]


def _halved(worth: Callable[[float], float], guess: float, root: float) -> float:
    """A root above the guess with the digits Excel gives it: between bounds found by doubling the
    guess, halved until they are close. Its last digits are not those of the exact root."""
    low, high = guess, 2.0 * guess
    while high < root:
        low, high = high, 2.0 * high
    at_guess = worth(guess)
    while high - low >= 1e-8 * (1.0 + low + high):
        middle = (low + high) / 2.0
        if (worth(middle) > 0.0) == (at_guess > 0.0):
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


@financial(
    examples=[
        ex(
            "=XIRR({-10000,2750,4250,3250,2750},{39448,39508,39751,39859,39904})",
            0.373362535238266,
        ),
        ex("=XIRR({100,110},{39448,39508})", NUM),
        ex('=XIRR({-100,110},{"2008-01-01","2008-12-31"})', 0.1),
        ex("=XIRR(A1:A3,B1:B3)", 0.1, A1=[[-100, 39448], [None, None], [110, 39813]]),
        ex("=XIRR({-100},{39448})", NA),
    ],
    asks=[],
)
def XIRR(
    values: NeededArray, dates: NeededArray, guess: StrictNumber = 0.1, *, ctx: Context
) -> float:
    """Rate of return of payments on given days."""
    if values.size == 1 and dates.size == 1:
        fail(NA)
    values, dates = _present_pairs(values, dates)
    amounts = _payments(values)
    days = _check_days(amounts, _dates(dates, ctx))
    if guess <= -1.0 or not (amounts > 0.0).any() or not (amounts < 0.0).any():
        fail(NUM)

    def worth(rate: float) -> float:
        return _dated_value(rate, amounts, days)

    found = find_rate(worth, guess)
    if found is None:
        fail(NUM)
    return _halved(worth, guess, found) if found > guess > 0.0 else found
