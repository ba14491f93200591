"""From a parsed formula to a Python function of a frame.

The tree is walked once; what remains is a nest of closures, each taking a :class:`Frame` and
giving a value. Three modes say what a range means where one value is wanted:

``scalar``: implicit intersection, as in ordinary formulas. ``array``: elementwise, as in array
formulas and defined names. ``forced``: elementwise because a function such as SUMPRODUCT works on
arrays; IF and its like do not join in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from xl_kpis.errors import NAME, NULL, REF, SPILL, VALUE, ExcelError, Failure
from xl_kpis.formula.compile.frame import Frame, Lambda
from xl_kpis.formula.compile.operands import Operand, Slot, slot
from xl_kpis.formula.compile.registry import FORMS, OTHERWISE, SITES
from xl_kpis.formula.compile.stack_room import NEST, with_room
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.declare import Asked, Function, OneByOne
from xl_kpis.formula.functions.support.call import (
    SCALAR_KINDS,
    call,
    cell_alone,
    converter,
    finish,
    not_lanes,
)
from xl_kpis.formula.functions.support.operators import (
    OPERATORS,
    negate,
    percent,
    settle,
    settle_arrays,
)
from xl_kpis.formula.functions.support.ranges import whole
from xl_kpis.formula.grammar import FormulaSyntaxError, nodes, parse
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area, Reference, References
from xl_kpis.formula.sheets.model import DefinedName, Model, Table
from xl_kpis.formula.sheets.tables import find_table, table_columns, table_rows
from xl_kpis.formula.values.repeated import Repeated
from xl_kpis.formula.values.value import MISSING, Value, from_rows

Mode = Literal["scalar", "array", "forced"]
Closure = Callable[[Frame], Any]


@dataclass
class Traits:
    """What a formula is like, found out while compiling it."""

    down: bool = True
    """Whether a run of it going down can be evaluated as lanes."""
    right: bool = True
    """Whether a run going right can."""
    one_way: bool = False
    """Whether lanes may go down or right, but not both at once."""
    lanes: bool = True
    """Whether the same cell of many workbooks can be lanes."""
    cases: bool = True
    """Whether the same cell in many cases of a what-if can."""
    volatile: bool = False
    dynamic: bool = False
    """Whether it may read cells that only evaluating it tells (INDIRECT, OFFSET)."""
    portable: bool = True
    """Whether it means the same in other cells of its sheet (``[@x]`` depends on the table)."""
    unknown: set[str] = field(default_factory=set)
    """Functions nobody knows."""
    asks: set[Asked] = field(default_factory=set)
    """What its functions need beyond their arguments."""
    subtotal: bool = False
    """Whether subtotals leave out its cells."""
    arrays: bool = False
    """Whether ranges are read in it where values stand."""

    def in_place(self) -> None:
        """No lanes but those of one and the same cell, in one workbook."""
        self.down = self.right = self.lanes = False

    def one_workbook(self) -> None:
        """No lanes but those of the cells of a run, in one workbook."""
        self.lanes = self.cases = False

    def one_by_one(self) -> None:
        """No lanes at all."""
        self.in_place()
        self.cases = False

    def calls(self, function: Function) -> None:
        """Take note of a function that the formula calls."""
        self.asks |= function.asks
        self.volatile |= function.volatile
        self.subtotal |= function.subtotal
        if function.volatile or not function.asks.isdisjoint(("place", "formulas")):
            self.in_place()
        if "calls" in function.asks:
            self.one_by_one()
        if "cells" in function.asks:
            self.dynamic = True


class Compiled:
    """A formula ready to be evaluated: ``run(frame)``."""

    __slots__ = ("_source", "anchor", "operands", "run", "settles", "shared", "traits")

    def __init__(
        self,
        run: Closure,
        traits: Traits,
        source: nodes.Node | str,
        anchor: tuple[int, int],
        settles: bool,
        shared: Compiled | None = None,
        operands: tuple[Operand, ...] = (),
    ) -> None:
        self.run = run
        self.traits = traits
        self.anchor = anchor
        """The row and column that its tree is written for."""
        self.settles = settles
        """Whether its last step is + or -, which makes 0 of rounding noise."""
        self.shared = shared
        """What formulas of its shape have in common, if it was compiled as one of them,"""
        self.operands = operands
        """and what it reads."""
        self._source = source

    @property
    def node(self) -> nodes.Node:
        """Its tree, made of its text when somebody first asks."""
        source = self._source
        if isinstance(source, str):
            source = self._source = parse(source)
        return source


def compile_formula(
    model: Model, text: str, sheet: int, row: int, col: int, mode: Mode
) -> Compiled:
    """Compile the formula of a cell; a formula nobody can read is the error #NAME?."""
    try:
        node = parse(text)
    except FormulaSyntaxError:
        node = nodes.Literal(NAME)
    compiler = Compiler(model, sheet, row, col)
    ends_so = isinstance(node, nodes.Binary) and node.op in "+-"
    settles = ends_so and not _in_parentheses(text, node)
    run = compile_tree(compiler, node, mode, settles)
    return Compiled(run, compiler.traits, node, (row, col), settles)


