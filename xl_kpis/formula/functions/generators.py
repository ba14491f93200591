"""Random numbers and sequences."""

from __future__ import annotations

import math

import numpy as np

from xl_kpis.errors import CALC, NUM, VALUE, ExcelError, fail
from xl_kpis.formula.functions.declare import (
    Context,
    Integer,
    Logical,
    Number,
    StrictNumber,
    ex,
    function,
)
from xl_kpis.formula.functions.support.meanings import WHOLE_NUMBERS
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS
from xl_kpis.formula.values.formula_limits import check_size


def _size(rows: int, columns: int) -> tuple[int, int]:
    if rows < 0 or columns < 0 or rows > MAX_ROWS or columns > MAX_COLS:
        fail(VALUE)
    if rows == 0 or columns == 0:
        fail(CALC)
    check_size(rows, columns)
    return rows, columns


Shape = tuple[int, int]


def _fractions(random: np.random.Generator, shape: Shape) -> np.ndarray:
    return random.random(shape)


def _between(
    random: np.random.Generator, shape: Shape, bottom: np.ndarray, top: np.ndarray
) -> np.ndarray | None:
    low, high = np.ceil(bottom), np.floor(top)
    if (low > high).any() or max(np.abs(low).max(), np.abs(high).max()) > 2.0**62:
        return None
    whole = np.int64
    return random.integers(low.astype(whole), high.astype(whole), shape, endpoint=True).astype(
        np.float64
    )


@function(
    examples=[ex("=INT(RAND())", 0), ex("=RAND()<1", True)],
    volatile=True,
    drawn=_fractions,
    asks=[],
    see=("RANDARRAY",),
)
def RAND(ctx: Context) -> float:
    """A random number from 0 up to, but less than, 1."""
    return float(ctx.random.random())


@function(
    examples=[ex("=RANDBETWEEN(3,3)", 3), ex("=RANDBETWEEN(2,1)", NUM)],
    volatile=True,
    drawn=_between,
    asks=[],
)
def RANDBETWEEN(bottom: StrictNumber, top: StrictNumber, ctx: Context) -> float | ExcelError:
    """A random whole number between two bounds, both included."""
    low, high = math.ceil(bottom), math.floor(top)
    if low > high or abs(low) > 2**62 or abs(high) > 2**62:
        return NUM
    return float(ctx.random.integers(low, high, endpoint=True))


@function(
    examples=[
        ex("=RANDARRAY(2,2,5,5)", [[5, 5], [5, 5]]),
        ex("=RANDARRAY(1,2,7,7,TRUE)", [[7, 7]]),
        ex("=RANDARRAY(1,1,2,1)", VALUE),
    ],
    volatile=True,
    empty="default",
    asks=[],
    codes={"whole_number": WHOLE_NUMBERS},
)
def RANDARRAY(
    rows: Integer = 1,
    columns: Integer = 1,
    min: Number = 0.0,
    max: Number = 1.0,
    whole_number: Logical = False,
    *,
    ctx: Context,
) -> np.ndarray | ExcelError:
    """An array of random numbers, whole ones if asked."""
    size = _size(rows, columns)
    if min > max:
        return VALUE
    if not whole_number:
        return min + ctx.random.random(size) * (max - min)
    if min != int(min) or max != int(max):
        return VALUE
    return ctx.random.integers(int(min), int(max), size, endpoint=True).astype(np.float64)


@function(
    examples=[
        ex("=SEQUENCE(2,3)", [[1, 2, 3], [4, 5, 6]]),
        ex("=SEQUENCE(3,,0,-2)", [[0], [-2], [-4]]),
        ex("=SEQUENCE(0)", CALC),
        ex("=SEQUENCE(-1)", VALUE),
    ],
    empty="default",
    see=("ROW",),
)
def SEQUENCE(
    rows: Integer = 1, columns: Integer = 1, start: Number = 1.0, step: Number = 1.0
) -> np.ndarray:
    """An array of numbers that grow by a step, row by row."""
    height, width = _size(rows, columns)
    return (start + step * np.arange(height * width)).reshape(height, width)
