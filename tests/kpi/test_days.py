"""Inputs that are days: what a formula makes of them, everywhere the same, and what it cannot."""

from __future__ import annotations

import datetime as dt
import json
from importlib import resources
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import xl_kpis
from xl_kpis.errors import DIV0, NA, NUM, VALUE, ExcelError
from xl_kpis.kpi import packs
from xl_kpis.kpi.days import day_of, weekdays
from xl_kpis.kpi.evaluate import evaluate, serial
from xl_kpis.kpi.formulas import call_text, formula_words, lambda_text, native, spoken
from xl_kpis.kpi.model import Argument, Function, Kind
from xl_kpis.kpi.pack_files import Fault, PackError, content_of, pack_from
from xl_kpis.kpi.periods import combined
from xl_kpis.kpi.typed import typed
from xl_kpis.kpi.words import format_value, problem
from xl_kpis.languages import available

SOURCE = """
[pack]
id = "dental"
name = { en = "Dental practice", fr = "Cabinet dentaire" }

[pack.sources.survey]
title = { en = "Waiting", fr = "Attendre" }
date = 2025-03-01

[[kpi]]
id = "wait"
name = { en = "Days to the first session", fr = "Délai jusqu’à la première séance" }
short = { en = "Days to start", fr = "Délai" }
unit = "days"
better = "lower"
domain = [0, ""]
formula = "= first_session - first_enquiry"
[kpi.inputs.first_enquiry]
label = { en = "First enquiry", fr = "Première demande" }
kind = "date"
[kpi.inputs.first_session]
label = { en = "First session", fr = "Première séance" }
kind = "date"
[[kpi.rules]]
when = "first_session < first_enquiry"
says = { en = "“{first_session}” is before “{first_enquiry}”.", fr = "« {first_session} » précède « {first_enquiry} »." }
[kpi.tiers]
typical = "<= 21"
above_average = "<= 14"
exceptional = "<= 7"
read = { source = "survey" }
[kpi.tiers.provenance]
typical = "stated"
above_average = "stated"
exceptional = "stated"
[kpi.example]
first_enquiry = 2026-03-02
first_session = "2026-03-12"
value = 10
tier = "above_average"

[[kpi]]
id = "working"
name = { en = "Working days per order", fr = "Jours ouvrés par commande" }
short = { en = "Working days", fr = "Jours ouvrés" }
better = "lower"
formula = "= NETWORKDAYS(ordered, delivered) / orders"
[kpi.inputs.ordered]
label = { en = "Ordered on", fr = "Commandé le" }
kind = "date"
[kpi.inputs.delivered]
label = { en = "Delivered on", fr = "Livré le" }
kind = "date"
[kpi.inputs.orders]
label = { en = "Orders", fr = "Commandes" }
[kpi.example]
ordered = 2026-03-02
delivered = 2026-03-13
orders = 5
value = 2
[[kpi.examples]]
call = ["2026-03-02", "2026-03-07", 1]
value = 5
"""  # noqa: E501


@pytest.fixture(autouse=True)
def dental(monkeypatch: pytest.MonkeyPatch) -> packs.Pack:
    monkeypatch.setattr(packs, "_in_use", {})
    return packs.use(pack_from(SOURCE))


def test_days_are_taken_as_cells_and_programs_have_them(dental: packs.Pack) -> None:
    wait, working = (kpi.function for kpi in dental.kpis)
    assert wait(dt.date(2026, 3, 2), dt.datetime(2026, 3, 12)) == 10
    assert wait(46083, 46093) == 10
    assert wait([46083, 46083], np.array(["2026-03-12", "2026-03-03"], "M8[D]")).tolist() == [10, 1]
    assert working(dt.date(2026, 3, 2), dt.date(2026, 3, 13), 5) == 2
    assert format_value(10, wait.unit, "fr") == "10,0\u00a0jours"


@pytest.mark.parametrize(
    ("first", "last", "wanted"),
    [(None, 46083, NA), ("2026-03-02", 46083, VALUE), (-1, 46083, NUM), (46083, 2958466, NUM)],
)
def test_what_is_no_day_is_refused_in_words(
    dental: packs.Pack, first: Any, last: Any, wanted: ExcelError
) -> None:
    wait = dental.kpis[0].function
    assert wait(first, last) is wanted
    for language in available():
        said = problem(wait, [first, last], language)
        assert any(label in said for label in ("First", "Première")), said


def test_nothing_is_worked_out_with_what_is_no_day(dental: packs.Pack) -> None:
    working = dental.kpis[1].function
    assert working(-5, 46083, 0) is NUM
    assert working(46083, 46083, 0) is DIV0


