"""The scorecard as records, table, CSV, JSON and HTML, and the checks in words."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest
from rich.console import Console
from workbook_samples import demo, with_figures

from xl_kpis.errors import NA
from xl_kpis.kpi import PACKS
from xl_kpis.languages import available
from xl_kpis.workbook import layout
from xl_kpis.workbook.check import check
from xl_kpis.workbook.html import Card, read_card, to_html
from xl_kpis.workbook.render import (
    change_words,
    gap_words,
    target_words,
    to_csv,
    to_json,
    to_ndjson,
    to_table,
    value_words,
)
from xl_kpis.workbook.scorecard import overview, own_figures, scorecard
from xl_kpis.workbook.texts import words

KEYS = {
    *("file", "pack", "kpi", "name", "period", "value", "unit", "tier", "tier_rank", "score"),
    *("gap", "target", "change", "provenance", "note"),
}
FOUR = [(pack, language) for pack in PACKS for language in available()]


def page(pack: str, language: str) -> str:
    book = demo(pack, language)
    return to_html([Card(scorecard(book), overview(book), check(book))], language)


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_a_record_per_kpi_and_period_with_data(pack, language):
    records = scorecard(demo(pack, language), file="a.xlsx")
    assert len(records) == len(PACKS[pack]) * 12
    for record in records:
        assert set(record) >= KEYS
        assert record["file"] == "a.xlsx"
        assert record["tier"] == words(f"tier.{record['tier_id']}", language)
    latest = records[-len(PACKS[pack]) :]
    assert [r["kpi"] for r in latest] == [kpi.id for kpi in PACKS[pack]]
    assert [r["tier_id"] for r in latest] == [kpi.example_tier for kpi in PACKS[pack]]
    assert {r["period"] for r in latest} == {"2025-10-01"}


def test_records_speak_another_language_when_asked():
    names = {r["name"] for r in scorecard(demo("remote", "en"), "fr", period=12)}
    assert "Taux de placement des clients" in names


def test_a_tier_the_source_does_not_state_is_marked_and_explained():
    retention = scorecard(demo("remote"), period=12)[2]
    assert retention["asterisk"]
    assert retention["provenance"] == "interpolated"
    assert retention["note"] == words("note.remote.retention.above_average", "en")
    completion = scorecard(demo("remote"), period=12)[1]
    assert not completion["asterisk"]


def test_being_below_a_tier_the_source_does_not_state_is_marked_too(fresh):
    book = with_figures(fresh("remote"), {"clients_satisfied": [60], "clients_surveyed": [100]})
    record = scorecard(book, period=1)[0]
    assert record["tier_id"] == "below"
    assert record["asterisk"]


def test_a_floor_of_ones_own_is_said_to_be_ones_own(fresh):
    book = with_figures(fresh("remote"), {"clients_satisfied": [60], "clients_surveyed": [100]})
    book["Own_satisfaction_typical"] = 0.55
    record = scorecard(book, period=1)[0]
    assert (record["tier_id"], record["provenance"], record["asterisk"]) == (
        "typical",
        "user",
        False,
    )


def test_a_missing_value_says_why_in_words(fresh):
    book = with_figures(fresh("remote", "fr"), {"users": [0], "revenue": [5]})
    records = {r["kpi"]: r for r in scorecard(book, period=1)}
    assert records["remote.arpu"]["value"] is None
    assert records["remote.arpu"]["note"] == words("error.#DIV/0!", "fr")
    assert records["remote.retention"]["note"] == "pas de données"


def test_what_is_missing_and_what_changed_in_words():
    records = {r["kpi"]: r for r in scorecard(demo("mentoring"), period=12)}
    assert gap_words(records["mentoring.session_completion"], "en") == "+10\u00a0sessions held"
    assert gap_words(records["mentoring.workshop_growth"], "en") == "best tier"
    slower = dict(records["mentoring.time_to_milestone"], change=-0.5)
    assert change_words(slower, "en") == "▼ worse by 0.5"
    assert change_words(records["mentoring.retention"], "fr") == "▲ mieux de 1,6\u00a0pts"
    assert value_words(records["mentoring.retention"], "fr") == "85,0\u00a0%"


def test_json_ndjson_and_csv_have_the_same_records():
    records = scorecard(demo("remote"))
    assert json.loads(to_json(records)) == records
    assert [json.loads(line) for line in to_ndjson(records).splitlines()] == records
    rows = list(csv.DictReader(io.StringIO(to_csv(records))))
    assert [float(row["value"]) for row in rows] == [r["value"] for r in records]


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_the_table_has_a_row_per_kpi(pack, language):
    records = scorecard(demo(pack, language), period=12)
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(to_table(records, language))
    text = console.export_text()
    for kpi in PACKS[pack]:
        assert words(f"{kpi.id}.short", language) in text
    assert "★" in text or pack == "remote"


class Tags(HTMLParser):
    """Notes which elements there are, and that they close in order."""

    void = frozenset({"meta", "wbr"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in self.void:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_the_page_is_self_contained_well_formed_and_accessible(pack, language):
    text = page(pack, language)
    assert not re.search(r"src=|href=\"[^#]|url\(|@import|style=| on\w+=", text)
    assert "default-src 'none'" in text
    tags = Tags()
    tags.feed(text)
    assert tags.open == []
    assert ("html", {"lang": language}) in tags.seen
    pictures = [attributes for tag, attributes in tags.seen if tag == "svg"]
    assert len(pictures) == 2 * len(PACKS[pack]) + len(PACKS[pack])
    assert all(p.get("role") == "img" and p.get("aria-label") for p in pictures)
    assert sum(a.get("role") == "rowheader" for _, a in tags.seen) == len(PACKS[pack])
    assert "prefers-color-scheme: dark" in text
    assert "@page" in text


def test_the_page_escapes_what_it_is_given():
    book = demo("remote")
    card = Card(scorecard(book), overview(book), check(book), title="<b>&")
    text = to_html([card, card], "en")
    assert "<b>&<" not in text
    assert "&lt;b&gt;&amp;" in text


def test_a_page_of_an_empty_workbook_says_no_data(fresh):
    book = fresh("remote")
    text = to_html([Card(scorecard(book), overview(book), check(book))], "en")
    scorecard_shown, behind = text.split('<section class="details">')
    assert scorecard_shown.count("no data") == behind.count("no data") == len(PACKS["remote"])


def test_a_card_has_no_more_periods_than_the_page_has_room_for(monkeypatch):
    card = read_card(demo("remote"), "en", file="a.xlsx")
    monkeypatch.setattr("xl_kpis.workbook.html.document.MOST_PERIODS", 6)
    text = to_html([card, card], "en")
    assert text.count('<section class="period') == 6
    assert text.count('<section class="period shown"') == 2


def test_letters_are_those_every_font_has():
    letters = set(page("mentoring", "en") + page("remote", "fr"))
    assert {letter for letter in letters if ord(letter) >= 0x2E80} == set()


def test_the_best_tier_has_no_next_one():
    best = {r["kpi"]: r for r in scorecard(demo("mentoring"), period=12)}[
        "mentoring.workshop_growth"
    ]
    assert best["tier_rank"] == 3
    assert (best["target"], best["target_op"], best["target_tier"]) == (None, None, None)
    assert target_words(best, "en") == ""


def test_a_bound_says_whether_the_figure_itself_is_enough():
    free_to_paid = {r["kpi"]: r for r in scorecard(demo("remote"), period=12)}[
        "remote.free_to_paid"
    ]
    assert target_words(free_to_paid, "en") == "more than 60.0%"


def test_the_figures_used_are_typed_ones_or_those_of_logs(fresh):
    book = with_figures(fresh("remote"), {"revenue": [5], "users": [2]})
    assert own_figures(book)["revenue"][:2] == [5.0, NA]
    book["Source_arpu"] = words("source.log", "en")
    assert own_figures(book)["revenue"][0] != 5.0


@pytest.mark.parametrize(("language", "said"), [("en", "Q4 2025"), ("fr", "T4 2025")])
def test_the_page_names_the_period_shown(language, said):
    assert said in page("remote", language)


# ---- checks ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_the_example_passes_all_checks(pack, language):
    findings = check(demo(pack, language))
    assert findings.checked > 90
    assert findings.found == ()


WRONG = [
    ({"sessions_completed": ["forty"], "sessions_scheduled": [50]}, "session_completion.text"),
    (
        {"sessions_completed": [60], "sessions_scheduled": [50]},
        "session_completion.part_over_whole",
    ),
    ({"sessions_completed": [60]}, "session_completion.incomplete"),
    ({"sessions_completed": [-1], "sessions_scheduled": [50]}, "session_completion.negative"),
    (
        {"sessions_completed": [0], "sessions_scheduled": [0]},
        "session_completion.nothing_to_divide_by",
    ),
    (
        {"clients_start": [10], "clients_end": [12], "clients_new": [13]},
        "retention.new_over_end",
    ),
    (
        {"clients_start": [10], "clients_end": [12], "clients_new": [1]},
        "retention.kept_over_start",
    ),
    (
        {"clients_start": [10, 9], "clients_end": [12, 12], "clients_new": [5, 5]},
        "retention.chain",
    ),
    (
        {"clients_satisfied": [5], "clients_surveyed": [10], "clients_asked": [9]},
        "satisfaction.asked",
    ),
    ({"revenue": [5, None, 5], "users": [1, None, 1]}, "arpu.gap"),
]


@pytest.mark.parametrize(("figures", "expected"), WRONG)
def test_typing_errors_are_found_and_said_in_both_languages(figures, expected, fresh):
    book = with_figures(fresh("remote"), figures)
    english = {f.id: f for f in check(book).found}
    assert expected in english
    french = {f.id: f for f in check(book, "fr").found}
    assert french.keys() == english.keys()
    assert french[expected].message != english[expected].message
    assert "Inputs!" in english[expected].where


def test_a_check_says_how_often_and_since_when(fresh):
    book = with_figures(
        fresh("remote"),
        {"sessions_completed": [1, 9, 9], "sessions_scheduled": [5, 5, 5]},
    )
    (found,) = check(book).found
    assert (found.count, found.period, found.severity) == (2, "2026-02-01", "error")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        (layout.FIRST_PERIOD, "soon", "settings.first"),
        (layout.MONTHS, 0.5, "settings.months"),
        (layout.SCALE_HIGH, 5, "settings.scale"),
        (layout.THRESHOLD, 11, "settings.threshold"),
        (layout.PICKED, 12, "period.known"),
        ("Own_arpu_typical", 250, "arpu.floors"),
        ("Own_arpu_typical", "high", "arpu.floor_text"),
        ("Own_session_completion_typical", 85, "session_completion.floor_share"),
        ("Source_arpu", "elsewhere", "arpu.source"),
        ("Weight_arpu", -1, "arpu.weight"),
    ],
)
def test_wrong_settings_are_found(name, value, expected, fresh):
    book = fresh("remote")
    book[name] = value
    assert expected in {f.id for f in check(book).found}


@pytest.mark.parametrize(
    ("log", "columns", "expected"),
    [
        ("ratings", {"date": "soon", "rating": 5.0}, "ratings.date.dates"),
        ("ratings", {"rating": 5.0}, "ratings.date.required"),
        ("ratings", {"date": 46023.0, "rating": 85.0}, "ratings.rating.scale"),
        ("roster", {"joined": 46023.0, "left": 46000.0}, "roster.left.order"),
        ("payments", {"date": 46023.0, "amount": "lots"}, "payments.amount.amount"),
        ("payments", {"date": 60000.0, "amount": 1.0}, "payments.date.future"),
    ],
)
def test_wrong_records_are_found(log, columns, expected, fresh):
    book = fresh("remote")
    for field, value in columns.items():
        area = book.resolve(layout.log_column_name(log, field)).area
        book.model.sheets[area.sheet].cells.set(area.top, area.left, value)
    assert expected in {f.id for f in check(book).found}


def test_the_flag_counts_what_is_to_correct(fresh):
    book = with_figures(fresh("remote", "fr"), {"sessions_completed": [6]})
    assert book[layout.CHECK_STATE] == "✗ À corriger\u00a0: 1"


def in_currency(code: str, own: list[float], language: str = "en"):
    """The demo of the remote pack, with another currency and benchmarks of one's own."""
    book = demo("remote", language).copy()
    book[layout.CURRENCY] = code
    arpu = next(kpi for kpi in PACKS["remote"] if kpi.unit == "money")
    for tier, floor in zip(arpu.tiers, own, strict=False):
        book[layout.own_floor_name(arpu, tier.id)] = floor
    book.recalculate()
    return book


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("own", [[], [90.0], [90.0, 120.0]])
def test_amounts_are_in_no_tier_of_another_currency(language, own):
    book = in_currency("EUR", own, language)
    usual = scorecard(demo("remote", language), period=12)[3]
    record = scorecard(book, period=12)[3]
    assert (record["unit"], record["value"]) == ("money", usual["value"])
    assert (record["tier"], record["tier_rank"], record["score"]) == (None, None, None)
    assert (record["target"], record["gap"], record["needed"]) == (None, None, None)
    assert (record["floors"], record["floors_currency"]) == (
        [*own, *[150, 200, 300][len(own) :]],
        "USD",
    )
    assert "USD" in record["note"]
    assert overview(book, period=12).coverage == len(PACKS["remote"])
    assert not check(book).found, check(book).found
    out = io.StringIO()
    records = scorecard(book, period=12)
    Console(file=out, width=200).print(to_table(records, language, "EUR"))
    assert record["note"][:40] in out.getvalue()
    assert "–*" in out.getvalue()
    html = to_html([Card(scorecard(book), overview(book, period=12), check(book))], language)
    assert record["note"][:40] in html
    card = book[words("sheet.scorecard", language)]
    said = [str(cell) for row in card["B8:L40"] for cell in row if cell is not None]
    assert words("scorecard.foreign", language, benchmarks="USD") in said
    assert any(record["note"][:40] in cell for cell in said)


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("code", ["CHF", "INR", "EUR"])
def test_amounts_alone_of_another_currency_are_figures(code, language, fresh):
    """They have no score, and yet the scorecard goes to their last period."""
    book = fresh("remote", language)
    book[layout.CURRENCY] = code
    arpu = next(kpi for kpi in PACKS["remote"] if kpi.unit == "money")
    revenue, users = (measure.id for measure in arpu.measures)
    with_figures(book, {revenue: [4500, 5000.5], users: [10, 10]})
    assert overview(book).number == 2
    record = [each for each in scorecard(book) if each["kpi"] == arpu.id][-1]
    assert (record["value"], record["tier"]) == (500.05, None)
    assert not check(book).found, check(book).found


