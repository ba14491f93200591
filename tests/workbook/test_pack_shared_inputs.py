"""Workbooks in which KPIs share an input: one row, one figure, and every finding told once; amounts
of currencies without parts; and periods that a year divides into."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

import xl_kpis
from tests.kpi.test_pack_shared import EXTENDED, SHARED
from tests.samples import finished
from xl_kpis.kpi import packs
from xl_kpis.kpi.pack_files import pack_from
from xl_kpis.languages import available
from xl_kpis.workbook import layout
from xl_kpis.workbook.check import check
from xl_kpis.workbook.fill import FillError, fill
from xl_kpis.workbook.html import read_card, to_html
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.render import change_words, gap_words, value_words
from xl_kpis.workbook.scorecard import scorecard
from xl_kpis.workbook.texts import words

FIGURES: dict[str, list[Any]] = {
    "at_start": [100, 110, None, 90],
    "stayed": [60, 70, None, None],
    "sold": [5000, None, None, 70],
}
YEN = SHARED.replace('id = "shop"', 'id = "tokyo"\ncurrency = "JPY"').replace(
    "[kpi.example]\nsold",
    '[kpi.tiers]\ntypical = ">= 20"\nabove_average = ">= 60"\nexceptional = ">= 90"\n\n'
    "[kpi.example]\nsold",
)
YEN = YEN.replace("value = 50\n", 'value = 50\ntier = "typical"\n')


@pytest.fixture(scope="module", autouse=True)
def shop() -> None:
    for source in (SHARED, EXTENDED, YEN):
        packs.use(pack_from(source))


def filled(pack: str, language: str, flavour: str, figures: dict[str, list[Any]]) -> Any:
    made = fill(finished(pack, language, flavour), figures)
    assert not made.problems
    book = xl_kpis.load(BytesIO(made.file))
    book.recalculate()
    return book


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("flavour", layout.FLAVOURS)
def test_a_shared_input_is_asked_for_once_and_counts_for_all(language, flavour):
    book = filled("shop", language, flavour, FIGURES)
    places = Places(book)
    assert places.values("Value_kept")[:2] == [0.6, pytest.approx(70 / 110)]
    assert places.values("Value_each")[0] == 50
    assert places.values("Value_lost")[:2] == [0.4, pytest.approx(40 / 110)]
    rows = [v for (v,) in book[f"{places.input_sheet_name}!A1:A40"] if v]
    assert rows.count("at_start") == rows.count("stayed") == 1
    notes = [str(v) for (v,) in book[f"{places.input_sheet_name}!B1:B40"] if v]
    kept = words("shop.kept.name", language)
    assert sum(kept in note and note != kept for note in notes) == 3


@pytest.mark.parametrize("language", available())
def test_what_one_lacks_is_told_of_it_and_not_of_the_other(language):
    found = {
        finding.id: finding.count
        for finding in check(filled("shop", language, "native", FIGURES)).found
    }
    assert found == {"kept.incomplete": 1, "each.gap": 2}, found


def test_a_shared_figure_that_is_wrong_is_told_once():
    wrong = {"at_start": [10], "stayed": [60], "sold": [50]}
    found = [finding.id for finding in check(filled("shop", "en", "native", wrong)).found]
    assert found == ["kept.part_over_whole"]


def test_one_of_the_pack_that_is_extended_counts_for_both():
    figures = {"sessions_scheduled": [200], "sessions_completed": [160], "clients_start": [40]}
    book = filled("mine", "en", "native", figures)
    assert Places(book).values("Value_per_client")[0] == 4
    assert Places(book).values("Value_session_completion")[0] == 0.8


def test_the_shipped_packs_share_nothing():
    for pack in packs.SHIPPED.values():
        assert all(kpi.asked == kpi.measures for kpi in pack.kpis)


@pytest.mark.parametrize(
    ("language", "value", "gap"),
    [("en", "50 JPY", "+10\xa0JPY"), ("fr", "50\xa0JPY", "+10\xa0JPY")],
)
def test_amounts_of_a_currency_without_parts_have_no_decimals(language, value, gap):
    book = filled("tokyo", language, "native", {"at_start": [100, 100], "sold": [4500, 5000]})
    card = scorecard(book, period=2)
    record = next(found for found in card if found["kpi"] == "tokyo.each")
    assert value_words(record, language, "JPY") == value
    assert gap_words(record, language, "JPY").startswith(gap)
    assert change_words(record, language, "JPY").endswith("5")
    page = to_html([read_card(book)], language)
    assert "50.00" not in page
    assert "50,00" not in page
    raw = finished("tokyo", language, "native")
    for sheet in load_workbook(BytesIO(raw)):
        formats = {cell.number_format for row in sheet.iter_rows() for cell in row}
        assert not any("#,##0.00" in code for code in formats), sheet.title


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("months", [5, 7, 24])
def test_a_year_divides_into_periods(language, months):
    raw = finished("shop", language, "native")
    with pytest.raises(FillError) as refused:
        fill(raw, FIGURES, settings={"months": months}, language=language)
    assert [problem.id for problem in refused.value.problems] == ["setting_months"]
    book = xl_kpis.load(BytesIO(raw))
    book[layout.MONTHS] = months
    book.recalculate()
    found = {finding.id: finding for finding in check(book).found}
    assert "settings.months" in found
    assert "4" in found["settings.months"].remedy


@pytest.mark.parametrize("months", layout.PERIOD_LENGTHS)
def test_the_lengths_of_periods_that_divide_a_year_are_taken(months):
    book = xl_kpis.load(BytesIO(finished("shop", "en", "native")))
    book[layout.MONTHS] = months
    book.recalculate()
    assert "settings.months" not in {finding.id for finding in check(book).found}
