"""What cells hold for the value of a formula."""

from __future__ import annotations

import numpy as np

from xl_kpis.errors import CALC, NA, REF, ExcelError
from xl_kpis.formula.compile.frame import Lambda
from xl_kpis.formula.reference import Reference
from xl_kpis.formula.values.value import Array, Scalar, Value


def cell_result(value: Value) -> Scalar:
    """What a cell holds for a formula's scalar: blank and minus zero become 0, a function value
    #CALC!."""
    if type(value) is float:
        return value + 0.0
    if value is None:
        return 0.0
    if isinstance(value, Lambda):
        return CALC
    if type(value) in (str, bool) or isinstance(value, ExcelError):
        return value
    if isinstance(value, np.ndarray):
        return cell_result(value.item(0))
    return CALC if not isinstance(value, Reference) else REF


def cell_results(array: Array) -> Array:
    """What cells hold for the items of an array."""
    items = array.ravel().tolist()
    if not {type(None), Lambda}.isdisjoint(map(type, items)):
        out = np.empty(len(items), object)
        out[:] = [cell_result(item) for item in items]
        return out.reshape(array.shape)
    return array


def filled(array: Array, height: int, width: int) -> Array:
    """A legacy array's result over its cells: one row or column repeats, the rest is #N/A."""
    rows, cols = array.shape
    if rows == 1 and height > 1:
        array = np.broadcast_to(array, (height, cols))
    if cols == 1 and width > 1:
        array = np.broadcast_to(array, (array.shape[0], width))
    if array.shape[0] >= height and array.shape[1] >= width:
        return array[:height, :width]
    out = np.full((height, width), NA, object)
    out[: array.shape[0], : array.shape[1]] = array[:height, :width]
    return out
