"""What stands beside the cells: formats, filters, sheets without cells."""

from __future__ import annotations

from packages import MAIN, packed, parts, sheet

from xl_kpis.formula.book import load
from xl_kpis.formula.sheets.model import Model
from xl_kpis.formula.xlsx import number_formats, open_package, read_model

STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="0.000"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs></styleSheet>'
)
STYLED = {
    "links": [("rst", "styles", "styles.xml")],
    "extra": {"xl/styles.xml": STYLES},
}


def model_of(rows: str, book: str = "", formula: str = "") -> Model:
    """A workbook's model, once its formulas are known."""
    rows += f'<row r="9"><c r="A9"><f>{formula}</f></c></row>' if formula else ""
    contents = parts({"S": sheet(rows)}, book=book, **STYLED)  # type: ignore[arg-type]
    found = load(packed(contents))
    assert found.calculation is not None
    return found.model


CELLS = '<row r="1"><c r="A1" s="1"><v>1</v></c><c r="B1" s="2"/><c r="C1"><v>1</v></c></row>'


def test_number_formats_are_read_when_asked_for() -> None:
    package = open_package(packed(parts({"S": sheet(CELLS)}, **STYLED)))  # type: ignore[arg-type]
    model = read_model(package)
    assert model.sheets[0].formats == {}
    assert number_formats(package, model, 0) == {(0, 0): "0.00%", (0, 1): "0.000"}
    assert model.sheets[0].formats == {(0, 0): "0.00%", (0, 1): "0.000"}


def test_number_formats_come_along_where_they_count() -> None:
    assert model_of(CELLS, formula="1+1").sheets[0].formats == {}
    assert len(model_of(CELLS, formula='cell("format",A1)').sheets[0].formats) == 2
    assert len(model_of(CELLS, book='<calcPr fullPrecision="0"/>').sheets[0].formats) == 2


HIDDEN = "".join(
    f'<row r="{i}" hidden="1"><c r="A{i}"><v>{i}</v></c></row>'
    if i in (2, 5)
    else f'<row r="{i}"/>'
    for i in range(1, 7)
)


def filtered_rows(head: str = "", tail: str = "", names: str = "") -> list[int]:
    contents = parts({"S": sheet(HIDDEN, head, tail)}, book=names)
    model = read_model(open_package(packed(contents)))
    assert model.sheets[0].hidden_rows.tolist() == [1, 4]
    return model.sheets[0].filtered_rows.tolist()  # type: ignore[no-any-return]


def test_rows_hidden_by_a_filter() -> None:
    active = '<autoFilter ref="A1:B3"><filterColumn colId="0"/></autoFilter>'
    assert filtered_rows(tail=active) == [1]
    assert filtered_rows(tail='<autoFilter ref="A1:B3"/>') == []
    names = (
        '<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0">S!$A$1:$A$6'
        "</definedName></definedNames>"
    )
    assert filtered_rows(names=names) == []
    assert filtered_rows(head='<sheetPr filterMode="1"/>', names=names) == [1, 4]


def test_sheets_without_cells_keep_their_place() -> None:
    contents = parts({"S": sheet(CELLS), "T": sheet("")})
    book = str(contents["xl/workbook.xml"])
    chart = '<sheet name="Chart" sheetId="9" r:id="rc"/>'
    contents["xl/workbook.xml"] = book.replace('<sheet name="T"', chart + '<sheet name="T"')
    links = str(contents["xl/_rels/workbook.xml.rels"])
    contents["xl/_rels/workbook.xml.rels"] = links.replace(
        "</Relationships>",
        '<Relationship Id="rc" Type="x/chartsheet" Target="chartsheets/sheet1.xml"/>'
        "</Relationships>",
    )
    contents["xl/chartsheets/sheet1.xml"] = "<chartsheet/>"
    model = read_model(open_package(packed(contents)))
    assert [s.name for s in model.sheets] == ["S", "Chart", "T"]
    assert model.sheets[1].cells.extent() == (0, 0)


def test_parts_are_found_in_any_case_and_by_any_target() -> None:
    contents = parts({"S": sheet(CELLS)})
    links = str(contents["xl/_rels/workbook.xml.rels"])
    for target in (
        "/xl/worksheets/sheet1.xml",
        "../XL/Worksheets/Sheet1.xml",
        "./worksheets/sheet1.xml",
    ):
        changed = links.replace("worksheets/sheet1.xml", target)
        model = read_model(open_package(packed(contents | {"xl/_rels/workbook.xml.rels": changed})))
        assert model.value(0, 0, 0) == 1
