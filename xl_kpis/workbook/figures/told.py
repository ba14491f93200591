"""What a person says about headings and names, as a file writes them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import replace

from xl_kpis.kpi.lookup import fold
from xl_kpis.workbook.figures.model import Table
from xl_kpis.workbook.figures.options import Options
from xl_kpis.workbook.figures.plain_text import plain


def loosely(name: str) -> str:
    """A name without what people leave out when they type it: accents, case, blanks, asterisks.

    >>> loosely(" *Équipe :"), loosely("No–show")
    ('equipe', 'no-show')
    """
    return plain(name.strip(" \t*:"))


def as_written(options: Options, tables: Iterable[Table]) -> dict[str, str]:
    """The names a person gave that a file writes otherwise, and how; none that may mean two."""
    named = {*options.columns, *options.where, *options.unless}
    if not named:
        return {}
    there: dict[str, dict[str, str]] = {}
    for table in tables:
        for row in table.rows:
            for cell in row:
                if isinstance(cell, str) and len(cell) < LONGEST:
                    there.setdefault(loosely(cell), {}).setdefault(fold(cell), cell.strip())
    found = {}
    for name in named:
        written = there.get(loosely(name), {})
        if fold(name) not in written and len(written) == 1:
            found[name] = next(iter(written.values()))
    return found


LONGEST = 300
"""How many characters a heading has at most."""


def renamed(options: Options, names: Mapping[str, str]) -> Options:
    """What a person said, with names as a file writes them."""

    def all_of(told: Mapping[str, str]) -> dict[str, str]:
        return {names.get(name, name): what for name, what in told.items()}

    return replace(
        options,
        columns=all_of(options.columns),
        where=all_of(options.where),
        unless=all_of(options.unless),
    )


def near(name: str, seen: Iterable[str]) -> list[str]:
    """The names of a file that come near one it does not have, the nearest first.

    >>> near("Amont", ["amount", "date", "client"])
    ['amount']
    """
    known = {loosely(other): other for other in seen}
    return [known[key] for key in difflib.get_close_matches(loosely(name), known, 3, 0.6)]
