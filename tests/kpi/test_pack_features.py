"""What a pack file can say beyond a formula over counts: ratings with their counts, arguments that
may be left out, rows beside a KPI, functions with names of their own, what is counted to the next
tier, where a figure was read and what the source leaves open."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import pytest

import xl_kpis
from xl_kpis.errors import DIV0, NA, NUM, VALUE, ExcelError
from xl_kpis.kpi import KPI_CHECK, KPI_EXPLAIN, KPI_NEEDED, kpi, packs, text
from xl_kpis.kpi.formulas import formula_words, lambda_text, native
from xl_kpis.kpi.model import Kpi, Source
from xl_kpis.kpi.pack_files import PackError, pack_from
from xl_kpis.kpi.words import sources
from xl_kpis.languages import available

SOURCE = """
[pack]
id = "school"
name = { en = "Language school", fr = "École de langues" }

[pack.sources.survey]
title = { en = "Schools in numbers", fr = "Les écoles en chiffres" }
date = "2025-03-01"

[pack.remarks]
1 = { en = "The survey names no year.", fr = "L’enquête ne donne pas d’année." }
4 = "One town only."

[[kpi]]
id = "stars"
name = { en = "Course stars", fr = "Étoiles des cours" }
unit = "rating"
domain = [1, 5]
formula = "= AVERAGE(gave)"
in_words = { en = "Stars given ÷ students who gave them", fr = "Étoiles ÷ élèves qui en ont donné" }
remarks = [4, 1]

[kpi.inputs.gave]
kind = "ratings"
range = [1, 5]
label = { en = "Students who gave {rating} stars", fr = "Élèves ayant donné {rating} étoiles" }
help = { en = "How many gave {rating}.", fr = "Combien ont donné {rating}." }
unit = { en = "students", fr = "élèves" }

[kpi.beside.present]
label = { en = "Students present", fr = "Élèves présents" }
unit = { en = "students", fr = "élèves" }

[kpi.tiers]
typical = ">= 3"
above_average = ">= 4"
exceptional = "> 4.5"
read = { source = "survey", line = 12 }
[kpi.tiers.provenance]
typical = "stated"
exceptional = "extrapolated"
[kpi.tiers.notes]
exceptional = { en = "Half a star above the last figure.", fr = "Une demi-étoile plus haut." }

[kpi.example]
gave_5 = 4
gave_3 = 4
value = 4
tier = "above_average"

[[kpi.examples]]
call = [[[5], ["none"], [""], [2]]]
value = 3.5
note = "text and empty cells are passed over"

[[kpi]]
id = "stay"
name = { en = "Students who stay", fr = "Élèves qui restent" }
unit = "percent"
domain = [0, 1]
function = "KPI_SCHOOL_STAYING"
formula = "= (at_end - joined) / at_start"

[kpi.inputs.at_start]
label = { en = "Students at the start", fr = "Élèves au début" }
argument = { name = "before", label = { en = "Before", fr = "Avant" } }
[kpi.inputs.at_end]
label = { en = "Students at the end", fr = "Élèves à la fin" }
[kpi.inputs.joined]
label = { en = "New students", fr = "Nouveaux élèves" }

[[kpi.rules]]
when = "joined > at_end"
[[kpi.rules]]
id = "too_many"
when = "at_end - joined > at_start"
says = { en = "More stayed than “{at_start}” says.", fr = "Trop d’élèves pour « {at_start} »." }

[kpi.needed]
what = { en = "students kept", fr = "élèves gardés" }
one = { en = "student kept", fr = "élève gardé" }

[kpi.tiers]
typical = ">= 50%"
above_average = ">= 70%"
exceptional = ">= 90%"

[kpi.example]
at_start = 40
at_end = 36
joined = 6
value = "75%"

[[kpi]]
id = "growth"
name = { en = "Growth", fr = "Croissance" }
unit = "percent"
formula = "= (this_term - last_term) / last_term"
[kpi.inputs.last_term]
label = { en = "Students last term", fr = "Élèves du dernier trimestre" }
[kpi.inputs.this_term]
label = { en = "Students this term", fr = "Élèves de ce trimestre" }
[kpi.needed]
what = { en = "students", fr = "élèves" }
input = "this_term"
count = "= last_term + value * last_term"
[kpi.tiers]
typical = ">= 0"
above_average = ">= 10%"
exceptional = ">= 20%"
[kpi.example]
last_term = 50
this_term = 55
value = "10%"

