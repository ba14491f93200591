"""The parts of a parsed formula.

References keep the absolute position they have in the formula's own cell (the *anchor*) together
with which parts are relative; a formula filled over a run is the same tree, shifted.
"""

from __future__ import annotations

import sys
from typing import Any, ClassVar

from xl_kpis.errors import ExcelError


class Node:
    """Base of all nodes; compared by content, and never changed.

    They are no dataclasses: those write and compile their methods whenever they are imported, and
    frozen ones take twice as long to be made, of which a workbook's formulas need many.
    """

    __slots__ = ()
    __match_args__: ClassVar[tuple[str, ...]] = ()

    def content(self) -> tuple[Any, ...]:
        """What makes two nodes of one kind equal."""
        return tuple([getattr(self, name) for name in self.__match_args__])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Node) or self.__class__ is not other.__class__:
            return NotImplemented
        return self.content() == other.content()

    def __hash__(self) -> int:
        return hash(self.content())

    def __repr__(self) -> str:
        shown = (f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__name__}({', '.join(shown)})"


class Literal(Node):
    """A number (float), text, boolean or error."""

    __slots__ = __match_args__ = ("value",)

    def __init__(self, value: float | str | bool | ExcelError) -> None:
        self.value = value


class Omitted(Node):
    """An argument left empty between commas."""

    __slots__ = ()


class ArrayLiteral(Node):
    """``{1,2;3,4}``; items are float, str, bool or ExcelError."""

    __slots__ = __match_args__ = ("rows",)

    def __init__(self, rows: tuple[tuple[float | str | bool | ExcelError, ...], ...]) -> None:
        self.rows = rows


class Unary(Node):
    """``-x``, ``+x``, ``x%``, ``x#`` (spill) and ``@x``: op is one of ``- + % # @``."""

    __slots__ = __match_args__ = ("op", "operand")

    def __init__(self, op: str, operand: Node) -> None:
        self.op = op
        self.operand = operand


class Binary(Node):
    """``+ - * / ^ & = <> < > <= >=``, and on references ``:`` (range), ``,`` (union),
    ``" "`` (intersection)."""

    __slots__ = __match_args__ = ("op", "left", "right")

    def __init__(self, op: str, left: Node, right: Node) -> None:
        self.op = op
        self.left = left
        self.right = right


class Corner(Node):
    """One corner of a reference; a whole column has no row, a whole row no column."""

    __slots__ = __match_args__ = ("row", "col", "row_absolute", "col_absolute")

    def __init__(
        self,
        row: int | None,
        col: int | None,
        row_absolute: bool = False,
        col_absolute: bool = False,
    ) -> None:
        self.row = row
        self.col = col
        self.row_absolute = row_absolute
        self.col_absolute = col_absolute


class Ref(Node):
    """``A1``, ``Sheet1!$A$1:B2``, ``A:C``, ``1:3``, ``Jan:Dec!A1``, ``[1]Sheet1!A1``.

    ``last`` is None for a single cell. ``sheet`` is None where the formula names none. ``book`` is
    the number of a linked workbook (``"1"``), or a file name as Excel shows it.
    """

    __slots__ = __match_args__ = ("first", "last", "sheet", "sheet_to", "book")

    def __init__(
        self,
        first: Corner,
        last: Corner | None = None,
        sheet: str | None = None,
        sheet_to: str | None = None,
        book: str | None = None,
    ) -> None:
        self.first = first
        self.last = last
        self.sheet = sheet
        self.sheet_to = sheet_to
        self.book = book


class Name(Node):
    """A defined name, a LET or LAMBDA variable, or the name of a table.

    ``sheet`` as in ``Sheet1!rate``, ``book`` as in ``[1]!rate``. ``_xlpm.`` is already taken off.
    """

    __slots__ = __match_args__ = ("name", "sheet", "book")

    def __init__(self, name: str, sheet: str | None = None, book: str | None = None) -> None:
        self.name = name
        self.sheet = sheet
        self.book = book


class Structured(Node):
    """``Sales[[#Headers],[#Data],[Region]:[Amount]]``, ``Sales[@Amount]``, ``[Amount]``.

    ``table`` is None inside the table itself. ``items`` are of ``#All #Data #Headers #Totals
    #This Row`` (so spelled; ``@`` gives ``#This Row``). ``first``/``last`` are column names with
    their escapes taken off; both None means every column.
    """

    __slots__ = __match_args__ = ("table", "items", "first", "last")

    def __init__(
        self,
        table: str | None,
        items: tuple[str, ...] = (),
        first: str | None = None,
        last: str | None = None,
    ) -> None:
        self.table = table
        self.items = items
        self.first = first
        self.last = last


class Call(Node):
    """A call by name; upper case, with ``_xlfn.``, ``_xlws.``, ``_xludf.``, ``_xldudf_``,
    ``_xll.``, ``[1]!`` and ``'x.xlam'!`` taken off. ``spelled`` is the name as the file has it;
    two calls that differ in nothing else are equal."""

    __slots__ = __match_args__ = ("name", "args", "spelled")

    def __init__(self, name: str, args: tuple[Node, ...], spelled: str = "") -> None:
        self.name = name
        self.args = args
        self.spelled = spelled

    def content(self) -> tuple[Any, ...]:
        return self.name, self.args


class Apply(Node):
    """A call of a value: ``LAMBDA(x,x+1)(2)``."""

    __slots__ = __match_args__ = ("callee", "args")

    def __init__(self, callee: Node, args: tuple[Node, ...]) -> None:
        self.callee = callee
        self.args = args


if sys.version_info[:2] == (3, 13):
    # This Python lets go of nested objects one within another, however small the stack of the
    # thread is; others notice in time. So a chain of operators is let go of link by link.
    _INNER: dict[type, str] = {Binary: "left", Unary: "operand"}

    def _let_go(self: Any) -> None:
        node = self
        while (inner := _INNER.get(node.__class__)) is not None:
            node, holder = getattr(node, inner, None), node
            setattr(holder, inner, None)
            if sys.getrefcount(node) > 2:  # somebody else still has it
                break

    Binary.__del__ = Unary.__del__ = _let_go  # type: ignore[attr-defined]
