"""Searching one row or column, as the lookup functions do.

A :class:`Line` is built once per searched range and keeps its indexes (a hash of the values, sorted
copies per type), so that each further lookup costs next to nothing. Positions count from 0;
-1 is: not found. Numbers are only found among numbers, text among text, booleans among booleans.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np

from xl_kpis.errors import NA, VALUE, ExcelError, Failure
from xl_kpis.formula.functions.support.ranges import Range
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.values.collation import text_key
from xl_kpis.formula.values.value import Scalar, as_array
from xl_kpis.formula.values.wildcards import has_wildcards, wildcard_regex

_TYPES: tuple[type, ...] = (float, str, bool)
_LONGEST_KEY = 255
"""Text longer than this cannot be looked up by the functions older than XLOOKUP."""


def identity(value: Scalar) -> Scalar:
    """What equal values share: text without case, booleans apart from numbers."""
    kind = type(value)
    if kind is str:
        return value.casefold()
    if kind is bool:
        return "TRUE" if value else "FALSE"  # capitals, which no casefolded text has
    return value


def identities(values: list[Scalar]) -> list[Scalar]:
    """The identity of each value."""
    if set(map(type, values)) == {str}:
        return list(map(str.casefold, values))
    return list(map(identity, values))


class Sequence:
    """The values of one type in a line: their positions, and keys that compare as Excel does."""

    __slots__ = ("_sorted", "ascending", "keys", "places", "positions")

    def __init__(self, positions: np.ndarray, keys: list[Any]) -> None:
        self.positions = positions
        self.places: list[int] = positions.tolist()
        self.keys = keys
        self.ascending = all(a <= b for a, b in pairwise(keys))
        self._sorted: tuple[list[Any], np.ndarray] | None = None

    @property
    def sorted(self) -> tuple[list[Any], np.ndarray]:
        """The keys in order, and their positions (those of equal keys in order too)."""
        if self._sorted is None:
            if self.ascending:
                self._sorted = self.keys, self.positions
            else:
                by = sorted(range(len(self.keys)), key=self.keys.__getitem__)
                self._sorted = [self.keys[i] for i in by], self.positions[by]
        return self._sorted


class Line:
    """One row or column of values to be searched."""

    def __init__(self, items: np.ndarray, kept: bool, length: int) -> None:
        self.items = items
        self.length = length
        """Its full length; what follows the items is blank."""
        self.kept = kept
        """Whether it serves many lookups, so that an index pays."""
        self._index: dict[bool, dict[Any, int]] = {}
        self._sequences: dict[type, Sequence] = {}
        self._patterns: dict[tuple[Any, bool], int] = {}

    # ---- exact ----

    def index(self, last: bool = False) -> dict[Any, int]:
        """Each value's first (or last) position."""
        found = self._index.get(last)
        if found is None:
            n = len(self.items)
            values = self.items.tolist()
            if self.items.dtype != np.float64:
                values = identities(values)
            if last:
                found = dict(zip(values, range(n), strict=True))
            else:
                found = dict(zip(reversed(values), range(n - 1, -1, -1), strict=True))
            self._index[last] = found
        return found

    def exact(self, key: Scalar, last: bool = False) -> int:
        """Where the key is, letter for letter save for case; a blank finds a blank cell."""
        if key is None:
            return self.blank(last)
        if self.kept or last in self._index:
            return self.index(last).get(identity(key), -1)
        if self.items.dtype == np.float64:
            if type(key) is not float:
                return -1
            hits = np.flatnonzero(self.items == key)
            return -1 if not len(hits) else int(hits[-1 if last else 0])
        wanted, kind = identity(key), type(key)
        for i, item in self._walk(last):
            if type(item) is kind and identity(item) == wanted:
                return i
        return -1

    def blank(self, last: bool) -> int:
        """Where the first (or last) blank is."""
        if self.length > len(self.items):
            if last:
                return self.length - 1
            return self.index().get(None, len(self.items))
        return self.index(last).get(None, -1)

    def match(self, key: Scalar, last: bool = False) -> int:
        """Where the key is, its wildcards understood."""
        if type(key) is str and has_wildcards(key):
            return self.pattern(wildcard_regex(key).fullmatch, key, last)
        return self.exact(key, last)

    def pattern(self, test: Callable[[str], Any], source: Any, last: bool = False) -> int:
        """Where the first (or last) text is that a pattern's test accepts."""
        found = self._patterns.get((source, last))
        if found is None:
            found = next((i for i, s in self._walk(last) if type(s) is str and test(s)), -1)
            self._patterns[source, last] = found
        return found

    def _walk(self, last: bool) -> Iterator[tuple[int, Scalar]]:
        values = self.items.tolist()
        if last:
            return zip(range(len(values) - 1, -1, -1), reversed(values), strict=True)
        return iter(enumerate(values))

    # ---- nearest ----

    def sequence(self, kind: type) -> Sequence:
        """The values of a type."""
        found = self._sequences.get(kind)
        if found is None:
            items = self.items
            if items.dtype == np.float64 or items.dtype == bool:
                here = kind is (float if items.dtype == np.float64 else bool)
                positions = np.arange(len(items) if here else 0)
                values = items.tolist() if here else []
            else:
                values = items.tolist()
                positions = np.array([i for i, v in enumerate(values) if type(v) is kind], np.intp)
                values = [v for v in values if type(v) is kind]
                if kind is str:
                    values = [text_key(v) for v in values]
            found = self._sequences[kind] = Sequence(positions, values)
        return found

    def ascending(self, key: Scalar) -> int:
        """The last value not above the key, by the binary search that Excel does: on an equal
        value it stops and goes on while the next ones are equal too.

        In values that are not sorted it finds what that search happens upon.
        """
        kind = type(key)
        line = self.sequence(kind)
        wanted = text_key(key) if kind is str else key
        if line.ascending:
            i = bisect_right(line.keys, wanted) - 1
            return -1 if i < 0 else int(line.positions[i])
        positions, keys = line.places, line.keys
        low, high, found = 0, self.length - 1, -1
        while low <= high:
            middle = (low + high) // 2
            # Values of other types are passed over, downwards.
            i = bisect_left(positions, middle)
            if i == len(keys) or positions[i] > high:
                high = middle - 1
            elif keys[i] == wanted:
                while i + 1 < len(keys) and keys[i + 1] == wanted:
                    i += 1
                return positions[i]
            elif keys[i] < wanted:
                found = positions[i]
                low = found + 1
            else:
                high = middle - 1
        return found

    def descending(self, key: Scalar) -> int:
        """In values sorted from large to small: the first one equal to the key, else the last
        one before the values fall below it."""
        kind = type(key)
        line = self.sequence(kind)
        wanted = text_key(key) if kind is str else key
        for i, value in enumerate(line.keys):
            if value == wanted:
                return int(line.positions[i])
            if value < wanted:
                return int(line.positions[i - 1]) if i else -1
        return int(line.positions[-1]) if line.keys else -1

    def nearest(self, key: Scalar, larger: bool, last: bool = False) -> int:
        """The value equal to the key, else the next smaller or larger one, in any order; beyond
        the key's own type come the others (numbers, text, FALSE, TRUE)."""
        kind = type(key)
        keys, positions = self.sequence(kind).sorted
        wanted = text_key(key) if kind is str else key
        at = bisect_left(keys, wanted) if larger else bisect_right(keys, wanted) - 1
        if not 0 <= at < len(keys):
            beyond = self._beyond(kind, larger)
            if beyond is None:
                return -1
            keys, positions = beyond.sorted
            at = 0 if larger else len(keys) - 1
        at = bisect_right(keys, keys[at]) - 1 if last else bisect_left(keys, keys[at])
        return int(positions[at])

    def binary(self, key: Scalar, step: int, falling: bool) -> int:
        """By binary search in sorted values; step -1 or 1 takes the next smaller or larger one
        where none is equal, 0 does not."""
        if key is None:
            return self.blank(False)
        kind = type(key)
        line = self.sequence(kind)
        wanted = text_key(key) if kind is str else key
        keys = line.keys[::-1] if falling else line.keys
        at = bisect_left(keys, wanted)
        if at == len(keys) or keys[at] != wanted:
            if step == 0:
                return -1
            if step < 0:
                at -= 1
            if not 0 <= at < len(keys):
                beyond = self._beyond(kind, step > 0)
                if beyond is None:
                    return -1
                line, at = beyond, 0 if step > 0 else len(beyond.keys) - 1
        return int(line.positions[len(line.keys) - 1 - at if falling else at])

    def _beyond(self, kind: type, larger: bool) -> Sequence | None:
        """The values of the next type up or down that there are any of."""
        at = _TYPES.index(kind)
        for other in _TYPES[at + 1 :] if larger else reversed(_TYPES[:at]):
            if self.sequence(other).keys:
                return self.sequence(other)
        return None

    # ---- many keys at once ----

    def many(self, keys: np.ndarray, find: Callable[[Scalar], int]) -> np.ndarray:
        """The positions of many keys (any shape); errors among the keys are not found."""
        out = np.fromiter(
            (-1 if type(k) is ExcelError else find(k) for k in keys.ravel().tolist()),
            np.intp,
            keys.size,
        )
        return out.reshape(keys.shape)

    def exact_many(self, keys: np.ndarray, last: bool = False) -> np.ndarray:
        """As :meth:`exact` for many keys."""
        get = self.index(last).get
        values = keys.ravel().tolist()
        if keys.dtype != np.float64:
            values = identities(values)
        out = np.fromiter((get(value, -1) for value in values), np.intp, len(values))
        if self.length > len(self.items) and None in values:
            out[[i for i, value in enumerate(values) if value is None]] = self.blank(last)
        return out.reshape(keys.shape)

    def match_many(self, keys: np.ndarray) -> np.ndarray:
        """As :meth:`match` for many keys, blanks among them as 0."""
        found = self.exact_many(keys)
        if keys.dtype == object:
            values, flat = keys.ravel().tolist(), found.reshape(-1)
            texts = [value for value in values if type(value) is str]
            if has_wildcards("\n".join(texts)):
                for i, key in enumerate(values):
                    if type(key) is str and has_wildcards(key):
                        flat[i] = self.match(key)
            if len(texts) < len(values):
                flat[[i for i, key in enumerate(values) if key is None]] = self.exact(0.0)
        return found

    def ascending_many(self, keys: np.ndarray) -> np.ndarray:
        """As :meth:`ascending` for many keys, blanks among them as 0."""
        if keys.dtype == np.float64:
            line = self.sequence(float)
            if line.ascending and len(line.keys):
                at = np.searchsorted(np.array(line.keys), keys, "right") - 1
                return np.where(at < 0, -1, line.positions[at])
        return self.many(keys, lambda key: self.ascending(0.0 if key is None else key))


