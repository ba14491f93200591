"""Random formulas over the whole catalogue: a value or an error value, never a Python exception or
warning. A few seconds of it in every run with a new seed, printed; many with ``-m slow``."""

from __future__ import annotations

import random
import time

import pytest
from test_argument_matrix import ARGUMENTS, FUNCTIONS, broken

OPERATORS = ["+", "-", "*", "/", "^", "&", "=", "<>", "<", ">=", ":", ","]
LEAVES = [*ARGUMENTS, "A1", "A2", "D1", "B1:B3", "A:A", "1:1", "0", "1", "2", "#REF!", "{1;2}"]


def formula(chance: random.Random, depth: int) -> str:
    """A random expression."""
    kind = chance.random()
    if depth == 0 or kind < 0.25:
        return chance.choice(LEAVES)
    if kind < 0.4:
        left, right = formula(chance, depth - 1), formula(chance, depth - 1)
        return f"({left}{chance.choice(OPERATORS)}{right})"
    if kind < 0.45:
        return chance.choice(["-", "+", "@"]) + formula(chance, depth - 1)
    function = chance.choice(FUNCTIONS)
    least = function.minimum
    most = max(least, len(function.parameters)) + (2 if function.group else 0)
    count = chance.randint(least, most)
    args = [formula(chance, max(0, depth - 1 - (i > 2))) for i in range(count)]
    return f"{function.name}({','.join(args)})"


def run(seed: int, count: int, seconds: float) -> list[str]:
    chance = random.Random(seed)
    until, wrong = time.process_time() + seconds, []
    for _ in range(count):
        found = broken("=" + formula(chance, 3))
        if found:
            wrong.append(found)
        if time.process_time() > until:
            break
    return wrong


FOUND = [
    '=TEXTBEFORE("abc",OFFSET(A1,{0;1},0),1,A1:B2,0,A:A)',
    "=KPI_ANNUALIZE(HSTACK(LAMBDA(x,x),1),2)",
]
"""Formulas that were found so, cut down to what it was."""


@pytest.mark.parametrize("text", FOUND)
def test_formulas_found_give_values(text: str) -> None:
    assert not broken(text)


def test_random_formulas_give_values() -> None:
    seed = random.SystemRandom().randrange(2**32)
    print(f"seed {seed}")
    wrong = run(seed, 100_000, 4.0)
    assert not wrong, f"seed {seed}\n" + "\n".join(wrong[:10])


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_many_random_formulas_give_values(seed: int) -> None:
    wrong = run(seed, 10_000, 3600.0)
    assert not wrong, "\n".join(wrong[:10])
