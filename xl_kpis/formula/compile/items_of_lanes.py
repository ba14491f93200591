"""Arrays of as many items in each lane as only evaluating tells, gone through item by item:
``MID(A1,SEQUENCE(LEN(A1)),1)`` and ``MID(A1,ROW(INDIRECT("1:"&LEN(A1))),1)`` filled down.

The items of all lanes stand below each other, what is one value in a lane is repeated for each of
its own: operators and functions that go item by item work on all of them at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

import numpy as np

from xl_kpis.formula import thresholds
from xl_kpis.formula.compile.arguments_of_lanes import NamesCells, call_that_names
from xl_kpis.formula.compile.cells_of_lanes import is_served
from xl_kpis.formula.compile.compiled import Closure
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.layout_of_lanes import (
    CONDITIONALS,
    LaneLayout,
    NoTable,
    is_whole,
    varies,
)
from xl_kpis.formula.compile.operands import ItemsAlong
from xl_kpis.formula.compile.registry import FORMS
from xl_kpis.formula.compile.stack_room import with_room
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.functions.support.operators import OPERATORS
from xl_kpis.formula.grammar import nodes, walk
from xl_kpis.formula.grammar.traversal import with_children
from xl_kpis.formula.reference import Reference
from xl_kpis.formula.values.value import as_array, tighten
from xl_kpis.record_class import record


class Arrays(Protocol):
    """What gives an array in each lane, or one value, or an error."""

    def arrays(self, frame: Frame) -> list[Any]: ...


Later = Callable[[], Arrays]


@record
class PlacesNamed:
    """The rows, or columns, of what a call names in each lane: ``ROW(INDIRECT("1:"&A1))``."""

    call: NamesCells
    down: bool

    def arrays(self, frame: Frame) -> list[Any]:
        return [self._places(ref) for ref in self.call.references(frame)]

    def _places(self, ref: Any) -> Any:
        if not isinstance(ref, Reference) or len(ref.areas) != 1:
            return None  # each such lane is evaluated by itself
        _, top, left, bottom, right = ref.area
        first, last = (top, bottom) if self.down else (left, right)
        if first == last:
            return None
        numbers = np.arange(first + 1.0, last + 2.0)
        return numbers.reshape(-1, 1) if self.down else numbers.reshape(1, -1)


@record
class ItemsOfEach:
    """An argument that goes item by item through arrays of any shape in each lane."""

    sources: list[Arrays]
    ones: list[Closure]
    """What is one value in each lane."""
    body: Closure
    """What is made of them."""
    alone: Closure
    """The argument in a cell by itself."""
    calls: bool
    """Whether calls are among it, which make one value of an array of one item."""

    def arrays(self, frame: Frame) -> list[Any]:
        """Each lane's array."""
        given = [source.arrays(frame) for source in self.sources]
        ones = [as_array(one(frame)) for one in self.ones]
        if any(one.shape not in ((1, 1), (frame.rows, 1)) for one in ones):
            raise OneByOne
        out: list[Any] = [None] * frame.rows
        lanes: list[int] = []
        items = 0
        for lane, arrays in enumerate(zip(*given, strict=True)):
            if _are_alike(arrays) and not (self.calls and arrays[0].size == 1):
                lanes.append(lane)
                items += arrays[0].size
                if items >= thresholds.CELLS_OF_TABLES:
                    self._gone_through(lanes, given, ones, frame, out)
                    lanes, items = [], 0
            else:
                at = frame.moved(frame.sheet, frame.row + lane, frame.col)
                value = self.alone(at)
                out[lane] = at.read(value) if isinstance(value, Reference) else value
        if lanes:
            self._gone_through(lanes, given, ones, frame, out)
        return out

    def _gone_through(
        self,
        lanes: list[int],
        given: list[list[Any]],
        ones: list[Any],
        frame: Frame,
        out: list[Any],
    ) -> None:
        """Work out the arrays of some lanes."""
        shapes = [given[0][lane].shape for lane in lanes]
        sizes = np.array([height * width for height, width in shapes])
        whose = np.repeat(np.array(lanes), sizes)
        columns = [
            tighten(np.concatenate([arrays[lane].ravel() for lane in lanes]).reshape(-1, 1))
            for arrays in given
        ]
        columns += [one if len(one) == 1 else tighten(one[whose]) for one in ones]
        local = {ItemsAlong.key(i): column for i, column in enumerate(columns)}
        count = len(whose), 1
        value = as_array(
            self.body(Frame(frame.state, frame.sheet, frame.row, frame.col, count, local))
        )
        if value.shape not in ((1, 1), count):
            raise OneByOne
        flat = np.broadcast_to(value, count).ravel()
        ends = np.cumsum(sizes)
        parts = np.split(flat, ends[:-1])
        for lane, shape, part in zip(lanes, shapes, parts, strict=True):
            out[lane] = tighten(part.reshape(shape))


