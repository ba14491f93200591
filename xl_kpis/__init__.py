"""KPIs, scorecards and a formula engine for people who run coaching and mentoring businesses.

>>> import xl_kpis
>>> xl_kpis.evaluate("=SUM(A1:A3)", {"A1": [[1], [2], [3]]})
6.0
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from xl_kpis.errors import ExcelError
    from xl_kpis.formula.book import Book, evaluate, load

__version__ = "0.1.0"

# Names are imported when first used, so that light commands start fast.
_HOMES = {
    "Book": "xl_kpis.formula.book",
    "ExcelError": "xl_kpis.errors",
    "evaluate": "xl_kpis.formula.book",
    "load": "xl_kpis.formula.book",
}

__all__ = ["Book", "ExcelError", "__version__", "evaluate", "load"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
