"""Changed inputs: what is read afterwards is what a workbook made with them would hold."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from typing import Any

import pytest
from books import book_of, dynamic
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_kpis.formula.book import Book
from xl_kpis.formula.compile.precedents import precedents_of
from xl_kpis.formula.grammar import FormulaSyntaxError, one_area, parse
from xl_kpis.formula.grammar.nodes import Ref
from xl_kpis.formula.reference import Area, cell_name
from xl_kpis.formula.sheets.model import Iteration, Run, Table

N = 120


def with_runs(cells: Mapping[str, Any], runs: list[tuple[Any, ...]]) -> Book:
    book = Book.of(cells)
    book.model.sheets[0].runs += [Run(*run) for run in runs]
    return book


def everything(book: Book) -> list[list[Any]]:
    return list(book[f"A1:{cell_name(N + 10, 12)}"])


def assert_as_new(
    cells: dict[str, Any], runs: list[tuple[Any, ...]], changes: list[tuple[str, Any, bool]]
) -> Book:
    """Change cells, reading in between where told to; compare with a new workbook."""
    book = with_runs(cells, runs)
    book.settle()
    for cell, value, read in changes:
        book[cell] = value
        if read:
            book.settle()
    new = with_runs(cells, runs)
    for cell, value, _ in changes:
        new[cell] = value
    assert everything(book) == everything(new)
    book.recalculate()
    assert everything(book) == everything(new)
    return book


# ---- addresses ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["A1", "a1", "$A$1", "Data!A1", "data!$a1", "'Data'!A1", "=A1", " A1 ", "Input"]
)
def test_one_cell_by_any_of_its_addresses(address: str) -> None:
    book = book_of({"Data!A1": 1, "Data!B1": "=A1*2"}, names={"Input": "Data!$A$1"})
    book.model.sheets.pop(0)  # the empty first one
    assert book[address] == 1.0
    book[address] = 5
    assert book["Data!B1"] == 10.0


def test_sheets_whose_names_need_care() -> None:
    cells = {"'It''s'!A1": 1, "A1!B2": 2, "'[1]x'!A1": 3, "'2024'!A1": 4, "Été!A1": 5}
    book = Book.of(cells)
    wanted = {"'It''s'!A1": 1, "A1!B2": 2, "'A1'!B2": 2, "2024!A1": 4, "'2024'!A1": 4, "été!A1": 5}
    assert {address: book[address] for address in wanted} == wanted


@pytest.mark.parametrize("name", ["XFE1", "A1048577", "A0", "Rate"])
def test_names_that_are_almost_cells(name: str) -> None:
    book = book_of({"A1": 1, "B1": "=A1+1"}, names={name: "Sheet1!$A$1"})
    book[name] = 6
    assert book["B1"] == 7.0


def test_an_address_means_what_the_sheets_are_called_now() -> None:
    book = Book.of({"A1": 1, "Other!A1": 2})
    assert book["Other!A1"] == 2.0
    book.model.sheets[0].name, book.model.sheets[1].name = "Other", "Sheet1"
    assert book["Other!A1"] == 1.0


@pytest.mark.parametrize("address", ["Nowhere!A1", "", "A", "Sheet1!", "A1+1", "XFE1", "!A1"])
def test_what_is_no_cell(address: str) -> None:
    book = Book.of({"A1": 1})
    with pytest.raises(KeyError):
        book[address]
    with pytest.raises(KeyError):
        book[address] = 1


@settings(deadline=None)
@given(
    st.sampled_from(["", "Data!", "'My x'!", "'It''s'!", "A1!", "Jan:Mar!", "'Jan:Mar'!", "[1]x!"])
    | st.text("aA1$!':[]. \\", max_size=6),
    st.from_regex(r"\$?[A-Za-z]{1,4}\$?[0-9]{1,8}(:\$?[A-Za-z]{1,4}\$?[0-9]{1,8})?", fullmatch=True)
    | st.text("aZ1$ :", max_size=5),
)
def test_a_plain_cell_or_range_is_read_as_the_parser_does(before: str, cell: str) -> None:
    found = one_area(before + cell)
    if found is None:
        return
    try:
        node = parse(before + cell)
    except FormulaSyntaxError:
        node = None
    assert isinstance(node, Ref)
    assert (node.sheet, node.sheet_to, node.book) == (found[0], None, None)
    corners = [(at.row, at.col) for at in (node.first, node.last or node.first)]
    rows, cols = zip(*corners, strict=True)
    assert found[1:] == (min(rows), min(cols), max(rows), max(cols))


# ---- what depends on a cell ---------------------------------------------------------------------

COLUMNS = {"A1": [[float(i % 7), float(i % 5)] for i in range(N)]}
"""Inputs in A and B."""
FORMULAS = [
    "A2*B2",
    "IF(B2>2,C2*0.5,C2)",
    "ROUND(D2/(B2+1),2)",
    "C2+D2-E2",
    "SUM(A$1:A2)",
    "AVERAGE(A2:B11)",
    "G2/$B$1",
    "SUM(A:A)+J2",
    "SUMIF(B$1:B$120,B2,A$1:A$120)",
    'INDIRECT("A"&ROW())+OFFSET(B2,1,0)',
]
FILLED: list[tuple[Any, ...]] = [(1, 2 + i, N - 1, 2 + i, text) for i, text in enumerate(FORMULAS)]


def test_one_change_in_a_long_table() -> None:
    assert_as_new(COLUMNS, FILLED, [("A50", 3.5, True)])


def test_several_changes_before_anything_is_read() -> None:
    changes: list[tuple[str, Any, bool]] = [(f"A{i}", i / 2, False) for i in range(5, N, 4)]
    assert_as_new(COLUMNS, FILLED, [*changes, ("B1", 3.0, False), ("A5", 1.0, False)])


def test_a_block_of_changes() -> None:
    book = with_runs(COLUMNS, FILLED)
    book.settle()
    book["A30:B32"] = [[1, 2], [3, 4], [5, 6]]
    new = with_runs(COLUMNS, FILLED)
    new["A30:B32"] = [[1, 2], [3, 4], [5, 6]]
    assert everything(book) == everything(new)


def test_cells_that_were_blank() -> None:
    runs = [(0, 3, N - 1, 3, "A1+C1"), (0, 4, 0, 4, "SUM(A:C)+COUNTA(G:G)")]
    changes = [("C7", 2.0, True), ("C90", 4.0, True), (f"A{N + 5}", 8.0, True), ("G3", "x", True)]
    assert_as_new(COLUMNS, runs, [*changes, ("C7", None, True), ("A3", "text", True)])


@pytest.mark.parametrize("cell", ["A1", "A2", "A60", "A110", "A117", "A120"])
@pytest.mark.parametrize(
    "runs",
    [
        [(1, 2, N - 1, 2, "C1+A2")],
        [(0, 2, N - 2, 2, "C2+A1")],
        [(1, 2, N - 1, 2, "D1*0.5+A2"), (1, 3, N - 1, 3, "C2+B2")],
        [(12, 2, N - 1, 2, "C1*0.5+A13")],
        [(1, 2, N - 1, 4, "B1*0.5+A2")],
        [(9, 2, N - 1, 2, "SUM(A1:A10)"), (9, 3, N - 1, 3, "D9*0.5+C10")],
    ],
)
def test_cells_that_lead_from_one_to_the_next(cell: str, runs: list[tuple[Any, ...]]) -> None:
    book = assert_as_new(COLUMNS, runs, [(cell, 50.0, True), ("A119", 3.0, True)])
    down = [circles for (_, across), circles in book.state.circles.items() if not across]
    assert down
    assert all(down)


def test_a_row_that_goes_right() -> None:
    cells = {"A1": [[float(i) for i in range(N)]] * 2}
    runs = [(2, 1, 2, N - 1, "A3*0.5+B$1"), (3, 1, 3, N - 1, "B3+B2")]
    book = with_runs(cells, runs)
    before = book[f"{cell_name(3, 1)}:{cell_name(3, N - 1)}"]
    book["K1"] = 99
    new = with_runs(cells, runs)
    new["K1"] = 99
    row = f"{cell_name(2, 1)}:{cell_name(3, N - 1)}"
    assert book[row] == new[row]
    assert before[0][:9] == book[row][1][:9]


def test_only_what_may_differ_is_calculated() -> None:
    book = with_runs(COLUMNS, [(1, 2, N - 1, 2, "C1+A2"), (0, 3, N - 1, 3, "A1*2")])
    book.settle()
    index = book.dependency_index
    found = {
        (area.top, area.left, area.bottom): None
        for areas in index.affected([book.resolve("A70").area]).values()
        for area in areas
    }
    assert (69, 3, 69) in found
    assert min(top for top, _, _ in found) == 69
    assert max(bottom for _, _, bottom in found) == N - 1


places = st.tuples(st.integers(0, 90), st.integers(0, 40))
blocks = st.tuples(places, st.integers(0, 80), st.integers(0, 40)).map(
    lambda t: Area(0, *t[0], t[0][0] + t[1], t[0][1] + t[2])
)


@settings(deadline=None)
@given(st.lists(st.tuples(blocks, places, st.booleans()), max_size=12), blocks)
def test_every_reader_is_found_once(reads: list[Any], changed: Area) -> None:
    runs: list[tuple[Any, ...]] = []
    for i, (area, (height, _), moves) in enumerate(reads):
        corners = cell_name(area.top, area.left), cell_name(area.bottom, area.right)
        if not moves:
            corners = tuple("$" + re.sub("(?=[0-9])", "$", corner, count=1) for corner in corners)
        runs.append((200, 100 + i, 200 + height, 100 + i, f"SUM({':'.join(corners)})"))
    book = with_runs({"A1": 1}, runs)
    wanted = {}
    for group in book.state.groups:
        (precedent,) = precedents_of(book.model, group)
        rows = [
            row
            for row, col in group.cells()
            if precedent.over(Run(row, col, row, col, "")).intersect(changed)
        ]
        if rows:
            wanted[group.run.left] = Area(0, rows[0], group.run.left, rows[-1], group.run.left)
    found = [part for _, part in book.dependency_index.readers(changed)]
    assert sorted(found) == sorted(wanted.values())


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *("A2+B2", "C2*2", "D2-C2", "C1+A2", "F3*0.5+A2", "SUM(A$1:A2)", "SUM(A2:B6)"),
                *("SUM(C$1:C2)", "MAX(D1:D4)", "E1*0.5+D2", "G2&H2", "IF(A2>3,C2,B2)", "B$1+C2"),
                *("SUM(C:C)", "COUNT(F2:H2)", "INDEX(C$1:C$40,3)", "OFFSET(D2,1,0)", "N(I2)+B2"),
            ]
        ),
        min_size=2,
        max_size=6,
    ),
    st.lists(
        st.tuples(
            st.builds("{}{}".format, st.sampled_from("AB"), st.integers(1, 44)),
            st.one_of(st.integers(-9, 9).map(float), st.sampled_from([None, "x", True])),
            st.booleans(),
        ),
        min_size=1,
        max_size=8,
    ),
)
def test_any_columns(formulas: list[str], changes: list[tuple[str, Any, bool]]) -> None:
    cells = {"A1": [[float(i % 7), float(i % 5)] for i in range(40)]}
    runs = [(1, 2 + i, 39, 2 + i, text) for i, text in enumerate(formulas)]
    if with_runs(cells, runs).recalculate().cycles:
        return
    assert_as_new(cells, runs, changes)


# ---- what is not seen in a formula's text -------------------------------------------------------


def test_through_names_and_tables() -> None:
    cells = {
        "A1": [["k", "v"], ["a", 1], ["b", 2]],
        "D1": "=SUM(Sales[v])",
        "D2": "=Total*Rate",
        "F1": 10,
    }
    table = Table("Sales", 0, 0, 0, 2, 1, ["k", "v"])
    book = book_of(cells, {"Total": "Sheet1!$D$1", "Rate": "Sheet1!$F$1"}, (table,))
    assert book["D2"] == 30.0
    book["B2"] = 4
    assert book["D2"] == 60.0
    book["Rate"] = 2
    assert book["D2"] == 12.0


def test_arrays_that_grow_shrink_and_are_in_the_way() -> None:
    book = book_of({"A1": 2, "B1": dynamic("SEQUENCE(A1)"), "C1": "=SUM(B:B)", "D1": "=COUNT(B1#)"})
    assert [book["C1"], book["D1"]] == [3.0, 2.0]
    for size in (5, 1, 4):
        book["A1"] = size
        assert [book["C1"], book["D1"]] == [size * (size + 1) / 2, size]
    book["B3"] = 7
    assert [str(book["B1"]), book["B3"]] == ["#SPILL!", 7.0]
    book["A1"] = 2
    book["B3"] = None
    assert [book["C1"], book["D1"]] == [3.0, 2.0]
    book["A1"] = 3
    assert [book["B3"], book["C1"]] == [3.0, 6.0]


def test_cells_read_by_a_text() -> None:
    book = book_of({"A1": 1, "A2": 2, "B1": "A2", "C1": "=INDIRECT(B1)*10", "D1": "=C1+1"})
    assert book["D1"] == 21.0
    book["A2"] = 3
    assert book["D1"] == 31.0
    book["B1"] = "Sheet1!A1"
    assert book["D1"] == 11.0
    book["A1"] = 7
    assert book["D1"] == 71.0


def test_random_numbers_are_new_and_their_readers_follow() -> None:
    book = book_of({"A1": 1, "B1": "=RAND()", "C1": "=B1+1"}, seed=1)
    before = book["B1"]
    book["A1"] = 2
    assert book["B1"] != before
    assert book["C1"] == book["B1"] + 1


def test_the_time_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from xl_kpis.formula.calculate import state

    class Clock(datetime.datetime):
        day = 1

        @classmethod
        def now(cls, tz: Any = None) -> Clock:
            return cls(2024, 1, cls.day)

    monkeypatch.setattr(state.datetime, "datetime", Clock)
    book = book_of({"A1": 1, "B1": "=TODAY()", "C1": "=B1+A1"})
    assert book["C1"] == 45293.0
    Clock.day = 2
    assert book["C1"] == 45293.0
    book["A1"] = 0
    assert [book["B1"], book["C1"]] == [45293.0, 45293.0]


# ---- what goes round ----------------------------------------------------------------------------


def test_circular_references_stay_what_they_are() -> None:
    book = Book.of({"A1": 1, "B1": "=C1+A1", "C1": "=B1*2", "D1": "=B1+5", "E1": "=A1*2"})
    before = book["B1:D1"]
    book["A1"] = 2
    assert [book["B1:D1"], book["E1"]] == [before, 4.0]
    assert len(book.report().cycles) == 1


def test_a_circle_that_comes_and_goes() -> None:
    book = Book.of({"A1": 1, "B1": "=IF(A1=1,5,C1)", "C1": "=B1*2", "D1": "=C1+1"})
    assert book["D1"] == 11.0
    book["A1"] = 2
    assert [book["B1:D1"], len(book.report().cycles)] == [[[0.0, 0.0, 0.0]], 1]
    book["A1"] = 1
    assert [book["B1:D1"], book.report().cycles] == [[[5.0, 10.0, 11.0]], []]


def test_iteration_begins_anew() -> None:
    cells = {"A1": 1, "B1": "=C1*0.5+A1", "C1": "=B1*0.5", "D1": "=B1+5"}
    book = book_of(cells, iteration=Iteration(True, 100, 1e-9))
    book.settle()
    book["A1"] = 3
    assert book["B1:D1"] == [[pytest.approx(4), pytest.approx(2), pytest.approx(9)]]


def test_data_tables_follow() -> None:
    cells = {"A1": 1, "A2": 10, "B1": "=A1*A2", "D2": 1, "D3": 2, "E1": "=B1", "H1": "=SUM(E2:E3)"}
    book = with_runs(cells, [(1, 4, 2, 4, "TABLE(,A1)", "table")])
    assert book["H1"] == 30.0
    book["A2"] = 20
    assert [book["E1"], book["E2"], book["E3"], book["H1"]] == [20.0, 20.0, 40.0, 60.0]
    book["D3"] = 5
    assert book["H1"] == 120.0
