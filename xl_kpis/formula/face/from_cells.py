"""A book made from cells, without a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xl_kpis.formula.face.entering import kind_of
from xl_kpis.formula.face.values_in import placed
from xl_kpis.formula.reference import parse_area
from xl_kpis.formula.sheets.columns import Column
from xl_kpis.formula.sheets.model import Model, Run, Sheet
from xl_kpis.formula.values.python_values import to_scalar
from xl_kpis.formula.values.value import Scalar


def model_of(cells: Mapping[str, Any]) -> Model:
    """The model of a book of one sheet, or of those the addresses name."""
    model = Model()
    model.sheets.append(Sheet("Sheet1"))
    columns: dict[tuple[int, int], dict[int, Scalar]] = {}
    for address, value in cells.items():
        sheet_name, _, cell = address.rpartition("!")
        if sheet_name.startswith("'"):
            sheet_name = sheet_name[1:-1].replace("''", "'")
        index = model.sheet_index(sheet_name) if sheet_name else 0
        if index is None:
            model.sheets.append(Sheet(sheet_name))
            index = len(model.sheets) - 1
        for (_, row, col), item in placed(value, parse_area(cell, index)):
            if isinstance(item, str) and item.startswith("=") and len(item) > 1:
                run = Run(row, col, row, col, item[1:], kind_of(item[1:]))
                model.sheets[index].runs.append(run)
                item = None
            columns.setdefault((index, col), {})[row] = to_scalar(item)
    for (index, col), column in columns.items():
        in_order = sorted(column)
        model.sheets[index].cells.by_index[col] = Column.of(
            in_order, [column[row] for row in in_order]
        )
    return model
