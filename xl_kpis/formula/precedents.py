"""Which cells a formula reads, found in its text; and the other way round.

What only evaluation can tell (INDIRECT, OFFSET, a spilled range) is not seen here: formulas that
use those count as reading anything.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from xl_kpis.formula import nodes
from xl_kpis.formula.model import Model, Run
from xl_kpis.formula.parse import FormulaSyntaxError, parse, walk
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area
from xl_kpis.formula.tables import find_table, table_columns, table_rows

if TYPE_CHECKING:
    from xl_kpis.formula.calculation import Calculation
    from xl_kpis.formula.group import Group


class Edge(NamedTuple):
    """One end of a reference: a fixed position, or an offset from the formula's cell."""

    position: int
    moves: bool

    def at(self, origin: int) -> int:
        return self.position + origin if self.moves else self.position


class Precedent(NamedTuple):
    """A rectangle that every cell of a run reads, each its own if it moves."""

    sheet: int
    top: Edge
    left: Edge
    bottom: Edge
    right: Edge

    def over(self, run: Run) -> Area:
        """The rectangle that the run's cells read between them."""
        rows = [e.at(o) for e in (self.top, self.bottom) for o in (run.top, run.bottom)]
        cols = [e.at(o) for e in (self.left, self.right) for o in (run.left, run.right)]
        return Area(
            self.sheet,
            max(min(rows), 0),
            max(min(cols), 0),
            min(max(rows), MAX_ROWS - 1),
            min(max(cols), MAX_COLS - 1),
        )

    def readers(self, changed: Area, group: Group) -> Area | None:
        """The part of a group that reads a changed area, which meets what all of it reads."""
        sheet, first, leftmost, last, rightmost = group.area
        if first < last:
            rows = _readers(self.top, self.bottom, changed.top, changed.bottom, first, last)
            if rows is None:
                return None
            first, last = rows
        if leftmost < rightmost:
            columns = self.left, self.right
            cols = _readers(*columns, changed.left, changed.right, leftmost, rightmost)
            if cols is None:
                return None
            leftmost, rightmost = cols
        return Area(sheet, first, leftmost, last, rightmost)


def _readers(
    a: Edge, b: Edge, first: int, last: int, low: int, high: int
) -> tuple[int, int] | None:
    """Positions in low..high whose span a..b meets first..last."""
    if not a.moves and not b.moves:
        return (
            (low, high)
            if min(a.position, b.position) <= last and first <= max(a.position, b.position)
            else None
        )
    if a.moves and b.moves:
        small, large = a.position, b.position
        if small > large:
            small, large = large, small
        low, high = max(low, first - large), min(high, last - small)
        return (low, high) if low <= high else None
    moving, fixed = (a, b) if a.moves else (b, a)
    if first <= fixed.position <= last:
        return low, high
    if fixed.position < first:  # spans that grow down reach it from some row on
        low = max(low, first - moving.position)
    else:
        high = min(high, last - moving.position)
    return (low, high) if low <= high else None


def precedents_of(model: Model, group: Group) -> list[Precedent]:
    """The references in a group's formula, names followed, in the order it names them."""
    found: list[Precedent] = []
    compiled = group.compiled
    _collect(model, compiled.node, group.sheet, *compiled.anchor, group.run, found, frozenset())
    return list(dict.fromkeys(found))


def _collect(
    model: Model,
    root: nodes.Node,
    sheet: int,
    row: int,
    col: int,
    run: Run,
    found: list[Precedent],
    seen: frozenset[str],
) -> None:
    for node in walk(root):
        if isinstance(node, nodes.Ref):
            for index in _sheets(model, node, sheet):
                found.append(_precedent(node, index, row, col))
        elif isinstance(node, nodes.Structured):
            found += _structured(model, node, sheet, run)
        elif isinstance(node, (nodes.Name, nodes.Call)):
            stretched = _stretched(node)
            if stretched is not None:
                for index in _sheets(model, stretched, sheet):
                    found.append(_precedent(stretched, index, row, col))
            key = node.name.casefold()
            if key in seen:
                continue
            home = sheet
            if isinstance(node, nodes.Name) and node.sheet:
                home = model.sheet_index(node.sheet) or 0
            for defined in model.names:
                if defined.name.casefold() == key and defined.sheet in (None, home):
                    try:
                        inner = parse(defined.text, union=True)
                    except FormulaSyntaxError:
                        continue
                    _collect(model, inner, home, 0, 0, run, found, seen | {key})
            if isinstance(node, nodes.Name):
                found += _structured(model, nodes.Structured(node.name), sheet, run)


def _stretched(node: nodes.Node) -> nodes.Ref | None:
    """What SUMIF and AVERAGEIF read by their third argument: from its corner, the shape of the
    first."""
    if not isinstance(node, nodes.Call) or node.name not in ("SUMIF", "AVERAGEIF"):
        return None
    if len(node.args) != 3:
        return None
    tested, summed = node.args[0], node.args[2]
    if not isinstance(tested, nodes.Ref) or not isinstance(summed, nodes.Ref):
        return None
    top, bottom, corner = tested.first, tested.last or tested.first, summed.first
    if top.row is None or bottom.row is None or top.col is None or bottom.col is None:
        return None
    if corner.row is None or corner.col is None:
        return None
    opposite = nodes.Corner(
        min(corner.row + bottom.row - top.row, MAX_ROWS - 1),
        min(corner.col + bottom.col - top.col, MAX_COLS - 1),
        corner.row_absolute,
        corner.col_absolute,
    )
    return nodes.Ref(corner, opposite, summed.sheet, summed.sheet_to, summed.book)


