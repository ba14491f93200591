"""What the columns of a table of targets are called, and the KPIs in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from xl_kpis.kpi.lookup import fold
from xl_kpis.kpi.model import Kpi
from xl_kpis.kpi.packs import kpis_of, pack_of
from xl_kpis.languages import available
from xl_kpis.workbook import layout
from xl_kpis.workbook.figures.names import bag, called, is_called, words

KPI, PERIOD = "kpi", "period"
_TELLING = {"target", "step", "due"}
"""A table of targets has one of these; an owner or a comment stands in many others."""


@cache
def _kpi_names(pack: str) -> dict[str, Kpi]:
    """The KPIs of a pack by all they are called, folded."""
    own = pack_of(pack)
    found = {fold(alias): id for alias, id in own.aliases.items()} if own else {}
    by_id = {kpi.id: kpi for kpi in kpis_of(pack)}
    names_of = {alias: by_id[id] for alias, id in found.items() if id in by_id}
    for kpi in by_id.values():
        listed = [kpi.id, layout.short(kpi), kpi.acronym]
        for language in available():
            listed += [words(f"{kpi.id}.name", language), words(f"{kpi.id}.short", language)]
            listed += called(f"kpi.{kpi.id}", language)
        names_of |= {fold(name): kpi for name in listed if name}
    return names_of


def kpi_named(name: Any, pack: str) -> Kpi | None:
    """The KPI of a pack with this id, name or acronym in any language.

    >>> kpi_named("Taux de rétention des clients", "remote").id, kpi_named("sales", "remote")
    ('remote.retention', None)
    """
    return _kpi_names(pack).get(fold(name)) if isinstance(name, str) else None


def kpi_meant(name: Any, pack: str) -> Kpi | None:
    """The KPI that a name means, or leaves out words of, if it is one only.

    >>> kpi_meant("Job placement rate (%)", "remote").id, kpi_meant("rate", "remote")
    ('remote.job_placement', None)
    """
    if (found := kpi_named(name, pack)) is not None or not isinstance(name, str):
        return found
    own = set(bag(name))
    several = {
        kpi.id: kpi for known, kpi in _kpi_names(pack).items() if own and own <= set(bag(known))
    }
    return next(iter(several.values())) if len(several) == 1 and len(own) > 1 else None


def columns_of(heads: Sequence[Any], below: Sequence[Sequence[Any]], pack: str) -> dict[str, int]:
    """The column of each field of a table of targets; none where it is no such table.

    It names KPIs of the pack, and has a column of targets, next steps or days due.
    """
    columns: dict[str, int] = {}
    for field in (*layout.PLAN_FIELDS, PERIOD):
        id = PERIOD if field == PERIOD else f"plan.{field}"
        for column, head in enumerate(heads):
            if column not in columns.values() and is_called(head, id):
                columns.setdefault(field, column)
    if not _TELLING & set(columns):
        return {}
    for column in range(len(heads)):
        cells = [row[column] for row in below if column < len(row)]
        if column not in columns.values() and any(kpi_named(cell, pack) for cell in cells):
            return {KPI: column, **columns}
    return {}


def plan_field(name: str) -> str:
    """The field of a target that a name means; the name itself where it means none.

    >>> plan_field("Next step"), plan_field("responsable"), plan_field("periods")
    ('step', 'owner', 'periods')
    """
    fields = (f for f in layout.PLAN_FIELDS if f == name or is_called(name, f"plan.{f}"))
    return next(fields, name)
