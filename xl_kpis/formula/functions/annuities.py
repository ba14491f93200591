"""Loans and savings with equal payments, and conversions of interest rates."""

from __future__ import annotations

from functools import partial
from math import ceil, exp, expm1, floor, inf, log, log1p, log10
from typing import Any

import numpy as np

from xl_kpis.errors import DIV0, NUM, VALUE, fail
from xl_kpis.formula.functions.declare import (
    Array,
    Number,
    StrictNumber,
    StrictNumberOr0,
    ex,
    function,
)
from xl_kpis.formula.functions.support.bounds import above
from xl_kpis.formula.functions.support.meanings import DUE
from xl_kpis.formula.functions.support.ranges import first_error
from xl_kpis.formula.functions.support.roots import find_rate, find_rates
from xl_kpis.formula.values.formula_limits import check_steps
from xl_kpis.formula.values.powers import raised, raised_arrays
from xl_kpis.formula.values.summation import total_of

financial = partial(function, category="financial")


def power(base: float, exponent: float) -> float:
    """``base ** exponent``; #DIV/0! for a negative power of 0, #NUM! for roots of negatives."""
    if base == 0.0 and exponent < 0.0:
        fail(DIV0)
    if base < 0.0 and exponent != floor(exponent):
        fail(NUM)
    return raised(base, exponent)


def annuity(rate: float, nper: float, due: bool) -> tuple[float, float]:
    """What 1 grows to, and what payments of 1 per period grow to, in ``nper`` periods."""
    if rate == 0.0:
        return 1.0, nper
    growth = power(1.0 + rate, nper)
    return growth, (growth - 1.0) / rate * (1.0 + rate if due else 1.0)


def _gain(rate: float, periods: float) -> tuple[float, float]:
    """What 1 gains in some periods, and what it grows to; with all digits of small gains."""
    if rate < 0.0:
        growth = power(1.0 + rate, periods)
        return growth - 1.0, growth
    exponent = periods * log1p(rate)
    return (expm1(exponent), exp(exponent)) if exponent < 709.0 else (inf, inf)


def payment(rate: float, nper: float, pv: float, fv: float, due: bool) -> float:
    """The payment of each period."""
    if rate <= -1.0 or nper == 0.0:
        fail(NUM)
    if rate == 0.0:
        return -(pv + fv) / nper
    gain, growth = _gain(rate, nper)
    if gain == 0.0:
        fail(NUM)
    due_rate = rate / (1.0 + rate if due else 1.0)
    if rate < 0.0:
        return -(pv * growth + fv) / (gain / due_rate)
    loss = gain / growth if growth < inf else 1.0
    return -(pv / loss + fv / gain) * due_rate


def balance(rate: float, nper: float, pmt: float, pv: float, due: bool) -> float:
    """The future value."""
    growth, payments = annuity(rate, nper, due)
    return -(pv * growth + pmt * payments)


def interest(rate: float, per: float, nper: float, pv: float, fv: float, due: bool) -> float:
    """The interest part of one period's payment: what the rate makes of the loan left before it.

    Of the amount at the start that is the share of the periods to come, of the one at the end
    the share of those past.
    """
    if rate <= -1.0 or per < 1.0 or per >= nper + 1.0:
        fail(NUM)
    if rate == 0.0 or (due and per == 1.0):
        return 0.0
    past, gain = _gain(rate, per - 1.0)[0], _gain(rate, nper)[0]
    if gain == 0.0:
        fail(NUM)
    left = pv * (_gain(rate, per - nper - 1.0)[0] / _gain(rate, -nper)[0])
    owed = left - (fv * (past / gain) if fv else 0.0)
    return -owed * rate / (1.0 + rate if due else 1.0)


@financial(
    examples=[
        ex("=PV(0.05,5,,1000)", -783.526166468459),
        ex("=PV(0.1,2,-10)", 17.355371900826446),
        ex("=PV(0,12,-100)", 1200),
        ex("=PV(-1,20,300)", DIV0),
        ex("=PV(-1,0,100,400)", NUM),
    ],
    codes={"type": DUE},
)
def PV(rate: Number, nper: Number, pmt: Number, fv: Number = 0.0, type_: Number = 0.0) -> float:
    """Present value of equal future payments and a final amount."""
    if rate == -1.0 and nper == 0.0:
        fail(NUM)
    growth, payments = annuity(rate, nper, type_ != 0.0)
    if growth == 0.0:
        fail(DIV0)
    return -(fv + pmt * payments) / growth


