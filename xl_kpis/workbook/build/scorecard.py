"""The Scorecard sheet: seven KPIs on one page."""

from __future__ import annotations

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.datavalidation import DataValidation

from xl_kpis.kpi.benchmarks import CURRENCY, in_dollars
from xl_kpis.kpi.model import TIERS, Kpi
from xl_kpis.kpi.packs import pack_of
from xl_kpis.kpi.words import foreign
from xl_kpis.workbook import layout
from xl_kpis.workbook.build import charts, style
from xl_kpis.workbook.build.calc import Calc
from xl_kpis.workbook.build.context import Build, folded, put, section
from xl_kpis.workbook.build.scorecard_plan import plan_block
from xl_kpis.workbook.texts import words

HEAD_ROW = 7
FIRST_ROW = HEAD_ROW + 1
BANDS = "EFGH"
"""The columns under the bars, one for each tier."""
WIDTHS = {
    "B": 44,
    "C": 17,
    "D": 27.5,
    **dict.fromkeys(BANDS, 13.0),
    "I": 8,
    "J": 15,
    "K": 28,
    "L": 28,
}
LAST = "L"
WIDE = 190
"""Letters of a note in one line, from the bands to the last column."""


def shown(name: str) -> str:
    """What a row has in the period shown."""
    return f"INDEX({name},{layout.SHOWN})"


def scorecard(build: Build, calc: Calc) -> None:
    sheet = build.open("scorecard", WIDTHS, "output")
    about = build.words("about.scorecard")
    if pack_of(build.pack):
        about = build.words("about.scorecard.own", pack=build.words(f"pack.{build.pack}"))
    build.heading("scorecard", about)
    build.flag("scorecard", "K1")
    _cards(build)
    heads = {"B": "kpi", "C": "value", "D": "tier", "I": "score", "J": "target", "K": "gap"}
    for column, head in {**heads, "L": "change"}.items():
        align = style.RIGHT_WRAPPED if head in ("value", "score", "target") else style.INDENTED
        put(sheet, f"{column}{HEAD_ROW}", build.words(f"head.{head}"), "header", align=align)
    for column, tier in zip(BANDS, TIERS, strict=True):
        cell = put(sheet, f"{column}{HEAD_ROW}", build.words(f"tier.{tier}"), "header")
        cell.alignment = style.Alignment("center", "center", wrap_text=True)
        cell.font = style.font(size=9, color=style.WHITE)
    sheet["B7"].alignment = style.WRAPPED
    sheet.row_dimensions[HEAD_ROW].height = 32
    for i, kpi in enumerate(build.kpis):
        _kpi(build, kpi, FIRST_ROW + i)
    after = FIRST_ROW + len(build.kpis)
    _chart(build, calc, after)
    row = plan_block(build, _below(build, after))
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    build.card_bottom = row
    sheet.print_area = f"A1:{LAST}{row}"
    sheet.page_setup.fitToHeight = 1
    sheet.print_options.horizontalCentered = True


def _cards(build: Build) -> None:
    sheet = build.sheets["scorecard"]
    for cell, text in (
        ("B4", "scorecard.period"),
        ("D4", "scorecard.shown"),
        ("E4", "scorecard.index"),
        ("K4", "scorecard.coverage"),
    ):
        put(sheet, cell, build.words(text), "small")
    put(sheet, "B5", None, "input", build.month_format, align=style.Alignment("left", "center"))
    sheet["B5"].font = style.font(size=14, color=style.INPUT_INK)
    build.single_name(layout.PICKED, "scorecard", 5, "B")
    left = style.Alignment("left", "center")
    named = build.period_called(shown(layout.PERIOD_STARTS))
    put(sheet, "D5", f"={named}", "big", build.month_format, left)
    # As text it runs into the cells beside it; a number that long would be ### in a narrow column.
    index = f'=IFERROR(TEXT({shown(layout.INDEX)},"0")&" / 100","–")'
    put(sheet, "E5", index, "big", align=left)
    of = build.words("scorecard.coverage.of", count=len(build.kpis))
    put(sheet, "K5", f"={shown(layout.COVERAGE)}", "big", of, left)
    sheet.row_dimensions[5].height = 30
    until = f'"{build.words("scorecard.until")} "{build.date_format}'
    put(sheet, "D6", f"={shown(layout.PERIOD_ENDS)}", "small", until, left)
    choice = DataValidation(type="list", formula1=layout.PERIOD_STARTS, allow_blank=True)
    choice.showErrorMessage, choice.error = True, build.words("valid.list")
    choice.errorTitle = build.words("valid.title")
    choice.showInputMessage = True
    choice.promptTitle = build.words("scorecard.period")
    choice.prompt = build.words("scorecard.period.help")
    choice.add("B5")
    sheet.add_data_validation(choice)
    put(sheet, "B6", build.words("scorecard.period.help"), "small")
    sheet.row_dimensions[6].height = 18


