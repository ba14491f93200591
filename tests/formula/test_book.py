"""A book as people hold it: values in and out, what it lists, what it finds."""

from __future__ import annotations

import copy
import datetime
import pickle
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pandas as pd
import pytest

import xl_kpis
from xl_kpis import Book
from xl_kpis.errors import DIV0, NA

# ---- values in ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "value", "want"),
    [
        ("A1:B2", 5, [[5, 5], [5, 5]]),
        ("A1:A3", [1, 2, 3], [[1], [2], [3]]),
        ("A1:C1", [1, 2, 3], [[1, 2, 3]]),
        ("A1:B2", [[1, 2], [3, 4]], [[1, 2], [3, 4]]),
        ("A1:B2", ((1, 2), (3, 4)), [[1, 2], [3, 4]]),
        ("A1:B2", np.array([[1, 2], [3, 4]]), [[1, 2], [3, 4]]),
        ("A1:A2", np.array([1.5, 2]), [[1.5], [2]]),
        ("A1:A2", pd.Series([1, None]), [[1], [None]]),
        ("A1:B2", pd.DataFrame({"x": [1, 2], "y": ["a", None]}), [[1, "a"], [2, None]]),
        ("A1:A2", pd.Series(pd.to_datetime(["2024-01-31", None])), [[45322], [None]]),
        ("A1:A2", None, [[None], [None]]),
    ],
)
def test_a_range_takes_one_value_or_as_many_as_it_has(address: str, value: Any, want: Any) -> None:
    book = Book.of({"E1": 0})
    book[address] = value
    assert book[address] == want


def test_a_cell_is_the_corner_of_what_it_is_given() -> None:
    book = Book.of({"A1": 0})
    book["B2"] = [[1, 2], [3, 4]]
    assert book["A1:C3"] == [[0, None, None], [None, 1, 2], [None, 3, 4]]


@pytest.mark.parametrize(
    ("value", "want"),
    [
        (Decimal("12.5"), 12.5),
        (np.int64(3), 3.0),
        (np.float32(0.5), 0.5),
        (np.bool_(True), True),
        (np.str_("x"), "x"),
        (np.datetime64("2024-01-31"), 45322.0),
        (pd.Timestamp("2024-01-31 06:00"), 45322.25),
        (pd.NaT, None),
        (pd.NA, None),
        (datetime.date(2024, 1, 31), 45322.0),
        (datetime.time(6), 0.25),
        (datetime.timedelta(hours=36), 1.5),
        (NA, NA),
        (-0.0, 0.0),
    ],
)
def test_what_python_has_is_what_a_cell_holds(value: Any, want: Any) -> None:
    book = Book.of({"A1": 0, "B1": "=A1"})
    book["A1"] = value
    got = book["A1"]
    assert (type(got), got) == (type(want), want)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (float("nan"), ValueError),
        (float("inf"), ValueError),
        (np.array([1.0, np.nan]), ValueError),
        (10**400, ValueError),
        ("x" * 32_768, ValueError),
        (object(), TypeError),
        (1 + 2j, TypeError),
        ([1, [2, 3]], ValueError),
        ([1, 2, 3], ValueError),
        ([[1, 2]], ValueError),
        ([], ValueError),
        ([7, object()], TypeError),
    ],
)
def test_what_no_cell_or_range_can_hold_is_refused_and_nothing_changes(
    value: Any, problem: type[Exception]
) -> None:
    book = Book.of({"A1": 1, "A2": 2, "B1": "=SUM(A1:A2)"})
    with pytest.raises(problem):
        book["A1:A2"] = value
    assert book["A1:B2"] == [[1, 3], [2, None]]


def test_a_formula_in_the_way_is_named_and_nothing_changes() -> None:
    book = Book.of({"A1": 1, "A2": "=A1*2", "A3": 3})
    with pytest.raises(ValueError, match=r"Sheet1!A2 holds a formula.*book\.formula"):
        book["A1:A3"] = 5
    assert book["A1:A3"] == [[1], [2], [3]]


def test_the_remedy_can_be_typed_whatever_the_sheet_is_called() -> None:
    book = Book.of({"'My x'!A1": "=1"})
    with pytest.raises(ValueError, match=r"book\.formula\[\"'My x'!A1\"\] = None"):
        book["'My x'!A1"] = 5
    book.formula["'My x'!A1"] = None
    book["'My x'!A1"] = 5


# ---- addresses ----------------------------------------------------------------------------------


