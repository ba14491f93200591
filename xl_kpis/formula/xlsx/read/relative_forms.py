"""Formula texts seen relative to their cell: which are one formula filled down or right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, column_name
from xl_kpis.formula.xlsx.package.xml_text import content, escape
from xl_kpis.formula.xlsx.read.tolerant_scan import column_of

_IDENT = rb"A-Za-z0-9_.\\?\x80-\xff"
# The dots are those of trimmed ranges (A1.:.B5).
_BEFORE = rb"(?:(?<![$" + _IDENT + rb"])|(?<=:\.))"
_AFTER = rb"(?![(!\[$" + _IDENT + rb"])"
_DOTTED = rb"(?=\.:\.?\$?[A-Za-z]{1,3}\$?[0-9]{1,7}" + _AFTER + rb")"
_BETWEEN = rb"(?:\.:\.?|:\.|\s*+:\s*+)"
_REFERENCE = pattern(
    rb"""(?:"[^"]*+"|&quot;.*?&quot;|'[^']*+'|&apos;.*?&apos;|&\#?[a-z0-9]+;"""
    rb"""|\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*+\])*+\])"""
    rb"|" + _BEFORE + rb"(?:"
    rb"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?:" + _AFTER + rb"|" + _DOTTED + rb")"
    rb"|(\$?)([0-9]{1,7})" + _BETWEEN + rb"(\$?)([0-9]{1,7})" + _AFTER + rb"|(\$?)([A-Za-z]{1,3})"
    + _BETWEEN + rb"(\$?)([A-Za-z]{1,3})" + _AFTER + rb")",
    re.S,
)  # fmt: skip
"""References, and what looks like them but is none (texts, quoted sheets, table columns)."""


_SPOTS: dict[int, tuple[tuple[int, ...], tuple[int, ...]]] = {
    4: ((3,), (1,)),
    8: ((5, 7), ()),
    12: ((), (9, 11)),
}
"""By the last group of a match: which groups are row numbers, which are column letters."""


_NEVER = b"\0"
"""What no XML has."""


class Foretelling(Protocol):
    """What tells a formula's text in other cells of its column, or of its row."""

    @property
    def pieces(self) -> Sequence[bytes]: ...
    @property
    def shifts(self) -> Sequence[int]: ...
    def at(self, place: int, /) -> bytes: ...


class Form(NamedTuple):
    """A formula's text taken apart at its references."""

    key: bytes
    """Equal for two formulas exactly if one is the other filled over."""
    pieces: list[bytes]
    """What stands before, between and behind the row numbers that depend on the row."""
    shifts: list[int]
    """What to add to the row (from 0) for each of those numbers."""
    pattern: bytes
    """The pieces with places for the numbers."""

    def at(self, row: int) -> bytes:
        """The text in another row of the same column."""
        return self.pattern % tuple([row + shift for shift in self.shifts])


class Across(NamedTuple):
    """A formula's text taken apart at the columns that depend on its own."""

    pieces: list[bytes]
    """What stands before, between and behind them."""
    shifts: list[int]
    """What to add to the column (from 0) for each of them."""
    pattern: bytes
    """The pieces with places for the columns."""

    def at(self, col: int) -> bytes:
        """The text in another column of the same row."""
        return self.pattern % tuple([_name(col + shift) for shift in self.shifts])


@lru_cache(4096)
def _name(col: int) -> bytes:
    return column_name(col).encode()


def _with_places(pieces: list[bytes], place: bytes) -> bytes:
    """The pieces as a pattern that puts something between them."""
    whole = b"\0".join(pieces)
    if b"%" in whole:
        whole = whole.replace(b"%", b"%%")
    return whole.replace(b"\0", place)


def across(raw: bytes, col: int) -> Across:
    """A formula's text (raw bytes as in the XML) as it foretells those to its right.

    >>> across(b"A1*$B$2", 2).at(3)
    b'B1*$B$2'
    """
    pieces: list[bytes] = []
    shifts: list[int] = []
    cut = 0
    for match in _REFERENCE.finditer(raw):
        if match.lastindex is None:
            continue
        groups = match.groups()
        spots, letters = _SPOTS[match.lastindex]
        if _outside(groups, spots, letters):
            continue
        for i in letters:
            if not groups[i - 1]:
                pieces.append(raw[cut : match.start(i + 1)])
                cut = match.end(i + 1)
                shifts.append(column_of(groups[i]) - col)
    pieces.append(raw[cut:])
    return Across(pieces, shifts, _with_places(pieces, b"%b"))


