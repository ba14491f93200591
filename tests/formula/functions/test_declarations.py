"""A function says what it is where it is declared; one that says nothing is right all the same.

Functions of all kinds are declared as the guide has it, without a word on what they ask for, and
used in every way the engine has of evaluating many cells at once. What comes out must be what each
cell gives alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.formula.test_fleet import NOW, recalculated, workbook
from xl_kpis.formula.book import Book
from xl_kpis.formula.compile import plan
from xl_kpis.formula.fleet.together import _kinds
from xl_kpis.formula.functions import load_all
from xl_kpis.formula.functions.declare import (
    ANYTHING,
    FUNCTIONS,
    Any_,
    Callable,
    Context,
    Function,
    Number,
    Ref,
    Text,
    function,
)
from xl_kpis.formula.grammar import translate
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.sheets.model import Model, Run
from xl_kpis.formula.values.value import as_array

FAR = Reference(Area(0, 0, 25, 0, 25))
"""Z1, which no argument refers to."""
PLAIN = 12
LONG = 40
"""Rows from which on a run that reads itself becomes a loop."""


@pytest.fixture(scope="module", autouse=True)
def declared() -> Iterator[None]:
    before = dict(FUNCTIONS)

    def T_HERE(offset: Number, ctx: Context) -> float:
        """The row and column of the formula's own cell."""
        return ctx.cell[1] * 100 + ctx.cell[2] + offset

    def T_FETCH(address: Text, ctx: Context) -> Any:
        """The value of the cell that a text names."""
        return ctx.read(ctx.reference(address))

    def T_FAR(number: Number, ctx: Context) -> float:
        """A far cell's value plus a number."""
        return (ctx.read(FAR) or 0.0) + number

    def T_ITEMS(number: Number) -> Any:
        """An array of its own accord."""
        return np.arange(1.0, PLAIN + 1).reshape(-1, 1) * number

    def T_LIST(number: Number, ctx: Context) -> Any:
        """An array, from a function that could have asked for anything."""
        return np.arange(1.0, LONG + 1).reshape(-1, 1) * number

    def T_OTHERS(ref: Ref, ctx: Context) -> float:
        """Adds the cells whose formulas are no totals of this kind."""
        area = ref.area
        return float(
            sum(
                value
                for row in range(area.top, area.bottom + 1)
                for col in range(area.left, area.right + 1)
                if row not in ctx.subtotal_rows(area.sheet, col)
                and type(value := ctx.read(Reference(Area(area.sheet, row, col, row, col))))
                is float
            )
        )

    def T_CALL(called: Callable, number: Number, ctx: Context) -> Any:
        """What a LAMBDA gives for a number."""
        return ctx.apply(called, number)

    def T_WIDE(value: Any_, ctx: Context) -> Any:
        """The sum of an array, or of a reference it reads itself."""
        value = ctx.read(value) if isinstance(value, Reference) else value
        return float(sum(v for v in as_array(value).ravel().tolist() if type(v) is float))

    def T_ODD(number: Number) -> float:
        """A table that has no entry for most numbers."""
        return {0.0: 7.0, 1.0: 5.0, 2.0: 3.0}[number % 4]

    def T_WORDS(text: Text, ctx: Context) -> str:
        """Text with its cell before it."""
        return f"{ctx.cell[1]}:{text}"

    for written in (T_HERE, T_FETCH, T_FAR, T_ITEMS, T_LIST, T_CALL, T_WIDE, T_ODD, T_WORDS):
        function(en="x.", fr="y.", name=written.__name__, category="lookup")(written)
    function(en="x.", fr="y.", name="T_OTHERS", category="math", subtotal=True)(T_OTHERS)
    yield
    FUNCTIONS.clear()
    FUNCTIONS.update(before)


FORMULAS = [
    "T_HERE($A1)",
    "T_HERE(1)+B1",
    "IF(A1>2,T_HERE(A1),T_FAR(B1))",
    'T_FETCH("A"&A1)',
    'T_FETCH("Z1")*A1',
    'SUM(A$1:A1,T_FETCH("Z1"))',
    "T_FAR(A1)",
    "T_FAR(1)",
    "T_ITEMS(2)",
    "T_ITEMS(A1)+1",
    "SUM(T_ITEMS(A1))",
    "SUM(A$1:A1,T_ITEMS(2))",
    "IFERROR(T_ITEMS(1),0)",
    "T_LIST(A1)",
    "T_LIST(3)&A1",
    "T_OTHERS(A$1:B1)",
    "T_OTHERS($A$1:$C$12)",
    "T_CALL(LAMBDA(x,x*2+ROW()),A1)",
    "T_CALL(T_HERE,B1)",
    "SUM(MAP($A$1:$A$3,T_FAR))",
    "T_WIDE($A$1:$B$6)+A1",
    "T_WIDE(A1)",
    "T_WIDE({1;2;3})",
    "T_WIDE(A1*{1;2;3})",
    "T_WORDS(A1)",
    "T_WORDS(T_HERE(A1))",
    "LET(x,T_HERE(0),x+A1)",
    "TRANSPOSE($A$1:$L$1)",
    "SEQUENCE(12)*A1",
    "SORT($A$1:$A$12)",
    "A1*{1;2;3;4;5;6;7;8;9;10;11;12}",
]
"""Formulas of the cell D1 (and E1, where their runs go right)."""


