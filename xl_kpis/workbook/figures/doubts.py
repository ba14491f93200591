"""What stands beside figures and says that they are not what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from xl_kpis.kpi.lookup import fold
from xl_kpis.workbook.figures.model import Share, said
from xl_kpis.workbook.figures.names import bare, every_name, is_called, words_in
from xl_kpis.workbook.figures.numbers import settled, written
from xl_kpis.workbook.figures.plain_text import plain
from xl_kpis.workbook.figures.prepaid import is_of_cards, prepaid

_THOUSANDS = re.compile(
    r"(?:^|[\s(\[])(?:[kmt] ?(?:[€$£]|eur|usd|gbp|chf|cad)|[€$£][km]"
    r"|(?:[€$£]|eur|usd|gbp|chf|cad) ?'?000s?|'?000s|'000|(?<=\()000(?=\)))"
    r"(?:$|[\s)\],.])"
)
_FROM_TO = re.compile(r"\b(\d{1,2}) ?(?:-|to|a|et|and) ?(\d{1,3})\b(?![-/.]\d)")
_OUT_OF = re.compile(r"(?:/|\bout of|\bsur) ?(\d{1,3})\b(?!/)")


def thousands(text: Any) -> bool:
    """Whether a heading or a line above a table says that amounts are in thousands or millions.

    >>> [thousands(text) for text in ("Revenue (in thousands)", "CA (k€)", "$000s", "Revenue")]
    [True, True, True, False]
    >>> [thousands(text) for text in ("Revenue (€'000)", "Revenue T€", "10 000 €")]
    [True, True, False]
    """
    if not isinstance(text, str):
        return False
    bare = plain(text)
    if _THOUSANDS.search(bare):
        return True
    scale = "|".join(map(re.escape, every_name("thousands")))
    return re.search(rf"(?:\b(?:in|en)|[(\[,]) ?(?:{scale})\b", bare) is not None


def best_rating(head: Any) -> int | None:
    """The best rating a heading allows for, if it says one.

    >>> [best_rating(h) for h in ("Satisfied? (1-5)", "Note /20", "Out of 10", "Rating 2026-01")]
    [5, 20, 10, None]
    """
    if not isinstance(head, str):
        return None
    bare = plain(head)
    if found := _OUT_OF.search(bare):
        return int(found[1])
    if (found := _FROM_TO.search(bare)) and int(found[1]) <= 1 < int(found[2]):
        return int(found[2])
    return None


@cache
def _yes() -> frozenset[str]:
    return every_name("yes")


def is_yes(value: Any) -> bool:
    """Whether a cell says yes: ``true``, ``Oui``, ``1``."""
    return value is True or value == 1 or (said(value) and plain(str(value)) in _yes())


def is_no(value: Any) -> bool:
    """Whether a cell says no, or nothing: ``false``, ``Non``, ``0``."""
    if not said(value) or value is False or value == 0:
        return True
    return plain(str(value)) in every_name("no")


@dataclass(frozen=True)
class Doubt:
    """A cell that nobody looks at and that speaks against its row; ``id`` is the text that says
    how (``fill.<id>``)."""

    id: str
    head: str
    value: Any


@dataclass(frozen=True)
class Row:
    """A row of a log, as far as it matters to what stands beside its fields."""

    log: str
    values: Mapping[str, tuple[Any, Any]]
    amount: str = ""
    """What the column of amounts is called."""
    plain: bool = True
    """Whether it is known by no preset, so that free texts say what a row is."""
    minus: bool = False
    """Whether what was given back is taken off already."""
    billed: bool = False
    """Whether its table is one of bills, where a balance is what is still owed."""
    settled: bool = False
    """Whether another cell says that it was paid."""
    methods: frozenset[str] = frozenset()
    """Headings below which stands how it was paid."""


def attendance(head: Any, values: Iterable[Any]) -> dict[str, str]:
    """What yes and no, or ticks, mean below a heading such as *Attended* or *Absent*: statuses by
    what is written, folded; none below another heading.

    >>> found = attendance("Present?", ["Yes", "No", "✓"])
    >>> found["yes"], found["no"], found["✓"], attendance("Status", ["Yes"])
    ('held', 'no-show', 'held', {})
    >>> attendance("Absent", [True])["true"], "x" in attendance("Present", ["x", "✓"])
    ('no-show', False)
    """
    if is_called(head, "attended"):
        here, away = "held", "no-show"
    elif is_called(head, "absent"):
        here, away = "no-show", "held"
    else:
        return {}
    yes = {*map(fold, every_name("yes")), *map(fold, every_name("ticked"))}
    no = {*map(fold, every_name("no")), *map(fold, every_name("crossed"))} - {"-", "n/a"}
    written = {fold(str(value)) for value in values if said(value)}
    if "x" in written and written & ({"o"} | set(map(fold, every_name("ticked")))):
        yes -= {"x", "o"}  # beside another mark a cross says no, and nobody knows for sure
    return dict.fromkeys(yes, here) | dict.fromkeys(no, away)


def doubt(unused: Iterable[tuple[str, Any]], row: Row) -> Doubt | None:
    """The first column whose cell speaks against counting its row as it is; None if none does.

    >>> paid = Row("payments", {"amount": ("150", None)}, "Amount")
    >>> doubt([("Status", "Sent"), ("Mode", "Test")], paid).id, doubt([("Status", "Paid")], paid)
    ('maybe_paid', None)
    >>> doubt([("Sessions", "3")], Row("sessions", {})).id
    'several'
    >>> doubt([("Type", "Invoice")], paid).id, doubt([("Type", "Invoice"), ("Paid", "yes")], paid)
    ('maybe_paid', None)
    """
    judge = {"payments": _payment, "sessions": _session, "roster": _client, "ratings": _answer}
    cells = [(head, value) for head, value in unused if said(value)]
    if row.log == "payments" and any(_says_paid(head, value) for head, value in cells):
        row = replace(row, settled=True)
    if row.log == "payments":  # an amount tells more than how it was paid
        cells.sort(key=lambda cell: not is_of_cards(cell[0]))
    for head, value in cells:
        id = "trial" if _is_trial(head, value) else judge.get(row.log, _nothing)(head, value, row)
        if id:
            return Doubt(id, head, value)
    return None


def _says_paid(head: str, value: Any) -> bool:
    is_state = is_called(bare(head), "state") and is_called(value, "paid")
    return is_state or (is_called(bare(head), "settled") and is_yes(value))


def _nothing(head: str, value: Any, row: Row) -> str:
    return ""


def _is_trial(head: str, value: Any) -> bool:
    return is_trial(value) or (is_called(head, "live") and is_no(value))


def is_trial(value: Any) -> bool:
    """Whether a cell says that its row is one to try things with.

    >>> is_trial("TEST"), is_trial("Test test"), is_trial("Testa")
    (True, True, False)
    """
    return is_called(value, "trial")


def _payment(head: str, value: Any, row: Row) -> str:
    """Words such as *failed* or *payout*, a state that is not *paid*, what went out, and to whom,
    what was given back or let off, a price of one of several, and cards that were sold before."""
    amount = row.values.get("amount", ("",))[0]
    is_method = head in row.methods
    if settled(amount) != 0 and (id := prepaid(head, value, is_method)):
        return id
    gives_back = is_negative(amount)
    against = ("unpaid",) if gives_back else ("unpaid", "refunded")
    text = str(value)
    if row.plain and len(text) < 40 and any(words_in(text, id) for id in against):
        return "unpaid"
    is_amount = _count(value) is not None and words_in(head, "money")  # a fee of 1 is no yes
    if is_yes(value) and not is_amount and any(words_in(head, id) for id in against):
        return "unpaid"
    tells_way = not is_method and value != row.values.get("client", ("",))[0]
    if tells_way and is_called(value, "outgoing") and not gives_back:
        return "unpaid"
    if is_called(bare(head), "supplier") and not gives_back:
        return "unpaid"
    if is_called(head, "settled") and is_no(value):
        return "unpaid"
    if is_called(bare(head), "state"):
        if not is_called(value, "paid") and not (gives_back and words_in(text, "refunded")):
            return "maybe_paid"
        return ""
    if is_called(bare(head), "settled") and is_part(value):
        return "maybe_paid"
    is_bill = is_called(bare(head), "transaction") and is_called(value, "billed")
    if is_bill and not row.settled:
        return "maybe_paid"
    number = _count(value)
    if not number:
        return ""
    is_received = any(is_called(bare(row.amount), id) for id in ("surest.amount", "settled"))
    is_owed = is_called(bare(head), "owed") or (row.billed and is_called(bare(head), "balance"))
    if is_owed and not is_received:
        return "beside"
    if words_in(head, "disputed") or (words_in(head, "refunded") and not row.minus):
        return "beside"
    whole = ("surest.amount", "weak.amount", "net.amount")
    is_whole = any(is_called(bare(row.amount), id) for id in whole)
    if words_in(head, "discount") and not is_whole:
        return "beside"
    one = is_called(bare(row.amount), "unit_price")
    return "times" if one and number != 1 and is_called(bare(head), "times") else ""


def _session(head: str, value: Any, row: Row) -> str:
    """A *yes* beneath *cancelled* or *no-show*, these words beside a session that was held, or a
    number of sessions."""
    status = str(row.values.get("status", ("",))[0])
    is_held = not words_in(status, "not_held")
    if is_held and words_in(head, "not_held") and is_yes(value):
        return "absent_beside" if is_called(head, "absent") else "not_held"
    if is_held and is_called(value, "not_held"):
        return "absent_beside" if is_called(value, "absent") else "not_held"
    return _several(head, value)


def _answer(head: str, value: Any, row: Row) -> str:
    """Answers that were not finished, and averages of several."""
    if is_called(value, "incomplete"):
        return "incomplete"
    return _several(head, value)


def _several(head: str, value: Any) -> str:
    number = _count(value)
    return "several" if number not in (None, 0, 1) and is_called(bare(head), "times") else ""


def _client(head: str, value: Any, row: Row) -> str:
    """Who is no client, or no longer, where no day says so."""
    left = row.values.get("left")
    gone = left is not None and said(left[0])
    if is_called(bare(head), "state") or is_called(bare(head), "stage"):
        if is_called(value, "prospect"):
            return "not_client"
        return "" if gone or is_called(value, "not_yet") else "not_client"
    if gone:
        return ""
    if is_called(bare(head), "gone"):
        return "not_client" if is_yes(value) else ""
    return "not_client" if is_called(bare(head), "there") and is_no(value) else ""


def is_part(value: Any) -> bool:
    """Whether a cell holds a share below all of it.

    >>> is_part("50%"), is_part("100 %"), is_part("50")
    (True, False, False)
    """
    if isinstance(value, Share):
        return value < 1
    found = written(value) if isinstance(value, str) else None
    return found is not None and found.percent and max(v for _, v in found.values) < 100


def _count(value: Any) -> float | None:
    """A cell as a number; of texts only those that can be read in one way."""
    return None if isinstance(value, bool) else settled(value)


def is_negative(value: Any) -> bool:
    """Whether an amount is below zero, as it is spelled."""
    if isinstance(value, (int, float)):
        return value < 0
    return isinstance(value, str) and value.strip()[:1] in ("-", "(", "−", "–")
