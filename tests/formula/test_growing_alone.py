"""Ranges that grow over cells of their own column, evaluated one by one: each goes on from where
the one above has come to, or looks its row up, and gives what it would give by itself."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formula.sizes import sizes
from xl_kpis.errors import DIV0
from xl_kpis.formula.book import Book
from xl_kpis.formula.sheets.model import Model, Run, Sheet

ROWS = 40
FORMULAS = [
    'IF(B{r}>5,COUNT(C$1:C{p})+1,"")',
    "IF(B{r}<>3,COUNTA(C$1:C{p}),A{r})",
    'IF(B{r}>5,MAX(C$1:C{p})+1,"")',
    'IF(A{r}="x","",MIN(C$1:C{p},-B{r}))',
    'IF(B{r}>2,SUM($C$1:C{p})/3+B{r},"none")',
    "IFERROR(AVERAGE(C$1:C{p})*0.9+B{r},B{r})",
    "IF(B{r}>6,A{r},SUM(C$1:C{p})*0.1+B{r})",
    'IF(OR(B{r}=4,AND(C$1:C{p})),0.5,"")',
    "IFERROR(LOOKUP(2,1/($A$1:A{p}=A{r}),$C$1:C{p}),0)+B{r}",
    'IFERROR(LOOKUP(2,1/(($A$1:A{p}=A{r})*(B$1:B{p}>2)),$C$1:C{p}),"first")',
    'IFERROR(XLOOKUP(1,(A$1:A{p}=A{r})*1,C$1:C{p},"",0,-1)&B{r},"?")',
    "IFERROR(MATCH(1,(A$1:A{p}=A{r})*(B$1:B{p}=B{r}),0)+COUNT(C$1:C{p}),-1)",
]
keys = st.sampled_from(["x", "y", "Y", "z"])
values = st.one_of(
    st.integers(0, 9).map(float),
    st.integers(0, 9).map(float),
    st.floats(-5, 5, allow_nan=False).map(lambda x: round(x, 3)),
)
odd = st.sampled_from([None, True, "text", DIV0])


def book(formula: str, rows: list[tuple[Any, Any]], first: Any) -> Book:
    """Rows in A and B, the formula filled down in C below a first cell."""
    model = Model(sheets=[Sheet("S")])
    cells = model.sheets[0].cells
    cells.set(0, 2, first)
    for r, row in enumerate(rows):
        for col, value in enumerate(row):
            cells.set(r, col, value)
    run = Run(1, 2, len(rows) - 1, 2, formula.format(r=2, p=1))
    model.sheets[0].runs.append(run)
    return Book(model)


@pytest.mark.parametrize("formula", FORMULAS)
@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(keys, values), min_size=ROWS, max_size=ROWS),
    st.lists(st.tuples(st.integers(0, ROWS - 1), st.integers(0, 1), odd), max_size=3),
    st.one_of(values, odd),
)
def test_is_as_by_itself(
    formula: str, rows: list[tuple[Any, Any]], others: list[tuple[int, int, Any]], first: Any
) -> None:
    for at, which, value in others:
        row = list(rows[at])
        row[which] = value
        rows[at] = (row[0], row[1])
    area = f"C1:C{ROWS}"
    with sizes({"GROWN_FROM": ROWS, "COMPILED_ALONE_BELOW": 2}):
        by_itself = book(formula, rows, first)[area]
    with sizes({"GROWN_FROM": 2, "COMPILED_ALONE_BELOW": 2}):
        assert book(formula, rows, first)[area] == by_itself


def test_a_numbering_begins_anew_where_an_input_changes() -> None:
    with sizes({"GROWN_FROM": 2, "COMPILED_ALONE_BELOW": 2}):
        made = book(FORMULAS[0], [("x", float(r % 10)) for r in range(ROWS)], "No.")
        assert made["C10"] == 4.0
        assert made["C40"] == 16.0
        made["B10"] = 0
        assert made["C10"] == ""
        assert made["C40"] == 15.0
