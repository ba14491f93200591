"""The jobs as our engine does them: ``python ours.py JOB INPUT OUTPUT``."""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
import time
from itertools import pairwise
from pathlib import Path


def begin() -> None:
    """Import all of the engine, which else imports what a workbook is the first to need."""
    import scipy.special  # noqa: F401

    import xl_kpis.formula

    for module in pkgutil.walk_packages(xl_kpis.formula.__path__, "xl_kpis.formula."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def recalc(source: str, target: str) -> None:
    """A workbook in, the same with new values out."""
    import xl_kpis

    book = xl_kpis.load(source)
    book.recalculate()
    book.save(target)


def command(source: str, target: str) -> None:
    """As :func:`recalc`, by the command line."""
    from xl_kpis.commands import command

    sys.argv = ["xl-kpis", "recalc", source, "--output", target, "--format", "ndjson", "--force"]
    sys.exit(command())


def parts(source: str, target: str) -> None:
    """As :func:`recalc`, with all imported before; the seconds of processor time that reading,
    compiling, calculating and writing take."""
    import xl_kpis

    begin()
    times = [time.process_time()]
    book = xl_kpis.load(source)
    times.append(time.process_time())
    assert book.compiled
    times.append(time.process_time())
    report = book.recalculate()
    times.append(time.process_time())
    book.save(Path(target).with_suffix(".xlsx"))
    times.append(time.process_time())
    spent = dict(zip(PARTS, (b - a for a, b in pairwise(times)), strict=True))
    told = {"formulas": report.formulas, "sheets": len(book.sheets)}
    Path(target).write_text(json.dumps(spent | told))


PARTS = ("reading", "compiling", "calculating", "writing")


def many(source: str, target: str) -> None:
    """All workbooks of a folder, in this process."""
    import xl_kpis

    files = sorted(Path(source).glob("*.xls[xm]"))
    for done in xl_kpis.recalculate_files((path, Path(target) / path.name) for path in files):
        if done.problem is not None:
            print(done.source.name, done.problem, file=sys.stderr)


def many_2(source: str, target: str) -> None:
    """All workbooks of a folder, in two processes."""
    from xl_kpis.commands import command

    files = [str(path) for path in sorted(Path(source).glob("*.xls[xm]"))]
    sys.argv = ["xl-kpis", "recalc", *files, "--out-dir", target, "--jobs", "2"]
    sys.argv += ["--format", "ndjson", "--force"]
    sys.exit(command())


def scenarios(source: str, target: str) -> None:
    """Many sets of inputs; the outputs of each. ``source`` is a JSON file that says which.

    The seconds are those of one case, the workbook already loaded.
    """
    import pandas as pd

    import xl_kpis

    job = json.loads(Path(source).read_text())
    book = xl_kpis.load(job["file"])
    began = time.perf_counter()
    given = pd.DataFrame(job["values"], columns=job["inputs"])
    found = book.scenarios(given, job["outputs"]).to_numpy(object).tolist()
    seconds = [(time.perf_counter() - began) / len(found)]
    Path(target).write_text(json.dumps({"values": found, "seconds": seconds}, default=str))


def change(source: str, target: str) -> None:
    """One input changed, its dependents read; the seconds only this took."""
    import xl_kpis

    job = json.loads(Path(source).read_text())
    book = xl_kpis.load(job["file"])
    book.recalculate()
    seconds, values = [], []
    for address, value in job["changes"]:
        began = time.perf_counter()
        book[address] = value
        row = address.rpartition("!")[2].lstrip("ABCDEFGHIJ")
        values.append([book[f"Data!{name}{row}"] for name in "FGHIJ"])
        seconds.append(time.perf_counter() - began)
    Path(target).write_text(json.dumps({"values": values, "seconds": seconds}))


if __name__ == "__main__":
    globals()[sys.argv[1]](sys.argv[2], sys.argv[3])
