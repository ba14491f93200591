"""The KPIs over years: computed from figures, as packs say that periods combine; never averaged."""

from __future__ import annotations

import datetime as dt

import pytest
from workbook_samples import card, demo, with_figures

import xl_kpis
from tests.samples import finished
from xl_kpis.kpi import PACKS
from xl_kpis.kpi.periods import combined
from xl_kpis.languages import available
from xl_kpis.languages.conventions import conventions
from xl_kpis.workbook import layout
from xl_kpis.workbook.check import check
from xl_kpis.workbook.day_words import period_words
from xl_kpis.workbook.examples import history
from xl_kpis.workbook.fill import fill
from xl_kpis.workbook.html import read_card, to_html
from xl_kpis.workbook.logo import LARGEST, LogoError, read_logo
from xl_kpis.workbook.paper import content
from xl_kpis.workbook.period_choice import period_number
from xl_kpis.workbook.scorecard import overview, own_figures, scorecard
from xl_kpis.workbook.texts import words
from xl_kpis.workbook.years import FIELDS, told


@pytest.mark.parametrize("pack", list(PACKS))
def test_years_are_computed_as_the_pack_says_that_periods_combine(pack):
    book = demo(pack)
    figures = own_figures(book)
    by_kpi = {(r["kpi"], r["period_number"]): r for r in scorecard(book)}
    for kpi in PACKS[pack]:

        def over(first: int, last: int, kpi=kpi) -> float:
            periods = range(first - 1, last)
            given = [{id: values[i] for id, values in figures.items()} for i in periods]
            return combined(kpi, [kpi.arguments_from(measures) for measures in given])

        found = by_kpi[kpi.id, 11]
        assert found["year_to_date"] == pytest.approx(over(9, 11), abs=1e-12)
        assert found["last_year_to_date"] == pytest.approx(over(5, 7), abs=1e-12)
        assert found["rolling_year"] == pytest.approx(over(8, 11), abs=1e-12)
        assert found["same_period_last_year"] == by_kpi[kpi.id, 7]["value"]


def test_a_year_of_which_a_period_is_missing_is_not_told():
    first, *_, fourth = [r for r in scorecard(demo("mentoring")) if r["period_number"] <= 4]
    assert first["year_to_date"] == pytest.approx(first["value"])
    assert [first[field] for field in FIELDS[1:]] == [None, None, None]
    assert fourth["rolling_year"] is not None
    assert fourth["last_year_to_date"] is None
    held = {"sessions_completed": [8.0, None, 9.0], "sessions_scheduled": [10.0, None, 10.0]}
    book = with_figures(xl_kpis.load(finished("mentoring")), held)
    book.recalculate()
    row = book.array(book.resolve("Year_session_completion").area).tolist()[0]
    assert [isinstance(value, float) for value in row[:3]] == [True, False, False]


def test_a_year_may_begin_in_any_month():
    book = xl_kpis.load(demo("mentoring").to_bytes())
    book[layout.YEAR_MONTH] = 7
    book.recalculate()
    records = {r["period_number"]: r for r in scorecard(book) if r["kpi"].endswith(".retention")}
    assert records[11]["year_to_date"] == pytest.approx(records[11]["value"])
    product = records[11]["value"] * records[12]["value"]
    assert records[12]["year_to_date"] == pytest.approx(product)
    assert records[2]["year_to_date"] is None
    book[layout.YEAR_MONTH] = 13
    book.recalculate()
    assert "structure" not in {finding.id for finding in check(book).found}
    assert {finding.id for finding in check(book).found} == {"settings.year_month"}


def test_periods_that_make_no_whole_year_have_none():
    rows = {"Value": [1.0] * 9, "Year": [1.0] * 9, "Rolling": [1.0] * 9}
    assert told(rows, 9, 5)["same_period_last_year"] is None
    assert told({}, 1, 3) == dict.fromkeys(FIELDS)


@pytest.mark.parametrize("language", available())
def test_page_and_sheet_show_years(language):
    shown = card("mentoring", language)
    page = to_html([shown], language)
    for field in FIELDS:
        assert words(f"years.{field}", language) in page
    book = demo("mentoring", language)
    cells = book.array(book.resolve(layout.grid_name("trends")).area).tolist()
    on_sheet = [value for row in cells for value in row]
    for field in FIELDS:
        assert shown.now[0][field] in on_sheet


