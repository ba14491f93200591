"""A formula has one value, whatever way it is reached and from whichever size on the engine goes
another way: alone, in a cell, filled down or right or both, in a column that reads itself, among
what-if cases, after a change, from a file, from files calculated together."""

from __future__ import annotations

import datetime
import itertools
import random
import re
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.formula.sizes import sizes
from tests.formula.test_fleet import workbook
from xl_kpis import evaluate, load
from xl_kpis.errors import DIV0, NA, VALUE, ExcelError
from xl_kpis.formula import thresholds
from xl_kpis.formula.book import Book
from xl_kpis.formula.compile.typed_formulas import may_spill
from xl_kpis.formula.fleet import recalculate_files
from xl_kpis.formula.fleet.together import _kinds
from xl_kpis.formula.functions import load_all
from xl_kpis.formula.functions.declare import Function
from xl_kpis.formula.grammar import FormulaSyntaxError, parse, translate
from xl_kpis.formula.sheets.model import Run

STORED_ERRORS = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"}
NOW = datetime.datetime(2024, 5, 6, 7, 8)
SIZES = {name: value for name, value in vars(thresholds).items() if name.isupper()}
LEAST, MOST = dict.fromkeys(SIZES, 1), dict.fromkeys(SIZES, 10**9)
FLEET = {name: SIZES[name] for name in ("FILES_AT_ONCE", "BYTES_AT_ONCE")}
"""What leaves files to be calculated together."""


chosen_sizes = st.one_of(
    st.just({}),
    st.just(LEAST | FLEET),
    st.just(LEAST),
    st.just(MOST),
    st.fixed_dictionaries(
        {name: st.sampled_from([1, 2, 5, value]) for name, value in SIZES.items()}
    ),
)

# ---- formulas over a block of anything ----------------------------------------------------------

ROWS, COLUMNS = 8, 4
"""A1:D8 holds the data."""
values = st.one_of(
    st.integers(-3, 9).map(float),
    st.sampled_from([0.1, 0.2, 0.3, 0.7, 1e16, 1.0, -1e16, 1e-7, 2.5, 45000.0, 45322.75, 1 / 3]),
    st.floats(-1e6, 1e6, allow_subnormal=False).map(lambda x: x + 0.0),
    st.sampled_from(
        [None, None, True, False, "x", "X", "apple", "12", "5%", "1-Jan-2024", "", DIV0, NA]
    ),
)
blocks = st.lists(
    st.lists(values, min_size=COLUMNS, max_size=COLUMNS), min_size=ROWS, max_size=ROWS
)
LEAVES = [
    "A1", "B2", "C3", "D1", "A5", "$A$1", "A$2", "$B3", "1", "2", "0.5", "-2.5", '"x"', '"12"',
    "TRUE", "1E16", '""', "45000",
]  # fmt: skip
RANGES = [
    "A1:A8", "A$1:A3", "$A$1:$A$8", "B1:B8", "$B$1:$B$8", "A1:C1", "A1:D8", "$A$1:$D$8", "A1:B2",
    "A$1:B2", "C1:C5", "A:A", "{0.1,0.2,0.3}", "{3;1;2}",
]  # fmt: skip
OPERATORS = ["+", "-", "*", "/", "^", "&", "=", "<>", "<", ">="]
UNLIKE = {
    *("AREAS", "CELL", "COLUMN", "DETECTLANGUAGE", "FORMULATEXT", "GETPIVOTDATA", "HYPERLINK"),
    *("IMAGE", "INDIRECT", "INFO", "ISFORMULA", "ISREF", "OFFSET", "ROW", "RTD", "SHEET", "SHEETS"),
    *("STOCKHISTORY", "TRANSLATE", "WEBSERVICE"),
    *(f.name for f in load_all().values() if f.volatile),
}
"""Functions of where they stand, of chance or of the world."""
FUNCTIONS = [
    f for f in dict.fromkeys(load_all().values()) if f.category != "own" and f.name not in UNLIKE
]


def argument(chance: random.Random, function: Function, index: int, depth: int) -> str:
    kind = str(function.parameter(index).kind).casefold() if function.parameters else ""
    if any(word in kind for word in ("range", "array", "ref", "values", "numbers")):
        return chance.choice(RANGES)
    if depth and chance.random() < 0.35:
        return formula(chance, depth - 1)
    return chance.choice(RANGES) if chance.random() < 0.15 else chance.choice(LEAVES)


