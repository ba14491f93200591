"""Cells that calls name, as ``INDIRECT("A"&B1)`` filled down does: a reference of its own in each
lane, and what those cells hold.

As long as they are of one block of cells, that is read once for all lanes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, product
from typing import Any

import numpy as np

from xl_kpis.errors import NUM, Failure
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.distinct import by_size
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.values.value import Array, tighten

WIDEST = 1_000
"""Cells up to which a lane's range is read with all its blanks."""
MOST_CELLS = 4_000_000
"""Cells of all lanes, and between them, that are read at once."""
Column = Iterable[Any]
"""An argument, coerced, in each lane: a :class:`Failure` where it cannot be."""


def has_failures(column: Column) -> bool:
    if isinstance(column, list):
        return Failure in set(map(type, column))
    return type(next(iter(column))) is Failure  # the same in all lanes


class _Place(Frame):
    """A cell's surroundings that know whether somebody asked which cell it is."""

    __slots__ = ("asked", "place")

    def __init__(self, frame: Frame) -> None:
        self.place = frame.row, frame.col
        self.asked = False
        super().__init__(frame.state, frame.sheet, *self.place)

    @property
    def row(self) -> int:
        self.asked = True
        return self.place[0]

    @row.setter
    def row(self, row: int) -> None:
        pass

    @property
    def col(self) -> int:
        self.asked = True
        return self.place[1]

    @col.setter
    def col(self, col: int) -> None:
        pass


def references_of(function: Function, columns: list[Column], frame: Frame) -> list[Any]:
    """The reference that a function gives in each lane, or an error; where it is asked for values
    only, and not in which cell, the same for the same ones."""
    there = _Place(frame)
    keywords = {"ctx": there} if function.context else {}
    some_fail = any(map(has_failures, columns))
    of_values = all(function.parameter(i).kind.takes == "value" for i in range(len(columns)))
    known: dict[tuple[Any, ...], Any] = {}
    found = []
    for place, args in zip(_places(frame), zip(*columns, strict=False), strict=False):
        ref = known.get(args) if of_values else None
        if ref is None:
            there.place, there.asked = place, False
            ref = _reference(function, args, keywords, some_fail)
            if of_values and not there.asked:
                known[args] = ref
        found.append(ref)
    return found


def _reference(
    function: Function, args: tuple[Any, ...], keywords: dict[str, Any], may_fail: bool
) -> Any:
    if may_fail:
        failed = next((arg for arg in args if type(arg) is Failure), None)
        if failed is not None:
            return failed.error
    try:
        return function.implementation(*args, **keywords)
    except Failure as failure:
        return failure.error
    except OverflowError:
        return NUM


def _places(frame: Frame) -> Iterator[tuple[int, int]]:
    """The cell of each lane."""
    rows = range(frame.row, frame.row + frame.rows)
    return product(rows, range(frame.col, frame.col + frame.columns))


def _areas(refs: list[Any]) -> np.ndarray | None:
    """The areas of references, a row for each; None unless each has one."""
    if set(map(type, refs)) != {Reference} or any(len(ref.areas) != 1 for ref in refs):
        return None
    numbers = chain.from_iterable(ref.areas[0] for ref in refs)
    return np.fromiter(numbers, np.int64, 5 * len(refs)).reshape(-1, 5)


def windows_of(refs: list[Any], frame: Frame) -> list[tuple[np.ndarray, Array]] | None:
    """The cells of references, a row for each; for lanes whose references are of one size
    together. None where they are not small parts of one block."""
    areas = _areas(refs)
    if areas is None or (areas[:, 0] != areas[0, 0]).any():
        return None
    corner, end = areas[:, 1:3].min(axis=0).tolist(), areas[:, 3:].max(axis=0).tolist()
    if (end[0] - corner[0] + 1) * (end[1] - corner[1] + 1) > MOST_CELLS:
        return None
    block = used_part(Area(int(areas[0, 0]), *corner, *end), frame)
    _, top, left, bottom, right = (areas - np.array([0, *corner, *corner])).T
    heights, widths = bottom - top + 1, right - left + 1
    cells = heights * widths
    if cells.max() > WIDEST or cells.sum() > MOST_CELLS:
        return None
    if bottom.max() >= block.shape[0] or right.max() >= block.shape[1]:
        return None
    found = []
    for (height, width), lanes in by_size(heights, widths):
        rows = top[lanes, None] + np.repeat(np.arange(height), width)
        cols = left[lanes, None] + np.tile(np.arange(width), height)
        found.append((lanes, tighten(block[rows, cols])))
    return found


