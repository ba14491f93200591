"""The committed documentation is what the definitions say, and its example for adding works."""

from __future__ import annotations

import re

import pytest

from xl_kpis.kpi import FUNCTIONS, KPIS
from xl_kpis.kpi.docs import document, path
from xl_kpis.languages import available


@pytest.mark.parametrize("language", available())
def test_fresh(language: str) -> None:
    assert path(language).read_text(encoding="utf-8") == document(language), (
        "run python -m xl_kpis.kpi.docs"
    )


@pytest.mark.parametrize("language", available())
def test_names_every_function_and_kpi(language: str) -> None:
    page = document(language)
    assert all(f"{name}(" in page for name in FUNCTIONS)
    assert all(f"`{kpi.id}`" in page for kpi in KPIS)
    assert "{" not in re.sub(r"`[^`]*`", "", page)
