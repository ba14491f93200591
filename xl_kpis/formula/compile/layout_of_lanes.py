"""Which expressions are an array in each cell that a formula is filled into, and how they are laid
along its lanes: ranges and arrays become rows, what is one value in each lane stands before them.
"""

from __future__ import annotations

from dataclasses import field
from functools import partial

import numpy as np

from xl_kpis.formula import thresholds
from xl_kpis.formula.compile.calls import is_worked_out
from xl_kpis.formula.compile.cells_of_lanes import is_served, items_of_lanes
from xl_kpis.formula.compile.compiled import Mode
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.operands import Along, ArrayAlong, CallAlong, OneOfEach, RangeAlong
from xl_kpis.formula.compile.precedents import Precedent, reference_precedents
from xl_kpis.formula.compile.rearranged_lanes import (
    NotWritten,
    called_nowhere,
    number_written,
    part_of_range,
    rearranged,
)
from xl_kpis.formula.compile.referring import may_be_range
from xl_kpis.formula.compile.registry import FORMS
from xl_kpis.formula.compile.stack_room import with_room
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.declare import Function
from xl_kpis.formula.functions.support.operators import OPERATORS
from xl_kpis.formula.grammar import nodes, walk
from xl_kpis.formula.grammar.traversal import with_children
from xl_kpis.formula.values.value import Array, from_rows
from xl_kpis.record_class import record

Shape = tuple[int, int]
Laid = tuple[Shape | None, nodes.Node]
"""The shape of the array that an expression is in each lane, None for one value; and the expression
with its ranges laid along the lanes."""


class NoTable(Exception):
    """An argument that may be arrays of several shapes, or more than an array."""


def one_value(compiler: Compiler, mode: Mode, scope: frozenset[str], node: nodes.Node) -> bool:
    """Whether an expression gives one value in each lane."""
    try:
        return LaneLayout(compiler, mode, scope).of(node)[0] is None
    except NoTable:
        return False


