"""What a table to be scored holds beside its figures: targets, and columns only carried along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from xl_kpis.kpi import tiers
from xl_kpis.kpi.lookup import fold
from xl_kpis.kpi.lookup import kpi as kpi_of
from xl_kpis.kpi.model import Kpi
from xl_kpis.kpi.words import domain_words
from xl_kpis.languages import DEFAULT
from xl_kpis.workbook.figures.names import every_name, is_called
from xl_kpis.workbook.figures.numbers import COMMA, POINT, written
from xl_kpis.workbook.figures.plan_names import kpi_named
from xl_kpis.workbook.own_targets import BEHIND, ON_TRACK, is_possible, own_tier
from xl_kpis.workbook.texts import Refused, words

TARGET = "target"
STATES = (ON_TRACK, BEHIND)

Targets = dict[str, np.ndarray]
"""By KPI, one for each client and period; not a number where there is none."""


class TableError(Refused):
    """A table nobody can score: the text ``table.<id>`` says why.

    >>> from xl_kpis.workbook.score import score
    >>> try:
    ...     score([{"measure": "height", "value": 1}], "mentoring")
    ... except TableError as problem:
    ...     print(problem)  # doctest: +ELLIPSIS
    “height” is no figure of this pack: leave it out, or call it what it is, such as rated_10, ...
    """

    section = "table"

    def sentence(self, language: str = DEFAULT) -> str:
        about: dict[str, Any] = {}
        if "kpi" in self.values:
            kpi = kpi_of(self.values["kpi"])
            about = {"name": words(f"{kpi.id}.name", language)}
            about["domain"] = domain_words(kpi, language)
        return words(f"table.{self.id}", language, **{**self.values, **about})


def is_target(name: Any) -> bool:
    """Whether a column is one of targets, each of the KPI its row is about."""
    return isinstance(name, str) and (fold(name) == TARGET or is_called(name, "plan.target"))


def target_of(name: Any, pack: str) -> Kpi | None:
    """The KPI that a column of targets is about, if it names one.

    >>> target_of("Target retention", "remote").id, target_of("arpu_target", "remote").id
    ('remote.retention', 'remote.arpu')
    >>> target_of("retention", "remote")
    """
    if not isinstance(name, str):
        return None
    text = fold(name)
    for word in sorted({TARGET, *every_name("plan.target")}, key=len, reverse=True):
        for rest, found in (
            (text.removeprefix(word), text.startswith(word)),
            (text.removesuffix(word), text.endswith(word)),
        ):
            if found and (kpi := kpi_named(rest.strip(" _-:()"), pack)):
                return kpi
    return None


def placed(
    kpi: Kpi, items: Iterable[Any], rows: Sequence[int] | np.ndarray, count: int
) -> np.ndarray:
    """Targets of a KPI at their clients and periods; :class:`TableError` for one it cannot have,
    and for two that differ."""
    found = np.full(count, np.nan)
    for item, row in zip(items, rows, strict=True):
        number = _number(kpi, item)
        if number is None:
            continue
        if not np.isnan(found[row]) and found[row] != number:
            raise TableError("target_twice", kpi=kpi.id, value=number, other=found[row])
        found[row] = number
    return found


def _number(kpi: Kpi, item: Any) -> float | None:
    if item is None or (isinstance(item, str) and not item.strip()) or pd.isna(item):
        return None
    number: Any = item
    share = False
    if isinstance(item, str):
        text = written(item)
        share = text is not None and text.percent
        point = None if text is None else text.value(POINT)
        number = point if point is not None or text is None else text.value(COMMA)
        number = number / 100 if share and number is not None else number
    if isinstance(number, bool) or not isinstance(number, (int, float, np.number)):
        raise TableError("target_number", kpi=kpi.id, value=item)
    if not is_possible(kpi, float(number)) or (share and kpi.unit != "ratio"):
        raise TableError("target_domain", kpi=kpi.id, value=item)
    return float(number)


def against(kpi: Kpi, value: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How far values are from targets, and the number of the state, -1 where there is none."""
    with np.errstate(all="ignore"):
        gap = np.asarray(tiers.gap(value, kpi, own_tier(kpi, target)), dtype=np.float64)
    state = np.where(np.isnan(gap), -1, np.where(gap > 0, 1, 0)).astype(np.int8)
    return gap, state


def carried(column: pd.Series, rows: np.ndarray, count: int) -> np.ndarray | None:
    """What a column says of each client and period; None where it says several things of one."""
    said = pd.DataFrame({"row": rows, "said": column.to_numpy(object)}).dropna()
    said = said[said["said"].map(lambda item: item != "")]
    if (said.groupby("row")["said"].nunique() > 1).any():
        return None
    one = said.drop_duplicates("row").set_index("row")["said"]
    return np.array([one.get(row) for row in range(count)], dtype=object)


__all__ = [
    "STATES",
    "TARGET",
    "TableError",
    "against",
    "carried",
    "is_target",
    "placed",
    "target_of",
]
