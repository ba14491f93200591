"""Calling a declared function: coercion, errors of arguments and broadcasting, in one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from xl_kpis.errors import NA, NUM, VALUE, ExcelError, Failure
from xl_kpis.formula.functions.declare import Context, Function, OneByOne
from xl_kpis.formula.functions.support.ranges import Range, added, numbers_in, whole
from xl_kpis.formula.reference import MAX_COLS, Reference, References
from xl_kpis.formula.values.coercion import to_logical, to_number, to_text, to_texts
from xl_kpis.formula.values.formula_limits import LIMITS, Characters, check_size
from xl_kpis.formula.values.kinds import ERROR, NUMBER
from xl_kpis.formula.values.repeated import Repeated, each
from xl_kpis.formula.values.value import (
    MISSING,
    SMALLEST,
    Array,
    Value,
    as_array,
    clean,
    present,
    tighten,
)


def call(function: Function, args: list[Value], ctx: Context, *, in_lanes: bool = False) -> Value:
    """The value of a function for evaluated arguments.

    Arguments are scalars, arrays, ``MISSING``, or references where the parameter's kind takes
    them whole. Returns a scalar, a 2-D array or a Reference; a failure is an error value. With
    ``in_lanes`` arrays where scalars are taken are lanes, and a result must be one value in each.
    """
    if not function.minimum <= len(args) <= function.maximum:
        return VALUE
    try:
        return _call(function, args, ctx, in_lanes)
    except Failure as failure:
        return failure.error
    except (OverflowError, ZeroDivisionError, FloatingPointError):
        return NUM


def _call(function: Function, args: list[Value], ctx: Context, in_lanes: bool) -> Value:
    for i, arg in enumerate(args):
        if isinstance(arg, Reference) and function.parameter(i).kind.takes == "value":
            args = [*args[:i], ctx.once(arg), *args[i + 1 :]]
    if Repeated in set(map(type, args)):
        return _call_repeated(function, args, ctx, in_lanes)
    return _call_once(function, args, ctx, in_lanes)


def _call_once(function: Function, args: list[Value], ctx: Context, in_lanes: bool) -> Value:
    ready: list[Any] = []
    lifted: list[int] = []
    per_reference = False
    for i, arg in enumerate(args):
        parameter = function.parameter(i)
        takes = parameter.kind.takes
        if arg is MISSING:
            if function.empty == "default" and parameter.optional:
                ready.append(parameter.default)
                continue
            if parameter.kind.needed and not parameter.optional:
                raise Failure(NA)
            arg = None
        elif isinstance(arg, Reference):
            if takes == "cell":
                arg = cell_alone(arg, ctx)
            elif type(arg) is References:
                if takes in ("array", "crossing"):
                    arg = _single_cells(arg, ctx)
                else:
                    per_reference = True
                    lifted.append(i)
                    ready.append(arg.items)
                    continue
        if isinstance(arg, np.ndarray) and parameter.kind.name in SCALAR_KINDS:
            if arg.shape == (1, 1):
                arg = arg.item()
            else:
                lifted.append(i)
                ready.append(arg)
                continue
        try:
            ready.append(converter(function, i)(arg, ctx))
        except Failure as failure:
            if not lifted:
                raise
            return _failed(function, ready, lifted, args, failure.error, ctx)
    keywords = {"ctx": ctx} if function.context else {}
    if not lifted:
        result = finish(function.implementation(*ready, **keywords))
        if function.hides:
            result = visible(result)
        if in_lanes:
            not_lanes(result)
        return result
    if per_reference:
        return _elementwise(function, ready, lifted, keywords, ctx, in_lanes)
    if function.vector:
        return _vector(function.implementation, function, ready, lifted, keywords, ctx)
    if function.lifted is not None:
        found = _vector(function.lifted, function, ready, lifted, keywords, ctx)
        if found is not None:
            return whole(found) if in_lanes else found
    return _elementwise(function, ready, lifted, keywords, ctx, in_lanes)


def _failed(
    function: Function,
    ready: list[Any],
    lifted: list[int],
    args: list[Value],
    error: ExcelError,
    ctx: Context,
) -> Array:
    """What a call gives for arrays where scalars are taken, one of whose other arguments is wrong:
    that error, or that of an item of an argument before it."""
    rest = [
        arg
        for i, arg in enumerate(args[len(ready) :], len(ready))
        if isinstance(arg, np.ndarray) and function.parameter(i).kind.name in SCALAR_KINDS
    ]
    shape = common_shape([*(ready[i] for i in lifted), *rest])
    columns = [
        converted(stretch(ready[i], shape).ravel().tolist(), function.parameter(i).kind.name, ctx)
        for i in lifted
    ]
    out = np.empty(shape, object)
    out.reshape(-1)[:] = [
        next((item.error for item in items if type(item) is Failure), error)
        for items in zip(*columns, strict=True)
    ]
    return out


def _call_repeated(function: Function, args: list[Value], ctx: Context, in_lanes: bool) -> Value:
    """A call with arrays that go on over whole columns or rows: what takes scalars is worked out
    once for what goes on; what takes arrays gets as much of them as makes a difference."""
    args = list(args)
    items: list[int] = []
    for i, arg in enumerate(args):
        kind = function.parameter(i).kind.name
        if kind in SCALAR_KINDS and isinstance(arg, (np.ndarray, Repeated)):
            items.append(i)
        elif type(arg) is Repeated and kind not in _TAKE_REPEATED:
            args[i] = _enough(arg, function, kind)
    many = any(type(arg) is References for arg in args)  # which are answered one by one
    if function.volatile or function.references or many:
        args = [whole(arg) for arg in args]
    if not any(type(args[i]) is Repeated for i in items):
        return _call_once(function, args, ctx, in_lanes)

    def some(*parts: Value) -> Array:
        given = list(args)
        for i, item in zip(items, parts, strict=True):
            given[i] = item
        try:
            result = _call_once(function, given, ctx, in_lanes)
        except Failure as failure:
            result = failure.error
        if isinstance(result, Reference):
            result = ctx.read_item(result)
        array = as_array(result)
        return array if any(as_array(item).size > 1 for item in parts) else array[:1, :1]

    return each(some, *(args[i] for i in items))


_TAKE_REPEATED = frozenset({"range", "whole", "long"})
_LEFT_OUT = {
    **dict.fromkeys(
        ("numbers", "strict_numbers", "ascending"), frozenset({"blank", "text", "logical"})
    ),
    "numbers_a": frozenset({"blank"}),
}
"""What kinds leave out of the arrays they are given."""


def left_out(function: Function, kind: str) -> frozenset[str]:
    """Kinds of items that make no difference in what an argument of a kind is given."""
    return function.ignores | _LEFT_OUT.get(kind, frozenset())


def _enough(array: Repeated, function: Function, kind: str) -> Array:
    """As much of an array as makes a difference to a function."""
    core = array.without(left_out(function, kind))
    if core is not None:
        return core
    if function.repeats == "once":
        return array.once()
    if function.repeats == "adds":
        return added(array)
    return array.full()


def cell_alone(ref: Reference, ctx: Context) -> Any:
    """The value of a single cell; a range of several is #VALUE!."""
    return ctx.read(ref) if ref.is_cell else VALUE


