"""Looking values up in ranges: VLOOKUP, HLOOKUP, LOOKUP, MATCH."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import numpy as np

from xl_kpis.errors import NA, REF, VALUE, ExcelError, fail
from xl_kpis.formula.functions.declare import (
    Kind,
    Logical,
    Number,
    OneByOne,
    Range,
    Scalar,
    ex,
    function,
)
from xl_kpis.formula.functions.support.finds import Finds
from xl_kpis.formula.functions.support.meanings import MATCH_TYPES, RANGE_LOOKUPS
from xl_kpis.formula.functions.support.ranges import Range as Cells
from xl_kpis.formula.functions.support.searched_windows import SearchedWindows, picked
from xl_kpis.formula.functions.support.searching import Line, counted, legacy_key, line_of, too_long
from xl_kpis.formula.functions.support.windows import MovingRange
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.values.value import as_array

ArrayRange = Annotated[Any, Kind("range", "array")]
"""As Range, and expressions inside it are array formulas."""

FRUIT = [["Apple", 3, "red"], ["Banana", 5, "yellow"], ["Cherry", 8, "black"]]
GRADES = [[0, "F"], [50, "C"], [80, "A"]]


def table_of(cells: Cells) -> Cells:
    """A table to search; a text in its place is #VALUE!."""
    if cells.is_single:
        item = cells.array.item()
        if isinstance(item, (str, ExcelError)):
            fail(item if isinstance(item, ExcelError) else VALUE)
    return cells


def item_of(cells: Cells, row: int, col: int) -> Any:
    """One value of a range, without reading the rest of it."""
    if cells.ref is not None:
        area = cells.ref.area
        top, left = area.top + row, area.left + col
        return cells.ctx.read(Reference(Area(area.sheet, top, left, top, left)))
    return cells.cut(row, col, 1, 1).item()


def items_of(
    cells: Cells, found: np.ndarray, index: np.ndarray | int, *, across: bool = False
) -> np.ndarray:
    """Many values of a range: those at the positions found (-1: not found) in the columns with
    this index or these indexes, or with ``across`` in the rows."""
    if cells.ref is not None and cells.ctx.books:
        found_in_lanes: np.ndarray = cells.ctx.stacked(cells.ref).items(found, index, across)
        return found_in_lanes
    if isinstance(index, int):
        values = _slice(cells, index, across)
        index = 0
    else:
        values = cells.array.T if across else cells.array
    here = found >= 0
    inside = (found < len(values)) & (index < values.shape[1])
    if here.all() and inside.all():
        return values[found, index]
    out = np.full(found.shape, NA, object)
    out[here] = None
    here &= inside  # what lies beyond the used part of the sheet is blank
    out[here] = values[found[here], index if isinstance(index, int) else index[here]]
    return out


_BLANK = np.full((1, 1), None, object)


def _slice(cells: Cells, index: int, across: bool) -> np.ndarray:
    """One column (or row) of a range, as a column."""
    if cells.ref is None:
        array = cells.array.T if across else cells.array
        return array[:, index : index + 1] if index < array.shape[1] else _BLANK
    area = cells.ref.area
    top, left = (area.top + index, area.left) if across else (area.top, area.left + index)
    bottom, right = (top, area.right) if across else (area.bottom, left)
    return as_array(cells.ctx.read(Reference(Area(area.sheet, top, left, bottom, right)))).reshape(
        -1, 1
    )


def _find(line: Line, key: Any, approximate: bool) -> int:
    key = legacy_key(key)
    return line.ascending(key) if approximate else line.match(key)


def _find_many(line: Line, keys: np.ndarray, approximate: bool) -> np.ndarray:
    return line.ascending_many(keys) if approximate else line.match_many(keys)


def _refuse_long(keys: np.ndarray, result: np.ndarray) -> np.ndarray:
    long = too_long(keys)
    if long:
        result = result.astype(object)
        result.reshape(-1)[long] = VALUE
    return result


