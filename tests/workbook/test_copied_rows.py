"""A row of a log that was copied counts twice and is named; what only looks alike is not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import xl_kpis
from tests.samples import finished
from xl_kpis.formula.book import Book
from xl_kpis.formula.reference import cell_name
from xl_kpis.kpi import PACKS
from xl_kpis.kpi.logs import Log
from xl_kpis.languages import available
from xl_kpis.workbook import layout
from xl_kpis.workbook.check import Finding, check
from xl_kpis.workbook.fill import fill

DAY = dt.date(2026, 3, 2)
VALUES = {
    "date": DAY,
    "client": "C-014",
    "status": "held",
    "rating": 9,
    "kind": "workshop",
    "attendees": 12,
    "connections": 3,
    "amount": 150.5,
    "joined": DAY,
    "started": DAY,
    "consulted": DAY,
    "reached": dt.date(2026, 5, 4),
    "paid": dt.date(2026, 3, 9),
    "left": dt.date(2026, 6, 1),
}
BOTH = [(pack, language) for pack in PACKS for language in available()]


def record(log: Log, **other: Any) -> dict[str, Any]:
    values = VALUES | other
    ids = [part.id for part in log.fields]
    return {id: values[id] for id in ids if values.get(id) is not None}


def filled(pack: str, language: str, **logs: list[dict[str, Any]]) -> Book:
    return xl_kpis.load(fill(finished(pack, language), {"logs": logs}).file)


def copy(book: Book, log: Log, row: int, to: int) -> tuple[int, int]:
    """Copy a record further down, as a person does; the two rows as the sheet numbers them."""
    for part in log.fields:
        area = book.resolve(layout.log_column_name(log.id, part.id)).area
        sheet = book.model.sheets[area.sheet].name
        value = book[f"'{sheet}'!{cell_name(area.top + row, area.left)}"]
        if value is not None:
            book[f"'{sheet}'!{cell_name(area.top + to, area.left)}"] = value
    return area.top + row + 1, area.top + to + 1


def copied(book: Book, language: str | None = None) -> list[Finding]:
    return [finding for finding in check(book, language).found if finding.id.endswith(".copied")]


@pytest.mark.parametrize(("pack", "language"), BOTH)
def test_a_copied_row_of_any_log_is_named_with_both_its_rows_and_what_to_do(pack, language):
    logs = layout.logs(pack)
    others = {log.id: [record(log, client="C-015", attendees=11), record(log)] for log in logs}
    book = filled(pack, language, **others)
    assert copied(book) == []
    rows = {f"{log.id}.copied": copy(book, log, 1, 7) for log in logs}
    found = {finding.id: finding for finding in copied(book)}
    assert found.keys() == rows.keys()
    for id, (first, again) in rows.items():
        assert found[id].count == 2
        assert found[id].where.endswith(str(again))
        assert found[id].found.index(str(again)) < found[id].found.index(str(first))
        assert DAY.isoformat() in found[id].found
        assert found[id].remedy


@pytest.mark.parametrize("pack", PACKS)
def test_what_is_left_empty_is_alike_too(pack):
    logs = layout.logs(pack)
    bare = dict.fromkeys(("rating", "connections", "left", "reached", "paid"))
    book = filled(pack, "en", **{log.id: [record(log, **bare)] for log in logs})
    for log in logs:
        copy(book, log, 0, 3)
    assert {finding.id for finding in copied(book)} == {f"{log.id}.copied" for log in logs}


@pytest.mark.parametrize("pack", PACKS)
def test_records_that_differ_in_one_column_are_two(pack):
    others = {"date": DAY + dt.timedelta(1), "text": "C-015", "rating": 8, "count": 4}
    others |= {"status": "missed", "kind": "networking", "amount": 150}
    logs = {}
    for log in layout.logs(pack):
        if log.id != "roster":  # nobody is there twice at once, whatever differs
            fields = [part for part in log.fields if part.required or part.kind != "date"]
            unlike = [record(log, **{part.id: others[part.kind]}) for part in fields]
            logs[log.id] = [record(log), *unlike]
    assert copied(filled(pack, "en", **logs)) == []


def test_answers_and_sessions_of_nobody_in_particular_may_be_alike():
    rows = {
        "ratings": [{"date": DAY, "rating": 9}] * 3,
        "sessions": [{"date": DAY, "status": "held"}] * 2,
    }
    assert copied(filled("mentoring", "en", **rows)) == []


def test_a_day_with_the_time_behind_it_is_another():
    book = filled("mentoring", "en", sessions=[record(layout.logs("mentoring")[1])] * 2)
    assert len(copied(book)) == 1
    area = book.resolve(layout.log_column_name("sessions", "date")).area
    sheet = book.model.sheets[area.sheet].name
    at = cell_name(area.top, area.left)
    book[f"'{sheet}'!{at}"] = dt.datetime(2026, 3, 2, 14)
    assert copied(book) == []


EXPORTS = {
    "times behind the days": (
        "en",
        "Date,Client,Status,ID\n2026-03-02 10:00,C-1,held,7\n2026-03-02 2:30 pm,C-1,held,8\n",
    ),
    "times in a column": (
        "fr",
        "Date;Heure;Client;Statut\n02/03/2026;10h;C-1;honorée\n02/03/2026;14h30;C-1;honorée\n"
        "16/03/2026;9h;C-2;honorée\n",
    ),
}


@pytest.mark.parametrize("which", EXPORTS)
def test_two_sessions_of_one_day_are_told_apart_by_their_times(which, tmp_path):
    language, text = EXPORTS[which]
    export = tmp_path / "export.csv"
    export.write_text(text, encoding="utf-8")
    done = fill(finished("mentoring", language), export)
    assert copied(xl_kpis.load(done.file)) == []
    assert fill(done.file, export).entries == 0  # what is there already is known again


def test_two_sessions_of_one_day_without_times_are_pointed_at(tmp_path):
    export = tmp_path / "export.csv"
    export.write_text("Date,Client,Status,ID\n2026-03-02,C-1,held,7\n2026-03-02,C-1,held,8\n")
    (found,) = copied(xl_kpis.load(fill(finished("mentoring", "en"), export).file))
    assert "C-1, 2026-03-02" in found.found
