"""One value or many: implicit intersection, legacy arrays, spilling, LET and LAMBDA."""

from __future__ import annotations

from typing import Any

import pytest
from books import array, book_of, dynamic, same

from xl_kpis.formula.book import Book
from xl_kpis.formula.sheets.model import Run

COLUMN: dict[str, Any] = {"A1": [[1, 10], [2, 20], [3, 30]]}

# In an ordinary formula, entered in row 2.
ORDINARY = [
    ("=A1:A3", 2),
    ("=A1:A3*10", 20),
    ("=A:A", 2),
    ("=A1:B1", "#VALUE!"),
    ("=A1:B3", "#VALUE!"),
    ("=ABS(A1:A3)", 2),
    ("=SUM(A1:A3*B1:B3)", 40),
    ("=SUMPRODUCT(A1:A3*B1:B3)", 140),
    ("=SUM(IF(A1:A3>1,1,0))", 1),
    ("=SUMPRODUCT(--(A1:A3>1))", 2),
    ("=SUMPRODUCT(IF(A1:A3>1,1,0)*{1;1;1})", 3),
    ("=INDEX(A1:A3,3)", 3),
    ('=A1:A3&"x"', "2x"),
    ("=SUM({1,2,3}*2)", 12),
    ("={5,6}", 5),
    ("=MATCH(2,A1:A3,0)", 2),
    ("=ROW(A1:A3)", 1),
    ("=SUM(ROW(A1:A3))", 6),
    ("=LOOKUP(2,1/(A1:A3>1),A1:A3)", 3),
    ("=MAX(INDEX(A1:A3*B1:B3,0))", 90),
    ("=FREQUENCY(A1:A3,{1;2})", 1),
    ("=MMULT(A1:B1,B1:B2)", 210),
    # TRANSPOSE wants an array formula around it, even where SUMPRODUCT is
    ("=TRANSPOSE(A1:A3)", 2),
    ("=SUM(TRANSPOSE(A1:A3))", 2),
    ("=SUMPRODUCT(TRANSPOSE(A1:A3))", 2),
    ("=SUMPRODUCT(TRANSPOSE(A1:A3*10))", 20),
    ("=TRANSPOSE(B5:B9)", "#VALUE!"),
    ("=SUM(TRANSPOSE({1,2,3}))", 6),
    ("=MMULT(TRANSPOSE(A1:A3),A1:A3)", "#VALUE!"),
]


@pytest.mark.parametrize(("formula", "want"), ORDINARY)
def test_ordinary_formulas_meet_ranges_in_their_row(formula: str, want: Any) -> None:
    book = book_of({**COLUMN, "D2": formula})
    assert same(book["D2"], want)


# The same, entered as arrays (Ctrl+Shift+Enter) in one cell, or left to spill in Excel 365.
ARRAYS = [
    ("SUM(A1:A3*B1:B3)", 140),
    ("SUM(IF(A1:A3>1,1,0))", 2),
    ("MAX(IF(A1:A3<3,B1:B3))", 20),
    ("SUM((A1:A3=2)+(B1:B3=30))", 2),
    ("SUM(A1:A3*{1,10})", 66),
    ("SUM(LEN(A1:B3))", 9),
    ("INDEX(A1:A3,MATCH(1,(A1:A3>1)*(B1:B3>20),0))", 3),
    ("SUM(IF(ISNUMBER(A1:A3),A1:A3))", 6),
    ("SUM(N(A1:A3))", 1),
    ("COUNT(1/(A1:A3>1))", 2),
    ("SUM({1,2}+{10;20})", 66),
    ('TEXTJOIN("-",TRUE,IF(A1:A3<>2,A1:A3,""))', "1-3"),
]


@pytest.mark.parametrize(("formula", "want"), ARRAYS)
@pytest.mark.parametrize("enter", [array, dynamic])
def test_array_formulas_take_ranges_whole(enter: Any, formula: str, want: Any) -> None:
    book = book_of({**COLUMN, "D2": enter(formula)})
    assert same(book["D2"], want)