def _single_cells(refs: References, ctx: Context) -> Array:
    """The values of the references in an array; one to several cells is #VALUE!."""
    out = refs.items.copy()
    out.reshape(-1)[:] = [
        cell_alone(item, ctx) if isinstance(item, Reference) else item
        for item in out.ravel().tolist()
    ]
    return tighten(out)


def not_lanes(result: Value) -> None:
    """Refuse an array that a function gave of its own accord where lanes are wanted: it would be
    taken for the values of so many cells, while in each of them it stands for its first item."""
    if isinstance(result, Repeated) or (isinstance(result, np.ndarray) and result.size > 1):
        raise OneByOne


def finish(result: Any) -> Value:
    """A function's result as the engine's own value."""
    if isinstance(result, np.ndarray):
        if result.ndim == 0:
            return clean(result.item())
        if result.ndim == 1:
            result = result.reshape(-1, 1)
        if result.dtype == np.float64:
            return numeric_result(result)
        if result.dtype == bool or result.dtype == object:
            return result
        return result.astype(np.float64)
    if isinstance(result, Reference):
        return result
    value = clean(result)
    return fitting(value) if type(value) is str else value


def fitting(text: str) -> Value:
    """A text, or #VALUE! if it is longer than a cell takes."""
    return text if len(text) <= LIMITS.text else VALUE


