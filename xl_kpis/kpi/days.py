"""Days in formulas: which there are, and how many lie between two.

A day is a serial number of Excel's, so that ``= last - first`` is how many days lie between.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

from xl_kpis.errors import NUM
from xl_kpis.kpi.evaluate import serial
from xl_kpis.kpi.expr import AsTyped, Binary, Call, Expr, Number, Symbol, at_most, when, wrap
from xl_kpis.kpi.model import NO_DAY, Rule

FIRST_DAY, LAST_DAY = 1, 2958465
"""The days that every spreadsheet has: 1 January 1900 to 31 December 9999."""
DATE_FUNCTIONS = ("DAYS", "NETWORKDAYS")
"""The functions of a formula that take two days and give a number."""
_MONDAY = 2
"""The serial number of a Monday, as weekdays are counted by Excel and LibreOffice alike."""


def day_rule(name: str) -> Rule:
    """What is no day that a spreadsheet has."""
    return Rule(NO_DAY, NUM, (name,), lambda day: (day < FIRST_DAY) | (day >= LAST_DAY + 1))


def day_number(given: Any) -> float | None:
    """The serial number of a day of a pack file.

    >>> day_number("2026-03-02"), day_number("March 2"), day_number(46083)
    (46083, None, None)
    """
    try:
        day = dt.date.fromisoformat(given.strip()) if isinstance(given, str) else None
    except ValueError:
        return None
    return int(serial(day)) if day is not None and day.year >= 1900 else None


def day_of(number: float) -> dt.date:
    """The day of a serial number.

    >>> day_of(46083)
    datetime.date(2026, 3, 2)
    """
    return dt.date(1899, 12, 30 if number > 60 else 31) + dt.timedelta(int(number))


def days_between(last: Any, first: Any) -> Any:
    """``DAYS``: how many days lie between two, times of day left aside.

    >>> days_between(Symbol("B2"), Symbol("A2")).excel()
    'INT(B2)-INT(A2)'
    >>> days_between(Symbol("B2"), Symbol("A2")).as_typed()
    'DAYS(B2,A2)'
    """
    between = _whole(last) - _whole(first)
    if isinstance(between, Expr):
        return AsTyped(between, "DAYS", wrap(last), wrap(first))
    return between


def weekdays(first: Any, last: Any) -> Any:
    """``NETWORKDAYS``: how many days from Monday to Friday there are from a day to a day, both
    counted, below zero where the second comes first.

    >>> weekdays(46083.0, 46089.0), weekdays(46089.0, 46083.0)
    (5.0, -5.0)
    """
    if isinstance(first, Expr) or isinstance(last, Expr):
        sound = Call("NETWORKDAYS", _known(wrap(first)), _known(wrap(last)))
        return AsTyped(sound, "NETWORKDAYS", wrap(first), wrap(last))
    first, last = _known(first), _known(last)
    forward = _until(last) - _until(first - 1)
    backward = _until(last - 1) - _until(first)
    return when(first <= last, lambda: forward, lambda: backward)


def _known(day: Any) -> Any:
    """A whole day; of what is worked out and is none, no number at all: the spreadsheets differ in
    what their functions make of it. A symbol stands for what a rule has found to be one."""
    if isinstance(day, Symbol):
        return day
    known = (day >= FIRST_DAY) & (day < LAST_DAY + 1)
    if isinstance(day, Expr):
        return when(known, lambda: day, lambda: Binary("^", Number(10), Number(999)))
    return when(known, lambda: day // 1, lambda: math.nan)


def _until(day: Any) -> Any:
    """How many weekdays there are from a Monday on until a day, that day counted."""
    counted = day - _MONDAY + 1
    return 5 * (counted // 7) + at_most(counted % 7, 5.0)


def _whole(day: Any) -> Any:
    return Call("INT", day) if isinstance(day, Expr) else day // 1
