"""Sheets, rows and columns of a book that come and go: in its file, which is then read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xl_kpis.formula.grammar.moved_text import Shift
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, column_index
from xl_kpis.formula.refusals import EditError

if TYPE_CHECKING:
    from xl_kpis.formula.book import Book

LONGEST_NAME = 31
NOT_IN_NAMES = "[]:*?/\\"


def shift(book: Book, sheet: int, rows: bool, first: str | int, count: int) -> None:
    """Rows or columns inserted before ``first`` (from 1), or deleted from it on."""
    from xl_kpis.formula.xlsx.write.reshaping import shifted

    at = column_index(first) if isinstance(first, str) and first.isalpha() else int(first) - 1
    size = MAX_ROWS if rows else MAX_COLS
    if not 0 <= at < size or not 0 < abs(count) <= size - at:
        raise EditError("shift.none", first=first, count=abs(count))
    change = Shift(book.model.sheets[sheet].name, rows, at, count)
    book.take_over(lambda package: shifted(package, change))


def rename(book: Book, sheet: int, new: str) -> None:
    """A sheet called otherwise."""
    from xl_kpis.formula.xlsx.write.reshaping import renamed

    old = book.model.sheets[sheet].name
    _check_name(book, new, old)
    book.take_over(lambda package: renamed(package, old, new))


def add(book: Book, name: str) -> None:
    """A sheet more."""
    from xl_kpis.formula.xlsx.write.reshaping import added

    _check_name(book, name)
    book.take_over(lambda package: added(package, name))


def remove(book: Book, sheet: int) -> None:
    """A sheet less."""
    from xl_kpis.formula.xlsx.write.reshaping import removed

    name = book.model.sheets[sheet].name
    book.take_over(lambda package: removed(package, name))


def _check_name(book: Book, name: str, but: str = "") -> None:
    if (
        not 0 < len(name) <= LONGEST_NAME
        or set(NOT_IN_NAMES) & set(name)
        or name.startswith("'")
        or name.endswith("'")
        or not name.isprintable()
    ):
        raise EditError("sheet.name", name=repr(name), forbidden=NOT_IN_NAMES)
    taken = {sheet.name.casefold() for sheet in book.sheets} - {but.casefold()}
    if name.casefold() in taken:
        raise EditError("sheet.exists", name=repr(name))
