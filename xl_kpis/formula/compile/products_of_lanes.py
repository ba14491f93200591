"""Products of ranges added up, other cells in each cell of a run: values with their weights,
``SUMPRODUCT(C2:F2,C$1:F$1)``, or quantities and prices, ``SUMPRODUCT(B2:D2,E2:G2)``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from xl_kpis.formula import thresholds
from xl_kpis.formula.compile.conditions_of_lanes import lanes_or_otherwise
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.precedents import Precedent, reference_precedents
from xl_kpis.formula.compile.registry import register_in_arrays
from xl_kpis.formula.compile.totals_of_lanes import Window
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.functions.support.call import visible
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.values.kinds import ERROR, NUMBER
from xl_kpis.formula.values.summation import totals

if TYPE_CHECKING:
    from xl_kpis.formula.compile.compiled import Closure, Mode
    from xl_kpis.formula.compile.compiler import Compiler

_Shape = tuple[int, int]


@register_in_arrays
def products_site(
    compiler: Compiler, function: Function, node: nodes.Call, mode: Mode, scope: frozenset[str]
) -> Closure | None:
    """A closure that also serves lanes going down, or None where an argument is no range of as many
    cells in each of them as the others."""
    if not function.multiplies or not node.args:
        return None
    ranges: list[Precedent] = []
    for arg in node.args:
        found = isinstance(arg, (nodes.Ref, nodes.Structured)) and reference_precedents(
            compiler.model, arg, compiler.sheet, compiler.row, compiler.col
        )
        if not found:
            return None
        ranges.append(found)
    shapes = {each.shape for each in ranges}
    shape = shapes.pop()
    if shape is None or shapes or not any(each.top.moves for each in ranges):
        return None
    if shape[0] * shape[1] > thresholds.WHOLE_UP_TO:
        return None
    return lanes_or_otherwise(
        compiler,
        function,
        node,
        mode,
        scope,
        but=products_site,
        operands=[],
        answer=partial(_sums, function, ranges, shape),
    )


def _sums(
    function: Function, ranges: list[Precedent], shape: _Shape, operands: Any, frame: Frame
) -> tuple[np.ndarray, np.ndarray]:
    """The sum in each lane, and which lanes are to be evaluated by themselves: those with errors,
    of which one is the first, or with more than a number can be."""
    windows = [Window(each, frame) for each in ranges]
    if any(len(window.cells.kinds) != 1 for window in windows):
        raise OneByOne  # of several workbooks
    factors = [(window, window.cells.counted(NUMBER)[0][0]) for window in windows]
    failures = [
        (window, wrong[0]) for window in windows if (wrong := window.cells.kinds == ERROR).any()
    ]
    out, alone = np.empty(frame.rows), np.zeros(frame.rows, bool)
    step = max(1, thresholds.CELLS_OF_TABLES // (shape[0] * shape[1]))
    for low in range(0, frame.rows, step):
        some = slice(low, min(low + step, frame.rows))
        product: Any = 1.0
        for window, numbers in factors:
            product = product * _of_lanes(window, numbers, shape, some)
        out[some] = totals(np.asarray(product).reshape(some.stop - low, -1))
        for window, wrong in failures:
            alone[some] |= _of_lanes(window, wrong, shape, some).any(axis=(1, 2))
    alone |= ~np.isfinite(out)
    return (visible(out) if function.hides else out), alone


def _of_lanes(window: Window, cells: np.ndarray, shape: _Shape, lanes: slice) -> np.ndarray:
    """What each of some lanes has of a window's cells, in a shape; nothing beyond those used."""
    height, width = shape
    start, stop = window.start[lanes, None], window.stop[lanes, None]
    at = start + np.arange(height)
    out = cells[np.minimum(at, stop)]
    if (at > stop).any():
        out[at > stop] = 0
    if cells.shape[1] < width:
        more = np.zeros((*out.shape[:2], width - cells.shape[1]), out.dtype)
        out = np.concatenate([out, more], axis=2)
    return out
