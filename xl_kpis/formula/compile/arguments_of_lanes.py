"""The arguments of calls in each lane: cells that move, cells that calls name, values.

The cells of all lanes are read at once, and coerced as far as they are alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any, NamedTuple, Protocol

import numpy as np

from xl_kpis.errors import NUM, VALUE, ExcelError, Failure
from xl_kpis.formula.compile.calls import gives_one_value, may_be_nothing
from xl_kpis.formula.compile.cells_named import (
    MOST_CELLS,
    WIDEST,
    Column,
    is_one_of,
    rectangles_around,
    references_of,
    used_part,
)
from xl_kpis.formula.compile.compiled import Closure
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.precedents import Precedent, reference_precedents
from xl_kpis.formula.compile.referring import REFERENCE_OPERATORS, may_be_range
from xl_kpis.formula.compile.registry import FORMS
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.declare import Function, Kind, OneByOne
from xl_kpis.formula.functions.support.call import SCALAR_KINDS, converted, converter
from xl_kpis.formula.functions.support.ranges import Range
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area, Reference
from xl_kpis.formula.values.repeated import Repeated
from xl_kpis.formula.values.value import MISSING, Array, Value, tighten

_READ_AS_VALUES = frozenset(
    {"numbers", "numbers_a", "strict_numbers", "ascending", "matrix", "cells", "array", "long"}
)
"""Kinds that make the same of a reference and of the values of its cells."""
_NUMBERS = frozenset({"numbers", "numbers_a", "strict_numbers"})
"""Kinds of which a row of numbers is what they make of it."""


class NamesCells(Protocol):
    """What gives a reference in each lane."""

    def compile(self, compiler: Compiler, scope: frozenset[str]) -> None:
        """Compile the values that say which one."""

    def references(self, frame: Frame) -> list[Any]:
        """The reference in each lane, or an error."""


@dataclass(eq=False, repr=False)
class Arguments:
    """The arguments of a call, by their places: each of them is one of these."""

    function: Function
    node: nodes.Call
    ranges: dict[int, Precedent] = field(default_factory=dict)
    named: dict[int, NamesCells] = field(default_factory=dict)
    """What gives references: OFFSET, INDIRECT, INDEX of a range, ranges that begin or end there."""
    getters: list[Closure | None] = field(default_factory=list)
    """What gives a value for each lane; None for the others."""

    @property
    def are_one_named(self) -> bool:
        """Whether there is one argument, which is such a call."""
        return bool(self.named) and len(self.getters) == 1

    @property
    def move(self) -> bool:
        """Whether some of them are other cells in each lane."""
        return self.move_over(2, 2)

    def move_over(self, rows: int, columns: int) -> bool:
        """Whether they do in lanes that cover so many rows and columns: those that only move
        down are the same from column to column."""
        return bool(self.named) or any(
            (rows > 1 and (top.moves or bottom.moves))
            or (columns > 1 and (left.moves or right.moves))
            for _, top, left, bottom, right in self.ranges.values()
        )

    def compile(self, compiler: Compiler, scope: frozenset[str]) -> None:
        for i, arg in enumerate(self.node.args):
            if i in self.named:
                self.named[i].compile(compiler, scope)
            value = i not in self.named and i not in self.ranges
            self.getters.append(compiler.value(arg, "scalar", scope) if value else None)

    def columns(self, frame: Frame, read: bool = True) -> list[Column]:
        """Each of them, coerced, in each lane; ``read`` if all of the ranges is read."""
        columns: list[Column] = []
        for i, getter in enumerate(self.getters):
            if getter is not None:
                columns.append(values_in_each(self.function, i, getter(frame), frame))
            elif i in self.ranges:
                each = range_in_each if read else _range_unread
                columns.append(each(self.function, i, self.ranges[i], frame))
            else:
                refs = self.named[i].references(frame)
                columns.append(of_references(self.function, i, refs, frame))
        return columns

    def references(self, frame: Frame) -> list[Any]:
        """The reference that the call gives in each lane, or an error."""
        return references_of(self.function, self.columns(frame, read=False), frame)


class _Written(NamedTuple):
    """A reference written in the formula."""

    precedent: Precedent

    def compile(self, compiler: Compiler, scope: frozenset[str]) -> None:
        pass

    def references(self, frame: Frame) -> list[Any]:
        return list(_references(self.precedent.sheet, _spans(self.precedent, frame)))


class _Between(NamedTuple):
    """The range between two references, as ``A1:INDEX(A1:A9,B1)``."""

    first: NamesCells
    last: NamesCells

    def compile(self, compiler: Compiler, scope: frozenset[str]) -> None:
        self.first.compile(compiler, scope)
        self.last.compile(compiler, scope)

    def references(self, frame: Frame) -> list[Any]:
        ends = zip(self.first.references(frame), self.last.references(frame), strict=True)
        return [_between(*each) for each in ends]


def _between(first: Any, last: Any) -> Any:
    for end in (first, last):
        if isinstance(end, ExcelError):
            return end
        if not isinstance(end, Reference) or not end.areas:
            return VALUE
    return _RANGE(first, last)


_RANGE = REFERENCE_OPERATORS[":"]


def arguments_of(
    compiler: Compiler, function: Function, node: nodes.Call, scope: frozenset[str]
) -> Arguments | None:
    """The arguments of a call; None where one of them does not allow lanes."""
    if not function.minimum <= len(node.args) <= function.maximum:
        return None
    found = Arguments(function, node)
    for i, arg in enumerate(node.args):
        if isinstance(arg, nodes.Omitted) or may_be_nothing(arg):
            return None
        kind = function.parameter(i).kind
        if kind.name == "callable":
            return None
        if kind.takes == "value" or isinstance(arg, nodes.Literal):
            continue
        if kind.takes == "cell":
            if may_be_range(arg):
                return None
        elif kind.takes != "crossing" and isinstance(arg, (nodes.Ref, nodes.Structured)):
            precedent = reference_precedents(
                compiler.model, arg, compiler.sheet, compiler.row, compiler.col
            )
            if precedent is None:
                return None
            found.ranges[i] = precedent
        elif _names_cells(arg, kind, scope):
            named = _that_names(compiler, arg, scope)
            if named is None:
                return None
            found.named[i] = named
        elif not is_one_value(arg, scope):
            return None
    return found


def _names_cells(arg: nodes.Node, kind: Kind, scope: frozenset[str]) -> bool:
    """Whether an argument is an expression that gives a reference for each lane."""
    if isinstance(arg, nodes.Binary):
        return arg.op == ":" and kind.takes == "reference"
    if not isinstance(arg, nodes.Call) or arg.name.casefold() in scope:
        return False
    function = find(arg.name)
    if function is None or kind.takes not in ("reference", "references"):
        return False
    if kind.takes == "references" and not _of_values_only(function, arg, scope):
        return False
    return function.references or (function.passes and _is_written(arg.args[0]))


def _of_values_only(function: Function, call: nodes.Call, scope: frozenset[str]) -> bool:
    """Whether all that a call takes as values are single ones, in whichever mode."""
    return len(call.args) <= function.maximum and all(
        function.parameter(i).kind.takes != "value" or gives_one_value(arg, scope)
        for i, arg in enumerate(call.args)
    )


def _is_written(node: nodes.Node) -> bool:
    return isinstance(node, (nodes.Ref, nodes.Structured))


def _that_names(compiler: Compiler, node: nodes.Node, scope: frozenset[str]) -> NamesCells | None:
    """What gives the reference of an expression in each lane; None where it is no such, or a call
    of it is given one that is itself named."""
    if isinstance(node, nodes.Binary):
        first, last = (_end(compiler, part, scope) for part in (node.left, node.right))
        return _Between(first, last) if first and last else None
    if not isinstance(node, nodes.Call) or not _names_cells(node, _REFERENCE, scope):
        return None
    function = find(node.name)
    found = function and arguments_of(compiler, function, node, scope)
    return found if found and not found.named else None


def _end(compiler: Compiler, node: nodes.Node, scope: frozenset[str]) -> NamesCells | None:
    """An end of a range."""
    if not _is_written(node):
        return _that_names(compiler, node, scope) if isinstance(node, nodes.Call) else None
    precedent = reference_precedents(
        compiler.model,
        node,  # type: ignore[arg-type]
        compiler.sheet,
        compiler.row,
        compiler.col,
    )
    return None if precedent is None else _Written(precedent)


_REFERENCE = Kind("ref", "reference")


def call_that_names(
    compiler: Compiler, node: nodes.Node, scope: frozenset[str]
) -> Callable[[], NamesCells] | None:
    """What gives the reference of an expression in each lane, once it is to be compiled."""
    found = _that_names(compiler, node, scope)
    if found is None:
        return None

    def compiled() -> NamesCells:
        found.compile(compiler, scope)
        return found

    return compiled


def of_references(function: Function, index: int, refs: list[Any], frame: Frame) -> Column:
    """An argument that is a reference of its own in each lane."""
    kind, convert = function.parameter(index).kind.name, converter(function, index)
    around = rectangles_around(refs)
    blocks = [used_part(area, frame) for area in around]  # all of them have values then
    out: list[Any] = []
    for ref in refs:
        if len(blocks) == 1 and kind in _READ_AS_VALUES and is_one_of(ref, around[0], blocks[0]):
            top, left = ref.area.top - around[0].top, ref.area.left - around[0].left
            height, width = ref.area.shape
            part = tighten(blocks[0][top : top + height, left : left + width])
            alone = part.size == 1 and _reads_one_cell(function, kind)
            out.append(coerced(convert, part.item() if alone else part, frame))
        else:
            out.append(coerced(convert, ref, frame))
    return out


def is_one_value(arg: nodes.Node, scope: frozenset[str]) -> bool:
    """Whether an argument that is no reference itself gives one value for one cell, in whichever
    mode it is evaluated."""
    if not isinstance(arg, (nodes.Binary, nodes.Unary, nodes.Call)) or _chooses(arg):
        return False
    return gives_one_value(arg, scope)


def _chooses(arg: nodes.Node) -> bool:
    """Whether an argument may hand on a reference rather than give a value."""
    return isinstance(arg, nodes.Call) and arg.name in FORMS


def values_in_each(function: Function, index: int, value: Value, frame: Frame) -> Column:
    """An argument that is a value of its own in each lane."""
    if isinstance(value, (Reference, Repeated)) or value is MISSING:
        raise OneByOne
    kind = function.parameter(index).kind.name
    if not isinstance(value, np.ndarray):
        return repeat(coerced(converter(function, index), value, frame))
    assert frame.lanes is not None
    if not spreads(value.shape, frame.lanes):
        raise OneByOne
    items = np.broadcast_to(value, frame.lanes).ravel().tolist()
    if kind in SCALAR_KINDS:
        return converted(items, kind, frame)
    convert = converter(function, index)
    return [coerced(convert, item, frame) for item in items]


def spreads(shape: tuple[int, ...], over: tuple[int, int]) -> bool:
    """Whether an array is of a shape, or a row, column or item that repeats in it."""
    return len(shape) == 2 and all(n in (1, m) for n, m in zip(shape, over, strict=True))


def coerced(convert: Callable[[Any, Any], Any], value: Any, frame: Frame) -> Any:
    try:
        return convert(value, frame)
    except Failure as failure:
        return Failure(failure.error)  # without what was under way when it arose
    except OverflowError:
        return Failure(NUM)


def range_in_each(function: Function, index: int, precedent: Precedent, frame: Frame) -> Column:
    """An argument that is other cells in each lane."""
    kind, convert = function.parameter(index).kind.name, converter(function, index)
    spans = _spans(precedent, frame)
    if not precedent.moves or kind == "ref":
        return _range_unread(function, index, precedent, frame)
    tops, lefts, bottoms, rights = spans
    first, leftmost = int(tops.min()), int(lefts.min())
    last, rightmost = int(bottoms.max()), int(rights.max())
    if (last - first + 1) * (rightmost - leftmost + 1) > MOST_CELLS:
        raise OneByOne
    block = frame.state.read_area(precedent.sheet, first, leftmost, last, rightmost)
    if block.dtype == object and int(((bottoms - tops + 1) * (rights - lefts + 1)).max()) > WIDEST:
        raise OneByOne  # each lane's part would have to be looked through
    places = list(zip(*(span.tolist() for span in spans), strict=True))
    if kind not in _READ_AS_VALUES:
        ranges = [
            coerced(convert, Reference(Area(precedent.sheet, *place)), frame) for place in places
        ]
        rows, cols = frame.state.extent(precedent.sheet)
        if last < rows and rightmost < cols:  # blanks beyond those are not read
            for each, part in zip(ranges, _cut(block, places, first, leftmost), strict=True):
                if type(each) is Range:
                    each.holds(part)
        return ranges
    alike = (tops == bottoms).all() and (lefts == leftmost).all() and (rights == rightmost).all()
    if alike and kind in _NUMBERS and block.dtype == np.float64:
        return list(block[tops - first])
    cut = _cut(block, places, first, leftmost)
    if (tops == bottoms).all() and (lefts == rights).all() and _reads_one_cell(function, kind):
        return [part.item() for part in cut]
    if block.dtype == object:
        cut = map(tighten, cut)
    return [coerced(convert, part, frame) for part in cut]


def _range_unread(function: Function, index: int, precedent: Precedent, frame: Frame) -> Column:
    """As :func:`range_in_each`, without a look at what is in the cells."""
    convert, spans = converter(function, index), _spans(precedent, frame)
    if not precedent.moves:
        ref = Reference(Area(precedent.sheet, *(int(span[0]) for span in spans)))
        return repeat(coerced(convert, ref, frame))
    refs = _references(precedent.sheet, spans)
    if function.parameter(index).kind.name == "ref":
        return refs
    return [coerced(convert, ref, frame) for ref in refs]


def _references(sheet: int, spans: tuple[np.ndarray, ...]) -> list[Reference]:
    corners = zip(*(span.tolist() for span in spans), strict=True)
    return [Reference(Area(sheet, *each)) for each in corners]


def _reads_one_cell(function: Function, kind: str) -> bool:
    """Whether a reference to one cell is its value, and no array of one item."""
    return kind == "long" and "blank" not in function.ignores


def _cut(block: Array, places: list[tuple[int, ...]], row: int, col: int) -> Iterable[Array]:
    """Of a block that begins at a row and a column the rectangles at some places."""
    return [
        block[top - row : bottom - row + 1, left - col : right - col + 1]
        for top, left, bottom, right in places
    ]


def _spans(precedent: Precedent, frame: Frame) -> tuple[np.ndarray, ...]:
    """Where a reference begins and ends in each lane: top, left, bottom, right."""
    assert frame.lanes is not None
    rows = np.repeat(frame.row + np.arange(frame.rows), frame.columns)
    cols = np.tile(frame.col + np.arange(frame.columns), frame.rows)
    ends = [
        edge.position + (origin if edge.moves else np.zeros_like(origin))
        for edge, origin in zip(precedent[1:], (rows, cols, rows, cols), strict=True)
    ]
    for low, high, limit in ((ends[0], ends[2], MAX_ROWS), (ends[1], ends[3], MAX_COLS)):
        if low.min() < 0 or high.max() >= limit or (low > high).any():
            raise OneByOne  # a reference that goes round the sheet, or turns over
    return tuple(ends)