@pytest.fixture
def sales(tmp_path: Path) -> Book:
    file = openpyxl.Workbook()
    rates, data = file.active, file.create_sheet("My sales")
    rates.title = "Rates"
    rates["A1"], rates["B1"] = "rate", 0.2
    for row in (["Day", "Hours", "Total"], [1, 10, 100], [2, 20, 250], [3, 30, 75]):
        data.append(row)
    for row in range(2, 5):
        data.cell(row, 1).value = datetime.date(2024, 1, row)
        data.cell(row, 2).number_format = "[h]:mm"
        data.cell(row, 2).value = 1.5
    data.add_table(openpyxl.worksheet.table.Table(displayName="Sales", ref="A1:C4"))
    data["E1"] = "=SUM(Sales[Total])"
    file.defined_names["rate"] = openpyxl.workbook.defined_name.DefinedName(
        "rate", attr_text="Rates!$B$1"
    )
    file.save(tmp_path / "sales.xlsx")
    return xl_kpis.load(tmp_path / "sales.xlsx")


def test_sheets_names_and_tables_are_listed(sales: Book) -> None:
    assert [sheet.name for sheet in sales.sheets] == ["Rates", "My sales"]
    assert dict(sales.names) == {"rate": "=Rates!$B$1"}
    assert sales.tables == {"Sales": "'My sales'!A1:C4"}
    assert dict(sales.formula.items()) == {"'My sales'!E1": "=SUM(Sales[Total])"}
    assert len(sales.formula) == 1
    assert sales.sheets["my SALES"].used == "A1:E4"
    assert sales.sheets[-1].formulas == {"E1": "=SUM(Sales[Total])"}
    assert list(sales.sheets[0].rows()) == [["rate", 0.2]]
    with pytest.raises(KeyError, match="there are Rates, My sales"):
        sales.sheets["Sales"]


def test_a_book_is_asked_by_sheet_name_table_column_and_spill(sales: Book) -> None:
    assert sales["Rates"]["B1"] == 0.2
    assert sales["My sales"]["C2:C4"] == sales["Sales[Total]"] == [[100], [250], [75]]
    assert sales["rate"] == 0.2
    assert sales["'My sales'!C:C"] == [["Total"], [100], [250], [75]]
    book = Book.of({"A1": "=SEQUENCE(B1)", "B1": 3})
    assert book["A1#"] == [[1], [2], [3]]
    book["B1"] = 2
    assert book["A1#"] == [[1], [2]]


def test_several_ranges_are_not_one(sales: Book) -> None:
    with pytest.raises(KeyError, match="several ranges"):
        sales["(A1:A2,C1)"]


def test_dates_come_as_dates_where_asked_and_in_frames(sales: Book) -> None:
    assert sales["Sales[Day]"][0] == [45293]
    assert sales.values("'My sales'!A2") == 45293
    assert sales.values("'My sales'!A2", dates=True) == datetime.datetime(2024, 1, 2)
    assert sales.values("'My sales'!B2", dates=True) == datetime.timedelta(hours=36)
    frame = sales.frame("Sales")
    assert list(frame.columns) == ["Day", "Hours", "Total"]
    assert frame["Day"].tolist() == [pd.Timestamp(2024, 1, day) for day in (2, 3, 4)]
    assert frame.equals(sales.frame("'My sales'!A1:C4"))
    assert sales.frame("Sales[[Hours]:[Total]]").columns.tolist() == ["Hours", "Total"]


def test_a_formula_is_evaluated_inside_a_book(sales: Book) -> None:
    assert sales.evaluate("=SUM(Sales[Total])*rate") == 85
    assert sales.evaluate("=B1*2", "Rates") == 0.4
    assert sales.evaluate("=Sales[Total]>90") == [[True], [True], [False]]


# ---- what-if ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formula", "start", "goal", "want"),
    [
        ("=A1^2", 1, 2, 2**0.5),
        ("=A1^2", -1, 2, -(2**0.5)),
        ("=FV(A1,10,0,-1000)", 0.05, 2000, 2**0.1 - 1),
        ("=1000-A1/3", 0, 1, 2997),
        ("=LN(A1)", 1, -5, np.exp(-5)),
        ("=A1*1e9", 0, 1, 1e-9),
    ],
)
def test_goal_seek(formula: str, start: float, goal: float, want: float) -> None:
    book = Book.of({"A1": start, "B1": formula})
    assert book.goal_seek("B1", goal, by="A1") == pytest.approx(want, rel=1e-12)
    assert book["A1"] == start


@pytest.mark.parametrize("formula", ["=A1^2+1", "=SIGN(A1)", '="x"', "=1/0"])
def test_a_goal_that_nothing_gives_is_said(formula: str) -> None:
    book = Book.of({"A1": 1, "B1": formula})
    with pytest.raises(ValueError, match="no value of A1 was found"):
        book.goal_seek("B1", 0.5, by="A1")


