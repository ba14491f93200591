"""Everything a person reads comes from a catalogue: in a language made of marked texts, nothing
is without marks."""

from __future__ import annotations

import doctest
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.languages import pseudo, test_catalogues

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Words without marks, by where they are read."""
    languages = tmp_path_factory.mktemp("languages")
    pseudo.write(languages)
    done = subprocess.run(
        [sys.executable, "-m", "tests.languages.wall", tmp_path_factory.mktemp("work")],
        env={**os.environ, "XL_KPIS_LANGUAGES": str(languages), "PYTHONPATH": str(ROOT)},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    surfaces: dict[str, list[str]] = json.loads(done.stdout)
    return surfaces


def test_every_string_comes_from_a_catalogue(found: dict[str, list[str]]) -> None:
    assert len(found) > 120
    assert {where: words for where, words in found.items() if words} == {}


def test_the_examples_of_these_tests() -> None:
    for module in (pseudo, test_catalogues):
        assert doctest.testmod(module).failed == 0
