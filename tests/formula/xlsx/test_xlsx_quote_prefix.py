"""Texts that begin as formulas do, said to be none."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from openpyxl.styles import Font

import xl_kpis
from xl_kpis.formula.xlsx import open_package
from xl_kpis.formula.xlsx.write.input_cells import edit_cells

TEXTS = ["=cmd|' /C calc'!A0", "+33 1 23 45 67", "-", "@home", "=1+1"]
PLAIN = ["a=b", "", " =1", "'=1", "1"]


def made() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"], sheet["B1"], sheet["C1"] = "x", "y", "=A1"
    sheet["A1"].font = Font(bold=True)
    sheet["B1"].number_format = "0.00"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def by_edits(text: str) -> bytes:
    cells = ("A1", "B1", "D9")
    return edit_cells(open_package(made()), {("Sheet", cell): text for cell in cells})


def by_book(text: str) -> bytes:
    book = xl_kpis.load(made())
    book["A1"] = book["B1"] = book["D9"] = text
    return book.to_bytes()


@pytest.mark.parametrize("way", [by_edits, by_book])
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_that_begins_as_a_formula_has_its_apostrophe(way, text: str) -> None:
    data = way(text)
    sheet = openpyxl.load_workbook(BytesIO(data)).active
    for cell in ("A1", "B1", "D9"):
        assert sheet[cell].quotePrefix
        assert sheet[cell].value == text
    assert (sheet["A1"].font.bold, sheet["B1"].font.bold) == (True, False)
    assert (sheet["B1"].number_format, sheet["C1"].quotePrefix) == ("0.00", False)
    assert xl_kpis.load(data)["C1"] == text
    again = edit_cells(open_package(data), {("Sheet", "A1"): text + "!"})
    assert styles(again) == styles(data)


@pytest.mark.parametrize("way", [by_edits, by_book])
@pytest.mark.parametrize("text", PLAIN)
def test_other_texts_have_none(way, text: str) -> None:
    assert styles(way(text)) == styles(made())


def styles(data: bytes) -> bytes:
    return open_package(data).read("xl/styles.xml")
