"""The inputs that give several outputs: what Excel's *Solver* finds where values are to be met."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from xl_kpis.formula.refusals import EditError
from xl_kpis.formula.values.value import Scalar

Lacks = Callable[[np.ndarray], np.ndarray]
"""What the outputs lack to their goals (a column each) in many cases (a row each); not-a-number
where there is no number."""

CLOSE = 1e-9
"""How much of its size an output may lack."""
STARTS = 12
"""From how many places inputs are looked for; the first is where they stand."""
STEP = 2.0**-17
"""The share of an input by which it is moved to see what that does; near the cube root of what a
number resolves, for differences to both sides."""


def solve_inputs(
    outputs: Callable[[list[list[Scalar]]], list[list[Scalar]]],
    start: Mapping[str, Any],
    goals: Mapping[str, float],
    between: Mapping[str, tuple[float | None, float | None]],
) -> dict[str, float]:
    """The inputs, by their names, for which the outputs are the goals. ``outputs`` gives what they
    are (a list each) for values of the inputs (a list each)."""
    if not start or not goals:
        raise EditError("solve.nothing")
    for number in goals.values():
        if not math.isfinite(number):
            raise EditError("value", value=number)
    for name, (least, most) in between.items():
        if name not in start:
            raise EditError("solve.between", cell=name)
        if least is not None and most is not None and not least < most:
            raise EditError("solve.order", cell=name, least=least, most=most)
    limits = [between.get(name, (None, None)) for name in start]
    low = np.array([-np.inf if least is None else least for least, _ in limits], float)
    high = np.array([np.inf if most is None else most for _, most in limits], float)
    here = np.array([value if type(value) is float else 0.0 for value in start.values()])
    wanted = np.array(list(goals.values()), float)

    def lacks(cases: np.ndarray) -> np.ndarray:
        values = outputs(cases.T.tolist())
        numbers = [[v if type(v) is float else math.nan for v in column] for column in values]
        return np.array(numbers).T - wanted

    begin = np.clip(here, low, high)
    for name, (value,) in zip(goals, outputs([[item] for item in begin.tolist()]), strict=True):
        if type(value) is not float:
            raise EditError("solve.number", output=name, value=value)
    sizes = np.maximum(np.maximum(np.abs(wanted), np.abs(lacks(begin[None, :])[0])), 1e-300)
    found = solve_all(lacks, begin, low, high, sizes)
    if found is None:
        wishes = ", ".join(f"{name} = {number:g}" for name, number in goals.items())
        raise EditError("solve.not found", by=", ".join(start), goals=wishes)
    return dict(zip(start, found.tolist(), strict=True))


def solve_all(
    lacks: Lacks, start: np.ndarray, low: np.ndarray, high: np.ndarray, sizes: np.ndarray
) -> np.ndarray | None:
    """Inputs between ``low`` and ``high`` for which nothing is lacking, looked for from ``start``
    first; None if none was found. ``sizes`` are those of the outputs."""
    from scipy.optimize import least_squares

    units = np.where(start == 0.0, 1.0, np.abs(start))

    def lacking(x: np.ndarray) -> np.ndarray:
        found: np.ndarray = lacks(x[None, :])[0] / sizes
        return found

    def slopes(x: np.ndarray) -> np.ndarray:
        moved = np.maximum(np.abs(x), units * STEP) * STEP
        up, down = np.minimum(x + moved, high), np.maximum(x - moved, low)
        around = np.concatenate([_each(x, up), _each(x, down), x[None, :]])
        values = lacks(around) / sizes
        n = len(x)
        above, below, here = values[:n], values[n : 2 * n], values[-1]
        right, left = np.isfinite(above).all(1), np.isfinite(below).all(1)
        above, below = np.where(right[:, None], above, here), np.where(left[:, None], below, here)
        width = np.where(right, up, x) - np.where(left, down, x)
        found: np.ndarray = np.nan_to_num(
            (above - below) / np.where(width == 0.0, 1.0, width)[:, None]
        )
        return found.T

    for begin in _starts(start, low, high, units):
        if not np.isfinite(lacking(begin)).all():
            continue
        best = least_squares(
            *(lacking, begin, slopes),
            bounds=(low, high),
            x_scale=units,
            **dict.fromkeys(("ftol", "xtol", "gtol"), 4 * np.finfo(float).eps),
            max_nfev=100,
        )
        if np.abs(lacking(best.x)).max() <= CLOSE:
            found: np.ndarray = best.x
            return found
    return None


def _each(x: np.ndarray, moved: np.ndarray) -> np.ndarray:
    """A case for each input, in which that one alone is moved."""
    cases = np.tile(x, (len(x), 1))
    np.fill_diagonal(cases, moved)
    return cases


def _starts(
    start: np.ndarray, low: np.ndarray, high: np.ndarray, units: np.ndarray
) -> list[np.ndarray]:
    """Where inputs stand, and places around, the same ones every time, further and further away."""
    rng = np.random.default_rng(0)
    away = [units * rng.normal(size=len(start)) * 1.5**n for n in range(STARTS - 1)]
    return [np.clip(place, low, high) for place in (start, *(start + step for step in away))]
