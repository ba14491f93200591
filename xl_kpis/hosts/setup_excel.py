"""What xlwings must be told so that Excel on Windows finds the KPI functions."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from xl_kpis.hosts.vba import PYTHON_MODULE

INTERPRETER, MODULES = "INTERPRETER_WIN", "UDF MODULES"


def config_file() -> Path:
    """xlwings' own settings file, which may not exist yet."""
    import xlwings

    return Path(xlwings.USER_CONFIG_FILE)


def read_config(text: str) -> dict[str, str]:
    """Settings of xlwings' file: a quoted name, a comma, a quoted value on each line.

    >>> read_config('"UDF MODULES","sales;xl_kpis.hosts.excel"')
    {'UDF MODULES': 'sales;xl_kpis.hosts.excel'}
    """
    pairs = (line.strip().partition(",") for line in text.splitlines() if line.strip())
    return {key.strip('"'): value.strip('"') for key, _, value in pairs}


def new_config(text: str, interpreter: str) -> str:
    """The settings with this interpreter and our module among the others; all else is kept.

    >>> print(new_config('"UDF MODULES","sales"', "python.exe"), end="")
    "UDF MODULES","sales;xl_kpis.hosts.excel"
    "INTERPRETER_WIN","python.exe"
    """
    settings = read_config(text)
    modules = [name for name in settings.get(MODULES, "").split(";") if name]
    if PYTHON_MODULE not in modules:
        modules.append(PYTHON_MODULE)
    settings[MODULES] = ";".join(modules)
    settings[INTERPRETER] = interpreter
    return _written(settings)


def without_us(text: str) -> str:
    """The settings without our module.

    >>> print(without_us('"UDF MODULES","sales;xl_kpis.hosts.excel"'), end="")
    "UDF MODULES","sales"
    """
    settings = read_config(text)
    modules = [name for name in settings.pop(MODULES, "").split(";") if name]
    left = [name for name in modules if name != PYTHON_MODULE]
    if left:
        settings[MODULES] = ";".join(left)
    return _written(settings)


def _written(settings: dict[str, str]) -> str:
    return "".join(f'"{key}","{value}"\n' for key, value in settings.items())


def install_xlwings_addin() -> str:
    """Let xlwings put its add-in where Excel loads it; what it said if that failed."""
    command = [sys.executable, "-m", "xlwings.cli", "addin", "install"]
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=120)
    return "" if done.returncode == 0 else (done.stderr or done.stdout).strip()[-300:]
