"""One workbook file recalculated on its own."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, Protocol

from xl_kpis.errors import is_foreign
from xl_kpis.formula.book import Book, load
from xl_kpis.formula.calculate.budget import Budget, Cancellation
from xl_kpis.formula.calculate.report import Report
from xl_kpis.formula.xlsx.package.file_limits import DEFAULT
from xl_kpis.formula.xlsx.package.places import (
    Fingerprint,
    Named,
    is_remote,
    name_of,
    put,
    read,
)
from xl_kpis.formula.xlsx.write.saving import Written, replacing
from xl_kpis.garbage import not_searched

if TYPE_CHECKING:
    from xl_kpis.formula.fleet.together import Joined


@dataclass(eq=False, repr=False)
class Recalculated:
    """What became of a file."""

    source: Path | None
    """Where it was; None if its bytes were given."""
    target: Path | None = None
    """Where it goes to; None if its bytes are wanted."""
    report: Report | None = None
    written: Written | None = None
    problem: Exception | None = None
    """Why nothing came of it."""
    data: bytes | None = None
    """The new file, if its bytes are wanted."""
    answer: Any = None
    """What was asked of it, if it was only asked."""
    number: int = 0
    """Its place among the files given, from 0 on."""
    version: Fingerprint | None = None
    """The size of what was written at an address, and what the store calls this version of it."""
    content: Named | None = field(default=None, repr=False)
    """The bytes of the file as it was, until they are not needed any more."""

    @property
    def is_far(self) -> bool:
        """Whether it is at an address, and still to be fetched."""
        return self.content is None and is_remote(self.source)

    @property
    def is_kept(self) -> bool:
        """Whether its bytes are kept here, rather than written to a file."""
        return self.target is None or is_remote(self.target)

    def fetch(self) -> None:
        """Read it from its address."""
        assert self.source is not None
        try:
            data = read(self.source, DEFAULT.file + 1)
            self.content = Named(data, name_of(self.source))
        except Exception as problem:
            self.fail(problem)

    def put_there(self) -> None:
        """Bring the new file to its address."""
        assert self.target is not None
        assert self.data is not None
        try:
            self.version = put(self.target, self.data)
            self.data = None
        except Exception as problem:
            self.fail(problem)

    def fail(self, problem: Exception) -> None:
        """Nothing comes of it; what the host raised goes on to the host."""
        if is_hosts(problem):
            raise problem
        self.report, self.written, self.data, self.problem = None, None, None, problem

    @contextmanager
    def opened(self) -> Iterator[BinaryIO]:
        """What the new file is to be written into."""
        if self.is_kept:
            out = BytesIO()
            yield out
            self.data = out.getvalue()
        else:
            with replacing(self.made_target()) as file:
                yield file

    def made_target(self) -> Path:
        """Where the file goes to, in a folder that is there."""
        assert self.target is not None
        self.target.parent.mkdir(parents=True, exist_ok=True)
        return self.target


class Budgets(NamedTuple):
    """What the calculation of one file may take."""

    timeout: float | None
    memory: int | None
    cancel: Cancellation | None

    def of(self, books: int) -> Budget:
        """What that of several together may take."""
        timeout = None if self.timeout is None else self.timeout * books
        return Budget(timeout, self.memory, self.cancel)


class Wish(Protocol):
    """What is to be done with workbooks."""

    @property
    def now(self) -> datetime.datetime | None: ...
    @property
    def seed(self) -> int | None: ...
    def alone(self, item: Recalculated) -> Book | None:
        """Do it with one on its own; its workbook, calculated, unless there is a problem."""

    def fits(self, book: Book) -> bool:
        """Whether a workbook is calculated as it is wished, so that others may be as it is."""

    def take(self, joined: Joined) -> list[int]:
        """Do it with several of one template; the numbers of those that are to be done alone."""


class Wishes(NamedTuple):
    """How files are recalculated."""

    now: datetime.datetime | None
    seed: int | None
    budgets: Budgets
    region: str

    def alone(self, item: Recalculated) -> Book | None:
        """Recalculate a file on its own; its workbook, unless there is a problem."""
        if item.problem is not None:
            return None
        try:
            source = item.content or item.source
            book = load(source, now=self.now, seed=self.seed, region=self.region)
            item.report = book.recalculate(**self.budgets._asdict())
            if item.is_kept:
                with item.opened() as out:
                    item.written = book.save(out)
            else:
                item.written = book.save(item.made_target())
        except Exception as problem:
            item.fail(problem)
            return None
        return book

    def fits(self, book: Book) -> bool:
        """Whether a workbook is of the region wished."""
        return book.region == self.region

    def take(self, joined: Joined) -> list[int]:
        """Recalculate several files of one template and write them."""
        books = len(joined.items)
        self.budgets.of(books).within(joined.kind.book.model, joined.fleet.run)
        reports = joined.reports()
        left = []
        with not_searched():
            for number, changed in enumerate(joined.written()):
                item, archive = joined.items[number], joined.archives[number]
                if joined.fleet.is_unusual(number):
                    left.append(number)
                    continue
                try:
                    with item.opened() as out:
                        archive.rewrite(changed, out)
                except Exception as problem:
                    item.fail(problem)
                    continue
                item.report = reports[number]
                signed = any(name.startswith("_xmlsignatures/") for name in archive.members)
                cells = joined.kind.template.formula_cells
                item.written = Written(list(changed), cells, bool(changed) and signed)
        return left


def is_hosts(problem: Exception) -> bool:
    """Whether the host's handler of a signal raised an exception, which is no file's problem. Too
    little memory is: the next file may be smaller."""
    return is_foreign(problem) and not isinstance(problem, MemoryError)
