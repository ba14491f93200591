"""INDEX, and the lookups of Excel 365: XLOOKUP, XMATCH."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np

from xl_kpis.errors import NA, REF, VALUE, ExcelError, fail
from xl_kpis.formula.distinct import distinct
from xl_kpis.formula.functions.declare import Any_, Kind, Number, OneByOne, Scalar, ex, function
from xl_kpis.formula.functions.lookup import ArrayRange, items_of
from xl_kpis.formula.functions.support.finds import Finds, exactly
from xl_kpis.formula.functions.support.meanings import MATCH_MODES, SEARCH_MODES
from xl_kpis.formula.functions.support.ordered_windows import numbers_for
from xl_kpis.formula.functions.support.ranges import Range as Cells
from xl_kpis.formula.functions.support.searched_windows import SearchedWindows, picked
from xl_kpis.formula.functions.support.searching import Line, counted, line_of
from xl_kpis.formula.functions.support.windows import MovingRange
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.values.value import MISSING, tighten
from xl_kpis.formula.values.value import Scalar as Item

MaybeNumber = Annotated[float | None, Kind("number", "value")]
"""As Number, None where the argument is not there."""

TABLE = [["Name", "Q1", "Q2"], ["Ann", 1, 2], ["Bob", 3, 4]]
SIZES = [[10, "S"], [20, "M"], [30, "L"]]

# ---- INDEX --------------------------------------------------------------------------------------


def part(cells: Cells, row: int, col: int, height: int, width: int) -> Any:
    """A block of a reference (as a reference) or of an array (one item as a scalar)."""
    if cells.ref is not None:
        area = cells.ref.area
        top, left = area.top + row, area.left + col
        return Reference(Area(area.sheet, top, left, top + height - 1, left + width - 1))
    block = cells.cut(row, col, height, width)
    return block.item() if block.shape == (1, 1) else block


def _index_many(
    array: Cells, row_num: Any, column_num: Any = None, area_num: Any = 1.0
) -> np.ndarray | None:
    if isinstance(area_num, np.ndarray) or area_num != 1.0:
        return None
    height, width = array.shape
    if column_num is None and height == 1:
        row_num, column_num = 1.0, row_num
    rows = np.trunc(row_num)
    cols = np.trunc(0.0 if column_num is None else column_num)
    if np.any((rows == 0) & (height > 1) | (cols == 0) & (width > 1)):
        return None  # a whole row or column, of which the place of the formula takes one
    wrong = (rows < 0) | (cols < 0)
    outside = (rows > height) | (cols > width)
    rows, cols = np.maximum(rows, 1.0) - 1.0, np.maximum(cols, 1.0) - 1.0
    bad = wrong | outside
    if isinstance(cols, np.ndarray) and cols.ndim:
        rows, cols = np.broadcast_arrays(rows, cols)
        result = items_of(
            array, np.where(bad, -1, rows).astype(np.intp), np.where(bad, 0, cols).astype(np.intp)
        )
    elif cols >= width:
        return None
    else:
        result = items_of(array, np.where(bad, -1, rows).astype(np.intp), int(cols))
    if bad.any():
        result = result.astype(object)
        result[np.broadcast_to(outside, result.shape)] = REF
        result[np.broadcast_to(wrong, result.shape)] = VALUE
    return result


def _index_windows(
    array: Any, row_num: Any, column_num: Any = None, area_num: Any = 1.0
) -> tuple[np.ndarray, np.ndarray]:
    if not isinstance(array, MovingRange) or area_num != 1.0:
        raise OneByOne
    width, heights, lanes = array.right - array.left + 1, array.heights, len(array.tops)
    number, alone = numbers_for(row_num, lanes)
    rows = np.trunc(number)
    if column_num is not None:
        column, other = numbers_for(column_num, lanes)
        alone, cols = alone | other, np.trunc(column)
    elif width == 1:
        cols = np.ones(lanes)
    elif (heights == 1).all():
        rows, cols = np.minimum(rows, 1.0), rows
    else:
        raise OneByOne
    several = ((rows == 0) & (heights > 1)) | ((cols == 0) & (width > 1))
    wrong = (rows < 0) | (cols < 0)
    outside = (rows > heights) | (cols > width)
    found = np.empty(lanes, object)
    at, cols = np.maximum(rows - 1, 0).astype(np.int64), np.maximum(cols - 1, 0)
    free = ~(wrong | outside | several)
    for col in distinct(cols[free]).tolist():
        here = free & (cols == col)
        found[here] = picked(array, np.where(here, at, -1), int(col))[here]
    found[outside] = REF
    found[wrong] = VALUE
    return tighten(found), alone | several


@function(
    examples=[
        ex("=INDEX(A1:C3,3,2)", 3, A1=TABLE),
        ex("=SUM(INDEX(A1:C3,0,3))", 6, A1=TABLE),
        ex("=INDEX({10,20,30},2)", 20),
        ex("=SUM(B2:INDEX(A1:C3,3,3))", 10, A1=TABLE),
        ex("=INDEX(A1:C3,4,1)", REF, A1=TABLE),
        ex("=INDEX(A1:C3,-1,1)", VALUE, A1=TABLE),
    ],
    lifted=_index_many,
    windows=_index_windows,
    passes=True,
)
def INDEX(
    array: ArrayRange, row_num: Number, column_num: MaybeNumber = None, area_num: Number = 1.0
) -> Any:
    """Gives the cell of a range or array at a row and a column; 0 gives the whole row or column."""
    number = int(area_num)
    if number < 1:
        return VALUE
    if number > (1 if array.ref is None else len(array.ref.areas)):
        return REF
    if number > 1:
        array = Cells(Reference(array.ref.areas[number - 1]), array.ctx)
    height, width = array.shape
    if column_num is None and height == 1:
        row, col = min(int(row_num), 1), int(row_num)
    else:
        row, col = int(row_num), 0 if column_num is None else int(column_num)
    if row < 0 or col < 0:
        return VALUE
    if row > height or col > width:
        return REF
    return part(
        array,
        row - 1 if row else 0,
        col - 1 if col else 0,
        1 if row else height,
        1 if col else width,
    )


# ---- XLOOKUP and XMATCH -------------------------------------------------------------------------


def _vector(array: Cells) -> tuple[Line, bool]:
    height, width = array.shape
    if height > 1 and width > 1:
        fail(VALUE)
    if array.ref is None and height == width == 1 and isinstance(array.array.item(), ExcelError):
        fail(array.array.item())
    across = height == 1 and width > 1
    return line_of(array, row=across), across


def _enough(array: Cells, match: int, search: int) -> Cells:
    """As much of an array as there may be something in to be found."""
    return array.once if search == 1 else array


def _modes(match_mode: Any, search_mode: Any) -> tuple[int, int]:
    match, search = int(match_mode), int(search_mode)
    if match not in (-1, 0, 1, 2, 3) or search not in (1, -1, 2, -2):
        fail(VALUE)
    if match > 1 and abs(search) == 2:
        fail(VALUE)
    return match, search


def _search(line: Line, key: Item, match: int, search: int) -> int:
    """The position of a key, or -1."""
    last = search == -1
    if match > 1 and type(key) is str:
        if match == 2:
            return line.match(key, last)
        return line.pattern(_regex(key), ("regex", key), last)
    if abs(search) == 2:
        return line.binary(key, match, search < 0)
    at = line.exact(key, last)
    if at >= 0 or match not in (-1, 1) or key is None:
        return at
    return line.nearest(key, match > 0, last)


def _regex(pattern: str) -> Any:
    import regex

    try:
        return regex.compile(pattern).search
    except regex.error:
        fail(VALUE)


def _search_many(line: Line, keys: np.ndarray, match: int, search: int) -> np.ndarray:
    if match == 0 and abs(search) == 1:
        return line.exact_many(keys, search == -1)
    return line.many(keys, lambda key: _search(line, key, match, search))


def _in_windows(
    window: Any, keys: Any, match_mode: Any, search_mode: Any
) -> tuple[np.ndarray, np.ndarray]:
    """Where values are in each window, and which are better looked up alone."""
    if match_mode not in (0.0, 2.0) or search_mode not in (1.0, -1.0):
        raise OneByOne
    if not isinstance(window, MovingRange) or window.right > window.left:
        raise OneByOne
    searched = SearchedWindows(window, keys, legacy=False, patterns=match_mode == 2.0)
    return searched.equal(last=search_mode == -1.0), searched.alone


def _xlookup_windows(
    lookup_value: Any,
    lookup_array: Any,
    return_array: Any,
    if_not_found: Any = NA,
    match_mode: Any = 0.0,
    search_mode: Any = 1.0,
) -> tuple[np.ndarray, np.ndarray]:
    at, alone = _in_windows(lookup_array, lookup_value, match_mode, search_mode)
    if not isinstance(return_array, MovingRange) or isinstance(if_not_found, MovingRange):
        raise OneByOne
    if return_array.right > return_array.left:
        raise OneByOne
    if not np.array_equal(return_array.heights, lookup_array.heights):
        raise OneByOne
    return picked(return_array, at, missing=if_not_found), alone


def _xmatch_windows(
    lookup_value: Any, lookup_array: Any, match_mode: Any = 0.0, search_mode: Any = 1.0
) -> tuple[np.ndarray, np.ndarray]:
    at, alone = _in_windows(lookup_array, lookup_value, match_mode, search_mode)
    return counted(at), alone


def _xlookup_many(
    lookup_value: Any,
    lookup_array: Cells,
    return_array: Cells,
    if_not_found: Any = MISSING,
    match_mode: Any = 0.0,
    search_mode: Any = 1.0,
) -> np.ndarray | None:
    if isinstance(match_mode, np.ndarray) or isinstance(search_mode, np.ndarray):
        return None
    if if_not_found is not MISSING and isinstance(if_not_found, (Reference, np.ndarray)):
        return None
    match, search = _modes(match_mode, search_mode)
    line, across = _vector(_enough(lookup_array, match, search))
    rows, cols = return_array.shape
    if (cols if across else rows) != (lookup_array.shape[1] if across else lookup_array.shape[0]):
        return np.full(lookup_value.shape, VALUE, object)
    if across and cols > 1:
        return None
    at = _search_many(line, lookup_value, match, search)
    result = items_of(return_array, at, 0)
    missing = at < 0
    if if_not_found is not MISSING and missing.any():
        result = result.astype(object)
        result[missing] = if_not_found
    return result


@function(
    examples=[
        ex("=XLOOKUP(20,A1:A3,B1:B3)", "M", A1=SIZES),
        ex('=XLOOKUP(25,A1:A3,B1:B3,"none")', "none", A1=SIZES),
        ex("=XLOOKUP(25,A1:A3,B1:B3,,1)", "L", A1=SIZES),
        ex("=XLOOKUP(25,A1:A3,B1:B3,,-1)", "M", A1=SIZES),
        ex('=XLOOKUP(FALSE,{2,5,TRUE,"z"},{1,2,3,4},,-1)', 4),
        ex("=XLOOKUP(,A1:A3,B1:B3)", "two", A1=[[1, "one"], [None, "two"], [3, "three"]]),
        ex('=XLOOKUP("b*",A1:A3,B1:C3,,2)', [[3, 4]], A1=TABLE),
        ex("=XLOOKUP(25,A1:A3,B1:B3)", NA, A1=SIZES),
        ex("=XLOOKUP(10,A1:A3,B1:B2)", VALUE, A1=SIZES),
    ],
    lifted=_xlookup_many,
    windows=_xlookup_windows,
    finds=Finds(exactly, beside="return_array", otherwise="if_not_found"),
    picks=("lookup_array", "return_array"),
    empty="default",
    codes={"match_mode": MATCH_MODES, "search_mode": SEARCH_MODES},
    see=(
        "INDEX",
        "MATCH",
        "VLOOKUP",
        "FILTER",
    ),
)
def XLOOKUP(
    lookup_value: Scalar,
    lookup_array: ArrayRange,
    return_array: ArrayRange,
    if_not_found: Any_ = MISSING,
    match_mode: Number = 0.0,
    search_mode: Number = 1.0,
) -> Any:
    """Finds a value in a row or column and gives its partner in another range, or a value of your
    choice where there is none.
    """
    match, search = _modes(match_mode, search_mode)
    line, across = _vector(_enough(lookup_array, match, search))
    rows, cols = return_array.shape
    if (cols if across else rows) != (lookup_array.shape[1] if across else lookup_array.shape[0]):
        return VALUE
    at = _search(line, lookup_value, match, search)
    if at < 0:
        return NA if if_not_found is MISSING else if_not_found
    return part(return_array, 0, at, rows, 1) if across else part(return_array, at, 0, 1, cols)


def _xmatch_many(
    lookup_value: Any, lookup_array: Cells, match_mode: Any = 0.0, search_mode: Any = 1.0
) -> np.ndarray | None:
    if isinstance(match_mode, np.ndarray) or isinstance(search_mode, np.ndarray):
        return None
    match, search = _modes(match_mode, search_mode)
    at = _search_many(_vector(_enough(lookup_array, match, search))[0], lookup_value, match, search)
    return counted(at)


@function(
    examples=[
        ex("=XMATCH(20,A1:A3)", 2, A1=SIZES),
        ex("=XMATCH(4,{5,4,3,4},0,-1)", 4),
        ex("=XMATCH(5,{9,5,5,1},0,-2)", 3),
        ex("=XMATCH(6,{9,1,5,7},-1)", 3),
        ex('=XMATCH("^b.n",{"apple","banana"},3)', 2),
        ex("=XMATCH(4,{1,2,3})", NA),
        ex("=XMATCH(1,{1,2,3},5)", VALUE),
    ],
    lifted=_xmatch_many,
    windows=_xmatch_windows,
    finds=Finds(exactly),
    empty="default",
    codes={"match_mode": MATCH_MODES, "search_mode": SEARCH_MODES},
    see=("INDEX",),
)
def XMATCH(
    lookup_value: Scalar,
    lookup_array: ArrayRange,
    match_mode: Number = 0.0,
    search_mode: Number = 1.0,
) -> Scalar:
    """Gives the position of a value in a row or column, with XLOOKUP's ways of matching and
    searching.
    """
    match, search = _modes(match_mode, search_mode)
    at = _search(_vector(_enough(lookup_array, match, search))[0], lookup_value, match, search)
    return NA if at < 0 else float(at + 1)
