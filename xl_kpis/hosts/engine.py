"""The formula engine with the KPI functions in it.

They come in by the same door as any other worksheet function; importing this module opens it. They
are declared when a formula first names one.
"""

from __future__ import annotations

import importlib
from typing import Any

from xl_kpis.formula.book import Book, evaluate, load
from xl_kpis.formula.functions import provided
from xl_kpis.formula.functions.support.own import function

__all__ = ["Book", "evaluate", "function", "load", "recalculate"]


def recalculate(workbook: Any) -> Book:
    """An openpyxl workbook (or anything :func:`load` takes), calculated: for tests.

    ::

        book = xl_kpis.recalculate(workbook)
        assert book["Summary!B2"] == 0.85
    """
    book = load(workbook)
    book.recalculate()
    return book


provided("KPI_", lambda: importlib.import_module("xl_kpis.hosts.kpi_functions"))
