"""Assistants work with the workbooks of some folders, and with nothing else: asked through the
SDK's own client, as they do."""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import xl_kpis
from tests.commands.conftest import Run, cached
from tests.documented import DOCS, documented
from tests.samples import demo_in, finished
from xl_kpis.commands import assistant
from xl_kpis.commands.assistant import Desk
from xl_kpis.commands.language import speak
from xl_kpis.commands.mcp import command, server_for, tools
from xl_kpis.commands.problem import Problem

sdk = pytest.importorskip("mcp", reason="needs the extra: pip install 'xl-kpis[mcp]'")

Ask = Callable[..., Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a workbook whose errors come from one cell; a secret lies beside it."""
    inside = tmp_path / "inside"
    inside.mkdir()
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Rates"
    for address, value in {
        "A1": 200, "B1": 220, "C1": 50, "D1": "=(B1-C1)/A1", "E1": "=D1*2", "F1": "=SUM(D1:E1)",
    }.items():  # fmt: skip
        sheet[address] = value
    book.save(inside / "rates.xlsx")
    book.save(tmp_path / "secret.xlsx")
    return inside


def asked(server: Any, name: str, **given: Any) -> tuple[bool, str]:
    """Whether a tool failed, and its answer as it came."""

    async def ask() -> Any:
        async with sdk.Client(server) as client:
            return await client.call_tool(name, given)

    found = asyncio.run(ask())
    return bool(found.is_error), found.content[0].text


@pytest.fixture
def ask(folder: Path) -> Ask:
    server = server_for(Desk([folder]))

    def asking(name: str, **given: Any) -> Any:
        failed, text = asked(server, name, **given)
        assert not failed, text
        return json.loads(text)

    return asking


@pytest.fixture
def refusal(folder: Path) -> Ask:
    server = server_for(Desk([folder]))

    def asking(name: str, **given: Any) -> str:
        failed, text = asked(server, name, **given)
        assert failed, text
        return text

    return asking


def test_a_workbook_is_found_opened_and_read(ask: Ask, folder: Path) -> None:
    assert ask("list_workbooks")["files"] == [str(folder / "rates.xlsx")]
    opened = ask("open_workbook", file="rates.xlsx")
    assert opened["sheets"] == [{"name": "Rates", "used": "A1:F1", "formulas": 3}]
    assert opened["formulas"] == 3
    read = ask("read_range", file="rates.xlsx", address="A1:D1")
    assert read["rows"] == [[200, 220, 50, 0.85]]
    assert read["formulas"] == {"Rates!D1": "=(B1-C1)/A1"}


def test_what_is_set_is_calculated_and_stays_in_memory(ask: Ask, folder: Path) -> None:
    before = (folder / "rates.xlsx").read_bytes()
    done = ask("set_cells", file="rates.xlsx", cells={"C1": 60, "G1": "=E1+1", "A1": 100})
    assert done["now"] == {"C1": 60, "G1": 4.2, "A1": 100}
    assert ask("read_range", file="rates.xlsx", address="D1")["rows"] == [[1.6]]
    assert (folder / "rates.xlsx").read_bytes() == before
    assert ask("close_workbook", file="rates.xlsx") == {"closed": True, "forgotten": True}
    assert ask("read_range", file="rates.xlsx", address="D1")["rows"] == [[0.85]]


def test_all_cells_are_set_or_none(folder: Path) -> None:
    server = server_for(Desk([folder]))
    for bad in ({"D1": 5}, {"Nowhere!A1": 1}, {"H1": "=SUM("}, {"H1": "x" * 40_000}):
        failed, text = asked(server, "set_cells", file="rates.xlsx", cells={"A1": 1, **bad})
        assert failed, bad
        assert "Error executing" not in text
    _, text = asked(server, "read_range", file="rates.xlsx", address="A1")
    assert json.loads(text)["rows"] == [[200]]


def test_a_value_is_explained_and_an_error_traced(ask: Ask) -> None:
    told = ask("explain_cell", file="rates.xlsx", address="D1")
    assert told["steps"][-1] == "(B1-C1)/A1 → 0.85"
    assert told["reads"] == ["Rates!B1", "Rates!C1", "Rates!A1"]
    ask("set_cells", file="rates.xlsx", cells={"A1": 0})
    path = ask("trace_error", file="rates.xlsx", address="F1")["path"]
    assert [step["cell"] for step in path] == ["Rates!F1", "Rates!D1"]
    assert path[-1] == {"cell": "Rates!D1", "value": "#DIV/0!", "formula": "=(B1-C1)/A1"}
    assert ask("recalculate", file="rates.xlsx")["errors"] == {"#DIV/0!": 3}
    assert "said" in ask("trace_error", file="rates.xlsx", address="B1")


def test_errors_that_the_file_had_are_told_from_those_that_came_since(folder: Path) -> None:
    book = xl_kpis.load(folder / "rates.xlsx")
    book["A1"] = 0
    book.formula["H1"] = "=10/A9"
    book["A9"] = 1
    book.recalculate()
    book.save(folder / "old.xlsx")
    desk = Desk([folder])
    for told in (desk.open_workbook("old.xlsx"), desk.recalculate("old.xlsx")):
        assert (told["errors"], told["errors_before"]) == ({"#DIV/0!": 3}, {"#DIV/0!": 3})
    told = desk.set_cells("old.xlsx", {"A9": 0, "B9": "=NOSUCH(1)"})
    assert told["errors"] == {"#DIV/0!": 4, "#NAME?": 1}
    assert told["errors_before"] == {"#DIV/0!": 3}
    told = desk.set_cells("old.xlsx", {"A1": 200})
    assert told["errors"] == {"#DIV/0!": 1, "#NAME?": 1}
    assert "errors_before" not in told


def test_formulas_are_tried_out(ask: Ask) -> None:
    assert ask("evaluate", file="rates.xlsx", formula="=SUM(A1:C1)")["value"] == 470
    assert ask("evaluate", file="rates.xlsx", formula="=KPI_RETENTION(200,220,50)")["value"] == 0.85
    assert ask("evaluate", file="rates.xlsx", formula="=SEQUENCE(2)")["rows"] == [[1], [2]]


def test_nothing_outside_of_the_folders_is_touched(refusal: Ask, folder: Path) -> None:
    (folder / "link.xlsx").symlink_to(folder.parent / "secret.xlsx")
    (folder / "up").symlink_to(folder.parent)
    outside = str(folder.parent / "secret.xlsx")
    for file in (outside, "../secret.xlsx", "link.xlsx", "up/secret.xlsx", "../no.xlsx", "\0"):
        said = refusal("read_range", file=file, address="A1")
        assert "is in none of the folders" in said, file
    assert "secret" not in str(Desk([folder]).list_workbooks())


def test_figures_outside_of_the_folders_are_not_read(refusal: Ask, folder: Path) -> None:
    (folder.parent / "figures.csv").write_text("Period,Clients\n")
    (folder / "t.xlsx").write_bytes(finished("mentoring"))
    said = refusal("dry_run_fill", file="t.xlsx", data="../figures.csv")
    assert "is in none of the folders" in said
    assert "There is no file" in refusal("dry_run_fill", file="t.xlsx", data=".")


def test_nothing_is_saved_unless_allowed(folder: Path) -> None:
    assert "save" not in tools(Desk([folder]))
    with pytest.raises(Problem, match=r"mcp\.read_only"):
        Desk([folder]).save("rates.xlsx", None, True)


def test_what_is_set_is_saved_where_allowed(folder: Path) -> None:
    server = server_for(Desk([folder], write=True))
    asked(server, "set_cells", file="rates.xlsx", cells={"C1": 60})
    failed, text = asked(server, "save", file="rates.xlsx", to="other.xlsx")
    assert not failed, text
    assert cached(folder / "other.xlsx", "D1") == 0.8
    assert cached(folder / "other.xlsx", "C1") == 60
    for to in ("other.xlsx", "../out.xlsx", "other.txt"):
        failed, text = asked(server, "save", file="rates.xlsx", to=to)
        assert failed, to
    assert not (folder.parent / "out.xlsx").exists()
    assert not asked(server, "save", file="rates.xlsx")[0]
    assert cached(folder / "rates.xlsx", "D1") == 0.8


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(folder: Path) -> None:
    server = server_for(Desk([folder], write=True))
    asked(server, "set_cells", file="rates.xlsx", cells={"C1": 60})
    other = openpyxl.load_workbook(folder / "rates.xlsx")
    other.active["A9"] = "theirs, and longer than before"
    other.save(folder / "rates.xlsx")
    failed, text = asked(server, "save", file="rates.xlsx")
    assert failed
    assert "changed by somebody else" in text
    assert openpyxl.load_workbook(folder / "rates.xlsx").active["A9"].value


def test_a_file_that_changed_is_read_again(ask: Ask, folder: Path) -> None:
    ask("open_workbook", file="rates.xlsx")
    book = openpyxl.load_workbook(folder / "rates.xlsx")
    book.active["A1"] = 100
    book.active["A9"] = "longer"
    book.save(folder / "rates.xlsx")
    assert ask("read_range", file="rates.xlsx", address="D1")["rows"] == [[1.7]]


def test_every_answer_is_bounded_and_says_what_is_missing(ask: Ask, folder: Path) -> None:
    book = openpyxl.Workbook()
    for row in range(1, 3001):
        book.active.append([f"{row} " + "text " * 200, row, f"=B{row}*2"])
    for number in range(800):
        book.create_sheet(f"A sheet with a name {number}")
    wide = book.create_sheet("Wide")
    wide.append(["wide " * 200] * 400)
    book.save(folder / "big.xlsx")
    most = assistant.LONGEST + 200
    for name, given in {
        "open_workbook": {},
        "read_range": {"address": "A:C"},
        "explain_cell": {"address": "C7"},
        "evaluate": {"formula": "=SEQUENCE(100000)"},
        "set_cells": {"cells": {f"E{row}": "text " * 100 for row in range(1, 200)}},
    }.items():
        answer = ask(name, file="big.xlsx", **given)
        assert len(json.dumps(answer, ensure_ascii=False)) <= most, name
        assert ("left_out" in answer) == (name != "explain_cell"), name
    answer = ask("read_range", file="big.xlsx", address="Wide!A1:OJ1")
    assert len(json.dumps(answer, ensure_ascii=False)) <= most
    assert answer["left_out"]


def test_a_calculation_that_takes_too_long_ends(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistant, "SECONDS", 0.2)
    endless = "=REDUCE(0,SEQUENCE(9999,999),LAMBDA(a,x,a+MOD(x,7)))"
    server = server_for(Desk([folder]))
    for name, given in (
        ("evaluate", {"formula": endless}),
        ("set_cells", {"cells": {"H1": endless}}),
    ):
        failed, text = asked(server, name, file="rates.xlsx", **given)
        assert failed
        assert "stopped" in text


def test_workbooks_with_changes_are_not_let_go(folder: Path) -> None:
    desk = Desk([folder])
    content = (folder / "rates.xlsx").read_bytes()
    for number in range(assistant.MOST_OPEN + 1):
        (folder / f"{number}.xlsx").write_bytes(content)
    for number in range(assistant.MOST_OPEN + 1):
        desk.open_workbook(f"{number}.xlsx")
    for number in range(assistant.MOST_OPEN):
        desk.set_cells(f"{number}.xlsx", {"C1": number})
    with pytest.raises(Problem, match=r"mcp\.too_many"):
        desk.open_workbook("8.xlsx")
    assert desk.read_range("0.xlsx", "C1")["rows"] == [[0]]


def test_scorecards_and_dry_runs_of_templates(ask: Ask, folder: Path) -> None:
    demo_in(folder / "demo")
    (file, *_) = sorted(str(p) for p in (folder / "demo").glob("*.xlsx"))
    kpis = ask("scorecard", file=file)["kpis"]
    assert kpis[0]["kpi"]
    (folder / "empty.xlsx").write_bytes(finished("mentoring"))
    before = (folder / "empty.xlsx").read_bytes()
    (folder / "figures.json").write_text('{"clients_start": [200], "nobody_knows_this": [1]}')
    told = ask("dry_run_fill", file="empty.xlsx", data="figures.json")
    assert told["would_fill"] is False
    assert "nobody_knows_this" in str(told["problems"])
    (folder / "figures.json").write_text('{"clients_start": [200]}')
    told = ask("dry_run_fill", file="empty.xlsx", data="figures.json")
    assert told["would_fill"], told
    assert "200" in str(told["figure_table"])
    assert (folder / "empty.xlsx").read_bytes() == before


def test_a_workbook_that_is_no_template_has_no_scorecard(refusal: Ask) -> None:
    assert "rates.xlsx" in refusal("scorecard", file="rates.xlsx")


def test_refusals_are_sentences_in_the_language_in_use(refusal: Ask, folder: Path) -> None:
    (folder / "broken.xlsx").write_bytes(b"no workbook")
    for name, given in {
        "read_range": {"file": "rates.xlsx", "address": "Nowhere!A1"},
        "explain_cell": {"file": "rates.xlsx", "address": "A1:B1"},
        "evaluate": {"file": "rates.xlsx", "formula": "=SUM(("},
        "open_workbook": {"file": "broken.xlsx"},
    }.items():
        said = refusal(name, **given)
        assert said.endswith("."), said
        speak("fr")
        server = server_for(Desk([folder]))
        assert asked(server, name, **given)[1] != said
        speak("en")


def test_an_assistant_is_told_what_there_is_and_what_only_reads(folder: Path) -> None:
    async def listed() -> Any:
        async with sdk.Client(server_for(Desk([folder], write=True))) as client:
            return (await client.list_tools()).tools

    found = {tool.name: tool for tool in asyncio.run(listed())}
    assert all(tool.description for tool in found.values())
    writing = {n for n, tool in found.items() if not tool.annotations.read_only_hint}
    assert writing == {"set_cells", "save"}
    assert set(found["read_range"].input_schema["required"]) == {"file", "address"}


def test_the_command_speaks_on_stdin_and_stdout(folder: Path) -> None:
    server = sdk.StdioServerParameters(
        command=sys.executable, args=["-m", "xl_kpis", "mcp", str(folder)]
    )
    failed, text = asked(server, "read_range", file="rates.xlsx", address="D1")
    assert not failed, text
    assert json.loads(text)["rows"] == [[0.85]]


def test_a_folder_that_is_none_is_refused(run: Run) -> None:
    ran = run("mcp", "nowhere")
    assert ran.code == 1
    assert "nowhere is no folder" in ran.err


def test_without_the_sdk_a_sentence_says_what_to_install(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    ran = run("mcp", str(folder))
    assert ran.code == 1
    assert "pip install 'xl-kpis[mcp]'" in ran.err


@pytest.mark.parametrize("language", documented("assistants.{}.md"))
def test_the_page_names_every_tool_and_its_configuration_is_a_command_line(language: str) -> None:
    page = (DOCS / f"assistants.{language}.md").read_text("utf-8")
    for name in tools(Desk([], write=True)):
        assert f"`{name}`" in page
    (block,) = re.findall(r"```json\n(.*?)```", page, re.S)
    words = json.loads(block)["mcpServers"]["xl-kpis"]["args"]
    assert command.make_context("mcp", words[1:]).params["write"] is False
