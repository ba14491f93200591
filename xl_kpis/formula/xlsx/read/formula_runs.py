"""From the formula cells of a sheet to runs: one formula over a rectangle."""

from __future__ import annotations

import string
from _thread import allocate_lock
from collections import defaultdict
from collections.abc import Callable, Iterable, Set
from itertools import compress
from operator import itemgetter, not_
from typing import NamedTuple

import numpy as np

from xl_kpis.formula.grammar import translate
from xl_kpis.formula.reference import Area, cell_name, parse_area
from xl_kpis.formula.sheets.model import Run, RunKind
from xl_kpis.formula.xlsx.package.xml_text import content, contents
from xl_kpis.formula.xlsx.read.filled_formulas import ALONE, Filler
from xl_kpis.formula.xlsx.read.relative_forms import wraps
from xl_kpis.formula.xlsx.read.scan_result import Formulas, SheetScan, reading_order

_KEPT_FORMULAS, _KEPT_SHEETS = 5_000, 256
_kept: dict[tuple[bytes | str, ...], list[Run]] = {}
"""Runs of sheets seen lately by their formulas: workbooks made from one template share them."""
_lock = allocate_lock()


def runs_of(scan: SheetScan, dynamic: Set[int]) -> list[Run]:
    """All runs of a sheet, by their top left cells in reading order.

    ``dynamic`` has the numbers of cell metadata that mark dynamic arrays.
    """
    found = scan.formulas
    if not len(found):
        return []
    rows, cols = scan.row[found.cell], scan.col[found.cell]
    if len(found) > _KEPT_FORMULAS:
        return _found_runs(scan, rows, cols, dynamic)
    data = scan.data
    spans = zip(found.text.tolist(), found.text_end.tolist(), strict=True)
    key = (
        rows.tobytes(),
        cols.tobytes(),
        found.shared.tobytes(),
        found.alone.tobytes(),
        b"\0".join([data[a:b] for a, b in spans]),
        repr((found.special, sorted(dynamic))),
    )
    runs = _kept.get(key)
    if runs is None:
        runs = _found_runs(scan, rows, cols, dynamic)
        with _lock:
            while len(_kept) >= _KEPT_SHEETS:
                del _kept[next(iter(_kept))]
            _kept[key] = runs
    return list(runs)


def _found_runs(
    scan: SheetScan, rows: np.ndarray, cols: np.ndarray, dynamic: Set[int]
) -> list[Run]:
    """The runs of a sheet not seen before."""
    found = scan.formulas
    out: list[Run] = []
    masters: dict[int, list[int]] = defaultdict(list)
    alone = found.alone >= 0
    plain = (found.shared < 0) & ~alone
    for index, said in found.special.items():
        kind = said.get("t")
        if kind == "shared":
            number = min(int(said["si"]), 2**31 - 1)
            if not masters[number] or "ref" in said:
                masters[number].append(index)
                plain[index] = False
        else:
            plain[index] = False
            text = _text(scan, index)
            run = _array(said, int(rows[index]), int(cols[index]), text, dynamic)
            if run is not None:
                if run.kind == "dynamic" and _is_obstructed(found, rows, cols, index, run):
                    run = run._replace(bottom=run.top, right=run.left)
                out.append(run)
    normal = list(_plain_runs(scan, rows, cols, np.flatnonzero(plain), "normal", "normal"))
    out += joined(_shared_runs(scan, rows, cols, masters), normal) if masters else normal
    if alone.any():
        spills = np.isin(found.alone, list(dynamic))
        chosen = np.flatnonzero(alone & spills)
        out += _plain_runs(scan, rows, cols, chosen, "dynamic", "dynamics")
        chosen = np.flatnonzero(alone & ~spills)
        out += _plain_runs(scan, rows, cols, chosen, "array", "arrays")
    out.sort()
    return out


def _text(scan: SheetScan, index: int) -> str:
    found = scan.formulas
    return content(scan.data[found.text[index] : found.text_end[index]])


def _array(said: dict[str, str], row: int, col: int, text: str, dynamic: Set[int]) -> Run | None:
    """The run of an array formula or a data table."""
    bottom, right = row, col
    ref = said.get("ref", "")
    if ref != cell_name(row, col):
        try:
            area = parse_area(ref)
            if (area.top, area.left) == (row, col):
                bottom, right = area.bottom, area.right
        except ValueError:
            pass  # without a sound ref the formula fills its own cell
    if said["t"] == "dataTable":
        first = "#REF!" if said.get("del1") in ("1", "true") else said.get("r1", "")
        second = "#REF!" if said.get("del2") in ("1", "true") else said.get("r2", "")
        if said.get("dt2D") in ("1", "true"):
            text = f"TABLE({first},{second})"
        elif said.get("dtr") in ("1", "true"):
            text = f"TABLE({first},)"
        else:
            text = f"TABLE(,{first})"
        return Run(row, col, bottom, right, text, "table")
    if not text:
        return None
    cm = said.get("cm", "")
    spills = cm.isdecimal() and int(cm) in dynamic
    return Run(row, col, bottom, right, text, "dynamic" if spills else "array")


