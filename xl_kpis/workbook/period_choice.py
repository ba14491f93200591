"""A period of a workbook as people name it: by number, by a day in it, by name."""

from __future__ import annotations

import datetime as dt

from xl_kpis.formula.face.readable import Readable
from xl_kpis.languages import available
from xl_kpis.workbook.day_words import period_words
from xl_kpis.workbook.figures.periods import order_of, parse_span
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.scorecard import year_month_of
from xl_kpis.workbook.texts import Refused


class NoPeriod(Refused):
    """No period of the workbook is meant; the text ``choice.<id>`` says why."""

    section = "choice"


def period_number(book: Readable, period: str) -> int:
    """The number of the period a person means; :class:`NoPeriod` if there is none."""
    places = Places(book)
    periods = places.periods()
    if period.isdecimal() and 1 <= int(period) <= len(periods):
        return int(period)
    if (year := year_month_of(places)) != 1:
        for number, (first, last) in enumerate(periods, 1):
            if first and last and _is_called(period, first, last, year):
                return number
    span = None if order_of(period) == "either" else parse_span(period)
    if span is None:
        raise NoPeriod("bad_period", period=period, last=len(periods))
    for number, (first, last) in enumerate(periods, 1):
        if first and last and first <= span.first <= last:
            if span.last > last:
                raise NoPeriod("several", period=period, first=first, last=last)
            return number
    raise NoPeriod("calendar", period=period, first=periods[0][0], last=periods[-1][1])


def _is_called(period: str, first: dt.date, last: dt.date, year_month: int) -> bool:
    """Whether a period is what scorecards call it, in any language."""
    days = first.isoformat(), last.isoformat()
    names = (period_words(*days, language, year_month) for language in available())
    return period.strip().casefold() in [name.casefold() for name in names]
