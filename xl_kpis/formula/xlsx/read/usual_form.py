"""Rows brought into the form that most programs write, so that they can be scanned in arrays.

Programs differ in what XML leaves open: a prefix before all names, other quotes, attributes in
another order, addresses left out where they follow from the cell before, comments. A sheet of such
rows takes ten times as long to read tag by tag. What is changed is only what the scan sees; the
places it finds are told as they are in the sheet's own bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, cell_name
from xl_kpis.formula.xlsx.read.tolerant_scan import column_of

_BEFORE_COMMENT = pattern(
    rb"</(?:[\w.\-]+:)?(?:row|c|v|f|is|t)\s*>\s*|<(?:[\w.\-]+:)?(?:row|c|is)(?:\s[^<>]*)?>\s*"
)
"""Tags behind which no text begins that means anything."""
_ADDRESS_INSIDE = pattern(rb'<(c|row)(?! r=")(\s[^<>]*?)\sr="([^"<>]*)"')
_CELL_OR_ROW = pattern(rb'<(c|row)(?=[\s/>])(?: r="(?:([A-Za-z]{1,3})?([0-9]{1,7}))")?')
_WITHOUT_ADDRESS = pattern(rb'<(?:c|row)(?=[\s/>])(?! r=")')


class ShiftedPlaces(NamedTuple):
    """By how much places differ from those before a change."""

    at: np.ndarray
    """From which places on,"""
    by: np.ndarray
    """how much is to be added; there is one more, for those before the first."""

    @classmethod
    def of(cls, at: np.ndarray, each: np.ndarray) -> ShiftedPlaces:
        """Changes one after another, by how much each of them adds."""
        return cls(at, np.concatenate([[0], np.cumsum(each)]))

    def before(self, places: np.ndarray) -> np.ndarray:
        """The places as they were."""
        return places + self.by[np.searchsorted(self.at, places, "right")]


class UsualForm(NamedTuple):
    """Rows as most programs write them, and what was changed to that end."""

    rows: bytes
    shifts: list[ShiftedPlaces]
    """Changes that moved what follows, in the order they were made."""

    def in_file(self, places: np.ndarray) -> np.ndarray:
        """Places as they were before all changes."""
        for shift in reversed(self.shifts):
            places = shift.before(places)
        return places


def in_usual_form(rows: bytes, prefix: bytes, row: int) -> UsualForm | None:
    """Rows, whose names have a prefix with its colon (or none), in the usual form, as far as that
    can be done; None where it cannot. ``row`` is the one before them, from 0.

    >>> form = in_usual_form(b"<x:row><x:c s='1'><x:v>5</x:v></x:c></x:row>", b"x:", 6)
    >>> form.rows
    b'<row r="8"><c r="A8" s="1"><v>5</v></c></row>'
    >>> form.in_file(np.array([form.rows.index(b"5")]))
    array([23])
    """
    shifts = []
    if b"<!" in rows:
        plain = _without_comments(rows)
        if plain is None:
            return None
        rows = plain
    if prefix:
        if rows.count(b"<") != rows.count(b"<" + prefix) + rows.count(b"</" + prefix):
            return None
        rows, shift = _without_prefix(rows, prefix)
        shifts.append(shift)
    if b"'" in rows:
        rows = _with_double_quotes(rows)
    if _WITHOUT_ADDRESS.search(rows):
        rows = _ADDRESS_INSIDE.sub(rb'<\1 r="\3"\2', rows)
    if _WITHOUT_ADDRESS.search(rows):
        addressed = _with_addresses(rows, row)
        if addressed is None:
            return None
        rows, shift = addressed
        shifts.append(shift)
    return UsualForm(rows, shifts)


def _without_comments(rows: bytes) -> bytes | None:
    """Blanks in place of comments; None if one stands within a text, or is none."""
    out = bytearray(rows)
    end = -1
    for start, stop in _comments(rows):
        behind_another = end >= 0 and not rows[end:start].strip()
        if not behind_another:
            tag = max(rows.rfind(b"<", 0, start), 0)
            if not _BEFORE_COMMENT.fullmatch(rows, tag, start):
                return None
        out[start:stop] = b" " * (stop - start)
        end = stop
    return bytes(out) if b"<!" not in out else None


def _comments(rows: bytes) -> Iterator[tuple[int, int]]:
    start = rows.find(b"<!--")
    while start >= 0:
        stop = rows.find(b"-->", start + 4)
        if stop < 0:
            return
        yield start, stop + 3
        start = rows.find(b"<!--", stop + 3)


def _without_prefix(rows: bytes, prefix: bytes) -> tuple[bytes, ShiftedPlaces]:
    buf = np.frombuffer(rows, np.uint8)
    names = np.flatnonzero(buf == 60) + 1
    names += buf[names] == 47
    removed = np.full(len(names), len(prefix))
    at = names - np.concatenate([[0], np.cumsum(removed)[:-1]])
    rows = rows.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</")
    return rows, ShiftedPlaces.of(at, removed)


def _with_double_quotes(rows: bytes) -> bytes:
    """Rows in which no tag has single quotes, if it has no double ones."""
    buf = np.frombuffer(rows, np.uint8).copy()
    opened, closed = np.flatnonzero(buf == 60), np.flatnonzero(buf == 62)
    opened = opened[opened < (closed[-1] if len(closed) else 0)]
    closed = closed[np.searchsorted(closed, opened)]
    single = np.flatnonzero(buf == 39)
    tag = np.searchsorted(opened, single, "right") - 1
    inside = (tag >= 0) & (single < closed[tag]) if len(opened) else np.zeros(len(single), bool)
    double = np.flatnonzero(buf == 34)
    first, last = np.searchsorted(double, opened), np.searchsorted(double, closed)
    inside &= (first == last)[tag] if len(opened) else False
    buf[single[inside]] = 34
    return buf.tobytes()


def _with_addresses(rows: bytes, row: int) -> tuple[bytes, ShiftedPlaces] | None:
    """Rows in which each cell and row says where it is; None if one of those that do is nowhere."""
    pieces: list[bytes] = []
    at: list[int] = []
    added: list[int] = []
    done, size, col = 0, 0, -1
    for match in _CELL_OR_ROW.finditer(rows):
        letters, digits = match.group(2, 3)
        if digits is None and rows.startswith(b' r="', match.end()):
            return None  # it says something else
        if match[1] == b"row":
            row, col = int(digits) - 1 if digits else row + 1, -1
            name = b"%d" % (row + 1)
        elif letters:
            row, col = int(digits) - 1, column_of(letters)
            name = letters + digits
        else:
            col += 1
            name = b""
        if not (0 <= row < MAX_ROWS and col < MAX_COLS):
            return None
        if digits:
            continue
        name = name or cell_name(row, col).encode()
        pieces += rows[done : match.end()], b' r="%b"' % name
        size += match.end() - done + len(name) + 5
        done = match.end()
        at.append(size)
        added.append(-len(name) - 5)
    pieces.append(rows[done:])
    return b"".join(pieces), ShiftedPlaces.of(np.array(at), np.array(added))
