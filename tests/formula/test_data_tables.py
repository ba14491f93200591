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
