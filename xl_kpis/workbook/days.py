"""Days, months, quarters and numbers as people write them."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from xl_kpis.kpi.lookup import fold

_EPOCH = dt.date(1899, 12, 30)
_MONTHS = (
    ("jan", "janv", "january", "janvier"),
    ("feb", "fév", "févr", "fev", "february", "février", "fevrier"),
    ("mar", "mars", "march"),
    ("apr", "avr", "april", "avril"),
    ("may", "mai"),
    ("jun", "juin", "june"),
    ("jul", "juil", "july", "juillet"),
    ("aug", "août", "aout", "august"),
    ("sep", "sept", "september", "septembre"),
    ("oct", "october", "octobre"),
    ("nov", "november", "novembre"),
    ("dec", "déc", "december", "décembre", "decembre"),
)
_MONTH_OF = {name: i for i, names in enumerate(_MONTHS, 1) for name in names}
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[t ].*)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_QUARTER = re.compile(r"(?:[qt]\s*([1-4])\s*[-/ ]?\s*(\d{4})|(\d{4})\s*[-/ ]?\s*[qt]([1-4]))")
_NAMED = re.compile(r"(?:(\d{1,2})(?:er)? )?([^\W\d]+)\.? (\d{4})")


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
    if found := _QUARTER.fullmatch(text):
        quarter, year = int(found[1] or found[4]), int(found[2] or found[3])
        return _date(year, 3 * quarter - 2, 1)
    if (found := _NAMED.fullmatch(text)) and found[2] in _MONTH_OF:
        return _date(int(found[3]), _MONTH_OF[found[2]], int(found[1] or 1))
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
