"""Random formulas over the whole catalogue: a value Excel could show, never a Python exception or
warning. A few seconds of it in every run with a new seed, printed; many with ``-m slow``, and as
many as one likes with ``python -m tests.benchmarks.random_formulas``."""

from __future__ import annotations

import random

import pytest

from tests.benchmarks.random_formulas import broken, no_value, run
from xl_kpis.errors import NUM

FOUND = [
    '=TEXTBEFORE("abc",OFFSET(A1,{0;1},0),1,A1:B2,0,A:A)',
    "=KPI_ANNUALIZE(HSTACK(LAMBDA(x,x),1),2)",
    "=MINVERSE(-1E308)",
    "=NPV(HSTACK((1:1>=-1E308),2),3)",
    "=TRANSPOSE(A:A)",
    "=ARRAYTOTEXT(A:A)",
    "=DAYS360(,{1,2,3;4,5,6})",
]
"""Formulas that were found so, cut down to what it was."""


@pytest.mark.parametrize("text", FOUND)
def test_formulas_found_give_values(text: str) -> None:
    assert not broken(text)


@pytest.mark.parametrize(
    "value", [float("nan"), float("-inf"), 1e-310, 1, "x" * 32_768, [], [[]], [[1.0], [2.0, 3.0]]]
)
def test_what_no_cell_can_show_is_told(value: object) -> None:
    assert no_value(value)
    assert not no_value([[1.0, -2e-308 * 2, "x" * 32_767], [True, None, NUM]])


def test_random_formulas_give_values() -> None:
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    wrong, _ = run(seed, 100_000, 4.0)
    assert not wrong, f"seed {seed}\n" + "\n".join(wrong[:10])


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_many_random_formulas_give_values(seed: int) -> None:
    wrong, _ = run(seed, 10_000)
    assert not wrong, "\n".join(wrong[:10])
