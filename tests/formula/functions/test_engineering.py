"""Bases, complex numbers and units: what one function makes another undoes."""

from __future__ import annotations

import cmath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xl_kpis
from xl_kpis.errors import NA, NUM, VALUE
from xl_kpis.formula.functions.complex_numbers import read_complex, write_complex
from xl_kpis.formula.functions.conversion import UNITS


@settings(deadline=None, max_examples=50)
@given(st.integers(-512, 511))
def test_bases_round_trip(number: int) -> None:
    for base in ("BIN", "OCT", "HEX"):
        assert xl_kpis.evaluate(f"={base}2DEC(DEC2{base}({number}))") == number
    assert xl_kpis.evaluate(f"=HEX2BIN(BIN2HEX(DEC2BIN({number})))") == xl_kpis.evaluate(
        f"=DEC2BIN({number})"
    )


def test_places_are_checked_before_the_number() -> None:
    assert xl_kpis.evaluate('=DEC2BIN("E",0)') is NUM
    assert xl_kpis.evaluate('=DEC2BIN("E",2)') is VALUE


PARTS = st.floats(-1e6, 1e6).map(lambda x: float(f"{x:.12g}"))


@given(PARTS, PARTS, st.sampled_from("ij"))
def test_complex_text_round_trips(real: float, imaginary: float, unit: str) -> None:
    value = complex(real, imaginary)
    again = read_complex(write_complex(value, unit))
    assert cmath.isclose(again.value, value, rel_tol=1e-14, abs_tol=1e-14)


@pytest.mark.parametrize("text", ["1+2", "i+1", "1 + i", "2ii", "1+2k", "", "+", "1+-i"])
def test_what_is_no_complex_number(text: str) -> None:
    assert xl_kpis.evaluate(f'=IMREAL("{text}")') is NUM


def test_division_shows_excels_last_digits() -> None:
    formula = '=IMDIV("1.85021985907055+1.41787163074572j","0.556971676153418+0.426821890855467j")'
    assert xl_kpis.evaluate(formula) == "3.32192809488737-8.28846662730513E-15j"


@pytest.mark.parametrize("unit", UNITS)
def test_units_convert_there_and_back(unit: str) -> None:
    base = next(name for name, other in UNITS.items() if other.kind == UNITS[unit].kind)
    there = xl_kpis.evaluate(f'=CONVERT(123.25,"{unit}","{base}")')
    back = xl_kpis.evaluate(f'=CONVERT(A1,"{base}","{unit}")', {"A1": there})
    assert back == pytest.approx(123.25, rel=1e-12)


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ('=CONVERT(1,"mi","km")', 1.609344),
        ('=CONVERT(1,"gal","l")', 3.785411784),
        ('=CONVERT(1,"dm3","l")', 1.0),
        ('=CONVERT(-40,"F","C")', -40.0),
        ('=CONVERT(1,"Mibyte","kibit")', 8192.0),
        ('=CONVERT(1,"kmi","m")', NA),
        ('=CONVERT(1,"M","m")', NA),
    ],
)
def test_units(formula: str, wanted: object) -> None:
    got = xl_kpis.evaluate(formula)
    assert got is wanted or got == pytest.approx(wanted, rel=1e-12)
