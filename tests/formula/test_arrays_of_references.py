"""OFFSET and INDIRECT given arrays: one reference per item, each answered for itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import xl_kpis
from xl_kpis import evaluate
from xl_kpis.errors import NA, REF, VALUE

CELLS = {
    "A1": [["x", 10], ["y", 20], ["x", 90]],
    "M1": "North",
    "M2": "South",
    "North!A1": [["x", 1], ["y", 10], ["x", 100]],
    "South!A1": [["x", 2], ["y", 20], ["x", 200]],
}
EACH = """INDIRECT("'"&M1:M2&"'!{}")"""

CASES: list[tuple[str, Any]] = [
    (f'=SUMPRODUCT(SUMIF({EACH.format("A:A")},"x",{EACH.format("B:B")}))', 303),
    (f'=SUMPRODUCT(COUNTIF({EACH.format("A1:A3")},"x"))', 4),
    (f'=SUM(SUMIFS({EACH.format("B1:B3")},{EACH.format("A1:A3")},"x"))', 303),
    (f'=MAX(MAXIFS({EACH.format("B1:B3")},{EACH.format("A1:A3")},"y"))', 20),
    (f'=SUM(AVERAGEIF({EACH.format("A1:A3")},"x",{EACH.format("B1:B3")}))', 151.5),
    (f"=SUM(N({EACH.format('B1')}))", 3),
    (f"=SUM(SUM({EACH.format('B1:B3')}))", 333),
    (f"=SUM(ROWS({EACH.format('B1:B3')}))", 6),
    ('=SUMPRODUCT(SUBTOTAL(103,OFFSET(A1,ROW(A1:A3)-ROW(A1),0)),--(A1:A3="x"))', 2),
    ("=SUMPRODUCT(SUBTOTAL(9,OFFSET(B1,0,0,{1,2,3})))", 160),
    ("=AGGREGATE(9,6,OFFSET(B1,0,0,{1;2;3}))", [[10], [30], [120]]),
    ("=RANK(20,OFFSET(B1,0,0,{1,3}))", [[NA, 2]]),
    ('=T(OFFSET(A1,{0;1},0))="x"', [[True], [False]]),
    ("=SUMPRODUCT(COUNTBLANK(OFFSET(B1,{0,1,5},0)))", 1),
    ("=OFFSET(B1,{0;1},0)+1", [[VALUE], [VALUE]]),
    ('=INDIRECT({"B1";"?"})', [[VALUE], [REF]]),
    ("=SUM(TRANSPOSE(OFFSET(B1,{0;1},0)))", 30),
    ("=OFFSET(B1,{0;1},0):B3", VALUE),
    ("=LET(r,OFFSET(B1,{0;1;2},0),SUM(N(r)))", 120),
]


@pytest.mark.parametrize(("formula", "expected"), CASES, ids=[f for f, _ in CASES])
def test_each_reference_of_an_array_is_answered(formula: str, expected: Any) -> None:
    assert evaluate(formula, CELLS) == expected


WORKBOOK = Path(__file__).parents[3] / "shared/cases/workbooks/arrays_of_references.xlsx"
EXPECTED = {
    "B": "606 606 303 6 600 120 2 100 120 - - 110 4 - 303 0 606 6666 - - - - 2",
    "C": "- - - - - - - - - - - - - 120",
}


@pytest.mark.skipif(not WORKBOOK.exists(), reason="the shared cases are not here")
@pytest.mark.parametrize("column", EXPECTED)
def test_ordinary_and_array_formulas_agree(column: str) -> None:
    book = xl_kpis.load(WORKBOOK)
    book.recalculate()
    for row, wanted in enumerate(EXPECTED[column].split(), 1):
        if wanted != "-":
            assert book[f"Sum!{column}{row}"] == float(wanted), f"{column}{row}"
