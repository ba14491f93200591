"""What would be counted wrongly without a word is asked about, in English and French files and
sentences; and what a person then says is done."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from figures_samples import filled, write
from openpyxl import Workbook

from xl_kpis.languages import available
from xl_kpis.workbook.data import Options, read
from xl_kpis.workbook.figures.sentences import sentence

PAID = "Date,Client,Amount"
PAYE = "Date;Client;Montant"

ASKED = {
    # id of the sentence: an English file, a French one, and the cell that is spoken of
    "maybe_paid": (
        "Invoice date,Client,Total,Status\n2026-01-05,A,150.00,Paid\n2026-01-06,B,150.00,Sent",
        "Date de facture;Client;Montant;Statut\n15/01/2026;A;150,00;Payée\n16/01/2026;B;9;Émise",
        "row 3",
    ),
    "unpaid": (
        f"{PAID},Paid?\n2026-01-05,A,150.00,Yes\n2026-01-06,B,150.00,No",
        f"{PAYE};Sens\n15/01/2026;A;150,00;Crédit\n16/01/2026;B;90,00;Débit",
        "row 3",
    ),
    "beside": (
        f"{PAID},Refund amount\n2026-01-05,A,150.00,0.00\n2026-01-06,B,150.00,50.00",
        f"{PAYE};Remise\n15/01/2026;A;150,00;0\n16/01/2026;B;90,00;10,00",
        "row 3",
    ),
    "times": (
        "Date,Client,Price,Qty\n2026-01-05,A,150.00,1\n2026-01-06,B,150.00,4",
        "Date;Client;Prix;Quantité\n15/01/2026;A;150,00;1\n16/01/2026;B;150,00;4",
        "row 3",
    ),
    "several": (
        "Date,Client,Sessions,Status\n2026-01-05,A,1,held\n2026-01-06,B,3,held",
        "Date;Client;Nombre de séances;Statut\n15/01/2026;A;1;tenue\n16/01/2026;B;3;tenue",
        "row 3",
    ),
    "incomplete": (
        "Timestamp,How satisfied are you?,Status\n2026-01-05,9,Completed\n2026-01-06,3,Partial",
        "Date;Client;Note;Statut de la réponse\n15/01/2026;A;9;Terminée\n16/01/2026;B;3;Partielle",
        "row 3",
    ),
    "not_client": (
        "Client,Joined,Left,Status\nA,2026-01-05,,Active\nB,2026-01-06,,Lead",
        "Client;Arrivée;Départ;Statut\nA;15/01/2026;;Actif\nB;16/01/2026;;Inactif",
        "row 3",
    ),
    "trial": (
        f"{PAID},Mode\n2026-01-05,A,150.00,Live\n2026-01-06,B,150.00,Test",
        f"{PAYE}\n15/01/2026;A;150,00\n16/01/2026;Client test;90,00",
        "row 3",
    ),
    "summary": (
        f"{PAID}\n2026-01-05,A,150.00\n2026-01-31,Total January,150.00",
        f"{PAYE}\n15/01/2026;Solde initial;1200,00\n16/01/2026;A;90,00",
        "",
    ),
    "same_person": (
        "Name,Email,Joined,Left\nAnn Bee,a@x.org,2026-01-05,\nA. Bee,A@x.org,2026-01-05,",
        "Nom;E-mail;Arrivée;Départ\nAnne B;a@x.org;15/01/2026;\nAnne;a@x.org;16/01/2026;",
        "row 3",
    ),
    "payouts": (
        "id,Amount,Created (UTC),Arrival Date (UTC),Currency,Status\n"
        "po_1,820.00,2026-01-05 10:00,2026-01-07,usd,paid",
        "id;Montant;Date de création (UTC);Date d’arrivée (UTC);Devise;Statut\n"
        "po_1;820,00;2026-01-05 10:00;2026-01-07;usd;payé",
        "row 1",
    ),
    "dates_swapped": (
        "Date,Client,Status\n2026-05-01,A,held\n15/01/2026,B,held",
        "Date;Client;Statut\n2026-05-01;A;tenue\n15/01/2026;B;tenue",
        "row 2",
    ),
    "decimal_odd": (
        f"{PAID}\n2026-01-05,A,950.50\n2026-01-06,B,1.234",
        f"{PAYE}\n15/01/2026;A;950,50\n16/01/2026;B;1,234",
        "row 3",
    ),
    "ragged": (
        f"{PAID}\n2026-01-05,A,150.00\n2026-01-06,B,1,150.00",
        "Indicateur,2026-01,2026-02\nRevenu,5200,50,5400,00\nUtilisateurs,10,11",
        "",
    ),
    "not_actual": (
        "Measure,Scenario,Month,Value\nRevenue,Budget,2026-01,5000\nUsers,Actual,2026-01,9",
        "Prévisions 2026\n\nIndicateur;2026-01;2026-02\nRevenu;5000;5000\nUtilisateurs;9;9",
        "",
    ),
    "thousands": (
        'Measure,Unit,2026-01,2026-02\n"Revenue",k$,5.2,5.4\nUsers,nb,10,10',
        "Indicateur;Unité;2026-01;2026-02\nRevenu;k€;5,2;5,4\nUtilisateurs;nb;10;10",
        "row 2",
    ),
}


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("id", ASKED)
def test_a_row_that_says_it_is_something_else_is_asked_about(
    tmp_path: Path, id: str, language: str
) -> None:
    text, row = ASKED[id][available().index(language)], ASKED[id][2]
    data = read(write(tmp_path, text), "remote")
    found = [problem for problem in data.problems if problem.id == id]
    assert found, [problem.id for problem in data.problems]
    assert not row or f"row {found[0].place.row}" == row
    said = sentence(found[0], language)
    assert "{" not in said
    assert said != sentence(found[0], available()[1 - available().index(language)])


HARMLESS = [
    "Invoice date,Client,Amount,State,Qty,Remise\n2026-01-05,A,150.00,Paid,1,0\n2026-01-06,B,9,ok,",
    "Date,Client,Total,Quantity,Discount Amount\n2026-01-05,A,150.00,3,10.00",
    "Client,Joined,Left,Status\nA,2026-01-05,,Active\nB,2026-01-06,2026-02-01,Former",
    "Client,Joined,Left,Archived\nA,2026-01-05,,No\nB,2026-01-06,2026-02-01,Yes",
    "Date,Client,Status,Sessions\n2026-01-05,A,held,1\n2026-01-06,B,held,",
    "Date,Client,Status\n2026-01-05,Testa Rossa,held\n2026-01-06,Totally Ann,held",
    "Date,Client,Status\n2026-05-13,A,held\n15/01/2026,B,held",
    f"{PAID}\n2026-01-05,A,950.1255\n2026-01-06,B,1.234",
    "Measure,Unit,2026-01,2026-02\nRevenue,€,5000,5100\nUsers,number,10,10",
    "Plan of Ann\nMeasure,2026-01,2026-02\nRevenue (excl. VAT),5000,5100\nUsers (number),10,10",
]


@pytest.mark.parametrize("text", HARMLESS)
def test_what_looks_alike_and_says_nothing_of_the_kind_is_taken(tmp_path: Path, text: str) -> None:
    data = read(write(tmp_path, text), "remote")
    assert not data.problems, [(p.id, str(p.place)) for p in data.problems]
    assert not data.is_empty


@pytest.mark.parametrize(
    ("id", "options", "count"),
    [
        ("maybe_paid", {"unless": {"Status": "Sent"}}, 1),
        ("maybe_paid", {"where": {"Status": "*"}}, 2),
        ("beside", {"columns": {"Refund amount": ""}}, 2),
        ("several", {"columns": {"Sessions": ""}}, 2),
        ("not_client", {"unless": {"Status": "Lead"}}, 1),
        ("trial", {"columns": {"Mode": ""}}, 2),
        ("summary", {"unless": {"Client": "Total*"}}, 1),
        ("payouts", {"columns": {"Arrival Date (UTC)": ""}}, 1),
        ("incomplete", {"unless": {"Status": "Partial"}}, 1),
        ("dates_swapped", {"dates": "dmy"}, 2),
        ("decimal_odd", {"decimal": "point"}, 2),
    ],
)
def test_what_a_person_says_settles_it(
    tmp_path: Path, id: str, options: dict[str, Any], count: int
) -> None:
    data = read(write(tmp_path, ASKED[id][0]), "remote", Options(**options))
    assert not data.problems, [(p.id, str(p.place)) for p in data.problems]
    assert len(data.entries) == count


def test_a_state_that_a_preset_does_not_know_is_asked_about_and_can_be_said(tmp_path: Path) -> None:
    text = (
        "Created,Amount,Currency,Status,Customer Email\n2026-01-05,100.00,usd,Paid,a@x\n"
        "2026-01-06,90.00,usd,Authorised,b@x\n2026-01-07,80.00,usd,Failed,c@x"
    )
    path = write(tmp_path, text)
    assert [p.id for p in read(path, "remote").problems] == ["maybe_paid"]
    left = read(path, "remote", Options(unless={"Status": "Authorised"}))
    assert [entry.values["amount"][0] for entry in left.entries] == [100.0]
    both = read(path, "remote", Options(where={"Status": "Paid|Authorised"}))
    assert [entry.values["amount"][0] for entry in both.entries] == [100.0, 90.0]
    assert not both.problems


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("head", ["Quarter", "Semaine", "Day", "Année"])
def test_numbers_of_other_lengths_are_not_those_of_periods(
    tmp_path: Path, language: str, head: str
) -> None:
    text = f"{head},Sessions held,Sessions scheduled\n1,40,50\n2,41,50\n"
    assert "numbered" in filled(write(tmp_path, text), language=language).kinds


@pytest.mark.parametrize("language", available())
def test_numbers_of_months_are_those_of_periods_only_where_the_first_is_january(
    tmp_path: Path, language: str
) -> None:
    path = write(tmp_path, "Mois;Séances tenues;Séances prévues\n1;40;50\n2;41;50\n")
    assert filled(path, language=language).typed("sessions_completed", 2) == [40, 41]
    april = filled(path, language=language, settings={"first_period": dt.date(2026, 4, 1)})
    assert "numbered" in april.kinds


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize(
    "name", ["Users (%)", "Utilisateurs (taux)", "Sessions held [hours]", "Séances tenues (heures)"]
)
def test_a_share_or_hours_of_a_figure_are_not_the_figure(
    tmp_path: Path, language: str, name: str
) -> None:
    result = filled(write(tmp_path, f"Measure,2026-01,2026-02\n{name},40,45\n"), language=language)
    assert "other_figure" in result.kinds
    assert result.says(name)


@pytest.mark.parametrize("language", available())
def test_what_two_files_share_is_there_once(tmp_path: Path, language: str) -> None:
    head = "Date,Client,Status\n"
    folder = tmp_path / "all"
    folder.mkdir()
    write(folder, head + "2026-01-05,A,held\n2026-02-05,B,held\n2026-02-05,B,held", "a.csv")
    write(folder, head + "2026-02-05,B,held\n2026-03-05,C,held", "b.csv")
    result = filled(folder, language=language)
    assert [row[0] for row in result.log("sessions")] == [
        "2026-01-05",
        "2026-02-05",
        "2026-02-05",
        "2026-03-05",
    ]
    assert "already" in result.kinds


@pytest.mark.parametrize("language", available())
def test_a_record_that_is_there_otherwise_is_asked_about(tmp_path: Path, language: str) -> None:
    head = "Date,Client,Status\n"
    folder = tmp_path / "all"
    folder.mkdir()
    first = write(folder, head + "2026-01-05,A,no-show", "a.csv")
    later = write(folder, head + "2026-01-05,A,held\n2026-02-05,A,held", "b.csv")
    assert "unlike" in filled(folder, language=language).kinds
    there = filled(first, language=language).file
    again = filled(later, into=there, language=language)
    assert "unlike_there" in again.kinds
    assert again.says("--replace")
    anew = filled(later, into=there, language=language, replace=True)
    assert [row[0] for row in anew.log("sessions")] == ["2026-01-05", "2026-02-05"]
    more = write(folder, head + "2026-01-05,A,no-show\n2026-01-05,A,held", "c.csv")
    assert len(filled(more, into=there, language=language).log("sessions")) == 2


@pytest.mark.parametrize("language", available())
def test_rows_that_are_the_same_are_told(tmp_path: Path, language: str) -> None:
    text = "Date,Time,Client,Status\n2026-01-05,10:00,A,held\n2026-01-05,10:00,A,held"
    assert "alike" in filled(write(tmp_path, text), language=language).kinds


@pytest.mark.parametrize("language", available())
def test_what_is_dated_after_today_has_not_happened(tmp_path: Path, language: str) -> None:
    for text, log in (
        ("Date,Client,Amount\n2026-01-05,A,150.00\n2199-01-05,B,90.00", "payments"),
        ("Date,Client,Rating\n2026-01-05,A,9\n2199-01-05,B,8", "ratings"),
    ):
        result = filled(write(tmp_path, text), language=language)
        assert len(result.log(log)) == 1
        assert "not_yet" in result.kinds


@pytest.mark.parametrize("language", available())
def test_one_client_under_two_spellings_is_asked_about(tmp_path: Path, language: str) -> None:
    for other in ("Zoe Martin", "MARTIN, Zoé", "zoé  martin"):
        text = f'Client,Joined,Left\nZoé Martin,2026-01-05,\n"{other}",2026-01-09,'
        assert "there_twice" in filled(write(tmp_path, text), language=language).kinds


@pytest.mark.parametrize("language", available())
def test_sums_of_periods_among_them_are_left_out(tmp_path: Path, language: str) -> None:
    rows = "Jan 2026,40\nFeb 2026,41\nMar 2026,42\nQ1 2026,123\nApr 2026,43\n2026,166"
    result = filled(write(tmp_path, f"Month,Sessions held\n{rows}"), language=language)
    assert result.typed("sessions_completed", 4) == [40, 41, 42, 43]
    assert "total_row" in result.kinds
    across = "Indicateur;2026-01;2026-02;2026-03;T1 2026\nSéances tenues;40;41;42;123"
    result = filled(write(tmp_path, across), language=language)
    assert result.typed("sessions_completed", 3) == [40, 41, 42]


def test_a_time_is_one_of_a_day(tmp_path: Path) -> None:
    rows = "2026-01-05T23:30:00Z,A,held\n2026-01-06 9:05,B,held\n2026-01-07 24:00,C,held"
    data = read(write(tmp_path, f"Date,Client,Status\n{rows}"), "remote")
    days = [entry.values["date"][0] for entry in data.entries]
    assert days == [dt.date(2026, 1, 5), dt.date(2026, 1, 6), "2026-01-07 24:00"]


def test_a_currency_has_one_name(tmp_path: Path) -> None:
    rows = "2026-01-05,A,100.00,EUR\n2026-01-06,B,90.00,€\n2026-01-07,C,80.00,euros"
    data = read(write(tmp_path, f"{PAID},Currency\n{rows}"), "remote")
    assert not data.problems
    assert list(data.currencies) == ["EUR"]


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("Date,Client,Attended\n2026-01-05,A,Yes\n2026-01-06,B,No", ["held", "no-show"]),
        ("Date;Client;Présent\n15/01/2026;A;Oui\n16/01/2026;B;Non", ["held", "no-show"]),
        ("Date;Client;Absent\n15/01/2026;A;Oui\n16/01/2026;B;Non", ["no-show", "held"]),
        ("Date,Client,Present?\n2026-01-05,A,TRUE\n2026-01-06,B,FALSE", ["held", "no-show"]),
        ("Date,Client,Attendance\n2026-01-05,A,✓\n2026-01-06,B,✗", ["held", "no-show"]),
        ("Date,Client,Attendance\n2026-01-05,A,✓\n2026-01-06,B,x", ["held", "x"]),
        ("Date,Client,Status\n2026-01-05,A,Yes\n2026-01-06,B,No", ["Yes", "No"]),
    ],
)
def test_yes_and_no_mean_what_the_heading_asks(
    tmp_path: Path, text: str, statuses: list[str]
) -> None:
    data = read(write(tmp_path, text), "remote")
    assert [entry.values["status"][0] for entry in data.entries] == statuses


@pytest.mark.parametrize("language", available())
def test_attendance_counts_as_the_workbook_has_it(tmp_path: Path, language: str) -> None:
    text = "Date;Client;Présent\n15/01/2026;A;Oui\n16/01/2026;B;Non\n17/01/2026;C;"
    result = filled(write(tmp_path, text), language=language)
    assert result.kinds == {"required"}
    result = filled(write(tmp_path, text.rpartition("\n")[0]), language=language)
    assert len({row[2] for row in result.log("sessions")}) == 2


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize(
    "text",
    [
        "Date,Description,Paid in,Paid out\n2026-01-15,A,150.00,\n2026-01-16,Rent,,80.00",
        "Date;Libellé;Débit;Crédit\n15/01/2026;A;0,00;150,00\n16/01/2026;Loyer;80,00;0,00",
    ],
)
def test_a_statement_of_an_account_is_asked_about_with_what_to_say(
    tmp_path: Path, text: str, language: str
) -> None:
    path = write(tmp_path, text)
    (found,) = read(path, "remote").problems
    said = sentence(found, language)
    came, went = found.values["came"], found.values["went"]
    assert f"--map '{came}=" in said
    assert f"--unless '{went}=*[1-9]*'" in said
    data = read(path, "remote", Options(columns={came: "amount"}, unless={went: "*[1-9]*"}))
    assert [entry.values["amount"][0] for entry in data.entries] == [150.0]


@pytest.mark.parametrize("head", ["Amount (cents)", "Montant (k€)"])
def test_amounts_in_another_unit_are_not_taken_when_they_are_named(
    tmp_path: Path, head: str
) -> None:
    path = write(tmp_path, f"Date;Client;{head}\n15/01/2026;A;15000")
    assert read(path, "remote").problems
    named = read(path, "remote", Options(columns={head: "amount"}))
    assert {p.id for p in named.problems} & {"thousands", "hundredths"}


def test_what_is_suggested_for_a_status_is_the_column_that_holds_some(tmp_path: Path) -> None:
    rows = "2026-01-05,ann@x,Coaching,Completed\n2026-01-06,bob@x,Coaching,No Show"
    (found,) = read(write(tmp_path, f"Start Time,Email,Type,Label\n{rows}"), "remote").problems
    assert "--map 'Label=Status'" in sentence(found, "en")


def test_an_id_or_an_amount_is_never_suggested_for_a_rating(tmp_path: Path) -> None:
    for head in ("Appointment ID", "Amount paid online", "Montant (k€)"):
        path = write(tmp_path, f"Date,Client,{head},Label\n2026-01-15,A,1,x\n2026-01-16,B,2,y")
        assert not any("Rating" in sentence(p, "en") for p in read(path, "remote").problems)


# ---- what a workbook does not show ------------------------------------------------------------


def book(folder: Path, rows: list[list[Any]], change: Any = None) -> Path:
    made = Workbook()
    for row in rows:
        made.active.append(row)
    if change:
        change(made, made.active)
    out = io.BytesIO()
    made.save(out)
    return write(folder, out.getvalue(), "f.xlsx")


RECORDS: list[list[Any]] = [
    ["Date", "Client", "Status"],
    [dt.datetime(2026, 1, 5), "A", "held"],
    [dt.datetime(2026, 1, 6), "B", "held"],
]
FIGURES: list[list[Any]] = [["Measure", "2026-01", "2026-02"], ["Sessions held", 40, 41]]


def _hidden_row(made: Workbook, sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True


def _hidden_column(made: Workbook, sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True


def _hidden_sheet(made: Workbook, sheet: Any) -> None:
    old = made.create_sheet("Old")
    old.append(["Measure", "2026-02"])
    old.append(["Sessions scheduled", 99])
    old.sheet_state = "hidden"


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize(
    ("rows", "change", "id"),
    [
        (RECORDS, _hidden_row, "hidden_rows"),
        (FIGURES, _hidden_column, "hidden_columns"),
        (FIGURES, _hidden_sheet, "hidden_sheet"),
    ],
)
def test_what_is_hidden_and_would_count_is_asked_about(
    tmp_path: Path, rows: list[list[Any]], change: Any, id: str, language: str
) -> None:
    found = read(book(tmp_path, rows, change), "remote").problems
    assert [problem.id for problem in found] == [id]
    assert sentence(found[0], language)


def test_hidden_columns_of_records_and_hidden_rows_of_nothing_are_no_matter(tmp_path: Path) -> None:
    def change(made: Workbook, sheet: Any) -> None:
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[9].hidden = True

    assert not read(book(tmp_path, RECORDS, change), "remote").problems


def test_currencies_that_cells_show_are_those_of_their_amounts(tmp_path: Path) -> None:
    def change(made: Workbook, sheet: Any) -> None:
        sheet["C2"].number_format = "[$€-40C] #,##0.00"
        sheet["C3"].number_format = sheet["C4"].number_format = "[$$-409]#,##0.00"

    day = dt.datetime(2026, 1, 5)
    rows = [["Date", "Client", "Amount"], *([day, client, 100.0] for client in "ABC")]
    data = read(book(tmp_path, rows, change), "remote")
    assert [problem.id for problem in data.problems] == ["currencies_marked"]


def test_days_that_a_program_has_swapped_are_asked_about_in_a_workbook(tmp_path: Path) -> None:
    rows = [["Date", "Client", "Status"]]
    rows += [[dt.datetime(2026, 5, 1), "A", "held"], ["15/01/2026", "B", "held"]]
    found = read(book(tmp_path, rows), "remote").problems
    assert [problem.id for problem in found] == ["dates_swapped"]
