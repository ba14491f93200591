"""LAMBDAs called for each row of ranges give, all rows at once, what they give one by one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formula.sizes import sizes
from xl_kpis.errors import DIV0, NA
from xl_kpis.formula.book import Book
from xl_kpis.formula.compile import mapped_rows

ROWS = 9
OF_A_CELL = [
    "x", "IF(x>2,x,-x)", 'x&"!"', "x*$D$1+D2", "SUM(x,D$1:D$5)", 'IFERROR(1/x,"none")', "LEN(x)",
    "ISBLANK(x)", "ISREF(x)", "ROW(x)", "COLUMN(x)", "ISTEXT(x)", 'XLOOKUP(x,D1:D6,E1:E6,"?")',
    "COUNTIF(D$1:D$6,x)", 'COUNTIF(A$1:A$9,">"&x)', "Rate*x", 'TEXT(x,"0.0")', "x+ROW()", "NOPE(x)",
    "x+COLUMN()",
    'CELL("row")+x', "SHEET()+x", "ROW(A1)+x", "ROWS(A1:A9)+x", 'INDIRECT("R1C1",0)+x', "NOW()*0+x",
    "INDEX(D1:D6,MATCH(x,D1:D6,0))",
    "SUM(OFFSET(x,0,0,2,1))", 'IF(x="","",x+1)', "x^0.5", "N(x)",
    "RANK(x,A$1:A$9)", 'CELL("row",x)', "AND(x>1,x<4)", "VLOOKUP(x,D1:E6,2,0)", "SUM(x:A9)", "T(x)",
    "x=D1:D3", "LET(y,x,y+1)", "EDATE(x,1)", "FILTER(D1:D6,D1:D6>x)", "ROWS(x)", 'SUMIF(x,">1",D1)',
    "k*x", "SUM(D1:D6)-x", "INDIRECT(\"D\"&x)", "RAND()*0+x", "MAX(x,2)", "x+D1:D1", "SUM(B:B)+x",
    "IF(x,1)", "1", '"text"', "D1", "B1", "SUBTOTAL(9,x)", "SUMPRODUCT((A$1:A$9=x)*B$1:B$9)", "-x",
    "LET(y,x,z,y*2,y+z)", "LET(y,x,IF(y>2,y,-y))", "LET(x,x+1,x)", "LET(k,3,k+x)", "LET(y,x,y(1))",
    "LET(y,D1:D3,SUM(y)+x)", "LET(y,x,LET(y,y+1,y))", "LET(y,x,z,LET(w,y,w+1),z)", "LET(y,D1:D3,y)",
    'LET(y,D1:D6,z,XLOOKUP(x,y,E1:E6,"?"),z&"!")', "LET(y,x,ROW(y))", "LET(y,x,COUNT(y,k))",
]  # fmt: skip
OF_TWO = ["x+y", "x&y", "IF(x>y,x,y)", "SUM(x,y)", "x*y-D1", "COUNTIF(x,y)", "ROW(y)-ROW(x)"]
OF_A_ROW = [
    "SUM(r)", "MAX(r)-MIN(r)", 'TEXTJOIN(",",TRUE,r)', 'COUNTIF(r,">2")', "INDEX(r,2)", "r", "r*2",
    "AVERAGE(r)", "SUM(r*2)", "SUMPRODUCT(r,D$1:F$1)", "COUNTA(r)", "ROW(r)", "COLUMNS(r)",
    "XLOOKUP(2,r,A$1:C$1)", "AND(r)", "LARGE(r,1)", "SUM(r)-SUM(D1:D6)", "CONCAT(r)", "STDEV(r)",
    "MATCH(MAX(r),r,0)", "SUM(r)/SUM(A1:C9)", "ISREF(r)", "COUNT(r)+k", "SORT(r)", "SUM(UNIQUE(r))",
    "INDEX(SORT(r,,,TRUE),1)", "SUM(FILTER(r,r>1,0))", "SUMIF(r,\">1\")",
    'IF(COUNT(r)>2,SUM(r),"few")', "LET(s,SUM(r),IF(s>5,s,0))", "LET(q,r,SUM(q)/COUNT(q))",
    "LET(r,2,r)", "LET(q,r*2,SUM(q))", "LET(q,r,q)", 'LET(q,INDEX(r,2),q&"x")', "INDEX(r,1)*2",
    "INDEX(r,1,3)", "INDEX(r,0)", "INDEX(r,4)", "INDEX(r,,2)", "INDEX(r,B1)", "INDEX(r,-1)",
    'IF(INDEX(r,3)="a",INDEX(r,1),0)', "INDEX(r,1):INDEX(r,2)", "SUM(INDEX(r,2):INDEX(r,3))",
    "INDEX(r,1.5)", "INDEX(r,0.5)", 'INDEX(r,"2")', "INDEX(r,TRUE)", "INDEX(r,1,1,2)",
]  # fmt: skip
WAYS = ["{}", "SUM({})", "SORT({})", "LET(k,2,{})", "INDEX({},3)", "COUNTA({})*2"]
values = st.one_of(
    st.integers(0, 5).map(float), st.sampled_from([1.5, None, "a", "2", True, DIV0, NA, "", -1.0])
)


def calls() -> list[str]:
    found = [f"MAP(A1:A9,LAMBDA(x,{body}))" for body in OF_A_CELL]
    found += [f"MAP($A$1:$A$9,$B$1:$B$9,LAMBDA(x,y,{body}))" for body in OF_TWO]
    found += [f"BYROW(A1:C9,LAMBDA(r,{body}))" for body in OF_A_ROW]
    return [
        *found,
        "MAP(A1:B9,LAMBDA(x,x+1))",
        "MAP(A1:A9,B1:B9,LAMBDA(x,[y],x+y))",
        "MAP(A1:A9,B1:B9,LAMBDA(x,x))",
        "MAP(A1:A9,LAMBDA(x,x,x))",
        "BYROW(A1:C9,B1:B9,LAMBDA(r,s,SUM(r)))",
        "MAP(A1:A9,B1:B8,LAMBDA(x,y,x+y))",
        "BYROW(A1:C9,SUM)",
    ]


def results(formula: str, rows: list[list[Any]], least: int) -> list[Any]:
    with sizes({"LANES_FROM": least}):
        book = Book.of({"A1": rows, "D1": [[float(i % 4), f"e{i}", 2.0] for i in range(6)]})
        book.names["Rate"] = "=0.5"
        book.formula["H3"] = f"={formula}"
        book.formula["J2"] = f"=IFERROR({formula},-1)"
        return [repr(value) for value in (book["H1:I14"], book["J1:J14"])]


@pytest.mark.parametrize("call", calls())
@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.tuples(values, values, values).map(list), min_size=ROWS, max_size=ROWS),
    st.sampled_from(WAYS),
)
def test_at_once_is_as_one_by_one(call: str, rows: list[list[Any]], way: str) -> None:
    formula = way.format(call)
    assert results(formula, rows, 2) == results(formula, rows, 10**6), formula


def test_a_formula_filled_into_other_cells_reads_their_ranges() -> None:
    rows = [[float(r), float(r * 10), 0.0] for r in range(1, 20)]
    with sizes({"LANES_FROM": 2}):
        book = Book.of({"A1": rows})
        for row in (1, 2, 3):
            book.formula[f"F{row}"] = f"=SUM(MAP(A{row}:A{row + 8},LAMBDA(x,x*B{row})))"
        assert book["F1:F3"] == [[450.0], [1080.0], [1890.0]]


@pytest.mark.parametrize("call", ["MAP(A1:A9,LAMBDA(x,x*2))", "BYROW(A1:C9,LAMBDA(r,MAX(r)))"])
def test_rows_are_taken_at_once(call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = []
    results_of = mapped_rows._results
    monkeypatch.setattr(mapped_rows, "_results", lambda *args: taken.append(1) or results_of(*args))
    results(call, [[1.0, 2.0, 3.0] for _ in range(ROWS)], 2)
    assert taken
