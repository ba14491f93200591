"""An array formula in each cell of a column gives the same whether they are evaluated at once or
one by one, and each stays a formula of its own."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.formula.test_lanes import ROWS, alike, formulas, grids
from xl_kpis.errors import CALC, NA
from xl_kpis.formula import thresholds
from xl_kpis.formula.book import Book
from xl_kpis.formula.calculate import spills
from xl_kpis.formula.calculate.state import evaluating
from xl_kpis.formula.compile.compiler import compile_formula
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.sheets.model import FILLED_OVER, Model, Run, Sheet

Kind = Literal["array", "dynamic"]
GRID = [[float(i), float(i * i % 7), f"t{i % 3}"] for i in range(ROWS)]

arrays = st.sampled_from(
    [
        "XLOOKUP({0},$A$1:$A$12,$B$1:$B$12,{0})",
        "XLOOKUP({0},$A$1:$A$12,$B$1:$B$12,B1,0,-1)",
        "XLOOKUP({0},$A$1:$A$12,$B$1:$B$12,B1&1,-B1)",
        "XLOOKUP(B1,$B$1:$B$12,$A$1:$A$12,A1:B1,0,{0})",
        "XLOOKUP({0},$A$1:$A$12,$B$1:$C$12)",
        "IFS({0}<1,{0},TRUE,2)",
        "SWITCH({0},1,2,B1)",
        "SUM(IF($A$1:$A$12={0},1,0))",
        "SUM({0}*{{1,2}})",
        "A1:A3+{0}-{0}",
        "SUM(A$1:B1)+{0}",
        "INDEX($A$1:$C$12,{0},0)",
        "CHOOSE({0},A1:B1,C1)",
        "{0}&IF({0},$A$1:$A$3,A1)",
        "LET(x,{0},x*2)",
        "ROW(A1)+ROW()+{0}",
        "{0}-{0}+0.1-B1",
        "$A$1:$A$12",
        "MAX(A$1:INDEX(A:A,3),{0})",
        "SEQUENCE(1)+{0}",
        'TEXTSPLIT("a-"&{0},"-")',
        "XLOOKUP({0},$A$1:$A$12,$B$1:$C$12)&1",
        "XLOOKUP({0},$A$1:$A$12,$B$1:$B$12,$A$1:$B$1)",
        "XLOOKUP({0},$A$1,$A$1:$C$1)",
        "UNIQUE({0})",
        "FILTER({0},{0}>0)",
        "INDEX($A$1:$A$12,{0})",
        "LAMBDA(a,TEXTSPLIT(a,1))({0})",
        "IFERROR(XLOOKUP({0},$A$1:$A$12,$B$1:$C$12),1)",
        "ISOMITTED({0})",
        "LET(r,$A$1:$A$3,SUM(r)+{0})",
        "LET(r,$A$1:$A$3,SUM(r*2)+r)",
        "LET(f,LAMBDA(a,b,a*b+1),f({0},B1))",
        "LET(f,LAMBDA(a,SUM(a)&a),f($A$1:$B$1))",
        "LET(f,LAMBDA(a,LET(x,a,x&{0})),f(A1:B1))",
        "LET(f,LAMBDA(a,a),SUM(f($A$1:$A$3)*{0}))",
        "LET(f,LAMBDA(a,IF(a>0,$A$1:$A$2,a)),f({0}))",
        "SUM(MAP($A$1:$A$3,LAMBDA(a,N(a)*2)))&{0}",
        "REDUCE({0},$A$1:$A$3,LAMBDA(a,b,a&b))",
        "SUM(OFFSET($A$1,{{0,1}},0))&{0}",
        "SUM(OFFSET($A$1,N(B1)*0,0,2,2))&{0}",
        "SUMIF(OFFSET($A$1,{{0,1}},0),0)&{0}",
        "MAX(IF($A$1:$C$12={0},$A$1:$A$12))",
        "IFERROR(SUM(1/($A$1:$A$12-{0})),-1)",
        "SUMPRODUCT(($A$1:$A$12={0})*1,$B$1:$B$12)",
        "COUNT(1/($A$1:$A$12>{0}))",
        "AND($A$1:$A$12<>{0})",
        "TRANSPOSE({0})",
        "SUM(TRANSPOSE(A1:C1))&{0}",
        "INDEX($A$1:$C$12,2,1)&{0}",
        "CHOOSE(2,A1:B1,{0})",
        "SUM(CHOOSE(1,A1:B1,{0}))",
        "MATCH(1,($A$1:$A$12={0})*1,0)",
        "ROW()&COLUMN(B1)&{0}",
        "ROW(A1:A2)&{0}",
        "@$A$1:$A$12&{0}",
        "TEXTJOIN(1,0,IF($A$1:$A$4={0},$B$1:$B$4,{0}))",
        "COUNTIF($A$1:$A$12,A1:B1)&{0}",
        "LAMBDA(a,a)",
        "N($A$1:$A$2)&{0}",
        "N({0})&T({0}&1)",
        "N({{3;1}})",
        "N(+A1:B1)",
        "SUM(N(+A1:B1))",
        "TYPE(A1:B1)&{0}",
    ]
)


def entered(
    grid: list[list[Any]],
    formula: str,
    kind: Kind,
    others: tuple[Run, ...] = (),
    *,
    apart: bool = False,
) -> Book:
    """A book with an array formula in each cell of a column, known as one run or each by itself."""
    model = Model(sheets=[Sheet("Sheet1")])
    for i, row in enumerate(grid):
        for j, value in enumerate(row):
            model.sheets[0].cells.set(i, j, value)
    filled = Run(0, 4, ROWS - 1, 4, formula, FILLED_OVER[kind])
    model.sheets[0].runs += filled.cells() if apart else [filled]
    model.sheets[0].runs += others
    model.sheets[0].runs.sort()
    return Book(model)


def calculated(*args: Any, lanes_from: int, apart: bool = False) -> Book:
    """Such a book, calculated."""
    book = entered(*args, apart=apart)
    before, thresholds.LANES_FROM = thresholds.LANES_FROM, lanes_from
    try:
        book.recalculate()
    finally:
        thresholds.LANES_FROM = before
    return book


def column(book: Book, col: int = 4) -> list[Any]:
    return [book.model.value(0, row, col) for row in range(ROWS)]


@settings(max_examples=300, deadline=None)
@given(grids, arrays, formulas(1), st.sampled_from(["array", "dynamic"]))
@example(  # what is given in place of nothing found is another in each cell
    [[0.0, 1.0, 0.0]] + [[0.0, 0.0, 0.0]] * 11,
    "XLOOKUP({0},$A$1:$A$12,$B$1:$B$12,B1&1,-B1)",
    "1",
    "array",
)
def test_at_once_and_one_by_one_agree(
    grid: list[list[Any]], array: str, formula: str, kind: Kind
) -> None:
    text = array.format(formula)
    once = calculated(grid, text, kind, lanes_from=2)
    alone = calculated(grid, text, kind, lanes_from=10**9, apart=True)
    for row, (x, y) in enumerate(zip(column(once), column(alone), strict=True)):
        assert alike(x, y), f"row {row + 1} of {text}: {x!r} at once, {y!r} one by one"
    assert list(once.formula.items()) == list(alone.formula.items())
    reach = [[group.spill for group in book.state.dynamic] for book in (once, alone)]
    assert reach[0] == reach[1]


@settings(max_examples=300, deadline=None)
@given(grids, arrays, formulas(1), st.sampled_from(["array", "dynamic"]))
@example(  # what is given in place of nothing found is another in each cell
    [[0.0, 1.0, 0.0]] + [[0.0, 0.0, 0.0]] * 11,
    "XLOOKUP({0},$A$1:$A$12,$B$1:$B$12,B1&1,-B1)",
    "1",
    "array",
)
def test_what_is_known_to_give_one_value_is_evaluated_as_an_array_formula_is(
    grid: list[list[Any]], array: str, formula: str, kind: Kind
) -> None:
    text = array.format(formula)
    book = calculated(grid, text, kind, lanes_from=10**9, apart=True)
    others = entered(grid, text, kind, apart=True)
    state, groups = others.state, []
    for run in others.model.sheets[0].runs:
        compiled = compile_formula(others.model, run.text, 0, run.top, run.left, "array")
        groups.append(Group(0, run, compiled))
    state.mark(groups)
    for group in groups:
        evaluating(spills.evaluate, state, group)
    for row, (x, y) in enumerate(zip(column(book), column(others), strict=True)):
        assert alike(x, y), f"row {row + 1} of {text}: {x!r}, as an array formula {y!r}"
    beside = [others.model.value(0, row, 5) for row in range(ROWS + 3)]
    assert beside == [book.model.value(0, row, 5) for row in range(ROWS + 3)]


@pytest.mark.parametrize("kind", ["array", "dynamic"])
@pytest.mark.parametrize(
    "formula",
    [
        "XLOOKUP(A1,$A$1:$A$12,$B$1:$B$12)",
        "XLOOKUP(B1,$B$1:$B$12,$A$1:$A$12,C1,0,-1)",
        "XLOOKUP(B1+0.5,$B$1:$B$12,$A$1:$A$12,0,-1)",
        "IFS(A1<3,1,TRUE,B1)",
        "A1*2-B1",
    ],
)
def test_they_are_evaluated_at_once(kind: Kind, formula: str) -> None:
    book = calculated(GRID, formula, kind, lanes_from=6)
    [group] = book.state.groups
    assert not group.one_by_one
    assert group.lanes == (ROWS, 1)
    assert len(book.formula) == ROWS


@pytest.mark.parametrize("lanes_from", [2, 10**9])
@pytest.mark.parametrize("kind", ["array", "dynamic"])
def test_cells_that_need_those_above_are_no_circle(kind: Kind, lanes_from: int) -> None:
    by_way_of = Run(1, 5, ROWS - 1, 5, "E1+1")
    book = calculated(GRID, "IF(F1>0,F1,1)", kind, (by_way_of,), lanes_from=lanes_from)
    assert column(book) == [float(i + 1) for i in range(ROWS)]
    assert not book.report().cycles
    book = calculated(GRID, "IF(A1=0,0,E1048576)+A1", kind, lanes_from=lanes_from)
    assert column(book)[1:3] == [1.0, 3.0]
    assert not book.report().cycles


@pytest.mark.parametrize("lanes_from", [2, 10**9])
def test_a_circle_among_them_is_found(lanes_from: int) -> None:
    back = Run(3, 5, 3, 5, "E4*2")
    book = calculated(GRID, "F1+A1", "dynamic", (back,), lanes_from=lanes_from)
    assert len(book.report().cycles) == 1
    assert column(book)[4:6] == [4.0, 5.0]


@pytest.mark.parametrize("lanes_from", [2, 10**9])
@pytest.mark.parametrize(
    ("formula", "beside"),
    [("XLOOKUP(A1,$A$1:$A$12,$B$1:$C$12)", "t2"), ('TEXTSPLIT("a-"&C1,"-")', "t2")],
)
def test_filled_formulas_that_give_several_values_spill(
    formula: str, beside: str, lanes_from: int
) -> None:
    assert calculated(GRID, formula, "dynamic", lanes_from=lanes_from)["F3"] == beside


def test_a_changed_input_reaches_only_what_reads_it() -> None:
    book = calculated(GRID, "IFS(A1>100,B1,TRUE,A1)", "dynamic", lanes_from=2)
    book["A3"], book["B3"] = 200.0, 7.0
    assert book["E3"] == 7.0
    book["A1"] = 300.0
    for row in range(2, ROWS + 1):
        book[f"A{row}"] = 101.0
    assert column(calculated([], "A1", "dynamic", lanes_from=2)) == [0.0] * ROWS
    assert book["E12"] == GRID[11][1]
    assert book["E12#"] == book["E12"]


def test_what_gives_several_values_still_spills() -> None:
    book = calculated(GRID, "IF(A1=11,SEQUENCE(2),A1)", "dynamic", lanes_from=2)
    assert column(book) == [float(i) for i in range(11)] + [1.0]
    assert book["E13"] == 2.0
    assert calculated(GRID, "FILTER(A1,A1<0)", "dynamic", lanes_from=2)["E1"] is CALC
    assert (
        calculated(GRID, "XLOOKUP(A1+9,$A$1:$A$12,$B$1:$B$12)", "array", lanes_from=2)["E9"] is NA
    )
