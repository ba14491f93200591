"""The same work for one task or for thousands; what many need is imported for many only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Task = TypeVar("Task")


def with_reason(task: Task, why: Exception) -> tuple[Task, Exception]:
    """A task with why nothing came of it."""
    return task, why


def each(
    work: Callable[[Task], Any],
    tasks: Sequence[Task],
    jobs: int,
    lost: Callable[[Task, Exception], Any] = with_reason,
    begin: Callable[[], None] | None = None,
) -> Iterator[Any]:
    """``work(task)`` of all tasks, in this process if another would not be faster.

    Over several processes, in each of which ``begin`` is called first, results come in the order
    they end, and ``lost(task, why)`` is the result of a task whose process died.
    """
    jobs = min(jobs, len(tasks))
    return map(work, tasks) if jobs < 2 else _apart(work, tasks, jobs, lost, begin)


def _apart(
    work: Callable[[Task], Any],
    tasks: Sequence[Task],
    jobs: int,
    lost: Callable[[Task, Exception], Any],
    begin: Callable[[], None] | None,
) -> Iterator[Any]:
    from xl_kpis.formula.fleet.parcels import NotDone
    from xl_kpis.formula.fleet.processes import Processes
    from xl_kpis.formula.fleet.shared_work import Lost, shared

    workers = Processes(work, jobs, begin=begin)
    for task, came in shared(workers, iter(tasks)):
        yield lost(task, NotDone("lost")) if isinstance(came, Lost) else came
