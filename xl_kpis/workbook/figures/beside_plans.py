"""What happened beside what was planned: in columns of the same periods, beneath two rows of
headings, in rows of the same names. What was planned is left out, and that is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from xl_kpis.workbook.figures import names
from xl_kpis.workbook.figures.model import Row, has, said
from xl_kpis.workbook.figures.periods import is_spelled
from xl_kpis.workbook.figures.plain_text import plain

ACTUAL, PLANNED, CHANGE = "actual", "planned", "change"
_WORDS = {ACTUAL: "actual", PLANNED: "not_actual", CHANGE: "change"}
_AROUND = " ()[]:,;|/-–—_%\n"
WITHIN = 10
"""How many rows may stand above two rows of headings."""


@cache
def _said(kind: str) -> list[str]:
    return sorted(names.every_name(_WORDS[kind]), key=len, reverse=True)


def parted(head: Any, fits: Callable[[str], bool] = is_spelled) -> tuple[str, str]:
    """A heading as a period, or what else fits, and what it says of its figures; empty where it is
    not made so.

    >>> parted("Jan 2026 actual"), parted("Budget (02/2026)"), parted("Réalisé T1 2026")
    (('Jan 2026', 'actual'), ('02/2026', 'planned'), ('T1 2026', 'actual'))
    >>> parted("Jan 2026"), parted("Target")
    (('', ''), ('', ''))
    """
    if not isinstance(head, str):
        return "", ""
    text = plain(head)
    own = head.strip() if len(head.strip()) == len(text) else text
    end = len(text.rstrip(")]% "))
    for kind in _WORDS:
        for word in _said(kind):
            before, behind = own[: end - len(word)], own[len(word) :]
            if text[:end].endswith(word) and _is_apart(before[-1:]) and fits(_bare(before)):
                return _bare(before), kind
            if text.startswith(word) and _is_apart(behind[:1]) and fits(_bare(behind)):
                return _bare(behind), kind
    return "", ""


def _bare(text: str) -> str:
    return text.strip(_AROUND)


def _is_apart(sign: str) -> bool:
    return bool(sign) and sign in _AROUND


def what_happened(heads: Sequence[Any]) -> list[Any]:
    """Headings with the periods alone that say of themselves that they are of what happened.

    >>> what_happened(["Measure", "Jan 2026 actual", "Jan 2026 target"])
    ['Measure', 'Jan 2026', 'Jan 2026 target']
    """
    return [period if kind == ACTUAL else head for head in heads for period, kind in [parted(head)]]


def kind_of(cell: Any) -> str:
    """What a cell says of the figures beside or below it, and nothing else; empty for none."""
    text = plain(cell).strip(_AROUND) if isinstance(cell, str) else ""
    return next((kind for kind in _WORDS if text in names.every_name(_WORDS[kind])), "")


def in_one_row(rows: Sequence[Row]) -> list[Row]:
    """Rows in which periods and what stands over or under them, *actual* or *target*, are one row
    of headings.

    >>> in_one_row([["", "Jan", "", "Feb", ""], ["Measure", "Actual", "Plan", "Actual", "Plan"]])
    [[], ['Measure', 'Jan', 'Jan Plan', 'Feb', 'Feb Plan']]
    """
    made = list(rows)
    for at, (upper, lower) in enumerate(pairwise(rows[: WITHIN + 2])):
        for times, kinds in ((upper, lower), (lower, upper)):
            first = next((i for i, cell in enumerate(kinds) if kind_of(cell)), None)
            if first is None or not _are_beside(times, kinds, first):
                continue
            periods = list(_over(times, first)) if times is upper else list(times[first:])
            told = list(_over(kinds, first)) if kinds is upper else list(kinds[first:])
            pairs = zip(periods, told, strict=False)
            heads = [_head(period, what) for period, what in pairs]
            left = [a if said(a) else b for a, b in zip(lower[:first], upper[:first], strict=False)]
            made[at : at + 2] = [[], [*left, *heads]]
            return made
    return made


def _are_beside(times: Row, kinds: Row, first: int) -> bool:
    """Whether periods, and nothing else, stand in one row and what they are of in the other, of
    which some were planned."""
    periods = [cell for cell in times[first:] if said(cell)]
    told = [kind_of(cell) for cell in kinds[first:] if said(cell)]
    return PLANNED in told and all(told) and len(periods) > 0 and all(map(is_spelled, periods))


def _over(cells: Row, first: int) -> Iterator[Any]:
    """Headings that stand over several columns, each over all of them."""
    over: Any = None
    for cell in cells[first:]:
        over = cell if said(cell) else over
        yield over


def _head(period: Any, what: Any) -> Any:
    if kind_of(what) in ("", ACTUAL) or not said(period):
        return period
    return f"{period:%Y-%m-%d} {what}" if isinstance(period, dt.date) else f"{period} {what}"


def planned_rows(rows: Sequence[Row], is_measure: Callable[[Any], bool]) -> dict[int, str]:
    """The rows, from 0, of figures that were planned, where a column says of each row what its
    figures are and others of the same name are of what happened: what they are called.

    >>> rows = [["Sales", "Actual", 10], ["Sales", "Target", 12]]
    >>> planned_rows(rows, lambda cell: cell == "Sales")
    {1: 'Sales Target'}
    """
    for column in range(max(map(len, rows), default=0)):
        told = {i: kind_of(row[column]) for i, row in enumerate(rows) if has(row, column)}
        told = {i: kind for i, kind in told.items() if kind and any(map(is_measure, rows[i]))}
        if {ACTUAL, PLANNED} <= set(told.values()):
            named = {i: str(next(cell for cell in rows[i] if is_measure(cell))) for i in told}
            happened = {named[i] for i in told if told[i] == ACTUAL}
            left = [i for i in told if told[i] != ACTUAL and named[i] in happened]
            return {i: f"{named[i]} {rows[i][column]}" for i in left}
    return {}
