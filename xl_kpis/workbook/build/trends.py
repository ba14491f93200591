"""The Trends sheet: small charts in the order of the scorecard, and their figures below."""

from __future__ import annotations

from openpyxl.utils import get_column_letter

from xl_kpis.kpi.model import Kpi
from xl_kpis.workbook import layout
from xl_kpis.workbook.build import charts, style
from xl_kpis.workbook.build.calc import Calc
from xl_kpis.workbook.build.context import FIRST, Build, folded, put, section
from xl_kpis.workbook.outlook import FARTHEST
from xl_kpis.workbook.years import FIELDS

TOP, HEIGHT, ACROSS = 4, 10, 3
LABEL = 2
FIRST_PERIOD = 3
LAST = get_column_letter(FIRST_PERIOD + layout.WINDOW - 1)
YEARS = FIRST_PERIOD + 8
"""The first of the columns about years."""
BESIDE = YEARS - 3
"""Where the names of the KPIs stand again, beside these columns."""
EDGES = (2, 5, 10, 15)
"""The columns where one chart ends and the next begins: the label column is three periods wide."""

AMOUNTS = '[>=1]#,##0;[<=-1]"\u2212"#,##0;General'
"""Amounts beside a chart: whole, or a small one would be 0 at every line."""


def _full_rows(build: Build) -> int:
    """How many rows of charts are full: one for each KPI, and one for the index."""
    return (len(build.kpis) + 1) // ACROSS


def data_row(build: Build) -> int:
    """The first row of the figures, that of the periods."""
    return TOP + HEIGHT * (_full_rows(build) + 1) + 2


def trends(build: Build, calc: Calc) -> None:
    widths = {"B": 40.0}
    for i in range(layout.WINDOW):
        widths[get_column_letter(FIRST_PERIOD + i)] = 13.5
    sheet = build.open("trends", widths, "output")
    build.flag("trends", "K1")
    if not all(kpi.tiers for kpi in build.kpis):
        sheet["B2"].value = build.words("about.trends.own")
    shown = [(kpi.id, build.kpi_name(kpi)) for kpi in build.kpis]
    shown.append(("index", build.words("calc.index.score")))
    bands = (calc.window["bands"], calc.window["bands"] + 3)
    right = FIRST + layout.WINDOW - 1
    axes = {**style.UNIT_FORMATS, "ratio": build.unit_format("ratio"), "money": AMOUNTS}
    plain = {kpi.id: axes[kpi.unit] for kpi in build.kpis if not kpi.tiers}
    for i, (id, title) in enumerate(shown):
        chart = charts.trend(
            calc.sheet,
            title,
            calc.window[id],
            bands,
            calc.window["heads"],
            FIRST,
            right,
            build.short_month_format,
            plain.get(id, ""),
        )
        across, down = i % ACROSS, i // ACROSS
        top = TOP + HEIGHT * down
        charts.place(sheet, chart, (EDGES[across], top), (EDGES[across + 1], top + HEIGHT))
        build.alternatives.append((title, build.words("trends.alt", name=title)))
    # The key stands beside the last chart, or below it where the last row is full.
    _key(build, TOP + HEIGHT * _full_rows(build) + 1)
    row = _ahead(build, _figures(build, calc) + 2)
    sheet.print_area = f"A1:{LAST}{row}"
    sheet.page_setup.fitToHeight = 1


def _key(build: Build, row: int) -> None:
    """What the bands mean, beside the last chart."""
    sheet = build.sheets["trends"]
    column = EDGES[2]
    put(sheet, (row, column), build.words("legend.band"), "small")
    for i in range(4):
        cell = put(sheet, (row + 1 + i, column), None, "small")
        cell.fill = style.fill(style.BANDS[3 - i])
        words = f"=INDEX({layout.TIER_WORDS},{4 - i})"
        put(sheet, (row + 1 + i, column + 1), words, "small", align=style.Alignment(indent=1))
    put(sheet, (row + 6, column), build.words("trends.missing"), "small")


def _figures(build: Build, calc: Calc) -> int:
    sheet, row = build.sheets["trends"], data_row(build)
    section(sheet, row - 1, build.words("trends.data"), LAST)
    source = build.quoted("calc")
    letters = [get_column_letter(FIRST + i) for i in range(layout.WINDOW)]
    put(sheet, (row, LABEL), build.words("head.period"), "header")
    for i, letter in enumerate(letters):
        formula = f"={source}!{letter}{calc.window['heads']}"
        put(sheet, (row, FIRST_PERIOD + i), formula, "header", build.month_format, style.RIGHT)
    rows = [(layout.row_name("Value", k), build.kpi_title(k), k.unit) for k in build.kpis]
    for name, label, unit in [*rows, (layout.INDEX, build.words("calc.index.score"), "")]:
        row += 1
        put(sheet, (row, LABEL), label, "label", align=style.NAME)
        number_format = build.unit_format(unit) if unit in style.UNIT_FORMATS else style.SCORE
        for i, letter in enumerate(letters):
            formula = f'=IFERROR(INDEX({name},{source}!{letter}{calc.window["number"]}),"–")'
            put(sheet, (row, FIRST_PERIOD + i), formula, "calc", number_format)
    return row


