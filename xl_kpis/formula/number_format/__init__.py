"""Number formats: values as Excel shows them, in cells and in ``TEXT``.

>>> format_value(1234.5, "#,##0.00"), format_value(45351.0, "d mmm yyyy"), format_value("x", "0")
('1,234.50', '29 Feb 2024', 'x')
>>> display(0.256, "0%"), display(None, "0"), display(True, "0"), display(-1.0, "yyyy")
('26%', '', 'TRUE', '########')
"""

from __future__ import annotations

from xl_kpis.errors import VALUE, ExcelError
from xl_kpis.formula.general import general, general_in_cell
from xl_kpis.formula.number_format import dates, numbers
from xl_kpis.formula.number_format.codes import cell_code
from xl_kpis.formula.number_format.sections import Format, Section, parse_format
from xl_kpis.formula.values import Scalar

__all__ = ["cell_code", "display", "format_value"]


def format_value(value: float | str, code: str, date1904: bool = False) -> str | ExcelError:
    """A number or a text through a format code, as ``TEXT`` gives it.

    Returns #VALUE! where the code is wrong or the number is no date the code could show.
    """
    parsed = parse_format(code)
    if isinstance(value, str):
        return _text(value, parsed)
    section, negative = _choose(parsed, value)
    if section is None:
        if parsed.text is not None and not parsed.numbers:
            return _text(general(value), parsed)
        return general_in_cell(value)
    kind = section.kind
    if kind == "wrong":
        return VALUE
    if kind == "date":
        shown = dates.date(value if not negative or date1904 else -abs(value), section, date1904)
        return VALUE if shown is None else shown
    size = abs(value)
    if kind == "number":
        text = numbers.number(size, section)
    elif kind == "scientific":
        text = numbers.scientific(size, section)
    elif kind == "fraction":
        text = numbers.fraction(size, section)
    else:
        text = "".join(
            general_in_cell(size) if token.kind == "general" else token.text
            for token in section.tokens
        )
    return "-" + text if negative else text


def _text(value: str, parsed: Format) -> str | ExcelError:
    section = parsed.text
    if section is None:
        return VALUE if any(s.kind == "wrong" for s in parsed.numbers) else value
    if section.kind == "wrong":
        return VALUE
    return "".join(
        value if token.kind in ("text", "general") else token.text for token in section.tokens
    )


def _choose(parsed: Format, number: float) -> tuple[Section | None, bool]:
    """The section for a number, and whether a minus sign goes before it."""
    sections = parsed.numbers
    if not sections:
        return None, False
    first = sections[0]
    if len(sections) == 1:
        condition = first.condition
        if condition is None:
            return first, number < 0
        if condition.holds(number):
            return first, number < 0 and not condition.only_negative
        return None, False
    second = sections[1]
    if first.condition is None and second.condition is None:
        if number < 0:
            return second, False
        if number == 0 and len(sections) > 2:
            return sections[2], False
        return first, False
    one, two = first.condition, second.condition
    if one.holds(number) if one else number > 0 if len(sections) > 2 else number >= 0:
        return first, number < 0 and not (one and one.only_negative)
    if two is None and len(sections) > 2:
        if number < 0:
            return second, False
        return sections[2], False
    if two is None:
        return second, number < 0 and not (one and one.operator in (">", ">=") and one.limit == 0)
    if two.holds(number):
        return second, number < 0 and not two.only_negative
    if len(sections) > 2:
        return sections[2], number < 0
    return None, False


def display(value: Scalar, code: str, date1904: bool = False) -> str:
    """What a cell with this format shows, whatever its width.

    A number the format cannot show gives ``########``, as Excel has it.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (float, str)):
        shown = format_value(value, code, date1904)
        return "########" if isinstance(shown, ExcelError) else shown
    return str(value)
