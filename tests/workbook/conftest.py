from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from workbook_samples import empty

from xl_kpis.formula.book import Book


@pytest.fixture(autouse=True)
def long_after(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the machine's clock says, no appointment of the tests is still to come."""
    monkeypatch.setattr("xl_kpis.workbook.filling.job.today", lambda: dt.date(2099, 1, 1))


@pytest.fixture
def fresh() -> Callable[..., Book]:
    """Opens a template that a test may change."""

    def make(pack: str = "mentoring", language: str = "en", formulas: str = "native") -> Book:
        return empty(pack, language, formulas).copy()

    return make
