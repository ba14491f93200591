"""Working days."""

from __future__ import annotations

from typing import Annotated, Any, Final

import numpy as np

from xl_kpis.errors import NUM, VALUE, ExcelError, fail
from xl_kpis.formula.functions.dates import whole_day
from xl_kpis.formula.functions.declare import (
    Context,
    Kind,
    Scalar,
    StrictNumber,
    StrictNumberOr0,
    ex,
    function,
)
from xl_kpis.formula.functions.support.meanings import WEEKENDS
from xl_kpis.formula.values.serials import is_date, weekday
from xl_kpis.formula.values.text_to_number import number_from_text

MaybeArray = Annotated[np.ndarray | None, Kind("array", "reference")]

Week = tuple[bool, ...]
"""Which days are worked, from Sunday."""
_MONDAY_TO_FRIDAY: Final[Week] = (False, True, True, True, True, True, False)


def _week(weekend: Any) -> Week:
    """The worked days for a weekend's number (1 to 7, 11 to 17) or its seven digits from Monday."""
    if isinstance(weekend, str):
        if len(weekend) != 7 or weekend.strip("01"):
            fail(VALUE)
        days = [digit == "0" for digit in weekend]
        return (days[6], *days[:6])
    code = 1 if weekend is None else int(weekend)
    if 1 <= code <= 7:
        off = {(code + 5) % 7, (code + 6) % 7}
    elif 11 <= code <= 17:
        off = {(code - 11) % 7}
    else:
        fail(NUM)
    return tuple(day not in off for day in range(7))


def _free_days(holidays: np.ndarray | None, week: Week, ctx: Context) -> list[int]:
    """Holidays that fall on worked days, sorted, each once."""
    found = set()
    for item in [] if holidays is None else holidays.ravel().tolist():
        if item is None:
            continue
        if isinstance(item, ExcelError):
            fail(item)
        number = number_from_text(item, ctx.date1904, ctx.region) if isinstance(item, str) else item
        if type(number) is not float:
            fail(VALUE)
        day = whole_day(float(number), ctx.date1904)
        if week[weekday(float(day), ctx.date1904)]:
            found.add(day)
    return sorted(found)


def _count(start: int, end: int, week: Week, free: list[int], date1904: bool) -> int:
    """Worked days from start to end, both counted; negative where start is later."""
    sign = 1
    if start > end:
        start, end, sign = end, start, -1
    weeks, rest = divmod(end - start + 1, 7)
    first = weekday(float(start), date1904)
    days = weeks * sum(week) + sum(week[(first + i) % 7] for i in range(rest))
    return sign * (days - sum(start <= day <= end for day in free))


def _move(start: int, days: int, week: Week, free: list[int], date1904: bool) -> float:
    """The day some worked days after (or before) a start, which itself is not counted."""
    per_week = sum(week)
    if not per_week:
        fail(VALUE)
    step, left, day = (1 if days > 0 else -1), abs(days), start
    holidays = set(free)
    while left:
        weeks = (left - 1) // per_week
        if weeks:
            target = day + step * 7 * weeks
            low, high = (day + 1, target) if step > 0 else (target, day - 1)
            left += sum(low <= free_day <= high for free_day in free) - weeks * per_week
            day = target
            continue
        day += step
        if day < 0:
            fail(NUM)
        if week[weekday(float(day), date1904)] and day not in holidays:
            left -= 1
    return float(day) if is_date(float(day), date1904) else fail(NUM)


