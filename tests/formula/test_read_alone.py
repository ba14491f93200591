"""What is read of a workbook is calculated, and nothing that it does not need."""

from __future__ import annotations

from typing import Any

import pytest
from books import array, book_of, dynamic

from xl_kpis.formula.book import Book
from xl_kpis.formula.calculate.needs import Needs

CELLS: dict[str, Any] = {
    "A1": 1,
    "B1": "=SEEN(A1)",
    "B2": "=SEEN(B1+10)",
    "C1": "=SEEN(A1+100)",
    "C2": "=SEEN(A1+200)",
    "C3": "=SEEN(A1+300)",
}


def noted(cells: dict[str, Any], **options: Any) -> tuple[Book, list[float]]:
    """A book, and what its formulas were called with so far."""
    book, calls = book_of(cells, **options), []

    @book.function
    def SEEN(value: float) -> float:
        calls.append(value)
        return value

    return book, calls


def test_inputs_need_no_formula() -> None:
    book, calls = noted(CELLS)
    assert (book["A1"], calls) == (1.0, [])
    book["A1"] = 2
    assert (book["A1"], calls) == (2.0, [])


def test_a_cell_needs_what_it_names_and_each_is_calculated_once() -> None:
    book, calls = noted(CELLS)
    assert (book["B2"], calls) == (11.0, [1.0, 11.0])
    assert (book["B1"], book["B2"], len(calls)) == (1.0, 11.0, 2)
    assert book["C1"] == 101.0
    assert calls == [1.0, 11.0, 101.0]


def test_an_input_that_changes_is_heard() -> None:
    book, _ = noted(CELLS)
    assert book["B2"] == 11.0
    for value in range(2, 9):
        book["A1"] = value
        assert [book["B2"], book["C3"]] == [value + 10.0, value + 300.0]


def test_an_input_changed_after_all_is_calculated_is_read_as_it_is() -> None:
    book, calls = noted(CELLS)
    book.recalculate()
    calls.clear()
    book["A1"] = 5
    assert (book["A1"], calls) == (5.0, [])
    assert (book["B1"], sorted(calls)) == (5.0, [5.0, 15.0, 105.0, 205.0, 305.0])


def test_the_report_is_of_all_formulas() -> None:
    book = book_of({"A1": 0, "B1": "=1+1", "B2": "=1/A1", "B3": "=2", "B4": "=3"})
    assert book["B1"] == 2.0
    assert book.report().errors == {"#DIV/0!": 1}


def test_a_formula_entered_where_one_has_no_value_yet() -> None:
    book, _ = noted(CELLS)
    assert book["B1"] == 1.0
    book.formula["C1"] = "=B1*7"
    assert book["C1:C3"] == [[7.0], [201.0], [301.0]]


@pytest.mark.parametrize(
    "more",
    [
        {"E1": dynamic("SEQUENCE(3)")},
        {"E1": array("A1:A2*2", 2)},
        {"E1": "=E2", "E2": "=E1+1", "E3": "=IF(TRUE,1,E1)", "E4": "=ROWS(E1:E2)"},
        {"E1": '=INDIRECT("E"&A1+1)', "E2": "=B1", "E3": '=CELL("row",E1)', "E4": "=NOW()*0"},
    ],
    ids=["spill", "array", "circle", "anything"],
)
def test_each_cell_by_itself_is_what_it_is_among_all(more: dict[str, Any]) -> None:
    cells = {**CELLS, **more}
    places = [*cells, "E2", "E3", "E4"]
    want, _ = noted(cells)
    want.recalculate()
    for place in places:
        alone, _ = noted(cells)
        assert alone[place] == want[place], place
    one_by_one, _ = noted(cells)
    assert [one_by_one[p] for p in reversed(places)] == [want[p] for p in reversed(places)]


def test_a_goal_is_sought_in_a_book_of_which_nothing_was_calculated() -> None:
    for seek in (
        lambda book: book.goal_seek("C1", 30, "A1"),
        lambda book: book.solve({"C1": 30}, ["A1"])["A1"],
    ):
        assert abs(seek(book_of({"A1": 1, "B1": "=A1*2", "C1": "=B1+10"})) - 10) < 1e-9


def test_cells_read_one_after_the_other_are_not_looked_for_again_and_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What each needs is as many formulas as stand above it: all together they are a square."""
    looked: list[int] = []
    of = Needs.of

    def noted(needs: Needs, area: Any) -> Any:
        found = of(needs, area)
        looked.append(len(found))
        return found

    monkeypatch.setattr(Needs, "of", noted)
    rest = {f"B{i}": f"=B{i - 1}*{1 + i % 7}+{i}" for i in range(2, 301)}
    book = book_of({"A1": 1, "B1": "=A1", **rest})
    for i in range(1, 301):
        assert isinstance(book[f"B{i}"], float)
    assert sum(looked) <= 2 * 300
