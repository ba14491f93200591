"""Rows of an export as records of a log: filtered, without totals, with statuses made plain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from fnmatch import fnmatchcase
from typing import Any

from xl_kpis.kpi.lookup import fold
from xl_kpis.workbook import layout
from xl_kpis.workbook.figures import doubts, names, numbers
from xl_kpis.workbook.figures.logs import Found, columns_of, holds_ratings, rating_of
from xl_kpis.workbook.figures.model import Data, Entry, Place, Taken, Unclear, said
from xl_kpis.workbook.figures.options import Options
from xl_kpis.workbook.figures.periods import DMY, Order, decide_order, parse_span, serial_of
from xl_kpis.workbook.figures.presets import Names, Preset, Rule, Take, first_of
from xl_kpis.workbook.figures.tables import Block, Row
from xl_kpis.workbook.layout import Log

BEST = 10
"""The best rating there is in a workbook."""


def records(block: Block, file: str, pack: str, options: Options) -> Data:
    """The records of a table, each into the log it belongs to."""
    data = Data()
    if block.preset is not None:
        _by_preset(data, block, file, pack, options)
    elif block.log is not None:
        found = block.log
        if found.others:
            logs = [(f"log.{log.id}", "") for log in (found.log, *found.others)]
            data.problem(Place(file, block.top, 1), "log_unsure", logs=logs)
        _take(data, block, file, found, _rules(options), options)
    return data


def _rules(options: Options) -> tuple[Rule, tuple[Rule, ...]]:
    def rule(found: Mapping[str, str]) -> Rule:
        pairs = (((fold(k),), tuple(map(fold, v.split("|")))) for k, v in found.items())
        return Rule(tuple(pairs))

    unless = tuple(rule({key: value}) for key, value in options.unless.items())
    return rule(options.where), unless


def _by_preset(data: Data, block: Block, file: str, pack: str, options: Options) -> None:
    preset = block.preset
    assert preset is not None
    data.note(Place(file), "preset_found", preset=_title(preset))
    keys = [fold(head) if isinstance(head, str) else "" for head in block.heads]
    where, unless = _rules(options)
    taken: set[int] = set()
    for take in preset.takes:
        log = next((log for log in layout.logs(pack) if log.id == take.log), None)
        if log is None:
            continue
        columns = {}
        for id, alternatives in take.columns.items():
            fitting = _fitting(log, id, alternatives, block)
            if len(fitting) > 1:
                heads = [str(block.heads[i]).strip() for i in fitting]
                field, place = (f"field.{id}", ""), Place(file, block.top, fitting[1] + 1)
                data.problem(place, "columns_unsure", field=field, columns=heads, one=heads[0])
            if fitting:
                columns[id] = fitting[0]
        both = Rule((*where.columns, *take.where.columns))
        found = Found(log, columns)
        taken |= _take(data, block, file, found, (both, (*unless, *take.unless)), options, take)
    left = [cells for number, cells in block.body if number not in taken and any(map(said, cells))]
    _partly(data, preset, keys, file, [row for row in block.body if row[0] not in taken])
    if left:
        rule = _told_apart(preset, keys, left)
        data.note(Place(file), "filtered", rows=len(left), rule=rule)


def _fitting(log: Log, id: str, alternatives: Names, block: Block) -> list[int]:
    """The columns a field may be taken from: one, but for ratings, where several questions may
    ask for one."""
    keys = [fold(head) if isinstance(head, str) else "" for head in block.heads]
    kind = next(part.kind for part in log.fields if part.id == id)
    if kind != "rating":
        key = first_of(alternatives, keys)
        return [] if key is None else [keys.index(key)]
    rows = [cells for _, cells in block.body]
    first: list[int] = []
    for name in alternatives:
        found = [i for i, key in enumerate(keys) if fnmatchcase(key, name)]
        if rated := [i for i in found if holds_ratings(i, rows)]:
            return rated
        first = first or found[:1]
    return first


def _title(preset: Preset) -> tuple[str, str]:
    """The text id of a preset that ships, or the title of a person's own."""
    return (f"preset.{preset.name}", "") if preset.name else ("", preset.title)


def _partly(
    data: Data, preset: Preset, keys: Sequence[str], file: str, rows: Sequence[Row]
) -> None:
    """Refuse rows that count in part, where nothing says how much of them does."""
    found = {first_of(heads, keys) for take in preset.takes for heads, _ in take.where.columns}
    columns = sorted(keys.index(key) for key in found if key is not None)
    for number, cells in rows:
        for column in columns:
            if column < len(cells) and names.words_in(str(cells[column]), "partly"):
                data.problem(Place(file, number, column + 1), "partly", value=cells[column])


