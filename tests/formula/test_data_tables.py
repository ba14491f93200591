"""What-if data tables."""

from __future__ import annotations

from xl_kpis.formula.book import Book
from xl_kpis.formula.sheets.model import Run


def table(cells: dict, run: Run) -> Book:
    book = Book.of(cells)
    book.model.sheets[0].runs.append(run)
    return book


def test_a_column_of_inputs() -> None:
    cells = {"A1": 3, "B1": "=A1*10", "D2": "=B1", "C3": [[1], [2], [5]], "E1": "=SUM(D3:D5)"}
    book = table(cells, Run(2, 3, 4, 3, "TABLE(,A1)", "table"))
    assert book["D3:D5"] == [[10.0], [20.0], [50.0]]
    assert book["B1"] == 30.0, "the input is put back"
    assert book["E1"] == 80.0, "what reads the table comes after it"


def test_a_row_of_inputs() -> None:
    cells = {"A1": 3, "C3": "=A1+1", "D2": [[7, 8]]}
    book = table(cells, Run(2, 3, 2, 4, "TABLE(A1,)", "table"))
    assert book["D3:E3"] == [[8.0, 9.0]]


def test_inputs_in_both_directions() -> None:
    cells = {"A1": 0, "A2": 0, "C4": "=A1*10+A2", "D4": [[1, 2]], "C5": [[3], [4]]}
    book = table(cells, Run(4, 3, 5, 4, "TABLE(A1,A2)", "table"))
    assert book["D5:E6"] == [[13.0, 23.0], [14.0, 24.0]]


def test_through_an_array_that_spills_and_is_not_all_that_depends_on_the_input() -> None:
    cells = {
        "A1": 3,
        "B1": "=SEQUENCE(A1)*A1",
        "C1": "=SUM(B1#)",
        "D1": "=COUNT(B1:B9)&B2",
        "F1": "=C1+1",
        "E2": [[1], [2], [4]],
        "H1": "=D1",
        "H2": "=SUM(F2:F4)",
    }
    book = table(cells, Run(1, 5, 3, 5, "TABLE(,A1)", "table"))
    book.model.sheets[0].runs.sort()
    assert book["F2:F4"] == [[2.0], [7.0], [41.0]]
    assert book["B1:B4"] == [[3.0], [6.0], [9.0], [None]], "spills as the input says"
    assert book["D1"] == book["H1"] == "36", "what the table does not need, too"
    assert book["H2"] == 50.0


def test_inputs_that_depend_on_the_cell_they_go_into_are_those_before() -> None:
    cells = {"A1": 3, "B1": "=SUM(SEQUENCE(A1))", "D2": "=B1", "C3": [["=A1"], ["=C3+1"]]}
    book = table(cells, Run(2, 3, 3, 3, "TABLE(,A1)", "table"))
    assert book["D3:D4"] == [[6.0], [10.0]]
    spilled = cells | {"B1": "=SEQUENCE(A1)", "D2": "=SUM(B1#)"}
    book = table(spilled, Run(2, 3, 3, 3, "TABLE(,A1)", "table"))
    assert book["D3:D4"] == [[6.0], [10.0]]
