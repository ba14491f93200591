"""Formulas as text, from cell to cell without being parsed: only the references change."""

from __future__ import annotations

import re
from collections.abc import Callable

from xl_kpis.formula.grammar.lexical import CELL, NAME_CHAR, QUOTED
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, column_index, column_name

# A reference stands alone: not part of a name, of a number, of a function's or a sheet's name. The
# dots are those of trimmed ranges (``A1.:.B5``).
BEFORE = rf"(?:(?<!{NAME_CHAR})(?<!\$)|(?<=:\.))"
AFTER = rf"(?!{NAME_CHAR}|[(!\[$])"
BETWEEN = r"(?:\.:\.?|:\.|\s*+:\s*+)"
# Texts, quoted sheets, and what stands in brackets (columns of tables, numbers of books).
FIXED = rf""""[^"]*+"|{QUOTED}|\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*+\])*+\]"""
_PATTERN = pattern(
    rf"{FIXED}"
    rf"|{BEFORE}(?:(\$?)([A-Za-z]{{1,3}})(\$?)([0-9]{{1,7}})(?:{AFTER}|(?=\.:\.?{CELL}{AFTER}))"
    rf"|(\$?)([A-Za-z]{{1,3}})({BETWEEN})(\$?)([A-Za-z]{{1,3}}){AFTER}"
    rf"|(\$?)([0-9]{{1,7}})({BETWEEN})(\$?)([0-9]{{1,7}}){AFTER})",
    re.DOTALL,
)
_ROW_OF_CELL, _COLUMNS, _ROWS = 4, 9, 14


class _ColumnIndex(dict[str, int]):
    """Letters → index from 0; -1 beyond the last column."""

    def __missing__(self, letters: str) -> int:
        index = column_index(letters)
        self[letters] = index if index < MAX_COLS else -1
        return self[letters]


_column_index = _ColumnIndex()


def relative_key(text: str, row: int, col: int) -> str:
    """A key that two formulas share if and only if filling makes one of the other.

    ``row`` and ``col`` (from 0) are the formula's own cell. Everything but the references counts
    as it is written, case and spaces too; references that go round the sheet's edge are taken for
    different. The text need not be a valid formula.

    >>> relative_key("A1*2", 0, 1) == relative_key("A2*2", 1, 1) != relative_key("A$2*2", 1, 1)
    True
    """

    def column(index: int, _: str) -> str:
        return f"\x01c{index - col}"

    def down(index: int, _: str) -> str:
        return f"\x01r{index - row}"

    return _replace(text, column, down)


def translate(text: str, from_row: int, from_col: int, to_row: int, to_col: int) -> str:
    """The formula filled from one cell into another: its text, only relative references changed.

    References beyond an edge come in again at the opposite one, as in shared formulas. All rows
    and columns count from 0.

    >>> translate("sum( A1:$B$2 , Sheet1!C3)&\\"A1\\"", 0, 0, 1, 1)
    'sum( B2:$B$2 , Sheet1!D4)&"A1"'
    """
    rows, columns = to_row - from_row, to_col - from_col
    if not rows and not columns:
        return text

    def column(index: int, letters: str) -> str:
        return column_name((index + columns) % MAX_COLS) if columns else letters

    def down(index: int, digits: str) -> str:
        return str((index + rows) % MAX_ROWS + 1) if rows else digits

    return _replace(text, column, down)


def fill_down(text: str) -> Callable[[int], str]:
    """A function that gives the formula's text that many rows further down, quickly.

    The same as :func:`translate` by rows; to see whether thousands of cells below hold the same
    formula, comparing each text with this is several times faster than a key of each.

    >>> fill_down("A1*B$1+1%")(2)
    'A3*B$1+1%'
    """
    rows: list[int] = []

    def column(_: int, letters: str) -> str:
        return letters

    def down(index: int, _: str) -> str:
        rows.append(index + 1)
        return "\x01"

    # A text with our own mark in it takes the slow way, as does one that goes past an edge.
    marked = "\x01" in text
    template = _replace(text, column, down).replace("%", "%%").replace("\x01", "%d")
    below = MAX_ROWS - max(rows, default=0)
    above = 1 - min(rows, default=1)

    def filled(count: int) -> str:
        if not above <= count <= below or not count or marked:
            return translate(text, 0, 0, count, 0)
        return template % tuple([row + count for row in rows])

    return filled


def _replace(text: str, column: Callable[[int, str], str], row: Callable[[int, str], str]) -> str:
    """The text with every relative column and row put through these functions."""

    def replace(match: re.Match[str]) -> str:
        kind = match.lastindex
        if kind == _ROW_OF_CELL:
            fixed, letters, fixed_row, digits = match.group(1, 2, 3, 4)
            col, down = _column_index[letters], int(digits) - 1
            if col < 0 or not 0 <= down < MAX_ROWS:
                return match[0]
            return (fixed + letters if fixed else column(col, letters)) + (
                fixed_row + digits if fixed_row else row(down, digits)
            )
        if kind == _COLUMNS:
            fixed, letters, between, fixed_to, letters_to = match.group(5, 6, 7, 8, 9)
            col, col_to = _column_index[letters], _column_index[letters_to]
            if col < 0 or col_to < 0:
                return match[0]
            return (
                (fixed + letters if fixed else column(col, letters))
                + between
                + (fixed_to + letters_to if fixed_to else column(col_to, letters_to))
            )
        if kind == _ROWS:
            fixed, digits, between, fixed_to, digits_to = match.group(10, 11, 12, 13, 14)
            down, down_to = int(digits) - 1, int(digits_to) - 1
            if not (0 <= down < MAX_ROWS and 0 <= down_to < MAX_ROWS):
                return match[0]
            return (
                (fixed + digits if fixed else row(down, digits))
                + between
                + (fixed_to + digits_to if fixed_to else row(down_to, digits_to))
            )
        return match[0]

    return _PATTERN.sub(replace, text)
