"""Calls that bring an array together, of other values in each lane: ``SUM(IF($B$1:$B$9=A1,1))``
filled down as an array formula, ``SUMPRODUCT(($B$1:$B$9=A1)*$C$1:$C$9)`` as an ordinary one.

Where such an argument is made of ranges that stay where they are and of one value per lane, the
arrays of all lanes are one *table*: ranges lie along its rows, a lane's value stands before each of
them. Operators and functions that go item by item work on the whole table, and each row is brought
together as the array of one cell is, with the same result to the last bit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from itertools import islice, repeat
from typing import Any, TypeGuard

import numpy as np

from xl_kpis.errors import ExcelError
from xl_kpis.formula import thresholds
from xl_kpis.formula.compile.calls import plain_site
from xl_kpis.formula.compile.cells_of_lanes import (
    called_in_each,
    coerced,
    is_one_value,
    is_served,
    range_in_each,
    values_in_each,
)
from xl_kpis.formula.compile.compiled import Closure, Mode
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.moving_ranges import of_books_too, with_those_alone
from xl_kpis.formula.compile.operands import Along, ArrayAlong, OneOfEach, RangeAlong
from xl_kpis.formula.compile.precedents import Precedent, reference_precedents
from xl_kpis.formula.compile.referring import may_be_range
from xl_kpis.formula.compile.registry import FORMS, register_in_arrays, register_last
from xl_kpis.formula.compile.running_totals import direct
from xl_kpis.formula.compile.special_forms import conditions
from xl_kpis.formula.compile.stack_room import with_room
from xl_kpis.formula.compile.standing import stands
from xl_kpis.formula.compile.totals_of_lanes import Part, Window, finished, of_window
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.functions.support.call import call, converter
from xl_kpis.formula.functions.support.operators import OPERATORS
from xl_kpis.formula.functions.support.totals import Total
from xl_kpis.formula.grammar import nodes, walk
from xl_kpis.formula.grammar.traversal import with_children
from xl_kpis.formula.reference import Reference
from xl_kpis.formula.values.repeated import Repeated
from xl_kpis.formula.values.value import (
    MISSING,
    Array,
    Value,
    as_array,
    from_rows,
    present,
    tighten,
)
from xl_kpis.record_class import record

_LARGEST = 200
"""Parts of a call up to which it is looked at."""
Shape = tuple[int, int]
Numbers = tuple[Any, Any, Any]
"""The items of a table as numbers, where they are any, and the errors (None where there are none);
each of a shape that spreads over the table."""
Numeric = Callable[[Total, Frame], Numbers]


@record
class TableOfLanes:
    """An argument that is an array in each lane."""

    shape: Shape
    """Of each lane's array."""
    value: Closure
    """Gives the table: a row for each lane, or one for all."""
    choice: tuple[Closure, Numeric, Numeric] | None
    """Of IF the conditions and what is chosen."""

    @property
    def width(self) -> int:
        return self.shape[0] * self.shape[1]

    def rows(self, frame: Frame) -> Array:
        """The table."""
        value = self.value(frame)
        if not isinstance(value, np.ndarray) or value.shape[1] != self.width:
            raise OneByOne
        if value.shape[0] not in (1, frame.rows):
            raise OneByOne
        return np.broadcast_to(value, (frame.rows, self.width))

    def arrays(self, frame: Frame) -> list[Array]:
        """Each lane's array."""
        rows = self.rows(frame).reshape(-1, *self.shape)
        return list(rows) if rows.dtype != object else list(map(tighten, rows))

    def part(self, total: Total, before: np.ndarray | None, frame: Frame) -> Part:
        """What the table contributes to the total of each lane."""
        shape = frame.rows, self.width
        numbers, mask, wrong = self.numbers(total, frame)
        filled = np.where(mask, numbers, total.nothing)
        if filled.ndim != 2 or any(
            n not in (1, m) for n, m in zip(filled.shape, shape, strict=True)
        ):
            raise OneByOne
        filled, mask = np.broadcast_to(filled, shape), np.broadcast_to(mask, shape)
        brought = Window.of_lanes(filled).along(filled[None], total.how, before)
        error = None
        if wrong is not None and total.passes_errors:
            wrong = np.broadcast_to(wrong, shape)
            at = present(wrong)
            first = wrong[np.arange(shape[0]), at.argmax(axis=1)]
            error = np.asarray(np.where(at.any(axis=1), first, None))
        return Part(brought, mask.sum(axis=1).astype(float), error)

    def numbers(self, total: Total, frame: Frame) -> Numbers:
        """The items that a total counts."""
        if self.choice is None:
            return _numbers_in(self.value, total, frame)
        test, *branches = self.choice
        asked = test(frame)
        if not isinstance(asked, np.ndarray):
            raise OneByOne
        true, false, errors = conditions(asked, frame.region)
        numbers: Any = np.zeros((1, 1))
        mask: Any = np.zeros((1, 1), bool)
        wrong: Any = None
        for flags, branch in zip((true, false), branches, strict=True):
            if flags.any():
                more, where, bad = branch(total, frame)
                numbers = np.where(flags, more, numbers)
                mask = np.where(flags, where, mask)
                if bad is not None or wrong is not None:
                    wrong = np.where(flags, bad, wrong)
        if errors is not None:
            wrong = np.where(true | false, wrong, errors)
        return numbers, mask, wrong


