"""What the pages on other libraries say of ours is so, and they are what was measured."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.features.measure import ENGINES, OURS, RESULTS, calls, measured
from tests.features.page import DOCS, migrating, peers
from xl_kpis.languages import available


def test_each_of_our_calls_gives_what_it_should(tmp_path: Path) -> None:
    found = measured(OURS, sys.executable, tmp_path)["found"]
    assert {name: said for name, said in found.items() if said} == {}
    assert list(found) == list(calls()["feature"])


@pytest.mark.parametrize("language", available())
def test_the_pages_are_what_was_measured(language: str) -> None:
    found = json.loads(RESULTS.read_text("utf-8"))
    assert (DOCS / f"peers.{language}.md").read_text("utf-8") == peers(found, language)
    assert (DOCS / f"migrating.{language}.md").read_text("utf-8") == migrating(found, language)


def test_what_was_measured_is_of_these_calls() -> None:
    found = json.loads(RESULTS.read_text("utf-8"))
    features = calls()["feature"]
    for engine in ENGINES:
        assert set(found[engine]["found"]) == {n for n, f in features.items() if engine in f}