def compile_tree(compiler: Compiler, node: nodes.Node, mode: Mode, settles: bool) -> Closure:
    """A closure for the whole tree of a formula; ``settles`` if its last step makes 0 of rounding
    noise."""
    if settles:
        run: Closure = with_room(compiler.settled, node, mode)  # type: ignore[arg-type]
    else:
        run = with_room(compiler.compile, node, mode, False, frozenset())
    if mode == "scalar" and compiler.traits.arrays:
        return _core(run)
    return run


def _core(run: Closure) -> Closure:
    def core(frame: Frame) -> Value:
        value = run(frame)
        return value.core if type(value) is Repeated else value

    return core


def _in_parentheses(text: str, node: nodes.Node) -> bool:
    """Whether the whole formula stands in parentheses; then they are its last step."""
    text = text.removeprefix("=").strip()
    if not (text.startswith("(") and text.endswith(")")):
        return False
    try:
        return parse(text[1:-1]) == node
    except FormulaSyntaxError:
        return False


class Compiler:
    """Compiles one formula, seen from its cell."""

    def __init__(
        self, model: Model, sheet: int, row: int, col: int, traits: Traits | None = None
    ) -> None:
        self.model = model
        self.sheet = sheet
        self.row = row
        self.col = col
        self.traits = traits or Traits()
        self.named: dict[tuple[int, int, bool], _Named] = {}
        """Names met so far."""
        self.whole = False
        """Inside an argument that is taken whole: there lanes would be mistaken for a range."""
        self.depth = 0
        """Python calls around what is being compiled when it runs, at most, since it was last made
        sure that there is room."""
        self.deepest = 0
        """The most of them so far."""

    def compile(self, node: nodes.Node, mode: Mode, ref: bool, scope: frozenset[str]) -> Closure:
        """A closure for the node. With ``ref`` it may give a Reference; otherwise never."""
        kind = type(node)
        calls = _CALLS[kind]
        if self.depth + calls > NEST:
            return self.further_down(node, mode, ref, scope)
        self.depth += calls
        if self.depth > self.deepest:
            self.deepest = self.depth
        closure: Closure = _METHODS[kind](self, node, mode, ref, scope)
        self.depth -= calls
        return closure

    def further_down(
        self, node: nodes.Node, mode: Mode, ref: bool, scope: frozenset[str]
    ) -> Closure:
        """A closure for a node inside many others, which looks for room before it runs."""
        outside, self.depth = self.depth, 0
        closure = with_room(self.compile, node, mode, ref, scope)
        self.depth, self.deepest = outside, NEST
        return lambda frame: with_room(closure, frame)

    def value(self, node: nodes.Node, mode: Mode, scope: frozenset[str]) -> Closure:
        return self.compile(node, mode, False, scope)

    # ---- literals ---------------------------------------------------------------------------

    def literal(self, node: nodes.Literal, mode: Mode, ref: bool, scope: Any) -> Closure:
        value = node.value
        if isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        return lambda frame: value

    def omitted(self, node: nodes.Omitted, mode: Mode, ref: bool, scope: Any) -> Closure:
        return lambda frame: MISSING

    def array_literal(self, node: nodes.ArrayLiteral, mode: Mode, ref: bool, scope: Any) -> Closure:
        array = from_rows([list(row) for row in node.rows])
        array.flags.writeable = False
        if self.whole:
            self.traits.in_place()
        else:
            self.traits.one_by_one()
        return lambda frame: array

    # ---- operators --------------------------------------------------------------------------

    def unary(self, node: nodes.Unary, mode: Mode, ref: bool, scope: frozenset[str]) -> Closure:
        if node.op == "#":
            return self.spilled(node, mode, ref, scope)
        if node.op == "@":
            return self.single(node, mode, ref, scope)
        return self.steps(node, mode, scope)

    def steps(self, node: nodes.Node, mode: Mode, scope: frozenset[str]) -> Closure:
        """Operators on values one after another, as in ``1+2+3`` and ``-x%``: each takes what the
        one before it gave. However many there are, they are one closure."""
        found: list[tuple[Callable[..., Value], nodes.Node | None]] = []
        while True:
            if isinstance(node, nodes.Binary) and node.op in OPERATORS:
                found.append((OPERATORS[node.op], node.right))
                node = node.left
            elif isinstance(node, nodes.Unary) and node.op in _ON_ONE:
                if node.op != "+":
                    found.append((_ON_ONE[node.op], None))
                node = node.operand
            else:
                break
        first = self.value(node, mode, scope)
        found.reverse()
        steps = [
            (operate, None if right is None else self.value(right, mode, scope))
            for operate, right in found
        ]
        if len(steps) == 1:
            only, second = steps[0]
            if second is None:
                return lambda frame: only(first(frame), frame)
            return lambda frame: only(first(frame), second(frame), frame)

        def stepped(frame: Frame) -> Value:
            value = first(frame)
            for operate, right in steps:
                if right is None:
                    value = operate(value, frame)
                else:
                    value = operate(value, right(frame), frame)
            return value

        return stepped if steps else first

    def spilled(self, node: nodes.Unary, mode: Mode, ref: bool, scope: frozenset[str]) -> Closure:
        inner, times = node.operand, 1
        while isinstance(inner, nodes.Unary) and inner.op == "#":
            inner, times = inner.operand, times + 1
        operand = self.compile(inner, mode, True, scope)
        self.traits.one_by_one()
        self.traits.dynamic = True

        def spills(frame: Frame) -> Value:
            value = operand(frame)
            for _ in range(times):
                value = spill(value, frame)
            return value

        def spill(anchor: Value, frame: Frame) -> Value:
            if not isinstance(anchor, Reference) or not anchor.areas:
                return anchor if isinstance(anchor, ExcelError) else REF
            sheet, row, col, _, _ = anchor.area
            value = frame.value_at(sheet, row, col)
            area = frame.state.spill_area(sheet, row, col)
            if area is None:
                return value if isinstance(value, ExcelError) and value is not SPILL else REF
            return Reference(area)

        return self.reading(spills, mode, ref)

    def single(self, node: nodes.Unary, mode: Mode, ref: bool, scope: frozenset[str]) -> Closure:
        operand = self.compile(node.operand, "array", True, scope)
        self.traits.one_by_one()

        def single(frame: Frame) -> Value:
            value = operand(frame)
            if isinstance(value, Reference):
                return frame.intersect(value)
            if isinstance(value, Repeated):
                value = value.core
            if isinstance(value, np.ndarray):
                return value.item(0)
            return value

        return single

    def binary(self, node: nodes.Binary, mode: Mode, ref: bool, scope: frozenset[str]) -> Closure:
        if node.op in _REFERENCE_OPERATORS:
            return self.reference_operator(node, mode, ref, scope)
        return self.steps(node, mode, scope)

    def settled(self, node: nodes.Binary, mode: Mode) -> Closure:
        """A formula whose last step is + or -: rounding noise becomes 0."""
        left = self.value(node.left, mode, frozenset())
        right = self.value(node.right, mode, frozenset())
        operate = OPERATORS[node.op]

        def settled(frame: Frame) -> Value:
            a, b = left(frame), right(frame)
            result = operate(a, b, frame)
            if type(result) is float and type(a) is float and type(b) is float:
                return settle(result, a, b)
            lanes = mode == "scalar" or frame.lanes is not None
            if lanes and isinstance(result, np.ndarray):  # a value in each lane
                return settle_arrays(result, a, b)
            return result

        return settled

    def reference_operator(
        self, node: nodes.Binary, mode: Mode, ref: bool, scope: frozenset[str]
    ) -> Closure:
        first: nodes.Node = node
        found: list[nodes.Binary] = []
        while isinstance(first, nodes.Binary) and first.op in _REFERENCE_OPERATORS:
            found.append(first)
            first = first.left
        start = self.compile(first, mode, True, scope)
        steps = [
            (_REFERENCE_OPERATORS[each.op], self.compile(each.right, mode, True, scope))
            for each in reversed(found)
        ]
        self.traits.one_by_one()
        if any(each.op == ":" for each in found):
            self.traits.dynamic = True

        def combined(frame: Frame) -> Value:
            value = start(frame)
            for combine, right in steps:
                other = right(frame)
                if isinstance(value, ExcelError):
                    continue
                if isinstance(other, ExcelError):
                    value = other
                elif isinstance(value, Reference) and isinstance(other, Reference):
                    one = value.areas and other.areas  # no arrays of references
                    value = combine(value, other) if one else VALUE
                else:
                    value = VALUE
            return value

        return self.reading(combined, mode, ref)

    # ---- references -------------------------------------------------------------------------

    def reading(self, closure: Closure, mode: Mode, ref: bool) -> Closure:
        """Read the Reference a closure gives, unless the place takes references."""
        if ref:
            return closure
        if mode == "scalar":

            def intersected(frame: Frame) -> Value:
                value = closure(frame)
                return frame.intersect(value) if isinstance(value, Reference) else value

            return intersected
        whole = self.whole

        self.traits.arrays = True

        def read(frame: Frame) -> Value:
            value = closure(frame)
            if not isinstance(value, Reference):
                return value
            if not whole and (frame.rows > 1 or frame.columns > 1) and not _is_one(value):
                raise OneByOne  # what it gives would be mistaken for a value in each lane
            return frame.once(value)

        return read

    def sheet_of(self, node: nodes.Ref | nodes.Name) -> int | None:
        """The sheet a reference is on; None if there is no such sheet."""
        if node.sheet is None:
            return self.sheet
        name = node.sheet
        if node.book and node.book != "0":
            name = f"[{node.book}]{name}"
        return self.model.sheet_index(name)

    def reference(self, node: nodes.Ref, mode: Mode, ref: bool, scope: frozenset[str]) -> Closure:
        sheet = self.sheet_of(node)
        if sheet is None:
            return lambda frame: REF
        if node.sheet_to is not None:
            return self.three_dimensional(node, sheet, mode, ref)
        if node.last is None:
            return self.cell(node.first, sheet, ref)
        top, top_moves = offset(node.first.row, node.first.row_absolute, self.row, 0)
        left, left_moves = offset(node.first.col, node.first.col_absolute, self.col, 0)
        bottom, bottom_moves = offset(node.last.row, node.last.row_absolute, self.row, MAX_ROWS - 1)
        right, right_moves = offset(node.last.col, node.last.col_absolute, self.col, MAX_COLS - 1)
        if top_moves or bottom_moves:
            self.traits.down = False
        if left_moves or right_moves:
            self.traits.right = False
        if not ref:  # one value wanted of many cells: which one depends on the cell
            self.traits.down = self.traits.right = False
        if not (top_moves or bottom_moves or left_moves or right_moves):
            fixed = Reference(
                Area(
                    sheet,
                    min(top, bottom),
                    min(left, right),
                    max(top, bottom),
                    max(left, right),
                )
            )
            return self.reading(lambda frame: fixed, mode, ref)

        def moving(frame: Frame) -> Reference:
            t = (top + frame.row) % MAX_ROWS if top_moves else top
            b = (bottom + frame.row) % MAX_ROWS if bottom_moves else bottom
            le = (left + frame.col) % MAX_COLS if left_moves else left
            r = (right + frame.col) % MAX_COLS if right_moves else right
            return Reference(Area(sheet, min(t, b), min(le, r), max(t, b), max(le, r)))

        return self.reading(moving, mode, ref)

    def cell(self, corner: nodes.Corner, sheet: int, ref: bool) -> Closure:
        row, down = offset(corner.row, corner.row_absolute, self.row, 0)
        col, right = offset(corner.col, corner.col_absolute, self.col, 0)
        if ref or self.whole:
            self.traits.down = self.traits.down and not down
            self.traits.right = self.traits.right and not right
        if ref:

            def reference(frame: Frame) -> Reference:
                r = (row + frame.row) % MAX_ROWS if down else row
                c = (col + frame.col) % MAX_COLS if right else col
                return Reference(Area(sheet, r, c, r, c))

            return reference

        def read(frame: Frame) -> Value:
            r = (row + frame.row) % MAX_ROWS if down else row
            c = (col + frame.col) % MAX_COLS if right else col
            if frame.lanes is None:
                return frame.value_at(sheet, r, c)
            return frame.lane_at(sheet, r, c, down, right)

        return read

    def three_dimensional(self, node: nodes.Ref, first: int, mode: Mode, ref: bool) -> Closure:
        last = self.model.sheet_index(
            f"[{node.book}]{node.sheet_to}" if node.book else str(node.sheet_to)
        )
        if last is None:
            return lambda frame: REF
        flat = nodes.Ref(node.first, node.last)
        one = self.reference(flat, mode, True, frozenset())
        sheets = range(min(first, last), max(first, last) + 1)
        self.traits.one_by_one()

        def many(frame: Frame) -> Value:
            area = one(frame).area
            return Reference(*(area._replace(sheet=sheet) for sheet in sheets))

        return self.reading(many, mode, ref)

    def structured(
        self, node: nodes.Structured, mode: Mode, ref: bool, scope: frozenset[str]
    ) -> Closure:
        table = find_table(self.model, node.table, self.sheet, self.row, self.col)
        if node.table is None:
            self.traits.portable = False
        if table is None:
            return lambda frame: REF if node.table is None else NAME
        columns = table_columns(table, node)
        if columns is None:
            return lambda frame: REF
        left, right = columns
        if "#This Row" in node.items:
            return self.this_row(table, left, right, mode, ref)
        rows = table_rows(table, node.items)
        if rows is None:
            return lambda frame: REF
        area = Area(table.sheet, rows[0], left, rows[1], right)
        fixed = Reference(area)
        if not ref:
            self.traits.down = self.traits.right = False
        return self.reading(lambda frame: fixed, mode, ref)

    def this_row(self, table: Table, left: int, right: int, mode: Mode, ref: bool) -> Closure:
        top, bottom = table.top + table.header_rows, table.bottom - table.totals_rows
        if ref or self.whole:
            self.traits.down = False
        if left == right and not ref:
            sheet = table.sheet

            def cell(frame: Frame) -> Value:
                if not top <= frame.row <= bottom:
                    return VALUE
                if frame.lanes is None:
                    return frame.value_at(sheet, frame.row, left)
                if frame.row + frame.rows - 1 > bottom:
                    return VALUE
                return frame.lane_at(sheet, frame.row, left, True, False)

            return cell
        self.traits.down = False

        def row(frame: Frame) -> Value:
            if not top <= frame.row <= bottom:
                return VALUE
            return Reference(Area(table.sheet, frame.row, left, frame.row, right))

        return self.reading(row, mode, ref)

    # ---- names ------------------------------------------------------------------------------

    def name(self, node: nodes.Name, mode: Mode, ref: bool, scope: frozenset[str]) -> Closure:
        key = node.name.casefold()
        if key in scope and node.sheet is None:
            whole = self.whole

            def variable(frame: Frame) -> Value:
                assert frame.local is not None
                value: Value = frame.local[key]
                if frame.lanes is None:
                    return value
                if type(value) is InLanes:
                    if whole:  # of each lane another cell is meant
                        raise OneByOne
                    return value.value
                if whole and type(value) not in _ONE_FOR_ALL:
                    raise OneByOne  # lanes would be mistaken for a range
                return value

            return self.reading(variable, mode, ref)
        if node.book and node.book != "0":
            return self.external_name(node, mode, ref)
        defined = self.find_name(node)
        if defined is not None:
            return self.defined(defined, mode, ref, scope)
        if (
            node.sheet is None
            and find_table(self.model, node.name, self.sheet, self.row, self.col) is not None
        ):
            return self.structured(nodes.Structured(node.name), mode, ref, scope)
        function = find(node.name.upper().removeprefix("_XLETA."))
        if function is not None and node.sheet is None:  # a function as a value: BYROW(A1:B2,SUM)
            self.traits.calls(function)
            self.traits.one_by_one()
            value = FunctionValue(function)
            return lambda frame: value
        return lambda frame: NAME

    def bound(self, node: nodes.Node, mode: Mode, scope: frozenset[str]) -> Closure:
        """What a variable is given: a reference, where the node is one. Lanes read the cell that
        each of them means (:class:`InLanes`)."""
        if isinstance(node, nodes.Name) and node.sheet is None and node.name.casefold() in scope:
            key = node.name.casefold()

            def given(frame: Frame) -> Value:
                assert frame.local is not None
                return frame.local[key]

            return given
        traits = self.traits
        down, right = traits.down, traits.right
        self.depth += 1
        closure = self.compile(node, mode, True, scope)
        self.depth -= 1
        if not isinstance(node, nodes.Ref) or node.last or node.sheet_to or self.whole:
            return closure
        traits.down, traits.right = down, right
        read = self.value(node, mode, scope)

        def cell(frame: Frame) -> Value:
            return closure(frame) if frame.lanes is None else InLanes(read(frame))

        return cell

    def find_name(self, node: nodes.Name) -> DefinedName | None:
        candidates = self.model.named(node.name)
        if not candidates:
            return None
        home = self.sheet_of(node)
        found = None
        for defined in candidates:
            if defined.sheet == home:
                return defined
            if defined.sheet is None:
                found = defined
        return found

    def defined(
        self, defined: DefinedName, mode: Mode, ref: bool, scope: frozenset[str]
    ) -> Closure:
        sheet = self.sheet if defined.sheet is None else defined.sheet
        key = (id(defined), sheet, self.whole)
        known = self.named.get(key)
        if known is not None:
            if known.run is not None:
                return self.reading(self.placed(known.run, known.calls), mode, ref)
            if scope:  # in a LAMBDA a name may refer to itself: it is called later
                return self.reading(lambda frame: known.again(frame), mode, ref)
            return lambda frame: NAME
        try:
            node = parse(defined.text, union=True)
        except FormulaSyntaxError:
            return lambda frame: NAME
        inner = Compiler(self.model, sheet, 0, 0, self.traits)
        inner.whole = self.whole
        inner.named = self.named
        inner.depth = inner.deepest = self.depth
        if isinstance(node, nodes.Ref) and mode == "scalar":
            return inner.compile(node, mode, ref, frozenset())
        named = self.named[key] = _Named()
        named.run = counted(inner.compile(node, "array", True, frozenset()))
        named.calls = inner.deepest - self.depth
        self.deepest = max(self.deepest, inner.deepest)
        return self.reading(named.run, mode, ref)

    def placed(self, closure: Closure, calls: int) -> Closure:
        """A closure compiled elsewhere that takes so many Python calls, for here."""
        if self.depth + calls > NEST:
            return lambda frame: with_room(closure, frame)
        self.deepest = max(self.deepest, self.depth + calls)
        return closure

    def external_name(self, node: nodes.Name, mode: Mode, ref: bool) -> Closure:
        try:
            text = self.model.external_names[int(str(node.book)), node.name.casefold()]
            inner = parse(text)
        except (KeyError, ValueError):
            return lambda frame: REF
        if isinstance(inner, nodes.Ref):
            inner = nodes.Ref(inner.first, inner.last, inner.sheet, inner.sheet_to, node.book)
            return self.reference(inner, mode, ref, frozenset())
        return self.compile(inner, mode, ref, frozenset())

    # ---- calls ------------------------------------------------------------------------------

    def call(self, node: nodes.Call, mode: Mode, ref: bool, scope: frozenset[str]) -> Closure:
        key = node.name.casefold()
        if key in scope:
            return self.apply(nodes.Apply(nodes.Name(node.name), node.args), mode, ref, scope)
        form = FORMS.get(node.name)
        if form is not None:
            return form(self, node, mode, ref, scope)
        function = find(node.name)
        if function is None:
            if self.find_name(nodes.Name(node.name)) is not None:
                return self.apply(nodes.Apply(nodes.Name(node.name), node.args), mode, ref, scope)
            self.traits.unknown.add(node.name)
            return lambda frame: NAME
        return self.reading(self.call_site(function, node, mode, scope), mode, ref)

    def arguments(
        self, function: Function, node: nodes.Call, mode: Mode, scope: frozenset[str]
    ) -> list[Closure]:
        out = []
        for i, arg in enumerate(node.args):
            takes = (
                function.parameter(i).kind.takes
                if i < function.maximum and function.parameters
                else "value"
            )
            if may_be_nothing(arg):
                arg = _with_nothing(arg)
                if takes == "value":
                    out.append(_nothing_left_out(self.value(arg, mode, scope)))
                    continue
                outside, self.whole = self.whole, True
                closure = self.compile(arg, mode, True, scope)
                self.whole = outside
                out.append(_whole(_nothing_left_out(closure)))
                continue
            if takes == "value" or (takes == "cell" and not may_be_range(arg)):
                out.append(self.value(arg, mode, scope))
                continue
            if takes == "cell":
                out.append(_cell_alone(self.compile(arg, mode, True, scope)))
                continue
            if takes == "crossing" and mode != "array":
                out.append(_whole(self.value(arg, "scalar", scope)))
                continue
            forces = mode == "scalar" and takes in ("array", "references")
            inner: Mode = "forced" if forces else mode
            outside, self.whole = self.whole, True
            closure = self.compile(arg, inner, True, scope)
            self.whole = outside
            out.append(closure if isinstance(arg, (nodes.Ref, Slot)) else _whole(closure))
        return out

    def call_site(
        self, function: Function, node: nodes.Call, mode: Mode, scope: frozenset[str]
    ) -> Closure:
        """A call, served in the best way there is for it."""
        if mode == "scalar" and not self.whole:
            for serve in (*SITES, *OTHERWISE):
                site = serve(self, function, node, scope)
                if site is not None:
                    return site
        self.traits.calls(function)
        return self.plain_site(function, node, mode, scope)

    def plain_site(
        self, function: Function, node: nodes.Call, mode: Mode, scope: frozenset[str]
    ) -> Closure:
        """A call with its argument count and conversions settled; arrays go the general way."""
        getters = self.arguments(function, node, mode, scope)
        if mode == "array" and function.gives_several and not self.picks_one(function, node):
            self.traits.down = self.traits.right = False  # each cell's array may spill
        n = len(getters)
        if not function.minimum <= n <= function.maximum:
            return lambda frame: VALUE
        return call_site(function, getters, self.whole)

    def picks_one(self, function: Function, node: nodes.Call) -> bool:
        """Whether a call gives one item of ranges that are alike, one row or one column each."""
        picked = function.picks
        if not picked or len(node.args) <= max(picked):
            return False
        shapes = set()
        for i, arg in enumerate(node.args):
            if i in picked:
                shapes.add(self.fixed_shape(arg))
            elif i > max(picked) and not isinstance(arg, (nodes.Literal, nodes.Omitted)):
                return False
        rows, columns = shapes.pop()
        return not shapes and (rows == 1) != (columns == 1)

    def fixed_shape(self, node: nodes.Node) -> tuple[int, int]:
        """Rows and columns of a range that is the same for all cells; none if it is no such."""
        if not isinstance(node, nodes.Ref) or node.last is None or node.sheet_to is not None:
            return 0, 0
        a, b = node.first, node.last
        if None in (a.row, a.col, b.row, b.col):
            return 0, 0
        return abs(b.row - a.row) + 1, abs(b.col - a.col) + 1  # type: ignore[operator]

    def apply(self, node: nodes.Apply, mode: Mode, ref: bool, scope: frozenset[str]) -> Closure:
        callee: nodes.Node = node
        found: list[tuple[tuple[nodes.Node, ...], Mode]] = []
        while isinstance(callee, nodes.Apply):  # f(1)(2): what a call gives is called again
            found.append((callee.args, "array" if found else mode))
            callee = callee.callee
        function = self.compile(callee, "array", True, scope)
        calls = [[self.bound(arg, inner, scope) for arg in args] for args, inner in reversed(found)]
        self.traits.one_workbook()
        whole = self.whole

        def applied(frame: Frame) -> Value:
            value = function(frame)
            for args in calls:
                value = frame.apply(value, *[arg(frame) for arg in args])
            if whole and frame.lanes is not None and not isinstance(value, Reference):
                raise OneByOne  # it may be lanes, or was read of a cell that is meant itself
            return value

        return self.reading(applied, mode, ref)


