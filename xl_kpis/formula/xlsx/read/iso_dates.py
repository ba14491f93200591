"""ISO 8601 dates in cells (``t="d"``, Strict workbooks) as serial numbers."""

from __future__ import annotations

from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.values.serials import serial

_ISO = pattern(
    r"\s*(?:(\d{4})-(\d\d)-(\d\d))?"
    r"(?:T?(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?)?(?:Z|[+-]\d\d:\d\d)?\s*\Z"
)


def iso_serial(text: str, date1904: bool = False) -> float | None:
    """The serial number of an ISO date, time or both; None if it is none or out of range.

    >>> iso_serial("2024-02-29T18:00:00"), iso_serial("06:00:00"), iso_serial("soon")
    (45351.75, 0.25, None)
    """
    match = _ISO.match(text)
    if match is None or not (match[1] or match[4]):
        return None
    time = 0.0
    if match[4]:
        seconds = int(match[4]) * 3600 + int(match[5]) * 60 + float(match[6] or 0)
        time = seconds / 86400
    if not match[1]:
        return time
    try:
        day = serial(int(match[1]), int(match[2]), int(match[3]), date1904)
    except ValueError:
        return None
    return None if day is None else day + time