@record
class LaneLayout:
    """Lays expressions out, as a call in a formula of some mode takes them."""

    compiler: Compiler
    mode: Mode
    scope: frozenset[str]
    before: list[nodes.Node] = field(default_factory=list)
    """Arguments of calls that come before the first array: where one of them is an error, that is
    no array."""

    def within(self, mode: Mode) -> LaneLayout:
        """Of a call that is an argument."""
        return LaneLayout(self.compiler, mode, self.scope, self.before)

    def of(self, node: nodes.Node) -> Laid:
        """An expression laid out."""
        return with_room(self._of, node)

    def _of(self, node: nodes.Node) -> Laid:
        if isinstance(node, nodes.Literal):
            return None, node
        if isinstance(node, nodes.ArrayLiteral):
            return _written_out(literal_array(node), literal=True)
        if isinstance(node, (nodes.Ref, nodes.Structured)):
            return self._range(node)
        if isinstance(node, nodes.Call):
            return self._call(node)
        if isinstance(node, nodes.Unary) and node.op not in "#@":
            shape, laid = self.of(node.operand)
            return shape, with_children(node, (laid,))
        if isinstance(node, nodes.Binary) and node.op in OPERATORS:
            parts = [self.of(part) for part in (node.left, node.right)]
            return _met(parts), with_children(node, tuple(part for _, part in parts))
        raise NoTable

    def _range(self, node: nodes.Ref | nodes.Structured) -> Laid:
        if not may_be_range(node):
            return None, node
        compiler = self.compiler
        found = reference_precedents(
            compiler.model, node, compiler.sheet, compiler.row, compiler.col
        )
        shape = None if found is None else found.shape
        if found is None or shape is None:
            raise NoTable
        if not 1 < shape[0] * shape[1] <= thresholds.WHOLE_UP_TO:
            raise NoTable
        return shape, RangeAlong(found)

    def _call(self, node: nodes.Call) -> Laid:
        """A call that goes item by item, or gives one value."""
        if node.name.casefold() in self.scope:
            raise NoTable
        if node.name in CONDITIONALS:
            return self._conditional(node)
        function = find(node.name)
        if node.name in FORMS or function is None:
            raise NoTable
        if not function.minimum <= len(node.args) <= function.maximum:
            raise NoTable
        if function.position is not None and not node.args and self.mode != "array":
            return None, node
        if function.passes and _gives_first(node):
            return self.within(self._mode_within(function, 0)).of(node.args[0])
        if function.rearranges:
            return self._rearranged(function, node)
        numbers = _numbers_of(function, node) if function.gives_several else None
        if numbers is not None:
            return _written_out(numbers, literal=False)
        if function.gives_several or function.asks or function.volatile or function.references:
            raise NoTable
        if any(isinstance(arg, nodes.Omitted) for arg in node.args):
            raise NoTable
        parts: list[Laid] = []
        spans: set[Shape | None] = set()
        ranges: dict[int, Precedent] = {}
        moves = brings = literal = False
        for i, arg in enumerate(node.args):
            kind = function.parameter(i).kind
            if kind.takes == "value" or (function.by_item and is_worked_out(arg)):
                parts.append(self.of(arg))
                shapes, before = zip(*parts, strict=True)
                if shapes[-1] is not None and not any(shapes[:-1]):
                    self.before.extend(filter(varies, before[:-1]))
            elif isinstance(arg, (nodes.Ref, nodes.Structured)) and may_be_range(arg):
                span, along = self._range(arg)
                spans.add(span)
                ranges[i] = along.precedent  # type: ignore[attr-defined]
                moves = moves or along.precedent.top.moves  # type: ignore[attr-defined]
                parts.append((None, arg))
            elif isinstance(arg, nodes.Literal):
                parts.append((None, arg))
            elif isinstance(arg, nodes.ArrayLiteral):
                literal = True
            elif isinstance(arg, (nodes.Binary, nodes.Unary, nodes.Call)):
                brings = True
            else:
                raise NoTable
        if function.stretched and len(spans) > 1:
            raise NoTable  # it reads other cells than those named
        shape = _met(parts)
        if brings or moves or literal:
            if shape is not None:
                if brings or literal:
                    raise NoTable
                laid = [None if i in ranges else part for i, (_, part) in enumerate(parts)]
                anywhere = all(part is None or goes_anywhere(part) for part in laid)
                return shape, CallAlong(partial(items_of_lanes, function, ranges, laid), anywhere)
            return None, OneOfEach(node, self.mode if brings else "scalar")
        return shape, nodes.Call(node.name, tuple(part for _, part in parts))

    def _mode_within(self, function: Function, index: int) -> Mode:
        """The mode of an expression that is an argument which takes arrays."""
        takes = function.parameter(index).kind.takes
        return "forced" if self.mode == "scalar" and takes in ("array", "references") else self.mode

    def _rearranged(self, function: Function, node: nodes.Call) -> Laid:
        """A call that puts the items of its arrays elsewhere."""
        given: list[Shape | nodes.Node] = []
        laid: list[tuple[nodes.Node, int]] = []
        for i, arg in enumerate(node.args):
            kind = function.parameter(i).kind
            if kind.name not in _TAKES_ITEMS:
                given.append(arg)
                continue
            mode = self._mode_within(function, i)
            if kind.takes != "array" and mode != "array":
                raise NoTable
            shape, part = self.within(mode).of(arg)
            if shape is None:
                raise NoTable
            given.append(shape)
            laid.append((part, shape[0] * shape[1]))
        anywhere = all(goes_anywhere(part) for part, _ in laid)
        try:
            if len(laid) == 1 and isinstance(laid[0][0], RangeAlong):
                part_of_it = part_of_range(function, given, laid[0][0].precedent)
                if part_of_it is not None:
                    return part_of_it
            found = rearranged(function, given, laid, anywhere)
        except NotWritten:
            raise NoTable from None
        if found is None:
            raise NoTable
        return found

    def _conditional(self, node: nodes.Call) -> Laid:
        """IF and its like: what they ask first tells in which shape they give. In ordinary formulas
        they give one value, inside SUMPRODUCT, too."""
        if not is_whole(node):
            raise NoTable
        parts = [self.of(arg) for arg in node.args]
        shape = _met(parts)
        if shape != parts[0][0]:
            raise NoTable  # an array in some lanes, one value in others
        if shape is not None and self.mode != "array":
            raise NoTable
        return shape, nodes.Call(node.name, tuple(part for _, part in parts))


