"""Excel's operators on scalars and arrays."""

from __future__ import annotations

import math
from collections.abc import Callable
from operator import add
from typing import Any

import numpy as np

from xl_kpis.errors import DIV0, NUM, VALUE, ExcelError
from xl_kpis.formula.functions.declare import Context
from xl_kpis.formula.functions.support.call import (
    as_numbers,
    common_shape,
    numeric_result,
    stretch,
    visible,
)
from xl_kpis.formula.functions.support.coded import Coded
from xl_kpis.formula.values.coercion import to_number, to_text, to_texts
from xl_kpis.formula.values.collation import text_key
from xl_kpis.formula.values.equal_numbers import NEAR, differ_slightly, equal_numbers
from xl_kpis.formula.values.formula_limits import LIMITS, check_characters, counted
from xl_kpis.formula.values.powers import raised, raised_arrays
from xl_kpis.formula.values.repeated import Repeated, each
from xl_kpis.formula.values.value import SMALLEST, Array, Scalar, Value, as_array, present

ScalarOperator = Callable[[Any, Any, Context], Scalar]
ARRAYS = frozenset({np.ndarray, Repeated})

# ---- arithmetic ---------------------------------------------------------------------------------


def _add(a: float, b: float) -> float:
    return a + b


def _subtract(a: float, b: float) -> float:
    return a - b


def _multiply(a: float, b: float) -> float:
    result = a * b
    return 0.0 if -SMALLEST < result < SMALLEST else result


def _divide(a: float, b: float) -> float | ExcelError:
    if b == 0.0:
        return DIV0
    result = a / b
    return 0.0 if -SMALLEST < result < SMALLEST else result


def power(a: float, b: float) -> float | ExcelError:
    """``a^b``: 0^0 is #NUM!, a negative power of 0 #DIV/0!, roots of negatives #NUM!."""
    if a == 0.0:
        if b == 0.0:
            return NUM
        return 0.0 if b > 0.0 else DIV0
    result = raised(a, b)
    if result != result:
        # Excel finds the odd roots of negative numbers where 1/b is a whole odd number.
        root = round(1.0 / b) if abs(b) > SMALLEST else 0
        if root % 2 and abs(1.0 / b - root) < 1e-12:
            return -raised(-a, b)
        return NUM
    return NUM if math.isinf(result) else result if abs(result) >= SMALLEST else 0.0


def _divide_arrays(a: Array, b: Array) -> Array:
    zero = b == 0.0
    result = visible(np.divide(a, b))
    if zero.any():
        out = numeric_result(result).astype(object)
        out[np.broadcast_to(zero, out.shape)] = DIV0
        return out
    return numeric_result(result)


def power_arrays(a: Any, b: Any) -> Array:
    """:func:`power` over arrays, or an array and a number."""
    a, b = np.broadcast_arrays(np.asarray(a), np.asarray(b))
    if (a > 0.0).all():
        return numeric_result(visible(raised_arrays(a, b)))
    items = list(map(power, a.ravel().tolist(), b.ravel().tolist()))
    if set(map(type, items)) == {float}:
        return numeric_result(np.array(items).reshape(a.shape))
    out = np.empty(len(items), object)
    out[:] = items
    return out.reshape(a.shape)


_ARITHMETIC: dict[str, tuple[Callable[[float, float], Any], Callable[[Array, Array], Array]]] = {
    "+": (_add, lambda a, b: numeric_result(a + b)),
    "-": (_subtract, lambda a, b: numeric_result(a - b)),
    "*": (_multiply, lambda a, b: numeric_result(visible(a * b))),
    "/": (_divide, _divide_arrays),
    "^": (power, power_arrays),
}


def arithmetic(op: str) -> Callable[[Value, Value, Context], Value]:
    """The operator over scalars and arrays of anything."""
    scalar, arrays = _ARITHMETIC[op]

    def operate(a: Value, b: Value, ctx: Context) -> Value:
        if type(a) is float and type(b) is float:
            result = scalar(a, b)
        elif type(a) in ARRAYS or type(b) in ARRAYS:
            if type(a) is Repeated or type(b) is Repeated:
                return each(lambda a, b: operate(a, b, ctx), a, b)
            return _numbers_over_arrays(a, b, arrays, ctx)
        else:
            a = to_number(a, ctx.date1904, ctx.region)
            if type(a) is not float:
                return a
            b = to_number(b, ctx.date1904, ctx.region)
            if type(b) is not float:
                return b
            result = scalar(a, b)
        if type(result) is float and result - result != 0.0:
            return NUM
        return result

    return operate


def _numbers_over_arrays(
    a: Value, b: Value, arrays: Callable[[Array, Array], Array], ctx: Context
) -> Array:
    a, b = as_array(a), as_array(b)
    shape = common_shape([a, b])
    if a.dtype == b.dtype == np.float64 and _fits(a, b):
        return arrays(a, b)
    if not _fits(a, b):
        a, b = stretch(a, shape), stretch(b, shape)
    a, wrong_a = as_numbers(a, "number", ctx)
    b, wrong_b = as_numbers(b, "number", ctx)
    result = arrays(a, b)
    return _with_errors(result, wrong_a, wrong_b)


