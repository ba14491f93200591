"""A business's own targets: where they are typed, filled in, refused, compared and shown."""

from __future__ import annotations

import io
import json
from functools import cache

import pytest
from openpyxl import load_workbook
from workbook_samples import demo

import xl_kpis
from tests.samples import finished
from xl_kpis.formula.book import Book
from xl_kpis.kpi import PACKS
from xl_kpis.kpi.words import domain_words
from xl_kpis.languages import available
from xl_kpis.workbook import layout
from xl_kpis.workbook.check import check
from xl_kpis.workbook.fill import FillError, fill, recalculated
from xl_kpis.workbook.html import read_card, to_html
from xl_kpis.workbook.own_targets import compared, state_words
from xl_kpis.workbook.paper import content
from xl_kpis.workbook.render import to_csv, to_table
from xl_kpis.workbook.roll import roll
from xl_kpis.workbook.scorecard import scorecard
from xl_kpis.workbook.texts import words

LANGUAGES = available()
RETENTION, MONTHS = "mentoring.retention", "mentoring.time_to_milestone"
PLANS = {
    RETENTION: {"target": 0.9, "owner": "Ann", "next_step": "Call them", "due": "2026-03-31"},
    MONTHS: {"target": 12, "comment": "Slow in summer"},
}


@cache
def planned(language: str, plans: str) -> bytes:
    filled = fill(demo("mentoring", language).to_bytes(), {"targets": json.loads(plans)})
    return recalculated(filled).to_bytes()


def with_targets(language: str = "en", plans: object = None) -> Book:
    """The example history with targets filled in."""
    return xl_kpis.load(planned(language, json.dumps(plans or PLANS)))


def now(book: Book) -> dict[str, dict]:
    return {record["kpi"]: record for record in scorecard(book, period=12)}


def cell(book: Book, field: str, kpi: str) -> str:
    """The address of what is typed about a KPI."""
    area = book.resolve(layout.plan_name(field)).area
    row = [kpi.id for kpi in PACKS[kpi.partition(".")[0]]].index(kpi) + 1
    sheet = book.model.sheets[area.sheet].name
    return f"'{sheet}'!{chr(65 + area.left)}{area.top + row + 1}"


def refused(plans: object, pack: str = "mentoring", language: str = "en") -> list[str]:
    with pytest.raises(FillError) as caught:
        fill(finished(pack, language), {"targets": plans})
    return [problem.message for problem in caught.value.problems]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_target_is_behind_or_on_track_whichever_way_is_better(language):
    records = now(with_targets(language))
    rate, months = records[RETENTION], records[MONTHS]
    assert rate["own_target"] == 0.9
    assert rate["own_target_state"] == "behind"
    assert rate["own_target_gap"] == pytest.approx(0.05)
    assert months["value"] == 10
    assert months["own_target_state"] == "on_track"
    assert months["own_target_gap"] == -2


def test_a_value_that_is_the_target_is_on_track():
    kpi = next(kpi for kpi in PACKS["mentoring"] if kpi.id == RETENTION)
    assert compared(kpi, 0.85, 0.85)["own_target_state"] == "on_track"
    assert compared(kpi, 0.1 + 0.2, 0.3)["own_target_state"] == "on_track"


@pytest.mark.parametrize("pack", list(PACKS))
def test_workbook_and_python_are_of_one_mind(pack):
    goals = {kpi.id: (kpi.domain[0] or 0) + 0.5 for kpi in PACKS[pack]}
    book = recalculated(fill(demo(pack).to_bytes(), {"targets": goals}))
    records = {record["kpi"]: record for record in scorecard(book, period=12)}
    for kpi in PACKS[pack]:
        values = book.array(book.resolve(layout.row_name("OwnGap", kpi)).area).tolist()[0]
        assert values[11] == pytest.approx(records[kpi.id]["own_target_gap"], abs=1e-12)


def test_a_target_of_one_period_goes_before_that_of_all():
    plans = {RETENTION: {"target": 0.9, "periods": {"Q3 2025": 0.8, "2025-04-01": 0.7}}}
    book = with_targets(plans=plans)
    goals = {r["period_number"]: r["own_target"] for r in scorecard(book) if r["kpi"] == RETENTION}
    assert [goals[n] for n in (9, 10, 11, 12)] == [0.9, 0.7, 0.8, 0.9]


