"""Filling a workbook: everything checked first, then only the cells filled are touched."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xl_kpis.formula.book import Book, to_scalar
from xl_kpis.formula.reference import cell_name
from xl_kpis.formula.values.value import Scalar
from xl_kpis.kpi.lookup import fold
from xl_kpis.kpi.model import Kind, Measure
from xl_kpis.languages import available
from xl_kpis.workbook import layout
from xl_kpis.workbook.data import Data, Entry, Figure, Place, read
from xl_kpis.workbook.days import parse_day, parse_number
from xl_kpis.workbook.layout import Log
from xl_kpis.workbook.places import Damaged, Places
from xl_kpis.workbook.texts import words


@dataclass(frozen=True)
class Problem:
    """Something that cannot be filled in as it is."""

    place: Place
    message: str

    def __str__(self) -> str:
        parts = [self.place.file]
        if self.place.row:
            parts.append(f"{cell_name(self.place.row - 1, max(self.place.column - 1, 0))}")
        return f"{', '.join(parts)}: {self.message}"


class FillError(ValueError):
    """The data cannot be filled in; ``problems`` says why, all at once."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass
class Filled:
    """The filled workbook, and what was done."""

    file: bytes
    cells: int
    figures: int
    entries: int
    problems: list[Problem] = field(default_factory=list)
    """What was left out because of ``force``."""


# Currency and threshold are settings of the packs that use them.
SETTINGS = {
    "first_period": layout.FIRST_PERIOD,
    "months": layout.MONTHS,
    "currency": layout.CURRENCY,
    "threshold": layout.THRESHOLD,
    "logs_until": layout.LOGS_UNTIL,
}


def fill(
    template: str | Path | bytes,
    data: Any,
    *,
    settings: Mapping[str, Any] | None = None,
    force: bool = False,
    language: str | None = None,
) -> Filled:
    """A template, or a workbook made from one, with data filled in.

    ``data``: a path (CSV, JSON, workbook, folder), a DataFrame, or a mapping of measure ids or
    labels to values. ``settings``: ``first_period, months, currency, threshold, logs_until``. A
    log given replaces what its table holds, and KPIs that only it can feed are switched to it.

    All problems are found before anything is written, and raised together as ``FillError`` in
    ``language`` (the workbook's own unless given); with ``force`` what is right is filled in all
    the same. Values of formulas are as they were: recalculate afterwards.
    """
    import xl_kpis
    from xl_kpis.formula.xlsx import edit_cells

    source = Path(template).read_bytes() if isinstance(template, (str, Path)) else template
    job = _Job(Places(xl_kpis.load(source)), language)
    found = read(data, job.places.pack)
    for key, value in (settings or {}).items():
        found.settings[key] = (value, Place(words("fill.settings", job.language)))
    job.settings(found)
    job.figures(found)
    job.logs(found)
    if job.problems and not force:
        raise FillError(job.problems)
    package = job.places.book.package
    assert package is not None
    file = edit_cells(package, job.edits) if job.edits else source
    return Filled(file, len(job.edits), job.filled, job.entered, job.problems)


