"""The currencies there are, by code, name and sign, as CLDR has them (through Babel).

Packs of files ask for them, which know nothing but the standard library themselves.
"""

from __future__ import annotations

import re
from functools import cache

from xl_kpis.kpi.packs import CURRENCIES
from xl_kpis.kpi.words import WHOLE
from xl_kpis.languages import available

MOST = 3
"""How many currencies are offered for a word that may mean several."""


def currencies_meant(said: str) -> dict[str, dict[str, str]] | None:
    """The currency that a code is, or those that a word may mean, the one of most countries first:
    by code, each with its name by language. None where Babel is not installed.

    >>> list(currencies_meant("EUR")), list(currencies_meant("dollar"))[0], currencies_meant("xyz")
    (['EUR'], 'USD', {})
    """
    try:
        named, tender = _named(), _tender()
    except ModuleNotFoundError:
        return None
    code = said.upper()
    if code in tender:
        return {code: {language: names[0] for language, names in named[code].items()}}
    word = _plain(said)
    found = {
        code: max(_alike(word, name) for names in by.values() for name in names)
        for code, by in named.items()
        if code in tender
    }
    best = sorted((code for code in found if found[code]), key=lambda c: (-found[c], -tender[c]))
    whole = [code for code in best if found[code] == 2]
    return {
        code: {language: names[0] for language, names in named[code].items()}
        for code in (whole or best)[:MOST]
    }


def _alike(word: str, name: str) -> int:
    """2 for a currency's own name or sign, 1 for a word of its name, as one or as several."""
    plain = _plain(name)
    if word == plain:
        return 2
    return int(bool({word, word.removesuffix("s")} & set(plain.split())))


def _plain(name: str) -> str:
    return " ".join(re.sub(r"[.,()]", " ", name).casefold().split())


@cache
def _named() -> dict[str, dict[str, list[str]]]:
    """By code and language: what a currency is called, its name first, its sign last."""
    from babel import Locale, UnknownLocaleError

    found: dict[str, dict[str, list[str]]] = {}
    for language in available():
        try:
            locale = Locale.parse(language)
        except (UnknownLocaleError, ValueError):  # a language of somebody's own
            continue
        for code, name in locale.currencies.items():
            sign = locale.currency_symbols.get(code, code)
            found.setdefault(code, {})[language] = [name, sign]
    return found


@cache
def _tender() -> dict[str, int]:
    """The codes of the currencies people pay with today, each with the number of its countries."""
    from babel.core import get_global

    found: dict[str, int] = {}
    for used in get_global("territory_currencies").values():
        for code, _, until, is_tender in used:
            if is_tender and until is None:
                found[code] = found.get(code, 0) + 1
    return found


def is_whole(code: str) -> bool:
    """Whether amounts of a currency have no decimals; not where Babel is not installed.

    >>> is_whole("JPY"), is_whole("xof"), is_whole("EUR"), is_whole("?")
    (True, True, False, False)
    """
    try:
        from babel.numbers import get_currency_precision
    except ModuleNotFoundError:
        return False
    return get_currency_precision(code.strip().upper()) == 0


CURRENCIES.append(currencies_meant)
WHOLE.append(is_whole)
