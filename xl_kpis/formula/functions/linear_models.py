"""Least squares with several variables: lines, exponential curves and what they predict."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np

from xl_kpis.errors import NA, NUM, REF, fail
from xl_kpis.formula.functions.declare import Logical, Matrix, ex, function
from xl_kpis.formula.functions.support.meanings import CONSTANTS, STATISTICS
from xl_kpis.formula.values.value import tighten

statistical = partial(function, category="statistical")

COLLINEAR = 1e-14
"""A variable counts as a combination of earlier ones where less than this share of its length
squared is its own."""


class _Data(NamedTuple):
    """Observations in rows: ``y`` of n, ``x`` of n × k; and whether they stood in a row."""

    y: np.ndarray
    x: np.ndarray
    across: bool
    single: bool
    """One variable, of the shape of y."""


class _Fit(NamedTuple):
    slopes: np.ndarray
    intercept: float
    kept: list[int]
    inverse: np.ndarray
    """Inverse of the kept variables' cross products (centred if there is an intercept)."""
    means: np.ndarray
    residual: float
    total: float


def _arrange(known_ys: np.ndarray, known_xs: np.ndarray | None) -> _Data:
    rows, cols = known_ys.shape
    y = known_ys.ravel().astype(np.float64)
    if known_xs is None:
        return _Data(y, np.arange(1.0, len(y) + 1.0).reshape(-1, 1), rows == 1 < cols, True)
    if known_xs.shape == known_ys.shape:
        return _Data(y, known_xs.ravel().reshape(-1, 1), rows == 1 < cols, True)
    if cols == 1 and len(known_xs) == rows:
        return _Data(y, known_xs, False, False)
    if rows == 1 and known_xs.shape[1] == cols:
        return _Data(y, known_xs.T, True, False)
    return fail(REF)


def _independent(x: np.ndarray) -> list[int]:
    """The columns that are no combination of earlier ones."""
    kept: list[int] = []
    basis: list[np.ndarray] = []
    for j in range(x.shape[1]):
        column = x[:, j].copy()
        size = float(column @ column)
        for _ in range(2):  # twice, so that what is left is orthogonal to the last digit
            for direction in basis:
                column -= (direction @ column) * direction
        rest = float(column @ column)
        if rest > COLLINEAR * size and rest > 0.0:
            kept.append(j)
            basis.append(column / np.sqrt(rest))
    return kept


def _fit(data: _Data, const: bool) -> _Fit:
    x, y = data.x, data.y
    means = x.mean(axis=0) if const else np.zeros(x.shape[1])
    centre = float(y.mean()) if const else 0.0
    dx, dy = x - means, y - centre
    # A constant variable has no length of its own left once centred, only rounding.
    dx[:, (dx**2).sum(axis=0) <= COLLINEAR * (x**2).sum(axis=0) * 1e-12] = 0.0
    kept = _independent(dx)
    slopes = np.zeros(x.shape[1])
    inverse = np.zeros((0, 0))
    if kept:
        q, r = np.linalg.qr(dx[:, kept])
        slopes[kept] = np.linalg.solve(r, q.T @ dy)
        half = np.linalg.inv(r)
        inverse = half @ half.T
    rest = dy - dx @ slopes
    return _Fit(
        slopes,
        centre - float(means @ slopes),
        kept,
        inverse,
        means,
        float(rest @ rest),
        float(dy @ dy),
    )


def _report(data: _Data, const: bool, stats: bool, exponential: bool) -> np.ndarray:
    fit = _fit(data, const)
    k, n = len(fit.slopes), len(data.y)
    first = np.append(fit.slopes[::-1], fit.intercept)
    if exponential:
        first = np.exp(first)
    if not stats:
        return first.reshape(1, -1)
    degrees = n - len(fit.kept) - const
    variance = fit.residual / degrees if degrees > 0 else 0.0
    errors = np.zeros(k)
    errors[fit.kept] = np.sqrt(variance * np.diag(fit.inverse))
    explained = fit.total - fit.residual
    out = np.full((5, k + 1), NA, object)
    out[0, :] = first
    out[1, :k] = errors[::-1]
    if const:
        kept = fit.means[fit.kept]
        out[1, k] = float(np.sqrt(variance * (1.0 / n + kept @ fit.inverse @ kept)))
    out[2, 0] = explained / fit.total if fit.total else 1.0
    out[2, 1] = float(np.sqrt(variance))
    ratio = variance * len(fit.kept)
    out[3, 0] = explained / ratio if ratio else NUM
    out[3, 1] = float(degrees)
    out[4, 0], out[4, 1] = explained, fit.residual
    return tighten(out)


