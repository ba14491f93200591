"""The engine is imported when it is first used: quickly, and leaving the process as it was."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from xl_kpis.first_import import SPINNING, TURNS

WATCHED = """
import gc, os, sys
class Watching:
    def find_spec(self, name, path=None, target=None):
        if name == "numpy":
            print(os.environ.get("{variable}"), gc.isenabled())
sys.meta_path.insert(0, Watching())
{before}
import xl_kpis
xl_kpis.evaluate("=1+1")
print(os.environ.get("{variable}"), gc.isenabled())
"""


def seen(before: str = "", **environment: str) -> list[str]:
    """What is set as numpy is looked for, and at the end."""
    env = {name: text for name, text in os.environ.items() if not name.startswith("OPENBLAS")}
    code = WATCHED.format(variable=SPINNING, before=before)
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**env, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split("\n")[:-1]


def test_threads_of_numpy_sleep_and_nobody_looks_for_garbage_meanwhile() -> None:
    assert seen() == [f"{TURNS} False", "None True"]


@pytest.mark.parametrize("own", ["4", "26"])
def test_who_has_set_how_long_threads_spin_is_heard(own: str) -> None:
    assert seen(**{SPINNING: own}) == [f"{own} False", f"{own} True"]


def test_who_has_imported_numpy_has_decided() -> None:
    assert seen("import numpy") == ["None True", "None True"]
