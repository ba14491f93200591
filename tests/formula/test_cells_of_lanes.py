"""Functions of a few cells, of other ones in each row: as lanes every cell has what its formula
gives alone, whatever stands in the cells."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formula.test_moving_ranges import VALUES, columns
from tests.formula.test_one_value import (
    agree,
    as_written,
    blocks,
    cells,
    chosen_sizes,
    each_has_its_own,
    filled,
    one_by_one,
    usable,
)
from xl_kpis.errors import NA, REF, VALUE
from xl_kpis.formula.book import Book
from xl_kpis.formula.sheets.model import DefinedName, Run

FUNCTIONS = [
    *('TEXTJOIN("-",{k},{r},{s})', "TEXTJOIN({v},TRUE,{r},{v})", "CONCAT({r})", "CONCAT({v},{r})"),
    *("NPV({v},{r})", "NPV(0.1,A1,{r})", "IRR({r})", "IRR({r},{v})", "MIRR({r},0.1,{v})"),
    *("XNPV(0.1,{r},{s})", "XIRR({r},{s})", "MEDIAN({r})", "STDEV({r},{v})", "AVEDEV({r})"),
    *("LARGE({r},{k})", "PERCENTILE({r},{v})", "RANK({v},{r})", "MODE.SNGL({r})", "GCD({r})"),
    *("SUMPRODUCT({r},{s})", "SUMPRODUCT({r})", "SUMX2MY2({r},{s})", "CORREL({r},{s})"),
    *("MMULT({r},{s})", "INDEX({r},{k})", "INDEX({r},1,{k})", "MATCH({v},{r},0)", "N({r})"),
    *("XLOOKUP({v},{r},{s})", "HLOOKUP({v},{r},{k},FALSE)", "LOOKUP({v},{r})", "T({r})"),
    *('COUNTIF({r},"x")', 'SUMIF({r},">1",{s})', "COUNTBLANK({r})", "ROWS({r})", "AREAS({r})"),
    *("NETWORKDAYS({v},{v}+9,{r})", "WORKDAY({v},{k},{r})", "ARRAYTOTEXT({r},1)"),
    *("TEXTSPLIT({r},{v})", "TEXTBEFORE({r},{v})", "IMSUM({r})", "TAKE({r},1)", "FILTER({r},{s})"),
    *("SORT({r})", "UNIQUE({r})", "TRANSPOSE({r})", "FREQUENCY({r},{v})", "SERIESSUM(2,1,1,{r})"),
    *("OFFSET({r},{k},0)", "OFFSET(A1,{v},1)", "OFFSET($A$1,{k},{k},1,1)", "OFFSET(A1,0,{k},2,2)"),
    *("SUM(OFFSET(A1,{k},0,2,2))", "MATCH({v},OFFSET({r},0,0,4,1),0)", "ROWS(OFFSET({r},1,1))"),
    *('INDIRECT("B"&{k})', 'INDIRECT("A1:A9")', 'INDIRECT("R[1]C2",FALSE)', "INDIRECT({v})"),
    *("AVERAGE(OFFSET({r},0,0,2,{k}))", 'COUNT(INDIRECT("A"&{k}&":B3"))', "MAX(INDIRECT({v}))"),
    *("OR(OFFSET(A1,{k},0,{k},2))", 'MIN(INDIRECT("A"&{k}))', "CONCATENATE({v},{r},{k})"),
    *('SUM(INDIRECT("A"&{k}&":B3"))', 'CONCAT(INDIRECT("R[-1]C1:RC2",FALSE),{v})'),
    *("SUM(A$1:INDEX({r},{k}))", "AVERAGE(INDEX({r},{k},0))", "MAX(INDEX({r},0,{k}):B1)"),
    *("TEXTJOIN({v},TRUE,INDEX({r},{k}):INDEX({s},{v}))", "ROWS({r}:INDEX(A$1:A$9,{k}))"),
    *('COUNTIF(OFFSET({r},{k},0,{k},1),">1")', "SUMIF(OFFSET(A1,1,0,2,1),{v},INDEX({r},0,1))"),
    *("SUM(OFFSET({r},{k},0):INDEX(A:C,{k},2))", "MATCH({v},A$1:INDEX(A:A,{v}),0)"),
    *('SUM({r}:INDIRECT("B"&{k}))', "SUM(A1:XLOOKUP({v},{r},{s}))", "SUM(INDEX({r}:{s},{k},{k}))"),
    *("SUMPRODUCT(INDEX({r},0,{k}),INDEX({s},0,1))", "COUNT(INDEX(({r},{s}),1,1,{k}):A1)"),
    *("SUM(ROW(INDEX(A:A,{k}):INDEX(A:A,{v})))", "IF({v},INDEX({r},{k}),{r}):A1", "{r}:{s}"),
]
"""What is asked of cells r and others s, with a value v and a number k."""
RANGES = [
    *("A1", "A1:C1", "A1:B2", "$A1:B1", "A2:A4", "A$1:A2", "$A$1:$C$2", "A$3:C3", "C1:A1", "B1:H1"),
]
ARGUMENTS = [
    "A1",
    "B1",
    "$B$1",
    "2",
    '"x"',
    "A1&B1",
    "B1*2",
    "IF(A1>1,B1,)",
    "ROUND(B1,0)",
    "A1:A9",
]


@st.composite
def formulas(draw: st.DrawFn) -> str:
    range_, value = st.sampled_from(RANGES), st.sampled_from(ARGUMENTS)
    text = draw(st.sampled_from(FUNCTIONS)).format(
        v=draw(value),
        k=draw(st.sampled_from(["1", "2", "C1", "ROUND(N(C1),0)", "TRUE"])),
        r=draw(st.one_of(range_, range_, value)),
        s=draw(range_),
    )
    return as_written(draw, text)


@settings(max_examples=100, deadline=None)
@given(columns, formulas(), chosen_sizes)
def test_cells_filled_down_have_the_values_they_have_alone(
    block: list[list[Any]], text: str, chosen: dict[str, int]
) -> None:
    each_has_its_own(block, text, chosen)


def test_an_index_that_is_blank_is_that_of_the_cell_itself() -> None:
    run = Run(0, 9, 11, 9, "INDEX(A1,C1)")
    block = [[float(i), 1.0, 1.0 if i < 8 else None, 1.0] for i in range(12)]
    assert cells(filled(block, run), run) == one_by_one(block, run) == [float(i) for i in range(12)]


def test_an_error_among_what_is_looked_for_is_not_that_of_the_range() -> None:
    run = Run(0, 9, 11, 9, "MATCH(B1*2,$A$1:$C$2,0)")
    block = [[1.0, "x" if i == 8 else 1.0, 1.0, 1.0] for i in range(12)]
    assert cells(filled(block, run), run) == one_by_one(block, run) == [NA] * 8 + [VALUE] + [NA] * 3


@pytest.mark.parametrize(
    ("text", "style", "means"),
    [
        ("beside", True, range(12)),
        ("RC2", False, range(12)),
        ("R[-1]C2", False, [REF, *range(11)]),
        ("B3", True, [2] * 12),
        ("fixed", True, [4] * 12),
        ("?", True, [REF] * 12),
    ],
)
def test_the_same_text_means_in_each_row_what_it_means_there(
    text: str, style: bool, means: list[Any]
) -> None:
    run = Run(0, 9, 11, 9, f"INDIRECT(A1,{style})")
    book = filled([[text, float(i)] for i in range(12)], run)
    book.model.names.append(DefinedName("beside", "Sheet1!$B1", None))
    book.model.names.append(DefinedName("fixed", "Sheet1!$B$5", None))
    assert cells(book, run) == list(means)
    assert not book.state.groups[0].one_by_one


@settings(max_examples=8, deadline=None)
@given(blocks, formulas().filter(usable), chosen_sizes)
def test_they_have_one_value_whatever_way_they_are_reached(
    block: list[list[Any]], text: str, chosen: dict[str, int]
) -> None:
    agree(block, text, chosen)


@pytest.mark.parametrize("name", ['TEXTJOIN("-",TRUE,{})', "MEDIAN({})", "SUM({})"])
def test_a_choice_with_an_empty_branch_is_no_range_of_all_lanes(name: str) -> None:
    agree([[float(i)] * 4 for i in range(8)], name.format("B1,IF(A1>3,B1,)"), {})


@pytest.mark.parametrize(
    "text",
    [
        *('TEXTJOIN("-",TRUE,A1,C1:D1)', "CONCAT(A1:C1)", "NPV(0.1,B1,C1)", "MEDIAN(B1:D1)"),
        *(
            "SUMPRODUCT(B1:C1,C1:D1)",
            "STDEV(B1:D1)",
            "INDEX(B1:D1,2)",
            "OFFSET(B1,0,1)",
            "IF(B1>1,LARGE(B1:D1,2),0)",
        ),
    ],
)
def test_functions_of_a_row_are_taken_as_lanes(text: str) -> None:
    book = Book.of({"A1": [[v, 1.0, 2.0, 3.0] for v in VALUES]})
    book.model.sheets[0].runs.append(Run(0, 9, len(VALUES) - 1, 9, text))
    book.recalculate()
    assert not book.state.groups[0].one_by_one
