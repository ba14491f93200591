"""Several periods together: never the average of rates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from xl_kpis.errors import NA, ExcelError
from xl_kpis.kpi.evaluate import cells_of, evaluate, plain
from xl_kpis.kpi.model import Kpi


def combined(kpi: Kpi, periods: Sequence[Sequence[Any]]) -> Any:
    """The KPI over several periods, each given by its arguments.

    ``kpi.combine`` says how: ``sum`` adds up the inputs and computes once; ``chain`` multiplies
    the rates (a client kept over a year was kept in each of its quarters); ``none`` says nothing
    of more than one. Any period's error is the result; no period at all is ``#N/A``.

    >>> from xl_kpis.kpi import kpi
    >>> combined(kpi("SCR"), [(1, 2), (90, 98)])
    0.91
    >>> combined(kpi("remote.retention"), [(10, 9, 0), (9, 9, 0)])
    0.9
    """
    if not periods:
        return NA
    values = [evaluate(kpi.function, period) for period in periods]
    for value in values:
        if isinstance(value, ExcelError):
            return value
    if kpi.combine == "chain":
        return math.prod(values)
    if kpi.combine == "none":
        return values[0] if len(values) == 1 else NA
    return evaluate(kpi.function, summed(kpi, periods))


def summed(kpi: Kpi, given: Sequence[Sequence[Any]]) -> list[Any]:
    """The inputs of several periods, or of several clients, as one: numbers added, ranges put
    below each other.

    >>> from xl_kpis.kpi import kpi
    >>> summed(kpi("SCR"), [(1, 2), (90, 98)])
    [91.0, 100.0]
    """
    columns = zip(kpi.function.arguments, zip(*given, strict=True), strict=False)
    return [
        [[item] for value in items for item in cells_of(value)]
        if argument.is_range
        else sum(plain(value) for value in items)
        for argument, items in columns
    ]
