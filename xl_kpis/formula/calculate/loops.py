"""Runs whose cells read each other: running balances, growth from one row or month to the next.

Such a run cannot be evaluated as lanes. Here it becomes a loop over plain floats, written out as
Python source and compiled once: the parts that do not read the run itself are evaluated as lanes
beforehand, the rest is arithmetic on lists. Several columns that need each other (opening and
closing balance) share one loop, and so do rows that go on to the right: what is said of columns
here is true of them, too. A place where anything is not a plain number (a blank, a text, an error,
a division by zero) is left to the ordinary evaluation of single cells, so that the loop never has
to know Excel's rules for those.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from typing import Any

import numpy as np

from xl_kpis.errors import is_foreign
from xl_kpis.formula import thresholds
from xl_kpis.formula.calculate.loop_circles import (
    circles_of,
    components,
    ends_of,
    lines_of,
    places_of,
)
from xl_kpis.formula.calculate.state import State
from xl_kpis.formula.compile.compiled import Closure, Traits
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.group import Group, Unit
from xl_kpis.formula.compile.loop_source import (
    BINARY,
    LoopSource,
    NoLoop,
    compiled,
    is_over_ranges,
)
from xl_kpis.formula.compile.precedents import Precedent, reference_precedents
from xl_kpis.formula.grammar import children, nodes, walk
from xl_kpis.formula.sheets.columns import Pending
from xl_kpis.formula.sheets.model import Model


def evaluate(state: State, group: Group) -> bool:
    """Evaluate a run that reads itself, with the runs it goes round with, where that can be done
    as loops; whatever is left pending is for the caller."""
    for across, length in enumerate(group.lanes):
        if length < thresholds.SCAN_FROM or state.circles.get((group, bool(across))) == []:
            continue
        try:
            for circle in circles_of(state, group, bool(across)):
                _evaluate_circle(state, circle)
        except NoLoop:
            state.circles[group, bool(across)] = []
        else:
            return True
    return False


# ---- evaluating ---------------------------------------------------------------------------------

_LEFT_ALONE = "circles left to single cells"


def _evaluate_circle(state: State, circle: list[Unit]) -> None:
    left_alone = state.memo.setdefault(_LEFT_ALONE, set())
    if id(circle) in left_alone:  # seen to when another of its runs was to be evaluated
        return
    todo = [(unit, span) for unit in circle if (span := unit.pending(state.columns)) is not None]
    if not todo:
        return
    for unit in circle:
        unit.group.one_by_one = True
    if len(circle) == 1 and not circle[0].reads_itself:
        unit, (top, bottom) = todo[0]
        if not _in_line(unit.group.in_lanes.traits, unit.across):
            raise NoLoop
        count = bottom - top + 1
        value = _in_lanes(unit.group.in_lanes.run, state, unit, top, count)
        state.store(unit.group.sheet, *unit.cell(top), *_shape(count, unit.across), value)
        return
    top = max(span[0] for _, span in todo)
    bottom = min(span[1] for _, span in todo)
    if bottom - top + 1 < thresholds.SCAN_FROM or len(todo) < len(circle):
        left_alone.add(id(circle))  # too little is pending this time
        return
    writer = _written(state, circle, top, bottom)
    # rows that not all columns have, on the side where the loop begins
    before = [(row, u) for u, (first, last) in todo for row in _outside(writer, first, last)]
    for row, unit in sorted(before, key=lambda item: item[0] * writer.step):
        _one(state, unit, row)
    _Loop(state, writer).go()


def _written(state: State, circle: list[Unit], top: int, bottom: int) -> _Writer:
    """The loop over some places of columns; what was written for one column of a run serves all
    that read themselves alike."""
    alike = _reads_itself(circle[0], top, bottom) if len(circle) == 1 else None
    if alike is None:
        return _Writer(state.model, circle, top, bottom)
    unit = circle[0]
    key = unit.across, top, bottom, alike
    known = state.loops.setdefault(unit.group, {})
    if key not in known:
        if len(known) >= _LOOPS_KEPT:
            known.clear()
        known[key] = _Writer(state.model, circle, top, bottom)
    writer: _Writer = known[key]
    return writer.of(unit)


_LOOPS_KEPT = 16
"""Loops of a run that are remembered."""


def _reads_itself(unit: Unit, top: int, bottom: int) -> tuple[bool, ...] | None:
    """Which of its references read a column itself; None where some that do stay where they are
    for other columns."""
    found = []
    for precedent in unit.group.precedents:
        meets = _meets(unit, precedent, top, bottom)
        if meets and not all(edge.moves for edge in ends_of(precedent, not unit.across)):
            return None
        found.append(meets)
    return tuple(found)


def _meets(unit: Unit, precedent: Precedent, top: int, bottom: int) -> bool:
    """Whether what a column reads from some of its places is among them."""
    sheet, lines = _lines_read(unit, precedent, top, bottom)
    return sheet == unit.group.sheet and unit.line in lines


def _lines_read(unit: Unit, precedent: Precedent, top: int, bottom: int) -> tuple[int, range]:
    """The sheet and the columns in which a column reads the same places from some places; no
    column where it reads others."""
    area = precedent.over(unit.part(top, bottom))
    first, last = places_of(area, unit.across)
    low, high = lines_of(area, unit.across)
    return area.sheet, range(low, high + 1) if first <= bottom and last >= top else range(0)


def _in_line(traits: Traits, across: bool) -> bool:
    return traits.right if across else traits.down


def _shape(count: int, across: bool) -> tuple[int, int]:
    return (1, count) if across else (count, 1)


def _in_lanes(run: Closure, state: State, unit: Unit, first: int, count: int) -> Any:
    """A closure's values in some places of a column at once."""
    try:
        lanes = _shape(count, unit.across)
        return run(Frame(state, unit.group.sheet, *unit.cell(first), lanes))
    except Pending:
        raise
    except Exception as wrong:  # lanes failed; one by one it will show where and why
        if is_foreign(wrong):
            raise
        raise NoLoop from None


