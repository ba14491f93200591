"""One workbook file recalculated on its own."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from xl_kpis.errors import is_foreign
from xl_kpis.formula.book import Book, load
from xl_kpis.formula.calculate.budget import Budget, Cancellation
from xl_kpis.formula.calculate.report import Report
from xl_kpis.formula.xlsx.write.saving import Written


@dataclass
class Recalculated:
    """What became of a file."""

    source: Path
    target: Path
    report: Report | None = None
    written: Written | None = None
    problem: Exception | None = None
    """Why there is no target."""

    def made_target(self) -> Path:
        """Where the file goes to, in a folder that is there."""
        self.target.parent.mkdir(parents=True, exist_ok=True)
        return self.target


class Budgets(NamedTuple):
    """What the calculation of one file may take."""

    timeout: float | None
    memory: int | None
    cancel: Cancellation | None

    def of(self, books: int) -> Budget:
        """What that of several together may take."""
        timeout = None if self.timeout is None else self.timeout * books
        return Budget(timeout, self.memory, self.cancel)


class Wishes(NamedTuple):
    """How files are recalculated."""

    now: datetime.datetime | None
    seed: int | None
    budgets: Budgets
    region: str

    def alone(self, item: Recalculated) -> Book | None:
        """Recalculate a file on its own; its workbook, unless there is a problem."""
        try:
            book = load(item.source, now=self.now, seed=self.seed, region=self.region)
            item.report = book.recalculate(**self.budgets._asdict())
            item.written = book.save(item.made_target())
        except Exception as problem:
            if is_hosts(problem):
                raise
            item.report, item.problem = None, problem
            return None
        return book


def is_hosts(problem: Exception) -> bool:
    """Whether the host's handler of a signal raised an exception, which is no file's problem. Too
    little memory is: the next file may be smaller."""
    return is_foreign(problem) and not isinstance(problem, MemoryError)
