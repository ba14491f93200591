"""Sums as Excel adds them: one number after another, in reading order.

Additions of floats round, so that their order shows in the last digits. Excel starts with the
first number and adds the others to it, argument after argument, row after row, each from left to
right; so does everything here that adds what a person lists, whichever way a value is reached.
numpy's own ``sum``, ``mean`` and ``@`` add in an order that depends on how many there are (and
on the machine), Python's ``sum`` keeps what is lost on the way since 3.12: neither is for values
that a formula shows. ``accumulate`` adds in order, and so does ``reduce`` over another axis than
the last.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from xl_kpis.formula import thresholds


def total(numbers: np.ndarray) -> float:
    """The sum of a vector, 0 if it is empty.

    >>> total(np.array([0.1] * 10)), float(np.array([0.1] * 10).sum())
    (0.9999999999999999, 1.0)
    """
    if len(numbers) < thresholds.ADDED_IN_ARRAYS_FROM:
        return total_of(numbers.tolist())
    return float(np.add.accumulate(numbers)[-1])


def total_of(numbers: Iterable[float]) -> float:
    """The sum of numbers as they come, 0 if there are none."""
    result = 0.0
    for number in numbers:
        result += number
    return result


def mean(numbers: np.ndarray) -> float:
    """The mean of a vector that is not empty."""
    return total(numbers) / len(numbers)


def product_sum(a: np.ndarray, b: np.ndarray) -> float:
    """The sum of the products of two vectors."""
    return total(a * b)


def totals(numbers: np.ndarray) -> np.ndarray:
    """The sums along the last axis, which is not empty."""
    return np.asarray(np.add.accumulate(numbers, axis=-1)[..., -1])


def matrix_product(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The product of two matrices, the products of each item added from the left.

    >>> matrix_product(np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]]))
    array([[11.]])
    """
    out = np.zeros((len(a), b.shape[1]))
    products = np.empty_like(out)
    for i in range(len(b)):
        np.multiply(a[:, i, None], b[i], products)
        np.add(out, products, out)
    return out


def is_exact(numbers: np.ndarray) -> bool:
    """Whether sums of any of the numbers are the same in any order: they are whole, and so are
    all that come up on the way, without rounding.

    >>> is_exact(np.array([1.0, 2.0, -7.0])), is_exact(np.array([0.5])), is_exact(np.array([1e17]))
    (True, False, False)
    """
    if not (numbers == np.rint(numbers)).all():
        return False
    return bool(np.abs(numbers).sum() <= 2.0**53)
