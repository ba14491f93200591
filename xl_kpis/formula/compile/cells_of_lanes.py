"""Calls that take some cells in each lane, other ones in each: functions of a row, as
``TEXTJOIN("-",TRUE,A1,C1:D1)`` or ``NPV(0.1,B1:F1)`` filled down, and those that name cells, as
``INDIRECT("A"&B1)``.

The cells of all lanes are read at once, and coerced as far as they are alike; the function itself
is called for each lane as it is for a cell on its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice, repeat
from typing import Any

import numpy as np

from xl_kpis.errors import NUM, Failure
from xl_kpis.formula.compile.calls import gives_one_value, may_be_nothing, plain_site
from xl_kpis.formula.compile.cells_named import (
    MOST_CELLS,
    WIDEST,
    Column,
    cells_named,
    has_failures,
    is_one_of,
    rectangles_around,
    references_of,
    used_part,
    windows_of,
)
from xl_kpis.formula.compile.compiled import Closure
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.precedents import Precedent, reference_precedents
from xl_kpis.formula.compile.referring import may_be_range
from xl_kpis.formula.compile.registry import FORMS, register_last
from xl_kpis.formula.compile.totals_of_lanes import total_of_windows
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.functions.support.call import (
    SCALAR_KINDS,
    converted,
    converter,
    finish,
    fitting,
    visible,
)
from xl_kpis.formula.functions.support.totals import Total
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area, Reference
from xl_kpis.formula.values.repeated import Repeated
from xl_kpis.formula.values.value import MISSING, Array, Value, as_array, tighten

_READ_AS_VALUES = frozenset(
    {"numbers", "numbers_a", "strict_numbers", "ascending", "matrix", "cells", "array", "long"}
)
"""Kinds that make the same of a reference and of the values of its cells."""
_NUMBERS = frozenset({"numbers", "numbers_a", "strict_numbers"})
"""Kinds of which a row of numbers is what they make of it."""


@dataclass(eq=False, repr=False)
class Arguments:
    """The arguments of a call, by their places: each of them is one of these."""

    function: Function
    ranges: dict[int, Precedent] = field(default_factory=dict)
    named: dict[int, Arguments] = field(default_factory=dict)
    """Calls that give references: OFFSET, INDIRECT."""
    getters: list[Closure | None] = field(default_factory=list)
    """What gives a value for each lane; None for the others."""

    @property
    def are_one_named(self) -> bool:
        """Whether there is one argument, which is such a call."""
        return bool(self.named) and len(self.getters) == 1

    @property
    def move(self) -> bool:
        """Whether some of them are other cells in each lane."""
        return self.move_over(2, 2)

    def move_over(self, rows: int, columns: int) -> bool:
        """Whether they do in lanes that cover so many rows and columns: those that only move
        down are the same from column to column."""
        return bool(self.named) or any(
            (rows > 1 and (top.moves or bottom.moves))
            or (columns > 1 and (left.moves or right.moves))
            for _, top, left, bottom, right in self.ranges.values()
        )


def _arguments(
    compiler: Compiler, function: Function, node: nodes.Call, scope: frozenset[str]
) -> Arguments | None:
    """The arguments of a call; None where one of them does not allow lanes."""
    if not function.minimum <= len(node.args) <= function.maximum:
        return None
    found = Arguments(function)
    for i, arg in enumerate(node.args):
        if isinstance(arg, nodes.Omitted) or may_be_nothing(arg):
            return None
        kind = function.parameter(i).kind
        if kind.name == "callable":
            return None
        if kind.takes == "value" or isinstance(arg, nodes.Literal):
            continue
        if kind.takes == "cell":
            if may_be_range(arg):
                return None
        elif kind.takes != "crossing" and isinstance(arg, (nodes.Ref, nodes.Structured)):
            precedent = reference_precedents(
                compiler.model, arg, compiler.sheet, compiler.row, compiler.col
            )
            if precedent is None:
                return None
            found.ranges[i] = precedent
        elif kind.takes == "reference" and _gives_reference(arg, scope):
            named = _that_names(compiler, arg, scope)
            if named is None:
                return None
            found.named[i] = named
        elif not is_one_value(arg, scope):
            return None
    return found


def _with_getters(
    compiler: Compiler, found: Arguments, node: nodes.Call, scope: frozenset[str]
) -> None:
    """Compile what gives values."""
    for i, arg in enumerate(node.args):
        if i in found.named:
            call: Any = arg
            _with_getters(compiler, found.named[i], call, scope)
        value = i not in found.named and i not in found.ranges
        found.getters.append(compiler.value(arg, "scalar", scope) if value else None)


@register_last
def cells_of_lanes_site(
    compiler: Compiler, function: Function, node: nodes.Call, scope: frozenset[str]
) -> Closure | None:
    """A closure that also serves lanes, or None where no range moves, or an argument or what the
    function asks for does not allow it."""
    if not function.references and not is_served(function):
        return None
    arguments = _arguments(compiler, function, node, scope)
    if arguments is None or not (arguments.move or function.references):
        return None
    traits = compiler.traits
    down, right = traits.down, traits.right
    traits.calls(function)
    site = plain_site(compiler, function, node, "scalar", scope)
    traits.down, traits.right = down, right
    _with_getters(compiler, arguments, node, scope)

    def lanes_or_one(frame: Frame) -> Value:
        if frame.lanes is None or frame.window is not None:
            return site(frame)
        if frame.gathered:  # formulas from anywhere, not those of a run
            raise OneByOne
        if function.references:
            return cells_named(references_of(function, _columns(arguments, frame), frame), frame)
        if isinstance(function.total, Total) and arguments.are_one_named:
            refs = references_named(arguments.named[0], frame)
            windows = windows_of(refs, frame)
            if windows is not None:
                return total_of_windows(function.total, windows, frame)
            return called_in_each(function, [_of_references(function, 0, refs, frame)], frame)
        return called_in_each(function, _columns(arguments, frame), frame)

    def of_books_too(frame: Frame) -> Value:
        if not (
            function.references or frame.gathered or arguments.move_over(frame.rows, frame.columns)
        ):
            return site(frame)  # they are the same cells in all lanes
        if frame.books and frame.rows * frame.columns > 1:
            return frame.together(_in_each, lanes_or_one)
        return lanes_or_one(frame)

    return of_books_too


def _gives_reference(arg: nodes.Node, scope: frozenset[str]) -> bool:
    """Whether an argument is a call of a function that gives a reference for each lane."""
    if not isinstance(arg, nodes.Call) or arg.name.casefold() in scope:
        return False
    function = find(arg.name)
    return function is not None and function.references


def _columns(arguments: Arguments, frame: Frame) -> list[Column]:
    function, columns = arguments.function, []
    for i, getter in enumerate(arguments.getters):
        if getter is not None:
            columns.append(values_in_each(function, i, getter(frame), frame))
        elif i in arguments.ranges:
            columns.append(range_in_each(function, i, arguments.ranges[i], frame))
        else:
            refs = references_named(arguments.named[i], frame)
            columns.append(_of_references(function, i, refs, frame))
    return columns


def references_named(call: Arguments, frame: Frame) -> list[Any]:
    """The reference that a call gives in each lane, or an error."""
    return references_of(call.function, _columns(call, frame), frame)


def _that_names(compiler: Compiler, node: nodes.Node, scope: frozenset[str]) -> Arguments | None:
    """The arguments of a call that gives a reference for each lane; None where it is none, or one
    of them is such a call itself."""
    if not isinstance(node, nodes.Call) or not _gives_reference(node, scope):
        return None
    function = find(node.name)
    found = function and _arguments(compiler, function, node, scope)
    return found if found and not found.named else None


def call_that_names(
    compiler: Compiler, node: nodes.Node, scope: frozenset[str]
) -> Callable[[], Arguments] | None:
    """Such a call, once it is to be compiled."""
    found = _that_names(compiler, node, scope)
    if found is None:
        return None

    def compiled() -> Arguments:
        call: Any = node
        _with_getters(compiler, found, call, scope)
        return found

    return compiled


def _of_references(function: Function, index: int, refs: list[Any], frame: Frame) -> Column:
    """An argument that is a reference of its own in each lane."""
    kind, convert = function.parameter(index).kind.name, converter(function, index)
    around = rectangles_around(refs)
    blocks = [used_part(area, frame) for area in around]  # all of them have values then
    out: list[Any] = []
    for ref in refs:
        if len(blocks) == 1 and kind in _READ_AS_VALUES and is_one_of(ref, around[0], blocks[0]):
            top, left = ref.area.top - around[0].top, ref.area.left - around[0].left
            height, width = ref.area.shape
            part = tighten(blocks[0][top : top + height, left : left + width])
            alone = part.size == 1 and _reads_one_cell(function, kind)
            out.append(coerced(convert, part.item() if alone else part, frame))
        else:
            out.append(coerced(convert, ref, frame))
    return out


def is_served(function: Function) -> bool:
    """Whether calls of a function for many cells at once may be told from those for one each by
    nothing but their arguments."""
    asks_or_more = function.asks or function.stretched
    return not (asks_or_more or function.volatile or function.references)


def in_each_lane(
    function: Function,
    ranges: dict[int, Precedent],
    getters: list[Closure | None],
    frame: Frame,
) -> Array:
    """What a function gives in each lane for arguments by their places: ranges, and what gives a
    value for each."""
    return called_in_each(
        function, _columns(Arguments(function, ranges, {}, getters), frame), frame
    )


def _in_each(frame: Frame) -> Value:
    raise OneByOne


def is_one_value(arg: nodes.Node, scope: frozenset[str]) -> bool:
    """Whether an argument that is no reference itself gives one value for one cell, in whichever
    mode it is evaluated."""
    if not isinstance(arg, (nodes.Binary, nodes.Unary, nodes.Call)) or _chooses(arg):
        return False
    return gives_one_value(arg, scope)


def _chooses(arg: nodes.Node) -> bool:
    """Whether an argument may hand on a reference rather than give a value."""
    return isinstance(arg, nodes.Call) and arg.name in FORMS


def values_in_each(function: Function, index: int, value: Value, frame: Frame) -> Column:
    """An argument that is a value of its own in each lane."""
    if isinstance(value, (Reference, Repeated)) or value is MISSING:
        raise OneByOne
    kind = function.parameter(index).kind.name
    if not isinstance(value, np.ndarray):
        return repeat(coerced(converter(function, index), value, frame))
    assert frame.lanes is not None
    if not spreads(value.shape, frame.lanes):
        raise OneByOne
    items = np.broadcast_to(value, frame.lanes).ravel().tolist()
    if kind in SCALAR_KINDS:
        return converted(items, kind, frame)
    convert = converter(function, index)
    return [coerced(convert, item, frame) for item in items]


def spreads(shape: tuple[int, ...], over: tuple[int, int]) -> bool:
    """Whether an array is of a shape, or a row, column or item that repeats in it."""
    return len(shape) == 2 and all(n in (1, m) for n, m in zip(shape, over, strict=True))


def coerced(convert: Callable[[Any, Any], Any], value: Any, frame: Frame) -> Any:
    try:
        return convert(value, frame)
    except Failure as failure:
        return Failure(failure.error)  # without what was under way when it arose
    except OverflowError:
        return Failure(NUM)


def range_in_each(function: Function, index: int, precedent: Precedent, frame: Frame) -> Column:
    """An argument that is other cells in each lane."""
    kind, convert = function.parameter(index).kind.name, converter(function, index)
    spans = _spans(precedent, frame)
    if not any(edge.moves for edge in precedent[1:]):
        ref = Reference(Area(precedent.sheet, *(int(span[0]) for span in spans)))
        return repeat(coerced(convert, ref, frame))
    if kind == "ref":
        corners = zip(*(span.tolist() for span in spans), strict=True)
        return [Reference(Area(precedent.sheet, *each)) for each in corners]
    tops, lefts, bottoms, rights = spans
    first, leftmost = int(tops.min()), int(lefts.min())
    last, rightmost = int(bottoms.max()), int(rights.max())
    if (last - first + 1) * (rightmost - leftmost + 1) > MOST_CELLS:
        raise OneByOne
    block = frame.state.read_area(precedent.sheet, first, leftmost, last, rightmost)
    if block.dtype == object and int(((bottoms - tops + 1) * (rights - lefts + 1)).max()) > WIDEST:
        raise OneByOne  # each lane's part would have to be looked through
    places = list(zip(*(span.tolist() for span in spans), strict=True))
    if kind not in _READ_AS_VALUES:
        return [
            coerced(convert, Reference(Area(precedent.sheet, *place)), frame) for place in places
        ]
    alike = (tops == bottoms).all() and (lefts == leftmost).all() and (rights == rightmost).all()
    if alike and kind in _NUMBERS and block.dtype == np.float64:
        return list(block[tops - first])
    cut = _cut(block, places, first, leftmost)
    if (tops == bottoms).all() and (lefts == rights).all() and _reads_one_cell(function, kind):
        return [part.item() for part in cut]
    if block.dtype == object:
        cut = map(tighten, cut)
    return [coerced(convert, part, frame) for part in cut]


def _reads_one_cell(function: Function, kind: str) -> bool:
    """Whether a reference to one cell is its value, and no array of one item."""
    return kind == "long" and "blank" not in function.ignores


def _cut(block: Array, places: list[tuple[int, ...]], row: int, col: int) -> Iterable[Array]:
    """Of a block that begins at a row and a column the rectangles at some places."""
    return [
        block[top - row : bottom - row + 1, left - col : right - col + 1]
        for top, left, bottom, right in places
    ]


def _spans(precedent: Precedent, frame: Frame) -> tuple[np.ndarray, ...]:
    """Where a reference begins and ends in each lane: top, left, bottom, right."""
    assert frame.lanes is not None
    rows = np.repeat(frame.row + np.arange(frame.rows), frame.columns)
    cols = np.tile(frame.col + np.arange(frame.columns), frame.rows)
    ends = [
        edge.position + (origin if edge.moves else np.zeros_like(origin))
        for edge, origin in zip(precedent[1:], (rows, cols, rows, cols), strict=True)
    ]
    for low, high, limit in ((ends[0], ends[2], MAX_ROWS), (ends[1], ends[3], MAX_COLS)):
        if low.min() < 0 or high.max() >= limit or (low > high).any():
            raise OneByOne  # a reference that goes round the sheet, or turns over
    return tuple(ends)


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
