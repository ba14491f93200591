from __future__ import annotations

from collections.abc import Callable

import pytest
from workbook_samples import blank

import xl_kpis
from xl_kpis.formula.book import Book


@pytest.fixture
def fresh() -> Callable[..., Book]:
    """Opens a template that a test may change."""

    def make(pack: str = "mentoring", language: str = "en", formulas: str = "native") -> Book:
        return xl_kpis.load(blank(pack, language, formulas))

    return make
