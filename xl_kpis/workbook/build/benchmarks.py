"""The Benchmarks sheet: where each tier begins, why, and a person's own figures."""

from __future__ import annotations

from openpyxl.worksheet.datavalidation import DataValidation

from xl_kpis.kpi.benchmarks import CURRENCY, in_dollars
from xl_kpis.kpi.model import Kpi, Tier
from xl_kpis.kpi.words import sources
from xl_kpis.workbook import layout
from xl_kpis.workbook.build import style
from xl_kpis.workbook.build.context import Build, put, section

HEAD_ROW = 6
SIGNS = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}


def benchmarks(build: Build) -> None:
    sheet = build.open(
        "benchmarks",
        {"B": 24, "C": 8, "D": 13, "E": 14, "F": 13, "G": 8, "H": 38, "I": 62},
        "input",
    )
    build.flag("benchmarks", "H1")
    put(sheet, "B4", " ".join(build.disclaimers) or None, "small")
    read = dict.fromkeys(one for kpi in build.kpis for one in sources(kpi, build.language))
    if read:
        put(sheet, "B5", build.words("source.read", sources="; ".join(read)), "small")
    heads = ("tier", "op", "bound", "own", "floor", "mark", "provenance", "remark")
    for column, head in enumerate(heads, 2):
        align = style.RIGHT if head in ("bound", "own", "floor") else style.MIDDLE
        align = style.CENTRED if head in ("op", "mark") else align
        put(sheet, (HEAD_ROW, column), build.words(f"head.{head}"), "header", align=align)
    sheet.row_dimensions[HEAD_ROW].height = 22
    row = HEAD_ROW + 1
    for kpi in build.kpis:
        title = build.words(
            "benchmarks.title",
            kpi=build.kpi_name(kpi),
            unit=build.unit(kpi),
            better=build.words(f"better.{kpi.better}"),
        )
        if in_dollars(kpi):
            values = {"currency": f'"&{layout.CURRENCY}&"', "benchmarks": CURRENCY}
            foreign = build.words("benchmarks.foreign", **values)
            title = f'="{title}"&IF({layout.foreign_name(kpi)}=1,"{foreign}","")'
        section(sheet, row, title, "I")
        if not kpi.tiers:
            put(sheet, f"B{row + 1}", build.words("benchmarks.none"), "small")
            row += 3
            continue
        build.name(layout.mark_name(kpi), "benchmarks", f"$G${row + 1}:$G${row + 3}")
        for tier in kpi.tiers:
            row += 1
            _tier(build, kpi, tier, row)
        row += 2
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.print_area = f"A1:I{row}"


def bottom(build: Build) -> int:
    """A row below the last benchmark."""
    return max(80, HEAD_ROW + 6 * len(build.kpis) + 10)


def _tier(build: Build, kpi: Kpi, tier: Tier, row: int) -> None:
    sheet = build.sheets["benchmarks"]
    number_format = build.unit_format(kpi.unit)
    put(sheet, f"B{row}", build.words(f"tier.{tier.id}"), "label")
    put(sheet, f"C{row}", SIGNS[tier.op], "label", align=style.CENTRED)
    money = in_dollars(kpi)
    own_format = f'{number_format}" {CURRENCY}"' if money else number_format
    put(sheet, f"D{row}", tier.floor, "calc", own_format)
    put(sheet, f"E{row}", None, "input", number_format)
    # Not E itself: cutting and pasting it would take this formula along.
    own = f"INDEX($E${HEAD_ROW}:$E${bottom(build)},ROW(D{row})-ROW($E${HEAD_ROW})+1)"
    # Nothing is converted: amounts in euros are in no tier of dollars.
    given = f"IF({layout.foreign_name(kpi)}=1,NA(),D{row})" if money else f"D{row}"
    put(sheet, f"F{row}", f"=IF(ISNUMBER({own}),{own},{given})", "calc", number_format)
    mark = f'=IF(ISNUMBER({own}),"","*")' if tier.asterisk else '=""'
    put(sheet, f"G{row}", mark, "calc", align=style.CENTRED)
    put(sheet, f"H{row}", build.words(f"provenance.{tier.provenance}"), "note")
    remark = build.words(f"note.{tier.note}") if tier.note else None
    put(sheet, f"I{row}", remark, "note")
    build.single_name(layout.own_floor_name(kpi, tier.id), "benchmarks", row, "E")
    build.name(layout.floor_name(kpi, tier.id), "benchmarks", f"$F${row}")
    number = DataValidation(type="custom", formula1=f"ISNUMBER(E{row})", allow_blank=True)
    number.showErrorMessage, number.error = True, build.words("valid.number")
    number.errorTitle = build.words("valid.title")
    number.add(f"E{row}")
    sheet.add_data_validation(number)
