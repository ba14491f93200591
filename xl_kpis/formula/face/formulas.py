"""The formulas of a book: listed, read, entered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xl_kpis.formula.calculate.explanation import address
from xl_kpis.formula.calculate.state import Cell
from xl_kpis.formula.face.values_in import placed
from xl_kpis.formula.grammar import FormulaSyntaxError, parse, translate
from xl_kpis.formula.reference import Area
from xl_kpis.formula.refusals import EditError

if TYPE_CHECKING:
    from xl_kpis.formula.book import Book


class BookFormulas:
    """The formulas of a book, by address.

    >>> from xl_kpis.formula.book import Book
    >>> book = Book.of({"A1": 1, "A2": 2, "B1": "=A1*2"})
    >>> book.formula["B1"]
    '=A1*2'
    >>> book.formula["B1:B2"] = "=A1*10"
    >>> dict(book.formula)
    {'Sheet1!B1': '=A1*10', 'Sheet1!B2': '=A2*10'}
    >>> book["B2"]
    20.0

    A formula put into a range is filled over it, as Excel fills: ``A1`` moves on, ``$A$1`` stays.
    A list gives each cell its own. None takes a formula away, and leaves the cell blank. What is
    no formula is refused with ``ValueError``, and nothing changes.
    """

    def __init__(self, book: Book) -> None:
        self._book = book

    def __call__(self, address: str) -> str | None:
        """A cell's formula with its ``=``; None if it has none."""
        return self._book.formula_at(address)

    def __getitem__(self, address: str) -> str | list[list[str | None]] | None:
        """A cell's formula with its ``=``, or None; of a range rows of them."""
        area = self._book.resolve(address).area
        if area.is_cell:
            return self._book.formula_at(address)
        return [
            [
                self._book.formula_in(area.sheet, row, col)
                for col in range(area.left, area.right + 1)
            ]
            for row in range(area.top, area.bottom + 1)
        ]

    def __setitem__(self, address: str, text: Any) -> None:
        area = self._book.resolve(address).area
        cells: dict[Cell, str | None] = {}
        for (sheet, row, col), own in placed(text, area):
            formula = None if own is None else checked(own)
            if formula is not None and isinstance(text, str):
                formula = translate(formula, area.top, area.left, row, col)
            cells[sheet, row, col] = formula
        self._book.editing.enter(cells)

    def __delitem__(self, address: str) -> None:
        self[address] = None

    def __contains__(self, address: object) -> bool:
        return isinstance(address, str) and self._book.formula_at(address) is not None

    def __iter__(self) -> Iterator[str]:
        """The addresses of all cells with formulas, sheet by sheet, row by row. An array formula
        is where it was entered."""
        model = self._book.model
        return (address(model, Area(*cell, *cell[1:])) for cell in self.cells())

    def cells(self, sheet: int | None = None) -> list[Cell]:
        """Where formulas stand, in all sheets or one, in reading order."""
        return sorted(
            (group.sheet, *cell)
            for group in self._book.state.groups
            if sheet is None or group.sheet == sheet
            for cell in (group.cells() if group.run.kind == "normal" else [group.run[:2]])
        )

    def keys(self) -> Iterator[str]:
        """The addresses, as iterating gives them."""
        return iter(self)

    def items(self) -> Iterator[tuple[str, str]]:
        """Addresses with their formulas."""
        return ((cell, self(cell) or "") for cell in self)

    def __len__(self) -> int:
        return sum(
            group.area.shape[0] * group.area.shape[1] if group.run.kind == "normal" else 1
            for group in self._book.state.groups
        )

    def __repr__(self) -> str:
        return f"<{len(self):,} formulas of {self._book!r}>"


def checked(text: Any) -> str:
    """A formula without its ``=``; ``ValueError`` if it is none."""
    if not isinstance(text, str) or not text.startswith("=") or len(text) < 2:
        raise EditError("formula.none", text=repr(text))
    try:
        parse(text)
    except FormulaSyntaxError as wrong:
        raise EditError("formula.wrong", text=text, reason=wrong) from None
    return text[1:]