SPILLS = [
    ("A1:A3*2", [[2], [4], [6]]),
    ("A1:A3*{1,10}", [[1, 10], [2, 20], [3, 30]]),
    ("A1:A3+{1,2,3}*100", [[101, 201, 301], [102, 202, 302], [103, 203, 303]]),
    ('{1,2}&{"a";"b"}', [["1a", "2a"], ["1b", "2b"]]),
    ("{1,2,3}+{1,2}", [[2, 4, "#N/A"]]),
    ("SEQUENCE(2,2)", [[1, 2], [3, 4]]),
    ("FILTER(B1:B3,A1:A3>1)", [[20], [30]]),
    ("TRANSPOSE(A1:A3)", [[1, 2, 3]]),
    ("SORTBY(A1:A3,B1:B3,-1)", [[3], [2], [1]]),
    ("IF({TRUE,FALSE},{1,2},{3,4})", [[1, 4]]),
    ('IF(A1:A3>2,"big",A1:A3)', [[1], [2], ["big"]]),
    ("IFERROR(1/(A1:A3-2),0)", [[-1], [0], [1]]),
    ("CHOOSE({1,2},A1:A3,B1:B3)", [[1, 10], [2, 20], [3, 30]]),
    ("UNIQUE({1;1;2})", [[1], [2]]),
    ("VSTACK(A1:B1,9)", [[1, 10], [9, "#N/A"]]),
    ("XLOOKUP({3,1},A1:A3,B1:B3)", [[30, 10]]),
    ("INDEX(A1:B3,{1;3},{2,1})", [[10, 1], [30, 3]]),
    ("MAP(A1:A3,LAMBDA(x,x*x))", [[1], [4], [9]]),
    ("BYROW(A1:B3,LAMBDA(r,SUM(r)))", [[11], [22], [33]]),
    ("SCAN(0,A1:A3,LAMBDA(t,x,t+x))", [[1], [3], [6]]),
    ("MAKEARRAY(2,2,LAMBDA(r,c,r*c))", [[1, 2], [2, 4]]),
    ("LET(x,A1:A3,y,x*2,y-x)", [[1], [2], [3]]),
    ("MUNIT(2)", [[1, 0], [0, 1]]),
    ("A1:A5", [[1], [2], [3], [0], [0]]),
    ('TEXTSPLIT("a,b;c",",",";")', [["a", "b"], ["c", "#N/A"]]),
]


@pytest.mark.parametrize(("formula", "want"), SPILLS)
def test_spilling(formula: str, want: list[list[Any]]) -> None:
    book = book_of({**COLUMN, "F11": dynamic(formula)})
    book.settle()
    area = book.state.groups[0].spill
    assert area is not None
    assert (area[2] - area[0] + 1, area[3] - area[1] + 1) == (len(want), len(want[0]))
    last = f"{'FGHIJ'[len(want[0]) - 1]}{10 + len(want)}"
    assert same(book[f"F11:{last}"] if last != "F11" else [[book["F11"]]], want)


def test_each_filled_cell_meets_a_computed_range_in_its_own_row() -> None:
    book = book_of({"A1": [[i] for i in range(10)]})
    book.model.sheets[0].runs.append(Run(0, 3, 9, 3, "INDEX($A$1:$B$10,B1*0,1)+10"))
    book.model.sheets[0].runs.append(Run(0, 4, 9, 4, "CHOOSE(B1+1,$A$1:$A$10)"))
    assert book["D1:E10"] == [[i + 10, i] for i in range(10)]


def test_a_spill_is_blocked_and_freed() -> None:
    book = book_of({"A1": dynamic("SEQUENCE(3)"), "A3": "in the way", "C1": "=SUM(A1#)"})
    assert same([book["A1"], book["A2"], book["A3"]], ["#SPILL!", None, "in the way"])
    assert same(book["C1"], "#REF!")
    book["A3"] = None
    assert same([book["A1"], book["A3"], book["C1"]], [1, 3, 6])


def test_a_spill_grows_and_shrinks_with_its_input() -> None:
    book = book_of({"A1": 2, "B1": dynamic("SEQUENCE(A1)*10"), "D1": "=SUM(B:B)", "E1": "=B4"})
    assert same([book["D1"], book["E1"]], [30, 0])
    book["A1"] = 4
    assert same([book["B4"], book["D1"], book["E1"]], [40, 100, 40])
    book["A1"] = 1
    assert same([book["B2"], book["D1"], book["E1"]], [None, 10, 0])


def test_what_is_calculated_before_a_spill_follows_it() -> None:
    book = book_of({"A1": "=B1+1", "B1": "=C1+1", "C1": "=E3", "E1": dynamic("SEQUENCE(3)")})
    assert same([book["A1"], book["B1"], book["C1"]], [5, 4, 3])


def test_an_input_put_into_a_spill_blocks_it() -> None:
    book = book_of({"A1": dynamic("SEQUENCE(3)"), "C1": "=SUM(A2:A3)", "D1": "=IFERROR(A1,-1)"})
    assert same([book["C1"], book["D1"]], [5, 1])
    book["A3"] = 100
    assert same([book["A1"], book["A2"], book["A3"]], ["#SPILL!", None, 100])
    assert same([book["C1"], book["D1"]], [100, -1])


