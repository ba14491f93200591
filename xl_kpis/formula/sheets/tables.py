"""What structured references mean: tables found by name, their columns and rows."""

from __future__ import annotations

from xl_kpis.formula.grammar.nodes import Structured
from xl_kpis.formula.sheets.model import Model, Table


def find_table(model: Model, name: str | None, sheet: int, row: int, col: int) -> Table | None:
    """The table of that name; without a name the one around a cell."""
    if name is None:
        for table in model.tables:
            if (
                table.sheet == sheet
                and table.top <= row <= table.bottom
                and table.left <= col <= table.right
            ):
                return table
        return None
    folded = name.casefold()
    return next((t for t in model.tables if t.name.casefold() == folded), None)


def table_columns(table: Table, node: Structured) -> tuple[int, int] | None:
    """The first and last sheet column a reference names; None where the table lacks one."""
    if node.first is None:
        return table.left, table.right
    folded = [_key(column) for column in table.columns]
    try:
        first = folded.index(_key(node.first))
        last = first if node.last is None else folded.index(_key(node.last))
    except ValueError:
        return None
    return table.left + min(first, last), table.left + max(first, last)


def _key(column: str) -> str:
    return column.replace("\r\n", "\n").casefold()


def table_rows(table: Table, items: tuple[str, ...]) -> tuple[int, int] | None:
    """The rows that a reference's items name; None where the table has none such."""
    first_data, last_data = table.top + table.header_rows, table.bottom - table.totals_rows
    spans = []
    for item in items or ("#Data",):
        if item == "#All":
            spans.append((table.top, table.bottom))
        elif item == "#Data":
            spans.append((first_data, last_data))
        elif item == "#Headers":
            if not table.header_rows:
                return None
            spans.append((table.top, table.top + table.header_rows - 1))
        elif item == "#Totals":
            if not table.totals_rows:
                return None
            spans.append((table.bottom - table.totals_rows + 1, table.bottom))
    return min(s[0] for s in spans), max(s[1] for s in spans)
