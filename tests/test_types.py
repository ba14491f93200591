"""Users' code sees values, not Any: a script of 200 lines under strict type checkers."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

SCRIPT = Path(__file__).parent / "typed" / "analyst.py"
PROGRAMS = Path(sys.executable).parent


def _program(name: str) -> str:
    found = shutil.which(name, path=str(PROGRAMS)) or shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def test_the_script_is_a_script_without_exceptions() -> None:
    text = SCRIPT.read_text("utf-8")
    assert len(text.splitlines()) >= 200
    assert "ignore" not in text
    assert "Any" not in text
    assert "cast(" not in text


def test_the_script_does_what_it_says(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.title = "Plan"
    made.active["A1"], made.active["A2"] = 10, "=A1*2"
    made.save(tmp_path / "in.xlsx")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "4 formulas; 21.0"
    assert "Plan!B5 by Plan!B5" in done.stdout


def test_mypy_in_strict_mode_finds_nothing(tmp_path: Path) -> None:
    (tmp_path / "mypy.ini").write_text("[mypy]\ncache_dir = .cache\n")
    command = [_program("mypy"), "--strict", "--config-file", "mypy.ini"]
    command += ["--python-executable", sys.executable]
    done = subprocess.run([*command, str(SCRIPT)], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stdout


def test_pyright_in_strict_mode_finds_nothing(tmp_path: Path) -> None:
    shutil.copy(SCRIPT, tmp_path)
    (tmp_path / "pyrightconfig.json").write_text(json.dumps({"typeCheckingMode": "strict"}))
    command = [_program("basedpyright"), "--pythonpath", sys.executable, "--outputjson"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    found = json.loads(done.stdout)["generalDiagnostics"]
    assert [(one["range"]["start"]["line"] + 1, one["message"]) for one in found] == []


REVEALED = {
    'book["A1"]': "float | str | bool | ExcelError | list[list[float | str | bool | ExcelError "
    "| None]] | SheetView | None",
    'book.formula["A1"]': "str | list[list[str | None]] | None",
    'book.evaluate("=1")': "float | str | bool | ExcelError | list[list[float | str | bool "
    "| ExcelError | None]] | None",
    'book.frame("A1")': "DataFrame",
    "book.recalculate()": "Report",
    'xl_kpis.load("a.xlsx")': "Book",
    "next(xl_kpis.recalculate_files([]))": "Recalculated",
}


def test_what_is_asked_for_has_a_type(tmp_path: Path) -> None:
    lines = ["import xl_kpis", 'book = xl_kpis.Book.of({"A1": 1})']
    lines += [f"reveal_type({expression})" for expression in REVEALED]
    (tmp_path / "asked.py").write_text("\n".join(lines))
    command = [_program("basedpyright"), "--pythonpath", sys.executable, "--outputjson"]
    done = subprocess.run([*command, "asked.py"], capture_output=True, text=True, cwd=tmp_path)
    found = [
        one["message"].split(" is ", 1)[1].strip('"')
        for one in json.loads(done.stdout)["generalDiagnostics"]
        if one["severity"] == "information"
    ]
    assert found == list(REVEALED.values())
