"""Packs of files: read whole or refused with every fault in words; one formula, one value."""

from __future__ import annotations

import json
import math
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xl_kpis
import xl_kpis.workbook.currencies  # packs ask it
from xl_kpis.errors import DIV0, NA, NUM, VALUE, ExcelError
from xl_kpis.kpi import (
    KPI_CHANGE,
    KPI_CHECK,
    KPI_EXPLAIN,
    KPI_NAME,
    KPI_SCORE,
    KPI_TIER,
    kpi,
    pack_counting,
    pack_examples,
    pack_files,
    pack_inputs,
    pack_kpis,
    pack_logs,
    pack_tiers,
    packs,
)
from xl_kpis.kpi.formulas import formula_words, lambda_text, native
from xl_kpis.kpi.logs import TAKES
from xl_kpis.kpi.model import Argument, Function, Kind
from xl_kpis.kpi.pack_files import PackError, pack_from
from xl_kpis.kpi.pack_sources import VARIABLE, find
from xl_kpis.kpi.typed import FormulaFault, condition, typed
from xl_kpis.kpi.words import periods_words
from xl_kpis.languages import available

EXAMPLE = Path(__file__).parents[2] / "docs" / "packs" / "fitness-studio.toml"
SOURCE = EXAMPLE.read_text("utf-8")
INPUTS = ("won", "lost", "held")


@pytest.fixture(autouse=True)
def studio(monkeypatch: pytest.MonkeyPatch) -> packs.Pack:
    monkeypatch.setattr(packs, "_in_use", {})
    return packs.use(pack_from(SOURCE))


# ---- formulas ----------------------------------------------------------------------------------


def function(formula: str) -> Function:
    made = typed(formula, INPUTS)
    arguments = tuple(Argument(name, Kind.AMOUNT) for name in INPUTS)
    return Function(
        "A_TRIED", "kpi", arguments, "number", formula=made.formula, own_rules=made.rules
    )


def in_engine(tried: Function, given: list[Any]) -> list[Any]:
    """The native formula over cells, and the LAMBDA, as the engine calculates them."""
    cells = {f"{'ABC'[i]}1": value for i, value in enumerate(given)}
    book = xl_kpis.Book.of(
        {
            **{cell: value for cell, value in cells.items() if value is not None},
            "H1": f"={native(tried, list(cells))}",
            "H2": f"={lambda_text(tried)}({','.join(cells)})",
        }
    )
    return [book["H1"], book["H2"]]


def same(one: Any, other: Any) -> bool:
    if isinstance(one, ExcelError) or isinstance(other, ExcelError):
        return one is other
    return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-9)


FORMULAS = (
    "= (won - lost) / held",
    "= IF(won > lost, won / held, -lost / (won - held))",
    "= SUM(won, lost, 2) / MAX(held, 1)",
    "= MIN(won, lost) / AVERAGE(lost, held)",
    "= IF(AND(won >= 0, NOT(lost = 0)), won / lost, ABS(held))",
    "= IF(OR(won < 0, held = 0), 10%, won / held ^ 2)",
    "= won ^ 0.5 - lost * held",
    "= won / (lost / held)",
    "= (won + lost) ^ held",
    "= IF(won = 0, 0, IF(lost = 0, 1 / won, won / lost / (held - 1)))",
    "= -won ^ 2 + 50%",
    "= IFERROR(won / lost, -1) + held",
    "= IFERROR(IF(held > 1, won / (lost - held), held ^ 0.5), won / held)",
    "= IFERROR(1 / IFERROR(won / lost, 0), held)",
    "= ROUND(won / 3, 2) + ROUNDUP(lost / 7, 0) - ROUNDDOWN(held, -1)",
    "= MEDIAN(won, lost, held, 2) - MEDIAN(won, 0, held)",
    "= INT(won / 4) * SQRT(lost) + POWER(held, 2)",
)
INPUT = st.one_of(
    st.integers(-3, 6).map(float),
    st.integers(0, 1000).map(lambda n: n / 8),
    st.sampled_from([None, "text", True, DIV0, NA]),
)


