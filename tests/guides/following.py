"""What the tests that follow a guide share: a copy of the tree, and its commands run there."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def copied(to: Path) -> Path:
    """A copy of what a contributor has."""
    for name in ("xl_kpis", "tests", "docs", "workbook_template"):
        shutil.copytree(ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "CHANGELOG.md"):
        shutil.copy(ROOT / name, to / name)
    return to


def run(line: str, tree: Path) -> subprocess.CompletedProcess[str]:
    """A line of a guide that begins with ``python``, in a copy of the tree."""
    program, *words = shlex.split(line)
    assert program == "python"
    return subprocess.run(
        [sys.executable, *words],
        cwd=tree,
        env={**os.environ, "PYTHONPATH": str(tree)},
        capture_output=True,
        text=True,
    )
