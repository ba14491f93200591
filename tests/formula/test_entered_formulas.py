"""Formulas and names entered into a book: as if they had always been there, in memory and in the
file, which loses nothing."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from books import array, book_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import xl_kpis
from xl_kpis import Book
from xl_kpis.formula.reference import cell_name

GOLDEN = Path(__file__).parents[3] / "shared" / "golden" / "workbooks"
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def test_a_formula_is_filled_over_a_range_as_excel_fills() -> None:
    book = Book.of({"A1": [[1], [2], [3]], "D1": 10})
    book.formula["B1:B3"] = "=A1*$D$1"
    assert book["B1:B3"] == [[10], [20], [30]]
    assert book.formula["B1:B3"] == [["=A1*$D$1"], ["=A2*$D$1"], ["=A3*$D$1"]]
    book.formula["B1:B2"] = ["=1", "=2"]
    assert book["B1:B3"] == [[1], [2], [30]]


def test_formulas_and_values_take_turns() -> None:
    book = Book.of({"A1": 1})
    book.formula["A2"] = "=A1+1"
    with pytest.raises(ValueError, match="holds a formula"):
        book["A2"] = 5
    book.formula["A2"] = None
    assert book["A2"] is None
    book["A2"] = 5
    book.formula["A3"] = "=A2*2"
    book["A1"] = 7
    assert book["A1:A3"] == [[7], [5], [10]]
    del book.formula["A3"]
    assert (book["A3"], list(book.formula)) == (None, [])


@pytest.mark.parametrize("wrong", ["A1", "=SUM(", "", "=", 5, "=A1)", "= =1"])
def test_what_is_no_formula_is_refused_and_nothing_changes(wrong: Any) -> None:
    book = Book.of({"A1": 1, "B1": "=A1"})
    with pytest.raises(ValueError, match=r"formula|="):
        book.formula["B1"] = wrong
    with pytest.raises(ValueError, match=r"formula|="):
        book.formula["A1:B1"] = ["=1", wrong]
    assert book.formula["A1:B1"] == [[None, "=A1"]]


def test_parts_of_arrays_are_refused() -> None:
    book = book_of({"A1": array("ROW(1:3)", 3), "C1": 5})
    with pytest.raises(ValueError, match="Sheet1!A2 belongs to an array formula"):
        book.formula["A2"] = "=1"
    book.formula["A1:A3"] = "=C1"
    assert book["A1:A3"] == [[5], [0], [0]]


def test_a_spill_goes_with_its_formula() -> None:
    book = Book.of({"A1": "=SEQUENCE(3)", "B1": "=SUM(A1:A9)"})
    assert book["B1"] == 6
    book.formula["A1"] = "=SEQUENCE(2)"
    assert (book["A1:A3"], book["B1"]) == ([[1], [2], [None]], 3)
    book.formula["A1"] = None
    assert (book["A1:A3"], book["B1"]) == ([[None], [None], [None]], 0)


def test_a_formula_entered_where_a_saved_array_had_spilled_stands_in_its_way() -> None:
    book = xl_kpis.load(file_of())
    book.formula["H1"] = "=SEQUENCE(2)"
    book = xl_kpis.load(book.to_bytes())
    book.formula["H2"] = "=7"
    assert (str(book["H1"]), book["H2"]) == ("#SPILL!", 7)
    again = xl_kpis.load(book.to_bytes())
    assert (str(again["H1"]), again["H2"], again.formula["H2"]) == ("#SPILL!", 7, "=7")
    again.recalculate()
    assert (str(again["H1"]), again["H2"]) == ("#SPILL!", 7)
    for each in (book, again, xl_kpis.load(again.to_bytes())):
        each.formula["H2"] = None
        assert (each["H1"], each["H2"]) == (1, 2)
        assert xl_kpis.load(each.to_bytes())["H1:H2"] == [[1], [2]]


def test_a_value_put_where_a_saved_array_had_spilled_stands_in_its_way() -> None:
    book = xl_kpis.load(file_of())
    book.formula["H1"] = "=SEQUENCE(3)"
    book = xl_kpis.load(book.to_bytes())
    with pytest.raises(ValueError, match="Sheet!H1 holds a formula"):
        book["H1:H2"] = 5
    assert book["H1:H3"] == [[1], [2], [3]]
    book["H2"] = 5
    assert (str(book["H1"]), book["H2"], book["H3"]) == ("#SPILL!", 5, None)
    again = xl_kpis.load(book.to_bytes())
    again.recalculate()
    assert (str(again["H1"]), again["H2"], again.formula["H1"]) == ("#SPILL!", 5, "=SEQUENCE(3)")
    for each in (book, again):
        each["H2"] = None
        assert each["H1:H3"] == [[1], [2], [3]]
        assert xl_kpis.load(each.to_bytes())["H1:H3"] == [[1], [2], [3]]


def test_names() -> None:
    book = Book.of({"A1": 2, "B1": "=share*10"})
    assert str(book["B1"]) == "#NAME?"
    book.names["Share"] = "=Sheet1!$A$1"
    assert book["B1"] == 20
    book.names["SHARE"] = "=5"
    assert (dict(book.names), book["B1"]) == ({"Share": "=5"}, 50)
    del book.names["share"]
    assert str(book["B1"]) == "#NAME?"
    for wrong in ("A1", "R1C1", "two words", "1st", "", "r"):
        with pytest.raises(ValueError, match="cannot be a name"):
            book.names[wrong] = "=1"
    with pytest.raises(KeyError):
        del book.names["share"]


# ---- files --------------------------------------------------------------------------------------


def file_of(rows: int = 30) -> bytes:
    """A workbook as programs write it: shared formulas by hand, arrays, styles, two sheets."""
    book = openpyxl.Workbook()
    sheet, other = book.active, book.create_sheet("Other")
    for row in range(1, rows + 1):
        sheet.append([row, row * 2, f"=A{row}+B{row}", f"=SUM(A$1:A{row})"])
        sheet.cell(row, 3).number_format = "0.00"
    sheet["F1"] = openpyxl.worksheet.formula.ArrayFormula("F1:F3", "=A1:A3*10")
    other["A1"] = f"=SUM({sheet.title}!C1:C{rows})"
    out = BytesIO()
    book.save(out)
    return shared(out.getvalue(), rows)


def shared(data: bytes, rows: int) -> bytes:
    """The same with the formulas of column C shared, as Excel writes them."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name.endswith("sheet1.xml"):
                for row in range(1, rows + 1):
                    own = f"<f>A{row}+B{row}</f>".encode()
                    said = b'<f t="shared" si="0"/>'
                    if row == 1:
                        said = f'<f t="shared" ref="C1:C{rows}" si="0">A1+B1</f>'.encode()
                    text = text.replace(own, said)
            new.writestr(name, text)
    return out.getvalue()