@pytest.mark.parametrize("formula", FORMULAS)
@given(given=st.lists(INPUT, min_size=3, max_size=3))
@settings(max_examples=40, deadline=None)
def test_a_formula_gives_the_same_in_python_natively_and_as_a_lambda(
    formula: str, given: list[Any]
) -> None:
    tried = function(formula)
    value = tried(*given)
    for other in in_engine(tried, given):
        assert same(value, other), (value, other)


@pytest.mark.parametrize("formula", FORMULAS)
@given(columns=st.lists(st.lists(INPUT, min_size=3, max_size=3), min_size=1, max_size=6))
@settings(max_examples=30, deadline=None)
def test_whole_columns_give_what_each_row_gives(formula: str, columns: list[list[Any]]) -> None:
    tried = function(formula)
    arrays = [np.array(column, dtype=object) for column in zip(*columns, strict=True)]
    found = np.asarray(tried(*arrays), object)
    for got, row in zip(found, columns, strict=True):
        wanted = tried(*row)
        if wanted is NA:
            assert got is NA or got != got
        else:
            assert same(wanted, got), (row, wanted, got)


@pytest.mark.parametrize(
    ("formula", "given", "wanted"),
    [
        ("= won / lost", (1, 0), DIV0),
        ("= won / (lost - won)", (2, 2), DIV0),
        ("= IF(lost = 0, 0, won / lost)", (3, 0), 0.0),
        ("= won ^ 0.5", (-4, 0), NUM),
        ("= won ^ lost", (0, 0), NUM),
        ("= won ^ lost", (0, -1), DIV0),
        ("= won ^ 2", (-3, 0), 9.0),
        ("= -won ^ 2", (3, 0), 9.0),
        ("= 2 ^ -won", (1, 0), 0.5),
        ("= 1000000 ^ won", (1000, 0), NUM),
        ("= MAX(won; lost)", (3, 7), 7.0),
        ("= ROUND(won; 2)", (2.675, 0), 2.68),
        ("= ARRONDI(won; -1)", (25, 0), 30.0),
        ("= INT(won)", (-2.5, 0), -3.0),
        ("= MEDIAN(won, lost, 9)", (5, 1), 5.0),
        ("= SQRT(won)", (-1, 0), NUM),
        ("= IFERROR(won / lost, 7)", (1, 0), 7.0),
        ("= IFERROR(10 ^ won, 7)", (400, 0), 7.0),
        ("= IFERROR(won / lost, 1 / lost)", (1, 0), DIV0),
        ("= IFERROR(won, 7)", (None, 0), NA),
        ("= SIERREUR(won / lost; 0,5)", (1, 0), 0.5),
        ("= won * 10%", (50, 0), 5.0),
        ("= won", ("3", 0), VALUE),
        ("= won + lost", (None, 0), NA),
    ],
)
def test_a_formula_is_read_as_excel_reads_it(
    formula: str, given: tuple[Any, ...], wanted: Any
) -> None:
    assert function(formula)(*given, 1) == wanted


