"""Records into the tables of the Logs sheet: added to what is there, nothing twice."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from xl_kpis.kpi.logs import Field, Log, Meaning
from xl_kpis.kpi.lookup import fold
from xl_kpis.kpi.model import Measure
from xl_kpis.languages import available
from xl_kpis.workbook import layout
from xl_kpis.workbook.data import Data, Entry
from xl_kpis.workbook.figures.model import Place, Unclear, said
from xl_kpis.workbook.figures.moments import Moment
from xl_kpis.workbook.figures.names import cancelled_by, is_called, label, words
from xl_kpis.workbook.figures.numbers import parse_number
from xl_kpis.workbook.figures.periods import parse_day
from xl_kpis.workbook.figures.plain_text import plain
from xl_kpis.workbook.figures.sentences import quoted
from xl_kpis.workbook.filling import people
from xl_kpis.workbook.filling.job import Job

Record = dict[str, Any]


def fill_logs(job: Job, data: Data, replace: bool) -> None:
    for log in layout.logs(job.places.pack):
        entries = [entry for entry in data.entries if entry.log.id == log.id]
        if entries:
            _fill(job, log, entries, replace)
        elif any(said(v) for v in _column(job, log, log.fields[0].id)):
            job.holding.add(log.id)
        for part in log.fields:
            if any(said(v) for v in _column(job, log, part.id)):
                job.known.add((log.id, part.id))
    job.known |= {(entry.log.id, id) for entry in data.entries for id in entry.values}
    job.known |= {(table.log, id) for table in data.tables for id in table.columns}


def _column(job: Job, log: Log, field: str) -> list[Any]:
    return job.places.values(layout.log_column_name(log.id, field))


def _fill(job: Job, log: Log, entries: list[Entry], replace: bool) -> None:
    statuses = {f.id: _Statuses(job, log, f) for f in log.fields if f.kind == "status"}
    there = [dict(zip((f.id for f in log.fields), row, strict=True)) for row in _rows(job, log)]
    filled = [i for i, row in enumerate(there) if any(map(said, row.values()))]
    before = [] if replace else [_key(job, log, there[i]) for i in filled]
    start = 0 if replace or not filled else filled[-1] + 1
    place = Place(entries[0].place.file)
    entries = _past(job, log, entries, place)
    records = [
        (record, entry.place)
        for entry in entries
        if (record := _record(job, log, entry, statuses)) is not None
    ]
    for found in statuses.values():
        found.tell()
    placed, already = _fresh(job, log, records, before)
    people.unlike(job, log, [] if replace else [there[i] for i in filled], records, placed)
    people.contradicted(job, log, placed)
    people.once(job, log, [] if replace else [there[i] for i in filled], placed)
    fresh = [record for record, _ in placed]
    room = len(there) - start
    if len(fresh) > room:
        job.problem(place, "room", log=log, room=room, rows=len(fresh))
    keys = Counter(before) + Counter(_key(job, log, record) for record in fresh)
    for row, record in enumerate(fresh[:room], start):
        is_alone = keys[_key(job, log, record)] == 1
        for part in log.fields:
            if part.id in record:
                name, value = layout.log_column_name(log.id, part.id), record[part.id]
                # The time of records that are alike tells them from a row that was copied.
                is_timed = isinstance(value, Moment) and not is_alone
                job.edit(name, value.whole if is_timed else value, row=row)
        job.preview.records.append((log, record))
        job.entered += 1
    if replace:
        _clear(job, log, there, len(fresh))
    if fresh or filled:
        job.holding.add(log.id)
    if replace and filled:
        job.note(place, "replaced", log=log, rows=min(len(fresh), room), before=len(filled))
    elif fresh:
        job.note(place, "appended", log=log, rows=min(len(fresh), room))
    if already:
        job.note(place, "already", log=log, rows=already)
    _outside(job, log, fresh, place)
    held = [*([] if replace else (there[i] for i in filled)), *fresh]
    if log.known == "ratings" and held and all(said(r.get("rating")) for r in held):
        job.note(place, "all_answered", log=log)
    for id, field in sorted(layout.telling(job.places.pack)):
        if id == log.id and held and not any(said(r.get(field)) for r in held):
            job.note(place, "silent", log=log, field=(log.field(field).text_id, ""))


def _past(job: Job, log: Log, entries: list[Entry], place: Place) -> list[Entry]:
    """Records without what is still to come and has not happened, whatever is said of it."""
    if log.lasts is not None:
        return entries
    field = log.day
    past = []
    for entry in entries:
        day = parse_day(entry.values[field][0]) if field in entry.values else None
        if day is None or day <= job.today:
            past.append(entry)
    if left := len(entries) - len(past):
        job.note(place, "not_yet", log=log, rows=left, today=job.today)
    return past


def _rows(job: Job, log: Log) -> list[tuple[Any, ...]]:
    columns = [_column(job, log, part.id) for part in log.fields]
    return list(zip(*columns, strict=True))


def _fresh(
    job: Job,
    log: Log,
    records: list[tuple[Record, Place]],
    before: Iterable[tuple[Any, ...]],
) -> tuple[list[tuple[Record, Place]], int]:
    """The records that are not there yet. Two alike in one file are two, and so in the log; one
    that is in two files, or on two sheets, is there once."""
    fresh, already = [], 0
    there = Counter(before)
    for _, found in groupby(records, lambda each: each[1].file):
        left = there.copy()
        for record, place in found:
            key = _key(job, log, record)
            if left[key] > 0:
                left[key] -= 1
                already += 1
            else:
                there[key] += 1
                fresh.append((record, place))
    return fresh, already


def _key(job: Job, log: Log, record: Record) -> tuple[Any, ...]:
    """A record for comparing: texts folded, days as days."""
    return tuple(_plain(job, part.kind, record.get(part.id)) for part in log.fields)


def _plain(job: Job, kind: str, value: Any) -> Any:
    if not said(value):
        return None
    if kind == "date" and not isinstance(value, dt.date):
        return job.places.date(value) or value
    return fold(value) if isinstance(value, str) else value


def _clear(job: Job, log: Log, there: list[Record], start: int) -> None:
    """Empty what the new records do not reach or do not fill."""
    for part in log.fields:
        name = layout.log_column_name(log.id, part.id)
        area = job.places.area(name)
        for row in range(len(there)):
            from xl_kpis.formula.reference import cell_name

            at = job.places.sheet_name(area), cell_name(area.top + row, area.left)
            if there[row][part.id] is not None and at not in job.edits:
                job.edit(name, None, row=row)


def _record(job: Job, log: Log, entry: Entry, statuses: Mapping[str, _Statuses]) -> Record | None:
    """The values of a record as the workbook holds them; None where one of them is wrong."""
    record: Record = {}
    good = True
    for part in log.fields:
        field = words(part.text_id, job.language)
        if part.id not in entry.values:
            if part.required:
                job.problem(entry.place, "required", field=field)
                good = False
            continue
        value, place = entry.values[part.id]
        if isinstance(value, Unclear):
            job.problem(place, value.id, value=value)
            good = False
            continue
        found = (
            statuses[part.id].of(value, place)
            if part.kind == "status"
            else _value(job, log, part, value)
        )
        if found is None:
            good = False
            if part.kind != "status":
                extra: dict[str, Any] = {}
                if part.kind == "rating":
                    extra = {"low": job.places.value(layout.SCALE_LOW)}
                    extra["high"] = job.places.value(layout.SCALE_HIGH)
                elif part.kind == "kind":
                    extra["known"] = ", ".join(
                        map(str, job.places.values(layout.words_name(log, part)))
                    )
                job.problem(place, f"field_{part.kind}", field=field, value=value, **extra)
        else:
            record[part.id] = found
    places = {id: place for id, (_, place) in entry.values.items()}
    return record if good and people.in_order(job, log, record, places) else None


def _value(job: Job, log: Log, part: Field, value: Any) -> Any:
    kind = part.kind
    if kind == "date":
        return parse_day(value)
    if kind == "kind":
        return _kind(job, log, part, value)
    if kind == "text":
        plain = value.is_integer() if isinstance(value, float) else False
        return str(int(value) if plain else value).strip()
    number = parse_number(value)
    if number is None or (kind == "count" and number < 0):
        return None
    if kind == "rating":
        low, high = job.places.value(layout.SCALE_LOW), job.places.value(layout.SCALE_HIGH)
        return number if low <= number <= high else None
    return number


def _kind(job: Job, log: Log, part: Field, value: Any) -> str | None:
    """The workbook's own word of a few, said in any language."""
    own = [str(word) for word in job.places.values(layout.words_name(log, part))]
    for i, kind in enumerate(part.choices):
        said = (words(f"kind.{kind.text_id}", code) for code in available())
        names = {kind.id, own[i], *said}
        if fold(str(value)) in {fold(word) for word in names}:
            return own[i]
    return None