def _kpi(build: Build, kpi: Kpi, row: int) -> None:
    sheet = build.sheets["scorecard"]
    sheet.row_dimensions[row].height = 52

    def named(what: str) -> str:
        return shown(layout.row_name(what, kpi))

    value, rank, needed = named("Value"), named("Rank"), named("Needed")
    if kpi.unit == "ratio" and not kpi.function.numerator:
        needed = f'IFERROR({needed},"–")'  # a formula that is no quotient counts nothing
    lower = f" ({build.words('scorecard.better_lower')})" if kpi.better == "lower" else ""
    title = build.kpi_title(kpi, lower)
    name = put(sheet, f"B{row}", title, "label", align=style.WRAPPED)
    name.font = style.font(size=12, bold=True, color=style.NAVY)
    put(
        sheet,
        f"C{row}",
        f"=IF(ISNUMBER({value}),{value},INDEX({layout.ERROR_WORDS},ERROR.TYPE({value})))",
        "calc",
        build.unit_format(kpi.unit),
        style.Alignment("right", "center", indent=1, shrink_to_fit=True),
    ).font = style.font(size=13, bold=True)
    plain = DifferentialStyle(font=Font(color=style.MUTED, bold=False))
    rule = Rule(type="expression", formula=[f"ISTEXT(C{row})"], dxf=plain)
    sheet.conditional_formatting.add(f"C{row}", rule)
    none = '""'
    if in_dollars(kpi):
        said = build.words("scorecard.foreign", benchmarks=CURRENCY)
        none = f'IF(AND({layout.foreign_name(kpi)}=1,ISNUMBER({value})),"{said}","")'
    put(
        sheet,
        f"D{row}",
        f"=IF(ISNUMBER({rank}),INDEX({layout.TIER_WORDS},{rank}+1)"
        f"&INDEX({layout.mark_name(kpi)},MAX(1,{rank})),{none})",
        "calc",
        align=style.Alignment("left", "center", indent=1),
    )
    if not kpi.tiers:
        sheet[f"D{row}"].value = f'="{build.words("scorecard.no_benchmark")}"'
    for i, column in enumerate(BANDS if kpi.tiers else ""):
        band = put(sheet, f"{column}{row}", None, "label")
        band.fill = style.fill(style.BANDS[i])
        band.border = style.BAND_BORDER
    put(sheet, f"I{row}", f'=IFERROR({named("Score")},"–")', "calc", "0")
    target = f'=IFERROR(IF({rank}=3,"–",{named("Target")}),"–")'
    put(sheet, f"J{row}", target, "calc", build.unit_format(kpi.unit))
    _strict(build, kpi, row, rank)
    _single(build, kpi, row)
    put(
        sheet,
        f"K{row}",
        f'=IF(ISNUMBER({rank}),IF({rank}=3,INDEX({layout.PHRASES},1),{needed}),"–")',
        "calc",
        gap_format(build, kpi),
        style.SAID,
    )
    scale = "*100" if kpi.unit == "ratio" else ""
    put(
        sheet,
        f"L{row}",
        f'=IFERROR({named("Change")}{scale},"–")',
        "calc",
        change_format(kpi, build.language, build.digits("money")),
        style.SAID,
    )
    for i in range(4):
        rule = Rule(
            type="expression",
            formula=[f"{rank}={i}"],
            dxf=style.look(style.TIER_INKS[i], style.TIER_FILLS[i], bold=True),
        )
        sheet.conditional_formatting.add(f"D{row}", rule)
    for sign, ink in ((">", style.BLUE), ("<", style.ORANGE)):
        formula = f"AND(ISNUMBER(L{row}),ROUND(L{row},6){sign}0)"
        rule = Rule(type="expression", formula=[formula], dxf=style.look(ink))
        sheet.conditional_formatting.add(f"L{row}", rule)


def _strict(build: Build, kpi: Kpi, row: int, rank: str) -> None:
    """Where the figure itself is not enough for the next tier, it is said before it."""
    sheet = build.sheets["scorecard"]
    for before, tier in enumerate(kpi.tiers):
        if tier.op in (">", "<"):
            said = build.words(f"op.{tier.op}", floor="")
            code = style.signed(f'"{said}"{build.unit_format(kpi.unit)}')
            shown_so = DifferentialStyle(numFmt=NumberFormat(numFmtId=164, formatCode=code))
            rule = Rule(type="expression", formula=[f"{rank}={before}"], dxf=shown_so)
            sheet.conditional_formatting.add(f"J{row}", rule)