@pytest.mark.parametrize(
    ("formula", "fault"),
    [
        ("", "empty"),
        ("= won +", "unfinished"),
        ("= (won", "bracket"),
        ("= won lost", "rest"),
        ("= MAX(won; lost;)", "gap"),
        ("= won * / lost", "gap"),
        ("= MOYENE(won; lost)", "function_near"),
        ("= SI(won=0,0,lost)", "separators"),
        ("= ABS(0,5 * won)", "arguments_comma"),
        ("= IF(won > 0 and lost > 0, 1, 2)", "operator"),
        ("= SI(won > 0 et lost > 0; 1; 2)", "operator"),
        ("= won & lost", "sign"),
        ("= spent / won", "unknown"),
        ("= VLOOKUP(won, lost, held)", "function"),
        ("= IF(won, lost, held)", "no_test"),
        ("= IF(won > 1, lost)", "arguments"),
        ("= (won > lost) * held", "test_as_number"),
        ("= won > lost", "condition"),
        ("= ROUND(won, lost)", "digits"),
        ("= ROUND(won, 1.5)", "digits"),
        ("= ROUND(won)", "arguments"),
        ("= IFERROR(won > 1, 0)", "test_as_number"),
        ("= 1e999", "number"),
        ("= " + "(" * 60 + "won" + ")" * 60, "deep"),
        ("= " + "-" * 5000 + "won", "deep"),
    ],
)
def test_what_is_no_formula_is_named(formula: str, fault: str) -> None:
    with pytest.raises(FormulaFault) as refused:
        typed(formula, INPUTS)
    assert refused.value.id == fault


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("= SI(won=0;0;MOYENNE(lost;held))", "= IF(won=0, 0, AVERAGE(lost, held))"),
        ("= si(won>0,5;won*1,5;-lost)", "= IF(won>0.5, won*1.5, -lost)"),
        ("= SOMME(won;lost;2,5)/MAX(held;0,5)", "= SUM(won, lost, 2.5)/MAX(held, 0.5)"),
        (
            "= SI(OU(ET(won>1;NON(lost=2));held<0);ABS(won);MIN(lost;held))",
            "= IF(OR(AND(won>1, NOT(lost=2)), held<0), ABS(won), MIN(lost, held))",
        ),
        ("= SOMME(0,5*won)", "= SUM(0.5*won)"),
        ("= JOURS(won;lost)+NB.JOURS.OUVRES(won;held)", "= DAYS(won,lost)+NETWORKDAYS(won,held)"),
    ],
)
def test_a_formula_may_be_typed_as_excel_in_french_has_it(french: str, english: str) -> None:
    assert typed(french, INPUTS).node == typed(english, INPUTS).node
    written = native(function(french), ["A1", "B1", "C1"])
    assert written == native(function(english), ["A1", "B1", "C1"])


def test_an_input_may_be_called_as_a_function_in_another_language() -> None:
    assert typed("= somme / et", ("somme", "et")).formula(6.0, 3.0) == 2.0


@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        ("en", "IF(Places offered ≤ 0.5, 0, Places taken ÷ Places offered)"),
        ("fr", "SI(Places offertes ≤ 0,5\u00a0; 0\u00a0; Places prises ÷ Places offertes)"),
    ],
)
def test_a_formula_is_shown_as_its_reader_would_type_it(language: str, wanted: str) -> None:
    for formula in (
        "IF(places_offered <= 0.5, 0, places_taken / places_offered)",
        "SI(places_offered <= 0,5; 0; places_taken / places_offered)",
    ):
        source = SOURCE.replace("= places_taken / places_offered", f"= {formula}")
        pack = packs.use(pack_from(source))
        assert formula_words(pack.kpis[1].function, language) == wanted


def test_a_fault_in_a_formula_names_functions_as_its_reader_calls_them() -> None:
    with pytest.raises(PackError) as refused:
        pack_from(SOURCE.replace("SUM(fees, sales)", "SOMME.SI(fees; sales)"))
    (fault,) = refused.value.faults
    assert "IF, MIN, MAX, SUM" in fault.sentence("en")
    assert "SI, MIN, MAX, SOMME" in fault.sentence("fr")


def test_a_condition_is_one() -> None:
    needs, holds = condition("won - lost > held", INPUTS)
    assert needs == INPUTS
    assert holds(9.0, 2.0, 3.0)
    with pytest.raises(FormulaFault):
        condition("won - lost", INPUTS)


# ---- the file ----------------------------------------------------------------------------------


def test_the_example_is_read_whole(studio: packs.Pack) -> None:
    assert [k.id for k in studio.kpis] == [
        f"studio.{n}" for n in ["retention", "filled", "wait", "revenue"]
    ]
    retention, _, wait, revenue = studio.kpis
    assert retention.function(400, 410, 26) == 0.96
    assert retention.function(400, 410, 420) is NUM
    assert retention.function(0, 410, 26) is DIV0
    assert retention.combine == "chain"
    assert [t.floor for t in wait.tiers] == [14.0, 7.0, 3.0]
    assert not revenue.tiers
    assert (studio.currency, studio.months) == ("EUR", 1)


def test_its_kpis_are_found_by_all_they_are_called() -> None:
    for name in ("studio.retention", "MRR", "Taux de fidélisation des membres", "bleibequote"):
        assert kpi(name).id == "studio.retention"