[[kpi]]
id = "earned"
name = { en = "Earned per student", fr = "Gagné par élève" }
unit = "money"
formula = "= earned / students / months"
[kpi.inputs.earned]
label = { en = "Earned", fr = "Gagné" }
kind = "amount"
[kpi.inputs.students]
label = { en = "Students", fr = "Élèves" }
[kpi.optional.months]
label = { en = "Months", fr = "Mois" }
without = "= earned / students"
[kpi.example]
earned = 600
students = 20
value = 30
[[kpi.examples]]
call = [600, 20, 3]
value = 10
note = "for a month of three"
"""


@pytest.fixture(autouse=True)
def school(monkeypatch: pytest.MonkeyPatch) -> packs.Pack:
    monkeypatch.setattr(packs, "_in_use", {})
    return packs.use(pack_from(SOURCE))


def of(name: str) -> Kpi:
    return kpi(f"school.{name}")


def in_engine(made: Kpi, *given: Any) -> list[Any]:
    """A call as native formula and as LAMBDA, its ranges in cells."""
    cells: dict[str, Any] = {}
    named: list[str] = []
    for column, value in zip("ABC", given, strict=False):
        rows = value if isinstance(value, list) else [[value]]
        for row, (one,) in enumerate(rows, 1):
            cells[f"{column}{row}"] = one
        named.append(f"{column}1:{column}{len(rows)}" if isinstance(value, list) else f"{column}1")
    book = xl_kpis.Book.of(
        {
            **{cell: value for cell, value in cells.items() if value is not None},
            "H1": f"={native(made.function, named)}",
            "H2": f"={lambda_text(made.function)}({','.join(named)})",
        }
    )
    return [book["H1"], book["H2"]]


@pytest.mark.parametrize(
    ("name", "given", "wanted"),
    [
        ("stars", ([[5], [3]], [[4], [4]]), 4.0),
        ("stars", ([[5], [4], [None]],), 4.5),
        ("stars", ([[5], [6]], [[1], [1]]), NUM),
        ("stars", ([[5], [0]],), NUM),
        ("stars", ([[5], [4]], [[2], [-1]]), NUM),
        ("stars", ([[5], [4]], [[0], [0]]), DIV0),
        ("stay", (40, 36, 6), 0.75),
        ("stay", (40, 5, 6), NUM),
        ("stay", (40, 50, 6), NUM),
        ("stay", (0, 36, 6), DIV0),
        ("growth", (50, 55), 0.1),
        ("earned", (600, 20), 30.0),
        ("earned", (600, 20, 3), 10.0),
        ("earned", (600, 20, 0), DIV0),
        ("earned", (600, 0), DIV0),
        ("earned", (600, 20, -1), NUM),
        ("earned", (600, 20, "x"), VALUE),
        ("earned", (None, 20), NA),
    ],
)
def test_python_native_and_lambda_give_the_same(
    name: str, given: tuple[Any, ...], wanted: Any
) -> None:
    made = of(name)
    for found in (made.function(*given), *in_engine(made, *given)):
        if isinstance(wanted, ExcelError):
            assert found is wanted
        else:
            assert found == pytest.approx(wanted)


def test_each_rating_is_a_row_the_best_one_first() -> None:
    stars = of("stars")
    assert [m.id for m in stars.measures] == [
        *(f"gave_{n}" for n in (5, 4, 3, 2, 1)),
        "present",
    ]
    first = stars.measures[0]
    said = text(f"measure.{first.text_id}.label", "fr", rating=first.rating)
    assert said == "Élèves ayant donné 5 étoiles"
    assert stars.arguments_from({"gave_5": 1, "gave_1": 3, "present": 9})[1] == [
        *([1], [None], [None], [None], [3]),
    ]
    assert KPI_CHECK("school.stars", 6) == "“Ratings” must lie between 1 and 5."
    assert formula_words(stars.function, "en") == "Stars given ÷ students who gave them"


def test_a_row_beside_a_kpi_feeds_nothing() -> None:
    present = of("stars").measures[-1]
    assert (present.id, present.argument) == ("present", "")


def test_a_tier_says_where_its_figure_was_read_and_what_was_read_into_it() -> None:
    typical, above, best = of("stars").tiers
    assert [t.provenance for t in (typical, above, best)] == ["stated", "pack", "extrapolated"]
    assert [t.asterisk for t in (typical, above, best)] == [False, False, True]
    assert best.source == Source("survey", "2025-03-01", 12)
    assert "Half a star above" in KPI_EXPLAIN(4.8, "school.stars")
    assert "Half a star above" not in KPI_EXPLAIN(4.2, "school.stars")


def test_the_title_and_day_of_a_source_are_told_in_every_language() -> None:
    assert sources(of("stars"), "en") == ["“Schools in numbers”, 1 March 2025"]
    assert sources(of("stars"), "fr") == ["«\xa0Les écoles en chiffres\xa0», 1er mars 2025"]
    undated = pack_from(SOURCE.replace('date = "2025-03-01"\n', ""))
    packs.use(undated)
    assert sources(undated.kpis[0], "en") == ["“Schools in numbers”"]
    assert sources(of("stay"), "en") == []


def test_a_pack_that_extends_another_tells_its_sources() -> None:
    club = packs.use(pack_from('[pack]\nid = "club"\nname = "Club"\nextends = "remote"\n'))
    for mine, shipped in zip(club.kpis, packs.kpis_of("remote"), strict=True):
        assert sources(mine, "fr") == sources(shipped, "fr") != []


def test_remarks_on_the_source_are_those_that_concern_a_kpi() -> None:
    stars = of("stars")
    assert [text(stars.erratum(n), "fr") for n in stars.errata] == [
        "One town only.",
        "L’enquête ne donne pas d’année.",
    ]
    assert of("stay").errata == ()


def test_a_function_and_its_arguments_may_have_names_of_their_own(school: packs.Pack) -> None:
    function = of("stay").function
    assert school.functions["KPI_SCHOOL_STAYING"] is function
    assert [a.name for a in function.arguments] == ["before", "at_end", "joined"]
    assert text(f"argument.{function.arguments[0].text_id}.label", "fr") == "Avant"
    assert text(f"measure.{of('stay').measures[0].text_id}.label", "fr") == "Élèves au début"
    assert xl_kpis.evaluate("=KPI_SCHOOL_STAYING(40,36,6)") == 0.75


def test_rules_name_their_inputs() -> None:
    assert (
        KPI_CHECK("school.stay", 40, 5, 6)
        == "“New students” cannot be larger than “Students at the end”."
    )
    assert KPI_CHECK("school.stay", 40, 50, 6) == "More stayed than “Before” says."


def test_what_is_missing_to_a_tier_is_counted() -> None:
    assert KPI_NEEDED("school.stay", 40, "exceptional") == 36
    assert KPI_NEEDED("school.growth", 50, "exceptional") == 60
    assert KPI_NEEDED("school.growth", 50, "exceptional", 55) == 5
    assert text("KPI_SCHOOL_STAYING.needed.one", "fr") == "élève gardé"


def test_further_calls_are_examples_of_the_function() -> None:
    function = of("stars").function
    assert [example.result for example in function.examples] == [4.0, 3.5]
    assert function.examples[1].arguments == ([[5], ["none"], [None], [2]],)


PLANTED: dict[str, tuple[str, str, str]] = {
    "ratings without a range": ("range = [1, 5]\n", "", "two whole numbers"),
    "a range the wrong way": ("range = [1, 5]", "range = [5, 1]", "two whole numbers"),
    "a range without ratings": (
        'label = { en = "New',
        'range = [1, 5]\nlabel = { en = "New',
        "kind",
    ),
    "a formula for ratings": ("= AVERAGE(gave)", "= SUM(gave)", "write = AVERAGE(gave)"),
    "a label without its rating": ("gave {rating} stars", "gave stars", "write {rating} where"),
    "ratings and more": (
        "[kpi.beside.present]",
        "[kpi.inputs.present]",
        "the only input of its KPI",
    ),
    "a source nobody has": ('source = "survey"', 'source = "poll"', "cannot be “poll”"),
    "a source without a title": ("title = { en", "name = { en", "“title” is missing"),
    "a source of no day": ('"2025-03-01"', '"March 2025"', "is no day"),
    "a remark nobody has": ("remarks = [4, 1]", "remarks = [2]", "there are 1, 4"),
    "a remark without a number": ("4 = ", "four = ", "numbered from 1 to 99"),
    "an estimate without a note": (
        "[kpi.tiers.notes]\nexceptional",
        "[kpi.tiers.notes]\ntypical",
        "add a note",
    ),
    "an unknown provenance": ('typical = "stated"', 'typical = "heard"', "cannot be “heard”"),
    "a call that does not come out": ("value = 3.5", "value = 3.4", "gives 3.5, not 3.4"),
    "a call of too many": ("call = [600, 20, 3]", "call = [600, 20, 3, 4]", "2 to 3 arguments"),
    "a name of no function": ("KPI_SCHOOL_STAYING", "staying", "capital letters"),
    "a function of a shipped pack": ("KPI_SCHOOL_STAYING", "KPI_RETENTION", "KPI_RETENTION"),
    "a function twice": ("KPI_SCHOOL_STAYING", "KPI_SCHOOL_STARS", "choose another name"),
    "an argument that is a cell": ('name = "before"', 'name = "b4"', "address of a cell"),
    "a sentence about no input": ("“{at_start}” says", "“{begin}” says", "braces"),
    "two optional inputs": (
        "[kpi.optional.months]",
        '[kpi.optional.weeks]\nlabel = "W"\nwithout = "= 1"\n[kpi.optional.months]',
        "one optional input at most",
    ),
    "without dividing alike": (
        'without = "= earned / students"',
        'without = "= students / earned"',
        "in the same way",
    ),
    "no formula without": ('without = "= earned / students"\n', "", "“without” is missing"),
    "needed of no quotient": (
        'formula = "= (at_end - joined) / at_start"',
        'formula = "= (at_end - joined) / at_start * 1"',
        "divided by one input",
    ),
    "needed on both sides": (
        'count = "= last_term + value * last_term"\n',
        "",
        "on both sides of the division",
    ),
    "needed of an unknown input": ('input = "this_term"', 'input = "next"', "cannot be “next”"),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_fault_is_named_with_its_line(planted: str) -> None:
    right, wrong, said = PLANTED[planted]
    assert right in SOURCE
    source = SOURCE.replace(right, wrong)
    with pytest.raises(PackError) as refused:
        pack_from(source)
    faults = refused.value.faults
    matching = [fault for fault in faults if said in fault.sentence("en")]
    assert matching, [fault.sentence("en") for fault in faults]
    lines = source.splitlines()
    first = next(
        (i for i, (a, b) in enumerate(zip(lines, SOURCE.splitlines(), strict=False)) if a != b),
        0,
    )
    assert any(-25 <= fault.line - 1 - first <= 25 for fault in matching)
    assert all(fault.sentence(language) for fault in faults for language in available())


def test_the_schema_takes_it() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    import tomllib

    schema = json.loads(
        resources.files("xl_kpis.kpi").joinpath("pack.schema.json").read_text("utf-8")
    )
    jsonschema.validate(tomllib.loads(SOURCE), schema)


FEWER = """
[pack]
id = "fewer"
name = "Fewer is better"

