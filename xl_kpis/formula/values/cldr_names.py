"""Names of months and days as CLDR has them; Babel is imported only when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
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


def names_everywhere() -> Iterator[tuple[str, int, str]]:
    """All names of weekdays (``day``, Monday is 0) and months (``month``) of all languages.

    >>> ("day", 0, "Mo.") in names_everywhere(), ("month", 3, "марта") in names_everywhere()
    (True, True)
    """
    try:
        from babel import Locale
        from babel.localedata import locale_identifiers
    except ModuleNotFoundError as problem:
        raise not_installed(problem) from None
    for language in locale_identifiers():
        if "_" in language:
            continue
        locale = Locale.parse(language)
        for kind, names in (("day", locale.days), ("month", locale.months)):
            for context in ("format", "stand-alone"):
                for width in ("wide", "abbreviated", "short"):
                    for number, name in names[context].get(width, {}).items():
                        yield kind, number, name


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
