"""The values of arguments that stand for something are those that functions take."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from xl_kpis.errors import ExcelError
from xl_kpis.formula.book import Book
from xl_kpis.formula.functions import load_all
from xl_kpis.formula.functions.declare import Example, Function
from xl_kpis.formula.functions.support import meanings as all_codes
from xl_kpis.formula.functions.support.meanings import NO_SIGNS, SIGNS, SIGNS_OF_FLOOR, Codes
from xl_kpis.formula.functions.support.pages import category_key, relatives
from xl_kpis.formula.grammar import nodes, parse
from xl_kpis.formula.grammar.printer import unparse
from xl_kpis.formula.grammar.traversal import children
from xl_kpis.languages import available, catalogue

FUNCTIONS = {name: f for name, f in load_all().items() if name == f.name.upper()}
DECLARED = [
    (name, argument, codes)
    for name, function in sorted(FUNCTIONS.items())
    for argument, codes in function.codes
    if argument != "result" and codes not in (SIGNS, SIGNS_OF_FLOOR, NO_SIGNS)
]

REGIONS = {"A1": [["N", "x", "p", "u", 1], ["N", "y", "q", "v", 2], ["S", "x", "p", "u", 3]]}
MORE = {
    "PIVOTBY": [Example("=PIVOTBY(A1:B3,C1:D3,E1:E3,SUM)", 0, REGIONS)],
    "AGGREGATE": [Example("=AGGREGATE(18,6,{1,2,3},0.5)", 2)],
}
"""Examples with what the codes are about, where those of the documentation are shorter."""


def with_argument(example: Example, name: str, at: int, text: str) -> str | None:
    """An example's formula with another argument, those before it left empty where it has none;
    only what the function itself gives; None if it is not called."""
    inside = [parse(example.formula)]
    while inside and not (isinstance(inside[0], nodes.Call) and inside[0].name == name):
        inside += children(inside.pop(0))
    if not inside:
        return None
    call = inside[0]
    assert isinstance(call, nodes.Call)
    args = [unparse(arg) for arg in call.args]
    args += [""] * (at + 1 - len(args))
    args[at] = text
    return f"={name}({','.join(args)})"


def outcomes(function: Function, at: int, text: str) -> Iterator[object]:
    """What examples of a function that give a value give with another argument."""
    for example in (*function.examples, *MORE.get(function.name.upper(), ())):
        if isinstance(example.result, ExcelError):
            continue
        formula = with_argument(example, function.name.upper(), at, text)
        if formula is not None:
            value = Book.of(example.cells).evaluate(formula)
            yield from [item for row in value for item in row] if type(value) is list else [value]


def position(function: Function, argument: str) -> int:
    return [p.name for p in function.parameters].index(argument)


@pytest.mark.parametrize(("name", "argument", "codes"), DECLARED)
def test_a_function_takes_each_of_them_and_no_other(name: str, argument: str, codes: Codes) -> None:
    function = FUNCTIONS[name]
    at = position(function, argument)
    refused = {"#VALUE!", "#NUM!"}
    for code in codes.codes:
        found = [str(value) for value in outcomes(function, at, code)]
        assert found, "no example has this argument"
        assert not refused.issuperset(found), code
    if not codes.open:
        for other in ('"zz"' if codes.codes[0].startswith('"') else "99", "-7"):
            found = [str(value) for value in outcomes(function, at, other)]
            assert set(found) <= refused, (other, found)


@pytest.mark.parametrize("language", available())
def test_each_has_words_and_no_word_is_left_over(language: str) -> None:
    known = [value for value in vars(all_codes).values() if isinstance(value, Codes)]
    used = {codes.key for function in FUNCTIONS.values() for _, codes in function.codes}
    assert {codes.key for codes in known} == used
    asked = {
        f"{codes.key}.{code.strip(chr(34))}"
        for codes in known
        if not codes.names
        for code in codes.codes
    }
    assert asked == set(catalogue("codes", language))


@pytest.mark.parametrize("function", ["CEILING", "FLOOR"])
def test_signs_of_significance_are_as_the_page_says(function: str) -> None:
    book = Book.of({})
    up = function == "CEILING"
    assert book.evaluate(f"={function}(7,2)") == (8 if up else 6)
    assert book.evaluate(f"={function}(-7,-2)") == (-8 if up else -6)
    assert book.evaluate(f"={function}(-7,2)") == (-6 if up else -8)
    assert str(book.evaluate(f"={function}(7,-2)")) == "#NUM!"


def test_relatives_know_each_other_and_are_documented() -> None:
    for name, function in FUNCTIONS.items():
        if name.startswith("_") or function.category == "own" or name.startswith("KPI_"):
            continue
        near = relatives(name)
        assert name not in near
        assert len(near) == len(set(near))
        for other in near:
            assert category_key(other)
        for other in function.see:
            assert other in FUNCTIONS, f"{name} names {other}"
            assert name in relatives(other)
    assert {"INDEX", "MATCH"} <= set(relatives("XLOOKUP"))
