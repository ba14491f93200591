"""Ticks and blanks, amounts under *Paid*, headings with asterisks, names as people type them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from figures_samples import Result, filled, write

from xl_kpis.workbook.data import Data, read
from xl_kpis.workbook.figures.options import Options


def taken(folder: Path, text: str, **said: Any) -> Data:
    """What is read of a table."""
    return read(write(folder, text), "remote", Options(**said))


def values(data: Data, field: str) -> list[Any]:
    assert not data.problems, data.problems
    return [entry.values.get(field, ("",))[0] for entry in data.entries]


def asked(data: Data) -> set[str]:
    return {problem.id for problem in data.problems}


def told(data: Data) -> set[str]:
    return {note.id for note in data.notes}


# ---- what was paid --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heads", "row"),
    [
        ("Date,Client,Paid", "2026-01-05,A,90.5"),
        ("Date,Client,Amount,Paid", "2026-01-05,A,100,90.5"),
        ("Date,Client,Total,Paid,Balance", "2026-01-05,A,100,90.5,9.5"),
        ("Invoice date,Client,Amount,Received", "2026-01-05,A,100,90.5"),
        ("Date;Client;Payé", "2026-01-05;A;90,5"),
        ("Date de facture;Client;Montant;Réglé", "2026-01-05;A;100;90,5"),
    ],
)
def test_amounts_under_paid_are_what_was_paid(tmp_path, heads, row):
    amounts = values(taken(tmp_path, f"{heads}\n{row}\n"), "amount")
    assert [str(amount).replace(",", ".") for amount in amounts] == ["90.5"]


@pytest.mark.parametrize(
    ("heads", "mark"),
    [
        ("Invoice date,Client,Amount,Paid", "yes"),
        ("Invoice date,Client,Amount,Paid", "x"),
        ("Invoice date,Client,Amount,Paid", "2026-01-20"),
        ("Invoice date,Client,Amount,Paid", "100"),
        ("Date de facture,Client,Montant,Réglé", "oui"),
    ],
)
def test_a_blank_under_paid_is_not_paid_where_the_others_are(tmp_path, heads, mark):
    text = f"{heads}\n2026-01-05,A,100,{mark}\n2026-01-06,B,100,\n"
    data = taken(tmp_path, text)
    assert values(data, "client") == ["A"]
    assert "blank_unpaid" in told(data)


def test_marks_under_paid_are_no_amounts(tmp_path):
    data = taken(tmp_path, "Date,Client,Amount,Paid\n2026-01-05,A,100,1\n2026-01-06,B,90,1\n")
    assert values(data, "amount") == [100, 90]
    mapped = taken(tmp_path, "Date,Client,Amount,Paid\n2026-01-05,A,9,8\n", columns={"Paid": ""})
    assert values(mapped, "amount") == [9]


# ---- who came -------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", ["x", "✓", "TRUE", "yes", "1", "Oui"])
@pytest.mark.parametrize(
    ("head", "ticked", "blank"),
    [
        ("Attended", "held", "no-show"),
        ("Présent", "held", "no-show"),
        ("No-show", "no-show", "held"),
        ("Absent ?", "no-show", "held"),
    ],
)
def test_a_blank_among_ticks_is_the_other_answer(tmp_path, mark, head, ticked, blank):
    rows = f"2026-01-05,A,{mark}\n2026-01-06,B,\n2026-01-07,C,{mark}\n"
    data = taken(tmp_path, f"Date,Client,{head}\n{rows}")
    assert values(data, "status") == [ticked, blank, ticked]
    assert f"blank_{blank}" in told(data)


@pytest.mark.parametrize("other", ["no", "non", "✗"])
def test_a_blank_beside_both_answers_is_asked_about(tmp_path, other):
    text = f"Date,Client,Attended\n2026-01-05,A,yes\n2026-01-06,B,\n2026-01-07,C,{other}\n"
    assert "required" in filled(write(tmp_path, text)).kinds


@pytest.mark.parametrize(
    ("head", "yes", "came"),
    [("noShow", "true", "no-show"), ("Absent", "oui", "no-show"), ("Attended", "yes", "held")],
)
@pytest.mark.parametrize("made", ["accepted", "Confirmed", "Réservé"])
def test_a_status_of_the_appointment_leaves_it_to_absences(tmp_path, head, yes, came, made):
    no = {"true": "false", "oui": "non", "yes": "no"}[yes]
    rows = f"2026-01-05,A,{made},{yes}\n2026-01-06,B,{made},{no}\n2026-01-07,C,cancelled,{no}\n"
    data = taken(tmp_path, f"Date,Client,Status,{head}\n{rows}")
    other = {"no-show": "held", "held": "no-show"}[came]
    assert values(data, "status") == [came, other, "cancelled"]


def test_an_absence_against_a_status_is_still_asked_about(tmp_path):
    rows = "2026-01-05,A,Completed,true\n2026-01-06,B,Completed,false\n"
    assert asked(taken(tmp_path, f"Date,Client,Status,noShow\n{rows}")) == {"absent_beside"}
    rows = "2026-01-05,A,Missed,true\n2026-01-06,B,Completed,false\n"
    assert values(taken(tmp_path, f"Date,Client,Status,noShow\n{rows}"), "status")[0] == "Missed"


@pytest.mark.parametrize(
    ("language", "heads", "status", "held", "moved"),
    [
        ("en", "Date,Client,Status", "Rescheduled", "held", "moved"),
        ("fr", "Date,Client,Statut", "Reportée", "tenue", "déplacée"),
    ],
)
def test_what_was_moved_counts_on_its_new_day(tmp_path, language, heads, status, held, moved):
    text = f"{heads}\n2026-01-05,A,{status}\n2026-01-12,A,{held}\n"
    result = filled(write(tmp_path, text), language=language)
    assert [row[-1] for row in result.log("sessions")] == [moved, held]
    assert result.says(status, f"--status '{status}={held}'")
    counts = filled(write(tmp_path, text), language=language, statuses={status: held})
    assert "moved" not in counts.kinds


# ---- appointments with prices ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("heads", "row", "language"),
    [
        ("Start date,Client,Duration (mins.),Price", "2026-01-05 10:00,A,60,100", "en"),
        ("Start date,Client,Duration (mins.),Price", "2026-01-05,A,60,100", "en"),
        ("Date de début,Client,Durée (min),Prix,Lieu", "2026-01-05 10:00,A,60,100,Zoom", "fr"),
    ],
)  # fmt: skip
def test_appointments_with_prices_are_asked_for_what_came_of_them(tmp_path, heads, row, language):
    result = filled(write(tmp_path, f"{heads}\n{row}\n{row}\n"), language=language)
    assert result.kinds == {"nothing_status"}
    assert result.says("=Statu")


def test_a_roster_with_months_stays_one(tmp_path):
    text = "Start date,Client,Duration (months)\n2026-01-05,A,6\n2026-02-05,B,6\n"
    assert {entry.log.id for entry in taken(tmp_path, text).entries} == {"roster"}


# ---- headings, and what people type ---------------------------------------------------------


@pytest.mark.parametrize(
    "heads",
    [
        "*InvoiceDate,*ContactName,*Amount",
        "* Invoice date,Client *,Amount*",
        "Date*,Client (required),*Amount",
        "*Date,*NomDuClient,*Montant",
    ],
)
def test_asterisks_of_required_columns_are_no_part_of_headings(tmp_path, heads):
    data = taken(tmp_path, f"{heads}\n2026-01-05,A,100\n")
    assert values(data, "amount") == [100]
    assert values(data, "client") == ["A"]


@pytest.mark.parametrize("name", ["évènement", "Evenement", "  EVÈNEMENT  ", "*évenement"])
def test_names_are_taken_however_people_type_them(tmp_path, name):
    text = "Évènement,Client,Amount,Équipe\n2026-01-05,A,100,É1\n2026-01-06,B,50,O\n"
    said = {"columns": {name: "date"}, "where": {"equipe": "e1"}}
    assert values(taken(tmp_path, text, **said), "client") == ["A"]
    result = filled(write(tmp_path, text), **said)
    assert "name_absent" not in result.kinds
    assert result.taken


def test_a_name_that_may_be_two_headings_is_none(tmp_path):
    text = "Date,Client,Amount,Équipe,Equipe\n2026-01-05,A,100,x,y\n"
    assert values(taken(tmp_path, text, where={"équipe": "x"}), "client") == ["A"]
    assert filled(write(tmp_path, text), where={"èquipe": "x"}).kinds & {"name_near"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_slip_in_a_name_gets_a_suggestion(tmp_path, language):
    text = "Date,Client,Amount,Region\n2026-01-05,A,100,x\n"
    result = filled(write(tmp_path, text), language=language, unless={"Regoin": "y"})
    assert result.kinds >= {"name_near"}
    assert result.says("Regoin", "region")
    assert "name_absent" in filled(write(tmp_path, text), unless={"Zzzz": "y"}).kinds


def test_names_of_figures_are_taken_however_people_type_them(tmp_path):
    text = "Measure,2026-01\nSéances à nous,4\n"
    result = filled(write(tmp_path, text), columns={"seances a nous": "Sessions held"})
    assert result.typed("sessions_completed")[:1] == [4]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Invoice #,Date paid,Client,Rate,Line Total\n1,2026-01-05,A,100,100\n", "Line Total"),
        ("Transaction ID,Date,Client,Amount (One column)\n7,2026-01-05,A,100\n", "Amount (One"),
        ("Date,Client,Tax amount,Fee,Price (Gross)\n2026-01-05,A,25,2.5,150\n", "Price (Gross"),
        ("N° de facture,Date,Client,Frais,Montant facturé\n1,2026-01-05,A,2,100\n", "Montant"),
    ],
)
def test_the_column_of_amounts_asked_for_is_no_id(tmp_path, text, first):
    (problem,) = taken(tmp_path, text).problems
    assert problem.id == "nothing_log"
    assert problem.values["one"].startswith(first)


@pytest.mark.parametrize(
    "heads",
    [
        "Invoice date,Client,Amount,Amount due",
        "Invoice date,Client,Total,Outstanding",
        "Date,Client,Total,Deposit,Balance due",
        "Date de facture,Client,Montant TTC,Reste dû",
    ],
)
def test_what_is_still_owed_is_asked_about(tmp_path, heads):
    row = ",".join(["2026-01-05", "A", *["100"] * (heads.count(",") - 1)])
    assert asked(taken(tmp_path, f"{heads}\n{row}\n")) == {"beside"}
    nothing = f"{row.rpartition(',')[0]},0"
    assert values(taken(tmp_path, f"{heads}\n{nothing}\n"), "amount") == [100]
    last = heads.rpartition(",")[2]
    assert values(taken(tmp_path, f"{heads}\n{row}\n", columns={last: ""}), "amount") == [100]


@pytest.mark.parametrize("heads", ["Date,Client,Amount,Paid", "Date,Client,Montant,Payé"])
def test_a_share_under_paid_is_asked_about(tmp_path, heads):
    text = f"{heads}\n2026-01-05,A,100,50%\n2026-01-06,B,100,100%\n"
    assert asked(taken(tmp_path, text)) == {"maybe_paid"}


def test_what_is_owed_beside_what_was_paid_is_no_question(tmp_path):
    text = "Date,Client,Total,Paid,Amount due\n2026-01-05,A,100,60,40\n"
    assert values(taken(tmp_path, text), "amount") == [60]


TWICE = [
    ("en", "Date,Time,Client,Status", ("held", "no-show", "cancelled")),
    ("fr", "Date,Heure,Cliente,Statut", ("tenue", "absente", "annulée")),
]


@pytest.mark.parametrize(("language", "heads", "words"), TWICE, ids=["en", "fr"])
def test_a_session_that_took_place_and_did_not_is_asked_about(tmp_path, language, heads, words):
    held, missed, cancelled = words

    def of(second: str, time: str) -> Result:
        rows = f"2026-01-05,10:00,A,{held}\n2026-01-05,{time},A,{second}\n"
        return filled(write(tmp_path, f"{heads}\n{rows}"), language=language)

    asked = of(missed, "10:00")
    assert asked.kinds == {"unlike"}
    assert asked.says("A3", "A2")
    # One that was cancelled may have been booked again, and two of a day are two.
    assert of(cancelled, "10:00").taken
    assert of(missed, "14:00").taken


BOTH = [
    ("en", "Starts at,First name,Cancelled,No show", ("Yes", "No")),
    ("en", "Start,Client,Status,Canceled?,No-show", ("true", "false")),
    ("fr", "Début,Client,Annulée,Absence", ("Oui", "Non")),
]


@pytest.mark.parametrize(("language", "heads", "answers"), BOTH)
def test_cancelled_and_absent_beside_each_other_are_both_heard(tmp_path, language, heads, answers):
    yes, no = answers
    made = "confirmed," if "Status" in heads else ""
    rows = [(no, no), (yes, no), (no, yes)]
    lines = (f"2026-01-{5 + i:02},A,{made}{a},{b}" for i, (a, b) in enumerate(rows))
    data = taken(tmp_path, "\n".join([heads, *lines]) + "\n")
    assert values(data, "status") == ["held", "cancelled", "no-show"]
