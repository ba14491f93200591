"""Compiling names: variables, defined names, tables and functions named as values."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from xl_kpis.errors import NAME, REF, ExcelError
from xl_kpis.formula.compile.compiled import Closure, Mode, Traits
from xl_kpis.formula.compile.frame import Frame, Lambda
from xl_kpis.formula.compile.referring import reference, sheet_of, structured
from xl_kpis.formula.compile.stack_room import with_room
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.functions.support.call import (
    call,
)
from xl_kpis.formula.grammar import FormulaSyntaxError, nodes, parse, walk
from xl_kpis.formula.grammar.rewrite import rewrite
from xl_kpis.formula.reference import Reference
from xl_kpis.formula.sheets.model import DefinedName
from xl_kpis.formula.sheets.tables import find_table
from xl_kpis.formula.values.value import Value

if TYPE_CHECKING:
    from xl_kpis.formula.compile.compiler import Compiler


_ONE_FOR_ALL = frozenset({float, str, bool, type(None), ExcelError, Reference})
"""Kinds of variables that are the same in every lane."""


class InLanes:
    """What lanes have read of a cell that a variable refers to."""

    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value


def name(
    compiler: Compiler, node: nodes.Name, mode: Mode, ref: bool, scope: frozenset[str]
) -> Closure:
    """A name, whatever it stands for: variable, defined name, table or function."""
    key = node.name.casefold()
    if key in scope and node.sheet is None:
        whole = compiler.whole
        if key in compiler.many:
            compiler.traits.many(ref, whole)
        if key in compiler.parameters and not whole:
            compiler.traits.reads_parameter = True

        def read(frame: Frame) -> Value:
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

        return compiler.reading(read, mode, ref)
    if node.book and node.book != "0":
        return external_name(compiler, node, mode, ref)
    if compiler.alone:
        written = _written_out(compiler, node)
        if written is not node:
            return compiler.compile(written, mode, ref, scope)
    defined = find_name(compiler, node)
    if defined is not None:
        return defined_name(compiler, defined, mode, ref, scope)
    if (
        node.sheet is None
        and find_table(compiler.model, node.name, compiler.sheet, compiler.row, compiler.col)
        is not None
    ):
        return structured(compiler, nodes.Structured(node.name), mode, ref, scope)
    function = find(node.name.upper().removeprefix("_XLETA."))
    if function is not None and node.sheet is None:  # a function as a value: BYROW(A1:B2,SUM)
        compiler.traits.calls(function)
        compiler.traits.one_by_one()
        compiler.traits.several = True
        value = FunctionValue(function)
        return lambda frame: value
    return lambda frame: NAME


def variable(
    compiler: Compiler, key: str, node: nodes.Node, mode: Mode, scope: frozenset[str]
) -> Closure:
    """What LET gives a variable."""
    closure, several = _bound(compiler, node, mode, scope)
    if several:
        compiler.many.add(key)
    return closure


def argument(compiler: Compiler, node: nodes.Node, mode: Mode, scope: frozenset[str]) -> Closure:
    """What a LAMBDA is given as one of its parameters."""
    closure, several = _bound(compiler, node, mode, scope)
    compiler.traits.passes_several |= several
    return closure


def _bound(
    compiler: Compiler, node: nodes.Node, mode: Mode, scope: frozenset[str]
) -> tuple[Closure, bool]:
    """What a variable is given, and whether that may be several values."""
    traits = compiler.traits
    before, traits.several = traits.several, False
    closure = bound(compiler, node, mode, scope)
    several, traits.several = traits.several, before
    return closure, several


def bound(compiler: Compiler, node: nodes.Node, mode: Mode, scope: frozenset[str]) -> Closure:
    """What a variable is given: a reference, where the node is one. Lanes read the cell that
    each of them means (:class:`InLanes`)."""
    if isinstance(node, nodes.Name) and node.sheet is None and node.name.casefold() in scope:
        key = node.name.casefold()
        if key in compiler.many:
            compiler.traits.many(True, compiler.whole)
        if key in compiler.parameters:
            compiler.traits.reads_parameter = True

        def given(frame: Frame) -> Value:
            assert frame.local is not None
            return frame.local[key]

        return given
    traits = compiler.traits
    down, right = traits.down, traits.right
    compiler.depth += 1
    closure = compiler.compile(node, mode, True, scope)
    compiler.depth -= 1
    if not isinstance(node, nodes.Ref) or node.last or node.sheet_to or compiler.whole:
        return closure
    traits.down, traits.right = down, right
    read = compiler.value(node, mode, scope)

    def cell(frame: Frame) -> Value:
        return closure(frame) if frame.lanes is None else InLanes(read(frame))

    return cell


def find_name(compiler: Compiler, node: nodes.Name) -> DefinedName | None:
    """The defined name that is meant on the sheet: its own before the workbook's."""
    candidates = compiler.model.named(node.name)
    if not candidates:
        return None
    home = sheet_of(compiler, node)
    found = None
    for defined in candidates:
        if defined.sheet == home:
            return defined
        if defined.sheet is None:
            found = defined
    return found


def with_ranges_for_names(compiler: Compiler, node: nodes.Node) -> nodes.Node:
    """A formula in which what names stand for stands itself, where that is cells that are the same
    wherever the formula is: so it is served as if they were written out."""
    if not compiler.model.names:
        return node
    names = False
    for part in walk(node):
        kind = type(part)
        if kind is nodes.Call:
            function = find(part.name)  # type: ignore[attr-defined]
            if function is None or function.binds:  # a name may be a variable of its own
                return node
        elif kind is nodes.Name:
            names = True
        elif kind is nodes.Apply:
            return node
    return rewrite(node, partial(_written_out, compiler)) if names else node


