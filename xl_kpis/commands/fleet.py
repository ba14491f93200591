"""The same work for one file or for thousands, each process speaking the language in use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

from xl_kpis.commands.language import language, speak

Task = TypeVar("Task")


def each(
    work: Callable[[Task], Any], tasks: Sequence[Task], jobs: int, **options: Any
) -> Iterator[Any]:
    """As :func:`xl_kpis.formula.fleet.apart.each`."""
    from xl_kpis.formula.fleet import apart

    return apart.each(work, tasks, jobs, begin=partial(speak, language()), **options)
