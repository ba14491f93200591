"""What references mean: tables, names, sheets, unions, whole columns, other workbooks."""

from __future__ import annotations

from typing import Any

import pytest
from books import array, book_of, dynamic, same

from xl_kpis.formula.book import Book
from xl_kpis.formula.sheets.model import Model, Run, Sheet, Table

SALES = Table(
    "Sales", 0, 0, 0, 4, 3, ["Item", "Unit price", "Qty [n]", "Paid"], header_rows=1, totals_rows=1
)
SALES_CELLS: dict[str, Any] = {
    "A1": [
        ["Item", "Unit price", "Qty [n]", "Paid"],
        ["tea", 2, 5, True],
        ["jam", 3, 7, False],
        ["oil", 4, 9, True],
        ["Total", None, 21, None],
    ]
}

STRUCTURED = [
    ("=SUM(Sales[Unit price])", 9),
    ("=SUM(sales[UNIT PRICE])", 9),
    ("=SUM(Sales)", 30),
    ("=SUM(Sales[])", 30),
    ("=ROWS(Sales)", 3),
    ("=ROWS(Sales[#All])", 5),
    ("=ROWS(Sales[#Data])", 3),
    ("=COLUMNS(Sales[#Headers])", 4),
    ("=SUM(Sales[#Totals])", 21),
    ("=Sales[[#Totals],[Qty '[n']]]", 21),
    ("=Sales[[#Headers],[Unit price]]", "Unit price"),
    ("=SUM(Sales[[#All],[Qty '[n']]])", 42),
    ("=SUM(Sales[[Unit price]:[Qty '[n']]])", 30),
    ("=SUM(Sales[[Qty '[n']]:[Unit price]])", 30),
    ("=SUM(Sales[[#Data],[#Totals],[Qty '[n']]])", 42),
    ("=SUM(Sales[[#Headers],[#Data],[Unit price]])", 9),
    ("=COUNTIF(Sales[Paid],TRUE)", 2),
    ("=SUM(Sales[Unit price]*Sales[Qty '[n']])", "#VALUE!"),
    ("=SUMPRODUCT(Sales[Unit price]*Sales[Qty '[n']])", 67),
    ("=INDEX(Sales[Item],MATCH(7,Sales[Qty '[n']],0))", "jam"),
    ("=SUM(Sales[Nothing])", "#REF!"),
    ("=SUM(Nothing[Unit price])", "#NAME?"),
    ("=SUM((Sales[Unit price],Sales[Qty '[n']]))", 30),
    ('=SUM(INDIRECT("Sales[Unit price]"))', 9),
    ("=Sales[@[Unit price]]", "#VALUE!"),
]


@pytest.mark.parametrize(("formula", "want"), STRUCTURED)
def test_structured_references(formula: str, want: Any) -> None:
    book = book_of({**SALES_CELLS, "H20": formula}, tables=(SALES,))
    assert same(book["H20"], want)


THIS_ROW = [
    ("=Sales[[#This Row],[Unit price]]*Sales[[#This Row],[Qty '[n']]]", [10, 21, 36]),
    ("=Sales[@[Unit price]]+1", [3, 4, 5]),
    ("=[@[Unit price]]*2", [4, 6, 8]),
    ("=SUM(Sales[@[Unit price]:[Qty '[n']]])", [7, 10, 13]),
    ("=COLUMNS(Sales[@])", [5, 5, 5]),
    ("=Sales[Unit price]", [2, 3, 4]),
    ("=[@[Unit price]]/SUM([Unit price])", [2 / 9, 3 / 9, 4 / 9]),
]


@pytest.mark.parametrize(("formula", "want"), THIS_ROW)
def test_this_row_in_the_table(formula: str, want: list[float]) -> None:
    wide = Table("Sales", 0, 0, 0, 4, 4, [*SALES.columns, "New"], totals_rows=1)
    cells = {**SALES_CELLS, "E1": "New", "E2": formula, "E3": formula, "E4": formula}
    book = book_of(cells, tables=(wide,))
    assert same([book["E2"], book["E3"], book["E4"]], want)


THREE_SHEETS: dict[str, Any] = {
    "A1": [[1, 2, 3], [4, 5, 6], [7, 8, 9]],
    "Two!A1": [[10], [20]],
    "'It''s 3'!A1": [[100], [200]],
}

