"""Calls that bring an array together, of other values in each lane: ``SUM(IF($B$1:$B$9=A1,1))``
filled down as an array formula, ``SUMPRODUCT(($B$1:$B$9=A1)*$C$1:$C$9)`` as an ordinary one.

Where such an argument is made of arrays of one shape and of one value per lane, the arrays of all
lanes are one *table*: they lie along its rows, a lane's value stands before each of them. Operators
and functions that go item by item work on the whole table, and each row is brought together as the
array of one cell is, with the same result to the last bit. Arrays of any shape in each lane, which
other calls give, are lists.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import repeat
from typing import Any, TypeGuard

import numpy as np

from xl_kpis.errors import CALC, ExcelError, Failure
from xl_kpis.formula import thresholds
from xl_kpis.formula.compile.arguments_of_lanes import (
    coerced,
    is_one_value,
    range_in_each,
    spreads,
    values_in_each,
)
from xl_kpis.formula.compile.calls import plain_site
from xl_kpis.formula.compile.cells_of_lanes import (
    called_in_each,
    is_served,
    is_served_arrays,
    results_in_each,
    with_those_alone,
)
from xl_kpis.formula.compile.compiled import Closure, Mode
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.items_of_lanes import ItemReader, ItemsOfEach
from xl_kpis.formula.compile.layout_of_lanes import (
    LaneLayout,
    NoTable,
    Shape,
    goes_anywhere,
    literal_array,
)
from xl_kpis.formula.compile.moving_ranges import of_books_too
from xl_kpis.formula.compile.operands import Along, OneOfEach, RangeAlong, laid_out
from xl_kpis.formula.compile.precedents import Precedent
from xl_kpis.formula.compile.registry import FORMS, register_in_arrays, register_last
from xl_kpis.formula.compile.running_totals import direct
from xl_kpis.formula.compile.special_forms import conditions
from xl_kpis.formula.compile.standing import Standing, for_one_cell, standing, stands
from xl_kpis.formula.compile.totals_of_lanes import Part, Window, finished, of_window
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.functions.support.call import converter, finish, visible
from xl_kpis.formula.functions.support.totals import SUMS, Total
from xl_kpis.formula.grammar import nodes, walk
from xl_kpis.formula.grammar.traversal import has_parts
from xl_kpis.formula.reference import Reference
from xl_kpis.formula.values.kinds import ERROR, kinds_in
from xl_kpis.formula.values.repeated import Repeated
from xl_kpis.formula.values.value import (
    MISSING,
    Array,
    Value,
    as_array,
    present,
    tighten,
)
from xl_kpis.record_class import record

_LARGEST = 200
"""Parts of a call up to which it is looked at."""
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
        if not spreads(filled.shape, shape):
            raise OneByOne
        filled, mask = np.broadcast_to(filled, shape), np.broadcast_to(mask, shape)
        brought = Window.of_lanes(kinds_in(filled)).along(filled[None], total.how, before)
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
    cells = kinds_in(array)
    numbers, mask = total.values(cells)
    failed = cells.kinds == ERROR
    if not failed.any():
        return numbers, mask, None
    wrong = np.full(array.shape, None, object)
    wrong[failed] = array[failed]
    return numbers, mask, wrong


@record
class ArraysOfEach:
    """An argument that is an array of its own in each lane, of any shape: what a call gives."""

    function: Function
    given: list[Given]

    def arrays(self, frame: Frame) -> list[Any]:
        """Each lane's array; one value, or an error, where it gives that."""
        selected = self._selected(frame)
        if selected is not None:
            return selected
        columns = _columns(self.function, self.given, frame)
        same = all(isinstance(column, repeat) for column in columns)
        if same:
            columns = [[next(column)] for column in columns]
        results = results_in_each(self.function, columns, frame)
        results = results * frame.rows if same else results
        if not _PLAIN.issuperset(map(type, results)):
            raise OneByOne
        return results

    def _selected(self, frame: Frame) -> list[Any] | None:
        """The items for which a condition holds, of one row or column in each lane, all at once;
        None where they are to be told one by one."""
        if not self.function.selects or len(self.given) < 2 or self.function.minimum != 2:
            return None
        values, include = (_laid(arg, frame) for arg in self.given[:2])
        rest = self.given[2:]
        if values is None or include is None or values[0] != include[0] or len(rest) > 1:
            return None
        shape, flags = include
        if 1 not in shape or flags.dtype == object:
            return None
        flags = np.broadcast_to(flags != 0.0, (frame.rows, shape[0] * shape[1]))
        counts = flags.sum(axis=1)
        otherwise: Any = repeat(CALC)
        if rest and not counts.all():
            (last,) = rest
            if isinstance(last, _LAID):
                return None
            otherwise = values_in_each(self.function, 2, last(frame), frame)
        items = visible(np.broadcast_to(values[1], flags.shape))
        along = (1, -1) if shape[0] == 1 else (-1, 1)
        results: list[Any] = []
        parts = np.split(items[flags], np.cumsum(counts)[:-1])
        for part, other in zip(parts, otherwise, strict=False):
            if len(part) > 1:
                results.append(tighten(part.reshape(along)))
            elif len(part):
                results.append(finish(part.item()))
            else:
                results.append(other.error if type(other) is Failure else finish(other))
        return results


