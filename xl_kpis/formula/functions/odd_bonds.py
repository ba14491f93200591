"""Bonds whose first or last coupon period is shorter or longer than the others."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from xl_kpis.errors import NUM, fail
from xl_kpis.formula.functions.declare import Context, StrictNumber, ex, function
from xl_kpis.formula.functions.support.daycount import (
    ACTUAL_ACTUAL,
    calendar_day,
    coupon_dates,
    coupon_days,
    days_between,
    is_month_end,
    read_basis,
    read_day,
    read_frequency,
    shift,
    us_days,
)
from xl_kpis.formula.functions.support.meanings import BASES, FREQUENCIES
from xl_kpis.formula.functions.support.roots import find_rate
from xl_kpis.formula.values.summation import total_of

financial = partial(function, category="financial", asks=[])


class _First(NamedTuple):
    """What the price of a bond with an odd first period is made of, in coupon periods."""

    first: float
    """Length of the first coupon's period."""
    accrued: float
    """From issue to settlement."""
    wait: float
    """From settlement to the first coupon."""
    more: int
    """Coupons after the first one."""


def _span(start: int, end: int, basis: int) -> int:
    """Days from one day to a later one; 0 where it is not later."""
    return max(days_between(start, end, basis), 0)


def _periods_begun(settled: int, first: int, months: int) -> int:
    """Whole coupon periods from the one settlement lies in to the first coupon, counted forward
    from settlement; on the last days of months where the first coupon is on one."""
    month_end = is_month_end(first)
    if not month_end and calendar_day(first)[1] != 2 and calendar_day(first)[2] > 28:
        month_end = is_month_end(settled)
    start = shift(settled, 0, to_month_end=month_end)
    count = int(settled < start)
    day = shift(start, months, to_month_end=month_end)
    while day < first:
        count += 1
        day = shift(day, months, to_month_end=month_end)
    return count


def _odd_first(
    settled: int, due: int, issued: int, first: int, frequency: int, basis: int
) -> _First:
    length = coupon_days(settled, first, frequency, basis)
    whole = _span(issued, first, basis)
    if whole < length:
        return _First(
            whole / length,
            _span(issued, settled, basis) / length,
            _span(settled, first, basis) / length,
            coupon_dates(settled, due, frequency)[2] - 1,
        )
    months = 12 // frequency
    count = coupon_dates(issued, first, frequency)[2]
    of_first = accrued = 0.0
    late = first
    for left in range(count, 0, -1):
        early = shift(late, -months)
        normal = float(_span(early, late, basis)) if basis == ACTUAL_ACTUAL else length
        of_first += (normal if left > 1 else _span(issued, late, basis)) / normal
        accrued += _span(max(issued, early), min(settled, late), basis) / normal
        late = early
    previous, following, _ = coupon_dates(settled, first, frequency)
    if basis in (2, 3):
        rest = float(_span(settled, following, basis))
    else:
        rest = length - days_between(previous, settled, basis)
    return _First(
        of_first,
        accrued,
        _periods_begun(settled, first, months) + rest / length,
        coupon_dates(first, due, frequency)[2],
    )


def _first_price(
    rate: float, yld: float, redemption: float, frequency: int, parts: _First
) -> float:
    coupon = 100.0 * rate / frequency
    growth = 1.0 + yld / frequency
    coupons = total_of(coupon / growth ** (k + parts.wait) for k in range(1, parts.more + 1))
    first = coupon * parts.first / growth**parts.wait
    last = redemption / growth ** (parts.more + parts.wait)
    return last + first + coupons - coupon * parts.accrued


def _read_first(
    days: tuple[float, float, float, float], frequency: float, basis: float, ctx: Context
) -> tuple[_First, int]:
    settled, due, issued, first = (read_day(day, ctx) for day in days)
    times, kind = read_frequency(frequency), read_basis(basis)
    if not issued < settled < first < due:
        fail(NUM)
    return _odd_first(settled, due, issued, first, times, kind), times


