"""The built wheel in Pyodide under Node, called as xlwings Lite calls it."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

import pytest
from contract import CASES, FUNCTIONS, OWN, Contract

from xl_kpis.errors import ExcelError
from xl_kpis.hosts.lite import module_text, requirements_text
from xl_kpis.kpi import KPIS, TIERS, text
from xl_kpis.kpi.cases import Case
from xl_kpis.languages import available

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
VARIABLE = "XL_KPIS_PYODIDE"
"""Where the npm package pyodide is installed; else ``node_modules`` of the project."""


def pyodide() -> Path:
    folder = Path(os.environ.get(VARIABLE) or ROOT / "node_modules" / "pyodide")
    if shutil.which("node") is None or not (folder / "pyodide.mjs").exists():
        pytest.skip(f"no Node, or no npm package pyodide in {folder} (set {VARIABLE})")
    return folder


def build_wheel(folder: Path) -> Path:
    """The wheel, built from a copy so that nothing is left in the tree."""
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, source)
        else:
            (source / name).touch()
    shutil.copytree(ROOT / "xl_kpis", source / "xl_kpis", ignore=shutil.ignore_patterns("*.pyc"))
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "-q", "-w", str(folder)]
    done = subprocess.run([*command, str(source)], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    (wheel,) = folder.glob("*.whl")
    return wheel


def as_office(value: Any) -> Any:
    """An argument as Excel hands it over."""
    if isinstance(value, list):
        return [[as_office(item)[0][0] for item in row] for row in value]
    if isinstance(value, ExcelError):
        return [[{"type": "Error", "basicValue": value.code, "basicType": "Error"}]]
    return [[value]]


@functools.cache
def run() -> Any:
    package = pyodide()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel = build_wheel(folder)
        (folder / "main.py").write_text(module_text(), "utf-8")
        calls = [[c.function.name, [as_office(value) for value in c.arguments]] for c in CASES]
        (folder / "cases.json").write_text(json.dumps(calls), "utf-8")
        script = [str(HERE / "lite_pyodide.mjs"), str(package), str(wheel)]
        done = subprocess.run(
            ["node", *script, str(folder / "main.py"), str(folder / "cases.json")],
            capture_output=True,
            text=True,
            timeout=300,
        )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


class TestPyodide(Contract):
    host = "excel-xlwings-lite"

    @staticmethod
    def results() -> list[Any]:
        codes = set(ExcelError.codes())
        return [ExcelError.of(v) if v in codes else v for v in run()["results"]]

    def left_out(self, case: Case) -> str:
        pyodide()
        return ""


def test_the_functions_start_fast_and_alone(record_property: Any) -> None:
    seconds = run()["seconds"]
    record_property("seconds", seconds)
    assert run()["heavy"] == []
    assert seconds["functions"] < 10, seconds


def test_help_and_lists_reach_xlwings() -> None:
    found = run()
    assert set(found["docs"]) == set(FUNCTIONS)
    ids = [kpi.id for kpi in (*KPIS, *OWN.kpis)]
    assert found["hints"]["KPI_GAP"] == {"kpi": ids, "tier": list(TIERS[1:])}
    assert found["hints"]["KPI_TIER"] == {"kpi": ids, "language": list(available())}
    for name, (help, arguments) in found["docs"].items():
        assert help.rstrip("…") in text(f"{name}.help")
        assert list(arguments) == [a.name for a in reversed(FUNCTIONS[name].arguments)]


@pytest.mark.parametrize("language", available())
def test_the_module_is_python(language: str) -> None:
    source = module_text(language)
    compile(source, "main.py", "exec")
    assert text("KPI_RETENTION.help", language)[:40] in source


def test_the_wheel_asks_for_nothing_in_the_browser() -> None:
    from packaging.requirements import Requirement

    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    for line in project["dependencies"]:
        marker = Requirement(line).marker
        assert marker is not None, line
        assert not marker.evaluate({"sys_platform": "emscripten"})
        assert marker.evaluate({"sys_platform": "win32"})


def test_the_requirements() -> None:
    assert requirements_text().startswith("xl-kpis==")
    assert requirements_text("https://example.com/a.whl") == "https://example.com/a.whl\n"
