"""Days between many dates at once, to the bit as between two.

What is no date, or no result, is not-a-number, which a cell shows as #NUM!.

>>> import numpy as np
>>> year_fractions(np.array([40909.0]), np.array([41120.0]), 0).tolist()
[0.5805555555555556]
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from xl_kpis.formula.functions.support.daycount import ACTUAL_ACTUAL
from xl_kpis.formula.values.serials import DAYS_1904, last_serial, serial_arrays, ymd_arrays
from xl_kpis.formula.values.value import Array

UNIX: Final = 25568
"""The serial of 31 December 1969."""
_LENGTHS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])


def whole_days(numbers: Any, date1904: bool) -> tuple[Array, Array]:
    """Serials without their times, and which of them are dates; 0 for those that are none."""
    given = np.asarray(numbers, np.float64)
    good = (given >= 0.0) & (given < last_serial(date1904) + 1)
    return np.where(good, given, 0.0).astype(np.int64), good


def or_no_number(days: Array, good: Array) -> Array:
    """Results as numbers, not-a-number where there is none."""
    return np.where(good, days, np.nan)


def _are_leap(year: Array) -> Array:
    return (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))


def _leaps_until(year: Array) -> Array:
    return year // 4 - year // 100 + year // 400


def month_lengths(year: Array, month: Array, date1904: bool = False) -> Array:
    """The number of days of months; February 1900 has 29 in the 1900 system.

    >>> month_lengths(np.array([1900, 2023, 2024]), np.array([2, 2, 2])).tolist()
    [29, 28, 29]
    """
    leap = _are_leap(year)
    if not date1904:
        leap = leap | (year == 1900)
    return _LENGTHS[month.astype(np.int64) - 1] + ((month == 2) & leap)


def months_later(start: Any, months: Any, to_end: bool, date1904: bool) -> Array | None:
    """The same days some months later, or the last days of those months, of dates after 1900; else
    None."""
    if date1904 or np.min(start) < 400 or np.max(start) > 2_900_000:
        return None
    if np.max(np.abs(months)) > 900:
        return None
    year, month, day = ymd_arrays(np.asarray(start, np.float64))
    total = ((year - 1970) * 12 + month - 1 + np.trunc(months)).astype(np.int64)
    if total.min() < (1901 - 1970) * 12:
        return None
    first = total.astype("M8[M]").astype("M8[D]").astype(np.int64)
    length = (total + 1).astype("M8[M]").astype("M8[D]").astype(np.int64) - first
    return np.asarray(first + float(UNIX) + (length if to_end else np.minimum(day, length)))


def between(first: Any, last: Any, unit: str, date1904: bool) -> Array | None:
    """Whole days, months or years between dates, as DATEDIF counts them; None for other units."""
    start, end = np.broadcast_arrays(np.asarray(first, np.float64), np.asarray(last, np.float64))
    (a, good), (b, also) = whole_days(start, date1904), whole_days(end, date1904)
    good = good & also & (a <= b)
    y1, m1, d1 = ymd_arrays(a.astype(np.float64), date1904)
    y2, m2, d2 = ymd_arrays(b.astype(np.float64), date1904)
    months = (y2 - y1) * 12 + m2 - m1 - (d2 < d1)
    if unit == "Y":
        found = months // 12
    elif unit == "M":
        found = months
    elif unit == "D":
        found = b - a
    elif unit == "YM":
        found = months % 12
    elif unit == "MD":
        before = np.where(m2 > 1, y2, y2 - 1), np.where(m2 > 1, m2 - 1, 12)
        found = d2 - d1 + np.where(d2 >= d1, 0, month_lengths(*before, date1904))
    elif unit == "YD":
        later = (m2 > m1) | ((m2 == m1) & (d2 >= d1))
        found = serial_arrays(np.where(later, y1, y1 + 1), m2, d2, date1904) - a
    else:
        return None
    return or_no_number(found, good)


def days_360(first: Any, last: Any, european: bool, date1904: bool) -> Array:
    """Days between dates in years of twelve months of thirty days, as DAYS360 counts them."""
    y1, m1, d1 = ymd_arrays(np.asarray(first, np.float64), date1904)
    y2, m2, d2 = ymd_arrays(np.asarray(last, np.float64), date1904)
    if european:
        d1, d2 = np.minimum(d1, 30), np.minimum(d2, 30)
    else:
        known = ~np.isnan(y1)
        year = np.where(known, y1, 1999).astype(np.int64)
        length = month_lengths(year, np.full(year.shape, 2), date1904)
        d1 = np.where((d1 == 31) | ((m1 == 2) & (d1 == length)), 30, d1)
        d2 = np.where((d2 == 31) & (d1 >= 30), 30, d2)
    return np.asarray((y2 - y1) * 360 + (m2 - m1) * 30 + d2 - d1)


def year_fractions(first: Any, last: Any, basis: int, date1904: bool = False) -> Array:
    """Fractions of a year between dates, by a basis."""
    (a, good), (b, also) = whole_days(first, date1904), whole_days(last, date1904)
    if date1904:
        a, b = a + DAYS_1904, b + DAYS_1904
    a, b = np.minimum(a, b), np.maximum(a, b)
    (y1, m1, d1), (y2, m2, d2) = (
        (part.astype(np.int64) for part in ymd_arrays(day.astype(np.float64))) for day in (a, b)
    )
    if basis == 0:
        first_ends = (m1 == 2) & (d1 == 28 + _are_leap(y1))
        last_ends = (m2 == 2) & (d2 == 28 + _are_leap(y2))
        d2 = np.where(last_ends & first_ends, 30, d2)
        d2 = np.where((d2 == 31) & (d1 >= 30), 30, d2)
        d1 = np.where((d1 == 31) | first_ends, 30, d1)
    if basis == 4:
        d1, d2 = np.minimum(d1, 30), np.minimum(d2, 30)
    if basis in (0, 4):
        return or_no_number(((y2 - y1) * 360 + (m2 - m1) * 30 + d2 - d1) / 360.0, good & also)
    if basis != ACTUAL_ACTUAL:
        return or_no_number((b - a) / (365.0 if basis == 3 else 360.0), good & also)
    before = (m1 < m2) | ((m1 == m2) & (d1 < d2))
    longer = (y1 != y2) & ((y2 != y1 + 1) | before)
    leaps = _leaps_until(y2) - _leaps_until(y1 - 1)
    crosses = (_are_leap(y1) & (m1 <= 2)) | (_are_leap(y2) & ((m2 > 2) | ((m2 == 2) & (d2 >= 29))))
    short = np.where(y1 == y2, _are_leap(y1), crosses)
    year = np.where(longer, 365.0 + leaps / (y2 - y1 + 1), np.where(short, 366.0, 365.0))
    return or_no_number((b - a) / year, good & also)
