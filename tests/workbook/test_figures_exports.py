"""Exports as booking, survey and payment services write them, each in many dresses: what is taken
is right, and what is not taken is refused in words.

A case is a table with ``|`` between its cells, and what has to come of it: the rows of a log, or
the kinds of problems. Which dress a case wears goes round, so that every dress meets many cases.
"""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from figures_exports import FIGURES, REFUSED, TAKEN
from figures_samples import Result, filled, write
from openpyxl import Workbook

from xl_kpis.languages import available
from xl_kpis.workbook.figures import names

Rows = list[list[str]]


def table(text: str) -> Rows:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


# ---- dresses --------------------------------------------------------------------------------


def as_text(
    separator: str, encoding: str, quoting: int = csv.QUOTE_MINIMAL, first: str = ""
) -> Callable[[Rows], tuple[str, bytes]]:
    def dress(rows: Rows) -> tuple[str, bytes]:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=separator, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
        text = first + out.getvalue()
        try:
            return "export.csv", text.encode(encoding)
        except UnicodeEncodeError:
            return "export.csv", text.encode("utf-8-sig")

    return dress


def as_page(rows: Rows) -> tuple[str, bytes]:
    """HTML called .xls, which many services give away as Excel."""
    cells = ("".join(f"<td>{html.escape(c)}</td>" for c in row) for row in rows)
    lines = "".join(f"<tr>{line}</tr>\n" for line in cells)
    page = f'<html><head><meta charset="utf-8"></head><body><table>{lines}</table></body></html>'
    return "export.xls", page.encode()


def as_workbook(
    name: str = "export.xlsx", top: int = 1, left: int = 1, title: str = "", hidden: bool = False
) -> Callable[[Rows], tuple[str, bytes]]:
    def dress(rows: Rows) -> tuple[str, bytes]:
        book = Workbook()
        sheet = book.active
        if title:
            sheet.cell(1, left, title)
            sheet.merge_cells(start_row=1, start_column=left, end_row=1, end_column=left + 3)
        for r, row in enumerate(rows):
            for c, value in enumerate(row):
                if value:
                    sheet.cell(top + r, left + c, value)
        if hidden:
            other = book.create_sheet("Lists")
            other.append(["Colours", "Sizes"])
            other.append(["red", "large"])
            other.sheet_state = "hidden"
        out = io.BytesIO()
        book.save(out)
        return name, out.getvalue()

    return dress


def paged(rows: Rows) -> tuple[str, bytes]:
    """Headings again at each page."""
    head, *body = rows
    return as_text(",", "utf-8")([head, *body[:1], head, *body[1:]])


def titled(rows: Rows) -> tuple[str, bytes]:
    return as_text(";", "utf-8-sig")([["All of it"], ["Exported by me"], [], *rows])


def spaced(rows: Rows) -> tuple[str, bytes]:
    """Empty columns and lines between."""
    wide = [[cell for c in row for cell in (c, "")] for row in rows]
    return as_text(",", "cp1252")([*wide[:2], [""] * len(wide[0]), *wide[2:], []])


DRESSES: dict[str, Callable[[Rows], tuple[str, bytes]]] = {
    "commas": as_text(",", "utf-8"),
    "quoted, BOM, semicolons": as_text(";", "utf-8-sig", csv.QUOTE_ALL),
    "UTF-16, tabs": as_text("\t", "utf-16"),
    "cp1252": as_text(";", "cp1252"),
    "sep=": as_text("|", "utf-8", first="sep=|\r\n"),
    "a page called .xls": as_page,
    "a workbook called .csv": as_workbook("export.csv"),
    "from C4 on, a merged title": as_workbook(top=4, left=3, title="Export of all we have"),
    "a hidden sheet": as_workbook(hidden=True),
    "headings on each page": paged,
    "a title above": titled,
    "empty columns and lines": spaced,
}


def dressed(folder: Path, rows: Rows, dress: str, name: str = "") -> Path:
    called, raw = DRESSES[dress](rows)
    return write(folder, raw, name or called)


def meaning(status: Any) -> Any:
    """Which list of the workbook a status is in, whatever its language; else the value."""
    for language in available():
        for what in ("done", "missed", "ignored"):
            if str(status).casefold() in names.words(f"status.{what}", language).split(", "):
                return what
    return status


