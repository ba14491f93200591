"""Files recalculated, those of one template together."""

from __future__ import annotations

import datetime
import stat
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from xl_kpis.errors import is_foreign
from xl_kpis.formula import thresholds
from xl_kpis.formula.book import Book, load
from xl_kpis.formula.calculate.budget import Budget, Cancellation
from xl_kpis.formula.calculate.report import Report
from xl_kpis.formula.compile.plan import own_functions
from xl_kpis.formula.fleet.alike_sheets import AlikeSheet
from xl_kpis.formula.fleet.fleet_calculation import FleetCalculation, can_join
from xl_kpis.formula.fleet.joined_sheets import (
    JoinedSheet,
    Template,
    Unlike,
    read_sheets,
    strings_of,
)
from xl_kpis.formula.fleet.stack import Stack
from xl_kpis.formula.values.region import AUTO, EN_US
from xl_kpis.formula.xlsx.package.archive import Archive
from xl_kpis.formula.xlsx.package.file_limits import DEFAULT
from xl_kpis.formula.xlsx.package.refusal import WorkbookError
from xl_kpis.formula.xlsx.write.saving import Written, replacing
from xl_kpis.garbage import not_searched

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


_Opened = tuple[Recalculated, Archive | None]
"""A file, and its parts if they can be had and are not too large."""


def recalculate_files(
    files: Iterable[tuple[str | Path, str | Path]],
    *,
    now: datetime.datetime | None = None,
    seed: int | None = None,
    timeout: float | None = None,
    memory: int | None = None,
    cancel: Cancellation | None = None,
    region: str = EN_US.tag,
) -> Iterator[Recalculated]:
    """Recalculate workbook files (each with where it goes to), in order.

    Files made from one template are read, evaluated and written together, some at a time, so that
    memory depends on the size of files, not on their number. A file that cannot be read or written
    comes with its ``problem``; the others are done all the same. Files appear complete or not at
    all; ``now`` fixes NOW and TODAY, ``seed`` the random functions. ``timeout``, ``memory`` and
    ``cancel`` bound the calculation of each file, as :meth:`Book.recalculate` has them: one stopped
    comes with ``CalculationStopped`` as its problem. ``region`` is as for ``load`` (with ``auto``
    each file is asked on its own).
    """
    if region not in (AUTO, EN_US.tag):
        from xl_kpis.formula.values.regions import region as region_of

        region = region_of(region).tag
    fleet = _Fleet(now, seed, _Budgets(timeout, memory, cancel), region)
    some: list[_Opened] = []
    size = 0
    for source, target in files:
        item = Recalculated(Path(source), Path(target))
        archive = _opened(item.source)
        more = 0 if archive is None else sum(m.size for m in archive.members.values())
        if more > thresholds.BYTES_AT_ONCE // 2:  # large enough to keep arrays busy on its own
            archive, more = None, 0
        full = len(some) >= thresholds.FILES_AT_ONCE or size + more > thresholds.BYTES_AT_ONCE
        if some and full:
            yield from fleet.done(some)
            some, size = [], 0
        some.append((item, archive))
        size += more
    yield from fleet.done(some)


class _Kind:
    """A workbook that was calculated, as the first of its template."""

    def __init__(self, book: Book) -> None:
        assert book.package is not None
        self.book = book
        self.names = book.package.archive.members.keys()
        self.functions = own_functions()

    @cached_property
    def template(self) -> Template:
        """What others must be like; found out when there is one that may be."""
        assert self.book.package is not None
        return Template(self.book.package, self.book.model, self.book.state.asks)

    def has(self, archive: Archive, region: str) -> bool:
        """Whether a workbook to be calculated in a region may be of this template."""
        if region != self.book.region:
            return False
        if archive.members.keys() != self.names or self.functions != own_functions():
            return False
        try:
            return self.template.is_of(archive)
        except WorkbookError:
            return False


_kinds: list[_Kind] = []
"""The templates met lately, in this process."""


class _Budgets(NamedTuple):
    """What the calculation of one file may take."""

    timeout: float | None
    memory: int | None
    cancel: Cancellation | None

    def of(self, books: int) -> Budget:
        """What that of several together may take."""
        timeout = None if self.timeout is None else self.timeout * books
        return Budget(timeout, self.memory, self.cancel)


