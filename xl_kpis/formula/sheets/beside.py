"""Columns beside each other, for sheets that are read and written along rows as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from xl_kpis.formula.sheets.columns import Column

ROOM, MOST = 2, 4_000_000
"""Columns are put beside each other where that takes no more than so much of their own room, and no
more than so many cells."""
TIMES = 4
"""How often they are, should they have got arrays of their own again."""


class Beside:
    """Columns beside each other whose arrays are parts of one, so that rows are, too."""

    __slots__ = ("first", "kind", "left", "num")

    def __init__(self, left: int, columns: list[Column]) -> None:
        self.left = left
        self.first = min(column.first for column in columns)
        shape = len(columns), max(column.last for column in columns) + 1 - self.first
        self.kind, self.num = np.zeros(shape, np.uint8), np.zeros(shape)
        for kind, num, column in zip(self.kind, self.num, columns, strict=True):
            start = column.first - self.first
            part = slice(start, start + len(column.kind))
            kind[part], num[part] = column.kind, column.num
            column.kind, column.num = kind[part], num[part]

    def has(self, column: Column) -> bool:
        """Whether a column's arrays are still its own."""
        return column.kind.base is self.kind and column.num.base is self.num

    def row(self, row: int, left: int, right: int) -> tuple[np.ndarray, np.ndarray] | None:
        """The kinds and numbers of a part of a row; None if it is above or below them."""
        at, part = row - self.first, slice(left - self.left, right + 1 - self.left)
        return (self.kind[part, at], self.num[part, at]) if 0 <= at < self.kind.shape[1] else None
