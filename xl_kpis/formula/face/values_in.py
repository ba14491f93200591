"""What was given for a range, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area
from xl_kpis.formula.refusals import EditError
from xl_kpis.formula.values.python_values import table_of, to_scalar
from xl_kpis.formula.values.value import Scalar

Placed = Iterator[tuple[tuple[int, int, int], Any]]
"""Cells (sheet, row, column) with what is put into each."""


def placed(value: Any, area: Area) -> Placed:
    """The cells of an area with their values out of what was given for it.

    One value goes into every cell. A table of values (nested lists, a DataFrame without its
    labels, a 2-D array) has the area's shape; a flat list, an array or a Series is a column, or a
    row where the area is one. An area of one cell is the corner of what is given, however large.
    ``ValueError`` where the shapes differ.

    >>> list(placed([1, 2], Area(0, 4, 1, 4, 1)))
    [((0, 4, 1), 1), ((0, 5, 1), 2)]
    """
    rows = _rows(value, area)
    if rows is None:
        height, width = area.shape
        rows = [[value] * width] * height
    return (
        ((area.sheet, area.top + i, area.left + j), item)
        for i, row in enumerate(rows)
        for j, item in enumerate(row)
    )


def scalars(
    value: Any, area: Area, date1904: bool
) -> Iterator[tuple[tuple[int, int, int], Scalar]]:
    """The cells of an area with what they hold from now on; ``TypeError`` or ``ValueError`` for
    what cannot be in a cell."""
    return ((cell, to_scalar(item, date1904=date1904)) for cell, item in placed(value, area))


def _rows(value: Any, area: Area) -> list[list[Any]] | None:
    """The rows of a table of values; None if it is a single value."""
    value = table_of(value)
    if value is None:
        return None
    flat = not any(isinstance(row, (list, tuple, np.ndarray)) for row in value)
    if flat and not area.is_cell and area.top == area.bottom:
        rows = [list(value)]
    else:
        rows = [list(row) if isinstance(row, (list, tuple, np.ndarray)) else [row] for row in value]
    _check_shape(rows, area)
    return rows


def _check_shape(rows: list[list[Any]], area: Area) -> None:
    widths = {len(row) for row in rows}
    height, width = area.shape
    if len(widths) > 1:
        raise EditError("put.ragged")
    given = len(rows), widths.pop() if widths else 0
    if area.is_cell:
        if area.top + given[0] > MAX_ROWS or area.left + given[1] > MAX_COLS:
            raise EditError("put.edge")
    elif given != (height, width):
        raise EditError("put.shape", height=height, width=width, rows=given[0], columns=given[1])
