"""What records of people say that cannot be: somebody left before they came, or is there twice."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xl_kpis.kpi.logs import Log
from xl_kpis.kpi.lookup import fold
from xl_kpis.workbook import layout
from xl_kpis.workbook.figures.model import Place
from xl_kpis.workbook.figures.moments import Moment
from xl_kpis.workbook.figures.names import is_called
from xl_kpis.workbook.figures.plain_text import plain
from xl_kpis.workbook.filling.job import Job

Record = Mapping[str, Any]
Placed = tuple[Record, Place]


def in_order(job: Job, log: Log, record: Record, places: Mapping[str, Place]) -> bool:
    """Whether the days of a record follow each other; a problem where they do not."""
    first = log.field(log.first_day)
    begin = record.get(first.id)
    if not isinstance(begin, dt.date):
        return True
    for part in log.fields:
        day = record.get(part.id)
        if part.kind == "date" and isinstance(day, dt.date) and day < begin:
            fields = {"field": (part.text_id, ""), "other": (first.text_id, "")}
            job.problem(places[part.id], "before", day=day, first=begin, **fields)
            return False
    return True


def once(job: Job, log: Log, there: Iterable[Record], fresh: Sequence[Placed]) -> None:
    """A problem for everybody whose stays, in the workbook or the data, overlap.

    Somebody who left and came back has two that do not.
    """
    if not log.once or log.lasts is None:
        return
    known: dict[str, list[tuple[dt.date, dt.date, Place | None]]] = {}
    for record, place in [*((row, None) for row in there), *fresh]:
        client = who(record.get("client"))
        joined, left = (_day(job, record.get(field)) for field in log.lasts)
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


def unlike(
    job: Job,
    log: Log,
    there: Iterable[Record],
    given: Iterable[Placed],
    fresh: Iterable[Placed],
) -> None:
    """A problem for each record of somebody's day that is there already, but otherwise.

    Files that overlap have what they share in common. Where one has a day of somebody and lacks
    what is there of it, it was written anew since: a status or an amount has changed.
    """
    fields = [part.id for part in log.fields]
    day = next((part.id for part in log.fields if part.kind == "date"), "")
    if log.once or "client" not in fields:
        return

    def at(record: Record) -> tuple[str, Any]:
        found = record.get(day)
        return who(record.get("client")), found if found is None else _day(job, found)

    def rest(record: Record) -> tuple[Any, ...]:
        left = (record.get(id) for id in fields if id not in (day, "client"))
        return tuple(fold(v) if isinstance(v, str) else v for v in left)

    known: dict[tuple[str, Any], dict[str, list[tuple[Any, ...]]]] = {}
    for record, file in [*((r, "") for r in there), *((r, p.file) for r, p in given)]:
        known.setdefault(at(record), {}).setdefault(file, []).append(rest(record))
    for record, place in fresh:
        if not all(key := at(record)):
            continue
        own = known[key][place.file]
        for file, others in known[key].items():
            if file == place.file:
                break  # what stands in later files is looked at there
            if any(other not in own for other in others):
                id = "unlike" if file else "unlike_there"
                name = str(record["client"]).strip()
                job.problem(place, id, name=name, day=key[1], log=log, where=file)
                break


def contradicted(job: Job, log: Log, fresh: Iterable[Placed]) -> None:
    """A problem for somebody's session that took place and did not, at one and the same time. One
    that was cancelled may have been booked again."""
    status = next((part for part in log.fields if part.kind == "status"), None)
    if status is None or "client" not in [part.id for part in log.fields]:
        return
    name = layout.list_name(log, status, status.choices[0])
    done = {fold(str(word)) for word in job.places.values(name)} if name in job.names else set()
    known: dict[tuple[str, dt.datetime], tuple[bool, Place]] = {}
    for record, place in fresh:
        day, text = record.get(log.day), str(record.get(status.id, ""))
        took_place = fold(text) in done
        client = who(record.get("client"))
        if not isinstance(day, Moment) or not client or not (took_place or _is_absent(text)):
            continue
        other, where = known.setdefault((client, day.whole), (took_place, place))
        if other != took_place:
            values = {"name": str(record["client"]).strip(), "day": day, "where": str(where)}
            job.problem(place, "unlike", log=log, **values)


def _is_absent(status: str) -> bool:
    return is_called(status, "absent") or is_called(status, "status.missed")


def who(name: Any) -> str:
    """A name for comparing: its words without accents, in an order of their own.

    >>> who("BEE, Zoé") == who("Zoe Bee"), who(None)
    (True, '')
    """
    return " ".join(sorted(re.findall(r"[^\W_]+", plain(str(name or "")))))


def _day(job: Job, value: Any) -> dt.date | None:
    return value if isinstance(value, dt.date) else job.places.date(value)
