"""The Settings sheet: everything that may change, and the lists other sheets look words up in."""

from __future__ import annotations

import datetime as dt

from openpyxl.worksheet.datavalidation import DataValidation

from xl_kpis.errors import DIV0, NA, NAME, NULL, NUM, REF, VALUE
from xl_kpis.kpi.benchmarks import CURRENCY, in_dollars
from xl_kpis.kpi.means import RATING_MAX, RATING_MIN
from xl_kpis.kpi.model import TIERS
from xl_kpis.kpi.packs import pack_of
from xl_kpis.workbook import layout
from xl_kpis.workbook.build import style
from xl_kpis.workbook.build.context import Build, put, section

FIRST_DAY = dt.date(2026, 1, 1)
SATISFIED_FROM = 8
LONGEST_NAME = 60
"""How many characters the name of a business may have, so that it is whole in headings; those of
its coach, site and product may have as many."""
ERRORS = (NULL, DIV0, VALUE, REF, NAME, NUM, NA)
"""In the order of ERROR.TYPE."""

HELP = {
    **dict.fromkeys(("settings.low", "settings.high"), "settings.scale.help"),
    **{f"settings.{id}": "settings.group.help" for id in layout.GROUPS},
}
"""The sentence beside a setting, where several have the same."""


def settings(build: Build) -> None:
    sheet = build.open("settings", {"B": 46, "C": 32, "D": 32, "E": 64}, "input")
    build.flag("settings", "E1")
    row = _block(build, 4, "settings.business", _business(build))
    row = _block(build, row, "settings.periods", _periods(build))
    if rows := _words(build):
        row = _block(build, row, "settings.words", rows)
    if layout.logs(build.pack):
        row = _block(build, row, "settings.logs", _logs(build))
        row = _statuses(build, row)
    row = _weights(build, row)
    row = _lists(build, row)
    sheet.print_area = f"A1:E{row}"
    sheet.page_setup.fitToHeight = 1


Row = tuple[str, str, object, str, DataValidation | None]
"""Text id, defined name, value, number format, validation."""


def _business(build: Build) -> list[Row]:
    return [
        (f"settings.{id}", name, None, "@", _name(build))
        for id, name in {"client": layout.CLIENT, **layout.GROUPS}.items()
    ]


def _name(build: Build) -> DataValidation:
    name = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(LONGEST_NAME))
    name.error, name.allow_blank = build.words("valid.length", most=LONGEST_NAME), True
    return name


def _periods(build: Build) -> list[Row]:
    own = pack_of(build.pack)
    date = DataValidation(type="date", operator="greaterThan", formula1="1")
    lengths = ",".join(map(str, layout.PERIOD_LENGTHS))
    months = DataValidation(type="list", formula1=f'"{lengths}"')
    date.error, months.error = build.words("valid.date"), build.words("valid.months")
    year_month = DataValidation(type="whole", operator="between", formula1="1", formula2="12")
    year_month.error = build.words("valid.year_month")
    return [
        ("settings.first", layout.FIRST_PERIOD, FIRST_DAY, build.date_format, date),
        ("settings.months", layout.MONTHS, own.months if own else 1, "0", months),
        ("settings.year_month", layout.YEAR_MONTH, 1, "0", year_month),
    ]


def _words(build: Build) -> list[Row]:
    own = pack_of(build.pack)
    rating = DataValidation(type="decimal", operator="between", formula1="0", formula2="100")
    rating.error = build.words("valid.rating")
    currency: Row = (
        "settings.currency",
        layout.CURRENCY,
        own.currency if own else CURRENCY,
        "@",
        None,
    )
    low, high = layout.scale(build.pack) or (RATING_MIN, RATING_MAX)
    scale: list[Row] = [
        ("settings.threshold", layout.THRESHOLD, SATISFIED_FROM, "0.#", rating),
        ("settings.low", layout.SCALE_LOW, low, "0", None),
        ("settings.high", layout.SCALE_HIGH, high, "0", None),
    ]
    money = [currency] if any(kpi.unit == "money" for kpi in build.kpis) else []
    if layout.scale(build.pack) is None:
        return money
    return [*money, *(scale if layout.has_threshold(build.pack) else scale[1:])]


def _logs(build: Build) -> list[Row]:
    date = DataValidation(type="date", operator="greaterThan", formula1="1", allow_blank=True)
    date.error = build.words("valid.date")
    until: Row = ("settings.until", layout.LOGS_UNTIL, None, build.date_format, date)
    days: Row = (
        "settings.month_days",
        layout.MONTH_DAYS,
        layout.DAYS_PER_MONTH,
        "0.0000",
        None,
    )
    counted = (measure.counted for _, measure in layout.measures(build.pack))
    return [until, days] if any(c and c.take == "months" for c in counted) else [until]