@pytest.mark.parametrize(
    ("first", "last", "language", "said"),
    [
        ("2025-10-01", "2025-12-31", "en", "Q4 2025"),
        ("2025-01-01", "2025-03-31", "fr", "T1 2025"),
        ("2025-02-01", "2025-04-30", "en", "February – April 2025"),
        ("2025-10-01", "2026-03-31", "en", "October 2025 – March 2026"),
    ],
)
def test_quarters_are_called_so(first, last, language, said):
    assert period_words(first, last, language) == said


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize(
    ("begins", "month", "said"),
    [
        (dt.date(2026, 4, 1), 4, "1 2026/27"),
        (dt.date(2026, 1, 1), 4, "4 2025/26"),
        (dt.date(2099, 11, 1), 8, "2 2099/00"),
        (dt.date(2026, 2, 1), 2, "1 2026/27"),
        (dt.date(2026, 1, 1), 1, "1 2026"),
    ],
)
def test_quarters_are_those_of_the_year_that_settings_say(fresh, language, begins, month, said):
    book = fresh("mentoring", language)
    book[layout.FIRST_PERIOD], book[layout.MONTHS], book[layout.YEAR_MONTH] = begins, 3, month
    with_figures(book, {id: values[:2] for id, values in history("mentoring").items()})
    book["Set_period"] = begins
    shown = overview(book)
    assert shown.said(language)[1:] == said
    sheet = book.sheets[words("sheet.scorecard", language)].name
    assert book[f"'{sheet}'!D5"] == shown.said(language)
    assert period_number(book, shown.said(language).lower()) == 1
    assert shown.said(language) in to_html([read_card(book, language)], language)


def test_three_months_that_are_no_quarter_of_that_year_are_called_by_their_months():
    assert period_words("2026-01-01", "2026-03-31", "en", 2) == "January – March 2026"


@pytest.mark.parametrize("language", available())
def test_the_scorecard_sheet_calls_quarters_so(language):
    book = demo("mentoring", language)
    sheet = words("sheet.scorecard", language)
    assert book[f"'{sheet}'!D5"] == f"{conventions(language).quarter}4 2025"


@pytest.mark.parametrize("language", available())
def test_the_business_is_named_in_headings(language):
    name = "Atelier & Fils"
    settings = {"client": name, "first_period": dt.date(2026, 1, 1)}
    figures = {"sessions_completed": [8], "sessions_scheduled": [10]}
    book = xl_kpis.load(fill(finished("mentoring", language), figures, settings=settings).file)
    book.recalculate()
    shown = read_card(book, language, file="x.xlsx")
    assert shown.overview.business == name
    page = to_html([shown], language)
    assert '<h1 id="title1">Atelier &amp; Fils</h1>' in page
    assert "<title>Atelier &amp; Fils" in page
    assert content([shown], language)["cards"][0]["name"] == name
    for sheet in ("sheet.start", "sheet.scorecard"):
        assert book[f"'{words(sheet, language)}'!B1"] == name
    plain = demo("mentoring", language)
    assert words("pack.mentoring", language) in plain[f"'{words('sheet.start', language)}'!B1"]


@pytest.mark.parametrize(
    ("kind", "start"), [("png", b"\x89PNG\r\n\x1a\n"), ("jpeg", b"\xff\xd8\xff")]
)
def test_a_logo_stands_in_the_heading_of_the_page(tmp_path, kind, start):
    path = tmp_path / "logo"
    path.write_bytes(start + b"rest")
    page = to_html([card("mentoring", "en")], "en", read_logo(path))
    assert f'<img class="logo" src="data:image/{kind};base64,' in page
    assert "img-src data:" in page
    plain = to_html([card("mentoring", "en")], "en")
    assert "img-src" not in plain
    assert "<img" not in plain


@pytest.mark.parametrize("data", [b"GIF89a", b"\x89PNG\r\n\x1a\n" + bytes(LARGEST)])
def test_what_is_no_logo_is_refused_in_words(tmp_path, data):
    path = tmp_path / "logo.png"
    path.write_bytes(data)
    with pytest.raises(LogoError) as refused:
        read_logo(path)
    assert refused.value.sentence("fr") != refused.value.sentence("en")
