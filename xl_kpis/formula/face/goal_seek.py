"""The input that gives an output: Excel's *Goal Seek*, to the last digits."""

from __future__ import annotations

import math
from collections.abc import Callable

Function = Callable[[float], float]
"""What the output lacks to the goal, for an input; not-a-number where there is no number."""

REACH = 60
"""How many doublings a solution is looked for away from where the input stands."""


def solve(
    lacks: Function, many: Callable[[list[float]], list[float]], start: float
) -> float | None:
    """An input for which nothing lacks, the nearest to ``start`` on either side that steps find;
    None if there is none. ``many`` is ``lacks`` for many inputs at once."""
    if lacks(start) == 0.0:
        return start
    unit = abs(start) / 100 or 0.01
    steps = [unit * 2.0**n for n in range(-6, REACH)]
    sides = [[start, *(start + sign * step for step in steps)] for sign in (1, -1)]
    values = many(sides[0] + sides[1])
    count = len(sides[0])
    brackets = [
        _bracket(lacks, sides[0], values[:count]),
        _bracket(lacks, sides[1], values[count:]),
    ]
    found = [bracket for bracket in brackets if bracket is not None]
    if not found:
        return None
    return _root(lacks, *min(found, key=lambda bracket: abs(bracket[1] - start)))


def _bracket(
    lacks: Function, inputs: list[float], values: list[float]
) -> tuple[float, float] | None:
    """The first two neighbours between which the sign changes, up to where numbers end."""
    for i in range(1, len(inputs)):
        near, far = inputs[i - 1], inputs[i]
        before, after = values[i - 1], values[i]
        if not math.isfinite(before):
            return None
        if not math.isfinite(after):
            return _towards_the_end(lacks, near, far, before)
        if before * after <= 0:
            return near, far
    return None


def _towards_the_end(
    lacks: Function, near: float, far: float, before: float
) -> tuple[float, float] | None:
    """Two inputs between which the sign changes before the last for which there is a number."""
    for _ in range(200):
        middle = (near + far) / 2
        if middle in (near, far):
            return None
        value = lacks(middle)
        if not math.isfinite(value):
            far = middle
        elif before * value <= 0:
            return near, middle
        else:
            near = middle
    return None


def _root(lacks: Function, near: float, far: float) -> float | None:
    from scipy.optimize import brentq

    found, _ = brentq(
        lacks, near, far, xtol=1e-300, rtol=4 * 2.0**-52, maxiter=500, full_output=True, disp=False
    )
    root, size = float(found), max(abs(lacks(near)), abs(lacks(far)))
    rest = lacks(root)
    # a jump changes its sign, too
    return root if math.isfinite(rest) and abs(rest) <= 1e-6 * size else None
