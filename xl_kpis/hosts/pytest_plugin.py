"""A pytest fixture for people who build workbooks: assert on what the formulas will show.

::

    def test_margin(recalculate):
        workbook = openpyxl.Workbook()
        workbook.active["A1"] = 0.4
        workbook.active["A2"] = "=1-A1"
        assert recalculate(workbook)["A2"] == 0.6

``recalculate(workbook, now=…, seed=…, region="fr-FR")`` fixes what a calculation depends on.
:func:`xl_kpis.assert_workbook` compares many cells, and explains those that differ.

Pytest finds it by itself where ``xl-kpis`` is installed. The engine is imported when the fixture
is first called, so that it costs other test runs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from xl_kpis import Book


@pytest.fixture
def recalculate() -> Callable[..., Book]:
    """Calculates an openpyxl workbook (or a path, or bytes) and gives its
    :class:`~xl_kpis.formula.book.Book`: ``book["Sheet!B2"]`` is a value. Takes the options of
    :func:`xl_kpis.load`."""

    def run(workbook: Any, **options: Any) -> Book:
        import xl_kpis

        return xl_kpis.recalculate(workbook, **options)

    return run
