"""Functions of texts give for many at once what they give for each by itself: accents, letters of
any script, characters of two code units, halves of them; and places far beyond a text's end."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.formula.sizes import sizes
from tests.formula.test_one_value import cells, filled, one_by_one
from xl_kpis import evaluate
from xl_kpis.formula.sheets.model import Run

FUNCTIONS = [
    *("LEFT(A1,{n})", "RIGHT(A1,{n})", "MID(A1,{n},2)", "MID(A1,2,{n})", "LEN(A1)", "UPPER(A1)"),
    *("LOWER(A1)", "PROPER(A1)", "TRIM(A1)", 'FIND("é",A1)', 'FIND("b",A1)', 'SEARCH("É",A1)'),
    *('SUBSTITUTE(A1,"é","")', 'SUBSTITUTE(A1,"b","c")', "LEFT(A1,B1)", "MID(A1,B1,{n})"),
]
texts = st.lists(
    st.text(st.sampled_from([*"aéß bİıΣ😀", "\ud83d", "\ude00", "ﬁ"]), max_size=5),
    min_size=8,
    max_size=12,
)


@settings(max_examples=200, deadline=None)
@example(["", *["x"] * 6, "\ud83d\ude00"], 'SUBSTITUTE(A1,"é","")', "1")
@given(texts, st.sampled_from(FUNCTIONS), st.sampled_from(["1", "2", "0", "9", "B1"]))
def test_texts_of_many_cells_are_those_of_each(column: list[str], text: str, count: str) -> None:
    block = [[item, float(i % 4)] for i, item in enumerate(column)]
    run = Run(0, 9, len(block) - 1, 9, text.format(n=count))
    assert cells(filled(block, run), run) == one_by_one(block, run)


@pytest.mark.parametrize("text", ["Ünï 7é", "ab 12.5 kg", "", "12", "é😀 3"])
@pytest.mark.parametrize("places", ["ROW($1:$99)", "SEQUENCE(1,80)", "SEQUENCE(90,1,90,-1)"])
@pytest.mark.parametrize(
    "part", ["LEFT(A1,{p})", "RIGHT(A1,{p})", "MID(A1,{p},1)", "MID(A1,1,{p})", "MID(A1,{p},{p})"]
)
@pytest.mark.parametrize(
    "of",
    [
        *('IFERROR(LOOKUP(9E+307,--{0}),"none")', 'TEXTJOIN("|",FALSE,{0})', "INDEX({0},60)"),
        *('SUMPRODUCT(--({0}=""))', "ROWS({0})*1000+COLUMNS({0})", "SUM(LEN(TRANSPOSE({0})))"),
    ],
)
def test_places_beyond_a_text_are_cut_once(text: str, places: str, part: str, of: str) -> None:
    formula = "=" + of.format(part.format(p=places))
    with sizes({"CUT_ONCE_FROM": 10**9}):
        each = evaluate(formula, {"A1": text})
    with sizes({"CUT_ONCE_FROM": 2}):
        assert evaluate(formula, {"A1": text}) == each


def test_a_number_in_a_text_is_found_however_many_places_are_looked_at() -> None:
    begins = "MIN(FIND({0,1,2,3,4,5,6,7,8,9},A1&1/17))"
    text = f"LOOKUP(9E+307,--LEFT(MID(A1,{begins},LEN(A1)),ROW($1:$99999)))"
    assert evaluate(f"={text}", {"A1": "à 12.5 kg"}) == 12.5
