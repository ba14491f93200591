"""Formulas written out cell by cell, found to be one formula filled down.

The text of the first cell foretells the next ones: only its row numbers change. Long columns are
compared with what was foretold in arrays, eight bytes at a time.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from xl_kpis.formula import thresholds
from xl_kpis.formula.xlsx.read.relative_forms import Form, form
from xl_kpis.formula.xlsx.read.scan_result import SheetScan

Strip = tuple[int, int, int, bytes, bytes]
"""Column, top row, bottom row, key, raw text of the top cell."""

_MASKS = np.array([(1 << 8 * i) - 1 for i in range(1, 9)], np.uint64)


class Filler:
    """Finds vertical runs among formula cells that are in order of columns, then rows."""

    def __init__(
        self, scan: SheetScan, rows: np.ndarray, cols: np.ndarray, chosen: np.ndarray
    ) -> None:
        self.data = scan.data
        self.rows, self.cols = rows, cols
        self.starts = scan.formulas.text[chosen].astype(np.int64)
        self.sizes = scan.formulas.text_end[chosen] - self.starts
        # a formula's text is followed by at least </f></c>, so a word may be read at its end
        self.words = np.ndarray((max(len(self.data) - 7, 0),), "<u8", self.data, 0, (1,))

    def strips(self) -> Iterator[Strip]:
        """All runs, single cells included."""
        rows, cols = self.rows, self.cols
        breaks = ((rows[1:] != rows[:-1] + 1) | (cols[1:] != cols[:-1])).nonzero()[0] + 1
        edges = [0, *breaks.tolist(), len(rows)]
        for first, stop in pairwise(edges):
            yield from self._stretch(first, stop)

    def _stretch(self, first: int, stop: int) -> Iterator[Strip]:
        """The runs among cells that are below each other without a gap."""
        data = self.data
        top, col = int(self.rows[first]), int(self.cols[first])
        few = thresholds.COMPARED_BY_HAND
        near = min(stop, first + 4 * few)
        starts = self.starts[first:near].tolist()
        sizes = self.sizes[first:near].tolist()
        offset = i = first
        seen: list[Form] = []
        while i < stop:
            if i + few >= offset + len(starts) and offset + len(starts) < stop:
                offset, near = i, min(stop, i + max(1024, 2 * few))
                starts = self.starts[i:near].tolist()
                sizes = self.sizes[i:near].tolist()
            at = starts[i - offset]
            raw = data[at : at + sizes[i - offset]]
            row = top + i - first
            shape = self._known(raw, row, seen)
            if shape is None:
                shape = form(raw, row, col)
                seen = [*seen, shape][-thresholds.FORMS_TAKING_TURNS :]
            j = i + 1
            by_hand = min(stop, j + few)
            while j < by_hand:
                at = starts[j - offset]
                if not data.startswith(shape.pieces[0], at):
                    break
                if data[at : at + sizes[j - offset]] != shape.at(top + j - first):
                    break
                j += 1
            if j == by_hand and j < stop:
                j = self._extend(shape, j, stop)
            yield col, row, top + j - 1 - first, shape.key, raw
            i = j

    def _known(self, raw: bytes, row: int, seen: list[Form]) -> Form | None:
        """The form among those seen above in the column that foretells this text."""
        for shape in seen:
            if not raw.startswith(shape.pieces[0]) or not raw.endswith(shape.pieces[-1]):
                continue
            if raw == shape.at(row):
                return shape
        return None

    def _extend(self, shape: Form, j: int, stop: int) -> int:
        """The first cell from ``j`` on that does not hold what the form foretells."""
        step = 64
        while j < stop:
            row = int(self.rows[j])
            # as many rows as all numbers keep their digits
            same = min((_room(row + shift) for shift in shape.shifts), default=stop - j)
            n = min(step, stop - j, same)
            good = self._matching(shape, row, j, n)
            j += good
            if good < n:
                return j
            step = min(step * 4, thresholds.COMPARED_AT_ONCE)
        return j

    def _matching(self, shape: Form, row: int, j: int, n: int) -> int:
        """How many of ``n`` cells from ``j`` on, in rows from ``row`` on, hold what is foretold."""
        if any(row + shift < 1 for shift in shape.shifts):
            return 0
        size = len(shape.at(row))
        width = (size + 7) // 8
        expected = np.zeros((n, width * 8), np.uint8)
        at = 0
        digits: dict[int, np.ndarray] = {}
        for piece, shift in zip(shape.pieces, [*shape.shifts, None], strict=True):
            expected[:, at : at + len(piece)] = np.frombuffer(piece, np.uint8)
            at += len(piece)
            if shift is not None:
                if shift not in digits:
                    digits[shift] = _digits(row + shift, n)
                length = digits[shift].shape[1]
                expected[:, at : at + length] = digits[shift]
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


def _room(number: int) -> int:
    """How many numbers from this one on have as many digits."""
    return 10 ** len(str(number)) - number if number > 0 else 1


def _digits(first: int, n: int) -> np.ndarray:
    """The digits of n consecutive numbers of equal length, as characters."""
    length = len(str(first))
    numbers = np.arange(first, first + n, dtype=np.int32)
    out = np.empty((n, length), np.uint8)
    for k in range(length - 1, -1, -1):
        rest = numbers // 10
        out[:, k] = numbers - rest * 10 + 48
        numbers = rest
    return out
