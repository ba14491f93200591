"""What a formula of a shape reads, cell by cell another: the slots of its tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.reference import MAX_COLS, Reference
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


class RangeAlong(nodes.Node):
    """A range that stays where it is as a formula is filled down, laid along its lanes: one row."""

    __slots__ = __match_args__ = ("precedent",)

    def __init__(self, precedent: Precedent) -> None:
        self.precedent = precedent


def range_along(compiler: Compiler, node: RangeAlong, mode: Mode, ref: bool, scope: Any) -> Closure:
    """A closure that reads the range, in reading order."""
    sheet, top, left, bottom, right = node.precedent
    first, last = sorted((top.position, bottom.position))

    def read(frame: Frame) -> Array:
        start, stop = sorted((left.at(frame.col), right.at(frame.col)))
        if start < 0 or stop >= MAX_COLS:
            raise OneByOne  # a reference that goes round the sheet
        return frame.state.read_area(sheet, first, start, last, stop).reshape(1, -1)

    return read


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
