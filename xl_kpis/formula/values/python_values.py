"""Python's values, tables and frames as cells hold them."""

from __future__ import annotations

import datetime
import math
from typing import Any

import numpy as np

from xl_kpis.errors import ExcelError
from xl_kpis.formula.refusals import CellTypeError, EditError
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
    xl_kpis.formula.refusals.EditError: a cell cannot hold nan
    """
    if value is None or isinstance(value, (bool, ExcelError)):
        return value
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise EditError("value.long", most=LONGEST_TEXT, count=len(value))
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
            raise CellTypeError("value.day", value=repr(value))
        return day
    if isinstance(value, datetime.time):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        return (seconds + value.microsecond / 1e6) / 86400
    if isinstance(value, datetime.timedelta):
        return value / datetime.timedelta(days=1)
    raise CellTypeError("value", value=repr(value))


def _number(value: Any) -> float:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise EditError("value", value=repr(value))
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


def table_of(value: Any) -> list[Any] | tuple[Any, ...] | None:
    """Nested lists, an array, a DataFrame (without its labels) or a Series as lists; None for
    what is a single value.

    >>> table_of(np.array([[1, 2]])), table_of((1, 2)), table_of("x")
    ([[1, 2]], (1, 2), None)
    """
    if hasattr(value, "notna"):  # of pandas, whose not-a-number is no value
        frame = value.astype(object)
        value = frame.where(frame.notna(), None).to_numpy().tolist()
    elif isinstance(value, np.ndarray) and value.ndim:
        value = value.tolist() if value.dtype.kind in "bifU" else [_listed(item) for item in value]
    return value if isinstance(value, (list, tuple)) else None


def _listed(item: Any) -> Any:
    return [*item] if isinstance(item, np.ndarray) else item
