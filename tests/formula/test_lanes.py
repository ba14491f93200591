"""A formula filled down gives the same whether its run is taken as arrays or cell by cell."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from xl_kpis.errors import DIV0, NA, VALUE, ExcelError
from xl_kpis.formula import thresholds
from xl_kpis.formula.book import Book
from xl_kpis.formula.sheets.model import Model, Run, Sheet

ROWS = 12
values = st.one_of(
    st.integers(-5, 5).map(float),
    st.floats(-1e6, 1e6),
    st.sampled_from([None, True, False, "x", "X", "", "12", "5%", "1-Jan-2024", DIV0, NA]),
)
grids = st.lists(st.lists(values, min_size=3, max_size=3), min_size=ROWS, max_size=ROWS)

cells = st.sampled_from(["A1", "B1", "C1", "$A1", "A$1", "$B$2", "A2", "B3"])
ranges = st.sampled_from(["A$1:A1", "A1:C1", "A1:A3", "A1:A$12", "$A$1:$C$12", "$B1:C2", "A$1:B3"])
rows = st.sampled_from(["A1:C1", "$A$1:$C$1", "A2:C2", "$A1:$C1", "A$3:C$3", "B1:D1"])
constants = st.sampled_from(["1", "0", "2.5", '"x"', "TRUE", '""', "-3"])


def formulas(depth: int) -> st.SearchStrategy[str]:
    if depth == 0:
        return st.one_of(cells, cells, constants)
    inner = formulas(depth - 1)
    operator = st.sampled_from(["+", "-", "*", "/", "^", "&", "=", "<", ">=", "<>"])
    return st.one_of(
        inner,
        st.builds("({}{}{})".format, inner, operator, inner),
        st.builds("IF({},{},{})".format, inner, inner, inner),
        st.builds("IFERROR({},{})".format, inner, inner),
        st.builds("ROUND({},1)".format, inner),
        st.builds("-{}%".format, inner),
        st.builds("LEFT({}&{},2)".format, inner, inner),
        st.builds('RIGHT({}&"é😀",N({}))'.format, inner, inner),
        st.builds("MID({}&{},1+ABS(N({})),N({}))".format, inner, inner, inner, inner),
        st.builds("{}({})".format, st.sampled_from(["ABS", "ISNUMBER", "ISERROR", "N"]), inner),
        st.builds(
            "{}({})".format, st.sampled_from(["SUM", "AVERAGE", "MIN", "MAX", "AND", "OR"]), ranges
        ),
        st.builds(
            "{}({},{})".format, st.sampled_from(["SUM", "MAX", "AND", "COUNT"]), ranges, inner
        ),
        st.builds("{}({},{})".format, st.sampled_from(["OR", "MIN", "AVERAGE"]), inner, inner),
        st.builds("COUNTIF($A$1:$C$12,{})".format, inner),
        st.builds("SUMIFS($A$1:$A$12,$B$1:$B$12,{})".format, inner),
        st.builds("IFERROR(MATCH({},$A$1:$A$12,0),0)".format, inner),
        st.builds("IFERROR(VLOOKUP({},$A$1:$C$12,2,FALSE),9)".format, inner),
        st.builds("INDEX($A$1:$C$12,ROUND(ABS(N({})),0),1)".format, inner),
        st.builds("CHOOSE(ABS(N({})),{},{})".format, inner, inner, inner),
        st.builds("IFERROR(XLOOKUP({},$A$1:$A$12,$B$1:$B$12),{})".format, inner, inner),
        st.builds("SUMPRODUCT({},{})".format, rows, rows),
        st.builds("{}(N({}>1),{})".format, st.sampled_from(["SUM", "MAX"]), inner, inner),
    )


def computed(grid: list[list[Any]], formula: str, lanes_from: int) -> list[Any]:
    model = Model(sheets=[Sheet("Sheet1")])
    for i, row in enumerate(grid):
        for j, value in enumerate(row):
            model.sheets[0].cells.set(i, j, value)
    model.sheets[0].runs.append(Run(0, 4, ROWS - 1, 4, formula))
    before, thresholds.LANES_FROM = thresholds.LANES_FROM, lanes_from
    try:
        book = Book(model)
        report = book.recalculate()
        assert not report.warnings, report.warnings
        return [model.value(0, row, 4) for row in range(ROWS)]
    finally:
        thresholds.LANES_FROM = before


def alike(a: Any, b: Any) -> bool:
    """The same to the last bit."""
    return repr(a) == repr(b)


@settings(max_examples=300, deadline=None)
@given(grids, formulas(2))
def test_arrays_and_cells_agree(grid: list[list[Any]], formula: str) -> None:
    as_arrays = computed(grid, formula, 2)
    one_by_one = computed(grid, formula, 10**9)
    for row, (x, y) in enumerate(zip(as_arrays, one_by_one, strict=True)):
        assert alike(x, y), f"row {row + 1} of {formula}: {x!r} as arrays, {y!r} one by one"


across = st.sampled_from(
    ["$A1:A1", "A1:A3", "A1:C1", "A1:$L1", "$A$1:$L$3", "A$1:B3", "$A1:A2", "A2:$L3"]
)


@settings(max_examples=200, deadline=None)
@given(
    grids,
    st.sampled_from(["SUM", "AVERAGE", "MIN", "MAX", "AND", "OR", "COUNT", "COUNTA"]),
    across,
    across,
    formulas(1),
)
@example(  # a sum from its end has another fifteenth digit
    [[0.0] * 3] * 9
    + [[139101.0, 0.0, 0.0], [392431.0, 0.0, 0.0], [0.000993307380574153, 0.0, 0.0]],
    "AVERAGE",
    "A1:$L1",
    "A1:A3",
    "A1",
)
def test_arrays_and_cells_agree_to_the_right(
    grid: list[list[Any]], name: str, one: str, other: str, formula: str
) -> None:
    found = []
    for lanes_from in (2, 10**9):
        model = Model(sheets=[Sheet("Sheet1")])
        for i, row in enumerate(grid):
            for j, value in enumerate(row):
                model.sheets[0].cells.set(j, i, value)
        text = f"IFERROR({name}({one},{other}),{formula})&{name}({one})"
        model.sheets[0].runs.append(Run(4, 0, 4, ROWS - 1, text))
        before, thresholds.LANES_FROM = thresholds.LANES_FROM, lanes_from
        try:
            Book(model).recalculate()
        finally:
            thresholds.LANES_FROM = before
        found.append([model.value(0, 4, col) for col in range(ROWS)])
    for col, (x, y) in enumerate(zip(*found, strict=True)):
        assert alike(x, y), f"column {col + 1} of {text}: {x!r} as arrays, {y!r} one by one"


@pytest.mark.parametrize("formula", ["SUM($A1:A1)", "AVERAGE(A1:A3)", "IF(COUNT(A1:$L1)>3,A2,0)"])
def test_totals_of_runs_to_the_right_are_taken_as_arrays(formula: str) -> None:
    book = Book.of({"A1": [[1.0 * i for i in range(ROWS)]] * 3})
    book.model.sheets[0].runs.append(Run(4, 0, 4, ROWS - 1, formula))
    book.recalculate()
    assert not book.state.groups[0].one_by_one


@pytest.mark.parametrize(
    "formula",
    [
        "MAX(IF(A1>2,A1,B1),0)",
        "SUM(IFERROR(A1/B1,0),C1)",
        "MIN(VLOOKUP(A1,$A$1:$C$12,2,FALSE),5)",
        "AVERAGE(XLOOKUP(A1,$A$1:$A$12,$B$1:$B$12),1)",
        "MIN(ROW()-1,5)",
        "SUM(N(A1>1),N(B1>2))",
        "N(A1>3)*2",
        "N(A1)+N(C1)",
        "SUMPRODUCT(A1:C1,$A$1:$C$1)",
        "SUMPRODUCT(A1:B2,B2:C3)",
        "TODAY()-A1",
        'IF(A1<NOW(),"late","")',
    ],
)
def test_calls_that_give_one_value_are_taken_as_arrays(formula: str) -> None:
    book = Book.of({"A1": [[1.0 * i, 2.0, 3.0] for i in range(ROWS)]})
    book.model.sheets[0].runs.append(Run(0, 4, ROWS - 1, 4, formula))
    book.recalculate()
    assert not book.state.groups[0].one_by_one


@pytest.mark.parametrize(
    ("formula", "different"),
    [
        ("RAND()", ROWS),
        ("SUM(RAND(),RAND())", ROWS),
        ("NORM.INV(RAND(),0,1)", ROWS),
        ("IF(A1>3,RAND(),-1)", ROWS - 3),
        ("RANDBETWEEN(1,10^9)", ROWS),
        ("RANDBETWEEN(A1,A1)", ROWS),
    ],
)
def test_each_cell_of_a_run_draws_a_number_of_its_own(formula: str, different: int) -> None:
    drawn = []
    for _ in range(2):
        book = Book.of({"A1": [[1.0 * i] for i in range(ROWS)]}, seed=7)
        book.model.sheets[0].runs.append(Run(0, 4, ROWS - 1, 4, formula))
        book.recalculate()
        assert not book.state.groups[0].one_by_one
        drawn.append([book.model.value(0, row, 4) for row in range(ROWS)])
    assert len(set(drawn[0])) == different
    assert drawn[0] == drawn[1]


@pytest.mark.parametrize("odd", ["x", True, None])
def test_only_the_cells_where_a_chosen_cell_holds_no_number_are_taken_alone(odd: Any) -> None:
    """MAX leaves out a text, a truth value or a blank in the cell that IF has chosen."""
    grid = [[1.0 * i, odd if i == 4 else -2.0, -3.0] for i in range(ROWS)]
    book = Book.of({"A1": grid})
    book.model.sheets[0].runs.append(Run(0, 4, ROWS - 1, 4, "MAX(IF(A1>2,B1,C1),-9)"))
    book.recalculate()
    assert not book.state.groups[0].one_by_one
    assert [book.model.value(0, row, 4) for row in (0, 3, 4, 5)] == [-3.0, -2.0, -9.0, -2.0]


@pytest.mark.parametrize("width", [1, 2])
@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("last", ["{}$5400", "{}5400", "{}5001"])
def test_sums_over_long_windows_are_added_in_reading_order(
    last: str, whole: bool, width: int
) -> None:
    random = np.random.default_rng(3)
    numbers = random.random((5600, width)) * 10.0 ** random.integers(-6, 7, (5600, width))
    numbers = np.floor(numbers) if whole else numbers
    end = last.format("AB"[width - 1])
    book = Book.of({"A1": numbers.tolist()})
    book.model.sheets[0].runs.append(Run(0, 4, 99, 4, f"SUM(A1:{end})"))
    book.model.sheets[0].runs.append(Run(0, 5, 99, 5, f"AVERAGE(C1,A1:{end})"))
    book.recalculate()
    for row in range(0, 100, 7):
        stop = 5400 if "$" in last else row + int(last[2:])
        total = 0.0
        for number in numbers[row:stop].ravel().tolist():
            total += number
        assert book.model.value(0, row, 4) == total
        assert book.model.value(0, row, 5) == total / ((stop - row) * width)


def test_sums_over_several_ranges_are_added_one_after_another() -> None:
    cells = {"A1": [[1e16, 1.0, 1.0] for _ in range(ROWS)]}
    book = Book.of(cells)
    book.model.sheets[0].runs.append(Run(0, 4, ROWS - 1, 4, "SUM(A1:A1,B1:C1)-A1"))
    book.recalculate()
    assert not book.state.groups[0].one_by_one
    assert book["E1"] == (1e16 + 1.0 + 1.0) - 1e16


@pytest.mark.parametrize(
    "formula", ["SUM(A$1:A1)", "AVERAGE(A1:C1)", "MAX(A$1:A1,B1)", "IF(AND(A1>0,B1>0),A1/B1,0)"]
)
def test_totals_that_move_or_grow_are_taken_as_arrays(formula: str) -> None:
    cells = {"A1": [[1.0 * i, 2.0, 3.0] for i in range(ROWS)]}
    book = Book.of(cells)
    book.model.sheets[0].runs.append(Run(0, 4, ROWS - 1, 4, formula))
    book.recalculate()
    assert not book.state.groups[0].one_by_one


@pytest.mark.parametrize("date1904", [False, True])
def test_texts_of_dates_in_totals_are_of_the_workbooks_date_system(date1904: bool) -> None:
    book = Book.of({"A1": [[1.0]] * ROWS})
    book.model.date1904 = date1904
    book.model.sheets[0].runs.append(
        Run(0, 4, ROWS - 1, 4, 'SUM(A1:A1,"1-Jan-2024",A1&"-Jan-2024")')
    )
    book.recalculate()
    day = 45292.0 - 1462.0 * date1904
    assert [book.model.value(0, row, 4) for row in range(ROWS)] == [1.0 + 2 * day] * ROWS


@pytest.mark.parametrize(
    ("formula", "error"),
    [
        ('DDB(A1,"x",2,1)', NA),
        ('DDB("x",A1,2,1)', VALUE),
        ('DOLLARDE(A1,"")', NA),
        ("DOLLARDE(1/0,A1)", DIV0),
        ('MOD(A1,"x")', NA),
        ('LEFT(A1,"x")', NA),
        ('POWER("x",A1)', VALUE),
    ],
)
def test_the_first_of_several_wrong_arguments_gives_the_error(
    formula: str, error: ExcelError
) -> None:
    book = Book.of({"A1": [[NA] if row % 2 else [1.0] for row in range(ROWS)], "C1": "=" + formula})
    book.model.sheets[0].runs.append(Run(0, 4, ROWS - 1, 4, formula))
    alone = Book.of({"A1": NA, "C1": "=" + formula})
    assert alone["C1"] is error
    assert book["E2"] is error
    assert book["E1"] is book["C1"]


bodies = st.sampled_from(
    [
        "x+y", "IF(x>1,x,y)", "SUM(x,y)", "SUM(x)", "x&y", "ISBLANK(x)", "N(x)", "T(x)&y",
        "LAMBDA(a,b,IF(a=1,b,a&b))(x,y)", "LAMBDA(a,SUM(a))(x)", "LAMBDA(a,a)(x)", "ROW(x)",
        "COUNTIF(x,1)", "SUM($A$1:$A$3)*x", "LET(z,x,SUM(z)&y)", "INDEX(x,1)", "IFERROR(x/y,x)",
        "MAX(x,A1)", "CHOOSE(1,x,y)", "SUM(x:C3)", "AND(x,y)", "OFFSET(x,1,0)", "y-y+0.1-0.3",
        "LET(f,LAMBDA(a,[b],IF(ISOMITTED(b),a,b)),f(x)&f(x,y))", "IF(x,$A$1:$A$3,y)", "x*{1,2}",
        "LET(f,LAMBDA(f,n,IF(n<1,1,n*f(f,n-1))),f(f,MIN(3,IFERROR(ABS(x),2))))", "x",
        "VLOOKUP(x,y,1)", "LET(f,LAMBDA(a,a),SUM(f(x),y))", "LET(f,LAMBDA(a,IF(y,a,y)),ROW(f(x)))",
        "LET(x,y,x)&x", "SUMPRODUCT((x=1)*y)", "MATCH(y,$A$1:$A$12,0)", "SUM(IF(TRUE,x,y))",
        "LAMBDA(a,LAMBDA(b,a&b))(x)(y)", "SEQUENCE(x)", "FORMULATEXT(x)", "@x", "(x,y)",
        "SUM((x,y))",
        "COUNTBLANK(x)", "ISREF(x)", "CELL(\"row\",x)", "RANK(1,x)", "SUBTOTAL(9,x)",
    ]
)  # fmt: skip
bound = st.one_of(cells, st.sampled_from(["$A$1:$A$3", "A1:C1", '"5"', "IF(A1,A1,B1)", "A:A"]))


@settings(max_examples=400, deadline=None)
@given(grids, bound, st.one_of(bound, formulas(1)), bodies)
def test_variables_in_arrays_and_in_cells_agree(
    grid: list[list[Any]], one: str, other: str, body: str
) -> None:
    formula = f"LET(x,{one},y,{other},{body})"
    as_arrays, one_by_one = computed(grid, formula, 2), computed(grid, formula, 10**9)
    for row, (x, y) in enumerate(zip(as_arrays, one_by_one, strict=True)):
        assert alike(x, y), f"row {row + 1} of {formula}: {x!r} as arrays, {y!r} one by one"


@pytest.mark.parametrize(
    "formula",
    [
        "LET(x,A1*2,y,B1+1,IF(x>y,x-y,y-x))",
        "LET(x,A1,y,$B$1,x&y)",
        "LET(f,LAMBDA(a,b,a*b+1),f(A1,B1))",
        "LAMBDA(a,IF(a>2,LEFT(a),a))(A1)",
        "LET(all,$A$1:$A$12,SUM(all)*A1)",
    ],
)
def test_variables_are_taken_as_arrays(formula: str) -> None:
    book = Book.of({"A1": [[float(i), 3.0] for i in range(ROWS)]})
    book.model.sheets[0].runs.append(Run(0, 4, ROWS - 1, 4, formula))
    book.recalculate()
    assert not book.state.groups[0].one_by_one


def test_a_run_of_which_one_column_has_to_wait() -> None:
    """Its first column has its values before its second one, which reads formulas further on."""
    made = Book.of({"A1": [[1.0, 2.0]] * 9})
    made.model.sheets[0].runs += [
        Run(0, 4, 0, 4, "SUM(C10:D15)"),
        Run(9, 2, 14, 3, "SUM(F10,F$1,A1)"),
        Run(9, 6, 14, 6, "B1*2"),
    ]
    assert made["C10:D15"] == [[1.0, 6.0]] * 6
    assert made["E1"] == 42.0
