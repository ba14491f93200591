"""What formulas read, told from the texts of many at once.

The texts are looked at as one array of bytes: words are found in it, and which of them are cells,
ranges and numbers; what is left of a text is its shape. Whether a shape is one, only its formula's
tree tells: names that look like cells are found here, too.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from xl_kpis.formula.compile.operands import Operand
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area, Reference

CELL, RANGE, NUMBER, TEXT = 1, 2, 3, 4
"""Kinds of operands, and the characters that stand for them in a shape."""
_QUOTED_SHEET = 5
"""Before the number of a sheet's name that stood in quotes."""
DOWN, RIGHT, LAST = 1, 2, 4
"""Which edges of a reference move; those of a range's last corner times ``LAST``."""

_QUOTED = pattern(r"""("[^"\n]*+(?:""[^"\n]*+)*+"|'[^'\n]*+(?:''[^'\n]*+)*+')""")
_CONTROL = pattern(r"[\x00-\x09\x0b-\x1f]")
_PLAIN_SHEET = pattern(rb"[A-Za-z_][A-Za-z0-9_.]*+|\x05[0-9]++")
_UNUSUAL = "#"
"""Put for what no formula of a shape has."""


def _table(dtype: type, of: Callable[[str], Any]) -> np.ndarray:
    """What something is of each byte."""
    return np.array([of(chr(i)) for i in range(256)], dtype)


_IN_WORDS = _table(bool, lambda c: c.isalnum() or c in "_.\\?$\5" or c >= "\x80")
_LETTER = _table(np.int64, lambda c: ord(c.upper()) - 64 if c.isalpha() and c < "\x80" else 0)
_DIGIT = _table(np.int64, lambda c: int(c) if c in "0123456789" else -1)
_JOINS_BEFORE = _table(bool, lambda c: c in "$:!'")
_JOINS_AFTER = _table(bool, lambda c: c in "(![$:")
"""What is no operand before or behind such a character, but part of something else."""
_DOLLAR, _COLON, _BANG, _DOT, _LINE = map(ord, "$:!.\n")
_MOST_LETTERS, _MOST_ROW_DIGITS, _MOST_DIGITS = 3, 7, 15
_PADDING = b"\n" * 2


@dataclass(eq=False, repr=False)
class FoundOperands:
    """The operands of formulas, one behind the other."""

    shapes: list[str]
    """The text of each formula without its operands,"""
    first: np.ndarray
    """which of all operands is its first, and behind all the number of operands."""
    kind: np.ndarray
    places: np.ndarray
    """Sheet, top, left, bottom and right of each that is a cell or a range,"""
    moves: np.ndarray
    """and which of its edges move as the formula is filled."""
    numbers: np.ndarray
    texts: np.ndarray

    def columns(self, formulas: np.ndarray) -> OperandColumns:
        """The operands of formulas of one shape."""
        first = self.first[formulas]
        slots, moves = [], []
        for i in range(int(self.first[formulas[0] + 1] - first[0])):
            at = first + i
            kind = int(self.kind[at[0]])
            if kind == NUMBER:
                slots.append(self.numbers[at])
            elif kind == TEXT:
                slots.append(self.texts[at])
            else:
                slots.append(self.places[at] if kind == RANGE else self.places[at, :3])
            moves.append(self.moves[at])
        return OperandColumns(slots, moves)


@dataclass(eq=False, repr=False)
class OperandColumns:
    """The operands of formulas of one shape: per slot the numbers or texts, or the places (a row
    for each formula)."""

    slots: list[np.ndarray]
    moves: list[np.ndarray]
    """Which edges move, 0 for what is no reference."""

    def of(self, formula: int) -> tuple[Operand, ...]:
        """What one of the formulas reads in its first cell."""
        return tuple(_operand(slot, formula) for slot in self.slots)


def _operand(slot: np.ndarray, i: int) -> Operand:
    if slot.ndim == 1:
        value: Operand = slot[i].item() if slot.dtype != object else slot[i]
        return value
    place = slot[i].tolist()
    return Reference(Area(*place)) if len(place) == len(Area._fields) else tuple(place)


