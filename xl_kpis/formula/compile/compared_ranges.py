"""Ranges compared with one value, another one in each cell: ``B$1:B9=D1`` filled down.

What is in a range is numbered once several cells have asked, and what it gives beside a value is
then worked out for all numbers at once, whatever it is compared with and however far it grows.
"""

from __future__ import annotations

from xl_kpis.formula.compile.compiled import Closure
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.precedents import Precedent, reference_precedents
from xl_kpis.formula.compile.referring import may_be_range
from xl_kpis.formula.functions.support.matching import block
from xl_kpis.formula.functions.support.operators import OPERATORS, TESTS
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.reference import Area
from xl_kpis.formula.sheets.model import Model
from xl_kpis.formula.values.value import Value

_ASKED = 2
"""Comparisons that look at each cell, before numbers for what is in them are worth it."""
_FEW = 16
"""Cells that are compared at once anyway."""


def compared_range(
    model: Model,
    place: tuple[int, int, int],
    node: nodes.Binary,
    left: Closure,
    right: Closure,
) -> Closure | None:
    """A closure for a comparison in the formula of a cell, or None if neither side of it is a range
    or it is no comparison."""
    if node.op not in TESTS:
        return None
    found = _range(model, place, node.left), _range(model, place, node.right)
    if (found[0] is None) == (found[1] is None):
        return None
    flipped = found[0] is None
    of_range = found[1] if flipped else found[0]
    assert of_range is not None
    operand = left if flipped else right
    operate, test = OPERATORS[node.op], TESTS[node.op]
    results = (test(1), test(0), test(-1)) if flipped else (test(-1), test(0), test(1))

    def compared(frame: Frame) -> Value:
        if frame.lanes is not None or frame.window is not None or frame.books:
            return operate(left(frame), right(frame), frame)
        other = operand(frame)
        if type(other) is str or type(other) is float:
            area = _area(of_range, frame)
            if area is not None and _is_asked_often(area, frame):
                cells = block(area, frame)
                height, width = area.shape
                if cells.rows >= height and cells.width == width:
                    return cells.beside(other, *results, height * width).reshape(height, width)
        if flipped:
            return operate(other, right(frame), frame)
        return operate(left(frame), other, frame)

    return compared


def _range(model: Model, place: tuple[int, int, int], node: nodes.Node) -> Precedent | None:
    if not isinstance(node, (nodes.Ref, nodes.Structured)) or not may_be_range(node):
        return None
    return reference_precedents(model, node, *place)


def _area(found: Precedent, frame: Frame) -> Area | None:
    """Where a range is, seen from a cell; None if it is small, or goes round the sheet."""
    top, bottom = found.top.at(frame.row), found.bottom.at(frame.row)
    left, right = found.left.at(frame.col), found.right.at(frame.col)
    if top < 0 or left < 0 or right < left or (bottom - top + 1) * (right - left + 1) < _FEW:
        return None
    return Area(found.sheet, top, left, bottom, right)


def _is_asked_often(area: Area, frame: Frame) -> bool:
    key = "compared with", area.sheet, area.top, area.left, area.right
    asked = frame.memo[key] = frame.memo.get(key, 0) + 1
    return bool(asked > _ASKED)
