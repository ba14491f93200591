"""Scan of a block of rows with array operations: no Python step per cell.

Takes the forms that spreadsheets and libraries write; of anything else it says so (None) and
:mod:`~xl_kpis.formula.xlsx.read.tolerant_scan` reads the block. How: the places of ``<`` and ``>``
give the tags, one byte of each its name, a table of allowed neighbours their order. Addresses are
read eight bytes at a time through an overlapping view, numbers by one call of a JSON parser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np

from xl_kpis.errors import UNKNOWN, ExcelError
from xl_kpis.formula import thresholds
from xl_kpis.formula.json_numbers import read_list
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS
from xl_kpis.formula.values.kinds import BOOL, ERROR, NUMBER, TEXT
from xl_kpis.formula.xlsx.package.xml_text import (
    content,
    keeps_spaces,
    needs_keeping,
    text_of,
    unescape_excel,
)
from xl_kpis.formula.xlsx.read.scan_result import OTHER_TYPE, TYPE_CODES, Formulas, SheetScan
from xl_kpis.formula.xlsx.read.tolerant_scan import (
    SheetSource,
    attributes,
    form_of,
    metadata_number,
)
from xl_kpis.formula.xlsx.read.usual_form import UsualForm

# tags: odd opening, even closing; 16 more if self-closing
C, V, F, ROW, IS, T = 1, 3, 5, 7, 9, 11
SELF = 16
_NAMES = {C: b"c", V: b"v", F: b"f", ROW: b"row", IS: b"is", T: b"t"}
_OPENING, _CLOSING = bytearray(256), bytearray(256)
"""Codes by the first byte of a tag's name."""
_LENGTH = bytearray(256)
"""From ``<`` to ``>`` of closing tags, by their code."""
for _code, _name in _NAMES.items():
    _OPENING[_name[0]] = _code
    _CLOSING[_name[0]] = _code + 1
    _LENGTH[_code + 1] = len(_name) + 2
_AFTER = {
    ROW: (C, C + SELF, ROW + 1),
    ROW + SELF: (ROW, ROW + SELF),
    ROW + 1: (ROW, ROW + SELF),
    C: (F, F + SELF, V, V + SELF, IS, C + 1),
    C + SELF: (C, C + SELF, ROW + 1),
    C + 1: (C, C + SELF, ROW + 1),
    F: (F + 1,),
    F + SELF: (V, V + SELF, IS, C + 1),
    F + 1: (V, V + SELF, IS, C + 1),
    V: (V + 1,),
    V + SELF: (C + 1,),
    V + 1: (C + 1,),
    IS: (T, T + SELF),
    T: (T + 1,),
    T + SELF: (IS + 1,),
    T + 1: (IS + 1,),
    IS + 1: (C + 1,),
}
_ALLOWED = np.zeros(32 * 32, bool)
for _code, _next in _AFTER.items():
    for _other in _next:
        _ALLOWED[_code * 32 + _other] = True
_NAME_END = np.zeros(256, bool)
_NAME_END[[32, 47, 62]] = True
_IN_NUMBER = np.zeros(256, bool)
_IN_NUMBER[list(b"0123456789+-.eE,")] = True
_HIDDEN = pattern(rb"""<row r="([0-9]+)"[^>]*?\shidden=["'](?:1|true)["']""")
_RICH = pattern(rb'\svm="[0-9]+"')
_KNOWN_TYPES = (b"", b"n", b"s", b"b", b"str", b"e", b"inlineStr", b"d")
_PLAIN, _N, _S, _B, _STR, _E, _INLINE, _D = range(8)
_TYPE_CODE = np.array([TYPE_CODES.get(name, OTHER_TYPE) for name in _KNOWN_TYPES], np.uint8)


def _u(value: int | bytes) -> np.uint64:
    if isinstance(value, bytes):
        value = int.from_bytes(value, "little")
    return np.uint64(value)


