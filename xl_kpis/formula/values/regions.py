"""The regions known, by tag: what CLDR (through Babel) says of each, and what is Excel's own.

CLDR has separators, names, orders of dates and patterns of amounts. Excel's own are the letters
of ``TEXT``'s codes, the words for General, TRUE, FALSE and errors, what separates an array's
columns, and its shorter names of months. Babel is imported only here, when a region other than
en-US is asked for.

>>> region("fr-FR").decimal, region("fr-FR").order, region("de-AT").names.months[0]
(',', 'dmy', 'Jänner')
>>> region("fr_fr") is region("fr-FR")
True
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from xl_kpis.errors import XlKpisError, not_installed
from xl_kpis.formula.values.calendar_names import names_of
from xl_kpis.formula.values.cldr_names import Names, names_of_locale
from xl_kpis.formula.values.region import EN_US, Region

if TYPE_CHECKING:
    from babel import Locale


class UnknownRegion(XlKpisError, ValueError):
    """A region that is none of those known.

    >>> print(UnknownRegion("xx-XX"))  # doctest: +ELLIPSIS
    there is no region 'xx-XX'; known are en-US, ...
    """

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag

    def __str__(self) -> str:
        return f"there is no region {self.tag!r}; known are {', '.join(KNOWN)}"


class _Language(NamedTuple):
    """What is Excel's own, by language."""

    letters: str
    """Of year, month, day, hour, minute and second, in this order."""
    general: str
    true: str
    false: str
    column_separator: str = "\\"
    errors: str = ""
    """The words for #NULL! #DIV/0! #VALUE! #REF! #NAME? #NUM! #N/A, where they differ."""
    colours: str = ""
    """Black, blue, cyan, green, magenta, red, white, yellow and “colour” before a number."""


_ERRORS: Final = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!")
_COLOURS: Final = ("black", "blue", "cyan", "green", "magenta", "red", "white", "yellow", "color")
_ENGLISH: Final = _Language("ymdhms", "General", "TRUE", "FALSE", ",")
_LANGUAGES: Final = {
    "en": _ENGLISH,
    "fr": _Language(
        "amjhms",
        "Standard",
        "VRAI",
        "FAUX",
        ".",
        "#NUL! #DIV/0! #VALEUR! #REF! #NOM? #NOMBRE! #N/A #EPARS!",
        "noir bleu cyan vert magenta rouge blanc jaune couleur",
    ),
    "de": _Language(
        "jmthms",
        "Standard",
        "WAHR",
        "FALSCH",
        ".",
        "#NULL! #DIV/0! #WERT! #BEZUG! #NAME? #ZAHL! #NV #ÜBERLAUF!",
        "schwarz blau zyan grün magenta rot weiß gelb farbe",
    ),
    "es": _Language(
        "amdhms",
        "Estándar",
        "VERDADERO",
        "FALSO",
        "\\",
        "#¡NULO! #¡DIV/0! #¡VALOR! #¡REF! #¿NOMBRE? #¡NUM! #N/D #¡DESBORDAMIENTO!",
        "negro azul cian verde magenta rojo blanco amarillo color",
    ),
    "it": _Language(
        "amghms",
        "Standard",
        "VERO",
        "FALSO",
        "\\",
        "#NULLO! #DIV/0! #VALORE! #RIF! #NOME? #NUM! #N/D #ESPANSIONE!",
        "nero blu celeste verde fucsia rosso bianco giallo colore",
    ),
    "pt": _Language(
        "amdhms",
        "Geral",
        "VERDADEIRO",
        "FALSO",
        "\\",
        "#NULO! #DIV/0! #VALOR! #REF! #NOME? #NÚM! #N/D #DESPEJAR!",
        "preto azul ciano verde magenta vermelho branco amarelo cor",
    ),
    "nl": _Language(
        "jmdums",
        "Standaard",
        "WAAR",
        "ONWAAR",
        "\\",
        "#LEEG! #DEEL/0! #WAARDE! #VERW! #NAAM? #GETAL! #N/B #OVERLOOP!",
        "zwart blauw cyaan groen magenta rood wit geel kleur",
    ),
    "pl": _Language(
        "rmdgms",
        "Standardowy",
        "PRAWDA",
        "FAŁSZ",
        "\\",
        "#ZERO! #DZIEL/0! #ARG! #ADR! #NAZWA? #LICZBA! #N/D #ROZLANIE!",
        "czarny niebieski błękitny zielony amarantowy czerwony biały żółty kolor",
    ),
    "tr": _Language(
        "yagsdn",
        "Genel",
        "DOĞRU",
        "YANLIŞ",
        "\\",
        "#BOŞ! #SAYI/0! #DEĞER! #BAŞV! #AD? #SAYI! #YOK #TAŞMA!",
        "siyah mavi camgöbeği yeşil eflatun kırmızı beyaz sarı renk",
    ),
}

