"""What a page shows of a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xl_kpis.formula.book import Book
from xl_kpis.workbook import layout
from xl_kpis.workbook.check import Findings, check
from xl_kpis.workbook.logo import Logo, logo_of
from xl_kpis.workbook.scorecard import Overview, Record, overview, own_figures, scorecard


@dataclass(frozen=True)
class Card:
    """One workbook's scorecard: records of all its periods, and what stands beside them."""

    records: Sequence[Record]
    overview: Overview
    findings: Findings | None = None
    title: str = ""
    """Tells it from others on the same page: the name of the business, or of the file."""
    others: Sequence[Overview] = ()
    """What stands beside the records of other periods that can be chosen."""
    logo: Logo | None = None
    """The picture in the heading of the workbook's scorecard."""
    figures: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    """The figures used, by measure id, one per period of the workbook."""
    now: Sequence[Record] = field(init=False)
    """The records of the period shown."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "now", self.at(self.overview.number))

    def at(self, number: int) -> list[Record]:
        """The records of a period."""
        return [record for record in self.records if record["period_number"] == number]

    def scores(self, kpi: str) -> dict[int, float | None]:
        """A KPI's score in each period there are records of, oldest first."""
        return {r["period_number"]: r["score"] for r in self.records if r["kpi"] == kpi}

    def values(self, kpi: str) -> dict[int, float | None]:
        """A KPI's value in each period there are records of, oldest first."""
        return {r["period_number"]: r["value"] for r in self.records if r["kpi"] == kpi}

    def window(self, at: int) -> range:
        """The periods of small lines: the last ones, from the first on that has any value, so that
        a short history fills its line, and all lines of a card say the same periods."""
        known = [r["period_number"] for r in self.records if r["value"] is not None]
        first = min(known, default=at)
        return range(min(max(at - layout.WINDOW + 1, first), at - 1), at + 1)


def read_card(
    book: Book, language: str | None = None, *, file: str = "", period: int | None = None
) -> Card:
    """The card of a workbook, at a period or the one it shows itself."""
    records = scorecard(book, language, file=file)
    shown = overview(book, period=period)
    numbers = {record["period_number"] for record in records} - {shown.number}
    return Card(
        records,
        shown,
        check(book, language),
        shown.business or Path(file).stem,
        [overview(book, period=number) for number in sorted(numbers)],
        logo_of(book),
        own_figures(book),
    )
