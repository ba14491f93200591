"""Finding a workbook's cells by their names, wherever a person has moved them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from xl_kpis.errors import XlKpisError
from xl_kpis.formula.book import Book
from xl_kpis.formula.face.readable import Readable
from xl_kpis.formula.reference import Area
from xl_kpis.kpi import PACKS
from xl_kpis.kpi.model import Kpi
from xl_kpis.kpi.pack_files import PackError, pack_from
from xl_kpis.kpi.pack_sources import find
from xl_kpis.kpi.packs import kpis_of, use
from xl_kpis.languages import DEFAULT, available
from xl_kpis.languages.conventions import conventions
from xl_kpis.workbook import layout
from xl_kpis.workbook.texts import words

EPOCH = dt.date(1899, 12, 30)


class NotATemplate(XlKpisError, ValueError):
    """The workbook was not made from a template of ours."""

    def sentence(self, language: str = DEFAULT) -> str:
        """What is wrong and what to do, in words of a language."""
        return words("places.no_template", language)


class Damaged(NotATemplate):
    """A workbook of ours that has lost a part; the message names it."""

    def sentence(self, language: str = DEFAULT) -> str:
        return words("places.damaged", language, what=self)


def in_region(book: Book, region: str | None = None) -> Book:
    """A workbook of ours, to be calculated as in a region: that of its language unless given."""
    tag = region_of(book, region)
    if tag != book.region:
        book.region = tag
    return book


def region_of(book: Book, region: str | None = None) -> str:
    """The region a workbook of ours is calculated in: that of its language unless given."""
    own = conventions(Places(book).language).region
    return region or own


class Places:
    """A workbook made from a template, and where things are in it."""

    def __init__(self, book: Readable) -> None:
        self.book = book
        texts = {name.name.casefold(): name.text for name in book.model.names}

        def constant(name: str) -> str:
            return texts.get(name.casefold(), "").strip("=").strip('"')

        self.pack = constant(layout.PACK)
        self.language = constant(layout.LANGUAGE)
        self.formulas = constant(layout.FORMULAS)
        self._names = set(texts)
        if not self._has_pack() or self.language not in available():
            raise NotATemplate(
                "this workbook was not made from an xl-kpis template (or its names were deleted)"
            )
        if self.formulas not in layout.FLAVOURS:
            self.formulas = layout.FLAVOURS[0]
        self.kpis: tuple[Kpi, ...] = kpis_of(self.pack)
        self._epoch = dt.date(1904, 1, 1) if book.model.date1904 else EPOCH

    def _has_pack(self) -> bool:
        """Whether the workbook's pack is one of ours, or one it carries, or is found elsewhere."""
        if self.pack in PACKS:
            return True
        if not self.has(layout.PACK_FILE):
            return bool(self.pack) and find(self.pack)
        lines = ("" if line is None else str(line) for line in self.values(layout.PACK_FILE))
        try:
            pack = pack_from("\n".join(lines), carried=True)
        except PackError as error:
            raise Damaged(layout.PACK_FILE) from error
        if pack.id != self.pack:
            raise Damaged(layout.PACK_FILE)
        use(pack)
        return True

    def area(self, name: str) -> Area:
        """The cells a name stands for; ``NotATemplate`` if it was deleted."""
        try:
            return self.book.resolve(name).area
        except KeyError as error:
            raise Damaged(name) from error

    def has(self, name: str) -> bool:
        """Whether the workbook has this name at all; older ones lack those of later layouts."""
        return name.casefold() in self._names

    def inputs(self, measure: str) -> list[tuple[int, int] | None]:
        """Row and column, from 0, of a measure's input cell in each period, on :attr:`input_sheet`.

        By the id of the row and the number of the period, wherever they are; None for a period
        whose column is missing, and ``NotATemplate`` if the row is. In workbooks of the older
        layout, by the row's name.
        """
        if not self.has(layout.INPUTS):
            area = self.area(layout.input_name(measure))
            return [(area.top, column) for column in range(area.left, area.right + 1)]
        area = self.area(layout.INPUTS)
        rows = [area.top + i for i, id in enumerate(self.values(layout.INPUT_IDS)) if id == measure]
        if len(rows) != 1:
            raise Damaged(f"{self.input_sheet_name}, {measure}")
        numbers = self.values(layout.INPUT_NUMBERS)
        columns = {n: area.left + i for i, n in enumerate(numbers) if isinstance(n, float)}
        count = len(self.values(layout.PERIOD_NUMBERS))
        return [(rows[0], columns[n]) if n in columns else None for n in range(1, count + 1)]

    @property
    def input_sheet(self) -> int:
        """The index of the sheet with the input cells."""
        if self.has(layout.INPUTS):
            return self.area(layout.INPUTS).sheet
        return self.area(layout.input_name(self.kpis[0].measures[0].id)).sheet

    @property
    def input_sheet_name(self) -> str:
        return self.book.model.sheets[self.input_sheet].name

    def typed(self, measure: str) -> list[Any]:
        """What is typed for a measure in each period."""
        return [self._typed(*at) if at else None for at in self.inputs(measure)]

    def _typed(self, row: int, column: int) -> Any:
        return self.book.array(Area(self.input_sheet, row, column, row, column)).item()

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
