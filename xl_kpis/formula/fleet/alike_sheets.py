"""Sheets that differ in nothing but what stands in their cells, read and written piece by piece.

Cut around its values, a sheet's XML is a list of pieces: every second one is a value, the others
are the *skeleton*. Where workbooks have the same skeleton, their cells are the same ones, of the
same types, with the same formulas: nothing but the values needs to be looked at.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np

from xl_kpis.errors import UNKNOWN, ExcelError
from xl_kpis.formula.fleet.stack import Box, Stack
from xl_kpis.formula.json_numbers import read_list
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.sheets.model import Run
from xl_kpis.formula.values.kinds import BLANK, BOOL, ERROR, TEXT
from xl_kpis.formula.xlsx.package.xml_text import content, text_of
from xl_kpis.formula.xlsx.read.scan_result import Layout, SheetScan
from xl_kpis.formula.xlsx.write.splice import (
    KEEPING,
    as_stored,
    retyped,
    value_texts,
    with_spaces,
    with_type,
)

_IN_NUMBERS = b"0123456789+-.eE,"
_VALUE = pattern(rb"<v>([^<]*)")
_TEXT = pattern(rb"<t>([^<]*)")


def pieces_of(body: bytes, with_texts: bool) -> tuple[list[bytes], list[bytes]]:
    """The rows of a sheet cut at each ``<v>`` and behind its value; the texts cut out of them.

    ``with_texts`` takes the texts written in their cells for values, too.
    """
    if not with_texts:
        return _VALUE.split(body), []
    cut = _TEXT.split(body)
    return _VALUE.split(b"<t>".join(cut[0::2])), cut[1::2]


def _put_together(pieces: list[bytes], spaced: Sequence[int] = ()) -> bytes:
    """The rows again; the values ``spaced`` say that the spaces around them belong to them."""
    pairs = zip(pieces[0::2], pieces[1::2], strict=False)
    joined = [*map(b"<v>".join, pairs), pieces[-1]]
    for at in spaced:
        joined[at // 2] = b"%s<v%s>%s" % (pieces[at - 1], KEEPING, pieces[at])
    return b"".join(joined)


@dataclass(eq=False, repr=False)
class CellPieces:
    """Some cells of a sheet: where they are, and which of the pieces their values."""

    row: np.ndarray
    col: np.ndarray
    piece: list[int]

    def of(self, pieces: list[bytes]) -> Sequence[bytes]:
        """The bytes of their values."""
        if len(self.piece) == 1:
            return (pieces[self.piece[0]],)
        found: Sequence[bytes] = itemgetter(*self.piece)(pieces) if self.piece else ()
        return found


class Skeleton:
    """What a sheet is apart from its values, as the first workbook has it."""

    def __init__(self, scan: SheetScan) -> None:
        """Raises ``ValueError`` where the sheet has any form but the usual."""
        layout, found = scan.layout, scan.formulas
        start, stop = layout.body
        body = layout.data[start:stop]
        if layout.prefix or layout.encoding != "utf-8" or scan.rich:
            raise ValueError
        if not layout.is_plain(start, stop):
            raise ValueError
        self.with_texts = not len(found) and b"<t>" in body
        pieces, _ = pieces_of(body, self.with_texts)
        self.pieces = pieces[0::2]
        if not all(piece.startswith(b"</v>") for piece in self.pieces[1:]):
            raise ValueError
        value_of = _owned(scan, _VALUE)
        piece_of = np.where(value_of < 0, -1, value_of * 2 + 1)
        text_of = _owned(scan, _TEXT) if self.with_texts else np.full(len(piece_of), -1)
        has_piece = (piece_of >= 0) | (text_of >= 0)
        is_formula = np.zeros(len(scan.row), bool)
        is_formula[found.cell] = True
        if not has_piece[found.cell].all() or has_piece[~is_formula & (scan.kind == BLANK)].any():
            raise ValueError

        def some(which: np.ndarray, at: np.ndarray) -> CellPieces:
            return CellPieces(scan.row[which], scan.col[which], at[which].tolist())

        self.formulas = some(found.cell, piece_of)
        self._places_of_tags(scan, pieces)
        inputs, kind = ~is_formula & (scan.kind != BLANK), scan.kind
        fixed = inputs & ~has_piece
        self.fixed = some(fixed, piece_of)
        """Cells whose values are in the skeleton: texts beside formulas, written in their cells."""
        self.fixed_values = kind[fixed], scan.num[fixed], scan.objects()[fixed]
        self.inline = some(inputs & (text_of >= 0), text_of)
        inputs &= piece_of >= 0
        numbers, shared = inputs & (kind <= BOOL), inputs & _are_shared(scan)
        self.numbers = some(numbers, piece_of)
        self.number_kinds = kind[numbers]
        self.shared = some(shared, piece_of)
        self.texts = some(inputs & (kind == TEXT) & ~shared, piece_of)
        self.errors = some(inputs & (kind == ERROR), piece_of)

    def _places_of_tags(self, scan: SheetScan, pieces: list[bytes]) -> None:
        """Where the formula cells' tags are in the pieces before their values."""
        found = scan.formulas
        self.types_written = found.type
        sizes = np.array([len(piece) for piece in pieces])
        sizes[1::2] += len(b"<v>")
        begins = scan.layout.body[0] + np.append(0, np.cumsum(sizes))
        begin = begins[np.array(self.formulas.piece, np.int64) - 1]
        self.tag_start = (scan.at[found.cell] - begin).tolist()
        self.tag_end = (found.tag_end - begin).tolist()
        if min(self.tag_start, default=0) < 0:
            raise ValueError
        self._known: dict[tuple[int, int], bytes] = {}

    def before(self, formula: int, kind: int) -> bytes:
        """The piece before a formula's value, should that be of another kind than was written."""
        known = self._known.get((formula, kind))
        if known is None:
            piece = self.pieces[self.formulas.piece[formula] // 2]
            start, end = self.tag_start[formula], self.tag_end[formula]
            tag = with_type(piece[start:end], kind)
            known = self._known[formula, kind] = piece[:start] + tag + piece[end:]
        return known


def _owned(scan: SheetScan, pattern: re.Pattern[bytes]) -> np.ndarray:
    """Per cell which of the pattern's matches is in it, or -1; ``ValueError`` unless each match is
    in a cell of its own."""
    data, (start, stop) = scan.layout.data, scan.layout.body
    begins = [match.start() for match in pattern.finditer(data, start, stop)]
    owner = np.searchsorted(scan.at, np.array(begins, np.int64), "right") - 1
    if (owner < 0).any() or (owner[1:] <= owner[:-1]).any():
        raise ValueError
    for at, begin in zip(scan.at[owner].tolist(), begins, strict=True):
        tag = data[at:begin]
        if b"</c>" in tag or b' t="d"' in tag:
            raise ValueError
    found = np.full(len(scan.row), -1)
    found[owner] = np.arange(len(owner))
    return found


def _are_shared(scan: SheetScan) -> np.ndarray:
    """Which cells have a shared string."""
    data, out = scan.layout.data, np.zeros(len(scan.row), bool)
    for cell in scan.text_at.tolist():
        at = int(scan.at[cell])
        out[cell] = b't="s"' in data[at : data.find(b">", at)]
    return out


class AlikeSheet:
    """One sheet of several workbooks that have one skeleton."""

    def __init__(
        self,
        skeleton: Skeleton,
        layouts: Sequence[Layout],
        pieces: list[list[bytes]],
        texts: list[list[bytes]],
    ) -> None:
        self.skeleton = skeleton
        self.layouts = layouts
        self.pieces = pieces
        self.texts = texts

    @classmethod
    def of(cls, skeleton: Skeleton, layouts: Sequence[Layout]) -> AlikeSheet | None:
        """The sheet as some workbooks have it; None if not all have the skeleton."""
        all_pieces, all_texts = [], []
        for layout in layouts:
            body = layout.data[slice(*layout.body)]
            pieces, texts = pieces_of(body, skeleton.with_texts)
            if pieces[0::2] != skeleton.pieces:
                return None
            all_pieces.append(pieces)
            all_texts.append(texts)
        return cls(skeleton, layouts, all_pieces, all_texts)

    # ---- reading ----------------------------------------------------------------------------

    def stack(self, runs: Sequence[Run], strings: Sequence[np.ndarray]) -> Stack | None:
        """The cells, with room for runs; None where a value is not what it should be."""
        found, box = self.skeleton, Box(runs)
        numbers = self._numbers(found.numbers)
        texts = self._shared(self._numbers(found.shared), strings)
        if numbers is None or texts is None:
            return None
        flags = numbers[:, found.number_kinds == BOOL]
        if ((flags != 0.0) & (flags != 1.0)).any():
            return None
        for cells in (
            *(found.fixed, found.inline, found.numbers),
            *(found.shared, found.texts, found.errors),
        ):
            box.add(cells.row, cells.col)
        if box.is_loose:
            return None
        stack = Stack(len(self.pieces), box)
        stack.set(found.fixed.row, found.fixed.col, *found.fixed_values)
        stack.set(found.numbers.row, found.numbers.col, found.number_kinds, numbers)
        known = _Texts()
        for cells, kind, values in (
            (found.shared, TEXT, texts),
            (found.inline, TEXT, _values(found.inline, self.texts, known)),
            (found.texts, TEXT, _values(found.texts, self.pieces, known)),
            (found.errors, ERROR, _values(found.errors, self.pieces, _Errors())),
        ):
            stack.set(cells.row, cells.col, kind, obj=values)
        return stack

    def _numbers(self, cells: CellPieces) -> np.ndarray | None:
        """The numbers of some cells, a row per workbook; None where one is no number."""
        out = np.empty((len(self.pieces), len(cells.piece)))
        for number, pieces in enumerate(self.pieces if cells.piece else ()):
            text = b",".join(cells.of(pieces))
            if text.translate(None, _IN_NUMBERS):
                return None
            try:
                values = read_list(b"[%s]" % text)
            except ValueError:
                return None
            if len(values) != len(cells.piece):
                return None
            out[number] = values
        return out if np.isfinite(out).all() else None

    def _shared(
        self, places: np.ndarray | None, strings: Sequence[np.ndarray]
    ) -> np.ndarray | None:
        """Shared strings by their numbers; None where there is none of a number."""
        if places is None:
            return None
        out = np.empty(places.shape, object)
        at = places.astype(np.int64)
        if (at != places).any() or (at < 0).any():
            return None
        for number, own in enumerate(strings if at.size else ()):
            if at[number].max() >= len(own):
                return None
            out[number] = own[at[number]]
        return out

    def same_errors(self, stack: Stack) -> list[list[str]]:
        """The codes of the errors, in each workbook, that its file has in the same cells."""
        cells, known = self.skeleton.formulas, _Errors()
        kind, _, obj = stack.get(cells.row, cells.col)
        were = ~retyped(np.full(len(cells.piece), ERROR), self.skeleton.types_written)
        found: list[list[str]] = []
        for number, pieces in enumerate(self.pieces):
            at = ((kind[number] == ERROR) & were).nonzero()[0].tolist()
            found.append(
                [obj[number, i].code for i in at if known[pieces[cells.piece[i]]] == obj[number, i]]
            )
        return found

    # ---- writing ----------------------------------------------------------------------------

    def written(self, stack: Stack) -> Iterator[list[bytes]]:
        """The sheet's bytes in each workbook, with the values of its formulas."""
        found = self.skeleton
        cells = found.formulas
        kind, num, obj = stack.get(cells.row, cells.col)
        kind, obj = as_stored(kind, num, obj)
        texts = value_texts(kind.ravel(), num.ravel(), obj.ravel())
        count = len(cells.piece)
        other = retyped(kind, found.types_written)
        spaces = with_spaces(kind.ravel(), texts)
        for number, (layout, pieces) in enumerate(zip(self.layouts, self.pieces, strict=True)):
            first = number * count
            own = texts[first : first + count]
            for at, text in zip(cells.piece, own, strict=True):
                pieces[at] = text
            for i in other[number].nonzero()[0].tolist():
                pieces[cells.piece[i] - 1] = found.before(i, int(kind[number, i]))
            start, stop = layout.body
            mine = spaces[bisect_left(spaces, first) : bisect_left(spaces, first + count)]
            spaced = [cells.piece[i - first] for i in mine]
            yield [layout.data[:start], _put_together(pieces, spaced), layout.data[stop:]]


def _values(
    cells: CellPieces, several: Sequence[list[bytes]], decode: Mapping[bytes, object]
) -> np.ndarray:
    """Values of some cells, a row per workbook; each different one decoded once."""
    out = np.empty((len(several), len(cells.piece)), object)
    for number, pieces in enumerate(several if cells.piece else ()):
        out[number] = list(map(decode.__getitem__, cells.of(pieces)))
    return out


class _Texts(dict[bytes, object]):
    """Texts by their bytes."""

    def __missing__(self, raw: bytes) -> str:
        text = self[raw] = text_of(raw)
        return text


class _Errors(dict[bytes, object]):
    """Errors by their bytes."""

    def __missing__(self, raw: bytes) -> ExcelError:
        try:
            error = ExcelError.of(content(raw).strip())
        except KeyError:
            error = UNKNOWN
        self[raw] = error
        return error
