"""One scalar into another kind, as Excel does it.

Each function returns the value or an error value; none raises.
"""

from __future__ import annotations

from xl_kpis.errors import VALUE, ExcelError
from xl_kpis.formula.values.general_format import general, generals
from xl_kpis.formula.values.region import EN_US, Region
from xl_kpis.formula.values.text_to_number import number_from_text
from xl_kpis.formula.values.value import Scalar


def to_number(value: Scalar, date1904: bool = False, region: Region = EN_US) -> float | ExcelError:
    """Blank 0, booleans 1 and 0, text that reads as a number, date, time or percentage.

    >>> to_number("5%"), to_number(True), to_number(None), to_number("x")
    (0.05, 1.0, 0.0, #VALUE!)
    """
    kind = type(value)
    if kind is float:
        return value
    if value is None:
        return 0.0
    if kind is bool:
        return 1.0 if value else 0.0
    if kind is str:
        number = number_from_text(value, date1904, region)
        return VALUE if number is None else number
    return value if isinstance(value, ExcelError) else VALUE


def to_text(value: Scalar, region: Region = EN_US) -> str | ExcelError:
    """Numbers as General shows them, booleans TRUE and FALSE in the region's words, blank the empty
    text.

    >>> to_text(0.1 + 0.2), to_text(None), to_text(True)
    ('0.3', '', 'TRUE')
    """
    kind = type(value)
    if kind is str:
        return value
    if kind is float:
        return region.number(general(value))
    if value is None:
        return ""
    if kind is bool:
        return region.logical(value)
    return value if isinstance(value, ExcelError) else VALUE


def to_texts(items: list[Scalar], region: Region = EN_US) -> list[str] | None:
    """Many values as texts; None where one of them is an error.

    >>> to_texts(["a", 1.0, None, True])
    ['a', '1', '', 'TRUE']
    """
    kinds = set(map(type, items))
    if kinds == {str}:
        return items
    if not kinds <= {str, float, type(None), bool}:
        return None
    if kinds == {float}:
        return region.numbers(generals(items))
    return [item if type(item) is str else to_text(item, region) for item in items]  # type: ignore[misc]


def to_logical(value: Scalar, region: Region = EN_US) -> bool | ExcelError:
    """Numbers other than 0, the region's words for TRUE and FALSE in any case; blank is FALSE.

    >>> to_logical(2.0), to_logical("false"), to_logical(None), to_logical("2")
    (True, False, False, #VALUE!)
    """
    kind = type(value)
    if kind is bool:
        return value
    if kind is float:
        return value != 0.0
    if value is None:
        return False
    if kind is str:
        word = value.upper()
        return True if word == region.true else False if word == region.false else VALUE
    return value if isinstance(value, ExcelError) else VALUE