DAYS = st.one_of(st.integers(1, 70), st.integers(45000, 46100), st.integers(2958000, 2958465)).map(
    float
)
ITEMS = st.one_of(
    DAYS,
    DAYS.map(lambda day: day + 0.25),
    st.sampled_from([None, "text", True, 0.0, -4.0, 1e9, 0.5, DIV0]),
)
COUNTS = st.one_of(st.integers(-3, 60).map(float), st.sampled_from([None, 0.0, 1e300]))
FORMULAS = (
    "= (last - first) / many",
    "= NETWORKDAYS(first, last) / NETWORKDAYS(last, first)",
    "= NETWORKDAYS(MIN(first, last), last + many)",
    "= DAYS(last, first + many) / many",
    "= IF(last >= first, NETWORKDAYS(first, last), many)",
)


def function(formula: str) -> Function:
    text = '[pack]\nid = "tried"\nname = "T"\n[[kpi]]\nid = "one"\nname = "One"\n'
    text += f'formula = "{formula}"\n'
    for name, kind in (("first", "date"), ("last", "date"), ("many", "amount")):
        if name in formula:
            text += f'[kpi.inputs.{name}]\nlabel = "{name}"\nkind = "{kind}"\n'
    text += "[kpi.example]\nfirst = 2026-03-02\nlast = 2026-03-05\n"
    text += "many = 1\n" if "many" in formula else ""
    try:
        pack_from(text + "value = 1.23456e77\n")
    except PackError as error:
        (fault,) = error.faults
        made = pack_from(text + f"value = {fault.values['found']}\n")
        return made.kpis[0].function
    raise AssertionError


