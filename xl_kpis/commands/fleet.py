"""The same work for one file or for thousands; what many need is imported for many only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TypeVar

from xl_kpis.commands.language import language, speak

Task = TypeVar("Task")
Result = TypeVar("Result")


def each(
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    jobs: int,
    lost: Callable[[Task], Result],
) -> Iterator[Result]:
    """``work(task)`` of all tasks, in this process if another would not be faster."""
    if min(jobs, len(tasks)) < 2:
        yield from map(work, tasks)
        return
    import xl_kpis.hosts.engine  # noqa: F401  (the processes inherit what is imported)
    from xl_kpis.commands.workers import spread

    yield from spread(partial(_in_language, language(), work), tasks, jobs, lost)


def _in_language(spoken: str, work: Callable[[Task], Result], task: Task) -> Result:
    """Work in another process, which may not know the language."""
    speak(spoken)
    return work(task)
