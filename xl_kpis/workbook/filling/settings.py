"""Settings given with the data or on the command line."""

from __future__ import annotations

from typing import Any

from xl_kpis.workbook import layout
from xl_kpis.workbook.figures.model import Data, said
from xl_kpis.workbook.figures.numbers import parse_number
from xl_kpis.workbook.figures.periods import order_of, parse_day
from xl_kpis.workbook.filling.job import Job

# Currency and threshold are settings of the packs that use them.
SETTINGS = {
    "first_period": layout.FIRST_PERIOD,
    "months": layout.MONTHS,
    "year_month": layout.YEAR_MONTH,
    "client": layout.CLIENT,
    **layout.GROUPS,
    "currency": layout.CURRENCY,
    "threshold": layout.THRESHOLD,
    "logs_until": layout.LOGS_UNTIL,
}
CALENDAR = ("first_period", "months")


def fill_settings(job: Job, data: Data) -> None:
    known = {key: name for key, name in SETTINGS.items() if name in job.names}
    for key, (value, place) in data.settings.items():
        name = known.get(key)
        if name is None:
            job.problem(place, "setting", name=key, known=", ".join(known))
            continue
        good = _value(job, key, value)
        if good is None:
            id = "setting_months" if key == "months" else "setting_value"
            job.problem(place, id, name=key, value=value)
        elif key in CALENDAR and _moves(job, key, name, good):
            job.problem(place, "calendar_moves", name=key, value=value)
        else:
            job.edit(name, good)
            if key in CALENDAR:
                # Periods move with it, so that figures meet the new calendar.
                job.book[name] = good


def _moves(job: Job, key: str, name: str, value: Any) -> bool:
    """Whether a setting would put figures that are there already into other periods."""
    before = job.places.value(name)
    if key == "first_period":
        before = job.places.date(before)
    if before == value:
        return False
    return any(
        said(cell)
        for _, measure in layout.measures(job.places.pack)
        for cell in job.places.typed(measure.id)
    )


def _value(job: Job, key: str, value: Any) -> Any:
    if key in ("first_period", "logs_until"):
        if order_of(value) == "either" and not job.options.dates:
            return None
        return parse_day(value, job.options.dates)
    if key in ("currency", "client", *layout.GROUPS):
        return value.strip() if isinstance(value, str) and value.strip() else None
    number = parse_number(value)
    if key == "year_month" and (number is None or number not in range(1, 13)):
        return None
    if key == "months" and number not in layout.PERIOD_LENGTHS:
        return None
    return number
