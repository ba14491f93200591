"""Positions, shapes and addresses of references; references made of text or by moving others."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xl_kpis.errors import NA, REF, VALUE, ExcelError, fail
from xl_kpis.formula.functions.declare import (
    Any_,
    Context,
    Integer,
    Kind,
    Logical,
    Number,
    Ref,
    Scalar,
    Text,
    Whole,
    ex,
    function,
)
from xl_kpis.formula.functions.support.meanings import ABSOLUTES, STYLES
from xl_kpis.formula.grammar import quote_sheet
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS, Area, Reference, column_name
from xl_kpis.formula.values.repeated import Repeated
from xl_kpis.formula.values.value import as_array

MaybeNumber = Annotated[float | None, Kind("number", "value")]
MaybeText = Annotated[str | None, Kind("text", "value")]
MaybeRef = Annotated[Reference | None, Kind("ref", "reference")]
"""As Number, Text, Ref, and None where the argument is not there."""


def single(reference: Reference) -> Area:
    """The one area of a reference; several are #REF!."""
    if len(reference.areas) != 1:
        fail(REF)
    return reference.area


# ---- positions and shapes -----------------------------------------------------------------------


@function(
    examples=[
        ex("=ROW(B5)", 5),
        ex("=ROW(A2:C4)", [[2], [3], [4]]),
        ex("=SUM(ROW(A1:A10))", 55),
    ],
    asks=["place"],
    position="row",
)
def ROW(reference: MaybeRef = None, *, ctx: Context) -> Any:
    """The row number of a reference, or of the formula's own cell."""
    if reference is None:
        return float(ctx.cell[1] + 1)
    area = single(reference)
    if area.top == area.bottom:
        return float(area.top + 1)
    return np.arange(area.top + 1.0, area.bottom + 2.0).reshape(-1, 1)


@function(
    examples=[ex("=COLUMN(B5)", 2), ex("=COLUMN(A2:C4)", [[1, 2, 3]]), ex("=COLUMN(XFD1)", 16384)],
    asks=["place"],
    position="column",
)
def COLUMN(reference: MaybeRef = None, *, ctx: Context) -> Any:
    """The column number of a reference, or of the formula's own cell."""
    if reference is None:
        return float(ctx.cell[2] + 1)
    area = single(reference)
    if area.left == area.right:
        return float(area.left + 1)
    return np.arange(area.left + 1.0, area.right + 2.0).reshape(1, -1)


def _shape(array: Any) -> tuple[int, int]:
    if isinstance(array, Reference):
        return single(array).shape
    if isinstance(array, ExcelError):
        fail(array)
    if array is None or isinstance(array, str):
        fail(VALUE)
    rows, cols = array.shape if isinstance(array, Repeated) else as_array(array).shape
    return rows, cols


@function(
    examples=[ex("=ROWS(C1:E4)", 4), ex("=ROWS({1,2,3;4,5,6})", 2), ex("=ROWS(A:A)", 1048576)],
)
def ROWS(array: Whole) -> float:
    """How many rows a range or array has."""
    return float(_shape(array)[0])


@function(
    examples=[
        ex("=COLUMNS(C1:E4)", 3),
        ex("=COLUMNS({1,2,3;4,5,6})", 3),
        ex("=COLUMNS(1:1)", 16384),
    ],
)
def COLUMNS(array: Whole) -> float:
    """How many columns a range or array has."""
    return float(_shape(array)[1])


@function(examples=[ex("=AREAS(B2:D4)", 1), ex("=AREAS((B2:D4,E5,F6:I9))", 3)])
def AREAS(reference: Ref) -> float:
    """How many areas a reference has."""
    return float(len(reference.areas))


# ---- addresses as text --------------------------------------------------------------------------