def _outside(writer: _Writer, first: int, last: int) -> range:
    return range(first, writer.top) if writer.step > 0 else range(writer.bottom + 1, last + 1)


def _one(state: State, unit: Unit, place: int) -> None:
    row, col = unit.cell(place)
    if state.is_pending((unit.group.sheet, row, col)):
        state.evaluate_cell(unit.group, row, col)


class _Loop:
    """A written loop at work: as far as all is numbers, single cells where not."""

    def __init__(self, state: State, writer: _Writer) -> None:
        self.state = state
        self.writer = writer
        self.units = writer.units
        self.step = writer.step
        self.pad = writer.pad
        self.first, self.last = writer.top, writer.bottom
        self.low = max(self.first - self.pad, 0) if self.step > 0 else self.first
        high = self.last + (self.pad if self.step < 0 else 0)
        self.size = high - self.low + 1
        self.own = [self._known(unit) for unit in self.units]
        hoisted = [part.values(state, self.low, self.size) for part in writer.hoisted]
        code, called = writer.code(tuple(kind for kind, _ in hoisted))
        self.loop = code(*called, *self.own, *(values for _, values in hoisted))

    def _known(self, unit: Unit) -> list[Any]:
        """The column's values where the loop does not come but reads."""
        cells = self.state.model.sheets[unit.group.sheet].cells
        out: list[Any] = [None] * self.size
        if self.step > 0:
            top, bottom = self.low, self.first - 1
        else:
            top, bottom = self.last + 1, self.low + self.size - 1
        if top <= bottom:
            known = cells.read(unit.group.sheet, *unit.part(top, bottom)[:4])
            out[top - self.low : bottom - self.low + 1] = known.ravel().tolist()
        return out

    def go(self) -> None:
        first, last = self.first - self.low, self.last - self.low
        at, end = (first, last + 1) if self.step > 0 else (last, first - 1)
        while at != end:
            if self._is_plain(at):
                reached = self.loop(at, end, self.step)
                self._keep(at, reached)
                at = reached
            if at != end:
                self._single(at)
                at += self.step

    def _is_plain(self, at: int) -> bool:
        """Whether all the loop reads of its own columns from here on are numbers."""
        if self.step > 0:
            return all(
                type(x) is float for own in self.own for x in own[max(at - self.pad, 0) : at]
            )
        return all(type(x) is float for own in self.own for x in own[at + 1 : at + 1 + self.pad])

    def _keep(self, at: int, reached: int) -> None:
        """Put what the loop found into the cells."""
        low, high = (at, reached) if self.step > 0 else (reached + 1, at + 1)
        if low == high:
            return
        for unit, own in zip(self.units, self.own, strict=True):
            values = np.array(own[low:high], np.float64)
            cells = self.state.model.sheets[unit.group.sheet].cells
            cells.put(*unit.cell(self.low + low), values.reshape(_shape(high - low, unit.across)))

    def _single(self, at: int) -> None:
        """One place in the ordinary way."""
        for unit, own in zip(self.units, self.own, strict=True):
            row, col = unit.cell(self.low + at)
            self.state.evaluate_cell(unit.group, row, col)
            own[at] = self.state.columns[unit.group.sheet][col].get(row)


