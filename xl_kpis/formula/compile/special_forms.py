"""Functions the compiler evaluates itself: those that choose what to evaluate, or bind names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from xl_kpis.errors import NA, VALUE, ExcelError
from xl_kpis.formula.compile.compiled import Closure, Mode
from xl_kpis.formula.compile.compiler import Compiler
from xl_kpis.formula.compile.frame import OMITTED, Frame, Lambda
from xl_kpis.formula.compile.naming import variable
from xl_kpis.formula.compile.operands import Along
from xl_kpis.formula.compile.registry import FORMS
from xl_kpis.formula.functions.support.call import common_shape, stretch
from xl_kpis.formula.functions.support.operators import OPERATORS
from xl_kpis.formula.functions.support.ranges import whole
from xl_kpis.formula.grammar import nodes, walk
from xl_kpis.formula.reference import Reference
from xl_kpis.formula.values.coercion import to_logical, to_number
from xl_kpis.formula.values.region import Region
from xl_kpis.formula.values.repeated import Repeated, each
from xl_kpis.formula.values.value import MISSING, Array, Value, as_array, present, tighten

Special = Callable[[Compiler, nodes.Call, Mode, bool, frozenset[str]], Closure]

_equal = OPERATORS["="]


def special(least: int, most: int) -> Callable[[Special], Special]:
    """Register a special form; any other number of arguments is #VALUE!."""

    def register(form: Special) -> Special:
        def checked(
            compiler: Compiler, node: nodes.Call, mode: Mode, ref: bool, scope: frozenset[str]
        ) -> Closure:
            if not least <= len(node.args) <= most:
                return lambda frame: VALUE
            if mode == "forced":
                mode = "scalar"
            return form(compiler, node, mode, ref, scope)

        FORMS[form.__name__.strip("_")] = checked
        return form

    return register


def _branch(value: Value) -> Value:
    """An argument left empty counts as 0 once it is a result."""
    return 0.0 if value is MISSING else value


def _read(masks: list[Any], values: list[Value], frame: Frame, along: bool = False) -> Value:
    """As :func:`_pick`, where blanks that are picked one by one for an array count as 0, as a blank
    that a formula gives does. In lanes each is the value of a cell of its own, but for arrays
    that lie along them."""
    picked = _pick(masks, values, frame)
    if (frame.lanes is not None and not along) or not isinstance(picked, (np.ndarray, Repeated)):
        return picked
    return each(_without_blanks, picked)


def _without_blanks(array: Array) -> Array:
    if array.dtype != object:
        return array
    filled = present(array)
    return array if filled.all() else tighten(np.where(filled, array, np.array(0.0, object)))


def _pick(masks: list[Any], values: list[Value], frame: Frame) -> Value:
    """Per element the value whose mask is true; the masks leave nothing out."""
    values = [frame.once(v) if isinstance(v, Reference) else v for v in values]
    if Repeated not in set(map(type, [*masks, *values])):
        return _picked(masks, values)
    meeting = [v for v in (*masks, *values) if isinstance(v, (np.ndarray, Repeated))]
    shape = max(v.shape[0] for v in meeting), max(v.shape[1] for v in meeting)
    if not all(map(_covers(shape), masks)):
        return _picked([whole(mask) for mask in masks], [whole(value) for value in values])
    n = len(masks)
    return each(lambda *parts: _picked(list(parts[:n]), list(parts[n:])), *masks, *values)


def _picked(masks: list[np.ndarray], values: list[Value]) -> Array:
    arrays = [as_array(value) for value in values]
    shape = common_shape([*masks, *arrays])
    stretched = [stretch(a, shape) for a in arrays]
    where = [_spread(mask, shape) for mask in masks]
    kinds = {a.dtype for a in stretched}
    if len(kinds) == 1 and all(map(_covers(shape), masks)):
        out = np.empty(shape, kinds.pop())
    else:  # where no condition reaches it is #N/A
        out = np.full(shape, NA, object)
    for mask, array in zip(where, stretched, strict=True):
        out[mask] = array[mask]
    return out


def _covers(shape: tuple[int, int]) -> Callable[[Any], bool]:
    """Whether an array of conditions tells for each item of a shape."""
    rows, cols = shape
    return lambda mask: mask.shape[0] in (1, rows) and mask.shape[1] in (1, cols)