def model_of(formula: str, rows: int, columns: int, alone: bool) -> Model:
    """A sheet with the formula filled from D1; ``alone`` has it cell by cell in its own runs."""
    book = Book.of({"Z1": 5.0})
    cells = book.model.sheets[0].cells
    for i in range(max(rows, PLAIN)):
        for j in range(3):
            cells.set(i, j, float((i * 7 + j * 3) % PLAIN + 1))
    runs = book.model.sheets[0].runs
    if not alone:
        runs.append(Run(0, 3, rows - 1, columns + 2, formula))
        return book.model
    for row in range(rows):
        for col in range(3, columns + 3):
            runs.append(Run(row, col, row, col, translate(formula, 0, 3, row, col)))
    return book.model


def values(book: Book, rows: int, columns: int) -> list[Any]:
    return [book.model.value(0, row, col) for row in range(rows) for col in range(3, columns + 3)]


@pytest.mark.parametrize("shape", [(PLAIN, 1), (1, PLAIN), (PLAIN, PLAIN), (3, 2)], ids=str)
@pytest.mark.parametrize("formula", FORMULAS)
def test_filled_cells_are_what_each_is_alone(formula: str, shape: tuple[int, int]) -> None:
    book, alone = (Book(model_of(formula, *shape, alone=a)) for a in (False, True))
    reports = book.recalculate(), alone.recalculate()
    assert not any(report.warnings or report.unsupported for report in reports)
    assert values(book, *shape) == values(alone, *shape)
    for cell, value in (("Z1", 8.0), ("A2", -4.0), ("B1", 6.0)):
        for changed in (book, alone):
            changed[cell] = value
            changed.settle()
        fresh = Book(model_of(formula, *shape, alone=True))
        for name in ("Z1", "A2", "B1"):
            fresh[name] = book[name]
        fresh.recalculate()
        assert values(book, *shape) == values(alone, *shape) == values(fresh, *shape)


RUNNING = [
    "D1+T_ODD(A2)",
    "D1*0.5+T_HERE(A2)",
    "D1*0.5+T_FAR(A2)",
    'D1*0.5+T_FETCH("A3")',
    "D1*0.5+T_ITEMS(A2)",
    "D1*0.5+T_LIST(2)",
    "IFERROR(D1*0.5+T_ODD(A2),1)",
    "D1*0.5+IF(A2>3,SEQUENCE(3),A2)",
    "D1*0.5+SUM(A2,SORT($A$1:$A$40))",
    "D1+T_ITEMS(D1)*0.1",
    "T_ODD(D1)+A2",
    "IF(D1>3,T_ODD(D1),D1+1)",
]


@pytest.mark.parametrize("formula", RUNNING)
def test_runs_that_read_themselves_are_what_their_cells_are(formula: str) -> None:
    """As running balances: with rows enough they become loops."""
    found = []
    for alone in (False, True):
        model = model_of("A1", LONG, 1, alone=True)
        model.sheets[0].runs = [Run(0, 3, 0, 3, "A1")]
        run = Run(1, 3, LONG - 1, 3, formula)
        if alone:
            model.sheets[0].runs += [
                Run(row, 3, row, 3, translate(formula, 1, 3, row, 3)) for row in range(1, LONG)
            ]
        else:
            model.sheets[0].runs.append(run)
        book = Book(model)
        warnings = book.recalculate().warnings
        found.append((values(book, LONG, 1), len(warnings)))
    assert found[0] == found[1]


@pytest.mark.parametrize("formula", FORMULAS)
def test_array_formulas_are_what_the_formula_gives(formula: str) -> None:
    entered = model_of("A1", PLAIN, 1, alone=True)
    entered.sheets[0].runs = [Run(0, 3, PLAIN - 1, 3, formula, "array")]
    spilt = model_of("A1", PLAIN, 1, alone=True)
    spilt.sheets[0].runs = [Run(0, 3, 0, 3, formula, "dynamic")]
    book, other = Book(entered), Book(spilt)
    book.recalculate()
    other.recalculate()
    assert book["D1"] == other["D1"]


CASES = pd.DataFrame({"A1": [1.0, 2.0, 3.0, 9.0], "B1": [4.0, 4.0, 5.0, 6.0]})
FAR_CASES = CASES.assign(Z1=[1.0, 2.0, 3.0, 4.0])


