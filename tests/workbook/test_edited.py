"""Workbooks that a person edited in LibreOffice: each ends right, or in words, never in a wrong
figure beneath a tick."""

from __future__ import annotations

import datetime as dt
import functools
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest

import xl_kpis
from tests.hosts.office import office
from xl_kpis.commands import main
from xl_kpis.formula.book import Book
from xl_kpis.formula.reference import cell_name
from xl_kpis.kpi import PACKS
from xl_kpis.languages import available
from xl_kpis.workbook import examples, layout
from xl_kpis.workbook.build.package import finish
from xl_kpis.workbook.check import check
from xl_kpis.workbook.fill import fill
from xl_kpis.workbook.places import Damaged, Places
from xl_kpis.workbook.template import MADE, build_template
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
    return with_values(figures(pack, language), sessions())


@functools.cache
def figures(pack: str, language: str, moved: bool = False) -> bytes:
    """A workbook of figures without those of sessions; those of retention a period later, if
    moved."""
    typed = {m: v for m, v in examples.history(pack).items() if not m.startswith("sessions_")}
    if moved:
        typed |= {m: [None, *typed[m]] for m in RETENTION}
    return fill(empty(pack, language), typed, settings=examples.SETTINGS).file


@functools.cache
def empty(pack: str, language: str) -> bytes:
    """An empty workbook, with few periods: LibreOffice reads and calculates many of them."""
    buffer = io.BytesIO()
    build_template(pack, language, periods=14).save(buffer)
    return finish(buffer.getvalue(), MADE)


RETENTION = ("clients_start", "clients_end", "clients_new")


def with_values(file: bytes, records: list[dict[str, Any]]) -> bytes:
    """The workbook with sessions in their log, calculated."""
    book = xl_kpis.load(fill(file, {"logs": {"sessions": records}}).file)
    book.recalculate()
    return book.to_bytes()


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


