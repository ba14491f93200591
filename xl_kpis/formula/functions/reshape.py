"""Parts of arrays, arrays side by side, arrays in another shape: TAKE … WRAPROWS, TRIMRANGE."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xl_kpis.errors import CALC, NA, NUM, REF, VALUE, ExcelError, fail
from xl_kpis.formula.functions.declare import (
    ArrayNumbers,
    Integer,
    Kind,
    Logical,
    Raw,
    ex,
    function,
)
from xl_kpis.formula.functions.dynamic import one_or_all
from xl_kpis.formula.functions.lookup import ArrayRange
from xl_kpis.formula.functions.lookup_modern import part
from xl_kpis.formula.functions.support.meanings import IGNORED, SCANNED, TRIMMED
from xl_kpis.formula.functions.support.ranges import Range as Cells
from xl_kpis.formula.functions.support.ranges import whole
from xl_kpis.formula.reference import MAX_COLS, MAX_ROWS
from xl_kpis.formula.values.formula_limits import check_size
from xl_kpis.formula.values.repeated import Repeated, lines_of
from xl_kpis.formula.values.value import tighten

MaybeInteger = Annotated[int | None, Kind("integer", "value")]
"""As Integer, None where the argument is not there."""

GRID = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
GAPS = [[1, None, "x"], [None, 4, None]]

# ---- parts --------------------------------------------------------------------------------------


def _taken(size: int, count: int | None) -> tuple[int, int]:
    """Start and length of what TAKE keeps of so many rows or columns."""
    if count is None:
        return 0, size
    length = min(abs(count), size)
    return (0 if count > 0 else size - length), length


def _left(size: int, count: int | None) -> tuple[int, int]:
    """Start and length of what DROP leaves."""
    if count is None:
        return 0, size
    gone = min(abs(count), size)
    return (gone if count > 0 else 0), size - gone


def _cut(array: Cells, rows: tuple[int, int], columns: tuple[int, int]) -> Any:
    if not rows[1] or not columns[1]:
        return CALC
    if array.ref is None and array.shape == (1, 1) and isinstance(array.array.item(), ExcelError):
        return array.array.item()
    return part(array, rows[0], columns[0], rows[1], columns[1])


@function(
    examples=[
        ex("=TAKE(A1:C3,2)", [[1, 2, 3], [4, 5, 6]], A1=GRID),
        ex("=TAKE(A1:C3,-1,2)", [[7, 8]], A1=GRID),
        ex("=TAKE(A1:C3,,-1)", [[3], [6], [9]], A1=GRID),
        ex("=TAKE(A1:C3,0)", CALC, A1=GRID),
    ],
    empty="default",
    rearranges=True,
)
def TAKE(array: ArrayRange, rows: MaybeInteger = None, columns: MaybeInteger = None) -> Any:
    """The first rows and columns of an array; with negative numbers the last ones."""
    height, width = array.shape
    return _cut(array, _taken(height, rows), _taken(width, columns))


@function(
    examples=[
        ex("=DROP(A1:C3,2)", [[7, 8, 9]], A1=GRID),
        ex("=DROP(A1:C3,-1,1)", [[2, 3], [5, 6]], A1=GRID),
        ex("=DROP(A1:C3,3)", CALC, A1=GRID),
    ],
    empty="default",
    rearranges=True,
)
def DROP(array: ArrayRange, rows: MaybeInteger = None, columns: MaybeInteger = None) -> Any:
    """An array without its first rows and columns; with negative numbers without the last ones."""
    height, width = array.shape
    return _cut(array, _left(height, rows), _left(width, columns))


def _chosen(numbers: tuple[np.ndarray, ...], size: int) -> list[int]:
    """Positions from 1, negative ones from the end; any outside is #VALUE!."""
    out = []
    for number in np.concatenate(numbers).tolist():
        at = int(number)
        if at == 0 or abs(at) > size:
            fail(VALUE)
        out.append(at - 1 if at > 0 else size + at)
    return out


