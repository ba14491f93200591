"""The parts of a parsed formula.

References keep the absolute position they have in the formula's own cell (the *anchor*) together
with which parts are relative; a formula filled over a run is the same tree, shifted.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from xl_kpis.errors import ExcelError


class Node:
    """Base of all nodes; compared by content."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Literal(Node):
    """A number (float), text, boolean or error."""

    value: float | str | bool | ExcelError


@dataclass(frozen=True, slots=True)
class Omitted(Node):
    """An argument left empty between commas."""


@dataclass(frozen=True, slots=True)
class ArrayLiteral(Node):
    """``{1,2;3,4}``; items are float, str, bool or ExcelError."""

    rows: tuple[tuple[float | str | bool | ExcelError, ...], ...]


@dataclass(frozen=True, slots=True)
class Unary(Node):
    """``-x``, ``+x``, ``x%``, ``x#`` (spill) and ``@x``: op is one of ``- + % # @``."""

    op: str
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary(Node):
    """``+ - * / ^ & = <> < > <= >=``, and on references ``:`` (range), ``,`` (union),
    ``" "`` (intersection)."""

    op: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Corner:
    """One corner of a reference; a whole column has no row, a whole row no column."""

    row: int | None
    col: int | None
    row_absolute: bool = False
    col_absolute: bool = False


@dataclass(frozen=True, slots=True)
class Ref(Node):
    """``A1``, ``Sheet1!$A$1:B2``, ``A:C``, ``1:3``, ``Jan:Dec!A1``, ``[1]Sheet1!A1``.

    ``last`` is None for a single cell. ``sheet`` is None where the formula names none. ``book`` is
    the number of a linked workbook (``"1"``), or a file name as Excel shows it.
    """

    first: Corner
    last: Corner | None = None
    sheet: str | None = None
    sheet_to: str | None = None
    book: str | None = None


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A defined name, a LET or LAMBDA variable, or the name of a table.

    ``sheet`` as in ``Sheet1!rate``, ``book`` as in ``[1]!rate``. ``_xlpm.`` is already taken off.
    """

    name: str
    sheet: str | None = None
    book: str | None = None


@dataclass(frozen=True, slots=True)
class Structured(Node):
    """``Sales[[#Headers],[#Data],[Region]:[Amount]]``, ``Sales[@Amount]``, ``[Amount]``.

    ``table`` is None inside the table itself. ``items`` are of ``#All #Data #Headers #Totals
    #This Row`` (so spelled; ``@`` gives ``#This Row``). ``first``/``last`` are column names with
    their escapes taken off; both None means every column.
    """

    table: str | None
    items: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A call by name; upper case, with ``_xlfn.``, ``_xlws.``, ``_xludf.``, ``_xldudf_``,
    ``_xll.``, ``[1]!`` and ``'x.xlam'!`` taken off. ``spelled`` is the name as the file has it;
    two calls that differ in nothing else are equal."""

    name: str
    args: tuple[Node, ...]
    spelled: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Apply(Node):
    """A call of a value: ``LAMBDA(x,x+1)(2)``."""

    callee: Node
    args: tuple[Node, ...]
