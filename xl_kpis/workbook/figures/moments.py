"""Days of which the time is known, too: it tells records of one day apart."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from xl_kpis.workbook.figures.periods import serial_of
from xl_kpis.workbook.figures.plain_text import plain

_CLOCK = re.compile(
    r"(?<![\d:.+-])([01]?\d|2[0-3])(?::([0-5]\d)(?::([0-5]\d))?|h([0-5]\d)?)?"
    r"(?: ?([ap])\.?m\.?)?(?![a-z\d])"
)


class Moment(dt.date):
    """A day that compares as any other, and knows the time of what happened on it."""

    time = dt.time()

    @classmethod
    def of(cls, day: dt.date, time: dt.time) -> Moment:
        """A day with its time.

        >>> noon = Moment.of(dt.date(2026, 3, 2), dt.time(12))
        >>> noon == dt.date(2026, 3, 2), noon.whole
        (True, datetime.datetime(2026, 3, 2, 12, 0))
        """
        moment = cls(day.year, day.month, day.day)
        moment.time = time
        return moment

    @property
    def whole(self) -> dt.datetime:
        """The day and the time as one."""
        return dt.datetime.combine(self, self.time)


def time_of(value: Any) -> dt.time | None:
    """The time of day a cell tells, behind a day or alone; None if it tells none.

    >>> time_of("02/03/2026 14:30"), time_of("Mar 2, 2026 at 2:30 pm"), time_of("14h30")
    (datetime.time(14, 30), datetime.time(14, 30), datetime.time(14, 30))
    >>> time_of("46058.5"), time_of("2026-03-02"), time_of("2 mars 2026"), time_of(46058.0)
    (datetime.time(12, 0), None, None, None)
    >>> time_of("2026-03-02T09:15:00+01:00")
    datetime.time(9, 15)
    """
    if isinstance(value, dt.datetime):
        return value.time() if value.time() != dt.time() else None
    if isinstance(value, dt.time):
        return value
    number = serial_of(value)
    if isinstance(number, float):
        seconds = round(number % 1 * 86400)
        return (dt.datetime.min + dt.timedelta(seconds=seconds)).time() if seconds else None
    if not isinstance(value, str):
        return None
    for found in _CLOCK.finditer(re.sub(r"(?<=\d)t(?=\d)", " ", plain(value))):
        hour, minute, second, after_h, half = found.groups()
        if half is None and minute is None and "h" not in found[0]:
            continue  # a bare number is no time
        if half is not None:
            hour = str(int(hour) % 12 + (12 if half == "p" else 0))
        return dt.time(int(hour), int(minute or after_h or 0), int(second or 0))
    return None
