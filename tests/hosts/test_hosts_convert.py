"""KPI calls of a workbook with everything in it, written otherwise and back."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import LineChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table, TableColumn

import xl_kpis
from tests.formula.xlsx.packages import contents
from tests.samples import finished
from xl_kpis.hosts.convert import FLAVOURS, KEPT, convert

FORMULAS = {
    "E2": "=KPI_RETENTION(A2,B2,C2)",
    "E3": "=_xldudf_KPI_RETENTION( A3, B3 ,C3) + 1",
    "E4": '=KPI_TIER(KPI_RETENTION(A2,B2,C2),"ccar ")',
    "E5": '=kpi_tier(KPI_RETENTION($A2,B$2,$C$2),"mentoring.retention","fr")',
    "E6": "=KPI_ARPU(A2*5,10,)",
    "E7": "=-KPI_COMPLETION(A2,250)^2",
    "E8": "=SUM(A2:C2)",
    "E9": '="KPI_RETENTION(1,2,3)"',
    "E10": "=KPI_SATISFACTION(A2:A4,C2:C4)",
    "E11": "=IFERROR(KPI_RETENTION(0,1,1),-1)",
}
LEFT = {
    "F2": '=KPI_EXPLAIN(0.8,"MSCR")',
    "F3": "=KPI_RETENTION(A2:A3,1,1)",
    "F4": "=KPI_TIER(0.5,G1)",
    "F5": "=KPI_RETENTION(A2,,C2)",
    "F6": "=KPI_RETENTION(A2)",
}


def everything() -> bytes:
    book = Workbook()
    sheet = book.active
    sheet.title = "Été & co"
    for column, name in enumerate(("start", "end", "new", "rate"), 1):
        sheet.cell(1, column, name)
    for row in (2, 3, 4):
        for column, value in enumerate((200, 220, 50), 1):
            sheet.cell(row, column, value if row < 4 else 9)
        sheet.cell(row, 4, f"=KPI_RETENTION(A{row},B{row},C{row})")
    for cell, formula in {**FORMULAS, **LEFT}.items():
        sheet[cell] = formula
    sheet["H2"] = ArrayFormula("H2", "=KPI_SATISFACTION(A2:A4)")
    table = Table(displayName="clients", ref="A1:D4")
    table._initialise_columns()
    table.tableColumns[3].calculatedColumnFormula = None
    assert isinstance(table.tableColumns[3], TableColumn)
    sheet.add_table(table)
    chart = LineChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=1, max_row=4), titles_from_data=True)
    sheet.add_chart(chart, "J2")
    sheet["A2"].comment = Comment("counted by hand", "us")
    sheet.conditional_formatting.add(
        "D2:D4", FormulaRule(formula=["KPI_RETENTION($A2,$B2,$C2)>0.8"])
    )
    validation = DataValidation("custom", formula1="KPI_COMPLETION(A2,300)<1")
    validation.add("A2:A4")
    sheet.add_data_validation(validation)
    reference = "KPI_RETENTION('Été & co'!$A$2,'Été & co'!$B$2,'Été & co'!$C$2)"
    book.defined_names["rate"] = DefinedName("rate", attr_text=reference)
    other = book.create_sheet("untouched")
    other["A1"] = "=1+1"
    out = BytesIO()
    book.save(out)
    return _with_macro(_with_shared(out.getvalue()))


def _with_shared(data: bytes) -> bytes:
    """The column of the table as one shared formula, as Excel writes it."""

    def change(name: str, old: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return old
        new = old.replace(
            b"<f>KPI_RETENTION(A2,B2,C2)</f>",
            b'<f t="shared" ref="D2:D4" si="0">KPI_RETENTION(A2,B2,C2)</f>',
            1,
        )
        for row in b"3", b"4":
            whole = b"<f>KPI_RETENTION(A%s,B%s,C%s)</f>" % (row, row, row)
            assert whole in new
            new = new.replace(whole, b'<f t="shared" si="0"/>', 1)
        return new

    return _changed(data, change)


def _with_macro(data: bytes) -> bytes:
    return _changed(data, lambda name, old: old, {"xl/vbaProject.bin": b"\0macro\xff"})


def _changed(data: bytes, change: Any, more: dict[str, bytes] | None = None) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, added in (more or {}).items():
            new.writestr(name, added)
    return out.getvalue()


def values(data: bytes) -> dict[str, Any]:
    book = xl_kpis.load(BytesIO(data))
    book.recalculate()
    sheet = load_workbook(BytesIO(book.to_bytes()), data_only=True).worksheets[0]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row}


def test_native_formulas_need_no_functions_and_give_the_same() -> None:
    before = everything()
    done = convert(before, "native")
    after = load_workbook(BytesIO(done.data)).worksheets[0]
    for cell in FORMULAS:
        text = after[cell].value
        assert ("KPI_" in text) == (cell == "E9"), text
    assert after["E8"].value == FORMULAS["E8"]
    assert values(done.data) == values(before)
    table = contents(done.data)["xl/worksheets/sheet1.xml"]
    assert b'<f t="shared" si="0"/>' in table
    assert b"KPI_" not in table.partition(b"</sheetData>")[2]


def test_what_cannot_be_converted_is_left_and_named() -> None:
    done = convert(everything(), "native")
    left = {entry.place.partition("!")[2]: entry.reason for entry in done.left}
    assert left == {
        "F2": "no_formula",
        "F3": "range",
        "F4": "no_formula",
        "F5": "left_out",
        "F6": "arguments",
    }
    after = load_workbook(BytesIO(done.data)).worksheets[0]
    for cell, formula in LEFT.items():
        assert after[cell].value == formula


def test_lambda_names_take_the_place_of_the_functions() -> None:
    before = everything()
    done = convert(before, "lambda", "fr")
    names = load_workbook(BytesIO(done.data)).defined_names
    for name in ("KPI_RETENTION", "KPI_TIER", "KPI_ARPU", "KPI_COMPLETION", "KPI_SATISFACTION"):
        assert names[name].attr_text.startswith("_xlfn.LAMBDA(")
        assert names[name].comment
    assert "KPI_PLACEMENT" not in names
    sheet = load_workbook(BytesIO(done.data)).worksheets[0]
    assert sheet["E3"].value == "=KPI_RETENTION(A3,B3,C3)+1"
    assert sheet["E2"].value == FORMULAS["E2"]
    assert {entry.place.partition("!")[2] for entry in done.left} == {"F2"}
    assert values(done.data) == values(before)


@pytest.mark.parametrize(
    "way", [("native",), ("lambda",), ("native", "lambda"), ("lambda", "native", "native")]
)
def test_there_and_back_gives_the_same_file(way: tuple[str, ...]) -> None:
    before = everything()
    data = before
    for flavour in way:
        data = convert(data, flavour).data
        assert data != before
    assert contents(convert(data, "kpi").data) == contents(before)


@pytest.mark.parametrize("flavour", FLAVOURS[:2])
def test_only_what_concerns_formulas_changes(flavour: str) -> None:
    data = everything()
    before, after = contents(data), contents(convert(data, flavour).data)
    assert list(before) == list(after)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}


def test_moved_and_filled_cells_come_back_as_they_would_be() -> None:
    data = convert(everything(), "native").data
    book = load_workbook(BytesIO(data))
    sheet = book.worksheets[0]
    from openpyxl.formula.translate import Translator

    sheet["E30"] = Translator(sheet["E2"].value, "E2").translate_formula("E30")
    out = BytesIO()
    book.save(out)
    back = load_workbook(BytesIO(convert(out.getvalue(), "kpi").data)).worksheets[0]
    assert back["E30"].value == "=KPI_RETENTION(A30,B30,C30)"
    assert back["E2"].value == FORMULAS["E2"]


def test_names_that_are_not_ours_are_left_alone() -> None:
    book = Workbook()
    own = "_xlfn.LAMBDA(_xlpm.a,_xlpm.a*2)"
    book.defined_names["KPI_ARPU"] = DefinedName("KPI_ARPU", attr_text=own)
    book.active["A1"] = "=KPI_ARPU(3)"
    out = BytesIO()
    book.save(out)
    for flavour in FLAVOURS:
        done = convert(out.getvalue(), flavour)
        assert contents(done.data) == contents(out.getvalue())
        assert done.changed == 0


def test_damaged_notes_change_nothing() -> None:
    data = convert(everything(), "native").data

    def damage(name: str, old: bytes) -> bytes:
        return old.replace(b'0001" hidden="1">"', b'0001" hidden="1">"x') if KEPT else old

    damaged = _changed(data, damage)
    assert contents(damaged) != contents(data)
    back = load_workbook(BytesIO(convert(damaged, "kpi").data)).worksheets[0]
    assert back["E2"].value.startswith("=IF(")


def test_an_unknown_flavour_is_refused() -> None:
    with pytest.raises(ValueError, match="native"):
        convert(everything(), "vba")


@pytest.mark.parametrize("flavour", FLAVOURS[:2])
def test_a_whole_template_gives_the_same_scorecard(flavour: str) -> None:
    before = finished("remote", "fr", "kpi")
    done = convert(before, flavour, "fr")
    assert done.left == []
    assert done.changed > 100 or done.names
    assert all_values(done.data) == all_values(before)
    assert contents(convert(done.data, "kpi").data) == contents(before)


def all_values(data: bytes) -> dict[tuple[str, str], Any]:
    book = xl_kpis.load(BytesIO(data))
    book.recalculate()
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in load_workbook(BytesIO(book.to_bytes()), data_only=True)
        for row in sheet.iter_rows()
        for cell in row
    }
