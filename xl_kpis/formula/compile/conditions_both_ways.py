"""Tables of which the rows meet conditions, and the columns others, added up:
``SUMPRODUCT((A$3:A$99=H1)*(B$2:F$2=I1)*B$3:F$99)`` filled down.

The rows that each lane asks for are looked up, as COUNTIFS does, and so are the columns; it then
costs what stands where they cross.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from xl_kpis.formula.compile.compiled import Closure, Mode
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.conditions_of_lanes import (
    NoProduct,
    ProductReader,
    RangeCondition,
    lanes_or_otherwise,
)
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.precedents import Precedent
from xl_kpis.formula.compile.registry import register_first
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.functions.support.comparing import compared
from xl_kpis.formula.functions.support.criteria import Criterion
from xl_kpis.formula.functions.support.matching import block, selector
from xl_kpis.formula.functions.support.ranges import Range
from xl_kpis.formula.functions.support.totals import SUMS
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.values.summation import total
from xl_kpis.formula.values.value import as_array


class _Crossed(NamedTuple):
    """A table, and for its rows (False) and its columns (True) which of the conditions are asked of
    them."""

    table: Precedent
    ranges: list[Precedent]
    ops: list[str]
    across: list[bool]


@register_first
def both_ways_site(
    compiler: Compiler, function: Function, node: nodes.Call, mode: Mode, scope: frozenset[str]
) -> Closure | None:
    """A closure that also serves lanes going down, or None where a call is nothing of the sort."""
    try:
        reader = ProductReader(compiler, mode, scope)
        if function.multiplies:
            apart = [arg for arg in node.args if not isinstance(arg, (nodes.Ref, nodes.Structured))]
            if len(apart) > 1 or len(node.args) > 2:
                return None  # what is multiplied as arguments has to be of one shape
            product = reader.product(node.args)
        elif function.total is SUMS and mode == "array" and len(node.args) == 1:
            product = reader.brought_together(SUMS, node.args[0])
        else:
            return None
        crossed = _crossed(product.conditions, product.values) if not product.chosen else None
    except NoProduct:
        return None
    if crossed is None:
        return None
    return lanes_or_otherwise(
        compiler,
        function,
        node,
        mode,
        scope,
        but=both_ways_site,
        operands=[each.operand for each in product.conditions],
        answer=partial(_sums, crossed),
    )


def _crossed(conditions: list[RangeCondition], values: Sequence[object]) -> _Crossed | None:
    """What is asked both ways; None where it is not."""
    table = values[0] if len(values) == 1 else None
    if not isinstance(table, Precedent) or not conditions or _moves(table):
        return None
    shape = table.shape
    if shape is None or 1 in shape:
        return None
    ranges: list[Precedent] = []
    across: list[bool] = []
    for each in conditions:
        range_ = each.range
        if not isinstance(range_, Precedent) or _moves(range_):
            return None
        if range_.shape not in ((shape[0], 1), (1, shape[1])):
            return None
        ranges.append(range_)
        across.append(range_.shape[0] == 1)
    if len(set(across)) < 2:
        return None
    return _Crossed(table, ranges, [each.op for each in conditions], across)


def _moves(range_: Precedent) -> bool:
    return range_.top.moves or range_.bottom.moves


def _area(range_: Precedent, frame: Frame) -> Area:
    left, right = range_.left.at(frame.col), range_.right.at(frame.col)
    if left < 0 or right < left:
        raise OneByOne  # it goes round the sheet
    return Area(range_.sheet, range_.top.position, left, range_.bottom.position, right)


def _sums(
    crossed: _Crossed, operands: list[Closure], frame: Frame
) -> tuple[np.ndarray, np.ndarray]:
    """The sum in each lane, and which lanes are to be evaluated by themselves."""
    area = _area(crossed.table, frame)
    cells = block(area, frame)
    blank = np.isnan(cells.numbers)
    if cells.errors or (blank.any() and (cells.coded()[blank] != 0).any()):
        raise OneByOne  # what is no number is an error in the product
    table = np.where(blank, 0.0, cells.numbers).reshape(-1, cells.width)
    table = table[: area.bottom - area.top + 1]
    asked = [_criteria(crossed, i, operand(frame), frame) for i, operand in enumerate(operands)]
    rows, columns = (
        _found(crossed, across, asked, table.shape[across], frame) for across in (False, True)
    )
    out = np.empty(frame.rows)
    known: dict[tuple[int, int], float] = {}
    for lane, (row, column) in enumerate(zip(rows, columns, strict=True)):
        crossing = id(row), id(column)
        sum_ = known.get(crossing)
        if sum_ is None:
            sum_ = known[crossing] = total(table[row[:, None], column].ravel()) + 0.0
        out[lane] = sum_
    return out, ~np.isfinite(out)


def _criteria(crossed: _Crossed, index: int, operand: object, frame: Frame) -> list[Criterion]:
    """What a condition asks of its range: one criterion for all lanes, or one for each."""
    given = as_array(operand)
    if given.size not in (1, frame.rows):
        raise OneByOne
    area = _area(crossed.ranges[index], frame)
    cells = block(area, frame)
    beyond = cells.rows * cells.width < (area.bottom - area.top + 1) * (area.right - area.left + 1)
    found = compared(cells, frame).criteria(crossed.ops[index], given.ravel().tolist(), beyond)
    return found if given.size > 1 else found * frame.rows


def _found(
    crossed: _Crossed, across: bool, asked: list[list[Criterion]], length: int, frame: Frame
) -> list[np.ndarray]:
    """The rows, or the columns, that each lane asks for, the same array where it is the same."""
    which = [i for i, each in enumerate(crossed.across) if each is across]
    areas = [_area(crossed.ranges[i], frame) for i in which]
    among = selector([Range(Reference(area), frame) for area in areas])
    known: dict[tuple[Criterion, ...], np.ndarray] = {}
    out: list[np.ndarray] = []
    for criteria in zip(*(asked[i] for i in which), strict=True):
        found = known.get(criteria)
        if found is None:
            if among.size < length and all(criterion.takes_blank for criterion in criteria):
                raise OneByOne  # the table is used further than what is asked
            among.uses += 1
            places = among.positions(criteria)
            found = known[criteria] = places[places < length]
        out.append(found)
    return out
