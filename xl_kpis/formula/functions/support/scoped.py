"""Functions that one book alone knows: found before all others while that book is at work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from xl_kpis.formula.functions.declare import Function

_NONE: Mapping[str, Function] = {}
_known: ContextVar[Mapping[str, Function]] = ContextVar("_known", default=_NONE)


def scoped() -> Mapping[str, Function]:
    """The functions of the book at work, by their names in upper case."""
    return _known.get()


@contextmanager
def within(functions: Mapping[str, Function]) -> Iterator[None]:
    """These functions are known, and those of no other book."""
    before = _known.set(functions)
    try:
        yield
    finally:
        _known.reset(before)
