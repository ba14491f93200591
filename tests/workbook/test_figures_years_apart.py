"""Tables of two years on one sheet, and questions that name only the columns they can be about."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.samples import finished
from xl_kpis.languages import available
from xl_kpis.workbook.data import Data, read
from xl_kpis.workbook.fill import FillError, fill


def read_text(text: str, tmp_path) -> Data:
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    return read(path, "remote")


TWO_YEARS = {
    "the year over each table, headings alike": (
        "2024\n,Jan,Feb\nSessions held,1,2\n\n2025\n,Jan,Feb\nSessions held,3,4\n"
    ),
    "no empty row between": (
        "2024\n,Jan,Feb\nSessions held,1,2\n2025\n,Jan,Feb\nSessions held,3,4\n"
    ),
    "the year among other words": (
        "Chiffres 2024\n;janv.;févr.\nSéances tenues;1;2\n\n"
        "Chiffres 2025\n;janv.;févr.\nSéances tenues;3;4\n"
    ),
    "the year before the months": (
        "Année 2024;janvier;février\nSéances tenues;1;2\nAnnée 2025;janvier;février\n"
        "Séances tenues;3;4\n"
    ),
    "months down": (
        "Year 2024\nMonth,Sessions held\nJan,1\nFeb,2\n\nYear 2025\nMonth,Sessions held\nJan,3\n"
        "Feb,4\n"
    ),
    "side by side": "2024,,,2025,,\n,Jan,Feb,,Jan,Feb\nSessions held,1,2,,3,4\n",
}


@pytest.mark.parametrize("which", TWO_YEARS)
def test_each_table_has_the_months_of_its_own_year(which, tmp_path):
    data = read_text(TWO_YEARS[which], tmp_path)
    assert data.problems == []
    found = {figure.span.first: figure.value for figure in data.figures if figure.span}
    days = [dt.date(year, month, 1) for year in (2024, 2025) for month in (1, 2)]
    assert found == dict(zip(days, (1, 2, 3, 4), strict=True))


def test_headings_again_without_a_year_are_a_new_page(tmp_path):
    text = ",2025-01,2025-02\nSessions held,1,2\n,2025-01,2025-02\nSessions scheduled,3,4\n"
    assert len(read_text(text, tmp_path).figures) == 4


@pytest.mark.parametrize(("language", "year"), [("en", "year"), ("fr", "année")])
def test_two_years_that_cannot_be_told_apart_are_asked_about(language, year, tmp_path):
    path = tmp_path / "export.csv"
    path.write_text("2026,Jan,Feb\nSessions held,1,2\n\n,Jan,Feb\nSessions held,3,4\n")
    with pytest.raises(FillError, match=year) as raised:
        fill(finished("remote", language), path)
    assert {problem.id for problem in raised.value.problems} == {"twice"}


def test_a_survey_without_a_day_is_asked_for_a_column_that_holds_days(tmp_path):
    text = (
        "N°;Rempli à la date;Courriel;Êtes-vous satisfait ?;Remarque libre\n"
        "1;05/01/2026;a@x.example;9;Bien\n2;17/01/2026;b@x.example;8;\n"
    )
    (problem,) = read_text(text, tmp_path).problems
    assert (problem.id, problem.values["columns"]) == ("nothing_log", ["Rempli à la date"])


@pytest.mark.parametrize(
    "heads",
    ["Date;Client;Montants HT;Montant TTC;TVA", "Date,Client,The amount,Amount paid,VAT"],
)
def test_amounts_with_and_without_a_tax_are_asked_about_however_they_are_called(heads, tmp_path):
    sign = ";" if ";" in heads else ","
    rows = [["2026-01-05", "C-1", "100", "120", "20"], ["2026-01-16", "C-2", "200", "240", "40"]]
    data = read_text("\n".join([heads, *map(sign.join, rows)]), tmp_path)
    assert [problem.id for problem in data.problems] == ["columns_unsure"]
    assert data.entries == []


REFUNDS = "Date,Order,Customer,Kind,Amount\n2026-01-05,#1,C-1,sale,150\n"


@pytest.mark.parametrize("language", available())
def test_a_refund_is_netted_in_words_or_asked_about(language, tmp_path):
    path = tmp_path / "orders.csv"
    path.write_text(REFUNDS + "2026-01-08,#1,C-1,refund,-50\n")
    done = fill(finished("remote", language), path)
    assert [entry.values["amount"][0] for entry in done.data.entries] == [150, -50]
    assert "given_back" in {note.id for note in done.notes}
    path.write_text(REFUNDS + "2026-01-08,#1,C-1,refund,50\n")
    with pytest.raises(FillError, match=r"below zero|négatif") as raised:
        fill(finished("remote", language), path)
    assert [problem.id for problem in raised.value.problems] == ["unpaid"]