def visible(result: Value) -> Value:
    """Numbers smaller than any with all its digits are 0 to Excel."""
    if type(result) is float:
        return 0.0 if -SMALLEST < result < SMALLEST else result
    if not isinstance(result, np.ndarray):
        return result
    if result.dtype == object:  # numbers among errors, texts and the like
        items = enumerate(result.ravel().tolist())
        places = [at for at, item in items if type(item) is float and 0.0 < abs(item) < SMALLEST]
        if places:
            result = result.copy()
            result.flat[places] = 0.0
        return result
    if result.dtype != np.float64:
        return result
    hidden = np.abs(result) < SMALLEST
    return np.where(hidden, 0.0, result) if hidden.any() else result


def numeric_result(result: Array) -> Array:
    """A float64 array, its not-a-numbers and infinities turned into #NUM!."""
    bad = ~np.isfinite(result)
    if not bad.any():
        return result
    out = result.astype(object)
    out[bad] = NUM
    return out


# ---- one argument -------------------------------------------------------------------------------


def _number(value: Any, ctx: Context) -> float:
    if type(value) is float:
        return value
    number = to_number(value, ctx.date1904, ctx.region)
    if type(number) is float:
        return number
    raise Failure(number)  # type: ignore[arg-type]


def _strict_number(value: Any, ctx: Context) -> float:
    if type(value) is bool:
        raise Failure(VALUE)
    return _number(value, ctx)


def _strict_integer(value: Any, ctx: Context) -> int:
    return int(_strict_number(value, ctx))


def _strict_scalar(value: Any, ctx: Context) -> Any:
    if type(value) is bool:
        raise Failure(VALUE)
    return _scalar(value, ctx)


def _integer(value: Any, ctx: Context) -> int:
    return int(_number(value, ctx))


def _text(value: Any, ctx: Context) -> str:
    text = to_text(value, ctx.region)
    if isinstance(text, ExcelError):
        raise Failure(text)
    return text


def _logical(value: Any, ctx: Context) -> bool:
    logical = to_logical(value, ctx.region)
    if isinstance(logical, ExcelError):
        raise Failure(logical)
    return logical


def _scalar(value: Any, ctx: Context) -> Any:
    if type(value) not in _SCALARS:
        raise Failure(value if isinstance(value, ExcelError) else VALUE)
    return value


_SCALARS = frozenset({float, str, bool, type(None)})


def _callable(value: Any, ctx: Context) -> Any:
    if isinstance(value, ExcelError):
        raise Failure(value)
    if type(value) in _SCALARS or isinstance(value, (np.ndarray, Reference)):
        raise Failure(VALUE)
    return value


def _raw(value: Any, ctx: Context) -> Any:
    return value


def read_array(value: Any, ctx: Context) -> Array:
    """A value as a 2-D array, references read; the areas of a union one below the other."""
    if isinstance(value, Reference):
        if len(value.areas) > 1:
            parts = [as_array(ctx.read(Reference(area))).reshape(-1, 1) for area in value]
            return np.concatenate(parts)
        value = ctx.read(value)
    return as_array(value)


def _cells(value: Any, ctx: Context) -> Any:
    return read_array(value, ctx) if isinstance(value, (Reference, np.ndarray)) else value


def read_filled(value: Any, ctx: Context) -> Array:
    """As :func:`read_array`, where blanks make no difference."""
    if isinstance(value, Reference):
        parts = [as_array(ctx.filled(Reference(area))) for area in value]
        if len(parts) == 1:
            return parts[0]
        return np.concatenate([part.reshape(-1, 1).astype(object) for part in parts])
    return as_array(value)


def _filled_cells(value: Any, ctx: Context) -> Any:
    return read_filled(value, ctx) if isinstance(value, (Reference, np.ndarray)) else value


def _records(value: Any, ctx: Context) -> Array:
    if not isinstance(value, Reference) or len(value.areas) > 1:
        return read_array(value, ctx)
    records = Range(value, ctx)
    rows, cols = records.array.shape
    height, width = records.shape
    return records.cut(0, 0, min(max(rows, 2), height), cols if width == MAX_COLS else width)


def _long(value: Any, ctx: Context) -> Any:
    if isinstance(value, Reference):
        return ctx.once(value) if len(value.areas) == 1 else read_array(value, ctx)
    return value


def _numbers(value: Any, ctx: Context, text_as: float | None = None) -> np.ndarray:
    if isinstance(value, Reference):
        parts = [_numbers_of(Reference(area), ctx, text_as) for area in value]
        return parts[0] if len(parts) == 1 else np.concatenate(parts)
    if isinstance(value, np.ndarray):
        return numbers_in(value, text_as=text_as)
    return np.array([_number(value, ctx)])


