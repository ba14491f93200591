"""Remarks about figures in words of a language, with plurals; and many of a kind as a few."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from xl_kpis.kpi.logs import Log
from xl_kpis.kpi.words import format_number
from xl_kpis.workbook.figures.model import Place, Remark
from xl_kpis.workbook.figures.names import words

CAP = 5
"""How many remarks of one kind are told before the rest is only counted."""


def counted(what: str, count: int, language: str) -> str:
    """A number of things: ``counted("rows", 2, "en")``.

    >>> counted("rows", 1, "en"), counted("rows", 0, "fr"), counted("rows", 1200, "fr")
    ('1 row', '0 ligne', '1\\xa0200 lignes')
    """
    one = count == 1 or (count == 0 and words("plural.zero", language) == "one")
    number = format_number(count, 0, language)
    return words(f"{what}.{'one' if one else 'many'}", language, count=number)


def quoted(text: Any, language: str) -> str:
    return words("quoted", language, text=text)


def sentence(remark: Remark, language: str) -> str:
    """A remark in words, without its place."""
    values = {key: value_words(key, value, language) for key, value in remark.values.items()}
    return words(f"fill.{remark.id}", language, **values)


def value_words(key: str, value: Any, language: str) -> Any:
    """A value as a sentence has it; ``key`` says what it is."""
    if isinstance(value, Log):
        return words(value.text_id, language)
    if key in ("rows", "cells") and isinstance(value, int):
        return counted(key, value, language)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float):
        return plain_number(value, language)
    if isinstance(value, list):
        named = (_named(item, language) if isinstance(item, tuple) else item for item in value)
        return ", ".join(quoted(item, language) for item in named)
    if isinstance(value, tuple) and len(value) == 2:
        return _named(value, language)
    return value


def _named(value: tuple[str, Any], language: str) -> str:
    """A text by its id, or a title as it is."""
    id, rest = value
    if not id:
        return str(rest)
    if id == "span":
        return length_words(rest, language)
    if isinstance(rest, Mapping):
        return words(
            f"fill.{id}", language, **{k: value_words(k, v, language) for k, v in rest.items()}
        )
    return words(id, language)


def length_words(months: int, language: str) -> str:
    """A length in words: months, or days where negative.

    >>> length_words(3, "en"), length_words(-7, "en")
    ('3 months', '7 days')
    """
    if months < 0:
        return words("span.days", language, count=-months)
    return words("span.month" if months == 1 else "span.months", language, count=months)


def plain_number(value: float, language: str) -> str:
    """A number with as many digits as it has, in the language's notation.

    >>> plain_number(1234.5, "fr"), plain_number(3.0, "en")
    ('1\\xa0234,5', '3')
    """
    digits = f"{value:.6f}".rstrip("0").rstrip(".")
    decimals = len(digits.partition(".")[2])
    return format_number(value, decimals, language)


def capped(lines: Iterable[tuple[str, str]], language: str) -> list[str]:
    """Lines with their kinds, kind by kind; of many of a kind the first, and how many more.

    >>> capped([("a", "one"), ("b", "two"), ("a", "three")], "en")
    ['one', 'three', 'two']
    """
    groups: dict[str, list[str]] = {}
    for kind, line in lines:
        groups.setdefault(kind, []).append(line)
    told = []
    for found in groups.values():
        told += found if len(found) <= CAP + 1 else found[:CAP]
        if len(found) > CAP + 1:
            more = format_number(len(found) - CAP, 0, language)
            told.append(words("fill.more", language, count=more))
    return told


def at(place: Place, text: str) -> str:
    return f"{place}: {text}" if place.file else text
