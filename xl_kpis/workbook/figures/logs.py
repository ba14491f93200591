"""Which log a table of records belongs to, by its headings and by what stands below them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from xl_kpis.kpi.logs import Log
from xl_kpis.kpi.lookup import fold
from xl_kpis.languages import available
from xl_kpis.workbook import layout
from xl_kpis.workbook.figures import names, numbers, periods, whole_names
from xl_kpis.workbook.figures.model import Share, has, said
from xl_kpis.workbook.figures.moments import time_of
from xl_kpis.workbook.figures.plain_text import plain
from xl_kpis.workbook.figures.rating_cells import out_of, rating_of

SAMPLE = 50
PAYMENTS = "payments"


@dataclass(frozen=True)
class Found:
    """A log and the column of each of its fields; several where nothing tells."""

    log: Log
    columns: Mapping[str, int]
    guessed: tuple[str, ...] = ()
    """Fields whose column is known by what stands in it alone."""
    others: tuple[Log, ...] = ()
    """Other logs it may as well be."""


def find(
    heads: Sequence[Any],
    below: Iterable[Sequence[Any]],
    pack: str,
    *,
    hint: str = "",
    wanted: str = "",
    mapped: Mapping[str, str] | None = None,
) -> Found | None:
    """The log a row of headings belongs to: it has what the log requires, and perhaps more.

    ``hint`` is the name of the file or sheet, ``wanted`` the id of the log a person named,
    ``mapped`` headings (folded) with the field they stand for, nothing where for none.
    """
    titles = [str(head).strip() for head in heads if said(head)]
    rows = [
        row
        for _, row in zip(range(SAMPLE), below, strict=False)
        # Headings that come again on each page are nothing that stands below them.
        if [str(cell).strip() for cell in row if said(cell)] != titles
    ]
    candidates: list[Found] = []
    guesses: list[Found] = []
    for log in layout.logs(pack):
        if wanted and log.id != wanted:
            continue
        columns = _columns_by_cells(log, heads, rows, mapped or {})
        columns |= _by_name(log, heads, columns, mapped or {})
        columns |= _by_client(log, heads, columns, rows)
        columns |= _by_paid(log, heads, columns, rows, mapped or {})
        day = _only_days(log, heads, columns, rows, mapped or {})
        columns |= day
        named = log.id == wanted or fold(hint) in names.names_of_log(log)
        if not _needed(log, named) <= set(columns) or len(columns) < 2:
            continue
        if not named and "rating" in columns and not _any(rows, columns["rating"]):
            continue
        if named or not _same_days(log, columns, rows):
            (guesses if day else candidates).append(Found(log, columns, tuple(day)))
    candidates = candidates or guesses
    fitting = [c for c in candidates if _fits(c, rows)] or candidates
    if any(c.log.lasts for c in fitting) and not wanted:
        fitting = [c for c in fitting if not _is_at_times(c, heads, rows)]
    if any(c.log.lasts for c in fitting):
        fitting = [c for c in fitting if not _of_clients(c.columns, rows)]
    if not wanted:
        told = mapped or {}
        held = is_about_appointments(heads) or any(_is_of_sessions(c, rows) for c in fitting)
        fitting = [c for c in fitting if not (held and _is_priced(c, heads, told))]
    if is_about_money(heads) and not wanted:
        fitting = [c for c in fitting if c.log.known == PAYMENTS or _is_of_sessions(c, rows)]
    for choose in (
        [c for c in fitting if fold(hint) in names.names_of_log(c.log)],
        [c for c in fitting if len(c.columns) == max(len(f.columns) for f in fitting)],
    ):
        if choose:
            first, *rest = choose
            return replace(first, others=tuple(c.log for c in rest))
    return None


def is_about_money(heads: Sequence[Any]) -> bool:
    """Whether headings are those of payments or invoices, whose status says what was paid."""
    return any(names.is_called(names.bare(head), "money") for head in heads)


def _is_of_sessions(found: Found, rows: Sequence[Sequence[Any]]) -> bool:
    """Whether a status says of most rows whether a session took place, and of some what is never
    said of a payment: who did not come, who signed in."""
    if found.log.known != "sessions" or "status" not in found.columns:
        return False
    column = found.columns["status"]
    values = [row[column] for row in rows if has(row, column)]
    told = [v for v in values if _is_status(v) or names.is_called(v, "status.unclear")]
    of_money = ("paid", "unpaid", "refunded", "yes", "no")
    return 2 * len(told) > len(values) and any(
        not any(names.is_called(value, id) for id in of_money) for value in told
    )


def _is_priced(found: Found, heads: Sequence[Any], told: Mapping[str, str]) -> bool:
    """Whether amounts are what appointments cost, where a table is of some, and nothing says that
    they were paid."""
    if found.log.known != PAYMENTS or "amount" not in found.columns:
        return False
    amount = heads[found.columns["amount"]]
    if fold(str(amount)) in told or not names.is_called(names.bare(amount), "unit_price"):
        return False
    return not any(names.is_called(names.bare(head), id) for head in heads for id in _SETTLED)


_SETTLED = ("settled", "state")


def _is_at_times(found: Found, heads: Sequence[Any], rows: Sequence[Sequence[Any]]) -> bool:
    """Whether what is to last for months begins at an hour, or is measured in minutes, in a table
    that is about appointments."""
    about = [head for head in heads if _is_of_appointments(head)]
    if found.log.lasts is None or not about or found.log.lasts[0] not in found.columns:
        return False
    column = found.columns[found.log.lasts[0]]
    begins = [row[column] for row in rows if column < len(row) and said(row[column])]
    timed = sum(time_of(value) is not None for value in begins)
    return 2 * timed > len(begins) or any(names.words_in(head, "minutes") for head in about)


def is_about_appointments(heads: Sequence[Any]) -> bool:
    """Whether headings say how long something lasts, or who leads it.

    >>> is_about_appointments(["Date", "Duration (mins.)"]), is_about_appointments(["Date", "Fee"])
    (True, False)
    """
    return any(_is_of_appointments(head) for head in heads)


def _is_of_appointments(head: Any) -> bool:
    return names.is_called(names.bare(names.without_brackets(head)), "appointment")


def _columns_by_cells(
    log: Log, heads: Sequence[Any], rows: Sequence[Sequence[Any]], mapped: Mapping[str, str]
) -> dict[str, int]:
    """The column of each field; one called *Paid* or *Start time* is that of the day where days
    stand in it."""
    columns = columns_of(log, heads, mapped)
    column = columns.get("date")
    perhaps = ("settled", "time_of_day")
    if column is None or not any(names.is_called(names.bare(heads[column]), p) for p in perhaps):
        return columns
    key = fold(str(heads[column]))
    if key in mapped or may_hold("date", [row[column] for row in rows if column < len(row)]):
        return columns
    return columns_of(log, heads, {**mapped, key: ""})


def _only_days(
    log: Log,
    heads: Sequence[Any],
    columns: Mapping[str, int],
    rows: Sequence[Sequence[Any]],
    mapped: Mapping[str, str],
) -> dict[str, int]:
    """The column of the day of a record by what stands in it: the only one that holds days, each
    row has one, and its heading is a word that is none of ours, as *Datum* and *Fecha* are, or
    speaks of a day and of none that is another one's, as *Visit date* and *Responded at* do."""
    day = log.day
    if log.lasts or day in columns or not _needed(log, False) - {day} <= set(columns):
        return {}
    if not any(part.kind != "text" for part in log.fields if part.id in columns):
        return {}
    cells = [[row[i] if i < len(row) else None for row in rows] for i in range(len(heads))]
    dated = [i for i, column in enumerate(cells) if any(_is_day(cell) for cell in column)]
    if len(dated) != 1 or not all(_is_day(cell) for cell in cells[dated[0]]):
        return {}
    (column,) = dated
    head = heads[column]
    is_free = column not in columns.values() and fold(str(head)) not in mapped
    tells = names.is_foreign(head) or (day == "date" and names.is_day(head))
    return {day: column} if is_free and tells else {}


