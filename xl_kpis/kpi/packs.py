"""The packs there are: the two that are shipped, and those of files.

A pack of a file is taken in by :func:`use`: its KPIs are found by :func:`kpis_of`, its functions
and texts by the names and ids that follow from its own. What is shipped keeps its meaning: no other
pack can have its id, and a name or acronym of a shipped KPI goes on meaning that one.

Where packs of files come from says :mod:`~xl_kpis.kpi.pack_sources`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from xl_kpis import languages
from xl_kpis.kpi.logs import Log
from xl_kpis.kpi.model import Function, Kpi


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
    logs: tuple[Log, ...] = ()
    """The tables of records that figures may be worked out of, those of its base first."""
    notes: tuple[tuple[int, str, Mapping[str, Any]], ...] = ()
    """What is worth a thought in its file: line, text and values, as of a fault."""

    @cached_property
    def functions(self) -> dict[str, Function]:
        """The worksheet functions that are its own, by name; inherited ones are shipped."""
        functions = (kpi.function for kpi in self.kpis)
        return {f.name: f for f in functions if any(a.own for a in f.arguments)}

    @cached_property
    def names(self) -> dict[str, Kpi | None]:
        """Its KPIs by all that people call them, folded; None for what two of them are called."""
        found: dict[str, Kpi | None] = {}
        for kpi in self.kpis:
            told = (self.texts[language] for language in self.texts)
            names = [said.get(f"{kpi.id}.{part}") for said in told for part in ("name", "short")]
            names += [name for name, id in self.aliases.items() if id == kpi.id]
            for name in {fold(name) for name in (kpi.id, kpi.acronym, *names) if name}:
                found[name] = None if name in found else kpi
        return found


PACK_FILE = "Book_pack_file"
"""What a workbook calls the lines of the file of its pack, where it is not one that is shipped."""

SHIPPED: dict[str, Pack] = {}
"""The packs that are shipped, by id; :mod:`~xl_kpis.kpi.shipped` reads them."""
RESERVED: set[str] = set()
"""The names of the functions that are shipped, which no other pack can give to one."""

_in_use: dict[str, Pack] = {}
NEAREST: list[Callable[[], Pack | None]] = []
"""Who knows of a pack that comes before all others at this moment: that of a workbook at work."""

CURRENCIES: list[Callable[[str], Mapping[str, Mapping[str, str]] | None]] = []
"""Who knows the currencies there are: the code that a word is, or the codes it may mean, each with
its name by language; None where nobody can tell, as in a browser."""

OFFERING: list[Callable[[], Iterable[Pack]]] = []
"""Who offers packs that nobody has taken in; asked only for names that nobody knows otherwise."""


def use(pack: Pack) -> Pack:
    """Take a pack in. It replaces one of the same id, so that the last one read is meant."""
    if pack.id in SHIPPED:
        raise ValueError(f"{pack.id} is a pack that is shipped")
    _in_use[pack.id] = pack
    languages.supply(f"pack.{pack.id}", pack.texts)
    return pack


def pack_of(id: str) -> Pack | None:
    """The pack in use with this id; None for a shipped one, and where there is none."""
    return _in_use.get(id)


def kpis_of(id: str) -> tuple[Kpi, ...]:
    """The KPIs of a pack, shipped or in use; ``KeyError`` if there is no such pack."""
    return (SHIPPED.get(id) or _in_use[id]).kpis


def logs_of(id: str) -> tuple[Log, ...]:
    """The logs of a pack, shipped or in use."""
    return (SHIPPED.get(id) or _in_use[id]).logs


def base_of(id: str) -> str:
    """The shipped pack whose logs and settings a pack has; empty for one of its own."""
    return id if id in SHIPPED else _in_use[id].base


def is_known(id: str) -> bool:
    return id in SHIPPED or id in _in_use


def in_use() -> tuple[Pack, ...]:
    return tuple(_in_use.values())


def at_hand() -> Iterator[Pack]:
    """The packs of files that a name may mean, the nearest first and each id once: that of the
    workbook at work, those in use, those that the environment offers."""
    nearest = next((pack for source in NEAREST if (pack := source())), None)
    if nearest is not None:
        yield nearest if is_known(nearest.id) else use(nearest)
    for pack in in_use():
        if nearest is None or pack.id != nearest.id:
            yield pack
    for offered in OFFERING:
        for pack in offered():
            if not is_known(pack.id):
                yield use(pack)


def fold(name: str) -> str:
    """Upper and lower case, spaces and apostrophes as people happen to type them, made equal."""
    return " ".join(name.replace("‘", "’").replace("'", "’").casefold().split())
