"""The formulas of one template evaluated for many workbooks at once.

Runs are taken in the order that the first workbook has found; what is not ready when it is read is
evaluated first. Whatever cannot be done for all workbooks together is done by each workbook's own
:class:`Calculation`, which shares its cells with the stacks: the results are the same, one way or
the other.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from xl_kpis.errors import Failure, is_foreign
from xl_kpis.formula import thresholds
from xl_kpis.formula.calculate.calculation import Calculation
from xl_kpis.formula.calculate.cell_results import cell_results
from xl_kpis.formula.calculate.report import Report, report
from xl_kpis.formula.calculate.state import State, evaluating
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.fleet.fleet_frame import FleetFrame, lane_results
from xl_kpis.formula.fleet.stack import Stack
from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.reference import Area
from xl_kpis.formula.sheets.columns import Pending
from xl_kpis.formula.sheets.model import Model, Run
from xl_kpis.formula.values.formula_limits import LIMITS
from xl_kpis.formula.values.kinds import ERROR


class FleetCalculation:
    """Workbooks of one template, their cells stacked."""

    def __init__(
        self,
        first: Calculation,
        stacks: list[Stack],
        books: int,
        *,
        now: datetime.datetime | None = None,
        seed: int | None = None,
    ) -> None:
        self.first = first
        self.model = first.state.model
        self.stacks = stacks
        self.books = books
        self.memo: dict[Any, Any] = {}
        ends = [(1, 1), *(stack.extent for stack in stacks)]
        self.extent = max(rows for rows, _ in ends), max(columns for _, columns in ends)
        self._now, self._seed = now, seed
        self._own: dict[int, Calculation] = {}
        self._done: set[Group] = set()
        self._position = {group: i for i, group in enumerate(first.state.groups)}
        self.calls = 0

    def book(self, number: int) -> Calculation:
        """The calculation of one workbook on its own."""
        found = self._own.get(number)
        if found is None:
            sheets = []
            for sheet, stack in zip(self.model.sheets, self.stacks, strict=True):
                if not sheet.is_external:
                    sheet = replace(sheet, cells=stack.of_book(number))
                sheets.append(sheet)
            model = replace(self.model, sheets=sheets)
            found = Calculation(model, now=self._now, seed=self._seed, plan=self.first.state.plan)
            for group, known in zip(found.state.groups, self.first.state.groups, strict=True):
                group.one_by_one, group.tangled = known.one_by_one, known.tangled
            self._own[number] = found
        return found

    def state_of(self, number: int) -> State:
        """The formulas and cells of one workbook on its own."""
        return self.book(number).state

    def count_call(self) -> None:
        """Names that name each other without end are found as in one workbook."""
        self.calls += 1
        if self.calls > LIMITS.calls:
            raise OneByOne

    # ---- evaluating -------------------------------------------------------------------------

    def run(self) -> None:
        """Evaluate every run in all workbooks."""
        self.begin()
        evaluating(self._settle_all)

    def begin(self) -> None:
        """Forget the values that the files have."""
        for group in self.first.state.groups:
            self._mark(group)

    def settle(self, groups: Iterable[Group]) -> None:
        """Evaluate some runs in all workbooks; those that others read come before them."""
        wanted = [group for group in groups if group not in self._done]
        if wanted:
            evaluating(self._settle_some, wanted)

    def _settle_all(self) -> None:
        self._settle_some(self.first.solver.order)

    def _settle_some(self, groups: Iterable[Group]) -> None:
        for group in groups:
            self._settle(group)

    def _settle(self, group: Group) -> None:
        stack, waiting = [group], {group}
        while stack:
            group = stack[-1]
            if group not in self._done:
                try:
                    self._evaluate(group)
                except Pending as pending:
                    needed = [g for g in self._owners(pending.area) if g not in self._done]
                    if needed and waiting.isdisjoint(needed):
                        stack += needed
                        waiting.update(needed)
                        continue
                    self._alone(group)
                self._done.add(group)
            stack.pop()
            waiting.discard(group)

    def _owners(self, area: Area) -> list[Group]:
        return list(dict.fromkeys(self.first.state.owners_in(area)))

    def _evaluate(self, group: Group) -> None:
        """Evaluate a run in all workbooks at once, or raise :class:`Pending`."""
        run, traits = group.run, group.in_lanes.traits
        if run.kind == "normal" and traits.lanes and not traits.volatile:
            if all(self._whole_or_in_pieces(group, part) for part in traits.strips(run)):
                return
            self._mark(group)
        self._alone(group)

    def _whole_or_in_pieces(self, group: Group, part: Run) -> bool:
        """Evaluate a part of a run, if need be cell by cell (each in all workbooks); whether that
        could be done."""
        traits = group.in_lanes.traits
        wide, high = part.right > part.left, part.bottom > part.top
        fits = (traits.down or not high) and (traits.right or not wide)
        if fits and not (group.tangled and (wide or high)) and self._at_once(group, part):
            return True
        if not (wide or high):
            return False
        size = (part.right - part.left + 1) * (part.bottom - part.top + 1)
        return size <= thresholds.CELLS_ONE_BY_ONE and all(
            self._at_once(group, Run(row, col, row, col, part.text))
            for row in range(part.top, part.bottom + 1)
            for col in range(part.left, part.right + 1)
        )

    def _mark(self, group: Group) -> None:
        self.stacks[group.sheet].mark_pending(group.run)

    def _at_once(self, group: Group, part: Run) -> bool:
        """Evaluate a part of a run in all workbooks at once; whether that could be done."""
        frame = FleetFrame(self, group.sheet, part)
        self.calls = 0
        try:
            value = group.in_lanes.run(frame)
        except Pending as pending:
            if part[:2] == part[2:4] or group not in self._owners(pending.area):
                raise
            return False
        except Failure as failure:
            value = failure.error
        except OneByOne:
            return False
        except Exception as wrong:  # each on its own they will show where and why
            if is_foreign(wrong):
                raise
            return False
        array = lane_results(value, frame)
        if array is None:
            return False
        if array.dtype == object:
            array = cell_results(array)
        self.stacks[group.sheet].put(part.top, part.left, array)
        return True

    def _alone(self, group: Group) -> None:
        """Evaluate a run in one workbook after the other, and whatever it needs there."""
        at = self._position[group]
        for number in range(self.books):
            own = self.book(number)
            own.solver.settle(own.state.groups[at])

    # ---- what came of it --------------------------------------------------------------------

    def is_unusual(self, number: int) -> bool:
        """Whether a workbook turned out to be one that has to be calculated on its own."""
        own = self._own.get(number)
        return own is not None and bool(own.state.cycles)

    def reports(self, seconds: float) -> Iterator[Report]:
        """A report for each workbook."""
        like = report(self.first.state)
        errors: list[dict[str, int]] = [{} for _ in range(self.books)]
        for group in self.first.state.groups:
            stack = self.stacks[group.sheet]
            hits = np.nonzero(stack.part(stack.kind, group.run) == ERROR)
            if len(hits[0]):
                found = stack.part(stack.objects(), group.run)[hits].tolist()
                for book, error in zip(hits[0].tolist(), found, strict=True):
                    errors[book][error.code] = errors[book].get(error.code, 0) + 1
        for number in range(self.books):
            own = self._own.get(number)
            warnings = list(own.state.warnings.values()) if own is not None else []
            yield replace(
                like,
                errors=errors[number],
                errors_before={},
                warnings=warnings,
                seconds=seconds,
            )


def can_join(state: State, model: Model) -> bool:
    """Whether workbooks like this one, which was calculated, can be calculated together."""
    if state.cycles or model.precision_as_displayed:
        return False
    asked = state.asks
    if not asked.isdisjoint(("file", "formats", "pivot tables")):
        return False
    if "hidden rows" in asked and any(len(sheet.hidden_rows) for sheet in model.sheets):
        return False
    if any(run.kind == "table" for sheet in model.sheets for run in sheet.runs):
        return False
    runs = [group.run for group in state.groups]
    return bool(runs) and all(
        run.kind == "normal" or (run.kind == "array" and run.is_cell) for run in runs
    )
