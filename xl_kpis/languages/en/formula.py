"""What the formula engine says in English."""

TEXTS: dict[str, str] = {
    # Formulas that are none
    "syntax.empty": "The formula is empty.",
    "syntax.too_long": "The formula is longer than {detail} characters.",
    "syntax.too_deep": (
        "The formula is nested more than {detail} levels deep, at character {position}."
    ),
    "syntax.unexpected": "“{detail}” does not belong at character {position}.",
    "syntax.unfinished": "The formula stops at character {position} where a value is missing.",
    "syntax.unclosed": "{detail} opened at character {position} is never closed.",
    "syntax.number": "The number at character {position} is too large.",
    "syntax.array": "The array constant at character {position} is not well formed.",
    "syntax.columns": "The table reference at character {position} is not well formed.",
    "syntax.r1c1": "“{detail}” is not a reference in R1C1 style.",
    # What a book refuses
    "book.address": "{address} is no cell, range or name of this workbook",
    "book.several": "{address} is several ranges; ask for one after the other",
    "book.one cell": "{address} is more than one cell",
    "book.sheet": "no sheet is called {name}; there are {names}",
    "book.no name": "{name} is no name of this workbook",
    "book.name": "{name} cannot be a name: letters, digits, _ and ., and no address",
    "book.put.ragged": "the rows of what is put into cells are of different lengths",
    "book.put.edge": "what is put into cells reaches beyond the sheet’s edge",
    "book.put.shape": (
        "a range of {height} by {width} cells was given values for {rows} by {columns}"
    ),
    "book.holds formula": (
        "{cell} holds a formula; only input cells can be set (book.formula[{address}] = None "
        "takes it away)"
    ),
    "book.input": "{cell} holds a formula; only input cells can be set",
    "book.not found": "no value of {by} was found for which {output} is {goal}",
    "book.solve.nothing": "name at least one goal, and at least one input to reach it by",
    "book.solve.number": "{output} is {value} where the inputs are now, which is no number",
    "book.solve.between": "{cell} has limits, but is none of the inputs",
    "book.solve.order": "the limits of {cell} have to go up: {least} is not below {most}",
    "book.solve.not found": "no values of {by} were found for which {goals}",
    "book.no file": "this workbook was not loaded from a file, so there is none to write",
    "book.formula.table": "{cell} belongs to a data table",
    "book.formula.array": "{cell} belongs to an array formula; change all of it",
    "book.formula.none": "{text} is no formula: it has to begin with =",
    "book.formula.wrong": "{text}: {reason}",
    "book.shift.none": ("there are no {count} rows or columns from {first} on"),
    "book.shift.no cells": ("{sheet} is a sheet of another kind, without rows and columns"),
    "book.shift.array": (
        "{sheet} has an array formula in {area}, of which a part cannot come or go; take the "
        "formula away first, or choose rows and columns beside it"
    ),
    "book.shift.table": (
        "{sheet} has a data table in {area}, of which a part cannot come or go; choose rows "
        "and columns beside it"
    ),
    "book.shift.pivot": (
        "{sheet} has a pivot table or its source in {area}, which cannot be cut; choose rows "
        "and columns beside it"
    ),
    "book.shift.rows of table": (
        "of the table {table} in {sheet}!{area} only rows of data can go, and one has to stay"
    ),
    "book.shift.columns of table": (
        "the table {table} in {sheet}!{area} would get or lose columns, which have names; "
        "choose columns beside it, or make the change in Excel or LibreOffice"
    ),
    "book.shift.edge": ("{sheet} is in use up to its edge; nothing can be inserted before that"),
    "book.sheet.last": ("{sheet} is the only sheet that can be seen; a workbook has to have one"),
    "book.sheet.pivot": ("a pivot table is made of {sheet}; take that away first"),
    "book.sheet.several": (
        "the formula {formula} reads several sheets of which {sheet} is the first or last; "
        "change it first"
    ),
    "book.sheet.table": (
        "the formula {formula} reads the table {table}, which is in {sheet}; change it first"
    ),
    "book.sheet.name": (
        "{name} cannot be a sheet’s name: 1 to 31 characters, none of {forbidden}, "
        "and no apostrophe at an end"
    ),
    "book.sheet.exists": ("there is a sheet called {name} already"),
    "book.value": "a cell cannot hold {value}",
    "book.value.day": "a cell cannot hold {value}, a day no workbook has",
    "book.value.long": "a cell holds {most} characters; this text has {count}",
    "book.function.coroutine": "{name} is a coroutine; formulas do not wait",
    "book.function.excel": "{name} is a function of Excel; replace=True replaces it",
    "book.function.own": "{name} is no function of your own",
    "book.functions.missing": (
        "There are no functions to be had from {source}: no file of that name is there."
    ),
    "book.functions.module": (
        "There are no functions to be had from {source}: no module of that name is installed "
        "or in this folder (a file is named with .py)."
    ),
    "book.functions.failed": "{source} cannot be imported: {place}: {kind}: {reason}",
    "book.functions.none": (
        "{source} declares no function: put @xl_kpis.function before each that formulas shall call."
    ),
    # Calculations that were stopped
    "stopped.time": (
        "The calculation was stopped after {limit} seconds{at}; allow it more time, or make the "
        "workbook simpler there."
    ),
    "stopped.memory": (
        "The calculation was stopped as it took more than {limit} MiB of memory{at}; allow it more "
        "memory, or make the workbook simpler there."
    ),
    "stopped.cancelled": "The calculation was cancelled{at}.",
    "stopped.at": " at {cell}, in the formula {formula}",
    # Files nobody brought back
    "not done.lost": (
        "the process working on it ended unexpectedly, twice, most likely for want of memory; try "
        "it alone"
    ),
    "not done.late": (
        "it took longer than {limit} seconds and was stopped; allow it more time (--timeout)"
    ),
    "cluster.nowhere": "There is no Dask scheduler at {address}; check the address, or start one.",
    "cluster.no workers": (
        "The Dask scheduler at {address} has no workers; start some, on machines with xl-kpis "
        "installed: dask worker {address}"
    ),
    "cluster.lost": (
        "The Dask scheduler at {address} is gone; what was done is done. Start it again, and the "
        "command with --resume."
    ),
    "cluster.missing": "A scheduler needs a package that is missing: pip install 'xl-kpis[fleet]'",
    # Workbooks that are refused
    "refusal.missing file": "{file} does not exist; check the path.",
    "refusal.address": (
        "{file}: addresses such as s3:// and https:// need packages that are not installed: pip "
        "install 'xl-kpis[fleet]'"
    ),
    "refusal.unreadable": "{file} cannot be read ({reason}).",
    "refusal.too large": (
        "{file} is {size} MiB, above the limit of {limit} MiB; raise Limits.file to allow it."
    ),
    "refusal.empty": "{file} is empty; it holds no workbook.",
    "refusal.encrypted": (
        "{file} is protected by a password; open it in Excel, remove the password and save."
    ),
    "refusal.xls": "{file} is in the old .xls format; save it as .xlsx in Excel or LibreOffice.",
    "refusal.xlsb": "{file} is a binary workbook (.xlsb); save it as .xlsx or .xlsm in Excel.",
    "refusal.ods": "{file} is an OpenDocument file; save it as .xlsx in LibreOffice.",
    "refusal.openpyxl read only": (
        "The openpyxl workbook was opened with read_only=True; give the file itself, or open it "
        "without."
    ),
    "refusal.openpyxl write only": (
        "The openpyxl workbook was made with write_only=True, which can be written only once; save "
        "it to a file and give that, or make it without."
    ),
    "refusal.openpyxl data only": (
        "The openpyxl workbook was opened with data_only=True and has values where the file has "
        "formulas; give the file itself, or open it without."
    ),
    "refusal.openpyxl unsaved": "openpyxl cannot save this workbook, it says: {said}",
    "refusal.not a workbook": (
        "{file} is not an Excel workbook ({reason}); give an .xlsx, .xlsm, .xltx or .xltm file."
    ),
    "refusal.broken zip": (
        "{file} is damaged: {reason}; restore it from a copy or save it again in Excel."
    ),
    "refusal.too many entries": (
        "{file} holds {count} parts, above the limit of {limit}; raise Limits.entries to allow it."
    ),
    "refusal.part too large": (
        "{file}: part {part} would unpack to {size} MiB, above the limit of {limit} MiB; raise "
        "Limits.{name} to allow it."
    ),
    "refusal.ratio": (
        "{file}: part {part} unpacks to {ratio} times its size, as a zip bomb does; raise "
        "Limits.ratio if you trust the file."
    ),
    "refusal.ratio of all": (
        "{file} unpacks to {ratio} times its size, as a zip bomb does; raise Limits.ratio if you "
        "trust the file."
    ),
    "refusal.duplicate part": "{file}: part {part} occurs twice; save the workbook again in Excel.",
    "refusal.part name": (
        "{file}: {part} is not a valid part name; the file was not written by a spreadsheet."
    ),
    "refusal.missing part": (
        "{file}: part {part} is missing; restore the file from a copy or save it again in Excel."
    ),
    "refusal.xml": (
        "{file}: part {part} is not valid XML ({reason}); save the workbook again in Excel."
    ),
    "refusal.doctype": (
        "{file}: part {part} declares a document type, which no workbook needs; it was not read."
    ),
    "refusal.sheet twice": "{file}: two sheets are called {name}; rename one of them.",
    "refusal.no sheets": "{file}: the workbook lists no sheets; save it again in Excel.",
    "refusal.cell address": (
        "{file}: part {part} has a cell at {cell}, outside of a sheet; correct or remove it."
    ),
    "refusal.cell value": (
        "{file}: {cell} in part {part} holds {value} where {wanted} is expected; save the "
        "workbook again in Excel."
    ),
    "refusal.too many cells": (
        "{file}: part {part} has {count} cells or more, above the {limit} that the limit leaves "
        "for it; raise Limits.cells to allow it."
    ),
    "refusal.too many formulas": (
        "{file}: with part {part} there are more formulas than the limit allows ({limit} left for "
        "it); raise Limits.formulas to allow them."
    ),
    "refusal.unknown sheet": "{file} has no sheet called {name}; it has {known}.",
    "refusal.formula cell": (
        "{file}: {cell} holds a formula, so no value can be put there; choose an input cell."
    ),
    "refusal.edit value": (
        "{file}: {value} cannot be put into {cell}; give a number, a text, a boolean or nothing."
    ),
    "refusal.unwritable": "{file} cannot be written ({reason}); choose another place.",
    # Why, within such a sentence
    "reason.text": "a text file",
    "reason.binary": "binary data",
    "reason.zip": "a zip archive",
    "reason.word": "a Word document",
    "reason.presentation": "a presentation",
    "reason.no directory": "its zip directory is missing, the file may be cut short",
    "reason.volume": "it is one volume of a split archive",
    "reason.directory outside": "its zip directory lies outside of the file",
    "reason.directory damaged": "its zip directory is damaged",
    "reason.name not text": "a part name is not text",
    "reason.overlap": "part {part} overlaps another one",
    "reason.part cut short": "part {part} is cut short",
    "reason.part elsewhere": "part {part} is not where the zip directory says",
    "reason.compression": "part {part} uses compression method {method}",
    "reason.part size": "part {part} does not have the size it declares",
    "reason.checksum": "part {part} does not match its checksum",
    "reason.inflate": "part {part} cannot be unpacked",
    "reason.syntax": "line {line}, column {column}",
    "reason.not xml": "it is no XML text",
    "reason.no file": "it is no file but a pipe or a device",
    "reason.no writing": "addresses of this kind can be read only",
    "reason.encoding": "its encoding {encoding} is none that XML has, or not the one it is in",
    "reason.no worksheet": "it does not hold a worksheet",
    "reason.cut short": "it is cut short",
    "reason.shared string": "a shared string below {count}",
    "reason.date": "a date",
    "reason.type": "a known type of value",
    "reason.number": "a number",
    "reason.denied": "access is denied, or another program holds it",
    "reason.folder": "it is a folder",
    "reason.nowhere": "no such file or folder",
    "reason.no folder": "a part of the path is not a folder",
    "reason.full": "the disk is full",
    "reason.read-only": "the disk is read-only",
    "reason.long name": "the name is too long",
    "reason.disk": "the disk reports an error",
    "reason.system": "{said}",
    # What went wrong but did not end anything
    "warning.function": "The function {place} failed ({kind}: {said}), which gives #VALUE!.",
    "warning.formula": (
        "The formula in {place} failed unexpectedly ({kind}: {said}), which gives #VALUE!; "
        "please report it."
    ),
}
