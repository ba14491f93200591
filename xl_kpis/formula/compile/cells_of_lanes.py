"""Calls that take some cells in each lane, other ones in each: functions of a row, as
``TEXTJOIN("-",TRUE,A1,C1:D1)`` or ``NPV(0.1,B1:F1)`` filled down.

The cells of all lanes are read at once, and coerced as far as they are alike; the function itself
is called for each lane as it is for a cell on its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import repeat
from typing import Any

import numpy as np

from xl_kpis.errors import NUM, Failure
from xl_kpis.formula.compile.compiler import Closure, Compiler, may_be_nothing, may_be_range
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.precedents import Precedent, reference_precedents
from xl_kpis.formula.compile.registry import FORMS, register_last
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.functions.support.call import SCALAR_KINDS, converted, converter, finish
from xl_kpis.formula.grammar import nodes, walk
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area, Reference
from xl_kpis.formula.values.repeated import Repeated
from xl_kpis.formula.values.value import MISSING, Array, Value, as_array, tighten

_WIDEST = 1_000
"""Cells up to which a lane's range is read with all its blanks."""
_MOST_CELLS = 4_000_000
"""Cells of all lanes, and between them, that are read at once."""
_READ_AS_VALUES = frozenset(
    {"numbers", "numbers_a", "strict_numbers", "ascending", "matrix", "cells", "array", "long"}
)
"""Kinds that make the same of a reference and of the values of its cells."""
_NUMBERS = frozenset({"numbers", "numbers_a", "strict_numbers"})
"""Kinds of which a row of numbers is what they make of it."""
Column = Iterable[Any]
"""An argument, coerced, in each lane: a :class:`Failure` where it cannot be."""


@register_last
def cells_of_lanes_site(
    compiler: Compiler, function: Function, node: nodes.Call, scope: frozenset[str]
) -> Closure | None:
    """A closure that also serves lanes, or None where no range moves, or an argument or what the
    function asks for does not allow it."""
    if not is_served(function):
        return None
    if not function.minimum <= len(node.args) <= function.maximum:
        return None
    ranges: dict[int, Precedent] = {}
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
            found = reference_precedents(
                compiler.model, arg, compiler.sheet, compiler.row, compiler.col
            )
            if found is None:
                return None
            ranges[i] = found
        elif not _is_one_value(arg, scope):
            return None
    if not any(edge.moves for each in ranges.values() for edge in each[1:]):
        return None
    traits = compiler.traits
    traits.calls(function)
    down, right = traits.down, traits.right
    site = compiler.plain_site(function, node, "scalar", scope)
    traits.down, traits.right = down, right
    getters = [
        None if i in ranges else compiler.value(arg, "scalar", scope)
        for i, arg in enumerate(node.args)
    ]

    def lanes_or_one(frame: Frame) -> Value:
        if frame.lanes is None or frame.window is not None:
            return site(frame)
        if frame.gathered:  # formulas from anywhere, not those of a run
            raise OneByOne
        return in_each_lane(function, ranges, getters, frame)

    def of_books_too(frame: Frame) -> Value:
        if frame.books and frame.rows * frame.columns > 1:
            return frame.together(_in_each, lanes_or_one)
        return lanes_or_one(frame)

    return of_books_too


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
    columns = [
        _of_range(function, i, ranges[i], frame)
        if getter is None
        else _of_values(function, i, getter(frame), frame)
        for i, getter in enumerate(getters)
    ]
    return _called(function, columns, frame)


def _in_each(frame: Frame) -> Value:
    raise OneByOne


def _is_one_value(arg: nodes.Node, scope: frozenset[str]) -> bool:
    """Whether an argument that is no reference itself gives one value for one cell, in whichever
    mode it is evaluated."""
    if not isinstance(arg, (nodes.Binary, nodes.Unary, nodes.Call)) or _chooses(arg):
        return False
    for part in walk(arg):
        if isinstance(part, (nodes.ArrayLiteral, nodes.Name, nodes.Apply)):
            return False
        if isinstance(part, nodes.Call):
            function = find(part.name)
            if part.name.casefold() in scope or function is None or function.gives_several:
                return False
        elif may_be_range(part):
            return False
    return True


