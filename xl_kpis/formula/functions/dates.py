"""Dates and times."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np

from xl_kpis.errors import NA, NUM, VALUE, fail
from xl_kpis.formula.functions.declare import (
    Context,
    Integer,
    Logical,
    Number,
    Scalar,
    StrictInteger,
    StrictNumber,
    Text,
    ex,
    function,
)
from xl_kpis.formula.functions.support import daycount, many_dates
from xl_kpis.formula.functions.support.meanings import BASES, DATE_UNITS, DAYS_360, WEEKDAYS, WEEKS
from xl_kpis.formula.values.serials import (
    DAYS_1904,
    add_months,
    is_date,
    last_serial,
    month_end,
    month_length,
    part_of_day,
    serial,
    time_parts,
    weekday,
    weekdays,
    ymd,
    ymd_arrays,
)
from xl_kpis.formula.values.text_to_number import date_time_from_text

_HALF_SECOND: Final = 0.5 / 86400
"""Dates are rounded to the second before their day is looked at."""


def whole_day(number: float, date1904: bool) -> int:
    """The day of a serial, its time cut off; #NUM! if it is no date."""
    return int(number) if is_date(number, date1904) else fail(NUM)


def _since_1900(number: float, date1904: bool) -> int:
    """The day of a serial as the 1900 system counts it."""
    return whole_day(number, date1904) + (DAYS_1904 if date1904 else 0)


# ---- making dates -------------------------------------------------------------------------------


def _date_whole(year: Any, month: Any, day: Any, *, ctx: Context) -> Any:
    """DATE over arrays, for years and months that need no care; else None."""
    if ctx.date1904 or np.min(year) < 1901 or np.max(year) > 9990:
        return None
    if np.max(np.abs(month)) > 99 or np.max(np.abs(day)) > 3000:
        return None
    months = (np.asarray(year, np.int64) - 1970) * 12 + np.asarray(month, np.int64) - 1
    days = months.astype("M8[M]").astype("M8[D]").astype(np.int64) + many_dates.UNIX
    days = days + np.asarray(day, np.int64)
    return None if days.min() < 61 or days.max() > 2958465 else days.astype(np.float64)


@function(
    examples=[
        ex("=DATE(2024,2,29)", 45351),
        ex("=DATE(2024,14,1)", 45689),
        ex("=DATE(2024,3,0)", 45351),
        ex("=DATE(108,1,2)", 39449),
        ex("=DATE(1900,2,29)", 60),
        ex("=DATE(-1,1,1)", NUM),
        ex("=DATE(10000,1,1)", NUM),
    ],
    lifted=_date_whole,
    asks=[],
)
def DATE(year: Integer, month: Integer, day: Integer, ctx: Context) -> Scalar:
    """The date of a year, a month and a day; months and days may run over."""
    if not 0 <= year <= 9999 or abs(month) > 120_000 or abs(day) > 4_000_000:
        return NUM
    if year < 1900:
        year += 1900
    found = serial(year, month, day, ctx.date1904)
    return NUM if found is None else found


@function(
    examples=[
        ex("=TIME(18,0,0)", 0.75),
        ex("=TIME(25,0,0)", 1 / 24),
        ex("=TIME(0,750,0)", 0.5208333333333334),
        ex("=TIME(2,24,0)", 0.09999999999999999),
        ex("=TIME(0,0,-1)", NUM),
        ex("=TIME(32768,0,0)", NUM),
    ],
)
def TIME(hour: Integer, minute: Integer, second: Integer) -> Scalar:
    """The time of an hour, a minute and a second, as a fraction of a day."""
    if max(hour, minute, second) > 32767:
        return NUM
    total = hour * 3600 + minute * 60 + second
    return NUM if total < 0 else part_of_day(total % 86400)


@function(
    examples=[
        ex('=DATEVALUE("31-Jan-2024")', 45322),
        ex('=DATEVALUE("2024-01-31 18:00")', 45322),
        ex('=DATEVALUE("31/31/2024")', VALUE),
        ex('=DATEVALUE("45322")', VALUE),
    ],
    asks=[],
)
def DATEVALUE(date_text: Text, ctx: Context) -> Scalar:
    """The date a text stands for."""
    found = date_time_from_text(date_text, ctx.date1904, ctx.region)
    return VALUE if found is None else math.floor(found)


