"""The benchmark: ``python -m tests.benchmarks [W1 W2 …] [--runs 5] [--docs docs]``.

Makes the workbooks, installs the other engines into an environment of its own under
``build/benchmarks``, checks that all give the same values, then times whole processes in turn and
writes the page. Results of workloads not named are kept from the last time.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks import compare, page, workloads
from tests.benchmarks.measure import Failed, Result, Run, measured

HERE = Path(__file__).parent
PACKAGES = ["formualizer", "ironcalc", "formulas", "pycel", "openpyxl", "matplotlib"]
OURS = "xl-kpis"
RUST = ("formualizer", "ironcalc")
GROWTH = (2_000, 6_000, 20_000, 60_000, 200_000)
"""Rows of W2, each with five formulas."""


class Benchmark:
    """One session: where things are, and what was found."""

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
        self.found_at = self.home / "results.json"
        self.results: dict[str, dict[str, Result]] = {}
        if self.found_at.exists():
            for workload, engines in json.loads(self.found_at.read_text()).items():
                self.results[workload] = {
                    name: Result([Run(**r) for r in e["runs"]], e["problem"], e["inner"])
                    for name, e in engines.items()
                }

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

    # ---- commands ---------------------------------------------------------------------------

    def command(self, engine: str, job: str, source: Path, target: Path) -> list[str]:
        if engine == OURS:
            return [sys.executable, str(HERE / "ours.py"), job, str(source), str(target)]
        if engine == "libreoffice":
            return [
                "soffice",
                f"-env:UserInstallation={(self.home / 'libreoffice').as_uri()}",
                *("--headless", "--calc", "--convert-to", "xlsx"),
                *("--outdir", str(target.parent), str(source)),
            ]
        return [self.peers, str(HERE / "peers.py"), engine, job, str(source), str(target)]

    def target(self, engine: str, job: str, source: Path) -> Path:
        folder = self.out / source.stem / f"{engine}-{job}"
        folder.mkdir(parents=True, exist_ok=True)
        if job.startswith("many"):
            return folder
        return folder / (source.stem + (".json" if job in ("scenarios", "change") else ".xlsx"))

    # ---- one workload -----------------------------------------------------------------------

    def run(
        self,
        workload: str,
        source: Path,
        entries: list[tuple[str, str, str]],
        check: Callable[[Path, Path], tuple[int, str]] | None,
        runs: int | None = None,
    ) -> None:
        """Each entry (name, engine, job) once to see its values, then in turn for the times."""
        chosen = (self.options.engines or "").split(",")
        entries = [entry for entry in entries if chosen == [""] or entry[1] in chosen]
        results: dict[str, Result] = {}
        targets = {}
        reference: Path | None = None
        for name, engine, job in entries:
            result = results[name] = Result()
            target = targets[name] = self.target(engine, job, source)
            print(f"{workload} {name}: ", end="", flush=True)
            try:
                run = self.one(engine, job, source, target)
            except Failed as failed:
                result.problem = str(failed)
                print(failed)
                continue
            print(f"{run.wall:.2f} s", flush=True)
            if reference is None:
                reference = target
            elif check is not None:
                try:
                    wrong, example = check(reference, target)
                except Exception as problem:
                    wrong, example = -1, f"{type(problem).__name__}: {problem}"
                if wrong:
                    result.problem = f"{wrong} other values" if wrong > 0 else "unreadable"
                    print(f"  {result.problem}: {example}")
        for _ in range(runs or self.options.runs):
            for name, engine, job in entries:
                result = results[name]
                if result.problem:
                    continue
                result.runs.append(self.one(engine, job, source, targets[name]))
                if job == "change":
                    result.inner += json.loads(targets[name].read_text())["seconds"][1:]
        self.results[workload] = {**self.results.get(workload, {}), **results}
        self.keep()

    def one(self, engine: str, job: str, source: Path, target: Path) -> Run:
        run = measured(
            self.command(engine, job, source, target),
            self.home / "last.log",
            self.options.timeout,
            self.variables,
        )
        missing = not any(target.iterdir()) if target.is_dir() else not target.exists()
        if missing:
            raise Failed("wrote nothing")
        return run

    def keep(self) -> None:
        plain = {w: {n: asdict(r) for n, r in e.items()} for w, e in self.results.items()}
        self.found_at.write_text(json.dumps(plain, indent=1))

    # ---- all workloads ----------------------------------------------------------------------

    def made(self, name: str, make: Callable[[Path], None]) -> Path:
        path = self.files / name
        if not path.exists():
            print(f"making {name} …", flush=True)
            make(path)
        return path

    def others(self, *names: str, job: str = "recalc") -> list[tuple[str, str, str]]:
        office = ["libreoffice"] if shutil.which("soffice") else []
        wanted = names or (*RUST, *office, "formulas", "pycel")
        return [(n, n, job) for n in wanted if n != "libreoffice" or office]

    def workbook(self, workload: str, make: Callable[[Path], None]) -> None:
        source = self.made(f"{workload.lower()}.xlsx", make)
        entries = [(OURS, OURS, "recalc"), *self.others()]
        entries.insert(2, ("formualizer (rewriting)", "formualizer", "rewrite"))
        if workload == "W1":
            entries.insert(1, ("xl-kpis recalc", OURS, "command"))
            del entries[3]
        self.run(workload, source, entries, lambda a, b: compare.differences(source, a, b))

    def w1_many(self) -> None:
        folder = self.files / "w1-many"
        folder.mkdir(exist_ok=True)
        for i in range(workloads.FILES):
            self.made(f"w1-many/{i:03}.xlsx", lambda path, i=i: workloads.template_like(path, i))

        def check(a: Path, b: Path) -> tuple[int, str]:
            for source in sorted(folder.iterdir())[::20]:
                found = compare.differences(source, a / source.name, b / source.name)
                if found[0]:
                    return found
            return 0, ""

        entries = [(OURS, OURS, "many"), ("xl-kpis, 2 processes", OURS, "many_2")]
        for name in RUST:
            entries += [(name, name, "many"), (f"{name}, 2 threads", name, "many_2")]
        self.run("W1 ×200", folder, entries, check)

    def w7(self) -> None:
        path = self.made("w7.xlsx", workloads.mentoring)
        source = self.made("w7.json", lambda p: workloads.scenarios(p, path))
        entries = [(n, n, "scenarios") for n in (OURS, *RUST)]
        self.run("W7", source, entries, compare.json_differences, 3)

    def w8(self) -> None:
        path = self.made("w2.xlsx", workloads.filled_down)
        source = self.made("w8.json", lambda p: workloads.changes(p, path))
        entries = [(n, n, "change") for n in (OURS, *RUST)]
        self.run("W8", source, entries, compare.json_differences, 2)

    def growth(self) -> None:
        for rows in GROWTH:
            source = self.made(
                f"growth-{rows}.xlsx", lambda path, n=rows: workloads.filled_down(path, n)
            )
            entries = [(OURS, OURS, "recalc"), *self.others(*RUST)]
            entries[1] = ("formualizer", "formualizer", "rewrite" if rows > 60_000 else "recalc")
            self.run(f"growth {rows * 5}", source, entries, None, 1)

    def corpus(self) -> None:
        """A folder of workbooks, all in one process: as much faithfulness as there is."""
        if self.options.corpus:
            source = Path(self.options.corpus).resolve()
            flat = self.files / "corpus"
            flat.mkdir(exist_ok=True)
            for i, path in enumerate(sorted(source.rglob("*.xls[xm]"))):
                link = flat / f"{i:04}{path.suffix}"
                if not link.exists():
                    link.symlink_to(path)
            entries = [(n, n, "many") for n in (OURS, "formualizer")]
            self.run("corpus", flat, entries, None, 2)

    def all(self) -> dict[str, Callable[[], None]]:
        return {
            "W1": lambda: self.workbook("W1", lambda p: workloads.template_like(p, 0)),
            "W1X200": self.w1_many,
            "W2": lambda: self.workbook("W2", workloads.filled_down),
            "W3": lambda: self.workbook("W3", workloads.lookups),
            "W4": lambda: self.workbook("W4", workloads.chain),
            "W5": lambda: self.workbook("W5", workloads.running_sums),
            "W6": lambda: self.workbook("W6", workloads.own_functions),
            "W7": self.w7,
            "W8": self.w8,
            "GROWTH": self.growth,
            "CORPUS": self.corpus,
        }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("workloads", nargs="*", help="W1 W1x200 W2 … W8 growth corpus; all")
    parser.add_argument("--engines", help="only these, with commas between")
    parser.add_argument("--runs", type=int, default=5, help="how often each is run")
    parser.add_argument("--timeout", type=float, default=120.0, help="seconds per run")
    parser.add_argument("--work", default="build/benchmarks", help="where files are kept")
    parser.add_argument("--corpus", help="a folder of workbooks to calculate as well")
    parser.add_argument("--docs", default="docs", help="where the page is written")
    options = parser.parse_args()
    benchmark = Benchmark(options)
    todo = benchmark.all()
    for name in options.workloads or todo:
        todo[name.upper()]()
    page.write(benchmark.results, Path(options.docs), benchmark.peers, benchmark.home)


if __name__ == "__main__":
    main()