def _is_obstructed(
    found: Formulas, rows: np.ndarray, cols: np.ndarray, index: int, run: Run
) -> bool:
    """Whether another formula stands where an array is said to have spilled; formulas come in the
    order of their rows."""
    if run.top == run.bottom and (
        index + 1 == len(rows) or rows[index + 1] != run.top or cols[index + 1] > run.right
    ):
        return False
    first, end = np.searchsorted(rows, [run.top, run.bottom + 1]).tolist()
    inside = (cols[first:end] >= run.left) & (cols[first:end] <= run.right)
    inside &= (found.text[first:end] < found.text_end[first:end]) | (found.shared[first:end] >= 0)
    return bool(np.count_nonzero(inside) > 1)


def _shared_runs(
    scan: SheetScan, rows: np.ndarray, cols: np.ndarray, masters: dict[int, list[int]]
) -> Iterable[Run]:
    """Rectangles of the shared groups; each group is known by its master's index."""
    shared = scan.formulas.shared
    children = np.flatnonzero(shared >= 0)
    numbers = shared[children]
    owner = np.full(len(children), -1, np.int64)
    known = np.array(sorted(masters), np.int64)
    at = np.searchsorted(known, numbers)
    at[at == len(known)] = 0
    first = np.array([masters[number][0] for number in known.tolist()], np.int64)
    hit = known[at] == numbers
    owner[hit] = first[at[hit]]
    for number, several in masters.items():
        if len(several) > 1:
            _choose(scan, rows, cols, children, numbers == number, several, owner)
    keep = owner >= 0
    own = np.array([index for several in masters.values() for index in several], np.int64)
    cells = np.concatenate([children[keep], own])
    group = np.concatenate([owner[keep], own])
    r, c = rows[cells].astype(np.int64), cols[cells].astype(np.int64)
    order = np.lexsort((r, c, group))
    r, c, group = r[order], c[order], group[order]
    breaks = (np.diff(r) != 1) | (np.diff(c) != 0) | (np.diff(group) != 0)
    starts = np.concatenate([[0], np.flatnonzero(breaks) + 1])
    stops = np.append(starts[1:], len(r)) - 1
    strips = zip(
        group[starts].tolist(),
        c[starts].tolist(),
        c[starts].tolist(),
        r[starts].tolist(),
        r[stops].tolist(),
        strict=True,
    )
    for index, left, right, top, bottom in _side_by_side(strips):
        row, col = int(rows[index]), int(cols[index])
        text = _text(scan, index)
        if wraps(text, (top - row, bottom - row), (left - col, right - col)):
            for i in range(top, bottom + 1):
                for j in range(left, right + 1):
                    yield Run(i, j, i, j, translate(text, row, col, i, j))
        else:
            yield Run(top, left, bottom, right, translate(text, row, col, top, left))


def joined(shared: Iterable[Run], others: Iterable[Run]) -> list[Run]:
    """Runs, none of which goes on in the next one: a formula filled over many cells is often
    written as several shared ones, of 64 rows each, say, and its first cell by itself.

    >>> joined([Run(1, 5, 64, 5, "A2*2"), Run(65, 5, 90, 5, "A66*2")], [Run(0, 5, 0, 5, "A1*2")])
    [Run(top=0, left=5, bottom=90, right=5, text='A1*2', kind='normal')]
    """
    runs, apart = list(shared), list(others)
    for way in _WAYS:
        begins = {(way.first(run), way.sides(run)) for run in runs}
        ends = {(way.last(run), way.sides(run)) for run in runs}
        near = [
            (way.last(run) + 1, way.sides(run)) in begins
            or (way.first(run) - 1, way.sides(run)) in ends
            for run in apart
        ]
        runs += compress(apart, near)
        apart = list(compress(apart, map(not_, near)))
    for way in _WAYS:
        runs = way.joined(runs)
    return [*runs, *apart]


