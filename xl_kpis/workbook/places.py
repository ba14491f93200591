"""Finding a workbook's cells by their names, wherever a person has moved them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from xl_kpis.formula.book import Book
from xl_kpis.formula.reference import Area
from xl_kpis.kpi import PACKS
from xl_kpis.kpi.model import Kpi
from xl_kpis.languages import available
from xl_kpis.workbook import layout

EPOCH = dt.date(1899, 12, 30)


class NotATemplate(ValueError):
    """The workbook was not made from a template of ours."""


class Places:
    """A workbook made from a template, and where things are in it."""

    def __init__(self, book: Book) -> None:
        self.book = book
        texts = {name.name.casefold(): name.text for name in book.model.names}

        def constant(name: str) -> str:
            return texts.get(name.casefold(), "").strip("=").strip('"')

        self.pack = constant(layout.PACK)
        self.language = constant(layout.LANGUAGE)
        if self.pack not in PACKS or self.language not in available():
            raise NotATemplate(
                "this workbook was not made from an xl-kpis template (or its names were deleted)"
            )
        self._epoch = dt.date(1904, 1, 1) if book.model.date1904 else EPOCH

    @property
    def kpis(self) -> tuple[Kpi, ...]:
        return PACKS[self.pack]

    def area(self, name: str) -> Area:
        """The cells a name stands for; ``NotATemplate`` if it was deleted."""
        try:
            return self.book.resolve(name).area
        except KeyError as error:
            raise NotATemplate(f"the name {name} is missing from this workbook") from error

    def values(self, name: str) -> list[Any]:
        """The values of a row or column, in order."""
        return [value for row in self.book.array(self.area(name)).tolist() for value in row]

    def value(self, name: str) -> Any:
        """The value of a single cell."""
        return self.values(name)[0]

    def rows(self, name: str) -> list[list[Any]]:
        """The values of a block."""
        return [list(row) for row in self.book.array(self.area(name)).tolist()]

    def date(self, serial: Any) -> dt.date | None:
        """The day of a serial number; None for anything else."""
        if not isinstance(serial, float) or not 0 < serial < 3_000_000:
            return None
        return self._epoch + dt.timedelta(days=int(serial))

    def periods(self) -> list[tuple[dt.date | None, dt.date | None]]:
        """First and last day of each period."""
        starts, ends = self.values(layout.PERIOD_STARTS), self.values(layout.PERIOD_ENDS)
        return [(self.date(a), self.date(b)) for a, b in zip(starts, ends, strict=True)]

    def sheet_name(self, area: Area) -> str:
        return self.book.model.sheets[area.sheet].name