def counted(rows: list[tuple[Any, ...]]) -> list[tuple[Any, Any]]:
    return [(first, meaning(second)) for first, second in rows]


def logs_of(result: Result) -> dict[str, list[tuple[Any, ...]]]:
    """Day (or name) and what counts, by log."""
    at = {"sessions": 2, "ratings": 2, "payments": 2, "consultations": 1, "roster": 1}
    found = {log: [(row[0], row[i]) for row in result.log(log)] for log, i in at.items()}
    return {log: counted(rows) for log, rows in found.items() if rows}


KINDS = list(DRESSES)


@pytest.mark.parametrize("at", range(len(TAKEN)), ids=[case[0] for case in TAKEN])
def test_an_export_is_taken_as_it_is_meant(tmp_path: Path, at: int) -> None:
    name, text, log, rows = TAKEN[at]
    dress = KINDS[at % len(KINDS)]
    result = filled(dressed(tmp_path, table(text), dress), language=available()[at // 2 % 2])
    assert result.taken, (name, dress, result.problems)
    assert logs_of(result) == {log: counted(rows)}, (name, dress)


@pytest.mark.parametrize("at", range(len(REFUSED)), ids=[case[0] for case in REFUSED])
def test_an_export_that_may_mean_something_else_is_refused_in_words(
    tmp_path: Path, at: int
) -> None:
    name, text, ids = REFUSED[at]
    dress = KINDS[at % len(KINDS)]
    path = dressed(tmp_path, table(text), dress)
    result = filled(path, language=available()[at // 2 % 2])
    assert not result.taken, (name, dress)
    assert set(ids) <= result.kinds, (name, dress, result.problems)


@pytest.mark.parametrize("at", range(len(FIGURES)), ids=[case[0] for case in FIGURES])
def test_a_table_of_figures_is_taken_as_it_is_meant(tmp_path: Path, at: int) -> None:
    name, text, expected = FIGURES[at]
    dress = KINDS[at % len(KINDS)]
    result = filled(dressed(tmp_path, table(text), dress), language=available()[at % 2])
    assert result.taken, (name, dress, result.problems)
    found = {measure: result.typed(measure, len(v)) for measure, v in expected.items()}
    assert found == expected, (name, dress)


def test_a_question_about_satisfaction_makes_it_a_survey(tmp_path: Path) -> None:
    heads = "Respondent ID|When answered|Email Address|How satisfied are you with us?"
    rows = table(f"{heads}\n111|2026-01-05|a@x.org|9\n112|2026-01-16|b@x.org|7")
    result = filled(dressed(tmp_path, rows, "commas"))
    assert result.says("“Ratings”", "--map 'When answered=Date'")
    mapped = filled(
        dressed(tmp_path, rows, "commas"),
        columns={"When answered": "Date", "How satisfied are you with us?": "Rating"},
    )
    assert mapped.taken, mapped.problems
    assert [row[0] for row in mapped.log("ratings")] == ["2026-01-05", "2026-01-16"]


@pytest.mark.parametrize(
    ("heads", "log"),
    [
        ("Date|First Name|Last Name|Status", "sessions"),
        ("Date|Prénom|Nom|Statut", "sessions"),
        ("Created (UTC)|Customer first name|Customer surname|Amount", "payments"),
    ],
)
def test_a_name_in_two_columns_is_one(tmp_path: Path, heads: str, log: str) -> None:
    """Two people of one family name are two, on one day as on others."""
    what = "90" if log == "payments" else "held"
    text = f"{heads}\n2026-01-05|Ann|Bell|{what}\n2026-01-05|Bob|Bell|{what}\n"
    result = filled(dressed(tmp_path, table(text), "commas"))
    assert [row[1] for row in result.log(log)] == ["Ann Bell", "Bob Bell"], result.problems
    assert "columns_left" not in result.kinds


def test_a_whole_name_beside_its_parts_stays(tmp_path: Path) -> None:
    text = "Date|Client name|First name|Last name|Status\n2026-01-05|Ann B. Bell|Ann|Bell|held\n"
    result = filled(dressed(tmp_path, table(text), "commas"))
    assert [row[1] for row in result.log("sessions")] == ["Ann B. Bell"]