_ONES = _u(b"\1" * 8)
_TOPS = _u(b"\x80" * 8)
_QUOTES = _u(b'"' * 8)
_LOW = _u(b"\x0f" * 8)
_HIGH = _u(b"\xf0" * 8)
_UPPER = _u(0xDF)
"""Makes small letters large ones, and nothing else a letter."""
_SIX = _u(b"\6" * 8)
_ZEROS = _u(b"0" * 8)
_MASKS = np.array([(1 << 8 * i) - 1 for i in range(9)], np.uint64)
_U8, _U16, _U32, _U56, _U64 = (_u(i) for i in (8, 16, 32, 56, 64))
_PAIRS, _FOURS, _EIGHTS = _u(b"\xff\0" * 4), _u(b"\xff\xff\0\0" * 2), _u(0xFFFFFFFF)
_WORDS_OF_TAIL = 3
"""How long tags may be to be told apart in arrays, in eight bytes."""
_CELL_START, _ROW_START = _u(b'<c r="'), _u(b'<row r="')
_SHARED_1, _SHARED_2 = _u(b' t="shar'), _u(b'ed" si="')
_ARRAY_1, _ARRAY_2 = _u(b' t="arra'), _u(b'y" ref="')
_STYLE = _u(b' s="')


_NOWHERE = SheetSource("", "", np.empty(0, object), False, 0, 0)
"""What a scan for places alone needs to know."""


class _Unusual(Exception):
    """The block has a form this module does not take."""


class JoinedBooks(NamedTuple):
    """Where each of several workbooks begins, whose rows are scanned one behind the other."""

    start: np.ndarray
    first_string: np.ndarray
    """Where its shared strings begin among all."""
    strings: np.ndarray
    """How many it has."""


def scan_block(
    data: bytes,
    start: int,
    stop: int,
    source: SheetSource,
    books: JoinedBooks | None = None,
    form: UsualForm | None = None,
) -> SheetScan | None:
    """Scan the rows between two positions, which are row boundaries; None if they are unusual.
    ``form`` is how they look in the usual form, if they do not have it."""
    try:
        return _Block(data, start, stop, source, books, form).scan()
    except (_Unusual, IndexError):
        return None


class PlacesInSheet(NamedTuple):
    """Where the rows and the cells of a sheet are, in the usual form and in order."""

    row: np.ndarray
    """The number of each row, from 0;"""
    start: np.ndarray
    """where its tag starts,"""
    tag_end: np.ndarray
    """where that ends (at ``>`` or ``/>``),"""
    stop: np.ndarray
    """and where its content ends: at ``</row``, or at ``tag_end`` if it is self-closing."""
    cell: np.ndarray
    """The number of each cell, blank ones included, in reading order;"""
    at: np.ndarray
    """and where its tag starts."""


def places_in(data: bytes, start: int, stop: int) -> PlacesInSheet | None:
    """Where all is between two positions; None if that is of another form or in another order."""
    try:
        return _Block(data, start, stop).places()
    except (_Unusual, IndexError):
        return None


