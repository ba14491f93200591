"""What a person typed into a workbook of ours, as figures to fill another with."""

from __future__ import annotations

from typing import Any

from xl_kpis.formula.book import Book
from xl_kpis.workbook import layout
from xl_kpis.workbook.figures.model import Data, Entry, Figure, Place, Planned, said
from xl_kpis.workbook.figures.periods import parse_span


def ours(book: Book, file: str) -> Data | None:
    """What a person typed into a workbook of ours; None for another workbook."""
    from xl_kpis.workbook.places import NotATemplate, Places, in_region

    try:
        return _read_template(Places(in_region(book)), file)
    except NotATemplate:
        return None


def _read_template(places: Any, file: str) -> Data:
    """What a person typed into a workbook of ours."""
    data = Data()
    starts = [start for start, _ in places.periods()]
    for _, measure in layout.measures(places.pack):
        sheet = f"{file}: {places.input_sheet_name}"
        cells = places.inputs(measure.id)
        for i, value in enumerate(places.typed(measure.id)):
            if said(value) and (cell := cells[i]):
                at = Place(sheet, cell[0] + 1, cell[1] + 1)
                data.figures.append(Figure(measure.id, starts[i], value, at, at, at))
    for log in layout.logs(places.pack):
        columns = {f.id: places.values(layout.log_column_name(log.id, f.id)) for f in log.fields}
        areas = {f.id: places.area(layout.log_column_name(log.id, f.id)) for f in log.fields}
        sheet = f"{file}: {places.sheet_name(areas[log.fields[0].id])}"
        for i in range(len(columns[log.fields[0].id])):
            values = {
                id: (column[i], Place(sheet, areas[id].top + i + 1, areas[id].left + 1))
                for id, column in columns.items()
                if said(column[i])
            }
            if values:
                data.entries.append(Entry(log, values, next(iter(values.values()))[1]))
    data.plans += _typed_plans(places, file)
    for name in (layout.FIRST_PERIOD, layout.MONTHS):
        area = places.area(name)
        sheet = f"{file}: {places.sheet_name(area)}"
        value = places.value(name)
        key = name.removeprefix("Set_")
        data.settings[key] = (value, Place(sheet, area.top + 1, area.left + 1))
    return data


def _typed_plans(places: Any, file: str) -> list[Planned]:
    """What a person typed on the sheet of targets; nothing where a workbook has none."""
    if not places.has(layout.PLAN_IDS):
        return []
    found = []
    ids = places.values(layout.PLAN_IDS)
    rows = [(ids.index(kpi.id), kpi) for kpi in places.kpis if kpi.id in ids]
    starts = [start for start, _ in places.periods()]
    single = places.area(layout.PLAN_PERIODS)
    sheet = f"{file}: {places.sheet_name(single)}"
    cells = places.rows(layout.PLAN_PERIODS)
    for field in layout.PLAN_FIELDS:
        area = places.area(layout.plan_name(field))
        values = places.values(layout.plan_name(field))
        for row, kpi in rows:
            if said(values[row]):
                at = Place(sheet, area.top + row + 1, area.left + 1)
                day = places.date(values[row]) if field == "due" else None
                found.append(Planned(kpi.id, field, day or values[row], at, at))
    for row, kpi in rows:
        for column, value in enumerate(cells[row][: len(starts)]):
            if said(value):
                at = Place(sheet, single.top + row + 1, single.left + column + 1)
                start = starts[column]
                found.append(Planned(kpi.id, "target", value, at, at, start, parse_span(start)))
    return found