_NO_NUMBERS = np.empty(0)
_NO_NUMBERS.flags.writeable = False


def _numbers_of(ref: Reference, ctx: Context, text_as: float | None) -> np.ndarray:
    """As :func:`numbers_in`; the cells themselves are looked at only where texts or errors count
    among them."""
    if text_as is None and ref.area.is_cell:
        value = ctx.filled(ref)
        if type(value) is float:
            return np.array([value])
        if value is None or type(value) in _SCALARS:
            return _NO_NUMBERS
        return numbers_in(as_array(value))
    cells = ctx.kinds(ref) if text_as is None else None
    if cells is None or (cells.kinds == ERROR).any():
        return numbers_in(as_array(ctx.filled(ref)), text_as=text_as)
    mask = cells.kinds == NUMBER
    return cells.numbers.ravel() if mask.all() else cells.numbers[mask]


def _numbers_a(value: Any, ctx: Context) -> np.ndarray:
    return _numbers(value, ctx, 0.0)


def _strict_numbers(value: Any, ctx: Context) -> np.ndarray:
    if type(value) is bool:
        raise Failure(VALUE)
    return _numbers(value, ctx)


def _ascending(value: Any, ctx: Context) -> np.ndarray:
    if not isinstance(value, Reference):
        return np.sort(_numbers(value, ctx))
    key = ("ascending", value)
    found: np.ndarray | None = ctx.memo.get(key)
    if found is None:
        found = ctx.memo[key] = np.sort(_numbers(value, ctx))
    return found


def _matrix(value: Any, ctx: Context) -> Array:
    array = read_array(value, ctx)
    if array.dtype == np.float64:
        return array
    for item in array.ravel().tolist():
        if type(item) is not float:
            raise Failure(item if isinstance(item, ExcelError) else VALUE)
    return array.astype(np.float64)


def _ref(value: Any, ctx: Context) -> Reference:
    if isinstance(value, Reference):
        return value
    raise Failure(value if isinstance(value, ExcelError) else VALUE)


def _range(value: Any, ctx: Context) -> Range:
    if isinstance(value, ExcelError):
        raise Failure(value)
    return Range(value, ctx)


CONVERTERS: dict[str, Callable[[Any, Context], Any]] = {
    "number": _number,
    "strict_number": _strict_number,
    "strict_integer": _strict_integer,
    "strict_scalar": _strict_scalar,
    "integer": _integer,
    "text": _text,
    "logical": _logical,
    "scalar": _scalar,
    "raw": _raw,
    "callable": _callable,
    "numbers": _numbers,
    "numbers_a": _numbers_a,
    "strict_numbers": _strict_numbers,
    "ascending": _ascending,
    "matrix": _matrix,
    "cells": _cells,
    "array": read_array,
    "range": _range,
    "ref": _ref,
    "any": _raw,
    "records": _records,
    "whole": _raw,
    "long": _long,
}
SCALAR_KINDS = frozenset(
    {"number", "integer", "text", "logical", "scalar", "raw"}
    | {"strict_number", "strict_integer", "strict_scalar"}
)


_WITHOUT_BLANKS = {"array": read_filled, "cells": _filled_cells, "long": _filled_cells}


def converter(function: Function, index: int) -> Callable[[Any, Context], Any]:
    """What makes of an argument what its parameter's kind receives; a failure ends the call."""
    kind = function.parameter(index).kind.name
    if kind in _WITHOUT_BLANKS and "blank" in function.ignores:
        return _WITHOUT_BLANKS[kind]
    return CONVERTERS[kind]


# ---- arrays where scalars are taken -------------------------------------------------------------


def common_shape(arrays: list[Array]) -> tuple[int, int]:
    """The shape that arrays meet in, elementwise; one too large ends the call."""
    shape = max(a.shape[0] for a in arrays), max(a.shape[1] for a in arrays)
    check_size(*shape)
    return shape


def stretch(array: Array, shape: tuple[int, int]) -> Array:
    """An array over a larger shape: one row or column repeats, what is missing is #N/A."""
    if array.shape == shape:
        return array
    rows, cols = array.shape
    if rows in (1, shape[0]) and cols in (1, shape[1]):
        return np.broadcast_to(array, shape)
    out = np.full(shape, NA, object)
    filled_rows = shape[0] if rows == 1 else rows
    filled_cols = shape[1] if cols == 1 else cols
    out[:filled_rows, :filled_cols] = np.broadcast_to(array, (filled_rows, filled_cols))
    return out


