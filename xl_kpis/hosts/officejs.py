"""The KPI functions where Excel runs Python through Office.js (xlwings Lite).

Excel hands over a number, a text or a boolean for one cell, None for a blank or omitted one, rows
for a range, and a dictionary for an error. Errors go back as their text, which xlwings Lite turns
into real ones where Excel can take them. Standard library only.
"""

from __future__ import annotations

from typing import Any

from xl_kpis.errors import VALUE, ExcelError
from xl_kpis.hosts import adapter
from xl_kpis.hosts.adapter import OMITTED
from xl_kpis.kpi.catalogue import known_function
from xl_kpis.kpi.evaluate import plain

__all__ = ["OMITTED", "call"]


def call(name: str, *arguments: Any) -> Any:
    """A function's value as Excel takes it.

    >>> call("KPI_RETENTION", 200, 220, 50), call("KPI_RETENTION", 200, None, 50)
    (0.85, '#N/A')
    """
    function = known_function(name)
    if function is None:
        raise KeyError(name)
    given = [adapter.each(value, _from_office) for value in arguments]
    return adapter.each(adapter.run(function, given), _to_office)


def _from_office(value: Any) -> Any:
    if value is OMITTED:
        return value
    if isinstance(value, dict):
        basic = value.get("basicValue")
        if value.get("type") != "Error":
            return plain(basic)
        try:
            return ExcelError.of(str(basic))
        except KeyError:
            return VALUE
    # JavaScript's null is an object of its own in newer versions of Pyodide.
    return None if type(value).__name__ == "JsNull" else plain(value)


def _to_office(value: Any) -> Any:
    return value.code if isinstance(value, ExcelError) else value
