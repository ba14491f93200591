"""Targets, and what stands beside them, into the sheet of targets."""

from __future__ import annotations

import datetime as dt
from typing import Any

from xl_kpis.kpi.model import Kpi
from xl_kpis.kpi.words import domain_words
from xl_kpis.workbook import layout
from xl_kpis.workbook.data import Data
from xl_kpis.workbook.figures.model import Figure, Planned, Share
from xl_kpis.workbook.figures.names import words
from xl_kpis.workbook.figures.numbers import parse_number
from xl_kpis.workbook.figures.plan_names import kpi_named
from xl_kpis.workbook.filling.figures import Figures
from xl_kpis.workbook.filling.job import Job
from xl_kpis.workbook.own_targets import is_possible


def fill_targets(job: Job, data: Data) -> None:
    """Set what is written of each KPI; a workbook without a sheet of targets is told."""
    if not data.plans:
        return
    if not job.places.has(layout.PLAN_IDS):
        job.problem(data.plans[0].place, "plan_absent")
        return
    ids = job.places.values(layout.PLAN_IDS)
    seen: dict[tuple[str, str, int], Any] = {}
    for planned in data.plans:
        kpi = kpi_named(planned.kpi, job.places.pack)
        if kpi is None or kpi.id not in ids:
            known = ", ".join(words(f"{k.id}.short", job.language) for k in job.places.kpis)
            job.problem(planned.kpi_place, "plan_kpi", name=str(planned.kpi).strip(), known=known)
            continue
        value = _value(job, kpi, planned)
        columns = _columns(job, data, planned)
        if value is None or columns is None:
            continue
        for column in columns:
            before = seen.setdefault((kpi.id, planned.field, column), value)
            if before != value:
                name = words(f"{kpi.id}.name", job.language)
                job.problem(planned.place, "plan_twice", name=name, value=value, other=before)
            elif column < 0:
                job.edit(layout.plan_name(planned.field), value, ids.index(kpi.id))
            else:
                job.edit(layout.PLAN_PERIODS, value, ids.index(kpi.id), column)
    job.planned = len(seen)


def _columns(job: Job, data: Data, planned: Planned) -> range | None:
    """The columns of a single period's target, from 0; one of -1 for that of all periods."""
    if planned.period is None or planned.field != "target":
        return range(-1, 0)
    at = planned.place
    figure = Figure("", planned.period, planned.value, at, planned.kpi_place, at, planned.span)
    return Figures(job, data).columns(figure)


def _value(job: Job, kpi: Kpi, planned: Planned) -> Any:
    """What goes into the cell; None, and a problem, where it cannot."""
    value, field = planned.value, planned.field
    name = words(f"{kpi.id}.name", job.language)
    if field == "target":
        return _target(job, kpi, planned, name)
    if field == "due":
        if isinstance(value, dt.date):
            return value
        job.problem(planned.place, "plan_due", value=value)
        return None
    if field not in layout.PLAN_FIELDS:
        job.problem(planned.place, "plan_field", name=field, known=", ".join(layout.PLAN_FIELDS))
        return None
    text = f"{value:.15g}" if isinstance(value, float) else str(value).strip()
    most = layout.PLAN_LONGEST[field]
    if len(text) > most:
        job.problem(planned.place, "plan_long", name=name, count=len(text), most=most)
        return None
    return text


def _target(job: Job, kpi: Kpi, planned: Planned, name: str) -> float | None:
    number = parse_number(planned.value)
    if number is None:
        job.problem(planned.place, "number", value=planned.value)
        return None
    share = isinstance(planned.value, Share)
    if is_possible(kpi, number) and (kpi.unit == "ratio" or not share):
        return number
    domain = domain_words(kpi, job.language, job.currency())
    values = {"name": name, "value": number, "domain": domain, "hint": ("", "")}
    if kpi.unit == "ratio" and kpi.domain[1] == 1 and 1 < number <= 100:
        values["hint"] = ("plan_hint", {"percent": number, "share": number / 100})
    elif share:
        values["hint"] = ("plan_share", {})
    job.problem(planned.place, "plan_domain", **values)
    return None
