"""The fixture that people who build workbooks use in their own tests."""

from __future__ import annotations

from typing import Any

import openpyxl

from xl_kpis import ExcelError


def test_values_of_an_openpyxl_workbook(recalculate: Any) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.create_sheet("Summary")
    sheet["A1"], sheet["A2"], sheet["A3"] = 200, 220, 50
    sheet["B2"] = "=KPI_RETENTION(A1,A2,A3)"
    sheet["B3"] = "=B2/0"
    book = recalculate(workbook)
    assert book["Summary!B2"] == 0.85
    assert book["Summary!B3"] is ExcelError.of("#DIV/0!")
