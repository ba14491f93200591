"""Sheets, rows and columns that come and go: what refers to them follows, the rest stays."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.chart import Reference as Cells
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table

import xl_kpis
from xl_kpis import Book, EditError

GOLDEN = Path(__file__).parents[3] / "shared" / "golden" / "workbooks"
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
DRAWN_FROM = 4
"""The chart's first row, from 0."""


def made() -> bytes:
    """A workbook with one of everything that refers to cells."""
    book = openpyxl.Workbook()
    data = book.active
    data.title = "Data"
    data.append(["Item", "Price", "Total"])
    for row in range(2, 8):
        data.append([f"i{row}", row * 10, f"=B{row}*2"])
    data["E2"], data["E3"], data["E9"] = "=SUM(B2:B7)", '=E2&"A5"', 5
    data.add_table(Table(displayName="T", ref="A1:C7"))
    data.merge_cells("F1:G2")
    data.merge_cells("F5:F6")
    red = PatternFill("solid", bgColor="FF0000")
    data.conditional_formatting.add("B2:B7", FormulaRule(formula=["B2>$E$9"], fill=red))
    rule = DataValidation(type="whole", operator="lessThan", formula1="$E$9")
    rule.add("B2:B7")
    data.add_data_validation(rule)
    data["B4"].comment = Comment("hi", "me")
    data["E9"].hyperlink = Hyperlink(ref="E9", location="Data!B7")
    chart = BarChart()
    chart.add_data(Cells(data, min_col=2, min_row=2, max_row=7))
    data.add_chart(chart, f"H{DRAWN_FROM + 1}")
    data.print_area = "A1:E9"
    data.column_dimensions["E"].width = 30
    data.row_dimensions[9].height = 40
    other = book.create_sheet("Other one")
    other["A1"], other["A2"], other["A3"] = "=SUM(Data!B2:B7)+Data!E9", "=SUM(T[Price])", "=rate*2"
    book.create_sheet("Third")["A1"] = 1
    book.defined_names["rate"] = DefinedName("rate", attr_text="Data!$E$9")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def found(data: bytes, part: str, expression: str) -> list[str]:
    (text,) = (xml for name, xml in parts(data).items() if re.search(part, name))
    return re.findall(expression, text.decode())


def test_inserted_rows_move_all_that_refers_to_what_is_below() -> None:
    book = xl_kpis.load(made())
    book.sheets["Data"].insert_rows(4, 2)
    assert book["'Other one'!A1:A3"] == [[275], [270], [10]]
    assert book.formula["Data!E2"] == "=SUM(B2:B9)"
    assert book.formula["Data!E3"] == '=E2&"A5"'
    assert book.formula["Data!C9"] == "=B9*2"
    assert book.formula["'Other one'!A1"] == "=SUM(Data!B2:B9)+Data!E11"
    assert book.names["rate"] == "=Data!$E$11"
    assert book.tables == {"T": "Data!A1:C9"}
    data = book.to_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Data"]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"F1:G2", "F7:F8"}
    (rule,) = sheet.conditional_formatting
    assert (str(rule.sqref), rule.rules[0].formula) == ("B2:B9", ["B2>$E$11"])
    (check,) = sheet.data_validations.dataValidation
    assert (str(check.sqref), check.formula1) == ("B2:B9", "$E$11")
    assert sheet["B6"].comment.text == "hi"
    assert sheet["E11"].hyperlink.location == "Data!B9"
    assert sheet.print_area == "'Data'!$A$1:$E$11"
    assert sheet.row_dimensions[11].height == 40
    assert found(data, "chart1", "<(?:c:)?f>([^<]*)") == ["'Data'!$B$2:$B$9"]
    assert found(data, r"drawing1\.xml$", "<(?:xdr:)?row>([0-9]+)")[:1] == [str(DRAWN_FROM + 2)]
    assert found(data, r"\.vml$", "Row>([0-9]+)") == ["5"]


def test_deleted_rows_leave_errors_where_all_is_gone() -> None:
    book = xl_kpis.load(made())
    book.sheets["Data"].delete_rows(2)
    assert book["'Other one'!A1:A3"] == [[255], [250], [10]]
    assert book.formula["Data!E2"] == '=#REF!&"A5"'
    sheet = openpyxl.load_workbook(io.BytesIO(book.to_bytes()))["Data"]
    assert {str(area) for area in sheet.merged_cells.ranges} == {"F1:G1", "F4:F5"}
    (rule,) = sheet.conditional_formatting
    assert (str(rule.sqref), rule.rules[0].formula) == ("B2:B6", ["B2>$E$8"])
    book.sheets["Data"].delete_rows(8)
    assert str(book["'Other one'!A3"]) == "#REF!"
    assert book.names["rate"] == "=Data!#REF!"


