"""Payments made with what was paid for before: gift cards, credits, packages.

Their sale was revenue already, so that a sale they pay for would count it twice. What says so is
how a row was paid, or an amount that a card paid; an article called so was sold, and counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import Any

from xl_kpis.workbook.figures.model import has, said
from xl_kpis.workbook.figures.names import bare, every_name, is_called, words_in
from xl_kpis.workbook.figures.numbers import parse_number, settled, written
from xl_kpis.workbook.figures.plain_text import plain
from xl_kpis.workbook.figures.presets import Names, first_of
from xl_kpis.workbook.figures.tables import Block

SHORT = 60
"""How many characters a text has that says what a row is, and does not tell a story."""


def methods(block: Block, amount: int | None) -> frozenset[str]:
    """The headings of a table below which stands how something was paid: they are called so, or
    name a means of payment such as *Cash* among others."""
    found = set()
    for column, head in enumerate(block.heads):
        if column == amount or not said(head):
            continue
        texts = {
            cells[column]
            for _, cells in block.body
            if column < len(cells) and isinstance(cells[column], str)
        }
        if is_called(bare(head), "method") or any(is_called(text, "means") for text in texts):
            found.add(str(head).strip())
    return frozenset(found)


def settled_cards(keys: Sequence[str], minus: Names, told: Set[str]) -> list[int]:
    """The columns of cards of which a preset or a person says what they are to the amounts."""
    return [
        column
        for column, key in enumerate(keys)
        if key and is_of_cards(key) and (key in told or first_of(minus, [key]) is not None)
    ]


def is_part(cells: Sequence[Any], columns: Sequence[int]) -> bool:
    """Whether a row says how much of it a card paid."""
    return any(has(cells, column) and parse_number(cells[column]) for column in columns)


def prepaid(head: str, value: Any, is_method: bool) -> str:
    """Whether a cell beside an amount says that it was paid with what was sold before: the text
    that says so (``fill.<id>``), or nothing.

    >>> prepaid("Tender", "Gift card", True), prepaid("Tender", "Visa, gift card", True)
    ('prepaid', 'prepaid_part')
    >>> prepaid("Item", "Gift card", False), prepaid("Item", "Gift card redeemed", False)
    ('', 'prepaid')
    >>> prepaid("Gift card", "20.00", False), prepaid("Gift card sales", "20.00", False)
    ('prepaid_beside', '')
    """
    if is_method and isinstance(value, str):
        named = [part.strip() for part in re.split(_BETWEEN, value) if re.search(_LETTER, part)]
        without_money = [_is_no_money(part) for part in named]
        if not any(without_money):
            return ""
        return "prepaid" if all(without_money) else "prepaid_part"
    if is_of_cards(head):
        if settled(value) == 0 or (isinstance(value, str) and plain(value) in every_name("no")):
            return ""
        is_number = isinstance(value, (int, float)) or written(str(value)) is not None
        is_amount = is_number and not isinstance(value, bool) and not words_in(head, "card_number")
        return "prepaid_beside" if is_amount else "prepaid"
    if not isinstance(value, str) or len(value) > SHORT:
        return ""
    return "prepaid" if words_in(value, "redeemed") and words_in(value, "prepaid") else ""


_LETTER = r"[^\W\d_]"
_BETWEEN = r"[;+&|\n]|,(?!\d)|/(?!\d)|(?i:\s(?:and|et|plus)\s)"
"""What stands between two means of payment in one cell; not what stands within a number."""


def _is_no_money(part: str) -> bool:
    return words_in(part, "prepaid") or is_called(part, "on_account")


def is_of_cards(head: str) -> bool:
    """Whether a heading is that of cards used to pay, and not of cards sold or of what is left on
    them."""
    is_used = words_in(head, "redeemed")
    if words_in(head, "sold") or (words_in(head, "balance") and not is_used):
        return False
    return words_in(head, "stored") or (is_used and words_in(head, "prepaid"))
