"""The fourteen KPIs: which function, which direction, which rows a person fills in.

The order is the order of the articles, and of every list, sheet and report.
"""

from __future__ import annotations

from xl_kpis.kpi import functions as f
from xl_kpis.kpi.benchmarks import BENCHMARKS
from xl_kpis.kpi.model import Example, Function, Kpi, Measure

HIGHER, LOWER = "higher", "lower"
SHARE = (0.0, 1.0)


def define(
    id: str,
    acronym: str,
    function: Function,
    example: tuple[tuple[object, ...], float, str, float],
    measures: tuple[Measure, ...],
    *,
    better: str = HIGHER,
    domain: tuple[float | None, float | None] = SHARE,
    anchors: tuple[float, float] = SHARE,
    combine: str = "sum",
    errata: tuple[int, ...] = (),
) -> Kpi:
    arguments, result, tier, score = example
    typical, above, exceptional = BENCHMARKS[id]
    return Kpi(
        id,
        acronym,
        function,
        better,
        domain,
        (typical, above, exceptional),
        anchors,
        Example(arguments, result),
        tier,
        score,
        measures,
        combine,
        errata,
    )


def measures_of(function: Function, *ids: str) -> tuple[Measure, ...]:
    """One measure per argument, in order."""
    names = [argument.name for argument in function.arguments]
    return tuple(Measure(id, name) for id, name in zip(ids, names, strict=False))


MENTORING = (
    define(
        "mentoring.satisfaction",
        "CSS",
        f.KPI_SATISFACTION,
        (([[9], [8], [7]], [[40], [5], [5]]), 8.7, "above_average", 60.0),
        (
            *(Measure(f"rated_{rating}", "counts", rating) for rating in range(10, 0, -1)),
            Measure("clients_asked"),
        ),
        domain=(f.RATING_MIN, f.RATING_MAX),
        anchors=(f.RATING_MIN, f.RATING_MAX),
        errata=(1, 2, 10),
    ),
    define(
        "mentoring.session_completion",
        "MSCR",
        f.KPI_COMPLETION,
        ((80, 100), 0.8, "above_average", 50.0),
        measures_of(f.KPI_COMPLETION, "sessions_completed", "sessions_scheduled"),
        errata=(11,),
    ),
    define(
        "mentoring.career_advancement",
        "CCAR",
        f.KPI_ADVANCEMENT,
        ((30, 50), 0.6, "typical", 37.5),
        measures_of(f.KPI_ADVANCEMENT, "clients_advanced", "clients_total"),
    ),
    define(
        "mentoring.time_to_milestone",
        "ATACCM",
        f.KPI_TIME_TO_MILESTONE,
        ((200, 20), 10.0, "typical", 100 / 3),
        (
            *measures_of(f.KPI_TIME_TO_MILESTONE, "months_to_milestone", "clients_at_milestone"),
            Measure("clients_open"),
        ),
        better=LOWER,
        domain=(0.0, None),
        anchors=(18, 0),
        errata=(9,),
    ),
    define(
        "mentoring.retention",
        "CRR",
        f.KPI_RETENTION,
        ((200, 220, 50), 0.85, "above_average", 62.5),
        measures_of(f.KPI_RETENTION, "clients_start", "clients_end", "clients_new"),
        combine="chain",
        errata=(4, 5, 6),
    ),
    define(
        "mentoring.workshop_growth",
        "WAGP",
        f.KPI_WORKSHOP_GROWTH,
        ((50, 65), 0.3, "exceptional", 75.0),
        measures_of(f.KPI_WORKSHOP_GROWTH, "attendance_before", "attendance_now"),
        domain=(-1.0, None),
        anchors=(0, 0.4),
        errata=(11,),
    ),
    define(
        "mentoring.networking_success",
        "NESR",
        f.KPI_NETWORKING,
        ((25, 100), 0.25, "typical", 37.5),
        measures_of(f.KPI_NETWORKING, "connections_made", "event_attendees"),
        domain=(0.0, None),
        anchors=(0, 0.5),
        errata=(7,),
    ),
)

REMOTE = (
    define(
        "remote.satisfaction",
        "CSS",
        f.KPI_SATISFIED_RATE,
        ((85, 100), 0.85, "above_average", 175 / 3),
        (
            *measures_of(f.KPI_SATISFIED_RATE, "clients_satisfied", "clients_surveyed"),
            Measure("clients_asked"),
        ),
        errata=(2, 4, 10),
    ),
    define(
        "remote.session_completion",
        "SCR",
        f.KPI_COMPLETION,
        ((40, 50), 0.8, "above_average", 50.0),
        measures_of(f.KPI_COMPLETION, "sessions_completed", "sessions_scheduled"),
        errata=(4, 11),
    ),
    define(
        "remote.retention",
        "CRR",
        f.KPI_RETENTION,
        ((200, 220, 50), 0.85, "above_average", 50.0),
        measures_of(f.KPI_RETENTION, "clients_start", "clients_end", "clients_new"),
        combine="chain",
        errata=(4, 5, 6, 11),
    ),
    define(
        "remote.arpu",
        "ARPU",
        f.KPI_ARPU,
        ((100000, 1000), 100.0, "below", 50 / 3),
        measures_of(f.KPI_ARPU, "revenue", "users"),
        domain=(None, None),
        anchors=(0, 400),
        errata=(8,),
    ),
    define(
        "remote.free_to_paid",
        "CRFCPC",
        f.KPI_CONVERSION,
        ((20, 50), 0.4, "above_average", 50.0),
        measures_of(f.KPI_CONVERSION, "consultations_paying", "consultations_free"),
        errata=(11,),
    ),
    define(
        "remote.job_placement",
        "CJPSR",
        f.KPI_PLACEMENT,
        ((30, 50), 0.6, "typical", 37.5),
        measures_of(f.KPI_PLACEMENT, "clients_placed", "clients_coached"),
        errata=(3,),
    ),
    define(
        "remote.time_to_milestone",
        "ATACM",
        f.KPI_TIME_TO_MILESTONE,
        ((100, 20), 5.0, "above_average", 50.0),
        (
            *measures_of(f.KPI_TIME_TO_MILESTONE, "months_to_milestone", "clients_at_milestone"),
            Measure("clients_open"),
        ),
        better=LOWER,
        domain=(0.0, None),
        anchors=(11, 0),
        errata=(4, 9, 11),
    ),
)

PACKS: dict[str, tuple[Kpi, ...]] = {"mentoring": MENTORING, "remote": REMOTE}
KPIS: tuple[Kpi, ...] = MENTORING + REMOTE
