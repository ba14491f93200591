"""Rows of an export as records of a log: filtered, without totals, with statuses made plain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from xl_kpis.kpi.logs import Log
from xl_kpis.kpi.lookup import fold
from xl_kpis.workbook import layout
from xl_kpis.workbook.figures import answers, doubts, names, prepaid, whole_names
from xl_kpis.workbook.figures.amounts import (
    billed,
    currencies,
    is_of_bills,
    remark_values,
    scaled,
    spent,
    taken_off,
    taxed,
)
from xl_kpis.workbook.figures.keys import Keys
from xl_kpis.workbook.figures.logs import PAYMENTS, Found, columns_of, holds_ratings, may_hold
from xl_kpis.workbook.figures.model import Data, Entry, Place, Taken, has, said
from xl_kpis.workbook.figures.options import Options
from xl_kpis.workbook.figures.periods import DMY, parse_span, serial_of
from xl_kpis.workbook.figures.plain_cells import make_plain, orders
from xl_kpis.workbook.figures.plain_text import plain
from xl_kpis.workbook.figures.presets import Names, Preset, Rule, Take, first_of
from xl_kpis.workbook.figures.ratings import put_on_scale
from xl_kpis.workbook.figures.tables import Block, Row


def records(block: Block, file: str, pack: str, options: Options) -> Data:
    """The records of a table, each into the log it belongs to."""
    data = Data()
    if block.preset is not None:
        _by_preset(data, block, file, pack, options)
    elif block.log is not None:
        found = block.log
        if found.others:
            logs = [(log.text_id, "") for log in (found.log, *found.others)]
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
    for column, head in enumerate(block.heads):
        if names.is_called(names.bare(head), "payout_head") and fold(head) not in options.told:
            column_ = str(head).strip()
            data.problem(Place(file, block.top, column + 1), "payouts", column=column_)
    keys = [fold(head) if isinstance(head, str) else "" for head in block.heads]
    where, unless = _rules(options)
    said_of = {key for heads, _ in where.columns for key in [first_of(heads, keys)]}
    taken: set[int] = set()
    ruled: set[str] = set()
    for take in preset.takes:
        log = next((log for log in layout.logs(pack) if log.known == take.log), None)
        own = [rule for rule in take.where.columns if first_of(rule[0], keys) not in said_of]
        is_ruled = len(own) < len(take.where.columns)
        if log is None or (is_ruled and log.id in ruled):
            continue  # what a person said about a column is all there is to say about it
        if is_ruled:
            ruled.add(log.id)
        columns = {}
        for id, alternatives in take.columns.items():
            fitting = _fitting(log, id, alternatives, block)
            if len(fitting) > 1:
                heads = [str(block.heads[i]).strip() for i in fitting]
                field, place = (log.field(id).text_id, ""), Place(file, block.top, fitting[1] + 1)
                data.problem(place, "columns_unsure", field=field, columns=heads, one=heads[0])
            if fitting:
                columns[id] = fitting[0]
        both = Rule((*where.columns, *own))
        found = Found(log, columns)
        taken |= _take(data, block, file, found, (both, (*unless, *take.unless)), options, take)
        if any(is_ == "no-show" for _, is_ in take.status) and not any(
            names.words_in(str(head), "absences") for head in block.heads if said(head)
        ):
            data.note(Place(file), "no_absences", log=log)
    left = [cells for number, cells in block.body if number not in taken and any(map(said, cells))]
    rest = [row for row in block.body if row[0] not in taken and not _fails(row[1], keys, unless)]
    _partly(data, preset, keys, file, rest)
    if not ruled:
        _maybe_paid(data, block, preset, keys, file, rest)
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


def _fails(cells: Sequence[Any], keys: Sequence[str], unless: Sequence[Rule]) -> bool:
    """Whether a person said to leave out a row."""
    row = {key: cells[i] if i < len(cells) else None for i, key in enumerate(keys) if key}
    return any(rule.holds(row) for rule in unless)


def _maybe_paid(
    data: Data,
    block: Block,
    preset: Preset,
    keys: Sequence[str],
    file: str,
    rows: Sequence[Row],
) -> None:
    """Refuse rows in a state that is known neither as paid nor as anything else."""
    takes = [take for take in preset.takes if take.log == PAYMENTS]
    found = {first_of(heads, keys) for take in takes[:1] for heads, _ in take.where.columns}
    for column in sorted(keys.index(key) for key in found if key is not None):
        for number, cells in rows:
            text = str(cells[column]).strip() if has(cells, column) else ""
            if text and not any(names.words_in(text, id) for id in ("unpaid", "refunded")):
                head = str(block.heads[column]).strip()
                data.problem(Place(file, number, column + 1), "maybe_paid", value=text, column=head)


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
    if take is None:
        block = answers.without_groups(data, block, file, log, columns)
    for guess in found.guessed:
        at = Place(file, block.top, columns[guess] + 1)
        head = str(block.heads[columns[guess]]).strip()
        data.note(at, "taken", name=head, label=(log.field(guess).text_id, ""))
    keys = [fold(head) if isinstance(head, str) else "" for head in block.heads]
    ids = Keys.of(block, file, found, options)
    time_column = next(
        (
            i
            for i, head in enumerate(block.heads)
            if i not in columns.values() and names.is_called(names.bare(head), "time_of_day")
        ),
        None,
    )
    _headings_twice(data, block, file, found)
    if take is None:
        _entered(data, block, file, found, options.told)
    dates = orders(data, block, file, found, options)
    told = options.told
    if "amount" in columns:
        scaled(data, block, file, columns["amount"])
    if take is None:
        taxed(data, block, file, found, told)
        if log.known == PAYMENTS:
            billed(data, block, file, told)
    marks = answers.marks_of(block, log, columns, told) if take is None else answers.Marks({})
    statuses: Mapping[str, str] = take.statuses if take else marks.statuses
    blanks: Counter[str] = Counter()
    required = [f.id for f in log.fields if f.required]
    filtered: Counter[str] = Counter()
    lowered: Counter[str] = Counter()
    spoken: set[int] = set()
    where, unless = rules
    ruled = {name for rule in (where, *unless) for names_, _ in rule.columns for name in names_}
    flags = [i for i, key in enumerate(keys) if take and first_of(take.flags, [key]) is not None]
    cards = prepaid.settled_cards(keys, take.minus if take else (), told)
    free = [
        (i, str(head).strip())
        for i, head in enumerate(block.heads)
        if said(head)
        and i not in (*columns.values(), *flags, *cards, ids.column, marks.unpaid)
        and keys[i] not in told
        and not any(fnmatchcase(keys[i], name) for name in ruled)
    ]
    pair = whole_names.beside(block.heads, columns, told)
    named = columns.get("client")
    if named is not None and keys[named] not in (*told, *ruled):
        free.append((named, str(block.heads[named]).strip()))
    bills, methods = is_of_bills(block), prepaid.methods(block, columns.get("amount"))
    amount_head = str(block.heads[columns["amount"]]).strip() if "amount" in columns else ""

    def _beside(cells: Sequence[Any]) -> list[tuple[str, Any]]:
        return [(head, cells[i]) for i, head in free if i < len(cells)]

    state = None
    if take is not None and take.status:
        state = columns_of(log, block.heads, {}).get("status")
        state = None if state in flags else state
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
        if (column := _summary(cells, columns, block.heads, told)) is not None:
            values_ = {"column": str(block.heads[column]).strip(), "value": _text(cells[column])}
            data.problem(Place(file, number, column + 1), "summary", **values_)
            continue
        if marks.unpaid is not None and not has(cells, marks.unpaid):
            blanks["blank_unpaid"] += 1
            continue
        if ids.again(data, number, cells):
            continue
        values = {
            id: (cells[i], Place(file, number, i + 1)) for id, i in columns.items() if has(cells, i)
        }
        place = Place(file, number, 1)
        if pair is not None and (name := whole_names.whole(cells, pair)):
            values["client"] = (name, Place(file, number, columns["client"] + 1))
        if take is not None and take.status:
            rule, is_ = next(((r, w) for r, w in take.status if r.holds(row)), (None, ""))
            values["status"] = (is_, place)
            if rule is not None and not rule.columns and state is not None and has(cells, state):
                values["status"] = (cells[state], Place(file, number, state + 1))
        for column in flags:
            if has(cells, column) and not (
                doubts.is_yes(cells[column]) or doubts.is_no(cells[column])
            ):
                at = Place(file, number, column + 1)
                head = str(block.heads[column]).strip()
                data.problem(at, "flag", value=str(cells[column]).strip(), column=head)
        if take is None and (told_by := marks.status(values, cells)):
            if "status" not in values and told_by == marks.blank:
                blanks[f"blank_{told_by}"] += 1
            values["status"] = (told_by, place)
        minus = bool(take and take.minus)
        how = frozenset() if prepaid.is_part(cells, cards) else methods
        row_is = doubts.Row(log.known, values, amount_head, take is None, minus, bills, methods=how)
        if against := doubts.doubt(_beside(cells), row_is):
            extra: dict[str, Any] = {"log": log}
            if log.known == PAYMENTS:
                extra |= {"amount": amount_head, "field": (log.field("amount").text_id, "")}
            value = str(against.value).strip()
            data.problem(place, against.id, column=against.head, value=value, **extra)
            continue
        time = cells[time_column] if time_column is not None and has(cells, time_column) else None
        make_plain(data, values, log, dates, statuses, time)
        if off := taken_off(data, values, row, take.minus if take else (), options):
            lowered.update(off)
            if values["amount"][0] == 0:
                spoken.discard(number)  # all of it was given back
                continue
        data.entries.append(Entry(log, values, place, ids.key(cells)))
    heads = tuple(str(head).strip() for head in block.heads if said(head))
    fields = {id: str(block.heads[i]).strip() for id, i in columns.items()}
    data.tables.append(Taken(heads, log.id, fields))
    data.seen.update(key for key in keys if key)
    at = Place(file)
    if ids.twice:
        data.note(at, "keys_twice", rows=ids.twice)
    for id, count in blanks.items():
        blank_at = marks.unpaid if marks.unpaid is not None else columns["status"]
        answers.remark(data, block, file, log, blank_at, count, id)
    for key in options.less:
        if lowered[key]:
            head = str(block.heads[keys.index(key)]).strip()
            data.note(at, "taken_off", column=head, rows=lowered[key])
    for rule_words, count in filtered.items():
        data.note(at, "filtered", rows=count, rule=rule_words)
    left = [
        str(head).strip()
        for i, head in enumerate(block.heads)
        if said(head) and i not in {*columns.values(), *(pair or ()), ids.column, time_column}
    ]
    if left and take is None:
        data.note(Place(file), "columns_left", log=log, columns=left)
    put_on_scale(data, block, file, log, columns, options, take.best if take else None)
    remark_values(data, log, file, columns)
    _alike(data, block, file, log, ids.column)
    if log.once:
        _same_person(data, block, file, columns)
    if take is None and "amount" in columns:
        spent(data, block, file, columns["amount"], told)
    currencies(data, block, file, keys, columns, log)
    if data.problems:
        data.entries.clear()  # of unknown days, amounts or logs
    return spoken


def _headings_twice(data: Data, block: Block, file: str, found: Found) -> None:
    """Refuse a heading of a field above another column that says something else, where both are
    numbers or an empty column stands between: nobody knows which is meant, or there are two tables
    side by side. Of two days or statuses in one table the first is the record's own."""
    keys = [fold(head) if isinstance(head, str) else "" for head in block.heads]
    kinds = {part.id: part.kind for part in found.log.fields}
    gaps = [
        i for i, key in enumerate(keys) if not key and not any(has(row, i) for _, row in block.body)
    ]
    for field, column in found.columns.items():
        is_number = kinds[field] in ("amount", "rating", "count")
        for other in (i for i, key in enumerate(keys) if key == keys[column] and i != column):
            apart = any(min(column, other) < gap < max(column, other) for gap in gaps)
            if (is_number or apart) and any(
                _text(cells[other]) != (_text(cells[column]) if has(cells, column) else "")
                for _, cells in block.body
                if has(cells, other)
            ):
                values = {"name": _text(block.heads[column])}
                where = str(Place(file, block.top, column + 1))
                at = Place(file, block.top, other + 1)
                data.problem(at, "heading_twice", where=where, **values)