[[kpi]]
id = "dropout"
name = "Share who left"
unit = "percent"
better = "lower"
domain = [0, 1]
formula = "= gone / began"

[kpi.inputs.gone]
label = "Participants who left before the last evening came"
unit = "participants"

[kpi.inputs.began]
label = "Participants who began"

[kpi.tiers]
typical = "<= 20%"
above_average = "<= 12.5%"
exceptional = "< 5%"

[kpi.example]
gone = 15
began = 100
value = 0.15
tier = "typical"
"""


@pytest.mark.parametrize("tier", range(3))
def test_where_less_is_better_what_is_needed_reaches_the_tier_and_one_more_does_not(tier):
    pack = packs.use(pack_from(FEWER))
    (one,) = pack.kpis
    bound = one.tiers[tier]
    for began in range(1, 130):
        most = KPI_NEEDED(one.id, began, bound.id)
        reached = [n / began < bound.floor for n in (most, most + 1)]
        if bound.op == "<=":
            reached = [n / began <= bound.floor for n in (most, most + 1)]
        assert reached == [True, False], began
        assert xl_kpis.evaluate(f'=KPI_NEEDED("{one.id}",{began},"{bound.id}")') == most


def test_what_is_counted_is_called_by_its_unit_where_its_label_is_too_long_for_a_cell():
    pack = packs.use(pack_from(FEWER))
    assert text(f"{pack.kpis[0].function.name}.needed", "en") == "participants"


def test_one_of_what_is_counted_is_called_by_its_unit_for_one():
    single = 'unit = "participants"\nunit_one = "participant"'
    name = (
        packs.use(pack_from(FEWER.replace('unit = "participants"', single))).kpis[0].function.name
    )
    assert text(f"{name}.needed", "en") == "participants"
    assert text(f"{name}.needed.one", "en") == "participant"
    with pytest.raises(PackError, match="unit"):
        pack_from(FEWER.replace('unit = "participants"', 'unit_one = "participant"'))
