"""What the generated hosts share: a KPI function called with a host's values.

A host turns its own values into ours – numbers, texts, booleans, None for a blank cell,
:class:`ExcelError`, lists of rows for ranges, :data:`OMITTED` for an argument that was not
written – and the result back into its own. Standard library only.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from xl_kpis import languages
from xl_kpis.errors import VALUE, Failure
from xl_kpis.kpi import text
from xl_kpis.kpi.calls import call
from xl_kpis.kpi.catalogue import known_functions
from xl_kpis.kpi.model import Argument, Function

HELP_LIMIT = 255
"""Excel shows no more of a function's or an argument's help."""

CATEGORY = "xl-kpis"
"""Where the functions are found in a function wizard."""

LANGUAGE_VARIABLE = "XL_KPIS_LANGUAGE"


class OmittedArgument:
    """The type of :data:`OMITTED`: an argument that was not written, as opposed to a blank cell."""

    def __repr__(self) -> str:
        return "OMITTED"


OMITTED: Final = OmittedArgument()


def run(function: Function, arguments: Sequence[Any]) -> Any:
    """The function's value: a number, a text, an error, or rows of these for rows of inputs.

    A range given for a single argument gives a value for each of its cells; one cell given for a
    range is a range of one. Nothing is ever raised.

    >>> from xl_kpis.kpi import KPI_RETENTION
    >>> run(KPI_RETENTION, [200, 220, 50]), run(KPI_RETENTION, [200])
    (0.85, #VALUE!)
    """
    if not function.required <= len(arguments) <= len(function.arguments):
        return VALUE
    given = [
        None
        if value is OMITTED
        else [[value]]
        if argument.is_range and not isinstance(value, (list, tuple))
        else value
        for argument, value in zip(function.arguments, arguments, strict=False)
    ]
    try:
        return call(function, given)
    except Failure as failure:
        return failure.error


def each(value: Any, convert: Callable[[Any], Any]) -> Any:
    """``convert`` for a single value, or for every cell of rows."""
    if isinstance(value, (list, tuple)):
        return [[convert(item) for item in row] for row in value]
    return convert(value)


def help_language(environment: Mapping[str, str] = os.environ) -> str:
    """The language of the help in hosts that know one only: ``XL_KPIS_LANGUAGE``, else English."""
    try:
        return languages.find(environment.get(LANGUAGE_VARIABLE, ""))
    except languages.UnknownLanguage:
        return languages.DEFAULT


def function_help(function: Function, language: str) -> str:
    """What the function does, as long as a wizard shows it."""
    return shortened(text(f"{function.name}.help", language))


def argument_help(argument: Argument, language: str) -> str:
    """What an argument means, as long as a wizard shows it."""
    return shortened(text(f"argument.{argument.text_id}.help", language))


def shortened(words: str) -> str:
    """Words cut where a host would cut them, but between two of them.

    >>> len(shortened("word " * 100)), shortened("short")
    (250, 'short')
    """
    if len(words) <= HELP_LIMIT:
        return words
    return words[: HELP_LIMIT - 1].rpartition(" ")[0] + "…"


def worksheet_functions(make: Callable[[Function], Callable[..., Any]]) -> dict[str, Any]:
    """A Python function for every KPI function there is, those of packs at hand among them, with
    the signature people see, by name.

    ``make`` gives what is called with the arguments as the host passes them.
    """
    functions = known_functions()
    return {name: _signed(function, make(function)) for name, function in functions.items()}


def _signed(function: Function, body: Callable[..., Any]) -> Callable[..., Any]:
    def worksheet_function(*arguments: Any) -> Any:
        return body(*arguments)

    worksheet_function.__name__ = worksheet_function.__qualname__ = function.name
    worksheet_function.__annotations__ = {}
    worksheet_function.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [
            inspect.Parameter(
                argument.name,
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=OMITTED if argument.optional else inspect.Parameter.empty,
            )
            for argument in function.arguments
        ]
    )
    return worksheet_function