class _Fleet:
    """Files being recalculated."""

    def __init__(
        self, now: datetime.datetime | None, seed: int | None, budgets: _Budgets, region: str
    ) -> None:
        self.now, self.seed, self.budgets, self.region = now, seed, budgets, region

    def done(self, some: Sequence[_Opened]) -> Iterator[Recalculated]:
        """Recalculate some files; those of one template together."""
        waiting: dict[int, list[_Opened]] = {}
        for item, archive in some:
            kinds = [] if archive is None else _kinds_of(archive, self.region)
            if kinds:
                waiting.setdefault(id(kinds[0]), []).append((item, archive))
            else:
                self._alone(item, keep=archive is not None and self.region != AUTO)
        for several in waiting.values():
            self._together(several)
        for item, _ in some:
            yield item

    def _alone(self, item: Recalculated, keep: bool = False) -> None:
        """Recalculate a file on its own; with ``keep`` as the first of a template."""
        try:
            book = load(item.source, now=self.now, seed=self.seed, region=self.region)
            item.report = book.recalculate(**self.budgets._asdict())
            item.written = book.save(_target(item))
        except Exception as problem:
            if _is_hosts(problem):
                raise
            item.report, item.problem = None, problem
            return
        if keep and can_join(book.state, book.model):
            _kinds[:] = [_Kind(book), *_kinds][:TEMPLATES]

    def _together(self, several: list[_Opened]) -> None:
        """Recalculate files that seem to be of one template together.

        Those that are not after all may be of another; the rest are taken alone.
        """
        first = several[0][1]
        assert first is not None
        for kind in _kinds_of(first, self.region):
            several = self._without_odd(kind, several)
            if not several:
                return
        (item, _), *several = several
        self._alone(item, keep=True)
        if several and _kinds and _kinds[0].has(first, self.region):
            several = self._without_odd(_kinds[0], several)
        for item, _ in several:
            self._alone(item)

    def _without_odd(self, kind: _Kind, several: list[_Opened]) -> list[_Opened]:
        """Recalculate those of some files together that are of a template; the others."""
        odd: list[_Opened] = []
        while len(several) > 1:
            try:
                self._joined(kind, several)
                return odd
            except Unlike as unlike:
                numbers = unlike.books
            except Exception as problem:  # each on its own they will show which, and why
                if _is_hosts(problem):
                    raise
                numbers = set(range(len(several)))
            odd += [several[number] for number in sorted(numbers)]
            several = [one for i, one in enumerate(several) if i not in numbers]
        return odd + several

    def _joined(self, kind: _Kind, several: list[_Opened]) -> None:
        """Recalculate files of a template; :class:`Unlike` if some of them are not."""
        began = time.perf_counter()
        archives = [archive for _, archive in several if archive is not None]
        with not_searched():
            sheets, stacks = _read(kind.template, archives)
        first, books = kind.book.calculation, len(several)
        fleet = FleetCalculation(first, stacks, books, now=self.now, seed=self.seed)
        self.budgets.of(books).within(kind.book.model, fleet.run)
        reports = list(fleet.reports((time.perf_counter() - began) / books))
        with not_searched():
            for number, changed in enumerate(_written(kind.template, sheets, stacks)):
                item = several[number][0]
                if fleet.is_unusual(number):
                    self._alone(item)
                    continue
                try:
                    with replacing(_target(item)) as out:
                        archives[number].rewrite(changed, out)
                except Exception as problem:
                    if _is_hosts(problem):
                        raise
                    item.problem = problem
                    continue
                item.report = reports[number]
                signed = any(
                    name.startswith("_xmlsignatures/") for name in archives[number].members
                )
                cells = kind.template.formula_cells
                item.written = Written(list(changed), cells, bool(changed) and signed)


_Sheets = dict[int, AlikeSheet | JoinedSheet]


def _read(template: Template, archives: list[Archive]) -> tuple[_Sheets, list[Stack]]:
    """The sheets of workbooks of a template, and the cells of all sheets."""
    strings = [strings_of(template.strings, archive) for archive in archives]
    sheets: _Sheets = {}
    stacks: list[Stack] = []
    for index, sheet in enumerate(template.model.sheets):
        if index in template.members:
            sheets[index], stack = read_sheets(template, index, archives, strings)
            stacks.append(stack)
        else:
            stacks.append(Stack.of(sheet.cells, len(archives)))
    return sheets, stacks


def _written(
    template: Template, sheets: _Sheets, stacks: list[Stack]
) -> Iterator[dict[str, list[bytes]]]:
    """For each workbook the members that change, as pieces."""
    parts = [sheets[index].written(stacks[index]) for index in template.formulas]
    names = [template.members[index] for index in template.formulas]
    for pieces in zip(*parts, strict=True):
        yield dict(zip(names, pieces, strict=True))


def _is_hosts(problem: Exception) -> bool:
    """Whether the host's handler of a signal raised an exception, which is no file's problem. Too
    little memory is: the next file may be smaller."""
    return is_foreign(problem) and not isinstance(problem, MemoryError)


def _kinds_of(archive: Archive, region: str) -> list[_Kind]:
    return [kind for kind in _kinds if kind.has(archive, region)]


def _opened(path: Path) -> Archive | None:
    """A file's archive; None if that is not simply to be had."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > thresholds.BYTES_AT_ONCE:
            return None
        return Archive(path.read_bytes(), path.name, DEFAULT)
    except (OSError, WorkbookError):
        return None


def _target(item: Recalculated) -> Path:
    item.target.parent.mkdir(parents=True, exist_ok=True)
    return item.target
