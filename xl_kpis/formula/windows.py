"""Totals over ranges that move or grow as a formula is filled down.

``SUM(A$1:A7)`` filled down is one running total, ``AVERAGE(B2:D2)`` one mean along rows: here a
whole run of such calls is worked out at once. Each lane has its window of rows; the windows of all
lanes either slide (both ends move), grow from a fixed first row, or shrink to a fixed last one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from xl_kpis.errors import DIV0, VALUE, ExcelError
from xl_kpis.formula import nodes
from xl_kpis.formula.coerce import to_logical, to_number
from xl_kpis.formula.frame import Frame, OneByOne
from xl_kpis.formula.precedents import Precedent, reference_precedents
from xl_kpis.formula.reference import Area
from xl_kpis.formula.values import MISSING, Array, Value, as_array, present

if TYPE_CHECKING:
    from xl_kpis.formula.compile import Closure, Compiler, Mode


SPELLED_OUT = 256
"""Cells of a window up to which they are added one after another, as Excel does."""


@dataclass
class Part:
    """What one argument contributes to each lane."""

    total: np.ndarray
    count: np.ndarray
    error: np.ndarray | None = None
    """Object array: the first error in each lane's window, None where there is none."""


def _windows(precedent: Precedent, frame: Frame) -> tuple[int, int, np.ndarray, np.ndarray]:
    """First and last row read by any lane; per lane the first and last row within that."""
    rows = frame.row + np.arange(frame.rows)
    top = (
        rows + precedent.top.position
        if precedent.top.moves
        else np.full_like(rows, precedent.top.position)
    )
    bottom = (
        rows + precedent.bottom.position
        if precedent.bottom.moves
        else np.full_like(rows, precedent.bottom.position)
    )
    if (top > bottom).any() or top.min() < 0:
        raise OneByOne
    first, last = int(top.min()), int(bottom.max())
    return first, last, top - first, bottom - first


