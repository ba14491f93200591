"""Figures as people have them: files of every kind, spellings, logs, presets, refusals."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from figures_samples import filled, write
from openpyxl import Workbook

import xl_kpis
from tests.samples import finished
from xl_kpis.languages import available
from xl_kpis.workbook.check import check
from xl_kpis.workbook.figures import names, numbers, periods, presets, recognise
from xl_kpis.workbook.places import Damaged, NotATemplate, Places

SESSIONS = "Measure,2026-01,2026-02\nSessions held,44,40\nSessions scheduled,60,50\n"


def taken(folder: Path, text: str | bytes, measure: str, name: str = "f.csv", **kw: Any) -> Any:
    result = filled(write(folder, text, name), **kw)
    assert result.taken, result.problems
    return result.typed(measure)


# ---- files ----------------------------------------------------------------------------------


def sheet(rows: list[list[Any]], title: str = "Data") -> Workbook:
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("raw", "id"),
    [
        (b"", "file_empty"),
        (b"  \n", "file_empty"),
        (b"%PDF-1.7 ...", "file_pdf"),
        (b"\x89PNG\r\n\x1a\n" + bytes(30), "file_image"),
        (b"\xff\xd8\xff\xe0" + bytes(30), "file_image"),
        (b"{\\rtf1 hello}", "file_document"),
        (b"\x1f\x8b\x08" + bytes(30), "file_archive"),
        (bytes(range(1, 32)) * 20, "file_binary"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "file_encrypted"),
        (b"PK\x03\x04 not a zip", "file_damaged"),
        (b"Dear all,\nplease find enclosed what you asked for.\n", "nothing"),
        (b"Measure,2026-01\n", "nothing_rows"),
    ],
)  # fmt: skip
def test_a_file_without_figures_is_an_error_with_what_was_seen(tmp_path, raw, id):
    for name in ("a.csv", "a.xlsx", "a.xls"):
        assert filled(write(tmp_path, raw, name)).kinds == {id}


def test_a_text_document_in_a_zip_is_named(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "x")
        archive.writestr("word/document.xml", "x")
    assert filled(write(tmp_path, out.getvalue(), "a.csv")).kinds == {"file_document"}


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.csv", "a"])
def test_a_workbook_by_any_name(tmp_path, name):
    book = sheet([["Measure", dt.date(2026, 1, 1)], ["Sessions held", 44]])
    assert taken(tmp_path, saved(book), "sessions_completed", name) == [44, None, None]


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_workbooks_of_other_kinds(tmp_path, kind):
    import shutil
    import subprocess

    office = shutil.which("soffice")
    if office is None:
        pytest.skip("there is no LibreOffice")
    book = sheet([["Report"], [], ["Measure", dt.date(2026, 2, 1)], ["Sessions held", 44]])
    write(tmp_path, saved(book), "a.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.xlsx")], check=True, capture_output=True)
    result = filled(tmp_path / f"a.{kind}")
    assert result.typed("sessions_completed") == [None, 44, None]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "mac-roman", "cp850"]
)
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_encodings_and_separators(tmp_path, encoding, separator):
    rows = [["Mesure", "févr. 2026"], ["Séances tenues", "40"], ["Séances prévues", "50"]]
    text = "\r\n".join(separator.join(row) for row in rows)
    assert taken(tmp_path, text.encode(encoding), "sessions_scheduled") == [None, 50, None]


def test_a_page_called_xls(tmp_path):
    page = "<html><table><tr><th>Measure<th>2026-01</tr><tr><td>Users<td>7</tr></table></html>"
    assert taken(tmp_path, page, "users", "export.xls") == [7, None, None]


def test_sheets_that_hold_something_else_are_left_out_and_said(tmp_path):
    book = sheet([["Measure", dt.date(2026, 1, 1)], ["Users", 7]])
    book.create_sheet("Ideas").append(["Things to try"])
    result = filled(write(tmp_path, saved(book), "a.xlsx"))
    assert result.typed("users")[0] == 7
    assert result.says("Ideas")


@pytest.mark.parametrize("above", [0, 1, 3, 8])
def test_headings_below_a_title(tmp_path, above):
    title = "".join(f"My business, page {i}\n\n" for i in range(above))
    assert taken(tmp_path, title + SESSIONS, "sessions_completed") == [44, 40, None]


def test_two_tables_on_one_sheet(tmp_path):
    text = f"{SESSIONS}\nDate,Client,Amount\n2026-01-05,A,100\n"
    result = filled(write(tmp_path, text))
    assert result.typed("sessions_completed")[:2] == [44, 40]
    assert result.log("payments") == [("2026-01-05", "A", 100)]


def test_months_under_a_year(tmp_path):
    text = ",2026,,,2027\n,Nov,Dec,,Jan\nUsers,1,2,,3\n"
    result = filled(write(tmp_path, text))
    assert result.typed("users", 13)[-3:] == [1, 2, 3]


# ---- names ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "measure"),
    [
        ("sessions held", "sessions_completed"),
        ("Held sessions", "sessions_completed"),
        ("Number of sessions held", "sessions_completed"),
        ("Sessions scheduled (all coaches)", "sessions_scheduled"),
        ("Sesions held", "sessions_completed"),
        ("Sessions scheduledd", "sessions_scheduled"),
        ("Seances tenues", "sessions_completed"),
        ("Nombre de séances prévues", "sessions_scheduled"),
        ("Chiffre d'affaires", "revenue"),
        ("Total clients", "clients_total"),
        ("sessions_complete", None),
        ("Sessions", None),
        ("Unsatisfied clients", None),
        ("Sessions not held", None),
        ("Clients who rated 11", None),
    ],
)
def test_labels_by_closeness(name, measure):
    pack = "mentoring" if measure == "clients_total" else "remote"
    found = names.Labels(pack).match(name).measure
    assert (found.id if found else None) == measure


def test_what_was_taken_for_what_is_said(tmp_path):
    result = filled(write(tmp_path, "Measure,2026-01\nHeld sessions,4\n"))
    assert result.says("“Held sessions”", "“Sessions held”")


def test_an_unknown_name_gets_suggestions_by_label(tmp_path):
    result = filled(write(tmp_path, "Mesure;2026-01\nSéances;4\nUsers;1\n"), language="fr")
    assert result.kinds == {"measure"}
    assert result.says("Séances tenues")


@pytest.mark.parametrize("name", ["Total", "TOTAL 2026", "Grand total", "Somme", "YTD", "Moyenne"])
def test_totals_across_and_down_are_left_out(tmp_path, name):
    across = f"Measure,2026-01,{name}\nUsers,7,7\n{name},7,7\n"
    down = f"Month,Users,{name}\n2026-01,7,7\n{name},7,7\n"
    for text in (across, down):
        result = filled(write(tmp_path, text))
        assert result.typed("users") == [7, None, None]
        assert result.kinds == {"total_column", "total_row"}


# ---- numbers and dates ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1.234,50", "1.234"], [1234.5, 1234]),
        (["1,234.50", "1,234"], [1234.5, 1234]),
        (["1 234,5", "12,345"], [1234.5, 12.345]),
        (["0.5", "1,234"], [0.5, 1234]),
        (["€1,200", "(300)"], [1200, -300]),
        (["US$ 12", "12 USD"], [12, 12]),
        (["CHF 12", "12 fr."], [12, 12]),
        (["\u2212300", "300-"], [-300, -300]),
    ],
)
def test_one_decimal_sign_per_file(tmp_path, cells, values):
    rows = "\t".join(["Measure", "2026-01", "2026-02"]) + "\n" + "\t".join(["Revenue", *cells])
    assert taken(tmp_path, rows, "revenue")[:2] == values


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Measure,2026-01\nRevenue,1.234\n", "decimal_unsure"),
        ("Measure;2026-01\nRevenue;1,234\n", "decimal_unsure"),
        ('Measure,2026-01,2026-02\nRevenue,"1.234,50","1,234.50"\n', "decimal_contradict"),
        ("Measure,2026-01\nSessions held,0.85\n", "share"),
        ("Measure,2026-01\nRevenue,12%\n", "percent_amount"),
        ("Measure,2026-01\nRevenue,about ten\n", "number"),
        ("Measure,Q1 2026\nRevenue,5\n", "longer"),
        ("Measure,2026\nRevenue,5\n", "longer"),
        ("Measure,S1 2026\nRevenue,5\n", "longer"),
        ("Measure,2026-W05\nRevenue,5\n", "days"),
        ("Measure,January\nRevenue,5\n", "month_name"),
        ("Measure,01/02/2026\nRevenue,5\n", "dates_unsure"),
        ("Measure,13/01/2026,01/14/2026\nRevenue,5,6\n", "dates_contradict"),
        ("Date,Client,Status\n01/02/2026,A,held\n", "dates_unsure"),
        ("Date,Client,Status\n13/01/2026,A,held\n01/14/2026,A,held\n", "dates_contradict"),
        ("Date,Client,Rating\n2026-01-05,A,good\n2026-01-06,A,9\n", "field_rating"),
        ("Date,Client,Rating\n2026-01-05,A,4/5\n2026-01-06,A,9\n", "field_rating"),
        ("Day,Who,Outcome of it\n2026-01-05,A,held\n", "nothing_log"),
        ("Date,Client,Status,Amount\n2026-01-05,A,held,5\n", "log_unsure"),
        ("Date,Amount,Currency\n2026-01-05,5,EUR\n2026-01-06,5,USD\n", "currencies"),
    ],
)
def test_what_may_be_two_things_is_refused(tmp_path, text, id):
    for language in available():
        assert filled(write(tmp_path, text), language=language).kinds == {id}


def test_what_nobody_can_tell_is_left_out_with_the_rest_taken(tmp_path):
    dates = write(tmp_path, "Date,Client,Status\n01/02/2026,A,held\n")
    assert filled(dates, leave_out=True).log("sessions") == []
    numbers = write(tmp_path, "Measure,2026-01,2026-02\nRevenue,1.234,1200\n", "n.csv")
    assert filled(numbers, leave_out=True).typed("revenue") == [None, 1200, None]


def test_the_switch_named_settles_it(tmp_path):
    path = write(tmp_path, "Measure,01/02/2026\nRevenue,1.234\n")
    result = filled(path, dates="dmy", decimal="comma")
    assert result.typed("revenue") == [None, 1234, None]
    assert filled(path, dates="mdy", decimal="point").typed("revenue")[0] == 1.234


def test_french_headings_put_the_day_first(tmp_path):
    result = filled(write(tmp_path, "Date;Client;Statut\n01/02/2026;A;tenue\n"))
    assert result.log("sessions")[0][0] == "2026-02-01"
    assert result.says("French")


def test_first_days_of_months_tell_their_order(tmp_path):
    assert taken(tmp_path, "Measure,01/01/2026,01/02/2026\nUsers,1,2\n", "users")[:2] == [1, 2]
    assert taken(tmp_path, "Measure,01/01/2026,02/01/2026\nUsers,1,2\n", "users")[:2] == [1, 2]


def test_one_column_of_dates_tells_for_its_neighbour(tmp_path):
    text = "Client,Joined,Left\nA,01/15/2025,02/03/2026\n"
    assert filled(write(tmp_path, text)).log("roster")[0][1:3] == ("2025-01-15", "2026-02-03")


@pytest.mark.parametrize("months", [3, 6, 12])
def test_months_into_longer_periods_are_refused(tmp_path, months):
    path = write(tmp_path, "Measure,2026-01,2026-02\nRevenue,5,6\n")
    assert filled(path, settings={"months": months}).kinds == {"shorter"}


def test_first_months_name_longer_periods_and_that_is_said(tmp_path):
    path = write(tmp_path, "Measure,2026-01,2026-04\nRevenue,5,6\n")
    result = filled(path, settings={"months": 3})
    assert result.typed("revenue") == [5, 6, None]
    assert result.kinds == {"period_start"}


def test_states_cannot_be_spread(tmp_path):
    path = write(tmp_path, "Measure,Q1 2026\nClients at the start,5\n")
    assert filled(path, spread=True).kinds == {"unspreadable"}


def test_a_calendar_does_not_move_under_figures(tmp_path):
    first = filled({"revenue": [5]})
    again = filled({"revenue": [6]}, into=first.file, settings={"months": 3})
    assert again.kinds == {"calendar_moves"}


# ---- logs -----------------------------------------------------------------------------------


def test_the_same_rows_twice_in_one_file_are_two(tmp_path):
    path = write(tmp_path, "Date,Rating\n2026-01-05,9\n2026-01-05,9\n")
    first = filled(path)
    assert len(first.log("ratings")) == 2
    assert len(filled(path, into=first.file).log("ratings")) == 2


def test_an_id_given_twice_counts_once(tmp_path):
    path = write(tmp_path, "Id,Date,Amount\n7,2026-01-05,10\n7,2026-01-05,10\n8,2026-01-06,1\n")
    result = filled(path)
    assert [row[2] for row in result.log("payments")] == [10, 1]
    assert "keys_twice" in result.kinds


def test_replace_takes_the_place_of_what_was_there(tmp_path):
    first = filled(write(tmp_path, "Date,Status\n2026-01-05,held\n2026-01-06,held\n"))
    path = write(tmp_path, "Date,Client,Status\n2026-02-05,B,no-show\n", "g.csv")
    result = filled(path, into=first.file, replace=True)
    assert result.log("sessions") == [("2026-02-05", "B", "no-show")]
    assert "replaced" in result.kinds


def test_typed_figures_are_not_replaced_by_a_log(tmp_path):
    first = filled({"sessions_completed": [5], "sessions_scheduled": [10]})
    path = write(tmp_path, "Date,Status\n2026-02-05,held\n")
    result = filled(path, into=first.file)
    assert result.value("session_completion")[0] == 0.5
    assert "uncounted" in result.kinds


def test_headings_again_in_the_middle_are_no_record(tmp_path):
    text = "Date,Status\n2026-01-05,held\nDate,Status\n2026-01-06,held\n"
    assert len(filled(write(tmp_path, text)).log("sessions")) == 2


@pytest.mark.parametrize("status", ["Attended", "Present", "Late", "Rescheduled by client"])
def test_a_status_in_no_list_is_named_with_its_rows(tmp_path, status):
    path = write(tmp_path, f"Date,Status\n2026-01-05,{status}\n2026-01-06,{status}\n")
    result = filled(path)
    assert result.kinds == {"status"}
    assert result.says(status, "2 rows")
    known = filled(path, statuses={status: "ignored"})
    assert status in known.places.values("Set_ignored")
    assert filled(path, into=known.file, replace=True).taken


def test_statuses_of_the_other_language_are_known(tmp_path):
    path = write(tmp_path, "Date,Statut\n2026-01-05,tenue\n2026-01-06,annulée\n")
    result = filled(path)
    assert [row[2] for row in result.log("sessions")] == ["held", "cancelled"]


def test_records_outside_of_all_periods_are_said(tmp_path):
    result = filled(write(tmp_path, "Date,Status\n2019-01-05,held\n2026-01-06,held\n"))
    assert "outside" in result.kinds


def test_rows_by_filter(tmp_path):
    text = "Date,Amount,Currency\n2026-01-05,5,EUR\n2026-01-06,6,USD\n"
    result = filled(write(tmp_path, text), where={"Currency": "usd"})
    assert [row[2] for row in result.log("payments")] == [6]
    assert filled(write(tmp_path, text), unless={"Currency": "eur"}).log("payments")[0][2] == 6
    assert filled(write(tmp_path, text), where={"Curency": "usd"}).kinds == {"name_near"}


def test_mapped_headings_and_names(tmp_path):
    result = filled(
        write(tmp_path, "Measure,2026-01\nNet,5\nGross,9\n"),
        columns={"Net": "Revenue", "Gross": ""},
    )
    assert result.typed("revenue")[0] == 5
    assert filled({"revenue": [1]}, columns={"Net": "nonsense"}).kinds >= {"map_unknown"}


def test_refunds_are_subtracted(tmp_path):
    text = (
        "Created,Amount,Amount Refunded,Currency,Status\n"
        "2026-01-05,100,30,usd,Paid\n2026-01-06,50,50,usd,Refunded\n"
    )
    assert [row[2] for row in filled(write(tmp_path, text)).log("payments")] == [70]


def test_marked_currencies_are_compared_with_the_workbook(tmp_path):
    path = write(tmp_path, "Measure,2026-01\nRevenue,€5200\n")
    assert "currency" in filled(path).kinds
    assert "currency" not in filled(path, settings={"currency": "EUR"}).kinds


@pytest.mark.parametrize("head", ["Amount (EUR)", "Amount [€]", "Montant (EUR)"])
def test_a_heading_may_say_which_currency_it_is(tmp_path, head):
    path = write(tmp_path, f"Date,Client,{head}\n2026-01-05,A,150.00\n2026-01-16,B,30.00\n")
    assert "currency" in filled(path).kinds
    assert "currency" not in filled(path, settings={"currency": "EUR"}).kinds
    marked = write(tmp_path, f"Date,Client,{head}\n2026-01-05,A,$150.00\n2026-01-16,B,$30.00\n")
    assert "currencies_marked" in filled(marked).kinds


# ---- parts ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "first", "months"),
    [
        ("Jan-26", (2026, 1, 1), 1),
        ("janv-26", (2026, 1, 1), 1),
        ("1er trimestre 2026", (2026, 1, 1), 3),
        ("S2 2026", (2026, 7, 1), 6),
        ("Jan-Mar 2026", (2026, 1, 1), 3),
        ("du 01/01/2026 au 31/03/2026", (2026, 1, 1), 3),
        ("Monday, January 5, 2026", (2026, 1, 5), 0),
        ("mar. 6 janv. 2026", (2026, 1, 6), 0),
        ("2026-01-05T10:00:00Z", (2026, 1, 5), 0),
        ("05.01.2026 à 14h30", (2026, 1, 5), 0),
        ("2026/01/05 2:22:10 PM GMT+1", (2026, 1, 5), 0),
        ("2026-01-05 10:00 EST", (2026, 1, 5), 0),
        ("Mar 26", (2026, 3, 1), 1),
        ("Mar 2026", (2026, 3, 1), 1),
        ("Mar 5, 2026", (2026, 3, 5), 0),
        ("Mar 5, 2026, 10:00 AM", (2026, 3, 5), 0),
        ("mar. 3 mars 2026", (2026, 3, 3), 0),
    ],
)
def test_spans_as_people_write_them(text, first, months):
    span = periods.parse_span(text)
    assert span is not None
    assert (span.first, span.months) == (dt.date(*first), months)


@pytest.mark.parametrize("text", ["-", "n/a", "N/A", "–", "n.d.", "s.o.", "null"])
def test_words_for_no_figure(text):
    assert numbers.is_nothing(text)
    assert not numbers.is_nothing("0")


def test_presets_that_ship_fill_logs_there_are():
    from xl_kpis.kpi import PACKS
    from xl_kpis.workbook import layout

    logs = {log.id: log for pack in PACKS for log in layout.logs(pack)}
    for preset in presets.shipped().values():
        for take in preset.takes:
            fields = {part.id: part for part in logs[take.log].fields}
            given = {*take.columns, *(["status"] if take.status else [])}
            assert {f.id for f in fields.values() if f.required} <= given <= set(fields)


def test_a_folder_of_exports(tmp_path):
    write(tmp_path, SESSIONS, "a.csv")
    (tmp_path / "more").mkdir()
    write(tmp_path / "more", "Date,Amount\n2026-01-05,10\n", "p.csv")
    write(tmp_path, b"%PDF-1.4", "letter.pdf")
    result = filled(tmp_path)
    assert result.typed("sessions_completed")[0] == 44
    assert len(result.log("payments")) == 1
    assert result.says("letter.pdf")


def test_what_a_kind_is_does_not_depend_on_the_workbook():
    assert recognise.kind_of(finished("remote")) == "xlsx"


# ---- what a log does not tell ---------------------------------------------------------------


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize(
    "text", ["Client,Consulted\nA,2026-01-05\n", "Client,Consulted,Paid\nA,2026-01-05,\n"]
)
def test_consultations_of_which_nobody_wrote_who_paid_give_no_rate(tmp_path, text, language):
    result = filled(write(tmp_path, text), language=language)
    assert "silent" in result.kinds
    assert not isinstance(result.value("free_to_paid")[0], float)
    book = xl_kpis.load(result.file)
    book.recalculate()
    assert [(f.id, f.severity) for f in check(book).found] == [
        ("free_to_paid.log_silent", "warning")
    ]


def test_one_who_paid_makes_it_a_rate(tmp_path):
    text = "Client,Consulted,Paid\nA,2026-01-05,2026-01-20\nB,2026-01-06,\n"
    result = filled(write(tmp_path, text))
    assert result.value("free_to_paid")[0] == 0.5
    assert "silent" not in result.kinds


def test_networking_without_connections_written_down_is_no_success_rate_of_nothing(tmp_path):
    text = "Date,Kind,Attendees\n2026-01-05,networking,20\n"
    result = filled(write(tmp_path, text), "mentoring", log="events")
    assert "silent" in result.kinds
    assert not isinstance(result.value("networking_success")[0], float)


def test_a_roster_from_which_nobody_left_needs_no_warning(tmp_path):
    text = "Client,Joined,Left,Placed\nA,2025-01-05,,2026-01-02\nB,2025-02-05,,\n"
    result = filled(write(tmp_path, text))
    assert result.value("retention")[0] == 1
    book = xl_kpis.load(result.file)
    book.recalculate()
    assert not check(book).found


@pytest.mark.parametrize("status", ["held", "confirmed", ""])
def test_appointments_still_to_come_are_not_held(tmp_path, monkeypatch, status):
    today = dt.date(2026, 1, 15)
    monkeypatch.setattr("xl_kpis.workbook.filling.job.today", lambda: today)
    text = f"Date,Client,Status\n2026-01-05,A,held\n2026-01-15,B,held\n2026-01-16,C,{status}\n"
    result = filled(write(tmp_path, text))
    assert result.taken, result.problems
    assert [row[0] for row in result.log("sessions")] == ["2026-01-05", "2026-01-15"]
    assert result.says("2026-01-15", "1 row")
    later = dt.date(2026, 2, 1)
    monkeypatch.setattr("xl_kpis.workbook.filling.job.today", lambda: later)
    again = filled(write(tmp_path, text.replace("confirmed", "held")), into=result.file)
    if status:
        assert len(again.log("sessions")) == 3


def test_bookings_still_to_come_are_not_held(tmp_path, monkeypatch):
    monkeypatch.setattr("xl_kpis.workbook.filling.job.today", lambda: dt.date(2026, 1, 6))
    text = (
        "Event Type Name,Start Date & Time,Invitee Name,Canceled\n"
        "Coaching,2026-01-05 10:00,A,false\nCoaching,2026-01-09 10:00,B,false\n"
        "Free consult,2026-01-05 10:00,C,false\nFree consult,2026-01-09 10:00,D,false\n"
    )
    result = filled(write(tmp_path, text))
    assert [row[1] for row in result.log("sessions")] == ["A"]
    assert [row[0] for row in result.log("consultations")] == ["C"]


@pytest.mark.parametrize(("language", "part"), [("en", "template"), ("fr", "modèle")])
def test_errors_of_the_python_interface_have_words_in_each_language(language, part):
    with pytest.raises(NotATemplate) as none:
        Places(xl_kpis.Book.of({"A1": 1}))
    assert part in none.value.sentence(language)
    assert "Set_months" in Damaged("Set_months").sentence(language)
    with pytest.raises(presets.PresetError) as wrong:
        presets.parse("dates = 'ymd'", "ours.toml")
    said = wrong.value.sentence(language)
    assert "ours.toml" in said
    assert "dates" in said


@pytest.mark.parametrize("language", available())
def test_what_there_is_to_choose_from_is_called_as_in_the_workbook(tmp_path, language):
    words = names.words
    unsure = filled(
        write(tmp_path, "Date,Client,Status,Amount\n2026-01-05,A,held,5\n"), language=language
    )
    titles = [words(f"log.{log}", language) for log in ("sessions", "payments")]
    assert unsure.says(*titles)
    taken = filled(
        write(tmp_path, "Date,Client,Status,Amount\n2026-01-05,A,paid,5\n"),
        language=language,
        log=titles[1],
    )
    assert [row[2] for row in taken.log("payments")] == [5]
    unknown = filled({"revenue": [1]}, language=language, log="nonsense")
    assert unknown.says(*titles)
    mapped = filled({"revenue": [1]}, language=language, columns={"Net": "nonsense"})
    assert mapped.says(words("field.rating", language), words("field.consulted", language))
