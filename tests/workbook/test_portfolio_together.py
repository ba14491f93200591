"""Workbooks of one template are calculated together for a portfolio: each says just what it says
alone, whatever stands in it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import xl_kpis
from tests.samples import finished
from xl_kpis.formula.book import Book
from xl_kpis.formula.reference import cell_name
from xl_kpis.formula.xlsx.write.input_cells import edit_cells
from xl_kpis.workbook import layout
from xl_kpis.workbook.examples import SETTINGS, history
from xl_kpis.workbook.fill import fill, recalculated
from xl_kpis.workbook.places import Places, in_region
from xl_kpis.workbook.portfolio.gathering import gather
from xl_kpis.workbook.portfolio.reading import read_entry

PERIODS = 9
typed = st.one_of(
    st.none(), st.integers(-3, 60), st.floats(0, 60).map(lambda n: round(n, 2)), st.just("soon")
)


@cache
def base(pack: str) -> tuple[Book, dict[str, list[Any]], str]:
    """A template filled with the example's periods, where its figures stand, on what sheet."""
    told = {id: values[:PERIODS] for id, values in history(pack).items()}
    filled = fill(finished(pack, "fr" if pack == "remote" else "en"), told, settings=SETTINGS)
    book = in_region(recalculated(filled))
    places = Places(book)
    where = {m.id: places.inputs(m.id) for _, m in layout.measures(pack)}
    return book, where, places.input_sheet_name


@st.composite
def changes(draw: Any) -> dict[tuple[str, int], Any]:
    """Figures typed over those of the example, that can be or cannot."""
    _, where, _ = base("mentoring")
    cells = st.tuples(st.sampled_from(sorted(where)), st.integers(0, PERIODS + 2))
    return draw(st.dictionaries(cells, typed, max_size=8))


def written(folder: Path, pack: str, number: int, changed: dict[tuple[str, int], Any]) -> Path:
    book, where, sheet = base(pack)
    assert book.package is not None
    edits = {
        (sheet, cell_name(*where[id][period])): float(value) if type(value) is int else value
        for (id, period), value in changed.items()
        if id in where
    }
    path = folder / f"{pack}-{number}.xlsx"
    path.write_bytes(edit_cells(book.package, edits))
    return path


@settings(max_examples=2, deadline=None)
@given(st.lists(changes(), min_size=2, max_size=3))
def test_each_workbook_gives_what_it_gives_alone(several: list[dict[tuple[str, int], Any]]) -> None:
    with TemporaryDirectory() as name:
        files = [written(Path(name), "mentoring", i, one) for i, one in enumerate(several)]
        files += [written(Path(name), "remote", i, one) for i, one in enumerate(several[:2])]
        found = dict(gather([str(file) for file in files], ("coach",), None, "en", None, 1))
        for file in files:
            alone = read_entry(in_region(xl_kpis.load(file)), str(file), "en", ("coach",))
            assert found[str(file)] == alone


def test_a_period_that_one_of_them_lacks_is_told_of_that_one(tmp_path: Path) -> None:
    full = [written(tmp_path, "mentoring", i, {}) for i in range(3)]
    ids = base("mentoring")[1]
    empty = written(tmp_path, "mentoring", 9, {(id, 8): None for id in ids})
    names = [str(file) for file in (*full, empty)]
    found = dict(gather(names, (), "9", "en", None, 1))
    assert isinstance(found.pop(str(empty)), ValueError)
    first, *others = found.values()
    for other in others:
        assert replace(other, file=first.file, client=first.client) == first
