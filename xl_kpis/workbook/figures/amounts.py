"""What the amounts of a log say as a whole: what left an account, a tax, several currencies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any

from xl_kpis.kpi.logs import Log
from xl_kpis.kpi.lookup import fold
from xl_kpis.workbook.figures import doubts, names, numbers
from xl_kpis.workbook.figures.logs import Found
from xl_kpis.workbook.figures.model import Data, Place, has
from xl_kpis.workbook.figures.options import Options
from xl_kpis.workbook.figures.presets import Names, first_of
from xl_kpis.workbook.figures.tables import Block


def spent(data: Data, block: Block, file: str, column: int, told: Set[str]) -> None:
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
        found = [(number, cells) for number, cells in out if named == "balance" or has(cells, at)]
        if found:
            number, cells = found[0]
            values = {named: str(block.heads[at]).strip(), "value": cells[column]}
            if named != "balance":
                values["kind"] = str(cells[at]).strip()
            place = Place(file, number, column + 1)
            data.problem(place, id, column=head, rows=len(found), **values)
            return


def scaled(data: Data, block: Block, file: str, column: int) -> None:
    """Refuse amounts whose heading says that they are in thousands, or in hundredths."""
    head = str(block.heads[column]).strip()
    place = Place(file, block.top, column + 1)
    if doubts.thousands(head):
        data.problem(place, "thousands", name=head)
    elif names.words_in(head, "hundredths"):
        data.problem(place, "hundredths", name=head)


def taken_off(
    data: Data,
    values: dict[str, tuple[Any, Place]],
    row: Mapping[str, Any],
    minus: Names,
    options: Options,
) -> list[str]:
    """Take off an amount what was given back, or what a person says is to be taken off; the
    headings (folded) of what was."""
    found = first_of(minus, row)
    keys = [*([found] if found is not None else ()), *(key for key in options.less if key in row)]
    sign = {"point": numbers.POINT, "comma": numbers.COMMA}.get(options.decimal, "")
    done = []
    for key in keys:
        if "amount" not in values or not (there := numbers.parse_number(row[key])):
            if there is None and key in options.less and not doubts.is_no(row[key]):
                data.problem(values.get("amount", ("", Place("")))[1], "number", value=row[key])
            continue
        value, place = values["amount"]
        amount, off = (numbers.settled(v, sign) for v in (value, row[key]))
        if amount is None or off is None:
            if isinstance(value, str) and numbers.written(value):
                data.problem(place, "decimal_here", value=value)
            continue
        left = amount - abs(off) if amount > 0 else amount + abs(off)
        values["amount"] = (round(left, 9), place)
        done.append(key)
    return done


def is_of_bills(block: Block) -> bool:
    """Whether a table is one of bills: its headings speak of them, or of when they are due."""
    return any(names.is_called(names.bare(head), id) for head in block.heads for id in _BILLS)


_BILLS = ("bill", "due")
_TELLS_PAID = ("settled", "state", "owed", "balance", "surest.amount", "paid_on", "method")


def billed(data: Data, block: Block, file: str, told: Set[str]) -> None:
    """Refuse amounts with a day on which they are due, where nothing says that they were paid; say
    of other bills that they count as paid."""
    heads = [names.bare(head) for head in block.heads]
    if any(names.is_called(head, id) for head in heads for id in _TELLS_PAID):
        return
    for id in _BILLS[::-1]:
        at = next((i for i, head in enumerate(heads) if names.is_called(head, id)), None)
        if at is None or fold(str(block.heads[at])) in told:
            continue
        place, column = Place(file, block.top, at + 1), str(block.heads[at]).strip()
        if id == "due":
            data.problem(place, "billed", column=column)
        else:
            data.note(place, "bills_count", column=column)
        return


def taxed(data: Data, block: Block, file: str, found: Found, told: Set[str]) -> None:
    """Refuse amounts with and without a tax beside each other: which of them is revenue?"""
    known = names.fields_of(found.log)
    meant = [known.get(names.name_meant(found.log, head)) for head in block.heads]
    amounts = [i for i, field in enumerate(meant) if field == "amount"]
    heads = [str(block.heads[i]).strip() for i in amounts]
    if told & set(map(fold, heads)):
        return
    if len(amounts) > 1 and any(names.is_called(head, "tax") for head in block.heads):
        place = Place(file, block.top, amounts[1] + 1)
        field = ("field.amount", "")
        data.problem(place, "columns_unsure", field=field, columns=heads, one=heads[0])


def remark_values(data: Data, log: Log, file: str, columns: Mapping[str, int]) -> None:
    """Say what the whole of a column shows: amounts given back."""
    entries = [e for e in data.entries if e.log is log and e.place.file == file]
    if "amount" in columns:
        amounts = [e.values["amount"] for e in entries if "amount" in e.values]
        if back := [place for value, place in amounts if doubts.is_negative(value)]:
            data.note(back[0], "given_back", rows=len(back))


def currencies(
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
        if number in taken and has(cells, column):
            code = numbers.currency_named(str(cells[column]))
            found.setdefault(code, Place(file, number, column + 1))
    if len(found) > 1:
        place = list(found.values())[1]
        head = str(block.heads[column]).strip()
        one = next(iter(found))
        data.problem(place, "currencies", found=", ".join(found), column=head, one=one)
    data.currencies |= found
