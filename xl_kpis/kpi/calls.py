"""What calling a KPI function from Python does: one set of arguments, or many at once.

Importing this hands :class:`~xl_kpis.kpi.model.Function` its evaluator.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xl_kpis.errors import NA
from xl_kpis.kpi.evaluate import cells_of, evaluate, is_many
from xl_kpis.kpi.expr import Cells
from xl_kpis.kpi.model import Function


def call(function: Function, arguments: Sequence[Any]) -> Any:
    """What calling a :class:`Function` from Python does.

    A list, array or Series given for a *single* argument means "for each of them": the result is
    of the same type. In arrays and Series not-a-number stands for blank and for ``#N/A``; if any
    other error occurs the result is an array of objects with the errors in it.
    """
    many = [
        value
        for argument, value in zip(function.arguments, arguments, strict=False)
        if not argument.is_range and is_many(value)
    ]
    if not many:
        return evaluate(function, arguments)
    if any(not isinstance(value, (list, tuple)) for value in many):
        from xl_kpis.kpi.arrays import call_arrays  # numpy only where somebody has arrays

        return call_arrays(function, arguments)
    rows_wanted = max(len(value) for value in many)
    nested = any(isinstance(row, (list, tuple)) for value in many for row in value)
    grids = [
        None if argument.is_range or not is_many(value) else cells_of(value)
        for argument, value in zip(function.arguments, arguments, strict=False)
    ]
    columns_wanted = max(grid.columns for grid in grids if grid is not None)
    result = [
        [
            evaluate(
                function,
                [
                    value if grid is None else _cell(grid, row, column)
                    for value, grid in zip(arguments, grids, strict=True)
                ],
            )
            for column in range(columns_wanted)
        ]
        for row in range(rows_wanted)
    ]
    return result if nested else [row[0] for row in result]


def _cell(grid: Cells, row: int, column: int) -> Any:
    """One item, a single row or column repeated, #N/A outside, as Excel lines arrays up."""
    row = 0 if grid.rows == 1 else row
    column = 0 if grid.columns == 1 else column
    if row >= grid.rows or column >= grid.columns:
        return NA
    return grid.items[row * grid.columns + column]


Function.evaluator = staticmethod(call)