class _Job:
    """Edits and problems as they are gathered."""

    def __init__(self, places: Places, language: str | None) -> None:
        self.places = places
        self.language = language or places.language
        self.problems: list[Problem] = []
        self.edits: dict[tuple[str, str], Scalar] = {}
        self.filled = self.entered = 0
        self.typed: set[str] = set()
        """Measures that were given figures."""
        self.measures: dict[str, tuple[Measure, bool]] = {}
        for kpi, measure in layout.measures(places.pack):
            amount = any(
                a.kind is Kind.AMOUNT for a in kpi.function.arguments if a.name == measure.argument
            )
            for name in _names(measure):
                self.measures[name] = measure, amount

    def problem(self, place: Place, id: str, **values: Any) -> None:
        problem = Problem(place, words(f"fill.{id}", self.language, **values))
        if problem not in self.problems:
            self.problems.append(problem)

    def edit(self, name: str, value: Any, row: int = 0, column: int = 0) -> None:
        """Set a cell of a named range."""
        area = self.places.area(name)
        at = cell_name(area.top + row, area.left + column)
        scalar = to_scalar(value, date1904=self.places.book.model.date1904)
        self.edits[self.places.sheet_name(area), at] = scalar

    def edit_input(self, measure: Measure, period: int, value: float) -> None:
        """Set a figure, wherever its row and its period are on the sheet of inputs."""
        cell = self.places.inputs(measure.id)[period]
        if cell is None:
            raise Damaged(f"{self.places.input_sheet_name}, {period + 1}")
        self.edits[self.places.input_sheet_name, cell_name(*cell)] = value

    # ---- settings ---------------------------------------------------------------------------

    def settings(self, data: Data) -> None:
        there = {name.name for name in self.places.book.model.names}
        known = {key: name for key, name in SETTINGS.items() if name in there}
        for key, (value, place) in data.settings.items():
            name = known.get(key)
            if name is None:
                self.problem(place, "setting", name=key, known=", ".join(known))
                continue
            good = self._setting(key, value)
            if good is None:
                self.problem(place, "setting_value", name=key, value=value)
            else:
                self.edit(name, good)
                if key in ("first_period", "months"):
                    # Periods move with it, so that figures meet the new calendar.
                    self.places.book[name] = good

    def _setting(self, key: str, value: Any) -> Any:
        if key in ("first_period", "logs_until"):
            return parse_day(value)
        if key == "currency":
            return value.strip() if isinstance(value, str) and value.strip() else None
        number = parse_number(value)
        if key == "months" and (number is None or number not in range(1, 13)):
            return None
        return number

    # ---- figures ----------------------------------------------------------------------------

    def figures(self, data: Data) -> None:
        periods = self.places.periods()
        seen: dict[tuple[str, int], Place] = {}
        for figure in data.figures:
            known = self.measures.get(fold(str(figure.measure)))
            if known is None:
                self.problem(
                    figure.measure_place,
                    "measure",
                    name=figure.measure,
                    hint=self._hint(str(figure.measure)),
                )
            column = self._period(figure, periods)
            number = self._number(figure, known[1] if known else True)
            if known is None or column is None or number is None:
                continue
            measure = known[0]
            if (measure.id, column) in seen:
                self.problem(figure.place, "twice", name=figure.measure, period=figure.period)
                continue
            seen[measure.id, column] = figure.place
            self.typed.add(measure.id)
            self.edit_input(measure, column, number)
            self.filled += 1

    def _period(
        self, figure: Figure, periods: list[tuple[dt.date | None, dt.date | None]]
    ) -> int | None:
        """The column of a figure's period, from 0."""
        number = parse_number(figure.period)
        if number is not None and number in range(1, len(periods) + 1):
            return int(number) - 1
        day = parse_day(figure.period)
        if day is None:
            self.problem(figure.period_place, "period", period=figure.period)
            return None
        for i, (first, last) in enumerate(periods):
            if first and last and first <= day <= last:
                return i
        first, last = periods[0][0], periods[-1][1]
        self.problem(figure.period_place, "calendar", day=day, first=first, last=last)
        return None

    def _number(self, figure: Figure, amount: bool) -> float | None:
        number = parse_number(figure.value)
        if number is None:
            self.problem(figure.place, "number", value=figure.value)
        elif number < 0 and not amount:
            self.problem(figure.place, "negative", value=figure.value)
            return None
        return number

    def _hint(self, name: str) -> str:
        """The nearest name there is, as a question."""
        near = difflib.get_close_matches(fold(name), self.measures, 1, 0.6)
        return words("fill.hint", self.language, name=self.measures[near[0]][0].id) if near else ""

    # ---- logs -------------------------------------------------------------------------------

    def logs(self, data: Data) -> None:
        for log in layout.LOGS[self.places.pack]:
            entries = [entry for entry in data.entries if entry.log.id == log.id]
            if entries:
                self._log(log, entries)
        self._switch({entry.log.id for entry in data.entries})

    def _log(self, log: Log, entries: list[Entry]) -> None:
        names = {f.id: layout.log_column_name(log.id, f.id) for f in log.fields}
        area = self.places.area(names[log.fields[0].id])
        room = area.bottom - area.top + 1
        if len(entries) > room:
            title = words(f"log.{log.id}", self.language)
            self.problem(entries[room].place, "room", log=title, room=room, rows=len(entries))
        for row, entry in enumerate(entries[:room]):
            for part in log.fields:
                label = words(f"field.{part.id}", self.language)
                if part.id in entry.values:
                    value, place = entry.values[part.id]
                    good = self._value(part.kind, value)
                    if good is None:
                        self.problem(place, f"field_{part.kind}", field=label, value=value)
                        continue
                    self.edit(names[part.id], good, row=row)
                elif part.required:
                    self.problem(entry.place, "required", field=label)
            self.entered += 1
        self._clear(names, len(entries), room)

    def _clear(self, names: dict[str, str], start: int, room: int) -> None:
        """Empty the rows of a table that the new records do not reach."""
        for name in names.values():
            before = self.places.values(name)
            for row in range(min(start, room), room):
                if before[row] is not None:
                    self.edit(name, None, row=row)

    def _value(self, kind: str, value: Any) -> Any:
        if kind == "date":
            return parse_day(value)
        if kind == "kind":
            return self._kind(value)
        if kind in ("text", "status"):
            return str(value).strip()
        number = parse_number(value)
        if number is None or (kind == "count" and number < 0):
            return None
        if kind == "rating":
            low = self.places.value(layout.SCALE_LOW)
            high = self.places.value(layout.SCALE_HIGH)
            return number if low <= number <= high else None
        return number

    def _kind(self, value: Any) -> str | None:
        """The workbook's own word for a kind of event, named in any language."""
        own = [str(word) for word in self.places.values(layout.KINDS)]
        for i, kind in enumerate(("workshop", "networking")):
            called = {kind, own[i], *(words(f"kind.{kind}", code) for code in available())}
            if fold(str(value)) in {fold(word) for word in called}:
                return own[i]
        return None

    def _switch(self, given: set[str]) -> None:
        """Let KPIs count from the logs that were given, where no figures were."""
        tables = {log.id: f"{log.table}_" for log in layout.LOGS[self.places.pack]}
        word = self.places.values(layout.SOURCES)[1]
        for kpi in self.places.kpis:
            ids = [m.id for m in kpi.measures]
            formulas = " ".join(layout.FROM_LOG[id] for id in ids)
            needed = {id for id, start in tables.items() if start in formulas}
            if needed <= given and not self.typed & set(ids):
                self.edit(layout.source_name(kpi), word)


def _names(measure: Measure) -> set[str]:
    """What a measure may be called, folded: its id, and its label in any language."""
    names = {fold(measure.id)}
    for language in available():
        if measure.rating:
            label = words("measure.rated.label", language, rating=measure.rating)
        else:
            label = words(f"measure.{measure.id}.label", language)
        names.add(fold(label))
    return names


def recalculated(filled: Filled) -> Book:
    """The filled workbook with all formulas calculated."""
    import xl_kpis

    book = xl_kpis.load(filled.file)
    book.recalculate()
    return book
