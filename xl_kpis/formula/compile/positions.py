"""ROW and COLUMN of the formula's own cell or of one other, as lanes have them."""

from __future__ import annotations

from xl_kpis.formula.compile.compiled import Closure
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.referring import offset
from xl_kpis.formula.compile.registry import register_site
from xl_kpis.formula.functions.declare import Function
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS
from xl_kpis.formula.values.value import Value


@register_site
def position_site(
    compiler: Compiler, function: Function, node: nodes.Call, scope: frozenset[str]
) -> Closure | None:
    """A closure that lanes can use, or None where no one cell is meant."""
    if function.position is None:
        return None
    axis = 0 if function.position == "row" else 1
    corner = nodes.Corner(compiler.row, compiler.col)
    if node.args:
        argument = node.args[0]
        if not isinstance(argument, nodes.Ref) or argument.last or argument.sheet_to:
            return None
        corner = argument.first
    place, absolute, anchor = (
        (corner.row, corner.row_absolute, compiler.row),
        (corner.col, corner.col_absolute, compiler.col),
    )[axis]
    shift, moves = offset(place, absolute, anchor, 0)
    size = (MAX_ROWS, MAX_COLS)[axis]

    def at(frame: Frame) -> Value:
        if not moves:
            return float(shift + 1)
        if frame.lanes is None:
            return float(((frame.row, frame.col)[axis] + shift) % size + 1)
        if axis == 0:
            return ((frame.row_numbers() + shift) % size + 1.0).reshape(-1, 1)
        return (frame.column_numbers() + shift) % size + 1.0

    return at
