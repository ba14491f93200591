"""Benchmarks are contiguous and monotone; a person's own floors must be, too."""

from __future__ import annotations

import pytest

from xl_kpis.errors import NA, ExcelError
from xl_kpis.kpi import KPIS, PACKS, TIERS, text
from xl_kpis.kpi.model import Kpi, Tier
from xl_kpis.kpi.tiers import rank, score

each = pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.id)


ARTICLES = {
    "mentoring": "satisfaction session_completion career_advancement time_to_milestone retention "
    "workshop_growth networking_success",
    "remote": "satisfaction session_completion retention arpu free_to_paid job_placement "
    "time_to_milestone",
}
"""The seven KPIs of each article, in its order."""


def test_the_articles_kpis_come_first_in_their_order() -> None:
    for pack, short in ARTICLES.items():
        wanted = [f"{pack}.{name}" for name in short.split()]
        assert [kpi.id for kpi in PACKS[pack]][:7] == wanted
    assert all(kpi.pack == pack for pack, kpis in PACKS.items() for kpi in kpis)


@each
def test_tiers_are_ordered_and_contiguous(kpi: Kpi) -> None:
    assert [tier.id for tier in kpi.tiers] == list(TIERS[1:])
    signs = {"higher": (1, (">", ">=")), "lower": (-1, ("<", "<="))}
    sign, operators = signs[kpi.better]
    worst, best = kpi.anchors
    ladder = [sign * x for x in (worst, *(t.floor for t in kpi.tiers), best)]
    assert sorted(set(ladder)) == ladder
    assert all(tier.op in operators for tier in kpi.tiers)
    # Contiguous: a tier has no upper bound of its own, so every value is in exactly one.
    low, high = min(worst, best), max(worst, best)
    steps = [low + (high - low) * i / 1000 for i in range(1001)]
    ranks = [rank(value, kpi) for value in steps]
    assert sorted(ranks, reverse=kpi.better == "lower") == ranks
    assert set(ranks) == {0, 1, 2, 3}


@each
def test_asterisk_and_note_where_the_source_does_not_say_so(kpi: Kpi) -> None:
    for tier in kpi.tiers:
        assert tier.asterisk is (tier.provenance in {"interpolated", "extrapolated", "resolved"})
        if tier.asterisk or tier.provenance == "stated_point":
            assert tier.note
        for language in ("en", "fr"):
            assert text(f"provenance.{tier.provenance}", language)
            assert not tier.note or text(f"note.{tier.note}", language)


@each
def test_own_floors(kpi: Kpi) -> None:
    moved = kpi.with_floors(
        {"exceptional": kpi.tiers[2].floor * (1.1 if kpi.better == "higher" else 0.9)}
    )
    assert moved.tiers[:2] == kpi.tiers[:2]
    own: Tier = moved.tiers[2]
    assert own.provenance == "user"
    assert own.source is None
    assert not own.asterisk
    assert score(own.floor, moved) in (75, 100)
    assert kpi.tiers[2].provenance != "user"


def test_own_floors_must_be_in_order() -> None:
    retention = KPIS[4]
    with pytest.raises(ValueError, match="better from tier to tier"):
        retention.with_floors({"typical": 0.95})
    with pytest.raises(KeyError):
        retention.with_floors({"below": 0.1})


def test_own_floor_beyond_the_anchor() -> None:
    arpu = KPIS[10].with_floors({"exceptional": 450})
    assert score(420, arpu) == 72.0
    assert score(450, arpu) == 100


@each
def test_measures_feed_every_required_argument(kpi: Kpi) -> None:
    fed = {measure.argument for measure in kpi.measures}
    wanted = {a.name for a in kpi.function.arguments if not a.optional}
    assert fed >= (wanted - {"ratings"})
    assert len({measure.id for measure in kpi.measures}) == len(kpi.measures)


@each
def test_the_worked_example_as_measures(kpi: Kpi) -> None:
    inputs = kpi.example_inputs
    assert kpi.function(*kpi.arguments_from(inputs)) == kpi.example.result
    first = next(iter(inputs))
    blank = kpi.function(*kpi.arguments_from({**inputs, first: None}))
    assert blank is NA or kpi.function.name == "KPI_SATISFACTION"
    assert isinstance(kpi.function(*kpi.arguments_from({})), ExcelError)