def _single(build: Build, kpi: Kpi, row: int) -> None:
    """One less, where less is better: in a format with a condition its minus is lost."""
    one = words.get(f"{kpi.function.name}.needed.one", build.language)
    if kpi.unit == "ratio" and kpi.better == "lower" and one:
        code = f'0" {one}";"\u2212"0" {one}"'
        shown_so = DifferentialStyle(numFmt=NumberFormat(numFmtId=164, formatCode=code))
        rule = Rule(type="expression", formula=[f"K{row}=-1"], dxf=shown_so)
        build.sheets["scorecard"].conditional_formatting.add(f"K{row}", rule)


def gap_format(build: Build, kpi: Kpi) -> str:
    """How what is missing is shown: a signed number and what it counts."""
    if kpi.unit == "ratio":
        unit, digits = build.words(f"{kpi.function.name}.needed"), "#,##0"
        one = words.get(f"{kpi.function.name}.needed.one", build.language)
        if one and kpi.better == "higher":
            return f'[=1]+0" {one}";+{digits}" {unit}"'
    else:
        own = kpi.unit == "money" and kpi.own
        unit = build.words(f"scorecard.unit.{'amount' if own else kpi.unit}")
        digits = build.digits(kpi.unit)
    return f'+{digits}" {unit}";"\u2212"{digits}" {unit}";{digits}" {unit}"'


def change_format(kpi: Kpi, language: str, money: str = style.UNIT_FORMATS["money"]) -> str:
    """How a change is shown: in words, since less may be better."""
    formats = {**style.UNIT_FORMATS, "ratio": "0.0", "score": "0.00", "money": money}
    digits = formats[kpi.unit]
    points = words("change.points", language) if kpi.unit == "ratio" else ""
    better, worse, same = (words(f"change.{w}", language) for w in ("better", "worse", "same"))
    return f'"{better}"{digits}"{points}";"{worse}"{digits}"{points}";"{same}"'


def _chart(build: Build, calc: Calc, after: int) -> None:
    sheet = build.sheets["scorecard"]
    chart = charts.bullets(calc.sheet, calc.points, 5, len(build.kpis))
    first, last = (column_index_from_string(letter) for letter in (BANDS[0], BANDS[-1]))
    charts.place(sheet, chart, (first, FIRST_ROW), (last + 1, after))
    build.alternatives.append((build.words("scorecard.chart"), build.words("scorecard.chart.alt")))


def _below(build: Build, row: int) -> int:
    sheet = build.sheets["scorecard"]
    row += 1
    section(sheet, row, build.words("scorecard.reading"), LAST, "E")
    beside = [
        ("calc.response", layout.RESPONSE, build.unit_format("ratio")),
        ("calc.yearly", layout.YEARLY, build.unit_format("ratio")),
        ("scorecard.open", layout.OPEN, style.COUNT),
    ]
    there = [line for line in beside if line[1] in build.book.defined_names]
    if there:
        section(sheet, row, build.words("scorecard.beside"), "C")
    for i, (text, name, number_format) in enumerate(there, 1):
        put(sheet, f"B{row + i}", build.words(text), "label")
        put(sheet, f"C{row + i}", f'=IFERROR({shown(name)},"–")', "calc", number_format)
    notes = [build.words("scorecard.reading.1")]
    notes += [note for kpi in build.kpis for note in asterisks(build, kpi)]
    notes += build.disclaimers
    at = row
    for note in notes:
        for line in folded(note, WIDE):
            at += 1
            put(sheet, f"E{at}", line, "small")
    for kpi in filter(in_dollars, build.kpis):
        for line in folded(_in_another_currency(build, kpi), WIDE):
            at += 1
            put(sheet, f"E{at}", f'=IF({layout.foreign_name(kpi)}=1,"{line}","")', "small")
    return max(row + 4, at + 1)


def _in_another_currency(build: Build, kpi: Kpi) -> str:
    note = build.words("note.currency", **foreign(kpi, build.language))
    return build.words("pair", first=f"* {build.kpi_name(kpi)}", second=note)


def asterisks(build: Build, kpi: Kpi) -> list[str]:
    """What a person must know about tiers the source does not state."""
    found = []
    for tier in kpi.tiers:
        if tier.asterisk:
            of = f"* {build.kpi_name(kpi)}, {build.words(f'tier.{tier.id}').lower()}"
            found.append(build.words("pair", first=of, second=build.words(f"note.{tier.note}")))
    return found


__all__ = ["change_format", "gap_format", "scorecard", "shown"]
