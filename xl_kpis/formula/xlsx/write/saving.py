"""Values written back into a package without losing anything else of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, NamedTuple

from xl_kpis.formula.reference import Area
from xl_kpis.formula.sheets.model import Model
from xl_kpis.formula.values.value import Scalar
from xl_kpis.formula.xlsx.package.package import Package, from_utf8
from xl_kpis.formula.xlsx.package.places import is_remote, place, put
from xl_kpis.formula.xlsx.package.refusal import WorkbookError, of_system
from xl_kpis.formula.xlsx.read.scan_result import SheetScan
from xl_kpis.formula.xlsx.read.worksheet import lay_out
from xl_kpis.formula.xlsx.write.cell_edits import cell_edits
from xl_kpis.formula.xlsx.write.quote_prefix import QuotePrefix
from xl_kpis.formula.xlsx.write.sheets_together import ToWrite, rewritten

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
    target: str | os.PathLike[str] | BinaryIO,
    spills: Iterable[Area] = (),
    sheets: Iterable[int] | None = None,
    inputs: Mapping[tuple[int, int, int], Scalar] = _NONE,
) -> Written:
    """As :func:`write_values`, into a file here or at an address, which appears complete or not at
    all; or into one that is open."""
    if isinstance(target, str | os.PathLike) and not is_remote(target):
        with replacing(place(target)) as out:
            return _write(package, model, out, spills, sheets, inputs)
    data, written = write_values(package, model, spills, sheets, inputs)
    if is_remote(target):
        put(place(target), data)
    else:
        target.write(data)  # type: ignore[union-attr]
    return written


UNFINISHED: set[str] = set()
"""Files being written that have not taken their places yet; who is stopped removes them."""


class replacing:
    """A binary file that takes the place of ``path`` when the block ends without an error.

    It is readable by its owner only until it does; then it has the permissions, owner and extended
    attributes of the file it replaces, or those of any new file. What cannot be replaced without
    losing something is written into, once all of it is known: a pipe or a device, a file with
    several names (hard links), one whose owner we cannot give to another.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.file: BinaryIO

    def __enter__(self) -> BinaryIO:
        self.before = self._before()
        if self.before is not None and not stat.S_ISREG(self.before.st_mode):
            self.name, self.file = "", BytesIO()
            return self.file
        self.place = os.path.realpath(self.path)  # a link stays a link
        folder, name = os.path.split(self.place)
        self.name = os.path.join(folder, f".{name[:40]}.{os.urandom(6).hex()}.tmp")
        UNFINISHED.add(self.name)
        try:
            opened = os.open(self.name, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        except OSError as problem:
            UNFINISHED.discard(self.name)
            raise self._refusal(problem) from None
        self.file = os.fdopen(opened, "wb")
        return self.file

    def _before(self) -> os.stat_result | None:
        """What is there now."""
        try:
            return self.path.stat()
        except OSError:
            return None

    def __exit__(self, kind: object, problem: object, trace: object) -> None:
        try:
            if kind is None:
                self._put()
            elif isinstance(problem, OSError) and problem.filename is None:
                raise problem  # of writing: it knows no name
        except OSError as refused:
            raise self._refusal(refused) from None
        finally:
            with suppress(OSError):
                self.file.close()
            if self.name:
                with suppress(FileNotFoundError):
                    os.unlink(self.name)
                UNFINISHED.discard(self.name)

    def _put(self) -> None:
        """Bring what was written to its place."""
        if isinstance(self.file, BytesIO):
            with open(self.path, "wb") as out:
                out.write(self.file.getbuffer())
            return
        if self.before is not None:  # what is there goes only once the new one cannot be lost
            self.file.flush()
            os.fsync(self.file.fileno())
        self.file.close()
        if self.before is None:
            os.chmod(self.name, 0o666 & ~_umask())
        elif self.before.st_nlink > 1 or not _like(self.name, self.place, self.before):
            _write_into(self.place, self.name)
            return
        os.replace(self.name, self.place)

    def _refusal(self, problem: OSError) -> WorkbookError:
        return WorkbookError("unwritable", file=str(self.path), **of_system(problem))


_BINARY = getattr(os, "O_BINARY", 0)


def _umask() -> int:
    """The permissions that new files of this process do not have."""
    with suppress(OSError, StopIteration, ValueError):  # asking by setting it is not for threads
        with open("/proc/self/status") as lines:
            line = next(line for line in lines if line.startswith("Umask:"))
        return int(line.split()[1], 8)
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _like(name: str, path: str, before: os.stat_result) -> bool:
    """Give a new file the owner, permissions and extended attributes of the one it replaces;
    whether that could be done."""
    if hasattr(os, "chown"):
        now = os.stat(name)
        if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
            try:
                os.chown(name, before.st_uid, before.st_gid)
            except OSError:
                return False
    os.chmod(name, stat.S_IMODE(before.st_mode))
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for key in os.listxattr(path):
                os.setxattr(name, key, os.getxattr(path, key))
    return True


def _write_into(path: str, name: str) -> None:
    """Write a file's bytes into another, which stays the same file. Room for them is found before
    the first is written; ``name`` has all of them until the last one is."""
    with open(name, "rb") as new, open(path, "r+b") as out:
        size = os.fstat(new.fileno()).st_size
        if hasattr(os, "posix_fallocate") and size > os.fstat(out.fileno()).st_size:
            os.posix_fallocate(out.fileno(), 0, size)
        while piece := new.read(1 << 20):
            out.write(piece)
        out.truncate(size)


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
    prefix = QuotePrefix(package)
    named: list[str] = []
    todo: list[ToWrite] = []
    for index, sheet in enumerate(model.sheets):
        scan = package.scans.get(sheet.part)
        own = given.get(index, {})
        if index not in wanted or (scan is None and not own):
            continue
        if scan is None:  # a sheet without formulas
            scan = SheetScan.unread(lay_out(package, sheet.part))
        others = cell_edits(scan, sheet, areas.get(index, {}), own, prefix)
        named.append(sheet.part)
        todo.append(ToWrite(scan, sheet.cells, others))
    for part, each, pieces in zip(named, todo, rewritten(todo), strict=True):
        if pieces is not None:
            name = package.find(part)
            assert name is not None
            changed[name] = _encoded(each.scan, pieces)
    parts, count = list(changed), sum(len(each.scan.formulas) for each in todo)
    changed.update(prefix.changed())
    package.archive.rewrite(changed, out)
    return Written(parts, count, bool(parts) and package.signed)


def _encoded(scan: SheetScan, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces in the encoding the part has."""
    if scan.layout.encoding == "utf-8":
        return pieces
    return iter([from_utf8(b"".join(pieces), scan.layout.encoding)])
