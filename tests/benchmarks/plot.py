"""Plots of the results: ``python plot.py RESULTS FOLDER LANGUAGE`` (needs matplotlib)."""

import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.axis import Axis
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

COLOURS = {
    "xl-kpis": "#0b6e4f",
    "formualizer": "#c8553d",
    "formualizer (rewriting)": "#e0a458",
    "ironcalc": "#4a5899",
    "libreoffice": "#8a8a8a",
}
MARKERS = {"formualizer (rewriting)": "s", "ironcalc": "^", "formualizer": "D"}


def number(value: float, signs: dict[str, str]) -> str:
    """A tick: 0.5, 10 or 100,000."""
    plain = f"{value:,.0f}" if value >= 1 else f"{value:g}"
    return "".join(signs.get(sign, sign) for sign in plain)


def label(engine: str, words: dict[str, str]) -> str:
    return engine.replace("(rewriting)", words["rewriting"])


def ticks(axis: Axis, signs: dict[str, str]) -> None:
    axis.set_major_formatter(FuncFormatter(lambda value, _: number(value, signs)))
    axis.set_minor_formatter(NullFormatter())


def workloads(results: dict, path: Path, words: dict[str, str], signs: dict[str, str]) -> None:
    """Bars: seconds by workload and engine."""
    names = sorted(n for n in results if n.startswith("W") and n != "W8" and "," not in n)
    if not names:
        return
    figure, axes = plt.subplots(figsize=(8, 4), layout="constrained")
    width = 0.8 / len(COLOURS)
    for k, (engine, colour) in enumerate(COLOURS.items()):
        at = [i for i, n in enumerate(names) if engine in results[n]]
        values = [results[names[i]][engine][0] for i in at]
        places = [i + (k - len(COLOURS) / 2 + 0.5) * width for i in at]
        axes.bar(places, values, width, color=colour, label=label(engine, words))
    axes.set_yscale("log")
    axes.set_ylim(bottom=0.05)
    axes.set_xlim(-0.5, len(names) - 0.5)
    axes.set_ylabel(words["seconds"])
    ticks(axes.yaxis, signs)
    axes.set_xticks(range(len(names)), names)
    axes.legend(frameon=False, fontsize=8)
    figure.savefig(path, dpi=110)


def growth(results: dict, path: Path, words: dict[str, str], signs: dict[str, str]) -> None:
    """Lines: formulas against seconds, and what proportional would be."""
    sizes = sorted((int(n.split()[1]), n) for n in results if n.startswith("growth"))
    if not sizes:
        return
    figure, axes = plt.subplots(figsize=(7, 4.6), layout="constrained")
    for engine, colour in COLOURS.items():
        points = [(size, results[n][engine][0]) for size, n in sizes if engine in results[n]]
        if points:
            style = {"color": colour, "marker": MARKERS.get(engine, "o"), "markersize": 5}
            axes.plot(*zip(*points, strict=True), label=label(engine, words), **style)
    ends = [size for size, _ in sizes]
    ours = [results[n]["xl-kpis"][0] for _, n in sizes if "xl-kpis" in results[n]]
    if ours:
        line = [ours[-1] * size / ends[-1] for size in (ends[0], ends[-1])]
        style = {"color": "#777777", "linestyle": "--", "linewidth": 1, "zorder": 0}
        axes.plot([ends[0], ends[-1]], line, label=words["linear"], **style)
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set_xticks(ends)
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.minorticks_off()
    ticks(axes.xaxis, signs)
    ticks(axes.yaxis, signs)
    axes.grid(True, color="#e6e6e6", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.set_xlabel(words["formulas"])
    axes.set_ylabel(words["seconds"])
    axes.set_title(words["growth"], fontsize=11)
    axes.legend(frameon=False, fontsize=9)
    figure.savefig(path, dpi=130)


def kinds(given: list, path: Path, words: dict[str, str], signs: dict[str, str]) -> None:
    """Bars: the fastest other engine's time divided by ours, by kind, the worst at the top."""
    if not given:
        return
    figure, axes = plt.subplots(figsize=(8, 0.8 + 0.2 * len(given)), layout="constrained")
    places = range(len(given), 0, -1)
    for place, (_, cpu, wall) in zip(places, given, strict=True):
        colour = COLOURS["xl-kpis"] if cpu >= 1 else COLOURS["formualizer"]
        axes.barh(place, cpu - 1, left=1, height=0.62, color=colour)
        axes.plot(wall, place, "o", color="#222222", markersize=3.5)
    axes.axvline(1, color="#222222", linewidth=1)
    axes.set_xscale("log")
    ticks(axes.xaxis, signs)
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.minorticks_off()
    axes.set_yticks(list(places), [said for said, _, _ in given], fontsize=8)
    axes.set_ylim(0.3, len(given) + 0.7)
    axes.grid(True, axis="x", color="#e6e6e6", linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    figure.supxlabel(words["kinds"], fontsize=9)
    bar = axes.barh([-9], [1], color=COLOURS["xl-kpis"], label=words["cpu"])
    (dot,) = axes.plot([1], [-9], "o", color="#222222", markersize=3.5, label=words["wall"])
    axes.legend(handles=[bar, dot], frameon=False, fontsize=8, loc="upper right")
    figure.savefig(path, dpi=110)


def sizes(given: dict, path: Path, words: dict[str, str], signs: dict[str, str]) -> None:
    """A panel for each kind: formulas against seconds of the processors."""
    if not any(given.values()):
        return
    figure, panels = plt.subplots(
        2, 2, figsize=(8, 6.4), layout="constrained", sharex=True, sharey=True
    )
    for axes, (kind, engines) in zip(panels.flat, given.items(), strict=True):
        for engine, colour in COLOURS.items():
            if engine in engines:
                style = {"color": colour, "marker": MARKERS.get(engine, "o"), "markersize": 4}
                said = label(engine, words)
                axes.plot(*zip(*engines[engine], strict=True), label=said, **style)
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 3)))
        axes.minorticks_off()
        ticks(axes.xaxis, signs)
        ticks(axes.yaxis, signs)
        axes.grid(True, color="#e6e6e6", linewidth=0.8)
        axes.set_axisbelow(True)
        axes.set_title(kind, fontsize=10)
    panels[0][0].legend(frameon=False, fontsize=8)
    figure.supxlabel(words["formulas"], fontsize=9)
    figure.supylabel(words["cpu_seconds"], fontsize=9)
    figure.savefig(path, dpi=120)


def main(data: str, folder: str, language: str) -> None:
    given = json.loads(Path(data).read_text())
    results, words, signs = given["results"], given["words"], given["signs"]
    plt.rcParams.update({"font.size": 10, "axes.spines.top": False, "axes.spines.right": False})
    workloads(results, Path(folder) / f"speed.{language}.png", words, signs)
    growth(results, Path(folder) / f"speed-growth.{language}.png", words, signs)
    kinds(given["kinds"], Path(folder) / f"speed-kinds.{language}.png", words, signs)
    sizes(given["sizes"], Path(folder) / f"speed-sizes.{language}.png", words, signs)


if __name__ == "__main__":
    main(*sys.argv[1:])
