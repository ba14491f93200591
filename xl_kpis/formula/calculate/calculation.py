"""A workbook's formulas calculated: all of them, or what a change reaches."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from xl_kpis.formula.calculate.data_tables import data_tables_of, fill_data_tables
from xl_kpis.formula.calculate.dependents import index_of
from xl_kpis.formula.calculate.needs import Needs
from xl_kpis.formula.calculate.solver import Solver
from xl_kpis.formula.calculate.state import State, evaluating
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.compile.plan import Plan, Planned, planned
from xl_kpis.formula.reference import Area
from xl_kpis.formula.sheets.model import Model, Run
from xl_kpis.garbage import seldom_searched


class Exchanged(NamedTuple):
    """Formulas of a sheet that others have taken the place of."""

    sheet: int
    gone: Sequence[Group]
    come: Sequence[Run]


def _planned(model: Model, changes: Sequence[Exchanged]) -> list[Planned]:
    """The new formulas, compiled."""
    return [each for sheet, _, runs in changes for each in planned(model, sheet, runs)]


_MOST = 0.5
"""The part of all formulas up to which some are evaluated without the others (what is asked for one
after the other may look at each formula once),"""
_BEGINS = 3
"""and how often that is begun anew, after inputs were changed."""


class Calculation:
    """The formulas of a model, and what was found of them."""

    def __init__(
        self,
        model: Model,
        *,
        now: datetime.datetime | None = None,
        seed: int | None = None,
        plan: Plan | None = None,
    ) -> None:
        self.state = State(model, now=now, seed=seed, plan=plan)
        self.solver = Solver(self.state)
        self.data_tables = data_tables_of(model)
        self.begun = False
        """Whether some cells have their values, and all others that hold formulas none."""
        self._begins = 0
        self._looked = 0
        """Formulas looked at for those that have values."""
        self._has_values: set[Area] = set()
        self._needs: Needs | None = None

    def fills(self, area: Area) -> bool:
        """Whether formulas may give what stands in an area."""
        state = self.state
        if self.data_tables or state.dynamic:
            return True
        return next(state.owners_in(area), None) is not None

    def run_for(self, area: Area) -> bool:
        """Evaluate what the cells of an area need, and nothing else; whether that could be done.

        Where arrays and data tables fill cells, or formulas go round, what a cell needs shows only
        with all formulas together. Inputs that are changed time and again, with some cells read
        after each, are best told who reads them, which is known once all is evaluated.

        All that formulas name is evaluated, also what they do not come to read: who depends on a
        circle is known by what is named."""
        state = self.state
        if self.data_tables or state.dynamic:
            return False
        if self.begun and area in self._has_values:
            return True
        if self._needs is None:
            self._needs = Needs(state, state.groups)
        groups = self._needs.of(area)
        self._looked += len(groups)
        if len(groups) > _MOST * len(state.groups) or self._looked > len(state.groups):
            return False
        with seldom_searched():
            if not self.begun:
                self._begins += 1
                if self._begins > _BEGINS:
                    return False
                self.solver.begin()
                self.begun, self._looked = True, len(groups)
                self._has_values.clear()
            self.solver.settle_all(groups, [])
        if state.circular:
            return False
        self._has_values.add(area)
        return True

    def take_in(self, changes: Sequence[Exchanged]) -> bool:
        """Take in formulas that were entered, all others having their values; whether that could be
        done. What they give is evaluated with what else has changed."""
        state = self.state
        if self.begun or state.cycles or state.keepers:
            return False
        come = evaluating(_planned, state.model, changes)
        asks = {asked for _, _, compiled in come for asked in compiled.traits.asks}
        if asks and not asks <= state.asks:
            return False  # the file would have to be asked
        gone = {group for change in changes for group in change.gone}
        others = state.exchange(gone, come)
        order = [group for group in self.solver.order if group not in gone]
        for rank, group in enumerate(others, len(order)):
            group.rank = rank
        self.solver.order = [*order, *others]
        self._has_values.clear()
        self._needs = None
        return True

    def run(self) -> None:
        """Evaluate every formula, then the data tables."""
        self.begun = False
        with seldom_searched():
            self.solver.solve_all()
            fill_data_tables(self.solver, self.data_tables)

    def run_changed(self, changed: list[Area]) -> None:
        """Evaluate what depends on changed cells again."""
        state = self.state
        if not state.cycles:
            state.begin_moment()
            # What was in the way of an array that has not spilled may have gone.
            blocked = {group: [group.area] for group in state.dynamic if group.spill is None}
            changed = [*changed, *(group.area for group in blocked)]
            affected = index_of(self.state).affected(changed)
            for area in changed:
                for group in state.owners_in(area):
                    if group.run.kind == "normal":  # its formula was entered there
                        parts = affected.setdefault(group, [])
                        parts += [part for part in (area.intersect(group.area),) if part]
            self.solver.solve_parts(blocked | affected)
            fill_data_tables(self.solver, self.data_tables)
        if state.cycles:  # what goes round, and how often, shows only with all formulas together
            self.run()
