"""Finding KPIs, tiers and languages by what people call them."""

from __future__ import annotations

from functools import cache
from typing import Any

from xl_kpis.kpi.model import TIERS, Argument, Kpi
from xl_kpis.kpi.packs import at_hand, fold
from xl_kpis.kpi.shipped import KPIS
from xl_kpis.kpi.texts import text
from xl_kpis.languages import available


@cache
def kpi_keys() -> dict[str, Kpi | None]:
    """Every id, acronym and name in any language, folded; None where two KPIs share it.

    Only the id, which names the pack, is never shared: ``CRR`` and ``Client retention rate`` are.
    """
    keys: dict[str, Kpi | None] = {}
    for kpi in KPIS:
        names = [kpi.id, kpi.acronym]
        for language in available():
            names += [text(f"{kpi.id}.name", language), text(f"{kpi.id}.short", language)]
        for name in dict.fromkeys(map(fold, names)):
            keys[name] = None if name in keys else kpi
    return keys


def kpi(name: Any) -> Kpi:
    """The KPI with this id, acronym or name in any language; ``KeyError`` if none or several.
    What is shipped is looked at first, then the packs of files that are at hand.

    >>> kpi("mentoring.retention").acronym, kpi("arpu").id
    ('CRR', 'remote.arpu')
    """
    found = kpi_keys().get(fold(name)) if isinstance(name, str) else None
    if found is None and isinstance(name, str) and fold(name) not in kpi_keys():
        found = _own(fold(name))
    if found is None:
        raise KeyError(name)
    return found


def _own(key: str) -> Kpi | None:
    """The KPI of a pack file with this id, acronym, name or alias, if just one has it."""
    found = [pack.names[key] for pack in at_hand() if key in pack.names]
    return found[0] if len(found) == 1 else None


def choices(argument: Argument) -> tuple[str, ...]:
    """What a host may offer in a list for a word argument; empty where anything goes."""
    if argument.choices == "kpi":
        return tuple(kpi.id for kpi in (*KPIS, *(own for pack in at_hand() for own in pack.kpis)))
    return {"tier": TIERS[1:], "language": available()}.get(argument.choices, ())


@cache
def _tier_keys() -> dict[str, str]:
    keys = {}
    for tier in TIERS:
        keys[fold(tier)] = tier
        for language in available():
            keys[fold(text(f"tier.{tier}", language))] = tier
    return keys


def tier_id(name: Any) -> str:
    """A tier's id from its id, its word in any language or its rank; ``KeyError`` if none.

    >>> tier_id("Exceptionnel"), tier_id(2)
    ('exceptional', 'above_average')
    """
    if isinstance(name, (int, float)) and not isinstance(name, bool):
        if name in (0, 1, 2, 3):
            return TIERS[int(name)]
        raise KeyError(name)
    return _tier_keys()[fold(name) if isinstance(name, str) else ""]


def language(name: Any) -> str:
    """A code such as ``fr`` from one or from the language’s own name; ``KeyError`` if neither.

    >>> language("FR"), language("fr-CA"), language("English")
    ('fr', 'fr', 'en')
    """
    if not isinstance(name, str):
        raise KeyError(name)
    key = fold(name)
    for code in available():
        if key in (code, fold(text("language", code))) or key.startswith((f"{code}-", f"{code}_")):
            return code
    raise KeyError(name)
