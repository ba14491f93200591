"""A book as a notebook shows it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from xl_kpis.errors import ExcelError
from xl_kpis.formula.face.sheet_view import used_area
from xl_kpis.formula.reference import Area, column_name
from xl_kpis.formula.values.coercion import to_text
from xl_kpis.formula.values.number_format import display
from xl_kpis.formula.values.value import Scalar

if TYPE_CHECKING:
    from xl_kpis.formula.book import Book

ROWS, COLUMNS = 20, 12
"""How much of a sheet is shown."""


def as_html(book: Book, index: int = 0) -> str:
    """The upper left part of a sheet as a table, with the letters and numbers of its edges."""
    area = used_area(book, index)
    name = escape(book.model.sheets[index].name)
    if area is None:
        return f"<p>{name}</p>"
    bottom, right = min(area.bottom, area.top + ROWS - 1), min(area.right, area.left + COLUMNS - 1)
    values = book.array(Area(index, area.top, area.left, bottom, right)).astype(object).tolist()
    formats = book.formats(index)
    head = "".join(f"<th>{column_name(col)}</th>" for col in range(area.left, right + 1))
    lines = []
    for row, items in enumerate(values, area.top):
        cells = (
            _cell(item, formats.get((row, col)), book.model.date1904)
            for col, item in enumerate(items, area.left)
        )
        lines.append(f"<tr><th>{row + 1}</th>{''.join(cells)}</tr>")
    more = " …" if (bottom, right) != (area.bottom, area.right) else ""
    return (
        f"<table><caption>{name}{more}</caption><thead><tr><th></th>{head}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table>"
    )


def _cell(value: Scalar, code: str | None, date1904: bool) -> str:
    if value is None:
        return "<td></td>"
    side = "left" if isinstance(value, str) else "right"
    if isinstance(value, ExcelError):
        side = "center"
    text = display(value, code, date1904) if code and type(value) is float else str(to_text(value))
    return f'<td style="text-align:{side}">{escape(text)}</td>'
