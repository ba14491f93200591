"""Runs that read themselves: as loops they give exactly what their cells give one by one."""

from __future__ import annotations

import re
from itertools import chain
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_kpis.formula.book import Book
from xl_kpis.formula.calculate import loops
from xl_kpis.formula.grammar import translate
from xl_kpis.formula.reference import column_index, column_name
from xl_kpis.formula.sheets.model import Run

N = 120
MIXED: list[Any] = [3, 0, -2.5, None, "x", "4", True, 1e155, 0.1]
Runs = list[tuple[int, int, int, int, str]]


def calculated(cells: dict[str, Any], runs: Runs, *, as_loops: bool) -> tuple[str, list[int]]:
    """All values as one text, and how many columns each loop had."""
    book = Book.of(cells)
    book.model.sheets[0].runs += [Run(*run) for run in runs]
    with pytest.MonkeyPatch.context() as patch:
        if not as_loops:
            patch.setattr(loops, "evaluate", lambda calculation, group: False)
        book.recalculate()
    columns = book.model.sheets[0].cells.by_index
    values = {col: column.values(0, len(column)).tolist() for col, column in columns.items()}
    circles = [len(c) for c in chain(*book.state.circles.values())]
    return repr(values), circles


def assert_same(cells: dict[str, Any], runs: Runs, columns: int) -> None:
    """Down columns, and along rows when everything is turned."""
    for given_cells, given_runs in ((cells, runs), turned(cells, runs)):
        looped, circles = calculated(given_cells, given_runs, as_loops=True)
        assert max(circles, default=0) == columns
        assert looped == calculated(given_cells, given_runs, as_loops=False)[0]


def turned(cells: dict[str, Any], runs: Runs) -> tuple[dict[str, Any], Runs]:
    """The same with rows for columns."""

    def text(formula: str) -> str:
        formula = formula.replace("VLOOKUP", "HLOOKUP")
        return re.sub(r"(?<![\w.])(\$?)([A-Z]+)(\$?)([0-9]+)\b", place, formula)

    def place(match: re.Match[str]) -> str:
        fixed_col, letters, fixed_row, digits = match.groups()
        name = column_name(int(digits) - 1)
        return f"{fixed_row}{name}{fixed_col}{column_index(letters) + 1}"

    values = {
        text(address): [list(row) for row in zip(*value, strict=True)]
        if isinstance(value, list)
        else value
        for address, value in cells.items()
    }
    return values, [
        (left, top, right, bottom, text(formula)) for top, left, bottom, right, formula in runs
    ]


DATA = [[MIXED[i % 3], MIXED[(i * 7) % 3] or 1] for i in range(N)]
ODD = [[MIXED[(i * i) % len(MIXED)], i] for i in range(N)]
DOWN = [
    "A1+1",
    "A1-0.1",
    "A1+B2-C2",
    "A1*1E10",
    "SUM(A1,B2,-C2)",
    "SUM(A1:B1)",
    "MAX(A1-B2,MIN(A1,C2))+ROUND(A1/7,2)",
    "IF(AND(B2>1,A1<50),A1*1.5,A1-B2)",
    "IF(OR(A1=C2,NOT(B2)),0,A1)+B2%",
    "IFERROR(A1+1/B2,-1)",
    "A1^1.5*IF(A1<>3,0.01,2)",
    "MOD(A1+7,97)+$C$1",
    "-A1+VLOOKUP(C2,$B$1:$C$9,1,FALSE)",
    "N(A1)*0.9+B2",
    "N(A1+N(B2))-N(A1>2)",
    "IFNA(A1+1/B2,C2)*0.5",
    "SUM(N(A1),N(B2))",
    "N(A1*1E200)*1E-190+1",
]


@pytest.mark.parametrize("data", [DATA, ODD], ids=["numbers", "mixed"])
@pytest.mark.parametrize("formula", DOWN)
def test_one_column(formula: str, data: list[list[Any]]) -> None:
    assert_same({"A1": 5, "B1": data}, [(1, 0, N - 1, 0, formula)], 1)


@pytest.mark.parametrize("head", ["x", True, None])
def test_a_beginning_that_is_no_number(head: Any) -> None:
    assert_same({"A1": head, "B1": DATA}, [(1, 0, N - 1, 0, "SUM(A1,B2)")], 1)


@pytest.mark.parametrize("data", [DATA, ODD], ids=["numbers", "mixed"])
def test_upwards(data: list[list[Any]]) -> None:
    assert_same({"B1": data}, [(0, 0, N - 1, 0, "IF(B1>0,A2*0.5,A2+C1)")], 1)


@pytest.mark.parametrize("data", [DATA, ODD], ids=["numbers", "mixed"])
def test_columns_that_need_each_other(data: list[list[Any]]) -> None:
    opening, closing = (2, 3, N - 1, 3, "E2"), (1, 4, N - 1, 4, "D2+B2-C2")
    assert_same({"D2": 100, "B1": data}, [opening, closing], 2)


