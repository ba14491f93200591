"""Attendance kept as a grid: names down, days across, and a mark where they meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xl_kpis.kpi.logs import Log
from xl_kpis.kpi.lookup import fold
from xl_kpis.workbook import layout
from xl_kpis.workbook.figures import doubts, names
from xl_kpis.workbook.figures.model import Data, Entry, Place, Table, Taken, has, said
from xl_kpis.workbook.figures.numbers import is_nothing, settled
from xl_kpis.workbook.figures.options import Options
from xl_kpis.workbook.figures.periods import (
    DMY,
    decide_order,
    is_month_name,
    order_of,
    parse_span,
    serial_of,
)
from xl_kpis.workbook.figures.plain_cells import make_plain, remark_order
from xl_kpis.workbook.figures.plain_text import plain
from xl_kpis.workbook.figures.tables import (
    HEADINGS_WITHIN,
    Looking,
    role,
    standing_over,
    year_over,
)

LONGEST = 25
"""How many characters a mark has at most, as *excused absence* has."""


@dataclass
class Grid:
    """Where the names and the days of a grid are, and what stands below them."""

    top: int
    heads: list[Any]
    name: int
    days: dict[int, Any]
    """Days by column; without a year where nothing says it."""
    body: list[tuple[int, list[Any]]] = field(default_factory=list)

    def marks(self) -> Iterator[Any]:
        """All that stands where a name and a day meet."""
        for _, cells in self.body:
            if not _is_total(cells, self.name):
                yield from (cells[column] for column in self.days if marked(cells, column))


def marked(cells: Sequence[Any], column: int) -> bool:
    """Whether a mark stands in a cell; a dash is none."""
    return has(cells, column) and not is_nothing(cells[column])


def _is_total(cells: Sequence[Any], name: int) -> bool:
    what = cells[name] if has(cells, name) else None
    return names.is_total(what) or names.begins_as_total(what)


def grid_in(table: Table, look: Looking) -> Grid | None:
    """The grid of a sheet, if it is one: two days or more beside each other, names on their left,
    and nothing but marks below, most of which are known."""
    log = _sessions(look)
    if log is None:
        return None
    known = names.fields_of(log)
    rows = [list(row) for row in table.rows]
    for index, heads in enumerate(rows[:HEADINGS_WITHIN]):
        days = _days(heads, rows[:index], look.hint)
        if len(days) < 2 or min(days) == 0:
            continue
        left = [column for column in range(min(days)) if said(heads[column])]
        beside = [c for c, head in enumerate(heads) if c > min(days) and said(head)]
        if 2 * len(days) < len(beside):
            return None
        called = [c for c in left if known.get(names.name_meant(log, heads[c])) == "client"]
        named = (called or left or [0])[0]
        found = Grid(index + 1, heads, named, days)
        for number, cells in enumerate(rows[index + 1 :], index + 2):
            if has(cells, named) and look.labels.known(cells[named]):
                return None
            if any(has(cells, column) for column in (named, *days)):
                found.body.append((number, cells))
        return found if _are_marks(found) and _is_of_people(found, look, bool(called)) else None
    return None


def _is_of_people(grid: Grid, look: Looking, called: bool) -> bool:
    """Whether names may be those of people, and not of figures that are counted by day or month:
    their heading says so, or what stands below days are no numbers."""
    spans = [parse_span(serial_of(day)) for day in grid.days.values()]
    if all(span is not None and span.first.day == 1 for span in spans):
        return False
    head = grid.heads[grid.name]
    if not called and role(head, look):
        return False
    return called or any(isinstance(mark, str) and settled(mark) is None for mark in grid.marks())


def _days(heads: Sequence[Any], above: Sequence[Sequence[Any]], hint: str) -> dict[int, Any]:
    """The columns headed by single days: with what a month or a year above them, or the name of the
    sheet, says they lack."""
    year = next((found for row in reversed(above) if (found := year_over(row))), year_over([hint]))
    months = [what for _, what in standing_over(above[-1], len(above[-1]))] if above else []
    days = {}
    for column, head in enumerate(heads):
        if not said(head):
            continue
        span = parse_span(serial_of(head)) if not isinstance(head, (int, float)) else None
        if (span is not None and span.is_day) or order_of(head):
            days[column] = head
        elif isinstance(head, str) and _lacks_year(head):
            days[column] = f"{head.strip()} {year}" if year else head
        elif (number := settled(head)) is not None and number in range(1, 32):
            month = parse_span(months[column]) if column < len(months) else None
            if month is not None and month.months == 1:
                days[column] = f"{month.first:%Y-%m}-{int(number):02}"
    return days


def _lacks_year(text: str) -> bool:
    """Whether a text is a day and a month: ``5 Jan``, ``12 janv.``"""
    if parse_span(text) is not None or is_month_name(text):
        return False
    span = parse_span(f"{text.strip()} 2000")
    return span is not None and span.is_day


def _meanings(marks: Sequence[Any]) -> Mapping[str, str]:
    """What marks say: *held* or *no-show*, by what is written, folded."""
    means = dict(doubts.attendance("Attended", marks))
    means |= {"true": "held", "false": "no-show", "1.0": "held", "0.0": "no-show"}
    for id, what in (("attended", "held"), ("absent", "no-show")):
        means |= {fold(str(mark)): what for mark in marks if names.is_called(mark, id)}
    written = {plain(str(mark)) for mark in marks}
    if written & names.every_name("mark.here"):  # A is attended where nobody is P for present
        means |= dict.fromkeys(map(fold, names.every_name("mark.here")), "held")
        means |= dict.fromkeys(map(fold, names.every_name("mark.away")), "no-show")
    return means


def _are_marks(grid: Grid) -> bool:
    """Whether what stands below days are marks, and at least half of them known ones."""
    marks = list(grid.marks())
    if not marks or len(grid.body) < 1:
        return False
    means = _meanings(marks)
    known = 0
    for mark in marks:
        if (
            fold(str(mark)) in means
            or names.cancelled_by(mark)
            or any(names.is_called(mark, id) for id in _STATUSES)
        ):
            known += 1
        elif not isinstance(mark, str) or len(mark) > LONGEST or settled(mark) is not None:
            return False
    return 2 * known >= len(marks)


_ABSENCES = ("status.missed", "absent", "not_held")
_STATUSES = ("status.held", "attended", *_ABSENCES)


def presence(table: Table, grid: Grid, look: Looking, options: Options) -> Data:
    """The records of a grid.

    A blank is no session where an absence has a mark of its own. Where it has none nobody knows
    what a blank is, unless a person says it (``--status '=missed'``).
    """
    log = _sessions(look)
    assert log is not None
    data, file = Data(), table.file
    heads = [(day, Place(file, grid.top, column + 1)) for column, day in grid.days.items()]
    order = decide_order(
        [day for day, _ in heads],
        fixed=options.dates,
        day_first=names.is_day_first(names.language_of_heads(grid.heads)),
    )
    remark_order(data, order, heads)
    for day, place in heads:
        if isinstance(day, str) and _lacks_year(day):
            data.problem(place, "month_name", period=day)
    people = [row for row in grid.body if _is_person(data, grid, row, file)]
    means = _meanings([cells[c] for _, cells in people for c in grid.days if marked(cells, c)])
    blank = options.statuses.get("", "")
    is_none = names.is_called(blank, "status.ignored")
    blanks: list[Place] = []
    for number, cells in people:
        name = (cells[grid.name], Place(file, number, grid.name + 1))
        for column, day in grid.days.items():
            at = Place(file, number, column + 1)
            mark = cells[column] if marked(cells, column) else blank
            if not marked(cells, column):
                blanks.append(at)
            if said(mark) and not (is_none and mark is blank):
                values = {"date": (day, at), "client": name, "status": (mark, at)}
                make_plain(data, values, log, {"date": order.order or DMY}, means)
                data.entries.append(Entry(log, values, at))
    if blanks and not blank:
        tells = any(_is_absence(mark, means) for mark in grid.marks())
        remark = data.note if tells else data.problem
        remark(blanks[0], "grid_blank" if tells else "grid_blanks", cells=len(blanks))
    said_heads = tuple(str(head).strip() for head in grid.heads if said(head))
    data.tables.append(Taken(said_heads, log.id, {}))
    data.seen.update(fold(head) for head in said_heads)
    data.note(Place(file), "grid", log=log, rows=len(people), days=len(grid.days))
    if data.problems:
        data.entries.clear()
    return data


def _is_absence(mark: Any, means: Mapping[str, str]) -> bool:
    if means.get(fold(str(mark))) == "no-show" or names.cancelled_by(mark) == "them":
        return True
    return any(names.is_called(mark, id) for id in _ABSENCES)


def _sessions(look: Looking) -> Log | None:
    found = (log for log in layout.logs(look.pack) if log.known == "sessions")
    return next((log for log in found if look.log in ("", log.id)), None)


def _is_person(data: Data, grid: Grid, row: tuple[int, list[Any]], file: str) -> bool:
    """Whether a row is somebody's: no total, and no second heading such as weekdays."""
    number, cells = row
    place = Place(file, number, grid.name + 1)
    if not has(cells, grid.name):
        means = _meanings(list(grid.marks()))
        if any(fold(str(cells[c])) in means for c in grid.days if has(cells, c)):
            data.problem(place, "grid_nobody")
        return False
    name = str(cells[grid.name]).strip()
    if _is_total(cells, grid.name):
        data.note(place, "total_row", name=name)
        return False
    return any(marked(cells, column) for column in grid.days)
