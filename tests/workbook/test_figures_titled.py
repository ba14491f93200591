"""Figures whose period is in the name of their sheet or file, and figures below zero."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from figures_samples import filled, write
from openpyxl import Workbook

from xl_kpis.languages import available

WRITTEN = [
    ("Measure", "Value", "Sessions held", "Sessions scheduled", "Jan 2026", "Feb 2026"),
    ("Mesure", "Valeur", "Séances tenues", "Séances prévues", "janv. 2026", "février 2026"),
]
WORDS = dict(zip(available(), WRITTEN, strict=True))


def by_sheet(language: str, second: str = "") -> bytes:
    """A sheet of names and values for each month."""
    measure, value, held, scheduled, *months = WORDS[language]
    book = Workbook()
    book.remove(book.active)
    for i, title in enumerate([months[0], second or months[1]]):
        sheet = book.create_sheet(title)
        for row in ([measure, value], [held, 40 + i], [scheduled, 50]):
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("language", WORDS)
def test_a_sheet_for_each_month_is_taken_and_told(tmp_path: Path, language: str) -> None:
    result = filled(write(tmp_path, by_sheet(language), "f.xlsx"), language=language)
    assert result.taken, result.problems
    assert result.typed("sessions_completed") == [40, 41, None]
    assert result.typed("sessions_scheduled") == [50, 50, None]
    assert result.says(WORDS[language][4])
    assert "titled" in result.kinds


@pytest.mark.parametrize("language", WORDS)
def test_a_file_called_by_its_month_is_of_it(tmp_path: Path, language: str) -> None:
    measure, value, held, *_ = WORDS[language]
    result = filled(write(tmp_path, f"{measure};{value}\n{held};40\n", "2026-03.csv"))
    assert result.taken, result.problems
    assert result.typed("sessions_completed") == [None, None, 40]


def test_a_sheet_called_otherwise_is_of_no_period(tmp_path: Path) -> None:
    result = filled(write(tmp_path, by_sheet("en", second="Old figures"), "f.xlsx"))
    assert result.typed("sessions_completed") == [40, None, None]
    assert result.says("Old figures", "left out")


YEARS = [
    ("Month", "Sessions held", "Sessions scheduled", "January", "Feb"),
    ("Mois", "Séances tenues", "Séances prévues", "janvier", "févr."),
]


@pytest.mark.parametrize("which", YEARS, ids=available())
@pytest.mark.parametrize("titled", ["2025 2026", "Clients 2025|Clients 2026"])
def test_months_without_a_year_are_of_the_year_their_sheet_is_called_by(
    tmp_path: Path, which: tuple[str, ...], titled: str
) -> None:
    month, held, scheduled, *months = which
    book = Workbook()
    book.remove(book.active)
    for i, title in enumerate(titled.split("|") if "|" in titled else titled.split()):
        sheet = book.create_sheet(title)
        sheet.append([month, held, scheduled])
        for j, name in enumerate(months):
            sheet.append([name, 30 + 10 * i + j, 50])
    path = tmp_path / "f.xlsx"
    book.save(path)
    begins = {"first_period": dt.date(2025, 1, 1)}
    result = filled(
        path, language=dict(zip(YEARS, available(), strict=True))[which], settings=begins
    )
    assert result.taken, result.problems
    assert result.typed("sessions_completed", 14) == [30, 31, *[None] * 10, 40, 41]
    assert "titled" in result.kinds


def test_a_sheet_of_a_year_is_not_its_first_month(tmp_path: Path) -> None:
    result = filled(write(tmp_path, by_sheet("en", second="2026"), "f.xlsx"))
    assert not result.taken
    assert "longer" in result.kinds


@pytest.mark.parametrize(
    ("language", "revenue"), zip(available(), ["Revenue", "Revenu"], strict=True)
)
def test_an_amount_below_zero_is_told(tmp_path: Path, language: str, revenue: str) -> None:
    table = f"Measure;2026-01;2026-02\n{revenue};450;-460\n"
    result = filled(write(tmp_path, table), language=language)
    assert result.typed("revenue", 2) == [450, -460]
    assert "below_zero" in result.kinds
