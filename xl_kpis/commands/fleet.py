"""The same work for one file or for thousands; what many need is imported for many only."""

from __future__ import annotations

import os
import signal
import threading
import time
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
    seconds: Callable[[Task], float] | None = None,
    late: Callable[[Task], Result] | None = None,
    memory: int | None = None,
) -> Iterator[Result]:
    """As :func:`each`, never in this process. A process that takes more than ``seconds(task)`` is
    killed, and the result is ``late(task)``; ``memory`` are the bytes each may take on top of those
    it begins with."""
    from concurrent.futures import FIRST_COMPLETED, wait
    from multiprocessing import get_context

    from pebble import CONSTS, ProcessExpired, ProcessPool

    import xl_kpis.formula.fleet  # noqa: F401  (the processes inherit what is imported)

    CONSTS.sleep_unit = 0.01  # seconds between looks at whether the processes have ended
    context: Any = get_context("fork" if _can_fork() else "spawn")
    pool = ProcessPool(
        jobs, initializer=_prepare, initargs=[language(), memory, os.getpid()], context=context
    )
    todo = iter(tasks)
    busy: dict[Any, Task] = {}
    try:
        while True:
            # Never all at once: neither tasks nor results of thousands of files lie in wait.
            for task in todo:
                most = None if seconds is None else seconds(task)
                busy[pool.schedule(work, args=[task], timeout=most)] = task
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
                except TimeoutError:
                    result = (late or lost)(task)
                yield result
    finally:
        pool.stop()
        pool.join()


def _can_fork() -> bool:
    """Forked processes share what is imported already; macOS and Windows cannot do it safely."""
    return os.name == "posix" and os.uname().sysname == "Linux"


class Stopped(SystemExit):
    """A process was told to stop: it unwinds, so that files half written are removed."""


def _prepare(spoken: str, memory: int | None, parent: int) -> None:
    """In a new process, which may not know the language and would stop where it stands."""
    speak(spoken)
    if memory is not None:
        _bound(memory)
    _end_with(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits for us tells us to stop
    signal.signal(signal.SIGTERM, _stop)


def _bound(memory: int) -> None:
    """Let this process have so much more memory; beyond it there is none (where that can be
    said)."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        with open("/proc/self/statm", "rb") as file:
            now = int(file.read().split()[0]) * resource.getpagesize()
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (now + memory, hard))


def _end_with(parent: int) -> None:
    """Stop this process once the one it works for is gone, even if that was killed."""
    if os.name == "nt":  # pragma: no cover
        return

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(0.1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=look, daemon=True, name="parent").start()
    with suppress(OSError, AttributeError):  # Linux says so at once
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)


def _stop(number: int, frame: FrameType | None) -> None:
    from xl_kpis.formula.xlsx.write.saving import UNFINISHED

    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # once: what is tidied up now is not cut short
    for name in list(UNFINISHED):  # also those whose block was not entered yet
        with suppress(OSError):
            os.unlink(name)
    raise Stopped(number)
