"""Summaries of tables by formula: GROUPBY, PIVOTBY, PERCENTOF."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Annotated, Any

import numpy as np

from xl_kpis.errors import CALC, DIV0, VALUE, ExcelError, fail
from xl_kpis.formula.functions.declare import (
    Any_,
    ArrayNumbers,
    Context,
    Kind,
    Scalar,
    ex,
    function,
)
from xl_kpis.formula.functions.dynamic import keep_flags
from xl_kpis.formula.functions.lookup import ArrayRange
from xl_kpis.formula.functions.support.meanings import FIELDS, HEADINGS, SORTED_BY, TOTALS, WHOLES
from xl_kpis.formula.functions.support.ordering import sort_key
from xl_kpis.formula.functions.support.ranges import Range as Cells
from xl_kpis.formula.functions.support.searching import identity
from xl_kpis.formula.values.formula_limits import check_steps
from xl_kpis.formula.values.summation import total
from xl_kpis.formula.values.value import MISSING, clean, tighten

MaybeInteger = Annotated[int | None, Kind("integer", "value")]
MaybeNumbers = Annotated[np.ndarray | None, Kind("numbers", "array")]
MaybeRange = Annotated[Any, Kind("any", "array")]

SALES = [["north", "tea", 5], ["south", "tea", 3], ["north", "jam", 8], ["south", "jam", 4]]
WITH_HEADERS = [["Region", "Sold"], ["north", 5], ["south", 3], ["north", 8]]

# ---- the fields of one axis ---------------------------------------------------------------------


@dataclass(eq=False, repr=False)
class KeyGroup:
    """Rows of the source that share the first fields of an axis."""

    labels: list[Any]
    rows: list[int]
    children: list[KeyGroup] = field(default_factory=list)

    def leaves(self) -> Iterator[KeyGroup]:
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()


def _position(label: Any, falling: bool) -> tuple[Any, ...]:
    """A label's place among others; blanks last whichever way."""
    if label is None:
        return (1,)
    rank, key = sort_key(label)
    if not falling:
        return 0, rank, key
    return 0, -rank, _Falling(key)


class _Falling:
    """A key that sorts the other way round."""

    __slots__ = ("key",)

    def __init__(self, key: Any) -> None:
        self.key = key

    def __lt__(self, other: _Falling) -> bool:
        return bool(other.key < self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Falling) and self.key == other.key


def _split(fields: np.ndarray, rows: list[int], level: int, labels: list[Any]) -> list[KeyGroup]:
    found: dict[Any, KeyGroup] = {}
    for row in rows:
        label = fields[row, level]
        group = found.setdefault(identity(label), KeyGroup([*labels, label], []))
        group.rows.append(row)
    groups = list(found.values())
    if level + 1 < fields.shape[1]:
        for group in groups:
            group.children = _split(fields, group.rows, level + 1, group.labels)
    return groups


class Axis:
    """The groups of one axis, in order, with the totals wanted."""

    def __init__(
        self,
        fields: np.ndarray | None,
        rows: list[int],
        depth: int | None,
        orders: np.ndarray | None,
        value_of: Any,
        flat: bool = False,
    ) -> None:
        self.all = KeyGroup([], rows)
        self.width = 0 if fields is None else fields.shape[1]
        depth = (1 if self.width else 0) if depth is None else depth
        if abs(depth) > max(self.width, 1) or (flat and abs(depth) > 1):
            fail(VALUE)
        self.depth = depth
        if fields is None:
            return
        self.all.children = _split(fields, rows, 0, [])
        self._sort(self.all, [int(o) for o in orders] if orders is not None else [], value_of, flat)

    def _sort(self, group: KeyGroup, orders: list[int], value_of: Any, flat: bool) -> None:
        by_value = next((o for o in orders if abs(o) > self.width), None)
        if 0 in orders or (by_value is not None and len(orders) > 1):
            fail(VALUE)
        if flat:
            leaves = list(group.leaves())
            if by_value is not None:
                leaves.sort(key=lambda g: _position(value_of(g, abs(by_value)), by_value < 0))
            for order in reversed([o for o in orders if abs(o) <= self.width]):
                leaves.sort(key=lambda g: _position(g.labels[abs(order) - 1], order < 0))
            if not orders:
                leaves.sort(key=lambda g: [_position(label, False) for label in g.labels])
            group.children = leaves
            return
        falling = {abs(o) - 1: o < 0 for o in orders}
        self._sort_level(group, 0, falling, by_value, value_of)

    def _sort_level(
        self,
        group: KeyGroup,
        level: int,
        falling: dict[int, bool],
        by_value: int | None,
        value_of: Any,
    ) -> None:
        group.children.sort(key=lambda g: _position(g.labels[level], falling.get(level, False)))
        if by_value is not None:
            group.children.sort(key=lambda g: _position(value_of(g, abs(by_value)), by_value < 0))
        for child in group.children:
            self._sort_level(child, level + 1, falling, by_value, value_of)

    def lines(self) -> Iterator[tuple[list[Any], KeyGroup]]:
        """The labels (filled up to the axis's width) and group of each line, totals included."""
        total = ["Total" if abs(self.depth) == 1 else "Grand Total"]
        yield from self._lines(self.all, 0, total)

    def _lines(
        self, group: KeyGroup, level: int, labels: list[Any]
    ) -> Iterator[tuple[list[Any], KeyGroup]]:
        padded = labels + [""] * (max(self.width, 1) - len(labels))
        if not group.children:
            yield padded, group
            return
        has_total = abs(self.depth) > level
        if has_total and self.depth < 0:
            yield padded, group
        for child in group.children:
            yield from self._lines(child, level + 1, child.labels)
        if has_total and self.depth > 0:
            yield padded, group


