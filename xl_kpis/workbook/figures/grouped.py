"""Rows that hold one name alone and head the records beneath them, and names that stand only in the
first record of theirs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xl_kpis.kpi.logs import Log
from xl_kpis.workbook.figures import names, numbers
from xl_kpis.workbook.figures.model import has, said
from xl_kpis.workbook.figures.periods import DMY, MDY, order_of, parse_span, serial_of
from xl_kpis.workbook.figures.tables import Row


@dataclass
class Grouped:
    """The rows of a table without the headings of its groups."""

    body: list[Row]
    heads: list[Row] = field(default_factory=list)
    of_clients: bool = False
    """Whether the names are clients, and stand in each row now."""


def ungrouped(body: Sequence[Row], log: Log, columns: Mapping[str, int]) -> Grouped:
    """The rows of a table; a name alone over rows that are whole is the heading of a group. In the
    column of clients it is the client of all of them, where they name none."""
    rows = [(number, cells) for number, cells in body if any(map(said, cells))]
    client = columns.get("client")
    kept = Grouped([])
    name: Any = None
    for index, (number, cells) in enumerate(rows):
        column = _alone(cells)
        below = rows[index + 1][1] if index + 1 < len(rows) else []
        if (
            column is not None
            and _is_name(cells[column])
            and not _is_whole(cells, log, columns)
            and _is_whole(below, log, columns)
            and not (column == client and has(below, client))
        ):
            kept.heads.append((number, cells))
            name = cells[column] if column == client else None
            kept.of_clients |= column == client
        elif name is not None and client is not None and _is_whole(cells, log, columns):
            if not has(cells, client):
                wide = [*cells, *[None] * (client + 1 - len(cells))]
                wide[client] = name
                cells = wide
            kept.body.append((number, cells))
        else:
            kept.body.append((number, cells))
    return kept


def named_once(body: Sequence[Row], log: Log, columns: Mapping[str, int]) -> list[Row]:
    """The rows of a table with the names of clients in all of theirs, where each name stands once,
    in the first row of its own, and the days begin anew with it; none where that is not so."""
    client, day = columns.get("client"), columns.get(log.day)
    if client is None or day is None or log.lasts is not None:
        return []
    rows = [(number, cells) for number, cells in body if _is_whole(cells, log, columns)]
    found = [str(cells[client]).strip() for _, cells in rows if has(cells, client)]
    is_once = 1 < len(found) == len(set(found)) < len(rows)
    if not is_once or not has(rows[0][1], client):
        return []
    groups: list[list[Any]] = []
    for _, cells in rows:
        if has(cells, client):
            groups.append([])
        groups[-1].append(cells[day])
    if not any(_begin_anew(groups, order) for order in (DMY, MDY)):
        return []
    name: Any = None
    filled = []
    for number, cells in body:
        if has(cells, client):
            name = cells[client]
        elif _is_whole(cells, log, columns):
            cells = [*cells, *[None] * (client + 1 - len(cells))]
            cells[client] = name
        filled.append((number, cells))
    return filled


def _begin_anew(groups: Sequence[Sequence[Any]], order: str) -> bool:
    """Whether days are in their order within each group, and not in all of them one by one."""
    spans = [[parse_span(serial_of(value), order) for value in group] for group in groups]
    if any(span is None for group in spans for span in group):
        return False
    days = [[span.first for span in group if span is not None] for group in spans]
    together = [day for group in days for day in group]
    return any(
        all(list(group) == sorted(group, reverse=back) for group in days)
        and together != sorted(together, reverse=back)
        for back in (False, True)
    )


def _alone(cells: Sequence[Any]) -> int | None:
    """The column of the one cell that has something in it; None of several."""
    filled = [i for i, cell in enumerate(cells) if said(cell)]
    return filled[0] if len(filled) == 1 else None


def _is_name(value: Any) -> bool:
    """Whether a cell is a text, and neither a total, a remark, a number nor a day."""
    if not isinstance(value, str) or numbers.written(value) is not None:
        return False
    if names.is_total(value) or names.begins_as_total(value) or names.is_remark([value]):
        return False
    span = parse_span(value)
    return not (span is not None and span.is_day) and not order_of(value)


def _is_whole(cells: Sequence[Any], log: Log, columns: Mapping[str, int]) -> bool:
    """Whether a row has all that a record needs, and days where days belong."""
    for part in log.fields:
        if not part.required or part.id == "client":
            continue
        column = columns.get(part.id)
        if not has(cells, column):
            return False
        if part.kind == "date" and column is not None:
            value = cells[column]
            if parse_span(serial_of(value)) is None and not order_of(value):
                return False
    return True
