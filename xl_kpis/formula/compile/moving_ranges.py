"""Calls whose ranges move or grow down as a formula is filled, for all cells of a run at once.

A function declared with ``windows`` is served here where its ranges are written out in the formula
and some of them are other rows in each cell of a run going down.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from xl_kpis.formula.compile.calls import beside_ranges, plain_site
from xl_kpis.formula.compile.cells_of_lanes import in_each_lane, is_served, with_those_alone
from xl_kpis.formula.compile.compiled import Closure
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.precedents import Precedent, reference_precedents
from xl_kpis.formula.compile.registry import register_site
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.functions.support.windows import MovingRange
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.reference import MAX_ROWS, Area
from xl_kpis.formula.values.value import MISSING, Value, as_array


@register_site
def moving_ranges_site(
    compiler: Compiler, function: Function, node: nodes.Call, scope: frozenset[str]
) -> Closure | None:
    """A closure that also serves lanes going down, or None where no range moves, or an argument
    does not allow it."""
    serve = function.windows
    if serve is None or not function.minimum <= len(node.args) <= function.maximum:
        return None
    ranges: dict[int, Precedent] = {}
    for i, arg in enumerate(node.args):
        if isinstance(arg, nodes.Omitted):
            return None
        if function.parameter(i).kind.takes == "value" or isinstance(arg, nodes.Literal):
            continue
        found = isinstance(arg, (nodes.Ref, nodes.Structured)) and reference_precedents(
            compiler.model, arg, compiler.sheet, compiler.row, compiler.col
        )
        if not found:
            return None
        ranges[i] = found
    if not any(each.top.moves or each.bottom.moves for each in ranges.values()):
        return None
    traits = compiler.traits
    traits.calls(function)
    down = traits.down
    site = plain_site(compiler, function, node, "scalar", scope)
    traits.down = down
    getters = beside_ranges(compiler, node, ranges, scope)
    traits.downwards = True

    def over_lanes(frame: Frame) -> Value:
        args = [
            windows(ranges[i], frame) if getter is None else _given(getter(frame))
            for i, getter in enumerate(getters)
        ]
        try:
            values, alone = serve(*args)
        except OneByOne:
            if not is_served(function):
                raise
            return in_each_lane(function, ranges, getters, frame)
        if alone.any():
            if frame.local is not None or alone.all():
                raise OneByOne
            values = with_those_alone(values, alone, site, frame)
        return as_array(values.reshape(-1, 1))

    def lanes_or_one(frame: Frame) -> Value:
        if frame.lanes is None or frame.window is not None or frame.rows == 1:
            return site(frame)
        if frame.columns > 1:
            raise OneByOne
        return over_lanes(frame)

    return of_books_too(lanes_or_one)


def of_books_too(lanes_or_one: Closure) -> Closure:
    """The closure, which in lanes of several workbooks is asked of each on its own."""

    def asked(frame: Frame) -> Value:
        if frame.books and frame.rows > 1:
            return frame.together(_in_each, lanes_or_one)
        return lanes_or_one(frame)

    return asked


def _in_each(frame: Frame) -> Value:
    raise OneByOne


def _given(value: Value) -> Any:
    return None if value is MISSING else value


def standing_area(precedent: Precedent, frame: Frame) -> Area:
    """Where a range that stays in its rows is, seen from a cell."""
    left, right = precedent.left.at(frame.col), precedent.right.at(frame.col)
    if left < 0 or right < left:
        raise OneByOne  # it goes round the sheet
    return Area(precedent.sheet, precedent.top.position, left, precedent.bottom.position, right)


def windows(precedent: Precedent, frame: Frame) -> MovingRange:
    """The rows that a reference is in each lane going down."""
    if frame.gathered:
        raise OneByOne
    rows = frame.row_numbers()
    tops, bottoms = (
        rows + edge.position if edge.moves else np.full(len(rows), edge.position)
        for edge in (precedent.top, precedent.bottom)
    )
    left, right = precedent.left.at(frame.col), precedent.right.at(frame.col)
    if tops.min() < 0 or bottoms.max() >= MAX_ROWS or left < 0 or right < left:
        raise OneByOne  # a reference that goes round the sheet
    tops, bottoms = np.minimum(tops, bottoms), np.maximum(tops, bottoms)
    return MovingRange(frame, precedent.sheet, left, right, tops, bottoms)
