"""Compiling what names cells: references, columns of tables, spills, and the operators on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from xl_kpis.errors import NAME, NULL, REF, SPILL, VALUE, ExcelError
from xl_kpis.formula.compile.compiled import Closure, Mode
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.operands import Slot
from xl_kpis.formula.compile.registry import FORMS
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area, Reference
from xl_kpis.formula.sheets.model import Table
from xl_kpis.formula.sheets.tables import find_table, table_columns, table_rows
from xl_kpis.formula.values.repeated import Repeated
from xl_kpis.formula.values.value import Value

if TYPE_CHECKING:
    from xl_kpis.formula.compile.compiler import Compiler


def spilled(
    compiler: Compiler, node: nodes.Unary, mode: Mode, ref: bool, scope: frozenset[str]
) -> Closure:
    """``A1#``: all that the formula in a cell gives."""
    inner, times = node.operand, 1
    while isinstance(inner, nodes.Unary) and inner.op == "#":
        inner, times = inner.operand, times + 1
    operand = compiler.compile(inner, mode, True, scope)
    compiler.traits.one_by_one()
    compiler.traits.dynamic = True
    compiler.traits.many(ref, compiler.whole)

    def spills(frame: Frame) -> Value:
        value = operand(frame)
        for _ in range(times):
            value = spill(value, frame)
        return value

    def spill(anchor: Value, frame: Frame) -> Value:
        if not isinstance(anchor, Reference) or not anchor.areas:
            return anchor if isinstance(anchor, ExcelError) else REF
        sheet, row, col, _, _ = anchor.area
        value = frame.value_at(sheet, row, col)
        area = frame.state.spill_area(sheet, row, col)
        if area is None:
            return value if isinstance(value, ExcelError) and value is not SPILL else REF
        return Reference(area)

    return compiler.reading(spills, mode, ref)


def single(
    compiler: Compiler, node: nodes.Unary, mode: Mode, ref: bool, scope: frozenset[str]
) -> Closure:
    """``@``: of a range or array the one value for the cell."""
    operand = compiler.compile(node.operand, "array", True, scope)
    compiler.traits.one_by_one()

    def single(frame: Frame) -> Value:
        value = operand(frame)
        if isinstance(value, Reference):
            return frame.intersect(value)
        if isinstance(value, Repeated):
            value = value.core
        if isinstance(value, np.ndarray):
            return value.item(0)
        return value

    return single


def combined_references(
    compiler: Compiler, node: nodes.Binary, mode: Mode, ref: bool, scope: frozenset[str]
) -> Closure:
    """References joined by a range, union or intersection operator."""
    first: nodes.Node = node
    found: list[nodes.Binary] = []
    while isinstance(first, nodes.Binary) and first.op in REFERENCE_OPERATORS:
        found.append(first)
        first = first.left
    start = compiler.compile(first, mode, True, scope)
    steps = [
        (REFERENCE_OPERATORS[each.op], compiler.compile(each.right, mode, True, scope))
        for each in reversed(found)
    ]
    compiler.traits.one_by_one()
    compiler.traits.many(ref, compiler.whole)
    if any(each.op == ":" for each in found):
        compiler.traits.dynamic = True

    def combined(frame: Frame) -> Value:
        value = start(frame)
        for combine, right in steps:
            other = right(frame)
            if isinstance(value, ExcelError):
                continue
            if isinstance(other, ExcelError):
                value = other
            elif isinstance(value, Reference) and isinstance(other, Reference):
                one = value.areas and other.areas  # no arrays of references
                value = combine(value, other) if one else VALUE
            else:
                value = VALUE
        return value

    return compiler.reading(combined, mode, ref)


def sheet_of(compiler: Compiler, node: nodes.Ref | nodes.Name) -> int | None:
    """The sheet a reference is on; None if there is no such sheet."""
    if node.sheet is None:
        return compiler.sheet
    name = node.sheet
    if node.book and node.book != "0":
        name = f"[{node.book}]{name}"
    return compiler.model.sheet_index(name)


