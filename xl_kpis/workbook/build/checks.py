"""The Checks sheet: every rule as a row, with what it found, and one flag for all."""

from __future__ import annotations

from openpyxl.formatting.rule import Rule
from openpyxl.utils import get_column_letter

from xl_kpis.languages.conventions import conventions
from xl_kpis.workbook import layout
from xl_kpis.workbook.build import style
from xl_kpis.workbook.build.calc import Calc
from xl_kpis.workbook.build.check_figures import figure_checks
from xl_kpis.workbook.build.check_grid import grid_checks
from xl_kpis.workbook.build.check_logs import log_checks
from xl_kpis.workbook.build.check_settings import setting_checks
from xl_kpis.workbook.build.check_structure import error_checks, structure_checks
from xl_kpis.workbook.build.check_targets import target_checks
from xl_kpis.workbook.build.context import FIRST, Build, Check, as_day, as_typed, link, put, section

TOP = 11
"""The first row of what to look at first."""
WORST = 5
"""How many findings stand there."""
HEAD_ROW = TOP + WORST + 2
STATE = "$D$4"
ROOTS = "$D$8"
"""How many findings there are that everything else would only repeat."""
WIDTHS = {
    **{"B": 7, "C": 30, "D": 46, "E": 14, "F": 7, "G": 12, "H": 9, "I": 34, "J": 46},
    **{"K": 30, "L": 26, "M": 8, "N": 8, "O": 8, "P": 8, "Q": 8},
}
HEADS = ("state", "kpi", "check", "severity", "count", "first_seen", "where", "found", "remedy")

MIDDLE = ("state", "count", "first_seen")
"""Headings over columns in the middle of which figures and signs stand."""

STEPS = "OPQ"
"""The columns a check may work something out in."""

HELPERS = (
    *("notes.id", "checks.name", "checks.order", "head.period"),
    *("checks.figure", "checks.figure", "checks.figure"),
)


def checks(build: Build, calc: Calc) -> None:
    sheet = build.open("checks", WIDTHS, "output")
    found = build.checks = [
        *structure_checks(build, calc),
        *setting_checks(build),
        *target_checks(build, calc),
        *figure_checks(build, calc),
        *log_checks(build),
    ]
    found[:0] = grid_checks(build, calc)
    found += error_checks(build, calc, HEAD_ROW + 1, len(found))
    _heads(build, HEAD_ROW)
    for letter, text in zip("KLMNOPQ", HELPERS, strict=True):
        put(sheet, f"{letter}{HEAD_ROW}", build.words(text), "header")
    for row, check in enumerate(found, HEAD_ROW + 1):
        _row(build, check, row)
    first, last = HEAD_ROW + 1, HEAD_ROW + len(found)
    build.name(layout.CHECKS, "checks", f"$B${first}:$Q${last}")
    _summary(build, found, first, last)
    _worst(build, first, last)
    _colours(build, first, last)
    sheet.freeze_panes = f"A{TOP}"
    # What there is to do goes on one page; nobody reads two hundred ticks on paper.
    sheet.print_area = f"A1:J{TOP + WORST}"
    sheet.page_setup.fitToHeight = 1
    sheet.auto_filter.ref = f"B{HEAD_ROW}:Q{last}"
    sheet.protection.autoFilter = False


def _heads(build: Build, row: int) -> None:
    sheet = build.sheets["checks"]
    for column, head in enumerate(HEADS, 2):
        cell = put(sheet, (row, column), build.words(f"head.{head}"), "header")
        cell.alignment = style.CENTRED if head in MIDDLE else style.INDENTED
    sheet.row_dimensions[row].height = 22


