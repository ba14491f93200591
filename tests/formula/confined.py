"""Running code in a process of its own with bounded memory and time."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

MEMORY = 2 << 30
SECONDS = 100
"""Of processor time: how long it takes depends on what else the machine does."""

_START = """
import json, resource, sys, time
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
argument = json.load(sys.stdin)
results = []
"""
_END = """
json.dump(results, sys.stdout)
"""


def run_confined(code: str, argument: Any = None) -> list[Any]:
    """What the code appends to ``results``; it finds the argument in ``argument``."""
    if sys.platform == "win32":
        pytest.skip("memory of a process cannot be bounded here")
    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore",
            "-c",
            _START.format(memory=MEMORY, seconds=SECONDS) + code + _END,
        ],
        input=json.dumps(argument),
        capture_output=True,
        text=True,
        timeout=10 * SECONDS,
    )
    assert done.returncode == 0, f"{done.returncode}: {done.stderr[-2000:]}"
    results: list[Any] = json.loads(done.stdout)
    return results