@function(
    examples=[
        ex("=CHOOSECOLS(A1:C3,3,1)", [[3, 1], [6, 4], [9, 7]], A1=GRID),
        ex("=CHOOSECOLS(A1:C3,{-1,2})", [[3, 2], [6, 5], [9, 8]], A1=GRID),
        ex("=CHOOSECOLS(A1:C3,4)", VALUE, A1=GRID),
    ],
    rearranges=True,
)
def CHOOSECOLS(array: ArrayRange, col_num: ArrayNumbers, *col_nums: ArrayNumbers) -> Any:
    """The columns of an array by their numbers, in any order; negative ones count from the end."""
    columns = _chosen((col_num, *col_nums), array.shape[1])
    return one_or_all(lines_of(array.long.T, columns).T)


@function(
    examples=[
        ex("=CHOOSEROWS(A1:C3,3,1)", [[7, 8, 9], [1, 2, 3]], A1=GRID),
        ex("=CHOOSEROWS(A1:C3,-1)", [[7, 8, 9]], A1=GRID),
        ex("=CHOOSEROWS(A1:C3,0)", VALUE, A1=GRID),
    ],
    rearranges=True,
)
def CHOOSEROWS(array: ArrayRange, row_num: ArrayNumbers, *row_nums: ArrayNumbers) -> Any:
    """The rows of an array by their numbers, in any order; negative ones count from the end."""
    return one_or_all(lines_of(array.long, _chosen((row_num, *row_nums), array.shape[0])))


@function(
    examples=[
        ex('=EXPAND({1,2},2,3,"-")', [[1, 2, "-"], ["-", "-", "-"]]),
        ex("=EXPAND(5,1,2)", [[5, NA]]),
        ex("=EXPAND(A1:C3,2)", VALUE, A1=GRID),
    ],
    empty="default",
    rearranges=True,
)
def EXPAND(
    array: ArrayRange, rows: MaybeInteger = None, columns: MaybeInteger = None, pad_with: Raw = NA
) -> Any:
    """An array made as large as wanted, the new cells filled with a value (#N/A unless given)."""
    height, width = array.shape
    tall = height if rows is None else rows
    wide = width if columns is None else columns
    if tall < height or wide < width:
        return VALUE
    if tall > MAX_ROWS or wide > MAX_COLS:
        return NUM
    check_size(tall, wide)
    out = np.full((tall, wide), pad_with, object)
    out[:height, :width] = array.full
    return tighten(out)


# ---- side by side -------------------------------------------------------------------------------


def _filled(blocks: list[np.ndarray], width: int) -> np.ndarray:
    height = sum(map(len, blocks))
    check_size(height, width)
    if all(block.dtype == np.float64 and block.shape[1] == width for block in blocks):
        return np.concatenate(blocks)
    out = np.full((height, width), NA, object)
    top = 0
    for block in blocks:
        out[top : top + len(block), : block.shape[1]] = block
        top += len(block)
    return tighten(out)


def _missing(rows: int) -> np.ndarray:
    return np.full((rows, 1), NA, object)


def stack(blocks: list[Any], most: int = MAX_ROWS) -> Any:
    """Arrays one below the other, the narrower ones filled up with #N/A; more rows than ``most``
    are #NUM!. What goes on to the right in the widest ones goes on in the result."""
    if len(blocks) == 1:
        return blocks[0]
    height, width = sum(b.shape[0] for b in blocks), max(b.shape[1] for b in blocks)
    if height > most:
        fail(NUM)

    def ends(block: Any) -> int:
        goes_on = type(block) is Repeated and block.shape[1] == width
        return (block.core if goes_on else block).shape[1]

    core = max(map(ends, blocks))
    parts, rest = [], []
    for block in blocks:
        rows, goes_on = block.shape[0], ends(block) < block.shape[1]
        parts.append(block.part(False, False, (rows, core)) if type(block) is Repeated else block)
        rest.append(block.part(False, True, (rows, 0)) if goes_on else _missing(rows))
    if core == width:
        return _filled(parts, width)
    return Repeated((height, width), _filled(parts, core), None, _filled(rest, 1))


@function(
    examples=[
        ex("=VSTACK({1,2},{3,4})", [[1, 2], [3, 4]]),
        ex('=VSTACK({1,2},"x")', [[1, 2], ["x", NA]]),
        ex("=COLUMNS(VSTACK(1:1,2:2))", 16384),
    ],
    rearranges=True,
)
def VSTACK(array: ArrayRange, *arrays: ArrayRange) -> Any:
    """Arrays one below the other; what is missing in narrower ones is #N/A."""
    return one_or_all(stack([item.long for item in (array, *arrays)]))


