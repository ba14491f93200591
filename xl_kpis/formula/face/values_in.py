"""Python's values, frames and arrays as cells hold them."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from xl_kpis.errors import ExcelError
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area
from xl_kpis.formula.values.serials import from_python
from xl_kpis.formula.values.value import Scalar

LONGEST_TEXT = 32_767
"""Characters a cell holds."""


def to_scalar(value: Any, *, date1904: bool = False) -> Scalar:
    """A Python value as a cell holds it; dates become serials, pandas' NaT and NA are blank.

    ``TypeError`` for what no cell holds, a date before 1900 among them, ``ValueError`` for a
    number or text no file can hold: not-a-number, infinity, more than 32,767 characters.

    >>> from decimal import Decimal
    >>> to_scalar(3), to_scalar(datetime.date(2024, 1, 31)), to_scalar(Decimal("0.1"))
    (3.0, 45322.0, 0.1)
    >>> to_scalar(float("nan"))
    Traceback (most recent call last):
    ...
    ValueError: a cell cannot hold nan
    """
    if value is None or isinstance(value, (bool, ExcelError)):
        return value
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise ValueError(
                f"a cell holds {LONGEST_TEXT:,} characters; this text has {len(value):,}"
            )
        return str(value)
    if _is_missing(value):
        return None
    if isinstance(value, np.generic) and not isinstance(value, float):
        return to_scalar(_item(value), date1904=date1904)
    if hasattr(value, "as_integer_ratio"):  # int, float, Decimal, Fraction
        return _number(value)
    if isinstance(value, datetime.date):
        day = from_python(value, date1904)
        if day is None:
            raise TypeError(f"a cell cannot hold {value!r}, a day no workbook has")
        return day
    if isinstance(value, datetime.time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return (seconds + value.microsecond / 1e6) / 86400
    if isinstance(value, datetime.timedelta):
        return value / datetime.timedelta(days=1)
    raise TypeError(f"a cell cannot hold {value!r}")


def _number(value: Any) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise ValueError(f"a cell cannot hold {value!r}")
    return number + 0.0


def _is_missing(value: Any) -> bool:
    """Whether a value is pandas' or numpy's word for no value."""
    if isinstance(value, (np.datetime64, np.timedelta64)):
        return bool(np.isnat(value))
    return type(value).__name__ in ("NaTType", "NAType")


def _item(value: np.generic) -> Any:
    if isinstance(value, np.datetime64):
        return value.astype("datetime64[us]").item()
    if isinstance(value, np.timedelta64):
        return value.astype("timedelta64[us]").item()
    return value.item()


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


def _rows(value: Any, area: Area) -> list[list[Any]] | None:
    """The rows of a table of values; None if it is a single value."""
    if hasattr(value, "notna"):  # of pandas, whose not-a-number is no value
        frame = value.astype(object)
        value = frame.where(frame.notna(), None).to_numpy().tolist()
    elif isinstance(value, np.ndarray):
        value = [[*row] for row in value] if value.ndim == 2 else [*value]
    if not isinstance(value, (list, tuple)):
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
        raise ValueError("the rows of what is put into cells are of different lengths")
    given = len(rows), widths.pop() if widths else 0
    if area.is_cell:
        if area.top + given[0] > MAX_ROWS or area.left + given[1] > MAX_COLS:
            raise ValueError("what is put into cells reaches beyond the sheet's edge")
    elif given != (height, width):
        raise ValueError(
            f"a range of {height} by {width} cells was given values for {given[0]} by {given[1]}"
        )