@pytest.mark.parametrize("cases", [CASES, FAR_CASES], ids=["near", "far"])
@pytest.mark.parametrize("formula", FORMULAS)
def test_cases_of_a_what_if_are_what_each_is_alone(formula: str, cases: pd.DataFrame) -> None:
    book = Book(model_of(formula, PLAIN, 1, alone=False))
    book.recalculate()
    found = book.scenarios(cases, ["D1", "D3"])
    for i in range(len(cases)):
        alone = Book(model_of(formula, PLAIN, 1, alone=True))
        for cell in cases.columns:
            alone[cell] = float(cases[cell][i])
        alone.recalculate()
        assert found["D1"].tolist()[i] == alone["D1"]
        assert found["D3"].tolist()[i] == alone["D3"]


def test_data_tables_take_functions_that_read_far_cells() -> None:
    cells = {"A1": 1.0, "B1": "=T_FAR(A1)+T_HERE(0)", "D2": "=B1", "C3": [[1], [2], [5]], "Z1": 3}
    book = Book.of(cells)
    book.model.sheets[0].runs.append(Run(2, 3, 4, 3, "TABLE(,A1)", "table"))
    assert book["D3:D5"] == [[5.0], [6.0], [9.0]]
    book["Z1"] = 10.0
    assert book["D3:D5"] == [[12.0], [13.0], [16.0]]


@pytest.mark.parametrize("formula", FORMULAS)
def test_workbooks_together_are_what_each_is_alone(formula: str, tmp_path: Path) -> None:
    _kinds.clear()
    files = []
    for k in range(PLAIN):
        grid: list[list[Any]] = [
            [float((i * 7 + j * 3 + k) % PLAIN + 1) for j in range(3)] for i in range(PLAIN)
        ]
        for i, row in enumerate(grid):
            row.append("=" + translate(formula, 0, 3, i, 3))
        grid[0] += [None] * 21 + [float(k)]
        files.append(workbook(grid))
    recalculated(tmp_path, files)  # which compares with each alone
    _kinds.clear()


# ---- what functions ask for --------------------------------------------------------------------


def test_a_function_with_a_context_may_ask_for_anything() -> None:
    assert FUNCTIONS["T_HERE"].asks == ANYTHING
    assert not FUNCTIONS["T_ITEMS"].asks


def test_functions_of_the_engine_say_what_they_ask_for() -> None:
    """One that does not is evaluated cell by cell, and has number formats read for nothing."""
    load_all()
    silent = {f.name for f in FUNCTIONS.values() if f.asks == ANYTHING and f.category != "own"}
    assert {name for name in silent if not name.startswith("T_")} == set()


def test_totals_of_ones_own_are_left_out_by_others() -> None:
    book = Book.of({"A1": [[1.0], [2.0]], "A3": "=T_OTHERS(A1:A2)", "A4": "=SUBTOTAL(9,A1:A3)"})
    assert book["A3"] == 3.0
    assert book["A4"] == 3.0
    assert Book.of({"A1": 1.0, "A2": "=SUBTOTAL(9,A1)", "A3": "=T_OTHERS(A1:A2)"})["A3"] == 1.0


def test_a_function_as_a_value_keeps_what_it_asks_for() -> None:
    book = Book.of({"A1": [[1.0], [2.0]], "B1": "=SUM(MAP(A1:A2,T_FAR))", "Z1": 1.0})
    assert book["B1"] == 5.0
    book["Z1"] = 2.0
    assert book["B1"] == 7.0


def test_no_other_word_is_taken_for_a_language() -> None:
    with pytest.raises(TypeError, match="volatle"):
        function(volatle=True)  # type: ignore[arg-type]


def safest(known: Function) -> Function:
    """The function as it would be if nothing were said that makes it faster."""
    return replace(
        known, asks=ANYTHING, vector=False, lifted=None, position=None, total=None, loop=None
    )


@pytest.mark.parametrize(
    "known", [f for f in dict.fromkeys(load_all().values()) if not f.special], ids=lambda f: f.name
)
def test_what_a_declaration_says_only_makes_it_faster(
    known: Function, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The examples filled down and right are the same whether it is said or not."""
    for example in known.examples:
        found = []
        for function_ in (known, safest(known)):
            with monkeypatch.context() as patch:
                patch.setitem(FUNCTIONS, known.name.upper(), function_)
                plan._kept.clear()
                book = Book.of(example.cells, now=NOW, seed=1)
                formula = example.formula.removeprefix("=")
                book.model.sheets[0].runs += [
                    Run(20, 5, 27, 5, formula),
                    Run(30, 5, 30, 12, formula),
                ]
                book.recalculate()
                found.append([book["F21:F28"], book["F31:M31"]])
        plan._kept.clear()
        assert repr(found[0]) == repr(found[1]), example.formula