def test_columns_come_and_go() -> None:
    book = xl_kpis.load(made())
    before = {address: book.formula[address] for address in book.formula}
    sheet = book.sheets["Data"]
    sheet.insert_columns("A", 2)
    assert book.formula["'Other one'!A1"] == "=SUM(Data!D2:D7)+Data!G9"
    assert book.tables == {"T": "Data!C1:E7"}
    again = openpyxl.load_workbook(io.BytesIO(book.to_bytes()))["Data"]
    assert again.column_dimensions["G"].width == 30
    assert again["D4"].comment.text == "hi"
    sheet.delete_columns(1, 2)
    assert {address: book.formula[address] for address in book.formula} == before
    assert book["'Other one'!A1:A3"] == [[275], [270], [10]]


def test_sheets_are_renamed_added_and_removed() -> None:
    book = xl_kpis.load(made())
    book.sheets["Data"].name = "It's 1"
    assert book.formula["'Other one'!A1"] == "=SUM('It''s 1'!B2:B7)+'It''s 1'!E9"
    assert book["'Other one'!A1"] == 275
    assert found(book.to_bytes(), "chart1", "<(?:c:)?f>([^<]*)") == ["'It''s 1'!$B$2:$B$7"]
    assert openpyxl.load_workbook(io.BytesIO(book.to_bytes()))["It's 1"].print_area
    new = book.sheets.add("New")
    book.formula["New!A1"] = "='Other one'!A1*2"
    new["A2"] = "typed"
    assert book["New!A1:A2"] == [[550], ["typed"]]
    book.formula["New!A3"] = "=Third!A1"
    book.sheets.remove("Third")
    assert [sheet.name for sheet in book.sheets] == ["It's 1", "Other one", "New"]
    assert str(book["New!A3"]) == "#REF!"
    data = book.to_bytes()
    assert not [name for name in parts(data) if "sheet3" in name]
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["It's 1", "Other one", "New"]
    assert b"sheet3" not in parts(data)["[Content_Types].xml"]


def test_what_was_set_before_is_kept() -> None:
    book = xl_kpis.load(made())
    book["Data!B7"] = 1000
    book.formula["Third!B1"] = "=Data!B7"
    book.names["twice"] = "=Data!$B$7*2"
    book.sheets["Data"].insert_rows(1)
    assert book["Third!B1"] == 1000
    assert book.evaluate("=twice") == 2000
    copied = book.copy()
    book.sheets["Data"].delete_rows(1)
    assert copied.formula["Third!B1"] == "=Data!B8"
    assert book.formula["Third!B1"] == "=Data!B7"


def test_parts_that_need_not_change_stay_as_they_are() -> None:
    book = xl_kpis.load(made())
    before = parts(book.to_bytes())
    book.sheets["Third"].insert_rows(1)
    after = parts(book.to_bytes())
    assert {name for name in before if before[name] != after.get(name)} == {
        "xl/worksheets/sheet3.xml"
    }
    book.sheets["Data"].insert_rows(9)
    again = parts(book.to_bytes())
    changed = {name for name in after if after[name] != again.get(name)}
    assert not any(name.startswith(("xl/styles", "xl/theme", "docProps")) for name in changed)
    assert "xl/worksheets/sheet3.xml" not in changed
    book.sheets.add("New")
    new = parts(book.to_bytes())
    assert {name for name in again if again[name] != new.get(name)} == {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
    }


def with_array() -> Book:
    book = openpyxl.Workbook()
    book.active["A1"] = ArrayFormula("A1:A3", "={1;2;3}*2")
    out = io.BytesIO()
    book.save(out)
    return xl_kpis.load(out.getvalue())