def _written_out(compiler: Compiler, node: nodes.Node) -> nodes.Node:
    """The cells that a name stands for, if they are always the same; any other node as it is."""
    if type(node) is not nodes.Name or (node.book and node.book != "0"):
        return node
    defined = find_name(compiler, node)
    found = None if defined is None else _fixed_range(defined.text)
    if found is None or compiler.model.sheet_index(str(found.sheet)) is None:
        return node
    return found


@lru_cache(1024)
def _fixed_range(text: str) -> nodes.Ref | None:
    """The cells of a sheet that the text of a name gives; None if they are not the same wherever
    it is used."""
    try:
        found = parse(text, union=True)
    except FormulaSyntaxError:
        return None
    if not isinstance(found, nodes.Ref) or found.sheet_to or found.book or found.sheet is None:
        return None
    corners = (found.first, found.last or found.first)
    fixed = all(
        (each.row is None or each.row_absolute) and (each.col is None or each.col_absolute)
        for each in corners
    )
    return found if fixed else None


def defined_name(
    compiler: Compiler, defined: DefinedName, mode: Mode, ref: bool, scope: frozenset[str]
) -> Closure:
    """What a defined name stands for: seen from the first cell of a sheet, wherever it is used."""
    sheet = compiler.sheet if defined.sheet is None else defined.sheet
    key = (id(defined), sheet, compiler.whole)
    known = compiler.named.get(key) or compiler.names.take(compiler, key)
    if known is not None:
        compiler.traits.by_mode |= known.many and not ref
        if known.run is not None:
            return compiler.reading(compiler.placed(known.run, known.calls), mode, ref)
        compiler.names.meets(known)
        if scope:  # in a LAMBDA a name may refer to itself: it is called later
            return compiler.reading(lambda frame: known.again(frame), mode, ref)
        return lambda frame: NAME
    try:
        node = parse(defined.text, union=True)
    except FormulaSyntaxError:
        return lambda frame: NAME
    inner = compiler.elsewhere(sheet)
    if isinstance(node, nodes.Ref) and mode == "scalar":
        closure = inner.compile(node, mode, ref, frozenset())
        compiler.traits.add(inner.traits)
        return closure
    is_one = isinstance(node, nodes.Literal) or (isinstance(node, nodes.Ref) and not node.last)
    compiler.traits.by_mode |= not (is_one or ref)
    named = compiler.named[key] = NamedFormula(defined, inner.traits, not is_one)
    with compiler.names.begun(compiler, key, named):
        named.run = counted(inner.compile(node, "array", True, frozenset()))
        named.calls = inner.deepest - compiler.depth
    compiler.traits.add(inner.traits)
    compiler.deepest = max(compiler.deepest, inner.deepest)
    return compiler.reading(named.run, mode, ref)


def external_name(compiler: Compiler, node: nodes.Name, mode: Mode, ref: bool) -> Closure:
    """A name of another workbook, as the file remembers it."""
    try:
        text = compiler.model.external_names[int(str(node.book)), node.name.casefold()]
        inner = parse(text)
    except (KeyError, ValueError):
        return lambda frame: REF
    if isinstance(inner, nodes.Ref):
        inner = nodes.Ref(inner.first, inner.last, inner.sheet, inner.sheet_to, node.book)
        return reference(compiler, inner, mode, ref, frozenset())
    return compiler.compile(inner, mode, ref, frozenset())


def counted(closure: Closure) -> Closure:
    """A name's closure; names that name each other twice over and over end as #NUM!."""

    def named(frame: Frame) -> Value:
        frame.state.count_call()
        return closure(frame)

    return named


@dataclass(eq=False, repr=False)
class NamedFormula:
    """A defined name, compiled; not yet while it is being compiled."""

    defined: DefinedName
    """So that no other name is ever at its place."""
    traits: Traits
    many: bool
    """Whether it may be several cells or values, which mean something else in array formulas."""
    run: Closure | None = None
    calls: int = 0
    """How many Python calls it takes."""

    def again(self, frame: Frame) -> Value:
        """Its value where it refers to itself."""
        assert self.run is not None
        return with_room(self.run, frame) if self.calls > FEW else self.run(frame)


_Name = tuple[int, int, bool]


class NamesCompiled:
    """Defined names that several formulas use, compiled once for all of them."""

    def __init__(self) -> None:
        self._ready: dict[tuple[_Name, bool, bool], NamedFormula] = {}
        self._begun: list[tuple[NamedFormula, list[int]]] = []
        """Those being compiled, each inside the one before it, and which of them were met in it."""

    def take(self, compiler: Compiler, key: _Name) -> NamedFormula | None:
        """A name as another formula of the same kind had it compiled."""
        found = self._ready.get((key, compiler.alone, compiler.standing))
        if found is not None:
            compiler.named[key] = found
            compiler.traits.add(found.traits)
        return found

    def meets(self, known: NamedFormula) -> None:
        """A name that is not compiled yet is met inside itself."""
        at = next((i for i, (named, _) in enumerate(self._begun) if named is known), 0)
        for _, met in self._begun:
            met.append(at)

    @contextmanager
    def begun(self, compiler: Compiler, key: _Name, named: NamedFormula) -> Iterator[None]:
        """While a name is being compiled. It serves other formulas unless one around it was met in
        it, which there may be compiled otherwise."""
        place = len(self._begun)
        self._begun.append((named, []))
        try:
            yield
            if min(self._begun[-1][1], default=place) >= place:
                self._ready[key, compiler.alone, compiler.standing] = named
        finally:
            self._begun.pop()


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