@function(
    examples=[
        ex("=NETWORKDAYS(DATE(2024,1,1),DATE(2024,1,31))", 23),
        ex("=NETWORKDAYS(DATE(2024,1,1),DATE(2024,1,31),DATE(2024,1,1))", 22),
        ex("=NETWORKDAYS(DATE(2024,1,31),DATE(2024,1,1))", -23),
    ],
    category="dates",
    asks=[],
    ignores=["blank"],
    repeats="once",
    see=(
        "DAYS",
        "EDATE",
    ),
)
def NETWORKDAYS(
    start_date: StrictNumberOr0,
    end_date: StrictNumberOr0,
    holidays: MaybeArray = None,
    *,
    ctx: Context,
) -> int:
    """The number of working days from one date to another, Saturdays and Sundays off."""
    start, end = whole_day(start_date, ctx.date1904), whole_day(end_date, ctx.date1904)
    free = _free_days(holidays, _MONDAY_TO_FRIDAY, ctx)
    return _count(start, end, _MONDAY_TO_FRIDAY, free, ctx.date1904)


@function(
    examples=[
        ex("=NETWORKDAYS.INTL(DATE(2024,1,1),DATE(2024,1,31),11)", 27),
        ex('=NETWORKDAYS.INTL(DATE(2024,1,1),DATE(2024,1,31),"0000000")', 31),
        ex('=NETWORKDAYS.INTL(DATE(2024,1,1),DATE(2024,1,31),"1111111")', 0),
        ex("=NETWORKDAYS.INTL(1,2,8)", NUM),
        ex('=NETWORKDAYS.INTL(1,2,"0000")', VALUE),
    ],
    category="dates",
    asks=[],
    ignores=["blank"],
    repeats="once",
    codes={"weekend": WEEKENDS},
)
def NETWORKDAYS_INTL(
    start_date: StrictNumber,
    end_date: StrictNumber,
    weekend: Scalar = 1.0,
    holidays: MaybeArray = None,
    *,
    ctx: Context,
) -> int:
    """The number of working days from one date to another, with weekends of one’s choice."""
    start, end = whole_day(start_date, ctx.date1904), whole_day(end_date, ctx.date1904)
    week = _week(weekend)
    return _count(start, end, week, _free_days(holidays, week, ctx), ctx.date1904)


@function(
    examples=[
        ex("=WORKDAY(DATE(2024,1,5),1)", 45299),
        ex("=WORKDAY(DATE(2024,1,5),1,DATE(2024,1,8))", 45300),
        ex("=WORKDAY(DATE(2024,1,8),-1)", 45296),
        ex("=WORKDAY(1,-5)", NUM),
    ],
    category="dates",
    asks=[],
    ignores=["blank"],
    repeats="once",
)
def WORKDAY(
    start_date: StrictNumber, days: StrictNumber, holidays: MaybeArray = None, *, ctx: Context
) -> float:
    """The date some working days before or after another, Saturdays and Sundays off."""
    start = whole_day(start_date, ctx.date1904)
    free = _free_days(holidays, _MONDAY_TO_FRIDAY, ctx)
    return _move(start, _days(days), _MONDAY_TO_FRIDAY, free, ctx.date1904)


@function(
    examples=[
        ex("=WORKDAY.INTL(DATE(2024,1,5),1,11)", 45297),
        ex('=WORKDAY.INTL(DATE(2024,1,5),1,"1000000")', 45297),
        ex('=WORKDAY.INTL(DATE(2024,1,5),1,"1111111")', VALUE),
        ex("=WORKDAY.INTL(DATE(2024,1,5),1,TRUE)", 45299),
        ex("=WORKDAY.INTL(1,1,0)", NUM),
    ],
    category="dates",
    asks=[],
    ignores=["blank"],
    repeats="once",
    codes={"weekend": WEEKENDS},
)
def WORKDAY_INTL(
    start_date: StrictNumber,
    days: StrictNumber,
    weekend: Scalar = 1.0,
    holidays: MaybeArray = None,
    *,
    ctx: Context,
) -> float:
    """The date some working days before or after another, with weekends of one’s choice."""
    start = whole_day(start_date, ctx.date1904)
    week = _week(weekend)
    free = _free_days(holidays, week, ctx)
    return _move(start, _days(days), week, free, ctx.date1904)


def _days(days: float) -> int:
    return int(days) if abs(days) < 4_000_000 else fail(NUM)
