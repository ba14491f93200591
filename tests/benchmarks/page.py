"""Results as tables in the documentation, and as plots."""

from __future__ import annotations

import json
import statistics
import subprocess
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import kinds
from tests.benchmarks.measure import Result
from tests.benchmarks.ours import PARTS
from tests.benchmarks.session import ENGINES, OURS, Session
from tests.benchmarks.words import count, day, figure, name, share, text
from tests.benchmarks.workloads import SCENARIOS
from xl_kpis.languages import available
from xl_kpis.languages.conventions import conventions

BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
PLOTTED = ("seconds", "formulas", "growth", "linear", "kinds", "wall", "cpu", "cpu_seconds")
"""What the plots say, in the catalogue under ``speed.plot.<id>``."""
Results = dict[str, dict[str, Result]]


def write(session: Session, docs: Path) -> None:
    """Put the tables between the marks of both pages, and draw the plots."""
    docs.mkdir(parents=True, exist_ok=True)
    for language in available():
        path = docs / f"speed.{language}.md"
        tables = tables_of(session.results, session.about, session.dates, language)
        page = path.read_text(encoding="utf-8") if path.exists() else f"{BEGIN}{END}\n"
        before, _, rest = page.partition(BEGIN)
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
    told = compared_kinds(session.results)
    data = session.home / "plot.json"
    script = Path(__file__).with_name("plot.py")
    for language in available():
        words = {id: text(f"plot.{id}", language) for id in PLOTTED}
        words["rewriting"] = text("name.rewriting", language)
        spelled = conventions(language)
        signs = {",": spelled.thousands, ".": spelled.decimal}
        given = {
            "results": points,
            "words": words,
            "signs": signs,
            "kinds": [[text(f"kind.{k.id}", language), k.cpu, k.wall] for k in told],
            "sizes": {
                text(f"kind.{id}", language): seconds_by_size(session.results, id)
                for id in kinds.GROWING
            },
        }
        data.write_text(json.dumps(given))
        subprocess.run([session.peers, script, data, images, language], check=True)


def tables_of(results: Results, about: dict[str, str], dates: dict[str, str], language: str) -> str:
    """All that stands between the marks."""
    parts = [
        _about(about, dates, language),
        _table(
            text("head", language),
            2,
            [(n, n) for n in sorted(results) if n[0] == "W"],
            results,
            language,
        ),
        _cases(results, language),
        _change(results.get("W8", {}), language),
    ]
    if told := compared_kinds(results):
        parts += [text("kinds_title", language), *_kinds(told, language)]
    if "corpus" in results:
        parts += [text("corpus_title", language), *_corpus(results["corpus"], language)]
        parts += _worst(results, language)
    sizes = sorted((int(n.split()[1]), n) for n in results if n.startswith("growth"))
    if sizes:
        rows = [(count(size, language), n) for size, n in sizes]
        parts += [
            text("growth_title", language),
            _table(text("growth_head", language), 1, rows, results, language),
        ]
    return "\n\n".join(part for part in parts if part)