def used_part(area: Area, frame: Frame) -> Array:
    """The values of a rectangle as far as its sheet is used."""
    rows, columns = frame.extent(area.sheet)
    bottom, right = min(area.bottom, rows - 1), min(area.right, columns - 1)
    if area.top > bottom or area.left > right:
        return np.empty((0, 0), object)
    return frame.state.read_area(area.sheet, area.top, area.left, bottom, right)


def is_one_of(ref: Any, around: Area, block: Array) -> bool:
    """Whether a reference is to a rectangle within a block, and not to many cells."""
    if not isinstance(ref, Reference) or len(ref.areas) != 1:
        return False
    area, (height, width) = ref.area, block.shape
    small = area.shape[0] * area.shape[1] <= WIDEST
    below, beyond = area.bottom - around.top, area.right - around.left
    return small and below < height and beyond < width


def rectangles_around(refs: list[Any]) -> list[Area]:
    """The rectangles around references, one in each sheet."""
    around: dict[int, Area] = {}
    for ref in refs:
        if isinstance(ref, Reference):
            for area in ref.areas:
                before = around.get(area.sheet, area)
                corner = min(before.top, area.top), min(before.left, area.left)
                end = max(before.bottom, area.bottom), max(before.right, area.right)
                around[area.sheet] = Area(area.sheet, *corner, *end)
    if sum((a.bottom - a.top + 1) * (a.right - a.left + 1) for a in around.values()) > MOST_CELLS:
        raise OneByOne
    return list(around.values())


def cells_named(refs: list[Any], frame: Frame) -> Array:
    """The value of the cell that a reference means in each lane."""
    assert frame.lanes is not None
    areas = _areas(refs)
    if areas is not None and (areas[:, 1:3] == areas[:, 3:]).all():
        values = _cells_at(areas, frame)
        if values is not None:
            return values.reshape(frame.lanes)
    out = np.empty(len(refs), object)
    columns: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for i, (place, ref) in enumerate(zip(_places(frame), refs, strict=True)):
        if not isinstance(ref, Reference):
            out[i] = ref
        elif ref.is_cell:
            columns.setdefault((ref.area.sheet, ref.area.left), []).append((i, ref.area.top))
        else:
            out[i] = frame.moved(frame.sheet, *place).intersect(ref)
    for (sheet, col), found in columns.items():
        lanes, rows = np.array(found).T
        top, bottom = int(rows.min()), int(min(rows.max(), frame.extent(sheet)[0] - 1))
        inside = rows <= bottom
        if inside.any():
            values = frame.state.read_area(sheet, top, col, bottom, col)[:, 0]
            if inside.all() and len(columns) == 1 and len(found) == len(refs):
                return values[rows - top].reshape(frame.lanes)
            out[lanes[inside]] = values[rows[inside] - top]
    return tighten(out.reshape(frame.lanes))


def _cells_at(areas: np.ndarray, frame: Frame) -> Array | None:
    """The values of cells of one column within its sheet's used rows; None if they are others."""
    sheet, _, col = areas[0, :3].tolist()
    if (areas[:, [0, 2]] != areas[0, [0, 2]]).any():
        return None
    rows = areas[:, 1]
    first, last = int(rows.min()), int(rows.max())
    if last >= frame.extent(sheet)[0]:
        return None
    return frame.state.read_area(sheet, first, col, last, col)[rows - first, 0]
