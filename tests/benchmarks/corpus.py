"""Folders of real workbooks: which there are, what Excel says, and how much of it is right.

The values are those that Excel saved. They are in ``expected`` beside a folder, as lists of
sheet, cell, type and value, or else in the workbooks themselves. Then the engines are given copies
without them, so that nothing is right that was not calculated.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

from xl_kpis.errors import ExcelError
from xl_kpis.formula.reference import cell_name, parse_cell
from xl_kpis.formula.xlsx import open_package, read_model

Expected = dict[str, list[list[Any]]]
"""By file: sheet, cell, type (n, s, b or e) and value."""

_VOLATILE = re.compile(r"\b(NOW|TODAY|RAND|RANDBETWEEN|RANDARRAY|CELL|INFO)\(", re.I)
_SAVED = re.compile(
    rb"(<((?:\w+:)?)f\b[^>]*?(?:/>|>[^<]*</\2f>)\s*)<\2v\b[^>]*?(?:/>|>[^<]*</\2v>)"
)


def prepare(folders: list[Path], flat: Path) -> Expected:
    """Put the workbooks that hold formulas into ``flat`` under short names; what is expected."""
    shutil.rmtree(flat, ignore_errors=True)
    flat.mkdir(parents=True)
    out: Expected = {}
    found = [(folder, path) for folder in folders for path in sorted(folder.rglob("*.xls[xm]"))]
    for i, (folder, path) in enumerate(found):
        name = f"{i:04}{path.suffix.lower()}"
        beside = folder.parent / "expected" / f"{path.relative_to(folder).as_posix()}.json.gz"
        if beside.exists():
            out[name] = [c[:4] for c in json.loads(gzip.decompress(beside.read_bytes()))["cells"]]
            (flat / name).symlink_to(path)
        elif cells := saved(path):
            out[name] = cells
            without_saved(path, flat / name)
    return out


def saved(path: Path) -> list[list[Any]]:
    """The values in a workbook's formula cells, but for the volatile; none if it is unreadable."""
    try:
        model = read_model(open_package(path))
    except Exception:
        return []
    out: list[list[Any]] = []
    for index, sheet in enumerate(model.sheets):
        for run in sheet.runs:
            if run.kind != "normal" or _VOLATILE.search(run.text):
                continue
            for row in range(run.top, run.bottom + 1):
                for col in range(run.left, run.right + 1):
                    value = model.value(index, row, col)
                    if value is not None:
                        out.append([sheet.name, cell_name(row, col), *_typed(value)])
    return out


def _typed(value: Any) -> tuple[str, Any]:
    if isinstance(value, ExcelError):
        return "e", value.code
    kind = {bool: "b", str: "s"}.get(type(value), "n")
    return kind, value


def without_saved(source: Path, target: Path) -> None:
    """A copy of a workbook whose formula cells have no values."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.lower().startswith("xl/worksheets/"):
                data = _SAVED.sub(rb"\1", data)
            new.writestr(info.filename, data)


def right(output: Path, cells: list[list[Any]]) -> int:
    """How many cells of a file an engine wrote have the values Excel saved."""
    try:
        model = read_model(open_package(output))
        sheets = {name: model.sheet_index(name) for name in {cell[0] for cell in cells}}
    except Exception:
        return 0
    return sum(
        agrees(model.value(index, *parse_cell(cell)), kind, want)
        for sheet, cell, kind, want in cells
        if (index := sheets[sheet]) is not None
    )


def agrees(got: Any, kind: str, want: Any) -> bool:
    """Numbers equal to nine digits, everything else as it is."""
    if kind == "e":
        return isinstance(got, ExcelError) and got.code == want
    if kind == "b":
        return got is want
    if kind == "s":
        text = "" if got is None else got
        return isinstance(text, str) and text.replace("\r\n", "\n") == want.replace("\r\n", "\n")
    return type(got) is float and abs(got - want) <= 1e-9 * max(1.0, abs(got), abs(want))


def right_by_file(report: dict[str, list[Any]], target: Path, expected: Expected) -> dict[str, int]:
    """How many cells are right in each file that was written."""
    written = [name for name in expected if report[name][0] == "written"]
    return {name: right(target / name, expected[name]) for name in written}


def counts(
    report: dict[str, list[Any]], good: dict[str, int], expected: Expected
) -> dict[str, float]:
    """What became of the files, and how many cells are right."""
    states = [report[name][0] for name in expected]
    return {
        "files": len(expected),
        "written": len(good),
        "refused": states.count("refused"),
        "crashed": states.count("crashed"),
        "slow": states.count("too slow"),
        "cells": sum(map(len, expected.values())),
        "right": sum(good.values()),
        "perfect": sum(good[name] == len(expected[name]) for name in good),
    }
