"""Numbers as General prints them, and text read as numbers, dates and times."""

from __future__ import annotations

import struct
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kpis.formula.book import Book
from xl_kpis.formula.functions.support import call
from xl_kpis.formula.values.general_format import general, general_in_cell, generals
from xl_kpis.formula.values.text_to_number import number_from_text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (-0.0, "0"),
        (0.1 + 0.2, "0.3"),
        (123.45678901234568, "123.456789012346"),
        (12345678901234567.0, "12345678901234600"),
        (12345678901234567000.0, "12345678901234600000"),
        (1e20, "1E+20"),
        (1.2345678901234567e-5, "1.23456789012346E-05"),
        (1.23456789e-5, "0.0000123456789"),
        (0.00012345678901234567, "0.000123456789012346"),
        (5.6789012345e-8, "0.000000056789012345"),
        (5.67890123456e-8, "5.67890123456E-08"),
        (1e-18, "0.000000000000000001"),
        (1e-19, "1E-19"),
        (1.2345678901234577e99, "1.2345678901235E+99"),
        (5e-324, "0"),
    ],
)
def test_number_as_text(number: float, text: str) -> None:
    assert general(number) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (12345678901.0, "12345678901"),
        (99999999999.7, "1E+11"),
        (1.2345678919, "1.234567892"),
        (0.00012345678, "0.000123457"),
        (0.000012345678, "1.23457E-05"),
        (1e-9, "0.000000001"),
        (1e-10, "1E-10"),
        (-1e300, "-1E+300"),
    ],
)
def test_number_in_a_cell(number: float, text: str) -> None:
    assert general_in_cell(number) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_text_of_a_number_reads_back_to_fifteen_digits(number: float) -> None:
    text = general(number)
    if abs(number) < 2.3e-308 or abs(number) > 1.797e308:
        return
    digits = 14 if abs(number) > 1e98 or abs(number) < 1e-98 else 15
    back = number_from_text(text)
    assert back is not None
    assert f"{back:.{digits - 1}e}" == f"{number:.{digits - 1}e}"


@given(
    st.lists(
        st.integers(-(2**60), 2**60).map(float)
        | st.sampled_from([-0.0, 0.5, 1e15, -1e15, 1e15 - 1, 1e300]),
        max_size=40,
    )
)
def test_many_numbers_have_the_texts_each_has(numbers: list[float]) -> None:
    assert generals(numbers) == [general(number) for number in numbers]


THIS_YEAR = date.today().year


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (" 12 ", 12),
        ("+5", 5),
        (".5", 0.5),
        ("5.", 5),
        ("1e3", 1000),
        ("- 5", -5),
        ("1,234.5", 1234.5),
        ("1,2345", 12345),
        ("12,34", None),
        ("$5", 5),
        ("-$5", -5),
        ("$-5", -5),
        ("12€", 12),
        ("12$", None),
        ("$5%", None),
        ("0,123", None),
        ("5\t", None),
        ("1 3", None),
        ("(5)", -5),
        ("($1,000)", -1000),
        ("(-5)", None),
        ("(5", None),
        ("5%", 0.05),
        ("%5", 0.05),
        ("%5%", None),
        ("1 1/2", 1.5),
        ("-1 1/2", -1.5),
        ("1 1/0", None),
        ("12345678901234567", 12345678901234500),
        ("1e400", None),
        ("", None),
        ("nan", None),
        ("inf", None),
        ("1_000", None),
        ("0x10", None),
        ("--5", None),
        ("TRUE", None),
        # dates
        ("1/31/2024", 45322),
        ("1-31-24", 45322),
        ("2024-01-31", 45322),
        ("2024/1", None),
        ("6-4/82", 30106),
        ("6.4.82", None),
        ("6-82-4", None),
        ("6 / 4 / 82", 30106),
        ("6Nov82", 30261),
        ("6 Nov 82", 30261),
        ("6, Nov, 82", None),
        ("Sept 6, 1982", 30200),
        ("Tue 6, 1982", None),
        ("31-Jan-2024", 45322),
        ("31 january 2024", 45322),
        ("Jan 31, 2024", 45322),
        ("January 31 2024", None),
        ("Jan 2024", 45292),
        ("Jan-24", (date(THIS_YEAR, 1, 24) - date(1899, 12, 30)).days),
        ("1/2", (date(THIS_YEAR, 1, 2) - date(1899, 12, 30)).days),
        ("1/32", 11689),
        ("1/1/29", 47119),
        ("1/1/30", 10959),
        ("2/29/1900", 60),
        ("2/29/2023", None),
        ("13/1/2024", None),
        ("1/1/1899", None),
        ("1/1/10000", None),
        ("May", None),
        ("A1", None),
        # times: one field may run over, a decimal makes the last field seconds
        ("13:45", 0.5729166666666666),
        ("1:30 PM", 0.5625),
        ("1 pm", 13 / 24),
        ("1:30PM", None),
        ("13:30 PM", None),
        ("12:00 AM", 0),
        ("36:00", 1.5),
        ("0:0:9999", 9999 / 86400),
        ("23:99", (23 * 60 + 99) / 1440),
        ("24:99", None),
        ("23:59:60", 1),
        ("23:60:60", None),
        ("24:00:60", None),
        ("0:0:10000", None),
        ("23:59.5", (23 * 60 + 59.5) / 86400),
        ("23:59.", (23 * 60 + 59) / 1440),
        ("23.:59", None),
        ("2024-01-31 18:00", 45322.75),
        ("6:00 PM 31-Jan-2024", 45322.75),
        ("Jan 31, 2024 6:00 PM", 45322.75),
    ],
)
def test_text_as_number(text: str, number: float | None) -> None:
    found = number_from_text(text)
    if number is None:
        assert found is None
    else:
        assert found == pytest.approx(number, rel=1e-15)


def test_dates_of_the_1904_system() -> None:
    assert number_from_text("1/1/1904", True) == 0.0
    assert number_from_text("12/31/1903", True) is None


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_none(text: str) -> None:
    found = number_from_text(text)
    assert found is None or struct.pack("d", found)


def test_a_text_that_is_there_many_times_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[Any] = []
    to_number = call.to_number

    def noted(value: Any, *how: Any) -> Any:
        read.append(value)
        return to_number(value, *how)

    monkeypatch.setattr(call, "to_number", noted)
    book = Book.of({"A1": [["5%"], ["x"], ["2"]] * 400, "C1": "=SUM(IFERROR(-(A1:A1200),1))"})
    assert book["C1"] == pytest.approx(-420)
    assert sorted(read) == ["2", "5%", "x"]
