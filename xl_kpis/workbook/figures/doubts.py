"""What stands beside figures and says that they are not what they look like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from xl_kpis.workbook.figures.model import said
from xl_kpis.workbook.figures.names import every_name, words_in
from xl_kpis.workbook.figures.periods import plain

_THOUSANDS = re.compile(r"(?:^|[\s(\[])(?:[km][€$£]|[€$£][km]|[€$£] ?000s?)(?:$|[\s)\],.])")
_FROM_TO = re.compile(r"\b(\d{1,2}) ?(?:-|to|a|et|and) ?(\d{1,3})\b(?![-/.]\d)")
_OUT_OF = re.compile(r"(?:/|\bout of|\bsur) ?(\d{1,3})\b(?!/)")


def thousands(text: Any) -> bool:
    """Whether a heading or a line above a table says that amounts are in thousands or millions.

    >>> [thousands(text) for text in ("Revenue (in thousands)", "CA (k€)", "$000s", "Revenue")]
    [True, True, True, False]
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


def doubt(log: str, unused: Iterable[tuple[str, Any]], values: Any) -> tuple[str, Any] | None:
    """A column nobody looks at whose cell speaks against counting its row; None if none does.

    Among payments a word such as *failed*, *payout* or, beside an amount that is not negative,
    *refund*; among sessions held a *yes* beneath *cancelled* or *no-show*.
    """
    for head, value in unused:
        if not said(value):
            continue
        if log == "payments":
            gives_back = not is_negative(values.get("amount", ("",))[0])
            against = ("unpaid", "refunded") if gives_back else ("unpaid",)
            text = str(value)
            if any(len(text) < 40 and words_in(text, id) for id in against) or (
                is_yes(value) and any(words_in(head, id) for id in against)
            ):
                return head, value
        elif log == "sessions" and is_yes(value) and words_in(head, "not_held"):
            return head, value
    return None


def is_negative(value: Any) -> bool:
    """Whether an amount is below zero, as it is spelled."""
    if isinstance(value, (int, float)):
        return value < 0
    return isinstance(value, str) and value.strip()[:1] in ("-", "(", "−", "–")