def _fits(a: Array, b: Array) -> bool:
    return all(x == y or x == 1 or y == 1 for x, y in zip(a.shape, b.shape, strict=True))


def _with_errors(result: Array, *wrong: np.ndarray | None) -> Array:
    """A result with the errors of its operands put in, the first operand's before the others'."""
    for errors in reversed(wrong):
        if errors is not None:
            result = result.astype(object)
            errors = np.broadcast_to(errors, result.shape)
            at = present(errors)
            result[at] = errors[at]
    return result


def settle(result: float, a: float, b: float) -> float:
    """A sum or difference that came out as rounding noise is 0.

    Excel does so where the addition or subtraction is the last thing a formula does.
    """
    return 0.0 if abs(result) < 1e-15 * max(abs(a), abs(b)) else result


def settle_arrays(result: Array, a: Value, b: Value) -> Array:
    """:func:`settle` over arrays."""
    if not _fits(as_array(a), as_array(b)):
        a, b = stretch(as_array(a), result.shape), stretch(as_array(b), result.shape)
    if not all(as_array(part).dtype == np.float64 for part in (result, a, b)):
        items = np.broadcast_arrays(result, as_array(a), as_array(b))
        if items[0].shape != result.shape:
            return result
        out = result.copy()
        for at, (r, x, y) in enumerate(zip(*(i.ravel().tolist() for i in items), strict=True)):
            if type(r) is type(x) is type(y) is float:
                out.flat[at] = settle(r, x, y)
        return out
    noise = np.abs(result) < 1e-15 * np.maximum(np.abs(a), np.abs(b))
    return np.where(noise, 0.0, result) if noise.any() else result


def negate(value: Value, ctx: Context) -> Value:
    """``-x``."""
    if type(value) is float:
        return -value
    if type(value) is Repeated:
        return each(lambda part: negate(part, ctx), value)
    if isinstance(value, np.ndarray):
        return _numbers_over_arrays(0.0, value, np.subtract, ctx)
    number = to_number(value, ctx.date1904, ctx.region)
    return -number if type(number) is float else number


def percent(value: Value, ctx: Context) -> Value:
    """``x%``."""
    return _divide_by(value, 100.0, ctx)


_divide_by = arithmetic("/")

# ---- text ---------------------------------------------------------------------------------------


def concatenate(a: Value, b: Value, ctx: Context) -> Value:
    """``a & b``."""
    if type(a) in ARRAYS or type(b) in ARRAYS:
        if type(a) is Repeated or type(b) is Repeated:
            return each(lambda a, b: concatenate(a, b, ctx), a, b)
        return _concatenated(as_array(a), as_array(b), ctx)
    a, b = to_text(a, ctx.region), to_text(b, ctx.region)
    if isinstance(a, ExcelError):
        return a
    if isinstance(b, ExcelError):
        return b
    return a + b if len(a) + len(b) <= LIMITS.text else VALUE


def _concatenated(a: Array, b: Array, ctx: Context) -> Array:
    shape = common_shape([a, b])
    count = shape[0] * shape[1]
    sides: list[list[str]] = []
    longest = total = 0
    for array in (a, b):
        times = count if array.size == 1 else 1
        items = (array if times > 1 else stretch(array, shape)).ravel().tolist()
        texts = to_texts(items, ctx.region)
        if texts is None:
            return _elementwise(a, b, concatenate, ctx)
        lengths = list(map(len, texts))
        longest += max(lengths, default=0)
        total += times * sum(lengths)
        sides.append(texts * times)
    if longest > LIMITS.text:
        return _elementwise(a, b, concatenate, ctx)
    check_characters(total)
    out = np.empty(count, object)
    out[:] = list(map(add, *sides))
    return out.reshape(shape)


# ---- comparison ---------------------------------------------------------------------------------


def _rank(value: Scalar) -> int:
    kind = type(value)
    return 0 if kind is float else 1 if kind is str else 2


_BLANK_AS = {0: 0.0, 1: "", 2: False}


def order(a: Scalar, b: Scalar) -> int:
    """-1, 0 or 1: numbers before text before booleans, text without case; blank as its partner."""
    if a is None:
        if b is None:
            return 0
        a = _BLANK_AS[_rank(b)]
    elif b is None:
        b = _BLANK_AS[_rank(a)]
    kind = type(a)
    if kind is type(b):
        if kind is float:
            return 0 if equal_numbers(a, b) else -1 if a < b else 1
        if kind is str:
            if a == b:
                return 0
            if a.casefold() == b.casefold():
                return 0
            a, b = text_key(a), text_key(b)
        elif kind is not bool:  # functions: none is above another
            return 0 if a is b else 1
        return 0 if a == b else -1 if a < b else 1
    return -1 if _rank(a) < _rank(b) else 1