def reference(
    compiler: Compiler, node: nodes.Ref, mode: Mode, ref: bool, scope: frozenset[str]
) -> Closure:
    """A reference to a cell or a range, on one sheet or several."""
    sheet = sheet_of(compiler, node)
    if sheet is None:
        return lambda frame: REF
    if node.sheet_to is not None:
        return three_dimensional(compiler, node, sheet, mode, ref)
    if node.last is None:
        return cell(compiler, node.first, sheet, ref)
    top, top_moves = offset(node.first.row, node.first.row_absolute, compiler.row, 0)
    left, left_moves = offset(node.first.col, node.first.col_absolute, compiler.col, 0)
    bottom, bottom_moves = offset(node.last.row, node.last.row_absolute, compiler.row, MAX_ROWS - 1)
    right, right_moves = offset(node.last.col, node.last.col_absolute, compiler.col, MAX_COLS - 1)
    if top_moves or bottom_moves:
        compiler.traits.down = False
    if left_moves or right_moves:
        compiler.traits.right = False
    if not ref:  # one value wanted of many cells: which one depends on the cell
        compiler.traits.down = compiler.traits.right = False
    compiler.traits.many(ref, compiler.whole)
    if not (top_moves or bottom_moves or left_moves or right_moves):
        fixed = Reference(
            Area(
                sheet,
                min(top, bottom),
                min(left, right),
                max(top, bottom),
                max(left, right),
            )
        )
        return compiler.reading(lambda frame: fixed, mode, ref)

    def moving(frame: Frame) -> Reference:
        t = (top + frame.row) % MAX_ROWS if top_moves else top
        b = (bottom + frame.row) % MAX_ROWS if bottom_moves else bottom
        le = (left + frame.col) % MAX_COLS if left_moves else left
        r = (right + frame.col) % MAX_COLS if right_moves else right
        return Reference(Area(sheet, min(t, b), min(le, r), max(t, b), max(le, r)))

    return compiler.reading(moving, mode, ref)


def cell(compiler: Compiler, corner: nodes.Corner, sheet: int, ref: bool) -> Closure:
    """A reference to one cell: its value, or the reference where the place takes one."""
    row, down = offset(corner.row, corner.row_absolute, compiler.row, 0)
    col, right = offset(corner.col, corner.col_absolute, compiler.col, 0)
    if ref or compiler.whole:
        compiler.traits.down = compiler.traits.down and not down
        compiler.traits.right = compiler.traits.right and not right
    if ref:

        def reference(frame: Frame) -> Reference:
            r = (row + frame.row) % MAX_ROWS if down else row
            c = (col + frame.col) % MAX_COLS if right else col
            return Reference(Area(sheet, r, c, r, c))

        return reference

    def read(frame: Frame) -> Value:
        r = (row + frame.row) % MAX_ROWS if down else row
        c = (col + frame.col) % MAX_COLS if right else col
        if frame.lanes is None:
            return frame.value_at(sheet, r, c)
        return frame.lane_at(sheet, r, c, down, right)

    return read


def three_dimensional(
    compiler: Compiler, node: nodes.Ref, first: int, mode: Mode, ref: bool
) -> Closure:
    """A reference over several sheets, as in ``Jan:Dec!B2``."""
    last = compiler.model.sheet_index(
        f"[{node.book}]{node.sheet_to}" if node.book else str(node.sheet_to)
    )
    if last is None:
        return lambda frame: REF
    flat = nodes.Ref(node.first, node.last)
    one = reference(compiler, flat, mode, True, frozenset())
    sheets = range(min(first, last), max(first, last) + 1)
    compiler.traits.one_by_one()
    compiler.traits.many(ref, compiler.whole)

    def many(frame: Frame) -> Value:
        area = one(frame).area
        return Reference(*(area._replace(sheet=sheet) for sheet in sheets))

    return compiler.reading(many, mode, ref)