def _entered(data: Data, block: Block, file: str, found: Found, told: Iterable[str]) -> None:
    """Refuse the day on which a record was made as the day it is of, where another column has days
    that may be it: an appointment is booked before it takes place."""
    columns, log = found.columns, found.log
    day = next((part.id for part in log.fields if part.id == "date" and part.kind == "date"), "")
    column = columns.get(day)
    if (
        column is None
        or log.known in (PAYMENTS, "ratings")
        or fold(_text(block.heads[column])) in told
    ):
        return
    if not names.is_called(names.bare(block.heads[column]), "weak.date"):
        return
    rows = [cells for _, cells in block.body]
    others = [
        i
        for i, head in enumerate(block.heads)
        if said(head)
        and i not in columns.values()
        and fold(_text(head)) not in told
        and not names.is_called(names.bare(head), "weak.date")
        and may_hold("date", [cells[i] for cells in rows if has(cells, i)])
    ]
    if others:
        heads = [_text(block.heads[i]) for i in (*others, column)]
        place = Place(file, block.top, column + 1)
        field = (log.field(day).text_id, "")
        data.problem(place, "columns_unsure", field=field, columns=heads, one=heads[0])


def _first(cells: Sequence[Any]) -> str:
    return str(next(cell for cell in cells if said(cell))).strip()


