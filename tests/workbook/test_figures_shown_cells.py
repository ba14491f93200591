"""Workbooks of other people: what a cell shows is what counts, and what shows nothing that could
count is asked about by its cell."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from figures_samples import Result, filled
from openpyxl import Workbook
from openpyxl.styles import Font
from xlsb_samples import xlsb

import xl_kpis
from tests.hosts.office import office
from xl_kpis.languages import available
from xl_kpis.workbook.data import read
from xl_kpis.workbook.figures.shown_cells import tables_of

LANGUAGES = pytest.mark.parametrize("language", available())
JAN, FEB = dt.date(2026, 1, 1), dt.date(2026, 2, 1)
Rows = list[list[Any]]


def book(*rows: list[Any], merged: str = "", shown: dict[str, str] | None = None) -> bytes:
    """A workbook as a program writes it: no formula has a value."""
    made = Workbook()
    for row in rows:
        made.active.append(row)
    for cell, code in (shown or {}).items():
        made.active[cell].number_format = code
    for cells in merged.split():
        made.active.merge_cells(cells)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def stored(raw: bytes, cell: str, error: str) -> bytes:
    """The workbook with an error as the stored value of a formula, as Excel leaves it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                was = rf'<c r="{cell}"[^>]*><f>(.*?)</f><v ?/?>(?:</v>)?</c>'
                now = rf'<c r="{cell}" t="e"><f>\1</f><v>{error}</v></c>'
                part = re.sub(was, now, part.decode()).encode()
            new.writestr(name, part)
    return out.getvalue()


def put(folder: Path, raw: bytes, language: str = "en", name: str = "t.xlsx") -> Result:
    path = folder / name
    path.write_bytes(raw)
    return filled(path, language=language)


def test_formulas_nobody_calculated_are_calculated(tmp_path: Path) -> None:
    rows: Rows = [["Measure", JAN, "=EDATE(B1,1)"], ["Revenue", "=250*2", "=B2+100"]]
    result = put(tmp_path, book(*rows))
    assert result.problems == []
    assert result.typed("revenue") == [500, 600, None]
    rows = [["Date", "Client", "Status"], [JAN, "A", "held"], ["=A2+7", "B", '="no-"&"show"']]
    assert [row[0] for row in put(tmp_path, book(*rows)).log("sessions")] == [
        "2026-01-01",
        "2026-01-08",
    ]


@LANGUAGES
@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!", "#VALUE!"])
def test_an_error_is_no_empty_cell(tmp_path: Path, language: str, error: str) -> None:
    figures = book(["Measure", JAN, FEB], ["Revenue", 500, "=B2/C9"])
    log = book(["Date", "Client", "Joined", "Left"], [JAN, "A", JAN, "=B2"])
    for raw, cell in ((figures, "C2"), (log, "D2")):
        result = put(tmp_path, stored(raw, cell, error), language)
        assert result.kinds == {"cell_error"}
        assert result.says(f", {cell}", error)


def test_an_error_where_no_figure_is_needed_is_let_be(tmp_path: Path) -> None:
    rows: Rows = [["Measure", JAN, "Total", "Note"], ["Revenue", 500, "=1/0", "=1/0"], [], ["=1/0"]]
    result = put(tmp_path, book(*rows))
    assert result.problems == []
    assert result.typed("revenue", 1) == [500]


@LANGUAGES
def test_what_a_cell_shows_as_a_share_is_no_count(tmp_path: Path, language: str) -> None:
    rows: Rows = [["Measure", JAN], ["Sessions held", 1], ["Sessions scheduled", 50]]
    result = put(tmp_path, book(*rows, shown={"B2": "0%"}), language)
    assert result.kinds == {"percent"}
    assert result.says(", B2", "100%")
    plain = put(tmp_path, book(*rows, shown={"B2": '0" %"'}), language)
    assert plain.typed("sessions_completed", 1) == [1]