def assert_same_in_file(book: Book) -> Book:
    again = xl_kpis.load(book.to_bytes())
    for old, new in zip(book.sheets, again.sheets, strict=True):
        assert old.formulas == new.formulas
        assert list(old.rows()) == list(new.rows())
    return again


def test_entered_formulas_are_in_the_file_and_others_stay() -> None:
    book = xl_kpis.load(file_of())
    book.formula["C1"] = "=A1*100"  # the one the others shared theirs with
    book.formula["C5:C7"] = "=B5-1"
    book.formula["C9"] = None
    book.formula["G40"] = '=IF(A1<2,"a & b",XLOOKUP(3,A:A,B:B))'
    book.formula["Other!B2"] = "=SORT(Sheet!A1:A3,,-1)"
    book.formula["F1:F3"] = None
    book["F2"] = "free"
    again = assert_same_in_file(book)
    assert (again["C1"], again["C2"], again["C6"], again["C9"]) == (100, 6, 11, None)
    assert again["Other!B2#"] == [[3], [2], [1]]
    assert (again["F1"], again["F2"], again["G40"]) == (None, "free", "a & b")
    seen = openpyxl.load_workbook(BytesIO(book.to_bytes()))["Sheet"]
    assert seen["C2"].value == "=A2+B2"
    assert "_xlfn.XLOOKUP" in seen["G40"].value.text
    assert seen["C1"].number_format == "0.00"


def test_only_what_must_change_changes() -> None:
    data = file_of()
    book = xl_kpis.load(data)
    book.settle()
    before = xl_kpis.load(data)
    before.settle()
    base = before.to_bytes()
    book.formula["Other!C3"] = "=1+1"
    with zipfile.ZipFile(BytesIO(base)) as old, zipfile.ZipFile(BytesIO(book.to_bytes())) as new:
        assert old.namelist() == new.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
        assert changed == ["xl/worksheets/sheet2.xml"]
        assert b'<c r="C3"><f>1+1</f><v>2</v></c>' in new.read(changed[0])