@function(
    examples=[
        ex('=TIMEVALUE("6:00 PM")', 0.75),
        ex('=TIMEVALUE("31-Jan-2024 6:00")', 0.25),
        ex('=TIMEVALUE("30:00")', 0.25),
        ex('=TIMEVALUE("noon")', VALUE),
    ],
    asks=[],
)
def TIMEVALUE(time_text: Text, ctx: Context) -> Scalar:
    """The time a text stands for, as a fraction of a day."""
    found = date_time_from_text(time_text, ctx.date1904, ctx.region)
    return VALUE if found is None else found - math.floor(found)


@function(
    examples=[ex("=TODAY()=INT(NOW())", True), ex("=TODAY()>DATE(2024,1,1)", True)],
    volatile=True,
    alike=True,
    asks=[],
    see=("DATE",),
)
def TODAY(ctx: Context) -> float:
    """Today’s date."""
    return float(math.floor(ctx.now()))


@function(
    examples=[ex("=NOW()>=TODAY()", True), ex("=NOW()-TODAY()<1", True)],
    volatile=True,
    alike=True,
    asks=[],
)
def NOW(ctx: Context) -> float:
    """The date and time of now."""
    return ctx.now()


# ---- parts of dates -----------------------------------------------------------------------------


def _part(number: Any, which: int, ctx: Context) -> Any:
    if type(number) is float:
        parts = ymd(number + _HALF_SECOND, ctx.date1904) if number >= 0 else None
        return NUM if parts is None else float(parts[which])
    rounded = np.where(number >= 0, number + _HALF_SECOND, np.nan)
    return ymd_arrays(rounded, ctx.date1904)[which]


@function(
    examples=[ex("=YEAR(45351.9)", 2024), ex('=YEAR("31-Jan-2024")', 2024), ex("=YEAR(-1)", NUM)],
    vector=True,
    asks=[],
)
def YEAR(serial_number: Number, ctx: Context) -> Any:
    """The year of a date."""
    return _part(serial_number, 0, ctx)


@function(
    examples=[ex("=MONTH(45351)", 2), ex("=MONTH(0)", 1), ex('=MONTH("x")', VALUE)],
    vector=True,
    asks=[],
)
def MONTH(serial_number: Number, ctx: Context) -> Any:
    """The month of a date, from 1 to 12."""
    return _part(serial_number, 1, ctx)


@function(
    examples=[ex("=DAY(45351)", 29), ex("=DAY(60)", 29), ex("=DAY(0.999999)", 1)],
    vector=True,
    asks=[],
)
def DAY(serial_number: Number, ctx: Context) -> Any:
    """The day of the month of a date."""
    return _part(serial_number, 2, ctx)