def call_site(function: Function, getters: list[Closure], whole: bool) -> Closure:
    """A call of a function whose arguments are values; ``whole`` if its result is taken whole."""
    steps = []
    for i, getter in enumerate(getters):
        kind = function.parameter(i).kind.name
        steps.append(
            (getter, converter(function, i), _LIFTED if kind in SCALAR_KINDS else _SPECIAL)
        )
    implementation, context = function.implementation, function.context

    def abreast(frame: Frame) -> Value:
        given = frame.given([getter(frame) for getter in getters])
        return call(function, given, frame, in_lanes=True)

    def site(frame: Frame) -> Value:
        if frame.books:  # not `site` itself: what refers to itself is kept until it is searched for
            return frame.together(abreast, call_site(function, getters, whole))
        ready, given = [], []
        for getter, convert, general in steps:
            value = getter(frame)
            given.append(value)
            if type(value) in general:
                break
            try:
                ready.append(convert(value, frame))
            except Failure as failure:
                return failure.error
        else:
            try:
                result = implementation(*ready, ctx=frame) if context else implementation(*ready)
            except Failure as failure:
                return failure.error
            except (OverflowError, ZeroDivisionError, FloatingPointError):
                return finish(float("nan"))
            if type(result) is str:
                return result
            result = finish(result)
            if frame.lanes is not None and not whole:
                not_lanes(result)
            return result
        given += [getter(frame) for getter in getters[len(given) :]]
        return call(function, given, frame, in_lanes=frame.lanes is not None and not whole)

    return site


