"""The records of the example count to the figures of the example, and belong to nobody."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache

import pytest

from tests.samples import finished
from xl_kpis.formula.book import Book
from xl_kpis.kpi import PACKS
from xl_kpis.languages import available
from xl_kpis.workbook import layout
from xl_kpis.workbook.check import check
from xl_kpis.workbook.example_logs import OTHERS, example, logs
from xl_kpis.workbook.examples import QUARTERS, SETTINGS, history
from xl_kpis.workbook.fill import fill, recalculated
from xl_kpis.workbook.scorecard import own_figures, scorecard
from xl_kpis.workbook.texts import words

FOUR = [(pack, language) for pack in PACKS for language in available()]


@cache
def shown(pack: str, language: str) -> Book:
    return recalculated(fill(finished(pack, language), example(pack), settings=SETTINGS))


@pytest.mark.parametrize("pack", PACKS)
def test_every_log_has_rows_and_each_count_is_that_of_the_example(pack):
    records = logs(pack)
    assert records.keys() == {log.id for log in layout.logs(pack)}
    assert all(20 < len(rows) <= layout.LOG_ROWS for rows in records.values())
    counted = own_figures(
        recalculated(fill(finished(pack, "en"), {"logs": records}, settings=SETTINGS))
    )
    told = history(pack)
    ids = {m.id for _, m in layout.measures(pack) if m.counted} & told.keys()
    assert len(ids - OTHERS) > 10
    for id in ids - OTHERS:
        assert counted[id][:QUARTERS] == pytest.approx(told[id], rel=5e-4), id


@pytest.mark.parametrize(("pack", "language"), FOUR)
def test_the_demo_has_nothing_to_correct_and_the_values_of_the_articles(pack, language):
    book = shown(pack, language)
    assert check(book).found == ()
    latest = {r["kpi"]: r for r in scorecard(book, period=QUARTERS)}
    for kpi in PACKS[pack]:
        assert latest[kpi.id]["value"] == pytest.approx(kpi.example.result, rel=5e-4), kpi.id
        assert latest[kpi.id]["tier_id"] == kpi.example_tier


def test_one_demo_is_typed_and_one_counted_from_its_logs():
    def counted(pack: str) -> set[str]:
        book, log = shown(pack, "en"), words("source.log", "en")
        kpis = [kpi for kpi in PACKS[pack] if layout.has_log(kpi)]
        return {kpi.id for kpi in kpis if book[layout.source_name(kpi)] == log}

    assert counted("mentoring") == set()
    assert counted("remote") == {kpi.id for kpi in PACKS["remote"] if layout.has_log(kpi)} - {
        "remote.arpu",
        "remote.job_placement",
    }


@pytest.mark.parametrize("pack", PACKS)
def test_nobody_in_it_has_a_name_or_is_seen_before_coming_or_after_leaving(pack):
    records = logs(pack)
    stays = {
        row["client"]: (row["joined"], row.get("left", dt.date.max)) for row in records["roster"]
    }
    for id, rows in records.items():
        for row in rows:
            if "client" not in row:
                assert id == "events"
                continue
            assert re.fullmatch(r"[CP]-\d{3}", row["client"])
            if "date" in row:
                joined, left = stays[row["client"]]
                assert joined <= row["date"] < left


def test_it_is_the_same_whenever_it_is_made():
    assert logs("mentoring") == logs("mentoring")
