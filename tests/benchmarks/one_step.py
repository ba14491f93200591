"""How many cells one step from constants equal Excel's to the last bit.

``python -m tests.benchmarks.one_step [TEXT …]`` measures the golden workbooks whose path has one of
the texts, or all. A cell counts if its formula has a number in the golden values and reads cells
that hold constants only: then it begins with the very bits Excel began with, and a difference is
its own, not that of a cell before it. Each such cell counts once, and so does each function it
calls. Ranges are those the formula names; where ``INDIRECT`` or ``OFFSET`` go is not followed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from xl_kpis.formula.book import Book, load
from xl_kpis.formula.reference import Area, parse_cell

SHARED = Path(__file__).parents[3] / "shared"
ROOTS = [root for root in (SHARED / "golden", SHARED / "golden2") if root.is_dir()]
CALLED = re.compile(r"([A-Z][A-Z0-9.]*)\(")


class Compared(NamedTuple):
    """A cell, and the value it has beside that of Excel."""

    file: str
    cell: str
    formula: str
    found: float
    excel: float

    @property
    def equal(self) -> bool:
        return self.found == self.excel


def files(texts: list[str]) -> Iterator[tuple[Path, Path]]:
    """Workbooks whose path has one of the texts (all without any), and their golden values."""
    for root in ROOTS:
        for path in sorted((root / "workbooks").glob("*/*")):
            name = path.relative_to(root / "workbooks").as_posix()
            values = root / "expected" / f"{name}.json.gz"
            if values.exists() and (not texts or any(text in name for text in texts)):
                yield path, values


def compared(path: Path, values: Path) -> Iterator[Compared]:
    """The cells of a workbook that stand one step from constants."""
    wanted = [
        (sheet, cell, formula, float(value))
        for sheet, cell, kind, value, formula in json.loads(gzip.decompress(values.read_bytes()))[
            "cells"
        ]
        if kind == "n" and formula
    ]
    if not wanted:
        return
    book = load(path)
    book.recalculate()
    constants = _Constants(book)
    numbers = {sheet.name: i for i, sheet in enumerate(book.model.sheets)}
    for sheet, cell, formula, value in wanted:
        found = book.model.value(numbers[sheet], *parse_cell(cell))
        quoted = sheet.replace("'", "''")
        if type(found) is float and constants.all_that(f"'{quoted}'!{cell}"):
            yield Compared(path.name, f"{sheet}!{cell}", formula, found, value)


class _Constants:
    """Tells whether all a cell reads is constants."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.runs = [
            [(run.top, run.left, run.bottom, run.right) for run in sheet.runs]
            for sheet in book.model.sheets
        ]
        self.known: dict[Area, bool] = {}

    def all_that(self, address: str) -> bool:
        try:
            areas = [self.book.resolve(read).area for read in self.book.precedents(address)]
        except (KeyError, ValueError):  # what it reads is not to be found
            return False
        return all(map(self.holds, areas))

    def holds(self, area: Area) -> bool:
        if area not in self.known:
            self.known[area] = not any(
                top <= area.bottom
                and bottom >= area.top
                and left <= area.right
                and right >= area.left
                for top, left, bottom, right in self.runs[area.sheet]
            )
        return self.known[area]


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.benchmarks.one_step", description=__doc__
    )
    parser.add_argument("texts", nargs="*", metavar="TEXT", help="parts of paths of workbooks")
    parser.add_argument("--show", type=int, default=1, help="cells shown per function")
    options = parser.parse_args()
    if not ROOTS:
        raise SystemExit(f"there are no golden workbooks in {SHARED}")
    total: Counter[str] = Counter()
    unlike: dict[str, list[Compared]] = {}
    count = equal = 0
    for path, values in files(options.texts):
        for cell in compared(path, values):
            count, equal = count + 1, equal + cell.equal
            for name in set(CALLED.findall(cell.formula)) or {"operators"}:
                total[name] += 1
                if not cell.equal:
                    unlike.setdefault(name, []).append(cell)
    for name, cells in sorted(unlike.items(), key=lambda item: -len(item[1])):
        print(f"{name:24} {len(cells):5} of {total[name]} differ")
        for cell in cells[: options.show]:
            print(f"    {cell.file} {cell.cell} ={cell.formula}: {cell.found!r}, {cell.excel!r}")
    share = 100 * equal / count if count else 100.0
    print(f"{equal} of {count} cells one step from constants = {share:.2f} %")


if __name__ == "__main__":
    main()
