"""The worked example of a KPI in a pack file, and further calls, each computed again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from xl_kpis.errors import ExcelError
from xl_kpis.kpi import tiers as benchmarks
from xl_kpis.kpi.days import day_number
from xl_kpis.kpi.evaluate import evaluate, find_problem
from xl_kpis.kpi.model import TIERS, Argument, Example, Function, Kind, Kpi
from xl_kpis.kpi.pack_inputs import Inputs
from xl_kpis.kpi.pack_parts import PackTable
from xl_kpis.kpi.pack_tiers import within
from xl_kpis.kpi.texts import text
from xl_kpis.languages import available

EXAMPLES_KEYS = ("call", "value", "note")
CLOSE = 1e-9
"""How near to its value a worked example has to come, as a share of it."""


def with_examples(kpi: Kpi, part: PackTable, inputs: Inputs, above: tuple[str, ...]) -> Kpi:
    """The KPI with its worked example and its further calls; what does not come out is named."""
    kpi = _worked(kpi, part, inputs, above)
    further = tuple(_further(kpi, part))
    cases = tuple(_cases(kpi, part))
    if not further and not cases:
        return kpi
    examples = (*kpi.function.examples, *further)
    return replace(kpi, function=replace(kpi.function, examples=examples, cases=cases))


def _worked(kpi: Kpi, part: PackTable, inputs: Inputs, above: tuple[str, ...]) -> Kpi:
    own = part.table("example", required=True)
    if own is None:
        return kpi
    names = [measure.id for measure in kpi.measures if measure.argument]
    own.only((*names, "value", "tier"), above=above)
    if inputs.ratings is not None:
        given = [name for name in own.content if name in names]
        lacking = [] if given else [inputs.ratings[0] + "_…"]
    else:
        given, lacking = names, [name for name in names if name not in own.content]
    if lacking:
        part.fault("example_lacks", "example", names=", ".join(lacking))
    if "value" not in own.content:
        part.fault("example_lacks", "example", names="value")
        return kpi
    days = {measure.id for measure in kpi.measures if measure.is_day}
    numbers = [_number(own, name, name in days) for name in given if name in own.content]
    wanted = own.number("value", kpi.unit)
    if lacking or wanted is None or None in numbers:
        return kpi
    arguments: tuple[Any, ...] = tuple(numbers)
    if inputs.ratings is not None:
        rated = {measure.id: measure.rating for measure in kpi.measures}
        arguments = ([[rated[name]] for name in given], [[number] for number in numbers])
    value = evaluate(kpi.function, arguments)
    if isinstance(value, ExcelError) and (reasons := _reasons(kpi.function, arguments, part)):
        own.fault("example_refused", None, found=str(value), reason=reasons)
        return kpi
    if not _is(value, wanted):
        shown = _shown(value, own.content["value"])
        own.fault("example", "value", found=shown, given=own.content["value"])
        return kpi
    if not within(value, kpi.domain):
        own.advise("example_domain", "value", given=own.content["value"])
    example = Example(arguments, value)
    function = replace(kpi.function, examples=(example,))
    if not kpi.tiers:
        if "tier" in own.content and "tiers" not in part.content:
            own.fault("example_no_tiers", "tier")
        return replace(kpi, function=function, example=example)
    tier = TIERS[int(benchmarks.rank(value, kpi))]
    said = own.one_of("tier", tier, TIERS)
    if said != tier:
        own.fault("example_tier", "tier", found=tier, given=said)
    return replace(
        kpi,
        function=function,
        example=example,
        example_tier=tier,
        example_score=float(benchmarks.score(value, kpi)),
    )


def _further(kpi: Kpi, part: PackTable) -> list[Example]:
    """More calls of the function, as its help shows them."""
    found = []
    for own in part.tables("examples"):
        wanted = own.number("value", kpi.unit)
        arguments = _call(own, kpi.function)
        if arguments is None or wanted is None:
            continue
        value = evaluate(kpi.function, arguments)
        if not _is(value, wanted):
            shown = _shown(value, own.content["value"])
            own.fault("example", "value", found=shown, given=own.content["value"])
            continue
        found.append(Example(arguments, value, own.word("note", "")))
    return found


def _cases(kpi: Kpi, part: PackTable) -> list[Example]:
    """Calls that every host has to answer so, those that give an error among them."""
    found = []
    for own in part.tables("cases"):
        said = own.content.get("value")
        error = _error(said)
        wanted = own.number("value", kpi.unit) if error is None else None
        arguments = _call(own, kpi.function)
        if arguments is None or (error is None and wanted is None):
            continue
        value = error if own.reading.sound else evaluate(kpi.function, arguments)
        if value is None:  # it was found to come out
            value = wanted
        if value is not error if wanted is None else not _is(value, wanted):
            own.fault("example", "value", found=_shown(value, said), given=said)
            continue
        found.append(Example(arguments, value, own.word("note", "")))
    return found


def _call(own: PackTable, function: Function) -> tuple[Any, ...] | None:
    """The arguments of a call; None where it is none."""
    own.only(EXAMPLES_KEYS)
    call = own.content.get("call")
    least, most = function.required, len(function.arguments)
    if not isinstance(call, list) or not least <= len(call) <= most:
        own.fault("call", "call", name="call", least=least, most=most)
        return None
    return tuple(map(_cells, function.arguments, call))


def _error(said: Any) -> ExcelError | None:
    """An error by its code, as a cell shows it."""
    return ExcelError.of(said) if isinstance(said, str) and said in ExcelError.codes() else None


def _cells(argument: Argument, given: Any) -> Any:
    """An argument as a call has it: a range is a list of rows, "" an empty cell, and the code of an
    error that error."""
    if not isinstance(given, list):
        day = day_number(given) if argument.kind is Kind.DATE else None
        return _cell(given) if day is None else day
    rows = [row if isinstance(row, list) else [row] for row in given]
    return [[_cell(item) for item in row] for row in rows]


def _cell(given: Any) -> Any:
    return None if given == "" else _error(given) or given


def _number(own: PackTable, name: str, is_day: bool) -> float | None:
    """A number as it is written, without a point where there is none; of a day its own."""
    if is_day:
        day = day_number(own.content[name])
        if day is None:
            own.fault("day", name, name=name, value=own.content[name])
        return day
    found = own.number(name, "number")
    given = own.content[name]
    return given if found is not None and type(given) is int else found


def _shown(value: Any, given: Any) -> str:
    """A value as the one that was given is written: in percent, or not."""
    if isinstance(value, (ExcelError, str)):
        return str(value)
    return f"{100 * value:.10g}%" if "%" in str(given) else f"{value:.10g}"


def _is(value: Any, wanted: float) -> bool:
    if isinstance(value, (ExcelError, str)):
        return False
    return bool(abs(value - wanted) <= CLOSE * max(1.0, abs(wanted)))


def _reasons(function: Function, given: Sequence[Any], part: PackTable) -> dict[str, str]:
    """Why there is no value, by language."""
    found = find_problem(function, given)
    texts = part.reading.texts
    if found is None:
        return {}
    own = texts.get(f"check.{found.check}")
    ids = {argument.name: argument.text_id for argument in function.arguments}
    reasons = {}
    for language in available():
        labels = [texts[f"argument.{ids[name]}.label"] for name in (*found.arguments, *ids)[:2]]
        said = [label.get(language) or next(iter(label.values())) for label in labels]
        values = {"argument": said[0], "other": said[-1], "error": ""}
        if own is not None:
            reasons[language] = (own.get(language) or next(iter(own.values()))).format(**values)
        else:
            reasons[language] = text(f"check.{found.check}", language, **values)
    return reasons
