"""Thousands of what-if cases at once: each cell that changes holds a vector of values.

The formulas that the outputs need are evaluated cell by cell with the cases as lanes, so that one
evaluation serves all of them. What comes out the same in every case is one value again. A formula
that cannot take lanes (a lookup in a range that changes, say) is evaluated case by case, the others
not; where even that does not do (arrays that spill, circular references, too many cells), the
cases are calculated one after another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from xl_kpis.errors import NUM, VALUE, Failure, is_foreign
from xl_kpis.formula import thresholds
from xl_kpis.formula.calculate.cell_results import cell_result
from xl_kpis.formula.calculate.dependents import DependencyIndex
from xl_kpis.formula.calculate.state import State, evaluating
from xl_kpis.formula.compile.frame import Frame
from xl_kpis.formula.compile.precedents import Precedent
from xl_kpis.formula.compile.totals_of_lanes import Window
from xl_kpis.formula.functions.declare import OneByOne
from xl_kpis.formula.reference import Area, Reference
from xl_kpis.formula.values.kinds import Kinds, kinds_in
from xl_kpis.formula.values.value import Array, Scalar, Value, as_array, tighten

Cell = tuple[int, int, int]


class _Needed(Exception):
    """A changing cell is read that has no values yet."""

    def __init__(self, cells: list[Cell]) -> None:
        self.cells = cells


class GiveUp(Exception):
    """The cases have to be calculated one after another."""


CaseByCase = Callable[[Sequence[list[Scalar]]], list[list[Scalar]]]
"""Per output its values for the values given per input, found in any way."""


def run(
    state: State,
    index: DependencyIndex,
    inputs: Sequence[Area],
    values: Sequence[list[Scalar]],
    outputs: Sequence[Area],
    otherwise: CaseByCase,
) -> list[list[Scalar]]:
    """Per output its value in each case. ``values`` holds a list per input, one item per case;
    ``otherwise`` is asked where the cases cannot be evaluated together."""
    count = len(values[0]) if values else 0
    out: list[list[Scalar]] = [[] for _ in outputs]
    step = thresholds.CASES_AT_ONCE
    for start in range(0, count, step):
        some = [column[start : start + step] for column in values]
        try:
            found = Cases(state, index, inputs, some).of(outputs)
        except GiveUp:
            found = otherwise(some)
        for column, more in zip(out, found, strict=True):
            column += more
    return out


class Cases:
    """Some cases being evaluated."""

    def __init__(
        self,
        state: State,
        index: DependencyIndex,
        inputs: Sequence[Area],
        values: Sequence[list[Scalar]],
    ) -> None:
        if state.cycles:
            raise GiveUp
        self.state = state
        self.count = len(values[0])
        self.vectors: dict[Cell, Array] = {}
        """The values of changing cells: a column with one per case, or one for all."""
        self.unlike: set[Cell] = set()
        """Those of them that hold anything but what the sheet holds."""
        self.memo: dict[Any, Any] = {}
        """What functions remember of ranges that do not change."""
        self.codes: dict[Cell, list[int]] = {}
        self.changing: dict[tuple[int, int], list[tuple[int, int]]] = {}
        """By sheet and column, the rows that may change (first and last)."""
        for group, areas in index.affected(list(inputs)).items():
            if group.run.kind == "dynamic":
                raise GiveUp
            for area in areas:
                for col in range(area.left, area.right + 1):
                    rows = self.changing.setdefault((area.sheet, col), [])
                    rows.append((area.top, area.bottom))
        for area, column in zip(inputs, values, strict=True):
            self.changing.setdefault((area.sheet, area.left), []).append((area.top, area.top))
            self._keep(area[:3], _vector(column))

    # ---- which cells change -----------------------------------------------------------------

    def may_change(self, sheet: int, row: int, col: int) -> bool:
        spans = self.changing.get((sheet, col))
        return spans is not None and any(top <= row <= bottom for top, bottom in spans)

    def among(self, area: Area) -> Iterator[Cell]:
        """The cells of an area that may change."""
        for (sheet, col), spans in self.changing.items():
            if sheet == area.sheet and area.left <= col <= area.right:
                rows = {
                    row
                    for top, bottom in spans
                    for row in range(max(top, area.top), min(bottom, area.bottom) + 1)
                }
                yield from ((sheet, row, col) for row in sorted(rows))

    def require(self, area: Area) -> list[Cell]:
        """The cells of an area that hold anything but what the sheet holds; all are known."""
        cells = list(self.among(area))
        missing = [cell for cell in cells if cell not in self.vectors]
        if missing:
            if len(missing) > thresholds.CELLS_OF_CASES:
                raise GiveUp
            raise _Needed(missing)
        return [cell for cell in cells if cell in self.unlike]

    def value(self, sheet: int, row: int, col: int) -> Value:
        """A cell's one value, or its values as a column of lanes."""
        cell = (sheet, row, col)
        vector = self.vectors.get(cell)
        if vector is None:
            if self.may_change(*cell):
                raise _Needed([cell])
            return self.state.model.value(*cell)
        return vector if len(vector) > 1 else vector.item()

    # ---- evaluating -------------------------------------------------------------------------

    def of(self, outputs: Sequence[Area]) -> list[list[Scalar]]:
        changing = [area[:3] for area in outputs if self.may_change(*area[:3])]
        for cell in changing:
            evaluating(self._settle, cell)
        out = []
        for area in outputs:
            found = as_array(self.value(*area[:3])).ravel().tolist()
            out.append(found * self.count if len(found) == 1 else found)
        return out

    def _settle(self, cell: Cell) -> None:
        stack, on_stack = [cell], {cell}
        while stack:
            top = stack[-1]
            if top not in self.vectors:
                try:
                    self._keep(top, self._evaluate(top))
                except _Needed as needed:
                    many = len(self.vectors) > thresholds.CELLS_OF_CASES
                    if many or not on_stack.isdisjoint(needed.cells):
                        raise GiveUp from None
                    stack += needed.cells
                    on_stack.update(needed.cells)
                    continue
            stack.pop()
            on_stack.discard(top)

    def _keep(self, cell: Cell, vector: Array) -> None:
        """Remember a cell's values, as one where all are the same."""
        if len(vector) > 1:
            if vector.dtype == object:
                items = vector.ravel().tolist()
                first = items[0]
                same = all(type(item) is type(first) and item == first for item in items)
            else:
                same = bool((vector == vector[0]).all())
            vector = vector[:1] if same else vector
        self.vectors[cell] = vector
        now = self.state.model.value(*cell)
        if len(vector) > 1 or type(vector.item()) is not type(now) or vector.item() != now:
            self.unlike.add(cell)

    def _evaluate(self, cell: Cell) -> Array:
        group = self.state.owner(*cell)
        if group is None or group.run.kind != "normal":
            raise GiveUp
        compiled = group.in_lanes
        traits = compiled.traits
        if traits.cases and not (traits.volatile or traits.dynamic):
            try:
                value = compiled.run(_Lanes(self, cell))
                array = as_array(value if isinstance(value, np.ndarray) else cell_result(value))
                if array.shape in ((1, 1), (self.count, 1)):
                    return _as_cells(array)
            except (_Needed, GiveUp):
                raise
            except (OneByOne, Failure):
                pass
            except Exception as wrong:  # case by case it will show what the matter is
                if is_foreign(wrong):
                    raise
        if traits.volatile:
            run = compiled.run
            return _vector([self._one(run, _Case(self, cell, i)) for i in range(self.count)])
        return _vector(list(self._case_by_case(compiled.run, cell)))

    def _case_by_case(self, closure: Callable[[Frame], Value], cell: Cell) -> Iterator[Scalar]:
        """The value in each case; evaluated once for cases alike in all that was read."""
        known: dict[tuple[Cell, ...], dict[tuple[int, ...], Scalar]] = {}
        for case in range(self.count):
            for cells, values in known.items():
                key = tuple(self._codes(each)[case] for each in cells)
                if key in values:
                    yield values[key]
                    break
            else:
                frame = _Case(self, cell, case)
                value = self._one(closure, frame)
                cells = tuple(frame.seen)
                if len(known) < thresholds.KINDS_OF_CASES or cells in known:
                    key = tuple(self._codes(each)[case] for each in cells)
                    known.setdefault(cells, {})[key] = value
                yield value

    def _codes(self, cell: Cell) -> list[int]:
        """A number per case, the same where the cell's value is the same."""
        codes = self.codes.get(cell)
        if codes is None:
            seen: dict[tuple[type, Scalar], int] = {}
            items = self.vectors[cell].ravel().tolist()
            codes = [seen.setdefault((type(item), item), len(seen)) for item in items]
            self.codes[cell] = codes
        return codes

    def _one(self, closure: Callable[[Frame], Value], frame: _Case) -> Scalar:
        try:
            value = closure(frame)
        except Failure as failure:
            return failure.error
        except RecursionError:
            return NUM
        except (_Needed, GiveUp):
            raise
        except Exception as wrong:
            if isinstance(wrong, TimeoutError) or is_foreign(wrong):
                raise
            return VALUE
        if isinstance(value, Reference):
            value = frame.intersect(value)
        return cell_result(value)