def test_shipped_names_keep_their_meaning() -> None:
    packs.use(pack_from(SOURCE.replace('acronym = "MRR"', 'acronym = "ARPU"')))
    assert kpi("ARPU").id == "remote.arpu"
    with pytest.raises(KeyError):
        kpi("CRR")  # two of the shipped ones, as ever


def test_a_kpi_without_benchmarks_has_a_value_and_no_tier() -> None:
    assert KPI_TIER(50, "studio.revenue") is NA
    assert KPI_SCORE(50, "studio.revenue") is NA
    assert KPI_CHANGE(50, "studio.revenue", 40) == 10
    assert KPI_NAME("studio.revenue", "fr") == "Revenu par membre"
    assert KPI_EXPLAIN(50, "studio.revenue") == "Revenue per member: 50.00 USD."
    assert KPI_TIER(0.96, "studio.retention") == "Above average"


def test_a_rule_says_its_own_sentence() -> None:
    said = KPI_CHECK("studio.filled", 9, 8, None, "fr")
    assert said == "Il y a plus de places prises que de places offertes."
    assert (
        KPI_CHECK("studio.filled", 9, 0)
        == "“Places offered” is zero, so there is nothing to divide by."
    )


PLANTED: dict[str, tuple[str, str, str]] = {
    "toml": ('id = "studio"', 'id = "studio', "no quote at its end"),
    "bad id": ('id = "studio"', 'id = "My Studio"', "small letters"),
    "shipped id": ('id = "studio"', 'id = "remote"', "shipped"),
    "unknown key": ('acronym = "MRR"', 'acronim = "MRR"', "did you mean “acronym”"),
    "missing formula": ('formula = "= places_taken / places_offered"', "", "“formula” is missing"),
    "missing language": (
        'name = { en = "Class fill rate", fr = "Taux de remplissage des cours" }',
        'name = { en = "Class fill rate" }',
        "missing in fr",
    ),
    "too long": (
        'short = { en = "Class fill"',
        'short = { en = "The rate at which classes fill"',
        "24 fit",
    ),
    "unknown unit": ('unit = "money"', 'unit = "euros"', "cannot be “euros”"),
    "unknown direction": ('better = "lower"', 'better = "less"', "cannot be “less”"),
    "a cell": ("places_taken", "pt1", "address of a cell"),
    "a word of VBA": ("places_taken", "next", "word of VBA"),
    "unknown name": (
        '"= places_taken / places_offered"',
        '"= taken / places_offered"',
        "no input of this KPI",
    ),
    "unknown function": ("SUM(fees, sales)", "SUMIFS(fees, sales)", "cannot call SUMIFS"),
    "bracket": ("SUM(fees, sales)", "SUM(fees, sales", "closing bracket"),
    "rule": ('when = "places_taken > places_offered"', 'when = "places_taken"', "no condition"),
    "tiers out of order": (
        'above_average = ">= 75%"',
        'above_average = ">= 55%"',
        "not better than typical",
    ),
    "tier unreadable": ('above_average = ">= 75%"', 'above_average = "about 75%"', "no bound"),
    "tier the wrong way": ('above_average = "<= 7"', 'above_average = ">= 7"', "lower is better"),
    "tier impossible": ('exceptional = ">= 90%"', 'exceptional = ">= 190%"', "outside of domain"),
    "tier missing": ('exceptional = ">= 90%"', "", "lack exceptional"),
    "example": ('value = "80%"', 'value = "81%"', "gives 80%, not 81%"),
    "example's tier": (
        'value = 9\ntier = "typical"',
        'value = 9\ntier = "exceptional"',
        "is typical, not exceptional",
    ),
    "example's inputs": ("places_offered = 800\n", "", "lacks places_offered"),
    "shared name": ('en = "Class fill rate"', 'en = "Member retention rate"', "another name"),
    "shared acronym": ('acronym = "CFR"', 'acronym = "MRR"', "has the acronym"),
    "shared id": ('id = "filled"', 'id = "retention"', "has the id"),
    "shared input": ("[kpi.inputs.days_waited]", "[kpi.inputs.places_taken]", "row of its own"),
    "unused input": ("SUM(fees, sales)", "fees", "uses “sales”"),
    "chain of numbers": ('combine = "sum"', 'combine = "chain"', 'unit = "percent"'),
    "a brace": ("Members on a pause", "{Members} on a pause", "braces"),
    "months": ("months = 1", "months = 13", "from 1 to 12"),
    "months that make no year": ("months = 1", "months = 5", "1, 2, 3, 4, 6 or 12"),
    "a number in quotes": ("places_offered = 800", 'places_offered = "800"', "without them"),
    "a number in quotes in a pair": ("domain = [0, 1]", 'domain = ["0", 1]', "without them"),
    "a key twice": ('unit = "money"', 'unit = "money"\nunit = "money"', "for the second time"),
    "a KPI in one bracket": ('[[kpi]]\nid = "filled"', '[kpi]\nid = "filled"', "two brackets"),
    "no quotes": ('unit = "money"', "unit = money", "straight quotes"),
    "curly quotes": ('acronym = "MRR"', "acronym = “MRR”", "curly quotes"),
    "a comma": ("value = 0.96", "value = 0,96", "with a point"),
    "a percentage without quotes": (
        'value = "80%"',
        "value = 80%",
        "percentages and texts in quotes",
    ),
    "a backslash": ('acronym = "MRR"', 'acronym = "M\\RR"', "backslash"),
    "a key below a table": (
        'exceptional = "<= 3"',
        'exceptional = "<= 3"\ncombine = "sum"',
        "move it up, above the first [kpi.…]",
    ),
    "the unit below a table": (
        'unit = "money"\nformula = "= SUM(fees, sales) / members_paying"\n\n[kpi.inputs.fees]\n'
        'label = { en = "Fees", fr = "Cotisations" }\nunit = { en = "currency", fr = "devise" }',
        'formula = "= SUM(fees, sales) / members_paying"\n\n[kpi.inputs.fees]\n'
        'label = { en = "Fees", fr = "Cotisations" }\nunit = "money"',
        "is the unit of the input",
    ),
    "an invisible sign": ("Members on a pause", "Members\\u0007 on a pause", "cannot be seen"),
    "a formula for a text": ("Members on a pause", "=Members on a pause", "begins with ="),
    "percent without its sign": ('typical = ">= 60%"', 'typical = ">= 60"', "would be 6000%"),
    "percent in the domain": ("domain = [0, 1]", "domain = [0, 100]", "would be 10000%"),
    "percent in the example": ("value = 0.96", "value = 96", 'Write "96%"'),
    "tips in one language": (
        'Keep a place for regulars in full classes."',
        'Keep a place for regulars in full classes.", "Smile."',
        "4 entries",
    ),
    "fewer tips in one language": (
        '"Keep a place for regulars in full classes."',
        "",
        "more texts in one language",
    ),
    "ids nearly alike": ('id = "filled"', 'id = "reten_tion"', "differ by _ only"),
    "inputs nearly alike": (
        "[kpi.inputs.members_end]",
        '[kpi.inputs.membersend]\nlabel = { en = "A", fr = "A" }\n[kpi.inputs.members_end]',
        "differ by _ only",
    ),
    "a word of Python": ("places_taken", "lambda", "word of Python"),
    "labels alike": ('en = "Places offered"', 'en = "Places taken"', "Another input"),
    "an alias twice": ('acronym = "CFR"', 'aliases = ["Stay rate"]', "another name"),
    "a note for no tier": (
        'exceptional = ">= 90%"',
        'exceptional = ">= 90%"\nnotes = { typicol = "x" }',
        "did you mean “typical”",
    ),
    "scale out of domain": (
        'unit = "percent"\ndomain = [0, 1]\nformula = "= places_taken',
        'unit = "percent"\ndomain = [0, 1]\nscale = [-1, 1]\nformula = "= places_taken',
        "scale leaves domain",
    ),
    "example out of domain": ('domain = [0, ""]', "domain = [20, 30]", "outside of domain"),
    "example refused": (
        "places_taken = 640",
        "places_taken = 840",
        "#NUM!: More places were taken than offered.",
    ),
    "a negative count": ("places_taken = 640", "places_taken = -1", "“Places taken” cannot be"),
    "an operator of programs": ("people_admitted = 0", "people_admitted == 0", "written ="),
    "and between conditions": (
        "places_taken > places_offered",
        "places_taken > places_offered and places_taken > 3",
        "AND(…)",
    ),
    "a decimal comma": ("= places_taken / ", "= 0,5 * places_taken / ", "“0,5” has a comma"),
    "a name nearly right": ("= places_taken /", "= place_taken /", "did you mean “places_taken”"),
    "an acronym that is a cell": ('"MRR"', '"REF1"', "such as REF-1"),
    "an acronym that is a cell by row and column": ('"MRR"', '"R1C1"', "address of a cell"),
    "an acronym that is a column": ('"MRR"', '"RC"', "address of a cell"),
    "an acronym of several words": ('"MRR"', '"R E F"', "such as REF"),
    "an acronym that is a formula": ('"MRR"', '"=A1"', "one word of letters and digits"),
    "a pack that is a cell": ('id = "studio"', 'id = "ab12"', "such as ab12_pack"),
    "an input that is a cell in French": ("places_taken", "l2c3", "address of a cell"),
    "a currency by its name": ('"EUR"', '"dollar"', "write USD (US Dollar)"),
    "a currency by its sign": ('"EUR"', '"€"', "write EUR (Euro)"),
    "a currency in small letters": ('"EUR"', '"eur"', "write EUR (Euro)"),
    "a currency nobody has": ('"EUR"', '"ZZZ"', "three capital letters"),
    "a key without a value": ("months = 1", "months =", "“months” has no value"),
    "a key with a remark only": ("months = 1", "months = # one", "“months” has no value"),
    "a name with an accent": ("places_taken", "reserv\u00e9es", "without accents"),
    "a unit nearly right": ('unit = "money"', 'unit = "Pourcent"', "did you mean “percent”"),
    "a unit that is a currency": ('unit = "money"', 'unit = "EUR"', "currency stands in [pack]"),
    "a word of VBA as an input": ("[kpi.inputs.days_waited]", "[kpi.inputs.end]", "word of VBA"),
    "extends": ('currency = "EUR"', 'extends = "coaching"', "mentoring, remote"),
    "without": ('currency = "EUR"', 'without = ["retention"]', "beside extends"),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_is_named_with_its_line(planted: str) -> None:
    right, wrong, said = PLANTED[planted]
    assert right in SOURCE
    source = SOURCE.replace(right, wrong)
    with pytest.raises(PackError) as refused:
        pack_from(source, "studio.toml")
    faults = refused.value.faults
    matching = [f for f in faults if said in f.sentence("en")]
    assert matching, [f.sentence("en") for f in faults]
    lines = source.splitlines()
    first = next(
        i for i, (a, b) in enumerate(zip(lines, SOURCE.splitlines(), strict=False)) if a != b
    )
    near = [f for f in matching if -15 <= f.line - 1 - first <= 15]
    assert near, [f.line for f in matching]
    for language in available():
        for fault in faults:
            assert "{" not in fault.sentence(language) or planted == "a brace"


def test_a_function_that_is_shipped_keeps_its_name() -> None:
    source = SOURCE.replace('id = "studio"', 'id = "retention"').replace(
        'id = "retention"\nacronym', 'id = "roster"\nacronym'
    )
    with pytest.raises(PackError, match="KPI_RETENTION_ROSTER"):
        pack_from(source)


@pytest.mark.parametrize(
    ("said", "english", "french"),
    [
        ("dollars", "USD (US Dollar)", "USD (dollar des États-Unis)"),
        ("livre sterling", "GBP (British Pound)", "GBP (livre sterling)"),
        ("Swiss Franc", "CHF (Swiss Franc)", "CHF (franc suisse)"),
    ],
)
def test_a_currency_is_offered_by_the_name_it_has_for_the_reader(
    said: str, english: str, french: str
) -> None:
    with pytest.raises(PackError) as refused:
        pack_from(SOURCE.replace('"EUR"', f'"{said}"'))
    (fault,) = refused.value.faults
    assert english in fault.sentence("en")
    assert french in fault.sentence("fr")


def test_without_anybody_who_knows_currencies_three_capital_letters_are_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pack_files, "CURRENCIES", [lambda said: None])
    assert pack_from(SOURCE.replace('"EUR"', '"ZZZ"')).currency == "ZZZ"
    with pytest.raises(PackError, match="three capital letters"):
        pack_from(SOURCE.replace('"EUR"', '"dollar"'))


