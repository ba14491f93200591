"""Numbers, dates, times and percentages read out of text, as typing them into a cell would.

The forms are those of a region; for English (United States) ``1,234.5``, ``$5``, ``(5)``, ``5%``,
``1 1/2``, ``1/31/2024``, ``2024-01-31``, ``31-Jan-2024``, ``January 31, 2024``, ``1:30 PM``, and a
date with a time. Elsewhere the separators, the order of day and month and the names of months are
the region's own. Years of two digits are 1930 to 2029.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.values.region import EN_US, Region
from xl_kpis.formula.values.serials import month_length, serial
from xl_kpis.formula.values.value import SMALLEST

_DIGIT: Final = pattern(r"[0-9]")
_LONGEST: Final = 255

_FRACTION: Final = pattern(r"([+-])? *([0-9]+) +([0-9]{1,5})/([0-9]{1,5})")
_TIME: Final = pattern(
    r"""(?P<a>[0-9]{1,5})
    (?: :[ ]*(?P<b>[0-9]{1,5})?[ ]*(?: :[ ]*(?P<c>[0-9]{1,5})?)?(?P<f>\.[0-9]*)? )?
    (?:[ ]+(?P<ap>AM|PM|A|P))?""",
    re.VERBOSE | re.IGNORECASE,
)


class _Forms(NamedTuple):
    """What texts look like in a region."""

    plain: re.Pattern[str]
    number: re.Pattern[str]
    separated: re.Pattern[str]
    named: re.Pattern[str]
    months: dict[str, int]


@lru_cache
def _forms(region: Region) -> _Forms:
    point, groups = re.escape(region.decimal), re.escape(region.groups_read)
    signs = f"(?:[$€£]|{re.escape(region.currency)})"
    between = "[ ]*[/-][ ]*" if region.date_separator != "." else r"(?:[ ]*[/-][ ]*|[.][ ]*)"
    gap = f"(?:{between}|[ ])"
    word = "[a-z]{3,9}" if region is EN_US else r"[^\W\d_]{2,12}\.?"
    return _Forms(
        pattern(rf" *[+-]?(?:[0-9]+{point}?[0-9]*|{point}[0-9]+)(?:[eE][+-]?[0-9]+)? *"),
        pattern(
            rf"""(?P<open>\()?[ ]*
            (?P<sign>[+-])?[ ]*
            (?P<before>{signs}|%)?[ ]*
            (?P<sign2>[+-])?[ ]*
            (?P<whole>[0-9](?:[{groups}]?[0-9])*)?(?P<part>{point}[0-9]*)?
            (?P<exp>[eE][+-]?[0-9]+)?[ ]*
            (?P<after>%|€|{re.escape(region.money[1].strip() or "€")})?[ ]*
            (?P<close>\))?""",
            re.VERBOSE,
        ),
        pattern(rf"([0-9]{{1,4}}){between}([0-9]{{1,4}})(?:{between}([0-9]{{1,4}}))?"),
        pattern(
            rf"""(?P<day>[0-9]{{1,2}}){gap}(?P<month>{word})(?:{gap}(?P<year>[0-9]{{1,4}}))?
            | (?P<day2>[0-9]{{1,2}})(?P<month2>{word})(?P<year2>[0-9]{{1,4}})?
            | (?P<month3>{word}),?[ ]+(?P<day3>[0-9]{{1,2}}),[ ]+(?P<year3>[0-9]{{4}})
            | (?P<month4>{word}),[ ]+(?P<day4>[0-9]{{1,2}}),[ ]+(?P<year4>[0-9]{{1,2}})
            | (?P<month5>{word})(?:{gap})?(?P<last>[0-9]{{1,4}})""",
            re.VERBOSE | re.IGNORECASE,
        ),
        _months(region),
    )


def _months(region: Region) -> dict[str, int]:
    """Names of months, short names and beginnings of at least three letters that only one has."""
    found: dict[str, set[int]] = {}
    for i, name in enumerate(region.names.months, 1):
        for length in range(3, len(name) + 1):
            found.setdefault(name[:length].casefold(), set()).add(i)
    for i, name in enumerate(region.names.short_months, 1):
        found[name.casefold()] = {i}
    for i, name in enumerate(region.names.months, 1):
        found[name.casefold()] = {i}
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


_US: Final = _forms(EN_US)


def number_from_text(text: str, date1904: bool = False, region: Region = EN_US) -> float | None:
    """The number a text stands for, or None.

    >>> number_from_text(" 12 "), number_from_text("5%"), number_from_text("x")
    (12.0, 0.05, None)
    >>> number_from_text("1-Jan-2007"), number_from_text("1:30 PM"), number_from_text("($1,000)")
    (39083.0, 0.5625, -1000.0)
    """
    forms = _US if region is EN_US else _forms(region)
    if forms.plain.fullmatch(text):
        return _finite(text.replace(region.decimal, "."))
    if not _DIGIT.search(text) or len(text) > _LONGEST:
        return None
    stripped = text.strip(" ")
    number = _decorated(stripped, forms, region)
    if number is None and text.startswith(stripped):  # a date takes no spaces before it
        number = date_time_from_text(stripped, date1904, region)
    return number


def _finite(text: str) -> float | None:
    if len(text) > 15:
        text = _fifteen(text)
    number = float(text)
    if number - number != 0.0:
        return None
    return number if abs(number) >= SMALLEST else 0.0


def _fifteen(text: str) -> str:
    """The text of a plain number with the digits after the fifteenth significant one as zeros."""
    mantissa, mark, exponent = text.strip().lower().partition("e")
    seen, out = 0, []
    for char in mantissa:
        if char.isdigit() and (seen or char != "0"):
            seen += 1
            out.append(char if seen <= 15 else "0")
        else:
            out.append(char)
    return "".join(out) + mark + exponent


def _decorated(text: str, forms: _Forms, region: Region) -> float | None:
    """Numbers with separators, a currency, a percent sign, brackets or a fraction."""
    match = forms.number.fullmatch(text)
    if not match:
        return _fraction(text)
    whole, part = match["whole"], match["part"]
    if not whole and part in (None, region.decimal):
        return None
    if (match["open"] is None) != (match["close"] is None):
        return None
    if (match["open"] and (match["sign"] or match["sign2"])) or (match["sign"] and match["sign2"]):
        return None
    if match["sign2"] and not match["before"]:
        return None
    before, after = match["before"], match["after"]
    if before and after:
        return None
    if whole and not whole.isdigit():
        groups = re.split(f"[{re.escape(region.groups_read)}]", whole)
        if any(len(group) < 3 for group in groups[1:]) or not groups[0].strip("0"):
            return None
        whole = "".join(groups)
    part = "." + part[1:] if part else ""
    number = _finite((whole or "0") + part + (match["exp"] or ""))
    if number is None:
        return None
    if "%" in (before, after):
        number /= 100
    negative = match["open"] or "-" in (match["sign"], match["sign2"])
    return -number if negative else number


def _fraction(text: str) -> float | None:
    match = _FRACTION.fullmatch(text)
    if not match or int(match[4]) == 0:
        return None
    number = int(match[2]) + int(match[3]) / int(match[4])
    return -number if match[1] == "-" else number


def date_time_from_text(text: str, date1904: bool = False, region: Region = EN_US) -> float | None:
    """The serial of a text that is a date, a time or both; None if it is neither.

    >>> date_time_from_text("2024-01-31 6:00"), date_time_from_text("7")
    (45322.25, None)
    """
    text = text.strip(" ")
    day = date_from_text(text, date1904, region)
    if day is not None:
        return day
    if ":" not in text and text[-1:].upper() not in ("M", "A", "P"):
        return None
    time = time_from_text(text, region)
    if time is not None:
        return time
    words = text.split(" ")
    for at in range(1, len(words)):
        head, tail = " ".join(words[:at]), " ".join(words[at:])
        day, time = date_from_text(head, date1904, region), time_from_text(tail, region)
        if day is None or time is None:
            day, time = date_from_text(tail, date1904, region), time_from_text(head, region)
        if day is not None and time is not None:
            return day + time
    return None


def time_from_text(text: str, region: Region = EN_US) -> float | None:
    """The fraction of a day of ``13:45``, ``1:45:30.5 PM``, ``30:00`` (one field may run over).

    >>> time_from_text("12:30 AM"), time_from_text("36:00"), time_from_text("25:61")
    (0.020833333333333332, 1.5, None)
    """
    if region.decimal != ".":
        text = text.replace(region.decimal, ".")
    match = _TIME.fullmatch(text.strip(" "))
    if not match:
        return None
    first, second, third, fraction = match["a"], match["b"], match["c"], match["f"]
    half = (match["ap"] or "").upper()[:1]
    if ":" not in text and not half:
        return None
    part = float(fraction) if fraction and fraction != "." else 0.0
    if fraction and fraction != "." and third is None:  # minutes and seconds
        hours, minutes, seconds = 0, int(first), int(second or 0)
    elif fraction is not None and second is None:
        return None
    else:
        hours, minutes, seconds = int(first), int(second or 0), int(third or 0)
    if max(hours, minutes, seconds) > 9999:
        return None
    if (hours > 23) + (minutes > 59) + (seconds > 59) > 1:
        return None
    if half:
        if not 0 <= hours <= 12 or minutes > 59 or seconds > 59:
            return None
        hours = hours % 12 + (12 if half == "P" else 0)
    return (hours + (minutes + (seconds + part) / 60) / 60) / 24


def date_from_text(text: str, date1904: bool = False, region: Region = EN_US) -> float | None:
    """The serial of a text that is a date alone; None if it is none.

    >>> date_from_text("June 9, 1969"), date_from_text("2/29/1900"), date_from_text("13/1/2000")
    (25363.0, 60.0, None)
    """
    forms = _US if region is EN_US else _forms(region)
    match = forms.separated.fullmatch(text)
    if match:
        return _separated(match[1], match[2], match[3], date1904, region.order)
    match = forms.named.fullmatch(text)
    if not match:
        return None
    word = next(match[name] for name in _MONTH_GROUPS if match[name])
    month = forms.months.get(word.casefold().rstrip("."))
    if month is None:
        return None
    if match["last"]:
        return _month_and_number(month, match["last"], date1904)
    day = match["day"] or match["day2"] or match["day3"] or match["day4"]
    year = match["year"] or match["year2"] or match["year3"] or match["year4"]
    return _day(year or _this_year(), month, int(day), date1904)


_MONTH_GROUPS: Final = ("month", "month2", "month3", "month4", "month5")


def _separated(
    first: str, second: str, third: str | None, date1904: bool, order: str
) -> float | None:
    """A date of numbers, in the order of the region; a year of four digits is where it is."""
    if third is None:
        if len(first) > 2:
            return None
        if order == "dmy" and len(second) <= 2:
            found = _day(_this_year(), int(second), int(first), date1904)
            if found is not None:
                return found
            return _day(second, int(first), 1, date1904)
        return _month_and_number(int(first), second, date1904)
    if len(first) == 4 or (order == "ymd" and len(third) <= 2):
        return _day(first, int(second), int(third), date1904) if len(third) <= 2 else None
    if len(first) > 2 or len(second) > 2:
        return None
    if order == "dmy":
        first, second = second, first
    return _day(third, int(first), int(second), date1904)


def _month_and_number(month: int, number: str, date1904: bool) -> float | None:
    """A month with what may be a day of this year, or else a year."""
    if len(number) <= 2:
        found = _day(_this_year(), month, int(number), date1904)
        if found is not None:
            return found
    return _day(number, month, 1, date1904)


def _this_year() -> str:
    return str(date.today().year)


def _day(year_text: str, month: int, day: int, date1904: bool) -> float | None:
    year = int(year_text)
    if len(year_text) <= 2:
        year += 2000 if year < 30 else 1900
    if not 1900 <= year <= 9999 or not 1 <= month <= 12:
        return None
    if not 1 <= day <= month_length(year, month, date1904):
        return None
    return serial(year, month, day, date1904)
