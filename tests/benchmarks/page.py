"""Results as tables in the documentation, and as plots."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.benchmarks.measure import Result

BEGIN, END = "<!-- measured -->", "<!-- /measured -->"
_WORDS = {
    "en": {
        "head": "| workload | engine | wall, s | CPU, s | memory, MB | wall against ours |",
        "each": "| size | engine | wall, s | CPU, s | memory, MB |",
        "change": "One change and its dependents read, within the process: {}.",
        "ms": "{name} {ms} ms",
        "comma": ", ",
        "point": ".",
        "too slow": "too slow",
        "refused": "refuses the file",
        "other": "other values",
    },
    "fr": {
        "head": "| travail | moteur | durée, s | processeur, s | mémoire, Mo | face au nôtre |",
        "each": "| taille | moteur | durée, s | processeur, s | mémoire, Mo |",
        "change": "Une saisie changée et ses dépendants lus, dans le processus\u00a0: {}.",
        "ms": "{name} {ms}\u00a0ms",
        "comma": ", ",
        "point": ",",
        "too slow": "trop lent",
        "refused": "refuse le fichier",
        "other": "valeurs différentes",
    },
}


def write(results: dict[str, dict[str, Result]], docs: Path, python: str, work: Path) -> None:
    """Put the tables between the marks of both pages, and draw the plots."""
    docs.mkdir(parents=True, exist_ok=True)
    for language in _WORDS:
        path = docs / f"speed.{language}.md"
        table = f"{BEGIN}\n\n{_tables(results, language)}\n{END}"
        text = path.read_text(encoding="utf-8") if path.exists() else f"{BEGIN}{END}\n"
        before, _, rest = text.partition(BEGIN)
        path.write_text(before + table + rest.partition(END)[2], encoding="utf-8")
    images = docs / "images"
    images.mkdir(parents=True, exist_ok=True)
    points = {
        name: {
            engine: [result.median("wall"), result.median("cpu")]
            for engine, result in engines.items()
            if result.runs
        }
        for name, engines in results.items()
    }
    data = work / "plot.json"
    data.write_text(json.dumps(points))
    script = Path(__file__).with_name("plot.py")
    for language in _WORDS:
        subprocess.run([python, script, data, images, language], check=True)


def _tables(results: dict[str, dict[str, Result]], language: str) -> str:
    words = _WORDS[language]
    lines = [words["head"], "|---|---|---:|---:|---:|---:|"]
    for workload in sorted(n for n in results if n.startswith("W")):
        lines += _rows(workload, results[workload], language)
    w8 = results.get("W8", {})
    inner = [
        words["ms"].format(name=name, ms=_figure(_median(r.inner) * 1000, language))
        for name, r in w8.items()
        if r.inner
    ]
    if inner:
        lines += ["", "W8. " + words["change"].format(words["comma"].join(inner))]
    sizes = sorted((int(n.split()[1]), n) for n in results if n.startswith("growth"))
    if sizes:
        lines += ["", words["each"], "|---:|---|---:|---:|---:|"]
        for size, name in sizes:
            shown = f"{size:,}".replace(",", "\u202f" if language == "fr" else ",")
            lines += [_row(shown, n, r, language) for n, r in results[name].items()]
    if "corpus" in results:
        lines += ["", words["head"], "|---|---|---:|---:|---:|---:|"]
        lines += _rows("corpus", results["corpus"], language)
    return "\n".join(lines) + "\n"


def _rows(workload: str, engines: dict[str, Result], language: str) -> list[str]:
    ours = next((r.median("wall") for r in engines.values() if r.runs), None)
    out = []
    for i, (name, result) in enumerate(engines.items()):
        row = _row(workload if i == 0 else "", name, result, language)
        ratio = ""
        if result.runs and ours:
            ratio = _figure(result.median("wall") / ours, language) + "\u00a0×"
        out.append(f"{row} {ratio} |")
    return out


def _row(first: str, name: str, result: Result, language: str) -> str:
    if not result.runs:
        return f"| {first} | {name} | {_problem(result.problem, language)} | | |"
    figures = [_figure(result.median(what), language) for what in ("wall", "cpu")]
    memory = f"{result.median('memory'):.0f}"
    return f"| {first} | {name} | {figures[0]} | {figures[1]} | {memory} |"


def _problem(problem: str, language: str) -> str:
    words = _WORDS[language]
    count, _, rest = problem.partition(" ")
    if rest == "other values":
        return f"{count} {words['other']}"
    return words.get(problem, words["refused"])


def _figure(value: float, language: str) -> str:
    text = f"{value:.2f}" if value < 10 else f"{value:.1f}"
    return text.replace(".", _WORDS[language]["point"])


def _median(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
