"""Distributions against scipy's, inverses against distributions, and fits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xl_kpis
from xl_kpis.errors import DIV0, NUM
from xl_kpis.formula.functions.discrete import binomial, poisson

SHARE = st.floats(0.001, 0.999)


@pytest.mark.parametrize(
    ("inverse", "distribution"),
    [
        ("NORM.INV({p},3,2)", "NORM.DIST({x},3,2,TRUE)"),
        ("LOGNORM.INV({p},1,0.5)", "LOGNORM.DIST({x},1,0.5,TRUE)"),
        ("T.INV({p},7)", "T.DIST({x},7,TRUE)"),
        ("T.INV.2T({p},7)", "T.DIST.2T({x},7)"),
        ("CHISQ.INV({p},5)", "CHISQ.DIST({x},5,TRUE)"),
        ("CHISQ.INV.RT({p},5)", "CHISQ.DIST.RT({x},5)"),
        ("F.INV({p},4,9)", "F.DIST({x},4,9,TRUE)"),
        ("F.INV.RT({p},4,9)", "F.DIST.RT({x},4,9)"),
        ("BETA.INV({p},2,3,1,4)", "BETA.DIST({x},2,3,TRUE,1,4)"),
        ("GAMMA.INV({p},3,2)", "GAMMA.DIST({x},3,2,TRUE)"),
    ],
)
@settings(deadline=None, max_examples=20)
@given(p=SHARE)
def test_inverses(inverse: str, distribution: str, p: float) -> None:
    x = xl_kpis.evaluate("=" + inverse.format(p=repr(p)))
    assert xl_kpis.evaluate("=" + distribution.format(x=repr(x))) == pytest.approx(p, rel=1e-9)


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 400), st.data(), SHARE)
def test_binomial_probabilities(n: int, data: st.DataObject, p: float) -> None:
    from scipy.stats import binom
    from scipy.stats import poisson as scipy_poisson

    k = data.draw(st.integers(0, n))
    assert binomial(k, n, p) == pytest.approx(binom.pmf(k, n, p), rel=1e-9, abs=1e-300)
    assert poisson(k, n * p) == pytest.approx(scipy_poisson.pmf(k, n * p), rel=1e-9, abs=1e-300)
    level = float(binom.cdf(k, n, p))
    if 1e-6 < level < 1 - 1e-6:
        assert xl_kpis.evaluate(f"=BINOM.INV({n},{p!r},{level * 0.999999!r})") <= k


def test_counts_too_large_are_errors() -> None:
    assert xl_kpis.evaluate("=BINOM.DIST(1E10,1E30,0.3,TRUE)") is NUM
    assert xl_kpis.evaluate("=NEGBINOM.DIST(2,1E10,0.3,TRUE)") == 0.0


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**6))
def test_linest_agrees_with_least_squares(seed: int) -> None:
    random = np.random.default_rng(seed)
    x = random.normal(size=(12, 3)) + 5
    y = x @ [2.0, -1.0, 0.5] + 3 + random.normal(size=12)
    cells = {"A1": np.column_stack([y, x]).tolist()}
    got = xl_kpis.evaluate("=LINEST(A1:A12,B1:D12,TRUE,TRUE)", cells)
    design = np.column_stack([x[:, ::-1], np.ones(12)])
    wanted, residual, _, _ = np.linalg.lstsq(design, y, rcond=None)
    assert got[0] == pytest.approx(wanted.tolist(), rel=1e-9)
    assert got[4][1] == pytest.approx(float(residual[0]), rel=1e-9)
    covariance = np.linalg.inv(design.T @ design) * residual[0] / 8
    assert got[1] == pytest.approx(np.sqrt(np.diag(covariance)).tolist(), rel=1e-8)
    predicted = xl_kpis.evaluate("=TREND(A1:A12,B1:D12)", cells)
    assert [row[0] for row in predicted] == pytest.approx((design @ wanted).tolist(), rel=1e-9)


def test_a_variable_that_repeats_another_is_left_out() -> None:
    cells = {"A1": [[1, 1, 2], [3, 2, 4], [4, 3, 6], [8, 4, 8]]}
    got = xl_kpis.evaluate("=LINEST(A1:A4,B1:C4,TRUE,TRUE)", cells)
    assert got[0][0] == 0.0
    assert got[1][0] == 0.0
    assert got[3][1] == 2.0


def test_pairs_with_text_or_blanks_are_left_out() -> None:
    cells = {"A1": [[1, 2], ["x", 9], [3, 6], [None, 1], [4, True], [5, 10]]}
    assert xl_kpis.evaluate("=SLOPE(B1:B6,A1:A6)", cells) == pytest.approx(2.0)
    assert xl_kpis.evaluate("=CORREL(A:A,B:B)", cells) == pytest.approx(1.0)
    assert xl_kpis.evaluate("=COVARIANCE.S(A1:A2,B1:B2)", cells) is DIV0


def test_smoothing_finds_the_season_and_carries_it_on() -> None:
    values = [10 + 0.5 * i + (4, -3, 1, -2)[i % 4] for i in range(24)]
    cells = {"A1": [[i + 1, value] for i, value in enumerate(values)]}
    assert xl_kpis.evaluate("=FORECAST.ETS.SEASONALITY(B1:B24,A1:A24)", cells) == 4.0
    got = xl_kpis.evaluate("=FORECAST.ETS(26,B1:B24,A1:A24)", cells)
    assert got == pytest.approx(10 + 0.5 * 25 - 3, abs=0.1)
