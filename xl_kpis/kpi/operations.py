"""What the operators and functions of a pack's formulas do to numbers, arrays and symbols alike."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from xl_kpis.decimals import (
    round_down,
    round_half_away,
    round_up,
    whole_below,
    whole_below_many,
)
from xl_kpis.kpi.days import days_between, weekdays
from xl_kpis.kpi.expr import Binary, Call, Expr, Number, is_array, numpy, when, wrap

COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")


def _is_expr(values: Sequence[Any]) -> bool:
    return any(isinstance(value, Expr) for value in values)


def _called(name: str, values: Sequence[Any]) -> Expr:
    return Call(name, *map(wrap, values))


def _folded(name: str, step: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    def operation(*values: Any) -> Any:
        if _is_expr(values):
            return _called(name, values)
        result = values[0]
        for value in values[1:]:
            result = step(result, value)
        return result

    return operation


def _smaller(a: Any, b: Any) -> Any:
    return numpy().minimum(a, b) if is_array(a) or is_array(b) else min(a, b)


def _larger(a: Any, b: Any) -> Any:
    return numpy().maximum(a, b) if is_array(a) or is_array(b) else max(a, b)


_sum = _folded("SUM", lambda a, b: a + b)


def _average(*values: Any) -> Any:
    return _called("AVERAGE", values) if _is_expr(values) else _sum(*values) / len(values)


def _not(value: Any) -> Any:
    if isinstance(value, Expr):
        return Call("NOT", value)
    return ~value if is_array(value) else not value


def _compare(sign: str) -> Callable[[Any, Any], Any]:
    steps: dict[str, Callable[[Any, Any], Any]] = {
        "=": lambda a, b: a == b,
        "<>": lambda a, b: a != b,
        "<": lambda a, b: a < b,
        "<=": lambda a, b: a <= b,
        ">": lambda a, b: a > b,
        ">=": lambda a, b: a >= b,
    }

    def compared(a: Any, b: Any) -> Any:
        return Binary(sign, wrap(a), wrap(b)) if _is_expr((a, b)) else steps[sign](a, b)

    return compared


def _power(base: Any, power: Any) -> Any:
    if _is_expr((base, power)):
        return Binary("^", wrap(base), wrap(power))
    if is_array(base) or is_array(power):
        return numpy().power(base, power)
    try:
        found = base**power
    except OverflowError:
        return math.inf
    return found if type(found) is not complex else math.nan


def _root(value: Any) -> Any:
    if isinstance(value, Expr):
        return Call("SQRT", value)
    if is_array(value):
        return numpy().sqrt(value)
    return math.sqrt(value) if value >= 0 else math.nan


def _median(*values: Any) -> Any:
    if _is_expr(values):
        return _called("MEDIAN", values)
    if any(map(is_array, values)):
        return numpy().median(numpy().stack(numpy().broadcast_arrays(*values)), axis=0)
    sorted_ = sorted(values)
    middle = len(values) // 2
    return sorted_[middle] if len(values) % 2 else (sorted_[middle - 1] + sorted_[middle]) / 2


def _rounding(name: str, rounded: Callable[[Any, Any], Any]) -> Callable[..., Any]:
    def operation(value: Any, digits: float) -> Any:
        if isinstance(value, Expr):
            return _called(name, (value, digits))
        if not is_array(value):
            value = float(value)
            return rounded(value, digits) if value - value == 0 else value
        return rounded(value, digits)

    return operation


def _whole(value: Any) -> Any:
    if isinstance(value, Expr):
        return Call("INT", value)
    if is_array(value):
        return whole_below_many(value)
    return whole_below(value) if value - value == 0 else value


def instead(value: Callable[[], Any], fails: Callable[[], Any], other: Callable[[], Any]) -> Any:
    """``IFERROR``: a value, or another one where it ``fails`` or is more than a number can be."""
    failed = is_failed(value, fails)
    if isinstance(failed, Expr):
        return Call("IFERROR", wrap(value()), wrap(other()))
    return when(failed, other, value)


def is_failed(value: Callable[[], Any], fails: Callable[[], Any]) -> Any:
    """Whether a part of a formula has no value."""
    failed = fails()
    found = value() if isinstance(failed, Expr) or is_array(failed) or not failed else 0.0
    if isinstance(found, Expr):
        return Call("ISERROR", found)
    beyond = found - found != 0
    return failed | beyond


def _minus(value: Any) -> Any:
    return Binary("-", Number(0), value) if isinstance(value, Expr) else 0 - value


OPERATIONS: dict[str, Callable[..., Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "^": _power,
    "minus": _minus,
    "MIN": _folded("MIN", _smaller),
    "MAX": _folded("MAX", _larger),
    "SUM": _sum,
    "AVERAGE": _average,
    "ABS": lambda value: Call("ABS", value) if isinstance(value, Expr) else abs(value),
    "AND": _folded("AND", lambda a, b: a & b),
    "OR": _folded("OR", lambda a, b: a | b),
    "NOT": _not,
    "SQRT": _root,
    "MEDIAN": _median,
    "ROUND": _rounding("ROUND", round_half_away),
    "ROUNDUP": _rounding("ROUNDUP", round_up),
    "ROUNDDOWN": _rounding("ROUNDDOWN", round_down),
    "INT": _whole,
    "DAYS": days_between,
    "NETWORKDAYS": weekdays,
    **{sign: _compare(sign) for sign in COMPARISONS},
}