def _elementwise(
    function: Function,
    ready: list[Any],
    lifted: list[int],
    keywords: dict[str, Any],
    ctx: Context,
    in_lanes: bool,
) -> Array | References:
    shape = common_shape([ready[i] for i in lifted])
    columns = [
        converted(stretch(ready[i], shape).ravel().tolist(), function.parameter(i).kind.name, ctx)
        for i in lifted
    ]
    implementation, row = function.implementation, list(ready)
    direct = not keywords and len(lifted) == len(ready)
    keep, kept = function.references and not in_lanes, False
    results: list[Any] = []
    counted = Characters()
    for items in zip(*columns, strict=True):
        if len(results) % Characters.EACH == 0:
            _count(counted, results[-Characters.EACH :], in_lanes)
        for i, item in zip(lifted, items, strict=True):
            if type(item) is Failure:
                results.append(item.error)
                break
            row[i] = item
        else:
            try:
                result = implementation(*items) if direct else implementation(*row, **keywords)
                kind = type(result)
                if kind is str:
                    result = fitting(result)
                elif kind is not float or result - result != 0.0:
                    result = finish(result)
                    if isinstance(result, Reference):
                        if keep:
                            kept = True
                        else:
                            result = ctx.read_item(result)
                    if isinstance(result, np.ndarray):
                        result = result.item(0)
                results.append(result)
            except Failure as failure:
                results.append(failure.error)
            except (OverflowError, ZeroDivisionError):
                results.append(NUM)
    kinds = set(map(type, results))
    if kinds == {float}:
        numbers = np.array(results).reshape(shape)
        return visible(numbers) if function.hides else numbers
    if float in kinds and function.hides:
        results = list(map(visible, results))
    out = np.empty(len(results), object)
    out[:] = results
    out = out.reshape(shape)
    return References(out) if kept else out


def _count(counted: Characters, items: list[Any], in_lanes: bool) -> None:
    """Count the texts among the results so far. Lanes are not one array: each cell has its own."""
    try:
        counted.add(items)
    except Failure:
        if in_lanes:
            raise OneByOne from None
        raise


_PLAIN: dict[str, frozenset[type]] = {
    "text": frozenset({str}),
    "number": frozenset({float}),
    "strict_number": frozenset({float}),
    "strict_integer": frozenset({float}),
    "strict_scalar": frozenset({float, str, type(None)}),
    "integer": frozenset({float}),
    "scalar": frozenset({float, str, bool, type(None)}),
}
"""Types of items that a kind takes as they are (an integer once cut)."""


def converted(items: list[Any], kind: str, ctx: Context) -> list[Any]:
    """A column of items as a kind receives them; what cannot be is a :class:`Failure`."""
    if kind == "raw":
        return items
    if set(map(type, items)) <= _PLAIN.get(kind, frozenset()):
        return list(map(int, items)) if kind in ("integer", "strict_integer") else items
    converter, out = CONVERTERS[kind], []
    for item in items:
        try:
            out.append(converter(item, ctx))
        except Failure as failure:
            out.append(Failure(failure.error))  # without what was under way when it arose
        except OverflowError:
            out.append(Failure(NUM))
    return out


def _vector(
    implementation: Callable[..., Any],
    function: Function,
    ready: list[Any],
    lifted: list[int],
    keywords: dict[str, Any],
    ctx: Context,
) -> Array | Repeated | None:
    shape = common_shape([ready[i] for i in lifted])
    errors: np.ndarray | None = None
    row = list(ready)
    for i in lifted:
        kind = function.parameter(i).kind.name
        array, wrong = _LIFTS.get(kind, as_numbers)(stretch(ready[i], shape), kind, ctx)
        row[i] = np.trunc(array) if kind in ("integer", "strict_integer") else array
        if wrong is not None:
            if errors is None:
                errors = wrong
            else:
                free = ~present(errors)
                errors[free] = wrong[free]
    try:
        result = implementation(*row, **keywords)
    except Failure as failure:  # of all items but those that are errors themselves
        result = failure.error
    if result is None or (type(result) is Repeated and errors is None):
        return result
    result = whole(result)
    if isinstance(result, np.ndarray):
        result = np.broadcast_to(result, shape)
        if result.dtype not in (np.dtype(np.float64), np.dtype(bool), np.dtype(object)):
            result = result.astype(np.float64)
        if function.hides:
            result = visible(result)
        if result.dtype == np.float64 and errors is None:
            return numeric_result(result)
    else:
        result = stretch(as_array(clean(result)), shape)
    if errors is not None:
        result = numeric_result(result) if result.dtype == np.float64 else result
        result = result.astype(object)
        wrong_at = present(errors)
        result[wrong_at] = errors[wrong_at]
    return result


