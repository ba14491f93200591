"""The same sheet of many workbooks read in one scan, and written from one list of edits.

Workbooks made from one template differ in their inputs, not in their formulas. Their rows are put
one behind the other and scanned as if they were one sheet's; where formulas, or anything else that
the engine reads, are not those of the template, the workbook is named as *unlike*.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import NamedTuple

import numpy as np

from xl_kpis.formula.fleet.alike_sheets import AlikeSheet, Skeleton
from xl_kpis.formula.fleet.stack import Box, Stack
from xl_kpis.formula.functions.declare import Asked
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.sheets.model import Model, Run
from xl_kpis.formula.values.kinds import ERROR
from xl_kpis.formula.xlsx.package.archive import Archive
from xl_kpis.formula.xlsx.package.package import Package
from xl_kpis.formula.xlsx.package.xml_text import shared_strings, strings_in
from xl_kpis.formula.xlsx.read.fast_scan import JoinedBooks, scan_block
from xl_kpis.formula.xlsx.read.scan_result import Layout, SheetScan, reading_order
from xl_kpis.formula.xlsx.read.tolerant_scan import SheetSource
from xl_kpis.formula.xlsx.read.workbook import worksheet_parts
from xl_kpis.formula.xlsx.read.worksheet import lay_out, lay_out_rows, scan_rows
from xl_kpis.formula.xlsx.write.splice import edits_of

_PASSING = pattern(
    rb"<fileVersion\s[^>]*/>|<mc:AlternateContent.*?</mc:AlternateContent>"
    rb"|<xr\d*:revisionPtr\s[^>]*/>|<bookViews>.*?</bookViews>",
    re.S,
)
"""What a spreadsheet program says in the workbook's part of itself and its windows."""


class Unlike(Exception):
    """Some workbooks are not like their template; carries their numbers."""

    def __init__(self, books: Iterable[int]) -> None:
        self.books = set(books)


class FormulaCells(NamedTuple):
    """The formulas of a sheet, to be compared with those of other workbooks."""

    row: np.ndarray
    col: np.ndarray
    shared: np.ndarray
    length: np.ndarray
    """Bytes of each text."""
    text: np.ndarray
    """All bytes of the texts."""
    special: dict[int, dict[str, str]]


class Template:
    """What workbooks share that are calculated together, as the first of them has it."""

    def __init__(self, package: Package, model: Model, asks: Collection[Asked]) -> None:
        self.model = model
        parts = set(worksheet_parts(package).values())
        self.members = {
            i: str(package.find(sheet.part))
            for i, sheet in enumerate(model.sheets)
            if sheet.part in parts
        }
        self.strings = package.strings_member
        self.names = set(package.archive.members)
        values = {*self.members.values(), self.strings}
        self._same = {
            name: (package.archive.packed(name).tobytes(), _essence(package.archive.read(name)))
            for name in package.parts_read - values
        }
        self.formulas: dict[int, FormulaCells] = {}
        self.skeletons: dict[int, Skeleton] = {}
        for index in self.members:
            scan = package.scans.get(model.sheets[index].part)
            if scan is not None:
                self.formulas[index] = _formula_cells(scan)
            else:
                scan = self._scanned(package, model, index)
            with suppress(ValueError):
                self.skeletons[index] = Skeleton(scan)
        self.skips_hidden = "hidden rows" in asks

    @staticmethod
    def _scanned(package: Package, model: Model, index: int) -> SheetScan:
        """A sheet without formulas, whose scan was not kept."""
        part = model.sheets[index].part
        strings = strings_of(package.strings_member, package.archive)
        most = package.limits.cells, package.limits.formulas
        source = SheetSource(package.file, part, strings, model.date1904, *most)
        return scan_rows(lay_out(package, part), source)

    @property
    def formula_cells(self) -> int:
        """How many formula cells each workbook has."""
        return sum(len(found.row) for found in self.formulas.values())

    def is_of(self, archive: Archive) -> bool:
        """Whether a workbook is like this one in all but what its sheets hold."""
        if archive.members.keys() != self.names:
            return False
        for name, (packed, essence) in self._same.items():
            if archive.packed(name) != packed and _essence(archive.read(name)) != essence:
                return False
        return True


def _essence(data: bytes) -> bytes:
    return _PASSING.sub(b"", data) if b"<workbook" in data[:600] else data


def read_sheets(
    template: Template,
    index: int,
    archives: Sequence[Archive],
    strings: Sequence[np.ndarray],
) -> tuple[AlikeSheet | JoinedSheet, Stack]:
    """One sheet of several workbooks, and its cells; :class:`Unlike` if some are not alike."""
    layouts, odd = [], []
    member = template.members[index]
    for number, archive in enumerate(archives):
        layout = lay_out_rows(archive.read(member))
        if layout is None or layout.prefix or layout.encoding != "utf-8":
            odd.append(number)
            continue
        layouts.append(layout)
        if template.skips_hidden and b"hidden=" in layout.data:
            odd.append(number)
    if odd:
        raise Unlike(odd)
    runs = template.model.sheets[index].runs
    skeleton = template.skeletons.get(index)
    if skeleton is not None:
        alike = AlikeSheet.of(skeleton, layouts)
        stack = alike.stack(runs, strings) if alike is not None else None
        if alike is not None and stack is not None:
            return alike, stack
    joined = JoinedSheet(template, index, layouts, strings)
    return joined, joined.stack(runs)


