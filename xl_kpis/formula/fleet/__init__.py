"""Files recalculated, those of one template together.

>>> from xl_kpis.formula.fleet import recalculate_files
>>> for done in recalculate_files([("a.xlsx", "out/a.xlsx")]):    # doctest: +SKIP
...     print(done.source, done.report or done.problem)
"""

from __future__ import annotations

import datetime
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xl_kpis.formula.book import Book, load
from xl_kpis.formula.calculation import Calculation
from xl_kpis.formula.fleet.calculation import FleetCalculation, can_join
from xl_kpis.formula.fleet.stack import Stack
from xl_kpis.formula.report import Report
from xl_kpis.formula.xlsx.archive import Archive
from xl_kpis.formula.xlsx.joined import JoinedSheet, Template, Unlike, read_sheets, strings_of
from xl_kpis.formula.xlsx.limits import DEFAULT
from xl_kpis.formula.xlsx.refusal import WorkbookError
from xl_kpis.formula.xlsx.skeleton import AlikeSheet
from xl_kpis.formula.xlsx.write import Written, replacing

AT_ONCE = 64
"""Files calculated together at most."""
BYTES_AT_ONCE = 32_000_000
"""Bytes of their parts at most."""
TEMPLATES = 8
"""Templates remembered."""


@dataclass
class Recalculated:
    """What became of a file."""

    source: Path
    target: Path
    report: Report | None = None
    written: Written | None = None
    problem: Exception | None = None
    """Why there is no target."""


def recalculate_files(
    files: Iterable[tuple[str | Path, str | Path]],
    *,
    now: datetime.datetime | None = None,
    seed: int | None = None,
) -> Iterator[Recalculated]:
    """Recalculate workbook files (each with where it goes to), in order.

    Files made from one template are read, evaluated and written together, some at a time, so that
    memory depends on the size of files, not on their number. A file that cannot be read or written
    comes with its ``problem``; the others are done all the same. Files appear complete or not at
    all; ``now`` fixes NOW and TODAY, ``seed`` the random functions.
    """
    fleet = _Fleet(now, seed)
    some: list[tuple[Recalculated, Archive | None]] = []
    size = 0
    for source, target in files:
        item = Recalculated(Path(source), Path(target))
        archive = _opened(item.source)
        more = 0 if archive is None else sum(m.size for m in archive.members.values())
        if more > BYTES_AT_ONCE // 2:  # large enough to keep arrays busy on its own
            archive, more = None, 0
        if some and (len(some) == AT_ONCE or size + more > BYTES_AT_ONCE):
            yield from fleet.done(some)
            some, size = [], 0
        some.append((item, archive))
        size += more
    yield from fleet.done(some)


class _Kind:
    """A template, and the calculation of its first workbook."""

    def __init__(self, book: Book) -> None:
        assert book.package is not None
        self.template = Template(book.package, book.model)
        self.calculation: Calculation = book.calculation


class _Fleet:
    """Files being recalculated, and the templates met so far."""

    def __init__(self, now: datetime.datetime | None, seed: int | None) -> None:
        self.now, self.seed = now, seed
        self.kinds: list[_Kind] = []

    def done(self, some: Sequence[tuple[Recalculated, Archive | None]]) -> Iterator[Recalculated]:
        """Recalculate some files; those of one template together."""
        waiting: dict[int, tuple[_Kind, list[Recalculated], list[Archive]]] = {}
        for item, archive in some:
            kind = None
            if archive is not None:
                kind = next((k for k in self.kinds if _is_of(k.template, archive)), None)
            if kind is None or archive is None:
                self._alone(item, keep=archive is not None)
                continue
            _, several, archives = waiting.setdefault(id(kind), (kind, [], []))
            several.append(item)
            archives.append(archive)
        for kind, several, archives in waiting.values():
            self._together(kind, several, archives)
        for item, _ in some:
            yield item

    def _alone(self, item: Recalculated, keep: bool = False) -> None:
        """Recalculate a file on its own; with ``keep`` as the first of a template."""
        try:
            book = load(item.source, now=self.now, seed=self.seed)
            item.report = book.recalculate()
            item.written = book.save(_target(item))
        except Exception as problem:
            item.report, item.problem = None, problem
            return
        if keep and can_join(book.calculation, book.model):
            self.kinds.insert(0, _Kind(book))
            del self.kinds[TEMPLATES:]

    def _together(self, kind: _Kind, items: list[Recalculated], archives: list[Archive]) -> None:
        """Recalculate files of one template together; those unlike it after all alone."""
        while len(items) > 1:
            try:
                self._joined(kind, items, archives)
                return
            except Unlike as unlike:
                odd = unlike.books
            except WorkbookError:  # each on its own they will show which, and why
                odd = set(range(len(items)))
            for number in sorted(odd, reverse=True):
                self._alone(items.pop(number))
                archives.pop(number)
        for item in items:
            self._alone(item)

    def _joined(self, kind: _Kind, items: list[Recalculated], archives: list[Archive]) -> None:
        began = time.perf_counter()
        template, model = kind.template, kind.template.model
        books = len(items)
        strings = [strings_of(template.strings, archive) for archive in archives]
        sheets: dict[int, AlikeSheet | JoinedSheet] = {}
        stacks: list[Stack] = []
        for index, sheet in enumerate(model.sheets):
            if index in template.members:
                sheets[index], stack = read_sheets(template, index, archives, strings)
                stacks.append(stack)
            else:
                stacks.append(Stack.of(sheet.cells, books))
        fleet = FleetCalculation(kind.calculation, stacks, books, now=self.now, seed=self.seed)
        fleet.run()
        reports = list(fleet.reports((time.perf_counter() - began) / books))
        parts = {
            template.members[index]: sheets[index].written(stacks[index])
            for index in template.formulas
        }
        count = sum(len(wanted.row) for wanted in template.formulas.values())
        for number, (item, archive) in enumerate(zip(items, archives, strict=True)):
            changed = {member: next(pieces) for member, pieces in parts.items()}
            if fleet.is_unusual(number):
                self._alone(item)
                continue
            try:
                with replacing(_target(item)) as out:
                    archive.rewrite(changed, out)
            except (WorkbookError, OSError) as problem:
                item.problem = problem
                continue
            item.report = reports[number]
            signed = any(name.startswith("_xmlsignatures/") for name in archive.members)
            item.written = Written(list(changed), count, bool(changed) and signed)


def _opened(path: Path) -> Archive | None:
    """A file's archive; None if that is not simply to be had."""
    try:
        if path.stat().st_size > BYTES_AT_ONCE:
            return None
        return Archive(path.read_bytes(), path.name, DEFAULT)
    except (OSError, WorkbookError):
        return None


def _is_of(template: Template, archive: Archive) -> bool:
    try:
        return template.is_of(archive)
    except WorkbookError:
        return False


def _target(item: Recalculated) -> str:
    return os.path.realpath(item.target)  # a link stays a link
