"""How many formulas stand behind each other: what reads no formula is on level 0, what reads that
on level 1, and so on.

Formulas are looked at as runs, so this is only a guess at an order in which to evaluate them, and
at which of them can be evaluated together; what they need is asked for as they are evaluated.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from xl_kpis.formula.distinct import counted_on, distinct
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS

_COLUMNS = 64
"""Columns of what a formula reads that are looked at."""
_EDGES_PER_RUN, _EDGES_ALWAYS = 16, 100_000
"""Up to how many pairs of formulas, one of which reads the other, all are looked at;"""
_EACH_END = 4
"""otherwise so many above and below of those that one formula reads in a column."""
_FEW, _NARROW = 6, 24
"""So many levels with fewer runs than that, one after another, are the last that are looked at."""


class Read(NamedTuple):
    """Which runs read what: a line for each."""

    by: np.ndarray
    """Which run."""
    areas: np.ndarray
    """The rectangles: sheet, top, left, bottom, right."""


def levels(runs: np.ndarray, reads: Read) -> np.ndarray:
    """The level of each run; of those that go in a circle, and of what reads them, one more than
    there are, and also of all that is left where runs read each other one by one, level after
    level: nothing is gained there by knowing more.

    ``runs`` has their sheets, tops, lefts, bottoms and rights.

    >>> runs = np.array([[0, 0, 1, 8, 1], [0, 0, 2, 8, 2], [1, 5, 0, 5, 0]])
    >>> areas = np.array([[0, 0, 1, 8, 1], [0, 4, 2, 4, 2], [0, 0, 0, 8, 0]])
    >>> levels(runs, Read(np.array([1, 2, 0]), areas)).tolist()
    [0, 1, 2]
    """
    reader, needed = _pairs(runs, reads)
    order = np.argsort(needed, kind="stable")
    reader, needed = reader[order], needed[order]
    count = np.bincount(needed, minlength=len(runs))
    first = np.cumsum(count) - count
    waits_for = np.bincount(reader, minlength=len(runs))
    level = np.full(len(runs), -1, np.int64)
    now = np.flatnonzero(waits_for == 0)
    reached = narrow = 0
    while len(now) and narrow < _NARROW:
        level[now] = reached
        reached += 1
        narrow = narrow + 1 if len(now) < _FEW else 0
        sizes = count[now]
        next_ = reader[counted_on(first[now], sizes)]
        np.subtract.at(waits_for, next_, 1)
        next_ = distinct(next_)
        now = next_[waits_for[next_] == 0]
    level[level < 0] = reached
    return level


def _pairs(runs: np.ndarray, reads: Read) -> tuple[np.ndarray, np.ndarray]:
    """Which run reads which other one; a pair may come several times."""
    sheet, top, left, bottom, right = runs.T
    width = right - left + 1
    owner = np.repeat(np.arange(len(runs)), width)
    column = (sheet * MAX_COLS)[owner] + counted_on(left, width)
    starts = column * MAX_ROWS + top[owner]
    order = np.argsort(starts, kind="stable")
    starts, owner = starts[order], owner[order]
    ends = (column * MAX_ROWS)[order] + bottom[owner]

    sheet, top, left, bottom, right = reads.areas.T
    width = np.minimum(right - left + 1, _COLUMNS)
    which = np.repeat(np.arange(len(width)), width)
    column = (sheet * MAX_COLS)[which] + counted_on(left, width)
    above = column * MAX_ROWS + top[which]
    low = np.searchsorted(starts, above, "right") - 1
    low += (low < 0) | (ends[low] < above)
    high = np.searchsorted(starts, column * MAX_ROWS + bottom[which], "right")
    size = np.maximum(high - low, 0)
    by = reads.by[which]
    if size.sum() > _EDGES_PER_RUN * len(runs) + _EDGES_ALWAYS:
        most = np.minimum(size, _EACH_END)
        low, size, by = np.append(low, high - most), np.append(most, most), np.append(by, by)
    reader, needed = np.repeat(by, size), owner[counted_on(low, size)]
    others = reader != needed
    return reader[others], needed[others]
