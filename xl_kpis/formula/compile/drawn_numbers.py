"""Random numbers, one of its own for each cell of a run: RAND, RANDBETWEEN."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from xl_kpis.formula.compile.arguments_of_lanes import spreads
from xl_kpis.formula.compile.calls import plain_site
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.registry import register_anywhere
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.values.value import Value, as_array

if TYPE_CHECKING:
    from xl_kpis.formula.compile.compiled import Closure, Mode
    from xl_kpis.formula.compile.compiler import Compiler


@register_anywhere
def drawn_site(
    compiler: Compiler, function: Function, node: nodes.Call, mode: Mode, scope: frozenset[str]
) -> Closure | None:
    """A closure that also serves lanes, or None where a function draws no number for each."""
    draw = function.drawn
    if draw is None:
        return None
    compiler.traits.calls(function)
    whole = compiler.whole
    site = plain_site(compiler, function, node, mode, scope)
    getters = [compiler.value(arg, mode, scope) for arg in node.args]

    def lanes_or_one(frame: Frame) -> Value:
        if frame.lanes is None:
            return site(frame)
        if whole or not function.minimum <= len(getters) <= function.maximum:
            raise OneByOne  # lanes would be mistaken for a range
        given = [as_array(getter(frame)) for getter in getters]
        for array in given:
            if array.dtype != np.float64 or not spreads(array.shape, frame.lanes):
                raise OneByOne
        drawn: Value = draw(frame.random, frame.lanes, *given)
        if drawn is None:
            raise OneByOne
        return drawn

    return lanes_or_one
