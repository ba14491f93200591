"""A workbook for the year that follows, or a sound one in place of a damaged one.

Everything is read from the old workbook, which stays as it is, and written into a fresh template of
the same pack, language and kind of formulas. So what was damaged is whole again, and what a person
added beside (sheets, charts, formats) stays in the old one.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from xl_kpis.formula.book import Book
from xl_kpis.formula.reference import cell_name
from xl_kpis.kpi.logs import Log
from xl_kpis.kpi.packs import Pack, pack_of
from xl_kpis.languages import DEFAULT
from xl_kpis.workbook import layout
from xl_kpis.workbook.figures.model import said
from xl_kpis.workbook.figures.options import Options
from xl_kpis.workbook.figures.sentences import value_words
from xl_kpis.workbook.filling.job import Job
from xl_kpis.workbook.places import Damaged, Places, in_region
from xl_kpis.workbook.texts import Refused, words

KEPT = ("Set_", "List_", "Own_", "Weight_", "Source_")
"""Names of single cells and lists that a person may change begin with one of these."""
_NOT_KEPT = (layout.FIRST_PERIOD, layout.PICKED)
_TO_1904 = 1462


class RollError(Refused):
    """No new workbook can be made; the text ``roll.<id>`` says why."""

    section = "roll"

    def sentence(self, language: str = DEFAULT) -> str:
        shown = {key: value_words(key, value, language) for key, value in self.values.items()}
        return words(f"{self.section}.{self.id}", language, **shown)


@dataclass
class Rolled:
    """The new workbook, and what went into it."""

    file: bytes
    first: dt.date
    """The first day of its first period."""
    periods: int
    figures: int = 0
    """Typed figures that were taken along."""
    carried: list[tuple[str, Any]] = field(default_factory=list)
    """Measures of the first period that are what another was in the period before, with it."""
    records: int = 0
    """Records of the logs that were taken along."""
    left: int = 0
    """Records that were left behind, because they count in none of the new periods."""
    lost: list[str] = field(default_factory=list)
    """What the old workbook no longer has, or has an error in: cells, or names of cells."""


def roll(
    source: str | Path | bytes,
    *,
    first: dt.date | None = None,
    periods: int | None = None,
    all_records: bool = False,
    repair: bool = False,
) -> Rolled:
    """A new workbook with the settings, lists and benchmarks of an old one and later periods.

    ``first`` is the first day of a period; unless given, the new workbook begins whole years after
    the old one, behind its last figure. Figures from there on are taken along; *clients at the
    start* of the first period is what *clients at the end* was before. Of the logs go along the
    records that still count (``all_records``: all). With ``repair``, periods and figures stay as
    they are. Raises :class:`RollError`; ``NotATemplate`` for other workbooks; ``ValueError`` for
    a number of periods there cannot be.
    """
    import xl_kpis
    from xl_kpis.formula.xlsx.write.input_cells import edit_cells

    old = _Old(in_region(xl_kpis.load(source)), repair and first is not None)
    begin = first or old.first
    if not repair and first is None:
        begin = old.after_years()
    skipped = 0 if repair else old.number_of(begin)
    count = periods or old.count
    names = old.places
    own = pack_of(names.pack)
    template = _template(names.pack, own, names.language, names.formulas, count)
    job = Job(xl_kpis.load(template), None, Options())
    made = Rolled(b"", begin, count, lost=old.lost)
    job.edit(layout.FIRST_PERIOD, begin)
    _settings(old, job)
    _figures(old, job, made, skipped)
    _plans(old, job, skipped)
    keep_from = None if all_records or repair else old.day(skipped - 1)
    for log in layout.logs(names.pack):
        _records(old, job, made, log, begin, keep_from)
    package = job.book.package
    assert package is not None
    book = in_region(xl_kpis.load(edit_cells(package, job.edits)))
    book.recalculate()
    made.file = book.to_bytes()
    return made


@lru_cache(maxsize=4)
def _template(pack: str, own: Pack | None, language: str, formulas: str, periods: int) -> bytes:
    """The template of many workbooks rolled over one after the other; ``own`` is the pack where it
    is one of a file, which may be read anew."""
    from xl_kpis.workbook.template import template_bytes

    return template_bytes(pack, language, formulas, periods)


class _Old:
    """What the old workbook holds, as far as it is still there."""

    def __init__(self, book: Book, is_dated: bool) -> None:
        self.book, self.lost = book, []
        self.places = places = Places(book)
        self.shift = _TO_1904 if book.model.date1904 else 0
        first = places.date(self.value(layout.FIRST_PERIOD))
        months = self.value(layout.MONTHS)
        if first is None and not is_dated:
            raise RollError("no_first")
        self.first = first or dt.date(2000, 1, 1)
        self.months = int(months) if isinstance(months, float) and 1 <= months <= 12 else 1
        self.figures = self._read()
        highest = max((period for _, period in self.figures), default=0)
        self.count = max(self._count(), highest + 1)
        self.count = min(max(self.count, layout.WINDOW), layout.MAX_PERIODS)

    lost: list[str]

    def value(self, name: str) -> Any:
        values = self.values(name)
        return values[0] if values else None

    def values(self, name: str) -> list[Any]:
        """The values of a name's cells; nothing, and a remark, where it has lost them."""
        if not self.places.has(name):
            return []
        try:
            return self.places.values(name)
        except Damaged:
            self.lost.append(name)
            return []

    def rows(self, name: str) -> list[list[Any]]:
        """The values of a block; nothing, and a remark, where it is lost."""
        try:
            return self.places.rows(name)
        except Damaged:
            self.lost.append(name)
            return []

    def _count(self) -> int:
        """How many periods there were, should one of them have been deleted since."""
        numbers = [layout.PERIOD_NUMBERS]
        if self.places.has(layout.INPUT_NUMBERS):
            numbers.append(layout.INPUT_NUMBERS)
        found = [n for name in numbers for n in self.values(name) if isinstance(n, float)]
        return int(max(found, default=layout.PERIODS))

    def _read(self) -> dict[tuple[str, int], Any]:
        """What is typed, by measure and number of the period from 0."""
        found = {}
        sheet = self.places.input_sheet_name
        self.book.settle()
        for _, measure in layout.measures(self.places.pack):
            try:
                cells = self.places.inputs(measure.id)
            except Damaged:
                self.lost.append(f"{sheet}, {measure.id}")
                continue
            for period, at in enumerate(cells):
                if at is None:
                    continue
                where = cell_name(*at)
                value = self.book[f"'{sheet.replace(chr(39), chr(39) * 2)}'!{where}"]
                if isinstance(value, (float, str, bool)) and said(value):
                    found[measure.id, period] = value
                elif value is not None and said(value):
                    self.lost.append(f"{sheet}!{where}")
        return found

    def day(self, period: int) -> dt.date:
        """The first day of a period, from 0."""
        return _later(self.first, period * self.months)

    def after_years(self) -> dt.date:
        """Whole years after the first period, behind the last one with figures."""
        year = -(-12 // self.months)
        last = max((period for _, period in self.figures), default=0)
        return self.day((last // year + 1) * year)

    def number_of(self, day: dt.date) -> int:
        """The number of the period that begins on a day, from 0."""
        months = 12 * (day.year - self.first.year) + day.month - self.first.month
        number = months // self.months
        if number < 0 or self.day(number) != day:
            near = max(number, 0)
            raise RollError("between", day=day, one=self.day(near), other=self.day(near + 1))
        return number


def _later(day: dt.date, months: int) -> dt.date:
    """Some months later, as EDATE has it: the 31st becomes the last day of a shorter month."""
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise RollError("no_first")
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _settings(old: _Old, job: Job) -> None:
    """Settings, lists, switches, weights and benchmarks of one's own."""
    for name in sorted(job.names):
        if not name.startswith(KEPT) or name in _NOT_KEPT or not old.places.has(name):
            continue
        before, now = old.values(name), job.places.values(name)
        while len(before) > len(now) and not said(before[-1]):
            before.pop()
        if len(before) > len(now):
            old.lost += [f"{name}: {value}" for value in before[len(now) :]]
        for row, (value, there) in enumerate(zip(before, now, strict=False)):
            if name == layout.LOGS_UNTIL and isinstance(value, float):
                value += old.shift
            if value is None or isinstance(value, (float, str, bool)):
                if value != there:
                    job.edit(name, value, row)
            else:
                old.lost.append(name)


def _figures(old: _Old, job: Job, made: Rolled, skipped: int) -> None:
    """Figures from the first new period on, and what the first takes from the one before."""
    figures = {
        (measure, period - skipped): value
        for (measure, period), value in old.figures.items()
        if skipped <= period < skipped + made.periods
    }
    made.figures = len(figures)
    measures = [measure for _, measure in layout.measures(old.places.pack)]
    for id, before in ((m.id, m.carried) for m in measures if m.carried):
        value = old.figures.get((before, skipped - 1))
        if isinstance(value, float) and (id, 0) not in figures:
            figures[id, 0] = value
            made.carried.append((id, value))
    for measure in measures:
        cells = job.places.inputs(measure.id)
        for period, cell in enumerate(cells):
            if cell and (measure.id, period) in figures:
                at = job.places.input_sheet_name, cell_name(*cell)
                job.edits[at] = figures[measure.id, period]


def _plans(old: _Old, job: Job, skipped: int) -> None:
    """Targets, and what stands beside them; those of single periods from the first new one on."""
    if not old.places.has(layout.PLAN_IDS):
        return
    ids, now = old.values(layout.PLAN_IDS), job.places.values(layout.PLAN_IDS)
    columns = {field: old.values(layout.plan_name(field)) for field in layout.PLAN_FIELDS}
    single = old.rows(layout.PLAN_PERIODS)
    count = len(job.places.rows(layout.PLAN_PERIODS)[0])
    for row, id in enumerate(ids[1:], 1):
        if not said(id) or id not in now:
            continue
        at = now.index(id)
        for part, values in columns.items():
            value = values[row] if row < len(values) else None
            if isinstance(value, float) and part == "due":
                value += old.shift
            if isinstance(value, (float, str, bool)):
                job.edit(layout.plan_name(part), value, at)
        for period, value in enumerate(single[row][skipped:] if row < len(single) else ()):
            if isinstance(value, (float, str, bool)) and period < count:
                job.edit(layout.PLAN_PERIODS, value, at, period)


def _records(
    old: _Old, job: Job, made: Rolled, log: Log, begin: dt.date, before: dt.date | None
) -> None:
    """Records of a log; those of days before ``begin`` only where they still count.

    Where some figure is counted in the period before, they are kept from ``before`` on, the first
    day of that. Where that is None, all are kept. A record that lasts counts as long as no day says
    that it ended.
    """
    counted = [measure.counted for _, measure in layout.measures(old.places.pack)]
    is_before = any(each.before for each in counted if each and each.log == log.id)
    since = before if is_before else begin
    row = 0
    for record in _of(old, log):
        last = old.places.date(record.get(log.last_day))
        if before is not None and since is not None and last is not None and last < since:
            made.left += 1
            continue
        for part in log.fields:
            value = record.get(part.id)
            if value is None:
                continue
            if not isinstance(value, (float, str, bool)):
                old.lost.append(f"{layout.log_column_name(log.id, part.id)}: {value}")
                continue
            if part.kind == "date" and isinstance(value, float):
                value += old.shift
            if row < layout.LOG_ROWS:
                job.edit(layout.log_column_name(log.id, part.id), value, row)
        row += 1
    if row > layout.LOG_ROWS:
        raise RollError("log_full", log=log, count=row, room=layout.LOG_ROWS)
    made.records += row


def _of(old: _Old, log: Log) -> Iterator[dict[str, Any]]:
    columns = {f.id: old.values(layout.log_column_name(log.id, f.id)) for f in log.fields}
    for row in range(max(map(len, columns.values()))):
        record = {id: column[row] for id, column in columns.items() if row < len(column)}
        record = {id: value for id, value in record.items() if said(value)}
        if record:
            yield record
