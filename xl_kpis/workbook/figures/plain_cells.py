"""Cells of a record as the workbook has them: days, ratings, statuses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from xl_kpis.kpi.logs import Log
from xl_kpis.kpi.lookup import fold
from xl_kpis.workbook.figures import names, numbers
from xl_kpis.workbook.figures.logs import Found
from xl_kpis.workbook.figures.model import Data, Place, Unclear
from xl_kpis.workbook.figures.moments import Moment, time_of
from xl_kpis.workbook.figures.names import Labels
from xl_kpis.workbook.figures.options import Options
from xl_kpis.workbook.figures.periods import DMY, Order, decide_order, parse_span, serial_of
from xl_kpis.workbook.figures.rating_cells import rating_of
from xl_kpis.workbook.figures.tables import Block


def orders(data: Data, block: Block, file: str, found: Found, options: Options) -> dict[str, str]:
    """The order of day and month in each column of dates."""
    day_first = names.is_day_first(names.language_of_heads(block.heads))
    decided: dict[str, Order] = {}
    cells: dict[str, list[tuple[Any, Place]]] = {}
    for part in found.log.fields:
        if part.kind == "date" and part.id in found.columns:
            column = found.columns[part.id]
            cells[part.id] = [
                (row[column], Place(file, number, column + 1))
                for number, row in block.body
                if column < len(row)
            ]
            texts = [value for value, _ in cells[part.id]]
            decided[part.id] = decide_order(texts, fixed=options.dates, day_first=day_first)
    sure = {order.order for order in decided.values() if order.because == "value"}
    settled = {}
    for id, order in decided.items():
        if not order.order and len(order.at) == 1 and not order.because and len(sure) == 1:
            order = Order(next(iter(sure)), "beside", order.at)
        settled[id] = order.order or DMY
        remark_order(data, order, cells[id])
    return settled


def remark_order(data: Data, order: Order, cells: Sequence[tuple[Any, Place]]) -> None:
    """Say how dates are read, or that they cannot be."""
    if not order.at:
        return
    value, place = cells[order.at[0]]
    if order.order:
        because = (
            ("because_value", {"value": value})
            if order.because == "value"
            else (f"because_{order.because}", {})
        )
        data.note(place, f"order_{order.order}", value=value, because=because)
    elif order.because == "swapped":
        other, where = cells[order.at[1]]
        data.problem(place, "dates_swapped", value=value, other=other, where=str(where))
    elif order.because == "year":
        data.problem(place, "dates_year", value=value)
    elif order.because == "given":
        data.problem(place, "dates_against", value=value)
    elif len(order.at) == 1:
        data.problem(place, "dates_unsure", value=value)
    else:
        other, where = cells[order.at[1]]
        first_is_dmy = decide_order([value]).order == DMY
        if first_is_dmy:
            value, place, other, where = other, where, value, place
        data.problem(place, "dates_contradict", value=value, other=other, where=str(where))


def read_days(data: Data, labels: Labels, options: Options, day_first: bool) -> None:
    """Figures that are days as days, where a file spells them: all of it in one order of day and
    month, and nothing of it taken where nobody can tell which."""
    if not any(measure.is_day for measure in labels.measures.values()):
        return
    dated = {
        name
        for name in dict.fromkeys(figure.measure for figure in data.figures)
        if (found := labels.match(str(name).strip()).measure) is not None and found.is_day
    }
    own = [figure for figure in data.figures if figure.measure in dated]
    texts = [figure.value for figure in own]
    order = decide_order(texts, fixed=options.dates, day_first=day_first)
    remark_order(data, order, [(figure.value, figure.place) for figure in own])
    unknown = bool(order.at) and not order.order
    data.figures[:] = [
        replace(figure, value=_single_day(figure.value, order.order or DMY))
        if figure.measure in dated
        else figure
        for figure in data.figures
        if not (unknown and figure.measure in dated)
    ]


def _single_day(value: Any, order: str) -> Any:
    """A day as one; anything else as it is, to be spoken of by who knows what belongs there."""
    span = parse_span(serial_of(value), order)
    return span.first if span is not None and span.is_day else value


def make_plain(
    data: Data,
    values: dict[str, tuple[Any, Place]],
    log: Log,
    dates: Mapping[str, str],
    statuses: Mapping[str, str],
    time: Any = None,
) -> None:
    """Dates, ratings and statuses of a record as the workbook has them, where they are any.

    ``time`` is what stands in a column of times beside the days, if there is one.
    """
    for part in log.fields:
        if part.id not in values:
            continue
        value, place = values[part.id]
        if isinstance(value, Unclear):
            continue
        if part.kind != "text" and numbers.is_nothing(value):
            del values[part.id]
            continue
        if part.kind == "date":
            if not part.required and names.is_called(value, "not_yet"):
                del values[part.id]
                continue
            at = time_of(value) or time_of(time)
            value = _day(data, part.text_id, value, place, dates.get(part.id, DMY))
            if at is not None and type(value) is dt.date and part.required:
                value = Moment.of(value, at)
        elif part.kind == "rating":
            value = rating_of(value)
        elif part.kind == "status":
            value = statuses.get(fold(str(value)), str(value).strip())
        values[part.id] = value, place


def _day(data: Data, field: str, value: Any, place: Place, order: str) -> Any:
    """The day of a record; of what is longer the first one, if it is no longer than a month."""
    span = parse_span(serial_of(value), order)
    if span is None:
        return value
    if span.months > 1 or span.days > 31:
        found = ("span", span.months or -span.days)
        data.problem(place, "long", value=value, field=(field, ""), found=found)
    elif not span.is_day:
        data.note(place, "first_day", value=value, day=span.first)
    return span.first
