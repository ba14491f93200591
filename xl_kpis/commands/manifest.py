"""What a run over many files has done so far: a file with a line for each, read when it goes on.

A line is JSON: ``source`` with its ``size`` and ``hash``, ``status`` (``waiting`` before anything
is done, then ``ok`` or ``failed``), ``output`` with its ``output_size`` and ``output_hash``, and a
``reason``. The last line of a source counts. Lines are added at the end only, so that whoever is
stopped loses no more than the last one.
"""

from __future__ import annotations

import json
import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xl_kpis.commands.targets import Target, shown

if TYPE_CHECKING:
    from xl_kpis.formula.xlsx.package.places import Fingerprint

NAME = ".xl-kpis-recalc.ndjson"
"""Its name in the folder of results."""
Line = dict[str, Any]


def fingerprint(path: Path) -> Fingerprint | None:
    """The size and hash of a file, or what the store of an address says of it; None if it cannot
    be read, or is a pipe or a device."""
    if not isinstance(path, Path):
        from xl_kpis.formula.xlsx.package.places import tag
        from xl_kpis.formula.xlsx.package.refusal import WorkbookError

        try:
            return tag(path)
        except WorkbookError:
            return None
    import hashlib  # 3 ms

    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return None
        with open(path, "rb") as file:
            found = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16))
            return os.fstat(file.fileno()).st_size, found.hexdigest()
    except OSError:
        return None


class Manifest:
    """The manifest in a file, which need not be there yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[str, Line] = {}
        for text in self._texts():
            with suppress(ValueError, KeyError, TypeError):  # cut short, or something else
                line = json.loads(text)
                self.lines[line["source"]] = line

    def is_done(self, target: Target) -> bool:
        """Whether a file was done, is as it was, and so is what came of it."""
        line = self.lines.get(target.name)
        if line is None or line.get("status") != "ok" or line.get("output") != shown(target.output):
            return False
        in_place = target.source == target.output
        there = target.read if in_place else target.there
        if isinstance(target.output, Path):
            there = fingerprint(target.output)
        if there is None or there != (line.get("output_size"), line.get("output_hash")):
            return False
        if in_place:
            return True
        return (target.read or fingerprint(target.source)) == (line.get("size"), line.get("hash"))

    def is_ours(self, target: Target) -> bool:
        """Whether an output that is there can only be ours: it was not when the run began."""
        line = self.lines.get(target.name)
        return line is not None and line.get("output") == shown(target.output)

    def begin(self, targets: Iterable[Target], *, anew: bool) -> None:
        """Say what is going to be done, in a new file or at the end of the old one."""
        waiting = [
            {"source": t.name, "status": "waiting", "output": shown(t.output)}
            for t in targets
            if t.problem is None
        ]
        self._begin(anew)
        self._write(waiting)

    def add(
        self,
        target: Target,
        record: Line,
        read: Fingerprint | None,
        written: Fingerprint | None,
    ) -> None:
        """Say what became of a file, and which versions were read and written."""
        size, hash_ = read or (None, None)
        line = {"source": target.name, "size": size, "hash": hash_, "status": record["status"]}
        if record["output"] is not None:
            made = written or (None, None)
            line |= {"output": record["output"], "output_size": made[0], "output_hash": made[1]}
        if record["reason"]:
            line["reason"] = record["reason"]
        self._write([line])

    def __enter__(self) -> Manifest:
        return self

    def __exit__(self, *problem: object) -> None:
        """All that was said is written."""

    def _texts(self) -> Iterator[str]:
        """The lines there are."""
        with suppress(OSError), open(self.path, encoding="utf-8", errors="replace") as file:
            yield from file

    def _begin(self, anew: bool) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if anew:
            self.path.write_bytes(b"")
        elif self.path.exists():
            with open(self.path, "rb+") as file:  # a line cut short is ended
                if file.seek(0, os.SEEK_END):
                    file.seek(-1, os.SEEK_END)
                    if file.read(1) != b"\n":
                        file.write(b"\n")

    def _write(self, lines: Iterable[Line]) -> None:
        with open(self.path, "a", encoding="utf-8", errors="surrogatepass") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)


class FarManifest(Manifest):
    """The manifest at an address, where nothing can be added to a file: in pieces, each with the
    lines of some seconds. Whoever is stopped without a word loses those of the last."""

    SECONDS = 5.0

    def __exit__(self, *problem: object) -> None:
        self._flush()

    def _texts(self) -> Iterator[str]:
        from xl_kpis.formula.xlsx.package.places import below, read

        names = sorted(below(self.path))
        self.next = int(names[-1].partition(".")[0]) + 1 if names else 0
        self.waiting: list[str] = []
        self.since = time.monotonic()
        for name in names:
            piece = read(self.path / name, 1 << 40)
            yield from piece.decode("utf-8", "replace").splitlines()

    def _begin(self, anew: bool) -> None:
        from xl_kpis.formula.xlsx.package.places import remove_below

        if anew:
            remove_below(self.path)

    def _write(self, lines: Iterable[Line]) -> None:
        self.waiting += (json.dumps(line) + "\n" for line in lines)
        if time.monotonic() - self.since > self.SECONDS or self.next == 0:
            self._flush()

    def _flush(self) -> None:
        from xl_kpis.formula.xlsx.package.places import put

        if self.waiting:
            put(self.path / f"{self.next:08}.ndjson", "".join(self.waiting).encode())
            self.next += 1
            self.waiting = []
        self.since = time.monotonic()


def manifest_at(path: Path) -> Manifest:
    """The manifest at a path or an address."""
    return Manifest(path) if isinstance(path, Path) else FarManifest(path)
