"""Logs of packs of files: figures worked out of records, as the file says."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from log_samples import desk, records

import xl_kpis
from tests.samples import finished
from xl_kpis.kpi import packs
from xl_kpis.kpi.pack_files import PackError, pack_from
from xl_kpis.languages import available
from xl_kpis.workbook import layout
from xl_kpis.workbook.check import check
from xl_kpis.workbook.fill import FillError, fill
from xl_kpis.workbook.render import value_words
from xl_kpis.workbook.scorecard import own_figures, scorecard
from xl_kpis.workbook.texts import words

STUDIO = (Path(__file__).parents[2] / "docs" / "packs" / "fitness-studio.toml").read_text("utf-8")
DAY = dt.date
PERIODS = 12


@pytest.fixture(autouse=True)
def nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "_in_use", {})


def blank(pack: packs.Pack, language: str = "en") -> bytes:
    """The template of a pack in use."""
    return finished(pack.id, language, periods=PERIODS)


def counted(source: str, logs: dict[str, list[dict[str, Any]]], language: str = "en") -> Any:
    """The figures of the first periods of 2026, by input."""
    pack = packs.use(pack_from(source))
    file = blank(pack, language)
    begin = {"first_period": DAY(2026, 1, 1), "logs_until": DAY(2026, 12, 31)}
    return own_figures(xl_kpis.load(fill(file, {"logs": logs}, settings=begin).file))


# ---- against a count in Python -----------------------------------------------------------------


def expected(
    logs: dict[str, list[dict[str, Any]]], begin: dt.date, end: dt.date, before: dt.date
) -> dict[str, float]:
    """What is counted in a period, ``end`` being the day after it."""
    tickets, answers = logs["tickets"], logs["answers"]

    def within(
        rows: list[dict[str, Any]], on: str, since: dt.date = begin, until: dt.date = end
    ) -> Any:
        return [row for row in rows if on in row and since <= row[on] < until]

    def there(until: dt.date, since: dt.date) -> list[dict[str, Any]]:
        return [t for t in tickets if t["opened"] < until and t.get("closed", DAY.max) >= since]

    def people(rows: list[dict[str, Any]]) -> set[str]:
        return {row["client"].casefold() for row in rows if "client" in row}

    opened, closed, said = (
        within(tickets, "opened"),
        within(tickets, "closed"),
        within(answers, "date"),
    )
    held = [row for row in said if row["status"] == "held"]
    return {
        "opened_rows": len(opened),
        "closed_rows": len(closed),
        "before": len(within(tickets, "opened", before, begin)),
        "hours": sum(row.get("hours", 0) for row in opened),
        "high": sum(row.get("level") == "high" for row in opened),
        "not_high": sum(row.get("level") != "high" and "hours" in row for row in opened),
        "from_five": sum(row.get("hours", 0) >= 5 for row in opened),
        "without": sum("hours" not in row for row in opened),
        "days_open": sum((row["closed"] - row["opened"]).days for row in closed),
        "at_start": len(there(begin, begin)),
        "at_end": len(there(end, end)),
        "high_at_end": sum(row.get("level") == "high" for row in there(end, end)),
        "meanwhile": len(there(end, begin)),
        "came": sum(row["opened"] >= begin for row in there(end, end)),
        "people": len(people(opened)),
        "new_people": len(people(opened) - people(within(tickets, "opened", DAY.min, begin))),
        "answered": sum("rating" in row for row in said),
        "asked": len(said),
        "held": len(held),
        "points": sum(row.get("rating", 0) for row in said if row["status"] != "moved"),
        "who_held": len(people([row for row in held if row.get("rating", 0) >= 3])),
    }


@pytest.mark.parametrize("seed", range(4))
def test_everything_that_may_be_taken_is_what_python_counts(seed: int) -> None:
    logs = records(seed)
    found = counted(desk(), logs)
    starts = [DAY(2025, 12, 1), *(DAY(2026, month, 1) for month in range(1, 9))]
    for period in range(7):
        before, begin, end = starts[period : period + 3]
        for name, value in expected(logs, begin, end, before).items():
            assert found[name][period] == pytest.approx(value), (name, period)


def test_where_all_answered_nobody_knows_who_was_asked() -> None:
    answers = [{"date": DAY(2026, 1, 5), "status": "held", "rating": 4}]
    found = counted(desk(), {"answers": answers, "tickets": records(1)["tickets"]})
    assert str(found["asked"][0]) == "#N/A"
    assert found["answered"][0] == 1


# ---- a workbook of one's own -------------------------------------------------------------------


def studio_logs(language: str) -> dict[str, list[dict[str, Any]]]:
    said = pack_from(STUDIO).texts[language]
    status, kind = "status.studio.bookings.status", "kind.studio.takings.kind"
    came, free, off = (said[f"{status}.{of}"].split(", ")[0] for of in ("taken", "free", "off"))
    fee, sale = said[f"{kind}.fee"], said[f"{kind}.sale"]
    return {
        "members": [
            {"client": "A", "joined": DAY(2025, 5, 1)},
            {"client": "B", "joined": DAY(2025, 6, 1), "left": DAY(2026, 1, 15)},
            {"client": "C", "joined": DAY(2026, 1, 10)},
            {"client": "D", "joined": DAY(2025, 6, 1)},
        ],
        "bookings": [
            {"date": DAY(2026, 1, 5), "client": "A", "status": came},
            {"date": DAY(2026, 1, 5), "status": free},
            {"date": DAY(2026, 1, 7), "client": "B", "status": off},
        ],
        "takings": [
            {"date": DAY(2026, 1, 3), "client": "A", "kind": fee, "amount": 50},
            {"date": DAY(2026, 1, 4), "client": "A", "kind": fee, "amount": 10},
            {"date": DAY(2026, 1, 9), "client": "C", "kind": sale, "amount": 7.5},
            {"date": DAY(2026, 1, 9), "client": "D", "kind": fee, "amount": 20},
        ],
    }


@pytest.mark.parametrize("language", available())
def test_the_example_counts_from_its_logs(language: str) -> None:
    found = counted(STUDIO, studio_logs(language), language)
    january = {name: values[0] for name, values in found.items()}
    del january["days_waited"], january["people_admitted"]
    assert january == {
        **{"members_start": 3, "members_end": 3, "members_joined": 1},
        **{"places_taken": 1, "places_offered": 2},
        **{"fees": 80, "sales": 7.5, "members_paying": 2},
    }


def test_what_was_at_the_end_is_there_at_the_next_beginning_unless_it_is_typed() -> None:
    pack = packs.use(pack_from(STUDIO))
    figures = {"members_start": [400], "members_end": [410, 420], "members_joined": [26, 20]}
    file = fill(blank(pack), figures).file
    assert own_figures(xl_kpis.load(file))["members_start"][:2] == [400, 410]


def studio_book(logs: dict[str, list[dict[str, Any]]]) -> Any:
    pack = packs.use(pack_from(STUDIO))
    begin = {"first_period": DAY(2026, 1, 1)}
    return xl_kpis.load(fill(blank(pack), {"logs": logs}, settings=begin).file)


def test_a_status_that_is_in_no_list_is_found() -> None:
    book = studio_book(studio_logs("en"))
    assert check(book).found == ()
    area = book.resolve("Bookings_status").area
    book[f"'{book.model.sheets[area.sheet].name}'!D5"] = "maybe"
    (found,) = check(book).found
    assert (found.id, found.count) == ("bookings.status.list", 1)


def test_records_that_cannot_be_are_refused_in_the_words_of_the_pack() -> None:
    for log, record, said in (
        ("bookings", {"date": DAY(2026, 1, 9), "status": "who knows"}, "who knows"),
        ("takings", {"date": DAY(2026, 1, 9), "kind": "gift", "amount": 3}, "What for"),
        ("members", {"client": "E", "joined": DAY(2026, 3, 1), "left": DAY(2026, 2, 1)}, "Left"),
        ("members", {"client": "A", "joined": DAY(2025, 7, 1)}, "A"),
        ("members", {"client": "E"}, "Joined"),
    ):
        logs = studio_logs("en")
        logs[log].append(record)
        with pytest.raises(FillError, match=said):
            studio_book(logs)


@pytest.mark.parametrize("language", available())
def test_a_table_is_taken_by_its_headings(language: str, tmp_path: Path) -> None:
    pack = packs.use(pack_from(desk()))
    fields = [pack.logs[0].field(id) for id in ("opened", "closed", "hours", "level")]
    heads = [words(field.text_id, language) for field in fields]
    heads[0] = fields[0].aliases[-1]
    table = tmp_path / "export.csv"
    with table.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(
            [heads, ["2026-01-05", "2026-01-09", 3, "low"], ["2026-02-03", "", 2, "high"]]
        )
    begin = {"first_period": DAY(2026, 1, 1), "logs_until": DAY(2026, 12, 31)}
    filled = fill(blank(pack, language), table, settings=begin).file
    found = own_figures(xl_kpis.load(filled))
    assert found["hours"][:2] == [3, 2]
    assert found["days_open"][:2] == [4, 0]
    assert found["high"][:2] == [0, 1]


def test_a_log_like_a_shipped_one_takes_the_exports_of_services() -> None:
    source = """
