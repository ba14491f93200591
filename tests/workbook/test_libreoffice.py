"""LibreOffice, made to recalculate, computes what we compute."""

from __future__ import annotations

import datetime as dt
import math
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from log_samples import desk, records

import xl_kpis
from tests.samples import finished
from xl_kpis.errors import ExcelError
from xl_kpis.kpi import PACKS, packs
from xl_kpis.kpi.days import day_of
from xl_kpis.kpi.pack_files import pack_from
from xl_kpis.languages import available
from xl_kpis.workbook import examples
from xl_kpis.workbook.fill import fill
from xl_kpis.workbook.template import template_bytes

BY_HAND = Path(__file__).parents[1] / "kpi" / "packs"
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(SOFFICE is None, reason="there is no LibreOffice on this machine"),
]

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""

# Something in every period until the logs end: of two different errors that are subtracted Excel
# gives the first, LibreOffice the other.
LOGS = {
    "sessions": [
        {"date": "2023-01-02", "status": "held"},
        {"date": "2023-02-03", "status": "no-show"},
        {"date": "2023-05-05", "status": "Completed"},
        {"date": "2023-05-06", "status": "moved"},
        {"date": "2023-05-08", "client": "A", "status": "Completed"},
        {"date": "2023-05-08", "client": "A", "status": "Completed"},
    ],
    "ratings": [
        {"date": "2023-01-05", "rating": 9},
        {"date": "2023-01-06", "rating": 7},
        {"date": "2023-02-06", "client": "no answer"},
        {"date": "2023-04-06", "rating": 10},
    ],
    "roster": [
        {"client": "A", "joined": "2022-11-01"},
        {"client": "B", "joined": "2022-12-01", "left": "2023-02-10"},
        {"client": "C", "joined": "2023-04-03"},
    ],
    "milestones": [
        {"client": "A", "started": "2022-11-01", "reached": "2023-03-15"},
        {"client": "B", "started": "2022-12-01"},
        {"client": "C", "started": "2023-01-01", "reached": "2023-05-01"},
    ],
}


@pytest.fixture(scope="module")
def profile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("libreoffice")
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    return folder


def recalculated_by_libreoffice(path, profile):
    out = path.parent / "out"
    command = [
        *(SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless"),
        *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(path)),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / path.name


def values(path):
    """The values a file holds, not recalculated."""
    from xl_kpis.formula.xlsx import open_package, read_model

    return read_model(open_package(path))


@pytest.mark.parametrize("source", ["typed", "logs"])
@pytest.mark.parametrize(("pack", "language"), [(p, c) for p in PACKS for c in available()])
def test_libreoffice_agrees_cell_by_cell(pack, language, source, tmp_path, profile):
    data = {"logs": LOGS} if source == "logs" else examples.history(pack)
    filled = fill(finished(pack, language), data, settings=examples.SETTINGS)
    assert compared_with_libreoffice(filled.file, tmp_path, profile) > 3000


def test_libreoffice_counts_all_that_may_be_taken_from_logs(tmp_path, profile, monkeypatch):
    monkeypatch.setattr(packs, "_in_use", {})
    pack = packs.use(pack_from(desk()))
    settings = {"first_period": dt.date(2026, 1, 1)}
    file = fill(template_bytes(pack.id, "en"), {"logs": records(5)}, settings=settings).file
    assert compared_with_libreoffice(file, tmp_path, profile) > 3000


@pytest.mark.parametrize("name", ["medical-practice", "restaurant"])
def test_libreoffice_computes_what_packs_of_files_say(name, tmp_path, profile, monkeypatch):
    monkeypatch.setattr(packs, "_in_use", {})
    pack = packs.use(pack_from((BY_HAND / f"{name}.toml").read_text("utf-8")))
    chance = random.Random(name)

    def figure(given, is_day):
        if is_day:  # two days of one example keep their order
            return given + chance.randint(0, 4)
        near = given * chance.uniform(0.8, 1.2)
        return round(near, 2) if type(given) is float else round(near)

    figures = {
        measure.id: [
            day_of(value) if measure.is_day else value
            for value in (figure(kpi.example_inputs[measure.id], measure.is_day) for _ in range(9))
        ]
        for kpi in pack.kpis
        for measure in kpi.measures
    }
    file = fill(template_bytes(pack.id, "en"), figures).file
    assert compared_with_libreoffice(file, tmp_path, profile) > 1000


def compared_with_libreoffice(file, folder, profile):
    """How many cells were compared; none of them differs."""
    path = folder / "book.xlsx"
    path.write_bytes(file)
    ours = xl_kpis.load(file)
    ours.recalculate()
    theirs = values(recalculated_by_libreoffice(path, profile))
    compared = 0
    for index, sheet in enumerate(ours.model.sheets):
        assert sheet.name == theirs.sheets[index].name
        for run in sheet.runs:
            for row in range(run.top, run.bottom + 1):
                for column in range(run.left, run.right + 1):
                    mine = sheet.cells.get(row, column)
                    other = theirs.sheets[index].cells.get(row, column)
                    assert same(mine, other), (sheet.name, row + 1, column + 1, mine, other)
                    compared += 1
    return compared


def same(mine, other):
    if isinstance(mine, float) and isinstance(other, float):
        return math.isclose(mine, other, rel_tol=1e-9, abs_tol=1e-9)
    if isinstance(mine, ExcelError) or isinstance(other, ExcelError):
        return mine is other
    return (mine or "") == (other or "")
