"""Functions a user adds to the engine."""

from __future__ import annotations

import datetime
import inspect
import warnings
from collections.abc import Callable as PyCallable
from collections.abc import Mapping
from typing import Any, TypedDict, TypeVar, overload

import numpy as np

from xl_kpis.errors import DIV0, NUM, VALUE, Failure, fail, is_foreign
from xl_kpis.formula.functions import declare, find
from xl_kpis.formula.functions.declare import (
    OWN,
    Array,
    Context,
    Example,
    Function,
    Integer,
    Logical,
    Number,
    Scalar,
    Text,
)
from xl_kpis.formula.refusals import AddressError, CellTypeError, EditError
from xl_kpis.formula.values.python_values import table_of, to_scalar
from xl_kpis.formula.values.serials import to_python
from xl_kpis.formula.values.value import Scalar as Value
from xl_kpis.formula.warning import FormulaWarning

F = TypeVar("F", bound=PyCallable[..., Any])

_KINDS: dict[Any, Any] = {
    float: Number,
    int: Integer,
    str: Text,
    bool: Logical,
    np.ndarray: Array,
    list: Array,
    datetime.date: Number,
    datetime.datetime: Number,
}
Way = PyCallable[[Any, bool], Any]
"""Makes of what a formula gives, and of the workbook's date system, what a function takes."""


@overload
def function(implementation: F) -> F: ...


@overload
def function(
    *,
    name: str | None = None,
    help: str = "",
    translations: Mapping[str, str] | None = None,
    examples: tuple[Example, ...] = (),
    vector: bool = False,
    volatile: bool = False,
    replace: bool = False,
) -> PyCallable[[F], F]: ...


def function(
    implementation: Any = None,
    *,
    name: str | None = None,
    help: str = "",
    translations: Mapping[str, str] | None = None,
    examples: tuple[Example, ...] = (),
    vector: bool = False,
    volatile: bool = False,
    replace: bool = False,
) -> Any:
    """Make a Python function callable from formulas.

    Annotations say what a parameter takes: ``float``, ``int``, ``str``, ``bool``,
    ``datetime.date`` or ``datetime.datetime`` for one value (arrays are gone through item by item),
    ``numpy.ndarray``, ``list`` (of rows) or ``pandas.DataFrame`` for a whole range.
    Without an annotation it takes one value as it is: a float, a str, a bool or None for a blank.
    ``help`` (or else the docstring's first line) is its sentence of help, ``translations`` says the
    same in other languages by their codes.
    With ``vector=True`` numeric parameters may also come as float64 arrays, which is faster.
    Return a value, a date, a table (array, lists, DataFrame, Series), or an error value such as
    ``xl_kpis.ExcelError.of("#N/A")``; a date is a number to the cell, as in Excel.
    ``volatile=True`` has it called in every calculation. Excel's own functions are only replaced
    with ``replace=True`` (else ``ValueError``); :func:`remove_function` brings them back. Formulas
    do not wait: a coroutine function is refused (``TypeError``).
    Dividing by zero gives #DIV/0!, any other exception #VALUE! and a warning that names it
    (:class:`~xl_kpis.formula.warning.FormulaWarning`).

    >>> @function
    ... def MARGIN(revenue: float, cost: float) -> float:
    ...     return (revenue - cost) / revenue
    >>> from xl_kpis.formula.book import evaluate
    >>> evaluate("=MARGIN(A1,80)", {"A1": 100})
    0.2
    """

    options: OwnOptions = {
        "name": name,
        "help": help,
        "translations": translations,
        "examples": examples,
        "vector": vector,
        "volatile": volatile,
        "replace": replace,
    }

    def register(implementation: Any) -> Any:
        declare_own(implementation, options)
        return implementation

    return register if implementation is None else register(implementation)


class OwnOptions(TypedDict, total=False):
    """What :func:`function` takes beside the function."""

    name: str | None
    help: str
    translations: Mapping[str, str] | None
    examples: tuple[Example, ...]
    vector: bool
    volatile: bool
    replace: bool


