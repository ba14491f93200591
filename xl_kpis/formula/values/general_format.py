"""How the General format prints a number: in formulas (15 significant digits) and in cells."""

from __future__ import annotations

from typing import Final

import numpy as np

_MAX_LENGTH: Final = 20
"""Excel gives up writing a number out in full beyond this many characters, sign not counted."""
_SMALLEST: Final = 2.2250738585072014e-308
_CELL_LENGTH: Final = 11
_POWERS: Final = tuple(10.0**i for i in range(10))
_EXACT: Final = 1e8
_NEAR: Final = 1e-6
_FEW: Final = 16
"""Numbers up to which setting up an array takes longer than it saves."""


def general(number: float) -> str:
    """The text Excel makes of a number in a formula.

    >>> general(1.0), general(0.1 + 0.2), general(1e21), general(-1.5e-10)
    ('1', '0.3', '1E+21', '-0.00000000015')
    >>> general(12345678901234567), general(1e20), general(1 / 30000)
    ('12345678901234600', '1E+20', '3.33333333333333E-05')
    """
    if -1e15 < number < 1e15:
        whole = int(number)
        if whole == number:
            return str(whole)
    text = f"{number:.15g}"
    mantissa, mark, exponent = text.partition("e")
    if not mark:
        return text
    return _written_out(number, mantissa, int(exponent))


def generals(numbers: list[float]) -> list[str]:
    """:func:`general` of many numbers.

    >>> generals([1.0, -0.0, 2.5])
    ['1', '0', '2.5']
    """
    if len(numbers) > _FEW:
        array = np.array(numbers)
        if (np.abs(array) < 1e15).all():
            whole = array.astype(np.int64)
            if (whole == array).all():
                return list(map(str, whole.tolist()))
    return list(map(general, numbers))


def _written_out(number: float, mantissa: str, power: int) -> str:
    if abs(number) < _SMALLEST:
        return "0"
    if abs(power) > 98:  # the third digit of the exponent costs one of the mantissa
        mantissa, _, exponent = f"{number:.13e}".partition("e")
        power = int(exponent)
        mantissa = mantissa.rstrip("0").rstrip(".")
    sign = "-" if number < 0 else ""
    digits = mantissa.lstrip("-").replace(".", "")
    if 0 < power < _MAX_LENGTH:
        return sign + digits.ljust(power + 1, "0")
    if power < 0 and 1 - power + len(digits) <= _MAX_LENGTH:
        return f"{sign}0.{'0' * (-power - 1)}{digits}"
    return f"{mantissa}E{'+' if power > 0 else '-'}{abs(power):02d}"


def general_in_cell(number: float) -> str:
    """The text a cell (or ``TEXT(number, "General")``) shows: at most 11 characters and a sign.

    >>> general_in_cell(1 / 3), general_in_cell(123456789012), general_in_cell(-0.00001234567)
    ('0.333333333', '1.23457E+11', '-1.23457E-05')
    """
    size = abs(number)
    if size == int(size) and size < 1e11 if size < 1e300 else False:
        return str(int(number))
    if 1e-4 <= size < 1e11 - 0.5:
        whole = len(str(int(size)))
        places = max(_CELL_LENGTH - 1 - whole, 0)
        text = str(rounded(size, places)).rjust(places + 1, "0")
        if places:
            text = f"{text[:-places]}.{text[-places:]}".rstrip("0").rstrip(".")
        return ("-" if number < 0 else "") + text
    if 1e-9 <= size < 1e-4:
        text = f"{size:.12f}".rstrip("0")
        if len(text) <= _CELL_LENGTH and float(text) == float(f"{size:.15g}"):
            return ("-" if number < 0 else "") + text
    if size < _SMALLEST:
        return "0"
    mantissa, _, exponent = f"{number:.5e}".partition("e")
    power = int(exponent)
    mantissa = mantissa.rstrip("0").rstrip(".")
    return f"{mantissa}E{'+' if power >= 0 else '-'}{abs(power):02d}"


def decimal_parts(size: float) -> tuple[int, int]:
    """A number not below 0 as a whole number of 15 digits times a power of ten.

    >>> decimal_parts(0.1), decimal_parts(2.675)
    ((100000000000000, -15), (267500000000000, -14))
    """
    if not size:
        return 0, 0
    mantissa, _, exponent = f"{size:.14e}".partition("e")
    return int(mantissa[0] + mantissa[2:]), int(exponent) - 14


def rounded(size: float, decimals: int, power: int = 0) -> int:
    """A number times ``10 ** (decimals + power)``, rounded half up as the decimal Excel shows.

    >>> rounded(2.675, 2), rounded(0.125, 0, 2)
    (268, 13)
    """
    places = decimals + power
    if 0 <= places < len(_POWERS) and size * _POWERS[places] < _EXACT:
        scaled = size * _POWERS[places]
        whole = int(scaled)
        rest = scaled - whole
        # far enough from where the fifteenth digit would decide
        if _NEAR < rest < 0.5 - _NEAR or 0.5 + _NEAR < rest < 1.0 - _NEAR:
            return whole + (rest > 0.5)
    digits, exponent = decimal_parts(size)
    shift = exponent + decimals + power
    if shift >= 0:
        return digits * 10**shift
    if shift < -16:
        return 0
    unit = 10**-shift
    quotient, rest = divmod(digits, unit)
    return quotient + (2 * rest >= unit)


def all_rounded(sizes: np.ndarray, decimals: int, power: int = 0) -> list[int]:
    """:func:`rounded` for many numbers."""
    places = decimals + power
    if not 0 <= places < len(_POWERS):
        return [rounded(size, decimals, power) for size in sizes.tolist()]
    scaled = sizes * _POWERS[places]
    whole = np.floor(scaled)
    rest = scaled - whole
    up = rest > 0.5 + _NEAR
    sure = ((rest > _NEAR) & (rest < 0.5 - _NEAR)) | (up & (rest < 1.0 - _NEAR))
    sure &= scaled < _EXACT
    units: list[int] = np.where(sure, whole + up, 0.0).astype(np.int64).tolist()
    for i in np.flatnonzero(~sure).tolist():
        units[i] = rounded(float(sizes[i]), decimals, power)
    return units