def test_two_spills_over_the_same_cells() -> None:
    book = book_of({"A1": dynamic("SEQUENCE(1,3)"), "B1": None, "C1": dynamic("SEQUENCE(2)")})
    assert same(book["A1"], "#SPILL!")
    assert book["C1:C2"] == [[1], [2]]


def test_a_spill_off_the_sheet() -> None:
    book = book_of({"XFC1": dynamic("SEQUENCE(1,3)"), "A1": "=ISERROR(XFC1)"})
    assert same(book["XFC1"], "#SPILL!")


@pytest.mark.parametrize("formula", ["A:A*2", "ABS(A:A)", 'IF(A:A="",0,1)', "2:2+A1", "A:A&2:2"])
def test_whole_columns_and_rows_spill_only_from_the_first(formula: str) -> None:
    book = book_of({**COLUMN, "E5": dynamic(formula)})
    assert same([book["E5"], book["E6"], book["F5"]], ["#SPILL!", None, None])


def test_a_whole_column_spills_beside_it() -> None:
    book = book_of({**COLUMN, "E1": dynamic("A:A*2")})
    assert same(book["E1:E3"], [[2], [4], [6]])


@pytest.mark.parametrize("formula", ["TRANSPOSE(A$1:A$3)", "SUMPRODUCT(TRANSPOSE(A$1:A$3))"])
def test_transpose_filled_down_meets_the_cell_of_each_row(formula: str) -> None:
    book = book_of(COLUMN)
    book.model.sheets[0].runs.append(Run(0, 4, 2, 4, formula))
    assert same(book["E1:E3"], [[1], [2], [3]])


@pytest.mark.parametrize(
    "formula", ["SUM(TRANSPOSE(A1:A3))", "SUMPRODUCT(TRANSPOSE(A1:A3))", "SUM(TRANSPOSE(A:A))"]
)
def test_typed_today_transpose_takes_ranges_whole(formula: str) -> None:
    assert same(Book.of({**COLUMN, "E2": f"={formula}"})["E2"], 6)


def test_legacy_arrays_fill_their_block() -> None:
    cells = {
        **COLUMN,
        "D1": array("A1:A3*2", 4, 1),
        "F1": array("TRANSPOSE(A1:A3)", 1, 2),
        "H1": array("7", 2, 2),
        "K1": array("{1,2}", 2, 2),
    }
    book = book_of(cells)
    assert same(book["D1:D4"], [[2], [4], [6], ["#N/A"]])
    assert book["F1:G1"] == [[1, 2]]
    assert book["H1:I2"] == [[7, 7], [7, 7]]
    assert book["K1:L2"] == [[1, 2], [1, 2]]


AT = [
    ("@A1:A3", 2),
    ("SUM(@A1:A3,10)", 12),
    ("@SEQUENCE(3)", 1),
    ("@INDEX(A1:B3,3,2)", 30),
    ("SUM(A1:A3*@A1:A3)", 12),
    ("@B1:B9", 20),
]


@pytest.mark.parametrize(("formula", "want"), AT)
def test_the_at_sign_takes_one_value(formula: str, want: Any) -> None:
    book = book_of({**COLUMN, "D2": dynamic(formula)})
    assert same(book["D2"], want)


LETS = [
    ("LET(x,5,x*2)", 10),
    ("LET(x,5,y,x+1,x*y)", 30),
    ("LET(x,LET(x,2,x*10),x+1)", 21),
    ("LET(a,A1:A3,SUM(a)+ROWS(a))", 9),
    ("LET(f,LAMBDA(a,b,a-b),f(5,3))", 2),
    ("LAMBDA(x,x+1)(2)", 3),
    ("LAMBDA(x,y,x+y)(1)", "#VALUE!"),
    ("LAMBDA(x,[y],IF(ISOMITTED(y),x,x+y))(7)", 7),
    ("LAMBDA(x,x)", "#CALC!"),
    ("LET(n,3,f,LAMBDA(x,x*n),f(4))", 12),
    ("LET(f,LAMBDA(x,LAMBDA(y,x-y)),f(5)(3))", 2),
    ("REDUCE(0,A1:A3,LAMBDA(t,x,t+x^2))", 14),
    ('REDUCE("",{"a","b"},LAMBDA(t,x,x&t))', "ba"),
    ("SUM(BYCOL(A1:B3,MAX))", 33),
    ("MAP({1,2},{3,4},LAMBDA(a,b,a*b))", 3),
    ("ISERROR(LET(x,1/0,5))", False),
    ("LET(x,1/0,5)", 5),
    ('IFERROR(LET(x,1/0,x),"caught")', "caught"),
]


@pytest.mark.parametrize(("formula", "want"), LETS)
def test_let_and_lambda(formula: str, want: Any) -> None:
    book = book_of({**COLUMN, "D20": dynamic(formula)})
    assert same(book["D20"], want)