def structured(
    compiler: Compiler, node: nodes.Structured, mode: Mode, ref: bool, scope: frozenset[str]
) -> Closure:
    """A reference to parts of a table, as in ``Sales[Total]``."""
    table = find_table(compiler.model, node.table, compiler.sheet, compiler.row, compiler.col)
    if node.table is None:
        compiler.traits.portable = False
    if table is None:
        return lambda frame: REF if node.table is None else NAME
    columns = table_columns(table, node)
    if columns is None:
        return lambda frame: REF
    left, right = columns
    if "#This Row" in node.items:
        return this_row(compiler, table, left, right, mode, ref)
    rows = table_rows(table, node.items)
    if rows is None:
        return lambda frame: REF
    area = Area(table.sheet, rows[0], left, rows[1], right)
    fixed = Reference(area)
    compiler.traits.many(ref, compiler.whole)
    if not ref:
        compiler.traits.down = compiler.traits.right = False
    return compiler.reading(lambda frame: fixed, mode, ref)


def this_row(
    compiler: Compiler, table: Table, left: int, right: int, mode: Mode, ref: bool
) -> Closure:
    """``[@column]``: what stands in the same row of the table."""
    top, bottom = table.top + table.header_rows, table.bottom - table.totals_rows
    if ref or compiler.whole:
        compiler.traits.down = False
    if left == right and not ref:
        sheet = table.sheet

        def cell(frame: Frame) -> Value:
            if not top <= frame.row <= bottom:
                return VALUE
            if frame.lanes is None:
                return frame.value_at(sheet, frame.row, left)
            if frame.row + frame.rows - 1 > bottom:
                return VALUE
            return frame.lane_at(sheet, frame.row, left, True, False)

        return cell
    compiler.traits.down = False
    if left < right:
        compiler.traits.many(ref, compiler.whole)

    def row(frame: Frame) -> Value:
        if not top <= frame.row <= bottom:
            return VALUE
        return Reference(Area(table.sheet, frame.row, left, frame.row, right))

    return compiler.reading(row, mode, ref)


def is_one(ref: Reference) -> bool:
    return len(ref.areas) == 1 and ref.area.is_cell


def may_be_range(node: nodes.Node) -> bool:
    """Whether a part of a formula may give a reference to several cells."""
    if isinstance(node, nodes.Ref):
        return node.last is not None or node.sheet_to is not None
    if isinstance(node, Slot):
        return node.is_range
    if isinstance(node, nodes.Structured):
        return "#This Row" not in node.items or node.first is None or node.last is not None
    if isinstance(node, nodes.Unary):
        return node.op == "#"
    if isinstance(node, nodes.Binary):
        return node.op in REFERENCE_OPERATORS
    if isinstance(node, nodes.Call) and node.name in FORMS:
        return any(map(may_be_range, node.args))
    return isinstance(node, (nodes.Call, nodes.Name, nodes.Apply))


def offset(position: int | None, absolute: bool, anchor: int, missing: int) -> tuple[int, bool]:
    """A position, and whether it moves with the formula (then relative to the cell)."""
    if position is None:
        return missing, False
    return (position, False) if absolute else (position - anchor, True)


def _range(a: Reference, b: Reference) -> Value:
    areas = [*a.areas, *b.areas]
    sheet = areas[0].sheet
    if any(area.sheet != sheet for area in areas):
        return VALUE
    return Reference(
        Area(
            sheet,
            min(x.top for x in areas),
            min(x.left for x in areas),
            max(x.bottom for x in areas),
            max(x.right for x in areas),
        )
    )


def _union(a: Reference, b: Reference) -> Value:
    return Reference(*a.areas, *b.areas)


def _intersection(a: Reference, b: Reference) -> Value:
    found = [z for x in a.areas for y in b.areas if (z := x.intersect(y)) is not None]
    return Reference(*found) if found else NULL


REFERENCE_OPERATORS: dict[str, Callable[[Reference, Reference], Value]] = {
    ":": _range,
    ",": _union,
    " ": _intersection,
}
