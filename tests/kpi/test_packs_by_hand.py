"""Packs as people write them who have read one page: three lines of business unlike each other,
with as little as is asked for, and what happens to them on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from xl_kpis.errors import DIV0, NA, NUM, REF
from xl_kpis.kpi import packs
from xl_kpis.kpi.cases import error_cases
from xl_kpis.kpi.formulas import formula_words
from xl_kpis.kpi.pack_files import Fault, PackError, pack_from
from xl_kpis.languages import available

FOLDER = Path(__file__).parent / "packs"
SOURCES = {path.stem: path.read_text("utf-8") for path in sorted(FOLDER.glob("*.toml"))}
YOGA, REPAIR, AGENCY = "yoga-studio", "repair-shop", "translation-agency"


@pytest.fixture(autouse=True)
def _none_in_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "_in_use", {})


@pytest.mark.parametrize("name", SOURCES)
def test_it_is_a_pack_with_a_kpi_where_less_is_better_and_one_without_tiers(name: str) -> None:
    pack = packs.use(pack_from(SOURCES[name]))
    assert len(pack.kpis) == 3
    assert {"lower"} <= {kpi.better for kpi in pack.kpis}
    assert any(not kpi.tiers for kpi in pack.kpis)
    for kpi in pack.kpis:
        assert kpi.function(*kpi.example.arguments) == pytest.approx(kpi.example.result)


def test_what_was_typed_in_french_computes_and_is_read_in_both() -> None:
    late, _, output = packs.use(pack_from(SOURCES[AGENCY])).kpis
    assert late.function(0, 0) == 0
    assert output.function(900, 0, 0) is DIV0
    assert formula_words(output.function, "fr").count("MOYENNE(Heures saisies\u00a0; ") == 1
    assert formula_words(output.function, "en").count("AVERAGE(Heures saisies, ") == 1


PLANTED: dict[str, tuple[str, str, str, str]] = {
    "a key misspelt": (YOGA, 'label = "Mats taken"', 'lable = "Mats taken"', "mean “label”"),
    "a key left out": (YOGA, 'label = "Teacher"\n', "", "missing in [log.columns.teacher]"),
    "a label that is empty": (YOGA, 'label = "Mats taken"', 'label = ""', "not empty"),
    "a label that is a number": (YOGA, 'label = "Mats taken"', "label = 3", "text in quotes"),
    "tiers out of order": (YOGA, 'typical = ">= 50%"', 'typical = ">= 70%"', "not better"),
    "an example of its own": (YOGA, "mats_taken = 312", "mats_taken = 300", "62.5%, not 65%"),
    "a number in words": (YOGA, "= 5760", '= "some"', "has to be a number"),
    "a number in groups": (YOGA, "= 5760", "= 5,760", "with a point"),
    "another language": (REPAIR, 'fr = "Vélos prêts"', 'de = "Räder"', "missing in fr"),
    "an id twice": (YOGA, 'id = "no_show"', 'id = "fill"', "has the id “fill”"),
    "an id as a name": (YOGA, 'id = "no_show"', 'id = "No-Show"', "small letters"),
    "a name misspelt": (YOGA, "absent / booked", "absnt / booked", "did you mean “absent”"),
    "a name of nothing": (YOGA, "absent / booked", "absent / guests", "there are absent, booked"),
    "a formula of itself": (YOGA, "absent / booked", "no_show / booked", "no input of this KPI"),
    "a bracket too few": (AGENCY, "heures_prevues)", "heures_prevues", "closing bracket"),
    "a bracket too many": (AGENCY, "heures_prevues)", "heures_prevues))", "ended before “)”"),
    "a function misspelt": (AGENCY, "MOYENNE(", "MOYENE(", "did you mean MOYENNE"),
    "a function too much": (AGENCY, "MAX(mots; 1)", "RECHERCHEV(mots; 1)", "cannot call RECHE"),
    "a log misspelt": (YOGA, 'counted = { log = "classes" }', 'counted = { log = "x" }', "no log"),
    "a column misspelt": (YOGA, 'column = "came"', 'column = "cames"', "no such column “cames”"),
    "a wrong direction": (YOGA, 'better = "lower"', 'better = "low"', "did you mean “lower”"),
    "a wrong kind": (YOGA, '"amount"\nunit', '"number"\nunit', "there are count, amount"),
    "a wrong kind of column": (YOGA, 'kind = "date"', 'kind = "day"', "cannot be “day”"),
    "a log without days": (YOGA, '[log.columns.date]\nkind = "date"\n', "", "when a record counts"),
    "a bound without a sign": (YOGA, 'typical = "<= 15%"', "typical = 15", "as “<= 15%”"),
    "a bound with a comma": (YOGA, '"<= 15%"', '"<= 15,5%"', "as “<= 15.5%”"),
    "a bound in words": (YOGA, '"<= 15%"', '"15% or less"', "as “<= 15%”"),
    "a tier of nothing": (YOGA, "value = 144", 'value = 144\ntier = "typical"', "KPI has none"),
    "no example": (
        YOGA,
        "[kpi.example]\ntakings = 5760\nclasses_held = 40\nvalue = 144\n",
        "",
        "“[kpi.example]” is missing",
    ),
    "no head": (YOGA, "[pack]\n", "", "the line [pack] is missing"),
    "a head misspelt": (YOGA, "[pack]\n", "[packs]\n", "did you mean “pack”"),
    "a KPI misspelt": (
        YOGA,
        '[[kpi]]\nid = "per_class"',
        '[[kpis]]\nid = "per_class"',
        "did you mean “kpi”",
    ),
    "a heading left open": (YOGA, "[kpi.inputs.absent]", "[kpi.inputs.absent", "lacks a bracket"),
    "a text left open": (YOGA, '"Booked and absent"', '"Booked and absent', "quote at its end"),
    "no equals sign": (YOGA, 'label = "Booked"', 'label "Booked"', "no = between"),
    "a colon": (YOGA, 'label = "Booked"', 'label: "Booked"', "no = between"),
    "a list left open": (YOGA, '[0, 1]\nformula = "= mats', '[0, 1\nformula = "= mats', "“domain”"),
    "no comma": (REPAIR, '"Ready", fr', '"Ready" fr', "comma is missing"),
    "two KPIs in one": (YOGA, "[[kpi.rules]]", "[kpi.rules]", "write [[kpi.rules]]"),
    "a price for a number": (YOGA, "value = 144", 'value = "144 EUR"', "not 144 EUR"),
    "half a month": (YOGA, "months = 1", "months = 0.5", "whole number"),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_is_named_once_on_its_line_with_what_to_do(planted: str) -> None:
    name, right, wrong, said = PLANTED[planted]
    source = SOURCES[name]
    assert right in source
    at = source.index(right)
    faults = _faults(source[:at] + wrong + source[at + len(right) :])
    (found,) = [fault for fault in faults if said in fault.sentence("en")]
    line = source[:at].count("\n") + 1
    assert -12 <= found.line - line <= 2, (found.line, line)
    assert len(faults) <= 2, [fault.sentence("en") for fault in faults]
    for language in available():
        sentences = [fault.sentence(language) for fault in faults]
        assert len(set(sentences)) == len(sentences)


CASES = """
[[kpi.cases]]
call = [10, 0]
value = "#DIV/0!"
note = "no mats"

