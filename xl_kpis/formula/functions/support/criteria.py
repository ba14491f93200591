"""Criteria as COUNTIF, SUMIFS, DSUM and their kin take them: ``5``, ``">=10"``, ``"<>a*"``.

A criterion looks at *keys*: a blank is None, a number itself, text its lower case, a boolean a
tuple, an error itself. So equal cells have equal keys, and each key is judged once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

from xl_kpis.errors import VALUE, ExcelError, fail
from xl_kpis.formula.patterns import pattern
from xl_kpis.formula.values.collation import text_key
from xl_kpis.formula.values.region import EN_US, Region
from xl_kpis.formula.values.text_to_number import number_from_text
from xl_kpis.formula.values.value import Scalar
from xl_kpis.formula.values.wildcards import has_wildcards, wildcard_regex

Key = Any
"""``None | float | str | ("bool", bool) | ExcelError``."""

_OPERATOR = pattern(r"<>|<=|>=|[<>=]")
_MAX_LENGTH = 255


class Criterion(NamedTuple):
    """An operator and what it compares with; ``pattern`` in place of text with wildcards."""

    op: str
    """``= <> < <= > >=``, ``empty`` for a blank or an empty text, or ``never``."""
    key: Key
    pattern: str | None = None

    @property
    def beginning(self) -> str | None:
        """What all texts that meet it begin with (``abc*``), if it says no more: plain letters."""
        if self.op != "=" or self.pattern is None or self.pattern[-1] != "*":
            return None
        begin = self.pattern[:-1]
        return begin if begin.isascii() and not has_wildcards(begin) else None

    @property
    def takes_blank(self) -> bool:
        """Whether blank cells meet it."""
        if self.op == "=":
            return self.key is None and self.pattern is None
        if self.op == "<>":
            return self.key is not None or self.pattern is not None
        return self.op == "empty"


def key_of(value: Scalar) -> Key:
    """The key of a cell's value.

    >>> key_of("Abc"), key_of(True), key_of(1.0)
    ('abc', ('bool', True), 1.0)
    """
    kind = type(value)
    if kind is str:
        return value.casefold()
    if kind is bool:
        return ("bool", value)
    return value


def parse(value: Scalar | Criterion, date1904: bool = False, region: Region = EN_US) -> Criterion:
    """A criterion from a scalar, or one that is one already.

    >>> parse(">=5%"), parse("a*")
    (Criterion(op='>=', key=0.05, pattern=None), Criterion(op='=', key=None, pattern='a*'))
    """
    if type(value) is float:
        return Criterion("=", value)
    if type(value) is str:
        return _parse_text(value, date1904, region)
    if value is None:
        return Criterion("=", 0.0)
    if isinstance(value, Criterion):
        return value
    return Criterion("=", key_of(value))


@lru_cache(10_000)
def _parse_text(text: str, date1904: bool, region: Region) -> Criterion:
    if len(text) > _MAX_LENGTH:
        fail(VALUE)
    if not text:
        return Criterion("empty", None)
    match = _OPERATOR.match(text)
    op = match[0] if match else "="
    operand = text[match.end() :] if match else text
    if not operand:
        return Criterion(op if op in ("=", "<>") else "never", None)
    number = number_from_text(operand, date1904, region)
    if number is not None:
        return Criterion(op, number)
    word = operand.upper()
    if word in (region.true, region.false):
        return Criterion(op, ("bool", word == region.true))
    word = next((code for code, own in region.errors.items() if own == word), word)
    if word[0] == "#" and word in ExcelError.codes():
        return Criterion(op, ExcelError.of(word))
    folded = operand.casefold()
    if op in ("=", "<>") and has_wildcards(folded):
        return Criterion(op, None, folded)
    return Criterion(op, folded)


def predicate(
    criterion: Criterion, date1904: bool = False, region: Region = EN_US
) -> Callable[[Key], bool]:
    """A predicate over keys.

    >>> predicate(parse(">b"))("c"), predicate(parse("5"))("5"), predicate(parse("<>"))(None)
    (True, True, False)
    """
    op, operand, pattern = criterion
    if op == "empty":
        return lambda key: key is None or key == ""
    if op == "never":
        return lambda key: False
    if pattern is not None:
        fits = wildcard_regex(pattern).fullmatch
        if op == "=":
            return lambda key: type(key) is str and fits(key) is not None
        return lambda key: not (type(key) is str and fits(key) is not None)
    if op == "=":
        return _equal_to(operand, date1904, region)
    if op == "<>":  # unlike = it takes text that reads as the number for something else
        return lambda key: bool(key != operand)
    return _ordered(op, operand)


def _equal_to(operand: Key, date1904: bool, region: Region) -> Callable[[Key], bool]:
    if type(operand) is not float:
        return lambda key: key == operand

    def equal(key: Key) -> bool:
        if type(key) is str:
            return number_from_text(key, date1904, region) == operand
        return bool(key == operand)

    return equal


_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


def _ordered(op: str, operand: Key) -> Callable[[Key], bool]:
    """Inequalities look only at values of the operand's own kind."""
    compare, kind = _ORDERS[op], type(operand)
    if kind is str:
        least = text_key(operand)
        return lambda key: type(key) is str and compare(text_key(key), least)
    if kind is ExcelError:
        return lambda key: key is operand and "=" in op
    return lambda key: type(key) is kind and compare(key, operand)
