"""The scorecard as records: one per KPI and period."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from xl_kpis.errors import ExcelError
from xl_kpis.formula.face.readable import Readable
from xl_kpis.kpi.benchmarks import CURRENCY, in_dollars
from xl_kpis.kpi.model import TIERS, Kpi
from xl_kpis.kpi.packs import pack_of
from xl_kpis.kpi.words import error_words
from xl_kpis.kpi.words import foreign as foreign_words
from xl_kpis.workbook import layout, outlook, own_targets, years
from xl_kpis.workbook.day_words import period_words
from xl_kpis.workbook.places import Places
from xl_kpis.workbook.texts import words

Record = dict[str, Any]


@dataclass(frozen=True)
class Overview:
    """What stands beside the KPIs for one period; None where there is no figure."""

    period: str
    """First day."""
    period_end: str
    """Last day."""
    number: int
    index: float | None
    coverage: int
    state: str
    """The state of the workbook's checks, in words."""
    response: float | None
    yearly_retention: float | None
    open_milestones: float | None
    currency: str
    pack_file: str = ""
    """The file of its pack, where it is not one that is shipped."""
    business: str = ""
    """Whose figures these are, where the workbook says so."""
    year_month: int = 1
    """The month in which a year begins, by which quarters are counted."""

    def said(self, language: str) -> str:
        """The period in words."""
        return period_words(self.period, self.period_end, language, self.year_month)


def scorecard(
    book: Readable, language: str | None = None, *, period: int | None = None, file: str = ""
) -> list[Record]:
    """A record per KPI and period, oldest period first, KPIs in the order of the pack.

    All periods from the first to the last with data, or only ``period`` (from 1). Each record
    has ``file, pack, kpi, name, period`` (first day), ``period_end`` (last day),
    ``period_number, value, unit, tier`` (in words), ``tier_id, tier_rank`` (0 to 3), ``score``
    (0 to 100), ``gap`` (in the KPI's own unit, positive as long as something is missing),
    ``needed`` and ``needed_unit`` (in numbers a person counts), ``target, target_op,
    target_tier`` (None where there is no better tier), ``change`` (positive is better),
    ``better, provenance, asterisk, floors, own`` (which floors are a person's own), ``note``;
    of the business's own target ``own_target, own_target_gap`` (positive as long as something is
    missing), ``own_target_state`` (``on_track``, ``behind``), ``owner, next_step, due, comment``;
    of a line through the last periods, where there are six with values, ``forecast, forecast_low,
    forecast_high`` and ``forecast_for`` (the last day of the next period), and ``own_target_by``
    (when the line reaches a target that is behind); of years, each computed from its figures,
    ``year_to_date, last_year_to_date, rolling_year, same_period_last_year``.
    Without a value, ``value`` and what follows from it are None and ``note`` says why.
    Amounts in another currency than the benchmarks have no tier; ``floors_currency`` is then
    that of the ``floors`` that are nobody's own, else None.
    ``language`` is the workbook's own unless given.
    """
    places = Places(book)
    language = language or places.language
    wanted = list(_with_data(places)) if period is None else [period]
    columns = {
        (what, kpi.id): places.values(layout.row_name(what, kpi))
        for kpi in places.kpis
        for what in layout.ROWS
    }
    goals = {kpi.id: _own_targets(places, kpi) for kpi in places.kpis}
    plans = own_targets.read_plans(places)
    lines = {kpi.id: outlook.read_lines(places, kpi) for kpi in places.kpis}
    rows = {kpi.id: years.read_years(places, kpi) for kpi in places.kpis}
    months = int(_number(places.value(layout.MONTHS)) or 1)
    periods = places.periods()
    benchmarks = {kpi.id: _benchmarks(places, kpi) for kpi in places.kpis}
    floors = {id: found for id, (found, _) in benchmarks.items()}
    foreign = {kpi.id for kpi in places.kpis if _is_foreign(places, kpi)}
    records = []
    for number in wanted:
        start, end = periods[number - 1]
        for kpi in places.kpis:
            found = {what: columns[what, kpi.id][number - 1] for what in layout.ROWS}
            own = own_targets.compared(kpi, _number(found["Value"]), goals[kpi.id][number - 1])
            ahead = outlook.NOTHING
            if lines[kpi.id]:
                ahead = outlook.ahead(kpi, lines[kpi.id][number - 1], own, start, months)
            records.append(
                {
                    "file": file,
                    "pack": places.pack,
                    "kpi": kpi.id,
                    "name": words(f"{kpi.id}.name", language),
                    "period": start.isoformat() if start else "",
                    "period_end": end.isoformat() if end else "",
                    "period_number": number,
                    **_figures(kpi, found, *benchmarks[kpi.id], language),
                    **own_targets.NOTHING,
                    **plans.get(kpi.id, {}),
                    **own,
                    **ahead,
                    **years.told(rows[kpi.id], number, months),
                    **(_foreign(kpi, found, floors[kpi.id], language) if kpi.id in foreign else {}),
                }
            )
    return records


def overview(book: Readable, *, period: int | None = None) -> Overview:
    """The overall index, the coverage and what stands beside the KPIs, for a period."""
    places = Places(book)
    number = period or shown_period(book)

    def at(name: str) -> float | None:
        if not places.has(name):
            return None
        return _number(places.values(name)[number - 1])

    start, end = places.periods()[number - 1]
    has_currency = any(kpi.unit == "money" for kpi in places.kpis)
    currency = places.value(layout.CURRENCY) if has_currency else ""
    return Overview(
        period=start.isoformat() if start else "",
        period_end=end.isoformat() if end else "",
        number=number,
        index=at(layout.INDEX),
        coverage=int(at(layout.COVERAGE) or 0),
        state=str(places.value(layout.CHECK_STATE)),
        response=at(layout.RESPONSE),
        yearly_retention=at(layout.YEARLY),
        open_milestones=at(layout.OPEN),
        currency=currency if isinstance(currency, str) else "",
        business=_business(places),
        year_month=year_month_of(places),
        pack_file=own.source if (own := pack_of(places.pack)) else "",
    )


