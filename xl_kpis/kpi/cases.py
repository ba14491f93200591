"""The contract every host has to keep: examples with results, and the table of errors.

A case is a function, arguments and a result. Arguments are single values (None for a blank cell,
:data:`EMPTY_TEXT` for a formula that gives ``""``) or lists of rows for ranges. Results are
floats, texts or :class:`ExcelError` values. Hosts without a KPI function for something (a native
formula for ``KPI_EXPLAIN``, say) filter by ``case.function.group`` or ``.formula``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from xl_kpis.errors import DIV0, NA, NUM, REF, VALUE
from xl_kpis.errors import NAME as NAME_ERROR
from xl_kpis.kpi import FUNCTIONS, KPIS
from xl_kpis.kpi.model import Function, Kind
from xl_kpis.kpi.packs import Pack

EMPTY_TEXT = ""
COLUMN = list[list[Any]]


class Case(NamedTuple):
    function: Function
    arguments: tuple[Any, ...]
    result: Any
    note: str
    """What it shows."""

    @property
    def boolean_in_range(self) -> bool:
        """LibreOffice counts TRUE in a range as a number, so its native formulas do too."""
        ranges = [value for value in self.arguments if isinstance(value, list)]
        return any(item is True for rows in ranges for row in rows for item in row)

    @property
    def id(self) -> str:
        """A short name for test reports."""
        return f"{self.function.name}{self.arguments!r}".replace(" ", "")


def examples(pack: Pack | None = None) -> Iterator[Case]:
    """Every example of every function, and the worked example of every KPI: of those that are
    shipped, or of a pack."""
    functions, kpis = (pack.functions, pack.kpis) if pack else (FUNCTIONS, KPIS)
    for function in functions.values():
        for example in function.examples:
            yield Case(function, example.arguments, example.result, example.note or "example")
    for kpi in kpis:
        yield Case(kpi.function, kpi.example.arguments, kpi.example.result, kpi.id)


def error_cases(pack: Pack | None = None) -> Iterator[Case]:
    """Every row of the table of errors for every function with a formula, and their order."""
    for function in (pack.functions if pack else FUNCTIONS).values():
        if function.formula is not None:
            yield from _of_single_arguments(function)
            yield from _of_ranges(function)
        for case in function.cases:
            yield Case(function, case.arguments, case.result, case.note or "case")
    if pack is not None:
        return
    for name, rows in OWN_CASES.items():
        for arguments, result, note in rows:
            yield Case(FUNCTIONS[name], arguments, result, note)
    yield from _UNKNOWN


def _good(function: Function) -> list[Any]:
    """Arguments that work: the first example's."""
    return list(function.examples[0].arguments)


def _of_single_arguments(function: Function) -> Iterator[Case]:
    good = _good(function)
    single = [i for i, a in enumerate(function.arguments[: len(good)]) if a.is_numeric]
    for i in single:
        for bad, error, note in (
            (REF, REF, "an error is passed on"),
            (None, NA, "a blank"),
            (EMPTY_TEXT, VALUE, "an empty text is a text"),
            ("abc", VALUE, "text"),
            ("5", VALUE, "numeric text"),
            (True, VALUE, "TRUE is no number"),
        ):
            yield Case(function, (*good[:i], bad, *good[i + 1 :]), error, note)
    if len(single) > 1:
        first, last = single[0], single[-1]
        for at_first, at_last, error, note in (
            (REF, NAME_ERROR, REF, "the first error wins"),
            (None, NAME_ERROR, NAME_ERROR, "an error before a blank"),
            ("abc", NAME_ERROR, NAME_ERROR, "an error before text"),
            ("abc", None, NA, "a blank before text"),
            (-1, "abc", VALUE, "text before a number that cannot be"),
        ):
            mixed = list(good)
            mixed[first], mixed[last] = at_first, at_last
            yield Case(function, tuple(mixed), error, note)


def _of_ranges(function: Function) -> Iterator[Case]:
    good = _good(function)
    for i, argument in enumerate(function.arguments[: len(good)]):
        if not argument.is_range or not isinstance(good[i], list):
            continue
        column = good[i]
        with_error = [[NAME_ERROR], *column[1:]]
        yield Case(
            function, (*good[:i], with_error, *good[i + 1 :]), NAME_ERROR, "error in a range"
        )
        if argument.paired_with:
            yield Case(function, (*good[:i], column[:-1], *good[i + 1 :]), VALUE, "shapes differ")
        if argument.kind is Kind.DATES:
            bad = [["soon"], *column[1:]]
            yield Case(function, (*good[:i], bad, *good[i + 1 :]), VALUE, "text that is no date")


