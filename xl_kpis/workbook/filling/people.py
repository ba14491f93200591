"""What records of people say that cannot be: somebody left before they came, or is there twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xl_kpis.kpi.lookup import fold
from xl_kpis.workbook.figures.model import Place
from xl_kpis.workbook.filling.job import Job
from xl_kpis.workbook.layout import Log

FIRST = {"roster": "joined", "milestones": "started", "consultations": "consulted"}
"""Per log the day before which nothing else of a record can be."""
STAYS = {"roster": ("joined", "left")}
"""Logs of people who count once at a time, and the days their stay begins and ends with."""

Record = Mapping[str, Any]
Placed = tuple[Record, Place]


def in_order(job: Job, log: Log, record: Record, places: Mapping[str, Place]) -> bool:
    """Whether the days of a record follow each other; a problem where they do not."""
    first = FIRST.get(log.id)
    begin = record.get(first) if first else None
    if not isinstance(begin, dt.date):
        return True
    for part in log.fields:
        day = record.get(part.id)
        if part.kind == "date" and isinstance(day, dt.date) and day < begin:
            fields = {"field": (f"field.{part.id}", ""), "other": (f"field.{first}", "")}
            job.problem(places[part.id], "before", day=day, first=begin, **fields)
            return False
    return True


def once(job: Job, log: Log, there: Iterable[Record], fresh: Sequence[Placed]) -> None:
    """A problem for everybody whose stays, in the workbook or the data, overlap.

    Somebody who left and came back has two that do not.
    """
    if log.id not in STAYS:
        return
    known: dict[str, list[tuple[dt.date, dt.date, Place | None]]] = {}
    for record, place in [*((row, None) for row in there), *fresh]:
        client = fold(str(record.get("client") or ""))
        joined, left = (_day(job, record.get(field)) for field in STAYS[log.id])
        if not client or joined is None:
            continue
        stays = known.setdefault(client, [])
        until = left or dt.date.max
        other = next((s for s in stays if joined < s[1] and s[0] < until), None)
        if other is None:
            stays.append((joined, until, place))
        elif place is not None:
            id = "there_already" if other[2] is None else "there_twice"
            name = str(record["client"]).strip()
            job.problem(place, id, name=name, first=other[0], where=str(other[2] or ""), log=log)


def _day(job: Job, value: Any) -> dt.date | None:
    return value if isinstance(value, dt.date) else job.places.date(value)