def _chooses(arg: nodes.Node) -> bool:
    """Whether an argument may hand on a reference rather than give a value."""
    return isinstance(arg, nodes.Call) and arg.name in FORMS


def _of_values(function: Function, index: int, value: Value, frame: Frame) -> Column:
    """An argument that is a value of its own in each lane."""
    if isinstance(value, (Reference, Repeated)) or value is MISSING:
        raise OneByOne
    kind = function.parameter(index).kind.name
    if not isinstance(value, np.ndarray):
        return repeat(_coerced(converter(function, index), value, frame))
    assert frame.lanes is not None
    if any(n not in (1, m) for n, m in zip(value.shape, frame.lanes, strict=True)):
        raise OneByOne
    items = np.broadcast_to(value, frame.lanes).ravel().tolist()
    if kind in SCALAR_KINDS:
        return converted(items, kind, frame)
    convert = converter(function, index)
    return [_coerced(convert, item, frame) for item in items]


def _coerced(convert: Callable[[Any, Any], Any], value: Any, frame: Frame) -> Any:
    try:
        return convert(value, frame)
    except Failure as failure:
        return Failure(failure.error)  # without what was under way when it arose
    except OverflowError:
        return Failure(NUM)


def _of_range(function: Function, index: int, precedent: Precedent, frame: Frame) -> Column:
    """An argument that is other cells in each lane."""
    kind, convert = function.parameter(index).kind.name, converter(function, index)
    spans = _spans(precedent, frame)
    if not any(edge.moves for edge in precedent[1:]):
        ref = Reference(Area(precedent.sheet, *(int(span[0]) for span in spans)))
        return repeat(_coerced(convert, ref, frame))
    tops, lefts, bottoms, rights = spans
    if int(((bottoms - tops + 1) * (rights - lefts + 1)).max()) > _WIDEST:
        raise OneByOne
    first, leftmost = int(tops.min()), int(lefts.min())
    last, rightmost = int(bottoms.max()), int(rights.max())
    if (last - first + 1) * (rightmost - leftmost + 1) > _MOST_CELLS:
        raise OneByOne
    block = frame.state.read_area(precedent.sheet, first, leftmost, last, rightmost)
    places = list(zip(*(span.tolist() for span in spans), strict=True))
    if kind not in _READ_AS_VALUES:
        return [
            _coerced(convert, Reference(Area(precedent.sheet, *place)), frame) for place in places
        ]
    alike = (tops == bottoms).all() and (lefts == leftmost).all() and (rights == rightmost).all()
    if alike and kind in _NUMBERS and block.dtype == np.float64:
        return list(block[tops - first])
    cut = _cut(block, places, first, leftmost)
    if kind == "long" and (tops == bottoms).all() and (lefts == rights).all():
        return [part.item() for part in cut]  # as one cell is read
    if block.dtype == object:
        cut = map(tighten, cut)
    return [_coerced(convert, part, frame) for part in cut]


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


def _called(function: Function, columns: list[Column], frame: Frame) -> Array:
    """What a function gives in each lane."""
    assert frame.lanes is not None
    implementation, results = function.implementation, []
    keywords = {"ctx": frame} if function.context else {}
    for args in zip(*columns, strict=False):
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
        if type(result) is not str:
            result = finish(result)
            if isinstance(result, Reference):
                result = frame.read_item(result)
            if isinstance(result, np.ndarray):
                if result.size > 1:
                    raise OneByOne  # in each cell it stands for its first item
                result = result.item()
        results.append(result)
    out = np.empty(len(results), object)
    out[:] = results
    return tighten(as_array(out.reshape(frame.lanes)))