def _laid(arg: Given, frame: Frame) -> tuple[Shape, Array] | None:
    """The arrays of an argument laid along the lanes, a row for each, or one for all; None where
    they may be of several shapes."""
    if isinstance(arg, TableOfLanes):
        return arg.shape, arg.rows(frame)
    if isinstance(arg, Precedent):
        return (arg.shape, laid_out(arg)(frame)) if arg.shape is not None else None
    array = arg.array(frame) if isinstance(arg, Standing) else None
    if not isinstance(array, np.ndarray):
        return None
    return array.shape, array.reshape(1, -1)


@record
class LeftOut:
    """An argument left empty, for which a function takes its default."""

    default: Any


_LAID = TableOfLanes, Standing, ArraysOfEach, ItemsOfEach, Precedent, LeftOut
_PLAIN = frozenset({np.ndarray, float, str, bool, type(None), ExcelError})
Given = TableOfLanes | Standing | ArraysOfEach | ItemsOfEach | Precedent | LeftOut | Closure


# ---- arguments ----------------------------------------------------------------------------------


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
    if not any(isinstance(arg, nodes.ArrayLiteral) for arg in node.args):
        return None
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
    if function.gives_several and mode != "scalar" and not (function.picks or function.passes):
        return None
    if has_parts(node, _LARGEST):
        return None
    total = function.total if isinstance(function.total, Total) else None
    if any(parameter.kind.name != "numbers" for parameter in function.parameters):
        total = None  # it may take the items of an array for something else than those of cells
    adds = function.multiplies and len(node.args) == 1
    reader = _Reader(compiler, function, mode, scope, apart=total is None, constants=constants)
    try:
        later = reader.read(node)
    except NoTable:
        return None
    if not reader.tables:
        return None
    given = [each() for each in later]
    before = [compiler.value(part, "array", scope) for part in reader.layout.before]
    if adds and isinstance(given[0], TableOfLanes):
        total = SUMS
    if any(isinstance(arg, (ArraysOfEach, ItemsOfEach)) for arg in given):
        total = None
    traits = compiler.traits
    traits.calls(function)
    down = traits.down
    site = plain_site(compiler, function, node, mode, scope)
    traits.down = down
    traits.downwards = True
    width = max((arg.width for arg in given if isinstance(arg, TableOfLanes)), default=1)

    def of_some(frame: Frame) -> Array:
        if total is not None:
            totals = _total(total, given, frame)
            return visible(totals) if function.hides else totals
        columns = _columns(function, given, frame)
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


def _columns(function: Function, given: list[Given], frame: Frame) -> list[Any]:
    """The arguments of a call in each lane, as its function takes them."""
    columns: list[Any] = []
    for i, arg in enumerate(given):
        convert = converter(function, i)
        if isinstance(arg, Precedent):
            columns.append(range_in_each(function, i, arg, frame))
        elif isinstance(arg, (TableOfLanes, ArraysOfEach, ItemsOfEach)):
            columns.append([coerced(convert, each, frame) for each in arg.arrays(frame)])
        elif isinstance(arg, Standing):
            columns.append(repeat(coerced(convert, arg.array(frame), frame)))
        elif isinstance(arg, LeftOut):
            columns.append(repeat(arg.default))
        else:
            columns.append(values_in_each(function, i, arg(frame), frame))
    return columns


Later = Callable[[], Given]
"""Compiles an argument, once it is known that there is a table."""