class Window:
    """The cells a moving reference covers, with what each lane takes of them.

    They are in blocks of the same shape, one per workbook; each block has the same lanes.
    """

    def __init__(self, precedent: Precedent, frame: Frame) -> None:
        self.values: Array
        first, last, self.start, self.stop = _windows(precedent, frame)
        left, right = precedent.left.at(frame.col), precedent.right.at(frame.col)
        if left < 0 or right < left:
            raise OneByOne
        self.values = frame.blocks(Area(precedent.sheet, first, left, last, right))

    @classmethod
    def of_lanes(cls, values: Array) -> Window:
        """A window for each lane that is a row of values of its own."""
        window = cls.__new__(cls)
        window.values = values[None]
        window.start = window.stop = np.arange(len(values))
        return window

    @property
    def sizes(self) -> np.ndarray:
        """How many cells each lane's window has."""
        blocks, _, width = self.values.shape
        return np.tile((self.stop - self.start + 1.0) * width, blocks)

    def along(self, cells: np.ndarray, how: np.ufunc) -> np.ndarray:
        """The cells of each lane's window brought together, sums in reading order."""
        start, stop = self.start, self.stop
        blocks, _, width = cells.shape
        grows, shrinks = stop[0] != stop[-1], start[0] != start[-1]
        if grows and not shrinks:
            totals = how.accumulate(cells.reshape(blocks, -1), axis=1)
            return np.asarray(totals[:, (stop + 1) * width - 1]).ravel()
        if shrinks and not grows:
            per_row = how.reduce(cells, axis=2)
            totals = how.accumulate(per_row[:, ::-1], axis=1)[:, ::-1]
            return np.asarray(totals[:, start]).ravel()
        lanes = len(start)
        if not grows:  # the same cells for every lane
            start = start[:1]
        height = int(stop[0] - start[0]) + 1
        if height * width <= SPELLED_OUT:
            result = cells[:, start, 0]
            for k in range(1, height * width):
                result = how(result, cells[:, start + k // width, k % width])
        else:
            per_row = how.reduce(cells, axis=2)
            slices = np.lib.stride_tricks.sliding_window_view(per_row, height, axis=1)[:, start]
            result = how.reduce(slices, axis=2)
        return np.broadcast_to(result, (blocks, lanes)).ravel()

    def errors(self) -> np.ndarray | None:
        """Per lane the first error in its window."""
        array = self.values
        if array.dtype != object:
            return None
        flags = np.array([isinstance(v, ExcelError) for v in array.ravel().tolist()])
        if not flags.any():
            return None
        flags = flags.reshape(array.shape)
        height = array.shape[1]
        by_row = flags.any(axis=2)
        # For each row the next row (itself included) that has an error.
        following = np.where(by_row, np.arange(height), height)
        following = np.minimum.accumulate(following[:, ::-1], axis=1)[:, ::-1]
        at = following[:, self.start]
        out = np.full(at.shape, None, object)
        for block, lane in zip(*(i.tolist() for i in np.nonzero(at <= self.stop)), strict=True):
            row = int(at[block, lane])
            out[block, lane] = array[block, row, int(np.argmax(flags[block, row]))]
        return out.ravel()


def _numeric(array: Array) -> tuple[np.ndarray, np.ndarray]:
    """An array's numbers (others 0) and where they are."""
    if array.dtype == np.float64:
        return array, np.ones(array.shape, bool)
    if array.dtype == bool:
        return np.zeros(array.shape), np.zeros(array.shape, bool)
    items = array.ravel().tolist()
    mask = np.array([type(v) is float for v in items]).reshape(array.shape)
    numbers = np.array([v if type(v) is float else 0.0 for v in items]).reshape(array.shape)
    return numbers, mask


def _logical(array: Array) -> tuple[np.ndarray, np.ndarray]:
    """An array's logical values as 1 and 0 (others 0) and where they are."""
    if array.dtype in (np.float64, bool):
        return (array != 0).astype(float), np.ones(array.shape, bool)
    items = array.ravel().tolist()
    mask = np.array([type(v) in (float, bool) for v in items]).reshape(array.shape)
    values = np.array([1.0 if type(v) in (float, bool) and v else 0.0 for v in items])
    return values.reshape(array.shape), mask


def _direct(value: Value, lanes: int, convert: Callable[[Any], Any]) -> Part:
    """An argument that is a value of its own in each lane."""
    array = as_array(None if value is MISSING else value)
    if array.shape[1] != 1 or array.shape[0] not in (1, lanes):
        raise OneByOne
    if array.dtype == np.float64 and convert is to_number:
        numbers, error = array[:, 0], None
    else:
        items = array[:, 0].tolist()
        if convert is to_logical and any(type(item) is str for item in items):
            raise OneByOne  # which texts matter depends on what comes before them
        results = [convert(item) for item in items]
        wrong = [r if isinstance(r, ExcelError) else None for r in results]
        numbers = np.array([0.0 if isinstance(r, ExcelError) else float(r) for r in results])
        error = None
        if any(w is not None for w in wrong):
            error = np.empty(len(wrong), object)
            error[:] = wrong
            error = np.broadcast_to(error, (lanes,))
    total = np.broadcast_to(numbers, (lanes,))
    return Part(total, np.ones(lanes), error)


@dataclass(frozen=True)
class Total:
    """How a function brings its windows together."""

    values: Callable[[Array], tuple[np.ndarray, np.ndarray]]
    convert: Callable[[Any], Any]
    how: np.ufunc
    nothing: float
    """What a cell that does not count stands for (0 in a sum, infinity in a minimum)."""
    finish: Callable[[np.ndarray, np.ndarray], Array]
    """The result from totals and counts."""
    passes_errors: bool = True
    """Whether an error in a window is its result."""

    def of_window(self, window: Window) -> Part:
        numbers, mask = self.values(window.values)
        filled = np.where(mask, numbers, self.nothing)
        total = window.along(filled, self.how)
        errors = window.errors() if self.passes_errors else None
        if mask.all():
            return Part(total, window.sizes, errors)
        count = window.along(mask.astype(float), np.add)
        return Part(total, count, errors)


def _flags(array: Array) -> tuple[np.ndarray, np.ndarray]:
    """1 where an array has numbers, 0 elsewhere."""
    return _numeric(array)[1].astype(float), np.ones(array.shape, bool)


def _filled(array: Array) -> tuple[np.ndarray, np.ndarray]:
    """1 where an array is not blank, 0 elsewhere."""
    flags = np.ones(array.shape, bool)
    if array.dtype == object:
        flags = present(array)
    return flags.astype(float), np.ones(array.shape, bool)


def _counts(value: Any) -> float:
    """Whether COUNT counts a value that is given directly."""
    if type(value) is str:
        return float(type(to_number(value)) is float)
    return float(not isinstance(value, ExcelError))


def _sum(total: np.ndarray, count: np.ndarray) -> Array:
    return total


def _mean(total: np.ndarray, count: np.ndarray) -> Array:
    if count.all():
        return total / count
    out = (total / np.where(count, count, 1.0)).astype(object)
    out[count == 0] = DIV0
    return out


def _or_zero(total: np.ndarray, count: np.ndarray) -> Array:
    return np.where(count > 0, total, 0.0)


def _is_true(total: np.ndarray, count: np.ndarray) -> Array:
    if count.all():
        return total != 0
    out = (total != 0).astype(object)
    out[count == 0] = VALUE
    return out


TOTALS: dict[str, Total] = {
    "SUM": Total(_numeric, to_number, np.add, 0.0, _sum),
    "COUNT": Total(_flags, _counts, np.add, 0.0, _sum, passes_errors=False),
    "COUNTA": Total(_filled, lambda value: 1.0, np.add, 0.0, _sum, passes_errors=False),
    "AVERAGE": Total(_numeric, to_number, np.add, 0.0, _mean),
    "MIN": Total(_numeric, to_number, np.minimum, np.inf, _or_zero),
    "MAX": Total(_numeric, to_number, np.maximum, -np.inf, _or_zero),
    "AND": Total(_logical, to_logical, np.minimum, np.inf, _is_true),
    "OR": Total(_logical, to_logical, np.maximum, -np.inf, _is_true),
}
"""The functions this module works out."""


def window_site(
    compiler: Compiler,
    name: str,
    node: nodes.Call,
    mode: Mode,
    scope: frozenset[str],
    site: Closure,
) -> Closure | None:
    """A closure that also serves lanes going down, or None where an argument does not allow it."""
    total = TOTALS[name]
    getters: list[tuple[Precedent | None, Closure | None]] = []
    for arg in node.args:
        if isinstance(arg, (nodes.Ref, nodes.Structured)):
            found = reference_precedents(
                compiler.model, arg, compiler.sheet, compiler.row, compiler.col
            )
            if found is None:
                return None
            getters.append((found, None))
        elif isinstance(arg, (nodes.Literal, nodes.Binary, nodes.Unary, nodes.Call)):
            if isinstance(arg, nodes.Call) and arg.name not in _VALUE_CALLS:
                return None
            if isinstance(arg, nodes.Binary) and arg.op in (":", ",", " "):
                return None
            if isinstance(arg, nodes.Unary) and arg.op in "#@":
                return None
            getters.append((None, compiler.value(arg, mode, scope)))
        else:
            return None

    def lanes_or_one(frame: Frame) -> Value:
        if frame.lanes is None or frame.lanes[1] != 1:
            return site(frame)
        if frame.books:
            return frame.together(lambda frame: _over_lanes(total, getters, frame), site)
        return _over_lanes(total, getters, frame)

    return lanes_or_one


_VALUE_CALLS = frozenset(
    {"ABS", "INT", "ROUND", "ROUNDUP", "ROUNDDOWN", "SQRT", "MOD", "LEN", "VALUE", "EXACT", "NOT"}
    | {"YEAR", "MONTH", "DAY", "ISNUMBER", "ISBLANK", "ISERROR", "ISTEXT", "ISNA", *TOTALS}
)
"""Calls that give one value per lane whatever they are given."""


def _over_lanes(
    total: Total, getters: list[tuple[Precedent | None, Closure | None]], frame: Frame
) -> Array:
    assert frame.lanes is not None
    lanes = frame.lanes[0]
    parts = []
    for precedent, closure in getters:
        if precedent is not None:
            window = frame.window(precedent) if frame.window else Window(precedent, frame)
            parts.append(total.of_window(window))
        else:
            assert closure is not None
            parts.append(_direct(closure(frame), lanes, total.convert))
    result, count = parts[0].total, parts[0].count
    for part in parts[1:]:
        result, count = total.how(result, part.total), count + part.count
    out = total.finish(np.asarray(result, float), np.asarray(count, float))
    for part in reversed(parts):
        if part.error is not None:
            out = out.astype(object)
            at = present(part.error)
            out[at] = part.error[at]
    return out.reshape(-1, 1)
