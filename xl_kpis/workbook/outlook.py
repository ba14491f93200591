"""Where a KPI is heading: the line through its last periods, its spread, and when it gets there."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from typing import Any

from xl_kpis.kpi.model import Kpi
from xl_kpis.kpi.words import format_value
from xl_kpis.workbook import layout
from xl_kpis.workbook.day_words import period_words
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.texts import words

Record = dict[str, Any]
NOTHING: Record = {
    "forecast": None,
    "forecast_low": None,
    "forecast_high": None,
    "forecast_for": "",
    "own_target_by": "",
}
"""What a record says where there are too few periods."""
FARTHEST = 12
"""How many periods ahead a line is followed to a target."""


def read_lines(places: Places, kpi: Kpi) -> list[tuple[Any, ...]]:
    """Next value, spread and gain per period of the line in each period; nothing in workbooks of
    layouts without them."""
    names = [layout.row_name(what, kpi) for what in layout.LINE_ROWS]
    if not places.has(names[0]):
        return []
    return list(zip(*map(places.values, names), strict=True))


def ahead(
    kpi: Kpi, line: tuple[Any, ...], record: Record, start: dt.date | None, months: int
) -> Record:
    """``forecast`` for the next period, whose last day is ``forecast_for``, ``forecast_low`` and
    ``forecast_high`` (four of five lie between), and ``own_target_by``: the last day of the period
    in which the line reaches the own target, if that is behind and the line gets there within
    :data:`FARTHEST` periods."""
    if not all(isinstance(number, float) for number in line) or start is None:
        return NOTHING
    following, spread, gain = line
    made = {
        "forecast": _possible(kpi, following),
        "forecast_low": _possible(kpi, following - spread),
        "forecast_high": _possible(kpi, following + spread),
        "forecast_for": _last_day(start, 1, months),
    }
    target, behind = record["own_target"], record["own_target_state"] == "behind"
    nearer = gain if kpi.better == "higher" else -gain
    if not behind or nearer <= 0:
        return {**NOTHING, **made}
    missing = (target - following) if kpi.better == "higher" else (following - target)
    periods = 1 + max(0, math.ceil(missing / nearer - 1e-9))
    by = _last_day(start, periods, months) if periods <= FARTHEST else ""
    return {**made, "own_target_by": by}


def _possible(kpi: Kpi, value: float) -> float:
    """The nearest value that the KPI can have."""
    low, high = kpi.domain
    value = value if low is None else max(low, value)
    return value if high is None else min(high, value)


def _last_day(start: dt.date, periods: int, months: int) -> str:
    """The last day of the period so many after the one that starts on a day."""
    year, month = divmod(12 * start.year + start.month - 1 + (periods + 1) * months, 12)
    day = min(start.day, calendar.monthrange(year, month + 1)[1])
    return (dt.date(year, month + 1, day) - dt.timedelta(days=1)).isoformat()


def forecast_words(record: Record, language: str, currency: str = "USD") -> str:
    """The forecast in a sentence, with its spread; empty where there is none."""
    if record["forecast"] is None:
        return ""
    unit = record["unit"]
    shown = [
        format_value(record[key], unit, language, currency)
        for key in ("forecast", "forecast_low", "forecast_high")
    ]
    return words("outlook.next", language, value=shown[0], low=shown[1], high=shown[2])


def pace_words(record: Record, language: str) -> str:
    """When the own target is reached at this pace, or that it is not; empty where that is no
    question."""
    if record["forecast"] is None or record["own_target_state"] != "behind":
        return ""
    if not record["own_target_by"]:
        return words("outlook.never", language)
    month = period_words(record["own_target_by"], record["own_target_by"], language)
    return words("outlook.by", language, day=month)
