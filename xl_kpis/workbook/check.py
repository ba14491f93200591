"""The workbook's checks, read out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from xl_kpis.formula.book import Book
from xl_kpis.workbook import layout
from xl_kpis.workbook.places import NotATemplate, Places
from xl_kpis.workbook.texts import words

COLUMNS = (
    *("state", "subject", "words", "severity", "count", "first", "where", "found", "remedy"),
    *("id", "place"),
)
_CELL = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")
OLDER = tuple(column for column in COLUMNS if column not in ("found", "remedy"))
"""Columns of the list of checks, and of the list in workbooks of layout 1.0."""


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
    """The cells to look at: ``Inputs!F9``, or ``Inputs!E9:AB9`` where no one cell is meant."""
    found: str = ""
    """What stands there; empty where there is nothing to show."""
    remedy: str = ""
    """What to do about it."""


@dataclass(frozen=True)
class Findings:
    """What the checks found, and how many there were."""

    checked: int
    found: tuple[Finding, ...]
    """Errors before warnings."""
    empty: bool = False
    """Whether there are no figures yet that anything could be said about."""

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
    lines = places.rows(layout.CHECKS)
    columns = OLDER if len(lines[0]) == len(OLDER) else COLUMNS
    severities = {words(f"severity.{s}", places.language): s for s in ("error", "warning")}
    found = []
    for line in lines:
        row = dict(zip(columns, line, strict=False))
        if not row["count"]:
            continue
        subject, message, remedy = row["subject"], row["words"], row.get("remedy", "")
        if language != places.language:
            own = subject, message, remedy
            subject, message, remedy = _wording(places.pack, language).get(row["id"], own)
        day = places.date(row["first"])
        severity = severities.get(row["severity"], "error")
        found.append(
            Finding(
                id=row["id"],
                subject=subject,
                message=message,
                severity=severity,
                count=int(row["count"]) if isinstance(row["count"], float) else 1,
                period=day.isoformat() if day else "",
                where=_where(places, row),
                found=str(row.get("found") or ""),
                remedy=remedy or "",
            )
        )
    found.sort(key=lambda finding: finding.severity != "error")
    empty = not any(n for n in places.values(layout.COVERAGE) if isinstance(n, float))
    return Findings(sum(line[0] is not None for line in lines), tuple(found), empty)


def _where(places: Places, row: dict[str, Any]) -> str:
    """The cell a check points at, with its sheet; else all cells it is about."""
    try:
        area = places.area(row["place"])
    except NotATemplate:
        return ""
    cell = row["where"]
    if isinstance(cell, str) and _CELL.fullmatch(cell):
        sheet = places.book.address(area).rpartition("!")[0]
        return f"{sheet}!{cell}"
    return places.book.address(area)


@cache
def _wording(pack: str, language: str) -> dict[str, tuple[str, str, str]]:
    """Subject, message and remedy of each check, by id."""
    from xl_kpis.workbook.template import all_checks

    return {
        check.id: (check.subject, check.words, check.remedy) for check in all_checks(pack, language)
    }
