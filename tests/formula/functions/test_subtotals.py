"""SUBTOTAL and AGGREGATE over hidden and filtered rows, and over each other."""

from __future__ import annotations

import numpy as np
import pytest

from xl_kpis.formula.calculate.calculation import Calculation
from xl_kpis.formula.sheets.columns import Column
from xl_kpis.formula.sheets.model import Model, Run, Sheet


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUBTOTAL(9,A1:A5)", 1 + 2 + 8),  # the filtered row and the subtotal are left out
        ("SUBTOTAL(109,A1:A5)", 1 + 8),  # and the row hidden by hand
        ("AGGREGATE(9,4,A1:A5)", 1 + 2 + 4 + 8 + 100),
        ("AGGREGATE(9,0,A1:A5)", 1 + 2 + 4 + 8),
        ("AGGREGATE(9,5,A1:A5)", 1 + 8 + 100),
        ("AGGREGATE(14,5,A1:A5,2)", 8),
        ("AGGREGATE(14,6,A1:A5/(A1:A5<50),1)", 8),
    ],
)
def test_what_is_left_out(formula: str, expected: float) -> None:
    sheet = Sheet("S")
    sheet.cells.by_index[0] = Column.of(range(5), [1.0, 2.0, 4.0, 8.0, 0.0])
    sheet.cells.by_index[1] = Column.of(range(1), [100.0])
    sheet.cells.by_index[2] = Column.of(range(1), [None])
    sheet.runs += [Run(4, 0, 4, 0, "SUBTOTAL(9,B1:B1)"), Run(0, 2, 0, 2, formula)]
    sheet.hidden_rows = np.array([1, 2], np.int32)
    sheet.filtered_rows = np.array([2], np.int32)
    calculation = Calculation(Model(sheets=[sheet]))
    calculation.run()
    assert calculation.state.model.value(0, 0, 2) == expected
