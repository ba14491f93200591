"""The defined names of a book."""

from __future__ import annotations

import re
from collections.abc import Iterator, MutableMapping
from typing import TYPE_CHECKING

from xl_kpis.formula.face.formulas import checked
from xl_kpis.formula.grammar import as_typed, one_area, quote_sheet
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.refusals import AddressError, EditError
from xl_kpis.formula.sheets.model import DefinedName

if TYPE_CHECKING:
    from xl_kpis.formula.book import Book

_NAME = pattern(r"[^\W\d][\w.\\?]*|\\[\w.\\?]*")
_R1C1 = pattern(r"[rc]|r\d*c\d*|[rc]\d+", re.I)


class BookNames(MutableMapping[str, str]):
    """What the names of a book stand for, those of the workbook by their name, a sheet's own by
    ``Sheet1!name``; names that Excel hides are left out.

    >>> from xl_kpis.formula.book import Book
    >>> book = Book.of({"A1": 0.2, "B1": 100, "C1": "=B1*(1+rate)"})
    >>> book.names["rate"] = "=Sheet1!$A$1"
    >>> dict(book.names), book["C1"]
    ({'rate': '=Sheet1!$A$1'}, 120.0)

    ``ValueError`` for what is no name (a cell's address, a word with a space) or no formula.
    """

    def __init__(self, book: Book) -> None:
        self._book = book

    def _shown(self) -> dict[str, DefinedName]:
        model = self._book.model
        return {
            name.name
            if name.sheet is None
            else f"{quote_sheet(model.sheets[name.sheet].name)}!{name.name}": name
            for name in model.names
            if not name.hidden and not name.name.startswith("_xlnm.")
        }

    def __getitem__(self, name: str) -> str:
        found = {key.casefold(): text for key, text in self._shown().items()}
        if name.casefold() not in found:
            raise AddressError("no name", name=repr(name))
        return "=" + as_typed(found[name.casefold()].text)

    def __setitem__(self, name: str, text: str) -> None:
        if not _NAME.fullmatch(name) or len(name) > 255 or one_area(name) or _R1C1.fullmatch(name):
            raise EditError("name", name=repr(name))
        self._book.editing.define(name, checked(text))

    def __delitem__(self, name: str) -> None:
        if name.casefold() not in {key.casefold() for key in self._shown() if "!" not in key}:
            raise AddressError("no name", name=repr(name))
        self._book.editing.define(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._shown())

    def __len__(self) -> int:
        return len(self._shown())

    def __repr__(self) -> str:
        return repr(dict(self))
