"""The fixture that people who build workbooks use in their own tests."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xl_kpis import ExcelError, assert_workbook


def test_values_of_an_openpyxl_workbook(recalculate: Any) -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.create_sheet("Summary")
    sheet["A1"], sheet["A2"], sheet["A3"] = 200, 220, 50
    sheet["B2"] = "=KPI_RETENTION(A1,A2,A3)"
    sheet["B3"] = "=B2/0"
    book = recalculate(workbook)
    assert book["Summary!B2"] == 0.85
    assert book["Summary!B3"] is ExcelError.of("#DIV/0!")


def workbook_of(**cells: Any) -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    for cell, value in cells.items():
        workbook.active[cell] = value
    return workbook


def test_the_moment_chance_and_region_are_given(recalculate: Any) -> None:
    workbook = workbook_of(A1="=TODAY()", A2="=RAND()", A3='=1/2&""')
    when = datetime.datetime(2024, 1, 31)
    book, again = (recalculate(workbook, now=when, seed=7, region="fr-FR") for _ in range(2))
    assert (book["A1"], book["A3"]) == (45322, "0,5")
    assert book["A2"] == again["A2"]


def test_what_differs_is_told_with_its_formula_and_parts() -> None:
    workbook = workbook_of(A1=2, A2="=A1/0", A3="=IF(A1>1,A2,0)", A4="=A1*10")
    assert_workbook(workbook, {"A1": 2, "A3": "#DIV/0!", "A4": 20, "A5": None, "A1:A1": 2})
    with pytest.raises(AssertionError) as told:
        assert_workbook(workbook, {"A1": 3, "A3": 5, "A4": 20})
    assert str(told.value).splitlines() == [
        "2 values are not as expected",
        "A1 is 2.0, not 3, which is typed",
        "A3 is '#DIV/0!', not 5: =IF(A1>1,A2,0)",
        "    A1  →  2",
        "    A1>1  →  TRUE",
        "    A2  →  #DIV/0!",
        "    IF(A1>1,A2,0)  →  #DIV/0!",
        "    the error starts in Sheet!A2",
    ]


def test_a_snapshot_is_written_once_and_compared_then(tmp_path: Path) -> None:
    kept = tmp_path / "new" / "kept.json"
    assert_workbook(workbook_of(A1=1, A2="=A1*2", A3="=1/0"), kept)
    assert json.loads(kept.read_text()) == {"Sheet!A2": 2.0, "Sheet!A3": "#DIV/0!"}
    assert_workbook(workbook_of(A1=1, A2="=A1+1", A3="=1/0"), kept)
    with pytest.raises(AssertionError, match=r"Sheet!A2 is 4\.0, not 2\.0"):
        assert_workbook(workbook_of(A1=2, A2="=A1*2", A3="=1/0"), kept)
    with pytest.raises(AssertionError, match="Sheet!A3 has none any more"):
        assert_workbook(workbook_of(A1=1, A2="=A1*2"), kept)
    assert_workbook(workbook_of(A1=2, A2="=A1*2"), kept, update=True)
    assert json.loads(kept.read_text()) == {"Sheet!A2": 4.0}