_ONE_FOR_ALL = frozenset({float, str, bool, type(None), ExcelError, Reference})
"""Kinds of variables that are the same in every lane."""


class InLanes:
    """What lanes have read of a cell that a variable refers to."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value


_SPECIAL = frozenset({type(MISSING), References, Repeated})
_LIFTED = _SPECIAL | {np.ndarray}
"""Kinds of arguments, of functions that take ranges and of those that take one value, that go the
general way."""


def counted(closure: Closure) -> Closure:
    """A name's closure; names that name each other twice over and over end as #NUM!."""

    def named(frame: Frame) -> Value:
        frame.state.count_call()
        return closure(frame)

    return named


@dataclass
class _Named:
    """A defined name, compiled; not yet while it is being compiled."""

    run: Closure | None = None
    calls: int = 0
    """How many Python calls it takes."""

    def again(self, frame: Frame) -> Value:
        """Its value where it refers to itself."""
        assert self.run is not None
        return with_room(self.run, frame) if self.calls > FEW else self.run(frame)


FEW = 12
"""Python calls that a name may take where it refers to itself; mostly it only gives a LAMBDA."""


class FunctionValue(Lambda):
    """A worksheet function used as a value, as SUM in ``BYROW(A1:C3,SUM)``."""

    __slots__ = ("function",)

    def __init__(self, function: Function) -> None:
        super().__init__((), 0, None, None, 0)
        self.function = function

    def invoke(self, caller: Frame, args: list[Value]) -> Value:
        return call(self.function, args, caller)


