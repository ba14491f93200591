"""Every engine's calls run by the engine itself."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.chart import BarChart, Reference
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
OURS = "xl_kpis"
ENGINES = {
    OURS: "xl-kpis",
    "formualizer": "formualizer",
    "ironcalc": "IronCalc",
    "formulas": "formulas",
    "pycel": "pycel",
    "xlcalculator": "xlcalculator",
    "libreoffice": "LibreOffice (UNO)",
}
"""As they are called."""


def calls() -> dict[str, Any]:
    """The features with their calls, and how each engine opens a workbook."""
    told = tomllib.loads((HERE / "calls.toml").read_text("utf-8"))
    for feature in told["feature"].values():
        feature["fr"] = feature["fr"].replace("~", "\u00a0")
    return told


def workbook(path: Path) -> None:
    """The workbook that all are asked about."""
    book = openpyxl.Workbook()
    plan = book.active
    plan.title = "Plan"
    plan["A1"], plan["A2"], plan["A3"] = 120, 80, "=A1*A2"
    plan["A4"], plan["A5"] = "=IF(A2=0,NA(),A3/A2)", "=A4+1"
    plan["B1"] = dt.date(2024, 3, 29)
    sales = book.create_sheet("Sales")
    for row in (("Item", "Total"), ("a", 10), ("b", 20), ("c", 30)):
        sales.append(row)
    sales.add_table(Table(displayName="Sales", ref="A1:B4"))
    chart = BarChart()
    chart.add_data(Reference(sales, min_col=2, min_row=2, max_row=4))
    plan.add_chart(chart, "H2")
    book.defined_names["price"] = DefinedName("price", attr_text="Plan!$A$1")
    book.save(path)


def measured(engine: str, python: str, folder: Path) -> dict[str, Any]:
    """What came of an engine's calls."""
    told, wanted = calls(), ("want", "check")
    features = {
        name: {"call": feature[engine]} | {k: feature[k] for k in wanted if k in feature}
        for name, feature in told["feature"].items()
        if engine in feature
    }
    path = folder / "made.xlsx"
    workbook(path)
    done = subprocess.run(
        [python, str(HERE / "run.py"), engine, str(path), str(folder / engine)],
        input=json.dumps({"open": told["open"][engine], "features": features}),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{engine}: {done.stderr}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure(peers: str, office: str, folder: Path) -> dict[str, Any]:
    """What came of all calls, kept for the pages."""
    pythons = dict.fromkeys(ENGINES, peers) | {OURS: sys.executable, "libreoffice": office}
    found = {engine: measured(engine, python, folder) for engine, python in pythons.items()}
    RESULTS.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return found
