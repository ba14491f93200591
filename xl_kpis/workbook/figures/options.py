"""What a person says about figures before they are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from xl_kpis.kpi.lookup import fold
from xl_kpis.workbook.figures.presets import Preset

SCALE = re.compile(r"(.*\S)\s*/\s*([1-9]\d{0,2})")
"""A field with the best value it may have: ``Rating/5``."""

LESS = re.compile(r"[-−–]\s*(\S.*)")
"""A field from which a column is taken off: ``-Amount``."""


@dataclass(frozen=True)
class Options:
    """How to read what a file alone does not tell; everything may be left out."""

    dates: str = ""
    """``dmy`` or ``mdy``."""
    decimal: str = ""
    """``point`` or ``comma``."""
    log: str = ""
    """The log that records belong to, by id or title."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """What headings, or names of figures, stand for; nothing leaves them out."""
    statuses: Mapping[str, str] = field(default_factory=dict)
    """What statuses mean: ``held``, ``missed`` or ``ignored``."""
    where: Mapping[str, str] = field(default_factory=dict)
    """Take only rows with these texts in these columns; ``*`` stands for anything."""
    unless: Mapping[str, str] = field(default_factory=dict)
    """Leave out rows with one of these texts."""
    preset: Preset | None = None
    spread: bool = False
    """Spread figures of longer periods over the shorter ones of the workbook."""

    def scale_of(self, head: str) -> int | None:
        """The best rating of a column, where a person said it (``Rating/5``).

        >>> Options(columns={"Stars": "rating/5"}).scale_of("stars")
        5
        """
        for name, what in self.columns.items():
            if fold(name) == fold(head) and (found := SCALE.fullmatch(what.strip())):
                return int(found[2])
        return None

    @property
    def less(self) -> tuple[str, ...]:
        """Headings, folded, of what a person said is to be taken off amounts.

        >>> Options(columns={"Gift card": "-Amount", "Fee": ""}).less
        ('gift card',)
        """
        return tuple(fold(name) for name, what in self.columns.items() if is_less(what))

    @property
    def told(self) -> frozenset[str]:
        """Headings, folded, about which a person said what they stand for."""
        return frozenset(map(fold, self.columns))


def is_less(what: str) -> bool:
    """Whether a column is to be taken off another, as a person says what it is."""
    return LESS.fullmatch(what.strip()) is not None
