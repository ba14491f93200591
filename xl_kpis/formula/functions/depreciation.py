"""How assets lose their value over the years."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import ceil

from xl_kpis.decimals import round_half_away
from xl_kpis.errors import DIV0, NUM, fail
from xl_kpis.formula.functions.declare import (
    Context,
    Logical,
    Number,
    StrictNumber,
    ex,
    function,
)
from xl_kpis.formula.functions.support.bounds import above, at_least
from xl_kpis.formula.functions.support.daycount import (
    ACTUAL_ACTUAL,
    calendar_day,
    days_between,
    read_basis,
    read_day,
)
from xl_kpis.formula.functions.support.meanings import BASES_OF_DEPRECIATION, SWITCHES
from xl_kpis.formula.values.formula_limits import check_steps

financial = partial(function, category="financial", asks=[])


@financial(examples=[ex("=SLN(30000,7500,10)", 2250), ex("=SLN(30000,7500,0)", DIV0)])
def SLN(cost: Number, salvage: Number, life: Number) -> float:
    """Straight-line depreciation of one period."""
    return fail(DIV0) if life == 0.0 else (cost - salvage) / life


@financial(
    examples=[
        ex("=SYD(30000,7500,10,1)", 4090.90909090909),
        ex("=SYD(30000,7500,10,10)", 409.090909090909),
        ex("=SYD(30000,7500,10,11)", NUM),
    ],
    bounds={"salvage": at_least(0), "life": above(0), "per": above(0)},
)
def SYD(cost: Number, salvage: Number, life: Number, per: Number) -> float:
    """Depreciation of a period by the sum of the years' digits."""
    if per > life:
        fail(NUM)
    return (cost - salvage) * (life - per + 1.0) * 2.0 / (life * (life + 1.0))


@financial(
    examples=[
        ex("=DB(1000000,100000,6,1,7)", 186083.333333333),
        ex("=DB(1000000,100000,6,7,7)", 15845.0984738458),
        ex("=DB(1000000,100000,6,8,7)", NUM),
        ex("=DB(100,10,13,0.3,9)", 12.15),
    ],
)
def DB(cost: Number, salvage: Number, life: Number, period: Number, month: Number = 12.0) -> float:
    """Depreciation of a period at a fixed rate of the declining balance.

    A period before 1 is the first.
    """
    months, year = int(month), max(int(period), 1)
    if cost < 0.0 or salvage < 0.0 or life <= 0.0 or period <= 0.0 or not 1 <= months <= 12:
        fail(NUM)
    if year > life + (1 if months < 12 else 0):
        fail(NUM)
    if cost == 0.0:
        return 0.0
    rate = round(1.0 - (salvage / cost) ** (1.0 / life), 3)
    loss = cost * rate * months / 12.0
    book = cost
    for _ in range(1, year):
        book -= loss
        loss = book * rate
        if loss == 0.0:
            break
    return loss * (12 - months) / 12.0 if year > life else loss


def _declining(cost: float, salvage: float, life: float, period: float, factor: float) -> float:
    """Depreciation of one period: the rate's share of what the periods before it left, less what
    would go below the salvage value. Nothing before the end of period 1 counts as less."""
    if period <= 1.0:
        return max(min(cost * factor / life, cost - salvage), 0.0)
    if factor >= life:
        return 0.0
    kept = (life - factor) / life
    loss = factor * cost / life * kept ** (period - 1.0)
    excess = cost * (1.0 - kept**period) - cost + salvage
    return max(loss - max(excess, 0.0), 0.0)


@financial(
    examples=[
        ex("=DDB(2400,300,3650,1)", 1.31506849315068),
        ex("=DDB(2400,300,10,1,2)", 480),
        ex("=DDB(2400,300,10,10)", 22.1225472),
        ex("=DDB(2400,300,10,11)", NUM),
        ex("=DDB(100,10,13,0.3,4.5)", 34.6153846153846),
    ],
    bounds={"cost": at_least(0), "salvage": at_least(0), "factor": above(0)},
)
def DDB(cost: Number, salvage: Number, life: Number, period: Number, factor: Number = 2.0) -> float:
    """Depreciation of a period by the double-declining balance, or another factor."""
    if not 0.0 < period <= life:
        fail(NUM)
    return _declining(cost, salvage, life, period, factor)


def _schedule(
    cost: float, salvage: float, life: float, factor: float, switch: bool
) -> Iterator[float]:
    """Depreciation period by period, going over to straight-line where that is more."""
    book, elapsed = cost, 0
    rate = min(factor / life, 1.0)
    linear: float | None = None
    while True:
        left = max(book - salvage, 0.0)
        loss = min(book * rate, left)
        if switch:
            if linear is None and elapsed < life and left / (life - elapsed) > loss:
                linear = left / (life - elapsed)
            if linear is not None:
                loss = min(linear, left)
        yield loss
        book -= loss
        elapsed += 1


