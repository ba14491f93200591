"""Days, months, quarters and years as people write them, and which comes first, day or month."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from xl_kpis.languages import available
from xl_kpis.languages.conventions import conventions
from xl_kpis.workbook.figures.day_names import WORD, month_anywhere, weekday_before
from xl_kpis.workbook.figures.plain_text import plain

DMY, MDY = "dmy", "mdy"
_EPOCH = dt.date(1899, 12, 30)
_TIME = re.compile(
    r"(?:,? (?:a |at )?|t)(?:2[0-3]|[01]?\d)(?!\d)(?::\d\d(?::\d\d(?:[.,]\d+)?)?|h(?:\d\d)?)?"
    r" ?(?:[ap]\.?m\.?)?(?: ?(?:z|utc|gmt|wet|cest|cet|eet|bst|[ecmp][sd]?t)?"
    r"(?: ?[-+]\d\d?:?(?:\d\d)?)?(?: ?uhr| ?\([^()]*\))?)"
)
_YEAR = r"(\d{4}|\d\d)"
_MONTH = rf"({WORD})\.?"
_ORDINAL = r"(?:st|nd|rd|th|er|re|e|eme|ere)?"
_DAY = rf"(\d{{1,2}}){_ORDINAL}"
_TO = r"(?:-|to|a|au)"


@cache
def _month_of() -> dict[str, int]:
    """The months by all names and short names of all languages, plain."""
    found = {}
    for spelled in map(conventions, available()):
        both = zip(spelled.months, spelled.short_months, strict=True)
        for number, (name, short) in enumerate(both, 1):
            for word in (name, *short.split()):
                found[plain(word)] = number
    return found


@cache
def _quarter_letters() -> str:
    return "".join(re.escape(plain(conventions(code).quarter)) for code in available())


@dataclass(frozen=True)
class Span:
    """A stretch of time: its first day and its length in whole months, or in days (months 0)."""

    first: dt.date
    months: int = 0
    days: int = 1

    @property
    def last(self) -> dt.date:
        """Its last day."""
        return _last_day(self)

    @property
    def is_day(self) -> bool:
        return self.months == 0 and self.days == 1


def order_of(text: Any) -> str:
    """What a date in figures says about its order: ``dmy``, ``mdy``, ``either`` or nothing.

    A weekday beside it tells, where only one of the two readings falls on it.

    >>> order_of("15/01/2026"), order_of("1/15/26"), order_of("01/02/2026"), order_of("2026-01-02")
    ('dmy', 'mdy', 'either', '')
    >>> order_of("Mon 02/03/2026"), order_of("mar. 02/03/2026")
    ('dmy', 'mdy')
    """
    found = _figures(text)
    if found is None:
        return ""
    a, b, year = found
    days = {DMY: _date(year, b, a), MDY: _date(year, a, b)}
    possible = {order: day for order, day in days.items() if day is not None}
    if len(possible) == 2:
        weekdays = _without_time(plain(text))[0]
        told = [order for order, day in possible.items() if day.weekday() in weekdays]
        if a != b and len(told) == 1:
            return told[0]
        return "" if a == b else "either"
    return next(iter(possible), "")


def _figures(text: Any) -> tuple[int, int, int] | None:
    """The three numbers of ``03/04/2026`` in their order, with the year in full."""
    if not isinstance(text, str):
        return None
    date = _without_time(plain(text))[1]
    found = re.fullmatch(rf"(\d{{1,2}})([-/. ])(\d{{1,2}})\2{_YEAR}", date)
    return (int(found[1]), int(found[3]), _full(found[4])) if found else None


@dataclass(frozen=True)
class Order:
    """The order that the dates of one column have in common, and how that is known.

    ``because`` is ``given``, ``value``, ``months``, ``language`` or empty, where nobody can tell
    (``at`` one of the dates) or two dates contradict each other (``at`` both); ``year`` where they
    may begin with it.
    """

    order: str = ""
    because: str = ""
    at: tuple[int, ...] = ()


def decide_order(
    texts: Sequence[Any], *, fixed: str = "", day_first: bool = False, periods: bool = False
) -> Order:
    """The order of day and month in a column of dates.

    One date that can only be read one way decides for all. Failing that, ``day_first`` does (the
    headings are in a language in which nobody writes the month first), and for ``periods`` the
    reading that gives each of them a month of its own. ``fixed`` settles it.

    >>> decide_order(["01/05/2026", "01/15/2026"]).order
    'mdy'
    >>> decide_order(["31/01/2026", "01/31/2026"])
    Order(order='', because='', at=(0, 1))
    >>> decide_order(["01/05/2026", "02/03/2026"])
    Order(order='', because='', at=(0,))
    """
    if not fixed and (first := _begins_with_year(texts)) is not None:
        return Order("", "year", (first,))
    if not fixed and (both := _swapped(texts)):
        return Order("", "swapped", both)
    says: dict[str, int] = {}
    for i, text in enumerate(texts):
        if order := order_of(text):
            says.setdefault(order, i)
    if DMY in says and MDY in says:
        return Order("", "", tuple(sorted((says[DMY], says[MDY]))))
    for order in (DMY, MDY):
        if order in says:
            if fixed and fixed != order:
                return Order("", "given", (says[order],))
            return Order(order, "value", (says[order],))
    if "either" not in says:
        return Order(fixed or DMY, "none")
    if fixed:
        return Order(fixed, "given")
    at = (says["either"],)
    if any(isinstance(text, str) and re.match(r"\s*\d{1,2}\.\d", text) for text in texts):
        return Order(DMY, "dots", at)
    if periods and (order := _apart(texts)):
        return Order(order, "months", at)
    return Order(DMY, "language", at) if day_first else Order("", "", at)


def _swapped(texts: Iterable[Any]) -> tuple[int, ...]:
    """A day that is one already, and one in figures that no program took for one: in a column that
    was opened where day and month stand the other way round; empty where nothing looks like that.

    What could be read that way was, wrongly, so that none of those days is after the twelfth, and
    what is left could not be.
    """
    days, left = [], []
    for i, text in enumerate(texts):
        if isinstance(text, dt.date) or (isinstance(text, str) and re.match(r"\s*\d{4}-", text)):
            span = parse_span(text)
            if span is None or not span.is_day or span.first.day > 12:
                return ()
            days.append(i)
        elif order := order_of(text):
            if order == "either":
                return ()
            left.append(i)
    return (days[0], left[0]) if days and left else ()


def _begins_with_year(texts: Iterable[Any]) -> int | None:
    """A date of a column that may be year, month and day, all in two digits; None if none may.

    So it is where each begins with what may be a year, and one ends with what can hardly be any, or
    where all begin with the same number: ``26/01/05``, ``26/01/06``.
    """
    found = [
        (i, int(spelled[1]), int(spelled[2]))
        for i, text in enumerate(texts)
        if isinstance(text, str)
        and (spelled := re.match(r"\s*(\d\d)[-/.]\d{1,2}[-/.](\d\d)(?!\d)", text))
    ]
    if not found or not all(20 <= first < 40 for _, first, _ in found):
        return None
    same = len({first for _, first, _ in found}) == 1 and len({last for *_, last in found}) > 2
    return found[0][0] if same or any(last < 20 for *_, last in found) else None


def _apart(texts: Iterable[Any]) -> str:
    """The order in which no two dates lie in the same month, if the other has such."""
    dates = [found for text in texts if (found := _figures(text))]
    if len(dates) < 2:
        return ""
    apart = []
    for order, at in ((DMY, 1), (MDY, 0)):
        months = [(date[2], date[at]) for date in dates]
        if len(set(months)) == len(months):
            apart.append(order)
    return apart[0] if len(apart) == 1 else ""


def parse_span(value: Any, order: str = "") -> Span | None:
    """The stretch of time a value stands for; None if it is none.

    ``order`` is what :func:`decide_order` found for its column; without one, ``03/04/2026`` is read
    day first, where that gives a day.

    >>> parse_span("T2 2026"), parse_span("mars 2026")
    (Span(first=datetime.date(2026, 4, 1), months=3, days=1), \
Span(first=datetime.date(2026, 3, 1), months=1, days=1))
    >>> parse_span("03/04/2026"), parse_span("03/04/2026", "mdy")
    (Span(first=datetime.date(2026, 4, 3), months=0, days=1), \
Span(first=datetime.date(2026, 3, 4), months=0, days=1))
    """
    if isinstance(value, dt.datetime):
        return Span(value.date())
    if isinstance(value, dt.date):
        return Span(value)
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return _serial(float(value))
    if not isinstance(value, str):
        return None
    text = _without_time(plain(value))[1]
    order = order or (MDY if order_of(text) == MDY else DMY)
    for parse in (_in_figures, _named, _longer):
        if found := parse(text, order):
            return found
    return _range(text, order)


def _without_time(text: str) -> tuple[frozenset[int], str]:
    """The weekdays before a date, and the date without them and without the time behind it."""
    days, rest = weekday_before(text)
    if days and not _is_month_and_year(text[: len(text) - len(rest)], rest):
        text = rest
    else:
        days = frozenset()
    for found in _TIME.finditer(text):
        if found.end() == len(text) and found.start() >= 6 and _is_time(found[0]):
            return days, text[: found.start()].rstrip(" ,")
    return days, text


def _is_month_and_year(word: str, rest: str) -> bool:
    """Whether what may be a weekday is a month: ``mar`` in ``Mar 26`` and in ``Mar 5, 2026``."""
    return word.strip(" .,") in _month_of() and bool(
        re.fullmatch(rf"(?:\d{{1,2}}{_ORDINAL},? )?(?:\d\d|\d{{4}})(?:{_TIME.pattern})?", rest)
    )


def _is_time(text: str) -> bool:
    return any(sign in text for sign in (":", "h", "am", "pm", "a.m", "p.m"))


def _in_figures(text: str, order: str) -> Span | None:
    if found := re.fullmatch(r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})", text):
        return _day(int(found[1]), int(found[3]), int(found[4]))
    if found := re.fullmatch(r"(\d{4})(\d\d)(\d\d)", text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if numbers := _figures(text):
        a, b, year = numbers
        return _day(year, b, a) if order == DMY else _day(year, a, b)
    if found := re.fullmatch(r"(\d{4})[-/. ](\d{1,2})", text):
        return _month(int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(\d{1,2})[-/. ](\d{4})", text):
        return _month(int(found[2]), int(found[1]))
    if found := re.fullmatch(r"(?:year |annee |an )?(\d{4})", text):
        return _month(int(found[1]), 1, 12)
    return None


def _named(text: str, order: str) -> Span | None:
    """Days and months by name: ``1er août 2026``, ``Jan 5, 2026``, ``janv.-26``, ``Mar'26``."""
    gap = r"(?:[-/., ']+| de |(?<=\D)(?=\d))"
    if found := re.fullmatch(rf"(\d{{1,2}}){_ORDINAL}{gap}{_MONTH}{gap}{_YEAR}", text):
        return _day(_full(found[3]), _month_named(found[2]), int(found[1]))
    if found := re.fullmatch(rf"(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{_MONTH} (\d{{4}})", text):
        return _day(int(found[3]), _month_named(found[2]), int(found[1]))
    if found := re.fullmatch(rf"{_MONTH} (\d{{1,2}}){_ORDINAL},? (\d{{4}})", text):
        return _day(int(found[3]), _month_named(found[1]), int(found[2]))
    if found := re.fullmatch(rf"{_MONTH}{gap}{_YEAR}", text):
        month = _month_of().get(found[1], 0)
        if not month and len(found[2]) == 4:
            month = month_anywhere(found[1], whole=True)
        return _month(_full(found[2]), month)
    if found := re.fullmatch(rf"(\d{{4}}){gap}{_MONTH}", text):
        month = _month_of().get(found[2]) or month_anywhere(found[2], whole=True)
        return _month(int(found[1]), month)
    return None


