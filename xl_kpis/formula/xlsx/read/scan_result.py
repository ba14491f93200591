"""What a scan of a sheet's XML gives: cells in document order, formulas, places for the writer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from xl_kpis.formula.reference import MAX_COLS
from xl_kpis.formula.sheets.columns import Column, Columns
from xl_kpis.formula.values.kinds import BLANK, BOOL, TEXT
from xl_kpis.formula.values.value import Scalar

NO_TYPE, NUMBER_TYPE, STRING_TYPE, BOOL_TYPE, ERROR_TYPE, OTHER_TYPE = range(6)
"""The ``t`` of a cell as written: none, ``n``, ``str``, ``b``, ``e``, any other."""
TYPE_CODES = {
    b"": NO_TYPE,
    b"n": NUMBER_TYPE,
    b"str": STRING_TYPE,
    b"b": BOOL_TYPE,
    b"e": ERROR_TYPE,
}


class Layout(NamedTuple):
    """Where the rows of a sheet's XML are, and what the XML is like."""

    data: bytes
    """All of it, in UTF-8."""
    encoding: str
    """How the part itself is encoded."""
    body: tuple[int, int]
    """Where the rows start and end."""
    prefix: bytes
    """Namespace prefix of the sheet's elements, with its colon."""

    def is_plain(self, start: int, stop: int) -> bool:
        """Whether no comment, CDATA section or instruction occurs between two positions."""
        return self.data.find(b"<!", start, stop) < 0 and self.data.find(b"<?", start, stop) < 0


@dataclass(eq=False, repr=False)
class Formulas:
    """The formula cells of a sheet, in document order; numbers are int32,
    positions are into the sheet's bytes."""

    special: dict[int, dict[str, str]]
    """Attributes of formulas that have more to say (masters, arrays over several cells, data
    tables)."""
    cell: np.ndarray
    """Which cell of the scan."""
    tag_end: np.ndarray
    """Where the ``>`` of the cell's tag is."""
    text: np.ndarray
    """Start of the formula text."""
    text_end: np.ndarray
    value: np.ndarray
    """Start of what the writer replaces: ``<v>…</v>``, or nothing just before ``</c>``."""
    value_end: np.ndarray
    type: np.ndarray
    """The cell's type as written, one of the codes above."""
    shared: np.ndarray
    """The shared group of a cell that has no text of its own, else -1."""
    alone: np.ndarray
    """Of an array formula for its own cell alone the number of the cell's metadata, 0 if it has
    none; else -1."""

    def __len__(self) -> int:
        return len(self.cell)


