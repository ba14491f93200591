"""The KPI functions as the formula engine declares functions; importing this declares them."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Any

import numpy as np

from xl_kpis import kpi
from xl_kpis.errors import VALUE, ExcelError
from xl_kpis.formula.functions.declare import (
    FUNCTIONS,
    Array,
    Example,
    Function,
    Kind,
    Parameter,
)
from xl_kpis.formula.sheets import columns
from xl_kpis.hosts import carried_packs  # noqa: F401  # a workbook's own pack is at hand
from xl_kpis.kpi import arrays
from xl_kpis.kpi.catalogue import known_function

_ONE = Kind("raw", "value")
_MANY = Kind("array", "reference")

_CODES = np.array(
    [arrays.BLANK, arrays.NUMBER, arrays.BOOLEAN, arrays.TEXT, arrays.ERROR], np.uint8
)
"""The KPI core's type codes in the order of the engine's (blank, number, boolean, text, error)."""


def bind(definition: kpi.Function) -> Function:
    """A KPI function as the engine declares functions."""
    parameters = tuple(
        Parameter(a.name, _MANY if a.is_range else _ONE, a.optional, None, False)
        for a in definition.arguments
    )

    def implementation(*args: Any) -> Any:
        cut = _without_blank_ends(definition, list(args))
        rows = [a.tolist() if isinstance(a, np.ndarray) else a for a in cut]
        return kpi.evaluate(definition, rows)

    def lifted(*args: Any) -> Array:
        given = [None if a is None else _column(a) for a in args]
        return arrays.unpack(*arrays.evaluate_arrays(definition, given))

    return Function(
        name=definition.name,
        implementation=implementation,
        parameters=parameters,
        help=partial(kpi.text, f"{definition.name}.help"),
        examples=tuple(_example(definition, e) for e in definition.examples),
        category="kpi",
        group=0,
        vector=False,
        lifted=lifted if definition.vectorised else None,
        volatile=False,
        empty="blank",
        context=False,
        special=False,
    )


def _without_blank_ends(definition: kpi.Function, values: list[Any]) -> list[Any]:
    """Ranges without the blank rows at their end (of a pair, those that both have): every KPI
    passes over them, and a whole column has a million."""
    named = {a.name: i for i, a in enumerate(definition.arguments)}
    together: dict[int, list[int]] = {}
    for i, argument in enumerate(definition.arguments):
        if argument.is_range and i < len(values) and isinstance(values[i], np.ndarray):
            together.setdefault(named.get(argument.paired_with, i), []).append(i)
    for group in together.values():
        ranges = [values[i] for i in group]
        if len({a.shape for a in ranges}) == 1:
            end = max(1, *map(_filled_rows, ranges))
            for i in group:
                values[i] = values[i][:end]
    return values


def _filled_rows(array: Array) -> int:
    """How many rows there are up to the last that is not blank."""
    if array.dtype != object:
        return len(array)
    blank = 0
    for item in reversed(array.ravel().tolist()):
        if item is not None:
            break
        blank += 1
    return len(array) - blank // array.shape[1]


def _column(value: Any) -> arrays.Column:
    """Values as numbers and type codes."""
    if not isinstance(value, np.ndarray):
        return arrays.pack(value)
    if value.dtype == np.float64:
        return value, np.full(value.shape, arrays.NUMBER, np.uint8)
    items = value.ravel().tolist()
    kind, numbers, _ = columns.encode(items)
    codes = _CODES[kind]
    for at in np.flatnonzero(kind == columns.ERROR).tolist():
        item = items[at]  # an error, or a LAMBDA, which is no value
        codes[at] += (item if isinstance(item, ExcelError) else VALUE).number
    return numbers.reshape(value.shape), codes.reshape(value.shape)


def _example(definition: kpi.Function, example: kpi.Example) -> Example:
    """A call with its arguments written into the formula, ranges put into cells."""
    written, cells, column = [], {}, 0
    for argument in example.arguments:
        if isinstance(argument, (list, tuple)):
            rows = [list(row) for row in argument]
            width = max(len(row) for row in rows)
            first = chr(ord("A") + column)
            last = chr(ord("A") + column + width - 1)
            cells[f"{first}1"] = rows
            written.append(f"{first}1:{last}{len(rows)}")
            column += width
        else:
            written.append(_literal(argument))
    return Example(f"={definition.name}({','.join(written)})", example.result, cells)


def _literal(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    if isinstance(value, ExcelError):
        return value.code
    return f"{value:.15g}"


def find(name: str) -> Function | None:
    """The function of a pack at hand, that of the workbook at work before all others."""
    definition = known_function(name)
    return None if definition is None else _bound(definition)


_bound = lru_cache(maxsize=1024)(bind)
"""One declaration for each function, so that books of one pack have the same."""


for _definition in kpi.FUNCTIONS.values():
    FUNCTIONS[_definition.name] = bind(_definition)
