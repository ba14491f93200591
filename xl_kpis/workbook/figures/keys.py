"""Ids of records: a row that comes again is one, and two rows of one id that differ may be two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xl_kpis.kpi.lookup import fold
from xl_kpis.workbook.figures import names
from xl_kpis.workbook.figures.logs import Found
from xl_kpis.workbook.figures.model import Data, Place, has, said
from xl_kpis.workbook.figures.options import Options
from xl_kpis.workbook.figures.tables import Block


@dataclass
class Keys:
    """The column of ids of a table, and what stood in the rows so far."""

    head: str
    file: str
    column: int | None
    twice: int = 0
    """How many rows came again."""
    _rows: dict[str, tuple[int, list[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, block: Block, file: str, found: Found, options: Options) -> Keys:
        """The ids of a table; none in a column that a person spoke of, or that is a field's."""
        for column, head in enumerate(block.heads):
            if names.is_called(head, "key") and fold(head) not in options.told:
                is_field = column in found.columns.values()
                return cls(str(head).strip(), file, None if is_field else column)
        return cls("", file, None)

    def key(self, cells: Sequence[Any]) -> str:
        """The id of a row; empty where it has none."""
        if self.column is None or not has(cells, self.column):
            return ""
        return str(cells[self.column]).strip()

    def again(self, data: Data, number: int, cells: Sequence[Any]) -> bool:
        """Whether a row with an id was there before: counted where it is the same in every cell,
        and refused where it is not."""
        key = self.key(cells)
        if not key:
            return False
        texts = [str(cell).strip() if said(cell) else "" for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        first, before = self._rows.setdefault(key, (number, texts))
        if first == number:
            return False
        if before == texts:
            self.twice += 1
        else:
            at = (self.column or 0) + 1
            where = str(Place(self.file, first, at))
            values = {"value": key, "column": self.head, "where": where}
            data.problem(Place(self.file, number, at), "key_differs", **values)
        return True
