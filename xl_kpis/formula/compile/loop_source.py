"""Loops over plain floats written as Python source: one statement or more per formula.

What comes in is a formula as nested tuples: ``(operator or function, part, …)``, with ``("own",
column, shift)`` for a cell of the loop itself, ``("hoisted", number)`` for a part worked out before
and literals as nodes. Python allows only so many brackets inside each other; what would need more,
such as a sum of thousands of terms, is kept in variables on the way.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, NamedTuple

from xl_kpis.errors import Failure, is_foreign
from xl_kpis.formula import thresholds
from xl_kpis.formula.functions import find
from xl_kpis.formula.functions.support.loop import CHOICE, Loop
from xl_kpis.formula.functions.support.operators import power
from xl_kpis.formula.grammar import nodes
from xl_kpis.formula.values.equal_numbers import equal_numbers
from xl_kpis.formula.values.value import SMALLEST


class NoLoop(Exception):
    """The loop cannot be written."""


class _Odd(Exception):
    """Something that is no plain number: the row is left to the formula itself."""


class _Text(NamedTuple):
    """A Python expression."""

    kind: str
    """What it gives: n numbers, b booleans, any."""
    text: str
    depth: int
    """Operations inside each other."""
    op: str = ""
    """The formula's operator or function that it stands for."""