def _outside(job: Job, log: Log, records: list[Record], place: Place) -> None:
    """Say how many records of what happened on a day count in no period."""
    if log.lasts is not None:
        return
    periods = job.places.periods()
    first, last = periods[0][0], periods[-1][1]
    date = log.day
    days = [record[date] for record in records if isinstance(record.get(date), dt.date)]
    if first and last and (count := sum(not first <= day <= last for day in days)):
        job.note(place, "outside", rows=count, log=log, first=first, last=last)


MEANINGS = {"done": "held", "missed": "missed", "ignored": "ignored"}
"""What people call the lists of statuses that every pack may have."""


class _Statuses:
    """What the statuses of a column mean: by the workbook's lists, by our words, or as a person
    said."""

    def __init__(self, job: Job, log: Log, field: Field) -> None:
        self.job, self.choices = job, field.choices
        self.names = {c.id: layout.list_name(log, field, c) for c in field.choices}
        self.lists: dict[str, list[Any]] = {}
        for choice in field.choices:
            if self.names[choice.id] in job.names:
                self.lists[choice.id] = job.places.values(self.names[choice.id])
            else:
                self.lists[choice.id] = _ours(choice, job.places.language)
        self.known = {fold(str(w)) for found in self.lists.values() for w in found if said(w)}
        self.said = {fold(k): (k, v) for k, v in job.options.statuses.items()}
        self.unknown: dict[str, tuple[str, Place, int]] = {}
        self.moved: dict[str, tuple[str, Place, int]] = {}
        for status, meaning in list(self.said.values()):
            if self._meaning(meaning) is None:
                job.problem(Place("--status"), "status_meaning", value=meaning)
                del self.said[fold(status)]

    def of(self, value: Any, place: Place) -> str | None:
        """The status as the workbook holds it; None for one of which nobody knows the meaning."""
        text = str(value).strip()
        key = fold(text)
        if key in self.said:
            what = self._meaning(self.said[key][1])
            assert what is not None
            return text if self._listed(text, what, place) else self._word(what, 0)
        if key in self.known:
            return text
        if (found := self._our_word(key)) is not None:
            return self._word(*found)
        who = cancelled_by(text)
        if who and (found := self._our_word(_CANCELLED[who])) is not None:
            return self._word(*found)
        if is_called(text, "status.moved") and (meaning := self._meaning("ignored")) is not None:
            first = self.moved.get(key, (text, place, 0))
            self.moved[key] = (first[0], first[1], first[2] + 1)
            return self._word(meaning, 0)
        meaning = self._meaning(text)
        if meaning is not None:
            return self._word(meaning, 0)
        first = self.unknown.get(key, (text, place, 0))
        self.unknown[key] = (first[0], first[1], first[2] + 1)
        return None

    def _listed(self, text: str, what: str, place: Place) -> bool:
        """Whether a status stands in a list of the workbook, now at the latest."""
        if fold(text) in self.known:
            return any(fold(str(w)) == fold(text) for w in self.lists[what] if said(w))
        name = self.names[what]
        free = [i for i, word in enumerate(self.lists[what]) if not said(word)]
        if name not in self.job.names or not free:
            return False
        self.job.edit(name, text, row=free[0])
        self.lists[what][free[0]] = text
        self.known.add(fold(text))
        title = words(f"settings.{self._choice(what).text_id}", self.job.language)
        self.job.note(place, "status_listed", status=text, list=title)
        return True

    def _word(self, what: str, index: int) -> str:
        """A word of the workbook's own list."""
        found = [str(word) for word in self.lists[what] if said(word)]
        own = _ours(self._choice(what), self.job.places.language)
        if index < len(own) and fold(own[index]) in map(fold, found):
            return own[index]
        return found[0] if found else own[0]

    def tell(self) -> None:
        for text, place, count in self.unknown.values():
            self.job.problem(place, "status", value=text, rows=count)
        for text, place, count in self.moved.values():
            self.job.note(place, "moved", value=text, rows=count)

    def _choice(self, id: str) -> Meaning:
        return next(choice for choice in self.choices if choice.id == id)

    def _our_word(self, key: str) -> tuple[str, int] | None:
        """List and position of a status in the pack's own words, of any language."""
        for language in available():
            for choice in self.choices:
                for i, word in enumerate(_ours(choice, language)):
                    if _joined(word) == _joined(key):
                        return choice.id, i
        return None

    def _meaning(self, text: str) -> str | None:
        """The list that a word such as held, missed or ignored stands for."""
        for choice in self.choices:
            title = (words(f"settings.{choice.text_id}", code) for code in available())
            meaning = MEANINGS.get(choice.text_id, "")
            if fold(text) in (choice.id, meaning, *map(fold, title)):
                return choice.id
            if meaning and is_called(text, f"status.{meaning}"):
                return choice.id
        return None


