"""Functions of a user's own: what they take and give, and how they come and go."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest

import xl_kpis
from xl_kpis import Book, evaluate, function
from xl_kpis.formula.functions.declare import OWN, forget


@pytest.fixture(autouse=True)
def own_functions_go() -> Iterator[None]:
    before = set(OWN)
    yield
    for name in set(OWN) - before:
        forget(name)


def test_dates_go_in_and_come_out() -> None:
    @function
    def NEXT_WEEK(day: datetime.date, weeks: int = 1) -> datetime.date:
        assert type(day) is datetime.date
        return day + datetime.timedelta(weeks=weeks)

    @function
    def HOURS(moment: datetime.datetime) -> float:
        return moment.hour

    assert evaluate("=NEXT_WEEK(DATE(2024,1,31),2)") == 45336
    assert evaluate("=HOURS(A1)", {"A1": 45322.75}) == 18
    assert evaluate("=NEXT_WEEK({1,2}+45000)") == [[45008, 45009]]
    assert str(evaluate("=NEXT_WEEK(-1)")) == "#NUM!"
    book = Book.of({"A1": [[45000], [45001]], "B1": [["=NEXT_WEEK(A1)"], ["=NEXT_WEEK(A2)"]]})
    assert book["B1:B2"] == [[45007], [45008]]


def test_the_workbooks_own_date_system_counts() -> None:
    @function
    def YEAR_OF(day: datetime.date) -> float:
        return day.year

    book = Book.of({"A1": 0, "B1": "=YEAR_OF(A1)"})
    book.model.date1904 = True
    assert book["B1"] == 1904


@pytest.mark.parametrize(
    ("given", "want"),
    [
        (pd.DataFrame({"x": [1, 2], "y": ["a", None]}), [[1, "a"], [2, 0]]),
        (pd.Series([1, 2]), [[1], [2]]),
        ([[1, 2], [3]], [[1, 2], [3, 0]]),
        ([1, 2], [[1], [2]]),
        (np.array([[1, 2]]), [[1, 2]]),
        ([datetime.date(2024, 1, 31), Decimal("0.5")], [[45322], [0.5]]),
        (datetime.timedelta(hours=6), 0.25),
        (Decimal("2.5"), 2.5),
        (np.float64(2), 2),
        (None, 0),
    ],
)
def test_tables_and_values_come_out(given: Any, want: Any) -> None:
    function(name="GIVEN")(lambda: given)
    book = Book.of({"A1": "=GIVEN()"})
    shown = book["A1"] if not isinstance(want, list) else book["A1#"]
    assert shown == want


def test_ranges_go_in_whole() -> None:
    @function
    def LONGEST(rows: list) -> str:
        return max((str(item) for row in rows for item in row if item), key=len)

    @function
    def SUM_OF(frame: pd.DataFrame, column: int) -> float:
        return frame[column].sum()

    cells = {"A1": [[1, "abc"], [2, "abcde"]]}
    assert evaluate("=LONGEST(A1:B2)", cells) == "abcde"
    assert evaluate("=SUM_OF(A1:B2,0)", cells) == 3
    assert evaluate("=SUM_OF(A1:A2*10,0)", cells) == 30


def test_functions_of_excel_are_replaced_only_on_purpose_and_come_back() -> None:
    with pytest.raises(ValueError, match="replace=True"):

        @function
        def SUM(a: float) -> float:
            return 42

    @function(name="SUM", replace=True)
    def always(a: float) -> float:
        return 42

    assert evaluate("=SUM(1)") == 42
    xl_kpis.remove_function("sum")
    assert evaluate("=SUM(1,2)") == 3
    with pytest.raises(KeyError):
        xl_kpis.remove_function("SUM")


def test_a_volatile_function_is_called_every_time() -> None:
    count = [0.0]

    @function(volatile=True)
    def TICK() -> float:
        count[0] += 1
        return count[0]

    book = Book.of({"A1": "=TICK()", "B1": 1})
    first = book["A1"]
    book["B1"] = 2
    assert book["A1"] > first


def test_what_would_have_to_be_waited_for_is_refused() -> None:
    with pytest.raises(TypeError, match="coroutine"):

        @function
        async def LATER(a: float) -> float:
            return a
