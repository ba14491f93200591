"""What goes wrong at the command line, as one sentence each."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

from xl_kpis.commands.language import language, say
from xl_kpis.languages.conventions import conventions

DEBUG = "XL_KPIS_DEBUG"
"""Set to anything, it shows where in the program an error came up."""


class Problem(Exception):
    """Ends the command with a sentence (a text id and its values) and exit code 1."""

    exit_code = 1

    def __init__(self, id: str, **values: Any) -> None:
        super().__init__(id)
        self.id, self.values = id, values

    def sentence(self) -> str:
        return say(self.id, **self.values)

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (type(self), self.id, self.values)


class Usage(Problem):
    """The command line itself is wrong: exit code 2."""

    exit_code = 2


def _rebuilt(kind: type[Problem], id: str, values: dict[str, Any]) -> Problem:
    return kind(id, **values)


def sentence(error: BaseException) -> str:
    """An error as a person should read it.

    Errors of the other parts of the product carry their own sentence in every language.
    """
    if isinstance(error, Problem):
        return error.sentence()
    own = getattr(error, "sentence", None)
    if callable(own):
        return str(own(language()))
    if isinstance(error, MemoryError):
        return say("problem.memory")
    if isinstance(error, OSError) and error.filename:
        return say("problem.file", file=error.filename, reason=why(error))
    return say("problem.unexpected", kind=type(error).__name__, reason=error)


def why(error: OSError) -> str:
    """What the operating system refused, in words."""
    from xl_kpis.formula.xlsx.package.refusal import of_system, reason

    return reason(language(), **of_system(error))


def about(file: str, reason: str) -> str:
    """A sentence that names the file with its folder.

    >>> about("a/b.xlsx", "b.xlsx is empty."), about("a/b.xlsx", "no memory")
    ('a/b.xlsx is empty.', 'a/b.xlsx: no memory')
    >>> about("a/b.xlsx", "out/b.xlsx exists already.")
    'a/b.xlsx: out/b.xlsx exists already.'
    """
    if file in reason:
        return reason
    name = re.escape(Path(file).name)
    named, count = re.subn(rf"(?<![\w/\\.-]){name}", lambda _: file, reason, count=1)
    return named if count else f"{file}{conventions(language()).colon}{reason}"


def trace(error: BaseException) -> None:
    """Show where an error came up, if somebody wants to know."""
    if os.environ.get(DEBUG):
        import traceback  # seldom asked for

        traceback.print_exception(error, file=sys.stderr)
