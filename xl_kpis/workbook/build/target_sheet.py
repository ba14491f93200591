"""The Targets sheet: what a business wants to reach, who sees to it, what comes next, by when."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from xl_kpis.kpi.model import Kpi
from xl_kpis.kpi.words import domain_words
from xl_kpis.workbook import layout
from xl_kpis.workbook.build import style
from xl_kpis.workbook.build.context import HEAD, Build, put

MARGIN = 6
"""How many empty rows belong to the sheet's area."""
COLUMNS = {"target": "D", "owner": "G", "step": "H", "due": "I", "comment": "J"}
VALUE, STATE = "E", "F"
FIRST_PERIOD = 12
"""The column of the first period's own target."""
WIDTHS = {
    **{"A": 17, "B": 34, "C": 27, "D": 16, "E": 17, "F": 24},
    **{"G": 18, "H": 34, "I": 13, "J": 38, "K": 3},
}


def targets(build: Build) -> None:
    sheet = build.open("targets", WIDTHS, "input")
    build.flag("targets", "F1")
    last = FIRST_PERIOD + build.periods - 1
    heads = {"A": "notes.id", "B": "head.kpi", "C": "head.unit"}
    heads |= {VALUE: "head.value_shown", STATE: "head.state"}
    heads |= {column: f"target.{field}" for field, column in COLUMNS.items()}
    for letter, head in heads.items():
        align = style.RIGHT_WRAPPED if letter in "DEI" else style.INDENTED
        made = put(sheet, f"{letter}{HEAD}", build.words(head), "header", align=align)
        made.border = style.APART
    single = get_column_letter(FIRST_PERIOD)
    put(sheet, f"{single}{HEAD - 1}", build.words("targets.single"), "small")
    for number, column in enumerate(range(FIRST_PERIOD, last + 1), 1):
        start = f"=INDEX({layout.PERIOD_STARTS},{number})"
        put(sheet, (HEAD, column), start, "header", build.month_format, style.RIGHT)
        sheet.column_dimensions[get_column_letter(column)].width = 11.5
    sheet.row_dimensions[HEAD].height = 34
    for row, kpi in enumerate(build.kpis, HEAD + 1):
        _kpi(build, kpi, row, last)
    row = HEAD + len(build.kpis)
    for i, help_text in enumerate(("targets.help.1", "targets.help.2", "targets.help.3"), 2):
        put(sheet, f"B{row + i}", build.words(help_text), "small")
    _names(build, row + MARGIN, get_column_letter(last))
    sheet.freeze_panes = f"C{HEAD + 1}"
    sheet.print_title_rows = f"{HEAD}:{HEAD}"
    sheet.print_area = f"B1:J{row + 4}"
    sheet.page_setup.fitToHeight = 1


def _names(build: Build, bottom: int, last: str) -> None:
    """From the headings to below the last row: edges that cutting and pasting cannot reach."""
    columns = {layout.PLAN_IDS: "A"}
    columns |= {layout.plan_name(field): letter for field, letter in COLUMNS.items()}
    anchors = build.anchors.setdefault("targets", [])
    for name, letter in columns.items():
        build.name(name, "targets", f"${letter}${HEAD}:${letter}${bottom}")
        anchors.append((name, HEAD, letter))
    first = get_column_letter(FIRST_PERIOD)
    build.name(layout.PLAN_PERIODS, "targets", f"${first}${HEAD}:${last}${bottom}")
    anchors.append((layout.PLAN_PERIODS, HEAD, first))


def _kpi(build: Build, kpi: Kpi, row: int, last: int) -> None:
    sheet = build.sheets["targets"]
    sheet.row_dimensions[row].height = 62
    number_format = build.unit_format(kpi.unit)
    put(sheet, f"A{row}", kpi.id, "id", align=style.WRAPPED)
    put(sheet, f"B{row}", build.kpi_title(kpi), "label", align=style.INDENTED)
    better = build.words(f"better.{kpi.better}")
    said = build.words("targets.unit", unit=build.unit(kpi), better=better)
    put(sheet, f"C{row}", said, "note", align=style.INDENTED)
    put(sheet, f"{COLUMNS['target']}{row}", None, "input", number_format)
    value = f"INDEX({layout.row_name('Value', kpi)},{layout.SHOWN})"
    put(sheet, f"{VALUE}{row}", f'=IFERROR({value},"–")', "calc", number_format)
    put(
        sheet,
        f"{STATE}{row}",
        f"={state(build, kpi)}",
        "calc",
        behind_format(build, kpi),
        style.SAID,
    )
    for field in ("owner", "step", "comment"):
        put(sheet, f"{COLUMNS[field]}{row}", None, "input", "@", style.INDENTED)
    put(sheet, f"{COLUMNS['due']}{row}", None, "input", build.date_format)
    for column in range(FIRST_PERIOD, last + 1):
        put(sheet, (row, column), None, "input", number_format)
    _validate(build, kpi, row, last)


def state(build: Build, kpi: Kpi) -> str:
    """A formula: in words where the target is reached, else a number that says how far off."""
    gap = f"INDEX({layout.row_name('OwnGap', kpi)},{layout.SHOWN})"
    scaled = f"{gap}*100" if kpi.unit == "ratio" else gap
    reached = build.words("target.on_track")
    return f'IF(ISNUMBER({gap}),IF({gap}<=0,"{reached}",{scaled}),"")'


def behind_format(build: Build, kpi: Kpi) -> str:
    """How the distance to a target is shown; shares in points of a hundred."""
    before, _, behind = build.words(f"target.behind.{kpi.unit}", gap="\0").partition("\0")
    digits = {"ratio": "0.0", "score": "0.00"}.get(kpi.unit, build.digits(kpi.unit))
    return style.signed(f'"{before}"{digits}' + (f'"{behind}"' if behind else ""))


def _validate(build: Build, kpi: Kpi, row: int, last: int) -> None:
    sheet = build.sheets["targets"]
    letters = (COLUMNS["target"], get_column_letter(FIRST_PERIOD), get_column_letter(last))
    title = build.words("valid.title")
    for first, cells in (
        (f"{letters[0]}{row}", f"{letters[0]}{row}"),
        (f"{letters[1]}{row}", f"{letters[1]}{row}:{letters[2]}{row}"),
    ):
        number = DataValidation(type="custom", formula1=within(kpi, first), allow_blank=True)
        number.error = build.words("valid.target", domain=domain_words(kpi, build.language))
        number.showErrorMessage, number.errorTitle = True, title
        number.add(cells)
        sheet.add_data_validation(number)
    due = DataValidation(type="date", operator="greaterThan", formula1="1", allow_blank=True)
    due.error, due.showErrorMessage, due.errorTitle = build.words("valid.date"), True, title
    due.add(f"{COLUMNS['due']}{row}")
    sheet.add_data_validation(due)
    for field, most in layout.PLAN_LONGEST.items():
        text = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(most))
        text.error, text.allow_blank = build.words("valid.length", most=most), True
        text.showErrorMessage, text.errorTitle = True, title
        text.add(f"{COLUMNS[field]}{row}")
        sheet.add_data_validation(text)


def within(kpi: Kpi, cell: str) -> str:
    """A formula: whether a cell has a number that the KPI can be at all."""
    low, high = kpi.domain
    tests = [f"ISNUMBER({cell})"]
    tests += [f"{cell}>={low:g}"] if low is not None else []
    tests += [f"{cell}<={high:g}"] if high is not None else []
    return f"AND({','.join(tests)})"


__all__ = ["behind_format", "state", "targets", "within"]