@pytest.mark.parametrize("formula", FORMULAS)
@given(rows=st.lists(st.tuples(ITEMS, ITEMS, COUNTS), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_python_columns_native_and_lambda_give_the_same(formula: str, rows: list[Any]) -> None:
    tried = function(formula)
    many = len(tried.arguments)
    columns = [np.array([row[i] for row in rows], object) for i in range(many)]
    found = np.asarray(tried(*columns), object)
    for given_, got in zip(rows, found, strict=True):
        cells = {f"{'ABC'[i]}1": value for i, value in enumerate(given_[:many])}
        wanted = evaluate(tried, list(cells.values()))
        book = xl_kpis.Book.of(
            {
                **{cell: value for cell, value in cells.items() if value is not None},
                "H1": f"={native(tried, list(cells))}",
                "H2": f"={lambda_text(tried)}({','.join(cells)})",
            }
        )
        for other in (book["H1"], book["H2"], got):
            if wanted is NA and other != other:
                continue
            same = other is wanted if isinstance(wanted, ExcelError) else other == wanted
            assert same, (formula, given_, wanted, other)


@given(DAYS, DAYS)
def test_weekdays_are_counted_as_the_engine_counts_them(first: float, last: float) -> None:
    book = xl_kpis.Book.of({"A1": first, "A2": last, "A3": "=NETWORKDAYS(A1,A2)"})
    assert weekdays(first, last) == book["A3"]


@given(st.integers(1, 2958465))
def test_a_day_and_its_number_are_one(number: int) -> None:
    if number != 60:  # 29 February 1900, which only spreadsheets know
        assert serial(day_of(number)) == number


def test_days_do_not_add_up(dental: packs.Pack) -> None:
    wait = dental.kpis[0]
    assert wait.combine == "none"
    assert combined(wait, [(46083, 46093)]) == 10
    assert combined(wait, [(46083, 46093), (46183, 46193)]) is NA


def test_a_call_is_written_with_days(dental: packs.Pack) -> None:
    wait = dental.kpis[0]
    said = call_text(wait.function, wait.example.arguments, "fr")
    assert said == "KPI_DENTAL_WAIT(DATE(2026;3;2);DATE(2026;3;12))"
    assert formula_words(wait.function, "en") == "First session − First enquiry"


def test_days_of_a_file_are_texts_for_who_keeps_it_elsewhere() -> None:
    assert json.loads(json.dumps(content_of(SOURCE))) == content_of(SOURCE)
    assert eval(repr(content_of(SOURCE)), {}) == content_of(SOURCE)


PLANTED = (
    ("first_session - first_enquiry", "first_session", "formula.gives_day"),
    ("first_session - first_enquiry", "first_session + first_enquiry", "formula.day_arithmetic"),
    ("first_session - first_enquiry", "first_session / first_enquiry", "formula.day_arithmetic"),
    ("first_session - first_enquiry", "-(first_session - 1)", "formula.day_arithmetic"),
    ("NETWORKDAYS(ordered, delivered)", "NETWORKDAYS(ordered, orders)", "formula.takes_days"),
    ("NETWORKDAYS(ordered, delivered)", "NETWORKDAYS(ordered)", "formula.arguments"),
    ("“{first_session}” is before", "“{argument}” is before", "no_field"),
    ("first_session < first_enquiry", "first_session < 5", "formula.day_and_number"),
    ("NETWORKDAYS(ordered, delivered)", "IF(orders > 1, delivered, 5)", "formula.day_and_number"),
    ("first_enquiry = 2026-03-02", 'first_enquiry = "02/03/2026"', "day"),
    ("first_enquiry = 2026-03-02", "first_enquiry = 46083", "day"),
    ('better = "lower"\nformula', 'better = "lower"\ncombine = "sum"\nformula', "sum_days"),
    ('first_session = "2026-03-12"', 'first_session = "2026-03-13"', "example"),
)


@pytest.mark.parametrize(("was", "planted", "fault"), PLANTED)
def test_a_planted_fault_is_named(was: str, planted: str, fault: str) -> None:
    assert was in SOURCE
    with pytest.raises(PackError) as caught:
        pack_from(SOURCE.replace(was, planted, 1))
    assert fault in [found.id for found in caught.value.faults]
    for found in caught.value.faults:
        assert all(found.sentence(language) for language in available())


def test_a_day_is_not_counted_in_a_log() -> None:
    log = (
        '[[log]]\nid = "visits"\nname = { en = "Visits", fr = "Visites" }\n'
        'help = { en = "A row each.", fr = "Une ligne." }\n[log.columns.date]\nkind = "date"\n'
    )
    source = SOURCE.replace(
        'kind = "date"\n', 'kind = "date"\ncounted = { log = "visits" }\n', 1
    ).replace("[[kpi]]", log + "[[kpi]]", 1)
    with pytest.raises(PackError) as caught:
        pack_from(source)
    assert [found.id for found in caught.value.faults] == ["counted_day"]


def test_the_schema_takes_days() -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(
        resources.files("xl_kpis.kpi").joinpath("pack.schema.json").read_text("utf-8")
    )
    jsonschema.validate(content_of(SOURCE), schema)


def test_who_counts_people_says_what_holds_of_a_year() -> None:
    log = (
        '[[log]]\nid = "visits"\nname = { en = "Visits", fr = "Visites" }\n'
        'help = { en = "A row each.", fr = "Une ligne." }\n[log.columns.date]\nkind = "date"\n'
        '[log.columns.client]\nkind = "text"\n'
    )
    counted = 'counted = { log = "visits", take = "people" }\n'
    orders = 'label = { en = "Orders", fr = "Commandes" }\n'
    source = SOURCE.replace("[[kpi]]", log + "[[kpi]]", 1)
    wait, _, _ = source.rpartition('[[kpi]]\nid = "working"')
    made = f"""{wait}[[kpi]]
id = "visitors"
name = {{ en = "Revenue per visitor", fr = "Revenu par visiteur" }}
short = {{ en = "Per visitor", fr = "Par visiteur" }}
formula = "= revenue / orders"
[kpi.inputs.revenue]
label = {{ en = "Revenue", fr = "Revenu" }}
[kpi.inputs.orders]
{orders}{counted}[kpi.example]
revenue = 10
orders = 5
value = 2
"""
    ((line, id, values),) = pack_from(made).notes
    assert (id, values) == ("combine_people", {"name": "orders"})
    assert made.splitlines()[line - 1] == 'id = "visitors"'
    assert all("orders" in Fault(line, id, values).sentence(code) for code in available())
    for combine in ("sum", "none"):
        said = made.replace('formula = "= revenue', f'combine = "{combine}"\nformula = "= revenue')
        found = pack_from(said)
        assert (found.kpis[1].combine, found.notes) == (combine, ())


def test_functions_of_days_are_shown_as_they_were_typed() -> None:
    names = ("first", "last")
    labels = {"first": "First", "last": "Last"}
    made = typed("= DAYS(last, first) / NETWORKDAYS(first, last + 3)", names)
    arguments = tuple(Argument(name, Kind.DATE) for name in names)
    shown = Function("A_TRIED", "kpi", arguments, "days", formula=made.formula)
    assert spoken(shown, labels, "en") == "DAYS(Last, First) ÷ NETWORKDAYS(First, Last + 3)"
    wanted = "JOURS(Last\u00a0; First) ÷ NB.JOURS.OUVRES(First\u00a0; Last + 3)"
    assert spoken(shown, labels, "fr") == wanted
    assert "DAYS(" not in native(shown, ["A1", "B1"]).replace("NETWORKDAYS(", "")
