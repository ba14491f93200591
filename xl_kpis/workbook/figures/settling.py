"""Numbers of a whole file, in the one convention that its spellings have in common."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from xl_kpis.workbook.figures import numbers
from xl_kpis.workbook.figures.model import Data, Entry, Figure, Marked, Place, Planned
from xl_kpis.workbook.figures.plans import target_number


def settle(data: Data, presumed: str, wanted: str) -> None:
    """Make numbers of what is spelled as numbers, in one convention for the whole file.

    ``presumed`` is the decimal sign that the file suggests, ``wanted`` the one a person named
    (``point`` or ``comma``).
    """
    texts = [(f.value, f.place) for f in data.figures if isinstance(f.value, str)]
    for entry in data.entries:
        kinds = {part.id: part.kind for part in entry.log.fields}
        texts += [
            (value, place)
            for id, (value, place) in entry.values.items()
            if isinstance(value, str) and kinds[id] in ("amount", "count", "rating")
        ]
    texts += [(p.value, p.place) for p in data.plans if _is_target_text(p)]
    found = [(w, text, place) for text, place in texts if (w := numbers.written(text))]
    fixed = {"point": numbers.POINT, "comma": numbers.COMMA}.get(wanted, "")
    decision = numbers.decide([w for w, _, _ in found], presumed or numbers.POINT, fixed)
    if decision.against:
        quoted = [found[i] for i in decision.against]
        number, text, place = quoted[0]
        if decision.sign:
            one = number.value(decision.sign)
            other_sign = numbers.COMMA if decision.sign == numbers.POINT else numbers.POINT
            values = {"value": text, "one": one, "other": number.value(other_sign)}
            values["sign"] = "point" if decision.sign == numbers.POINT else "comma"
            data.problem(place, "decimal_odd", **values)
        elif len(quoted) == 1:
            one, other = (number.value(sign) for sign in (numbers.POINT, numbers.COMMA))
            values = {"value": text, "one": f"{one:g}", "other": f"{other:g}"}
            data.problem(place, "decimal_unsure", **values)
        else:
            where = {"value": quoted[1][1], "other": text, "where": str(place)}
            data.problem(quoted[1][2], "decimal_contradict", **where)
        # Nobody knows these, so that they are no figures, not even where the rest is taken.
        unknown = {p for w, _, p in found if w.is_ambiguous or (len(quoted) > 1 and w.tells)}
        data.figures[:] = [f for f in data.figures if f.place not in unknown]
        data.entries[:] = [
            entry
            for entry in data.entries
            if not unknown & {place for _, place in entry.values.values()}
        ]
    elif not fixed and decision.sign != (presumed or numbers.POINT):
        index = next(i for i, (w, _, _) in enumerate(found) if w.tells)
        name = "decimal_point" if decision.sign == numbers.POINT else "decimal_comma"
        data.note(found[index][2], name, value=found[index][1])
    sign = decision.sign or numbers.POINT
    scaled = next(((n, text, place) for n, text, place in found if n.scale != 1), None)
    if scaled is not None and (value := scaled[0].value(sign)) is not None:
        data.note(scaled[2], "scaled", value=scaled[1], number=value)
    for number, spelled, place in found:
        _mark(data, number.currency, spelled, place)
    shown = [(f.value, f.place) for f in data.figures]
    shown += [each for entry in data.entries for each in entry.values.values()]
    for value, place in shown:
        if isinstance(value, Marked):
            _mark(data, value.currency, f"{value:g} {value.currency}", place)
    kept = []
    nothing: list[Figure] = []
    for figure in data.figures:
        if numbers.is_nothing(figure.value):
            nothing.append(figure)
        else:
            kept.append(replace(figure, value=_number(figure.value, sign)))
    data.figures[:] = kept
    if nothing:
        first = nothing[0]
        count = len(nothing)
        data.note(first.place, "no_figure", cells=count, value=first.value)
    data.entries[:] = [_settled(entry, sign) for entry in data.entries]
    data.plans[:] = [
        replace(p, value=target_number(p.value, sign)) if _is_target_text(p) else p
        for p in data.plans
    ]


def _mark(data: Data, code: str, spelled: str, place: Place) -> None:
    """A currency that an amount is marked with; refused beside another one."""
    if not code or code in data.currencies:
        return
    against = [other for other in data.currencies if not numbers.agree(code, other)]
    if against:
        data.problem(place, "currencies_marked", value=spelled, other=against[0])
    data.currencies[code] = place


def _number(value: Any, sign: str) -> Any:
    """A text that is a number, as one; shares and all else as they are."""
    number = numbers.written(value) if isinstance(value, str) else None
    if number is None or number.percent:
        return value
    found = number.value(sign)
    return value if found is None else found


def _is_target_text(planned: Planned) -> bool:
    return planned.field == "target" and isinstance(planned.value, str)


def _settled(entry: Entry, sign: str) -> Entry:
    kinds = {part.id: part.kind for part in entry.log.fields}
    values = {
        id: (_number(value, sign) if kinds[id] in ("amount", "count", "rating") else value, place)
        for id, (value, place) in entry.values.items()
    }
    return replace(entry, values=values)