def _text(value: Any) -> str:
    return str(value).strip()


def _summary(
    cells: Sequence[Any], columns: Mapping[str, int], heads: Sequence[Any], told: Iterable[str]
) -> int | None:
    """The column that says of a row with a day that it is a total or a balance; None if none."""
    for column, head in enumerate(heads):
        if (
            not has(cells, column)
            or not isinstance(cells[column], str)
            or fold(_text(head)) in told
        ):
            continue
        tells = column == columns.get("client") or names.is_called(head, "transaction")
        if tells and names.is_total(cells[column]):
            return column
        if names.begins_as_total(cells[column]) or names.begins_as(cells[column], "balance_row"):
            return column
    return None


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
        has(cells, columns[id]) and parse_span(serial_of(cells[columns[id]]), dates.get(id, DMY))
        for id in days
    )


def _alike(data: Data, block: Block, file: str, log: Log, key_column: int | None) -> None:
    """Say how many records of somebody are the same in every cell as one before."""
    rows = {
        entry.place.row
        for entry in data.entries
        if entry.log is log and entry.place.file == file and "client" in entry.values
    }
    if key_column is not None:
        return
    found = Counter(
        tuple(_text(cell) for cell in cells) for number, cells in block.body if number in rows
    )
    if twice := sum(count - 1 for count in found.values()):
        data.note(Place(file), "alike", rows=twice, log=log)


def _same_person(data: Data, block: Block, file: str, columns: Mapping[str, int]) -> None:
    """Refuse two names with one address: that is one client."""
    seen: dict[str, tuple[str, int]] = {}
    rows = dict(block.body)
    for column, head in enumerate(block.heads):
        for entry in data.entries:
            cells = rows.get(entry.place.row, [])
            if column == columns.get("client") or not has(cells, column):
                continue
            address, name = fold(_text(cells[column])), _text(entry.values.get("client", ("",))[0])
            if "@" not in address:
                continue
            other, row = seen.setdefault(address, (name, entry.place.row))
            if other and name and plain(other) != plain(name):
                values = {"name": name, "other": other, "column": _text(head)}
                at = Place(file, entry.place.row, column + 1)
                where = str(Place(file, row, column + 1))
                data.problem(at, "same_person", value=_text(cells[column]), where=where, **values)
