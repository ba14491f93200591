"""Whole processes timed from outside, by the operating system's own account."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
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
    counts: dict[str, float] = field(default_factory=dict)
    """Of a folder of workbooks: files and cells, all and those that are right."""

    def median(self, what: str) -> float:
        return statistics.median(getattr(run, what) for run in self.runs)


class Failed(Exception):
    """A process that ended badly or not in time."""


def measured(command: list[str], log: Path, timeout: float, environment: dict[str, str]) -> Run:
    """Run a command to its end. Its children are counted with it.

    A small process of its own starts it: peak memory is inherited from who starts a process.
    """
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", _LAUNCHER, *command],
            stdout=subprocess.PIPE,
            stderr=out,
            env=environment,
            start_new_session=True,
        )
        try:
            told, _ = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise Failed("too slow") from None
    if not told:
        raise Failed("lost")
    code, wall, cpu, memory = map(float, told.split())
    if code:
        lines = log.read_text(errors="replace").strip().splitlines()
        raise Failed(lines[-1][:120] if lines else f"exit {code:.0f}")
    scale = 1 if sys.platform == "darwin" else 1024
    return Run(wall, cpu, memory * scale / 1e6)


_LAUNCHER = """
import os, sys, time
began = time.perf_counter()
pid = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ,
                      file_actions=[(os.POSIX_SPAWN_DUP2, 2, 1)])
_, status, usage = os.wait4(pid, 0)
wall = time.perf_counter() - began
print(os.waitstatus_to_exitcode(status), wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
"""
