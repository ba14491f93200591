"""The unit of evaluation: one formula over all the cells it was filled into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from xl_kpis.formula.compile.compiled import Compiled
from xl_kpis.formula.compile.compiler import compile_formula
from xl_kpis.formula.compile.precedents import Precedent, precedents_of
from xl_kpis.formula.compile.shapes import Shaped
from xl_kpis.formula.reference import Area
from xl_kpis.formula.sheets.columns import Column
from xl_kpis.formula.sheets.model import Model, Run
from xl_kpis.formula.values.kinds import PENDING


class Group:
    """A run of one formula, compiled. A workbook may have as many as it has formulas."""

    __slots__ = (
        *("_area", "_circles", "_compiled", "_loops", "_precedents", "model", "one_by_one"),
        *("planned", "rank", "run", "sheet", "spill", "tangled"),
    )

    def __init__(
        self, sheet: int, run: Run, planned: Compiled | Shaped, model: Model | None = None
    ) -> None:
        self.sheet = sheet
        self.run = run
        self.planned = planned
        self.model = model
        """The workbook it is in; its formula may still be to be compiled for it."""
        self.rank = 0
        """Its place in the order in which groups were last evaluated."""
        self.one_by_one = False
        self.tangled = False
        """Whether its cells read each other, perhaps by way of other runs."""
        self.spill: tuple[int, int, int, int] | None = None
        """Where a dynamic array's values are now (top, left, bottom, right)."""
        self._compiled: Compiled | None = None
        self._area: Area | None = None
        self._precedents: list[Precedent] | None = None

    @property
    def compiled(self) -> Compiled:
        """Its formula by itself."""
        if self._compiled is None:
            planned = self.planned
            if isinstance(planned, Shaped):
                planned = planned.own(self.model, self.sheet, self.run)
            self._compiled = planned
        return self._compiled

    @property
    def filled(self) -> Compiled:
        """Its formula as it is filled on to other cells."""
        planned = self.planned
        if isinstance(planned, Shaped):
            return planned.filled(self.model, self.sheet, self.run)
        return planned

    @property
    def shared(self) -> Compiled:
        """What its formula has in common with others."""
        planned = self.planned
        return planned.shared if isinstance(planned, Shaped) else planned

    @property
    def in_lanes(self) -> Compiled:
        """Its formula, fit to be evaluated in many cells, workbooks or cases at once."""
        compiled = self.compiled
        if not compiled.alone:
            return compiled
        if compiled.in_lanes is None:
            assert self.model is not None
            compiled.in_lanes = compile_formula(
                self.model, self.run.text, self.sheet, *self.run[:2], "scalar"
            )
        return compiled.in_lanes

    @property
    def area(self) -> Area:
        """The cells of the run."""
        if self._area is None:
            self._area = Area(self.sheet, *self.run[:4])
        return self._area

    @property
    def precedents(self) -> list[Precedent]:
        """The references in its formula, names followed, in the order it names them."""
        if self._precedents is None:
            assert self.model is not None
            planned = self.planned
            told = planned.precedents(self.run) if isinstance(planned, Shaped) else None
            self._precedents = precedents_of(self.model, self) if told is None else told
        return self._precedents

    @property
    def lanes(self) -> tuple[int, int]:
        run = self.run
        return run.bottom - run.top + 1, run.right - run.left + 1

    @property
    def in_pieces(self) -> bool:
        """Whether its cells can be evaluated one by one."""
        run = self.run
        return run.kind == "normal" and (run.top, run.left) != (run.bottom, run.right)

    def cells(self) -> Iterator[tuple[int, int]]:
        run = self.run
        for row in range(run.top, run.bottom + 1):
            for col in range(run.left, run.right + 1):
                yield row, col


@dataclass(eq=False, repr=False)
class Unit:
    """One column of a run, or one row of it."""

    group: Group
    line: int
    """The column, or the row."""
    across: bool = False
    """Whether it is a row."""
    reads_itself: bool = False

    @property
    def run(self) -> Run:
        return self.part(*self.ends)

    @property
    def ends(self) -> tuple[int, int]:
        """Its first and last place along the line."""
        run = self.group.run
        return (run.left, run.right) if self.across else (run.top, run.bottom)

    def part(self, first: int, last: int) -> Run:
        """Some of its cells."""
        top, left = self.cell(first)
        bottom, right = self.cell(last)
        return self.group.run._replace(top=top, left=left, bottom=bottom, right=right)

    def cell(self, place: int) -> tuple[int, int]:
        """The row and column of a place along the line."""
        return (self.line, place) if self.across else (place, self.line)

    def pending(self, columns: Mapping[int, dict[int, Column]]) -> tuple[int, int] | None:
        """First and last place without a value."""
        first, last = self.ends
        found = columns[self.group.sheet]
        if self.across:
            kinds = [found[col].kind[found[col].index(self.line)] for col in range(first, last + 1)]
            at = np.flatnonzero(np.array(kinds) == PENDING)
        else:
            column = found[self.line]
            start, stop = column.span(first, last)
            at = np.flatnonzero(column.kind[start:stop] == PENDING)
        if not len(at):
            return None
        return first + int(at[0]), first + int(at[-1])
