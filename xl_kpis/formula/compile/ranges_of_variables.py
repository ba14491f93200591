"""Variables that LET gives a range, replaced by it: ``LET(r,A1:A9,SUM(r)/COUNT(r))`` is served as
``SUM(A1:A9)/COUNT(A1:A9)``. A range is not worked out, so nothing is done twice.
"""

from __future__ import annotations

from collections.abc import Mapping

from xl_kpis.formula.compile.operands import Slot
from xl_kpis.formula.compile.registry import FORMS
from xl_kpis.formula.compile.stack_room import with_room
from xl_kpis.formula.grammar import children, nodes, walk
from xl_kpis.formula.grammar.traversal import has_parts, with_children

_LARGEST = 200
"""Parts of a formula up to which it is looked through."""
_Ranges = Mapping[str, nodes.Node]


def with_ranges_for_variables(node: nodes.Node, is_array: bool = False) -> nodes.Node:
    """A formula, or an array formula, in which ranges stand themselves for the variables that LET
    gives them.

    >>> from xl_kpis.formula.grammar import parse, unparse
    >>> unparse(with_ranges_for_variables(parse("LET(r,A1:A9,n,COUNT(r),SUM(r)/n)")))
    '_xlfn.LET(_xlpm.n,COUNT(A1:A9),SUM(A1:A9)/_xlpm.n)'
    """
    if has_parts(node, _LARGEST) or not any(_is_call(part, "LET") for part in walk(node)):
        return node
    return _replaced(node, {}, None if is_array else False)


def _is_call(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Call) and node.name == name


def _replaced(node: nodes.Node, ranges: _Ranges, taken: bool | None) -> nodes.Node:
    """With ``taken`` the node stands in a function's argument, where an array may be taken whole,
    while what LET holds is a formula of one value: there it stays LET. (In array formulas, None,
    it makes no difference.)"""
    if isinstance(node, nodes.Name):
        return node if node.sheet or node.book else ranges.get(node.name.casefold(), node)
    if isinstance(node, nodes.Call):
        if node.name == "LET" and _binds(node, 2):
            return _let(node, ranges, taken)
        if node.name == "LAMBDA" and _binds(node, 1):
            own = {name.name.strip("[]").casefold() for name in node.args[:-1]}  # type: ignore[attr-defined]
            inner = {name: each for name, each in ranges.items() if name not in own}
            body = with_room(_replaced, node.args[-1], inner, taken)
            return nodes.Call("LAMBDA", (*node.args[:-1], body), node.spelled)
    below = children(node)
    if taken is False:
        taken = isinstance(node, nodes.Call) and node.name not in FORMS
    new = tuple(with_room(_replaced, part, ranges, taken) for part in below)
    changed = any(a is not b for a, b in zip(below, new, strict=True))
    return with_children(node, new) if changed else node


def variables_of(call: nodes.Call) -> list[str] | None:
    """The names that LET gives values, folded; None where one of them is no name."""
    if not _binds(call, 2):
        return None
    return [name.name.casefold() for name in call.args[:-1:2]]  # type: ignore[attr-defined]


def _binds(node: nodes.Call, step: int) -> bool:
    """Whether each so many of its arguments, but for the last, is the name of a variable."""
    names = node.args[:-1:step]
    return bool(names) and len(node.args) % step == 1 % step and all(map(_is_variable, names))


def _is_variable(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and not node.sheet and not node.book


def _let(node: nodes.Call, ranges: _Ranges, taken: bool | None) -> nodes.Node:
    inner, kept = dict(ranges), list[nodes.Node]()
    for name, value in zip(node.args[:-1:2], node.args[1::2], strict=True):
        key = name.name.casefold()  # type: ignore[attr-defined]
        new = with_room(_replaced, value, inner, taken)
        inner.pop(key, None)
        if _is_range(new) and not _is_called(node, key):
            inner[key] = new
        else:
            kept += [name, new]
    body = with_room(_replaced, node.args[-1], inner, taken)
    if taken and not kept:
        kept = [node.args[0], nodes.Literal(0.0)]
    return nodes.Call("LET", (*kept, body), node.spelled) if kept else body


def _is_range(node: nodes.Node) -> bool:
    if isinstance(node, Slot):
        return node.is_range
    return isinstance(node, nodes.Ref) and node.last is not None and node.sheet_to is None


def _is_called(node: nodes.Node, key: str) -> bool:
    """Whether a variable is called as a function."""
    return any(isinstance(part, nodes.Call) and part.name.casefold() == key for part in walk(node))
