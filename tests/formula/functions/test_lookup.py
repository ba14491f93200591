"""Lookups: whole columns of keys against one at a time, and what Excel does off the beaten path."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xl_kpis
from xl_kpis.errors import NA, REF, VALUE
from xl_kpis.formula.functions.support.searching import Line

evaluate = xl_kpis.evaluate

_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-4, 4).map(float),
    st.sampled_from(["a", "B", "b", "ab", "", "a*", "?", "~*", "TRUE", "1", "co-op", "coop"]),
)
_LISTS = st.lists(_SCALARS, min_size=1, max_size=12)


def _objects(values: list[Any]) -> np.ndarray:
    out = np.empty(len(values), object)
    out[:] = values
    return out


@settings(max_examples=300, deadline=None)
@given(_LISTS, _LISTS)
def test_many_keys_are_found_as_one_at_a_time(values: list[Any], keys: list[Any]) -> None:
    kept = Line(_objects(values), kept=True, length=len(values))
    once = Line(_objects(values), kept=False, length=len(values))
    array = _objects(keys).reshape(-1, 1)
    plain = [0.0 if key is None else key for key in keys]
    assert kept.match_many(array).ravel().tolist() == [once.match(key) for key in plain]
    assert kept.ascending_many(array).ravel().tolist() == [once.ascending(key) for key in plain]
    for last in (False, True):
        found = kept.exact_many(array, last).ravel().tolist()
        assert found == [once.exact(key, last) for key in keys]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=12), st.floats(-6, 6))
def test_nearest_is_the_nearest(values: list[float], key: float) -> None:
    line = Line(np.array(values), kept=True, length=len(values))
    below, above = [v for v in values if v <= key], [v for v in values if v >= key]
    at = line.nearest(key, larger=False)
    assert at == (values.index(max(below)) if below else -1)
    at = line.nearest(key, larger=True)
    assert at == (values.index(min(above)) if above else -1)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=12), st.floats(-6, 6))
def test_approximate_in_sorted_values_is_the_last_not_above(
    values: list[float], key: float
) -> None:
    values.sort()
    line = Line(np.array(values), kept=True, length=len(values))
    expected = max((i for i, v in enumerate(values) if v <= key), default=-1)
    assert line.ascending(key) == expected
    assert line.ascending_many(np.array([[key]])).tolist() == [[expected]]


def test_binary_search_stops_at_an_equal_value() -> None:
    values = ["head", 0, 1, 2, 534, 1e10, -1e10, -534, -2, -1]
    assert evaluate("=MATCH(534,A1:A10)", {"A1": [[v] for v in values]}) == 5
    assert evaluate("=MATCH(-1,A1:A7)", {"A1": [[v] for v in values]}) is NA


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=XLOOKUP(5,A1:A9,B1:B9,,0,2)", "d"),  # the first of equal ones
        ("=XLOOKUP(7.1,A1:A9,B1:B9,,-1,2)", "i"),  # beside the gap
        ("=XLOOKUP(6.9,A1:A9,B1:B9,,1,2)", "h"),
        ("=XLOOKUP(9,A1:A9,B1:B9,,1,2)", NA),
        ('=XLOOKUP("x",A1:A9,B1:B9,,-1,2)', "i"),  # text is above numbers
        ('=XLOOKUP(5,A1:A9,B1:B9,"-",2,2)', VALUE),  # no wildcards in binary searches
        ("=XLOOKUP(5,A1:A9,B1:B9,,0,-1)", "f"),
    ],
)
def test_xlookup_in_sorted_values(formula: str, expected: Any) -> None:
    cells = [[v, c] for v, c in zip([2, 3, 4, 5, 5, 5, 6, 7, 7], "abcdefghi", strict=True)]
    assert evaluate(formula, {"A1": cells}) == expected


def test_xlookup_finds_blanks_beyond_the_used_part() -> None:
    cells = {"A1": [[1, "a"], [2, "b"]], "B4": "far"}
    assert evaluate("=XLOOKUP(,A:A,B:B)", cells) in (0, None)
    assert evaluate("=XMATCH(,A:A)", cells) == 3
    assert evaluate("=XMATCH(,A:A,0,-1)", cells) == 1048576


def test_a_blank_key_is_zero_for_the_older_functions() -> None:
    cells = {"A1": [[None, "a"], [0, "b"], ["", "c"]]}
    assert evaluate("=VLOOKUP(C1,A1:B3,2,FALSE)", cells) == "b"
    assert evaluate("=MATCH(C1,A1:A1,0)", cells) is NA


def test_long_text_is_refused_by_the_older_functions_only() -> None:
    long = "x" * 256
    cells = {"A1": long, "B1": 7, "C1": long}
    assert evaluate("=VLOOKUP(C1,A1:B1,2,FALSE)", cells) is VALUE
    assert evaluate("=XLOOKUP(C1,A1:A1,B1:B1)", cells) == 7


def test_columns_of_keys_and_of_columns() -> None:
    table = {"E1": [["a", 1, 10], ["b", 2, 20], ["c", 3, 30]]}
    assert evaluate('=VLOOKUP({"c";"z";"a"},E1:G3,3,FALSE)', table) == [[30], [NA], [10]]
    assert evaluate('=VLOOKUP("b",E1:G3,{2,3},FALSE)', table) == [[2, 20]]
    assert evaluate('=VLOOKUP("b",E1:G3,{2,4},FALSE)', table) == [[2, REF]]
    assert evaluate("=INDEX(E1:G3,{3;1},{1,3})", table) == [["c", 30], ["a", 10]]
    assert evaluate("=INDEX(E1:G3,{1;4;-1},2)", table) == [[1], [REF], [VALUE]]
    assert evaluate('=INDEX(F1:F3,MATCH({"c";"b"},E1:E3,0))', table) == [[3], [2]]
    assert evaluate('=XLOOKUP({"c";"z"},E1:E3,F1:G3,"-")', table) == [[3], ["-"]]


def test_rows_of_keys() -> None:
    table = {"E1": [["a", "b", "c"], [1, 2, 3]]}
    assert evaluate('=HLOOKUP({"c","z"},E1:G2,2,FALSE)', table) == [[3, NA]]
    assert evaluate('=HLOOKUP({"c","z"},E1:G2,3)', table) == [[REF, REF]]
    assert evaluate('=LOOKUP({"c";"A";"0"},E1:G1,E2:G2)', table) == [[3], [1], [NA]]
    assert evaluate('=LOOKUP({"c";"bb"},E1:G2)', table) == [[3], [2]]
    assert evaluate("=LOOKUP({1;2;9},{1,2,3},{5,6})", table) == [[5], [6], [NA]]


def test_index_gives_references() -> None:
    cells = {"A1": [[1, 2], [3, 4]]}
    assert evaluate("=SUM(INDEX(A1:B2,1,1):INDEX(A1:B2,2,1))", cells) == 4
    assert evaluate("=SUM(XLOOKUP(1,A1:A2,B1:B2):XLOOKUP(3,A1:A2,B1:B2))", cells) == 6
    assert evaluate("=INDEX((A1:A2,B1:B2),2,1,2)", cells) == 4
    assert evaluate("=INDEX((A1:A2,B1:B2),1,1,3)", cells) is REF