def test_a_time_is_no_empty_cell(tmp_path: Path) -> None:
    result = put(tmp_path, book(["Measure", JAN], ["Users", dt.time(10, 30)]))
    assert result.kinds == {"number"}


def test_a_merged_day_or_text_is_that_of_each_row(tmp_path: Path) -> None:
    rows: Rows = [["Date", "Client", "Status"], [JAN, "A", "held"], [None, "B", None]]
    result = put(tmp_path, book(*rows, merged="A2:A3 C2:C3"))
    assert result.log("sessions") == [("2026-01-01", "A", "held"), ("2026-01-01", "B", "held")]
    rows = [["Month", "Measure", "Value"], [JAN, "Revenue", 500], [None, "Users", 10]]
    result = put(tmp_path, book(*rows, merged="A2:A3"))
    assert (result.typed("revenue", 1), result.typed("users", 1)) == ([500], [10])


def test_a_merged_year_stands_over_each_of_its_months(tmp_path: Path) -> None:
    rows: Rows = [
        ["Measure", "2026", None, "2027"],
        [None, "Nov", "Dec", "Jan"],
        ["Revenue", 5, 6, 7],
    ]
    result = put(tmp_path, book(*rows, merged="A1:A2 B1:C1"))
    assert result.typed("revenue", 14) == [None] * 10 + [5, 6, 7, None]


@LANGUAGES
def test_figures_merged_over_periods_or_clients_are_asked_about(
    tmp_path: Path, language: str
) -> None:
    figures: Rows = [["Measure", JAN, FEB], ["Revenue", 500, None]]
    paid: Rows = [["Date", "Client", "Amount"], [JAN, "A", 80], [JAN, "B", None]]
    for rows, merged in ((figures, "B2:C2"), (paid, "C2:C3")):
        result = put(tmp_path, book(*rows, merged=merged), language)
        assert result.kinds == {"cell_merged"}
    periods: Rows = [["Measure", "2026-01", None], [None, "Coach 1", "Coach 2"], ["Revenue", 1, 2]]
    assert put(tmp_path, book(*periods, merged="B1:C1"), language).kinds >= {"twice"}


def test_a_stray_cell_far_below_is_no_million_of_cells() -> None:
    made = Workbook()
    made.active.append(["Revenue", 500])
    made.active.cell(1_048_576, 40, "end")
    out = io.BytesIO()
    made.save(out)
    (table,) = tables_of("xlsx", out.getvalue(), "t.xlsx", xl_kpis.load(out.getvalue()))
    assert len(table.rows) == 1_048_576
    assert len({id(row) for row in table.rows}) == 3


@pytest.mark.libreoffice
def test_workbooks_of_other_kinds_say_the_same(tmp_path: Path) -> None:
    """Saved by LibreOffice as .ods and .xls: errors, shares, merged cells, formulas, days."""
    good = book(
        ["Date", "Client", "Status"], [JAN, "A", "held"], [None, "B", "held"], merged="A2:A3"
    )
    error = book(["Measure", JAN, FEB], ["Revenue", "=250*2", "=1/0"])
    share = book(["Measure", JAN], ["Users", 1], shown={"B2": "0%"})
    merged = book(["Measure", JAN, FEB], ["Revenue", 500, None], merged="B2:C2")
    samples = {"good": good, "error": error, "share": share, "merged": merged}
    for ending in ("ods", "xls"):
        saved = office().converted(samples, ending)
        said = {k: put(tmp_path, raw, name=f"{k}.{ending}") for k, raw in saved.items()}
        rows = said["good"].log("sessions")
        assert rows == [("2026-01-01", "A", "held"), ("2026-01-01", "B", "held")]
        assert said["error"].kinds == {"cell_error"}
        assert said["error"].says(", C2", "#DIV/0!")
        assert said["share"].kinds == {"percent"}
        assert said["merged"].kinds == {"cell_merged"}