def _block(build: Build, row: int, title: str, rows: list[Row]) -> int:
    sheet = build.sheets["settings"]
    section(sheet, row, build.words(title), "E")
    for text, name, value, number_format, validation in rows:
        row += 1
        put(sheet, f"B{row}", build.words(text), "label")
        put(sheet, f"C{row}", value, "input", number_format)
        help_id = HELP.get(text, f"{text}.help")
        put(sheet, f"D{row}", None, "label")
        low, high = layout.scale(build.pack) or (RATING_MIN, RATING_MAX)
        help_text = build.words(help_id, count=build.periods - 1, low=low, high=high)
        if text == "settings.currency" and any(map(in_dollars, build.kpis)):
            help_text += " " + build.words("settings.currency.benchmarks", benchmarks=CURRENCY)
        put(sheet, f"E{row}", help_text, "note")
        build.single_name(name, "settings", row, "C")
        if validation is not None:
            _add(build, validation, f"C{row}")
    return row + 2


def _add(build: Build, validation: DataValidation, cells: str) -> None:
    validation.showErrorMessage = True
    validation.errorTitle = build.words("valid.title")
    validation.add(cells)
    build.sheets["settings"].add_data_validation(validation)


def _statuses(build: Build, row: int) -> int:
    """The lists of statuses, three side by side; one that is in none of them is a finding."""
    sheet = build.sheets["settings"]
    lists = layout.statuses(build.pack)
    about = "settings." if any(log.known == "sessions" for log in layout.logs(build.pack)) else ""
    for beside in (lists[i : i + 3] for i in range(0, len(lists), 3)):
        title = about + "statuses" if about else "settings.own.statuses"
        put(sheet, f"B{row}", build.words(title), "header")
        sheet.row_dimensions[row].height = 34
        for column, (name, choice) in zip("CDE", beside, strict=False):
            own = choice.own or about
            label = f"settings.{choice.text_id if own else f'own.{choice.id}'}"
            put(sheet, f"{column}{row}", build.words(label), "header")
            known = build.words(f"status.{choice.text_id}").split(", ")
            for i in range(1, layout.STATUSES + 1):
                value = known[i - 1] if i <= len(known) else None
                put(sheet, f"B{row + i}", build.words("field.status") + f" {i}", "label")
                put(sheet, f"{column}{row + i}", value, "input", "@", style.MIDDLE)
            build.single_name(name, "settings", row + 1, column, layout.STATUSES)
        row += layout.STATUSES + 2
    return row


def _weights(build: Build, row: int) -> int:
    sheet = build.sheets["settings"]
    if not any(kpi.tiers for kpi in build.kpis):
        return row
    section(sheet, row, build.words("settings.weights"), "E")
    weight = DataValidation(type="decimal", operator="greaterThanOrEqual", formula1="0")
    weight.error = build.words("valid.weight")
    scored = [kpi for kpi in build.kpis if kpi.tiers]
    for kpi in scored:
        row += 1
        put(sheet, f"B{row}", build.kpi_name(kpi), "label", align=style.NAME)
        put(sheet, f"C{row}", 1, "input", "General")
        put(sheet, f"D{row}", None, "label")
        put(sheet, f"E{row}", build.words("settings.weight.help"), "note")
        build.single_name(layout.weight_name(kpi), "settings", row, "C")
    _add(build, weight, f"C{row - len(scored) + 1}:C{row}")
    return row + 2


def _lists(build: Build, row: int) -> int:
    sheet = build.sheets["settings"]
    section(sheet, row, build.words("settings.lists"), "E")
    put(sheet, f"B{row + 1}", build.words("settings.lists.help"), "small")
    row += 2
    lists: list[tuple[str, str, list[str]]] = [
        (
            "settings.sources",
            layout.SOURCES,
            [build.words(f"source.{s}") for s in ("typed", "log")],
        ),
        (
            "settings.tiers",
            layout.TIER_WORDS,
            [
                f"{symbol} {build.words(f'tier.{tier}')}"
                for symbol, tier in zip(layout.TIER_SYMBOLS, TIERS, strict=True)
            ],
        ),
        ("settings.phrases", layout.PHRASES, [build.words("scorecard.top")]),
        ("settings.errors", layout.ERROR_WORDS, [build.words(f"error.{e.code}") for e in ERRORS]),
    ]
    kinds = [
        (
            build.words(field.text_id if field.own else "settings.kinds"),
            layout.words_name(log, field),
            [build.words(f"kind.{choice.text_id}") for choice in field.choices],
        )
        for log in layout.logs(build.pack)
        for field in log.fields
        if field.kind == "kind"
    ]
    named = [(build.words(title), name, items) for title, name, items in lists]
    for title, name, items in (named[0], *kinds, *named[1:]):
        for i, item in enumerate(items):
            put(sheet, f"B{row + i}", f"{title} {i + 1}", "label")
            put(sheet, f"C{row + i}", item, "input", "@", align=style.MIDDLE)
        build.single_name(name, "settings", row, "C", len(items))
        row += len(items) + 1
    return row
