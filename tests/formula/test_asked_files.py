"""Workbooks that are asked for values: each answers as it does alone, those of one template
together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from xl_kpis.formula.book import Book, load
from xl_kpis.formula.face.readable import Readable
from xl_kpis.formula.fleet.asking import Question, ask_files
from xl_kpis.formula.fleet.fleet_calculation import FleetCalculation

FORMULAS = {
    "B1": "=SUM(A1:A3)",
    "B2": "=B1*2",
    "B3": '=TEXT(B2,"0.0")',
    "B4": "=IF(A1>2,INDEX(A1:A3,A2):A3,A1)",
    "B5": "=SUM(INDEX(A1:A3,A2):A3)",
    "B6": "=SUMPRODUCT(--ISFORMULA(A1:B5))",
    "B7": "=1/A2",
}


def made(folder: Path, number: int, values: list[Any], **more: str) -> Path:
    book = openpyxl.Workbook()
    for row, value in enumerate(values, 1):
        book.active.cell(row, 1, value)
    for cell, formula in {**FORMULAS, **more}.items():
        book.active[cell] = formula
    path = folder / f"{number}.xlsx"
    book.save(path)
    return path


def asked(book: Readable, _: str) -> list[Any]:
    found = [book.array(book.resolve(f"Sheet!B{row}").area).item() for row in range(7, 0, -1)]
    return [*found, book.formula_at("Sheet!B2"), book.address(book.resolve("Sheet!A1:B2").area)]


def english(_: Book) -> str:
    return "en-US"


QUESTION = Question(asked, english)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Some alike, one with an error, one with another formula, one that goes in a circle."""
    told = [[1, 2, 3], [4, 1, 0.5], [7, 0, 1], [2, 3, 3], [5, 2, 9]]
    files = [made(tmp_path, i, values) for i, values in enumerate(told)]
    files.append(made(tmp_path, 8, [1, 2, 3], B2="=B1*3"))
    files.append(made(tmp_path, 9, [1, 2, 3], A3="=B1"))
    return files


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_answers_as_it_does_alone(files: list[Path], jobs: int) -> None:
    found = {done.number: done.answer for done in ask_files(files, QUESTION, jobs)}
    assert found == {i: asked(load(file), "") for i, file in enumerate(files)}


def test_what_cannot_be_read_is_a_problem_of_that_file(files: list[Path]) -> None:
    files[1].write_bytes(files[1].read_bytes()[:900])
    done = list(ask_files([*files, files[0].parent / "none.xlsx"], QUESTION))
    assert [one.number for one in done if one.problem is not None] == [1, len(files)]


def test_no_more_is_calculated_than_is_asked_for(
    files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    evaluated: list[str] = []
    evaluate = FleetCalculation._evaluate

    def noted(fleet: FleetCalculation, group: Any) -> None:
        evaluated.append(group.run.text)
        evaluate(fleet, group)

    monkeypatch.setattr(FleetCalculation, "_evaluate", noted)

    def one(book: Readable, _: str) -> Any:
        return book.array(book.resolve("Sheet!B2").area).item()

    answers = [done.answer for done in ask_files(files[:5], Question(one, english))]
    assert answers == [12.0, 11.0, 16.0, 16.0, 32.0]
    assert evaluated == ["SUM(A1:A3)", "B1*2"]