def line_of(range_: Range, index: int = 0, *, row: bool = False) -> Line:
    """A column (or row) of a range, remembered for all formulas that search the same cells."""
    if range_.ref is None:
        return _line_of_array(range_, index, row)
    if len(range_.ref.areas) != 1:
        raise Failure(VALUE)
    if range_.ctx.books:
        in_lanes: Line = range_.ctx.stacked(range_.ref).line(index, row)
        return in_lanes
    area = range_.ref.area
    if row:
        area = Area(area.sheet, area.top + index, area.left, area.top + index, area.right)
    else:
        area = Area(area.sheet, area.top, area.left + index, area.bottom, area.left + index)
    memo = range_.ctx.memo
    key = ("line", area)
    found: Line | None = memo.get(key)
    if found is None:
        values = range_.line(index, row=row)
        if values is None:
            values = as_array(range_.ctx.used(Reference(area))).ravel()
        found = memo[key] = Line(values, kept=True, length=max(area.shape))
    return found


_ARRAYS = 8
"""Arrays searched last, of which it is known what was made of them."""


def _line_of_array(range_: Range, index: int, row: bool) -> Line:
    """A column (or row) of an array, remembered while one and the same array is searched."""
    array = range_.array
    known: dict[Any, tuple[np.ndarray, Line]] = range_.ctx.memo.setdefault("lines of arrays", {})
    key = id(array), index, row
    found = known.pop(key, None)  # to be put behind the others
    if found is None or found[0] is not array or array.flags.writeable:
        items = array[index] if row else array[:, index]
        found = array, Line(items, kept=False, length=len(items))
    else:
        found[1].kept = True
    known[key] = found
    if len(known) > _ARRAYS:
        del known[next(iter(known))]
    return found[1]


def counted(found: np.ndarray) -> np.ndarray:
    """Positions as MATCH gives them, from 1 and #N/A."""
    missing = found < 0
    if not missing.any():
        return (found + 1).astype(np.float64)
    out = (found + 1).astype(np.float64).astype(object)
    out[missing] = NA
    return out


def legacy_key(key: Scalar) -> Scalar:
    """A lookup value as VLOOKUP and MATCH take it: a blank is 0, long text is refused."""
    if key is None:
        return 0.0
    if type(key) is str and len(key) > _LONGEST_KEY:
        raise Failure(VALUE)
    return key


def too_long(keys: np.ndarray) -> list[int]:
    """Which of many lookup values (counted in reading order) are too long."""
    if keys.dtype != object:
        return []
    items = keys.ravel().tolist()
    return [i for i, k in enumerate(items) if type(k) is str and len(k) > _LONGEST_KEY]
