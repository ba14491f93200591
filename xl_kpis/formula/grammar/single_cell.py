"""Texts that are one cell and nothing else: what programs mostly ask for, without a parser."""

from __future__ import annotations

from xl_kpis.formula.grammar.lexical import NAME_CHAR, NAME_START, QUOTED
from xl_kpis.formula.grammar.sheet_prefix import read_prefix
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, column_index

_CELL = pattern(rf"(?:({QUOTED}|{NAME_START}{NAME_CHAR}*+)!)?\$?([A-Za-z]{{1,3}})\$?([0-9]{{1,7}})")


def one_cell(text: str) -> tuple[str | None, int, int] | None:
    """Sheet (None where none is named), row and column of a text that is just a cell; None for
    any other text, which only :func:`parse` can read.

    >>> one_cell("'My Sheet'!$B5"), one_cell("b5"), one_cell("A1:B5"), one_cell("XFE1")
    (('My Sheet', 4, 1), (None, 4, 1), None, None)
    """
    match = _CELL.fullmatch(text)
    if match is None:
        return None
    before, letters, digits = match.groups()
    row, col = int(digits) - 1, column_index(letters)
    if not 0 <= row < MAX_ROWS or col >= MAX_COLS:
        return None  # perhaps a name
    if before is None:
        return None, row, col
    sheet, sheet_to, book = read_prefix(before)
    return None if sheet is None or sheet_to or book else (sheet, row, col)
