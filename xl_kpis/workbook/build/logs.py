"""The Logs sheet with its switches, and a sheet for each log of raw records."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo

from xl_kpis.kpi.logs import Field, Log
from xl_kpis.workbook import layout
from xl_kpis.workbook.build import style
from xl_kpis.workbook.build.check_logs import logs_of
from xl_kpis.workbook.build.context import (
    LOG_HEAD,
    Build,
    link,
    off_paper,
    put,
    section,
    styled_as,
)

WIDTHS = {"date": 14, "text": 22, "rating": 10, "status": 22, "kind": 18, "count": 14, "amount": 14}
FLAG_WIDTH = 30


def logs(build: Build) -> None:
    sheet = build.open("logs", {"B": 46, "C": 18, "D": 44, "E": 44}, "input")
    build.flag("logs", "D1")
    section(sheet, 4, build.words("logs.switch"), "D")
    put(sheet, "B5", build.words("logs.switch.help", log=build.words("source.log")), "small")
    row = 6
    for kpi in filter(layout.has_log, build.kpis):
        put(sheet, f"B{row}", build.kpi_name(kpi), "label", align=style.NAME)
        put(sheet, f"C{row}", build.words("source.typed"), "input", "@", align=style.CENTRED)
        used = ", ".join(build.words(log.text_id) for log in logs_of(build, kpi))
        put(sheet, f"D{row}", f"← {used}", "small")
        build.single_name(layout.source_name(kpi), "logs", row, "C")
        row += 1
    choice = DataValidation(type="list", formula1=layout.SOURCES, allow_blank=False)
    choice.showErrorMessage, choice.error = True, build.words("valid.list")
    choice.errorTitle = build.words("valid.title")
    choice.add(f"C6:C{row - 1}")
    sheet.add_data_validation(choice)
    section(sheet, row + 1, build.words("logs.tables"), "D")
    put(sheet, f"C{row + 1}", build.words("logs.rows"), "section", align=style.RIGHT)
    row += 2
    for log in layout.logs(build.pack):
        first = layout.log_column_name(log.id, log.fields[0].id)
        put(sheet, f"B{row}", build.words(log.text_id), "link")
        link(sheet, f"B{row}", first)
        counted = ",".join(
            f"COUNTA({layout.log_column_name(log.id, f.id)})" for f in log.fields if f.required
        )
        put(sheet, f"C{row}", f"=MAX({counted})", "calc", style.COUNT)
        put(sheet, f"D{row}", build.words(f"{log.text_id}.help"), "small")
        row += 1
    off_paper(sheet)
    for log in layout.logs(build.pack):
        _log(build, log)


def _log(build: Build, log: Log) -> None:
    """A log on a sheet of its own, so that filtering and sorting it touches no other."""
    key = layout.log_sheet(log)
    widths = {get_column_letter(2 + i): WIDTHS[f.kind] for i, f in enumerate(log.fields)}
    beside = get_column_letter(2 + len(log.fields) + 1)
    sheet = build.open(key, {**widths, beside: FLAG_WIDTH}, "input")
    build.flag(key, f"{beside}1")
    sheet.protection.sort = sheet.protection.autoFilter = False
    _table(build, log)
    sheet.freeze_panes = f"A{LOG_HEAD + 1}"
    sheet.print_title_rows = f"{LOG_HEAD}:{LOG_HEAD}"
    off_paper(sheet)  # names of clients, and thousands of rows


def _table(build: Build, log: Log) -> None:
    key = layout.log_sheet(log)
    sheet = build.sheets[key]
    bottom = LOG_HEAD + layout.LOG_ROWS
    for column, field in enumerate(log.fields, 2):
        letter = get_column_letter(column)
        put(sheet, (LOG_HEAD, column), build.words(field.text_id), "header")
        one = put(sheet, (LOG_HEAD + 1, column), None, "input", _format(build, field))
        for row in range(LOG_HEAD + 2, bottom + 1):
            styled_as(one, sheet, row, column)
        table_column = f"{log.table}[{build.words(field.text_id)}]"
        build.define(layout.log_column_name(log.id, field.id), table_column)
        first = f"{letter}{LOG_HEAD + 1}"
        _validate(build, log, field, f"{first}:{letter}{bottom}", first)
    right = get_column_letter(1 + len(log.fields))
    table = Table(displayName=log.table, ref=f"B{LOG_HEAD}:{right}{bottom}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.add_table(table)


def _format(build: Build, field: Field) -> str:
    if field.kind == "date":
        return build.date_format
    return {"rating": "0.#", "count": style.COUNT, "amount": "#,##0.00"}.get(field.kind, "@")


def _validate(build: Build, log: Log, field: Field, cells: str, first: str) -> None:
    kinds = {
        "date": DataValidation(type="date", operator="greaterThan", formula1="1"),
        "rating": DataValidation(
            type="decimal",
            operator="between",
            formula1=layout.SCALE_LOW,
            formula2=layout.SCALE_HIGH,
        ),
        "kind": DataValidation(type="list", formula1=layout.words_name(log, field)),
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
    build.sheets[layout.log_sheet(log)].add_data_validation(validation)
