"""Several periods are recomputed, never averaged."""

from __future__ import annotations

import pytest

from xl_kpis.errors import DIV0, NA
from xl_kpis.kpi import KPI_ANNUALIZE, KPIS, kpi
from xl_kpis.kpi.model import Kpi
from xl_kpis.kpi.periods import combined


@pytest.mark.parametrize("found", KPIS, ids=lambda k: k.id)
def test_one_period_is_itself(found: Kpi) -> None:
    assert combined(found, [found.example.arguments]) == pytest.approx(found.example.result)


def test_inputs_are_added_up() -> None:
    assert combined(kpi("SCR"), [(1, 10), (90, 90)]) == 0.91
    ratings = [([[9], [8]], [[1], [0]]), ([[9], [8]], [[0], [3]])]
    assert combined(kpi("mentoring.satisfaction"), ratings) == 8.25


def test_retention_chains_like_annualising() -> None:
    quarters = [(200, 170, 0)] * 4
    assert combined(kpi("remote.retention"), quarters) == pytest.approx(KPI_ANNUALIZE(0.85, 3))


def test_a_missing_period_is_not_skipped_silently() -> None:
    assert combined(kpi("SCR"), [(1, 2), (None, 2)]) is NA
    assert combined(kpi("SCR"), [(1, 2), (0, 0)]) is DIV0
    assert combined(kpi("SCR"), []) is NA
