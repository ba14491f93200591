"""How functions bring many cells together, so that totals can be worked out as their ranges grow.

A function declared with a :class:`Total` is evaluated for a whole run at once where its ranges move
or grow from cell to cell (:mod:`xl_kpis.formula.compile.running_totals`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from xl_kpis.errors import DIV0, VALUE, ExcelError
from xl_kpis.formula.values.coercion import to_logical, to_number
from xl_kpis.formula.values.kinds import BLANK, BOOL, ERROR, NUMBER, Kinds
from xl_kpis.formula.values.value import Array
from xl_kpis.record_class import record

if TYPE_CHECKING:
    from xl_kpis.formula.functions.declare import Context
    from xl_kpis.formula.reference import Area


@record
class Total:
    """How a function brings its windows together."""

    values: Callable[[Kinds], tuple[np.ndarray, np.ndarray]]
    """The cells that count as numbers (others 0), and where they are."""
    convert: Callable[[Any], Any]
    """An argument that is no range, as a number or an error."""
    how: np.ufunc
    """What brings two numbers together."""
    nothing: float
    """What a cell that does not count stands for (0 in a sum, infinity in a minimum)."""
    finish: Callable[[np.ndarray, np.ndarray], Array]
    """The result from totals and counts."""
    passes_errors: bool = True
    """Whether an error in a window is its result."""
    adds: bool = False
    """Whether numbers are added, so that their order shows in the last digits."""


Places = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Sheets, rows and columns, which go with each other."""


@record
class Without:
    """Which cells do not count; None where all do:"""

    area: Callable[[Context, Area, tuple[int, ...]], np.ndarray | None]
    """those of a rectangle, as far as it is used,"""
    cells: Callable[[Context, Places], np.ndarray | None]
    """or of any other places."""
    errors: bool
    """Errors do not count, either."""

    def counted(self, cells: Kinds, left_out: np.ndarray | None) -> Kinds:
        """Cells, blank where they do not count."""
        if self.errors:
            wrong = cells.kinds == ERROR
            left_out = wrong if left_out is None else left_out | wrong
        return cells if left_out is None or not left_out.any() else cells.without(left_out)


@record
class ChosenTotal:
    """A function whose first arguments, numbers written out in the formula, say how it brings the
    cells of the references after them together."""

    leading: int
    choose: Callable[..., tuple[Total, Without] | None]
    """From those numbers; None where they choose no total."""


def _numeric(cells: Kinds) -> tuple[np.ndarray, np.ndarray]:
    """The numbers among cells (others 0) and where they are."""
    return cells.counted(NUMBER)


def _logical(cells: Kinds) -> tuple[np.ndarray, np.ndarray]:
    """Numbers and logical values as 1 and 0 (others 0) and where they are."""
    numbers, mask = cells.counted(NUMBER, BOOL)
    return (numbers != 0).astype(float), mask


def _flags(cells: Kinds) -> tuple[np.ndarray, np.ndarray]:
    """1 where cells have numbers, 0 elsewhere."""
    return (cells.kinds == NUMBER).astype(float), np.ones(cells.kinds.shape, bool)


def _filled(cells: Kinds) -> tuple[np.ndarray, np.ndarray]:
    """1 where cells are not blank, 0 elsewhere."""
    return (cells.kinds != BLANK).astype(float), np.ones(cells.kinds.shape, bool)


def _counts(value: Any) -> float:
    """Whether COUNT counts a value that is given directly."""
    if type(value) is str:
        return float(type(to_number(value)) is float)
    return float(not isinstance(value, ExcelError))


def _sum(total: np.ndarray, count: np.ndarray) -> Array:
    return total


def _mean(total: np.ndarray, count: np.ndarray) -> Array:
    if count.all():
        return total / count
    out = (total / np.where(count, count, 1.0)).astype(object)
    out[count == 0] = DIV0
    return out


def _or_zero(total: np.ndarray, count: np.ndarray) -> Array:
    return np.where(count > 0, total, 0.0)


def _is_true(total: np.ndarray, count: np.ndarray) -> Array:
    if count.all():
        return total != 0
    out = (total != 0).astype(object)
    out[count == 0] = VALUE
    return out


SUMS = Total(_numeric, to_number, np.add, 0.0, _sum, adds=True)
MEANS = Total(_numeric, to_number, np.add, 0.0, _mean, adds=True)
COUNTS = Total(_flags, _counts, np.add, 0.0, _sum, passes_errors=False)
COUNTS_FILLED = Total(_filled, lambda value: 1.0, np.add, 0.0, _sum, passes_errors=False)
LEAST = Total(_numeric, to_number, np.minimum, np.inf, _or_zero)
GREATEST = Total(_numeric, to_number, np.maximum, -np.inf, _or_zero)
ALL_TRUE = Total(_logical, to_logical, np.minimum, np.inf, _is_true)
SOME_TRUE = Total(_logical, to_logical, np.maximum, -np.inf, _is_true)
