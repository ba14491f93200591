"""Files of one template recalculated together."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import cached_property

from xl_kpis.formula.book import Book
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
from xl_kpis.formula.fleet.one_file import Recalculated, Wishes, is_hosts
from xl_kpis.formula.fleet.stack import Stack
from xl_kpis.formula.values.region import AUTO
from xl_kpis.formula.xlsx.package.archive import Archive
from xl_kpis.formula.xlsx.package.refusal import WorkbookError
from xl_kpis.formula.xlsx.write.saving import Written
from xl_kpis.garbage import not_searched

TEMPLATES = 8
"""Templates remembered."""

Opened = tuple[Recalculated, Archive | None]
"""A file, and its parts if they can be had and are not too large."""


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


class Together:
    """Files being recalculated, those of one template together."""

    def __init__(self, wishes: Wishes) -> None:
        self.wishes = wishes

    def done(self, some: Sequence[Opened]) -> Iterator[Recalculated]:
        """Recalculate some files; those of one template together."""
        waiting: dict[int, list[Opened]] = {}
        for item, archive in some:
            kinds = [] if archive is None else _kinds_of(archive, self.wishes.region)
            if kinds:
                waiting.setdefault(id(kinds[0]), []).append((item, archive))
            else:
                self._alone(item, keep=archive is not None and self.wishes.region != AUTO)
        for several in waiting.values():
            self._together(several)
        for item, _ in some:
            yield item

    def _alone(self, item: Recalculated, keep: bool = False) -> None:
        """Recalculate a file on its own; with ``keep`` as the first of a template."""
        book = self.wishes.alone(item)
        if keep and book is not None and not book.own.asked and can_join(book.state, book.model):
            _kinds[:] = [_Kind(book), *_kinds][:TEMPLATES]

    def _together(self, several: list[Opened]) -> None:
        """Recalculate files that seem to be of one template together.

        Those that are not after all may be of another; the rest are taken alone.
        """
        first = several[0][1]
        assert first is not None
        for kind in _kinds_of(first, self.wishes.region):
            several = self._without_odd(kind, several)
            if not several:
                return
        (item, _), *several = several
        self._alone(item, keep=True)
        if several and _kinds and _kinds[0].has(first, self.wishes.region):
            several = self._without_odd(_kinds[0], several)
        for item, _ in several:
            self._alone(item)

    def _without_odd(self, kind: _Kind, several: list[Opened]) -> list[Opened]:
        """Recalculate those of some files together that are of a template; the others."""
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

    def _joined(self, kind: _Kind, several: list[Opened]) -> None:
        """Recalculate files of a template; :class:`Unlike` if some of them are not."""
        began = time.perf_counter()
        archives = [archive for _, archive in several if archive is not None]
        with not_searched():
            sheets, stacks = _read(kind.template, archives)
        first, books = kind.book.calculation, len(several)
        fleet = FleetCalculation(first, stacks, books, now=self.wishes.now, seed=self.wishes.seed)
        self.wishes.budgets.of(books).within(kind.book.model, fleet.run)
        reports = list(fleet.reports((time.perf_counter() - began) / books))
        with not_searched():
            for number, changed in enumerate(_written(kind.template, sheets, stacks)):
                item = several[number][0]
                if fleet.is_unusual(number):
                    self._alone(item)
                    continue
                try:
                    with item.opened() as out:
                        archives[number].rewrite(changed, out)
                except Exception as problem:
                    item.fail(problem)
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


def _kinds_of(archive: Archive, region: str) -> list[_Kind]:
    return [kind for kind in _kinds if kind.has(archive, region)]
