"""Nothing is nearer to 0 than the smallest number with all its digits, whatever is beside it."""

from __future__ import annotations

import pytest

from xl_kpis import Book


@pytest.mark.parametrize(
    "formula", ["=-EXP(-709*{0})", "=KPI_NETWORKING(0.1,1E308*{0})", "=-BESSELK(705+{0},0)"]
)
@pytest.mark.parametrize("beside", [2.0, "a text", None])
def test_results_too_small_for_a_cell_are_0_beside_texts_and_errors(
    formula: str, beside: object
) -> None:
    book = Book.of({"A1": 1.0, "A2": beside, "A3": 1.0, "C1": formula.format("A1:A3")})
    book.formula["E1"] = formula.format("A1")
    assert [book["C1"], book["C3"], book["E1"]] == [0.0, 0.0, 0.0]