def test_several_columns_of_one_run() -> None:
    runs = [(1, 2, N - 1, 9, "B2*0.5+C1*0.25")]
    assert_same({"B1": DATA, "C1": [[1.0] * 8]}, runs, 1)


GRID = [
    *("MIN(A2+1,B1+1,A1+IF($A2=B$1,0,1))", "B1+A2*0.5", "SUM(B1,A1:A2)", "B1+$D2", "B1+$B1"),
    *("B1*0.9+$D1*0.1+A2", "SUM($C1:$D1)-B1+A1", "SUM($A1:B1)-A2", "B1+IF(COLUMN()>4,A2,1)"),
    *("MAX(B1-$E$1,$B1-A2)", "B1+C$1", "AVERAGE($D1:D1,A2)", "IFERROR(B1/A2,$C1)+SUM(A$1:A$2)"),
]


@pytest.mark.parametrize("formula", GRID)
@pytest.mark.parametrize("top", [[3.0], [2, "x", None, 0]], ids=["numbers", "mixed"])
def test_a_grid_whose_cells_read_those_above_and_beside_them(formula: str, top: list[Any]) -> None:
    cells = {
        "A1": [[top[i % len(top)] for i in range(9)]],
        "A2": [[top[i * i % len(top)]] for i in range(60)],
    }
    for run in turned(cells, [(1, 1, 60, 8, formula)]), (cells, [(1, 1, 60, 8, formula)]):
        looped, _ = calculated(*run, as_loops=True)
        assert looped == calculated(*run, as_loops=False)[0]


def test_a_circle_is_still_one() -> None:
    book = Book.of({"A1": 1})
    book.model.sheets[0].runs.append(Run(1, 0, N - 1, 0, "A1+B2"))
    book.model.sheets[0].runs.append(Run(1, 1, N - 1, 1, "A2*2"))
    assert book.recalculate().cycles


def test_a_change_in_the_middle() -> None:
    book = Book.of({"A1": 1.0, "B1": [[1.0]] * N})
    book.model.sheets[0].runs.append(Run(1, 0, N - 1, 0, "A1+B2"))
    assert book[f"A{N}"] == N
    book["B60"] = 11
    assert [book["A59"], book["A60"], book[f"A{N}"]] == [59, 70, N + 10]


@settings(max_examples=60, deadline=None)
@given(
    st.recursive(
        st.sampled_from(["A1", "B2", "C2", "2", "0.1"]),
        lambda inner: st.one_of(
            st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({''.join(t)})"),
            st.tuples(inner, st.sampled_from(["<", "=", ">="]), inner, inner, inner).map(
                lambda t: f"IF({t[0]}{t[1]}{t[2]},{t[3]},{t[4]})"
            ),
            st.tuples(st.sampled_from(["MIN", "MAX", "SUM"]), inner, inner).map(
                lambda t: f"{t[0]}({t[1]},{t[2]})"
            ),
        ),
        max_leaves=8,
    ),
    st.lists(
        st.tuples(st.sampled_from(MIXED), st.floats(-1e3, 1e3)).map(list), min_size=40, max_size=40
    ),
)
def test_any_arithmetic(formula: str, data: list[list[Any]]) -> None:
    cells, runs = {"A1": 2, "B1": data}, [(1, 0, 39, 0, formula + "+A1*0")]
    for given_cells, given_runs in ((cells, runs), turned(cells, runs)):
        looped, _ = calculated(given_cells, given_runs, as_loops=True)
        assert looped == calculated(given_cells, given_runs, as_loops=False)[0]


@pytest.mark.parametrize("formula", ["C2/B2", "IF(A1<A1,A1,C2)/B2", "A1*B2*1E300", "A1%*C2"])
def test_what_is_too_small_for_a_cell_is_zero_in_loops_too(formula: str) -> None:
    least = 2.2250738585072014e-308
    cells = {"A1": least, "B1": [[2.0, least]] * 40}
    looped, _ = calculated(cells, [(1, 0, 39, 0, formula + "+A1*0")], as_loops=True)
    assert looped == calculated(cells, [(1, 0, 39, 0, formula + "+A1*0")], as_loops=False)[0]


@pytest.mark.parametrize(
    "formula",
    [
        "IF(A1>0,B2>1,FALSE)",
        "IF(A1>0,B2>1,A1+1)",
        "IFERROR(B2>A1,0)",
        "IF(IF(A1>0,B2>1,B2>2),1,A1+2)",
        "A1>B2",
        "IF(AND(A1>0,B2>1),TRUE,A1)",
    ],
)
def test_truth_values_in_loops_stay_truth_values(formula: str) -> None:
    cells: dict[str, Any] = {"A1": 1, "B2": [[i % 4] for i in range(60)]}
    book = Book.of(cells)
    book.model.sheets[0].runs.append(Run(1, 0, 60, 0, formula))
    alone = Book.of(cells | {f"A{i + 2}": "=" + at(formula, i) for i in range(60)})
    assert repr(book["A2:A61"]) == repr(alone["A2:A61"])


def at(formula: str, row: int) -> str:
    return translate(formula, 1, 0, row + 1, 0)
