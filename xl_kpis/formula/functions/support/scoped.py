"""Functions that one book alone knows: found before all others while that book is at work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from xl_kpis.formula.functions.declare import Function
from xl_kpis.formula.sheets.model import Model


class Scoped(dict[str, Function]):
    """The functions of a book by their names in upper case: those it was given, and those that a
    source found for it, which may lie in the workbook itself."""

    def __init__(self, model: Model | None = None) -> None:
        super().__init__()
        self.model = model
        """Where a source may look; None where no book is at work."""
        self.asked = False
        """Whether a source was asked that may say something else for another book."""


_known: ContextVar[Scoped] = ContextVar("_known", default=Scoped())  # noqa: B039  # nobody adds to it


def scoped() -> Scoped:
    """The functions of the book at work."""
    return _known.get()


@contextmanager
def within(functions: Scoped) -> Iterator[None]:
    """These functions are known, and those of no other book."""
    before = _known.set(functions)
    try:
        yield
    finally:
        _known.reset(before)