@financial(
    examples=[
        ex("=FV(0.06/12,10,-200,-500,1)", 2581.40337406012),
        ex("=FV(0,3,100,300)", -600),
        ex("=FV(-3,0.5,1)", NUM),
    ],
    codes={"type": DUE},
)
def FV(rate: Number, nper: Number, pmt: Number, pv: Number = 0.0, type_: Number = 0.0) -> float:
    """Future value of equal payments and a starting amount."""
    return balance(rate, nper, pmt, pv, type_ != 0.0)


@financial(
    examples=[
        ex("=PMT(0.08/12,10,10000)", -1037.03208935916),
        ex("=PMT(0,10,1000)", -100),
        ex("=PMT(0.05,0,1000)", NUM),
        ex("=PMT(-3,5,100)", NUM),
    ],
    codes={"type": DUE},
)
def PMT(rate: Number, nper: Number, pv: Number, fv: Number = 0.0, type_: Number = 0.0) -> float:
    """Payment per period that repays a loan or reaches a savings goal."""
    return payment(rate, nper, pv, fv, type_ != 0.0)


@financial(
    examples=[
        ex("=IPMT(0.1/12,1,36,8000)", -66.6666666666667),
        ex("=IPMT(0.1,3,3,8000)", -292.447129909366),
        ex("=IPMT(0.1,4,3,8000)", NUM),
    ],
    codes={"type": DUE},
)
def IPMT(
    rate: Number, per: Number, nper: Number, pv: Number, fv: Number = 0.0, type_: Number = 0.0
) -> float:
    """Interest part of the payment of one period."""
    return interest(rate, per, nper, pv, fv, type_ != 0.0)


@financial(
    examples=[
        ex("=PPMT(0.1/12,1,24,2000)", -75.623186008367),
        ex("=PPMT(0.08,10,10,200000)", -27598.0534624214),
        ex("=PPMT(0.08,0,10,200000)", NUM),
    ],
    codes={"type": DUE},
)
def PPMT(
    rate: Number, per: Number, nper: Number, pv: Number, fv: Number = 0.0, type_: Number = 0.0
) -> float:
    """Principal part of the payment of one period."""
    due = type_ != 0.0
    part = interest(rate, per, nper, pv, fv, due)
    return payment(rate, nper, pv, fv, due) - part


@financial(
    examples=[
        ex("=NPER(0.12/12,-100,-1000,10000,1)", 59.6738656742946),
        ex("=NPER(0,-100,1000)", 10),
        ex("=NPER(0.1,0,1000)", NUM),
    ],
    codes={"type": DUE},
)
def NPER(rate: Number, pmt: Number, pv: Number, fv: Number = 0.0, type_: Number = 0.0) -> float:
    """Number of periods that payments take to bring an amount to another."""
    if rate == 0.0:
        return fail(NUM) if pmt == 0.0 else -(pv + fv) / pmt
    if rate <= -1.0:
        fail(NUM)
    flow = pmt * (1.0 + rate if type_ != 0.0 else 1.0)
    if flow + pv * rate == 0.0:
        fail(NUM)
    ratio = (flow - fv * rate) / (flow + pv * rate)
    return fail(NUM) if ratio <= 0.0 else log(ratio) / log(1.0 + rate)


def _rates(
    nper: Any, pmt: Any, pv: Any, fv: Any = 0.0, type_: Any = 0.0, guess: Any = 0.1
) -> np.ndarray:
    given = np.broadcast_arrays(nper, pmt, pv, fv, type_, guess)
    nper, pmt, pv, fv, type_, guess = (array.ravel() for array in given)
    due = type_ != 0.0

    def worth(rate: np.ndarray, which: np.ndarray) -> np.ndarray:
        n, payment, start, end, early = (a[which] for a in (nper, pmt, pv, fv, due))
        growth = raised_arrays(1.0 + rate, n)
        payments = (growth - 1.0) / rate * np.where(early, 1.0 + rate, 1.0)
        found = end - -(start * growth + payment * payments)
        small = np.abs(rate) < 1e-9
        if small.any():
            series = n * (1.0 + rate * ((n - 1.0) / 2.0 + early))
            near = start * (1.0 + n * rate) + payment * series + end
            found = np.where(small, near, found)
        return found

    return find_rates(worth, guess).reshape(given[0].shape)


