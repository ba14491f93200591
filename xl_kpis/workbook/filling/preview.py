"""What a filling would put where, as rows of words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from xl_kpis.kpi.logs import Log
from xl_kpis.kpi.model import Measure
from xl_kpis.workbook.figures.names import label, words
from xl_kpis.workbook.figures.sentences import plain_number


@dataclass
class Preview:
    """Figures and records as they were set, in order."""

    figures: list[tuple[Measure, dt.date | None, float | dt.date]] = field(default_factory=list)
    records: list[tuple[Log, dict[str, Any]]] = field(default_factory=list)

    def figure_rows(self, language: str) -> list[tuple[str, ...]]:
        """Measure and value per period, a row per measure; the first row has the periods."""
        starts = sorted({start for _, start, _ in self.figures if start})
        found: dict[str, dict[dt.date | None, str]] = {}
        for measure, start, value in self.figures:
            row = found.setdefault(label(measure, language), {})
            row[start] = _shown(value, language)
        heads = ("", *(start.isoformat() for start in starts))
        return [heads, *((name, *(row.get(s, "") for s in starts)) for name, row in found.items())]

    def record_rows(self, log: Log, language: str, most: int) -> list[tuple[str, ...]]:
        """The first records of a log; the first row has the headings."""
        rows = [tuple(words(part.text_id, language) for part in log.fields)]
        for record in [record for own, record in self.records if own is log][:most]:
            rows.append(tuple(_shown(record.get(part.id), language) for part in log.fields))
        return rows


def _shown(value: Any, language: str) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.date):
        return value.isoformat()
    return plain_number(value, language) if isinstance(value, float) else str(value)
