"""Parts of a formula exchanged for others."""

from __future__ import annotations

from collections.abc import Callable

from xl_kpis.formula.grammar.nodes import Corner, Node, Ref
from xl_kpis.formula.grammar.traversal import children, with_children


def rewrite(node: Node, change: Callable[[Node], Node]) -> Node:
    """The formula with every node put through ``change``, from the inside out.

    ``change`` gets a node whose children are changed already and returns it, or another one.
    Parts that do not change are shared with the given tree. No recursion: a long sum is deep.

    >>> from xl_kpis.formula.grammar.nodes import Literal
    >>> from xl_kpis.formula.grammar import parse, unparse
    >>> double = lambda n: Literal(n.value * 2) if isinstance(n, Literal) else n
    >>> unparse(rewrite(parse("SUM(1,A1)+3"), double))
    'SUM(2,A1)+6'
    """
    todo: list[tuple[Node, bool]] = [(node, False)]
    done: list[Node] = []
    while todo:
        node, below_done = todo.pop()
        below = children(node)
        if below and not below_done:
            todo.append((node, True))
            todo.extend((child, False) for child in reversed(below))
            continue
        if below:
            new = tuple(done[-len(below) :])
            del done[-len(below) :]
            if any(a is not b for a, b in zip(new, below, strict=True)):
                node = with_children(node, new)
        done.append(change(node))
    return done[0]


def pinned(node: Ref) -> Ref:
    """A reference that stays where it is when the formula is filled.

    >>> from xl_kpis.formula.grammar import parse, unparse
    >>> unparse(pinned(parse("A1:B$2")))
    '$A$1:$B$2'
    """
    last = None if node.last is None else _pin(node.last)
    return Ref(_pin(node.first), last, node.sheet, node.sheet_to, node.book)


def _pin(corner: Corner) -> Corner:
    return Corner(corner.row, corner.col, True, True)
