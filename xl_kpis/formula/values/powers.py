"""Powers as Excel makes them, to the last bit, of numbers and of arrays alike.

A whole exponent is worked off by squaring, from its last binary digit on; a negative one is 1
over that. Exponents of a half are square roots. Any other goes through the logarithm,
``exp(exponent * log(base))``, rounded to a float at each step, so that its last digits are not
those of the exact power. Python's ``**`` and numpy's ``power`` are each nearer to that, and
differ from each other.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

import numpy as np

_MOST: Final = 2**31
"""Whole exponents of this size and more go through the logarithm."""


def raised(base: float, exponent: float) -> float:
    """``base ** exponent``; infinite where it is too large, not a number for the root of a
    negative. A base of 0 is the caller's to judge where the exponent is not positive.

    >>> raised(1.1, 2.0), raised(2.0, -1.0), raised(9.0, 0.5), raised(-8.0, 0.5)
    (1.2100000000000002, 0.5, 3.0, nan)
    """
    size = abs(exponent)
    if size == math.floor(size) and size < _MOST:
        count, result = int(size), 1.0
        while True:
            if count & 1:
                result *= base
            count >>= 1
            if not count:
                break
            base *= base
        if exponent >= 0.0:
            return result
        return 1.0 / result if result else math.inf
    if base == 0.0:
        return 0.0 if exponent > 0.0 else math.inf
    if base < 0.0:
        return math.nan
    if size == 0.5:
        root = math.sqrt(base)
        return root if exponent > 0.0 else 1.0 / root
    try:
        return math.exp(exponent * math.log(base))
    except OverflowError:
        return math.inf


def exponential(number: Any) -> Any:
    """e raised to a number or to an array's items; numpy's ``exp`` is off in some last digits.

    >>> exponential(1.0), exponential(np.array([1.0, 710.0])).tolist()
    (2.718281828459045, [2.718281828459045, inf])
    """
    return _each(math.exp, number)


def hyperbolic_sine(number: Any) -> Any:
    """``sinh`` of a number or of an array's items."""
    return _each(math.sinh, number)


def hyperbolic_cosine(number: Any) -> Any:
    """``cosh`` of a number or of an array's items."""
    return _each(math.cosh, number)


_SURE: Final = 709.0


def _each(function: Callable[[float], float], number: Any) -> Any:
    """A growing function of C's library, in which numpy's own differ from it."""
    if type(number) is float:
        try:
            return function(number)
        except OverflowError:
            return math.copysign(math.inf, number if function is math.sinh else 1.0)
    items = np.asarray(number, np.float64)
    flat = items.ravel()
    if flat.size and not -_SURE < flat.min() <= flat.max() < _SURE:
        found = [_each(function, item) for item in flat.tolist()]
    else:
        found = list(map(function, flat.tolist()))
    return np.array(found, np.float64).reshape(items.shape)


def raised_arrays(base: np.ndarray | float, exponent: np.ndarray) -> np.ndarray:
    """:func:`raised` item by item; the arrays are stretched to one shape.

    >>> raised_arrays(np.array([1.1, 9.0]), np.array([2.0, 0.5])).tolist()
    [1.2100000000000002, 3.0]
    """
    base, exponent = np.broadcast_arrays(base, exponent)
    size = np.abs(exponent)
    whole = (size == np.floor(size)) & (size < _MOST)
    if not whole.all():
        out = np.empty(base.shape)
        out[whole] = raised_arrays(base[whole], exponent[whole])
        others = zip(base[~whole].tolist(), exponent[~whole].tolist(), strict=True)
        out[~whole] = [raised(x, y) for x, y in others]
        return out
    count, result, factor = size.astype(np.int64), np.ones(base.shape), base.copy()
    with np.errstate(all="ignore"):
        while True:
            np.multiply(result, factor, out=result, where=(count & 1) == 1)
            count >>= 1
            if not count.any():
                break
            np.multiply(factor, factor, out=factor, where=count > 0)
        return np.where(exponent >= 0.0, result, 1.0 / result)
