"""Functions whose ranges grow or move down as a formula is filled: every cell has the value that
its formula has alone, whatever stands in the ranges, and long columns take n log n steps."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.formula.test_one_value import (
    agree,
    as_written,
    blocks,
    chosen_sizes,
    each_has_its_own,
    filled,
    usable,
)
from xl_kpis.errors import DIV0, NA
from xl_kpis.formula.book import Book
from xl_kpis.formula.sheets.model import Run

VALUES = [
    *(1.0, 2.0, 3.0, 5.0, 0.1, 0.2, 0.7, 1e16, -1e16, -0.5, 12.0, 0.05, 45322.0),
    *("x", "X", "y", "12", "5", "5%", "1", "a*", "?", "~?", ">2", "<>x", "=", "", "<1E3", "TRUE"),
    *(None, None, True, False, DIV0, NA),
]
RANGES = [
    *("A$1:A1", "A$1:A3", "A1:A4", "A1:A$60", "A$2:A2", "A:A", "$A$1:$A$60", "A$1:B1", "A1:B3"),
    *("A$50:A1", "A$1:A1048576", "A1:A1048570"),
]
NAMES = [
    *("COUNTIF", "SUMIF", "AVERAGEIF", "COUNTIFS", "SUMIFS", "AVERAGEIFS", "MAXIFS", "MINIFS"),
]
IN_ORDER = [
    *("RANK({v},{r})", "RANK({v},{r},{k})", "RANK.AVG({v},{r},1)", "RANK.EQ({v},{r},0)"),
    *("PERCENTRANK({r},{v})", "PERCENTRANK.EXC({r},{v},{k})", "PERCENTRANK.INC({r},{v},2)"),
    *("SMALL({r},{k})", "LARGE({r},{k})", "MEDIAN({r})", "PERCENTILE({r},{k}/5)"),
    *("PERCENTILE.EXC({r},{k}/4)", "QUARTILE({r},{k})", "QUARTILE.EXC({r},{k})"),
    *("COUNTBLANK({r})", "COUNTBLANK({r})+COUNTBLANK({s})"),
    *("CORREL({r},{s})", "RSQ({r},{s})", "COVARIANCE.P({r},{s})", "COVARIANCE.S({r},{s})"),
    *("SLOPE({r},{s})", "INTERCEPT({r},{s})", "STEYX({r},{s})", "FORECAST({k},{r},{s})"),
    *("FORECAST({v},{r},{s})", "IRR({r})", "IRR({r},{k})", "PEARSON({r},{s})"),
]
SEARCHES = [
    *("MATCH({v},{r},0)", "MATCH({v},{r},FALSE)", "MATCH({v},{r})", "MATCH({v},{r},1)"),
    *("MATCH({v},{r},-1)", "XMATCH({v},{r})", "XMATCH({v},{r},0,-1)", "XMATCH({v},{r},2)"),
    *("XMATCH({v},{r},1)", "VLOOKUP({v},{r},1,FALSE)", "VLOOKUP({v},{r},2,FALSE)"),
    *("VLOOKUP({v},{r},{k},TRUE)", "XLOOKUP({v},{r},{s})", 'XLOOKUP({v},{r},{s},"none",0,-1)'),
    *(
        "XLOOKUP({v},{r},{s},,2)",
        "INDEX({r},{k})",
        "INDEX({r},{k},1)",
        "INDEX({r},MATCH({v},{s},0))",
    ),
]
"""What is asked of a range r, and of another one s like it, with a value v and a number k."""
CRITERIA = [
    *("A1", "B1", '">"&B1', '"<="&A1', '"<"&C1', '">="&A1', "$B$1", '"x"', '"<>x"', '"<>"&B1'),
    *('">2"', '""', '"="', '"a*"', "B2", "A1:A60", "C1&B1", "LET(v,B1,v)", "B1=B2", "7", "1/C1"),
]


@st.composite
def formulas(draw: st.DrawFn) -> str:
    """A function of criteria over ranges of one form, now and then of several."""
    name = draw(st.sampled_from(NAMES))
    one = draw(st.sampled_from(RANGES))

    def like() -> str:
        if draw(st.integers(0, 9)) == 0:
            return draw(st.sampled_from(RANGES))
        return one.replace("B", "D").replace("A", draw(st.sampled_from("ABC")))

    criterion = st.sampled_from(CRITERIA)
    if name in ("COUNTIF", "SUMIF", "AVERAGEIF"):
        args = [one, draw(criterion)]
        if name != "COUNTIF" and draw(st.booleans()):
            args.append(draw(st.sampled_from([like(), "B$1", "C1", "A$3:A3"])))
    else:
        pairs = draw(st.lists(criterion, min_size=1, max_size=3))
        args = [part for each in pairs for part in (like(), each)]
        if name != "COUNTIFS":
            args.insert(0, one)
    text = f"{name}({','.join(args)})"
    return as_written(draw, text)


OF_ONE_SHAPE = [
    ("$A$1:$D$1", "A1:D1", "A2:D2", "$A3:$D3", "A$4:D$4"),
    ("A$1:A$4", "A1:A4", "B2:B5", "C$3:C$6", "$D1:$D4"),
    ("$A$1:$B$2", "A1:B2", "B3:C4", "C$1:D$2"),
    ("A$1:A$1", "A1:A1", "B2:B2"),
]
"""Ranges as large as each other, some of which move as a formula is filled down."""


@st.composite
def beside_each_other(draw: st.DrawFn) -> str:
    """A function of criteria over ranges that move and others that stand."""
    name, ranges = (
        draw(st.sampled_from(NAMES)),
        st.sampled_from(draw(st.sampled_from(OF_ONE_SHAPE))),
    )
    criterion = st.sampled_from(CRITERIA)
    if name in ("COUNTIF", "SUMIF", "AVERAGEIF"):
        args = [draw(ranges), draw(criterion)]
        if name != "COUNTIF":
            args.append(draw(st.one_of(ranges, st.sampled_from(["B$1", "C1"]))))
    else:
        pairs = draw(st.lists(criterion, min_size=1, max_size=3))
        args = [part for each in pairs for part in (draw(ranges), each)]
        if name != "COUNTIFS":
            args.insert(0, draw(ranges))
    return as_written(draw, f"{name}({','.join(args)})")


@st.composite
def questions(draw: st.DrawFn) -> str:
    """A function of order, or a lookup, in a range."""
    text = draw(st.sampled_from([*IN_ORDER, *SEARCHES]))
    one = draw(st.sampled_from([*RANGES, "A2:A$60", "A$3:A1", "A1:D1", "A1:C2"]))
    text = text.format(
        v=draw(st.sampled_from(["A1", "B1", "B2", "$B$1", "3", "0.2", '"x"', "A1&B1", "A1:A60"])),
        k=draw(st.sampled_from(["1", "2", "0", "C1", "ROW()", "2.5"])),
        r=one,
        s=one.replace("B", "D").replace("A", draw(st.sampled_from("ABC"))),
    )
    return as_written(draw, text)


columns = st.lists(
    st.lists(st.sampled_from(VALUES), min_size=4, max_size=4), min_size=9, max_size=45
)


numbers = st.lists(
    st.lists(
        st.one_of(
            st.integers(-3, 9).map(float),
            st.sampled_from([0.1, 0.2, 0.7, 1 / 3, -0.0, None, 1e16]),
        ),
        min_size=4,
        max_size=4,
    ),
    min_size=9,
    max_size=45,
)
ascending = numbers.map(lambda block: sorted(block, key=lambda row: row[0] or 0.0))


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(columns, numbers, ascending),
    st.one_of(formulas(), questions(), beside_each_other()),
    chosen_sizes,
)
@example([[v, v, 1.0, v] for v in VALUES], "COUNTIF(A$1:A1,A1)", {})
@example([[v, v, 1.0, v] for v in VALUES], "COUNTIF(A1:A4,B2)", {})
@example([[v, w, w, v] for v, w in zip(VALUES, VALUES[::-1], strict=True)],
         'COUNTIFS(A$1:A1,A1,B$1:B1,">"&B1)', {})  # fmt: skip
@example([[0.1, "x", 0.7, v] for v in VALUES], "SUMIF(B$1:B1,B1,A$1)", {})
@example([["5", 5.0, 0.7, v] for v in VALUES], "AVERAGEIF(A$1:B1,B1)", {})
@example([[v, v, 1.0, v] for v in VALUES], "MATCH(A1,A$1:A1,0)", {})
@example([[v, w, w, v] for v, w in zip(VALUES, VALUES[::-1], strict=True)],
         "XLOOKUP(A1,A$1:A1,B$1:B1,B1,0,-1)", {})  # fmt: skip
@example([[i % 7.0, i, i * 0.1, 2.0] for i in map(float, range(30))], "PERCENTRANK(A$1:A1,A1)", {})
@example([[i % 7.0, i, i * 0.1, 2.0] for i in map(float, range(30))], "MATCH(A2,A$1:A1)", {})
@example([[1.0] * 4] * 9, "XMATCH(A1,$A$1:$A$60,0,-1)", {})
@example([[1.0] * 4] * 9, "XMATCH(A1,$B$1:$B$60)", {})
@example([[1.0] * 4] * 9, "XLOOKUP(A1,$B$1:$B$60,$A$1:$A$60,7)", {})
@example([[1.0] * 4] * 9, 'SUMIF($A$1:$D$1,">0",A1:D1)', {})
def test_cells_filled_down_have_the_values_they_have_alone(
    block: list[list[Any]], text: str, chosen: dict[str, int]
) -> None:
    each_has_its_own(block, text, chosen)


@settings(max_examples=25, deadline=None)
@given(blocks, st.one_of(formulas(), questions(), beside_each_other()).filter(usable), chosen_sizes)
@example([[0.0] * 4] * 8, "SUMIF(A$2:A2,A1,B$1)", {})
@example([[0.0] * 4] * 8, "AVERAGEIF(A2:A$8,A1,B1)", {})
@example(  # what is found in numbers that are not sorted depends on how many cells there are
    [[1.0, 0.0, 0.0, 0.0], *[[0.0] * 4] * 2, [1.0, 0.0, 0.0, 0.0], *[[0.0] * 4] * 4],
    "VLOOKUP(A1,A$50:A1,1,TRUE)",
    {},
)
def test_they_have_one_value_whatever_way_they_are_reached(
    block: list[list[Any]], text: str, chosen: dict[str, int]
) -> None:
    agree(block, text, chosen)


def test_a_column_that_counts_itself_goes_on_from_what_it_has_counted() -> None:
    book = Book.of({"A1": [["x"], ["y"]] * 20, "B1": 0})
    book.model.sheets[0].runs.append(Run(1, 1, 39, 1, "COUNTIF(B$1:B1,B1)+COUNTIF(A$1:A2,A2)"))
    alone = Book.of({"A1": [["x"], ["y"]] * 20, "B1": 0})
    for row in range(1, 40):
        text = f"COUNTIF(B$1:B{row},B{row})+COUNTIF(A$1:A{row + 1},A{row + 1})"
        alone.model.sheets[0].runs.append(Run(row, 1, row, 1, text))
    assert book["B1:B40"] == alone["B1:B40"]


def test_a_column_between_which_and_its_ranges_cells_depend_on_each_other_is_no_circle() -> None:
    """A2 reads the count beside A1, which reads no cell below it."""
    book = Book.of({"A1": 1})
    book.model.sheets[0].runs.append(Run(1, 0, 39, 0, "MOD(B1,3)"))
    book.model.sheets[0].runs.append(Run(0, 1, 39, 1, 'COUNTIF(A$1:A1,">="&A1)'))
    assert not book.recalculate().cycles
    assert book["B1:B4"] == [[1], [2], [1], [4]]


@pytest.mark.parametrize("text", ["SUM(A1:A1048570)", "COUNTIF(A1:A1048570,1)"])
def test_a_range_that_goes_round_the_sheet_depends_on_its_first_rows(text: str) -> None:
    book = filled([[1.0]] * 8, Run(0, 9, 11, 9, text))
    assert book["J8"] == 8  # A8:A1048577 is A1:A8
    book["A1"] = 3
    assert book["J8"] == (10 if text.startswith("SUM") else 7)


@pytest.mark.parametrize(
    "text",
    [
        "COUNTIF(A$1:A1,A1)",
        'COUNTIF(B$1:B1,">"&B1)',
        'COUNTIFS(A$1:A1,A1,B$1:B1,"<"&B1)',
        "SUMIF(A$1:A1,A1,B$1:B1)",
        "AVERAGEIFS(B$1:B1,A$1:A1,A1)",
        "MAXIFS(B$1:B1,A$1:A1,A1)",
        "MATCH(A1,A$1:A1,0)",
        "MATCH(A1,A2:A$60000,0)",
        "XMATCH(A1,A$1:A1,0,-1)",
        "XLOOKUP(A1,A$1:A1,B$1:B1)",
        "VLOOKUP(A1,A$1:B1,2,FALSE)",
        "INDEX(B$1:B1,MATCH(A1,A$1:A1,0))",
        "MATCH(B1,B$1:B1)",
        "RANK(B1,B$1:B1)",
        "PERCENTRANK(B$1:B1,B1)",
        "LARGE(B$1:B1,3)",
        "MEDIAN(B$1:B1)",
        "PERCENTILE(B1:B500,0.9)",
    ],
)
def test_growing_ranges_do_not_take_quadratic_time(text: str) -> None:
    def seconds(rows: int) -> float:
        chance = random.Random(3)
        data = [[f"n{chance.randrange(rows // 4)}", chance.random()] for _ in range(rows)]
        book = filled(data, Run(0, 9, rows - 1, 9, text))
        began = time.process_time()
        book.settle()
        return time.process_time() - began

    few = min(seconds(2_000) for _ in range(3))
    assert min(seconds(32_000) for _ in range(2)) < 60 * few  # quadratic: 256 times