def _names(columns: np.ndarray | None, word: str, has: bool) -> list[Any]:
    """The headers of fields or values: their first row, or made-up ones."""
    if columns is None:
        return []
    if has:
        return list(columns[0].tolist())
    return [f"{word} {i + 1}" for i in range(columns.shape[1])]


# ---- aggregation --------------------------------------------------------------------------------


class Summary:
    """The source of a summary: its values, its rows, its functions and its headers."""

    def __init__(
        self,
        fields: list[np.ndarray | None],
        values: np.ndarray,
        functions: Any,
        field_headers: int | None,
        keep: Any,
        ctx: Context,
    ) -> None:
        if any(f is not None and len(f) != len(values) for f in fields):
            fail(VALUE)
        if field_headers not in (None, 0, 1, 2, 3):
            fail(VALUE)
        self.values, self.ctx = values, ctx
        array = functions if isinstance(functions, np.ndarray) else None
        self.functions: list[Any] = [functions] if array is None else array.ravel().tolist()
        self.stacked = array is not None and len(array) > 1
        if array is not None and min(array.shape) > 1:
            fail(VALUE)
        for item in self.functions:
            if isinstance(item, ExcelError):
                fail(item)
        first = values[:2, 0].tolist()
        looks = len(first) == 2 and type(first[0]) is str and type(first[1]) is float
        has = looks if field_headers is None else field_headers in (1, 3)
        wide = any(f is not None and f.shape[1] > 1 for f in fields)
        self.shown = field_headers in (2, 3) or (field_headers is None and has and wide)
        words = [*("Row Field", "Column Field")[: len(fields)], "Value"]
        self.headers = [
            _names(columns, word, has)
            for columns, word in zip([*fields, values], words, strict=True)
        ]
        start = 1 if has else 0
        rows = range(start, len(values))
        if keep is not None:
            flags = keep_flags(keep)
            if len(flags) not in (len(values), len(values) - start):
                fail(VALUE)
            offset = len(values) - len(flags)
            rows = [row for row in rows if flags[row - offset]]  # type: ignore[assignment]
        self.rows = list(rows)
        if not self.rows:
            fail(CALC)

    def name_of(self, function_: Any) -> str:
        """What a function is called in a header."""
        known = getattr(function_, "function", None)
        return "CUSTOM" if known is None else str(known.name)

    def value(self, function_: Any, column: int, rows: list[int], whole: list[int]) -> Any:
        """One aggregated value; functions of two arguments also get the whole it is a part of."""
        arguments = [tighten(self.values[rows, column].reshape(-1, 1))]
        known = getattr(function_, "function", None)
        if known is not None:
            takes_whole = known.name == "PERCENTOF"
        else:
            takes_whole = len(getattr(function_, "parameters", ())) > 1
        if takes_whole:
            arguments.append(tighten(self.values[whole, column].reshape(-1, 1)))
        result = self.ctx.apply(function_, *arguments)
        if isinstance(result, np.ndarray):
            return result.item() if result.size == 1 else CALC
        return clean(result)

    def columns(self) -> list[tuple[int, Any]]:
        """The value columns of the result: which values, which function."""
        functions = self.functions[:1] if self.stacked else self.functions
        return [(c, f) for c in range(self.values.shape[1]) for f in functions]


def _block(cells: Any, ctx: Context) -> np.ndarray | None:
    """An argument's values; None where it was left out."""
    if cells is MISSING or cells is None:
        return None
    return Cells(cells, ctx).block.astype(object)


def _filled(lines: list[list[Any]]) -> np.ndarray:
    out = np.empty((len(lines), len(lines[0])), object)
    for i, line in enumerate(lines):
        out[i, :] = line
    return out


