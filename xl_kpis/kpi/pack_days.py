"""What a formula of a pack file may do with the inputs that are days."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from xl_kpis.kpi.days import DATE_FUNCTIONS
from xl_kpis.kpi.spelling import own_names
from xl_kpis.kpi.typed import FormulaFault, Term, parse


def check_days(text: str, inputs: Sequence[str], days: Collection[str]) -> None:
    """:class:`FormulaFault` for a formula or condition that gives a day, or asks of one what means
    nothing.

    One day less another, a day and a number of days, comparisons of days, ``IF``, ``MIN``, ``MAX``
    and functions of days are all there is.

    >>> check_days("= last - first", ("first", "last"), ("first", "last"))
    >>> check_days("= last + 3", ("last",), ("last",))
    Traceback (most recent call last):
    xl_kpis.kpi.typed.FormulaFault: ('gives_day', {'text': '= last + 3'})
    """
    if _is_day(parse(text, inputs), days):
        raise FormulaFault("gives_day", text=text.strip())


def _is_day(node: Term, days: Collection[str]) -> bool:
    """Whether a part of a formula gives a day."""
    if node.kind in ("number", "input"):
        return node.name in days
    parts = [_is_day(part, days) for part in node.parts]
    if node.name in DATE_FUNCTIONS:
        if not all(parts):
            raise FormulaFault("takes_days", name=own_names(node.name))
        return False
    if not any(parts):
        return False
    if node.name == "IF":
        alike = parts[1:]
    elif node.name in ("MIN", "MAX") or node.is_condition or (node.name == "-" and all(parts)):
        alike = parts
    elif node.name in ("+", "-") and parts[0] != parts[1] and (parts[0] or node.name == "+"):
        return True
    else:
        where = "-" if node.name == "minus" else own_names(node.name)
        raise FormulaFault("day_arithmetic", where=where)
    if not all(alike) and any(alike):
        raise FormulaFault("day_and_number", where=own_names(node.name))
    return all(alike) and node.name in ("IF", "MIN", "MAX")
