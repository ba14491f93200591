"""Which columns of runs need each other, and so share one loop; or which rows: what is said of
columns here is true of rows, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xl_kpis.formula import thresholds
from xl_kpis.formula.calculate.state import State
from xl_kpis.formula.compile.group import Group, Unit
from xl_kpis.formula.compile.loop_source import NoLoop
from xl_kpis.formula.compile.precedents import Edge, Precedent
from xl_kpis.formula.reference import Area


def circles_of(state: State, group: Group, across: bool) -> list[list[Unit]]:
    """The columns of the runs that depend on each other, in circles (alone, where a column reads
    at most itself), each after those it reads."""
    known = state.circles.get((group, across))
    if known is not None:
        return known
    members = _around(state, group, across)
    if any(member.compiled.mode != "scalar" for member in members):
        raise NoLoop
    units = [
        Unit(member, line, across)
        for member in members
        for line in range(lines_of(member.area, across)[0], lines_of(member.area, across)[1] + 1)
    ]
    by_line: dict[tuple[int, int], list[Unit]] = {}
    for unit in units:
        by_line.setdefault((unit.group.sheet, unit.line), []).append(unit)
    sources: dict[Unit, list[Unit]] = {unit: [] for unit in units}
    for unit, read in sources.items():
        for precedent in unit.group.precedents:
            area = precedent.over(unit.run)
            first, last = places_of(area, across)
            low, high = lines_of(area, across)
            near = range(low, high + 1)
            for line in near if len(near) < len(by_line) else _known_lines(by_line, near, area):
                for source in by_line.get((area.sheet, line), ()):
                    begins, ends = source.ends
                    if first <= ends and begins <= last:
                        read.append(source)
        unit.reads_itself = unit in read
    found = components(units, sources.__getitem__)
    for member in members:
        state.circles[member, across] = found
    return found


def _known_lines(by_line: dict[tuple[int, int], Any], near: range, area: Area) -> list[int]:
    return [line for sheet, line in by_line if sheet == area.sheet and line in near]


def lines_of(area: Area, across: bool) -> tuple[int, int]:
    """The first and last column, or row, of an area."""
    return (area.top, area.bottom) if across else (area.left, area.right)


def places_of(area: Area, across: bool) -> tuple[int, int]:
    """The first and last place along them."""
    return (area.left, area.right) if across else (area.top, area.bottom)


def ends_of(precedent: Precedent, across: bool) -> tuple[Edge, Edge]:
    """Where what is read begins and ends along the columns, or rows."""
    if across:
        return precedent.left, precedent.right
    return precedent.top, precedent.bottom


def _around(state: State, group: Group, across: bool) -> list[Group]:
    """The long runs that depend on a run and that it depends on, itself with them."""
    known = state.rounds[across]
    if group not in known:
        sources = _sources(state, group, across)
        for circle in components(list(sources), lambda one: sources.get(one, ())):
            round_ = circle if len(circle) > 1 or circle[0] in sources[circle[0]] else []
            known.update(dict.fromkeys(circle, round_))
    if not known[group]:
        raise NoLoop
    return known[group]


def _sources(state: State, group: Group, across: bool) -> dict[Group, list[Group]]:
    """The long runs that a run depends on, each with those that it reads itself; but not those of
    which is known already what they go round with, for that is not this run."""
    known = state.rounds[across]
    sources: dict[Group, list[Group]] = {}
    todo = [group]
    while todo:
        one = todo.pop()
        if one in sources:
            continue
        sources[one] = []
        if one.compiled.traits.dynamic or one.compiled.traits.volatile:
            continue
        for precedent in one.precedents:
            for other in state.owners_in(precedent.over(one.run)):
                if (
                    other not in known
                    and other.run.kind == "normal"
                    and other.lanes[across] >= thresholds.SCAN_FROM
                ):
                    sources[one].append(other)
                    todo.append(other)
    return sources


def components(items: list[Any], sources: Any) -> list[list[Any]]:
    """Strongly connected components, each after those it leads to (Tarjan, without recursion).

    >>> components([1, 2, 3], {1: [2], 2: [3], 3: [2]}.__getitem__)
    [[3, 2], [1]]
    """
    number: dict[Any, int] = {}
    low: dict[Any, int] = {}
    open_: list[Any] = []
    is_open: set[Any] = set()
    out: list[list[Any]] = []
    for root in items:
        if root in number:
            continue
        work: list[tuple[Any, Iterator[Any]]] = [(root, iter(sources(root)))]
        number[root] = low[root] = len(number)
        open_.append(root)
        is_open.add(root)
        while work:
            item, rest = work[-1]
            for other in rest:
                if other not in number:
                    number[other] = low[other] = len(number)
                    open_.append(other)
                    is_open.add(other)
                    work.append((other, iter(sources(other))))
                    break
                if other in is_open:
                    low[item] = min(low[item], number[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[item])
                if low[item] == number[item]:
                    at = open_.index(item)
                    circle = open_[at:][::-1]
                    del open_[at:]
                    is_open.difference_update(circle)
                    out.append(circle)
    return out