def _is_one(ref: Reference) -> bool:
    return len(ref.areas) == 1 and ref.area.is_cell


def _cell_alone(closure: Closure) -> Closure:
    def alone(frame: Frame) -> Value:
        value = closure(frame)
        return cell_alone(value, frame) if isinstance(value, Reference) else value

    return alone


class _Nothing:
    """What an argument of a function is where IF or the like chose a branch left empty: as good as
    left empty itself."""


_NOTHING = _Nothing()


def _branches(node: nodes.Node) -> range:
    """Where among its arguments a choice has those of which one is its value."""
    if isinstance(node, nodes.Call):
        if node.name in ("IF", "CHOOSE"):
            return range(1, len(node.args))
        if node.name in ("IFS", "SWITCH"):
            return range(1 if node.name == "IFS" else 2, len(node.args), 2)
    return range(0)


def may_be_nothing(node: nodes.Node) -> bool:
    return any(
        isinstance(part, nodes.Omitted) or may_be_nothing(part)
        for part in (node.args[i] for i in _branches(node))  # type: ignore[attr-defined]
    )


def _with_nothing(node: nodes.Node) -> nodes.Node:
    """A choice whose empty branches give what stands for nothing."""
    if not isinstance(node, nodes.Call):
        return node
    args = list(node.args)
    for i in _branches(node):
        empty = isinstance(args[i], nodes.Omitted)
        args[i] = nodes.Literal(_NOTHING) if empty else _with_nothing(args[i])  # type: ignore[arg-type]
    return nodes.Call(node.name, tuple(args))


