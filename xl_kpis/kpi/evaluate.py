"""Evaluating a function: the one place that knows the table of errors and its order.

1. an argument is an error: that error, the first argument first;
2. a required single value is blank: ``#N/A``;
3. text or a boolean where a number belongs, ranges of different shape: ``#VALUE!``;
4. a division by zero, a range without a number: ``#DIV/0!``;
5. numbers that cannot be (negative counts, a part larger than its whole …): ``#NUM!``.

:func:`evaluate` does it for one call, :func:`xl_kpis.kpi.arrays.evaluate_arrays` for whole
columns at once.
"""

from __future__ import annotations

import datetime
import numbers
from collections.abc import Sequence
from typing import Any, NamedTuple

from xl_kpis.errors import NA, NUM, VALUE, ExcelError
from xl_kpis.kpi.expr import Cells
from xl_kpis.kpi.model import Function, Kind

_EPOCH = datetime.date(1899, 12, 30)
_BLANK_TYPES = frozenset({"NAType", "NaTType"})


def evaluate(function: Function, arguments: Sequence[Any]) -> Any:
    """One call: a float (or what ``compute`` gives) or an :class:`ExcelError`.

    Single arguments are numbers, texts, booleans, dates, errors or None for blank; ranges are
    :class:`Cells`, lists of rows, flat lists, arrays or single values.

    >>> from xl_kpis.kpi import KPI_COMPLETION
    >>> evaluate(KPI_COMPLETION, [80, 100]), evaluate(KPI_COMPLETION, [80, "100"])
    (0.8, #VALUE!)
    """
    values = _read(function, arguments)
    found = _first_problem(function, values)
    if found is not None:
        return found.error
    if function.compute is not None:
        return function.compute(*values)
    assert function.formula is not None
    try:
        result = function.formula(*values)
    except OverflowError:
        return NUM
    if isinstance(result, str):
        return result
    return float(result) if result - result == 0 else NUM


class Problem(NamedTuple):
    """Why a call has no value: its error, the text ``check.<check>``, the arguments concerned."""

    error: ExcelError
    check: str
    arguments: tuple[str, ...]


def find_problem(function: Function, arguments: Sequence[Any]) -> Problem | None:
    """The first thing wrong with the arguments, None if nothing is."""
    return _first_problem(function, _read(function, arguments))


def _read(function: Function, arguments: Sequence[Any]) -> list[Any]:
    """Ranges as cells, single values as plain ones, None for what is omitted or blank."""
    given = [*arguments, *[None] * (len(function.arguments) - len(arguments))]
    return [
        plain(value)
        if not argument.is_range
        else None
        if value is None and argument.optional
        else cells_of(value)
        for argument, value in zip(function.arguments, given, strict=True)
    ]


def _first_problem(function: Function, values: Sequence[Any]) -> Problem | None:
    if not all(type(value) is float for value in values):
        found = _wrong_type(function, values)
        if found is not None:
            return found
    by_name = {a.name: value for a, value in zip(function.arguments, values, strict=True)}
    for rule in function.rules:
        given = [by_name[name] for name in rule.needs]
        if None not in given and rule.condition(*given):
            return Problem(rule.error, rule.id, rule.needs)
    return None


def _wrong_type(function: Function, values: Sequence[Any]) -> Problem | None:
    """Errors, then blanks, then what is no number, no date or of another shape."""
    pairs = list(zip(function.arguments, values, strict=True))
    for argument, value in pairs:
        if argument.kind is not Kind.ANYTHING:
            for item in value if type(value) is Cells else (value,):
                if isinstance(item, ExcelError):
                    return Problem(item, "error", (argument.name,))
    for argument, value in pairs:
        if value is None and not argument.optional and argument.kind is not Kind.ANYTHING:
            return Problem(NA, "blank", (argument.name,))
    by_name = {argument.name: value for argument, value in pairs}
    for argument, value in pairs:
        if value is None:
            continue
        if argument.is_numeric and type(value) is not float:
            check = "not_date" if argument.kind is Kind.DATE else "not_number"
            return Problem(VALUE, check, (argument.name,))
        if argument.paired_with and value.shape != by_name[argument.paired_with].shape:
            return Problem(VALUE, "shapes", (argument.name, argument.paired_with))
        if argument.kind is Kind.DATES and any(type(i) is str and i != "" for i in value):
            return Problem(VALUE, "not_date", (argument.name,))
    return None


def plain(value: Any) -> Any:
    """A Python, numpy or pandas scalar as float, str, bool, ExcelError or None (blank).

    Not-a-number, ``pandas.NA`` and ``NaT`` are blank; a date is its Excel serial number.

    >>> plain(3), plain(float("nan")), plain(datetime.date(2026, 1, 31))
    (3.0, None, 46053.0)
    """
    if type(value) is float and value - value == 0.0:
        return value
    if value is None or isinstance(value, (bool, str, ExcelError)):
        return value
    if type(value).__name__ in _BLANK_TYPES:
        return None
    if isinstance(value, datetime.date):
        return serial(value)
    if isinstance(value, numbers.Real):
        try:
            number = float(value)
        except OverflowError:
            return NUM
        if number != number:
            return None
        return number if number - number == 0.0 else NUM
    item = getattr(value, "item", None)
    if item is not None:
        return plain(item())
    try:
        return plain(float(value))
    except (TypeError, ValueError):
        return str(value)


def serial(day: datetime.date) -> float:
    """The number that a spreadsheet has for a day, its time behind the point."""
    if isinstance(day, datetime.datetime):
        seconds = day.hour * 3600 + day.minute * 60 + day.second
        return serial(day.date()) + seconds / 86400
    number = (day - _EPOCH).days
    # Excel believes in 29 February 1900, so earlier days count one less.
    return float(number if number > 60 else number - 1)


def is_many(value: Any) -> bool:
    """Whether a value is a list, an array or a Series rather than a single value."""
    return isinstance(value, (list, tuple)) or getattr(value, "ndim", 0) > 0


def nested_list(array: Any) -> list[Any]:
    """An array, Series or frame as lists, its days as dates (numpy would give nanoseconds)."""
    array = array.to_numpy() if hasattr(array, "to_numpy") else array
    if array.dtype.kind == "M":
        array = array.astype("datetime64[us]")
    return array.tolist()


def cells_of(value: Any) -> Cells:
    """Any Python stand-in for a range as :class:`Cells`; a flat list is a column."""
    if isinstance(value, Cells):
        return value
    if not isinstance(value, (list, tuple)):
        if not is_many(value):
            return Cells([[plain(value)]])
        value = nested_list(value)
    rows = [row if isinstance(row, (list, tuple)) else [row] for row in value]
    return Cells([[plain(item) for item in row] for row in rows])
