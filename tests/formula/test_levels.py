"""Levels of formulas: a guess at their order that is right for what they read in single columns."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_kpis.formula.calculate import levels as module
from xl_kpis.formula.calculate.levels import Read, levels

RUNS = st.lists(
    st.tuples(st.integers(0, 1), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=40
)


def as_table(areas: list[tuple[int, ...]]) -> np.ndarray:
    return np.array(areas, np.int64).reshape(-1, 5)


@settings(deadline=None)
@given(RUNS, st.data())
def test_what_is_read_is_on_a_lower_level(
    places: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    """Runs of several columns and rows that do not meet; each reads what comes before it."""
    runs: list[tuple[int, ...]] = []
    for sheet, row, col in places:
        top, left = row * 3, col * 2
        area = sheet, top, left, top + data.draw(st.integers(0, 2)), left + row % 2
        if all(run[:3] != area[:3] for run in runs):
            runs.append(area)
    reads: list[tuple[int, tuple[int, ...]]] = []
    for i in range(1, len(runs)):
        for k in data.draw(st.lists(st.integers(0, i - 1), max_size=3)):
            reads.append((i, runs[k]))
    by = np.array([i for i, _ in reads], np.int64)
    found = levels(as_table(runs), Read(by, as_table([area for _, area in reads]))).tolist()
    for i, run in enumerate(runs):
        before = [found[runs.index(area)] for reader, area in reads if reader == i]
        assert found[i] == (1 + max(before) if before else 0), run


def test_circles_and_what_reads_them_come_last() -> None:
    runs = as_table([(0, r, 0, r, 0) for r in range(5)])
    reads = [(0, 1), (1, 0), (2, 1), (4, 3)]
    by = np.array([a for a, _ in reads])
    areas = as_table([(0, b, 0, b, 0) for _, b in reads])
    assert levels(runs, Read(by, areas)).tolist() == [2, 2, 2, 0, 1]


def test_a_run_that_reads_itself_is_on_no_higher_level() -> None:
    runs = as_table([(0, 0, 0, 9, 0), (0, 0, 1, 9, 1)])
    reads = Read(np.array([0, 1]), as_table([(0, 0, 0, 8, 0), (0, 3, 0, 3, 1)]))
    assert levels(runs, reads).tolist() == [0, 1]


def test_a_long_chain_is_looked_at_only_so_far() -> None:
    runs = as_table([(0, r, 0, r, 0) for r in range(100)])
    reads = Read(np.arange(1, 100), as_table([(0, r, 0, r, 0) for r in range(99)]))
    most = module._NARROW
    assert levels(runs, reads).tolist() == [*range(most), *[most] * (100 - most)]


def test_of_very_many_only_the_ends_are_looked_at() -> None:
    """Growing totals over single formulas, which would be more and more pairs."""
    n = 3_000
    runs = as_table([*((0, r, 0, r, 0) for r in range(n)), *((0, r, 1, r, 1) for r in range(n))])
    reads = Read(np.arange(n, 2 * n), as_table([(0, 0, 0, r, 0) for r in range(n)]))
    assert levels(runs, reads).tolist() == [0] * n + [1] * n
    reader, _ = module._pairs(runs, reads)
    assert len(reader) <= 2 * n * module._EACH_END