def _are_alike(arrays: tuple[Any, ...]) -> bool:
    """Whether all are arrays of one shape."""
    first = arrays[0]
    return isinstance(first, np.ndarray) and all(
        isinstance(each, np.ndarray) and each.shape == first.shape for each in arrays
    )


class ItemReader:
    """Reads an expression as such an argument."""

    def __init__(
        self, compiler: Compiler, layout: LaneLayout, called: Callable[[nodes.Node], Later | None]
    ) -> None:
        self.compiler = compiler
        self.layout = layout
        self.called = called
        self.sources: list[Later] = []
        self.known: list[tuple[nodes.Node, ItemsAlong]] = []
        self.ones: list[tuple[nodes.Node, ItemsAlong]] = []

    def read(self, node: nodes.Node) -> Callable[[Closure], ItemsOfEach]:
        """The argument, once it is known how it is evaluated by itself; or :class:`NoTable`."""
        body, goes = self.of(node)
        if not goes or isinstance(body, ItemsAlong):
            raise NoTable
        count = len(self.sources)
        for i, (_, one) in enumerate(self.ones):
            one.index = count + i
        compiler, scope = self.compiler, self.layout.scope

        def made(alone: Closure) -> ItemsOfEach:
            sources = [source() for source in self.sources]
            ones = [compiler.value(one, "array", scope) for one, _ in self.ones]
            calls = any(isinstance(part, nodes.Call) for part in walk(body))
            return ItemsOfEach(sources, ones, compiler.value(body, "array", scope), alone, calls)

        return made

    def of(self, node: nodes.Node) -> tuple[nodes.Node, bool]:
        """A part with what it goes through in its place, and whether it goes through any."""
        return with_room(self._of, node)

    def _of(self, node: nodes.Node) -> tuple[nodes.Node, bool]:
        if isinstance(node, nodes.Literal):
            return node, False
        source = self._source(node)
        if source is not None:
            return source, True
        one = self._one(node)
        if one is not None:
            return one, False
        if isinstance(node, nodes.Unary) and node.op not in "#@":
            below, goes = self.of(node.operand)
            return with_children(node, (below,)), goes
        if isinstance(node, nodes.Binary) and node.op in OPERATORS:
            parts = [self.of(node.left), self.of(node.right)]
            return with_children(node, tuple(part for part, _ in parts)), any(g for _, g in parts)
        if isinstance(node, nodes.Call):
            return self._call(node)
        raise NoTable

    def _one(self, node: nodes.Node) -> nodes.Node | None:
        try:
            shape, laid = self.layout.of(node)
        except NoTable:
            return None
        if shape is not None:
            raise NoTable  # of another number of items
        if isinstance(laid, nodes.Literal):
            return laid
        items = ItemsAlong(-1)
        self.ones.append((laid, items))
        return items

    def _source(self, node: nodes.Node) -> nodes.Node | None:
        if not isinstance(node, nodes.Call):
            return None
        for earlier, items in self.known:
            if earlier == node:
                return items
        source = self._places(node) or self.called(node)
        if source is None:
            return None
        self.sources.append(source)
        items = ItemsAlong(len(self.sources) - 1)
        self.known.append((node, items))
        return items

    def _places(self, node: nodes.Call) -> Later | None:
        function = find(node.name)
        if function is None or function.position is None or len(node.args) != 1:
            return None
        call = call_that_names(self.compiler, node.args[0], self.layout.scope)
        if call is None:
            return None
        down = function.position == "row"
        return lambda: PlacesNamed(call(), down)

    def _call(self, node: nodes.Call) -> tuple[nodes.Node, bool]:
        if node.name.casefold() in self.layout.scope:
            raise NoTable
        if any(isinstance(arg, nodes.Omitted) for arg in node.args):
            raise NoTable
        if node.name in CONDITIONALS:
            if not is_whole(node):
                raise NoTable
            parts = [self.of(arg) for arg in node.args]
            if self.layout.mode != "array" or not parts[0][1]:
                raise NoTable  # an array in some lanes, one value in others
            return nodes.Call(node.name, tuple(part for part, _ in parts)), True
        function = find(node.name)
        if node.name in FORMS or function is None or function.gives_several:
            raise NoTable
        if not is_served(function) or not function.minimum <= len(node.args) <= function.maximum:
            raise NoTable
        parts = []
        for i, arg in enumerate(node.args):
            if function.parameter(i).kind.takes != "value":
                raise NoTable
            first = not any(goes for _, goes in parts)
            parts.append(self.of(arg))
            if first and parts[-1][1]:
                self.layout.before.extend(self._ones_among(part for part, _ in parts))
        return nodes.Call(node.name, tuple(part for part, _ in parts)), any(g for _, g in parts)

    def _ones_among(self, parts: Iterable[nodes.Node]) -> list[nodes.Node]:
        """Those of some parts that are one value in each lane."""
        return [one for part in parts for one, items in self.ones if items is part and varies(one)]
