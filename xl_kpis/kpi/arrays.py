"""Whole columns at once, with numpy. Nothing else of the KPI core imports it.

The same formula, the same rules and the same order of errors as
:func:`xl_kpis.kpi.evaluate.evaluate`, as masks over arrays. A column is a pair of arrays: float64
numbers and uint8 type codes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from xl_kpis.errors import NA, NUM, VALUE, ExcelError
from xl_kpis.kpi.evaluate import evaluate, is_many, nested_list, plain
from xl_kpis.kpi.model import Function

NUMBER, BLANK, TEXT, BOOLEAN, ERROR = 0, 1, 2, 3, 16
"""Type codes. An error is ``ERROR`` plus its :attr:`ExcelError.number`."""

_ERRORS = {ERROR + error.number: error for error in map(ExcelError.of, ExcelError.codes())}

Column = tuple[np.ndarray, np.ndarray]
"""Numbers (float64) and type codes (uint8) of one shape. Numbers count only under ``NUMBER``."""


def evaluate_arrays(function: Function, columns: Sequence[Column | None]) -> Column:
    """A vectorised function over columns that broadcast together; None is an omitted argument.

    ``ValueError`` for a function that is not :attr:`Function.vectorised` (it takes ranges, or is
    no arithmetic): call :func:`evaluate` for each of its rows.

    >>> from xl_kpis.kpi import KPI_COMPLETION
    >>> numbers, kinds = evaluate_arrays(KPI_COMPLETION, [pack([80, 1, None]), pack([100, 0, 5])])
    >>> unpack(numbers, kinds).tolist()
    [0.8, #DIV/0!, #N/A]
    """
    if not function.vectorised:
        raise ValueError(f"{function.name} is not evaluated over arrays")
    columns = [*columns, *[None] * (len(function.arguments) - len(columns))]
    shape = np.broadcast_shapes(*(column[0].shape for column in columns if column))
    kinds = np.zeros(shape, np.uint8)
    open_ = np.ones(shape, bool)

    def close(mask: Any, kind: Any) -> None:
        nonlocal open_
        mask = open_ & mask
        kinds[mask] = kind[mask] if isinstance(kind, np.ndarray) else kind
        open_ &= ~mask

    omitted = (np.zeros(()), np.full((), BLANK, np.uint8))
    pairs = [(a, column or omitted) for a, column in zip(function.arguments, columns, strict=True)]
    codes = [np.broadcast_to(column[1], shape) for _, column in pairs]
    for code in codes:
        close(code >= ERROR, code)
    for (argument, _), code in zip(pairs, codes, strict=True):
        if not argument.optional:
            close(code == BLANK, ERROR + NA.number)
    for code in codes:
        close((code != NUMBER) & (code != BLANK), ERROR + VALUE.number)

    by_name = {argument.name: column for argument, column in pairs}
    with np.errstate(all="ignore"):
        for rule in function.rules:
            given = [by_name[name] for name in rule.needs]
            holds = rule.condition(*(numbers for numbers, _ in given))
            for _, code in given:
                holds = holds & (code == NUMBER)
            close(np.broadcast_to(holds, shape), ERROR + rule.error.number)
        result = _formula(function, pairs, codes, shape)
    close(~np.isfinite(result), ERROR + NUM.number)
    return np.where(open_, result, np.nan), kinds


def _formula(function: Function, pairs: Any, codes: Any, shape: tuple[int, ...]) -> np.ndarray:
    """The formula; where optional arguments are blank, the formula without them."""
    assert function.formula is not None
    inputs = [numbers for _, (numbers, _) in pairs]
    required = function.required
    result = np.broadcast_to(function.formula(*inputs[:required]), shape)
    for count in range(required + 1, len(inputs) + 1):
        given = codes[count - 1] == NUMBER
        if given.any():
            result = np.where(given, function.formula(*inputs[:count]), result)
    return np.asarray(result, float)


def pack(values: Any) -> Column:
    """Any list, array, Series or single value as a column. Not-a-number is blank."""
    # A list is looked at item by item: numpy would make [1, True] two numbers.
    if getattr(getattr(values, "dtype", None), "kind", "O") in tuple("iuf"):
        numbers = np.asarray(values, np.float64)
        kinds = np.where(np.isnan(numbers), BLANK, NUMBER).astype(np.uint8)
        kinds[np.isinf(numbers)] = ERROR + NUM.number
        return numbers, kinds
    objects = np.array(nested_list(values) if hasattr(values, "dtype") else values, dtype=object)
    numbers = np.full(objects.shape, np.nan)
    kinds = np.empty(objects.shape, np.uint8)
    for place, item in np.ndenumerate(objects):
        numbers[place], kinds[place] = _coded(plain(item))
    return numbers, kinds


def _coded(value: Any) -> tuple[float, int]:
    if isinstance(value, float):
        return value, NUMBER
    if value is None:
        return np.nan, BLANK
    if isinstance(value, ExcelError):
        return np.nan, ERROR + value.number
    return np.nan, BOOLEAN if isinstance(value, bool) else TEXT


def unpack(numbers: np.ndarray, kinds: np.ndarray) -> np.ndarray:
    """A result column as an array of floats, or of floats and errors if there are any."""
    if not kinds.any():
        return numbers
    out = numbers.astype(object)
    for kind in np.unique(kinds[kinds != NUMBER]):
        out[kinds == kind] = _ERRORS[int(kind)]
    return out


def call_arrays(function: Function, arguments: Sequence[Any]) -> Any:
    """Calling a function from Python with arrays, Series or frames for its single arguments."""
    declared = function.arguments
    many = [
        not argument.is_range and is_many(value)
        for argument, value in zip(declared, arguments, strict=False)
    ]
    arrays = [value for value, is_array in zip(arguments, many, strict=True) if is_array]
    series = [value for value in arrays if hasattr(value, "index") and hasattr(value, "to_numpy")]
    if any(not value.index.equals(series[0].index) for value in series[1:]):
        raise ValueError("the Series have different indexes: align them first")
    if function.vectorised:
        columns = [None if value is None else pack(value) for value in arguments]
        result = unpack(*evaluate_arrays(function, columns))
    else:
        grids = np.broadcast_arrays(*(np.asarray(value, object) for value in arrays))
        result = np.empty(grids[0].shape, object)
        for place in np.ndindex(result.shape):
            items = iter([grid[place] for grid in grids])
            row = [next(items) if m else v for v, m in zip(arguments, many, strict=True)]
            result[place] = evaluate(function, row)
    result = _blank_for_na(result)
    if not series:
        return result
    axes = {
        name: getattr(series[0], name) for name in ("index", "columns") if hasattr(series[0], name)
    }
    return type(series[0])(result, **axes)


def _blank_for_na(result: np.ndarray) -> np.ndarray:
    """Not-a-number for #N/A, as it was for blank; plain floats if nothing else is left."""
    if result.dtype != object:
        return result
    rest = [item for item in result.ravel().tolist() if item is not NA]
    if all(type(item) is float for item in rest):
        return np.where(result == NA, np.nan, result).astype(float)
    return result
