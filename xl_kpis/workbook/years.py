"""A KPI over years: since the year began, a year before, and over twelve months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from xl_kpis.kpi.model import Kpi
from xl_kpis.kpi.words import format_value
from xl_kpis.workbook import layout
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.texts import words

Record = dict[str, Any]
FIELDS = ("year_to_date", "last_year_to_date", "rolling_year", "same_period_last_year")
"""What a record says of years, those that the business counts; None where periods are missing."""


def read_years(places: Places, kpi: Kpi) -> dict[str, list[Any]]:
    """Calc's rows of a KPI that years are told by; none in workbooks of layouts without them."""
    rows = {what: layout.row_name(what, kpi) for what in ("Value", *layout.YEAR_ROWS)}
    if not places.has(rows["Year"]):
        return {}
    return {what: places.values(name) for what, name in rows.items()}


def told(rows: Mapping[str, Sequence[Any]], number: int, months: int) -> Record:
    """The fields of a period, from 1, of so many months.

    >>> rows = {"Value": [0.8, 0.9, 0.7], "Year": [0.8, 0.85, 0.7], "Rolling": [None, 0.85, 0.8]}
    >>> told(rows, 3, 6)
    {'year_to_date': 0.7, 'last_year_to_date': 0.8, 'rolling_year': 0.8, \
'same_period_last_year': 0.8}
    """
    before = number - 12 // months if months and 12 % months == 0 else 0

    def at(what: str, period: int) -> float | None:
        found = rows[what][period - 1] if rows and period >= 1 else None
        return found if isinstance(found, float) else None

    values = at("Year", number), at("Year", before), at("Rolling", number), at("Value", before)
    return dict(zip(FIELDS, values, strict=True))


class Years(NamedTuple):
    """The KPIs of a period over years, in words."""

    title: str
    heads: list[str]
    """Of the columns after the first, whose KPI a line is of."""
    rows: list[list[str]]
    """The KPI, then its values."""
    note: str


def years_of(records: Sequence[Record], language: str, currency: str) -> Years | None:
    """A row per KPI: this year, the last one, twelve months, the same period a year ago; None where
    there are too few periods for any of it."""
    kept = [field for field in FIELDS if any(r[field] is not None for r in records)]
    if not kept:
        return None

    def shown(record: Record, field: str) -> str:
        value = record[field]
        return "–" if value is None else format_value(value, record["unit"], language, currency)

    return Years(
        words("years.title", language),
        [words(f"years.{field}", language) for field in kept],
        [[record["name"], *(shown(record, field) for field in kept)] for record in records],
        words("years.note", language),
    )
