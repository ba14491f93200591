"""Compiling calls: what each argument is taken as, and how the call is served."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from xl_kpis.errors import NAME, VALUE, Failure
from xl_kpis.formula.compile.compiled import Closure, Mode
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.naming import argument, find_name
from xl_kpis.formula.compile.operands import Slot
from xl_kpis.formula.compile.referring import may_be_range
from xl_kpis.formula.compile.registry import ANYWHERE, FORMS, IN_ARRAYS, OTHERWISE, SITES
from xl_kpis.formula.compile.stack_room import with_room
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.declare import Function, Kind, OneByOne
from xl_kpis.formula.functions.support.call import (
    SCALAR_KINDS,
    call,
    cell_alone,
    converter,
    finish,
    fitting,
    not_lanes,
    visible,
)
from xl_kpis.formula.functions.support.operators import OPERATORS
from xl_kpis.formula.functions.support.ranges import whole
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.grammar.traversal import has_parts
from xl_kpis.formula.reference import Reference, References
from xl_kpis.formula.values.repeated import Repeated
from xl_kpis.formula.values.value import MISSING, Value

if TYPE_CHECKING:
    from xl_kpis.formula.compile.compiler import Compiler
    from xl_kpis.formula.compile.registry import SiteInArrays


_SPECIAL = frozenset({type(MISSING), References, Repeated})
_LIFTED = _SPECIAL | {np.ndarray}
"""Kinds of arguments, of functions that take ranges and of those that take one value, that go the
general way."""


def called(
    compiler: Compiler, node: nodes.Call, mode: Mode, ref: bool, scope: frozenset[str]
) -> Closure:
    """A call by name: of a variable, a special form, a function or a named LAMBDA."""
    key = node.name.casefold()
    if key in scope:
        return applied_to(compiler, nodes.Apply(nodes.Name(node.name), node.args), mode, ref, scope)
    form = FORMS.get(node.name)
    if form is not None:
        return form(compiler, node, mode, ref, scope)
    function = find(node.name)
    if function is None:
        if find_name(compiler, nodes.Name(node.name)) is not None:
            return applied_to(
                compiler, nodes.Apply(nodes.Name(node.name), node.args), mode, ref, scope
            )
        compiler.traits.unknown.add(node.name)
        return lambda frame: NAME
    if not gives_one(compiler, function, node):
        compiler.traits.many(ref, compiler.whole)
    return compiler.reading(served(compiler, function, node, mode, scope), mode, ref)


def arguments(
    compiler: Compiler, function: Function, node: nodes.Call, mode: Mode, scope: frozenset[str]
) -> list[Closure]:
    """A closure for each argument, as its declaration takes it."""
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
                out.append(_nothing_left_out(compiler.value(arg, mode, scope)))
                continue
            outside, compiler.whole = compiler.whole, True
            closure = compiler.compile(arg, mode, True, scope)
            compiler.whole = outside
            out.append(_whole(_nothing_left_out(closure)))
            continue
        if takes == "value" or (takes == "cell" and not may_be_range(arg)):
            out.append(compiler.value(arg, mode, scope))
            continue
        if _item_by_item(function, i, arg, scope):
            out.append(compiler.value(arg, mode, scope))
            continue
        if takes == "cell":
            out.append(_cell_alone(compiler.compile(arg, mode, True, scope)))
            continue
        if takes == "crossing" and may_be_range(arg):
            compiler.traits.by_mode = True
        if takes == "crossing" and mode != "array":
            out.append(_whole(compiler.value(arg, "scalar", scope)))
            continue
        forces = mode == "scalar" and takes in ("array", "references")
        inner: Mode = "forced" if forces else mode
        outside, compiler.whole = compiler.whole, True
        closure = compiler.compile(arg, inner, True, scope)
        compiler.whole = outside
        out.append(closure if isinstance(arg, (nodes.Ref, Slot)) else _whole(closure))
    return out


def served(
    compiler: Compiler,
    function: Function,
    node: nodes.Call,
    mode: Mode,
    scope: frozenset[str],
    *,
    but: SiteInArrays | None = None,
) -> Closure:
    """A call, served in the best way there is for it, but for one that is not asked."""
    if compiler.alone:
        compiler.traits.calls(function)
        return plain_site(compiler, function, node, mode, scope)
    if but is not None:
        with compiler.passing_over(node, but):
            return served(compiler, function, node, mode, scope)
    passed = compiler.passed_over.get(id(node), ())
    for serve_any in ANYWHERE if compiler.whole else (*ANYWHERE, *IN_ARRAYS):
        if serve_any in passed:
            continue
        site = serve_any(compiler, function, node, mode, scope)
        if site is not None:
            return site
    if mode == "scalar" and not compiler.whole:
        for serve in (*SITES, *OTHERWISE):
            site = serve(compiler, function, node, scope)
            if site is not None:
                return site
    compiler.traits.calls(function)
    return plain_site(compiler, function, node, mode, scope)


def plain_site(
    compiler: Compiler, function: Function, node: nodes.Call, mode: Mode, scope: frozenset[str]
) -> Closure:
    """A call with its argument count and conversions settled; arrays go the general way."""
    getters = arguments(compiler, function, node, mode, scope)
    if mode == "array" and function.gives_several and not picks_one(function, node):
        compiler.traits.down = compiler.traits.right = False  # each cell's array may spill
    n = len(getters)
    if not function.minimum <= n <= function.maximum:
        return lambda frame: VALUE
    lifted = any(_item_by_item(function, i, arg, scope) for i, arg in enumerate(node.args))
    return call_site(function, getters, compiler.whole or lifted)


def _item_by_item(function: Function, index: int, arg: nodes.Node, scope: frozenset[str]) -> bool:
    """Whether an argument is one value in each lane though its parameter takes references."""
    if not function.by_item or index >= function.maximum or not gives_one_value(arg, scope):
        return False
    return is_worked_out(arg) or isinstance(arg, (nodes.Ref, nodes.Structured, Slot))


def beside_ranges(
    compiler: Compiler, node: nodes.Call, ranges: Collection[int], scope: frozenset[str]
) -> list[Closure | None]:
    """What gives the arguments of a call in an ordinary formula that are no ranges, and None in
    the places of ranges."""
    return [
        None if i in ranges else compiler.value(arg, "scalar", scope)
        for i, arg in enumerate(node.args)
    ]


def gives_one(compiler: Compiler, function: Function, node: nodes.Call) -> bool:
    """Whether a call gives one value where single ones stand for its arguments that are no ranges
    or arrays."""
    if function.references and not all(gives_one_value(arg, _NOWHERE) for arg in node.args):
        compiler.traits.several = True  # an array of references: a value for each of them
    if function.position is not None:
        return all(isinstance(arg, nodes.Ref) and not may_be_range(arg) for arg in node.args)
    for i, arg in enumerate(node.args[: function.maximum]):
        kind = function.parameter(i).kind
        if kind.name == "callable":
            compiler.traits.passes_several = True
        if kind == AS_IT_COMES and not (function.gives_numbers or gives_one_value(arg, _NOWHERE)):
            return False  # N and T give an array for an array
    return not function.gives_several or picks_one(function, node)


def is_worked_out(arg: nodes.Node) -> bool:
    """Whether an argument is what operators on single values give, and so no reference."""
    if isinstance(arg, nodes.Unary):
        return arg.op not in "#@"
    return isinstance(arg, nodes.Binary) and arg.op in OPERATORS


AS_IT_COMES = Kind("any", "reference")
"""An argument that is taken as it comes: an array, a reference or a value."""


def gives_one_value(node: nodes.Node, scope: frozenset[str]) -> bool:
    """Whether a part of an ordinary formula gives one value, or one cell, for each cell it is
    filled into; ranges stand in it only where functions take them whole."""
    if has_parts(node, _LARGEST):
        return False
    return _gives_one_value(node, scope)


_LARGEST = 200
"""Parts of an expression up to which it is looked at."""


def _gives_one_value(node: nodes.Node, scope: frozenset[str]) -> bool:
    if isinstance(node, nodes.Binary):
        operands: tuple[nodes.Node, ...] = (node.left, node.right)
        return not may_be_range(node) and all(_gives_one_value(part, scope) for part in operands)
    if isinstance(node, nodes.Unary):
        return node.op not in "#@" and _gives_one_value(node.operand, scope)
    if isinstance(node, (Slot, nodes.Ref, nodes.Structured)):
        return not may_be_range(node)
    if not isinstance(node, nodes.Call):
        return isinstance(node, (nodes.Literal, nodes.Omitted))
    function = find(node.name)
    if function is None or node.name.casefold() in scope:
        return False
    if node.name in CHOICES:
        return all(_gives_one_value(arg, scope) for arg in node.args)
    if function.position is not None:
        return not node.args
    if function.special or function.binds or function.references or function.passes:
        return False
    if function.gives_several and not _picks_of_lines(function, node):
        return False
    return len(node.args) <= function.maximum and all(
        _takes_all(function.parameter(i).kind) or _gives_one_value(arg, scope)
        for i, arg in enumerate(node.args)
    )


def _takes_all(kind: Kind) -> bool:
    """Whether a function gives one value whatever stands for such a parameter."""
    return kind.takes in ("reference", "references", "array") and kind != AS_IT_COMES


_NOWHERE: frozenset[str] = frozenset()
"""No variables."""
CHOICES = frozenset({"IF", "IFERROR", "IFNA", "IFS", "SWITCH", "CHOOSE"})
"""Forms that give one of their arguments."""


def picks_one(function: Function, node: nodes.Call) -> bool:
    """Whether a call gives one item of ranges that are alike, one row or one column each."""
    if function.passes:
        return _picks_what_is_found(node) or _picks_what_is_counted(node)
    return _picks_of_lines(function, node) and all(
        gives_one_value(arg, _NOWHERE) for arg in node.args[max(function.picks) + 1 :]
    )


def _picks_of_lines(function: Function, node: nodes.Call) -> bool:
    """Whether what a call picks from is one row, or one column, of as many items each."""
    picked = function.picks
    if not picked or len(node.args) <= max(picked):
        return False
    shapes = {fixed_shape(node.args[i]) for i in picked}
    rows, columns = shapes.pop()
    return not shapes and (rows == 1) != (columns == 1)


def _picks_what_is_counted(node: nodes.Call) -> bool:
    """Whether a call gives the item of one row or column whose number is written out, or of a block
    by two of them: INDEX(A$1:A$9,2), where no number is 0, which would be all of them."""
    if len(node.args) < 2:
        return False
    rows, columns = fixed_shape(node.args[0])
    places = node.args[1:]
    enough = len(places) == 2 or (len(places) == 1 and 1 in (rows, columns))
    return enough and all(
        isinstance(place, nodes.Literal) and type(place.value) in (int, float) and place.value >= 1  # type: ignore[operator]
        for place in places
    )


def _picks_what_is_found(node: nodes.Call) -> bool:
    """Whether a call gives the item of one row or column that another call finds the place of:
    INDEX(A$1:A$9,MATCH(…)), where no place is 0, which would be all of them."""
    if len(node.args) != 2 or not isinstance(node.args[1], nodes.Call):
        return False
    found = find(node.args[1].name)
    if found is None or found.finds is None or found.finds.beside or not node.args[1].args:
        return False
    rows, columns = fixed_shape(node.args[0])
    return (rows == 1) != (columns == 1) and gives_one_value(node.args[1].args[0], _NOWHERE)


def fixed_shape(node: nodes.Node) -> tuple[int, int]:
    """Rows and columns of a range that is the same for all cells, or of what operators make of such
    ranges that are alike; none if it is no such."""
    shapes = _shapes(node)
    return shapes.pop() if len(shapes) == 1 else _NO_SHAPE


def _shapes(node: nodes.Node) -> set[tuple[int, int]]:
    """The shapes of the ranges that an expression is made of."""
    if isinstance(node, nodes.Unary) and node.op not in "#@":
        return with_room(_shapes, node.operand)
    if isinstance(node, nodes.Binary) and node.op in OPERATORS:
        return with_room(_shapes, node.left) | with_room(_shapes, node.right)
    if not may_be_range(node):
        return set()
    if not isinstance(node, nodes.Ref) or node.last is None or node.sheet_to is not None:
        return {_NO_SHAPE}
    a, b = node.first, node.last
    if None in (a.row, a.col, b.row, b.col):
        return {_NO_SHAPE}
    return {(abs(b.row - a.row) + 1, abs(b.col - a.col) + 1)}  # type: ignore[operator]


_NO_SHAPE = 0, 0


def applied_to(
    compiler: Compiler, node: nodes.Apply, mode: Mode, ref: bool, scope: frozenset[str]
) -> Closure:
    """A call of what an expression gives, as in ``LAMBDA(x,x+1)(2)``."""
    callee: nodes.Node = node
    found: list[tuple[tuple[nodes.Node, ...], Mode]] = []
    while isinstance(callee, nodes.Apply):  # f(1)(2): what a call gives is called again
        found.append((callee.args, "array" if found else mode))
        callee = callee.callee
    function = compiler.compile(callee, "array", True, scope)
    calls = [
        [argument(compiler, arg, inner, scope) for arg in args] for args, inner in reversed(found)
    ]
    compiler.traits.one_workbook()
    whole = compiler.whole
    if whole and not ref:
        compiler.traits.by_mode = True  # it may give a reference

    def applied(frame: Frame) -> Value:
        value = function(frame)
        for args in calls:
            value = frame.apply(value, *[arg(frame) for arg in args])
        if whole and frame.lanes is not None and not isinstance(value, Reference):
            raise OneByOne  # it may be lanes, or was read of a cell that is meant itself
        return value

    return compiler.reading(applied, mode, ref)


def call_site(function: Function, getters: list[Closure], whole: bool) -> Closure:
    """A call of a function whose arguments are values; ``whole`` if its result is taken whole."""
    steps = []
    for i, getter in enumerate(getters):
        kind = function.parameter(i).kind.name
        steps.append(
            (getter, converter(function, i), _LIFTED if kind in SCALAR_KINDS else _SPECIAL)
        )
    implementation, context, hides = function.implementation, function.context, function.hides

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
                return fitting(result)
            result = finish(result)
            if hides:
                result = visible(result)
            if frame.lanes is not None and not whole:
                not_lanes(result)
            return result
        given += [getter(frame) for getter in getters[len(given) :]]
        return call(function, given, frame, in_lanes=frame.lanes is not None and not whole)

    return site


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
            items = value.ravel().tolist()
            if any(item is _NOTHING for item in items):
                if frame.lanes is not None:
                    raise OneByOne  # in a cell of its own it is left out
                value = value.copy()
                value.reshape(-1)[:] = [0.0 if item is _NOTHING else item for item in items]
        return value

    return given


def _whole(closure: Closure) -> Closure:
    return lambda frame: closure(frame) if frame.lanes is None else frame.taken_whole(closure)
