"""Bonds with regular coupons: coupon days, price, yield and duration."""

from __future__ import annotations

from functools import partial

from xl_kpis.errors import NUM, fail
from xl_kpis.formula.functions.declare import Context, StrictNumber, ex, function
from xl_kpis.formula.functions.support.daycount import (
    coupon_dates,
    coupon_days,
    days_between,
    days_since_coupon,
    days_to_coupon,
    read_basis,
    read_day,
    read_frequency,
    write_day,
)
from xl_kpis.formula.functions.support.meanings import BASES, FREQUENCIES
from xl_kpis.formula.functions.support.roots import find_rate
from xl_kpis.formula.values.summation import total_of

financial = partial(function, category="financial", asks=[])


def read_period(
    settlement: float, maturity: float, frequency: float, basis: float, ctx: Context
) -> tuple[int, int, int, int]:
    """Settlement, maturity, frequency and basis, checked."""
    start, end = read_day(settlement, ctx), read_day(maturity, ctx)
    if start >= end:
        fail(NUM)
    return start, end, read_frequency(frequency), read_basis(basis)


@financial(
    examples=[
        ex("=COUPDAYBS(40568,40862,2,1)", 71),
        ex("=COUPDAYBS(40568,40862,3,1)", NUM),
    ],
    codes={"basis": BASES, "frequency": FREQUENCIES},
)
def COUPDAYBS(
    settlement: StrictNumber,
    maturity: StrictNumber,
    frequency: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Days from the start of the coupon period to settlement."""
    return float(days_since_coupon(*read_period(settlement, maturity, frequency, basis, ctx)))


@financial(
    examples=[
        ex("=COUPDAYS(40568,40862,2,1)", 181),
        ex("=COUPDAYS(40568,40862,2,3)", 182.5),
        ex("=COUPDAYS(40568,40862,2,5)", NUM),
    ],
    codes={"basis": BASES, "frequency": FREQUENCIES},
)
def COUPDAYS(
    settlement: StrictNumber,
    maturity: StrictNumber,
    frequency: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Days of the coupon period that contains settlement."""
    return coupon_days(*read_period(settlement, maturity, frequency, basis, ctx))


@financial(
    examples=[
        ex("=COUPDAYSNC(40568,40862,2,1)", 110),
        ex("=COUPDAYSNC(40862,40568,2,1)", NUM),
    ],
    codes={"basis": BASES, "frequency": FREQUENCIES},
)
def COUPDAYSNC(
    settlement: StrictNumber,
    maturity: StrictNumber,
    frequency: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Days from settlement to the next coupon."""
    return float(days_to_coupon(*read_period(settlement, maturity, frequency, basis, ctx)))


@financial(
    examples=[
        ex("=COUPNCD(40568,40862,2,1)", 40678),
        ex("=COUPNCD(40568,40568,2,1)", NUM),
    ],
    codes={"basis": BASES, "frequency": FREQUENCIES},
)
def COUPNCD(
    settlement: StrictNumber,
    maturity: StrictNumber,
    frequency: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Day of the first coupon after settlement."""
    start, end, times, _ = read_period(settlement, maturity, frequency, basis, ctx)
    return write_day(coupon_dates(start, end, times)[1], ctx)


@financial(
    examples=[
        ex("=COUPNUM(39107,39767,2,1)", 4),
        ex("=COUPNUM(39107,39767,0,1)", NUM),
    ],
    codes={"basis": BASES, "frequency": FREQUENCIES},
)
def COUPNUM(
    settlement: StrictNumber,
    maturity: StrictNumber,
    frequency: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Number of coupons from settlement to maturity."""
    start, end, times, _ = read_period(settlement, maturity, frequency, basis, ctx)
    return float(coupon_dates(start, end, times)[2])


@financial(
    examples=[
        ex("=COUPPCD(40568,40862,2,1)", 40497),
        ex("=COUPPCD(-1,40862,2,1)", NUM),
    ],
    codes={"basis": BASES, "frequency": FREQUENCIES},
)
def COUPPCD(
    settlement: StrictNumber,
    maturity: StrictNumber,
    frequency: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Day of the last coupon on or before settlement."""
    start, end, times, _ = read_period(settlement, maturity, frequency, basis, ctx)
    return write_day(coupon_dates(start, end, times)[0], ctx)


def _position(start: int, end: int, frequency: int, basis: int) -> tuple[int, float, float, float]:
    """Coupons left, days since the last one, days of the period, days left of it."""
    previous, _, count = coupon_dates(start, end, frequency)
    past = float(days_between(previous, start, basis))
    length = coupon_days(start, end, frequency, basis)
    return count, past, length, length - past


def _price(
    rate: float,
    yld: float,
    redemption: float,
    frequency: int,
    position: tuple[int, float, float, float],
) -> float:
    count, past, length, left = position
    coupon = 100.0 * rate / frequency
    accrued = coupon * past / length
    growth = 1.0 + yld / frequency
    share = left / length
    if count == 1:
        return (redemption + coupon) / (1.0 + share * yld / frequency) - accrued
    coupons = total_of(coupon / growth ** (k + share) for k in range(count))
    return redemption / growth ** (count - 1 + share) + coupons - accrued


@financial(
    examples=[
        ex("=PRICE(39493,43054,0.0575,0.065,100,2,0)", 94.6343616213221),
        ex("=PRICE(39493,43054,0.0575,-0.1,100,2,0)", NUM),
    ],
    codes={"basis": BASES, "frequency": FREQUENCIES},
)
def PRICE(
    settlement: StrictNumber,
    maturity: StrictNumber,
    rate: StrictNumber,
    yld: StrictNumber,
    redemption: StrictNumber,
    frequency: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Price per 100 of face value of a bond with regular coupons."""
    start, end, times, kind = read_period(settlement, maturity, frequency, basis, ctx)
    if rate < 0.0 or yld < 0.0 or redemption <= 0.0:
        fail(NUM)
    return _price(rate, yld, redemption, times, _position(start, end, times, kind))


@financial(
    examples=[
        ex("=YIELD(39493,42689,0.0575,95.04287,100,2,0)", 0.0650000068807314),
        ex("=YIELD(39493,42689,0.0575,0,100,2,0)", NUM),
    ],
    codes={"basis": BASES, "frequency": FREQUENCIES},
)
def YIELD(
    settlement: StrictNumber,
    maturity: StrictNumber,
    rate: StrictNumber,
    pr: StrictNumber,
    redemption: StrictNumber,
    frequency: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Yearly yield of a bond with regular coupons."""
    start, end, times, kind = read_period(settlement, maturity, frequency, basis, ctx)
    if rate < 0.0 or pr <= 0.0 or redemption <= 0.0:
        fail(NUM)
    position = _position(start, end, times, kind)
    count, past, length, left = position
    if count == 1:
        paid = pr / 100.0 + past / length * rate / times
        return ((redemption / 100.0 + rate / times) / paid - 1.0) * times * length / left
    found = find_rate(lambda y: _price(rate, y * times, redemption, times, position) - pr, 0.05)
    return fail(NUM) if found is None else found * times


def _duration(start: int, end: int, coupon: float, yld: float, frequency: int, basis: int) -> float:
    if coupon < 0.0 or yld < 0.0:
        fail(NUM)
    count, _, length, left = _position(start, end, frequency, basis)
    growth = 1.0 + yld / frequency
    weighted = total = 0.0
    for k in range(count):
        time = k + left / length
        paid = 100.0 * coupon / frequency + (100.0 if k == count - 1 else 0.0)
        worth = paid / growth**time
        weighted += worth * time
        total += worth
    return weighted / total / frequency


@financial(
    examples=[
        ex("=DURATION(43282,54058,0.08,0.09,2,1)", 10.9191452815919),
        ex("=DURATION(43282,54058,-0.08,0.09,2,1)", NUM),
    ],
    codes={"basis": BASES, "frequency": FREQUENCIES},
)
def DURATION(
    settlement: StrictNumber,
    maturity: StrictNumber,
    coupon: StrictNumber,
    yld: StrictNumber,
    frequency: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Macaulay duration of a bond, in years."""
    start, end, times, kind = read_period(settlement, maturity, frequency, basis, ctx)
    return _duration(start, end, coupon, yld, times, kind)


@financial(
    examples=[
        ex("=MDURATION(39448,42370,0.08,0.09,2,1)", 5.73566981391884),
        ex("=MDURATION(39448,42370,0.08,-0.09,2,1)", NUM),
    ],
    codes={"basis": BASES, "frequency": FREQUENCIES},
)
def MDURATION(
    settlement: StrictNumber,
    maturity: StrictNumber,
    coupon: StrictNumber,
    yld: StrictNumber,
    frequency: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Modified duration of a bond, in years."""
    start, end, times, kind = read_period(settlement, maturity, frequency, basis, ctx)
    return _duration(start, end, coupon, yld, times, kind) / (1.0 + yld / times)
