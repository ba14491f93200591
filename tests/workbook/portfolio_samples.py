"""Portfolios of clients that tests share: read from books in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

import xl_kpis
from tests.samples import finished
from xl_kpis.formula.book import Book
from xl_kpis.formula.reference import cell_name
from xl_kpis.workbook import examples, layout
from xl_kpis.workbook.places import Places, in_region
from xl_kpis.workbook.portfolio.reading import ClientEntry, read_entry
from xl_kpis.workbook.portfolio.result import Portfolio

Figures = Mapping[str, Sequence[float | None]]
COACHES = ("Ada", "Bela", "")


@cache
def _base(pack: str, language: str) -> tuple[Book, dict[str, list[str]]]:
    """A template whose periods are quarters, calculated, and the cells of each measure."""
    book = in_region(xl_kpis.load(finished(pack, language)))
    book[layout.FIRST_PERIOD] = examples.SETTINGS["first_period"]
    book[layout.MONTHS] = examples.SETTINGS["months"]
    places = Places(book)
    cells = {
        m.id: [
            f"'{places.input_sheet_name}'!{cell_name(*cell)}"
            for cell in places.inputs(m.id)
            if cell
        ]
        for _, m in layout.measures(pack)
    }
    return book, cells


def client(
    figures: Figures, pack: str = "mentoring", language: str = "en", **settings: object
) -> Book:
    """A client's workbook with these figures from the first period on."""
    base, cells = _base(pack, language)
    book = base.copy()
    for name, value in settings.items():
        book[f"Set_{name}"] = value
    for id, values in figures.items():
        for cell, value in zip(cells[id], values, strict=False):
            book[cell] = value
    return book


def entry(book: Book, name: str, language: str = "en", coach: str = "") -> ClientEntry:
    """What a portfolio takes of a workbook; who is its coach is said by the test."""
    found = read_entry(book, f"clients/{name}.xlsx", language)
    return replace(found, groups={**found.groups, "coach": coach}) if coach else found


def share(figures: Figures, part: str, of: float) -> Figures:
    """The same figures, but less of one."""
    return {**figures, part: [None if n is None else round(n * of) for n in figures[part]]}


@cache
def sample(language: str) -> Portfolio:
    """Six clients of two packs and two coaches; one that fell, one that stopped, one whose figures
    cannot be, one that is behind, and a file that gave nothing."""
    told = {id: list(values[-2:]) for id, values in examples.HISTORY["mentoring"].items()}
    books = {
        "Anna": told,
        "Ben": share(told, "sessions_completed", 0.6),
        "Cleo": {**told, "clients_advanced": [30, 12], "months_to_milestone": [200, 290]},
        "Dora": {**told, "connections_made": [25], "event_attendees": [100]},
        "Émile": {**told, "clients_new": [50, 400]},
        "Femi": {id: values[:1] for id, values in told.items()},
    }
    entries = [
        entry(client(figures), name, language, COACHES[i % 2])
        for i, (name, figures) in enumerate(books.items())
    ]
    online = {id: list(values[-2:]) for id, values in examples.HISTORY["remote"].items()}
    entries.append(entry(client(online, "remote"), "Gus & Co <online>", language, "Bela"))
    failed = {"clients/Hal.xlsx": "Hal.xlsx is damaged."}
    return Portfolio(entries, ("coach",), language, failed, ["clients/notes.xlsx"])
