"""What meets conditions, brought together, other conditions in each lane:
``SUMPRODUCT((A$1:A1=A1)*B$1:B1)``, ``SUMPRODUCT((MONTH(A$1:A$9)=C1)*B$1:B$9)`` and, as array
formulas, ``SUM((A$1:A$9=A1)*B$1:B$9)`` or ``MAX(IF(A$1:A$9=A1,B$1:B$9))`` filled down.

What such a call finds is what COUNTIFS or MAXIFS would find of the same ranges, as long as their
cells and what they are compared with are of one kind, all numbers or all texts. That is looked at
when it is asked; everything else goes the way it would go without this module.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from xl_kpis.formula.compile.calls import served
from xl_kpis.formula.compile.cells_of_lanes import with_those_alone
from xl_kpis.formula.compile.compiled import Closure, Mode
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.layout_of_lanes import one_value
from xl_kpis.formula.compile.moving_ranges import of_books_too, windows
from xl_kpis.formula.compile.precedents import Precedent, reference_precedents
from xl_kpis.formula.compile.referring import may_be_range
from xl_kpis.formula.compile.registry import register_first
from xl_kpis.formula.compile.stack_room import with_room
from xl_kpis.formula.compile.standing import Standing, standing, stands
from xl_kpis.formula.functions.declare import Function, OneByOne
from xl_kpis.formula.functions.support.comparing import compared
from xl_kpis.formula.functions.support.criteria import Criterion
from xl_kpis.formula.functions.support.matching import Block
from xl_kpis.formula.functions.support.totals import SUMS, Total
from xl_kpis.formula.functions.support.windows import (
    NOTHING,
    InWindows,
    MovingRange,
    WorkedOut,
    side_by_side,
)
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.reference import Area
from xl_kpis.formula.values.value import SMALLEST, Value, as_array, tighten

if TYPE_CHECKING:
    from xl_kpis.formula.compile.registry import SiteInArrays

_FLIPPED = {"=": "=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
"""What a condition says of its range, by how it is written with the range on the right."""
_MOST_VALUES = 2
"""Ranges whose numbers are multiplied: of more, it would matter which two come first."""


_EVERY = Criterion("<>", ("nothing",))
"""What every cell meets."""


Column = Precedent | Standing
"""A range, or what is worked out of ranges that stay where they are, as ``MONTH(A$1:A$9)``."""


class RangeCondition(NamedTuple):
    op: str
    range: Column
    operand: nodes.Node


class _Product(NamedTuple):
    """Conditions, and ranges of numbers, multiplied cell by cell."""

    conditions: list[RangeCondition]
    values: list[Column]
    total: Total = SUMS
    """How what they leave is brought together."""
    chosen: bool = False
    """Whether IF chooses the values, so that others are not there, rather than 0."""


class NoProduct(Exception):
    """What is no such product."""


@register_first
def conditions_site(
    compiler: Compiler, function: Function, node: nodes.Call, mode: Mode, scope: frozenset[str]
) -> Closure | None:
    """A closure that also serves lanes going down, or None where a call is nothing of the sort."""
    total = function.total
    try:
        reader = ProductReader(compiler, mode, scope)
        if function.multiplies:
            product = reader.product(node.args)
        elif isinstance(total, Total) and mode == "array" and len(node.args) == 1:
            product = reader.brought_together(total, node.args[0])
        else:
            return None
    except NoProduct:
        return None

    def answer(operands: list[Closure], frame: Frame) -> tuple[np.ndarray, np.ndarray]:
        return _over_lanes(product, operands, frame)

    operands = [each.operand for each in product.conditions]
    return lanes_or_otherwise(
        compiler, function, node, mode, scope, but=conditions_site, operands=operands, answer=answer
    )


def lanes_or_otherwise(
    compiler: Compiler,
    function: Function,
    node: nodes.Call,
    mode: Mode,
    scope: frozenset[str],
    *,
    but: SiteInArrays,
    operands: Sequence[nodes.Node],
    laid: bool = False,
    answer: Callable[[list[Closure], Frame], tuple[np.ndarray, np.ndarray]],
) -> Closure:
    """A call whose lanes are ``answer(operands, frame)``: their values, and which are to be
    evaluated by themselves; the operands may be arrays ``laid`` along the lanes. Where that cannot
    be told (``OneByOne``) or there is one cell only, it goes the way it would go without the site
    ``but``."""
    traits = compiler.traits
    down = traits.down
    otherwise = served(compiler, function, node, mode, scope, but=but)
    lanes_otherwise, traits.down = traits.down, True
    compiled = [compiler.value(each, "array" if laid else mode, scope) for each in operands]
    if not traits.down:  # one of them has no lanes
        traits.down = lanes_otherwise
        return otherwise
    traits.down = down
    traits.downwards = True

    def lanes_or_one(frame: Frame) -> Value:
        if frame.lanes is None or frame.window is not None or frame.rows == 1:
            return otherwise(frame)
        if not frame.gathered and frame.columns == 1:
            try:
                values, alone = answer(compiled, frame)
                if not alone.any():
                    return tighten(values.reshape(-1, 1))
                if frame.local is None and not alone.all():
                    return with_those_alone(values, alone, otherwise, frame)
            except OneByOne:
                pass
        if lanes_otherwise:
            return otherwise(frame)
        raise OneByOne

    return of_books_too(lanes_or_one)


class ProductReader:
    """Reads the arguments of a call as such a product."""

    def __init__(self, compiler: Compiler, mode: Mode, scope: frozenset[str]) -> None:
        self.compiler = compiler
        self.mode = mode
        self.scope = scope
        self.found = _Product([], [])

    def product(self, args: Sequence[nodes.Node]) -> _Product:
        for arg in args:
            if is_condition(arg):
                raise NoProduct  # truth values by themselves count as 0
            self.factor(arg, alone=True)
        conditions, values = self.found[:2]
        if len(values) > _MOST_VALUES or not (conditions or len(values) == _MOST_VALUES):
            raise NoProduct
        return self.found

    def brought_together(self, total: Total, node: nodes.Node) -> _Product:
        """The one argument of a total."""
        if not isinstance(node, nodes.Call):
            if total is not SUMS:
                raise NoProduct
            return self.product([node])
        if node.name != "IF" or "if" in self.scope or len(node.args) != 2:
            raise NoProduct
        if total.how not in NOTHING or total.values is not SUMS.values:
            raise NoProduct  # it counts something else than numbers
        self.factor(node.args[0])
        if self.found.values or not self.found.conditions:
            raise NoProduct
        self.found.values.append(self.range(node.args[1]))
        return self.found._replace(total=total, chosen=True)

    def factor(self, node: nodes.Node, *, alone: bool = False) -> None:
        """Take in what is multiplied, or with ``alone`` an argument as it is."""
        with_room(self._factor, node, alone)

    def _factor(self, node: nodes.Node, alone: bool) -> None:
        if isinstance(node, nodes.Binary) and node.op == "*":
            self.factor(node.left)
            self.factor(node.right)
        elif isinstance(node, nodes.Unary) and node.op == "-":
            if not isinstance(node.operand, nodes.Unary) or node.operand.op != "-":
                raise NoProduct
            self.factor(node.operand.operand)
        elif isinstance(node, nodes.Binary) and is_condition(node):
            self._condition(node)
        elif isinstance(node, nodes.Literal) and type(node.value) in (int, float):
            if node.value != 1:
                raise NoProduct
        elif isinstance(node, (nodes.Ref, nodes.Structured)):
            self.found.values.append(self.range(node))
        elif isinstance(node, nodes.Binary) and node.op == "/" and not self._stands(node):
            self._shared_out(node)
        else:
            number = node if alone else nodes.Binary("*", node, nodes.Literal(1.0))
            self.found.values.append(self._worked_out(number))

    def _shared_out(self, node: nodes.Binary) -> None:
        """Conditions divided by what is the same in each lane, as in a count of different items:
        where they are met that is 1 divided by it."""
        values = len(self.found.values)
        self.factor(node.left)
        if len(self.found.values) > values:
            raise NoProduct  # a number divided is not the number times that, to the last bit
        self.found.values.append(
            self._worked_out(nodes.Binary("/", nodes.Literal(1.0), node.right))
        )

    def _condition(self, node: nodes.Binary) -> None:
        sides = (node.op, node.left, node.right), (_FLIPPED[node.op], node.right, node.left)
        for op, side, operand in sides:
            if isinstance(side, (nodes.Ref, nodes.Structured)) and may_be_range(side):
                self._compared(op, self.range(side), operand)
                return
        for op, side, operand in sides:
            if self._stands(side):
                self._compared(op, self._worked_out(side), operand)
                return
        raise NoProduct

    def _compared(self, op: str, column: Column, operand: nodes.Node) -> None:
        if not one_value(self.compiler, self.mode, self.scope, operand):
            raise NoProduct
        self.found.conditions.append(RangeCondition(op, column, operand))

    def _stands(self, node: nodes.Node) -> bool:
        return stands(self.compiler, node, self._inside, False, self.scope)

    def _worked_out(self, node: nodes.Node) -> Standing:
        if not self._stands(node):
            raise NoProduct
        return standing(self.compiler, node, self._inside, False, self.scope)

    @property
    def _inside(self) -> Mode:
        """How what goes item by item through arrays is compiled."""
        return "forced" if self.mode == "scalar" else self.mode

    def range(self, node: nodes.Node) -> Precedent:
        if not isinstance(node, (nodes.Ref, nodes.Structured)) or not may_be_range(node):
            raise NoProduct
        compiler = self.compiler
        found = reference_precedents(
            compiler.model, node, compiler.sheet, compiler.row, compiler.col
        )
        if found is None:
            raise NoProduct
        return found


def is_condition(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Binary) and node.op in _FLIPPED


def _over_lanes(
    product: _Product, operands: list[Closure], frame: Frame
) -> tuple[np.ndarray, np.ndarray]:
    """What each lane finds, and which are to be evaluated by themselves."""
    asked = [each.range for each in product.conditions]
    every = columns_of([*asked, *product.values], frame)
    ranges, values = every[: len(asked)], every[len(asked) :]
    criteria = criteria_of(product.conditions, ranges, operands, frame)
    if not ranges:
        ranges, criteria = values[:1], [_EVERY]
    if not all(each.alike(ranges[0]) for each in values):
        raise OneByOne
    found = InWindows(ranges, criteria)
    if values:
        blocks = [each.block() for each in values]
        if product.chosen and np.isnan(blocks[0].numbers).any():
            raise OneByOne  # a blank that is chosen is 0, a text is not there
        total = product.total
        out = found.computed(_multiplied(blocks), total.how, total.finish)
    else:
        out = found.counts()
    alone = found.alone
    if product.chosen:  # of a single cell IF chooses a value, not an array
        alone = alone | ((ranges[0].heights == 1) & (ranges[0].left == ranges[0].right))
    if out.dtype == float and not np.isfinite(out[~alone]).all():
        raise OneByOne
    return out, alone


def columns_of(columns: Sequence[Column], frame: Frame) -> list[MovingRange]:
    """The rows that each lane looks at."""
    return side_by_side(
        [
            WorkedOut.of(each.array(frame, full=True), frame.rows, frame)
            if isinstance(each, Standing)
            else windows(each, frame)
            for each in columns
        ]
    )


def criteria_of(
    conditions: list[RangeCondition],
    ranges: list[MovingRange],
    operands: list[Closure],
    frame: Frame,
) -> list[Any]:
    """What the conditions ask of their ranges."""
    return [
        _criteria(condition.op, range_, operand(frame), frame.rows)
        for condition, range_, operand in zip(conditions, ranges, operands, strict=True)
    ]


def _criteria(op: str, range_: MovingRange, operand: Value, lanes: int) -> Any:
    """A criterion for each lane that takes of its range what the condition is true of. Only where
    there is one: the criteria of COUNTIF take some things for the same that are not in conditions,
    and tell others apart that are."""
    block = range_.block()
    given = as_array(operand)
    if given.size not in (1, lanes):
        raise OneByOne
    beyond = bool(range_.beyond(block).any())
    found = compared(block, range_.ctx).criteria(op, given.ravel().tolist(), beyond)
    if given.size == 1:
        return found[0]
    out = np.empty(lanes, object)
    out[:] = found
    return out


def numbers_of(block: Block) -> np.ndarray:
    """The numbers of a factor, blanks as 0; anything else is an error in the product."""
    others = np.isnan(block.numbers)
    if block.errors or (others.any() and (block.coded()[others] != 0).any()):
        raise OneByOne
    return np.where(others, 0.0, block.numbers)


def _multiplied(blocks: list[Block]) -> Block:
    """The products of what stands beside each other; blanks are 0."""
    first = blocks[0]
    numbers = np.ones(len(first.numbers))
    for each in blocks:
        if len(each.numbers) != len(numbers):
            raise OneByOne
        numbers = numbers * numbers_of(each)
    if len(blocks) == 1:
        return first
    if not np.isfinite(numbers).all():
        raise OneByOne
    numbers = np.where(np.abs(numbers) < SMALLEST, 0.0, numbers)
    bottom = first.top + first.rows - 1
    product = Block(
        Area(first.sheet, first.top, first.left, bottom, first.right), first.date1904, first.region
    )
    product.width = first.width
    product.add(numbers.reshape(-1, first.width))
    return product
