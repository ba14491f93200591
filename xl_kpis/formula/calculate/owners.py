"""Whose formula covers a cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.reference import Area

_Spans = tuple[list[int], list[int], list[Group]]
"""The runs of a column: their first rows, ascending, their last ones, and their groups."""


class Owners:
    """Who owns which cells: per sheet and column, runs by their first row."""

    def __init__(self, sheets: int, groups: Iterable[Group]) -> None:
        self._columns: list[dict[int, _Spans]] = [{} for _ in range(sheets)]
        for group in groups:
            run = group.run
            for tops, bottoms, owners in self._spans(group):
                tops.append(run.top)
                bottoms.append(run.bottom)
                owners.append(group)
        for columns in self._columns:
            for col, (tops, bottoms, owners) in columns.items():
                if tops != sorted(tops):
                    order = sorted(range(len(tops)), key=tops.__getitem__)
                    spans = ([part[i] for i in order] for part in (tops, bottoms, owners))
                    columns[col] = tuple(spans)  # type: ignore[assignment]

    def _spans(self, group: Group) -> Iterator[_Spans]:
        """The runs of each column that a group has cells in."""
        columns = self._columns[group.sheet]
        for col in range(group.run.left, group.run.right + 1):
            spans = columns.get(col)
            if spans is None:
                spans = columns[col] = [], [], []
            yield spans

    def add(self, group: Group) -> None:
        """A group owns its cells from now on."""
        for tops, bottoms, owners in self._spans(group):
            place = bisect_right(tops, group.run.top)
            tops.insert(place, group.run.top)
            bottoms.insert(place, group.run.bottom)
            owners.insert(place, group)

    def remove(self, group: Group) -> None:
        """A group owns its cells no more."""
        columns = self._columns[group.sheet]
        for col in range(group.run.left, group.run.right + 1):
            tops, bottoms, owners = columns[col]
            place = owners.index(group)
            del tops[place], bottoms[place], owners[place]
            if not owners:
                del columns[col]

    def of(self, sheet: int, row: int, col: int) -> Group | None:
        """The group whose run covers a cell."""
        spans = self._columns[sheet].get(col)
        if spans is None:
            return None
        i = bisect_right(spans[0], row) - 1
        return spans[2][i] if i >= 0 and row <= spans[1][i] else None

    def within(self, area: Area) -> Iterator[Group]:
        """The groups whose runs have cells in an area (one may come several times)."""
        columns = self._columns[area.sheet]
        cols: Iterable[int] = range(area.left, area.right + 1)
        if area.right - area.left > len(columns):
            cols = sorted(col for col in columns if area.left <= col <= area.right)
        beyond = area.left
        for col in cols:
            if col < beyond or col not in columns:
                continue
            tops, bottoms, groups = columns[col]
            i = max(bisect_right(tops, area.top) - 1, 0)
            if i < len(tops) and tops[i] <= area.top and bottoms[i] >= area.bottom:
                beyond = groups[i].run.right + 1  # nothing but this run in any of its columns
                yield groups[i]
                continue
            while i < len(tops) and tops[i] <= area.bottom:
                if bottoms[i] >= area.top:
                    yield groups[i]
                i += 1

    def rows(self) -> Iterator[tuple[int, int, list[int], list[int]]]:
        """Sheets, columns, and the first and last rows of the runs there."""
        for sheet, columns in enumerate(self._columns):
            for col, (tops, bottoms, _) in columns.items():
                yield sheet, col, tops, bottoms
