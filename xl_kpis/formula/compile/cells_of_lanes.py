"""Calls that take some cells in each lane, other ones in each: functions of a row, as
``TEXTJOIN("-",TRUE,A1,C1:D1)`` or ``NPV(0.1,B1:F1)`` filled down, and those that name cells, as
``INDIRECT("A"&B1)``.

The cells of all lanes are read at once, and coerced as far as they are alike; the function itself
is called for each lane as it is for a cell on its own.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

import numpy as np

from xl_kpis.errors import NUM, Failure
from xl_kpis.formula.compile.arguments_of_lanes import (
    arguments_of,
    of_references,
    range_in_each,
    spreads,
    values_in_each,
)
from xl_kpis.formula.compile.calls import gives_one_value, plain_site
from xl_kpis.formula.compile.cells_named import Column, cells_named, has_failures, windows_of
from xl_kpis.formula.compile.compiled import Closure
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.precedents import Precedent
from xl_kpis.formula.compile.registry import register_last
from xl_kpis.formula.compile.totals_of_lanes import total_of_windows
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.functions.support.call import converted, finish, fitting, visible
from xl_kpis.formula.functions.support.totals import Total
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.reference import Reference
from xl_kpis.formula.values.kinds import kinds_in
from xl_kpis.formula.values.repeated import Repeated
from xl_kpis.formula.values.value import MISSING, Array, Value, as_array, tighten


@register_last
def cells_of_lanes_site(
    compiler: Compiler, function: Function, node: nodes.Call, scope: frozenset[str]
) -> Closure | None:
    """A closure that also serves lanes, or None where no range moves, or an argument or what the
    function asks for does not allow it."""
    if not function.references and not is_served(function):
        return None
    if function.by_item and all(gives_one_value(arg, scope) for arg in node.args):
        return None  # a plain call goes through the values of all lanes
    arguments = arguments_of(compiler, function, node, scope)
    if arguments is None or not (arguments.move or function.references):
        return None
    traits = compiler.traits
    down, right = traits.down, traits.right
    traits.calls(function)
    traits.down = traits.right = True
    site = plain_site(compiler, function, node, "scalar", scope)
    site_down, site_right = traits.down, traits.right
    traits.down, traits.right = down, right
    arguments.compile(compiler, scope)

    def lanes_or_one(frame: Frame) -> Value:
        if frame.lanes is None or frame.window is not None:
            return site(frame)
        if frame.gathered:  # formulas from anywhere, not those of a run
            raise OneByOne
        if function.references:
            return cells_named(arguments.references(frame), frame)
        if isinstance(function.total, Total) and arguments.are_one_named:
            refs = arguments.named[0].references(frame)
            windows = windows_of(refs, frame)
            if windows is not None:
                cells = ((lanes, kinds_in(values)) for lanes, values in windows)
                return total_of_windows(function.total, cells, frame)
            return called_in_each(function, [of_references(function, 0, refs, frame)], frame)
        return called_in_each(function, arguments.columns(frame), frame)

    def of_books_too(frame: Frame) -> Value:
        fits = (site_down or frame.rows == 1) and (site_right or frame.columns == 1)
        moves = frame.gathered or arguments.move_over(frame.rows, frame.columns)
        if fits and not (moves or function.references):
            return site(frame)  # they are the same cells in all lanes
        if frame.books and frame.rows * frame.columns > 1:
            return frame.together(_in_each, lanes_or_one)
        return lanes_or_one(frame)

    return of_books_too


def is_served(function: Function) -> bool:
    """Whether calls of a function for many cells at once may be told from those for one each by
    nothing but their arguments."""
    asks_or_more = function.asks or function.stretched
    return not (asks_or_more or function.volatile or function.references)


def is_served_arrays(function: Function) -> bool:
    """Whether they may where no argument is a reference: which rows are hidden is asked of those
    alone."""
    asks_more = not function.asks <= {"hidden rows"} or function.stretched
    return not (asks_more or function.volatile or function.references)


def in_each_lane(
    function: Function,
    ranges: dict[int, Precedent],
    getters: list[Closure | None],
    frame: Frame,
) -> Array:
    """What a function gives in each lane for arguments by their places: ranges, and what gives a
    value for each."""
    columns = [
        range_in_each(function, i, ranges[i], frame)
        if getter is None
        else values_in_each(function, i, getter(frame), frame)
        for i, getter in enumerate(getters)
    ]
    return called_in_each(function, columns, frame)


def _in_each(frame: Frame) -> Value:
    raise OneByOne


def items_of_lanes(
    function: Function,
    ranges: dict[int, Precedent],
    laid: list[nodes.Node | None],
    compiler: Compiler,
    scope: frozenset[str],
) -> Closure:
    """A call whose ranges are other cells in each lane, for each item of arrays that are laid along
    the lanes: ``LARGE(A1:C1,{1,2})``."""
    getters = [None if part is None else compiler.value(part, "array", scope) for part in laid]

    def items(frame: Frame) -> Array:
        given = [None if getter is None else getter(frame) for getter in getters]
        if any(isinstance(value, (Reference, Repeated)) or value is MISSING for value in given):
            raise OneByOne
        arrays = [
            None if value is None and i in ranges else as_array(value)
            for i, value in enumerate(given)
        ]
        width = max(array.shape[1] for array in arrays if array is not None)
        shape = frame.rows, width
        columns: list[Column] = []
        for i, array in enumerate(arrays):
            if array is None:
                column = range_in_each(function, i, ranges[i], frame)
                if has_failures(column):
                    raise OneByOne  # in such a lane there is one error, and no array
                each = islice(column, frame.rows)
                columns.append([value for value in each for _ in range(width)])
            elif not spreads(array.shape, shape):
                raise OneByOne
            else:
                values = np.broadcast_to(array, shape).ravel().tolist()
                columns.append(converted(values, function.parameter(i).kind.name, frame))
        return called_in_each(function, columns, frame, shape)

    return items


def with_those_alone(values: Array, alone: np.ndarray, site: Closure, frame: Frame) -> Array:
    """The values of lanes going down, some of them evaluated by themselves."""
    out = values.astype(object)
    for i in np.flatnonzero(alone).tolist():
        alone_at = frame.moved(frame.sheet, frame.row + i, frame.col)
        value = site(alone_at)
        out[i] = alone_at.intersect(value) if isinstance(value, Reference) else value
    return tighten(out.reshape(-1, 1))


def called_in_each(
    function: Function, columns: list[Column], frame: Frame, shape: tuple[int, int] | None = None
) -> Array:
    """What a function gives in each lane, one value; in a shape if those are not the frame's."""
    assert frame.lanes is not None
    results = results_in_each(function, columns, frame)
    for i, result in enumerate(results):
        if isinstance(result, Reference):
            result = results[i] = frame.read_item(result)
        if isinstance(result, np.ndarray):
            if result.size > 1:
                raise OneByOne  # in each cell it stands for its first item
            results[i] = result.item()
    out = np.empty(len(results), object)
    out[:] = results
    return tighten(as_array(out.reshape(shape or frame.lanes)))


def results_in_each(function: Function, columns: list[Column], frame: Frame) -> list[Any]:
    """What a function gives in each lane."""
    implementation, results = function.implementation, []
    keywords = {"ctx": frame} if function.context else {}
    some_fail = any(map(has_failures, columns))
    for args in zip(*columns, strict=False):
        failed = None
        if some_fail:
            failed = next((arg for arg in args if type(arg) is Failure), None)
        if failed is not None:
            results.append(failed.error)
            continue
        try:
            result = implementation(*args, **keywords)
        except Failure as failure:
            results.append(failure.error)
            continue
        except (OverflowError, ZeroDivisionError, FloatingPointError):
            results.append(NUM)
            continue
        if type(result) is str:
            result = fitting(result)
        else:
            result = finish(result)
            if function.hides:
                result = visible(result)
        results.append(result)
    return results
