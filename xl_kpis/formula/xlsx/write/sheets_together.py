"""The values of many sheets written together: setting up arrays takes as long for the cells of one
small sheet as for those of fifty.

The bytes of as many sheets as are written at once are put one behind the other; what comes of them
is cut at the sheets' ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

import numpy as np

from xl_kpis.formula import thresholds
from xl_kpis.formula.sheets.columns import Columns
from xl_kpis.formula.xlsx.read.scan_result import Layout, SheetScan
from xl_kpis.formula.xlsx.write.splice import Edit, edits_of, gathered, spliced


class ToWrite(NamedTuple):
    """A sheet, the values it has now, and edits beside those of its formulas' values, in order."""

    scan: SheetScan
    cells: Columns
    others: list[Edit]

    @property
    def is_small(self) -> bool:
        """Whether it is sooner written with others, which takes all its bytes at once."""
        scan = self.scan
        return (
            not (self.others or scan.rich or scan.layout.prefix)
            and len(scan.formulas) <= thresholds.SPLICED_AT_ONCE
            and len(scan.data) <= thresholds.SCANNED_AT_ONCE
        )


def rewritten(sheets: Iterable[ToWrite]) -> Iterator[Iterator[bytes] | None]:
    """The new bytes of each sheet, in pieces; None if they are those it has: a sheet in which
    nothing changes need not be packed again."""
    some: list[ToWrite] = []
    formulas = size = 0
    for each in sheets:
        more, room = len(each.scan.formulas), len(each.scan.data)
        full = (
            formulas + more > thresholds.SPLICED_AT_ONCE or size + room > thresholds.SCANNED_AT_ONCE
        )
        if some and (full or not each.is_small):
            yield from _together(some)
            some, formulas, size = [], 0, 0
        if each.is_small:
            some.append(each)
            formulas, size = formulas + more, size + room
        else:
            yield _differing(each.scan.data, spliced(*each))
    yield from _together(some)


def _together(sheets: Sequence[ToWrite]) -> Iterator[Iterator[bytes] | None]:
    """As :func:`rewritten`, of small sheets."""
    if len(sheets) < 2:
        for each in sheets:
            yield _differing(each.scan.data, spliced(*each))
        return
    scan, sheet, starts = _joined([each.scan for each in sheets])
    found = gathered([each.cells for each in sheets], sheet, scan.row, scan.col)
    edits = edits_of(scan, *found, 0, len(sheet))
    for each, parts in zip(sheets, edits.applied_apart(scan.data, starts), strict=True):
        new = b"".join(parts)
        yield None if new == each.scan.data else iter([new])


def _joined(scans: Sequence[SheetScan]) -> tuple[SheetScan, np.ndarray, np.ndarray]:
    """The formula cells of several sheets as those of one, of which sheet each is, and where the
    sheets begin; with as much of them as the writer looks at."""
    starts = np.cumsum([0, *(len(scan.data) for scan in scans)])
    cells = np.cumsum([0, *(len(scan.row) for scan in scans)])
    sheet = np.repeat(np.arange(len(scans)), [len(scan.formulas) for scan in scans])
    moved = starts[sheet].astype(np.int32)

    def of_formulas(name: str) -> np.ndarray:
        return np.concatenate([getattr(scan.formulas, name) for scan in scans])

    cell = of_formulas("cell") + cells[sheet]
    row, col, at = (
        np.concatenate([getattr(scan, name) for scan in scans])[cell]
        for name in ("row", "col", "at")
    )
    places = (of_formulas(name) + moved for name in ("tag_end", "value", "value_end"))
    tag_end, value, value_end = places
    data = b"".join([scan.data for scan in scans])
    none = SheetScan.unread(Layout(data, "utf-8", (0, len(data)), b""))
    formulas = replace(
        none.formulas,
        cell=np.arange(len(cell)),
        tag_end=tag_end,
        value=value,
        value_end=value_end,
        type=of_formulas("type"),
    )
    return replace(none, row=row, col=col, at=at + moved, formulas=formulas), sheet, starts


def _differing(data: bytes, pieces: Iterator[bytes]) -> Iterator[bytes] | None:
    """The pieces, taken as far as they are what ``data`` has; None if all of it is the same."""
    same = 0
    for piece in pieces:
        if not data.startswith(piece, same):
            return chain((data[:same], piece), pieces)
        same += len(piece)
    return None if same == len(data) else iter((data[:same],))
