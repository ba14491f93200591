"""Functions a user adds to the engine."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Callable as PyCallable
from collections.abc import Mapping
from typing import Any, TypeVar, overload

import numpy as np

from xl_kpis.errors import DIV0, VALUE, Failure, is_foreign
from xl_kpis.formula.functions import declare
from xl_kpis.formula.functions.declare import (
    Array,
    Example,
    Integer,
    Logical,
    Number,
    Scalar,
    Text,
)
from xl_kpis.formula.warning import FormulaWarning

F = TypeVar("F", bound=PyCallable[..., Any])

_KINDS = {float: Number, int: Integer, str: Text, bool: Logical, np.ndarray: Array}


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
) -> Any:
    """Make a Python function callable from formulas.

    Annotations say what a parameter takes: ``float``, ``int``, ``str``, ``bool`` for one value
    (arrays are gone through item by item), ``numpy.ndarray`` for a whole range as a 2-D array.
    Without an annotation it takes one value as it is: a float, a str, a bool or None for a blank.
    ``help`` (or else the docstring's first line) is its sentence of help, ``translations`` says the
    same in other languages by their codes.
    With ``vector=True`` numeric parameters may also come as float64 arrays, which is faster.
    Return a value, a 2-D array, or an error value such as ``xl_kpis.ExcelError.of("#N/A")``.
    Dividing by zero gives #DIV/0!, any other exception #VALUE! and a warning that names it
    (:class:`~xl_kpis.formula.warning.FormulaWarning`).

    >>> @function
    ... def MARGIN(revenue: float, cost: float) -> float:
    ...     return (revenue - cost) / revenue
    >>> from xl_kpis.formula.book import evaluate
    >>> evaluate("=MARGIN(A1,80)", {"A1": 100})
    0.2
    """

    def register(implementation: Any) -> Any:
        signature = inspect.signature(implementation, eval_str=True)

        def wrapped(*args: Any) -> Any:
            try:
                return implementation(*args)
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

        kinds = {
            p.name: _KINDS.get(p.annotation, p.annotation)
            if p.annotation is not inspect.Parameter.empty
            else Scalar
            for p in signature.parameters.values()
        }
        wrapped.__annotations__ = kinds
        wrapped.__signature__ = signature  # type: ignore[attr-defined]
        wrapped.__name__ = implementation.__name__
        wrapped.__module__ = implementation.__module__
        said = help or inspect.getdoc(implementation) or f"{implementation.__name__}."
        first = said.partition("\n")[0]
        declare.function(
            help=lambda language: (translations or {}).get(language, first),
            examples=examples,
            name=(name or implementation.__name__).upper(),
            category="own",
            vector=vector,
            volatile=volatile,
        )(wrapped)
        return implementation

    return register if implementation is None else register(implementation)
