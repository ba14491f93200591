"""Where each client stands among all: place, percentile, movement. One row per client and KPI."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from xl_kpis.kpi import kpi as find
from xl_kpis.kpi.model import TIERS, Kpi
from xl_kpis.workbook.portfolio.reading import ClientEntry, KpiLine
from xl_kpis.workbook.texts import words

if TYPE_CHECKING:
    import pandas as pd

    from xl_kpis.workbook.portfolio.groups import GroupFigure

COLUMNS = (
    *("pack", "kpi", "name", "period", "period_end", "months", "value", "unit", "currency"),
    *("tier", "score", "gap", "needed", "before", "change", "place", "moved", "percentile", "n"),
    "reason",
)
"""After client, groups and file."""
TAKEN = frozenset(("client", "file", *COLUMNS))
"""What no group can be called."""
ENOUGH = 5
"""Among fewer than so many a percentile says nothing."""

Row = dict[str, Any]


class Population(NamedTuple):
    """What values are compared with: those of the same KPI, over periods of the same length, and
    amounts in the same currency."""

    kpi: str
    currency: str
    months: int


def population(kpi: Kpi, entry: ClientEntry) -> Population:
    """What the values of a client are compared with."""
    currency = entry.currency.strip().upper() if kpi.unit == "money" else ""
    return Population(kpi.id, currency, entry.months)


def rows(entries: Sequence[ClientEntry], by: Sequence[str], language: str) -> list[Row]:
    """A row per client and KPI, in the order of the clients and of the pack.

    ``place`` is 1 for the best; those with the same value share it. ``moved`` are the places won
    since the period before, among the clients that have both values. ``percentile`` is
    KPI_PERCENTILE of the value among all ``n`` there are, if that is at least :data:`ENOUGH`.
    """
    found: list[Row] = []
    populations: dict[Population, list[Row]] = {}
    for entry in entries:
        for line in entry.lines:
            kpi = find(line.kpi)
            row = _row(entry, line, kpi, by, language)
            populations.setdefault(population(kpi, entry), []).append(row)
            found.append(row)
    for among, members in populations.items():
        _compare(members, find(among.kpi))
    return found


def _row(entry: ClientEntry, line: KpiLine, kpi: Kpi, by: Sequence[str], language: str) -> Row:
    return {
        "client": entry.client,
        **{name: entry.groups.get(name, "") for name in by},
        "file": entry.file,
        "pack": entry.pack,
        "kpi": line.kpi,
        "name": words(f"{line.kpi}.name", language),
        "period": entry.period,
        "period_end": entry.period_end,
        "months": entry.months,
        "value": line.value,
        "unit": kpi.unit,
        "currency": entry.currency if kpi.unit == "money" else None,
        "tier": None if line.rank is None else TIERS[line.rank],
        "score": line.score,
        "gap": line.gap,
        "needed": line.needed,
        "before": line.before,
        "change": line.change,
        "place": None,
        "moved": None,
        "percentile": None,
        "n": 0,
        "reason": line.reason or None,
    }


def _compare(rows: list[Row], kpi: Kpi) -> None:
    """Fill in place, percentile and movement of the rows of one population."""
    known = [row for row in rows if row["value"] is not None]
    if not known:
        return
    worse, equal = counts([row["value"] for row in known], kpi.better)
    for row, below, same in zip(known, worse, equal, strict=True):
        row["n"] = len(known)
        if len(known) >= ENOUGH:
            row["percentile"] = (below + same / 2) / len(known)
        row["place"] = len(known) - below - same + 1
    both = [row for row in known if row["before"] is not None]
    if len(both) < 2:
        return
    places = [
        len(both) - worse - equal + 1
        for what in ("before", "value")
        for worse, equal in zip(*counts([row[what] for row in both], kpi.better), strict=True)
    ]
    for row, old, new in zip(both, places, places[len(both) :], strict=False):
        row["moved"] = old - new


def counts(values: Iterable[float], better: str) -> tuple[list[int], list[int]]:
    """How many of some values are worse than each, and how many equal it, itself among them.

    >>> counts([0.6, 0.7, 0.8, 0.8], "higher"), counts([3, 5], "lower")
    (([0, 1, 2, 2], [1, 1, 2, 2]), ([1, 0], [1, 1]))
    """
    all_ = np.asarray(list(values), float)
    ordered = np.sort(all_)
    left, right = (np.searchsorted(ordered, all_, side) for side in ("left", "right"))
    worse = left if better == "higher" else len(all_) - right
    return worse.tolist(), (right - left).tolist()


def frame(rows: Sequence[Row], by: Sequence[str]) -> pd.DataFrame:
    """The rows as a DataFrame."""
    import pandas as pd

    made = pd.DataFrame(list(rows), columns=["client", *by, "file", *COLUMNS])
    whole = {"place": "Int64", "moved": "Int64"}
    numbers = ("value", "score", "gap", "needed", "before", "change", "percentile")
    return made.astype(whole | dict.fromkeys(numbers, "float64"))


def group_frame(figures: Iterable[GroupFigure], language: str) -> pd.DataFrame:
    """The figures of groups as a DataFrame."""
    import pandas as pd

    found = [
        {
            "by": figure.by,
            "group": figure.group,
            "kpi": figure.among.kpi,
            "name": words(f"{figure.among.kpi}.name", language),
            "months": figure.among.months,
            "currency": figure.among.currency or None,
            "unit": find(figure.among.kpi).unit,
            "clients": figure.clients,
            "n": figure.n,
            "value": figure.value,
            "how": figure.how or None,
            **dict(zip(TIERS, figure.tiers, strict=True)),
            "better": figure.better,
            "worse": figure.worse,
            "same": figure.same,
        }
        for figure in figures
    ]
    return pd.DataFrame(found).astype({"value": "float64"})
