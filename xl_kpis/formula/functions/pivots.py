"""GETPIVOTDATA: values out of pivot tables, as they stand on their sheets."""

from __future__ import annotations

from typing import Any

from xl_kpis.errors import REF, VALUE, ExcelError, fail
from xl_kpis.formula.functions.declare import Context, Ref, Scalar, Text, ex, function
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.sheets.model import Pivot, PivotField
from xl_kpis.formula.values.coercion import to_text
from xl_kpis.formula.values.text_to_number import number_from_text

_BLANK = "(blank)"


def _goes_by(item: Any, known: Any, position: int, ctx: Context) -> bool:
    """Whether an item asked for is one that a pivot table knows."""
    if isinstance(known, ExcelError):
        return False
    if known is None:
        return item is None or (isinstance(item, str) and item.casefold() in ("", _BLANK))
    if type(item) is type(known):
        return bool(item.casefold() == known.casefold() if isinstance(item, str) else item == known)
    if isinstance(known, float) and isinstance(item, str):
        return number_from_text(item, ctx.date1904, ctx.region) == known
    text = to_text(item, ctx.region)
    if isinstance(text, str) and isinstance(known, str) and text.casefold() == known.casefold():
        return True
    # Months and quarters of grouped dates may be asked for by number; the first item is a bound.
    return isinstance(item, float) and isinstance(known, str) and item == position != 0


def _field(pivot: Pivot, name: str) -> int:
    folded = name.strip().casefold()
    for index, known in enumerate(pivot.fields):
        if folded in known.names:
            return index
    fail(REF)


def _items(known: PivotField, item: Any, ctx: Context) -> list[int]:
    """The items that go by a value; exact values before positions."""
    found = [
        index
        for index, values in enumerate(known.items)
        if any(_goes_by(item, value, -1, ctx) for value in values)
    ]
    return found or [
        index
        for index, values in enumerate(known.items)
        if any(_goes_by(item, value, index, ctx) for value in values)
    ]


@function(
    examples=[
        ex('=GETPIVOTDATA("Sales",A1)', REF),
        ex(
            '=IFERROR(GETPIVOTDATA("Sales",A1,"Region","North"),"no pivot table")', "no pivot table"
        ),
    ],
    asks=["place", "cells", "pivot tables"],
)
def GETPIVOTDATA(
    data_field: Text, pivot_table: Ref, *field_and_item: Scalar, ctx: Context
) -> Scalar:
    """A value that a pivot table shows, named by its fields and items."""
    if len(field_and_item) % 2:
        return VALUE
    area = pivot_table.area
    pivot: Pivot | None = next(
        (p for p in ctx.model().pivots if p.area.intersect(area) is not None), None
    )
    if pivot is None:
        return REF
    folded = data_field.strip().casefold()
    shown = next((i for i, names in enumerate(pivot.data) if folded in names), None)
    if shown is None:
        return REF
    wanted: dict[int, list[int]] = {}
    for name, item in zip(field_and_item[::2], field_and_item[1::2], strict=True):
        text = to_text(name, ctx.region)
        if not isinstance(text, str):
            return text
        field = _field(pivot, text)
        items = _items(pivot.fields[field], item, ctx)
        if not items:
            return REF
        if field in pivot.pages:
            if pivot.pages[field] not in items:
                return REF
            continue
        wanted[field] = items
    value: Any = REF
    for row in pivot.rows:
        if (row.tells_data and row.data != shown) or not row.items.keys() <= wanted.keys():
            continue
        if any(item not in wanted[field] for field, item in row.items.items()):
            continue
        for col in pivot.columns:
            if col.tells_data and col.data != shown:
                continue
            if row.items.keys() | col.items.keys() != wanted.keys():
                continue
            if any(item not in wanted[field] for field, item in col.items.items()):
                continue
            value = ctx.read(Reference(Area(pivot.area.sheet, row.at, col.at, row.at, col.at)))
            if value is not None:
                return value
    return 0.0 if value is None else value