@function(
    examples=[
        ex("=HSTACK({1;2},{3;4})", [[1, 3], [2, 4]]),
        ex('=HSTACK({1;2},"x")', [[1, "x"], [2, NA]]),
        ex("=ROWS(HSTACK(A:A,B1))", 1048576, A1=5),
    ],
    rearranges=True,
)
def HSTACK(array: ArrayRange, *arrays: ArrayRange) -> Any:
    """Arrays side by side; what is missing in shorter ones is #N/A."""
    return one_or_all(stack([item.long.T for item in (array, *arrays)], MAX_COLS).T)


# ---- one row or column, and back ----------------------------------------------------------------


def _items(array: Cells, skip: int, scan_by_column: bool, most: int) -> Any:
    """The items of an array in one column, one after another; more than ``most`` are #NUM!."""
    if skip not in (0, 1, 2, 3):
        fail(VALUE)
    long = array.long
    if not skip and min(long.shape) == 1 and most == MAX_ROWS:
        return long if long.shape[1] == 1 else long.T
    used = long.without(("blank",)) if skip & 1 and type(long) is Repeated else None
    values = whole(long) if used is None else used
    flat = (values.T if scan_by_column else values).ravel()
    if skip and flat.dtype == object:
        items = flat.tolist()
        kept = [
            not ((skip & 1 and item is None) or (skip & 2 and isinstance(item, ExcelError)))
            for item in items
        ]
        flat = tighten(flat[np.array(kept, bool)])
    if len(flat) > most:
        fail(NUM)
    return flat.reshape(-1, 1)


@function(
    examples=[
        ex("=TOCOL({1,2;3,4})", [[1], [2], [3], [4]]),
        ex("=TOCOL({1,2;3,4},0,TRUE)", [[1], [3], [2], [4]]),
        ex("=TOCOL(A1:C2,1)", [[1], ["x"], [4]], A1=GAPS),
        ex("=TOCOL(A1:C2,5)", VALUE, A1=GAPS),
    ],
    codes={"ignore": IGNORED, "scan_by_column": SCANNED},
)
def TOCOL(array: ArrayRange, ignore: Integer = 0, scan_by_column: Logical = False) -> Any:
    """All values of an array in one column, row by row or column by column; blanks (1), errors (2)
    or both (3) can be left out.
    """
    return one_or_all(_items(array, ignore, scan_by_column, MAX_ROWS))


@function(
    examples=[
        ex("=TOROW({1,2;3,4})", [[1, 2, 3, 4]]),
        ex("=TOROW(A1:C2,3,TRUE)", [[1, 4, "x"]], A1=GAPS),
    ],
    codes={"ignore": IGNORED, "scan_by_column": SCANNED},
)
def TOROW(array: ArrayRange, ignore: Integer = 0, scan_by_column: Logical = False) -> Any:
    """All values of an array in one row, row by row or column by column; blanks (1), errors (2) or
    both (3) can be left out.
    """
    return one_or_all(_items(array, ignore, scan_by_column, MAX_COLS).T)


