"""LAMBDAs called for each row of ranges: ``MAP(A1:A9,LAMBDA(x,IF(x>5,x,-x)))``,
``BYROW(A1:C9,LAMBDA(r,MAX(r)-MIN(r)))``.

Their calculations are what a formula would be that is filled down along the ranges, with the cells
of its row in place of the parameters. So they are evaluated, all rows at once.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from xl_kpis.errors import ExcelError, Failure, is_foreign
from xl_kpis.formula import thresholds
from xl_kpis.formula.compile.calls import served
from xl_kpis.formula.compile.compiled import Closure, Mode, Traits
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.frame import Frame, Inner
from xl_kpis.formula.compile.ranges_of_variables import variables_of, with_ranges_for_variables
from xl_kpis.formula.compile.registry import register_anywhere
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.grammar import nodes, walk
from xl_kpis.formula.grammar.rewrite import pinned, rewrite
from xl_kpis.formula.sheets.columns import Pending
from xl_kpis.formula.values.formula_limits import LIMITS
from xl_kpis.formula.values.value import Value, as_array, tighten


class _NotFilled(Exception):
    """What is no formula that could be filled down."""


@register_anywhere
def filled_site(
    compiler: Compiler, function: Function, node: nodes.Call, mode: Mode, scope: frozenset[str]
) -> Closure | None:
    """A closure for a call of a LAMBDA for each row, or None where it is nothing of the sort."""
    if function.each is None or mode == "forced" or not 2 <= len(node.args) <= function.maximum:
        return None
    try:
        ranges = [_bounded(arg, function.each) for arg in node.args[:-1]]
        top, height = _rows(ranges)
        body = _of_one_row(node.args[-1], ranges, function.each, scope, mode == "array")
    except _NotFilled:
        return None
    compiled = _compiled(compiler, body, mode, top)
    if compiled is None:
        return None
    closure, traits = compiled
    if not traits.down or traits.volatile or traits.dynamic or traits.unknown:
        return None
    if "place" in traits.asks:
        return None
    otherwise = served(compiler, function, node, mode, scope, but=filled_site)
    moves, sheet, place = _moves(node), compiler.sheet, (compiler.row, compiler.col)

    def at_once(frame: Frame) -> Value:
        here = type(frame) in _OF_ONE_CELL and not (moves and (frame.row, frame.col) != place)
        if here and frame.lanes is None and height <= LIMITS.calls:
            try:
                lanes = Frame(frame.state, sheet, top, frame.col, (height, 1))
                return _results(closure(lanes), height)
            except Pending:
                raise
            except (OneByOne, Failure):
                pass
            except Exception as wrong:  # called one by one it will show where and why
                if is_foreign(wrong):
                    raise
        return otherwise(frame)

    return at_once


_OF_ONE_CELL = (Frame, Inner)


def _compiled(
    compiler: Compiler, body: nodes.Node, mode: Mode, top: int
) -> tuple[Closure, Traits] | None:
    """The calculation for a run going down; None where it may give several values, or as an
    ordinary formula the cell of a range that is in its own row. As an array formula that means
    nothing else than the ordinary one it is that."""

    def of(mode: Mode) -> tuple[Closure, Traits]:
        inner = Compiler(compiler.model, compiler.sheet, top, compiler.col, names=compiler.names)
        return inner.compile(body, mode, False, frozenset()), inner.traits

    found = of(mode)
    traits = found[1]
    if mode == "scalar":
        return None if traits.arrays or traits.by_mode else found
    if traits.gives_several:
        return None
    return found if traits.by_mode else of("scalar")


def _bounded(arg: nodes.Node, each: str) -> nodes.Ref:
    """A range of some rows; of MAP one column of them."""
    if not isinstance(arg, nodes.Ref) or arg.last is None or arg.sheet_to or arg.book:
        raise _NotFilled
    first, last = arg.first, arg.last
    if None in (first.row, first.col, last.row, last.col):
        raise _NotFilled
    if first.row > last.row or first.col > last.col:  # type: ignore[operator]
        raise _NotFilled
    if each == "cell" and first.col != last.col:
        raise _NotFilled
    return arg


def _rows(ranges: list[nodes.Ref]) -> tuple[int, int]:
    """The first row of the first of the ranges, and how many they all have."""
    spans: list[tuple[Any, Any]] = [(each.first.row, each.last.row) for each in ranges]  # type: ignore[union-attr]
    heights = {last - first + 1 for first, last in spans}
    if len(heights) > 1 or min(heights) < thresholds.LANES_FROM:
        raise _NotFilled
    return spans[0][0], heights.pop()


def _of_one_row(
    call: nodes.Node, ranges: list[nodes.Ref], each: str, scope: frozenset[str], is_array: bool
) -> nodes.Node:
    """The calculation of a LAMBDA for the first row: filled down, only what it is given moves."""
    if not isinstance(call, nodes.Call) or call.name != "LAMBDA":
        raise _NotFilled
    *parameters, body = call.args
    names = [each.name.casefold() for each in parameters if isinstance(each, nodes.Name)]
    as_many = len(names) == len(parameters) == len(set(names)) == len(ranges)
    if not as_many or any(name.startswith("[") for name in names):
        raise _NotFilled
    own = {name: _first_row(found, each) for name, found in zip(names, ranges, strict=True)}
    taken = {*names, *scope}
    for part in walk(body):
        if isinstance(part, nodes.Call):
            function = find(part.name)
            if function is None or part.name.casefold() in taken:
                raise _NotFilled
            if function.binds:
                variables = variables_of(part) if part.name == "LET" else None
                if variables is None or not taken.isdisjoint(variables):
                    raise _NotFilled
            if function.position is not None and not part.args:
                raise _NotFilled  # the row of the formula itself
        elif isinstance(part, nodes.Name):
            if part.name.casefold() in scope and part.name.casefold() not in own:
                raise _NotFilled
        elif isinstance(part, (nodes.Apply, nodes.Structured)) or (
            isinstance(part, nodes.Unary) and part.op in "#@"
        ):
            raise _NotFilled

    def meant(node: nodes.Node) -> nodes.Node:
        if isinstance(node, nodes.Name) and not node.sheet and not node.book:
            return own.get(node.name.casefold(), node)
        return node

    return with_ranges_for_variables(rewrite(rewrite(body, _staying), meant), is_array)


def _first_row(found: nodes.Ref, each: str) -> nodes.Ref:
    """A cell of the first row, or all of it; it moves down."""
    assert found.last is not None
    row = found.first.row
    first = nodes.Corner(row, found.first.col, False, True)
    last = nodes.Corner(row, found.last.col, False, True) if each == "row" else None
    return nodes.Ref(first, last, found.sheet)


def _staying(node: nodes.Node) -> nodes.Node:
    """What the calculation itself names stays where it is."""
    return pinned(node) if isinstance(node, nodes.Ref) else node


def _moves(node: nodes.Node) -> bool:
    """Whether something that is named is another one where the formula is filled into other
    cells."""
    corners = [
        corner
        for part in walk(node)
        if isinstance(part, nodes.Ref)
        for corner in (part.first, part.last)
        if corner is not None
    ]
    return not all(corner.row_absolute and corner.col_absolute for corner in corners)


def _results(value: Value, height: int) -> Value:
    """What the rows give, as a column."""
    array = as_array(value)
    if array.shape not in ((1, 1), (height, 1)):
        raise OneByOne
    array = np.broadcast_to(array, (height, 1))
    if array.dtype != object:
        return array.copy()
    items = [0.0 if item is None else item for item in array.ravel().tolist()]
    if not _SCALARS.issuperset(map(type, items)):
        raise OneByOne
    out = np.empty((height, 1), object)
    out[:, 0] = items
    return tighten(out)


_SCALARS = frozenset({float, str, bool, ExcelError})
