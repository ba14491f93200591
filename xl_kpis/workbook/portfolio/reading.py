"""A workbook as a portfolio needs it: the figures of one period, what went before, and why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from xl_kpis.formula.book import Book
from xl_kpis.kpi.pack_files import pack_from
from xl_kpis.kpi.packs import use
from xl_kpis.workbook.check import check
from xl_kpis.workbook.period_choice import NoPeriod, period_number
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.scorecard import Record, overview, scorecard

SETTING = "Set_{}"
"""The name of the cell in which a workbook says of itself what it may be grouped by."""
CLIENT = "client"


@dataclass(frozen=True)
class KpiLine:
    """A KPI of a client, in the period shown."""

    kpi: str
    value: float | None
    rank: int | None
    """Of its tier, 0 to 3."""
    score: float | None
    gap: float | None
    needed: float | None
    change: float | None
    """Since the period before; positive is better."""
    before: float | None
    """The value of the period before."""
    reason: str
    """Why there is no value, or no tier where there are benchmarks."""


@dataclass(frozen=True)
class ClientEntry:
    """A workbook that was read. Small, since there may be thousands."""

    file: str
    client: str
    pack: str
    period: str
    """First day."""
    period_end: str
    errors: int
    """How many errors its checks found."""
    currency: str
    groups: Mapping[str, str]
    """What the workbook says of itself: coach, site, product …"""
    lines: tuple[KpiLine, ...]
    pack_file: str = ""
    """The file of its pack, where it is not one that is shipped."""

    @property
    def is_filled(self) -> bool:
        """Whether anything is computed, or wrong, in it."""
        return any(line.value is not None for line in self.lines) or self.errors > 0


def read_entry(
    book: Book, file: str, language: str, by: tuple[str, ...] = (), period: str | None = None
) -> ClientEntry:
    """What a portfolio needs of a workbook, at its own period or the one named.

    ``by`` are the groups to look for. :class:`~.period_choice.NoPeriod` if the workbook does not
    have that period.
    """
    number = None if period is None else period_number(book, period)
    places = Places(book)
    shown = overview(book, period=number)
    records = scorecard(book, language)
    now = {r["kpi"]: r for r in records if r["period_number"] == shown.number}
    if not now and number is not None:
        first, last = records[0]["period"], records[-1]["period"]
        raise NoPeriod("no_data", period=period, first=first, last=last)
    before = {r["kpi"]: r for r in records if r["period_number"] == shown.number - 1}
    said = {name: text for name in (*by, CLIENT) if (text := _setting(places, name))}
    lines = tuple(_line(record, before.get(kpi)) for kpi, record in now.items())
    return ClientEntry(
        file=file,
        client=said.pop(CLIENT, "") or Path(file).stem,
        pack=places.pack,
        period=shown.period,
        period_end=shown.period_end,
        errors=check(book, language).errors,
        currency=shown.currency,
        groups={"folder": Path(file).parent.name, **said},
        lines=lines,
        pack_file=shown.pack_file,
    )


def take_in_packs(entries: list[ClientEntry]) -> None:
    """The packs that workbooks carry, for this process too: another may have read them."""
    for file in {entry.pack_file for entry in entries} - {""}:
        use(pack_from(file))


def _setting(places: Places, name: str) -> str:
    """What a workbook says of itself in a cell made for it; empty where there is none."""
    cell = SETTING.format(name)
    if not places.has(cell):
        return ""
    found = places.value(cell)
    return found.strip() if isinstance(found, str) else ""


def _line(record: Record, before: Record | None) -> KpiLine:
    return KpiLine(
        kpi=record["kpi"],
        value=record["value"],
        rank=record["tier_rank"],
        score=record["score"],
        gap=record["gap"],
        needed=record["needed"],
        change=record["change"],
        before=None if before is None else before["value"],
        reason=record["note"] if record["value"] is None or record["floors_currency"] else "",
    )
