"""Calls whose ranges are other cells in each lane, where the lanes are formulas of one shape from
anywhere: ``SUMIF(A3:A9,">5")`` here, ``SUMIF(D1:D20,">7")`` there.

A function declared with ``scattered`` is served here.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from xl_kpis.formula.compile.calls import beside_ranges, plain_site
from xl_kpis.formula.compile.compiled import Closure
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.operands import Slot
from xl_kpis.formula.compile.registry import register_site
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.values.value import MISSING, Array, Value, as_array, tighten


@register_site
def scattered_ranges_site(
    compiler: Compiler, function: Function, node: nodes.Call, scope: frozenset[str]
) -> Closure | None:
    """A closure that also serves such lanes, or None where an argument does not allow it."""
    serve = function.scattered
    if serve is None or not function.minimum <= len(node.args) <= function.maximum:
        return None
    ranges: dict[int, Slot] = {}
    for i, arg in enumerate(node.args):
        if isinstance(arg, nodes.Omitted):
            return None
        if function.parameter(i).kind.takes != "value":
            if not (isinstance(arg, Slot) and arg.is_range):
                return None
            ranges[i] = arg
    traits = compiler.traits
    traits.calls(function)
    site = plain_site(compiler, function, node, "scalar", scope)
    getters = beside_ranges(compiler, node, ranges, scope)

    def of_lanes(frame: Frame) -> Value:
        if not frame.gathered or _same(frame, ranges):
            return site(frame)
        values = [None if getter is None else _items(getter(frame), frame) for getter in getters]
        parts = [list(frame.operand_windows(slot.index, False)[1]) for slot in ranges.values()]
        out = np.empty(frame.rows, object)
        for some in zip(*parts, strict=False):
            lanes = some[0][0]
            if not all(np.array_equal(lanes, others) for others, _ in some):
                raise OneByOne
            cells = iter(part.values() for _, part in some)
            at = lanes.tolist()
            args = [next(cells) if each is None else [each[i] for i in at] for each in values]
            out[lanes] = serve(frame, *args).tolist()
        return tighten(out.reshape(-1, 1))

    return of_lanes


def _same(frame: Frame, ranges: dict[int, Slot]) -> bool:
    """Whether the ranges are the same ones in all lanes."""
    try:
        for slot in ranges.values():
            frame.operands[slot.index]
    except OneByOne:
        return False
    return True


def _items(value: Value, frame: Frame) -> list[Any]:
    """An argument that is one value in each lane."""
    array: Array = as_array(None if value is MISSING else value)
    if array.shape not in ((1, 1), (frame.rows, 1)):
        raise OneByOne
    return np.broadcast_to(array, (frame.rows, 1)).ravel().tolist()
