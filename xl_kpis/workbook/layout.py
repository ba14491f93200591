"""What the workbook consists of, as data: sheets, logs, defined names, checks.

The builder puts things somewhere and gives them these names; filling, checking and the scorecard
find them by name, and typed figures by the id of their row and the number of their period. So a
person may insert rows, cut and paste, and rename sheets, and the workbook still fills and reads.
Names are the same in every language.
"""

from __future__ import annotations

from collections.abc import Iterator

from xl_kpis.kpi.logs import Field, Log, Meaning
from xl_kpis.kpi.model import Kpi, Measure
from xl_kpis.kpi.packs import PACK_FILE as PACK_FILE
from xl_kpis.kpi.packs import kpis_of, logs_of, pack_of
from xl_kpis.workbook import currencies  # noqa: F401  # decimals of amounts are looked up there

VERSION = "1.2"
FLAVOURS = ("native", "kpi", "lambda")
PERIODS = 24
"""How many periods a template has unless more are asked for."""
MAX_PERIODS = 120
WINDOW = 12
"""How many periods the trend charts show."""
LOG_ROWS = 2000
STATUSES = 8
"""How many statuses each of the lists of Settings holds."""
TIER_SYMBOLS = "▼●▲★"
"""Before the words of the tiers, so that nothing depends on colour."""
DAYS_PER_MONTH = 365.25 / 12

_BEFORE_LOGS = ("start", "settings", "inputs", "targets", "logs")
_AFTER_LOGS = ("benchmarks", "calc", "scorecard", "trends", "checks", "notes")


def sheets(pack: str) -> tuple[str, ...]:
    """The sheets of a pack's workbook in order; each log has one of its own (``log.sessions``).
    A pack without logs has none of the sheets about them; a pack of a file has its file in one."""
    own = ("pack",) if pack_of(pack) else ()
    if not logs(pack):
        return (*_BEFORE_LOGS[:-1], *_AFTER_LOGS, *own)
    return (*_BEFORE_LOGS, *(log_sheet(log) for log in logs(pack)), *_AFTER_LOGS, *own)


def log_sheet(log: Log) -> str:
    return log.text_id


def sheet_text(sheet: str) -> str:
    """The id of the text a sheet is named by; a log's sheet is called what the log is called."""
    return sheet if sheet.startswith("log.") else f"sheet.{sheet}"


def short(kpi: Kpi) -> str:
    """A KPI's id within its pack: ``retention``."""
    return kpi.id.partition(".")[2]


# Defined names. Those that end in ``_`` take an id.
PACK, LANGUAGE, TEMPLATE, FORMULAS = "Book_pack", "Book_language", "Book_version", "Book_formulas"
FIRST_PERIOD, MONTHS, CURRENCY = "Set_first_period", "Set_months", "Set_currency"
PERIOD_LENGTHS = (1, 2, 3, 4, 6, 12)
"""How many months a period may have: a year divides into such periods."""
THRESHOLD, SCALE_LOW, SCALE_HIGH = "Set_threshold", "Set_scale_low", "Set_scale_high"
YEAR_MONTH, CLIENT = "Set_year_month", "Set_client"
"""In which month a year begins, and whose figures these are; older workbooks say neither."""
GROUPS = {"coach": "Set_coach", "site": "Set_site", "product": "Set_product"}
"""What many workbooks may be grouped by; older ones have no cells for it."""
LOGS_UNTIL, DONE, IGNORED = "Set_logs_until", "Set_done", "Set_ignored"
MISSED = "Set_missed"
"""Sessions that were to be held and were not; older workbooks have no such list."""
MONTH_DAYS = "Set_month_days"
PICKED, SHOWN = "Set_period", "Shown_period"
SOURCES, TIER_WORDS, ERROR_WORDS, KINDS = "List_sources", "List_tiers", "List_errors", "List_kinds"
PERIOD_STARTS, PERIOD_ENDS, PERIOD_NUMBERS = "Period_start", "Period_end", "Period_number"
INPUTS, INPUT_IDS, INPUT_NUMBERS = "Inputs_all", "Inputs_ids", "Inputs_numbers"
"""The whole of the Inputs sheet below its title, its first column and its first row: with these
three a figure is found by the id of its row and the number of its period."""
LOG_END = "Logs_end"
INDEX, COVERAGE = "Index_score", "Index_coverage"
YEARLY, RESPONSE, OPEN = "Yearly_retention", "Response_rate", "Open_milestones"
PHRASES = "List_phrases"
CHECKS, CHECK_ERRORS, CHECK_WARNINGS, CHECK_STATE = (
    "Checks_list",
    "Checks_errors",
    "Checks_warnings",
    "Checks_state",
)


def input_name(measure: str) -> str:
    """The input cells of a measure, one per period."""
    return f"In_{measure}"


def used_name(measure: str) -> str:
    """The figures of a measure that count, typed or from logs; older workbooks do not name them."""
    return f"Used_{measure}"


def source_name(kpi: Kpi) -> str:
    """The switch that says whether a KPI's inputs are typed or come from the logs."""
    return f"Source_{short(kpi)}"


def floor_name(kpi: Kpi, tier: str) -> str:
    """The floor in force."""
    return f"Floor_{short(kpi)}_{tier}"


def own_floor_name(kpi: Kpi, tier: str) -> str:
    """Where a person writes a floor of their own."""
    return f"Own_{short(kpi)}_{tier}"


def foreign_name(kpi: Kpi) -> str:
    """1 while a KPI's benchmarks are in another currency than its amounts, else 0."""
    return f"Foreign_{short(kpi)}"


