"""The Logs sheet: switches, and empty tables for raw records."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo

from xl_kpis.kpi.model import Kpi
from xl_kpis.workbook import layout
from xl_kpis.workbook.build import style
from xl_kpis.workbook.build.context import Build, put, section
from xl_kpis.workbook.layout import Field, Log

WIDTHS = {"date": 14, "text": 18, "rating": 10, "status": 18, "kind": 16, "count": 13, "amount": 14}


def logs(build: Build) -> None:
    widths = {"B": 14, "C": 18}
    sheet = build.open("logs", widths, "input")
    section(sheet, 4, build.words("logs.switch"), "M")
    log_word = build.words("source.log")
    put(sheet, "B5", build.words("logs.switch.help", log=log_word), "small")
    row = 6
    for kpi in build.kpis:
        put(sheet, f"B{row}", build.kpi_name(kpi), "label")
        for column in "CDE":
            put(sheet, f"{column}{row}", None, "label")
        put(sheet, f"F{row}", build.words("source.typed"), "input", "@", align=style.CENTRED)
        put(sheet, f"G{row}", None, "label")
        put(sheet, f"H{row}", _used(build, kpi), "small")
        build.name(layout.source_name(kpi), "logs", f"$F${row}")
        row += 1
    choice = DataValidation(type="list", formula1=layout.SOURCES, allow_blank=False)
    choice.showErrorMessage, choice.error = True, build.words("valid.list")
    choice.errorTitle = build.words("valid.title")
    choice.add(f"F6:F{row - 1}")
    sheet.add_data_validation(choice)
    _tables(build, row + 1)
    build.flag("logs", "H1")


def _used(build: Build, kpi: Kpi) -> str:
    """The tables a KPI is counted from, by their titles."""
    formulas = " ".join(layout.FROM_LOG.get(m.id, "") for m in kpi.measures)
    used = [log for log in layout.LOGS[build.pack] if f"{log.table}_" in formulas]
    return "← " + ", ".join(build.words(f"log.{log.id}") for log in used)


def _tables(build: Build, row: int) -> None:
    sheet = build.sheets["logs"]
    column = 2
    for log in layout.LOGS[build.pack]:
        put(sheet, (row, column), build.words(f"log.{log.id}"), "section")
        put(sheet, (row + 1, column), build.words(f"log.{log.id}.help"), "small")
        for extra in range(1, len(log.fields)):
            put(sheet, (row, column + extra), None, "section")
        sheet.row_dimensions[row].height = 24
        sheet.cell(row + 1, column).alignment = style.Alignment(vertical="top", wrap_text=False)
        _table(build, log, row + 2, column)
        column += len(log.fields)
        sheet.column_dimensions[get_column_letter(column)].width = 3
        column += 1
    sheet.row_dimensions[row + 1].height = 16
    sheet.freeze_panes = f"A{row + 3}"
    sheet.print_title_rows = f"{row + 2}:{row + 2}"
    sheet.print_area = f"A1:{get_column_letter(column - 1)}{row + 2 + 40}"


def _table(build: Build, log: Log, top: int, left: int) -> None:
    sheet = build.sheets["logs"]
    bottom = top + layout.LOG_ROWS
    for offset, field in enumerate(log.fields):
        column = left + offset
        letter = get_column_letter(column)
        put(sheet, (top, column), build.words(f"field.{field.id}"), "header")
        for row in range(top + 1, bottom + 1):
            put(sheet, (row, column), None, "input", _format(build, field))
        sheet.column_dimensions[letter].width = WIDTHS[field.kind]
        table_column = f"{log.table}[{build.words(f'field.{field.id}')}]"
        build.define(layout.log_column_name(log.id, field.id), table_column)
        _validate(build, field, f"{letter}{top + 1}:{letter}{bottom}", f"{letter}{top + 1}")
    right = get_column_letter(left + len(log.fields) - 1)
    table = Table(displayName=log.table, ref=f"{get_column_letter(left)}{top}:{right}{bottom}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)


def _format(build: Build, field: Field) -> str:
    if field.kind == "date":
        return build.date_format
    return {"rating": "0.#", "count": style.COUNT, "amount": "#,##0.00"}.get(field.kind, "@")


def _validate(build: Build, field: Field, cells: str, first: str) -> None:
    kinds = {
        "date": DataValidation(type="date", operator="greaterThan", formula1="1"),
        "rating": DataValidation(
            type="decimal",
            operator="between",
            formula1=layout.SCALE_LOW,
            formula2=layout.SCALE_HIGH,
        ),
        "kind": DataValidation(type="list", formula1=layout.KINDS),
        "count": DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0"),
        "amount": DataValidation(type="custom", formula1=f"ISNUMBER({first})"),
    }
    validation = kinds.get(field.kind)
    if validation is None:
        return
    words = {"kind": "valid.list", "amount": "valid.number"}.get(field.kind, f"valid.{field.kind}")
    validation.error, validation.errorTitle = build.words(words), build.words("valid.title")
    validation.showErrorMessage = validation.allow_blank = True
    validation.add(cells)
    build.sheets["logs"].add_data_validation(validation)
