"""A workbook changed in memory and saved: one list of edits over the bytes read, nothing else."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from packages import DYNAMIC, contents, member, packed, parts, sheet, workbook

import xl_kpis
from xl_kpis.errors import NA, SPILL
from xl_kpis.formula.xlsx.package.archive import Archive
from xl_kpis.formula.xlsx.read import worksheet

ROWS = '<row r="1"><c r="A1"><v>{0}</v></c><c r="B1"><f>A1*2</f><v>{1}</v></c></row>'


def ten_sheets() -> bytes:
    return packed(parts({f"S{i}": sheet(ROWS.format(i, 2 * i)) for i in range(10)}))


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often sheets are scanned and archives written."""
    count: Counter[str] = Counter()

    def counted(owner: Any, name: str) -> None:
        original = getattr(owner, name)

        def wrapper(*arguments: Any) -> Any:
            count[name] += 1
            return original(*arguments)

        monkeypatch.setattr(owner, name, wrapper)

    counted(worksheet, "scan_rows")
    counted(Archive, "rewrite")
    counted(Archive, "_write_member")
    return count


def test_one_edit_is_saved_without_reading_the_file_again(
    tmp_path: Path, work: Counter[str]
) -> None:
    book = xl_kpis.load(ten_sheets())
    book["S3!A1"] = 50
    written = book.save(tmp_path / "out.xlsx")
    assert work == {"scan_rows": 10, "rewrite": 1, "_write_member": 1}
    assert written.parts == ["xl/worksheets/sheet4.xml"]
    again = xl_kpis.load(tmp_path / "out.xlsx")
    assert (again.model.value(3, 0, 0), again.model.value(3, 0, 1)) == (50, 100)


def test_sheets_in_which_nothing_changes_are_copied_as_they_are() -> None:
    data = ten_sheets()
    book = xl_kpis.load(data)
    assert book.to_bytes()[:-22] == data[:-22]
    book["S9!A1"] = 1
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(BytesIO(book.to_bytes())) as new:
        for a, b in zip(old.infolist(), new.infolist(), strict=True):
            same = (a.CRC, a.compress_size) == (b.CRC, b.compress_size)
            assert same == (a.filename != "xl/worksheets/sheet10.xml")


def test_a_sheet_without_formulas_takes_edits(work: Counter[str]) -> None:
    inputs = sheet('<row r="2"><c r="B2" s="3"><v>1</v></c></row>')
    sums = sheet('<row r="1"><c r="A1"><f>SUM(I!A1:C9)</f><v>1</v></c></row>')
    book = xl_kpis.load(packed(parts({"I": inputs, "F": sums})))
    book["I!B2"], book["I!A3"], book["I!C2"], book["I!A1"] = 5, "x", NA, None
    data = book.to_bytes()
    assert work["scan_rows"] == 2
    assert (
        '<row r="2"><c r="B2" s="3"><v>5</v></c><c r="C2" t="e"><v>#N/A</v></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>x</t></is></c></row>'
    ) in member(data)
    assert "<v>#N/A</v>" in member(data, "xl/worksheets/sheet2.xml")


def test_edits_hold_for_every_save_that_follows() -> None:
    book = xl_kpis.load(ten_sheets())
    book["S0!A1"] = 5
    book.to_bytes()
    book["S0!A1"] = 6
    book["S1!C7"] = "new"
    again = xl_kpis.load(book.to_bytes())
    assert [again[cell] for cell in ("S0!A1", "S0!B1", "S1!C7")] == [6, 12, "new"]


SPILLING = (
    '<row r="1" spans="1:3"><c r="A1" cm="1"><f t="array" ref="A1:A2">SEQUENCE(C1)</f><v>1</v></c>'
    '<c r="C1"><v>2</v></c></row><row r="2" spans="1:1"><c r="A2"><v>2</v></c></row>'
    '<row r="4" spans="3:3"><c r="C4" s="2"/></row>'
)


def spilling(rows: str = SPILLING, dimension: str = "A1:C4") -> bytes:
    xml = sheet(rows, f'<dimension ref="{dimension}"/>')
    return packed(parts({"S": xml}, **DYNAMIC))  # type: ignore[arg-type]


def test_inputs_and_spilled_cells_go_into_the_same_rows_in_order() -> None:
    book = xl_kpis.load(spilling())
    book["C1"] = 5
    book["B3"], book["E3"], book["B4"], book["B5"] = 1, 2, 3, 4
    assert (
        '<row r="3"><c r="A3"><v>3</v></c><c r="B3"><v>1</v></c><c r="E3"><v>2</v></c></row>'
        '<row r="4" spans="1:3"><c r="A4"><v>4</v></c><c r="B4"><v>3</v></c><c r="C4" s="2"/></row>'
        '<row r="5"><c r="A5"><v>5</v></c><c r="B5"><v>4</v></c></row>'
    ) in member(book.to_bytes())


