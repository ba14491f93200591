"""Serial numbers and the calendar: days counted as Excel counts them, in both date systems.

In the 1900 system 1 is 1 January 1900, 60 is 29 February 1900 (a day that never was, kept by Excel
for files older than itself) and 0 is "0 January 1900". In the 1904 system 0 is 1 January 1904.
Times are fractions of a day. Both systems end on 31 December 9999.

>>> serial(2024, 2, 29), ymd(60.0), ymd(45351.75), time_parts(0.75)
(45351.0, (1900, 2, 29), (2024, 2, 29), (18, 0, 0))
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

import numpy as np

MAX_SERIAL: Final = 2958465
"""31 December 9999 in the 1900 system."""
DAYS_1904: Final = 1462
"""How much larger the serial of a day is in the 1900 system than in the 1904 system."""
_EPOCH: Final = date(1899, 12, 30).toordinal()
_UNIX: Final = date(1970, 1, 1).toordinal() - _EPOCH

_LENGTHS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def isleap(year: int) -> bool:
    """Whether a year has 366 days (``calendar`` says so too, but imports much)."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def last_serial(date1904: bool = False) -> int:
    """The serial of 31 December 9999."""
    return MAX_SERIAL - DAYS_1904 if date1904 else MAX_SERIAL


def is_date(number: float, date1904: bool = False) -> bool:
    """Whether a number is a date (with or without a time) of the system."""
    return 0.0 <= number < last_serial(date1904) + 1


def serial(year: int, month: int, day: int, date1904: bool = False) -> float | None:
    """The serial of a day; months and days may lie outside their usual ranges, as for DATE.

    Years are taken as they are (1900 to 9999). None where the month, whatever the day, or the day
    is out of the system's range.

    >>> serial(2024, 14, 0), serial(1900, 2, 29), serial(1904, 1, 1, True), serial(1899, 12, 30)
    (45688.0, 60.0, 0.0, None)
    """
    carry, month = divmod(month - 1, 12)
    year += carry
    if not 1900 <= year <= 9999:
        return None
    days = date(year, month + 1, 1).toordinal() - _EPOCH
    if days < 61:
        days -= 1  # January and February 1900 come one day later in Excel's count
    days += day - 1
    if date1904:
        days -= DAYS_1904
    if not 0 <= days <= last_serial(date1904):
        return None
    return float(days)


def ymd(number: float, date1904: bool = False) -> tuple[int, int, int] | None:
    """Year, month and day of a serial, its time cut off; None if it is no date.

    >>> ymd(0.0), ymd(1.0), ymd(61.0), ymd(0.0, True), ymd(-1.0)
    ((1900, 1, 0), (1900, 1, 1), (1900, 3, 1), (1904, 1, 1), None)
    """
    if not is_date(number, date1904):
        return None
    days = int(number)
    if date1904:
        days += DAYS_1904
    if days > 60:
        day = date.fromordinal(_EPOCH + days)
        return day.year, day.month, day.day
    if days == 60:
        return 1900, 2, 29
    return (1900, 1, days) if days < 32 else (1900, 2, days - 31)


