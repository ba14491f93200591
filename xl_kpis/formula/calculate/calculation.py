"""A workbook's formulas calculated: all of them, or what a change reaches."""

from __future__ import annotations

import datetime

from xl_kpis.formula.calculate.data_tables import data_tables_of, fill_data_tables
from xl_kpis.formula.calculate.dependents import DependencyIndex
from xl_kpis.formula.calculate.solver import Solver
from xl_kpis.formula.calculate.state import State
from xl_kpis.formula.compile.plan import Plan
from xl_kpis.formula.reference import Area
from xl_kpis.formula.sheets.model import Model
from xl_kpis.garbage import seldom_searched


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

    def run(self) -> None:
        """Evaluate every formula, then the data tables."""
        with seldom_searched():
            self.solver.solve_all()
            fill_data_tables(self.solver, self.data_tables, None)

    def run_changed(self, changed: list[Area], index: DependencyIndex) -> None:
        """Evaluate what depends on changed cells again."""
        state = self.state
        if not state.cycles:
            state.begin_moment()
            # What was in the way of an array that has not spilled may have gone.
            blocked = {group: [group.area] for group in state.dynamic if group.spill is None}
            changed = [*changed, *(group.area for group in blocked)]
            self.solver.solve_parts(blocked | index.affected(changed), index)
            fill_data_tables(self.solver, self.data_tables, index)
        if state.cycles:  # what goes round, and how often, shows only with all formulas together
            self.run()
