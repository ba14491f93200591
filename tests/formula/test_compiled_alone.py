"""A formula compiled for one cell at a time gives what it gives compiled for lanes, and is compiled
for lanes when many workbooks or cases ask."""

from __future__ import annotations

import pandas as pd
import pytest

from xl_kpis import Book
from xl_kpis.formula.calculate.state import evaluating
from xl_kpis.formula.compile import compiler
from xl_kpis.formula.compile.compiler import compile_formula
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.functions import load_all

EXAMPLES = list(
    dict.fromkeys(
        example
        for function in dict.fromkeys(load_all().values())
        for example in function.examples
        if not (function.volatile or function.drawn)
    )
)
MORE = [
    '=SUMPRODUCT((A1:A4>2)*(B1:B4="x")*A1:A4)',
    "=SUM(Values)*2+MAX(Rate,A2)",
    "=LET(Rate,3,Rate*2)",
    "=IFERROR(VLOOKUP(9,A1:B4,2,FALSE),INDEX(B1:B4,MATCH(3,A1:A4,0)))",
    '=SUM(FILTER(A1:A4,B1:B4="x"))',
    "=CONCATENATE(A1,IF(A1>5,B1,),1)",
    '=SUM(A1:INDEX(A1:A9,3))-COUNTIF(OFFSET(A1,0,0,3,1),">1")',
]


def alone_and_in_full(book: Book, text: str) -> list[str]:
    frame = Frame(book.state, 0, 50, 50)
    values = []
    for alone in (True, False):
        compiled = compile_formula(book.model, text, 0, 50, 50, "scalar", alone=alone)
        assert compiled.alone is alone
        values.append(repr(evaluating(compiled.run, frame)))
    return values


def test_examples() -> None:
    assert len(EXAMPLES) > 1000
    for example in EXAMPLES:
        alone, full = alone_and_in_full(Book.of(example.cells), example.formula)
        assert alone == full, example.formula


@pytest.mark.parametrize("text", MORE)
def test_what_has_ways_of_its_own_in_lanes(text: str) -> None:
    book = Book.of({"A1": [[1], [2], [3], [4]], "B1": [["x"], ["y"], ["x"], ["x"]]})
    book.names["Values"] = "=Sheet1!$A$1:$A$4"
    book.names["Rate"] = "=Sheet1!$A$3"
    alone, full = alone_and_in_full(book, text)
    assert alone == full


def test_a_what_if_compiles_for_lanes_what_it_asks_for_and_no_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    book = Book.of({"A1": 1, "B1": "=A1*2", "C1": "=B1+1", "D1": "=A1-5"})
    assert book["C1"] == 3
    seen: list[tuple[str, bool]] = []
    compiled = compiler.compile_formula

    def counted(*args: object, alone: bool = False) -> object:
        seen.append((str(args[1]), alone))
        return compiled(*args, alone=alone)  # type: ignore[arg-type]

    monkeypatch.setattr("xl_kpis.formula.compile.group.compile_formula", counted)
    for _ in range(2):
        found = book.scenarios(pd.DataFrame({"A1": [1, 2, 3]}), ["C1"])
        assert found["C1"].tolist() == [3, 5, 7]
    assert sorted(seen) == [("A1*2", False), ("B1+1", False)]