def _clock(number: Any, which: int, ctx: Context) -> Any:
    if type(number) is float:
        return float(time_parts(number)[which]) if is_date(number, ctx.date1904) else NUM
    seconds = np.floor((number - np.floor(number)) * 86400 + 0.5) % 86400
    part = (seconds // 3600, seconds // 60 % 60, seconds % 60)[which]
    return np.where((number >= 0) & (number < last_serial(ctx.date1904) + 1), part, np.nan)


@function(
    examples=[ex("=HOUR(0.75)", 18), ex('=HOUR("6:45 PM")', 18), ex("=HOUR(-0.1)", NUM)],
    vector=True,
    asks=[],
)
def HOUR(serial_number: Number, ctx: Context) -> Any:
    """The hour of a time, from 0 to 23."""
    return _clock(serial_number, 0, ctx)


@function(
    examples=[ex("=MINUTE(0.78125)", 45), ex('=MINUTE("12:59:59")', 59)], vector=True, asks=[]
)
def MINUTE(serial_number: Number, ctx: Context) -> Any:
    """The minute of a time, from 0 to 59."""
    return _clock(serial_number, 1, ctx)


@function(examples=[ex('=SECOND("4:48:18 PM")', 18), ex("=SECOND(PI())", 54)], vector=True, asks=[])
def SECOND(serial_number: Number, ctx: Context) -> Any:
    """The second of a time, from 0 to 59, rounded."""
    return _clock(serial_number, 2, ctx)


_FIRST_DAY: Final = {1: 0, 2: 1, 3: 1} | {code: (code - 10) % 7 for code in range(11, 18)}
"""The weekday (0 for Sunday) that each return type starts its weeks with."""


def _weekday_whole(serial_number: Any, return_type: Any = 1, *, ctx: Context) -> Any:
    if isinstance(return_type, np.ndarray) or return_type not in _FIRST_DAY:
        return None
    days, good = many_dates.whole_days(serial_number, ctx.date1904)
    place = (weekdays(days, ctx.date1904) - _FIRST_DAY[return_type]) % 7
    return many_dates.or_no_number(place if return_type == 3 else place + 1, good)


@function(
    examples=[
        ex("=WEEKDAY(45351)", 5),
        ex("=WEEKDAY(45351,2)", 4),
        ex("=WEEKDAY(45351,3)", 3),
        ex("=WEEKDAY(45351,14)", 1),
        ex("=WEEKDAY(45351,4)", NUM),
    ],
    lifted=_weekday_whole,
    asks=[],
    codes={"return_type": WEEKDAYS},
)
def WEEKDAY(serial_number: Number, return_type: Integer = 1, *, ctx: Context) -> Scalar:
    """The day of the week of a date, counted as the return type says (1: Sunday is 1)."""
    first = _FIRST_DAY.get(return_type)
    if first is None or not is_date(serial_number, ctx.date1904):
        return NUM
    place = (weekday(serial_number, ctx.date1904) - first) % 7
    return float(place if return_type == 3 else place + 1)


def _iso_week(day: int, date1904: bool) -> float:
    thursday = day - (weekday(float(day), date1904) - 1) % 7 + 3
    parts = ymd(float(thursday), date1904)
    if parts is None:
        return 53.0 if date1904 else 52.0
    return float((thursday - int(serial(parts[0], 1, 1, date1904) or 0)) // 7 + 1)


@function(
    examples=[
        ex("=WEEKNUM(DATE(2024,1,7))", 2),
        ex("=WEEKNUM(DATE(2024,1,7),2)", 1),
        ex("=WEEKNUM(DATE(2021,1,3),21)", 53),
        ex("=WEEKNUM(45351,3)", NUM),
    ],
    asks=[],
    codes={"return_type": WEEKS},
)
def WEEKNUM(serial_number: StrictNumber, return_type: StrictInteger = 1, *, ctx: Context) -> Scalar:
    """The number of the week of a date within its year."""
    day = whole_day(serial_number, ctx.date1904)
    if return_type == 21:
        return _iso_week(day, ctx.date1904)
    first = _FIRST_DAY.get(return_type)
    if first is None or return_type == 3:
        return NUM
    parts = ymd(serial_number, ctx.date1904)
    start = serial(parts[0], 1, 1, ctx.date1904) if parts else None
    if start is None:
        return NUM
    return float((day - int(start) + (weekday(start, ctx.date1904) - first) % 7) // 7 + 1)


@function(
    examples=[
        ex("=ISOWEEKNUM(DATE(2024,12,30))", 1),
        ex("=ISOWEEKNUM(DATE(2021,1,3))", 53),
        ex("=ISOWEEKNUM(-1)", NUM),
    ],
    asks=[],
)
def ISOWEEKNUM(date: Number, ctx: Context) -> float:
    """The number of the ISO week of a date."""
    return _iso_week(whole_day(date, ctx.date1904), ctx.date1904)


# ---- reckoning with dates -----------------------------------------------------------------------


def _edate_whole(start_date: Any, months: Any, *, ctx: Context) -> Any:
    return many_dates.months_later(start_date, months, False, ctx.date1904)


def _eomonth_whole(start_date: Any, months: Any, *, ctx: Context) -> Any:
    return many_dates.months_later(start_date, months, True, ctx.date1904)


@function(
    examples=[
        ex("=EDATE(A1:A2,1)", VALUE, A1=[[43831], [43862]]),
        ex("=EDATE(+A1:A2,1)", [[43862], [43891]], A1=[[43831], [43862]]),
        ex("=EDATE(,1)", NA),
        ex("=EDATE(DATE(2024,1,31),1)", 45351),
        ex("=EDATE(DATE(2024,1,15),-1.9)", 45275),
        ex("=EDATE(15,-1)", NUM),
        ex("=EDATE(TRUE,1)", VALUE),
    ],
    lifted=_edate_whole,
    asks=[],
)
def EDATE(start_date: StrictNumber, months: StrictNumber, ctx: Context) -> Scalar:
    """The same day some months before or after."""
    found = add_months(start_date, int(months), ctx.date1904)
    return NUM if found is None else found


@function(
    examples=[
        ex("=EOMONTH(DATE(2024,1,15),1)", 45351),
        ex("=EOMONTH(DATE(2024,1,15),0)", 45322),
        ex("=EOMONTH(-1,0)", NUM),
    ],
    lifted=_eomonth_whole,
    asks=[],
    see=("DATE",),
)
def EOMONTH(start_date: StrictNumber, months: StrictNumber, ctx: Context) -> Scalar:
    """The last day of the month some months before or after."""
    found = month_end(start_date, int(months), ctx.date1904)
    return NUM if found is None else found


def _days_whole(end_date: Any, start_date: Any, *, ctx: Context) -> Any:
    (end, good), (start, also) = (
        many_dates.whole_days(date, ctx.date1904) for date in (end_date, start_date)
    )
    return many_dates.or_no_number(end - start, good & also)


@function(
    examples=[
        ex("=DAYS(DATE(2024,3,1),DATE(2024,2,1))", 29),
        ex('=DAYS("15-Mar-2021","1-Feb-2021")', 42),
        ex("=DAYS(-1,0)", NUM),
    ],
    lifted=_days_whole,
    asks=[],
    see=("YEARFRAC",),
)
def DAYS(end_date: Number, start_date: Number, ctx: Context) -> float:
    """The number of days from one date to another."""
    return float(whole_day(end_date, ctx.date1904) - whole_day(start_date, ctx.date1904))


def _days360_whole(start_date: Any, end_date: Any, method: Any = False, *, ctx: Context) -> Any:
    if isinstance(method, np.ndarray):
        return None
    first, last = (
        np.where(np.asarray(date) < 0, -1.0, date + _HALF_SECOND) for date in (start_date, end_date)
    )
    return many_dates.days_360(first, last, method, ctx.date1904)


@function(
    examples=[
        ex("=DAYS360(DATE(2011,1,30),DATE(2011,2,1))", 1),
        ex("=DAYS360(DATE(2011,1,1),DATE(2011,12,31))", 360),
        ex("=DAYS360(DATE(2011,1,1),DATE(2011,12,31),TRUE)", 359),
        ex("=DAYS360(DATE(2011,2,28),DATE(2011,3,31))", 30),
        ex("=DAYS360(45992,46000.999999)", 9),
    ],
    lifted=_days360_whole,
    asks=[],
    codes={"method": DAYS_360},
)
def DAYS360(
    start_date: Number, end_date: Number, method: Logical = False, *, ctx: Context
) -> float:
    """The number of days between two dates in a year of twelve months of thirty days."""
    first = ymd(start_date + _HALF_SECOND, ctx.date1904)
    last = ymd(end_date + _HALF_SECOND, ctx.date1904)
    if first is None or last is None or min(start_date, end_date) < 0:
        return fail(NUM)
    (y1, m1, d1), (y2, m2, d2) = first, last
    if method:
        d1, d2 = min(d1, 30), min(d2, 30)
    else:
        if d1 == 31 or (m1 == 2 and d1 == month_length(y1, 2, ctx.date1904)):
            d1 = 30
        if d2 == 31 and d1 >= 30:
            d2 = 30
    return float((y2 - y1) * 360 + (m2 - m1) * 30 + d2 - d1)


def _datedif_whole(start_date: Any, end_date: Any, unit: Any, *, ctx: Context) -> Any:
    if isinstance(unit, np.ndarray):
        return None
    return many_dates.between(start_date, end_date, unit.upper(), ctx.date1904)


@function(
    examples=[
        ex('=DATEDIF(DATE(2020,2,29),DATE(2024,2,28),"Y")', 3),
        ex('=DATEDIF(DATE(2024,1,31),DATE(2024,3,1),"M")', 1),
        ex('=DATEDIF(DATE(2024,1,1),DATE(2024,3,1),"D")', 60),
        ex('=DATEDIF(DATE(2001,6,1),DATE(2002,8,15),"YD")', 75),
        ex('=DATEDIF(DATE(2023,1,15),DATE(2024,3,10),"YM")', 1),
        ex('=DATEDIF(DATE(2024,3,15),DATE(2024,5,10),"MD")', 25),
        ex('=DATEDIF(2,1,"D")', NUM),
        ex('=DATEDIF(1,2,"W")', NUM),
    ],
    lifted=_datedif_whole,
    asks=[],
    codes={"unit": DATE_UNITS},
)
def DATEDIF(start_date: Number, end_date: Number, unit: Text, ctx: Context) -> Scalar:
    """The whole days, months or years between two dates, in the unit asked for."""
    first, last = ymd(start_date, ctx.date1904), ymd(end_date, ctx.date1904)
    if first is None or last is None or int(start_date) > int(end_date):
        return NUM
    (y1, m1, d1), (y2, m2, d2) = first, last
    months = (y2 - y1) * 12 + m2 - m1 - (d2 < d1)
    kind = unit.upper()
    if kind == "Y":
        return months // 12
    if kind == "M":
        return months
    if kind == "D":
        return int(end_date) - int(start_date)
    if kind == "YM":
        return months % 12
    if kind == "MD":
        if d2 >= d1:
            return d2 - d1
        year, month = (y2, m2 - 1) if m2 > 1 else (y2 - 1, 12)
        return d2 - d1 + month_length(year, month, ctx.date1904)
    if kind == "YD":
        year = y1 if (m2, d2) >= (m1, d1) else y1 + 1
        same_year = serial(year, m2, d2, ctx.date1904)
        return NUM if same_year is None else same_year - int(start_date)
    return NUM


def _yearfrac_whole(start_date: Any, end_date: Any, basis: Any = 0.0, *, ctx: Context) -> Any:
    if isinstance(basis, np.ndarray) or not 0.0 <= basis < 5.0:
        return None
    return many_dates.year_fractions(start_date, end_date, int(basis), ctx.date1904)


@function(
    examples=[
        ex("=YEARFRAC(DATE(2012,1,1),DATE(2012,7,30))", 0.5805555555555556),
        ex("=YEARFRAC(DATE(2012,1,1),DATE(2012,7,30),1)", 0.5765027322404371),
        ex("=YEARFRAC(DATE(2012,1,1),DATE(2012,7,30),3)", 0.5780821917808219),
        ex("=YEARFRAC(DATE(2012,7,30),DATE(2012,1,1),2)", 0.5861111111111111),
        ex("=YEARFRAC(1,2,5)", NUM),
    ],
    lifted=_yearfrac_whole,
    asks=[],
    codes={"basis": BASES},
)
def YEARFRAC(
    start_date: StrictNumber, end_date: StrictNumber, basis: StrictNumber = 0.0, *, ctx: Context
) -> Scalar:
    """The fraction of a year between two dates, by one of five ways of counting days."""
    first, last = _since_1900(start_date, ctx.date1904), _since_1900(end_date, ctx.date1904)
    if not 0 <= int(basis) <= 4 or basis < 0:
        return NUM
    return daycount.year_fraction(min(first, last), max(first, last), int(basis))
