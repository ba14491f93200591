"""Formulas that differ only by the cells, ranges, numbers and texts in them, compiled once.

Models made by hand have thousands of formulas that stand in one cell each, or in the twelve of a
year, but only few *shapes*: ``A1+B7*2`` and ``C9+Sheet2!D4*5`` are one. What a formula of such a
shape reads comes from its frame, as its *operands*.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from xl_kpis.formula import thresholds
from xl_kpis.formula.compile.compiled import Compiled, Traits
from xl_kpis.formula.compile.compiler import Compiler, compile_formula, compile_tree
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.operands import Operand, Slot
from xl_kpis.formula.compile.registry import FORMS
from xl_kpis.formula.functions import find
from xl_kpis.formula.grammar import nodes, relative_key, walk
from xl_kpis.formula.grammar.lexical import corner
from xl_kpis.formula.grammar.rewrite import rewrite
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.sheets.model import Model, Run
from xl_kpis.formula.values.value import Value


def _of_names_or(more: str) -> str:
    """The class of what names are made of, everything beyond ASCII with it, and of more characters.

    It says what it does not hold: a class with all that is beyond ASCII is slow to compile.
    """
    others = (
        character
        for character in map(chr, range(128))
        if not character.isalnum() and character not in r"_.\?" + more
    )
    return f"[^{''.join(map(re.escape, others))}]"


_TOKEN = pattern(
    rf"""("[^"]*+(?:""[^"]*+)*+"|(?<!{_of_names_or("$:!'")})(?:
      (?:(?:[A-Za-z_][A-Za-z0-9_.]*+|'[^']*+(?:''[^']*+)*+')!)?
        \$?[A-Za-z]{{1,3}}\$?[0-9]{{1,7}}(?::\$?[A-Za-z]{{1,3}}\$?[0-9]{{1,7}})?+
    | [0-9]{{1,15}}(?:\.[0-9]{{1,15}})?+)
    (?!{_of_names_or("(![$:")})|'[^']*+')""",
    re.VERBOSE,
)
"""Cells, ranges, numbers and texts; and what may hold the like without being one, quoted sheets."""
_UNUSUAL = pattern(r"[\[{#@\x00-\x1f]|\s:|:\s")
"""What no formula has that is looked at here: tables, other books, arrays, spilled ranges."""

_CELL, _RANGE, _NUMBER, _TEXT = "\1", "\2", "\3", "\4"
"""What stands for an operand in a shape."""


class Shaped:
    """A formula that is one of a shape, of one cell or filled over several. It is compiled by
    itself only where it is evaluated by itself."""

    __slots__ = ("_beside", "_own", "moves", "operands", "shared")

    def __init__(
        self,
        shared: Compiled,
        operands: tuple[Operand, ...],
        moves: tuple[int, ...],
        beside: dict[str, Compiled],
    ) -> None:
        self.shared = shared
        """What formulas of the shape have in common,"""
        self.operands = operands
        """what this one reads in its first cell,"""
        self.moves = moves
        """and for each of that which of its edges are others in its other cells: ``DOWN`` and
        ``RIGHT`` of a cell, in a range of its first corner, by ``LAST`` those of its last one.
        Nothing for a formula of one cell."""
        self._beside = beside
        """Formulas of its sheet by their texts relative to their cells, compiled by themselves."""
        self._own: Compiled | None = None

    @property
    def traits(self) -> Traits:
        """What is so of all formulas of the shape."""
        return self.shared.traits

    def own(self, model: Model | None, sheet: int, run: Run) -> Compiled:
        """The formula by itself, as the run of a sheet."""
        if self._own is None:
            self._own = self._filled(model, sheet, run) if self.moves else self._of_cell(run)
        return self._own

    def _of_cell(self, run: Run) -> Compiled:
        shared = self.shared
        closure = _with(shared.run, self.operands)
        return Compiled(closure, shared.traits, run.text, run[:2], shared.settles)

    def _filled(self, model: Model | None, sheet: int, run: Run) -> Compiled:
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


class _Shape(NamedTuple):
    """What formulas of one shape share."""

    compiled: Compiled
    slots: int


DOWN, RIGHT, LAST = 1, 2, 4
"""Which edges of a reference move; those of a range's last corner times ``LAST``."""

_Meant = tuple[str, Operand | None, int]
"""What stands for a piece of a formula in its shape; the operand, if it is one, and which of its
edges move as the formula is filled."""


class Shapes:
    """The shapes of a model's formulas, as far as they have come."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.found: dict[str, _Shape | int | None] = {}
        """By a formula's text without its operands: the shape, or how often it came before it is
        worth being one; None where it cannot be."""
        self.tokens: dict[int, dict[str, _Meant]] = {}
        """By sheet, what pieces of formulas stand for there."""
        self.beside: dict[int, dict[str, Compiled]] = {}
        """By sheet, formulas of shapes compiled by themselves."""
        self.sheets: dict[str, int | None] = {}
        """By their names as formulas spell them."""

    def formula(self, run: Run, sheet: int) -> Shaped | None:
        """The ordinary formula of a run; None where it is to be compiled for itself."""
        parts = _TOKEN.split(run.text)
        known = self.tokens.setdefault(sheet, {})
        tokens = parts[1::2]
        try:
            meant = [known[token] for token in tokens]
        except KeyError:
            for token in tokens:
                if token not in known:
                    known[token] = self._meant(token, sheet)
            meant = [known[token] for token in tokens]
        parts[1::2] = [piece for piece, _, _ in meant]
        operands = tuple([operand for _, operand, _ in meant if operand is not None])
        key = "".join(parts)
        shape = self.found.get(key, 0)
        if type(shape) is int:
            if shape < thresholds.SHAPES_FROM:
                self.found[key] = shape + 1
                return None
            shape = self.found[key] = self._shape(run, operands, sheet)
        if type(shape) is not _Shape or len(operands) != shape.slots:
            return None  # the text itself may have a mark for an operand
        moves: tuple[int, ...] = ()
        if not run.is_cell:
            moves = tuple([moving for _, operand, moving in meant if operand is not None])
        beside = self.beside.setdefault(sheet, {})
        return Shaped(shape.compiled, operands, moves, beside)

    def _meant(self, token: str, sheet: int) -> _Meant:
        if token[0] == '"':
            return _TEXT, token[1:-1].replace('""', '"'), 0
        if token[0].isdigit():
            return _NUMBER, float(token), 0
        name, mark, place = token.rpartition("!")
        if mark:
            found = self._sheet(name)
            if found is None:
                return token, None, 0
            sheet = found
        first, between, last = place.partition(":")
        start = corner(first)
        if start is not None and not between and start.row is not None and start.col is not None:
            return _CELL, (sheet, start.row, start.col), _moves(start)
        end = corner(last) if between else start
        if start is None or end is None:  # a quoted sheet before what is not looked at, or a name
            return token, None, 0
        operand = _place(sheet, start, end, is_range=bool(between))
        moving = _moving(start, end) if between else _moves(start)
        return (_RANGE if between else _CELL), operand, moving

    def _sheet(self, name: str) -> int | None:
        try:
            return self.sheets[name]
        except KeyError:
            plain = name[1:-1].replace("''", "'") if name[0] == "'" else name
            self.sheets[name] = self.model.sheet_index(plain)
            return self.sheets[name]

    def _shape(self, run: Run, operands: tuple[Operand, ...], sheet: int) -> _Shape | None:
        """The shape of a formula, if what was taken for its operands are all its references and
        numbers, and the rest of it means the same in every cell."""
        row, col, _, _, text, _ = run
        if _UNUSUAL.search(text) or not operands:
            return None
        whole = compile_formula(self.model, text, sheet, row, col, "scalar")
        left = iter(enumerate(operands))
        try:
            tree = rewrite(whole.node, lambda node: self._with_slot(node, sheet, left))
        except _Unlike:
            return None
        if next(left, None) is not None or not all(map(_means_the_same, walk(tree))):
            return None
        compiler = Compiler(self.model, sheet, row, col)
        closure = compile_tree(compiler, tree, "scalar", whole.settles)
        shared = Compiled(closure, compiler.traits, tree, (row, col), whole.settles)
        return _Shape(shared, len(operands))

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


def _moves(corner: nodes.Corner) -> int:
    """Which edges of a corner move as a formula is filled."""
    return (not corner.row_absolute) * DOWN + (not corner.col_absolute) * RIGHT


def _moving(start: nodes.Corner, end: nodes.Corner) -> int:
    """The same of a range, whose corners may be given in any order."""
    one, other = _moves(start), _moves(end)
    first = last = 0
    for edge, swapped in (
        (DOWN, (start.row or 0) > (end.row or 0)),
        (RIGHT, (start.col or 0) > (end.col or 0)),
    ):
        first |= (other if swapped else one) & edge
        last |= (one if swapped else other) & edge
    return first + last * LAST


class _Unlike(Exception):
    """What was taken for operands is not what the formula reads."""


def _means_the_same(node: nodes.Node) -> bool:
    """Whether a part of a formula means the same on every sheet."""
    if isinstance(node, nodes.Call):
        return node.name in FORMS or find(node.name) is not None
    return isinstance(node, (nodes.Binary, nodes.Unary, nodes.Literal, nodes.Omitted, Slot))