def operands_in(
    texts: Sequence[str], sheets: Sequence[int], sheet_named: Callable[[str], int | None]
) -> FoundOperands:
    """The operands in the texts of formulas on sheets. ``sheet_named`` tells the sheet meant by a
    name as formulas spell it.

    >>> found = operands_in(["A1+T!$B2*2", 'IF(C3:A1>1.5,"x")'], [0, 0], {"T": 1}.get)
    >>> found.shapes
    ['\\x01+\\x01*\\x03', 'IF(\\x02>\\x03,\\x04)']
    >>> found.columns(np.array([0])).of(0)
    ((0, 0, 0), (1, 1, 1), 2.0)
    >>> [int(moves[0]) for moves in found.columns(np.array([0])).moves]
    [3, 1, 0]
    """
    plain, strings, quoted = _without_quotes(texts)
    encoded = plain.encode("utf-8", "surrogatepass")
    data = np.frombuffer(b"".join((b"\n", encoded, _PADDING)), np.uint8)
    words = _Words(data)
    line = np.cumsum(data == _LINE) - 1
    home = np.asarray(sheets, np.int64)

    def named(word: bytes) -> int:
        if not _PLAIN_SHEET.fullmatch(word):
            return -1
        plain = word.decode()
        found = sheet_named(quoted[int(plain[1:])] if word[0] == _QUOTED_SHEET else plain)
        return -1 if found is None else found

    start, stop, places, moves, several = words.references(named)
    own = places[:, 0] < 0
    places[own, 0] = home[line[start[own]]]
    at, end, numbers = words.numbers()
    marks = np.flatnonzero(data == TEXT)
    starts, stops = np.concatenate([start, at, marks]), np.concatenate([stop, end, marks + 1])
    order = np.argsort(starts, kind="stable")
    counts = [len(start), len(at), len(marks)]

    def beside(which: int, values: np.ndarray) -> np.ndarray:
        """Values of one kind of operands in the order of all."""
        out = np.zeros((len(starts), *values.shape[1:]), values.dtype)
        begin = sum(counts[:which])
        out[begin : begin + counts[which]] = values
        return out[order]

    kind = np.repeat(np.array([CELL, NUMBER, TEXT], np.uint8), counts)
    kind[: len(start)] += several * np.uint8(RANGE - CELL)
    starts, stops, kind = starts[order], stops[order], kind[order]
    said = np.empty(len(strings), object)
    said[:] = strings
    return FoundOperands(
        _shapes(data, starts, stops, kind),
        np.searchsorted(line[starts], np.arange(len(texts) + 1)),
        kind,
        beside(0, places),
        beside(0, moves),
        beside(1, numbers),
        beside(2, said),
    )


def _without_quotes(texts: Sequence[str]) -> tuple[str, list[str], list[str]]:
    """The texts, one a line, with marks for texts and sheets' names in quotes; what these are."""
    joined = "\n".join(texts)
    if joined.count("\n") >= len(texts):
        joined = "\n".join([text.replace("\n", _UNUSUAL) for text in texts])
    joined = _CONTROL.sub(_UNUSUAL, joined)
    strings: list[str] = []
    sheets: dict[str, int] = {}
    if '"' not in joined and "'" not in joined:
        return joined, strings, []
    pieces = _QUOTED.split(joined)
    for i in range(1, len(pieces), 2):
        piece = pieces[i]
        if piece[0] == '"':
            strings.append(piece[1:-1].replace('""', '"'))
            pieces[i] = chr(TEXT)
        elif pieces[i + 1].startswith("!"):
            pieces[i] = f"{chr(_QUOTED_SHEET)}{sheets.setdefault(piece, len(sheets))}"
        else:
            pieces[i] = _UNUSUAL
    return "".join(pieces), strings, list(sheets)


def _shapes(data: np.ndarray, start: np.ndarray, stop: np.ndarray, kind: np.ndarray) -> list[str]:
    """What is left of each line where a character stands for each operand."""
    marked = data.copy()
    marked[start] = kind
    edge = np.zeros(len(data) + 1, np.int8)
    edge[start + 1] += 1
    edge[stop] -= 1
    left = marked[np.cumsum(edge[:-1], dtype=np.int8) == 0]
    text = left[1 : -len(_PADDING)].tobytes().decode("utf-8", "surrogatepass")
    return text.split("\n")


