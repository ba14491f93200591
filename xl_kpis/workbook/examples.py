"""Example data: the worked examples of the articles, and a history that leads up to them.

The twelfth quarter has the articles' own numbers. The eleven before are made up by us, to have
something to draw; they describe no business.
"""

from __future__ import annotations

import datetime as dt

from xl_kpis.kpi.packs import kpis_of

QUARTERS = 12
SETTINGS: dict[str, object] = {"first_period": dt.date(2023, 1, 1), "months": 3}

_CLIENTS: dict[str, list[float]] = {
    "clients_start": [120, 126, 131, 139, 148, 152, 160, 168, 177, 185, 193, 200],
    "clients_end": [126, 131, 139, 148, 152, 160, 168, 177, 185, 193, 200, 220],
    "clients_new": [34, 33, 36, 38, 36, 38, 40, 40, 41, 40, 39, 50],
}

HISTORY: dict[str, dict[str, list[float]]] = {
    "mentoring": {
        "rated_10": [0] * 12,
        "rated_9": [14, 15, 17, 16, 20, 22, 24, 26, 27, 31, 35, 40],
        "rated_8": [12, 12, 11, 14, 12, 11, 10, 10, 11, 9, 7, 5],
        "rated_7": [8, 9, 8, 7, 8, 7, 8, 7, 6, 5, 5, 5],
        "rated_6": [5, 4, 4, 3, 2, 2, 1, 1, 1, 0, 0, 0],
        "clients_asked": [62, 63, 62, 64, 63, 62, 61, 62, 61, 60, 60, 60],
        "sessions_completed": [62, 65, 66, 70, 69, 73, 72, 75, 78, 77, 79, 80],
        "sessions_scheduled": [90, 92, 90, 95, 92, 96, 94, 97, 100, 98, 99, 100],
        "clients_advanced": [17, 18, 20, 20, 22, 23, 25, 24, 27, 28, 29, 30],
        "clients_total": [42, 43, 44, 45, 45, 46, 48, 47, 49, 50, 50, 50],
        "months_to_milestone": [189, 182, 184, 180, 176, 181, 187, 190, 187, 194, 198, 200],
        "clients_at_milestone": [14, 14, 15, 15, 15, 16, 17, 18, 18, 19, 19, 20],
        "clients_open": [58, 58, 57, 58, 60, 62, 64, 63, 62, 66, 67, 66],
        **_CLIENTS,
        "attendance_before": [30, 33, 35, 34, 37, 41, 40, 43, 46, 45, 48, 50],
        "attendance_now": [33, 35, 34, 37, 41, 40, 43, 46, 45, 48, 50, 65],
        "connections_made": [14, 15, 17, 16, 18, 20, 19, 21, 22, 21, 24, 25],
        "event_attendees": [80, 82, 85, 84, 88, 90, 92, 94, 95, 96, 98, 100],
    },
    "remote": {
        "clients_satisfied": [55, 57, 60, 61, 65, 68, 70, 74, 75, 79, 82, 85],
        "clients_surveyed": [80, 82, 83, 85, 88, 90, 91, 94, 95, 97, 99, 100],
        "clients_asked": [130, 130, 128, 132, 131, 134, 135, 133, 136, 138, 137, 140],
        "sessions_completed": [28, 29, 31, 30, 33, 34, 34, 36, 37, 37, 39, 40],
        "sessions_scheduled": [42, 43, 44, 43, 45, 46, 45, 47, 48, 48, 49, 50],
        **_CLIENTS,
        "revenue": [
            *(61000, 64500, 66000, 70500, 73000, 77500, 80000, 83500, 87000, 91500, 95500),
            100000,
        ],
        "users": [720, 745, 760, 790, 812, 840, 862, 885, 912, 940, 968, 1000],
        "consultations_paying": [9, 10, 10, 11, 12, 12, 14, 14, 16, 17, 18, 20],
        "consultations_free": [38, 40, 39, 41, 42, 43, 44, 45, 46, 48, 48, 50],
        "clients_placed": [17, 18, 19, 21, 21, 23, 24, 25, 27, 27, 29, 30],
        "clients_coached": [36, 37, 39, 40, 42, 43, 44, 45, 47, 48, 49, 50],
        "months_to_milestone": [104, 102, 101, 104, 99, 103, 101, 102, 99, 103, 101, 100],
        "clients_at_milestone": [13, 13, 14, 15, 15, 16, 16, 17, 17, 18, 19, 20],
        "clients_open": [33, 33, 33, 34, 33, 33, 34, 35, 35, 34, 34, 33],
    },
}


def history(pack: str) -> dict[str, list[float]]:
    """Twelve quarters of a pack by measure id, the articles' numbers last. A measure without a
    history of its own grows evenly towards its worked example, and a day moves up to its own."""
    told = HISTORY.get(pack, {})
    days = {measure.id for kpi in kpis_of(pack) for measure in kpi.measures if measure.is_day}
    grown = {
        measure: [*(_before(last, i, measure in days) for i in range(QUARTERS - 1)), last]
        for measure, (last,) in worked_examples(pack).items()
        if measure not in told
    }
    return told | grown


def _before(last: float, quarter: int, is_day: bool) -> float:
    """A figure of an earlier quarter; a day lies as much earlier."""
    if is_day:
        return last - 91 * (QUARTERS - 1 - quarter)
    return round(last * (0.7 + 0.3 * quarter / (QUARTERS - 1)))


def worked_examples(pack: str) -> dict[str, list[float]]:
    """Only the articles' numbers, as one period, by measure id."""
    figures: dict[str, list[float]] = {}
    for kpi in kpis_of(pack):
        given = dict(
            zip((a.name for a in kpi.function.arguments), kpi.example.arguments, strict=False)
        )
        for measure in kpi.measures:
            if measure.rating:
                counts = zip(given["ratings"], given["counts"], strict=True)
                found = [count for (rating,), (count,) in counts if rating == measure.rating]
                if found:
                    figures[measure.id] = [float(found[0])]
            elif measure.argument and not measure.shared:
                figures[measure.id] = [float(given[measure.argument])]
    return figures
