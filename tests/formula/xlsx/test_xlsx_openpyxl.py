"""An openpyxl workbook is the file it would save."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.filters import AutoFilter, FilterColumn, Filters
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from openpyxl.worksheet.table import Table

from xl_kpis.errors import DIV0, NA
from xl_kpis.formula.book import load
from xl_kpis.formula.xlsx import WorkbookError


def made() -> Any:
    book = openpyxl.Workbook()
    first = book.active
    first.title = "One"
    first.append(["k", "v & w", "when", "d"])
    for i in range(2, 30):
        first.append([i, i / 7, datetime.datetime(2024, 1, i % 28 + 1, 6), f'=A{i}*B{i}&"<"'])
    first["F2"] = ArrayFormula("F2:F4", "=A2:A4*2")
    first["G2"], first["G3"], first["G4"] = "#N/A", True, datetime.time(12)
    first["H2"] = DataTableFormula(ref="H2:H3", dt2D="1", dtr="1", r1="A1", r2="A2")
    first.add_table(Table(displayName="T", ref="A1:D29"))
    first["J1"], first["J2"] = "=SUM(T[v & w])", "=1/0"
    book.create_sheet("Two")["A1"] = "=SUM(One!A:A)+N"
    book.defined_names["N"] = DefinedName("N", attr_text="One!$A$2")
    return book


def test_a_workbook_and_its_file_have_the_same_values(tmp_path: Path) -> None:
    workbook = made()
    workbook.create_chartsheet("Chart")
    book = load(workbook)
    workbook.save(tmp_path / "made.xlsx")
    file = load(tmp_path / "made.xlsx")
    assert book["One!A1:J30"] == file["One!A1:J30"]
    assert book["Two!A1"] == sum(range(2, 30)) + 2
    assert book["J1"] == pytest.approx(sum(range(2, 30)) / 7)
    assert (book["G2"], book["G3"], book["G4"], book["J2"]) == (NA, True, 0.5, DIV0)
    assert book["F2:F4"] == [[4.0], [6.0], [8.0]]


def test_the_workbook_can_be_changed_saved_and_read_by_openpyxl(tmp_path: Path) -> None:
    workbook = made()
    book = load(workbook)
    book["One!A2"] = 10
    assert book["Two!A1"] == sum(range(3, 30)) + 20
    book.save(tmp_path / "out.xlsx")
    for saved in (tmp_path / "out.xlsx", io.BytesIO(book.to_bytes())):
        values = openpyxl.load_workbook(saved, data_only=True)
        assert values["Two"]["A1"].value == sum(range(3, 30)) + 20
    assert workbook["One"]["A2"].value == 2


def test_rows_a_filter_hides_are_left_out_of_subtotals() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row in (["n"], [1], [3], [5], [7]):
        sheet.append(row)
    table = Table(displayName="T", ref="A1:A5")
    sheet.add_table(table)
    shown = FilterColumn(colId=0, filters=Filters(filter=["1", "3"]))
    table.autoFilter = AutoFilter("A1:A5", [shown])
    sheet.row_dimensions[4].hidden = sheet.row_dimensions[5].hidden = True
    sheet["C1"] = "=SUBTOTAL(9,A2:A5)"
    assert load(workbook)["C1"] == 4


def _opened(**options: bool) -> Any:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return openpyxl.load_workbook(out, **options)


@pytest.mark.parametrize(
    ("workbook", "words"),
    [
        (lambda: _opened(read_only=True), ["read_only=True", "give the file itself"]),
        (lambda: _opened(data_only=True), ["data_only=True", "values where the file has formulas"]),
        (lambda: openpyxl.Workbook(write_only=True), ["write_only=True", "only once"]),
    ],
)
def test_what_cannot_be_calculated_is_refused_with_the_remedy(
    workbook: Any, words: list[str]
) -> None:
    with pytest.raises(WorkbookError) as refused:
        load(workbook())
    assert all(word in str(refused.value) for word in words)
    assert refused.value.sentence("fr") != str(refused.value)


def test_what_openpyxl_cannot_save_is_said_with_its_words() -> None:
    workbook = openpyxl.Workbook()
    workbook.active.sheet_state = "hidden"
    with pytest.raises(
        WorkbookError, match=r"openpyxl cannot save this workbook, it says: .*worksheet"
    ):
        load(workbook)
