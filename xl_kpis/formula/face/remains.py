"""What a book is made of again, in another process or as a copy: the file it came from or its
cells, and all changes."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from xl_kpis.formula.calculate.state import Cell
from xl_kpis.formula.face.own_functions import Given
from xl_kpis.formula.sheets.model import Model
from xl_kpis.formula.values.value import Scalar

if TYPE_CHECKING:
    from xl_kpis.formula.book import Book


@dataclass(frozen=True)
class Remains:
    """A book without what is compiled."""

    data: bytes | None
    """The file's bytes; None for a book that came from none."""
    file: str
    model: Model | None
    """The cells of a book that came from no file."""
    options: dict[str, Any]
    entered: dict[Cell, str | None]
    defined: dict[str, str | None]
    edits: dict[Cell, Scalar]
    put: dict[Cell, Scalar]
    """Inputs that hold another value than in the file."""
    functions: tuple[Given, ...]
    """The book's own functions."""


def remains_of(book: Book, options: dict[str, Any], edits: dict[Cell, Scalar]) -> Remains:
    """What a book is made of again."""
    editing, state = book.editing, book.state
    functions = tuple(book.own.given.values())
    if book.package is not None:
        inputs = [cell for cell in state.touched if state.owner(*cell) is None]
        put = {cell: book.model.value(*cell) for cell in inputs}
        data, file = book.package.archive.data, book.package.file
        entered, defined = dict(editing.entered), dict(editing.defined)
        return Remains(
            bytes(data), file, None, options, entered, defined, dict(edits), put, functions
        )
    sheets = []
    for index, sheet in enumerate(book.model.sheets):
        cells = deepcopy(sheet.cells)
        for group in state.groups:
            if group.sheet == index:
                top, left, bottom, right = group.spill or group.run[:4]
                for row in range(top, bottom + 1):
                    for col in range(left, right + 1):
                        cells.set(row, col, None)
        sheets.append(replace(sheet, cells=cells, runs=list(sheet.runs), saved=None))
    model = replace(book.model, sheets=sheets, names=list(book.model.names))
    model.forget_names()
    return Remains(None, "", model, options, {}, {}, {}, {}, functions)
