"""Both catalogues say the same things, all of them are needed, and hosts can show them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

import pytest

from xl_kpis.errors import ExcelError
from xl_kpis.kpi import FUNCTIONS, KPI_CHECK, KPI_EXPLAIN, KPIS, PACKS, TIERS, text
from xl_kpis.kpi.cases import error_cases
from xl_kpis.kpi.formulas import spoken
from xl_kpis.kpi.packs import SHIPPED
from xl_kpis.kpi.words import format_value, problem
from xl_kpis.languages import available, catalogue

GENERAL_RULES = {
    *("nothing_to_divide_by", "part_over_whole", "no_number", "no_weight", "negative", "off_scale"),
}
"""Rules that any KPI may have; their remedies are the workbook's."""


def everything(language: str) -> dict[str, str]:
    """What the catalogue and the files of the packs that are shipped say."""
    found = dict(catalogue("kpi", language))
    for pack in SHIPPED.values():
        found |= pack.texts[language]
    return found


EN, FR = everything("en"), everything("fr")
EXCEL_HELP_LIMIT = 255


def needed_ids() -> Iterator[str]:
    """Every id the definitions ask for."""
    yield from ("language", "benchmark.disclaimer", "benchmark.asterisk", "tip.hold", "error.other")
    yield from ("needed.more", "explain.value", "explain.next", "explain.best", "explain.note")
    yield from ("explain.foreign", "note.currency", "domain.between", "domain.any")
    yield from (f"op.{op}" for op in (">=", ">", "<=", "<"))
    yield from (f"better.{word}" for word in ("higher", "lower"))
    yield from (f"combine.{word}" for word in ("sum", "chain", "chain.roster", "none"))
    codes = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")
    yield from (f"error.{code}" for code in codes)
    yield from (f"tier.{tier}" for tier in TIERS)
    yield from (f"provenance.{t.provenance}" for k in KPIS for t in k.tiers)
    yield from ("provenance.user", "provenance.pack")
    yield from ("source.read", "source.title", "source.dated")
    yield from (f"source.{k.pack}.{t.source.name}" for k in KPIS for t in k.tiers if t.source)
    yield "explain.plain"
    yield from ("check.formula_divides_by_zero", "check.formula_power", "check.off_range")
    yield from ("rule.figure", "rule.remedy", "rule.remedy.one")
    yield from ("ratings.help", "check.no_day", "unit.days", "format.days")
    yield from (f"note.{t.note}" for k in KPIS for t in k.tiers if t.note)
    headings = """title generated meaning formula example benchmarks bound provenance source
        beside cases reading limits tips periods errata helpers records optional errors errors.help
        situation result errors.1 errors.1.result errors.2 errors.3 errors.4 errors.5"""
    yield from (f"doc.{heading}" for heading in headings.split())
    for pack in PACKS:
        yield from (f"pack.{pack}", f"pack.{pack}.help", f"pack.{pack}.benchmarks")
    for check in ("ok", "error", "blank", "not_number", "not_date", "shapes"):
        yield f"check.{check}"
    for function in FUNCTIONS.values():
        yield f"{function.name}.help"
        yield f"unit.{function.unit}"
        yield from (f"check.{rule.id}" for rule in function.rules)
        if function.group == "kpi":
            named = (rule.id for rule in function.own_rules if rule.id not in GENERAL_RULES)
            yield from (f"remedy.rule.{id}" for id in named)
        for argument in function.arguments:
            yield from (f"argument.{argument.name}.{part}" for part in ("label", "help"))
        if function.group == "kpi":
            parts = ("reads", "limits", "needed", "tip.1", "tip.2", "tip.3")
            yield from (f"{function.name}.{part}" for part in parts)
            yield f"format.{function.unit}"
            yield f"{function.name}.needed.one"
            if not spoken(function, {a.name: a.name for a in function.arguments}):
                yield f"{function.name}.formula"
    yield "format.number"
    for kpi in KPIS:
        yield from (f"{kpi.id}.name", f"{kpi.id}.short")
        yield from (f"erratum.{number}" for number in kpi.errata)
        for measure in kpi.measures:
            parts = ("label", "help", "unit")
            yield from (f"measure.{measure.text_id}.{part}" for part in parts)


