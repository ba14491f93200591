"""Ranges compared with another value in each cell, texts counted by their order, arrays searched
again and again: what looking at each item every time gives."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formula.test_conditions_of_lanes import KINDS, ROWS, Kind, made_of, results, written
from xl_kpis.errors import NA
from xl_kpis.formula.book import Book
from xl_kpis.formula.compile import compared_ranges
from xl_kpis.formula.functions.support import matching, operators, searching
from xl_kpis.formula.functions.support.coded import Coded
from xl_kpis.formula.functions.support.criteria import parse, predicate
from xl_kpis.formula.functions.support.operators import TESTS, order
from xl_kpis.formula.functions.support.searching import Line
from xl_kpis.formula.values.value import as_array

TEXTS = ["b", "A", "a", "co-op", "coop", "é", "e", "ß", "SS", "", "10", "_", "a*"]
NUMBERS = [1.0, 0.3, 0.1 + 0.2, 0.0, -1.0, 1e300, -1e300]
SHAPES = [
    "SUM(--(@=~))", "SUM(--(~>@))", "SUM(((@=~)+(@=~)>0)*1)", "SUM(--((@=~)+(@<~)>0),@)",
    "SUMPRODUCT(((@=~)+(@=~)>0)*@)", "SUMPRODUCT(MAX((@=~)*@))", "SUM(FILTER(@,(@=~)+(@=~)))",
    "SUM(FILTER(@,@<>~))", "AND(@<=~)", "OR(~=@)", "SUM(IF(@=~,1,2))", "SUM(-(@=~)%)",
    "MATCH(TRUE,@>=~,0)", "MATCH(~&~,@&@,0)", "INDEX(@,MATCH(1,(@=~)*(@=~),0))",
    "MATCH(~,@&A$1:A$14,0)", "XMATCH(~,@*1)", "MATCH(~,A$1:A$14*1)", "LOOKUP(~,A$1:A$14&B$1:B$14)",
    "VLOOKUP(~,A$1:B$14&C$1:C$14,2,FALSE)", "XLOOKUP(~,B$1:B$14&A$1:A$14,C$1:C$14,~,0,-1)",
    "MATCH(~,SORT(@),0)", "HLOOKUP(~,TRANSPOSE(A$1:C$14&A$1:A$14),2,FALSE)",
]  # fmt: skip
COUNTED = [
    'COUNTIF(@,"<"&~)', 'COUNTIF(@,">="&~)', 'COUNTIFS(@,"<="&~,@,">"&~)', 'SUMIF(@,">"&~,@)',
    'SUMPRODUCT(COUNTIF(@,"<"&@))', 'COUNTIF(@,"<co-op")+COUNTIF(@,">"&~)',
]  # fmt: skip


@given(
    st.lists(st.sampled_from([*TEXTS, *NUMBERS, None, True, False, NA]), min_size=1),
    st.sampled_from([*TEXTS, "zz", *NUMBERS, -0.5]),
    st.sampled_from(sorted(TESTS)),
    st.integers(0, 20),
)
def test_what_is_beside_a_value_is_what_comparing_each_gives(
    items: list[Any], other: float | str, op: str, first: int
) -> None:
    cells = Coded()
    for part in (items[:first], items[first:]):
        if part:
            cells.add(as_array_of(part))
            cells.texts()
    test = TESTS[op]
    found = cells.beside(other, test(-1), test(0), test(1))
    assert found.tolist() == [i if i is NA else test(order(i, other)) for i in items]


def as_array_of(items: list[Any]) -> Any:
    column = as_array(0.0).astype(object).repeat(len(items), axis=0)
    column[:, 0] = items
    return column


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from([*SHAPES, *COUNTED]),
    st.sampled_from(["arrays", "dynamics", "normal"]),
    st.lists(st.sampled_from(sorted(KINDS)), min_size=4, max_size=4),
    st.integers(0, 2**32),
    st.booleans(),
    st.booleans(),
)
def test_they_give_what_looking_at_each_gives(
    shape: str, kind: Kind, kinds: list[str], seed: int, alike: bool, together: bool
) -> None:
    chance = random.Random(seed)
    rows = made_of(kinds, chance)
    text = written(shape, chance, alike=alike)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compared_ranges, "_FEW", 1)
        patch.setattr(operators, "_FEW", 0)
        found = results(text, kind, rows, together=together)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compared_ranges, "_ASKED", 10**9)
        patch.setattr(operators, "_FEW", 10**9)
        patch.setattr(searching, "_ARRAYS", 0)
        patch.setattr(matching, "_SIDES", {})
        assert found == results(text, kind, rows, together=False), (text, kinds)


@given(st.lists(st.sampled_from([*TEXTS, 1.0, None])), st.sampled_from(TEXTS))
def test_texts_counted_by_their_order_are_those_that_meet_the_criterion(
    items: list[Any], text: str
) -> None:
    items = [*items, "z", "z"]
    for op in ("<", "<=", ">", ">="):
        meets = predicate(parse(op + text))
        wanted = sum(bool(meets(i.casefold() if type(i) is str else i)) for i in items)
        formula = f'=COUNTIF(A$1:A${len(items)},"{op}{text}")'
        book = Book.of({"A1": [[item] for item in items], "C1": [[formula]] * 5})
        book.settle()
        assert [book.model.value(0, row, 2) for row in range(5)] == [float(wanted)] * 5


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("MATCH(A1&B1,A$1:A$14&B$1:B$14,0)", "arrays"),
        ("MATCH(A1&B1,A$1:A$14&B$1:B$14,0)", "dynamics"),
        ("INDEX(C$1:C$14,MATCH(A1&B1,A$1:A$14&B$1:B$14,0))", "arrays"),
        ("XLOOKUP(A1&B1,A$1:A$14&B$1:B$14,C$1:C$14)", "dynamics"),
        ("VLOOKUP(A1&B1,CHOOSE({1,2},A$1:A$14&B$1:B$14,C$1:C$14),2,FALSE)", "arrays"),
    ],
)
@pytest.mark.parametrize("together", [True, False])
def test_an_array_that_stays_the_same_is_indexed_once(
    text: str, kind: Kind, together: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Going through all of its items in each cell takes a time that grows with their square."""
    walked = []
    monkeypatch.setattr(Line, "_walk", lambda *args: walked.append(args) or iter(()))
    rows = [[float(i % 7), "xyz"[i % 3], i * 1.0] for i in range(ROWS)]
    results(text, kind, rows, together=together)
    assert len(walked) <= 1