def _spread(mask: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Conditions over a larger shape: one row or column repeats, beyond there is none."""
    if _covers(shape)(mask):
        return np.broadcast_to(mask, shape)
    out = np.zeros(shape, bool)
    rows, cols = (own if own > 1 else whole for own, whole in zip(mask.shape, shape, strict=True))
    out[:rows, :cols] = mask
    return out


def _anywhere(mask: Any) -> bool:
    if isinstance(mask, Repeated):
        return any(piece.any() for piece, _ in mask.pieces())
    return bool(mask.any())


def conditions(array: Any, region: Region) -> tuple[Any, Any, Any]:
    """Where an array is true, where false, and its errors (None where there are none)."""
    if isinstance(array, Repeated):
        true, false = (each(lambda part, i=i: conditions(part, region)[i], array) for i in (0, 1))
        neither = each(lambda a, b: ~(a | b), true, false)
        if not _anywhere(neither):
            return true, false, None
        return true, false, each(lambda part: _errors(part, region), array)
    if array.dtype == bool:
        return array, ~array, None
    if array.dtype == np.float64:
        true = array != 0.0
        return true, ~true, None
    results = [to_logical(item, region) for item in array.ravel().tolist()]
    true = np.array([r is True for r in results]).reshape(array.shape)
    false = np.array([r is False for r in results]).reshape(array.shape)
    if (true | false).all():
        return true, false, None
    errors = np.empty(len(results), object)
    errors[:] = results
    return true, false, errors.reshape(array.shape)


def _errors(array: Array, region: Region) -> Array:
    """The items of conditions that are none, among others."""
    errors = conditions(array, region)[2]
    return np.full(array.shape, None, object) if errors is None else errors


@special(2, 3)
def IF(compiler: Compiler, node: nodes.Call, mode: Mode, ref: bool, scope: Any) -> Closure:
    """One IF, or several of which each is what the one before it gives if not: one closure for
    them all, however many there are."""
    cases: list[tuple[Closure, Closure]] = []
    last: nodes.Node | None = node
    while isinstance(last, nodes.Call) and last.name == "IF" and 2 <= len(last.args) <= 3:
        test, branch, *rest = last.args
        test_it = compiler.value(test, mode, scope)
        cases.append((test_it, compiler.compile(branch, mode, ref, scope)))
        last = rest[0] if rest else None
        if "if" in scope:  # the next one calls a variable of that name
            break
    otherwise = compiler.compile(last, mode, ref, scope) if last else lambda frame: False

    condition, then = cases[0]
    along = any(isinstance(part, Along) for part in walk(node.args[0]))

    def one(frame: Frame) -> Value:
        test = condition(frame)
        if type(test) is not bool:
            if isinstance(test, (np.ndarray, Repeated)):
                return _choose_each(test, then, iter(()), otherwise, frame, along)
            test = to_logical(None if test is MISSING else test, frame.region)
            if type(test) is not bool:
                return test
        return _branch(then(frame) if test else otherwise(frame))

    def several(frame: Frame) -> Value:
        left = iter(cases)
        for condition, then in left:
            test = condition(frame)
            if type(test) is not bool:
                if isinstance(test, (np.ndarray, Repeated)):
                    return _choose_each(test, then, left, otherwise, frame, along)
                test = to_logical(None if test is MISSING else test, frame.region)
                if type(test) is not bool:
                    return test
            if test:
                return _branch(then(frame))
        return _branch(otherwise(frame))

    return one if len(cases) == 1 else several


def _choose_each(
    test: Value,
    then: Closure,
    left: Iterator[tuple[Closure, Closure]],
    otherwise: Closure,
    frame: Frame,
    along: bool,
) -> Value:
    """IFs from the first one on whose test is an array: tests and branches from the outermost one
    in, as far as any item needs them; then the items picked from the innermost one out."""
    waiting: list[tuple[list[np.ndarray], list[Value], np.ndarray]] = []
    while True:
        if not isinstance(test, (np.ndarray, Repeated)):
            if type(test) is not bool:
                test = to_logical(None if test is MISSING else test, frame.region)
            if type(test) is not bool:
                value: Value = test
                break
            if test:
                value = _branch(then(frame))
                break
        else:
            true, false, errors = conditions(test, frame.region)
            masks: list[np.ndarray] = []
            values: list[Value] = []
            if _anywhere(true):
                masks.append(true)
                values.append(_branch(then(frame)))
            if errors is not None:
                masks.append(each(lambda a, b: ~(a | b), true, false))
                values.append(errors)
            if not _anywhere(false):
                value = _read(masks, values, frame, along)
                break
            waiting.append((masks, values, false))
        inner = next(left, None)
        if inner is None:
            value = _branch(otherwise(frame))
            break
        condition, then = inner
        test = condition(frame)
    for masks, values, false in reversed(waiting):
        value = _read([*masks, false], [*values, value], frame, along)
    return value


def _over(value: Array, other: Value) -> Array:
    """An array in the shape in which it meets another value."""
    if not isinstance(other, np.ndarray):
        return value
    return stretch(value, common_shape([value, other]))


def _caught(array: Array, is_caught: Callable[[Any], bool]) -> np.ndarray:
    if array.dtype != object:
        return np.zeros(array.shape, bool)
    return np.array([is_caught(item) for item in array.ravel().tolist()]).reshape(array.shape)


def _rescue(is_caught: Callable[[Any], bool]) -> Special:
    def form(
        compiler: Compiler, node: nodes.Call, mode: Mode, ref: bool, scope: frozenset[str]
    ) -> Closure:
        first = compiler.value(node.args[0], mode, scope)
        second = compiler.value(node.args[1], mode, scope)

        def wrong(array: Array) -> np.ndarray:
            return _caught(array, is_caught)

        def rescued(value: Array, instead: Value) -> Array:
            value = _over(value, instead)
            caught = wrong(value)
            return _picked([~caught, caught], [value, instead])

        def rescue(frame: Frame) -> Value:
            value = _branch(first(frame))
            if isinstance(value, (np.ndarray, Repeated)):
                at_once = frame.lanes is None and not frame.depth
                if not at_once and not _anywhere(each(wrong, value)):
                    return value  # there the other value is worked out only if it is needed
                instead = _branch(second(frame))
                return each(rescued, value, instead)
            return _branch(second(frame)) if is_caught(value) else value

        return rescue

    return form


IFERROR = _rescue(lambda value: isinstance(value, ExcelError))
IFERROR.__name__ = "IFERROR"
special(2, 2)(IFERROR)
IFNA = _rescue(lambda value: value is NA)
IFNA.__name__ = "IFNA"
special(2, 2)(IFNA)


@special(2, 255)
def CHOOSE(compiler: Compiler, node: nodes.Call, mode: Mode, ref: bool, scope: Any) -> Closure:
    which = compiler.value(node.args[0], mode, scope)
    choices = [compiler.compile(arg, mode, ref, scope) for arg in node.args[1:]]

    def number(value: Value, frame: Frame) -> int | ExcelError:
        position = to_number(None if value is MISSING else value, frame.date1904, frame.region)
        if type(position) is not float:
            return position  # type: ignore[return-value]
        return int(position) if 1 <= position < len(choices) + 1 else VALUE

    def choose(frame: Frame) -> Value:
        index = whole(which(frame))
        if not isinstance(index, np.ndarray):
            position = number(index, frame)
            if isinstance(position, ExcelError):
                return position
            return _branch(choices[position - 1](frame))
        positions = np.empty(index.size, object)
        positions[:] = [number(item, frame) for item in index.ravel().tolist()]
        positions = positions.reshape(index.shape)
        masks, values = [], []
        for wanted in dict.fromkeys(positions.ravel().tolist()):
            masks.append(np.equal(positions, wanted).astype(bool))
            values.append(
                wanted if isinstance(wanted, ExcelError) else _branch(choices[wanted - 1](frame))
            )
        return _pick(masks, values, frame)

    return choose


@special(2, 254)
def IFS(compiler: Compiler, node: nodes.Call, mode: Mode, ref: bool, scope: Any) -> Closure:
    if len(node.args) % 2:
        return lambda frame: NA
    pairs = [
        nodes.Call("IF", (test, value))
        for test, value in zip(node.args[::2], node.args[1::2], strict=True)
    ]
    tree: nodes.Node = nodes.Literal(NA)
    for pair in reversed(pairs):
        tree = nodes.Call("IF", (*pair.args, tree))
    return compiler.compile(tree, mode, ref, scope)


@special(3, 254)
def SWITCH(compiler: Compiler, node: nodes.Call, mode: Mode, ref: bool, scope: Any) -> Closure:
    subject = compiler.value(node.args[0], mode, scope)
    rest = node.args[1:]
    default: Closure = (
        compiler.compile(rest[-1], mode, ref, scope) if len(rest) % 2 else lambda frame: NA
    )
    pairs = [
        (compiler.value(case, mode, scope), compiler.compile(value, mode, ref, scope))
        for case, value in zip(rest[: len(rest) // 2 * 2 : 2], rest[1::2], strict=False)
    ]

    def switch(frame: Frame) -> Value:
        value = whole(subject(frame))
        if isinstance(value, ExcelError):
            return value
        if isinstance(value, np.ndarray):
            return many(value, frame)
        for case, result in pairs:
            same = _equal(value, whole(case(frame)), frame)
            if isinstance(same, np.ndarray):
                return many(as_array(value), frame)
            if isinstance(same, ExcelError):
                return same
            if same:
                return _branch(result(frame))
        return _branch(default(frame))

    def many(value: Array, frame: Frame) -> Value:
        masks: list[np.ndarray] = []
        values: list[Value] = []
        free = np.ones(value.shape, bool)
        for case, result in pairs:
            same = as_array(_equal(value, whole(case(frame)), frame))
            shape = common_shape([same, free])
            same, free = stretch(same, shape), _spread(free, shape)
            hit, miss, errors = conditions(same, frame.region)
            if errors is not None:
                wrong = ~(hit | miss) & free
                masks.append(wrong)
                values.append(errors)
                free = free & ~wrong
            hit = hit & free
            free = free & ~hit
            if hit.any():
                masks.append(hit)
                values.append(_branch(result(frame)))
        if free.any():
            masks.append(free)
            values.append(_branch(default(frame)))
        return _read(masks, values, frame)

    return switch


@special(3, 253)
def LET(compiler: Compiler, node: nodes.Call, mode: Mode, ref: bool, scope: Any) -> Closure:
    if len(node.args) % 2 == 0:
        return lambda frame: VALUE
    compiler.traits.one_workbook()
    steps: list[tuple[str, Closure]] = []
    for name, value in zip(node.args[:-1:2], node.args[1::2], strict=True):
        if not isinstance(name, nodes.Name):
            return lambda frame: VALUE
        key = name.name.casefold()
        steps.append((key, variable(compiler, key, value, mode, scope)))
        scope = scope | {key}
    body = compiler.compile(node.args[-1], mode, ref, scope)

    def let(frame: Frame) -> Value:
        local = dict(frame.local or ())
        inner = frame.inside(local)
        for name, value in steps:
            local[name] = _branch(value(inner))
        return body(inner)

    return let


@special(1, 254)
def LAMBDA(compiler: Compiler, node: nodes.Call, mode: Mode, ref: bool, scope: Any) -> Closure:
    compiler.traits.one_workbook()
    names, optional = [], 0
    for parameter in node.args[:-1]:
        if not isinstance(parameter, nodes.Name):
            return lambda frame: VALUE
        name = parameter.name
        if name.startswith("["):
            name, optional = name.strip("[]"), optional + 1
        elif optional:
            return lambda frame: VALUE
        names.append(name.casefold())
    compiler.parameters.update(names)
    outside, compiler.deepest = compiler.deepest, compiler.depth
    body = compiler.compile(node.args[-1], "array", True, scope | set(names))
    calls = compiler.deepest - compiler.depth + _TO_BE_CALLED
    compiler.deepest = outside  # the body runs where it is called
    parameters, can_omit = tuple(names), optional
    return lambda frame: Lambda(parameters, can_omit, body, frame, calls)


_TO_BE_CALLED = 4
"""Python calls from a function that takes a LAMBDA to the LAMBDA's body."""


@special(1, 1)
def ISOMITTED(compiler: Compiler, node: nodes.Call, mode: Mode, ref: bool, scope: Any) -> Closure:
    argument = compiler.compile(node.args[0], mode, True, scope)

    def omitted(frame: Frame) -> Value:
        value = argument(frame)
        return value is OMITTED or value is MISSING

    return omitted
