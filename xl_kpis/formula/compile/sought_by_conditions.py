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
from xl_kpis.formula import thresholds
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
from xl_kpis.formula.compile.standing import for_one_cell
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.functions.support.comparing import compared
from xl_kpis.formula.functions.support.criteria import Criterion
from xl_kpis.formula.functions.support.finds import Which
from xl_kpis.formula.functions.support.matching import Block, block
from xl_kpis.formula.functions.support.windows import InWindows
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.sheets.columns import Pending
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

    closure = lanes_or_otherwise(
        compiler, function, node, mode, scope, but=sought_site, operands=operands, answer=answer
    )
    compiled = [for_one_cell(compiler, each, mode, False, scope) for each in operands]

    def lanes_or_one(frame: Frame) -> Value:
        if frame.lanes is None and type(frame) is Frame:
            try:
                return _of_one_cell(question, compiled, frame)
            except OneByOne:
                pass
        return closure(frame)

    return lanes_or_one


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


def _of_one_cell(question: _Question, operands: list[Closure], frame: Frame) -> Value:
    """What one cell finds, of which those above may have to be evaluated first: its rows are looked
    through from where the one is that it asks for."""
    areas = [_part_of_column(each.range, frame) for each in question.conditions]
    own = areas[0]
    height = own.bottom - own.top + 1
    if height < thresholds.GROWN_FROM or any(area.shape != own.shape for area in areas):
        raise OneByOne
    asked = frame.memo["sought", own[:3]] = frame.memo.get(("sought", own[:3]), 0) + 1
    if asked <= _ASKED:
        raise OneByOne
    blocks, criteria = [], []
    for (op, _, _), area, operand in zip(question.conditions, areas, operands, strict=False):
        try:  # all that the other cells will ask for is read at once
            used = block(
                area._replace(bottom=max(area.bottom, frame.extent(area.sheet)[0] - 1)), frame
            )
        except Pending:
            raise OneByOne from None
        if used.rows < height or used.width > 1:
            raise OneByOne
        criteria += compared(used, frame).criteria(op, [operand(frame)], False)
        blocks.append(used)
    at = _end(blocks, criteria, height, first=question.which == "first")
    beside = None
    if question.beside is not None:
        beside = _part_of_column(question.beside, frame)
        if beside.shape != own.shape or frame.kinds(Reference(beside)) is None:
            raise OneByOne
    if at is None:
        return NA if question.otherwise is None else operands[-1](frame)
    if beside is None:
        return at + 1.0
    row = beside.top + at
    return frame.state.model.value(beside.sheet, row, beside.left)


_ASKED = 2
"""Cells that go through all rows, before an index of them is worth it."""


def _part_of_column(found: Any, frame: Frame) -> Area:
    """Where a part of a column is, seen from a cell."""
    if not isinstance(found, Precedent):
        raise OneByOne
    top, bottom = found.top.at(frame.row), found.bottom.at(frame.row)
    left = found.left.at(frame.col)
    if not 0 <= top <= bottom or not 0 <= left == found.right.at(frame.col):
        raise OneByOne
    return Area(found.sheet, top, left, bottom, left)


def _end(blocks: list[Block], criteria: list[Criterion], height: int, *, first: bool) -> int | None:
    """The first or the last of some rows that meets all criteria."""
    done, step = 0, 256
    while done < height:
        step = min(step, height - done)
        low = done if first else height - done - step
        among = slice(low, low + step)
        met = blocks[0].select(criteria[0], among)
        for each, criterion in zip(blocks[1:], criteria[1:], strict=True):
            met = met & each.select(criterion, among)
        found = np.flatnonzero(met)
        if len(found):
            return low + int(found[0 if first else -1])
        done += step
        step *= 4
    return None
