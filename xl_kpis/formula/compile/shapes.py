"""Formulas that differ only by the cells, ranges, numbers and texts in them, compiled once.

Models made by hand have thousands of formulas that stand in one cell each, or in the twelve of a
year, but only few *shapes*: ``A1+B7*2`` and ``C9+Sheet2!D4*5`` are one. What a formula of such a
shape reads comes from its frame, as its *operands*.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import repeat

import numpy as np

from xl_kpis.formula import thresholds
from xl_kpis.formula.compile.compiled import Compiled, Traits
from xl_kpis.formula.compile.compiler import (
    Compiler,
    compile_formula,
    compile_tree,
    formula_tree,
)
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.operands import Operand, Slot
from xl_kpis.formula.compile.operands_in_texts import DOWN, LAST, RIGHT, OperandColumns, operands_in
from xl_kpis.formula.compile.precedents import Edge, Precedent
from xl_kpis.formula.compile.registry import FORMS
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.support.totals import ChosenTotal
from xl_kpis.formula.grammar import nodes, relative_key, walk
from xl_kpis.formula.grammar.rewrite import rewrite
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.sheets.model import Model, Run
from xl_kpis.formula.values.value import Value

_UNUSUAL = pattern(r"[\[{#@\5]|\s:|:\s")
"""What no formula has that is looked at here: tables, other books, arrays, spilled ranges."""


class Shaped:
    """A formula that is one of a shape, of one cell or filled over several. It is compiled by
    itself only where it is evaluated by itself."""

    __slots__ = ("_beside", "_own", "columns", "index", "reads_more", "shared")

    def __init__(
        self,
        shared: Compiled,
        columns: OperandColumns,
        index: int,
        beside: dict[str, Compiled],
        *,
        reads_more: bool,
    ) -> None:
        self.shared = shared
        """What formulas of the shape have in common;"""
        self.columns = columns
        """what many of them read, one a row;"""
        self.index = index
        """and which of the rows is this one's."""
        self.reads_more = reads_more
        """Whether it reads other cells than its operands tell (SUMIF by the corner of a range)."""
        self._beside = beside
        """Formulas of its sheet by their texts relative to their cells, compiled by themselves."""
        self._own: Compiled | None = None

    @property
    def operands(self) -> tuple[Operand, ...]:
        """What it reads in its first cell."""
        return self.columns.of(self.index)

    def precedents(self, run: Run) -> list[Precedent] | None:
        """The cells and ranges it reads as a run, in the order it names them; None where only its
        tree tells all of them."""
        if self.reads_more:
            return None
        found: dict[Precedent, None] = {}
        row, col = run[:2]
        for slot, moving in zip(self.columns.slots, self.columns.moves, strict=True):
            if slot.ndim == 1:
                continue
            sheet, top, left, *last = slot[self.index].tolist()
            moves = int(moving[self.index])
            bottom, right = last or (top, left)
            others = moves // LAST if last else moves
            precedent = Precedent(
                sheet,
                Edge(top - row, True) if moves & DOWN else Edge(top, False),
                Edge(left - col, True) if moves & RIGHT else Edge(left, False),
                Edge(bottom - row, True) if others & DOWN else Edge(bottom, False),
                Edge(right - col, True) if others & RIGHT else Edge(right, False),
            )
            found[precedent] = None
        return list(found)

    @property
    def traits(self) -> Traits:
        """What is so of all formulas of the shape."""
        return self.shared.traits

    def own(self, model: Model | None, sheet: int, run: Run) -> Compiled:
        """The formula by itself, as the run of a sheet."""
        if self._own is None:
            self._own = self._of_cell(run) if run.is_cell else self.filled(model, sheet, run)
        return self._own

    def _of_cell(self, run: Run) -> Compiled:
        shared = self.shared
        closure = _with(shared.run, self.operands)
        return Compiled(closure, shared.traits, run.text, run[:2], shared.settles)

    def filled(self, model: Model | None, sheet: int, run: Run) -> Compiled:
        """The formula by itself, with references that move in other cells."""
        assert model is not None
        key = relative_key(run.text, run.top, run.left)
        found = self._beside.get(key)
        if found is None:
            found = compile_formula(model, run.text, sheet, run.top, run.left, "scalar")
            if found.traits.portable:
                self._beside[key] = found
        return found