OWN_CASES: dict[str, list[tuple[tuple[Any, ...], Any, str]]] = {
    "KPI_ANNUALIZE": [
        ((0.9, 0), DIV0, "no period"),
        ((-0.1, 3), NUM, "a negative rate"),
        ((0.9, -3), NUM, "a negative period"),
        ((0, 3), 0.0, "nobody stays"),
    ],
    "KPI_INDEX": [
        (([["a"]],), DIV0, "no score"),
        (([[50], [101]],), NUM, "a score above 100"),
        (([[50], [60]], [[0], [0]]), DIV0, "no weight"),
        (([[50], [60]], [[3], [-1]]), NUM, "a negative weight"),
    ],
    "KPI_RETENTION_ROSTER": [
        (([[50]], [[None]], 40, 60), DIV0, "nobody at the start"),
        (([[10], [20]], [[None], [15]], 40, 60), NUM, "left before joining"),
        (([[10]], [[None]], 40, 30), NUM, "the period ends before it begins"),
        (([[10]], [[60]], 40, 60), 0.0, "left on the last day"),
        (([[10]], [[61]], 40, 60), 1.0, "left the day after"),
        (([[10], [11]], [[39], [""]], 40, 60), 1.0, "left before the period; an empty text"),
        (([[10]], [[None]], None, 60), NA, "a blank date"),
        (([[10]], [[None]], "soon", 60), VALUE, "text that is no date"),
    ],
    "KPI_COMPLETION_LOG": [
        (([[None], [""]], [["done"]]), DIV0, "no session"),
        (([["moved"]], [["done"]], [["moved"]]), DIV0, "all sessions ignored"),
        (([["done"]], [[None]]), NA, "nothing counts as done"),
        (([["done"], [" DONE "], ["late"]], [["done"], ["late"]]), 1.0, "several statuses"),
    ],
    "KPI_SATISFIED_RATE_RATINGS": [
        (([["a"]], 8), DIV0, "no rating"),
        (([[9], [12]], 8), NUM, "a rating off the scale"),
        (([[9]], 0), NUM, "a threshold off the scale"),
    ],
    "KPI_TIME_TO_MILESTONE_DATES": [
        (([[10]], [[None]]), DIV0, "nobody arrived yet"),
        (([[10]], [[5]]), NUM, "arrived before the start"),
    ],
    "KPI_CONVERSION_LOG": [
        (([[None]], [[20]]), DIV0, "no consultation"),
        (([[10]], [[5]]), NUM, "paid before the consultation"),
        (([[10], [None]], [[None], [20]]), 0.0, "paid without a consultation"),
    ],
}
"""Those of helpers and of functions of raw records; the KPIs have theirs in the packs' files."""


def _unknown(name: str, *arguments: Any, result: Any = NA, note: str = "unknown") -> Case:
    return Case(FUNCTIONS[name], arguments, result, note)


_UNKNOWN = (
    _unknown("KPI_TIER", 0.85, "nonsense", note="an unknown KPI"),
    _unknown("KPI_TIER", 0.85, "CSS", note="an acronym of two KPIs"),
    _unknown("KPI_TIER", 0.85, "mentoring.retention", "xx", note="an unknown language"),
    _unknown("KPI_TIER", 0.85, None, note="a blank KPI"),
    _unknown("KPI_TIER", None, "mentoring.retention", note="a blank value"),
    _unknown("KPI_TIER", "abc", "mentoring.retention", result=VALUE, note="text as a value"),
    _unknown("KPI_TIER", "abc", "nonsense", result=VALUE, note="text before an unknown KPI"),
    _unknown("KPI_TIER", DIV0, "nonsense", result=DIV0, note="an error is passed on"),
    _unknown("KPI_TIER_RANK", 0.85, 7, note="a number is no KPI"),
    _unknown("KPI_SCORE", True, "ARPU", result=VALUE, note="TRUE is no number"),
    _unknown("KPI_GAP", 0.85, "mentoring.retention", "best", note="an unknown tier"),
    _unknown("KPI_GAP", 0.85, "mentoring.retention", "below", note="below has no floor"),
    _unknown("KPI_BENCHMARK", "CRR", note="an acronym of two KPIs"),
    _unknown("KPI_NEEDED", "ARPU", 0, result=DIV0, note="nothing to divide by"),
    _unknown("KPI_NEEDED", "ARPU", -1, result=NUM, note="a negative denominator"),
    _unknown("KPI_PERCENTILE", 0.5, "ARPU", [["a"]], result=DIV0, note="no peers"),
    _unknown("KPI_CHANGE", 0.5, "ARPU", None, note="a blank"),
    _unknown("KPI_NAME", "ARPU", "de", note="an unknown language"),
)
