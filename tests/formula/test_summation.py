"""Numbers are added as Excel adds them: one after another, in reading order."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xl_kpis.formula.book import evaluate
from xl_kpis.formula.values import summation

numbers = st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=300)


def added(items: list[float]) -> float:
    total = 0.0
    for item in items:
        total += item
    return total


@given(numbers)
def test_a_total_is_added_from_the_left(items: list[float]) -> None:
    vector = np.array(items)
    assert summation.total(vector) == added(items)
    assert summation.mean(vector) == added(items) / len(items)
    assert summation.totals(np.array([items, items])).tolist() == [added(items)] * 2
    assert summation.product_sum(vector, vector) == added([x * x for x in items])


@given(st.integers(1, 9), st.integers(1, 30), st.integers(1, 9), st.integers(0, 2**32))
def test_items_of_a_matrix_product_are_added_from_the_left(
    n: int, k: int, m: int, seed: int
) -> None:
    random = np.random.default_rng(seed)
    a, b = random.random((n, k)) * 1e3, random.random((k, m)) * 1e-3
    found = summation.matrix_product(a, b)
    for i in range(n):
        for j in range(m):
            assert found[i, j] == added((a[i] * b[:, j]).tolist())


@given(st.lists(st.integers(-(2**50), 2**50).map(float), min_size=1, max_size=8), st.randoms())
def test_sums_called_exact_have_no_order(items: list[float], random: object) -> None:
    if summation.is_exact(np.array(items)):
        other = list(items)
        random.shuffle(other)  # type: ignore[attr-defined]
        assert added(items) == added(other) == int(sum(map(int, items)))


TENTHS = [[0.1]] * 10
ONE_BY_ONE = added([0.1] * 10)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("=SUM(A1:A10)", ONE_BY_ONE),
        ("=SUM(A1:A5,A6,A7:A10)", ONE_BY_ONE),
        ("=AVERAGE(A1:A10)", ONE_BY_ONE / 10),
        ("=AVERAGEA(A1:A10)", ONE_BY_ONE / 10),
        ("=SUMPRODUCT(A1:A10)", ONE_BY_ONE),
        ("=SUMPRODUCT(A1:A10,A1:A10/A1:A10)", ONE_BY_ONE),
        ('=SUMIF(A1:A10,">0")', ONE_BY_ONE),
        ('=SUMIFS(A1:A10,A1:A10,">0")', ONE_BY_ONE),
        ('=AVERAGEIF(A1:A10,">0")', ONE_BY_ONE / 10),
        ("=SUBTOTAL(9,A1:A10)", ONE_BY_ONE),
        ("=SUBTOTAL(101,A1:A10)", ONE_BY_ONE / 10),
        ("=AGGREGATE(9,6,A1:A10)", ONE_BY_ONE),
        ("=SUM(MMULT(TRANSPOSE(A1:A10),SEQUENCE(10,1,1,0)))", ONE_BY_ONE),
        ("=NPV(0,A1:A10)", ONE_BY_ONE),
        ("=REDUCE(0,A1:A10,LAMBDA(a,b,a+b))", ONE_BY_ONE),
    ],
)
def test_whatever_adds_adds_in_reading_order(formula: str, value: float) -> None:
    assert evaluate(formula, {"A1": TENTHS}) == value
