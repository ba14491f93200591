"""Calc's rows about years: since the year began, and twelve months, each computed from its figures.

The figures of the periods are added up and the KPI computed again, or its rates multiplied, as the
pack says how periods combine; nothing is averaged, and nothing said where a period has no value.
"""

from __future__ import annotations

from functools import partial

from xl_kpis.kpi.model import Kpi, Measure
from xl_kpis.workbook import layout
from xl_kpis.workbook.build import style
from xl_kpis.workbook.build.calc import Calc, Formula, required, value_of
from xl_kpis.workbook.build.context import HEAD

SPANS = {"Year": "year", "Rolling": "rolling"}
"""Rows of Calc, and how the texts about them are called."""


def years(out: Calc) -> None:
    """For each span the first period it has, the figures added up, and what the KPIs are."""
    out.section("calc.years")
    per_year = f"12/{layout.MONTHS}"
    number, start = f"{{here}}${HEAD}", f"{{here}}${HEAD + 1}"
    since = f"INT(MOD(MONTH({start})-{layout.YEAR_MONTH},12)/{layout.MONTHS})"
    firsts = {
        "Year": _first(out, "calc.year.first", f"{number}-{since}"),
        "Rolling": _first(out, "calc.rolling.first", f"{number}-{per_year}+1"),
    }
    out.end()
    for name, first in firsts.items():
        sums: dict[str, int] = {}
        added = [kpi for kpi in out.build.kpis if kpi.combine == "sum"]
        out.section(f"calc.{SPANS[name]}.sums")
        for kpi in added:
            for measure in required(kpi):
                sums[measure.id] = _sum(out, kpi, measure, first)
        out.end()
        out.section(f"calc.{SPANS[name]}")
        for kpi in out.build.kpis:
            value = out.at[layout.row_name("Value", kpi)]
            formula: Formula = partial(_chained, out, first, value)
            if kpi.combine == "none":
                formula = partial(_alone, value)
            elif kpi.combine != "chain":
                formula = partial(_computed, out, kpi, sums, first, value)
            out.add(
                out.build.kpi_name(kpi),
                formula,
                out.build.digits(kpi.unit),
                layout.row_name(name, kpi),
                out.build.unit(kpi),
            )
        out.end()


def _first(out: Calc, text: str, formula: str) -> int:
    """The row of the first period of a span; #N/A where it lies before the workbook, or where
    periods make no whole year."""

    def make(here: str, _: str) -> str:
        first = formula.format(here=here)
        return f"IF(AND(MOD(12,{layout.MONTHS})=0,{first}>=1),{first},NA())"

    return out.add(out.build.words(text), make, "0")


def _within(out: Calc, first: int, here: str) -> str:
    """What picks the periods of the span, for functions that take ranges and criteria."""
    numbers = out.build.span(HEAD, "$")
    return f'{numbers},">="&{here}${first},{numbers},"<="&{here}${HEAD}'


def _whole(out: Calc, first: int, value: int, here: str) -> str:
    """Whether every period of the span has a value."""
    numbers = f'{out.build.span(value, "$")},">-9E+307"'
    there = f"COUNTIFS({numbers},{_within(out, first, here)})"
    return f"{there}={here}${HEAD}-{here}${first}+1"


def _sum(out: Calc, kpi: Kpi, measure: Measure, first: int) -> int:
    used = out.used[measure.id]

    def make(here: str, _: str) -> str:
        sums = f"SUMIFS({out.build.span(used, '$')},{_within(out, first, here)})"
        return f"IF(ISNUMBER({here}${first}),{sums},NA())"

    return out.add(
        out.build.measure(measure, "label"),
        make,
        style.COUNT,
        unit=out.build.measure(measure, "unit"),
        fixed=measure.rating or None,
    )


def _computed(
    out: Calc, kpi: Kpi, sums: dict[str, int], first: int, value: int, here: str, _: str
) -> str:
    text = value_of(out, kpi, here, sums)
    return f"IF({_whole(out, first, value, here)},{text},NA())"


def _alone(value: int, here: str, _: str) -> str:
    """What is said of one period only, for a period that is a year."""
    return f"IF({layout.MONTHS}=12,{here}{value},NA())"


def _chained(out: Calc, first: int, value: int, here: str, _: str) -> str:
    whole = _whole(out, first, value, here)
    cells = f"INDEX({out.build.span(value, '$')},{here}${first}):{here}{value}"
    return f"IF({whole},PRODUCT({cells}),NA())"


__all__ = ["SPANS", "years"]