REFERENCES = [
    ("=SUM('Sheet1:It''s 3'!A1)", 111),
    ("=SUM('Sheet1:It''s 3'!A1:A2)", 335),
    ("=SUM('It''s 3:Sheet1'!A1)", 111),
    ("=AVERAGE('Two:It''s 3'!A1)", 55),
    ("=COUNT(Sheet1:Two!A1:A2)", 4),
    ("=Sheet1:Two!A1", "#VALUE!"),
    ("=SUM('It''s 3'!A1:A2)", 300),
    ("=two!a1", 10),
    ("=Nowhere!A1", "#REF!"),
    ("=SUM(Nowhere!A1:A2)", "#REF!"),
    ("=#REF!+1", "#REF!"),
    ("=SUM(A1:B2 B2:C3)", 5),
    ("=SUM(A1:C1 A2:C2)", "#NULL!"),
    ("=A1:C3 B:B 2:2", 5),
    ("=SUM((A1,C3))", 10),
    ("=SUM((A1:B2,B2:C3))", 40),
    ("=AREAS((A1:B2,C3))", 2),
    ("=INDEX((A1:B2,B2:C3),2,2,2)", 9),
    ("=SUM(A1:INDEX(A:C,2,2))", 12),
    ("=SUM(INDEX(A:A,1):INDEX(A:A,3))", 12),
    ("=SUM(OFFSET(A1,1,1):C3)", 28),
    ("=SUM(A1:C3:B2)", 45),
    ("=SUM(C3:A1)", 45),
    ("=SUM(A:A)", 12),
    ("=SUM(1:1)", 6),
    ("=SUM($A:B)", 27),
    ("=COUNTA(Two!A:A)", 2),
    ("=ROWS(A:A)", 1048576),
    ("=COLUMNS(2:2)", 16384),
    ("=LOOKUP(9.99E+307,A:A)", 7),
    ("=COUNTBLANK(A1:A10)", 7),
    ("=INDIRECT(\"'It''s 3'!A2\")", 200),
    ('=INDIRECT("R2C2",FALSE)', 5),
    ('=SUM(INDIRECT("A"&1&":A"&3))', 12),
    ('=INDIRECT("")', "#REF!"),
    ('=INDIRECT("[gone.xlsx]Sheet1!A1")', "#REF!"),
    ("=IF(TRUE,A1,B1):C1", "#VALUE!"),
    ("=SUM(IF(TRUE,A1,B1):C1)", 6),
    ("=SUM(CHOOSE(2,A1,B1):C3)", 33),
    ("=ROW(Two!A2)", 2),
    ('=CELL("address",INDEX(A1:C3,2,3))', "$C$2"),
    ("=ISREF(INDEX(A1:C3,2,3))", True),
    ("=ISREF(A1+0)", False),
    ("=SUM(A1:G1000)", 45),
]


@pytest.mark.parametrize(("formula", "want"), REFERENCES)
def test_references(formula: str, want: Any) -> None:
    book = book_of({**THREE_SHEETS, "H20": formula})
    assert same(book["H20"], want)


NAMES = {
    "rate": "0.2",
    "Two!rate": "0.5",
    "Total": "SUM(Sheet1!$A$1:$A$3)",
    "LeftOf": "Sheet1!A1",
    "InRow": "Sheet1!$A1",
    "List": "Sheet1!$A$1:$C$3",
    "Words": '{"a","b","c"}',
    "Twice": "LAMBDA(x,2*x)",
    "Fact": "LAMBDA(n,IF(n<2,1,n*Fact(n-1)))",
    "Chain": "rate*10",
    "Broken": "#REF!",
    "Moves": "OFFSET(Sheet1!$A$1,0,0,COUNT(Sheet1!$A:$A),1)",
    "Union": "Sheet1!$A$1,Sheet1!$C$3",
}

NAMED = [
    ("=rate", 0.2),
    ("=RATE", 0.2),
    ("=Two!rate", 0.5),
    ("=Chain", 2),
    ("=Total", 12),
    ("=SUM(List)", 45),
    ("=INDEX(List,2,3)", 6),
    ("=SUM(List Sheet1!$B:$B)", 15),
    ("=INDEX(Words,2)", "b"),
    ('=MATCH("c",Words,0)', 3),
    ("=Twice(21)", 42),
    ("=Fact(5)", 120),
    ("=SUM(MAP({1,2},Twice))", 6),
    ("=SUM(Moves)", 12),
    ("=SUM(Union)", 10),
    ("=Broken", "#REF!"),
    ("=Nobody", "#NAME?"),
    ("=Nobody(1)", "#NAME?"),
    ("=SUM(Sheet1!List)", 45),
]


