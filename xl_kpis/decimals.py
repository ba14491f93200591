"""Rounding of binary numbers as if they were the 15-digit decimals a person sees.

2.675 is kept as 2.67499999999999982; Excel rounds it to 2.68 all the same, because it looks at 15
significant digits. All functions take a float or a float64 array; numpy is only imported for those.
"""

from __future__ import annotations

import importlib
import math
from functools import cache
from typing import Any

_NUDGE = 2.0**-50
"""Relative size of what the 15th digit hides: four units in the last place."""
_MOST = 0.125
"""What may be hidden at most, where 15 digits are all before the point."""
_HIDDEN = 5e-15
"""Relative size of what 15 digits may round away."""
_WHOLE = 1e15
"""From here on all 15 digits are before the point."""


def round_half_away(number: Any, digits: Any) -> Any:
    """Round to a number of decimals (negative: tens, hundreds), halves away from zero.

    >>> round_half_away(2.675, 2), round_half_away(-1.005, 2), round_half_away(1250.0, -2)
    (2.68, -1.01, 1300.0)
    """
    if type(number) is float and getattr(digits, "ndim", 0) == 0:
        return _one(number, int(digits), _half)
    return _many(number, digits, _half_many)


def round_down(number: Any, digits: Any) -> Any:
    """Round towards zero.

    >>> round_down(2.3, 1), round_down(-2.39, 1), round_down(1299.0, -2)
    (2.3, -2.3, 1200.0)
    """
    if type(number) is float and getattr(digits, "ndim", 0) == 0:
        return _one(number, int(digits), _down)
    return _many(number, digits, _down_many)


def round_up(number: Any, digits: Any) -> Any:
    """Round away from zero.

    >>> round_up(1.1, 1), round_up(-2.31, 1), round_up(1201.0, -2)
    (1.1, -2.4, 1300.0)
    """
    if type(number) is float and getattr(digits, "ndim", 0) == 0:
        return _one(number, int(digits), _up)
    return _many(number, digits, _up_many)


def whole_below(number: float) -> float:
    """The whole number not above what 15 digits show.

    >>> whole_below(28.999999999999996), whole_below(-8.1), whole_below(28.99999999999)
    (29.0, -9.0, 28.0)
    """
    below = math.floor(number)
    if below + 1.0 - number <= _HIDDEN * abs(number) and below != number:
        return float(math.floor(float(f"{number:.14e}")))
    return float(below)


def whole_below_many(numbers: Any) -> Any:
    """:func:`whole_below` of an array."""
    np = _numpy()
    below = np.asarray(np.floor(numbers))
    near = (below + 1.0 - numbers <= _HIDDEN * np.abs(numbers)) & (below != numbers)
    if near.any():
        below[near] = [whole_below(number) for number in numbers[near].tolist()]
    return below


def _slack(size: float) -> float:
    return min(size * _NUDGE, _MOST)


def _half(size: float) -> float:
    below = math.floor(size)
    return below + (size - below + _slack(size) >= 0.5)


def _down(size: float) -> float:
    return math.floor(size + _slack(size))


def _up(size: float) -> float:
    return math.ceil(size - _slack(size))


def _one(number: float, digits: int, whole: Any) -> float:
    size = abs(number)
    if digits >= 0:
        if digits > 22:
            return number
        scale = 10.0**digits
        scaled = size * scale
        if scaled >= _WHOLE:
            return number
        result = whole(scaled) / scale
    else:
        if digits < -308:
            return 0.0
        scale = 10.0**-digits
        scaled = size / scale
        result = number if scaled >= _WHOLE else whole(scaled) * scale
    return math.copysign(result, number) if result else 0.0


def _slacks(size: Any) -> Any:
    return _numpy().minimum(size * _NUDGE, _MOST)


def _half_many(size: Any) -> Any:
    below = _numpy().floor(size)
    return below + (size - below + _slacks(size) >= 0.5)


def _down_many(size: Any) -> Any:
    return _numpy().floor(size + _slacks(size))


def _up_many(size: Any) -> Any:
    return _numpy().ceil(size - _slacks(size))


@cache
def _numpy() -> Any:
    """Only where an array shows that it is installed."""
    return importlib.import_module("numpy")


@cache
def _powers() -> Any:
    """Powers of ten as Python has them: those of numpy may have another last digit."""
    return _numpy().array([10.0**digits for digits in range(309)])


def _many(number: Any, digits: Any, whole: Any) -> Any:
    np = _numpy()
    asked = np.asarray(digits, np.float64)
    digits = np.clip(asked, -308.0, 308.0)
    scale = _powers()[np.abs(digits).astype(np.intp)]
    size = np.abs(number)
    with np.errstate(all="ignore"):
        scaled = np.where(digits >= 0, size * scale, size / scale)
        rounded = whole(scaled)
        result = np.where(digits >= 0, rounded / scale, rounded * scale)
        result = np.where(asked < -308, 0.0, result)
    kept = (scaled >= _WHOLE) | (digits > 22)
    kept &= asked >= -308
    return np.where(kept, number, np.copysign(result, number) + 0.0)
