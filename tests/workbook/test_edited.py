"""Workbooks that a person edited in LibreOffice: each ends right, or in words, never in a wrong
figure beneath a tick."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from typing import Any

import pytest
from workbook_samples import blank

import xl_kpis
from tests.hosts.office import office
from xl_kpis.commands import main
from xl_kpis.formula.book import Book
from xl_kpis.formula.reference import cell_name
from xl_kpis.kpi import PACKS
from xl_kpis.languages import available
from xl_kpis.workbook import examples, layout
from xl_kpis.workbook.check import check
from xl_kpis.workbook.fill import fill
from xl_kpis.workbook.places import Damaged, Places
from xl_kpis.workbook.texts import words

pytestmark = pytest.mark.libreoffice
TEMPLATES = [(pack, language) for pack in PACKS for language in available()]


def sessions() -> list[dict[str, Any]]:
    """Ten sessions in each of twelve quarters, of which one to three were missed."""
    return [
        {
            "date": dt.date(2023 + q // 4, 3 * (q % 4) + 1, day + 1),
            "client": f"C{day}",
            "status": "missed" if day <= q % 3 else "held",
        }
        for q in range(12)
        for day in range(10)
    ]


@functools.cache
def filled(pack: str, language: str) -> bytes:
    """A workbook of figures, but for the sessions, which are counted in their log."""
    typed = {m: v for m, v in examples.history(pack).items() if not m.startswith("sessions_")}
    figures = fill(blank(pack, language), typed, settings=examples.SETTINGS).file
    return fill(figures, {"logs": {"sessions": sessions()}}).file


@functools.cache
def where(pack: str, language: str, measure: str, period: int) -> str:
    """The address of an input cell; periods count from 1."""
    cell = Places(xl_kpis.load(filled(pack, language))).inputs(measure)[period - 1]
    assert cell
    return cell_name(*cell)


@functools.cache
def named(pack: str, language: str, name: str) -> str:
    """The address of a name's first cell, without its sheet."""
    book = xl_kpis.load(filled(pack, language))
    area = Places(book).area(name)
    return cell_name(area.top, area.left)


def row_of(cell: str) -> int:
    return int(re.sub(r"\D", "", cell))


