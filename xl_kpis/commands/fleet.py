"""The same work for one file or for thousands; what many need is imported for many only."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from types import FrameType
from typing import Any, TypeVar

from xl_kpis.commands.language import language, speak

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 2
"""Tasks given out per process: one it works on, one it finds when it is done."""


def each(
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    jobs: int,
    lost: Callable[[Task], Result],
) -> Iterator[Result]:
    """``work(task)`` of all tasks, in this process if another would not be faster.

    Over several processes results come in the order they end, and ``lost(task)`` is the result
    of a task whose process died.
    """
    jobs = min(jobs, len(tasks))
    return map(work, tasks) if jobs < 2 else apart(work, tasks, jobs, lost)


def apart(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    jobs: int,
    lost: Callable[[Task], Result],
) -> Iterator[Result]:
    """As :func:`each`, never in this process."""
    from concurrent.futures import FIRST_COMPLETED, wait
    from multiprocessing import get_context

    from pebble import CONSTS, ProcessExpired, ProcessPool

    import xl_kpis.formula.fleet  # noqa: F401  (the processes inherit what is imported)

    CONSTS.sleep_unit = 0.01  # seconds between looks at whether the processes have ended
    context: Any = get_context("fork" if _can_fork() else "spawn")
    pool = ProcessPool(jobs, initializer=_prepare, initargs=[language()], context=context)
    todo = iter(tasks)
    busy: dict[Any, Task] = {}
    try:
        while True:
            # Never all at once: neither tasks nor results of thousands of files lie in wait.
            for task in todo:
                busy[pool.schedule(work, args=[task])] = task
                if len(busy) >= jobs * AHEAD:
                    break
            if not busy:
                return
            for future in wait(busy, return_when=FIRST_COMPLETED).done:
                task = busy.pop(future)
                try:
                    result = future.result()
                except (ProcessExpired, Stopped):
                    result = lost(task)
                yield result
    finally:
        pool.stop()
        pool.join()


def _can_fork() -> bool:
    """Forked processes share what is imported already; macOS and Windows cannot do it safely."""
    return os.name == "posix" and os.uname().sysname == "Linux"


class Stopped(SystemExit):
    """A process was told to stop: it unwinds, so that files half written are removed."""


def _prepare(spoken: str) -> None:
    """In a new process, which may not know the language and would stop where it stands."""
    speak(spoken)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits for us tells us to stop
    signal.signal(signal.SIGTERM, _stop)


def _stop(number: int, frame: FrameType | None) -> None:
    from xl_kpis.formula.xlsx.write.saving import UNFINISHED

    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once: what is tidied up now is not cut short
    for name in list(UNFINISHED):  # also those whose block was not entered yet
        with suppress(OSError):
            os.unlink(name)
    raise Stopped(number)
