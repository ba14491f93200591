"""Formulas put into a model's runs: who held the cells before gives them up."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping
from itertools import pairwise

from xl_kpis.formula.calculate.calculation import Calculation, Exchanged
from xl_kpis.formula.calculate.state import Cell
from xl_kpis.formula.compile.typed_formulas import may_spill
from xl_kpis.formula.grammar import relative_key, translate
from xl_kpis.formula.reference import Area
from xl_kpis.formula.sheets.model import FILLED_OVER, Model, Run, RunKind

Entered = Mapping[Cell, str | None]
"""Cells with the formulas (without ``=``) they have now; None for none."""


def kind_of(text: str) -> RunKind:
    """How a formula typed today is kept."""
    return "dynamic" if may_spill(text) else "normal"


def enter(model: Model, entered: Entered) -> None:
    """Give cells other formulas."""
    for sheet, cells in _by_sheet(entered):
        runs = model.sheets[sheet].runs
        runs[:] = sorted([*_without(runs, cells), *_new_runs(cells)])


def enter_into(calculation: Calculation, entered: Entered) -> bool:
    """As :func:`enter`, in a model whose formulas all have their values, which they keep; whether
    that could be done. Where arrays are concerned, all is to be calculated anew."""
    state, changes = calculation.state, list[Exchanged]()
    for sheet, cells in _by_sheet(entered):
        runs = state.model.sheets[sheet].runs
        places = [state.owner(sheet, *cell) for cell in cells]
        gone = list(dict.fromkeys([group for group in places if group is not None]))
        come = [*_without([group.run for group in gone], cells), *_new_runs(cells)]
        kinds = {run.kind for run in (*come, *(group.run for group in gone))}
        if not kinds <= {"normal"} or not all(group.run in runs for group in gone):
            return False
        spills = [Area(group.sheet, *group.spill) for group in state.dynamic if group.spill]
        if any(spill.intersect(Area(sheet, *cell, *cell)) for spill in spills for cell in cells):
            return False
        changes.append(Exchanged(sheet, gone, come))
    if not calculation.take_in(changes):
        return False
    for change in changes:
        runs = state.model.sheets[change.sheet].runs
        for group in change.gone:
            runs.remove(group.run)
        for run in change.come:
            insort(runs, run)
    return True


def _by_sheet(entered: Entered) -> Iterable[tuple[int, dict[tuple[int, int], str | None]]]:
    found: dict[int, dict[tuple[int, int], str | None]] = {}
    for (sheet, row, col), text in entered.items():
        found.setdefault(sheet, {})[row, col] = text
    return found.items()


def _without(runs: Iterable[Run], cells: Mapping[tuple[int, int], str | None]) -> Iterable[Run]:
    """The runs without some cells. The cells of one result are given up as a whole."""
    columns: dict[int, list[int]] = {}
    for row, col in sorted(cells):
        columns.setdefault(col, []).append(row)
    for run in runs:
        taken = {
            col: columns[col][start:stop]
            for col in (
                columns if run.right - run.left > len(columns) else range(run.left, run.right + 1)
            )
            if col in columns and run.left <= col <= run.right
            for start in (bisect_left(columns[col], run.top),)
            for stop in (bisect_right(columns[col], run.bottom),)
            if start < stop
        }
        if not taken:
            yield run
        elif run.is_filled:
            yield from _pieces(run, taken)
        elif run.kind == "dynamic" and run.top not in taken.get(run.left, ()):
            # it spilled there when it was saved; whether it can now shows when it is calculated
            yield run._replace(bottom=run.top, right=run.left)


def _pieces(run: Run, taken: Mapping[int, list[int]]) -> Iterable[Run]:
    """What is left of a run: columns between those that lose cells whole, the others in parts."""
    edges = [run.left - 1, *sorted(taken), run.right + 1]
    for before, after in pairwise(edges):
        if before + 1 < after:
            yield _part(run, run.top, before + 1, run.bottom, after - 1)
    for col, rows in taken.items():
        stops = [run.top - 1, *rows, run.bottom + 1]
        for before, after in pairwise(stops):
            if before + 1 < after:
                yield _part(run, before + 1, col, after - 1, col)


def _part(run: Run, top: int, left: int, bottom: int, right: int) -> Run:
    text = translate(run.text, run.top, run.left, top, left)
    return Run(top, left, bottom, right, text, run.kind)


def _new_runs(cells: Mapping[tuple[int, int], str | None]) -> Iterable[Run]:
    """Runs of new formulas: the same one filled down is one."""
    last: Run | None = None
    key = ""
    for col, row in sorted((col, row) for row, col in cells):
        text = cells[row, col]
        if text is None:
            continue
        kind, own = kind_of(text), relative_key(text, row, col)
        filled = FILLED_OVER.get(kind, kind)
        follows = last is not None and (last.left, last.bottom + 1, key) == (col, row, own)
        if follows and last is not None and last.kind in (kind, filled):
            last = last._replace(bottom=row, kind=filled)
            continue
        if last is not None:
            yield last
        last, key = Run(row, col, row, col, text, kind), own
    if last is not None:
        yield last