def list_of_statuses(pack: str) -> str:
    """The name of the words for sessions that took place."""
    log = next(log for log in layout.logs(pack) if log.known == "sessions")
    status = log.field("status")
    return layout.list_name(log, status, status.choices[0])


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
        "rows of a log deleted, others empty": [
            free("log.sessions"),
            ["delete rows", log, 9, 4],
            ["empty", log, "B21:D24"],
        ],
        "figures cut one period on": [
            ["cut", inputs, f"{at(RETENTION[0], 1)}:{at(RETENTION[-1], 12)}", at(RETENTION[0], 2)]
        ],
        "rows of Inputs sorted, a column inserted in a log, what is said typed over": [
            free("inputs"),
            ["sort", inputs, f"A{row - 2}:AZ{row + 2}", 1, False],
            ["text", inputs, f"B{row}", "As I call it"],
            ["values", inputs, "E5:R5"],
            ["hide rows", inputs, 3, 3],
            free("log.sessions"),
            ["insert columns", log, 2, 1],
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
        "a number as text": [["text", inputs, end, "40"]],
        "a figure cut to another sheet": [
            ["new sheet", "Spare"],
            ["cut", inputs, end, "B40", "Spare"],
        ],
        "figures copied one period on": [
            ["copy", inputs, f"{at(RETENTION[0], 1)}:{at(RETENTION[-1], 12)}", at(RETENTION[0], 2)]
        ],
        "records pasted without their status": [
            free("log.sessions"),
            ["copy", log, "B5:C9", "B200"],
        ],
        "records cut to another log": [
            free("log.sessions"),
            free("log.ratings"),
            ["cut", log, "B5:D14", "B5", sheet("log.ratings")],
        ],
        "a heading of a log typed over": [free("log.sessions"), ["text", log, "D4", "Other"]],
        "columns of a log in another order": [
            free("log.sessions"),
            ["cut", log, "D4:D124", "H4"],
            ["cut", log, "C4:C124", "D4"],
            ["cut", log, "H4:H124", "C4"],
        ],
        "columns of a log in another order, one called otherwise": [
            free("log.sessions"),
            ["text", log, "C4", "Other"],
            ["cut", log, "D4:D124", "H4"],
            ["cut", log, "C4:C124", "D4"],
            ["cut", log, "H4:H124", "C4"],
        ],
        "a row of Settings deleted": [free("settings"), ["delete rows", sheet("settings"), 10, 1]],
        "a row of Benchmarks deleted": [
            free("benchmarks"),
            ["delete rows", sheet("benchmarks"), 8, 1],
        ],
        "the words of a status emptied": [
            free("settings"),
            ["empty", sheet("settings"), name(list_of_statuses(pack))],
        ],
        "a copy of Inputs and not itself": [["copy sheet", inputs, "Copy", 0], ["remove", inputs]],
        "a copy of a log and not itself, removed": [
            ["copy sheet", log, "Copy", 0],
            ["remove", log],
        ],
        "a copy of the scorecard and not itself": [
            ["copy sheet", card, "Copy", 0],
            ["remove", card],
        ],
        "a copy of calc and not itself": [["copy sheet", calc, "Copy", 0], ["remove", calc]],
        "a row of scorecard inserted": [free("scorecard"), ["insert rows", card, 9, 1]],
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
    "rows of a log deleted, others empty",
    "figures cut one period on",
    "rows of Inputs sorted, a column inserted in a log, what is said typed over",
    "columns of a log in another order",
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
    "a number as text": "retention.text",
    "a figure cut to another sheet": "retention.incomplete",
    "figures copied one period on": "retention.chain",
    "records pasted without their status": "sessions.status.required",
    "records cut to another log": "ratings.rating.scale",
    "a heading of a log typed over": "structure.log.sessions",
    "columns of a log in another order, one called otherwise": "structure.log.sessions",
    "a row of Settings deleted": "structure.moved.settings",
    "a row of Benchmarks deleted": "structure.values.benchmarks",
    "the words of a status emptied": "sessions.status.status",
    "a copy of Inputs and not itself": "structure.rows",
    "a copy of a log and not itself, removed": "structure.log.sessions",
    "a copy of the scorecard and not itself": "structure.moved.scorecard",
    "a copy of calc and not itself": "structure.rows",
    "a row of scorecard inserted": "structure.grid.scorecard",
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
BESIDE = ("records cut to another log",)
"""After which something else is wrong as well: the sessions are no longer in their log."""
LOOKED_AT = ("figures copied one period on",)
"""What may be so, and is asked to be looked at."""
LOST = ("Checks removed",)
"""What no reader can do without."""
CASES = [(RIGHT[0], *template) for template in TEMPLATES]
"""What is right in all templates, each other edit in one of them."""
CASES += [
    (name, *TEMPLATES[i % len(TEMPLATES)]) for i, name in enumerate([*RIGHT[1:-1], *SAID, *LOST])
]
CASES += [(RIGHT[-1], *TEMPLATES[2])]


AT_ONCE = 8
"""How many workbooks one LibreOffice edits, well within the time it has."""


def edited(case: tuple[str, str, str]) -> bytes:
    """A workbook after its edits, calculated by LibreOffice."""
    return batch(CASES.index(case) // AT_ONCE)[" ".join(case)]


@functools.cache
def batch(number: int) -> dict[str, bytes]:
    """Some workbooks after their edits, made by one LibreOffice."""
    cases = CASES[number * AT_ONCE : (number + 1) * AT_ONCE]
    return office(False).edit(
        {" ".join(case): (filled(*case[1:]), edits(*case[1:])[case[0]]) for case in cases}
    )


def of(names: Any) -> list[Any]:
    return [case for case in CASES if case[0] in names]


def calculated(case: tuple[str, str, str]) -> Iterator[Book]:
    """A workbook as LibreOffice calculated it, and as we do."""
    book = xl_kpis.load(edited(case))
    yield book
    book.recalculate()
    yield book


def values(book: Book, pack: str) -> list[Any]:
    places = Places(book)
    return [places.values(layout.row_name("Value", kpi))[:12] for kpi in PACKS[pack]]


def expected(name: str, pack: str, language: str) -> bytes:
    """The workbook with the figures that there are after the edits."""
    if "deleted" in name:
        gone = (*range(5, 9), *range(20, 24))  # rows 10 to 13, then those that are 21 to 24 now
        left = [record for at, record in enumerate(sessions()) if at not in gone]
        return with_values(figures(pack, language), left)
    if "one period on" in name:
        return with_values(figures(pack, language, True), sessions())
    return filled(pack, language)


@pytest.mark.parametrize("case", of(RIGHT), ids=" ".join)
def test_what_moves_nothing_leaves_every_figure_in_its_period(case):
    name, pack, language = case
    right = xl_kpis.load(expected(name, pack, language))
    for book in calculated(case):
        for mine, theirs in zip(values(right, pack), values(book, pack), strict=True):
            assert theirs == pytest.approx(mine)
        assert Places(book).value(layout.CHECK_STATE) == words("flag.ok", language)
        assert not check(book).found


@pytest.mark.parametrize("case", of(SAID), ids=" ".join)
def test_what_cannot_come_out_right_is_said_with_its_cell_and_remedy(case):
    name = case[0]
    for book in calculated(case):
        sign = "!" if name in LOOKED_AT else "✗"
        assert str(Places(book).value(layout.CHECK_STATE)).startswith(sign)
        found = check(book).found
        assert found[0].id == SAID[name]
        assert found[0].remedy
        assert found[0].where or name.endswith("removed")
        # What follows from something else being wrong is not said.
        assert len(found) == 1 or name in BESIDE


@pytest.mark.parametrize("name", ["Checks removed", "a value pasted on scorecard"])
def test_commands_give_no_figures_without_saying_so(name, tmp_path, capfd):
    (case,) = of([name])
    file = tmp_path / "clients.xlsx"
    file.write_bytes(edited(case))
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
    book = xl_kpis.load(edited(case))
    (found,) = check(book, "en").found
    assert found.where.endswith("!" + where(*case[1:], "clients_end", 5))
    assert found.found.endswith(": forty")
    assert found.remedy == words("remedy.kpi.text", "en")
    (case,) = of(["a value typed on calc"])
    (found,) = check(xl_kpis.load(edited(case))).found
    assert found.where.split("!")[1].startswith("K")
    assert found.found == "0.99"
