"""A compiled formula, and what was found out about it while it was compiled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from xl_kpis.formula import thresholds
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.functions.declare import Asked, Function
from xl_kpis.formula.grammar import nodes, parse
from xl_kpis.formula.sheets.model import Run

Mode = Literal["scalar", "array", "forced"]
Closure = Callable[[Frame], Any]


@dataclass(eq=False, repr=False)
class Traits:
    """What a formula is like, found out while compiling it."""

    down: bool = True
    """Whether a run of it going down can be evaluated as lanes."""
    right: bool = True
    """Whether a run going right can."""
    one_way: bool = False
    """Whether lanes may go down or right, but not both at once,"""
    downwards: bool = False
    """and whether some of its calls are answered for all lanes together only where they go down."""
    lanes: bool = True
    """Whether the same cell of many workbooks can be lanes."""
    cases: bool = True
    """Whether the same cell in many cases of a what-if can."""
    volatile: bool = False
    dynamic: bool = False
    """Whether it may read cells that only evaluating it tells (INDIRECT, OFFSET)."""
    portable: bool = True
    """Whether it means the same in other cells of its sheet (``[@x]`` depends on the table)."""
    unknown: set[str] = field(default_factory=set)
    """Functions nobody knows."""
    asks: set[Asked] = field(default_factory=set)
    """What its functions need beyond their arguments."""
    subtotal: bool = False
    """Whether subtotals leave out its cells."""
    arrays: bool = False
    """Whether ranges are read in it where values stand."""
    by_mode: bool = False
    """Whether it may give something else as an array formula than as an ordinary one, because
    ranges stand in it where values do."""
    several: bool = False
    """Whether it may give several values as an array formula."""
    passes_several: bool = False
    """Whether a LAMBDA of it may be given several values as one argument,"""
    reads_parameter: bool = False
    """and whether parameters of LAMBDAs are read in it where one value stands."""

    def add(self, part: Traits) -> None:
        """Take note of what a part of the formula is like."""
        for name in _TRUE_OF_ALL:
            if not getattr(part, name):
                setattr(self, name, False)
        for name in _TRUE_OF_ONE:
            if getattr(part, name):
                setattr(self, name, True)
        self.unknown |= part.unknown
        self.asks |= part.asks

    def strips(self, run: Run) -> list[Run]:
        """The parts of a run that may be lanes at once, as far as the formula tells."""
        height, width = run.bottom - run.top + 1, run.right - run.left + 1
        either = self.down and self.right
        if height == 1 or width == 1 or (either and not (self.one_way or self.downwards)):
            return [run]
        enough = thresholds.LANES_FROM if self.downwards else width + 1
        return run.columns if not self.right or (self.down and height >= enough) else run.rows

    def in_place(self) -> None:
        """No lanes but those of one and the same cell, in one workbook."""
        self.down = self.right = self.lanes = False

    def many(self, ref: bool, whole: bool) -> None:
        """Take note of a part that may be several cells or values: in a place that takes
        references, or values; inside an argument that is taken whole, or not."""
        self.by_mode = self.by_mode or not ref
        self.several = self.several or not whole

    @property
    def gives_several(self) -> bool:
        """Whether an array formula may give several values."""
        return self.several or (self.passes_several and self.reads_parameter)

    def one_workbook(self) -> None:
        """No lanes but those of the cells of a run, in one workbook."""
        self.lanes = self.cases = False

    def one_by_one(self) -> None:
        """No lanes at all."""
        self.in_place()
        self.cases = False

    def calls(self, function: Function) -> None:
        """Take note of a function that the formula calls."""
        self.asks |= function.asks
        self.volatile |= function.volatile
        self.subtotal |= function.subtotal
        if function.drawn is not None:
            self.one_workbook()
        apart = function.volatile and not (function.alike or function.drawn)
        if apart or not function.asks.isdisjoint(("place", "formulas")):
            self.in_place()
        if "calls" in function.asks:
            self.one_by_one()
        if "cells" in function.asks:
            self.dynamic = True


_TRUE_OF_ALL = tuple(each.name for each in fields(Traits) if each.default is True)
"""What a formula is like if all its parts are,"""
_TRUE_OF_ONE = tuple(each.name for each in fields(Traits) if each.default is False)
"""and what it is like if one of them is."""


class Compiled:
    """A formula ready to be evaluated: ``run(frame)``."""

    __slots__ = ("_source", "alone", "anchor", "in_lanes", "mode", "run", "settles", "traits")

    def __init__(
        self,
        run: Closure,
        traits: Traits,
        source: nodes.Node | str,
        anchor: tuple[int, int],
        settles: bool,
        mode: Mode = "scalar",
        *,
        alone: bool = False,
    ) -> None:
        self.run = run
        self.traits = traits
        self.anchor = anchor
        """The row and column that its tree is written for."""
        self.settles = settles
        """Whether its last step is + or -, which makes 0 of rounding noise."""
        self.mode = mode
        """What a range means in it where one value is wanted."""
        self.alone = alone
        """Whether it can be evaluated in one cell of one workbook at a time only;"""
        self.in_lanes: Compiled | None = None
        """then the same formula for lanes, once somebody asked for it."""
        self._source = source

    @property
    def node(self) -> nodes.Node:
        """Its tree, made of its text when somebody first asks."""
        source = self._source
        if isinstance(source, str):
            source = self._source = parse(source)
        return source
