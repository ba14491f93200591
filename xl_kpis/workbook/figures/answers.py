"""What a table says beside its records: ticks with blanks as the other answer, absences beside a
status that only says that there was an appointment, payments nobody has made yet, groups."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

from xl_kpis.kpi.logs import Log
from xl_kpis.kpi.lookup import fold
from xl_kpis.workbook.figures import doubts, names
from xl_kpis.workbook.figures.grouped import named_once, ungrouped
from xl_kpis.workbook.figures.logs import PAYMENTS
from xl_kpis.workbook.figures.model import Data, Place, has, said
from xl_kpis.workbook.figures.tables import Block


def blank_answer(statuses: Mapping[str, str], values: Iterable[Any]) -> str:
    """What a blank means among ticks: the other answer, where each mark that was set is a yes;
    nothing where a no was written, too.

    >>> present = doubts.attendance("Present", ["x"])
    >>> blank_answer(present, ["x", None]), blank_answer(present, ["x", None, "no"])
    ('no-show', '')
    >>> blank_answer(doubts.attendance("Absent", ["x"]), ["x", None])
    'held'
    """
    cells = list(values)
    marks = {statuses.get(fold(str(value)).strip(), "") for value in cells if said(value)}
    if not statuses or marks != {statuses.get("yes")} or all(map(said, cells)):
        return ""
    return statuses["no"]


@dataclass(frozen=True)
class Marks:
    """What a table's marks say of its rows."""

    statuses: Mapping[str, str]
    """What marks in the column of the status mean."""
    blank: str = ""
    """What a blank means there."""
    beside: int | None = None
    """The column of marks beside a status."""
    beside_means: Mapping[str, str] | None = None
    beside_blank: str = ""
    unpaid: int | None = None
    """The column in which a blank says that nothing was paid."""
    cancelled: int | None = None
    """The column that says yes of appointments that were cancelled."""

    def status(self, values: Mapping[str, tuple[Any, Place]], cells: Sequence[Any]) -> str:
        """The status that marks give a row; empty where its own is to be taken."""
        if self._is_cancelled(values, cells):
            return "cancelled"
        if "status" not in values:
            return self.blank
        if self.beside is None or not names.is_called(_text(values["status"][0]), "status.made"):
            return ""
        if not has(cells, self.beside):
            return self.beside_blank
        return (self.beside_means or {}).get(fold(_text(cells[self.beside])), "")

    def _is_cancelled(self, values: Mapping[str, tuple[Any, Place]], cells: Sequence[Any]) -> bool:
        """Whether an appointment was cancelled, of which else is only said who was absent, or that
        it was made."""
        if self.cancelled is None or not has(cells, self.cancelled):
            return False
        own = _text(values["status"][0]) if "status" in values else ""
        is_open = own == "" or fold(own) in self.statuses or names.is_called(own, "status.made")
        return is_open and doubts.is_yes(cells[self.cancelled])


def marks_of(block: Block, log: Log, columns: Mapping[str, int], told: Set[str]) -> Marks:
    """The marks of a table that is known by no preset."""
    rows = [cells for _, cells in block.body if any(map(said, cells))]
    status = columns.get("status")
    if log.known == PAYMENTS:
        return Marks({}, unpaid=_unpaid(block, columns, rows, told))
    if status is None:
        return Marks({})
    statuses, blank = _meant(block.heads[status], rows, status)
    cancelled = _cancelled(block, columns, told)
    for column, head in enumerate(block.heads):
        if column in columns.values() or not said(head) or fold(_text(head)) in told:
            continue
        means, otherwise = _meant(head, rows, column)
        if means:
            # Of a column of absences a blank says that there was none.
            otherwise = means["no"] if names.is_called(head, "absent") else otherwise
            return Marks(statuses, blank, column, means, otherwise, cancelled=cancelled)
    return Marks(statuses, blank, cancelled=cancelled)


def _cancelled(block: Block, columns: Mapping[str, int], told: Set[str]) -> int | None:
    """The column of yes and no below a heading such as *Cancelled*."""
    for column, head in enumerate(block.heads):
        if names.is_called(head, "cancelled") and fold(_text(head)) not in told:
            found = [cells[column] for _, cells in block.body if has(cells, column)]
            if column not in columns.values() and all(
                doubts.is_yes(value) or doubts.is_no(value) for value in found
            ):
                return column
    return None


def _meant(head: Any, rows: Sequence[Sequence[Any]], column: int) -> tuple[dict[str, str], str]:
    values = [cells[column] if column < len(cells) else None for cells in rows]
    statuses = doubts.attendance(head, values)
    return statuses, blank_answer(statuses, values)


def _unpaid(
    block: Block,
    columns: Mapping[str, int],
    rows: Sequence[Sequence[Any]],
    told: Set[str],
) -> int | None:
    """The column such as *Paid* that has something in the rows that were paid, and nothing in the
    others; none where a no was written, too."""
    for column, head in enumerate(block.heads):
        if not names.is_called(names.bare(head), "settled") or fold(_text(head)) in told:
            continue
        values = [cells[column] if column < len(cells) else None for cells in rows]
        filled = [value for value in values if said(value)]
        is_amount = column == columns.get("amount")
        if filled and (is_amount or not any(map(doubts.is_no, filled))):
            return column if len(filled) < len(values) else None
    return None


def remark(data: Data, block: Block, file: str, log: Log, column: int, rows: int, id: str) -> None:
    """Say what was made of blanks."""
    place = Place(file, block.top, column + 1)
    data.note(place, id, column=_text(block.heads[column]), rows=rows, log=log)


def without_groups(
    data: Data, block: Block, file: str, log: Log, columns: Mapping[str, int]
) -> Block:
    """A table without the rows that head groups of its records, and with names in each of them."""
    if body := named_once(block.body, log, columns):
        client = columns["client"]
        rows = sum(row != was for row, was in zip(body, block.body, strict=True))
        place = Place(file, block.top, client + 1)
        data.note(place, "named_once", column=_text(block.heads[client]), rows=rows)
        return replace(block, body=body)
    found = ungrouped(block.body, log, columns)
    if not found.heads:
        return block
    number, cells = found.heads[0]
    name = _text(next(cell for cell in cells if said(cell)))
    id = "groups_of_clients" if found.of_clients else "groups"
    data.note(Place(file, number, 1), id, name=name, rows=len(found.heads))
    return replace(block, body=found.body)


def _text(value: Any) -> str:
    return str(value).strip()