class _Words:
    """The words in lines of formulas; the cells among them."""

    def __init__(self, data: np.ndarray) -> None:
        self.data = data
        inside = _IN_WORDS[data]
        edges = np.flatnonzero(inside[1:] != inside[:-1]) + 1
        self.start, self.stop = edges[::2], edges[1::2]
        before = data[self.start - 1]
        self.after = data[self.stop]
        self.begins, self.ends = ~_JOINS_BEFORE[before], ~_JOINS_AFTER[self.after]
        """Whether nothing before a word, or behind it, makes it part of something else."""
        self.prefixed = before == _BANG
        at = self.start
        keeps_column = data[at] == _DOLLAR
        at = at + keeps_column
        at, self.column = self._letters(at)
        keeps_row = data[at] == _DOLLAR
        at, self.row, _ = _digits(data, at + keeps_row, _MOST_ROW_DIGITS)
        self.moves = np.where(keeps_row, 0, DOWN) + np.where(keeps_column, 0, RIGHT)
        self.is_cell = (
            (at == self.stop)
            & (self.column > 0) & (self.column <= MAX_COLS)
            & (self.row > 0) & (self.row <= MAX_ROWS)
        )  # fmt: skip

    def _letters(self, at: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where the first letters of words end, of no more than a column has; the column."""
        column = np.zeros(len(at), np.int64)
        for _ in range(_MOST_LETTERS):
            letter = _LETTER[self.data[at]]
            is_letter = letter > 0
            column = np.where(is_letter, column * 26 + letter, column)
            at = at + is_letter
        return at, column

    def references(
        self, sheet_named: Callable[[bytes], int]
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """Where cells and ranges begin and end; their places, with -1 for the sheet of their own
        formula; which edges move; which are ranges."""
        start, stop = self.start, self.stop
        spans = np.zeros(len(start), bool)
        spans[:-1] = (
            self.is_cell[:-1] & (self.after[:-1] == _COLON) & (start[1:] == stop[:-1] + 1)
            & self.is_cell[1:] & self.ends[1:]
        )  # fmt: skip
        first = np.flatnonzero(self.is_cell & (self.begins | self.prefixed) & (self.ends | spans))
        sheet = np.full(len(first), -1)
        begin = start[first]
        with_sheet = np.flatnonzero(self.prefixed[first])
        if len(with_sheet):
            mine, sheet[with_sheet] = self._sheets(first[with_sheet], sheet_named)
            begin[with_sheet] = mine
            known = np.ones(len(first), bool)
            known[with_sheet] = sheet[with_sheet] >= 0
            first, begin, sheet = first[known], begin[known], sheet[known]
        several = spans[first]
        last = first + several
        rows, columns = self.row - 1, self.column - 1
        places = np.stack([sheet, rows[first], columns[first], rows[last], columns[last]], axis=1)
        one, other = self.moves[first], self.moves[last] * several
        moves = _in_order(places, one, other)
        return begin, stop[last], places, moves, several

    def _sheets(
        self, cells: np.ndarray, sheet_named: Callable[[bytes], int]
    ) -> tuple[np.ndarray, np.ndarray]:
        """Where the names of sheets before cells begin, and the sheets; -1 where there is none."""
        before = np.maximum(cells - 1, 0)
        begin, end = self.start[before], self.stop[before]
        whole = (end == self.start[cells] - 1) & self.begins[before]
        text = self.data.tobytes()
        names = [text[a:b] for a, b in zip(begin.tolist(), end.tolist(), strict=True)]
        known = {name: sheet_named(name) for name in set(names)}
        return begin, np.where(whole, [known[name] for name in names], -1)

    def numbers(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where numbers begin and end, and what they are."""
        data = self.data
        some = np.flatnonzero((_DIGIT[data[self.start]] >= 0) & self.begins & self.ends)
        start, stop = self.start[some], self.stop[some]
        at, value, digits = _digits(data, start, _MOST_DIGITS)
        dot = data[at] == _DOT
        at, value, more = _digits(data, at + dot, _MOST_DIGITS, value, dot)
        good = (at == stop) & (dot == (more > 0))
        start, stop = start[good], stop[good]
        more, digits, value = more[good], digits[good], value[good]
        # both are numbers that a float holds, so their quotient is the nearest one there is
        numbers = value / 10.0**more
        long = np.flatnonzero(digits + more > _MOST_DIGITS)
        for i in long.tolist():
            numbers[i] = float(data[start[i] : stop[i]].tobytes())
        return start, stop, numbers


def _digits(
    data: np.ndarray,
    at: np.ndarray,
    most: int,
    value: np.ndarray | None = None,
    wanted: np.ndarray | None = None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Where the digits from places on end, of no more than so many; the numbers they go on; how
    many there are. None where they are not wanted."""
    number = np.zeros(len(at), np.int64) if value is None else value
    begin = at
    for _ in range(most):
        digit = _DIGIT[data[at]]
        is_digit = digit >= 0
        if wanted is not None:
            is_digit &= wanted
        if not is_digit.any():
            break
        number = np.where(is_digit, number * 10 + digit, number)
        at = at + is_digit
    return at, number, at - begin


def _in_order(places: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Put the corners of places into order, top left first; which edges of them move, where those
    of the corners as they were written are given."""
    moves = np.zeros(len(places), np.int64)
    for edge, low, high in ((DOWN, 1, 3), (RIGHT, 2, 4)):
        swapped = places[:, low] > places[:, high]
        places[swapped, low], places[swapped, high] = places[swapped, high], places[swapped, low]
        moves += np.where(swapped, last, first) & edge
        moves += (np.where(swapped, first, last) & edge) * LAST
    return moves
