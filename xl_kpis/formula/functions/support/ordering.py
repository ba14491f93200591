"""Excel's order of values of any type: numbers, text, FALSE, TRUE, errors; blanks always last."""

from __future__ import annotations

from typing import Any

import numpy as np

from xl_kpis.errors import ExcelError
from xl_kpis.formula.values.collation import text_key
from xl_kpis.formula.values.value import Scalar


def sort_key(value: Scalar) -> tuple[int, Any]:
    """A key that puts values (other than blanks) into Excel's order; errors follow by their number.

    >>> sorted(["b", True, 2.0, "A", False, -1.0], key=sort_key)
    [-1.0, 2.0, 'A', 'b', False, True]
    """
    kind = type(value)
    if kind is float:
        return 0, value
    if kind is str:
        return 1, text_key(value)
    if kind is bool:
        return 2, value
    return (3, value.number) if isinstance(value, ExcelError) else (4, 0)


def order_of(keys: list[tuple[np.ndarray, bool]]) -> np.ndarray:
    """The positions in order of several keys, the first the most important.

    Each key is a 1-D array of scalars and whether it falls. Equal items keep their order.
    """
    positions = np.arange(len(keys[0][0]))
    for values, falling in reversed(keys):
        values = values[positions]
        if values.dtype == np.float64:
            by = np.argsort(-values if falling else values, kind="stable")
        else:
            items = values.tolist()
            filled = [i for i, item in enumerate(items) if item is not None]
            sort_keys = [None if item is None else sort_key(item) for item in items]
            filled.sort(key=sort_keys.__getitem__, reverse=falling)  # type: ignore[arg-type]
            blank = [i for i, item in enumerate(items) if item is None]
            by = np.array(filled + blank, np.intp)
        positions = positions[by]
    return positions