@function(
    examples=[
        ex("=GROUPBY({2020;2020;2021},{1;2;4},SUM)", [[2020, 3], [2021, 4], ["Total", 7]]),
        ex("=GROUPBY({TRUE;FALSE},{1;2},SUM,0,0)", [[False, 2], [True, 1]]),
        ex(
            "=GROUPBY(A1:A4,C1:C4,SUM)",
            [["north", 13], ["south", 7], ["Total", 20]],
            A1=SALES,
        ),
        ex(
            "=GROUPBY(A1:A4,B1:B4,SUM,3,0,-2)",
            [["Region", "Sold"], ["north", 13], ["south", 3]],
            A1=WITH_HEADERS,
        ),
        ex("=GROUPBY(B1:B4,C1:C4,LAMBDA(x,MAX(x)),,0)", [["jam", 8], ["tea", 5]], A1=SALES),
        ex(
            "=GROUPBY(A1:B4,C1:C4,SUM,,2,-3)",
            [
                ["north", "jam", 8],
                ["north", "tea", 5],
                ["north", "", 13],
                ["south", "jam", 4],
                ["south", "tea", 3],
                ["south", "", 7],
                ["Grand Total", "", 20],
            ],
            A1=SALES,
        ),
        ex(
            "=GROUPBY(B1:B4,C1:C4,HSTACK(SUM,LAMBDA(x,COUNT(x))),,0)",
            [["", "SUM", "CUSTOM"], ["jam", 12, 2], ["tea", 8, 2]],
            A1=SALES,
        ),
        ex('=GROUPBY(B1:B4,C1:C4,SUM,0,0,,A1:A4="north")', [["jam", 8], ["tea", 5]], A1=SALES),
        ex("=GROUPBY(A1:A3,C1:C4,SUM)", VALUE, A1=SALES),
    ],
    empty="default",
    asks=["place", "calls"],
    codes={
        "field_headers": HEADINGS,
        "total_depth": TOTALS,
        "sort_order": SORTED_BY,
        "field_relationship": FIELDS,
    },
    see=(
        "SUMIFS",
        "UNIQUE",
        "SUBTOTAL",
    ),
)
def GROUPBY(
    row_fields: ArrayRange,
    values: ArrayRange,
    function_: Any_,
    field_headers: MaybeInteger = None,
    total_depth: MaybeInteger = None,
    sort_order: MaybeNumbers = None,
    filter_array: MaybeRange = None,
    field_relationship: MaybeInteger = 0,
    *,
    ctx: Context,
) -> Any:
    """A summary of values by one or more fields: one line per group, and totals."""
    fields, data = row_fields.block.astype(object), values.block
    keep = _block(filter_array, ctx)
    if field_relationship not in (0, 1):
        return VALUE
    source = Summary([fields], data, function_, field_headers, keep, ctx)
    columns = source.columns()
    width = fields.shape[1]

    def value_of(group: KeyGroup, number: int) -> Any:
        at = number - width - 1
        if at >= len(columns):
            fail(VALUE)
        column, aggregate = columns[at]
        return source.value(aggregate, column, group.rows, source.rows)

    flat = field_relationship == 1
    axis = Axis(fields, source.rows, total_depth, sort_order, value_of, flat)
    lines = []
    names = [""] if source.stacked else []
    many = len(source.functions) > 1 and not source.stacked
    if source.shown:
        shown = [source.headers[1][column] for column, _ in columns]
        lines.append([*source.headers[0], *names, *shown])
    if many:
        lines.append([*[""] * width, *[source.name_of(f) for _, f in columns]])
    for labels, group in axis.lines():
        for aggregate in source.functions if source.stacked else [None]:
            line = list(labels)
            if aggregate is not None:
                line.append(source.name_of(aggregate))
            for column, own in columns:
                line.append(source.value(aggregate or own, column, group.rows, source.rows))
            lines.append(line)
    return _filled(lines)


