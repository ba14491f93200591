"""Every example in a docstring is true."""

from __future__ import annotations

import doctest
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from xl_kpis.formula.functions.declare import OWN, forget

ROOT = Path(__file__).parents[1]
ELSEWHERE = {"xl_kpis.hosts.libreoffice.component": "runs inside LibreOffice only"}
"""Modules that cannot be imported here, with the reason."""


@pytest.fixture(autouse=True)
def own_functions_go() -> Iterator[None]:
    """Examples declare functions, which other tests are not to see."""
    own = set(OWN)
    yield
    for name in set(OWN) - own:
        forget(name)


def modules() -> list[str]:
    paths = sorted((ROOT / "xl_kpis").rglob("*.py"))
    names = [
        ".".join(p.relative_to(ROOT).with_suffix("").parts)
        for p in paths
        if ">>>" in p.read_text("utf-8")
    ]
    return [name.removesuffix(".__init__") for name in names if name not in ELSEWHERE]


@pytest.mark.parametrize("name", modules())
def test_examples(name: str) -> None:
    found = doctest.testmod(importlib.import_module(name))
    assert not found.failed


PAGES = [*(ROOT / "docs").glob("python.??.md"), *(ROOT / "docs").glob("services.??.md")]


@pytest.mark.parametrize("page", sorted(PAGES), ids=lambda p: p.stem)
def test_the_examples_of_pages_on_python(page: Path) -> None:
    text = page.read_text("utf-8").replace("\n```", "\n\n")  # no part of what is printed
    test = doctest.DocTestParser().get_doctest(
        text, {"__name__": page.stem}, page.name, str(page), 0
    )
    assert len(test.examples) > 20
    assert not doctest.DocTestRunner().run(test).failed