[pack]
id = "shop"
name = "Shop"
[[log]]
id = "payments"
name = "Sums"
[log.columns.date]
kind = "date"
[log.columns.client]
kind = "text"
optional = true
[log.columns.amount]
kind = "amount"
label = "Sum"
[[kpi]]
id = "income"
name = "Income"
formula = "= taken"
unit = "money"
[kpi.inputs.taken]
label = "Taken"
kind = "amount"
counted = { log = "payments", take = "sum", column = "amount" }
[kpi.example]
taken = 3
value = 3
"""
    (log,) = packs.use(pack_from(source)).logs
    assert log.known == "payments"
    (strange,) = pack_from(
        source.replace('kind = "amount"\nlabel = "Sum"', 'kind = "count"\nlabel = "Sum"')
    ).logs
    assert strange.known == ""


def test_the_workbook_has_the_sheets_and_settings_its_logs_need_and_no_others() -> None:
    pack = packs.use(pack_from(desk()))
    names = set(xl_kpis.load(blank(pack)).names)
    assert {"Tickets_opened", "Answers_rating", "Set_done", "Set_scale_low"} <= names
    assert not {"Set_threshold", layout.MONTH_DAYS, "Set_solved", layout.KINDS} & names


def test_a_log_of_nobody_in_particular_has_no_check_for_copied_rows() -> None:
    """Tickets that are alike are common where nothing says whose they are."""
    source = desk().replace('[log.columns.client]\nkind = "text"\noptional = true\n\n', "", 1)
    source = source.replace('tickets", take = "people', 'answers", take = "people')
    source = source.replace('tickets", take = "new_people', 'answers", take = "new_people')
    alike = {"opened": DAY(2026, 1, 5), "hours": 1, "level": "low"}
    pack = packs.use(pack_from(source))
    begin = {"first_period": DAY(2026, 1, 1)}
    book = xl_kpis.load(
        fill(blank(pack), {"logs": {"tickets": [alike, alike]}}, settings=begin).file
    )
    assert [found.id for found in check(book).found if "copied" in found.id] == []


@pytest.mark.parametrize("language", available())
def test_ratings_out_of_five_are_taken_as_such_and_not_called_out_of_ten(
    language: str, tmp_path: Path
) -> None:
    source = """
