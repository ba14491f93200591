"""Number formats: values as Excel shows them, in cells and in ``TEXT``.

===================  =============================================================================
``sections``         a format code taken apart: sections, conditions, tokens
``number_sections``  numbers through a section
``date_sections``    dates and times through a section
``local_codes``      codes as people of a region write them in ``TEXT``, put in English
``codes``            what ``CELL("format", …)`` calls a format
===================  =============================================================================

Never in here: which cell has which format.

>>> format_value(1234.5, "#,##0.00"), format_value(45351.0, "d mmm yyyy"), format_value("x", "0")
('1,234.50', '29 Feb 2024', 'x')
>>> display(0.256, "0%"), display(None, "0"), display(True, "0"), display(-1.0, "yyyy")
('26%', '', 'TRUE', '########')
"""

from __future__ import annotations

import numpy as np

from xl_kpis.decimals import round_half_away
from xl_kpis.errors import VALUE, ExcelError
from xl_kpis.formula.values.general_format import all_rounded, general_in_cell
from xl_kpis.formula.values.number_format import date_sections, number_sections
from xl_kpis.formula.values.number_format.codes import cell_code
from xl_kpis.formula.values.number_format.local_codes import english_code
from xl_kpis.formula.values.number_format.sections import Condition, Format, Section, parse_format
from xl_kpis.formula.values.region import EN_US, Region
from xl_kpis.formula.values.value import Scalar

__all__ = [
    "as_displayed",
    "cell_code",
    "display",
    "english_code",
    "format_all",
    "format_value",
]


def format_value(
    value: float | str, code: str, date1904: bool = False, region: Region = EN_US
) -> str | ExcelError:
    """A number or a text through a format code, as ``TEXT`` gives it; the code is written as in
    files, whatever the region.

    Returns #VALUE! where the code is wrong or the number is no date the code could show.
    """
    parsed = parse_format(code, region)
    if parsed.wrong:
        return VALUE
    if isinstance(value, str):
        return _text(value, parsed)
    section, negative = _choose(parsed, value)
    if section is None:
        if len(parsed.numbers) > 1:
            return VALUE
        return region.number(general_in_cell(value if negative else abs(value)))
    kind = section.kind
    size = abs(value)
    if kind == "date":
        shown = date_sections.date(-size if negative else size, section, date1904)
        return VALUE if shown is None else shown
    if kind == "number":
        text = number_sections.number(size, section)
        if negative and len(parsed.numbers) == 1 and parsed.text is None:
            negative = number_sections.is_shown(size, section)
    elif kind == "scientific":
        text = number_sections.scientific(size, section)
    elif kind == "fraction":
        text = number_sections.fraction(size, section)
    else:
        text = "".join(
            region.number(general_in_cell(size)) if token.kind == "general" else token.text
            for token in section.tokens
        )
    return "-" + text if negative else text


def format_all(values: np.ndarray, code: str, region: Region = EN_US) -> list[str] | None:
    """Many numbers (float64) through a format code, as :func:`format_value` shows each; None for
    a code that has to be asked about each.

    >>> format_all(np.array([1234.5, -0.125]), "#,##0.00")
    ['1,234.50', '-0.13']
    """
    parsed = parse_format(code, region)
    if parsed.wrong or len(parsed.numbers) != 1:
        return None
    (section,) = parsed.numbers
    if section.simple is None or section.condition is not None:
        return None
    units = all_rounded(np.abs(values), section.decimals, section.power)
    texts = number_sections.all_simple(units, section)
    for i in np.flatnonzero(values < 0).tolist():
        if units[i] or parsed.text is not None:
            texts[i] = "-" + texts[i]
    return texts


def _text(value: str, parsed: Format) -> str:
    section = parsed.text
    if section is None:
        return value
    return "".join(
        value if token.kind in ("text", "general") else token.text for token in section.tokens
    )


def _choose(parsed: Format, number: float) -> tuple[Section | None, bool]:
    """The section for a number, and whether a minus sign goes before it."""
    sections = parsed.numbers
    below = number < 0
    if not sections:
        return None, below
    first = sections[0]
    one = first.condition
    two = sections[1].condition if len(sections) > 1 else None
    if one is None and two is None:
        if len(sections) == 1:
            return first, below
        if below:
            return sections[1], False
        return (sections[2] if number == 0 and len(sections) > 2 else first), False
    if one.holds(number) if one else number > 0 or (number == 0 and len(sections) < 3):
        return first, below and not (one and one.only_negative)
    if len(sections) == 1:
        return None, below and not _takes_negatives(one)
    if two is None:
        if len(sections) == 2:
            return sections[1], below and not _takes_negatives(one)
        return (sections[1], False) if below else (sections[2], False)
    if two.holds(number):
        return sections[1], below and not two.only_negative
    return (sections[2], below) if len(sections) > 2 else (None, below)


def _takes_negatives(condition: Condition | None) -> bool:
    """Whether what a first condition leaves over shows negative numbers without their sign."""
    if condition is None:
        return False
    operator, limit = condition
    return (operator in ("<", "<=", "<>") and limit < 0) or (operator in (">", ">=") and not limit)


def display(value: Scalar, code: str, date1904: bool = False, region: Region = EN_US) -> str:
    """What a cell with this format shows, whatever its width.

    A number the format cannot show gives ``########``, as Excel has it.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return region.logical(value)
    if isinstance(value, (float, str)):
        shown = format_value(value, code, date1904, region)
        return "########" if isinstance(shown, ExcelError) else shown
    return region.errors.get(str(value), str(value))


def as_displayed(number: float, code: str) -> float:
    """A number with just the decimals its format shows, for *precision as displayed*.

    Dates, fractions, scientific numbers and General keep all they have.

    >>> as_displayed(0.12345, "0.0%"), as_displayed(2.5, "#,##0"), as_displayed(1 / 3, "General")
    (0.123, 3.0, 0.3333333333333333)
    """
    section, _ = _choose(parse_format(code), number)
    if section is None or section.kind != "number":
        return number
    return float(round_half_away(number, section.decimals + section.power))