# ---- writing the loop ---------------------------------------------------------------------------


@dataclass(eq=False, repr=False)
class _Hoisted:
    """A part of a formula that does not read the loop's columns."""

    unit: Unit
    run: Closure
    top: int
    bottom: int

    def values(self, state: State, low: int, size: int) -> tuple[str, list[Any]]:
        """What kind of values (n numbers, b booleans, any), and one per place of the loop."""
        lanes = self.bottom - self.top + 1
        value = _in_lanes(self.run, state, self.unit, self.top, lanes)
        if isinstance(value, np.ndarray):
            if value.shape not in (_shape(lanes, self.unit.across), (1, 1)):
                raise NoLoop
            kind = {"f": "n", "b": "b"}.get(value.dtype.kind, "any")
            items = value.ravel().tolist()
            items = items * lanes if len(items) == 1 else items
        else:
            kind = "n" if type(value) is float else "b" if type(value) is bool else "any"
            items = [value] * lanes
        before = self.top - low
        return kind, [None] * before + items + [None] * (size - before - lanes)


class _Writer:
    """Writes the loop over rows top..bottom of columns that need each other."""

    def __init__(self, model: Model, circle: list[Unit], top: int, bottom: int) -> None:
        self.model = model
        self.top, self.bottom = top, bottom
        self.across = circle[0].across
        self.by_column = {(unit.group.sheet, unit.line): unit for unit in circle}
        if len(self.by_column) < len(circle):
            raise NoLoop
        offsets: set[int] = set()
        same_row: dict[Unit, list[Unit]] = {unit: [] for unit in circle}
        for unit in circle:
            for precedent in unit.group.precedents:
                for source in self._met(unit, precedent):
                    begin, end = ends_of(precedent, self.across)
                    shifts = {begin.position, end.position}
                    if not (begin.moves and end.moves):
                        raise NoLoop
                    offsets |= shifts
                    if 0 in range(min(shifts), max(shifts) + 1):
                        same_row[unit].append(source)
        if min(offsets, default=0) < 0 < max(offsets, default=0):
            raise NoLoop
        self.step = -1 if max(offsets, default=0) > 0 else 1
        self.pad = max(map(abs, offsets), default=0)
        if top + min(offsets, default=0) < 0 or not self.pad:
            raise NoLoop
        ordered = components(circle, same_row.__getitem__)
        if any(len(part) > 1 or part[0] in same_row[part[0]] for part in ordered):
            raise NoLoop
        self.units: list[Unit] = [part[0] for part in ordered]
        self.hoisted: list[_Hoisted] = []
        self._codes: dict[tuple[str, ...], tuple[Any, list[Any]]] = {}
        self._trees = [self._formula(unit) for unit in self.units]

    def _met(self, unit: Unit, precedent: Precedent) -> list[Unit]:
        """The columns of the loop that a reference of a unit reads within the loop's rows."""
        wanted, lines = _lines_read(unit, precedent, self.top, self.bottom)
        return [
            other
            for (sheet, line), other in self.by_column.items()
            if sheet == wanted and line in lines
        ]

    def _readers(self, unit: Unit, root: nodes.Node) -> set[int]:
        """The nodes of a formula (by ``id``) that read the loop's columns, or may."""
        one = unit.group
        row, col = one.compiled.anchor
        found: set[int] = set()
        for each in reversed(list(walk(root))):  # each after all that is below it
            if isinstance(each, (nodes.Ref, nodes.Structured)):
                met = reference_precedents(self.model, each, one.sheet, row, col)
                reads = met is None or bool(self._met(unit, met))
            else:  # names and calls of values are seldom enough not to be looked into
                reads = isinstance(each, (nodes.Name, nodes.Apply))
            if reads or any(id(child) in found for child in children(each)):
                found.add(id(each))
        return found

    def _formula(self, unit: Unit) -> Any:
        self._reading = self._readers(unit, unit.group.compiled.node)
        return self._tree(unit, unit.group.compiled.node, 0)

    def _tree(self, unit: Unit, node: nodes.Node, depth: int) -> Any:
        """The formula with hoisted parts as numbers into ``hoisted``."""
        if depth > thresholds.NESTED_IN_LOOP:
            raise NoLoop
        steps: list[tuple[str, nodes.Node | None]] = []
        while id(node) in self._reading:
            if isinstance(node, nodes.Unary) and node.op in "+-%":
                steps.append((node.op, None))
                node = node.operand
            elif isinstance(node, nodes.Binary) and node.op in BINARY:
                steps.append((node.op, node.right))
                node = node.left
            else:
                break
        tree = self._part(unit, node, depth)
        for op, right in reversed(steps):
            if right is None:
                tree = (op, tree)
            else:
                tree = (op, tree, self._tree(unit, right, depth + 1))
        return tree

    def _part(self, unit: Unit, node: nodes.Node, depth: int) -> Any:
        """The tree of what is no operator."""
        if isinstance(node, nodes.Literal):
            if type(node.value) not in (float, int, bool):
                raise NoLoop
            return node
        if id(node) not in self._reading:
            return self._hoist(unit, node)
        if isinstance(node, nodes.Ref):
            return self._own(unit, node)
        if isinstance(node, nodes.Call):
            args = [part for arg in node.args for part in self._argument(unit, node, arg, depth)]
            return (node.name, *args)
        raise NoLoop

    def _argument(self, unit: Unit, call: nodes.Call, node: nodes.Node, depth: int) -> list[Any]:
        """An argument, a short range cell by cell."""
        if isinstance(node, nodes.Ref) and node.last is not None and is_over_ranges(call.name):
            first, last = node.first, node.last
            if None in (first.row, first.col, last.row, last.col):
                raise NoLoop
            cells = [
                nodes.Ref(
                    nodes.Corner(row, col, first.row_absolute, first.col_absolute), None, node.sheet
                )
                for row in range(first.row, last.row + 1)  # type: ignore[arg-type, operator]
                for col in range(first.col, last.col + 1)  # type: ignore[arg-type, operator]
            ]
            same = (first.row_absolute, first.col_absolute) == (
                last.row_absolute,
                last.col_absolute,
            )
            few = 0 < len(cells) <= thresholds.WIDEST_SPELLED
            if not same or not few or node.sheet_to or node.book:
                raise NoLoop
            return [
                self._own(unit, cell) if self._readers(unit, cell) else self._hoist(unit, cell)
                for cell in cells
            ]
        if isinstance(node, nodes.Omitted):
            raise NoLoop
        return [self._tree(unit, node, depth + 1)]

    def _own(self, unit: Unit, node: nodes.Ref) -> Any:
        row, col = unit.group.compiled.anchor
        sheet = unit.group.sheet
        found = reference_precedents(self.model, node, sheet, row, col)
        if found is None or node.last is not None:
            raise NoLoop
        line = (found.top if self.across else found.left).at(unit.line)
        other = self.by_column.get((found.sheet, line))
        place, _ = ends_of(found, self.across)
        if other is None or not place.moves:
            raise NoLoop
        return ("own", self.units.index(other), place.position)

    def _hoist(self, unit: Unit, node: nodes.Node) -> Any:
        row, col = unit.group.compiled.anchor
        compiler = Compiler(self.model, unit.group.sheet, row, col)
        run = compiler.value(node, "scalar", frozenset())
        traits = compiler.traits
        if not _in_line(traits, self.across) or traits.dynamic or traits.volatile:
            raise NoLoop
        if len(self.hoisted) >= thresholds.HOISTED_FROM_LOOP:
            raise NoLoop
        self.hoisted.append(_Hoisted(unit, run, self.top, self.bottom))
        return ("hoisted", len(self.hoisted) - 1)

    def of(self, unit: Unit) -> _Writer:
        """The same for another column that reads itself alike."""
        other = copy(self)
        other.units = [unit]
        other.hoisted = [_Hoisted(unit, part.run, part.top, part.bottom) for part in self.hoisted]
        return other

    def code(self, kinds: tuple[str, ...]) -> tuple[Any, list[Any]]:
        """The loop, once it is known what the hoisted parts hold, and the functions it calls."""
        if kinds not in self._codes:
            text = LoopSource(list(kinds))
            for i, (unit, tree) in enumerate(zip(self.units, self._trees, strict=True)):
                text.formula(tree, i, settles=unit.group.compiled.settles)
            self._codes[kinds] = compiled(text.whole(len(self.units))), text.values
        return self._codes[kinds]
