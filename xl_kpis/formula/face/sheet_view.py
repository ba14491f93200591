"""One sheet of a book."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xl_kpis.formula.face import reshaped
from xl_kpis.formula.grammar import quote_sheet
from xl_kpis.formula.reference import Area, cell_name
from xl_kpis.formula.refusals import AddressError
from xl_kpis.formula.values.kinds import BLANK
from xl_kpis.formula.values.value import CellValue, CellValues

if TYPE_CHECKING:
    import pandas as pd

    from xl_kpis.formula.book import Book


class SheetView:
    """A sheet of a book; addresses are those of its own cells.

    >>> from xl_kpis.formula.book import Book
    >>> sheet = Book.of({"Rates!A1": 0.2, "Rates!B3": "=A1*2"}).sheets["Rates"]
    >>> sheet["B3"], sheet.used
    (0.4, 'A1:B3')
    """

    def __init__(self, book: Book, index: int) -> None:
        self._book = book
        self.index = index
        """Its place among the tabs, from 0."""

    @property
    def name(self) -> str:
        """What its tab says."""
        return self._book.model.sheets[self.index].name

    @name.setter
    def name(self, new: str) -> None:
        """Formulas, names and charts that refer to the sheet follow."""
        reshaped.rename(self._book, self.index, new)

    def insert_rows(self, before: int, count: int = 1) -> None:
        """Put empty rows before a row (from 1, as on the sheet).

        Formulas, names, tables, merged cells, conditional formats, validations, charts, notes and
        pictures follow, in this sheet and in others. ``EditError``, and nothing changes, where an
        array formula, a data table or a pivot table would be torn, or for a book without a file.
        """
        reshaped.shift(self._book, self.index, True, before, count)

    def delete_rows(self, first: int, count: int = 1) -> None:
        """Take rows away; what referred to them alone is #REF!. Refused as for
        :meth:`insert_rows`, and where a table would lose its headings or all its rows."""
        reshaped.shift(self._book, self.index, True, first, -count)

    def insert_columns(self, before: str | int, count: int = 1) -> None:
        """Put empty columns before a column (``"C"`` or 3), as :meth:`insert_rows` does. Refused
        within a table, whose columns have names."""
        reshaped.shift(self._book, self.index, False, before, count)

    def delete_columns(self, first: str | int, count: int = 1) -> None:
        """Take columns away, as :meth:`delete_rows` does."""
        reshaped.shift(self._book, self.index, False, first, -count)

    @property
    def used(self) -> str | None:
        """The smallest range that holds all its values and formulas; None for an empty sheet."""
        area = used_area(self._book, self.index)
        return None if area is None else _range(area)

    def _of_book(self, address: str) -> str:
        return f"{quote_sheet(self.name)}!{address}"

    def __getitem__(self, address: str) -> CellValues:
        """A cell's value, or a range's as rows of values."""
        found = self._book[self._of_book(address)]
        assert not isinstance(found, SheetView)
        return found

    def __setitem__(self, address: str, value: Any) -> None:
        self._book[self._of_book(address)] = value

    def frame(self, address: str | None = None, *, header: bool = True) -> pd.DataFrame:
        """A range, or all that is used, as :meth:`Book.frame` gives it."""
        return self._book.frame(self._of_book(address or self.used or "A1"), header=header)

    def rows(self) -> Iterator[list[CellValue]]:
        """The values of the rows, from the first used cell to the last."""
        area = used_area(self._book, self.index)
        if area is not None:
            yield from self._book.array(area).astype(object).tolist()

    @property
    def formulas(self) -> dict[str, str]:
        """The formulas by their cells, row by row."""
        book = self._book
        return {
            cell_name(*cell[1:]): book.formula_in(*cell) or ""
            for cell in book.formula.cells(self.index)
        }

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SheetView) and (
            (self._book, self.index) == (other._book, other.index)
        )

    def __hash__(self) -> int:
        return hash((id(self._book), self.index))

    def __repr__(self) -> str:
        return f"<sheet {self.name!r}, {self.used or 'empty'}>"


class Sheets:
    """The sheets of a book in the order of their tabs: by name or position, and one by one."""

    def __init__(self, book: Book) -> None:
        self._book = book

    def __getitem__(self, which: str | int) -> SheetView:
        """A sheet; ``KeyError`` for a name that none has, ``IndexError`` for a place beyond."""
        if isinstance(which, str):
            index = self._book.model.sheet_index(which)
            if index is None or index >= len(self):
                names = ", ".join(sheet.name for sheet in self)
                raise AddressError("sheet", name=repr(which), names=names)
            return SheetView(self._book, index)
        return SheetView(self._book, range(len(self))[which])

    def add(self, name: str) -> SheetView:
        """An empty sheet behind the others. ``EditError`` for a name that no sheet can have, one
        that is taken, or a book without a file."""
        reshaped.add(self._book, name)
        return self[name]

    def remove(self, name: str) -> None:
        """Take a sheet away; what referred to it is #REF!. ``EditError``, and nothing changes,
        where others read a table of it, a pivot table is made of it, a range over several sheets
        ends with it, or no other sheet is visible."""
        reshaped.remove(self._book, self[name].index)

    def __len__(self) -> int:
        return sum(not sheet.is_external for sheet in self._book.model.sheets)

    def __iter__(self) -> Iterator[SheetView]:
        return (SheetView(self._book, i) for i in range(len(self)))

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and any(
            sheet.name.casefold() == name.casefold() for sheet in self
        )

    def __repr__(self) -> str:
        return repr([sheet.name for sheet in self])


def used_area(book: Book, index: int) -> Area | None:
    """The smallest rectangle of a sheet that holds all its values and formulas."""
    book.settle()
    first: list[tuple[int, int, int, int]] = []
    sheet = book.model.sheets[index]
    for col, column in sheet.cells.by_index.items():
        rows = column.all_rows()[column.kind != BLANK]
        if len(rows):
            first.append((int(rows[0]), col, int(rows[-1]), col))
    first += [run[:4] for run in sheet.runs]
    if not first:
        return None
    tops, lefts, bottoms, rights = zip(*first, strict=True)
    return Area(index, min(tops), min(lefts), max(bottoms), max(rights))


def _range(area: Area) -> str:
    first, last = cell_name(area.top, area.left), cell_name(area.bottom, area.right)
    return first if first == last else f"{first}:{last}"
