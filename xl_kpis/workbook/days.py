"""Days, months, quarters and numbers as people write them."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import cache
from typing import Any, NamedTuple

from xl_kpis.kpi.lookup import fold
from xl_kpis.languages import available
from xl_kpis.languages.conventions import conventions

_EPOCH = dt.date(1899, 12, 30)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[t ].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")


class _Written(NamedTuple):
    """What people write in any of the languages."""

    month_of: dict[str, int]
    quarter: re.Pattern[str]
    named: re.Pattern[str]


@cache
def _written() -> _Written:
    every = [conventions(code) for code in available()]
    month_of = {}
    for spelled in every:
        for number, (name, short) in enumerate(
            zip(spelled.months, spelled.short_months, strict=True), 1
        ):
            for word in (fold(name), *fold(short).split()):
                month_of[word] = month_of[_without_accents(word)] = number
    letter = "[" + "".join(re.escape(fold(spelled.quarter)) for spelled in every) + "]"
    suffixes = {re.escape(suffix) for spelled in every for suffix in spelled.day_suffixes}
    suffix = "(?:" + "|".join(sorted(suffixes, reverse=True)) + ")"
    return _Written(
        month_of,
        re.compile(
            rf"(?:{letter}\s*([1-4])\s*[-/ ]?\s*(\d{{4}})"
            rf"|(\d{{4}})\s*[-/ ]?\s*{letter}([1-4]))"
        ),
        re.compile(rf"(?:(\d{{1,2}}){suffix} )?([^\W\d]+)\.? (\d{{4}})"),
    )


def _without_accents(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def parse_day(value: Any) -> dt.date | None:
    """The day a value stands for (the first of a month, quarter or year); None if it is no day.

    Days come before months in ``03/04/2026``, as everywhere but in the United States; where that
    gives no day, as in ``03/31/2026``, the month comes first.

    >>> parse_day("2026-03"), parse_day("T2 2026"), parse_day("mars 2026")
    (datetime.date(2026, 3, 1), datetime.date(2026, 4, 1), datetime.date(2026, 3, 1))
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return _serial(float(value))
    if not isinstance(value, str):
        return None
    text = fold(value)
    if re.fullmatch(r"\d{4}", text):
        return _date(int(text), 1, 1)
    if found := _YEAR_FIRST.fullmatch(text):
        return _date(int(found[1]), int(found[2]), int(found[3] or 1))
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = int(found[1]), int(found[2]), int(found[3])
        return _date(year, month, day) or _date(year, day, month)
    if found := _MONTH_YEAR.fullmatch(text):
        return _date(int(found[2]), int(found[1]), 1)
    if found := _written().quarter.fullmatch(text):
        quarter, year = int(found[1] or found[4]), int(found[2] or found[3])
        return _date(year, 3 * quarter - 2, 1)
    if (found := _written().named.fullmatch(text)) and found[2] in _written().month_of:
        return _date(int(found[3]), _written().month_of[found[2]], int(found[1] or 1))
    return None


def _serial(number: float) -> dt.date | None:
    """A serial number of this century or the last, or a year."""
    if number == int(number) and 1900 <= number <= 2199:
        return _date(int(number), 1, 1)
    return _EPOCH + dt.timedelta(days=int(number)) if 3000 <= number < 110_000 else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


_SPACES = re.compile(r"[\s\u00a0\u202f']")


def parse_number(value: Any) -> float | None:
    """A number, also as text in English or French notation; None if it is none.

    >>> [parse_number(text) for text in ("1 234,5", "1,234.5", "12 %", "1,234")]
    [1234.5, 1234.5, None, 1234.0]
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value) if abs(float(value)) < 1e300 else None
    if not isinstance(value, str):
        return None
    text = _SPACES.sub("", value).replace("\u2212", "-")
    if re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    elif re.fullmatch(r"[-+]?\d{1,3}(\.\d{3})+,\d+", text):
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[-+]?\d*,\d+", text):
        text = text.replace(",", ".")
    if not re.fullmatch(r"[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?", text, re.IGNORECASE):
        return None
    return float(text)
