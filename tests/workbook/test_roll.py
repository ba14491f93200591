"""A workbook of the year that follows has what still counts, and nothing of what is past."""

from __future__ import annotations

import datetime as dt
import pickle

import pytest
from workbook_samples import with_figures

import xl_kpis
from tests.samples import finished
from xl_kpis.formula.reference import cell_name
from xl_kpis.kpi import PACKS
from xl_kpis.languages import DEFAULT, available
from xl_kpis.workbook import examples, layout
from xl_kpis.workbook.check import check
from xl_kpis.workbook.fill import fill
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.roll import RollError, roll
from xl_kpis.workbook.texts import words

BOTH = [("remote", "en"), ("mentoring", "fr")]


def filled(pack="remote", language="en", data=None, formulas="native", **settings):
    return fill(finished(pack, language, formulas), data or {}, settings=settings).file


def typed(file, measure):
    return Places(xl_kpis.load(file)).typed(measure)


def column(file, log, field):
    values = Places(xl_kpis.load(file)).values(layout.log_column_name(log, field))
    while values and values[-1] is None:
        values.pop()
    return values


def day(date: str) -> float:
    return float((dt.date.fromisoformat(date) - dt.date(1899, 12, 30)).days)


@pytest.mark.parametrize(("pack", "language"), BOTH)
def test_whole_years_later_and_empty_but_for_what_the_period_before_gives(pack, language):
    year = {"clients_start": [40] * 12, "clients_end": [*[41] * 11, 45], "clients_new": [3] * 12}
    made = roll(filled(pack, language, year, first_period=dt.date(2026, 1, 1)))
    assert (made.first, made.periods, made.figures) == (dt.date(2027, 1, 1), 24, 0)
    assert made.carried == [("clients_start", 45.0)]
    book = xl_kpis.load(made.file)
    places = Places(book)
    assert places.pack == pack
    assert places.language == language
    assert places.periods()[0] == (dt.date(2027, 1, 1), dt.date(2027, 1, 31))
    assert typed(made.file, "clients_start") == [45.0] + [None] * 23
    assert not check(book).found
    with_figures(book, {"clients_end": [48], "clients_new": [5]})
    retention = next(kpi for kpi in PACKS[pack] if layout.short(kpi) == "retention")
    assert places.values(layout.row_name("Value", retention))[0] == pytest.approx(43 / 45)


@pytest.mark.parametrize(
    ("months", "last", "first"),
    [
        (1, 0, "2027-07-31"),
        (1, 11, "2027-07-31"),
        (1, 12, "2028-07-31"),
        (3, 3, "2027-07-31"),
        (3, 4, "2028-07-31"),
        (12, 0, "2027-07-31"),
        (4, 2, "2027-07-31"),
        (4, 3, "2028-07-31"),
        (6, 5, "2029-07-31"),
    ],
)
def test_the_new_year_begins_behind_the_last_figure(months, last, first):
    revenue = {"revenue": [None] * last + [100.0]}
    settings = {"first_period": dt.date(2026, 7, 31), "months": months}
    assert roll(filled(data=revenue, **settings)).first == dt.date.fromisoformat(first)


def test_figures_from_a_chosen_first_period_on_go_along():
    revenue = {"revenue": [1.0, 2.0, 3.0, 4.0], "users": [9.0] * 4}
    file = filled(data=revenue, first_period=dt.date(2026, 1, 1))
    made = roll(file, first=dt.date(2026, 3, 1), periods=36)
    assert typed(made.file, "revenue")[:3] == [3.0, 4.0, None]
    assert (made.figures, made.periods, len(typed(made.file, "users"))) == (4, 36, 36)


def test_a_chosen_first_period_is_one_of_the_calendar():
    file = filled(data={"revenue": [1.0]}, first_period=dt.date(2026, 1, 1), months=3)
    for wrong in (dt.date(2026, 2, 1), dt.date(2026, 4, 2), dt.date(2025, 10, 1)):
        with pytest.raises(RollError) as error:
            roll(file, first=wrong)
        assert error.value.id == "between"


def test_settings_lists_and_benchmarks_of_ones_own_go_along():
    book = xl_kpis.load(filled("mentoring", data={"sessions_completed": [8]}))
    retention = PACKS["mentoring"][0]
    own = next(name.name for name in book.model.names if name.name.startswith("Own_retention"))
    changed = {
        layout.MONTH_DAYS: 30.0,
        layout.weight_name(retention): 2.0,
        own: 0.97,
        layout.MONTHS: 3.0,
    }
    places = Places(book)
    for name, value in changed.items():
        book[name] = value
    done, kinds = places.area(layout.DONE), places.area(layout.KINDS)
    sheet = places.sheet_name(done)
    book[f"{sheet}!{cell_name(done.top + 5, done.left)}"] = "attended"
    book[f"{sheet}!{cell_name(done.top, done.left)}"] = None
    book[f"{sheet}!{cell_name(kinds.top, kinds.left)}"] = "class"
    made = roll(book.to_bytes())
    after = Places(xl_kpis.load(made.file))
    assert {name: after.value(name) for name in changed} == changed
    assert after.values(layout.DONE) == [
        None,
        "completed",
        None,
        None,
        None,
        "attended",
        None,
        None,
    ]
    assert after.value(layout.KINDS) == "class"
    assert made.lost == []