def _told_apart(preset: Preset, keys: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """What the rows left out have in the columns that decide."""
    columns = []
    for take in preset.takes:
        for rule in (take.where, *take.unless):
            for heads, _ in rule.columns:
                key = first_of(heads, keys)
                if key is not None and keys.index(key) not in columns:
                    columns.append(keys.index(key))
    said_there = (str(row[column]) for row in rows for column in columns if column < len(row))
    return " / ".join(list(dict.fromkeys(text for text in said_there if text.strip()))[:4])


def _take(
    data: Data,
    block: Block,
    file: str,
    found: Found,
    rules: tuple[Rule, Sequence[Rule]],
    options: Options,
    take: Take | None = None,
) -> set[int]:
    """The rows of a table that go into a log; the numbers of those taken or spoken of."""
    log, columns = found.log, found.columns
    keys = [fold(head) if isinstance(head, str) else "" for head in block.heads]
    key_column = next((i for i, k in enumerate(block.heads) if names.is_called(k, "key")), None)
    if key_column in columns.values():
        key_column = None
    dates = _orders(data, block, file, found, options)
    told = {fold(name) for name in options.columns}
    if take is None:
        _taxed(data, block, file, found, told)
    statuses = take.statuses if take else {}
    required = [f.id for f in log.fields if f.required]
    filtered: Counter[str] = Counter()
    spoken: set[int] = set()
    seen: set[str] = set()
    where, unless = rules
    ruled = {name for rule in (where, *unless) for names_, _ in rule.columns for name in names_}
    free = [
        (i, str(head).strip())
        for i, head in enumerate(block.heads)
        if said(head) and i not in (*columns.values(), key_column) and keys[i] not in ruled
    ]

    def _unused(cells: Sequence[Any]) -> list[tuple[str, Any]]:
        return [(head, cells[i]) for i, head in free if i < len(cells)]

    flags = [i for i, key in enumerate(keys) if take and first_of(take.flags, [key]) is not None]
    state = None
    if take is not None and take.status:
        state = columns_of(log, block.heads, {}).get("status")
    for number, cells in block.body:
        row = {key: cells[i] if i < len(cells) else None for i, key in enumerate(keys) if key}
        if not any(map(said, cells)):
            continue
        if names.is_remark(cells):
            data.note(Place(file, number, 1), "remark_row", name=_first(cells))
            spoken.add(number)
            continue
        if _is_total(cells, columns, required, log, dates):
            data.note(Place(file, number, 1), "total_row", name=_first(cells))
            spoken.add(number)
            continue
        failing = None if where.holds(row) else where
        failing = next((rule for rule in unless if rule.holds(row)), failing)
        if failing is not None:
            if take is None:
                filtered[str(failing)] += 1
                spoken.add(number)
            continue
        spoken.add(number)
        has_key = key_column is not None and _has(cells, key_column)
        key = str(cells[key_column or 0]).strip() if has_key else ""
        if key and key in seen:
            filtered["\0"] += 1
            continue
        seen.add(key)
        values = {
            id: (cells[i], Place(file, number, i + 1))
            for id, i in columns.items()
            if _has(cells, i)
        }
        place = Place(file, number, 1)
        if take is not None and take.status:
            rule, is_ = next(((r, w) for r, w in take.status if r.holds(row)), (None, ""))
            values["status"] = (is_, place)
            if rule is not None and not rule.columns and state is not None and _has(cells, state):
                values["status"] = (cells[state], Place(file, number, state + 1))
        for column in flags:
            if _has(cells, column) and not (
                doubts.is_yes(cells[column]) or doubts.is_no(cells[column])
            ):
                at = Place(file, number, column + 1)
                head = str(block.heads[column]).strip()
                data.problem(at, "flag", value=str(cells[column]).strip(), column=head)
        if take is None and (found_doubt := doubts.doubt(log.id, _unused(cells), values)):
            head, value = found_doubt
            id = "unpaid" if log.id == "payments" else "not_held"
            data.problem(place, id, column=head, value=str(value).strip())
            continue
        _make_plain(data, values, log, dates, statuses)
        if take is not None and take.minus:
            _subtract(data, values, row, take, options.decimal)
            if values.get("amount", ("",))[0] == 0:
                spoken.discard(number)  # all of it was given back
                continue
        data.entries.append(Entry(log, values, place, key))
    heads = tuple(str(head).strip() for head in block.heads if said(head))
    fields = {id: str(block.heads[i]).strip() for id, i in columns.items()}
    data.tables.append(Taken(heads, log.id, fields))
    data.seen.update(key for key in keys if key)
    at = Place(file)
    twice = filtered.pop("\0", 0)
    if twice:
        data.note(at, "keys_twice", rows=twice)
    for rule_words, count in filtered.items():
        data.note(at, "filtered", rows=count, rule=rule_words)
    left = [
        str(head).strip()
        for i, head in enumerate(block.heads)
        if said(head) and i not in columns.values() and i != key_column
    ]
    if left and take is None:
        data.note(Place(file), "columns_left", log=log, columns=left)
    _remark_values(data, log, block, file, columns)
    if take is None and "amount" in columns:
        _spent(data, block, file, columns["amount"], told)
    _currencies(data, block, file, keys, columns, log)
    if data.problems:
        data.entries.clear()  # of unknown days, amounts or logs
    return spoken


def _spent(data: Data, block: Block, file: str, column: int, told: Set[str]) -> None:
    """Refuse what lowers an amount, where a column says what it is, or of what account, and does
    not say that it is a refund."""
    rows = {entry.place.row for entry in data.entries if entry.place.file == file}
    out = [
        (number, cells)
        for number, cells in block.body
        if number in rows
        and column < len(cells)
        and doubts.is_negative(cells[column])
        and not any(names.words_in(str(cell), "refunded") for cell in cells)
    ]
    head = str(block.heads[column]).strip()
    for named, id in (("balance", "spent"), ("transaction", "not_refund")):
        at = next((i for i, h in enumerate(block.heads) if names.is_called(h, named)), None)
        if at is None or fold(block.heads[at]) in told:
            continue
        found = [(number, cells) for number, cells in out if named == "balance" or _has(cells, at)]
        if found:
            number, cells = found[0]
            values = {named: str(block.heads[at]).strip(), "value": cells[column]}
            if named != "balance":
                values["kind"] = str(cells[at]).strip()
            place = Place(file, number, column + 1)
            data.problem(place, id, column=head, rows=len(found), **values)
            return


def _taxed(data: Data, block: Block, file: str, found: Found, told: Set[str]) -> None:
    """Refuse amounts with and without a tax beside each other: which of them is revenue?"""
    known = names.fields_of(found.log)
    amounts = [i for i, head in enumerate(block.heads) if known.get(names.bare(head)) == "amount"]
    heads = [str(block.heads[i]).strip() for i in amounts]
    if told & set(map(fold, heads)):
        return
    if len(amounts) > 1 and any(names.is_called(head, "tax") for head in block.heads):
        place = Place(file, block.top, amounts[1] + 1)
        field = ("field.amount", "")
        data.problem(place, "columns_unsure", field=field, columns=heads, one=heads[0])


def _remark_values(
    data: Data, log: Log, block: Block, file: str, columns: Mapping[str, int]
) -> None:
    """Say what the whole of a column shows: another scale of ratings, amounts given back."""
    entries = [e for e in data.entries if e.log is log and e.place.file == file]
    if "rating" in columns:
        column = columns["rating"]
        head, at = block.heads[column], Place(file, block.top, column + 1)
        best = doubts.best_rating(head)
        rated = [e.values["rating"] for e in entries if "rating" in e.values]
        numbers_ = [v for v, _ in rated if isinstance(v, (int, float))]
        if best is not None and best != BEST and rated:
            data.problem(at, "scale", column=str(head).strip(), best=best, high=BEST)
        elif len(numbers_) > 1 and len(numbers_) == len(rated) and max(numbers_) <= BEST / 2:
            data.note(at, "low", highest=max(numbers_), high=BEST)
    if "amount" in columns:
        amounts = [e.values["amount"] for e in entries if "amount" in e.values]
        if back := [place for value, place in amounts if doubts.is_negative(value)]:
            data.note(back[0], "given_back", rows=len(back))


def _has(cells: Sequence[Any], column: int | None) -> bool:
    return column is not None and column < len(cells) and said(cells[column])


def _first(cells: Sequence[Any]) -> str:
    return str(next(cell for cell in cells if said(cell))).strip()


def _is_total(
    cells: Sequence[Any],
    columns: Mapping[str, int],
    required: Sequence[str],
    log: Log,
    dates: Mapping[str, str],
) -> bool:
    """Whether a row is a total: it says so, and its dates are none."""
    if not any(names.is_total(cell) or names.begins_as_total(cell) for cell in cells):
        return False
    days = [f.id for f in log.fields if f.kind == "date" and f.id in required]
    return not any(
        _has(cells, columns[id]) and parse_span(serial_of(cells[columns[id]]), dates.get(id, DMY))
        for id in days
    )


def _orders(data: Data, block: Block, file: str, found: Found, options: Options) -> dict[str, str]:
    """The order of day and month in each column of dates."""
    day_first = names.is_day_first(names.language_of_heads(block.heads))
    decided: dict[str, Order] = {}
    cells: dict[str, list[tuple[Any, Place]]] = {}
    for part in found.log.fields:
        if part.kind == "date" and part.id in found.columns:
            column = found.columns[part.id]
            cells[part.id] = [
                (row[column], Place(file, number, column + 1))
                for number, row in block.body
                if column < len(row)
            ]
            texts = [value for value, _ in cells[part.id]]
            decided[part.id] = decide_order(texts, fixed=options.dates, day_first=day_first)
    sure = {order.order for order in decided.values() if order.because == "value"}
    orders = {}
    for id, order in decided.items():
        if not order.order and len(order.at) == 1 and not order.because and len(sure) == 1:
            order = Order(next(iter(sure)), "beside", order.at)
        orders[id] = order.order or DMY
        remark_order(data, order, cells[id])
    return orders


def remark_order(data: Data, order: Order, cells: Sequence[tuple[Any, Place]]) -> None:
    """Say how dates are read, or that they cannot be."""
    if not order.at:
        return
    value, place = cells[order.at[0]]
    if order.order:
        because = (
            ("because_value", {"value": value})
            if order.because == "value"
            else (f"because_{order.because}", {})
        )
        data.note(place, f"order_{order.order}", value=value, because=because)
    elif order.because == "year":
        data.problem(place, "dates_year", value=value)
    elif order.because == "given":
        data.problem(place, "dates_against", value=value)
    elif len(order.at) == 1:
        data.problem(place, "dates_unsure", value=value)
    else:
        other, where = cells[order.at[1]]
        first_is_dmy = decide_order([value]).order == DMY
        if first_is_dmy:
            value, place, other, where = other, where, value, place
        data.problem(place, "dates_contradict", value=value, other=other, where=str(where))


def _make_plain(
    data: Data,
    values: dict[str, tuple[Any, Place]],
    log: Log,
    dates: Mapping[str, str],
    statuses: Mapping[str, str],
) -> None:
    """Dates, ratings and statuses of a record as the workbook has them, where they are any."""
    for part in log.fields:
        if part.id not in values:
            continue
        value, place = values[part.id]
        if isinstance(value, Unclear):
            continue
        if part.kind != "text" and numbers.is_nothing(value):
            del values[part.id]
            continue
        if part.kind == "date":
            if not part.required and names.is_called(value, "not_yet"):
                del values[part.id]
                continue
            value = _day(data, part.id, value, place, dates.get(part.id, DMY))
        elif part.kind == "rating":
            value = rating_of(value)
        elif part.kind == "status":
            value = statuses.get(fold(str(value)), str(value).strip())
        values[part.id] = value, place


def _day(data: Data, field: str, value: Any, place: Place, order: str) -> Any:
    """The day of a record; of what is longer the first one, if it is no longer than a month."""
    span = parse_span(serial_of(value), order)
    if span is None:
        return value
    if span.months > 1 or span.days > 31:
        found = ("span", span.months or -span.days)
        data.problem(place, "long", value=value, field=(f"field.{field}", ""), found=found)
    elif not span.is_day:
        data.note(place, "first_day", value=value, day=span.first)
    return span.first


def _subtract(
    data: Data,
    values: dict[str, tuple[Any, Place]],
    row: Mapping[str, Any],
    take: Take,
    decimal: str,
) -> None:
    """Take what was given back from an amount."""
    key = first_of(take.minus, row)
    if key is None or "amount" not in values or not numbers.parse_number(row[key]):
        return
    value, place = values["amount"]
    sign = {"point": numbers.POINT, "comma": numbers.COMMA}.get(decimal, "")
    amount, back = (numbers.settled(v, sign) for v in (value, row[key]))
    if amount is None or back is None:
        if isinstance(value, str) and numbers.written(value):
            data.problem(place, "decimal_here", value=value)
        return
    values["amount"] = (round(amount - abs(back), 9), place)


def _currencies(
    data: Data,
    block: Block,
    file: str,
    keys: Sequence[str],
    columns: Mapping[str, int],
    log: Log,
) -> None:
    """Amounts of one currency may be added; of several they may not."""
    amounts = [part.id for part in log.fields if part.kind == "amount" and part.id in columns]
    if not amounts:
        return
    names_of = names.every_name("currency")
    column = next((i for i, key in enumerate(keys) if key in names_of), None)
    if column is None:
        for at in (columns[id] for id in amounts):
            if code := numbers.currency_in(block.heads[at]):
                data.currencies.setdefault(code, Place(file, block.top, at + 1))
        return
    taken = {entry.place.row for entry in data.entries if entry.log is log}
    found: dict[str, Place] = {}
    for number, cells in block.body:
        if number in taken and _has(cells, column):
            code = str(cells[column]).strip().upper()
            found.setdefault(code, Place(file, number, column + 1))
    if len(found) > 1:
        place = list(found.values())[1]
        head = str(block.heads[column]).strip()
        one = next(iter(found))
        data.problem(place, "currencies", found=", ".join(found), column=head, one=one)
    data.currencies |= found
