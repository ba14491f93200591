"""Tables of targets: a row per KPI with what is to be reached, by whom, how and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xl_kpis.kpi.lookup import fold
from xl_kpis.kpi.model import Kpi
from xl_kpis.languages import available
from xl_kpis.workbook.figures import names, numbers
from xl_kpis.workbook.figures.model import Data, Place, Planned, Share, said
from xl_kpis.workbook.figures.names import words
from xl_kpis.workbook.figures.options import Options
from xl_kpis.workbook.figures.periods import DMY, decide_order, parse_span
from xl_kpis.workbook.figures.plain_cells import remark_order
from xl_kpis.workbook.figures.plan_names import KPI, PERIOD, kpi_named
from xl_kpis.workbook.figures.rating_cells import rating_of


def plans(
    columns: Mapping[str, int],
    heads: Sequence[Any],
    body: Sequence[tuple[int, list[Any]]],
    file: str,
    pack: str,
    options: Options,
) -> Data:
    """The targets of a table, and what stands beside each."""
    data = Data()
    language = names.language_of_heads(heads)
    for part in ("due", PERIOD):
        cells = [
            (cell, Place(file, row, columns[part] + 1))
            for row, cells in body
            if part in columns and said(cell := _at(cells, columns[part]))
        ]
        order = decide_order(
            [text for text, _ in cells],
            fixed=options.dates,
            day_first=names.is_day_first(language),
            periods=part == PERIOD,
        )
        remark_order(data, order, cells)
        if part == "due":
            due = order.order or DMY
        else:
            timed = order.order or DMY
    for row, cells in body:
        name = _at(cells, columns[KPI])
        filled = {f: _at(cells, c) for f, c in columns.items() if f not in (KPI, PERIOD)}
        filled = {field: value for field, value in filled.items() if said(value)}
        if not filled:
            continue
        place = Place(file, row, columns[KPI] + 1)
        if not said(name):
            data.note(place, "no_name", rows=1)
            continue
        period = _at(cells, columns[PERIOD]) if PERIOD in columns else None
        period = period if said(period) else None
        span = None if period is None else parse_span(period, timed)
        for field, value in filled.items():
            at = Place(file, row, columns[field] + 1)
            read = planned_value(field, value, kpi_named(name, pack), due)
            data.plans.append(Planned(name, field, read, at, place, period, span))
    data.seen.update(fold(head) for head in heads if isinstance(head, str))
    return data


def planned_value(field: str, value: Any, kpi: Kpi | None, order: str = "") -> Any:
    """What stands in a cell: a day where one is due, a target without its unit.

    >>> from xl_kpis.kpi.lookup import kpi
    >>> planned_value("target", "8 months", kpi("mentoring.time_to_milestone"))
    '8'
    >>> planned_value("target", "9/10", kpi("mentoring.satisfaction"))
    9.0
    """
    if field == "due":
        span = parse_span(value, order)
        return value if span is None else span.first
    if field != "target" or kpi is None or not isinstance(value, str):
        return value
    for language in available():
        unit = words(f"format.{kpi.unit}", language, value="", currency="").strip()
        if unit and unit != "%" and fold(value).endswith(fold(unit)):
            return value.strip()[: -len(unit)].strip()
    return rating_of(value) if kpi.unit == "score" else value


def target_number(value: Any, sign: str) -> Any:
    """A target as a number, by the decimal sign of its file; a share where it is in percent."""
    number = numbers.written(value) if isinstance(value, str) else None
    found = number.value(sign) if number is not None else None
    if number is None or found is None:
        return value
    return Share(found / 100) if number.percent else found


def _at(cells: Sequence[Any], column: int) -> Any:
    return cells[column] if column < len(cells) else None