def year_month_of(places: Places) -> int:
    """The month in which a year of the business begins."""
    said = _number(places.value(layout.YEAR_MONTH)) if places.has(layout.YEAR_MONTH) else None
    return int(said) if said is not None and said in range(1, 13) else 1


def _business(places: Places) -> str:
    name = places.value(layout.CLIENT) if places.has(layout.CLIENT) else None
    return name.strip() if isinstance(name, str) else ""


def own_figures(book: Readable) -> dict[str, list[Any]]:
    """The figures used, by measure id, one per period; what is no number stands as it is.

    Workbooks that do not name them give what was typed.
    """
    places = Places(book)
    found = {}
    for kpi in places.kpis:
        for measure in kpi.measures:
            name = layout.used_name(measure.id)
            named = places.has(name)
            found[measure.id] = places.values(name) if named else places.typed(measure.id)
    return found


def shown_period(book: Readable) -> int:
    """The number of the period the workbook's own scorecard shows."""
    return int(_number(Places(book).value(layout.SHOWN)) or 1)


def _with_data(places: Places) -> Iterator[int]:
    filled = [i for i, n in enumerate(places.values(layout.COVERAGE), 1) if _number(n)]
    yield from range(filled[0], filled[-1] + 1) if filled else (1,)


def _benchmarks(places: Places, kpi: Kpi) -> tuple[list[float | None], list[bool]]:
    """The floors in force, and which of them are a person's own."""
    floors = [_number(places.value(layout.floor_name(kpi, tier.id))) for tier in kpi.tiers]
    own = [
        _number(places.value(layout.own_floor_name(kpi, tier.id))) is not None for tier in kpi.tiers
    ]
    return floors, own


def _own_targets(places: Places, kpi: Kpi) -> list[float | None]:
    """A person's own target in each period; None in workbooks of layouts without them, too."""
    name = layout.row_name("OwnTarget", kpi)
    if not places.has(name):
        return [None] * len(places.values(layout.PERIOD_NUMBERS))
    return [_number(value) for value in places.values(name)]


def _is_foreign(places: Places, kpi: Kpi) -> bool:
    """Whether a KPI's amounts are in another currency than its benchmarks."""
    name = layout.foreign_name(kpi)
    return in_dollars(kpi) and places.has(name) and _number(places.value(name)) == 1


def _foreign(kpi: Kpi, found: dict[str, Any], floors: list[float | None], language: str) -> Record:
    """What a record has instead of a tier: the benchmarks in their own currency, but for those
    that a person wrote."""
    if _number(found["Value"]) is None:
        return {}
    note = words("note.currency", language, **foreign_words(kpi, language))
    pairs = zip(floors, kpi.tiers, strict=True)
    shown = [tier.floor if own is None else own for own, tier in pairs]
    return {"floors": shown, "floors_currency": CURRENCY, "asterisk": True, "note": note}


def _figures(
    kpi: Kpi, found: dict[str, Any], floors: list[float | None], own: list[bool], language: str
) -> Record:
    value, rank = _number(found["Value"]), _number(found["Rank"])
    record: Record = {
        "value": value,
        "unit": kpi.unit,
        "tier": None,
        "tier_id": None,
        "tier_rank": None,
        "score": _number(found["Score"]),
        "gap": _number(found["Gap"]),
        "needed": _number(found["Needed"]),
        "needed_unit": needed_unit(kpi, language, found["Needed"]),
        "target": _number(found["Target"]),
        "target_op": None,
        "target_tier": None,
        "change": _number(found["Change"]),
        "better": kpi.better,
        "provenance": None,
        "asterisk": False,
        "floors": floors,
        "own": own,
        "floors_currency": None,
        "note": "",
    }
    if value is not None and not kpi.tiers:
        record["score"] = record["gap"] = record["needed"] = record["target"] = None
        return record
    if value is None or rank is None:
        record["note"] = _why(found["Value"], language)
        return record
    at = int(rank)
    # Being below typical is judged by where typical begins.
    judged = max(at, 1) - 1
    tier = kpi.tiers[judged]
    record["tier_rank"], record["tier_id"] = at, TIERS[at]
    record["tier"] = words(f"tier.{TIERS[at]}", language)
    if at < 3:
        record["target_op"] = kpi.tiers[at].op
        record["target_tier"] = words(f"tier.{TIERS[at + 1]}", language)
    else:
        record["target"] = None
    record["provenance"] = "user" if own[judged] else tier.provenance
    if tier.asterisk and not own[judged]:
        record["asterisk"] = True
        record["note"] = words(f"note.{tier.note}", language)
    return record


def needed_unit(kpi: Kpi, language: str, count: Any = None) -> str:
    """What the number still needed counts: "sessions held", "months on average".

    >>> from xl_kpis.kpi.lookup import kpi
    >>> needed_unit(kpi("remote.retention"), "en", 1.0)
    'client kept'
    """
    if kpi.unit == "ratio":
        one = isinstance(count, float) and round(abs(count)) == 1
        return words(f"{kpi.function.name}.needed" + (".one" if one else ""), language)
    own = kpi.unit == "money" and kpi.own
    return words(f"scorecard.unit.{'amount' if own else kpi.unit}", language)


def _number(value: Any) -> float | None:
    return value if isinstance(value, float) and value == value else None


def _why(value: Any, language: str) -> str:
    """Why there is no value, in words."""
    return error_words(value.code if isinstance(value, ExcelError) else "#VALUE!", language)