def _numbers_in(value: Closure, total: Total, frame: Frame, *, chosen: bool = False) -> Numbers:
    """The items that a total counts; a blank that IF has chosen is 0."""
    given = value(frame)
    if isinstance(given, (Reference, Repeated)) or given is MISSING:
        raise OneByOne
    array = as_array(given)
    if chosen and array.dtype == object:
        array = np.where(present(array), array, 0.0)
    numbers, mask = total.values(array)
    if array.dtype != object:
        return numbers, mask, None
    errors = [item if type(item) is ExcelError else None for item in array.ravel().tolist()]
    if not any(errors):
        return numbers, mask, None
    wrong = np.empty(len(errors), object)
    wrong[:] = errors
    return numbers, mask, wrong.reshape(array.shape)


@record
class Standing:
    """An argument that is the same array in each lane."""

    value: Closure

    def array(self, frame: Frame) -> Array:
        """That array, worked out as for one cell."""
        value = self.value(frame.moved(frame.sheet, frame.row, frame.col))
        if not isinstance(value, np.ndarray):
            raise OneByOne
        return value


Given = TableOfLanes | Standing | Precedent | Closure


# ---- what may be a table ------------------------------------------------------------------------


class _NoTable(Exception):
    """An argument that may be arrays of several shapes, or more than an array."""


def _table(
    compiler: Compiler, shape: Shape, laid: nodes.Node, scope: frozenset[str]
) -> TableOfLanes:
    """An argument that is laid out."""
    value = compiler.value(laid, "array", scope)
    choice = _choice(compiler, laid, scope) if _is_if(laid, scope) else None
    return TableOfLanes(shape, value, choice)


def _choice(
    compiler: Compiler, node: nodes.Call, scope: frozenset[str]
) -> tuple[Closure, Numeric, Numeric]:
    """The conditions of an IF that is laid out, and what it chooses."""
    test, *branches = node.args
    branches = [*branches, nodes.Literal(False)][:2]
    then, otherwise = (_numeric(compiler, branch, scope) for branch in branches)
    return compiler.value(test, "array", scope), then, otherwise


def _numeric(compiler: Compiler, node: nodes.Node, scope: frozenset[str]) -> Numeric:
    value = compiler.value(node, "array", scope)
    if _is_if(node, scope) and any(isinstance(part, Along) for part in walk(node.args[0])):
        return TableOfLanes((1, 1), value, _choice(compiler, node, scope)).numbers
    return lambda total, frame: _numbers_in(value, total, frame, chosen=True)


