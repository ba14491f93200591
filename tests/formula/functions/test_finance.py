"""Finance: prices and yields undo each other, and cases whose rule is not obvious."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

import xl_kpis
from xl_kpis.errors import DIV0, NUM, VALUE

DAYS = st.integers(36526, 47000)


def close(value: object, wanted: float, tolerance: float = 1e-9) -> bool:
    return isinstance(value, float) and abs(value - wanted) <= tolerance * max(1.0, abs(wanted))


@settings(deadline=None, max_examples=60)
@given(
    DAYS,
    st.integers(30, 9000),
    st.sampled_from([1, 2, 4]),
    st.integers(0, 4),
    st.floats(0, 0.2),
    st.floats(0.001, 0.3),
)
def test_yield_undoes_price(
    start: int, length: int, frequency: int, basis: int, rate: float, yld: float
) -> None:
    bond = f"{start},{start + length},{rate!r}"
    price = xl_kpis.evaluate(f"=PRICE({bond},{yld!r},100,{frequency},{basis})")
    found = xl_kpis.evaluate(f"=YIELD({bond},{price!r},100,{frequency},{basis})")
    assert close(found, yld, 1e-8)


@settings(deadline=None, max_examples=60)
@given(DAYS, st.integers(1, 9000), st.sampled_from([1, 2, 4]))
def test_settlement_lies_in_its_coupon_period(start: int, length: int, frequency: int) -> None:
    terms = f"{start},{start + length},{frequency},1"
    before = xl_kpis.evaluate(f"=COUPPCD({terms})")
    after = xl_kpis.evaluate(f"=COUPNCD({terms})")
    assert before <= start < after
    assert xl_kpis.evaluate(f"=COUPDAYS({terms})") == after - before
    assert xl_kpis.evaluate(f"=COUPDAYBS({terms})") == start - before
    assert xl_kpis.evaluate(f"=COUPDAYSNC({terms})") == after - start


@settings(deadline=None, max_examples=60)
@given(st.floats(0.0001, 0.2), st.integers(1, 360), st.floats(1000, 1e6), st.sampled_from([0, 1]))
def test_a_loan_is_repaid(rate: float, nper: int, pv: float, due: int) -> None:
    terms = f"{rate!r},{nper},{pv!r}"
    pmt = xl_kpis.evaluate(f"=PMT({terms},0,{due})")
    rest = xl_kpis.evaluate(f"=FV({rate!r},{nper},{pmt!r},{pv!r},{due})")
    assert abs(rest) <= 1e-7 * pv * (1 + rate) ** nper
    both = xl_kpis.evaluate(f"=IPMT({rate!r},1,{nper},{pv!r},0,{due})") + xl_kpis.evaluate(
        f"=PPMT({rate!r},1,{nper},{pv!r},0,{due})"
    )
    assert close(both, pmt)


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        # periods before the one of settlement count whole, or not at all without calc_method
        ("=ACCRINT(44166,44531,44256,0.075,100,2,0,FALSE)", -1.875),
        ("=ACCRINT(44166,44531,44256,0.075,100,2,3,TRUE)", 1.8595890410958902),
        # the period's length is that of the one that ends with the first coupon
        ("=ACCRINT(44348,44531,44621,0.025,5000,2,1,TRUE)", 93.23770491803279),
        ("=ACCRINT(42736,43070,42826,0.33,3000,2,2)", 247.5),
        ("=ODDFPRICE(43891,47543,43845,44256,0.075,0.067,120,1,2)", 115.98854775223758),
    ],
)
def test_bonds_by_excels_own_rules(formula: str, wanted: float) -> None:
    assert close(xl_kpis.evaluate(formula), wanted)


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("=IRR({-400,1,1,1,1,1})", -0.6737366751808405),
        ("=IRR({20,-5,-20,-5,-10,5})", 0.30348071959875655),
        ("=IRR({-130,30,20,30,20,30})", 0.0),
        ("=XIRR({-55,10,5,5,5,5},{100,120,300,101,200,150})", -0.9271996639668942),
        ("=XIRR({-20,9,9,9,9,9},{23,23.67,123.69,400.992,500,500})", 3.131423544883728),
        ("=MIRR({-1000,230,200,125,200,10},-1,2)", 0.9151642637250201),
    ],
)
def test_rates_of_return(formula: str, wanted: float) -> None:
    assert close(xl_kpis.evaluate(formula), wanted)


@pytest.mark.parametrize(
    ("formula", "wanted"),
    [
        ("=IRR({-10,20},-10)", VALUE),
        ("=XNPV(0.1,{-20,5},{44958,44986,45017})", NUM),
        ('=XIRR({-70,"x",15},{44958,44986,45017})', VALUE),
        ("=XIRR({-1000,230,200,125,200,10},{1,2,3,4,5,6})", NUM),
        ("=DOLLARDE(10,0)", DIV0),
        ("=FV(-1,-1,1)", DIV0),
        ("=PMT(-1,1,-100)", NUM),
    ],
)
def test_errors(formula: str, wanted: object) -> None:
    assert xl_kpis.evaluate(formula) is wanted


def test_dates_of_the_1904_system() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active["A1"] = "=COUPPCD(39106,39400,2,1)"
    file = BytesIO()
    book.save(file)
    loaded = xl_kpis.load(file.getvalue())
    loaded.recalculate()
    assert loaded["Sheet!A1"] == 40497 - 1462