@pytest.mark.parametrize("code", ["USD", "usd ", "US$", "$", ""])
def test_dollars_are_in_tiers_of_dollars(code):
    record = scorecard(in_currency(code, []), period=12)[3]
    assert record["tier_rank"] is not None
    assert record["floors_currency"] is None


def test_own_benchmarks_are_in_the_currency_of_the_workbook():
    book = in_currency("EUR", [90.0, 120.0, 200.0])
    record = scorecard(book, period=12)[3]
    assert record["tier_rank"] is not None
    assert record["provenance"] == "user"
    assert (record["floors"], record["floors_currency"]) == ([90, 120, 200], None)
    assert "USD" not in record["note"]
    assert overview(book, period=12).coverage == len(PACKS["remote"])


def test_explaining_an_amount_claims_no_tier_of_another_currency():
    from xl_kpis.kpi.lookup import kpi
    from xl_kpis.kpi.words import explain

    said = explain(180.0, kpi("remote.arpu"), "en", "EUR")
    assert all(amount in said.replace("\u00a0", " ") for amount in ("180.00 EUR", "150.00 USD"))
    assert "typical" not in said.lower()
    assert "typical" in explain(180.0, kpi("remote.arpu"), "en").lower()


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("pack", PACKS)
def test_what_is_missing_breaks_between_words_in_a_narrow_card(pack: str, language: str) -> None:
    for record in scorecard(demo(pack, language), language):
        for currency in ("USD", "CHF"):
            said = gap_words(record, language, currency)
            assert all(len(part) <= 20 for part in said.split(" ")), said
