"""What brings an array together, another one in each cell of a column, gives the same whether the
arrays of all cells are worked out as one table or each by itself."""

from __future__ import annotations

from typing import Any, Literal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.formula.test_lanes import ROWS, alike, formulas, grids
from xl_kpis.errors import DIV0, NA
from xl_kpis.formula import thresholds
from xl_kpis.formula.book import Book
from xl_kpis.formula.sheets.model import Model, Run, Sheet

Kind = Literal["normal", "arrays", "dynamics"]
ranges = st.sampled_from(["$A$1:$A$12", "B$1:B$12", "$C$12:$C$1", "$A$1:$A$12"])
values, cells = st.deferred(lambda: formulas(1)), st.deferred(lambda: formulas(0))
wide = st.sampled_from(["$A$1:$C$4", "$A$5:C$8", "$A$9:$C$12"])
beside = st.sampled_from(
    ["A1:C1", "$A2:$C2", "$A$3:$C$3", "{1,2,3}", '{0,TRUE,"t1"}', "COLUMN($A:$C)", "SEQUENCE(1,3)"]
)
heads = st.sampled_from(["A1:A3", "B2:B4", "$A$3:$A$5", "{1;2;-3}", "ROW($2:$4)", "SEQUENCE(3,,0)"])
literals = st.sampled_from(["{1,2,3}", '{0,TRUE,"t1"}', "{2,5,#N/A}"])


def tables(depth: int, span: st.SearchStrategy[str], choices: bool) -> st.SearchStrategy[str]:
    """Expressions that are arrays of one shape in each cell."""
    if depth == 0:
        return span
    below = tables(depth - 1, span, choices)
    inner = st.deferred(lambda: below)  # which is not shown part by part
    either = st.one_of(inner, inner, values)
    operator = st.sampled_from(["+", "-", "*", "/", "^", "&", "=", "<", ">=", "<>"])
    chosen = [
        st.builds("IF({},{},{})".format, inner, either, either),
        st.builds("IF({},{})".format, inner, either),
        st.builds("IF({},1,IF({},{}))".format, inner, inner, either),
        st.builds("IFERROR({},{})".format, inner, either),
    ]
    return st.one_of(
        *(chosen if choices else []),
        st.builds("({}{}{})".format, inner, operator, either),
        st.builds("({}{}{})".format, either, operator, inner),
        st.builds("{}({})".format, st.sampled_from(["ABS", "ISNUMBER", "LEN", "-", "--"]), inner),
        st.builds("ROUND({},1)".format, inner),
        st.builds("LEFT({},{})".format, either, inner),
        st.builds("COUNTIF($A$1:$A$12,{})".format, inner),
        st.builds("({}>MAX($A$1:$A$12))".format, inner),
        st.builds("({}*MIN(A1:C1))".format, inner),
        st.builds("LARGE(A1:C1,{})".format, inner),
        st.builds("COUNTIF(A1:B2,{})".format, inner),
        st.builds("({}<=SUM({}))".format, inner, inner),
        st.builds('SUBSTITUTE({},{},"-")'.format, either, inner),
        st.builds("SUMIF($A$1:$A$9,{},$B$1:$B$9)".format, inner),
    )