ROWS: Rows = [["Measure", "2026-01", "2026-02"], ["Sessions held", 40.0, 41.0], ["Users", 9.0, 8.0]]


@LANGUAGES
def test_an_xlsb_gives_its_figures(tmp_path: Path, language: str) -> None:
    result = put(tmp_path, xlsb(ROWS), language, "t.xlsb")
    assert result.typed("sessions_completed", 2) == [40, 41]


@LANGUAGES
@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A", "#REF!"])
def test_an_error_in_an_xlsb_is_asked_about(tmp_path: Path, language: str, error: str) -> None:
    rows = [ROWS[0], ["Sessions held", error, 41.0]]
    result = put(tmp_path, xlsb(rows), language, "t.xlsb")
    assert result.kinds == {"cell_error"}
    assert result.says(error, "B2")


@LANGUAGES
def test_an_xlsb_that_is_damaged_is_said_to_be(tmp_path: Path, language: str) -> None:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsb(ROWS))) as old,
        zipfile.ZipFile(out, "w") as new,
    ):
        for name in old.namelist():
            new.writestr(name, old.read(name)[: 8 if name == "xl/styles.bin" else None])
    assert put(tmp_path, out.getvalue(), language, "t.xlsb").kinds == {"file_damaged"}


@LANGUAGES
def test_a_share_in_an_xlsb_is_one(tmp_path: Path, language: str) -> None:
    rows = [ROWS[0], ["Sessions held", 0.8, 41.0]]
    result = put(tmp_path, xlsb(rows, formats={(1, 1): "0%"}), language, "t.xlsb")
    assert result.says("80%")
    assert result.kinds == {"percent"}


def test_currencies_and_hidden_rows_of_an_xlsb_are_seen(tmp_path: Path) -> None:
    rows = [["Measure", "2026-01"], ["Revenue", 9.0], ["Users", 8.0]]
    raw = xlsb(rows, formats={(1, 1): '0 "€"'}, hidden=2)
    path = tmp_path / "t.xlsb"
    path.write_bytes(raw)
    data = read(path, "remote")
    assert list(data.currencies) == ["EUR"]
    assert [problem.id for problem in data.problems] == ["hidden_rows"]


@LANGUAGES
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_what_is_struck_through_is_asked_about(tmp_path: Path, language: str, kind: str) -> None:
    rows = [["Date", "Client", "Status"], [JAN, "A", "held"], [FEB, "B", "held"]]
    made = Workbook()
    for row in rows:
        made.active.append(row)
    for cell in made.active[3]:
        cell.font = Font(strike=True)
    made.active["E2"] = "done"
    made.active["E2"].font = Font(strike=True)
    out = io.BytesIO()
    made.save(out)
    raw = out.getvalue()
    if kind != "xlsx":
        raw = office().converted({"t": raw}, kind)["t"]
    result = put(tmp_path, raw, language, f"t.{kind}")
    assert result.kinds == {"struck"}
    assert result.says(", A3", ": 1 ")


@LANGUAGES
def test_what_is_struck_through_in_an_xlsb_is_asked_about(tmp_path: Path, language: str) -> None:
    rows = [["Date", "Client", "Status"], [46027.0, "A", "held"], [46028.0, "B", "held"]]
    result = put(tmp_path, xlsb(rows, struck=(2, 1)), language, "t.xlsb")
    assert result.kinds == {"struck"}
    assert result.says(", B3", ": 1 ")
    assert put(tmp_path, xlsb(rows), language, "t.xlsb").taken


def test_what_is_struck_through_beside_the_records_is_no_matter(tmp_path: Path) -> None:
    made = Workbook()
    for row in (["Date", "Client", "Status", "Note"], [JAN, "A", "held", "call back"]):
        made.active.append(row)
    made.active["D2"].font = Font(strike=True)
    out = io.BytesIO()
    made.save(out)
    assert put(tmp_path, out.getvalue()).taken