_TAKES_ITEMS = frozenset({"range", "array"})
"""Kinds of arguments whose items such a call gives."""


def _gives_first(node: nodes.Call) -> bool:
    """Whether all arguments but the first are left out or 0."""
    return len(node.args) > 1 and all(
        isinstance(arg, nodes.Omitted)
        or (isinstance(arg, nodes.Literal) and type(arg.value) is not bool and arg.value == 0)
        for arg in node.args[1:]
    )


CONDITIONALS = frozenset({"IF", "IFERROR", "IFNA"})


def is_whole(node: nodes.Call) -> bool:
    """Whether a call of such a function has as many arguments as it takes, none left empty."""
    most = 3 if node.name == "IF" else 2
    return 2 <= len(node.args) <= most and nodes.Omitted not in set(map(type, node.args))


def _written_out(array: Array, *, literal: bool) -> Laid:
    """An array that depends on nothing but what is written in the formula."""
    if not 1 < array.size <= thresholds.WHOLE_UP_TO:
        raise NoTable
    return array.shape, ArrayAlong(array, literal)


def literal_array(node: nodes.ArrayLiteral) -> Array:
    array = from_rows([list(row) for row in node.rows])
    array.flags.writeable = False
    return array


_TAKES_NUMBERS = frozenset({"number", "integer", "strict_number", "strict_integer"})
"""Kinds of arguments that take a number as it is, whatever the workbook's region."""


def _numbers_of(function: Function, node: nodes.Call) -> Array | None:
    """The array of a call that depends on what is written in the formula alone: SEQUENCE(9) and
    ROW($1:$9)."""
    args = node.args
    if function.position is not None:
        ref = args[0] if args else None
        if not isinstance(ref, nodes.Ref) or not ref.last or ref.sheet or ref.book:
            return None
        down = function.position == "row"
        places: list[int] = []
        for corner in (ref.first, ref.last):
            place = corner.row if down else corner.col
            if place is None or not (corner.row_absolute if down else corner.col_absolute):
                return None
            places.append(place)
        first, last = sorted(places)
        if last - first >= thresholds.WHOLE_UP_TO:
            return None
        numbers = np.arange(first + 1.0, last + 2.0)
        return numbers.reshape(-1, 1) if down else numbers.reshape(1, -1)
    if not is_served(function) or function.context:
        return None
    if any(function.parameter(i).kind.name not in _TAKES_NUMBERS for i in range(len(args))):
        return None
    try:
        values = [number_written(arg) for arg in args]
    except NotWritten:
        return None
    result = called_nowhere(function, values) if args else None
    several = isinstance(result, np.ndarray) and result.size > 1
    return result if several else None


def goes_anywhere(laid: nodes.Node) -> bool:
    """Whether the arrays in what is laid along the lanes are written out in the formula, so that it
    is gone through item by item wherever it stands."""
    return all(part.literal for part in walk(laid) if isinstance(part, Along))


def varies(part: nodes.Node) -> bool:
    """Whether an argument of one value may be another in each lane."""
    if isinstance(part, (nodes.Ref, nodes.Structured)):
        return not may_be_range(part)
    return not isinstance(part, nodes.Literal)


def _met(parts: list[Laid]) -> Shape | None:
    """The shape in which parts meet; those of several shapes are not looked at."""
    shapes = {shape for shape, _ in parts if shape is not None}
    if len(shapes) > 1:
        raise NoTable
    return shapes.pop() if shapes else None
