"""Going through trees without recursion: a long sum is a deep tree."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from xl_kpis.formula.grammar.nodes import (
    Apply,
    Binary,
    Call,
    Corner,
    Name,
    Node,
    Ref,
    Structured,
    Unary,
)
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS


def children(node: Node) -> tuple[Node, ...]:
    """The nodes right below, in reading order."""
    if isinstance(node, Binary):
        return node.left, node.right
    if isinstance(node, Call):
        return node.args
    if isinstance(node, Unary):
        return (node.operand,)
    if isinstance(node, Apply):
        return node.callee, *node.args
    return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, each before its children, in reading order.

    >>> from xl_kpis.formula.grammar import parse
    >>> [type(each).__name__ for each in walk(parse("SUM(A1,2)"))]
    ['Call', 'Ref', 'Literal']
    """
    todo = [node]
    while todo:
        node = todo.pop()
        yield node
        kind = type(node)  # as `children`, of which there would be a call for each node
        if kind is Binary:
            todo += (node.right, node.left)  # type: ignore[attr-defined]
        elif kind is Call:
            todo += node.args[::-1]  # type: ignore[attr-defined]
        elif kind is Unary:
            todo.append(node.operand)  # type: ignore[attr-defined]
        elif kind is Apply:
            todo += (*node.args[::-1], node.callee)  # type: ignore[attr-defined]


def has_parts(node: Node, count: int) -> bool:
    """Whether a tree has so many nodes; no more of them are looked at.

    >>> from xl_kpis.formula.grammar import parse
    >>> has_parts(parse("A1+B1"), 3), has_parts(parse("A1+B1"), 4)
    (True, False)
    """
    return next(islice(walk(node), count - 1, None), None) is not None


def references(node: Node) -> list[Ref | Name | Structured | Call]:
    """All that depends on something outside the formula's own text, in reading order.

    >>> from xl_kpis.formula.grammar import parse
    >>> [type(each).__name__ for each in references(parse("rate*T[a]+SUM(A1:B2)"))]
    ['Name', 'Structured', 'Call', 'Ref']
    """
    return [each for each in walk(node) if isinstance(each, (Ref, Name, Structured, Call))]


def shift(node: Node, rows: int, columns: int) -> Node:
    """The formula filled that many rows down and columns right: relative corners move.

    Beyond an edge they come in again at the opposite one, as in Excel's shared formulas and
    relative names. Parts that do not change are shared with the given tree.

    >>> from xl_kpis.formula.grammar import parse, unparse
    >>> unparse(shift(parse("A1+$A$1+A:B"), 2, 1)), unparse(shift(parse("B1"), -1, 0))
    ('B3+$A$1+B:C', 'B1048576')
    """
    todo: list[tuple[Node, bool]] = [(node, False)]
    done: list[Node] = []
    while todo:
        node, below_done = todo.pop()
        below = children(node)
        if not below:
            done.append(_shift_ref(node, rows, columns) if isinstance(node, Ref) else node)
        elif not below_done:
            todo.append((node, True))
            todo.extend((child, False) for child in reversed(below))
        else:
            moved = tuple(done[-len(below) :])
            del done[-len(below) :]
            same = all(new is old for new, old in zip(moved, below, strict=True))
            done.append(node if same else with_children(node, moved))
    return done[0]


def with_children(node: Node, below: tuple[Node, ...]) -> Node:
    """The same node with other nodes right below, as many as :func:`children` gives."""
    if isinstance(node, Binary):
        return Binary(node.op, *below)
    if isinstance(node, Call):
        return Call(node.name, below, node.spelled)
    if isinstance(node, Unary):
        return Unary(node.op, *below)
    return Apply(below[0], below[1:])


def _shift_ref(ref: Ref, rows: int, columns: int) -> Ref:
    first = _shift_corner(ref.first, rows, columns)
    last = ref.last and _shift_corner(ref.last, rows, columns)
    if first is ref.first and last is ref.last:
        return ref
    return Ref(first, last, ref.sheet, ref.sheet_to, ref.book)


def _shift_corner(corner: Corner, rows: int, columns: int) -> Corner:
    row, col = corner.row, corner.col
    if row is not None and not corner.row_absolute:
        row = (row + rows) % MAX_ROWS
    if col is not None and not corner.col_absolute:
        col = (col + columns) % MAX_COLS
    if row == corner.row and col == corner.col:
        return corner
    return Corner(row, col, corner.row_absolute, corner.col_absolute)