def test_a_two_way_table() -> None:
    book = Book.of({"A1": 1, "B1": 2, "C1": "=A1*10+B1"})
    table = book.data_table("C1", {"A1": [1, 2, 3]}, {"B1": [4, 5]})
    assert table.to_numpy().tolist() == [[14, 15], [24, 25], [34, 35]]
    assert (table.index.name, table.columns.name, book["C1"]) == ("A1", "B1", 12)


# ---- tracing ------------------------------------------------------------------------------------

CHAIN = {"A1": 1, "B1": "=A1", "C1": "=B1+Two!A1", "D1": "=SUM(A1:C1)", "Two!A1": "=Sheet1!A1"}


def test_precedents_and_dependents_to_any_depth() -> None:
    book = Book.of(CHAIN)
    assert book.precedents("C1") == ["Sheet1!B1", "Two!A1"]
    assert book.precedents("C1", depth=None) == ["Sheet1!B1", "Two!A1", "Sheet1!A1"]
    assert book.dependents("A1") == ["Sheet1!B1", "Sheet1!D1", "Two!A1"]
    assert book.dependents("B1", depth=2) == ["Sheet1!C1", "Sheet1!D1"]
    assert book.dependents("Two!A1", depth=None) == ["Sheet1!C1", "Sheet1!D1"]


def test_a_book_is_a_graph() -> None:
    assert Book.of(CHAIN).edges() == [
        ("Sheet1!A1", "Sheet1!B1"),
        ("Sheet1!B1", "Sheet1!C1"),
        ("Two!A1", "Sheet1!C1"),
        ("Sheet1!A1:C1", "Sheet1!D1"),
        ("Sheet1!A1", "Two!A1"),
    ]


def test_circles_end() -> None:
    book = Book.of({"A1": "=B1", "B1": "=A1"})
    assert book.precedents("A1", depth=None) == ["Sheet1!B1", "Sheet1!A1"]
    assert book.error_path("A1") == []


def test_an_error_is_traced_to_where_it_starts() -> None:
    book = Book.of(
        {"A1": 0, "B1": "=1/A1", "C1": [["=B1"], ["=5"]], "D1": "=SUM(C:C)", "E1": "=D1&A1"}
    )
    assert book["E1"] is DIV0
    want = ["Sheet1!E1", "Sheet1!D1", "Sheet1!C1", "Sheet1!B1"]
    assert book.error_path("E1") == want
    assert book.error_path("A1") == []


# ---- as an object -------------------------------------------------------------------------------

COPIES = [copy.copy, copy.deepcopy, Book.copy, lambda book: pickle.loads(pickle.dumps(book))]


@pytest.mark.parametrize("make", COPIES)
def test_a_copy_has_all_changes_and_changes_by_itself(make: Any, sales: Book) -> None:
    sales["Rates!B1"] = 0.5
    sales.formula["Rates!C1"] = "=SEQUENCE(2)*rate"
    sales.names["double"] = "=rate*2"
    assert sales["Rates!C1:C2"] == [[0.5], [1]]
    other = make(sales)
    assert other["Rates!C1:C2"] == [[0.5], [1]]
    other["Rates!B1"] = 3
    assert (other["Rates!C2"], sales["Rates!C2"]) == (6, 1)
    assert other.evaluate("=double") == 6
    assert xl_kpis.load(other.to_bytes())["Rates!C2"] == 6


@pytest.mark.parametrize("make", COPIES)
def test_a_book_of_cells_is_copied_after_calculating(make: Any) -> None:
    book = Book.of({"A1": "=SEQUENCE(B1)", "B1": 3, "C1": "=SUM(A1#)"}, seed=7)
    assert book["C1"] == 6
    other = make(book)
    other["B1"] = 4
    assert (other["C1"], book["C1"], book["A4"]) == (10, 6, None)
    other["A2"] = "in the way"


def test_files_come_from_open_files_wherever_they_stand(sales: Book) -> None:
    buffer = BytesIO()
    sales.save(buffer)
    with xl_kpis.load(buffer) as book:
        assert book["rate"] == 0.2
    assert buffer.tell() == len(buffer.getvalue())


def test_a_book_says_what_it_is(sales: Book) -> None:
    assert repr(sales) == "<sales.xlsx: 2 sheets, 15 cells>"
    assert repr(sales.sheets["My sales"]) == "<sheet 'My sales', A1:E4>"
    shown = sales._repr_html_()
    assert "<caption>Rates</caption>" in shown
    assert '<td style="text-align:right">0.2</td>' in shown
    assert "&lt;b&gt;" in Book.of({"A1": "<b>"})._repr_html_()
