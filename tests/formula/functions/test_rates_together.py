"""Rates looked for in many rows at once are those of each row, to the last bit."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.formula.test_one_value import cells, filled, one_by_one
from xl_kpis.formula.sheets.model import Run


@pytest.mark.parametrize(
    "text",
    ["RATE(A1,B1,C1)", "RATE(A1,B1,C1,D1,A1>9,0.02)", "RATE(48,B1,8000,,1)", "RATE(A1,-9,C1,,,D1)"],
)
def test_rates_of_a_column_are_those_of_its_cells(text: str) -> None:
    chance = random.Random(5)

    def row() -> list[Any]:
        periods = chance.choice([float(chance.randrange(-1, 400)), chance.uniform(0, 300)])
        worth = chance.choice([chance.uniform(-2e3, 9e3), "x", None, 0.0, "1000", True])
        later = chance.choice([chance.uniform(-500, 500), 0.0, -1.0, 0.1, -0.9, 1e-10])
        return [periods, chance.uniform(-300, 50), worth, later]

    block = [row() for _ in range(400)]
    run = Run(0, 9, 399, 9, text)
    found, want = cells(filled(block, run), run), one_by_one(block, run)
    assert list(map(repr, found)) == list(map(repr, want))
    assert sum(type(value) is float for value in found) > 5
