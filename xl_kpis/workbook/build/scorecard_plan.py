"""Below the scorecard: the targets there are, one under the other; nothing where there are none."""

from __future__ import annotations

from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat

from xl_kpis.workbook import layout
from xl_kpis.workbook.build import style
from xl_kpis.workbook.build.calc_plan import UNITS
from xl_kpis.workbook.build.context import Build, put
from xl_kpis.workbook.build.target_sheet import behind_format

STEP = "E"
"""The next step runs over the columns of the bars, the score and the next tier."""
OWNER, DUE = "K", "L"


def plan_block(build: Build, row: int) -> int:
    """Write the block below a row; gives the last row of it."""
    sheet = build.sheets["scorecard"]
    row += 1
    some = f"MAX({layout.shown_plan_name('order')})>0"
    heads = {"B": "sheet.targets", "C": "target.target", "D": "head.state"}
    heads |= {STEP: "target.step", OWNER: "target.owner", DUE: "target.due"}
    for column, head in heads.items():
        cell = put(sheet, f"{column}{row}", f'=IF({some},"{build.words(head)}","")', "small")
        cell.font = style.font(bold=True, color=style.NAVY, size=13 if column == "B" else 11)
        if column == "C":
            cell.alignment = style.RIGHT
        elif column == "D":
            cell.alignment = style.Alignment("left", "center", indent=1)
    sheet.row_dimensions[row].height = 22
    for number in range(1, len(build.kpis) + 1):
        _line(build, row + number, number)
    return row + len(build.kpis)


def _line(build: Build, row: int, number: int) -> None:
    sheet = build.sheets["scorecard"]
    at = f"MATCH({number},{layout.shown_plan_name('order')},0)"

    def of(what: str) -> str:
        return f"INDEX({layout.shown_plan_name(what)},{at})"

    def planned(field: str) -> str:
        return f"INDEX({layout.plan_name(field)},{of('row')})"

    left = style.Alignment("left", "center", indent=1)
    put(sheet, f"B{row}", f'=IFERROR({of("name")},"")', "text", align=style.MIDDLE)
    put(sheet, f"C{row}", f'=IFERROR({of("target")},"")', "text", align=style.RIGHT)
    gap, reached = of("gap"), build.words("target.on_track")
    said = f'IF(ISNUMBER({gap}),IF({gap}<=0,"{reached}",{gap}),"")'
    put(sheet, f"D{row}", f'=IFERROR({said},"")', "text", align=left)
    put(sheet, f"{STEP}{row}", f'=IFERROR({planned("step")}&"","")', "text", align=left)
    put(sheet, f"{OWNER}{row}", f'=IFERROR({planned("owner")}&"","")', "text")
    due = planned("due")
    told = f'IF(ISBLANK({due}),"",{due})'
    put(
        sheet,
        f"{DUE}{row}",
        f'=IFERROR({told},"")',
        "text",
        build.date_format,
        style.Alignment("left", "center"),
    )
    sheet.row_dimensions[row].height = 30
    _formats(build, row, of("unit"))


def _formats(build: Build, row: int, unit: str) -> None:
    """Each line shows its figures as its KPI does, whichever that is; the state by colour too."""
    sheet = build.sheets["scorecard"]

    def rule(column: str, test: str, look: DifferentialStyle) -> None:
        made = Rule(type="expression", formula=[test], dxf=look)
        sheet.conditional_formatting.add(f"{column}{row}", made)

    # Number and colour in one rule: some spreadsheets apply only the first that holds.
    for kpi in {kpi.unit: kpi for kpi in build.kpis}.values():
        of_unit = f"IFERROR({unit},0)={UNITS.index(kpi.unit) + 1}"
        shown_so = NumberFormat(numFmtId=164, formatCode=style.signed(build.unit_format(kpi.unit)))
        rule("C", of_unit, DifferentialStyle(numFmt=shown_so))
        behind = style.look(style.ORANGE)
        behind.numFmt = NumberFormat(numFmtId=164, formatCode=behind_format(build, kpi))
        rule("D", f"AND(ISNUMBER(D{row}),{of_unit})", behind)
    rule("D", f"LEN(D{row})>0", style.look(style.BLUE))


__all__ = ["plan_block"]
