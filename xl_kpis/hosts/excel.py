"""The KPI functions for Excel on Windows, through xlwings.

Name this module in xlwings' setting *UDF Modules* and choose *Import Functions*; or use the VBA
module of :mod:`xl_kpis.hosts.vba`, which gives real error values besides. Importable anywhere.

The functions of packs that the environment variable ``XL_KPIS_PACKS`` names are among them.

An error goes to Excel as its text (``#N/A``): xlwings has no way to return an error value, so
the VBA module turns these texts into errors.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import xlwings

from xl_kpis.errors import DIV0, NA, NAME, NULL, NUM, REF, VALUE, ExcelError
from xl_kpis.hosts import adapter
from xl_kpis.kpi.catalogue import known_functions
from xl_kpis.kpi.evaluate import plain
from xl_kpis.kpi.model import Function

LANGUAGE = adapter.help_language()

COM_ERRORS = {
    -2146826288: NULL,
    -2146826281: DIV0,
    -2146826273: VALUE,
    -2146826265: REF,
    -2146826259: NAME,
    -2146826252: NUM,
    -2146826246: NA,
}
"""Error values as Excel hands them over; numbers in cells are never whole-number objects."""


def _cell(value: Any) -> Any:
    if type(value) is int and value in COM_ERRORS:
        return COM_ERRORS[value]
    return value if value is adapter.OMITTED else plain(value)


def _to_excel(value: Any) -> Any:
    return value.code if isinstance(value, ExcelError) else value


def _make(function: Function) -> Callable[..., Any]:
    def body(*arguments: Any) -> Any:
        given = [adapter.each(value, _cell) for value in arguments]
        return adapter.each(adapter.run(function, given), _to_excel)

    return body


def _decorated(function: Callable[..., Any], definition: Function) -> Callable[..., Any]:
    """With help and category; arguments come unconverted, so that errors and blanks stay apart."""
    function.__doc__ = adapter.function_help(definition, LANGUAGE)
    for argument in definition.arguments:
        doc = adapter.argument_help(argument, LANGUAGE)
        function = xlwings.arg(argument.name, convert="raw", doc=doc)(function)
    # Last, because every other decorator of xlwings resets the category.
    return xlwings.func(category=adapter.CATEGORY)(function)


# No variable may keep a function: xlwings would import it a second time.
globals().update(
    {
        name: _decorated(function, known_functions()[name])
        for name, function in adapter.worksheet_functions(_make).items()
    }
)
