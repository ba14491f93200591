"""A workbook as a portfolio needs it: the figures of one period, what went before, and why not."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xl_kpis.errors import ExcelError
from xl_kpis.formula.face.readable import Readable
from xl_kpis.kpi.evaluate import evaluate
from xl_kpis.kpi.lookup import kpi as find
from xl_kpis.kpi.model import Kpi
from xl_kpis.kpi.pack_files import pack_from
from xl_kpis.kpi.packs import use
from xl_kpis.kpi.periods import summed
from xl_kpis.workbook import layout
from xl_kpis.workbook.check import check
from xl_kpis.workbook.day_words import period_words
from xl_kpis.workbook.period_choice import NoPeriod, period_number
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.scorecard import Record, overview, own_figures, scorecard

SETTING = "Set_{}"
"""The name of the cell in which a workbook says of itself what it may be grouped by."""
CLIENT = "client"
FOLDER = "folder"
"""The group that every file has."""


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
    score_before: float | None
    last: float | None
    """The last value there was before this period, however long ago."""
    error: str
    """The code of the error that stands in place of a value."""
    reason: str
    """Why there is no value, or no tier where there are benchmarks."""
    arguments: tuple[Any, ...] | None
    """What the value was computed from; None where that does not give the value, or where sums
    of it over several clients would say nothing."""


@dataclass(frozen=True)
class ClientEntry:
    """A workbook that was read. Small, since there may be thousands."""

    file: str
    client: str
    pack: str
    period: str
    """First day."""
    period_end: str
    months: int
    """How long the period is; 0 where it has no dates."""
    index: float | None
    """The overall index, from 0 to 100."""
    errors: int
    """How many errors its checks found."""
    currency: str
    groups: Mapping[str, str]
    """What the workbook says of itself: coach, site, product …"""
    lines: tuple[KpiLine, ...]
    pack_file: str = ""
    """The file of its pack, where it is not one that is shipped."""
    year_month: int = 1
    """The month in which its year begins, by which quarters are counted."""

    def said(self, language: str) -> str:
        """The period in words."""
        return period_words(self.period, self.period_end, language, self.year_month)

    @property
    def is_filled(self) -> bool:
        """Whether anything is computed, or wrong, in it."""
        return any(line.value is not None for line in self.lines) or self.errors > 0


def read_entry(
    book: Readable, file: str, language: str, by: Sequence[str] = (), period: str | None = None
) -> ClientEntry:
    """What a portfolio needs of a workbook, at its own period or the one named.

    ``by`` are the groups to look for. :class:`~.period_choice.NoPeriod` if the workbook does not
    have that period.
    """
    number = None if period is None else period_number(book, period)
    places = Places(book)
    shown = overview(book, period=number)
    records = scorecard(book, language)
    at = shown.number
    now = [record for record in records if record["period_number"] == at]
    if not now and number is not None:
        first, last = records[0]["period"], records[-1]["period"]
        raise NoPeriod("no_data", period=period, first=first, last=last)
    earlier: dict[str, dict[int, Record]] = {}
    for record in records:
        if record["period_number"] < at:
            earlier.setdefault(record["kpi"], {})[record["period_number"]] = record
    figures = own_figures(book)
    lines = []
    for record in now:
        kpi = find(record["kpi"])
        value = places.values(layout.row_name("Value", kpi))[at - 1]
        error = value.code if isinstance(value, ExcelError) else ""
        given = {m.id: figures[m.id][at - 1] for m in kpi.measures}
        lines.append(_line(kpi, record, earlier.get(kpi.id, {}), error, given))
    said = {name: text for name in (*by, CLIENT) if (text := _setting(places, name))}
    return ClientEntry(
        file=file,
        client=said.pop(CLIENT, "") or Path(file).stem,
        pack=places.pack,
        period=shown.period,
        period_end=shown.period_end,
        months=months_of(shown.period, shown.period_end),
        index=shown.index,
        errors=check(book, language).errors,
        currency=shown.currency,
        groups={FOLDER: Path(file).parent.name, **said},
        lines=tuple(lines),
        pack_file=shown.pack_file,
        year_month=shown.year_month,
    )


def take_in_packs(entries: Sequence[ClientEntry]) -> None:
    """The packs that workbooks carry, for this process too: another may have read them."""
    for file in {entry.pack_file for entry in entries} - {""}:
        use(pack_from(file))


def months_of(first: str, last: str) -> int:
    """How many months a period has, from its first and last day.

    >>> months_of("2025-10-01", "2025-12-31"), months_of("2026-01-15", "2026-02-14")
    (3, 1)
    """
    if not first or not last:
        return 0
    start = dt.date.fromisoformat(first)
    after = dt.date.fromisoformat(last) + dt.timedelta(days=1)
    return 12 * (after.year - start.year) + after.month - start.month


def _setting(places: Places, name: str) -> str:
    """What a workbook says of itself in a cell made for it; empty where there is none."""
    cell = SETTING.format(name)
    if not places.has(cell):
        return ""
    found = places.value(cell)
    return found.strip() if isinstance(found, str) else ""


def _line(
    kpi: Kpi, record: Record, earlier: dict[int, Record], error: str, given: Mapping[str, Any]
) -> KpiLine:
    before = earlier.get(record["period_number"] - 1)
    known = [r["value"] for _, r in sorted(earlier.items()) if r["value"] is not None]
    value = record["value"]
    return KpiLine(
        kpi=record["kpi"],
        value=value,
        rank=record["tier_rank"],
        score=record["score"],
        gap=record["gap"],
        needed=record["needed"],
        change=record["change"],
        before=None if before is None else before["value"],
        score_before=None if before is None else before["score"],
        last=known[-1] if known else None,
        error=error,
        reason=record["note"] if value is None or record["floors_currency"] else "",
        arguments=None if value is None else additive_arguments(kpi, value, given),
    )


def additive_arguments(kpi: Kpi, value: float, given: Mapping[str, Any]) -> tuple[Any, ...] | None:
    """What a value was computed from, if several clients' can be added up: if they give the value,
    and a client together with another just like it has the same value still.

    That holds for what is so many of so many. It does not for an amount, for days, or for what a
    formula of a person's own makes of its inputs otherwise.
    """
    if any(measure.is_day for measure in kpi.measures):
        return None
    plain = {id: item if isinstance(item, float) else None for id, item in given.items()}
    arguments = kpi.arguments_from(plain)
    if None in arguments:
        return None
    for once in (arguments, summed(kpi, [arguments, arguments])):
        found = evaluate(kpi.function, once)
        if isinstance(found, ExcelError) or not math.isclose(found, value, rel_tol=1e-9):
            return None
    return arguments