def test_an_input_in_the_way_of_a_spill_stands_in_the_file() -> None:
    book = xl_kpis.load(spilling())
    book["A3"], book["C1"] = "mine", 5
    assert book["A1"] is SPILL
    rows = member(book.to_bytes())
    assert '<row r="2" spans="1:1"><c r="A2"/></row>' in rows
    assert '<row r="3"><c r="A3" t="inlineStr"><is><t>mine</t></is></c></row>' in rows
    assert 'ref="A1">' in rows
    book["A3"] = None
    assert '<row r="3"><c r="A3"><v>3</v></c></row>' in member(book.to_bytes())


def test_readers_that_trust_the_size_a_sheet_says_see_all_of_a_spill() -> None:
    book = xl_kpis.load(spilling(dimension="A1"))
    book["C1"] = 20_000
    data = book.to_bytes()
    assert '<dimension ref="A1:C20000"/>' in member(data)
    found = openpyxl.load_workbook(BytesIO(with_types(data)), read_only=True)["S"]
    column = [row[0].value for row in found.iter_rows(min_row=2, max_col=1)]
    assert column == list(range(2, 20_001))


def with_types(data: bytes) -> bytes:
    """The package with the content types openpyxl asks for."""
    files: dict[str, str | bytes] = dict(contents(data))
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.{}+xml"
    kinds = {"workbook": "sheet.main", "sheet": "worksheet", "sharedStrings": "sharedStrings"}
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind.format(kinds[known[1]])}"/>'
        for name in files
        if (known := re.search(r"/(workbook|sheet|sharedStrings)[0-9]*\.xml$", name))
    )
    files["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
        f'relationships+xml"/>{types}</Types>'
    )
    return packed(files)


@pytest.mark.parametrize(
    ("said", "cell", "wanted"),
    [
        ('spans="1:3"', "B1", 'spans="1:3"'),
        ('spans="1:3"', "E1", 'spans="1:5"'),
        ('spans="3:3"', "A1", 'spans="1:3"'),
        ('spans="2:3 6:7"', "I1", 'spans="2:9"'),
        ("spans='2:3'", "A1", "spans='1:3'"),
        ('spans=""', "B1", 'spans=""'),
        ('ht="20" spans="3:3" s="1"', "D1", 'ht="20" spans="3:4" s="1"'),
        ('ht="20"', "D1", 'ht="20"'),
    ],
)
def test_spans_follow_new_cells(said: str, cell: str, wanted: str) -> None:
    for inside in ('<c r="C1"><v>1</v></c>', ""):
        book = xl_kpis.load(workbook(f'<row r="1" {said}>{inside}</row>'))
        book[cell] = 7
        assert f'<row r="1" {wanted}>' in member(book.to_bytes())
    book = xl_kpis.load(workbook(f'<row r="1" {said}/>'))
    book[cell] = 7
    assert f'<row r="1" {wanted}><c r="{cell}"><v>7</v></c></row>' in member(book.to_bytes())


@pytest.mark.parametrize(
    ("head", "cell", "wanted"),
    [
        ('<dimension ref="A1"/>', "B3", '<dimension ref="A1:B3"/>'),
        ('<dimension ref="B2:C3"/>', "A9", '<dimension ref="A2:C9"/>'),
        ("<dimension ref='B2:C3'/>", "C2", "<dimension ref='B2:C3'/>"),
        ('<dimension ref="nowhere"/>', "C2", '<dimension ref="nowhere"/>'),
        ("<sheetViews/>", "C2", "<sheetViews/>"),
    ],
)
def test_the_dimension_follows_new_cells(head: str, cell: str, wanted: str) -> None:
    book = xl_kpis.load(packed(parts({"S": sheet("", head)})))
    book[cell] = 7
    assert wanted in member(book.to_bytes())


def test_an_emptied_cell_makes_no_sheet_larger() -> None:
    book = xl_kpis.load(packed(parts({"S": sheet("", '<dimension ref="A1"/>')})))
    book["Z99"] = None
    assert '<dimension ref="A1"/><sheetData></sheetData>' in member(book.to_bytes())


def test_a_formula_without_its_shared_one_takes_a_value_and_stays() -> None:
    rows = '<row r="1"><c r="A1"><f t="shared" si="4"/><v>1</v></c></row>'
    for more in ("", '<row r="2"><c r="A2"><f>A1</f></c></row>'):
        book = xl_kpis.load(workbook(rows + more))
        book["A1"] = 3
        assert '<c r="A1"><f t="shared" si="4"/><v>3</v></c>' in member(book.to_bytes())