def test_a_workbook_that_has_carried_such_names_for_long_is_read() -> None:
    for right, wrong in (('"EUR"', '"dollar"'), ('"MRR"', '"REF1"'), ('"studio"', '"ab12"')):
        assert len(pack_from(SOURCE.replace(right, wrong), carried=True).kpis) == 4


@pytest.mark.parametrize(("language", "word"), [("en", "roster"), ("fr", "registre")])
def test_the_roster_is_named_only_where_figures_are_counted_in_one(
    language: str, word: str
) -> None:
    assert word in periods_words(kpi("mentoring.retention"), language)
    assert word not in periods_words(kpi("studio.retention"), language)
    assert periods_words(kpi("studio.retention"), language)


def test_one_fault_brings_no_others() -> None:
    for right, wrong in (
        ("[kpi.inputs.places_taken]", "[[kpi.inputs.places_taken]]"),
        ("places_taken", "lambda"),
        ('above_average = ">= 75%"', "above_average = 0.75"),
    ):
        with pytest.raises(PackError) as refused:
            pack_from(SOURCE.replace(right, wrong))
        assert len(refused.value.faults) == 1, [f.sentence("en") for f in refused.value.faults]


def test_signs_of_printed_formulas_are_those_they_mean() -> None:
    assert function("= (won − lost) × 2 ÷ held")(5, 3, 4) == 1
    assert condition("won ≥ lost", INPUTS)[1](3.0, 3.0)