def as_numbers(array: Array, kind: str, ctx: Context) -> tuple[Array, np.ndarray | None]:
    """A float64 array of the items as Numbers, and beside it the errors (None where all is well;
    elsewhere an object array with None for the items that are right)."""
    if array.dtype == np.float64:
        return array, None
    if array.dtype == bool and not kind.startswith("strict"):
        return array.astype(np.float64), None
    items = array.ravel().tolist()
    kinds = set(map(type, items))
    converter = CONVERTERS[kind]
    errors: np.ndarray | None = None
    if kinds == {str}:
        return _texts_as_numbers(items, array.shape, lambda text: converter(text, ctx))
    if not kinds <= {float, type(None), ExcelError}:
        known: dict[str, Any] = {}  # the same text is often there many times
        for at, item in enumerate(items):
            if type(item) is str and item in known:
                items[at] = known[item]
            elif type(item) is not float and item is not None and type(item) is not ExcelError:
                try:
                    items[at] = converter(item, ctx)
                except Failure as failure:
                    items[at] = failure.error
                if type(item) is str:
                    known[item] = items[at]
        kinds = set(map(type, items))
    if ExcelError in kinds:
        wrong = [item if type(item) is ExcelError else None for item in items]
        errors = np.empty(len(items), object)
        errors[:] = wrong
        errors = errors.reshape(array.shape)
        # in place of an error: what any function can take
        items = [
            1.0 if item is not None else item_ for item, item_ in zip(wrong, items, strict=True)
        ]
    out = np.array([0.0 if item is None else item for item in items], np.float64)
    return out.reshape(array.shape), errors


def _texts_as_numbers(
    items: list[str], shape: tuple[int, ...], converter: Callable[[str], float | ExcelError]
) -> tuple[Array, np.ndarray | None]:
    """As :func:`as_numbers`, of nothing but texts: each is converted once."""
    numbers: dict[str, float] = {}
    wrong: dict[str, ExcelError] = {}
    for text in set(items):
        try:
            found = converter(text)
        except Failure as failure:
            found = failure.error
        if isinstance(found, ExcelError):
            wrong[text] = found
            found = 1.0  # in place of an error: what any function can take
        numbers[text] = found
    out = np.array(list(map(numbers.__getitem__, items)), np.float64).reshape(shape)
    if not wrong:
        return out, None
    errors = np.empty(len(items), object)
    errors[:] = list(map(wrong.get, items))
    return out, errors.reshape(shape)


def _as_texts(array: Array, kind: str, ctx: Context) -> tuple[Array, np.ndarray | None]:
    out, items = np.empty(array.shape, object), array.ravel().tolist()
    texts = to_texts(items, ctx.region)
    if texts is not None:
        out.reshape(-1)[:] = texts
        return out, None
    out.reshape(-1)[:] = [to_text(item, ctx.region) for item in items]
    return _split_errors(out, kind, ctx)


def _split_errors(array: Array, kind: str, ctx: Context) -> tuple[Array, np.ndarray | None]:
    if array.dtype != object:
        return array, None
    items = array.ravel().tolist()
    if ExcelError not in set(map(type, items)):
        return array, None
    errors = np.full(array.shape, None, object)
    errors.reshape(-1)[:] = [item if type(item) is ExcelError else None for item in items]
    return array, errors


def _no_logicals(array: Array, kind: str, ctx: Context) -> tuple[Array, np.ndarray | None]:
    if array.dtype == np.float64:
        return array, None
    out = np.empty(array.shape, object)
    out.reshape(-1)[:] = [VALUE if type(i) is bool else i for i in array.ravel().tolist()]
    return _split_errors(out, kind, ctx)


def _as_is(array: Array, kind: str, ctx: Context) -> tuple[Array, np.ndarray | None]:
    return array, None


_LIFTS: dict[str, Callable[[Array, str, Context], tuple[Array, np.ndarray | None]]] = {
    "text": _as_texts,
    "scalar": _split_errors,
    "strict_scalar": _no_logicals,
    "raw": _as_is,
}