def _predict(data: _Data, new_xs: np.ndarray | None, known_given: bool, const: bool) -> np.ndarray:
    fit = _fit(data, const)
    if new_xs is None:
        values = data.x @ fit.slopes + fit.intercept
        return values.reshape(1, -1) if data.across else values.reshape(-1, 1)
    if data.single or not known_given:
        return new_xs * fit.slopes[0] + fit.intercept
    points = new_xs.T if data.across else new_xs
    if points.shape[1] != data.x.shape[1]:
        fail(REF)
    values = points @ fit.slopes + fit.intercept
    return values.reshape(1, -1) if data.across else values.reshape(-1, 1)


def _logarithms(known_ys: np.ndarray) -> np.ndarray:
    return np.log(known_ys) if (known_ys > 0.0).all() else fail(NUM)


@statistical(
    examples=[
        ex("=LINEST({1,9,5,7},{0,4,2,3},,FALSE)", [[2, 1]]),
        ex("=INDEX(LINEST({1;9;5;8},{0;4;2;3},TRUE,TRUE),3,1)", 0.982304147465438),
        ex("=LINEST({1,2,3},{1,2})", REF),
    ],
    empty="default",
    codes={"const": CONSTANTS, "stats": STATISTICS},
)
def LINEST(
    known_ys: Matrix,
    known_xs: Matrix = None,  # type: ignore[assignment]
    const: Logical = True,
    stats: Logical = False,
) -> np.ndarray:
    """Coefficients of the straight line, or plane, that fits best, and statistics of the fit."""
    return _report(_arrange(known_ys, known_xs), const, stats, False)


@statistical(
    examples=[
        ex("=LOGEST({2,4,8})", [[2, 1]]),
        ex(
            "=ROUND(LOGEST({33100,47300,69000,102000,150000,220000},{11,12,13,14,15,16}),7)",
            [[1.4632756, 495.3047702]],
        ),
        ex("=LOGEST({1,-2,3})", NUM),
    ],
    empty="default",
    codes={"const": CONSTANTS, "stats": STATISTICS},
)
def LOGEST(
    known_ys: Matrix,
    known_xs: Matrix = None,  # type: ignore[assignment]
    const: Logical = True,
    stats: Logical = False,
) -> np.ndarray:
    """Coefficients of the exponential curve that fits best, and statistics of the fit."""
    return _report(_arrange(_logarithms(known_ys), known_xs), const, stats, True)


@statistical(
    examples=[
        ex("=TREND({1,3,5})", [[1, 3, 5]]),
        ex("=TREND({1,3,5},{1,2,3},{4;5})", [[7], [9]]),
        ex("=TREND({1,3,5},{1,2})", REF),
    ],
    empty="default",
    codes={"const": CONSTANTS},
)
def TREND(
    known_ys: Matrix,
    known_xs: Matrix = None,  # type: ignore[assignment]
    new_xs: Matrix = None,  # type: ignore[assignment]
    const: Logical = True,
) -> np.ndarray:
    """Values along the straight line that fits best."""
    return _predict(_arrange(known_ys, known_xs), new_xs, known_xs is not None, const)


@statistical(
    examples=[
        ex("=GROWTH({2,4,8},{1,2,3},{4;5})", [[16], [32]]),
        ex("=GROWTH({1,0,3})", NUM),
    ],
    empty="default",
    codes={"const": CONSTANTS},
)
def GROWTH(
    known_ys: Matrix,
    known_xs: Matrix = None,  # type: ignore[assignment]
    new_xs: Matrix = None,  # type: ignore[assignment]
    const: Logical = True,
) -> np.ndarray:
    """Values along the exponential curve that fits best."""
    data = _arrange(_logarithms(known_ys), known_xs)
    return np.exp(_predict(data, new_xs, known_xs is not None, const))
