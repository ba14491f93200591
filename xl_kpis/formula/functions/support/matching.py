"""Finding the cells of ranges that meet criteria, fast when asked again and again.

Each column block is read once and its values numbered (*codes*); a range that grows down a fill
(``A$1:A7``) reads only its new rows. Ranges asked about a third time get their rows grouped by
code, so that equality criteria cost a look into a dictionary.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any, Literal

import numpy as np

from xl_kpis.errors import VALUE, Failure
from xl_kpis.formula import thresholds
from xl_kpis.formula.functions.declare import Context
from xl_kpis.formula.functions.support.coded import Coded, TextsInOrder
from xl_kpis.formula.functions.support.criteria import Criterion, Key, predicate
from xl_kpis.formula.functions.support.ranges import Range
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.values.region import Region
from xl_kpis.formula.values.text_to_number import number_from_text
from xl_kpis.formula.values.value import as_array

_REMEMBERED = 16_000_000
"""Answers about values that a block keeps at most."""


class Block(Coded):
    """The values of a rectangle from a top row down, row by row; ``rows`` of them are not blank
    beyond doubt (the rest lies outside the used part of the sheet)."""

    def __init__(self, area: Area, date1904: bool, region: Region) -> None:
        super().__init__()
        self.date1904 = date1904
        self.region = region
        self.top, self.bottom = area.top, area.top - 1
        self.sheet, self.left, self.right = area.sheet, area.left, area.right
        self.width = 0
        self.rows = 0
        self._numeric_texts: dict[float, list[int]] = {}
        self._flags: dict[Criterion, np.ndarray] = {}
        self._by_letters = TextsInOrder(str)
        self._other_letters: list[int] = []
        """The codes of texts that are not in plain letters."""

    def reach(self, bottom: int, ctx: Context) -> None:
        """Read down to a row."""
        if bottom <= self.bottom:
            return
        whole = self.rows == self.bottom - self.top + 1
        if whole:
            area = Area(self.sheet, self.bottom + 1, self.left, bottom, self.right)
            array = as_array(ctx.used(Reference(area)))
            if not self.width:
                self.width = array.shape[1]
            self.add(array[:, : self.width])
        self.bottom = bottom

    def add(self, array: np.ndarray) -> None:
        """Take in more rows."""
        super().add(array)
        self.rows += len(array)

    def _came(self, key: Key, raw: Any, code: int) -> None:
        super()._came(key, raw, code)
        if type(key) is str:
            if not key.isascii():
                self._other_letters.append(code)
            number = number_from_text(raw, self.date1904, self.region)
            if number is not None:
                self._numeric_texts.setdefault(number, []).append(code)

    def equal_codes(self, key: Key) -> list[int]:
        """The codes of cells that equal a key (after :meth:`coded`)."""
        code = self._code_of.get(key)
        found = [] if code is None else [code]
        if type(key) is float and key in self._numeric_texts:
            found += self._numeric_texts[key]
        return found

    @property
    def has_numeric_texts(self) -> bool:
        """Whether texts among its cells read as numbers (after :meth:`coded`)."""
        return bool(self._numeric_texts)

    @property
    def takes_texts_for_equal(self) -> bool:
        """Whether texts that differ are one number, or that of a cell (after :meth:`coded`)."""
        numeric = self._numeric_texts.items()
        return any(len(codes) > 1 or number in self._code_of for number, codes in numeric)

    def classes(self) -> tuple[np.ndarray, Callable[[Key], int]]:
        """Per code a number, the same for what equals the same criterion; and which number it is
        that equals a criterion's key, -1 if none does."""
        self.coded()
        found = np.arange(len(self.keys))
        for number, codes in self._numeric_texts.items():
            found[codes] = self._code_of.get(number, codes[0])
        listed: list[int] = found.tolist()

        def class_of(key: Key) -> int:
            code = self._code_of.get(key)
            if code is None and type(key) is float:
                code = next(iter(self._numeric_texts.get(key, ())), None)
            return -1 if code is None else listed[code]

        return found, class_of

    def flags(self, criterion: Criterion) -> np.ndarray:
        """Whether each code meets a criterion."""
        known = self._flags.get(criterion)
        done = 0 if known is None else len(known)
        if known is None or done < len(self.keys):
            begin = criterion.beginning
            if known is None and begin is not None:
                known = np.zeros(len(self.keys), bool)
                texts, where, others = self.beginning(criterion, begin)
                known[texts.codes[where]] = known[others] = True
            else:
                test = predicate(criterion, self.date1904, self.region)
                fresh = np.array([test(key) for key in self.keys[done:]], bool)
                known = fresh if known is None else np.concatenate((known, fresh))
            if len(self._flags) * len(self.keys) > _REMEMBERED:
                self._flags.clear()
            self._flags[criterion] = known
        return known

    def beginning(self, criterion: Criterion, begin: str) -> tuple[TextsInOrder, slice, list[int]]:
        """The texts by their letters, and where those are that begin so; the codes of others that
        meet the criterion, too: some letters are taken for plain ones."""
        texts = self._by_letters
        texts.reach(self.keys)
        first = bisect_left(texts.keys, begin)
        beyond = bisect_left(texts.keys, True, first, key=lambda key: not key.startswith(begin))
        others: list[int] = []
        if self._other_letters:
            test = predicate(criterion, self.date1904, self.region)
            met = {code for code in self._other_letters if test(self.keys[code])}
            others += met.difference(texts.codes[first:beyond].tolist())
        return texts, slice(first, beyond), others

    def select(self, criterion: Criterion, among: Any) -> np.ndarray:
        """A mask: which of the cells at ``among`` (positions or a slice) meet a criterion."""
        op, key, pattern = criterion
        if pattern is None:
            if type(key) is str and op in _SIDES:
                texts = self.texts()
                met = np.zeros(len(self.keys), bool)
                met[texts.codes[texts.within(op, key)]] = True
                return met[self.coded()[among]]
            if type(key) is float and op in COMPARE:
                return COMPARE[op](self.numbers[among], key)
            if op in ("=", "<>"):
                codes = self.coded()[among]
                found = self.equal_codes(key)
                if not found:
                    return np.full(len(codes), op == "<>")
                hits = codes == found[0]
                for code in found[1:]:
                    hits |= codes == code
                return hits if op == "=" else ~hits
        codes = self.coded()[among]
        return self.flags(criterion)[codes]


