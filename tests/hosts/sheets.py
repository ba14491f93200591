"""The cases as a workbook: arguments in cells, one formula each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from xl_kpis.errors import ExcelError
from xl_kpis.kpi.cases import Case

HEIGHT = 8
"""Rows per case, more than any of their ranges has."""

FIRST = 4
"""The column of the first argument; the result is in A."""

Written = Callable[[Case, list[str | None]], str | None]
"""A case's formula over the cells of its arguments; None where there is none."""


def call(case: Case, references: list[str | None]) -> str:
    """The function itself."""
    written = ",".join(reference or "" for reference in references)
    return f"{case.function.name}({written})"


def workbook(cases: Sequence[Case], written: Written, names: dict[str, str] | None = None) -> bytes:
    """All cases below each other; ``names`` are defined names."""
    from openpyxl.workbook.defined_name import DefinedName

    book = Workbook()
    sheet = book.active
    for name, text in (names or {}).items():
        book.defined_names[name] = DefinedName(name, attr_text=text)
    for number, case in enumerate(cases):
        row = 1 + number * HEIGHT
        column = FIRST
        references: list[str | None] = []
        for argument, value in zip(case.function.arguments, case.arguments, strict=False):
            if value is None and argument.optional:
                references.append(None)
                continue
            rows = value if isinstance(value, list) else [[value]]
            for i, items in enumerate(rows):
                for j, item in enumerate(items):
                    _put(sheet, row + i, column + j, item)
            first = f"${get_column_letter(column)}${row}"
            width = len(rows[0])
            if len(rows) > 1 or width > 1:
                last = get_column_letter(column + width - 1)
                first += f":${last}${row + len(rows) - 1}"
            references.append(first)
            column += width
        formula = written(case, references)
        sheet.cell(row, 1, None if formula is None else "=" + formula)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    cell = sheet.cell(row, column)
    if value == "":
        cell.value = '=""'
    elif isinstance(value, ExcelError):
        cell.value = value.code
        cell.data_type = "e"
    elif value is not None:
        cell.value = value


def values(data: bytes, count: int) -> list[Any]:
    """The results in a calculated workbook, as our values."""
    sheet = load_workbook(BytesIO(data), data_only=True).active
    return [_value(sheet.cell(1 + number * HEIGHT, 1)) for number in range(count)]


def _value(cell: Any) -> Any:
    if cell.data_type == "e":
        return ExcelError.of(cell.value)
    return cell.value


def formulas(data: bytes, count: int) -> list[Any]:
    """The formulas of the results as the file spells them."""
    sheet = load_workbook(BytesIO(data)).active
    return [sheet.cell(1 + number * HEIGHT, 1).value for number in range(count)]
