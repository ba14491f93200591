"""Files of one template calculated together."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from xl_kpis.formula.book import Book
from xl_kpis.formula.calculate.needs import Needs
from xl_kpis.formula.calculate.report import Report, count
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
from xl_kpis.formula.fleet.one_file import Recalculated, Wish, is_hosts
from xl_kpis.formula.fleet.stack import Stack
from xl_kpis.formula.xlsx.package.archive import Archive
from xl_kpis.formula.xlsx.package.refusal import WorkbookError
from xl_kpis.garbage import not_searched

TEMPLATES = 8
"""Templates remembered."""

Opened = tuple[Recalculated, Archive | None]
"""A file, and its parts if they can be had and are not too large."""


class FirstBook:
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

    @cached_property
    def needs(self) -> Needs:
        """What its formulas need."""
        return Needs(self.book.state, self.book.calculation.solver.order)

    def has(self, archive: Archive) -> bool:
        """Whether a workbook may be of this template."""
        if archive.members.keys() != self.names or self.functions != own_functions():
            return False
        try:
            return self.template.is_of(archive)
        except WorkbookError:
            return False


_kinds: list[FirstBook] = []
"""The templates met lately, in this process."""


class Together:
    """Files being calculated, those of one template together."""

    def __init__(self, wishes: Wish) -> None:
        self.wishes = wishes

    def done(self, some: Sequence[Opened]) -> Iterator[Recalculated]:
        """Do what is wished with some files; those of one template together."""
        waiting: dict[int, list[Opened]] = {}
        for item, archive in some:
            kinds = [] if archive is None else self._kinds_of(archive)
            if kinds:
                waiting.setdefault(id(kinds[0]), []).append((item, archive))
            else:
                self._alone(item, keep=archive is not None)
        for several in waiting.values():
            self._together(several)
        for item, _ in some:
            yield item

    def _alone(self, item: Recalculated, keep: bool = False) -> None:
        """Do what is wished with a file on its own; with ``keep`` as the first of a template."""
        book = self.wishes.alone(item)
        if not keep or book is None or book.own.asked or not self.wishes.fits(book):
            return
        if can_join(book.state, book.model):
            _kinds[:] = [FirstBook(book), *_kinds][:TEMPLATES]

    def _kinds_of(self, archive: Archive) -> list[FirstBook]:
        return [kind for kind in _kinds if self.wishes.fits(kind.book) and kind.has(archive)]

    def _together(self, several: list[Opened]) -> None:
        """Do what is wished with files that seem to be of one template, together.

        Those that are not after all may be of another; the rest are taken alone.
        """
        first = several[0][1]
        assert first is not None
        for kind in self._kinds_of(first):
            several = self._without_odd(kind, several)
            if not several:
                return
        (item, _), *several = several
        self._alone(item, keep=True)
        for kind in self._kinds_of(first)[:1]:
            several = self._without_odd(kind, several)
        for item, _ in several:
            self._alone(item)

    def _without_odd(self, kind: FirstBook, several: list[Opened]) -> list[Opened]:
        """Do what is wished with those of some files that are of a template; the others."""
        odd: list[Opened] = []
        while len(several) > 1:
            try:
                self._joined(kind, several)
                return odd
            except Unlike as unlike:
                numbers = unlike.books
            except Exception as problem:  # each on its own they will show which, and why
                if is_hosts(problem):
                    raise
                numbers = set(range(len(several)))
            odd += [several[number] for number in sorted(numbers)]
            several = [one for i, one in enumerate(several) if i not in numbers]
        return odd + several

    def _joined(self, kind: FirstBook, several: list[Opened]) -> None:
        """Do what is wished with files of a template; :class:`Unlike` if some of them are not."""
        began = time.perf_counter()
        archives = [archive for _, archive in several if archive is not None]
        with not_searched():
            sheets, stacks = _read(kind.template, archives)
        fleet = FleetCalculation(
            *(kind.book.calculation, stacks, len(several)),
            now=self.wishes.now,
            seed=self.wishes.seed,
        )
        items = [item for item, _ in several]
        joined = Joined(kind, items, archives, sheets, stacks, fleet, began)
        for number in self.wishes.take(joined):
            self._alone(items[number])


_Sheets = dict[int, AlikeSheet | JoinedSheet]


@dataclass(frozen=True)
class Joined:
    """Workbooks of one template, read and ready to be calculated."""

    kind: FirstBook
    items: list[Recalculated]
    archives: list[Archive]
    sheets: _Sheets
    stacks: list[Stack]
    fleet: FleetCalculation
    began: float
    """When they began to be read."""

    @property
    def seconds(self) -> float:
        """How long each took so far."""
        return (time.perf_counter() - self.began) / len(self.items)

    def reports(self) -> list[Report]:
        """A report for each workbook, before it is written."""
        found = list(self.fleet.reports(self.seconds))
        if any(report.errors for report in found):
            for index in self.kind.template.formulas:
                same = self.sheets[index].same_errors(self.stacks[index])
                for report, codes in zip(found, same, strict=True):
                    count(report.errors_before, codes)
        return found

    def written(self) -> Iterator[dict[str, list[bytes]]]:
        """For each workbook the members that change, as pieces."""
        template = self.kind.template
        parts = [self.sheets[index].written(self.stacks[index]) for index in template.formulas]
        names = [template.members[index] for index in template.formulas]
        for pieces in zip(*parts, strict=True):
            yield dict(zip(names, pieces, strict=True))


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
