"""How the General format prints a number as text in formulas (15 significant digits)."""

from __future__ import annotations


def general(number: float) -> str:
    """The text Excel makes of a number in a formula.

    >>> general(1.0), general(0.1 + 0.2), general(1e21), general(-1.5e-10)
    ('1', '0.3', '1E+21', '-1.5E-10')
    """
    if number == int(number) and abs(number) < 1e15 if abs(number) < 1e300 else False:
        return str(int(number))
    text = f"{number:.15g}"
    mantissa, _, exponent = text.partition("e")
    if not exponent:
        return text
    power = int(exponent)
    if -10 < power < 0:  # Excel keeps small numbers out of scientific form a little longer
        return f"{number:.{14 - power}f}".rstrip("0")
    return f"{mantissa}E{'+' if power > 0 else '-'}{abs(power):02d}"