def _is_if(node: nodes.Node, scope: frozenset[str]) -> TypeGuard[nodes.Call]:
    return isinstance(node, nodes.Call) and node.name == "IF" and "if" not in scope


def one_value(compiler: Compiler, mode: Mode, scope: frozenset[str], node: nodes.Node) -> bool:
    """Whether an expression gives one value in each lane."""
    try:
        return _Layout(compiler, mode, scope).of(node)[0] is None
    except _NoTable:
        return False


@record
class _Layout:
    """Lays expressions out, as a call in a formula of some mode takes them."""

    compiler: Compiler
    mode: Mode
    scope: frozenset[str]
    before: list[nodes.Node] = field(default_factory=list)
    """Arguments of calls that come before the first array: where one of them is an error, that is
    no array."""

    def of(self, node: nodes.Node) -> Laid:
        """An expression laid out."""
        return with_room(self._of, node)

    def _of(self, node: nodes.Node) -> Laid:
        if isinstance(node, nodes.Literal):
            return None, node
        if isinstance(node, nodes.ArrayLiteral):
            return _written_out(_literal(node), literal=True)
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
        raise _NoTable

    def _range(self, node: nodes.Ref | nodes.Structured) -> Laid:
        if not may_be_range(node):
            return None, node
        compiler = self.compiler
        found = reference_precedents(
            compiler.model, node, compiler.sheet, compiler.row, compiler.col
        )
        if found is None or found.top.moves != found.bottom.moves:
            raise _NoTable
        if found.left.moves != found.right.moves:
            raise _NoTable
        height = abs(found.bottom.position - found.top.position) + 1
        width = abs(found.right.position - found.left.position) + 1
        if not 1 < height * width <= thresholds.WHOLE_UP_TO:
            raise _NoTable
        return (height, width), RangeAlong(found)

    def _call(self, node: nodes.Call) -> Laid:
        """A call that goes item by item, or gives one value."""
        if node.name.casefold() in self.scope:
            raise _NoTable
        if node.name in ("IF", "IFERROR", "IFNA"):
            return self._conditional(node)
        function = find(node.name)
        if node.name in FORMS or function is None:
            raise _NoTable
        if not function.minimum <= len(node.args) <= function.maximum:
            raise _NoTable
        numbers = _numbers_written_out(function, node) if function.gives_several else None
        if numbers is not None:
            return _written_out(numbers, literal=False)
        if function.gives_several or function.asks or function.volatile or function.references:
            raise _NoTable
        if any(isinstance(arg, nodes.Omitted) for arg in node.args):
            raise _NoTable
        parts: list[Laid] = []
        spans: set[Shape | None] = set()
        moves = brings = False
        for i, arg in enumerate(node.args):
            if function.parameter(i).kind.takes == "value":
                parts.append(self.of(arg))
                shapes, before = zip(*parts, strict=True)
                if shapes[-1] is not None and not any(shapes[:-1]):
                    self.before += filter(_varies, before[:-1])
            elif isinstance(arg, (nodes.Ref, nodes.Structured)) and may_be_range(arg):
                span, along = self._range(arg)
                spans.add(span)
                moves = moves or along.precedent.top.moves  # type: ignore[attr-defined]
                parts.append((None, arg))
            elif isinstance(arg, nodes.Literal):
                parts.append((None, arg))
            elif isinstance(arg, (nodes.Binary, nodes.Unary, nodes.Call)):
                brings = True
            else:
                raise _NoTable
        if function.stretched and len(spans) > 1:
            raise _NoTable  # it reads other cells than those named
        shape = _met(parts)
        if brings or moves:
            if shape is not None:
                raise _NoTable  # its items ask other cells in each lane
            forced: Mode = "forced" if self.mode == "scalar" else self.mode
            return None, OneOfEach(node, forced if brings else "scalar")
        return shape, nodes.Call(node.name, tuple(part for _, part in parts))

    def _conditional(self, node: nodes.Call) -> Laid:
        """IF and its like: what they ask first tells in which shape they give. In ordinary formulas
        they give one value, inside SUMPRODUCT, too."""
        if not 2 <= len(node.args) <= (3 if node.name == "IF" else 2):
            raise _NoTable
        if any(isinstance(arg, nodes.Omitted) for arg in node.args):
            raise _NoTable
        parts = [self.of(arg) for arg in node.args]
        shape = _met(parts)
        if shape != parts[0][0]:
            raise _NoTable  # an array in some lanes, one value in others
        if shape is not None and self.mode != "array":
            raise _NoTable
        return shape, nodes.Call(node.name, tuple(part for _, part in parts))


