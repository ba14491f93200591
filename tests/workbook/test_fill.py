"""Filling workbooks from what people have."""

from __future__ import annotations

import datetime as dt
import json
import re
import zipfile
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import Workbook

import xl_kpis
from tests.samples import finished
from xl_kpis.errors import NA
from xl_kpis.formula.reference import cell_name
from xl_kpis.kpi import PACKS
from xl_kpis.languages import available
from xl_kpis.workbook import examples, layout
from xl_kpis.workbook.check import check
from xl_kpis.workbook.figures.numbers import parse_number
from xl_kpis.workbook.figures.periods import parse_day
from xl_kpis.workbook.fill import FillError, fill, recalculated
from xl_kpis.workbook.places import Damaged, NotATemplate, Places
from xl_kpis.workbook.texts import words


def typed(file: bytes, measure: str) -> list:
    return Places(xl_kpis.load(file)).values(layout.input_name(measure))


def problems(caught: pytest.ExceptionInfo[FillError]) -> list[str]:
    return [str(problem) for problem in caught.value.problems]


def write(folder, name: str, text: str):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("pack", "language"), [(p, c) for p in PACKS for c in available()])
def test_the_worked_examples_fill_the_first_period(pack, language):
    filled = fill(finished(pack, language), examples.worked_examples(pack))
    places = Places(recalculated(filled))
    for kpi in PACKS[pack]:
        value = places.values(layout.row_name("Value", kpi))[0]
        assert value == pytest.approx(kpi.example.result)


def test_periods_across_the_top(tmp_path):
    path = write(tmp_path, "a.csv", "id,2026-01,Feb 2026,3\nrevenue,1000,1200.5,900\nusers,10,,9\n")
    filled = fill(finished("remote"), path)
    assert typed(filled.file, "revenue")[:4] == [1000.0, 1200.5, 900.0, None]
    assert typed(filled.file, "users")[:4] == [10.0, None, 9.0, None]
    assert filled.figures == 5


def test_periods_down_the_side(tmp_path):
    path = write(tmp_path, "a.csv", "period,revenue,users\n2026-01,5,6\n2026-02,7,8\n")
    assert typed(fill(finished("remote"), path).file, "users")[:2] == [6.0, 8.0]


def test_long_form_with_french_headings_labels_and_decimal_commas(tmp_path):
    path = write(
        tmp_path,
        "a.csv",
        "Mesure;Période;Valeur\nSéances tenues;janvier 2026;40\nRevenu;mars 2026;1 234,5\n",
    )
    file = fill(finished("remote", "fr"), path).file
    assert typed(file, "sessions_completed")[0] == 40
    assert typed(file, "revenue")[2] == 1234.5


def test_labels_of_either_language_fill_a_workbook_of_the_other():
    file = fill(finished("remote", "fr"), {"Sessions held": [4], "Séances prévues": [5]}).file
    assert typed(file, "sessions_completed")[0] == 4
    assert typed(file, "sessions_scheduled")[0] == 5


def test_either_apostrophe_names_a_measure():
    for label in ("Clients arrivés à l’étape", "clients arrivés à l'étape"):
        filled = fill(finished("remote", "fr"), {label: 7})
        assert typed(filled.file, "clients_at_milestone")[0] == 7


def test_json_with_periods_settings_and_logs(tmp_path):
    content = {
        "settings": {"first_period": "2025-01-01", "months": 3},
        "measures": {"users": {"Q2 2025": 7, "Q3 2025": 8}},
        "logs": {"payments": [{"date": "2025-01-15", "amount": 100}]},
    }
    file = fill(finished("remote"), write(tmp_path, "a.json", json.dumps(content))).file
    assert typed(file, "users")[:4] == [None, 7.0, 8.0, None]
    places = Places(xl_kpis.load(file))
    assert places.values("Payments_amount")[0] == 100
    assert places.date(places.values("Payments_date")[0]) == dt.date(2025, 1, 15)