def quoted_number(words: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Value and number of digits of up to seven digits before a quote, in each 8-byte word.

    >>> value, digits = quoted_number(np.frombuffer(b'123" s="', "<u8"))
    >>> int(value[0]), int(digits[0])
    (123, 3)
    """
    x = words ^ _QUOTES
    z = (x - _ONES) & ~x & _TOPS
    if not z.all():
        raise _Unusual
    low = z & (~z + _u(1))
    digits = (((low - _u(1)) & _ONES) * _ONES >> _U56) - _u(1)
    if not digits.all():
        raise _Unusual
    number, odd = _first_digits(words, digits)
    if odd.any():
        raise _Unusual
    return number, digits.astype(np.int64)


def _first_digits(words: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The number that the first so many digits (1 to 8) of each 8-byte word are, and not 0 for each
    word in which they are none."""
    shift = _U64 - (count << _u(3))
    s = words << shift
    odd = (s ^ (_ZEROS << shift)) & _HIGH
    s &= _LOW
    odd |= (s + _SIX) & _HIGH
    s = s * _u(2561) >> _U8
    s = (s & _PAIRS) * _u(6553601) >> _U16
    s = (s & _FOURS) * _u(42949672960001) >> _U32
    return (s & _EIGHTS).astype(np.int64), odd


def _where(mask: np.ndarray) -> np.ndarray:
    """Indexes of what is true; on small arrays quicker than ``flatnonzero``."""
    return mask.nonzero()[0]


def _translated(codes: np.ndarray, table: bytearray) -> np.ndarray:
    """Bytes by a table; quicker than indexing."""
    return np.frombuffer(bytearray(codes.tobytes()).translate(table), np.uint8)


def hidden_rows(data: bytes, start: int, stop: int) -> list[int]:
    """The rows between two positions, in the usual form, that are not shown."""
    # a single character, which most sheets lack, is found many times sooner than a word
    if data.find(b"h", start, stop) < 0 or data.find(b"hidden=", start, stop) < 0:
        return []
    return [int(match[1]) - 1 for match in _HIDDEN.finditer(data, start, stop)]


class _Block:
    """One block being scanned; positions count from its start until the end."""

    def __init__(
        self,
        data: bytes,
        start: int,
        stop: int,
        source: SheetSource | None = None,
        books: JoinedBooks | None = None,
        form: UsualForm | None = None,
    ) -> None:
        self.data = data
        self.form = form
        self.books = books
        self.start = start
        self.source = source or _NOWHERE
        self.rich = False
        # room behind, so that words may be read at any place
        rows = data[start:stop] if form is None else form.rows
        self.bytes = rows + bytes(64)
        self.size = len(rows)
        self.buf = np.frombuffer(self.bytes, np.uint8)
        self.words = np.ndarray((self.size + 56,), "<u8", self.bytes, 0, (1,))

    def scan(self) -> SheetScan:
        self._tags()
        lt, gt, code = self.lt, self.gt, self.code
        cells = _where(code == C)
        if (self.words[lt[cells]] & _MASKS[6] != _CELL_START).any():
            raise _Unusual
        cells = cells[code[cells + 1] != C + 1]
        first = code[cells + 1]
        has_formula = (first == F) | (first == F + SELF)
        self.content = cells + 1 + has_formula * np.where(first == F, 2, 1)
        at = lt[cells]
        row, col, tail = self._addresses(at)
        kind_of, cm = self._types(tail, gt[cells])
        said = has_formula | self._has_value(kind_of)
        if not said.all():
            keep = _where(said)
            cells, at, row, col, kind_of, cm = (x[keep] for x in (cells, at, row, col, kind_of, cm))
            has_formula, self.content = has_formula[keep], self.content[keep]
        self.at = at
        kind, num, text_at, texts = self._values(kind_of, row, col)
        formulas = self._formulas(cells, _where(has_formula), kind_of, cm, row, col)
        return SheetScan(
            data=self.data,
            row=row,
            col=col,
            kind=kind,
            num=num,
            text_at=text_at,
            texts=texts,
            at=self._in_file(at),
            formulas=formulas,
            hidden_rows=hidden_rows(self.bytes, 0, self.size),
            rich=self.rich,
        )

    def places(self) -> PlacesInSheet:
        self._tags()
        lt, gt, code = self.lt, self.gt, self.code
        rows = _where((code == ROW) | (code == ROW + SELF))
        row, _ = quoted_number(self.words[lt[rows] + 8])
        closed = code[rows] != ROW
        tag_end = gt[rows] - closed
        stop = tag_end.copy()
        stop[~closed] = lt[code == ROW + 1]
        cells = _where((code == C) | (code == C + SELF))
        at = lt[cells]
        if (self.words[at] & _MASKS[6] != _CELL_START).any():
            raise _Unusual
        in_row, col, _ = self._addresses(at) if len(at) else (at, at, at)
        cell = in_row.astype(np.int64) * MAX_COLS + col
        inside = np.searchsorted(lt[rows], at, "right") - 1
        if (row[inside] - 1 != in_row).any():
            raise _Unusual
        if (row[1:] <= row[:-1]).any() or (cell[1:] <= cell[:-1]).any():
            raise _Unusual
        first = self.start
        return PlacesInSheet(
            row - 1, lt[rows] + first, tag_end + first, stop + first, cell, at + first
        )

    def _in_file(self, places: np.ndarray) -> np.ndarray:
        """Positions in the whole part, which is below 2 GiB."""
        if self.form is not None:
            places = self.form.in_file(places)
        return (places + self.start).astype(np.int32)

    def _tags(self) -> None:
        """Places and codes of all tags, their order checked."""
        buf = self.buf
        lt = _where(buf == 60)
        gt = _where(buf == 62)
        if not len(lt):
            raise _Unusual
        if len(lt) != len(gt) or (lt > gt).any() or (gt[:-1] > lt[1:]).any():
            # a bare > in a text
            gt = gt[np.searchsorted(gt, lt)]
        second = buf[lt + 1]
        code = _translated(second, _OPENING)
        code += (buf[gt - 1] == 47).view(np.uint8) * SELF
        closing = _where(second == 47)
        at = lt[closing]
        closed = _translated(buf[at + 2], _CLOSING)
        code[closing] = closed
        pairs = code[:-1].astype(np.uint16) * 32 + code[1:]
        if code[0] & 15 != ROW or code[-1] not in (ROW + 1, ROW + SELF):
            raise _Unusual
        if not _ALLOWED.take(pairs).all():
            raise _Unusual
        if (_translated(closed, _LENGTH) != gt[closing] - at).any():
            raise _Unusual
        name = code & 15
        short = _where((name == V) | (name == F) | (name == T))
        if not _NAME_END.take(buf[lt[short] + 2]).all():
            raise _Unusual
        inline = lt[_where(name == IS)]
        if len(inline) and not ((buf[inline + 2] == 115) & _NAME_END[buf[inline + 3]]).all():
            raise _Unusual
        if (self.words[lt[_where(name == ROW)]] != _ROW_START).any():
            raise _Unusual
        self.lt, self.gt, self.code = lt, gt, code

    def _addresses(self, at: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Row and column of cells, and where their tags go on behind the address."""
        word = self.words[at + 6]
        a = (word & _UPPER).astype(np.int64) - 64
        b = (word >> _U8 & _UPPER).astype(np.int64) - 64
        c = (word >> _U16 & _UPPER).astype(np.int64) - 64
        two = (b > 0) & (b <= 26)
        three = two & (c > 0) & (c <= 26)
        if ((a < 1) | (a > 26)).any():
            raise _Unusual
        col = np.where(two, a * 26 + b, a)
        if three.any():
            col = np.where(three, col * 26 + c, col)
        digits_at = at + 7 + two + three
        number, digits = quoted_number(self.words[digits_at])
        if len(at) and not (
            number.min() >= 1 and number.max() <= MAX_ROWS and col.max() <= MAX_COLS
        ):
            raise _Unusual
        row = (number - 1).astype(np.int32)
        return row, (col - 1).astype(np.int32), digits_at + digits + 1

    def _types(self, tail: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The type of each cell, and the number of its metadata, 0 where it has none."""
        words = self.words
        style = _where(words[tail] & _MASKS[4] == _STYLE)
        if len(style):
            _, digits = quoted_number(words[tail[style] + 4])
            tail[style] += digits + 5
        length = end - tail
        kinds = np.zeros(len(tail), np.uint8)
        cm = np.zeros(len(tail), np.int32)
        if len(length) and length.min() < 0:
            raise _Unusual
        left = _where(length)
        for at, raw in self._alike(tail[left], length[left], self._plain):
            said = attributes(raw)
            name, number = said.pop("t", "").encode(), said.pop("cm", "")
            said.pop("s", None)
            if name not in _KNOWN_TYPES or said:
                raise _Unusual
            kinds[left[at]] = _KNOWN_TYPES.index(name)
            if number:
                cm[left[at]] = metadata_number(number.encode())
        return kinds, cm

    def _plain(self, tail: bytes) -> bytes:
        """What a cell's tag says but for the number of its value metadata, of which files have
        many."""
        plain = _RICH.sub(b"", tail)
        self.rich |= plain != tail
        return plain

    def _alike(
        self, spots: np.ndarray, sizes: np.ndarray, plain: Callable[[bytes], bytes]
    ) -> Iterator[tuple[Any, bytes]]:
        """The different words that stand at some places, made plain, and at which of them: those
        that are common are told apart in arrays."""
        left = _where(sizes <= _WORDS_OF_TAIL * 8)
        short = sizes[left]
        words = [
            self.words[spots[left] + 8 * i] & _MASKS[np.minimum(np.maximum(short - 8 * i, 0), 8)]
            for i in range((int(short.max(initial=0)) + 7) // 8)
        ]
        while len(left):
            same = words[0] == words[0][0]
            for word in words[1:]:
                same &= word == word[0]
            alike = left[same]
            spot = int(spots[alike[0]])
            yield alike, plain(self.bytes[spot : spot + int(sizes[alike[0]])])
            rest = ~same
            left, words = left[rest], [word[rest] for word in words]
            if len(alike) < thresholds.TAILS_ALIKE:
                break
        left = np.concatenate([left, _where(sizes > _WORDS_OF_TAIL * 8)])
        if not len(left):
            return
        others: dict[bytes, list[int]] = {}
        places = zip(left.tolist(), spots[left].tolist(), sizes[left].tolist(), strict=True)
        for at, spot, size in places:
            others.setdefault(plain(self.bytes[spot : spot + size]), []).append(at)
        for raw, few in others.items():
            yield few, raw

    def _has_value(self, kind_of: np.ndarray) -> np.ndarray:
        """Which cells have a value; an empty text is one."""
        first = self.code[self.content]
        empty = (first == V) & (self.code[self.content + 1] == V + 1)
        empty &= self.gt[self.content] + 1 == self.lt[self.content + 1]
        empty |= first == V + SELF
        return ~empty | (kind_of == _STR)

    def _values(
        self, kind_of: np.ndarray, row: np.ndarray, col: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Kind and number of each cell; where texts and errors are, and which."""
        lt, gt, code, tag = self.lt, self.gt, self.code, self.content
        n = len(tag)
        kind, num = np.zeros(n, np.uint8), np.zeros(n)
        first = code[tag]
        start, stop = gt[tag] + 1, lt[np.minimum(tag + 1, len(lt) - 1)]
        filled = (first == V) & (stop > start)
        numeric = _where(filled & (kind_of <= _B))
        numbers = self._numbers(start[numeric], stop[numeric])
        num[numeric] = numbers
        what = kind_of[numeric]
        kind[numeric] = np.where(what == _B, BOOL, NUMBER)
        found: list[tuple[np.ndarray, np.ndarray]] = []
        shared = numeric[what == _S]
        if len(shared):
            kind[shared] = TEXT
            found.append((shared, self._shared(num[shared], shared)))
            num[shared] = 0.0
        flags = num[kind == BOOL]
        if ((flags != 0) & (flags != 1)).any():
            raise _Unusual
        texts = _where(((first == V) | (first == V + SELF)) & (kind_of == _STR))
        if len(texts):
            kind[texts] = TEXT
            end = np.where(first[texts] == V, stop[texts], start[texts])
            found.append((texts, self._texts(start[texts], end)))
        inline = _where(first == IS)
        if len(inline):
            if (kind_of[inline] != _INLINE).any():
                raise _Unusual
            inner = tag[inline] + 1
            begin = gt[inner] + 1
            end = np.where(code[inner] == T, lt[inner + 1], begin)
            kind[inline] = TEXT
            found.append((inline, self._texts(begin, end)))
        errors = _where(filled & (kind_of == _E))
        if len(errors):
            kind[errors] = ERROR
            found.append((errors, self._errors(start[errors], stop[errors])))
        for i in _where(filled & (kind_of == _D)).tolist():
            from xl_kpis.formula.xlsx.read.iso_dates import iso_serial  # in Strict workbooks only

            day = iso_serial(content(self.bytes[start[i] : stop[i]]), self.source.date1904)
            if day is None:
                raise _Unusual
            kind[i], num[i] = NUMBER, day
        bare = _where(filled & (kind_of == _INLINE))
        if len(bare):
            kind[bare] = TEXT
            found.append((bare, self._texts(start[bare], stop[bare])))
        if not found:
            return kind, num, np.empty(0, np.int64), np.empty(0, object)
        text_at = np.concatenate([at for at, _ in found])
        return kind, num, text_at, np.concatenate([values for _, values in found])

    def _numbers(self, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
        """The numbers written between positions: short whole ones as addresses are, others by a
        JSON parser."""
        if not len(start):
            return np.empty(0)
        size = stop - start
        number, odd = _first_digits(self.words[start], np.minimum(size, 8).astype(np.uint64))
        numbers = number.astype(np.float64)
        others = _where((odd != 0) | (size > 8))
        if len(others):
            numbers[others] = self._any_numbers(start[others], stop[others])
        return numbers

    def _any_numbers(self, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
        n = len(start)
        sizes = stop - start + 1
        ends = np.cumsum(sizes)
        source = np.repeat(start - (ends - sizes), sizes)
        source += np.arange(len(source))
        text = self.buf[source]
        text[ends - 1] = 44
        if not _IN_NUMBER[text].all():
            raise _Unusual
        try:
            values = read_list(b"[" + text[:-1].tobytes() + b"]")
        except ValueError:
            raise _Unusual from None
        if len(values) != n:
            raise _Unusual
        numbers = np.array(values, np.float64)
        if not np.isfinite(numbers).all():
            raise _Unusual
        return numbers

    def _shared(self, numbers: np.ndarray, cells: np.ndarray) -> np.ndarray:
        strings = self.source.strings
        at = numbers.astype(np.int64)
        count: int | np.ndarray = len(strings)
        first: int | np.ndarray = 0
        if self.books is not None:
            book = np.searchsorted(self.books.start, self.at[cells], "right") - 1
            count, first = self.books.strings[book], self.books.first_string[book]
        if (at != numbers).any() or at.min() < 0 or (at >= count).any():
            raise _Unusual
        return strings[at + first]

    def _texts(self, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
        known: dict[bytes, str] = {}
        data = self.bytes
        out = np.empty(len(start), object)
        for i, (a, b) in enumerate(zip(start.tolist(), stop.tolist(), strict=True)):
            raw = data[a:b]
            text = known.get(raw)
            if text is None:
                text = content(raw)
                if needs_keeping(text):
                    text = text_of(raw, keeps_spaces(data[data.rfind(b"<", 0, a) : a]))
                else:
                    known[raw] = text = unescape_excel(text)
            out[i] = text
        return out

    def _errors(self, start: np.ndarray, stop: np.ndarray) -> np.ndarray:
        out = np.empty(len(start), object)
        for i, (a, b) in enumerate(zip(start.tolist(), stop.tolist(), strict=True)):
            code = content(self.bytes[a:b]).strip()
            if not code:
                raise _Unusual
            try:
                out[i] = ExcelError.of(code)
            except KeyError:
                out[i] = UNKNOWN
        return out

    def _formulas(
        self,
        cells: np.ndarray,
        chosen: np.ndarray,
        kind_of: np.ndarray,
        cm: np.ndarray,
        row: np.ndarray,
        col: np.ndarray,
    ) -> Formulas:
        """The formulas of the chosen cells (indexes into the cells that have content)."""
        lt, gt, code, words = self.lt, self.gt, self.code, self.words
        tag = cells[chosen] + 1
        content_tag = self.content[chosen]
        open_, shut = lt[tag], gt[tag]
        closed = code[tag] == F + SELF
        text = shut + 1
        text_end = np.where(closed, text, lt[np.minimum(tag + 1, len(lt) - 1)])
        after = code[content_tag]
        steps = np.zeros(32, np.int64)
        steps[[V, V + SELF]] = 1, 0
        last = content_tag + steps[after]
        inline = _where(after == IS)
        last[inline] += np.where(code[content_tag[inline] + 1] == T, 3, 2)
        # without a value there is room for one behind the formula
        behind = np.where(closed, shut, gt[np.minimum(tag + 1, len(gt) - 1)]) + 1
        value = np.where(after == C + 1, behind, lt[content_tag])
        value_end = np.where(after == C + 1, behind, gt[last] + 1)
        shared, alone = (np.full(len(chosen), -1, np.int64) for _ in range(2))
        is_formula = text_end > text
        special: dict[int, dict[str, str]] = {}
        said = _where(shut - open_ - closed > 2)
        own = said[self._for_own_cell(open_[said], shut[said], self.at[chosen[said]])]
        own = own[is_formula[own]]
        if len(own):
            alone[own] = cm[chosen[own]]
            said = said[alone[said] < 0]
        if len(said):
            child = (words[open_[said] + 2] == _SHARED_1) & (words[open_[said] + 10] == _SHARED_2)
            child &= closed[said]
            ours = said[child]
            if len(ours):
                number, digits = quoted_number(words[open_[ours] + 18])
                exact = shut[ours] == open_[ours] + 20 + digits
                shared[ours[exact]] = number[exact]
                is_formula[ours[exact]] = True
                child[_where(child)[~exact]] = False
            others = said[~child]
            sizes = shut[others] - closed[others] - open_[others] - 2
            for at, raw in self._alike(open_[others] + 2, sizes, bytes):
                group = others[at]
                if attributes(raw).get("t") == "array":  # what it is depends on its cell
                    parts = [np.array([i]) for i in group.tolist()]
                else:
                    has_text = text_end[group] > text[group]
                    parts = [part for part in (group[has_text], group[~has_text]) if len(part)]
                for part in parts:
                    i, cell = part[0], chosen[part[0]]
                    place = int(cm[cell]), int(row[cell]), int(col[cell])
                    found = form_of(raw, bool(text_end[i] > text[i]), *place)
                    is_formula[part], shared[part], alone[part], about = found
                    if about is not None:
                        special.update(dict.fromkeys(part.tolist(), about))
                        if about["t"] == "dataTable":
                            text_end[part] = text[part]
        keep = _where(is_formula)
        if len(keep) != len(is_formula):
            position = np.cumsum(is_formula) - 1
            special = {int(position[i]): about for i, about in special.items()}
        return Formulas(
            cell=chosen[keep].astype(np.int32),
            tag_end=self._in_file(gt[cells[chosen[keep]]]),
            text=self._in_file(text[keep]),
            text_end=self._in_file(text_end[keep]),
            value=self._in_file(value[keep]),
            value_end=self._in_file(value_end[keep]),
            type=_TYPE_CODE[kind_of[chosen[keep]]],
            shared=shared[keep].astype(np.int32),
            alone=alone[keep].astype(np.int32),
            special=special,
        )

    def _for_own_cell(self, open_: np.ndarray, shut: np.ndarray, at: np.ndarray) -> np.ndarray:
        """Which ``<f>`` tags say nothing but ``t="array"`` and the address of their cell, whose
        tags begin at some places."""
        words = self.words
        size = shut - open_ - 19
        is_own = (words[open_ + 2] == _ARRAY_1) & (words[open_ + 10] == _ARRAY_2)
        is_own &= (size > 1) & (size <= 10)
        size = np.where(is_own, size, 0)
        is_own &= self.buf[at + 6 + size] == 34
        for i in range(2):
            mask = _MASKS[np.clip(size - 8 * i, 0, 8)]
            ours, theirs = words[at + 6 + 8 * i], words[open_ + 18 + 8 * i]
            is_own &= ours & mask == theirs & mask
        return is_own
