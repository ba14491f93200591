"""The formula engine as people use it from Python."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from xl_kpis.formula.book import Book, evaluate, load
from xl_kpis.formula.functions.support.own import function, remove_function

if TYPE_CHECKING:
    from xl_kpis.formula.xlsx.package.package import Source

__all__ = ["Book", "evaluate", "function", "load", "recalculate", "remove_function"]


def recalculate(
    workbook: Source,
    *,
    now: datetime.datetime | None = None,
    seed: int | None = None,
    region: str = "en-US",
) -> Book:
    """An openpyxl workbook (or anything :func:`load` takes), calculated: for tests. ``now``,
    ``seed`` and ``region`` are as for :func:`load`.

    >>> import openpyxl
    >>> workbook = openpyxl.Workbook()
    >>> workbook.active.append([170, 200, "=A1/B1"])
    >>> book = recalculate(workbook)
    >>> assert book["C1"] == 0.85
    """
    book = load(workbook, now=now, seed=seed, region=region)
    book.recalculate()
    return book
