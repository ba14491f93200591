"""Accrued interest, discounted securities, interest at maturity, and treasury bills."""

from __future__ import annotations

from functools import partial

from xl_kpis.errors import NUM, VALUE, fail
from xl_kpis.formula.functions.declare import Context, Logical, StrictNumber, ex, function
from xl_kpis.formula.functions.support.bounds import above
from xl_kpis.formula.functions.support.daycount import (
    coupon_days,
    coupons_back,
    days_between,
    days_per_year,
    is_month_end,
    read_basis,
    read_day,
    read_frequency,
    shift,
    us_days,
    year_fraction,
)
from xl_kpis.formula.functions.support.meanings import ACCRUED, BASES, FREQUENCIES

financial = partial(function, category="financial", asks=[])


@financial(
    examples=[
        ex("=ACCRINT(39508,39691,39569,0.1,1000,2,0)", 16.6666666666667),
        ex("=ACCRINT(39543,39691,39569,0.1,1000,2,0,FALSE)", 7.22222222222222),
        ex("=ACCRINT(42736,43070,42826,0.33,3000,4,1,FALSE)", -253.876373626374),
        ex("=ACCRINT(39569,39691,39508,0.1,1000,2,0)", NUM),
    ],
    codes={"basis": BASES, "frequency": FREQUENCIES, "calc_method": ACCRUED},
)
def ACCRINT(
    issue: StrictNumber,
    first_interest: StrictNumber,
    settlement: StrictNumber,
    rate: StrictNumber,
    par: StrictNumber,
    frequency: StrictNumber,
    basis: StrictNumber = 0.0,
    calc_method: Logical = True,
    *,
    ctx: Context,
) -> float:
    """Interest accrued on a security that pays periodically."""
    issued, first, settled = (read_day(d, ctx) for d in (issue, first_interest, settlement))
    times, kind = read_frequency(frequency), read_basis(basis)
    if rate <= 0.0 or par <= 0.0 or issued >= settled:
        fail(NUM)
    return par * rate / times * _accrued(issued, first, settled, times, kind, calc_method)


def _accrued(
    issued: int, first: int, settled: int, frequency: int, basis: int, whole: bool
) -> float:
    """Interest accrued in coupon periods: the part of the one settlement lies in, then, period by
    period, back to issue. Unless ``whole``, periods after the one of issue do not count."""
    months = 12 // frequency
    month_end = is_month_end(first)
    if settled > first and whole:
        day, step = first, 0
        while day < settled:
            step += 1
            day = shift(first, step * months, to_month_end=month_end)
        previous = shift(first, (step - 1) * months, to_month_end=month_end)
    else:
        previous = shift(first, -months, to_month_end=month_end)
    # The length of the period is always that of the one that ends with the first coupon.
    regular = shift(first, -months, to_month_end=month_end)
    length = coupon_days(regular, first, frequency, basis)
    total = days_between(max(issued, previous), settled, basis) / length
    if previous <= issued:
        return total
    following = previous
    for day in coupons_back(previous, issued, months):
        total += _share(issued, day, following, frequency, basis, whole)
        following = day
    return total


def _share(
    issued: int, previous: int, following: int, frequency: int, basis: int, whole: bool
) -> float:
    """How much of a coupon period lies after issue."""
    if issued <= previous:
        return float(whole)
    if basis == 0:
        return us_days(issued, following) / us_days(previous, following, both=True)
    length = coupon_days(previous, following, frequency, basis)
    if basis == 4:
        length = float(days_between(previous, following, basis))
    return days_between(issued, following, basis) / length


