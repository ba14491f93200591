"""Formulas of one shape, which differ only by the cells, ranges, numbers and texts in them, give
what each gives compiled for itself."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formula.sizes import sizes
from xl_kpis.errors import NA, ExcelError
from xl_kpis.formula import thresholds
from xl_kpis.formula.book import Book
from xl_kpis.formula.calculate import alike
from xl_kpis.formula.compile.plan import plan_for
from xl_kpis.formula.compile.precedents import precedents_of
from xl_kpis.formula.compile.shapes import Shaped, Shapes
from xl_kpis.formula.reference import cell_name
from xl_kpis.formula.sheets.model import Run

CELLS = ["A1", "B2", "$C$3", "D$4", "$A5", "c2", "T!A1", "'My ''S'!B2", "XFE1", "A0", "AB12", "E1"]
SPANS = [
    "A1:B2",
    "$A$1:A5",
    "B3:A1",
    "T!A1:A3",
    "'My ''S'!A1:$B$2",
    "A:A",
    "2:3",
    "A1:B2:C3",
    "B2:D2",
]
CONSTANTS = ["1", "2.5", "007", "1E2", ".5", "3.", "1e-1", "45000", "0"]
TEXTS = ['"x"', '"A1"', '">2"', '"a""b"', '"2"', '""', '"apple"']
TEMPLATES = [
    "@+@*#", "(@-@)", "-@^#%", "SUM(~)/@", "IF(@>#,@,@-#)", "ROUND(@/@,#)", "IFERROR(@/#,&)",
    "SUMIF(~,&)", "COUNTIF(~,@)", "INDEX(~,#,#)", "VLOOKUP(#,~,#,FALSE)", "@&&&#", "LEN(&)&@",
    "ROW(@)+COLUMN(~)", "OFFSET(@,#,0)", "SUM(~,@,#)", "MAX(~ ~)", "AVERAGE((~,~))", "ISREF(@)",
    "SUMPRODUCT(~*~)", "SUBTOTAL(#,~)", "IF(#,,@)", "ROWS(~)", "~", "@:@", "SUM(@:@)", "Rate*@",
    "{1,2}*@", "MATCH(&,~,0)", "INDIRECT(&)", "AND(@>#,@<#)", "LET(x,@,x*#)", "CHOOSE(#,@,~)",
    "N(@)+T(&)", "CELL(&,@)", "SUM(A1:INDEX(~,#))", "COUNTBLANK(~)", "#", "&", "TRUE", "@=@",
    "COLUMN()+@", "ROW()*@", 'COLUMN()&"-"&ROW()&@', "COLUMN(@)+ROW()", "INDEX(~,ROW()-9,1)",
    "TEXT(@,&)", "@ + @ ", "T!@", "1:@", "A@", "NOSUCH(@)", "@#", "#:#", "AREAS((~,@))",
]  # fmt: skip
WORDS = {"@": CELLS, "~": SPANS, "#": CONSTANTS, "&": TEXTS}


def written(template: str, chance: random.Random) -> str:
    return "".join(chance.choice(WORDS[c]) if c in WORDS else c for c in template)


def book(texts: list[str], chance: random.Random) -> Book:
    values: list[Any] = [1.0, 2.0, -3.5, None, "x", "2", True, 0.0, 7.25]
    cells = {
        f"{sheet}A1": [[chance.choice(values) for _ in range(4)] for _ in range(6)]
        for sheet in ("", "T!", "'My ''S'!")
    }
    made = Book.of(cells)
    made.names["Rate"] = "=0.25"
    runs = made.model.sheets[0].runs
    runs += [Run(i // 8 + 10, i % 8, i // 8 + 10, i % 8, text) for i, text in enumerate(texts)]
    return made


@contextmanager
def shapes(shapes_from: int) -> Iterator[None]:
    """Formulas are of a shape from so many on, and evaluated together even where that takes longer
    than by themselves."""
    chosen = {"SHAPES_FROM": shapes_from, "GATHERED_FROM": 1, "LANES_FROM": 2}
    with sizes(chosen), pytest.MonkeyPatch.context() as patch:
        patch.setattr(alike, "_LOOK", 0.0)
        patch.setattr(alike, "_LOOK_AT_LANE", 0.0)
        yield


def results(texts: list[str], seed: int, shapes_from: int) -> list[Any]:
    with shapes(shapes_from):
        made = book(texts, random.Random(seed))
        made.settle()
        return [made.model.value(0, i // 8 + 10, i % 8) for i in range(len(texts))]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(TEMPLATES), min_size=1, max_size=4), st.integers(0, 2**32))
def test_formulas_of_a_shape_give_what_they_give_alone(templates: list[str], seed: int) -> None:
    chance = random.Random(seed)
    texts = [written(template, chance) for template in templates for _ in range(8)]
    together, alone = results(texts, seed, 1), results(texts, seed, 10**9)
    assert list(map(repr, together)) == list(map(repr, alone)), texts
    assert all(value is not None and not isinstance(value, Exception) for value in together)


def test_a_shape_is_compiled_once_and_remembers_each_formula() -> None:
    texts = [f"A{i % 6 + 1}*T!B{i % 5 + 1}+{i}" for i in range(100)]
    made = book(texts, random.Random(1))
    formulas = [compiled for _, _, compiled in plan_for(made.model).runs]
    assert len({id(formula.traits) for formula in formulas}) == 1
    assert made.precedents("D22") == ["Sheet1!A2", "T!B2"]
    assert made.explain("D22").text == "A2*T!B2+91"


@pytest.mark.parametrize("text", ["A1:A3", "Rate*A1", "T2[x]*A1", "A1#", "SUM(A:A,A1)", "\1+A1"])
def test_what_is_no_shape_is_compiled_for_itself(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(thresholds, "SHAPES_FROM", 1)
        shapes = Shapes(book([], random.Random(0)).model)
        found = shapes.formulas([(0, Run(row, 9, row, 9, text)) for row in range(4)])
    assert text == "A1:A3" or found == [None] * 4
    assert not any(isinstance(each, ExcelError) for each in found)


def scattered(shapes_from: int, texts: dict[tuple[int, int, int], str]) -> dict[Any, Any]:
    with shapes(shapes_from):
        made = Book.of({"A1": [[i * 0.7 - 3 for i in range(5)]] * 9, "T!A1": "x"})
        for (sheet, row, col), text in texts.items():
            made.model.sheets[sheet].runs.append(Run(row, col, row, col, text))
        made.settle()
        values = {cell: repr(made.model.value(*cell)) for cell in texts}
        made["A1"] = 100
        made.settle()
        return {cell: (value, repr(made.model.value(*cell))) for cell, value in values.items()}


READING = ["@+@*2", "SUM(~)/@", "IF(@>1,@,@-1)", "MAX(@,3)-AVERAGE(~,@)", "IFERROR(@/@,9)", "@&@"]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from(READING), min_size=1, max_size=3),
    st.integers(0, 2**32),
    st.booleans(),
)
def test_formulas_of_a_shape_that_read_each_other(
    templates: list[str], seed: int, circles: bool
) -> None:
    """In any order, on any sheet; also where some of them go round in circles."""
    chance = random.Random(seed)
    places = [(sheet, row, col) for sheet in (0, 1) for row in range(10, 22) for col in range(1, 4)]
    chance.shuffle(places)
    done: list[tuple[int, int, int]] = [(0, row, col) for row in range(9) for col in range(5)]
    texts = {}

    def word(c: str) -> str:
        sheet, row, col = chance.choice(places if circles and chance.random() < 0.1 else done)
        name = "Sheet1!" if sheet == 0 else "T!"
        if c == "@":
            return name + cell_name(row, col)
        top = max(row - chance.randrange(3), 0) if (sheet, row) < (0, 9) else row
        return f"{name}{cell_name(top, col)}:{cell_name(row, col)}"

    for place in places:
        texts[place] = "".join(word(c) if c in WORDS else c for c in chance.choice(templates))
        done.append(place)
    assert scattered(1, texts) == scattered(10**9, texts)


def test_a_chain_of_formulas_of_a_shape() -> None:
    """Each reads the one before it, and they stand all over the sheet."""
    places = [(0, 20 + i * 7 % 500, 8 + i % 3) for i in range(500)]
    before = [(0, 0, 0), *places]
    texts = {
        place: f"{cell_name(*last[1:])}+0.1*{cell_name(0, i % 5)}"
        for i, (place, last) in enumerate(zip(places, before, strict=False))
    }
    assert scattered(1, texts) == scattered(10**9, texts)


def test_what_is_read_beyond_what_is_named_comes_first() -> None:
    """SUMIF takes as much from its third argument as its first one has."""
    texts = {(0, 40 + i, 6): f"SUMIF(A1:A9,{i},G{60 + i}:G{60 + i})" for i in range(20)}
    texts |= {(0, 59 + i, 6): f"B{i % 9 + 1}*{i}" for i in range(40)}
    texts |= {(0, 20 + i, 7): f"SUMIF(A1:A2,-3,H{22 + i}:H{22 + i})+{i}" for i in range(20)}
    assert scattered(1, texts) == scattered(10**9, texts)


FILLED = [
    *READING, "SUM(~)", "COUNTIF(~,&)+#", "SUM(@,~,#)", "IF(@>#,&,@)", "VLOOKUP(#,~,#,FALSE)",
    "MAX(~)-@", "SUMIF(~,#)", "SUM(~)*2-SUM(~)", "~", "INDEX(~,#,1)", "AND(@>#,~)",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(FILLED), min_size=1, max_size=4), st.integers(0, 2**32))
def test_runs_of_a_shape_give_what_each_gives_alone(templates: list[str], seed: int) -> None:
    """Filled down, to the right and over both, on several sheets, whichever of their references
    stay. They read what is further up, which may be their own cells."""
    runs = runs_of(templates, seed)
    assert filled(1, runs, seed) == filled(10**9, runs, seed), runs


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(FILLED), min_size=1, max_size=4), st.integers(0, 2**32))
def test_operands_tell_what_each_cell_reads_as_its_tree_does(
    templates: list[str], seed: int
) -> None:
    with shapes(1):
        made = book([], random.Random(seed))
        for sheet, run in runs_of(templates, seed):
            made.model.sheets[sheet].runs.append(run)
        for group in made.state.groups:
            told = (
                group.planned.precedents(group.run) if isinstance(group.planned, Shaped) else None
            )
            if told is None:
                continue
            by_tree = precedents_of(made.model, group)
            for row, col in _cells(group.run):
                cell = group.run._replace(top=row, left=col, bottom=row, right=col)
                areas = [each.over(cell) for each in told]
                assert areas == [each.over(cell) for each in by_tree]


def test_what_is_read_in_the_shape_of_another_range_is_told_by_the_tree() -> None:
    texts = [f'SUMIF(A{i}:A{i + 1},">0",B{i})' for i in range(1, 30)]
    with shapes(1):
        made = book(texts, random.Random(1))
        assert "Sheet1!B4:B5" in made.precedents("D11")


def runs_of(templates: list[str], seed: int) -> list[tuple[int, Run]]:
    """Formulas made of templates on two sheets, filled over cells or not."""
    chance = random.Random(seed)

    def corner(rows: int) -> str:
        row, col = chance.choice(["", "$"]), chance.choice(["", "$"])
        return f"{col}{'ABCDEFG'[chance.randrange(7)]}{row}{chance.randrange(rows) + 1}"

    def word(c: str, rows: int) -> str:
        if c in "@~":
            place = corner(rows) if c == "@" else f"{corner(rows)}:{corner(rows)}"
            return chance.choice(["", "", "T!"]) + place
        return chance.choice(WORDS[c]) if c in WORDS else c

    runs = []
    for sheet in (0, 1):
        for i in range(12):
            top, left = 7 + i // 3 * 5, i % 3 * 3
            height, width = chance.choice([(1, 1), (1, 3), (4, 1), (5, 1), (5, 2), (3, 3)])
            text = "".join(word(c, top) for c in chance.choice(templates))
            runs.append((sheet, Run(top, left, top + height - 1, left + width - 1, text)))
    return runs


def filled(shapes_from: int, runs: list[tuple[int, Run]], seed: int) -> list[str]:
    with shapes(shapes_from):
        made = book([], random.Random(seed))
        for sheet, run in runs:
            made.model.sheets[sheet].runs.append(run)
        made.settle()
        before = [repr(made.model.value(s, r, c)) for s, run in runs for r, c in _cells(run)]
        made["B2"] = 11
        made.settle()
        return before + [repr(made.model.value(s, r, c)) for s, run in runs for r, c in _cells(run)]


def _cells(run: Run) -> list[tuple[int, int]]:
    rows, cols = range(run.top, run.bottom + 1), range(run.left, run.right + 1)
    return [(row, col) for row in rows for col in cols]


def test_short_runs_of_many_sheets_are_compiled_once() -> None:
    made = Book.of({f"S{i}!A1": [[i], [2], [3]] for i in range(60)})
    for sheet in made.model.sheets:
        sheet.runs.append(Run(0, 1, 2, 1, "A1*2+A$3"))
    planned = [formula for _, _, formula in plan_for(made.model).runs]
    assert len({id(formula.traits) for formula in planned}) == 1
    assert made["S59!B1:B3"] == [[121.0], [7.0], [9.0]]
    assert made.explain("S59!B2").value == 7.0


CONDITIONAL = [
    "COUNTIF(~,&)", "SUMIF(~,&)", "SUMIF(~,&,~)", "AVERAGEIF(~,&,~)", "COUNTIFS(~,&,~,&)",
    "SUMIFS(~,~,&)", "AVERAGEIFS(~,~,&,~,&)", "MAXIFS(~,~,&)", "MINIFS(~,~,&)*2+#",
]  # fmt: skip
ASKED = ['">2"', '"<>2"', '"=2"', "2", '"x*"', '"<>x"', '""', '"<>"', '"="', '"TRUE"', '">="', "A1",
         "D3", '"#N/A"', '"<=x"', '"2"', "C2", '"?"', '"<-1"']  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(CONDITIONAL), st.integers(0, 2**32), st.booleans())
def test_criteria_asked_of_ranges_that_stand_anywhere(
    template: str, seed: int, numbers: bool
) -> None:
    """Each finds what it finds alone: among numbers, and among whatever cells may hold."""
    chance = random.Random(seed)
    held: list[Any] = [0.1, 2.0, -3.5, 7.25, 2.0]
    if not numbers:
        held += [None, "x", "X1", "2", "", True, False, None, "?", NA, 0.0, "-4"]
    rows = [[chance.choice(held) for _ in range(4)] for _ in range(12)]

    def formula() -> str:
        height = chance.choice([1, 2, 5])

        def word(c: str) -> str:
            if c == "~":
                top, col = chance.randrange(8), chance.choice("ABCD")
                sheet = chance.choice(["", "T!"])
                return f"{sheet}{col}{top + 1}:{col}{top + height}"
            return chance.choice(ASKED if c == "&" else CONSTANTS) if c in WORDS else c

        return "".join(map(word, template))

    texts = [formula() for _ in range(40)]

    def values(shapes_from: int) -> list[str]:
        with shapes(shapes_from):
            made = Book.of({"A1": rows, "T!A1": rows[::-1]})
            made.model.sheets[0].runs += [Run(i, 6, i, 6, text) for i, text in enumerate(texts)]
            made.settle()
            return [repr(made.model.value(0, i, 6)) for i in range(len(texts))]

    assert values(1) == values(10**9), texts


SUBTOTALS = [
    "SUBTOTAL({k},{range})",
    "SUBTOTAL({k},{range},{cell})",
    "AGGREGATE({k},{option},{range})",
    "AGGREGATE({k},{option},{range},{cell})",
    "IFERROR(SUBTOTAL({k},{range})+1,{option})",
    "SUBTOTAL({cell},{range})",
    "SUM({range})",
]


def subtotals(texts: list[str], seed: int, shapes_from: int) -> list[str]:
    """The values of formulas in every other cell of two columns, below and beside numbers."""
    chance = random.Random(seed)
    with shapes(shapes_from):
        items: list[Any] = [1.5, 2.0, -3.25, None, "x", True, NA if chance.random() < 0.3 else 4.0]
        cells = [[chance.choice(items) for _ in range(3)] for _ in range(len(texts) * 2)]
        made = Book.of({"A1": cells, "T!A1": cells})
        for sheet in made.model.sheets:
            sheet.hidden_rows = np.array([2, 5, 6], np.int32)
            sheet.filtered_rows = np.array([5], np.int32)
        runs = made.model.sheets[0].runs
        places = [(i * 2, 3 + i % 2) for i in range(len(texts))]
        runs += [Run(*place, *place, text) for place, text in zip(places, texts, strict=True)]
        made.settle()
        return [repr(made.model.value(0, *place)) for place in places]


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(SUBTOTALS),
    st.sampled_from([9, 109, 2, 3, 103, 1, 4, 5, 7, 14, 6, 0.5]),
    st.sampled_from([0, 1, 3, 4, 6, 7]),
    st.integers(0, 2**32),
)
def test_subtotals_from_anywhere_leave_out_what_each_leaves_out(
    template: str, k: float, option: int, seed: int
) -> None:
    chance = random.Random(seed)
    texts: list[str] = []
    for i in range(60):
        top = chance.randrange(1, 100)
        span = f"{chance.choice('ABC')}{top}:C{top + chance.randrange(4)}"
        if chance.random() < 0.3:  # subtotals among what it reads
            span = chance.choice(["T!A1:B5", "A2:C7", "T!A7", f"B1:E{max(1, 2 * i)}"])
        cell = chance.choice(["A3", "B9"])
        texts.append(template.format(k=k, option=option, range=span, cell=cell))
    assert subtotals(texts, seed, 1) == subtotals(texts, seed, 10**9), texts