def test_targets_change_no_value_tier_or_score():
    before, after = now(demo("mentoring")), now(with_targets())
    for kpi, record in before.items():
        for key in ("value", "tier_id", "score", "gap", "needed", "target", "change", "note"):
            assert after[kpi][key] == record[key]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_shown_where_no_target_is_typed(language):
    book = demo("mentoring", language)
    card = read_card(book, language)
    assert {record["own_target_state"] for record in card.records} == {None}
    assert 'class="plan"' not in to_html([card], language)
    assert content([card], language)["cards"][0]["plan"] == []
    heads = [column.header for column in to_table(card.now, language).columns]
    assert words("target.target", language) not in heads
    area = book.resolve(layout.shown_plan_name("order")).area
    assert {v for row in book.array(area).tolist() for v in row} == {""}


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheet_page_paper_and_terminal_say_the_same(language):
    book = with_targets(language)
    card = read_card(book, language)
    page, paper = to_html([card], language), content([card], language)["cards"][0]["plan"]
    assert len(paper) == 2
    record = next(record for record in card.now if record["kpi"] == RETENTION)
    behind = state_words(record, language)
    assert behind in page
    assert any(behind in cell for line in paper for cell in line["cells"])
    for said in ("Call them", "Ann", "Slow in summer", words("target.on_track", language)):
        assert said in page
    shown = {
        book[f"'{words('sheet.scorecard', language)}'!{column}{row}"]
        for row in range(15, 40)
        for column in "BCDEKL"
    }
    assert {words(f"{RETENTION}.name", language), 0.9, "Call them", "Ann"} <= shown
    table = to_table(card.now, language)
    column = next(c for c in table.columns if c.header == words("target.target", language))
    assert any(behind in str(text) for text in column.cells)
    narrow = to_table(card.now, language, narrow=True)
    assert any(behind in str(text) for text in narrow.columns[-1].cells)


def test_programs_get_all_of_a_target():
    record = json.loads(json.dumps(now(with_targets())[RETENTION]))
    assert {key: record[key] for key in ("owner", "next_step", "due", "comment")} == {
        "owner": "Ann",
        "next_step": "Call them",
        "due": "2026-03-31",
        "comment": "",
    }
    assert "own_target,own_target_gap,own_target_state,owner" in to_csv([record]).split("\n")[0]


# ---- filled in ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "KPI,Target,Owner,Next step,Due\nRetention,90%,Ann,Call them,2026-03-31\n"),
        ("en", "Id;Your target;Who;Action;Deadline\nCRR;0,9;Ann;Call them;31/03/2026\n"),
        ("fr", "Indicateur;Objectif;Responsable;Prochaine étape;Échéance\n"
               "Taux de rétention des clients;90 %;Ann;Call them;31/03/2026\n"),
    ],
)  # fmt: skip
def test_a_table_of_targets_is_taken(tmp_path, language, text):
    path = tmp_path / "plan.csv"
    path.write_text(text, encoding="utf-8")
    filled = fill(finished("mentoring", language), path)
    assert (filled.targets, filled.figures) == (4, 0)
    book = xl_kpis.load(filled.file)
    found = [book[cell(book, field, RETENTION)] for field in ("target", "owner", "step", "due")]
    assert found == [0.9, "Ann", "Call them", 46112]


