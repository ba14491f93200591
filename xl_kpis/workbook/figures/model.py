"""What reading gives: figures, records, targets, settings, with the place each was read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xl_kpis.formula.reference import cell_name
from xl_kpis.kpi.logs import Log
from xl_kpis.workbook.figures.periods import Span

Row = list[Any]


@dataclass(frozen=True)
class Hidden:
    """What of a sheet is not shown: rows and columns from 1, or all of it; and what is struck
    through, which counts for as little."""

    rows: frozenset[int] = frozenset()
    columns: frozenset[int] = frozenset()
    sheet: bool = False
    struck: frozenset[tuple[int, int]] = frozenset()


@dataclass
class Table:
    """Cells of one sheet or text file; row 1 is the first of the file."""

    file: str
    rows: list[Row]
    hint: str = ""
    """What the sheet or file is called."""
    decimal: str = ""
    """The decimal sign that what separates the cells suggests."""
    separator: str = ""
    """What separates the cells, in a text."""
    hidden: Hidden = Hidden()


@dataclass(frozen=True)
class Unclear:
    """What a cell shows that has no value of its own; the text ``fill.<id>`` says why not."""

    id: str
    shown: str

    def __str__(self) -> str:
        return self.shown


@dataclass(frozen=True)
class Place:
    """Where something was read: row and column count from 1, as people see them; 0 for none."""

    file: str
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.row:
            return self.file
        return f"{self.file}, {cell_name(self.row - 1, max(self.column - 1, 0))}"


@dataclass(frozen=True)
class Remark:
    """A sentence about a place, by its text id (``fill.<id>``); :mod:`.sentences` has the words."""

    place: Place
    id: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Figure:
    """A value for a measure in a period, both as the source calls them.

    ``value`` is a number where the source's spelling of it is one; ``span`` the period, where
    that is a spelling of one.
    """

    measure: Any
    period: Any
    value: Any
    place: Place
    measure_place: Place
    period_place: Place
    span: Span | None = None
    numbered: str = ""
    """What its period is a number of, where the heading says it: ``month``, ``quarter``, ``week``,
    ``day``, ``year``."""


@dataclass(frozen=True)
class Entry:
    """A record of a log: values by field id, with their places; ``key`` is its own id, if any."""

    log: Log
    values: Mapping[str, tuple[Any, Place]]
    place: Place
    key: str = ""


class Marked(float):
    """A number that its cell shows with a currency: 100 for ``100 €``."""

    currency = ""

    @classmethod
    def of(cls, value: float, currency: str) -> Marked:
        """A number with its currency.

        >>> Marked.of(100.0, "EUR"), Marked.of(100.0, "EUR").currency
        (100.0, 'EUR')
        """
        marked = cls(value)
        marked.currency = currency
        return marked


class Share(float):
    """A number that was written in percent: 0.85 for ``85%``."""


@dataclass(frozen=True)
class Planned:
    """A cell of a table of targets: ``field`` is one of those of the sheet of targets, ``kpi`` what
    the source calls the KPI. A target may be one of a single period."""

    kpi: Any
    field: str
    value: Any
    place: Place
    kpi_place: Place
    period: Any = None
    span: Span | None = None


@dataclass(frozen=True)
class Taken:
    """A table of records: its headings, and which of them fill the fields of a log."""

    heads: tuple[str, ...]
    log: str
    columns: Mapping[str, str]


@dataclass
class Data:
    """Everything read, what was decided on the way, and what could not be read."""

    figures: list[Figure] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    plans: list[Planned] = field(default_factory=list)
    settings: dict[str, tuple[Any, Place]] = field(default_factory=dict)
    notes: list[Remark] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    """Headings and names that occur, folded."""
    tables: list[Taken] = field(default_factory=list)
    currencies: dict[str, Place] = field(default_factory=dict)
    """Currencies that amounts were marked with, and where first."""
    renamed: dict[str, str] = field(default_factory=dict)
    """Names that a person gave, as a file writes them."""

    def add(self, other: Data) -> None:
        self.figures += other.figures
        self.entries += other.entries
        self.plans += other.plans
        self.settings.update(other.settings)
        self.notes += other.notes
        self.problems += other.problems
        self.seen |= other.seen
        self.tables += other.tables
        self.currencies = other.currencies | self.currencies
        self.renamed |= other.renamed

    def note(self, place: Place, id: str, **values: Any) -> None:
        self.notes.append(Remark(place, id, values))

    def problem(self, place: Place, id: str, **values: Any) -> None:
        self.problems.append(Remark(place, id, values))

    @property
    def is_empty(self) -> bool:
        return not (self.figures or self.entries or self.plans or self.settings)


def said(value: Any) -> bool:
    """Whether a cell has something in it."""
    if value is None or value != value:
        return False
    return not (isinstance(value, str) and not value.strip())


def has(cells: Sequence[Any], column: int | None) -> bool:
    """Whether a row has something in a column."""
    return column is not None and column < len(cells) and said(cells[column])