def _nothing_left_out(closure: Closure) -> Closure:
    def given(frame: Frame) -> Value:
        value = whole(closure(frame))
        if value is _NOTHING:
            return MISSING
        if isinstance(value, np.ndarray) and value.dtype == object:
            items = [0.0 if item is _NOTHING else item for item in value.ravel().tolist()]
            value = value.copy()
            value.reshape(-1)[:] = items
        return value

    return given


def may_be_range(node: nodes.Node) -> bool:
    """Whether a part of a formula may give a reference to several cells."""
    if isinstance(node, nodes.Ref):
        return node.last is not None or node.sheet_to is not None
    if isinstance(node, Slot):
        return node.is_range
    if isinstance(node, nodes.Structured):
        return "#This Row" not in node.items or node.first is None or node.last is not None
    if isinstance(node, nodes.Unary):
        return node.op == "#"
    if isinstance(node, nodes.Binary):
        return node.op in _REFERENCE_OPERATORS
    if isinstance(node, nodes.Call) and node.name in FORMS:
        return any(map(may_be_range, node.args))
    return isinstance(node, (nodes.Call, nodes.Name, nodes.Apply))


def _whole(closure: Closure) -> Closure:
    return lambda frame: closure(frame) if frame.lanes is None else frame.taken_whole(closure)


