"""From a parsed formula to a Python function of a frame.

The tree is walked once; what remains is a nest of closures, each taking a :class:`Frame` and
giving a value. Three modes say what a range means where one value is wanted:

``scalar``: implicit intersection, as in ordinary formulas. ``array``: elementwise, as in array
formulas and defined names. ``forced``: elementwise because a function such as SUMPRODUCT works on
arrays; IF and its like do not join in.

What names cells is compiled in :mod:`referring`, names in :mod:`naming`, calls in :mod:`calls`;
they are functions that are given the compiler.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from xl_kpis.errors import NAME
from xl_kpis.formula.compile.calls import applied_to, called
from xl_kpis.formula.compile.compared_ranges import compared_range
from xl_kpis.formula.compile.compiled import Closure, Compiled, Mode, Traits
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.naming import NamedFormula, NamesCompiled, name, with_ranges_for_names
from xl_kpis.formula.compile.operands import (
    ArrayAlong,
    CallAlong,
    ItemsAlong,
    OneOfEach,
    RangeAlong,
    Slot,
    array_along,
    call_along,
    items_along,
    one_of_each,
    range_along,
    slot,
)
from xl_kpis.formula.compile.ranges_of_variables import with_ranges_for_variables
from xl_kpis.formula.compile.referring import (
    REFERENCE_OPERATORS,
    combined_references,
    is_one,
    reference,
    single,
    spilled,
    structured,
)
from xl_kpis.formula.compile.stack_room import NEST, with_room
from xl_kpis.formula.compile.standing import remembered, stands
from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.functions.support.operators import (
    OPERATORS,
    negate,
    percent,
    settle,
    settle_arrays,
)
from xl_kpis.formula.grammar import FormulaSyntaxError, nodes, parse
from xl_kpis.formula.reference import Reference
from xl_kpis.formula.sheets.model import Model
from xl_kpis.formula.values.repeated import Repeated
from xl_kpis.formula.values.value import MISSING, Value, from_rows

if TYPE_CHECKING:
    from xl_kpis.formula.compile.registry import SiteInArrays


def compile_formula(
    model: Model,
    text: str,
    sheet: int,
    row: int,
    col: int,
    mode: Mode,
    *,
    alone: bool = False,
    names: NamesCompiled | None = None,
) -> Compiled:
    """Compile the formula of a cell; a formula nobody can read is the error #NAME?. ``alone`` if
    it is never evaluated in several cells or workbooks at once: that takes half the time. ``names``
    that other formulas of the model have in common with it."""
    node, settles = formula_tree(text)
    compiler = Compiler(model, sheet, row, col, alone=alone, names=names)
    run = compile_tree(compiler, node, mode, settles)
    return Compiled(run, compiler.traits, node, (row, col), settles, mode=mode, alone=alone)


def formula_tree(text: str) -> tuple[nodes.Node, bool]:
    """The tree of a cell's formula, and whether its last step makes 0 of rounding noise."""
    try:
        node = parse(text)
    except FormulaSyntaxError:
        node = nodes.Literal(NAME)
    ends_so = isinstance(node, nodes.Binary) and node.op in "+-"
    return node, ends_so and not _in_parentheses(text, node)


def compile_tree(compiler: Compiler, node: nodes.Node, mode: Mode, settles: bool) -> Closure:
    """A closure for the whole tree of a formula; ``settles`` if its last step makes 0 of rounding
    noise."""
    if not compiler.alone:
        node = with_ranges_for_variables(node, mode == "array")
        node = with_ranges_for_names(compiler, node)
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


class _Served(NamedTuple):
    """What came of compiling a call."""

    node: nodes.Call
    """The call, so that no other one is ever at its place."""
    closure: Closure
    traits: Traits
    """What was found out about it."""
    deep: int
    """Python calls inside, at most."""


