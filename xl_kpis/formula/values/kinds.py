"""Which kind of value each of many cells holds, beside their numbers: totals need no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from xl_kpis.formula.values.value import Array, Scalar

BLANK, NUMBER, BOOL, TEXT, ERROR, PENDING = range(6)
"""Kinds of a cell. PENDING: a formula cell not evaluated yet."""


class _Kinds(dict[type, int]):
    def __missing__(self, other: type) -> int:
        return ERROR


_KIND_OF_TYPE = _Kinds({type(None): BLANK, float: NUMBER, int: NUMBER, bool: BOOL, str: TEXT})


class Kinds(NamedTuple):
    """Cells as arrays of one shape. ``numbers`` has 1 and 0 for truth values, and nothing of
    meaning where a cell is neither; ``values`` gives the cells themselves."""

    kinds: np.ndarray
    numbers: np.ndarray
    values: Callable[[], Array]

    def counted(self, *kinds: int) -> tuple[np.ndarray, np.ndarray]:
        """The numbers of cells of some kinds, others 0, and where they are."""
        mask = self.kinds == kinds[0]
        for kind in kinds[1:]:
            mask |= self.kinds == kind
        return (self.numbers if mask.all() else np.where(mask, self.numbers, 0.0)), mask

    def without(self, left_out: np.ndarray) -> Kinds:
        """The same cells, some of them blank."""

        def values() -> Array:
            out = self.values().astype(object)
            out[left_out] = None
            return out

        return Kinds(np.where(left_out, np.uint8(BLANK), self.kinds), self.numbers, values)

    @property
    def in_one_book(self) -> Kinds:
        """The same cells as a block, the only one."""
        return Kinds(self.kinds[None], self.numbers[None], lambda: self.values()[None])


def kinds_of(values: list[Scalar]) -> np.ndarray:
    """The kind of each of some scalars."""
    return np.fromiter(map(_KIND_OF_TYPE.__getitem__, map(type, values)), np.uint8, len(values))


def kinds_in(array: Array) -> Kinds:
    """The cells of an array of values.

    >>> kinds_in(np.array([[1.5, "x", None]], object)).counted(NUMBER)
    (array([[1.5, 0. , 0. ]]), array([[ True, False, False]]))
    """
    if array.dtype != object:
        kind = BOOL if array.dtype == bool else NUMBER
        numbers = array.astype(float) if kind == BOOL else array
        return Kinds(np.full(array.shape, kind, np.uint8), numbers, lambda: array)
    kinds = kinds_of(array.ravel().tolist()).reshape(array.shape)
    return Kinds(kinds, numbers_among(array, kinds), lambda: array)


def numbers_among(items: Array, kinds: np.ndarray) -> np.ndarray:
    """The numbers of an array of objects whose kinds are known, 1 and 0 for truth values and 0 for
    all others."""
    numbers = np.zeros(items.shape)
    numeric = (kinds == NUMBER) | (kinds == BOOL)
    numbers[numeric] = items[numeric].astype(np.float64)
    return numbers
