"""Texts that are one cell or one range and nothing else: what programs mostly ask for, without a
parser."""

from __future__ import annotations

from functools import lru_cache

from xl_kpis.formula.grammar.lexical import NAME_CHAR, NAME_START, QUOTED
from xl_kpis.formula.grammar.sheet_prefix import read_prefix
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, column_index

_CORNER = r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})"
_AREA = pattern(rf"(?:({QUOTED}|{NAME_START}{NAME_CHAR}*+)!)?{_CORNER}(?::{_CORNER})?")


@lru_cache(10_000)
def one_area(text: str) -> tuple[str | None, int, int, int, int] | None:
    """Sheet (None where none is named), top, left, bottom and right of a text that is just a cell
    or a range; None for any other text, which only :func:`parse` can read.

    >>> one_area("'My Sheet'!$B5"), one_area("b9:A1"), one_area("XFE1"), one_area("A:A")
    (('My Sheet', 4, 1, 4, 1), (None, 0, 0, 8, 1), None, None)
    """
    match = _AREA.fullmatch(text)
    if match is None:
        return None
    before, letters, digits, more_letters, more_digits = match.groups()
    row, col = int(digits) - 1, column_index(letters)
    if not 0 <= row < MAX_ROWS or col >= MAX_COLS:
        return None  # perhaps a name
    top, left, bottom, right = row, col, row, col
    if more_letters is not None:
        row, col = int(more_digits) - 1, column_index(more_letters)
        if not 0 <= row < MAX_ROWS or col >= MAX_COLS:
            return None
        top, left = min(top, row), min(left, col)
        bottom, right = max(bottom, row), max(right, col)
    if before is None:
        return None, top, left, bottom, right
    sheet, sheet_to, book = read_prefix(before)
    return None if sheet is None or sheet_to or book else (sheet, top, left, bottom, right)