def _ahead(build: Build, row: int) -> int:
    """Where the lines through the last periods lead, one period further."""
    sheet = build.sheets["trends"]
    section(sheet, row, build.words("trends.ahead"), get_column_letter(FIRST_PERIOD + 3))
    section(sheet, row, _text(build.words("years.title")), LAST, get_column_letter(BESIDE))
    row += 1
    _year_heads(build, row)
    heads = ("head.kpi", "trends.next", "trends.low", "trends.high", "trends.target_by")
    for i, head in enumerate(heads):
        said = _text(build.words(head)) if i else build.words(head)
        made = put(sheet, (row, LABEL + i), said, "header")
        if i:
            made.alignment, made.border = style.RIGHT_WRAPPED, style.APART
    sheet.row_dimensions[row].height = 34
    for kpi in build.kpis:
        row += 1
        put(sheet, (row, LABEL), build.kpi_title(kpi), "label", align=style.NAME)
        number_format = build.unit_format(kpi.unit)
        for i, value in enumerate(("{next}", "{next}-{spread}", "{next}+{spread}")):
            cell = f'=IFERROR({_possible(kpi, value.format(**_shown(kpi)))},"–")'
            put(sheet, (row, FIRST_PERIOD + i), cell, "calc", number_format)
        by = f"={_target_by(build, kpi)}"
        put(sheet, (row, FIRST_PERIOD + 3), by, "calc", build.month_format, style.RIGHT_WRAPPED)
        _years(build, kpi, row)
    row += 1
    notes = folded(build.words("trends.ahead.note", count=layout.ENOUGH), 90)
    for i, note in enumerate([*notes, build.words("trends.ahead.limits")]):
        put(sheet, (row + i, LABEL), note, "small")
    for i, note in enumerate(folded(build.words("years.note"), 110)):
        put(sheet, (row + i, BESIDE), _text(note), "small")
    return row + 2


def _year_heads(build: Build, row: int) -> None:
    for column in range(BESIDE, YEARS):
        put(build.sheets["trends"], (row, column), None, "header")
    put(build.sheets["trends"], (row, BESIDE), _text(build.words("head.kpi")), "header")
    for i, field in enumerate(FIELDS):
        head = _text(build.words(f"years.{field}"))
        made = put(build.sheets["trends"], (row, YEARS + i), head, "header")
        made.alignment, made.border = style.RIGHT_WRAPPED, style.APART


def _years(build: Build, kpi: Kpi, row: int) -> None:
    """The year so far, a year before, twelve months, the same period a year ago."""
    before = f"({layout.SHOWN}-12/{layout.MONTHS})"
    for column in range(BESIDE, YEARS):
        put(build.sheets["trends"], (row, column), None, "label")
    name = build.kpi_title(kpi, what="short")
    put(build.sheets["trends"], (row, BESIDE), name if name[0] == "=" else _text(name), "label")
    for i, (what, period) in enumerate(
        (("Year", layout.SHOWN), ("Year", before), ("Rolling", layout.SHOWN), ("Value", before))
    ):
        cell = f"INDEX({layout.row_name(what, kpi)},{period})"
        whole = f"AND({period}>=1,MOD(12,{layout.MONTHS})=0)"
        put(
            build.sheets["trends"],
            (row, YEARS + i),
            f'=IFERROR(IF({whole},{cell}+0,"–"),"–")',
            "calc",
            build.unit_format(kpi.unit),
        )


def _text(text: str) -> str:
    """A text as a formula, so that all that stands among figures is one, and checked to be."""
    return '="{}"'.format(text.replace('"', '""'))


def _shown(kpi: Kpi) -> dict[str, str]:
    """The line's figures in the period shown."""
    rows = {"next": "Forecast", "spread": "Spread", "pace": "Pace"}
    rows |= {"gap": "OwnGap", "target": "OwnTarget"}
    return {
        key: f"INDEX({layout.row_name(what, kpi)},{layout.SHOWN})" for key, what in rows.items()
    }


def _possible(kpi: Kpi, value: str) -> str:
    """The nearest value that the KPI can have."""
    low, high = kpi.domain
    value = f"({value})" if low is None else f"MAX({low:g},{value})"
    return value if high is None else f"MIN({high:g},{value})"


def _target_by(build: Build, kpi: Kpi) -> str:
    """When the line reaches a target that is behind; in words where it does not."""
    at = _shown(kpi)
    sign = "" if kpi.better == "higher" else "-"
    nearer, missing = f"({sign}{at['pace']})", f"({sign}({at['target']}-{at['next']}))"
    periods = f"(1+MAX(0,ROUNDUP({missing}/{nearer}-0.000000001,0)))"
    day = f"EDATE(INDEX({layout.PERIOD_STARTS},{layout.SHOWN}),({periods}+1)*{layout.MONTHS})-1"
    never = f'"{build.words("trends.never")}"'
    reached = f"IF({nearer}>0,IF({periods}<={FARTHEST},{day},{never}),{never})"
    return f'IFERROR(IF({at["gap"]}>0,{reached},""),"")'
