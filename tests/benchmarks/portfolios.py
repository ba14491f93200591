"""How long many clients take: ``python -m tests.benchmarks.portfolios [2000] [1000000]``.

Makes so many workbooks by the product itself, each filled with figures of its own, and reads them
in one command into each kind of file; then scores a table of so many rows. Seconds of wall and of
processor, and the peak memory of the largest process, of whole processes.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import xl_kpis
from xl_kpis.formula.reference import cell_name
from xl_kpis.formula.xlsx.write.input_cells import edit_cells
from xl_kpis.kpi.packs import kpis_of
from xl_kpis.workbook.examples import SETTINGS, history
from xl_kpis.workbook.fill import fill, recalculated
from xl_kpis.workbook.places import Places, in_region
from xl_kpis.workbook.template import template_bytes

COACHES = tuple(f"coach-{i}" for i in range(1, 9))
SITES = ("north", "south", "online")


def blank(pack: str = "mentoring", language: str = "en") -> bytes:
    """A template whose periods are quarters."""
    dated = fill(template_bytes(pack, language), {}, settings=SETTINGS)
    return recalculated(dated).to_bytes()


def figures(pack: str, chance: random.Random, quarters: int = 3) -> dict[str, list[float]]:
    """A client's last quarters: the example's, better or worse, now and then without a figure."""
    skill = chance.uniform(0.55, 1.05)
    told = history(pack)
    found = {
        measure.id: [round(n * chance.uniform(0.8, 1.2)) for n in told[measure.id][-quarters:]]
        for kpi in kpis_of(pack)
        for measure in kpi.measures
        if measure.id in told
    }
    for part, whole in PARTS:
        if part in found:
            found[part] = [
                min(round(n * skill * chance.uniform(0.9, 1.1)), most)
                for n, most in zip(found[part], found[whole], strict=True)
            ]
    for id in [id for id in found if chance.random() < 0.01]:
        found[id] = found[id][:-1]
    return found


PARTS = (
    ("sessions_completed", "sessions_scheduled"),
    ("clients_advanced", "clients_total"),
    ("clients_placed", "clients_coached"),
    ("clients_satisfied", "clients_surveyed"),
    ("consultations_paying", "consultations_free"),
)


def make(folder: Path, count: int, pack: str = "mentoring", seed: int = 1) -> None:
    """So many filled workbooks in folders of a hundred, calculated together."""
    chance = random.Random(seed)
    book = in_region(xl_kpis.load(blank(pack)))
    places = Places(book)
    cells = {m.id: places.inputs(m.id) for kpi in kpis_of(pack) for m in kpi.measures}

    def filled(i: int) -> tuple[bytes, Path]:
        own = {"Set_coach": chance.choice(COACHES), "Set_site": chance.choice(SITES)}
        edits: dict[tuple[str, str], Any] = {
            tuple(book.address(places.area(name)).split("!")): said for name, said in own.items()
        }
        for measure, values in figures(pack, chance).items():
            for cell, value in zip(cells[measure], values, strict=False):
                edits[places.input_sheet_name, cell_name(*cell)] = value
        place = folder / f"{i // 100:03}" / f"client-{i:05}.xlsx"
        place.parent.mkdir(parents=True, exist_ok=True)
        return edit_cells(book.package, edits), place

    for done in xl_kpis.recalculate_files(filled(i) for i in range(count)):
        assert done.problem is None, done.problem


def table(path: Path, rows: int, pack: str = "mentoring", seed: int = 1) -> None:
    """A table with so many rows, each a client's period with a column for each measure."""
    chance = random.Random(seed)
    some = [figures(pack, chance, 1) for _ in range(1000)]
    names = list(dict.fromkeys(id for one in some for id in one))
    lines = [
        ",".join(str(one.get(id, [""])[0] if one.get(id) else "") for id in names) for one in some
    ]
    with path.open("w") as out:
        out.write(",".join(["client", "period", *names]) + "\n")
        for i in range(rows):
            out.write(f"client {i},2025-Q4,{lines[i * 7919 % 1000]}\n")


def timed(*words: object) -> tuple[float, float, float]:
    """Seconds of wall, of processor, and megabytes, of a command in a process of its own."""
    command = [sys.executable, "-m", "xl_kpis", *map(str, words)]
    start = time.perf_counter()
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    _, _, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.portfolios")
    parser.add_argument("clients", nargs="?", type=int, default=2000)
    parser.add_argument("rows", nargs="?", type=int, default=1_000_000)
    parser.add_argument("--work", type=Path, default=Path("build/benchmarks/portfolios"))
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    folder, rows = options.work / f"{options.clients}", options.work / f"{options.rows}.csv"
    if not folder.exists():
        part = options.work / "part"
        shutil.rmtree(part, ignore_errors=True)
        start = time.perf_counter()
        make(part, options.clients)
        part.rename(folder)
        print(f"made {options.clients} workbooks in {time.perf_counter() - start:.0f} s")
    if not rows.exists():
        table(rows, options.rows)
    jobs = [
        (kind, ("portfolio", folder, "--by", "coach", "--by", "site", "--force", "--output"), kind)
        for kind in ("csv", "parquet", "html", "xlsx")
    ]
    jobs += [
        (f"score {kind}", ("score", rows, "--pack", "mentoring", "--force", "--output"), kind)
        for kind in ("csv", "parquet")
    ]
    for name, words, kind in jobs:
        out = options.work / f"out.{kind}"
        best = min((timed(*words, out) for _ in range(options.runs)), key=lambda taken: taken[1])
        size = out.stat().st_size / 1e6
        print(
            f"{name:14} {best[0]:7.1f} s wall {best[1]:7.1f} s CPU {best[2]:7.0f} MB "
            f"(file {size:.1f} MB)",
            flush=True,
        )


if __name__ == "__main__":
    main()
