"""``xl-kpis portfolio``: workbooks in, one table out."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import xl_kpis
from tests.commands.conftest import Run
from xl_kpis.kpi import KPI_PERCENTILE
from xl_kpis.workbook.examples import SETTINGS, history
from xl_kpis.workbook.fill import fill, recalculated
from xl_kpis.workbook.portfolio.standing import counts
from xl_kpis.workbook.scorecard import scorecard, shown_period
from xl_kpis.workbook.template import template_bytes

SHARES = {"ada": 1.0, "bob": 0.9, "cy": 0.5}


@pytest.fixture
def clients() -> Path:
    """Three clients of two coaches, with a workbook of somebody else and an empty one."""
    folder = Path("clients")
    blank = template_bytes("mentoring", "en")
    for i, (name, share) in enumerate(SHARES.items()):
        figures = history("mentoring")
        figures["sessions_completed"] = [round(n * share) for n in figures["sessions_completed"]]
        place = folder / ("x" if i < 2 else "y")
        place.mkdir(parents=True, exist_ok=True)
        filled = fill(blank, figures, settings=SETTINGS)
        recalculated(filled).save(place / f"{name}.xlsx")
    (folder / "empty.xlsx").write_bytes(blank)
    openpyxl.Workbook().save(folder / "other.xlsx")
    return folder


def test_figures_are_those_of_each_scorecard_and_strangers_are_counted(
    run: Run, clients: Path
) -> None:
    done = run("portfolio", str(clients), "--by", "folder", "--output", "all.csv")
    assert done.code == 0, done.err
    assert "Clients: 3;" in done.err
    assert "Workbooks left alone: 2, failed: 0." in done.err
    found = pd.read_csv("all.csv")
    assert list(found.groupby("folder").client.nunique()) == [2, 1]
    for file, own in found.groupby("file"):
        book = xl_kpis.load(str(file))
        card = scorecard(book, "en", period=shown_period(book))
        assert list(own.value) == [r["value"] for r in card]
        assert list(own.tier) == [r["tier_id"] for r in card]
        assert list(own.score) == [r["score"] for r in card]
    held = found[found.kpi == "mentoring.session_completion"].set_index("client")
    assert list(held.place[list(SHARES)]) == [1, 2, 3]
    for value, percentile in zip(held.value, held.percentile, strict=True):
        among = [[other] for other in held.value]
        assert percentile == KPI_PERCENTILE(value, "mentoring.session_completion", among)


def test_no_filled_workbook_is_a_sentence(run: Run) -> None:
    openpyxl.Workbook().save("other.xlsx")
    done = run("portfolio", "other.xlsx", "--output", "all.csv")
    assert done.code == 1
    assert "no filled workbook" in done.err


def test_less_is_better_where_it_is() -> None:
    assert counts([3, 5, 5, 9], "lower") == ([3, 1, 1, 0], [1, 2, 2, 1])