def calls(span: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    table, plain = tables(2, span, choices=True), tables(2, span, choices=False)
    names = ["SUM", "MAX", "MIN", "AVERAGE", "COUNT", "COUNTA", "AND", "OR", "SUMPRODUCT"]
    return st.one_of(
        st.builds("{}({})".format, st.sampled_from(names), table),
        st.builds("{}({})".format, st.sampled_from(["MEDIAN", "STDEV", "PRODUCT", "ROWS"]), table),
        st.builds("SUM({},{},$B$2:$C$3)".format, values, table),
        st.builds("AVERAGE($A$1:$A$3,{},{})".format, table, table),
        st.builds("SUMPRODUCT({},{})".format, table, span),
        st.builds("SUMPRODUCT({},{})".format, plain, span),
        st.builds("SUMPRODUCT({})".format, plain),
        st.builds("LARGE({},{})".format, table, cells),
        st.builds('TEXTJOIN("-",TRUE,{})'.format, table),
        st.builds("MATCH({},{},0)".format, cells, table),
        st.builds("SUM({})/COUNT({})".format, table, table),
        st.builds("SUMPRODUCT(MAX({}))".format, plain),
        st.builds("LOOKUP({},{},{})".format, cells, table, span),
        st.builds("INDEX({},MATCH({},{},0))".format, span, cells, table),
    )


def given_by_calls(span: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Arrays of any shape in each cell, which a call gives."""
    table, few = (
        tables(1, span, choices=True),
        st.sampled_from(["1", "LEN(A1)+1", "B1", "MAX(1,A1)"]),
    )
    once = st.one_of(
        st.builds("UNIQUE({})".format, st.one_of(span, table)),
        st.builds("SORT({},1,-1)".format, st.one_of(span, table)),
        st.builds("FILTER({},{}>A1)".format, span, span),
        st.builds("FILTER({},{})".format, span, table),
        st.builds("SEQUENCE({})".format, few),
        st.builds("SEQUENCE(1,{},A1,{})".format, few, few),
        st.builds('TEXTSPLIT({},"t")'.format, cells),
        st.builds("VSTACK({},{})".format, span, cells),
        st.builds("FREQUENCY({},{})".format, span, span),
        st.builds("TOROW({})".format, table),
        st.builds("TAKE({},1)".format, span),
    )
    nested = st.one_of(
        once, st.builds("TRANSPOSE({})".format, once), st.builds("SORT({})".format, once)
    )
    names = ["SUM", "MAX", "COUNT", "COUNTA", "ROWS", "SUMPRODUCT", "OR", "MEDIAN"]
    return st.one_of(
        st.builds("{}({})".format, st.sampled_from(names), nested),
        st.builds("INDEX({},{})".format, nested, few),
        st.builds('TEXTJOIN("-",FALSE,{},{})'.format, nested, values),
        st.builds("MATCH({},{},0)".format, cells, nested),
        st.builds("SUM({},{},{})".format, nested, table, values),
    )


def items() -> st.SearchStrategy[str]:
    """Arrays gone through item by item, of as many in each cell as its values tell."""
    few = st.sampled_from(["LEN(A1)+1", "B1", "MAX(2,A1)", "A1+2", "LEN(C1)"])
    source = st.one_of(
        st.builds("SEQUENCE({})".format, few),
        st.builds('ROW(INDIRECT("1:"&{}))'.format, few),
        st.builds('COLUMN(INDIRECT("A1:C"&{}))'.format, few),
        st.builds('TEXTSPLIT({},"t")'.format, cells),
        st.builds("UNIQUE({})".format, heads),
    )
    inner = st.one_of(
        source,
        st.builds("MID({},{},1)".format, values, source),
        st.builds("({}+{})".format, source, values),
        st.builds("({}*MAX(A1:C1))".format, source),
    )
    gone = st.one_of(
        st.builds("({}*{})".format, inner, inner),
        st.builds("({}={})".format, inner, values),
        st.builds("ISNUMBER(--{})".format, inner),
        st.builds("LEFT({},{})".format, values, inner),
        st.builds("SUBSTITUTE({},{},{})".format, values, inner, values),
        st.builds("IF({},{},{})".format, inner, inner, values),
        st.builds('IFERROR({},"")'.format, inner),
        inner,
    )
    names = ["SUM", "MAX", "COUNT", "COUNTA", "ROWS", "SUMPRODUCT", "OR", "CONCAT"]
    return st.one_of(
        st.builds("{}({})".format, st.sampled_from(names), gone),
        st.builds("SUMPRODUCT(--({}))".format, gone),
        st.builds('TEXTJOIN("",TRUE,{},{})'.format, gone, values),
        st.builds("MATCH({},{},0)".format, cells, gone),
        st.builds("LOOKUP(9,{})".format, gone),
    )


def in_ordinary_ones() -> st.SearchStrategy[str]:
    """Calls that go through arrays written out item by item, wherever they stand."""
    table = tables(2, literals, choices=False)
    names = ["SUM", "MAX", "COUNT", "COUNTA", "AND", "OR", "MEDIAN", "CONCAT"]
    return st.one_of(
        st.builds("{}({})".format, st.sampled_from(names), table),
        st.builds("INDEX({},MATCH({},{}))".format, literals, cells, literals),
        st.builds("SUM({},{},A1:C1)".format, values, table),
    )


def calculated(
    grid: list[list[Any]], formula: str, kind: Kind, lanes_from: int, cells: int = 400_000
) -> Book:
    model = Model(sheets=[Sheet("Sheet1")])
    for i, row in enumerate(grid):
        for j, value in enumerate(row):
            model.sheets[0].cells.set(i, j, value)
    model.sheets[0].runs.append(Run(0, 4, ROWS - 1, 4, formula, kind))
    before = thresholds.LANES_FROM, thresholds.CELLS_OF_TABLES
    thresholds.LANES_FROM, thresholds.CELLS_OF_TABLES = lanes_from, cells
    try:
        book = Book(model)
        report = book.recalculate()
        assert not report.warnings, report.warnings
        return book
    finally:
        thresholds.LANES_FROM, thresholds.CELLS_OF_TABLES = before


def column(book: Book) -> list[Any]:
    return [book.model.value(0, row, 4) for row in range(ROWS)]


@settings(max_examples=700, deadline=None)
@given(
    grids,
    st.one_of(
        *(calls(span) for span in (ranges, wide, beside, heads, literals)),
        *(given_by_calls(span) for span in (ranges, beside, heads)),
        in_ordinary_ones(),
        items(),
    ),
    st.sampled_from(["normal", "arrays", "dynamics"]),
    st.sampled_from([1, 30, 400_000]),
)
@example(  # an error before the first array is no array
    [[0.0, 0.0, 0.0]] * 11 + [[0.0, "x", 0.0]],
    "SUMPRODUCT(COUNTIF($A$1:$A$12,LEFT(ROUND(B1,1),$A$1:$A$12)),$A$1:$A$12)",
    "normal",
    30,
)
@example(  # IF gives one value inside SUMPRODUCT
    [[0.0, 0.0, 0.0]] * 12,
    "SUMPRODUCT(IF(ABS($A$1:$A$12),1,COUNTIF($A$1:$A$12,B$1:B$12)),$A$1:$A$12)",
    "normal",
    400_000,
)
@example(  # truth values count in what is given directly, not in an array
    [[0.0, 0.0, 0.0]] * 12,
    "SUM(ISNUMBER(--SEQUENCE(LEN(A1)+1)))",
    "normal",
    400_000,
)
def test_tables_and_arrays_agree(
    grid: list[list[Any]], formula: str, kind: Kind, cells: int
) -> None:
    once = column(calculated(grid, formula, kind, 2, cells))
    alone = column(calculated(grid, formula, kind, 10**9))
    for row, (x, y) in enumerate(zip(once, alone, strict=True)):
        assert alike(x, y), f"row {row + 1} of {formula}: {x!r} as tables, {y!r} one by one"


GRID = [[float(i), float(i * i % 7) / 3, f"t{i % 3}"] for i in range(ROWS)]


@pytest.mark.parametrize("kind", ["arrays", "dynamics"])
@pytest.mark.parametrize(
    "formula",
    [
        "SUM(IF($A$1:$A$12>A1,1,0))",
        "MAX(IF($C$1:$C$12=C1,B$1:B$12))",
        "SUM(($C$1:$C$12=C1)*$B$1:$B$12)/COUNT(IF($C$1:$C$12=C1,1))",
        "MEDIAN(IF($A$1:$A$12>A1,$B$1:$B$12,0))",
        "MATCH(1,($A$1:$A$12=A1)*($C$1:$C$12=C1),0)",
        "AND($A$1:$A$12>=A$1)",
        'TEXTJOIN(",",TRUE,IF($A$1:$A$12<A1,$C$1:$C$12,""))',
        'TEXTJOIN("",TRUE,IFERROR(--MID(C1,SEQUENCE(LEN(C1)),1),""))',
        "CONCAT(MID(C1,LEN(C1)+1-SEQUENCE(LEN(C1)),1))",
    ],
)
def test_array_formulas_are_taken_as_tables(formula: str, kind: Kind) -> None:
    book = calculated(GRID, formula, kind, 6)
    [group] = book.state.groups
    assert not group.one_by_one
    assert column(book) == column(calculated(GRID, formula, kind, 10**9))


@pytest.mark.parametrize(
    "formula",
    [
        "SUMPRODUCT(($C$1:$C$12=C1)*$B$1:$B$12)",
        "SUMPRODUCT(--($A$1:$A$12>A1))",
        "SUMPRODUCT((A1>{0,4,8})*(A1-{0,4,8})*{0.1,0.05,0.05})",
        "SUMPRODUCT(ABS(A1:B1-B1:C1))",
        "SUMPRODUCT(MAX((A1:B1<5)*A1:B1))",
        'OR(C1={"t0","t2"})',
        'COUNT(SEARCH({"t","1"},C1))',
        'SUMPRODUCT(LEN(C1)-LEN(SUBSTITUTE(C1,{"t","0"},"")))',
        'SUM(SUMIF($C$1:$C$12,{"t0","t1"},$B$1:$B$12))+A1',
        "LOOKUP(9,--RIGHT(A1,{1,2,3}))",
        'INDEX({"x","y"},MATCH(TRUE,ISNUMBER(SEARCH({"0","1"},C1)),0))',
        "SUMPRODUCT(--(WEEKDAY(A1+ROW($1:$30),2)<6))",
        "SUM(LARGE(A1:C1,{1,2}))",
        "SUM(SEQUENCE(A1+1))",
        "COUNTA(UNIQUE(A1:C1,TRUE))",
        'TEXTJOIN("|",TRUE,SORT(A1:C1,1,1,TRUE))',
        'INDEX(TEXTSPLIT(C1,"t"),2)',
        'SUMPRODUCT(--ISNUMBER(--MID(C1,ROW(INDIRECT("1:"&LEN(C1))),1)))',
        "SUMPRODUCT(CODE(MID(C1,SEQUENCE(LEN(C1)),1)))",
    ],
)
def test_so_are_functions_that_always_work_on_arrays(formula: str) -> None:
    book = calculated(GRID, formula, "normal", 6)
    assert not book.state.groups[0].one_by_one


@pytest.mark.parametrize("lanes_from", [2, 10**9])
def test_a_branch_of_one_value_is_no_array(lanes_from: int) -> None:
    book = calculated(GRID, "COUNT(IF(A1>5,$A$1:$A$12,0))", "arrays", lanes_from)
    assert column(book) == [1.0] * 6 + [12.0] * 6


@pytest.mark.parametrize("lanes_from", [2, 10**9])
def test_a_number_where_a_text_is_wanted_is_read_as_the_workbook_writes_it(
    lanes_from: int,
) -> None:
    book = calculated(GRID, "LEN(REGEXEXTRACT(-1.5,))", "normal", lanes_from)
    assert column(book) == [0.0] * len(column(book))


@pytest.mark.parametrize("lanes_from", [2, 10**9])
def test_the_first_error_of_a_row_is_its_result(lanes_from: int) -> None:
    grid: list[list[Any]] = [[float(i), float(i), None] for i in range(ROWS)]
    grid[4][1], grid[7][1] = DIV0, NA
    book = calculated(grid, "SUM(IF($A$1:$A$12>A1,$B$1:$B$12))", "arrays", lanes_from)
    assert column(book) == [DIV0] * 4 + [NA] * 3 + [38.0, 30.0, 21.0, 11.0, 0.0]


def test_a_changed_cell_reaches_the_rows_that_read_it() -> None:
    book = calculated(GRID, "SUM(IF($A$1:$A$12>A1,1,0))", "arrays", 2)
    book["A3"] = 100.0
    assert [book[f"E{row}"] for row in (1, 2, 3, 4)] == [11.0, 10.0, 0.0, 9.0]


@pytest.mark.parametrize(
    "formula",
    [
        "COUNT(IF($A$9:$C$12,$A1))",
        "COUNT(IF($A$9:$C$12,IF(B1,$A1,2)))",
        "AVERAGE(IF($A$1:$A$12=$A1,$B$1:$B$12))",
        "MIN(IF($A$1:$A$12<>3,$B$1:$B$12))",
        'TEXTJOIN("-",TRUE,IF($A$1:$A$12,$B$1:$B$12))',
        "SUM(--ISBLANK(IF($A$1:$A$12>=0,$B$1:$B$12)))",
        "COUNTA(IF($A$1:$A$12,$B$1:$B$12)&IF(A1,B1))",
    ],
)
def test_a_blank_that_if_chooses_for_an_array_is_0(formula: str) -> None:
    grid = [[None if row % 3 else 1.0, None if row % 2 else 5.0, 2.0] for row in range(ROWS)]
    once = column(calculated(grid, formula, "arrays", 2))
    alone = column(calculated(grid, formula, "arrays", 10**9))
    assert list(map(repr, once)) == list(map(repr, alone))


@pytest.mark.parametrize("kind", ["normal", "arrays"])
@pytest.mark.parametrize(
    "formula",
    [
        "SUM(IF(C1,A1,A$1),($B$1:$B$4>1)*1)",
        "SUM(IF(C1,A1,A$1),IF($B$1:$B$4,1))",
        "COUNT(OFFSET(A1,0,0),B$1:B1)",
        "COUNT(OFFSET(A1,0,0,1,1),1)",
        "COUNT(A1,LEFT(B1,1))",
        "SUM(CHOOSE(1,A1),$B$1:$B$4*1)",
    ],
)
def test_what_may_be_a_reference_counts_as_one(formula: str, kind: Kind) -> None:
    """In a reference truth values and texts do not count, as values of their own they do."""
    grid = [[[True, "3", 1.0, None][row % 4], float(row), row % 3 - 1.0] for row in range(ROWS)]
    once = column(calculated(grid, formula, kind, 2))
    alone = column(calculated(grid, formula, kind, 10**9))
    assert list(map(repr, once)) == list(map(repr, alone))
