"""Many cases at once give exactly what they give one after another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_kpis.formula.book import Book
from xl_kpis.formula.calculate import scenarios
from xl_kpis.formula.sheets.model import Run
from xl_kpis.formula.values.value import Scalar

VALUES: list[Any] = [3.0, 0.0, -2.5, None, "x", "4", True, 1e155, 0.1, 2.0]
TABLE = [[1.0, "x"], [2.0, "y"], [3.0, None], [4.0, 7.0]]
FORMULAS = [
    "A1+B1*2",
    "A1-0.1-B1",
    "A1&B1",
    "IF(A1>B1,A1,B1/A1)",
    "IFERROR(1/A1,-1)",
    "SUM(A1:B1)",
    "SUM(A1,B1,1)+AVERAGE(A1:C1)",
    "COUNT(A1:B1)+COUNTA(A1:B1)",
    "MAX(A1,$B$1)-MIN(A1:C1)",
    "AND(A1>0,B1>0)",
    "SUMPRODUCT((A1:B1>1)*1)",
    "VLOOKUP(A1,$E$1:$F$4,2,FALSE)",
    "INDEX($E$1:$F$4,B1,2)",
    "INDEX(A1:C1,2)",
    "MATCH(2,A1:C1,0)",
    'SUMIFS($E$1:$E$4,$E$1:$E$4,">"&A1)',
    "COUNTIF(A1:C1,B1)",
    'CHOOSE(B1,A1,C1,"c")',
    'TEXT(A1,"0.00")',
    "LET(x,A1,SUM(x,B1))",
    "ROUND(A1/3,2)+ROW()+COLUMN(B1)",
    'INDIRECT("A"&1)+1',
    "OFFSET(A1,0,B1)",
    "SUM({1,2}*A1)",
    "SUM(ROUND(A1,1),B1)",
    "ISBLANK(A1)",
    "A1:B1",
    "@A1:B1",
    'SWITCH(A1,2,"two",3,B1,C1)',
    "EDATE(A1,1)",
]


def book_of(formulas: list[str]) -> Book:
    """Inputs A1:C1, a table E1:F4, formulas in D1 (of the inputs) and below (of the one above)."""
    book = Book.of({"A1": 1.0, "B1": 2.0, "C1": 2.0, "E1": TABLE})
    for row, text in enumerate(formulas):
        book.model.sheets[0].runs.append(Run(row, 3, row, 3, text))
    return book


def assert_same(book: Book, cases: list[list[Any]], outputs: list[str]) -> None:
    inputs = [book.resolve(name).area for name in ("A1", "B1")]
    areas = [book.resolve(name).area for name in outputs]
    columns = [list(column) for column in zip(*cases, strict=True)]
    book.settle()

    def one_after_another(values: Sequence[list[Scalar]]) -> list[list[Scalar]]:
        return book._case_by_case(inputs, values, areas)

    found = scenarios.run(
        book.state, book.dependency_index, inputs, columns, areas, one_after_another
    )
    one_by_one = one_after_another(columns)
    for name, values, expected in zip(outputs, found, one_by_one, strict=True):
        assert list(map(repr, values)) == list(map(repr, expected)), name


PAIRS = [[a, b] for a in VALUES for b in VALUES]


@pytest.mark.parametrize("formula", FORMULAS)
def test_one_formula(formula: str) -> None:
    assert_same(book_of([formula]), PAIRS, ["D1"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(FORMULAS), min_size=2, max_size=5),
    st.lists(
        st.tuples(st.sampled_from(VALUES), st.sampled_from(VALUES)).map(list),
        min_size=2,
        max_size=12,
    ),
)
def test_formulas_on_formulas(formulas: list[str], cases: list[list[Any]]) -> None:
    chained = [formulas[0]]
    for row, text in enumerate(formulas[1:], 1):
        chained.append(text.replace("A1", f"D{row}").replace("$D", "D"))
    assert_same(book_of(chained), cases, [f"D{i + 1}" for i in range(len(chained))])


def test_the_book_stays_as_it_is() -> None:
    book = book_of(["A1*2"])
    before = book["D1"]
    book.scenarios(pd.DataFrame({"A1": [5, 6]}, index=["x", "y"]), ["D1"])
    assert (book["A1"], book["D1"]) == (1.0, before)


def test_index_names_and_outputs_that_do_not_change() -> None:
    book = book_of(["A1*2", "E1+1"])
    found = book.scenarios(
        pd.DataFrame({"Sheet1!A1": [5, 6]}, index=["x", "y"]), ["D1", "D2", "A1"]
    )
    assert found.index.tolist() == ["x", "y"]
    assert found.to_numpy().tolist() == [[10.0, 2.0, 5.0], [12.0, 2.0, 6.0]]


def test_spills_and_circles_go_one_after_another() -> None:
    book = Book.of({"A1": 2.0, "B1": 1.0})
    book.model.sheets[0].runs.append(Run(0, 3, 0, 3, "SEQUENCE(A1)", "dynamic"))
    book.model.sheets[0].runs.append(Run(0, 5, 0, 5, "SUM(D1:D9)"))
    assert_same(book, [[1.0, 1.0], [3.0, 1.0], [4.0, 2.0]], ["F1", "D3"])


def test_what_cannot_be_set() -> None:
    book = book_of(["A1*2"])
    with pytest.raises(ValueError, match="D1"):
        book.scenarios(pd.DataFrame({"D1": [1]}), ["D1"])
    with pytest.raises(KeyError):
        book.scenarios(pd.DataFrame({"A1:B1": [1]}), ["D1"])
