"""The benchmarks: where each tier begins, what the source said, and where it said it.

All figures come from three articles on United States businesses that name no sources themselves.
``stated`` is a bound the article gives; ``stated_point`` a single "about …" figure read as a
floor; the others are ours and carry an asterisk wherever a person sees them.
"""

from __future__ import annotations

from xl_kpis.kpi.model import TIERS, Kpi, Source, Tier

MENTORING = "000_8ab8d54273b70cf5.txt"
REMOTE = "003_783673d1bf3e1616.txt"

CURRENCY = "USD"
"""What the benchmarks of amounts are in."""
DOLLARS = (CURRENCY, "US$", "$", "")
"""Currencies of a workbook that may be it; empty where none is named."""

Row = tuple[float, str, str, str]
"""Floor, operator, provenance, note."""


def in_dollars(kpi: Kpi) -> bool:
    """Whether a KPI's benchmarks are amounts of the articles; those of a pack file are in its own
    currency."""
    return kpi.unit == "money" and bool(kpi.tiers) and not kpi.own


def tiers_of(file: str, line: int, typical: Row, above: Row, exceptional: Row) -> tuple[Tier, ...]:
    rows = zip(TIERS[1:], (typical, above, exceptional), strict=True)
    return tuple(Tier(tier, *row, Source(file, line)) for tier, row in rows)


BENCHMARKS: dict[str, tuple[Tier, ...]] = {
    "mentoring.satisfaction": tiers_of(
        MENTORING,
        23,
        (8.0, ">=", "stated_point", "point"),
        (8.5, ">=", "stated", ""),
        (9.0, ">=", "stated", ""),
    ),
    "mentoring.session_completion": tiers_of(
        MENTORING,
        44,
        (0.75, ">=", "stated_point", "point"),
        (0.8, ">=", "stated", ""),
        (0.9, ">=", "stated", ""),
    ),
    "mentoring.career_advancement": tiers_of(
        MENTORING,
        60,
        (0.5, ">=", "stated", ""),
        (0.7, ">=", "stated", "shared_bound"),
        (0.85, ">", "stated", "strict"),
    ),
    "mentoring.time_to_milestone": tiers_of(
        MENTORING,
        83,
        (12, "<=", "stated", ""),
        (6, "<=", "stated", "shared_bound"),
        (3, "<", "stated", "strict"),
    ),
    "mentoring.retention": tiers_of(
        MENTORING,
        101,
        (0.7, ">=", "stated", "gap"),
        (0.8, ">=", "stated", "gap"),
        (0.9, ">=", "stated", ""),
    ),
    "mentoring.workshop_growth": tiers_of(
        MENTORING,
        123,
        (0.1, ">=", "stated", ""),
        (0.2, ">", "stated", "strict"),
        (0.3, ">=", "stated", ""),
    ),
    "mentoring.networking_success": tiers_of(
        MENTORING,
        140,
        (0.2, ">=", "stated", ""),
        (0.3, ">=", "stated", "shared_bound"),
        (0.4, ">=", "stated", "shared_bound"),
    ),
    "remote.satisfaction": tiers_of(
        REMOTE,
        27,
        (0.7, ">=", "extrapolated", "same_width"),
        (0.8, ">=", "stated", "gap"),
        (0.95, ">=", "stated", ""),
    ),
    "remote.session_completion": tiers_of(
        REMOTE,
        51,
        (0.7, ">=", "stated", "gap"),
        (0.8, ">=", "stated", "gap"),
        (0.9, ">=", "stated", ""),
    ),
    "remote.retention": tiers_of(
        REMOTE,
        73,
        (0.8, ">=", "stated_point", "point"),
        (0.85, ">=", "interpolated", "midpoint"),
        (0.9, ">=", "stated", "top_performers"),
    ),
    "remote.arpu": tiers_of(
        REMOTE,
        94,
        (150, ">=", "stated_point", "point"),
        (200, ">=", "stated", ""),
        (300, ">=", "stated", ""),
    ),
    "remote.free_to_paid": tiers_of(
        REMOTE,
        115,
        (0.2, ">=", "stated", ""),
        (0.4, ">=", "stated", "shared_bound"),
        (0.6, ">", "stated", "strict"),
    ),
    "remote.job_placement": tiers_of(
        REMOTE,
        136,
        (0.5, ">=", "stated", ""),
        (0.7, ">=", "stated", "shared_bound"),
        (0.8, ">", "resolved", "contradiction"),
    ),
    "remote.time_to_milestone": tiers_of(
        REMOTE,
        154,
        (8, "<=", "stated", "gap"),
        (5, "<=", "stated", "gap"),
        (3, "<=", "stated", ""),
    ),
}
