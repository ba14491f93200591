"""The benchmarks of a KPI from its tables in a pack file: tiers, domain, scale."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

from xl_kpis.kpi.model import ESTIMATES, PROVENANCES, TIERS, Source, Tier
from xl_kpis.kpi.pack_parts import LARGEST_SHARE, PackTable, number_of

TIER_KEYS = (*TIERS[1:], "source", "notes", "provenance", "read")
READ_KEYS = ("source", "line")

Domain = tuple[float | None, float | None]

_BOUND = re.compile(r"\s*(>=|<=|>|<|≥|≤)\s*(.+)")


def pair(part: PackTable, key: str, unit: str) -> Domain | None:
    """Two numbers in order, either of which may be "" for none."""
    found = part.content.get(key)
    if found is None:
        return None
    if not isinstance(found, list) or len(found) != 2:
        part.fault("pair", key, name=key)
        return None
    ends = [None if one == "" else number_of(one, unit) for one in found]
    if any(end is None and one != "" for end, one in zip(ends, found, strict=True)):
        part.fault("pair", key, name=key)
        return None
    low, high = ends
    for end, one in zip(ends, found, strict=True):
        if end is not None:
            part.no_text_number(key, one)
            part.sound_share(key, one, end, unit)
    if key == "domain" and low is not None and high is not None and low >= high:
        part.fault("pair_order", key, name=key)
    return low, high


def within(value: float, domain: Domain) -> bool:
    """Whether a value is one that a KPI can have."""
    low, high = domain
    return (low is None or value >= low) and (high is None or value <= high)


def tiers_in(
    part: PackTable,
    id: str,
    unit: str,
    better: str,
    domain: Domain,
    above: tuple[str, ...],
    sources: Mapping[str, str],
) -> tuple[Tier, ...]:
    """The tiers of the KPI ``id`` from its table; none where it has none. ``above``: the keys of
    the KPI's own table; ``sources``: those of the pack by name, each with its day."""
    own = part.table("tiers")
    if own is None:
        return ()
    own.only(TIER_KEYS, above=above)
    given = {tier: own.content[tier] for tier in TIERS[1:] if tier in own.content}
    if len(given) < 3:
        lacking = ", ".join(tier for tier in TIERS[1:] if tier not in given)
        part.fault("tiers_missing", "tiers", names=lacking)
    source = own.text("source", f"note.{id}.source") if "source" in own.content else {}
    said = own.table("provenance")
    if said is not None:
        said.only(TIERS[1:])
    notes = own.table("notes")
    if notes is not None:
        notes.only(TIERS[1:])
    read = _read(own, sources)
    found = []
    for name, bound in given.items():
        tier = _tier(own, name, bound, unit, better)
        if tier is None:
            continue
        if not within(tier.floor, domain):
            own.fault("tier_domain", name, name=name, value=bound)
        noted = notes is not None and name in notes.content
        if noted and notes is not None:
            notes.text(name, f"note.{id}.{name}")
        note = f"{id}.{name}" if noted else f"{id}.source" if any(source.values()) else ""
        provenance = "pack"
        if said is not None and name in said.content:
            provenance = said.one_of(name, "pack", PROVENANCES)
            if provenance in ESTIMATES and not note:
                said.fault("no_note", name, name=name, value=provenance)
        found.append(replace(tier, provenance=provenance, note=note, source=read))
    if len(found) < 3:
        return ()
    sign = 1 if better == "higher" else -1
    for one, following in pairwise(found):
        if sign * one.floor >= sign * following.floor:
            own.fault("tiers_order", following.id, name=following.id, other=one.id)
    return tuple(found)


def _read(own: PackTable, sources: Mapping[str, str]) -> Source | None:
    """Where the figures can be looked up."""
    found = own.table("read")
    if found is None:
        return None
    found.only(READ_KEYS)
    name = found.word("source", "", required=True)
    line = found.whole("line", 1, 1, 10**6)
    if name and name not in sources:
        known = ", ".join(sources) or "–"
        found.fault("choice", "source", name="source", value=name, known=known)
    return Source(name, sources[name], line) if name in sources else None


def _tier(own: PackTable, id: str, said: Any, unit: str, better: str) -> Tier | None:
    match = _BOUND.fullmatch(said) if isinstance(said, str) else None
    floor = number_of(match[2], unit) if match else None
    if match is None or floor is None:
        own.fault("tier", id, name=id, value=said, example=_bound(said, unit, better))
        return None
    own.sound_share(id, match[2], floor, unit)
    sign = {"≥": ">=", "≤": "<="}.get(match[1], match[1])
    if (sign[0] == ">") != (better == "higher"):
        own.fault(f"tier_{better}", id, name=id, value=said)
        return None
    return Tier(id, floor, sign, "pack")


def _bound(said: Any, unit: str, better: str) -> str:
    """How a bound is written, with the number of what was."""
    number = re.search(r"\d+(?:[.,]\d+)?", str(said))
    plain = number[0].replace(",", ".") if number else "70"
    share = unit == "ratio" and ("%" in str(said) or float(plain) > LARGEST_SHARE)
    return f"{'>=' if better == 'higher' else '<='} {plain}{'%' if share else ''}"


def scale_of(
    part: PackTable, unit: str, better: str, domain: Domain, found: tuple[Tier, ...]
) -> tuple[float, float]:
    """What scores 0 and 100. Unless the file says so: as far from the outer tiers as the next
    ones are, within what is possible."""
    given = pair(part, "scale", unit)
    if not found:
        if given is not None:
            part.fault("scale_alone", "scale")
        return 0.0, 100.0
    typical, above, best = (tier.floor for tier in found)
    if given is None or None in given:
        if given is not None:
            part.fault("pair", "scale", name="scale")
        low, high = domain
        worst, top = (
            min(max(end, -math.inf if low is None else low), math.inf if high is None else high)
            for end in (round(2 * typical - above, 10), round(2 * best - above, 10))
        )
        return worst, top
    worst, top = given[0] or 0.0, given[1] or 0.0
    sign = 1 if better == "higher" else -1
    if not sign * worst < sign * typical or not sign * best < sign * top:
        part.fault("scale", "scale")
    if any(not within(end, domain) for end in (worst, top)):
        part.advise("scale_domain", "scale")
    return worst, top