def _wrapped(vector: Cells, wrap_count: int, pad_with: Any, most: int) -> np.ndarray:
    if min(vector.shape) > 1:
        fail(VALUE)
    if wrap_count < 1:
        fail(NUM)
    flat = vector.full.ravel()
    lines = -(-len(flat) // wrap_count)
    if lines > most:
        fail(NUM)
    if lines == 1:
        return flat.reshape(1, -1)
    out = np.full(lines * wrap_count, pad_with, object)
    out[: len(flat)] = flat
    return tighten(out.reshape(lines, wrap_count))


@function(
    examples=[
        ex("=WRAPROWS({1,2,3,4},2)", [[1, 2], [3, 4]]),
        ex('=WRAPROWS({1,2,3},2,"")', [[1, 2], [3, ""]]),
        ex("=WRAPROWS({1,2;3,4},2)", VALUE),
        ex("=WRAPROWS({1,2},0)", NUM),
    ],
    empty="default",
    rearranges=True,
)
def WRAPROWS(vector: ArrayRange, wrap_count: Integer, pad_with: Raw = NA) -> Any:
    """A row or column broken into rows of a given length."""
    return one_or_all(_wrapped(vector, wrap_count, pad_with, MAX_ROWS))


@function(
    examples=[
        ex("=WRAPCOLS({1,2,3,4},2)", [[1, 3], [2, 4]]),
        ex("=WRAPCOLS({1,2,3},2)", [[1, 3], [2, NA]]),
        ex("=WRAPCOLS({1,2},-1)", NUM),
        ex("=WRAPCOLS(SEQUENCE(16385),1)", NUM),
    ],
    empty="default",
    rearranges=True,
)
def WRAPCOLS(vector: ArrayRange, wrap_count: Integer, pad_with: Raw = NA) -> Any:
    """A row or column broken into columns of a given length."""
    return one_or_all(_wrapped(vector, wrap_count, pad_with, MAX_COLS).T)


# ---- TRIMRANGE ----------------------------------------------------------------------------------


def _bounds(filled: np.ndarray, trim: int) -> tuple[int, int]:
    """Start and length after trimming: 1 leading, 2 trailing, 3 both."""
    at = np.flatnonzero(filled)
    start = int(at[0]) if trim & 1 else 0
    stop = int(at[-1]) + 1 if trim & 2 else len(filled)
    return start, stop - start


@function(
    examples=[
        ex("=ROWS(TRIMRANGE(A1:A9))", 2, A2=[[1], [2]]),
        ex("=ROWS(TRIMRANGE(A1:A9,2))", 3, A2=[[1], [2]]),
        ex("=SUM(TRIMRANGE(A:C))", 45, A1=GRID),
        ex("=TRIMRANGE(A1:A9)", REF),
    ],
    empty="default",
    codes={"trim_rows": TRIMMED, "trim_cols": TRIMMED},
)
def TRIMRANGE(range_: ArrayRange, trim_rows: Integer = 3, trim_cols: Integer = 3) -> Any:
    """A range without its empty outer rows and columns (0 none, 1 leading, 2 trailing, 3 both)."""
    if trim_rows not in (0, 1, 2, 3) or trim_cols not in (0, 1, 2, 3):
        return VALUE
    return _trimmed(range_, trim_rows, trim_cols)


def _trimmed(cells: Cells, trim_rows: int, trim_cols: int) -> Any:
    values: np.ndarray = cells.array
    height, width = cells.shape
    filled = np.array([item is not None for item in values.ravel().tolist()], bool)
    filled = filled.reshape(values.shape)
    if not filled.any():
        return REF
    by_row, by_col = np.zeros(height, bool), np.zeros(width, bool)
    by_row[: len(values)] = filled.any(axis=1)
    by_col[: values.shape[1]] = filled.any(axis=0)
    return _cut(cells, _bounds(by_row, trim_rows), _bounds(by_col, trim_cols))


@function(
    name="_TRO_LEADING",
    category="lookup",
    examples=[ex("=ROWS(A1.:A9)", 8, A2=[[1], [2]]), ex("=A1.:A9", REF)],
)
def _leading(range_: ArrayRange) -> Any:
    """What A1.:C9 is in files: a range without its empty first rows and columns."""
    return _trimmed(range_, 1, 1)


@function(
    name="_TRO_TRAILING",
    category="lookup",
    examples=[
        ex("=ROWS(A1:.A9)", 3, A2=[[1], [2]]),
        ex('=COUNTIF(A:.A,"<3")', 2, A2=[[1], [2], [3]]),
        ex("=A:.A*10", [[10], [20]], A1=[[1], [2]]),
    ],
)
def _trailing(range_: ArrayRange) -> Any:
    """What A1:.C9 is in files: a range without its empty last rows and columns."""
    return _trimmed(range_, 2, 2)


@function(
    name="_TRO_ALL",
    category="lookup",
    examples=[
        ex("=ROWS(A1.:.A9)", 2, A2=[[1], [2]]),
        ex("=SUM(A.:.C)", 27, B2=GRID),
        ex("=COLUMNS(A.:.C)", 2, B2=GRID),
    ],
)
def _both_ends(range_: ArrayRange) -> Any:
    """What A1.:.C9 is in files: a range without its empty outer rows and columns."""
    return _trimmed(range_, 3, 3)
