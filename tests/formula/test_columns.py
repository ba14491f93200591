"""Cells read and written by rows are those read and written by columns."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_kpis.formula import thresholds
from xl_kpis.formula.sheets.columns import PENDING_MARK, Columns, Pending
from xl_kpis.formula.values.kinds import BOOL, TEXT
from xl_kpis.formula.xlsx.write.splice import gather

ROWS, COLS = 6, 5
values = st.one_of(st.floats(-9, 9), st.sampled_from([None, True, "x", -0.0, 1.0]))
rows, cols = st.integers(0, ROWS - 1), st.integers(0, COLS - 1)
steps = st.one_of(
    st.tuples(st.just("set"), rows, cols, values),
    st.tuples(st.just("row"), rows, cols, st.lists(st.floats(-9, 9), min_size=1, max_size=3)),
    st.tuples(st.just("column"), rows, cols, st.lists(values, min_size=2, max_size=9)),
    st.tuples(st.just("forget"), rows, cols, st.none()),
)


def done(cells: Columns, step: tuple[str, int, int, Any]) -> None:
    what, row, col, given = step
    if what == "set":
        cells.set(row, col, given)
    elif what == "row":
        cells.put(row, col, np.array([given]))
    elif what == "column":
        cells.put(row, col, np.array([[value] for value in given], object))
    elif col in cells.by_index and cells.by_index[col].index(row) >= 0:
        cells.by_index[col].mark_rows(np.array([row]))


def seen(cells: Columns) -> list[Any]:
    """All rows as they are read at once, and the cells one by one."""
    found: list[Any] = []
    for row in range(12):
        for left in range(COLS):
            try:
                found.append(cells.read(0, row, left, row, COLS - 1).tolist())
            except Pending:
                found.append("pending")
            here = [col for col in range(left, COLS) if cells.get(row, col) is PENDING_MARK]
            if all(col in cells.by_index for col in range(left, COLS)):
                assert cells.pending_in_row(row, left, COLS - 1) == here
        found.append([cells.get(row, col) for col in range(COLS)])
    at = np.array([(row, col) for row in range(12) for col in range(COLS)]).T
    kind, num, obj = gather(cells, *at)
    found += [kind.tolist(), (num * (kind <= BOOL)).tolist(), obj[kind == TEXT].tolist()]
    return found


@settings(max_examples=150, deadline=None)
@given(st.lists(steps, max_size=25))
def test_rows_as_arrays_are_what_their_cells_are(changes: list[tuple[str, int, int, Any]]) -> None:
    found = []
    for least in (1, 10**9):
        cells, views = Columns(), []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(thresholds, "COLUMNS_BESIDE", least)
            for at, change in enumerate(changes):
                done(cells, change)
                if at % 3 == 0:
                    views.append(seen(cells))
            views.append(seen(cells))
        found.append(views)
    assert repr(found[0]) == repr(found[1])


def test_cells_that_many_books_share_stay_shared() -> None:
    shared = np.zeros((3, 4)), np.ones((3, 4), np.uint8)
    cells = Columns()
    for col in range(4):
        cells.put(0, col, np.zeros((3, 1)))
        cells.by_index[col].num, cells.by_index[col].kind = shared[0][:, col], shared[1][:, col]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(thresholds, "COLUMNS_BESIDE", 1)
        cells.put(1, 0, np.array([[1.0, 2.0, 3.0, 4.0]]))
    assert shared[0][1].tolist() == [1.0, 2.0, 3.0, 4.0]
