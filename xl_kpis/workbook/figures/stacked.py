"""Figures beneath two rows of headings: periods that each stand over several figures, or figures
that each stand over several periods."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from xl_kpis.kpi.lookup import fold
from xl_kpis.workbook.figures import names
from xl_kpis.workbook.figures.model import Data, Place, has, said
from xl_kpis.workbook.figures.numbers import is_nothing, written
from xl_kpis.workbook.figures.tables import Block, Looking, Row


def rows_of_figures(block: Block) -> Iterator[Row]:
    """The rows below both headings in which a number stands."""
    for number, cells in block.body:
        if any(
            said(cell) and (not isinstance(cell, str) or written(cell) is not None)
            for column, cell in enumerate(cells)
            if has(block.heads, column) and block.over[column][1] is not None
        ):
            yield number, cells


Cell = tuple[int, int, Any]


def stacked(data: Data, block: Block, file: str, look: Looking) -> list[tuple[Cell, Cell, Cell]]:
    """Value, measure and period of each cell; refused where several rows may be meant, and none of
    them is their total."""
    rows = list(rows_of_figures(block))
    totals = [row for row in rows if any(names.is_total(cell) for cell in row[1] if said(cell))]
    chosen = rows if len(rows) == 1 else totals
    if len(chosen) != 1:
        if rows:
            heads = [str(head).strip() for head in (block.over[block.column][1], *_two(block))]
            place = Place(file, rows[0][0], 1)
            data.problem(place, "stacked_rows", rows=len(rows), columns=heads)
        return []
    ((number, cells),) = chosen
    if len(rows) > 1:
        data.note(Place(file, number, 1), "stacked_total", rows=len(rows) - 1)
    found = []
    for column, head in enumerate(block.heads):
        if column < block.column or not has(cells, column) or not said(head):
            continue
        if is_nothing(cells[column]) or look.mapped.get(fold(str(head))) == "":
            continue
        at, upper = block.over[column]
        if names.is_total(upper) or names.is_total(head):
            place = Place(file, block.top, at + 1)
            data.note(place, "total_column", name=str(upper if names.is_total(upper) else head))
            continue
        own = (block.lower, column + 1, head), (block.top, at + 1, upper)
        measure, period = own if block.kind == "stacked" else own[::-1]
        found.append(((number, column + 1, cells[column]), measure, period))
    return found


def _two(block: Block) -> list[Any]:
    counted = Counter(str(head) for head in block.heads[block.column :] if said(head))
    return list(counted)[:2]
