"""What a formula of a shape reads, cell by cell another: the slots of its tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.reference import Reference

if TYPE_CHECKING:
    from xl_kpis.formula.compile.compiled import Closure, Mode
    from xl_kpis.formula.compile.compiler import Compiler

Operand = float | str | tuple[int, int, int] | Reference
"""A number, a text, a cell (sheet, row and column) or a range."""


class Slot(nodes.Node):
    """The place of an operand in a formula."""

    __slots__ = __match_args__ = ("index", "is_reference", "is_range")

    def __init__(self, index: int, is_reference: bool, is_range: bool) -> None:
        self.index = index
        self.is_reference = is_reference
        self.is_range = is_range


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
