"""How a language writes numbers, dates and formulas."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import NamedTuple

from xl_kpis.languages import find

NBSP = "\u00a0"


class Conventions(NamedTuple):
    """What ``conventions.py`` in a language's folder gives, under the name ``CONVENTIONS``."""

    decimal: str
    """Between whole and decimal part: ``.`` in 0.5."""
    thousands: str
    """Between groups of three digits."""
    colon: str
    semicolon: str
    """Colon and semicolon within a sentence, with the spaces around them."""
    argument_separator: str
    """Between arguments as Excel in this language shows a formula: ``,`` or ``;``."""
    column_separator: str
    """Between the columns of an array constant in Excel in this language."""
    true: str
    false: str
    """The logical values as Excel in this language shows them."""
    months: tuple[str, ...]
    """The twelve names, written as within a sentence."""
    short_months: tuple[str, ...]
    """Other ways of writing each month that people use, separated by spaces."""
    day_suffixes: tuple[str, str]
    """Behind the number of the first day of a month, and of the others, before its name."""
    quarter: str
    """The letter before the number of a quarter."""
    date_format: str
    """Excel's number format of a date."""
    region: str
    """The region that most people of the language have set, such as ``fr-FR``."""
    lcid: str
    """Windows' number of the language, hexadecimal, which makes month names be in it."""

    def number(self, value: float, decimals: int) -> str:
        """A number with this many decimals, halves rounded up as spreadsheets show them.

        >>> conventions("fr").number(1234.5, 1), conventions("en").number(1.25, 1)
        ('1\\xa0234,5', '1.3')
        >>> conventions("en").number(-1234, 0)
        '−1,234'
        """
        from decimal import ROUND_HALF_UP, Decimal, localcontext

        with localcontext(rounding=ROUND_HALF_UP):
            plain = f"{Decimal(f'{value:.15g}'):,.{decimals}f}"
        return self.localized(plain).replace("-", "−")

    def day(self, date: dt.date) -> str:
        """A day in words.

        >>> conventions("fr").day(dt.date(2026, 4, 1))
        '1er avril 2026'
        """
        suffix = self.day_suffixes[0 if date.day == 1 else 1]
        return f"{date.day}{suffix} {self.months[date.month - 1]} {date.year}"

    def localized(self, plain: str) -> str:
        """A number as Python writes it, with ``,`` for thousands, with the language's own signs."""
        signs = {",": self.thousands, ".": self.decimal}
        return "".join(signs.get(sign, sign) for sign in plain)


@cache
def conventions(language: str) -> Conventions:
    """The conventions of a language.

    >>> conventions("fr-CA").decimal, conventions("en").months[2]
    (',', 'March')
    """
    module = import_module(f"xl_kpis.languages.{find(language)}.conventions")
    found: Conventions = module.CONVENTIONS
    return found


@cache
def function_names(language: str) -> Mapping[str, str]:
    """What Excel in this language calls its functions, by their English names: empty where it
    calls them so, too, or nobody has written it down.

    >>> function_names("fr")["IF"], len(function_names("en"))
    ('SI', 0)
    """
    try:
        module = import_module(f"xl_kpis.languages.{find(language)}.function_names")
    except ModuleNotFoundError:
        return {}
    found: Mapping[str, str] = module.NAMES
    return found