@financial(
    examples=[
        ex("=RATE(48,-200,8000)", 0.00770147248820204),
        ex("=RATE(12,100,1000)", NUM),
        ex("=RATE(10,-1200,2000,0,1)", NUM),
    ],
    bounds={"nper": above(0), "guess": above(-1)},
    lifted=_rates,
    codes={"type": DUE},
    see=("EFFECT",),
)
def RATE(
    nper: Number,
    pmt: Number,
    pv: Number,
    fv: Number = 0.0,
    type_: Number = 0.0,
    guess: Number = 0.1,
) -> float:
    """Interest rate per period of equal payments."""
    due = type_ != 0.0

    def worth(rate: float) -> float:
        if abs(rate) < 1e-9:  # near 0 the closed form loses its digits; one term of its series
            payments = nper * (1.0 + rate * ((nper - 1.0) / 2.0 + due))
            return pv * (1.0 + nper * rate) + pmt * payments + fv
        return fv - balance(rate, nper, pmt, pv, due)

    found = find_rate(worth, guess, search=False)  # Excel gives up as well
    return fail(NUM) if found is None else found


@financial(
    examples=[
        ex("=ISPMT(0.1/12,1,36,8000000)", -64814.8148148148),
        ex("=ISPMT(0.1,0,4,4000)", -400),
        ex("=ISPMT(0.1,1,0,4000)", DIV0),
    ],
)
def ISPMT(rate: Number, per: Number, nper: Number, pv: Number) -> float:
    """Interest of one period of a loan repaid by equal parts of principal."""
    return fail(DIV0) if nper == 0.0 else pv * rate * (per / nper - 1.0)


def _cumulative(
    rate: float, nper: float, pv: float, start: float, end: float, type_: float
) -> tuple[float, float]:
    """Interest and principal paid from one period to another."""
    first, last = ceil(start), int(end)
    if rate <= 0.0 or nper <= 0.0 or pv <= 0.0 or type_ not in (0.0, 1.0):
        fail(NUM)
    if start < 1.0 or end < 1.0 or start > end or last > nper:
        fail(NUM)
    due = type_ == 1.0
    check_steps(last - first)
    paid = total_of(interest(rate, float(p), nper, pv, 0.0, due) for p in range(first, last + 1))
    total = payment(rate, nper, pv, 0.0, due) * (last - first + 1)
    return paid, total - paid


@financial(
    examples=[
        ex("=CUMIPMT(0.09/12,360,125000,13,24,0)", -11135.2321307508),
        ex("=CUMIPMT(0.09/12,360,125000,1,1,0)", -937.5),
        ex("=CUMIPMT(0,360,125000,1,1,0)", NUM),
    ],
    codes={"type": DUE},
)
def CUMIPMT(
    rate: StrictNumber,
    nper: StrictNumber,
    pv: StrictNumber,
    start_period: StrictNumber,
    end_period: StrictNumber,
    type_: StrictNumber,
) -> float:
    """Interest paid on a loan from one period to another."""
    return _cumulative(rate, nper, pv, start_period, end_period, type_)[0]


@financial(
    examples=[
        ex("=CUMPRINC(0.09/12,360,125000,13,24,0)", -934.107123420875),
        ex("=CUMPRINC(0.09/12,360,125000,1,1,0)", -68.2782711809278),
        ex("=CUMPRINC(0.09/12,360,125000,2,1,0)", NUM),
    ],
    codes={"type": DUE},
)
def CUMPRINC(
    rate: StrictNumber,
    nper: StrictNumber,
    pv: StrictNumber,
    start_period: StrictNumber,
    end_period: StrictNumber,
    type_: StrictNumber,
) -> float:
    """Principal repaid on a loan from one period to another."""
    return _cumulative(rate, nper, pv, start_period, end_period, type_)[1]


