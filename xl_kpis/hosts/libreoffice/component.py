"""The KPI functions inside LibreOffice Calc; runs in LibreOffice's own Python.

Calc hands over a number or a text for a single cell (0.0 for a blank one, 1.0 for TRUE), rows for
a range (an empty text for a blank cell), None for an omitted argument; an error never gets here,
Calc passes it on itself.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

import unohelper
from org.xlkpis import XFunctions
from xl_kpis_packs import PACKS

from xl_kpis.errors import DIV0, NA, NAME, NULL, NUM, REF, VALUE, ExcelError
from xl_kpis.hosts import adapter
from xl_kpis.hosts.libreoffice.names import ADD_IN, IMPLEMENTATION, method_name, web_method_name
from xl_kpis.kpi.catalogue import known_functions
from xl_kpis.kpi.model import Function
from xl_kpis.kpi.pack_sources import take

CODES = {NA: 32767, DIV0: 532, VALUE: 519, NUM: 503, NAME: 525, REF: 524, NULL: 521}
"""Calc's number for each error."""

_ERRORS = {code: error for error, code in CODES.items()}


def error_value(error: ExcelError) -> float:
    """What Calc shows as this error: not-a-number with the error's code in its lower half."""
    bits = 0x7FF8_0000_0000_0000 | CODES[error]
    return float(struct.unpack("<d", struct.pack("<Q", bits))[0])


def _error_of(value: float) -> ExcelError:
    code = struct.unpack("<Q", struct.pack("<d", value))[0] & 0xFFFF_FFFF
    return _ERRORS.get(code, VALUE)


def _item(value: Any) -> Any:
    """A cell of a range, where blank ones are empty texts and errors are not-a-number."""
    if isinstance(value, float) and value != value:
        return _error_of(value)
    return None if value == "" else value


def _from_calc(value: Any) -> Any:
    if value is None:
        return adapter.OMITTED
    return adapter.each(value, _item) if isinstance(value, tuple) else value


def _to_calc(value: Any) -> Any:
    return error_value(value) if isinstance(value, ExcelError) else value


def _method(function: Function) -> Callable[..., Any]:
    def method(self: Any, *arguments: Any) -> Any:
        result = adapter.run(function, [_from_calc(value) for value in arguments])
        rows = result if isinstance(result, list) else [[result]]
        return tuple(tuple(map(_to_calc, row)) for row in rows)

    return method


def _construct(self: Any, context: Any) -> None:
    self.context = context


for _source, _content in PACKS:
    take(_source, content=_content)

_METHODS = {
    spelling(name): _method(function)
    for name, function in known_functions().items()
    for spelling in (method_name, web_method_name)
}
Functions = type("Functions", (unohelper.Base, XFunctions), {"__init__": _construct, **_METHODS})

g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Functions, IMPLEMENTATION, (ADD_IN,))