def test_a_data_frame_wide_or_by_date():
    wide = pd.DataFrame({"measure": ["users", "revenue"], "2026-01": [3, 4], "2026-02": [5, None]})
    assert typed(fill(finished("remote"), wide).file, "users")[:2] == [3.0, 5.0]
    index = pd.DatetimeIndex(["2026-01-31", "2026-02-28"], name="date")
    by_date = pd.DataFrame({"users": [3, 5]}, index=index)
    assert typed(fill(finished("remote"), by_date).file, "users")[:2] == [3.0, 5.0]


def test_another_workbook_and_a_workbook_of_ours(tmp_path):
    other = Workbook()
    other.active.append(["id", dt.date(2026, 1, 1), dt.date(2026, 2, 1)])
    other.active.append(["users", 11, 12])
    path = tmp_path / "other.xlsx"
    other.save(path)
    file = fill(finished("remote"), path).file
    assert typed(file, "users")[:2] == [11.0, 12.0]
    ours = tmp_path / "ours.xlsx"
    ours.write_bytes(file)
    assert typed(fill(finished("remote", "fr"), ours).file, "users")[:2] == [11.0, 12.0]


def test_a_log_fills_its_table_and_switches_the_kpis_it_feeds(tmp_path):
    path = write(
        tmp_path,
        "sessions.csv",
        "date,client,status\n2026-01-02,A,held\n2026-01-03,B,no-show\n2026-01-05,A,held\n",
    )
    places = Places(recalculated(fill(finished("mentoring"), path)))
    completion = PACKS["mentoring"][1]
    assert places.value(layout.source_name(completion)) == "from log"
    assert places.values(layout.row_name("Value", completion))[0] == pytest.approx(2 / 3)
    assert places.value(layout.source_name(PACKS["mentoring"][0])) == "typed"


def test_a_shorter_log_that_replaces_a_longer_one_leaves_nothing_of_it():
    long = {"logs": {"sessions": [{"date": "2026-01-02", "status": "held"}] * 3}}
    short = {"logs": {"sessions": [{"date": "2026-01-04", "status": "no-show"}]}}
    file = fill(fill(finished("mentoring"), long).file, short, replace=True).file
    assert Places(xl_kpis.load(file)).values("Sessions_status")[:3] == ["no-show", None, None]


def test_all_problems_are_reported_at_once_with_file_row_and_column(tmp_path):
    path = write(
        tmp_path,
        "wrong.csv",
        "id,2026-01,2030-01,soon\nusers,ten,5,6\nclients_strat,1,,\nsessions_completed,-3,,\n",
    )
    with pytest.raises(FillError) as caught:
        fill(finished("remote"), path)
    found = problems(caught)
    assert any("wrong.csv, B2" in p and "“ten” is not a number" in p for p in found)
    assert any("wrong.csv, C1" in p and "outside the workbook’s periods" in p for p in found)
    assert any("wrong.csv, D1" in p and "“soon”" in p for p in found)
    assert any("wrong.csv, A3" in p and "did you mean “Clients at the start”?" in p for p in found)
    assert any("wrong.csv, B4" in p and "negative" in p for p in found)
    assert len(found) == 5


def test_problems_in_logs_name_the_cell(tmp_path):
    path = write(
        tmp_path,
        "ratings.csv",
        "date,rating\n2026-01-02,11\nyesterday,9\n,8\n",
    )
    with pytest.raises(FillError) as caught:
        fill(finished("mentoring", "fr"), path)
    found = problems(caught)
    assert any("ratings.csv, B2" in p and "note de l’échelle" in p for p in found)
    assert any("ratings.csv, A3" in p and "n’est pas une date" in p for p in found)
    assert any("ratings.csv, A4" in p and "manque" in p for p in found)


def test_what_is_wrong_can_be_left_out():
    filled = fill(finished("remote"), {"users": [5, "x"], "nonsense": [1]}, leave_out=True)
    assert typed(filled.file, "users")[:2] == [5.0, None]
    assert len(filled.problems) == 2