class JoinedSheet:
    """One sheet of several workbooks."""

    def __init__(
        self,
        template: Template,
        index: int,
        layouts: Sequence[Layout],
        strings: Sequence[np.ndarray],
    ) -> None:
        self.layouts = layouts
        self.wanted = template.formulas.get(index)
        books = len(layouts)
        bodies = [layout.data[slice(*layout.body)] for layout in self.layouts]
        self.starts = np.concatenate([[0], np.cumsum([len(body) for body in bodies])])
        self.data = b"".join(bodies)
        self.scan: SheetScan | None = None
        if self.data.strip():
            lengths = [len(some) for some in strings]
            joined = JoinedBooks(self.starts[:-1], np.cumsum([0, *lengths[:-1]]), np.array(lengths))
            model = template.model
            source = SheetSource("", "", np.concatenate(strings), model.date1904, 0, 0)
            self.scan = scan_block(self.data, 0, len(self.data), source, joined)
            if self.scan is None or self.scan.rich:
                raise Unlike(range(books))
            self.book = np.searchsorted(self.starts, self.scan.at, "right") - 1
            self._refuse_repeats(self.scan)
        self._compare(books)

    def _refuse_repeats(self, scan: SheetScan) -> None:
        """Raise :class:`Unlike` for workbooks in which two cells have one address."""
        row, col, book = scan.row, scan.col, self.book
        if (reading_order(row, col) | (book[1:] != book[:-1])).all():
            return
        order = np.lexsort((col, row, book))
        r, c, b = row[order], col[order], book[order]
        twice = (r[1:] == r[:-1]) & (c[1:] == c[:-1]) & (b[1:] == b[:-1])
        if twice.any():
            raise Unlike(b[1:][twice].tolist())

    def _compare(self, books: int) -> None:
        """Raise :class:`Unlike` for workbooks whose formulas are not those wanted."""
        wanted = self.wanted
        count = 0 if wanted is None else len(wanted.row)
        found = None if self.scan is None else self.scan.formulas
        if found is None or not len(found):
            if count:
                raise Unlike(range(books))
            return
        assert self.scan is not None
        counts = np.bincount(self.book[found.cell], minlength=books)
        if (counts != count).any():
            raise Unlike(np.flatnonzero(counts != count).tolist())
        assert wanted is not None
        have = _formula_cells(self.scan)
        same = (have.length.reshape(books, -1) == wanted.length).all(axis=1)
        for a, b in ((have.row, wanted.row), (have.col, wanted.col), (have.shared, wanted.shared)):
            same &= (a.reshape(books, -1) == b).all(axis=1)
        if same.all():
            same &= (have.text.reshape(books, -1) == wanted.text).all(axis=1)
            for number in range(books) if have.special or wanted.special else ():
                first = number * count
                own = {i - first: s for i, s in have.special.items() if first <= i < first + count}
                same[number] &= own == wanted.special
        if not same.all():
            raise Unlike(np.flatnonzero(~same).tolist())

    # ---- cells ------------------------------------------------------------------------------

    def stack(self, runs: Sequence[Run]) -> Stack:
        """The cells, with room for runs."""
        scan, books, box = self.scan, len(self.layouts), Box(runs)
        if scan is None:
            return Stack(books, box)
        box.add(scan.row, scan.col, books)
        if box.is_loose:
            raise Unlike(range(books))
        stack = Stack(books, box)
        stack.set(scan.row, scan.col, scan.kind, scan.num, book=self.book)
        at = scan.text_at
        stack.set(scan.row[at], scan.col[at], scan.kind[at], obj=scan.texts, book=self.book[at])
        return stack

    def same_errors(self, stack: Stack) -> list[list[str]]:
        """The codes of the errors, in each workbook, that its file has in the same cells."""
        scan, wanted = self.scan, self.wanted
        assert scan is not None
        assert wanted is not None
        kind, _, obj = stack.get(wanted.row, wanted.col)
        cells = scan.formulas.cell
        were = (scan.kind[cells] == ERROR).reshape(kind.shape)
        same = scan.objects()[cells].reshape(kind.shape) == obj
        return [
            [error.code for error in obj[number, flags].tolist()]
            for number, flags in enumerate((kind == ERROR) & were & same)
        ]

    # ---- writing ----------------------------------------------------------------------------

    def written(self, stack: Stack) -> Iterator[list[bytes]]:
        """The sheet's bytes in each workbook, with the values of its formulas."""
        wanted = self.wanted
        assert self.scan is not None
        assert wanted is not None
        books, count = len(self.layouts), len(wanted.row)
        kind, num, obj = stack.get(wanted.row, wanted.col)
        edits = edits_of(self.scan, kind.ravel(), num.ravel(), obj.ravel(), 0, books * count)
        parts = edits.applied_apart(self.data, self.starts)
        for layout, (body, rest) in zip(self.layouts, parts, strict=True):
            first, last = layout.body
            yield [layout.data[:first], body, rest, layout.data[last:]]


def _formula_cells(scan: SheetScan) -> FormulaCells:
    found = scan.formulas
    length = found.text_end - found.text
    ends = np.cumsum(length.astype(np.int64))
    source = np.repeat(found.text - (ends - length), length)
    source += np.arange(len(source))
    text = np.frombuffer(scan.data, np.uint8)[source]
    return FormulaCells(
        scan.row[found.cell], scan.col[found.cell], found.shared, length, text, found.special
    )


def strings_of(member: str | None, archive: Archive) -> np.ndarray:
    """A workbook's shared strings."""
    if member is None:
        return np.empty(0, object)
    found = strings_in(archive.read(member))
    if found is None:
        package = Package(archive.data, archive.file, archive.limits)
        found = shared_strings(package, member)
    out = np.empty(len(found), object)
    out[:] = found
    return out