def offset(position: int | None, absolute: bool, anchor: int, missing: int) -> tuple[int, bool]:
    """A position, and whether it moves with the formula (then relative to the cell)."""
    if position is None:
        return missing, False
    return (position, False) if absolute else (position - anchor, True)


# ---- operators on references --------------------------------------------------------------------


def _range(a: Reference, b: Reference) -> Value:
    areas = [*a.areas, *b.areas]
    sheet = areas[0].sheet
    if any(area.sheet != sheet for area in areas):
        return VALUE
    return Reference(
        Area(
            sheet,
            min(x.top for x in areas),
            min(x.left for x in areas),
            max(x.bottom for x in areas),
            max(x.right for x in areas),
        )
    )


def _union(a: Reference, b: Reference) -> Value:
    return Reference(*a.areas, *b.areas)


def _intersection(a: Reference, b: Reference) -> Value:
    found = [z for x in a.areas for y in b.areas if (z := x.intersect(y)) is not None]
    return Reference(*found) if found else NULL


_REFERENCE_OPERATORS: dict[str, Callable[[Reference, Reference], Value]] = {
    ":": _range,
    ",": _union,
    " ": _intersection,
}

_ON_ONE: dict[str, Callable[..., Value]] = {"+": negate, "-": negate, "%": percent}
"""Operators on one value; ``+`` does nothing."""

_METHODS: dict[type[nodes.Node], Callable[..., Closure]] = {
    nodes.Literal: Compiler.literal,
    nodes.Omitted: Compiler.omitted,
    nodes.ArrayLiteral: Compiler.array_literal,
    nodes.Unary: Compiler.unary,
    nodes.Binary: Compiler.binary,
    nodes.Ref: Compiler.reference,
    nodes.Structured: Compiler.structured,
    nodes.Name: Compiler.name,
    nodes.Call: Compiler.call,
    nodes.Apply: Compiler.apply,
    Slot: slot,
}

_CALLS = dict.fromkeys(_METHODS, 1) | {
    nodes.Ref: 2,
    Slot: 2,
    nodes.Name: 3,
    nodes.Call: 3,
    nodes.Apply: 3,
}
"""How many Python calls a node takes at most, until it runs what is inside of it."""
