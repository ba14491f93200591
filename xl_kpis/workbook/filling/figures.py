"""Figures into the cells of the Inputs sheet."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any

from xl_kpis.kpi.days import day_of
from xl_kpis.kpi.evaluate import serial
from xl_kpis.kpi.lookup import fold
from xl_kpis.kpi.model import Kind, Kpi, Measure
from xl_kpis.languages import available
from xl_kpis.workbook import layout
from xl_kpis.workbook.data import Data, Figure
from xl_kpis.workbook.figures import doubts
from xl_kpis.workbook.figures.model import Place, Unclear
from xl_kpis.workbook.figures.names import Labels, label, words
from xl_kpis.workbook.figures.numbers import parse_number, written
from xl_kpis.workbook.figures.periods import (
    Span,
    add_months,
    is_month_name,
    parse_span,
    serial_of,
)
from xl_kpis.workbook.figures.plan_names import kpi_meant
from xl_kpis.workbook.figures.sentences import length_words, quoted
from xl_kpis.workbook.filling.job import Job

FEW = 4
"""How many of the figures that a KPI is calculated from are named."""
DIVIDED, REPEATED, UNSPREADABLE = "divided", "repeated", "unspreadable"
_STATES = {
    "users": REPEATED,
    "clients_total": REPEATED,
    "clients_coached": REPEATED,
    "clients_start": UNSPREADABLE,
    "clients_end": UNSPREADABLE,
    "clients_open": UNSPREADABLE,
    "attendance_before": UNSPREADABLE,
}
"""How figures that are no sums over a period are spread; all others are divided evenly."""

Periods = list[tuple[dt.date | None, dt.date | None]]


def fill_figures(job: Job, data: Data) -> None:
    Figures(job, data).fill()


class Figures:
    """The figures of some data on their way into a workbook."""

    def __init__(self, job: Job, data: Data) -> None:
        self.job, self.data = job, data
        own = {fold(name): what for name, what in _own(job, data).items()}
        self.labels = Labels(job.places.pack, own)
        self.periods: Periods = job.places.periods()
        self.months = job.months()
        self.seen: dict[tuple[str, int], tuple[float, Figure]] = {}
        self.told: set[tuple[Place, str]] = set()
        """Places of what was said once, and need not be said for each figure."""
        self.changed: list[tuple[Place, Measure, int, float, float]] = []
        self.amounts = {
            measure.id
            for kpi, measure in layout.measures(job.places.pack)
            for a in kpi.function.arguments
            if a.name == measure.argument and a.kind is Kind.AMOUNT
        }

    def fill(self) -> None:
        starts = self._names_starts()
        for figure in self.data.figures:
            measure = self._measure(figure)
            columns = self.columns(figure, starts)
            number = self._number(figure, measure) if measure is not None else None
            if measure is None or not columns or number is None:
                continue
            if len(columns) > 1:
                number = self._spread(figure, measure, number, len(columns))
                if number is None:
                    continue
            for column in columns:
                self._set(figure, measure, column, number)
        self._tell_changes()

    # ---- the measure ------------------------------------------------------------------------

    def _measure(self, figure: Figure) -> Measure | None:
        name = str(figure.measure).strip()
        found = self.labels.match(name)
        language = self.job.language
        if found.measure is not None and doubts.thousands(name):
            self.job.problem(figure.measure_place, "thousands", name=name)
            return None
        if found.other:
            measured = label(found.near[0], language)
            self.job.problem(
                figure.measure_place, "other_figure", name=name, other=found.other, label=measured
            )
        elif found.measure is None and (kpi := kpi_meant(name, self.job.places.pack)) is not None:
            self._is_calculated(figure, name, kpi)
        elif found.measure is None:
            near = [quoted_label(measure, language) for measure in found.near]
            hint: Any = ("", "")
            if len(near) == 1 or (near and _clearly(name, found.near)):
                hint = ("hint", {"label": label(found.near[0], language)})
            elif near:
                hint = ("hint_several", {"labels": ", ".join(near)})
            self.job.problem(figure.measure_place, "measure", name=name, hint=hint)
        elif not found.exact:
            taken = label(found.measure, language)
            self.job.note(figure.measure_place, "taken", name=name, label=taken)
        return found.measure

    def _is_calculated(self, figure: Figure, name: str, kpi: Kpi) -> None:
        """A KPI is left out beside what it is calculated from, and asked for that without."""
        needed = [m for m in kpi.measures if m.argument and not m.carried]
        labels = ", ".join(quoted_label(measure, self.job.language) for measure in needed[:FEW])
        labels += ", …" * (len(needed) > FEW)
        if (figure.measure_place, name) in self.told:
            return
        self.told.add((figure.measure_place, name))
        is_given = {measure.id for measure in needed} <= self._given
        remark = self.job.note if is_given else self.job.problem
        id = "calculated" if is_given else "calculated_only"
        remark(figure.measure_place, id, name=name, labels=labels)

    @cached_property
    def _given(self) -> set[str]:
        """The measures that these data have figures of."""
        named = {str(figure.measure).strip() for figure in self.data.figures}
        found = (self.labels.match(name).measure for name in named)
        return {measure.id for measure in found if measure is not None}

    # ---- the period -------------------------------------------------------------------------

    def columns(self, figure: Figure, starts: bool = False) -> range | None:
        """The columns of a figure's period, from 0: several where it is to be spread."""
        number = _number_of_period(figure.period)
        if number is not None and figure.numbered and not self._is_counted(figure, number):
            self.job.problem(figure.period_place, "numbered", period=number)
            return None
        if number is not None and 1 <= number <= len(self.periods):
            return range(number - 1, number)
        span = figure.span or parse_span(figure.period)
        place = figure.period_place
        if span is None:
            name = "month_name" if is_month_name(figure.period) else "period"
            self.job.problem(place, name, period=figure.period, last=len(self.periods))
            return None
        if span.is_day:
            return self._containing(figure, span.first)
        if span.months == 0:
            self._length(figure, span, "days")
            return None
        if span.months < self.months:
            if not starts:
                self._length(figure, span, "shorter")
                return None
            column = self._beginning(figure, span.first)
            if column is not None:
                first, last = self.periods[column]
                self.job.note(place, "period_start", period=figure.period, first=first, last=last)
            return None if column is None else range(column, column + 1)
        count, rest = divmod(span.months, self.months)
        if (count > 1 or rest) and (rest or not self.job.options.spread):
            self._length(figure, span, "longer")
            return None
        column = self._beginning(figure, span.first)
        if column is None:
            return None
        if column + count > len(self.periods):
            return self._containing(figure, add_months(span.first, span.months - 1))
        return range(column, column + count)

    def _is_counted(self, figure: Figure, number: int) -> bool:
        """Whether a month or a quarter of a year has the number of the period it is."""
        first = self.periods[0][0]
        length = {"month": 1, "quarter": 3}.get(figure.numbered)
        whole = length == self.months and first is not None and first.month == 1
        return whole and number <= 12 // self.months

    def _containing(self, figure: Figure, day: dt.date) -> range | None:
        for i, (first, last) in enumerate(self.periods):
            if first and last and first <= day <= last:
                return range(i, i + 1)
        first, last = self.periods[0][0], self.periods[-1][1]
        self.job.problem(figure.period_place, "calendar", day=day, first=first, last=last)
        return None

    def _beginning(self, figure: Figure, day: dt.date) -> int | None:
        """The column of the period that begins on a day."""
        for i, (first, _) in enumerate(self.periods):
            if first == day:
                return i
        if self._containing(figure, day) is not None:
            self.job.problem(figure.period_place, "shifted", period=figure.period, day=day)
        return None

    def _names_starts(self) -> bool:
        """Whether months name the longer periods that begin with them, all of them."""
        firsts = {first for first, _ in self.periods}
        shorter = {f.span.first for f in self.data.figures if f.span and f.span.months > 0}
        return bool(shorter) and shorter <= firsts

    def _length(self, figure: Figure, span: Span, id: str) -> None:
        months = _divisor(span.months, self.months) if span.months else self.months
        found = ("span", span.months or -span.days)
        self.job.problem(
            figure.period_place,
            id,
            period=figure.period,
            found=length_words(found[1], self.job.language),
            wanted=length_words(self.months, self.job.language),
            months=months,
        )

    def _spread(self, figure: Figure, measure: Measure, number: float, count: int) -> float | None:
        way = UNSPREADABLE if measure.is_day else _STATES.get(measure.known, DIVIDED)
        name = label(measure, self.job.language)
        if way == UNSPREADABLE:
            id = "unspreadable_day" if measure.is_day else "unspreadable"
            self.job.problem(figure.place, id, name=name, period=figure.period)
            return None
        self.job.note(figure.place, "spread", name=name, period=figure.period, count=count)
        return number / count if way == DIVIDED else number

    # ---- the number -------------------------------------------------------------------------

    def _number(self, figure: Figure, measure: Measure) -> float | None:
        if isinstance(figure.value, Unclear):
            self.job.problem(figure.place, figure.value.id, value=figure.value)
            return None
        if measure.is_day:
            span = parse_span(serial_of(figure.value))
            if span is None or not span.is_day:
                self.job.problem(figure.place, "no_day", value=figure.value)
                return None
            return serial(span.first)
        amount = measure.id in self.amounts
        text = written(figure.value) if isinstance(figure.value, str) else None
        unit = words(f"measure.{measure.text_id}.unit", self.job.language)
        if text is not None and text.percent:
            id = "percent_amount" if amount else "percent"
            self.job.problem(figure.place, id, value=figure.value, unit=unit)
            return None
        number = parse_number(figure.value)
        if number is None:
            self.job.problem(figure.place, "number", value=figure.value)
        elif number < 0 and not amount:
            self.job.problem(figure.place, "negative", value=figure.value)
            return None
        elif number < 0:
            self.job.note(figure.place, "below_zero", value=figure.value)
        elif not amount and number != int(number):
            if measure.known == "months_to_milestone":
                return number
            if number < 1:
                self.job.problem(figure.place, "share", value=number, unit=unit)
                return None
            self.job.note(figure.place, "fraction", value=number, unit=unit)
        return number

    # ---- the cell ---------------------------------------------------------------------------

    def _set(self, figure: Figure, measure: Measure, column: int, number: float) -> None:
        key = measure.id, column
        if key in self.seen:
            other, first = self.seen[key]
            if _are_days(figure, first):
                self._several_days(figure, first)
            elif other != number or first.place.file == figure.place.file:
                self.job.problem(
                    figure.place,
                    "twice",
                    name=str(figure.measure).strip(),
                    period=figure.period,
                    value=shown(measure, number),
                    other=shown(measure, other),
                    where=str(first.place),
                )
            return
        self.seen[key] = number, figure
        before = self.job.places.typed(measure.id)[column]
        if isinstance(before, float) and before != number:
            self.changed.append((figure.place, measure, column, before, number))
        self.job.typed.add(measure.id)
        self.job.edit_input(measure, column, number)
        self.job.preview.figures.append((measure, self.periods[column][0], shown(measure, number)))
        self.job.filled += 1

    def _several_days(self, figure: Figure, other: Figure) -> None:
        if (figure.period_place, "") not in self.told:
            self.told.add((figure.period_place, ""))
            values = {"other": other.period, "where": str(other.period_place)}
            self.job.problem(figure.period_place, "several_days", period=figure.period, **values)

    def _tell_changes(self) -> None:
        if not self.changed:
            return
        place, measure, column, before, after = self.changed[0]
        self.job.note(
            place,
            "changed" if len(self.changed) > 1 else "changed_one",
            count=len(self.changed),
            name=label(measure, self.job.language),
            period=self.periods[column][0],
            before=shown(measure, before),
            after=shown(measure, after),
        )