@financial(
    examples=[
        ex("=ODDFPRICE(39763,44256,39736,39873,0.0785,0.0625,100,2,1)", 113.597717474079),
        ex("=ODDFPRICE(39763,44256,39736,39873,-0.1,0.0625,100,2,1)", NUM),
    ],
    codes={"basis": BASES, "frequency": FREQUENCIES},
)
def ODDFPRICE(
    settlement: StrictNumber,
    maturity: StrictNumber,
    issue: StrictNumber,
    first_coupon: StrictNumber,
    rate: StrictNumber,
    yld: StrictNumber,
    redemption: StrictNumber,
    frequency: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Price per 100 of face value of a bond with an odd first period."""
    parts, times = _read_first((settlement, maturity, issue, first_coupon), frequency, basis, ctx)
    if rate < 0.0 or yld < 0.0 or redemption <= 0.0:
        fail(NUM)
    return _first_price(rate, yld, redemption, times, parts)


@financial(
    examples=[
        ex("=ODDFYIELD(39763,44256,39736,39873,0.0575,84.5,100,2,0)", 0.0772455415972),
        ex("=ODDFYIELD(39763,44256,39736,39873,0.0575,0,100,2,0)", NUM),
    ],
    codes={"basis": BASES, "frequency": FREQUENCIES},
)
def ODDFYIELD(
    settlement: StrictNumber,
    maturity: StrictNumber,
    issue: StrictNumber,
    first_coupon: StrictNumber,
    rate: StrictNumber,
    pr: StrictNumber,
    redemption: StrictNumber,
    frequency: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Yearly yield of a bond with an odd first period."""
    parts, times = _read_first((settlement, maturity, issue, first_coupon), frequency, basis, ctx)
    if rate < 0.0 or pr <= 0.0 or redemption <= 0.0:
        fail(NUM)
    found = find_rate(lambda y: _first_price(rate, y * times, redemption, times, parts) - pr, 0.05)
    return fail(NUM) if found is None else found * times


class _Last(NamedTuple):
    """Lengths in coupon periods of the odd last period, and of its parts before and after
    settlement."""

    whole: float
    accrued: float
    left: float


def _period_days(start: int, end: int, basis: int) -> int:
    """Days of a period; with thirty-day months both its ends are moved off the 31st."""
    return max(us_days(start, end, both=True), 0) if basis == 0 else _span(start, end, basis)


def _odd_last(
    days: tuple[float, float, float], frequency: float, basis: float, ctx: Context
) -> tuple[_Last, int]:
    settled, due, last = (read_day(day, ctx) for day in days)
    times, kind = read_frequency(frequency), read_basis(basis)
    if not last < settled < due:
        fail(NUM)
    months = 12 // times
    whole = accrued = left = 0.0
    early, periods = last, coupon_dates(last, due, times)[2]
    for period in range(1, periods + 1):
        late = shift(early, months)
        normal = _period_days(early, late, kind)
        paid = normal if period < periods else _period_days(early, due, kind)
        whole += paid / normal
        if late < settled:
            accrued += paid / normal
        elif early < settled:
            accrued += _span(early, settled, kind) / normal
        left += _span(max(settled, early), min(due, late), kind) / normal
        early = late
    return _Last(whole, accrued, left), times


@financial(
    examples=[
        ex("=ODDLPRICE(39485,39614,39370,0.0375,0.0405,100,2,0)", 99.8782860147213),
        ex("=ODDLPRICE(39485,39614,39500,0.0375,0.0405,100,2,0)", NUM),
    ],
    codes={"basis": BASES, "frequency": FREQUENCIES},
)
def ODDLPRICE(
    settlement: StrictNumber,
    maturity: StrictNumber,
    last_interest: StrictNumber,
    rate: StrictNumber,
    yld: StrictNumber,
    redemption: StrictNumber,
    frequency: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Price per 100 of face value of a bond with an odd last period."""
    parts, times = _odd_last((settlement, maturity, last_interest), frequency, basis, ctx)
    if rate < 0.0 or yld < 0.0 or redemption <= 0.0:
        fail(NUM)
    coupon = 100.0 * rate / times
    worth = (redemption + coupon * parts.whole) / (1.0 + parts.left * yld / times)
    return worth - coupon * parts.accrued


@financial(
    examples=[
        ex("=ODDLYIELD(39558,39614,39440,0.0375,99.875,100,2,0)", 0.0451922356291692),
        ex("=ODDLYIELD(39558,39614,39440,0.0375,0,100,2,0)", NUM),
    ],
    codes={"basis": BASES, "frequency": FREQUENCIES},
)
def ODDLYIELD(
    settlement: StrictNumber,
    maturity: StrictNumber,
    last_interest: StrictNumber,
    rate: StrictNumber,
    pr: StrictNumber,
    redemption: StrictNumber,
    frequency: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Yearly yield of a bond with an odd last period."""
    parts, times = _odd_last((settlement, maturity, last_interest), frequency, basis, ctx)
    if rate < 0.0 or pr <= 0.0 or redemption <= 0.0:
        fail(NUM)
    coupon = 100.0 * rate / times
    paid = pr + coupon * parts.accrued
    return (redemption + coupon * parts.whole - paid) / paid * times / parts.left
