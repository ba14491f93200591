"""What a formula's value can be.

* a scalar: ``float``, ``str``, ``bool``, :class:`ExcelError`, ``None`` (a blank cell) or a
  :class:`Lambda`;
* an array: a two-dimensional numpy array of dtype ``float64`` (all numbers), ``bool`` (all
  booleans) or ``object`` (anything scalar);
* a reference (:class:`xl_kpis.formula.reference.Reference`), until somebody reads it.

Numbers are always ``float``, never ``int`` or numpy scalars: :func:`clean` puts a result right.
"""

from __future__ import annotations

import sys
from typing import Any, Final, TypeAlias

import numpy as np

from xl_kpis.errors import NUM, ExcelError

Scalar = Any
"""``float | str | bool | ExcelError | None | Lambda``."""
Array = np.ndarray
Value = Any
"""``Scalar | Array | Reference``."""


CellValue: TypeAlias = float | str | bool | ExcelError | None
"""What a book gives for a cell; None for a blank."""
CellValues: TypeAlias = CellValue | list[list[CellValue]]
"""What it gives for an address or a formula: a value, or rows of values."""


class _Missing:
    """An argument left empty between commas, as the second one of ``IF(A1,,3)``."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "MISSING"

    def __bool__(self) -> bool:
        return False


MISSING: Final = _Missing()

SMALLEST: Final = sys.float_info.min
"""The smallest number Excel knows: whatever is nearer to 0 is 0."""


def clean(value: Any) -> Scalar:
    """A Python or numpy scalar as the engine's own scalar; not-a-number and infinity are #NUM!.

    >>> clean(3), clean(np.float64("nan")), clean(np.True_), clean("x")
    (3.0, #NUM!, True, 'x')
    """
    if value is None or isinstance(value, (bool, str, ExcelError)):
        return value
    if isinstance(value, np.bool_):
        return bool(value)
    if isinstance(value, (int, float, np.integer, np.floating)):
        try:
            number = float(value)
        except OverflowError:
            return NUM
        return number if number - number == 0.0 else NUM
    return value


def as_array(value: Value) -> Array:
    """A value as a two-dimensional array; a scalar becomes one by one."""
    if isinstance(value, np.ndarray):
        return value
    if type(value) is float:
        return np.full((1, 1), value)
    out = np.empty((1, 1), object)
    out[0, 0] = value
    return out


def from_rows(rows: list[list[Any]]) -> Array:
    """A two-dimensional array from rows of scalars; float64 or bool where all are alike.

    >>> from_rows([[1, 2]]).dtype, from_rows([[1, "x"]]).dtype
    (dtype('float64'), dtype('O'))
    """
    height, width = len(rows), max((len(row) for row in rows), default=0)
    out = np.empty((height, width), object)
    for i, row in enumerate(rows):
        for j, item in enumerate(row):
            out[i, j] = clean(item)
    return tighten(out)


def tighten(array: Array) -> Array:
    """The same array with the narrowest dtype: float64, bool or object."""
    if array.dtype != object:
        if array.dtype == bool or array.dtype == np.float64:
            return array
        return array.astype(np.float64)
    kinds = {type(item) for item in array.ravel().tolist()}
    if kinds == {float}:
        return array.astype(np.float64)
    if kinds == {bool}:
        return array.astype(bool)
    return array


_NOTHING = np.array(None, object)


def present(items: Array) -> np.ndarray:
    """Where an array of objects holds something other than None."""
    return np.asarray(np.not_equal(items, _NOTHING), bool)