def _table_many(across: bool) -> Callable[..., np.ndarray | None]:
    """VLOOKUP or HLOOKUP of many values at once."""

    def many(
        lookup_value: Any, table: Cells, number: Any, range_lookup: Any = True
    ) -> np.ndarray | None:
        if isinstance(range_lookup, np.ndarray) or not isinstance(lookup_value, np.ndarray):
            return None
        table = table_of(table)
        size = table.shape[0 if across else 1]
        at = _find_many(line_of(table, row=across), lookup_value, range_lookup)
        if isinstance(number, np.ndarray):
            index = number.astype(np.intp) - 1
            if index.min() < 0 or index.max() >= size:
                return None
            found = items_of(table, at, index, across=across)
        else:
            one = _position(number, size)
            if isinstance(one, ExcelError):
                found = np.full(at.shape, one, object)
                found[at < 0] = NA
            else:
                found = items_of(table, at, one, across=across)
        return _refuse_long(lookup_value, found)

    return many


def _in_windows(window: Any, keys: Any, approximate: Any) -> tuple[np.ndarray, np.ndarray]:
    """Where values are in the first column of each window, and which are better looked up alone."""
    if not isinstance(window, MovingRange) or type(approximate) not in (bool, float):
        raise OneByOne
    searched = SearchedWindows(window, keys, legacy=True, patterns=not approximate)
    return searched.not_above() if approximate else searched.equal(), searched.alone


def _vlookup_windows(
    lookup_value: Any, table: Any, number: Any, range_lookup: Any = True
) -> tuple[np.ndarray, np.ndarray]:
    at, alone = _in_windows(table, lookup_value, range_lookup)
    if type(number) is not float or not 1.0 <= number < table.right - table.left + 2:
        raise OneByOne
    return picked(table, at, int(number) - 1), alone


def _match_windows(
    lookup_value: Any, lookup_array: Any, match_type: Any = 1.0
) -> tuple[np.ndarray, np.ndarray]:
    at, alone = _in_windows(lookup_array, lookup_value, match_type)
    if lookup_array.right > lookup_array.left or match_type < 0.0:
        raise OneByOne
    return counted(at), alone


def _position(number: float, size: int) -> int | ExcelError:
    """The position of a column or row from its number in a table."""
    if number < 1.0:
        return VALUE
    return REF if number >= size + 1 else int(number) - 1


@function(
    examples=[
        ex('=VLOOKUP("banana",A1:C3,2,FALSE)', 5, A1=FRUIT),
        ex('=VLOOKUP("c*",A1:C3,3,FALSE)', "black", A1=FRUIT),
        ex("=VLOOKUP(79.9,A1:B3,2)", "C", A1=GRADES),
        ex("=VLOOKUP(-1,A1:B3,2)", NA, A1=GRADES),
        ex('=VLOOKUP("apple",A1:C3,4,FALSE)', REF, A1=FRUIT),
        ex('=VLOOKUP("pear",A1:C3,0,FALSE)', NA, A1=FRUIT),
    ],
    lifted=_table_many(across=False),
    windows=_vlookup_windows,
    codes={"range_lookup": RANGE_LOOKUPS},
    see=(
        "INDEX",
        "MATCH",
    ),
)
def VLOOKUP(
    lookup_value: Scalar, table_array: Range, col_index_num: Number, range_lookup: Logical = True
) -> Scalar:
    """Finds a value in the first column of a table and gives what another column has in that
    row.
    """
    table = table_of(table_array)
    row = _find(line_of(table), lookup_value, range_lookup)
    if row < 0:
        return NA
    col = _position(col_index_num, table.shape[1])
    return col if isinstance(col, ExcelError) else item_of(table, row, col)


@function(
    examples=[
        ex('=HLOOKUP("Q2",A1:C2,2,FALSE)', 20, A1=[["Q1", "Q2", "Q3"], [10, 20, 30]]),
        ex("=HLOOKUP(2.5,A1:C2,2)", "b", A1=[[1, 2, 3], ["a", "b", "c"]]),
        ex("=HLOOKUP(1,A1:C2,3)", REF, A1=[[1, 2, 3], ["a", "b", "c"]]),
    ],
    lifted=_table_many(across=True),
    codes={"range_lookup": RANGE_LOOKUPS},
    see=(
        "INDEX",
        "MATCH",
    ),
)
def HLOOKUP(
    lookup_value: Scalar, table_array: Range, row_index_num: Number, range_lookup: Logical = True
) -> Scalar:
    """Finds a value in the first row of a table and gives what another row has in that column."""
    table = table_of(table_array)
    col = _find(line_of(table, row=True), lookup_value, range_lookup)
    if col < 0:
        return NA
    row = _position(row_index_num, table.shape[0])
    return row if isinstance(row, ExcelError) else item_of(table, row, col)


