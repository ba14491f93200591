"""English texts of the workbook. Placeholders in braces."""

from __future__ import annotations

TEXTS: dict[str, str] = {
    # Sheets
    "sheet.start": "Start",
    "sheet.settings": "Settings",
    "sheet.inputs": "Inputs",
    "sheet.logs": "Logs",
    "sheet.benchmarks": "Benchmarks",
    "sheet.calc": "Calc",
    "sheet.scorecard": "Scorecard",
    "sheet.trends": "Trends",
    "sheet.checks": "Checks",
    "sheet.notes": "Notes",
    "about.start": "What this workbook does, and where to begin",
    "about.settings": "Everything that may change, in one place",
    "about.inputs": "One column per period: fill in the yellow cells",
    "about.logs": "Optional: paste raw records here and let the workbook count",
    "about.benchmarks": "Where each tier begins; write your own figure where you know better",
    "about.calc": "How the figures come about; nothing to type here",
    "about.scorecard": "Seven KPIs at a glance",
    "about.trends": "Twelve periods, every KPI on the same scale from 0 to 100",
    "about.checks": "What looks wrong in the figures, in words, and where to find it",
    "about.notes": "What each KPI means, how far it can be trusted, and what to do about it",
    "pair": "{first}: {second}",
    # Document
    "install.parquet": "Parquet needs pyarrow: pip install 'xl-kpis[parquet]'.",
    "install.typst": "A PDF needs one more package: pip install typst.",
    "document.title": "{pack}: KPI scorecard",
    "document.subject": "Seven KPIs with benchmarks, trends and checks",
    "document.keywords": "KPI, scorecard, coaching, mentoring, benchmarks",
    "document.category": "Template",
    # Flag on every sheet
    "flag.ok": "✓ All checks passed",
    "flag.warnings": "! To look at: {count}",
    "flag.errors": "✗ To correct: {count}",
    # Start
    "start.what": "What it is",
    "start.what.1": (
        "Enter a few counts per period. The workbook computes seven KPIs, compares them with "
        "benchmarks, and says in words where you stand and what is missing to the next tier."
    ),
    "start.what.2": (
        "No macros, no links to other files, nothing to install. It works in Excel, LibreOffice "
        "and other spreadsheets."
    ),
    "start.what.kpi": (
        "This version calls the functions KPI_… of the xl-kpis add-in; without it their cells show "
        "#NAME? once they are recalculated."
    ),
    "start.what.kpi.own": (
        "This version calls the functions KPI_… of an xl-kpis add-in built with this pack (xl-kpis "
        "addin build … --pack); without it their cells show #NAME? once they are recalculated."
    ),
    "start.what.lambda": (
        "This version defines the functions KPI_… inside the workbook; it needs Excel 365 or "
        "Excel 2024."
    ),
    "start.steps": "Six steps",
    "start.step.1": "Say when your first period begins and how long a period is.",
    "start.step.2": "Fill in the yellow cells of a period. Leave empty what you do not know.",
    "start.step.3": "See whether a check has something to say, and correct it.",
    "start.step.4": "Read the scorecard; print it on one page.",
    "start.step.5": "Set targets, if you like: what to reach, who sees to it, by when.",
    "start.step.6": "Watch the trends, and read the notes before you act on a figure.",
    "start.legend": "Colours and symbols",
    "legend.input": "Yellow, blue figures: yours to fill in",
    "legend.calc": "White: computed, locked (sheets are protected without a password)",
    "legend.tiers": "Tiers, from the lowest to the best",
    "legend.band": "Bands of the bars: the darker, the further from the goal",
    "legend.asterisk": "* a benchmark the source does not state in these words; see the notes",
    "start.functions": "The functions behind the figures",
    "start.functions.how": (
        "With the xl-kpis add-in you can call them in any cell. In English Excel arguments are "
        "separated by commas, in French Excel by semicolons."
    ),
    "start.functions.comma": "With commas",
    "start.functions.semicolon": "With semicolons",
    "start.about": "About this file",
    "start.pack": "Line of business",
    "start.version": "Template version",
    "start.formulas": "Formulas",
    "formulas.native": "plain formulas, any spreadsheet",
    "formulas.kpi": "KPI_… functions of the add-in",
    "formulas.lambda": "KPI_… functions defined in this workbook",
    # Settings
    "settings.periods": "Periods",
    "settings.first": "First day of the first period",
    "settings.first.help": "The other {count} periods follow from it.",
    "settings.months": "Months in a period",
    "settings.months.help": "1 for months, 3 for quarters, 12 for years. Compare like with like.",
    "settings.words": "Words and scales",
    "places.no_template": "This workbook was not made from an xl-kpis template, or its names were "
    "deleted; start from one that xl-kpis template writes.",
    "places.damaged": "The workbook has lost a part that its formulas need: {what}; undo the last "
    "change, or make it whole with xl-kpis roll --repair.",
    "settings.currency": "Currency",
    "settings.currency.help": "Shown beside amounts; nothing is converted.",
    "settings.currency.benchmarks": "Benchmarks are in {benchmarks}: with another currency write "
    "your own.",
    "settings.threshold": "A client is satisfied from rating",
    "settings.threshold.help": "Needed when satisfied clients are counted from the ratings log.",
    "settings.low": "Lowest rating",
    "settings.high": "Highest rating",
    "settings.scale.help": "Benchmarks of the rating assume {low} to {high}.",
    "settings.logs": "Logs",
    "settings.until": "Logs are complete until",
    "settings.until.help": "Leave empty to take the latest date found in a log.",
    "settings.month_days": "Days in a month",
    "settings.month_days.help": "Turns days from start to milestone into months.",
    "settings.statuses": "Statuses of sessions",
    "settings.done": "Sessions with this status were held",
    "settings.ignored": "Sessions with this status are left out",
    "settings.missed": "Sessions with this status were missed",
    "settings.weights": "Weights in the overall index",
    "settings.weight.help": "1 counts once, 2 twice, 0 not at all.",
    "settings.lists": "Lists the workbook uses",
    "settings.lists.help": "Change words here and they change everywhere; keep the order.",
    "settings.sources": "Where figures come from",
    "settings.kinds": "Kinds of event",
    "settings.tiers": "Tiers",
    "settings.phrases": "Phrases",
    "settings.errors": "When there is no figure",
    "source.typed": "typed",
    "source.log": "from log",
    "kind.workshop": "workshop",
    "kind.networking": "networking",
    "status.done": "held, completed",
    "status.ignored": "moved, cancelled by us",
    "status.missed": "no-show, missed, cancelled, canceled",
    # Column headings
    "head.unit": "Unit",
    "head.note": "What to count",
    "head.period": "Period",
    "head.from": "From",
    "head.to": "To",
    "head.kpi": "KPI",
    "head.tier": "Tier",
    "head.bound": "Begins at",
    "head.op": "Rule",
    "head.provenance": "Where it comes from",
    "head.own": "Your figure",
    "head.floor": "In force",
    "head.mark": "Mark",
    "head.remark": "Remark",
    "head.value": "Value",
    "head.score": "Score",
    "head.band": "0 to 100, with tiers",
    "head.target": "Next tier at",
    "head.gap": "To get there",
    "head.change": "Since last period",
    "head.state": "State",
    "head.check": "What is checked",
    "head.severity": "Weight",
    "head.count": "Times",
    "head.where": "Where",
    "head.first_seen": "First in",
    "head.source": "Source",
    # Logs
    "logs.switch": "Where each KPI takes its figures from",
    "logs.switch.help": (
        "Choose “{log}” and the figures on the Inputs sheet are replaced by counts from the "
        "logs, each on its own sheet."
    ),
    "log.ratings": "Ratings",
    "log.sessions": "Sessions",
    "log.roster": "Client roster",
    "log.milestones": "Milestones",
    "log.events": "Events",
    "log.payments": "Payments",
    "log.consultations": "Free consultations",
    "log.ratings.help": "One row per client asked; no rating if there was no answer.",
    "log.sessions.help": "One row per scheduled session.",
    "log.roster.help": "One row per client; “Left” is the last day, empty if still there.",
    "log.milestones.help": "One row per client and milestone; empty if not reached yet.",
    "log.events.help": "One row per workshop or networking event.",
    "log.payments.help": "One row per payment; refunds are negative.",
    "log.consultations.help": "One row per free consultation; date of first payment, if any.",
    "field.date": "Date",
    "field.client": "Client",
    "field.rating": "Rating",
    "field.status": "Status",
    "field.joined": "Joined",
    "field.left": "Left",
    "field.advanced": "Advanced",
    "field.placed": "Placed",
    "field.started": "Started",
    "field.reached": "Reached",
    "field.kind": "Kind",
    "field.attendees": "Attendees",
    "field.connections": "Connections",
    "field.amount": "Amount",
    "field.consulted": "Consulted",
    "field.paid": "First paid",
    "benchmarks.foreign": "; no tier while amounts are in {currency} and these in {benchmarks}",
    "scorecard.foreign": "benchmarks in {benchmarks}*",
    "benchmarks.title": "{kpi} ({unit}; {better})",
    # Calc
    "calc.logs": "From the logs",
    "calc.logs_end": "Logs are complete until",
    "calc.used": "Figures used",
    "calc.value": "Values",
    "calc.rank": "Tier, 0 to 3",
    "calc.score": "Scores, 0 to 100",
    "calc.change": "Change since the period before; positive is better",
    "calc.target": "Where the next tier begins",
    "calc.gap": "Distance to the next tier",
    "calc.needed": "What is missing to the next tier, in numbers",
    "calc.weight": "Weight, where there is a score",
    "calc.weighted": "Score times weight",
    "calc.index": "Overall",
    "calc.index.score": "Overall index",
    "calc.index.coverage": "KPIs with data",
    "calc.beside": "Beside the KPIs",
    "calc.yearly": "Retention over a year, at this pace",
    "calc.response": "Response rate",
    "calc.shown": "The period shown on the scorecard",
    "calc.shown.picked": "Period picked",
    "calc.shown.latest": "Latest period with data",
    "calc.shown.number": "Period shown",
    "calc.foreign": "Benchmarks are in another currency: {kpi}",
    "calc.bullet": "Points of the bars on the scorecard",
    "calc.bullet.before": "Before",
    "calc.bullet.row": "Row",
    "calc.window": "Periods up to the one shown, for the trend charts",
    "calc.checks": "Checks, 1 where something is wrong",
    # Scorecard
    "scorecard.period": "Period",
    "scorecard.period.help": "Pick one, or leave empty for the latest with data.",
    "scorecard.shown": "Shown",
    "scorecard.until": "to",
    "scorecard.index": "Overall index",
    "scorecard.coverage": "KPIs with data",
    "scorecard.coverage.of": '0" of {count}"',
    "scorecard.better_lower": "less is better",
    "scorecard.top": "best tier",
    "scorecard.unit.score": "points",
    "scorecard.unit.months": "months on average",
    "scorecard.unit.days": "days",
    "scorecard.unit.money": "per user",
    "change.better": "▲ better by ",
    "change.worse": "▼ worse by ",
    "change.same": "= no change",
    "change.points": " pts",
    "scorecard.reading": "How to read it",
    "scorecard.reading.1": (
        "The bar is this period’s score; the stroke across it is the period before. "
        "Scores run from 0 to "
        "100 and pass 25, 50 and 75 where a tier begins."
    ),
    "scorecard.beside": "Beside the KPIs",
    "scorecard.open": "Clients still on their way to a milestone",
    "scorecard.chart": "Scores of the period shown",
    "scorecard.chart.alt": (
        "Bullet chart: one bar per KPI from 0 to 100 over four tier bands, with a stroke for the "
        "period before. The same scores stand in the column Score."
    ),
    # The page
    "page.periods": "Other periods",
    "page.spark": "Scores up to this period, oldest first: {scores}",
    "page.spark.values": "Values up to this period, oldest first: {values}",
    "page.trend": "Score of each period from {first} to {last}, oldest first: {scores}",
    "page.details": "Behind the KPIs",
    "page.figures": "The figures behind it",
    "page.all": "All scorecards",
    "page.left": "… and {count} more: xl-kpis check names them.",
    "page.more": "… and {count} more, on screen.",
    # Trends
    "trends.data": "The figures behind the charts",
    "trends.alt": (
        "Line chart of the score of “{name}” over twelve periods, over four tier bands of 25 "
        "points each. The figures stand in the table below the charts."
    ),
    "trends.missing": "A gap in a line means that there was no data.",
    # Checks
    "checks.summary": "Result",
    "checks.errors": "To correct",
    "checks.warnings": "To look at",
    "severity.error": "to correct",
    "severity.warning": "to look at",
    "state.ok": "✓",
    "state.error": "✗",
    "state.warning": "!",
    "checks.go": "go there",
    "checks.name": "Name of the cells",
    "check.kpi.text": "Text, or an error, where a number belongs",
    "check.kpi.text.days": "Text, or an error, where a number or a day belongs",
    "check.kpi.incomplete": "Some figures of a period are filled in, others missing",
    "check.kpi.gap": "A period without data between periods with data",
    "check.kpi.chain": "Clients at the start differ from clients at the end of the period before",
    "check.kpi.roster": "The rate differs from the one that the client roster gives",
    "check.kpi.asked": "More clients answered than were asked",
    "check.kpi.negative": "A number below zero",
    "check.kpi.floors": "The tiers are not in order: each must be better than the one before",
    "check.kpi.source": "The source is neither “{typed}” nor “{log}”",
    "check.kpi.weight": "The weight is no number from 0 up",
    "check.settings.first": "The first period has no valid date",
    "check.settings.months": "A year does not divide into periods of that many months",
    "check.settings.scale": "The rating scale is not 1 to 10, which the benchmarks assume",
    "check.settings.threshold": "The rating from which a client is satisfied is off the scale",
    "check.settings.weights": "All weights are zero",
    "check.period.known": "The period picked is not one of the {count} periods",
    "check.log.dates": "“{field}” holds something that is no date",
    "check.log.required": "Rows without “{field}”",
    "check.log.scale": "Ratings off the scale",
    "check.log.kind": "Events of an unknown kind",
    "check.log.number": "“{field}” holds something that is no number from 0 up",
    "check.log.amount": "“{field}” holds something that is no number",
    "check.log.order": "“{later}” is earlier than “{earlier}”",
    "check.log.status": (
        "Statuses that stand in no list of the Settings sheet; they count as missed"
    ),
    "check.log.future": "Dates after the last of the {count} periods",
    "flag.empty": "○ No figures yet",
    "head.found": "What stands there",
    "head.remedy": "What to do",
    "logs.tables": "The logs, each on a sheet of its own",
    "logs.rows": "Records",
    "calc.typed": "Figures as typed",
    "calc.typed.column": "Column on Inputs",
    "checks.workbook": "The workbook itself",
    "checks.roots": "Of these, in the way of all others",
    "checks.worst": "What to look at first",
    "checks.order": "Order",
    "check.kpi.fraction": "A fraction where something is counted",
    "check.kpi.floor_text": "A benchmark of your own is no number",
    "check.kpi.floor_share": "A benchmark of your own is not from 0 to 100%",
    "check.kpi.floor_range": "A benchmark of your own is off the scale of this KPI",
    "check.kpi.log_empty": (
        "It takes its figures from the logs, and not all of them have records: {logs}"
    ),
    "check.kpi.log_column": (
        "It counts from logs ({logs}) in which nothing at all stands under one of: {fields}"
    ),
    "check.kpi.log_silent": (
        "It counts from a log ({logs}) in which nothing at all stands under {fields}, so there is "
        "no figure"
    ),
    "check.kpi.log_unused": (
        "There are records for it in the logs, but it waits for figures on Inputs"
    ),
    "check.log.copied": "Rows that are the same in every column, and count twice",
    "found.log.copied": "row {row} is row {other} again: ",
    "check.log.below": "Records below the table, where nothing counts them",
    "check.structure.rows": "A row of Inputs is missing, or is there twice",
    "check.structure.periods": (
        "A period of Inputs is missing, is there twice, or stands in another order"
    ),
    "check.structure.dates": "A date over a column of Inputs is not the one that the settings give",
    "check.structure.stray": "Something stands on Inputs where there is no row or no period for it",
    "check.structure.grid": "A row or a column was inserted or deleted on “{sheet}”",
    "check.structure.values": "On “{sheet}”, a formula is missing or a value stands in its place",
    "check.structure.checks": (
        "Checks were deleted or pasted over, so that nothing vouches for the figures"
    ),
    "check.structure.moved.settings": "A setting is no longer beside its label",
    "check.structure.moved.logs": "A choice of the Logs sheet is no longer beside its label",
    "check.structure.moved.benchmarks": "A benchmark of your own is no longer beside its label",
    "check.structure.moved.scorecard": (
        "The period picked on the Scorecard is no longer where it was"
    ),
    "check.structure.log": "The table “{log}” has lost a column or a heading",
    "check.errors.scorecard": "The Scorecard shows an error",
    "check.errors.calc": "A formula on Calc fails",
    "remedy.settings.first": "Type a date, for example the first day of the year.",
    "remedy.settings.months": "Type 1 for months, 3 for quarters, 12 for years; or 2, 4 or 6.",
    "remedy.settings.scale": (
        "Convert the ratings to 1 to 10, or write benchmarks of your own for satisfaction."
    ),
    "remedy.settings.threshold": "Type a rating between the lowest and the highest.",
    "remedy.settings.weights": "Give at least one KPI a weight above 0.",
    "remedy.period.known": "Pick a period from the list of the cell, or empty the cell.",
    "remedy.kpi.text": "Type the number itself, without words or units, or empty the cell.",
    "remedy.kpi.text.days": (
        "Type the number itself, a day as a date of this spreadsheet, or empty the cell."
    ),
    "remedy.kpi.incomplete": "Fill in the figure shown as “–”, or empty the others.",
    "remedy.kpi.negative": "Type the number without the minus sign, or look where it comes from.",
    "remedy.kpi.fraction": "Type how many it were, not which share of them: 85 of 100, not 0.85.",
    "remedy.kpi.gap": "Fill in the period if you have its figures; otherwise leave it.",
    "remedy.kpi.chain": "Empty the cell to take over the period before, or correct one of the two.",
    "remedy.kpi.roster": (
        "Compare the typed figures with the Client roster, or let the KPI count from it."
    ),
    "remedy.kpi.asked": (
        "Correct the number of clients asked; it includes those who did not answer."
    ),
    "remedy.kpi.floor_text": "Type a number, or empty the cell.",
    "remedy.kpi.floor_share": "Type 85% or 0.85, not 85.",
    "remedy.kpi.floor_range": (
        "Type a number on the scale of the other benchmarks, or empty the cell."
    ),
    "remedy.kpi.floors": (
        "Change your own figures so that each tier is better than the one before, or empty them."
    ),
    "remedy.kpi.source": "Choose “{typed}” or “{log}” from the list of the cell.",
    "remedy.kpi.weight": "Type 1 to count it once, 0 to leave it out.",
    "remedy.kpi.log_empty": "Paste the records that are missing, or choose to type the figures.",
    "remedy.kpi.log_column": (
        "Fill in the column if it was left out, or choose to type the figures; nothing to do if "
        "it never happened."
    ),
    "remedy.kpi.log_silent": (
        "Fill in the column; if it truly never happened, choose to type the figures and type 0."
    ),
    "remedy.kpi.log_unused": "Choose “{log}” on the Logs sheet; it counts from: {logs}.",
    "remedy.rule.nothing_to_divide_by": (
        "If there was nothing to count in this period, empty its cells."
    ),
    "remedy.rule.part_over_whole": (
        "The two may be swapped, or one of them belongs to another period."
    ),
    "remedy.rule.no_day": "Type the day anew, as a date of this spreadsheet.",
    "remedy.rule.negative": "Type the number without the minus sign, or look where it comes from.",
    "remedy.rule.no_weight": "Fill in how many clients gave each rating, or empty the cells.",
    "remedy.rule.no_number": "Fill in how many clients gave each rating, or empty the cells.",
    "remedy.log.dates": "Type the date anew, as a date of this spreadsheet.",
    "remedy.log.required": "Fill in “{field}”, or delete what stands in the row.",
    "remedy.log.scale": (
        "Convert the ratings to the scale of the Settings sheet; empty the cell if there was "
        "no answer."
    ),
    "remedy.log.kind": "Choose a kind from the list of the cell.",
    "remedy.log.status": (
        "Write the status into one of the three lists of the Settings sheet, or correct it."
    ),
    "remedy.log.number": "Type a number from 0 up, without words.",
    "remedy.log.amount": "Type the amount as a number, without the currency.",
    "remedy.log.order": "Day and month may be swapped in one of the two dates.",
    "remedy.log.future": "Correct the date, or begin a workbook with later periods: xl-kpis roll.",
    "remedy.log.copied": (
        "Delete the row that was copied. If both happened, write the time behind one of the dates "
        "(2026-03-02 14:00)."
    ),
    "remedy.log.copied.lasting": (
        "Delete the row that was copied. If they are two people, add to one name what tells them "
        "apart."
    ),
    "remedy.log.below": "Move them into free rows of the table, or make the table longer.",
    "remedy.structure.rows": (
        "Undo (Ctrl+Z) what removed or doubled it, or save your figures into a new workbook: "
        "xl-kpis roll --repair."
    ),
    "remedy.structure.periods": (
        "Undo (Ctrl+Z) what removed, doubled or moved it, or save your figures into a new "
        "workbook: xl-kpis roll --repair."
    ),
    "remedy.structure.dates": "Undo (Ctrl+Z), and change the periods on the Settings sheet only.",
    "remedy.structure.stray": "Move it into the row and the column it belongs to, or delete it.",
    "remedy.structure.grid": (
        "Undo (Ctrl+Z): the sheet needs its rows and columns as they were. Or save your figures "
        "into a new workbook: xl-kpis roll --repair."
    ),
    "remedy.structure.values": (
        "Undo (Ctrl+Z); figures are typed on Inputs, or as benchmarks of your own. Or save "
        "them into a new workbook: xl-kpis roll --repair."
    ),
    "remedy.structure.checks": (
        "Undo (Ctrl+Z), or save your figures into a new workbook: xl-kpis roll --repair."
    ),
    "remedy.structure.moved.settings": "Undo (Ctrl+Z); then copy and paste instead of cutting.",
    "remedy.structure.moved.logs": (
        "Undo (Ctrl+Z); then choose from the list instead of cutting and pasting."
    ),
    "remedy.structure.moved.benchmarks": "Undo (Ctrl+Z); then copy and paste instead of cutting.",
    "remedy.structure.moved.scorecard": (
        "Undo (Ctrl+Z); then pick the period from the list of the cell."
    ),
    "remedy.structure.log": "Undo (Ctrl+Z): the table needs its columns under their headings.",
    "remedy.errors.scorecard": (
        "Undo (Ctrl+Z) the last change, or save your figures into a new workbook: "
        "xl-kpis roll --repair."
    ),
    "remedy.errors.calc": (
        "Where functions KPI_… are used, install the add-in; otherwise undo (Ctrl+Z) the "
        "last change."
    ),
    "notes.change.2": (
        "Figures are found by row and period, so that cutting and pasting moves "
        "nothing; a sheet per log; checks name the cell and the remedy."
    ),
    "notes.change.3": "Targets of your own, with owner, next step and day.",
    "checks.figure": "Figure",
    # Notes
    "notes.formula": "Formula",
    "notes.reading": "Reading",
    "notes.limits": "Limits",
    "notes.tips": "What helps",
    "notes.several": "Over several periods",
    "inputs.shared": "“{label}”: typed once, under “{kpi}”",
    "notes.measures": "The figures and their ids",
    "notes.measures.help": "Ids name the figures in files you fill the workbook from.",
    "notes.errata": "Where the sources are wrong or unclear",
    "notes.benchmarks": "About the benchmarks",
    "notes.changes": "Versions",
    "notes.change.1": "First version.",
    "notes.id": "Id",
    # Targets
    "sheet.targets": "Targets",
    "about.targets": "What you want to reach, who sees to it, what comes next, and by when",
    "head.value_shown": "Value shown",
    "target.target": "Your target",
    "target.owner": "Owner",
    "target.step": "Next step",
    "target.due": "Due",
    "target.comment": "Comment",
    "target.on_track": "✓ on track",
    "target.behind.ratio": "✗ behind by {gap} pts",
    "target.behind.score": "✗ behind by {gap} points",
    "target.behind.months": "✗ behind by {gap} months",
    "target.behind.days": "✗ behind by {gap} days",
    "target.behind.money": "✗ behind by {gap}",
    "target.behind.number": "✗ behind by {gap}",
    "targets.unit": "{unit}; {better}",
    "targets.single": "A target for one period only; it goes before “Your target”",
    "targets.help.1": "Leave empty what you have no target for: nothing is shown of it.",
    "targets.help.2": "Value and state are those of the period that the scorecard shows.",
    "targets.help.3": "A target is yours, beside the benchmarks: it changes no tier and no score.",
    "valid.target": "What this KPI can be: {domain}; or nothing.",
    "valid.length": "No more than {most} characters.",
    "calc.own_target": "Your own target in force",
    "calc.own_gap": "Distance to your own target; below zero: beyond it",
    "calc.plan": "The targets of the period shown",
    "calc.plan.order": "Number",
    "calc.plan.target": "Target",
    "calc.plan.gap": "Distance",
    "calc.plan.unit": "Unit",
    "calc.plan.row": "Row",
    "check.kpi.target_text": "A target is no number",
    "check.kpi.target_range": "A target is not possible; what this KPI can be: {domain}",
    "check.kpi.target_due": "What is due has no date",
    "remedy.kpi.target_text": "Type a number, or empty the cell.",
    "remedy.kpi.target_range": "Type a number this KPI can be ({domain}), or empty the cell.",
    "remedy.kpi.target_due": "Type a date of this spreadsheet, or empty the cell.",
    "check.structure.moved.targets": "Columns of the Targets sheet are not under their headings",
    "remedy.structure.moved.targets": (
        "Undo (Ctrl+Z), or save your figures into a new workbook: xl-kpis roll --repair."
    ),
    # Where the lines lead
    "calc.known": "Periods with values, and these",
    "calc.forecast": "Next value, by a straight line through up to twelve periods",
    "calc.spread": "Four of five next values lie within so much of it",
    "calc.pace": "What the line gains in a period",
    "trends.ahead": "The next period at this pace",
    "trends.next": "Next value",
    "trends.low": "From",
    "trends.high": "To",
    "trends.target_by": "Your target by",
    "trends.never": "not so",
    "trends.ahead.note": (
        "A straight line through up to twelve periods, at least {count} with values; four of five "
        "next values lie between “From” and “To” if things go on as they did."
    ),
    "trends.ahead.limits": "It knows nothing of seasons or plans.",
    "outlook.next": "At this pace {value} in the next period; four times of five, {low} to {high}.",
    "outlook.by": "at this pace by {day}",
    "outlook.never": "not at this pace",
    # Years, and whose figures these are
    "settings.business": "The business",
    "settings.client": "Name",
    "settings.client.help": (
        "Stands in the heading of the Scorecard, of its page and on paper; it may stay empty."
    ),
    "settings.coach": "Coach",
    "settings.site": "Site",
    "settings.product": "Product",
    "settings.group.help": (
        "A portfolio of many workbooks can be grouped by it; it may stay empty."
    ),
    "settings.year_month": "First month of the year",
    "settings.year_month.help": "1 for January, 4 for April: where “year so far” begins.",
    "check.settings.year_month": "The first month of the year is not a whole number from 1 to 12",
    "remedy.settings.year_month": "Type 1 for January, 12 for December.",
    "calc.years": "The first period of each span",
    "calc.year.first": "First period of the year",
    "calc.rolling.first": "First period of the last twelve months",
    "calc.year.sums": "Figures since the year began, added up",
    "calc.rolling.sums": "Figures of the last twelve months, added up",
    "calc.year": "Year so far",
    "calc.rolling": "Last twelve months",
    "years.title": "Over a year",
    "years.year_to_date": "Year so far",
    "years.last_year_to_date": "A year before",
    "years.rolling_year": "Last twelve months",
    "years.same_period_last_year": "Same period last year",
    "years.note": (
        "Computed from the figures of all periods, or by multiplying rates, never by averaging; "
        "“–” where a period is missing."
    ),
    # Validation
    "valid.count": "A number from 0 up, or nothing.",
    "valid.number": "A number, or nothing.",
    "valid.date": "A date, or nothing.",
    "valid.list": "Choose one from the list.",
    "valid.title": "Not possible",
    "valid.check": "Please check",
    "valid.months": "1, 2, 3, 4, 6 or 12: a year has to divide into periods.",
    "valid.year_month": "A whole number from 1 to 12.",
    "valid.rating": "A rating on the scale of the Settings sheet.",
    "valid.weight": "A number from 0 up.",
    # Print
    "print.page": "Page &P of &N",
    # Packs of files
    "sheet.pack": "Pack",
    "benchmarks.none": (
        "The pack has no benchmarks for this KPI: it has a value and a trend, and no tier."
    ),
    "scorecard.no_benchmark": "no benchmark",
    "unit.amount": "amount",
    "scorecard.unit.number": "in value",
    "scorecard.unit.amount": "in value",
    "remedy.rule.formula_divides_by_zero": "Fill in the figures that the formula divides by.",
    "remedy.rule.formula_power": (
        "Look at the figures the formula raises to a power: a negative one has no root."
    ),
    "about.scorecard.own": "The KPIs of {pack} at a glance",
    # Tables of figures scored without a workbook
    "table.no_pack": "There is no pack “{name}”; there are {known}, and the file of any other.",
    "table.column_twice": "“{first}” and “{second}” are the same column: leave one of them out.",
    "table.no_value": (
        "There are no figures: beside client and period, the table needs measure and value, or a "
        "column for each measure. Its columns are {columns}."
    ),
    "table.no_measure": "Row {row} says no measure.",
    "table.no_client": "Row {row} says no client.",
    "table.no_period": "Row {row} says no period.",
    "table.near": "“{name}” is no figure of this pack; did you mean {known}?",
    "table.unknown": (
        "“{name}” is no figure of this pack: leave it out, or call it what it is, such as {known}."
    ),
    "table.target_number": "“{value}”, the target of “{name}”, is no number.",
    "table.target_domain": "{value} cannot be the target of “{name}”: it can be {domain}.",
    "table.target_twice": "“{name}” has two targets for one client and period: {value}, {other}.",
    "logo.kind": "{file} is no PNG or JPEG picture.",
    "logo.large": "A logo may have {most} bytes; this one has {size}.",
    "table.twice": "{what} stands in row {first} and again in row {second}: keep one of them.",
    "table.days": (
        "{values}: nobody can tell whether the day or the month comes first. Write days as "
        "2026-03-02, or say how they are meant: dates dmy (day first) or mdy (month first)."
    ),
    "table.dates": "“{given}” says no order of day and month: say dmy (day first) or mdy (month "
    "first).",
    "table.dates_against": (
        "{values} cannot be read as {given}: say how days are meant, dmy (day first) or mdy "
        "(month first), or write them as 2026-03-02."
    ),
    "table.notation": (
        "{values}: nobody can tell whether the comma or the point begins the decimals. Write all "
        "numbers without separators of thousands."
    ),
    "start.what.own": (
        "Enter a few figures per period. The workbook computes the KPIs of its pack, compares "
        "them with the benchmarks there are, and says in words where you stand."
    ),
    "about.trends.own": (
        "Twelve periods; KPIs with benchmarks on the same scale from 0 to 100, others as they are"
    ),
    # A period that somebody names
    "choice.bad_period": (
        "“{period}” is no period; write a number from 1 to {last}, a day such "
        "as 2025-01-31, or a month or quarter such as 2026-02 or Q1 2026."
    ),
    "choice.several": (
        "“{period}” is longer than a period of the workbook; name one, such as "
        "the one from {first} to {last}."
    ),
    "choice.calendar": ("{period} is outside the workbook’s periods, {first} to {last}."),
    "choice.no_data": "There is no data for {period}, only from {first} to {last}.",
    "roll.no_first": (
        "The first period on the sheet Settings has no valid date; type one, or repair the "
        "workbook and say which it is (--repair together with --from)."
    ),
    "roll.between": "No period begins on {day}; the nearest begin on {one} and {other}.",
    "roll.log_full": (
        "{count} rows of “{log}” are to be taken along, and the table has room for {room}; leave "
        "those behind that no longer count (without --all-records), or delete rows that you no "
        "longer need."
    ),
    "settings.own.statuses": "Statuses",
    "settings.own.done": "Records with this status count as done",
    "settings.own.missed": "Records with this status count as missed",
    "settings.own.ignored": "Records with this status are left out",
    "check.log.word": "“{field}” holds a word that is not in its list",
    "remedy.log.word": "Choose one from the list of the cell.",
    "check.log.list": "“{field}” holds a word that stands in no list of the Settings sheet",
    "remedy.log.list": "Write the word into one of the lists of the Settings sheet, or correct it.",
}
