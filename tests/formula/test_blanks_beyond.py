"""Whole columns: blanks beyond the used part of a sheet count wherever they count in Excel."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xl_kpis
from tests.formula.test_cells_of_lanes import formulas as of_cells
from tests.formula.test_moving_ranges import (
    VALUES,
    beside_each_other,
    columns,
    formulas,
    questions,
)
from tests.formula.test_one_value import cells as values
from tests.formula.test_one_value import filled
from xl_kpis import Book
from xl_kpis.errors import NA, NUM, SPILL, VALUE
from xl_kpis.formula import thresholds
from xl_kpis.formula.functions.declare import Context
from xl_kpis.formula.functions.support.operators import OPERATORS
from xl_kpis.formula.sheets.model import Run, RunKind
from xl_kpis.formula.values import formula_limits
from xl_kpis.formula.values.repeated import Repeated, each

ROWS = 1_048_576
CELLS: dict[str, Any] = {"A1": 1, "A2": "x", "A3": True, "A4": 0, "A6": 5, "A7": "x"}
CELLS |= {"B1": 10, "B2": 20, "B4": 40, "B7": 70, "C3": 2.5}

COUNTED = [
    ('=SUMPRODUCT(--(A:A=""))', ROWS - 6),
    ("=SUM((A:A=0)*1)", ROWS - 5),
    ('=COUNTIF(A:A,"")', ROWS - 6),
    ('=ROWS(FILTER(A:A,A:A=""))', ROWS - 6),
    ('=COUNTA(IF(A:A="","x"))', ROWS),
    ('=COUNT(IF(A:A="",1))', ROWS - 6),
    ("=SUMPRODUCT(--ISBLANK(A:C))", 3 * ROWS - 11),
    ('=SUMPRODUCT(--(A:A=""),--(B:B=""))', ROWS - 6),
    ('=SUM(IFERROR(1/(A:A=""),0))', ROWS - 6),
    ('=SUM(SWITCH(A:A,"x",1,0,2,3))', 2 * 1 + 2 * (ROWS - 5) + 3 * 3),
    ('=LET(r,A:A,SUM(IF(r="",1,0)))', ROWS - 6),
    ('=LAMBDA(r,SUM(--(r="")))(A:A)', ROWS - 6),
    ('=SUM(MAP(A1:A20000,LAMBDA(x,--(x=""))))', 20_000 - 6),
    ('=REDUCE(0,A1:A20000,LAMBDA(a,x,a+(x="")))', 20_000 - 6),
    ('=ROWS(A:A&"")', ROWS),
    ("=COLUMNS(1:1*1)", 16_384),
    ('=XOR(A:A="")', False),
    ('=AND(A:A="")', False),
    ('=MATCH(TRUE,A:A="",0)', 5),
    ('=XMATCH(TRUE,A:A="",0,-1)', ROWS),
    ('=INDEX(A:A&"z",1000000)', "z"),
    ("=MEDIAN(LEN(A:A))", 0),
    ('=SUM(1*(1:1=""))', 16_382),
    ('=SUM(--(A1:A1000000=""))', 1_000_000 - 6),
    ('=SUM(IFERROR((A1:A1000000="")*(B:B=""),7))', (1_000_000 - 6) + 7 * (ROWS - 1_000_000)),
    ("=ROWS(SORT(A:A))", ROWS),
    ("=ROWS(SORTBY(A:A,B:B,-1))", ROWS),
    ("=ROWS(HSTACK(A:A,B:B))", ROWS),
    ("=ROWS(TOCOL(A:A))", ROWS),
    ("=ROWS(CHOOSECOLS(A:C,3))", ROWS),
    ("=COLUMNS(CHOOSEROWS(1:2,2))", 16_384),
    ("=COLUMNS(VSTACK(1:1,2:2))", 16_384),
    ("=COUNTA(VSTACK(1:1,2:2))", 2 * 16_384),
    ("=COLUMNS(FILTER(1:2,{1;0}))", 16_384),
    ("=ROWS(WRAPROWS(A:A,2))", ROWS // 2),
    ("=ROWS(VSTACK(A:A,B:B))", NUM),
    ("=INDEX(SORT(A:A),1000000)", 0),
    ("=SUM(IFERROR(HSTACK(A:A,{1;2}),0))", 9),
    ("=COUNT(IF(A:A<1,B:B))", ROWS - 5),
    ("=MIN(IF(A:A<1,B:B))", 0),
]
UNCHANGED = [
    ('=SUMPRODUCT((A:A="x")*B:B)', 90),
    ('=SUMPRODUCT((A:A="x")*1,B:B)', 90),
    ('=SUMPRODUCT(MAX((A:A<>"")*ROW(A:A)))', 7),
    ('=SMALL(IF(A:A="x",ROW(A:A)),2)', 7),
    ('=INDEX(B:B,MATCH(1,(A:A="x")*(B:B>30),0))', 70),
    ('=LOOKUP(2,1/(A:A="x"),B:B)', 70),
    ('=XLOOKUP(1,(A:A="x")*(B:B>30),B:B)', 70),
    ('=VLOOKUP("x",CHOOSE({1,2},A:A,B:B),2,FALSE)', 20),
    ('=TEXTJOIN(",",TRUE,IF(A:A="x",B:B,""))', "20,70"),
    ('=SUM(FILTER(B:B,A:A="x"))', 90),
    ('=MAX(IF(A:A="x",B:B))', 70),
    ("=SUM(A:C*1)", VALUE),
    ("=SUM(--(A:A=TRANSPOSE(A1:C1)),--(A1:A3=A1:A2))", NA),
]


@pytest.mark.parametrize(("formula", "expected"), COUNTED)
def test_blanks_below_the_used_part_count(formula: str, expected: Any) -> None:
    assert xl_kpis.evaluate(formula, CELLS) == expected


@pytest.mark.parametrize(("formula", "expected"), UNCHANGED)
def test_blanks_that_make_no_difference_change_nothing(formula: str, expected: Any) -> None:
    assert xl_kpis.evaluate(formula, CELLS) == expected


OF_TWO_SHEETS = [
    ('=SUMIF(Two!A1:A9,"",A1:A9)', 39),
    ('=SUMIFS(A1:A9,Two!A1:A9,"<>x")', 41),
    ('=AVERAGEIFS(A:A,Two!A:A,"")', 6.5),
    ('=MAXIFS(A:A,Two!A:A,"=")', 9),
    ('=SUM(SUMIF(Two!A1:A9,{"","y"},A1:A9))', 41),
    ('=SUMIF(A8:A16,"",A1:A9)', 42),
    ('=SUMIF(Two!A1:B9,"",A1:A9)', 39),
    ("=DSUM(Two!A1:C9,3,Two!A1:A2)", 0),
    ("=DPRODUCT(Two!A7:C9,3,Two!A20:A21)", 0),
    ("=CORREL(Two!C1:D9,Three!C1:D9)", NA),
    ("=CORREL(Two!B1:B3,A1:C1)", 1),
]


@pytest.mark.parametrize(("formula", "expected"), OF_TWO_SHEETS)
def test_a_sheet_counts_beyond_its_used_part_beside_one_that_is_used_further(
    formula: str, expected: Any
) -> None:
    cells = {"A1": [[i] for i in range(1, 10)], "B1": [[2, 3]]}
    cells |= {"Two!A1": [["x", 1], ["y", 2], ["x", 3]], "Three!C5": NA}
    assert xl_kpis.evaluate(formula, cells) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('COUNTIF(Two!A1:Z1,"")', [24.0, 25.0, 26.0]),
        ("SUMPRODUCT((Two!A$1:Z$1=0)*1)", [24.0] * 3),
        ('COUNTIFS(Two!A1:Z1,"<>x",Two!A1:Z1,"<>2")', [25.0, 25.0, 26.0]),
        ('COUNTIF(Two!A1:B9,"")', [15.0, 17.0, 18.0]),
    ],
)
def test_filled_down_blanks_to_the_right_of_the_used_part_count(
    text: str, expected: list[float]
) -> None:
    run = Run(0, 9, 7, 9, text)
    book = filled([[1.0] * 4] * 9, run, **{"Two!A1": [[1.0, "x"], [2.0, None]]})
    assert values(book, run)[:3] == expected


_REFERENCE = re.compile(
    r"(?<![A-Za-z!.$])\$?[A-D]\$?\d+(:\$?[A-H]\$?\d+)?(?![\d(A-Za-z!])"
    r"|(?<![A-Za-z!.$:])[A-D]:[A-D](?![A-Za-z(\d])"
)


@st.composite
def over_two_sheets(draw: st.DrawFn) -> str:
    """A formula, some of the cells that it reads on another sheet."""
    text = draw(st.one_of(formulas(), beside_each_other(), questions(), of_cells()))
    parts = text.split('"')
    for i in range(0, len(parts), 2):
        parts[i] = _REFERENCE.sub(
            lambda found: ("Two!" if draw(st.booleans()) else "") + found[0], parts[i]
        )
    return '"'.join(parts)


small = st.integers(1, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.sampled_from(VALUES), min_size=width, max_size=width), min_size=1, max_size=5
    )
)


@settings(max_examples=150, deadline=None)
@given(columns, small, over_two_sheets())
def test_a_cell_that_nobody_reads_changes_no_value(
    block: list[list[Any]], other: list[list[Any]], text: str
) -> None:
    run = Run(0, 9, 11, 9, text)
    alone = values(filled(block, run, **{"Two!A1": other}), run)
    beside = values(filled(block, run, **{"Two!A1": other, "Two!Z60": 1.0, "Z99": 1.0}), run)
    assert repr(alone) == repr(beside)


def _in_full(monkeypatch: pytest.MonkeyPatch, formula: str, cells: dict[str, Any]) -> Any:
    with monkeypatch.context() as patch:
        patch.setattr(thresholds, "WHOLE_UP_TO", 10**12)
        return xl_kpis.evaluate(formula, cells)


@pytest.mark.parametrize("formula", [f for f, _ in COUNTED + UNCHANGED])
def test_what_is_kept_once_is_what_is_worked_out_in_full(
    formula: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert xl_kpis.evaluate(formula, CELLS) == _in_full(monkeypatch, formula, CELLS)


@pytest.mark.parametrize("formula", [f for f, _ in COUNTED + UNCHANGED if "A:A" in f])
def test_a_whole_column_is_all_its_rows(formula: str) -> None:
    rows = re.sub(r"\b([A-C]):([A-C])\b", rf"\g<1>$1:\g<2>${ROWS}", formula)
    assert xl_kpis.evaluate(formula, CELLS) == xl_kpis.evaluate(rows, CELLS)


def test_two_filled_corners_of_a_sheet_are_two_cells() -> None:
    cells = {"A1": 1, "Sheet2!A1": 0.1, "Sheet2!C2": 0.2, "Sheet2!B3": 0.3, "Sheet2!XFD1048576": 3}
    formulas = {"J1": "=SUM(Sheet2!A:XFD)", "J2": "=COUNT(Sheet2!A:XFD)", "J3": "=MAX(Sheet2!1:4)"}
    book = Book.of({**cells, **formulas, "J4": "=COUNTA(Sheet2!A:XFD)"})
    book.recalculate()
    assert [book[f"J{i}"] for i in range(1, 5)] == [0.1 + 0.2 + 0.3 + 3, 4, 0.3, 4]


def test_a_total_without_blanks_adds_in_reading_order() -> None:
    cells = {f"{c}{r}": 0.1 * r + ord(c) * 1e15 for r in (1, 5, 40_000) for c in "AC"}
    parts = [cells[f"{c}{r}"] for r in (1, 5, 40_000) for c in "AC"]
    total = 0.0
    for part in parts:
        total += part
    assert xl_kpis.evaluate("=SUM(A:C)", cells) == total


def test_an_old_array_formula_longer_than_the_used_part_has_zeros_there(tmp_path: Any) -> None:
    import openpyxl
    from openpyxl.worksheet.formula import ArrayFormula

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet["A1"], sheet["B1"] = 1, 2
    sheet["C1"] = ArrayFormula("C1:C5", "=A:A*2")
    workbook.save(tmp_path / "a.xlsx")
    book = xl_kpis.load(tmp_path / "a.xlsx")
    book.recalculate()
    assert [book[f"C{i}"] for i in range(1, 6)] == [2, 0, 0, 0, 0]


items = st.one_of(
    st.none(), st.just(""), st.sampled_from([0.0, 1.0, -2.5, 1e15]), st.booleans(), st.just("x")
)
tests = st.sampled_from(['{}=""', "{}=0", "{}<1", '{}<>"x"', "ISNUMBER({})", "LEN({})>0"])
branches = st.sampled_from(["1", "0.1", '"t"', "{}", "N({})", "NA()", "FALSE", "B1:B400"])
consumers = st.sampled_from(
    [
        *("SUM", "COUNT", "COUNTA", "MAX", "MIN", "AVERAGE", "AND", "OR", "XOR", "PRODUCT"),
        *("SUMSQ", "STDEV.P", "MEDIAN", "GCD", "CONCAT", "MODE.SNGL", "ROWS", "SUMPRODUCT"),
        *("AVERAGEA", "MAXA", "TYPE"),
    ]
)


@given(st.lists(items, min_size=1, max_size=6), tests, branches, branches, consumers, st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_expression_is_that_over_a_range_read_in_full(
    column: list[Any], test: str, then: str, otherwise: str, consumer: str, filtered: bool
) -> None:
    cells = {f"A{i}": item for i, item in enumerate(column, 1)} | {"B1": 3, "B2": "y"}
    inner = f"IF({test},{then},{otherwise})".replace("{}", "A1:A400")
    if filtered:
        inner = f"FILTER({inner},{test},9)".replace("{}", "A1:A400")
    formula = f"={consumer}({inner})"
    known = thresholds.WHOLE_UP_TO
    try:
        thresholds.WHOLE_UP_TO = 10
        once = xl_kpis.evaluate(formula, cells)
        thresholds.WHOLE_UP_TO = 10**12
        in_full = xl_kpis.evaluate(formula, cells)
    finally:
        thresholds.WHOLE_UP_TO = known
    assert once == in_full, formula


RESHAPED = [
    *("SORT({0})", "SORT({0},1,-1)", "SORT({0},2)", "SORTBY({0},B1:B400,-1)", "UNIQUE({0})"),
    *("UNIQUE({0},,TRUE)", "UNIQUE({0},TRUE)", "CHOOSECOLS({0},-1,1)", "CHOOSEROWS({0},-1,2)"),
    *("HSTACK({0},B1:B3)", "HSTACK({0},{0})", "VSTACK({0},{0})", "VSTACK({0},{1;2;3})"),
    *("TOCOL({0})", "TOCOL({0},1)", "TOCOL({0},3,TRUE)", "TOROW({0},1)", "EXPAND({0},401,3,9)"),
    *("TAKE(SORT({0}),-3)", "DROP(HSTACK({0},{0}),2)", "INDEX(SORT({0}),{1;2;399})"),
    *("WRAPROWS(A1:A400,7)", "WRAPCOLS(A1:A400,7,0)", "FILTER({0},B1:B400<1)", "TRANSPOSE({0})"),
    *("SORT(TRANSPOSE({0}),1,1,TRUE)", "VSTACK(TRANSPOSE({0}),{1,2})", "XLOOKUP(5,A1:A400,{0})"),
]


@pytest.mark.parametrize("formula", RESHAPED)
@pytest.mark.parametrize(
    ("cells", "corner"), [("A1:A400", "D400"), ("A1:C400", "D400"), ("A1:XFC3", "XFD3")]
)
def test_arrays_in_another_order_or_shape_have_the_blanks_of_ranges(
    formula: str, cells: str, corner: str
) -> None:
    formula = "=IFERROR(" + formula.replace("{0}", cells) + ',"wrong")'
    all_of_it_used = {**CELLS, corner: 1}
    assert xl_kpis.evaluate(formula, CELLS) == xl_kpis.evaluate(formula, all_of_it_used)


def test_long_ranges_spill_to_their_end_and_whole_columns_only_from_the_first_row() -> None:
    formulas = {"C1": "=A1:A20000*2", "D1": "=SORT(A1:A20000)", "E1": "=SORT(A:A)"}
    book = Book.of({"A1": 2, "A2": 1, **formulas, "F2": "=SORT(A:A)"})
    assert [book[f"{c}2"] for c in "CDEF"] == [2, 2, 2, SPILL]
    assert [book[f"{c}20000"] for c in "CD"] == [0, 0]


def test_a_formula_too_large_for_memory_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formula_limits.LIMITS, "items", 100_000)
    assert xl_kpis.evaluate("=MEDIAN(LEN(A:A))", {"A1": "x"}) == formula_limits.NUM
    assert xl_kpis.evaluate("=SUM(LEN(A:A))", {"A1": "x"}) == 1


def test_values_of_unequal_length_have_no_partner_beyond_the_shorter_one() -> None:
    long = Repeated((9, 1), np.array([[1.0]]), np.array([[2.0]]))
    found = each(add, long, np.ones((3, 1)))
    assert isinstance(found, Repeated)
    assert found.full().ravel().tolist() == [2.0, 3.0, 3.0] + [NA] * 6


def add(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.asarray(OPERATORS["+"](a, b, Context()))


RECORDS: dict[str, Any] = {
    "A1": [["done"], ["no-show"], ["done"]],
    "B1": [[4], [5], [None], [3]],
    "C1": [[44927], [44930], [45000]],
    "D1": [[None], [45310]],
    "E1": "done",
}


@pytest.mark.parametrize(
    ("whole", "used"),
    [
        ("=KPI_COMPLETION_LOG(A:A,E:E)", "=KPI_COMPLETION_LOG(A1:A3,E1)"),
        ("=KPI_SATISFIED_RATE_RATINGS(B:B,4)", "=KPI_SATISFIED_RATE_RATINGS(B1:B4,4)"),
        ("=KPI_SATISFIED_RATE_RATINGS(Z:Z,4)", "=KPI_SATISFIED_RATE_RATINGS(Z1:Z4,4)"),
        (
            "=KPI_RETENTION_ROSTER(C:C,D:D,45292,45382)",
            "=KPI_RETENTION_ROSTER(C1:C3,D1:D3,45292,45382)",
        ),
        (
            "=KPI_RETENTION_ROSTER(C:C,D1:D9,45292,45382)",
            "=KPI_RETENTION_ROSTER(C1:C8,D1:D9,45292,45382)",
        ),
    ],
)
def test_kpis_of_whole_columns_are_those_of_their_used_part(whole: str, used: str) -> None:
    assert xl_kpis.evaluate(whole, RECORDS) == xl_kpis.evaluate(used, RECORDS)


@pytest.mark.parametrize(
    "formula", ["SORT(A1:A6)", "SORT(A1:C6,2)", 'A1:C6&""', "SORT(A1:C6,1,1,TRUE)"]
)
@pytest.mark.parametrize("size", [(1, 1), (2, 1), (1, 2), (2, 2), (7, 4)])
def test_an_array_formula_over_fewer_cells_shows_the_first_of_what_it_gives(
    formula: str, size: tuple[int, int]
) -> None:
    def shown(kind: RunKind, rows: int, columns: int) -> list[list[Any]]:
        book = Book.of({"A1": [[None, 5.0], [3.0, 1.0]]})
        run = Run(0, 9, rows - 1, 8 + columns, formula, kind)
        book.model.sheets[0].runs.append(run)
        book.settle()
        return [[book.model.value(0, r, 9 + c) for c in range(size[1])] for r in range(size[0])]

    spilled = shown("dynamic", 1, 1)
    beyond = [[NA if item is None else item for item in row] for row in spilled]
    if "A1:A6" in formula:  # one column stands in each column
        beyond = [[row[0]] * size[1] for row in beyond]
    assert shown("array", *size) == beyond
