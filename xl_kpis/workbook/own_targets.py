"""What a business wants to reach: read from a workbook, compared, and said in words."""

from __future__ import annotations

from typing import Any

from xl_kpis.kpi import tiers
from xl_kpis.kpi.model import Kpi, Tier
from xl_kpis.kpi.words import format_number, format_value, money_decimals
from xl_kpis.workbook import layout
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.texts import words

Record = dict[str, Any]
ON_TRACK, BEHIND = "on_track", "behind"
NOTHING: Record = {
    "own_target": None,
    "own_target_gap": None,
    "own_target_state": None,
    "owner": "",
    "next_step": "",
    "due": "",
    "comment": "",
}
"""What a record says of targets where there is none."""
_RECORDED = {"owner": "owner", "step": "next_step", "due": "due", "comment": "comment"}


def own_tier(kpi: Kpi, target: Any) -> Tier:
    """A target in the place of a tier: it is reached where the value is there."""
    return Tier("target", target, ">=" if kpi.better == "higher" else "<=", "user")


def compared(kpi: Kpi, value: float | None, target: float | None) -> Record:
    """A value beside a target: ``own_target``, ``own_target_gap`` (positive as long as something is
    missing) and ``own_target_state`` (``on_track`` or ``behind``).

    >>> from xl_kpis.kpi.lookup import kpi
    >>> compared(kpi("mentoring.time_to_milestone"), 10, 8)
    {'own_target': 8, 'own_target_gap': 2.0, 'own_target_state': 'behind'}
    """
    gap = None if value is None or target is None else tiers.gap(value, kpi, own_tier(kpi, target))
    state = None if gap is None else BEHIND if gap > 0 else ON_TRACK
    return {"own_target": target, "own_target_gap": gap, "own_target_state": state}


def is_possible(kpi: Kpi, target: float) -> bool:
    """Whether a KPI can be this at all."""
    low, high = kpi.domain
    return (low is None or target >= low) and (high is None or target <= high)


def read_plans(places: Places) -> dict[str, Record]:
    """By KPI what is written beside its target: ``owner``, ``next_step``, ``due``, ``comment``.
    Nothing in workbooks of layouts without targets."""
    if not places.has(layout.PLAN_IDS):
        return {}
    ids = places.values(layout.PLAN_IDS)
    columns = {field: places.values(layout.plan_name(field)) for field in _RECORDED}
    found = {}
    for kpi in places.kpis:
        if kpi.id in ids:
            row = ids.index(kpi.id)
            found[kpi.id] = {
                key: _said(places, field, columns[field][row]) for field, key in _RECORDED.items()
            }
    return found


def _said(places: Places, field: str, value: Any) -> str:
    if field == "due" and (day := places.date(value)):
        return day.isoformat()
    if isinstance(value, float):
        return f"{value:.15g}"
    return value.strip() if isinstance(value, str) else ""


def has_plan(record: Record) -> bool:
    """Whether a record says anything of a target."""
    return any(record[key] not in (None, "") for key in ("own_target", *_RECORDED.values()))


def target_value_words(record: Record, language: str, currency: str = "USD") -> str:
    """A target as its KPI is shown; empty where there is none."""
    if record["own_target"] is None:
        return ""
    return format_value(record["own_target"], record["unit"], language, currency)


def state_words(record: Record, language: str, currency: str = "USD") -> str:
    """On track, or behind by how much; empty where nothing can be said."""
    gap, unit = record["own_target_gap"], record["unit"]
    if gap is None:
        return ""
    if record["own_target_state"] == ON_TRACK:
        return words("target.on_track", language)
    digits = {"ratio": 1, "months": 1, "days": 1, "number": 1}.get(unit, 2)
    digits = money_decimals(currency) if unit == "money" else digits
    number = format_number(100 * gap if unit == "ratio" else gap, digits, language)
    if unit == "money":
        number = f"{number}\u00a0{currency}"
    return words(f"target.behind.{unit}", language, gap=number)