def _row(build: Build, check: Check, row: int) -> None:
    """A check. What can be said by one formula for all rows is, so that it is calculated once."""
    sheet = build.sheets["checks"]
    words = {what: build.words(f"state.{what}") for what in ("ok", "error", "warning")}
    severe = f'E{row}="{build.words("severity.error")}"'
    state = f'=IF(F{row}=0,"{words["ok"]}",IF({severe},"{words["error"]}","{words["warning"]}"))'
    put(sheet, f"B{row}", state, "label").alignment = style.CENTRED
    put(sheet, f"C{row}", check.subject, "label", align=style.INDENTED)
    put(sheet, f"D{row}", check.words, "label", align=style.INDENTED)
    put(sheet, f"E{row}", build.words(f"severity.{check.severity}"), "label", align=style.INDENTED)
    before = ROOTS if not check.root else f"SUM($F${HEAD_ROW}:$F{row - 1})"
    times = f"=IF({before}>0,0,IFERROR({check.formula},1))"
    put(sheet, f"F{row}", times, "calc", "0", style.CENTRED)
    first = f'=IF(F{row}*N{row}=0,"",IFERROR(INDEX({layout.PERIOD_STARTS},N{row}),""))'
    put(sheet, f"G{row}", first, "calc", build.date_format, style.CENTRED)
    where, found = _said(build, check, row)
    put(sheet, f"H{row}", where, "link", align=style.SAID)
    link(sheet, f"H{row}", check.place)
    put(sheet, f"I{row}", found, "label", align=style.INDENTED)
    put(sheet, f"J{row}", check.remedy, "label", align=style.INDENTED)
    put(sheet, f"K{row}", check.id, "note")
    put(sheet, f"L{row}", check.place, "note")
    put(sheet, f"M{row}", f'=IF(F{row}=0,"",IF({severe},0,10000)+ROW())', "note")
    period = f"={build.quoted('calc')}!$D{check.row}" if check.row else 0
    put(sheet, f"N{row}", period, "note")
    for column, step in zip(STEPS, check.steps, strict=False):
        put(sheet, f"{column}{row}", f"=IF(F{row}=0,0,{_stepping(step, row)})", "note")
    for column, measure in zip("OPQ", check.measures, strict=False):
        value = f"=IF(F{row}=0,0,{measure})" if isinstance(measure, str) else measure
        put(sheet, f"{column}{row}", value, "note")
    told = {"C": check.subject, "D": check.words, "J": check.remedy}
    lines = max(-(-len(said) // (WIDTHS[column] - 1)) for column, said in told.items())
    sheet.row_dimensions[row].height = 15.5 * max(1, lines) + 3


def _stepping(formula: str, row: int) -> str:
    """A formula of a check with the cells its steps stand in."""
    for i, column in enumerate(STEPS):
        formula = formula.replace(f"{{{i}}}", f"${column}{row}")
    return formula


def _said(build: Build, check: Check, row: int) -> tuple[str, str | None]:
    """Formulas of the cell to look at and of what stands there."""
    go = build.words("checks.go")
    if not check.measures:
        cell, found = _stepping(check.cell, row), _stepping(check.found, row)
        where = f'=IF(F{row}=0,"{go}",IFERROR({cell},"{go}"))' if cell else go
        return where, f'=IF(F{row}=0,"",IFERROR({found},""))' if found else None
    first, last = get_column_letter(FIRST), get_column_letter(build.last)
    calc, signs = build.quoted("calc"), conventions(build.language)
    (typed, typed_to), (used, used_to), column = build.figures
    dated = [str(n) for n, (_, m) in enumerate(layout.measures(build.pack), 1) if m.is_day]
    days = f"{{{','.join(dated)}}}" if dated else ""

    def at(top: int, bottom: int, which: str) -> str:
        return f'IFERROR({of(top, bottom, which)}&"","–")'

    def of(top: int, bottom: int, which: str) -> str:
        return f"INDEX({calc}!${first}${top}:${last}${bottom},{which},N{row})"

    def said(which: str) -> str:
        label = f"INDEX({calc}!$B${used}:$B${used_to},{which})"
        value = of(used, used_to, which)
        shown = as_typed(value)
        if days:
            shown = f"IF(ISNUMBER(MATCH({which},{days},0)*{value}),{as_day(build, value)},{shown})"
        return f'{label}&"{signs.colon}"&IFERROR({shown},"–")'

    place = f"INDEX({calc}!$D${typed}:$D${typed_to},O{row})"
    period = f"INDEX({calc}!{build.span(column, '$')},N{row})"
    cell = f"INDEX({layout.INPUTS},{place},{period})"
    # What was not typed was counted from a log, or taken from the period before.
    own = f'{at(typed, typed_to, f"O{row}")}=SUBSTITUTE({at(used, used_to, f"O{row}")},"–","")'
    address = f'IFERROR(IF({own},ADDRESS(ROW({cell}),COLUMN({cell}),4),"{go}"),"{go}")'
    rest = "".join(f'&IF(N({c}{row})=0,"","{signs.semicolon}"&{said(f"{c}{row}")})' for c in "PQ")
    return (
        f'=IF(F{row}=0,"{go}",{address})',
        f'=IF(F{row}=0,"",IFERROR({said(f"O{row}")}{rest},""))',
    )


def _summary(build: Build, found: list[Check], first: int, last: int) -> None:
    sheet = build.sheets["checks"]
    rows = (
        ("checks.errors", layout.CHECK_ERRORS, "error"),
        ("checks.warnings", layout.CHECK_WARNINGS, "warning"),
    )
    left = style.Alignment("left", "center")
    for row, (text, name, severity) in enumerate(rows, 6):
        put(sheet, f"C{row}", build.words(text), "label")
        word = build.words(f"severity.{severity}")
        formula = f'=COUNTIFS(E{first}:E{last},"{word}",F{first}:F{last},">0")'
        put(sheet, f"D{row}", formula, "calc", "0", left)
        build.name(name, "checks", f"$D${row}")
    put(sheet, "C8", build.words("checks.roots"), "label")
    roots = [row for row, check in enumerate(found, first) if check.root]
    put(sheet, "D8", f"=SUM(F{roots[0]}:F{roots[-1]})", "calc", "0", left)
    put(sheet, "C4", build.words("checks.summary"), "label")
    texts = {what: build.words(f"flag.{what}", count="") for what in ("errors", "warnings")}
    texts |= {what: build.words(f"flag.{what}") for what in ("empty", "ok")}
    # Also where a count fails or a check was deleted there is something to correct, never a tick.
    whole = f"COUNTA($K${first}:$K${last})={len(found)},COUNT($F${first}:$F${last})={len(found)}"
    counts = f"SUMPRODUCT(--_xlfn.ISFORMULA($F${first}:$F${last}))"
    whole += f",IFERROR({counts}={len(found)},TRUE)"
    state = (
        f'=IF(NOT(IFERROR(AND({whole}),FALSE)),"{texts["errors"]}"&"?",'
        f'IF({layout.CHECK_ERRORS}>0,"{texts["errors"]}"&{layout.CHECK_ERRORS},'
        f'IF({layout.CHECK_WARNINGS}>0,"{texts["warnings"]}"&{layout.CHECK_WARNINGS},'
        f'IF(SUM({layout.COVERAGE})>0,"{texts["ok"]}","{texts["empty"]}"))))'
    )
    put(sheet, "D4", state, "flag")
    build.flag_colours("checks", "D4")
    build.name(layout.CHECK_STATE, "checks", STATE)


def _worst(build: Build, first: int, last: int) -> None:
    """The findings to look at first: errors before warnings, in the order of the list."""
    sheet = build.sheets["checks"]
    section(sheet, TOP - 2, build.words("checks.worst"), "J")
    sheet.row_dimensions[TOP - 2].height = 32  # apart from the counts above it
    _heads(build, TOP - 1)
    ranks = f"$M${first}:$M${last}"
    for n in range(1, WORST + 1):
        row = TOP + n - 1
        at = f"MOD(SMALL({ranks},{n}),10000)-{first - 1}"
        for column in "BCDEFGHIJ":
            cells = f"${column}${first}:${column}${last}"
            text = "" if column in "FG" else '&""'
            value = f'=IFERROR(INDEX({cells},{at}){text},"")'
            cell = put(sheet, f"{column}{row}", value, "label", align=style.INDENTED)
            if column in "BFG":
                cell.alignment = style.CENTRED
            if column == "G":
                cell.number_format = build.date_format
        sheet.row_dimensions[row].height = 49


def _colours(build: Build, first: int, last: int) -> None:
    sheet = build.sheets["checks"]
    sheet.conditional_formatting.add(
        f"B{first}:J{last}",
        Rule(
            type="expression",
            formula=[f"$F{first}>0"],
            dxf=style.look(style.TIER_INKS[0], style.PALE_ORANGE),
        ),
    )


__all__ = ["checks"]
