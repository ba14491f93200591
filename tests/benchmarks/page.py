"""Results as tables in the documentation, and as plots."""

from __future__ import annotations

import json
import statistics
import subprocess
from pathlib import Path

from tests.benchmarks.measure import Result
from tests.benchmarks.session import ENGINES, OURS, Session
from tests.benchmarks.words import LANGUAGES, WORDS, count, day, figure, name, share
from tests.benchmarks.workloads import SCENARIOS

BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
Results = dict[str, dict[str, Result]]


def write(session: Session, docs: Path) -> None:
    """Put the tables between the marks of both pages, and draw the plots."""
    docs.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        path = docs / f"speed.{language}.md"
        tables = tables_of(session.results, session.about, session.dates, language)
        text = path.read_text(encoding="utf-8") if path.exists() else f"{BEGIN}{END}\n"
        before, _, rest = text.partition(BEGIN)
        after = rest.partition(END)[2]
        path.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}", encoding="utf-8")
    images = docs / "images"
    images.mkdir(parents=True, exist_ok=True)
    points = {
        workload: {
            engine: [result.median("wall"), result.median("cpu")]
            for engine, result in engines.items()
            if result.runs
        }
        for workload, engines in session.results.items()
    }
    data = session.home / "plot.json"
    data.write_text(json.dumps(points))
    script = Path(__file__).with_name("plot.py")
    for language in LANGUAGES:
        subprocess.run([session.peers, script, data, images, language], check=True)


def tables_of(results: Results, about: dict[str, str], dates: dict[str, str], language: str) -> str:
    """All that stands between the marks."""
    words = WORDS[language]
    parts = [
        _about(about, dates, language),
        _table(
            words["head"], 2, [(n, n) for n in sorted(results) if n[0] == "W"], results, language
        ),
        _cases(results, language),
        _change(results.get("W8", {}), language),
    ]
    if "corpus" in results:
        parts += [words["corpus title"], *_corpus(results["corpus"], language)]
    sizes = sorted((int(n.split()[1]), n) for n in results if n.startswith("growth"))
    if sizes:
        rows = [(count(size, language), n) for size, n in sizes]
        parts += [words["growth title"], _table(words["growth head"], 1, rows, results, language)]
    return "\n\n".join(part for part in parts if part)


def _about(about: dict[str, str], dates: dict[str, str], language: str) -> str:
    """When, on which machine and with which versions."""
    words = WORDS[language]
    days = sorted(set(dates.values()))
    if not days:
        return ""
    when = words["on"] if len(days) == 1 else words["between"]
    engines = ["xl-kpis", "numpy", *ENGINES, "LibreOffice"]
    return words["about"].format(
        when=when.format(*(day(each, language) for each in (days[0], days[-1])[: len(days)])),
        engines=words["comma"].join(f"{n} {about[n]}" for n in engines if n in about),
        python=about["Python"],
        processor=about["processor"],
        cores=about["cores"],
        memory=about["memory"],
        system=about["system"],
        load=about["load"].replace(".", "," if language == "fr" else "."),
    )


def _head(columns: str, texts: int) -> list[str]:
    """A table's first two lines; the first columns are texts, all others numbers."""
    size = columns.count("|") + 1
    return [f"| {columns} |", "|" + "---|" * texts + "---:|" * (size - texts)]


def _table(
    columns: str, texts: int, rows: list[tuple[str, str]], results: Results, language: str
) -> str:
    """A table of workloads, each with its engines and what they take against us."""
    lines = _head(columns, texts)
    if texts == 1:  # the first column is a number, the second is not
        lines[1] = "|---:|---|" + lines[1].removeprefix("|---|---:|")
    for first, workload in rows:
        engines = results[workload]
        ours = engines.get(OURS, Result())
        first = name(first, language)
        for engine, result in engines.items():
            lines.append(_row(first, engine, result, ours, language))
            first = ""
    return "\n".join(lines)


def _row(first: str, engine: str, result: Result, ours: Result, language: str) -> str:
    cells = [first, name(engine, language)]
    if not result.runs:
        cells += [_problem(result.problem, language), "", "", "", ""]
        return "| " + " | ".join(cells) + " |"
    cells += _figures(result, language)
    for what in ("wall", "cpu"):
        ratio = result.median(what) / ours.median(what) if ours.runs else None
        cells.append("" if ratio is None else figure(ratio, language))
    return "| " + " | ".join(cells) + " |"


def _figures(result: Result, language: str) -> list[str]:
    """Seconds by the clock and of the processors, and memory."""
    seconds = [figure(result.median(what), language) for what in ("wall", "cpu")]
    return [*seconds, count(result.median("memory"), language)]


def _problem(problem: str, language: str) -> str:
    words = WORDS[language]
    number, _, rest = problem.partition(" ")
    if rest == "other values":
        return f"{count(int(number), language)} {words['other']}"
    return words.get(problem, words["refused"])


def _milliseconds(result: Result, language: str) -> str:
    return f"{figure(statistics.median(result.inner) * 1000, language)}\u00a0ms"


def _change(engines: dict[str, Result], language: str) -> str:
    """The time of the change alone."""
    told = [f"{n} {_milliseconds(r, language)}" for n, r in engines.items() if r.inner]
    words = WORDS[language]
    return words["change"].format(words["comma"].join(told)) if told else ""


def _cases(results: Results, language: str) -> str:
    """The time of one case of W7: for how many cases it is, and against ours of as many and all."""
    words = WORDS[language]
    ours, told = {}, []
    for workload in (n for n in sorted(results) if n.startswith("W7")):
        cases = int(workload.partition(", ")[2].partition(" ")[0] or SCENARIOS)
        for engine, result in results[workload].items():
            if not result.inner:
                continue
            spent = statistics.median(result.inner)
            text = words["of"].format(
                engine, _milliseconds(result, language), count(cases, language)
            )
            if engine == OURS:
                ours[cases] = spent
            elif ratios := [
                words["times ours"].format(figure(spent / mine, language), count(n, language))
                for n, mine in sorted(ours.items())
            ]:
                text += f" ({words['comma'].join(ratios)})"
            told.append(text)
    if not told:
        return ""
    return words["cases"].format(words["semicolon"].join(told))


def _corpus(engines: dict[str, Result], language: str) -> list[str]:
    """What became of a folder of real workbooks."""
    words = WORDS[language]
    ours = engines.get(OURS, Result()).counts
    lines = _head(words["corpus head"], 1)
    told: dict[str, float] = {}
    for engine, result in engines.items():
        cells = [name(engine, language)]
        if not result.runs:
            cells += [_problem(result.problem, language), *[""] * 8]
            lines.append("| " + " | ".join(cells) + " |")
            continue
        told = found = result.counts
        cells += _figures(result, language)
        cells.append(words["files of"].format(*(f"{found[n]:.0f}" for n in ("written", "files"))))
        cells.append(" / ".join(f"{found[n]:.0f}" for n in ("refused", "crashed", "slow")))
        right = share(found["right"], found["cells"], language)
        cells.append(f"{count(found['right'], language)} ({right})")
        cells.append(count(found["perfect"], language))
        both = ("wall", "cpu")
        cells.append(" / ".join(figure(found[n], language) for n in both))
        ratios = [figure(found[n] / ours[n], language) for n in both if n in ours]
        cells.append(" / ".join(ratios))
        lines.append("| " + " | ".join(cells) + " |")
    if not told:
        return ["\n".join(lines)]
    numbers = {n: count(told[n], language) for n in ("files", "cells", "common")}
    return [words["corpus"].format(**numbers), "\n".join(lines)]
