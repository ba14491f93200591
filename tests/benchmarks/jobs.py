"""The workloads: which file, which engines in which modes, and how their values are compared."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks import by_file, compare, corpus, kinds, workloads
from tests.benchmarks.measure import Failed, Result
from tests.benchmarks.session import HERE, OURS, Check, Entry, Session
from tests.benchmarks.through import REPORT

RUST = ("formualizer", "ironcalc")
QUICK = ("betteroffice",)
MORE = ("cellrune", *QUICK)
"""Engines of the folder of real workbooks only; the quick one of the many kinds, too."""
REWRITING = Entry("formualizer (rewriting)", "formualizer", "rewrite")
_COMMAND = Entry(OURS, OURS, "command")
SHORT = 10.0
"""Seconds for a workbook of a kind: what takes longer is too slow."""
GROWTH = (2_000, 6_000, 20_000, 60_000, 200_000)
"""Rows of W2, each with five formulas."""
PER_FILE, ALL_FILES = 20.0, 1800.0
"""Seconds for one workbook of a folder, and for all of them."""


def all_jobs(session: Session) -> dict[str, Callable[[], None]]:
    """What there is to do, by name."""
    return {
        "W1": lambda: workbook(session, "W1", lambda p: workloads.template_like(p, 0)),
        "W1X200": lambda: many(session),
        "W2": lambda: workbook(session, "W2", workloads.filled_down),
        "W3": lambda: workbook(session, "W3", workloads.lookups),
        "W4": lambda: workbook(session, "W4", workloads.chain),
        "W5": lambda: workbook(session, "W5", workloads.running_sums),
        "W6": lambda: workbook(session, "W6", workloads.own_functions),
        "W7": lambda: scenarios(session),
        "W8": lambda: changes(session),
        "CORPUS": lambda: folder(session),
        "GROWTH": lambda: growth(session),
        "KINDS": lambda: all_kinds(session),
        "SIZES": lambda: sizes(session),
    }


def workbook(session: Session, workload: str, make: Callable[[Path], None]) -> None:
    """One workbook recalculated by every engine there is."""
    source = session.made(f"{workload.lower()}.xlsx", make)
    entries = [Entry(OURS, OURS, "recalc"), *(Entry(n, n, "recalc") for n in RUST)]
    if workload == "W1":
        entries.insert(1, Entry("xl-kpis recalc", OURS, "command"))
    else:
        entries.insert(2, REWRITING)
    if session.office:
        entries.append(Entry("libreoffice", "libreoffice", "recalc"))
    entries += [Entry(n, n, "recalc") for n in ("formulas", "pycel")]
    session.run(workload, source, entries, lambda a, b: compare.differences(source, a, b))


def many(session: Session) -> None:
    """Workbooks of one template in one process, and in two."""
    for i in range(workloads.FILES):
        session.made(f"w1-many/{i:03}.xlsx", partial(workloads.template_like, seed=i))
    source = session.files / "w1-many"

    def check(a: Path, b: Path) -> tuple[int, str]:
        for path in sorted(source.iterdir())[::20]:
            found = compare.differences(path, a / path.name, b / path.name)
            if found[0]:
                return found
        return 0, ""

    entries = []
    for name in (OURS, *RUST):
        entries.append(Entry(name, name, "many"))
        if name == "formualizer":  # the other one lets only one thread in at a time
            entries.append(Entry(f"{name}, 2 threads", name, "many_2_threads"))
        entries.append(Entry(f"{name}, 2 processes", name, "many_2"))
    session.run("W1 ×200", source, entries, check)


def scenarios(session: Session) -> None:
    """Many cases; and few, which an engine that needs minutes for many can do as well."""
    path = session.made("w7-plain.xlsx", workloads.mentoring)
    few = workloads.FEW_SCENARIOS
    for count, name in ((workloads.SCENARIOS, "W7"), (few, f"W7, {few} cases")):
        make = partial(workloads.scenarios, workbook=path, count=count)
        source = session.made(f"w7-plain-{count}.json", make)
        entries = [Entry(n, n, "scenarios") for n in (OURS, *RUST)]
        session.run(name, source, entries, compare.json_differences, 3)


def changes(session: Session) -> None:
    path = session.made("w2.xlsx", workloads.filled_down)
    source = session.made("w8.json", lambda p: workloads.changes(p, path))
    entries = [Entry(n, n, "change") for n in (OURS, *RUST)]
    if session.office_python:
        entries.append(Entry("libreoffice", "libreoffice", "change"))
    session.run("W8", source, entries, compare.json_differences, 2)


def growth(session: Session) -> None:
    """The same workbook with more and more rows."""
    every = [Entry(name, name, "recalc") for name in (OURS, *RUST)]
    entries = [*every[:2], REWRITING, *every[2:]]
    runs = min(3, session.options.runs)
    for rows in session.options.growth or GROWTH:
        make = partial(workloads.filled_down, rows=rows)
        source = session.made(f"growth-{rows}.xlsx", make)

        def check(a: Path, b: Path, source: Path = source) -> tuple[int, str]:
            return compare.differences(source, a, b)

        session.run(f"growth {rows * 5}", source, entries, check, runs)


def all_kinds(session: Session) -> None:
    """Workbooks of many kinds, as the command line recalculates them."""
    runs = min(2, session.options.runs)
    for kind in kinds.KINDS:
        source = session.made(f"kinds/{kind.id}.xlsx", kind.make)
        entries = [_COMMAND, *(Entry(n, n, "recalc") for n in (*RUST, *QUICK)), REWRITING]
        session.run(f"kind {kind.id}", source, entries, _mostly_the_same(source), runs, SHORT)


def sizes(session: Session) -> None:
    """Some kinds with more and more formulas."""
    runs = min(2, session.options.runs)
    for kind in kinds.KINDS:
        for count in kinds.SIZES if kind.id in kinds.GROWING else ():
            make = partial(kind.make, formulas=count)
            source = session.made(f"sizes/{kind.id}-{count}.xlsx", make)
            entries = [_COMMAND, *(Entry(n, n, "recalc") for n in RUST), REWRITING]
            name = f"sizes {kind.id} {count}"
            session.run(name, source, entries, _mostly_the_same(source), runs, SHORT)


def _mostly_the_same(source: Path) -> Check:
    """Judges values as those of the folder of real workbooks: few may be others."""

    def check(a: Path, b: Path) -> tuple[int, str]:
        wrong, example = compare.differences(source, a, b)
        if not wrong:
            return 0, ""
        few = (1 - by_file.AS_RIGHT) * compare.count_formulas(source)
        return (0, "") if wrong <= few else (wrong, example)

    return check


def _parts(session: Session, source: Path, compared: by_file.Compared) -> tuple[str, Result]:
    """Where our time goes in a file."""
    target = session.target(OURS, "parts", source).with_suffix(".json")
    session.timed(session.command(OURS, "parts", source, target), target, SHORT)
    told = json.loads(target.read_text()) | {"theirs": compared.theirs, "ours": compared.ours}
    return f"{compared.name} {compared.peer}", Result(counts=told)


def folder(session: Session) -> None:
    """Folders of real workbooks, all in one process; which of the values Excel saved come out."""
    if not session.options.corpus:
        return
    flat = session.files / "corpus"
    expected = corpus.prepare([Path(each).resolve() for each in session.options.corpus], flat)
    print(f"corpus: {len(expected)} workbooks with formulas", flush=True)
    every = [Entry(name, name, "recalc") for name in (OURS, *RUST, *MORE)]
    entries = session.chosen([*every[:2], REWRITING, *every[2:]])
    good: dict[str, dict[str, int]] = {}
    results = {entry.name: Result() for entry in entries}
    timed: dict[str, list[dict[str, list[Any]]]] = {entry.name: [] for entry in entries}
    reports: dict[str, dict[str, list[Any]]] = {}
    left = {entry.name: session.options.runs + 1 for entry in entries}
    for turn in range(session.options.runs + 1):  # the first is for the values
        for entry in entries:
            result = results[entry.name]
            if result.problem or turn >= left[entry.name]:
                continue
            target = session.target(entry.engine, entry.job, flat)
            command = [session.interpreter(entry.engine), str(HERE / "through.py"), str(PER_FILE)]
            command += [str(flat), str(target), entry.engine, entry.job]
            try:
                run = session.timed(command, target, ALL_FILES)
            except Failed as failed:
                result.problem = str(failed)
                print(f"corpus {entry.name}: {failed}", flush=True)
                continue
            report = json.loads((target / REPORT).read_text())
            if turn:
                result.runs.append(run)
                timed[entry.name].append(report)
                continue
            left[entry.name] = session.how_often(run) + 1
            reports[entry.name] = report
            good[entry.name] = corpus.right_by_file(report, target, expected)
            result.counts = corpus.counts(report, good[entry.name], expected)
            print(f"corpus {entry.name}: {run.wall:.2f} s, {result.counts}", flush=True)
    both = [n for n in expected if all(report[n][0] == "written" for report in reports.values())]
    for name, times in timed.items():
        if times:
            results[name].counts["common"] = len(both)
            for at, what in ((1, "wall"), (2, "cpu")):
                totals = [sum(report[n][at] for n in both) for report in times]
                results[name].counts[what] = statistics.median(totals)
    if OURS in good:
        found = by_file.compared(timed, good, OURS)
        for least in (by_file.NOTICED, 0.0):
            told = by_file.summary(found, least)
            print(f"corpus, files of {least * 1000:.0f} ms and more: {told}", flush=True)
        results[OURS].counts |= {f"by_file_{what}": n for what, n in by_file.summary(found).items()}
        (session.home / "by_file.json").write_text(json.dumps([[*f, f.ratio] for f in found]))
        session.results.pop("worst", None)
        worst = by_file.worst(found)
        session.keep("worst", dict(_parts(session, flat / each.name, each) for each in worst))
    session.results.pop("corpus", None)  # the same files are those of these engines
    session.keep("corpus", results)
    (session.home / "corpus.json").write_text(json.dumps(reports, indent=1))
