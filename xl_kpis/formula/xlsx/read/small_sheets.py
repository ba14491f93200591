"""Sheets of a workbook scanned together: setting up arrays takes as long for the rows of one small
sheet as for those of a hundred.

The rows of as many sheets as are scanned at once are put one behind the other; what is found is cut
at the sheets' ends. Sheets of which one has an unusual form are scanned in smaller parts, at last
each for itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import pairwise

import numpy as np

from xl_kpis.formula import thresholds
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.xlsx.read.fast_scan import hidden_rows, scan_block
from xl_kpis.formula.xlsx.read.scan_result import Formulas, Layout, SheetScan
from xl_kpis.formula.xlsx.read.tolerant_scan import SheetSource

_ROWS = pattern(rb"\s*<row ")
_PLACES = ("tag_end", "text", "text_end", "value", "value_end")
"""What there is of each formula that is a position in the sheet's bytes."""


def scanned_together(
    layouts: Iterable[Layout], source: SheetSource
) -> Iterator[tuple[Layout, SheetScan | None]]:
    """The layouts again, each with what there is in its rows; None where they are to be scanned by
    themselves. ``source`` is of the workbook: its limits and its part are not looked at."""
    some: list[Layout] = []
    size = 0
    for layout in layouts:
        more = layout.body[1] - layout.body[0]
        if some and size + more > thresholds.SCANNED_AT_ONCE:
            yield from zip(some, _scans(some, source), strict=True)
            some, size = [], 0
        some.append(layout)
        size += more
        if size > thresholds.SCANNED_AT_ONCE // 2:  # no large sheet waits for the next one
            yield from zip(some, _scans(some, source), strict=True)
            some, size = [], 0
    yield from zip(some, _scans(some, source), strict=True)


def _scans(layouts: Sequence[Layout], source: SheetSource) -> list[SheetScan | None]:
    out: list[SheetScan | None] = [None] * len(layouts)
    usual = [i for i, layout in enumerate(layouts) if _begins_with_a_row(layout)]
    for i, scan in zip(usual, _joined([layouts[i] for i in usual], source), strict=True):
        out[i] = scan
    return out


def _begins_with_a_row(layout: Layout) -> bool:
    """Whether rows that end where these begin have to be whole ones."""
    return not layout.prefix and _ROWS.match(layout.data, *layout.body) is not None


def _joined(layouts: Sequence[Layout], source: SheetSource) -> Sequence[SheetScan | None]:
    """The sheets' scans, made together as far as that can be done."""
    starts = np.cumsum([0, *(stop - start for start, stop in (each.body for each in layouts))])
    if len(layouts) < 2 or starts[-1] <= thresholds.WALKED_BELOW:
        return [None] * len(layouts)
    data = b"".join([layout.data[slice(*layout.body)] for layout in layouts])
    scan = scan_block(data, 0, len(data), source)
    if scan is None or scan.rich:
        half = len(layouts) // 2
        return [*_joined(layouts[:half], source), *_joined(layouts[half:], source)]
    return _cut(scan, layouts, starts)


def _cut(scan: SheetScan, layouts: Sequence[Layout], starts: np.ndarray) -> list[SheetScan]:
    """What is of each sheet, with the positions it has in the sheet's own bytes."""
    found = scan.formulas
    cells = np.searchsorted(scan.at, starts)
    formulas = np.searchsorted(found.cell, cells)
    order = np.argsort(scan.text_at)
    text_at, texts = scan.text_at[order], scan.texts[order]
    text_ends = np.searchsorted(text_at, cells)
    shift = np.array([layout.body[0] for layout in layouts]) - starts[:-1]
    per_cell, per_formula = np.diff(cells), np.diff(formulas)
    at = scan.at + np.repeat(shift, per_cell).astype(np.int32)
    moved = np.repeat(shift, per_formula).astype(np.int32)
    arrays = {
        each.name: getattr(found, each.name) for each in fields(Formulas) if each.name != "special"
    }
    for name in _PLACES:
        arrays[name] = arrays[name] + moved
    arrays["cell"] = found.cell - np.repeat(cells[:-1], per_formula).astype(np.int32)
    special: list[dict[int, dict[str, str]]] = [{} for _ in layouts]
    for index, said in found.special.items():
        sheet = int(np.searchsorted(formulas, index, "right")) - 1
        special[sheet][index - int(formulas[sheet])] = said
    out = []
    bounds = zip(
        pairwise(cells.tolist()),
        pairwise(formulas.tolist()),
        pairwise(text_ends.tolist()),
        strict=True,
    )
    for i, ((a, b), (c, d), (e, f)) in enumerate(bounds):
        layout = layouts[i]
        out.append(
            SheetScan(
                data=layout.data,
                row=scan.row[a:b],
                col=scan.col[a:b],
                kind=scan.kind[a:b],
                num=scan.num[a:b],
                text_at=text_at[e:f] - a,
                texts=texts[e:f],
                at=at[a:b],
                formulas=Formulas(special[i], **{k: v[c:d] for k, v in arrays.items()}),
                hidden_rows=hidden_rows(layout.data, *layout.body) if scan.hidden_rows else [],
            )
        )
    return out
