"""Checks of the settings, and of what is set once for each KPI."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from xl_kpis.kpi.benchmarks import in_dollars
from xl_kpis.kpi.model import Kpi
from xl_kpis.workbook import layout
from xl_kpis.workbook.build.context import Build, Check, as_typed


def _check(build: Build, id: str, formula: str, name: str, severity: str = "error") -> Check:
    text = f"check.{id}"
    return Check(
        id,
        build.words("sheet.settings"),
        build.words(text, count=build.periods) if id == "period.known" else build.words(text),
        severity,
        formula,
        name,
        remedy=build.words(f"remedy.{id}"),
        found=as_typed(name),
    )


def setting_roots(build: Build) -> Iterator[Check]:
    """The settings that all periods follow from."""
    n = layout
    first = f"IF(COUNT({n.FIRST_PERIOD})=1,IF({n.FIRST_PERIOD}>=1,0,1),1)"
    begins = f"AND({n.YEAR_MONTH}>=1,{n.YEAR_MONTH}<=12,{n.YEAR_MONTH}=INT({n.YEAR_MONTH}))"
    lengths = ",".join(map(str, layout.PERIOD_LENGTHS))
    months = f"ISNUMBER(MATCH({n.MONTHS},{{{lengths}}},0))"
    for check in (
        _check(build, "settings.first", first, n.FIRST_PERIOD),
        _check(build, "settings.months", f"IF({months},0,1)", n.MONTHS),
        _check(build, "settings.year_month", f"IF({begins},0,1)", n.YEAR_MONTH),
    ):
        yield replace(check, root=True)


def setting_checks(build: Build) -> Iterator[Check]:
    n = layout
    check = partial(_check, build)
    if ends := layout.scale(build.pack):
        scale = f"AND({n.SCALE_LOW}={ends[0]},{n.SCALE_HIGH}={ends[1]})"
        yield check("settings.scale", f"IF({scale},0,1)", n.SCALE_HIGH, "warning")
    if layout.has_threshold(build.pack):
        within = f"AND({n.THRESHOLD}>={n.SCALE_LOW},{n.THRESHOLD}<={n.SCALE_HIGH})"
        yield check("settings.threshold", f"IF({within},0,1)", n.THRESHOLD)
    named = [layout.weight_name(kpi) for kpi in build.kpis if kpi.tiers]
    if named:
        weights = "+".join(f"N({name})" for name in named)
        yield check("settings.weights", f"IF({weights}>0,0,1)", named[0])
    known = f"OR(ISBLANK({n.PICKED}),COUNTIF({n.PERIOD_STARTS},{n.PICKED})>0)"
    yield check("period.known", f"IF({known},0,1)", n.PICKED)
    for kpi in build.kpis:
        yield from _per_kpi(build, kpi)


def _per_kpi(build: Build, kpi: Kpi) -> Iterator[Check]:
    def check(what: str, formula: str, place: str, found: str, **values: str) -> Check:
        return Check(
            f"{layout.short(kpi)}.{what}",
            build.kpi_name(kpi),
            build.words(f"check.kpi.{what}", **values),
            "error",
            formula,
            place,
            remedy=build.words(f"remedy.kpi.{what}", **values),
            found=found,
        )

    if kpi.tiers:
        yield from _floors(kpi, check)
    source = layout.source_name(kpi)
    words = {s: build.words(f"source.{s}") for s in ("typed", "log")}
    known = f"IF(COUNTIF({layout.SOURCES},{source})>0,0,1)"
    if layout.has_log(kpi):
        yield check("source", known, source, as_typed(source), **words)
    weight = layout.weight_name(kpi)
    amount = f"IF(COUNT({weight})=1,IF({weight}<0,1,0),1)"
    if kpi.tiers:
        yield check("weight", amount, weight, as_typed(weight))


def _floors(kpi: Kpi, check: Callable[..., Check]) -> Iterator[Check]:
    """A person's own floors: numbers, within what is possible, in order."""
    names = [layout.own_floor_name(kpi, tier.id) for tier in kpi.tiers]
    own = ",".join(names)
    every = '&" / "&'.join(f'IF(ISBLANK({name}),"–",{as_typed(name)})' for name in names)
    yield check("floor_text", f"COUNTA({own})-COUNT({own})", names[0], every)
    low, high = kpi.domain
    beyond = [] if low is None else [f"MIN({own})<{low:g}"]
    if high is not None:
        beyond.append(f"MAX({own})>{high:g}")
    off = "FALSE"
    if beyond:
        off = f"IF(COUNT({own})=0,0,IF(OR({','.join(beyond)}),1,0))"
        what = "floor_share" if kpi.unit == "ratio" and high == 1 else "floor_range"
        yield check(what, off, names[0], every)
    typical, above, best = (layout.floor_name(kpi, tier.id) for tier in kpi.tiers)
    sign = "<" if kpi.better == "higher" else ">"
    rising = f"AND({typical}{sign}{above},{above}{sign}{best})"
    force = f'{typical}&" / "&{above}&" / "&{best}'
    # Who typed 85 for 85% reads of that alone.
    beside = f"N({off})>0"
    if in_dollars(kpi):
        beside = f"OR({beside},{layout.foreign_name(kpi)}=1)"
    yield check("floors", f"IF({beside},0,IF({rising},0,1))", names[0], force)


__all__ = ["setting_checks", "setting_roots"]
