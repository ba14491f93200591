"""Values written back into a package without losing anything else of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from xl_kpis.formula.reference import Area
from xl_kpis.formula.sheets.model import Model
from xl_kpis.formula.values.value import Scalar
from xl_kpis.formula.xlsx.package.package import Package, from_utf8
from xl_kpis.formula.xlsx.package.refusal import WorkbookError, of_system
from xl_kpis.formula.xlsx.read.scan_result import SheetScan
from xl_kpis.formula.xlsx.read.worksheet import lay_out
from xl_kpis.formula.xlsx.write.cell_edits import cell_edits
from xl_kpis.formula.xlsx.write.splice import spliced

_NONE: Mapping[tuple[int, int, int], Scalar] = MappingProxyType({})


class Written(NamedTuple):
    """What writing did."""

    parts: list[str]
    """Parts that differ from the file read."""
    cells: int
    """Formula cells whose value the file has now."""
    signature_broken: bool
    """The package had a digital signature, which is no longer valid."""


def write_values(
    package: Package,
    model: Model,
    spills: Iterable[Area] = (),
    sheets: Iterable[int] | None = None,
    inputs: Mapping[tuple[int, int, int], Scalar] = _NONE,
) -> tuple[bytes, Written]:
    """The package with the model's values in its formula cells, as bytes.

    ``spills`` says where dynamic arrays reach now: each area starts at the formula's cell. Arrays
    it leaves out stay where they were. ``sheets`` limits writing to some sheets (by index). Cells
    still pending keep the value they had in the file. ``inputs`` are cells (sheet, row, column)
    that hold no formula and are given other values. Sheets in which nothing changes stay as they
    are, compressed bytes included.
    """
    out = BytesIO()
    written = _write(package, model, out, spills, sheets, inputs)
    return out.getvalue(), written


def save(
    package: Package,
    model: Model,
    path: str | os.PathLike[str],
    spills: Iterable[Area] = (),
    sheets: Iterable[int] | None = None,
    inputs: Mapping[tuple[int, int, int], Scalar] = _NONE,
) -> Written:
    """As :func:`write_values`, into a file, which appears complete or not at all."""
    with replacing(path) as out:
        return _write(package, model, out, spills, sheets, inputs)


UNFINISHED: set[str] = set()
"""Files being written that have not taken their places yet; who is stopped removes them."""


class replacing:
    """A binary file that takes the place of ``path`` when the block ends without an error."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)

    def __enter__(self) -> BinaryIO:
        name = f".{self.path.name[:40]}.{os.urandom(6).hex()}.tmp"
        self.name = os.path.join(self.path.parent, name)
        UNFINISHED.add(self.name)
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
            UNFINISHED.discard(self.name)

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
    inputs: Mapping[tuple[int, int, int], Scalar],
) -> Written:
    wanted = set(range(len(model.sheets)) if sheets is None else sheets)
    areas: dict[int, dict[tuple[int, int], Area]] = {}
    for area in spills:
        areas.setdefault(area.sheet, {})[area.top, area.left] = area
    given: dict[int, dict[tuple[int, int], Scalar]] = {}
    for (index, row, col), value in inputs.items():
        given.setdefault(index, {})[row, col] = value
    changed: dict[str, Iterable[bytes]] = {}
    parts, count = [], 0
    for index, sheet in enumerate(model.sheets):
        scan = package.scans.get(sheet.part)
        own = given.get(index, {})
        if index not in wanted or (scan is None and not own):
            continue
        if scan is None:  # a sheet without formulas
            scan = SheetScan.unread(lay_out(package, sheet.part))
        others = cell_edits(scan, sheet, areas.get(index, {}), own)
        pieces = _differing(scan.data, spliced(scan, sheet.cells, others))
        count += len(scan.formulas)
        if pieces is None:
            continue
        name = package.find(sheet.part)
        assert name is not None
        changed[name] = _encoded(scan, pieces)
        parts.append(name)
    package.archive.rewrite(changed, out)
    return Written(parts, count, bool(parts) and package.signed)


def _differing(data: bytes, pieces: Iterator[bytes]) -> Iterator[bytes] | None:
    """The pieces, taken as far as they are what ``data`` has; None if all of it is the same:
    a sheet in which nothing changes need not be packed again."""
    same = 0
    for piece in pieces:
        if not data.startswith(piece, same):
            return chain((data[:same], piece), pieces)
        same += len(piece)
    return None if same == len(data) else iter((data[:same],))


def _encoded(scan: SheetScan, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces in the encoding the part has."""
    if scan.layout.encoding == "utf-8":
        return pieces
    return iter([from_utf8(b"".join(pieces), scan.layout.encoding)])
