"""Checks that calculated sheets still are as they were made: no row or column inserted or deleted,
no value over a formula.

They are made last, when all cells are there, and stand first among the checks.
"""

from __future__ import annotations

from openpyxl.utils import column_index_from_string, get_column_letter

from xl_kpis.workbook import layout
from xl_kpis.workbook.build import benchmarks, scorecard, trends
from xl_kpis.workbook.build.calc import Calc
from xl_kpis.workbook.build.context import FIRST, HEAD, Build, Check, as_typed

FAR = 10**9
"""Beyond the number of any cell, rows counted in thousands."""


def grid_checks(build: Build, calc: Calc) -> list[Check]:
    last = get_column_letter(build.last)
    bottom = build.sheets["trends"].max_row
    figures = {
        "calc": f"{get_column_letter(FIRST)}{HEAD}:{last}{calc.points[0] - 3}",
        "scorecard": f"C{scorecard.FIRST_ROW}:L{scorecard.FIRST_ROW + len(build.kpis) - 1}",
        "trends": f"C{trends.data_row(build)}:{trends.LAST}{bottom}",
        "benchmarks": f"F{benchmarks.HEAD_ROW + 1}:G{build.sheets['benchmarks'].max_row}",
    }
    whole = {
        "calc": f"B{HEAD}:{last}{calc.row - 1}",
        "scorecard": f"B{HEAD}:L{build.card_bottom}",
        "trends": f"B{HEAD}:{trends.LAST}{bottom}",
    }
    if not any(kpi.tiers for kpi in build.kpis):
        del figures["benchmarks"]
    found = [_grid(build, key, cells) for key, cells in whole.items()]
    return found + [_values(build, key, cells) for key, cells in figures.items()]


def _check(
    build: Build, key: str, what: str, formula: str, place: str, cell: str = "", found: str = ""
) -> Check:
    sheet = build.words(layout.sheet_text(key))
    return Check(
        f"structure.{what}.{key}",
        build.words("checks.workbook"),
        build.words(f"check.structure.{what}", sheet=sheet),
        "error",
        formula,
        place,
        remedy=build.words(f"remedy.structure.{what}"),
        cell=cell,
        found=found,
        root=True,
    )


def _grid(build: Build, key: str, cells: str) -> Check:
    """References follow their cells, and so tell where these went."""
    name = layout.grid_name(key)
    build.name(name, key, _fixed(cells))
    first, _, last = cells.partition(":")
    (left, top), (right, bottom) = _split(first), _split(last)
    one, all_ = _on(build, key, first), _on(build, key, cells)
    formula = (
        f"(ROW({one})<>{top})+(COLUMN({one})<>{left})"
        f"+(ROWS({all_})<>{bottom - top + 1})+(COLUMNS({all_})<>{right - left + 1})"
    )
    return _check(build, key, "grid", f"IF(ISERROR(ROWS({all_})),0,SIGN({formula}))", name)


def _values(build: Build, key: str, cells: str) -> Check:
    """Every cell of these that is not empty was made with a formula."""
    area = _on(build, key, cells)
    count = sum(
        isinstance(cell.value, str) and cell.value.startswith("=")
        for row in build.sheets[key][cells]
        for cell in row
    )
    filled = sum(cell.value is not None for row in build.sheets[key][cells] for cell in row)
    assert count == filled, key
    typed = f"(1-_xlfn.ISFORMULA({area}))*(1-ISBLANK({area}))"
    # Where a spreadsheet has no ISFORMULA, nothing is known, and nothing said.
    formula = f"IFERROR(MAX({count}-SUMPRODUCT(--_xlfn.ISFORMULA({area})),SUMPRODUCT({typed})),0)"
    at = f"{FAR}-SUMPRODUCT(MAX({typed}*({FAR}-1000*ROW({area})-COLUMN({area}))))"
    row, column = f"INT(({at})/1000)", f"MOD({at},1000)"
    left, top = _split(cells.partition(":")[0])
    value = f"INDEX({area},{row}-{top - 1},{column}-{left - 1})"
    name = layout.grid_name(key)
    if key == "benchmarks":
        kpi = next(kpi for kpi in build.kpis if kpi.tiers)
        name = layout.floor_name(kpi, kpi.tiers[0].id)
    address = f"ADDRESS({row},{column},4)"
    return _check(build, key, "values", formula, name, cell=address, found=as_typed(value))


def _on(build: Build, key: str, cells: str) -> str:
    return f"{build.quoted(key)}!{_fixed(cells)}"


def _fixed(cells: str) -> str:
    return ":".join(
        f"${get_column_letter(column)}${row}" for column, row in map(_split, cells.split(":"))
    )


def _split(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    return column_index_from_string(letters), int(cell[len(letters) :])


__all__ = ["grid_checks"]
