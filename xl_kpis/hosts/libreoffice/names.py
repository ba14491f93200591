"""What the add-in for LibreOffice is called, in the builder and in the add-in itself."""

from __future__ import annotations

IMPLEMENTATION = "org.xlkpis.Functions"
INTERFACE = "org.xlkpis.XFunctions"
ADD_IN = "com.sun.star.sheet.AddIn"


def method_name(function: str) -> str:
    """A function's name in UNO, which has no underscores.

    >>> method_name("KPI_TIME_TO_MILESTONE")
    'kpiTimeToMilestone'
    """
    first, *others = function.lower().split("_")
    return first + "".join(word.capitalize() for word in others)


def web_method_name(function: str) -> str:
    """The same for the function's second entry, for files with the spelling of web add-ins.

    >>> web_method_name("KPI_ARPU")
    'webKpiArpu'
    """
    name = method_name(function)
    return "web" + name[0].upper() + name[1:]
