"""Logs: tables of raw records, and how figures are worked out of them. All of it is data.

A pack says so in its file (:mod:`~xl_kpis.kpi.pack_logs` reads it); the workbook writes it out as
formulas.
"""

from __future__ import annotations

from dataclasses import dataclass

GENERAL_LISTS = ("done", "missed", "ignored")
"""Lists of statuses whose words every language has: held, not held though planned, not to count."""
GENERAL_WORDS = ("workshop", "networking")
"""Kinds of event that every language has a word for."""
TAKES = {
    "rows": "",
    "sum": "column",
    "days": "since",
    "months": "since",
    "people": "column",
    "new_people": "column",
    "there_at_start": "",
    "there_at_end": "",
    "there_meanwhile": "",
    "joined": "",
    "ratings": "column",
}
"""What may be taken from a log, and the key that names the column it needs beside the day.

``rows``: records of the period. ``sum``: of a column. ``days`` and ``months``: from one day to
another, added up. ``people``: different ones; ``new_people``: those never seen before the period.
``there_…`` and ``joined``: people of a log of stays, at a period's start, at its end, at any time
in it, and those who came in it and were there at its end. ``ratings``: how many gave each.
"""
STAYS = ("there_at_start", "there_at_end", "there_meanwhile", "joined")
"""What is taken of records that last."""


@dataclass(frozen=True)
class Meaning:
    """One of the words of a column, or a list of them; ``own`` is what its texts are found by."""

    id: str
    own: str = ""

    @property
    def text_id(self) -> str:
        return self.own or self.id


@dataclass(frozen=True)
class Field:
    """A column of a log.

    ``kind``: date, text, rating, count, amount; ``status``, whose words stand in lists of the
    Settings sheet; ``kind``, one word of a few.
    """

    id: str
    kind: str
    required: bool = True
    telling: bool = False
    """Whether a table without it is no such log, unless a person says so."""
    choices: tuple[Meaning, ...] = ()
    """The lists of a status, the words of a kind."""
    range: tuple[int, int] = (1, 10)
    """The worst and the best rating."""
    own: str = ""
    """For a column of a pack file: what its texts are found by."""
    known: str = ""
    """The column of a shipped log it means the same as, whose names in exports are known."""
    aliases: tuple[str, ...] = ()
    """Other headings it may have in files."""

    @property
    def text_id(self) -> str:
        """The id of what it is called."""
        return f"field.{self.own or self.id}"


@dataclass(frozen=True)
class Log:
    """A table of raw records."""

    id: str
    fields: tuple[Field, ...]
    lasts: tuple[str, str] | None = None
    """For records of what lasts: the columns of the first and the last day."""
    once: bool = False
    """Whether nobody is in it twice at a time."""
    own: str = ""
    known: str = ""
    """The shipped log it means the same as: exports of services are known by it."""

    @property
    def text_id(self) -> str:
        """The id of what it is called; with ``.help`` behind it, of what a row is."""
        return f"log.{self.own or self.id}"

    @property
    def table(self) -> str:
        """Its name as an Excel table."""
        return self.id.capitalize()

    @property
    def first_day(self) -> str:
        """The column before whose day nothing of a record can be."""
        return self.lasts[0] if self.lasts else self.day

    @property
    def day(self) -> str:
        """The first column of days that every record has."""
        return next(part.id for part in self.fields if part.kind == "date" and part.required)

    @property
    def last_day(self) -> str:
        """The column of the day after which a record counts in no period any more."""
        return self.lasts[1] if self.lasts else self.day

    def field(self, id: str) -> Field:
        """A column; ``KeyError`` where there is none such."""
        for part in self.fields:
            if part.id == id:
                return part
        raise KeyError(id)


@dataclass(frozen=True)
class Where:
    """What a cell of a column has to be: ``op`` and a number, or ``given``, ``empty``,
    ``happened`` (by the end of the period), ``threshold`` (the setting, or more), ``is`` or
    ``is_not`` (of a list, or a word of a few)."""

    column: str
    op: str
    value: float = 0
    choice: str = ""


@dataclass(frozen=True)
class Counted:
    """How a figure of a period is worked out of a log."""

    log: str
    take: str = "rows"
    on: str = ""
    """The column whose day puts a record into a period; for stays, that of the last day."""
    column: str = ""
    """What is added up, whose people are told apart, where ratings stand, or from which day; for
    stays, that of the first day."""
    before: bool = False
    """Whether it is the period before that counts."""
    where: tuple[Where, ...] = ()
    if_some: str = ""
    """A column that alone tells what came of the records: where all of it is empty nobody wrote it
    down, and there is no figure."""
    if_some_lack: str = ""
    """A column that has to be empty somewhere: where it never is, what is without was not
    recorded, and there is no figure."""
