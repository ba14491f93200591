"""References: rectangles on sheets, nothing read yet."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from xl_kpis.errors import VALUE, ExcelError
from xl_kpis.formula.patterns import pattern

MAX_ROWS = 1_048_576
MAX_COLS = 16_384


class Area(NamedTuple):
    """A rectangle on one sheet; rows and columns count from 0, ends included."""

    sheet: int
    top: int
    left: int
    bottom: int
    right: int

    @property
    def shape(self) -> tuple[int, int]:
        return self.bottom - self.top + 1, self.right - self.left + 1

    @property
    def is_cell(self) -> bool:
        return self.top == self.bottom and self.left == self.right

    def intersect(self, other: Area) -> Area | None:
        if self.sheet != other.sheet:
            return None
        area = Area(
            self.sheet,
            max(self.top, other.top),
            max(self.left, other.left),
            min(self.bottom, other.bottom),
            min(self.right, other.right),
        )
        return area if area.top <= area.bottom and area.left <= area.right else None


class Reference:
    """One or more areas: ``A1:B2`` has one, a union or a 3-D reference several."""

    __slots__ = ("areas",)

    def __init__(self, *areas: Area) -> None:
        self.areas = areas

    @property
    def area(self) -> Area:
        """The first area (the only one of an ordinary reference)."""
        return self.areas[0]

    @property
    def is_cell(self) -> bool:
        return len(self.areas) == 1 and self.areas[0].is_cell

    @property
    def corner(self) -> Reference:
        """Its first cell."""
        sheet, top, left, _, _ = self.area
        return Reference(Area(sheet, top, left, top, left))

    def unread(self) -> Any:
        """What it is where values are wanted and it is not one rectangle."""
        return VALUE

    def __iter__(self) -> Iterator[Area]:
        return iter(self.areas)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reference) and self.areas == other.areas

    def __hash__(self) -> int:
        return hash(self.areas)

    def __repr__(self) -> str:
        return f"Reference{self.areas!r}"


class References(Reference):
    """One reference per item of an array, as OFFSET and INDIRECT give when they are given arrays.

    Functions that take a reference answer for each of them. Those that work on arrays see the
    values of single cells; anything else sees ``#VALUE!`` in each item. It has no areas of its own.
    """

    __slots__ = ("items",)

    def __init__(self, items: np.ndarray) -> None:
        super().__init__()
        self.items = items
        """Two-dimensional, of References and errors."""

    @property
    def shape(self) -> tuple[int, int]:
        rows, cols = self.items.shape
        return rows, cols

    def unread(self) -> np.ndarray:
        out = self.items.copy()
        out.reshape(-1)[:] = [
            item if isinstance(item, ExcelError) else VALUE for item in out.ravel().tolist()
        ]
        return out

    def __eq__(self, other: object) -> bool:
        return isinstance(other, References) and np.array_equal(self.items, other.items)

    def __hash__(self) -> int:
        return hash(tuple(self.items.ravel().tolist()))

    def __repr__(self) -> str:
        return f"References({self.items.tolist()!r})"


@lru_cache(4096)
def column_name(index: int) -> str:
    """Letters of a column that counts from 0.

    >>> column_name(0), column_name(27), column_name(16383)
    ('A', 'AB', 'XFD')
    """
    name = ""
    index += 1
    while index:
        index, digit = divmod(index - 1, 26)
        name = chr(65 + digit) + name
    return name


@lru_cache(4096)
def column_index(letters: str) -> int:
    """The index from 0 of a column's letters.

    >>> column_index("A"), column_index("xfd")
    (0, 16383)
    """
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def cell_name(row: int, col: int) -> str:
    """``cell_name(4, 1)`` is ``"B5"``."""
    return f"{column_name(col)}{row + 1}"


_CELL = pattern(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})\Z")


def parse_cell(text: str) -> tuple[int, int]:
    """Row and column, from 0, of ``"B5"`` or ``"$B$5"``; ``ValueError`` if it is no cell."""
    match = _CELL.match(text)
    if match:
        row, col = int(match[2]) - 1, column_index(match[1])
        if 0 <= row < MAX_ROWS and col < MAX_COLS:
            return row, col
    raise ValueError(f"{text!r} is not a cell such as B5")


def parse_area(text: str, sheet: int = 0) -> Area:
    """The rectangle of ``"A1:B3"`` or ``"A1"``, corners in any order."""
    first, _, last = text.partition(":")
    r1, c1 = parse_cell(first)
    r2, c2 = parse_cell(last or first)
    return Area(sheet, min(r1, r2), min(c1, c2), max(r1, r2), max(c1, c2))
