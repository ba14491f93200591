"""What the workbook consists of, as data: sheets, logs, defined names, checks.

The builder puts things somewhere and gives them these names; filling, checking and the scorecard
find them by name, and typed figures by the id of their row and the number of their period. So a
person may insert rows, cut and paste, and rename sheets, and the workbook still fills and reads.
Names are the same in every language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from xl_kpis.kpi.model import Kpi, Measure
from xl_kpis.kpi.packs import PACK_FILE as PACK_FILE
from xl_kpis.kpi.packs import base_of, kpis_of, pack_of

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
    return f"log.{log.id}"


def sheet_text(sheet: str) -> str:
    """The id of the text a sheet is named by; a log's sheet is called what the log is called."""
    return sheet if sheet.startswith("log.") else f"sheet.{sheet}"


def short(kpi: Kpi) -> str:
    """A KPI's id within its pack: ``retention``."""
    return kpi.id.partition(".")[2]


# Defined names. Those that end in ``_`` take an id.
PACK, LANGUAGE, TEMPLATE, FORMULAS = "Book_pack", "Book_language", "Book_version", "Book_formulas"
FIRST_PERIOD, MONTHS, CURRENCY = "Set_first_period", "Set_months", "Set_currency"
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


@dataclass(frozen=True)
class Field:
    """A column of a log. ``kind``: date, text, rating, status, kind, count, amount."""

    id: str
    kind: str
    required: bool = True


@dataclass(frozen=True)
class Log:
    """A table of raw records."""

    id: str
    fields: tuple[Field, ...]

    @property
    def table(self) -> str:
        """Its name as an Excel table."""
        return self.id.capitalize()


def _log(id: str, *fields: tuple[str, str] | tuple[str, str, bool]) -> Log:
    return Log(id, tuple(Field(*field) for field in fields))


_RATINGS = _log("ratings", ("date", "date"), ("client", "text", False), ("rating", "rating", False))
_SESSIONS = _log("sessions", ("date", "date"), ("client", "text", False), ("status", "status"))
_MILESTONES = _log(
    "milestones", ("client", "text", False), ("started", "date"), ("reached", "date", False)
)


def _roster(goal: str) -> Log:
    return _log(
        "roster",
        ("client", "text", False),
        ("joined", "date"),
        ("left", "date", False),
        (goal, "date", False),
    )


LOGS: dict[str, tuple[Log, ...]] = {
    "mentoring": (
        _RATINGS,
        _SESSIONS,
        _roster("advanced"),
        _MILESTONES,
        _log(
            "events",
            ("date", "date"),
            ("kind", "kind"),
            ("attendees", "count"),
            ("connections", "count", False),
        ),
    ),
    "remote": (
        _RATINGS,
        _SESSIONS,
        _roster("placed"),
        _log("payments", ("date", "date"), ("client", "text", False), ("amount", "amount")),
        _log(
            "consultations",
            ("client", "text", False),
            ("consulted", "date"),
            ("paid", "date", False),
        ),
        _MILESTONES,
    ),
}


def logs(pack: str) -> tuple[Log, ...]:
    """The logs of a pack; a pack of a file has those of the shipped one it extends, if any."""
    return LOGS.get(base_of(pack), ())


# From a log to a measure. {s} is the cell with a period's first day, {n} the day after its last
# one, {p} the first day of the period before; {rating} the cell with the rating counted.
_IN = '{0},">="&{{s}},{0},"<"&{{n}}'
_RATED = _IN.format("Ratings_date")
_HELD = _IN.format("Sessions_date")
_EVENT = _IN.format("Events_date")
_CONSULTED = _IN.format("Consultations_consulted")
_REACHED = _IN.format("Milestones_reached") + ',Milestones_started,">0"'


def _present(until: str, since: str, also: str = "") -> str:
    """Clients who joined before ``until`` and had not left before ``since``."""
    joined = f'Roster_joined,"<"&{until}{also}'
    return f'COUNTIFS({joined},Roster_left,"")+COUNTIFS({joined},Roster_left,">="&{since})'


