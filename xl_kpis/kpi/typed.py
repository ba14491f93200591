"""Formulas as people type them in Excel: ``= (end - new) / start`` over the names of inputs.

A pack has its formulas as text. :func:`typed` makes of one what a KPI is computed with: plain
Python over :mod:`~xl_kpis.kpi.expr`, so that one text serves single values, whole columns and,
written out, every spreadsheet. That is why this is a small grammar of its own rather than the
engine's: it needs the standard library only and works where no engine is, and what it takes is
what means the same everywhere: numbers, ``+ - * / ^ %``, comparisons, brackets and :data:`NAMES`.

What Excel answers with an error becomes rules (:attr:`Typed.rules`), read off the formula: every
divisor that may be zero, every power that has no value.

>>> retention = typed("= (end_now - joined) / start_now", ("start_now", "end_now", "joined"))
>>> retention.formula(200.0, 220.0, 50.0)
0.85
>>> [rule.needs for rule in retention.rules]
[('start_now',)]
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, NoReturn

from xl_kpis.errors import DIV0, NUM, ExcelError, XlKpisError
from xl_kpis.kpi.days import DATE_FUNCTIONS
from xl_kpis.kpi.expr import when
from xl_kpis.kpi.model import Rule
from xl_kpis.kpi.operations import COMPARISONS, OPERATIONS, instead, is_failed
from xl_kpis.kpi.spelling import NAMES, english_name, is_local, names_called, own_name
from xl_kpis.languages import available

_ROUNDING = ("ROUND", "ROUNDUP", "ROUNDDOWN")
_COUNTS = {
    "IF": (3, 3),
    **dict.fromkeys(("NOT", "ABS", "INT", "SQRT"), (1, 1)),
    **dict.fromkeys(("IFERROR", "POWER", *_ROUNDING, *DATE_FUNCTIONS), (2, 2)),
}
"""How many arguments they take, where that is not one or more."""
MOST_DIGITS = 15
"""How many decimals a number may be rounded to, or how many digits before the point."""
DEEPEST = 40
"""How many brackets and calls may lie within each other."""

_PARTS = (
    r"\s*(?:(?P<number>(?:{decimals}\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r"|(?P<name>[^\W\d]\w*(?:\.\w+)*)|(?P<sign><=|>=|<>|[-+*/^%()<>=,;]))"
)
_TOKEN = re.compile(_PARTS.format(decimals=""))
_LOCAL_TOKEN = re.compile(_PARTS.format(decimals=r"\d+,\d+|"))
"""The same where arguments stand apart by semicolons, and decimals have a comma."""
_TYPESET = str.maketrans(
    {"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/", "≤": "<=", "≥": ">=", "≠": "<>"}
)
"""Signs of printed formulas, which have one meaning only."""
_WANTED = {"==": "=", "**": "^", "!=": "<>", "&&": "AND", "||": "OR"}
_PROGRAMMED = re.compile(r"==|\*\*|!=|&&|\|\||\b[^\W\d_]+\b(?!\s*\()")
"""Operators as programmers write them, and words that may be some."""

Values = Mapping[str, Any]


class FormulaFault(XlKpisError, ValueError):
    """A formula that cannot be: the text ``pack.formula.<id>`` says why."""

    def __init__(self, id: str, **values: Any) -> None:
        super().__init__(id, values)
        self.id, self.values = id, values


@dataclass(frozen=True)
class Term:
    """A part of a formula: a number, an input, an operator or a call with its operands."""

    kind: str
    """``number``, ``input``, ``binary``, ``minus`` or ``call``."""
    name: str = ""
    parts: tuple[Term, ...] = ()
    number: float = 0.0

    @property
    def is_condition(self) -> bool:
        return self.name in (*COMPARISONS, "AND", "OR", "NOT")

    def inputs(self) -> tuple[str, ...]:
        """The inputs in it, each once, in order."""
        found = [self.name] if self.kind == "input" else []
        for part in self.parts:
            found += part.inputs()
        return tuple(dict.fromkeys(found))

    def value(self, values: Values) -> Any:
        """A number, an array or an :class:`Expr`, as the inputs are."""
        if self.kind == "number":
            return self.number
        if self.kind == "input":
            return values[self.name]
        if self.name == "IF":
            condition, then, otherwise = self.parts
            return when(
                condition.value(values),
                lambda: then.value(values),
                lambda: otherwise.value(values),
            )
        if self.name in ("IFERROR", "ISERROR"):
            tried, *other = self.parts
            value, fails = partial(tried.value, values), partial(_fails, tried, values)
            if not other:
                return is_failed(value, fails)
            return instead(value, fails, partial(other[0].value, values))
        return OPERATIONS[self.name](*(part.value(values) for part in self.parts))


@dataclass(frozen=True)
class Typed:
    """A formula ready to compute with."""

    node: Term
    formula: Callable[..., Any]
    """Takes the inputs in order."""
    rules: tuple[Rule, ...]
    """Where it has no value, and which error that is."""

    @property
    def ratio_of(self) -> tuple[str, str]:
        """Numerator and denominator if it is one input divided by another."""
        parts = self.node.parts
        if self.node.name == "/" and all(part.kind == "input" for part in parts):
            return parts[0].name, parts[1].name
        return "", ""

    @property
    def quotient_of(self) -> tuple[Term | None, str | None]:
        """What it divides, and by which input; None where it is no such quotient."""
        if self.node.name != "/" or self.node.parts[1].kind != "input":
            return None, None
        return self.node.parts[0], self.node.parts[1].name


def typed(text: str, inputs: Sequence[str]) -> Typed:
    """A formula that gives a number; :class:`FormulaFault` if it is none."""
    node = parse(text, inputs)
    if node.is_condition:
        raise FormulaFault("condition", text=text.strip())
    rules = []
    for error, id, path, condition in _undefined(node, ()):
        needs = condition.inputs()
        needs += tuple(n for step, _ in path for n in step.inputs() if n not in needs)
        rules.append(Rule(id, error, needs, _guarded(path, condition, needs)))
    return Typed(node, _over(node, inputs), tuple(rules))


Test = tuple[tuple[str, ...], Callable[..., Any]]
"""The inputs a rule needs, and what it tests over them."""


def condition(text: str, inputs: Sequence[str]) -> Test:
    """What a rule tests, over the inputs it needs in the order in which they are listed."""
    node = parse(text, inputs)
    if not node.is_condition:
        raise FormulaFault("no_condition", text=text.strip())
    used = node.inputs()
    needs = tuple(name for name in inputs if name in used)
    return needs, _over(node, needs)


def larger(text: str, inputs: Sequence[str]) -> Test | None:
    """The test where it is that one input is larger than another, the larger one first."""
    node = parse(text, inputs)
    if node.name != ">" or any(part.kind != "input" for part in node.parts):
        return None
    needs = node.inputs()
    return (needs, _over(node, needs)) if len(needs) == 2 else None


def _over(node: Term, names: Sequence[str]) -> Callable[..., Any]:
    return lambda *values: node.value(dict(zip(names, values, strict=False)))


# ---- where a formula has no value --------------------------------------------------------------

Path = tuple[tuple[Term, bool], ...]
"""The conditions of the IFs around a part, and which way each of them went."""


def _undefined(node: Term, path: Path) -> list[tuple[ExcelError, str, Path, Term]]:
    """Error, text id, path and condition of everything in a formula that may have no value,
    innermost first: the condition of an outer one is only tried where the inner ones are fine."""
    if node.name == "IF":
        test, then, otherwise = node.parts
        return [
            *_undefined(test, path),
            *_undefined(then, (*path, (test, True))),
            *_undefined(otherwise, (*path, (test, False))),
        ]
    if node.name == "IFERROR":
        tried, other = node.parts
        return _undefined(other, (*path, (Term("call", "ISERROR", (tried,)), True)))
    found = [rule for part in node.parts for rule in _undefined(part, path)]
    if node.name == "SQRT":
        found.append((NUM, "formula_power", path, _compared(node.parts[0], "<", 0)))
    if node.name == "/" and node.parts[1].kind != "number":
        divisor = node.parts[1]
        id = "nothing_to_divide_by" if divisor.kind == "input" else "formula_divides_by_zero"
        found.append((DIV0, id, path, _compared(divisor, "=", 0)))
    if node.name == "^":
        base, power = node.parts
        fixed = power.number if power.kind == "number" else None
        zero = _compared(base, "=", 0)
        if fixed is None:
            negative = Term("call", "AND", (zero, _compared(power, "<", 0)))
            none = Term("call", "AND", (zero, _compared(power, "=", 0)))
            found += [(DIV0, "formula_divides_by_zero", path, negative)]
            found += [(NUM, "formula_power", path, none)]
        elif fixed == 0:
            found += [(NUM, "formula_power", path, zero)]
        if fixed is None or fixed != int(fixed):
            found += [(NUM, "formula_power", path, _compared(base, "<", 0))]
    return found


def _fails(node: Term, values: Values) -> Any:
    """Whether something in a part has no value."""
    failed: Any = False
    for _, _, path, condition in _undefined(node, ()):
        needs = condition.inputs()
        needs += tuple(n for step, _ in path for n in step.inputs() if n not in needs)
        holds = _guarded(path, condition, needs)(*(values[name] for name in needs))
        failed = holds if failed is False else failed | holds
    return failed


def _compared(node: Term, sign: str, number: float) -> Term:
    return Term("binary", sign, (node, Term("number", number=number)))


def _guarded(path: Path, node: Term, needs: tuple[str, ...]) -> Callable[..., Any]:
    """A condition that holds only where the formula gets to it."""

    def at(values: Values, steps: Path) -> Any:
        if not steps:
            return node.value(values)
        (test, way), *rest = steps
        further = tuple(rest)
        if way:
            return when(test.value(values), lambda: at(values, further), lambda: False)
        return when(test.value(values), lambda: False, lambda: at(values, further))

    return lambda *given: at(dict(zip(needs, given, strict=True)), path)


# ---- reading -----------------------------------------------------------------------------------


def parse(text: str, inputs: Sequence[str]) -> Term:
    """A formula or condition as a tree; :class:`FormulaFault` names what is wrong with it."""
    return _Reader(text, inputs).whole()


class _Reader:
    """By precedence: comparisons, ``+ -``, ``* /``, ``^``, a sign in front, ``%``."""

    def __init__(self, text: str, inputs: Sequence[str]) -> None:
        self.text = text.strip().removeprefix("=").translate(_TYPESET)
        self.inputs = {name.casefold(): name for name in inputs}
        for programmed in _PROGRAMMED.finditer(self.text):
            self._operator(programmed[0])
        self.tokens: list[str] = []
        self.at = self.depth = 0
        self.local = is_local(self.text)
        token = _LOCAL_TOKEN if self.local else _TOKEN
        place = 0
        while self.text[place:].strip():
            found = token.match(self.text, place)
            if found is None:
                raise FormulaFault("sign", sign=self.text[place:].strip()[0])
            self.tokens.append(found[0].strip())
            place = found.end()

    def _operator(self, found: str) -> None:
        """Name an operator of programs, and a word between conditions."""
        if found in _WANTED:
            wanted = _WANTED[found]
        elif found.casefold() in self.inputs or english_name(found) not in ("AND", "OR", "NOT"):
            return
        else:
            wanted = found.upper()
        raise FormulaFault(
            "operator", found=found, wanted=f"{wanted}(…)" if wanted.isalpha() else wanted
        )

    def whole(self) -> Term:
        if not self.tokens:
            raise FormulaFault("empty")
        node = self._level(0)
        if self._peek() == "," and self._is_number(-1) and self._is_number(1):
            typed = "".join(self.tokens[self.at - 1 : self.at + 2])
            raise FormulaFault("decimal", found=typed, wanted=typed.replace(",", "."))
        if self._peek():
            raise FormulaFault("rest", rest=self._peek())
        return node

    def _is_number(self, step: int) -> bool:
        """Whether the token so many steps away is a number."""
        place = self.at + step
        return 0 <= place < len(self.tokens) and self.tokens[place][0].isdigit()

    def _peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def _next(self) -> str:
        token = self._peek()
        self.at += 1
        return token

    _LEVELS = (COMPARISONS, ("+", "-"), ("*", "/"), ("^",))

    def _level(self, level: int) -> Term:
        if level == len(self._LEVELS):
            return self._signed()
        node = self._level(level + 1)
        while self._peek() in self._LEVELS[level]:
            sign = self._next()
            right = self._level(level + 1)
            for part in (node, right):
                self._number(part, sign)
            node = Term("binary", sign, (node, right))
        return node

    def _signed(self) -> Term:
        if self._peek() in ("-", "+"):
            sign = self._next()
            self._deeper()
            node = self._signed()
            self.depth -= 1
            self._number(node, sign)
            if sign == "+":
                return node
            if node.kind == "number":
                return Term("number", number=-node.number)
            return Term("minus", "minus", (node,))
        node = self._atom()
        while self._peek() == "%":
            self._next()
            self._number(node, "%")
            node = (
                Term("number", number=node.number / 100)
                if node.kind == "number"
                else Term("binary", "/", (node, Term("number", number=100)))
            )
        return node

    def _atom(self) -> Term:
        token = self._next()
        if token == "(":
            self._deeper()
            node = self._level(0)
            self._close()
            return node
        if token[:1].isdigit() or token[:1] == ".":
            number = float(token.replace(",", "."))
            if number - number != 0:
                raise FormulaFault("number", number=token)
            return Term("number", number=number)
        if self._peek() == "(" and token[:1].isalpha():
            return self._call(token)
        name = self.inputs.get(token.casefold())
        if name is not None:
            return Term("input", name)
        if token[:1].isalpha() or token[:1] == "_":
            import difflib  # only where something is wrong

            near = difflib.get_close_matches(token.casefold(), list(self.inputs), 1, 0.7)
            if near:
                raise FormulaFault("unknown_near", name=token, near=self.inputs[near[0]])
            raise FormulaFault("unknown", name=token, known=", ".join(self.inputs.values()))
        raise FormulaFault("unfinished") if not token else FormulaFault("gap", sign=token)

    def _call(self, word: str) -> Term:
        name, shown = english_name(word), word.upper()
        if name is None:
            self._no_function(word)
        self._next()
        self._deeper()
        parts = []
        first = self.at
        if self._peek() != ")":
            parts.append(self._level(0))
            while self._peek() in (",", ";"):
                self._next()
                parts.append(self._level(0))
        self._close()
        least, most = _COUNTS.get(name, (1, 99))
        if not least <= len(parts) <= most:
            self._wrong_count(shown, len(parts), first)
        for place, part in enumerate(parts):
            if name in ("AND", "OR", "NOT") or (name == "IF" and place == 0):
                if not part.is_condition:
                    raise FormulaFault("no_test", name=shown)
            else:
                self._number(part, shown)
        if name in _ROUNDING:
            self._digits(parts[1], shown)
        if name == "POWER":
            return Term("binary", "^", tuple(parts))
        return Term("call", name, tuple(parts))

    def _digits(self, node: Term, name: str) -> None:
        """Digits to round to are the same for all: the spreadsheets differ in what they make of
        others."""
        digits = node.number
        if node.kind != "number" or digits != int(digits) or abs(digits) > MOST_DIGITS:
            raise FormulaFault("digits", name=name, most=MOST_DIGITS)

    def _no_function(self, word: str) -> NoReturn:
        import difflib  # only where something is wrong

        near = difflib.get_close_matches(word.upper(), names_called(), 1, 0.8)
        if near:
            raise FormulaFault("function_near", name=word, near=near[0])
        known = {
            language: ", ".join(own_name(name, language) for name in NAMES)
            for language in available()
        }
        raise FormulaFault("function", name=word, known=known)

    def _wrong_count(self, name: str, count: int, first: int) -> NoReturn:
        """Too many or too few arguments, and the comma that may be why."""
        inside = self.tokens[first : self.at]
        if self.local and ";" not in self.text and any("," in token for token in inside):
            raise FormulaFault("separators", name=name, count=count)
        for place, token in enumerate(inside):
            if token == "," and inside[place - 1][0].isdigit() and inside[place + 1][0].isdigit():
                found = "".join(inside[place - 1 : place + 2])
                wanted = found.replace(",", ".")
                raise FormulaFault(
                    "arguments_comma", name=name, count=count, found=found, wanted=wanted
                )
        raise FormulaFault("arguments", name=name, count=count)

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaFault("deep", deepest=DEEPEST)

    def _close(self) -> None:
        self.depth -= 1
        if self._next() != ")":
            raise FormulaFault("bracket")

    def _number(self, node: Term, where: str) -> None:
        if node.is_condition:
            raise FormulaFault("test_as_number", where=where)
