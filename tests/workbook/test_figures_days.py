"""Figures that are days: in the workbook, out of exports and texts, checked and told in words."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook

import xl_kpis
from tests.kpi.test_days import SOURCE
from tests.samples import finished
from xl_kpis.formula.reference import cell_name
from xl_kpis.kpi import packs
from xl_kpis.kpi.days import day_of
from xl_kpis.kpi.pack_files import pack_from
from xl_kpis.languages.conventions import conventions
from xl_kpis.workbook import layout
from xl_kpis.workbook.check import check
from xl_kpis.workbook.data import Options
from xl_kpis.workbook.examples import history
from xl_kpis.workbook.fill import Filled, FillError, fill
from xl_kpis.workbook.html import read_card, to_html
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.portfolio.reading import additive_arguments
from xl_kpis.workbook.score import TableError, score
from xl_kpis.workbook.scorecard import scorecard

DAY = dt.date


@pytest.fixture(autouse=True)
def dental() -> packs.Pack:
    return packs.use(pack_from(SOURCE))


def made(source: Any, language: str = "en", **options: Any) -> Filled:
    return fill(finished("dental", language, "native"), source, options=Options(**options))


def faults(source: Any, **options: Any) -> list[str]:
    with pytest.raises(FillError) as caught:
        made(source, **options)
    return [problem.id for problem in caught.value.remarks]


def typed(found: Filled, measure: str) -> list[Any]:
    assert not found.problems, [p.id for p in found.problems]
    values = Places(xl_kpis.load(BytesIO(found.file))).typed(measure)
    return [day_of(value) for value in values if isinstance(value, float)]


def written(folder: Path, text: str) -> Path:
    file = folder / "figures.csv"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_row_of_days_looks_like_one_and_refuses_what_is_none(language: str) -> None:
    book = load_workbook(BytesIO(finished("dental", language, "native")))
    names = book.defined_names
    place = names[layout.input_name("first_enquiry")].attr_text
    sheet = book[place.partition("!")[0].strip("'")]
    row = int(place.rpartition("$")[2])
    wanted = conventions(language).date_format
    assert {sheet.cell(row, column).number_format for column in range(5, 29)} == {wanted}
    rules = [v for v in sheet.data_validations.dataValidation if f"E{row}" in str(v.sqref)]
    assert [f"E{row}>=1" in v.formula1 for v in rules] == [True]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Figure,2026-01,2026-02\nFirst enquiry,13/01/2026,03/02/2026\n", "en"),
        ("Figure,2026-01,2026-02\nFirst enquiry,1/13/2026,2/3/2026\n", "en"),
        ("Figure,2026-01,2026-02\nFirst enquiry,13 Jan 2026,3 February 2026\n", "en"),
        ("Figure,2026-01,2026-02\nFirst enquiry,46035,46056\n", "en"),
        ("Mois;Première demande\n2026-01;13/01/2026\n2026-02;03/02/2026\n", "fr"),
        ("period,measure,value\n2026-01,first_enquiry,2026-01-13\n"
         "2026-02,first_enquiry,2026-02-03\n", "en"),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(text: str, language: str, tmp_path: Path) -> None:
    found = made(written(tmp_path, text), language)
    assert typed(found, "first_enquiry") == [DAY(2026, 1, 13), DAY(2026, 2, 3)]


def test_french_headings_put_the_day_first(tmp_path: Path) -> None:
    text = "Mois;Première demande;Première séance\n2026-01;05/01/2026;06/01/2026\n"
    assert typed(made(written(tmp_path, text), "fr"), "first_enquiry") == [DAY(2026, 1, 5)]


def test_a_day_that_may_be_two_is_asked_about(tmp_path: Path) -> None:
    file = written(tmp_path, "Month,First enquiry\n2026-01,05/01/2026\n2026-02,03/02/2026\n")
    assert faults(file) == ["dates_unsure"]
    assert typed(made(file, dates="mdy"), "first_enquiry") == [DAY(2026, 5, 1), DAY(2026, 3, 2)]
    assert typed(made(file, dates="dmy"), "first_enquiry") == [DAY(2026, 1, 5), DAY(2026, 2, 3)]


def test_orders_that_contradict_each_other_are_named(tmp_path: Path) -> None:
    text = "Month,First enquiry,First session\n2026-01,15/01/2026,1/16/2026\n"
    assert faults(written(tmp_path, text)) == ["dates_contradict"]


@pytest.mark.parametrize("value", ["soon", "2026", "March 2026", "Q1 2026", "12", "50%"])
def test_what_is_no_single_day_is_refused(value: str, tmp_path: Path) -> None:
    text = f"period,measure,value\n2026-01,first_enquiry,{value}\n"
    assert faults(written(tmp_path, text)) == ["no_day"]


def test_a_workbook_and_a_frame_have_days_as_days(tmp_path: Path) -> None:
    frame = pd.DataFrame({"period": ["2026-01"], "first_enquiry": pd.to_datetime(["2026-01-13"])})
    assert typed(made(frame), "first_enquiry") == [DAY(2026, 1, 13)]
    frame.to_excel(tmp_path / "figures.xlsx", index=False)
    found = made(tmp_path / "figures.xlsx")
    assert typed(found, "first_enquiry") == [DAY(2026, 1, 13)]
    again = tmp_path / "again.xlsx"
    again.write_bytes(found.file)
    assert typed(made(again), "first_enquiry") == [DAY(2026, 1, 13)]


def test_plain_mappings_have_days_too() -> None:
    found = made({"first_enquiry": {"2026-01": "2026-01-13", "2026-02": DAY(2026, 2, 3)}})
    assert typed(found, "first_enquiry") == [DAY(2026, 1, 13), DAY(2026, 2, 3)]


def test_a_day_of_a_longer_period_is_not_spread(tmp_path: Path) -> None:
    text = "period,measure,value\n2026,first_enquiry,2026-01-13\n"
    assert faults(written(tmp_path, text), spread=True) == ["unspreadable_day"]


FIGURES: dict[str, list[Any]] = {
    "first_enquiry": ["2026-01-05", "2026-02-13", "2026-03-02"],
    "first_session": ["2026-01-19", "2026-02-10", "2026-03-12"],
    "ordered": ["2026-01-05", "2026-02-03", "2026-03-02"],
    "delivered": ["2026-01-16", "2026-02-09", "2026-03-03"],
    "orders": [5, 5, 1],
}


@pytest.mark.parametrize("flavour", layout.FLAVOURS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_workbook_computes_with_days_and_says_nothing_of_years(
    flavour: str, language: str
) -> None:
    filled = fill(finished("dental", language, flavour), FIGURES)
    book = xl_kpis.load(BytesIO(filled.file))
    book.recalculate()
    records = scorecard(book)
    assert [r["value"] for r in records] == [14, 2, None, 1, 10, 2]
    assert {r["year_to_date"] for r in records} == {None}
    (found,) = check(book).found
    spelled = conventions(language).date_format
    shown = spelled.replace("yyyy", "2026").replace("mm", "02").replace("dd", "13")
    assert shown in found.found
    assert "2026" in found.found.replace(shown, "")
    page = to_html([read_card(book)], language)
    day = conventions(language).day(DAY(2026, 3, 2))
    assert f"<td>{day}</td>" in page
    assert "46083" not in page


def test_text_in_a_row_of_days_is_found_and_its_remedy_speaks_of_days() -> None:
    book = xl_kpis.load(BytesIO(finished("dental", "en", "native")))
    places = Places(book)
    row, column = places.inputs("first_enquiry")[0]
    book[f"{places.input_sheet_name}!{cell_name(row, column)}"] = "soon"
    book.recalculate()
    found = [one for one in check(book).found if one.id == "wait.text"]
    assert len(found) == 1
    assert "date" in found[0].remedy


def test_examples_of_days_move_up_to_the_worked_one() -> None:
    shown = history("dental")
    assert shown["first_enquiry"][-1] == 46083
    assert shown["first_enquiry"][0] == 46083 - 11 * 91
    between = zip(shown["first_session"], shown["first_enquiry"], strict=True)
    assert {last - first for last, first in between} == {10}


def test_days_of_several_clients_do_not_add_up(dental: packs.Pack) -> None:
    working = dental.kpis[1]
    figures = {"ordered": 46083.0, "delivered": 46083.0, "orders": 1.0}
    assert additive_arguments(working, 1.0, figures) is None


def scored(**columns: list[Any]) -> list[Any]:
    found = score(columns, "dental")
    return found[found.kpi == "dental.wait"].value.tolist()


@pytest.mark.parametrize(
    "first",
    [
        pd.to_datetime(["2026-03-02", "2026-03-18"]),
        ["02/03/2026", "18/03/2026"],
        [DAY(2026, 3, 2), DAY(2026, 3, 18)],
        [46083, 46099],
        ["2026-03-02", "18 March 2026"],
        ["46083", "46099"],
    ],
)
def test_a_table_has_days_in_any_kind_of_column(first: Any) -> None:
    last = ["2026-03-12", "2026-03-20"]
    assert scored(client=["a", "b"], first_enquiry=first, first_session=last) == [10.0, 2.0]


def test_one_day_of_a_table_tells_the_order_of_all() -> None:
    long = {
        "client": ["a", "a"],
        "measure": ["First enquiry", "First session"],
        "value": ["02/03/2026", "13/03/2026"],
    }
    assert scored(**long) == [11.0]
    wide = {"client": ["a"], "first_enquiry": ["02/03/2026"], "first_session": ["13/03/2026"]}
    assert scored(**wide) == [11.0]


def test_a_table_nobody_can_tell_the_order_of_is_refused() -> None:
    with pytest.raises(TableError) as caught:
        scored(client=["a"], first_enquiry=["02/03/2026"], first_session=["2026-03-12"])
    assert "02/03/2026" in str(caught.value)
    assert "02/03/2026" in caught.value.sentence("fr")


WIDE = {"client": ["a"], "first_enquiry": ["02/03/2026"], "first_session": ["05/03/2026"]}
LONG = {
    "client": ["a", "a"],
    "measure": ["First enquiry", "First session"],
    "value": ["02/03/2026", "05/03/2026"],
}


@pytest.mark.parametrize("table", [WIDE, LONG])
@pytest.mark.parametrize(("dates", "days"), [("dmy", 3.0), ("mdy", 89.0)])
def test_it_may_be_said_how_the_days_of_a_table_are_meant(
    table: dict[str, list[Any]], dates: str, days: float
) -> None:
    found = score(table, "dental", dates=dates)
    assert found[found.kpi == "dental.wait"].value.tolist() == [days]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("table", [WIDE, LONG])
@pytest.mark.parametrize(("day", "dates"), [("13/03/2026", "mdy"), ("02/03/2026", "ymd")])
def test_what_is_said_of_days_must_fit_them(
    table: dict[str, list[Any]], day: str, dates: str, language: str
) -> None:
    last = list(table)[-1]
    with pytest.raises(TableError) as caught:
        score({**table, last: [day] * len(table[last])}, "dental", dates=dates)
    said = caught.value.sentence(language)
    assert dates in said
    assert "dmy" in said


@pytest.mark.parametrize("value", ["soon", 2026, "March 2026"])
def test_what_is_no_day_in_a_table_has_a_reason(value: Any) -> None:
    found = score(
        {"client": ["a"], "first_enquiry": [value], "first_session": ["2026-03-12"]}, "dental"
    )
    assert found.error.tolist()[0] == "#VALUE!"
    assert "First enquiry" in found.reason.tolist()[0]
