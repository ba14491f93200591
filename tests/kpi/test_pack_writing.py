"""A shipped pack as a file, and read back: it computes, ranks and says the same."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xl_kpis.errors import DIV0, ExcelError
from xl_kpis.kpi import PACKS, Kpi, packs, text, tiers
from xl_kpis.kpi.pack_files import pack_from
from xl_kpis.kpi.pack_writing import written
from xl_kpis.languages import available

READ = {base: pack_from(written(base, "mine")) for base in PACKS}
PAIRS = [
    (shipped, mine)
    for base in PACKS
    for shipped, mine in zip(PACKS[base], READ[base].kpis, strict=True)
]
EACH = pytest.mark.parametrize(("shipped", "mine"), PAIRS, ids=[kpi.id for kpi, _ in PAIRS])
ITEMS = st.one_of(
    st.integers(-2, 300), st.floats(0, 1e6), st.sampled_from([None, "text", "5", True, DIV0])
)


@EACH
@given(values=st.lists(ITEMS, min_size=3, max_size=3))
@settings(max_examples=60, deadline=None)
def test_it_gives_the_same_values_errors_tiers_and_scores(
    shipped: Kpi, mine: Kpi, values: list[Any]
) -> None:
    some = values[: len(mine.function.arguments)]
    value = mine.function(*some)
    assert value == shipped.function(*some)
    if not isinstance(value, ExcelError):
        assert tiers.rank(value, mine) == tiers.rank(value, shipped)
        assert tiers.score(value, mine) == tiers.score(value, shipped)
        assert tiers.gap(value, mine) == tiers.gap(value, shipped)


@EACH
def test_it_is_the_same_kpi(shipped: Kpi, mine: Kpi) -> None:
    for what in ("acronym", "unit", "better", "domain", "anchors", "combine", "example_tier"):
        assert getattr(mine, what) == getattr(shipped, what), what
    assert mine.example_score == pytest.approx(shipped.example_score)
    assert [(t.id, t.floor, t.op) for t in mine.tiers] == [
        (t.id, t.floor, t.op) for t in shipped.tiers
    ]
    assert [(t.provenance, t.source, t.asterisk) for t in mine.tiers] == [
        (t.provenance, t.source, t.asterisk) for t in shipped.tiers
    ]
    assert mine.errata == shipped.errata
    assert [(m.id, m.argument, m.rating) for m in mine.measures] == [
        (m.id, m.argument, m.rating) for m in shipped.measures
    ]
    assert mine.function.name == f"KPI_{mine.id.replace('.', '_')}".upper()
    assert mine.function.examples[0] == mine.example == shipped.example


@EACH
@pytest.mark.parametrize("language", available())
def test_it_says_the_same(
    shipped: Kpi, mine: Kpi, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packs, "_in_use", {})
    packs.use(READ[shipped.pack])
    for part in ("name", "short"):
        assert text(f"{mine.id}.{part}", language) == text(f"{shipped.id}.{part}", language)
    for part in ("help", "reads", "limits", "needed", "tip.1", "tip.2", "tip.3"):
        told = text(f"{shipped.function.name}.{part}", language)
        assert text(f"{mine.function.name}.{part}", language) == told
    for one, other in zip(mine.measures, shipped.measures, strict=True):
        for part in ("label", "help", "unit"):
            told = text(f"measure.{other.text_id}.{part}", language)
            assert text(f"measure.{one.text_id}.{part}", language) == told
    for argument, same in zip(mine.function.arguments, shipped.function.arguments, strict=True):
        for part in ("label", "help"):
            told = text(f"argument.{same.text_id}.{part}", language)
            assert text(f"argument.{argument.text_id}.{part}", language) == told
    for number in shipped.errata:
        assert text(mine.erratum(number), language) == text(shipped.erratum(number), language)
    for tier, its in zip(mine.tiers, shipped.tiers, strict=True):
        assert bool(tier.note) == bool(its.note)
        if its.note:
            assert text(f"note.{tier.note}", language) == text(f"note.{its.note}", language)
    for rule, its_rule in zip(mine.function.rules, shipped.function.rules, strict=True):
        told = text(f"check.{its_rule.id}", language)
        assert text(f"check.{rule.id}", language) == told