KNOWN: Final = (
    "en-US",
    "en-GB",
    "fr-FR",
    "de-DE",
    "es-ES",
    "it-IT",
    "nl-NL",
    "pl-PL",
    "pt-BR",
    "tr-TR",
    "fr-CA",
    "de-AT",
    "fr-BE",
    "fr-CH",
    "fr-LU",
    "de-CH",
    "en-AU",
    "en-CA",
    "en-IE",
    "en-NZ",
    "es-AR",
    "es-CO",
    "es-MX",
    "it-CH",
    "nl-BE",
    "pt-PT",
)
"""The tags of the regions that :func:`region` knows, those most have first."""
_SPACES: Final = "\u202f\u00a0 "


def canonical(tag: str) -> str | None:
    """A tag as it is in :data:`KNOWN`, whatever its case and hyphen; None if it is not there.

    >>> canonical("FR_fr"), canonical("xx")
    ('fr-FR', None)
    """
    folded = tag.strip().replace("_", "-").lower()
    return next((known for known in KNOWN if known.lower() == folded), None)


def region(tag: str) -> Region:
    """The region of a tag such as ``fr-FR``.

    Raises :class:`UnknownRegion` with the tags known.
    """
    known = canonical(tag)
    if known is None:
        raise UnknownRegion(tag)
    return EN_US if known == EN_US.tag else _made(known)


@lru_cache
def _made(tag: str) -> Region:
    try:
        from babel import Locale
        from babel.numbers import get_currency_symbol, get_territory_currencies
    except ModuleNotFoundError as problem:
        raise not_installed(problem) from None

    locale = Locale.parse(tag, sep="-")
    language = _LANGUAGES[locale.language]
    symbols = locale.number_symbols["latn"]
    decimal, group = symbols["decimal"], symbols["group"]
    order, separator = _date_order(locale.date_formats["short"].pattern)
    currency = get_currency_symbol(get_territory_currencies(tag[-2:])[0], locale)
    money, debt = _money(locale.currency_formats["standard"].pattern, currency)
    time = locale.time_formats["medium"].pattern
    return Region(
        tag=tag,
        decimal=decimal,
        group=group,
        groups_read=_SPACES if group in _SPACES else "'’" if group in "'’" else group,
        list_separator="," if decimal == "." else ";",
        column_separator="," if decimal == "." and tag[:2] in ("en", "es") else language[4],
        order=order,
        date_separator=separator,
        names=_names(locale),
        letters=_letters(language),
        general=language.general,
        colours=dict(zip(language.colours.split(), _COLOURS, strict=False)),
        true=language.true,
        false=language.false,
        errors={
            english: own
            for english, own in zip(_ERRORS, language.errors.split(), strict=False)
            if english != own
        },
        currency=currency,
        money=money,
        debt=debt,
        long_date=_code(locale.date_formats["full"].pattern),
        time=EN_US.time if "a" in time else "h:mm:ss" if time.startswith("H:") else "hh:mm:ss",
        dotless_i=locale.language == "tr",
    )


def _letters(language: _Language) -> dict[str, str]:
    if language.letters == _ENGLISH.letters:
        return {}
    return dict(zip(language.letters, "ymdhms", strict=True))


def _date_order(pattern: str) -> tuple[Any, str]:
    """The order of a short date, and what separates its parts.

    >>> _date_order("dd.MM.yy"), _date_order("y-MM-dd")
    (('dmy', '.'), ('ymd', '-'))
    """
    letters = re.sub(r"[^dMy]", "", pattern).lower()
    separator = re.search(r"[./-]", pattern)
    return re.sub(r"(.)\1+", r"\1", letters), separator[0] if separator else "/"


def _money(pattern: str, currency: str) -> tuple[tuple[str, str], tuple[str, str]]:
    """What stands around an amount of money, and around a negative one."""
    positive, _, negative = pattern.partition(";")

    def around(text: str) -> tuple[str, str]:
        before, after = re.split(r"[#0][#0.,]*", text, maxsplit=1)
        return before.replace("¤", currency), after.replace("¤", currency)

    before, after = around(positive)
    return (before, after), around(negative) if negative else ("-" + before, after)


def _code(pattern: str) -> str:
    """A CLDR pattern of a date as a format code.

    >>> _code("EEEE, d 'de' MMMM 'de' y")
    'dddd, d "de" mmmm "de" yyyy'
    """
    code = pattern.replace("EEEE", "dddd").replace("MMMM", "mmmm").replace("'", '"')
    return re.sub(r"\by\b", "yyyy", code)


def _names(locale: Locale) -> Names:
    """Names as Excel has them: those it uses for the language, unless the region has others."""
    own = names_of_locale(locale)
    if locale.language == "tr":
        return own
    known = names_of(locale.language)
    return known if known.months == own.months else own
