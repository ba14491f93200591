"""Values written back into a package without losing anything else of it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, NamedTuple

from xl_kpis.formula.reference import Area, cell_name
from xl_kpis.formula.sheets.model import Model, Run, Sheet
from xl_kpis.formula.xlsx.package.package import Package, from_utf8
from xl_kpis.formula.xlsx.package.refusal import WorkbookError, of_system
from xl_kpis.formula.xlsx.read.scan_result import SheetScan
from xl_kpis.formula.xlsx.write.cell_places import Places, merged
from xl_kpis.formula.xlsx.write.splice import Edit, all_stored, spliced

_REF = re.compile(rb"""\sref\s*=\s*["']([^"']*)["']""")


class Written(NamedTuple):
    """What writing did."""

    parts: list[str]
    """Parts that differ from the file read."""
    cells: int
    """Formula cells whose value was written."""
    signature_broken: bool
    """The package had a digital signature, which is no longer valid."""


def write_values(
    package: Package,
    model: Model,
    spills: Iterable[Area] = (),
    sheets: Iterable[int] | None = None,
) -> tuple[bytes, Written]:
    """The package with the model's values in its formula cells, as bytes.

    ``spills`` says where dynamic arrays reach now: each area starts at the formula's cell. Arrays
    it leaves out stay where they were. ``sheets`` limits writing to some sheets (by index). Cells
    still pending keep the value they had in the file.
    """
    out = BytesIO()
    written = _write(package, model, out, spills, sheets)
    return out.getvalue(), written


def save(
    package: Package,
    model: Model,
    path: str | os.PathLike[str],
    spills: Iterable[Area] = (),
    sheets: Iterable[int] | None = None,
) -> Written:
    """As :func:`write_values`, into a file, which appears complete or not at all."""
    with replacing(path) as out:
        return _write(package, model, out, spills, sheets)


class replacing:
    """A binary file that takes the place of ``path`` when the block ends without an error."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)

    def __enter__(self) -> BinaryIO:
        name = f".{self.path.name[:40]}.{os.urandom(6).hex()}.tmp"
        self.name = os.path.join(self.path.parent, name)
        try:
            self.file = open(self.name, "xb")
        except OSError as problem:
            raise self._refusal(problem) from None
        return self.file

    def __exit__(self, kind: object, problem: object, trace: object) -> None:
        try:
            self.file.close()
            if kind is None:
                _copy_mode(self.path, self.name)
                os.replace(self.name, self.path)
        except OSError as refused:
            raise self._refusal(refused) from None
        finally:
            with suppress(FileNotFoundError):
                os.unlink(self.name)

    def _refusal(self, problem: OSError) -> WorkbookError:
        return WorkbookError("unwritable", file=str(self.path), **of_system(problem))


def _copy_mode(path: Path, name: str) -> None:
    """Give a new file the permissions of the one it replaces."""
    with suppress(FileNotFoundError):
        os.chmod(name, path.stat().st_mode & 0o777)


def _write(
    package: Package,
    model: Model,
    out: BinaryIO,
    spills: Iterable[Area],
    sheets: Iterable[int] | None,
) -> Written:
    wanted = set(range(len(model.sheets)) if sheets is None else sheets)
    areas: dict[int, dict[tuple[int, int], Area]] = {}
    for area in spills:
        areas.setdefault(area.sheet, {})[area.top, area.left] = area
    changed: dict[str, Iterable[bytes]] = {}
    parts, count = [], 0
    for index, sheet in enumerate(model.sheets):
        scan = package.scans.get(sheet.part)
        if index not in wanted or scan is None:
            continue
        name = package.find(sheet.part)
        assert name is not None
        others = spill_edits(scan, sheet, areas.get(index, {}))
        changed[name] = _encoded(scan, spliced(scan, sheet.cells, others))
        parts.append(name)
        count += len(scan.formulas)
    package.archive.rewrite(changed, out)
    return Written(parts, count, bool(parts) and package.signed)


def _encoded(scan: SheetScan, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces in the encoding the part has."""
    if scan.layout.encoding == "utf-8":
        return pieces
    return iter([from_utf8(b"".join(pieces), scan.layout.encoding)])


def spill_edits(
    scan: SheetScan, sheet: Sheet, spills: Mapping[tuple[int, int], Area]
) -> list[Edit]:
    """Edits for what array formulas fill beside their own cell, in order."""
    edits: list[Edit] = []
    wide = [
        run
        for run in sheet.runs
        if run.kind != "normal"
        and ((run.top, run.left) != (run.bottom, run.right) or (run.top, run.left) in spills)
    ]
    if not wide:
        return edits
    places = Places(scan.layout)
    filled: set[tuple[int, int]] = set()
    stale: set[tuple[int, int]] = set()
    for run in wide:
        old = (run.bottom, run.right)
        area = spills.get((run.top, run.left)) if run.kind == "dynamic" else None
        bottom, right = (area.bottom, area.right) if area else old
        filled.update(_rectangle(run.top, run.left, bottom, right))
        stale.update(_rectangle(run.top, run.left, *old))
        if (bottom, right) != old:
            edits += _ref_edit(scan, run, bottom, right)
    plain = [cell for cell in filled if not places.has_formula(*cell)]
    values = all_stored(sheet.cells, plain, scan.layout.prefix)
    for row, col in stale - filled:
        if not places.has_formula(row, col):
            values[row, col] = b"", b""
    return merged(edits + places.put(values))


def _rectangle(top: int, left: int, bottom: int, right: int) -> Iterator[tuple[int, int]]:
    return ((i, j) for i in range(top, bottom + 1) for j in range(left, right + 1))


def _ref_edit(scan: SheetScan, run: Run, bottom: int, right: int) -> list[Edit]:
    """Say in the formula's ``ref`` how far it spills now."""
    found = scan.formulas
    for index in found.special:
        cell = found.cell[index]
        if (scan.row[cell], scan.col[cell]) != (run.top, run.left):
            continue
        match = _REF.search(scan.data, int(found.tag_end[index]), int(found.text[index]))
        if match is None:
            return []
        ref = cell_name(run.top, run.left)
        if (bottom, right) != (run.top, run.left):
            ref += ":" + cell_name(bottom, right)
        return [Edit(*match.span(1), ref.encode())]
    return []
