"""A Dask cluster of this machine, of programs of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]


@contextmanager
def dask(workers: int, patience: int) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of a scheduler with workers, and its process; ``patience`` are the seconds after
    which workers end that find it gone."""
    import distributed

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    words = ("--nworkers", str(workers), "--nthreads", "1", "--no-dashboard")
    with (
        _program("scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard") as scheduler,
        _program("worker", address, *words, "--death-timeout", str(patience)),
    ):
        with distributed.Client(address, timeout=120, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=120)
        yield address, scheduler


@contextmanager
def _program(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """A program of Dask's with its children, until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.dask_{words[0]}", *words[1:]],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
