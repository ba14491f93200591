"""Figures beneath two rows of headings are read where it is certain what is meant; else it is said
what was seen, and what to do."""

from __future__ import annotations

import io

import pytest
from figures_samples import Result, filled, write
from openpyxl import Workbook

from xl_kpis.languages import available

EN = ("Sessions scheduled", "Sessions held")
FR = ("Séances prévues", "Séances tenues")
TAKEN = {
    "periods over figures": "|January 2026||February 2026|\n|{0}|{1}|{0}|{1}\nAll|10|9|12|11",
    "figures over periods": "|{0}||{1}|\n|Jan 2026|Feb 2026|Jan 2026|Feb 2026\nAll|10|12|9|11",
    "a total of many": (
        "|2026-01||2026-02||Total|\nCoach|{0}|{1}|{0}|{1}|{0}|{1}\n"
        "A|4|4|6|5|10|9\nB|6|5|6|6|12|11\nTotal|10|9|12|11|22|20"
    ),
    "a title and a blank row above": (
        "Studio\n\n|01/2026||02/2026|\n|{0}|{1}|{0}|{1}\nAll|10|9|12|11"
    ),
}


def of(tmp_path, text: str, language: str = "en", **options) -> Result:
    return filled(write(tmp_path, text.replace("|", ";") + "\n"), language=language, **options)


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("names", [EN, FR])
@pytest.mark.parametrize("which", TAKEN)
def test_two_rows_of_headings_are_read(which, names, language, tmp_path):
    result = of(tmp_path, TAKEN[which].format(*names), language)
    assert result.taken, result.problems
    assert result.typed("sessions_scheduled") == [10, 12, None]
    assert result.typed("sessions_completed") == [9, 11, None]


@pytest.mark.parametrize("language", available())
def test_headings_that_are_merged_are_read(tmp_path, language):
    book = Workbook()
    sheet = book.active
    for row in ([None, "2026-01", None, "2026-02", None], [None, *EN, *EN], ["All", 10, 9, 12, 11]):
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    sheet.merge_cells("D1:E1")
    out = io.BytesIO()
    book.save(out)
    result = filled(write(tmp_path, out.getvalue(), "f.xlsx"), language=language)
    assert result.taken, result.problems
    assert result.typed("sessions_completed") == [9, 11, None]


@pytest.mark.parametrize("language", available())
def test_several_rows_without_a_total_are_asked_about(tmp_path, language):
    text = "|2026-01||2026-02|\nCoach|{0}|{1}|{0}|{1}\nA|4|4|6|5\nB|6|5|6|6"
    asked = of(tmp_path, text.format(*EN), language)
    assert asked.kinds == {"stacked_rows"}
    assert asked.says("A3", "2026-01", *EN, "2 ", "Total")


@pytest.mark.parametrize("language", available())
def test_names_that_nobody_knows_are_asked_about_by_their_cells(tmp_path, language):
    text = "|2026-01||2026-02|\n|Booked|Came|Booked|Came\nAll|4|4|6|5"
    asked = of(tmp_path, text, language)
    assert asked.kinds == {"measure"}
    assert asked.says("B2", "Booked", "--map 'Booked=")
    told = of(
        tmp_path, text, language, columns={"Booked": "Sessions scheduled", "Came": "Sessions held"}
    )
    assert told.typed("sessions_completed") == [4, 5, None]


@pytest.mark.parametrize("language", available())
def test_headings_that_only_group_those_below_are_passed_over(tmp_path, language):
    text = "|Clients||Revenue\nPeriod|Users|Sessions held|Revenue\n2026-01|5|4|500\n2026-02|6|5|600"
    result = of(tmp_path, text, language)
    assert result.taken, result.problems
    assert result.typed("revenue") == [500, 600, None]
    assert result.typed("users") == [5, 6, None]