def test_what_a_workbook_carries_is_read_though_it_is_not_as_it_should_be() -> None:
    source = SOURCE.replace('fr = "Places offertes"', 'fr = "Places prises"')
    with pytest.raises(PackError):
        pack_from(source)
    assert len(pack_from(source, carried=True).kpis) == 4
    with pytest.raises(PackError):
        pack_from(source.replace("SUM(fees", "SUMIFS(fees"), carried=True)


def test_a_fault_is_on_the_line_of_its_key() -> None:
    source = SOURCE.replace('above_average = ">= 75%"', 'above_average = ">= 55%"')
    with pytest.raises(PackError) as refused:
        pack_from(source)
    (fault,) = [f for f in refused.value.faults if f.id == "tiers_order"]
    assert source.splitlines()[fault.line - 1].startswith("above_average")


def test_all_faults_are_named_at_once() -> None:
    source = SOURCE
    for name in ("unknown unit", "tiers out of order", "example", "missing language"):
        right, wrong, _ = PLANTED[name]
        source = source.replace(right, wrong)
    with pytest.raises(PackError) as refused:
        pack_from(source, "studio.toml")
    assert len(refused.value.faults) >= 4
    lines = [fault.line for fault in refused.value.faults]
    assert lines == sorted(lines)
    assert str(refused.value).startswith("studio.toml, line ")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_file_is_refused_in_words_or_read(data: st.DataObject) -> None:
    lines = SOURCE.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        swap = data.draw(
            st.sampled_from(["", "[kpi]", "x = 1", "[[kpi]]", "name = []", "kpi = 3", "unit = 4"])
        )
        lines[at] = swap
    faults: tuple[pack_files.Fault, ...] = ()
    try:
        pack_from("\n".join(lines))
    except PackError as error:
        faults = error.faults
    assert all(fault.sentence("fr") for fault in faults)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_start_of_a_new_pack_is_a_pack(language: str) -> None:
    source = resources.files("xl_kpis.kpi").joinpath(f"new_pack.{language}.toml").read_text("utf-8")
    assert len(pack_from(source).kpis) == 1