@pytest.mark.parametrize(("formula", "want"), NAMED)
def test_names(formula: str, want: Any) -> None:
    book = book_of({**THREE_SHEETS, "H20": formula}, names=NAMES)
    assert same(book["H20"], want)


def test_relative_names_are_seen_from_the_cell() -> None:
    """A relative name is kept as seen from A1, so ``Sheet1!A1`` is the cell itself and
    ``Sheet1!XFD1`` the one to the left."""
    names = {"Before": "Sheet1!XFD1", "InRow": "Sheet1!$A1"}
    cells = {"A1": [[1], [2], [3]], "B2": "=Before*10", "D3": "=InRow+0.5"}
    book = book_of(cells, names=names)
    assert book["B2"] == 20
    assert book["D3"] == 3.5


def test_a_sheets_own_name_comes_first() -> None:
    names = {"rate": "0.2", "Two!rate": "0.5"}
    book = book_of({"A1": "=rate", "Two!A1": "=rate", "Three!A1": "=rate"}, names=names)
    assert [book["A1"], book["Two!A1"], book["Three!A1"]] == [0.2, 0.5, 0.2]


def test_other_workbooks_are_their_cached_values() -> None:
    book = Book.of({"A1": "=[1]Data!$A$1*2", "A2": "=SUM([1]Data!A1:A2)", "A3": "=[1]!Rate"})
    outside = Sheet("[1]Data", is_external=True)
    outside.cells.set(0, 0, 5.0)
    outside.cells.set(1, 0, 6.0)
    book.model.sheets.append(outside)
    book.model.external_books.append("other.xlsx")
    book.model.external_names[1, "rate"] = "Data!$A$2"
    assert [book["A1"], book["A2"], book["A3"]] == [10, 11, 6]


def test_whole_columns_cost_nothing() -> None:
    cells: dict[str, Any] = {"A1": [[i] for i in range(1, 1001)]}
    cells |= {f"C{i}": f'=SUMIFS(A:A,A:A,">="&{i})+COUNTIF(A:A,{i})' for i in range(1, 301)}
    book = book_of(cells)
    report = book.recalculate()
    assert book["C1"] == 500501
    assert report.seconds < 20


def test_a_spill_reference_follows_its_array() -> None:
    cells = {
        "A1": [[3], [1], [2]],
        "C1": dynamic("SORT(A1:A3)"),
        "E1": "=SUM(C1#)",
        "E2": "=ROWS(C1#)",
        "E3": "=SUM(A1#)",
        "G1": dynamic("C1#*10"),
        "I1": array("SUM(C1#)"),
    }
    book = book_of(cells)
    assert same([book["E1"], book["E2"], book["E3"]], [6, 3, "#REF!"])
    assert book["G1:G3"] == [[10], [20], [30]]
    assert book["I1"] == 6


def test_ranges_without_their_blank_edges_follow_what_is_filled() -> None:
    book = Book.of(
        {
            "A2": [[1], [2]],
            "C1": "=SUM(A:.A)",
            "D1": "=A1:.A9*10",
            "E1": "=ROWS(_xlfn._TRO_ALL(A:A))",
            "F1": '=XLOOKUP(3,A.:.A,A.:.A,"none")',
        }
    )
    assert book["C1"] == 3
    assert book["D1:D4"] == [[0], [10], [20], [None]]
    assert [book["E1"], book["F1"]] == [2, "none"]
    book["A4"] = 3
    assert book["D1:D4"] == [[0], [10], [20], [30]]
    assert [book["C1"], book["E1"], book["F1"]] == [6, 3, 3]


@pytest.mark.parametrize(
    "text", ["=OFFSET(S!$A$1,0,0,6,1)", "=INDEX(S!$A$1:$A$6,0)", "=SORT(S!$A$1:$A$6)", "=Rng"]
)
def test_array_formulas_of_cells_that_share_a_name_are_each_one(text: str) -> None:
    """The second one that uses a name, and the second time it is used, mean what the first does."""
    formulas = ["MAX(IF(Many>2,Many))", "SUM(ABS(Many))", "SUM(Many)+MAX(IF(Many<3,Many))"]
    model = Model(sheets=[Sheet("S")])
    for row in range(6):
        model.sheets[0].cells.set(row, 0, float(row + 1))
    for i, formula in enumerate(formulas):
        model.sheets[0].runs.append(Run(i + 1, 2, i + 1, 2, formula, "array"))
    book = Book(model)
    book.names["Rng"] = "=S!$A$1:$A$6"
    book.names["Many"] = text
    assert book["C2:C4"] == [[6.0], [21.0], [23.0]]