def _with(run: Callable[[Frame], Value], operands: tuple[Operand, ...]) -> Callable[[Frame], Value]:
    def placed(frame: Frame) -> Value:
        frame.operands = operands
        return run(frame)

    return placed


class Shapes:
    """The shapes of a model's formulas, as far as they have come."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.found: dict[str, _Shape | int | None] = {}
        """By a formula's text without its operands: the shape, or how many came before they are
        worth being one; None where it cannot be."""
        self.beside: dict[int, dict[str, Compiled]] = defaultdict(dict)
        """By sheet, formulas of shapes compiled by themselves."""
        self.sheets: dict[str, int | None] = {}
        """By their names as formulas spell them."""

    def formulas(self, runs: Sequence[tuple[int, Run]]) -> list[Shaped | None]:
        """The formulas of runs of sheets; None for those to be compiled for themselves."""
        out: list[Shaped | None] = [None] * len(runs)
        short: list[int] = []
        size = 0
        for i, (_, (top, left, bottom, right, text, kind)) in enumerate(runs):
            cells = (bottom - top + 1) * (right - left + 1)
            if cells <= thresholds.SHORT_RUN and kind == "normal":
                short.append(i)
                size += len(text)
                if size >= thresholds.FORMULAS_SPLIT_AT_ONCE:
                    self._find([runs[k] for k in short], short, out)
                    short, size = [], 0
        if short:
            self._find([runs[k] for k in short], short, out)
        return out

    def _find(
        self, runs: list[tuple[int, Run]], places: list[int], out: list[Shaped | None]
    ) -> None:
        """Put the formulas of some runs into their places."""
        sheets = [sheet for sheet, _ in runs]
        found = operands_in([run.text for _, run in runs], sheets, self._sheet)
        alike: dict[str, list[int]] = defaultdict(list)
        for i, key in enumerate(found.shapes):
            alike[key].append(i)
        beside = self.beside
        for key, which in alike.items():
            shape = self.found.get(key, 0)
            if type(shape) is int:
                if shape + len(which) <= thresholds.SHAPES_FROM:
                    self.found[key] = shape + len(which)
                    continue
            elif shape is None:
                continue
            columns = found.columns(np.array(which))
            if type(shape) is int:
                sheet, run = runs[which[0]]
                shape = self.found[key] = self._shape(key, run, columns.of(0), sheet)
            if isinstance(shape, _Shape):
                together = zip(which, shape.each(columns, runs, which), strict=True)
                for index, (i, shared) in enumerate(together):
                    out[places[i]] = Shaped(
                        shared,
                        columns,
                        index,
                        beside[sheets[i]],
                        reads_more=shape.reads_more,
                    )

    def _sheet(self, name: str) -> int | None:
        try:
            return self.sheets[name]
        except KeyError:
            plain = name[1:-1].replace("''", "'") if name[0] == "'" else name
            self.sheets[name] = self.model.sheet_index(plain)
            return self.sheets[name]

    def _shape(
        self, key: str, run: Run, operands: tuple[Operand, ...], sheet: int
    ) -> _Shape | None:
        """The shape of a formula, if what was taken for its operands are all its references and
        numbers, and the rest of it means the same in every cell."""
        if _UNUSUAL.search(key) or not operands:
            return None
        whole, settles = formula_tree(run.text)
        left = iter(enumerate(operands))
        try:
            tree = rewrite(whole, lambda node: self._with_slot(node, sheet, left))
        except _Unlike:
            return None
        if next(left, None) is not None or not all(map(_means_the_same, walk(tree))):
            return None
        return _Shape(self.model, tree, settles)

    def _with_slot(
        self, node: nodes.Node, sheet: int, left: Iterator[tuple[int, Operand]]
    ) -> nodes.Node:
        """A node, a slot where it is one of the operands, in the order of the text."""
        if isinstance(node, nodes.Ref):
            meant: Operand | None = self._operand(node, sheet)
        elif isinstance(node, nodes.Literal) and type(node.value) in (int, float):
            meant = float(node.value)  # type: ignore[arg-type]
        elif isinstance(node, nodes.Literal) and isinstance(node.value, str):
            meant = node.value
        else:
            return node
        index, operand = next(left, (0, None))
        if operand is None or type(meant) is not type(operand) or meant != operand:
            raise _Unlike
        return Slot(index, type(operand) not in (float, str), type(operand) is Reference)

    def _operand(self, node: nodes.Ref, sheet: int) -> Operand | None:
        if node.book or node.sheet_to:
            return None
        home = sheet if node.sheet is None else self.model.sheet_index(node.sheet)
        if home is None:
            return None
        return _place(home, node.first, node.last or node.first, is_range=node.last is not None)


def _place(
    sheet: int, start: nodes.Corner, end: nodes.Corner, *, is_range: bool
) -> tuple[int, int, int] | Reference | None:
    """A cell or a range; None where whole rows or columns are meant."""
    if start.row is None or start.col is None or end.row is None or end.col is None:
        return None
    if not is_range:
        return sheet, start.row, start.col
    rows = (start.row, end.row) if start.row <= end.row else (end.row, start.row)
    cols = (start.col, end.col) if start.col <= end.col else (end.col, start.col)
    return Reference(Area(sheet, rows[0], cols[0], rows[1], cols[1]))


class _Shape:
    """A shape, compiled for each choice of those numbers that say what a function does, such as
    the 9 of ``SUBTOTAL(9,A1:A7)``."""

    def __init__(self, model: Model, tree: nodes.Node, settles: bool) -> None:
        self.model = model
        self.tree = tree
        self.settles = settles
        self.choosing = [slot.index for node in walk(tree) for slot in _choosing(node)]
        """The slots of these numbers."""
        self.reads_more = any(map(_is_stretched, walk(tree)))
        self.found: dict[tuple[Operand, ...], Compiled] = {}

    def each(
        self, columns: OperandColumns, runs: Sequence[tuple[int, Run]], which: list[int]
    ) -> Iterator[Compiled]:
        """What each of some formulas has in common with others; which they are of the runs of
        sheets."""
        if not self.choosing:
            return repeat(self._compiled((), *runs[which[0]]), len(which))
        chosen = zip(*(columns.slots[slot].tolist() for slot in self.choosing), strict=True)
        return (self._compiled(each, *runs[i]) for i, each in zip(which, chosen, strict=True))

    def _compiled(self, chosen: tuple[Operand, ...], sheet: int, run: Run) -> Compiled:
        found = self.found.get(chosen)
        if found is None:
            meant = dict(zip(self.choosing, chosen, strict=True))

            def written(node: nodes.Node) -> nodes.Node:
                is_chosen = isinstance(node, Slot) and node.index in meant
                return nodes.Literal(meant[node.index]) if is_chosen else node  # type: ignore

            tree = rewrite(self.tree, written) if chosen else self.tree
            compiler = Compiler(self.model, sheet, *run[:2])
            closure = compile_tree(compiler, tree, "scalar", self.settles)
            found = Compiled(closure, compiler.traits, tree, run[:2], self.settles)
            self.found[chosen] = found
        return found


def _is_stretched(node: nodes.Node) -> bool:
    """Whether a call may read an argument in the shape of another one."""
    function = find(node.name) if isinstance(node, nodes.Call) else None
    return function is not None and bool(function.stretched)


def _choosing(node: nodes.Node) -> Iterator[Slot]:
    """The numbers among the arguments of a call that say what it does."""
    if isinstance(node, nodes.Call):
        function = find(node.name)
        if function is not None and isinstance(function.total, ChosenTotal):
            for arg in node.args[: function.total.leading]:
                if isinstance(arg, Slot) and not arg.is_reference:
                    yield arg


class _Unlike(Exception):
    """What was taken for operands is not what the formula reads."""


def _means_the_same(node: nodes.Node) -> bool:
    """Whether a part of a formula means the same on every sheet."""
    if isinstance(node, nodes.Call):
        return node.name in FORMS or find(node.name) is not None
    return isinstance(node, (nodes.Binary, nodes.Unary, nodes.Literal, nodes.Omitted, Slot))
