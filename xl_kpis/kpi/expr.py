"""The few operations formulas are written with, on numbers, arrays and symbols alike.

A KPI's formula is plain Python, ``lambda start, end, new: (end - new) / start``. Called with
floats it computes; with numpy arrays it computes whole columns; with :class:`Expr` symbols it
records itself, so that the same definition can be written out as an Excel formula.

>>> retention = lambda start, end, new: (end - new) / start
>>> retention(200.0, 220.0, 50.0)
0.85
>>> retention(Symbol("B2"), Symbol("B3"), Symbol("B4")).excel()
'(B3-B4)/B2'
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

_PRECEDENCE = {"^": 4, "*": 3, "/": 3, "+": 2, "-": 2}
_COMPARISON = 1
_ATOM = 9


class Expr:
    """Something that can be written as an Excel formula. Operators build bigger ones."""

    def excel(self, names: Mapping[str, str] | None = None) -> str:
        """Excel text, each symbol replaced by what ``names`` says it is called."""
        return self._write(names or {})[0]

    def as_typed(self) -> str:
        """The same for people, who know a formula by what they typed (:class:`AsTyped`)."""
        return self._write(_AS_TYPED)[0]

    def _write(self, names: Mapping[str, str]) -> tuple[str, int]:
        raise NotImplementedError

    def __add__(self, other: Any) -> Expr:
        return Binary("+", self, wrap(other))

    def __radd__(self, other: Any) -> Expr:
        return Binary("+", wrap(other), self)

    def __sub__(self, other: Any) -> Expr:
        return Binary("-", self, wrap(other))

    def __rsub__(self, other: Any) -> Expr:
        return Binary("-", wrap(other), self)

    def __mul__(self, other: Any) -> Expr:
        return Binary("*", self, wrap(other))

    def __rmul__(self, other: Any) -> Expr:
        return Binary("*", wrap(other), self)

    def __truediv__(self, other: Any) -> Expr:
        return Binary("/", self, wrap(other))

    def __rtruediv__(self, other: Any) -> Expr:
        return Binary("/", wrap(other), self)

    def __pow__(self, other: Any) -> Expr:
        return Binary("^", self, wrap(other))

    def __and__(self, other: Any) -> Expr:
        return Binary("*", self, wrap(other))

    def __or__(self, other: Any) -> Expr:
        return Binary(">", Binary("+", self, wrap(other)), Number(0))

    def __lt__(self, other: Any) -> Expr:
        return Binary("<", self, wrap(other))

    def __le__(self, other: Any) -> Expr:
        return Binary("<=", self, wrap(other))

    def __gt__(self, other: Any) -> Expr:
        return Binary(">", self, wrap(other))

    def __ge__(self, other: Any) -> Expr:
        return Binary(">=", self, wrap(other))

    def __eq__(self, other: object) -> Expr:  # type: ignore[override]
        return Binary("=", self, wrap(other))

    def __ne__(self, other: object) -> Expr:  # type: ignore[override]
        return Binary("<>", self, wrap(other))

    __hash__ = None  # type: ignore[assignment]

    def __bool__(self) -> bool:
        raise TypeError("a formula has no truth value: combine conditions with & and |")


class Symbol(Expr):
    """A named argument, or a cell reference."""

    def __init__(self, name: str) -> None:
        self.name = name

    def _write(self, names: Mapping[str, str]) -> tuple[str, int]:
        return names.get(self.name, self.name), _ATOM


class Number(Expr):
    def __init__(self, value: float) -> None:
        self.value = value

    def _write(self, names: Mapping[str, str]) -> tuple[str, int]:
        return number_text(self.value), _ATOM if self.value >= 0 else _PRECEDENCE["-"]


class Text(Expr):
    def __init__(self, value: str) -> None:
        self.value = value

    def _write(self, names: Mapping[str, str]) -> tuple[str, int]:
        return '"' + self.value.replace('"', '""') + '"', _ATOM


class Binary(Expr):
    def __init__(self, operator: str, left: Expr, right: Expr) -> None:
        self.operator, self.left, self.right = operator, left, right

    def _write(self, names: Mapping[str, str]) -> tuple[str, int]:
        own = _PRECEDENCE.get(self.operator, _COMPARISON)
        left, left_level = self.left._write(names)
        right, right_level = self.right._write(names)
        if left_level < own:
            left = f"({left})"
        # a-(b-c), a/(b*c) and 2^(3^2) need theirs; a+(b+c) too, so that rounding stays as written.
        if right_level <= own:
            right = f"({right})"
        return f"{left}{self.operator}{right}", own


class Call(Expr):
    def __init__(self, function: str, *arguments: Expr) -> None:
        self.function, self.arguments = function, arguments

    def _write(self, names: Mapping[str, str]) -> tuple[str, int]:
        inside = ",".join(argument._write(names)[0] for argument in self.arguments)
        return f"{self.function}({inside})", _ATOM


class AsTyped(Call):
    """A call that is written otherwise where a spreadsheet reads it: ``DAYS``, which older ones
    do not have, and two whole days one from the other mean the same."""

    def __init__(self, meaning: Expr, function: str, *arguments: Expr) -> None:
        super().__init__(function, *arguments)
        self.meaning = meaning

    def _write(self, names: Mapping[str, str]) -> tuple[str, int]:
        return super()._write(names) if names is _AS_TYPED else self.meaning._write(names)


_AS_TYPED: Mapping[str, str] = MappingProxyType({})
"""No names, and told apart from others that are empty: formulas for people."""


def wrap(value: Any) -> Expr:
    if isinstance(value, Expr):
        return value
    return Text(value) if isinstance(value, str) else Number(value)


def number_text(value: float) -> str:
    """A number as Excel writes it in a formula: the shortest text that reads back the same.

    >>> number_text(12.0), number_text(0.85)
    ('12', '0.85')
    """
    return str(int(value)) if value == int(value) else repr(float(value))


class Cells:
    """The content of a range: blanks are ``None``; text and booleans are there but not counted."""

    __slots__ = ("columns", "items", "rows")

    def __init__(self, rows: Sequence[Sequence[Any]]) -> None:
        self.rows = len(rows)
        self.columns = len(rows[0]) if rows else 0
        self.items = [item for row in rows for item in row]

    @property
    def numbers(self) -> list[float]:
        return [item for item in self.items if type(item) is float]

    @property
    def shape(self) -> tuple[int, int]:
        return self.rows, self.columns

    def __iter__(self) -> Iterator[Any]:
        return iter(self.items)


def total(cells: Any) -> Any:
    """Sum of the numbers in a range."""
    return Call("SUM", cells) if isinstance(cells, Expr) else sum(cells.numbers)


def count(cells: Any) -> Any:
    """How many numbers a range has."""
    return Call("COUNT", cells) if isinstance(cells, Expr) else float(len(cells.numbers))


def smallest(cells: Any) -> Any:
    """The smallest number of a range, 0 if it has none (as Excel's MIN)."""
    return Call("MIN", cells) if isinstance(cells, Expr) else min(cells.numbers, default=0.0)


def largest(cells: Any) -> Any:
    """The largest number of a range, 0 if it has none (as Excel's MAX)."""
    return Call("MAX", cells) if isinstance(cells, Expr) else max(cells.numbers, default=0.0)


def weighted_total(cells: Any, weights: Any) -> Any:
    """Sum of number × weight over the pairs in which both are numbers."""
    if isinstance(cells, Expr):
        return Call("SUMPRODUCT", cells, weights)
    return sum(value * weight for value, weight in _pairs(cells, weights))


def total_weight(cells: Any, weights: Any) -> Any:
    """Sum of the weights whose partner in ``cells`` is a number."""
    if isinstance(cells, Expr):
        return Call("SUMPRODUCT", Call("ISNUMBER", cells) * 1, weights)
    return sum((weight for _, weight in _pairs(cells, weights)), 0.0)


def count_rows(where: Callable[..., Any], *columns: Any) -> Any:
    """In how many rows of columns of numbers a condition holds.

    The condition gets one item of each column, combines tests with ``&`` and ``|``, and asks
    :func:`is_number` before it believes an item: all else compares as false.
    """
    if isinstance(columns[0], Expr):
        return _sum_of(where(*columns))
    rows = zip(*columns, strict=True)
    return float(sum(bool(where(*(_number_or_nan(item) for item in row))) for row in rows))


def is_number(item: Any) -> Any:
    """Whether an item in :func:`count_rows` is a number (or a day)."""
    return Call("ISNUMBER", item) if isinstance(item, Expr) else item == item


def is_no_number(item: Any) -> Any:
    return negate(is_number(item))


def negate(condition: Any) -> Any:
    """True for false and false for true."""
    return Number(1) - condition if isinstance(condition, Expr) else not condition


def count_words(where: Callable[[Any], Any], cells: Any) -> Any:
    """For how many items of a range of words a condition holds."""
    return _sum_of(where(cells)) if isinstance(cells, Expr) else float(sum(map(where, cells)))


def is_word(item: Any) -> Any:
    """Whether there is anything in a cell."""
    return Call("TRIM", item) != Text("") if isinstance(item, Expr) else bool(_word(item))


def among(item: Any, words: Any) -> Any:
    """Whether an item is one of some words, upper and lower case alike."""
    if isinstance(item, Expr):
        trimmed = Call("TRIM", item)
        first = Call("TRIM", Call("INDEX", words, Number(1), Number(1)))
        # A single word is no array, and MATCH may refuse it: hence the comparison with the first.
        found = Call("ISNUMBER", Call("MATCH", trimmed, Call("TRIM", words), Number(0)))
        return (trimmed == first) | found
    return _word(item) in map(_word, words)


def when(condition: Any, then: Callable[[], Any], otherwise: Callable[[], Any]) -> Any:
    """``IF``. The branches are functions, so that a single value computes only one of them."""
    if isinstance(condition, Expr):
        return Call("IF", condition, wrap(then()), wrap(otherwise()))
    if is_array(condition):
        return numpy().where(condition, then(), otherwise())
    return then() if condition else otherwise()


def choose(index: Any, options: Sequence[Any]) -> Any:
    """The option at an index that counts from 0."""
    if isinstance(index, Expr):
        return Call("CHOOSE", index + 1, *map(wrap, options))
    if is_array(index):
        return numpy().choose(index.astype(int), options)
    return options[int(index)]


def at_most(value: Any, limit: float) -> Any:
    if isinstance(value, Expr):
        return Call("MIN", value, Number(limit))
    return numpy().minimum(value, limit) if is_array(value) else min(value, limit)


def at_least(value: Any, limit: float) -> Any:
    if isinstance(value, Expr):
        return Call("MAX", value, Number(limit))
    return numpy().maximum(value, limit) if is_array(value) else max(value, limit)


def rounded(value: Any) -> Any:
    """Without the dust of floating point: 62.5 rather than 62.499999999999986."""
    if isinstance(value, Expr):
        return Call("ROUND", value, Number(10))
    return (numpy().round(value, 10) if is_array(value) else round(value, 10)) + 0.0


def whole_above(value: Any, strictly: bool) -> Any:
    """The smallest whole number that is at least (or, strictly, more than) a value."""
    if isinstance(value, Expr):
        near = Call("ROUND", value, Number(9))
        return Call("INT", near) + 1 if strictly else Call("ROUNDUP", near, Number(0))
    maths: Any = numpy() if is_array(value) else math
    near = value.round(9) if is_array(value) else round(value, 9)
    return (maths.floor(near) + 1 if strictly else maths.ceil(near)) * 1.0


def whole_below(value: Any, strictly: bool) -> Any:
    """The largest whole number that is at most (or, strictly, less than) a value.

    >>> whole_below(5.45, True), whole_below(5.0, True), whole_below(5.0, False)
    (5.0, 4.0, 5.0)
    """
    return 0 - whole_above(0 - value, strictly) if strictly else _floor(value)


def _floor(value: Any) -> Any:
    if isinstance(value, Expr):
        return Call("INT", Call("ROUND", value, Number(9)))
    maths: Any = numpy() if is_array(value) else math
    return maths.floor(value.round(9) if is_array(value) else round(value, 9)) * 1.0


def is_array(value: Any) -> bool:
    return getattr(value, "ndim", 0) > 0


def numpy() -> Any:
    """Only where an array shows that it is installed."""
    return importlib.import_module("numpy")


def _sum_of(condition: Expr) -> Expr:
    # SUMPRODUCT adds numbers only: a lone comparison needs to be made one.
    is_product = isinstance(condition, Binary) and condition.operator == "*"
    return Call("SUMPRODUCT", condition if is_product else condition * 1)


def _number_or_nan(item: Any) -> float:
    return item if type(item) is float else math.nan


def _word(item: Any) -> str:
    if item is None:
        return ""
    plain = number_text(item) if type(item) is float else str(item)
    return " ".join(plain.casefold().split(" ")).strip()


def _pairs(cells: Cells, weights: Cells) -> Iterator[tuple[float, float]]:
    for value, weight in zip(cells, weights, strict=True):
        if type(value) is float and type(weight) is float:
            yield value, weight
