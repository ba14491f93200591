"""Checks of a person's own targets: numbers the KPI can be, and days to reach them by."""

from __future__ import annotations

from collections.abc import Iterator

from xl_kpis.kpi.model import Kpi
from xl_kpis.kpi.words import domain_words
from xl_kpis.workbook import layout
from xl_kpis.workbook.build.calc import Calc
from xl_kpis.workbook.build.calc_plan import typed_cells
from xl_kpis.workbook.build.context import Build, Check, as_typed


def target_checks(build: Build, calc: Calc) -> Iterator[Check]:
    for kpi in build.kpis:
        yield from _per_kpi(build, calc, kpi)


def _per_kpi(build: Build, calc: Calc, kpi: Kpi) -> Iterator[Check]:
    whole, single = typed_cells(calc, kpi)
    target = layout.plan_name("target")
    domain = domain_words(kpi, build.language)

    def check(
        what: str, formula: str, cell: str, severity: str = "error", remedy: str = ""
    ) -> Check:
        return Check(
            f"{layout.short(kpi)}.{what}",
            build.kpi_name(kpi),
            build.words(f"check.kpi.{what}", domain=domain),
            severity,
            formula,
            target,
            remedy=build.words(f"remedy.kpi.{remedy or what}", domain=domain),
            cell=f"ADDRESS(ROW({cell}),COLUMN({cell}),4)",
            found=as_typed(cell),
        )

    # The cell for all periods where it is wrong itself, else the first one of a single period.
    text = "COUNTA({0})-COUNT({0})"
    wrong = f"INDEX({single},MATCH(1,INDEX((1-ISBLANK({single}))*(1-ISNUMBER({single})),0),0))"
    first = f"IF({text.format(whole)}>0,{whole},{wrong})"
    yield check("target_text", f"{text.format(whole)}+{text.format(single)}", first)
    low, high = kpi.domain
    beyond = [f'COUNTIF({{0}},"<{low:g}")'] if low is not None else []
    beyond += [f'COUNTIF({{0}},">{high:g}")'] if high is not None else []
    if beyond:
        count = "+".join(beyond)
        off = "+".join(
            f"({single}{sign}{end:g})" for sign, end in (("<", low), (">", high)) if end is not None
        )
        wrong = f"INDEX({single},MATCH(1,INDEX(ISNUMBER({single})*SIGN({off}),0),0))"
        first = f"IF({count.format(whole)}>0,{whole},{wrong})"
        share = kpi.unit == "ratio" and high == 1
        remedy = "floor_share" if share else "target_range"
        yield check(
            "target_range", f"{count.format(whole)}+{count.format(single)}", first, remedy=remedy
        )
    due = whole.replace(target, layout.plan_name("due"))
    yield check(
        "target_due", f"IF(ISBLANK({due}),0,IF(COUNT({due})=1,IF({due}>=1,0,1),1))", due, "warning"
    )


__all__ = ["target_checks"]