def edits(pack: str, language: str) -> dict[str, list[list[Any]]]:
    """What a person does, by name."""

    def sheet(key: str) -> str:
        return words(layout.sheet_text(key), language)

    def at(measure: str, period: int) -> str:
        return where(pack, language, measure, period)

    def name(of: str) -> str:
        return named(pack, language, of)

    def free(key: str) -> list[Any]:
        return ["unprotect", sheet(key)]

    inputs, calc, card, log = (sheet(k) for k in ("inputs", "calc", "scorecard", "log.sessions"))
    end = at("clients_end", 5)
    row = row_of(end)
    value = row_of(name(layout.row_name("Value", PACKS[pack][1])))
    found: dict[str, list[list[Any]]] = {
        "columns and rows inserted, sheets renamed, a log sorted and filtered": [
            free("inputs"),
            ["insert columns", inputs, 8, 1],
            ["insert rows", inputs, row - 1, 1],
            free("log.sessions"),
            ["sort", log, "B5:D124", 1, False],
            ["filter", log, "B4:D124", 1, "C3"],
            ["insert rows", log, 20, 3],
            ["rename", log, "Meine Termine"],
            ["rename", inputs, "Zahlen & mehr"],
            ["rename", calc, "Rechnung"],
            ["rename", card, "Karte 1"],
            ["remove", sheet("start")],
            ["remove", sheet("trends")],
            ["remove", sheet("notes")],
        ],
        "rows of a log cut below and hidden, sheets copied and in another order": [
            free("log.sessions"),
            ["cut", log, "B10:D10", "B300"],
            ["cut", log, "B5:D5", "B301"],
            ["hide rows", log, 30, 5],
            free("inputs"),
            ["hide rows", inputs, row - 1, 1],
            ["copy sheet", inputs, "Copy", 3],
            ["copy sheet", log, "Copy of a log", 0],
            ["move sheet", card, 0],
            ["move sheet", calc, 1],
        ],
        "a day of a log turned to text": [free("log.sessions"), ["text", log, "B10", "2023-01-05"]],
        "a status with a space behind": [free("log.sessions"), ["text", log, "D10", "held "]],
        "days of a log merged": [
            free("log.sessions"),
            ["merge", log, "B10:B12"],
            ["empty", log, "B11:B12"],
        ],
        "figures merged": [
            free("inputs"),
            ["merge", inputs, f"{end}:{at('clients_end', 6)}"],
            ["empty", inputs, at("clients_end", 6)],
        ],
        "a row of Inputs there twice": [
            free("inputs"),
            ["insert rows", inputs, row, 1],
            ["copy", inputs, f"A{row}:Z{row}", f"A{row + 1}"],
        ],
        "a period typed over its formula": [free("inputs"), ["type", inputs, "H5", "2024-01-01"]],
        "a formula of calc emptied": [free("calc"), ["empty", calc, f"K{value}"]],
        "a figure cut into another period": [["cut", inputs, end, at("clients_end", 14)]],
        "a figure where there is no period": [
            free("inputs"),
            ["insert columns", inputs, 8, 1],
            ["type", inputs, f"I{row}", "5"],
        ],
        "a column of Inputs deleted": [free("inputs"), ["delete columns", inputs, 8, 1]],
        "a row of Inputs deleted": [free("inputs"), ["delete rows", inputs, row - 1, 1]],
        "text in a count": [["text", inputs, end, "forty"]],
        "a setting cut": [["cut", sheet("settings"), "C11", "C12"]],
        "a benchmark typed over its formula": [
            free("benchmarks"),
            ["values", sheet("benchmarks"), "F8"],
        ],
        "a column of a log deleted": [free("log.sessions"), ["delete columns", log, 1, 1]],
        "a log removed": [["remove", log]],
        "a check deleted": [free("checks"), ["delete rows", sheet("checks"), 40, 1]],
        "checks pasted as values": [free("checks"), ["values", sheet("checks"), "F18:F60"]],
        "Checks removed": [["remove", sheet("checks")]],
    }
    for key, top, left in (("calc", value, 8), ("scorecard", 9, 3), ("trends", 37, 4)):
        title = sheet(key)
        cells = f"{'K' if key == 'calc' else 'C'}{top}"
        found |= {
            f"a row of {key} deleted": [free(key), ["delete rows", title, top - 1, 1]],
            f"a row of {key} moved": [
                free(key),
                ["delete rows", title, top - 1, 1],
                ["insert rows", title, top + 1, 1],
            ],
            f"a column of {key} inserted": [free(key), ["insert columns", title, left, 1]],
            f"a column of {key} deleted": [free(key), ["delete columns", title, left, 1]],
            f"a value pasted on {key}": [free(key), ["values", title, cells]],
            f"a value typed on {key}": [free(key), ["type", title, cells, "0.99"]],
        }
    return found


RIGHT = (
    "columns and rows inserted, sheets renamed, a log sorted and filtered",
    "rows of a log cut below and hidden, sheets copied and in another order",
)
SAID = {
    "a day of a log turned to text": "sessions.date.dates",
    "a status with a space behind": "sessions.status.status",
    "days of a log merged": "sessions.date.required",
    "figures merged": "retention.incomplete",
    "a row of Inputs there twice": "structure.rows",
    "a period typed over its formula": "structure.dates",
    "a formula of calc emptied": "structure.values.calc",
    "a figure cut into another period": "retention.incomplete",
    "a figure where there is no period": "structure.stray",
    "a column of Inputs deleted": "structure.periods",
    "a row of Inputs deleted": "structure.rows",
    "text in a count": "retention.text",
    "a setting cut": "structure.moved.settings",
    "a benchmark typed over its formula": "structure.values.benchmarks",
    "a column of a log deleted": "structure.log.sessions",
    "a log removed": "structure.log.sessions",
    "a check deleted": "structure.checks",
    "checks pasted as values": "structure.checks",
    "a row of calc deleted": "structure.grid.calc",
    "a column of calc inserted": "structure.grid.calc",
    "a row of calc moved": "structure.values.calc",
    "a value typed on calc": "structure.values.calc",
    "a row of scorecard deleted": "structure.grid.scorecard",
    "a column of scorecard inserted": "structure.grid.scorecard",
    "a value pasted on scorecard": "structure.values.scorecard",
    "a column of trends deleted": "structure.grid.trends",
}
LOST = ("Checks removed",)
"""What no reader can do without."""
CASES = [(RIGHT[0], *template) for template in TEMPLATES]
"""What is right in all templates, each other edit in one of them."""
CASES += [(name, *TEMPLATES[i % len(TEMPLATES)]) for i, name in enumerate([RIGHT[1], *SAID, *LOST])]