class LoopSource:
    """The loop being written."""

    def __init__(self, kinds: list[str]) -> None:
        self.kinds = kinds
        """What kind of values each hoisted part holds."""
        self.values: list[Any] = []
        """Functions that the loop calls."""
        self._lines: list[str] = []
        self._variables = 0

    def formula(self, tree: Any, i: int, *, settles: bool) -> None:
        """Write a column's formula."""
        if settles and type(tree) is tuple and tree[0] in ("+", "-") and len(tree) == 3:
            # the last step of the formula: rounding noise becomes 0, as operators.settle has it
            a, b = self._number(self._expression(tree[1])), self._number(self._expression(tree[2]))
            self._lines += [
                f"a = {a.text}",
                f"b = {b.text}",
                f"r = a {tree[0]} b",
                "if (-1.0 < r < 1.0 or not -1e14 < a < 1e14) and "
                "abs(r) < 1e-15 * max(abs(a), abs(b)): r = 0.0",
            ]
        else:
            self._lines.append(f"r = {self._result(self._expression(tree)).text}")
        self._lines += ["if r - r != 0.0: return i", f"o{i}[i] = r"]

    def whole(self, columns: int) -> str:
        """The source of ``make``, which takes the values and lists and gives the loop."""
        names = [f"f{i}" for i in range(len(self.values))]
        names += [f"o{i}" for i in range(columns)]
        names += [f"h{i}" for i in range(len(self.kinds))]
        body = "\n".join("            " + line for line in self._lines)
        return (
            f"def make({', '.join(names)}):\n"
            " def loop(start, stop, step):\n"
            "    i = start\n"
            "    try:\n"
            f"        for i in range(start, stop, step):\n{body}\n"
            "    except odd:\n"
            "        return i\n"
            "    except Exception as wrong:\n"
            "        if foreign(wrong):\n"
            "            raise\n"
            "        return i\n"
            "    return stop\n"
            " return loop\n"
        )

    def _kept(self, found: _Text) -> _Text:
        """The expression, in a variable where it has become deep."""
        if found.depth < thresholds.SPELLED:
            return found
        name = self._new_variable()
        self._lines.append(f"{name} = {found.text}")
        return found._replace(text=name, depth=1)

    def _number(self, found: _Text, *, finite: bool = False) -> _Text:
        """An expression that is a float, or fails."""
        kind, text, depth, op = found
        if kind == "b":
            return _Text("n", f"(1.0 if {text} else 0.0)", depth + 1)
        if kind == "any":
            return _Text("n", f"number({text})", depth + 1)
        if finite and _may_overflow(op):
            return _Text("n", f"finite({text})", depth + 1)
        return found

    def _result(self, found: _Text) -> _Text:
        """As :meth:`_number`, where the value is handed on as it is: a truth value stays one."""
        if found.kind == "b":
            raise NoLoop
        return self._number(found)

    def _test(self, found: _Text) -> _Text:
        """An expression that is a truth value, or fails."""
        if found.kind == "b":
            return found
        if found.kind == "any":
            return _Text("b", f"truth({found.text})", found.depth + 1)
        number = self._number(found, finite=True)
        return _Text("b", f"({number.text} != 0.0)", number.depth + 1)

    def _expression(self, tree: Any) -> _Text:
        """The expression for a tree: first the operators' left sides, which may be thousands."""
        steps: list[tuple[str, Any]] = []
        while type(tree) is tuple and (tree[0] in BINARY or tree[0] == "%") and len(tree) > 1:
            steps.append((tree[0], tree[2] if len(tree) == 3 else None))
            tree = tree[1]
        found = self._kept(self._part(tree))
        for op, right in reversed(steps):
            if right is None:
                number = self._number(found)
                divided = op == "%"
                text = self._seen(f"{number.text} / 100.0") if divided else f"({op}{number.text})"
                found = _Text("n", text, number.depth + 1, op)
            else:
                found = self._joined(op, found, self._expression(right))
            found = self._kept(found)
        return found

    def _joined(self, op: str, left: _Text, right: _Text) -> _Text:
        finite = op in _COMPARISONS or op == "^"
        a = self._number(left, finite=finite)
        b = self._number(right, finite=finite or op == "/")
        depth = max(a.depth, b.depth) + 1
        if op in _COMPARISONS:
            if "b" in (left.kind, right.kind):
                raise NoLoop  # numbers and truth values have an order among them
            return _Text("b", _COMPARISONS[op].format(a.text, b.text), depth + 1, op)
        if op == "^":
            return _Text("n", f"number(power({a.text}, {b.text}))", depth + 1, op)
        if op in ("*", "/"):
            return _Text("n", self._seen(f"{a.text} {op} {b.text}"), depth + 1, op)
        return _Text("n", f"({a.text} {op} {b.text})", depth, op)

    def _seen(self, text: str) -> str:
        """A product or quotient; 0 where it is too small for a cell, as one by one."""
        name = self._new_variable()
        return f"(0.0 if -least < ({name} := {text}) < least else {name})"

    def _new_variable(self) -> str:
        self._variables += 1
        return f"t{self._variables - 1}"

    def _part(self, tree: Any) -> _Text:
        """The expression for what is no operator."""
        if isinstance(tree, nodes.Literal):
            if type(tree.value) is bool:
                return _Text("b", repr(tree.value), 1)
            return _Text("n", repr(float(tree.value)), 1)  # type: ignore[arg-type]
        op, *parts = tree
        if op == "own":
            at, shift = parts
            return _Text("n", f"o{at}[i{shift:+d}]" if shift else f"o{at}[i]", 1)
        if op == "hoisted":
            return _Text(self.kinds[parts[0]], f"h{parts[0]}[i]", 1)
        form = _form(op)
        if form is not None:
            return self._written(op, form, parts)
        return self._call(op, [self._expression(part) for part in parts])

    def _written(self, name: str, form: Loop, parts: list[Any]) -> _Text:
        """A call by its declared form."""
        takes = form.takes if form.joint is None else form.takes * len(parts)
        if len(parts) != len(takes) or not parts:
            raise NoLoop
        if form is CHOICE:
            return self._if(*parts)
        found = [
            _Text("n", "", 0) if what == "unused" else self._expression(part)
            for part, what in zip(parts, takes, strict=True)
        ]
        if any(part.kind == "b" for part in found) and (form.over_ranges or form.hands_on):
            raise NoLoop  # they count where they are written, not where they are referred to
        args = [
            self._test(part) if what == "test" else self._number(part, finite=what == "finite")
            for part, what in zip(found, takes, strict=True)
        ]
        kind = "b" if form.gives == "test" else "n"
        if form.joint is None:
            depth = max(arg.depth for arg in args) + 2
            return _Text(kind, form.text.format(*(arg.text for arg in args)), depth, name)
        whole, rest, few = args[:1], args[1:], max(1, thresholds.SPELLED // 2)
        while True:  # some at a time: the first ones, then what they gave with the next ones
            some, rest = [*whole, *rest[:few]], rest[few:]
            text = form.text.format(form.joint.join(arg.text for arg in some))
            joined = _Text(kind, text, max(arg.depth for arg in some) + len(some), name)
            if not rest:
                return joined
            whole = [self._kept(joined)]

    def _if(self, test: Any, then: Any, otherwise: Any) -> _Text:
        """A choice: an expression, or statements where a branch needs some of its own."""
        condition = self._test(self._expression(test))
        lines, self._lines = self._lines, []
        yes = self._expression(then)
        before_yes, self._lines = self._lines, []
        no = self._expression(otherwise)
        before_no, self._lines = self._lines, lines
        kind = "b" if yes.kind == no.kind == "b" else "n"
        if kind == "n":
            yes, no = self._result(yes), self._result(no)
        depth = max(condition.depth, yes.depth, no.depth) + 1
        if not before_yes and not before_no and depth < thresholds.SPELLED:
            text = f"({yes.text} if {condition.text} else {no.text})"
            return _Text(kind, text, depth, "IF")
        name = self._new_variable()
        self._lines.append(f"if {condition.text}:")
        self._lines += [f" {line}" for line in [*before_yes, f"{name} = {yes.text}"]]
        self._lines.append("else:")
        self._lines += [f" {line}" for line in [*before_no, f"{name} = {no.text}"]]
        return _Text(kind, name, 1, "IF")

    def _call(self, name: str, parts: list[_Text]) -> _Text:
        function = find(name)
        if (
            function is None
            or function.asks
            or function.context
            or function.special
            or function.volatile
            or not function.minimum <= len(parts) <= function.maximum
        ):
            raise NoLoop
        args, depth = [], 1
        for i, part in enumerate(parts):
            kind = function.parameter(i).kind.name
            if kind not in ("number", "integer"):
                raise NoLoop
            number = self._number(part, finite=True)
            depth = max(depth, number.depth)
            args.append(f"int({number.text})" if kind == "integer" else number.text)
        self.values.append(function.implementation)
        text = f"number(f{len(self.values) - 1}({', '.join(args)}))"
        return _Text("n", text, depth + 3, name)


_OPERATORS_THAT_OVERFLOW = frozenset({"+", "-", "*", "/", "%"})


def _form(name: str) -> Loop | None:
    function = find(name)
    return None if function is None else function.loop


def is_over_ranges(name: str) -> bool:
    """Whether a short range in a call may be spelled out cell by cell."""
    form = _form(name)
    return form is not None and form.over_ranges


def _may_overflow(name: str) -> bool:
    """Whether an operator or a function may have overflowed."""
    if name in _OPERATORS_THAT_OVERFLOW:
        return True
    form = _form(name) if name.isupper() else None
    return form is not None and form.overflows


_COMPARISONS = {
    "=": "equal({0}, {1})",
    "<>": "(not equal({0}, {1}))",
    "<": "less({0}, {1})",
    ">": "less({1}, {0})",
    "<=": "(not less({1}, {0}))",
    ">=": "(not less({0}, {1}))",
}
BINARY = frozenset({"+", "-", "*", "/", "^", *_COMPARISONS})


def _number(value: Any) -> float:
    if type(value) is float and value - value == 0.0:
        return value
    raise _Odd


def _truth(value: Any) -> bool:
    if type(value) is bool:
        return value
    return _number(value) != 0.0


def _less(a: float, b: float) -> bool:
    return a < b and not equal_numbers(a, b)


_NAMES: dict[str, Any] = {
    "least": SMALLEST,
    "number": _number,
    "finite": _number,
    "truth": _truth,
    "equal": equal_numbers,
    "less": _less,
    "power": power,
    "odd": (_Odd, Failure, ArithmeticError),
    "foreign": is_foreign,
}


@lru_cache(256)
def compiled(source: str) -> Any:
    """``make`` of a loop's source."""
    names = dict(_NAMES)
    exec(source, names)
    return names["make"]