def _are_days(*figures: Figure) -> bool:
    """Whether figures are each those of another day."""
    spans = [figure.span for figure in figures]
    return all(span is not None and span.is_day for span in spans) and len(set(spans)) > 1


def shown(measure: Measure, number: float) -> float | dt.date:
    """A figure as people are told of it: a day as a day."""
    return day_of(number) if measure.is_day else number


def _own(job: Job, data: Data) -> dict[str, str]:
    """Names of measures that the person or the preset gave."""
    labels = Labels(job.places.pack)
    preset = job.options.preset
    given = {**(preset.measures if preset else {}), **job.options.columns}
    named = {data.renamed.get(name, name): what for name, what in given.items()}
    found = {name: labels.match(what).measure for name, what in named.items()}
    return {name: measure.id for name, measure in found.items() if measure is not None}


def quoted_label(measure: Measure, language: str) -> str:
    return quoted(label(measure, language), language)


def _clearly(name: str, near: tuple[Measure, ...]) -> bool:
    """Whether the nearest name is much nearer than the others."""
    import difflib

    def ratio(measure: Measure) -> float:
        names = [measure.id, *(label(measure, language) for language in available())]
        return max(difflib.SequenceMatcher(None, fold(name), fold(n)).ratio() for n in names)

    first, second = ratio(near[0]), max(map(ratio, near[1:]))
    return first - second > 0.1


def _number_of_period(value: Any) -> int | None:
    """A period by its number."""
    if isinstance(value, str) and not value.strip().isdecimal():
        return None
    number = parse_number(value)
    return (
        int(number) if number is not None and 1 <= number <= 99 and number == int(number) else None
    )


def _divisor(months: int, own: int) -> int:
    return months if 1 <= months <= 12 else own
