"""A table of figures, many clients and periods at once, scored without a workbook.

Each row of the table is one figure (``client, period, measure, value``), or each is a client's
period with a column for each measure. The same formulas, rules and tiers as everywhere, over whole
columns.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from xl_kpis.errors import NA, NUM, ExcelError
from xl_kpis.kpi import PACKS, tiers
from xl_kpis.kpi.arrays import BLANK, BOOLEAN, ERROR, NUMBER, TEXT, Column, evaluate_arrays
from xl_kpis.kpi.evaluate import evaluate
from xl_kpis.kpi.model import TIERS, Kpi
from xl_kpis.kpi.pack_sources import find, load
from xl_kpis.kpi.packs import Pack, kpis_of, use
from xl_kpis.kpi.words import error_words, problem
from xl_kpis.languages import DEFAULT
from xl_kpis.workbook import currencies  # noqa: F401  # a pack's is looked up there
from xl_kpis.workbook.figures.names import Labels, Match, is_called, label
from xl_kpis.workbook.figures.plan_names import kpi_named
from xl_kpis.workbook.score_extras import (
    STATES,
    TARGET,
    TableError,
    Targets,
    against,
    carried,
    is_target,
    placed,
    target_of,
)
from xl_kpis.workbook.score_figures import (
    check_dates,
    days_in,
    figures_in,
    listed,
    order_in,
    values_in,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

CLIENT, PERIOD, MEASURE, VALUE = "client", "period", "measure", "value"
COLUMNS = (CLIENT, PERIOD, "kpi", "value", "tier", "score", "gap", "error", "reason")
RESULT = frozenset((*COLUMNS, TARGET, "target_gap", "target_state"))
"""Names that the result has columns of its own for."""
_ERRORS = {ERROR + error.number: error for error in map(ExcelError.of, ExcelError.codes())}


def score(
    figures: Any, pack: str | os.PathLike[str] | Pack, *, language: str = DEFAULT, dates: str = ""
) -> pd.DataFrame:
    """Every KPI of a pack for each client and period of a table.

    ``figures`` is a DataFrame, or what makes one. Its columns are ``client``, ``period``,
    ``measure`` and ``value`` (or what these are called in another language), the measures by id or
    by label; or ``client``, ``period`` and one column for each measure; or ``client``, ``measure``
    and one column for each period. Client or period may be missing where there is only one.
    ``pack`` is the id of a pack, the path of its file, or a pack. ``dates`` says how days such as
    01/02/2026 are meant where they do not tell: ``dmy`` (day first) or ``mdy`` (month first).

    The result has ``client, period, kpi, value, tier`` (an id), ``score`` (0 to 100), ``gap`` (to
    the next tier, in the KPI's own unit), ``error`` (its code) and ``reason`` (in ``language``),
    one row for each client, period and KPI, in the order of the table and the pack. What has no
    value has an error; what has no benchmark, neither tier nor score nor gap. Nothing is carried
    over from the period before: what is not in the table is missing.

    A column ``target`` beside ``measure`` has targets of the KPIs that the measures belong to, or
    that rows name themselves; where each measure has a column, so may targets (``target
    retention``). The result then has ``target, target_gap`` (positive as long as something is
    missing) and ``target_state`` (``on_track``, ``behind``). Columns that hold no figures (a coach,
    a town) are carried along, behind the others, where they say one thing of a client and period.

    :class:`TableError` (a ``ValueError``) names a column or measure that nobody knows, and figures
    that stand twice.

    >>> figures = {"client": ["Ada", "Bob"], "sessions_completed": [40, 3]}
    >>> found = score(figures | {"sessions_scheduled": [50, 0]}, "mentoring")
    >>> found[found.kpi == "mentoring.session_completion"][["client", "value", "tier", "error"]]
      client  value           tier    error
    1    Ada    0.8  above_average      NaN
    8    Bob    NaN            NaN  #DIV/0!
    """
    check_dates(dates)
    id = _pack_id(pack)
    frame = figures if isinstance(figures, pd.DataFrame) else pd.DataFrame(figures)
    table = _table(frame, Labels(id), id, dates)
    parts = [_scored(kpi, table, language) for kpi in kpis_of(id)]
    return _together(table, kpis_of(id), parts)


def _pack_id(pack: str | os.PathLike[str] | Pack) -> str:
    if isinstance(pack, Pack):
        return use(pack).id
    name = os.fspath(pack)
    if name in PACKS:
        return name
    if name.casefold().endswith(".toml"):
        return load(name).id
    if find(name):
        return name
    raise TableError("no_pack", name=name, known=", ".join(PACKS))


# ---- the table --------------------------------------------------------------------------------


@dataclass
class _Table:
    """Clients and periods down, and a column of figures for each measure."""

    clients: np.ndarray
    periods: np.ndarray
    columns: dict[str, Column]
    targets: Targets = field(default_factory=dict)
    carried: dict[str, np.ndarray] = field(default_factory=dict)
    """Columns of the table that say nothing of KPIs, by name."""

    def __len__(self) -> int:
        return len(self.clients)

    def column(self, measure: str) -> Column:
        """A measure's figures; blanks where the table has none."""
        if measure in self.columns:
            return self.columns[measure]
        return np.full(len(self), np.nan), np.full(len(self), BLANK, np.uint8)


def _table(frame: pd.DataFrame, labels: Labels, pack: str, dates: str) -> _Table:
    heads: dict[str, Any] = {}
    for name in frame.columns:
        part = _part(name)
        if part in heads:
            raise TableError("column_twice", first=heads[part], second=name)
        if part:
            heads[part] = name
    if MEASURE in heads:
        if VALUE not in heads:
            frame, heads = _unfolded(frame, heads)
        return _long(frame, heads, labels, pack, dates)
    return _wide(frame, heads, labels, pack, dates)


def _unfolded(frame: pd.DataFrame, heads: dict[str, Any]) -> tuple[pd.DataFrame, dict[str, Any]]:
    """A table with its periods across, as on the Inputs sheet, with a row for each figure."""
    kept = [heads[part] for part in (CLIENT, MEASURE, TARGET) if part in heads]
    across = [
        name for name in frame.columns if name not in kept and not is_called(name, "described")
    ]
    if PERIOD in heads or not across:
        raise TableError("no_value", columns=listed(frame.columns))
    if len(set(across)) < len(across):
        twice = next(name for name in across if across.count(name) > 1)
        raise TableError("column_twice", first=twice, second=twice)
    rows = frame.melt(kept, across, var_name="\0period", value_name="\0value")
    return rows, {**heads, PERIOD: "\0period", VALUE: "\0value"}


def _part(name: Any) -> str:
    """Which part of the table a column is; empty for any other."""
    if not isinstance(name, str):
        return ""
    key = name.strip().casefold()
    if key in (CLIENT, PERIOD, MEASURE, VALUE):
        return key
    for part, id in ((CLIENT, "field.client"), (PERIOD, "period"), (VALUE, "value")):
        if is_called(name, id):
            return part
    if is_target(name):
        return TARGET
    return MEASURE if is_called(name, "measure") else ""


def _long(
    frame: pd.DataFrame, heads: dict[str, Any], labels: Labels, pack: str, dates: str
) -> _Table:
    if list(frame.columns).count(heads[VALUE]) > 1:
        raise TableError("column_twice", first=heads[VALUE], second=heads[VALUE])
    names, said = _factorized(frame[heads[MEASURE]], MEASURE)
    goals = [_goal(name, labels, pack) if TARGET in heads else None for name in said]
    measures = [
        "" if kpi else _measure(labels, name) for name, kpi in zip(said, goals, strict=True)
    ]
    ids = list(dict.fromkeys(id for id in measures if id))
    at = np.array([ids.index(id) if id else 0 for id in measures], dtype=np.int64)[names]
    figured = np.array([bool(id) for id in measures], dtype=bool)[names]
    rows, clients, periods = _rows(frame, heads)
    # Rows that name a KPI have no figure, and so no cell that may be there twice.
    cells = np.where(figured, rows * len(ids) + at, -1 - np.arange(len(rows)))
    _only_once(cells, clients, periods, rows, lambda row: ids[at[row]], labels)
    dated = np.array([id in labels.measures and labels.measures[id].is_day for id in measures])
    numbers, kinds = values_in(frame[heads[VALUE]], np.asarray(dated, bool)[names], dates)
    shape = (len(clients), len(ids))
    all_numbers, all_kinds = np.full(shape, np.nan), np.full(shape, BLANK, np.uint8)
    where = rows[figured], at[figured]
    all_numbers[where], all_kinds[where] = numbers[figured], kinds[figured]
    columns = {id: (all_numbers[:, i], all_kinds[:, i]) for i, id in enumerate(ids)}
    table = _Table(clients, periods, columns)
    own = {measure.id: kpi for kpi in kpis_of(pack) for measure in kpi.asked}
    of = [kpi or own[id] for kpi, id in zip(goals, measures, strict=True)]
    for kpi in dict.fromkeys(of) if TARGET in heads else ():
        mine = np.array([other is kpi for other in of], dtype=bool)[names]
        items = frame[heads[TARGET]].to_numpy(object)[mine]
        table.targets[kpi.id] = placed(kpi, items, rows[mine], len(table))
    _carry(table, frame, [n for n in frame.columns if n not in heads.values()], rows)
    return table


def _goal(name: Any, labels: Labels, pack: str) -> Kpi | None:
    """The KPI that a row of targets names, where its name is that of no figure."""
    return None if labels.known(name) else kpi_named(name, pack)


def _carry(table: _Table, frame: pd.DataFrame, names: Sequence[Any], rows: np.ndarray) -> None:
    """Take along the columns that say one thing of each client and period."""
    for name in names:
        said = carried(frame[name], rows, len(table))
        if said is not None and str(name) not in RESULT:
            table.carried[str(name)] = said


def _wide(
    frame: pd.DataFrame, heads: dict[str, Any], labels: Labels, pack: str, dates: str
) -> _Table:
    own = [heads[part] for part in (CLIENT, PERIOD) if part in heads]
    columns: dict[str, Column] = {}
    called: dict[str, Any] = {}
    targets: Targets = {}
    others: list[Any] = []
    rows, clients, periods = _rows(frame, heads)
    _only_once(rows, clients, periods, rows, lambda row: "", labels)
    matched = [(name, labels.match(name).measure) for name in frame.columns if name not in own]
    days = (frame[name] for name, measure in matched if measure and measure.is_day)
    order = order_in(days, dates)
    for name in frame.columns:
        if name in own:
            continue
        if (kpi := target_of(name, pack)) is not None and not labels.known(name):
            targets[kpi.id] = placed(kpi, frame[name].to_numpy(object), rows, len(clients))
            continue
        if _says_no_figure(frame[name], labels.match(name)):
            others.append(name)
            continue
        id = _measure(labels, name)
        if id in called:
            raise TableError("column_twice", first=called[id], second=name)
        called[id] = name
        is_day = labels.measures[id].is_day
        numbers, kinds = days_in(frame[name], order) if is_day else figures_in(frame[name])
        at_numbers, at_kinds = np.empty_like(numbers), np.empty_like(kinds)
        at_numbers[rows], at_kinds[rows] = numbers, kinds
        columns[id] = at_numbers, at_kinds
    if not columns:
        raise TableError("no_value", columns=listed(frame.columns))
    table = _Table(clients, periods, columns, targets)
    _carry(table, frame, others, rows)
    return table


def _says_no_figure(column: pd.Series, match: Match) -> bool:
    """Whether a column that is called like no measure holds no number either."""
    if match.measure is not None or match.near:
        return False
    return not (figures_in(column)[1] == NUMBER).any()


def _measure(labels: Labels, name: Any) -> str:
    match = labels.match(name.strip() if isinstance(name, str) else name)
    if match.measure is not None:
        return match.measure.id
    near = match.near or tuple(labels.measures.values())
    listed = ", ".join(measure.id for measure in near[:12])
    raise TableError("near" if match.near else "unknown", name=name, known=listed)


def _rows(frame: pd.DataFrame, heads: dict[str, Any]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The row of the result that each row of the table belongs to; client and period of each."""
    codes, found = [], []
    for part in (CLIENT, PERIOD):
        if part not in heads:
            codes.append(np.zeros(len(frame), np.int64))
            found.append(np.array([None], object))
            continue
        code, names = _factorized(frame[heads[part]], part)
        codes.append(code)
        found.append(names)
    width = max(1, len(found[1]))
    keys, rows = np.unique(codes[0] * width + codes[1], return_inverse=True)
    return rows.reshape(-1), found[0][keys // width], found[1][keys % width]


def _factorized(column: pd.Series, part: str) -> tuple[np.ndarray, np.ndarray]:
    """Which name each row has, and the names, without spaces around; every row must have one."""
    codes, names = pd.factorize(column, use_na_sentinel=True)
    bare = [name.strip() or None if isinstance(name, str) else name for name in names]
    again, kept = pd.factorize(np.array([*bare, None], object)[:-1], use_na_sentinel=True)
    codes = np.append(again, -1)[codes]
    if (codes < 0).any():
        raise TableError(f"no_{part}", row=int(np.argmax(codes < 0)) + 1)
    return codes.astype(np.int64), np.asarray(kept)


def _only_once(
    cells: np.ndarray,
    clients: np.ndarray,
    periods: np.ndarray,
    rows: np.ndarray,
    measure: Callable[[int], str],
    labels: Labels,
) -> None:
    again = pd.Series(cells).duplicated().to_numpy()
    if not again.any():
        return
    second = int(np.argmax(again))
    first = int(np.argmax(cells == cells[second]))
    at = rows[second]
    where = [str(part) for part in (clients[at], periods[at]) if part is not None]
    if id := measure(second):
        where.append(label(labels.measures[id], DEFAULT))
    raise TableError("twice", what=", ".join(where), first=first + 1, second=second + 1)


# ---- the KPIs ---------------------------------------------------------------------------------


@dataclass
class _Scored:
    value: np.ndarray
    rank: np.ndarray
    score: np.ndarray
    gap: np.ndarray
    kinds: np.ndarray
    reason: np.ndarray


def _scored(kpi: Kpi, table: _Table, language: str) -> _Scored:
    if kpi.function.vectorised:
        columns = [table.column(m.id) for m in kpi.measures if m.argument]
        value, kinds = evaluate_arrays(kpi.function, columns)
        reason = _reasons(kpi, columns, kinds, language)
    else:
        value, kinds, reason = _one_by_one(kpi, table, language)
    shape = len(table)
    rank = np.full(shape, -1, np.int8)
    points, gaps = np.full(shape, np.nan), np.full(shape, np.nan)
    there = kinds == NUMBER
    if kpi.tiers and there.any():
        known = value[there]
        rank[there] = tiers.rank(known, kpi)
        with np.errstate(all="ignore"):
            points[there], gaps[there] = tiers.score(known, kpi), tiers.gap(known, kpi)
    return _Scored(value, rank, points, gaps, kinds, reason)


def _reasons(kpi: Kpi, columns: Sequence[Column], kinds: np.ndarray, language: str) -> np.ndarray:
    """Why there is no value, in words; the same for all rows with the same thing wrong."""
    reason = np.full(len(kinds), None, object)
    wrong = np.flatnonzero(kinds != NUMBER)
    if not len(wrong):
        return reason
    codes = np.stack([column[1][wrong] for column in columns], 1)
    patterns, pattern = np.unique(codes, axis=0, return_inverse=True)
    pattern = pattern.reshape(-1)
    for i, kinds_of in enumerate(patterns):
        rows = wrong[pattern == i]
        arguments = kpi.function.arguments
        if all(
            kind == NUMBER or (argument.optional and kind == BLANK)
            for argument, kind in zip(arguments, kinds_of, strict=False)
        ):
            _broken_rules(kpi, columns, rows, reason, language)
        else:
            given = [_like(kind) for kind in kinds_of]
            reason[rows] = problem(kpi.function, given, language)
    return reason


def _like(kind: int) -> Any:
    """Any value of a type."""
    if kind in (NUMBER, BLANK, TEXT, BOOLEAN):
        return {NUMBER: 1.0, BLANK: None, TEXT: "x", BOOLEAN: True}[kind]
    return _ERRORS[int(kind)]


def _broken_rules(
    kpi: Kpi, columns: Sequence[Column], rows: np.ndarray, reason: np.ndarray, language: str
) -> None:
    """For rows that have the same figures: the first rule each of them breaks."""
    arguments = kpi.function.arguments
    given = {
        argument.name: column[0][rows]
        for argument, column in zip(arguments, columns, strict=False)
        if column[1][rows[0]] == NUMBER
    }
    left = np.ones(len(rows), bool)
    for rule in kpi.function.rules:
        if not set(rule.needs) <= given.keys():
            continue
        with np.errstate(all="ignore"):
            holds = rule.condition(*(given[name] for name in rule.needs))
        found = left & np.broadcast_to(holds, left.shape)
        if found.any():
            first = int(np.argmax(found))
            values = [given[a.name][first].item() if a.name in given else None for a in arguments]
            reason[rows[found]] = problem(kpi.function, values, language)
            left &= ~found
    reason[rows[left]] = error_words(NUM.code, language)


def _one_by_one(
    kpi: Kpi, table: _Table, language: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A function of ranges: once for each set of figures there is."""
    columns = [table.column(m.id) for m in kpi.measures if m.argument]
    numbers = np.stack([column[0] for column in columns], 1)
    codes = np.stack([column[1] for column in columns], 1)
    keys = np.concatenate([np.where(codes == NUMBER, numbers, 0.0), codes], 1)
    sets, which = np.unique(keys, axis=0, return_inverse=True)
    which = which.reshape(-1)
    value, kinds = np.full(len(sets), np.nan), np.zeros(len(sets), np.uint8)
    reason = np.full(len(sets), None, object)
    ids = [m.id for m in kpi.measures if m.argument]
    for i, key in enumerate(sets):
        given = [
            float(number) if code == NUMBER else _like(code)
            for number, code in zip(key[: len(ids)], key[len(ids) :], strict=True)
        ]
        arguments = kpi.arguments_from(dict(zip(ids, given, strict=True)))
        # As in the workbook: nobody was counted is no data, rather than a division by zero.
        found = NA if all(item is None for item in given) else evaluate(kpi.function, arguments)
        if isinstance(found, ExcelError):
            kinds[i] = ERROR + found.number
            nothing = found is NA
            reason[i] = (
                error_words(found.code, language)
                if nothing
                else problem(kpi.function, arguments, language)
            )
        else:
            value[i] = found
    return value[which], kinds[which], reason[which]


# ---- the result -------------------------------------------------------------------------------


def _together(table: _Table, kpis: tuple[Kpi, ...], parts: list[_Scored]) -> pd.DataFrame:
    """The KPIs of each row under each other."""
    n = len(kpis)
    kinds = _woven([part.kinds for part in parts])
    found = [kind for kind in _ERRORS if (kinds == kind).any()]
    order = np.full(256, -1, np.int8)
    order[found] = range(len(found))
    rank = _woven([part.rank for part in parts])
    kpi = np.tile(np.arange(n, dtype=np.int8), len(table))
    columns = {
        CLIENT: np.repeat(table.clients, n),
        PERIOD: np.repeat(table.periods, n),
        "kpi": _categories(kpi, [kpi.id for kpi in kpis]),
        "value": _woven([part.value for part in parts]),
        "tier": _categories(rank, TIERS, ordered=True),
        "score": _woven([part.score for part in parts]),
        "gap": _woven([part.gap for part in parts]),
        **_compared(table, kpis, parts),
        "error": _categories(order[kinds], [_ERRORS[kind].code for kind in found]),
        "reason": pd.Categorical(_woven([part.reason for part in parts])),
        **{name: np.repeat(said, n) for name, said in table.carried.items()},
    }
    return pd.DataFrame(columns)


def _compared(table: _Table, kpis: tuple[Kpi, ...], parts: list[_Scored]) -> dict[str, Any]:
    """The columns about targets; none where the table has none."""
    if not table.targets:
        return {}
    none = np.full(len(table), np.nan)
    goals = [table.targets.get(kpi.id, none) for kpi in kpis]
    values = [np.where(part.kinds == NUMBER, part.value, np.nan) for part in parts]
    found = [against(*one) for one in zip(kpis, values, goals, strict=True)]
    return {
        TARGET: _woven(goals),
        "target_gap": _woven([gap for gap, _ in found]),
        "target_state": _categories(_woven([state for _, state in found]), STATES),
    }


def _categories(codes: np.ndarray, names: Sequence[str], ordered: bool = False) -> pd.Categorical:
    made: Any = pd.Categorical.from_codes
    return made(codes, list(names), ordered=ordered)


def _woven(columns: list[np.ndarray]) -> np.ndarray:
    return np.stack(columns, 1).reshape(-1)


__all__ = ["TableError", "score"]
