"""Database functions with criteria that are formulas."""

from __future__ import annotations

from xl_kpis.formula.book import Book
from xl_kpis.formula.calculate.calculation import Calculation
from xl_kpis.formula.sheets.columns import Column
from xl_kpis.formula.sheets.model import Model, Run, Sheet


def test_a_criterion_may_be_a_formula_about_the_first_record() -> None:
    sheet = Sheet("S")
    sheet.cells.by_index[0] = Column.of(range(5), ["Age", 1.0, 5.0, 9.0, 20.0])
    sheet.cells.by_index[1] = Column.of(range(2), ["older", None])
    sheet.cells.by_index[2] = Column.of(range(1), [None])
    sheet.runs += [
        Run(1, 1, 1, 1, "A2>AVERAGE(A$2:A$5)"),
        Run(0, 2, 0, 2, 'DSUM(A1:A5,"Age",B1:B2)'),
    ]
    calculation = Calculation(Model(sheets=[sheet]))
    calculation.run()
    assert calculation.state.model.value(0, 0, 2) == 29


def test_a_criterion_that_is_a_formula_moves_with_the_records_also_among_many_alike() -> None:
    rows = [["Tree", "Yield"], *[[f"t{i}", float(i)] for i in range(1, 11)]]
    cells = {"A1": rows, "D1": [["large"], ["=B2>5"]], "F1": '=DSUM(A1:B11,"Yield",D1:D2)'}
    cells |= {f"H{1 + 2 * i}": f"=B{2 + i % 10}>{i}" for i in range(20)}
    assert Book.of(cells)["F1"] == 6 + 7 + 8 + 9 + 10