@dataclass(eq=False, repr=False)
class SheetScan:
    """Everything found in one worksheet's XML. Arrays run over cells in document order."""

    data: bytes
    row: np.ndarray
    col: np.ndarray
    kind: np.ndarray
    num: np.ndarray
    text_at: np.ndarray
    """Which cells hold a text or an error."""
    texts: np.ndarray
    """Those (objects)."""
    at: np.ndarray
    """Where each cell's tag starts."""
    formulas: Formulas
    hidden_rows: list[int] = field(default_factory=list)
    rich: bool = False
    """Whether some cell has value metadata (``vm``)."""
    in_order: bool = False
    """Whether the cells are known to come row by row."""
    layout: Layout = field(default_factory=lambda: Layout(b"", "utf-8", (0, 0), b""))

    @cached_property
    def texts_by_cell(self) -> dict[int, Any]:
        """The text or the error of each cell that has one."""
        return dict(zip(self.text_at.tolist(), self.texts.tolist(), strict=True))

    @classmethod
    def unread(cls, layout: Layout) -> SheetScan:
        """A sheet in which nobody looked for cells."""
        none = np.empty(0, np.int32)
        formulas = Formulas({}, *[none] * 9)
        kind, num, texts = np.empty(0, np.uint8), np.empty(0), np.empty(0, object)
        return cls(layout.data, none, none, kind, num, none, texts, none, formulas, layout=layout)

    def objects(self) -> np.ndarray:
        """The texts and errors, None for cells that hold neither."""
        objects = np.full(len(self.row), None, object)
        objects[self.text_at] = self.texts
        return objects

    def values_at(self, cells: Sequence[tuple[int, int]]) -> list[Scalar]:
        """The values of some cells (row, column) as the file has them, None for blank ones."""
        if not len(self.row) or not cells:
            return [None] * len(cells)
        place = self.row.astype(np.int64) * MAX_COLS + self.col
        order = np.arange(len(place)) if self.in_order else np.argsort(place, kind="stable")
        wanted = np.array([row * MAX_COLS + col for row, col in cells], np.int64)
        found = np.minimum(np.searchsorted(place, wanted, sorter=order), len(place) - 1)
        at = order[found]
        out: list[Scalar] = []
        for i, hit in zip(at.tolist(), (place[at] == wanted).tolist(), strict=True):
            kind, number = self.kind[i], float(self.num[i])
            if not hit or kind == BLANK:
                out.append(None)
            elif kind <= BOOL:
                out.append(bool(number) if kind == BOOL else number)
            else:
                out.append(self.texts_by_cell[i])
        return out

    def columns(self) -> Columns:
        """The cells as columns."""
        out = Columns()
        n = len(self.row)
        if not n:
            return out
        objects = self.objects() if len(self.texts) else None
        order = self._column_order()
        row, kind, num = self.row[order], self.kind[order], self.num[order]
        if objects is not None:
            objects = objects[order]
        col = self.col[order]
        starts = np.append(0, (col[1:] != col[:-1]).nonzero()[0] + 1)
        stops = np.append(starts[1:], len(col))
        firsts, lasts = row[starts].tolist(), row[stops - 1].tolist()
        with_objects = np.logical_or.reduceat(kind >= TEXT, starts).tolist()
        spans = zip(starts.tolist(), stops.tolist(), firsts, lasts, with_objects, strict=True)
        for start, stop, first, last, has_objects in spans:
            kinds = kind[start:stop].copy()
            own = None
            if objects is not None and has_objects:
                own = objects[start:stop].copy()
            rows = None if last - first + 1 == stop - start else row[start:stop].copy()
            out.by_index[int(col[start])] = Column(first, kinds, num[start:stop].copy(), own, rows)
        return out

    def _column_order(self) -> np.ndarray:
        """Cells by column, then row."""
        if self.in_order:
            return np.argsort(self.col.astype(np.uint16), kind="stable")
        return np.lexsort((self.row, self.col))

    def without_repeats(self) -> SheetScan:
        """The same, but of several cells with one address only the last: what was read of the
        others, formulas too, is left out, so that everybody sees the same cell."""
        row, col = self.row, self.col
        self.in_order = bool(reading_order(row, col).all())
        if self.in_order:
            return self
        order = np.lexsort((np.arange(len(row)), row, col))
        r, c = row[order], col[order]
        last = np.append((r[1:] != r[:-1]) | (c[1:] != c[:-1]), True)
        if last.all():
            return self
        keep = np.zeros(len(row), bool)
        keep[order[last]] = True
        place = np.cumsum(keep) - 1
        kept_text = keep[self.text_at]
        found = self.formulas
        kept = keep[found.cell]
        new = np.cumsum(kept) - 1
        return replace(
            self,
            **{name: getattr(self, name)[keep] for name in ("row", "col", "kind", "num", "at")},
            text_at=place[self.text_at[kept_text]],
            texts=self.texts[kept_text],
            formulas=Formulas(
                {int(new[i]): said for i, said in found.special.items() if kept[i]},
                place[found.cell[kept]].astype(np.int32),
                *(getattr(found, name)[kept] for name in _COLUMNS),
            ),
        )


_COLUMNS = ("tag_end", "text", "text_end", "value", "value_end", "type", "shared", "alone")
"""What there is of each formula beside its cell."""


def reading_order(row: np.ndarray, col: np.ndarray) -> np.ndarray:
    """Whether each cell but the first comes after the one before, row by row."""
    return (row[1:] > row[:-1]) | ((row[1:] == row[:-1]) & (col[1:] > col[:-1]))


def concatenated(scans: list[SheetScan]) -> SheetScan:
    """Scans of blocks of one sheet as one."""
    if len(scans) == 1:
        return scans[0]
    firsts = np.cumsum([0] + [len(scan.row) for scan in scans]).tolist()
    special: dict[int, dict[str, str]] = {}
    before = 0
    for scan in scans:
        special.update({i + before: said for i, said in scan.formulas.special.items()})
        before += len(scan.formulas)

    def join(name: str, shifted: bool = False) -> np.ndarray:
        parts = [getattr(scan, name) for scan in scans]
        if shifted:
            parts = [part + first for part, first in zip(parts, firsts, strict=False)]
        return np.concatenate(parts)

    cell = np.concatenate(
        [scan.formulas.cell + first for scan, first in zip(scans, firsts, strict=False)],
        dtype=np.int32,
    )
    columns = [[getattr(scan.formulas, name) for scan in scans] for name in _COLUMNS]
    return SheetScan(
        data=scans[0].data,
        row=join("row"),
        col=join("col"),
        kind=join("kind"),
        num=join("num"),
        text_at=join("text_at", shifted=True),
        texts=join("texts"),
        at=join("at"),
        formulas=Formulas(special, cell, *map(np.concatenate, columns)),
        rich=any(scan.rich for scan in scans),
        hidden_rows=[row for scan in scans for row in scan.hidden_rows],
    )
