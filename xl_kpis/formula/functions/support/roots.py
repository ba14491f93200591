"""Where a function of a rate is zero."""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite

import numpy as np

_STEPS = 60
"""Steps of Newton's method."""
STEP = 1.15
REACH = 150
"""The search goes from the guess by factors of STEP in 1 + rate, at most REACH times each way."""


def find_rate(f: Callable[[float], float], guess: float, *, search: bool = True) -> float | None:
    """A rate above -1 where ``f`` is zero, near the guess; None if there is none in reach.

    Newton's method finds the root Excel finds where it converges; with ``search`` a search
    outward from the guess for a change of sign, then halving, where it does not.

    >>> round(find_rate(lambda rate: (1 + rate) ** 2 - 1.44, 0.1), 12)
    0.2
    """
    found = _newton(f, guess)
    return _search(f, guess) if found is None and search else found


def find_rates(f: Callable[[np.ndarray, np.ndarray], np.ndarray], guess: np.ndarray) -> np.ndarray:
    """:func:`find_rate` without a search for many functions at once, to the last bit the same;
    not a number where there is none. ``f`` takes rates and which function each is for."""
    out, which, rate = np.full(len(guess), np.nan), np.arange(len(guess)), guess
    last = rate
    with np.errstate(all="ignore"):
        for _ in range(_STEPS):
            width = 1e-6 * np.minimum(1.0, 1.0 + rate)
            value = f(rate, which)
            slope = (f(rate + width, which) - f(rate - width, which)) / (2.0 * width)
            following = rate - value / slope
            exact = value == 0.0
            lost = ~(np.isfinite(value) & np.isfinite(slope)) | (slope == 0.0)
            lost |= (following <= -1.0) | ~np.isfinite(following)
            near = np.abs(following - rate) <= 1e-13 * np.maximum(1.0, np.abs(following))
            near &= ~lost & ~exact
            out[which[exact]] = rate[exact]
            out[which[near]] = following[near]
            left = ~(exact | lost | near)
            last, rate, which = rate[left], following[left], which[left]
            if not len(which):
                return out
        near = np.abs(rate - last) <= 1e-10 * np.maximum(1.0, np.abs(rate))
    out[which[near]] = rate[near]
    return out


def _value(f: Callable[[float], float], rate: float) -> float:
    try:
        value = f(rate)
    except (OverflowError, ZeroDivisionError):
        return float("nan")
    return value if isinstance(value, float) else float("nan")


def _newton(f: Callable[[float], float], guess: float) -> float | None:
    rate = guess
    for _ in range(_STEPS):
        width = 1e-6 * min(1.0, 1.0 + rate)
        value = _value(f, rate)
        slope = (_value(f, rate + width) - _value(f, rate - width)) / (2.0 * width)
        if value == 0.0:
            return rate
        if not isfinite(value) or not isfinite(slope) or slope == 0.0:
            return None
        following = rate - value / slope
        if following <= -1.0 or not isfinite(following):
            return None
        if abs(following - rate) <= 1e-13 * max(1.0, abs(following)):
            return following
        last, rate = rate, following
    return rate if abs(rate - last) <= 1e-10 * max(1.0, abs(rate)) else None


def _search(f: Callable[[float], float], guess: float) -> float | None:
    below = above = 1.0 + guess
    at_below = at_above = _value(f, guess)
    for _ in range(REACH):
        lower, upper = below / STEP, above * STEP
        at_lower, at_upper = _value(f, lower - 1.0), _value(f, upper - 1.0)
        if at_above * at_upper <= 0.0:
            return _halve(f, above, upper, at_above)
        if at_lower * at_below <= 0.0:
            return _halve(f, lower, below, at_lower)
        below, above, at_below, at_above = lower, upper, at_lower, at_upper
    return None


def _halve(f: Callable[[float], float], low: float, high: float, at_low: float) -> float:
    while True:
        middle = (low + high) / 2.0
        if middle in (low, high):
            return middle - 1.0
        value = _value(f, middle - 1.0)
        if value == 0.0:
            return middle - 1.0
        if (value > 0.0) == (at_low > 0.0):
            low = middle
        else:
            high = middle
