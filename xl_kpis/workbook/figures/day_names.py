"""Names of weekdays and months in any language, as they stand in whole dates.

A date says enough of itself that a name beside it may be in a language that is none of ours:
``Mo., 12.01.2026``, ``12. März 2026``. A name that means two things in two languages means none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from xl_kpis.errors import XlKpisError
from xl_kpis.formula.values.cldr_names import names_everywhere
from xl_kpis.workbook.figures.names import is_ours
from xl_kpis.workbook.figures.plain_text import plain

_OURS = (
    "mon monday lun lundi",
    "tue tues tuesday mar mardi",
    "wed wednesday mer mercredi",
    "thu thur thurs thursday jeu jeudi",
    "fri friday ven vendredi",
    "sat saturday sam samedi",
    "sun sunday dim dimanche",
)
_WEEKDAY = {word: day for day, words in enumerate(_OURS) for word in words.split()}
WORD = r"[^\W\d_]{1,40}"
_FIRST = re.compile(rf"({WORD}(?:-{WORD})?)(?:\.,?|,)? (?=\d|{WORD}\.? \d{{1,2}}\b)")
_WHOLE = re.compile(
    r"\d{1,2}([-/. ])\d{1,2}\1(?:\d{4}|\d\d)\b|\d{4}([-/.])\d{1,2}\2\d{1,2}\b"
    rf"|\d{{1,2}}[-./ ]+(?:de )?{WORD}[-./ ]+(?:de )?\d{{4}}\b|{WORD}\.? \d{{1,2}},? \d{{4}}\b"
)


class _Everywhere(NamedTuple):
    """What plain words are in the languages of all."""

    days: Mapping[str, frozenset[int]]
    """The weekdays (Monday is 0) a word may be."""
    months: Mapping[str, int]
    """The month a word is, where it is one only."""
    whole: frozenset[str]
    """The names of months that are not shortened."""


@cache
def _everywhere() -> _Everywhere:
    days: defaultdict[str, set[int]] = defaultdict(set)
    months: defaultdict[str, set[int]] = defaultdict(set)
    whole = set()
    try:
        for kind, number, name, is_whole in names_everywhere():
            word = plain(name).rstrip(".")
            (days if kind == "day" else months)[word].add(number)
            if kind == "month" and is_whole:
                whole.add(word)
    except XlKpisError:  # without Babel, as in a browser, there are our languages only
        pass
    return _Everywhere(
        {word: frozenset(found) for word, found in days.items() if len(word) > 1},
        {word: next(iter(found)) for word, found in months.items() if len(found) == 1},
        frozenset(whole),
    )


def month_anywhere(word: str, *, whole: bool = False) -> int:
    """The number of the month that a plain word means in some language and in no other another;
    ``whole`` for one that is not shortened, as beside a year alone, where ``Out 2026`` may be
    anything.

    >>> month_anywhere("marz"), month_anywhere("enero"), month_anywhere("room")
    (3, 1, 0)
    >>> month_anywhere("listopad")  # November in Poland, October in Croatia
    0
    >>> month_anywhere("out"), month_anywhere("out", whole=True)
    (10, 0)
    """
    if whole and (is_ours(word) or word not in _everywhere().whole):
        return 0  # what is ours, as in "Budget 2026", is no reason to read all languages
    return _everywhere().months.get(word, 0)


def weekday_before(text: str) -> tuple[frozenset[int], str]:
    """The weekdays (Monday is 0) that the word before a plain date may be, and what follows it;
    none and the text itself where there is no such word.

    >>> weekday_before("mo., 12.01.2026"), weekday_before("tirsdag 13. januar 2026")
    ((frozenset({0}), '12.01.2026'), (frozenset({1}), '13. januar 2026'))
    >>> weekday_before("room 12"), weekday_before("12.01.2026")
    ((frozenset(), 'room 12'), (frozenset(), '12.01.2026'))
    """
    found = _FIRST.match(text)
    if found is None:
        return frozenset(), text
    word, rest = found[1], text[found.end() :]
    if word in _WEEKDAY:
        return frozenset({_WEEKDAY[word]}), rest
    days = _everywhere().days.get(word) if _WHOLE.match(rest) else None
    return (days, rest) if days else (frozenset(), text)
