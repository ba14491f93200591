"""Golden workbooks filled with other figures: calculated together, they are what each is alone."""

from __future__ import annotations

import datetime
import random
from pathlib import Path

import pytest

from tests.formula.xlsx.packages import contents
from xl_kpis.formula.book import Book, load
from xl_kpis.formula.fleet import recalculate_files
from xl_kpis.formula.reference import cell_name
from xl_kpis.formula.values.kinds import NUMBER
from xl_kpis.formula.xlsx import WorkbookError, open_package
from xl_kpis.formula.xlsx.write.input_cells import edit_cells

GOLDEN = Path(__file__).parents[3] / "shared" / "golden" / "workbooks"
NOW = datetime.datetime(2024, 5, 6, 7, 8, 9)
LARGEST = 1_500_000
FILES = sorted(p for p in GOLDEN.glob("*/*.xls*") if p.is_file() and p.stat().st_size <= LARGEST)
CHUNKS = 8
SAMPLE = 10
"""Every so many files in a normal run; all of them with ``-m slow``."""
OTHERS = 3
"""Workbooks made of each one, with other figures."""
AMONG = 400
"""How many inputs of each column, from the top, may be given another figure."""

pytestmark = [
    pytest.mark.golden,
    pytest.mark.skipif(not FILES, reason=f"no golden workbooks in {GOLDEN}"),
]


def inputs(book: Book) -> dict[tuple[str, str], float]:
    """The numbers that no formula put there, by sheet and cell."""
    numbers = {}
    for i, sheet in enumerate(book.model.sheets):
        if sheet.is_external or "worksheets" not in (sheet.part or ""):
            continue
        for col, column in sheet.cells.by_index.items():
            for k, row in enumerate(column.all_rows()[:AMONG].tolist()):
                calculated = book.state.owner(i, row, col) is not None
                if column.kind[k] != NUMBER or calculated:
                    continue
                if book.state.spill_area(i, row, col) is None:
                    numbers[sheet.name, cell_name(row, col)] = float(column.num[k])
    return numbers


def other_figures(numbers: dict[tuple[str, str], float], chance: random.Random) -> dict:
    """About a third of the inputs with another number, some empty, some a text."""
    figures: dict[tuple[str, str], float | str | None] = {}
    for cell, number in numbers.items():
        if chance.random() < 0.3:
            rounded = float(round(number * chance.uniform(0.5, 1.5)))
            figures[cell] = chance.choice(
                [number * chance.uniform(0.5, 1.5), rounded, number + 1, number - 1]
            )
            if chance.random() < 0.08:
                figures[cell] = chance.choice([None, "x"])
    return figures


def check(path: Path, folder: Path) -> None:
    """The workbook and others made of it give the same files together and alone."""
    data = path.read_bytes()
    book = load(data, now=NOW, seed=1)
    book.recalculate()
    numbers, chance = inputs(book), random.Random(path.name)
    folder.mkdir()
    sources = [folder / f"{n}{path.suffix}" for n in range(OTHERS + 1)]
    sources[0].write_bytes(data)
    for source in sources[1:]:
        try:
            source.write_bytes(edit_cells(open_package(data), other_figures(numbers, chance)))
        except WorkbookError:  # some of its cells cannot be edited
            source.write_bytes(data)
    pairs = [(source, folder / f"together-{source.name}") for source in sources]
    for done in recalculate_files(pairs, now=NOW, seed=1):
        assert done.problem is None, (path.name, done.problem)
        alone = load(done.source, now=NOW, seed=1)
        report = alone.recalculate()
        assert done.report is not None
        assert done.report.errors == report.errors, path.name
        assert done.report.formulas == report.formulas, path.name
        wanted, got = contents(alone.to_bytes()), contents(done.target)
        assert got.keys() == wanted.keys(), path.name
        assert [n for n in wanted if got[n] != wanted[n]] == [], (path.name, done.source.name)


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_together_they_are_what_each_is_alone(chunk: int, tmp_path: Path) -> None:
    for i, path in enumerate(FILES[1::SAMPLE][chunk::CHUNKS]):
        check(path, tmp_path / str(i))


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_together_they_are_what_each_is_alone_in_any_file(chunk: int, tmp_path: Path) -> None:
    for i, path in enumerate(FILES[chunk::CHUNKS]):
        check(path, tmp_path / str(i))
