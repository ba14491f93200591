"""Whole processes timed from outside, by the operating system's own account."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Run:
    """One process: seconds by the clock and of the processors, peak memory in MB."""

    wall: float
    cpu: float
    memory: float


@dataclass
class Result:
    """The runs of one engine on one workload, or why there are none."""

    runs: list[Run] = field(default_factory=list)
    problem: str = ""
    inner: list[float] = field(default_factory=list)
    """Seconds the process measured itself, where the job is a part of it."""

    def median(self, what: str) -> float:
        return statistics.median(getattr(run, what) for run in self.runs)


class Failed(Exception):
    """A process that ended badly or not in time."""


def measured(command: list[str], log: Path, timeout: float, environment: dict[str, str]) -> Run:
    """Run a command to its end. Its children are counted with it."""
    with log.open("wb") as out:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=out, stderr=out, env=environment, start_new_session=True
        )
        deadline = began + timeout
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            wall = time.perf_counter() - began
            if pid:
                break
            if time.perf_counter() > deadline:
                os.killpg(process.pid, signal.SIGKILL)
                os.wait4(process.pid, 0)
                process.returncode = -9
                raise Failed("too slow")
            time.sleep(min(0.002, wall / 50 + 0.0005))
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        lines = log.read_text(errors="replace").strip().splitlines()
        raise Failed(lines[-1][:120] if lines else f"exit {process.returncode}")
    scale = 1 if sys.platform == "darwin" else 1024
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * scale / 1e6)
