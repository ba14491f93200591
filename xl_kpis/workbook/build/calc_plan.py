"""Calc's rows about a person's own targets, and what the scorecard lists of them."""

from __future__ import annotations

from functools import partial

from openpyxl.utils import get_column_letter

from xl_kpis.kpi import tiers
from xl_kpis.kpi.expr import Symbol
from xl_kpis.kpi.model import Kpi
from xl_kpis.workbook import layout
from xl_kpis.workbook.build.calc import Calc
from xl_kpis.workbook.build.context import FIRST, HEAD, put
from xl_kpis.workbook.build.target_sheet import within
from xl_kpis.workbook.own_targets import own_tier

UNITS = ("ratio", "score", "months", "money", "number", "days")
"""Units by their number in the list for the scorecard, from 1."""


def own_targets(out: Calc) -> None:
    """The target of each KPI in each period, and how far its value is from it.

    What is typed for the period goes before what is typed for all; what a KPI cannot be is none.
    """
    build = out.build
    out.section("calc.own_target")
    for kpi in build.kpis:
        row = out.row
        out.add(
            build.kpi_name(kpi),
            partial(_target, kpi, row),
            out.build.digits(kpi.unit),
            layout.row_name("OwnTarget", kpi),
            kpi.id,
            fixed=f"=MATCH($C{row},{layout.PLAN_IDS},0)",
        )
    out.end()
    out.section("calc.own_gap")
    for kpi in build.kpis:
        out.add(
            build.kpi_name(kpi),
            partial(_gap, out, kpi),
            out.build.digits(kpi.unit),
            layout.row_name("OwnGap", kpi),
            build.unit(kpi),
        )
    out.end()


def typed_cells(out: Calc, kpi: Kpi) -> tuple[str, str]:
    """What is typed as a KPI's target: the cell for all periods, and those of single ones."""
    row = f"{out.build.quoted('calc')}!$D${out.at[layout.row_name('OwnTarget', kpi)]}"
    whole = f"INDEX({layout.plan_name('target')},{row})"
    return whole, f"INDEX({layout.PLAN_PERIODS},{row},0)"


def _target(kpi: Kpi, row: int, here: str, _: str) -> str:
    whole = f"INDEX({layout.plan_name('target')},$D{row})"
    single = f"INDEX({layout.PLAN_PERIODS},$D{row},{here}${HEAD})"
    typed = f"IF(ISNUMBER({single}),{single},{whole})"
    return f"IF({within(kpi, typed)},{typed},NA())"


def _gap(out: Calc, kpi: Kpi, here: str, _: str) -> str:
    value, goal = (f"{here}{out.at[layout.row_name(what, kpi)]}" for what in ("Value", "OwnTarget"))
    return tiers.gap(Symbol(value), kpi, own_tier(kpi, Symbol(goal))).excel()


def shown_plan(out: Calc) -> None:
    """The targets of the period shown, those there are numbered from 1."""
    build, sheet = out.build, out.sheet
    out.section("calc.plan")
    heads = ("order", "target", "gap", "unit", "row")
    top = out.row + 1
    for i, head in enumerate(heads):
        put(sheet, (out.row, FIRST - 1 + i), build.words(f"calc.plan.{head}"), "note")
    for row, kpi in enumerate(build.kpis, top):
        own = f"INDEX({layout.row_name('OwnTarget', kpi)},{layout.SHOWN})"
        gap = f"INDEX({layout.row_name('OwnGap', kpi)},{layout.SHOWN})"
        place = f"$D${out.at[layout.row_name('OwnTarget', kpi)]}"
        fields = [f"INDEX({layout.plan_name(f)},{place})" for f in ("owner", "step", "due")]
        said = f"OR(ISNUMBER({own}),COUNTA({','.join(fields)})>0)"
        before = f"MAX($D${top - 1}:$D{row - 1})"
        scaled = f"{gap}*100" if kpi.unit == "ratio" else gap
        cells = (
            f'=IF(IFERROR({said},FALSE),{before}+1,"")',
            f'=IFERROR({own}+0,"")',
            f'=IFERROR({scaled},"")',
            UNITS.index(kpi.unit) + 1,
            f"={place}",
        )
        put(sheet, (row, 2), build.kpi_name(kpi), "label")
        for i, value in enumerate(cells):
            put(sheet, (row, FIRST - 1 + i), value, "calc")
    out.row = top + len(build.kpis)
    columns = dict(zip(heads, range(FIRST - 1, FIRST - 1 + len(heads)), strict=True)) | {"name": 2}
    for what in layout.SHOWN_PLAN:
        letter = get_column_letter(columns[what])
        build.name(layout.shown_plan_name(what), "calc", f"${letter}${top}:${letter}${out.row - 1}")
    out.end()


__all__ = ["UNITS", "own_targets", "shown_plan", "typed_cells"]