_CANCELLED = {"us": "cancelled by us", "them": "cancelled"}


def _ours(choice: Meaning, language: str) -> list[str]:
    return words(f"status.{choice.text_id}", language).split(", ")


def _joined(text: str) -> str:
    """``No show``, ``no-show`` and ``NO_SHOW`` are one, and so are ``annulé`` and ``annulées``.

    >>> _joined("NO_SHOW"), _joined("Annulé") == _joined("annulée")
    ('no show', True)
    """
    words = plain(text).replace("-", " ").replace("_", " ").split()
    return " ".join(word.rstrip("es") if word[-1] in "es" else word for word in words)


# ---- where the KPIs take their figures from ---------------------------------------------------


def switch(job: Job, data: Data) -> None:
    """Let KPIs count from the logs that were given, where no figures were; say what is lacking."""
    given = {entry.log.id for entry in data.entries} & job.holding
    if not given:
        return
    logs = {log.id: log for log in layout.logs(job.places.pack)}
    log_word = job.places.values(layout.SOURCES)[1]
    for kpi in job.places.kpis:
        ids = [m.id for m in kpi.asked]
        by = {m.id: [m.counted.log] if m.counted else [] for m in kpi.measures}
        needed = {id for found in by.values() for id in found}
        if not needed & given or job.typed & set(ids):
            continue
        source = layout.source_name(kpi)
        if fold(str(job.places.value(source))) == fold(str(log_word)):
            continue
        name = words(f"{kpi.id}.name", job.language)
        lacking = sorted(needed - job.holding)
        unknown = _unknown(job, kpi.measures)
        place = next(entry.place for entry in data.entries if entry.log.id in needed & given)
        if lacking:
            measures = {m.id: m for m in kpi.measures}
            lost = [m for m, found in by.items() if set(found) & set(lacking)]
            job.note(
                Place(place.file),
                "lacks",
                kpi=name,
                log=logs[sorted(needed & given)[0]],
                logs=_listed(job, (words(logs[id].text_id, job.language) for id in lacking)),
                figures=_listed(job, (label(measures[m], job.language) for m in ids)),
                lost=_listed(job, (label(measures[m], job.language) for m in lost)),
            )
        elif unknown:
            measures = {m.id: m for m in kpi.measures}
            job.note(
                Place(place.file),
                "lacks_column",
                kpi=name,
                log=logs[unknown[0][0]],
                fields=_listed(
                    job,
                    (words(logs[id].field(f).text_id, job.language) for id, f in unknown),
                ),
                figures=_listed(job, (label(measures[m], job.language) for m in ids)),
            )
        elif _has_typed(job, ids):
            job.note(Place(place.file), "uncounted", kpi=name, source=log_word)
        else:
            job.edit(source, log_word)


def _unknown(job: Job, measures: Iterable[Measure]) -> list[tuple[str, str]]:
    """Log and field of columns that some measures are counted by and that nobody gave.

    A column of the roster that was given with nothing in it says that nothing happened; one that
    was not says nothing. A record of what happened that lacks what came of it, such as a
    consultation of a booking service without the payment, counts as one of which nothing came;
    the checks of the workbook point at it.
    """
    lasting = {log.id for log in layout.logs(job.places.pack) if log.lasts}
    counted = {column for m in measures for column in layout.columns_counted(m)}
    return sorted(column for column in counted - job.known if column[0] in lasting)


def _listed(job: Job, names: Iterable[str]) -> str:
    return ", ".join(quoted(name, job.language) for name in names)


def _has_typed(job: Job, ids: list[str]) -> bool:
    return any(said(v) for id in ids for v in job.places.typed(id))