@pytest.mark.parametrize(
    ("book", "change", "said"),
    [
        (
            lambda: Book.of({"A1": 1}),
            lambda b: b.sheets[0].insert_rows(1),
            "not loaded from a file",
        ),
        (with_array, lambda b: b.sheets[0].insert_rows(2), "an array formula in A1:A3"),
        (with_array, lambda b: b.sheets[0].delete_rows(3), "an array formula in A1:A3"),
        (with_array, lambda b: b.sheets.remove("Sheet"), "only sheet that can be seen"),
        (None, lambda b: b.sheets["Data"].delete_rows(1), "one has to stay"),
        (None, lambda b: b.sheets["Data"].delete_rows(2, 6), "one has to stay"),
        (None, lambda b: b.sheets["Data"].insert_columns("C"), "columns, which have names"),
        (None, lambda b: b.sheets["Data"].delete_columns("C"), "columns, which have names"),
        (None, lambda b: b.sheets["Data"].insert_rows(0), "no 1 rows or columns from 0 on"),
        (None, lambda b: b.sheets["Data"].insert_rows(2, 1_048_570), "up to its edge"),
        (None, lambda b: b.sheets.remove("Data"), r"reads the table T.*change it first"),
        (None, lambda b: b.sheets.add("third"), "already"),
        (None, lambda b: b.sheets.add("a/b"), "cannot be a sheet’s name"),
        (None, lambda b: setattr(b.sheets[0], "name", "x" * 32), "cannot be a sheet’s name"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    book: Callable[[], Book] | None, change: Callable[[Book], Any], said: str
) -> None:
    found = xl_kpis.load(made()) if book is None else book()
    before = None if found.package is None else found.to_bytes()
    with pytest.raises(EditError, match=said):
        change(found)
    assert before is None or found.to_bytes() == before


def test_shared_formulas_get_texts_of_their_own_where_they_part() -> None:
    data = parts(made())
    shared = (
        '<c r="B1"><f t="shared" ref="B1:B3" si="0">Data!B5*2</f></c>',
        '<c r="B2"><f t="shared" si="0"/></c>',
        '<c r="B3"><f t="shared" si="0"/></c>',
    )
    rows = "".join(f'<row r="{i}">{cell}</row>' for i, cell in enumerate(shared, 1))
    xml = data["xl/worksheets/sheet3.xml"].decode()
    data["xl/worksheets/sheet3.xml"] = re.sub(
        "<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>", xml
    ).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in data.items():
            file.writestr(name, content)
    book = xl_kpis.load(out.getvalue())
    assert book["Third!B1:B3"] == [[100], [120], [140]]
    book.sheets["Data"].insert_rows(6)
    assert [book.formula[f"Third!B{i}"] for i in (1, 2, 3)] == [
        "=Data!B5*2",
        "=Data!B7*2",
        "=Data!B8*2",
    ]
    assert book["Third!B1:B3"] == [[100], [120], [140]]


@pytest.mark.golden
@pytest.mark.skipif(not GOLDEN.exists(), reason=f"no golden workbooks in {GOLDEN}")
def test_rows_and_columns_put_in_and_taken_out_again_change_nothing() -> None:
    tried = 0
    for path in sorted(GOLDEN.glob("*/*.xls[xm]"))[::12]:
        book = xl_kpis.load(path, seed=1)
        sheet = book.sheets[0]
        before = {address: book.formula[address] for address in book.formula}
        values = list(sheet.rows())
        try:
            sheet.insert_rows(1, 2)
            sheet.insert_columns(1, 2)
        except EditError:
            continue
        sheet.delete_columns(1, 2)
        sheet.delete_rows(1, 2)
        assert {address: book.formula[address] for address in book.formula} == before, path
        assert str(list(sheet.rows())) == str(values) or _varies(before), path
        tried += 1
    assert tried > 25


def _varies(formulas: dict[str, str]) -> bool:
    return any(re.search(r"RAND|NOW|TODAY|CELL|INFO", text) for text in formulas.values())


@pytest.mark.libreoffice
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_what_was_changed(tmp_path: Path) -> None:
    book = xl_kpis.load(made())
    data = book.sheets["Data"]
    data.insert_rows(4, 2)
    data.insert_columns("A")
    data.delete_rows(2)
    data.name = "It's 1"
    book.sheets.add("New")
    book.formula["New!A1"] = "=SUM('It''s 1'!C2:C8)"
    book.sheets.remove("Third")
    book.save(tmp_path / "changed.xlsx")
    command = [str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"]
    subprocess.run([*command, str(tmp_path / "out"), str(tmp_path / "changed.xlsx")], timeout=120)
    again = openpyxl.load_workbook(tmp_path / "out" / "changed.xlsx", data_only=True)
    assert again.sheetnames == ["It's 1", "Other one", "New"]
    assert [again["Other one"][f"A{i}"].value for i in (1, 2, 3)] == [255, 250, 10]
    assert again["New"]["A1"].value == 250
