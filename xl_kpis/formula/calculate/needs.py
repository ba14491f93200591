"""What has to be evaluated before some cells have their values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xl_kpis.formula.calculate.state import State
from xl_kpis.formula.compile.group import Group
from xl_kpis.formula.reference import Area


class Needs:
    """What runs of a workbook read, as far as their references tell: what they find by a text or
    by moving a reference shows only when they are evaluated."""

    def __init__(self, state: State, order: Sequence[Group]) -> None:
        """``order`` is one in which each run comes after those that it reads."""
        self._state = state
        self._rank = {group: i for i, group in enumerate(order)}
        self._read: dict[Group, list[Group]] = {}
        self._known: dict[Area, list[Group]] = {}

    def of(self, area: Area) -> list[Group]:
        """The runs of an area and all that they need, those that are read before their readers."""
        known = self._known.get(area)
        if known is None:
            found = self._reached(self._state.owners_in(area))
            known = self._known[area] = sorted(found, key=self._rank.__getitem__)
        return known

    def _reached(self, groups: Iterable[Group]) -> set[Group]:
        found: set[Group] = set()
        todo = list(groups)
        while todo:
            group = todo.pop()
            if group not in found:
                found.add(group)
                todo += self._read_by(group)
        return found

    def _read_by(self, group: Group) -> list[Group]:
        known = self._read.get(group)
        if known is None:
            areas = (p.over(group.run) for p in group.precedents)
            owners = (owner for area in areas for owner in self._state.owners_in(area))
            known = self._read[group] = list(dict.fromkeys(owners))
        return known
