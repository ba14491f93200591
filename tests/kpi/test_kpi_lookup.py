"""KPIs, tiers and languages are found by whatever people call them."""

from __future__ import annotations

import pytest

from xl_kpis.kpi import KPI_GAP, KPIS, kpi, text
from xl_kpis.kpi.lookup import choices, fold, kpi_keys, language, tier_id
from xl_kpis.kpi.packs import in_use
from xl_kpis.languages import available, catalogue


@pytest.mark.parametrize("found", KPIS, ids=lambda k: k.id)
def test_by_id_in_any_case(found: object) -> None:
    from xl_kpis.kpi import Kpi

    assert isinstance(found, Kpi)
    assert kpi(found.id) is kpi(found.id.upper()) is kpi(f" {found.id} ") is found


def test_by_acronym_and_name_unless_two_share_it() -> None:
    acronyms = [k.acronym for k in KPIS]
    for k in KPIS:
        keys = [k.acronym] if acronyms.count(k.acronym) == 1 else []
        for code in available():
            names = [text(f"{other.id}.name", code) for other in KPIS]
            name = text(f"{k.id}.name", code)
            keys += [name] if names.count(name) == 1 else []
        for key in keys:
            assert kpi(key) is kpi(key.upper()) is k


@pytest.mark.parametrize(
    "name",
    ["CSS", "crr", "Client retention rate", "Taux de rétention des clients", "", "x", 7, None],
)
def test_ambiguous_or_unknown(name: object) -> None:
    with pytest.raises(KeyError):
        kpi(name)


def test_a_name_both_packs_have_is_ambiguous() -> None:
    with pytest.raises(KeyError):
        kpi("Délai moyen pour franchir une étape de carrière")
    assert kpi("Croissance de la fréquentation des ateliers").acronym == "WAGP"


@pytest.mark.parametrize("language", available())
def test_a_name_is_shown_with_an_apostrophe_and_found_with_a_typewriter_s(language: str) -> None:
    names = [text(f"{one.id}.{part}", language) for one in KPIS for part in ("name", "short")]
    assert any("’" in name for name in names)
    assert not any("'" in name for name in names)
    for name in names:
        assert fold(name.replace("’", "'")) in kpi_keys()


def test_either_apostrophe_finds_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    for written in ("Délai d’étape", "délai  d'étape", "Délai d‘étape", "Délai\u00a0d'étape"):
        assert fold(written) in kpi_keys(), written
    monkeypatch.setitem(
        catalogue("kpi", "fr"), "remote.time_to_milestone.short", "Délai d’une étape"
    )
    kpi_keys.cache_clear()
    try:
        assert kpi("Délai d'une étape") is kpi("délai d’une étape")
    finally:
        kpi_keys.cache_clear()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("typical", "typical"),
        ("Above average", "above_average"),
        ("EXCEPTIONNEL", "exceptional"),
        (0, "below"),
        (3.0, "exceptional"),
    ],
)
def test_tiers(name: object, found: str) -> None:
    assert tier_id(name) == found


@pytest.mark.parametrize("name", ["best", 4, 1.5, True, None])
def test_unknown_tiers(name: object) -> None:
    with pytest.raises(KeyError):
        tier_id(name)


@pytest.mark.parametrize(
    ("name", "code"), [("en", "en"), ("FR", "fr"), ("français", "fr"), ("en_US", "en")]
)
def test_languages(name: str, code: str) -> None:
    assert language(name) == code


@pytest.mark.parametrize("name", ["de", "", "e", 1, None])
def test_unknown_languages(name: object) -> None:
    with pytest.raises(KeyError):
        language(name)


def test_choices_for_lists_are_all_understood() -> None:
    name, tier = KPI_GAP.arguments[1:]
    ours, of_packs_in_use = choices(name)[: len(KPIS)], choices(name)[len(KPIS) :]
    assert [kpi(choice) for choice in ours] == list(KPIS)
    assert all(kpi(choice).pack in {pack.id for pack in in_use()} for choice in of_packs_in_use)
    assert [tier_id(choice) for choice in choices(tier)] == list(choices(tier))
    assert choices(KPI_GAP.arguments[0]) == ()
