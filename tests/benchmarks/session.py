"""One session of the benchmark: where things are, how engines are run, and what was found."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from tests.benchmarks import machine, office
from tests.benchmarks.measure import Failed, Result, Run, measured

HERE = Path(__file__).parent
ENGINES = ["formualizer", "ironcalc", "cellrune", "betteroffice-xlsx", "formulas", "pycel"]
PACKAGES = [*ENGINES, "openpyxl", "matplotlib"]
OURS = "xl-kpis"
SLOW, SLOW_RUNS = 10.0, 2
"""An engine that takes longer than so many seconds is run only so often."""
PATIENCE = {"formulas": 30.0, "pycel": 30.0}
"""Seconds after which an engine is too slow, if fewer than for the others."""

Check = Callable[[Path, Path], tuple[int, str]]


class Entry(NamedTuple):
    """A line of the table: its name, and which engine does which job."""

    name: str
    engine: str
    job: str


class Session:
    """Runs entries and keeps what was found."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.home = Path(options.work).resolve()
        self.files = self.home / "files"
        self.out = self.home / "out"
        for folder in (self.files, self.out):
            folder.mkdir(parents=True, exist_ok=True)
        self.peers = self._environment()
        # an installed package is compiled; one in a checkout is to be as well
        self.variables = dict(os.environ, PYTHONPYCACHEPREFIX=str(self.home / "compiled"))
        self.variables.pop("PYTHONDONTWRITEBYTECODE", None)
        self.office = bool(shutil.which("soffice"))
        self.office_python = office.python() if self.office else ""
        self.found_at = self.home / "results.json"
        self.results: dict[str, dict[str, Result]] = {}
        self.dates: dict[str, str] = {}
        if self.found_at.exists():
            self._read(json.loads(self.found_at.read_text()))
        self.about = machine.about(self.peers, ENGINES)

    def _environment(self) -> str:
        """The interpreter of the peers' environment."""
        folder = self.home / "peers"
        python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
        if not python.exists():
            print(f"installing {', '.join(PACKAGES)} …", flush=True)
            venv.create(folder, with_pip=True)
            subprocess.run(
                [python, "-m", "pip", "install", "--quiet", "--only-binary=:all:", *PACKAGES],
                check=True,
            )
        return str(python)

    def _read(self, kept: dict[str, Any]) -> None:
        """The results of the last time, also as they were kept without dates."""
        self.dates = kept.get("dates", {})
        for workload, engines in kept.get("workloads", kept).items():
            self.results[workload] = {
                name: Result(
                    [Run(**r) for r in e["runs"]], e["problem"], e["inner"], e.get("counts", {})
                )
                for name, e in engines.items()
            }

    def keep(self, workload: str, results: dict[str, Result]) -> None:
        self.results[workload] = {**self.results.get(workload, {}), **results}
        self.dates[workload] = datetime.date.today().isoformat()
        plain = {w: {n: asdict(r) for n, r in e.items()} for w, e in self.results.items()}
        kept = {"about": self.about, "dates": self.dates, "workloads": plain}
        self.found_at.write_text(json.dumps(kept, indent=1))

    # ---- commands ---------------------------------------------------------------------------

    def interpreter(self, engine: str) -> str:
        return sys.executable if engine == OURS else self.peers

    def command(self, engine: str, job: str, source: Path, target: Path) -> list[str]:
        if engine == OURS:
            return [sys.executable, str(HERE / "ours.py"), job, str(source), str(target)]
        if engine != "libreoffice":
            return [self.peers, str(HERE / "peers.py"), engine, job, str(source), str(target)]
        profile = (self.home / "libreoffice").as_uri()
        if job == "change":
            script = str(HERE / "office.py")
            return [self.office_python, script, profile, str(source), str(target)]
        return [
            *("soffice", f"-env:UserInstallation={profile}", "--headless", "--calc"),
            *("--convert-to", "xlsx", "--outdir", str(target.parent), str(source)),
        ]

    def target(self, engine: str, job: str, source: Path) -> Path:
        folder = self.out / source.stem / f"{engine}-{job}"
        folder.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            return folder
        return folder / (source.stem + (".json" if source.suffix == ".json" else ".xlsx"))

    def chosen(self, entries: list[Entry]) -> list[Entry]:
        """The entries of the engines asked for."""
        wanted = self.options.engines
        return [e for e in entries if not wanted or e.engine in wanted.split(",")]

    def one(self, entry: Entry, source: Path, target: Path, limit: float | None = None) -> Run:
        """Run a job once; it must write something."""
        limit = limit or self.options.timeout
        limit = min(limit, PATIENCE.get(entry.engine, limit))
        return self.timed(self.command(entry.engine, entry.job, source, target), target, limit)

    def timed(self, command: list[str], target: Path, limit: float) -> Run:
        for old in target.iterdir() if target.is_dir() else [target]:
            old.unlink(missing_ok=True)
        run = measured(command, self.home / "last.log", limit, self.variables)
        missing = not any(target.iterdir()) if target.is_dir() else not target.exists()
        if missing:
            raise Failed("wrote nothing")
        return run

    # ---- one workload -----------------------------------------------------------------------

    def run(
        self,
        workload: str,
        source: Path,
        entries: list[Entry],
        check: Check,
        runs: int | None = None,
        limit: float | None = None,
    ) -> None:
        """Each entry once to see its values, then in turn for the times; seconds for each run."""
        results: dict[str, Result] = {}
        left: dict[str, int] = {}
        targets = {}
        entries = self.chosen(entries)
        for entry in entries:
            result = results[entry.name] = Result()
            target = targets[entry.name] = self.target(entry.engine, entry.job, source)
            print(f"{workload} {entry.name}: ", end="", flush=True)
            try:
                run = self.one(entry, source, target, limit)
            except Failed as failed:
                result.problem = str(failed)
                print(failed)
                continue
            print(f"{run.wall:.2f} s", flush=True)
            left[entry.name] = self.how_often(run, runs)
            if entry is not entries[0]:
                result.problem = compared(check, targets[entries[0].name], target)
        for turn in range(runs or self.options.runs):
            for entry in entries:
                result = results[entry.name]
                if result.problem or turn >= left[entry.name]:
                    continue
                try:
                    run = self.one(entry, source, targets[entry.name], limit)
                except Failed as failed:
                    print(f"{workload} {entry.name}, run {turn + 1}: {failed}", flush=True)
                    result.problem = "" if result.runs else str(failed)
                    continue
                result.runs.append(run)
                if source.suffix == ".json":
                    seconds = json.loads(targets[entry.name].read_text())["seconds"]
                    result.inner += seconds[1:] or seconds  # the first finds nothing prepared
        self.keep(workload, results)

    def how_often(self, first: Run, runs: int | None = None) -> int:
        """How many runs count after a first one."""
        wanted = runs or int(self.options.runs)
        return min(wanted, SLOW_RUNS) if first.wall > SLOW else wanted

    # ---- files ------------------------------------------------------------------------------

    def made(self, name: str, make: Callable[[Path], None]) -> Path:
        path = self.files / name
        if not path.exists():
            if not path.parent.exists() or path.parent == self.files:
                print(f"making {name} …", flush=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            make(path)
        return path


def compared(check: Check, ours: Path, theirs: Path) -> str:
    """How many values of another engine are not ours, in words; nothing if all are."""
    try:
        wrong, example = check(ours, theirs)
    except Exception as failed:
        wrong, example = -1, f"{type(failed).__name__}: {failed}"
    if not wrong:
        return ""
    told = f"{wrong} other values" if wrong > 0 else "unreadable"
    print(f"  {told}: {example}", flush=True)
    return told
