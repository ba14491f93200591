"""Formulas given to a book are as if typed into Excel today: they spill where they can."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kpis.errors import SPILL, VALUE
from xl_kpis.formula.book import Book, evaluate
from xl_kpis.formula.compile.typed_formulas import may_spill
from xl_kpis.formula.sheets.model import Run

CELLS: dict[str, Any] = {"A1": [[1, 10], [2, 20], [3, 30]]}


@pytest.mark.parametrize(
    "formula",
    ["=SEQUENCE(3)", "=A1:B3*2", "={1,2;3,4}", "=SORT(A1:A3,1,-1)", "=TRANSPOSE(A1:B3)",
     "=IF(A1:A3>1,A1:A3,0)", "=LET(x,A1:A3,x+1)", "=MAP(A1:A3,LAMBDA(x,x*x))", "=A1:A3=2",
     "=INDEX(A1:B3,0,2)", "=XLOOKUP(2,A1:A3,A1:B3)", "=ROUND(A1:A3/3,1)", "=-A1:A3",
     "=SUMIF(A1:A3,A1:A3,B1:B3)", "=VLOOKUP(A1:A3,A1:B3,2,FALSE)", "=CHOOSE({1,2},A1,B1)",
     "=EDATE({40000,50000},1)", "=HEX2OCT({1,2},3)", "=N({3;1})",
     "=T({1,2})"],
)  # fmt: skip
def test_several_values_spill_as_they_come_from_evaluate(formula: str) -> None:
    book = Book.of({**CELLS, "D5": formula})
    values = evaluate(formula, CELLS)
    height, width = len(values), len(values[0])
    assert book.array(book.resolve("D5").area._replace(
        bottom=3 + height, right=2 + width)).tolist() == values  # fmt: skip
    assert book.calculation.state.groups[0].run.kind == "dynamic"


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(IFERROR(A1:B3,0))", 66),
        ('=AVERAGE(IFERROR(A1:A3,""))', 2),
        ("=MATCH(20,IFNA(B1:B3,0),0)", 2),
        ('=CONCAT(IFERROR(A1:A3,"-"))', "123"),
    ],
)
def test_what_looks_for_errors_goes_through_all_of_a_range(formula: str, value: Any) -> None:
    book = Book.of({**CELLS, "D5": formula})
    book.formula["D6"] = formula
    assert book["D5:D6"] == [[value], [value]]
    assert evaluate(formula, CELLS) == value


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=A1+B1", 11),
        ("=SUM(A1:A3)", 6),
        ("=SUMPRODUCT(A1:A3*B1:B3)", 140),
        ("=SUMPRODUCT((A1:A3>1)*ABS(B1:B3))", 50),
        ("=IF(SUM(A1:A3)>5,MAX(B1:B3),A1)", 30),
        ("=VLOOKUP(A2,A1:B3,2,FALSE)", 20),
        ("=SUMIFS(B1:B3,A1:A3,A2)", 20),
        ('=COUNTIF(A1:A3,">1")/ROWS(A1:B3)', 2 / 3),
        ("=SUM(SEQUENCE(3))", 6),
        ("=@A1:A3", 1),
        ('=TEXT(DATE(2024,A1,1),"yyyy")&MATCH(2,A1:A3,0)', "20242"),
        ("=SUM(IF(TRUE,A1:A3))", 6),
        ("=SUM(A1:INDEX(A1:A3,COUNT(B1:B3)))", 6),
        ("=SUM(A1:B3 INDEX(A1:B3,0,2))", 60),
    ],
)
def test_one_value_is_an_ordinary_formula(formula: str, value: Any) -> None:
    book = Book.of({**CELLS, "D1": formula})
    assert book["D1"] == pytest.approx(value)
    assert book.calculation.state.groups[0].run.kind == "normal"


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(A1:A3*B1:B3)", 140),
        ("=SUM(IF(A1:A3>1,1,0))", 2),
        ("=SUM(A1:INDEX(A1:A3,A1:A3))", VALUE),
    ],
)
def test_arrays_within_a_formula_are_gone_through(formula: str, value: Any) -> None:
    assert Book.of({**CELLS, "D1": formula})["D1"] == evaluate(formula, CELLS) == value


def test_what_is_in_the_way_is_a_spill_error() -> None:
    book = Book.of({"A1": "=SEQUENCE(3)", "A3": "here", "B1": "=COUNT(A1#)"})
    assert book["A1"] is SPILL
    assert Book.of({"A1": "=SEQUENCE(3)", "B1": "=COUNT(A1#)"})["B1"] == 3


def test_texts_that_are_no_formula_stay_ordinary() -> None:
    assert not may_spill("1+")
    assert not may_spill("-" * 5000 + "1")


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_rounding_noise_is_0_at_the_end_of_a_formula_however_it_is_calculated(
    a: float, b: float
) -> None:
    cells = {"A1": a, "B1": b}
    for formula in ("=A1+B1-A1-B1", "=(A1+B1-A1-B1)", "=A1-A1*(1+2^-52)", "=SUM(A1-B1)"):
        assert repr(evaluate(formula, cells)) == repr(Book.of({**cells, "D1": formula})["D1"])


def test_parentheses_keep_rounding_noise() -> None:
    cells = {"A1": 50000, "B1": 36123.95, "C1": 13876.05}
    assert evaluate("=A1-B1-C1", cells) == 0
    assert evaluate("=(A1-B1-C1)", cells) == 50000 - 36123.95 - 13876.05 != 0
    assert evaluate("=(A1-B1)-(C1)", cells) == 0


def test_kpis_are_functions_of_the_engine_whichever_module_is_imported() -> None:

    code = (
        "from xl_kpis.formula.book import evaluate; print(evaluate('=KPI_RETENTION(200,220,50)'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0.85"


def test_parentheses_keep_rounding_noise_in_loops_too() -> None:
    noise = {}
    for formula in ("A1-(E1-1+B1)", "(A1-(E1-1+B1))"):
        book = Book.of({"A1": [[0.3, 0.1 + 0.2]] * 60, "E1": 1})
        book.model.sheets[0].runs.append(Run(1, 4, 59, 4, formula))
        book.recalculate()
        alone = Book.of({"A1": 0.3, "B1": 0.1 + 0.2, "E1": 1, "F1": "=" + formula})
        noise[formula] = book["E2"]
        assert repr(book["E2"]) == repr(alone["F1"])
    assert list(noise.values()) == [0.0, 0.3 - (1 - 1 + (0.1 + 0.2))]
