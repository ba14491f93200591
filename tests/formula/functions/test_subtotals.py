"""SUBTOTAL and AGGREGATE over hidden and filtered rows, and over each other."""

from __future__ import annotations

import time

import numpy as np
import pytest

from xl_kpis.errors import DIV0
from xl_kpis.formula import thresholds
from xl_kpis.formula.calculate.calculation import Calculation
from xl_kpis.formula.sheets.columns import Column
from xl_kpis.formula.sheets.model import DefinedName, Model, Run, Sheet


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


COLUMN = [1.5, 2.25, "x", None, True, 0.1, 7.0, 1e17, -3.75, 0.3, 2.0, 5.0]
FILLED = [
    *(f"SUBTOTAL({kind},A$1:B1)" for kind in (*range(1, 13), 101, 102, 103, 104, 109, 201)),
    *(f"AGGREGATE({kind},{option},A$1:B1)" for kind in (1, 2, 3, 4, 9, 6) for option in range(9)),
    "SUBTOTAL(9,A1:B3)",
    "SUBTOTAL(9,A1:B$12)",
    "SUBTOTAL(109,$A1:$B1,A$1:A1)",
    "SUBTOTAL(9.9,A$1:A1)+SUBTOTAL(TRUE,A$1:A1)",
    'SUBTOTAL("9",A$1:A1)',
    "AGGREGATE(9,6,A1:B1,B$1:B1)",
    "SUBTOTAL(C1,A$1:A1)",
]


@pytest.mark.parametrize("wrong", [None, DIV0])
@pytest.mark.parametrize("formula", FILLED)
def test_totals_filled_down_are_those_of_each_cell(
    formula: str, wrong: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def filled(lanes_from: int) -> list[str]:
        monkeypatch.setattr(thresholds, "LANES_FROM", lanes_from)
        sheet = Sheet("S")
        sheet.cells.by_index[0] = Column.of(range(12), COLUMN)
        sheet.cells.by_index[1] = Column.of(range(12), [*COLUMN[5::-1], 4.0, wrong, *COLUMN[:4]])
        sheet.cells.by_index[2] = Column.of(range(12), [9.0] * 12)
        sheet.runs += [Run(4, 1, 4, 1, "SUBTOTAL(9,A1:A2)"), Run(10, 0, 10, 0, "SUM(A1)*0+4")]
        sheet.runs.append(Run(0, 4, 11, 4, formula))
        sheet.hidden_rows = np.array([1, 5, 8], np.int32)
        sheet.filtered_rows = np.array([5], np.int32)
        calculation = Calculation(Model(sheets=[sheet]))
        calculation.run()
        return [repr(calculation.state.model.value(0, row, 4)) for row in range(12)]

    assert filled(2) == filled(1000)


def test_a_subtotal_called_by_a_name_is_counted_as_before() -> None:
    sheet = Sheet("S")
    sheet.cells.by_index[0] = Column.of(range(3), [1.0, 2.0, 0.0])
    sheet.runs += [Run(2, 0, 2, 0, "Part"), Run(0, 2, 0, 2, "SUBTOTAL(9,A1:A3)")]
    model = Model(sheets=[sheet], names=[DefinedName("Part", "SUBTOTAL(9,S!$A$1:$A$2)")])
    Calculation(model).run()
    assert model.value(0, 0, 2) == 6


def test_thousands_of_subtotals_cost_what_they_read() -> None:
    def seconds(rows: int) -> float:
        sheet = Sheet("S")
        sheet.cells.by_index[0] = Column.of(range(rows), [1.0] * rows)
        sheet.runs += [
            Run(r, 2, r, 2, f"SUBTOTAL({1 + 8 * (r % 2)},A{r + 1})") for r in range(rows)
        ]
        sheet.runs.append(Run(0, 3, rows - 1, 3, "AGGREGATE(9,0,C$1:C1)+SUBTOTAL(9,A$1:A1)"))
        began = time.process_time()
        Calculation(Model(sheets=[sheet])).run()
        return time.process_time() - began

    seconds(100)
    many = min(seconds(8_000) for _ in range(3))  # others may be busy meanwhile
    assert many < 40 * max(seconds(500), 0.01)  # 256 times, were it quadratic