@function(
    examples=[
        ex(
            "=PIVOTBY(A1:A4,B1:B4,C1:C4,SUM)",
            [
                ["", "jam", "tea", "Total"],
                ["north", 8, 5, 13],
                ["south", 4, 3, 7],
                ["Total", 12, 8, 20],
            ],
            A1=SALES,
        ),
        ex(
            "=PIVOTBY(A1:A4,B1:B4,C1:C4,SUM,,0,-1,0)",
            [["", "jam", "tea"], ["south", 4, 3], ["north", 8, 5]],
            A1=SALES,
        ),
        ex(
            "=PIVOTBY(A1:A4,B1:B4,C1:C4,PERCENTOF,,0,,0)",
            [["", "jam", "tea"], ["north", 2 / 3, 0.625], ["south", 1 / 3, 0.375]],
            A1=SALES,
        ),
    ],
    empty="default",
    asks=["place", "calls"],
    codes={
        "field_headers": HEADINGS,
        "row_total_depth": TOTALS,
        "col_total_depth": TOTALS,
        "row_sort_order": SORTED_BY,
        "col_sort_order": SORTED_BY,
        "relative_to": WHOLES,
    },
)
def PIVOTBY(
    row_fields: MaybeRange,
    col_fields: MaybeRange,
    values: ArrayRange,
    function_: Any_,
    field_headers: MaybeInteger = None,
    row_total_depth: MaybeInteger = None,
    row_sort_order: MaybeNumbers = None,
    col_total_depth: MaybeInteger = None,
    col_sort_order: MaybeNumbers = None,
    filter_array: MaybeRange = None,
    relative_to: MaybeInteger = 0,
    *,
    ctx: Context,
) -> Any:
    """A summary of values by fields down and fields across, with totals on both sides."""
    row_block, col_block, data = _block(row_fields, ctx), _block(col_fields, ctx), values.block
    keep = _block(filter_array, ctx)
    if relative_to not in (0, 1, 2, 3, 4):
        return VALUE
    source = Summary([row_block, col_block], data, function_, field_headers, keep, ctx)
    columns = source.columns()

    def value_over(width: int) -> Any:
        def value_of(group: KeyGroup, number: int) -> Any:
            at = number - width - 1
            if at >= len(columns):
                fail(VALUE)
            column, aggregate = columns[at]
            return source.value(aggregate, column, group.rows, source.rows)

        return value_of

    rows = Axis(
        row_block,
        source.rows,
        row_total_depth,
        row_sort_order,
        value_over(0 if row_block is None else row_block.shape[1]),
    )
    cols = Axis(
        col_block,
        source.rows,
        col_total_depth,
        col_sort_order,
        value_over(0 if col_block is None else col_block.shape[1]),
    )
    across, down = list(cols.lines()), list(rows.lines())
    check_steps(len(across) * len(down) * len(columns))
    stub = rows.width + (1 if source.stacked else 0)
    lines: list[list[Any]] = []
    if source.shown and cols.width:
        lines.append([""] * stub + source.headers[1][:1] + [""] * (len(across) * len(columns) - 1))
    for level in range(cols.width):
        labels = [labels[level] for labels, _ in across for _ in columns]
        lines.append([""] * stub + labels)
    many = len(columns) > 1
    if many or source.shown:
        heads = []
        for column, aggregate in columns:
            several = len(source.functions) > 1 and not source.stacked
            heads.append(source.name_of(aggregate) if several else source.headers[2][column])
        left = source.headers[0] if source.shown else [""] * rows.width
        lines.append(list(left) + [""] * (stub - rows.width) + heads * len(across))
    for labels, group in down:
        for stacked in source.functions if source.stacked else [None]:
            line = list(labels[: rows.width])
            if stacked is not None:
                line.append(source.name_of(stacked))
            here = set(group.rows)
            for _, other in across:
                both = [row for row in other.rows if row in here]
                for column, own in columns:
                    if not both:
                        line.append("")
                        continue
                    whole = _whole(relative_to, group, other, rows, cols)
                    line.append(source.value(stacked or own, column, both, whole))
            lines.append(line)
    return _filled(lines)


def _parent(axis: Axis, group: KeyGroup) -> KeyGroup:
    """The group one level up on an axis; the whole axis has none above it."""
    parent = axis.all
    for level in range(len(group.labels) - 1):
        wanted = identity(group.labels[level])
        parent = next(g for g in parent.children if identity(g.labels[level]) == wanted)
    return parent


def _whole(relative_to: int, row: KeyGroup, col: KeyGroup, rows: Axis, cols: Axis) -> list[int]:
    """The rows of the source that a value is a part of."""
    if relative_to == 0:
        return col.rows
    if relative_to == 1:
        return row.rows
    if relative_to == 2:
        return rows.all.rows
    if relative_to == 3:
        inside, parent = set(row.rows), _parent(cols, col)
    else:
        inside, parent = set(col.rows), _parent(rows, row)
    return [r for r in parent.rows if r in inside]


@function(
    examples=[
        ex("=PERCENTOF(C1:C2,C1:C4)", 0.4, A1=SALES),
        ex("=PERCENTOF({1;2},{0;0})", DIV0),
    ],
    see=("SUM",),
)
def PERCENTOF(data_subset: ArrayNumbers, data_all: ArrayNumbers) -> Scalar:
    """The share that the sum of a part has in the sum of the whole."""
    whole = total(data_all)
    return DIV0 if whole == 0.0 else total(data_subset) / whole
