"""Edits a workbook in a running LibreOffice as a person would; for the system's own Python.

``python3 editing.py PIPE`` reads from stdin a JSON list of jobs, each ``{"source", "target",
"edits"}``; an edit is a list of a word and what it needs, as :func:`edit` has them. Sheets are
named; cells are addresses on them. Ends LibreOffice when all are done.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time

import uno
from com.sun.star.beans import PropertyValue


def connected(pipe):  # type: ignore[no-untyped-def]
    here = uno.getComponentContext()
    make = here.ServiceManager.createInstanceWithContext
    resolver = make("com.sun.star.bridge.UnoUrlResolver", here)
    address = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    for _ in range(240):
        try:
            return resolver.resolve(address)
        except Exception:
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def property_value(name, value):  # type: ignore[no-untyped-def]
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def edit(book, what, *rest):  # type: ignore[no-untyped-def]
    """One thing a person does."""
    if what == "new sheet":
        book.Sheets.insertNewByName(rest[0], book.Sheets.Count)
        return
    sheet = book.Sheets.getByName(rest[0])
    if what == "cut":  # sheet, cells, where to, and on which sheet
        _, cells, target, *other = rest
        there = book.Sheets.getByName(other[0]) if other else sheet
        to = there.getCellRangeByName(target).getCellByPosition(0, 0)
        sheet.moveRange(to.getCellAddress(), sheet.getCellRangeByName(cells).getRangeAddress())
    elif what == "copy":
        _, cells, target = rest
        to = sheet.getCellRangeByName(target).getCellByPosition(0, 0).getCellAddress()
        sheet.copyRange(to, sheet.getCellRangeByName(cells).getRangeAddress())
    elif what == "unprotect":
        sheet.unprotect("")
    elif what == "insert columns":
        sheet.Columns.insertByIndex(rest[1], rest[2])
    elif what == "delete columns":
        sheet.Columns.removeByIndex(rest[1], rest[2])
    elif what == "insert rows":
        sheet.Rows.insertByIndex(rest[1], rest[2])
    elif what == "delete rows":
        sheet.Rows.removeByIndex(rest[1], rest[2])
    elif what == "sort":  # sheet, cells, column counted from the first of them, ascending
        _, cells, column, ascending = rest
        field = uno.createUnoStruct("com.sun.star.table.TableSortField")
        field.Field, field.IsAscending = column, ascending
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        how = (property_value("SortFields", fields), property_value("ContainsHeader", False))
        sheet.getCellRangeByName(cells).sort(how)
    elif what == "filter":  # sheet, cells with their heading, column counted from 0, text wanted
        _, cells, column, wanted = rest
        rows = sheet.getCellRangeByName(cells)
        descriptor = rows.createFilterDescriptor(True)
        field = uno.createUnoStruct("com.sun.star.sheet.TableFilterField")
        field.Field, field.StringValue = column, wanted
        field.Operator = uno.Enum("com.sun.star.sheet.FilterOperator", "EQUAL")
        descriptor.setFilterFields((field,))
        descriptor.ContainsHeader = True
        rows.filter(descriptor)
    elif what == "values":  # sheet, cells: copied and pasted as values where they are
        cells = sheet.getCellRangeByName(rest[1])
        cells.setDataArray(cells.getDataArray())
    elif what == "remove":
        book.Sheets.removeByName(rest[0])
    elif what == "rename":
        sheet.Name = rest[1]
    elif what == "type":  # sheet, cell, as a person types it
        sheet.getCellRangeByName(rest[1]).setFormula(rest[2])
    elif what == "text":
        sheet.getCellRangeByName(rest[1]).setString(rest[2])
    elif what == "copy sheet":  # sheet, name of the copy, where
        book.Sheets.copyByName(rest[0], rest[1], rest[2])
    elif what == "move sheet":  # sheet, where
        book.Sheets.moveByName(rest[0], rest[1])
    elif what == "hide rows":  # sheet, first row from 0, how many
        for row in range(rest[1], rest[1] + rest[2]):
            sheet.Rows.getByIndex(row).IsVisible = False
    elif what == "merge":
        sheet.getCellRangeByName(rest[1]).merge(True)
    elif what == "empty":
        sheet.getCellRangeByName(rest[1]).clearContents(1 | 2 | 4 | 16)
    else:
        raise ValueError(what)


@contextlib.contextmanager
def trusting(make):  # type: ignore[no-untyped-def]
    """Values are taken as the files have them, which is quick; all are calculated after the edits.
    What was set before is set again, as other tests need it."""
    load = property_value("nodepath", "/org.openoffice.Office.Calc/Formula/Load")
    access = make("com.sun.star.configuration.ConfigurationProvider").createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationUpdateAccess", (load,)
    )
    before, access.OOXMLRecalcMode = access.OOXMLRecalcMode, 1
    access.commitChanges()
    yield
    access.OOXMLRecalcMode = before
    access.commitChanges()


def main() -> None:
    there = connected(sys.argv[1])
    make = there.ServiceManager.createInstanceWithContext
    desktop = make("com.sun.star.frame.Desktop", there)
    hidden = property_value("Hidden", True)
    saved = property_value("FilterName", "Calc MS Excel 2007 XML")
    with trusting(lambda name: make(name, there)):
        for job in json.load(sys.stdin):
            book = desktop.loadComponentFromURL(
                uno.systemPathToFileUrl(job["source"]), "_blank", 0, (hidden,)
            )
            for each in job["edits"]:
                edit(book, *each)
            book.calculateAll()
            book.storeToURL(uno.systemPathToFileUrl(job["target"]), (saved,))
            book.close(True)
    with contextlib.suppress(Exception):
        desktop.terminate()


if __name__ == "__main__":
    main()
    sys.stdout.flush()
    os._exit(0)  # LibreOffice has gone, and its library may crash as Python tidies up after it