def _is_day(value: Any) -> bool:
    """Whether a cell holds a day that is spelled as one."""
    if isinstance(value, (int, float)) or (isinstance(value, str) and numbers.written(value)):
        return False
    span = periods.parse_span(periods.serial_of(value))
    return (span is not None and span.is_day) or periods.order_of(value) != ""


def _by_name(
    log: Log, heads: Sequence[Any], columns: Mapping[str, int], mapped: Mapping[str, str]
) -> dict[str, int]:
    """The column of clients where their names stand in two."""
    if "client" in columns or not any(part.id == "client" for part in log.fields):
        return {}
    column = whole_names.family_name(heads)
    is_free = column is not None and fold(str(heads[column])) not in mapped
    return {"client": column} if column is not None and is_free else {}


def _by_client(
    log: Log, heads: Sequence[Any], columns: Mapping[str, int], rows: Sequence[Sequence[Any]]
) -> dict[str, int]:
    """The column of amounts by a name that figures have, too, where each row is somebody's; or what
    is left of payments, where nothing says what they were."""
    if log.known != PAYMENTS or "amount" in columns or "date" not in columns:
        return {}
    net = [i for i, head in enumerate(heads) if names.is_called(names.bare(head), "net.amount")]
    gross = [head for head in heads if said(head) and names.words_in(str(head), "gross")]
    if len(net) == 1 and all(names.is_called(head, "net.amount") for head in gross):
        return {"amount": net[0]}
    if "client" not in columns:
        return {}
    who = [row[columns["client"]] for row in rows if columns["client"] < len(row)]
    if not any(map(said, who)) or any(_can_be("amount", name) for name in who if said(name)):
        return {}
    weak = [i for i, head in enumerate(heads) if names.is_called(names.bare(head), "weak.amount")]
    return {"amount": weak[0]} if len(weak) == 1 and weak[0] not in columns.values() else {}


