"""Who reads what: the precedents of all formulas, the other way round."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator

from xl_kpis.formula import thresholds
from xl_kpis.formula.calculate.state import State
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.compile.precedents import Precedent
from xl_kpis.formula.reference import Area

Reading = tuple[Area, Precedent, Group]
"""What a group reads by one of its references, all its cells together."""


class _Column:
    """What is read of one column."""

    def __init__(self) -> None:
        self.tall: list[Reading] = []
        self.short: list[Reading] = []
        """What is read of fewer than ``TALL`` rows, from the top down."""
        self.tops: list[int] = []
        """Where those begin."""

    def sort(self) -> None:
        self.short.sort(key=_top)
        self.tops = [_top(reading) for reading in self.short]

    def append(self, reading: Reading) -> None:
        """Take in one of many, before they are sorted."""
        (self.tall if _is_tall(reading[0]) else self.short).append(reading)

    def insert(self, reading: Reading) -> None:
        """Take in one more, the others being sorted."""
        if _is_tall(reading[0]):
            self.tall.append(reading)
            return
        place = bisect_right(self.tops, _top(reading))
        self.short.insert(place, reading)
        self.tops.insert(place, _top(reading))

    def remove(self, group: Group) -> None:
        """Without what a group reads."""
        self.tall = [reading for reading in self.tall if reading[2] is not group]
        self.short = [reading for reading in self.short if reading[2] is not group]
        self.tops = [_top(reading) for reading in self.short]

    def readings(self, top: int, bottom: int) -> list[Reading]:
        """What is perhaps read of some rows."""
        start = bisect_right(self.tops, top - thresholds.TALL)
        stop = bisect_right(self.tops, bottom)
        return self.tall + self.short[start:stop]


def _top(reading: Reading) -> int:
    return reading[0].top


def _is_tall(over: Area) -> bool:
    return over.bottom - over.top + 1 >= thresholds.TALL


class DependencyIndex:
    """Who reads what, for all groups of a state."""

    def __init__(self, state: State) -> None:
        self.anything: list[Group] = []
        """Groups that may read anything, or change by themselves."""
        self._columns: dict[tuple[int, int], _Column] = {}
        """By sheet and column; what is read of several columns is in each of them."""
        self._wide: dict[int, list[Reading]] = {}
        """By sheet, what is read of ``WIDE`` columns or more."""
        for group in state.groups:
            self._take(group, _Column.append)
        for column in self._columns.values():
            column.sort()

    def add(self, group: Group) -> None:
        """Take in one more group."""
        self._take(group, _Column.insert)

    def remove(self, group: Group) -> None:
        """Forget a group."""
        if group in self.anything:
            self.anything.remove(group)
        for precedent in group.precedents:
            sheet, _, left, _, right = precedent.over(group.run)
            if right - left + 1 >= thresholds.WIDE:
                self._wide[sheet] = [each for each in self._wide[sheet] if each[2] is not group]
                continue
            for col in range(left, right + 1):
                self._columns[sheet, col].remove(group)

    def _take(self, group: Group, put: Callable[[_Column, Reading], None]) -> None:
        """Take note of what a group reads, put into each column."""
        traits = group.planned.traits
        if traits.volatile or traits.dynamic:
            self.anything.append(group)
        for precedent in group.precedents:
            over = precedent.over(group.run)
            reading = over, precedent, group
            sheet, _, left, _, right = over
            if right - left + 1 >= thresholds.WIDE:
                self._wide.setdefault(sheet, []).append(reading)
                continue
            for col in range(left, right + 1):
                column = self._columns.get((sheet, col))
                if column is None:
                    column = self._columns[sheet, col] = _Column()
                put(column, reading)

    def _candidates(self, changed: Area) -> list[Reading]:
        """What is perhaps read of an area, each once."""
        sheet, top, left, bottom, right = changed
        found = list(self._wide.get(sheet, ()))
        for col in range(left, right + 1):
            column = self._columns.get((sheet, col))
            if column is not None:
                near = column.readings(top, bottom)
                found += near if col == left else [r for r in near if r[0].left == col]
        return found

    def readers(self, changed: Area) -> Iterator[tuple[Group, Area]]:
        """Groups that read an area, each with the part of its run that does."""
        _, top, left, bottom, right = changed
        for over, precedent, group in self._candidates(changed):
            if over[1] <= bottom and top <= over[3] and over[2] <= right and left <= over[4]:
                part = precedent.readers(changed, group)
                if part is not None:
                    yield group, part

    def affected(self, changed: Iterable[Area]) -> dict[Group, list[Area]]:
        """Everything that must be calculated again: groups with the rectangles of their cells."""
        return self.dependents(changed, self.anything)

    def dependents(
        self, changed: Iterable[Area], also: Iterable[Group] = ()
    ) -> dict[Group, list[Area]]:
        """What references lead to from some areas, and from some groups: groups with the
        rectangles of their cells; those groups are among them."""
        found: dict[Group, list[Area]] = {}
        begun: dict[Group, int] = {}
        """How many steps from the changes a group was first met."""
        todo = deque((area, 1) for area in changed)
        for group in also:
            found[group], begun[group] = [group.area], 0
            todo.append((group.area, 1))
        while todo:
            area, steps = todo.popleft()
            for group, part in self.readers(area):
                if group.run.kind != "normal":
                    part = group.area
                known = found.get(group)
                if known is None:
                    found[group], begun[group] = [part], steps
                elif any(_contains(area, part) for area in known):
                    continue
                else:
                    if steps - begun[group] > thresholds.MANY_PIECES:
                        part = _run_on(known, part, group.area)
                    part = _add(known, part)
                todo.append((part, steps + 1))
                if group.spill is not None:
                    todo.append((Area(group.sheet, *group.spill), steps + 1))
        return found


def index_of(state: State) -> DependencyIndex:
    """Who reads what among the groups of a state, found out once."""
    if state.dependency_index is None:
        state.dependency_index = DependencyIndex(state)
    return state.dependency_index


def _run_on(known: list[Area], part: Area, whole: Area) -> Area:
    """A part of a run whose cells lead from one to the next, as in a running balance: it reaches
    to the end of the run in each direction in which it went beyond the parts known."""
    sheet, top, left, bottom, right = part
    return Area(
        sheet,
        whole.top if top < min(a.top for a in known) else top,
        whole.left if left < min(a.left for a in known) else left,
        whole.bottom if bottom > max(a.bottom for a in known) else bottom,
        whole.right if right > max(a.right for a in known) else right,
    )


def _add(known: list[Area], area: Area) -> Area:
    """Add an area to those known of a group; what was added, or took its place."""
    known[:] = [a for a in known if not _contains(area, a)]
    known.append(area)
    if len(known) > thresholds.MANY_PIECES:
        area = Area(
            area.sheet,
            min(a.top for a in known),
            min(a.left for a in known),
            max(a.bottom for a in known),
            max(a.right for a in known),
        )
        known[:] = [area]
    return area


def _contains(outer: Area, inner: Area) -> bool:
    return (
        outer.sheet == inner.sheet
        and outer.top <= inner.top
        and outer.left <= inner.left
        and outer.bottom >= inner.bottom
        and outer.right >= inner.right
    )
