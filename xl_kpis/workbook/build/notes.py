"""The Notes sheet: what each KPI means and how far it can be trusted."""

from __future__ import annotations

from xl_kpis.kpi.formulas import formula_words
from xl_kpis.kpi.model import Kpi
from xl_kpis.kpi.words import periods_words
from xl_kpis.kpi.words import tips as tips_of
from xl_kpis.workbook import layout
from xl_kpis.workbook.build import style
from xl_kpis.workbook.build.context import Build, put, section
from xl_kpis.workbook.build.page_breaks import keep_together

PAGES = 4
WIDTH = 112
CHARACTERS = 108
"""How many characters of the body font fit into a line of that width, to be safe."""


def notes(build: Build) -> None:
    sheet = build.open("notes", {"B": 30, "C": WIDTH, "D": 4}, "about")
    build.flag("notes", "C1")
    sheet["C1"].alignment = style.RIGHT
    row = 4
    parts = []
    for kpi in build.kpis:
        parts.append(row)
        row = _kpi(build, kpi, row)
    if lines := _benchmark_lines(build):
        parts.append(row)
        row = _lines(build, row, "notes.benchmarks", lines)
    parts.append(row)
    row = _measures(build, row)
    remarks = sorted({(number, kpi.erratum(number)) for kpi in build.kpis for number in kpi.errata})
    # From 1 on: a pack may have remarks that concern none of the KPIs of this workbook.
    errata = [(str(place), build.words(id)) for place, (_, id) in enumerate(remarks, 1)]
    if errata:
        parts.append(row)
        row = _lines(build, row, "notes.errata", errata)
    parts.append(row)
    row = _lines(build, row, "notes.changes", _versions(build))
    sheet.print_area = f"A1:D{row}"
    keep_together(sheet, [1, *parts[1:]], PAGES)
    sheet.freeze_panes = "A4"


def _line(build: Build, row: int, label: str, text: str) -> None:
    sheet = build.sheets["notes"]
    put(sheet, f"B{row}", label or None, "label", align=style.Alignment(vertical="top"))
    put(sheet, f"C{row}", text, "label", align=style.TOP_LEFT)
    put(sheet, f"D{row}", None, "label")
    lines = max(1, -(-len(text) // CHARACTERS))
    sheet.row_dimensions[row].height = 15.5 * lines + 4


def _kpi(build: Build, kpi: Kpi, row: int) -> int:
    section(build.sheets["notes"], row, f"{build.kpi_name(kpi)} ({kpi.acronym})", "D")
    function = kpi.function
    lines = [
        ("", build.words(f"{function.name}.help")),
        ("notes.formula", formula_words(function, build.language)),
        ("notes.reading", build.words(f"{function.name}.reads")),
        ("notes.limits", build.words(f"{function.name}.limits")),
        ("notes.several", periods_words(kpi, build.language)),
    ]
    tips = tips_of(kpi, build.language)
    lines += [("notes.tips" if i == 0 else "", tip) for i, tip in enumerate(tips)]
    for label, text in lines:
        # A pack file need not say more of a KPI than its name.
        if kpi.own and text in ("", build.kpi_name(kpi)):
            continue
        row += 1
        _line(build, row, build.words(label) if label else "", text)
    return row + 2


def _versions(build: Build) -> list[tuple[str, str]]:
    """What each layout brought, the last one first."""
    whole, _, last = layout.VERSION.partition(".")
    numbers = range(int(last), -1, -1)
    return [(f"{whole}.{n}", build.words(f"notes.change.{n + 1}")) for n in numbers]


def _benchmark_lines(build: Build) -> list[tuple[str, str]]:
    lines = [("", line) for line in build.disclaimers]
    if any(kpi.asterisk for kpi in build.kpis):
        lines.append(("*", build.words("benchmark.asterisk")))
    for kpi in build.kpis:
        for tier in kpi.tiers:
            if tier.asterisk:
                note = build.words(f"note.{tier.note}")
                text = build.words("pair", first=build.words(f"tier.{tier.id}"), second=note)
                lines.append((build.words(f"{kpi.id}.short"), text))
    return lines


def _lines(build: Build, row: int, title: str, lines: list[tuple[str, str]]) -> int:
    section(build.sheets["notes"], row, build.words(title), "D")
    for label, text in lines:
        row += 1
        _line(build, row, label, text.removeprefix("* "))
    return row + 2


def _measures(build: Build, row: int) -> int:
    sheet = build.sheets["notes"]
    section(sheet, row, build.words("notes.measures"), "D")
    row += 1
    _line(build, row, "", build.words("notes.measures.help"))
    for kpi in build.kpis:
        for measure in kpi.asked:
            row += 1
            label, help_text, unit = (build.measure(measure, w) for w in ("label", "help", "unit"))
            text = f"{label} ({unit})" if unit else label
            if help_text != label:
                text = build.words("pair", first=text, second=help_text)
            _line(build, row, measure.id, text)
    return row + 2