class _Reader:
    """Reads the arguments of a call. ``apart`` if those that are the same in all lanes are none of
    its tables, ``constants`` if an array that is written out is enough of one."""

    def __init__(
        self,
        compiler: Compiler,
        function: Function,
        mode: Mode,
        scope: frozenset[str],
        *,
        apart: bool,
        constants: bool,
    ) -> None:
        self.compiler = compiler
        self.function = function
        self.mode = mode
        self.scope = scope
        self.apart = apart
        self.constants = constants
        self.layout = LaneLayout(compiler, mode, scope)
        self.tables = 0

    def read(self, node: nodes.Call) -> list[Later]:
        """The arguments, or :class:`NoTable` where one of them does not allow lanes."""
        function = self.function
        if not is_served(function) and not is_served_arrays(function):
            raise NoTable
        if not function.minimum <= len(node.args) <= function.maximum:
            raise NoTable
        return [self._argument(i, arg) for i, arg in enumerate(node.args)]

    def _argument(self, index: int, arg: nodes.Node) -> Later:
        compiler, scope = self.compiler, self.scope
        if isinstance(arg, nodes.Omitted):
            return self._left_out(index)
        takes = self.function.parameter(index).kind.takes
        forced = self.mode == "scalar" and takes in ("array", "references")
        mode: Mode = "forced" if forced else self.mode
        try:
            shape, laid = self.layout.within(mode).of(arg)
        except NoTable:
            return self._called(arg, takes, mode) or self._items(arg, takes, mode)
        named = isinstance(arg, (nodes.Ref, nodes.Structured))
        if takes != "value" and (named or isinstance(laid, RangeAlong)):
            if not isinstance(laid, RangeAlong) or takes in ("cell", "crossing"):
                raise NoTable
            if not is_served(self.function):
                raise NoTable
            precedent = laid.precedent
            self.tables += not named
            return lambda: precedent
        if shape is None:
            plain = isinstance(arg, nodes.Literal) or is_one_value(arg, scope)
            if isinstance(laid, OneOfEach) and takes in ("array", "references"):
                self.tables += 1
            elif takes in ("cell", "crossing") or not (takes == "value" or plain):
                raise NoTable  # it may be a reference, of which less counts
            one = arg if takes == "value" else laid
            return lambda: compiler.value(one, self.mode, scope)
        if takes == "reference":
            if self.mode == "scalar" and not (_gives_arrays(arg) or goes_anywhere(laid)):
                raise NoTable  # ranges stand for the cell in the formula's own row or column
        elif takes not in ("array", "references"):
            raise NoTable
        if isinstance(arg, nodes.ArrayLiteral):
            self.tables += self.constants
            if self.apart:
                array = literal_array(arg)
                return lambda: Standing(lambda frame: array)
        else:
            self.tables += 1
            if self.apart and stands(compiler, arg, mode, takes != "value", scope):
                return lambda: standing(compiler, arg, mode, takes != "value", scope)
        return lambda: _table(compiler, shape, laid, scope)

    def _left_out(self, index: int) -> Later:
        """An argument left empty."""
        parameter = self.function.parameter(index)
        if self.function.empty != "default" or not parameter.optional:
            raise NoTable
        return lambda: LeftOut(parameter.default)

    def _items(self, arg: nodes.Node, takes: str, mode: Mode) -> Later:
        """An argument that goes through such arrays item by item."""
        if takes not in ("array", "references") and (takes, self.mode) != ("reference", "array"):
            raise NoTable
        compiler, scope = self.compiler, self.scope
        layout = self.layout.within(mode)
        called = partial(self._called, takes="array", mode=mode)
        made = ItemReader(compiler, layout, called).read(arg)
        self.tables += 1
        return lambda: made(for_one_cell(compiler, arg, mode, True, scope))

    def _called(self, arg: nodes.Node, takes: str, mode: Mode) -> Callable[[], ArraysOfEach] | None:
        """An argument that is an array of its own in each lane, which another call gives."""
        if not isinstance(arg, nodes.Call) or takes not in ("array", "references", "reference"):
            return None
        function = find(arg.name)
        if function is None or arg.name in FORMS or arg.name.casefold() in self.scope:
            return None
        if not function.gives_several or function.position is not None:
            return None
        if function.passes or function.picks:
            return None  # it may give references
        if stands(self.compiler, arg, mode, True, self.scope):
            return None
        inner = _Reader(self.compiler, function, mode, self.scope, apart=True, constants=True)
        inner.layout = self.layout.within(mode)
        try:
            given = inner.read(arg)
        except NoTable:
            return None
        self.tables += 1
        return lambda: ArraysOfEach(function, [each() for each in given])


def _gives_arrays(arg: nodes.Node) -> bool:
    """Whether an argument that is laid out is a call that takes arrays and gives some, wherever
    its formula stands."""
    function = find(arg.name) if isinstance(arg, nodes.Call) else None
    return function is not None and (function.passes or function.rearranges)


def _with_errors(before: list[Closure], frame: Frame) -> np.ndarray:
    """In which lanes some of those are an error."""
    found = np.zeros((frame.rows, 1), bool)
    for closure in before:
        value = as_array(closure(frame))
        if value.dtype == object:
            errors = [type(item) is ExcelError for item in value.ravel().tolist()]
            found |= np.array(errors).reshape(value.shape)
    return found.ravel()


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
            assert not isinstance(arg, (Standing, ArraysOfEach, ItemsOfEach, LeftOut))
            part = direct(arg(frame), frame.lanes, total.convert)
        parts.append(part)
        if result is None or (before is not None and isinstance(arg, (TableOfLanes, Precedent))):
            result = part.total
        else:
            result = total.how(result, part.total)
        count = count + part.count
    return finished(total, result, count, parts).reshape(frame.lanes)
