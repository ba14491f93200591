"""A portfolio: the clients that were read, their table, who needs a look, and files of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from xl_kpis.workbook.name_order import name_order
from xl_kpis.workbook.portfolio.attention import Attention, attention
from xl_kpis.workbook.portfolio.groups import GroupFigure, group_figures
from xl_kpis.workbook.portfolio.reading import ClientEntry
from xl_kpis.workbook.portfolio.standing import TAKEN, Row, frame, group_frame, rows
from xl_kpis.workbook.texts import Refused

if TYPE_CHECKING:
    import pandas as pd


class PortfolioError(Refused):
    """There is no portfolio of these files, or no such file of it: the text
    ``portfolio.refused.<id>`` says why.

    >>> Portfolio([]).to_bytes(".doc")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    xl_kpis.workbook.portfolio.result.PortfolioError: A portfolio cannot be written as .doc; ...
    """

    section = "portfolio.refused"


@dataclass(frozen=True)
class Portfolio:
    """Many clients' workbooks, each with the figures of its period.

    >>> made = Portfolio([], failed={"Ada.xlsx": "Ada.xlsx is damaged."})
    >>> [(one.client, one.points, one.reasons[0].text) for one in made.attention]
    [('Ada', 100.0, 'No figures: Ada.xlsx is damaged.')]
    """

    clients: Sequence[ClientEntry]
    """The workbooks that were read, in the order of their files."""
    by: tuple[str, ...] = ()
    """What they are grouped by."""
    language: str = "en"
    failed: Mapping[str, str] = field(default_factory=dict)
    """The files of ours that gave nothing, each with a sentence that says why."""
    left: Sequence[str] = ()
    """The files that are no filled workbook of ours, and were left alone."""

    @cached_property
    def rows(self) -> list[Row]:
        """What :attr:`frame` holds, as mappings."""
        return rows(self.clients, self.by, self.language)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """A row per client and KPI.

        ``client``, a column for each group, ``file, pack, kpi, name, period`` (first day),
        ``period_end, months`` (how long the period is), ``value, unit, currency, tier`` (an id),
        ``score`` (0 to 100), ``gap, needed, before, change`` (since the period before; positive is
        better), ``place`` (1 is the best), ``moved`` (places won), ``percentile`` (the share that
        is worse, from 0 to 1, equals counted half; only among at least five), ``n`` (among how
        many) and ``reason``. Values are compared within a KPI, among periods of the same length and
        amounts in the same currency.
        """
        return frame(self.rows, self.by)

    @cached_property
    def attention(self) -> tuple[Attention, ...]:
        """Who needs a look, the most urgent first, with the reasons in words."""
        return attention(self.clients, self.failed, self.language)

    @cached_property
    def figures(self) -> list[GroupFigure]:
        """The figures of all clients together and of each group, as :attr:`groups` has them."""
        return group_figures(self.clients, self.by)

    @cached_property
    def groups(self) -> pd.DataFrame:
        """A row per group and KPI; those of all clients together come first, ``by`` being empty.

        ``by, group, kpi, name, months, currency, unit, clients, n`` (how many have a value),
        ``value, how`` (``recomputed`` from the inputs of its clients, or their ``median`` where
        sums say nothing; never an average), ``below, typical, above_average, exceptional`` (how
        many are in each tier), ``better, worse, same`` (than the period before).
        """
        return group_frame(self.figures, self.language)

    def chosen(self, most: int) -> list[ClientEntry]:
        """So many clients, by name, where all would be too many: those who need a look first are
        among them."""
        found = list(self.clients)
        if len(found) > most:
            own = {entry.file: entry for entry in found}
            urgent = [own[one.file] for one in self.attention if one.file in own]
            found = list({entry.file: entry for entry in (*urgent, *found)}.values())[:most]
        return sorted(found, key=lambda entry: name_order(entry.client))

    def to_bytes(self, kind: str) -> bytes:
        """The portfolio as a file of a kind: ``.csv``, ``.parquet``, ``.html``, ``.pdf``,
        ``.xlsx``."""
        if kind not in WRITERS:
            known = ", ".join(WRITERS)
            raise PortfolioError("ending", ending=kind or "–", known=known)
        return WRITERS[kind](self)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the portfolio to a path or an address, as its ending says."""
        from xl_kpis.formula.xlsx.package.places import place, put
        from xl_kpis.formula.xlsx.write.saving import replacing

        to = place(path)
        content = self.to_bytes(Path(to.name).suffix.lower())
        if not isinstance(to, Path):
            put(to, content)
            return
        with replacing(to) as out:
            out.write(content)


def check_groups(by: Sequence[str]) -> None:
    """:class:`PortfolioError` if a group is called what a column is called already."""
    for name in by:
        if name in TAKEN:
            raise PortfolioError("taken", name=name, known=", ".join(sorted(TAKEN)))


def _csv(made: Portfolio) -> bytes:
    from xl_kpis.workbook.table_files import csv

    return csv(made.frame, ("client", *made.by, "name", "currency", "reason"), paths=("file",))


def _parquet(made: Portfolio) -> bytes:
    from xl_kpis.workbook.table_files import parquet

    return parquet(made.frame)


def _page(made: Portfolio) -> bytes:
    from xl_kpis.workbook.portfolio.page import to_page

    return to_page(made).encode()


def _paper(made: Portfolio) -> bytes:
    from xl_kpis.workbook.portfolio.folio import to_pdf

    return to_pdf(made)


def _workbook(made: Portfolio) -> bytes:
    from xl_kpis.workbook.portfolio.sheets import to_workbook

    return to_workbook(made)


WRITERS: dict[str, Callable[[Portfolio], bytes]] = {
    ".html": _page,
    ".pdf": _paper,
    ".xlsx": _workbook,
    ".csv": _csv,
    ".parquet": _parquet,
}
"""What makes a file, by its ending."""