@functools.cache
def edited() -> dict[tuple[str, str, str], bytes]:
    """Every workbook after its edits, calculated by LibreOffice."""
    jobs = {case: (filled(*case[1:]), edits(*case[1:])[case[0]]) for case in CASES}
    named = office(False).edit({" ".join(case): job for case, job in jobs.items()})
    return {case: named[" ".join(case)] for case in CASES}


def of(names: Any) -> list[Any]:
    return [case for case in CASES if case[0] in names]


def calculated(case: tuple[str, str, str]) -> Iterator[Book]:
    """A workbook as LibreOffice calculated it, and as we do."""
    book = xl_kpis.load(edited()[case])
    yield book
    book.recalculate()
    yield book


def values(book: Book, pack: str) -> list[Any]:
    places = Places(book)
    return [places.values(layout.row_name("Value", kpi))[:12] for kpi in PACKS[pack]]


@pytest.mark.parametrize("case", of(RIGHT), ids=" ".join)
def test_what_moves_nothing_leaves_every_figure_in_its_period(case):
    _, pack, language = case
    right = xl_kpis.load(filled(pack, language))
    right.recalculate()
    for book in calculated(case):
        for mine, theirs in zip(values(right, pack), values(book, pack), strict=True):
            assert theirs == pytest.approx(mine)
        assert Places(book).value(layout.CHECK_STATE) == words("flag.ok", language)
        assert not check(book).found


@pytest.mark.parametrize("case", of(SAID), ids=" ".join)
def test_what_cannot_come_out_right_is_said_with_its_cell_and_remedy(case):
    name = case[0]
    for book in calculated(case):
        assert str(Places(book).value(layout.CHECK_STATE)).startswith("✗")
        found = check(book).found
        assert found[0].id == SAID[name]
        assert found[0].remedy
        assert found[0].where or name.endswith("removed")
        # What follows from something else being wrong is not said.
        assert len(found) == 1


@pytest.mark.parametrize("name", ["Checks removed", "a value pasted on scorecard"])
def test_commands_give_no_figures_without_saying_so(name, tmp_path, capfd):
    (case,) = of([name])
    file = tmp_path / "clients.xlsx"
    file.write_bytes(edited()[case])
    for command in ("check", "scorecard"):
        capfd.readouterr()
        code = main([command, str(file), "--language", "en"])
        printed = "".join(capfd.readouterr())
        assert "roll --repair" in printed or "xl-kpis check" in printed
        assert code == 1 or command == "scorecard"


@pytest.mark.parametrize("case", of(LOST), ids=" ".join)
def test_a_workbook_without_its_checks_is_refused(case):
    for book in calculated(case):
        with pytest.raises(Damaged):
            check(book)


def test_the_cell_what_stands_there_and_what_to_do_are_named():
    (case,) = of(["text in a count"])
    book = xl_kpis.load(edited()[case])
    (found,) = check(book, "en").found
    assert found.where.endswith("!" + where(*case[1:], "clients_end", 5))
    assert found.found.endswith(": forty")
    assert found.remedy == words("remedy.kpi.text", "en")
    (case,) = of(["a value typed on calc"])
    (found,) = check(xl_kpis.load(edited()[case])).found
    assert found.where.split("!")[1].startswith("K")
    assert found.found == "0.99"
