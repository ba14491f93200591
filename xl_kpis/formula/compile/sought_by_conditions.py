"""The first or the last row that meets conditions, other ones in each lane:
``MATCH(1,(A$1:A$9=A1)*(B$1:B$9=B1),0)`` filled down as an array formula,
``XLOOKUP(1,(A$1:A$9=A1)*(B$1:B$9=B1),C$1:C$9)``, ``LOOKUP(2,1/(A$1:A$9=A1),C$1:C$9)``,
``MATCH(TRUE,INDEX(A$1:A$9>A1,0),0)``.

The rows of each group of equal ones are found once, as for COUNTIFS; see
:mod:`xl_kpis.formula.compile.conditions_of_lanes`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from xl_kpis.errors import NA
from xl_kpis.formula.compile.compiled import Closure, Mode
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.conditions_of_lanes import (
    NoProduct,
    ProductReader,
    RangeCondition,
    columns_of,
    criteria_of,
    is_condition,
    lanes_or_otherwise,
)
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.moving_ranges import windows
from xl_kpis.formula.compile.precedents import Precedent
from xl_kpis.formula.compile.registry import register_first
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.functions.support.finds import Which
from xl_kpis.formula.functions.support.windows import InWindows
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.values.value import Value, as_array


class _Question(NamedTuple):
    """What is asked: which of the rows that meet conditions."""

    which: Which
    conditions: list[RangeCondition]
    beside: Precedent | None
    """The range of which the item at its place is given; None for the place itself."""
    otherwise: nodes.Node | None
    """What is given where there is none; None for #N/A."""


@register_first
def sought_site(
    compiler: Compiler, function: Function, node: nodes.Call, mode: Mode, scope: frozenset[str]
) -> Closure | None:
    """A closure that also serves lanes going down, or None where a call is nothing of the sort."""
    try:
        question = _question(compiler, function, node, mode, scope)
    except NoProduct:
        return None
    operands = [each.operand for each in question.conditions]
    if question.otherwise is not None:
        operands.append(question.otherwise)

    def answer(operands: list[Closure], frame: Frame) -> tuple[np.ndarray, np.ndarray]:
        return _over_lanes(question, operands, frame)

    return lanes_or_otherwise(
        compiler, function, node, mode, scope, but=sought_site, operands=operands, answer=answer
    )


def _question(
    compiler: Compiler, function: Function, node: nodes.Call, mode: Mode, scope: frozenset[str]
) -> _Question:
    """What a call asks; ``NoProduct`` if it asks something else."""
    finds = function.finds
    if finds is None or not 2 <= len(node.args) <= function.maximum:
        raise NoProduct
    names = [function.parameter(i).name for i in range(len(node.args))]
    args = dict(zip(names, node.args, strict=True))
    wanted, array = (args.pop(name) for name in names[:2])
    beside, otherwise = args.pop(finds.beside, None), args.pop(finds.otherwise, None)
    if isinstance(otherwise, nodes.Omitted):
        otherwise = None
    if finds.beside and beside is None:
        raise NoProduct
    if function.empty == "default":
        args = {name: arg for name, arg in args.items() if not isinstance(arg, nodes.Omitted)}
    which = finds.which(**{name: _number(arg) for name, arg in args.items()})
    goes_through = mode == "array" or function.parameter(1).kind.takes == "array"
    passed = _passed(array)
    if which is None or not (goes_through or passed is not array):
        raise NoProduct
    reader = ProductReader(compiler, mode, scope)
    reader.factor(_product(which, wanted, passed))
    conditions, values = reader.found[:2]
    if values or not conditions:
        raise NoProduct
    return _Question(which, conditions, None if beside is None else reader.range(beside), otherwise)


def _product(which: Which, wanted: nodes.Node, array: nodes.Node) -> nodes.Node:
    """The conditions multiplied, of which what is sought says that all are met."""
    if not isinstance(wanted, nodes.Literal):
        raise NoProduct
    if which == "last number":  # what meets them is 1, all else an error
        if not isinstance(array, nodes.Binary) or array.op != "/" or _number(array.left) != 1.0:
            raise NoProduct
        if type(wanted.value) not in (int, float) or not wanted.value > 1:  # type: ignore[operator]
            raise NoProduct
        return array.right
    met: Any = True if is_condition(array) else 1
    if wanted.value != met or (type(wanted.value) is bool) != (met is True):
        raise NoProduct
    return array


def _passed(array: nodes.Node) -> nodes.Node:
    """What a call gives as it is, as INDEX does."""
    if isinstance(array, nodes.Call):
        function, rest = find(array.name), array.args[1:]
        left_out = rest and all(isinstance(arg, nodes.Omitted) or _is_zero(arg) for arg in rest)
        if function is not None and function.passes and left_out:
            return array.args[0]
    return array


def _is_zero(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Literal) and type(node.value) in (int, float) and not node.value


def _number(node: nodes.Node) -> float:
    if isinstance(node, nodes.Omitted):
        return 0.0
    if isinstance(node, nodes.Unary) and node.op == "-":
        return -_number(node.operand)
    if not isinstance(node, nodes.Literal) or type(node.value) not in (int, float):
        raise NoProduct
    return float(node.value)  # type: ignore[arg-type]


def _over_lanes(
    question: _Question, operands: list[Closure], frame: Frame
) -> tuple[np.ndarray, np.ndarray]:
    """What each lane finds, and which are to be evaluated by themselves."""
    operands, otherwise = operands[: len(question.conditions)], operands[len(question.conditions) :]
    ranges = columns_of([each.range for each in question.conditions], frame)
    own = ranges[0]
    if own.left != own.right:
        raise OneByOne
    criteria = criteria_of(question.conditions, ranges, operands, frame)
    found = InWindows(ranges, criteria)
    at, there = found.ends(first=question.which == "first")
    rows = np.where(there, np.append(found.positions, 0)[np.where(there, at, 0)], 0)
    values = np.empty(frame.rows, object)
    if question.beside is None:
        values[:] = (rows - (own.tops - own.first) + 1.0).tolist()
    else:
        beside = windows(question.beside, frame)
        if not beside.alike(own):
            raise OneByOne
        last = beside.first + int(rows.max())
        items = frame.state.read_area(
            beside.sheet, beside.first, beside.left, last, beside.left
        ).ravel()
        values[:] = items[rows].tolist()
    if not there.all():
        values[~there] = _spread(otherwise[0](frame), frame)[~there] if otherwise else NA
    return values, found.alone | (own.heights == 1)


def _spread(value: Value, frame: Frame) -> np.ndarray:
    given = as_array(value).ravel()
    if given.size not in (1, frame.rows):
        raise OneByOne
    return np.broadcast_to(given.astype(object), (frame.rows,))