RECORDS = {
    "logs": {
        "roster": [
            {"client": "gone", "joined": "2025-03-01", "left": "2026-12-31"},
            {"client": "still", "joined": "2026-02-01"},
            {"client": "going", "joined": "2026-02-01", "left": "2027-01-01"},
        ],
        "sessions": [
            {"date": "2026-12-31", "client": "still", "status": "held"},
            {"date": "2027-01-01", "client": "still", "status": "held"},
            {"date": "2027-01-01", "client": "still", "status": "held"},
        ],
        "events": [
            {"date": "2026-11-30", "kind": "workshop", "attendees": 7},
            {"date": "2026-12-01", "kind": "workshop", "attendees": 8},
        ],
        "milestones": [
            {"client": "a", "started": "2026-01-01", "reached": "2026-05-01"},
            {"client": "b", "started": "2026-01-01"},
        ],
    }
}


def test_records_that_still_count_go_along():
    made = roll(filled("mentoring", data=RECORDS, first_period=dt.date(2026, 1, 1)))
    assert column(made.file, "roster", "client") == ["still", "going"]
    assert column(made.file, "roster", "left") == [None, day("2027-01-01")]
    assert column(made.file, "sessions", "date") == [day("2027-01-01")] * 2
    assert column(made.file, "events", "attendees") == [8.0]
    assert column(made.file, "milestones", "client") == ["b"]
    assert (made.records, made.left) == (6, 4)


def test_what_is_counted_in_the_new_periods_is_what_the_old_workbook_would_count():
    """The rule of what to leave behind loses nothing that any later period shows."""
    file = filled("mentoring", data=RECORDS, first_period=dt.date(2026, 1, 1))
    some, all_ = (xl_kpis.load(roll(file, all_records=x).file) for x in (False, True))
    for book in (some, all_):
        book[layout.LOGS_UNTIL] = dt.date(2027, 6, 30)
        logs = Places(book).value(layout.SOURCES), Places(book).values(layout.SOURCES)[1]
        for kpi in PACKS["mentoring"]:
            if Places(book).has(layout.source_name(kpi)):
                book[layout.source_name(kpi)] = logs[1]
    for kpi in PACKS["mentoring"]:
        name = layout.row_name("Value", kpi)
        assert Places(some).values(name) == Places(all_).values(name)
    assert Places(all_).values(layout.COVERAGE)[0] >= 3


def test_every_log_says_until_when_a_record_counts():
    for pack in PACKS:
        for log in layout.logs(pack):
            assert log.last_day in {f.id for f in log.fields if f.kind == "date"}


@pytest.mark.parametrize(("pack", "language"), BOTH)
def test_a_damaged_workbook_is_made_whole(pack, language):
    history = examples.history(pack)
    file = fill(finished(pack, language), history, settings=examples.SETTINGS).file
    book = xl_kpis.load(file)
    right = [typed(file, m.id) for _, m in layout.measures(pack)]
    area = Places(book).inputs("clients_end")[0]
    sheet = Places(book).input_sheet_name
    book[f"'{sheet}'!{cell_name(area[0], 0)}"] = None
    made = roll(book.to_bytes(), repair=True)
    places = Places(xl_kpis.load(made.file))
    assert made.lost == [f"{sheet}, clients_end"]
    for (_, measure), values in zip(layout.measures(pack), right, strict=True):
        if measure.id != "clients_end":
            assert places.typed(measure.id) == values
    assert places.periods()[0][0] == examples.SETTINGS["first_period"]


def test_without_a_first_period_one_has_to_be_said():
    book = xl_kpis.load(filled(data={"revenue": [5.0]}))
    book[layout.FIRST_PERIOD] = "soon"
    with pytest.raises(RollError) as error:
        roll(book.to_bytes())
    assert error.value.id == "no_first"
    made = roll(book.to_bytes(), repair=True, first=dt.date(2026, 1, 1))
    assert typed(made.file, "revenue")[0] == 5.0


@pytest.mark.parametrize("formulas", layout.FLAVOURS)
def test_the_kind_of_formulas_stays(formulas):
    made = roll(filled(data={"revenue": [5.0]}, formulas=formulas))
    assert Places(xl_kpis.load(made.file)).formulas == formulas


@pytest.mark.parametrize("language", available())
def test_why_there_is_no_new_workbook_is_said_in_every_language(language):
    book = xl_kpis.load(filled(data={"revenue": [5.0]}, first_period=dt.date(2026, 1, 1)))
    with pytest.raises(RollError) as between:
        roll(book.to_bytes(), first=dt.date(2026, 2, 2))
    for said in ("2026-02-02", "2026-02-01", "2026-03-01"):
        assert said in between.value.sentence(language)
    sessions = next(log for log in layout.logs("remote") if log.id == "sessions")
    full = RollError("log_full", log=sessions, count=2001, room=2000)
    assert words("log.sessions", language) in full.sentence(language)
    book[layout.FIRST_PERIOD] = "soon"
    with pytest.raises(RollError) as undated:
        roll(book.to_bytes())
    assert words("sheet.settings", language) in undated.value.sentence(language)
    for error in (between.value, full, undated.value):
        same = pickle.loads(pickle.dumps(error))
        assert same.sentence(language) == error.sentence(language)
        assert "{" not in error.sentence(language)
    if language != DEFAULT:
        assert str(between.value) != between.value.sentence(language)
