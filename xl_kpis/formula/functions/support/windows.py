"""What the cells of a run find in ranges that move or grow down with them, all of them at once.

``COUNTIF(A$1:A7,A7)`` filled down asks of each of its ranges what the one above it was asked, but
for a row. Here the rows are sorted once by what criteria ask of them; what one cell's range has of
them is then a stretch that two searches find, so that a run of n cells takes n log n steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from xl_kpis.errors import DIV0, Failure
from xl_kpis.formula.distinct import by_size, distinct
from xl_kpis.formula.functions.declare import Context, OneByOne
from xl_kpis.formula.functions.support.criteria import Criterion, parse
from xl_kpis.formula.functions.support.matching import Block, block, padded
from xl_kpis.formula.reference import Area
from xl_kpis.formula.values.summation import is_exact
from xl_kpis.formula.values.value import Array
from xl_kpis.record_class import record


@record
class MovingRange:
    """A range for each cell of a run going down: from which row to which."""

    ctx: Context
    sheet: int
    left: int
    right: int
    tops: np.ndarray
    bottoms: np.ndarray

    @property
    def heights(self) -> np.ndarray:
        return self.bottoms - self.tops + 1

    @property
    def first(self) -> int:
        """The first row of any."""
        return int(self.tops.min())

    def block(self) -> Block:
        """The values of all of them."""
        area = Area(self.sheet, self.first, self.left, int(self.bottoms.max()), self.right)
        return block(area, self.ctx)

    def beyond(self, block: Block) -> np.ndarray:
        """In which cells of the run it reaches beyond what is used of its sheet, where all is
        blank."""
        wider = self.right - self.left + 1 > block.width
        return np.asarray((self.bottoms - self.first >= block.rows) | wider)

    def shaped(self, like: MovingRange) -> MovingRange:
        """As high and wide as others, from its own top left cells."""
        right = self.left + like.right - like.left
        return MovingRange(
            self.ctx, self.sheet, self.left, right, self.tops, self.tops + like.heights - 1
        )

    def alike(self, other: MovingRange) -> bool:
        """Whether each has a row of the other beside each of its own."""
        return (
            self.right - self.left == other.right - other.left
            and np.array_equal(self.heights, other.heights)
            and np.array_equal(self.tops - self.first, other.tops - other.first)
        )


@record
class WorkedOut(MovingRange):
    """Values that are the same for each cell of the run, as a range."""

    values: Block

    @classmethod
    def of(cls, array: Array, cells: int, ctx: Context) -> WorkedOut:
        """An array that is worked out."""
        height, width = array.shape
        area = Area(0, 0, 0, height - 1, width - 1)
        values = Block(area, ctx.date1904, ctx.region)
        values.width, values.bottom = width, area.bottom
        values.add(array)
        return cls._of(area, cells, ctx, values)

    @classmethod
    def padded(cls, range_: MovingRange) -> WorkedOut:
        """A range with the blanks below the used part of its sheet."""
        first, last = range_.first, int(range_.bottoms[0])
        if (range_.tops != first).any() or (range_.bottoms != last).any():
            raise OneByOne
        area = Area(range_.sheet, first, range_.left, last, range_.right)
        values = padded(area, *area.shape, range_.ctx)
        return cls._of(area, len(range_.tops), range_.ctx, values)

    @classmethod
    def _of(cls, area: Area, cells: int, ctx: Context, values: Block) -> WorkedOut:
        tops, bottoms = np.full(cells, area.top), np.full(cells, area.bottom)
        return cls(ctx, area.sheet, area.left, area.right, tops, bottoms, values)

    def block(self) -> Block:
        return self.values


def side_by_side(ranges: Sequence[MovingRange]) -> list[MovingRange]:
    """Ranges that are to be looked at row by row; if some are worked out, the others have as many
    rows as these, whatever is used of their sheets."""
    if not any(isinstance(each, WorkedOut) for each in ranges):
        return list(ranges)
    return [each if isinstance(each, WorkedOut) else WorkedOut.padded(each) for each in ranges]


class InWindows:
    """For each cell of a run the positions in its window that meet its criteria: a stretch of the
    positions sorted by what criteria ask, in each group as they stand in the sheet."""

    def __init__(self, windows: Sequence[MovingRange], criteria: Sequence[Any]) -> None:
        own = windows[0]
        if not all(own.alike(other) for other in windows[1:]):
            raise OneByOne
        blocks = [each.block() for each in windows]
        self.width, self.rows = blocks[0].width, blocks[0].rows
        if any((each.width, each.rows) != (self.width, self.rows) for each in blocks):
            raise OneByOne
        self.size = self.rows * self.width
        self.lanes = len(own.tops)
        self.alone = np.zeros(self.lanes, bool)
        """Cells that are better evaluated by themselves."""
        self._low = np.minimum((own.tops - own.first) * self.width, self.size)
        self._high = np.minimum((own.bottoms - own.first + 1) * self.width, self.size)
        self._ends = own.beyond(blocks[0])
        self._sort(blocks, criteria, own.ctx)

    def _sort(self, blocks: list[Block], criteria: Sequence[Any], ctx: Context) -> None:
        among: Any = np.arange(self.size)
        blank = np.ones(self.lanes, bool)  # whether blanks meet all of a cell's criteria
        groups: list[tuple[Block, list[Criterion]]] = []
        self.ordered: list[tuple[Block, list[Criterion]]] = []
        """Inequalities, other ones in each cell, with what they are asked of."""
        for owner, criterion in zip(blocks, criteria, strict=True):
            if not isinstance(criterion, np.ndarray):
                one = parse(criterion, ctx.date1904, ctx.region)
                among = among[owner.select(one, among)]
                blank &= one.takes_blank
                continue
            each = parsed(criterion, ctx, self.alone)
            blank &= np.fromiter((c.takes_blank for c in each), bool, self.lanes)
            if all(c.op == "=" for c in each) or not any(c.op in _SIDES for c in each):
                self._only(each, lambda c: c.op == "=" and c.pattern is None)
                groups.append((owner, each))
            else:
                self._only(each, lambda c: c.op in _SIDES and type(c.key) is float)
                self.ordered.append((owner, each))
                among = among[~np.isnan(owner.numbers[among])]
        self.alone |= blank & self._ends
        if self.alone.all():
            raise OneByOne
        ids, wanted = self._grouped(groups, among)
        order = np.argsort(ids, kind="stable")
        self.positions, ids = among[order], ids[order]
        places = ids * (self.size + 1) + self.positions
        at = wanted * (self.size + 1)
        self.first = np.searchsorted(places, at + self._low)
        self.last = np.maximum(np.searchsorted(places, at + self._high), self.first)
        self.first[wanted < 0] = self.last[wanted < 0] = 0
        self.begins = np.searchsorted(places, at)
        """Where the group of each cell begins."""
        self.groups = np.flatnonzero(np.diff(ids, prepend=-1, append=-1)).tolist()
        """Where groups begin, and the last one ends."""

    def _only(self, criteria: list[Criterion], can: Callable[[Criterion], bool]) -> None:
        """Leave cells alone whose criterion is of another sort."""
        self.alone |= ~np.fromiter(map(can, criteria), bool, self.lanes)

    def _grouped(
        self, groups: list[tuple[Block, list[Criterion]]], among: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """The group of each position, and that each cell asks for (-1: there is none)."""
        ids = np.zeros(len(among), np.int64)
        wanted = np.zeros(self.lanes, np.int64)
        for owner, criteria in groups:
            classes, class_of = owner.classes()
            width = len(classes)
            asked = np.fromiter((class_of(c.key) for c in criteria), np.int64, self.lanes)
            known, ids = np.unique(ids * width + classes[owner.coded()[among]], return_inverse=True)
            keys = wanted * width + asked
            at = np.minimum(np.searchsorted(known, keys), max(len(known) - 1, 0))
            here = (known[at] == keys) if len(known) else np.zeros(self.lanes, bool)
            wanted = np.where(here & (asked >= 0) & (wanted >= 0), at, -1)
        return ids, wanted

    def counts(self) -> np.ndarray:
        """How many positions each cell finds."""
        if not self.ordered:
            return (self.last - self.first).astype(float)
        if not self._are_bounds:
            return self._gathered(np.add, np.ones(len(self.positions)))[0]
        return self._found_in_order(None)

    @property
    def _are_bounds(self) -> bool:
        """Whether all inequalities are asked of the same numbers."""
        return len({id(owner) for owner, _ in self.ordered}) == 1

    def ends(self, *, first: bool) -> tuple[np.ndarray, np.ndarray]:
        """Where among the positions each cell finds its first one, or its last; and whether it
        finds any. Where an inequality is asked, that is known of windows which begin where their
        group does, or end there."""
        there = self.last > self.first
        if not self.ordered:
            return self.first if first else self.last - 1, there
        if len(self.ordered) > 1:
            raise OneByOne
        ((owner, criteria),) = self.ordered
        numbers = owner.numbers[self.positions]
        at = np.zeros(self.lanes, np.int64)
        group = np.searchsorted(self.groups, self.begins, "right") - 1
        for each in distinct(group[there]).tolist():
            start, stop = self.groups[each], self.groups[each + 1]
            mine = there & (group == each)
            self.alone |= mine & (self.first != start if first else self.last != stop)
            for op in _SIDES:
                cells = [i for i in np.flatnonzero(mine).tolist() if criteria[i].op == op]
                if not cells:
                    continue
                # what is met is what a running maximum has passed
                sign = 1.0 if op[0] == ">" else -1.0
                keys = sign * _numbers([criteria[i] for i in cells])
                passed = np.maximum.accumulate(sign * numbers[start:stop][:: 1 if first else -1])
                steps = passed.searchsorted(keys, "left" if "=" in op else "right")
                at[cells] = start + steps if first else stop - 1 - steps
        return at, there & (at < self.last) & (at >= self.first)

    def _found_in_order(self, weights: np.ndarray | None) -> np.ndarray:
        """What the positions that each cell finds weigh together, where an inequality is asked;
        without weights how many they are."""
        numbers = self.ordered[0][0].numbers[self.positions]
        ascending = np.sort(numbers)
        ranks = np.searchsorted(ascending, numbers)
        lowest = np.zeros(self.lanes, np.int64)
        limits = np.full(self.lanes, len(ascending))
        for _, criteria in self.ordered:
            keys = _numbers(criteria)
            for op, (side, below) in _SIDES.items():
                cells = np.fromiter((c.op == op for c in criteria), bool, self.lanes)
                at = np.searchsorted(ascending, keys[cells], side)
                if below:
                    limits[cells] = np.minimum(limits[cells], at)
                else:
                    lowest[cells] = np.maximum(lowest[cells], at)
        lowest = np.minimum(lowest, limits)
        found = below_limits(ranks, weights, self.first, self.last, limits)
        if lowest.any():
            found = found - below_limits(ranks, weights, self.first, self.last, lowest)
        return found.astype(float)

    def computed(
        self, values: Block, how: np.ufunc, finish: Callable[[np.ndarray, np.ndarray], Array]
    ) -> Array:
        """What the numbers that each cell finds beside its positions come to; ``finish`` gives it
        from what they are brought together to and how many they are."""
        if values.width != self.width or values.rows < self.rows:
            raise OneByOne
        numbers = values.numbers[self.positions]
        there = ~np.isnan(numbers)
        if self.ordered:
            if values.errors:
                raise OneByOne
            if how is not np.add or not self._are_bounds or not is_exact(numbers[there]):
                # added in another order, they might come to something else
                return finish(*self._gathered(how, numbers))
            totals = self._found_in_order(np.where(there, numbers, 0.0))
            return finish(totals + 0.0, self._found_in_order(there.astype(float)))
        counted = np.concatenate(([0], np.cumsum(there)))
        counts = (counted[self.last] - counted[self.first]).astype(float)
        some = self.last > self.first
        if how is np.add and is_exact(numbers[there]):
            sums = np.concatenate(([0.0], np.cumsum(np.where(there, numbers, 0.0))))
            totals = sums[self.last] - sums[self.first]
        elif (self.first == self.begins)[some & ~self.alone].all():
            filled = np.where(there, numbers, NOTHING[how])
            running = np.empty(len(filled) + 1)
            for start, stop in zip(self.groups, self.groups[1:], strict=False):
                how.accumulate(filled[start:stop], out=running[start:stop])
            totals = np.where(some, running[self.last - 1], 0.0)
        else:
            totals, counts = self._gathered(how, numbers)
        out = finish(totals + 0.0, counts)
        if values.errors:
            out = self._with_errors(values, out)
        return out

    def _gathered(self, how: np.ufunc, numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """What the numbers beside the positions that each cell finds are brought together to, and
        how many they are: those of each cell one after another, as they stand."""
        sizes = self.last - self.first
        if sizes.sum() > _GATHERED:
            raise OneByOne
        totals, counts = np.zeros(self.lanes), np.zeros(self.lanes)
        bounds = [(owner.numbers[self.positions], criteria) for owner, criteria in self.ordered]
        for (size, _), lanes in by_size(sizes, np.ones(self.lanes, np.int64)):
            step = max(1, _AT_ONCE // max(size, 1))
            for low in range(0, len(lanes) if size else 0, step):
                some = lanes[low : low + step]
                first = self.first[some]
                at: Any = first[:, None] + np.arange(size)
                if (first == first[0]).all():  # the same positions for all of them
                    at = slice(int(first[0]), int(first[0]) + size)
                found = numbers[at]
                counted = np.broadcast_to(~np.isnan(found), (len(some), size))
                for beside, criteria in bounds:
                    counted = counted & _meet(beside[at], [criteria[i] for i in some.tolist()])
                filled = np.where(counted, found, NOTHING[how])
                totals[some] = how.accumulate(filled, axis=1)[:, -1] + 0.0
                counts[some] = counted.sum(axis=1)
        return totals, counts

    def _with_errors(self, values: Block, out: Array) -> Array:
        """The first error that a cell finds is its result."""
        wrong = np.isin(self.positions, np.fromiter(values.errors, np.int64))
        places = np.where(wrong, np.arange(len(wrong)), len(wrong))
        following = np.append(np.minimum.accumulate(places[::-1])[::-1], len(wrong))
        at = following[self.first]
        out = out.astype(object)
        for lane in np.flatnonzero(at < self.last).tolist():
            out[lane] = values.errors[int(self.positions[at[lane]])]
        return out


def parsed(criteria: np.ndarray, ctx: Context, alone: np.ndarray) -> list[Criterion]:
    """The criterion of each cell; those of which it is none are left ``alone``."""
    items = criteria.ravel().tolist()
    if len(items) != len(alone):
        raise OneByOne
    out = []
    for i, item in enumerate(items):
        try:
            out.append(parse(item, ctx.date1904, ctx.region))
        except Failure:
            alone[i] = True
            out.append(_NEVER)
    return out


def _meet(numbers: np.ndarray, criteria: list[Criterion]) -> np.ndarray:
    """Which numbers meet inequalities: a row for each of these, or one for all."""
    found = np.zeros((len(criteria), numbers.shape[-1]), bool)
    for op, compare in _COMPARE.items():
        mine = [i for i, criterion in enumerate(criteria) if criterion.op == op]
        if mine:
            own = numbers if numbers.ndim == 1 else numbers[mine]
            found[mine] = compare(own, _numbers([criteria[i] for i in mine])[:, None])
    return found


def _numbers(criteria: list[Criterion]) -> np.ndarray:
    """What inequalities compare with; 0 where it is no number, of cells that are left alone."""
    return np.array([c.key if type(c.key) is float else 0.0 for c in criteria], float)


_NEVER = Criterion("never", None)
NOTHING: dict[np.ufunc, float] = {np.add: 0.0, np.maximum: -np.inf, np.minimum: np.inf}
_SIDES: dict[str, tuple[Any, bool]] = {
    "<": ("left", True),
    "<=": ("right", True),
    ">": ("right", False),
    ">=": ("left", False),
}
"""How inequalities count: by what is below their number, on which side of it; or by the rest."""
_COMPARE = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}
_GATHERED, _AT_ONCE = 400_000_000, 500_000
"""Positions of all cells together up to which each cell's are looked at by themselves, and how many
at once."""


def total_of(totals: np.ndarray, counts: np.ndarray) -> Array:
    return totals


def mean_of(totals: np.ndarray, counts: np.ndarray) -> Array:
    out = np.divide(totals, counts, out=np.zeros_like(totals), where=counts > 0)
    if counts.all():
        return out
    several = out.astype(object)
    several[counts == 0] = DIV0
    return several


def extreme_of(totals: np.ndarray, counts: np.ndarray) -> Array:
    return np.where(counts > 0, totals, 0.0)


def weight(weights: np.ndarray | None, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """What stands from a first place up to before a last one weighs, each 1 without weights."""
    if weights is None:
        return last - first
    before = np.concatenate(([0.0], np.cumsum(weights)))
    return np.asarray(before[last] - before[first])


def count_below(
    ranks: np.ndarray, first: np.ndarray, last: np.ndarray, limits: np.ndarray
) -> np.ndarray:
    """How many of the ranks are below a limit, as :func:`below_limits` looks at them.

    >>> ranks = np.array([3, 0, 2, 1])
    >>> count_below(ranks, np.array([0, 1]), np.array([4, 3]), np.array([2, 4])).tolist()
    [2, 2]
    """
    return below_limits(ranks, None, first, last, limits)


def below_limits(
    ranks: np.ndarray,
    weights: np.ndarray | None,
    first: np.ndarray,
    last: np.ndarray,
    limits: np.ndarray,
) -> np.ndarray:
    """What the ranks from a first place up to before a last one that are below a limit weigh
    together, for each of many questions; without weights how many they are. Ranks are less than
    their number, limits at most that.

    >>> ranks, ones = np.array([3, 0, 2, 1]), np.ones(4)
    >>> below_limits(ranks, ones, np.array([0, 1]), np.array([4, 3]), np.array([2, 4])).tolist()
    [2.0, 2.0]
    """
    found: np.ndarray = np.zeros(len(limits), np.int64 if weights is None else float)
    for bit in range(len(ranks).bit_length() - 1, -1, -1):
        high = (ranks >> bit) & 1 == 1
        lows = np.concatenate(([0], np.cumsum(~high)))
        first_low, last_low = lows[first], lows[last]
        ranks = np.concatenate((ranks[~high], ranks[high]))
        if weights is not None:
            weights = np.concatenate((weights[~high], weights[high]))
        up = (limits >> bit) & 1 == 1
        found += np.where(up, weight(weights, first_low, last_low), 0)
        first = np.where(up, lows[-1] + first - first_low, first_low)
        last = np.where(up, lows[-1] + last - last_low, last_low)
    return found
