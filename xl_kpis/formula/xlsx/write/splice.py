"""New values put into a sheet's XML: every byte that is not a value stays where it was."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from xl_kpis.errors import NUM, VALUE, ExcelError
from xl_kpis.formula import thresholds
from xl_kpis.formula.json_numbers import write_list
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import MAX_COLS
from xl_kpis.formula.sheets.columns import Columns
from xl_kpis.formula.values.kinds import BLANK, BOOL, ERROR, NUMBER, PENDING, TEXT
from xl_kpis.formula.values.value import Scalar
from xl_kpis.formula.xlsx.package.xml_text import escape, escaped, needs_keeping
from xl_kpis.formula.xlsx.read.scan_result import (
    BOOL_TYPE,
    ERROR_TYPE,
    NO_TYPE,
    NUMBER_TYPE,
    STRING_TYPE,
    SheetScan,
)

_T = pattern(rb"""\s+t\s*=\s*(?:"[^"]*"|'[^']*')""")
_VM = pattern(rb"""\s+vm\s*=\s*(?:"[^"]*"|'[^']*')""")
_CODE_OF_KIND = np.array([NO_TYPE, NO_TYPE, BOOL_TYPE, STRING_TYPE, ERROR_TYPE, NO_TYPE], np.uint8)
_T_OF_KIND = [b"", b"", b' t="b"', b' t="str"', b' t="e"', b""]
_STORED_ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA")
)
"""Errors a file can hold. Excel stores the younger ones as #VALUE! with rich data beside."""
KEEPING = b' xml:space="preserve"'
"""What says that the spaces around a text belong to it."""
_SPACES = frozenset(b" \t\n\r")


class Edit(NamedTuple):
    """Bytes from ``start`` to ``end`` become ``new``."""

    start: int
    end: int
    new: bytes


def stored(value: Scalar, prefix: bytes = b"") -> tuple[bytes, bytes]:
    """The ``t`` attribute and the ``<v>`` element of a value.

    >>> stored(1.5), stored("a<b"), stored(True), stored(None)
    ((b'', b'<v>1.5</v>'), (b' t="str"', b'<v>a&lt;b</v>'), (b' t="b"', b'<v>1</v>'), (b'', b''))
    """
    if value is None:
        return b"", b""
    if value is True or value is False:
        kind, text = b' t="b"', b"1" if value else b"0"
    elif isinstance(value, str):
        kind, text = b' t="str"', escape(value).encode("utf-8")
    elif isinstance(value, (int, float)):
        kind, text = b"", number_texts(np.array([value], np.float64))[0]
    else:
        kind, text = b' t="e"', _error_text(value)
    space = KEEPING if isinstance(value, str) and needs_keeping(value) else b""
    return kind, b"<%sv%s>%s</%sv>" % (prefix, space, text, prefix)


def all_stored(
    cells: Columns, places: Sequence[tuple[int, int]], prefix: bytes
) -> dict[tuple[int, int], tuple[bytes, bytes]]:
    """By row and column what :func:`stored` gives for each of the cells; pending ones left out."""
    if not places:
        return {}
    rows, cols = np.array(places, np.int64).T
    kind, num, obj = gather(cells, rows, cols)
    kind, obj = as_stored(kind, num, obj)
    elements = _elements(kind, num, obj, prefix)
    kinds = kind.tolist()
    each = zip(places, kinds, elements, strict=True)
    return {place: (_T_OF_KIND[k], new) for place, k, new in each if k != PENDING}


def _error_text(value: object) -> bytes:
    code = value.code if isinstance(value, ExcelError) else VALUE.code
    return (code if code in _STORED_ERRORS else VALUE.code).encode()


def number_texts(numbers: np.ndarray) -> list[bytes]:
    """Numbers as a file holds them: the shortest digits that read back the same.

    >>> number_texts(np.array([1.0, 0.1, -0.0, 1e300]))
    [b'1', b'0.1', b'0', b'1e+300']
    """
    return _printed(numbers).split(b",") if len(numbers) else []


def _printed(numbers: np.ndarray) -> bytes:
    """Numbers in one text, with commas between; whole ones without a point, no minus zero."""
    text = write_list(numbers + 0.0)
    return (text[1:-1] + b",").replace(b".0,", b",")[:-1]


