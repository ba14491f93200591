"""The rows that meet conditions, looked up by each cell: what going through all of them finds."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.formula.test_conditions_of_lanes import KINDS, ROWS, Kind, made_of, results, written
from xl_kpis.formula.compile import selected_rows

SHAPES = [
    "SUM(FILTER(@,@=~))", "SUM(FILTER(@,@=~,~))", "IFERROR(SUM(FILTER(@,(@=~)*(@=~))),~)",
    'TEXTJOIN("-",TRUE,FILTER(@,@=~,""))', 'TEXTJOIN("-",FALSE,FILTER(@,@=~))',
    "ROWS(UNIQUE(FILTER(@,@>~)))", "INDEX(FILTER(@,@=~),2)", "INDEX(SORT(FILTER(@,@<=~)),1)",
    "COUNTA(FILTER(@,--(@=~)))", "SUM(FILTER(@,(@=~)+(@=~)))", "SUM(FILTER(@,@))",
    "LET(v,FILTER(@,@=~,0),SUM(v)&COUNT(v))", "LET(k,~,SUM(FILTER(@,@=k,0)))",
    "MEDIAN(IF(@=~,@))", "MEDIAN(IF((@=~)*(@>~),@))", "SMALL(IF(@=~,@),2)", "LARGE(IF(@>=~,@),1)",
    'SMALL(IF(@=~,@,""),~)', "PERCENTILE(IF(@=~,@),0.5)", "STDEV(IF(@=~,@,FALSE))",
    "COUNT(IF(@=~,@))", "SUM(IF(@=~,@),IF(@=~,@))", "MODE(IF(@=~,@))", "MEDIAN(IF(@=~,@,0))",
    'TEXTJOIN(",",TRUE,IF(@=~,@,""))', 'TEXTJOIN(",",,IF(@=~,@,""))', 'CONCAT(IF(@=~,@,""))',
    'TEXTJOIN(",",FALSE,IF(@=~,@,""))', 'TEXTJOIN(",",TRUE,IF(@=~,@))', "IRR(IF(@=~,@))",
    "SMALL(IF(@=~,ROW(A$1:A$14)-ROW(A$1)+1),1)", "INDEX(@,SMALL(IF(@=~,ROW(A$1:A$14)),2))",
    "SUM(FILTER(@*2,@=~,0))", "SUM(FILTER(ROW(A$1:A$14),@=~))", "MEDIAN(IF(@=~,@-1))",
    "AGGREGATE(15,6,@/(@=~),1)", "AGGREGATE(14,6,@/((@=~)*(@>~)),~)", "AGGREGATE(16,6,@/(@=~),0.5)",
    "AGGREGATE(15,6,ROW(A$1:A$14)/(@=~),1)", "AGGREGATE(15,4,@/(@=~),1)", "AGGREGATE(9,6,@/(@=~))",
    'IFERROR(INDEX(@,AGGREGATE(15,6,(ROW(A$1:A$14)-ROW(A$1)+1)/(@=~),2)),"")',
    "AGGREGATE(15,6,1/(@=~),1)", "AGGREGATE(15,2,@/(@=~)/(@=~),1)",
    "AGGREGATE(15,6,COLUMN(A1)/(@=~),1)",
]  # fmt: skip


def went_through(text: str, kind: Kind, rows: list[list[Any]]) -> list[str]:
    """What each cell finds in all rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(selected_rows, "_ASKED", 10**9)
        return results(text, kind, rows, together=False)


@settings(max_examples=500, deadline=None)
@given(
    st.sampled_from(SHAPES),
    st.sampled_from(["arrays", "dynamics", "normal"]),
    st.lists(st.sampled_from(sorted(KINDS)), min_size=4, max_size=4),
    st.integers(0, 2**32),
    st.integers(0, 9),
    st.booleans(),
)
@example("MEDIAN(IF(@=~,@))", "arrays", ["whole", "texts", "gaps", "whole"], 3, 1, False)
def test_they_give_what_going_through_all_rows_gives(
    shape: str, kind: Kind, kinds: list[str], seed: int, mixed: int, together: bool
) -> None:
    chance = random.Random(seed)
    rows = made_of(kinds, chance)
    text = written(shape, chance, alike=mixed > 0)
    found = results(text, kind, rows, together=together)
    assert found == went_through(text, kind, rows), (text, kinds)


@pytest.mark.parametrize("end", [ROWS, 1048576])
@pytest.mark.parametrize(
    "text",
    [
        "SUM(FILTER(C$1:C$14,B$1:B$14=B1))",
        'IFERROR(TEXTJOIN(", ",TRUE,UNIQUE(FILTER(C$1:C$14,(B$1:B$14=B1)*(A$1:A$14>A1)))),"")',
        "MEDIAN(IF(B$1:B$14=B1,C$1:C$14))",
        "IFERROR(SMALL(IF(B$1:B$14=B1,C$1:C$14),2),0)",
        'TEXTJOIN(", ",TRUE,IF(B$1:B$14=B1,C$1:C$14,""))',
        "INDEX(C$1:C$14,SMALL(IF(B$1:B$14=B1,ROW(C$1:C$14)-ROW(C$1)+1),2))",
        "INDEX(C$1:C$14,AGGREGATE(15,6,ROW(C$1:C$14)/(B$1:B$14=B1),2))",
    ],
)
def test_they_are_looked_up(text: str, end: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Going through all rows in each cell takes a time that grows with the square of them."""
    looked_up = []
    asked = selected_rows._Selection.asked

    def noted(*args: Any) -> Any:
        looked_up.append(asked(*args))
        return looked_up[-1]

    if "ROW" not in text:
        text = text.replace("$14", f"${end}")
    rows = [[float(i % 7), "xyz"[i % 3], i * 1.0] for i in range(ROWS)]
    want = went_through(text, "arrays", rows)
    monkeypatch.setattr(selected_rows._Selection, "asked", noted)
    assert results(text, "arrays", rows, together=False) == want
    assert len(looked_up) >= ROWS - selected_rows._ASKED
    if "AGGREGATE" in text:  # it takes arrays also where nobody entered the formula as one
        looked_up.clear()
        assert results(text, "normal", rows, together=False) == want
        assert len(looked_up) >= ROWS - selected_rows._ASKED


@pytest.mark.parametrize(
    "text",
    ["MEDIAN(IF(B$1:B$14=B1,C$1:C$14))", 'TEXTJOIN("-",TRUE,IF(B$1:B$14=B1,C$1:C$14,""))&ROW()'],
)
def test_cells_that_ask_for_the_same_rows_are_given_the_same(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside a list each cell asks for the rows of its group, which may be many."""
    gone_through = []
    found = selected_rows._Selection.found
    monkeypatch.setattr(
        selected_rows._Selection, "found", lambda *args: gone_through.append(1) or found(*args)
    )
    rows = [[float(i % 7), "xyz"[i % 3], i * 1.0] for i in range(ROWS)]
    want = went_through(text, "arrays", rows)
    gone_through.clear()
    assert results(text, "arrays", rows, together=False) == want
    assert len(gone_through) == len("xyz")
