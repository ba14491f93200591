"""Numbers as people write them, and which decimal sign a file uses.

``1.234`` is one thing in London and another in Berlin. A cell cannot tell; the other cells of its
file mostly can.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

POINT, COMMA = ".", ","

_NOTHING = frozenset(
    (
        *("-", "–", "—", "−", "--", "---", ".", "..", "…", "/", "?"),
        *("n/a", "n.a.", "n.a", "na", "nan", "#n/a", "#na", "null", "none", "nil"),
        *("nd", "n.d.", "n.d", "n/d", "s.o.", "so", "s/o"),
    )
)
DOLLAR = "$"
"""The sign that stands for the dollar of many a country."""
_DOLLARS = (DOLLAR, "USD", "CAD", "AUD", "NZD", "MXN")
_SIGNS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₣": "CHF", "fr.": "CHF", "sfr.": "CHF", "c$": "CAD"}
_SIGNS |= {"euro": "EUR", "euros": "EUR", "₹": "INR", "zł": "PLN", "kč": "CZK", "r$": "BRL"}
_SIGNS |= {"ca$": "CAD", "us$": "USD", "a$": "AUD", "$": DOLLAR, "$us": "USD", "$ca": "CAD"}
_CODES = "USD EUR GBP CHF CAD AUD NZD JPY SEK NOK DKK PLN CZK HUF MAD TND XOF XAF INR BRL MXN ZAR"
_CURRENCIES = _SIGNS | {code.casefold(): code for code in _CODES.split()}
_CURRENCY = "|".join(re.escape(sign) for sign in sorted(_CURRENCIES, key=len, reverse=True))
_MONEY = re.compile(rf"(?P<before>{_CURRENCY})?(?P<core>.*?)(?P<after>{_CURRENCY})?", re.I)
_GROUPED = r"\d{{1,3}}(?:{0}\d{{3}})+|\d{{1,2}}(?:{0}\d\d)*{0}\d{{3}}"
_SCALED = re.compile(r"(.*\d)\s?(k|m|mio|millions?)\.?", re.I)
_SCALES = {"k": 1e3, "K": 1e3, "M": 1e6, "mio": 1e6, "million": 1e6, "millions": 1e6}
"""What letters behind a number multiply it by; a small m may stand for minutes or metres."""
_NO_CENTS = re.compile(r"(.*\d)[.,] ?(?:-{1,2}|—)")
"""As prices are written: ``90.–`` and ``90,--`` are ninety and no cents, and not below zero."""
_UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_SPACES = re.compile(r"[\u00a0\u2007\u2008\u2009\u200a\u202f]")


def _pattern(decimal: str, group: str) -> re.Pattern[str]:
    d = re.escape(decimal)
    kinds = "|".join(_GROUPED.format(sign) for sign in (re.escape(group), " ", "'"))
    return re.compile(rf"(?:{kinds}|\d+)(?:{d}\d*)?(?:e[-+]?\d+)?|{d}\d+", re.I)


_PATTERNS = {POINT: _pattern(POINT, COMMA), COMMA: _pattern(COMMA, POINT)}


@dataclass(frozen=True)
class Written:
    """A text that is a number: its value by decimal sign (one or both), and its trimmings."""

    values: tuple[tuple[str, float], ...]
    percent: bool = False
    currency: str = ""
    scale: float = field(default=1, repr=False)
    """What a letter behind it multiplies it by: 1000 for the k of ``1.2k``."""
    grouped: bool = field(default=False, repr=False, compare=False)
    """Whether something stands between its thousands, which shows the whole convention."""

    def value(self, decimal: str) -> float | None:
        return dict(self.values).get(decimal)

    @property
    def tells(self) -> str:
        """The decimal sign it can only have; empty where it does not matter."""
        return self.values[0][0] if len(self.values) == 1 else ""

    @property
    def is_ambiguous(self) -> bool:
        return len({value for _, value in self.values}) > 1


def is_nothing(value: Any) -> bool:
    """Whether a cell says that there is no figure: ``-``, ``n/a``, ``n. d.``

    >>> is_nothing("–"), is_nothing("N/A"), is_nothing(0)
    (True, True, False)
    """
    return isinstance(value, str) and value.casefold().strip().replace("n. d.", "nd") in _NOTHING


def written(text: str) -> Written | None:
    """A text as a number; None if it is none.

    Currency signs, percent signs, brackets for minus, spaces and apostrophes between groups, k and
    M for thousands and millions; marks that nobody sees are passed over.

    >>> written("(1 234,50 €)")
    Written(values=((',', -1234.5),), percent=False, currency='EUR')
    >>> written("1,234").is_ambiguous, written("about ten")
    (True, None)
    >>> [written(text).values[0][1] for text in ("90.–", "CHF 1'200.--", "90,- €", "90-")]
    [90.0, 1200.0, 90.0, -90.0]
    >>> written("'150.00").values, written("'90")
    ((('.', 150.0),), Written(values=(('.', 90.0), (',', 90.0)), percent=False, currency=''))
    >>> written("1,5 M€").values, written("€1.2k").values, written("5m")
    (((',', 1500000.0),), (('.', 1200.0),), None)
    """
    plain = (
        _SPACES.sub(" ", _UNSEEN.sub("", text))
        .replace("’", "'")
        .replace("\u2212", "-")
        .replace("–", "-")
    )
    plain = plain.strip()
    if re.match(r"'[-+(]?\d", plain):
        plain = plain[1:]  # as programs mark a number that is to stay as it was typed
    negative = plain.startswith("(") and plain.endswith(")")
    if negative:
        plain = plain[1:-1].strip()
    sign, plain = _sign(plain)
    percent = plain.endswith("%")
    plain = plain.removesuffix("%").strip()
    money = _MONEY.fullmatch(plain)
    if money is None or (money["before"] and money["after"]):
        return None
    currency = _CURRENCIES.get((money["before"] or money["after"] or "").casefold(), "")
    inner, core = _sign(money["core"].strip())
    scale = 1.0
    if scaled := _SCALED.fullmatch(core):
        scale = _SCALES.get(scaled[2]) or _SCALES.get(scaled[2].casefold(), 0)
        core = scaled[1] if scale and scaled[2] != "m" else core
    if inner * sign * (-1 if negative else 1) < 0:
        sign = -1.0
    else:
        sign = 1.0
    found = tuple(
        (decimal, sign * _scaled(_value(core, decimal), scale))
        for decimal, pattern in _PATTERNS.items()
        if pattern.fullmatch(core)
    )
    signs = sum(core.count(sign) for sign in " ',.")
    grouped = len(found) == 1 and signs > 1
    return Written(found, percent, currency, scale, grouped) if found else None


def _sign(text: str) -> tuple[float, str]:
    """A sign before or behind, and the rest."""
    if text[:1] in ("-", "+"):
        return (-1.0 if text[0] == "-" else 1.0), text[1:].strip()
    if found := _NO_CENTS.fullmatch(text):
        return 1.0, found[1]
    if text.endswith("-"):
        return -1.0, text[:-1].strip()
    return 1.0, text


def _value(core: str, decimal: str) -> float:
    other = COMMA if decimal == POINT else POINT
    for group in (other, " ", "'"):
        core = core.replace(group, "")
    return float(core.replace(decimal, "."))


def _scaled(value: float, scale: float) -> float:
    return value if scale == 1 else round(value * scale, 6)


@dataclass(frozen=True)
class Decision:
    """The decimal sign of a file: ``sign``, or what stands against it.

    ``against`` are two texts that contradict each other, or one that may be either; beside a sign,
    one that would be the only one with three decimals, and so may be thousands.
    """

    sign: str
    against: tuple[int, ...] = ()


def decide(texts: Iterable[Written], presumed: str, fixed: str = "") -> Decision:
    """The decimal sign that numbers of one file have in common.

    ``presumed`` is what a number that may be either is taken for, if its digits after the sign
    need not be a fraction; otherwise, as for ``1.234`` where commas separate cells, nobody can
    tell. ``fixed`` settles it.

    >>> decide(map(written, ["1.234,50", "1.234"]), presumed=".")
    Decision(sign=',', against=())
    >>> decide(map(written, ["1.234,50", "1,234.50"]), presumed=".")
    Decision(sign='', against=(0, 1))
    >>> decide(map(written, ["950.50", "1.234"]), presumed=".")
    Decision(sign='.', against=(1,))
    """
    if fixed:
        return Decision(fixed)
    tells: dict[str, int] = {}
    unsure = None
    found = list(texts)
    for i, number in enumerate(found):
        if number.tells:
            tells.setdefault(number.tells, i)
        elif number.is_ambiguous and unsure is None and _is_fraction(number, presumed):
            unsure = i
    if len(tells) == 2:
        return Decision("", tuple(sorted(tells.values())))
    if tells:
        sign = next(iter(tells))
        odd = next(
            (i for i, n in enumerate(found) if n.is_ambiguous and _is_fraction(n, sign)), None
        )
        if odd is not None and not any(n.grouped or _is_fine(n) for n in found if n.tells):
            return Decision(sign, (odd,))
        return Decision(sign)
    return Decision("", (unsure,)) if unsure is not None else Decision(presumed)


def _is_fine(number: Written) -> bool:
    """Whether a number has more than two decimals."""
    return any(abs(value * 100 - round(value * 100)) > 1e-6 for _, value in number.values)


def _is_fraction(number: Written, decimal: str) -> bool:
    value = number.value(decimal)
    return value is not None and abs(value) < 1000 and value != number.value(_other(decimal))


def _other(decimal: str) -> str:
    return COMMA if decimal == POINT else POINT


def is_currency(text: str) -> bool:
    """Whether a text is the sign or the code of a currency."""
    return text.casefold() in _CURRENCIES


def currency_named(text: str) -> str:
    """The code of a currency by its sign or code; what is none as it is, in capitals.

    >>> currency_named("€ "), currency_named("eur"), currency_named("xyz")
    ('EUR', 'EUR', 'XYZ')
    """
    bare = text.strip()
    return _CURRENCIES.get(bare.casefold(), bare.upper())


def currency_in(head: Any) -> str:
    """The currency that a heading or the name of a figure says amounts are in; empty if none.

    >>> currency_in("Revenue (EUR)"), currency_in("Amount in CHF"), currency_in("CA €")
    ('EUR', 'CHF', 'EUR')
    >>> currency_in("Revenue"), currency_in("Cad")
    ('', '')
    """
    if not isinstance(head, str):
        return ""
    found = re.search(rf"(?:[(\[]|\b(?:in|en) |\s)({_CURRENCY})[)\]]?\s*$", head, re.I)
    if found is None or (found[1].isalpha() and not found[1].isupper()):
        return ""
    return _CURRENCIES[found[1].casefold()]


def without_currency(head: str) -> str:
    """A heading or a name without the currency behind it.

    >>> [without_currency(head) for head in ("Total USD", "Revenue (€)", "Amount in EUR", "EUR")]
    ['Total', 'Revenue', 'Amount', 'EUR']
    """
    if not currency_in(head):
        return head
    return _BEHIND.sub("", " ".join(head.split())) or head


_BEHIND = re.compile(rf"\s*(?:[(\[]|\b(?:in|en) |\s)\s*(?:{_CURRENCY})[)\]]?\s*$", re.I)


def agree(code: str, other: str) -> bool:
    """Whether two currencies may be the same one: ``$`` is any dollar.

    >>> agree("$", "CAD"), agree("USD", "EUR"), agree("$", "EUR")
    (True, False, False)
    """
    if DOLLAR in (code, other):
        return code in _DOLLARS and other in _DOLLARS
    return code == other


def settled(value: Any, sign: str = "") -> float | None:
    """A number by the decimal sign given, or of one that needs none; None if nobody can tell.

    >>> settled("1,150.50"), settled("1.150"), settled("1.150", ",")
    (1150.5, None, 1150.0)
    """
    number = written(value) if isinstance(value, str) else None
    if number is None:
        return parse_number(value)
    if sign:
        return number.value(sign)
    return None if number.is_ambiguous or number.percent else number.values[0][1]


def currency_of_format(code: str) -> str:
    """The currency that a number format of a cell shows; empty if none.

    >>> [currency_of_format(code) for code in ('#,##0.00 "€"', "[$$-409]#,##0", "0.0")]
    ['EUR', '$', '']
    """
    found = re.search(r"\[\$([^\]-]+)", code) or re.search(r'"\s*([^"\s]+)\s*"', code)
    if found and (named := _CURRENCIES.get(found[1].strip().casefold())):
        return named
    bare = re.sub(r"\[[^\]]*\]", "", code)
    return next((_SIGNS[sign] for sign in "€£¥₹$" if sign in bare), "")


def is_share_format(code: str) -> bool:
    """Whether a number format of a cell shows its number as a share.

    >>> is_share_format("0.0%"), is_share_format('0 "%"'), is_share_format("0.00")
    (True, False, False)
    """
    return "%" in code and "%" in re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code)


def share(value: float) -> str:
    """A number as the share a cell shows it as.

    >>> share(1.0), share(0.125)
    ('100%', '12.5%')
    """
    return f"{100 * value:.10g}%"


def parse_number(value: Any) -> float | None:
    """A number, also as text in English or French notation; None if it is none.

    What may be either is read as English; :func:`decide` knows better where there is more.

    >>> [parse_number(text) for text in ("1 234,5", "1,234.5", "12 %", "1,234")]
    [1234.5, 1234.5, None, 1234.0]
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value) if abs(float(value)) < 1e300 else None
    if not isinstance(value, str):
        return None
    number = written(value)
    if number is None or number.percent:
        return None
    found = number.value(POINT)
    return number.value(COMMA) if found is None else found
