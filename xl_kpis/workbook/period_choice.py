"""A period of a workbook as people name it: by number, by a day in it, by name."""

from __future__ import annotations

from xl_kpis.formula.face.readable import Readable
from xl_kpis.workbook.figures.periods import order_of, parse_span
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.texts import Refused


class NoPeriod(Refused):
    """No period of the workbook is meant; the text ``choice.<id>`` says why."""

    section = "choice"


def period_number(book: Readable, period: str) -> int:
    """The number of the period a person means; :class:`NoPeriod` if there is none."""
    periods = Places(book).periods()
    if period.isdecimal() and 1 <= int(period) <= len(periods):
        return int(period)
    span = None if order_of(period) == "either" else parse_span(period)
    if span is None:
        raise NoPeriod("bad_period", period=period, last=len(periods))
    for number, (first, last) in enumerate(periods, 1):
        if first and last and first <= span.first <= last:
            if span.last > last:
                raise NoPeriod("several", period=period, first=first, last=last)
            return number
    raise NoPeriod("calendar", period=period, first=periods[0][0], last=periods[-1][1])