def _by_paid(
    log: Log,
    heads: Sequence[Any],
    columns: Mapping[str, int],
    rows: Sequence[Sequence[Any]],
    mapped: Mapping[str, str],
) -> dict[str, int]:
    """The column of amounts called *Paid* or *Received*, where amounts stand in it: what was billed
    may stand in another."""
    if log.known != PAYMENTS or "date" not in columns:
        return {}
    amount = columns.get("amount")
    if amount is not None and (
        fold(str(heads[amount])) in mapped or names.is_called(heads[amount], "surest.amount")
    ):
        return {}
    settled = [
        i
        for i, head in enumerate(heads)
        if names.is_called(names.bare(head), "settled") and fold(str(head)) not in mapped
    ]
    if len(settled) != 1:
        return {}
    found = [row[settled[0]] for row in rows if settled[0] < len(row) and said(row[settled[0]])]
    return {"amount": settled[0]} if _are_amounts(found) else {}


def _are_amounts(values: Sequence[Any]) -> bool:
    """Whether cells hold numbers that are neither days nor marks such as 0 and 1."""
    if not all(_can_be("amount", v) and not isinstance(v, bool) for v in values):
        return False
    if any(isinstance(v, Share) or (isinstance(v, str) and "%" in v) for v in values):
        return False
    days = [periods.parse_span(periods.serial_of(value)) for value in values]
    if any(day is not None and day.is_day for day in days):
        return False
    return any(value not in (0, 1) and str(value).strip() not in _MARKS for value in values)


_MARKS = ("0", "1", "-")


def columns_of(log: Log, heads: Sequence[Any], mapped: Mapping[str, str]) -> dict[str, int]:
    """The column of each field: a name of ours before a name that means the same."""
    known, ranks = names.fields_of(log), names.ranks_of(log)
    keys = [fold(head) if isinstance(head, str) and head.strip() else "" for head in heads]
    meant = [names.name_meant(log, head) for head in heads]
    columns: dict[str, int] = {}
    for column, key in enumerate(keys):
        if key in mapped and mapped[key] in {f.id for f in log.fields}:
            columns.setdefault(mapped[key], column)
    for part in log.fields:
        for column, head in enumerate(heads):
            if names.is_called(head, f"surest.{part.id}") and keys[column] not in mapped:
                columns.setdefault(part.id, column)
    found = [(ranks[key], c, key) for c, key in enumerate(meant) if key]
    for _, column, key in sorted(found):
        if keys[column] not in mapped and column not in columns.values():
            columns.setdefault(known[key], column)
    return columns


