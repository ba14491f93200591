"""Functions of arrays inside each other, with choices, conditions, variables and names between
them, over ranges that stand and ranges that move: each cell of a block that they fill has what
its formula gives alone."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formula.test_moving_ranges import columns, numbers
from tests.formula.test_one_value import AS_FOUND, cells
from xl_kpis.formula.book import Book
from xl_kpis.formula.grammar import translate
from xl_kpis.formula.sheets.model import OF_ONE_CELL, DefinedName, Run, RunKind

NAMES = {
    "OfRow": "Sheet1!$A$1:$D$1",
    "OfBlock": "Sheet1!$A$1:$B$2",
    "OfColumn": "Sheet1!$A$1:$A$4",
    "Whole": "Sheet1!$C:$C",
    "One": "Sheet1!$B$1",
    "Number": "3",
}
RANGES = [
    ("$A$1:$D$1", "A1:D1", "A2:D2", "$A1:$D1", "A$3:D$3", "OfRow"),
    ("A1:B2", "$A$1:$B$2", "C2:D3", "A$1:B$2", "OfBlock"),
    ("A1:A4", "$A$1:$A$4", "B2:B5", "C$1:C$4", "$D$1:$D$4", "OfColumn"),
    ("A:A", "B:B", "$C:$C", "Whole"),
    ("A$1:A1", "B$1:B1", "C$1:C1"),
]
VALUES = [
    *("B1", "$B$1", "C2", "1", '"x"', "B$2", "A1*1", "2", "0", "TRUE", "ROW()", "COLUMN()"),
    *("One", "Number", "1/B1"),
]
PARTS = [
    *(
        "({a}={v})",
        "({a}>{b})",
        "({a}*{b})",
        "--({a}={v})",
        "({a}+{v})",
        "({a}&{v})",
        "-{a}",
        "{a}%",
    ),
    *("IF({a}>{v},{b},{c})", "IF({a}={v},{b})", "IFERROR({a},{v})", "IFERROR({a}/{b},{c})"),
    *(
        "IFNA({a},{v})",
        "CHOOSE({v},{a},{b})",
        "SWITCH({a},{v},{b},{c})",
        "IFS({a}={v},{b},TRUE,{c})",
    ),
    *("N({a})", "T({a})", "LEN({a})", "ABS({a})", "LEFT({a},1)", "ISNUMBER({a})", "NOT({a})"),
    *("AND({a},{b})", "SUM({a})", "MAX({a},{b})", "INDEX({a},{v})", "INDEX({a},0,1)", "COUNT({a})"),
    *("ROUND({a},0)", "MOD({a},2)", "ROW({r})", "COLUMN({r})", "TRANSPOSE({a})", "VALUE({a})"),
    *("SUMPRODUCT({a},{b})", "COUNTIF({r},{a})", "MATCH({v},{a},0)", "SORT({a})", "UNIQUE({a})"),
    *("FILTER({a},{b}>{v},{c})", "LARGE({a},1)", "EXACT({a},{b})", "FREQUENCY({a},{b})"),
    *("SEQUENCE(3)", 'TEXT({a},"0")', "XLOOKUP({v},{a},{b})", "SUMIF({r},{v},{r})"),
    *("TAKE({a},,-2)", "TAKE({a},1)", "DROP({a},,1)", "DROP({a},1)", "CHOOSECOLS({a},1,-1)"),
    *("CHOOSEROWS({a},1,1)", "HSTACK({a},{b})", "VSTACK({a},{b})", "WRAPROWS({a},2)"),
    *("EXPAND({a},4,4,0)", "INDEX({a},0)", "INDEX({a},0,0)", "TAKE({a},{v})", "HSTACK({a},{v})"),
    *("SORT({a},,-1)", "SORT({a},,,TRUE)", "FILTER({a},{b}<>{v})", "FILTER({r},{r}>{v},{v})"),
    *("AGGREGATE(15,6,{a}/({b}>{v}),1)", "AGGREGATE(14,6,{a},{v})", "UNIQUE({a},TRUE)"),
    *("TAKE(FILTER({a},{a}<>{v},{c}),,-1)", "TAKE({r},,-2)", "CHOOSECOLS({r},2,1)"),
    *("LET(q,{a},q+{v})", "LET(q,{a},SUM(q))", "LET(q,{r},IF(q>{v},q,{b}))"),
]
WHOLES = [
    *("SUM({a})", "SUMPRODUCT({a},{b})", "SUMPRODUCT({a})", "MAX({a})", "MIN({a},{b})", "{a}"),
    *(
        "INDEX({a},1)",
        "INDEX({a},2)",
        "MATCH({v},{a},0)",
        "COUNT({a})",
        "COUNTA({a})",
        "AVERAGE({a})",
    ),
    *("LOOKUP({v},{a},{b})", "LOOKUP(2,1/({a}),{b})", 'TEXTJOIN(",",TRUE,{a})', "CONCAT({a})"),
    *("SMALL({a},1)", "LARGE({a},{v})", "AND({a})", "OR({a})", "MEDIAN({a})", "STDEV({a})"),
    *("XLOOKUP({v},{a},{b})", "IF({a},{b},{c})", "IFERROR({a},{b})", "ROWS({a})", "COLUMNS({a})"),
    *("MMULT({a},{b})", "AGGREGATE(14,6,{a},1)", "SUM({a})+SUM({b})", "SUMSQ({a})", "PRODUCT({a})"),
    *("XMATCH({v},{a})", "NPV({v},{a})", "CORREL({a},{b})", "SUMXMY2({a},{b})", "MODE({a})"),
    *("RANK({v},{r})", "VLOOKUP({v},{a},1,FALSE)", "GCD({a})", "XOR({a})", "IFERROR(SUM({a}),0)+1"),
]
SHAPES = [(12, 3), (20, 1), (8, 8), (3, 14), (30, 2)]
_LONGEST = 220


def formula(chance: random.Random) -> str:
    """A formula over ranges of one shape."""
    ranges = chance.choice(RANGES)

    def part(depth: int) -> str:
        if not depth or chance.random() < 0.25:
            return chance.choice(ranges) if chance.random() < 0.7 else chance.choice(VALUES)
        return filled_in(chance.choice(PARTS), depth - 1)

    def filled_in(text: str, depth: int) -> str:
        own = {each: part(depth) for each in "abc" if f"{{{each}}}" in text}
        return text.format(**own, v=chance.choice(VALUES), r=chance.choice(ranges))

    while True:
        found = filled_in(chance.choice(WHOLES), 2)
        if len(found) <= _LONGEST:
            return found


formulas = st.integers(0, 2**48).map(lambda seed: formula(random.Random(seed)))


def _values(block: list[list[Any]], runs: list[Run], whole: Run) -> list[Any]:
    book = Book.of({"A1": block})
    book.model.names = [DefinedName(name, text) for name, text in NAMES.items()]
    book.model.forget_names()
    book.model.sheets[0].runs += runs
    return cells(book, whole)


def check(block: list[list[Any]], text: str, shape: tuple[int, int], kind: RunKind) -> None:
    run = Run(0, 9, shape[0] - 1, 8 + shape[1], text, kind)
    alone = [
        Run(row, col, row, col, translate(text, 0, 9, row, col), OF_ONE_CELL.get(kind, kind))
        for row in range(shape[0])
        for col in range(9, 9 + shape[1])
    ]
    assert repr(_values(block, [run], run)) == repr(_values(block, alone, run)), text


kinds = st.sampled_from(["normal", "normal", "arrays", "dynamics"])


@settings(max_examples=150, deadline=None, phases=AS_FOUND)
@given(st.one_of(columns, numbers), formulas, st.sampled_from(SHAPES), kinds)
def test_each_cell_has_what_it_has_alone(
    block: list[list[Any]], text: str, shape: tuple[int, int], kind: RunKind
) -> None:
    check(block, text, shape, kind)


@pytest.mark.slow
@settings(max_examples=1500, deadline=None, phases=AS_FOUND)
@given(st.one_of(columns, numbers), formulas, st.sampled_from(SHAPES), kinds)
def test_each_cell_of_many_formulas_has_what_it_has_alone(
    block: list[list[Any]], text: str, shape: tuple[int, int], kind: RunKind
) -> None:
    check(block, text, shape, kind)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize(
    "text",
    [
        "LOOKUP(2,1/B1,B$2)",
        "LOOKUP(B1,LEN(A1*1),A$3:D$3)",
        "FILTER($B$1,C2>1,A:A)",
        "SUMXMY2(B$2,COUNT(C2:D3))",
        "CORREL(A$1:B$2,A1*1)",
        "MMULT(--(MOD(B1,2)=A1*1),B$2)",
        "COUNT(FILTER(T($A$1:$A$4),C$1:C$4>9,COLUMN()))",
        "AGGREGATE(14,6,LEN(LET(q,$A1:$D1,q+2)),1)",
        "SUMPRODUCT(LET(q,MOD(B$1:B1,2),q+B1),LET(q,B$1:B1,q+2))",
        "MIN(LARGE(B2:B5*B1,1),SORT(MOD(A1:A4,2)))",
        "MIN(LARGE((B2:B5&B1),1),MMULT(A1:B2,A1:B2))",
        "COUNTA(DROP(B2:B5,1))",
        "SUM(LEN(EXPAND(A2:D2,4,4,0)))",
        "MATCH(B1,INDEX(TAKE(A$1:A$4,TRUE),0,0),0)",
        "SUM(TAKE(D1:A1,,-2)*CHOOSECOLS(A1:D1,-1,1))",
    ],
)
def test_one_value_is_no_array_of_those_of_other_cells(text: str, shape: tuple[int, int]) -> None:
    """What was found so."""
    block = [[float(1 + (row * col) % 7) for col in range(1, 5)] for row in range(1, 10)]
    check(block, text, shape, "normal")
