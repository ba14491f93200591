"""The packs there are: the two that are shipped, and those of files.

A pack of a file is taken in by :func:`use`: its KPIs are found by :func:`kpis_of`, and its texts
by the ids that follow from its names. What is shipped keeps its meaning: no other pack can have
its id, and a name or acronym of a shipped KPI goes on meaning that one.

Where packs of files come from says :mod:`~xl_kpis.kpi.pack_sources`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xl_kpis import languages
from xl_kpis.kpi.kpis import PACKS
from xl_kpis.kpi.model import Kpi


@dataclass(frozen=True, eq=False)
class Pack:
    """A line of business: its KPIs, and how a person reads them."""

    id: str
    kpis: tuple[Kpi, ...]
    source: str
    """The text of its file: a workbook carries it, to be read elsewhere."""
    base: str = ""
    """The shipped pack it extends; its logs and settings are there, too."""
    currency: str = ""
    months: int = 1
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By language and id."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Other names of its KPIs, each with the id."""


_in_use: dict[str, Pack] = {}


def use(pack: Pack) -> Pack:
    """Take a pack in. It replaces one of the same id, so that the last one read is meant."""
    if pack.id in PACKS:
        raise ValueError(f"{pack.id} is a pack that is shipped")
    _in_use[pack.id] = pack
    languages.supply(f"pack.{pack.id}", pack.texts)
    return pack


def pack_of(id: str) -> Pack | None:
    """The pack in use with this id; None for a shipped one, and where there is none."""
    return _in_use.get(id)


def kpis_of(id: str) -> tuple[Kpi, ...]:
    """The KPIs of a pack, shipped or in use; ``KeyError`` if there is no such pack."""
    return PACKS[id] if id in PACKS else _in_use[id].kpis


def base_of(id: str) -> str:
    """The shipped pack whose logs and settings a pack has; empty for one of its own."""
    return id if id in PACKS else _in_use[id].base


def is_known(id: str) -> bool:
    return id in PACKS or id in _in_use


def in_use() -> tuple[Pack, ...]:
    return tuple(_in_use.values())
