"""Formula texts seen relative to their cell: which are one formula filled down or right."""

from __future__ import annotations

import re
from typing import NamedTuple

from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, column_name
from xl_kpis.formula.xlsx.walk import column_of

_IDENT = rb"A-Za-z0-9_.\\?\x80-\xff"
_REFERENCE = re.compile(
    rb"""(?:"[^"]*"|&quot;.*?&quot;|'[^']*'|&apos;.*?&apos;|&\#?[a-z0-9]+;"""
    rb"""|\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.|\[[^\[\]]*\])*\])*\])"""
    rb"|(?<![" + _IDENT + rb"])(?:"
    rb"(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6})(?![(!" + _IDENT + rb"])"
    rb"|(\$?)([1-9][0-9]{0,6}):(\$?)([1-9][0-9]{0,6})(?![(!" + _IDENT + rb"])"
    rb"|(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![(!" + _IDENT + rb"]))",
    re.S,
)


class Form(NamedTuple):
    """A formula's text taken apart at its references."""

    key: bytes
    """Equal for two formulas exactly if one is the other filled over."""
    pieces: list[bytes]
    """What stands before, between and behind the row numbers that depend on the row."""
    shifts: list[int]
    """What to add to the row (from 0) for each of those numbers."""

    def at(self, row: int) -> bytes:
        """The text in another row of the same column."""
        out = [self.pieces[0]]
        for shift, piece in zip(self.shifts, self.pieces[1:], strict=True):
            out.append(b"%d" % (row + shift))
            out.append(piece)
        return b"".join(out)


def form(raw: bytes, row: int, col: int) -> Form:
    """The form of a formula's text (raw bytes as in the XML) in a cell.

    >>> form(b"A1*$B$2", 0, 2).key == form(b"A5*$B$2", 4, 2).key
    True
    >>> form(b'SUM(A$1:A7)&"A7"', 6, 1).at(9)
    b'SUM(A$1:A10)&"A7"'
    """
    key: list[bytes] = []
    pieces: list[bytes] = []
    shifts: list[int] = []
    cut = done = 0
    for match in _REFERENCE.finditer(raw):
        at = match.lastindex
        if at is None:
            continue
        groups = match.groups()
        if at == 4:
            if int(groups[3]) > MAX_ROWS or column_of(groups[1]) >= MAX_COLS:
                continue
            spots: tuple[int, ...] = (3,)
            letters: tuple[int, ...] = (1,)
        elif at == 8:
            spots, letters = (5, 7), ()
        else:
            spots, letters = (), (9, 11)
        key.append(raw[done : match.start()])
        done = match.end()
        for i in letters:
            name = groups[i]
            key.append(b"\3" + name if groups[i - 1] else b"\4%d" % (column_of(name) - col))
        for i in spots:
            number = int(groups[i])
            if groups[i - 1]:
                key.append(b"\1%d" % number)
                continue
            shift = number - row
            key.append(b"\2%d" % shift)
            pieces.append(raw[cut : match.start(i + 1)])
            cut = match.end(i + 1)
            shifts.append(shift)
    key.append(raw[done:])
    pieces.append(raw[cut:])
    return Form(b"\0".join(key), pieces, shifts)


def moved(text: str, rows: int, cols: int) -> str:
    """A formula's text filled over by so many rows and columns; around the sheet's edges
    references wrap, as those of shared formulas do.

    >>> moved("A1+$B$1&\\"C3\\"", 2, 1), moved("A1", -1, 0)
    ('B3+$B$1&"C3"', 'A1048576')
    """
    if not rows and not cols:
        return text

    def row_part(lock: bytes, digits: bytes) -> bytes:
        if lock:
            return lock + digits
        return b"%d" % ((int(digits) - 1 + rows) % MAX_ROWS + 1)

    def column_part(lock: bytes, letters: bytes) -> bytes:
        if lock:
            return lock + letters
        return column_name((column_of(letters) + cols) % MAX_COLS).encode()

    def move(match: re.Match[bytes]) -> bytes:
        if match.lastindex is None:
            return match[0]
        groups = match.groups()
        if groups[1] is not None:
            if int(groups[3]) > MAX_ROWS or column_of(groups[1]) >= MAX_COLS:
                return match[0]
            return column_part(groups[0], groups[1]) + row_part(groups[2], groups[3])
        if groups[5] is not None:
            return row_part(groups[4], groups[5]) + b":" + row_part(groups[6], groups[7])
        return column_part(groups[8], groups[9]) + b":" + column_part(groups[10], groups[11])

    return _REFERENCE.sub(move, text.encode("utf-8", "surrogatepass")).decode(
        "utf-8", "surrogatepass"
    )


def wraps(text: str, rows: tuple[int, int], cols: tuple[int, int]) -> bool:
    """Whether some reference leaves the sheet when the text is filled over by any number of rows
    and columns between the given bounds."""
    for match in _REFERENCE.finditer(text.encode("utf-8", "surrogatepass")):
        groups = match.groups()
        for at in (2, 4, 6):
            if groups[at] == b"" and groups[at + 1] is not None:
                number = int(groups[at + 1])
                if not 1 <= number + rows[0] <= number + rows[1] <= MAX_ROWS:
                    return True
        for at in (0, 8, 10):
            if groups[at] == b"" and groups[at + 1] is not None:
                number = column_of(groups[at + 1])
                if not 0 <= number + cols[0] <= number + cols[1] < MAX_COLS:
                    return True
    return False
