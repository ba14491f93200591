"""What keeps the KPI functions from working on this machine, or in a workbook."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from xl_kpis.kpi.catalogue import known_functions

OK, NOTE, OBSTACLE = "ok", "note", "obstacle"


class Finding(NamedTuple):
    """One thing looked at: how it is, which sentence says so, and what fills the sentence."""

    state: str
    id: str
    values: dict[str, Any]


def machine() -> Iterator[Finding]:
    """Python, xlwings and its settings, LibreOffice."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Finding(OK, "python", {"version": version, "path": sys.executable})
    yield from _excel()
    yield from _libreoffice()


def _excel() -> Iterator[Finding]:
    if sys.platform != "win32":
        yield Finding(NOTE, "no_windows", {})
        return
    if importlib.util.find_spec("xlwings") is None:
        yield Finding(OBSTACLE, "no_xlwings", {"path": sys.executable})
        return
    if importlib.util.find_spec("pythoncom") is None:
        yield Finding(OBSTACLE, "no_pywin32", {"path": sys.executable})
    from xl_kpis.hosts import setup_excel

    path = setup_excel.config_file()
    yield from configuration(path.read_text("utf-8") if path.exists() else "", sys.executable)
    yield from _trust()


def configuration(text: str, interpreter: str) -> Iterator[Finding]:
    """xlwings' settings against what they should be."""
    from xl_kpis.hosts import setup_excel

    settings = setup_excel.read_config(text)
    if setup_excel.PYTHON_MODULE not in settings.get(setup_excel.MODULES, "").split(";"):
        yield Finding(OBSTACLE, "no_module", {"module": setup_excel.PYTHON_MODULE})
    found = settings.get(setup_excel.INTERPRETER, "")
    if found.casefold() != interpreter.casefold():
        yield Finding(OBSTACLE, "interpreter", {"found": found or "–", "path": interpreter})
    else:
        yield Finding(OK, "configured", {"path": interpreter})


def _trust() -> Iterator[Finding]:
    """Whether Excel lets xlwings write the functions into a workbook."""
    import winreg  # type: ignore[import-not-found,unused-ignore]

    place = r"Software\Microsoft\Office\16.0\Excel\Security"
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, place) as key:  # type: ignore[attr-defined]
            trusted, _ = winreg.QueryValueEx(key, "AccessVBOM")  # type: ignore[attr-defined]
    except OSError:
        trusted = 0
    yield Finding(OK, "trusted", {}) if trusted else Finding(NOTE, "not_trusted", {})


def _libreoffice() -> Iterator[Finding]:
    import xl_kpis
    from xl_kpis.hosts.libreoffice import extension, install

    tool = install.find_tool()
    if tool is None:
        yield Finding(NOTE, "no_libreoffice", {})
        return
    try:
        done = subprocess.run(
            [tool, "list"], capture_output=True, text=True, errors="replace", timeout=60
        )
        listed = done.stdout
    except (OSError, subprocess.TimeoutExpired):
        listed = ""
    yield extension_state(listed, extension.IDENTIFIER, xl_kpis.__version__)


def extension_state(listed: str, identifier: str, version: str) -> Finding:
    """Our add-in in what LibreOffice's tool lists."""
    block = listed.partition(f"Identifier: {identifier}")[2]
    found = re.search(r"Version: (\S+)", block)
    if found is None:
        return Finding(NOTE, "no_extension", {})
    if found[1] != version:
        return Finding(OBSTACLE, "old_extension", {"found": found[1], "version": version})
    return Finding(OK, "extension", {"version": version})


def workbook(path: str | Path) -> Iterator[Finding]:
    """Cells of a workbook that show ``#NAME?``, and why; the version of the template it is."""
    from xl_kpis.errors import NAME
    from xl_kpis.formula.xlsx import open_package, read_model
    from xl_kpis.workbook.layout import TEMPLATE, VERSION

    model = read_model(open_package(path))
    names = {name.name.upper(): name.text for name in model.names}
    made = names.get(TEMPLATE.upper(), "").strip('"')
    if made and made != VERSION:
        yield Finding(OBSTACLE, "template", {"found": made, "version": VERSION})
    seen: dict[str, list[str]] = {}
    for sheet in model.sheets:
        for run in sheet.runs:
            if sheet.cells.get(run.top, run.left) is NAME:
                for reason in _reasons(run.text, set(names)):
                    seen.setdefault(reason, []).append(_address(sheet.name, run.top, run.left))
    for reason, cells in seen.items():
        few = ", ".join(cells[:3]) + (" …" if len(cells) > 3 else "")
        yield Finding(OBSTACLE, reason, {"cells": few, "count": len(cells)})
    if not seen:
        yield Finding(OK, "no_names", {})


def _address(sheet: str, row: int, col: int) -> str:
    from xl_kpis.formula.reference import cell_name

    return f"{sheet}!{cell_name(row, col)}"


def _reasons(text: str, names: set[str]) -> Iterator[str]:
    """Why a formula may show ``#NAME?``."""
    upper = re.sub(r'"[^"]*"', "", text).upper()
    called = set(re.findall(r"\bKPI_[A-Z0-9_]+", upper.replace("_XLDUDF_", " ")))
    if "_XLDUDF_KPI_" in upper:
        yield "name_web"
    elif called & set(known_functions()):
        yield "name_lambda" if called & names else "name_addin"
    elif called:
        yield "name_unknown"
    elif "_XLFN." in upper:
        yield "name_new"
    else:
        yield "name_other"
