"""Bounds of arguments: data of the declaration, checked in one place, on the function's page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from math import inf
from typing import Any

import numpy as np

from xl_kpis.errors import NUM, ExcelError
from xl_kpis.record_class import record


@record
class Bounds:
    """What a number may be at least and at most; anything else ends the call with an error."""

    least: float = -inf
    greatest: float = inf
    without_least: bool = False
    """Whether ``least`` itself is out of bounds."""
    without_greatest: bool = False
    error: ExcelError = NUM

    def hold(self, value: float) -> bool:
        """Whether a number is within bounds."""
        return (self.least < value if self.without_least else self.least <= value) and (
            value < self.greatest if self.without_greatest else value <= self.greatest
        )

    def hold_each(self, values: np.ndarray) -> np.ndarray:
        """Whether each of some numbers is within bounds."""
        low = self.least < values if self.without_least else self.least <= values
        high = values < self.greatest if self.without_greatest else values <= self.greatest
        return low & high

    def shown(self, name: str) -> str:
        """As a condition.

        >>> at_least(0).shown("x"), above(0).shown("x"), between(2, 36).shown("radix")
        ('x ≥ 0', 'x > 0', '2 ≤ radix ≤ 36')
        """
        below = "<" if self.without_greatest else "≤"
        if self.greatest == inf:
            return f"{name} {'>' if self.without_least else '≥'} {self.least:.15g}"
        if self.least == -inf:
            return f"{name} {below} {self.greatest:.15g}"
        least = f"{self.least:.15g} {'<' if self.without_least else '≤'}"
        return f"{least} {name} {below} {self.greatest:.15g}"


def at_least(least: float, error: ExcelError = NUM) -> Bounds:
    """Bounds of a number that may not be smaller."""
    return Bounds(least, error=error)


def above(least: float, error: ExcelError = NUM) -> Bounds:
    """Bounds of a number that must be larger."""
    return Bounds(least, without_least=True, error=error)


def between(least: float, greatest: float, error: ExcelError = NUM) -> Bounds:
    """Bounds of a number that lies between two, or is one of them."""
    return Bounds(least, greatest, error=error)


def bounded(
    implementation: Callable[..., Any], positions: Mapping[int, Bounds]
) -> Callable[..., Any]:
    """An implementation that is only called with arguments within bounds, by their positions.

    They are looked at in their order once all arguments are what their kinds make of them; one
    that was left out is not looked at.
    """
    checks = sorted(positions.items())

    @wraps(implementation)
    def checked(*args: Any, **context: Any) -> Any:
        for at, bounds in checks:
            if at < len(args) and not bounds.hold(args[at]):
                return bounds.error
        return implementation(*args, **context)

    return checked


def bounded_items(
    lifted: Callable[..., Any], positions: Mapping[int, Bounds]
) -> Callable[..., Any]:
    """As :func:`bounded`, of an implementation for arrays: its items for arguments out of bounds
    are the bounds' errors, whatever it gives for them."""
    checks = sorted(positions.items())

    @wraps(lifted)
    def checked(*args: Any, **context: Any) -> Any:
        result = lifted(*args, **context)
        if result is None:
            return None
        for at, bounds in reversed(checks):
            if at < len(args):
                outside = ~np.asarray(bounds.hold_each(np.asarray(args[at], float)))
                if outside.any():
                    result = _with_errors(result)
                    result[np.broadcast_to(outside, result.shape)] = bounds.error
        return result

    return checked


def _with_errors(result: np.ndarray) -> np.ndarray:
    """Results as objects, among which errors may be."""
    out = result.astype(object)
    if result.dtype == np.float64:
        out[~np.isfinite(result)] = NUM
    return out
