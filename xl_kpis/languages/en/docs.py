"""What only the pages of the documentation say in English: headings, tables, captions."""

TEXTS: dict[str, str] = {
    # What was tested in hosts
    "tested.function": "Function",
    "tested.packs": "a pack of a file",
    "tested.engine": "Engine",
    "tested.libreoffice": "LibreOffice",
    "tested.excel-xlwings": "xlwings",
    "tested.excel-xlwings-lite": "xlwings Lite",
    "tested.native-engine": "Native: engine",
    "tested.native-libreoffice": "Native: LibreOffice",
    "tested.native-ironcalc": "Native: IronCalc",
    "tested.lambda-engine": "LAMBDA: engine",
    "tested.lambda-ironcalc": "LAMBDA: IronCalc",
    # Speed
    "speed.head": "workload | engine | wall, s | CPU, s | memory, MB | wall ÷ ours | CPU ÷ ours",
    "speed.growth_head": (
        "formulas | engine | wall, s | CPU, s | memory, MB | wall ÷ ours | CPU ÷ ours"
    ),
    "speed.corpus_head": (
        "engine | wall, s | CPU, s | memory, MB | files written | refused / crashed / too "
        "slow | cells right | files all right | same files, wall / CPU, s | wall / CPU ÷ ours"
    ),
    "speed.about": (
        "Measured {when} on {processor}, {cores} cores, {memory} GB of memory, {system}, "
        "Python {python}, with {engines}. Other work on the machine before it began: a load "
        "of {load}."
    ),
    "speed.on": "on {day}",
    "speed.between": "between {first} and {last}",
    "speed.change": "W8. One change and its dependents read, within the process: {told}.",
    "speed.cases": "W7. One case, the workbook already loaded: {told}.",
    "speed.of": "{engine} {time} with {cases} cases",
    "speed.times_ours": "{ratio} × ours with {cases}",
    "speed.corpus_title": "### Real workbooks",
    "speed.corpus": (
        "{files} workbooks that Excel saved, in one process; {cells} formula cells whose "
        "values it saved. Same files: the {common} that all of these engines wrote, without "
        "the start of the process."
    ),
    "speed.by_file": (
        "File by file: of the {counted} that take the fastest other engine 20 ms of processor time "
        "or more, and that it gets as right as we do, {faster} take us less; its time divided by "
        "ours is {ratio} in the middle."
    ),
    "speed.worst": (
        "The ten where we are furthest behind the fastest other engine, and where our time goes:"
    ),
    "speed.worst_head": (
        "formulas / sheets | fastest other | its CPU, ms | ours, ms | CPU ÷ ours | of ours, %, "
        "reading / compiling / calculating / writing"
    ),
    "speed.files_of": "{written} of {files}",
    "speed.growth_title": "### More and more formulas",
    "speed.too_slow": "too slow",
    "speed.unreadable": "writes a file that cannot be read",
    "speed.wrote_nothing": "writes nothing",
    "speed.refused": "refuses the file",
    "speed.other": "other values",
    "speed.name.processes": "processes",
    "speed.name.threads": "threads",
    "speed.name.rewriting": "(rewriting)",
    "speed.name.cases": "cases",
    "speed.plot.seconds": "Whole process, seconds (log)",
    "speed.plot.formulas": "Formulas (log)",
    "speed.plot.growth": "Whole process, from 10,000 to 1,000,000 formulas",
    "speed.plot.linear": "ten times the formulas, ten times the time",
    "speed.kinds_title": "### Many kinds of workbooks",
    "speed.kinds": (
        "{all} kinds of about 20,000 formulas, by `xl-kpis recalc`. Another engine gets "
        "{compared} of them right in time; in {faster} of these no engine is faster than "
        "ours, neither by the clock nor in time of the processors; the time of the "
        "fastest divided by ours is {middle} in the middle. Where we are slowest comes "
        "first."
    ),
    "speed.kinds_head": (
        "workbook | ours: CPU, s / memory, MB | fastest other | CPU, s / memory, MB | CPU"
        " ÷ ours | wall ÷ ours"
    ),
    "speed.plot.kinds": "Time of the fastest other engine ÷ ours (log): right of 1 we are faster",
    "speed.plot.cpu": "time of the processors",
    "speed.plot.wall": "by the clock",
    "speed.plot.cpu_seconds": "Whole process, CPU seconds (log)",
    "speed.kind.arithmetic": "arithmetic",
    "speed.kind.conditions": "IF, IFS, AND",
    "speed.kind.texts": "texts joined and cut",
    "speed.kind.searched": "texts searched",
    "speed.kind.formats": "TEXT",
    "speed.kind.dates": "dates",
    "speed.kind.workdays": "working days",
    "speed.kind.errors": "errors caught",
    "speed.kind.lookups": "exact lookups",
    "speed.kind.bands": "lookups in constants",
    "speed.kind.xlookup": "XLOOKUP",
    "speed.kind.sumifs": "SUMIFS, COUNTIFS, AVERAGEIFS",
    "speed.kind.growing": "growing COUNTIF",
    "speed.kind.growing_sums": "growing SUMIF",
    "speed.kind.running": "running totals",
    "speed.kind.sliding": "sliding windows",
    "speed.kind.statistics": "statistics of ten rows",
    "speed.kind.ranks": "ranks",
    "speed.kind.loans": "PMT, FV, NPV, RATE",
    "speed.kind.let": "LET",
    "speed.kind.moved": "OFFSET, INDIRECT",
    "speed.kind.joined": "TEXTJOIN, CONCAT",
    "speed.kind.products": "SUMPRODUCT of a row",
    "speed.kind.choices": "CHOOSE, SWITCH, INDEX",
    "speed.kind.subtotals": "SUBTOTAL, AGGREGATE",
    "speed.kind.checks": "checks",
    "speed.kind.two_criteria": "sums by two criteria",
    "speed.kind.months": "sums by month or code (SUMPRODUCT)",
    "speed.kind.between_dates": "sums between two dates",
    "speed.kind.first_above": "first above, last before",
    "speed.kind.beginnings": "texts that begin alike",
    "speed.kind.numbering": "columns that number themselves",
    "speed.kind.distinct": "how many different (SUMPRODUCT)",
    "speed.kind.group_maxima": "maxima of groups (arrays)",
    "speed.kind.group_medians": "medians of groups (arrays)",
    "speed.kind.prefixed": "by a program that puts a prefix before names",
    "speed.kind.type_first": "by a program with addresses behind styles",
    "speed.kind.office_suite": "by an office suite, all said of each cell",
    "speed.kind.blocks": "shared formulas of 64 rows each",
    "speed.kind.different": "formulas all different",
    "speed.kind.small_sheets": "many small sheets",
    "speed.kind.model": "model by months",
    "speed.kind.profit_and_loss": "profit and loss",
    "speed.kind.invoices": "invoices, a sheet each",
    "speed.kind.report": "report with totals between",
    "speed.kind.cross_table": "cross table of SUMIFS",
    "speed.kind.quarters": "quarters of lines by months",
    "speed.kind.months_sought": "months sought in each line",
    "speed.kind.crossed": "groups and quarters crossed",
    "speed.kind.accents": "texts with accents",
    "speed.kind.calendar": "plan with a cell a day",
    "speed.kind.cohorts": "cohorts",
    "speed.kind.loan_schedules": "loan schedules",
    "speed.kind.weeks": "weeks, each after the other",
    "speed.kind.grid": "grid reading above and left",
    "speed.kind.price_tree": "tree of prices",
    "speed.kind.time_sheet": "time sheet",
    "speed.kind.stock": "stock",
    "speed.kind.survey": "survey",
    "speed.kind.plan": "tasks after tasks",
    "speed.kind.people": "who reports to whom",
    # Worksheet functions
    "functions.title": "Worksheet functions",
    "functions.generated": (
        "Written from the declarations by `python -m xl_kpis.formula.functions.support.pages`."
    ),
    "functions.how": (
        "Formulas are shown as files keep them: English names, commas between arguments, "
        "`{1,2;3,4}` for an array of two rows. An argument in brackets may be left out; `…` "
        "means that the last ones may be repeated. Each example is also a test."
    ),
    "functions.category": "Category",
    "functions.count": "Functions",
    "functions.bounds": "Arguments: {bounds}; otherwise {error}.",
    "functions.offline_count": "of which offline",
    "functions.coverage": "Coverage",
    "functions.summary": (
        "{known} of the {all} function names of Excel 365 are known; {offline} of them need a "
        "live service, a cube or another program and give the error that Excel gives without "
        "it."
    ),
    "functions.function": "Function",
    "functions.state": "State",
    "functions.computed": "computed",
    "functions.volatile": "recalculated always",
    "functions.offline": "offline error",
    "functions.missing": "missing",
    "functions.example": "Example",
    "functions.cells": "Cells",
    "functions.result": "Result",
    "functions.meaning": "Meaning",
    "functions.see": "See also: {functions}",
    "functions.alias": "Another name of {other}.",
    "functions.called.fr": "In French Excel: {name}.",
    "functions.back": "All functions",
    # Categories of functions, as Excel calls them
    "category.lookup": "Lookup and reference",
    "category.logical": "Logical",
    "category.information": "Information",
    "category.text": "Text",
    "category.dates": "Date and time",
    "category.math": "Math and trigonometry",
    "category.statistical": "Statistical",
    "category.compatibility": "Compatibility (older names)",
    "category.financial": "Financial",
    "category.engineering": "Engineering",
    "category.database": "Database",
    "category.cube": "Cube",
    "category.web": "Web",
    "category.services": "Services, add-ins and automation",
    "category.editions": "Known by another name in some editions",
    "category.newer": "Newer functions",
    "peers.title": ("What can be asked of which library"),
    "peers.intro": (
        "Each call below was run by the library itself, on one workbook (formulas, a table, "
        "a name, a date, a chart), by `python -m tests.features --peers PYTHON`; calls of "
        "ours are run again in every test run."
    ),
    "peers.feature": ("Feature"),
    "peers.legend": (
        "✓ the call gives what it should · ✗ it was run and does not (its answer stands "
        "beside it below) · – no call for it was found in the library’s documentation or "
        "among its names. Keeping a file means that its chart, drawing, styles and theme "
        "have the same bytes as before."
    ),
    "peers.calls": ("The calls"),
    "peers.calls.intro": (
        "`book` is the workbook opened as [the page on migrating](migrating.en.md) shows; "
        "`path` is its file, `target` one to write, `out` the answer."
    ),
    "migrating.title": ("Coming from another library"),
    "migrating.intro": (
        "Calls side by side, each of which was run: [what can be asked of which "
        "library](peers.en.md). Here are those of the other library that do what they "
        "should. `book` is the workbook, `path` its file, `target` a file to write, `out` "
        "the answer."
    ),
    "migrating.from": ("From {name}"),
    "migrating.open": ("Open a workbook"),
    "migrating.more": (
        "What differs everywhere: cells hold Excel’s values (numbers are `float`, blanks "
        "`None`, errors `xl_kpis.ExcelError` values, never exceptions); addresses are texts "
        "as Excel writes them, with rows and columns from 1; nothing is calculated before it "
        "is asked for, and afterwards only what depends on a change; saving keeps every part "
        "of the file that need not change, byte for byte. [The Python API](python.en.md)"
    ),
}
