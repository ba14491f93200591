"""The formula engine as people use it from Python."""

from __future__ import annotations

from typing import Any

from xl_kpis.formula.book import Book, evaluate, load
from xl_kpis.formula.functions.support.own import function, remove_function

__all__ = ["Book", "evaluate", "function", "load", "recalculate", "remove_function"]


def recalculate(workbook: Any, **options: Any) -> Book:
    """An openpyxl workbook (or anything :func:`load` takes), calculated: for tests. ``options`` are
    those of :func:`load`: ``now``, ``seed``, ``region``.

    ::

        book = xl_kpis.recalculate(workbook)
        assert book["Summary!B2"] == 0.85
    """
    book = load(workbook, **options)
    book.recalculate()
    return book
