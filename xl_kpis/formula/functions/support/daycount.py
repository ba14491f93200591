"""Day counts and coupon dates of bonds, as Excel's five bases count them.

Days are whole serials of the 1900 system. The bases: 0 thirty-day months and 360-day years (United
States), 1 actual days over actual years, 2 actual over 360, 3 actual over 365, 4 thirty-day months
and 360-day years (Europe).

>>> days_between(39508, 39691, 0), days_between(39508, 39691, 1)
(180, 183)
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Iterator
from typing import Protocol

from xl_kpis.errors import NUM, fail
from xl_kpis.formula.values.serials import DAYS_1904, is_date, serial, ymd

ACTUAL_ACTUAL = 1


class _Dated(Protocol):
    date1904: bool


def read_day(number: float, ctx: _Dated) -> int:
    """A date argument as a whole serial of the 1900 system; #NUM! if it is no date."""
    if not is_date(number, ctx.date1904):
        fail(NUM)
    return int(number) + (DAYS_1904 if ctx.date1904 else 0)


def write_day(day: int, ctx: _Dated) -> float:
    """A serial of the 1900 system as a result in the workbook's own system."""
    return float(day - DAYS_1904 if ctx.date1904 else day)


def read_basis(basis: float) -> int:
    """A basis argument: 0 to 4, else #NUM!."""
    return int(basis) if 0.0 <= basis < 5.0 else fail(NUM)


def read_frequency(frequency: float) -> int:
    """Coupons per year: 1, 2 or 4, else #NUM!."""
    return int(frequency) if int(frequency) in (1, 2, 4) else fail(NUM)


def calendar_day(day: int) -> tuple[int, int, int]:
    """Year, month and day of a serial; #NUM! if it is no date."""
    return ymd(float(day)) or fail(NUM)


def is_month_end(day: int) -> bool:
    """Whether a day is the last of its month."""
    year, month, number = calendar_day(day)
    return number == monthrange(year, month)[1]


def _is_february_end(date: tuple[int, int, int]) -> bool:
    year, month, day = date
    return month == 2 and day == monthrange(year, 2)[1]


def us_days(start: int, end: int, *, both: bool = False) -> int:
    """Days by the United States 30/360 rule. ``both`` also moves an end on the 31st, or on the
    last of February, to the 30th whatever the start is."""
    first, last = calendar_day(start), calendar_day(end)
    (y1, m1, d1), (y2, m2, d2) = first, last
    if _is_february_end(last) and (_is_february_end(first) or both):
        d2 = 30
    if d2 == 31 and (d1 >= 30 or both):
        d2 = 30
    if d1 == 31 or _is_february_end(first):
        d1 = 30
    return (y2 - y1) * 360 + (m2 - m1) * 30 + d2 - d1


def european_days(start: int, end: int) -> int:
    """Days by the European 30/360 rule: a 31st counts as a 30th."""
    (y1, m1, d1), (y2, m2, d2) = calendar_day(start), calendar_day(end)
    return (y2 - y1) * 360 + (m2 - m1) * 30 + min(d2, 30) - min(d1, 30)


def days_between(start: int, end: int, basis: int) -> int:
    """Days from one day to another, as a basis counts them."""
    if basis == 0:
        return us_days(start, end)
    if basis == 4:
        return european_days(start, end)
    return end - start


def days_per_year(start: int, end: int, basis: int) -> float:
    """The length of a year for a period, as a basis has it."""
    if basis == 3:
        return 365.0
    if basis != ACTUAL_ACTUAL:
        return 360.0
    (y1, m1, d1), (y2, m2, d2) = calendar_day(start), calendar_day(end)
    if y1 != y2 and (y2 != y1 + 1 or (m1, d1) < (m2, d2)):
        leaps = sum(isleap(year) for year in range(y1, y2 + 1))
        return 365.0 + leaps / (y2 - y1 + 1)
    if y1 == y2:
        return 366.0 if isleap(y1) else 365.0
    crosses = (isleap(y1) and m1 <= 2) or (isleap(y2) and (m2, d2) >= (2, 29))
    return 366.0 if crosses else 365.0


def year_fraction(start: int, end: int, basis: int) -> float:
    """The fraction of a year between two days."""
    return days_between(start, end, basis) / days_per_year(start, end, basis)


def shift(day: int, months: int, *, to_month_end: bool = False) -> int:
    """The same day some months on, or the month's last day where it has no such day or where
    ``to_month_end`` asks for it."""
    year, month, number = calendar_day(day)
    carry, month = divmod(month - 1 + months, 12)
    year += carry
    if not 1900 <= year <= 9999:
        fail(NUM)
    length = monthrange(year, month + 1)[1]
    found = serial(year, month + 1, length if to_month_end else min(number, length))
    return fail(NUM) if found is None else int(found)


def coupons_back(anchor: int, until: int, months: int) -> Iterator[int]:
    """Coupon days before an anchor, from the latest, down to the first not after ``until``.

    Counted from the anchor, so that a 31st is kept through shorter months.
    """
    month_end = is_month_end(anchor)
    for step in range(1, 12 * 8200):
        day = shift(anchor, -step * months, to_month_end=month_end)
        yield day
        if day <= until:
            return


def coupon_dates(settlement: int, maturity: int, frequency: int) -> tuple[int, int, int]:
    """The coupon day on or before settlement, the one after, and the number still to be paid.

    >>> coupon_dates(40568, 40862, 2)
    (40497, 40678, 2)
    """
    following = maturity
    for count, day in enumerate(coupons_back(maturity, settlement, 12 // frequency), 1):
        if day <= settlement:
            return day, following, count
        following = day
    return fail(NUM)


def coupon_days(settlement: int, maturity: int, frequency: int, basis: int) -> float:
    """The length in days of the coupon period settlement lies in."""
    if basis == ACTUAL_ACTUAL:
        previous, following, _ = coupon_dates(settlement, maturity, frequency)
        return float(following - previous)
    return (365 if basis == 3 else 360) / frequency


def days_since_coupon(settlement: int, maturity: int, frequency: int, basis: int) -> int:
    """Days from the last coupon to settlement."""
    previous, _, _ = coupon_dates(settlement, maturity, frequency)
    return days_between(previous, settlement, basis)


def days_to_coupon(settlement: int, maturity: int, frequency: int, basis: int) -> int:
    """Days from settlement to the next coupon."""
    previous, following, _ = coupon_dates(settlement, maturity, frequency)
    if basis == 0:
        return us_days(previous, following, both=True) - us_days(previous, settlement)
    return days_between(settlement, following, basis)