def _sheets(model: Model, node: nodes.Ref, home: int) -> list[int]:
    prefix = f"[{node.book}]" if node.book and node.book != "0" else ""
    first = home if node.sheet is None else model.sheet_index(prefix + node.sheet)
    if first is None:
        return []
    if node.sheet_to is None:
        return [first]
    last = model.sheet_index(prefix + node.sheet_to)
    return [] if last is None else list(range(min(first, last), max(first, last) + 1))


def _precedent(node: nodes.Ref, sheet: int, row: int, col: int) -> Precedent:
    last = node.last or node.first

    def edge(position: int | None, absolute: bool, anchor: int, missing: int) -> Edge:
        if position is None:
            return Edge(missing, False)
        return Edge(position, False) if absolute else Edge(position - anchor, True)

    return Precedent(
        sheet,
        edge(node.first.row, node.first.row_absolute, row, 0),
        edge(node.first.col, node.first.col_absolute, col, 0),
        edge(last.row, last.row_absolute, row, MAX_ROWS - 1),
        edge(last.col, last.col_absolute, col, MAX_COLS - 1),
    )


def reference_precedents(
    model: Model, node: nodes.Ref | nodes.Structured, sheet: int, row: int, col: int
) -> Precedent | None:
    """The one rectangle a reference in the formula of a cell stands for; None if not just one."""
    if isinstance(node, nodes.Structured):
        found = _structured(model, node, sheet, Run(row, col, row, col, ""))
        return found[0] if len(found) == 1 else None
    sheets = _sheets(model, node, sheet)
    return _precedent(node, sheets[0], row, col) if len(sheets) == 1 else None


def _structured(model: Model, node: nodes.Structured, sheet: int, run: Run) -> list[Precedent]:
    table = find_table(model, node.table, sheet, run.top, run.left)
    if table is None:
        return []
    columns = table_columns(table, node)
    if columns is None:
        return []
    left, right = Edge(columns[0], False), Edge(columns[1], False)
    if "#This Row" in node.items:
        return [Precedent(table.sheet, Edge(0, True), left, Edge(0, True), right)]
    rows = table_rows(table, node.items)
    if rows is None:
        return []
    return [Precedent(table.sheet, Edge(rows[0], False), left, Edge(rows[1], False), right)]


class _Column:
    """What is read of one column."""

    def __init__(self) -> None:
        self.tall: list[Reading] = []
        self.short: list[Reading] = []
        """What is read of fewer than TALL rows, from the top down."""
        self.tops: list[int] = []
        """Where those begin."""

    def sort(self) -> None:
        self.short.sort(key=_top)
        self.tops = [_top(reading) for reading in self.short]

    def readings(self, top: int, bottom: int) -> list[Reading]:
        """What is perhaps read of some rows."""
        start, stop = bisect_right(self.tops, top - TALL), bisect_right(self.tops, bottom)
        return self.tall + self.short[start:stop]


def _top(reading: Reading) -> int:
    return reading[0].top


class DependencyIndex:
    """Who reads what, for all groups of a calculation."""

    def __init__(self, calculation: Calculation) -> None:
        self.anything: list[Group] = []
        """Groups that may read anything, or change by themselves."""
        self._columns: dict[tuple[int, int], _Column] = {}
        """By sheet and column; what is read of several columns is in each of them."""
        self._wide: dict[int, list[Reading]] = {}
        """By sheet, what is read of WIDE columns or more."""
        for group in calculation.groups:
            traits = group.compiled.traits
            if traits.volatile or traits.dynamic:
                self.anything.append(group)
            for precedent in precedents_of(calculation.model_, group):
                self._add(precedent.over(group.run), precedent, group)
        for column in self._columns.values():
            column.sort()

    def _add(self, over: Area, precedent: Precedent, group: Group) -> None:
        reading = over, precedent, group
        sheet, top, left, bottom, right = over
        if right - left + 1 >= WIDE:
            self._wide.setdefault(sheet, []).append(reading)
            return
        for col in range(left, right + 1):
            column = self._columns.get((sheet, col))
            if column is None:
                column = self._columns[sheet, col] = _Column()
            (column.short if bottom - top + 1 < TALL else column.tall).append(reading)

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
                    if steps - begun[group] > MANY_PIECES:
                        part = _run_on(known, part, group.area)
                    part = _add(known, part)
                todo.append((part, steps + 1))
                if group.spill is not None:
                    todo.append((Area(group.sheet, *group.spill), steps + 1))
        return found


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
    if len(known) > MANY_PIECES:
        area = Area(
            area.sheet,
            min(a.top for a in known),
            min(a.left for a in known),
            max(a.bottom for a in known),
            max(a.right for a in known),
        )
        known[:] = [area]
    return area


Reading = tuple[Area, Precedent, "Group"]
"""What a group reads by one of its references, all its cells together."""

WIDE, TALL = 32, 64
"""From how many columns or rows on what is read is not looked for by its place among them."""

MANY_PIECES = 16
"""From how many separate pieces of a run on it is simpler to take all between them."""


def _contains(outer: Area, inner: Area) -> bool:
    return (
        outer.sheet == inner.sheet
        and outer.top <= inner.top
        and outer.left <= inner.left
        and outer.bottom >= inner.bottom
        and outer.right >= inner.right
    )