[pack]
id = "yoga"
name = "Yoga"
[[log]]
id = "ratings"
name = "Answers"
[log.columns.date]
kind = "date"
[log.columns.rating]
kind = "rating"
range = [1, 5]
optional = true
[[kpi]]
id = "liked"
name = "Liked"
unit = "rating"
domain = [1, 5]
formula = "= AVERAGE(rated)"
[kpi.inputs.rated]
kind = "ratings"
range = [1, 5]
label = "Rated {rating}"
counted = { log = "ratings" }
[kpi.example]
rated_5 = 1
value = 5
"""
    pack = packs.use(pack_from(source))
    table = tmp_path / "answers.csv"
    table.write_text("Date,Rating (1-5)\n2026-01-05,5\n2026-01-06,4\n2026-01-07,2\n", "utf-8")
    begin = {"first_period": DAY(2026, 1, 1)}
    filled = fill(blank(pack, language), table, settings=begin)
    assert not [note for note in filled.notes if note.id in ("scale", "low")]
    book = xl_kpis.load(filled.file)
    assert check(book).found == ()
    (record,) = scorecard(book)
    assert record["value"] == pytest.approx(11 / 3)
    assert value_words(record, language) in ("3.7", "3,7")


# ---- what is wrong -----------------------------------------------------------------------------

PLANTED = {
    "a log nobody counts in": (
        ('[[log]]\nid = "answers"'),
        (
            "[[log]]\n"
            'id = "spare"\n'
            'name = { en = "Spare", fr = "Reste" }\n'
            "[log.columns.date]\n"
            'kind = "date"\n'
            "[[log]]\n"
            'id = "answers"'
        ),
        "No input is counted in the log “spare”",
    ),
    "an unknown log": (
        'log = "tickets", on',
        'log = "tikets", on',
        "There is no log “tikets”",
    ),
    "an unknown column": (
        'on = "closed"',
        'on = "closing"',
        "no such column “closing”",
    ),
    "a column of another kind": (
        'column = "hours"',
        'column = "level"',
        "there are hours",
    ),
    "a status that is in no list": (
        'status = "done" }',
        'status = "held" }',
        "cannot be asked",
    ),
    "a condition that is none": (
        'hours = ">= 5"',
        'hours = "about 5"',
        "cannot be asked",
    ),
    "no day": (
        ('kind = "date"\n\n[log.columns.client]'),
        ('kind = "date"\noptional = true\n\n[log.columns.client]'),
        "No column says when",
    ),
    "days the wrong way round": (
        '["opened", "closed"]',
        '["closed", "opened"]',
        "is empty as long",
    ),
    "days that are none": (
        '["opened", "closed"]',
        '["opened", "hours"]',
        "two columns of kind date",
    ),
    "people of what does not last": (
        'log = "answers", if_some_lack = "rating"',
        'log = "answers", take = "joined"',
        "whose records last",
    ),
    "a key of another kind": (
        "range = [0, 5]",
        ('range = [0, 5]\nwords = ["workshop"]'),
        "only has a meaning beside kind",
    ),
    "a range that is none": (
        "range = [0, 5]",
        "range = [5, 0]",
        "range",
    ),
    "an unknown key": (
        "aliases =",
        "alias =",
        "did you mean “aliases”",
    ),
    "a log called as names are": (
        'id = "answers"',
        'id = "set"',
        "begin with “set”",
    ),
    "a heading no table can have": (
        'en = "Hours"',
        'en = "Hours [h]"',
        "A heading cannot have",
    ),
    "a name no sheet can have": (
        'en = "Tickets"',
        'en = "Tickets/calls"',
        "cannot have [ ]",
    ),
    "two logs of one name": (
        'en = "Answers"',
        'en = "Tickets"',
        "Another log is called",
    ),
    "two columns of one name": (
        'en = "Hours"',
        'en = "Closed"',
        "Another column of the log",
    ),
    "a heading in one language": (
        'en = "Hours", fr = "Heures"',
        'en = "Hours"',
        "missing in fr",
    ),
    "two words alike": (
        'fr = "bas"',
        'fr = "haut"',
        "stands there twice",
    ),
    "an unknown take": (
        'take = "days"',
        'take = "weeks"',
        "cannot be “weeks”",
    ),
    "what a take has no use for": (
        'take = "there_at_start"',
        'take = "there_at_start", on = "opened"',
        "has no meaning with",
    ),
    "time from a day to itself": (
        'since = "opened"',
        'since = "closed"',
        "always zero",
    ),
    "yes in quotes": (
        ("optional = true\n\n[log.columns.opened]"),
        ('optional = "yes"\n\n[log.columns.opened]'),
        "true or false",
    ),
    "a kind without words": (
        ('words = { high = { en = "high", fr = "haut" }, low = { en = "low", fr = "bas" } }'),
        "",
        "has 1 to",
    ),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_is_named_with_its_line(planted: str) -> None:
    right, wrong, said = PLANTED[planted]
    source = desk()
    assert right in source
    changed = source.replace(right, wrong, 1)
    with pytest.raises(PackError) as refused:
        pack_from(changed)
    matching = [f for f in refused.value.faults if said in f.sentence("en")]
    assert matching, [f.sentence("en") for f in refused.value.faults]
    before = changed[: source.index(right)].count("\n") + 1
    after = before + wrong.count("\n") + 12
    assert before - 5 <= matching[0].line <= after
    for language in available():
        for fault in refused.value.faults:
            assert fault.sentence(language)


def test_what_is_carried_over_is_an_input_of_the_kpi() -> None:
    with pytest.raises(PackError, match="no other input of this KPI"):
        pack_from(STUDIO.replace('carried = "members_end"', 'carried = "places_taken"'))
