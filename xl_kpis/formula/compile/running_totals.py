"""Totals over ranges that move or grow as a formula is filled.

``SUM(A$1:A7)`` filled down is one running total, ``AVERAGE(B2:D2)`` one mean along rows: here a
whole run of such calls is worked out at once. Each lane has its window of rows (or of columns, if
the run goes right); the windows of all lanes either stay where they are, slide (both ends move),
grow from a fixed first row, or shrink to a fixed last one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from xl_kpis.errors import ExcelError
from xl_kpis.formula import thresholds
from xl_kpis.formula.compile.calls import gives_one_value, plain_site
from xl_kpis.formula.compile.cells_of_lanes import with_those_alone
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.operands import Slot
from xl_kpis.formula.compile.precedents import Edge, Precedent, reference_precedents
from xl_kpis.formula.compile.registry import FORMS, register_site
from xl_kpis.formula.compile.totals_of_lanes import Part, Window, finished, of_window, of_windows
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.functions.support.totals import ChosenTotal, Total, Without
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.values.coercion import to_number
from xl_kpis.formula.values.kinds import ERROR
from xl_kpis.formula.values.value import MISSING, Array, Value, as_array

if TYPE_CHECKING:
    from xl_kpis.formula.compile.compiled import Closure
    from xl_kpis.formula.compile.compiler import Compiler


_REFERENCES = (nodes.Ref, nodes.Structured)


def direct(value: Value, shape: tuple[int, int], convert: Callable[[Any], Any]) -> Part:
    """An argument that is a value of its own in each lane."""
    array = as_array(None if value is MISSING else value)
    if any(n not in (1, m) for n, m in zip(array.shape, shape, strict=True)):
        raise OneByOne
    lanes = shape[0] * shape[1]
    array = array.ravel() if array.size == 1 else np.broadcast_to(array, shape).ravel()
    if array.dtype == np.float64 and convert is to_number:
        numbers, error = array, None
    else:
        items = array.tolist()
        if any(type(item) is str for item in items):
            raise OneByOne  # what a text stands for depends on the region, and what is before it
        results = [convert(item) for item in items]
        wrong = [r if isinstance(r, ExcelError) else None for r in results]
        numbers = np.array([0.0 if isinstance(r, ExcelError) else float(r) for r in results])
        error = None
        if any(w is not None for w in wrong):
            error = np.empty(len(wrong), object)
            error[:] = wrong
            error = np.broadcast_to(error, (lanes,))
    total = np.broadcast_to(numbers, (lanes,))
    return Part(total, np.ones(lanes), error)


@register_site
def window_site(
    compiler: Compiler, function: Function, node: nodes.Call, scope: frozenset[str]
) -> Closure | None:
    """A closure that also serves lanes going down, or None where an argument does not allow it."""
    total, without, args = function.total, None, node.args
    if isinstance(total, ChosenTotal):
        numbers, args = _leading_numbers(node, total.leading), args[total.leading :]
        chosen = total.choose(*numbers) if numbers and args else None
        if chosen is None or not all(map(_is_reference, args)):
            return None
        total, without = chosen
    if total is None:
        return None
    traits = compiler.traits
    traits.calls(function)
    down, right = traits.down, traits.right
    site = plain_site(compiler, function, node, "scalar", scope)
    traits.down, traits.right = down, right
    getters: list[tuple[Precedent | Slot | None, Closure | None]] = []
    uncertain: set[int] = set()
    """Arguments that may be a cell, of which texts, truth values and blanks count otherwise."""
    for arg in args:
        if isinstance(arg, Slot) and arg.is_reference:
            getters.append((arg, None))
        elif isinstance(arg, _REFERENCES):
            found = reference_precedents(
                compiler.model, arg, compiler.sheet, compiler.row, compiler.col
            )
            if found is None:
                return None
            getters.append((found, None))
        elif isinstance(arg, (nodes.Literal, Slot, nodes.Binary, nodes.Unary, nodes.Call)):
            if not gives_one_value(arg, scope):
                return None
            if isinstance(arg, nodes.Call) and not _gives_numbers(arg, scope):
                uncertain.add(len(getters))
            getters.append((None, compiler.value(arg, "scalar", scope)))
        else:
            return None

    def over_lanes(frame: Frame) -> Value:
        given = [None if closure is None else closure(frame) for _, closure in getters]
        alone = _alone([given[i] for i in uncertain], frame)
        if alone is None:
            return _over_lanes(total, without, getters, given, frame)
        for i in uncertain:
            given[i] = _certain(given[i])
        found = _over_lanes(total, without, getters, given, frame)
        return with_those_alone(found.ravel(), alone, site, frame)

    source = getters[0][0] if len(getters) == 1 and without is None else None
    grows = isinstance(source, Precedent) and source.bottom.moves and not source.top.moves
    growing = source if grows and isinstance(source, Precedent) else None

    def lanes_or_one(frame: Frame) -> Value:
        if frame.lanes is not None:
            return over_lanes(frame)
        if growing is not None and type(frame) is Frame:
            value = grown(total, growing, frame)
            if value is not None:
                return value
        return site(frame)

    def of_books_too(frame: Frame) -> Value:
        if frame.books:
            return frame.together(over_lanes, lanes_or_one)
        return lanes_or_one(frame)

    traits.one_way = True
    return of_books_too


def grown(total: Total, precedent: Precedent, frame: Frame) -> Value | None:
    """The total of a growing range for one cell, of which those above may not have had a value
    yet: what the last one of them brought together, and the cells that have come to it since. None
    where the cells are few, or change meanwhile, as on circles."""
    sheet, top, left = precedent.sheet, precedent.top.position, precedent.left.at(frame.col)
    bottom = min(precedent.bottom.at(frame.row), frame.extent(sheet)[0] - 1)
    if bottom - top < thresholds.GROWN_FROM or not left == precedent.right.at(frame.col) >= 0:
        return None
    if frame.state.circular:
        return None
    key = _Grown, id(total), sheet, top, left
    known: _Grown | None = frame.memo.get(key)
    if known is not None and known.bottom > bottom:
        known = None
    first = top if known is None else known.bottom + 1
    if known is None or first <= bottom:
        cells = frame.kinds(Reference(Area(sheet, first, left, bottom, left)))
        if cells is None or (total.passes_errors and (cells.kinds == ERROR).any()):
            return None
        numbers, mask = total.values(cells)
        items = np.where(mask, numbers, total.nothing).ravel()
        if known is not None:
            items = np.append(known.brought, items)
        counted = float(np.count_nonzero(mask)) + (0.0 if known is None else known.counted)
        known = frame.memo[key] = _Grown(bottom, float(total.how.accumulate(items)[-1]), counted)
    found: Value = finished(total, [known.brought], [known.counted], []).item()
    return found


class _Grown(NamedTuple):
    """The cells of a growing range as far as they were brought together, and how many count."""

    bottom: int
    brought: float
    counted: float


def _is_reference(arg: nodes.Node) -> bool:
    return isinstance(arg, _REFERENCES) or (isinstance(arg, Slot) and arg.is_reference)


def _leading_numbers(node: nodes.Call, count: int) -> list[float] | None:
    """The first arguments of a call, where they are numbers written out."""
    numbers = [arg.value for arg in node.args[:count] if isinstance(arg, nodes.Literal)]
    if len(numbers) < count or not all(type(n) in (int, float) for n in numbers):
        return None
    return numbers  # type: ignore[return-value]


def _gives_numbers(call: nodes.Call, scope: frozenset[str]) -> bool:
    """Whether a call gives one number or truth value per lane, whatever it is given."""
    if call.name.casefold() in scope or call.name in FORMS:
        return False
    function = find(call.name)
    return function is not None and function.gives_numbers


def _fixed(slot: Slot, frame: Frame) -> Precedent:
    """A cell or range that is an operand, the same for all lanes of a frame."""
    operand = frame.operands[slot.index]
    if type(operand) is tuple:
        sheet, top, left = operand
        bottom, right = top, left
    else:
        sheet, top, left, bottom, right = operand.area
    return Precedent(sheet, *(Edge(place, False) for place in (top, left, bottom, right)))


def _alone(values: list[Value], frame: Frame) -> np.ndarray | None:
    """The lanes in which some of these are neither a number nor an error; None if there are
    none."""
    alone: np.ndarray | None = None
    for value in values:
        array = as_array(None if value is MISSING else value)
        if array.dtype == np.float64:
            continue
        others = np.array([type(item) not in _CERTAIN for item in array.ravel().tolist()])
        if not others.any():
            continue
        if others.all() or frame.columns > 1 or frame.local is not None:
            raise OneByOne
        if (
            frame.window is not None
            or frame.books
            or frame.gathered
            or array.shape != (frame.rows, 1)
        ):
            raise OneByOne  # these lanes are no cells of the sheet
        alone = others if alone is None else alone | others
    return alone


_CERTAIN = frozenset({float, ExcelError})


def _certain(value: Value) -> Value:
    """Such values, 0 in place of others."""
    array = as_array(value)
    if array.dtype == np.float64:
        return array
    items = [item if type(item) in _CERTAIN else 0.0 for item in array.ravel().tolist()]
    out = np.empty(len(items), object)
    out[:] = items
    return out.reshape(array.shape)


def _over_lanes(
    total: Total,
    without: Without | None,
    getters: list[tuple[Precedent | Slot | None, Closure | None]],
    given: list[Value],
    frame: Frame,
) -> Array:
    assert frame.lanes is not None
    parts: list[Part] = []
    result: np.ndarray | None = None
    count: Any = 0.0
    for (source, _), value in zip(getters, given, strict=True):
        # the cells of a window are added to what is there, one after another
        before = result if total.adds else None
        if isinstance(source, Slot) and frame.gathered:
            which, windows = frame.operand_windows(source.index, before is None, without)
            part = of_windows(total, windows, int(which[-1]) + 1, before).for_lanes(which)
        elif source is not None:
            precedent = _fixed(source, frame) if isinstance(source, Slot) else source
            window = frame.window(precedent) if frame.window else Window(precedent, frame)
            if without is not None:
                window.leave_out(without, frame)
            part = of_window(total, window, before)
        else:
            part = direct(value, frame.lanes, total.convert)
        parts.append(part)
        if result is None or (before is not None and source is not None):
            result = part.total
        else:
            result = total.how(result, part.total)
        count = count + part.count
    return finished(total, result, count, parts).reshape(frame.lanes)
