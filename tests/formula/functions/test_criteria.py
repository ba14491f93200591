"""Criteria over ranges: shortcuts for ranges used often must give what plain matching gives."""

from __future__ import annotations

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xl_kpis
from xl_kpis.errors import DIV0, NA, VALUE, ExcelError
from xl_kpis.formula.calculate.calculation import Calculation
from xl_kpis.formula.functions.support.criteria import key_of, parse, predicate
from xl_kpis.formula.sheets.columns import Column
from xl_kpis.formula.sheets.model import Model, Run, Sheet

CELLS = [1.0, 2.0, 2.0, "2", "a", "A", "ab", "b*", "", None, True, False, NA, -3.5]
CRITERIA = [
    1.0,
    2.0,
    "2",
    ">1",
    ">=2",
    "<2",
    "<>2",
    "<>",
    "=",
    "",
    "a",
    "A*",
    "?",
    "<>a*",
    ">a",
    "b~*",
    True,
    "TRUE",
    NA,
    "#N/A",
    ">",
]


def fill(columns: list[list[object]], formula: str, rows: int) -> list[object]:
    """The values of a formula filled down from column Z, beside columns A, B, …"""
    sheet = Sheet("S")
    for i, values in enumerate(columns):
        sheet.cells.by_index[i] = Column.of(range(len(values)), values)
    sheet.cells.by_index[25] = Column.of(range(rows), [None] * rows)
    sheet.runs.append(Run(0, 25, rows - 1, 25, formula))
    calculation = Calculation(Model(sheets=[sheet]))
    calculation.run()
    return [calculation.state.model.value(0, row, 25) for row in range(rows)]


def plain(cells: list[object], criterion: object) -> list[bool]:
    test = predicate(parse(criterion), False)
    return [test(key_of(cell)) for cell in cells]


def test_many_uses_of_a_range_give_what_one_use_gives() -> None:
    found = fill([CELLS, CRITERIA], "COUNTIF($A$1:$A$14,B1)", len(CRITERIA))
    assert found == [float(sum(plain(CELLS, criterion))) for criterion in CRITERIA]
    once = [
        xl_kpis.evaluate("=COUNTIF(A1:A14,C1)", {"A1": [[c] for c in CELLS], "C1": criterion})
        for criterion in CRITERIA
        if not (isinstance(criterion, str) and criterion.startswith("="))
    ]
    kept = [
        count
        for count, criterion in zip(found, CRITERIA, strict=True)
        if not (isinstance(criterion, str) and criterion.startswith("="))
    ]
    assert once == kept


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(CELLS), st.sampled_from(CELLS)), min_size=1, max_size=12),
    st.lists(
        st.tuples(st.sampled_from(CRITERIA), st.sampled_from(CRITERIA)), min_size=1, max_size=12
    ),
)
def test_sums_over_two_criteria(
    cells: list[tuple[object, object]], criteria: list[tuple[object, object]]
) -> None:
    n, rows = len(cells), len(criteria)
    numbers = [float(2**i) for i in range(n)]
    first, second = [a for a, _ in cells], [b for _, b in cells]
    columns = [first, second, numbers, [a for a, _ in criteria], [b for _, b in criteria]]
    formula = f"SUMIFS($C$1:$C${n},$A$1:$A${n},D1,$B$1:$B${n},E1)"
    expected = [
        float(np.dot(np.array(plain(first, a)) & np.array(plain(second, b)), numbers))
        for a, b in criteria
    ]
    assert fill(columns, formula, rows) == expected


SPELLED = st.text("abIiıſsßK\u212aé1*~", max_size=4)


@settings(max_examples=100, deadline=None)
@given(st.lists(SPELLED, min_size=4, max_size=30), st.lists(SPELLED, min_size=1, max_size=4))
def test_texts_that_begin_alike_are_found_among_many(cells: list[str], begins: list[str]) -> None:
    criteria = [f"{begins[i % len(begins)]}*" for i in range(len(cells))]
    found = fill([cells, criteria], f"COUNTIF($A$1:$A${len(cells)},B1)", len(cells))
    assert found == [float(sum(plain(cells, criterion))) for criterion in criteria]
    found = fill([cells, criteria], "COUNTIF(A$1:A1,B1)", len(cells))
    grown = [plain(cells[: i + 1], criterion) for i, criterion in enumerate(criteria)]
    assert found == [float(sum(each)) for each in grown]


def test_a_range_that_grows_is_counted_as_far_as_it_goes() -> None:
    values: list[object] = ["x", "y", "x", 3.0, "X", 3.0, "3", None, "x"]
    found = fill([values], "COUNTIF(A$1:A1,A1)", len(values))
    # A blank criterion is 0; text that reads as a number equals that number.
    assert found == [1, 1, 2, 1, 3, 2, 3, 0, 4]


def test_whole_columns_count_their_blank_rest() -> None:
    cells = {"A1": [["x"], [None], [1]]}
    assert xl_kpis.evaluate('=COUNTIF(A:A,"")', cells) == 1_048_574
    assert xl_kpis.evaluate('=COUNTIF(A:A,"<>x")', cells) == 1_048_575
    assert xl_kpis.evaluate('=COUNTIFS(A:A,"",B:B,"")', cells) == 1_048_574
    assert xl_kpis.evaluate('=SUMIFS(A:A,A:A,"<>x")', cells) == 1


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ('=SUMIF(A1:A3,"x",B1:B3)', DIV0),
        ('=SUMIF(A1:A3,"y",B1:B3)', 5),
        ('=MAXIFS(B1:B3,A1:A3,"y")', 5),
        ('=SUMIFS(B1:B3,A1:A2,"y")', VALUE),
        ('=COUNTIFS(A1:A3,"y",A1:B3,1)', VALUE),
        (f'=COUNTIF(A1:A3,"{"y" * 256}")', VALUE),
    ],
)
def test_errors(formula: str, expected: object) -> None:
    cells = {"A1": [["x", DIV0], ["y", 5], ["z", ExcelError.of("#N/A")]]}
    assert xl_kpis.evaluate(formula, cells) == expected


def test_a_sum_range_of_another_shape_is_read_and_watched_in_the_shape_of_the_range() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 5):
        sheet.cell(row, 1, "x")
        sheet.cell(row, 2, row)
    sheet["D1"] = '=SUMIF(A1:A4,"x",B1)'
    loaded = xl_kpis.load(book)
    loaded.recalculate()
    assert loaded["Sheet!D1"] == 10
    loaded["Sheet!B3"] = 100
    assert loaded["Sheet!D1"] == 107
