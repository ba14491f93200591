"""What a group of clients has together: a coach's, a site's, a product's, all.

Where a KPI is so many of so many, the clients' inputs are added up and it is computed anew, which
is what the group's own workbook would show. Where sums say nothing, the median of its clients is
given, and called so. An average of rates is never given: it would count a client with two sessions
as much as one with two hundred.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xl_kpis.errors import ExcelError
from xl_kpis.kpi import kpi as find
from xl_kpis.kpi.evaluate import evaluate
from xl_kpis.kpi.model import TIERS, Kpi
from xl_kpis.kpi.periods import summed
from xl_kpis.workbook.name_order import name_order
from xl_kpis.workbook.portfolio.reading import ClientEntry, KpiLine
from xl_kpis.workbook.portfolio.standing import Population, population

RECOMPUTED, MEDIAN = "recomputed", "median"


@dataclass(frozen=True)
class GroupFigure:
    """A KPI of a group, of the clients that can be compared in it."""

    by: str
    """What is grouped by; empty for all clients together."""
    group: str
    among: Population
    clients: int
    """How many have this KPI, with a value or without."""
    n: int
    """How many have a value."""
    value: float | None
    how: str
    """``recomputed`` from the inputs of its clients, or their ``median``; empty without a value."""
    tiers: tuple[int, ...]
    """How many are in each tier, the lowest first."""
    better: int
    worse: int
    same: int
    """How many moved since the period before."""


def group_figures(entries: Sequence[ClientEntry], by: Iterable[str]) -> list[GroupFigure]:
    """The figures of all clients together, then of each group of each kind, by name; clients that
    say nothing of a kind are a group without a name, the last one."""
    found = _figures("", "", entries)
    for kind in by:
        members: dict[str, list[ClientEntry]] = {}
        for entry in entries:
            members.setdefault(entry.groups.get(kind, ""), []).append(entry)
        for name in sorted(members, key=lambda name: (not name, name_order(name))):
            found += _figures(kind, name, members[name])
    return found


def _figures(by: str, group: str, entries: Iterable[ClientEntry]) -> list[GroupFigure]:
    lines: dict[Population, list[KpiLine]] = {}
    for entry in entries:
        for line in entry.lines:
            lines.setdefault(population(find(line.kpi), entry), []).append(line)
    return [_figure(by, group, among, own) for among, own in lines.items()]


def _figure(by: str, group: str, among: Population, lines: list[KpiLine]) -> GroupFigure:
    known = [line for line in lines if line.value is not None]
    value, how = together(find(among.kpi), known)
    ranks = [line.rank for line in known]
    moves = [line.change for line in known if line.change is not None]
    return GroupFigure(
        by=by,
        group=group,
        among=among,
        clients=len(lines),
        n=len(known),
        value=value,
        how=how,
        tiers=tuple(ranks.count(rank) for rank in range(len(TIERS))),
        better=sum(move > 0 for move in moves),
        worse=sum(move < 0 for move in moves),
        same=sum(move == 0 for move in moves),
    )


def together(kpi: Kpi, lines: Sequence[KpiLine]) -> tuple[float | None, str]:
    """The value of several clients together, and how it came about."""
    values = [line.value for line in lines if line.value is not None]
    if not values:
        return None, ""
    arguments = [line.arguments for line in lines if line.arguments is not None]
    if len(arguments) == len(values):
        found = evaluate(kpi.function, summed(kpi, arguments))
        if not isinstance(found, ExcelError):
            return float(found), RECOMPUTED
    return statistics.median(values), MEDIAN
