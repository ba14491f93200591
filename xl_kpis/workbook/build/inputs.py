"""The Inputs sheet: one row per figure, one column per period."""

from __future__ import annotations

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from xl_kpis.errors import NUM
from xl_kpis.kpi.formulas import rule_text, valid_input
from xl_kpis.kpi.model import Argument, Kind, Kpi, Measure, Rule
from xl_kpis.workbook import layout
from xl_kpis.workbook.build import style
from xl_kpis.workbook.build.context import BODY, FIRST, HEAD, Build, put, section

MESSAGES = {Kind.AMOUNT: "valid.number", Kind.DATE: "valid.date"}
COUNTED = Argument("count", Kind.COUNT)
"""What a row takes that is no single argument: of counts of ratings, or beside its KPI."""
MARGIN = 6
"""How many empty rows and columns belong to the sheet's area."""


def inputs(build: Build) -> None:
    sheet = build.open("inputs", {"A": 17, "B": 46, "C": 16, "D": 40}, "input")
    build.flag("inputs", "D1")
    build.period_heads("inputs")
    put(sheet, "C4", build.words("head.unit"), "header")
    put(sheet, "D4", build.words("head.note"), "header")
    put(sheet, "A4", build.words("notes.id"), "header")
    row = BODY
    last = get_column_letter(build.last)
    rows = build.rows
    for kpi in build.kpis:
        section(sheet, row, build.kpi_name(kpi), last)
        for measure in kpi.measures:
            row += 1
            if measure.shared:
                _elsewhere(build, measure, row)
                continue
            rows[measure.id] = row
            put(sheet, (row, 1), measure.id, "id")
            put(sheet, (row, 2), build.measure(measure, "label"), "label", align=style.NAME)
            put(sheet, (row, 3), build.measure(measure, "unit"), "note")
            help_text = build.measure(measure, "help")
            told = None if help_text == build.measure(measure, "label") else help_text
            put(sheet, (row, 4), told, "note")
            for column in range(FIRST, build.last + 1):
                put(sheet, (row, column), None, "input", build.figure_format(measure))
            build.row_name(layout.input_name(measure.id), "inputs", row)
        row += 2
    for kpi in build.kpis:
        for measure in kpi.asked:
            _validate(build, kpi, measure, rows)
    # From the head to beyond the last row and column: edges that cutting and pasting cannot reach.
    right, bottom = get_column_letter(build.last + MARGIN), row + MARGIN
    build.name(layout.INPUTS, "inputs", f"$A${HEAD}:${right}${bottom}")
    build.name(layout.INPUT_IDS, "inputs", f"$A${HEAD}:$A${bottom}")
    build.name(layout.INPUT_NUMBERS, "inputs", f"$A${HEAD}:${right}${HEAD}")
    sheet.print_area = f"B1:{last}{row}"


def _elsewhere(build: Build, measure: Measure, row: int) -> None:
    """Say of a figure that another KPI asks for where it is typed."""
    sheet = build.sheets["inputs"]
    kpi = next(kpi for kpi in build.kpis if measure.id in {m.id for m in kpi.asked})
    label = build.measure(measure, "label")
    put(sheet, (row, 2), build.words("inputs.shared", label=label, kpi=build.kpi_name(kpi)), "note")


def argument_cells(kpi: Kpi, cells: dict[str, str]) -> dict[str, str]:
    """The cell of each scalar argument of a KPI, from the cells of its measures."""
    return {m.argument: cells[m.id] for m in kpi.measures if m.argument and not m.rating}


def crossed_rules(kpi: Kpi) -> list[Rule]:
    """Rules about several typed figures of one period."""
    scalars = {m.argument for m in kpi.measures if not m.rating}
    return [
        rule
        for rule in kpi.function.rules
        if rule.error is NUM and len(rule.needs) > 1 and set(rule.needs) <= scalars
    ]


def _validate(build: Build, kpi: Kpi, measure: Measure, rows: dict[str, int]) -> None:
    """Refuse what is no number; warn of numbers that cannot occur together."""
    sheet = build.sheets["inputs"]
    here = get_column_letter(FIRST)
    own = f"{here}{rows[measure.id]}"
    cells = argument_cells(kpi, {id: f"{here}{row}" for id, row in rows.items()})
    single = {a.name: a for a in kpi.function.arguments if a.is_numeric}
    argument = single.get(measure.argument, COUNTED)
    rules = [rule for rule in crossed_rules(kpi) if measure.argument in rule.needs]
    tests = []
    for rule in rules:
        used = [cells[name] for name in rule.needs]
        tests.append(f"OR(COUNT({','.join(used)})<{len(used)},NOT({rule_text(rule, cells)}))")
    message = build.words(MESSAGES.get(argument.kind, "valid.count"))
    validation = DataValidation(
        type="custom",
        formula1=valid_input(argument, own, tests),
        allow_blank=True,
        errorStyle="warning" if rules else "stop",
        errorTitle=build.words("valid.check" if rules else "valid.title"),
        error=" ".join([message, *(rule_words(build, kpi, rule) for rule in rules)])[:255],
        promptTitle=build.measure(measure, "label")[:32],
        prompt=build.measure(measure, "help"),
        showErrorMessage=True,
        showInputMessage=True,
    )
    validation.add(f"{here}{rows[measure.id]}:{get_column_letter(build.last)}{rows[measure.id]}")
    sheet.add_data_validation(validation)


def rule_words(build: Build, kpi: Kpi, rule: Rule) -> str:
    """What a broken rule means, with the names of the rows."""
    labels = {m.argument: build.measure(m, "label") for m in kpi.measures if not m.rating}
    ids = {argument.name: argument.text_id for argument in kpi.function.arguments}
    named = [labels.get(name) or build.words(f"argument.{ids[name]}.label") for name in rule.needs]
    argument, other = [*named, named[0]][:2]
    return build.words(f"check.{rule.id}", argument=argument, other=other, error="")


__all__ = ["argument_cells", "crossed_rules", "inputs", "rule_words"]
