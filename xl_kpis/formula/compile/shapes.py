"""Formulas that differ only by the cells, ranges, numbers and texts in them, compiled once.

Models made by hand have thousands of formulas that stand in one cell each, but only few *shapes*:
``A1+B7*2`` and ``C9+Sheet2!D4*5`` are one. What a formula of such a shape reads comes from its
frame, as its *operands*.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from xl_kpis.formula import thresholds
from xl_kpis.formula.compile.compiled import Compiled
from xl_kpis.formula.compile.compiler import Compiler, compile_formula, compile_tree
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.operands import Operand, Slot
from xl_kpis.formula.compile.registry import FORMS
from xl_kpis.formula.functions import find
from xl_kpis.formula.grammar import nodes, walk
from xl_kpis.formula.grammar.lexical import corner
from xl_kpis.formula.grammar.rewrite import rewrite
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.sheets.model import Model
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


class _Shape:
    """What formulas of one shape share."""

    __slots__ = ("compiled", "slots")

    def __init__(self, compiled: Compiled, slots: int) -> None:
        self.compiled = compiled
        self.slots = slots

    def of(self, text: str, row: int, col: int, operands: list[Operand]) -> Compiled | None:
        """The formula of a cell, the compiled one with operands of its own; None where the text
        itself has a mark for one."""
        if len(operands) != self.slots:
            return None
        shared, given = self.compiled, tuple(operands)
        run = _with(shared.run, given)
        return Compiled(run, shared.traits, text, (row, col), shared.settles, shared, given)


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
        """By a formula's text without its operands: the shape, or how often it came before it is
        worth being one; None where it cannot be."""
        self.tokens: dict[int, dict[str, tuple[str, Operand | None]]] = {}
        """By sheet, what pieces of formulas stand for there."""
        self.sheets: dict[str, int | None] = {}
        """By their names as formulas spell them."""

    def formula(self, text: str, sheet: int, row: int, col: int) -> Compiled | None:
        """The ordinary formula of a single cell; None where it is to be compiled for itself."""
        parts = _TOKEN.split(text)
        known = self.tokens.setdefault(sheet, {})
        operands: list[Operand] = []
        for i in range(1, len(parts), 2):
            token = parts[i]
            meant = known.get(token)
            if meant is None:
                meant = known[token] = self._meant(token, sheet)
            parts[i], operand = meant
            if operand is not None:
                operands.append(operand)
        key = "".join(parts)
        shape = self.found.get(key, 0)
        if type(shape) is _Shape:
            return shape.of(text, row, col, operands)
        if shape is None:
            return None
        assert type(shape) is int
        if shape < thresholds.SHAPES_FROM:
            self.found[key] = shape + 1
            return None
        made = self._shape(text, operands, sheet, row, col)
        self.found[key] = made
        return None if made is None else made.of(text, row, col, operands)

    def _meant(self, token: str, sheet: int) -> tuple[str, Operand | None]:
        """What stands for a piece of a formula in its shape, and the operand, if it is one."""
        if token[0] == '"':
            return _TEXT, token[1:-1].replace('""', '"')
        if token[0].isdigit():
            return _NUMBER, float(token)
        name, mark, place = token.rpartition("!")
        if mark:
            found = self._sheet(name)
            if found is None:
                return token, None
            sheet = found
        first, between, last = place.partition(":")
        start = corner(first)
        end = corner(last) if between else start
        if start is None or end is None:  # a quoted sheet before what is not looked at, or a name
            return token, None
        operand = _place(sheet, start, end, is_range=bool(between))
        return (_RANGE if between else _CELL), operand

    def _sheet(self, name: str) -> int | None:
        try:
            return self.sheets[name]
        except KeyError:
            plain = name[1:-1].replace("''", "'") if name[0] == "'" else name
            self.sheets[name] = self.model.sheet_index(plain)
            return self.sheets[name]

    def _shape(
        self,
        text: str,
        operands: list[Operand],
        sheet: int,
        row: int,
        col: int,
    ) -> _Shape | None:
        """The shape of a formula, if what was taken for its operands are all its references and
        numbers, and the rest of it means the same in every cell."""
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
        run = compile_tree(compiler, tree, "scalar", whole.settles)
        shared = Compiled(run, compiler.traits, tree, (row, col), whole.settles)
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


class _Unlike(Exception):
    """What was taken for operands is not what the formula reads."""


def _means_the_same(node: nodes.Node) -> bool:
    """Whether a part of a formula means the same on every sheet."""
    if isinstance(node, nodes.Call):
        return node.name in FORMS or find(node.name) is not None
    return isinstance(node, (nodes.Binary, nodes.Unary, nodes.Literal, nodes.Omitted, Slot))
