"""Work spread over processes: one task at a time each, results as they come.

The standard executors give up on everything when one process dies (a workbook that needs more
memory than there is, say). Here only the task it was busy with is lost.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from types import FrameType
from typing import Any, Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

PATIENCE = 5.0
"""Seconds a process has to put its things away when it is told to stop."""


@dataclass
class _Worker(Generic[Task]):
    process: Any
    pipe: Connection
    task: Task | None = None


def spread(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    jobs: int,
    lost: Callable[[Task], Result],
) -> Iterator[Result]:
    """``work(task)`` of all tasks in ``jobs`` processes, in the order they end.

    ``lost(task)`` is the result of a task whose process died. When the caller stops early or is
    interrupted, the processes are told to stop and given time to put their things away.
    """
    todo = deque(tasks)
    context = multiprocessing.get_context("fork" if _can_fork() else "spawn")
    workers: list[_Worker[Task]] = []
    try:
        for _ in range(min(jobs, len(todo))):
            workers.append(_start(context, work, workers))
            _give(workers[-1], todo)
        while workers:
            for pipe in wait([worker.pipe for worker in workers]):
                worker = next(w for w in workers if w.pipe is pipe)
                task = worker.task
                assert task is not None
                try:
                    result = worker.pipe.recv()
                except (EOFError, OSError):
                    result = lost(task)
                    worker.task = None
                    _end(worker)
                    workers.remove(worker)
                    if todo:
                        workers.append(_start(context, work, workers))
                        _give(workers[-1], todo)
                else:
                    if todo:
                        _give(worker, todo)
                    else:
                        worker.task = None
                        _end(worker)
                        workers.remove(worker)
                yield result
    finally:
        for worker in workers:
            worker.process.terminate()
        for worker in workers:
            _end(worker)


def _can_fork() -> bool:
    """Forked processes share what is imported already; macOS and Windows cannot do it safely."""
    return os.name == "posix" and os.uname().sysname == "Linux"


def _start(
    context: Any, work: Callable[[Task], Result], others: list[_Worker[Task]]
) -> _Worker[Task]:
    ours, theirs = context.Pipe()
    inherited = [worker.pipe for worker in others] + [ours] if _can_fork() else []
    process = context.Process(target=_serve, args=(work, theirs, inherited), daemon=True)
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _give(worker: _Worker[Task], todo: deque[Task]) -> None:
    worker.task = todo.popleft()
    with suppress(OSError):  # it has died: reading from it will tell
        worker.pipe.send(worker.task)


def _end(worker: _Worker[Task]) -> None:
    worker.pipe.close()
    worker.process.join(PATIENCE)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()


def _serve(work: Callable[[Any], Any], pipe: Connection, inherited: list[Connection]) -> None:
    """What a worker process does: tasks until the pipe closes."""
    for other in inherited:
        other.close()  # or it would not notice when this process's parent goes away
    # The terminal sends Ctrl-C to all; only the parent decides. Being told to stop must unwind
    # the stack, so that files half written are removed.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _stop)
    with suppress(EOFError, OSError, _Stopped):
        while True:
            pipe.send(work(pipe.recv()))


class _Stopped(BaseException):
    """The parent told this process to stop."""


def _stop(number: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise _Stopped
