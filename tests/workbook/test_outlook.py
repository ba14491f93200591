"""Where KPIs are heading: a line through their last periods, with its spread, or nothing."""

from __future__ import annotations

import datetime as dt
import statistics

import pytest
from workbook_samples import card, demo, with_figures

import xl_kpis
from tests.samples import finished
from xl_kpis.kpi.lookup import kpi
from xl_kpis.languages import available
from xl_kpis.workbook import layout
from xl_kpis.workbook.html import to_html
from xl_kpis.workbook.outlook import ahead, forecast_words, pace_words
from xl_kpis.workbook.scorecard import scorecard
from xl_kpis.workbook.texts import words

RETENTION, MONTHS = kpi("mentoring.retention"), kpi("mentoring.time_to_milestone")
T_10 = 1.3721836411
"""Four of five values of Student's t with ten degrees of freedom are nearer to 0."""
OCTOBER = dt.date(2025, 10, 1)


def test_the_forecast_is_that_of_least_squares_and_so_is_its_spread():
    records = [r for r in scorecard(demo("mentoring")) if r["kpi"] == RETENTION.id]
    xs, ys = list(range(1, 13)), [record["value"] for record in records]
    line = statistics.linear_regression(xs, ys)
    left = sum((y - line.intercept - line.slope * x) ** 2 for x, y in zip(xs, ys, strict=True))
    mean = statistics.fmean(xs)
    far = (13 - mean) ** 2 / sum((x - mean) ** 2 for x in xs)
    margin = T_10 * (left / 10) ** 0.5 * (1 + 1 / 12 + far) ** 0.5
    found = records[-1]
    assert found["forecast"] == pytest.approx(line.intercept + 13 * line.slope, abs=1e-9)
    assert found["forecast_low"] == pytest.approx(found["forecast"] - margin, abs=1e-9)
    assert found["forecast_high"] == pytest.approx(found["forecast"] + margin, abs=1e-9)
    assert found["forecast_for"] == "2026-03-31"


def test_there_is_none_before_six_periods_with_values():
    records = [r for r in scorecard(demo("mentoring")) if r["kpi"] == RETENTION.id]
    assert [record["forecast"] is not None for record in records] == [False] * 5 + [True] * 7
    assert records[4]["forecast_low"] is records[4]["forecast_high"] is None


def test_a_period_without_a_value_is_no_zero_and_forecasts_nothing():
    held = [70.0, 72, 74, None, 78, 80, 82, None]
    planned = [100.0, 100, 100, None, 100, 100, 100, None]
    figures = {"sessions_completed": held, "sessions_scheduled": planned}
    book = with_figures(xl_kpis.load(finished("mentoring")), figures)
    book.recalculate()
    name = layout.row_name("Forecast", kpi("mentoring.session_completion"))
    row = book.array(book.resolve(name).area).tolist()[0]
    assert row[6] == pytest.approx(0.84)
    assert [isinstance(value, float) for value in row[:8]] == [False] * 6 + [True, False]


@pytest.mark.parametrize(
    ("line", "forecast", "low", "high"),
    [((1.02, 0.05, 0.01), 1, 0.97, 1), ((0.5, 0.1, 0.0), 0.5, 0.4, 0.6)],
)
def test_no_forecast_is_beyond_what_the_kpi_can_be(line, forecast, low, high):
    none = {"own_target": None, "own_target_state": None}
    found = ahead(RETENTION, line, none, OCTOBER, 3)
    shown = [found[key] for key in ("forecast", "forecast_low", "forecast_high")]
    assert shown == pytest.approx([forecast, low, high])


@pytest.mark.parametrize(
    ("which", "target", "line", "by"),
    [
        (RETENTION, 0.9, (0.86, 0.01, 0.02), "2026-09-30"),
        (RETENTION, 0.86, (0.86, 0.01, 0.02), "2026-03-31"),
        (RETENTION, 0.9, (0.86, 0.01, -0.02), ""),
        (RETENTION, 0.9, (0.86, 0.01, 0.001), ""),
        (MONTHS, 8, (9.0, 1.0, -1.0), "2026-06-30"),
        (MONTHS, 8, (9.0, 1.0, 1.0), ""),
    ],
)
def test_a_target_is_reached_where_the_line_reaches_it(which, target, line, by):
    record = {"own_target": target, "own_target_state": "behind"}
    assert ahead(which, line, record, OCTOBER, 3)["own_target_by"] == by


def test_what_is_on_track_has_nothing_to_reach():
    record = {"own_target": 0.8, "own_target_state": "on_track"}
    found = ahead(RETENTION, (0.86, 0.01, 0.02), record, OCTOBER, 3)
    assert found["own_target_by"] == ""
    assert pace_words({**record, **found}, "en") == ""


@pytest.mark.parametrize("language", available())
def test_it_is_said_in_words_on_the_page_and_on_the_sheet(language):
    shown = card("mentoring", language)
    record = next(record for record in shown.now if record["kpi"] == RETENTION.id)
    assert forecast_words(record, language) in to_html([shown], language)
    behind = {**record, "own_target_state": "behind", "own_target_by": "2026-06-30"}
    assert "2026" in pace_words(behind, language)
    assert pace_words({**behind, "own_target_by": ""}, language) == words("outlook.never", language)
    book = demo("mentoring", language)
    cells = book.array(book.resolve(layout.grid_name("trends")).area).tolist()
    assert record["forecast"] in [value for row in cells for value in row]
