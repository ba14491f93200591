"""Formulas written out cell by cell, found to be one formula filled down, or to the right.

The text of the first cell foretells the next ones: only its row numbers change, or only its
columns. Long lines of cells are compared with what was foretold in arrays, eight bytes at a time.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Generator, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from xl_kpis.formula import thresholds
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import MAX_COLS
from xl_kpis.formula.xlsx.read.relative_forms import NUMBER, Foretelling, Form, across, form
from xl_kpis.formula.xlsx.read.scan_result import SheetScan
from xl_kpis.formula.xlsx.read.tolerant_scan import column_of

Block = tuple[int, int, int, int, bytes, bytes]
"""Left and right column, top and bottom row, key, raw text of the top left cell."""

_MASKS = np.array([(1 << 8 * i) - 1 for i in range(1, 9)], np.uint64)


_DIGITS = b"0123456789"
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ALONE = b"\5"
"""The key of formulas that no neighbour has."""
_ALONE_IN_TURN = 3
"""Formulas that no neighbour has, one after another, before one looks ahead for more."""
_IN_VAIN = 50
"""Formulas that none of the forms met lately foretells, one after another, from which on so many
are passed over before one is compared with them again."""
_LOOKS = 4096
"""Forms of a column that are remembered by how their texts look."""
_LOOKED_AHEAD = 64, 4096
"""How many formulas are first looked at together once one has been found that no neighbour has, and
how many at most."""


class Filler:
    """Finds runs among formula cells that are in order of rows, then columns."""

    def __init__(
        self, scan: SheetScan, rows: np.ndarray, cols: np.ndarray, chosen: np.ndarray
    ) -> None:
        self.data = scan.data
        starts = scan.formulas.text[chosen].astype(np.int64)
        sizes = scan.formulas.text_end[chosen] - starts
        self.order = np.argsort(cols.astype(np.uint16), kind="stable")
        """The cells by column, then row."""
        self.rows, self.cols = rows[self.order], cols[self.order]
        self.across = _Line(self.data, starts, sizes)
        self.down = _Line(self.data, starts[self.order], sizes[self.order])
        self._places = rows, cols
        self.found = np.zeros(len(rows), bool)
        """Cells already found to be filled from the left."""
        self.forms: dict[int, Form] = {}
        """Forms of cells to the right of those looked at."""
        self.wide: set[bytes] = set()
        """Keys of formulas that were filled to the right."""
        self.seen = _Seen(-1)
        """The forms in the column looked at."""
        self.alone = 0
        """How many of the last cells looked at had the formula of no neighbour."""
        self.looked, self.ahead = 0, _LOOKED_AHEAD[0]
        """Up to which cell one has looked ahead, and how many cells next time;"""
        self.like: list[int] = []
        """which of those may have the formula of a neighbour."""

    @cached_property
    def beside(self) -> np.ndarray:
        """After which cells comes the one to their right."""
        rows, cols = self._places
        return np.append((rows[1:] == rows[:-1]) & (cols[1:] == cols[:-1] + 1), False)

    @cached_property
    def above(self) -> np.ndarray:
        """After which cells, in the order of columns, comes the one below them."""
        rows, cols = self.rows, self.cols
        return np.append((rows[1:] == rows[:-1] + 1) & (cols[1:] == cols[:-1]), False)

    @cached_property
    def ends(self) -> np.ndarray:
        """Where the stretches of cells beside each other end."""
        return np.flatnonzero(~self.beside) + 1

    def blocks(self) -> Iterator[Block]:
        """All runs, single cells included; such of one column may lie side by side."""
        stops = np.flatnonzero(~self.above) + 1
        firsts = np.concatenate([[0], stops[:-1]])
        single = np.flatnonzero(stops - firsts == 1)
        if len(single) >= thresholds.LONELY_FROM:
            done = yield from self._lonely(firsts[single])
            firsts, stops = np.delete(firsts, single[done]), np.delete(stops, single[done])
        for first, stop in zip(firsts.tolist(), stops.tolist(), strict=True):
            if not self.wide:
                yield from self._stretch(first, stop)
                continue
            taken = self.found[self.order[first:stop]]
            if not taken.any():
                yield from self._stretch(first, stop)
                continue
            if taken.all():
                continue
            flags = np.concatenate([[True], taken, [True]])
            turns = np.flatnonzero(flags[1:] != flags[:-1]).tolist()
            for start, end in zip(turns[::2], turns[1::2], strict=True):
                yield from self._stretch(first + start, first + end)

    def _lonely(self, cells: np.ndarray) -> Generator[Block, None, np.ndarray]:
        """Those that no neighbour has of cells with none above and below; says which they were."""
        texts = self.down.texts(cells)
        lonely = np.ones(len(cells), bool)
        lonely[self._like_beside(self.order[cells])] = False
        done = np.flatnonzero(lonely)
        rows, cols = self.rows[cells].tolist(), self.cols[cells].tolist()
        for k in done.tolist():
            yield cols[k], cols[k], rows[k], rows[k], ALONE, texts[k]
        return done

    def _stretch(self, first: int, stop: int) -> Iterator[Block]:
        """The runs among cells that are below each other without a gap."""
        data = self.data
        top, col = int(self.rows[first]), int(self.cols[first])
        few = thresholds.COMPARED_BY_HAND
        near = min(stop, first + 4 * few)
        starts = self.down.starts[first:near].tolist()
        sizes = self.down.sizes[first:near].tolist()
        offset = i = first
        seen = self.seen
        if col != seen.col:
            seen = self.seen = _Seen(col)
        met: set[int] = set()
        while i < stop:
            if i + few >= offset + len(starts) and offset + len(starts) < stop:
                offset, near = i, min(stop, i + max(1024, 2 * few))
                starts = self.down.starts[i:near].tolist()
                sizes = self.down.sizes[i:near].tolist()
            at = starts[i - offset]
            raw = data[at : at + sizes[i - offset]]
            row = top + i - first
            shape = seen.foretelling(raw, row)
            if shape is None:
                shape = self._kept(i)
                if shape is None and (i < self.looked or self._is_alone(raw, i, stop)):
                    end = min(self._alone_until(i), stop)
                    if end == i + 1:
                        yield col, col, row, row, ALONE, raw
                        i = end
                        continue
                    for alone in self.across.texts(self.order[i:end]):
                        yield col, col, row, row, ALONE, alone
                        row += 1
                    if i < end:
                        i = end
                        continue
                shape = shape or form(raw, row, col)
                seen.add(shape, raw, row)
            j = i + 1
            by_hand = min(stop, j + few)
            while j < by_hand:
                at = starts[j - offset]
                if not data.startswith(shape.pieces[0], at):
                    break
                if data[at : at + sizes[j - offset]] != shape.at(top + j - first):
                    break
                j += 1
            right = col
            self.alone = 0
            if j < by_hand or j == stop:
                if id(shape) not in met or shape.key in self.wide:
                    right += self._to_the_right(shape, i, j, col)
            else:
                j = self.down.extent_in_arrays(shape, j, stop, top + j - first, ROWS)
            met.add(id(shape))
            yield col, right, row, top + j - 1 - first, shape.key, raw
            i = j

    def _is_alone(self, raw: bytes, i: int, stop: int) -> bool:
        """Whether a formula is not that of the cell below, nor of those to its sides, as even a
        look at its text tells: only digits change down a column, only letters along a row."""
        if i + 1 < stop and _may_go_on(raw, self.down.text(i + 1)):
            return False
        cell, text = int(self.order[i]), self.across.text
        if self.beside[cell] and _may_go_right(raw, text(cell + 1)):
            return False
        return not (cell and self.beside[cell - 1] and _may_go_right(text(cell - 1), raw))

    def _alone_until(self, i: int) -> int:
        """The first of the cells from one on, in the order of columns, that may have the formula of
        the one below, or of those to its sides, as far as one has looked ahead."""
        if i >= self.looked:
            self.alone += 1
            if self.alone < _ALONE_IN_TURN:
                return i + 1
            self.looked = min(i + self.ahead, len(self.order))
            self.ahead = min(self.ahead * 4, _LOOKED_AHEAD[1])
            cells = self.order[i : self.looked]
            above = np.flatnonzero(self.above[i : self.looked])
            below = self.order[i + 1 + above]
            like = above[self._alike(_DIGITS, _may_go_on, cells[above], below)].tolist()
            like += self._like_beside(cells)
            self.like = sorted(i + k for k in set(like))
        k = bisect_left(self.like, i)
        return self.like[k] if k < len(self.like) else self.looked

    def _like_beside(self, cells: np.ndarray) -> list[int]:
        """Which of some cells have the text of one to their side, but for letters."""
        like: list[int] = []
        for beside, left in (self.beside[cells], 0), (self.beside[cells - 1] & (cells > 0), -1):
            at = np.flatnonzero(beside)
            first = cells[at] + left
            found = self._alike(_LETTERS, _may_go_right, first, first + 1)
            like += at[found].tolist()
        return like

    def _alike(
        self,
        left_out: bytes,
        test: Callable[[bytes, bytes], bool],
        cells: np.ndarray,
        others: np.ndarray,
    ) -> list[int]:
        """Which of some cells pass a test with their other one, as only texts do that are the same
        but for some characters."""
        sums = self.across.sums(left_out)
        may = np.flatnonzero(sums(cells) == sums(others))
        text = self.across.text
        pairs = zip(may.tolist(), cells[may].tolist(), others[may].tolist(), strict=True)
        return [k for k, one, other in pairs if test(text(one), text(other))]

    def _kept(self, i: int) -> Form | None:
        return self.forms.pop(int(self.order[i]), None) if self.forms else None

    def _to_the_right(self, shape: Form, i: int, j: int, col: int) -> int:
        """Into how many columns more a formula was filled that fills a few cells of a column."""
        cells = self.order[i:j].tolist()
        ends = self.ends[np.searchsorted(self.ends, cells, "right")].tolist()
        for cell, end in zip(cells, ends, strict=True):
            if end == cell + 1 or self.found[cell + 1]:
                return 0
        beside = cells[0] + 1
        near = self.forms.get(beside)
        if near is None:
            text = self.across.text(beside)
            if not _may_go_right(self.across.text(cells[0]), text):
                return 0
            near = form(text, int(self.rows[i]), col + 1)
            self.forms[beside] = near
        if near.key != shape.key:
            return 0
        columns = min(end - cell for cell, end in zip(cells, ends, strict=True)) - 1
        for cell in cells:
            taken = np.flatnonzero(self.found[cell + 1 : cell + 1 + columns])
            columns = int(taken[0]) if len(taken) else columns
            told, stop = across(self.across.text(cell), col), cell + 1 + columns
            columns = self.across.extent(told, cell + 1, stop, col + 1, COLUMNS) - cell - 1
            if not columns:
                return 0
        for cell in cells:
            self.found[cell + 1 : cell + 1 + columns] = True
        self.wide.add(shape.key)
        return columns


class _Seen:
    """Forms met in a column: those met lately, and all of them by how their texts look where the
    number of their own row is left out."""

    def __init__(self, col: int) -> None:
        self.col = col
        self.lately: list[Form] = []
        self.in_vain = 0
        """How often none of them was it, one time after another."""
        self.by_look: dict[bytes, Form] = {}

    def add(self, shape: Form, raw: bytes, row: int) -> None:
        """Note the form of a text in a row."""
        self.lately = [*self.lately, shape][-thresholds.FORMS_TAKING_TURNS :]
        if len(self.by_look) >= _LOOKS:
            self.by_look.clear()
        self.by_look[_look(raw, row)] = shape

    def foretelling(self, raw: bytes, row: int) -> Form | None:
        """The one that foretells a text."""
        shape = self.by_look.get(_look(raw, row))
        if shape is not None and raw == shape.at(row):
            self.in_vain = 0
            return shape
        self.in_vain += 1
        if self.in_vain > _IN_VAIN and self.in_vain % _IN_VAIN:
            return None
        for shape in self.lately:
            if not raw.startswith(shape.pieces[0]) or not raw.endswith(shape.pieces[-1]):
                continue
            if raw == shape.at(row):
                self.in_vain = 0
                return shape
        return None


def _look(raw: bytes, row: int) -> bytes:
    return raw.replace(b"%d" % (row + 1), b"\0")


_BEGINS = rb"(?<![$A-Za-z0-9_.\\\x80-\xff])"
_ENDS = rb"(?![(!A-Za-z0-9_.\\\x80-\xff])"
_MOVES_DOWN = pattern(_BEGINS + rb"\$?[A-Za-z]{1,3}([0-9]+)" + _ENDS)
_MOVES_RIGHT = pattern(_BEGINS + rb"([A-Za-z]{1,3})\$?[0-9]+" + _ENDS)
"""Rows and columns of cells that become others where a formula is filled."""


def _moving(
    places: re.Pattern[bytes], one: bytes, other: bytes
) -> list[tuple[bytes, bytes]] | None:
    """The rows, or columns, that become others, of two texts; none where what looks like some may
    stand in a text or a sheet's name, None where one text has more."""
    if b"'" in one or b'"' in one or b"&" in one:
        return []
    before, after = places.findall(one), places.findall(other)
    return list(zip(before, after, strict=True)) if len(before) == len(after) else None