class Compiler:
    """Compiles one formula, seen from its cell."""

    def __init__(
        self,
        model: Model,
        sheet: int,
        row: int,
        col: int,
        *,
        alone: bool = False,
        names: NamesCompiled | None = None,
    ) -> None:
        self.model = model
        self.sheet = sheet
        self.row = row
        self.col = col
        self.traits = Traits()
        self.alone = alone
        """The formula is evaluated in one cell at a time, never as lanes."""
        self.named: dict[tuple[int, int, bool], NamedFormula] = {}
        """Names met so far,"""
        self.names = names or NamesCompiled()
        """and those that other formulas have met."""
        self.whole = False
        """Inside an argument that is taken whole: there lanes would be mistaken for a range."""
        self.standing = False
        """Inside an expression that is worked out once for all cells."""
        self.stood: dict[tuple[int, Mode, bool, frozenset[str]], tuple[nodes.Node, bool]] = {}
        """Whether expressions looked at so far stand, each by its identity, and with it: calls in
        calls are compiled for a cell alone and for a run, and each of them looks inside."""
        self.served: dict[tuple[int, Mode, bool, frozenset[str], bool, bool], _Served] = {}
        """Calls compiled so far, each by its identity and the place it was compiled for."""
        self.passed_over: dict[int, list[SiteInArrays]] = {}
        """Ways of serving a call, by its identity, that are looking for another one."""
        self.many: set[str] = set()
        """Variables that LET gives what may be several values,"""
        self.parameters: set[str] = set()
        """and those that LAMBDAs are given."""
        self.depth = 0
        """Python calls around what is being compiled when it runs, at most, since it was last made
        sure that there is room."""
        self.deepest = 0
        """The most of them so far."""

    def compile(self, node: nodes.Node, mode: Mode, ref: bool, scope: frozenset[str]) -> Closure:
        """A closure for the node. With ``ref`` it may give a Reference; otherwise never."""
        if not (self.standing or self.alone) and stands(self, node, mode, ref, scope):
            self.standing = True
            self.depth += 1
            closure = remembered(self.compile(node, mode, ref, scope))
            self.depth -= 1
            self.standing = False
            return closure
        kind = type(node)
        calls = _CALLS[kind]
        if self.depth + calls > NEST:
            return self.further_down(node, mode, ref, scope)
        if kind is nodes.Call:
            return self._call(node, calls, mode, ref, scope)  # type: ignore[arg-type]
        self.depth += calls
        if self.depth > self.deepest:
            self.deepest = self.depth
        closure = _COMPILE[kind](self, node, mode, ref, scope)
        self.depth -= calls
        return closure

    def _call(
        self, node: nodes.Call, calls: int, mode: Mode, ref: bool, scope: frozenset[str]
    ) -> Closure:
        """A closure for a call, compiled once for each kind of place: what serves a call compiles
        its arguments for a cell alone and for runs, and so does what serves each of them."""
        key = id(node), mode, ref, scope, self.whole, self.standing
        served = self.served.get(key)
        if served is not None and self.depth + served.deep <= NEST:
            self.deepest = max(self.deepest, self.depth + served.deep)
            self.traits.add(served.traits)
            return served.closure
        outside, self.traits = self.traits, Traits()
        deepest, self.deepest = self.deepest, self.depth + calls
        self.depth += calls
        closure = called(self, node, mode, ref, scope)
        self.depth -= calls
        self.served[key] = _Served(node, closure, self.traits, self.deepest - self.depth)
        self.deepest = max(deepest, self.deepest)
        outside.add(self.traits)
        self.traits = outside
        return closure

    @contextmanager
    def passing_over(self, node: nodes.Call, site: SiteInArrays) -> Iterator[None]:
        """Serve a call without one of the ways there are, besides those passed over already."""
        passed = self.passed_over.setdefault(id(node), [])
        passed.append(site)
        yield
        passed.pop()

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
            self.traits.several = True
        return lambda frame: array

    # ---- operators --------------------------------------------------------------------------

    def unary(self, node: nodes.Unary, mode: Mode, ref: bool, scope: frozenset[str]) -> Closure:
        if node.op == "#":
            return spilled(self, node, mode, ref, scope)
        if node.op == "@":
            return single(self, node, mode, ref, scope)
        return self.steps(node, mode, scope)

    def steps(self, node: nodes.Node, mode: Mode, scope: frozenset[str]) -> Closure:
        """Operators on values one after another, as in ``1+2+3`` and ``-x%``: each takes what the
        one before it gave. However many there are, they are one closure."""
        found: list[tuple[Callable[..., Value], nodes.Node | None]] = []
        innermost = node
        while True:
            if isinstance(node, nodes.Binary) and node.op in OPERATORS:
                found.append((OPERATORS[node.op], node.right))
                innermost, node = node, node.left
            elif isinstance(node, nodes.Unary) and node.op in _ON_ONE:
                if node.op != "+":
                    found.append((_ON_ONE[node.op], None))
                innermost, node = node, node.operand
            else:
                break
        first = self.value(node, mode, scope)
        found.reverse()
        steps = [
            (operate, None if right is None else self.value(right, mode, scope))
            for operate, right in found
        ]
        if steps and isinstance(innermost, nodes.Binary) and mode != "scalar":
            right = steps[0][1]
            assert right is not None
            place = self.sheet, self.row, self.col
            compared = compared_range(self.model, place, innermost, first, right)
            if compared is not None:
                first = compared
                del steps[0]
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

    def binary(self, node: nodes.Binary, mode: Mode, ref: bool, scope: frozenset[str]) -> Closure:
        if node.op in REFERENCE_OPERATORS:
            return combined_references(self, node, mode, ref, scope)
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

    # ---- for those that compile parts of a tree ---------------------------------------------

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
            if not whole and (frame.rows > 1 or frame.columns > 1) and not is_one(value):
                raise OneByOne  # what it gives would be mistaken for a value in each lane
            return frame.once(value)

        return read

    def elsewhere(self, sheet: int) -> Compiler:
        """A compiler of a name's formula for the same cell: seen from the first cell of a sheet."""
        inner = Compiler(self.model, sheet, 0, 0, alone=self.alone, names=self.names)
        inner.whole = self.whole
        inner.standing = self.standing
        inner.named = self.named
        inner.depth = inner.deepest = self.depth
        return inner

    def placed(self, closure: Closure, calls: int) -> Closure:
        """A closure compiled elsewhere that takes so many Python calls, for here."""
        if self.depth + calls > NEST:
            return lambda frame: with_room(closure, frame)
        self.deepest = max(self.deepest, self.depth + calls)
        return closure


_ON_ONE: dict[str, Callable[..., Value]] = {"+": negate, "-": negate, "%": percent}
"""Operators on one value; ``+`` does nothing."""

_COMPILE: dict[type[nodes.Node], Callable[..., Closure]] = {
    nodes.Literal: Compiler.literal,
    nodes.Omitted: Compiler.omitted,
    nodes.ArrayLiteral: Compiler.array_literal,
    nodes.Unary: Compiler.unary,
    nodes.Binary: Compiler.binary,
    nodes.Ref: reference,
    nodes.Structured: structured,
    nodes.Name: name,
    nodes.Call: called,
    nodes.Apply: applied_to,
    Slot: slot,
    RangeAlong: range_along,
    ArrayAlong: array_along,
    ItemsAlong: items_along,
    CallAlong: call_along,
    OneOfEach: one_of_each,
}

_CALLS = dict.fromkeys(_COMPILE, 1) | {
    nodes.Ref: 2,
    Slot: 2,
    OneOfEach: 2,
    nodes.Name: 3,
    nodes.Call: 3,
    nodes.Apply: 3,
}
"""How many Python calls a node takes at most, until it runs what is inside of it."""
