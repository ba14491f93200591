"""Workbooks that are asked for values, and not written: calculated no further than that needs.

Those of one template are calculated together. What the first of them is asked for is worked out in
all of them, so that the others have it when they are asked.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from xl_kpis.errors import XlKpisError
from xl_kpis.formula.book import Book, load
from xl_kpis.formula.face.readable import Readable
from xl_kpis.formula.fleet.in_turn import in_turn
from xl_kpis.formula.fleet.one_file import Recalculated
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.sheets.model import Model
from xl_kpis.formula.xlsx.package.places import place
from xl_kpis.formula.xlsx.package.refusal import WorkbookError

if TYPE_CHECKING:
    from xl_kpis.formula.fleet.fleet_calculation import FleetCalculation
    from xl_kpis.formula.fleet.together import FirstBook, Joined


class Question(NamedTuple):
    """What each workbook is asked."""

    ask: Callable[[Readable, str], Any]
    """Its answer, of a workbook and the path or address of its file; must be able to travel between
    processes."""
    region: Callable[[Book], str]
    """The region a workbook is to be calculated in; may refuse it."""
    see: Callable[[BaseException], None] | None = None
    """Is shown what went wrong, where it did."""

    @property
    def now(self) -> datetime.datetime | None:
        """Time goes on."""
        return None

    @property
    def seed(self) -> int | None:
        """Chance is chance."""
        return None

    def alone(self, item: Recalculated) -> Book | None:
        """Ask a file on its own; its workbook, if that could be calculated."""
        if item.problem is not None:
            return None
        book = None
        try:
            loaded = load(item.content or item.source)
            region = self.region(loaded)
            if region != loaded.region:
                loaded.region = region
            loaded.settle()
            book = loaded
            item.answer = self.ask(loaded, str(item.source))
        except Exception as problem:
            self._fail(item, problem)
        return book

    def fits(self, book: Book) -> bool:
        """Whether a workbook is of the region that it is to be calculated in."""
        try:
            return self.region(book) == book.region
        except XlKpisError:
            return False

    def take(self, joined: Joined) -> list[int]:
        """Ask several of one template."""
        fleet, shared = joined.fleet, Shared(joined.kind)
        joined.sheets.clear()  # nothing is written, and cells are in their stacks
        fleet.begin()
        for number, item in enumerate(joined.items):
            try:
                item.answer = self.ask(AlikeBook(shared, fleet, number), str(item.source))
            except XlKpisError as problem:
                self._fail(item, problem)
        return [number for number in range(len(joined.items)) if fleet.is_unusual(number)]

    def _fail(self, item: Recalculated, problem: Exception) -> None:
        if self.see is not None:
            self.see(problem)
        item.fail(problem)


class Shared:
    """What all workbooks of a template have, as the first of them has it."""

    def __init__(self, kind: FirstBook) -> None:
        book = kind.book
        self.model = book.model
        self.needs = kind.needs
        self.resolve = cache(book.resolve)
        self.address = cache(book.address)
        self.formula_at = cache(book.formula_at)


class AlikeBook:
    """One of several workbooks of a template that are calculated together, to be read."""

    def __init__(self, shared: Shared, fleet: FleetCalculation, number: int) -> None:
        self._shared, self._fleet, self._number = shared, fleet, number

    @property
    def model(self) -> Model:
        """The sheets and names that all of them share."""
        return self._shared.model

    def resolve(self, address: str) -> Reference:
        """The cells an address or a name stands for; ``KeyError`` if it stands for none."""
        return self._shared.resolve(address)

    def address(self, area: Area) -> str:
        """An area as one writes it, with its sheet."""
        return self._shared.address(area)

    def array(self, area: Area) -> np.ndarray:
        """The values of a rectangle, blanks None."""
        self._fleet.settle(self._shared.needs.of(area))
        return self._fleet.stacks[area.sheet].read_book(self._number, *area[1:])

    def formula_at(self, address: str) -> str | None:
        """The formula of a cell, which all of them share."""
        return self._shared.formula_at(address)


def ask_files(
    files: Sequence[str | os.PathLike[str]], question: Question, jobs: int = 1
) -> Iterator[Recalculated]:
    """Each file with its ``answer`` or ``problem``, as they are done; ``number`` says which it is.

    Over several processes where there are ``jobs`` for them.
    """
    items = (_item(file, number) for number, file in enumerate(files))
    jobs = min(jobs, len(files))
    if jobs < 2:
        return in_turn(items, question)
    from xl_kpis.formula.fleet.parcels import in_parcels, recalculate_parcel
    from xl_kpis.formula.fleet.processes import Processes

    work = partial(recalculate_parcel, wishes=question, modules=())
    return in_parcels(items, Processes(work, jobs), count=len(files), ordered=False)


def _item(file: str | os.PathLike[str], number: int) -> Recalculated:
    item = Recalculated(None, number=number)
    try:
        item.source = place(file)
    except WorkbookError as problem:
        item.problem = problem
    return item