def test_a_figure_given_twice_is_a_problem(tmp_path):
    path = write(tmp_path, "a.csv", "measure,period,value\nusers,1,5\nUsers,2026-01,6\n")
    with pytest.raises(FillError, match="twice"):
        fill(finished("remote"), path)


def test_too_many_records_for_a_table_are_a_problem():
    records = [{"date": "2026-01-02", "status": "held"}] * (layout.LOG_ROWS + 1)
    with pytest.raises(FillError, match=f"{layout.LOG_ROWS} more rows"):
        fill(finished("mentoring"), {"logs": {"sessions": records}})


def test_unknown_and_impossible_settings_are_problems():
    with pytest.raises(FillError) as caught:
        fill(finished("remote"), {}, settings={"colour": 1, "months": 13, "first_period": "soon"})
    assert len(caught.value.problems) == 3


def test_a_setting_of_another_pack_is_a_problem_that_names_the_known_ones():
    with pytest.raises(FillError, match="year_month, client, coach, site, product, logs_until"):
        fill(finished("mentoring"), {}, settings={"currency": "EUR"})


def test_json_that_holds_no_figures_is_refused(tmp_path):
    with pytest.raises(FillError, match="no figures and no records"):
        fill(finished("remote"), write(tmp_path, "a.json", "5"))


def test_a_workbook_that_is_not_ours_is_refused():
    buffer = BytesIO()
    Workbook().save(buffer)
    with pytest.raises(NotATemplate):
        fill(buffer.getvalue(), {"users": [1]})


def test_filling_changes_the_cells_filled_and_nothing_else():
    before = finished("remote")
    after = fill(before, {"users": [5], "revenue": [500]}).file
    with zipfile.ZipFile(BytesIO(before)) as a, zipfile.ZipFile(BytesIO(after)) as b:
        assert a.namelist() == b.namelist()
        changed = [n for n in a.namelist() if a.read(n) != b.read(n)]
        assert len(changed) == 1
        cell = rb'<c r="[A-Z]+\d+"[^>]*?(?:/>|>(?:(?!</c>).)*</c>)'
        old, new = (re.findall(cell, package.read(changed[0])) for package in (a, b))
    assert len(old) == len(new)
    assert sum(x != y for x, y in zip(old, new, strict=True)) == 2