def _month_named(word: str) -> int:
    """The number of the month in a whole date, by its name in any language; 0 for no month."""
    return _month_of().get(word) or month_anywhere(word)


def _longer(text: str, order: str) -> Span | None:
    """Quarters, half-years and weeks."""
    part = r"[-/ ']*"
    for sign, word, months in (
        (_quarter_letters(), "quarter|qtr|trimestre|trim", 3),
        ("hs", "semestre|half", 6),
    ):
        forms = (
            rf"[{sign}]\s*(?P<n>\d){part}{_YEAR}",
            rf"(\d{{4}}){part}[{sign}]\s*(?P<n>\d)",
            rf"(?P<n>\d){_ORDINAL} ?(?:{word})\.?{part}(?:of |de )?(\d{{4}})",
            rf"(?:{word})\.? (?P<n>\d){part}(\d{{4}})",
        )
        for form in forms:
            if (found := re.fullmatch(form, text)) and 1 <= int(found["n"]) <= 12 // months:
                year = next(g for g in found.groups() if g and g != found["n"])
                return _month(_full(year), months * (int(found["n"]) - 1) + 1, months)
    week = r"(?:w|week |wk |semaine |sem\. ?|s)"
    for form in (
        rf"(?P<y>\d{{4}})[- ]?{week}(?P<w>\d\d?)",
        rf"{week}(?P<w>\d\d?)[- /]+(?P<y>\d{{4}})",
    ):
        if found := re.fullmatch(form, text):
            try:
                return Span(dt.date.fromisocalendar(int(found["y"]), int(found["w"]), 1), 0, 7)
            except ValueError:
                return None
    return None