@dataclass(frozen=True)
class Lacking:
    """A field of a log that a table has no column called so for, and what may be one."""

    field: str
    heads: list[str]
    columns: Mapping[str, int]
    fits: bool
    """Whether what stands below these headings can be what the field holds."""


def lacking(
    log: Log, heads: Sequence[Any], below: Iterable[Sequence[Any]], mapped: Mapping[str, str]
) -> Lacking | None:
    """What a row of headings lacks to be that of a log, if it is one field only."""
    if any(map(_is_value, heads)) or sum(map(_is_status, heads)) > 2:
        return None
    if log.lasts is not None and is_about_appointments(heads):
        return None
    columns = columns_of(log, heads, mapped)
    missing = _needed(log, False) - set(columns)
    left = [i for i, head in enumerate(heads) if said(head) and i not in columns.values()]
    tells = any(part.kind != "text" for part in log.fields if part.id in columns)
    if len(missing) != 1 or not tells or not left or sum(map(said, heads)) < 3:
        return None
    (field,) = missing
    rows = [row for _, row in zip(range(SAMPLE), below, strict=False)]
    if not _fits(Found(log, columns), rows):
        return None
    kind = next(part.kind for part in log.fields if part.id == field)
    fitting = [i for i in left if may_hold(kind, [r[i] for r in rows if i < len(r)])]
    if kind == "rating":
        high = log.field(field).range[1]
        fitting = [i for i in fitting if _is_within(high, [r[i] for r in rows if i < len(r)])]
        fitting = left = [i for i in fitting if not _is_no_rating(heads[i])]
        if not left:
            return None
    if kind == "status":
        left = [i for i in left if not names.is_called(names.bare(heads[i]), "settled")]
        if not left:
            return None
        fitting = [i for i in fitting if i in left]
        known = {i: sum(_is_status(r[i]) for r in rows if i < len(r)) for i in fitting}
        fitting.sort(key=lambda i: -known[i])
        if is_about_appointments(heads) and not any(known.values()):
            return Lacking(field, [], columns, False)
    if kind == "amount":
        fitting = [
            i
            for i in fitting
            if not _is_of_appointments(heads[i]) and _are_amounts([r[i] for r in rows if has(r, i)])
        ]
        fitting = _most_likely_amounts(fitting, heads)
        if not fitting:
            return Lacking(field, [], columns, False)
    named = [str(heads[i]).strip() for i in fitting or left]
    return Lacking(field, named, columns, bool(fitting))


def _most_likely_amounts(columns: Sequence[int], heads: Sequence[Any]) -> list[int]:
    """Columns of numbers without ids and marks, those first whose heading speaks of an amount, and
    those last in which a part of it stands."""
    texts = {i: names.without_brackets(str(heads[i])) for i in columns}
    kept = [i for i in columns if not names.words_in(texts[i], "key")]
    about = ("value", "gross", "weak.amount", "surest.amount")
    apart = ("tax", "discount", "refunded", "apart.amount")

    def rank(column: int) -> int:
        if any(names.words_in(texts[column], id) for id in apart):
            return 2
        return int(not any(names.words_in(texts[column], id) for id in about))

    return sorted(kept, key=rank)


def _is_no_rating(head: Any) -> bool:
    """Whether a heading speaks of an id, of money, of how many or of appointments, below which
    numbers are no ratings."""
    bare = names.bare(head)
    if names.is_called(bare, "settled") or names.is_called(bare, "times"):
        return True
    if _is_of_appointments(head):
        return True
    return any(names.words_in(str(head), id) for id in ("key", "money", "value"))


def _is_within(high: float, cells: Sequence[Any]) -> bool:
    """Whether no number among some cells is above the best rating."""
    found = [rating_of(cell) for cell in cells]
    return all(value <= high for value in found if isinstance(value, (int, float)))