def ymd_arrays(
    numbers: np.ndarray, date1904: bool = False
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Years, months and days of many serials, float64 arrays of the same shape, whatever it is;
    not-a-number where a serial is no date.

    >>> [part.tolist() for part in ymd_arrays(np.array([60.0, 45351.5, -1.0]))]
    [[1900.0, 2024.0, nan], [2.0, 2.0, nan], [29.0, 29.0, nan]]
    """
    good = (numbers >= 0) & (numbers < last_serial(date1904) + 1)
    days = np.where(good, numbers, 61.0).astype(np.int64)
    if date1904:
        days += DAYS_1904
    # Before 1 March 1900 the count is one ahead; 0 and 60 are no real days and are put right below.
    stamps = (days + (days < 60) - _UNIX).astype("M8[D]")
    months = stamps.astype("M8[M]")
    years = stamps.astype("M8[Y]").astype(np.int64) + 1970
    month = months.astype(np.int64) % 12 + 1
    day = (stamps - months).astype(np.int64) + 1
    if not date1904 and days.size and days.min() <= 60:
        leap, zero = days == 60, days == 0
        years = np.where(zero | leap, 1900, years)
        month = np.where(zero, 1, np.where(leap, 2, month))
        day = np.where(zero, 0, np.where(leap, 29, day))
    if good.all():
        return years.astype(np.float64), month.astype(np.float64), day.astype(np.float64)
    return (
        np.where(good, years, np.nan),
        np.where(good, month, np.nan),
        np.where(good, day, np.nan),
    )


def serial_arrays(
    years: np.ndarray, months: np.ndarray, days: np.ndarray, date1904: bool = False
) -> np.ndarray:
    """The serials of many days as :func:`serial` gives them, not-a-number where there is none; the
    months are 1 to 12.

    >>> serial_arrays(np.array([2024, 1899]), np.array([2, 1]), np.array([29, 1])).tolist()
    [45351.0, nan]
    """
    good = (years >= 1900) & (years <= 9999)
    count = (np.where(good, years, 2000).astype(np.int64) - 1970) * 12 + months.astype(np.int64) - 1
    first = count.astype("M8[M]").astype("M8[D]").astype(np.int64) + _UNIX
    found = first - (first < 61) + np.asarray(days, np.int64) - 1 - DAYS_1904 * date1904
    return np.where(good & (found >= 0) & (found <= last_serial(date1904)), found, np.nan)


def part_of_day(seconds: float) -> float:
    """A time as a fraction of a day, from seconds over minutes and hours to days, as Excel goes,
    which shows in the last digit.

    >>> part_of_day(2 * 3600 + 24 * 60), 144 / 1440
    (0.09999999999999999, 0.1)
    """
    minutes, rest = divmod(seconds, 60.0)
    hours, minutes = divmod(minutes, 60.0)
    return (hours + (minutes + rest / 60.0) / 60.0) / 24.0


def from_python(value: date, date1904: bool = False) -> float | None:
    """The serial of a ``date`` or ``datetime``; None where the system has none for it.

    >>> from_python(datetime(2024, 1, 31, 6)), from_python(date(1900, 1, 31))
    (45322.25, 31.0)
    """
    day = serial(value.year, value.month, value.day, date1904)
    if day is None or not isinstance(value, datetime):
        return day
    midnight = value.replace(hour=0, minute=0, second=0, microsecond=0)
    return day + (value - midnight) / timedelta(days=1)


def to_python(number: float, date1904: bool = False) -> datetime | None:
    """The moment of a serial, to the millisecond; None for a number that is none, and for the days
    that only Excel has (29 February and 0 January 1900).

    >>> to_python(45322.25), to_python(60.0), to_python(-1.0)
    (datetime.datetime(2024, 1, 31, 6, 0), None, None)
    """
    day = ymd(number, date1904)
    if day is None or day == (1900, 2, 29) or day[2] == 0:
        return None
    return datetime(*day) + timedelta(seconds=round((number - int(number)) * 86_400, 3))


def month_length(year: int, month: int, date1904: bool = False) -> int:
    """The number of days of a month; February 1900 has 29 in the 1900 system.

    >>> month_length(1900, 2), month_length(2023, 2)
    (29, 28)
    """
    if year == 1900 and month == 2 and not date1904:
        return 29
    return 29 if month == 2 and isleap(year) else _LENGTHS[month - 1]


def add_months(number: float, months: int, date1904: bool = False) -> float | None:
    """The same day some months later, or the month's last day where it has no such day.

    >>> add_months(45322.0, 1), add_months(45351.0, -12)
    (45351.0, 44985.0)
    """
    later = _months_later(number, months, date1904)
    if later is None:
        return None
    year, month, day = later
    return serial(year, month, min(day, month_length(year, month, date1904)), date1904)


def month_end(number: float, months: int = 0, date1904: bool = False) -> float | None:
    """The last day of the month some months later.

    >>> month_end(45322.0, 1), month_end(45331.0)
    (45351.0, 45351.0)
    """
    later = _months_later(number, months, date1904)
    if later is None:
        return None
    year, month, _ = later
    return serial(year, month, month_length(year, month, date1904), date1904)


def _months_later(number: float, months: int, date1904: bool) -> tuple[int, int, int] | None:
    """Year and month some months later, with the day of the month there was."""
    parts = ymd(number, date1904)
    if parts is None:
        return None
    year, month = divmod(parts[0] * 12 + parts[1] - 1 + months, 12)
    return (year, month + 1, parts[2]) if 1900 <= year <= 9999 else None


def weekday(number: float, date1904: bool = False) -> int:
    """The day of the week, 0 for Sunday to 6 for Saturday, as Excel has it: in the 1900 system the
    days before 1 March 1900 are one off.

    >>> weekday(45351.0), weekday(1.0)
    (4, 0)
    """
    days = int(number) + (DAYS_1904 if date1904 else 0)
    return (days - 1) % 7


def weekdays(days: np.ndarray, date1904: bool = False) -> np.ndarray:
    """The days of the week of many whole days, as :func:`weekday` has them.

    >>> weekdays(np.array([45351, 1])).tolist()
    [4, 0]
    """
    return (days + (DAYS_1904 - 1 if date1904 else -1)) % 7


def time_parts(number: float) -> tuple[int, int, int]:
    """Hour, minute and second of a serial's time, rounded to the second (24:00:00 becomes 0:00:00).

    >>> time_parts(0.5), time_parts(1.99999999)
    ((12, 0, 0), (0, 0, 0))
    """
    seconds = int((number - int(number)) * 86400 + 0.5) % 86400
    hours, seconds = divmod(seconds, 3600)
    minutes, seconds = divmod(seconds, 60)
    return hours, minutes, seconds