def _may_go_right(one: bytes, other: bytes) -> bool:
    """Whether the text of the cell to the right may be that of the one before it filled on: only
    letters differ, and each column that depends on the formula's own is the next one."""
    if one.translate(None, _LETTERS) != other.translate(None, _LETTERS):
        return False
    moving = _moving(_MOVES_RIGHT, one, other)
    return moving is not None and all(column_of(b) - column_of(a) == 1 for a, b in moving)


def _may_go_on(one: bytes, other: bytes) -> bool:
    """Whether the text of the cell below may be that of the one above it filled down: each of its
    numbers is the same, or the next one, and each row that depends on the formula's own is the
    next one."""
    if one.translate(None, _DIGITS) != other.translate(None, _DIGITS):
        return False
    before, after = NUMBER.findall(one), NUMBER.findall(other)
    if len(before) != len(after):
        return False
    if any(a != b and int(b) - int(a) != 1 for a, b in zip(before, after, strict=True)):
        return False
    moving = _moving(_MOVES_DOWN, one, other)
    return moving is not None and all(a != b for a, b in moving)


class _Sums:
    """Of each of some texts the sum of what its characters count, but for those left out: the
    same for texts that are the same without these, and for few others."""

    def __init__(
        self, data: np.ndarray, starts: np.ndarray, sizes: np.ndarray, left_out: bytes
    ) -> None:
        self.bytes, self.starts, self.sizes = data, starts, sizes
        self.counts = _COUNTS.copy()
        self.counts[np.frombuffer(left_out, np.uint8)] = 0
        self.known = np.zeros(len(starts), bool)
        self.found = np.zeros(len(starts), np.uint64)

    def __call__(self, cells: np.ndarray) -> np.ndarray:
        new = cells[~self.known[cells]]
        if len(new):
            self.known[new] = True
            self.found[new] = self._of(self.starts[new], self.sizes[new])
        return self.found[cells]

    def _of(self, starts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
        ends = np.cumsum(sizes)
        at = np.arange(ends[-1]) + np.repeat(starts + sizes - ends, sizes)
        sums = np.cumsum(self.counts[self.bytes[at]], dtype=np.uint64)
        before = np.append(np.uint64(0), sums)
        return before[ends] - before[ends - sizes]


_COUNTS = np.array([pow(0x9E3779B97F4A7C15, i + 1, 1 << 64) for i in range(256)], np.uint64)
"""What each byte counts: numbers of which few sums are alike."""


class FilledAlong(NamedTuple):
    """How places along a column or a row are written in references."""

    first: int
    """The number of the first one."""
    room: Callable[[int], int]
    """How many places from one on are written in as many characters."""
    spelled: Callable[[int, int], np.ndarray]
    """So many of equal length, from one on, as characters."""


class _Line:
    """The texts of cells one after another."""

    def __init__(self, data: bytes, starts: np.ndarray, sizes: np.ndarray) -> None:
        self.data = data
        self.starts, self.sizes = starts, sizes
        # a formula's text is followed by at least </f></c>, so a word may be read at its end
        self.words = np.ndarray((max(len(data) - 7, 0),), "<u8", data, 0, (1,))
        self.bytes = np.frombuffer(data, np.uint8)
        self._sums: dict[bytes, _Sums] = {}

    def sums(self, left_out: bytes) -> _Sums:
        """What tells texts apart, as far as they differ in more than some characters."""
        if left_out not in self._sums:
            self._sums[left_out] = _Sums(self.bytes, self.starts, self.sizes, left_out)
        return self._sums[left_out]

    def text(self, i: int) -> bytes:
        start = int(self.starts[i])
        return self.data[start : start + int(self.sizes[i])]

    def texts(self, cells: Sequence[int] | np.ndarray) -> list[bytes]:
        starts, sizes = self.starts[cells].tolist(), self.sizes[cells].tolist()
        data = self.data
        return [data[a : a + n] for a, n in zip(starts, sizes, strict=True)]

    def extent(self, told: Foretelling, j: int, stop: int, place: int, axis: FilledAlong) -> int:
        """The first cell from ``j`` on, the one of a row or column, that does not hold what is
        foretold."""
        if any(place + shift < axis.first for shift in told.shifts):
            return j
        by_hand = min(stop, j + thresholds.COMPARED_BY_HAND)
        while j < by_hand:
            if self.text(j) != told.at(place):
                return j
            j += 1
            place += 1
        return self.extent_in_arrays(told, j, stop, place, axis)

    def extent_in_arrays(
        self, told: Foretelling, j: int, stop: int, place: int, axis: FilledAlong
    ) -> int:
        """As :meth:`extent`, where many hold it."""
        if any(place + shift < axis.first for shift in told.shifts):
            return j
        step = 64
        while j < stop:
            # as many as all that is told keeps its length
            same = min((axis.room(place + shift) for shift in told.shifts), default=stop - j)
            n = min(step, stop - j, same)
            good = self._matching(told, place, j, n, axis)
            j += good
            place += good
            if good < n:
                return j
            step = min(step * 4, thresholds.COMPARED_AT_ONCE)
        return j

    def _matching(self, told: Foretelling, place: int, j: int, n: int, axis: FilledAlong) -> int:
        """How many of ``n`` cells from ``j`` on, in places from one on, hold what is foretold."""
        if n < 1:
            return 0
        size = len(told.at(place))
        width = (size + 7) // 8
        expected = np.zeros((n, width * 8), np.uint8)
        at = 0
        known: dict[int, np.ndarray] = {}
        for piece, shift in zip(told.pieces, [*told.shifts, None], strict=True):
            expected[:, at : at + len(piece)] = np.frombuffer(piece, np.uint8)
            at += len(piece)
            if shift is not None:
                if shift not in known:
                    known[shift] = axis.spelled(place + shift, n)
                length = known[shift].shape[1]
                expected[:, at : at + length] = known[shift]
                at += length
        good = self.sizes[j : j + n] == size
        starts = self.starts[j : j + n]
        wanted = expected.view("<u8")
        for i in range(width):
            word = self.words[np.minimum(starts + 8 * i, len(self.words) - 1)]
            if i == width - 1:
                word &= _MASKS[(size - 1) % 8]
            good &= word == wanted[:, i]
        return n if good.all() else int(np.argmin(good))


def _rows_alike(number: int) -> int:
    return 10 ** len(str(number)) - number if number > 0 else 1


def _digits(first: int, n: int) -> np.ndarray:
    length = len(str(first))
    numbers = np.arange(first, first + n, dtype=np.int32)
    out = np.empty((n, length), np.uint8)
    for k in range(length - 1, -1, -1):
        rest = numbers // 10
        out[:, k] = numbers - rest * 10 + 48
        numbers = rest
    return out


_WIDER = (26, 26 + 26**2, MAX_COLS)
"""Before which columns (from 0) names have one letter more; behind the last there are none."""


def _columns_alike(index: int) -> int:
    return next((limit - index for limit in _WIDER if 0 <= index < limit), 0)


def _letters(first: int, n: int) -> np.ndarray:
    length = next(k for k, limit in enumerate(_WIDER, 1) if first < limit)
    numbers = np.arange(first, first + n, dtype=np.int32)
    out = np.empty((n, length), np.uint8)
    for k in range(length - 1, -1, -1):
        rest = numbers // 26
        out[:, k] = numbers - rest * 26 + 65
        numbers = rest - 1
    return out


ROWS = FilledAlong(1, _rows_alike, _digits)
COLUMNS = FilledAlong(0, _columns_alike, _letters)
