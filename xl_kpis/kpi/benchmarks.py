"""What currency benchmarks are in."""

from __future__ import annotations

from xl_kpis.kpi.model import Kpi

CURRENCY = "USD"
"""What the benchmarks of amounts are in that are shipped."""
DOLLARS = (CURRENCY, "US$", "$", "")
"""Currencies of a workbook that may be it; empty where none is named."""


def in_dollars(kpi: Kpi) -> bool:
    """Whether a KPI's benchmarks are amounts of the articles; those of a pack file are in its own
    currency."""
    return kpi.unit == "money" and bool(kpi.tiers) and not kpi.own
