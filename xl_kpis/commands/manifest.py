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
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from xl_kpis.commands.targets import Target

NAME = ".xl-kpis-recalc.ndjson"
"""Its name in the folder of results."""
Line = dict[str, Any]


def fingerprint(path: Path) -> tuple[int, str] | None:
    """The size and hash of a file; None if it cannot be read, or is a pipe or a device."""
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
        with suppress(OSError), open(path, encoding="utf-8", errors="replace") as file:
            for text in file:
                with suppress(ValueError, KeyError, TypeError):  # cut short, or something else
                    line = json.loads(text)
                    self.lines[line["source"]] = line

    def is_done(self, target: Target) -> bool:
        """Whether a file was done, is as it was, and so is what came of it."""
        line = self.lines.get(str(target.source))
        if line is None or line.get("status") != "ok" or line.get("output") != str(target.output):
            return False
        if fingerprint(target.output) != (line.get("output_size"), line.get("output_hash")):
            return False
        if target.source == target.output:
            return True
        return fingerprint(target.source) == (line.get("size"), line.get("hash"))

    def is_ours(self, target: Target) -> bool:
        """Whether an output that is there can only be ours: it was not when the run began."""
        line = self.lines.get(str(target.source))
        return line is not None and line.get("output") == str(target.output)

    def begin(self, targets: Iterable[Target], *, anew: bool) -> None:
        """Say what is going to be done, in a new file or at the end of the old one."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if not anew and self.path.exists():
            with open(self.path, "rb+") as file:  # a line cut short is ended
                if file.seek(0, os.SEEK_END):
                    file.seek(-1, os.SEEK_END)
                    if file.read(1) != b"\n":
                        file.write(b"\n")
        waiting = [
            {"source": str(t.source), "status": "waiting", "output": str(t.output)}
            for t in targets
            if t.problem is None
        ]
        self._write(waiting, "w" if anew else "a")

    def add(self, record: Line) -> None:
        """Say what became of a file."""
        size, hash_ = record.get("fingerprint") or (None, None)
        line = {"source": record["file"], "size": size, "hash": hash_, "status": record["status"]}
        if record["output"] is not None:
            made = fingerprint(Path(record["output"])) or (None, None)
            line |= {"output": record["output"], "output_size": made[0], "output_hash": made[1]}
        if record["reason"]:
            line["reason"] = record["reason"]
        self._write([line], "a")

    def _write(self, lines: Iterable[Line], mode: str) -> None:
        with open(self.path, mode, encoding="utf-8", errors="surrogatepass") as file:
            file.writelines(json.dumps(line) + "\n" for line in lines)
