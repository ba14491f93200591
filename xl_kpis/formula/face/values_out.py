"""Numbers as the dates their formats show."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import Any, Literal

from xl_kpis.formula.values.number_format.sections import parse_format
from xl_kpis.formula.values.serials import to_python
from xl_kpis.formula.values.value import Scalar


@lru_cache(512)
def shows(code: str) -> Literal["date", "time", "span"] | None:
    """What a number format makes of a number: a date (with or without a time), a time of day, a
    span of hours, or none of these.

    >>> shows("dd/mm/yyyy"), shows("h:mm"), shows("[h]:mm"), shows("0.00")
    ('date', 'time', 'span', None)
    """
    sections = parse_format(code).numbers
    if not sections or sections[0].kind != "date":
        return None
    kinds = {token.kind for token in sections[0].tokens}
    if "elapsed" in kinds:
        return "span"
    return "date" if kinds & {"year", "month", "day", "era", "buddhist"} else "time"


def as_shown(value: Scalar, code: str | None, date1904: bool = False) -> Any:
    """A value as Python has what its format shows: ``datetime``, ``time`` or ``timedelta``; any
    other value is itself.

    >>> as_shown(45322.25, "d/m/yy h:mm"), as_shown(0.75, "h:mm"), as_shown(0.75, "0%")
    (datetime.datetime(2024, 1, 31, 6, 0), datetime.time(18, 0), 0.75)
    """
    if not code or type(value) is not float:
        return value
    kind = shows(code)
    if kind is None:
        return value
    if kind == "span":
        return datetime.timedelta(days=value)
    if kind == "time" and 0 <= value < 1:
        moment = datetime.datetime.min + datetime.timedelta(seconds=round(value * 86_400, 3))
        return moment.time()
    moment_of = to_python(value, date1904)
    return value if moment_of is None else moment_of
