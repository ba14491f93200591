"""Each function's examples are its documentation; here they are its tests."""

from __future__ import annotations

from typing import Any

import pytest

import xl_kpis
from xl_kpis.formula.functions import load_all
from xl_kpis.formula.functions.declare import Example, Function
from xl_kpis.languages import available

FUNCTIONS = list(dict.fromkeys(load_all().values()))
CASES = [(f, example) for f in FUNCTIONS for example in f.examples]


def same(got: Any, want: Any) -> bool:
    if isinstance(want, list):
        return (
            isinstance(got, list)
            and len(got) == len(want)
            and all(
                len(g) == len(w) and all(same(x, y) for x, y in zip(g, w, strict=True))
                for g, w in zip(got, want, strict=True)
            )
        )
    if isinstance(want, bool) or isinstance(got, bool):
        return got is want
    if isinstance(want, (int, float)):
        return isinstance(got, float) and abs(got - want) <= 1e-9 * max(1.0, abs(want))
    return bool(got == want)


@pytest.mark.parametrize(("function", "example"), CASES, ids=[e.formula for _, e in CASES])
def test_example_gives_what_it_says(function: Function, example: Example) -> None:
    got = xl_kpis.evaluate(example.formula, example.cells)
    assert same(got, example.result), f"{example.formula} gave {got!r}"


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.name)
def test_function_is_documented(function: Function) -> None:
    assert function.examples
    said = [function.help(language) for language in available()]
    assert all(sentence.endswith(".") for sentence in said)
    assert len(set(said)) == len(said)