def _range(text: str, order: str) -> Span | None:
    """From one to another: ``Jan-Mar 2026``, ``du 1/1/2026 au 31/3/2026``, ``1-31 Jan 2026``."""
    text = text.removeprefix("du ").removeprefix("from ")
    if found := re.fullmatch(rf"{_MONTH} ?{_TO} ?{_MONTH} (\d{{4}})", text):
        text = f"{found[1]} {found[3]} - {found[2]} {found[3]}"
    elif found := re.fullmatch(rf"{_DAY} ?{_TO} ?{_DAY} (?:de )?{_MONTH} (\d{{4}})", text):
        first, last, month, year = found.groups()
        text = f"{first} {month} {year} - {last} {month} {year}"
    elif found := re.fullmatch(rf"{_MONTH} {_DAY} ?{_TO} ?{_DAY},? (\d{{4}})", text):
        month, first, last, year = found.groups()
        text = f"{first} {month} {year} - {last} {month} {year}"
    for between in (" - ", " to ", " au ", " a ", " until ", "-"):
        first, found_it, last = text.partition(between)
        if found_it and last and between not in last:
            start, end = (_single(part, order) for part in (first, last))
            if start and end and start.first <= end.first:
                return _between(start.first, _last_day(end))
    return None


def _single(text: str, order: str) -> Span | None:
    return next((f for parse in (_in_figures, _named, _longer) if (f := parse(text, order))), None)