COMPARE = {
    "<>": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}

_SIDES: dict[str, Literal["left", "right"]] = {
    "<": "left",
    "<=": "right",
    ">": "right",
    ">=": "left",
}


def block(area: Area, ctx: Context) -> Block:
    """The block a rectangle belongs to, read down to its bottom."""
    key = ("block", area.sheet, area.top, area.left, area.right)
    found = ctx.memo.get(key)
    if found is None:
        found = ctx.memo[key] = Block(area, ctx.date1904, ctx.region)
    found.reach(area.bottom, ctx)
    return found


class Selector:
    """Ranges of one shape, of which cells are selected by a criterion for each.

    Positions count row by row over the used part; ``beyond`` cells after it are blank in all, and
    in what stands ``beside`` them.
    """

    def __init__(self, areas: Sequence[Area], ctx: Context, beside: Area | None = None) -> None:
        self.blocks = [block(area, ctx) for area in areas]
        around = self.blocks if beside is None else [*self.blocks, block(beside, ctx)]
        height, width = areas[0].shape
        used = max(min(b.rows, height) for b in around)
        self.width = max(b.width for b in around)
        self.beyond = height * width - used * self.width
        self.size = used * self.width
        self.even = all(b.rows >= used and b.width == self.width for b in self.blocks)
        if not self.even:
            self.blocks = [padded(area, used, self.width, ctx) for area in areas]
        self.uses = 0
        self._ascending: np.ndarray | None = None
        self._before: dict[int, np.ndarray] = {}
        """How many cells hold the texts before each, in each of their orders."""
        self._groups: dict[tuple[int, ...], Groups] = {}

    def positions(self, criteria: Sequence[Criterion]) -> np.ndarray:
        """Where all criteria are met, ascending."""
        among: Any = slice(0, self.size)
        rest = list(range(len(criteria)))
        if self.uses >= thresholds.GROUPED_FROM_USE:
            which, codes = self._equalities(criteria)
            if which:
                among = self.groups(which).positions(codes)
                rest = [i for i in rest if i not in which]
                if not rest or not len(among):
                    return among
        mask = self.blocks[rest[0]].select(criteria[rest[0]], among)
        if isinstance(among, slice):
            for i in rest[1:]:
                mask = mask & self.blocks[i].select(criteria[i], among)
            return np.flatnonzero(mask)
        among = among[mask]
        for i in rest[1:]:
            among = among[self.blocks[i].select(criteria[i], among)]
        return among

    def count(self, criteria: Sequence[Criterion]) -> int:
        """How many cells of the used part meet all criteria."""
        if len(criteria) == 1 and self.uses >= thresholds.GROUPED_FROM_USE:
            op, key, _ = criteria[0]
            begin = criteria[0].beginning
            if begin is not None:
                return self._count_beginning(criteria[0], begin)
            if type(key) is float and op in _SIDES:
                if self._ascending is None:
                    numbers = self.blocks[0].numbers[: self.size]
                    self._ascending = np.sort(numbers[~np.isnan(numbers)])
                below = int(np.searchsorted(self._ascending, key, _SIDES[op]))
                return below if op[0] == "<" else len(self._ascending) - below
            if type(key) is str and op in _SIDES:
                return self._count_texts(op, key)
        if self.uses >= thresholds.GROUPED_FROM_USE and any(c.op == "=" for c in criteria):
            return len(self.positions(criteria))
        mask = self.blocks[0].select(criteria[0], slice(0, self.size))
        for owner, criterion in zip(self.blocks[1:], criteria[1:], strict=True):
            mask = mask & owner.select(criterion, slice(0, self.size))
        return int(np.count_nonzero(mask))

    def _count_texts(self, op: str, text: str) -> int:
        """How many texts of the one range are less or more than a text."""
        texts = self.blocks[0].texts()
        return self._count_in_order(texts, texts.within(op, text))

    def _count_beginning(self, criterion: Criterion, begin: str) -> int:
        """How many texts of the one range begin so."""
        owner = self.blocks[0]
        owner.coded()
        texts, where, others = owner.beginning(criterion, begin)
        found = self._count_in_order(texts, where)
        return found + int(np.isin(owner.coded()[: self.size], others).sum()) if others else found

    def _count_in_order(self, texts: TextsInOrder, where: slice) -> int:
        """How many cells hold the texts of a stretch of them."""
        before = self._before.get(id(texts))
        if before is None or len(before) != len(texts.keys) + 1:
            owner = self.blocks[0]
            counts = np.bincount(owner.coded()[: self.size], minlength=len(owner.keys))
            before = np.concatenate(([0], np.cumsum(counts[texts.codes])))
            self._before[id(texts)] = before
        start, stop, _ = where.indices(len(texts.keys))
        return int(before[stop] - before[start])

    def _equalities(self, criteria: Sequence[Criterion]) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Which criteria are equalities with one code, and the codes (-1: found nowhere)."""
        which, codes = [], []
        for i, criterion in enumerate(criteria):
            if criterion.op == "=" and criterion.pattern is None:
                owner = self.blocks[i]
                owner.coded()
                found = owner.equal_codes(criterion.key)
                if len(found) < 2:
                    which.append(i)
                    codes.append(found[0] if found else -1)
        return tuple(which), tuple(codes)

    def group(self, criteria: Sequence[Criterion]) -> tuple[Groups, int] | None:
        """The grouping and the group that meets the criteria, if all are plain equalities;
        group -1 is empty. None where there is no such shortcut."""
        if self.uses < thresholds.GROUPED_FROM_USE:
            return None
        which, codes = self._equalities(criteria)
        if len(which) < len(criteria):
            return None
        groups = self.groups(which)
        return groups, groups.find(codes)

    def groups(self, which: tuple[int, ...]) -> Groups:
        """The positions grouped by the codes of some of the ranges."""
        found = self._groups.get(which)
        if found is None:
            found = self._groups[which] = Groups([self.blocks[i] for i in which], self.size)
        return found


class Groups:
    """Positions grouped by the codes of one or more blocks."""

    def __init__(self, blocks: list[Block], size: int) -> None:
        self.steps: list[tuple[int, dict[int, int]]] = []
        ids: np.ndarray = np.zeros(size, np.int64)
        for owner in blocks:
            codes = owner.coded()[:size].astype(np.int64)
            width = len(owner.keys)
            values, ids = np.unique(ids * width + codes, return_inverse=True)
            self.steps.append((width, dict(zip(values.tolist(), range(len(values)), strict=True))))
        self.ids = ids
        self.count = int(ids.max()) + 1 if size else 0
        self.counts = np.bincount(ids, minlength=self.count).tolist()
        self._order: np.ndarray | None = None
        self._starts: list[int] = []
        self.totals: dict[Any, Any] = {}
        """What functions computed per group, by function and range of values."""

    def find(self, codes: tuple[int, ...]) -> int:
        """The group with these codes, or -1."""
        at = 0
        for code, (width, ids) in zip(codes, self.steps, strict=True):
            if code < 0:
                return -1
            at = ids.get(at * width + code, -1)
            if at < 0:
                return -1
        return at

    def positions(self, codes: tuple[int, ...]) -> np.ndarray:
        at = self.find(codes)
        if at < 0:
            return np.empty(0, np.int64)
        if self._order is None:
            self._order = np.argsort(self.ids, kind="stable")
            self._starts = np.concatenate(([0], np.cumsum(self.counts))).tolist()
        return self._order[self._starts[at] : self._starts[at + 1]]


def padded(area: Area, rows: int, width: int, ctx: Context) -> Block:
    """A block of its own, with blanks after what is used, for ranges of sheets of several sizes."""
    key = "padded", area, rows, width
    found = ctx.memo.get(key)
    if found is None:
        found = ctx.memo[key] = _padded(area, rows, width, ctx)
    return found


def _padded(area: Area, rows: int, width: int, ctx: Context) -> Block:
    array = as_array(ctx.used(Reference(area)))[:rows, :width]
    full = np.full((rows, width), None, object)
    full[: array.shape[0], : array.shape[1]] = array
    own = Block(area, ctx.date1904, ctx.region)
    own.width, own.bottom = width, area.bottom
    own.add(full)
    return own


def selector(ranges: Sequence[Range], beside: Range | None = None) -> Selector:
    """The selector of some ranges, kept while no cell changes; ranges of different shapes, of
    several areas, and arrays are #VALUE!. Its positions reach as far as the used part of these, and
    of what stands beside them, if that is given."""
    ctx = ranges[0].ctx
    refs = tuple(r.ref for r in ranges)
    key: tuple[Any, ...] = ("selector", refs)
    if beside is not None:
        key = (*key, beside.ref)
    found = ctx.memo.get(key)
    if found is None:
        shape = ranges[0].shape
        areas = []
        for ref in refs:
            if ref is None or len(ref.areas) > 1 or ref.area.shape != shape:
                raise Failure(VALUE)
            areas.append(ref.area)
        own = None if beside is None or beside.ref is None else beside.ref.area
        found = ctx.memo[key] = Selector(areas, ctx, own)
    found.uses += 1
    return found


def met_at_once(ranges: Sequence[Range], criteria: Sequence[Criterion]) -> np.ndarray | None:
    """Which cells meet all criteria, in reading order, of ranges of few numbers and nothing else
    that nobody has asked about before: no index of them would be worth it. None for others."""
    height, width = shape = ranges[0].shape
    if height * width > thresholds.COMPARED_WITHOUT_INDEX:
        return None
    if ("selector", tuple(r.ref for r in ranges)) in ranges[0].ctx.memo:
        return None
    mask: np.ndarray | None = None
    for range_, criterion in zip(ranges, criteria, strict=True):
        numbers = numbers_only(range_, shape)
        if numbers is None:
            return None
        met = _met_by_numbers(numbers, criterion)
        mask = met if mask is None else mask & met
    return mask


def numbers_only(range_: Range, shape: tuple[int, int]) -> np.ndarray | None:
    """The numbers of a reference of a shape, in reading order; None if it is anything else."""
    ref = range_.ref
    if ref is None or len(ref.areas) != 1 or range_.shape != shape:
        return None
    array = range_.array
    return array.ravel() if array.dtype == np.float64 and array.shape == shape else None


def _met_by_numbers(numbers: np.ndarray, criterion: Criterion) -> np.ndarray:
    op, key, _ = criterion
    if type(key) is not float:
        return np.full(len(numbers), op == "<>")
    return COMPARE[op](numbers, key) if op in COMPARE else np.equal(numbers, key)


def values_of(range_: Range, size: int, width: int) -> Block:
    """The numbers to add up, with as many rows and columns as a selector has."""
    assert range_.ref is not None
    area, ctx = range_.ref.area, range_.ctx
    found = block(area, ctx)
    if found.width == width and found.rows * width >= size:
        return found
    return padded(area, size // width if width else 0, width, ctx)
