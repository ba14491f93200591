"""Circular references of files: the cells keep what the file shows, as in Excel."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from tests.formula.xlsx.packages import DYNAMIC, workbook
from xl_kpis import Book, load
from xl_kpis.errors import NA
from xl_kpis.formula.reference import parse_cell

CIRCULAR = Path(__file__).parents[3] / "shared" / "golden2" / "circular"
FILES = sorted(path for path in CIRCULAR.glob("*/*.xls*") if path.suffix != ".gz")


def formula(cell: str, text: str, value: object = None) -> str:
    kind = {bool: "b", str: "e" if str(value).startswith("#") else "str"}.get(type(value), "n")
    shown = "" if value is None else f"<v>{int(value) if value is True else value}</v>"
    return f'<c r="{cell}" t="{kind}"><f>{text}</f>{shown}</c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


CIRCLE = (
    formula("A1", "B1*0.5+D1", 20),
    formula("B1", "A1*0.5+10", 20),
    formula("C1", "A1+E1+1", 21),
    '<c r="D1"><v>10</v></c>',
)


def test_a_circle_keeps_what_the_file_shows_and_is_reported() -> None:
    book = load(workbook(row(1, *CIRCLE)))
    report = book.recalculate()
    assert book["A1:C1"] == [[20, 20, 21]]
    assert report.cycles == [["S!A1", "S!B1"]]
    again = load(book.to_bytes())
    assert [again.model.value(0, 0, col) for col in range(3)] == [20, 20, 21]
    assert book.recalculate().cycles == report.cycles
    assert book["A1:C1"] == [[20, 20, 21]]


def test_it_keeps_it_where_it_is_not_what_its_formulas_give() -> None:
    cells = [formula("A1", "B1+1", 5), formula("B1", "A1+1", 7), formula("C1", "A1*10")]
    cells += [formula("D1", "IF(B1&gt;0,1,2)"), formula("E1", "SUM(A1:B1)&amp;TODAY()*0", "0")]
    book = load(workbook(row(1, *cells)))
    assert book["A1:E1"] == [[5, 7, 50, 1, "120"]]


def test_every_circle_through_a_cell_is_kept_not_only_the_one_met_first() -> None:
    cells = [formula("A1", "B1+C1+D1", 1), formula("B1", "A1", 2), formula("C1", "A1", 3)]
    cells += [formula("D1", "E1", 4), formula("E1", "A1*2", 5), formula("F1", "SUM(A1:E1)")]
    book = load(workbook(row(1, *cells)))
    assert book["A1:F1"] == [[1, 2, 3, 4, 5, 15]]


def test_values_of_all_kinds_are_kept() -> None:
    cells = [formula("A1", "B1", "#N/A"), formula("B1", "C1", True), formula("C1", "D1", "x")]
    cells += [formula("D1", "A1", 0.1), formula("E1", "C1&amp;D1")]
    assert load(workbook(row(1, *cells)))["A1:E1"] == [[NA, True, "x", 0.1, "x0.1"]]


def test_where_the_file_has_no_values_a_circle_is_0_and_so_is_what_depends_on_it() -> None:
    cells = [formula("A1", "B1+1"), formula("B1", "A1+1"), formula("C1", "A1+5")]
    cells += [formula("D1", "1+1")]
    assert load(workbook(row(1, *cells)))["A1:D1"] == [[0, 0, 0, 2]]


def test_what_depends_on_a_kept_circle_follows_its_other_inputs() -> None:
    book = load(workbook(row(1, *CIRCLE)))
    book["E1"] = 100
    assert book["A1:C1"] == [[20, 20, 121]]
    book["E1"] = None
    assert book["A1:C1"] == [[20, 20, 21]]


def test_a_circle_that_a_changed_input_leads_into_begins_at_0() -> None:
    book = load(workbook(row(1, *CIRCLE) + row(3, formula("A3", "B3", 7), formula("B3", "A3", 7))))
    book["D1"] = 11
    assert book["A1:C1"] == [[0, 0, 0]]
    assert book["A3:B3"] == [[7, 7]]
    book["D1"] = 10
    assert book["A1:C1"] == [[20, 20, 21]]


def test_a_what_if_leaves_a_circle_as_it_was() -> None:
    book = load(workbook(row(1, *CIRCLE)))
    found = book.scenarios(pd.DataFrame({"D1": [1.0, 10.0], "E1": [5.0, 5.0]}), ["A1", "C1"])
    assert found.to_numpy().tolist() == [[0, 0], [20, 26]]
    assert book["A1:C1"] == [[20, 20, 21]]


def test_cells_typed_in_begin_at_0() -> None:
    book = Book.of({"A1": "=B1*0.5+10", "B1": "=A1*0.5+10", "C1": "=A1+1"})
    assert book["A1:C1"] == [[0, 0, 0]]


def test_a_filled_run_keeps_only_its_cells_on_the_circle() -> None:
    rows = "".join(
        row(i, formula(f"A{i}", f"B{i}*2", i), f'<c r="B{i}"><v>{i}</v></c>') for i in range(1, 40)
    )
    rows = rows.replace('<c r="B5"><v>5</v></c>', formula("B5", "A5+1", 50))
    book = load(workbook(rows))
    assert [book[f"A{i}"] for i in (4, 5, 6)] == [8, 5, 12]
    assert book["B5"] == 50
    book["B4"] = 10
    assert [book[f"A{i}"] for i in (4, 5, 6)] == [20, 5, 12]


def test_long_columns_beside_a_circle_are_calculated() -> None:
    rows = row(1, formula("A1", "1", 1), formula("D1", "E1", 3), formula("E1", "D1", 3))
    rows += "".join(row(i, formula(f"A{i}", f"A{i - 1}+$D$1")) for i in range(2, 300))
    assert load(workbook(rows))["A299"] == 1 + 298 * 3


@pytest.mark.parametrize("dynamic", [False, True])
def test_an_array_on_a_circle_is_kept_whole(dynamic: bool) -> None:
    more: dict[str, Any] = DYNAMIC if dynamic else {}
    cm = ' cm="1"' if dynamic else ""
    rows = row(
        1,
        f'<c r="A1"{cm}><f t="array" ref="A1:A2">B1:B2*2</f><v>4</v></c>',
        formula("B1", "A2+1", 9),
        formula("C1", "SUM(A1:A2)"),
    )
    rows += row(2, '<c r="A2"><v>8</v></c>', '<c r="B2"><v>1</v></c>')
    book = load(workbook(rows, **more))
    assert book["A1:C2"] == [[4, 9, 12], [8, 1, None]]
    again = load(book.to_bytes())
    assert again["A1:C2"] == book["A1:C2"]


def test_a_data_table_whose_input_leads_into_a_circle_is_kept() -> None:
    rows = row(1, formula("A1", "B1+C1", 5), formula("B1", "A1", 5), '<c r="C1"><v>0</v></c>')
    rows += row(3, formula("F3", "A1*2", 10))
    rows += row(4, '<c r="E4"><v>1</v></c><c r="F4"><f t="dataTable" ref="F4:F5" r1="C1"/>'
                   "<v>77</v></c>")  # fmt: skip
    rows += row(5, '<c r="E5"><v>2</v></c><c r="F5"><v>88</v></c>')
    book = load(workbook(rows))
    assert book["F3:F5"] == [[10], [77], [88]]
    assert book["A1:B1"] == [[5, 5]]


def test_an_iteration_goes_on_from_what_the_file_shows() -> None:
    settings = '<calcPr iterate="1" iterateCount="3"/>'
    rows = row(1, formula("A1", "A1+B1", 10), '<c r="B1"><v>1</v></c>', formula("C1", "A1*2", 20))
    book = load(workbook(rows, book=settings))
    assert book["A1:C1"] == [[13, 1, 26]]
    book.recalculate()
    assert book["A1:C1"] == [[13, 1, 26]]
    book["B1"] = 2
    assert book["A1"] == 6


@pytest.mark.golden
@pytest.mark.skipif(not FILES, reason=f"no workbooks in {CIRCULAR}")
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_excel_kept_in_circles_is_kept(path: Path) -> None:
    book = load(path)
    assert book.recalculate().cycles
    with gzip.open(f"{path}.json.gz") as file:
        cells = json.load(file)["cells"]
    again = load(book.to_bytes()).model
    for name, cell, kind, value, _ in cells:
        sheet = book.model.sheet_index(name)
        assert sheet is not None
        got = again.value(sheet, *parse_cell(cell))
        assert got == (pytest.approx(value, rel=1e-12) if kind == "n" else value), (name, cell)
