"""What a formula of a shape reads, cell by cell another: the slots of its tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Reference
from xl_kpis.formula.values.value import Array

if TYPE_CHECKING:
    from xl_kpis.formula.compile.compiled import Closure, Mode
    from xl_kpis.formula.compile.compiler import Compiler
    from xl_kpis.formula.compile.frame import Frame
    from xl_kpis.formula.compile.precedents import Precedent

Operand = float | str | tuple[int, int, int] | Reference
"""A number, a text, a cell (sheet, row and column) or a range."""


class Slot(nodes.Node):
    """The place of an operand in a formula."""

    __slots__ = __match_args__ = ("index", "is_reference", "is_range")

    def __init__(self, index: int, is_reference: bool, is_range: bool) -> None:
        self.index = index
        self.is_reference = is_reference
        self.is_range = is_range


class Along(nodes.Node):
    """An array in each lane, laid along the lanes: a row for each of them, or one for all."""

    __slots__ = ()
    literal = False
    """Whether it is made of arrays that are written out, so that an ordinary formula goes through
    it item by item, too."""


class RangeAlong(Along):
    """A range of as many cells in each lane going down, the same ones or others."""

    __slots__ = __match_args__ = ("precedent",)

    def __init__(self, precedent: Precedent) -> None:
        self.precedent = precedent


class ArrayAlong(Along):
    """An array that depends on nothing but what is written in the formula."""

    __slots__ = __match_args__ = ("array", "literal")

    def __init__(self, array: Array, literal: bool) -> None:
        self.array = array
        self.literal = literal


class ItemsAlong(Along):
    """The items of all lanes below each other, a variable of the frame."""

    __slots__ = __match_args__ = ("index",)

    def __init__(self, index: int) -> None:
        self.index = index

    @staticmethod
    def key(index: int) -> str:
        """The name of the variable, which no formula can give to one of its own."""
        return f"#{index}"


class CallAlong(Along):
    """A call of other cells in each lane that goes item by item through arrays laid along the
    lanes, or gives such arrays itself: what it is compiled to."""

    __slots__ = __match_args__ = ("compiled", "literal")

    def __init__(
        self, compiled: Callable[[Compiler, frozenset[str]], Closure], literal: bool
    ) -> None:
        self.compiled = compiled
        self.literal = literal


class OneOfEach(nodes.Node):
    """A call that gives one value in each lane, and the mode that it is compiled in."""

    __slots__ = __match_args__ = ("mode", "node")

    def __init__(self, node: nodes.Call, mode: Mode) -> None:
        self.node = node
        self.mode = mode


def range_along(compiler: Compiler, node: RangeAlong, mode: Mode, ref: bool, scope: Any) -> Closure:
    """A closure that reads the range, in reading order."""
    return laid_out(node.precedent)


def laid_out(precedent: Precedent) -> Callable[[Frame], Array]:
    """What reads a range of as many cells in each lane, in reading order."""
    sheet, top, left, bottom, right = precedent
    first, last = sorted((top.position, bottom.position))
    height = last - first + 1

    def read(frame: Frame) -> Array:
        start, stop = sorted((left.at(frame.col), right.at(frame.col)))
        if start < 0 or stop >= MAX_COLS:
            raise OneByOne  # a reference that goes round the sheet
        if not top.moves:
            return frame.state.read_area(sheet, first, start, last, stop).reshape(1, -1)
        above, below = first + frame.row, last + frame.row + frame.rows - 1
        if above < 0 or below >= MAX_ROWS:
            raise OneByOne
        cells = frame.state.read_area(sheet, above, start, below, stop)
        if height == 1:
            return cells
        parts = np.lib.stride_tricks.sliding_window_view(cells, height, axis=0)
        return parts.transpose(0, 2, 1).reshape(frame.rows, -1)

    return read


def array_along(compiler: Compiler, node: ArrayAlong, mode: Mode, ref: bool, scope: Any) -> Closure:
    row = node.array.reshape(1, -1)
    row.flags.writeable = False
    return lambda frame: row


def items_along(compiler: Compiler, node: ItemsAlong, mode: Mode, ref: bool, scope: Any) -> Closure:
    key = node.key(node.index)

    def read(frame: Frame) -> Array:
        assert frame.local is not None
        found: Array = frame.local[key]
        return found

    return read


def call_along(compiler: Compiler, node: CallAlong, mode: Mode, ref: bool, scope: Any) -> Closure:
    return node.compiled(compiler, scope)


def one_of_each(compiler: Compiler, node: OneOfEach, mode: Mode, ref: bool, scope: Any) -> Closure:
    return compiler.value(node.node, node.mode, scope)


def slot(compiler: Compiler, node: Slot, mode: Mode, ref: bool, scope: Any) -> Closure:
    """A closure that takes the operand from the frame, as the one of the reference, number or text
    itself would."""
    index = node.index
    if (ref or compiler.whole) and not node.is_range:
        compiler.traits.down = False  # lanes would be mistaken for a range
    if not node.is_reference:
        return lambda frame: frame.operands[index]
    if node.is_range:
        return compiler.reading(lambda frame: frame.operands[index], mode, ref)
    if ref:
        return lambda frame: frame.operand_cell(index)
    return lambda frame: frame.operand_value(index)
