"""Filling from files, for tests of figures as people have them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from workbook_samples import blank

import xl_kpis
from xl_kpis.workbook import layout
from xl_kpis.workbook.figures.options import Options
from xl_kpis.workbook.fill import FillError, fill
from xl_kpis.workbook.places import Places


@dataclass
class Result:
    """What filling gave: the workbook, or why there is none."""

    file: bytes = b""
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    """The ids of problems and notes."""

    @property
    def taken(self) -> bool:
        return bool(self.file)

    def typed(self, measure: str, count: int = 3) -> list[float | None]:
        """The first figures of a measure."""
        return self.places.values(layout.input_name(measure))[:count]

    def log(self, log: str, pack: str = "remote") -> list[tuple[Any, ...]]:
        """The rows of a log, dates in ISO."""
        fields = next(found for found in layout.logs(pack) if found.id == log).fields
        columns = []
        for part in fields:
            values = self.places.values(layout.log_column_name(log, part.id))
            if part.kind == "date":
                days = [self.places.date(value) for value in values]
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
    try:
        done = fill(
            blank(pack, language) if into is None else into,
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
    return Result(done.file, problems, notes, {problem.id for problem in said})


def write(folder: Path, text: str | bytes, name: str = "f.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
