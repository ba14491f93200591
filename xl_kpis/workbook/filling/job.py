"""Edits, problems and notes as they are gathered."""

from __future__ import annotations

import datetime as dt
from typing import Any

from xl_kpis.formula.book import Book
from xl_kpis.formula.reference import cell_name
from xl_kpis.formula.values.python_values import to_scalar
from xl_kpis.formula.values.value import Scalar
from xl_kpis.kpi.model import Measure
from xl_kpis.workbook import layout
from xl_kpis.workbook.figures.model import Place, Remark
from xl_kpis.workbook.figures.options import Options
from xl_kpis.workbook.filling.preview import Preview
from xl_kpis.workbook.places import Damaged, Places


def today() -> dt.date:
    """The day on which a workbook is filled."""
    return dt.date.today()


class Job:
    """One filling of one workbook."""

    def __init__(self, book: Book, language: str | None, options: Options) -> None:
        self.book, self.options = book, options
        self.places = Places(book)
        self.language = language or self.places.language
        self.today = today()
        self.problems: list[Remark] = []
        self.notes: list[Remark] = []
        self.edits: dict[tuple[str, str], Scalar] = {}
        self.filled = self.entered = self.planned = 0
        self.typed: set[str] = set()
        """Measures that were given figures."""
        self.holding: set[str] = set()
        """Logs that hold something afterwards."""
        self.known: set[tuple[str, str]] = set()
        """Log and field of the columns that were given, or have something in them."""
        self.preview = Preview()
        self.names = {name.name for name in book.model.names}

    def problem(self, place: Place, id: str, **values: Any) -> None:
        self.problems.append(Remark(place, id, values))

    def note(self, place: Place, id: str, **values: Any) -> None:
        self.notes.append(Remark(place, id, values))

    def edit(self, name: str, value: Any, row: int = 0, column: int = 0) -> None:
        """Set a cell of a named range."""
        area = self.places.area(name)
        at = cell_name(area.top + row, area.left + column)
        scalar = to_scalar(value, date1904=self.book.model.date1904)
        self.edits[self.places.sheet_name(area), at] = scalar

    def edit_input(self, measure: Measure, period: int, value: float) -> None:
        """Set a figure, wherever its row and its period are on the sheet of inputs."""
        cell = self.places.inputs(measure.id)[period]
        if cell is None:
            raise Damaged(f"{self.places.input_sheet_name}, {period + 1}")
        self.edits[self.places.input_sheet_name, cell_name(*cell)] = value

    def currency(self) -> str:
        """The currency of the workbook, with what was just set; empty where it has none."""
        if layout.CURRENCY not in self.names:
            return ""
        area = self.places.area(layout.CURRENCY)
        at = self.places.sheet_name(area), cell_name(area.top, area.left)
        found = self.edits.get(at, self.places.value(layout.CURRENCY))
        return found.strip() if isinstance(found, str) else ""

    def months(self) -> int:
        """How many months a period has."""
        found = self.places.value(layout.MONTHS)
        return int(found) if isinstance(found, (int, float)) and 1 <= found <= 12 else 1
