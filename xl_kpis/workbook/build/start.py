"""The Start sheet: what this is, six steps, colours, functions."""

from __future__ import annotations

from xl_kpis.kpi.model import TIERS, Function
from xl_kpis.kpi.packs import pack_of
from xl_kpis.workbook import layout
from xl_kpis.workbook.build import style
from xl_kpis.workbook.build.context import Build, link, put, section

STEPS = (
    ("settings", layout.FIRST_PERIOD),
    ("inputs", ""),
    ("checks", layout.CHECK_STATE),
    ("scorecard", layout.PICKED),
    ("targets", layout.plan_name("target")),
    ("trends", ""),
)

CHARACTERS = 52
"""How many characters of a call fit into a line of its column, to be safe."""
BESIDE_TIERS = ("legend.tiers", "legend.band", "legend.asterisk")


def start(build: Build) -> None:
    sheet = build.open("start", {"B": 28, "C": 60, "D": 60, "E": 44}, "about")
    build.heading("start", build.words("about.start"))
    build.flag("start", "E1")
    row = _what(build, 4)
    row = _steps(build, row)
    row = _legend(build, row)
    row = _functions(build, row)
    row = _about(build, row)
    sheet.print_area = f"A1:E{row}"
    sheet.page_setup.fitToHeight = 1


def _what(build: Build, row: int) -> int:
    sheet = build.sheets["start"]
    section(sheet, row, build.words("start.what"), "E")
    texts = ["start.what.1", "start.what.2"]
    if build.formulas != "native":
        texts[1] = f"start.what.{build.formulas}"
    if pack_of(build.pack):
        texts[0] = "start.what.own"
        if build.formulas == "kpi":
            texts[1] = "start.what.kpi.own"
    for text in [*map(build.words, texts), *build.disclaimers]:
        row += 1
        put(sheet, f"B{row}", text, "subtitle")
        sheet.row_dimensions[row].height = 18
    return row + 2


def _steps(build: Build, row: int) -> int:
    sheet = build.sheets["start"]
    section(sheet, row, build.words("start.steps"), "E")
    for number, (key, name) in enumerate(STEPS, 1):
        row += 1
        sheet.row_dimensions[row].height = 20
        first = build.kpis[0].measures[0].id
        target = name or (layout.input_name(first) if key == "inputs" else "")
        put(sheet, f"B{row}", f"{number}  {build.words(f'sheet.{key}')}", "link")
        link(sheet, f"B{row}", target or f"{build.quoted(key)}!B1")
        put(sheet, f"C{row}", build.words(f"start.step.{number}"), "subtitle")
        sheet[f"C{row}"].font = style.font()
    return row + 2


def _legend(build: Build, row: int) -> int:
    sheet = build.sheets["start"]
    section(sheet, row, build.words("start.legend"), "E")
    row += 1
    put(sheet, f"B{row}", 123, "input", "0")
    sheet[f"B{row}"].protection = style.LOCKED
    put(sheet, f"C{row}", build.words("legend.input"), "subtitle", align=style.INDENTED)
    row += 1
    put(sheet, f"B{row}", 123, "calc", "0")
    put(sheet, f"C{row}", build.words("legend.calc"), "subtitle", align=style.INDENTED)
    beside = BESIDE_TIERS if any(kpi.asterisk for kpi in build.kpis) else BESIDE_TIERS[:-1]
    for i, (symbol, tier) in enumerate(zip(layout.TIER_SYMBOLS, TIERS, strict=True)):
        row += 1
        cell = put(sheet, f"B{row}", f"{symbol} {build.words(f'tier.{tier}')}", "calc")
        cell.alignment = style.Alignment("left", "center", indent=1)
        cell.font = style.font(bold=True, color=style.TIER_INKS[i])
        cell.fill = style.fill(style.TIER_FILLS[i])
        if i < len(beside):
            text = build.words(beside[i])
            put(sheet, f"C{row}", text, "subtitle", align=style.INDENTED)
        sheet.row_dimensions[row].height = 18
    return row + 2


def _functions(build: Build, row: int) -> int:
    sheet = build.sheets["start"]
    section(sheet, row, build.words("start.functions"), "E")
    put(sheet, f"B{row + 1}", build.words("start.functions.how"), "subtitle")
    row += 2
    for column, text in zip(
        "BCDE", ("head.kpi", "start.functions.comma", "start.functions.semicolon"), strict=False
    ):
        put(sheet, f"{column}{row}", build.words(text), "header")
    put(sheet, f"E{row}", None, "header")
    told = {
        kpi: [_call(build, kpi.function, between) for between in (", ", "; ")] for kpi in build.kpis
    }
    lines = max(-(-len(call) // CHARACTERS) for calls in told.values() for call in calls)
    for kpi, calls in told.items():
        row += 1
        put(sheet, f"B{row}", build.words(f"{kpi.id}.short"), "label")
        for column, call in zip("CD", calls, strict=True):
            put(sheet, f"{column}{row}", call, "label", align=style.WRAPPED)
        sheet.row_dimensions[row].height = 18 * lines
        put(sheet, f"E{row}", None, "label")
    return row + 2


def _call(build: Build, function: Function, separator: str) -> str:
    """A call as text, arguments named in words."""
    labels = [
        f"[{label}]" if argument.optional else label
        for argument in function.arguments
        for label in [build.words(f"argument.{argument.text_id}.label").lower()]
    ]
    return f"{function.name}({separator.join(labels)})"


def _about(build: Build, row: int) -> int:
    sheet = build.sheets["start"]
    section(sheet, row, build.words("start.about"), "E")
    for text, value in (
        ("start.pack", build.words(f"pack.{build.pack}")),
        ("start.version", layout.VERSION),
        ("start.formulas", build.words(f"formulas.{build.formulas}")),
    ):
        row += 1
        put(sheet, f"B{row}", build.words(text), "label")
        put(sheet, f"C{row}", value, "label")
    return row
