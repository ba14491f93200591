"""Days and periods in words of a language."""

from __future__ import annotations

import datetime as dt

from xl_kpis.languages.conventions import conventions


def period_words(first: str, last: str, language: str, year_month: int = 1) -> str:
    """A period by its first and last day, in words; ``year_month`` is the first month of the year
    by which quarters are counted.

    >>> period_words("2025-10-01", "2025-10-31", "en")
    'October 2025'
    >>> period_words("2025-10-01", "2025-12-31", "fr")
    'T4 2025'
    >>> period_words("2025-10-01", "2026-03-31", "fr")
    'octobre 2025 – mars 2026'
    >>> period_words("2026-01-01", "2026-03-31", "en", year_month=4)
    'Q4 2025/26'
    """
    if not first or not last:
        return "–"
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    names = conventions(language).months
    begins, ends = names[start.month - 1], f"{names[end.month - 1]} {end.year}"
    if (start.year, start.month) == (end.year, end.month):
        return ends
    months = (start.month - year_month) % 12
    if start.day == 1 and not months % 3 and end == _quarter_end(start):
        letter = conventions(language).quarter
        return f"{letter}{months // 3 + 1} {_year_words(start, year_month)}"
    return f"{begins} – {ends}" if start.year == end.year else f"{begins} {start.year} – {ends}"


def _year_words(day: dt.date, year_month: int) -> str:
    """The year of a day: two of the calendar's, where it does not begin with January."""
    if year_month == 1:
        return str(day.year)
    begins = day.year - (day.month < year_month)
    return f"{begins}/{(begins + 1) % 100:02}"


def _quarter_end(start: dt.date) -> dt.date:
    """The last day of the three months that begin on a day."""
    year, month = divmod(12 * start.year + start.month + 2, 12)
    return dt.date(year, month + 1, 1) - dt.timedelta(days=1)


def date_words(day: str, language: str) -> str:
    """A day in words; what is none stands as it is.

    >>> date_words("2026-04-01", "en"), date_words("2026-04-01", "fr"), date_words("spring", "en")
    ('1 April 2026', '1er avril 2026', 'spring')
    """
    try:
        date = dt.date.fromisoformat(day)
    except ValueError:
        return day
    return conventions(language).day(date)
