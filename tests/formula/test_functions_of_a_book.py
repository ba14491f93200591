"""Functions that one book has of its own."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import openpyxl
import pandas as pd
import pytest

import xl_kpis
from xl_kpis import Book


def at_the_top(x: float) -> float:
    return x * 7


def times(book: Book, factor: float, **options: Any) -> None:
    book.function(name="TIMES", **options)(lambda x: x * factor)


def test_two_books_of_one_template_call_their_own() -> None:
    workbook = openpyxl.Workbook()
    for row in range(1, 40):
        workbook.active.append([row, f"=TIMES(A{row})", "=SUM(B:B)"])
    books = [xl_kpis.load(workbook) for _ in range(3)]
    times(books[0], 2)
    times(books[1], 10)
    assert [book["B39"] for book in books[:2]] == [78, 390]
    assert [book["C1"] for book in books[:2]] == [1560, 7800]
    assert str(books[2]["B39"]) == str(xl_kpis.load(workbook)["C1"]) == "#NAME?"


def test_what_was_calculated_is_calculated_anew_when_they_come_and_go() -> None:
    book = Book.of({"A1": 3, "B1": "=TIMES(A1)", "C1": "=B1+1"})
    assert str(book["C1"]) == "#NAME?"
    book["A1"] = 4
    times(book, 2)
    assert book["C1"] == 9
    times(book, 3)
    assert (book["C1"], list(book.function), len(book.function)) == (13, ["TIMES"], 1)
    book.function.remove("times")
    assert str(book["C1"]) == "#NAME?"


def test_they_go_before_those_of_the_process_and_of_excel() -> None:
    xl_kpis.function(name="TIMES")(lambda x: x * 100)
    try:
        book = Book.of({"A1": "=TIMES(1)", "B1": "=SUM(1,2)"})
        times(book, 2)
        assert (book["A1"], xl_kpis.evaluate("=TIMES(1)")) == (2, 100)
        with pytest.raises(ValueError, match="replace=True"):
            book.function(name="SUM")(lambda a, b: 42.0)
        book.function(name="SUM", replace=True)(lambda a, b: 42.0)
        assert (book["B1"], xl_kpis.evaluate("=SUM(1,2)")) == (42, 3)
        book.function.remove("TIMES")
        assert book["A1"] == 100
    finally:
        xl_kpis.remove_function("TIMES")


def test_whatever_asks_a_book_knows_them() -> None:
    book = Book.of({"A1": 3, "B1": "=TIMES(A1)", "C1": '=INDIRECT("B1")+IF(A1>2,TIMES(1),0)'})
    times(book, 2)
    assert book["C1"] == 8
    assert book.evaluate("=TIMES(SUM(A1:B1))") == 18
    assert str(book.explain("B1")).endswith("TIMES(A1)  →  6")
    assert book.scenarios(pd.DataFrame({"A1": [1, 2]}), ["B1"])["B1"].tolist() == [2, 4]
    assert book.goal_seek("B1", 10, by="A1") == 5
    book.formula["D1:D3"] = "=TIMES($A$1)"
    assert book["D1:D3"] == [[6], [6], [6]]
    assert book.recalculate().unsupported == {}


def test_a_function_may_ask_another_book_which_does_not_know_it() -> None:
    book = Book.of({"A1": "=OUTER()"})
    times(book, 2)
    book.function(name="OUTER")(lambda: str(xl_kpis.evaluate("=TIMES(1)")))
    assert book["A1"] == "#NAME?"


def test_copies_have_them_and_change_by_themselves() -> None:
    book = Book.of({"A1": "=TIMES(1)"})
    times(book, 2)
    other = book.copy()
    times(other, 5)
    assert (book["A1"], other["A1"]) == (2, 5)


@pytest.mark.parametrize("from_file", [False, True])
def test_they_travel_where_they_are_found_by_name(from_file: bool) -> None:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = "=AT_THE_TOP(6)"
    book = xl_kpis.load(workbook) if from_file else Book.of({"A1": "=AT_THE_TOP(6)"})
    book.function(at_the_top)
    assert pickle.loads(pickle.dumps(book))["A1"] == 42
    times(book, 2)
    with pytest.raises((pickle.PicklingError, AttributeError), match="lambda"):
        pickle.dumps(book)


def test_threads_at_work_on_several_books_do_not_mix_them_up() -> None:
    def last(factor: int) -> Any:
        book = Book.of({"A1": [[row] for row in range(50)]})
        book.formula["B1:B50"] = "=TIMES(A1)"
        times(book, factor)
        for value in range(10):
            book["A50"] = value
            assert book["B50"] == value * factor
        return book["B50"]

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(last, range(1, 13))) == [9 * n for n in range(1, 13)]