def test_targets_of_single_periods_are_taken_from_a_table(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text("KPI,Period,Target\nRetention,2026-02,88%\nRetention,,80%\n")
    book = recalculated(fill(finished("mentoring"), path))
    goals = book.array(book.resolve("OwnTarget_retention").area).tolist()[0]
    assert goals[:3] == [0.8, 0.88, 0.8]


def test_units_behind_a_target_are_understood(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text("KPI,Target\nTime to milestone,8 months\nSatisfaction score,9 out of 10\n")
    book = xl_kpis.load(fill(finished("mentoring"), path).file)
    assert book[cell(book, "target", MONTHS)] == 8
    assert book[cell(book, "target", "mentoring.satisfaction")] == 9


def test_targets_come_along_from_another_workbook_of_ours(tmp_path):
    path = tmp_path / "old.xlsx"
    plans = {**PLANS, "mentoring.satisfaction": {"periods": {"Q1 2025": 8}}}
    path.write_bytes(with_targets(plans=plans).to_bytes())
    book = recalculated(fill(finished("mentoring"), path))
    assert now(book)[RETENTION]["due"] == "2026-03-31"
    goals = book.array(book.resolve("OwnTarget_satisfaction").area).tolist()[0]
    assert goals[8] == 8


@pytest.mark.parametrize("repair", [True, False])
def test_the_next_year_has_the_targets_too(repair):
    single = {"periods": {"Q4 2025": 0.8, "Q1 2026": 0.95}}
    plans = {**PLANS, RETENTION: {**PLANS[RETENTION], **single}}
    made = roll(with_targets(plans=plans).to_bytes(), repair=repair)
    book = xl_kpis.load(made.file)
    assert not made.lost
    goals = book.array(book.resolve("OwnTarget_retention").area).tolist()[0]
    assert goals[11:13] == [0.8, 0.95] if repair else goals[:2] == [0.95, 0.9]
    assert book[cell(book, "owner", RETENTION)] == "Ann"


# ---- refused --------------------------------------------------------------------------------


def test_a_target_that_cannot_be_is_refused_with_what_could():
    rate, months, share, rating = refused(
        {RETENTION: 85, MONTHS: -1, "ATACCM": "8%", "mentoring.satisfaction": 11}
    )
    assert "from 0.0 to 100.0%" in rate
    assert "85% or 0.85" in rate
    assert "0.0 months or more" in months
    assert "is no share" in share
    assert "from 1.0 to 10.0 out of 10" in rating
    assert "85\u00a0% ou 0,85" in refused({RETENTION: 85}, language="fr")[0]
    assert fill(finished("remote"), {"targets": {"remote.arpu": -5}}).targets == 1


def test_what_is_no_target_is_refused():
    no_day, no_kpi, no_number, long = refused(
        {
            RETENTION: {"due": "soon"},
            "sales": 3,
            MONTHS: "many",
            "CSS": {"next_step": "x" * 141},
        }
    )
    assert "“soon”" in no_day
    assert "“many”" in no_number
    assert "no KPI of this workbook" in no_kpi
    assert "room for 140" in long


def test_one_kpi_has_one_target(tmp_path):
    path = tmp_path / "plan.csv"
    path.write_text("KPI,Target\nRetention,90%\nCRR,80%\n")
    with pytest.raises(FillError, match="two targets"):
        fill(finished("mentoring"), path)


@pytest.mark.parametrize(
    ("language", "kpi", "value"),
    [("en", RETENTION, 85), ("fr", MONTHS, -1), ("en", RETENTION, "x")],
)
def test_checks_name_a_typed_target_that_cannot_be(language, kpi, value):
    book = with_targets(language)
    place = cell(book, "target", kpi)
    book[place] = value
    book.recalculate()
    (finding,) = check(book, language).found
    assert finding.severity == "error"
    assert finding.where.endswith(place.rpartition("!")[2])
    assert finding.found == str(value).replace("-", "\u2212")
    if value != "x":
        found = next(k for k in PACKS["mentoring"] if k.id == kpi)
        assert domain_words(found, language) in finding.message
    assert now(book)[kpi]["own_target"] is None


def test_checks_name_the_period_whose_target_cannot_be():
    book = with_targets(plans={RETENTION: {"periods": {"Q4 2025": 0.9}}})
    area = book.resolve(layout.PLAN_PERIODS).area
    sheet = book.model.sheets[area.sheet].name
    book[f"'{sheet}'!N9"] = 90
    book.recalculate()
    (finding,) = check(book).found
    assert finding.where.endswith("!N9")
    assert finding.found == "90"


def test_checks_name_a_day_that_is_none():
    book = with_targets()
    book[cell(book, "due", RETENTION)] = "after the summer"
    book.recalculate()
    (finding,) = check(book).found
    assert (finding.severity, finding.found) == ("warning", "after the summer")


def test_a_column_of_targets_that_was_cut_away_is_told():
    book = load_workbook(io.BytesIO(finished("mentoring")))
    book.defined_names[layout.plan_name("owner")].attr_text = "Targets!$N$4:$N$17"
    buffer = io.BytesIO()
    book.save(buffer)
    found = xl_kpis.load(buffer.getvalue())
    found.recalculate()
    assert "structure.moved.targets" in {finding.id for finding in check(found).found}


# ---- workbooks without a sheet of targets ---------------------------------------------------


def older() -> bytes:
    """A workbook as layout 1.1 had it: no name of anything about targets."""
    book = load_workbook(io.BytesIO(demo("mentoring").to_bytes()))
    for name in list(book.defined_names):
        if name.startswith(("Plan_", "OwnTarget_", "OwnGap_", "Shown_plan_")):
            del book.defined_names[name]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_workbooks_of_older_layouts_are_read_without_targets():
    record = scorecard(xl_kpis.load(older()), period=12)[0]
    assert record["own_target"] is None
    assert record["owner"] == ""


def test_targets_for_a_workbook_without_their_sheet_are_refused_with_the_remedy():
    with pytest.raises(FillError, match="roll --repair"):
        fill(older(), {"targets": {RETENTION: 0.9}})