def _lookup_many(
    lookup_value: np.ndarray, lookup_vector: Cells, result_vector: Cells | None = None
) -> np.ndarray | None:
    height, width = table_of(lookup_vector).shape
    across = width > height
    line = line_of(lookup_vector.ignoring("blank", "error"), row=across)
    at = line.ascending_many(lookup_value)
    if result_vector is None:
        return items_of(lookup_vector, at, (height if across else width) - 1, across=across)
    rows, cols = result_vector.shape
    if rows > 1 and cols > 1:
        return None
    return items_of(result_vector, np.where(at < rows * cols, at, -1), 0, across=cols > 1)


@function(
    examples=[
        ex("=LOOKUP(4.2,A1:A3,B1:B3)", "b", A1=[[1, "a"], [4, "b"], [6, "c"]]),
        ex("=LOOKUP(4,{1,9,4,2,3},{1,2,3,4,5})", 3),
        ex("=LOOKUP(0.5,A1:A3,B1:B3)", NA, A1=[[1, "a"], [4, "b"], [6, "c"]]),
        ex('=LOOKUP("C",{"a","b","c","d";1,2,3,4})', 3),
        ex('=LOOKUP(2,1/(A1:A4<>""),A1:A4)', "last", A1=[["x"], ["y"], ["last"], [None]]),
    ],
    lifted=_lookup_many,
    finds=Finds(lambda: "last number", beside="result_vector"),
    picks=("lookup_vector", "result_vector"),
)
def LOOKUP(
    lookup_value: Scalar, lookup_vector: ArrayRange, result_vector: ArrayRange = None
) -> Any:
    """Finds the last value not above the one sought in sorted values, and gives its partner."""
    height, width = table_of(lookup_vector).shape
    across = width > height
    line = line_of(lookup_vector.ignoring("blank", "error"), row=across)
    at = line.ascending(0.0 if lookup_value is None else lookup_value)
    if result_vector is None:
        if at < 0:
            return NA
        return (
            item_of(lookup_vector, height - 1, at)
            if across
            else item_of(lookup_vector, at, width - 1)
        )
    rows, cols = result_vector.shape
    if (rows > 1 and cols > 1) or at < 0 or at >= rows * cols:
        return NA
    return item_of(result_vector, 0, at) if cols > 1 else item_of(result_vector, at, 0)


def _match_many(lookup_value: Any, lookup_array: Cells, match_type: Any = 1.0) -> np.ndarray | None:
    if isinstance(match_type, np.ndarray) or match_type < 0.0:
        return None
    if not isinstance(lookup_value, np.ndarray):
        return None
    line = _line(lookup_array.once if match_type == 0.0 else lookup_array)
    at = _find_many(line, lookup_value, match_type > 0.0)
    return _refuse_long(lookup_value, counted(at))


def _line(array: Cells) -> Line:
    """The one row or column to search; a block has none: #N/A."""
    height, width = table_of(array).shape
    if height > 1 and width > 1:
        fail(NA)
    return line_of(array, row=height == 1)


@function(
    examples=[
        ex("=MATCH(39,A1:A4)", 2, A1=[[25], [38], [40], [41]]),
        ex("=MATCH(41,A1:A4,0)", 4, A1=[[25], [38], [40], [41]]),
        ex("=MATCH(40,A1:A4,-1)", NA, A1=[[25], [38], [40], [41]]),
        ex("=MATCH(6,{9,7,5},-1)", 2),
        ex('=MATCH("B?n*",A1:A3,0)', 2, A1=[["Apple"], ["banana"], ["Cherry"]]),
        ex('=MATCH("13",A1:A2,0)', NA, A1=[[13], [1]]),
    ],
    lifted=_match_many,
    windows=_match_windows,
    finds=Finds(lambda match_type=1.0: "first" if match_type == 0.0 else None),
    codes={"match_type": MATCH_TYPES},
    see=("INDEX",),
)
def MATCH(lookup_value: Scalar, lookup_array: Range, match_type: Number = 1.0) -> Scalar:
    """Gives the position of a value in a row or column: exact (0), the last one not above it in
    rising values (1), or the last one not below it in falling values (-1).
    """
    line = _line(lookup_array.once if match_type == 0.0 else lookup_array)
    if match_type < 0.0:
        at = line.descending(legacy_key(lookup_value))
    else:
        at = _find(line, lookup_value, match_type > 0.0)
    return NA if at < 0 else float(at + 1)
