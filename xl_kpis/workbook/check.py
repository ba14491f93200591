"""The workbook's checks, read out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from xl_kpis.formula.face.readable import Readable
from xl_kpis.formula.reference import cell_name
from xl_kpis.workbook import layout
from xl_kpis.workbook.places import NotATemplate, Places
from xl_kpis.workbook.texts import words

COLUMNS = (
    *("state", "subject", "words", "severity", "count", "first", "where", "found", "remedy"),
    *("id", "place"),
)
COUNT = COLUMNS.index("count")
FAILED = "✗"
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
    def fine(self) -> str:
        """The id of what to say where nothing was found: an empty workbook passes no check."""
        return "flag.empty" if self.empty else "flag.ok"

    @property
    def errors(self) -> int:
        return sum(f.severity == "error" for f in self.found)

    @property
    def warnings(self) -> int:
        return len(self.found) - self.errors


def check(book: Readable, language: str | None = None) -> Findings:
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
    if lost := _lost(places, language, found):
        found.append(lost)
    found.sort(key=lambda finding: finding.severity != "error")
    empty = not any(n for n in places.values(layout.COVERAGE) if isinstance(n, float))
    return Findings(sum(line[0] is not None for line in lines), tuple(found), empty)


def _lost(places: Places, language: str, found: list[Finding]) -> Finding | None:
    """What the list cannot say of itself: a check was deleted, or its result is a mere value."""
    book, area = places.book, places.area(layout.CHECKS)
    sheet = book.address(area).rpartition("!")[0]
    counts = [cell_name(row, area.left + COUNT) for row in range(area.top, area.bottom + 1)]
    cells = [book.address(places.area(layout.CHECK_STATE)), *(f"{sheet}!{c}" for c in counts)]
    typed = [cell for cell in cells if book.formula_at(cell) is None]
    state = str(places.value(layout.CHECK_STATE))
    failing = state.startswith(FAILED) and not any(f.severity == "error" for f in found)
    if not typed and not failing:
        return None
    return Finding(
        id="structure.checks",
        subject=words("checks.workbook", language),
        message=words("check.structure.checks", language),
        severity="error",
        count=max(1, len(typed)),
        period="",
        where=typed[0] if typed else cells[0],
        found="" if typed else state,
        remedy=words("remedy.structure.checks", language),
    )


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