def _about(about: dict[str, str], dates: dict[str, str], language: str) -> str:
    """When, on which machine and with which versions."""
    days = sorted(set(dates.values()))
    if not days:
        return ""
    first, last = (day(each, language) for each in (days[0], days[-1]))
    one = len(days) == 1
    engines = ["xl-kpis", "numpy", *ENGINES, "LibreOffice"]
    return text(
        "about",
        language,
        when=text("on", language, day=first)
        if one
        else text("between", language, first=first, last=last),
        engines=", ".join(f"{n} {about[n]}" for n in engines if n in about),
        python=about["Python"],
        processor=about["processor"],
        cores=about["cores"],
        memory=about["memory"],
        system=about["system"],
        load=conventions(language).localized(about["load"]),
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
    number, _, rest = problem.partition(" ")
    if rest == "other values":
        return f"{count(int(number), language)} {text('other', language)}"
    known = problem.replace(" ", "_")
    return text(
        known if known in ("too_slow", "unreadable", "wrote_nothing") else "refused", language
    )


def _milliseconds(result: Result, language: str) -> str:
    return f"{figure(statistics.median(result.inner) * 1000, language)}\u00a0ms"


def _change(engines: dict[str, Result], language: str) -> str:
    """The time of the change alone."""
    told = [f"{n} {_milliseconds(r, language)}" for n, r in engines.items() if r.inner]
    return text("change", language, told=", ".join(told)) if told else ""


def _cases(results: Results, language: str) -> str:
    """The time of one case of W7: for how many cases it is, and against ours of as many and all."""
    ours, told = {}, []
    for workload in (n for n in sorted(results) if n.startswith("W7")):
        cases = int(workload.partition(", ")[2].partition(" ")[0] or SCENARIOS)
        for engine, result in results[workload].items():
            if not result.inner:
                continue
            spent = statistics.median(result.inner)
            said = text(
                "of",
                language,
                engine=engine,
                time=_milliseconds(result, language),
                cases=count(cases, language),
            )
            if engine == OURS:
                ours[cases] = spent
            elif ratios := [
                text(
                    "times_ours",
                    language,
                    ratio=figure(spent / mine, language),
                    cases=count(n, language),
                )
                for n, mine in sorted(ours.items())
            ]:
                said += f" ({', '.join(ratios)})"
            told.append(said)
    if not told:
        return ""
    return text("cases", language, told=conventions(language).semicolon.join(told))


class ComparedKind(NamedTuple):
    """A kind of workbook: ours, the fastest other engine that gets it right, and its time (by the
    clock and of the processors) divided by ours."""

    id: str
    ours: Result
    peer: str
    theirs: Result
    wall: float
    cpu: float


def compared_kinds(results: Results) -> list[ComparedKind]:
    """The kinds that another engine gets right, those where we are slowest first."""
    found = []
    for kind in kinds.KINDS:
        engines = results.get(f"kind {kind.id}", {})
        ours = engines.get(OURS, Result())
        peers = [(e.median("cpu"), n) for n, e in engines.items() if n != OURS and e.runs]
        if not peers or not ours.runs:
            continue
        theirs = engines[min(peers)[1]]
        # by the clock another one may be the fastest
        wall = min(engines[n].median("wall") for _, n in peers) / ours.median("wall")
        cpu = theirs.median("cpu") / ours.median("cpu")
        found.append(ComparedKind(kind.id, ours, min(peers)[1], theirs, wall, cpu))
    return sorted(found, key=lambda each: min(each.wall, each.cpu))


def seconds_by_size(results: Results, id: str) -> dict[str, list[tuple[int, float]]]:
    """By engine, how many formulas a kind had and the seconds of the processors."""
    found: dict[str, list[tuple[int, float]]] = {}
    for size in kinds.SIZES:
        for engine, result in results.get(f"sizes {id} {size}", {}).items():
            if result.runs:
                found.setdefault(engine, []).append((size, result.median("cpu")))
    return found


def _kinds(told: list[ComparedKind], language: str) -> list[str]:
    """How many kinds there are and how many of them we win, and a line for each."""
    lines = _head(text("kinds_head", language), 1)
    for kind in told:
        cells = [text(f"kind.{kind.id}", language)]
        cells += [_seconds_and_memory(kind.ours, language), name(kind.peer, language)]
        cells.append(_seconds_and_memory(kind.theirs, language))
        cells += [figure(ratio, language) for ratio in (kind.cpu, kind.wall)]
        lines.append("| " + " | ".join(cells) + " |")
    said = text(
        "kinds",
        language,
        all=count(len(kinds.KINDS), language),
        compared=count(len(told), language),
        faster=count(sum(min(kind.cpu, kind.wall) > 1 for kind in told), language),
        middle=figure(statistics.median(kind.cpu for kind in told), language),
    )
    return [said, "\n".join(lines)]


def _seconds_and_memory(result: Result, language: str) -> str:
    memory = count(result.median("memory"), language)
    return f"{figure(result.median('cpu'), language)} / {memory}"


def _corpus(engines: dict[str, Result], language: str) -> list[str]:
    """What became of a folder of real workbooks."""
    ours = engines.get(OURS, Result()).counts
    lines = _head(text("corpus_head", language), 1)
    told: dict[str, float] = {}
    for engine, result in engines.items():
        cells = [name(engine, language)]
        if not result.runs:
            cells += [_problem(result.problem, language), *[""] * 8]
            lines.append("| " + " | ".join(cells) + " |")
            continue
        told = found = result.counts
        cells += _figures(result, language)
        cells.append(
            text("files_of", language, **{n: f"{found[n]:.0f}" for n in ("written", "files")})
        )
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
    parts = [text("corpus", language, **numbers), "\n".join(lines)]
    if "by_file_counted" in ours:
        by_file = {n: count(ours[f"by_file_{n}"], language) for n in ("counted", "faster")}
        ratio = figure(ours["by_file_ratio"], language)
        parts.append(text("by_file", language, ratio=ratio, **by_file))
    return parts


def _worst(results: Results, language: str) -> list[str]:
    """The workbooks where we are furthest behind, and where our time goes in them."""
    lines = _head(text("worst_head", language), 2)
    for key, result in results.get("worst", {}).items():
        told = result.counts
        spent = [told[part] for part in PARTS]
        cells = [f"{count(told['formulas'], language)} / {count(told['sheets'], language)}"]
        cells.append(name(key.partition(" ")[2], language))
        cells += [count(1000 * told[whose], language) for whose in ("theirs", "ours")]
        cells.append(figure(told["theirs"] / told["ours"], language))
        cells.append(" / ".join(count(100 * each / sum(spent), language) for each in spent))
        lines.append("| " + " | ".join(cells) + " |")
    return [text("worst", language), "\n".join(lines)] if "worst" in results else []
