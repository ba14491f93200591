"""The workbook's checks, read out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from xl_kpis.formula.book import Book
from xl_kpis.workbook import layout
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.texts import words

STATE, SUBJECT, WORDS, SEVERITY, COUNT, FIRST, WHERE, ID, PLACE = range(9)
"""Columns of the list of checks."""


@dataclass(frozen=True)
class Finding:
    """A check that found something."""

    id: str
    subject: str
    """The KPI, or the part of the workbook, it is about."""
    message: str
    severity: str
    """``error`` or ``warning``."""
    count: int
    period: str
    """First day of the first period concerned; empty where it is about no period."""
    where: str
    """The cells to look at: ``Inputs!E9:AB9``."""


@dataclass(frozen=True)
class Findings:
    """What the checks found, and how many there were."""

    checked: int
    found: tuple[Finding, ...]

    @property
    def errors(self) -> int:
        return sum(f.severity == "error" for f in self.found)

    @property
    def warnings(self) -> int:
        return len(self.found) - self.errors


def check(book: Book, language: str | None = None) -> Findings:
    """What the workbook's checks find, in words of the workbook's language or another."""
    places = Places(book)
    language = language or places.language
    rows = places.rows(layout.CHECKS)
    severities = {words(f"severity.{s}", places.language): s for s in ("error", "warning")}
    found = []
    for row in rows:
        if not row[COUNT]:
            continue
        subject, message = row[SUBJECT], row[WORDS]
        if language != places.language:
            subject, message = _wording(places.pack, language)[row[ID]]
        day = places.date(row[FIRST])
        where = book.address(places.area(row[PLACE]))
        severity = severities.get(row[SEVERITY], "error")
        count, period = int(row[COUNT]), day.isoformat() if day else ""
        found.append(Finding(row[ID], subject, message, severity, count, period, where))
    return Findings(len(rows), tuple(found))


@cache
def _wording(pack: str, language: str) -> dict[str, tuple[str, str]]:
    """Subject and message of each check, by id."""
    from xl_kpis.workbook.template import all_checks

    return {check.id: (check.subject, check.words) for check in all_checks(pack, language)}
