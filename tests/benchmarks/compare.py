"""Whether two engines gave the same values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from xl_kpis.errors import ExcelError
from xl_kpis.formula.reference import cell_name
from xl_kpis.formula.xlsx import open_package, read_model


def _values(path: Path, places: dict[str, list[tuple[int, int, int, int]]]) -> dict[str, list[Any]]:
    model = read_model(open_package(path))
    out = {}
    for name, areas in places.items():
        index = model.sheet_index(name)
        if index is None:
            raise KeyError(f"no sheet {name}")
        cells = model.sheets[index].cells
        found: list[Any] = []
        for area in areas:
            found += cells.read(index, *area).ravel().tolist()
        out[name] = found
    return out


def formula_places(path: Path) -> dict[str, list[tuple[int, int, int, int]]]:
    """Where a workbook's formulas are, by sheet."""
    model = read_model(open_package(path))
    return {
        sheet.name: [run[:4] for run in sheet.runs if run.kind != "table"]
        for sheet in model.sheets
        if sheet.runs
    }


def count_formulas(path: Path) -> int:
    """How many cells of a workbook have formulas."""
    return sum(
        (bottom - top + 1) * (right - left + 1)
        for areas in formula_places(path).values()
        for top, left, bottom, right in areas
    )


def same(a: Any, b: Any) -> bool:
    """Equal, numbers to nine digits."""
    if isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))
    if isinstance(a, ExcelError) or isinstance(b, ExcelError):
        return str(a) == str(b)
    return bool(a == b) or (a in (None, "") and b in (None, ""))


def differences(source: Path, ours: Path, theirs: Path) -> tuple[int, str]:
    """How many formula cells of two outputs differ, and one of them."""
    places = formula_places(source)
    a, b = _values(ours, places), _values(theirs, places)
    count, example = 0, ""
    for name, values in a.items():
        for i, (x, y) in enumerate(zip(values, b[name], strict=True)):
            if not same(x, y):
                count += 1
                example = example or f"{name}, {_cell(places[name], i)}: {x!r} / {y!r}"
    return count, example


def _cell(areas: list[tuple[int, int, int, int]], at: int) -> str:
    for top, left, bottom, right in areas:
        width = right - left + 1
        size = (bottom - top + 1) * width
        if at < size:
            return cell_name(top + at // width, left + at % width)
        at -= size
    raise IndexError(at)


def json_differences(ours: Path, theirs: Path) -> tuple[int, str]:
    """The same for lists of values in JSON files."""
    a, b = json.loads(ours.read_text()), json.loads(theirs.read_text())
    count, example = 0, ""
    for i, (x, y) in enumerate(zip(a["values"], b["values"], strict=True)):
        for j, (p, q) in enumerate(zip(x, y, strict=True)):
            number = all(isinstance(v, (int, float)) for v in (p, q))
            if not (same(float(p), float(q)) if number else p == q):
                count += 1
                example = example or f"row {i}, {j}: {p!r} / {q!r}"
    return count, example