def test_the_schema_knows_the_keys_there_are() -> None:
    schema = json.loads(
        resources.files("xl_kpis.kpi").joinpath("pack.schema.json").read_text("utf-8")
    )
    pack, one = schema["properties"]["pack"], schema["properties"]["kpi"]["items"]
    assert set(pack["properties"]) == set(pack_files.PACK_KEYS)
    assert set(one["properties"]) == set(pack_kpis.KEYS)
    parts = one["properties"]
    assert set(parts["inputs"]["additionalProperties"]["properties"]) == set(pack_inputs.INPUT_KEYS)
    assert set(parts["rules"]["items"]["properties"]) == set(pack_kpis.RULE_KEYS)
    assert set(parts["tiers"]["properties"]) == set(pack_tiers.TIER_KEYS)
    assert set(parts["unit"]["enum"]) == set(pack_kpis.UNITS)
    assert set(parts["needed"]["properties"]) == set(pack_kpis.NEEDED_KEYS)
    assert set(parts["examples"]["items"]["properties"]) == set(pack_examples.EXAMPLES_KEYS)
    assert set(parts["tiers"]["properties"]["read"]["properties"]) == set(pack_tiers.READ_KEYS)
    for listed, keys in (
        ("optional", pack_inputs.OPTIONAL_KEYS),
        ("beside", pack_inputs.BESIDE_KEYS),
    ):
        assert set(parts[listed]["additionalProperties"]["properties"]) == set(keys)
    log = schema["properties"]["log"]["items"]["properties"]
    assert set(log) == set(pack_logs.LOG_KEYS)
    column = log["columns"]["additionalProperties"]["properties"]
    assert set(column) == set(pack_logs.COLUMN_KEYS)
    assert set(column["kind"]["enum"]) == set(pack_logs.KINDS)
    listed = column["lists"]["oneOf"][1]["additionalProperties"]
    assert set(listed["properties"]) == set(pack_logs.LIST_KEYS)
    one = parts["inputs"]["additionalProperties"]["properties"]
    assert set(one["counted"]["properties"]) == set(pack_counting.KEYS)
    assert set(one["counted"]["properties"]["take"]["enum"]) == set(TAKES)
    assert set(one["argument"]["properties"]) == set(pack_inputs.ARGUMENT_KEYS)
    assert set(one["kind"]["enum"]) == {*pack_inputs.KINDS, pack_inputs.RATINGS}