Laid = tuple[Shape | None, nodes.Node]
"""The shape of the array that an expression is in each lane, None for one value; and the expression
with its ranges laid along the lanes."""


def _written_out(array: Array, *, literal: bool) -> Laid:
    """An array that depends on nothing but what is written in the formula."""
    if not 1 < array.size <= thresholds.WHOLE_UP_TO:
        raise _NoTable
    return array.shape, ArrayAlong(array, literal)


def _literal(node: nodes.ArrayLiteral) -> Array:
    array = from_rows([list(row) for row in node.rows])
    array.flags.writeable = False
    return array


def _numbers_written_out(function: Function, node: nodes.Call) -> Array | None:
    """The array of a call that depends on what is written in the formula alone: SEQUENCE(9) and
    ROW($1:$9)."""
    args = node.args
    if function.position is not None:
        ref = args[0] if args else None
        if not isinstance(ref, nodes.Ref) or ref.sheet_to is not None or not ref.last:
            return None
        down = function.position == "row"
        corners = [
            (corner.row, corner.row_absolute) if down else (corner.col, corner.col_absolute)
            for corner in (ref.first, ref.last)
        ]
        if any(place is None or not absolute for place, absolute in corners):
            return None
        first, last = sorted(place for place, _ in corners)
        if last - first >= thresholds.WHOLE_UP_TO:
            return None
        numbers = np.arange(first + 1.0, last + 2.0)
        return numbers.reshape(-1, 1) if down else numbers.reshape(1, -1)
    if not is_served(function) or function.context:
        return None
    values: list[Any] = []
    for i, arg in enumerate(args):
        if function.parameter(i).kind.takes != "value":
            return None
        negative = isinstance(arg, nodes.Unary) and arg.op == "-"
        inner = arg.operand if negative else arg  # type: ignore[attr-defined]
        number = getattr(inner, "value", None)
        if isinstance(arg, nodes.Omitted):
            values.append(MISSING)
        elif isinstance(inner, nodes.Literal) and type(number) in (int, float):
            values.append(-float(number) if negative else float(number))
        else:
            return None
    result = call(function, values, None, in_lanes=False) if args else None
    several = isinstance(result, np.ndarray) and result.size > 1
    return result if several else None


def _goes_anywhere(laid: nodes.Node) -> bool:
    """Whether the arrays in what is laid along the lanes are written out in the formula, so that it
    is gone through item by item wherever it stands."""
    arrays = [part for part in walk(laid) if isinstance(part, Along)]
    return all(isinstance(part, ArrayAlong) and part.literal for part in arrays)


def _varies(part: nodes.Node) -> bool:
    """Whether an argument of one value may be another in each lane."""
    if isinstance(part, (nodes.Ref, nodes.Structured)):
        return not may_be_range(part)
    return not isinstance(part, nodes.Literal)


def _met(parts: list[Laid]) -> Shape | None:
    """The shape in which parts meet; those of several shapes are not looked at."""
    shapes = {shape for shape, _ in parts if shape is not None}
    if len(shapes) > 1:
        raise _NoTable
    return shapes.pop() if shapes else None


# ---- calls --------------------------------------------------------------------------------------


@register_in_arrays
def table_site(
    compiler: Compiler, function: Function, node: nodes.Call, mode: Mode, scope: frozenset[str]
) -> Closure | None:
    """A closure that also serves lanes going down, or None where no argument is a table, or one
    does not allow lanes."""
    return _site(compiler, function, node, mode, scope, constants=False)