@function(
    examples=[
        ex("=ADDRESS(2,3)", "$C$2"),
        ex("=ADDRESS(2,3,2)", "C$2"),
        ex("=ADDRESS(2,3,2,FALSE)", "R2C[3]"),
        ex("=ADDRESS(2,3,6)", "C$2"),
        ex('=ADDRESS(2,3,1,FALSE,"My Data")', "'My Data'!R2C3"),
        ex('=ADDRESS(2,3,,,"C")', "'C'!$C$2"),
        ex('=ADDRESS(2,3,,,"[My book.xlsx]Data")', "'[My book.xlsx]Data'!$C$2"),
        ex('=ADDRESS(2,3,,,"")', "!$C$2"),
        ex("=ADDRESS(0,1)", VALUE),
    ],
    empty="default",
    codes={"abs_num": ABSOLUTES, "a1": STYLES},
)
def ADDRESS(
    row_num: Integer,
    column_num: Integer,
    abs_num: Integer = 1,
    a1: Logical = True,
    sheet_text: MaybeText = None,
) -> Scalar:
    """The address of a cell as text, from its row and column."""
    if not (1 <= row_num <= MAX_ROWS and 1 <= column_num <= MAX_COLS and 1 <= abs_num <= 8):
        return VALUE
    # 5 to 8 are 1 to 4 again, as they were in the macro language.
    row_fixed, column_fixed = abs_num in (1, 2, 5, 6), abs_num in (1, 3, 5, 7)
    if a1:
        column = ("$" if column_fixed else "") + column_name(column_num - 1)
        text = column + ("$" if row_fixed else "") + str(row_num)
    else:
        row = str(row_num) if row_fixed else f"[{row_num}]"
        text = f"R{row}C" + (str(column_num) if column_fixed else f"[{column_num}]")
    if sheet_text is None:
        return text
    return f"{sheet_text and quote_sheet(sheet_text)}!{text}"


# ---- references from text and from others -------------------------------------------------------


@function(
    examples=[
        ex('=N(INDIRECT({"A1","B2","?"}))', [[1, 5, REF]], A1=[[1, 2], [3, 5]]),
        ex('=INDIRECT("B"&2)', 5, A1=[[1, 2], [3, 5]]),
        ex('=SUM(INDIRECT("A1:A2"))', 4, A1=[[1, 2], [3, 5]]),
        ex('=INDIRECT("R2C1",FALSE)', 3, A1=[[1, 2], [3, 5]]),
        ex('=INDIRECT("no such name")', REF),
    ],
    volatile=True,
    asks=["place", "cells"],
    references=True,
    codes={"a1": STYLES},
    see=("INDEX",),
)
def INDIRECT(ref_text: Text, a1: Logical = True, *, ctx: Context) -> Any:
    """The reference that a text spells: an address, a name or part of a table."""
    return ctx.reference(ref_text, a1=a1)


def _length(size: float | None, current: int) -> int:
    if size is None:
        return current
    if 0.0 < size < 1.0:
        return 1
    return int(size)


@function(
    examples=[
        ex("=SUM(N(OFFSET(A1,{0,2},0)))", 4, A1=[[1], [2], [3]]),
        ex("=SUM(TRANSPOSE(OFFSET(A1,{0,2},0)))", 4, A1=[[1], [2], [3]]),
        ex("=OFFSET(A1,{0,2},0)", [[VALUE, VALUE]], A1=[[1], [2], [3]]),
        ex("=OFFSET(A1,1,1)", 5, A1=[[1, 2], [3, 5]]),
        ex("=SUM(OFFSET(A1,0,0,2,2))", 11, A1=[[1, 2], [3, 5]]),
        ex("=SUM(OFFSET(B2,0,0,-2))", 7, A1=[[1, 2], [3, 5]]),
        ex("=OFFSET(A1,-1,0)", REF),
        ex("=SUM(OFFSET(A1,0,0,0))", REF),
    ],
    volatile=True,
    empty="default",
    asks=["cells"],
    references=True,
    see=("INDEX",),
)
def OFFSET(
    reference: Ref,
    rows: Number,
    cols: Number,
    height: MaybeNumber = None,
    width: MaybeNumber = None,
) -> Any:
    """A reference moved by rows and columns, and given another height and width if wanted."""
    if len(reference.areas) != 1:
        return VALUE
    area = reference.area
    top, left = area.top + int(rows), area.left + int(cols)
    tall, wide = _length(height, area.shape[0]), _length(width, area.shape[1])
    if tall == 0 or wide == 0:
        return REF
    bottom = top + tall + (-1 if tall > 0 else 1)
    right = left + wide + (-1 if wide > 0 else 1)
    top, bottom, left, right = (
        min(top, bottom),
        max(top, bottom),
        min(left, right),
        max(left, right),
    )
    if top < 0 or left < 0 or bottom >= MAX_ROWS or right >= MAX_COLS:
        return REF
    return Reference(Area(area.sheet, top, left, bottom, right))


