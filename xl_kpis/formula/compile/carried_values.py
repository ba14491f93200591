"""Values carried through an array of numbers, item by item: ``SCAN(0,A1:A9,LAMBDA(a,x,a+x))``,
``REDUCE(1,A1:A9,LAMBDA(a,x,IF(x>0,a*x,a)))``.

Their calculations are written out as a loop over plain numbers, where they can be. Where a value
is none, or what the calculation names besides is no single number, it is called item by item.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from xl_kpis.formula import thresholds
from xl_kpis.formula.compile.calls import served
from xl_kpis.formula.compile.compiled import Closure, Mode
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.frame import Frame, Inner
from xl_kpis.formula.compile.registry import FORMS, register_anywhere
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.declare import Function
from xl_kpis.formula.functions.support.call import finish, visible
from xl_kpis.formula.grammar import children, nodes, walk
from xl_kpis.formula.values.formula_limits import LIMITS
from xl_kpis.formula.values.value import Array, Value


class _NotWritten(Exception):
    """What is no calculation that a loop can be written of."""


@register_anywhere
def carried_site(
    compiler: Compiler, function: Function, node: nodes.Call, mode: Mode, scope: frozenset[str]
) -> Closure | None:
    """A closure for a call that carries a value through an array, or None where it is nothing of
    the sort."""
    if function.carries is None or mode == "forced" or len(node.args) != 3:
        return None
    first, items, call = node.args
    try:
        body = _Body(compiler, call, scope)
    except _NotWritten:
        return None
    otherwise = served(compiler, function, node, mode, scope, but=carried_site)
    traits = compiler.traits
    if traits.volatile or traits.unknown:
        return None
    begin = compiler.value(first, "array", scope)
    given = compiler.value(items, "array", scope)
    every = function.carries == "every"

    def at_once(frame: Frame) -> Value:
        if type(frame) not in (Frame, Inner) or frame.lanes is not None:
            return otherwise(frame)
        start, array = begin(frame), given(frame)
        if type(start) is not float or not isinstance(array, np.ndarray):
            return otherwise(frame)
        steps = body.steps(start, array, frame)
        if steps is None:
            return otherwise(frame)
        frame.state.calls += array.size
        found = np.array(steps[1:]).reshape(array.shape) if every else steps[-1]
        return visible(finish(found)) if function.hides else finish(found)

    return at_once


class _Body:
    """What a LAMBDA makes of the value carried on and of an item, as a loop."""

    def __init__(self, compiler: Compiler, call: nodes.Node, scope: frozenset[str]) -> None:
        if not isinstance(call, nodes.Call) or call.name != "LAMBDA" or len(call.args) != 3:
            raise _NotWritten
        *parameters, body = call.args
        names = [each.name.casefold() for each in parameters if isinstance(each, nodes.Name)]
        if len(set(names)) != 2 or any(name.startswith("[") for name in names):
            raise _NotWritten
        self.carried, self.item = names
        self.compiler, self.scope = compiler, scope
        self.besides: list[Closure] = []
        """What gives the parts that are the same for all items."""
        self.tree = self._tree(body, 0)
        self._loops: dict[tuple[str, ...], Any] = {}

    def _tree(self, node: nodes.Node, depth: int) -> Any:
        """A part as loops are written of it."""
        if depth > thresholds.NESTED_IN_LOOP:
            raise _NotWritten
        if isinstance(node, nodes.Literal) and type(node.value) in (float, int, bool):
            return node
        if isinstance(node, nodes.Name) and not node.sheet and not node.book:
            if node.name.casefold() == self.carried:
                return ("own", 0, -1)
            if node.name.casefold() == self.item:
                return ("hoisted", 0)
        if not self._asks(node):
            self.besides.append(self.compiler.value(node, "array", self.scope))
            return ("hoisted", len(self.besides))
        below = [self._tree(part, depth + 1) for part in children(node)]
        if isinstance(node, nodes.Unary) and node.op in "+-%":
            return (node.op, *below)
        if isinstance(node, nodes.Binary) and node.op in _OPERATORS:
            return (node.op, *below)
        if isinstance(node, nodes.Call) and node.name.casefold() not in self.scope:
            function = find(node.name)
            if function is not None and (node.name not in FORMS or function.loop is not None):
                return (node.name, *below)
        raise _NotWritten

    def _asks(self, node: nodes.Node) -> bool:
        """Whether a part may be another for each item."""
        own = {self.carried, self.item}
        return any(
            isinstance(part, nodes.Apply)
            or (isinstance(part, nodes.Name) and part.name.casefold() in own)
            or (isinstance(part, nodes.Call) and part.name.casefold() in own)
            for part in walk(node)
        )

    def steps(self, start: float, array: Array, frame: Frame) -> list[Any] | None:
        """The values carried on, the first one before all others; None where the loop does not go
        through to the end."""
        if array.dtype != np.float64 or frame.state.calls + array.size > LIMITS.calls:
            return None
        besides = [each(frame) for each in self.besides]
        if any(type(value) not in (float, bool) for value in besides):
            return None
        kinds = ("n", *("b" if type(value) is bool else "n" for value in besides))
        make = self._loop(kinds)
        if make is None:
            return None
        stop = array.size + 1
        own: list[Any] = [start, *([None] * array.size)]
        given = [[None, *array.ravel().tolist()], *([value] * stop for value in besides)]
        loop = make(own, given)
        return own if loop(1, stop, 1) == stop else None

    def _loop(self, kinds: tuple[str, ...]) -> Any:
        if kinds not in self._loops:
            from xl_kpis.formula.compile.loop_source import LoopSource, NoLoop, compiled

            source = LoopSource(list(kinds))
            try:
                source.formula(self.tree, 0, settles=False)
                code, called = compiled(source.whole(1)), source.values
                self._loops[kinds] = lambda own, given: code(*called, own, *given)
            except NoLoop:
                self._loops[kinds] = None
        return self._loops[kinds]


_OPERATORS = frozenset({"+", "-", "*", "/", "^", "=", "<>", "<", ">", "<=", ">="})
