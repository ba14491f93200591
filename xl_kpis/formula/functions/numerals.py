"""Roman numerals and numbers written in another base."""

from __future__ import annotations

from xl_kpis.errors import NUM, VALUE, ExcelError
from xl_kpis.formula.functions.declare import Integer, Number, Raw, Text, ex, function
from xl_kpis.formula.functions.support.bounds import between
from xl_kpis.formula.functions.support.meanings import NUMERALS
from xl_kpis.formula.values.coercion import to_number

_LETTERS = "MDCLXVI"
_WORTH = (1000, 500, 100, 50, 10, 5, 1)
_VALUES = dict(zip(_LETTERS, _WORTH, strict=True))
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def roman(number: int, form: int) -> str:
    """A roman numeral; each form above 0 lets one letter more be skipped when subtracting.

    >>> roman(499, 0), roman(499, 2), roman(499, 4)
    ('CDXCIX', 'XDIX', 'ID')
    """
    parts, left = [], number
    for decade in range(0, 7, 2):
        digit, at = left // _WORTH[decade], decade
        if digit % 5 == 4:
            big = decade - 1 if digit == 4 else decade - 2
            for _ in range(form):
                if at == 6 or _WORTH[big] - _WORTH[at + 1] > left:
                    break
                at += 1
            parts.append(_LETTERS[at] + _LETTERS[big])
            left += _WORTH[at] - _WORTH[big]
        else:
            if digit > 4:
                parts.append(_LETTERS[decade - 1])
            parts.append(_LETTERS[decade] * (digit % 5))
            left %= _WORTH[decade]
    return "".join(parts)


@function(
    examples=[
        ex("=ROMAN(499)", "CDXCIX"),
        ex("=ROMAN(499,1)", "LDVLIV"),
        ex("=ROMAN(499,4)", "ID"),
        ex("=ROMAN(0)", ""),
        ex("=ROMAN(4000)", VALUE),
    ],
    codes={"form": NUMERALS},
)
def ROMAN(number: Number, form: Raw = 0.0) -> str | ExcelError:
    """A number as a roman numeral; forms 1 to 4 are ever shorter (TRUE is 0, FALSE 4)."""
    if form is True or form is False:
        style: float | ExcelError = 0.0 if form else 4.0
    else:
        style = to_number(form)
    if isinstance(style, ExcelError):
        return style
    if not 0 <= number < 4000 or not 0 <= style < 5:
        return VALUE
    return roman(int(number), int(style))


@function(
    examples=[
        ex('=ARABIC("MCMXII")', 1912),
        ex('=ARABIC(" -ix")', -9),
        ex('=ARABIC("")', 0),
        ex('=ARABIC("12")', VALUE),
    ],
)
def ARABIC(text: Text) -> float | ExcelError:
    """The number a roman numeral stands for."""
    letters = text.strip().upper()
    if len(text) > 255:
        return VALUE
    negative = letters.startswith("-")
    total = last = 0
    for letter in reversed(letters[1:] if negative else letters):
        worth = _VALUES.get(letter)
        if worth is None:
            return VALUE
        if worth < last:
            total -= worth
        else:
            total, last = total + worth, worth
    return float(-total if negative else total)


@function(
    examples=[
        ex("=BASE(7,2)", "111"),
        ex("=BASE(255,16,4)", "00FF"),
        ex("=BASE(-1,2)", NUM),
        ex("=BASE(1,37)", NUM),
    ],
    bounds={"radix": between(2, 36), "min_length": between(0, 255)},
)
def BASE(number: Number, radix: Integer, min_length: Integer = 0) -> str | ExcelError:
    """A number written in a base from 2 to 36, with leading zeros to a length."""
    if not 0 <= number < 2.0**53:
        return NUM
    left, digits = int(number), []
    while left:
        left, digit = divmod(left, radix)
        digits.append(_DIGITS[digit])
    return ("".join(reversed(digits)) or "0").rjust(min_length, "0")


@function(
    examples=[
        ex('=DECIMAL("ff",16)', 255),
        ex("=DECIMAL(111,2)", 7),
        ex('=DECIMAL("zap",36)', 45745),
        ex('=DECIMAL("12",2)', NUM),
    ],
    bounds={"radix": between(2, 36)},
)
def DECIMAL(text: Text, radix: Integer) -> float | ExcelError:
    """The number that digits in a base from 2 to 36 stand for."""
    if len(text) > 255:
        return VALUE
    total = 0
    for letter in text.strip().upper():
        digit = _DIGITS.find(letter)
        if not 0 <= digit < radix:
            return NUM
        total = total * radix + digit
    return float(total)
