"""Formulas as text, moved from cell to cell without being parsed: only the references change."""

from __future__ import annotations

import re
from collections.abc import Callable

from xl_kpis.formula.parse.lexical import NAME_CHARS, QUOTED
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, column_index

# A reference stands alone: not part of a name, a number, a function's or a sheet's name. The dots
# are those of trimmed ranges (``A1.:.B5``).
_BEFORE = rf"(?:(?<![{NAME_CHARS}$])|(?<=:\.))"
_AFTER = rf"(?![{NAME_CHARS}(!\[$])"
_MOVING = (
    rf"{_BEFORE}(?:"
    rf"(\$?)([A-Za-z]{{1,3}})(\$?)([0-9]{{1,7}})(?:{_AFTER}|(?=\.:))"
    rf"|(\$?)([A-Za-z]{{1,3}})(\s*\.?:\.?\s*)(\$?)([A-Za-z]{{1,3}}){_AFTER}"
    rf"|(\$?)([0-9]{{1,7}})(\s*\.?:\.?\s*)(\$?)([0-9]{{1,7}}){_AFTER})"
)
# Texts, quoted sheets and what stands in brackets (columns of tables, numbers of books).
_FIXED = rf""""[^"]*+"|{QUOTED}|\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*+\])*+\]"""
_PLAIN = re.compile(_MOVING)
_ANY = re.compile(f"{_MOVING}|{_FIXED}", re.DOTALL)
_HAS_FIXED = re.compile(r"[\"'\[]")


class _Columns(dict[str, int]):
    """Letters → index from 0; -1 beyond the last column."""

    def __missing__(self, letters: str) -> int:
        index = column_index(letters)
        self[letters] = index if index < MAX_COLS else -1
        return self[letters]


_COLUMNS = _Columns()


def _move(text: str, column: Callable[[int, str], str], row: Callable[[int, str], str]) -> str:
    """The text with each relative column and row put through the functions given."""

    def corner(match: re.Match[str]) -> str:
        dollar, letters, dollar2, digits = match.group(1, 2, 3, 4)
        if letters is not None:
            at, down = _COLUMNS[letters], int(digits) - 1
            if at < 0 or not 0 <= down < MAX_ROWS:
                return match[0]
            return (dollar + letters.upper() if dollar else column(at, letters)) + (
                dollar2 + digits if dollar2 else row(down, digits)
            )
        dollar, letters, between, dollar2, letters2 = match.group(5, 6, 7, 8, 9)
        if letters is not None:
            at, to = _COLUMNS[letters], _COLUMNS[letters2]
            if at < 0 or to < 0:
                return match[0]
            return (
                (dollar + letters.upper() if dollar else column(at, letters))
                + between
                + (dollar2 + letters2.upper() if dollar2 else column(to, letters2))
            )
        dollar, digits, between, dollar2, digits2 = match.group(10, 11, 12, 13, 14)
        if digits is not None:
            at, to = int(digits) - 1, int(digits2) - 1
            if not (0 <= at < MAX_ROWS and 0 <= to < MAX_ROWS):
                return match[0]
            return (
                (dollar + digits if dollar else row(at, digits))
                + between
                + (dollar2 + digits2 if dollar2 else row(to, digits2))
            )
        return match[0]

    pattern = _ANY if _HAS_FIXED.search(text) else _PLAIN
    return pattern.sub(corner, text)