def _as_cells(array: Array) -> Array:
    """What cells hold for results in lanes."""
    if array.dtype != object:
        return array + 0.0 if array.dtype == np.float64 else array
    return _vector([cell_result(item) for item in array.ravel().tolist()])


def _vector(values: list[Scalar]) -> Array:
    out = np.empty((len(values), 1), object)
    out[:, 0] = values
    return tighten(out)


class _Lanes(Frame):
    """A cell's surroundings in all cases at once."""

    __slots__ = ("cases", "whole")

    def __init__(self, cases: Cases, cell: Cell) -> None:
        super().__init__(cases.state, *cell, (cases.count, 1))
        self.cases = cases
        self.whole = 0

    @property
    def memo(self) -> dict[Any, Any]:  # type: ignore[override]
        return self.cases.memo

    @property
    def rows(self) -> int:
        return 1

    @property
    def columns(self) -> int:
        return 1

    def taken_whole(self, part: Callable[[Any], Value]) -> Value:
        self.whole += 1
        try:
            return part(self)
        finally:
            self.whole -= 1

    def lane_at(self, sheet: int, row: int, col: int, moves_down: bool, moves_right: bool) -> Value:
        value = self.cases.value(sheet, row, col)
        if self.whole and isinstance(value, np.ndarray):
            raise OneByOne
        return value

    def value_at(self, sheet: int, row: int, col: int) -> Scalar:
        value = self.cases.value(sheet, row, col)
        if isinstance(value, np.ndarray):
            raise OneByOne
        return value

    def _fixed(self, ref: Reference) -> Reference:
        """A reference whose cells do not change."""
        for area in ref.areas:
            if self.cases.require(area):
                raise OneByOne
        return ref

    def read(self, ref: Reference) -> Value:
        if len(ref.areas) == 1 and ref.area.is_cell:
            return self.value_at(*ref.area[:3])
        return super().read(self._fixed(ref))

    def used(self, ref: Reference) -> Value:
        if len(ref.areas) == 1 and ref.area.is_cell:
            return self.value_at(*ref.area[:3])
        return super().used(self._fixed(ref))

    def once(self, ref: Reference) -> Value:
        if len(ref.areas) == 1 and ref.area.is_cell:
            return self.value_at(*ref.area[:3])
        return super().once(self._fixed(ref))

    def filled(self, ref: Reference) -> Value:
        if len(ref.areas) == 1 and ref.area.is_cell:
            return self.value_at(*ref.area[:3])
        return super().filled(self._fixed(ref))

    def kinds(self, ref: Reference) -> Kinds | None:
        return None

    def intersect(self, ref: Reference) -> Value:
        found = _crossing(ref, self.row, self.col)
        return VALUE if found is None else self.lane_at(*found, False, False)

    def window(self, precedent: Precedent) -> Window:
        """The cells of a range beside each other, one row per case."""
        rows = sorted((precedent.top.at(self.row), precedent.bottom.at(self.row)))
        cols = sorted((precedent.left.at(self.col), precedent.right.at(self.col)))
        area = Area(precedent.sheet, rows[0], cols[0], rows[1], cols[1])
        if rows[0] < 0 or cols[0] < 0:
            raise OneByOne
        self.cases.require(area)
        size = (rows[1] - rows[0] + 1) * (cols[1] - cols[0] + 1)
        if size * self.cases.count > thresholds.WINDOW_OF_CASES:
            raise OneByOne
        parts = []
        for row in range(rows[0], rows[1] + 1):
            for col in range(cols[0], cols[1] + 1):
                value = as_array(self.cases.value(area.sheet, row, col))
                parts.append(np.broadcast_to(value, (self.cases.count, 1)))
        kinds = {part.dtype for part in parts}
        dtype = kinds.pop() if len(kinds) == 1 else np.dtype(object)
        values = np.concatenate([part.astype(dtype) for part in parts], axis=1)
        return Window.of_lanes(kinds_in(values))


