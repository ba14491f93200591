"""Dates and times through a section of a format code."""

from __future__ import annotations

from xl_kpis.formula.values.general_format import general_in_cell
from xl_kpis.formula.values.number_format.sections import Section, Token
from xl_kpis.formula.values.serials import DAYS_1904, is_date, weekday, ymd


def date(number: float, section: Section, date1904: bool = False) -> str | None:
    """A serial through a date section; None if the number is no date of the system."""
    if number < 0:
        if section.lone_elapsed or date1904:
            shown = date(-number, section, date1904)
            return None if shown is None else "-" + shown
        return None
    if not is_date(number, date1904) and not section.lone_elapsed:
        return None
    if section.has_time:
        unit = 10**section.decimals
        day, ticks = divmod(int(number * 86400 * unit + 0.5), 86400 * unit)
        seconds, part = divmod(ticks, unit)
        return _render(day, seconds, part, section, date1904, general_in_cell(number))
    day = int(number + _HALF_SECOND)
    key = day + (DAYS_1904 if date1904 else 0)
    known = section.shown.get(key)
    if known is None:
        shown = _render(day, 0, 0, section, date1904, general_in_cell(number))
        if shown is None or any(token.kind == "general" for token in section.tokens):
            return shown
        if len(section.shown) > _KEPT:
            section.shown.clear()
        known = section.shown[key] = shown
    return known


_KEPT = 4000
_HALF_SECOND = 0.5 / 86400


def _render(
    day: int, seconds: int, part: int, section: Section, date1904: bool, general: str
) -> str | None:
    elapsed = day * 86400 + seconds
    parts = ymd(float(day), date1904)
    if parts is None:
        parts = (0, 1, 0)
        if not section.lone_elapsed:
            return None
    has_half = any(token.kind == "half" for token in section.tokens)
    out = []
    for token in section.tokens:
        kind, text = token
        if kind == "literal":
            out.append(text)
        elif kind == "general":
            out.append(general)
        elif kind == "elapsed":
            out.append(str(elapsed // _SECONDS[text[0]]).rjust(len(text), "0"))
        elif kind == "fraction":
            out.append(
                section.region.decimal + str(part).rjust(section.decimals, "0")[: len(text) - 1]
            )
        elif kind in ("hour", "minute", "second", "half"):
            out.append(_time(token, seconds, has_half))
        else:
            out.append(_calendar(token, parts, day, section, date1904))
    return "".join(out)


_SECONDS = {"h": 3600, "m": 60, "s": 1}


def _time(token: Token, seconds: int, has_half: bool) -> str:
    kind, text = token
    hour = seconds // 3600
    if kind == "half":
        afternoon = hour >= 12
        if len(text) > 3:
            return "PM" if afternoon else "AM"
        return text[2] if afternoon else text[0]
    if kind == "hour":
        value = (hour - 1) % 12 + 1 if has_half else hour
    elif kind == "minute":
        value = seconds // 60 % 60
    else:
        value = seconds % 60
    return f"{value:02d}" if len(text) > 1 else str(value)


def _calendar(
    token: Token, parts: tuple[int, int, int], day: int, section: Section, date1904: bool
) -> str:
    kind, text = token
    year, month, number = parts
    length = len(text)
    if kind == "year":
        if text[0] in "eE" or length > 2:
            return f"{year:04d}"
        return f"{year % 100:02d}"
    if kind == "buddhist":
        return f"{(year + 543) % 100:02d}" if length < 3 else f"{year + 543:04d}"
    if kind == "month":
        if length > 2:
            if length == 4 or length > 5:
                return section.names.months[month - 1]
            short = section.names.short_months[month - 1]
            return short if length == 3 else section.names.months[month - 1][0]
        return f"{month:02d}" if length == 2 else str(month)
    if kind == "day":
        if length > 2:
            names = section.names.days if length > 3 else section.names.short_days
            return names[weekday(float(day), date1904)]
        return f"{number:02d}" if length == 2 else str(number)
    return ""
