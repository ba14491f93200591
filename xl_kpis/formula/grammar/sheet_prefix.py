"""What stands before the exclamation mark: sheet, sheets of a 3-D reference, linked workbook."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from xl_kpis.formula.grammar.lexical import NAME_CHAR, NAME_START
from xl_kpis.formula.patterns import pattern

_PLAIN = pattern(rf"{NAME_START}{NAME_CHAR}*")
_LOOKS_LIKE_A_REFERENCE = pattern(
    r"[A-Za-z]{1,3}[0-9]{1,7}|[Rr][0-9]*(?:[Cc][0-9]*)?|[Cc][0-9]*|(?i:true|false)"
)
_NOT_IN_A_NAME = pattern(r"[\\?]")
_PLAIN_BOOK = pattern(rf"\[{NAME_CHAR}+")


class Prefix(NamedTuple):
    """``[1]Jan:Dec!`` is sheet Jan to sheet_to Dec of book 1."""

    sheet: str | None = None
    sheet_to: str | None = None
    book: str | None = None


def quote_sheet(name: str) -> str:
    """The name of a sheet, or of a book in brackets and a sheet, as a formula needs it, quoted only
    where it has to be.

    >>> quote_sheet("Sheet1"), quote_sheet("It's"), quote_sheet("Q1"), quote_sheet("2024")
    ('Sheet1', "'It''s'", "'Q1'", "'2024'")
    >>> quote_sheet("[A.xlsx]Sheet1"), quote_sheet("[My book.xlsx]Sheet1")
    ('[A.xlsx]Sheet1', "'[My book.xlsx]Sheet1'")
    """
    book, bracket, sheet = name.rpartition("]")
    plain = _is_plain(sheet) and (not bracket or _PLAIN_BOOK.fullmatch(book))
    return name if plain else "'" + name.replace("'", "''") + "'"


@lru_cache(4096)
def _is_plain(name: str) -> bool:
    return bool(
        _PLAIN.fullmatch(name)
        and not _LOOKS_LIKE_A_REFERENCE.fullmatch(name)
        and not _NOT_IN_A_NAME.search(name)
    )


@lru_cache(4096)
def read_prefix(text: str) -> Prefix:
    """What stands before ``!``, quoted or not, taken apart; ``[0]`` means no book.

    >>> read_prefix("'[1]My Sheet'")
    Prefix(sheet='My Sheet', sheet_to=None, book='1')
    """
    if text.startswith("'"):
        text = text[1:-1].replace("''", "'")
    book: str | None = None
    before, bracket, sheets = text.rpartition("]")
    if bracket:
        folder, _, file = before.rpartition("[")
        book = folder + file
    elif "\\" in text or "/" in text:
        # No sheet may have a slash in its name: a file, then, before one of its names.
        return Prefix(None, None, text)
    if book == "0":
        book = None
    first, colon, last = sheets.partition(":")
    return Prefix(first or None, last if colon else None, book)


@lru_cache(4096)
def print_prefix(sheet: str | None, sheet_to: str | None, book: str | None) -> str:
    """The text up to and with ``!``; empty where the reference names no sheet and no book.

    >>> print_prefix("Jan", "Dec", None), print_prefix("My Sheet", None, "C:/dir/Book.xlsx")
    ('Jan:Dec!', "'C:/dir/[Book.xlsx]My Sheet'!")
    """
    if sheet is None and book is None:
        return ""
    plain = all(_is_plain(name) for name in (sheet, sheet_to) if name is not None)
    text = sheet or ""
    if sheet_to is not None:
        text += ":" + sheet_to
    if book is not None:
        cut = max(book.rfind("/"), book.rfind("\\")) + 1
        plain = plain and not cut and bool(re.fullmatch(rf"{NAME_CHAR}+", book))
        if sheet is None and cut:
            text = book
        else:
            text = f"{book[:cut]}[{book[cut:]}]{text}"
    return text + "!" if plain else "'" + text.replace("'", "''") + "'!"
