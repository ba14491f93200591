"""Filling from files, for tests of figures as people have them.

An empty workbook is read once for all tests, as filling changes nothing in it. What came into it is
read by another reader than ours, which knows nothing of formulas and is quick.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from unittest import mock

from python_calamine import CalamineWorkbook
from workbook_samples import empty

import xl_kpis
from tests.samples import finished
from xl_kpis.formula.book import Book
from xl_kpis.workbook import layout
from xl_kpis.workbook.figures.options import Options
from xl_kpis.workbook.fill import FillError, fill
from xl_kpis.workbook.places import Places


@contextmanager
def read_once(pack: str, language: str) -> Iterator[None]:
    """Within it, reading the empty workbook gives the one that was read before; its calendar, which
    moves with settings that are filled in, is put back."""
    load, raw, book = xl_kpis.load, finished(pack, language), empty(pack, language)
    calendar = {name: book[name] for name in (layout.FIRST_PERIOD, layout.MONTHS)}

    def loaded(source: Any, *given: Any, **named: Any) -> Book:
        return book if source is raw else load(source, *given, **named)

    try:
        with mock.patch.object(xl_kpis, "load", loaded):
            yield
    finally:
        for name, value in calendar.items():
            if book[name] != value:
                book[name] = value


@dataclass
class Result:
    """What filling gave: the workbook, or why there is none."""

    file: bytes = b""
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    """The ids of problems and notes."""
    template: Places | None = None
    """Where everything is, if the workbook was empty before."""

    @property
    def taken(self) -> bool:
        return bool(self.file)

    def typed(self, measure: str, count: int = 3) -> list[float | None]:
        """The first figures of a measure."""
        return self.values(layout.input_name(measure))[:count]

    def log(self, log: str, pack: str = "remote") -> list[tuple[Any, ...]]:
        """The rows of a log, dates in ISO."""
        fields = next(found for found in layout.logs(pack) if found.id == log).fields
        columns = []
        for part in fields:
            values = self.values(layout.log_column_name(log, part.id))
            if part.kind == "date":
                days = [self._day(value) for value in values]
                values = [day.isoformat() if day else None for day in days]
            columns.append(values)
        return [row for row in zip(*columns, strict=True) if any(v is not None for v in row)]

    def value(self, kpi: str) -> list[Any]:
        """The values of a KPI, after a recalculation."""
        book = xl_kpis.load(self.file)
        book.recalculate()
        return Places(book).values(f"Value_{kpi}")

    @cached_property
    def places(self) -> Places:
        return Places(xl_kpis.load(self.file))

    def values(self, name: str) -> list[Any]:
        """What stands in the cells of a name."""
        if self.template is None:
            return self.places.values(name)
        area = self.template.area(name)
        rows = self._sheet(self.template.sheet_name(area))
        return [
            rows[row][column] if row < len(rows) and column < len(rows[row]) else None
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        ]

    def _sheet(self, title: str) -> list[list[Any]]:
        if title not in self._sheets:
            rows = self._read.get_sheet_by_name(title).to_python(False)
            self._sheets[title] = [[None if v == "" else v for v in row] for row in rows]
        return self._sheets[title]

    @cached_property
    def _read(self) -> CalamineWorkbook:
        return CalamineWorkbook.from_filelike(io.BytesIO(self.file))

    @cached_property
    def _sheets(self) -> dict[str, list[list[Any]]]:
        return {}

    def _day(self, value: Any) -> dt.date | None:
        if self.template is None:
            return self.places.date(value)
        return value.date() if isinstance(value, dt.datetime) else value

    def says(self, *parts: str) -> bool:
        """Whether one of the sentences has all of these parts."""
        return any(all(part in line for part in parts) for line in [*self.problems, *self.notes])


def filled(
    data: Any,
    pack: str = "remote",
    language: str = "en",
    into: bytes | None = None,
    *,
    settings: dict[str, Any] | None = None,
    replace: bool = False,
    leave_out: bool = False,
    **options: Any,
) -> Result:
    """Fill a workbook (an empty one unless given) and say what happened."""
    begin = finished(pack, language)
    try:
        with read_once(pack, language):
            done = fill(
                begin if into is None else into,
                data,
                settings=settings,
                replace=replace,
                leave_out=leave_out,
                options=Options(**options),
                language=language,
            )
    except FillError as error:
        kinds = {problem.id for problem in error.problems}
        return Result(problems=list(map(str, error.problems)), kinds=kinds)
    said = [*done.problems, *done.notes]
    problems, notes = list(map(str, done.problems)), list(map(str, done.notes))
    places = Places(empty(pack, language)) if into is None else None
    return Result(done.file, problems, notes, {problem.id for problem in said}, places)


def write(folder: Path, text: str | bytes, name: str = "f.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
