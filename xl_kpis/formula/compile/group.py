"""The unit of evaluation: one formula over all the cells it was filled into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from xl_kpis.formula.compile.compiler import Compiled
from xl_kpis.formula.reference import Area
from xl_kpis.formula.sheets.model import Run

if TYPE_CHECKING:
    from xl_kpis.formula.calculate.loops import Unit


@dataclass(eq=False)
class Group:
    """A run of one formula, compiled."""

    sheet: int
    run: Run
    compiled: Compiled
    rank: int = 0
    """Its place in the order in which groups were last evaluated."""
    one_by_one: bool = False
    tangled: bool = False
    """Whether its cells read each other, perhaps by way of other runs."""
    circles: list[list[Unit]] | None = None
    """The columns it can be evaluated by as loops, once looked for; empty if it cannot."""
    spill: tuple[int, int, int, int] | None = None
    """Where a dynamic array's values are now (top, left, bottom, right)."""

    area: Area = field(init=False)
    """The cells of the run."""

    def __post_init__(self) -> None:
        self.area = Area(self.sheet, *self.run[:4])

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
