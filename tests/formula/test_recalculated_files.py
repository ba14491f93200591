"""Golden workbooks recalculated and saved: nothing but values has changed, and others open them."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from xl_kpis.formula.book import Book, load
from xl_kpis.formula.reference import parse_cell

GOLDEN = Path(__file__).parents[3] / "shared" / "golden" / "workbooks"
FILES = sorted(p for p in GOLDEN.glob("*/*.xls*") if p.is_file())
CHUNKS = 8
SAMPLE = 6
"""Every so many files in a normal run; all of them with ``-m slow``."""
OPENED = 20
SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")

pytestmark = [
    pytest.mark.golden,
    pytest.mark.skipif(not FILES, reason=f"no golden workbooks in {GOLDEN}"),
]


def local(tag: Any) -> str:
    return str(tag).rpartition("}")[2]


def around(data: bytes) -> tuple[bytes, bytes]:
    """A sheet's bytes before and after its cells."""
    start, end = data.find(b"sheetData"), data.rfind(b"sheetData")
    return data[:start], data[end:]


def cells_of(data: bytes) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """The attributes of the rows that have cells; per cell its attributes, formula and value."""
    rows, cells = [], {}
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False)
    for row in etree.fromstring(data, parser).iter("{*}row"):
        at = row.get("r")
        found = [c for c in row if local(c.tag) == "c"]
        rows.append(dict(row.attrib))
        for position, cell in enumerate(found):
            name = cell.get("r") or f"{at}/{position}"
            parts = {local(part.tag): part for part in cell}
            formula = parts.get("f")
            cells[name] = (
                {k: v for k, v in cell.attrib.items() if k not in ("t", "vm")},
                None
                if formula is None
                else ({k: v for k, v in formula.attrib.items() if k != "ref"}, formula.text),
                (cell.get("t"), [etree.tostring(p) for p in cell if local(p.tag) != "f"]),
            )
    return rows, cells


def spilled(book: Book, part: str) -> Any:
    """Whether a cell of a sheet is one that an array fills, or filled when the file was saved."""
    index = next(i for i, s in enumerate(book.model.sheets) if s.part == part)
    areas = [r[:4] for r in book.model.sheets[index].runs if r.kind != "normal"]
    areas += [g.spill for g in book.state.groups if g.sheet == index and g.spill]

    def inside(name: str) -> bool:
        row, col = parse_cell(name)
        return any(t <= row <= b and le <= col <= r for t, le, b, r in areas)

    return inside


def check(path: Path) -> bytes:
    """Recalculate and save a workbook, compare the two packages; the new one."""
    before = path.read_bytes()
    book = load(before)
    book.recalculate()
    after = book.to_bytes()
    sheets = {sheet.part for sheet in book.model.sheets}
    with zipfile.ZipFile(BytesIO(before)) as old, zipfile.ZipFile(BytesIO(after)) as new:
        assert new.testzip() is None
        assert new.namelist() == old.namelist()
        for name in old.namelist():
            a, b = old.read(name), new.read(name)
            if a == b:
                continue
            assert name in sheets, f"{path.name}: {name}"
            assert around(a) == around(b), f"{path.name}: {name}"
            _compare(a, b, spilled(book, name), f"{path.name}: {name}")
    return after


def _compare(a: bytes, b: bytes, inside: Any, where: str) -> None:
    (old_rows, old), (new_rows, new) = cells_of(a), cells_of(b)
    assert len(new_rows) >= len(old_rows), where
    added_rows = [row for row in new_rows if row not in old_rows]
    assert all(set(row) <= {"r"} for row in added_rows), where
    for name, (attributes, formula, value) in new.items():
        if name not in old:
            assert inside(name), f"{where} {name} was added"
            continue
        assert old[name][:2] == (attributes, formula), f"{where} {name}"
        if formula is None and old[name][2] != value:
            assert inside(name), f"{where} {name} holds another value"
    assert old.keys() <= new.keys(), where


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_only_values_change(chunk: int) -> None:
    for path in FILES[3::SAMPLE][chunk::CHUNKS]:
        check(path)


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_only_values_change_in_any_file(chunk: int) -> None:
    for path in FILES[chunk::CHUNKS]:
        check(path)


def open_in_libreoffice(paths: list[Path], folder: Path) -> None:
    """Save each workbook, let LibreOffice convert all, and see that all came through."""
    saved, opened = folder / "saved", folder / "opened"
    saved.mkdir()
    for i, path in enumerate(paths):
        load(path).save(saved / f"{i}{path.suffix}")
    files = sorted(saved.iterdir())
    done = subprocess.run(
        [
            str(SOFFICE),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "csv",
            "--outdir",
            str(opened),
            *map(str, files),
        ],
        capture_output=True,
        text=True,
        timeout=900,
    )
    missing = {f.stem for f in files} - {f.stem for f in opened.glob("*.csv")}
    names = [paths[int(stem)].name for stem in missing]
    assert not missing, f"{names}: {done.stderr[-500:]}"


@pytest.mark.libreoffice
@pytest.mark.skipif(SOFFICE is None, reason="there is no LibreOffice on this machine")
def test_libreoffice_opens_what_we_saved(tmp_path: Path) -> None:
    open_in_libreoffice(FILES[:: len(FILES) // OPENED][:OPENED], tmp_path)


@pytest.mark.slow
@pytest.mark.libreoffice
@pytest.mark.skipif(SOFFICE is None, reason="there is no LibreOffice on this machine")
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_libreoffice_opens_everything_we_saved(chunk: int, tmp_path: Path) -> None:
    open_in_libreoffice(FILES[chunk::CHUNKS], tmp_path)
