"""Circular references: reported as paths, 0 without iteration, settled with it."""

from __future__ import annotations

import pytest
from books import array, book_of, dynamic

from xl_kpis.formula.book import Book
from xl_kpis.formula.sheets.model import Iteration


def test_a_cycle_is_0_and_a_path() -> None:
    book = book_of({"A1": "=B1+1", "B1": "=C1", "C1": "=A1*2", "D1": "=A1+5", "E1": "=1+1"})
    report = book.recalculate()
    assert [book[c] for c in ("A1", "B1", "C1", "E1")] == [0, 0, 0, 2]
    assert len(report.cycles) == 1
    assert set(report.cycles[0]) == {"Sheet1!A1", "Sheet1!B1", "Sheet1!C1"}


def test_a_cell_that_reads_itself() -> None:
    book = book_of({"A1": "=A1+1", "B1": "=SUM(B:B)", "C1": "=ROW(C1)"})
    report = book.recalculate()
    assert [book["A1"], book["B1"], book["C1"]] == [0, 0, 1]
    assert sorted(report.cycles) == [["Sheet1!A1"], ["Sheet1!B1"]]


def test_a_circle_through_indirect_is_0_wherever_it_is_entered() -> None:
    cells = {"D4": "=SUM(E3:E4)", "E3": '=1+INDIRECT("D4")'}
    for order in (["D4", "E3"], ["E3", "D4"]):
        book = book_of({cell: cells[cell] for cell in order})
        for _ in range(2):
            book.recalculate()
            assert [book["D4"], book["E3"]] == [0, 0]


def test_what_depends_on_a_circle_through_indirect_is_0_wherever_it_is_entered() -> None:
    cells = {"A1": "=SUM(B1:C1)", "B1": '=INDIRECT("A1")+1', "C1": 5, "D1": "=B1+1", "E1": "=C1+1"}
    for order in (["A1", "B1", "C1", "D1", "E1"], ["E1", "D1", "C1", "B1", "A1"]):
        book = book_of({cell: cells[cell] for cell in order})
        assert len(book.recalculate().cycles) == 1
        assert [book[cell] for cell in ("A1", "B1", "D1", "E1")] == [0, 0, 0, 6]


def test_an_array_in_a_circle_iterates_from_0_each_time() -> None:
    cells = {"A1": "=SUM(C:C)+1", "C1": dynamic("SEQUENCE(A1+1)")}
    book = book_of(cells, iteration=Iteration(True, 1, 0.001))
    first = [book["A1"], book["C1"], book["C2"]]
    assert first == [1, 1, 2]
    book.recalculate()
    assert [book["A1"], book["C1"], book["C2"]] == first


def test_a_branch_not_taken_is_no_cycle() -> None:
    book = book_of({"A1": 1, "B1": "=IF(A1>0,5,C1)", "C1": "=B1*2"})
    assert book.recalculate().cycles == []
    assert [book["B1"], book["C1"]] == [5, 10]


def test_rows_that_cross_are_no_cycle() -> None:
    cells = {f"A{i}": f"=B{i - 1}+1" for i in range(2, 40)}
    cells |= {f"B{i}": f"=A{i}*2" for i in range(2, 40)}
    book = book_of({**cells, "B1": 1})
    assert book.recalculate().cycles == []
    assert book["A4"] == ((1 + 1) * 2 + 1) * 2 + 1


def test_a_cycle_over_sheets_and_names() -> None:
    book = book_of({"A1": "=there", "Two!A1": "=Sheet1!A1"}, names={"there": "Two!$A$1"})
    report = book.recalculate()
    assert [set(path) for path in report.cycles] == [{"Sheet1!A1", "Two!A1"}]


def test_a_spill_that_reads_itself_ends() -> None:
    book = book_of({"A1": dynamic("SEQUENCE(3)+A2"), "C1": 7})
    book.recalculate()
    assert book["C1"] == 7


@pytest.mark.parametrize(
    ("cells", "count", "want"),
    [
        ({"A1": "=A1+1"}, 10, {"A1": 10}),
        ({"A1": "=B1+1", "B1": "=A1"}, 10, {"A1": 10, "B1": 10}),
        ({"A1": "=(A1+2/A1)/2", "B1": 3}, 100, {"A1": "#DIV/0!"}),
        ({"A1": "=IF(A1=0,1,(A1+2/A1)/2)"}, 100, {"A1": 2**0.5}),
        ({"A1": 1000, "B1": "=A1-C1", "C1": "=B1*0.1"}, 100, {"B1": 1000 / 1.1}),
    ],
)
def test_iteration(cells: dict[str, object], count: int, want: dict[str, object]) -> None:
    book = book_of(cells, iteration=Iteration(True, count, 1e-12))
    book.recalculate()
    for cell, value in want.items():
        got = book[cell]
        if isinstance(value, str):
            assert str(got) == value
        else:
            assert got == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize(
    "cells",
    [
        {"A1": '=INDIRECT("B1")+1', "B1": "=A1+1"},
        {"A1": "=B1+1", "B1": '=INDIRECT("A1")+1'},
        {"A1": "=B1+1", "B1": "=OFFSET(A1,0,0)+1"},
    ],
)
def test_a_circle_of_typed_formulas_that_might_spill_is_0(cells: dict[str, str]) -> None:
    book = Book.of(cells | {"C1": 1})
    assert [book["A1"], book["B1"]] == [0, 0]
    book["C1"] = 2
    assert [book["A1"], book["B1"]] == [0, 0]


def test_items_of_a_filled_array_that_do_not_go_round_have_values() -> None:
    book = book_of(
        {
            "A1": False,
            "A2": True,
            "B1": "=C1",
            "B2": "=C2",
            "C1": array("IF(A1:A2,B1:B2,1)", 2),
        }
    )
    report = book.recalculate()
    assert report.cycles
    assert [book["C1"], book["C2"]] == [1, 0]


def test_what_if_that_closes_a_circle_is_0() -> None:
    book = Book.of({"A1": "=INDIRECT(C1)+1", "B1": "=A1*2", "C1": "D1", "D1": 5})
    assert [book["A1"], book["B1"]] == [6, 12]
    book["C1"] = "B1"
    assert [book["A1"], book["B1"]] == [0, 0]
    book["C1"] = "D1"
    assert [book["A1"], book["B1"]] == [6, 12]


def test_iteration_ends_when_nothing_changes_much() -> None:
    book = book_of({"A1": "=A1/2+1"}, iteration=Iteration(True, 1000, 0.1))
    book.recalculate()
    assert 1.8 < book["A1"] < 2