class _Way(NamedTuple):
    """Down or across: what says where a run begins and ends, and what its sides are; characters
    that change from cell to cell."""

    first: Callable[[Run], int]
    last: Callable[[Run], int]
    sides: Callable[[Run], tuple[int, int]]
    changing: dict[int, int | None]

    def joined(self, runs: list[Run]) -> list[Run]:
        """Runs with those that go on in the next one made one."""
        out: list[Run] = []
        for run in sorted(runs, key=lambda run: (self.sides(run), self.first(run))):
            before = out[-1] if out else run
            if (
                self.sides(before) == self.sides(run)
                and self.last(before) == self.first(run) - 1
                and self._goes_on(before, run)
            ):
                run = Run(before.top, before.left, run.bottom, run.right, before.text)
                out.pop()
            out.append(run)
        return out

    def _goes_on(self, before: Run, run: Run) -> bool:
        """Whether a run is another's formula filled on; most that are not differ in other
        characters than those that change from cell to cell."""
        top, left, text = before.top, before.left, before.text
        if text.translate(self.changing) != run.text.translate(self.changing):
            return False
        if translate(text, top, left, run.top, run.left) != run.text:
            return False
        return not wraps(text, (0, run.bottom - top), (0, run.right - left))


_WAYS = (
    _Way(itemgetter(0), itemgetter(2), itemgetter(1, 3), str.maketrans("", "", string.digits)),
    _Way(
        itemgetter(1), itemgetter(3), itemgetter(0, 2), str.maketrans("", "", string.ascii_letters)
    ),
)


def _choose(
    scan: SheetScan,
    rows: np.ndarray,
    cols: np.ndarray,
    children: np.ndarray,
    mine: np.ndarray,
    masters: list[int],
    owner: np.ndarray,
) -> None:
    """Give each child of a number used several times its master: the last one before it,
    rather one whose ref has the child."""
    areas: list[Area | None] = []
    for master in masters:
        try:
            areas.append(parse_area(scan.formulas.special[master].get("ref", "")))
        except ValueError:
            areas.append(None)
    for at in np.flatnonzero(mine).tolist():
        child = int(children[at])
        row, col = rows[child], cols[child]
        best = masters[0]
        holds = False
        for master, area in zip(masters, areas, strict=True):
            if master > child and best != masters[0]:
                break
            inside = (
                area is not None
                and area.top <= row <= area.bottom
                and area.left <= col <= area.right
            )
            if inside or not holds:
                if master < child or inside:
                    best = master
                holds = holds or inside
        owner[at] = best


def _side_by_side(
    strips: Iterable[tuple[int, int, int, int, int]],
) -> Iterable[tuple[int, int, int, int, int]]:
    """Merge strips (group, left, right, top, bottom), sorted by column within a group, of the same
    rows in adjacent columns."""
    open_: dict[tuple[int, int, int], list[int]] = {}
    done: list[tuple[int, int, int, int, int]] = []
    for group, left, right, top, bottom in strips:
        key = group, top, bottom
        sides = open_.get(key)
        if sides is not None and sides[1] == left - 1:
            sides[1] = right
            continue
        if sides is not None:
            done.append((group, sides[0], sides[1], top, bottom))
        open_[key] = [left, right]
    for (group, top, bottom), (left, right) in open_.items():
        done.append((group, left, right, top, bottom))
    return done


def _plain_runs(
    scan: SheetScan,
    rows: np.ndarray,
    cols: np.ndarray,
    chosen: np.ndarray,
    kind: RunKind,
    filled: RunKind,
) -> Iterable[Run]:
    """Runs of formulas written out one by one; of what kind one in a single cell is, and one that
    is filled over several."""
    if not len(chosen):
        return
    r, c = rows[chosen], cols[chosen]
    if not reading_order(r, c).all():
        order = np.lexsort((c, r))
        r, c, chosen = r[order], c[order], chosen[order]
    keys: dict[bytes, int] = {}
    texts: dict[tuple[int, int], bytes] = {}
    numbered = []
    alone: list[tuple[int, int]] = []
    alone_texts: list[bytes] = []
    for left, right, top, bottom, key, raw in Filler(scan, r, c, chosen).blocks():
        if key is ALONE:
            alone.append((top, left))
            alone_texts.append(raw)
            continue
        number = keys.setdefault(key, len(keys))
        texts[top, left] = raw
        numbered.append((number, left, right, top, bottom))
    for _, left, right, top, bottom in _side_by_side(numbered):
        is_cell = top == bottom and left == right
        text = content(texts[top, left])
        yield Run(top, left, bottom, right, text, kind if is_cell else filled)
    for (row, col), text in zip(alone, contents(alone_texts), strict=True):
        yield Run(row, col, row, col, text, kind)