# ---- packs that add to a shipped one, and where packs are found --------------------------------

ADDED = """
[pack]
id = "agency"
name = "Agency"
extends = "mentoring"
without = ["networking_success", "workshop_growth"]
[pack.floors.retention]
typical = "75%"
[[kpi]]
id = "referral"
name = "Referral rate"
unit = "percent"
formula = "= referred / joined"
[kpi.inputs.referred]
label = "Clients referred"
[kpi.inputs.joined]
label = "Clients who joined"
[kpi.example]
referred = 12
joined = 40
value = 0.3
"""


def test_a_pack_adds_to_a_shipped_one() -> None:
    pack = packs.use(pack_from(ADDED))
    ids = [k.id.partition(".")[2] for k in pack.kpis]
    assert ids == [
        *("satisfaction", "session_completion", "career_advancement", "time_to_milestone"),
        *("retention", "referral"),
    ]
    retention = kpi("agency.retention")
    assert [t.floor for t in retention.tiers] == [0.75, 0.8, 0.9]
    assert retention.tiers[0].provenance == "user"
    assert KPI_NAME("agency.retention", "fr") == KPI_NAME("mentoring.retention", "fr")


def test_packs_of_the_environment_are_found_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.toml").write_text(SOURCE.replace('"studio"', '"elsewhere"'), "utf-8")
    (tmp_path / "broken.toml").write_text("[pack", "utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert find("elsewhere")
    assert kpi("elsewhere.retention").acronym == "MRR"
    assert not find("nowhere")


def test_a_shipped_pack_cannot_be_replaced(studio: packs.Pack) -> None:
    from dataclasses import replace

    with pytest.raises(ValueError, match="shipped"):
        packs.use(replace(studio, id="mentoring"))
