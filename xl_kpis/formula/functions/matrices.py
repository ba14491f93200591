"""Matrix algebra, and sums over pairs of arrays."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from xl_kpis.errors import DIV0, NA, NUM, VALUE, ExcelError, fail
from xl_kpis.formula.functions.declare import Array, CrossingArray, Integer, Matrix, ex, function
from xl_kpis.formula.values.summation import matrix_product, total


@function(
    examples=[
        ex("=MMULT({1,2;3,4},{5;6})", [[17], [39]]),
        ex("=MMULT({1,2},{3,4})", VALUE),
    ],
    see=("SUMPRODUCT",),
)
def MMULT(array1: Matrix, array2: Matrix) -> np.ndarray | ExcelError:
    """The product of two matrices."""
    if array1.shape[1] != array2.shape[0]:
        return VALUE
    return matrix_product(array1, array2)


@function(
    examples=[
        ex("=MINVERSE({4,-1;2,0})", [[0, 0.5], [-1, 2]]),
        ex("=MINVERSE({1,2;2,4})", NUM),
        ex("=MINVERSE({1,2})", VALUE),
    ],
)
def MINVERSE(array: Matrix) -> np.ndarray | ExcelError:
    """The inverse of a square matrix."""
    if array.shape[0] != array.shape[1]:
        return VALUE
    try:
        return np.linalg.inv(array)
    except np.linalg.LinAlgError:
        return NUM


@function(examples=[ex("=MDETERM({3,6;1,1})", -3), ex("=MDETERM({1,2})", VALUE)])
def MDETERM(array: Matrix) -> float | ExcelError:
    """The determinant of a square matrix."""
    if array.shape[0] != array.shape[1]:
        return VALUE
    return float(np.linalg.det(array))


@function(examples=[ex("=MUNIT(2)", [[1, 0], [0, 1]]), ex("=MUNIT(0)", VALUE)])
def MUNIT(dimension: Integer) -> np.ndarray | ExcelError:
    """The unit matrix of a size."""
    return np.eye(dimension) if 1 <= dimension <= 8192 else VALUE


@function(
    examples=[
        ex("=TRANSPOSE({1,2,3})", [[1], [2], [3]]),
        ex('=TRANSPOSE({1,"a";2,"b"})', [[1, 2], ["a", "b"]]),
    ],
    rearranges=True,
)
def TRANSPOSE(array: CrossingArray) -> np.ndarray:
    """Turns rows into columns."""
    return array.T


def _pairs(
    array_x: np.ndarray, array_y: np.ndarray, term: Callable[[np.ndarray, np.ndarray], np.ndarray]
) -> float:
    """The sum of a term over pairs of numbers; pairs with anything else are left out."""
    if array_x.size != array_y.size:
        fail(NA)
    xs, ys = [], []
    for x, y in zip(array_x.ravel().tolist(), array_y.ravel().tolist(), strict=True):
        for item in (x, y):
            if isinstance(item, ExcelError):
                fail(item)
        if type(x) is float and type(y) is float:
            xs.append(x)
            ys.append(y)
    return total(term(np.array(xs), np.array(ys))) if xs else fail(DIV0)


@function(examples=[ex("=SUMX2MY2({2,3},{1,2})", 8), ex("=SUMX2MY2({1,2},{1})", NA)])
def SUMX2MY2(array_x: Array, array_y: Array) -> float:
    """The sum of the differences of squares of pairs."""
    return _pairs(array_x, array_y, lambda x, y: x * x - y * y)


@function(
    examples=[
        ex("=SUMX2PY2({2,3},{1,2})", 18),
        ex('=SUMX2PY2({2,"x"},{1,2})', 5),
        ex("=SUMX2PY2(A1,1)", DIV0),
    ],
)
def SUMX2PY2(array_x: Array, array_y: Array) -> float:
    """The sum of the sums of squares of pairs."""
    return _pairs(array_x, array_y, lambda x, y: x * x + y * y)


@function(examples=[ex("=SUMXMY2({2,3},{1,5})", 5), ex("=SUMXMY2({1,2},{1,2,3})", NA)])
def SUMXMY2(array_x: Array, array_y: Array) -> float:
    """The sum of the squared differences of pairs."""
    return _pairs(array_x, array_y, lambda x, y: (x - y) * (x - y))
