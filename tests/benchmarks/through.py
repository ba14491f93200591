"""A folder of workbooks in one process: ``python through.py SECONDS SOURCE TARGET ENGINE JOB``.

The process is told one workbook at a time and answers whether it was done. An error is counted and
the next workbook follows. Should the process die, or not answer in so many seconds, another one
goes on after that workbook. ``report.json`` in the target says what became of each.
"""

from __future__ import annotations

import json
import os
import resource
import select
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

REPORT = "report.json"
MEMORY = 8 << 30
"""Bytes of address space a process may take."""


def engine_job(engine: str, job: str) -> Callable[[str, str], None]:
    """The function that does a job, of whichever engine, once all of that is imported."""
    if engine == "xl-kpis":
        import ours

        ours.begin()
        return getattr(ours, job)
    import peers

    chosen = peers.ENGINES[engine]()
    chosen.begin()
    return getattr(chosen, job)


def answer(engine: str, job: str) -> None:
    """The process itself: what engines print is thrown away."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    answers = os.fdopen(os.dup(1), "w")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    work = engine_job(engine, job)
    for line in sys.stdin:
        source, target = json.loads(line)
        began = time.process_time()
        try:
            work(source, target)
            said = ""
        except BaseException as problem:  # a panic in Rust is no Exception
            said = f"{type(problem).__name__}: {problem}"[:200]
        spent = time.process_time() - began
        print(json.dumps([said, spent]), file=answers, flush=True)


class Worker:
    """The process seen from outside."""

    def __init__(self, engine: str, job: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, __file__, engine, job],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )

    def do(self, source: Path, target: Path, limit: float) -> tuple[str, float, str]:
        """What became of a workbook, seconds of the processor, and what was said about it."""
        told, heard = self.process.stdin, self.process.stdout
        assert told is not None
        assert heard is not None
        try:
            told.write(json.dumps([str(source), str(target)]).encode() + b"\n")
        except BrokenPipeError:
            return "crashed", 0.0, ""
        if not select.select([heard], [], [], limit)[0]:
            return "too slow", 0.0, ""
        line = heard.readline()
        if not line:
            return "crashed", 0.0, f"exit {self.process.wait()}"
        said, spent = json.loads(line)
        return "refused" if said or not target.exists() else "written", spent, said

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def main(limit: float, source: Path, target: Path, engine: str, job: str) -> None:
    report = {}
    worker: Worker | None = None
    for path in sorted(source.glob("*.xls[xm]")):
        worker = worker or Worker(engine, job)
        began = time.perf_counter()
        state, spent, said = worker.do(path, target / path.name, limit)
        report[path.name] = [state, time.perf_counter() - began, spent, said]
        if state != "written":
            (target / path.name).unlink(missing_ok=True)
        if state in ("crashed", "too slow"):
            worker.kill()
            worker = None
    if worker:
        worker.end()
    (target / REPORT).write_text(json.dumps(report))


if __name__ == "__main__":
    if len(sys.argv) == 3:
        answer(*sys.argv[1:])
    else:
        main(float(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), *sys.argv[4:])