def test_a_name_is_in_the_file() -> None:
    book = xl_kpis.load(file_of())
    book.names["best"] = "=MAX(Sheet!$A:$A)"
    book.formula["Other!B1"] = "=best*2"
    again = assert_same_in_file(book)
    assert (dict(again.names), again["Other!B1"]) == ({"best": "=MAX(Sheet!$A:$A)"}, 60)
    del again.names["best"]
    assert dict(xl_kpis.load(again.to_bytes()).names) == {}


TEXTS = st.sampled_from(
    [
        None,
        "=A1*2",
        "=SUM($A$1:B3)",
        "=SEQUENCE(2)",
        '="<"&C2',
        "=Other!A1",
        "=C1#",
        "=LET(x,A1,x+1)",
    ]
)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, 12), st.integers(0, 4), st.integers(0, 3), TEXTS),
        min_size=1,
        max_size=12,
    ),
    st.lists(st.booleans(), min_size=12, max_size=12),
)
def test_entering_in_any_order_is_as_if_it_had_always_been_so(
    entries: list[tuple[int, int, int, str | None]], asked: list[bool]
) -> None:
    """A file with formulas entered, one saved and loaded on the way, and cells put together anew
    hold the same."""
    book = xl_kpis.load(file_of(10))
    way = xl_kpis.load(file_of(10))
    for (row, col, more, text), ask in zip(entries, asked, strict=False):
        address = f"{cell_name(row, col)}:{cell_name(row + more, col)}"
        book.formula[address] = text
        if ask:
            book.settle()
            way = xl_kpis.load(way.to_bytes())
        way.formula[address] = text
    assume(not book.recalculate().cycles)  # which keep what the file shows
    assert list(way.sheets[0].rows()) == list(book.sheets[0].rows())
    assert_same_in_file(book)
    fresh = {}
    for sheet in xl_kpis.load(file_of(10)).sheets:
        for row, items in enumerate(sheet.rows()):
            for col, item in enumerate(items):
                fresh[f"{sheet.name}!{cell_name(row, col)}"] = item
    fresh |= dict.fromkeys([f"Sheet!{cell_name(i, 5)}" for i in range(3)])
    formulas = {cell: text for cell, text in book.formula.items() if cell != "Sheet!F1"}
    inputs = {c: v for c, v in fresh.items() if not c.startswith("Sheet!") or c[6] in "AB"}
    touched = {f"Sheet!{cell_name(r + i, c)}" for r, c, m, _ in entries for i in range(m + 1)}
    new = Book.of({c: v for c, v in inputs.items() if c not in touched} | formulas)
    for cell in formulas:
        assert new[cell] == book[cell], cell


CELLS = [cell_name(row, col) for row in range(14) for col in range(4)]
STEPS = st.one_of(
    st.tuples(st.just("value"), st.sampled_from(CELLS), st.sampled_from([1, 2.5, "x", None, True])),
    st.tuples(
        st.just("formula"),
        st.sampled_from([*CELLS, "A2:A9", "B1:B12", "C3:C14", "B2:D4", "D1:D14"]),
        st.sampled_from(
            [
                *("=A1+1", "=SUM(A$1:A3)", "=SUM(A1:B2)", "=B1*2", "=C1&A1", "=COUNTIF(A$1:A1,A1)"),
                *("=SUBTOTAL(9,B1:B9)", "=VLOOKUP(A1,$A$1:$C$9,2,FALSE)", "=A1*0.5+B1", "=1/0"),
                *(
                    "=IF(A1>1,B1,C1)",
                    "=MAX($D$1:$D$5)",
                    "=SEQUENCE(2)",
                    "=OFFSET(A1,1,0)",
                    "=NOW()*0",
                ),
                *("=LET(v,A1,v*2)", "=SUM(A:A)", '=INDIRECT("B"&ROW())', "=B1", None),
            ]
        ),
    ),
)