def _is_value(head: Any) -> bool:
    """Whether what may be a heading is a day or a number, as stand below headings."""
    if not isinstance(head, str):
        return False
    return numbers.written(head) is not None or periods.parse_span(head) is not None


@cache
def _statuses() -> frozenset[str]:
    lists = ("done", "missed", "ignored")
    ours = (names.words(f"status.{what}", code) for code in available() for what in lists)
    also = (names.every_name(f"status.{what}") for what in ("held", "missed", "ignored"))
    listed = [*", ".join(ours).split(", "), *(name for some in also for name in some)]
    return frozenset(plain(name).replace("-", " ") for name in listed)


def _is_status(value: Any) -> bool:
    """Whether a cell holds what a status of sessions is called."""
    text = plain(str(value)).replace("-", " ")
    return text in _statuses() or names.cancelled_by(value) != ""


def may_hold(kind: str, cells: Sequence[Any]) -> bool:
    """Whether a column may be that of a field; of words, if they are few that come again."""
    values = [value for value in cells if said(value)]
    good = sum(_can_be(kind, value) for value in values)
    if not values or 2 * good <= len(values):
        return False
    if kind not in ("status", "kind"):
        return True
    texts = {fold(str(value)) for value in values}
    return len(texts) < max(len(values), 3) and max(map(len, texts)) < 25


def _any(rows: Sequence[Sequence[Any]], column: int) -> bool:
    return any(column < len(row) and said(row[column]) for row in rows)


def _needed(log: Log, named: bool) -> set[str]:
    """The fields a table has to have: more where only its headings say which log it is."""
    return {f.id for f in log.fields if f.required or (f.telling and not named)}


def _same_days(log: Log, columns: Mapping[str, int], rows: Sequence[Sequence[Any]]) -> bool:
    """Whether what is to last for months begins and ends on the same days: appointments do."""
    pair = log.lasts
    if pair is None or not set(pair) <= set(columns):
        return False
    days = [
        [periods.parse_span(row[columns[id]]) for id in pair]
        for row in rows
        if all(columns[id] < len(row) and said(row[columns[id]]) for id in pair)
    ]
    same = sum(a is not None and a == b for a, b in days)
    return bool(days) and 2 * same > len(days)


def _of_clients(columns: Mapping[str, int], rows: Sequence[Sequence[Any]]) -> bool:
    """Whether a status says of people that they are clients, or were, and nothing of sessions."""
    if "status" not in columns:
        return False
    column = columns["status"]
    found = [row[column] for row in rows if column < len(row) and said(row[column])]
    client = ("not_yet", "gone", "prospect")
    return any(names.is_called(value, "not_yet") for value in found) and all(
        any(names.is_called(value, id) for id in client) and not _is_status(value)
        for value in found
    )


def _fits(found: Found, rows: Sequence[Sequence[Any]]) -> bool:
    """Whether what stands below the headings can be what the log's fields hold."""
    for part in found.log.fields:
        if part.id not in found.columns or part.kind == "text":
            continue
        column = found.columns[part.id]
        values = [row[column] for row in rows if column < len(row) and said(row[column])]
        good = sum(_can_be(part.kind, value) for value in values)
        if values and good < len(values) / 2:
            return False
    return True


def _can_be(kind: str, value: Any) -> bool:
    if kind == "date":
        span = periods.parse_span(periods.serial_of(value))
        return span is not None or periods.order_of(value) != ""
    if kind == "status" and isinstance(value, bool):
        return True
    if kind in ("kind", "status"):
        return isinstance(value, str) and numbers.written(value) is None
    if kind == "rating":
        return out_of(value) is not None
    if isinstance(value, str):
        return numbers.written(value) is not None or numbers.is_nothing(value)
    return isinstance(value, (int, float))


def holds_ratings(column: int, rows: Sequence[Sequence[Any]]) -> bool:
    """Whether most of what stands in a column are ratings."""
    values = [row[column] for row in rows if column < len(row) and said(row[column])]
    good = sum(_can_be("rating", value) for value in values)
    return 2 * good > len(values)
