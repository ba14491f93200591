"""An input that two KPIs of a pack share: asked for once, and named where it cannot be the same."""

from __future__ import annotations

import json
from importlib import resources

import pytest

from xl_kpis.kpi import packs
from xl_kpis.kpi.formulas import formula_words, lambda_text, native
from xl_kpis.kpi.pack_files import PackError, pack_from
from xl_kpis.languages import available

SHARED = """[pack]
id = "shop"
name = { en = "Repair shop", fr = "Atelier" }

[[kpi]]
id = "kept"
name = { en = "Clients kept", fr = "Clients gardés" }
unit = "percent"
formula = "= stayed / at_start"

[kpi.inputs.stayed]
label = { en = "Clients who stayed", fr = "Clients restés" }
unit = { en = "clients", fr = "clients" }

[kpi.inputs.at_start]
label = { en = "Clients at the beginning", fr = "Clients au début" }
unit = { en = "clients", fr = "clients" }

[[kpi.rules]]
when = "stayed > at_start"

[kpi.tiers]
typical = ">= 50%"
above_average = ">= 70%"
exceptional = ">= 90%"

[kpi.example]
stayed = 60
at_start = 100
value = "60%"
tier = "typical"

[[kpi]]
id = "each"
name = { en = "Sales per client", fr = "Ventes par client" }
unit = "money"
formula = "= sold / at_start"

[kpi.inputs.sold]
label = { en = "Sales", fr = "Ventes" }
kind = "amount"

[kpi.inputs.at_start]
same_as = "kept.at_start"

[kpi.example]
sold = 5000
at_start = 100
value = 50

[[kpi]]
id = "lost"
name = { en = "Clients lost", fr = "Clients perdus" }
unit = "percent"
better = "lower"
formula = "= 1 - stayed / at_start"

[kpi.inputs.stayed]
same_as = "kept.stayed"
kind = "count"

[kpi.inputs.at_start]
same_as = "each.at_start"
unit = { en = "clients", fr = "clients" }

[kpi.example]
stayed = 60
at_start = 100
value = "40%"
"""

EXTENDED = """[pack]
id = "mine"
name = { en = "My mentoring", fr = "Mon mentorat" }
extends = "mentoring"

[[kpi]]
id = "per_client"
name = { en = "Sessions per client", fr = "Séances par client" }
formula = "= sessions_completed / clients_start"

[kpi.inputs.sessions_completed]
same_as = "session_completion.sessions_completed"

[kpi.inputs.clients_start]
same_as = "retention.clients_start"

[kpi.example]
sessions_completed = 160
clients_start = 40
value = 4
"""


def faults(source: str) -> list[tuple[int, str]]:
    with pytest.raises(PackError) as refused:
        pack_from(source, "shop.toml")
    for fault in refused.value.faults:
        for language in available():
            assert "{" not in fault.sentence(language).replace('"', "")
    return [(fault.line, fault.id) for fault in refused.value.faults]


def line_of(source: str, text: str, after: str = "") -> int:
    start = source.index(after)
    return source.count("\n", 0, source.index(text, start)) + 1


def test_it_is_one_row_that_each_function_has_as_its_argument():
    kept, each, lost = pack_from(SHARED).kpis
    assert [m.id for m in kept.asked] == ["stayed", "at_start"]
    assert [m.id for m in each.asked] == ["sold"]
    assert lost.asked == ()
    assert [m.id for m in each.measures] == ["sold", "at_start"]
    assert [a.name for a in lost.function.arguments] == ["stayed", "at_start"]
    assert each.arguments_from({"sold": 300, "at_start": 6}) == (300, 6)
    assert native(each.function, ["B2", "B3"]).count("B3") > 0
    assert "at_start" in lambda_text(lost.function)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Sales ÷ Clients at the beginning"), ("fr", "Clients au début")]
)
def test_it_is_called_as_where_it_is_asked_for(language, words):
    made = packs.use(pack_from(SHARED))
    assert words in formula_words(made.kpis[1].function, language)


@pytest.mark.parametrize("language", available())
def test_one_of_the_shipped_pack_that_is_extended_may_be_shared(language):
    made = packs.use(pack_from(EXTENDED))
    own = made.kpis[-1]
    assert own.asked == ()
    assert own.own
    assert [m.id for m in own.measures] == ["sessions_completed", "clients_start"]
    assert "clients_start" not in formula_words(own.function, language)


WRONG = {
    "same_unknown": ('same_as = "kept.at_start"', 'same_as = "kept.at_begin"'),
    "same_below": ('kind = "amount"\n', 'kind = "amount"\n\n[kpi.inputs.x]\nsame_as = "lost.x"\n'),
    "same_self": ('same_as = "kept.at_start"', 'same_as = "each.at_start"'),
    "same_name": ('same_as = "kept.stayed"', 'same_as = "kept.at_start"'),
    "same_kind": ('kind = "count"', 'kind = "amount"'),
    "same_unit": (
        'same_as = "each.at_start"\nunit = { en = "clients", fr = "clients" }',
        'same_as = "each.at_start"\nunit = { en = "people", fr = "gens" }',
    ),
    "same_says": (
        'same_as = "kept.at_start"\n',
        'same_as = "kept.at_start"\nlabel = { en = "Others", fr = "Autres" }\n',
    ),
    "no_text": ('same_as = "kept.at_start"', "same_as = 3"),
}


