"""Plots of the results: ``python plot.py RESULTS FOLDER LANGUAGE`` (needs matplotlib)."""

import json
import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt

COLOURS = {
    "xl-kpis": "#0b6e4f",
    "formualizer": "#c8553d",
    "formualizer (rewriting)": "#e0a458",
    "ironcalc": "#4a5899",
    "libreoffice": "#8a8a8a",
}
WORDS = {
    "en": ("Whole process, seconds (log)", "formulas", "Growth with the number of formulas"),
    "fr": ("Processus entier, secondes (log)", "formules", "Croissance avec le nombre de formules"),
}


def main(data: str, folder: str, language: str) -> None:
    results = json.loads(Path(data).read_text())
    seconds, formulas, growth = WORDS[language]
    plt.rcParams.update({"font.size": 10, "axes.spines.top": False, "axes.spines.right": False})
    names = sorted(n for n in results if n.startswith("W") and n != "W8")
    if names:
        figure, axes = plt.subplots(figsize=(8, 4), layout="constrained")
        width = 0.8 / len(COLOURS)
        for k, (engine, colour) in enumerate(COLOURS.items()):
            at = [i for i, n in enumerate(names) if engine in results[n]]
            values = [results[names[i]][engine][0] for i in at]
            places = [i + (k - len(COLOURS) / 2 + 0.5) * width for i in at]
            axes.bar(places, values, width, color=colour, label=engine)
        axes.set_yscale("log")
        axes.set_ylabel(seconds)
        axes.set_xticks(range(len(names)), names)
        axes.legend(frameon=False, fontsize=8)
        figure.savefig(Path(folder) / f"speed.{language}.png", dpi=110)
    sizes = sorted((int(n.split()[1]), n) for n in results if n.startswith("growth"))
    if sizes:
        figure, axes = plt.subplots(figsize=(6, 4), layout="constrained")
        for engine, colour in COLOURS.items():
            points = [(size, results[n][engine][0]) for size, n in sizes if engine in results[n]]
            if points:
                axes.plot(*zip(*points, strict=True), "o-", color=colour, label=engine)
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlabel(formulas)
        axes.set_ylabel(seconds)
        axes.set_title(growth, fontsize=10)
        axes.legend(frameon=False)
        figure.savefig(Path(folder) / f"speed-growth.{language}.png", dpi=110)


if __name__ == "__main__":
    main(*sys.argv[1:])
