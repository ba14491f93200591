"""Working days."""

from __future__ import annotations

from typing import Annotated, Any, Final

import numpy as np

from xl_kpis.errors import NUM, VALUE, ExcelError, Failure, fail
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
from xl_kpis.formula.functions.support.many_dates import or_no_number, whole_days
from xl_kpis.formula.functions.support.meanings import WEEKENDS
from xl_kpis.formula.values.serials import is_date, weekday, weekdays
from xl_kpis.formula.values.text_to_number import number_from_text

MaybeArray = Annotated[np.ndarray | None, Kind("array", "reference")]

Week = tuple[bool, ...]
"""Which days are worked, from Sunday."""
_MONDAY_TO_FRIDAY: Final[Week] = (False, True, True, True, True, True, False)
_MOST_DAYS: Final = 4_000_000
"""More days than there are."""


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


# ---- many at once -------------------------------------------------------------------------------


class _Calendar:
    """Worked days, counted from a day long past on.

    The days of a week are told by ``weekday``; a week is from Sunday to Saturday.
    """

    def __init__(self, week: Week, free: list[int], date1904: bool) -> None:
        self.week, self.date1904 = week, date1904
        self.per_week = sum(week)
        self.free = np.array(free, np.int64)
        self._until = np.cumsum([0, *week])
        """Worked days before each day of a week."""
        self._places = np.flatnonzero(week)
        self._first = int(weekdays(np.array([0]), date1904)[0])

    def count(self, days: np.ndarray) -> np.ndarray:
        """How many days were worked up to each of some days, free ones among them."""
        weeks, rest = np.divmod(days + self._first + 1, 7)
        return weeks * self.per_week + self._until[rest]

    def between(self, start: np.ndarray, end: np.ndarray) -> np.ndarray:
        """How many days are worked from each day to another, both counted; negative where the other
        comes before."""
        low, high = np.minimum(start, end), np.maximum(start, end)
        found = self.count(high) - self.count(low - 1)
        found -= self.free.searchsorted(high, "right") - self.free.searchsorted(low)
        return np.where(start > end, -found, found)

    def move(self, start: np.ndarray, days: np.ndarray) -> np.ndarray:
        """The days that come so many worked days after each start, or before it."""
        before = start - (days < 0)
        rank = self.count(before) - self.free.searchsorted(before, "right")
        rank = rank + days + (days < 0)
        # of each free day, how many days were worked before it that are not free themselves
        passed = self.count(self.free) - np.arange(1, len(self.free) + 1)
        rank = rank + passed.searchsorted(rank)
        weeks, rest = np.divmod(rank - 1, self.per_week)
        return np.where(days == 0, start, weeks * 7 + self._places[rest] - self._first)


def _many(
    start: Any, weekend: Any, holidays: np.ndarray | None, ctx: Context
) -> tuple[np.ndarray, np.ndarray, _Calendar] | None:
    """Start days, which of them are dates, and the days worked; None where it depends on the item,
    or on what comes first, what is wrong."""
    if isinstance(weekend, np.ndarray):
        return None
    try:
        week = _week(weekend)
        calendar = _Calendar(week, _free_days(holidays, week, ctx), ctx.date1904)
    except Failure:
        return None
    return (*whole_days(start, ctx.date1904), calendar)


def _count_many(
    start_date: Any, end_date: Any, weekend: Any, holidays: np.ndarray | None, ctx: Context
) -> Any:
    found = _many(start_date, weekend, holidays, ctx)
    if found is None:
        return None
    start, good, calendar = found
    end, also = whole_days(end_date, ctx.date1904)
    return or_no_number(calendar.between(start, end), good & also)


def _move_many(
    start_date: Any, days: Any, weekend: Any, holidays: np.ndarray | None, ctx: Context
) -> Any:
    found = _many(start_date, weekend, holidays, ctx)
    if found is None or not found[2].per_week:
        return None
    start, good, calendar = found
    few = np.abs(days) < _MOST_DAYS
    moved = calendar.move(start, np.where(few, days, 0.0).astype(np.int64))
    return or_no_number(moved, good & few & whole_days(moved, ctx.date1904)[1])


def _networkdays_whole(
    start_date: Any, end_date: Any, holidays: np.ndarray | None = None, *, ctx: Context
) -> Any:
    return _count_many(start_date, end_date, None, holidays, ctx)


def _networkdays_intl_whole(
    start_date: Any,
    end_date: Any,
    weekend: Any = 1.0,
    holidays: np.ndarray | None = None,
    *,
    ctx: Context,
) -> Any:
    return _count_many(start_date, end_date, weekend, holidays, ctx)


def _workday_whole(
    start_date: Any, days: Any, holidays: np.ndarray | None = None, *, ctx: Context
) -> Any:
    return _move_many(start_date, days, None, holidays, ctx)


def _workday_intl_whole(
    start_date: Any,
    days: Any,
    weekend: Any = 1.0,
    holidays: np.ndarray | None = None,
    *,
    ctx: Context,
) -> Any:
    return _move_many(start_date, days, weekend, holidays, ctx)


@function(
    examples=[
        ex("=NETWORKDAYS(DATE(2024,1,1),DATE(2024,1,31))", 23),
        ex("=NETWORKDAYS(DATE(2024,1,1),DATE(2024,1,31),DATE(2024,1,1))", 22),
        ex("=NETWORKDAYS(DATE(2024,1,31),DATE(2024,1,1))", -23),
    ],
    category="dates",
    asks=[],
    lifted=_networkdays_whole,
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
    lifted=_networkdays_intl_whole,
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
    lifted=_workday_whole,
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
    lifted=_workday_intl_whole,
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
    return int(days) if abs(days) < _MOST_DAYS else fail(NUM)
