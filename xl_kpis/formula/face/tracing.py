"""What a formula reads and who reads it, to any depth; where an error starts."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from xl_kpis.errors import ExcelError
from xl_kpis.formula.calculate.dependents import DependencyIndex
from xl_kpis.formula.calculate.state import State
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.reference import Area


def precedents(state: State, area: Area, depth: int | None) -> list[Area]:
    """What the formulas in an area name, then what the formulas in that name, and so on."""
    return _spread(area, depth, lambda some: _read_by(state, some))


def dependents(index: DependencyIndex, area: Area, depth: int | None) -> list[Area]:
    """The cells whose formulas read an area, then those that read these, and so on."""
    return _spread(area, depth, lambda some: sorted(part for _, part in index.readers(some)))


def _spread(area: Area, depth: int | None, step: object) -> list[Area]:
    assert callable(step)
    found: dict[Area, None] = {}
    edge = [area]
    while edge and depth != 0:
        near = [other for one in edge for other in step(one)]
        edge = [one for one in dict.fromkeys(near) if one not in found]
        found.update(dict.fromkeys(edge))
        depth = None if depth is None else depth - 1
    return list(found)


def _read_by(state: State, area: Area) -> Iterator[Area]:
    for group in dict.fromkeys(state.owners_in(area)):
        part = group.area.intersect(area) if group.run.kind == "normal" else group.area
        assert part is not None
        here = group.run._replace(
            top=part.top, left=part.left, bottom=part.bottom, right=part.right
        )
        for precedent in group.precedents:
            yield precedent.over(here)


def edges(state: State) -> Iterator[tuple[Area, Area]]:
    """What is read with who reads it, for each formula: filled ones as a whole."""
    for group in state.groups:
        for precedent in group.precedents:
            yield precedent.over(group.run), group.area


def error_path(state: State, sheet: int, row: int, col: int) -> list[Area]:
    """From a cell that holds an error to the one where it starts: each cell read by the one before
    it, of several the first. Nothing for a cell that holds no error."""
    path: list[Area] = []
    cell: Area | None = Area(sheet, row, col, row, col)
    value = state.model.value(sheet, row, col)
    while cell is not None and isinstance(value, ExcelError) and cell not in path:
        path.append(cell)
        group = state.owner(*cell[:3])
        cell = None if group is None else _with_error(state, group, cell, value)
    return path


def _with_error(state: State, group: Group, cell: Area, error: ExcelError) -> Area | None:
    """The first cell with this error among those a formula names."""
    if group.run.kind != "normal" and cell[1:3] != group.run[:2]:
        return Area(group.sheet, *group.run[:2], *group.run[:2])
    for area in _read_by(state, cell):
        cells = state.model.sheets[area.sheet].cells
        rows, cols = cells.extent()
        bottom, right = min(area.bottom, rows - 1), min(area.right, cols - 1)
        if bottom < area.top or right < area.left:
            continue
        values = cells.read(area.sheet, area.top, area.left, bottom, right)
        if values.dtype != object:
            continue
        for i, j in np.argwhere(np.frompyfunc(lambda v: v is error, 1, 1)(values)).tolist():
            return Area(area.sheet, *(area.top + i, area.left + j) * 2)
    return None
