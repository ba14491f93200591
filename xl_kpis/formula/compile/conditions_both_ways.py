"""Tables of which the rows meet conditions, and the columns others, added up:
``SUMPRODUCT((A$3:A$99=H1)*(B$2:F$2=I1)*B$3:F$99)`` filled down.

The rows that each lane asks for are looked up, as COUNTIFS does, and so are the columns; it then
costs what stands where they cross.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import repeat
from typing import NamedTuple

import numpy as np

from xl_kpis.formula.compile.compiled import Closure, Mode
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.conditions_of_lanes import (
    NoProduct,
    ProductReader,
    RangeCondition,
    criteria_of,
    lanes_or_otherwise,
    numbers_of,
)
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.moving_ranges import standing_area, windows
from xl_kpis.formula.compile.precedents import Precedent
from xl_kpis.formula.compile.registry import register_first
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.functions.support.criteria import Criterion
from xl_kpis.formula.functions.support.matching import block, selector
from xl_kpis.formula.functions.support.ranges import Range
from xl_kpis.formula.functions.support.totals import SUMS
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.reference import Reference
from xl_kpis.formula.values.summation import total


class _Crossed(NamedTuple):
    """A table, and for its rows (False) and its columns (True) which of the conditions are asked of
    them."""

    table: Precedent
    conditions: list[RangeCondition]
    ranges: list[Precedent]
    """Of which each is asked."""
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
    return _Crossed(table, conditions, ranges, across)


def _moves(range_: Precedent) -> bool:
    return range_.top.moves or range_.bottom.moves


def _sums(
    crossed: _Crossed, operands: list[Closure], frame: Frame
) -> tuple[np.ndarray, np.ndarray]:
    """The sum in each lane, and which lanes are to be evaluated by themselves."""
    area = standing_area(crossed.table, frame)
    cells = block(area, frame)
    table = numbers_of(cells).reshape(-1, cells.width)[: area.bottom - area.top + 1]
    ranges = [windows(range_, frame) for range_ in crossed.ranges]
    criteria = criteria_of(crossed.conditions, ranges, operands, frame)
    asked = [
        each if isinstance(each, np.ndarray) else repeat(each, frame.rows) for each in criteria
    ]
    (row_of, rows), (column_of, columns) = (
        _found(crossed, across, asked, table.shape[across], frame) for across in (False, True)
    )
    out = np.empty(frame.rows)
    known: dict[tuple[int, int], float] = {}
    for lane, crossing in enumerate(zip(row_of, column_of, strict=True)):
        sum_ = known.get(crossing)
        if sum_ is None:
            row, column = rows[crossing[0]], columns[crossing[1]]
            sum_ = known[crossing] = total(table[row[:, None], column].ravel()) + 0.0
        out[lane] = sum_
    return out, ~np.isfinite(out)


def _found(
    crossed: _Crossed,
    across: bool,
    asked: Sequence[Iterable[Criterion]],
    length: int,
    frame: Frame,
) -> tuple[list[int], list[np.ndarray]]:
    """Which of some sets of rows, or of columns, each lane asks for, and those sets."""
    which = [i for i, each in enumerate(crossed.across) if each is across]
    areas = [standing_area(crossed.ranges[i], frame) for i in which]
    among = selector([Range(Reference(area), frame) for area in areas])
    number: dict[tuple[Criterion, ...], int] = {}
    sets: list[np.ndarray] = []
    out: list[int] = []
    for criteria in zip(*(asked[i] for i in which), strict=True):
        if criteria not in number:
            if among.size < length and all(criterion.takes_blank for criterion in criteria):
                raise OneByOne  # the table is used further than what is asked
            number[criteria] = len(sets)
            among.uses += 1
            places = among.positions(criteria)
            sets.append(places[places < length])
        out.append(number[criteria])
    return out, sets