def form(raw: bytes, row: int, col: int) -> Form:
    """The form of a formula's text (raw bytes as in the XML) in a cell.

    >>> form(b"A1*$B$2", 0, 2).key == form(b"A5*$B$2", 4, 2).key
    True
    >>> form(b'SUM(A$1:A7)&"A7"', 6, 1).at(9)
    b'SUM(A$1:A10)&"A7"'
    """
    if b"<" in raw:  # CDATA or a comment: known by what it says, but foretelling nothing
        plain = form(escape(content(raw)).encode("utf-8", "surrogatepass"), row, col)
        return Form(plain.key, [_NEVER], [], _NEVER)
    parts = NUMBER.split(raw)
    numbers = parts[1::2]
    known = col, *parts[::2]
    skeleton = _skeletons.get(known)
    if skeleton is None or not skeleton.fits(numbers):
        skeleton, lasts = _skeleton(raw, col)
        if lasts:
            if len(_skeletons) >= _KEPT:
                _skeletons.clear()
            _skeletons[known] = skeleton
    key: list[bytes] = [skeleton.key]
    pieces: list[bytes] = []
    shifts: list[int] = []
    cut = 0
    for i, number in enumerate(numbers):
        if i in skeleton.rows:
            shift = int(number) - row
            shifts.append(shift)
            key.append(b"\2%d" % shift)
            pieces.append(b"".join(parts[cut : 2 * i + 1]))
            cut = 2 * i + 2
        else:
            key.append(number)
    pieces.append(b"".join(parts[cut:]))
    return Form(b"\0".join(key), pieces, shifts, _with_places(pieces, b"%d"))


class _Skeleton(NamedTuple):
    """A formula's text without its numbers, in a column."""

    key: bytes
    """Equal for two formulas if they differ in nothing but numbers, one filled to the right."""
    rows: frozenset[int]
    """Which of the numbers are rows that depend on the formula's own,"""
    fixed: frozenset[int]
    """and which are rows that do not."""

    def fits(self, numbers: list[bytes]) -> bool:
        """Whether with these numbers, too, what looks like a reference is one."""
        if max(map(len, numbers), default=0) > _DIGITS_OF_ROWS:
            return False
        for i in self.fixed:
            if not 1 <= int(numbers[i]) <= MAX_ROWS:
                return False
        for i in self.rows:
            number = numbers[i]
            if number.startswith(b"0") or int(number) > MAX_ROWS:
                return False
        return True


_skeletons: dict[tuple[Any, ...], _Skeleton] = {}
"""Those met lately, by column and by what stands between the numbers."""
_KEPT = 4096
NUMBER = pattern(rb"([0-9]+)")
"""The numbers in a text."""
_DIGITS_OF_ROWS = 7


def _skeleton(raw: bytes, col: int) -> tuple[_Skeleton, bool]:
    """What a text has besides numbers; and whether it is the same for all small numbers."""
    key: list[bytes] = []
    rows: set[int] = set()
    fixed: set[int] = set()
    done, lasts = 0, max(map(len, NUMBER.findall(raw)), default=0) <= _DIGITS_OF_ROWS
    for match in _REFERENCE.finditer(raw):
        at = match.lastindex
        if at is None:
            continue
        groups = match.groups()
        spots, letters = _SPOTS[at]
        if _outside(groups, spots, letters):
            lasts = False
            continue
        key.append(NUMBER.sub(b"\1", raw[done : match.start()]))
        done = match.end()
        for i in letters:
            name = groups[i]
            key.append(b"\3" + name if groups[i - 1] else b"\4%d" % (column_of(name) - col))
        for i in spots:
            which = len(NUMBER.findall(raw, 0, match.start(i + 1)))
            key.append(b"\6" if groups[i - 1] else b"\2")
            (fixed if groups[i - 1] else rows).add(which)
    key.append(NUMBER.sub(b"\1", raw[done:]))
    return _Skeleton(b"\0".join(key), frozenset(rows), frozenset(fixed)), lasts


def _outside(groups: tuple[bytes, ...], spots: tuple[int, ...], letters: tuple[int, ...]) -> bool:
    """Whether what looks like a reference lies beyond the sheet, and so is a name."""
    for i in spots:
        if not 1 <= int(groups[i]) <= MAX_ROWS:
            return True
    for i in letters:  # noqa: SIM110 - this runs for every reference
        if column_of(groups[i]) >= MAX_COLS:
            return True
    return False


def wraps(text: str, rows: tuple[int, int], cols: tuple[int, int]) -> bool:
    """Whether some reference leaves the sheet when the text is filled over by any number of rows
    and columns between the given bounds."""
    for match in _REFERENCE.finditer(text.encode("utf-8", "surrogatepass")):
        if match.lastindex is None:
            continue
        groups = match.groups()
        spots, letters = _SPOTS[match.lastindex]
        for i in spots:
            number = int(groups[i])
            if not groups[i - 1] and not 1 <= number + rows[0] <= number + rows[1] <= MAX_ROWS:
                return True
        for i in letters:
            number = column_of(groups[i])
            if not groups[i - 1] and not 0 <= number + cols[0] <= number + cols[1] < MAX_COLS:
                return True
    return False