[[kpi.cases]]
call = [3, 2]
value = "#NUM!"

[[kpi.cases]]
call = ["#REF!", ""]
value = "#REF!"

[[kpi.cases]]
call = ["", 4]
value = "#N/A"

[[kpi.cases]]
call = [2, 4]
value = "50%"

[[kpi]]
id = "no_show"
"""


def test_what_every_host_has_to_answer_stands_in_the_file() -> None:
    source = SOURCES[YOGA].replace('[[kpi]]\nid = "no_show"\n', CASES.lstrip())
    pack = pack_from(source)
    found = [c for c in error_cases(pack) if c.note in ("no mats", "case")]
    assert [case.result for case in found] == [DIV0, NUM, REF, NA, 0.5]
    assert all(case.function(*case.arguments) == case.result for case in found)
    for right, wrong in (('value = "#DIV/0!"', 'value = "#NUM!"'), ("[2, 4]", "[3, 4]")):
        (fault,) = _faults(source.replace(right, wrong))
        assert fault.id == "example"


def _faults(source: str) -> tuple[Fault, ...]:
    with pytest.raises(PackError) as refused:
        pack_from(source)
    return refused.value.faults


def test_a_long_name_has_its_acronym_in_narrow_places_and_without_one_is_asked_for_a_short_one():
    long = SOURCES[YOGA].replace('"Revenue per class"', '"Revenue per class and teacher"')
    assert long != SOURCES[YOGA]
    (only,) = _faults(long)
    assert only.id == "short"
    pack = pack_from(long.replace('id = "per_class"', 'id = "per_class"\nacronym = "TPC"'))
    assert pack.texts["en"]["yoga.per_class.short"] == "TPC"
    assert [id for _, id, _ in pack.notes] == ["short_acronym"]


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        ("mats_taken + 1 > mats_offered + 1", "Look at “Mats taken”, “Mats offered”: they cannot"),
        ("mats_offered > 9999", "Look at “Mats offered”: it cannot be right."),
    ],
)
def test_a_rule_that_says_no_remedy_names_its_figures(when: str, wanted: str) -> None:
    rule = f'[[kpi.rules]]\nwhen = "{when}"\nsays = "That cannot be."\n\n[kpi.tiers]'
    pack = pack_from(SOURCES[YOGA].replace("[kpi.tiers]", rule, 1))
    (said,) = [
        text for id, text in pack.texts["en"].items() if id.startswith("remedy.rule.yoga.fill")
    ]
    assert said.startswith(wanted)