def weight_name(kpi: Kpi) -> str:
    return f"Weight_{short(kpi)}"


def grid_name(sheet: str) -> str:
    """The cells of a calculated sheet that must stay where they are."""
    return f"Grid_{sheet}"


def mark_name(kpi: Kpi) -> str:
    """The three cells that hold an asterisk or nothing."""
    return f"Mark_{short(kpi)}"


ROWS = ("Value", "Rank", "Score", "Change", "Target", "Gap", "Needed")
"""What Calc has a row of for each KPI; ``Target`` is where the next tier begins."""
OWN_ROWS = ("OwnTarget", "OwnGap")
"""The rows about a person's own targets; workbooks before layout 1.2 have none."""

LINE_ROWS = ("Forecast", "Spread", "Pace")
"""The rows about a line through the last periods: its next value, how far that may be off, and what
it gains in a period; workbooks before layout 1.2 have none."""
ENOUGH = 6
"""How many periods with values a line needs."""

YEAR_ROWS = ("Year", "Rolling")
"""The rows about the year so far and about twelve months; workbooks before layout 1.2 have none."""

PLAN_FIELDS = ("target", "owner", "step", "due", "comment")
"""What a person may write down for each KPI on the sheet of targets."""
PLAN_LONGEST = {"owner": 50, "step": 140, "comment": 220}
"""How many characters each text may have, so that it is whole on screen and on paper."""
PLAN_IDS, PLAN_PERIODS = "Plan_ids", "Plan_periods"
"""The ids of the rows, and the targets of single periods, a column each; from the headings to below
the last row, as with :data:`INPUTS`."""


def plan_name(field: str) -> str:
    """A column of the sheet of targets, from its heading to below its last row."""
    return f"Plan_{field}"


SHOWN_PLAN = ("order", "name", "target", "gap", "unit", "row")
"""What Calc has of the targets of the period shown, a column each, a row per KPI."""


def shown_plan_name(what: str) -> str:
    return f"Shown_plan_{what}"


def row_name(what: str, kpi: Kpi) -> str:
    """A row of Calc: ``row_name("Value", kpi)``."""
    return f"{what}_{short(kpi)}"


def log_column_name(log: str, field: str) -> str:
    """The data cells of a log's column."""
    return f"{log.capitalize()}_{field}"


def list_name(log: Log, field: Field, choice: Meaning) -> str:
    """The list of words that a status may be."""
    return f"List_{log.id}_{field.id}_{choice.id}" if choice.own else f"Set_{choice.id}"


def words_name(log: Log, field: Field) -> str:
    """The words of a column of kinds, one each."""
    return f"List_{log.id}_{field.id}" if field.own else KINDS


def statuses(pack: str) -> list[tuple[str, Meaning]]:
    """Every list of statuses of a pack by its name, in the order of their ids."""
    found = {
        list_name(log, field, choice): choice
        for log in logs(pack)
        for field in log.fields
        if field.kind == "status"
        for choice in field.choices
    }
    return sorted(found.items(), key=lambda each: each[1].id)


def scale(pack: str) -> tuple[int, int] | None:
    """The worst and the best rating in the logs of a pack; None where there are no ratings."""
    ranges = [f.range for log in logs(pack) for f in log.fields if f.kind == "rating"]
    return ranges[0] if ranges else None


def has_threshold(pack: str) -> bool:
    """Whether a figure is counted from some rating on, which is a setting."""
    return any(
        condition.op == "threshold"
        for _, measure in measures(pack)
        if measure.counted
        for condition in measure.counted.where
    )


def logs(pack: str) -> tuple[Log, ...]:
    """The logs of a pack, those of the shipped one it extends first."""
    return logs_of(pack)


def has_log(kpi: Kpi) -> bool:
    """Whether any of its figures can be counted in a log."""
    return any(measure.counted for measure in kpi.measures)


def columns_counted(measure: Measure) -> set[tuple[str, str]]:
    """Log and field of each column that a measure is counted by.

    >>> placed = next(m for _, m in measures("remote") if m.id == "clients_placed")
    >>> sorted(columns_counted(placed))
    [('roster', 'joined'), ('roster', 'left'), ('roster', 'placed')]
    """
    counted = measure.counted
    if counted is None:
        return set()
    columns = {counted.on, counted.column, counted.if_some, counted.if_some_lack}
    columns.update(condition.column for condition in counted.where)
    return {(counted.log, column) for column in columns if column}


def telling(pack: str) -> set[tuple[str, str]]:
    """Columns (log and field) that alone tell what came of a log's records: where all of one is
    empty nobody wrote it down, and there is no figure."""
    counted = (measure.counted for _, measure in measures(pack))
    return {(each.log, each.if_some) for each in counted if each and each.if_some}


def measures(pack: str) -> Iterator[tuple[Kpi, Measure]]:
    """The input rows of a pack, in order, each with the KPI that asks for it."""
    for kpi in kpis_of(pack):
        for measure in kpi.asked:
            yield kpi, measure


def log_dates(pack: str) -> Iterator[str]:
    """The names of all date columns of a pack's logs."""
    for log in logs(pack):
        for field in log.fields:
            if field.kind == "date":
                yield log_column_name(log.id, field.id)


def file_stem(pack: str, language: str, formulas: str = "native") -> str:
    """The name of a committed template, without its ending."""
    subjects = {"mentoring": "career-mentoring", "remote": "remote-career-coaching"}
    subject = subjects.get(pack, pack.replace("_", "-"))
    return f"{subject}.{language}" + ("" if formulas == "native" else f".{formulas}")