@financial(
    examples=[
        ex("=ACCRINTM(39539,39614,0.1,1000,3)", 20.5479452054795),
        ex("=ACCRINTM(39614,39539,0.1,1000,3)", NUM),
        ex("=ACCRINTM(39539,39614,0.1,1000,TRUE)", VALUE),
    ],
    codes={"basis": BASES},
)
def ACCRINTM(
    issue: StrictNumber,
    settlement: StrictNumber,
    rate: StrictNumber,
    par: StrictNumber = 1000.0,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Interest accrued on a security that pays at maturity."""
    start, end = read_day(issue, ctx), read_day(settlement, ctx)
    if rate <= 0.0 or par <= 0.0 or start >= end:
        fail(NUM)
    return par * rate * year_fraction(start, end, read_basis(basis))


def _years(settlement: float, maturity: float, basis: float, ctx: Context) -> float:
    """Years from settlement to maturity."""
    start, end = read_day(settlement, ctx), read_day(maturity, ctx)
    if start >= end:
        fail(NUM)
    return year_fraction(start, end, read_basis(basis))


@financial(
    examples=[
        ex("=DISC(39472,39614,97.975,100,0)", 0.0520714285714288),
        ex("=DISC(39472,39614,97.975,100,5)", NUM),
    ],
    bounds={"pr": above(0), "redemption": above(0)},
    codes={"basis": BASES},
)
def DISC(
    settlement: StrictNumber,
    maturity: StrictNumber,
    pr: StrictNumber,
    redemption: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Discount rate of a security."""
    start, end, kind = read_day(settlement, ctx), read_day(maturity, ctx), read_basis(basis)
    if start >= end:
        fail(NUM)
    periods = days_per_year(start, end, kind) / days_between(start, end, kind)
    return (1.0 - pr / redemption) * periods


@financial(
    examples=[
        ex("=INTRATE(39493,39583,1000000,1014420,2)", 0.05768),
        ex("=INTRATE(39493,39583,0,1014420,2)", NUM),
    ],
    bounds={"investment": above(0), "redemption": above(0)},
    codes={"basis": BASES},
)
def INTRATE(
    settlement: StrictNumber,
    maturity: StrictNumber,
    investment: StrictNumber,
    redemption: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Interest rate of a fully invested security."""
    return (redemption - investment) / investment / _years(settlement, maturity, basis, ctx)


@financial(
    examples=[
        ex("=RECEIVED(39493,39583,1000000,0.0575,2)", 1014584.65440710),
        ex("=RECEIVED(39493,39583,1000000,0,2)", NUM),
    ],
    bounds={"investment": above(0), "discount": above(0)},
    codes={"basis": BASES},
)
def RECEIVED(
    settlement: StrictNumber,
    maturity: StrictNumber,
    investment: StrictNumber,
    discount: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Amount received at maturity for a fully invested security."""
    kept = 1.0 - discount * _years(settlement, maturity, basis, ctx)
    return fail(NUM) if kept <= 0.0 else investment / kept


@financial(
    examples=[
        ex("=PRICEDISC(39494,39508,0.0525,100,2)", 99.7958333333333),
        ex("=PRICEDISC(39494,39508,0,100,2)", NUM),
    ],
    bounds={"discount": above(0), "redemption": above(0)},
    codes={"basis": BASES},
)
def PRICEDISC(
    settlement: StrictNumber,
    maturity: StrictNumber,
    discount: StrictNumber,
    redemption: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Price per 100 of face value of a discounted security."""
    return redemption * (1.0 - discount * _years(settlement, maturity, basis, ctx))


@financial(
    examples=[
        ex("=YIELDDISC(39494,39508,99.795,100,2)", 0.0528225719868561),
        ex("=YIELDDISC(39494,39508,0,100,2)", NUM),
    ],
    bounds={"pr": above(0), "redemption": above(0)},
    codes={"basis": BASES},
)
def YIELDDISC(
    settlement: StrictNumber,
    maturity: StrictNumber,
    pr: StrictNumber,
    redemption: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Yearly yield of a discounted security."""
    return (redemption - pr) / pr / _years(settlement, maturity, basis, ctx)


def _at_maturity(
    settlement: float, maturity: float, issue: float, basis: float, ctx: Context
) -> tuple[float, float, float]:
    """Years from issue to maturity, from issue to settlement, and from settlement to maturity."""
    settled, due, issued = (read_day(d, ctx) for d in (settlement, maturity, issue))
    kind = read_basis(basis)
    if settled >= due or issued > settled:
        fail(NUM)
    year = days_per_year(issued, settled, kind)
    whole = days_between(issued, due, kind) / year
    past = days_between(issued, settled, kind) / year
    return whole, past, whole - past


@financial(
    examples=[
        ex("=PRICEMAT(39493,39551,39397,0.061,0.061,0)", 99.9844988755569),
        ex("=PRICEMAT(39493,39551,39397,-0.061,0.061,0)", NUM),
    ],
    codes={"basis": BASES},
)
def PRICEMAT(
    settlement: StrictNumber,
    maturity: StrictNumber,
    issue: StrictNumber,
    rate: StrictNumber,
    yld: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Price per 100 of face value of a security that pays interest at maturity."""
    whole, past, left = _at_maturity(settlement, maturity, issue, basis, ctx)
    if rate < 0.0 or yld < 0.0:
        fail(NUM)
    return 100.0 * ((1.0 + whole * rate) / (1.0 + left * yld) - past * rate)


@financial(
    examples=[
        ex("=YIELDMAT(39522,39755,39394,0.0625,100.0123,0)", 0.0609543336915386),
        ex("=YIELDMAT(39522,39755,39394,0.0625,0,0)", NUM),
    ],
    codes={"basis": BASES},
)
def YIELDMAT(
    settlement: StrictNumber,
    maturity: StrictNumber,
    issue: StrictNumber,
    rate: StrictNumber,
    pr: StrictNumber,
    basis: StrictNumber = 0.0,
    *,
    ctx: Context,
) -> float:
    """Yearly yield of a security that pays interest at maturity."""
    whole, past, left = _at_maturity(settlement, maturity, issue, basis, ctx)
    if rate < 0.0 or pr <= 0.0:
        fail(NUM)
    return ((1.0 + whole * rate) / (pr / 100.0 + past * rate) - 1.0) / left


def _bill_days(settlement: float, maturity: float, ctx: Context) -> int:
    """Days of a treasury bill: at most a year, and not from day 0."""
    start, end = read_day(settlement, ctx), read_day(maturity, ctx)
    if start < 1 or start >= end or end > shift(start, 12):
        fail(NUM)
    return end - start


@financial(
    examples=[
        ex("=TBILLEQ(39538,39600,0.0914)", 0.0941514935659369),
        ex("=TBILLEQ(39538,39950,0.0914)", NUM),
        ex("=TBILLEQ(0,180,0.0914)", NUM),
    ],
)
def TBILLEQ(
    settlement: StrictNumber, maturity: StrictNumber, discount: StrictNumber, *, ctx: Context
) -> float:
    """Bond-equivalent yield of a treasury bill."""
    days = _bill_days(settlement, maturity, ctx)
    if discount <= 0.0:
        fail(NUM)
    if days <= 182:
        kept = 360.0 - discount * days
        return fail(NUM) if kept <= 0.0 else 365.0 * discount / kept
    price = 1.0 - discount * days / 360.0
    if price <= 0.0:
        fail(NUM)
    share = days / (366.0 if days == 366 else 365.0)
    root = share**2 - (2.0 * share - 1.0) * (1.0 - 1.0 / price)
    return fail(NUM) if root < 0.0 else 2.0 * (root**0.5 - share) / (2.0 * share - 1.0)


@financial(
    examples=[
        ex("=TBILLPRICE(39538,39600,0.09)", 98.45),
        ex("=TBILLPRICE(39538,39600,0)", NUM),
    ],
)
def TBILLPRICE(
    settlement: StrictNumber, maturity: StrictNumber, discount: StrictNumber, *, ctx: Context
) -> float:
    """Price per 100 of face value of a treasury bill."""
    days = _bill_days(settlement, maturity, ctx)
    price = 100.0 * (1.0 - discount * days / 360.0)
    return fail(NUM) if discount <= 0.0 or price < 0.0 else price


@financial(
    examples=[
        ex("=TBILLYIELD(39538,39600,98.45)", 0.0914169629253426),
        ex("=TBILLYIELD(39538,39600,0)", NUM),
    ],
)
def TBILLYIELD(
    settlement: StrictNumber, maturity: StrictNumber, pr: StrictNumber, *, ctx: Context
) -> float:
    """Yearly yield of a treasury bill."""
    days = _bill_days(settlement, maturity, ctx)
    return fail(NUM) if pr <= 0.0 else (100.0 - pr) / pr * 360.0 / days