def test_both_catalogues_hold_exactly_what_is_needed() -> None:
    needed = set(needed_ids())
    assert set(EN) == needed
    assert set(FR) == needed


@pytest.mark.parametrize("id", sorted(EN))
def test_placeholders_are_the_same(id: str) -> None:
    def fields(catalogue: dict[str, str]) -> set[str]:
        return set(re.findall(r"\{(\w+)\}", catalogue[id]))

    # A word order may leave one out, as "“{other}” cannot be larger than “{argument}”" does not.
    assert fields(EN) == fields(FR)


def test_every_erratum_belongs_to_a_kpi() -> None:
    assert {number for kpi in KPIS for number in kpi.errata} == set(range(1, 12))


@pytest.mark.parametrize("language", available())
def test_lengths_within_what_hosts_show(language: str) -> None:
    for id, words in everything(language).items():
        assert words == words.strip(), id
        assert words, id
        if id.endswith(".help") or id.startswith(("check.", "note.")) or ".tip." in id:
            assert len(words) <= EXCEL_HELP_LIMIT, id
        if id.endswith(".short"):
            assert len(words) <= 24, id
        if id.endswith((".name", ".label")):
            assert len(words) <= 60, id


def test_french_wording() -> None:
    for id, words in FR.items():
        assert '"' not in words, id
        assert "jalon" not in words, id
        assert "entraînement" not in words, id


def test_names_are_not_shared_within_a_pack() -> None:
    for language in available():
        for kpis in PACKS.values():
            for part in ("name", "short"):
                names = [text(f"{kpi.id}.{part}", language) for kpi in kpis]
                assert len(set(names)) == len(names)


@pytest.mark.parametrize("language", available())
def test_every_problem_is_said_in_words(language: str) -> None:
    for case in error_cases():
        if isinstance(case.result, ExcelError) and case.function.formula is not None:
            said = problem(case.function, case.arguments, language)
            assert said != "OK"
            assert "{" not in said
            assert "“”" not in said
            assert "«\u00a0\u00a0»" not in said


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: kpi.id)
def test_explanations(kpi: object) -> None:
    from xl_kpis.kpi.model import Kpi

    assert isinstance(kpi, Kpi)
    for language in available():
        for tier in kpi.tiers:
            said = KPI_EXPLAIN(tier.floor, kpi.id, language)
            assert text(f"{kpi.id}.name", language) in said
            assert "{" not in said
        inputs = kpi.example.arguments if kpi.function.name != "KPI_SATISFACTION" else ()
        if inputs:
            assert KPI_CHECK(kpi.id, *inputs, *[None] * (3 - len(inputs)), language) == "OK"


def test_an_explanation_carries_the_asterisk() -> None:
    assert "* " in KPI_EXPLAIN(0.86, "remote.retention")
    assert "* " not in KPI_EXPLAIN(0.86, "mentoring.retention")


def test_values_are_written_as_people_of_the_language_write_them() -> None:
    assert format_value(1234.5, "money", "en") == "1,234.50 USD"
    assert format_value(1234.5, "money", "fr", "EUR") == "1\u00a0234,50\u00a0EUR"
    assert format_value(8.7, "score", "fr") == "8,7 sur 10"


def test_what_two_files_say_of_one_thing_is_the_same() -> None:
    for language in ("en", "fr"):
        said = [catalogue("kpi", language), *(p.texts[language] for p in SHIPPED.values())]
        for one, other in combinations(said, 2):
            shared = one.keys() & other.keys()
            assert {id: one[id] for id in shared} == {id: other[id] for id in shared}
    mentoring, remote = SHIPPED.values()
    known = {kpi.function.name: kpi.function for kpi in mentoring.kpis}
    both = [(k.function, known[k.function.name]) for k in remote.kpis if k.function.name in known]
    assert len(both) == 3
    for one, other in both:
        assert one is other