def test_a_subtotal_that_comes_is_left_out_of_those_that_were_there() -> None:
    book = Book.of({"A1": [[1], [2], [3]], "B1": "=SUBTOTAL(9,A1:A9)"})
    assert book["B1"] == 6
    book.formula["A4"] = "=SUBTOTAL(9,A1:A3)"
    assert book["A4:B4"] == [[6, None]]
    assert book["B1"] == 6
    book.formula["A4"] = "=SUM(A1:A3)"
    assert book["B1"] == 12


def test_a_formula_that_comes_between_two_long_columns_lets_them_need_each_other() -> None:
    rows = 60
    formulas = {f"B{i}": f"=C{i - 1}+1" for i in range(2, rows)}
    formulas |= {f"C{i}": f"=A{i}*2" for i in range(1, rows)}
    book = Book.of({"A1": [[1]] * rows} | formulas)
    assert book[f"B{rows - 1}"] == 3
    book.formula[f"A2:A{rows}"] = "=B2"
    assert book["B2:C4"] == [[3, 6], [7, 14], [15, 30]]
    book["A1"] = 0
    assert book["B2:C4"] == [[1, 2], [3, 6], [7, 14]]
    book.formula["A3"] = None
    assert book["B2:C4"] == [[1, 2], [3, 0], [1, 2]]
    assert book[f"C{rows - 1}"] == Book.of({"A1": 0} | dict(book.formula.items()))[f"C{rows - 1}"]


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(STEPS, st.integers(0, 3)), min_size=1, max_size=10))
def test_after_every_step_all_is_as_in_a_book_made_anew(
    steps: list[tuple[tuple[str, str, Any], int]],
) -> None:
    """What was calculated before formulas come, go or take the place of others stays right."""
    inputs: dict[str, Any] = {"A1": 1, "A2": 2, "A3": 3}
    book = Book.of(inputs | {"B1": "=A1+1", "D1": "=SUM(A1:A9)"})

    def anew() -> Book:
        return Book.of(inputs | dict(book.formula.items()))

    for (what, where, item), asks in steps:
        if what == "formula":
            book.formula[where] = item
            _, top, left, bottom, right = book.resolve(where).area
            for row in range(top, bottom + 1):
                for col in range(left, right + 1):
                    inputs.pop(cell_name(row, col), None)
        elif not book.formula[where]:
            book[where] = inputs[where] = item
        if asks == 1:
            new = anew()
            if not new.recalculate().cycles:
                assert repr(book["D1"]) == repr(new["D1"])
        elif asks > 1:
            new = anew()
            if not new.recalculate().cycles:
                assert repr(book["A1:F20"]) == repr(new["A1:F20"])
    assert book.recalculate().formulas == anew().recalculate().formulas


@pytest.mark.golden
@pytest.mark.skipif(not GOLDEN.exists(), reason=f"no golden workbooks in {GOLDEN}")
def test_a_formula_is_entered_into_any_workbook_and_nothing_else_is_lost(tmp_path: Path) -> None:
    paths = sorted(GOLDEN.glob("*/*.xlsx"))[::12]
    for number, path in enumerate(paths):
        book = xl_kpis.load(path)
        sheet = next((s for s in book.sheets if book.model.sheets[s.index].part), None)
        if sheet is None or not book.model.sheets[sheet.index].cells.by_index:
            continue
        sheet._book.formula[f"{sheet._of_book('XFA1048000')}"] = "=SEQUENCE(2)+1"
        data = book.to_bytes()
        again = xl_kpis.load(data)
        assert again[sheet._of_book("XFA1048000:XFA1048001")] == [[2], [3]], path
        plain = xl_kpis.load(path).to_bytes()
        with zipfile.ZipFile(BytesIO(plain)) as old, zipfile.ZipFile(BytesIO(data)) as new:
            gone = [n for n in old.namelist() if n not in new.namelist()]
            assert all("calcChain" in name for name in gone)
            own = {book.model.sheets[sheet.index].part, "[Content_Types].xml"}
            for name in set(old.namelist()) & set(new.namelist()):
                if name not in own and not name.endswith((".rels", "metadata.xml")):
                    assert old.read(name) == new.read(name), (path, name)
        if number < 4:
            (tmp_path / f"{number}.xlsx").write_bytes(data)
    if SOFFICE:
        files = sorted(map(str, tmp_path.glob("*.xlsx")))
        command = [SOFFICE, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
        command += ["--convert-to", "ods", "--outdir", str(tmp_path / "ods"), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
        assert len(list((tmp_path / "ods").iterdir())) == len(files)
