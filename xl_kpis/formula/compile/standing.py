"""Parts of a formula that read only what stays where it is as it is filled down, worked out once
for all cells of a column:
``UNIQUE(B$1:B$9)`` in ``INDEX(UNIQUE(B$1:B$9),ROW())``, ``A$1:A$9&B$1:B$9`` in
``MATCH(C1,A$1:A$9&B$1:B$9,0)``.

What they give is remembered for as long as no cell changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from xl_kpis.formula.compile.frame import Frame, Inner
from xl_kpis.formula.compile.precedents import reference_precedents
from xl_kpis.formula.compile.referring import REFERENCE_OPERATORS, may_be_range
from xl_kpis.formula.compile.registry import FORMS
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.values.repeated import Repeated
from xl_kpis.formula.values.value import Array, Value
from xl_kpis.record_class import record

if TYPE_CHECKING:
    from xl_kpis.formula.compile.compiled import Closure, Mode
    from xl_kpis.formula.compile.compiler import Compiler

_LARGEST = 200
"""Parts of an expression up to which it is looked at."""
_KEPT = 64
"""Values remembered at the same time,"""
_ITEMS = 1_000_000
"""and items that one of them may have."""
_Part = tuple[Any, "Mode", bool]
"""A part of an expression, its mode, and whether its place takes references."""
_PLAIN = (Frame, Inner)
"""Surroundings in which what is read is the workbook's, not that of a case or of several books."""


def stands(
    compiler: Compiler, node: nodes.Node, mode: Mode, ref: bool, scope: frozenset[str]
) -> bool:
    """Whether an expression reads a range, and nothing that is other for the cell below."""
    if not isinstance(node, (nodes.Call, nodes.Binary, nodes.Unary)):
        return False
    key = id(node), mode, ref, scope
    if key not in compiler.stood:
        # with the node, so that no other one is ever at its place
        compiler.stood[key] = node, _stands(compiler, node, mode, ref, scope)
    return compiler.stood[key][1]


@record
class Standing:
    """An expression that is the same array in each lane."""

    value: Closure

    def array(self, frame: Frame, *, full: bool = False) -> Array:
        """That array, worked out as for one cell; with ``full`` also one that goes on beyond what
        is used of a sheet."""
        value = self.value(frame.moved(frame.sheet, frame.row, frame.col))
        if full and isinstance(value, Repeated) and value.shape[0] * value.shape[1] <= _ITEMS:
            value = value.full()
        if not isinstance(value, np.ndarray):
            raise OneByOne
        return value


def standing(
    compiler: Compiler, node: nodes.Node, mode: Mode, ref: bool, scope: frozenset[str]
) -> Standing:
    """An expression that stands, compiled for one cell."""
    return Standing(for_one_cell(compiler, node, mode, ref, scope))


def for_one_cell(
    compiler: Compiler, node: nodes.Node, mode: Mode, ref: bool, scope: frozenset[str]
) -> Closure:
    """A part of a formula as in a cell by itself, whatever the lanes of the others are."""
    traits, outside = compiler.traits, compiler.whole
    down, right, compiler.whole = traits.down, traits.right, True
    closure = compiler.compile(node, mode, ref, scope)
    traits.down, traits.right, compiler.whole = down, right, outside
    return closure


def _stands(
    compiler: Compiler, node: nodes.Node, mode: Mode, ref: bool, scope: frozenset[str]
) -> bool:
    waiting: list[_Part] = [(node, mode, ref)]
    seen, has_range = 0, False
    while waiting:
        part = waiting[-1][0]
        inside = _inside(compiler, *waiting.pop(), scope)
        seen += 1
        if inside is None or seen > _LARGEST:
            return False
        has_range = has_range or _is_range(part)
        waiting += inside
    return has_range


def _inside(
    compiler: Compiler, node: Any, mode: Mode, ref: bool, scope: frozenset[str]
) -> list[_Part] | None:
    """The parts of an expression that stays the same if they do; None if it does not."""
    if isinstance(node, (nodes.Literal, nodes.ArrayLiteral, nodes.Omitted)):
        return []
    if isinstance(node, (nodes.Ref, nodes.Structured)):
        # where one value is wanted, a range is met in the row or column of the cell
        if mode == "scalar" and may_be_range(node):
            return None
        return [] if _is_fixed(compiler, node) else None
    if isinstance(node, nodes.Unary):
        return None if node.op in "#@" else [(node.operand, mode, False)]
    if isinstance(node, nodes.Binary):
        if node.op in REFERENCE_OPERATORS:
            return None
        return [(node.left, mode, False), (node.right, mode, False)]
    return _arguments(node, mode, ref, scope) if isinstance(node, nodes.Call) else None


def _arguments(
    node: nodes.Call, mode: Mode, ref: bool, scope: frozenset[str]
) -> list[_Part] | None:
    function = find(node.name)
    if function is None or node.name.casefold() in scope:
        return None
    if function.position is not None and len(node.args) == 1:
        return [(node.args[0], "array", True)]  # of a range that stays where it is
    if function.volatile or function.asks or function.binds:
        return None
    if not function.minimum <= len(node.args) <= function.maximum:
        return None
    if mode == "scalar" and not ref and function.gives_several:
        return None  # of a reference the cell in its own row would be taken
    if node.name in FORMS:  # in ordinary formulas they meet ranges, whatever they stand in
        own: Mode = "array" if mode == "array" else "scalar"
        return [(arg, own, False) for arg in node.args]
    found: list[_Part] = []
    for i, arg in enumerate(node.args):
        takes = function.parameter(i).kind.takes
        if takes in ("cell", "crossing"):
            return None
        if takes != "value" and isinstance(arg, (nodes.Ref, nodes.Structured)):
            found.append((arg, "array", True))  # taken whole
        elif mode == "scalar" and takes in ("array", "references"):
            found.append((arg, "forced", True))
        else:
            found.append((arg, mode, takes != "value"))
    return found


def _is_range(node: nodes.Node) -> bool:
    return isinstance(node, (nodes.Ref, nodes.Structured)) and may_be_range(node)


def _is_fixed(compiler: Compiler, node: nodes.Ref | nodes.Structured) -> bool:
    found = reference_precedents(compiler.model, node, compiler.sheet, compiler.row, compiler.col)
    return found is not None and not found.top.moves and not found.bottom.moves


def remembered(closure: Closure) -> Closure:
    """The closure of such an expression."""
    which = object()

    def once(frame: Frame) -> Value:
        if type(frame) not in _PLAIN or frame.lanes is not None or frame.books:
            return closure(frame)
        kept: dict[Any, Value] = frame.memo.setdefault(_STANDING, {})
        key = which, frame.sheet, frame.col
        if key in kept:
            return kept[key]
        value = closure(frame)
        if isinstance(value, np.ndarray):
            if value.size > _ITEMS:
                return value
            value.flags.writeable = False
        kept[key] = value
        while len(kept) > _KEPT:
            del kept[next(iter(kept))]
        return value

    return once


_STANDING = "standing"