def _last_day(span: Span) -> dt.date:
    if not span.months:
        return span.first + dt.timedelta(span.days - 1)
    return add_months(span.first, span.months) - dt.timedelta(1)


def _between(first: dt.date, last: dt.date) -> Span:
    """The span from a day to a day: in months, where they are whole ones."""
    after = last + dt.timedelta(1)
    months = 12 * (after.year - first.year) + after.month - first.month
    if after.day == first.day and months:
        return Span(first, months)
    return Span(first, 0, (after - first).days)


def add_months(day: dt.date, months: int) -> dt.date:
    """The first of a month some months later; other days keep their number."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return dt.date(year, month + 1, day.day)


def is_month_name(value: Any) -> bool:
    """Whether a text names a month and no year."""
    return isinstance(value, str) and plain(value).rstrip(".") in _month_of()


def is_spelled(value: Any) -> bool:
    """Whether a cell is a day, or names a stretch of time; a month may lack its year.

    >>> is_spelled("Jan"), is_spelled("Q1 2026"), is_spelled("Target"), is_spelled(2026)
    (True, True, False, False)
    """
    if isinstance(value, (int, float)):
        return False
    return parse_span(value) is not None or order_of(value) != "" or is_month_name(value)


def parse_day(value: Any, order: str = "") -> dt.date | None:
    """The day a value stands for (the first of a month, quarter or year); None if it is no day.

    >>> parse_day("2026-03"), parse_day("T2 2026"), parse_day("mars 2026")
    (datetime.date(2026, 3, 1), datetime.date(2026, 4, 1), datetime.date(2026, 3, 1))
    """
    span = parse_span(value, order)
    return span.first if span else None


def _serial(number: float) -> Span | None:
    """A serial number of this century or the last, a year, or a day as ``20260131``."""
    if number == int(number) and 1900 <= number <= 2199:
        return _month(int(number), 1, 12)
    if number == int(number) and 19000101 <= number <= 21991231:
        return _in_figures(str(int(number)), DMY)
    return Span(_EPOCH + dt.timedelta(days=int(number))) if 3000 <= number < 110_000 else None


def serial_of(value: Any) -> Any:
    """The day number that a cell of days holds where its format is lost, as a number; else the
    value.

    >>> serial_of("46027"), serial_of("46058.4166"), serial_of("2026-01-05")
    (46027.0, 46058.4166, '2026-01-05')
    """
    if not isinstance(value, str) or not re.fullmatch(r"\s*\d{5}(?:\.\d+)?\s*", value):
        return value
    return float(value) if 36526 <= float(value) < 73415 else value


def _full(year: str) -> int:
    """A year of two digits is of this century, or of the last from 70 on."""
    number = int(year)
    return number if len(year) > 2 else number + (1900 if number >= 70 else 2000)


def _day(year: int, month: int, day: int) -> Span | None:
    date = _date(year, month, day)
    return Span(date) if date else None


def _month(year: int, month: int, months: int = 1) -> Span | None:
    date = _date(year, month, 1)
    return Span(date, months) if date else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if 1900 <= year <= 2199 else None
    except ValueError:
        return None
