"""What the commands say in English."""

TEXTS: dict[str, str] = {
    # The frame
    "help.usage": "Usage:",
    "help.options": "Options",
    "help.commands": "Commands",
    "help.examples": "Examples",
    "option.help": "Show this help.",
    "option.language": "The language to speak: en or fr. Otherwise XL_KPIS_LANGUAGE or the "
    "system's language decides.",
    "option.force": "Overwrite files that exist.",
    "option.version": "Show the version.",
    "metavar.file": "FILE",
    "metavar.folder": "FOLDER",
    "metavar.count": "NUMBER",
    "metavar.formula": "FORMULA",
    "metavar.setting": "CELL=VALUE",
    "main.help": "KPIs, scorecards and an Excel formula engine for people who run coaching and "
    "mentoring businesses. No spreadsheet program is needed.",
    "main.examples": "xl-kpis eval '=KPI_RETENTION(200,220,50)'\n"
    "xl-kpis recalc workbook.xlsx --in-place",
    # Wrong command lines
    "usage.hint": "Try: {command}",
    "usage.choice": "{option} cannot be “{value}”; choose one of {known}.",
    "usage.whole": "{option} takes a whole number from 1, not “{value}”.",
    "usage.extra": "Too many arguments: {words}. Put texts with spaces into quotes.",
    "usage.command": "There is no command “{name}”; there are {known}.",
    "usage.option": "There is no option {option}.",
    "usage.missing_argument": "{argument} is missing.",
    "usage.missing_option": "The option {option} is missing.",
    "usage.no_value": "The option {option} takes no value.",
    "usage.needs_value": "The option {option} needs a value.",
    "usage.other": "The command line cannot be understood: {reason}",
    # Problems
    "problem.memory": "There is not enough memory for this; close other programs or use a "
    "machine with more.",
    "problem.file": "{file}: {reason}.",
    "problem.unexpected": "Something unexpected happened ({kind}: {reason}). Please report it, "
    "with what XL_KPIS_DEBUG=1 shows in addition.",
    "problem.interrupted": "Interrupted. Files finished before are complete, no file is half "
    "written.",
    # Files
    "files.missing": "{file} does not exist; check the path.",
    "files.none": "{file} holds no files; check the folder or the pattern.",
    "files.one_of": "Say where the results go: --output FILE, --out-dir FOLDER or --in-place.",
    "files.many": "--output takes the result of one file, and there are {count}; use --out-dir "
    "or --in-place.",
    "files.no_folder": "{file} is a file, not a folder; choose another name.",
    "files.is_folder": "{file} is a folder; name a file in it, or use --out-dir.",
    "files.exists": "{file} exists already; choose another name, or overwrite it with --force.",
    "files.kind": "{file}: a workbook stays of its kind when recalculated; give the output the "
    "ending {kind}.",
    "files.collision": "{file} and {other} would both be written to {output}; recalculate them "
    "into two folders.",
    # recalc
    "recalc.short": "Recalculate workbooks without a spreadsheet program.",
    "recalc.help": "Calculates every formula and writes the values into the workbook; nothing "
    "else of the file changes. FILE is a workbook, a folder or a pattern such as 'reports/*.xlsx'."
    " Many files are done in parallel; what fails is named with the reason, and the rest goes on."
    " Exit codes: 0 all right (cells may hold errors), 1 some files failed, 2 wrong command line,"
    " 130 interrupted.",
    "recalc.examples": "xl-kpis recalc clients.xlsx --output calculated.xlsx\n"
    "xl-kpis recalc reports/ --out-dir calculated/\n"
    "xl-kpis recalc 'reports/*.xlsx' --in-place --format ndjson > log.ndjson",
    "recalc.output": "Write the one result here.",
    "recalc.out_dir": "Write results into this folder, under their names.",
    "recalc.in_place": "Write results over the files read, each all at once or not at all.",
    "recalc.jobs": "How many files at the same time; as many as there are processors unless given.",
    "recalc.format": "How to report: table, json, ndjson (a line as each file ends) or csv.",
    "recalc.summary": "{count} files, {failed} failed.",
    "recalc.lost": "the process working on it ended unexpectedly, most likely for want of "
    "memory; try it alone, with --jobs 1",
    "recalc.signature": "its digital signature is no longer valid, because values changed; sign "
    "it again",
    "recalc.unsupported": "{file}: the function {name} is not known, so its cells show #NAME? "
    "({cells}).",
    "recalc.cycle": "{file}: circular reference {cells}.",
    "records.progress": "Workbooks",
    # eval
    "eval.short": "The value of a formula.",
    "eval.help": "Prints the value of an Excel formula. Arrays come as lines with tabs between "
    "columns, errors as Excel shows them.",
    "eval.examples": "xl-kpis eval '=KPI_RETENTION(200,220,50)'\n"
    "xl-kpis eval '=SUM(A1:A3)*B1' --set A1:A3=[1,2,3] --set B1=10\n"
    "xl-kpis eval '=KPI_TIER(A1,\"mentoring.retention\")' --set A1=0.85 --json",
    "eval.set": "Give a cell a value: a number, TRUE or FALSE, a date as 2025-01-31, an error as "
    "#N/A, a formula (A2==A1*2), else a text; nothing leaves it blank. A range takes rows as "
    "JSON: A1:B2=[[1,2],[3,4]].",
    "eval.as_json": "Print type and value as JSON.",
    "eval.no_equals": "“{words}” gives no value; write a cell, = and a value, such as A1=200.",
    "eval.no_address": "“{address}” is no cell or range; write A1, A1:B2 or Sheet!A1.",
    "eval.shape": "{address} takes rows as JSON, {rows} of {columns}, such as [[1,2],[3,4]].",
    "eval.json": "{address}: this is no list of rows in JSON; write [[1,2],[3,4]].",
    "eval.date": "“{text}” is no day of the calendar; write 2025-01-31.",
}