class _Case(Frame):
    """A cell's surroundings in one case."""

    __slots__ = ("calls", "case", "cases", "remembered", "seen")

    def __init__(self, cases: Cases, cell: Cell, case: int) -> None:
        super().__init__(cases.state, *cell)
        self.cases = cases
        self.case = case
        self.calls = 0
        self.remembered: dict[Any, Any] = {}
        self.seen: dict[Cell, None] = {}
        """The cells read that differ from case to case."""

    @property
    def memo(self) -> dict[Any, Any]:  # type: ignore[override]
        return self.remembered

    def inside(self, local: dict[str, Any]) -> Frame:
        frame = _Case(self.cases, (self.sheet, self.row, self.col), self.case)
        frame.local, frame.depth, frame.seen = local, self.depth, self.seen
        frame.calls = self.calls
        return frame

    def called(self, local: dict[str, Any], calls: int) -> Frame:
        frame = self.inside(local)
        frame.depth, frame.calls = self.depth + 1, calls
        return frame

    def moved(self, sheet: int, row: int, col: int) -> Frame:
        frame = _Case(self.cases, (sheet, row, col), self.case)
        frame.seen = self.seen
        return frame

    def value_at(self, sheet: int, row: int, col: int) -> Scalar:
        value = self.cases.value(sheet, row, col)
        if not isinstance(value, np.ndarray):
            return value
        self.seen[sheet, row, col] = None
        return value[self.case].item()

    def read(self, ref: Reference) -> Value:
        return self._overlaid(ref, super().read)

    def used(self, ref: Reference) -> Value:
        return self._overlaid(ref, super().used)

    def once(self, ref: Reference) -> Value:
        if len(ref.areas) == 1 and self.cases.require(ref.area):
            return self.read(ref)
        return super().once(ref)

    def filled(self, ref: Reference) -> Value:
        if len(ref.areas) == 1 and self.cases.require(ref.area):
            return self.used(ref)
        return super().filled(ref)

    def kinds(self, ref: Reference) -> Kinds | None:
        return None

    def _overlaid(self, ref: Reference, read: Callable[[Reference], Value]) -> Value:
        """The values of the sheet with those of this case over them."""
        if len(ref.areas) != 1 or ref.area.is_cell:
            return read(ref)
        area = ref.area
        changing = self.cases.require(area)
        array = read(ref)
        if not changing or not isinstance(array, np.ndarray):
            return array
        array = array.astype(object)
        for cell in changing:
            row, col = cell[1] - area.top, cell[2] - area.left
            if row < array.shape[0] and col < array.shape[1]:
                array[row, col] = self.value_at(*cell)
        return tighten(array)

    def intersect(self, ref: Reference) -> Value:
        found = _crossing(ref, self.row, self.col)
        return VALUE if found is None else self.value_at(*found)


def _crossing(ref: Reference, row: int, col: int) -> Cell | None:
    """The cell of a range that implicit intersection takes."""
    if len(ref.areas) != 1:
        return None
    sheet, top, left, bottom, right = ref.area
    if top != bottom:
        if not top <= row <= bottom:
            return None
        top = row
    if left != right:
        if not left <= col <= right:
            return None
        left = col
    return sheet, top, left