# ---- sheets, formulas ---------------------------------------------------------------------------


@function(
    examples=[ex("=SHEET()", 1), ex("=SHEET(A1)", 1), ex('=SHEET("no such sheet")', NA)],
    asks=["place", "formulas"],
)
def SHEET(value: Any_ = None, *, ctx: Context) -> Scalar:
    """The number of a sheet: of a reference's, of the one named, or of the formula's own."""
    if value is None:
        return float(ctx.cell[0] + 1)
    if isinstance(value, Reference):
        return float(value.area.sheet + 1)
    if isinstance(value, np.ndarray):
        value = value.item(0)
    if isinstance(value, ExcelError):
        return value
    index = ctx.model().sheet_index(value) if isinstance(value, str) else None
    return NA if index is None else float(index + 1)


@function(examples=[ex("=SHEETS()", 1), ex("=SHEETS(A1:B2)", 1)], asks=["formulas"])
def SHEETS(reference: MaybeRef = None, *, ctx: Context) -> float:
    """How many sheets a reference spans, or the workbook has."""
    if reference is None:
        return float(sum(not sheet.is_external for sheet in ctx.model().sheets))
    return float(len({area.sheet for area in reference}))


def _asked_about(reference: Reference) -> Area:
    """The cells that are asked for their formulas: all, or the first of whole rows and columns."""
    area = single(reference)
    rows, cols = area.shape
    if rows == MAX_ROWS or cols == MAX_COLS:
        return Area(area.sheet, area.top, area.left, area.top, area.left)
    return area


@function(
    examples=[ex("=FORMULATEXT(A1)", "=1+1", A1="=1+1"), ex("=FORMULATEXT(A1)", NA, A1=2)],
    asks=["formulas"],
)
def FORMULATEXT(reference: Ref, *, ctx: Context) -> Any:
    """The formula of a cell as text; #N/A if it has none."""

    area = _asked_about(reference)
    out = np.empty(area.shape, object)
    for row, col in np.ndindex(area.shape):
        formula = ctx.formula_text(area.sheet, area.top + row, area.left + col)
        out[row, col] = NA if formula is None or len(formula) > 8192 else formula
    return out[0, 0] if single(reference).is_cell else out


@function(
    examples=[ex("=ISFORMULA(A1)", True, A1="=1+1"), ex("=ISFORMULA(A1)", False, A1=2)],
    asks=["formulas"],
)
def ISFORMULA(reference: Ref, *, ctx: Context) -> Any:
    """TRUE if a cell holds a formula."""

    found = ctx.formula_cells(_asked_about(reference))
    return bool(found[0, 0]) if single(reference).is_cell else found


@function(
    examples=[
        ex("=ISREF(A1)", True),
        ex("=ISREF(OFFSET(A1,1,1))", True),
        ex("=ISREF(1+2)", False),
        ex('=ISREF(INDIRECT("no such name"))', False),
    ],
)
def ISREF(value: Any_) -> bool:
    """TRUE for a reference, also one that a function gives."""
    return isinstance(value, Reference)