def declare_own(
    implementation: PyCallable[..., Any],
    options: OwnOptions,
    put: PyCallable[[str, Function], None] | None = None,
) -> None:
    """Declare a user's function, for everybody or as ``put`` has it. ``CellTypeError`` for a
    coroutine, ``EditError`` for the name of one of Excel's."""
    if inspect.iscoroutinefunction(implementation):
        raise CellTypeError("function.coroutine", name=implementation.__name__)
    signature = inspect.signature(implementation, eval_str=True)
    excel_name = (options.get("name") or implementation.__name__).upper()
    known = find(excel_name)
    if known is not None and known.category != "own" and not options.get("replace"):
        raise EditError("function.excel", name=excel_name)
    said = options.get("help") or inspect.getdoc(implementation) or f"{implementation.__name__}."
    first = said.partition("\n")[0]
    translations = options.get("translations") or {}
    declare.function(
        help=lambda language: translations.get(language, first),
        examples=options.get("examples", ()),
        name=excel_name,
        category="own",
        vector=options.get("vector", False),
        volatile=options.get("volatile", False),
        asks=[],
        put=put,
    )(_wrapped(implementation, signature))


def _wrapped(
    implementation: PyCallable[..., Any], signature: inspect.Signature
) -> PyCallable[..., Any]:
    """The function, given what its annotations name, its results and exceptions made values."""
    hints = [p.annotation for p in signature.parameters.values()]
    repeats = any(p.kind is p.VAR_POSITIONAL for p in signature.parameters.values())
    ways = list(map(_way, hints))
    dated = any(hint in _WAYS for hint in (*hints, signature.return_annotation))

    def wrapped(*args: Any, ctx: Context | None = None) -> Any:
        date1904 = ctx is not None and ctx.date1904
        each = ways + ways[-1:] * (len(args) - len(ways)) if repeats else ways
        try:
            given = [
                value if way is None else way(value, date1904)
                for value, way in zip(args, each, strict=False)
            ]
            return _given_back(implementation(*given), date1904)
        except Failure:
            raise
        except ZeroDivisionError:
            return DIV0
        except Exception as wrong:
            if is_foreign(wrong):
                raise
            told = FormulaWarning.of("function", implementation.__name__, wrong)
            warnings.warn(told, stacklevel=2)
            return VALUE

    wrapped.__annotations__ = {p.name: _kind(p.annotation) for p in signature.parameters.values()}
    parameters = list(signature.parameters.values())
    if dated:
        wrapped.__annotations__["ctx"] = Context
        parameters.append(_CONTEXT)
    wrapped.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    wrapped.__name__ = implementation.__name__
    wrapped.__module__ = implementation.__module__
    return wrapped


def remove_function(name: str) -> None:
    """Take a function of your own away again; one of Excel that it replaced comes back. Books that
    have compiled their formulas keep what they had. ``KeyError`` if there is none of that name.

    >>> _ = function(name="TWICE")(lambda x: x * 2)
    >>> remove_function("TWICE")
    >>> from xl_kpis.formula.book import evaluate
    >>> evaluate("=TWICE(1)")
    #NAME?
    """
    folded = name.upper()
    if folded not in OWN:
        raise AddressError("function.own", name=name)
    declare.forget(folded)


_CONTEXT = inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY)


def _kind(hint: Any) -> Any:
    """What the engine makes of an argument for a parameter annotated so."""
    if hint is inspect.Parameter.empty:
        return Scalar
    return Array if _is_frame(hint) else _KINDS.get(hint, hint)


def _way(hint: Any) -> Way | None:
    if _is_frame(hint):
        return _frame
    return _WAYS.get(hint) or _TABLES.get(hint)


def _is_frame(hint: Any) -> bool:
    """Whether an annotation is pandas' DataFrame, which need not be imported for this."""
    return getattr(hint, "__name__", "") == "DataFrame"


def _moment(number: float, date1904: bool) -> datetime.datetime:
    found = to_python(number, date1904)
    return fail(NUM) if found is None else found


def _day(number: float, date1904: bool) -> datetime.date:
    return _moment(number, date1904).date()


def _frame(array: np.ndarray, date1904: bool) -> Any:
    import pandas as pd

    return pd.DataFrame(array.astype(object))


_WAYS: dict[Any, Way] = {datetime.date: _day, datetime.datetime: _moment}
_TABLES: dict[Any, Way] = {list: lambda array, date1904: array.astype(object).tolist()}


def _given_back(value: Any, date1904: bool) -> Any:
    """What a function gave as a formula's value."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "bif":
        return value
    rows = table_of(value)
    if rows is None:
        return _scalar(value, date1904)
    lines = [list(row) if isinstance(row, (list, tuple)) else [row] for row in rows]
    out = np.full((len(lines), max(map(len, lines), default=0)), None, object)
    for i, line in enumerate(lines):
        out[i, : len(line)] = [_scalar(item, date1904) for item in line]
    return out


def _scalar(value: Any, date1904: bool) -> Value:
    if type(value) is float or isinstance(value, str):
        return value
    return to_scalar(value, date1904=date1904)
