"""What ``CELL("format", …)`` calls a number format: ``G``, ``F2``, ``,0-``, ``D4`` …"""

from __future__ import annotations

from typing import Final

from xl_kpis.formula.values.number_format.sections import Section, parse_format

_DATES: Final = (
    # the fields a date format has, in order, and its code
    (("day", "month", "year"), {"mmm": "D1", "m": "D4"}),
    (("month", "day", "year"), {"m": "D4", "mmm": "D1"}),
    (("year", "month", "day"), {"m": "D4", "mmm": "D1"}),
    (("day", "month"), {"mmm": "D2", "m": "D5"}),
    (("month", "day"), {"m": "D5", "mmm": "D2"}),
    (("month", "year"), {"mmm": "D3", "m": "D3"}),
)


def cell_code(code: str) -> str:
    """The name ``CELL`` has for a format code.

    A minus sign follows where negative numbers are in colour, ``()`` where positive numbers are
    in brackets.

    >>> cell_code("General"), cell_code("#,##0.00"), cell_code("0%"), cell_code("d-mmm-yy")
    ('G', ',2', 'P0', 'D1')
    >>> cell_code("$#,##0_);[Red]($#,##0)"), cell_code("h:mm AM/PM"), cell_code("0.00E+00")
    ('C0-', 'D7', 'S2')
    """
    sections = parse_format(code).numbers
    if not sections:
        return "G"
    first = sections[0]
    base = _base(first)
    if len(sections) > 1 and sections[1].colour:
        base += "-"
    shown = [token.text for token in first.tokens if token.kind == "literal"]
    if "(" in "".join(shown):
        base += "()"
    return base


def _base(section: Section) -> str:
    if section.kind == "date":
        return _date(section)
    if section.kind == "scientific":
        return f"S{section.decimals}"
    if section.kind != "number":
        return "G"
    literals = "".join(token.text for token in section.tokens if token.kind == "literal")
    if any(token.kind == "percent" for token in section.tokens):
        return f"P{section.decimals}"
    if any(symbol in literals for symbol in "$€£¥"):
        return f"C{section.decimals}"
    return f"{',' if section.thousands else 'F'}{section.decimals}"


def _date(section: Section) -> str:
    kinds = [token.kind for token in section.tokens]
    fields = tuple(kind for kind in kinds if kind in ("year", "month", "day"))
    if section.has_time and not fields:
        seconds = "second" in kinds
        if "half" in kinds:
            return "D6" if seconds else "D7"
        return "D8" if seconds else "D9"
    month = next((token.text for token in section.tokens if token.kind == "month"), "")
    for order, codes in _DATES:
        if fields == order:
            return codes["mmm" if len(month) > 2 else "m"]
    return "G"
