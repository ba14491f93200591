"""Which cells a formula reads, found in its text.

What only evaluation can tell (INDIRECT, OFFSET, a spilled range) is not seen here: formulas that
use those count as reading anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from xl_kpis.formula.functions import find
from xl_kpis.formula.grammar import FormulaSyntaxError, nodes, parse, walk
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area
from xl_kpis.formula.sheets.model import Model, Run
from xl_kpis.formula.sheets.tables import find_table, table_columns, table_rows

if TYPE_CHECKING:
    from xl_kpis.formula.compile.group import Group


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

    @property
    def moves(self) -> bool:
        """Whether some cells read another one than others."""
        return any(edge.moves for edge in self[1:])

    @property
    def shape(self) -> tuple[int, int] | None:
        """How many rows and columns it has, if as many for every cell; turned over or not."""
        if self.top.moves != self.bottom.moves or self.left.moves != self.right.moves:
            return None
        height = abs(self.bottom.position - self.top.position) + 1
        return height, abs(self.right.position - self.left.position) + 1

    def part(self, row: int, col: int, height: int, width: int) -> Precedent:
        """A part of it, where it has a shape."""
        top, left = min(self.top, self.bottom), min(self.left, self.right)
        top = Edge(top.position + row, top.moves)
        left = Edge(left.position + col, left.moves)
        bottom = Edge(top.position + height - 1, top.moves)
        return Precedent(self.sheet, top, left, bottom, Edge(left.position + width - 1, left.moves))

    def over(self, run: Run) -> Area:
        """The rectangle that the run's cells read between them."""
        top, bottom = _between(self.top, self.bottom, run.top, run.bottom, MAX_ROWS)
        left, right = _between(self.left, self.right, run.left, run.right, MAX_COLS)
        return Area(self.sheet, top, left, bottom, right)

    def readers(self, changed: Area, group: Group) -> Area | None:
        """The part of a group that reads a changed area, which meets what all of it reads."""
        sheet, first, leftmost, last, rightmost = group.area
        if first < last and not _goes_round(self.top, self.bottom, first, last, MAX_ROWS):
            rows = _readers(self.top, self.bottom, changed.top, changed.bottom, first, last)
            if rows is None:
                return None
            first, last = rows
        columns = self.left, self.right
        if leftmost < rightmost and not _goes_round(*columns, leftmost, rightmost, MAX_COLS):
            cols = _readers(*columns, changed.left, changed.right, leftmost, rightmost)
            if cols is None:
                return None
            leftmost, rightmost = cols
        return Area(sheet, first, leftmost, last, rightmost)


def _between(a: Edge, b: Edge, first: int, last: int, limit: int) -> tuple[int, int]:
    """First and last position that any of the spans a..b of cells from first to last have."""
    low, high = _at_both(a, first, last)
    low_b, high_b = _at_both(b, first, last)
    if (a.moves and not 0 <= low <= high < limit) or (b.moves and not 0 <= low_b <= high_b < limit):
        return 0, limit - 1
    return (low if low < low_b else low_b), (high if high > high_b else high_b)


def _at_both(edge: Edge, first: int, last: int) -> tuple[int, int]:
    """Where an end is for the first and for the last cell."""
    position, moves = edge
    return (position + first, position + last) if moves else (position, position)


def _goes_round(a: Edge, b: Edge, first: int, last: int, limit: int) -> bool:
    """Whether some of the spans go beyond the end of the sheet, and on from its beginning."""
    return any(
        edge.moves and not 0 <= edge.position + origin < limit
        for edge in (a, b)
        for origin in (first, last)
    )


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
    found: dict[Precedent, None] = {}
    compiled, run = group.compiled, group.run
    row, col = compiled.anchor
    seen: set[tuple[str, int]] = set()
    inside = [(walk(compiled.node), group.sheet, row, col)]  # names in names may go deep
    while inside:
        parts, sheet, row, col = inside[-1]
        node = next(parts, None)
        if node is None:
            inside.pop()
            continue
        if isinstance(node, nodes.Ref):
            for index in _sheets(model, node, sheet):
                found[_precedent(node, index, row, col)] = None
        elif isinstance(node, nodes.Structured):
            found |= dict.fromkeys(_structured(model, node, sheet, run))
        elif isinstance(node, (nodes.Name, nodes.Call)):
            for stretched in _stretched(node) if isinstance(node, nodes.Call) else ():
                for index in _sheets(model, stretched, sheet):
                    found[_precedent(stretched, index, row, col)] = None
            if isinstance(node, nodes.Name):
                tables = _structured(model, nodes.Structured(node.name), sheet, run)
                found |= dict.fromkeys(tables)
            key = node.name.casefold()
            home = sheet
            if isinstance(node, nodes.Name) and node.sheet:
                home = model.sheet_index(node.sheet) or 0
            if (key, home) in seen:
                continue
            seen.add((key, home))
            for defined in reversed(model.named(key)):
                if defined.sheet in (None, home):
                    try:
                        inner = parse(defined.text, union=True)
                    except FormulaSyntaxError:
                        continue
                    inside.append((walk(inner), home, 0, 0))
    return list(found)


def _stretched(call: nodes.Call) -> Iterator[nodes.Ref]:
    """What a function reads by arguments it takes in the shape of others (SUMIF's third): from
    the one's corner, the shape of the other."""
    function = find(call.name)
    for one, other in function.stretched if function is not None else ():
        if one < len(call.args) and other < len(call.args):
            found = _in_shape(call.args[one], call.args[other])
            if found is not None:
                yield found


def _in_shape(read: nodes.Node, like: nodes.Node) -> nodes.Ref | None:
    if not isinstance(like, nodes.Ref) or not isinstance(read, nodes.Ref):
        return None
    top, bottom, corner = like.first, like.last or like.first, read.first
    if top.row is None or bottom.row is None or top.col is None or bottom.col is None:
        return None
    if corner.row is None or corner.col is None:
        return None
    row, row_stays = _opposite(
        (corner.row, corner.row_absolute),
        (top.row, top.row_absolute),
        (bottom.row, bottom.row_absolute),
        MAX_ROWS,
    )
    col, col_stays = _opposite(
        (corner.col, corner.col_absolute),
        (top.col, top.col_absolute),
        (bottom.col, bottom.col_absolute),
        MAX_COLS,
    )
    opposite = nodes.Corner(row, col, row_stays, col_stays)
    return nodes.Ref(corner, opposite, read.sheet, read.sheet_to, read.book)


def _opposite(
    corner: tuple[int, bool], first: tuple[int, bool], last: tuple[int, bool], size: int
) -> tuple[int, bool]:
    """Where a range that begins at a corner ends if it is as long as another one, and whether it
    stays there as the formula is filled: of ``B$1`` in the shape of ``A$2:A2`` the end moves. Where
    it moves otherwise than one for one, it is taken to go on to the end of the sheet."""
    moves = (not corner[1]) + (not last[1]) - (not first[1])
    if moves not in (0, 1):
        return size - 1, True
    return min(corner[0] + last[0] - first[0], size - 1), moves == 0


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