def test_filling_follows_rows_a_person_has_moved():
    """Ids say where rows are, so a renamed sheet with rows moved still fills."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(finished("remote")))
    sheet = book["Inputs"]
    sheet.title = "Zahlen"
    for defined in book.defined_names.values():
        defined.attr_text = defined.attr_text.replace("Inputs!", "Zahlen!")
    (users,) = (cell for cell in sheet["A"] if cell.value == "users")
    users.value, sheet["A42"].value = None, "users"
    buffer = BytesIO()
    book.save(buffer)
    file = fill(buffer.getvalue(), {"users": [77]}).file
    assert load_workbook(BytesIO(file))["Zahlen"]["E42"].value == 77


def test_blank_cells_in_the_data_leave_cells_as_they_are():
    first = fill(finished("remote"), {"users": [5, 6]}).file
    second = fill(first, {"users": [None, 7]}).file
    assert typed(second, "users")[:2] == [5.0, 7.0]


def test_a_value_not_filled_in_is_not_available():
    book = recalculated(fill(finished("remote"), {"users": [5]}))
    assert Places(book).values("Value_arpu")[0] is NA


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-03-31", dt.date(2026, 3, 31)),
        ("31/03/2026", dt.date(2026, 3, 31)),
        ("03/31/2026", dt.date(2026, 3, 31)),
        ("31.3.2026", dt.date(2026, 3, 31)),
        ("2026-03", dt.date(2026, 3, 1)),
        ("03/2026", dt.date(2026, 3, 1)),
        ("Q2 2026", dt.date(2026, 4, 1)),
        ("2026-T2", dt.date(2026, 4, 1)),
        ("2026", dt.date(2026, 1, 1)),
        ("March 2026", dt.date(2026, 3, 1)),
        ("1er août 2026", dt.date(2026, 8, 1)),
        (46112, dt.date(2026, 3, 31)),
        ("31/02/2026", None),
        ("tomorrow", None),
        (True, None),
        (None, None),
    ],
)
def test_days_as_people_write_them(written, day):
    assert parse_day(written) == day


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1 234,5", 1234.5),
        ("1\u202f234", 1234.0),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("0,5", 0.5),
        ("-3", -3.0),
        ("1e3", 1000.0),
        ("12 %", None),
        ("ten", None),
        ("", None),
        (True, None),
        (float("nan"), None),
    ],
)
def test_numbers_as_people_write_them(written, number):
    assert parse_number(written) == number


def test_a_workbook_of_the_older_layout_is_filled_by_the_names_of_its_rows():
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(finished("remote")))
    for name in (layout.INPUTS, layout.INPUT_IDS, layout.INPUT_NUMBERS):
        del book.defined_names[name]
    (users,) = (cell for cell in book["Inputs"]["A"] if cell.value == "users")
    buffer = BytesIO()
    book.save(buffer)
    file = fill(buffer.getvalue(), {"users": [77]}).file
    assert load_workbook(BytesIO(file))["Inputs"].cell(users.row, 5).value == 77


@pytest.mark.parametrize("rows", [0, 2])
def test_a_row_that_is_missing_or_there_twice_is_said(rows):
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(finished("remote")))
    sheet = book["Inputs"]
    (users,) = (cell for cell in sheet["A"] if cell.value == "users")
    users.value = None
    for row in range(rows):
        sheet.cell(40 + row, 1).value = "users"
    buffer = BytesIO()
    book.save(buffer)
    with pytest.raises(Damaged, match="Inputs, users"):
        fill(buffer.getvalue(), {"users": [77]})


@pytest.mark.parametrize(("given", "source"), [({}, 0), ("date", 1)])
def test_a_kpi_is_not_counted_from_a_log_without_the_column_it_needs(given, source):
    day = "2026-01-05"
    more = {"placed": day, "left": day} if given == "date" else given
    roster = [{"client": "A", "joined": "2025-11-03", **more}]
    filled = fill(finished("remote", "en"), {"logs": {"roster": roster}})
    places = Places(recalculated(filled))
    sources = places.values(layout.SOURCES)
    assert places.value("Source_job_placement") == sources[source]
    said = [note.message for note in filled.notes if note.id == "lacks_column"]
    assert any("“Placed”" in text for text in said) == (not source)


def test_a_log_in_which_all_answered_gives_no_response_rate():
    ratings = [{"date": "2026-01-05", "rating": 9}, {"date": "2026-01-06", "rating": 7}]
    filled = fill(finished("remote", "en"), {"logs": {"ratings": ratings}})
    assert "all_answered" in [note.id for note in filled.notes]
    assert not isinstance(Places(recalculated(filled)).values(layout.RESPONSE)[0], float)
    asked = fill(
        finished("remote", "en"), {"logs": {"ratings": [*ratings, {"date": "2026-01-07"}]}}
    )
    response = Places(recalculated(asked)).values(layout.RESPONSE)[0]
    assert response == pytest.approx(2 / 3)


@pytest.mark.parametrize(("pack", "language"), [("remote", "en"), ("mentoring", "fr")])
def test_a_number_typed_for_a_day_of_a_log_is_an_error(pack, language):
    held = {"date": dt.date(2026, 1, 5), "status": words("status.done", language).split(", ")[0]}
    book = xl_kpis.load(fill(finished(pack, language), {"logs": {"sessions": [held, held]}}).file)
    book.recalculate()
    assert "sessions.date.dates" not in {found.id for found in check(book).found}
    area = Places(book).area(layout.log_column_name("sessions", "date"))
    cell = cell_name(area.top + 1, area.left)
    book[f"'{Places(book).sheet_name(area)}'!{cell}"] = 5.1
    (found,) = [found for found in check(book).found if found.id == "sessions.date.dates"]
    assert (found.severity, found.count) == ("error", 1)
    assert found.where.endswith(f"!{cell}")
