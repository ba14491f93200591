"""Products of ranges added up, other cells in each cell of a run: values with their weights,
``SUMPRODUCT(C2:F2,C$1:F$1)``, quantities and prices, ``SUMPRODUCT(B2:D2,E2:G2)``, or what meets
conditions, ``SUMPRODUCT(--(C$1:F$1=H$1),C2:F2)``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from xl_kpis.formula import thresholds
from xl_kpis.formula.compile.conditions_of_lanes import lanes_or_otherwise
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.layout_of_lanes import LaneLayout, NoTable
from xl_kpis.formula.compile.precedents import Precedent, reference_precedents
from xl_kpis.formula.compile.registry import register_in_arrays
from xl_kpis.formula.compile.totals_of_lanes import Window
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.functions.support.call import visible
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.values.kinds import ERROR, NUMBER, kinds_in
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
    inside: Mode = "forced" if mode == "scalar" else mode
    layout = LaneLayout(compiler, inside, scope)
    factors: list[Precedent | nodes.Node] = []
    shapes: set[_Shape | None] = set()
    for arg in node.args:
        if isinstance(arg, (nodes.Ref, nodes.Structured)):
            found = reference_precedents(
                compiler.model, arg, compiler.sheet, compiler.row, compiler.col
            )
            if found is None:
                return None
            shapes.add(found.shape)
            factors.append(found)
            continue
        try:
            shape, laid = layout.of(arg)
        except NoTable:
            return None
        shapes.add(shape)
        factors.append(laid)
    ranges = [each for each in factors if isinstance(each, Precedent)]
    shape = shapes.pop()
    if shape is None or shapes or layout.before or not any(each.top.moves for each in ranges):
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
        operands=[each for each in factors if not isinstance(each, Precedent)],
        laid=True,
        answer=partial(
            _sums,
            function,
            [each if isinstance(each, Precedent) else None for each in factors],
            shape,
        ),
    )


def _sums(
    function: Function,
    ranges: list[Precedent | None],
    shape: _Shape,
    tables: list[Closure],
    frame: Frame,
) -> tuple[np.ndarray, np.ndarray]:
    """The sum in each lane, and which lanes are to be evaluated by themselves: those with errors,
    of which one is the first, or with more than a number can be. Where there is no range, the next
    of the tables is a factor."""
    windows = [None if each is None else Window(each, frame) for each in ranges]
    out, alone = np.empty(frame.rows), np.zeros(frame.rows, bool)
    step = max(1, thresholds.CELLS_OF_TABLES // (shape[0] * shape[1]))
    if frame.local is not None and frame.rows > step:
        raise OneByOne  # variables have values for all lanes
    for low in range(0, frame.rows, step):
        some = slice(low, min(low + step, frame.rows))
        part = frame
        if frame.rows > step:
            lanes = some.stop - low, 1
            part = Frame(frame.state, frame.sheet, frame.row + low, frame.col, lanes)
        product: Any = 1.0
        others = iter(tables)
        for window in windows:
            if window is not None:
                numbers, wrong = _numbers(window, shape, some)
            else:
                numbers, wrong = _of_table(next(others), shape, part)
            product = product * numbers
            if wrong is not None:
                alone[some] |= wrong.any(axis=(1, 2))
        out[some] = totals(np.asarray(product).reshape(some.stop - low, -1))
    alone |= ~np.isfinite(out)
    return (visible(out) if function.hides else out), alone


def _of_table(value: Closure, shape: _Shape, frame: Frame) -> tuple[np.ndarray, np.ndarray | None]:
    """The numbers of a table, in a shape for each lane or once for all, 0 for all else; and which
    are errors, if any are."""
    table = value(frame)
    width = shape[0] * shape[1]
    if not isinstance(table, np.ndarray) or table.shape not in ((1, width), (frame.rows, width)):
        raise OneByOne
    cells = kinds_in(table)
    wrong = cells.kinds == ERROR
    numbers = cells.counted(NUMBER)[0].reshape(-1, *shape)
    return numbers, wrong.reshape(-1, *shape) if wrong.any() else None


def _numbers(window: Window, shape: _Shape, lanes: slice) -> tuple[np.ndarray, np.ndarray | None]:
    """As :func:`_of_table`, of a range that moves."""
    cells = window.cells
    if len(cells.kinds) != 1:
        raise OneByOne  # of several workbooks
    numbers = _of_lanes(window, cells.counted(NUMBER)[0][0], shape, lanes)
    wrong = cells.kinds == ERROR
    return numbers, _of_lanes(window, wrong[0], shape, lanes) if wrong.any() else None


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