TESTS: dict[str, Callable[[int], bool]] = {
    "=": lambda order: order == 0,
    "<>": lambda order: order != 0,
    "<": lambda order: order < 0,
    "<=": lambda order: order <= 0,
    ">": lambda order: order > 0,
    ">=": lambda order: order >= 0,
}
"""What each comparison says of the order of two values: -1, 0 or 1."""
_OF_NUMBERS: dict[str, Callable[[Any, Any], Any]] = {
    "=": np.equal,
    "<>": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}
_FEW = 3
"""Values that an array is compared with one by one, before its items are prepared."""


def comparison(op: str) -> Callable[[Value, Value, Context], Value]:
    """The comparison over scalars and arrays of anything."""
    test, arrays = TESTS[op], _OF_NUMBERS[op]
    when_equal = test(0)

    def compare(a: Value, b: Value, ctx: Context) -> Value:
        if type(a) in ARRAYS or type(b) in ARRAYS:
            if type(a) is Repeated or type(b) is Repeated:
                return each(lambda a, b: compare(a, b, ctx), a, b)
            x, y = as_array(a), as_array(b)
            common_shape([x, y])
            if x.dtype == y.dtype == np.float64 and _fits(x, y):
                result = arrays(x, y)
                near = differ_slightly(x, y)
                if near.any():
                    x, y = np.broadcast_arrays(x, y)
                    for at in zip(*np.nonzero(near), strict=True):
                        if equal_numbers(float(x[at]), float(y[at])):
                            result[at] = when_equal
                return result
            if y.size == 1:
                return _compare_with(x, y.item(), test, flipped=False)
            if x.size == 1:
                return _compare_with(y, x.item(), test, flipped=True)
            if x.shape[0] == y.shape[1] == 1:
                return _compare_crosswise(x, y, test, flipped=False)
            if x.shape[1] == y.shape[0] == 1:
                return _compare_crosswise(y, x, test, flipped=True)
            return _elementwise(a, b, compare, ctx)
        if isinstance(a, ExcelError):
            return a
        if isinstance(b, ExcelError):
            return b
        return test(order(a, b))

    return compare


def _compare_with(
    array: Array, other: Scalar, test: Callable[[int], bool], *, flipped: bool
) -> Array:
    """An array compared with one value, which is prepared only once."""
    items = array.ravel().tolist()
    if isinstance(other, ExcelError):
        errors = [v if flipped is False and isinstance(v, ExcelError) else other for v in items]
        out = np.empty(len(items), object)
        out[:] = errors
        return out.reshape(array.shape)
    less, same, more = (test(1), test(0), test(-1)) if flipped else (test(-1), test(0), test(1))
    if type(other) is str:
        folded, key = other.casefold(), text_key(other)

        def result(item: Scalar) -> Any:
            kind = type(item)
            if kind is str:
                if item.casefold() == folded:
                    return same
                return less if less == more or text_key(item) < key else more
            if kind is float:
                return less
            if item is None:
                return same if folded == "" else less
            return item if kind is ExcelError else more
    else:
        number = 0.0 if other is None else other if type(other) is float else None

        def result(item: Scalar) -> Any:
            if number is not None and type(item) is float:
                if item == number:
                    return same
                if abs(item - number) > NEAR * abs(item):
                    return less if item < number else more
            if type(item) is ExcelError:
                return item
            found = order(item, other)
            return same if found == 0 else less if found < 0 else more

    blank = result(None)
    results = [blank if item is None else result(item) for item in items]
    if set(map(type, results)) == {bool}:
        return np.array(results, bool).reshape(array.shape)
    out = np.empty(len(items), object)
    out[:] = results
    return out.reshape(array.shape)


def _compare_crosswise(
    row: Array, column: Array, test: Callable[[int], bool], *, flipped: bool
) -> Array:
    """Each item of a row compared with each of a column, those that are alike once."""
    known: dict[tuple[type, Scalar], int] = {}
    which = [known.setdefault((type(item), item), len(known)) for item in column.ravel().tolist()]
    results = (test(1), test(0), test(-1)) if flipped else (test(-1), test(0), test(1))
    cells = Coded()
    if len(known) > _FEW:
        cells.add(row)
    found = [
        cells.beside(item, *results).reshape(row.shape)
        if len(known) > _FEW and (kind is str or kind is float)
        else _compare_with(row, item, test, flipped=flipped)
        for kind, item in known
    ]
    if len({each.dtype for each in found}) > 1:
        found = [each.astype(object) for each in found]
    return np.concatenate(found)[which]


def _elementwise(a: Value, b: Value, operate: ScalarOperator, ctx: Context) -> Array:
    a, b = as_array(a), as_array(b)
    shape = common_shape([a, b])
    left, right = stretch(a, shape).ravel().tolist(), stretch(b, shape).ravel().tolist()
    out = np.empty(len(left), object)
    out[:] = counted(operate(x, y, ctx) for x, y in zip(left, right, strict=True))
    if all(type(item) is bool for item in out.tolist()):
        out = out.astype(bool)
    return out.reshape(shape)


OPERATORS: dict[str, Callable[[Value, Value, Context], Value]] = {
    **{op: arithmetic(op) for op in _ARITHMETIC},
    **{op: comparison(op) for op in TESTS},
    "&": concatenate,
}
