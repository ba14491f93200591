"""Serials and the calendar."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kpis.formula.values.python_values import to_scalar
from xl_kpis.formula.values.serials import (
    add_months,
    last_serial,
    month_end,
    serial,
    time_parts,
    weekday,
    ymd,
    ymd_arrays,
)


@given(st.booleans(), st.data())
def test_serial_and_calendar_are_inverse(date1904: bool, data: st.DataObject) -> None:
    number = float(data.draw(st.integers(0, last_serial(date1904))))
    parts = ymd(number, date1904)
    assert parts is not None
    assert serial(*parts, date1904) == number


@given(st.integers(61, 2958465))
def test_the_1900_system_after_february_1900(number: int) -> None:
    day = date(1899, 12, 30) + timedelta(number)
    assert ymd(float(number)) == (day.year, day.month, day.day)
    assert weekday(float(number)) == day.isoweekday() % 7


def test_the_day_that_never_was() -> None:
    assert [ymd(n) for n in (0.0, 31.0, 32.0, 59.0, 60.0, 61.0)] == [
        (1900, 1, 0),
        (1900, 1, 31),
        (1900, 2, 1),
        (1900, 2, 28),
        (1900, 2, 29),
        (1900, 3, 1),
    ]
    assert month_end(1.0, 1) == 60.0
    assert add_months(31.0, 1) == 60.0


@pytest.mark.parametrize("date1904", [False, True])
def test_arrays_and_scalars_agree(date1904: bool) -> None:
    numbers = np.concatenate([np.arange(-3.0, 70.0, 0.5), np.arange(70.0, 2958470.0, 997.25)])
    years, months, days = ymd_arrays(numbers, date1904)
    for i, number in enumerate(numbers.tolist()):
        parts = ymd(number, date1904)
        if parts is None:
            assert np.isnan(years[i])
        else:
            assert parts == (years[i], months[i], days[i])


def test_time_is_rounded_to_the_second() -> None:
    assert time_parts(0.99999999) == (0, 0, 0)
    assert time_parts(3.141592653589793) == (3, 23, 54)


def test_a_python_date_is_the_same_number_when_set_and_when_saved() -> None:
    for day in (date(1900, 1, 31), date(1900, 3, 1), date(2024, 2, 29)):
        assert to_scalar(day) == serial(day.year, day.month, day.day)
    with pytest.raises(TypeError):
        to_scalar(date(1899, 12, 30))