def gather(
    cells: Columns, rows: np.ndarray, cols: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Kind, number and object of each of the cells."""
    numbers = cells.numbers_at(rows, cols) if len(rows) else None
    if numbers is not None:
        return *numbers, np.empty(len(rows), object)
    return gathered([cells], np.zeros(len(rows), np.int64), rows, cols)


def gathered(
    sheets: Sequence[Columns], sheet: np.ndarray, rows: np.ndarray, cols: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Kind, number and object of each of the cells, ``sheet`` being which of the sheets it is of.

    The parts of columns they are in are put one behind the other, behind a blank cell.
    """
    place = sheet * MAX_COLS + cols
    order = np.argsort(place, kind="stable")
    place, row = place[order], rows[order].astype(np.int64)
    starts = np.flatnonzero(np.append(True, place[1:] != place[:-1])[: len(place)])
    kinds, nums, objects = [np.zeros(1, np.uint8)], [np.zeros(1)], []
    parts: list[tuple[int, int, int]] = []
    loose: list[tuple[int, np.ndarray]] = []
    end = 1
    lows, highs = np.minimum.reduceat(row, starts), np.maximum.reduceat(row, starts)
    columns = zip(place[starts].tolist(), lows.tolist(), highs.tolist(), strict=True)
    for number, low, high in columns:
        column = sheets[number // MAX_COLS].by_index.get(number % MAX_COLS)
        if column is None:
            parts.append((0, 0, 0))
            continue
        start, stop = column.span(low, high)
        kinds.append(column.kind[start:stop])
        nums.append(column.num[start:stop])
        if column.obj is not None:
            objects.append((end, column.obj[start:stop]))
        if column.rows is not None:
            loose.append((len(parts), column.rows[start:stop]))
        parts.append((end, column.first + start, stop - start))
        end += stop - start
    sizes = np.diff(np.append(starts, len(row)))
    base, first, size = np.repeat(np.array(parts, np.int64).reshape(-1, 3), sizes, axis=0).T
    at = row - first
    at = np.where((at >= 0) & (at < size), base + at, 0)
    for number, have in loose:
        mine = slice(starts[number], starts[number] + sizes[number])
        found = np.searchsorted(have, row[mine])
        hit = np.append(have, -1)[found] == row[mine]
        at[mine] = np.where(hit, parts[number][0] + found, 0)
    back = np.empty(len(at), np.int64)
    back[order] = at
    obj = np.empty(len(at), object)
    if objects:
        items = np.empty(end, object)
        for start, some in objects:
            items[start : start + len(some)] = some
        obj = items[back]
    return np.concatenate(kinds)[back], np.concatenate(nums)[back], obj


@dataclass(eq=False, repr=False)
class Edits:
    """Many edits in order, none over another."""

    start: np.ndarray
    end: np.ndarray
    new: list[bytes]

    @classmethod
    def of(cls, edits: list[Edit]) -> Edits:
        """Single edits, which come in order."""
        start, end = (np.array([edit[i] for edit in edits], np.int64) for i in (0, 1))
        return cls(start, end, [edit.new for edit in edits])

    def with_others(self, others: Edits) -> Edits:
        """These and others, in order."""
        if not others.new:
            return self
        start = np.concatenate([self.start, others.start])
        end = np.concatenate([self.end, others.end])
        new = self.new + others.new
        order = np.lexsort((end, start))
        return Edits(start[order], end[order], list(map(new.__getitem__, order.tolist())))

    def applied(self, data: bytes, done: int) -> bytes:
        """The bytes from ``done`` to the end of the last edit, with the edits made."""
        starts, ends = self.start.tolist(), self.end.tolist()
        pieces = [b""] * (2 * len(starts))
        pieces[0::2] = [data[a:b] for a, b in zip([done, *ends], starts, strict=False)]
        pieces[1::2] = self.new
        return b"".join(pieces)

    def applied_apart(self, data: bytes, bounds: np.ndarray) -> Iterator[tuple[bytes, bytes]]:
        """The bytes between each of the bounds and the next one, with the edits made: those up to
        the end of its last edit, and the others."""
        cuts = np.searchsorted(self.start, bounds).tolist()
        edges = zip(pairwise(cuts), pairwise(bounds.tolist()), strict=True)
        for (a, b), (begin, end) in edges:
            part = Edits(self.start[a:b], self.end[a:b], self.new[a:b])
            done = int(part.end[-1]) if b > a else begin
            yield part.applied(data, begin), data[done:end]


def spliced(scan: SheetScan, cells: Columns, others: list[Edit]) -> Iterator[bytes]:
    """A sheet's bytes with the values of its formula cells in place, and other edits made.

    Cells still pending keep what the file has. The others come in order.
    """
    found, data = scan.formulas, scan.data
    done = used = 0
    places = [edit.start for edit in others]
    step = thresholds.SPLICED_AT_ONCE
    for first in range(0, len(found), step):
        stop = min(first + step, len(found))
        upto = len(others)
        if stop < len(found):
            upto = bisect_left(places, int(scan.at[found.cell[stop]]))
        edits = value_edits(scan, cells, first, stop).with_others(Edits.of(others[used:upto]))
        used = upto
        if len(edits.new):
            yield edits.applied(data, done)
            done = int(edits.end[-1])
    if used < len(others):  # in a sheet without formulas
        yield Edits.of(others).applied(data, done)
        done = others[-1].end
    yield data[done:]


def value_edits(scan: SheetScan, cells: Columns, first: int, stop: int) -> Edits:
    """The edits that put the values of some of the formula cells in place."""
    cell = scan.formulas.cell[first:stop]
    return edits_of(scan, *gather(cells, scan.row[cell], scan.col[cell]), first, stop)


def edits_of(
    scan: SheetScan, kind: np.ndarray, num: np.ndarray, obj: np.ndarray, first: int, stop: int
) -> Edits:
    """The edits that give some of the formula cells these kinds, numbers and objects."""
    found = scan.formulas
    cell = found.cell[first:stop]
    kind, obj = as_stored(kind, num, obj)
    new = _elements(kind, num, obj, scan.layout.prefix)
    start, end = found.value[first:stop], found.value_end[first:stop]
    types, tag_end = found.type[first:stop], found.tag_end[first:stop]
    ready = kind != PENDING
    typed = retyped(kind, types)
    if not ready.all():
        new = [new[i] for i in np.flatnonzero(ready).tolist()]
        start, end = start[ready], end[ready]
    edits = Edits(start, end, new)
    told = typed & (types == NO_TYPE) & (not scan.rich)
    spots = tag_end[told]
    kinds = map(_T_OF_KIND.__getitem__, kind[told].tolist())
    edits = edits.with_others(Edits(spots, spots, list(kinds)))
    tags: list[Edit] = []
    for i in np.flatnonzero(ready if scan.rich else typed & ~told).tolist():
        at, spot = int(scan.at[cell[i]]), int(tag_end[i])
        old = scan.data[at:spot]
        tag = with_type(old, kind[i]) if typed[i] else old
        if kind[i] != ERROR or not _still_told(scan, int(cell[i]), obj[i]):
            # what the metadata says of the old value does not hold for the new one
            tag = _VM.sub(b"", tag)
        if tag != old:
            tags.append(Edit(at, spot, tag))
    return edits.with_others(Edits.of(tags))


def _still_told(scan: SheetScan, cell: int, error: object) -> bool:
    """Whether what value metadata says of a cell holds for an error that it has now."""
    old = scan.texts_by_cell.get(cell)
    younger = str(error) not in _STORED_ERRORS or error is VALUE
    return younger and (old is VALUE or old is error)


def as_stored(kind: np.ndarray, num: np.ndarray, obj: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Kinds and objects with errors in place of numbers no file can hold."""
    bad = (kind == NUMBER) & ~np.isfinite(num)
    if bad.any():
        kind, obj = kind.copy(), obj.copy()
        kind[bad], obj[bad] = ERROR, NUM
    return kind, obj


def retyped(kind: np.ndarray, types: np.ndarray) -> np.ndarray:
    """Which cells need another ``t`` than the one they have."""
    wanted = _CODE_OF_KIND[kind]
    other = (wanted != types) & ~((wanted == NO_TYPE) & (types == NUMBER_TYPE))
    return np.asarray(other & (kind != PENDING))


def with_type(tag: bytes, kind: int) -> bytes:
    """A cell's tag (without its ``>``) with the ``t`` of a kind."""
    return _T.sub(b"", tag) + _T_OF_KIND[kind]


def value_texts(kind: np.ndarray, num: np.ndarray, obj: np.ndarray) -> list[bytes]:
    """What stands in the ``<v>`` element of each value."""
    numbers = kind == NUMBER
    if numbers.all():
        return number_texts(num)
    out = [b""] * len(kind)
    where = np.flatnonzero(numbers).tolist()
    for i, text in zip(where, number_texts(num[numbers]), strict=True):
        out[i] = text
    spots = np.flatnonzero(kind == TEXT)
    for i, text in zip(spots.tolist(), escaped(obj[spots].tolist()), strict=True):
        out[i] = text
    for i in np.flatnonzero(kind == BOOL).tolist():
        out[i] = b"1" if num[i] else b"0"
    for i in np.flatnonzero(kind == ERROR).tolist():
        out[i] = _error_text(obj[i])
    return out


def with_spaces(kind: np.ndarray, texts: list[bytes]) -> list[int]:
    """Which of the values are texts whose spaces have to be kept."""
    where = np.flatnonzero(kind == TEXT).tolist()
    return [i for i in where if texts[i] and (texts[i][0] in _SPACES or texts[i][-1] in _SPACES)]


def _elements(kind: np.ndarray, num: np.ndarray, obj: np.ndarray, prefix: bytes) -> list[bytes]:
    """The ``<v>`` element of each value; nothing for a blank."""
    before, after = b"<%sv>" % prefix, b"</%sv>" % prefix
    if (kind == NUMBER).all():
        both = after + b"," + before
        return (before + _printed(num).replace(b",", both) + after).split(b",")
    texts = value_texts(kind, num, obj)
    out = [before + text + after for text in texts]
    for i in with_spaces(kind, texts):
        out[i] = b"<%sv%s>%s" % (prefix, KEEPING, texts[i]) + after
    for i in np.flatnonzero((kind == BLANK) | (kind == PENDING)).tolist():
        out[i] = b""
    return out
