"""Calc's rows about where each KPI is heading: a line through its last periods, and its spread.

An ordinary least-squares line through the values of up to :data:`layout.WINDOW` periods, one period
further, with the interval in which four of five next values lie if the deviations from the line
stay what they are. Worksheet functions compute it, so that a spreadsheet shows the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from openpyxl.utils import get_column_letter

from xl_kpis.workbook import layout
from xl_kpis.workbook.build.calc import Calc
from xl_kpis.workbook.build.context import FIRST, HEAD

Line = Callable[[str, str, str], str]
"""Makes a formula from the period forecast, the numbers of the periods and their values."""

OUTSIDE = 0.2
"""The share of next values that lie outside of the interval."""


def outlook(out: Calc) -> None:
    """Rows for each KPI: number and value of the periods that have one, the line, its spread."""
    build = out.build
    formats = {kpi.id: build.digits(kpi.unit) for kpi in build.kpis}
    known: dict[str, tuple[int, int]] = {}
    out.section("calc.known")
    for kpi in build.kpis:
        value = out.at[layout.row_name("Value", kpi)]
        name = build.kpi_name(kpi)
        rows = [
            out.add(name, partial(_known, value, what), code, unit=unit)
            for what, code, unit in (
                (f"{{here}}{HEAD}", "0", build.words("head.period")),
                (f"{{here}}{value}", formats[kpi.id], build.unit(kpi)),
            )
        ]
        known[kpi.id] = rows[0], rows[1]
    out.end()
    for what, make in (("Forecast", _forecast), ("Spread", _spread), ("Pace", _pace)):
        out.section(f"calc.{what.lower()}")
        for kpi in build.kpis:
            formula = partial(_from_line, make, *known[kpi.id])
            name, unit = layout.row_name(what, kpi), build.unit(kpi)
            out.add(build.kpi_name(kpi), formula, formats[kpi.id], name, unit)
        out.end()


def _known(value: int, what: str, here: str, _: str) -> str:
    return f'IF(ISNUMBER({here}{value}),{what.format(here=here)},"")'


def _from_line(make: Line, x_row: int, y_row: int, here: str, _: str) -> str:
    """A formula of the line, where this period and enough before it have values."""
    begin, since = get_column_letter(FIRST), f"MAX(1,{here}${HEAD}-{layout.WINDOW - 1})"
    xs, ys = (f"INDEX(${begin}{row}:{here}{row},{since}):{here}{row}" for row in (x_row, y_row))
    line = make(f"({here}${HEAD}+1)", xs, ys)
    enough = f"IF(COUNT({ys})>={layout.ENOUGH},{line},NA())"
    return f"IF(ISNUMBER({here}{y_row}),{enough},NA())"


def _forecast(following: str, xs: str, ys: str) -> str:
    return f"FORECAST({following},{ys},{xs})"


def _spread(following: str, xs: str, ys: str) -> str:
    n = f"COUNT({ys})"
    far = f"({following}-AVERAGE({xs}))^2/DEVSQ({xs})"
    return f"TINV({OUTSIDE},{n}-2)*STEYX({ys},{xs})*SQRT(1+1/{n}+{far})"


def _pace(following: str, xs: str, ys: str) -> str:
    return f"SLOPE({ys},{xs})"


__all__ = ["outlook"]
