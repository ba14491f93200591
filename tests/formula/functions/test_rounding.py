"""Rounding looks at 15 decimal digits, one by one and over arrays alike."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from xl_kpis.decimals import round_down, round_half_away, round_up


@given(st.integers(-(10**9), 10**9), st.integers(0, 6), st.integers(0, 6))
@example(527765582, 0, 6)
def test_decimals_round_as_written(whole: int, places: int, digits: int) -> None:
    written = Decimal(whole).scaleb(-places)
    exact = written.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    assert round_half_away(float(written), digits) == float(exact)


@given(
    st.floats(-1e12, 1e12) | st.floats(-1e300, 1e300),
    st.integers(-5, 12) | st.integers(-330, 330) | st.sampled_from([-(10**16), 10**16]),
)
@example(2.0, -(10**16))
def test_arrays_round_as_scalars(number: float, digits: int) -> None:
    for function in (round_half_away, round_up, round_down):
        found = float(function(np.array([[number]]), float(digits))[0, 0])
        assert repr(found) == repr(function(number, digits))


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_what_has_the_digits_stays(whole: int, digits: int) -> None:
    number = float(Decimal(whole).scaleb(-digits))
    assert round_up(number, digits) == round_down(number, digits) == number
