"""Array formulas of one cell each, filled down: evaluated at once, as runs of ordinary ones are.

Files say of each such formula that it is one of its own (``t="array"`` for its cell alone), and so
it stays: what is written, explained and asked for is each by itself. Only values come together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from xl_kpis.formula import thresholds
from xl_kpis.formula.calculate.state import State
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.sheets.columns import PENDING
from xl_kpis.formula.sheets.model import Run


@dataclass(eq=False)
class FilledArray:
    """The same array formula in cells below each other."""

    groups: list[Group]
    """From the top down."""
    apart: bool = False
    """Whether its cells have to be evaluated one by one."""

    @property
    def top(self) -> int:
        return self.groups[0].run.top

    def pending(self, state: State, group: Group) -> list[Group]:
        """Those of the groups around one of them that have no values yet, down without a gap."""
        run = group.run
        column = state.columns[group.sheet][run.left]
        start, stop = column.span(self.top, self.top + len(self.groups) - 1)
        done = np.flatnonzero(column.kind[start:stop] != PENDING)
        at = run.top - self.top
        i = int(np.searchsorted(done, at))
        first = int(done[i - 1]) + 1 if i else 0
        last = int(done[i]) if i < len(done) else len(self.groups)
        return self.groups[first:last]


def filled_arrays(groups: list[Group]) -> dict[Group, FilledArray]:
    """The filled array formulas among groups that are worth it, by each of their groups."""
    last: dict[tuple[int, int, int, str], FilledArray] = {}
    found: list[FilledArray] = []
    for group in groups:
        run: Run = group.run
        if run.kind == "normal" or run[:2] != run[2:4] or not group.compiled.traits.down:
            continue
        key = group.sheet, run.left, id(group.compiled), run.kind
        above = last.get(key)
        if above is not None and above.groups[-1].run.top == run.top - 1:
            above.groups.append(group)
        else:
            last[key] = FilledArray([group])
            found.append(last[key])
    found = [fill for fill in found if len(fill.groups) >= thresholds.LANES_FROM]
    return {group: fill for fill in found for group in fill.groups}
