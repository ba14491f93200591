"""Several inputs for which several outputs are what is wanted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_kpis import Book


def with_values(book: Book, values: dict[str, float]) -> Book:
    other = book.copy()
    for cell, value in values.items():
        other[cell] = value
    return other


def assert_solved(book: Book, goals: dict[str, float], by: list[str], **options: Any) -> Any:
    before = [book[name] for name in (*by, *goals)]
    found = book.solve(goals, by, **options)
    assert list(found) == by
    there = with_values(book, found)
    assert {name: there[name] for name in goals} == pytest.approx(goals, rel=1e-8, abs=1e-8)
    assert [book[name] for name in (*by, *goals)] == before
    return found


LOAN = {
    "A1": 1000,
    "B1": 0.05,
    "C1": 10,
    "D1": "=FV(B1,C1,0,-A1)",
    "E1": "=A1*B1",
    "F1": "=SQRT(A1-500)",
    "G1": '=IF(A1>0,"a","b")',
}


def test_two_goals_by_two_inputs() -> None:
    found = assert_solved(Book.of(LOAN), {"D1": 3000, "E1": 100}, ["A1", "B1"])
    assert found["A1"] * found["B1"] == pytest.approx(100)


def test_one_goal_by_one_input_is_goal_seek() -> None:
    book = Book.of(LOAN)
    found = assert_solved(book, {"D1": 3000}, ["B1"])
    assert found["B1"] == pytest.approx(book.goal_seek("D1", 3000, by="B1"), rel=1e-9)


def test_more_inputs_than_goals() -> None:
    assert_solved(Book.of(LOAN), {"D1": 3000}, ["A1", "B1", "C1"])


def test_limits_are_kept_also_where_inputs_stand_beyond_them() -> None:
    found = assert_solved(
        Book.of({"A1": 50, "B1": 3, "C1": "=A1*B1"}),
        {"C1": 60},
        ["A1", "B1"],
        between={"A1": (None, 10), "B1": (0, 100)},
    )
    assert found["A1"] <= 10
    assert 0 <= found["B1"] <= 100


def test_numbers_end_on_the_way() -> None:
    assert_solved(Book.of(LOAN), {"F1": 3, "E1": 200}, ["A1", "B1"])
    assert_solved(Book.of({"A1": 900, "B1": "=SQRT(A1)"}), {"B1": 0.5}, ["A1"])


def test_blank_inputs_and_names_do() -> None:
    book = Book.of({"A1": 2, "C1": "=price*A1+B1"})
    book.names["price"] = "=Sheet1!$D$1"
    assert_solved(book, {"C1": 12}, ["price", "B1"])


@pytest.mark.parametrize(
    ("goals", "by", "said"),
    [
        ({"F1": -3}, ["A1"], "no values of A1 were found for which F1 = -3"),
        ({"D1": 1, "E1": 1000}, ["C1"], "no values of C1 were found for which D1 = 1, E1 = 1000"),
        ({"G1": 1}, ["A1"], "G1 is a where the inputs are now, which is no number"),
        ({"D1": 1}, ["E1"], "E1 holds a formula; only input cells can be set"),
        ({"D1": float("nan")}, ["A1"], "a cell cannot hold nan"),
    ],
)
def test_what_cannot_be_found_is_said(goals: dict[str, float], by: list[str], said: str) -> None:
    book = Book.of(LOAN)
    with pytest.raises(ValueError, match=said):
        book.solve(goals, by)
    assert [book["A1"], book["C1"]] == [1000, 10]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(-50, 50), min_size=3, max_size=3), st.permutations(["A1", "B1", "C1"]))
def test_any_solvable_system_of_three_is_solved(wanted: list[float], by: list[str]) -> None:
    book = Book.of(
        {"A1": 1, "B1": 2, "C1": 3, "D1": "=2*A1+B1", "E1": "=B1-C1/2", "F1": "=A1+B1+C1"}
    )
    assert_solved(book, dict(zip(["D1", "E1", "F1"], wanted, strict=True)), by)
