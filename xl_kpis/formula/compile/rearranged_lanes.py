"""Calls that put the items of arrays elsewhere, as ``TAKE(B1:M1,,-3)`` and ``HSTACK(B1:D1,F1:H1)``,
laid along the lanes of a formula that is filled down: where each item goes is found once, by the
call itself for the numbers of the items.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from xl_kpis.errors import Failure
from xl_kpis.formula.compile.operands import CallAlong, RangeAlong
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.functions.support.call import call
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.values.value import MISSING, Array, from_rows

if TYPE_CHECKING:
    from xl_kpis.formula.compile.compiled import Closure
    from xl_kpis.formula.compile.compiler import Compiler
    from xl_kpis.formula.compile.frame import Frame
    from xl_kpis.formula.compile.layout_of_lanes import Shape
    from xl_kpis.formula.compile.precedents import Precedent

Laid = tuple[nodes.Node, int]
"""An array laid along the lanes, and of how many items it is."""


class NotWritten(Exception):
    """An argument that is more than numbers written in the formula."""


def part_of_range(
    function: Function, args: list[Shape | nodes.Node], precedent: Precedent
) -> tuple[Shape, RangeAlong] | None:
    """The part of a range that a call gives as a reference, of several cells; None where it gives
    anything else."""
    sizes = [arg for arg in args if isinstance(arg, tuple)]
    whole = Reference(Area(0, 0, 0, sizes[0][0] - 1, sizes[0][1] - 1))
    found = called_nowhere(
        function, [whole if isinstance(arg, tuple) else _written(arg) for arg in args]
    )
    if not isinstance(found, Reference) or found.area.is_cell:
        return None
    _, row, col, *_ = found.area
    height, width = found.area.shape
    return (height, width), RangeAlong(precedent.part(row, col, height, width))


def rearranged(
    function: Function, args: list[Shape | nodes.Node], laid: list[Laid], literal: bool
) -> tuple[Shape, CallAlong] | None:
    """The shape that a call gives of arrays of some shapes, its other arguments written out, and
    its items laid along the lanes; None where it gives anything but several of their items."""
    found, other = (_numbered(function, args, first) for first in _FIRST)
    if found is None or other is None or not (other - found == _FIRST[1] - _FIRST[0]).all():
        return None  # what is put beside the items is none of them
    places = (found.ravel() - _FIRST[0]).astype(np.intp)
    return found.shape, CallAlong(partial(_compiled, laid, places), literal)


_FIRST = 0.0, 2.0**40
"""Numbers for the first item: an item is what has another number then."""


def _numbered(function: Function, args: list[Shape | nodes.Node], first: float) -> Array | None:
    """What a call gives of arrays whose items are numbered."""
    values: list[Any] = []
    for arg in args:
        if isinstance(arg, tuple):
            after = first + arg[0] * arg[1]
            values.append(np.arange(first, after).reshape(arg))
            first = after
        else:
            values.append(_written(arg))
    found = called_nowhere(function, values)
    if not isinstance(found, np.ndarray) or found.dtype != np.float64 or found.size < 2:
        return None
    return found


def called_nowhere(function: Function, values: list[Any]) -> Any:
    """What a call gives for values that are taken in the same way everywhere; None where it asks
    for more, or fails."""
    nowhere: Any = _Nowhere()
    try:
        return call(function, values, nowhere)
    except (Failure, NotWritten):
        return None


class _Nowhere:
    """The surroundings of a call that is to ask for nothing in them."""

    def __getattr__(self, name: str) -> Any:
        raise NotWritten


def _written(arg: nodes.Node) -> Any:
    """The numbers of an argument that is written out, or left empty."""
    if not isinstance(arg, nodes.ArrayLiteral):
        return number_written(arg)
    found = from_rows([list(row) for row in arg.rows])
    if found.dtype != np.float64:
        raise NotWritten
    return found


def number_written(arg: nodes.Node) -> Any:
    """The number of an argument that is written out, or left empty; :class:`NotWritten` if it is
    anything else."""
    if isinstance(arg, nodes.Omitted):
        return MISSING
    negative = isinstance(arg, nodes.Unary) and arg.op == "-"
    inner = arg.operand if negative else arg  # type: ignore[attr-defined]
    number = inner.value if isinstance(inner, nodes.Literal) else None
    if type(number) not in (int, float):
        raise NotWritten
    return -float(number) if negative else float(number)  # type: ignore[arg-type]


def _compiled(
    laid: list[Laid], places: np.ndarray, compiler: Compiler, scope: frozenset[str]
) -> Closure:
    parts = [(compiler.value(node, "array", scope), size) for node, size in laid]

    def read(frame: Frame) -> Array:
        tables: list[Array] = []
        for part, size in parts:
            table = part(frame)
            if not isinstance(table, np.ndarray) or table.shape[1:] != (size,):
                raise OneByOne
            tables.append(table)
        return _beside_each_other(tables)[:, places]

    return read


def _beside_each_other(tables: list[Array]) -> Array:
    if len(tables) == 1:
        return tables[0]
    rows = max(map(len, tables))
    kinds = {table.dtype for table in tables}
    whole = [np.broadcast_to(table, (rows, table.shape[1])) for table in tables]
    if len(kinds) > 1:  # a truth value is no number
        whole = [table.astype(object) for table in whole]
    return np.concatenate(whole, axis=1)
