"""The eleven KPI functions: arguments, rules and formula, each written once.

Names of arguments survive VBA (whose ``End`` and ``New`` are keywords) and LAMBDA (where a name
must not look like a cell), so one name serves every host.
"""

from __future__ import annotations

from typing import Any

from xl_kpis.errors import DIV0, NUM
from xl_kpis.kpi.means import RATING_MAX, RATING_MIN, mean_of, mean_rules, scale_rules
from xl_kpis.kpi.model import Argument, Example, Function, Kind, Rule


def counted(name: str) -> Argument:
    return Argument(name, Kind.COUNT)


def amount(name: str) -> Argument:
    return Argument(name, Kind.AMOUNT)


def share(name: str, part: str, whole: str, *examples: Example) -> Function:
    """A part of a whole: two counts, the part not larger than the whole."""
    return Function(
        name,
        "kpi",
        (counted(part), counted(whole)),
        "ratio",
        formula=lambda part, whole: part / whole,
        own_rules=(
            Rule("nothing_to_divide_by", DIV0, (whole,), lambda whole: whole == 0),
            Rule("part_over_whole", NUM, (part, whole), lambda part, whole: part > whole),
        ),
        examples=examples,
        numerator=part,
        denominator=whole,
    )


KPI_SATISFACTION = Function(
    "KPI_SATISFACTION",
    "kpi",
    (
        Argument("ratings", Kind.NUMBERS),
        Argument("counts", Kind.NUMBERS, optional=True, paired_with="ratings"),
    ),
    "score",
    formula=mean_of,
    own_rules=(
        *mean_rules("ratings", "counts"),
        *scale_rules("ratings", RATING_MIN, RATING_MAX),
    ),
    examples=(
        Example(([[9], [8], [7]], [[40], [5], [5]]), 8.7),
        Example(([[9, 8, 7, 10]],), 8.5),
        Example(([[9], ["n/a"], [None], [7]],), 8.0, "text and blanks are skipped"),
    ),
    numerator="ratings",
    denominator="counts",
)

KPI_COMPLETION = share(
    "KPI_COMPLETION",
    "completed",
    "scheduled",
    Example((80, 100), 0.8),
    Example((40, 50), 0.8),
    Example((0, 12), 0.0),
)

KPI_ADVANCEMENT = share("KPI_ADVANCEMENT", "advanced", "total", Example((30, 50), 0.6))

KPI_TIME_TO_MILESTONE = Function(
    "KPI_TIME_TO_MILESTONE",
    "kpi",
    (counted("total_months"), counted("clients")),
    "months",
    formula=lambda total_months, clients: total_months / clients,
    own_rules=(Rule("nothing_to_divide_by", DIV0, ("clients",), lambda clients: clients == 0),),
    examples=(Example((200, 20), 10.0), Example((100, 20), 5.0)),
    numerator="total_months",
    denominator="clients",
)

KPI_RETENTION = Function(
    "KPI_RETENTION",
    "kpi",
    (counted("start_clients"), counted("end_clients"), counted("new_clients")),
    "ratio",
    formula=lambda start, end, new: (end - new) / start,
    own_rules=(
        Rule("nothing_to_divide_by", DIV0, ("start_clients",), lambda start: start == 0),
        Rule("new_over_end", NUM, ("end_clients", "new_clients"), lambda end, new: new > end),
        Rule(
            "kept_over_start",
            NUM,
            ("start_clients", "end_clients", "new_clients"),
            lambda start, end, new: end - new > start,
        ),
    ),
    examples=(Example((200, 220, 50), 0.85), Example((40, 40, 0), 1.0)),
    numerator="kept",
    denominator="start_clients",
    counted=lambda start, end, new: end - new,
)

KPI_WORKSHOP_GROWTH = Function(
    "KPI_WORKSHOP_GROWTH",
    "kpi",
    (counted("old_attendance"), counted("new_attendance")),
    "ratio",
    formula=lambda old, new: (new - old) / old,
    own_rules=(Rule("nothing_to_divide_by", DIV0, ("old_attendance",), lambda old: old == 0),),
    examples=(
        Example((50, 65), 0.3),
        Example((50, 60), 0.2),
        Example((50, 0), -1.0, "nobody came"),
    ),
    numerator="new_attendance",
    denominator="old_attendance",
    numerator_for=lambda value, old: old + value * old,
)

KPI_NETWORKING = Function(
    "KPI_NETWORKING",
    "kpi",
    (counted("connections"), counted("attendees")),
    "ratio",
    formula=lambda connections, attendees: connections / attendees,
    own_rules=(
        Rule("nothing_to_divide_by", DIV0, ("attendees",), lambda attendees: attendees == 0),
    ),
    examples=(
        Example((25, 100), 0.25),
        Example((30, 20), 1.5, "more than one connection each"),
    ),
    numerator="connections",
    denominator="attendees",
)

KPI_SATISFIED_RATE = share("KPI_SATISFIED_RATE", "satisfied", "surveyed", Example((85, 100), 0.85))


def revenue_per_user(revenue: Any, users: Any, months: Any = None) -> Any:
    return revenue / users if months is None else revenue / users / months


KPI_ARPU = Function(
    "KPI_ARPU",
    "kpi",
    (amount("revenue"), counted("users"), Argument("months", Kind.COUNT, optional=True)),
    "money",
    formula=revenue_per_user,
    own_rules=(
        Rule("nothing_to_divide_by", DIV0, ("users",), lambda users: users == 0),
        Rule("nothing_to_divide_by", DIV0, ("months",), lambda months: months == 0),
    ),
    examples=(
        Example((100000, 1000), 100.0),
        Example((100000, 1000, 12), 100 / 12, "per user and month"),
        Example((-500, 10), -50.0, "refunds"),
    ),
    numerator="revenue",
    denominator="users",
)

KPI_CONVERSION = share("KPI_CONVERSION", "paying", "consultations", Example((20, 50), 0.4))

KPI_PLACEMENT = share("KPI_PLACEMENT", "placed", "coached", Example((30, 50), 0.6))
