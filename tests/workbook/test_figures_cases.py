"""The files of ../shared/cases/data, each as its README says, in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from figures_samples import Result, filled

from xl_kpis.languages import Texts, available

DATA = Path(__file__).parents[3] / "shared" / "cases" / "data"
if not DATA.is_dir():
    DATA = Path("/work/shared/cases/data")
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/cases/data is missing")

LANGUAGES = pytest.mark.parametrize("language", available())
say = Texts("commands", "workbook", "kpi")


def case(name: str, language: str, **options: object) -> Result:
    return filled(DATA / f"{name}.csv", language=language, **options)  # type: ignore[arg-type]


TYPED: dict[str, dict[str, list[float | None]]] = {
    "f1": {"revenue": [5200.5, 5400, 6100.25], "sessions_completed": [40, 42, 45]},
    "f3": {"revenue": [5200.5, 5400, None], "users": [48, 50, None]},
    "f9": {"sessions_completed": [None, 44, 40], "sessions_scheduled": [None, 60, 50]},
    "f12": {"sessions_completed": [44, None, None], "sessions_scheduled": [60, None, None]},
    "f17": {"revenue": [5200, None, None], "users": [10, None, None]},
    "f22": {"revenue": [1234.5, 1234, None], "users": [10, 10, None]},
    "f23": {"revenue": [1234.5, 1234, None], "users": [10, 10, None]},
    "f24": {"revenue": [-150, None, None], "users": [10, None, None]},
    "sep": {"sessions_completed": [40, None, None], "sessions_scheduled": [50, None, None]},
}


@LANGUAGES
@pytest.mark.parametrize("name", TYPED)
def test_figures_are_taken(name: str, language: str) -> None:
    result = case(name, language)
    assert result.problems == []
    assert {measure: result.typed(measure) for measure in TYPED[name]} == TYPED[name]


@LANGUAGES
def test_totals_are_left_out_and_said(language: str) -> None:
    result = case("f3", language)
    assert result.says("f3.csv, D1", "Total")
    assert result.says("f3.csv, A6", "Total")


@LANGUAGES
def test_a_share_for_a_count_is_refused_with_the_remedy(language: str) -> None:
    result = case("f16", language)
    assert not result.taken
    assert result.kinds == {"percent"}
    assert result.says("f16.csv, B2", "80%", say("measure.sessions_completed.unit", language))


@LANGUAGES
@pytest.mark.parametrize("name", ["g1", "h1"])
def test_quarters_do_not_go_into_months(name: str, language: str) -> None:
    result = case(name, language)
    assert not result.taken
    assert result.says("--setting months=3", "--spread")


@LANGUAGES
def test_quarters_are_spread_when_asked(language: str) -> None:
    sessions = case("h1", language, spread=True)
    assert sessions.typed("sessions_completed", 7) == [40, 40, 40, 50, 50, 50, None]
    revenue = case("g1", language, spread=True)
    assert revenue.typed("revenue", 3) == [pytest.approx(5200 / 3)] * 3
    assert revenue.typed("users", 6) == [48, 48, 48, 50, 50, 50]


@LANGUAGES
@pytest.mark.parametrize("name", ["g1", "h1"])
def test_quarters_go_into_a_quarterly_workbook(name: str, language: str) -> None:
    result = filled(DATA / f"{name}.csv", language=language, settings={"months": 3})
    measure, values = {"g1": ("revenue", [5200, 5400]), "h1": ("sessions_completed", [120, 150])}[
        name
    ]
    assert result.typed(measure, 2) == values


@LANGUAGES
def test_spellings_of_a_month_are_known_and_january_given_twice_is_named(language: str) -> None:
    result = case("g3", language)
    assert result.kinds == {"twice"}
    assert result.says("g3.csv, B5", "01/2026", "5")
    rest = case("g3", language, leave_out=True)
    assert rest.typed("sessions_completed") == [5, 7, 1]


@LANGUAGES
def test_an_unknown_status_is_named_and_never_missed(language: str) -> None:
    result = case("k1", language)
    assert not result.taken
    assert result.says("k1.csv, C2", "Attended", "2", "--status 'Attended=")
    told = case("k1", language, statuses={"Attended": say("figures.held", language)})
    assert told.value("session_completion")[0] == pytest.approx(2 / 3)


@LANGUAGES
def test_a_total_row_is_no_client(language: str) -> None:
    result = case("k3", language)
    assert [row[0] for row in result.log("roster")] == ["A", "B", "C"]
    assert result.says("k3.csv, A5", "Total")


@LANGUAGES
def test_a_log_with_more_columns_and_empty_lines_is_a_log(language: str) -> None:
    result = case("k6", language)
    assert [row[0] for row in result.log("sessions")] == ["2026-01-05", "2026-01-06"]
    assert result.value("session_completion")[0] == 1
    assert result.says("Notes")


@LANGUAGES
def test_two_months_of_a_log_are_both_there(language: str) -> None:
    first = case("k7", language)
    both = filled(DATA / "k8.csv", language=language, into=first.file)
    assert [row[0] for row in both.log("sessions")] == ["2026-01-05", "2026-02-05"]
    again = filled(DATA / "k7.csv", language=language, into=both.file)
    assert len(again.log("sessions")) == 2
    assert "already" in again.kinds


@LANGUAGES
def test_dates_of_a_column_are_read_in_one_order(language: str) -> None:
    days = [row[0] for row in case("l1", language).log("sessions")]
    assert days == ["2026-01-05", "2026-01-15", "2026-02-03", "2026-02-20", "2026-03-04"]


@LANGUAGES
def test_a_booking_export_is_recognised(language: str) -> None:
    result = case("l2", language)
    assert result.problems == []
    assert [row[0] for row in result.log("sessions")] == ["2026-01-05", "2026-01-09"]
    assert result.value("session_completion")[0] == 0.5
    assert result.log("consultations") == []
    assert result.says("Free consult")


@LANGUAGES
def test_a_survey_export_is_recognised_and_its_dates_asked_for(language: str) -> None:
    assert case("l3", language).kinds == {"dates_unsure"}
    result = case("l3", language, dates="mdy")
    assert [row[0] for row in result.log("ratings")] == ["2026-01-05", "2026-01-07", "2026-02-11"]
    assert [row[2] for row in result.log("ratings")] == [9, 7, 10]
    assert result.value("satisfaction")[:2] == [0.5, 1]


@LANGUAGES
def test_a_payments_export_is_recognised(language: str) -> None:
    result = case("l4", language)
    assert [row[2] for row in result.log("payments")] == [150, 1150]
    assert result.says("Refunded")
    assert result.says(say("measure.users.label", language), say("log.roster", language))
