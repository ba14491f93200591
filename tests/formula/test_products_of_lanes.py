"""SUMPRODUCT of ranges and of what is worked out of them, filled over blocks: each cell has what
its formula gives alone."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.formula.sizes import sizes
from tests.formula.test_moving_ranges import columns, numbers
from tests.formula.test_one_value import as_written, cells, chosen_sizes, filled, one_by_one
from xl_kpis.formula.book import Book
from xl_kpis.formula.grammar import translate
from xl_kpis.formula.sheets.model import OF_ONE_CELL, Run, RunKind

OF_ONE_SHAPE = [
    ("$A$1:$D$1", "A1:D1", "A2:D2", "$A1:$D1", "A$3:D$3"),
    ("A1:B2", "$A$1:$B$2", "C2:D3", "A$1:B$2"),
    ("A1:A4", "$A$1:$A$4", "B2:B5", "C$1:C$4"),
]
FACTORS = [
    *("{r}", "{r}", "{r}", "({r}={v})", "--({r}={v})", "({r}>{v})*1", "--({r}<>{v})", "({r}>{v})"),
    *("{r}*2", "N({r}>{v})", "({r}>={v})*({s}<={v})", "LEN({r})", "({r}+{s})", "1/({r}={v})"),
    *("ISNUMBER({r})*1", "MOD(COLUMN({r}),2)", "--(LEFT({r},1)={v})", "{{1,2,3,4}}", "ROW({r})"),
    *("IF({r}>{v},1,0)", "({r}={v})+({s}>1)", "{r}^{v}", "-{r}", "ABS({r})", "IFERROR({r}*1,0)"),
    *("{r}&{v}", "TRUE", "5", "{r}%", "IFERROR({r},0)", "CHOOSE(1,{r}*1)", "LEN(IFNA({r},{v}))"),
]
VALUES = ["B1", "$B$1", "C2", "1", '"x"', "B$2", "A1*1", "SUM(A$1:A3)", "LEN(B1)"]


@st.composite
def products(draw: st.DrawFn) -> str:
    ranges, value = st.sampled_from(draw(st.sampled_from(OF_ONE_SHAPE))), st.sampled_from(VALUES)
    factors = [
        text.format(r=draw(ranges), s=draw(ranges), v=draw(value))
        for text in draw(st.lists(st.sampled_from(FACTORS), min_size=1, max_size=3))
    ]
    return as_written(draw, f"SUMPRODUCT({','.join(factors)})")


@settings(max_examples=250, deadline=None)
@given(
    st.one_of(columns, numbers, numbers),
    products(),
    st.sampled_from([(12, 3), (20, 1), (8, 8), (3, 14), (30, 2)]),
    chosen_sizes,
)
@example([[1.0] * 4] * 9, "SUMPRODUCT(--($A$1:$D$1=B$2),A1:D1)", (12, 3), {"CELLS_OF_TABLES": 16})
def test_each_cell_of_a_block_has_what_it_has_alone(
    block: list[list[Any]], text: str, shape: tuple[int, int], chosen: dict[str, int]
) -> None:
    run = Run(0, 9, shape[0] - 1, 8 + shape[1], text)
    want = one_by_one(block, run)
    with sizes(chosen):
        assert repr(cells(filled(block, run), run)) == repr(want)


OF_ROWS = ["$A$3:$A$9", "$A$3:$A$9", "$B$3:$B$9", "Two!$A$3:$A$9", "$A$3:$A$60"]
OF_COLUMNS = ["$B$2:$E$2", "$B$2:$E$2", "B$2:E$2", "$B$1:$E$1", "Two!$B$2:$E$2"]
TABLES = ["$B$3:$E$9", "$B$3:$E$9", "B$3:E$9", "Two!$B$3:$E$9", "$B$3:$E$60", "B3:E9"]
ASKED = ["$A3", "$A4", "B$2", "C$2", "$B$1", '"x"', "1", "2", "B3", "A1"]
_amounts = st.sampled_from([1.0, 2.0, 3.0, 12.5, 0.1, 0.7, -4.0, 1e16, None])


@st.composite
def tables(draw: st.DrawFn) -> list[list[Any]]:
    """Headings above rows that begin with a word."""
    heads = st.sampled_from(draw(st.sampled_from([[1.0, 2.0, 3.0], ["p", "q", "P"]])))
    rows = [[9.0, *draw(st.lists(heads, min_size=4, max_size=4))] for _ in range(2)]
    words = st.sampled_from(draw(st.sampled_from([["x", "y", "X"], [1.0, 2.0, 2.5]])))
    for _ in range(draw(st.integers(4, 12))):
        rows.append([draw(words), *draw(st.lists(_amounts, min_size=4, max_size=4))])
    return rows


@st.composite
def both_ways(draw: st.DrawFn) -> str:
    """Conditions on the rows of a table, and on its columns."""

    def conditions(ranges: list[str]) -> str:
        found = draw(st.lists(st.sampled_from(ranges), min_size=1, max_size=2))
        ops = st.sampled_from(["=", "=", "<", ">=", ">"])
        return "*".join(f"({each}{draw(ops)}{draw(st.sampled_from(ASKED))})" for each in found)

    rows, across, table = conditions(OF_ROWS), conditions(OF_COLUMNS), draw(st.sampled_from(TABLES))
    form = draw(
        st.sampled_from(
            [
                *("SUMPRODUCT({r}*{c}*{t})", "SUMPRODUCT({t}*{c}*{r})", "SUMPRODUCT({r}*{c},{t})"),
                *("SUMPRODUCT({r}*1,{c}*1,{t})", "SUMPRODUCT(--({r}),{c}*{t})", "SUM({r}*{c}*{t})"),
                *("SUMPRODUCT({r}*{c}*{t},{t})", "SUMPRODUCT({r}*{c})", "SUM(IF({r}*{c},{t}))"),
            ]
        )
    )
    return as_written(draw, form.format(r=rows, c=across, t=table))


@settings(max_examples=250, deadline=None)
@given(
    st.one_of(tables(), tables(), numbers),
    st.one_of(tables(), columns),
    both_ways(),
    st.sampled_from([(12, 3), (20, 1), (8, 8)]),
    st.sampled_from(["normal", "arrays"]),
    chosen_sizes,
)
@example(
    [[float(1 + row * col % 5) for col in range(5)] for row in range(12)],
    [[1.0] * 5] * 9,
    "SUMPRODUCT(($A$3:$A$9=A1)*($B$2:$E$2=B1)*$B$3:$E$9)",
    (12, 3),
    "normal",
    {},
)
def test_tables_crossed_by_conditions_are_added_as_in_each_cell_alone(
    block: list[list[Any]],
    other: list[list[Any]],
    text: str,
    shape: tuple[int, int],
    kind: RunKind,
    chosen: dict[str, int],
) -> None:
    run = Run(0, 9, shape[0] - 1, 8 + shape[1], text, kind)
    alone = Book.of({"A1": block, "Two!A1": other})
    for row in range(run.top, run.bottom + 1):
        for col in range(run.left, run.right + 1):
            own = translate(text, 0, 9, row, col)
            one = Run(row, col, row, col, own, OF_ONE_CELL.get(kind, kind))
            alone.model.sheets[0].runs.append(one)
    want = cells(alone, run)
    with sizes(chosen):
        found = cells(filled(block, run, **{"Two!A1": other}), run)
    assert repr(found) == repr(want)


@pytest.mark.parametrize(
    "text",
    [
        "SUMPRODUCT(IFERROR(C$1:C$4*1,0))",
        "SUMPRODUCT(IF(C$1:C$4>11,C$1:C$4,0))",
        "SUMPRODUCT(C1*IFERROR(C$1:C$4*1,0))",
        "INDEX(IFERROR(C$1:C$4*1,0),1)",
        "SUMPRODUCT(CHOOSE(1,C$1:C$4*1))",
        "SUMPRODUCT(LEN(IFNA(C$1:C$4,0)))",
    ],
)
def test_ranges_in_conditions_of_ordinary_formulas_are_met_by_each_row(text: str) -> None:
    block = [[1.0, 2.0, 10.0 + row * row, 4.0] for row in range(5)]
    run = Run(0, 9, 7, 9, text)
    want = one_by_one(block, run)
    assert repr(cells(filled(block, run), run)) == repr(want)
    assert len(set(map(repr, want))) > 1
