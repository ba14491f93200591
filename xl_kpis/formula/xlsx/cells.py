"""What a scan of a sheet's XML gives: cells in document order, formulas, places for the writer."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from xl_kpis.formula.columns import TEXT, Column, Columns

NO_TYPE, NUMBER_TYPE, STRING_TYPE, BOOL_TYPE, ERROR_TYPE, OTHER_TYPE = range(6)
"""The ``t`` of a cell as written: none, ``n``, ``str``, ``b``, ``e``, any other."""
TYPE_CODES = {
    b"": NO_TYPE,
    b"n": NUMBER_TYPE,
    b"str": STRING_TYPE,
    b"b": BOOL_TYPE,
    b"e": ERROR_TYPE,
}


@dataclass
class Formulas:
    """The formula cells of a sheet, in document order; positions are into the sheet's bytes."""

    cell: np.ndarray
    """Which cell of the scan (int32)."""
    tag_end: np.ndarray
    """Where the ``>`` of the cell's tag is."""
    text: np.ndarray
    """Start of the formula text."""
    text_end: np.ndarray
    value: np.ndarray
    """Start of what the writer replaces: ``<v>…</v>``, or nothing just before ``</c>``."""
    value_end: np.ndarray
    type: np.ndarray
    """The cell's type as written, one of the codes above (uint8)."""
    shared: np.ndarray
    """The shared group of a cell that has no text of its own, else -1 (int32)."""
    special: dict[int, dict[str, str]] = field(default_factory=dict)
    """Attributes of formulas that have more to say (masters, arrays, data tables)."""

    def __len__(self) -> int:
        return len(self.cell)


@dataclass
class SheetScan:
    """Everything found in one worksheet's XML. Arrays run over cells in document order."""

    data: bytes
    encoding: str
    row: np.ndarray
    col: np.ndarray
    kind: np.ndarray
    num: np.ndarray
    texts: dict[int, object]
    """Text and error values by cell."""
    at: np.ndarray
    """Where each cell's tag starts."""
    formulas: Formulas
    hidden_rows: list[int] = field(default_factory=list)
    body: tuple[int, int] = (0, 0)
    """Where the rows start and end."""
    prefix: bytes = b""
    """Namespace prefix of the sheet's elements, with its colon."""
    plain: bool = True
    """Whether no comment, CDATA section or instruction occurs among the rows."""

    def columns(self) -> Columns:
        """The cells as columns."""
        out = Columns()
        n = len(self.row)
        if not n:
            return out
        objects = None
        if self.texts:
            objects = np.full(n, None, object)
            objects[list(self.texts)] = list(self.texts.values())
        order = self._column_order()
        row, kind, num = self.row[order], self.kind[order], self.num[order]
        if objects is not None:
            objects = objects[order]
        col = self.col[order]
        starts = np.flatnonzero(np.diff(col, prepend=-1))
        stops = np.append(starts[1:], n)
        for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
            first, last = int(row[start]), int(row[stop - 1])
            kinds = kind[start:stop].copy()
            own = None
            if objects is not None and (kinds >= TEXT).any():
                own = objects[start:stop].copy()
            rows = None if last - first + 1 == stop - start else row[start:stop].copy()
            out.by_index[int(col[start])] = Column(first, kinds, num[start:stop].copy(), own, rows)
        return out

    def _column_order(self) -> np.ndarray:
        """Cells by column, then row; of a cell that occurs twice only the last."""
        row, col = self.row, self.col
        steps = np.diff(row)
        in_order = not (steps < 0).any()
        if in_order:
            order = np.argsort(col.astype(np.uint16), kind="stable")
            same_row = steps == 0
            if not (np.diff(col)[same_row] <= 0).any():
                return order
        order = np.lexsort((np.arange(len(row)), row, col))
        r, c = row[order], col[order]
        last = np.append((np.diff(r) != 0) | (np.diff(c) != 0), True)
        return order[last]
