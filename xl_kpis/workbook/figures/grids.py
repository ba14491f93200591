"""Tables of figures: names and periods made out, totals left out."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import replace
from typing import Any

from xl_kpis.kpi.lookup import fold
from xl_kpis.workbook.figures import doubts, names
from xl_kpis.workbook.figures.beside_plans import (
    ACTUAL,
    CHANGE,
    PLANNED,
    kind_of,
    parted,
    planned_rows,
)
from xl_kpis.workbook.figures.model import Data, Figure, Place, Remark, said
from xl_kpis.workbook.figures.numbers import written
from xl_kpis.workbook.figures.options import Options
from xl_kpis.workbook.figures.periods import (
    DMY,
    Span,
    add_months,
    decide_order,
    is_month_name,
    parse_span,
    serial_of,
)
from xl_kpis.workbook.figures.plain_cells import remark_order
from xl_kpis.workbook.figures.plain_text import plain
from xl_kpis.workbook.figures.stacked import stacked
from xl_kpis.workbook.figures.tables import Block, Looking, is_period, year_over

Cell = tuple[int, int, Any]
"""Row and column, from 1, and what stands there."""


def grid(
    block: Block, file: str, look: Looking, options: Options, above: Sequence[Sequence[Any]] = ()
) -> Data:
    """The figures of a table that goes across, down, or figure by figure.

    ``above`` are the rows over its headings, where a year may stand that they do without; it may
    stand in the name of the sheet or file as well.
    """
    data = Data()
    block = _without_plans(data, block, file, look)
    if block.titled:
        data.note(Place(file), "titled", period=look.hint)
    found = _KINDS[block.kind](data, block, file, look)
    _alone(data, found, look)
    named = [*(measure[2] for _, measure, _ in found), *block.heads]
    language = look.labels.language(named) or names.language_of_heads(block.heads)
    cells = list(dict.fromkeys(period for _, _, period in found))
    dated = [_with_year(cell, block, above) for cell in cells]
    if year := year_over([look.hint]):
        bare = [is_month_name(text) for _, _, text in dated]
        dated = [
            (row, column, f"{plain(text).rstrip('.')} {year}") if is_bare else (row, column, text)
            for (row, column, text), is_bare in zip(dated, bare, strict=True)
        ]
        if any(bare):
            data.note(Place(file), "titled", period=look.hint)
    cells = dated
    if block.kind == "down":
        cells = [(row, column, serial_of(text)) for row, column, text in cells]
    texts = [text for _, _, text in cells]
    order = decide_order(
        texts, fixed=options.dates, day_first=names.is_day_first(language), periods=True
    )
    remark_order(data, order, [(text, Place(file, row, column)) for row, column, text in cells])
    spans: dict[tuple[int, int], tuple[Any, Span | None]] = {
        (row, column): (text, parse_span(text, order.order or DMY)) for row, column, text in cells
    }
    if names.words_in(_head_of_periods(block), "week"):
        spans = {at: (text, _as_week(span)) for at, (text, span) in spans.items()}
    numbered = _numbered(block)
    summed = _summed(found, spans)
    for value, measure, period in found:
        if period[:2] in summed:
            place = Place(file, *period[:2])
            id = "total_row" if block.kind == "down" else "total_column"
            if Remark(place, id, {"name": str(period[2]).strip()}) not in data.notes:
                data.note(place, id, name=str(period[2]).strip())
            continue
        text, span = spans[period[:2]]
        at, measured, timed = (Place(file, *cell[:2]) for cell in (value, measure, period))
        data.figures.append(Figure(measure[2], text, value[2], at, measured, timed, span, numbered))
    _speaks_against(data, block, file, above, found, look)
    for row, line in enumerate(above, 1):
        for column, said_above in enumerate(line, 1):
            if doubts.thousands(said_above):
                data.problem(Place(file, row, column), "thousands", name=str(said_above).strip())
    if data.problems:
        data.figures.clear()  # of unknown periods, or of amounts in another unit
    named = [*block.heads, *(measure[2] for _, measure, _ in found)]
    named += [cells[block.column] for _, cells in block.body if block.column < len(cells)]
    data.seen.update(fold(name) for name in named if isinstance(name, str))
    return data


Found = list[tuple[Cell, Cell, Cell]]
"""Value, measure, period."""


def _without_plans(data: Data, block: Block, file: str, look: Looking) -> Block:
    """A table without the rows of figures that were planned."""
    planned = planned_rows([cells for _, cells in block.body], look.labels.known)
    if not planned:
        return block
    for index, name in planned.items():
        data.note(Place(file, block.body[index][0], 1), PLANNED, name=name)
    left = [row for index, row in enumerate(block.body) if index not in planned]
    return replace(block, body=left)


def _alone(data: Data, found: Found, look: Looking) -> None:
    """Plans and comparisons of figures that are not there: nothing says that they are not what a
    person means to give."""
    spans = {parse_span(period[2]) for _, _, period in found} - {None}
    texts = {plain(str(period[2])) for _, _, period in found}
    measured = {id(look.labels.match(measure[2]).measure) for _, measure, _ in found}
    for remark in [note for note in data.notes if note.id in (PLANNED, CHANGE)]:
        of, _ = parted(name := remark.values.get("name"), look.labels.known)
        of = of or parted(name)[0]
        there = (
            id(look.labels.match(of).measure) in measured
            if look.labels.known(of)
            else parse_span(of) in spans or plain(of) in texts
        )
        if of and not there:
            data.notes.remove(remark)
            data.problem(remark.place, "not_actual", value=name)


def _head_of_periods(block: Block) -> str:
    """The heading below which periods stand; empty where they are headings themselves."""
    if block.kind not in ("long", "down"):
        return ""
    return str(block.heads[block.columns[1] if block.kind == "long" else block.column])


def _as_week(span: Span | None) -> Span | None:
    """A day that a week begins or ends with as a week."""
    return Span(span.first, 0, 7) if span is not None and span.is_day else span


def _numbered(block: Block) -> str:
    """What numbers below the heading of periods count."""
    head = _head_of_periods(block)
    counts = ("month", "quarter", "week", "day", "year")
    return next((what for what in counts if names.is_called(head, what)), "")


def _summed(
    found: Found, spans: Mapping[tuple[int, int], tuple[Any, Span | None]]
) -> set[tuple[int, int]]:
    """The places of periods that are made up of shorter ones of the same table: their totals."""
    known = {at: spans[at][1] for _, _, (row, column, _) in found for at in [(row, column)]}
    months = {span.first for span in known.values() if span is not None and span.months == 1}
    return {
        at
        for at, span in known.items()
        if span is not None
        and span.months > 1
        and span.first.day == 1
        and months
        and _parts(span, months)
    }


def _parts(span: Span, months: Set[dt.date]) -> bool:
    """Whether a span has months of its own in a table; of a quarter all of them."""
    own = {add_months(span.first, i) for i in range(span.months)} & months
    return len(own) == span.months or (span.months == 12 and len(own) > 1)


def _speaks_against(
    data: Data,
    block: Block,
    file: str,
    above: Sequence[Sequence[Any]],
    found: Found,
    look: Looking,
) -> None:
    """Refuse figures of which something beside or above them says that they are others: a budget, a
    share, hours, thousands."""
    rows = {value[0] for value, _, _ in found}
    used = {
        column - 1 for value, measure, period in found for _, column, _ in (value, measure, period)
    }
    for number, cells in block.body:
        is_second = (
            block.kind == "across"
            and number <= block.top + 2
            and not (block.column < len(cells) and said(cells[block.column]))
        )
        for column, cell in enumerate(cells):
            head = block.heads[column] if column < len(block.heads) else None
            beside = number in rows and column not in used and not _left_out(head, look)
            if not said(cell) or not isinstance(cell, str) or not (beside or is_second):
                continue
            place = Place(file, number, column + 1)
            if beside and doubts.thousands(f"({cell})") and names.is_called(head, "described"):
                data.problem(place, "thousands", name=cell.strip())
            elif (_is_plan(cell) or _is_unit(cell)) and not names.is_called(head, "remark"):
                data.problem(place, "not_actual", value=cell.strip())
    for number, line in enumerate(above, 1):
        for column, cell in enumerate(line, 1):
            if _is_plan(cell):
                data.problem(Place(file, number, column), "not_actual", value=str(cell).strip())
    if _is_plan(look.hint) and not any(parted(head)[1] == PLANNED for head in block.heads):
        data.problem(Place(file), "not_actual", value=look.hint)


def _is_plan(cell: Any) -> bool:
    """Whether a text says nothing but that figures are no actual ones: ``Budget 2026``."""
    if not isinstance(cell, str):
        return False
    left = " ".join(re.sub(r"\d+|[()\[\]:.,_-]", " ", plain(cell)).split())
    return bool(left) and _only(left, "not_actual")


def _is_unit(cell: str) -> bool:
    """Whether a text says nothing but another unit: ``%``, ``in hours``."""
    bare = plain(cell).strip("()[] ")
    return bare == "%" or _only(bare.removeprefix("in ").removeprefix("en "), "other_unit")


def _only(text: str, id: str) -> bool:
    names_ = "|".join(map(re.escape, sorted(names.every_name(id), key=len, reverse=True)))
    return re.fullmatch(rf"(?:{names_})(?: (?:{names_}))*", text) is not None


def _long(data: Data, block: Block, file: str, look: Looking) -> Found:
    m, p, v = block.columns
    found = []
    for row, cells in block.body:
        if len(cells) <= max(m, p, v) or not said(cells[v]):
            continue
        if names.is_total(cells[m]):
            data.note(Place(file, row, m + 1), "total_row", name=str(cells[m]).strip())
        elif names.is_total(cells[p]):
            data.note(Place(file, row, p + 1), "total_row", name=str(cells[p]).strip())
        elif said(cells[m]) and said(cells[p]):
            found.append(((row, v + 1, cells[v]), (row, m + 1, cells[m]), (row, p + 1, cells[p])))
        else:
            data.note(Place(file, row, 1), "no_name", rows=1)
    return found


def _down(data: Data, block: Block, file: str, look: Looking) -> Found:
    at = block.column
    heads: dict[int, Cell] = {}
    for column, head in enumerate(block.heads):
        if column == at or not said(head) or _left_out(head, look):
            continue
        bare, kind = _measured(head, look)
        if kind:
            if _any(block, column):
                place = Place(file, block.top, column + 1)
                data.note(place, _COLUMNS[kind], name=str(head).strip())
            continue
        heads[column] = (block.top, column + 1, bare)
    found = []
    for row, cells in block.body:
        side = cells[at] if at < len(cells) else None
        if names.is_total(side):
            data.note(Place(file, row, at + 1), "total_row", name=str(side).strip())
            continue
        values = {c: cells[c] for c in heads if c < len(cells) and said(cells[c])}
        if not said(side):
            if values:
                data.note(Place(file, row, 1), "no_name", rows=1)
            continue
        period = (row, at + 1, side)
        found += [((row, c + 1, value), heads[c], period) for c, value in values.items()]
    return found


def _across(data: Data, block: Block, file: str, look: Looking) -> Found:
    at = block.column
    rows = [row for row in block.body if at < len(row[1])]
    heads: dict[int, Cell] = {}
    for column, head in enumerate(block.heads):
        if column == at or (column < at and not is_period(head)):
            continue
        place = Place(file, block.top, column + 1)
        if not _any(block, column) or _left_out(head, look):
            continue
        if kind := _derived(head):
            data.note(place, _COLUMNS[kind], name=str(head).strip())
        elif not said(head):
            data.note(place, "column_left", name="")
        elif not is_period(head) and _describes(head, block, column):
            if not (names.is_called(head, "described") or names.is_called(head, "measure")):
                data.note(place, "column_left", name=str(head).strip())
        else:
            heads[column] = (block.top, column + 1, head)
    found = []
    for row, cells in rows:
        name = cells[at]
        values = {c: cells[c] for c in heads if c < len(cells) and said(cells[c])}
        if not values or _left_out(name, look):
            continue
        if not said(name):
            data.note(Place(file, row, 1), "no_name", rows=1)
        elif (of := _measured(name, look))[1]:
            data.note(Place(file, row, at + 1), _ROWS[of[1]], name=str(name).strip())
        else:
            measure = (row, at + 1, of[0])
            found += [((row, c + 1, value), measure, heads[c]) for c, value in values.items()]
    return found


_KINDS = {
    "long": _long,
    "down": _down,
    "across": _across,
    "stacked": stacked,
    "stood": stacked,
}
_COLUMNS = {"total": "total_column", "change": "change", PLANNED: "planned"}
_ROWS = {"total": "total_row", "change": "change", PLANNED: "planned"}


def _derived(name: Any) -> str:
    """Whether a name is that of what was calculated from the figures beside it, or was planned
    where they happened, and how."""
    if names.is_total(name):
        return "total"
    return "change" if names.is_change(name) else parted(name)[1]


def _measured(name: Any, look: Looking) -> tuple[Any, str]:
    """The name of a figure without that it happened; or that it was planned or calculated."""
    if look.labels.known(name):
        return name, ""
    if kind := _derived(name):
        return name, kind
    bare, kind = parted(name, look.labels.known)
    return (bare, "") if kind == ACTUAL else (name, kind)


def _left_out(name: Any, look: Looking) -> bool:
    """Whether a person said that a heading or name stands for nothing."""
    return isinstance(name, str) and look.mapped.get(fold(name)) == ""


def _any(block: Block, column: int) -> bool:
    return any(column < len(cells) and said(cells[column]) for _, cells in block.body)


def _describes(head: Any, block: Block, column: int) -> bool:
    """Whether a column describes the figures: called so, without a number in it, or of words that
    they happened."""
    if names.is_called(head, "described") or names.is_called(head, "measure"):
        return True
    values = [c[column] for _, c in block.body if column < len(c) and said(c[column])]
    if values and all(map(kind_of, values)):
        return True
    return not any(not isinstance(v, str) or written(v) is not None for v in values) and not any(
        isinstance(v, str) and len(v) < 6 for v in values
    )


def _with_year(cell: Cell, block: Block, above: Sequence[Sequence[Any]]) -> Cell:
    """A month without a year, with the year that stands over it or over the ones before it, or over
    the names beside it."""
    row, column, text = cell
    if not is_month_name(text):
        return cell
    corner = block.heads[: block.column + 1] if block.kind == "across" else []
    for cells in (corner, *reversed(above)):
        if year := year_over(cells[:column]):
            return row, column, f"{plain(text).rstrip('.')} {year}"
        years = [
            (i, value)
            for i, value in enumerate(cells[:column])
            if (span := parse_span(value)) is not None and span.months == 12
        ]
        if years:
            span = parse_span(years[-1][1])
            assert span is not None
            return row, column, f"{plain(text).rstrip('.')} {span.first.year}"
    return cell