@financial(
    examples=[
        ex("=EFFECT(0.0525,4)", 0.0535426673707584),
        ex("=EFFECT(0.05,0.5)", NUM),
    ],
)
def EFFECT(nominal_rate: StrictNumber, npery: StrictNumber) -> float:
    """Effective yearly rate of a nominal rate compounded several times a year."""
    periods = int(npery)
    if nominal_rate <= 0.0 or periods < 1:
        fail(NUM)
    return raised(1.0 + nominal_rate / periods, float(periods)) - 1.0


@financial(
    examples=[
        ex("=NOMINAL(0.053543,4)", 0.0525003198683562),
        ex("=NOMINAL(-0.05,4)", NUM),
    ],
)
def NOMINAL(effect_rate: StrictNumber, npery: StrictNumber) -> float:
    """Nominal yearly rate that compounds to an effective rate."""
    periods = int(npery)
    if effect_rate <= 0.0 or periods < 1:
        fail(NUM)
    return periods * (raised(1.0 + effect_rate, 1.0 / periods) - 1.0)


@financial(
    examples=[
        ex("=FVSCHEDULE(1,{0.09,0.11,0.1})", 1.33089),
        ex("=FVSCHEDULE(1000,-1.5)", -500),
        ex("=FVSCHEDULE(100,A1:A2)", 110, A1=[[0.1], [None]]),
        ex("=FVSCHEDULE(100,A1)", VALUE, A1="x"),
    ],
)
def FVSCHEDULE(principal: StrictNumberOr0, schedule: Array) -> float:
    """Future value of an amount under a series of rates."""
    rates = schedule.ravel().tolist()
    error = first_error(rates)
    if error is not None:
        fail(error)
    for rate in rates:
        if rate is not None and type(rate) is not float:
            fail(VALUE)
        principal *= 1.0 + (rate or 0.0)
    return principal


@financial(
    examples=[
        ex("=PDURATION(0.025,2000,2200)", 3.85986616262266),
        ex("=PDURATION(0,2000,2200)", NUM),
    ],
    bounds={"rate": above(0), "pv": above(0), "fv": above(0)},
)
def PDURATION(rate: Number, pv: Number, fv: Number) -> float:
    """Number of periods an investment needs to reach a value."""
    return (log(fv) - log(pv)) / log(1.0 + rate)


@financial(
    examples=[
        ex("=RRI(96,10000,11000)", 0.000993307380574153),
        ex("=RRI(0,10000,11000)", NUM),
        ex("=RRI(5,0,0)", 0),
    ],
    bounds={"nper": above(0)},
)
def RRI(nper: Number, pv: Number, fv: Number) -> float:
    """Interest rate that makes an investment grow from one value to another."""
    if pv == 0.0 == fv:
        return 0.0
    if pv == 0.0 or fv / pv < 0.0:
        fail(NUM)
    return power(fv / pv, 1.0 / nper) - 1.0


def _fraction(fraction: float) -> tuple[int, float]:
    """A dollar price's denominator, and the power of ten that holds its numerators."""
    if fraction < 0.0:
        fail(NUM)
    denominator = int(fraction)
    if denominator == 0:
        fail(DIV0)
    return denominator, 10.0 ** ceil(log10(denominator))


@financial(
    examples=[
        ex("=DOLLARDE(1.02,16)", 1.125),
        ex("=DOLLARDE(1.1,32)", 1.3125),
        ex("=DOLLARDE(10,0.5)", DIV0),
        ex("=DOLLARDE(10,-2)", NUM),
    ],
)
def DOLLARDE(fractional_dollar: StrictNumber, fraction: StrictNumber) -> float:
    """Decimal price of a price quoted in fractions, as 1.02 for 1 and 2/16."""
    denominator, scale = _fraction(fraction)
    whole = float(int(fractional_dollar))
    return whole + (fractional_dollar - whole) * scale / denominator


@financial(
    examples=[
        ex("=DOLLARFR(1.125,16)", 1.02),
        ex("=DOLLARFR(1.125,32)", 1.04),
        ex("=DOLLARFR(TRUE,2)", VALUE),
    ],
)
def DOLLARFR(decimal_dollar: StrictNumber, fraction: StrictNumber) -> float:
    """Price quoted in fractions of a decimal price, as 1 and 2/16 written 1.02."""
    denominator, scale = _fraction(fraction)
    whole = float(int(decimal_dollar))
    return whole + (decimal_dollar - whole) * denominator / scale