def formula(chance: random.Random, depth: int) -> str:
    """A random expression: an operation, a call, or an example with cells for constants."""
    kind = chance.random()
    if not depth:
        return chance.choice(LEAVES)
    if kind < 0.3:
        left, right = formula(chance, depth - 1), formula(chance, depth - 1)
        return f"({left}{chance.choice(OPERATORS)}{right})"
    function = chance.choice(FUNCTIONS)
    if kind < 0.6 and function.examples:
        text = chance.choice(function.examples).formula.removeprefix("=")
        numbers = list(re.finditer(r"(?<![\w.$\"{,;:!#-])\d+(?:\.\d+)?(?![\w.\"};:!%#(])", text))
        if numbers and '"' not in text and "{" not in text and chance.random() < 0.7:
            at = chance.choice(numbers)
            text = text[: at.start()] + chance.choice(LEAVES) + text[at.end() :]
        return text
    least = function.minimum
    most = max(least, len(function.parameters))
    count = chance.randint(least, most)
    args = [argument(chance, function, i, depth - 1) for i in range(count)]
    return f"{function.name}({','.join(args)})"


def usable(text: str) -> bool:
    """Whether a formula has one value and asks nothing of where it stands."""
    called = {name.upper() for name in re.findall(r"([\w.]+)\(", text)}
    if len(text) > 300 or called & UNLIKE or any(sign in text for sign in "![#"):
        return False
    try:
        parse(text)
    except FormulaSyntaxError:
        return False
    return not may_spill(text)


@st.composite
def formulas(draw: st.DrawFn) -> str:
    chance = random.Random(draw(st.integers(0, 2**48)))
    while True:
        text = formula(chance, 2)
        if usable(text):
            return text


# ---- the ways -----------------------------------------------------------------------------------

DOWN, RIGHT = 12, 6
"""How far a formula of J1 is filled; further to the right it would read itself."""


def filled(block: list[list[Any]], run: Run, **more: Any) -> Book:
    book = Book.of({"A1": block, **more}, now=NOW)
    book.model.sheets[0].runs.append(run)
    return book


def cells(book: Book, run: Run) -> list[Any]:
    """The values of a run's cells, row by row."""
    book.settle()
    rows, cols = range(run.top, run.bottom + 1), range(run.left, run.right + 1)
    return [book.model.value(0, row, col) for row in rows for col in cols]


def one_by_one(block: list[list[Any]], run: Run, **more: Any) -> list[Any]:
    """As :func:`cells`, each cell with a formula of its own."""
    book = Book.of({"A1": block, **more}, now=NOW)
    for row in range(run.top, run.bottom + 1):
        for col in range(run.left, run.right + 1):
            text = translate(run.text, run.top, run.left, row, col)
            book.model.sheets[0].runs.append(Run(row, col, row, col, text))
    return cells(book, run)


def doubled(block: list[list[Any]]) -> list[list[Any]]:
    return [[value * 2 if type(value) is float else value for value in row] for row in block]


def runs(text: str) -> dict[str, tuple[Run, dict[str, Any]]]:
    """Runs of a formula, with what else stands on the sheet."""
    below = translate(text, 0, 9, 1, 9)
    itself = f"IFERROR(IF(J1=J1,{below},{below}),{below})"
    return {
        "down": (Run(0, 9, DOWN - 1, 9, text), {}),
        "right": (Run(0, 9, 0, 8 + RIGHT, text), {}),
        "both": (Run(0, 9, 3, 8 + RIGHT, text), {}),
        "reading itself": (Run(1, 9, DOWN, 9, itself), {"J1": 1}),
        "adding to itself": (Run(1, 9, 30, 9, f"J1*0.3+({below})"), {"J1": 1}),
    }


def in_memory(block: list[list[Any]], text: str) -> dict[str, list[Any]]:
    """The values of a formula of J1 filled down, by way; of some ways only the first."""
    run = runs(text)["down"][0]
    found = {}
    alone = evaluate(f"={text}", {"A1": block}, now=NOW)
    found["evaluate"] = [0.0 if alone is None else alone]
    other = doubled(block)
    given = {"A1": [3.0, block[0][0], 4.0], "B2": [5.0, block[1][1], 6.0]}
    other[0][0], other[1][1] = 7.0, 8.0
    book = filled([*[[*row] for row in block]], run)
    book["A1"], book["B2"] = 7.0, 8.0
    book.settle()
    cases = book.scenarios(pd.DataFrame(given, dtype=object), ["J1", "J2", "J5"])
    first = [cases[name].tolist()[1] for name in ("J1", "J2")]
    found["case"] = first
    book["A1"], book["B2"] = block[0][0], block[1][1]
    found["change"] = cells(book, run)
    book = filled(other, run)
    book.settle()
    book["A1"] = block
    found["change of all"] = cells(book, run)
    return found


def openpyxl_keeps(value: Any) -> bool:
    """Whether a value comes through openpyxl, which writes 16 digits and no empty texts."""
    return value != "" and (type(value) is not float or float(f"{value:.16g}") == value)