FROM_LOG: dict[str, str] = {
    **{f"rated_{n}": f"COUNTIFS({_RATED},Ratings_rating,{{rating}})" for n in range(1, 11)},
    # Where all answered, the log does not tell who was asked and did not.
    "clients_asked": f"IF(COUNT(Ratings_rating)<COUNT(Ratings_date),COUNTIFS({_RATED}),NA())",
    "clients_surveyed": f'COUNTIFS({_RATED},Ratings_rating,">0")',
    "clients_satisfied": f'COUNTIFS({_RATED},Ratings_rating,">="&Set_threshold)',
    "sessions_completed": f"SUMPRODUCT(COUNTIFS({_HELD},Sessions_status,Set_done))",
    "sessions_scheduled": (
        f"COUNTIFS({_HELD})-SUMPRODUCT(COUNTIFS({_HELD},Sessions_status,Set_ignored))"
    ),
    "clients_start": _present("{s}", "{s}"),
    "clients_end": _present("{n}", "{n}"),
    "clients_new": _present("{n}", "{n}", ',Roster_joined,">="&{s}'),
    "clients_total": _present("{n}", "{s}"),
    "clients_coached": _present("{n}", "{s}"),
    "users": _present("{n}", "{s}"),
    "clients_advanced": _present("{n}", "{s}", ',Roster_advanced,"<"&{n}'),
    "clients_placed": _present("{n}", "{s}", ',Roster_placed,"<"&{n}'),
    "months_to_milestone": (
        f"(SUMIFS(Milestones_reached,{_REACHED})-SUMIFS(Milestones_started,{_REACHED}))"
        "/Set_month_days"
    ),
    "clients_at_milestone": f"COUNTIFS({_REACHED})",
    "clients_open": (
        'COUNTIFS(Milestones_started,"<"&{n},Milestones_reached,"")'
        '+COUNTIFS(Milestones_started,"<"&{n},Milestones_reached,">="&{n})'
    ),
    "attendance_now": f"SUMIFS(Events_attendees,{_EVENT},Events_kind,INDEX(List_kinds,1))",
    "attendance_before": (
        'SUMIFS(Events_attendees,Events_date,">="&{p},Events_date,"<"&{s},'
        "Events_kind,INDEX(List_kinds,1))"
    ),
    "connections_made": (
        "IF(COUNT(Events_connections)>0,"
        f"SUMIFS(Events_connections,{_EVENT},Events_kind,INDEX(List_kinds,2)),NA())"
    ),
    "event_attendees": (
        "IF(COUNT(Events_connections)>0,"
        f"SUMIFS(Events_attendees,{_EVENT},Events_kind,INDEX(List_kinds,2)),NA())"
    ),
    "revenue": f"SUMIFS(Payments_amount,{_IN.format('Payments_date')})",
    "consultations_free": f"IF(COUNT(Consultations_paid)>0,COUNTIFS({_CONSULTED}),NA())",
    "consultations_paying": (
        f'IF(COUNT(Consultations_paid)>0,COUNTIFS({_CONSULTED},Consultations_paid,">0"),NA())'
    ),
}


TELLING = {("consultations", "paid"), ("events", "connections")}
"""Columns (log and field) that alone tell what came of a log's records: where all of one is empty
nobody wrote it down, and there is no figure."""

CARRIED = {"clients_start": "clients_end", "attendance_before": "attendance_now"}
"""Measures that are, unless typed, what another was in the period before."""


def counted_in_logs(measure: Measure) -> str:
    """The formula that counts a measure in the logs; #N/A where no log tells."""
    return FROM_LOG.get(measure.known, "NA()")


def has_log(kpi: Kpi) -> bool:
    """Whether any of its figures can be counted in a log."""
    return any(measure.known in FROM_LOG for measure in kpi.measures)


def columns_counted(measure: Measure) -> set[tuple[str, str]]:
    """Log and field of each column that a measure is counted by.

    >>> placed = next(m for _, m in measures("remote") if m.id == "clients_placed")
    >>> sorted(columns_counted(placed))
    [('roster', 'joined'), ('roster', 'left'), ('roster', 'placed')]
    """
    formula = counted_in_logs(measure)
    return {
        (log.id, field.id)
        for found in LOGS.values()
        for log in found
        for field in log.fields
        if log_column_name(log.id, field.id) in formula
    }


def measures(pack: str) -> Iterator[tuple[Kpi, Measure]]:
    """The input rows of a pack, in order."""
    for kpi in kpis_of(pack):
        for measure in kpi.measures:
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