@pytest.mark.parametrize("id", WRONG)
def test_what_cannot_be_the_same_is_named_with_its_line(id):
    right, wrong = WRONG[id]
    source = SHARED.replace(right, wrong)
    if id == "same_below":
        source = source.replace('same_as = "kept.stayed"', 'same_as = "kept.stayed"')
        source += '\n[kpi.beside.x]\nlabel = { en = "X", fr = "X" }\n'
    assert source != SHARED
    found = faults(source)
    lines = [line for line, fault in found if fault == id]
    assert lines, found
    said = source.splitlines()[lines[0] - 1]
    assert any(said.startswith(key) for key in ("same_as", "kind", "unit", "label")), said


def test_a_ring_cannot_be_said():
    ring = SHARED.replace(
        'label = { en = "Clients at the beginning", fr = "Clients au début" }\n'
        'unit = { en = "clients", fr = "clients" }\n',
        'same_as = "each.at_start"\n',
    )
    assert (line_of(ring, 'same_as = "each.at_start"'), "same_below") in faults(ring)


def test_ratings_are_not_shared():
    source = SHARED.replace(
        '[kpi.inputs.stayed]\nlabel = { en = "Clients who stayed", fr = "Clients restés" }\n'
        'unit = { en = "clients", fr = "clients" }\n\n[kpi.inputs.at_start]\n'
        'label = { en = "Clients at the beginning", fr = "Clients au début" }\n',
        '[kpi.inputs.stars]\nkind = "ratings"\nrange = [1, 5]\n'
        'label = { en = "{rating} stars", fr = "{rating} étoiles" }\n',
    ).replace('formula = "= stayed / at_start"', 'formula = "= AVERAGE(stars)"', 1)
    source = source.replace('unit = "percent"', 'unit = "rating"', 1)
    source = source.replace('[[kpi.rules]]\nwhen = "stayed > at_start"\n\n', "", 1)
    tiers = source[source.index("[kpi.tiers]") : source.index("[kpi.example]")]
    example = source[source.index("stayed = 60") : source.index('[[kpi]]\nid = "each"')]
    source = source.replace(tiers, "", 1).replace(example, "stars_5 = 2\nvalue = 5\n\n", 1)
    source = source.replace("kept.at_start", "kept.stars_5")
    found = faults(source)
    assert "same_ratings" in {fault for _, fault in found}, found


def test_the_same_name_without_a_word_is_refused_with_the_remedy():
    source = SHARED.replace(
        'same_as = "kept.at_start"', 'label = { en = "Clients then", fr = "Clients alors" }'
    )
    with pytest.raises(PackError) as refused:
        pack_from(source, "shop.toml")
    said = {
        code: [f.sentence(code) for f in refused.value.faults if f.id == "input_twice"]
        for code in available()
    }
    assert all(any("same_as = " in one for one in sentences) for sentences in said.values())


def test_editors_know_the_key():
    schema = json.loads(resources.files("xl_kpis.kpi").joinpath("pack.schema.json").read_text())
    assert '"same_as"' in json.dumps(schema["properties"]["kpi"])


SLIPS = {
    "a remark as in other programs": ('unit = "money"', 'unit = "money"  // euros', "#"),
    "a remark behind a semicolon": ('unit = "money"', 'unit = "money" ; euros', "#"),
    "braces over several lines": (
        '{ en = "Sales", fr = "Ventes" }',
        '{\n  en = "Sales",\n  fr = "Ventes"\n}',
        "label",
    ),
    "a comma before the brace": ('fr = "Ventes" }', 'fr = "Ventes", }', "label"),
    "a quote within a text": ('en = "Sales"', 'en = "The "real" sales"', "label"),
    "a missing comma": ('"Sales", fr', '"Sales" fr', "label"),
    "a heading of two words": ("[kpi.inputs.sold]", "[kpi.inputs.sold now]", "sold now"),
    "a path within braces": ('en = "Sales"', 'en = "C:\\new\\sales"', ""),
    "a fence of an assistant": ("[pack]\n", "```toml\n[pack]\n", "```toml"),
    "a line of prose": ("[pack]\n", "My pack\n[pack]\n", "My pack"),
    "a document of another program": ("[pack]\n", "PK\x03\x04\n[pack]\n", ""),
}


@pytest.mark.parametrize("which", SLIPS)
def test_a_slip_of_somebody_who_knows_no_toml_is_named_in_plain_words(which):
    right, wrong, said = SLIPS[which]
    source = SHARED.replace(right, wrong, 1)
    assert source != SHARED
    with pytest.raises(PackError) as refused:
        pack_from(source, "shop.toml")
    (fault,) = refused.value.faults
    assert fault.id not in ("toml", "toml_rest")
    first = source[: source.index(wrong)].count("\n") + 1
    assert fault.line == first
    for language in available():
        sentence = fault.sentence(language)
        assert said in sentence
        assert "Invalid" not in sentence
        assert "Unescaped" not in sentence


def test_of_a_kpi_that_is_wrong_itself_nothing_follows_for_those_that_share_with_it():
    source = SHARED.replace('formula = "= sold / at_start"', 'formula = "= sold / B2"')
    assert {fault for _, fault in faults(source)} == {"formula.unknown"}