@register_last
def constants_site(
    compiler: Compiler, function: Function, node: nodes.Call, scope: frozenset[str]
) -> Closure | None:
    """As :func:`table_site`, for arrays that are written out in ordinary formulas and that no other
    site looks into."""
    return _site(compiler, function, node, "scalar", scope, constants=True)


def _site(
    compiler: Compiler,
    function: Function,
    node: nodes.Call,
    mode: Mode,
    scope: frozenset[str],
    *,
    constants: bool,
) -> Closure | None:
    """``constants`` if an array that is written out is enough of a table."""
    if (function.gives_several and mode != "scalar") or not is_served(function):
        return None
    if not function.minimum <= len(node.args) <= function.maximum:
        return None
    if len(list(islice(walk(node), _LARGEST))) == _LARGEST:
        return None
    total = function.total if isinstance(function.total, Total) else None
    if any(parameter.kind.name != "numbers" for parameter in function.parameters):
        total = None  # it may take the items of an array for something else than those of cells
    found = _arguments(compiler, function, node, mode, scope, total is None, constants)
    if found is None:
        return None
    given, before = found
    traits = compiler.traits
    traits.calls(function)
    down = traits.down
    site = plain_site(compiler, function, node, mode, scope)
    traits.down = down
    width = max((arg.width for arg in given if isinstance(arg, TableOfLanes)), default=1)

    def of_some(frame: Frame) -> Array:
        if total is not None:
            return _total(total, given, frame)
        columns = []
        for i, arg in enumerate(given):
            if isinstance(arg, Precedent):
                columns.append(range_in_each(function, i, arg, frame))
            elif isinstance(arg, TableOfLanes):
                convert = converter(function, i)
                columns.append([coerced(convert, each, frame) for each in arg.arrays(frame)])
            elif isinstance(arg, Standing):
                convert = converter(function, i)
                columns.append(repeat(coerced(convert, arg.array(frame), frame)))
            else:
                columns.append(values_in_each(function, i, arg(frame), frame))
        if all(isinstance(column, repeat) for column in columns):
            value = site(frame.moved(frame.sheet, frame.row, frame.col))  # as in all others
            if isinstance(value, (np.ndarray, Repeated, Reference)):
                raise OneByOne
            return np.repeat(as_array(value), frame.rows, axis=0)
        return called_in_each(function, columns, frame)

    def over_lanes(frame: Frame) -> Array:
        if frame.gathered or frame.columns > 1:
            raise OneByOne
        alone = _with_errors(before, frame) if before else None
        if alone is None or not alone.any():
            return in_parts(frame)
        if alone.all() or frame.local is not None:
            raise OneByOne
        return with_those_alone(in_parts(frame).ravel(), alone, site, frame)

    def in_parts(frame: Frame) -> Array:
        step = max(1, thresholds.CELLS_OF_TABLES // width)
        if frame.rows <= step:
            return of_some(frame)
        if frame.local is not None:
            raise OneByOne  # variables have values for all lanes
        parts = []
        for low in range(0, frame.rows, step):
            lanes = min(step, frame.rows - low), 1
            parts.append(
                of_some(Frame(frame.state, frame.sheet, frame.row + low, frame.col, lanes))
            )
        if len({part.dtype for part in parts}) > 1:
            parts = [part.astype(object) for part in parts]
        return np.concatenate(parts)

    def lanes_or_one(frame: Frame) -> Value:
        if frame.lanes is None or frame.window is not None or frame.rows == 1:
            return site(frame)
        return over_lanes(frame)

    return of_books_too(lanes_or_one)


def _arguments(
    compiler: Compiler,
    function: Function,
    node: nodes.Call,
    mode: Mode,
    scope: frozenset[str],
    apart: bool,
    constants: bool,
) -> tuple[list[Given], list[Closure]] | None:
    """The arguments of a call, of which some is a table, and what must not be an error in a lane
    for that; None where there is none, or one does not allow lanes. ``apart`` if those that are the
    same in all lanes are none of it."""
    layout = _Layout(compiler, mode, scope)
    try:
        found = [layout.of(arg) for arg in node.args]
    except _NoTable:
        return None
    tables = 0
    for i, (arg, (shape, laid)) in enumerate(zip(node.args, found, strict=True)):
        takes = function.parameter(i).kind.takes
        if isinstance(arg, (nodes.Ref, nodes.Structured)) and takes != "value":
            if shape is None or takes in ("cell", "crossing"):
                return None
        elif isinstance(arg, nodes.ArrayLiteral) and takes not in ("value", "cell"):
            tables += constants
        elif shape is not None:
            if takes == "reference":
                if mode == "scalar" and not _goes_anywhere(laid):
                    return None  # ranges stand for the cell in the formula's own row or column
            elif takes not in ("array", "references"):
                return None
            tables += 1
        elif takes in ("cell", "crossing"):
            return None
        elif isinstance(laid, OneOfEach) and takes in ("array", "references"):
            tables += 1
        elif takes != "value" and not (isinstance(arg, nodes.Literal) or is_one_value(arg, scope)):
            return None  # it may be a reference, of which less counts
    if not tables:
        return None
    out: list[Given] = []
    for i, (arg, (shape, laid)) in enumerate(zip(node.args, found, strict=True)):
        takes = function.parameter(i).kind.takes
        forced = mode == "scalar" and takes in ("array", "references")
        way: tuple[Mode, bool] = ("forced", True) if forced else (mode, takes != "value")
        if isinstance(laid, RangeAlong) and takes != "value":
            out.append(laid.precedent)
        elif shape is None:
            out.append(compiler.value(laid if takes != "value" else arg, mode, scope))
        elif apart and isinstance(arg, nodes.ArrayLiteral):
            out.append(Standing(_always(_literal(arg))))
        elif apart and stands(compiler, arg, *way, scope):
            out.append(_standing(compiler, arg, *way, scope))
        else:
            out.append(_table(compiler, shape, laid, scope))
    return out, [compiler.value(part, "array", scope) for part in layout.before]


def _always(array: Array) -> Closure:
    return lambda frame: array


def _with_errors(before: list[Closure], frame: Frame) -> np.ndarray:
    """In which lanes some of those are an error."""
    found = np.zeros((frame.rows, 1), bool)
    for closure in before:
        value = as_array(closure(frame))
        if value.dtype == object:
            errors = [type(item) is ExcelError for item in value.ravel().tolist()]
            found |= np.array(errors).reshape(value.shape)
    return found.ravel()


def _standing(
    compiler: Compiler, node: nodes.Node, mode: Mode, ref: bool, scope: frozenset[str]
) -> Standing:
    """An argument that stands, compiled for one cell."""
    traits, outside = compiler.traits, compiler.whole
    down, right, compiler.whole = traits.down, traits.right, True
    closure = compiler.compile(node, mode, ref, scope)
    traits.down, traits.right, compiler.whole = down, right, outside
    return Standing(closure)


def _total(total: Total, given: list[Given], frame: Frame) -> Array:
    assert frame.lanes is not None
    parts: list[Part] = []
    result: np.ndarray | None = None
    count: Any = 0.0
    for arg in given:
        before = result if total.adds else None
        if isinstance(arg, TableOfLanes):
            part = arg.part(total, before, frame)
        elif isinstance(arg, Precedent):
            part = of_window(total, Window(arg, frame), before)
        else:
            assert not isinstance(arg, Standing)
            part = direct(arg(frame), frame.lanes, total.convert)
        parts.append(part)
        if result is None or (before is not None and isinstance(arg, (TableOfLanes, Precedent))):
            result = part.total
        else:
            result = total.how(result, part.total)
        count = count + part.count
    return finished(total, result, count, parts).reshape(frame.lanes)
