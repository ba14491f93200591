"""Results that equal Excel's to the last bit: values Excel saved, all 17 digits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kpis import evaluate
from xl_kpis.formula.values.powers import raised, raised_arrays

POWERS = [
    ("=POWER(98.6,3.2)", 2401077.2220695755),
    ("=POWER(-2.4,5)", -79.62624),
    ("=(529.221/383.45731)^0.5-1", 0.17478941246588753),
]
ANNUITIES = [
    ("=FV(0.06/12,10,-200,-500,1)", 2581.4033740601185),
    ("=PMT(0.1/12,3,8000)", -2711.234054926808),
    ("=PMT(1,3,100,300,0)", -157.14285714285717),
    ("=IPMT(0.1/12,3,3,8000)", -22.406893015924034),
    ("=NPER(0.01,1,10)", -9.578594039813161),
    ("=EFFECT(0.0525,4)", 0.05354266737075841),
    ("=NPV(0.03,20,-7,0.333)", 13.124046536783663),
    ("=PV(0.05,5,,1000)", -783.526166468459),
]
SECURITIES = [
    ("=DISC(39472,39614,97.975,100,0)", 0.05207142857142884),
    ("=YIELDDISC(39494,39508,99.795,100,2)", 0.05282257198685834),
]
SPREADS = [
    ("=STDEV(1345,1301,1368,1322,1310,1370,1318,1350,1303,1299)", 27.46391571984349),
    ("=VAR.S(2,2,4)", 1.333333333333334),
    ("=VAR.P(1,2,4,8,16,32,30)", 147.0612244897959),
    ("=STDEV(1,2,4,8,16,32,30)", 13.098527725337247),
    ("=SKEW(3,4,5,2,3,4,5,6,4,7)", 0.3595430714067974),
    ("=VARP(0.00001,1)", 0.24999500002499997),
]
TIMES = [
    ("=TIME(14,30,0)", 0.6041666666666666),
    ("=TIME(1,2,5)", 0.04311342592592593),
    ('=TIMEVALUE("0:59:59")', 0.0416550925925926),
    ('=TIMEVALUE("2:24 AM")', 0.09999999999999999),
]
ANGLES = [
    ("=TANH(3)", 0.9950547536867306),
    ("=ASINH(1)", 0.8813735870195429),
    ("=ACOT(10)", 0.09966865249116204),
    ("=SIN(RADIANS(3))", 0.052335956242943835),
    ("=SIN(RADIANS(24))", 0.4067366430758002),
]
CORRELATIONS = [
    ("=CORREL({3,2,4,5,6},{9,7,12,15,17})", 0.9970544855015814),
    ("=PEARSON({9,7,5,3,1},{10,6,1,5,3})", 0.6993786061802353),
]
DISTRIBUTIONS = [
    ("=GAMMALN(1.0000001)", -5.772155829918508e-08),
    ("=GAMMALN(5)", 3.1780538303479458),
    ("=GAMMALN(10.0000001)", 12.801827705256725),
    ("=GAMMALN(46040)", 448299.270632373),
    ("=BETA.DIST(3,2,3,FALSE,1,10)", 0.17924096936442618),
    ("=BETA.DIST(0.5,2,2,FALSE)", 1.5),
]


@pytest.mark.parametrize(
    ("formula", "value"),
    POWERS + ANNUITIES + SECURITIES + SPREADS + TIMES + ANGLES + CORRELATIONS + DISTRIBUTIONS,
)
def test_values_are_excels_to_the_bit(formula: str, value: float) -> None:
    assert evaluate(formula) == value


def test_a_confidence_interval_takes_the_quantile_of_the_upper_tail() -> None:
    found = evaluate("=CONFIDENCE.NORM(0.999999,1,50)")
    assert found == pytest.approx(1.7724538511537302e-07, rel=1e-14)


@given(st.lists(st.tuples(st.floats(1e-9, 1e9), st.floats(-50, 50)), min_size=1))
def test_powers_of_arrays_are_powers_of_their_items(pairs: list[tuple[float, float]]) -> None:
    base, exponent = (np.array(part) for part in zip(*pairs, strict=True))
    for powers in (exponent, np.rint(exponent)):
        items = [raised(x, y) for x, y in zip(base.tolist(), powers.tolist(), strict=True)]
        assert raised_arrays(base, powers).tolist() == items