@financial(
    examples=[
        ex("=VDB(2400,300,3650,0,1)", 1.31506849315068),
        ex("=VDB(2400,300,10,0,0.875,1.5)", 315),
        ex("=VDB(2400,300,10,0,10)", 2100),
        ex("=VDB(2400,300,10,5,3)", NUM),
    ],
    bounds={"cost": at_least(0), "salvage": at_least(0), "life": above(0), "factor": above(0)},
    codes={"no_switch": SWITCHES},
)
def VDB(
    cost: Number,
    salvage: Number,
    life: Number,
    start_period: Number,
    end_period: Number,
    factor: Number = 2.0,
    no_switch: Logical = False,
) -> float:
    """Declining-balance depreciation from one moment to another, changing to straight-line."""
    if not 0.0 <= start_period <= end_period <= life:
        fail(NUM)
    check_steps(end_period)
    total = 0.0
    losses = _schedule(cost, salvage, life, factor, not no_switch)
    for period in range(ceil(end_period)):
        share = min(end_period, period + 1.0) - max(start_period, float(period))
        loss = next(losses)
        if share > 0.0:
            total += share * loss
    return total


def _first_loss(
    cost: float, purchased: int, first: int, salvage: float, rate: float, life: float, basis: int
) -> tuple[float, float]:
    """Depreciation of the first, partial period, and the number of periods there are then."""
    start, end = purchased, first
    year_length = 365.0 if basis == 3 else 360.0
    if basis == ACTUAL_ACTUAL:
        # A 29 February counts as the 28th; the year is the one of the purchase.
        start, end = (d - (calendar_day(d)[1:] == (2, 29)) for d in (purchased, first))
        year = calendar_day(purchased)[0]
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        year_length = 366.0 if leap else 365.0
    loss = days_between(start, end, basis) / year_length * rate * cost
    periods = life if loss == 0.0 else life + 1.0
    return min(loss or cost * rate, cost - salvage), periods


def _read_asset(
    cost: float,
    date_purchased: float,
    first_period: float,
    salvage: float,
    period: float,
    rate: float,
    basis: float,
    ctx: Context,
) -> tuple[int, int, int]:
    purchased, first = read_day(date_purchased, ctx), read_day(first_period, ctx)
    if cost < 0.0 or salvage < 0.0 or salvage > cost or period < 0.0 or rate <= 0.0:
        fail(NUM)
    if purchased > first:
        fail(NUM)
    kind = read_basis(basis)
    return (purchased, first, kind) if kind != 2 else fail(NUM)


@financial(
    examples=[
        ex("=AMORLINC(2400,39679,39813,300,1,0.15,1)", 360),
        ex("=AMORLINC(2400,39679,39813,300,0,0.15,1)", 131.803278688525),
        ex("=AMORLINC(2400,39679,39813,300,1,0,1)", NUM),
        ex("=AMORLINC(200,33938,36219,10,0.3,0.07,4)", 14),
    ],
    codes={"basis": BASES_OF_DEPRECIATION},
)
def AMORLINC(
    cost: StrictNumber,
    date_purchased: StrictNumber,
    first_period: StrictNumber,
    salvage: StrictNumber,
    period: StrictNumber,
    rate: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Straight-line depreciation in the French accounting system."""
    purchased, first, kind = _read_asset(
        cost, date_purchased, first_period, salvage, period, rate, basis, ctx
    )
    life = ceil(1.0 / rate)
    if cost == salvage or period > life:
        return 0.0
    loss, _ = _first_loss(cost, purchased, first, salvage, rate, life, kind)
    if period == 0.0:
        return loss
    left = cost - salvage - loss
    loss = rate * cost  # of a period within the first year too, whatever is left
    check_steps(period)
    for _ in range(int(period)):
        loss = min(loss, max(left, 0.0))
        left -= loss
    return loss


@financial(
    examples=[
        ex("=AMORDEGRC(2400,39679,39813,300,1,0.15,1)", 776),
        ex("=AMORDEGRC(2400,39679,39813,300,0,0.15,1)", 330),
        ex("=AMORDEGRC(2400,39679,39813,300,1,0.6,1)", NUM),
    ],
    codes={"basis": BASES_OF_DEPRECIATION},
)
def AMORDEGRC(
    cost: StrictNumber,
    date_purchased: StrictNumber,
    first_period: StrictNumber,
    salvage: StrictNumber,
    period: StrictNumber,
    rate: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Declining-balance depreciation in the French accounting system."""
    purchased, first, kind = _read_asset(
        cost, date_purchased, first_period, salvage, period, rate, basis, ctx
    )
    years = 1.0 / rate
    if years < 3.0 or 4.0 < years < 5.0:
        fail(NUM)
    life = ceil(years)
    if cost == salvage or period > life:
        return 0.0
    rate *= 1.5 if life <= 4 else 2.0 if life <= 6 else 2.5
    loss, periods = _first_loss(cost, purchased, first, salvage, rate, life, kind)
    loss = _whole(loss)
    if period == 0.0:
        return loss
    book = cost - loss
    loss = 0.0
    check_steps(period)
    for elapsed in range(1, int(period) + 1):
        left = periods - elapsed - 1.0
        if book < salvage:
            loss = max(book - salvage, 0.0)
        elif left == 2.0:  # half of what is left in the last but one period, all of it in the last
            loss, rate = book * 0.5, 1.0
        else:
            loss = rate * book
        book -= loss
    return _whole(loss)


def _whole(amount: float) -> float:
    """An amount in whole units, rounded half up from its 13th decimal."""
    return round_half_away(round_half_away(amount, 13), 0)
