"""What reads only what stays where it is is worked out once for a column, and never a second too
long remembered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import pytest

from xl_kpis import function
from xl_kpis.formula.book import Book
from xl_kpis.formula.compile import standing
from xl_kpis.formula.functions.declare import Array, forget
from xl_kpis.formula.sheets.model import Model, Run, Sheet

Kind = Literal["normal", "arrays", "dynamics"]
ROWS = 12
CALLS: list[float] = []


@pytest.fixture(autouse=True)
def counted() -> Iterator[None]:
    @function
    def COUNTED(values: Array) -> float:
        CALLS.append(values.size)
        return float(len({item for row in values.tolist() for item in row}))

    CALLS.clear()
    yield
    forget("COUNTED")


def filled(formula: str, kind: Kind = "arrays") -> Book:
    """Values in A to C, the formula filled down in E."""
    model = Model(sheets=[Sheet("S")])
    cells = model.sheets[0].cells
    for row in range(ROWS):
        for col, value in enumerate([(row + 1) % 4 * 1.0, f"k{row % 3}", row * 1.5]):
            cells.set(row, col, value)
    model.sheets[0].runs.append(Run(0, 4, ROWS - 1, 4, formula, kind))
    return Book(model)


def column(book: Book) -> list[Any]:
    return [book[f"E{row}"] for row in range(1, ROWS + 1)]


@pytest.mark.parametrize("kind", ["normal", "arrays", "dynamics"])
@pytest.mark.parametrize(
    "formula",
    [
        "INDEX(UNIQUE(B$1:B$12),MOD(ROW(),3)+1)",
        "INDEX(SORT(C$1:C$12,,-1),ROW())",
        "MATCH(A1&B1,INDEX(A$1:A$12&B$1:B$12,0),0)",
        "SUMPRODUCT(1/COUNTIF(B$1:B$12,B$1:B$12))+ROW()",
        "SUM(LARGE(C$1:C$12,{1,2,3}))+A1",
        "SUM(A$1:A$12*2)+A1",
        "LET(b,A1,SUM(SORT(A$1:A$12))+b)",
        "LET(SORT,LAMBDA(x,A1),SUM(SORT(A$1:A$12)))",
        "SUM(MAP(A1,LAMBDA(a,a+ROWS(UNIQUE(A$1:A$12)))))",
        "IFERROR(INDEX(FILTER(C$1:C$12,A$1:A$12=9),A1),SUM(C$1:C$12))",
        "SUM(INDEX(SORT(C$1:C1),1),A1)",
        "SUM(ROW(A$1:A$12)+ROWS(UNIQUE(B$1:B$12)),A1)",
        "SUM(OFFSET(A$1:A$2,A1,0))",
        "SUM(SORT(INDEX(A$1:C$12,0,A1+1)))",
        "COUNTIF(A$1:C$12,INDEX(A$1:C$12,0,1))",
        "INDEX(A$1:C$12,0,1)+1",
        "SUM(ABS(INDEX(A$1:C$12,0,3)),A1)",
        'TEXTJOIN(",",TRUE,UNIQUE(B$1:B$12))&B1',
    ],
)
def test_it_is_what_each_cell_finds_by_itself(
    formula: str, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = column(filled(formula, kind))
    monkeypatch.setattr(standing, "_KEPT", 0)
    assert found == column(filled(formula, kind))


def test_it_meets_the_range_in_the_row_of_its_cell_where_one_value_is_wanted() -> None:
    found = column(filled("ABS(C$1:C$12)+SUM(SORT(A$1:A$12))", "normal"))
    assert found == [row * 1.5 + 18 for row in range(ROWS)]


def test_it_is_worked_out_once_for_a_column() -> None:
    book = filled("INDEX(SORT(A$1:A$12),COUNTED(A$1:A$12))+A1")
    assert column(book) == [1 + row % 4 for row in range(1, ROWS + 1)]
    assert len(CALLS) == 1


def test_it_is_worked_out_for_each_cell_where_it_moves() -> None:
    assert column(filled("INDEX(SORT(A$1:A$12),1)+COUNTED(A$1:A1)")) == [1, 2, 3, *[4] * 9]
    assert len(CALLS) == ROWS


def test_it_is_another_in_the_next_column() -> None:
    book = filled("SUM(SORT(A$1:A$12))+ROW()")
    book.model.sheets[0].runs.append(Run(0, 5, ROWS - 1, 5, "SUM(SORT(C$1:C$12))+ROW()", "arrays"))
    book.model.sheets[0].runs.append(Run(0, 6, 3, 9, "COUNTA(UNIQUE(A$1:A$12))+ROW()", "arrays"))
    assert (book["E1"], book["F1"], book["F2"]) == (19, 100, 101)
    assert book["G1:I2"] == [[5, 4, 13], [6, 5, 14]]


def test_it_is_forgotten_when_a_cell_changes() -> None:
    book = filled("INDEX(SORT(A$1:A$12,,-1),1)*10+COUNTED(A$1:A$12)+0*A1")
    assert column(book) == [34] * ROWS
    book["A3"] = 7
    assert column(book) == [75] * ROWS
    book["A3"] = 3
    assert column(book) == [34] * ROWS


def test_what_is_random_is_drawn_for_each_cell() -> None:
    assert len(set(column(filled("SUM(RAND()*SORT(A$1:A$12))")))) == ROWS
    assert len(set(column(filled("INDEX(SORTBY(C$1:C$12,RANDARRAY(12)),1)")))) > 1


@pytest.mark.parametrize(("name", "most"), [("_KEPT", 1), ("_ITEMS", 3)])
def test_not_more_is_remembered_than_there_is_room_for(
    monkeypatch: pytest.MonkeyPatch, name: str, most: int
) -> None:
    monkeypatch.setattr(standing, name, most)
    book = filled("INDEX(UNIQUE(A$1:A$12),1)+INDEX(SORT(A$1:A$12),12)+A1")
    assert column(book) == [4 + row % 4 for row in range(1, ROWS + 1)]
    kept = book.calculation.state.memo["standing"]
    assert len(kept) <= 1