def openpyxl_of(grid: list[list[Any]]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for i, row in enumerate(grid, 1):
        for j, value in enumerate(row, 1):
            book.active.cell(i, j, str(value) if isinstance(value, ExcelError) else value)
    return book


def from_files(block: list[list[Any]], text: str, folder: Path) -> dict[str, list[Any]]:
    """As :func:`in_memory`, from files."""
    run = runs(text)["down"][0]
    found, files = {}, []
    for data in (doubled(block), block, doubled(block)):
        rows = [*data, *[[None] * COLUMNS] * (DOWN - ROWS)]
        formulas = [f"={translate(text, 0, 9, i, 9)}" for i in range(DOWN)]
        files.append([[*row, *[None] * 5, own] for row, own in zip(rows, formulas, strict=True)])
    book = load(workbook(files[1]), now=NOW)
    found["file"] = cells(book, run)
    again = load(book.to_bytes(), now=NOW)
    found["saved"] = [again.model.value(0, row, 9) for row in range(DOWN)]
    found["reloaded"] = cells(again, run)
    names = []
    for i, grid in enumerate(files):
        (folder / f"{i}.xlsx").write_bytes(workbook(grid))
        names.append((folder / f"{i}.xlsx", folder / "out" / f"{i}.xlsx"))
    done = list(recalculate_files(names, now=NOW))
    assert not [item.problem for item in done if item.problem]
    joined = load(done[1].target, now=NOW)
    found["together"] = [joined.model.value(0, row, 9) for row in range(DOWN)]
    if all(map(openpyxl_keeps, itertools.chain(*block))):
        found["openpyxl"] = cells(load(openpyxl_of(files[1]), now=NOW), run)
    return found


def as_file_has_it(value: Any) -> str:
    """A value as a file brings it back: a text without anything in it is none, errors younger than
    files are #VALUE!."""
    if isinstance(value, ExcelError) and value.code not in STORED_ERRORS:
        value = VALUE
    return repr(None if value == "" else value)


def disagreements(
    block: list[list[Any]], text: str, chosen: Mapping[str, int], folder: Path
) -> list[str]:
    want = {way: one_by_one(block, run, **more) for way, (run, more) in runs(text).items()}
    found: dict[str, tuple[list[Any], list[Any], Callable[[Any], str]]] = {}
    _kinds.clear()
    with sizes(chosen):
        for way, (run, more) in runs(text).items():
            found[way] = cells(filled(block, run, **more), run), want[way], repr
        for way, values in in_memory(block, text).items():
            found[way] = values, want["down"], repr
        for way, values in from_files(block, text, folder).items():
            found[way] = values, want["down"], as_file_has_it
    _kinds.clear()
    return [
        f"{way}, cell {i + 1}: {one!r} instead of {other!r}"
        for way, (values, expected, shown) in found.items()
        for i, (one, other) in enumerate(zip(values, expected, strict=False))
        if shown(one) != shown(other)
    ]


def agree(block: list[list[Any]], text: str, chosen: Mapping[str, int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        wrong = disagreements(block, text, chosen, Path(folder))
    assert not wrong, f"={text} of {block} at {dict(chosen)}:\n" + "\n".join(wrong[:12])


def each_has_its_own(block: list[list[Any]], text: str, chosen: Mapping[str, int]) -> None:
    """Filled down beside a block, every cell has the value that its formula has alone."""
    run = Run(0, 9, 49, 9, text)
    want = one_by_one(block, run)
    with sizes(chosen):
        found = cells(filled(block, run), run)
    for i, (one, other) in enumerate(zip(found, want, strict=True)):
        assert repr(one) == repr(other), f"={text} of {block} at {chosen}: row {i + 1}"


def as_written(draw: st.DrawFn, text: str) -> str:
    """A formula as it is, or with others around it."""
    return draw(st.sampled_from([text, text, f"IFERROR({text},0)+1", f"LET(w,A1,{text})"]))


AS_FOUND = (Phase.explicit, Phase.reuse, Phase.generate)
"""A formula made from a random number has no smaller one beside it."""


@settings(max_examples=50, deadline=None, phases=AS_FOUND)
@given(blocks, formulas(), chosen_sizes)
def test_a_formula_has_one_value_whatever_way_it_is_reached(
    block: list[list[Any]], text: str, chosen: dict[str, int]
) -> None:
    agree(block, text, chosen)


@pytest.mark.slow
@settings(max_examples=3000, deadline=None, phases=AS_FOUND)
@given(blocks, formulas(), chosen_sizes)
def test_many_formulas_have_one_value(
    block: list[list[Any]], text: str, chosen: dict[str, int]
) -> None:
    agree(block, text, chosen)
