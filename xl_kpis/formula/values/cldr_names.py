"""Names of months and days as CLDR has them; Babel is imported only when they are asked for."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from xl_kpis.errors import not_installed

if TYPE_CHECKING:
    from babel import Locale


class Names(NamedTuple):
    """Full and short names; weeks start on Sunday."""

    months: tuple[str, ...]
    short_months: tuple[str, ...]
    days: tuple[str, ...]
    short_days: tuple[str, ...]


def names_in(language: str) -> Names:
    """The names of months and days in a language.

    >>> names_in("da").days[0]
    'søndag'
    """
    try:
        from babel import Locale
    except ModuleNotFoundError as problem:
        raise not_installed(problem) from None
    return names_of_locale(Locale.parse(language))


def names_everywhere() -> Iterator[tuple[str, int, str, bool]]:
    """Names of weekdays (``day``, Monday is 0) and months (``month``) in all languages that are
    official somewhere, and whether they are whole.

    Each file is read by itself: what a language takes over from the root of all has no words, and
    merging it in takes most of the time.

    >>> found = set(names_everywhere())
    >>> ("day", 0, "Mo.", False) in found, ("month", 3, "марта", True) in found
    (True, True)
    """
    try:
        from babel.core import get_global
        from babel.localedata import locale_identifiers, resolve_locale_filename
    except ModuleNotFoundError as problem:
        raise not_installed(problem) from None
    spoken = {
        language
        for languages in get_global("territory_languages").values()
        for language, facts in languages.items()
        if facts.get("official_status")
    }
    for language in sorted(spoken.intersection(locale_identifiers())):
        content = pickle.loads(Path(resolve_locale_filename(language)).read_bytes())
        for kind, names in (("day", content.get("days")), ("month", content.get("months"))):
            for widths in _each(names, ("format", "stand-alone")):
                for width in ("wide", "abbreviated", "short"):
                    for words in _each(widths, (width,)):
                        for number, name in words.items():
                            yield kind, number, name, width == "wide"


def _each(found: Any, keys: Iterable[str]) -> Iterator[dict[Any, Any]]:
    """What a language has of its own beneath some keys; elsewhere it refers to another."""
    if isinstance(found, dict):
        yield from (part for key in keys if isinstance(part := found.get(key), dict))


def names_of_locale(locale: Locale) -> Names:
    """Names as CLDR has them."""
    return Names(
        *(
            tuple(names[i] for i in sorted(names))
            for names in (locale.months["stand-alone"]["wide"], _short(locale.months))
        ),
        *(
            tuple(names[i] for i in (6, 0, 1, 2, 3, 4, 5))
            for names in (locale.days["stand-alone"]["wide"], _short(locale.days))
        ),
    )


def _short(names: Any) -> dict[int, str]:
    return {i: name.rstrip(".") for i, name in names["stand-alone"]["abbreviated"].items()}
