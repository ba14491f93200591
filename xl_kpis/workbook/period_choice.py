"""A period of a workbook as people name it: by number, by a day in it, by name."""

from __future__ import annotations

from typing import Any

from xl_kpis.errors import XlKpisError
from xl_kpis.formula.book import Book
from xl_kpis.languages import DEFAULT
from xl_kpis.workbook.figures.periods import order_of, parse_span
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.texts import words


class NoPeriod(XlKpisError, ValueError):
    """No period of the workbook is meant; the text ``choice.<id>`` says why."""

    def __init__(self, id: str, **values: Any) -> None:
        super().__init__(id)
        self.id, self.values = id, values

    def sentence(self, language: str = DEFAULT) -> str:
        return words(f"choice.{self.id}", language, **self.values)

    def __str__(self) -> str:
        return self.sentence(DEFAULT)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (self.id, self.values)


def _rebuilt(id: str, values: dict[str, Any]) -> NoPeriod:
    return NoPeriod(id, **values)


def period_number(book: Book, period: str) -> int:
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
