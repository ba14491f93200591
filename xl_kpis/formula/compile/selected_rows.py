"""The rows that meet conditions, other ones in each cell: ``SUM(FILTER(B$1:B$9,A$1:A$9=D1))``,
``TEXTJOIN(", ",TRUE,FILTER(B$1:B$9,A$1:A$9=D1))``, ``MEDIAN(IF(A$1:A$9=D1,B$1:B$9))`` filled down.

The rows of a range are found by what is in them, as COUNTIFS finds them, once several cells have
asked: each cell then costs what it selects. Where a condition is not what a criterion says (see
:mod:`xl_kpis.formula.functions.support.comparing`) it goes the way it would go without this module.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from xl_kpis.errors import CALC, DIV0, ExcelError
from xl_kpis.formula.compile.calls import arguments, served
from xl_kpis.formula.compile.compiled import Closure, Mode
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.conditions_of_lanes import NoProduct, ProductReader
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.moving_ranges import standing_area
from xl_kpis.formula.compile.precedents import Precedent
from xl_kpis.formula.compile.registry import register_anywhere
from xl_kpis.formula.compile.standing import stands
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.functions.support.call import call, left_out
from xl_kpis.formula.functions.support.comparing import compared
from xl_kpis.formula.functions.support.criteria import Criterion
from xl_kpis.formula.functions.support.matching import block, selector
from xl_kpis.formula.functions.support.ranges import Range
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.values.value import Array, Value, as_array, present, tighten

_ASKED = 2
"""Cells that go through all rows, before an index of them is worth it."""
_ITEMS = 1_000_000
"""Cells of all lanes together from which on each looks up its own rows."""


class _Selection(NamedTuple):
    """Rows of a range that stays where it is, or of what is worked out of such ranges, and the
    conditions they are to meet."""

    values: Precedent | Closure
    height: int
    conditions: tuple[tuple[str, Precedent], ...]
    operands: list[Closure]

    def asked(self, frame: Frame) -> tuple[list[Area], list[Criterion]]:
        """Where is looked, and what for; ``OneByOne`` where that cannot be looked up."""
        if type(frame) is not Frame and frame.books:
            raise OneByOne
        if frame.lanes is not None or frame.window is not None:
            raise OneByOne
        areas = [standing_area(each, frame) for _, each in self.conditions]
        key = "selected", *areas
        asked = frame.memo[key] = frame.memo.get(key, 0) + 1
        if asked <= _ASKED:
            raise OneByOne
        criteria: list[Criterion] = []
        for (op, _), area, operand in zip(self.conditions, areas, self.operands, strict=True):
            own = block(area, frame)
            beyond = own.rows < area.bottom - area.top + 1
            criteria += compared(own, frame).criteria(op, [operand(frame)], beyond)
        return areas, criteria

    def rows(self, frame: Frame) -> np.ndarray:
        """Their numbers, ascending."""
        return self.found(frame, *self.asked(frame))

    def found(self, frame: Frame, areas: list[Area], criteria: list[Criterion]) -> np.ndarray:
        """The numbers of the rows asked for."""
        return selector([Range(Reference(area), frame) for area in areas]).positions(criteria)

    def array(self, frame: Frame) -> Array:
        """The values of all rows that are used."""
        if not isinstance(self.values, Precedent):
            worked_out = self.values(frame)
            if not isinstance(worked_out, np.ndarray) or worked_out.shape != (self.height, 1):
                raise OneByOne
            return worked_out
        area = standing_area(self.values, frame)
        key = "selected from", area
        found = frame.memo.get(key)
        if found is None:
            found = frame.memo[key] = as_array(frame.used(Reference(area)))
        return found


def _selection(
    compiler: Compiler, mode: Mode, scope: frozenset[str], values: nodes.Node, include: nodes.Node
) -> _Selection:
    reader = ProductReader(compiler, mode, scope)
    reader.factor(include)
    conditions, others = reader.found[:2]
    if others or not conditions:
        raise NoProduct
    ranges = [each.range for each in conditions if isinstance(each.range, Precedent)]
    if len(ranges) < len(conditions):
        raise NoProduct
    height = _height(ranges[0])
    if height < 2 or any(r.left != r.right or _height(r) != height for r in ranges):
        raise NoProduct
    if any(edge.moves for each in ranges for edge in (each.top, each.bottom)):
        raise NoProduct
    operands = [compiler.value(each.operand, mode, scope) for each in conditions]
    ops = [each.op for each in conditions]
    chosen = _values(compiler, mode, scope, values, height)
    return _Selection(chosen, height, tuple(zip(ops, ranges, strict=True)), operands)


def _values(
    compiler: Compiler, mode: Mode, scope: frozenset[str], node: nodes.Node, height: int
) -> Precedent | Closure:
    """A range that stays where it is, or an expression that gives the same array in each cell."""
    if isinstance(node, (nodes.Ref, nodes.Structured)):
        found = ProductReader(compiler, mode, scope).range(node)
        if found.top.moves or found.bottom.moves or _height(found) != height:
            raise NoProduct
        return found
    inner: Mode = "forced" if mode == "scalar" else mode
    if not stands(compiler, node, inner, False, scope):
        raise NoProduct
    return compiler.value(node, inner, scope)


def _height(found: Precedent) -> int:
    return found.bottom.position - found.top.position + 1


@register_anywhere
def selecting_site(
    compiler: Compiler, function: Function, node: nodes.Call, mode: Mode, scope: frozenset[str]
) -> Closure | None:
    """A closure for a call that selects rows, or None where it is nothing of the sort."""
    selects = function.selects
    if selects is None or not 2 <= len(node.args) <= 3:
        return None
    otherwise = served(compiler, function, node, mode, scope, but=selecting_site)
    try:
        selection = _selection(compiler, mode, scope, *node.args[:2])
    except NoProduct:
        return otherwise
    if_empty: Closure = lambda frame: CALC  # noqa: E731
    if len(node.args) == 3 and not isinstance(node.args[2], nodes.Omitted):
        if_empty = arguments(compiler, function, node, mode, scope)[2]

    def selected(frame: Frame) -> Value:
        try:
            rows = selection.rows(frame)
            array = selection.array(frame)  # of another height, it is wrong for any rows
            if not len(rows):
                return if_empty(frame)
            if rows[-1] >= len(array):
                raise OneByOne
        except OneByOne:
            return otherwise(frame)
        return selects(array, rows)

    return selected


@register_anywhere
def chosen_site(
    compiler: Compiler, function: Function, node: nodes.Call, mode: Mode, scope: frozenset[str]
) -> Closure | None:
    """A closure for a call that leaves out what IF gives for the rows that do not meet conditions,
    or None where it is nothing of the sort."""
    if len(node.args) > function.maximum:
        return None
    found: dict[int, _Choice] = {}
    if mode == "array" and "if" not in scope and function.total is None:
        # totals are brought together for all cells of a run at once
        found = {i: each for i in range(len(node.args)) if (each := _chosen(function, node, i))}
    if not found:
        found = {i: each for i in range(len(node.args)) if (each := _divided(function, node, i))}
    if not found:
        return None
    try:
        chosen = {i: _selection(compiler, mode, scope, *each[:2]) for i, each in found.items()}
    except NoProduct:
        return None
    for selection in chosen.values():
        values = selection.values
        if isinstance(values, Precedent) and values.left != values.right:
            return None
    otherwise = served(compiler, function, node, mode, scope, but=chosen_site)
    traits = compiler.traits
    down, right = traits.down, traits.right
    getters = arguments(compiler, function, node, mode, scope)
    traits.down, traits.right = down, right
    call_of_cell = _call(
        function,
        [
            _Chosen(chosen[i], found[i]) if i in chosen else getter
            for i, getter in enumerate(getters)
        ],
    )
    height = max(each.height for each in chosen.values())

    def one_or_lanes(frame: Frame) -> Value:
        if frame.lanes is not None and not frame.books and frame.window is None:
            if frame.rows * frame.columns * height > _ITEMS:
                raise OneByOne
            return otherwise(frame)
        try:
            return call_of_cell(frame)
        except OneByOne:
            return otherwise(frame)

    return one_or_lanes


def _call(function: Function, arguments: list[_Chosen | Closure]) -> Closure:
    """A call that is made once for all cells that ask for the same rows, as those beside a list do
    of which each asks for the rows of its own group."""
    which = object()
    is_alike = not (function.volatile or function.asks)

    def once(frame: Frame) -> Value:
        key: list[Any] = [frame.sheet, frame.col]
        given: list[Any] = []
        for each in arguments:
            if isinstance(each, _Chosen):
                given.append(each.selection.asked(frame))
                key += map(tuple, given[-1])
            else:
                given.append(each(frame))
                key += [type(given[-1]), given[-1]]
        plain = is_alike and all(type(value) in _SCALARS or type(value) is tuple for value in given)
        known: dict[Any, Value] = frame.memo.setdefault(which, {}) if plain else {}
        asked = tuple(key) if plain else None
        if asked in known:
            return known[asked]
        for i, each in enumerate(arguments):
            if isinstance(each, _Chosen):
                given[i] = each.items(frame, *given[i])
        value: Value = call(function, given, frame, in_lanes=False)
        if type(value) in _SCALARS:
            known[asked] = value
        return value

    return once


_SCALARS = frozenset({float, str, bool, ExcelError})


class _Choice(NamedTuple):
    """An argument that has items of its own in rows that meet a condition."""

    values: nodes.Node
    include: nodes.Node
    others: Array
    """What it has in all others, which makes no difference, but for how often."""
    numbers: bool
    """Whether items that are no numbers become others in it."""


def _chosen(function: Function, node: nodes.Call, at: int) -> _Choice | None:
    """An argument that is an IF, if what it gives for all other rows makes no difference there."""
    arg = node.args[at]
    if not isinstance(arg, nodes.Call) or arg.name != "IF" or not 2 <= len(arg.args) <= 3:
        return None
    rest: object = False
    if len(arg.args) == 3:
        if not isinstance(arg.args[2], nodes.Literal):
            return None
        rest = arg.args[2].value
    without = left_out(function, function.parameter(at).kind.name)
    kind = {bool: "logical", str: "text"}.get(type(rest))
    if kind not in without and not (rest == "" and _skips_empty(function, node)):
        return None
    return _Choice(arg.args[1], arg.args[0], as_array(rest), False)


def _divided(function: Function, node: nodes.Call, at: int) -> _Choice | None:
    """An argument that divides by conditions, if errors are left out there: ``AGGREGATE(15,6,
    B$1:B$9/(A$1:A$9=D1),1)``."""
    arg = node.args[at]
    if function.skips_errors is None or not (isinstance(arg, nodes.Binary) and arg.op == "/"):
        return None
    option, numbers = function.skips_errors
    said = node.args[option] if option < min(at, len(node.args)) else None
    if not isinstance(said, nodes.Literal) or said.value not in numbers:
        return None
    if type(said.value) is bool:
        return None
    return _Choice(arg.left, arg.right, as_array(DIV0), True)


def _skips_empty(function: Function, node: nodes.Call) -> bool:
    if function.skips is None or function.skips >= len(node.args):
        return False
    given = node.args[function.skips]
    return isinstance(given, nodes.Omitted) or (
        isinstance(given, nodes.Literal) and given.value is True
    )


class _Chosen(NamedTuple):
    """An argument that is what stands in the rows that are selected."""

    selection: _Selection
    choice: _Choice

    def items(self, frame: Frame, areas: list[Area], criteria: list[Criterion]) -> Array:
        """What stands in the rows asked for; what is in all others where there are none."""
        rows = self.selection.found(frame, areas, criteria)
        if not len(rows):
            return self.choice.others
        array = self.selection.array(frame)
        if rows[-1] >= len(array):
            raise OneByOne
        kept = array[rows]
        if kept.dtype == object and (self.choice.numbers or not present(kept).all()):
            raise OneByOne  # of a blank 0 is made
        return tighten(kept)
