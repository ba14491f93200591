"""Writes what ran where to ``docs/hosts/tested.json`` if ``--write-tested`` is given."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest
from contract import OWN

from xl_kpis.kpi import packs

TESTED = Path(__file__).parents[2] / "docs" / "hosts" / "tested.json"
_counts: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
_PLACES = {"passed": 0, "failed": 1, "skipped": 2}


@pytest.fixture(autouse=True)
def own_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    """The contract's pack of a file is in use, and no other."""
    monkeypatch.setattr(packs, "_in_use", {})
    packs.use(OWN)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-tested", action="store_true", help=f"write {TESTED.name}")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    properties = dict(report.user_properties)
    if "host" in properties and report.when == "call":
        count = _counts[properties["host"]][properties["function"]]
        count[_PLACES[report.outcome]] += 1


def pytest_sessionfinish(session: pytest.Session) -> None:
    if _counts and session.config.getoption("--write-tested", default=False):
        known = json.loads(TESTED.read_text()) if TESTED.exists() else {}
        known.update({host: dict(sorted(rows.items())) for host, rows in _counts.items()})
        TESTED.parent.mkdir(exist_ok=True)
        TESTED.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")
