"""Cells one step from constants equal Excel's to the last bit."""

from __future__ import annotations

import pytest

from tests.benchmarks.one_step import ROOTS, SHARED, Compared, compared, files

pytestmark = [
    pytest.mark.golden,
    pytest.mark.slow,
    pytest.mark.skipif(not ROOTS, reason=f"no golden workbooks in {SHARED}"),
]


def test_995_of_1000_cells_one_step_from_constants_are_equal() -> None:
    cells: list[Compared] = [cell for pair in files([]) for cell in compared(*pair)]
    assert len(cells) > 100_000
    assert sum(cell.equal for cell in cells) >= 0.995 * len(cells)
